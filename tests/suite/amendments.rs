//! Amendments against the rule sheet 1.3 (C2, C8, N10–N12), each ground, letter and attachment by hand.

use proptest::prelude::*;
use roi_desk::amendments::model::{
    Acceptance, AcceptancePart, Addendum, AmendmentDenial, AmendmentFacts, AmendmentGround,
    AmendmentRequest, Beside, DenialPart, Dispute, FactualStatement, ItemStatement, Travels,
};
use roi_desk::amendments::rules::{
    grounds, is_request, may_attach_addendum, may_attach_statement, may_deny,
    may_file_disagreement, missing_from_acceptance, missing_from_denial, summary_may_stand_in,
    travels_with, words,
};
use roi_desk::disclosures::model::DenialGround;
use roi_desk::facilities::model::StateLaw;

const CA: StateLaw = StateLaw::California;
const NY: StateLaw = StateLaw::NewYork;

#[test]
fn writing_and_a_reason_may_be_asked_for_only_where_patients_were_told_c2() {
    for (rule_announced, in_writing, gives_reason, counts) in [
        (true, true, true, true),
        (true, true, false, false),
        (true, false, true, false),
        (true, false, false, false),
        (false, false, false, true),
        (false, true, false, true),
    ] {
        let request = AmendmentRequest {
            rule_announced,
            in_writing,
            gives_reason,
        };
        assert_eq!(is_request(request).is_ok(), counts, "{request:?}");
    }
}

#[test]
fn there_are_four_grounds_and_each_needs_its_own_fact() {
    assert_eq!(AmendmentGround::ALL.len(), 4);
    let nothing = AmendmentFacts::default();
    assert_eq!(
        grounds(&nothing).count(),
        0,
        "what is not known supports no denial"
    );
    let elsewhere = AmendmentFacts {
        created_here: Some(false),
        ..nothing
    };
    let outside = AmendmentFacts {
        in_record_set: Some(false),
        ..nothing
    };
    let closed = AmendmentFacts {
        closed_to_access: Some(DenialGround::PsychotherapyNotes),
        ..nothing
    };
    let accurate = AmendmentFacts {
        accurate_and_complete: Some(true),
        ..nothing
    };
    for (facts, ground) in [
        (elsewhere, AmendmentGround::NotCreatedHere),
        (outside, AmendmentGround::NotInRecordSet),
        (closed, AmendmentGround::NotOpenToAccess),
        (accurate, AmendmentGround::AccurateAndComplete),
    ] {
        assert_eq!(grounds(&facts).collect::<Vec<_>>(), [ground], "{facts:?}");
    }
    let gone = AmendmentFacts {
        originator_gone: true,
        ..elsewhere
    };
    assert_eq!(
        grounds(&gone).count(),
        0,
        "nobody else can amend it any more"
    );
    let own = AmendmentFacts {
        created_here: Some(true),
        in_record_set: Some(true),
        accurate_and_complete: Some(false),
        ..nothing
    };
    assert_eq!(grounds(&own).count(), 0);
}

#[test]
fn only_a_ground_of_164_524_closes_the_record() {
    let open = [
        DenialGround::NotDesignatedRecord,
        DenialGround::NoAuthority,
        DenialGround::DefectiveAuthorization,
        DenialGround::LegalProcess,
    ];
    for ground in DenialGround::ALL {
        let facts = AmendmentFacts {
            closed_to_access: Some(*ground),
            ..AmendmentFacts::default()
        };
        let denied = may_deny(AmendmentGround::NotOpenToAccess, &facts);
        assert_eq!(denied.is_ok(), !open.contains(ground), "{ground}");
    }
}

#[test]
fn what_another_provider_amended_must_be_amended_here_too() {
    let facts = AmendmentFacts {
        created_here: Some(false),
        in_record_set: Some(false),
        closed_to_access: Some(DenialGround::Litigation),
        accurate_and_complete: Some(true),
        ..AmendmentFacts::default()
    };
    assert_eq!(grounds(&facts).count(), 4);
    let told = AmendmentFacts {
        amended_elsewhere: true,
        ..facts
    };
    assert_eq!(grounds(&told).count(), 0);
    let refusal = may_deny(AmendmentGround::AccurateAndComplete, &told).expect_err("refused");
    assert_eq!(refusal.rule, "164.526(e)");
}

fn denial() -> AmendmentDenial {
    AmendmentDenial {
        ground: Some(AmendmentGround::AccurateAndComplete),
        plain_words: Some("The note says what was found on that day.".to_owned()),
        statement_right: true,
        how_to_file: Some("Write to us at the address above.".to_owned()),
        travel_right: true,
        complain_to: Some("Privacy officer".to_owned()),
        complaint_phone: Some("626-555-0100".to_owned()),
        hhs_route: true,
    }
}

