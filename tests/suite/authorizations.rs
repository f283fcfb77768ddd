//! The checklist A01–A43 against a table copied by hand from the rule sheet, its scoring, its dates, and the check again
//! on the day of release (B13).

use chrono::NaiveDate;
use roi_desk::authorizations::model::{
    Answer, Answers, AskKind, CheckContext, CheckId, Escalation, Flag, OpenHold, Outcome, Part,
    ReleaseFacts, Severity, Signer, Verdict,
};
use roi_desk::authorizations::rules::{checklist, gaps, outcome, recheck, table, withheld_words};
use roi_desk::clarifications::model::{AnswerBy, Weight};
use roi_desk::facilities::model::{DeceasedRecords, LawSettings, StateLaw};
use roi_desk::requests::model::Road;
use roi_desk::rule_bench::authorization::run;

/// Check, roads by the rule sheet's codes, state, result, whether something is asked or told outside.
/// "all" is every road but PA and PR; "COH" and "HSS" stand for California and New York.
const SHEET: &[(&str, &str, &str, &str, &str)] = &[
    ("A01", "all", "both", "route", "inside"),
    ("A02", "all PA PR", "both", "C", "send"),
    ("A03", "AUTH ATT DIS RES INB", "both", "F", "send"),
    ("A04", "PA PR", "both", "C", "send"),
    ("A05", "AUTH ATT DIS INB", "both", "F", "send"),
    ("A06", "AUTH ATT DIS TPD", "both", "F", "send"),
    ("A07", "AUTH ATT DIS", "both", "F", "send"),
    ("A08", "AUTH ATT DIS", "both", "F", "send"),
    ("A09", "AUTH ATT DIS", "both", "F", "send"),
    ("A10", "AUTH ATT DIS", "COH", "F", "send"),
    ("A11", "all", "both", "F", "send"),
    ("A12", "all", "both", "F", "send"),
    ("A13", "all", "both", "F", "send"),
    ("A14", "PR", "both", "C", "send"),
    ("A15", "AUTH ATT DIS", "both", "F", "send"),
    ("A16", "AUTH ATT DIS", "both", "F", "send"),
    ("A17", "AUTH ATT DIS", "both", "F", "send"),
    ("A18", "AUTH ATT DIS", "both", "W", "send"),
    ("A19", "AUTH ATT DIS", "both", "F", "tell"),
    ("A20", "AUTH", "both", "F", "send"),
    ("A21", "AUTH ATT DIS RES", "both", "F part", "send"),
    ("A22", "AUTH", "both", "F", "send"),
    ("A23", "all", "both", "F", "send"),
    ("A24", "AUTH ATT DIS", "COH", "F", "send"),
    ("A25", "AUTH ATT DIS", "COH", "F", "send"),
    ("A26", "AUTH ATT DIS", "COH", "F", "send"),
    ("A27", "AUTH ATT DIS RES TPD PRX", "COH", "F part", "send"),
    ("A28", "AUTH ATT SUB", "COH", "F part", "send"),
    ("A29", "AUTH ATT SUB", "HSS", "F part", "send"),
    ("A30", "ATT", "HSS", "F part", "send"),
    ("A31", "AUTH ATT DIS RES SUB", "both", "F part", "send"),
    ("A32", "AUTH ATT", "both", "C", "send"),
    ("A33", "TPD", "both", "C", "send"),
    ("A34", "INB", "both", "C", "send"),
    ("A35", "GOV SUB", "COH", "F", "send"),
    ("A36", "all", "COH", "hold", "inside"),
    ("A37", "WC FORM", "both", "C", "send"),
    ("A38", "ATT", "both", "C", "send"),
    ("A39", "SUB", "both", "F", "send"),
    ("A40", "all", "both", "C", "send"),
    ("A41", "all", "both", "hold", "inside"),
    ("A42", "all", "both", "W", "send"),
    ("A43", "AUTH", "both", "W; COH: C", "send"),
];

