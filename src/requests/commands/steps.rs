//! The steps along the stages that need nothing but the decision.

use super::open::OpenRequest;
use super::record::record;
use crate::db::Tx;
use crate::error::CommandError;
use crate::requests::model::{Event, EventKind, Stage};
use crate::requests::store;
use crate::staff::model::Actor;
use crate::text_enum;

text_enum! {
    /// A step along the stages.
    pub enum Step: "step" {
        StartVerifying = "start_verifying", "Begin to verify";
        FinishVerifying = "finish_verifying", "Go on to the records";
        FinishGathering = "finish_gathering", "Send to review";
        PassReview = "pass_review", "Pass the quality check";
        ReturnToVerifying = "return_to_verifying", "Back to verifying";
        ReturnToGathering = "return_to_gathering", "Back to gathering";
    }
}

/// Moves a request along its stages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveOn {
    /// The step.
    pub step: Step,
    /// How many pages came in, for the end of gathering.
    pub pages: Option<u32>,
    /// Why, for a step back.
    pub reason: Option<String>,
}

/// Moves a request along its stages. Whoever passes a review did not do the work and did not pass it before (check 29).
///
/// # Errors
/// The workflow's refusal; a refusal for a reviewer who did the work; a field's error where pages or reason are missing.
pub fn move_on(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    command: &MoveOn,
) -> Result<(), CommandError> {
    let reason = || {
        command
            .reason
            .clone()
            .ok_or_else(|| CommandError::field("reason", "Say why it goes back."))
    };
    let event = match command.step {
        Step::StartVerifying => Event::VerifyingStarted,
        Step::FinishVerifying => Event::Verified,
        Step::FinishGathering => Event::RecordsGathered {
            pages: command
                .pages
                .ok_or_else(|| CommandError::field("pages", "Enter how many pages came in."))?,
        },
        Step::PassReview => {
            another_person(tx, open, actor)?;
            Event::ReviewPassed {
                number: open.request.progress.quality_checks + 1,
            }
        }
        Step::ReturnToVerifying => Event::ReturnedToVerifying { reason: reason()? },
        Step::ReturnToGathering => Event::ReturnedToGathering { reason: reason()? },
    };
    record(tx, open, Some(actor.staff_id), &event)
}

/// The reviewer is neither the owner nor who gathered the records nor an earlier reviewer of the same records.
fn another_person(tx: &mut Tx<'_>, open: &OpenRequest, actor: &Actor) -> Result<(), CommandError> {
    if !matches!(open.request.stage, Stage::Reviewing | Stage::Ready) {
        // The workflow says why.
        return Ok(());
    }
    let owns = open.request.owner_id == Some(actor.staff_id);
    let done = store::list_doers(
        tx,
        open.request.id,
        &[EventKind::RecordsGathered, EventKind::ReviewPassed],
    )?;
    let since = done
        .iter()
        .rposition(|(kind, _)| *kind == EventKind::RecordsGathered)
        .unwrap_or(0);
    let did = done[since..]
        .iter()
        .any(|(_, by)| *by == Some(actor.staff_id));
    if owns || did {
        return Err(CommandError::refused(
            "W-review",
            "Whoever worked on a request does not review it: another person looks at every page.",
        ));
    }
    Ok(())
}
