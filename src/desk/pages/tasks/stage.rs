//! Steps along the stages, and the hold that stops what would leave.

use super::super::task::{self, Sheet, Task};
use super::reason;
use crate::requests::commands::{self, LiftHold, MoveOn, PlaceHold, Step};
use crate::requests::forms;
use crate::requests::model::{FactKind, HoldGround, WhoseMove};
use crate::requests::rules::actions::{Action as Doing, judge};
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};

pub static HOLD: Task<PlaceHold> = Task {
    noun: "hold",
    title: "Place a hold",
    say: "The hold is placed: nothing leaves until it is lifted.",
    guarded: true,
    sheet: |form, _| {
        Sheet::new(Button::primary("Place the hold"))
            .note(
                Tone::Warn,
                "Nothing leaves while a hold is open. It stops no clock of the law. Another person lifts it: a supervisor or the privacy officer.",
            )
            .field(
                form.radios("ground", "What kind of hold it is")
                    .choices(HoldGround::offered())
                    .stacked(),
            )
            .field(
                form.select("waiting_on", "Who has to act for it to end")
                    .prompt("Choose")
                    .options(WhoseMove::offered())
                    .width(Width::Half),
            )
            .field(reason(form))
    },
    read: |form, _| forms::hold(form),
    run: commands::place_hold,
};

pub static HOLD_END: Task<LiftHold> = Task {
    noun: "hold/end",
    title: "Lift the hold",
    say: "The hold is lifted.",
    guarded: true,
    sheet: |form, given| {
        let open = given.open.facts().is_open(FactKind::LegalHold);
        let note = if open {
            "When it is lifted, the request can leave again. The papers are checked for that day before anything goes."
        } else {
            "No hold is open."
        };
        Sheet::new(Button::primary("Lift the hold"))
            .note(Tone::Info, note)
            .field(reason(form))
    },
    read: |form, _| forms::hold_end(form),
    run: commands::lift_hold,
};

pub static STAGE: Task<MoveOn> = Task {
    noun: "stage",
    title: "Move it on or back",
    say: "The request is in another stage.",
    guarded: true,
    sheet: |form, given| {
        let facts = given.open.facts();
        let may = |step: &&Step| judge(doing(**step), given.open.request.stage, &facts).is_ok();
        let steps = Step::ALL
            .iter()
            .filter(|step| **step != Step::PassReview)
            .filter(may)
            .map(|step| (step.as_str(), step.label()));
        Sheet::new(Button::primary("Do it"))
            .field(form.radios("step", "Step").choices(steps).stacked())
            .field(
                form.text("pages", "Pages that came in")
                    .kind(Kind::Digits)
                    .hint("Needed to send it to review.")
                    .optional()
                    .width(Width::Quarter),
            )
            .field(
                form.lines("reason", "Reason")
                    .hint("Needed for a step back.")
                    .optional()
                    .rows(3),
            )
    },
    read: |form, _| forms::step(form),
    run: |tx, open, actor, command| match command.step {
        Step::PassReview => Err(crate::error::CommandError::refused(
            "W-review",
            "The quality check is passed on the page of the request, by a reviewer.",
        )),
        _ => commands::move_on(tx, open, actor, command),
    },
};

const fn doing(step: Step) -> Doing {
    match step {
        Step::StartVerifying => Doing::StartVerifying,
        Step::FinishVerifying => Doing::FinishVerifying,
        Step::FinishGathering => Doing::FinishGathering,
        Step::PassReview => Doing::PassReview,
        Step::ReturnToVerifying => Doing::ReturnToVerifying,
        Step::ReturnToGathering => Doing::ReturnToGathering,
    }
}

/// Begins to verify.
pub async fn start_verifying(visit: Visit) -> Answer {
    task::at_once(
        visit,
        "start verifying",
        "Verifying has begun.",
        |tx, open, actor| commands::move_on(tx, open, actor, &plain(Step::StartVerifying)),
    )
    .await
}

/// Goes on to the records.
pub async fn finish_verifying(visit: Visit) -> Answer {
    task::at_once(
        visit,
        "finish verifying",
        "The records can be gathered.",
        |tx, open, actor| commands::move_on(tx, open, actor, &plain(Step::FinishVerifying)),
    )
    .await
}

/// Passes one quality check.
pub async fn pass_review(visit: Visit) -> Answer {
    task::at_once(
        visit,
        "pass review",
        "The quality check is passed.",
        |tx, open, actor| commands::move_on(tx, open, actor, &plain(Step::PassReview)),
    )
    .await
}

const fn plain(step: Step) -> MoveOn {
    MoveOn {
        step,
        pages: None,
        reason: None,
    }
}