const CODES: &[(&str, Road)] = &[
    ("PA", Road::PatientAccess),
    ("PR", Road::PersonalRepresentative),
    ("TPD", Road::ThirdPartyDirective),
    ("AUTH", Road::Authorization),
    ("ATT", Road::Attorney),
    ("COC", Road::ContinuityOfCare),
    ("PAY", Road::Payer),
    ("DIS", Road::DisabilityAgency),
    ("GOV", Road::Government),
    ("SUB", Road::Subpoena),
    ("WC", Road::WorkersCompensation),
    ("RES", Road::Research),
    ("FORM", Road::MedicalForm),
    ("AMD", Road::Amendment),
    ("ACC", Road::Accounting),
    ("INB", Road::InboundRecords),
    ("PRX", Road::PortalProxy),
];

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date written in this file")
}

fn context(road: Road, state: StateLaw) -> CheckContext {
    CheckContext {
        road,
        state,
        law: LawSettings::default(),
        flags: Vec::new(),
        as_of: day("2026-06-15"),
        signed_on: None,
        expires_on: None,
        expires_event: None,
        born_on: None,
    }
}

fn coh() -> CheckContext {
    context(Road::Authorization, StateLaw::California)
}

fn asked(context: &CheckContext) -> Vec<&'static str> {
    checklist(context)
        .iter()
        .map(|item| item.check.id.as_str())
        .collect()
}

fn all_satisfied(context: &CheckContext) -> Answers {
    checklist(context)
        .iter()
        .map(|item| (item.check.id, Answer::Pass))
        .collect()
}

fn with(context: &CheckContext, changed: &[(CheckId, Answer)]) -> Outcome {
    let mut answers = all_satisfied(context);
    answers.extend(changed.iter().copied());
    outcome(context, &answers)
}

fn failed(outcome: &Outcome) -> Vec<&'static str> {
    outcome.failed.iter().map(|f| f.id.as_str()).collect()
}

#[test]
fn every_check_of_the_rule_sheet_is_asked_on_exactly_its_roads_and_states() {
    assert_eq!(SHEET.len(), CheckId::ALL.len());
    for (code, road) in CODES {
        for (state, house) in [(StateLaw::California, "COH"), (StateLaw::NewYork, "HSS")] {
            let own_access = matches!(*code, "PA" | "PR");
            let expected: Vec<&str> = SHEET
                .iter()
                .filter(|(_, roads, states, ..)| {
                    let mut roads = roads.split(' ');
                    roads.any(|r| r == *code || (r == "all" && !own_access))
                        && (*states == "both" || *states == house)
                })
                .map(|(id, ..)| *id)
                .collect();
            assert_eq!(asked(&context(*road, state)), expected, "{code} at {house}");
        }
    }
}

#[test]
fn every_check_has_the_result_and_the_words_of_the_rule_sheet() {
    for (id, _, _, result, outside) in SHEET {
        let row = table::row(CheckId::parse(id).expect("an id of the sheet"));
        assert_eq!(
            row.id.as_str(),
            *id,
            "the table is in the order of the sheet"
        );
        let (code, part) = (row.severity.code(), row.severity.part().is_some());
        assert_eq!(
            *result,
            format!(
                "{code}{}{}",
                if part { " part" } else { "" },
                if *id == "A43" { "; COH: C" } else { "" }
            ),
            "{id}"
        );
        let kind = match row.ask.kind {
            AskKind::Send(_) => "send",
            AskKind::Tell => "tell",
            AskKind::Inside => "inside",
        };
        assert_eq!(kind, *outside, "{id}");
        for words in [
            row.question,
            row.hint,
            row.rule,
            row.clerk,
            row.ask.text.en,
            row.ask.text.es,
        ] {
            assert!(
                words.len() > 8 || row.rule == words,
                "{id} says too little: {words:?}"
            );
        }
        assert!(row.question.ends_with('?'), "{id} is a question");
        assert_eq!(
            row.ask.text.en == row.ask.text.es,
            kind == "inside",
            "{id} is asked in English and in Spanish"
        );
    }
}

