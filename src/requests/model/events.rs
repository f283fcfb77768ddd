//! Everything that happens in a request's life, as typed payloads that are stored as versioned JSON and never queried.
//! The timeline reads them back in words. No event holds the patient's name; staff stand under the name they had then.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::words::{
    AuthorizationEnd, Channel, CheckResult, ClockDate, ContactWay, Delivery, Disposition, FactKind,
    HoldGround, LinkKind, Priority, Road, WhoseMove,
};
use crate::requests::rules::clocks::FormKind;
use crate::requests::rules::patient_part::PartItem;
use crate::text_enum;
use crate::words::{Language, Reference};

text_enum! {
    /// The kinds of event, as stored beside each payload.
    pub enum EventKind: "event" {
        Logged = "logged", "Logged";
        PatientMatched = "patient_matched", "Patient matched";
        RoadChanged = "road_changed", "Road changed";
        ScopeChanged = "scope_changed", "Scope changed";
        RecipientsChanged = "recipients_changed", "Recipients changed";
        DateRecorded = "date_recorded", "Date recorded";
        Assigned = "assigned", "Assigned";
        HandedOver = "handed_over", "Handed over";
        PutBack = "put_back", "Put back";
        PrioritySet = "priority_set", "Priority set";
        RequesterNamed = "requester_named", "Requester named";
        NoteAdded = "note_added", "Note";
        DocumentAdded = "document_added", "Document added";
        Linked = "linked", "Linked";
        Acknowledged = "acknowledged", "Acknowledged";
        StatusGiven = "status_given", "Status given";
        NoticeSent = "notice_sent", "Notice sent";
        NoticeFailed = "notice_failed", "Notice failed";
        RuleOverridden = "rule_overridden", "Rule overridden";
        SiteTransferred = "site_transferred", "Moved between sites";
        VerifyingStarted = "verifying_started", "Verifying started";
        CheckPassed = "check_passed", "Check passed";
        CheckFailed = "check_failed", "Check failed";
        ClarificationSent = "clarification_sent", "Clarification sent";
        SecondLetterSent = "second_letter_sent", "Second letter sent";
        ContactAttempted = "contact_attempted", "Contact attempted";
        ReminderSent = "reminder_sent", "Reminder sent";
        AnswerRecorded = "answer_recorded", "Answer recorded";
        AuthorizationEnded = "authorization_ended", "Authorization ended";
        WithholdingRecorded = "withholding_recorded", "Withholding recorded";
        ClarificationSettled = "clarification_settled", "Clarification settled";
        ExtensionGranted = "extension_granted", "Extension granted";
        HoldPlaced = "hold_placed", "Hold placed";
        HoldLifted = "hold_lifted", "Hold lifted";
        FactOpened = "fact_opened", "Fact opened";
        FactClosed = "fact_closed", "Fact closed";
        Verified = "verified", "Verified";
        RecordsGathered = "records_gathered", "Records gathered";
        ReviewPassed = "review_passed", "Review passed";
        ReturnedToVerifying = "returned_to_verifying", "Back to verifying";
        ReturnedToGathering = "returned_to_gathering", "Back to gathering";
        ReleaseRecorded = "release_recorded", "Release recorded";
        Denied = "denied", "Denied";
        NoRecordsFound = "no_records_found", "No records found";
        Forwarded = "forwarded", "Forwarded";
        Withdrawn = "withdrawn", "Withdrawn";
        MarkedDuplicate = "marked_duplicate", "Duplicate";
        MarkedInError = "marked_in_error", "Logged in error";
        AmendmentAccepted = "amendment_accepted", "Amendment accepted";
        AmendmentDenied = "amendment_denied", "Amendment denied";
        AccountingSent = "accounting_sent", "Accounting sent";
        FormDelivered = "form_delivered", "Form delivered";
        PatientPartSeen = "patient_part_seen", "Patient's part seen";
        PickedUp = "picked_up", "Picked up";
        PickUpReminded = "pick_up_reminded", "Reminded to pick up";
        DueMoved = "due_moved", "Dates moved";
    }
}

