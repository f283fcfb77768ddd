//! The ledger of clocks against tables written by hand and a naive count (R4–R14, R16, R19, R20).

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use roi_desk::calendar::Calendar;
use roi_desk::facilities::model::StateLaw;
use roi_desk::requests::model::{Road, Want};
use roi_desk::requests::rules::clocks::{
    ClockFacts, ClockRule, Extension, ExternalDeadline, FormKind, Ledger, Objection, Promises,
    Stop, StopKind, SubpoenaFacts, SubpoenaKind, clocks, contradictions, may_extend, what_if,
};

use super::calendar::{duarte, manhattan, naive_house, naive_nth, naive_statutory, on};

const COH: Promises = Promises {
    forms_days: Some(10),
    status_wait_days: Some(5),
    first_answer_days: 5,
};
const HSS: Promises = Promises {
    forms_days: None,
    status_wait_days: None,
    first_answer_days: 5,
};

fn at_coh(road: Road, received_on: &str) -> ClockFacts {
    ClockFacts::new(StateLaw::California, COH, road, on(received_on))
}

fn at_hss(road: Road, received_on: &str) -> ClockFacts {
    ClockFacts::new(StateLaw::NewYork, HSS, road, on(received_on))
}

fn access(received_on: &str, wants: &[Want]) -> ClockFacts {
    ClockFacts {
        wants: wants.to_vec(),
        ..at_coh(Road::PatientAccess, received_on)
    }
}

fn access_hss(received_on: &str, wants: &[Want]) -> ClockFacts {
    ClockFacts {
        wants: wants.to_vec(),
        ..at_hss(Road::PatientAccess, received_on)
    }
}

fn calendar(facts: &ClockFacts) -> Calendar {
    match facts.state {
        StateLaw::California => duarte(),
        StateLaw::NewYork => manhattan(),
    }
}

fn ledger(facts: &ClockFacts) -> Ledger {
    clocks(facts, &calendar(facts), None)
}

fn dues(ledger: &Ledger) -> Vec<(&'static str, String)> {
    ledger
        .clocks
        .iter()
        .map(|clock| (clock.rule.as_str(), clock.statutory_due.to_string()))
        .collect()
}

fn due(facts: &ClockFacts, rule: ClockRule) -> NaiveDate {
    ledger(facts)
        .clock(rule)
        .unwrap_or_else(|| panic!("no {}", rule.as_str()))
        .statutory_due
}

fn controlling(ledger: &Ledger) -> Option<&'static str> {
    assert!(
        ledger
            .clocks
            .iter()
            .filter(|clock| clock.controlling)
            .count()
            <= 1
    );
    ledger.controlling().map(|clock| clock.rule.as_str())
}

fn pairs(wanted: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    wanted
        .iter()
        .map(|(rule, day)| (*rule, (*day).to_owned()))
        .collect()
}

// Which clocks run.

#[test]
fn a_california_patient_who_wants_everything_runs_c1_c4_c5_and_c7() {
    let facts = access("2026-06-04", &[Want::Copy, Want::Inspect, Want::Summary]);
    let ledger = ledger(&facts);
    assert_eq!(
        dues(&ledger),
        pairs(&[
            ("C1", "2026-07-04"),
            ("C4", "2026-06-11"),
            ("C5", "2026-06-19"),
            ("C7", "2026-06-18")
        ])
    );
    assert_eq!(controlling(&ledger), Some("C4"));
    assert_eq!(ledger.work_by, on("2026-06-11"));
}

#[test]
fn a_long_record_gives_the_summary_until_day_30_c7() {
    let facts = ClockFacts {
        summary_long: true,
        ..access("2026-06-04", &[Want::Summary])
    };
    assert_eq!(due(&facts, ClockRule::C7), on("2026-07-04"));
}

#[test]
fn a_new_york_patient_runs_c1_c11_and_c12_with_its_target_on_day_10_r20() {
    let ledger = ledger(&access_hss(
        "2026-06-04",
        &[Want::Copy, Want::Inspect, Want::Summary],
    ));
    assert_eq!(
        dues(&ledger),
        pairs(&[
            ("C1", "2026-07-04"),
            ("C11", "2026-06-14"),
            ("C12", "2026-06-18")
        ])
    );
    assert_eq!(
        ledger.clock(ClockRule::C12).and_then(|clock| clock.target),
        Some(on("2026-06-14"))
    );
    assert_eq!(controlling(&ledger), Some("C11"));
}

