//! Desk hours by the minute (S16, S17, S20, S24, S116), against hand-written minutes of the day.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use roi_desk::facilities::rules::{DeskAnswer, DeskState, desk_open};

use super::{city_of_hope, day, profiles, site, special_surgery};
use roi_desk::facilities::model::Profile;

fn no_holiday(_: NaiveDate) -> Option<String> {
    None
}

fn at(profile: &Profile, code: &str, text: &str) -> DeskAnswer {
    let at = text.parse().expect("a date and time");
    desk_open(profile, &site(code), at, &no_holiday)
}

/// Opening, lunch, end of lunch and closing in minutes of the day; none where the desk is shut all day.
fn minutes(code: &str, weekday: Weekday) -> Option<(u32, u32, u32, u32)> {
    use Weekday::{Fri, Sat, Sun};
    match (code, weekday) {
        ("duarte", Fri) | (_, Sat | Sun) => None,
        ("duarte", _) => Some((480, 720, 780, 960)),
        ("irvine", _) => Some((480, 720, 780, 990)),
        ("hss", _) => Some((480, 1020, 1020, 1020)),
        _ => unreachable!("a site with hours"),
    }
}

#[test]
fn every_minute_of_a_week_is_what_the_pages_say() {
    for (code, profile) in [
        ("duarte", city_of_hope()),
        ("irvine", city_of_hope()),
        ("hss", special_surgery()),
    ] {
        for offset in 0..7 {
            let date = day("2026-06-08") + Days::new(offset);
            for minute in 0..1440 {
                let want = match minutes(code, date.weekday()) {
                    None => DeskState::ClosedDay,
                    Some((open, ..)) if minute < open => DeskState::BeforeHours,
                    Some((_, lunch, ..)) if minute < lunch => DeskState::Open,
                    Some((_, _, back, _)) if minute < back => DeskState::Lunch,
                    Some((.., shut)) if minute < shut => DeskState::Open,
                    Some(_) => DeskState::AfterHours,
                };
                let at = date
                    .and_hms_opt(minute / 60, minute % 60, 0)
                    .expect("a minute");
                let answer = desk_open(&profile, &site(code), at, &no_holiday);
                assert_eq!(answer.state, want, "{code} {at}");
            }
        }
    }
}

#[test]
fn the_second_before_a_boundary_still_belongs_to_what_was() {
    let coh = city_of_hope();
    let table = [
        ("2026-06-08T07:59:59", DeskState::BeforeHours),
        ("2026-06-08T08:00:00", DeskState::Open),
        ("2026-06-08T11:59:59", DeskState::Open),
        ("2026-06-08T12:00:00", DeskState::Lunch),
        ("2026-06-08T12:59:59", DeskState::Lunch),
        ("2026-06-08T13:00:00", DeskState::Open),
        ("2026-06-08T15:59:59", DeskState::Open),
        ("2026-06-08T16:00:00", DeskState::AfterHours),
    ];
    for (when, want) in table {
        assert_eq!(at(&coh, "duarte", when).state, want, "{when}");
    }
    assert_eq!(
        at(&coh, "irvine", "2026-06-12T16:29:59").state,
        DeskState::Open
    );
    assert_eq!(
        at(&coh, "irvine", "2026-06-12T16:30:00").state,
        DeskState::AfterHours
    );
    assert_eq!(
        at(&special_surgery(), "hss", "2026-06-12T12:30:00").state,
        DeskState::Open
    );
}

// A shut window makes no holiday: Fridays stay working days (R5, S17).
#[test]
fn each_state_is_a_sentence_with_the_next_change() {
    let coh = city_of_hope();
    let table = [
        ("2026-06-08T10:42:00", "The window is open until 12:00."),
        (
            "2026-06-08T12:05:00",
            "The window is closed for lunch and opens again at 13:00.",
        ),
        (
            "2026-06-08T07:10:00",
            "The window is not open yet: it opens at 08:00.",
        ),
        (
            "2026-06-08T16:10:00",
            "The window is closed for today. It opens again tomorrow at 08:00.",
        ),
        (
            "2026-06-11T16:10:00",
            "The window is closed for today. It opens again Monday 15 June at 08:00.",
        ),
        (
            "2026-06-12T10:00:00",
            "The window is closed on Fridays. Friday is still a working day for deadlines. It opens again Monday 15 June at 08:00.",
        ),
        (
            "2026-06-14T10:00:00",
            "The window is closed on Sundays. It opens again tomorrow at 08:00.",
        ),
    ];
    for (when, want) in table {
        assert_eq!(at(&coh, "duarte", when).sentence, want, "{when}");
    }
    let hss = at(&special_surgery(), "hss", "2026-06-08T12:30:00");
    assert_eq!(hss.sentence, "The phone line is open until 17:00.");
}

