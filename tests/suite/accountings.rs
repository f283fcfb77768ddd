//! The accounting of disclosures against tables written by hand (1.4, R15, C3, C18) and its JSON (N13–N15).

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use roi_desk::accountings::model::{Asked, Disclosed, EntryPart, OralHold, Study};
use roi_desk::accountings::rules::{Place, account, contradictions, is_free, missing, window};
use roi_desk::calendar::Calendar;
use roi_desk::disclosures::model::Basis;
use roi_desk::facilities::model::StateLaw;
use roi_desk::requests::rules::clocks::Promises;
use serde_json::{Value, json};

use super::calendar::{duarte, on};
use super::rule_bench::{answer, ask};

fn line(id: &str, day: &str, basis: &str) -> Value {
    json!({"id": id, "on": day, "recipient": format!("To {id}"), "purpose": "As reported", "basis": basis})
}

fn asked(rest: &Value, disclosures: &[Value]) -> Value {
    let mut question = rest.clone();
    let fields = question.as_object_mut().expect("an object");
    for (name, value) in [
        ("facility", json!("duarte")),
        ("requested_on", json!("2026-06-04")),
    ] {
        fields.entry(name).or_insert(value);
    }
    fields.insert("disclosures".to_owned(), disclosures.into());
    question
}

fn accounting(rest: &Value, disclosures: &[Value]) -> Value {
    let question = asked(rest, disclosures);
    ask("accounting", &question).unwrap_or_else(|sentence| panic!("{question}: {sentence}"))
}

fn ids<'a>(answered: &'a Value, list: &str) -> Vec<&'a str> {
    let rows = answered[list].as_array().expect("a list");
    rows.iter().filter_map(|row| row["id"].as_str()).collect()
}

#[test]
fn the_window_reaches_six_years_back_to_the_same_day_r15() {
    for (requested, first) in [
        ("2026-06-04", "2020-06-04"),
        ("2024-02-29", "2018-02-28"),
        ("2026-02-28", "2020-02-28"),
        ("2030-02-28", "2024-02-28"),
        ("2026-01-01", "2020-01-01"),
    ] {
        let answered = accounting(&json!({"requested_on": requested}), &[]);
        assert_eq!(
            answered["window"],
            json!({"from": first, "to": requested}),
            "R15"
        );
        assert_eq!(answered["why"], json!([]));
    }
}

#[test]
fn both_ends_of_the_window_count_and_nothing_beyond_them() {
    let days = ["2020-06-03", "2020-06-04", "2026-06-04", "2026-06-05"];
    let lines: Vec<Value> = days.iter().map(|day| line(day, day, "coroner")).collect();
    let answered = accounting(&json!({}), &lines);
    assert_eq!(ids(&answered, "included"), ["2020-06-04", "2026-06-04"]);
    assert_eq!(ids(&answered, "excluded"), ["2020-06-03", "2026-06-05"]);
    let rule = |place: usize| {
        answered["excluded"][place]["rule"]
            .as_str()
            .expect("a rule")
    };
    assert!(rule(0).contains("R15"), "{}", rule(0));
    assert!(rule(1).contains("after the request"), "{}", rule(1));
}

#[test]
fn asked_for_more_it_is_cut_and_told_and_asked_for_less_it_is_less() {
    // From, until; the window; how many sentences.
    for (period, from, to, told) in [
        (json!({"from": "2015-01-01"}), "2020-06-04", "2026-06-04", 1),
        (json!({"from": "2020-06-04"}), "2020-06-04", "2026-06-04", 0),
        (
            json!({"from": "2020-06-03", "to": "2026-12-31"}),
            "2020-06-04",
            "2026-06-04",
            2,
        ),
        (
            json!({"from": "2025-01-01", "to": "2025-12-31"}),
            "2025-01-01",
            "2025-12-31",
            0,
        ),
        (json!({"to": "2021-01-01"}), "2020-06-04", "2021-01-01", 0),
    ] {
        let answered = accounting(&period, &[]);
        assert_eq!(
            answered["window"],
            json!({"from": from, "to": to}),
            "{period}"
        );
        assert_eq!(
            answered["why"].as_array().map(Vec::len),
            Some(told),
            "{period}: {answered}"
        );
    }
    let outside = accounting(
        &json!({"from": "2025-01-01", "to": "2025-12-31"}),
        &[
            line("before", "2024-12-31", "oversight"),
            line("in", "2025-12-31", "oversight"),
            line("later", "2026-01-01", "oversight"),
        ],
    );
    assert_eq!(ids(&outside, "included"), ["in"]);
    assert_eq!(ids(&outside, "excluded"), ["before", "later"]);
    // Wholly beyond the six years: answered, never rejected, with nothing on it.
    let old = accounting(
        &json!({"from": "2010-01-01", "to": "2015-01-01"}),
        &[
            line("old", "2014-05-05", "oversight"),
            line("edge", "2020-06-04", "oversight"),
        ],
    );
    assert_eq!(ids(&old, "included"), Vec::<&str>::new());
    assert_eq!(old["why"].as_array().map(Vec::len), Some(2), "{old}");
}