#[test]
fn amendment_and_accounting_run_60_days_c2_c3() {
    assert_eq!(
        dues(&ledger(&at_hss(Road::Amendment, "2026-06-04"))),
        pairs(&[("C2", "2026-08-03")])
    );
    assert_eq!(
        dues(&ledger(&at_coh(Road::Accounting, "2026-06-04"))),
        pairs(&[("C3", "2026-08-03")])
    );
}

#[test]
fn an_oral_hold_of_an_accounting_ends_after_30_days_c18() {
    let facts = ClockFacts {
        oral_hold_on: Some(on("2026-06-10")),
        ..at_coh(Road::Accounting, "2026-06-04")
    };
    assert_eq!(
        dues(&ledger(&facts)),
        pairs(&[("C3", "2026-08-03"), ("C18", "2026-07-10")])
    );
}

#[test]
fn the_free_benefit_copy_replaces_the_15_days_from_the_day_of_its_proof_r16() {
    let mut facts = ClockFacts {
        benefit_claim: true,
        ..access("2026-06-04", &[Want::Copy])
    };
    assert_eq!(
        dues(&ledger(&facts)),
        pairs(&[("C1", "2026-07-04"), ("C5", "2026-06-19")])
    );
    facts.benefit_proof_on = Some(on("2026-06-10"));
    assert_eq!(
        dues(&ledger(&facts)),
        pairs(&[("C1", "2026-07-04"), ("C6", "2026-07-10")])
    );
    // Before the day of the proof C5 runs.
    let earlier = clocks(&facts, &duarte(), on("2026-06-09"));
    assert_eq!(
        dues(&earlier),
        pairs(&[("C1", "2026-07-04"), ("C5", "2026-06-19")])
    );
    // With the proof from the first day both end together: the lower number controls (R8).
    facts.benefit_proof_on = Some(on("2026-06-04"));
    assert_eq!(controlling(&ledger(&facts)), Some("C1"));
}

#[test]
fn a_directive_counts_only_for_an_electronic_copy_of_an_electronic_record_r16() {
    let directive = |facts: ClockFacts| ClockFacts {
        ehr_electronic_copy: true,
        ..facts
    };
    let coh = directive(at_coh(Road::ThirdPartyDirective, "2026-06-04"));
    assert_eq!(
        dues(&ledger(&coh)),
        pairs(&[("C1", "2026-07-04"), ("C5", "2026-06-19")])
    );
    let hss = directive(at_hss(Road::ThirdPartyDirective, "2026-06-04"));
    assert_eq!(dues(&ledger(&hss)), pairs(&[("C1", "2026-07-04")]));
    let paper = ledger(&at_coh(Road::ThirdPartyDirective, "2026-06-04"));
    assert!(paper.clocks.is_empty());
    assert!(paper.our_promise.expect("a promise").why[0].contains("R16"));
}

#[test]
fn an_attorney_before_suit_has_5_calendar_days_from_a_valid_authorization_c9_r19() {
    let mut facts = ClockFacts {
        before_suit: true,
        ..at_coh(Road::Attorney, "2026-06-04")
    };
    let defective = ledger(&facts);
    assert!(defective.clocks.is_empty());
    assert_eq!(defective.work_by, on("2026-06-11"));
    facts.authorization_valid_on = Some(on("2026-06-17"));
    // Day 5 is Monday 22 June.
    assert_eq!(dues(&ledger(&facts)), pairs(&[("C9", "2026-06-22")]));
    let hss = ClockFacts {
        state: StateLaw::NewYork,
        ..facts.clone()
    };
    assert!(ledger(&hss).clocks.is_empty());
    let in_suit = ClockFacts {
        before_suit: false,
        ..facts
    };
    assert!(ledger(&in_suit).clocks.is_empty());
}

fn subpoena(kind: SubpoenaKind) -> SubpoenaFacts {
    SubpoenaFacts {
        kind,
        issued_on: Some(on("2026-06-01")),
        consumer_served_on: Some(on("2026-06-02")),
        custodian_served_on: on("2026-06-08"),
        production_on: Some(on("2026-06-25")),
        assurance: Some(true),
        objection: None,
    }
}

fn subpoenaed(subpoena: SubpoenaFacts) -> ClockFacts {
    ClockFacts {
        subpoena: Some(subpoena),
        ..at_coh(Road::Subpoena, "2026-06-08")
    }
}

