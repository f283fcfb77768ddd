//! Holidays, zones and the arithmetic of days (R1, R4–R7, R15), against tables written by hand.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Weekday};
use chrono_tz::America::{Los_Angeles, New_York};
use proptest::prelude::*;
use roi_desk::calendar::holidays::{city_of_hope, special_surgery};
use roi_desk::calendar::{Calendar, DayKind, Holiday, in_words, six_years_before, spoken};

pub fn on(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn at(text: &str) -> NaiveDateTime {
    text.parse().expect("a time")
}

pub fn duarte() -> Calendar {
    Calendar::new(Los_Angeles, (2024..=2029).flat_map(city_of_hope))
}

pub fn manhattan() -> Calendar {
    Calendar::new(New_York, (2024..=2029).flat_map(special_surgery))
}

/// Weekdays that are both state holidays and closed, in both states, 2024 to 2029: written by hand from a wall calendar.
pub const BOTH_FLAGS: &[&str] = &[
    "2024-01-01",
    "2024-01-15",
    "2024-02-19",
    "2024-05-27",
    "2024-06-19",
    "2024-07-04",
    "2024-09-02",
    "2024-11-28",
    "2024-12-25",
    "2025-01-01",
    "2025-01-20",
    "2025-02-17",
    "2025-05-26",
    "2025-06-19",
    "2025-07-04",
    "2025-09-01",
    "2025-11-27",
    "2025-12-25",
    "2026-01-01",
    "2026-01-19",
    "2026-02-16",
    "2026-05-25",
    "2026-06-19",
    "2026-09-07",
    "2026-11-26",
    "2026-12-25",
    "2027-01-01",
    "2027-01-18",
    "2027-02-15",
    "2027-05-31",
    "2027-07-05",
    "2027-09-06",
    "2027-11-25",
    "2028-01-17",
    "2028-02-21",
    "2028-05-29",
    "2028-06-19",
    "2028-07-04",
    "2028-09-04",
    "2028-11-23",
    "2028-12-25",
    "2029-01-01",
    "2029-01-15",
    "2029-02-19",
    "2029-05-28",
    "2029-06-19",
    "2029-07-04",
    "2029-09-03",
    "2029-11-22",
    "2029-12-25",
];

/// Weekdays on which both offices close although the state does not make them a holiday.
pub const OFFICES_ONLY: &[&str] = &["2026-07-03", "2027-06-18", "2027-12-24", "2027-12-31"];

/// And City of Hope alone: the day after Thanksgiving.
pub const DAY_AFTER: &[&str] = &[
    "2024-11-29",
    "2025-11-28",
    "2026-11-27",
    "2027-11-26",
    "2028-11-24",
    "2029-11-23",
];

fn listed(lists: &[&[&str]], day: NaiveDate) -> bool {
    let day = day.to_string();
    lists.iter().any(|list| list.contains(&day.as_str()))
}

fn weekday(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The naive reading of R6 for a statutory clock.
pub fn naive_statutory(day: NaiveDate) -> bool {
    weekday(day) && !listed(&[BOTH_FLAGS], day)
}

/// The naive reading of R6 for a house promise, and of R7's office-open weekday.
pub fn naive_house(day: NaiveDate, california: bool) -> bool {
    weekday(day)
        && !listed(&[BOTH_FLAGS, OFFICES_ONLY], day)
        && !(california && listed(&[DAY_AFTER], day))
}

/// Walks day by day until `n` days satisfy the test.
pub fn naive_nth(start: NaiveDate, n: u32, counts: impl Fn(NaiveDate) -> bool) -> NaiveDate {
    let mut left = n;
    let mut days = start.iter_days();
    days.next();
    let mut last = start;
    while left > 0 {
        last = days.next().expect("a next day");
        left -= u32::from(counts(last));
    }
    last
}

#[test]
fn what_hipaa_wants_written_down_is_kept_six_full_years_c26() {
    for (written, in_force, until) in [
        ("2026-06-04", None, "2032-06-04"),
        ("2026-06-04", Some("2028-01-31"), "2034-01-31"),
        ("2026-06-04", Some("2025-01-31"), "2032-06-04"),
        ("2024-02-29", None, "2030-03-01"),
        ("2022-03-01", Some("2026-02-28"), "2032-02-28"),
    ] {
        let found = roi_desk::calendar::kept_until(on(written), in_force.map(on));
        assert_eq!(found, on(until), "{written} {in_force:?}");
    }
}

/// The table of rule sheet 5.1 for 2026: date, CA legal, COH closed, NY legal, HSS closed; `-` is "n/a".
const TABLE_2026: &[(&str, &str)] = &[
    ("2026-01-01", "YYYY"),
    ("2026-01-19", "YYYY"),
    ("2026-02-12", "YNYN"),
    ("2026-02-16", "YYYY"),
    ("2026-02-17", "YNNN"),
    ("2026-03-31", "YNNN"),
    ("2026-04-24", "YNNN"),
    ("2026-05-25", "YYYY"),
    ("2026-06-14", "N-Y-"),
    ("2026-06-19", "YYYY"),
    ("2026-07-03", "NYNY"),
    ("2026-07-04", "Y-Y-"),
    ("2026-09-07", "YYYY"),
    ("2026-09-09", "YNNN"),
    ("2026-09-25", "YNNN"),
    ("2026-10-12", "YNYN"),
    ("2026-11-03", "NNYN"),
    ("2026-11-08", "Y-N-"),
    ("2026-11-11", "YNYN"),
    ("2026-11-26", "YYYY"),
    ("2026-11-27", "NYNN"),
    ("2026-12-25", "YYYY"),
    ("2027-01-01", "YYYY"),
];

#[test]
fn every_row_of_the_2026_table_has_the_flags_of_the_rule_sheet_and_no_other_day_has_any() {
    let (coh, hss) = (duarte(), manhattan());
    let mut day = on("2026-01-01");
    while day <= on("2027-01-01") {
        let want = TABLE_2026
            .iter()
            .find(|(date, _)| *date == day.to_string())
            .map_or("NNNN", |(_, flags)| flags);
        let flags = |row: Option<&Holiday>| {
            row.map_or((false, false), |row| (row.legal_holiday, row.office_closed))
        };
        let (ca, coh_closed) = flags(coh.holiday_on(day));
        let (ny, hss_closed) = flags(hss.holiday_on(day));
        for (want, have) in want.chars().zip([ca, coh_closed, ny, hss_closed]) {
            assert!(
                want == '-' || (want == 'Y') == have,
                "{day}: {want} but {have}"
            );
        }
        day = day.succ_opt().expect("a next day");
    }
}

#[test]
fn statutory_clocks_skip_in_2026_only_the_eight_days_with_both_flags_r6() {
    for (name, calendar) in [("COH", duarte()), ("HSS", manhattan())] {
        let skipped: Vec<String> = on("2026-01-01")
            .iter_days()
            .take(365)
            .filter(|day| weekday(*day) && !calendar.is_statutory_working_day(*day))
            .map(|day| day.to_string())
            .collect();
        let want: Vec<&str> = BOTH_FLAGS
            .iter()
            .filter(|day| day.starts_with("2026"))
            .copied()
            .collect();
        assert_eq!(skipped, want, "{name}");
    }
}

#[test]
fn offices_and_statutes_agree_with_the_hand_lists_on_every_day_from_2024_to_2029() {
    let (coh, hss) = (duarte(), manhattan());
    for day in on("2024-01-01")
        .iter_days()
        .take_while(|day| day.year() < 2030)
    {
        assert_eq!(
            coh.is_statutory_working_day(day),
            naive_statutory(day),
            "COH law {day}"
        );
        assert_eq!(
            hss.is_statutory_working_day(day),
            naive_statutory(day),
            "HSS law {day}"
        );
        assert_eq!(
            coh.is_house_working_day(day),
            naive_house(day, true),
            "COH office {day}"
        );
        assert_eq!(
            hss.is_house_working_day(day),
            naive_house(day, false),
            "HSS office {day}"
        );
    }
}

#[test]
fn a_sunday_holiday_is_kept_on_monday_and_a_saturday_one_is_not_kept_on_friday() {
    let (coh, hss) = (duarte(), manhattan());
    let legal = |calendar: &Calendar, day: &str| {
        calendar
            .holiday_on(on(day))
            .is_some_and(|row| row.legal_holiday)
    };
    // Independence Day 2027 is a Sunday, Admission Day 2029 too.
    assert!(legal(&coh, "2027-07-05") && legal(&hss, "2027-07-05"));
    assert!(legal(&coh, "2029-09-10") && !legal(&hss, "2029-09-10"));
    // Juneteenth and Christmas 2027 are Saturdays, as is New Year 2028.
    for friday in ["2027-06-18", "2027-12-24", "2027-12-31"] {
        assert!(!legal(&coh, friday) && !legal(&hss, friday), "{friday}");
        assert!(
            !coh.is_house_working_day(on(friday)) && !hss.is_house_working_day(on(friday)),
            "{friday}"
        );
    }
    // Veterans Day 2028 is a Saturday: California alone keeps the Friday.
    assert!(legal(&coh, "2028-11-10") && !legal(&hss, "2028-11-10"));
    // Flag Day and Diwali do not move.
    assert!(!legal(&hss, "2026-06-15") && !legal(&coh, "2026-11-09"));
}

#[test]
fn lunar_new_year_and_diwali_fall_on_the_days_of_the_small_table() {
    let days = |name: &str| -> Vec<String> {
        duarte()
            .holidays()
            .filter(|row| row.name == name)
            .map(|row| row.on.to_string())
            .collect()
    };
    assert_eq!(
        days("Lunar New Year"),
        [
            "2024-02-10",
            "2025-01-29",
            "2026-02-17",
            "2027-02-06",
            "2028-01-26",
            "2029-02-13"
        ]
    );
    // A state holiday only since 2026.
    assert_eq!(
        days("Diwali"),
        ["2026-11-08", "2027-10-29", "2028-10-17", "2029-11-05"]
    );
}

#[test]
fn two_rows_for_one_date_become_one_with_both_names_and_all_flags() {
    let row = |name: &str, closed, legal| Holiday {
        on: on("2026-03-31"),
        name: name.to_owned(),
        office_closed: closed,
        legal_holiday: legal,
    };
    let calendar = Calendar::new(
        Los_Angeles,
        [row("One", true, false), row("Two", false, true)],
    );
    let merged = calendar.holiday_on(on("2026-03-31")).expect("a row");
    assert_eq!(merged.name, "One and Two");
    assert!(!calendar.is_statutory_working_day(on("2026-03-31")));
}

#[test]
fn half_past_nine_in_duarte_is_the_next_day_in_new_york_r1() {
    let instant = at("2026-06-05T04:30:00");
    assert_eq!(duarte().local_date(instant), on("2026-06-04"));
    assert_eq!(manhattan().local_date(instant), on("2026-06-05"));
}

#[test]
fn ten_to_midnight_stays_that_day_on_both_sides_of_a_clock_change_r1() {
    let coh = duarte();
    // Daylight saving begins on 8 March 2026 and ends on 1 November 2026.
    for (instant, local) in [
        ("2026-03-08T07:50:00", "2026-03-07T23:50:00"),
        ("2026-03-09T06:50:00", "2026-03-08T23:50:00"),
        ("2026-11-01T06:50:00", "2026-10-31T23:50:00"),
        ("2026-11-02T07:50:00", "2026-11-01T23:50:00"),
    ] {
        assert_eq!(coh.local(at(instant)), at(local));
        assert_eq!(coh.instant(at(local)), Some(at(instant)));
    }
}

#[test]
fn a_time_the_clock_jumps_over_has_no_instant_and_one_it_strikes_twice_has_the_first() {
    let coh = duarte();
    assert_eq!(coh.instant(at("2026-03-08T02:30:00")), None);
    assert_eq!(
        coh.instant(at("2026-11-01T01:30:00")),
        Some(at("2026-11-01T08:30:00"))
    );
}

#[test]
fn six_years_back_is_the_same_day_and_leap_day_becomes_the_28th_r15() {
    assert_eq!(six_years_before(on("2026-06-04")), on("2020-06-04"));
    assert_eq!(six_years_before(on("2024-02-29")), on("2018-02-28"));
    assert_eq!(six_years_before(on("2026-02-28")), on("2020-02-28"));
}

#[test]
fn work_by_goes_back_over_a_holiday_and_a_weekend_and_rolled_due_goes_forward_r7() {
    let coh = duarte();
    // Sunday 21 June 2026 comes after Juneteenth, a Friday.
    assert_eq!(coh.work_by(on("2026-06-21")), on("2026-06-18"));
    assert_eq!(coh.rolled_due(on("2026-06-21")), on("2026-06-22"));
    // The federal observed day in 2026 is no state holiday: the office is closed, the law does not roll.
    assert_eq!(coh.work_by(on("2026-07-03")), on("2026-07-02"));
    assert_eq!(coh.rolled_due(on("2026-07-03")), on("2026-07-03"));
    // Cesar Chavez Day: the office is open, the law rolls.
    assert_eq!(coh.work_by(on("2026-03-31")), on("2026-03-31"));
    assert_eq!(coh.rolled_due(on("2026-03-31")), on("2026-04-01"));
}

#[test]
fn every_day_of_a_count_says_its_number_or_why_it_was_skipped() {
    let days = duarte().count(DayKind::StatutoryWorking, on("2026-11-24"), 4);
    let said: Vec<String> = days
        .iter()
        .map(|day| match (&day.counted, &day.skipped_because) {
            (Some(n), None) => format!("{} {n}", day.on.day()),
            (None, Some(why)) => format!("{} {why}", day.on.day()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        said,
        [
            "25 1",
            "26 Thanksgiving Day, a state holiday on which the office is closed",
            "27 2",
            "28 Saturday",
            "29 Sunday",
            "30 3",
            "1 4",
        ]
    );
}

#[test]
fn a_date_is_said_in_words_with_its_iso_form() {
    assert_eq!(in_words(on("2026-06-04")), "Thu 4 Jun 2026 (2026-06-04)");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// R4–R7 against walking day by day with the hand lists.
    #[test]
    fn counts_agree_with_walking_day_by_day(offset in 0_u64..2000, n in 1_u32..70, california: bool) {
        let start = on("2024-01-02") + chrono::Days::new(offset);
        let calendar = if california { duarte() } else { manhattan() };
        let statutory = calendar.nth_day(DayKind::StatutoryWorking, start, n);
        let house = calendar.nth_day(DayKind::HouseWorking, start, n);
        prop_assert_eq!(statutory, naive_nth(start, n, naive_statutory));
        prop_assert_eq!(house, naive_nth(start, n, |day| naive_house(day, california)));
        prop_assert_eq!(calendar.calendar_due(start, n), naive_nth(start, n, |_| true));
        prop_assert_eq!(calendar.nth_day(DayKind::Calendar, start, n), naive_nth(start, n, |_| true));
        let work_by = calendar.work_by(start);
        prop_assert!(work_by <= start && naive_house(work_by, california));
        prop_assert!(work_by.iter_days().skip(1).take_while(|day| *day <= start).all(|day| !naive_house(day, california)));
    }
}

#[test]
fn a_page_says_a_date_once() {
    let day = NaiveDate::from_ymd_opt(2026, 6, 4).expect("a date");
    let sentence = format!(
        "Counted from {} (R2), not the postmark (see S3).",
        in_words(day)
    );
    assert_eq!(
        spoken(&sentence),
        "Counted from Thu 4 Jun 2026 (R2), not the postmark (see S3)."
    );
    for untouched in [
        "",
        "(",
        "a (",
        "é (2026-13-01)",
        "é (ééééééééé",
        "no bracket",
    ] {
        assert_eq!(spoken(untouched), untouched);
    }
}