#[test]
fn nine_classes_are_left_out_each_by_its_rule_and_everything_else_is_listed() {
    // Written by hand from 1.4.
    let left_out = [
        ("treatment", "164.528(a)(1)(i)"),
        ("payment", "164.528(a)(1)(i)"),
        ("operations", "164.528(a)(1)(i)"),
        ("individual", "164.528(a)(1)(ii)"),
        ("incident", "164.528(a)(1)(iii)"),
        ("authorization", "164.528(a)(1)(iv)"),
        ("directory", "164.528(a)(1)(v)"),
        ("national_security", "164.528(a)(1)(vi)"),
        ("correctional", "164.528(a)(1)(vii)"),
        ("limited_data_set", "164.528(a)(1)(viii)"),
    ];
    let listed = [
        "public_health",
        "oversight",
        "subpoena",
        "court_order",
        "law_enforcement",
        "coroner",
        "workers_compensation",
        "research_waiver",
        "misdirected",
    ];
    assert_eq!(left_out.len() + listed.len(), Basis::ALL.len());
    let bases = left_out.iter().map(|(basis, _)| *basis).chain(listed);
    let lines: Vec<Value> = bases
        .map(|basis| line(basis, "2026-01-05", basis))
        .collect();
    let answered = accounting(&json!({}), &lines);
    assert_eq!(ids(&answered, "included"), listed);
    for (place, (basis, rule)) in left_out.iter().enumerate() {
        assert_eq!(answered["excluded"][place]["id"], *basis);
        let said = answered["excluded"][place]["rule"]
            .as_str()
            .expect("a rule");
        assert!(said.starts_with(&[rule, " "].concat()), "{basis}: {said}");
    }
    // The ninth is a day and not a basis: before the compliance date.
    let row = |number, day| disclosed(number, on(day), Basis::Oversight, number);
    let early = Asked {
        requested_on: on("2005-01-10"),
        from: None,
        to: None,
        previous_accounting_on: None,
        disclosures: vec![row(0, "2003-04-13"), row(1, "2003-04-14")],
        oral_holds: Vec::new(),
        today: None,
    };
    let calendar = duarte();
    let made = account(&early, &at_coh(&calendar));
    assert_eq!(made.excluded.len(), 1);
    assert_eq!(
        (made.excluded[0].id.as_str(), made.excluded[0].rule),
        ("d0", "164.528(a)(1)(ix) before the compliance date")
    );
}

fn sent(id: &str, day: &str, to: &str, purpose: &str, basis: &str) -> Value {
    json!({"id": id, "on": day, "recipient": to, "purpose": purpose, "basis": basis})
}