#[test]
fn a43_is_a_warning_in_new_york_and_must_be_clarified_in_california() {
    for (state, severity) in [
        (StateLaw::California, Severity::Clarify),
        (StateLaw::NewYork, Severity::Warn),
    ] {
        let context = context(Road::Authorization, state);
        let judged = with(&context, &[(CheckId::A43, Answer::Fail)]);
        assert_eq!(judged.failed[0].severity, severity);
    }
}

#[test]
fn no_word_that_goes_outside_names_a_protected_kind() {
    // Rule sheet 1.8 and T51.
    let never = [
        "hiv",
        "vih",
        "aids",
        "sida",
        "psych",
        "psico",
        "psiq",
        "mental",
        "drug",
        "droga",
        "alcohol",
        "substance",
        "sustancia",
        "genetic",
        "genétic",
        "abort",
        "contracep",
        "anticoncep",
        "gender",
        "género",
        "immigra",
        "inmigra",
        "minor",
        "menor",
        "part 2",
        "parte 2",
        "doh-2557",
        "doh-5032",
    ];
    for id in CheckId::ALL {
        let ask = table::row(*id).ask;
        for words in [ask.text.en, ask.text.es]
            .iter()
            .filter(|_| ask.kind != AskKind::Inside)
        {
            let plain = words.to_lowercase();
            assert!(
                never.iter().all(|word| !plain.contains(word)),
                "{id:?} says too much: {words}"
            );
        }
    }
}

#[test]
fn parts_that_need_more_are_asked_for_in_one_and_the_same_sentence() {
    let sentences: std::collections::BTreeSet<&str> = [
        CheckId::A21,
        CheckId::A27,
        CheckId::A28,
        CheckId::A29,
        CheckId::A31,
    ]
    .iter()
    .map(|id| table::row(*id).ask.text.en)
    .collect();
    assert_eq!(sentences.len(), 1);
}

#[test]
fn a14_is_asked_for_the_deceased_for_minors_and_when_someone_else_signed() {
    for flag in [Flag::Deceased, Flag::Minor, Flag::Representative] {
        let flagged = CheckContext {
            flags: vec![flag],
            ..coh()
        };
        assert!(asked(&flagged).contains(&"A14"), "{flag:?}");
        let own = CheckContext {
            flags: vec![flag],
            ..context(Road::PatientAccess, StateLaw::California)
        };
        assert!(
            !asked(&own).contains(&"A14"),
            "own access is never burdened with it"
        );
    }
    assert!(!asked(&coh()).contains(&"A14"));
}

#[test]
fn a11_and_a12_are_asked_of_written_requests_only() {
    let oral = CheckContext {
        flags: vec![Flag::Oral],
        ..context(Road::ContinuityOfCare, StateLaw::NewYork)
    };
    assert!(!asked(&oral).contains(&"A11") && !asked(&oral).contains(&"A12"));
}

#[test]
fn a_paper_with_everything_in_order_is_valid_and_may_be_released_on() {
    let judged = with(&coh(), &[]);
    assert_eq!(judged.result, Verdict::Valid);
    assert!(judged.may_release());
    assert_eq!(gaps(&judged, &coh(), day("2026-06-15")), vec![]);
}

#[test]
fn one_failure_on_the_whole_makes_the_paper_invalid_whatever_else_failed() {
    let judged = with(
        &coh(),
        &[
            (CheckId::A07, Answer::Fail),
            (CheckId::A28, Answer::Fail),
            (CheckId::A02, Answer::Fail),
        ],
    );
    assert_eq!(judged.result, Verdict::Invalid);
    assert_eq!(failed(&judged), ["A02", "A07", "A28"]);
}

