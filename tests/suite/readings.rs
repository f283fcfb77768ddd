//! Every point of law that is not settled, read the other way: what the rules then answer, worked out by hand from the rule
//! sheet. The house of the rule sheet answers beside it.

use chrono::NaiveDate;
use roi_desk::authorizations::model::{ReleaseFacts, Signer};
use roi_desk::authorizations::rules::recheck;
use roi_desk::facilities::Facilities;
use roi_desk::facilities::model::{
    DeceasedRecords, Fact, FactValue, LawSetting, Prepayment, Profile, Program, StoredFact,
    StoredHoliday,
};
use roi_desk::fees::rules::may_hold_until_paid;
use roi_desk::requests::model::Road;
use roi_desk::rule_bench::{facility_facts, run};
use serde_json::{Value, json};

use super::calendar::on;

/// The facts of the program with one setting changed from a day on, as the house would write it.
pub fn changed_from(day: NaiveDate, key: &str, value: &str) -> Facilities {
    let mut rows = Vec::new();
    for profile in Profile::load_all().expect("the profiles") {
        for fact in profile.facts() {
            let mut fact = fact.clone();
            if fact.key.as_str() == key && matches!(fact.value, FactValue::Setting(_)) {
                let later = Fact {
                    valid_from: day,
                    ..with_value(&fact, value)
                };
                fact.valid_to = day.pred_opt();
                rows.push(stored(&profile, later));
            }
            rows.push(stored(&profile, fact));
        }
    }
    house_of(rows)
}

/// The facts of the program with these settings read otherwise, from the first day on.
pub fn house_that_reads(readings: &[(LawSetting, String)]) -> Facilities {
    let mut rows = Vec::new();
    for profile in Profile::load_all().expect("the profiles") {
        for fact in profile.facts() {
            let said = readings
                .iter()
                .find(|(setting, _)| setting.as_str() == fact.key.as_str());
            let fact = said.map_or_else(|| fact.clone(), |(_, value)| with_value(fact, value));
            rows.push(stored(&profile, fact));
        }
    }
    house_of(rows)
}

fn house_of(rows: Vec<StoredFact>) -> Facilities {
    let holidays = Program::load().expect("the program").holidays;
    let holidays = holidays
        .into_iter()
        .flat_map(|(organization, days)| {
            days.into_iter().map(move |holiday| StoredHoliday {
                id: 1,
                organization: organization.clone(),
                holiday,
                untouched: true,
                withdrawn: false,
            })
        })
        .collect();
    Facilities::of_rows(1, rows, holidays).expect("whole profiles")
}

pub fn with_value(fact: &Fact, value: &str) -> Fact {
    let mut fact = fact.clone();
    if let FactValue::Setting(setting) = &mut fact.value {
        setting.values = vec![value.to_owned()];
    }
    fact
}

fn stored(profile: &Profile, fact: Fact) -> StoredFact {
    StoredFact {
        id: 1,
        organization: profile.code().as_str().to_owned(),
        fact,
        untouched: false,
        withdrawn: false,
    }
}

fn reads(setting: LawSetting, word: &str) -> Facilities {
    house_that_reads(&[(setting, word.to_owned())])
}

fn ask(house: &Facilities, rule: &str, question: &Value) -> Value {
    let answer = run(rule, &question.to_string(), &|code, on| {
        facility_facts(house, code, on)
    });
    serde_json::from_str(&answer.expect("an answer")).expect("JSON")
}

/// The answers of the house of the rule sheet, and of the one that reads a point this way.
fn both(setting: LawSetting, word: &str, rule: &str, question: &Value) -> (Value, Value) {
    let sheet = Facilities::load().expect("the profiles");
    let other = reads(setting, word);
    (ask(&sheet, rule, question), ask(&other, rule, question))
}

/// Each clock with its day: "C1 2026-07-04".
fn clocks(answer: &Value) -> Vec<String> {
    let rows = answer["clocks"].as_array().expect("clocks").iter();
    rows.map(|row| {
        let word = |field: &str| row[field].as_str().expect("a word").to_owned();
        [word("rule"), word("statutory_due")].join(" ")
    })
    .collect()
}