#[test]
fn a_civil_subpoena_runs_15_days_and_a_criminal_one_5_c10() {
    assert_eq!(
        due(&subpoenaed(subpoena(SubpoenaKind::Civil)), ClockRule::C10),
        on("2026-06-23")
    );
    assert_eq!(
        due(
            &subpoenaed(subpoena(SubpoenaKind::Criminal)),
            ClockRule::C10
        ),
        on("2026-06-13")
    );
}

#[test]
fn a_new_york_civil_subpoena_leaves_20_days_to_object_c13() {
    let facts = ClockFacts {
        state: StateLaw::NewYork,
        promises: HSS,
        ..subpoenaed(subpoena(SubpoenaKind::Civil))
    };
    assert_eq!(dues(&ledger(&facts)), pairs(&[("C13", "2026-06-28")]));
    assert_eq!(ledger(&facts).earliest_production_on, None);
}

#[test]
fn a_new_york_subpoena_without_its_proof_or_an_authorization_starts_no_clock_either_r19() {
    let bare = ClockFacts {
        state: StateLaw::NewYork,
        promises: HSS,
        ..subpoenaed(SubpoenaFacts {
            assurance: Some(false),
            ..subpoena(SubpoenaKind::Civil)
        })
    };
    assert!(ledger(&bare).clocks.is_empty());
    assert_eq!(ledger(&bare).refusals[0].rule, "R19");
    // With the patient's authorization it must be answered or objected to, counted from its service (1.13).
    let authorized = ClockFacts {
        authorization_valid_on: Some(on("2026-06-12")),
        ..bare
    };
    assert_eq!(dues(&ledger(&authorized)), pairs(&[("C13", "2026-06-28")]));
}

#[test]
fn an_early_production_day_is_named_but_the_clock_runs_r19() {
    let facts = subpoenaed(SubpoenaFacts {
        production_on: Some(on("2026-06-20")),
        ..subpoena(SubpoenaKind::Civil)
    });
    let ledger = ledger(&facts);
    // Issued 1 June plus 20 is 21 June; served 8 June plus 15 is 23 June.
    assert_eq!(ledger.earliest_production_on, Some(on("2026-06-23")));
    assert_eq!(controlling(&ledger), Some("C10"));
    assert_eq!(ledger.refusals.len(), 1);
    assert_eq!(ledger.refusals[0].rule, "N18");
    assert!(ledger.refusals[0].text.contains("2026-06-23"));
}

#[test]
fn a_subpoena_without_its_proof_starts_no_clock_until_a_valid_one_arrives_r19() {
    let mut facts = subpoenaed(SubpoenaFacts {
        assurance: Some(false),
        ..subpoena(SubpoenaKind::Civil)
    });
    let defective = ledger(&facts);
    assert!(defective.clocks.is_empty());
    assert_eq!(defective.refusals[0].rule, "R19");
    assert_eq!(defective.work_by, on("2026-06-15"));
    facts.authorization_valid_on = Some(on("2026-06-12"));
    assert_eq!(due(&facts, ClockRule::C10), on("2026-06-27"));
}

#[test]
fn an_objection_holds_c10_until_it_is_resolved_and_the_day_does_not_move_r14() {
    let mut facts = subpoenaed(SubpoenaFacts {
        objection: Some(Objection {
            on: on("2026-06-15"),
            resolved_on: None,
        }),
        ..subpoena(SubpoenaKind::Civil)
    });
    let held = ledger(&facts);
    assert_eq!(controlling(&held), None);
    assert!(held.clocks[0].held.is_some());
    assert!(
        held.clocks[0]
            .why
            .iter()
            .any(|why| why.contains("Held by an objection"))
    );
    assert_eq!(
        held.work_by,
        on("2026-06-23"),
        "the sort key is never empty"
    );
    if let Some(subpoena) = &mut facts.subpoena {
        subpoena.objection = Some(Objection {
            on: on("2026-06-15"),
            resolved_on: Some(on("2026-06-18")),
        });
    }
    let resolved = ledger(&facts);
    assert_eq!(controlling(&resolved), Some("C10"));
    assert_eq!(resolved.clocks[0].statutory_due, on("2026-06-23"));
}