#[test]
fn an_element_filled_in_only_in_part_is_a_defect_as_a_missing_one_is() {
    assert_eq!(
        with(&coh(), &[(CheckId::A03, Answer::Part)]).result,
        Verdict::Invalid
    );
}

#[test]
fn a_failure_for_one_part_withholds_it_in_words_that_do_not_tell_which() {
    let first = with(&coh(), &[(CheckId::A28, Answer::Fail)]);
    assert_eq!(first.result, Verdict::ValidInPart);
    assert_eq!(first.withheld_parts, [Part::HivTestResult]);
    assert!(first.may_release(), "the rest goes");
    let other = with(&coh(), &[(CheckId::A21, Answer::Part)]);
    assert_eq!(other.withheld_parts, [Part::PsychotherapyNotes]);
    assert_eq!(withheld_words(&first), withheld_words(&other));
    assert_eq!(withheld_words(&with(&coh(), &[])), None);
}

#[test]
fn something_to_clarify_comes_before_a_part_and_a_warning_changes_nothing() {
    let both = with(
        &coh(),
        &[(CheckId::A32, Answer::Fail), (CheckId::A28, Answer::Fail)],
    );
    assert_eq!(both.result, Verdict::NeedsClarification);
    assert!(!both.may_release());
    let warned = with(
        &coh(),
        &[(CheckId::A18, Answer::Fail), (CheckId::A42, Answer::Part)],
    );
    assert_eq!(warned.result, Verdict::Valid);
    assert_eq!(warned.warnings, [CheckId::A18, CheckId::A42]);
}

#[test]
fn a_failure_that_somebody_in_the_house_must_see_stops_the_release_and_asks_nothing_outside() {
    let held = with(
        &coh(),
        &[(CheckId::A36, Answer::Fail), (CheckId::A41, Answer::Fail)],
    );
    assert_eq!(
        held.holds,
        [
            (CheckId::A36, Escalation::PrivacyOffice),
            (CheckId::A41, Escalation::Supervisor)
        ]
    );
    assert!(!held.may_release());
    assert_eq!(gaps(&held, &coh(), day("2026-06-15")), vec![]);
    let forged = with(&coh(), &[(CheckId::A23, Answer::Fail)]);
    assert_eq!(forged.holds, [(CheckId::A23, Escalation::Supervisor)]);
    let government = context(Road::Government, StateLaw::California);
    let enforcement = with(&government, &[(CheckId::A35, Answer::Fail)]);
    assert_eq!(
        (enforcement.result, enforcement.holds[0].1),
        (Verdict::Invalid, Escalation::Manager)
    );
    assert_eq!(
        with(&coh(), &[(CheckId::A01, Answer::Fail)]).result,
        Verdict::NeedsClarification
    );
}

#[test]
fn own_access_is_never_refused_for_a_missing_element() {
    for road in [Road::PatientAccess, Road::PersonalRepresentative] {
        for state in [StateLaw::California, StateLaw::NewYork] {
            let context = CheckContext {
                signed_on: Some(day("2030-01-01")),
                expires_on: Some(day("2020-01-01")),
                ..context(road, state)
            };
            let everything_wrong: Answers =
                CheckId::ALL.iter().map(|id| (*id, Answer::Fail)).collect();
            let judged = outcome(&context, &everything_wrong);
            assert_eq!(
                judged.result,
                Verdict::NeedsClarification,
                "{road:?} {state:?}"
            );
        }
    }
}

#[test]
fn an_answer_does_not_apply_is_no_answer_where_the_law_requires_the_element() {
    let judged = with(
        &coh(),
        &[
            (CheckId::A11, Answer::NotApplicable),
            (CheckId::A28, Answer::NotApplicable),
        ],
    );
    assert_eq!(judged.unanswered, [CheckId::A11]);
    assert!(judged.not_applicable.contains(&CheckId::A28) && !judged.may_release());
    let flagged = CheckContext {
        flags: vec![Flag::CaHiv],
        ..coh()
    };
    assert_eq!(
        with(&flagged, &[(CheckId::A28, Answer::NotApplicable)]).unanswered,
        [CheckId::A28]
    );
}

