//! How fast deadlines are derived: `cargo run --release --example bench-ledgers`.
//!
//! Makes 100,000 requests over all roads, both states and five years, and derives the whole ledger of each: every clock
//! with its counted days and its sentences. Says how long all took, and the median and the slowest hundredth of one.
//! Wanted: one under 20 µs, all under 5 s, on one core.

use std::hint::black_box;
use std::time::{Duration, Instant};

use anyhow::Context;
use chrono::{Days, NaiveDate};
use roi_desk::calendar::Calendar;
use roi_desk::facilities::Facilities;
use roi_desk::requests::model::{Road, Want};
use roi_desk::requests::rules::clocks::{
    ClockFacts, Extension, ExternalDeadline, FormKind, SubpoenaFacts, SubpoenaKind, clocks,
};
use roi_desk::rule_bench::facility_facts;

const REQUESTS: usize = 100_000;
const ONE: Duration = Duration::from_micros(20);
const ALL: Duration = Duration::from_secs(5);

fn main() -> anyhow::Result<()> {
    let facilities = Facilities::load()?;
    let first = NaiveDate::from_ymd_opt(2024, 3, 1).context("a day")?;
    let mut requests: Vec<(ClockFacts, Calendar)> = Vec::with_capacity(REQUESTS);
    for n in 0..REQUESTS {
        let code = ["duarte", "hss"][n % 2];
        let site = facility_facts(&facilities, code, first).context("a site of the profiles")?;
        let received_on = first + Days::new((n % 1_826) as u64);
        let road = Road::ALL[n / 2 % Road::ALL.len()];
        let fresh = ClockFacts::new(site.state, site.promises, road, received_on);
        requests.push((known(fresh, n), site.calendar));
    }
    let began = Instant::now();
    for (facts, calendar) in &requests {
        black_box(clocks(facts, calendar, facts.received_on));
    }
    let all = began.elapsed();
    let mut each: Vec<Duration> = requests.iter().map(one).collect();
    each.sort_unstable();
    let (median, slow) = (each[REQUESTS / 2], each[REQUESTS * 99 / 100]);
    let verdict = |took: Duration, wanted: Duration| if took < wanted { "under" } else { "over" };
    println!(
        "one ledger: median {median:?}, 99 of 100 within {slow:?}; the median is {} {ONE:?}",
        verdict(median, ONE)
    );
    println!("{REQUESTS} ledgers: {all:?}, {} {ALL:?}", verdict(all, ALL));
    Ok(())
}

fn one((facts, calendar): &(ClockFacts, Calendar)) -> Duration {
    let began = Instant::now();
    black_box(clocks(facts, calendar, facts.received_on));
    began.elapsed()
}

/// What the desk knows of the nth request: everything its road has clocks for, an extension and a typed deadline now and
/// then.
fn known(fresh: ClockFacts, n: usize) -> ClockFacts {
    let on = fresh.received_on;
    let later = |days: u64| Some(on + Days::new(days));
    let road = fresh.road;
    ClockFacts {
        wants: vec![Want::Copy, Want::Inspect, Want::Summary],
        authorization_valid_on: later(3),
        before_suit: true,
        ehr_electronic_copy: true,
        form: (road == Road::MedicalForm).then_some(FormKind::Fmla),
        employer_asked_on: (road == Road::MedicalForm).then_some(on),
        oral_hold_on: (road == Road::Accounting).then_some(on),
        subpoena: (road == Road::Subpoena).then(|| subpoena(on)),
        external_deadlines: n
            .is_multiple_of(5)
            .then(|| ExternalDeadline {
                name: "Court".to_owned(),
                on: on + Days::new(21),
            })
            .into_iter()
            .collect(),
        extensions: n
            .is_multiple_of(7)
            .then(|| Extension {
                sent_on: on,
                completion_on: on + Days::new(50),
            })
            .into_iter()
            .collect(),
        ..fresh
    }
}

fn subpoena(on: NaiveDate) -> SubpoenaFacts {
    SubpoenaFacts {
        kind: SubpoenaKind::Civil,
        issued_on: Some(on),
        consumer_served_on: Some(on),
        custodian_served_on: on + Days::new(5),
        production_on: Some(on + Days::new(25)),
        assurance: Some(true),
        objection: None,
    }
}
