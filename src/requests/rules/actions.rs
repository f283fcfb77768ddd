//! Everything staff can do with a request, and what the workflow allows now. Buttons and guards come from this one table;
//! who may do it is added by the permission table.

use crate::requests::model::{EventKind, Facts, Road, Stage};
use crate::requests::workflow;
use crate::text_enum;
use crate::words::Refusal;

text_enum! {
    /// One thing staff can do with a request. The label is the button.
    pub enum Action: "action" {
        MatchPatient = "match_patient", "Match the patient";
        Acknowledge = "acknowledge", "Send the acknowledgment";
        StartVerifying = "start_verifying", "Begin to verify";
        Check = "check", "Check the papers";
        AskForClarification = "ask_for_clarification", "Write the clarification";
        SendSecondLetter = "send_second_letter", "Write a second letter";
        RecordContact = "record_contact", "Record a contact attempt";
        SendReminder = "send_reminder", "Send a reminder";
        RecordAnswer = "record_answer", "Record the answer";
        SettleClarification = "settle_clarification", "Settle the clarification";
        RecordEnding = "record_ending", "Record a revocation";
        RecordWithholding = "record_withholding", "Record why electronic records are withheld";
        FinishVerifying = "finish_verifying", "Go on to the records";
        FinishGathering = "finish_gathering", "Send to review";
        PassReview = "pass_review", "Pass the quality check";
        RecordRelease = "record_release", "Record the release";
        HandOverPickUp = "hand_over_pick_up", "Hand it over at the counter";
        DeliverForm = "deliver_form", "Record the delivery of the form";
        AcceptAmendment = "accept_amendment", "Accept the amendment";
        DenyAmendment = "deny_amendment", "Deny the amendment";
        SendAccounting = "send_accounting", "Record the accounting sent";
        Take = "take", "Take it";
        Assign = "assign", "Assign";
        HandOver = "hand_over", "Hand over";
        PutBack = "put_back", "Put back";
        SetPriority = "set_priority", "Set the priority";
        AddNote = "add_note", "Add a note";
        AddDocument = "add_document", "Add a document";
        LinkRequest = "link_request", "Link with another request";
        GiveStatus = "give_status", "Answer a status call";
        ChangeRoad = "change_road", "Change the road";
        ChangeScope = "change_scope", "Change what is asked for";
        ChangeRecipients = "change_recipients", "Change the recipients";
        NameRequester = "name_requester", "Say who asks";
        RecordDate = "record_date", "Record a date";
        SeePatientPart = "see_patient_part", "Look through the patient's part";
        GrantExtension = "grant_extension", "Extend the time";
        PlaceHold = "place_hold", "Place a hold";
        LiftHold = "lift_hold", "Lift the hold";
        OpenFact = "open_fact", "Open a task";
        CloseFact = "close_fact", "Close a task";
        ReturnToVerifying = "return_to_verifying", "Back to verifying";
        ReturnToGathering = "return_to_gathering", "Back to gathering";
        Deny = "deny", "Deny in writing";
        CloseNoRecords = "close_no_records", "No records found";
        Forward = "forward", "Forward";
        Withdraw = "withdraw", "Record a withdrawal";
        MarkDuplicate = "mark_duplicate", "Mark as a duplicate";
        MarkInError = "mark_in_error", "Mark as logged in error";
    }
}