#[test]
fn checks_without_an_answer_are_not_assessed_and_nothing_is_released_on_them() {
    let judged = outcome(&coh(), &Answers::new());
    assert_eq!(judged.result, Verdict::Valid);
    assert_eq!(judged.unanswered.len(), checklist(&coh()).len());
    assert!(!judged.may_release());
}

#[test]
fn dates_decide_expiry_life_and_signing_even_against_the_answer() {
    // signed, expires, as of, flags, failed in California
    let cases: &[(Option<&str>, Option<&str>, &str, &[Flag], &[&str])] = &[
        (
            Some("2026-03-01"),
            Some("2027-03-01"),
            "2026-06-15",
            &[],
            &[],
        ),
        (
            Some("2026-03-01"),
            Some("2027-03-02"),
            "2026-06-15",
            &[],
            &["A10"],
        ),
        (
            Some("2026-03-01"),
            Some("2027-03-02"),
            "2026-06-15",
            &[Flag::LaterDateRequested],
            &[],
        ),
        (
            Some("2026-03-01"),
            Some("2029-03-02"),
            "2026-06-15",
            &[Flag::ClinicalTrial],
            &[],
        ),
        (
            Some("2024-02-29"),
            Some("2025-02-28"),
            "2024-06-15",
            &[],
            &[],
        ),
        (
            Some("2024-02-29"),
            Some("2025-03-01"),
            "2024-06-15",
            &[],
            &["A10"],
        ),
        (
            Some("2026-03-01"),
            Some("2026-06-15"),
            "2026-06-15",
            &[],
            &[],
        ),
        (
            Some("2026-03-01"),
            Some("2026-06-14"),
            "2026-06-15",
            &[],
            &["A09"],
        ),
        (
            Some("2026-06-16"),
            Some("2026-12-31"),
            "2026-06-15",
            &[],
            &["A12"],
        ),
        (
            Some("2026-06-15"),
            Some("2026-12-31"),
            "2026-06-15",
            &[],
            &[],
        ),
        (
            Some("1961-04-01"),
            Some("1961-12-31"),
            "2026-06-15",
            &[],
            &["A09", "A12"],
        ),
        (Some("2025-01-01"), None, "2026-06-15", &[], &["A10"]),
        (None, Some("2027-06-15"), "2026-06-15", &[], &[]),
        (None, Some("2027-06-16"), "2026-06-15", &[], &["A10"]),
    ];
    for (signed, expires, as_of, flags, expected) in cases {
        let context = CheckContext {
            signed_on: signed.map(day),
            expires_on: expires.map(day),
            as_of: day(as_of),
            flags: flags.to_vec(),
            born_on: Some(day("1961-04-02")),
            ..coh()
        };
        assert_eq!(
            failed(&with(&context, &[])),
            *expected,
            "{signed:?} {expires:?} {as_of} {flags:?}"
        );
    }
}

#[test]
fn new_york_has_no_one_year_limit() {
    let context = CheckContext {
        signed_on: Some(day("2026-03-01")),
        expires_on: Some(day("2031-03-01")),
        ..context(Road::Authorization, StateLaw::NewYork)
    };
    assert_eq!(with(&context, &[]).result, Verdict::Valid);
}