#[test]
fn repeats_to_one_recipient_for_one_purpose_are_told_once_with_number_and_last_day() {
    let registry = "County Cancer Registry";
    let answered = accounting(
        &json!({}),
        &[
            sent(
                "c",
                "2026-03-05",
                registry,
                "Cancer reporting",
                "public_health",
            ),
            sent(
                "a",
                "2025-01-07",
                "  county   cancer registry ",
                "cancer reporting",
                "public_health",
            ),
            sent(
                "b",
                "2025-09-09",
                registry,
                "Cancer reporting",
                "public_health",
            ),
            sent("audit", "2025-09-09", registry, "Audit", "public_health"),
            sent(
                "other",
                "2025-09-10",
                "State Registry",
                "Cancer reporting",
                "public_health",
            ),
        ],
    );
    assert_eq!(ids(&answered, "included"), ["audit", "other"]);
    let told = answered["summarized"].as_array().expect("repeats");
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["ids"], json!(["a", "b", "c"]));
    assert_eq!(
        (&told[0]["first"], &told[0]["last"], &told[0]["count"]),
        (&json!("2025-01-07"), &json!("2026-03-05"), &json!(3))
    );
    assert_eq!(told[0]["entry"]["id"], "a", "the first in full");
    assert!(
        told[0]["frequency"]
            .as_str()
            .is_some_and(|said| said.starts_with("3 disclosures, from "))
    );
}

#[test]
fn what_went_astray_or_to_nobody_known_is_always_listed_by_itself() {
    let answered = accounting(
        &json!({}),
        &[
            sent(
                "a",
                "2026-03-05",
                "Wrong Fax",
                "Sent in error",
                "misdirected",
            ),
            sent(
                "b",
                "2026-03-06",
                "Wrong Fax",
                "Sent in error",
                "misdirected",
            ),
            sent("c", "2026-03-07", " ", "Reporting", "oversight"),
            sent("d", "2026-03-08", "", "Reporting", "oversight"),
            sent("e", "2026-03-09", "Board", "", "oversight"),
            sent("f", "2026-03-10", "Board", " ", "oversight"),
            sent("g", "2026-03-11", "Board", "Audit", "oversight"),
            sent("h", "2026-03-12", "Board", "Audit", "court_order"),
        ],
    );
    assert_eq!(answered["summarized"], json!([]));
    assert_eq!(
        ids(&answered, "included"),
        ["a", "b", "c", "d", "e", "f", "g", "h"]
    );
}

#[test]
fn an_oral_hold_ends_after_thirty_days_without_a_statement_c18() {
    let lines = [
        line("d1", "2026-05-01", "law_enforcement"),
        line("d2", "2026-05-02", "oversight"),
    ];
    // Said on, today; whether it is held.
    for (said, today, held) in [
        ("2026-06-01", Some("2026-06-04"), true),
        ("2026-06-01", Some("2026-07-01"), true),
        ("2026-06-01", Some("2026-07-02"), false),
        ("2026-06-01", None, true),
        ("2026-05-05", None, true),
        ("2026-05-04", None, false),
        ("2026-06-20", None, true),
    ] {
        let mut rest = json!({"oral_holds": [{"disclosure": "d1", "on": said}]});
        if let Some(today) = today {
            rest["today"] = today.into();
        }
        let answered = accounting(&rest, &lines);
        let until = on(said) + Days::new(30);
        if held {
            assert_eq!(
                answered["withheld"],
                json!([{"id": "d1", "until": until.to_string(), "rule": "C18"}]),
                "{rest}"
            );
            assert_eq!(ids(&answered, "included"), ["d2"], "{rest}");
        } else {
            assert_eq!(answered["withheld"], json!([]), "{rest}");
            assert_eq!(ids(&answered, "included"), ["d1", "d2"], "{rest}");
        }
    }
}

#[test]
fn another_word_of_mouth_prolongs_nothing_and_a_written_statement_sets_its_own_end() {
    let twice = json!({"today": "2026-07-02", "oral_holds": [{"disclosure": "d1", "on": "2026-06-20"}, {"disclosure": "d1", "on": "2026-06-01"}]});
    let answered = accounting(&twice, &[line("d1", "2026-05-01", "law_enforcement")]);
    assert_eq!(ids(&answered, "included"), ["d1"]);
    let mut written = line("d1", "2026-05-01", "law_enforcement");
    written["written_hold_until"] = "2026-12-31".into();
    for (today, held) in [
        ("2026-07-02", true),
        ("2026-12-31", true),
        ("2027-01-01", false),
    ] {
        let rest =
            json!({"today": today, "oral_holds": [{"disclosure": "d1", "on": "2026-06-01"}]});
        let answered = accounting(&rest, std::slice::from_ref(&written));
        assert_eq!(ids(&answered, "withheld").is_empty(), !held, "{today}");
        if held {
            assert_eq!(answered["withheld"][0]["until"], "2026-12-31");
            assert_eq!(answered["withheld"][0]["rule"], "164.528(a)(2)(i)");
        }
    }
}