#[test]
fn dates_of_the_claim_set_the_external_clocks_of_a_form_c21_c22_c23() {
    let form = |kind: FormKind| ClockFacts {
        form: Some(kind),
        complete_on: Some(on("2026-06-04")),
        ..at_coh(Road::MedicalForm, "2026-06-04")
    };
    let sdi = ClockFacts {
        disability_began_on: Some(on("2026-05-01")),
        ..form(FormKind::EddSdiInitial)
    };
    assert_eq!(due(&sdi, ClockRule::C21), on("2026-06-19"));
    let pfl = ClockFacts {
        leave_began_on: Some(on("2026-05-01")),
        ..form(FormKind::EddPaidFamilyLeave)
    };
    assert_eq!(due(&pfl, ClockRule::C22), on("2026-06-11"));
    let fmla = ClockFacts {
        employer_asked_on: Some(on("2026-06-01")),
        ..form(FormKind::Fmla)
    };
    assert_eq!(due(&fmla, ClockRule::C23), on("2026-06-16"));
    let cure = ClockFacts {
        employer_returned_on: Some(on("2026-06-20")),
        ..fmla
    };
    assert_eq!(dues(&ledger(&cure)), pairs(&[("C23", "2026-06-27")]));
    // A continuation has no 49 days; the date is not dropped in silence.
    let continuation = ledger(&ClockFacts {
        form: Some(FormKind::EddSdiContinuation),
        ..sdi
    });
    assert!(continuation.clocks.is_empty());
    assert_eq!(continuation.refusals[0].rule, "C21");
}

#[test]
fn a_typed_deadline_controls_when_it_is_the_earliest_and_a_tie_goes_to_the_law_r8() {
    let deadline = |day: &str| ClockFacts {
        external_deadlines: vec![ExternalDeadline {
            name: "Hearing".to_owned(),
            on: on(day),
        }],
        ..access("2026-06-04", &[Want::Copy])
    };
    let earlier = ledger(&deadline("2026-06-18"));
    assert_eq!(controlling(&earlier), Some("EXT"));
    assert_eq!(
        earlier.controlling().map(|clock| clock.name.as_str()),
        Some("Hearing")
    );
    assert_eq!(controlling(&ledger(&deadline("2026-06-19"))), Some("C5"));
}

#[test]
fn roads_without_a_law_carry_our_own_promise_and_never_call_it_law() {
    for road in [
        Road::Authorization,
        Road::ContinuityOfCare,
        Road::Payer,
        Road::DisabilityAgency,
        Road::Government,
        Road::WorkersCompensation,
        Road::Research,
        Road::InboundRecords,
        Road::PortalProxy,
    ] {
        let ledger = ledger(&at_hss(road, "2026-06-04"));
        assert!(ledger.clocks.is_empty(), "{road}");
        let ours = ledger.our_promise.expect("a promise");
        assert_eq!(
            (ours.rule, ours.due_on),
            ("promise", on("2026-06-11")),
            "{road}"
        );
        assert!(
            ours.why
                .iter()
                .any(|why| why.contains("Our promise, not the law")),
            "{road}"
        );
        assert_eq!(ledger.work_by, on("2026-06-11"), "{road}");
    }
}

#[test]
fn the_first_answer_counts_from_the_valid_authorization_r19() {
    let facts = ClockFacts {
        authorization_valid_on: Some(on("2026-06-08")),
        ..at_coh(Road::Authorization, "2026-06-04")
    };
    assert_eq!(ledger(&facts).work_by, on("2026-06-15"));
}

#[test]
fn a_telephone_call_alone_starts_no_access_clock_s29() {
    let facts = ClockFacts {
        oral_only: true,
        ..access("2026-06-04", &[Want::Copy, Want::Inspect])
    };
    let ledger = ledger(&facts);
    assert!(ledger.clocks.is_empty());
    assert!(ledger.our_promise.expect("a promise").why[0].contains("S29"));
}

// The hand table of days.

#[test]
fn thanksgiving_week_skips_thursday_and_counts_the_friday_after_r6() {
    let facts = access("2026-11-23", &[Want::Inspect]);
    assert_eq!(due(&facts, ClockRule::C4), on("2026-12-01"));
    let c4 = ledger(&facts).clock(ClockRule::C4).expect("C4").clone();
    let said = c4.why.join("\n");
    assert!(
        said.contains("Thu 26 Nov 2026 (2026-11-26) is not counted"),
        "{said}"
    );
    assert!(
        said.contains("Fri 27 Nov 2026 (2026-11-27) is counted: Day after Thanksgiving"),
        "{said}"
    );
}

