//! Dates the clocks depend on, and the one extension the law allows.

use chrono::NaiveDate;

use super::open::OpenRequest;
use super::record::{local_today, record};
use crate::db::Tx;
use crate::error::CommandError;
use crate::requests::model::{ClockDate, Event};
use crate::requests::rules::clocks::{Clock, ClockRule, clocks, contradictions, may_extend};
use crate::requests::rules::patient_part::spoken;
use crate::staff::model::{Actor, Permission};

/// More time, announced to the requester in writing (N03).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantExtension {
    /// The day the notice was sent.
    pub sent_on: NaiveDate,
    /// The day it promises.
    pub completion_on: NaiveDate,
    /// Why more time is needed, as the notice says.
    pub reason: String,
}

/// A date a clock depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordDate {
    /// Which.
    pub what: ClockDate,
    /// What a deadline set by others is called.
    pub name: Option<String>,
    /// The day.
    pub on: NaiveDate,
    /// How it is known.
    pub reason: String,
}

/// The clock an extension would move: the federal one that runs, or, where none does, the controlling one, whose refusal
/// says why it cannot be moved (R11).
///
/// # Errors
/// A refusal where no clock runs at all.
pub fn extendable(open: &OpenRequest, today: NaiveDate) -> Result<Clock, CommandError> {
    let ledger = clocks(&open.clock_facts(), &open.terms.calendar, today);
    let federal = [ClockRule::C1, ClockRule::C2, ClockRule::C3];
    let clock = federal.into_iter().find_map(|rule| ledger.clock(rule));
    clock.or(ledger.controlling()).cloned().ok_or_else(|| {
        CommandError::refused(
            "R11",
            "There is no clock here that an extension could move: it moves only C1, C2 and C3.",
        )
    })
}

/// Grants the one extension (R10): the notice was sent in time, and the day it promises is at most 30 days after the
/// original one. It moves no clock of a state (R11).
///
/// # Errors
/// The sentence of R10, R11 or R14 that refuses it.
pub fn grant_extension(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    command: &GrantExtension,
) -> Result<(), CommandError> {
    let today = local_today(&open.terms, tx);
    if command.sent_on > today {
        return Err(CommandError::field(
            "sent_on",
            "The notice counts from the day it is sent, which cannot be after today.",
        ));
    }
    let clock = extendable(open, today)?;
    let extended = open.request.progress.extended;
    let to = may_extend(&clock, command.sent_on, command.completion_on, extended)?;
    let event = Event::ExtensionGranted {
        from: clock.statutory_due,
        to,
        sent_on: command.sent_on,
        reason: command.reason.clone(),
    };
    let inputs = &mut open.request.asked.clock_inputs;
    inputs.extensions.push((command.sent_on, to));
    record(tx, open, Some(actor.staff_id), &event)
}

/// Records a date a clock depends on, or corrects it. The date of receipt is corrected only by those who may set a house
/// rule aside, because every clock hangs on it (R2).
///
/// # Errors
/// A field's error when the dates cannot be true together; a refusal for the date of receipt.
pub fn record_date(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    command: &RecordDate,
) -> Result<(), CommandError> {
    if command.what == ClockDate::ReceivedOn && !actor.may(Permission::OverrideRules) {
        return Err(CommandError::refused(
            "R2",
            "Every clock hangs on the date of receipt; a supervisor corrects it.",
        ));
    }
    refuse_incomplete(open, command)?;
    let today = local_today(&open.terms, tx);
    let known = contradictions(&open.clock_facts(), Some(today));
    let before = set(open, command)?;
    let now = contradictions(&open.clock_facts(), Some(today));
    if let Some(sentence) = now.into_iter().find(|sentence| !known.contains(sentence)) {
        return Err(CommandError::field("on", sentence));
    }
    let event = Event::DateRecorded {
        what: command.what,
        on: command.on,
        before,
        reason: command.reason.clone(),
    };
    record(tx, open, Some(actor.staff_id), &event)
}

/// R13: the packet is complete when nothing of the patient's part is missing, and not before.
fn refuse_incomplete(open: &OpenRequest, command: &RecordDate) -> Result<(), CommandError> {
    let missing = &open.request.asked.clock_inputs.part_missing;
    if command.what != ClockDate::PacketComplete || missing.is_empty() {
        return Ok(());
    }
    let text = [
        "The packet is not complete. Still missing: ",
        &spoken(missing),
        ". Tick it under \"Look through the patient's part\" when it is there.",
    ];
    Err(CommandError::field("what", text.concat()))
}

/// Puts the date in its place; answers what stood there.
fn set(open: &mut OpenRequest, command: &RecordDate) -> Result<Option<NaiveDate>, CommandError> {
    let asked = &mut open.request.asked;
    let inputs = &mut asked.clock_inputs;
    let place = match command.what {
        ClockDate::ReceivedOn => {
            let before = asked.received_on;
            asked.received_on = command.on;
            let why = ["Corrected: ", &command.reason].concat();
            asked.received_why.push(why);
            return Ok(Some(before));
        }
        ClockDate::ExternalDeadline => {
            let name = command.name.clone().ok_or_else(|| {
                CommandError::field("name", "Say what the deadline is and who set it.")
            })?;
            let listed = &mut inputs.external_deadlines;
            let place = listed.iter().position(|(known, _)| *known == name);
            let before = place.map(|at| listed.remove(at).1);
            listed.push((name, command.on));
            return Ok(before);
        }
        ClockDate::BenefitProof => {
            inputs.benefit_claim = true;
            &mut inputs.benefit_proof_on
        }
        ClockDate::AuthorizationValid => &mut inputs.authorization_valid_on,
        ClockDate::FeePaid => &mut inputs.fee_paid_on,
        ClockDate::ReadyToPay => &mut inputs.ready_to_pay_on,
        ClockDate::PacketComplete => &mut inputs.complete_on,
        ClockDate::DisabilityBegan => &mut inputs.disability_began_on,
        ClockDate::LeaveBegan => &mut inputs.leave_began_on,
        ClockDate::EmployerAsked => &mut inputs.employer_asked_on,
        ClockDate::EmployerReturned => &mut inputs.employer_returned_on,
    };
    Ok(place.replace(command.on))
}
