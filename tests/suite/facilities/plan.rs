//! What a start writes into the tables, against a day-by-day oracle: the past stays, from today on the program's word holds,
//! and a second start finds nothing to do.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use roi_desk::calendar::Holiday;
use roi_desk::facilities::model::{
    Evidence, Fact, FactKey, FactValue, SeedId, Setting, StoredFact, StoredHoliday,
};
use roi_desk::facilities::rules::{FactStep, HolidayStep, plan_facts, plan_holidays};

use super::day;

const DAYS: u64 = 60;

fn nth(n: u64) -> NaiveDate {
    day("2026-06-01") + Days::new(n)
}

/// A row that says a number.
fn says(number: u8, from: u64, to: Option<u64>) -> Fact {
    Fact {
        key: FactKey::parse("wait").expect("a key"),
        site: None,
        source: vec![SeedId::parse("S50").expect("a row")],
        evidence: Evidence::Stated,
        note: None,
        valid_from: nth(from),
        valid_to: to.map(nth),
        value: FactValue::Setting(Box::new(Setting {
            label: "Wait".to_owned(),
            values: vec![number.to_string()],
            ask: None,
            confirm: false,
        })),
    }
}

fn number(fact: &Fact) -> String {
    match &fact.value {
        FactValue::Setting(setting) => setting.values.concat(),
        other => panic!("not a setting: {other:?}"),
    }
}

/// What a table says, day by day; a day with two rows is a fault.
fn by_day<'a>(facts: impl Iterator<Item = &'a Fact>) -> BTreeMap<NaiveDate, String> {
    let mut said = BTreeMap::new();
    for fact in facts {
        for on in (0..DAYS).map(nth).filter(|on| fact.holds_on(*on)) {
            let twice = said.insert(on, number(fact));
            assert_eq!(twice, None, "two rows hold on {on}");
        }
    }
    said
}

fn standing(rows: &[StoredFact]) -> impl Iterator<Item = &Fact> {
    rows.iter()
        .filter(|row| !row.withdrawn)
        .map(|row| &row.fact)
}

fn carry_out(rows: &mut Vec<StoredFact>, steps: Vec<FactStep>) {
    for step in steps {
        match step {
            FactStep::Add(fact) => rows.push(StoredFact {
                id: i64::try_from(rows.len()).expect("few rows"),
                organization: "city_of_hope".to_owned(),
                fact: *fact,
                untouched: true,
                withdrawn: false,
            }),
            FactStep::End(id, last_day) => {
                let row = rows.iter_mut().find(|row| row.id == id).expect("the row");
                assert!(last_day.is_none_or(|last| last >= row.fact.valid_from));
                row.fact.valid_to = last_day;
            }
            FactStep::Withdraw(id) => {
                let row = rows.iter_mut().find(|row| row.id == id).expect("the row");
                row.withdrawn = true;
            }
        }
    }
}

/// A release's rows of one fact: numbers that follow each other, with gaps or without, open at the end or not.
fn release() -> impl Strategy<Value = Vec<Fact>> {
    let stretch = (0_u8..3, 1_u64..20, 0_u64..6);
    (prop::collection::vec(stretch, 0..4), any::<bool>()).prop_map(|(stretches, open)| {
        let (mut rows, mut from) = (Vec::new(), 0);
        let last = stretches.len();
        for (place, (number, length, gap)) in stretches.into_iter().enumerate() {
            let to = from + length - 1;
            let ends = (!open || place + 1 < last).then_some(to);
            rows.push(says(number, from, ends));
            from = to + 1 + gap;
        }
        rows
    })
}

proptest! {
    #[test]
    fn the_past_stays_and_from_today_on_the_programs_word_holds(
        releases in prop::collection::vec((release(), 0_u64..15), 1..5)
    ) {
        let mut rows: Vec<StoredFact> = Vec::new();
        let mut today = 0;
        for (program, later) in releases {
            today += later;
            let first = rows.is_empty();
            let before = by_day(standing(&rows));
            let steps = plan_facts(&program, &rows, nth(today));
            carry_out(&mut rows, steps);
            let (after, wanted) = (by_day(standing(&rows)), by_day(program.iter()));
            for on in (0..DAYS).map(nth) {
                let expected = if on < nth(today) && !first { before.get(&on) } else { wanted.get(&on) };
                prop_assert_eq!(after.get(&on), expected, "{} seen on {}", on, nth(today));
            }
            for again in [today, today + 3] {
                prop_assert_eq!(plan_facts(&program, &rows, nth(again)), vec![], "a second start");
            }
        }
    }

    #[test]
    fn a_fact_the_house_has_touched_is_never_written_again(
        before in release(), program in release(), today in 0_u64..30
    ) {
        let mut rows: Vec<StoredFact> = Vec::new();
        carry_out(&mut rows, plan_facts(&before, &[], nth(0)));
        prop_assume!(!rows.is_empty());
        rows[0].untouched = false;
        prop_assert_eq!(plan_facts(&program, &rows, nth(today)), vec![]);
    }
}

fn holiday(on: u64, name: &str) -> Holiday {
    Holiday {
        on: nth(on),
        name: name.to_owned(),
        office_closed: true,
        legal_holiday: false,
    }
}

fn stored(id: i64, holiday: Holiday) -> StoredHoliday {
    StoredHoliday {
        id,
        organization: "city_of_hope".to_owned(),
        holiday,
        untouched: true,
        withdrawn: false,
    }
}

#[test]
fn a_holiday_follows_the_program_from_today_on_unless_the_house_wrote_it_r6() {
    let rows = [
        stored(1, holiday(1, "Past, as it was")),
        stored(2, holiday(20, "Same")),
        stored(3, holiday(21, "Renamed")),
        stored(4, holiday(22, "No longer")),
        StoredHoliday {
            untouched: false,
            ..stored(5, holiday(23, "The house's own"))
        },
        StoredHoliday {
            withdrawn: true,
            ..stored(6, holiday(24, "Back again"))
        },
    ];
    let program = [
        holiday(1, "Past, otherwise"),
        holiday(2, "Past, forgotten"),
        holiday(20, "Same"),
        holiday(21, "New name"),
        holiday(23, "The program's"),
        holiday(24, "Back again"),
        holiday(25, "New"),
    ];
    let steps = plan_holidays(&program, &rows, nth(10));
    assert_eq!(
        steps,
        [
            HolidayStep::Add(holiday(2, "Past, forgotten")),
            HolidayStep::Withdraw(3),
            HolidayStep::Add(holiday(21, "New name")),
            HolidayStep::Add(holiday(24, "Back again")),
            HolidayStep::Add(holiday(25, "New")),
            HolidayStep::Withdraw(4),
        ]
    );
}
