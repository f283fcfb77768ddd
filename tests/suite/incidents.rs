//! Breach triage (rule sheet 1.16) and its clocks C14–C17 and C19, and information blocking (1.10, C20), against tables
//! written by hand and a naive count.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use roi_desk::calendar::Calendar;
use roi_desk::disclosures::rules::blocking;
use roi_desk::facilities::Facilities;
use roi_desk::facilities::model::{ComputerBreach, StateLaw};
use roi_desk::incidents::model::{
    Classification, Delay, DelayKind, Incident, Law, RecipientKind, Triage,
};
use roi_desk::incidents::rules::{contradictions, triage};
use roi_desk::requests::rules::clocks::{Clock, ClockRule};
use roi_desk::rule_bench::{facility_facts, run};
use serde_json::{Value, json};

use super::calendar::{duarte, manhattan, naive_house, naive_nth, naive_statutory, on};
use crate::seeds::{runner, seed};

fn at(state: StateLaw, recipient: RecipientKind) -> Incident {
    Incident {
        state,
        occurred_on: on("2026-06-02"),
        discovered_on: on("2026-06-04"),
        detected_on: on("2026-06-04"),
        recipient,
        coordinating_care: None,
        viewed: None,
        retained: None,
        further_misused: None,
        on_computer: None,
        computer_breach: ComputerBreach::Every,
        affected: Some(1),
        delay: None,
        sent: Vec::new(),
    }
}

fn in_california(recipient: RecipientKind) -> Incident {
    at(StateLaw::California, recipient)
}

fn calendar(incident: &Incident) -> Calendar {
    match incident.state {
        StateLaw::California => duarte(),
        StateLaw::NewYork => manhattan(),
    }
}

fn judged(incident: &Incident) -> Triage {
    assert_eq!(contradictions(incident), Vec::<String>::new());
    triage(incident, &calendar(incident), None)
}

fn dues(triage: &Triage) -> Vec<(&'static str, String)> {
    triage
        .clocks
        .iter()
        .map(|clock| (clock.rule.as_str(), clock.statutory_due.to_string()))
        .collect()
}

fn due<'a>(wanted: &[(&'a str, &str)]) -> Vec<(&'a str, String)> {
    wanted
        .iter()
        .map(|(rule, on)| (*rule, (*on).to_owned()))
        .collect()
}

fn one(triage: &Triage, rule: ClockRule) -> &Clock {
    triage
        .clocks
        .iter()
        .find(|clock| clock.rule == rule)
        .expect("the clock runs")
}

/// Recipient, coordinating care, retained, viewed, misused; then the classification and whose law excepts it.
type Case = (
    RecipientKind,
    [Option<bool>; 4],
    Classification,
    &'static [Law],
);

