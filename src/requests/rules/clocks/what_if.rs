//! The same ledger on changed facts, and what the change would do.

use chrono::NaiveDate;

use super::model::{Clock, ClockFacts, ClockRule, Ledger};
use super::{clocks, contradictions};
use crate::calendar::{Calendar, in_words};

/// The answer to "what if": the ledger as it would be and the difference in sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhatIf {
    /// The ledger on the changed facts.
    pub ledger: Ledger,
    /// What differs, in sentences; one sentence saying so when nothing does.
    pub differences: Vec<String>,
    /// Why the changed facts cannot be true together; empty when they can.
    pub contradictions: Vec<String>,
}

/// What the ledger would be after a change of the facts (B8). Nothing is stored.
pub fn what_if(
    facts: &ClockFacts,
    change: impl FnOnce(&mut ClockFacts),
    calendar: &Calendar,
    today: impl Into<Option<NaiveDate>>,
) -> WhatIf {
    let today = today.into();
    let before = clocks(facts, calendar, today);
    let mut changed = facts.clone();
    change(&mut changed);
    let ledger = clocks(&changed, calendar, today);
    WhatIf {
        differences: compare(&before, &ledger),
        contradictions: contradictions(&changed, today),
        ledger,
    }
}

/// What differs between two ledgers, in sentences: clocks that come, go, move or stop, then who controls, then the day
/// to work by. Never empty.
pub fn compare(before: &Ledger, after: &Ledger) -> Vec<String> {
    let mut said = Vec::new();
    for clock in &after.clocks {
        match counterpart(before, clock) {
            None => said.push(format!(
                "{} would start: {}, due {}.",
                clock.rule.as_str(),
                clock.name,
                in_words(clock.statutory_due)
            )),
            Some(old) => said.extend(moved(old, clock)),
        }
    }
    for clock in &before.clocks {
        if counterpart(after, clock).is_none() {
            said.push(format!(
                "{} would no longer run: {}.",
                clock.rule.as_str(),
                clock.name
            ));
        }
    }
    said.extend(control(before, after));
    for refusal in after
        .refusals
        .iter()
        .filter(|refusal| !before.refusals.contains(refusal))
    {
        said.push(format!("Refused: {}", refusal.with_rule()));
    }
    if before.work_by != after.work_by {
        said.push(format!(
            "Work by {} instead of {}.",
            in_words(after.work_by),
            in_words(before.work_by)
        ));
    }
    if said.is_empty() {
        said.push(format!(
            "Nothing changes: work by {}.",
            in_words(after.work_by)
        ));
    }
    said
}

/// The same clock in the other ledger; typed deadlines are told apart by name.
fn counterpart<'a>(ledger: &'a Ledger, clock: &Clock) -> Option<&'a Clock> {
    ledger.clocks.iter().find(|other| {
        other.rule == clock.rule && (clock.rule != ClockRule::Ext || other.name == clock.name)
    })
}

fn moved(old: &Clock, new: &Clock) -> Vec<String> {
    let rule = new.rule.as_str();
    let mut said = Vec::new();
    if old.statutory_due != new.statutory_due {
        said.push(format!(
            "{rule} would be due {} instead of {}.",
            in_words(new.statutory_due),
            in_words(old.statutory_due)
        ));
    }
    match (old.stopped, new.stopped) {
        (None, Some(stopped)) => said.push(format!(
            "{rule} would be stopped on {} by {}.",
            in_words(stopped.on),
            stopped.by.label()
        )),
        (Some(_), None) => said.push(format!("{rule} would run again.")),
        _ => {}
    }
    match (old.held, new.held) {
        (None, Some(_)) => said.push(format!("{rule} would be held by the objection.")),
        (Some(_), None) => said.push(format!("{rule} would no longer be held.")),
        _ => {}
    }
    said
}

fn control(before: &Ledger, after: &Ledger) -> Option<String> {
    let rule = |ledger: &Ledger| ledger.controlling().map(|clock| clock.rule);
    if rule(before) == rule(after) {
        return None;
    }
    Some(match after.controlling() {
        Some(clock) => format!("{} would control.", clock.rule.as_str()),
        None => "No clock of the law would control.".to_owned(),
    })
}