#[test]
fn a_held_disclosure_is_not_counted_among_the_repeats_and_an_excluded_one_is_not_held() {
    let answered = accounting(
        &json!({"oral_holds": [{"disclosure": "b", "on": "2026-06-01"}, {"disclosure": "t", "on": "2026-06-01"}]}),
        &[
            sent("a", "2026-03-05", "Police", "Inquiry", "law_enforcement"),
            sent("b", "2026-03-06", "Police", "Inquiry", "law_enforcement"),
            sent("t", "2026-03-07", "Clinic", "Care", "treatment"),
        ],
    );
    assert_eq!(ids(&answered, "included"), ["a"]);
    assert_eq!(ids(&answered, "withheld"), ["b"]);
    assert_eq!(ids(&answered, "excluded"), ["t"]);
}

#[test]
fn the_first_accounting_in_twelve_months_is_free_and_the_next_is_told_before_n15() {
    for (previous, free) in [
        (None, true),
        (Some("2025-06-04"), true),
        (Some("2025-06-05"), false),
        (Some("2026-06-04"), false),
        (Some("2020-01-01"), true),
    ] {
        let mut rest = json!({});
        if let Some(previous) = previous {
            rest["previous_accounting_on"] = previous.into();
        }
        let answered = accounting(&rest, &[]);
        assert_eq!(answered["fee"]["free"], free, "{previous:?}");
        assert_eq!(answered["fee"]["rule"], "45 CFR 164.528(c)(2)");
        assert_eq!(answered["fee"].get("cap_cents"), free.then_some(&json!(0)));
        assert_eq!(
            answered["why"].as_array().map(Vec::len),
            Some(usize::from(!free)),
            "N15"
        );
    }
    let leap = Some(on("2024-02-29"));
    assert!(!is_free(leap, on("2025-02-27")));
    assert!(is_free(leap, on("2025-02-28")));
}

#[test]
fn it_is_due_on_the_sixtieth_day_in_either_state_c3() {
    for facility in ["duarte", "hss"] {
        let answered = accounting(&json!({"facility": facility}), &[]);
        assert_eq!(answered["due"], "2026-08-03", "C3");
    }
    let same = ask(
        "due",
        &json!({"facility": "duarte", "road": "accounting", "received_on": "2026-11-20"}),
    )
    .expect("an answer");
    let answered = accounting(&json!({"requested_on": "2026-11-20"}), &[]);
    assert_eq!(answered["due"], same["clocks"][0]["statutory_due"]);
}

#[test]
fn an_entry_says_what_it_lacks() {
    let bare = line("bare", "2026-01-05", "oversight");
    let mut full = line("full", "2026-01-06", "oversight");
    full["address"] = "1 Board Street".into();
    full["description"] = "Operative report".into();
    full["pages"] = 12.into();
    let mut copy = full.clone();
    copy["id"] = "copy".into();
    copy["purpose"] = "".into();
    copy["request_copy"] = true.into();
    let mut nobody = copy.clone();
    nobody["id"] = "nobody".into();
    nobody["recipient"] = " ".into();
    nobody["request_copy"] = false.into();
    let answered = accounting(&json!({}), &[bare, full, copy, nobody]);
    let lacks: Vec<(&str, Vec<&str>)> = answered["included"]
        .as_array()
        .expect("entries")
        .iter()
        .map(|entry| {
            let missing = entry["missing"].as_array().expect("a list");
            (
                entry["id"].as_str().expect("an id"),
                missing.iter().filter_map(Value::as_str).collect(),
            )
        })
        .collect();
    assert_eq!(
        lacks,
        [
            ("bare", vec!["address", "description"]),
            ("full", vec![]),
            ("copy", vec![]),
            ("nobody", vec!["recipient", "purpose"]),
        ]
    );
    assert_eq!(answered["included"][1]["pages"], 12);
}

