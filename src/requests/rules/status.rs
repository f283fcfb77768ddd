//! What is shown of a request: its status, whose move it is and the next step, as pure functions of stage and facts.

use super::actions::{Action, allowed};
use crate::requests::model::{
    CheckResult, Disposition, FactKind, Facts, ShownStatus, Stage, WhoseMove,
};

/// The status word (rule sheet 3.1). What stops a request is told before where it stands.
pub fn shown(stage: Stage, facts: &Facts) -> ShownStatus {
    if stage != Stage::Closed && facts.is_open(FactKind::LegalHold) {
        return ShownStatus::OnLegalHold;
    }
    match stage {
        Stage::Received => received(facts),
        Stage::Verifying if facts.is_open(FactKind::Clarification) => ShownStatus::Clarifying,
        Stage::Verifying | Stage::Gathering if facts.extended => ShownStatus::Extended,
        Stage::Verifying => ShownStatus::Verifying,
        Stage::Gathering => ShownStatus::Retrieving,
        Stage::Reviewing if facts.quality_checks > 0 => ShownStatus::Qc2,
        Stage::Reviewing if facts.sensitive => ShownStatus::SensitivityReview,
        Stage::Reviewing => ShownStatus::Qc1,
        Stage::Ready if facts.is_open(FactKind::Fee) => ShownStatus::FeePending,
        Stage::Ready if facts.pick_up => ShownStatus::ReadyPickup,
        Stage::Ready => ShownStatus::Ready,
        Stage::Closed => ended(facts.disposition),
    }
}

fn received(facts: &Facts) -> ShownStatus {
    if facts.is_open(FactKind::Clarification) {
        ShownStatus::Clarifying
    } else if facts.assigned {
        ShownStatus::Triaged
    } else if facts.acknowledged {
        ShownStatus::Logged
    } else {
        ShownStatus::Received
    }
}

/// The status of a closed request; endings without a word of their own are "closed" and show their disposition beside it.
const fn ended(disposition: Option<Disposition>) -> ShownStatus {
    match disposition {
        Some(Disposition::Released) => ShownStatus::Released,
        Some(Disposition::PartlyReleased) => ShownStatus::PartiallyReleased,
        Some(Disposition::Denied | Disposition::AmendmentDenied) => ShownStatus::Denied,
        Some(Disposition::NoRecords) => ShownStatus::NoRecords,
        Some(Disposition::Forwarded) => ShownStatus::Forwarded,
        Some(Disposition::Withdrawn) => ShownStatus::Withdrawn,
        Some(
            Disposition::Duplicate
            | Disposition::Amended
            | Disposition::AccountingSent
            | Disposition::FormDelivered
            | Disposition::LoggedInError,
        )
        | None => ShownStatus::Closed,
    }
}

/// The order in which others are named when several hold a request.
const OTHERS: [WhoseMove; 5] = [
    WhoseMove::Court,
    WhoseMove::Requester,
    WhoseMove::Provider,
    WhoseMove::Department,
    WhoseMove::Payer,
];

/// Whose move it is; nobody's when closed. It is only another's while an open fact that holds the work in this stage
/// waits on them and none waits on us: a letter sent while the records are still being gathered stops nothing (B4).
pub fn whose_move(stage: Stage, facts: &Facts) -> Option<WhoseMove> {
    if stage == Stage::Closed {
        return None;
    }
    let holding = || {
        facts
            .open
            .iter()
            .filter(|fact| holds_work(fact.kind, stage))
            .map(|fact| fact.waiting_on)
    };
    if holding().any(|side| side == WhoseMove::Us) {
        return Some(WhoseMove::Us);
    }
    let other = OTHERS
        .into_iter()
        .find(|side| holding().any(|held_by| held_by == *side));
    Some(other.unwrap_or(WhoseMove::Us))
}

/// Whether an open fact keeps the work of a stage from going on.
const fn holds_work(kind: FactKind, stage: Stage) -> bool {
    match kind {
        FactKind::LegalHold => true,
        FactKind::Clarification => matches!(stage, Stage::Received | Stage::Verifying),
        FactKind::RecordPull | FactKind::ProviderTask => matches!(stage, Stage::Gathering),
        FactKind::QualityFinding => matches!(stage, Stage::Reviewing | Stage::Ready),
        FactKind::Fee | FactKind::PickUp => matches!(stage, Stage::Ready),
        FactKind::Extension | FactKind::Assignment | FactKind::Forwarding => false,
    }
}

/// The most likely thing to do now, and everything else the workflow allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    /// The primary button; nothing on a closed request.
    pub action: Option<Action>,
    /// Why, in a sentence.
    pub sentence: &'static str,
    /// The other actions, in the order of `Action::ALL`.
    pub others: Vec<Action>,
}

/// What to do next. The primary action is always one the workflow allows, or there is none.
pub fn next_step(stage: Stage, facts: &Facts) -> NextStep {
    let (action, sentence) = most_likely(stage, facts);
    let allowed = allowed(stage, facts);
    let action = action.filter(|wanted| allowed.contains(wanted));
    let others = allowed
        .into_iter()
        .filter(|other| Some(*other) != action)
        .collect();
    NextStep {
        action,
        sentence,
        others,
    }
}