#[test]
fn working_days_over_memorial_day_independence_day_a_plain_friday_and_new_year_r5() {
    for (received, wanted) in [
        ("2026-05-22", "2026-06-01"),
        ("2026-07-02", "2026-07-09"),
        ("2026-06-04", "2026-06-11"),
        ("2026-12-24", "2027-01-04"),
        ("2026-06-06", "2026-06-12"),
    ] {
        assert_eq!(
            due(&access(received, &[Want::Inspect]), ClockRule::C4),
            on(wanted),
            "{received}"
        );
    }
}

#[test]
fn calendar_days_over_leap_day_year_end_and_the_change_of_clocks_r4() {
    for (received, c1, c5) in [
        ("2028-01-30", "2028-02-29", "2028-02-14"),
        ("2028-02-14", "2028-03-15", "2028-02-29"),
        ("2026-12-20", "2027-01-19", "2027-01-04"),
        ("2026-03-01", "2026-03-31", "2026-03-16"),
        ("2026-10-20", "2026-11-19", "2026-11-04"),
    ] {
        let facts = access(received, &[Want::Copy]);
        assert_eq!(
            dues(&ledger(&facts)),
            pairs(&[("C1", c1), ("C5", c5)]),
            "{received}"
        );
    }
}

#[test]
fn a_friday_box_item_over_memorial_day_has_its_right_days_r3_r7() {
    let ledger = ledger(&access("2026-05-22", &[Want::Copy]));
    let days = |rule: ClockRule| {
        let clock = ledger.clock(rule).expect("a clock");
        [clock.statutory_due, clock.work_by, clock.rolled_due].map(|day| day.to_string())
    };
    // Sunday 21 June; the Friday before it is Juneteenth.
    assert_eq!(
        days(ClockRule::C1),
        ["2026-06-21", "2026-06-18", "2026-06-22"]
    );
    assert_eq!(
        days(ClockRule::C5),
        ["2026-06-06", "2026-06-05", "2026-06-08"]
    );
    assert_eq!(ledger.work_by, on("2026-06-05"));
}

// Promises of the house.

#[test]
fn a_form_is_done_ten_business_days_after_the_packet_is_complete_c24_r13() {
    let mut facts = at_coh(Road::MedicalForm, "2026-11-10");
    let provisional = ledger(&facts).our_promise.expect("C24");
    assert!(provisional.provisional);
    // Veterans Day is a working day of the house.
    assert_eq!(
        (provisional.rule, provisional.due_on),
        ("C24", on("2026-11-24"))
    );
    facts.complete_on = Some(on("2026-11-16"));
    let complete = ledger(&facts);
    // Thanksgiving and the day after it are skipped.
    assert_eq!(
        complete.our_promise.as_ref().map(|c24| c24.due_on),
        Some(on("2026-12-02"))
    );
    assert_eq!(complete.work_by, on("2026-12-02"));
}

#[test]
fn a_form_with_an_external_day_sorts_by_whichever_is_earlier_r13() {
    let form = |day: &str| ClockFacts {
        complete_on: Some(on("2026-06-04")),
        external_deadlines: vec![ExternalDeadline {
            name: "Court".to_owned(),
            on: on(day),
        }],
        ..at_coh(Road::MedicalForm, "2026-06-04")
    };
    let late = ledger(&form("2026-07-30"));
    assert_eq!(
        (controlling(&late), late.work_by),
        (Some("EXT"), on("2026-06-18"))
    );
    let early = ledger(&form("2026-06-10"));
    assert_eq!(
        (controlling(&early), early.work_by),
        (Some("EXT"), on("2026-06-10"))
    );
}

#[test]
fn the_status_wait_ends_on_the_working_day_after_the_fifth_c25_r12() {
    for (received, fifth, ok_from) in [
        ("2026-06-04", "2026-06-11", "2026-06-12"),
        ("2026-07-02", "2026-07-10", "2026-07-13"),
        ("2026-11-20", "2026-12-01", "2026-12-02"),
    ] {
        let ledger = ledger(&access(received, &[Want::Copy]));
        let c25 = ledger
            .house
            .iter()
            .find(|promise| promise.rule == "C25")
            .expect("C25");
        assert_eq!(
            (c25.due_on, ledger.status_ok_from),
            (on(fifth), Some(on(ok_from))),
            "{received}"
        );
    }
}

#[test]
fn special_surgery_promises_nothing_but_its_first_answer() {
    let form = ledger(&at_hss(Road::MedicalForm, "2026-06-04"));
    assert!(form.house.is_empty());
    assert_eq!(form.status_ok_from, None);
    assert_eq!(form.our_promise.map(|ours| ours.rule), Some("promise"));
    // Its own target skips the federal observed day too.
    assert_eq!(
        ledger(&at_hss(Road::Payer, "2026-07-01")).work_by,
        on("2026-07-09")
    );
}