/// One thing that happened, with what is needed to tell it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// The request was logged.
    Logged {
        channel: Channel,
        road: Road,
        received_on: NaiveDate,
        why_received: String,
        documents: u32,
    },
    /// The patient of the index was chosen, for the first time or instead of another.
    PatientMatched {
        patient: i64,
        by: Vec<String>,
        replaces: Option<i64>,
        created: bool,
    },
    /// A person chose another road, with the reason.
    RoadChanged {
        from: Road,
        to: Road,
        reason: String,
    },
    /// What is asked for changed; both in words.
    ScopeChanged {
        from: String,
        to: String,
        reason: String,
    },
    /// The recipients changed; counts only, their names stand in their own rows.
    RecipientsChanged {
        count: u32,
        deliveries: Vec<Delivery>,
        reason: String,
    },
    /// A date a clock depends on became known or was corrected.
    DateRecorded {
        what: ClockDate,
        on: NaiveDate,
        before: Option<NaiveDate>,
        reason: String,
    },
    /// Somebody took it or was given it.
    Assigned {
        to: i64,
        to_name: String,
        taken: bool,
    },
    /// The owner handed it to another with words.
    HandedOver {
        to: i64,
        to_name: String,
        from_name: String,
        reason: String,
    },
    /// The owner put it back for anybody to take.
    PutBack { from_name: String, reason: String },
    /// Another priority.
    PrioritySet {
        from: Priority,
        to: Priority,
        reason: String,
    },
    /// Who asks was chosen in the address book, or their own reference became known; the name stands in its own row.
    RequesterNamed {
        in_book: bool,
        own_reference: Option<String>,
    },
    /// A note. Never edited.
    NoteAdded { text: String },
    /// A paper was added.
    DocumentAdded {
        document: i64,
        what: String,
        pages: u32,
        channel: Channel,
    },
    /// Hangs together with another request.
    Linked { other: Reference, how: LinkKind },
    /// The acknowledgment went out (N01).
    Acknowledged {
        way: ContactWay,
        language: Language,
        due_on: NaiveDate,
    },
    /// Somebody asked how far it is (N20).
    StatusGiven {
        way: ContactWay,
        caller_verified: bool,
        told: String,
    },
    /// A letter or message reached its way out.
    NoticeSent { notice: String, way: ContactWay },
    /// A letter or message came back, or its sending is uncertain.
    NoticeFailed {
        notice: String,
        way: ContactWay,
        why: String,
    },
    /// A rule was set aside by a person allowed to, with the reason.
    RuleOverridden { rule: String, reason: String },
    /// The paper moved from one site to another (S27).
    SiteTransferred { from: String, to: String },
    /// Somebody began to verify.
    VerifyingStarted,
    /// The checklist allows release, wholly or in part, as of a day.
    CheckPassed {
        as_of: NaiveDate,
        withheld_parts: u32,
    },
    /// The checklist does not allow release.
    CheckFailed {
        as_of: NaiveDate,
        result: CheckResult,
        failed: Vec<String>,
    },
    /// The one letter with every gap (N02, R17).
    ClarificationSent {
        items: Vec<String>,
        way: ContactWay,
        language: Language,
        answer_by: NaiveDate,
    },
    /// A further letter, with a supervisor's reason where the gap was visible the first time (B9).
    SecondLetterSent {
        items: Vec<String>,
        way: ContactWay,
        language: Language,
        answer_by: NaiveDate,
        reason: String,
    },
    /// Somebody tried to reach the requester.
    ContactAttempted {
        way: ContactWay,
        reached: bool,
        said: String,
    },
    /// A reminder of the open clarification.
    ReminderSent { way: ContactWay, number: u32 },
    /// The requester answered some or all items.
    AnswerRecorded {
        way: ContactWay,
        answered: Vec<String>,
        still_open: Vec<String>,
    },
    /// The authorization, or the authority behind it, ended before its day (A19, B13). Who said so stands in its own row.
    AuthorizationEnded {
        how: AuthorizationEnd,
        on: NaiveDate,
        way: ContactWay,
    },
    /// On which ground electronic records were denied, held back, late or given otherwise (1.10); facts stand in its row.
    WithholdingRecorded {
        how: String,
        ground: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until_on: Option<NaiveDate>,
    },
    /// The clarification needs no further answer.
    ClarificationSettled { reason: String },
    /// More time, announced in writing (N03, R10).
    ExtensionGranted {
        from: NaiveDate,
        to: NaiveDate,
        sent_on: NaiveDate,
        reason: String,
    },
    /// Nothing may leave until it is lifted.
    HoldPlaced {
        reason: String,
        waiting_on: WhoseMove,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ground: Option<HoldGround>,
    },
    /// The hold ended.
    HoldLifted { reason: String },
    /// A fact of another area began: a provider's task, a pull, a fee, a finding, a pick-up.
    FactOpened {
        fact: FactKind,
        waiting_on: WhoseMove,
        due_on: Option<NaiveDate>,
        reason: String,
    },
    /// It ended.
    FactClosed { fact: FactKind, reason: String },
    /// Identity, authority and papers are in order: the records can be gathered.
    Verified,
    /// The records are in.
    RecordsGathered { pages: u32 },
    /// One quality check found nothing (check 29).
    ReviewPassed { number: u32 },
    /// Back to verifying.
    ReturnedToVerifying { reason: String },
    /// Back to gathering.
    ReturnedToGathering { reason: String },
    /// Records went out, and the disclosure lines were written with it.
    ReleaseRecorded {
        partly: bool,
        pages: u32,
        recipients: u32,
        deliveries: Vec<Delivery>,
        reason: String,
    },
    /// Denied in writing (N04).
    Denied { ground: String, sent_on: NaiveDate },
    /// Searched, nothing held here (N09).
    NoRecordsFound { searched: String },
    /// Sent on to whoever holds the records (N09).
    Forwarded { to: String, reason: String },
    /// The requester took it back.
    Withdrawn { way: ContactWay, reason: String },
    /// The same request is already here.
    MarkedDuplicate { of: Reference },
    /// It should never have been logged.
    MarkedInError { reason: String },
    /// The amendment was accepted (N10).
    AmendmentAccepted { sent_on: NaiveDate },
    /// The amendment was denied (N11).
    AmendmentDenied { ground: String, sent_on: NaiveDate },
    /// The accounting went out (N13).
    AccountingSent { entries: u32, sent_on: NaiveDate },
    /// The completed form was delivered (N17, S64).
    FormDelivered {
        sent_on: NaiveDate,
        copy_to_patient: bool,
    },
    /// What of the patient's part of a medical form is there, and what is not (S56, B6).
    PatientPartSeen {
        form: FormKind,
        missing: Vec<PartItem>,
    },
    /// What was released to be picked up was handed over; who took it stands in its own row (3.5).
    PickedUp {
        by: String,
        shown: String,
        pages: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        media: Option<String>,
        signed: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        closed_hours_why: Option<String>,
    },
    /// Nobody collected it yet, and somebody was reminded (3.5).
    PickUpReminded {
        way: ContactWay,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        said: Option<String>,
    },
    /// A fact of the house changed, and the stored dates followed; what they were is kept here (R6, B5).
    DueMoved {
        due_before: NaiveDate,
        due_after: NaiveDate,
        work_by_before: NaiveDate,
        work_by_after: NaiveDate,
        because: String,
    },
}

