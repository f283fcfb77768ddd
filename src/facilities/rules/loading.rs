//! What is written when the program's facts meet those of the house. Nothing of the past changes: what the desk worked
//! with stays as it was, and a request keeps the terms of its date. From today on the program's row holds, unless the
//! house has written or changed a row of the same fact: then the program keeps its hands off.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::calendar::{Holiday, before};
use crate::facilities::model::{Fact, FactKey, FactKind, StoredFact, StoredHoliday};

/// One thing to write into the table of facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactStep {
    /// A new row.
    Add(Box<Fact>),
    /// The row holds up to and including this day; without one, until further notice.
    End(i64, Option<NaiveDate>),
    /// The row never held: another takes its place before it began.
    Withdraw(i64),
}

/// One thing to write into the table of holidays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HolidayStep {
    /// A new row.
    Add(Holiday),
    /// The row is replaced, or the rule no longer makes it.
    Withdraw(i64),
}

/// What is to be written for one organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Whose rows.
    pub organization: String,
    /// Into the table of facts.
    pub facts: Vec<FactStep>,
    /// Into the table of holidays.
    pub holidays: Vec<HolidayStep>,
}

type Name<'a> = (FactKind, &'a FactKey);

/// What to write so that from `today` on the tables say what the program says of one organization; nothing when they
/// already do. A fact the tables have never held comes in with its own dates.
pub fn plan_facts(program: &[Fact], stored: &[StoredFact], today: NaiveDate) -> Vec<FactStep> {
    let mut facts: BTreeMap<Name<'_>, (Vec<&Fact>, Vec<&StoredFact>)> = BTreeMap::new();
    let mut names: Vec<Name<'_>> = Vec::new();
    for fact in program {
        let name = (fact.kind(), &fact.key);
        let known = facts.entry(name).or_default();
        if known.0.is_empty() {
            names.push(name);
        }
        known.0.push(fact);
    }
    for row in stored {
        let name = (row.fact.kind(), &row.fact.key);
        let known = facts.entry(name).or_default();
        if known.0.is_empty() && known.1.is_empty() {
            names.push(name);
        }
        known.1.push(row);
    }
    let of = |name: &Name<'_>| {
        facts
            .get(name)
            .map(|(program, stored)| plan_fact(program, stored, today))
    };
    names.iter().filter_map(of).flatten().collect()
}

fn plan_fact(program: &[&Fact], stored: &[&StoredFact], today: NaiveDate) -> Vec<FactStep> {
    let add = |fact: &Fact| FactStep::Add(Box::new(fact.clone()));
    if stored.is_empty() {
        return program.iter().map(|fact| add(fact)).collect();
    }
    if stored.iter().any(|row| !row.untouched) {
        return Vec::new();
    }
    let reaches = |fact: &Fact| fact.valid_to.is_none_or(|to| to >= today);
    let begins = |fact: &Fact| fact.valid_from.max(today);
    let twins = |a: &Fact, b: &Fact| begins(a) == begins(b) && says_the_same(a, b);
    let wanted: Vec<&Fact> = program.iter().copied().filter(|f| reaches(f)).collect();
    let standing: Vec<&StoredFact> = stored
        .iter()
        .copied()
        .filter(|row| !row.withdrawn && reaches(&row.fact))
        .collect();
    let mut steps = Vec::new();
    for row in &standing {
        match wanted.iter().find(|fact| twins(fact, &row.fact)) {
            Some(fact) if fact.valid_to == row.fact.valid_to => {}
            Some(fact) => steps.push(FactStep::End(row.id, fact.valid_to)),
            None if row.fact.valid_from < today => {
                steps.push(FactStep::End(row.id, Some(before(today))));
            }
            None => steps.push(FactStep::Withdraw(row.id)),
        }
    }
    for fact in wanted {
        if !standing.iter().any(|row| twins(fact, &row.fact)) {
            steps.push(add(&Fact {
                valid_from: begins(fact),
                ..fact.clone()
            }));
        }
    }
    steps
}

/// Whether two rows say the same, whatever days they hold.
fn says_the_same(a: &Fact, b: &Fact) -> bool {
    (&a.site, &a.source, a.evidence, &a.note, &a.value)
        == (&b.site, &b.source, b.evidence, &b.note, &b.value)
}

/// What to write so that from `today` on the tables hold the program's holidays of one organization. A date that has no
/// row gets one, also in the past; a row of the past is never changed, nor is a date that the house has written (R6).
pub fn plan_holidays(
    program: &[Holiday],
    stored: &[StoredHoliday],
    today: NaiveDate,
) -> Vec<HolidayStep> {
    let mut rows: BTreeMap<NaiveDate, Vec<&StoredHoliday>> = BTreeMap::new();
    for row in stored {
        rows.entry(row.holiday.on).or_default().push(row);
    }
    let computed: BTreeMap<NaiveDate, &Holiday> = program.iter().map(|row| (row.on, row)).collect();
    let mut steps = Vec::new();
    for (on, row) in &computed {
        match rows.get(on) {
            None => steps.push(HolidayStep::Add((*row).clone())),
            Some(known) => steps.extend(plan_date(Some(row), known, today)),
        }
    }
    for (_, known) in rows.iter().filter(|(on, _)| !computed.contains_key(on)) {
        steps.extend(plan_date(None, known, today));
    }
    steps
}

fn plan_date(
    computed: Option<&Holiday>,
    known: &[&StoredHoliday],
    today: NaiveDate,
) -> Vec<HolidayStep> {
    let past = known.iter().any(|row| row.holiday.on < today);
    if past || known.iter().any(|row| !row.untouched) {
        return Vec::new();
    }
    let standing = known.iter().find(|row| !row.withdrawn);
    if standing.map(|row| &row.holiday) == computed {
        return Vec::new();
    }
    let withdraw = standing.map(|row| HolidayStep::Withdraw(row.id));
    let add = computed.cloned().map(HolidayStep::Add);
    withdraw.into_iter().chain(add).collect()
}