fn refused(answer: &Value) -> Vec<&str> {
    let rows = answer["refusals"].as_array().expect("refusals").iter();
    rows.filter_map(|row| row["rule"].as_str()).collect()
}

fn house_promises(answer: &Value) -> Vec<String> {
    let rows = answer["house"].as_array().expect("promises").iter();
    rows.map(|row| [row["rule"].as_str(), row["due"].as_str()].map(Option::unwrap_or_default))
        .map(|words| words.join(" "))
        .collect()
}

fn looked_at(facility: &str) -> Value {
    json!({"facility": facility, "road": "patient_access", "received_on": "2026-06-04", "wants": ["inspect"]})
}

#[test]
fn r5_counts_fridays_or_only_the_days_on_which_the_window_is_open() {
    // Thursday 4 June; Duarte's window is open Monday to Thursday, and 19 June is Juneteenth.
    let (sheet, window) = both(
        LawSetting::WorkingWeek,
        "window_days",
        "due",
        &looked_at("duarte"),
    );
    assert_eq!(clocks(&sheet), ["C1 2026-07-04", "C4 2026-06-11"]);
    assert_eq!(clocks(&window), ["C1 2026-07-04", "C4 2026-06-15"]);
    assert_eq!(sheet["status_ok_from"], "2026-06-12");
    assert_eq!(window["status_ok_from"], "2026-06-16");
    let why = window["clocks"][1]["why"].to_string();
    for said in ["the window is open (R5)", "shut on Fridays", "Fri"] {
        assert!(why.contains(said), "{said} in {why}");
    }
    assert!(!why.contains("Friday is one"), "{why}");
    // Where the window is open on Fridays, or no hours are on file, nothing changes.
    for facility in ["irvine", "community", "hss"] {
        let (sheet, window) = both(
            LawSetting::WorkingWeek,
            "window_days",
            "due",
            &looked_at(facility),
        );
        assert_eq!(sheet, window, "{facility}");
    }
    let form = json!({"facility": "duarte", "road": "medical_form", "received_on": "2026-06-04", "complete_on": "2026-06-04"});
    let (sheet, window) = both(LawSetting::WorkingWeek, "window_days", "due", &form);
    assert_eq!(house_promises(&sheet)[0], "C24 2026-06-18");
    assert_eq!(house_promises(&window)[0], "C24 2026-06-23");
    let breach = json!({"facility": "duarte", "occurred_on": "2026-06-02", "discovered_on": "2026-06-04", "recipient_kind": "law_firm", "affected": 1});
    let (sheet, window) = both(LawSetting::WorkingWeek, "window_days", "breach", &breach);
    assert!(clocks(&sheet).contains(&"C16 2026-06-26".to_owned()));
    assert!(clocks(&window).contains(&"C16 2026-07-01".to_owned()));
}

#[test]
fn r16_a_directive_runs_the_state_s_days_too_or_the_federal_ones_alone() {
    let directive = |facility: &str| json!({"facility": facility, "road": "third_party_directive", "received_on": "2026-06-04", "ehr_electronic_copy": true});
    let (sheet, federal) = both(
        LawSetting::DirectiveClock,
        "c1_only",
        "due",
        &directive("duarte"),
    );
    assert_eq!(clocks(&sheet), ["C1 2026-07-04", "C5 2026-06-19"]);
    assert_eq!(clocks(&federal), ["C1 2026-07-04"]);
    // The patient's own copies keep their days.
    let own = json!({"facility": "duarte", "road": "patient_access", "received_on": "2026-06-04", "wants": ["copy"]});
    let (_, federal) = both(LawSetting::DirectiveClock, "c1_only", "due", &own);
    assert_eq!(clocks(&federal), ["C1 2026-07-04", "C5 2026-06-19"]);
}