#[test]
fn an_end_that_never_comes_is_an_expiry_only_for_research() {
    for event in ["none", "End of the study.", "Never"] {
        let context = CheckContext {
            expires_event: Some(event.to_owned()),
            ..context(Road::Authorization, StateLaw::NewYork)
        };
        assert_eq!(failed(&with(&context, &[])), ["A08"], "{event}");
        let research = CheckContext {
            flags: vec![Flag::Research],
            ..context
        };
        assert_eq!(with(&research, &[]).result, Verdict::Valid, "{event}");
    }
    let event = CheckContext {
        expires_event: Some("end of my claim".to_owned()),
        ..coh()
    };
    assert_eq!(with(&event, &[]).result, Verdict::Valid);
}

#[test]
fn every_failure_that_goes_outside_becomes_one_gap_and_warnings_only_help() {
    // R17.
    let judged = with(
        &coh(),
        &[
            (CheckId::A02, Answer::Fail),
            (CheckId::A19, Answer::Fail),
            (CheckId::A42, Answer::Fail),
            (CheckId::A41, Answer::Fail),
        ],
    );
    let found = gaps(&judged, &coh(), day("2026-06-15"));
    let short: Vec<_> = found
        .iter()
        .map(|g| (g.source_check.as_str(), g.answer_by, g.weight))
        .collect();
    assert_eq!(
        short,
        [
            ("A02", AnswerBy::Word, Weight::Needed),
            ("A19", AnswerBy::Nothing, Weight::Needed),
            ("A42", AnswerBy::SignedPaper, Weight::Helpful),
        ]
    );
}

#[test]
fn an_expiry_that_came_after_the_first_check_was_not_visible_then() {
    // B9.
    let context = CheckContext {
        expires_on: Some(day("2026-06-10")),
        ..coh()
    };
    let judged = with(&context, &[]);
    assert!(!gaps(&judged, &context, day("2026-06-01"))[0].visible_at_first);
    assert!(gaps(&judged, &context, day("2026-06-12"))[0].visible_at_first);
}

fn release(signer: Signer) -> ReleaseFacts {
    ReleaseFacts {
        expires_on: None,
        event_happened_on: None,
        revoked_on: None,
        born_on: None,
        died_on: None,
        signer,
        authority_ended_on: None,
        open_holds: Vec::new(),
        deceased_records: DeceasedRecords::Protected,
    }
}

fn stops(facts: &ReleaseFacts) -> Vec<&'static str> {
    recheck(facts, day("2026-06-15"))
        .iter()
        .map(|stop| stop.rule)
        .collect()
}

#[test]
fn on_the_day_of_release_whatever_ended_since_intake_stops_the_packet() {
    // B13.
    let patient = || release(Signer::Patient);
    let (today, yesterday) = (Some(day("2026-06-15")), Some(day("2026-06-14")));
    assert_eq!(stops(&patient()), [""; 0]);
    assert_eq!(
        stops(&ReleaseFacts {
            expires_on: today,
            ..patient()
        }),
        [""; 0],
        "the last day counts"
    );
    assert_eq!(
        stops(&ReleaseFacts {
            expires_on: yesterday,
            ..patient()
        }),
        ["A09"]
    );
    assert_eq!(
        stops(&ReleaseFacts {
            event_happened_on: today,
            ..patient()
        }),
        ["A09"]
    );
    assert_eq!(
        stops(&ReleaseFacts {
            revoked_on: today,
            ..patient()
        }),
        ["A19"]
    );
    assert_eq!(
        stops(&ReleaseFacts {
            died_on: yesterday,
            ..patient()
        }),
        ["A14"]
    );
    assert_eq!(
        stops(&ReleaseFacts {
            died_on: yesterday,
            ..release(Signer::ForDeceasedPatient)
        }),
        [""; 0]
    );
    assert_eq!(
        stops(&ReleaseFacts {
            authority_ended_on: today,
            ..release(Signer::AgentOfLivingPatient)
        }),
        ["A14"]
    );
    let hold = OpenHold {
        reason: "privacy office review".to_owned(),
    };
    assert_eq!(
        stops(&ReleaseFacts {
            open_holds: vec![hold],
            ..patient()
        }),
        ["A41"]
    );
}

