//! One clarification collects every gap (R17), stops no clock (R9, R14), and is closed by a person only.

use chrono::NaiveDate;

use super::model::{
    ClarificationContext, Gap, ItemAnswer, ReminderStep, SecondLetter, SentItem, Standing, Weight,
};
use crate::calendar::{Calendar, DayKind};
use crate::facilities::Facilities;
use crate::facilities::model::{PromiseUnit, Reminder, ReminderFor};
use crate::notices::model::{AnswerClock, AskedItem, N02};
use crate::requests::model::Road;
use crate::requests::rules::roads;
use crate::words::Refusal;

/// Fewest characters of a reason given for an override.
pub const REASON_LENGTH: usize = 15;

/// The one letter (N02) that asks for every gap. Gaps with the same sentence become one item, so that neither the
/// number nor the order of withheld parts tells which kinds of record they are.
///
/// # Errors
/// `Refusal` R17 when there is no gap that must be closed: there is nothing to write about.
pub fn compose(gaps: &[Gap], context: &ClarificationContext) -> Result<N02, Refusal> {
    if gaps.iter().all(|gap| gap.weight == Weight::Helpful) {
        return Err(Refusal::new(
            "R17",
            "There is no gap that holds this request up, so there is nothing to ask for.",
        ));
    }
    Ok(N02 {
        desk: context.desk.clone(),
        names: context.names.clone(),
        written_on: context.written_on,
        needed: asked(gaps, Weight::Needed),
        helpful: asked(gaps, Weight::Helpful),
        channels: context.channels.clone(),
        clock: answer_clock(context.road, context.statutory_due),
        answer_by: context.answer_by,
        form: context.form.clone(),
    })
}

fn asked(gaps: &[Gap], weight: Weight) -> Vec<AskedItem> {
    let mut items: Vec<AskedItem> = Vec::new();
    for gap in gaps.iter().filter(|gap| gap.weight == weight) {
        if items
            .iter()
            .any(|item| item.ask == gap.ask && item.detail == gap.detail)
        {
            continue;
        }
        items.push(AskedItem {
            ask: gap.ask,
            how: gap.answer_by.sentence(),
            detail: gap.detail.clone(),
        });
    }
    items
}

/// What a clarification says about the clock. On the roads of access, amendment and accounting the clock runs on
/// (R9). On every other road a defective document starts none (R19).
pub const fn answer_clock(road: Road, statutory_due: Option<NaiveDate>) -> AnswerClock {
    let runs_on = matches!(
        road,
        Road::PatientAccess
            | Road::PersonalRepresentative
            | Road::ThirdPartyDirective
            | Road::Amendment
            | Road::Accounting
    );
    match (runs_on, statutory_due) {
        (true, Some(until)) => AnswerClock::KeepsRunning(until),
        _ if roads::row(road).defect_starts_no_clock => AnswerClock::StartsWithValidPaper,
        _ => AnswerClock::NoneRuns,
    }
}

/// House working days the desk keeps for itself between an answer and the day to work by.
const DAYS_TO_FINISH: usize = 3;

/// The last day on which an answer keeps the request on time: three house working days before the day to work by (R7),
/// and never before the next house working day, so that there is time to answer at all.
pub fn answer_by(work_by: NaiveDate, today: NaiveDate, calendar: &Calendar) -> NaiveDate {
    let earliest = calendar.nth_day(DayKind::HouseWorking, today, 1);
    let before = work_by
        .iter_days()
        .rev()
        .skip(1)
        .filter(|on| calendar.is_house_working_day(*on))
        .nth(DAYS_TO_FINISH - 1)
        .unwrap_or(work_by);
    before.max(earliest)
}

