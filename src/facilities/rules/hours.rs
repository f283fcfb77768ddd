//! Open, lunch, before, after, shut that day, holiday (S16, S17, S20, S24, S116).

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Weekday, WeekdaySet};

use crate::facilities::model::{DeskHours, HoursOf, Profile, Row, SeedId, Site, SiteCode};
use crate::text_enum;

text_enum! {
    /// How the desk stands at a minute.
    pub enum DeskState: "state of the desk" {
        Open = "open", "Open";
        Lunch = "lunch", "Closed for lunch";
        BeforeHours = "before_hours", "Not open yet";
        AfterHours = "after_hours", "Closed for today";
        ClosedDay = "closed_day", "Closed that day of the week";
        Holiday = "holiday", "Closed for a holiday";
        NoHours = "no_hours", "No hours on file";
    }
}

impl DeskState {
    /// Whether this is one of the closed hours in which a form may go into the drop box (S19, S20): lunch, before and
    /// after hours, days without hours, holidays. None where the site has no hours on file.
    pub const fn is_closed_hours(self) -> Option<bool> {
        match self {
            Self::Open => Some(false),
            Self::Lunch
            | Self::BeforeHours
            | Self::AfterHours
            | Self::ClosedDay
            | Self::Holiday => Some(true),
            Self::NoHours => None,
        }
    }
}

/// How the desk of a site stands, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskAnswer {
    /// The state.
    pub state: DeskState,
    /// The state in words, with the next change.
    pub sentence: String,
    /// The local minute at which this changes, where it is known: the desk shuts or opens.
    pub until: Option<NaiveDateTime>,
    /// The rows the answer rests on.
    pub source: Vec<SeedId>,
}

/// How far ahead the next opening is looked for.
const LOOK_AHEAD_DAYS: u64 = 21;

/// Whether the desk of a site is open at a local minute (S16, S17, S20, S24, S116). `at` is local time of the site (R1).
/// `holiday` gives the name of the holiday for which the office is closed on a day, from the calendar of the
/// organization. A shut window does not make the day a holiday: Duarte's Fridays stay working days (R5).
pub fn desk_open(
    profile: &Profile,
    site: &SiteCode,
    at: NaiveDateTime,
    holiday: &dyn Fn(NaiveDate) -> Option<String>,
) -> DeskAnswer {
    let today = at.date();
    let Some(row) = hours_of(profile, site, today) else {
        return no_hours(profile, site, today);
    };
    let desk = Desk {
        profile,
        site,
        holiday,
        name: row.value.hours_of,
    };
    let (state, until) = desk.state(row.value, at);
    let sentence = desk.sentence(state, at, until);
    DeskAnswer {
        state,
        sentence,
        until,
        source: row.fact.source.clone(),
    }
}

/// The window's hours where the site has a window, else its phone line's (S116).
/// The days of the week on which the window of a site is open, or its phone line where it has no window; none where it has
/// no hours on file (R5).
pub fn open_days(profile: &Profile, site: &SiteCode, on: NaiveDate) -> WeekdaySet {
    let hours = hours_of(profile, site, on);
    let is_open = |day: &Weekday| hours.is_some_and(|row| !row.value.day(*day).is_empty());
    DeskHours::WEEK.into_iter().filter(is_open).collect()
}

fn hours_of<'a>(
    profile: &'a Profile,
    site: &SiteCode,
    on: NaiveDate,
) -> Option<Row<'a, DeskHours>> {
    let rows: Vec<Row<'_, DeskHours>> = profile.at_site::<DeskHours>(site, on).collect();
    let window = rows
        .iter()
        .copied()
        .find(|row| row.value.hours_of == HoursOf::Window);
    window.or_else(|| rows.first().copied())
}

fn no_hours(profile: &Profile, site: &SiteCode, on: NaiveDate) -> DeskAnswer {
    let name = profile
        .site(site, on)
        .map_or(site.as_str(), |site| site.name.as_str());
    let source = profile
        .get::<Site>(site.as_str(), on)
        .map(|row| row.fact.source.clone());
    DeskAnswer {
        state: DeskState::NoHours,
        sentence: format!("No desk hours are on file for {name}."),
        until: None,
        source: source.unwrap_or_default(),
    }
}

struct Desk<'a> {
    profile: &'a Profile,
    site: &'a SiteCode,
    holiday: &'a dyn Fn(NaiveDate) -> Option<String>,
    name: HoursOf,
}

impl Desk<'_> {
    fn state(&self, hours: &DeskHours, at: NaiveDateTime) -> (DeskState, Option<NaiveDateTime>) {
        let today = at.date();
        let next_day = || self.next_opening(today);
        if (self.holiday)(today).is_some() {
            return (DeskState::Holiday, next_day());
        }
        let intervals = hours.day(today.weekday());
        let (Some(first), Some(last)) = (intervals.first(), intervals.last()) else {
            return (DeskState::ClosedDay, next_day());
        };
        let time = at.time();
        if time < first.from() {
            return (DeskState::BeforeHours, Some(today.and_time(first.from())));
        }
        if time >= last.to() {
            return (DeskState::AfterHours, next_day());
        }
        match intervals.iter().find(|interval| time < interval.to()) {
            Some(open) if open.contains(time) => (DeskState::Open, Some(today.and_time(open.to()))),
            next => (
                DeskState::Lunch,
                next.map(|interval| today.and_time(interval.from())),
            ),
        }
    }

    /// The first opening on a later day that is neither shut nor a holiday.
    fn next_opening(&self, after: NaiveDate) -> Option<NaiveDateTime> {
        (1..=LOOK_AHEAD_DAYS)
            .filter_map(|days| after.checked_add_days(Days::new(days)))
            .find_map(|day| {
                let row = hours_of(self.profile, self.site, day)?;
                let first = row.value.day(day.weekday()).first()?;
                (self.holiday)(day)
                    .is_none()
                    .then(|| day.and_time(first.from()))
            })
    }

    fn sentence(
        &self,
        state: DeskState,
        at: NaiveDateTime,
        until: Option<NaiveDateTime>,
    ) -> String {
        let what = match self.name {
            HoursOf::Window => "The window",
            HoursOf::PhoneLine => "The phone line",
        };
        let today = at.date();
        let time = until.map(|until| clock(until.time())).unwrap_or_default();
        let again = until
            .map(|until| opens_again(until, today))
            .unwrap_or_default();
        match state {
            DeskState::Open => format!("{what} is open until {time}."),
            DeskState::Lunch => format!("{what} is closed for lunch and opens again at {time}."),
            DeskState::BeforeHours => format!("{what} is not open yet: it opens at {time}."),
            DeskState::AfterHours => format!("{what} is closed for today.{again}"),
            DeskState::ClosedDay => {
                let day = weekday(today.weekday());
                let working = if matches!(today.weekday(), Weekday::Sat | Weekday::Sun) {
                    String::new()
                } else {
                    format!(" {day} is still a working day for deadlines.")
                };
                format!("{what} is closed on {day}s.{working}{again}")
            }
            DeskState::Holiday => {
                let name = (self.holiday)(today).unwrap_or_default();
                format!("{what} is closed today: {name}.{again}")
            }
            DeskState::NoHours => String::new(),
        }
    }
}

fn opens_again(until: NaiveDateTime, today: NaiveDate) -> String {
    let day = if today.succ_opt() == Some(until.date()) {
        "tomorrow".to_owned()
    } else {
        format!("{} {}", weekday(until.weekday()), until.format("%-d %B"))
    };
    format!(" It opens again {day} at {}.", clock(until.time()))
}

fn clock(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

const fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}
