//! The holiday rows of both organizations, computed by rule (rule sheet 5.1). Neither hospital publishes its list: the
//! office flags are assumptions until the real lists are loaded.
//!
//! Legal flags: Cal. Gov. Code 6700 (with 6701) and N.Y. Gen. Constr. Law 24. A Sunday holiday is kept on the Monday
//! too, a Saturday one is not kept on the Friday, save Veterans Day in California. Offices close on the federal
//! observed day of each holiday they close for, in either direction.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::{Holiday, after, before};

/// What the law does with a holiday that falls on a weekend.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shift {
    /// A Sunday one is also kept on the Monday; a Saturday one stays.
    SundayToMonday,
    /// As above, and a Saturday one is also kept on the Friday.
    BothWays,
    /// It stays where it falls.
    Never,
}

struct Rule {
    name: &'static str,
    falls: fn(i32) -> Option<NaiveDate>,
    legal: bool,
    closes_office: bool,
    shift: Shift,
}

/// A state holiday on which the office closes.
const fn closing(name: &'static str, falls: fn(i32) -> Option<NaiveDate>) -> Rule {
    Rule {
        name,
        falls,
        legal: true,
        closes_office: true,
        shift: Shift::SundayToMonday,
    }
}

/// A state holiday on which the office is open.
const fn open(name: &'static str, falls: fn(i32) -> Option<NaiveDate>) -> Rule {
    Rule {
        name,
        falls,
        legal: true,
        closes_office: false,
        shift: Shift::SundayToMonday,
    }
}

const CITY_OF_HOPE: &[Rule] = &[
    closing("New Year's Day", |y| day(y, 1, 1)),
    closing("Martin Luther King Jr. Day", |y| nth(y, 1, Weekday::Mon, 3)),
    open("Lincoln Day", |y| day(y, 2, 12)),
    closing("Presidents' Day", |y| nth(y, 2, Weekday::Mon, 3)),
    open("Lunar New Year", |y| from_table(LUNAR_NEW_YEAR, y)),
    open("Cesar Chavez Day", |y| day(y, 3, 31)),
    open("Genocide Remembrance Day", |y| day(y, 4, 24)),
    closing("Memorial Day", last_monday_of_may),
    closing("Juneteenth", |y| day(y, 6, 19)),
    closing("Independence Day", |y| day(y, 7, 4)),
    closing("Labor Day", |y| nth(y, 9, Weekday::Mon, 1)),
    open("Admission Day", |y| day(y, 9, 9)),
    open("Native American Day", |y| nth(y, 9, Weekday::Fri, 4)),
    open("Columbus Day", |y| nth(y, 10, Weekday::Mon, 2)),
    Rule {
        shift: Shift::Never,
        ..open(DIWALI_NAME, |y| from_table(DIWALI, y))
    },
    Rule {
        shift: Shift::BothWays,
        ..open("Veterans Day", |y| day(y, 11, 11))
    },
    closing("Thanksgiving Day", thanksgiving),
    // Only the courts keep this one (CCP 135).
    Rule {
        legal: false,
        ..closing("Day after Thanksgiving", |y| thanksgiving(y).map(after))
    },
    closing("Christmas Day", |y| day(y, 12, 25)),
];

const SPECIAL_SURGERY: &[Rule] = &[
    closing("New Year's Day", |y| day(y, 1, 1)),
    closing("Martin Luther King Jr. Day", |y| nth(y, 1, Weekday::Mon, 3)),
    open("Lincoln's Birthday", |y| day(y, 2, 12)),
    closing("Washington's Birthday", |y| nth(y, 2, Weekday::Mon, 3)),
    closing("Memorial Day", last_monday_of_may),
    // A Sunday by definition.
    Rule {
        shift: Shift::Never,
        ..open("Flag Day", |y| nth(y, 6, Weekday::Sun, 2))
    },
    closing("Juneteenth", |y| day(y, 6, 19)),
    closing("Independence Day", |y| day(y, 7, 4)),
    closing("Labor Day", |y| nth(y, 9, Weekday::Mon, 1)),
    open("Columbus Day", |y| nth(y, 10, Weekday::Mon, 2)),
    // The Tuesday after the first Monday.
    open("Election Day", |y| nth(y, 11, Weekday::Mon, 1).map(after)),
    open("Veterans Day", |y| day(y, 11, 11)),
    closing("Thanksgiving Day", thanksgiving),
    closing("Christmas Day", |y| day(y, 12, 25)),
];

