//! The register of rules against the rule sheet, typed here by hand: the ids are complete, each rests on what the sheet
//! says, every open point is a setting or says how it is read, and the settings are followed from profile to page.

use roi_desk::facilities::Facilities;
use roi_desk::facilities::model::{
    AttorneyDays, Choices, Fact, LawSetting, LawSettings, Profile, ProfileError, SiteCode,
    StateLaw, StatusReading,
};
use roi_desk::requests::model::{ClockInputs, Road, Want};
use roi_desk::requests::rules::clocks::{ClockRule, clocks};
use roi_desk::rule_bench::register::{Family, Rule, in_words, rules, standings};
use roi_desk::rule_bench::{EXAMPLES, facility_facts, list, run};
use serde_json::{Value, json};

use super::calendar::on;
use super::readings::{changed_from, with_value};

/// Id and tags, from the columns and the inline tags of the rule sheet, sections 0, 1.0, 1.18 and 2.
const SHEET: &str = "
R1 [D] | R2 [D] [V1] | R3 [D] [A:15,17] | R4 [V1] [V41] | R5 [D] [U] | R6 [D] | R7 [D] | R8 [D] | R9 [V1] [D] | R10 [V1]
R11 [K] | R12 [D] [U] | R13 [D] [A:56,62,83] | R14 [D] | R15 [D] [V1] | R16 [D] [U] | R17 [D] | R18 [D] | R19 [D] | R20 [D] [V22]
C1 [V1] [V2] | C2 [V1] | C3 [V1] | C4 [V7] | C5 [V7] [U] | C6 [V7] [V8] | C7 [V11] | C8 [V9] | C9 [V18] [U] | C10 [V19]
C11 [V22] | C12 [V22] | C13 [V21] | C14 [V1] | C15 [V1] | C16 [V17] | C17 [V31] [K] | C18 [V1] | C19 [V1] | C20 [K] [V29]
C21 [V36] | C22 [V36] | C23 [V35] | C24 [A:56,83] | C25 [A:52] | C26 [V1]
A01 [V1] [V3] | A02 [V1] | A03 [V1] | A04 [A:9] | A05 [V1] | A06 [V1] | A07 [V1] | A08 [V1] | A09 [V1] | A10 [V12] [V49] [K]
A11 [V1] | A12 [V1] | A13 [V1] | A14 [V1] | A15 [V1] | A16 [V1] | A17 [V1] | A18 [V1] | A19 [V1] | A20 [V1]
A21 [V1] | A22 [V1] | A23 [V1] | A24 [V12] [V49] | A25 [V12] [V49] | A26 [V12] [V49] | A27 [V12] [V49] | A28 [V16] [K]
A29 [V24] [V25] | A30 [V24] [V25] | A31 [V28] | A32 [K] [D] | A33 [V1] [V5] | A34 [A:38] | A35 [V14] | A36 [V15]
A37 [V1] [V34] | A38 [V18] [V22] [K] | A39 [V1] [V20] [V21] | A40 [V1] | A41 [V1] | A42 [D] | A43 [V1] [V49]
N01 [D] | N02 [D] | N03 [V1] | N04 [V1] [V22] [V23] | N05 [V1] | N06 [V1] [V6] | N07 [D] | N08 [V1] [V24] [V28] | N09 [V1] | N10 [V1]
N11 [V1] | N12 [V1] | N13 [V1] | N14 [V1] | N15 [V1] | N16 [A:60-87] | N17 [A:60-87] | N18 [V1] [V20] [V21] | N19 [V1] [V17] | N20 [D]
";

/// What the master table cites (1.0), by the words that must stand in the citation.
const CITED: &[(&str, &str)] = &[
    ("C1", "164.524(b)(2)"),
    ("C2", "164.526(b)(2)"),
    ("C3", "164.528(c)(1)"),
    ("C4", "123110(a)"),
    ("C5", "123110(b)"),
    ("C6", "123110(d)"),
    ("C7", "123130"),
    ("C8", "123111"),
    ("C9", "1158"),
    ("C10", "1560(b)"),
    ("C11", "18(2)(a)"),
    ("C12", "18(2)(d)"),
    ("C13", "3122(a)(1)"),
    ("C14", "164.404"),
    ("C15", "164.408"),
    ("C16", "1280.15; 22 CCR 79902"),
    ("C17", "899-aa"),
    ("C18", "164.528(a)(2)(ii)"),
    ("C19", "164.412(b)"),
    ("C20", "171.204(b)"),
    ("C21", "DE 2501"),
    ("C22", "DE 2501F"),
    ("C23", "825.305"),
    ("C24", "56 and 83"),
    ("C25", "line 52"),
    ("C26", "164.530(j)"),
];