#[test]
fn a_study_of_fifty_people_is_told_as_a_block_and_one_of_forty_nine_is_not() {
    let study = |id: &str, people: u32| {
        let mut line = line(id, "2026-01-05", "research_waiver");
        line["people"] = people.into();
        line["protocol"] = "Invented study 7".into();
        line
    };
    let answered = accounting(&json!({}), &[study("forty_nine", 49), study("fifty", 50)]);
    let (small, large) = (&answered["included"][0], &answered["included"][1]);
    assert!(small.get("study").is_none());
    assert_eq!(small["missing"], json!(["address", "description"]));
    assert_eq!(large["study"]["protocol"], "Invented study 7");
    assert!(
        large["study"]["statement"]
            .as_str()
            .is_some_and(|said| said.contains("may or may not have been disclosed"))
    );
    assert_eq!(
        large["missing"],
        json!([
            "address",
            "description",
            "protocol_about",
            "sponsor",
            "researcher"
        ])
    );
    let whole = Disclosed {
        study: Some(Study {
            people: Some(50),
            protocol: Some("Invented study 7".to_owned()),
            about: Some("How long hips last".to_owned()),
            sponsor: Some("Invented Fund, 1 Fund Street, 626-555-0101".to_owned()),
            researcher: Some("Dr. Made Up, 2 Lab Street, 626-555-0102".to_owned()),
        }),
        ..disclosed(0, on("2026-01-05"), Basis::ResearchWaiver, 0)
    };
    assert_eq!(missing(&whole), Vec::<EntryPart>::new());
}

#[test]
fn ids_are_answered_as_they_were_given() {
    let number = json!({"id": 7, "on": "2026-01-05", "recipient": "Board", "purpose": "Audit", "basis": "oversight"});
    let answered = accounting(
        &json!({"oral_holds": [{"disclosure": 7, "on": "2026-06-01"}]}),
        &[number],
    );
    assert_eq!(answered["withheld"][0]["id"], 7);
}

#[test]
fn accounting_refuses_what_is_unreadable_unknown_or_cannot_be_true() {
    let good = line("a", "2026-01-05", "oversight");
    let with = |name: &str, value: Value| {
        let mut line = good.clone();
        line[name] = value;
        line
    };
    let refused = |rest: Value, lines: &[Value]| {
        let question = asked(&rest, lines);
        let sentence = ask("accounting", &question).expect_err(&question.to_string());
        assert!(
            sentence.ends_with('.') && sentence.len() > 20,
            "{question}: {sentence}"
        );
    };
    for rest in [
        json!({"facility": "nowhere"}),
        json!({"requested_on": "2026-02-29"}),
        json!({"requested_on": 20_260_604}),
        json!({"colour": "red"}),
        json!({"from": "2026-06-05"}),
        json!({"from": "2025-05-05", "to": "2025-05-04"}),
        json!({"previous_accounting_on": "2026-06-05"}),
        json!({"today": "2026-06-03"}),
        json!({"today": "2026-06-30", "oral_holds": [{"disclosure": "a", "on": "2026-07-01"}]}),
        json!({"oral_holds": [{"disclosure": "b", "on": "2026-06-01"}]}),
        json!({"oral_holds": [{"disclosure": "a", "on": "2026-06-31"}]}),
        json!({"oral_holds": [{"disclosure": "a", "on": "2026-06-01", "by": "x"}]}),
        json!({"oral_holds": [["a", "2026-06-01"]]}),
    ] {
        refused(rest, std::slice::from_ref(&good));
    }
    for line in [
        with("basis", "gossip".into()),
        with("on", "2026-13-01".into()),
        with("colour", "red".into()),
        with("pages", (-1).into()),
        with("pages", json!(99_999_999_999_u64)),
        with("people", "fifty".into()),
        with("people", 60.into()),
        with("id", "".into()),
        with("id", Value::Null),
        with("id", json!(1.5)),
        with("written_hold_until", "2026-01-04".into()),
        json!({"id": "a", "on": "2026-01-05", "recipient": "Board", "basis": "oversight"}),
        json!(["a", "2026-01-05", "Board", "Audit", "oversight"]),
    ] {
        refused(json!({}), &[line]);
    }
    refused(
        json!({"today": "2026-06-05"}),
        &[line("later", "2026-06-06", "oversight")],
    );
    refused(json!({}), &[good.clone(), good.clone()]);
    assert!(answer("accounting", "[]").is_err());
    assert!(
        answer(
            "accounting",
            r#"{"facility":"duarte","requested_on":"2026-06-04"}"#
        )
        .is_err()
    );
}

