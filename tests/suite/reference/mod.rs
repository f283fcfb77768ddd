//! The rules against a second reading of the rule sheet: the Python program in `tests/reference`, written from the sheet
//! alone, with its holidays from `holidays` and its working days counted again by `numpy`. Both answer the same random
//! questions, put to houses that read the unsettled points of law one way and another.

mod questions;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::thread;

use proptest::prelude::RngExt;
use proptest::test_runner::TestRng;
use roi_desk::facilities::Facilities;
use roi_desk::facilities::model::{Choices, LawSetting};
use roi_desk::rule_bench::{facility_facts, run};
use serde_json::{Map, Value, json};

use crate::readings::house_that_reads;
use crate::seeds;

/// Questions to each rule in one run; `ROI_TEST_QUESTIONS` asks for more.
const QUESTIONS: usize = 1_000;
/// Differences shown; the rest are counted.
const SHOWN: usize = 10;
/// Where `tests/run` puts the reference's Python and its packages.
const PYTHON: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/python/bin/python3");
const REFERENCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reference/oracle.py");

fn questions() -> usize {
    seeds::asked("ROI_TEST_QUESTIONS", QUESTIONS)
}

/// Houses that read the unsettled points differently, so that the other readings are asked about as often.
const HOUSES: usize = 24;

/// A house and what it reads otherwise, by the keys of its settings.
type House = (Facilities, Map<String, Value>);

/// The house of the rule sheet first; then houses that read each point one way or another.
fn houses(random: &mut TestRng) -> Vec<House> {
    let mut houses = vec![(Facilities::load().expect("the profiles"), Map::new())];
    while houses.len() < HOUSES {
        let law: Vec<(LawSetting, String)> = LawSetting::ALL
            .iter()
            .map(|setting| (*setting, any_value(random, *setting)))
            .collect();
        let named = law
            .iter()
            .map(|(setting, word)| (setting.as_str().to_owned(), json!(word)));
        houses.push((house_that_reads(&law), named.collect()));
    }
    houses
}

fn any_value(random: &mut TestRng, setting: LawSetting) -> String {
    match setting.choices() {
        Choices::Days { least, most } => random.random_range(least..=most).to_string(),
        Choices::OneOf(readings) => readings[random.random_range(0..readings.len())]
            .0
            .to_owned(),
    }
}

/// The reference's answers, one for each question under the readings of its house.
fn reference(rule: &str, questions: &[(Value, &Map<String, Value>)]) -> Vec<Value> {
    let mut program = Command::new(PYTHON)
        .args(["-B", REFERENCE])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|e| panic!("{PYTHON} does not start ({e}): tests/run installs it"));
    let mut stdin = program.stdin.take().expect("it was asked for");
    let mut lines = String::new();
    for (question, law) in questions {
        let asked = json!({"rule": rule, "question": question, "law": law});
        writeln!(lines, "{asked}").expect("into memory");
    }
    // A program that fell down reads no further; what it said stands above and its answers are too few.
    let asking = thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let said = program.wait_with_output().expect("it ends");
    assert!(
        said.status.success() && asking.join().is_ok_and(|asked| asked.is_ok()),
        "the reference fell down: tests/run installs what it needs, what it said stands above"
    );
    let text = String::from_utf8(said.stdout).expect("text");
    let answers: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(answers.len(), questions.len(), "an answer to each");
    answers
}

/// Asks both the same questions and compares what `shape` keeps of the desk's answers, field by field.
fn agree(rule: &str, question: fn(&mut TestRng) -> Value, shape: fn(&Value, &Value) -> Value) {
    let mut random = seeds::rng(seeds::seed());
    let houses = houses(&mut random);
    // Every other question is put to the house of the rule sheet.
    let house = |n: usize| {
        &houses[if n.is_multiple_of(2) {
            0
        } else {
            n / 2 % HOUSES
        }]
    };
    let asked: Vec<(Value, &Map<String, Value>)> = (0..questions())
        .map(|n| (question(&mut random), &house(n).1))
        .collect();
    let expected = reference(rule, &asked);
    let (mut differ, mut refused, mut shown) = (0, 0, String::new());
    for (n, ((question, law), expected)) in asked.iter().zip(&expected).enumerate() {
        let answered = run(rule, &question.to_string(), &|code, on| {
            facility_facts(&house(n).0, code, on)
        });
        refused += usize::from(answered.is_err());
        let differences = difference(question, answered, expected, shape);
        if !differences.is_empty() {
            differ += 1;
            if differ <= SHOWN {
                let law = Value::from((*law).clone());
                writeln!(shown, "\n{rule} {question}\n  {law}\n{differences}")
                    .expect("into memory");
            }
        }
    }
    println!("{rule}: {} questions, {refused} refused", asked.len());
    assert_eq!(differ, 0, "questions answered differently:\n{shown}");
    // Neither side may agree by refusing everything.
    assert!(refused < asked.len() / 2, "most questions were refused");
}