impl Action {
    /// The event the action ends in, by which the workflow judges it.
    pub const fn event(self) -> EventKind {
        match self {
            Self::MatchPatient => EventKind::PatientMatched,
            Self::Acknowledge => EventKind::Acknowledged,
            Self::StartVerifying => EventKind::VerifyingStarted,
            Self::Check => EventKind::CheckPassed,
            Self::AskForClarification => EventKind::ClarificationSent,
            Self::SendSecondLetter => EventKind::SecondLetterSent,
            Self::RecordContact => EventKind::ContactAttempted,
            Self::SendReminder => EventKind::ReminderSent,
            Self::RecordAnswer => EventKind::AnswerRecorded,
            Self::SettleClarification => EventKind::ClarificationSettled,
            Self::RecordEnding => EventKind::AuthorizationEnded,
            Self::RecordWithholding => EventKind::WithholdingRecorded,
            Self::FinishVerifying => EventKind::Verified,
            Self::FinishGathering => EventKind::RecordsGathered,
            Self::PassReview => EventKind::ReviewPassed,
            Self::RecordRelease => EventKind::ReleaseRecorded,
            Self::HandOverPickUp => EventKind::PickedUp,
            Self::DeliverForm => EventKind::FormDelivered,
            Self::AcceptAmendment => EventKind::AmendmentAccepted,
            Self::DenyAmendment => EventKind::AmendmentDenied,
            Self::SendAccounting => EventKind::AccountingSent,
            Self::Take | Self::Assign => EventKind::Assigned,
            Self::HandOver => EventKind::HandedOver,
            Self::PutBack => EventKind::PutBack,
            Self::SetPriority => EventKind::PrioritySet,
            Self::AddNote => EventKind::NoteAdded,
            Self::AddDocument => EventKind::DocumentAdded,
            Self::LinkRequest => EventKind::Linked,
            Self::GiveStatus => EventKind::StatusGiven,
            Self::ChangeRoad => EventKind::RoadChanged,
            Self::ChangeScope => EventKind::ScopeChanged,
            Self::ChangeRecipients => EventKind::RecipientsChanged,
            Self::NameRequester => EventKind::RequesterNamed,
            Self::RecordDate => EventKind::DateRecorded,
            Self::SeePatientPart => EventKind::PatientPartSeen,
            Self::GrantExtension => EventKind::ExtensionGranted,
            Self::PlaceHold => EventKind::HoldPlaced,
            Self::LiftHold => EventKind::HoldLifted,
            Self::OpenFact => EventKind::FactOpened,
            Self::CloseFact => EventKind::FactClosed,
            Self::ReturnToVerifying => EventKind::ReturnedToVerifying,
            Self::ReturnToGathering => EventKind::ReturnedToGathering,
            Self::Deny => EventKind::Denied,
            Self::CloseNoRecords => EventKind::NoRecordsFound,
            Self::Forward => EventKind::Forwarded,
            Self::Withdraw => EventKind::Withdrawn,
            Self::MarkDuplicate => EventKind::MarkedDuplicate,
            Self::MarkInError => EventKind::MarkedInError,
        }
    }
}

/// Whether the workflow allows an action now.
///
/// # Errors
/// The `Refusal` of the transition table, or the sentence why the action makes no sense with these facts.
pub fn judge(action: Action, stage: Stage, facts: &Facts) -> Result<Stage, Refusal> {
    let after = workflow::next(stage, action.event(), facts)?;
    match action {
        Action::Take if facts.assigned => Err(Refusal::new(
            "W-owner",
            "Somebody owns it already; ask for a handover.",
        )),
        Action::HandOver | Action::PutBack if !facts.assigned => Err(Refusal::new(
            "W-owner",
            "Nobody owns it yet; take it or assign it.",
        )),
        Action::SeePatientPart if facts.road != Road::MedicalForm => Err(Refusal::new(
            "S56",
            "Only a medical form has a part the patient fills in.",
        )),
        Action::CloseFact if facts.open.is_empty() => {
            Err(Refusal::new("W-fact", "No task is open."))
        }
        Action::Acknowledge if facts.acknowledged => {
            Err(Refusal::new("W-fact", "The acknowledgment has gone out."))
        }
        _ => Ok(after),
    }
}

/// Every action the workflow allows now, in the order of `Action::ALL`.
pub fn allowed(stage: Stage, facts: &Facts) -> Vec<Action> {
    Action::ALL
        .iter()
        .copied()
        .filter(|action| judge(*action, stage, facts).is_ok())
        .collect()
}