/// A stored payload that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum BadEvent {
    /// Written by a later version of the program.
    #[error("event payload of version {0}, this program reads version {version}", version = Event::VERSION)]
    Version(u32),
    /// Not the JSON of an event.
    #[error("event payload unreadable: {0}")]
    Json(#[from] serde_json::Error),
}

#[derive(Serialize)]
struct StoredRef<'a> {
    v: u32,
    #[serde(flatten)]
    event: &'a Event,
}

#[derive(Deserialize)]
struct StoredVersion {
    v: u32,
}

impl Event {
    /// Version of the payload's shape. A changed shape gets the next number and keeps reading this one.
    pub const VERSION: u32 = 1;

    /// The stored text.
    ///
    /// # Errors
    /// When the payload cannot be written as JSON, which no payload of ours can be.
    pub fn to_json(&self) -> Result<String, BadEvent> {
        Ok(serde_json::to_string(&StoredRef {
            v: Self::VERSION,
            event: self,
        })?)
    }

    /// The event of a stored text.
    ///
    /// # Errors
    /// `BadEvent` when another version or another shape is found.
    pub fn from_json(text: &str) -> Result<Self, BadEvent> {
        let StoredVersion { v } = serde_json::from_str(text)?;
        if v != Self::VERSION {
            return Err(BadEvent::Version(v));
        }
        Ok(serde_json::from_str(text)?)
    }

