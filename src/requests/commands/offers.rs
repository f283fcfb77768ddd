//! What a person is offered on a request: what the workflow allows and the person may do. Buttons and guards come from
//! the same table (design 2.5).

use super::hold::may_lift_open;
use super::open::OpenRequest;
use crate::requests::rules::actions::{Action, allowed};
use crate::staff::model::{Actor, Permission};

/// The permission an action needs; the routes that carry it out name the same.
pub const fn permission_of(action: Action) -> Permission {
    match action {
        Action::AddNote
        | Action::LinkRequest
        | Action::GiveStatus
        | Action::RecordContact
        | Action::RecordAnswer
        | Action::RecordEnding
        | Action::AddDocument
        | Action::SeePatientPart
        | Action::NameRequester
        | Action::Withdraw => Permission::RecordAnswers,
        Action::Acknowledge | Action::HandOverPickUp => Permission::LogRequests,
        Action::PassReview => Permission::ApproveReleases,
        Action::RecordRelease
        | Action::DeliverForm
        | Action::AcceptAmendment
        | Action::DenyAmendment
        | Action::SendAccounting
        | Action::Deny
        | Action::RecordWithholding
        | Action::CloseNoRecords => Permission::ReleaseRecords,
        Action::Assign | Action::MarkInError => Permission::AssignWork,
        Action::PlaceHold => Permission::PlaceHolds,
        Action::LiftHold => Permission::LiftHolds,
        Action::MatchPatient
        | Action::StartVerifying
        | Action::Check
        | Action::AskForClarification
        | Action::SendSecondLetter
        | Action::SendReminder
        | Action::SettleClarification
        | Action::FinishVerifying
        | Action::FinishGathering
        | Action::Take
        | Action::HandOver
        | Action::PutBack
        | Action::SetPriority
        | Action::ChangeRoad
        | Action::ChangeScope
        | Action::ChangeRecipients
        | Action::RecordDate
        | Action::GrantExtension
        | Action::OpenFact
        | Action::CloseFact
        | Action::ReturnToVerifying
        | Action::ReturnToGathering
        | Action::Forward
        | Action::MarkDuplicate => Permission::WorkRequests,
    }
}

/// Everything this person may do with the request now, in the order of `Action::ALL`. Handing over and putting back are
/// for its owner and for those who assign work; who owns a request does not review it; who placed a hold does not lift it.
pub fn offered(actor: &Actor, open: &OpenRequest) -> Vec<Action> {
    let owns = open.request.owner_id == Some(actor.staff_id);
    let assigns = actor.may(Permission::AssignWork);
    allowed(open.request.stage, &open.facts())
        .into_iter()
        .filter(|action| actor.may(permission_of(*action)))
        .filter(|action| match action {
            Action::HandOver | Action::PutBack => owns || assigns,
            Action::Assign => open.request.owner_id.is_none(),
            Action::PassReview => !owns,
            Action::LiftHold => may_lift_open(actor, open),
            _ => true,
        })
        .collect()
}
