//! Who may take what from the counter, and when somebody is reminded to come.

use chrono::{Days, NaiveDate};

use super::model::{Fault, HandOver, Relation, Signed, Unclaimed, Waiting};
use crate::facilities::model::{Profile, Reminder, ReminderFor};
use crate::facilities::rules::DeskState;
use crate::intake::model::IdentitySeen;
use crate::requests::rules::identity::caller_verified;

/// The newest step of the house's reminders that was reached: 14 and 30 days after it was ready (3.5 [D], a setting).
/// No step ever takes anything back from the counter.
pub fn unclaimed(profile: &Profile, since: NaiveDate, today: NaiveDate) -> Option<Unclaimed> {
    let days = (today - since).num_days();
    profile
        .all::<Reminder>(today)
        .map(|row| row.value)
        .filter(|one| one.reminder_for == ReminderFor::PickUp && i64::from(one.after) <= days)
        .max_by_key(|one| one.after)
        .map(|one| Unclaimed {
            step: one.step,
            after: one.after,
            by: one.by,
        })
}

/// The step that still has to be done for a part: reached, and nobody was reminded since.
pub fn owed(profile: &Profile, part: &Waiting, today: NaiveDate) -> Option<Unclaimed> {
    let step = unclaimed(profile, part.since, today)?;
    let reached_on = part.since + Days::new(u64::from(step.after));
    let done = part.reminded_on.is_some_and(|on| on >= reached_on);
    (!done).then_some(step)
}

/// Everything that keeps a part on the counter: identity and authority not shown (1.15), nothing handed over, no
/// signature, a closed window without a supervisor's reason (S16, S20).
pub fn faults(given: &HandOver, desk: DeskState, may_override: bool) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut fault = |field, text| faults.push(Fault { field, text });
    if given.identity == IdentitySeen::NotSeen
        && let Err(refusal) = caller_verified(&given.said)
    {
        let what = refusal.text.split(" before ").next().unwrap_or("");
        let text = [
            what,
            ", or see a document. Nobody is sent away for want of one.",
        ];
        fault("said", text.concat());
    }
    if given.relation != Relation::Patient && given.authority.is_none() {
        fault(
            "authority",
            "Write what shows it: the court order, the power of attorney, the patient's note of a day.".to_owned(),
        );
    }
    if given.pages == 0 && given.media.is_none() {
        fault(
            "pages",
            "Enter how many pages or which media are handed over.".to_owned(),
        );
    }
    match given.signed {
        Signed::Typed if given.witness.is_none() => fault(
            "witness",
            "A typed name needs a witness. Enter who saw it, or have it signed by hand.".to_owned(),
        ),
        Signed::OnPaper if given.paper.is_none() => fault(
            "papers",
            "Draw the signature, or choose the scan of the signed receipt.".to_owned(),
        ),
        Signed::Typed | Signed::OnPaper => {}
    }
    let closed = desk.is_closed_hours() == Some(true);
    match &given.closed_hours_why {
        None if closed && may_override => fault(
            "closed_hours_why",
            "The window is closed. Write why it is handed over all the same.".to_owned(),
        ),
        None if closed => fault(
            "",
            "The window is closed. Read out the hours; a supervisor may hand it over with a reason.".to_owned(),
        ),
        Some(_) if closed && !may_override => fault(
            "",
            "Only a supervisor hands over while the window is closed.".to_owned(),
        ),
        _ => {}
    }
    faults
}
