//! A profile is read whole or refused: unknown fields, duplicates, malformed hours, pointers to nothing.

use roi_desk::facilities::model::{Fact, FactValue, Phone, PhoneNumber, Profile};
use serde_json::Value;

use super::{day, profiles};

const SMALL: &str = r#"
[[organization]]
key = "small_hospital"
source = ["S100"]
valid_from = "2020-01-01"
name = "Small Hospital"
short_name = "Small"
department = "Records"
owner_queue = "Records"
state_law = "CA"

[[site]]
key = "main"
source = ["S100"]
valid_from = "2020-01-01"
name = "Main building"
zone = "America/Los_Angeles"
state_law = "CA"
medical_forms = true
holds_records = true
"#;

fn phone(extra: &str) -> String {
    format!(
        "[[phone]]\nkey = \"desk\"\nsite = \"main\"\nsource = [\"S18\"]\nnumber = \"626-555-0100\"\npurposes = [\"desk\"]\n{extra}\n"
    )
}

fn hours(monday: &str) -> String {
    format!(
        "[[desk_hours]]\nkey = \"window\"\nsite = \"main\"\nsource = [\"S16\"]\nvalid_from = \"2020-01-01\"\nhours_of = \"window\"\nmonday = {monday}\n"
    )
}

fn refusal(rows: &str) -> String {
    let text = [SMALL, rows].concat();
    Profile::parse("small.toml", &text)
        .expect_err("a refused profile")
        .to_string()
}

#[test]
fn a_small_profile_is_read() {
    let text = [
        SMALL,
        &phone("valid_from = \"2020-01-01\""),
        &hours("[\"08:00-12:00\", \"13:00-16:00\"]"),
    ]
    .concat();
    let profile = Profile::parse("small.toml", &text).expect("a profile");
    assert_eq!(profile.code().as_str(), "small_hospital");
    assert_eq!(profile.facts().len(), 4);
}

#[test]
fn what_is_unknown_or_malformed_is_refused_with_the_row_named() {
    let since = "valid_from = \"2020-01-01\"";
    let table = [
        (
            phone(&format!("{since}\ncolour = \"red\"")),
            "phone desk: unknown field `colour`",
        ),
        (phone(""), "phone desk: missing field `valid_from`"),
        (phone("valid_from = 2020-01-01"), "phone desk"),
        (phone("valid_from = \"2020-02-30\""), "phone desk"),
        (
            phone(&format!("{since}\nvalid_to = \"2019-12-31\"")),
            "ends before it begins",
        ),
        (phone(since).replace("[\"S18\"]", "[]"), "names no source"),
        (
            phone(since).replace("S18", "S98"),
            "\"S98\" is not a row of the seed inventory",
        ),
        (
            phone(since).replace("626-555-0100", "626-555-010"),
            "is not a telephone number",
        ),
        (
            phone(since).replace("[\"desk\"]", "[\"lunch\"]"),
            "not a known purpose of a phone",
        ),
        (
            phone(since).replace("\"main\"", "\"annex\""),
            "phone desk points to site annex",
        ),
        (
            phone(since).replace("key = \"desk\"", "key = \"The Desk\""),
            "is not a code",
        ),
        (
            phone(since).replace("[[phone]]", "[[telephone]]"),
            "\"telephone\" is not a known kind of fact",
        ),
        (
            [phone(since), phone(since)].concat(),
            "phone desk is there twice",
        ),
        (
            hours("[\"8:00-12:00\"]"),
            "is not an interval such as 08:00-12:00",
        ),
        (hours("[\"08:00-24:30\"]"), "is not an interval"),
        (hours("[\"12:00-08:00\"]"), "does not end after it begins"),
        (
            hours("[\"08:00-12:00\", \"11:00-16:00\"]"),
            "overlap, touch or are out of order",
        ),
        (
            hours("[\"08:00-12:00\", \"12:00-16:00\"]"),
            "overlap, touch or are out of order",
        ),
        (
            hours("[\"13:00-16:00\", \"08:00-12:00\"]"),
            "overlap, touch or are out of order",
        ),
        (
            "[[elsewhere]]\nid = \"S99\"\narea = \"fees\"\nwhy = \"x\"".to_owned(),
            "elsewhere S99",
        ),
        (
            "[[elsewhere]]\nid = \"S1\"\narea = \"attic\"\nwhy = \"x\"".to_owned(),
            "not a known area",
        ),
        ("colour = \"red\"".to_owned(), "small.toml"),
    ];
    for (rows, want) in table {
        let said = refusal(&rows);
        assert!(
            said.starts_with("small.toml: ") && said.contains(want),
            "wanted \"{want}\", got \"{said}\""
        );
    }
}