/// One line for each field that differs; empty when both say the same.
fn difference(
    question: &Value,
    answered: Result<String, String>,
    expected: &Value,
    shape: fn(&Value, &Value) -> Value,
) -> String {
    let desk = match (answered, expected.get("impossible")) {
        (Err(_), Some(_)) => return String::new(),
        (Err(sentence), None) => return format!("  the desk refuses: {sentence}\n"),
        (Ok(_), Some(why)) => return format!("  the reference refuses: {why}\n"),
        (Ok(text), None) => serde_json::from_str(&text).expect("JSON"),
    };
    let desk = shape(question, &desk);
    let fields = |answer: &Value| answer.as_object().expect("an object").clone();
    let (desk, expected) = (fields(&desk), fields(expected));
    let names: BTreeSet<&String> = desk.keys().chain(expected.keys()).collect();
    let mut lines = String::new();
    for name in names {
        let (ours, theirs) = (desk.get(name), expected.get(name));
        if ours != theirs {
            let text = |value: Option<&Value>| value.map_or("nothing".to_owned(), Value::to_string);
            writeln!(lines, "  {name}: desk {}", text(ours)).expect("into memory");
            writeln!(lines, "  {name}: sheet {}", text(theirs)).expect("into memory");
        }
    }
    lines
}

fn rows(answer: &Value) -> impl Iterator<Item = &Value> {
    answer.as_array().expect("a list").iter()
}

fn received_shape(_: &Value, answer: &Value) -> Value {
    json!({"received_on": answer["received_on"], "desk_open": answer["desk_open"]})
}

fn due_shape(_: &Value, answer: &Value) -> Value {
    let clock = |clock: &Value| {
        let mut clock = clock.as_object().expect("a clock").clone();
        clock.retain(|field, _| field != "name" && field != "why");
        Value::from(clock)
    };
    let promise = |row: &Value| {
        let rule = row["rule"].as_str().expect("a rule").to_owned();
        (rule, row["due"].clone())
    };
    let mut refusals: Vec<&str> = rows(&answer["refusals"])
        .map(|row| row["rule"].as_str().expect("a rule"))
        .collect();
    refusals.sort_unstable();
    json!({
        "clocks": rows(&answer["clocks"]).map(clock).collect::<Vec<_>>(),
        "house": rows(&answer["house"]).map(promise).collect::<Map<_, _>>(),
        "status_ok_from": answer["status_ok_from"],
        "earliest_production_on": answer["earliest_production_on"],
        "refusals": refusals,
    })
}

/// Which checks may be answered "does not apply" is the house's to say: they are left out on both sides.
fn authorization_shape(question: &Value, answer: &Value) -> Value {
    let failed = rows(&answer["failed"]).map(|row| {
        let word = |field: &str| row[field].as_str().expect("a word");
        let part = if row["part"].is_null() { "" } else { " part" };
        format!("{} {}{part}", word("id"), word("severity"))
    });
    let set_aside = |id: &Value| question["answers"][id.as_str().expect("an id")] == "n/a";
    json!({
        "result": answer["result"],
        "failed": failed.collect::<Vec<_>>(),
        "not_applicable": rows(&answer["not_applicable"]).filter(|id| !set_aside(id)).collect::<Vec<_>>(),
    })
}

#[test]
fn the_day_of_receipt_and_the_door_are_as_a_second_reading_of_the_rule_sheet_has_them() {
    agree("received", questions::received, received_shape);
}

#[test]
fn every_clock_promise_and_refusal_is_as_a_second_reading_of_the_rule_sheet_has_it() {
    agree("due", questions::due, due_shape);
}

#[test]
fn every_verdict_on_an_authorization_is_as_a_second_reading_of_the_rule_sheet_has_it() {
    agree(
        "authorization",
        questions::authorization,
        authorization_shape,
    );
}

/// Section 5: both flags of every day from 2024 to 2029, ours against those worked out from the `holidays` package.
#[test]
fn both_flags_of_every_day_are_those_of_an_independent_calendar() {
    let facilities = Facilities::load().expect("the profiles");
    for (code, state) in [
        ("duarte", "CA"),
        ("irvine", "CA"),
        ("community", "CA"),
        ("hss", "NY"),
    ] {
        let expected = &reference("days", &[(json!({"state": state}), &Map::new())])[0];
        let start = chrono::NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day");
        let days = start.iter_days().take(6 * 365 + 2);
        let calendar = facility_facts(&facilities, code, start)
            .expect("the site")
            .calendar;
        let ours: Map<String, Value> = days
            .filter_map(|day| {
                let row = calendar.holiday_on(day)?;
                let closed = row.office_closed
                    && !matches!(day.format("%u").to_string().as_str(), "6" | "7");
                Some((day.to_string(), json!([closed, row.legal_holiday])))
            })
            .collect();
        assert_eq!(&Value::from(ours), expected, "{code}");
    }
}