// Extensions.

fn extended(facts: ClockFacts, notices: &[(&str, &str)]) -> ClockFacts {
    ClockFacts {
        extensions: notices
            .iter()
            .map(|(sent, done)| Extension {
                sent_on: on(sent),
                completion_on: on(done),
            })
            .collect(),
        ..facts
    }
}

#[test]
fn an_extension_moves_the_federal_clock_and_never_the_states_r10_r11() {
    let facts = extended(
        access("2026-06-04", &[Want::Copy]),
        &[("2026-07-04", "2026-08-03")],
    );
    let ledger = ledger(&facts);
    assert!(ledger.refusals.is_empty());
    assert_eq!(
        dues(&ledger),
        pairs(&[("C1", "2026-08-03"), ("C5", "2026-06-19")])
    );
    let c1 = ledger.clock(ClockRule::C1).expect("C1");
    assert_eq!(c1.original_due, on("2026-07-04"));
    assert_eq!(
        c1.days.last().map(|day| (day.on, day.counted)),
        Some((on("2026-08-03"), Some(60)))
    );
    let c5 = ledger.clock(ClockRule::C5).expect("C5");
    assert!(c5.why.iter().any(|why| why.contains("R11")));
}

#[test]
fn amendment_and_accounting_extend_to_90_days_at_most_r10() {
    for road in [Road::Amendment, Road::Accounting] {
        let ninety = ledger(&extended(
            at_coh(road, "2026-06-04"),
            &[("2026-08-03", "2026-09-02")],
        ));
        assert_eq!(ninety.clocks[0].statutory_due, on("2026-09-02"));
        let over = ledger(&extended(
            at_coh(road, "2026-06-04"),
            &[("2026-08-03", "2026-09-03")],
        ));
        assert_eq!(over.clocks[0].statutory_due, on("2026-08-03"));
        assert!(over.refusals[0].text.contains("2026-09-02"));
    }
}

#[test]
fn a_late_a_second_a_too_long_and_an_empty_extension_are_refused_r10() {
    for (notices, word) in [
        (&[("2026-07-05", "2026-07-20")][..], "too late"),
        (&[("2026-07-01", "2026-08-04")][..], "too far"),
        (&[("2026-07-01", "2026-07-04")][..], "nothing to extend"),
        (
            &[("2026-06-20", "2026-07-20"), ("2026-07-01", "2026-08-01")][..],
            "second extension",
        ),
    ] {
        let ledger = ledger(&extended(access("2026-06-04", &[Want::Copy]), notices));
        assert_eq!(ledger.refusals.len(), 1, "{word}");
        assert_eq!(ledger.refusals[0].rule, "R10", "{word}");
        assert!(
            ledger.refusals[0].text.contains(word),
            "{}",
            ledger.refusals[0].text
        );
    }
}

#[test]
fn a_notice_that_is_not_sent_yet_moves_nothing_r10() {
    let facts = extended(
        access("2026-06-04", &[Want::Copy]),
        &[("2026-06-20", "2026-07-20")],
    );
    let ledger = clocks(&facts, &duarte(), on("2026-06-19"));
    assert_eq!(
        ledger.clock(ClockRule::C1).map(|c1| c1.statutory_due),
        Some(on("2026-07-04"))
    );
    assert!(ledger.refusals[0].text.contains("not been sent"));
}

#[test]
fn state_clocks_cannot_be_extended_and_roads_without_a_federal_clock_have_nothing_to_extend_r11() {
    let ledger_of = ledger(&access("2026-06-04", &[Want::Copy]));
    let c5 = ledger_of.clock(ClockRule::C5).expect("C5");
    let refusal = may_extend(c5, on("2026-06-05"), on("2026-07-01"), false).expect_err("refused");
    assert_eq!(refusal.rule, "R11");
    let payer = ledger(&extended(
        at_coh(Road::Payer, "2026-06-04"),
        &[("2026-06-05", "2026-07-01")],
    ));
    assert_eq!(payer.refusals[0].rule, "R11");
}

// Stops.

