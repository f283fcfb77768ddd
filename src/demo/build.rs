//! Building the demonstration, day by day, as the desk would have lived it.

use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use chrono::{Datelike, NaiveDateTime, TimeDelta, Weekday};

use super::downtime;
use super::drop_box;
use super::house;
use super::papers;
use super::patients;
use super::people::{self, DemoPerson};
use super::requesters;
use super::requests::{Random, live_one};
use super::transfers;
use super::trays;
use crate::clock::Clock;
use crate::config::Config;
use crate::staff::store::colleagues;
use crate::startup;

/// Requests the demonstration is given; most of them stay open.
const REQUESTS: u32 = 430;
/// How many days back its life begins.
const DAYS: i64 = 45;

/// Builds it and writes down how to sign in.
pub(super) fn build(config: &Config, file: &Path) -> anyhow::Result<Vec<DemoPerson>> {
    println!("Building the demonstration once; this takes a moment.");
    let now = Clock::System.now();
    let clock = Clock::standing_at(now - TimeDelta::days(DAYS));
    let app = startup::open(config.clone(), clock.clone())?;
    if !app.read_now(colleagues)?.is_empty() {
        anyhow::bail!(
            "The database holds a desk already, or a demonstration that was broken off. Choose an empty one with --database."
        );
    }
    let staff = people::hire(&app)?;
    let mut random = Random::seeded(7);
    for number in 0..REQUESTS {
        let arrived_at = arrival(number, now, &mut random);
        live_one(&app, &clock, &staff, number, arrived_at, now, &mut random)?;
        if number % 100 == 99 {
            println!("{} of {REQUESTS} requests", number + 1);
        }
    }
    drop_box::empty_twice(&app, &clock, &staff, now, &mut random)?;
    downtime::one_morning(&app, &clock, &staff, now)?;
    transfers::between_sites(&app, &clock, &staff, now, &mut random)?;
    patients::merge_two(&app, &clock, &staff, now, &mut random)?;
    requesters::fill(&app, &clock, &staff, now, &mut random)?;
    clock.move_to(now);
    papers::scan(&app, &staff, now)?;
    trays::let_arrive(&app, &clock, now)?;
    house::plan(&app, &staff)?;
    app.close();
    let mut kept = std::fs::OpenOptions::new()
        .create_new(true)
        .write(true)
        .mode(0o600)
        .open(file)?;
    kept.write_all(&serde_json::to_vec_pretty(&staff)?)?;
    kept.sync_all()?;
    Ok(staff)
}

/// The older half thins out: what is open came mostly in the last two weeks, in office hours.
fn arrival(number: u32, now: NaiveDateTime, random: &mut Random) -> NaiveDateTime {
    let spread = f64::from(REQUESTS - number) / f64::from(REQUESTS);
    let seconds = DAYS * 86_400 - 86_400;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "a moment, not a measurement"
    )]
    let back = (spread * spread * seconds as f64) as i64;
    let minute = i64::from(random.below(7 * 60));
    let mut day = (now - TimeDelta::seconds(back)).date();
    while matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
        day = day.pred_opt().unwrap_or(day);
    }
    let at = day.and_hms_opt(16, 0, 0).unwrap_or(now) + TimeDelta::minutes(minute);
    at.min(now - TimeDelta::hours(2))
}