#[test]
fn a_parents_signature_ends_on_the_childs_eighteenth_birthday() {
    let born = |on: &str| ReleaseFacts {
        born_on: Some(day(on)),
        ..release(Signer::ParentOrGuardian)
    };
    assert_eq!(stops(&born("2008-06-15")), ["A13"]);
    assert_eq!(stops(&born("2008-06-16")), [""; 0]);
}

fn facility(code: &str, _: NaiveDate) -> Option<(StateLaw, LawSettings)> {
    let state = match code {
        "duarte" | "irvine" | "community" => Some(StateLaw::California),
        "hss" => Some(StateLaw::NewYork),
        _ => None,
    };
    state.map(|state| (state, LawSettings::default()))
}

fn bench(input: &str) -> Result<serde_json::Value, String> {
    run(input, &facility).map(|out| serde_json::from_str(&out).expect("the bench prints JSON"))
}

#[test]
fn the_bench_answers_with_result_failures_and_what_does_not_apply() {
    let out = bench(
        r#"{"facility":"hss","road":"attorney","as_of":"2026-06-15","signed_on":"2026-01-05","expires_on":"2026-12-31",
            "answers":{"A03":"yes","A29":"no","A30":"n/a","A24":"no"},"flags":["ny_hiv"]}"#,
    )
    .expect("a readable question");
    assert_eq!(out["result"], "valid_in_part");
    assert_eq!(out["failed"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        (&out["failed"][0]["id"], &out["failed"][0]["severity"]),
        (&"A29".into(), &"F".into())
    );
    assert_eq!(out["failed"][0]["part"], "hiv_related");
    let skipped = out["not_applicable"].as_array().expect("a list");
    assert!(
        skipped.contains(&"A24".into())
            && skipped.contains(&"A30".into())
            && !skipped.contains(&"A03".into())
    );
}

#[test]
fn the_bench_knows_a_flag_by_our_word_and_by_the_capitals_of_the_rule_sheet() {
    let asked = |flag: &str| {
        bench(&format!(
            r#"{{"facility":"hss","road":"research","as_of":"2026-06-15","answers":{{}},"flags":["{flag}"]}}"#
        ))
        .map(|out| out["not_applicable"].as_array().expect("a list").contains(&"A14".into()))
    };
    assert_eq!(asked("minor"), Ok(false));
    assert_eq!(asked("MINOR"), Ok(false));
    assert_eq!(asked("NY_HIV"), Ok(true));
    assert!(asked("Minor").is_err());
}

#[test]
fn the_bench_refuses_what_it_does_not_know_with_a_sentence() {
    let good = r#"{"facility":"duarte","road":"authorization","as_of":"2026-06-15","answers":{"A03":"yes"}}"#;
    assert_eq!(bench(good).expect("readable")["result"], "valid");
    for (from, to) in [
        ("duarte", "boston"),
        ("authorization", "shortcut"),
        ("2026-06-15", "2026-02-30"),
        ("A03", "A44"),
        ("\"yes\"", "\"maybe\""),
        ("\"answers\"", "\"flags\":[\"nonsense\"],\"answers\""),
        ("\"answers\"", "\"extra\":1,\"answers\""),
        ("\"A03\":\"yes\"", "\"A03\":\"yes\",\"A03\":\"no\""),
        ("{\"A03\":\"yes\"}", "[\"yes\"]"),
        ("{\"A03\":\"yes\"}", "null"),
        ("\"yes\"", "true"),
        ("2026-06-15", "2026-6-15"),
        ("2026-06-15", "3026-06-15"),
        (
            good,
            r#"["duarte","authorization","2026-06-15",null,null,null,{"A03":"yes"}]"#,
        ),
        ("}}", "}"),
    ] {
        let refused = bench(&good.replace(from, to)).expect_err(to);
        assert!(refused.ends_with('.'), "{refused}");
    }
}
