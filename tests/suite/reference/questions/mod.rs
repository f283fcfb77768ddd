//! Random questions to the rules: mostly such as the desk meets, some odd, some impossible.

mod authorization;
mod due;
mod received;

pub use authorization::authorization;
pub use due::due;
pub use received::received;

use chrono::{Days, NaiveDate};
use proptest::prelude::RngExt;
use proptest::test_runner::TestRng;
use serde::Serialize;
use serde_json::{Map, Value, json};

const FACILITIES: &[&str] = &["duarte", "irvine", "community", "hss"];
/// Days round which everything in the calendar happens, drawn more often than others.
const EDGES: &[&str] = &[
    "2024-02-29",
    "2024-11-22",
    "2024-12-31",
    "2025-07-03",
    "2026-01-01",
    "2026-03-08",
    "2026-05-22",
    "2026-06-05",
    "2026-07-02",
    "2026-11-01",
    "2026-11-20",
    "2026-12-18",
    "2027-06-11",
    "2027-12-23",
    "2028-02-28",
    "2028-11-09",
    "2029-09-07",
];

fn put(question: &mut Map<String, Value>, field: &str, value: impl Serialize) {
    question.insert(field.to_owned(), json!(value));
}

fn pick<T: Copy>(random: &mut TestRng, from: &[T]) -> T {
    from[random.random_range(0..from.len())]
}

fn one_in(random: &mut TestRng, n: u32) -> bool {
    random.random_range(0..n) == 0
}

/// A day from March 2024 to March 2029, so that every clock ends within the tables of 2024 to 2029.
fn day(random: &mut TestRng) -> NaiveDate {
    if one_in(random, 3) {
        let edge = pick(random, EDGES).parse().expect("a day");
        return near(random, edge, -3, 3);
    }
    let start = NaiveDate::from_ymd_opt(2024, 3, 1).expect("a day");
    start + Days::new(random.random_range(0..1_830))
}

fn near(random: &mut TestRng, day: NaiveDate, from: i64, to: i64) -> NaiveDate {
    day + chrono::Duration::days(random.random_range(from..=to))
}

/// A day on or after another, now and then before it, which is impossible.
fn after(random: &mut TestRng, day: NaiveDate, most: i64) -> NaiveDate {
    let earliest = if one_in(random, 40) { -3 } else { 0 };
    near(random, day, earliest, most)
}