fn with_ids() -> Vec<Rule> {
    let unnumbered = [
        Family::Fees,
        Family::Accounting,
        Family::Breach,
        Family::Protected,
        Family::Blocking,
        Family::Compensation,
        Family::Proving,
    ];
    rules()
        .into_iter()
        .filter(|rule| !unnumbered.contains(&rule.family))
        .collect()
}

#[test]
fn the_register_holds_every_id_of_the_rule_sheet_once_in_order_with_its_tags() {
    let sheet: Vec<(&str, &str)> = SHEET
        .lines()
        .flat_map(|line| line.split(" | "))
        .filter_map(|entry| entry.trim().split_once(' '))
        .collect();
    let mut wanted: Vec<String> = (1..=20).map(|n| format!("R{n}")).collect();
    wanted.extend((1..=26).map(|n| format!("C{n}")));
    wanted.extend((1..=43).map(|n| format!("A{n:02}")));
    wanted.extend((1..=20).map(|n| format!("N{n:02}")));
    let typed: Vec<&str> = sheet.iter().map(|(id, _)| *id).collect();
    assert_eq!(typed, wanted, "the table of this test is complete");
    let registered: Vec<(&str, &str)> = with_ids()
        .iter()
        .map(|rule| (rule.id, rule.evidence))
        .collect();
    assert_eq!(registered, sheet);
}

#[test]
fn every_rule_has_a_title_a_citation_and_its_tags_in_words() {
    for rule in rules() {
        assert!(
            rule.title.len() >= 5 && rule.citation.len() > 3,
            "{}",
            rule.id
        );
        let words = in_words(rule.evidence);
        let tags = rule.evidence.matches('[').count();
        assert_eq!(words.split("; ").count(), tags, "{}: {words}", rule.id);
        assert!(!words.contains('['), "{}: {words}", rule.id);
    }
    for (id, law) in CITED {
        let rule = with_ids()
            .into_iter()
            .find(|rule| rule.id == *id)
            .expect("registered");
        assert!(rule.citation.contains(law), "{id}: {}", rule.citation);
    }
    assert_eq!(
        in_words("[V18] [U] [K?] [A:52]"),
        "verified in source 18; not settled in law, or two readings; knowledge of low confidence: a setting, never fixed; City of Hope's page, line 52"
    );
}

#[test]
fn what_is_not_settled_is_a_setting_or_says_how_it_is_read() {
    for rule in rules() {
        let open = ["[U]", "[K?]"]
            .iter()
            .any(|tag| rule.evidence.contains(tag));
        // What proves an identity (1.15) is a list of the house, shown beside the settings.
        let listed = rule.id == "1.15";
        assert!(
            !open || listed || !rule.settings().is_empty(),
            "{} {}",
            rule.id,
            rule.title
        );
    }
    for (id, settings) in SETTINGS {
        let rule = rules().into_iter().find(|rule| rule.name() == *id);
        let rule = rule.unwrap_or_else(|| panic!("{id} is registered"));
        assert_eq!(rule.settings(), *settings, "{id}");
    }
    for setting in LawSetting::ALL {
        for id in setting.rules() {
            let listed = SETTINGS.iter().find(|(known, _)| known == id);
            assert!(
                listed.is_some_and(|(_, settings)| settings.contains(setting)),
                "{setting:?} belongs to {id}"
            );
        }
    }
}