#[test]
fn the_exclusions_of_california_and_hipaa_are_those_of_the_rule_sheet() {
    use Classification::{FederalBreachOnly, NotABreach, PresumedBreach};
    use RecipientKind as R;
    const YES: Option<bool> = Some(true);
    const NO: Option<bool> = Some(false);
    let both: &[Law] = &[Law::Hipaa, Law::California];
    let cases: &[Case] = &[
        // A fax to an attorney, an employer or the wrong patient is reportable, whatever it was on the way to.
        (R::LawFirm, [None; 4], PresumedBreach, &[]),
        (R::LawFirm, [YES, None, None, NO], PresumedBreach, &[]),
        (R::Employer, [None; 4], PresumedBreach, &[]),
        (R::Individual, [None; 4], PresumedBreach, &[]),
        (R::Other, [None; 4], PresumedBreach, &[]),
        // One to another physician's office during care is not, in California; HIPAA presumes it all the same.
        (
            R::CoveredEntity,
            [YES, None, None, None],
            FederalBreachOnly,
            &[Law::California],
        ),
        (
            R::CoveredEntity,
            [NO, None, None, None],
            PresumedBreach,
            &[],
        ),
        (R::CoveredEntity, [None; 4], PresumedBreach, &[]),
        (
            R::CoveredEntity,
            [YES, None, None, YES],
            PresumedBreach,
            &[],
        ),
        // Within the same organization, unless misused.
        (R::SameOrganization, [None; 4], NotABreach, both),
        (R::SameOrganization, [None, None, YES, NO], NotABreach, both),
        (
            R::SameOrganization,
            [None, None, None, YES],
            PresumedBreach,
            &[],
        ),
        // Could not be kept; what was seen or misused was kept.
        (R::Individual, [None, NO, None, None], NotABreach, both),
        (R::Individual, [None, NO, NO, NO], NotABreach, both),
        (R::Individual, [None, NO, YES, None], PresumedBreach, &[]),
        (R::Individual, [None, NO, NO, YES], PresumedBreach, &[]),
        (R::Individual, [None, YES, NO, NO], PresumedBreach, &[]),
    ];
    for (recipient, [coordinating_care, retained, viewed, further_misused], wanted, laws) in cases {
        let incident = Incident {
            coordinating_care: *coordinating_care,
            retained: *retained,
            viewed: *viewed,
            further_misused: *further_misused,
            ..in_california(*recipient)
        };
        let found = judged(&incident);
        assert_eq!(found.classification, *wanted, "{incident:?}");
        let whose: Vec<Law> = found.exclusions.iter().map(|one| one.law).collect();
        assert_eq!(whose, *laws, "{incident:?}");
        assert!(found.accounting_entry, "always an entry: {incident:?}");
        let expected = match wanted {
            PresumedBreach => due(&[
                ("C14", "2026-08-03"),
                ("C15", "2027-03-01"),
                ("C16", "2026-06-26"),
            ]),
            FederalBreachOnly => due(&[("C14", "2026-08-03"), ("C15", "2027-03-01")]),
            NotABreach => Vec::new(),
        };
        assert_eq!(dues(&found), expected, "{incident:?}");
        assert!(
            found.why.iter().all(|why| why.ends_with('.')),
            "{:?}",
            found.why
        );
    }
}

#[test]
fn c16_counts_fifteen_business_days_from_detection_in_california_only() {
    let incident = Incident {
        detected_on: on("2026-06-12"),
        ..in_california(RecipientKind::LawFirm)
    };
    let found = judged(&incident);
    let clock = one(&found, ClockRule::C16);
    // Juneteenth (a Friday) is both closed and legal; 3 July is closed but no holiday of the state and counts (R6).
    assert_eq!(clock.statutory_due, on("2026-07-06"));
    assert!(clock.controlling);
    assert!(clock.why.iter().any(|why| why.contains("Juneteenth")));
    let hss = judged(&at(StateLaw::NewYork, RecipientKind::LawFirm));
    assert_eq!(
        dues(&hss),
        due(&[
            ("C14", "2026-08-03"),
            ("C15", "2027-03-01"),
            ("C17", "2026-07-04")
        ])
    );
    let c17 = one(&hss, ClockRule::C17);
    assert!(c17.controlling);
    assert_eq!(
        (c17.work_by, c17.rolled_due),
        (on("2026-07-02"), on("2026-07-06")),
        "R7"
    );
}

#[test]
fn c15_goes_with_c14_from_five_hundred_people_on_and_else_into_the_yearly_log() {
    for (discovered, affected, wanted) in [
        ("2026-06-04", Some(499), "2027-03-01"),
        ("2026-06-04", Some(500), "2026-08-03"),
        ("2026-06-04", None, "2027-03-01"),
        ("2026-12-31", Some(1), "2027-03-01"),
        ("2027-01-01", Some(1), "2028-02-29"),
        ("2026-12-31", Some(5000), "2027-03-01"),
    ] {
        let incident = Incident {
            discovered_on: on(discovered),
            detected_on: on(discovered),
            affected,
            ..in_california(RecipientKind::Individual)
        };
        let found = judged(&incident);
        assert_eq!(
            one(&found, ClockRule::C15).statutory_due,
            on(wanted),
            "{discovered} {affected:?}"
        );
        let told = one(&found, ClockRule::C15).why.join(" ");
        assert_eq!(affected.is_none(), told.contains("is not said"), "{told}");
    }
}