#[test]
fn a_holiday_shuts_the_desk_and_is_skipped_when_the_next_opening_is_named() {
    let thanksgiving = |on: NaiveDate| match on.to_string().as_str() {
        "2026-11-26" => Some("Thanksgiving".to_owned()),
        "2026-11-27" => Some("Day after Thanksgiving".to_owned()),
        _ => None,
    };
    let when = "2026-11-26T10:00:00".parse().expect("a time");
    let coh = city_of_hope();
    let duarte = desk_open(&coh, &site("duarte"), when, &thanksgiving);
    assert_eq!(duarte.state, DeskState::Holiday);
    assert_eq!(
        duarte.sentence,
        "The window is closed today: Thanksgiving. It opens again Monday 30 November at 08:00."
    );
    let irvine = desk_open(&coh, &site("irvine"), when, &thanksgiving);
    assert_eq!(irvine.until, "2026-11-30T08:00:00".parse().ok());
}

#[test]
fn closed_hours_are_lunch_before_after_and_every_shut_day() {
    let coh = city_of_hope();
    for (when, closed) in [
        ("2026-06-10T09:00:00", false),
        ("2026-06-10T12:30:00", true),
        ("2026-06-10T06:00:00", true),
        ("2026-06-10T18:00:00", true),
        ("2026-06-12T09:00:00", true),
        ("2026-06-13T09:00:00", true),
    ] {
        assert_eq!(
            at(&coh, "duarte", when).state.is_closed_hours(),
            Some(closed),
            "S20 at {when}"
        );
    }
    assert_eq!(DeskState::Holiday.is_closed_hours(), Some(true));
}

#[test]
fn community_sites_have_no_hours_and_the_answer_says_so() {
    let answer = at(&city_of_hope(), "community", "2026-06-10T09:00:00");
    assert_eq!(answer.state, DeskState::NoHours);
    assert_eq!(answer.state.is_closed_hours(), None);
    assert_eq!(
        answer.sentence,
        "No desk hours are on file for Community practice sites."
    );
}

#[test]
fn an_answer_names_the_rows_it_rests_on() {
    let rows = |answer: DeskAnswer| {
        answer
            .source
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    assert!(rows(at(&city_of_hope(), "duarte", "2026-06-10T09:00:00")).contains(&"S16".to_owned()));
    assert_eq!(
        rows(at(&city_of_hope(), "irvine", "2026-06-10T09:00:00")),
        ["S24"]
    );
    assert_eq!(
        rows(at(&special_surgery(), "hss", "2026-06-10T09:00:00")),
        ["S116"]
    );
}

#[test]
fn zones_are_those_of_the_sites() {
    let zones: Vec<(String, &str)> = profiles()
        .iter()
        .flat_map(|profile| {
            let codes: Vec<String> = profile
                .site_codes()
                .iter()
                .map(|code| (*code).to_owned())
                .collect();
            let zone = |code: &String| {
                profile
                    .site(&site(code), day("2026-06-10"))
                    .map(|site| site.zone.tz().name())
            };
            codes
                .into_iter()
                .filter_map(|code| zone(&code).map(|zone| (code, zone)))
                .collect::<Vec<_>>()
        })
        .collect();
    let want = [
        ("community", "America/Los_Angeles"),
        ("duarte", "America/Los_Angeles"),
        ("irvine", "America/Los_Angeles"),
        ("hss", "America/New_York"),
    ];
    assert_eq!(
        zones,
        want.map(|(code, zone)| (code.to_owned(), zone)),
        "R1"
    );
}