/// Every rule that is not settled, with what the house decides about it.
const SETTINGS: &[(&str, &[LawSetting])] = &[
    ("R5", &[LawSetting::WorkingWeek]),
    ("R7", &[LawSetting::SundayDiwali]),
    ("R12", &[LawSetting::StatusReading]),
    ("R16", &[LawSetting::DirectiveClock]),
    (
        "C1",
        &[
            LawSetting::HipaaAccessDays,
            LawSetting::PhoneStart,
            LawSetting::Prepayment,
        ],
    ),
    ("C2", &[LawSetting::PhoneStart]),
    ("C5", &[LawSetting::PhoneStart, LawSetting::CopyClockStart]),
    ("C9", &[LawSetting::AttorneyDays]),
    ("C17", &[LawSetting::ComputerBreach]),
    ("C20", &[LawSetting::InfeasibilityDays]),
    ("C25", &[LawSetting::StatusReading]),
    ("N18", &[LawSetting::CustodianNotice]),
    ("A10", &[LawSetting::LaterExpiry]),
    ("A14", &[LawSetting::DeceasedRecords]),
    ("A28", &[LawSetting::HivPermission]),
    ("A32", &[LawSetting::GeneticMention]),
    ("A38", &[LawSetting::AttorneyStanding]),
    (
        "1.17 A copy for a benefit claim or appeal, California",
        &[LawSetting::AttorneyBenefitCopy],
    ),
    (
        "1.17 A form for a public benefit, California",
        &[LawSetting::DisabilityProgram, LawSetting::SchoolForms],
    ),
    ("1.17 Payment before delivery", &[LawSetting::Prepayment]),
];

#[test]
fn the_settings_are_dated_rows_of_the_profiles_with_a_note_and_a_question() {
    let facilities = Facilities::load().expect("the profiles");
    let found = standings(&facilities, on("2026-06-04"));
    for setting in LawSetting::ALL {
        let chosen = LawSettings::default().word(*setting);
        let values: Vec<(&str, &str)> = found
            .iter()
            .filter(|row| row.setting == *setting)
            .map(|row| (row.hospital.as_str(), row.value.as_str()))
            .collect();
        let hospital = |state: &StateLaw| match state {
            StateLaw::California => "City of Hope",
            StateLaw::NewYork => "HSS",
        };
        let wanted: Vec<(&str, &str)> = setting
            .states()
            .iter()
            .map(|state| (hospital(state), chosen.as_str()))
            .collect();
        assert_eq!(values, wanted, "{setting:?}");
    }
    assert!(
        found
            .iter()
            .all(|row| row.note.len() > 20 && row.ask.len() > 20)
    );
    let defaults = facilities
        .terms("hss", on("2026-06-04"))
        .expect("terms")
        .law;
    assert_eq!(defaults, LawSettings::default());
}