#[test]
fn a_setting_must_say_what_it_rests_on() {
    let row = "[[setting]]\nkey = \"ids\"\nsource = [\"S90\"]\nvalid_from = \"2020-01-01\"\nlabel = \"Identity\"\nvalues = []\nconfirm = true\n";
    assert!(refusal(row).contains("must say what it rests on"));
}

#[test]
fn a_channel_that_is_a_place_cannot_point_to_a_number() {
    let row = |channel: &str, via: &str| {
        format!(
            "[[channel]]\nkey = \"way\"\nsource = [\"S11\"]\nvalid_from = \"2020-01-01\"\nchannel = \"{channel}\"\nwork = [\"records\"]\ncondition = \"always\"\nvia = \"{via}\"\nhow = \"Come\"\n"
        )
    };
    assert!(refusal(&row("walk_in", "desk")).contains("goes by way of nothing"));
    assert!(refusal(&row("fax", "desk")).contains("channel way points to fax desk"));
}

#[test]
fn a_profile_without_an_organization_or_a_site_is_refused() {
    let (organization, site) = SMALL.split_once("[[site]]").expect("two rows");
    for text in [
        organization.to_owned(),
        format!("[[site]]{site}"),
        String::new(),
    ] {
        let said = Profile::parse("small.toml", &text)
            .expect_err("refused")
            .to_string();
        assert_eq!(
            said,
            "small.toml: it needs one organization and at least one site"
        );
    }
}

#[test]
fn a_changed_fact_is_a_second_row_and_each_day_has_its_own() {
    let old = phone("valid_from = \"2020-01-01\"\nvalid_to = \"2026-06-30\"");
    let new = phone("valid_from = \"2026-07-01\"").replace("0100", "0199");
    let profile = Profile::parse("small.toml", &[SMALL, &old, &new].concat()).expect("a profile");
    let number = |on: &str| {
        profile
            .get::<Phone>("desk", day(on))
            .map(|row| row.value.number.to_string())
    };
    assert_eq!(number("2019-12-31"), None);
    assert_eq!(number("2020-01-01").as_deref(), Some("626-555-0100"));
    assert_eq!(number("2026-06-30").as_deref(), Some("626-555-0100"));
    assert_eq!(number("2026-07-01").as_deref(), Some("626-555-0199"));
    let overlapping = new.replace("2026-07-01", "2026-06-30");
    assert!(refusal(&[old, overlapping].concat()).contains("phone desk is there twice"));
}

#[test]
fn every_fact_survives_being_stored_as_a_row_and_read_again() {
    for profile in profiles() {
        for fact in profile.facts() {
            let stored = fact.value.to_json().expect("JSON").to_string();
            let read: Value = serde_json::from_str(&stored).expect("JSON");
            let value = FactValue::from_json(fact.kind(), read).expect("a value");
            assert_eq!(value, fact.value, "{} {}", fact.kind().as_str(), fact.key);
        }
        let facts: Vec<Fact> = profile.facts().to_vec();
        let again =
            Profile::from_facts("stored", facts, profile.elsewhere().to_vec()).expect("a profile");
        assert_eq!(again, profile);
    }
}

#[test]
fn a_number_is_read_however_it_is_written_and_shown_one_way() {
    for text in [
        "212.606.1254",
        "212-606-1254",
        "(212) 606-1254",
        "2126061254",
    ] {
        assert_eq!(
            PhoneNumber::parse(text).expect("a number").to_string(),
            "212-606-1254"
        );
    }
    for text in [
        "",
        "606-1254",
        "1-212-606-1254",
        "212-606-125x",
        "212-606-1254 ext",
    ] {
        assert!(PhoneNumber::parse(text).is_err(), "{text}");
    }
}