#[test]
fn c17_begins_with_the_day_new_york_covers_medical_information() {
    for (discovered, runs) in [("2025-03-20", false), ("2025-03-21", true)] {
        let incident = Incident {
            occurred_on: on(discovered),
            discovered_on: on(discovered),
            detected_on: on(discovered),
            ..at(StateLaw::NewYork, RecipientKind::Other)
        };
        let found = judged(&incident);
        assert_eq!(
            found
                .clocks
                .iter()
                .any(|clock| clock.rule == ClockRule::C17),
            runs,
            "{discovered}"
        );
    }
}

fn delayed(state: StateLaw, asked: &str, kind: DelayKind, until: Option<&str>) -> Triage {
    judged(&Incident {
        delay: Some(Delay {
            on: on(asked),
            kind,
            until: until.map(on),
        }),
        ..at(state, RecipientKind::Individual)
    })
}

#[test]
fn an_oral_delay_ends_after_thirty_days_and_a_written_one_on_its_own_day_c19() {
    use DelayKind::{Oral, Written};
    use StateLaw::{California, NewYork};
    // In New York: C14, the yearly C15 which nothing delays, C17, and C19 for a spoken one.
    for (asked, kind, until, wanted) in [
        (
            "2026-06-10",
            Oral,
            None,
            [
                ("C14", "2026-08-03"),
                ("C17", "2026-07-10"),
                ("C19", "2026-07-10"),
            ]
            .as_slice(),
        ),
        (
            "2026-07-20",
            Oral,
            None,
            &[
                ("C14", "2026-08-19"),
                ("C17", "2026-08-19"),
                ("C19", "2026-08-19"),
            ],
        ),
        (
            "2026-07-20",
            Oral,
            Some("2026-12-01"),
            &[
                ("C14", "2026-08-19"),
                ("C17", "2026-08-19"),
                ("C19", "2026-08-19"),
            ],
        ),
        (
            "2026-07-20",
            Oral,
            Some("2026-08-10"),
            &[
                ("C14", "2026-08-10"),
                ("C17", "2026-08-10"),
                ("C19", "2026-08-10"),
            ],
        ),
        (
            "2026-06-10",
            Written,
            Some("2026-11-15"),
            &[("C14", "2026-11-15"), ("C17", "2026-11-15")],
        ),
        (
            "2026-06-10",
            Written,
            Some("2026-06-20"),
            &[("C14", "2026-08-03"), ("C17", "2026-07-04")],
        ),
    ] {
        let found = delayed(NewYork, asked, kind, until);
        let (yearly, others): (Vec<_>, Vec<_>) = dues(&found)
            .into_iter()
            .partition(|(rule, _)| *rule == "C15");
        assert_eq!(others, due(wanted), "{asked} {kind:?} {until:?}");
        assert_eq!(yearly, due(&[("C15", "2027-03-01")]));
    }
    // California: the report to the state stays on its day; the patient's notice waits 30 days, in writing 60.
    for (asked, kind, until, patient) in [
        ("2026-06-10", Oral, None, "2026-07-10"),
        ("2026-06-10", Oral, Some("2026-12-01"), "2026-07-10"),
        ("2026-06-10", Written, Some("2026-07-20"), "2026-07-20"),
        ("2026-06-10", Written, Some("2026-12-01"), "2026-08-09"),
        ("2026-06-10", Written, Some("2026-06-12"), "2026-06-26"),
    ] {
        let found = delayed(California, asked, kind, until);
        let days: Vec<String> = found
            .clocks
            .iter()
            .filter(|clock| clock.rule == ClockRule::C16)
            .map(|clock| clock.statutory_due.to_string())
            .collect();
        assert_eq!(days, ["2026-06-26", patient], "{kind:?} {until:?}");
    }
    let many = judged(&Incident {
        affected: Some(500),
        delay: Some(Delay {
            on: on("2026-07-20"),
            kind: Oral,
            until: None,
        }),
        ..at(NewYork, RecipientKind::Other)
    });
    assert_eq!(
        one(&many, ClockRule::C15).statutory_due,
        on("2026-08-19"),
        "with C14"
    );
}