fn due(facilities: &Facilities, question: &Value) -> Value {
    let text = run("due", &question.to_string(), &|code, on| {
        facility_facts(facilities, code, on)
    })
    .expect("an answer");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn c1_follows_the_houses_days_from_the_day_they_hold() {
    let facilities = changed_from(on("2026-06-04"), "hipaa_access_days", "15");
    for (received, c1) in [("2026-06-03", "2026-07-03"), ("2026-06-04", "2026-06-19")] {
        for site in ["duarte", "hss"] {
            let answer = due(
                &facilities,
                &json!({"facility": site, "road": "patient_access", "received_on": received, "wants": ["copy"]}),
            );
            assert_eq!(answer["clocks"][0]["rule"], "C1");
            assert_eq!(
                answer["clocks"][0]["statutory_due"], c1,
                "{site} {received}"
            );
        }
    }
    // A request of the desk follows the same rows: its terms are those of its day of receipt.
    let terms = facilities.terms("duarte", on("2026-06-04")).expect("terms");
    let facts =
        ClockInputs::default().facts(&terms, Road::PatientAccess, on("2026-06-04"), &[Want::Copy]);
    let ledger = clocks(&facts, &terms.calendar, None);
    let c1 = ledger.clock(ClockRule::C1).expect("it runs");
    assert_eq!(c1.statutory_due, on("2026-06-19"));
}

#[test]
fn c9_counts_calendar_days_until_the_house_says_working_days() {
    let facilities = changed_from(on("2026-06-10"), "attorney_days", "working_days");
    for (received, c9) in [
        ("2026-06-04", "2026-06-09"),
        ("2026-06-11", "2026-06-18"),
        ("2026-06-15", "2026-06-23"),
    ] {
        let answer = due(
            &facilities,
            &json!({"facility": "duarte", "road": "attorney", "received_on": received, "before_suit": true, "authorization_valid_on": received}),
        );
        assert_eq!(answer["clocks"][0]["rule"], "C9");
        assert_eq!(answer["clocks"][0]["statutory_due"], c9, "{received}");
    }
}

#[test]
fn r12_reads_the_wait_as_the_house_reads_it() {
    let facilities = changed_from(on("2026-06-10"), "status_reading", "on_the_last_day");
    for (received, from) in [("2026-06-04", "2026-06-12"), ("2026-06-11", "2026-06-18")] {
        let answer = due(
            &facilities,
            &json!({"facility": "duarte", "road": "payer", "received_on": received}),
        );
        assert_eq!(answer["status_ok_from"], from, "{received}");
    }
}

#[test]
fn every_setting_says_what_it_can_be_and_each_of_its_values_is_read_back() {
    for setting in LawSetting::ALL {
        assert!(setting.note().len() > 20, "{setting:?}");
        let (allowed, refused) = match setting.choices() {
            Choices::Days { least, most } => (
                vec![least.to_string(), most.to_string()],
                vec![(most + 1).to_string(), "0".to_owned()],
            ),
            Choices::OneOf(readings) => (
                readings
                    .iter()
                    .map(|(word, _)| (*word).to_owned())
                    .collect(),
                vec!["otherwise".to_owned()],
            ),
        };
        assert!(allowed.len() >= 2, "{setting:?} has another reading");
        for word in allowed {
            let law = LawSettings::default().with(*setting, std::slice::from_ref(&word));
            assert_eq!(law.expect("a value").word(*setting), word, "{setting:?}");
        }
        for word in refused {
            let law = LawSettings::default().with(*setting, &[word]);
            assert!(law.is_err(), "{setting:?}");
        }
    }
}

#[test]
fn a_setting_the_rules_cannot_follow_is_refused_with_the_profile() {
    let mut law = LawSettings::default();
    law = law
        .with(LawSetting::AttorneyDays, &["working_days".to_owned()])
        .expect("a way");
    assert_eq!(law.attorney_days, AttorneyDays::Working);
    law = law
        .with(LawSetting::StatusReading, &["on_the_last_day".to_owned()])
        .expect("a reading");
    assert_eq!(law.status_reading, StatusReading::OnTheLastDay);
    let coh = Profile::load_all().expect("the profiles").remove(0);
    let refused = |change: &dyn Fn(&mut Fact)| {
        let mut facts = coh.facts().to_vec();
        facts
            .iter_mut()
            .filter(|fact| fact.key.as_str() == "hipaa_access_days")
            .for_each(change);
        Profile::from_facts("house.toml", facts, Vec::new())
    };
    for value in ["31", "0", "-3", "thirty", "", "30 "] {
        let found = refused(&|fact| *fact = with_value(fact, value));
        assert!(
            matches!(found, Err(ProfileError::Row { .. })),
            "\"{value}\": {found:?}"
        );
    }
    assert!(refused(&|fact| *fact = with_value(fact, "15")).is_ok());
    let at_one_site = refused(&|fact| fact.site = Some(SiteCode::parse("duarte").expect("a site")));
    assert!(matches!(at_one_site, Err(ProfileError::Row { .. })));
}

#[test]
fn rule_list_prints_one_line_an_id_and_the_same_as_json() {
    let lines = list(false, on("2026-06-04")).expect("the list");
    let rows: Vec<Vec<&str>> = lines
        .lines()
        .map(|line| line.split('\t').collect())
        .collect();
    assert_eq!(
        rows.len(),
        20 + 26 + 43 + 20 + 3,
        "and three of section 1.17"
    );
    assert!(
        rows.iter().all(|row| row.len() == 5),
        "id, title, citation, evidence, setting"
    );
    let row = |id: &str| {
        rows.iter()
            .find(|row| row[0] == id)
            .expect("a line")
            .clone()
    };
    let c9 = row("C9")[4];
    for said in [
        "attorney_days [V18] [U]: City of Hope calendar_days since 2016-01-01",
        "one secondary page says business days",
        "Assumed by the desk",
    ] {
        assert!(c9.contains(said), "{said} in {c9}");
    }
    let c1 = row("C1")[4];
    for said in [
        "hipaa_access_days",
        "City of Hope 30",
        "HSS 30",
        "; prepayment",
    ] {
        assert!(c1.contains(said), "{said} in {c1}");
    }
    assert_eq!(row("C9")[3], "[V18] [U]");
    assert_eq!(
        row("C16")[2],
        "Cal. Health & Safety Code 1280.15; 22 CCR 79902"
    );
    assert_eq!(row("C3")[4], "-");
    let answer: Value =
        serde_json::from_str(&list(true, on("2026-06-04")).expect("the list")).expect("JSON");
    let ids: Vec<&str> = answer["rules"]
        .as_array()
        .expect("rules")
        .iter()
        .map(|rule| rule["id"].as_str().expect("an id"))
        .collect();
    assert_eq!(ids, rows.iter().map(|row| row[0]).collect::<Vec<_>>());
    let settings = &answer["rules"][20]["settings"];
    let names: Vec<&str> = settings
        .as_array()
        .expect("settings")
        .iter()
        .filter_map(|setting| setting["name"].as_str())
        .collect();
    assert_eq!(names, ["hipaa_access_days", "phone_start", "prepayment"]);
    assert_eq!(settings[0]["evidence"], json!(["[V1]", "[V46]"]));
    let value = &settings[0]["values"][0];
    assert_eq!(value["hospital"], "City of Hope");
    assert_eq!(value["value"], "30");
    assert_eq!(value["since"], "2016-01-01");
    assert_eq!(value["evidence"], "assumed");
    for words in ["note", "ask"] {
        assert!(value[words].as_str().is_some_and(|text| text.len() > 20));
    }
}

#[test]
fn every_example_of_the_bench_is_answered() {
    let facilities = Facilities::load().expect("the profiles");
    for example in EXAMPLES {
        let answer = run(example.rule, example.question, &|code, on| {
            facility_facts(&facilities, code, on)
        });
        assert!(answer.is_ok(), "{}: {answer:?}", example.rule);
    }
}

/// Words of sections without ids, typed from the rule sheet: section, what the row must say, its law, its tags.
const WITHOUT_IDS: &[(&str, &str, &str, &str)] = &[
    // 1.8
    ("1.8", "no right of access", "164.524(a)(1)(i)", "[V1]"),
    ("1.8", "for this disclosure", "120980", "[V16] [K]"),
    ("1.8", "approved form", "2782", "[V24] [V25]"),
    (
        "1.8",
        "a subpoena alone is never enough",
        "42 CFR 2.31",
        "[V28]",
    ),
    (
        "1.8",
        "approval of the professional in charge",
        "5328",
        "[K]",
    ),
    ("1.8", "signs a statement", "56.104", "[V50]"),
    ("1.8", "only if the paper names them", "79-l", "[K] [D]"),
    ("1.8", "vacated nationwide", "Purl v. HHS", "[V30]"),
    ("1.8", "does not go to a health plan", "164.522", "[V1]"),
    // 1.10
    ("1.10", "licensed professional", "171.201", "[V29]"),
    (
        "1.10",
        "the other manner that was offered",
        "171.301",
        "[V29]",
    ),
    ("1.10", "No exception", "45 CFR 171", "[D]"),
    // 1.14
    (
        "1.14",
        "diagnosis and treatment of the claimed condition",
        "3762",
        "[V34] [V1]",
    ),
    ("1.14", "by subpoena", "4055.2", "[V34]"),
    ("1.14", "same body part", "C-3.3", "[V34] [V1]"),
    // 1.15
    ("1.15", "last four digits", "164.514(h)", "[V40]"),
    ("1.15", "badge", "164.514(h)(2)", "[V1]"),
    ("1.15", "7 years", "22 CCR 70751", "[V43]"),
    ("1.15", "until the age of 21", "10 NYCRR 405.10", "[V43]"),
    // 1.17
    ("1.17", "$6.50", "164.524(c)(4)", "[V6]"),
    (
        "1.17",
        "$0.25 a page, $0.50 from microfilm",
        "123110",
        "[V6] [V7]",
    ),
    ("1.17", "$0.75 a page", "Public Health Law 18", "[V6] [V22]"),
    (
        "1.17",
        "$0.10 a page, $0.20 from microfilm, clerical work in quarter hours of $4.00",
        "1158",
        "[V18]",
    ),
    ("1.17", "quarter hours of $6.00", "1563", "[V19]"),
    ("1.17", "first accounting", "164.528(c)(2)", "[V1]"),
    ("1.17", "stops no clock", "1999 proposal", "[V51] [U]"),
];

#[test]
fn sections_without_ids_are_registered_with_their_words_their_law_and_their_tags() {
    for (section, says, law, tags) in WITHOUT_IDS {
        let found = rules().into_iter().any(|rule| {
            rule.id == *section
                && rule.says.contains(says)
                && rule.citation.contains(law)
                && rule.evidence == *tags
        });
        assert!(found, "{section}: {says} ({law}) {tags}");
    }
}