#[test]
fn asking_the_requester_stops_nothing_r9_r14() {
    let facts = access("2026-06-04", &[Want::Copy, Want::Inspect]);
    let asked = ClockFacts {
        asked_requester_on: Some(on("2026-06-05")),
        ..facts.clone()
    };
    assert_eq!(dues(&ledger(&asked)), dues(&ledger(&facts)));
    for clock in ledger(&asked).clocks {
        assert!(clock.is_running());
        assert!(
            clock
                .why
                .iter()
                .any(|why| why.contains("does not stop, pause or restart"))
        );
    }
}

fn stopped(facts: ClockFacts, stops: &[(StopKind, &str, Option<Want>)]) -> ClockFacts {
    ClockFacts {
        stops: stops
            .iter()
            .map(|(by, day, only)| Stop {
                on: on(day),
                by: *by,
                only: *only,
            })
            .collect(),
        ..facts
    }
}

#[test]
fn release_denial_and_withdrawal_stop_access_and_only_a_response_or_denial_stops_an_amendment_r14()
{
    for by in [
        StopKind::Release,
        StopKind::DenialLetter,
        StopKind::Withdrawal,
    ] {
        let done = ledger(&stopped(
            access("2026-06-04", &[Want::Copy]),
            &[(by, "2026-06-10", None)],
        ));
        assert!(done.clocks.iter().all(|clock| !clock.is_running()), "{by}");
        assert_eq!(controlling(&done), None);
        assert_eq!(
            done.work_by,
            on("2026-06-18"),
            "the earliest day there was; 19 June is Juneteenth"
        );
    }
    let amendment = at_coh(Road::Amendment, "2026-06-04");
    let released = ledger(&stopped(
        amendment.clone(),
        &[(StopKind::Release, "2026-06-10", None)],
    ));
    assert_eq!(controlling(&released), Some("C2"));
    assert_eq!(released.refusals[0].rule, "R14");
    let answered = ledger(&stopped(
        amendment,
        &[(StopKind::RequiredResponse, "2026-06-10", None)],
    ));
    assert_eq!(controlling(&answered), None);
}

#[test]
fn looking_at_the_record_stops_only_the_inspection_until_the_copies_are_sent_too_r14() {
    let both = access("2026-06-04", &[Want::Copy, Want::Inspect]);
    let looked = ledger(&stopped(
        both.clone(),
        &[(StopKind::Release, "2026-06-09", Some(Want::Inspect))],
    ));
    assert_eq!(controlling(&looked), Some("C5"));
    assert!(looked.clock(ClockRule::C1).expect("C1").is_running());
    let done = ledger(&stopped(
        both,
        &[
            (StopKind::Release, "2026-06-09", Some(Want::Inspect)),
            (StopKind::Release, "2026-06-22", Some(Want::Copy)),
        ],
    ));
    let c1 = done
        .clock(ClockRule::C1)
        .and_then(|clock| clock.stopped)
        .expect("stopped");
    assert_eq!(c1.on, on("2026-06-22"));
    let c5 = done.clock(ClockRule::C5).expect("C5");
    assert!(
        c5.why
            .iter()
            .any(|why| why.contains("3 days after the due day")),
        "{:?}",
        c5.why
    );
}

#[test]
fn a_stop_that_lies_ahead_of_today_has_not_happened() {
    let facts = stopped(
        access("2026-06-04", &[Want::Copy]),
        &[(StopKind::Release, "2026-06-10", None)],
    );
    assert_eq!(
        controlling(&clocks(&facts, &duarte(), on("2026-06-09"))),
        Some("C5")
    );
    assert_eq!(
        controlling(&clocks(&facts, &duarte(), on("2026-06-10"))),
        None
    );
}

#[test]
fn the_days_left_and_overdue_are_said() {
    let facts = access("2026-06-04", &[Want::Copy]);
    let said = |today: &str| {
        clocks(&facts, &duarte(), on(today)).clocks[1]
            .why
            .join("\n")
    };
    assert!(said("2026-06-18").contains("1 day left"));
    assert!(said("2026-06-19").contains("is the due day"));
    assert!(said("2026-06-21").contains("overdue by 2 days"));
}

#[test]
fn a_count_into_a_year_without_holidays_says_so() {
    let said = ledger(&access("2029-12-20", &[Want::Copy])).clocks[0]
        .why
        .join("\n");
    assert!(said.contains("No holidays are loaded for 2030"), "{said}");
}

// What if, and contradictions.

