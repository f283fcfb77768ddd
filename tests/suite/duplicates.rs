//! Names, patients, addresses and likely duplicates (A02, B17, B19, B20).

use chrono::NaiveDate;
use proptest::prelude::*;
use roi_desk::patients::model::{
    KnownPatient, Mrn, OtherName, OtherNameKind, PatientFlag, PatientFlags, PatientId, PersonName,
    TypedPatient,
};
use roi_desk::patients::rules::matching::{DateLikeness, compare_dates};
use roi_desk::patients::rules::{NameLikeness, Strength, candidates, compare, fold, sound};
use roi_desk::requesters::model::{Address, AddressKind, Proof, ProofMethod};
use roi_desk::requesters::rules::{Standing, standing};
use roi_desk::requests::model::{
    BadRecipient, DateRange, Delivery, Recipient, RequestId, RequesterClass, Road, Scope, Stage,
};
use roi_desk::requests::rules::duplicates::{Known, Likely, Outline, likely_duplicates};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

fn name(family: &str, given: &str) -> PersonName {
    PersonName::parse(family, given).expect("a name")
}

fn mrn(text: &str) -> Mrn {
    Mrn::parse(text).expect("a record number")
}

#[test]
fn names_fold_to_one_key_whatever_case_accents_and_punctuation() {
    for (written, key) in [
        ("José  NÚÑEZ", "jose nunez"),
        ("O'Brien", "obrien"),
        ("O’Brien", "obrien"),
        ("Anne-Marie", "anne marie"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Müller-Straße", "muller strasse"),
        ("Søren Ægir", "soren aegir"),
        ("St. John, Mary", "st john mary"),
        ("王 小明", "王 小明"),
        ("İnci", "inci"),
        ("N\u{303}oñ", "non"),
        ("  ", ""),
        ("\u{FF2A}\u{FF4F}\u{FF45}", "joe"),
    ] {
        assert_eq!(fold(written), key, "{written}");
    }
}

#[test]
fn names_that_sound_alike_share_a_sound_and_others_do_not() {
    for (one, other) in [
        ("Stephens", "Stevens"),
        ("González", "Gonsales"),
        ("Vaca", "Baca"),
        ("Philips", "Filips"),
        ("Catherine", "Katherine"),
        ("Meyer", "Meier"),
        ("Hernandez", "Ernandes"),
        ("Schmidt", "Smit"),
        ("Wright", "Right"),
    ] {
        assert_eq!(sound(one), sound(other), "{one} and {other}");
    }
    for (one, other) in [
        ("Okafor", "Olsen"),
        ("Garcia", "Gomez"),
        ("Lee", "Ray"),
        ("Park", "Clark"),
    ] {
        assert_ne!(sound(one), sound(other), "{one} and {other}");
    }
}

#[test]
fn two_names_are_compared_by_the_closest_likeness() {
    let table = [
        (
            ("Núñez", "José"),
            ("NUNEZ", "jose"),
            Some(NameLikeness::Same),
        ),
        (
            ("Smith Jones", "Ann"),
            ("Smith-Jones", "Ann"),
            Some(NameLikeness::Same),
        ),
        (
            ("Park", "Lee"),
            ("Lee", "Park"),
            Some(NameLikeness::Reordered),
        ),
        (
            ("Okafor", "Amara"),
            ("Okafor", "Amara Grace"),
            Some(NameLikeness::Shortened),
        ),
        (
            ("Garcia Lopez", "Ana"),
            ("Garcia", "Ana"),
            Some(NameLikeness::Shortened),
        ),
        (
            ("Stephens", "Ann"),
            ("Stevens", "Anne"),
            Some(NameLikeness::SoundsAlike),
        ),
        (
            ("Okafor", "Amara"),
            ("Okofar", "Amara"),
            Some(NameLikeness::SoundsAlike),
        ),
        (
            ("Okafor", "Amara"),
            ("Okatfor", "Amara"),
            Some(NameLikeness::Typo),
        ),
        (("Okafor", "Amara"), ("Jensen", "Amara"), None),
        (("Li", "An"), ("Lo", "En"), None),
    ];
    for ((family, given), (other_family, other_given), likeness) in table {
        let (one, other) = (name(family, given), name(other_family, other_given));
        assert_eq!(compare(&one, &other), likeness, "{one} and {other}");
        assert_eq!(
            compare(&other, &one),
            likeness,
            "the other way round: {other} and {one}"
        );
    }
}

#[test]
fn record_numbers_and_names_are_tidied_or_refused() {
    assert_eq!(mrn(" 00-12.34 ").as_str(), "001234");
    assert!(mrn("001234").same_as(&mrn("1234")));
    assert!(!mrn("1234").same_as(&mrn("12340")));
    for bad in ["", "12", "ABC", "12/34", "1234567890123456789012"] {
        assert!(Mrn::parse(bad).is_err(), "{bad}");
    }
    assert!(PersonName::parse("  ", "Ann").is_err());
    assert!(PersonName::parse("123", "Ann").is_err());
    assert!(PersonName::parse(&"a".repeat(101), "").is_err());
    assert_eq!(
        name("Okafor ", " Amara  Grace").family_first(),
        "Okafor, Amara Grace"
    );
    assert_eq!(name("Okafor", "Amara").to_string(), "Amara Okafor");
}

fn amara() -> KnownPatient {
    KnownPatient {
        id: PatientId(1),
        name: name("Okafor", "Amara"),
        other_names: vec![OtherName {
            name: name("Bello", "Amara"),
            kind: OtherNameKind::Maiden,
        }],
        born_on: Some(day(1980, 3, 7)),
        other_births: Vec::new(),
        mrns: vec![mrn("0012345")],
        phones: vec!["212-555-0142".to_owned()],
        addresses: vec!["12 Elm Street\nDuarte, CA 91010".to_owned()],
    }
}

fn typed(
    family: &str,
    given: &str,
    born_on: Option<NaiveDate>,
    record: Option<&str>,
) -> TypedPatient {
    TypedPatient {
        name: Some(name(family, given)),
        born_on,
        mrn: record.map(mrn),
        ..TypedPatient::default()
    }
}

#[test]
fn two_identifiers_that_agree_make_a_match_and_less_needs_a_look() {
    // A02
    let born = Some(day(1980, 3, 7));
    let table = [
        (
            typed("Okafor", "Amara", born, None),
            Some(Strength::TwoIdentifiers),
        ),
        (
            typed("Bello", "Amara", born, None),
            Some(Strength::TwoIdentifiers),
        ),
        (
            typed("Okafor", "Amara", None, Some("12345")),
            Some(Strength::TwoIdentifiers),
        ),
        (
            typed("Okafor", "Amara", Some(day(1980, 7, 3)), None),
            Some(Strength::Likely),
        ),
        (typed("Okofar", "Amara", born, None), Some(Strength::Likely)),
        (
            typed("Okafor", "Amara", born, Some("999")),
            Some(Strength::Likely),
        ),
        (
            typed("Okafor", "Amara", None, None),
            Some(Strength::Possible),
        ),
        (typed("Okofar", "Amara", Some(day(1991, 12, 1)), None), None),
        (typed("Jensen", "Ole", None, None), None),
    ];
    for (typed, strength) in table {
        let found = candidates(&typed, &[amara()]);
        assert_eq!(
            found.first().map(|candidate| candidate.strength),
            strength,
            "{typed:?}: {found:?}"
        );
    }
    let by_phone = TypedPatient {
        phone: Some("(212) 555-0142".to_owned()),
        ..typed("Okafor", "Amara", None, None)
    };
    assert_eq!(
        candidates(&by_phone, &[amara()])[0].strength,
        Strength::Likely,
        "a telephone is no identifier"
    );
}

#[test]
fn the_surest_candidate_stands_first_and_says_why() {
    let twin = KnownPatient {
        id: PatientId(2),
        name: name("Okafor", "Amaka"),
        other_names: Vec::new(),
        mrns: Vec::new(),
        ..amara()
    };
    let found = candidates(
        &typed("Okafor", "Amara", Some(day(1980, 3, 7)), None),
        &[twin, amara()],
    );
    let order: Vec<(PatientId, Strength)> = found
        .iter()
        .map(|one| (one.patient, one.strength))
        .collect();
    assert_eq!(
        order,
        [
            (PatientId(1), Strength::TwoIdentifiers),
            (PatientId(2), Strength::Likely)
        ]
    );
    assert_eq!(found[0].agrees, ["same name", "same birth date"]);
}

#[test]
fn birth_dates_with_month_and_day_swapped_are_seen() {
    assert_eq!(
        compare_dates(day(1980, 3, 7), day(1980, 7, 3)),
        DateLikeness::MonthDaySwapped
    );
    assert_eq!(
        compare_dates(day(1980, 3, 7), day(1980, 3, 7)),
        DateLikeness::Same
    );
    assert_eq!(
        compare_dates(day(1980, 3, 7), day(1908, 3, 7)),
        DateLikeness::OnePartDiffers
    );
    assert_eq!(
        compare_dates(day(1980, 3, 7), day(1981, 7, 3)),
        DateLikeness::Different
    );
}

#[test]
fn a_patients_flags_are_raised_by_their_facts() {
    // A41, B20
    assert!(PatientFlags::default().raised().is_empty());
    let flags = PatientFlags {
        deceased_on: Some(day(2026, 1, 2)),
        deceased: false,
        restrictions: vec!["not to the health plan".to_owned()],
        confidential_address: Some("by telephone only".to_owned()),
    };
    assert_eq!(flags.raised(), PatientFlag::ALL);
}

fn outline() -> Outline {
    Outline {
        patient: None,
        names: vec![name("Okafor", "Amara")],
        born_on: Some(day(1980, 3, 7)),
        mrns: Vec::new(),
        addresses: vec!["12 Elm Street".to_owned()],
        requester_entry: None,
        requester: "Hale & Ward LLP".to_owned(),
        requester_reference: "HW-778".to_owned(),
        road: Road::Attorney,
        scope: Scope {
            record_types: vec!["LAB".to_owned()],
            ranges: vec![DateRange::ALL],
            ..Scope::default()
        },
        received_on: day(2026, 6, 1),
    }
}

fn known(id: i64, outline: Outline) -> Known {
    Known {
        request: RequestId(id),
        stage: Stage::Verifying,
        outline,
    }
}

fn found(old: Outline) -> Option<Likely> {
    likely_duplicates(&outline(), &[known(1, old)])
        .into_iter()
        .next()
}

#[test]
fn a_likely_duplicate_says_everything_that_matched() {
    let old = Outline {
        names: vec![name("Okofar", "Amara")],
        born_on: Some(day(1980, 7, 3)),
        requester: "HALE & WARD, L.L.P.".to_owned(),
        received_on: day(2019, 2, 4),
        ..outline()
    };
    let likely = found(old).expect("a likely duplicate, although seven years old");
    assert_eq!(
        likely.matched,
        [
            "The patient has the name that sounds alike.",
            "The birth date has month and day swapped.",
            "The address is the same, or a former one.",
            "The requester is the same.",
            "The requester's own reference is the same.",
            "It asks in part for the same records.",
            "It is on the same road.",
            "That one arrived on Mon 4 Feb 2019 and is still open.",
        ]
    );
}

#[test]
fn labelled_pairs_are_told_apart() {
    let same = [
        ("the very same", outline()),
        (
            "a typo in the name",
            Outline {
                names: vec![name("Okatfor", "Amara")],
                ..outline()
            },
        ),
        (
            "month and day swapped",
            Outline {
                born_on: Some(day(1980, 7, 3)),
                ..outline()
            },
        ),
        (
            "names swapped",
            Outline {
                names: vec![name("Amara", "Okafor")],
                ..outline()
            },
        ),
        (
            "a former name",
            Outline {
                names: vec![name("Bello", "Amara"), name("Okafor", "Amara")],
                ..outline()
            },
        ),
        (
            "another requester, same person and scope",
            Outline {
                requester: "Amara Okafor".to_owned(),
                requester_reference: String::new(),
                ..outline()
            },
        ),
        (
            "no birth date on the paper",
            Outline {
                born_on: None,
                ..outline()
            },
        ),
    ];
    for (why, old) in same {
        assert!(found(old).is_some(), "{why}");
    }
    let different = [
        (
            "another person of the same firm",
            Outline {
                names: vec![name("Jensen", "Ole")],
                ..outline()
            },
        ),
        (
            "same name, born another day",
            Outline {
                born_on: Some(day(1962, 11, 30)),
                ..outline()
            },
        ),
        (
            "same family name only",
            Outline {
                names: vec![name("Okafor", "Chidi")],
                born_on: Some(day(1980, 3, 7)),
                ..outline()
            },
        ),
    ];
    for (why, old) in different {
        assert!(found(old).is_none(), "{why}");
    }
}

#[test]
fn likely_duplicates_are_sorted_and_empty_fields_never_match() {
    let sure = known(1, outline());
    let looser = known(
        2,
        Outline {
            requester: "Other".to_owned(),
            requester_reference: String::new(),
            ..outline()
        },
    );
    let order: Vec<RequestId> = likely_duplicates(&outline(), &[looser, sure])
        .iter()
        .map(|one| one.request)
        .collect();
    assert_eq!(order, [RequestId(1), RequestId(2)]);
    let blank = Outline {
        requester: String::new(),
        requester_reference: "  ".to_owned(),
        ..outline()
    };
    let likely = likely_duplicates(&blank, &[known(3, blank.clone())]);
    assert!(
        likely[0]
            .matched
            .iter()
            .all(|sentence| !sentence.contains("equester")),
        "{likely:?}"
    );
}

#[test]
fn a_scope_covers_what_was_said_and_nothing_else() {
    // S5, S6, A04, S113
    let range = DateRange::new(Some(day(2020, 1, 1)), Some(day(2021, 12, 31))).expect("forwards");
    let scope = Scope {
        record_types: vec!["OPR".to_owned(), "LAB".to_owned(), "LAB".to_owned()],
        ranges: vec![range],
        facilities: vec!["duarte".to_owned()],
        ..Scope::default()
    }
    .tidy()
    .expect("a scope");
    assert_eq!(scope.record_types, ["LAB", "OPR"]);
    assert!(
        scope.covers("LAB", day(2020, 1, 1), "duarte")
            && scope.covers("OPR", day(2021, 12, 31), "duarte")
    );
    assert!(!scope.covers("LAB", day(2022, 1, 1), "duarte"));
    assert!(!scope.covers("RAD", day(2020, 6, 1), "duarte"));
    assert!(!scope.covers("LAB", day(2020, 6, 1), "irvine"));
    assert!(!scope.gives_no_direction());
    assert!(Scope::default().gives_no_direction());
    assert!(
        !Scope::default().covers("LAB", day(2020, 1, 1), "duarte"),
        "nothing said is nothing covered"
    );
    assert!(
        Scope {
            ranges: vec![DateRange {
                from: range.to,
                to: range.from
            }],
            ..Scope::default()
        }
        .tidy()
        .is_err()
    );
    assert!(
        Scope {
            entire_record: true,
            ..scope.clone()
        }
        .tidy()
        .is_err()
    );
    let words = scope.in_words(str::to_lowercase);
    assert_eq!(words, "lab, opr; Wed 1 Jan 2020 to Fri 31 Dec 2021; duarte");
    let portal_begins = day(2016, 2, 1);
    assert!(DateRange::ALL.crosses(portal_begins));
    assert!(!range.crosses(portal_begins));
    assert!(
        DateRange {
            from: None,
            to: Some(portal_begins)
        }
        .crosses(portal_begins)
    );
    assert!(
        !DateRange {
            from: None,
            to: Some(day(2016, 1, 31))
        }
        .crosses(portal_begins)
    );
}

#[test]
fn a_recipient_says_every_gap_at_once() {
    // A06
    let recipient = Recipient {
        name: " ".to_owned(),
        class: RequesterClass::Attorney,
        delivery: Delivery::PlainEmail,
        address: String::new(),
        copy_by_rule: false,
    };
    assert_eq!(
        recipient.gaps(),
        [
            BadRecipient::Name,
            BadRecipient::Address,
            BadRecipient::PlainEmail
        ]
    );
    let at_counter = Recipient {
        name: "Amara Okafor".to_owned(),
        class: RequesterClass::Patient,
        delivery: Delivery::PickUp,
        ..recipient
    };
    assert!(at_counter.gaps().is_empty() && at_counter.delivery.in_person());
}

#[test]
fn an_address_is_used_without_a_second_look_only_when_proved_and_not_new() {
    // B19, A40
    let proved = Address {
        kind: AddressKind::Fax,
        text: "212-555-0142".to_owned(),
        changed_on: day(2026, 1, 5),
        proof: Some(Proof {
            method: ProofMethod::CalledBack,
            proved_on: day(2026, 1, 5),
            text: "212-555-0142".to_owned(),
            by: "Dana Ortiz".to_owned(),
        }),
        bounced_on: None,
        handed_over_on: None,
        arrived_on: Some(day(2026, 2, 1)),
    };
    assert_eq!(standing(&proved), Standing::Proved);
    let doubtful = [
        (
            Address {
                proof: None,
                ..proved.clone()
            },
            "never verified",
        ),
        (
            Address {
                changed_on: day(2026, 3, 1),
                ..proved.clone()
            },
            "was changed on Sun 1 Mar 2026",
        ),
        (
            // Changed on the very day it was verified.
            Address {
                text: "212-555-0199".to_owned(),
                ..proved.clone()
            },
            "was changed on Mon 5 Jan 2026",
        ),
        (
            Address {
                bounced_on: Some(day(2026, 2, 3)),
                ..proved.clone()
            },
            "came back on Tue 3 Feb 2026",
        ),
        (
            Address {
                arrived_on: None,
                ..proved.clone()
            },
            "nothing has arrived",
        ),
    ];
    for (address, words) in doubtful {
        let Standing::NeedsSecondLook(sentence) = standing(&address) else {
            panic!("{words}")
        };
        assert!(sentence.contains(words), "{sentence}");
    }
    assert_eq!(
        standing(&Address {
            bounced_on: Some(day(2026, 1, 20)),
            ..proved
        }),
        Standing::Proved
    );
}

#[test]
fn addresses_are_tidied_or_refused_and_cannot_forge_a_header() {
    let tidy = |kind: AddressKind, text: &str| kind.tidy(text).ok();
    assert_eq!(
        tidy(AddressKind::Fax, "+1 (212) 555.0142").as_deref(),
        Some("212-555-0142")
    );
    assert_eq!(
        tidy(AddressKind::Email, " Ann.Lee@Example.ORG ").as_deref(),
        Some("Ann.Lee@example.org")
    );
    assert_eq!(
        tidy(AddressKind::Mail, " 12 Elm  St \r\n\r\nDuarte, CA 91010 ").as_deref(),
        Some("12 Elm St\nDuarte, CA 91010")
    );
    for (kind, text) in [
        (AddressKind::Phone, "555-0142"),
        (AddressKind::Fax, "212-555-0142 ext 9"),
        (AddressKind::Email, "ann@localhost"),
        (AddressKind::Email, "ann@example.org\r\nBcc: x@example.org"),
        (AddressKind::Email, "a@b,c@d.org"),
        (AddressKind::Mail, " "),
    ] {
        assert!(kind.tidy(text).is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn folding_and_comparing_do_not_depend_on_order_or_on_being_repeated(a in "\\PC{1,24}", b in "\\PC{1,24}") {
        prop_assert_eq!(fold(&fold(&a)), fold(&a));
        if let (Ok(one), Ok(other)) = (PersonName::parse(&a, ""), PersonName::parse(&b, "")) {
            prop_assert_eq!(compare(&one, &other), compare(&other, &one));
        }
    }

    #[test]
    fn one_slip_of_the_pen_never_hides_a_person(at in 1_usize..9, letter in "[a-z]") {
        let mut given: Vec<char> = "Alexandra".chars().collect();
        given[at] = letter.chars().next().expect("a letter");
        let slipped: String = given.into_iter().collect();
        prop_assert!(compare(&name("Villanueva", "Alexandra"), &name("Villanueva", &slipped)).is_some());
    }
}
