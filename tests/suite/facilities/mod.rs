//! The hospitals' facts: each row of the seed inventory has a home, each trap of the pages is handled, the desk's hours
//! are right to the minute.

mod channels;
mod hours;
mod inventory;
mod loading;
mod plan;
mod tables;
mod pages;
mod traps;

use chrono::NaiveDate;
use roi_desk::facilities::model::{Profile, SiteCode};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date in a test")
}

/// A Wednesday on which every row holds.
fn june() -> NaiveDate {
    day("2026-06-10")
}

fn profiles() -> Vec<Profile> {
    Profile::load_all().expect("the profiles of the program")
}

fn profile(code: &str) -> Profile {
    profiles()
        .into_iter()
        .find(|profile| profile.code().as_str() == code)
        .expect("a known organization")
}

fn city_of_hope() -> Profile {
    profile("city_of_hope")
}

fn special_surgery() -> Profile {
    profile("special_surgery")
}

fn site(code: &str) -> SiteCode {
    SiteCode::parse(code).expect("a site code")
}