#[test]
fn c5_runs_from_receipt_or_from_request_and_fee_together() {
    let copy = |more: Value| {
        let mut question = json!({"facility": "duarte", "road": "patient_access", "received_on": "2026-06-04", "wants": ["copy"]});
        let fields = question.as_object_mut().expect("an object");
        fields.extend(more.as_object().expect("an object").clone());
        question
    };
    for (more, due) in [
        (json!({}), "C5 2026-06-19"),
        (json!({"fee_paid_on": "2026-06-10"}), "C5 2026-06-25"),
        (json!({"fee_paid_on": "2026-06-01"}), "C5 2026-06-19"),
        (
            json!({"fee_paid_on": "2026-06-10", "today": "2026-06-09"}),
            "C5 2026-06-19",
        ),
        (
            json!({"fee_paid_on": "2026-06-10", "today": "2026-06-10"}),
            "C5 2026-06-25",
        ),
    ] {
        let (sheet, together) = both(
            LawSetting::CopyClockStart,
            "request_and_fee",
            "due",
            &copy(more.clone()),
        );
        assert_eq!(clocks(&sheet), ["C1 2026-07-04", "C5 2026-06-19"], "{more}");
        assert_eq!(clocks(&together), ["C1 2026-07-04", due], "{more}");
        assert_eq!(refused(&together), [""; 0], "{more}");
        let unused = more.get("fee_paid_on").is_some();
        assert_eq!(refused(&sheet), ["C5"][..usize::from(unused)], "{more}");
    }
}