/// Lunar New Year by year: month and day (Gov. Code 6700; astronomical, therefore a table).
const LUNAR_NEW_YEAR: &[(i32, u32, u32)] = &[
    (2024, 2, 10),
    (2025, 1, 29),
    (2026, 2, 17),
    (2027, 2, 6),
    (2028, 1, 26),
    (2029, 2, 13),
];

/// California's holiday of which it is not known whether the Monday is kept when it falls on a Sunday.
pub(super) const DIWALI_NAME: &str = "Diwali";

/// Diwali by year: month and day. A state holiday since 2026 (AB 268), so earlier years have none.
const DIWALI: &[(i32, u32, u32)] = &[(2026, 11, 8), (2027, 10, 29), (2028, 10, 17), (2029, 11, 5)];

/// City of Hope's rows that fall in a year (California law; assumed office closings). Lunar New Year and Diwali are
/// known up to 2029.
pub fn city_of_hope(year: i32) -> Vec<Holiday> {
    rows(year, CITY_OF_HOPE)
}

/// Hospital for Special Surgery's rows that fall in a year (New York law; assumed office closings).
pub fn special_surgery(year: i32) -> Vec<Holiday> {
    rows(year, SPECIAL_SURGERY)
}

/// The rows of a year. The neighbouring years are computed too, because 1 January may be observed on 31 December.
fn rows(year: i32, rules: &[Rule]) -> Vec<Holiday> {
    let mut rows: Vec<Holiday> = (year - 1..=year + 1)
        .flat_map(|y| {
            rules
                .iter()
                .filter_map(move |rule| Some((rule, (rule.falls)(y)?)))
        })
        .flat_map(|(rule, on)| kept_on(rule, on))
        .filter(|row| row.on.year() == year)
        .collect();
    rows.sort_by_key(|row| row.on);
    rows
}

/// The day itself and the weekday it is also kept on.
fn kept_on(rule: &Rule, on: NaiveDate) -> Vec<Holiday> {
    let mut rows = vec![Holiday {
        on,
        name: rule.name.to_owned(),
        office_closed: rule.closes_office,
        legal_holiday: rule.legal,
    }];
    let (observed_on, legal) = match on.weekday() {
        Weekday::Sat => (before(on), rule.legal && rule.shift == Shift::BothWays),
        Weekday::Sun => (after(on), rule.legal && rule.shift != Shift::Never),
        _ => return rows,
    };
    if legal || rule.closes_office {
        rows.push(Holiday {
            on: observed_on,
            name: format!("{} (observed)", rule.name),
            office_closed: rule.closes_office,
            legal_holiday: legal,
        });
    }
    rows
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

fn nth(year: i32, month: u32, weekday: Weekday, n: u8) -> Option<NaiveDate> {
    NaiveDate::from_weekday_of_month_opt(year, month, weekday, n)
}

fn thanksgiving(year: i32) -> Option<NaiveDate> {
    nth(year, 11, Weekday::Thu, 4)
}

fn last_monday_of_may(year: i32) -> Option<NaiveDate> {
    let last = day(year, 5, 31)?;
    last.checked_sub_days(Days::new(u64::from(last.weekday().num_days_from_monday())))
}

fn from_table(table: &[(i32, u32, u32)], year: i32) -> Option<NaiveDate> {
    let (_, month, on) = table.iter().find(|(y, _, _)| *y == year)?;
    day(year, *month, *on)
}