#[test]
fn a_denial_letter_holds_eight_things_and_says_which_is_missing_n11() {
    type Spoil = fn(&mut AmendmentDenial);
    assert_eq!(missing_from_denial(&denial()), []);
    assert_eq!(
        missing_from_denial(&AmendmentDenial::default()),
        DenialPart::ALL
    );
    let table: [(Spoil, DenialPart); 9] = [
        (|l| l.ground = None, DenialPart::Ground),
        (
            |l| l.plain_words = Some("  ".to_owned()),
            DenialPart::PlainWords,
        ),
        (|l| l.statement_right = false, DenialPart::StatementRight),
        (|l| l.how_to_file = None, DenialPart::HowToFile),
        (|l| l.travel_right = false, DenialPart::TravelRight),
        (|l| l.complain_to = None, DenialPart::ComplainTo),
        (|l| l.complaint_phone = None, DenialPart::ComplaintPhone),
        (
            |l| l.complaint_phone = Some(String::new()),
            DenialPart::ComplaintPhone,
        ),
        (|l| l.hhs_route = false, DenialPart::HhsRoute),
    ];
    for (spoil, part) in table {
        let mut letter = denial();
        spoil(&mut letter);
        assert_eq!(missing_from_denial(&letter), [part]);
    }
}

#[test]
fn an_acceptance_letter_names_the_records_the_link_and_asks_whom_to_tell_n10() {
    let whole = Acceptance {
        says_accepted: true,
        records: vec!["Clinic note of 4 June 2026".to_owned()],
        linked_how: Some("Linked to the note".to_owned()),
        asks_whom_to_tell: true,
        asks_agreement: true,
        tells_who_relies: true,
    };
    assert_eq!(missing_from_acceptance(&whole), []);
    assert_eq!(
        missing_from_acceptance(&Acceptance::default()),
        AcceptancePart::ALL
    );
    let unnamed = Acceptance {
        records: vec![" ".to_owned()],
        ..whole.clone()
    };
    assert_eq!(missing_from_acceptance(&unnamed), [AcceptancePart::Records]);
    let unasked = Acceptance {
        asks_whom_to_tell: false,
        asks_agreement: false,
        ..whole
    };
    assert_eq!(
        missing_from_acceptance(&unasked),
        [AcceptancePart::WhomToTell, AcceptancePart::Agreement]
    );
}

#[test]
fn words_are_runs_of_letters_and_digits_between_blanks() {
    for (text, count) in [
        ("", 0),
        ("   \n\t ", 0),
        ("one", 1),
        (" one  two\nthree ", 3),
        ("a follow-up on 2026-06-04", 4),
        ("wrong - quite wrong", 3),
        ("• first • second", 2),
        ("\u{2014} \u{2026}", 0),
        ("no\u{a0}era así", 3),
        ("I wasn't there.", 3),
    ] {
        assert_eq!(words(text), count, "{text:?}");
    }
}

fn item(name: &str, count: usize) -> ItemStatement {
    ItemStatement {
        item: name.to_owned(),
        text: "word ".repeat(count),
    }
}

fn addendum(items: Vec<ItemStatement>) -> Addendum {
    Addendum {
        inspected: true,
        says_part_of_record: true,
        items,
    }
}

#[test]
fn an_addendum_has_250_words_for_each_disputed_item_c8() {
    for (items, fits) in [
        (vec![item("Note of May", 1)], true),
        (vec![item("Note of May", 250)], true),
        (vec![item("Note of May", 251)], false),
        (
            vec![item("Note of May", 250), item("Note of June", 250)],
            true,
        ),
        (
            vec![item("Note of May", 249), item("Note of June", 251)],
            false,
        ),
        // One item told in two pieces is one item.
        (
            vec![item("Note of May", 125), item(" note of may ", 125)],
            true,
        ),
        (
            vec![item("Note of May", 125), item(" note of may ", 126)],
            false,
        ),
        (vec![], false),
        (vec![item("Note of May", 0)], false),
    ] {
        let told = format!(
            "{:?}",
            items.iter().map(|i| words(&i.text)).collect::<Vec<_>>()
        );
        assert_eq!(
            may_attach_addendum(CA, &addendum(items)).is_ok(),
            fits,
            "{told}"
        );
    }
    let refused =
        may_attach_addendum(CA, &addendum(vec![item("Note of May", 300)])).expect_err("too long");
    assert_eq!(refused.len(), 1);
    assert!(
        refused[0].rule == "C8" && refused[0].text.contains("300 words"),
        "{refused:?}"
    );
    let halves = may_attach_addendum(CA, &addendum(vec![item("May", 200), item("May", 200)]));
    assert_eq!(halves.expect_err("too long").len(), 1, "told once");
}