#[test]
fn a_delay_holds_nothing_back_where_nothing_must_be_told() {
    let found = judged(&Incident {
        delay: Some(Delay {
            on: on("2026-06-10"),
            kind: DelayKind::Oral,
            until: None,
        }),
        ..in_california(RecipientKind::SameOrganization)
    });
    assert!(found.clocks.is_empty());
    assert!(
        found
            .why
            .iter()
            .any(|why| why.contains("holds nothing back"))
    );
}

#[test]
fn only_the_notice_stops_a_clock_of_a_breach_r14() {
    let found = judged(&Incident {
        sent: vec![(ClockRule::C16, on("2026-06-20"))],
        ..in_california(RecipientKind::Employer)
    });
    let c16 = one(&found, ClockRule::C16);
    assert!(!c16.is_running() && !c16.controlling);
    assert!(
        c16.why
            .iter()
            .any(|why| why.contains("notice sent, in time")),
        "{:?}",
        c16.why
    );
    assert!(
        one(&found, ClockRule::C14).controlling,
        "the next earliest controls (R8)"
    );
}

#[test]
fn facts_that_contradict_each_other_are_said() {
    let fine = in_california(RecipientKind::Other);
    let delay = |asked: &str, kind, until: Option<&str>| {
        Some(Delay {
            on: on(asked),
            kind,
            until: until.map(on),
        })
    };
    let wrong = [
        Incident {
            discovered_on: on("2026-06-01"),
            ..fine.clone()
        },
        Incident {
            detected_on: on("2026-06-01"),
            ..fine.clone()
        },
        Incident {
            affected: Some(0),
            ..fine.clone()
        },
        Incident {
            delay: delay("2026-06-03", DelayKind::Oral, None),
            ..fine.clone()
        },
        Incident {
            delay: delay("2026-06-10", DelayKind::Oral, Some("2026-06-09")),
            ..fine.clone()
        },
        Incident {
            delay: delay("2026-06-10", DelayKind::Written, None),
            ..fine.clone()
        },
        Incident {
            sent: vec![(ClockRule::C14, on("2026-06-03"))],
            ..fine.clone()
        },
    ];
    for incident in wrong {
        let found = contradictions(&incident);
        assert_eq!(found.len(), 1, "{incident:?}: {found:?}");
        assert!(found[0].ends_with('.'));
    }
    assert!(contradictions(&fine).is_empty());
}

#[test]
fn every_due_day_agrees_with_a_naive_count_r4_to_r7() {
    let days = (0..900_u64, 0..40_u64, any::<bool>(), 1..700_u32);
    runner(600, seed())
        .run(&days, |(start, later, california, affected)| {
            let discovered = on("2024-03-01") + Days::new(start);
            let detected = discovered + Days::new(later);
            let state = if california {
                StateLaw::California
            } else {
                StateLaw::NewYork
            };
            let incident = Incident {
                occurred_on: discovered,
                discovered_on: discovered,
                detected_on: detected,
                affected: Some(affected),
                ..at(state, RecipientKind::Individual)
            };
            let found = triage(&incident, &calendar(&incident), None);
            for clock in &found.clocks {
                let wanted = naive_due(clock.rule, discovered, detected, affected);
                prop_assert_eq!(clock.statutory_due, wanted, "{:?}", clock.rule);
                let mut open = wanted;
                while !naive_house(open, california) {
                    open = open - Days::new(1);
                }
                prop_assert_eq!(clock.work_by, open);
            }
            let earliest = found
                .clocks
                .iter()
                .map(|clock| (clock.statutory_due, clock.rule))
                .min();
            let controlling: Vec<_> = found
                .clocks
                .iter()
                .filter(|clock| clock.controlling)
                .map(|clock| (clock.statutory_due, clock.rule))
                .collect();
            prop_assert_eq!(controlling, earliest.into_iter().collect::<Vec<_>>());
            Ok(())
        })
        .expect("every day agrees");
}