#[test]
fn what_if_says_what_would_change_and_stores_nothing() {
    let facts = access("2026-06-04", &[Want::Copy]);
    let answer = what_if(
        &facts,
        |facts| facts.wants.push(Want::Inspect),
        &duarte(),
        None,
    );
    let said = answer.differences.join("\n");
    assert!(said.contains("C4 would start"), "{said}");
    assert!(said.contains("C4 would control."), "{said}");
    assert!(
        said.contains(
            "Work by Thu 11 Jun 2026 (2026-06-11) instead of Thu 18 Jun 2026 (2026-06-18)."
        ),
        "{said}"
    );
    let nothing = what_if(
        &facts,
        |facts| facts.asked_requester_on = Some(on("2026-06-05")),
        &duarte(),
        None,
    );
    assert_eq!(nothing.differences.len(), 1);
    assert!(nothing.differences[0].starts_with("Nothing changes"));
    let late = what_if(
        &facts,
        |facts| *facts = extended(facts.clone(), &[("2026-07-06", "2026-07-20")]),
        &duarte(),
        None,
    );
    assert!(
        late.differences[0].starts_with("Refused:"),
        "{:?}",
        late.differences
    );
}

#[test]
fn facts_that_cannot_be_true_together_are_named() {
    let facts = ClockFacts {
        benefit_proof_on: Some(on("2026-06-05")),
        authorization_valid_on: Some(on("2026-06-01")),
        ..at_coh(Road::PatientAccess, "2026-06-04")
    };
    let found = contradictions(&facts, Some(on("2026-06-03")));
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(
        contradictions(&access("2026-06-04", &[Want::Copy]), Some(on("2026-06-04"))).is_empty()
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Every due day, the day to work by and the controlling clock against walking day by day.
    #[test]
    fn the_ledger_agrees_with_walking_day_by_day(
        offset in 0_u64..2000,
        california: bool,
        copy: bool,
        inspect: bool,
        long: bool,
    ) {
        let received = on("2024-01-02") + Days::new(offset);
        let mut wants = vec![Want::Summary];
        if copy { wants.push(Want::Copy); }
        if inspect { wants.push(Want::Inspect); }
        let fresh = if california { access("2024-01-02", &wants) } else { access_hss("2024-01-02", &wants) };
        let facts = ClockFacts { received_on: received, summary_long: long, ..fresh };
        let ledger = ledger(&facts);
        let days = |n| naive_nth(received, n, |_| true);
        let working = |n| naive_nth(received, n, naive_statutory);
        let mut want = vec![("C1", days(30))];
        if california {
            if inspect { want.push(("C4", working(5))); }
            if copy { want.push(("C5", days(15))); }
            want.push(("C7", if long { days(30) } else { working(10) }));
        } else {
            if inspect { want.push(("C11", days(10))); }
            if copy { want.push(("C12", days(14))); }
        }
        let have: Vec<_> = ledger.clocks.iter().map(|clock| (clock.rule.as_str(), clock.statutory_due)).collect();
        prop_assert_eq!(&have, &want);
        let earliest = want.iter().map(|(_, due)| *due).min().expect("C1 always runs");
        let first = want.iter().find(|(_, due)| *due == earliest).map(|(rule, _)| *rule);
        prop_assert_eq!(controlling(&ledger), first);
        let mut work_by = earliest;
        while !naive_house(work_by, california) { work_by = work_by.pred_opt().expect("a day before"); }
        prop_assert_eq!(ledger.work_by, work_by);
        for clock in &ledger.clocks {
            let counted = clock.days.iter().filter(|day| day.counted.is_some()).count();
            let skipped = clock.days.iter().filter(|day| day.skipped_because.is_some()).count();
            prop_assert_eq!(counted + skipped, clock.days.len());
            prop_assert_eq!(clock.days.last().map(|day| day.on), Some(clock.statutory_due));
        }
    }

    /// R10: whatever the notice, the day never lies more than 30 days after the original and never earlier than it.
    #[test]
    fn no_extension_goes_further_than_thirty_days(sent in 0_u64..60, done in 0_u64..120) {
        let received = on("2026-06-04");
        let facts = ClockFacts {
            extensions: vec![Extension { sent_on: received + Days::new(sent), completion_on: received + Days::new(done) }],
            ..access("2026-06-04", &[Want::Copy])
        };
        let ledger = ledger(&facts);
        let valid = sent <= 30 && (31..=60).contains(&done);
        let due = ledger.clock(ClockRule::C1).expect("C1").statutory_due;
        prop_assert_eq!(due, received + Days::new(if valid { done } else { 30 }));
        prop_assert_eq!(ledger.refusals.is_empty(), valid);
    }
}