#[test]
fn an_addendum_needs_an_inspection_and_its_sentence_and_is_told_every_gap_at_once_r17() {
    let bare = Addendum {
        inspected: false,
        says_part_of_record: false,
        items: vec![item("May", 300)],
    };
    assert_eq!(
        may_attach_addendum(CA, &bare).expect_err("refused").len(),
        3,
        "R17"
    );
    assert_eq!(
        may_attach_addendum(NY, &addendum(vec![item("May", 10)]))
            .expect_err("refused")
            .len(),
        1
    );
}

#[test]
fn new_york_takes_a_written_statement_of_a_qualified_person_on_facts() {
    let good = FactualStatement {
        by_qualified_person: true,
        in_writing: true,
        on_facts: true,
    };
    assert_eq!(may_attach_statement(NY, good), Ok(()));
    for (state, statement) in [
        (CA, good),
        (
            NY,
            FactualStatement {
                by_qualified_person: false,
                ..good
            },
        ),
        (
            NY,
            FactualStatement {
                in_writing: false,
                ..good
            },
        ),
        (
            NY,
            FactualStatement {
                on_facts: false,
                ..good
            },
        ),
    ] {
        assert_eq!(
            may_attach_statement(state, statement)
                .expect_err("refused")
                .len(),
            1
        );
    }
    let none = FactualStatement {
        by_qualified_person: false,
        in_writing: false,
        on_facts: false,
    };
    assert_eq!(
        may_attach_statement(CA, none).expect_err("refused").len(),
        4
    );
}

#[test]
fn a_statement_of_disagreement_is_limited_only_by_the_house() {
    let long = "word ".repeat(5000);
    assert_eq!(may_file_disagreement(&long, None), Ok(()));
    assert_eq!(may_file_disagreement("two words", Some(2)), Ok(()));
    assert!(may_file_disagreement("three words now", Some(2)).is_err());
    assert!(may_file_disagreement(" - ", None).is_err());
}

fn clear(state: StateLaw) -> Beside {
    Beside {
        state,
        amended: false,
        denied: None,
        addendum: false,
        factual_statement: false,
    }
}

#[test]
fn what_travels_with_a_later_disclosure_n12() {
    use Travels::{Addendum, Amendment, Denial, FactualStatement, Rebuttal, Request, Statement};
    let denied = |statement, rebuttal, asked_to_travel| Beside {
        denied: Some(Dispute {
            statement,
            rebuttal,
            asked_to_travel,
        }),
        ..clear(CA)
    };
    let addendum = Beside {
        addendum: true,
        ..clear(CA)
    };
    let factual = Beside {
        factual_statement: true,
        ..clear(NY)
    };
    let table: [(Beside, bool, &[Travels]); 11] = [
        (clear(CA), true, &[]),
        (
            Beside {
                amended: true,
                ..clear(NY)
            },
            false,
            &[Amendment],
        ),
        (denied(false, false, false), true, &[]),
        (denied(false, false, true), true, &[Request, Denial]),
        (
            denied(true, false, false),
            true,
            &[Request, Denial, Statement],
        ),
        (
            denied(true, true, false),
            false,
            &[Request, Denial, Statement, Rebuttal],
        ),
        (addendum, true, &[Addendum]),
        (addendum, false, &[]),
        (factual, true, &[FactualStatement]),
        (factual, false, &[FactualStatement]),
        (
            Beside {
                addendum: true,
                ..denied(true, false, true)
            },
            true,
            &[Request, Denial, Statement, Addendum],
        ),
    ];
    for (beside, to_third_party, attached) in table {
        assert_eq!(
            travels_with(&beside, to_third_party),
            attached,
            "{beside:?} {to_third_party}"
        );
    }
    let summed: Vec<Travels> = Travels::ALL
        .iter()
        .copied()
        .filter(|part| summary_may_stand_in(*part))
        .collect();
    assert_eq!(summed, [Request, Denial, Statement, Rebuttal]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Words of two texts with a blank between them add up, and every item is judged by its own 250.
    #[test]
    fn words_add_up_and_each_item_stands_for_itself(counts in prop::collection::vec(0_usize..400, 1..6)) {
        let texts: Vec<String> = counts.iter().map(|count| "Wort ".repeat(*count)).collect();
        prop_assert_eq!(words(&texts.join(" - ")), counts.iter().sum::<usize>());
        let items = texts.iter().enumerate().map(|(at, text)| ItemStatement { item: format!("Item {at}"), text: text.clone() });
        let fits = counts.iter().all(|count| *count <= 250) && counts.iter().any(|count| *count > 0);
        prop_assert_eq!(may_attach_addendum(CA, &addendum(items.collect())).is_ok(), fits);
    }
}
