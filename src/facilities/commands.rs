//! Bringing the program's facts into the tables, and reading the facilities from them.

use chrono::NaiveDate;

use super::Facilities;
use super::model::{Change, HouseRows, Program, StoredFact, StoredHoliday, WrittenBy};
use super::rules::{FactStep, HolidayStep, Plan, after, plan_change, plan_facts, plan_holidays};
use super::store;
use crate::db::{Read, StoreError, Tx};
use crate::error::CommandError;
use crate::words::Refusal;

/// How the tables stand to what the program says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// They are empty: the database is being made.
    Empty,
    /// The program has something to write.
    Behind,
    /// They say what the program says, as far as the house lets it.
    Current,
}

/// How the tables stand to what the program says.
///
/// # Errors
/// When a table cannot be read.
pub fn standing(
    read: &mut Read<'_>,
    program: &Program,
    today: NaiveDate,
) -> Result<Standing, StoreError> {
    if store::list_facts(read)?.is_empty() {
        return Ok(Standing::Empty);
    }
    let plans = plans(read, program, today)?;
    Ok(if plans.is_empty() {
        Standing::Current
    } else {
        Standing::Behind
    })
}

/// Brings the program's facts and holidays into the tables, dated: a changed row ends the day before and another begins
/// today, a row the house wrote stays. Two machines that start at once do it one after the other, and the second finds
/// nothing to do.
///
/// # Errors
/// When a table cannot be read or written.
pub fn bring_in(tx: &mut Tx<'_>, program: &Program, today: NaiveDate) -> Result<(), StoreError> {
    store::hold_state(tx)?;
    // Before the first row no date was ever computed from these tables.
    let first = store::list_facts(tx)?.is_empty();
    let plans = plans(tx, program, today)?;
    for plan in &plans {
        write(tx, plan, WrittenBy::Program)?;
    }
    if first {
        let state = store::get_state(tx)?;
        store::note_indexed(tx, state.version)?;
    }
    let steps: usize = plans.iter().map(|p| p.facts.len() + p.holidays.len()).sum();
    tx.subject.detail = Some(format!("{steps} rows"));
    Ok(())
}

fn plans(
    read: &mut Read<'_>,
    program: &Program,
    today: NaiveDate,
) -> Result<Vec<Plan>, StoreError> {
    let (facts, holidays) = (store::list_facts(read)?, store::list_holidays(read)?);
    let plan = |profile: &super::model::Profile| {
        let organization = profile.code().as_str();
        let facts: Vec<StoredFact> = of(&facts, |row| row.organization == organization);
        let rows: Vec<StoredHoliday> = of(&holidays, |row| row.organization == organization);
        let computed = program.holidays.get(organization);
        Plan {
            organization: organization.to_owned(),
            facts: plan_facts(profile.facts(), &facts, today),
            holidays: computed
                .map_or_else(Vec::new, |computed| plan_holidays(computed, &rows, today)),
        }
    };
    let plans = program.profiles.iter().map(plan);
    Ok(plans
        .filter(|plan| !plan.facts.is_empty() || !plan.holidays.is_empty())
        .collect())
}

fn of<T: Clone>(rows: &[T], ours: impl Fn(&T) -> bool) -> Vec<T> {
    rows.iter().filter(|row| ours(row)).cloned().collect()
}

/// Ends and withdraws first: a day never has two rows of one fact.
fn write(tx: &mut Tx<'_>, plan: &Plan, by: WrittenBy) -> Result<(), StoreError> {
    let mut facts = Vec::new();
    for step in &plan.facts {
        match step {
            FactStep::Add(fact) => facts.push((**fact).clone()),
            FactStep::End(id, last_day) => store::end_fact(tx, *id, *last_day, by)?,
            FactStep::Withdraw(id) => store::withdraw_fact(tx, *id, by)?,
        }
    }
    let mut holidays = Vec::new();
    for step in &plan.holidays {
        match step {
            HolidayStep::Add(holiday) => holidays.push(holiday.clone()),
            HolidayStep::Withdraw(id) => store::withdraw_holiday(tx, *id, by)?,
        }
    }
    if !facts.is_empty() {
        store::insert_facts(tx, &plan.organization, &facts, by)?;
    }
    if !holidays.is_empty() {
        store::insert_holidays(tx, &plan.organization, &holidays, by)?;
    }
    Ok(())
}

/// The facilities as the tables have them now.
///
/// # Errors
/// When a row cannot be read, or the rows contradict each other; the sentence names the row.
pub fn read_facilities(read: &mut Read<'_>) -> Result<Facilities, StoreError> {
    let state = store::get_state(read)?;
    let (facts, holidays) = (store::list_facts(read)?, store::list_holidays(read)?);
    Facilities::of_rows(state.version, facts, holidays)
        .map_err(|error| StoreError::Failed(error.to_string()))
}

/// What a change writes, and the facilities as they are once it is written.
fn planned(
    read: &mut Read<'_>,
    organization: &str,
    change: &Change,
) -> Result<(Plan, Facilities), CommandError> {
    let state = store::get_state(read)?;
    let (own, mut facts): (Vec<_>, Vec<_>) = store::list_facts(read)?
        .into_iter()
        .partition(|row| row.organization == organization);
    let (own_days, mut holidays): (Vec<_>, Vec<_>) = store::list_holidays(read)?
        .into_iter()
        .partition(|row| row.organization == organization);
    let rows = HouseRows {
        facts: own,
        holidays: own_days,
    };
    let plan = plan_change(organization, change, &rows)?;
    let changed = after(rows, &plan);
    facts.extend(changed.facts);
    holidays.extend(changed.holidays);
    let facilities = Facilities::of_rows(state.version, facts, holidays)
        .map_err(|error| Refusal::new("B5", error.to_string()))?;
    Ok((plan, facilities))
}

/// The facilities as they would be with a change of one organization.
///
/// # Errors
/// The refusal of a change that cannot be made; when a table cannot be read.
pub fn facilities_with(
    read: &mut Read<'_>,
    organization: &str,
    change: &Change,
) -> Result<Facilities, CommandError> {
    planned(read, organization, change).map(|(_, facilities)| facilities)
}

/// Writes a change of one organization into the tables, if the rows still fit together with it; the program leaves what
/// it touches alone from then on. Answers the version of the facts that follows.
///
/// # Errors
/// The refusal of a change that cannot be made (any more); when a table cannot be written.
pub fn change(tx: &mut Tx<'_>, organization: &str, change: &Change) -> Result<i64, CommandError> {
    store::hold_state(tx)?;
    let (plan, _) = planned(tx, organization, change)?;
    write(tx, &plan, WrittenBy::House)?;
    Ok(store::get_state(tx)?.version)
}