fn naive_due(
    rule: ClockRule,
    discovered: NaiveDate,
    detected: NaiveDate,
    affected: u32,
) -> NaiveDate {
    use chrono::Datelike;
    let every = |_: NaiveDate| true;
    match rule {
        ClockRule::C14 => naive_nth(discovered, 60, every),
        ClockRule::C15 if affected >= 500 => naive_nth(discovered, 60, every),
        ClockRule::C15 => {
            let year = discovered.year();
            naive_nth(on(&format!("{year}-12-31")), 60, every)
        }
        ClockRule::C16 => naive_nth(detected, 15, naive_statutory),
        ClockRule::C17 => naive_nth(discovered, 30, every),
        other => panic!("{other:?} is no clock of a breach without a delay"),
    }
}

fn ask(question: &Value) -> Result<Value, String> {
    let facilities = Facilities::load().expect("the profiles");
    run("breach", &question.to_string(), &|code, on| {
        facility_facts(&facilities, code, on)
    })
    .map(|text| serde_json::from_str(&text).expect("JSON"))
}

#[test]
fn the_bench_answers_a_breach_in_the_shape_of_the_other_rules() {
    let answer = ask(&json!({
        "facility": "irvine", "occurred_on": "2026-06-02", "discovered_on": "2026-06-04",
        "detected_on": "2026-06-05", "recipient_kind": "covered_entity", "coordinating_care": true,
    }))
    .expect("an answer");
    let names: Vec<&String> = answer.as_object().expect("an object").keys().collect();
    assert_eq!(
        names,
        [
            "classification",
            "exclusions",
            "clocks",
            "accounting_entry",
            "why"
        ]
    );
    assert_eq!(answer["classification"], "federal_breach_only");
    assert_eq!(answer["exclusions"][0]["law"], "california");
    assert_eq!(answer["accounting_entry"], true);
    for clock in answer["clocks"].as_array().expect("clocks") {
        let fields: Vec<&String> = clock.as_object().expect("an object").keys().collect();
        assert_eq!(
            fields,
            [
                "rule",
                "name",
                "statutory_due",
                "work_by",
                "rolled_due",
                "controlling",
                "why"
            ]
        );
    }
    assert_eq!(answer["clocks"][0]["statutory_due"], "2026-08-03");
    assert_eq!(answer["clocks"][0]["controlling"], true);
}

#[test]
fn a_breach_that_is_unreadable_or_impossible_is_refused_with_a_sentence() {
    let fine = json!({"facility": "hss", "occurred_on": "2026-06-02", "discovered_on": "2026-06-04", "recipient_kind": "other"});
    ask(&fine).expect("the question itself is fine");
    for (field, value) in [
        ("facility", json!("nowhere")),
        ("occurred_on", json!("2026-06-05")),
        ("discovered_on", json!("2026-06-31")),
        ("recipient_kind", json!("neighbour")),
        ("viewed", json!("yes")),
        ("affected", json!(-1)),
        ("affected", json!(0)),
        ("affected", json!(1.5)),
        ("medium", json!("fax")),
        (
            "law_enforcement_delay",
            json!({"on": "2026-06-10", "kind": "written"}),
        ),
        (
            "law_enforcement_delay",
            json!({"on": "2026-06-10", "kind": "sung"}),
        ),
        (
            "law_enforcement_delay",
            json!({"on": "2026-06-10", "kind": "oral", "by": "police"}),
        ),
        ("law_enforcement_delay", json!(["2026-06-10", "oral"])),
        (
            "law_enforcement_delay",
            json!({"on": "2026-06-10", "kind": "oral", "until": "2026-06-01"}),
        ),
    ] {
        let mut question = fine.clone();
        question[field] = value;
        let said = ask(&question).expect_err(&question.to_string());
        assert!(said.ends_with('.'), "{said}");
    }
}

#[test]
fn c20_counts_the_houses_business_days_from_receipt() {
    let clock = blocking::infeasibility(on("2026-06-12"), 10, &duarte(), None);
    assert_eq!(clock.rule, ClockRule::C20);
    assert_eq!(
        clock.statutory_due,
        naive_nth(on("2026-06-12"), 10, naive_statutory)
    );
    assert_eq!(
        clock.statutory_due,
        on("2026-06-29"),
        "Juneteenth is skipped"
    );
    assert_eq!(
        blocking::infeasibility(on("2026-06-12"), 5, &duarte(), None).statutory_due,
        on("2026-06-22")
    );
}