#[test]
fn c17_counts_every_breach_or_leaves_out_what_was_on_paper() {
    let breach = |more: &str| {
        let text = format!(
            r#"{{"facility":"hss","occurred_on":"2026-06-02","discovered_on":"2026-06-04","recipient_kind":"law_firm","affected":1{more}}}"#
        );
        serde_json::from_str::<Value>(&text).expect("JSON")
    };
    for (more, counted) in [
        ("", true),
        (r#","on_computer":true"#, true),
        (r#","on_computer":false"#, false),
    ] {
        let (sheet, computer) = both(
            LawSetting::ComputerBreach,
            "on_computer",
            "breach",
            &breach(more),
        );
        let c17 = "C17 2026-07-04".to_owned();
        assert!(clocks(&sheet).contains(&c17), "{more}");
        assert_eq!(clocks(&computer).contains(&c17), counted, "{more}");
        assert!(
            clocks(&computer).contains(&"C14 2026-08-03".to_owned()),
            "{more}"
        );
        assert_eq!(computer["classification"], "presumed_breach");
    }
}

/// The failed checks and the result of a paper.
fn judged(setting: LawSetting, word: &str, paper: &Value) -> [(Vec<String>, String); 2] {
    let (sheet, other) = both(setting, word, "authorization", paper);
    [sheet, other].map(|answer| {
        let failed = answer["failed"].as_array().expect("failed").iter();
        let ids = failed.filter_map(|row| row["id"].as_str().map(str::to_owned));
        (
            ids.collect(),
            answer["result"].as_str().unwrap_or_default().to_owned(),
        )
    })
}

fn said(ids: &[&str], result: &str) -> (Vec<String>, String) {
    (
        ids.iter().map(|id| (*id).to_owned()).collect(),
        result.to_owned(),
    )
}

#[test]
fn a10_accepts_a_later_end_as_the_house_reads_the_exceptions() {
    let paper = |flag: &str| json!({"facility": "duarte", "road": "authorization", "as_of": "2026-06-15", "signed_on": "2026-06-01", "expires_on": "2028-06-01", "answers": {}, "flags": [flag]});
    let (valid, invalid) = (said(&[], "valid"), said(&["A10"], "invalid"));
    for (flag, word, other) in [
        ("later_date_requested", "trial_only", &invalid),
        ("later_date_requested", "never", &invalid),
        ("clinical_trial", "trial_only", &valid),
        ("clinical_trial", "never", &invalid),
    ] {
        let found = judged(LawSetting::LaterExpiry, word, &paper(flag));
        assert_eq!(found, [valid.clone(), other.clone()], "{flag} {word}");
    }
}

#[test]
fn a28_asks_for_a_permission_of_each_disclosure_or_once() {
    let paper = |answer: &str| json!({"facility": "duarte", "road": "authorization", "as_of": "2026-06-15", "answers": {"A28": answer}, "flags": ["ca_hiv"]});
    let stays = said(&["A28"], "valid_in_part");
    let found = judged(LawSetting::HivPermission, "once", &paper("part"));
    assert_eq!(found, [stays.clone(), said(&[], "valid")]);
    let found = judged(LawSetting::HivPermission, "once", &paper("no"));
    assert_eq!(found, [stays.clone(), stays]);
}

#[test]
fn a32_is_asked_in_both_states_or_set_aside_by_the_house() {
    for facility in ["duarte", "hss"] {
        let paper = json!({"facility": facility, "road": "authorization", "as_of": "2026-06-15", "answers": {"A32": "no"}, "flags": ["gen"]});
        let found = judged(LawSetting::GeneticMention, "not_required", &paper);
        assert_eq!(
            found,
            [said(&["A32"], "needs_clarification"), said(&[], "valid")]
        );
    }
}

#[test]
fn a38_takes_an_authorization_for_a_power_of_attorney_in_new_york_where_the_house_does() {
    let paper = |facility: &str, answer: &str| json!({"facility": facility, "road": "attorney", "as_of": "2026-06-15", "answers": {"A38": answer}});
    let asks = said(&["A38"], "needs_clarification");
    let read = |facility, answer| {
        judged(
            LawSetting::AttorneyStanding,
            "authorization",
            &paper(facility, answer),
        )
    };
    assert_eq!(read("hss", "part"), [asks.clone(), said(&[], "valid")]);
    assert_eq!(read("hss", "no"), [asks.clone(), asks.clone()]);
    assert_eq!(read("duarte", "part"), [asks.clone(), asks]);
}

/// The law the first line of a fee stands on, and what is asked.
fn fee_rule(answer: &Value) -> (&str, i64) {
    let rule = answer["lines"][0]["rule"].as_str().expect("a rule");
    (rule, answer["total_cents"].as_i64().expect("a total"))
}

#[test]
fn the_free_benefit_copy_reaches_a_private_attorney_by_the_house_or_by_law() {
    let copy = json!({"facility": "duarte", "road": "attorney", "delivery": "paper", "pages": 40, "benefit_claim": true});
    let (sheet, law) = both(LawSetting::AttorneyBenefitCopy, "free", "fee", &copy);
    assert_eq!(fee_rule(&sheet), ("house", 0));
    assert_eq!(fee_rule(&law), ("Cal. Health & Safety Code 123110(d)", 0));
    // Without the claim the attorney's schedule prices it either way.
    let plain = json!({"facility": "duarte", "road": "attorney", "delivery": "paper", "pages": 40});
    let (sheet, law) = both(LawSetting::AttorneyBenefitCopy, "free", "fee", &plain);
    assert_eq!(
        (fee_rule(&sheet), fee_rule(&law)),
        (
            ("Cal. Evidence Code 1158", 400),
            ("Cal. Evidence Code 1158", 400)
        )
    );
}

#[test]
fn a_form_of_state_disability_is_free_by_law_only_where_the_house_takes_it_for_a_public_benefit() {
    let form = |form: &str, claim: bool| json!({"facility": "duarte", "road": "medical_form", "delivery": "electronic", "form": form, "benefit_claim": claim});
    let forms = "Cal. Health & Safety Code 123114";
    for edd in [
        "edd_sdi_initial",
        "edd_sdi_continuation",
        "edd_paid_family_leave",
    ] {
        let (sheet, covered) = both(
            LawSetting::DisabilityProgram,
            "covered",
            "fee",
            &form(edd, true),
        );
        assert_eq!(fee_rule(&sheet), ("house", 0), "{edd}");
        assert_eq!(
            refused(&sheet),
            ["house"],
            "the claim is not dropped in silence"
        );
        assert_eq!(fee_rule(&covered), (forms, 0), "{edd}");
        assert_eq!(refused(&covered), [""; 0]);
    }
    // A form that is one for a public benefit, or says so, is free either way (S71, S86, S87).
    for (kind, claim) in [
        ("ssa_neoplastic_disease", false),
        ("bcctp", false),
        ("medi_cal", false),
        ("questionnaire", true),
    ] {
        let (sheet, covered) = both(
            LawSetting::DisabilityProgram,
            "covered",
            "fee",
            &form(kind, claim),
        );
        assert_eq!(
            (fee_rule(&sheet), fee_rule(&covered)),
            ((forms, 0), (forms, 0)),
            "{kind}"
        );
    }
}

#[test]
fn a_form_for_a_school_is_free_by_law_only_where_the_house_takes_sb_980_for_law() {
    let form = json!({"facility": "duarte", "road": "medical_form", "delivery": "electronic", "school_form": true});
    let (sheet, law) = both(LawSetting::SchoolForms, "free", "fee", &form);
    assert_eq!(fee_rule(&sheet), ("house", 0));
    assert_eq!(fee_rule(&law), ("Cal. Health & Safety Code 123114", 0));
}

#[test]
fn a_fee_is_that_of_the_readings_of_the_day_it_is_asked_for() {
    let house = changed_from(on("2026-07-01"), "school_forms", "free");
    for (day, rule) in [
        ("2026-06-30", "house"),
        ("2026-07-01", "Cal. Health & Safety Code 123114"),
    ] {
        let form = json!({"facility": "duarte", "road": "medical_form", "delivery": "electronic", "school_form": true, "on": day});
        assert_eq!(fee_rule(&ask(&house, "fee", &form)).0, rule, "{day}");
    }
}

#[test]
fn a_patient_s_copy_waits_for_payment_only_where_the_house_reads_it_so() {
    // A summary at New York runs the federal days alone.
    let told = |day: &str| json!({"facility": "hss", "road": "patient_access", "received_on": "2026-06-04", "wants": ["summary"], "ready_to_pay_on": "2026-06-20", "today": day});
    let (sheet, waits) = both(
        LawSetting::Prepayment,
        "notice_answers",
        "due",
        &told("2026-06-20"),
    );
    assert_eq!(sheet["clocks"][0]["controlling"], true);
    assert_eq!(refused(&sheet), ["1.17"]);
    assert_eq!(waits["clocks"][0]["controlling"], false);
    assert!(waits["clocks"][0]["why"].to_string().contains("Stopped on"));
    assert_eq!(refused(&waits), [""; 0]);
    let (_, before) = both(
        LawSetting::Prepayment,
        "notice_answers",
        "due",
        &told("2026-06-19"),
    );
    assert_eq!(
        before["clocks"][0]["controlling"], true,
        "it was not told yet"
    );
    // The days of the state go on.
    let copy = json!({"facility": "duarte", "road": "patient_access", "received_on": "2026-06-04", "wants": ["copy"], "ready_to_pay_on": "2026-06-10"});
    let (_, waits) = both(LawSetting::Prepayment, "notice_answers", "due", &copy);
    assert_eq!(waits["clocks"][1]["rule"], "C5");
    assert_eq!(waits["clocks"][1]["controlling"], true);
    for road in [Road::PatientAccess, Road::PersonalRepresentative] {
        assert!(!may_hold_until_paid(road, Prepayment::ClockRuns));
        assert!(may_hold_until_paid(road, Prepayment::NoticeAnswers));
    }
    assert!(!may_hold_until_paid(
        Road::ContinuityOfCare,
        Prepayment::NoticeAnswers
    ));
}

#[test]
fn a_call_starts_no_clock_unless_the_house_lets_it() {
    // S29.
    for (road, wants, started) in [
        (
            "patient_access",
            json!(["copy"]),
            ["C1 2026-07-04", "C5 2026-06-19"].as_slice(),
        ),
        ("amendment", Value::Null, &["C2 2026-08-03"]),
    ] {
        let call = json!({"facility": "duarte", "road": road, "received_on": "2026-06-04", "wants": wants, "oral_only": true});
        let (sheet, counts) = both(LawSetting::PhoneStart, "call_counts", "due", &call);
        assert_eq!(clocks(&sheet), [""; 0], "{road}");
        assert_eq!(clocks(&counts), started, "{road}");
    }
}

#[test]
fn records_of_a_patient_dead_for_fifty_years_stay_protected_unless_the_house_reads_california_otherwise()
 {
    let as_of = on("2026-06-15");
    let stops = |died: &str, deceased_records| {
        let facts = ReleaseFacts {
            expires_on: None,
            event_happened_on: None,
            revoked_on: None,
            born_on: None,
            died_on: Some(on(died)),
            signer: Signer::Patient,
            authority_ended_on: None,
            open_holds: Vec::new(),
            deceased_records,
        };
        let found = recheck(&facts, as_of);
        found.iter().map(|stop| stop.rule).collect::<Vec<_>>()
    };
    for died in ["1970-01-01", "1976-06-14", "1976-06-15", "2026-01-01"] {
        assert_eq!(stops(died, DeceasedRecords::Protected), ["A14"], "{died}");
    }
    assert_eq!(stops("1976-06-14", DeceasedRecords::Open), [""; 0]);
    assert_eq!(
        stops("1976-06-15", DeceasedRecords::Open),
        ["A14"],
        "the last of the 50 years"
    );
    assert_eq!(stops("2026-01-01", DeceasedRecords::Open), ["A14"]);
}

#[test]
fn r7_rolls_over_the_monday_after_a_sunday_diwali_only_where_the_house_keeps_it() {
    // Diwali is Sunday 8 November 2026; the 15 days end on the Monday.
    let copy = |received: &str| json!({"facility": "duarte", "road": "patient_access", "received_on": received, "wants": ["copy"]});
    let (sheet, kept) = both(
        LawSetting::SundayDiwali,
        "monday_too",
        "due",
        &copy("2026-10-25"),
    );
    let day = |answer: &Value, field: &str| answer["clocks"][1][field].clone();
    for field in ["statutory_due", "work_by"] {
        assert_eq!(day(&sheet, field), "2026-11-09", "{field}");
        assert_eq!(day(&kept, field), "2026-11-09", "{field}");
    }
    assert_eq!(day(&sheet, "rolled_due"), "2026-11-09");
    assert_eq!(day(&kept, "rolled_due"), "2026-11-10");
    // Diwali of 2027 is a Friday: nothing to keep.
    let (sheet, kept) = both(
        LawSetting::SundayDiwali,
        "monday_too",
        "due",
        &copy("2027-10-17"),
    );
    assert_eq!(sheet, kept);
}

#[test]
fn n18_names_a_patient_served_less_than_five_days_before_the_hospital_unless_the_house_does_not_ask()
 {
    let subpoena = |consumer: &str| {
        json!({"facility": "duarte", "road": "subpoena", "received_on": "2026-06-04", "subpoena": {
            "kind": "civil", "issued_on": "2026-05-01", "consumer_served_on": consumer,
            "custodian_served_on": "2026-06-04", "production_on": "2026-06-30", "assurance": true}})
    };
    for (consumer, asked) in [("2026-05-30", 0), ("2026-05-31", 1)] {
        let (sheet, ten_days) = both(
            LawSetting::CustodianNotice,
            "not_asked",
            "due",
            &subpoena(consumer),
        );
        assert_eq!(refused(&sheet), ["N18"; 1][..asked], "{consumer}");
        assert_eq!(refused(&ten_days), [""; 0], "{consumer}");
    }
    let (_, ten_days) = both(
        LawSetting::CustodianNotice,
        "not_asked",
        "due",
        &subpoena("2026-06-21"),
    );
    assert_eq!(
        refused(&ten_days),
        ["N18"],
        "the ten days before production stay"
    );
}