    /// The kind, as stored beside the payload.
    pub const fn kind(&self) -> EventKind {
        match self {
            Self::Logged { .. } => EventKind::Logged,
            Self::PatientMatched { .. } => EventKind::PatientMatched,
            Self::RoadChanged { .. } => EventKind::RoadChanged,
            Self::ScopeChanged { .. } => EventKind::ScopeChanged,
            Self::RecipientsChanged { .. } => EventKind::RecipientsChanged,
            Self::DateRecorded { .. } => EventKind::DateRecorded,
            Self::Assigned { .. } => EventKind::Assigned,
            Self::HandedOver { .. } => EventKind::HandedOver,
            Self::PutBack { .. } => EventKind::PutBack,
            Self::PrioritySet { .. } => EventKind::PrioritySet,
            Self::RequesterNamed { .. } => EventKind::RequesterNamed,
            Self::NoteAdded { .. } => EventKind::NoteAdded,
            Self::DocumentAdded { .. } => EventKind::DocumentAdded,
            Self::Linked { .. } => EventKind::Linked,
            Self::Acknowledged { .. } => EventKind::Acknowledged,
            Self::StatusGiven { .. } => EventKind::StatusGiven,
            Self::NoticeSent { .. } => EventKind::NoticeSent,
            Self::NoticeFailed { .. } => EventKind::NoticeFailed,
            Self::RuleOverridden { .. } => EventKind::RuleOverridden,
            Self::SiteTransferred { .. } => EventKind::SiteTransferred,
            Self::VerifyingStarted => EventKind::VerifyingStarted,
            Self::CheckPassed { .. } => EventKind::CheckPassed,
            Self::CheckFailed { .. } => EventKind::CheckFailed,
            Self::ClarificationSent { .. } => EventKind::ClarificationSent,
            Self::SecondLetterSent { .. } => EventKind::SecondLetterSent,
            Self::ContactAttempted { .. } => EventKind::ContactAttempted,
            Self::ReminderSent { .. } => EventKind::ReminderSent,
            Self::AnswerRecorded { .. } => EventKind::AnswerRecorded,
            Self::AuthorizationEnded { .. } => EventKind::AuthorizationEnded,
            Self::WithholdingRecorded { .. } => EventKind::WithholdingRecorded,
            Self::ClarificationSettled { .. } => EventKind::ClarificationSettled,
            Self::ExtensionGranted { .. } => EventKind::ExtensionGranted,
            Self::HoldPlaced { .. } => EventKind::HoldPlaced,
            Self::HoldLifted { .. } => EventKind::HoldLifted,
            Self::FactOpened { .. } => EventKind::FactOpened,
            Self::FactClosed { .. } => EventKind::FactClosed,
            Self::Verified => EventKind::Verified,
            Self::RecordsGathered { .. } => EventKind::RecordsGathered,
            Self::ReviewPassed { .. } => EventKind::ReviewPassed,
            Self::ReturnedToVerifying { .. } => EventKind::ReturnedToVerifying,
            Self::ReturnedToGathering { .. } => EventKind::ReturnedToGathering,
            Self::ReleaseRecorded { .. } => EventKind::ReleaseRecorded,
            Self::Denied { .. } => EventKind::Denied,
            Self::NoRecordsFound { .. } => EventKind::NoRecordsFound,
            Self::Forwarded { .. } => EventKind::Forwarded,
            Self::Withdrawn { .. } => EventKind::Withdrawn,
            Self::MarkedDuplicate { .. } => EventKind::MarkedDuplicate,
            Self::MarkedInError { .. } => EventKind::MarkedInError,
            Self::AmendmentAccepted { .. } => EventKind::AmendmentAccepted,
            Self::AmendmentDenied { .. } => EventKind::AmendmentDenied,
            Self::AccountingSent { .. } => EventKind::AccountingSent,
            Self::FormDelivered { .. } => EventKind::FormDelivered,
            Self::PatientPartSeen { .. } => EventKind::PatientPartSeen,
            Self::PickedUp { .. } => EventKind::PickedUp,
            Self::PickUpReminded { .. } => EventKind::PickUpReminded,
            Self::DueMoved { .. } => EventKind::DueMoved,
        }
    }

    /// How the request ended with this event, if it did.
    pub fn disposition(&self) -> Option<Disposition> {
        match self {
            Self::ReleaseRecorded { partly: true, .. } => Some(Disposition::PartlyReleased),
            other => other.kind().disposition(),
        }
    }
}

impl EventKind {
    /// How a request ends with an event of this kind; `None` for all that do not end it. A release may also be partial.
    pub const fn disposition(self) -> Option<Disposition> {
        match self {
            Self::ReleaseRecorded => Some(Disposition::Released),
            Self::Denied => Some(Disposition::Denied),
            Self::NoRecordsFound => Some(Disposition::NoRecords),
            Self::Forwarded => Some(Disposition::Forwarded),
            Self::Withdrawn => Some(Disposition::Withdrawn),
            Self::MarkedDuplicate => Some(Disposition::Duplicate),
            Self::MarkedInError => Some(Disposition::LoggedInError),
            Self::AmendmentAccepted => Some(Disposition::Amended),
            Self::AmendmentDenied => Some(Disposition::AmendmentDenied),
            Self::AccountingSent => Some(Disposition::AccountingSent),
            Self::FormDelivered => Some(Disposition::FormDelivered),
            _ => None,
        }
    }
}