// Against a naive reading, over any log.

const COH: Promises = Promises {
    forms_days: Some(10),
    status_wait_days: Some(5),
    first_answer_days: 5,
};

fn at_coh(calendar: &Calendar) -> Place<'_> {
    Place {
        state: StateLaw::California,
        promises: COH,
        calendar,
    }
}

fn disclosed(number: usize, on: NaiveDate, basis: Basis, recipient: usize) -> Disclosed {
    Disclosed {
        id: format!("d{number}"),
        on,
        recipient: ["Board", "Registry", "Court"][recipient].to_owned(),
        address: Some("1 Invented Street".to_owned()),
        description: Some("Report".to_owned()),
        purpose: "As reported".to_owned(),
        request_copy: false,
        pages: None,
        basis,
        study: None,
        written_hold_until: None,
    }
}

prop_compose! {
    fn any_log()(
        rows in prop::collection::vec((0_u64..2600, prop::sample::select(Basis::ALL), 0_usize..3), 0..25),
        holds in prop::collection::vec((0_usize..25, 0_u64..60), 0..4),
        from in prop::option::of(0_u64..3000),
    ) -> Asked {
        let requested_on = on("2026-06-04");
        let disclosures: Vec<Disclosed> = rows
            .into_iter()
            .enumerate()
            .map(|(number, (back, basis, recipient))| disclosed(number, requested_on - Days::new(back), basis, recipient))
            .collect();
        Asked {
            requested_on,
            from: from.map(|back| requested_on - Days::new(back)),
            to: None,
            previous_accounting_on: None,
            oral_holds: holds
                .into_iter()
                .filter(|(number, _)| *number < disclosures.len())
                .map(|(number, back)| OralHold { disclosure: format!("d{number}"), on: requested_on - Days::new(back) })
                .collect(),
            disclosures,
            today: None,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Every disclosure stands in exactly one list, and in the one a naive reading puts it in.
    #[test]
    fn the_four_lists_part_the_log(asked in any_log()) {
        prop_assert!(contradictions(&asked).is_empty());
        let calendar = duarte();
        let place = at_coh(&calendar);
        let made = account(&asked, &place);
        let summarized = made.summarized.iter().flat_map(|repeats| repeats.ids.clone());
        let mut all: Vec<String> = made.included.iter().map(|entry| entry.disclosed.id.clone()).chain(summarized).collect();
        let listed: BTreeSet<String> = all.iter().cloned().collect();
        all.extend(made.excluded.iter().map(|left| left.id.clone()));
        all.extend(made.withheld.iter().map(|held| held.id.clone()));
        all.sort();
        let mut log: Vec<String> = asked.disclosures.iter().map(|row| row.id.clone()).collect();
        log.sort();
        prop_assert_eq!(all, log);
        for row in &asked.disclosures {
            let quiet = ["treatment", "payment", "operations", "individual", "incident", "authorization", "directory", "national_security", "correctional", "limited_data_set"];
            let counts = !quiet.contains(&row.basis.as_str()) && row.on >= on("2020-06-04") && asked.from.is_none_or(|from| row.on >= from);
            let first_word = asked.oral_holds.iter().filter(|hold| hold.disclosure == row.id).map(|hold| hold.on).min();
            let held = first_word.is_some_and(|said| (asked.requested_on - said).num_days() <= 30);
            prop_assert_eq!(listed.contains(&row.id), counts && !held);
        }
        for repeats in &made.summarized {
            prop_assert!(repeats.ids.len() > 1);
            prop_assert!(repeats.first.disclosed.on <= repeats.last_on);
        }
        let (covered, _) = window(&asked);
        prop_assert!(covered.from <= covered.to && covered == made.window);
    }
}
