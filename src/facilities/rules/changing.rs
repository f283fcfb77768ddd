//! What is written when people of the hospital change a fact of their own. The row in force ends the day before, another
//! begins; a row that is planned for later stays planned.

use chrono::NaiveDate;

use super::loading::{FactStep, HolidayStep, Plan};
use crate::calendar::{Holiday, before};
use crate::facilities::model::{
    Change, Evidence, Fact, FactBody, FactValue, HouseRows, LawSetting, LawSettings, Promise,
    Setting, StoredFact, StoredHoliday,
};
use crate::words::Refusal;

/// Longest promise anybody keeps, in its units.
const LONGEST: u32 = 365;

/// What a change writes into the tables of one organization.
///
/// # Errors
/// A `Refusal`, when nothing would change, the fact is not there, or the value is none the rules can work with.
pub fn plan_change(organization: &str, change: &Change, rows: &HouseRows) -> Result<Plan, Refusal> {
    let (mut facts, mut holidays) = (Vec::new(), Vec::new());
    match change {
        Change::Day {
            on,
            name,
            office_closed,
            legal_holiday,
        } => {
            let wanted = Holiday {
                on: *on,
                name: name.clone(),
                office_closed: *office_closed,
                legal_holiday: *legal_holiday,
            };
            holidays = plan_day(rows, *on, Some(wanted))?;
        }
        Change::OrdinaryDay { on } => holidays = plan_day(rows, *on, None)?,
        Change::Setting { key, values, from } => {
            fits(key, values)?;
            facts = plan_value::<Setting>(rows, key, *from, |setting| Setting {
                values: values.clone(),
                confirm: false,
                ..setting.clone()
            })?;
        }
        Change::Promise { key, count, from } => {
            if !(1..=LONGEST).contains(count) {
                return Err(refusal("A promise is 1 to 365 of its units."));
            }
            facts = plan_value::<Promise>(rows, key, *from, |promise| Promise {
                count: *count,
                ..promise.clone()
            })?;
        }
    }
    Ok(Plan {
        organization: organization.to_owned(),
        facts,
        holidays,
    })
}

fn refusal(sentence: impl Into<String>) -> Refusal {
    Refusal::new("B5", sentence)
}

/// A setting of the law takes only what the rules can work with.
fn fits(key: &str, values: &[String]) -> Result<(), Refusal> {
    match LawSetting::parse(key) {
        Ok(known) => LawSettings::default()
            .with(known, values)
            .map(|_| ())
            .map_err(|why| refusal([&why, "."].concat())),
        Err(_) if values.is_empty() => Err(refusal("Enter at least one value.")),
        Err(_) => Ok(()),
    }
}

fn plan_day(
    rows: &HouseRows,
    on: NaiveDate,
    wanted: Option<Holiday>,
) -> Result<Vec<HolidayStep>, Refusal> {
    let standing: Vec<&StoredHoliday> = rows
        .holidays
        .iter()
        .filter(|row| !row.withdrawn && row.holiday.on == on)
        .collect();
    let same = match (&wanted, standing.as_slice()) {
        (None, []) => true,
        (Some(wanted), [row]) => *wanted == row.holiday,
        _ => false,
    };
    if same {
        return Err(refusal(
            "The calendar already has the day like this: change something, or leave it.",
        ));
    }
    let withdrawn = standing.iter().map(|row| HolidayStep::Withdraw(row.id));
    Ok(withdrawn.chain(wanted.map(HolidayStep::Add)).collect())
}

/// The row in force on the day ends, and one with the new value takes over its last day.
fn plan_value<T: FactBody + Clone + PartialEq>(
    rows: &HouseRows,
    key: &str,
    from: NaiveDate,
    change: impl Fn(&T) -> T,
) -> Result<Vec<FactStep>, Refusal>
where
    FactValue: From<T>,
{
    let standing = rows.facts.iter().filter(|row| {
        !row.withdrawn && row.fact.key.as_str() == key && T::of(&row.fact.value).is_some()
    });
    let in_force: Vec<&StoredFact> = standing
        .clone()
        .filter(|row| row.fact.holds_on(from))
        .collect();
    let Some(row) = in_force.first() else {
        let first = standing.map(|row| row.fact.valid_from).min();
        return Err(match first {
            Some(first) if from < first => refusal(
                [
                    "The desk works with this fact from ",
                    &crate::words::dates::full(first),
                    " on: choose that day or a later one.",
                ]
                .concat(),
            ),
            _ => refusal("The hospital has no such fact on that day."),
        });
    };
    let old = T::of(&row.fact.value).ok_or_else(|| refusal("The hospital has no such fact."))?;
    let new = change(old);
    if new == *old {
        return Err(refusal(
            "This is what holds on that day already: choose another value.",
        ));
    }
    let ends = if row.fact.valid_from < from {
        FactStep::End(row.id, Some(before(from)))
    } else {
        FactStep::Withdraw(row.id)
    };
    Ok(vec![
        ends,
        FactStep::Add(Box::new(Fact {
            valid_from: from,
            evidence: Evidence::Stated,
            value: new.into(),
            ..row.fact.clone()
        })),
    ])
}

/// The rows as they stand once a plan is written.
#[must_use]
pub fn after(mut rows: HouseRows, plan: &Plan) -> HouseRows {
    for step in &plan.facts {
        match step {
            FactStep::Add(fact) => rows.facts.push(StoredFact {
                id: 0,
                organization: plan.organization.clone(),
                fact: (**fact).clone(),
                untouched: false,
                withdrawn: false,
            }),
            FactStep::End(id, last) => of_fact(&mut rows, *id, |row| row.fact.valid_to = *last),
            FactStep::Withdraw(id) => of_fact(&mut rows, *id, |row| row.withdrawn = true),
        }
    }
    for step in &plan.holidays {
        match step {
            HolidayStep::Add(holiday) => rows.holidays.push(StoredHoliday {
                id: 0,
                organization: plan.organization.clone(),
                holiday: holiday.clone(),
                untouched: false,
                withdrawn: false,
            }),
            HolidayStep::Withdraw(id) => rows
                .holidays
                .iter_mut()
                .filter(|row| row.id == *id)
                .for_each(|row| row.withdrawn = true),
        }
    }
    rows
}

fn of_fact(rows: &mut HouseRows, id: i64, change: impl Fn(&mut StoredFact)) {
    rows.facts
        .iter_mut()
        .filter(|row| row.id == id)
        .for_each(change);
}