/// The reminder schedule of the facility's profile for a clarification sent on a day.
pub fn schedule(
    facilities: &Facilities,
    site: &str,
    sent_on: NaiveDate,
    calendar: &Calendar,
) -> Vec<ReminderStep> {
    let Some((profile, code)) = facilities.of_site(site) else {
        return Vec::new();
    };
    let mut steps: Vec<ReminderStep> = profile
        .at_site::<Reminder>(&code, sent_on)
        .filter(|row| row.value.reminder_for == ReminderFor::Clarification)
        .map(|row| ReminderStep {
            number: row.value.step,
            due_on: step_due(row.value, sent_on, calendar),
            by: row.value.by,
        })
        .collect();
    steps.sort_by_key(|step| step.number);
    steps
}

fn step_due(step: &Reminder, sent_on: NaiveDate, calendar: &Calendar) -> NaiveDate {
    match step.unit {
        PromiseUnit::OfficeWorkingDays => {
            calendar.nth_day(DayKind::HouseWorking, sent_on, step.after)
        }
        PromiseUnit::CalendarDays => calendar.calendar_due(sent_on, step.after),
        PromiseUnit::Hours => calendar.calendar_due(sent_on, step.after.div_ceil(24)),
    }
}

/// The reminders whose day has come, none once everything is answered. The caller leaves out those already sent.
pub fn reminders_due(
    steps: &[ReminderStep],
    today: NaiveDate,
    answered: bool,
) -> Vec<ReminderStep> {
    steps
        .iter()
        .filter(|step| !answered && step.due_on <= today)
        .copied()
        .collect()
}

/// Whether a second letter may go out, after the checks `previous` were asked for before. Asking for something that could have been seen the first time needs the
/// reason of a supervisor (B9), so that requesters are not asked piece by piece.
///
/// # Errors
/// `Refusal` B9 when such a gap is new and no reason of at least 15 characters is given; R17 when nothing is open.
pub fn second_letter(
    previous: &[String],
    now: &[Gap],
    supervisor_reason: Option<&str>,
) -> Result<SecondLetter, Refusal> {
    if now.is_empty() {
        return Err(Refusal::new(
            "R17",
            "Nothing is open any more, so there is nothing to ask for a second time.",
        ));
    }
    let asked_before = |gap: &Gap| previous.contains(&gap.source_check);
    let missed_before: Vec<String> = now
        .iter()
        .filter(|gap| gap.visible_at_first && !asked_before(gap))
        .map(|gap| gap.source_check.clone())
        .collect();
    let reason = supervisor_reason
        .map(str::trim)
        .filter(|r| r.chars().count() >= REASON_LENGTH);
    if !missed_before.is_empty() && reason.is_none() {
        return Err(Refusal::new(
            "B9",
            format!(
                "{} could be seen when the first letter was written. A second letter needs a supervisor's reason of \
                 at least {REASON_LENGTH} characters.",
                missed_before.join(", ")
            ),
        ));
    }
    let reason = if missed_before.is_empty() {
        None
    } else {
        reason.map(str::to_owned)
    };
    Ok(SecondLetter {
        gaps: now.to_vec(),
        missed_before,
        reason,
    })
}

/// The items that are still open.
pub fn still_open(items: &[SentItem]) -> Vec<&SentItem> {
    items
        .iter()
        .filter(|item| item.answer == ItemAnswer::StillOpen)
        .collect()
}

/// How the clarification stands. No date goes in: waiting never closes one (rule sheet 1.1).
pub fn standing(items: &[SentItem]) -> Standing {
    match still_open(items).len() {
        0 => Standing::ReadyToRecheck,
        open => Standing::Waiting { open },
    }
}

/// Whether a person may close the clarification now.
///
/// # Errors
/// `Refusal` R14 while a needed item is open: it is answered, withdrawn by name, or the request itself is ended.
pub fn may_close(items: &[SentItem]) -> Result<(), Refusal> {
    let needed: Vec<&str> = still_open(items)
        .into_iter()
        .filter(|item| item.weight == Weight::Needed)
        .map(|item| item.source_check.as_str())
        .collect();
    if needed.is_empty() {
        return Ok(());
    }
    Err(Refusal::new(
        "R14",
        format!(
            "{} is still open. Record the answer, or say that it is no longer asked.",
            needed.join(", ")
        ),
    ))
}