type Step = (Option<Action>, &'static str);

fn most_likely(stage: Stage, facts: &Facts) -> Step {
    let step = |action, sentence| (Some(action), sentence);
    if stage == Stage::Closed && facts.is_open(FactKind::PickUp) {
        return step(
            Action::HandOverPickUp,
            "It waits at the counter to be picked up.",
        );
    }
    if stage == Stage::Closed {
        return (None, "Nothing more to do.");
    }
    if facts.is_open(FactKind::LegalHold) {
        return step(
            Action::LiftHold,
            "A hold is open. Nothing leaves until it is lifted.",
        );
    }
    match stage {
        Stage::Received if !facts.patient_matched => step(
            Action::MatchPatient,
            "Match the patient with two identifiers.",
        ),
        Stage::Received if !facts.acknowledged => step(
            Action::Acknowledge,
            "Tell the requester that it arrived and when it is due.",
        ),
        Stage::Received => step(
            Action::StartVerifying,
            "Begin to verify identity, authority and papers.",
        ),
        Stage::Verifying => verifying(facts),
        Stage::Gathering => gathering(facts),
        Stage::Reviewing => reviewing(facts),
        Stage::Ready => ready(facts),
        Stage::Closed => (None, "Nothing more to do."),
    }
}

fn verifying(facts: &Facts) -> Step {
    let step = |action, sentence| (Some(action), sentence);
    let asked = facts.is_open(FactKind::Clarification);
    match facts.check {
        _ if !facts.patient_matched && !asked => step(
            Action::MatchPatient,
            "Match the patient with two identifiers.",
        ),
        _ if !facts.patient_matched => step(
            Action::RecordAnswer,
            "The requester was asked. Record the answer when it comes; the clock keeps running.",
        ),
        CheckResult::Valid => step(
            Action::FinishVerifying,
            "The papers are in order. Go on to the records.",
        ),
        CheckResult::ValidInPart => step(
            Action::FinishVerifying,
            "The papers are in order for a part. Go on to the records of that part.",
        ),
        _ if asked => step(
            Action::RecordAnswer,
            "The requester was asked. Record the answer when it comes; the clock keeps running.",
        ),
        CheckResult::NotChecked => step(Action::Check, "Check the papers for this road."),
        CheckResult::NeedsClarification | CheckResult::Invalid if facts.letters_sent == 0 => step(
            Action::AskForClarification,
            "Ask for everything that is missing in one letter; the clock keeps running.",
        ),
        CheckResult::NeedsClarification | CheckResult::Invalid => {
            step(Action::Check, "An answer came in. Check the papers again.")
        }
    }
}

fn gathering(facts: &Facts) -> Step {
    if facts.is_open(FactKind::RecordPull) {
        (
            Some(Action::CloseFact),
            "Records were asked for. Note what came in.",
        )
    } else if facts.is_open(FactKind::ProviderTask) {
        (
            Some(Action::CloseFact),
            "The provider has a task. Note when it is done.",
        )
    } else {
        (
            Some(Action::FinishGathering),
            "When the records are in, send them to review.",
        )
    }
}

fn reviewing(facts: &Facts) -> Step {
    if facts.is_open(FactKind::QualityFinding) {
        (Some(Action::CloseFact), "Settle the quality finding.")
    } else if facts.quality_checks > 0 {
        (
            Some(Action::PassReview),
            "A second person looks at every page.",
        )
    } else {
        (
            Some(Action::PassReview),
            "Look at every page: this patient, these types, these dates.",
        )
    }
}

fn ready(facts: &Facts) -> Step {
    if facts.is_open(FactKind::QualityFinding) {
        return (Some(Action::CloseFact), "Settle the quality finding.");
    }
    if facts.is_open(FactKind::Fee) {
        return (
            Some(Action::CloseFact),
            "A fee is open. Note when it is paid or waived.",
        );
    }
    if !facts.patient_matched {
        return (
            Some(Action::MatchPatient),
            "Match the patient with two identifiers; verifying starts again.",
        );
    }
    if !facts.check_allows_release() {
        return (
            Some(Action::Check),
            "The checklist does not allow a release. Check the papers again.",
        );
    }
    if facts.quality_checks < facts.quality_checks_needed() {
        return (
            Some(Action::PassReview),
            "It was marked sensitive. A second person looks at every page.",
        );
    }
    if !facts.recipients_complete {
        return (Some(Action::ChangeRecipients), "Complete the recipients.");
    }
    let ends = |outcome: Disposition| facts.outcomes.contains(&outcome);
    if ends(Disposition::FormDelivered) {
        (
            Some(Action::DeliverForm),
            "Deliver the form to the requester and a copy to the patient.",
        )
    } else if ends(Disposition::Amended) {
        (
            Some(Action::AcceptAmendment),
            "Tell the patient the decision.",
        )
    } else if ends(Disposition::AccountingSent) {
        (Some(Action::SendAccounting), "Send the accounting.")
    } else if facts.pick_up {
        (
            Some(Action::RecordRelease),
            "Hand it over at the counter against identification and record it.",
        )
    } else {
        (
            Some(Action::RecordRelease),
            "Check the papers for today, send it and record what went to whom.",
        )
    }
}
