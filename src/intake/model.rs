//! What is typed when a request is logged, as values.

use chrono::{NaiveDate, NaiveDateTime};

use crate::documents::model::WithPaper;
use crate::facilities::model::{EmailAddress, Work};
use crate::facilities::rules::{AtTheDoor, DeskState, DoorCheck};
use crate::patients::model::{Mrn, PersonName, TypedPatient};
use crate::requests::model::{
    Channel, FormGiven, Format, Priority, Purpose, Recipient, RequesterAsWritten, Road, Scope, Want,
};
use crate::requests::rules::clocks::FormKind;
use crate::requests::rules::duplicates::DuplicateChoice;
use crate::requests::rules::identity::CallerSaid;
use crate::requests::rules::patient_part::PartItem;
use crate::requests::rules::received::Arrival;
use crate::text_enum;
use crate::words::Language;

text_enum! {
    /// The identity document seen at the window. Its number is never kept (rule sheet 3.5).
    pub enum IdentitySeen: "identity document" {
        DriverLicence = "driver_licence", "Driver's licence";
        StateId = "state_id", "State identity card";
        Passport = "passport", "Passport";
        OtherPhotoId = "other_photo_id", "Other photo identity";
        KnownToStaff = "known_to_staff", "Wristband or known to staff";
        NotSeen = "not_seen", "None seen";
    }
}

text_enum! {
    /// What the signed paper shows, as far as the road depends on it (R16).
    pub enum PaperShows: "thing a paper shows" {
        Signature = "signature", "Signature of the patient or representative";
        RecipientAndPlace = "recipient_and_place", "Who receives, and where to send it";
        ElectronicCopy = "electronic_copy", "An electronic copy of the electronic record is wanted";
    }
}

/// What only one channel asks for (rule sheet 3.5, S11, S29, S57, S58, R3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AtChannel {
    /// Nothing more: portal, mail and drop box are told by their dates.
    Plain,
    /// A practice site, which sends on what it receives (S27).
    CommunitySite {
        /// Which of them, by name (S28).
        place: String,
    },
    /// The window.
    WalkIn {
        /// Who stands there.
        who: AtTheDoor,
        /// What the appointment check found.
        door: DoorCheck,
        /// The identity document seen.
        identity: IdentitySeen,
        /// Why a supervisor lets somebody in without an appointment (S11).
        override_reason: Option<String>,
        /// How the window stood when the person came (S16, S20, S24).
        desk: DeskState,
        /// The blank form handed out.
        handed_out: Option<BlankForm>,
    },
    /// The telephone: starts a request, is no written request (S29).
    Phone {
        /// Which forms were sent, and how.
        forms_sent: Option<String>,
        /// What the caller said that the record holds (1.15).
        said: Vec<CallerSaid>,
    },
    /// A fax line that carries two kinds of work (S58).
    Fax {
        /// Which this is.
        work: Work,
    },
    /// A mailbox, perhaps the wrong one (S57).
    Email {
        /// The mailbox it reached; none where it is not one of the listed ones.
        mailbox: Option<EmailAddress>,
        /// Which kind of work it is.
        work: Work,
    },
}

/// A form of the hospital that was handed out at the window, in one of the languages it exists in (S35–S55, 3.5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlankForm {
    /// Its title as printed.
    pub title: String,
    /// The language of the paper; none where the hospital names none.
    pub language: Option<Language>,
}

/// A medical form that was handed in, and what of the patient's part was seen on it (S56, B6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedInForm {
    /// Which.
    pub kind: FormKind,
    /// What is missing; none where nobody looked.
    pub missing: Option<Vec<PartItem>>,
    /// The day its outside clock starts: the disability or leave began, the employer asked (C21–C23).
    pub began_on: Option<NaiveDate>,
}

/// Which patient it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhichPatient {
    /// One of the index, by outer id.
    Known(String),
    /// Not in the index: added with this request.
    New,
    /// Matched later (A02).
    Later,
}

/// One request as typed into the form of a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intake {
    /// The site that logs it.
    pub site: String,
    /// The channel.
    pub channel: Channel,
    /// How and when it came, in local time.
    pub arrival: Arrival,
    /// The same as an instant (UTC).
    pub arrived_at: NaiveDateTime,
    /// What only this channel asks for.
    pub at_channel: AtChannel,
    /// The patient's name.
    pub patient_name: PersonName,
    /// The patient's birth date.
    pub born_on: Option<NaiveDate>,
    /// The patient's record number.
    pub mrn: Option<Mrn>,
    /// Who that is in the index; none when nothing was chosen yet.
    pub which_patient: Option<WhichPatient>,
    /// Who asks.
    pub requester: RequesterAsWritten,
    /// Who that is in the address book, by outer id; never needed.
    pub in_book: Option<String>,
    /// A representative's authority, as written.
    pub representative: Option<String>,
    /// Who receives.
    pub recipients: Vec<Recipient>,
    /// The first recipient is the requester.
    pub recipient_is_requester: bool,
    /// What is wanted.
    pub wants: Vec<Want>,
    /// The paper it came on.
    pub form_given: FormGiven,
    /// What that paper shows.
    pub paper_shows: Vec<PaperShows>,
    /// The medical form it is.
    pub medical_form: Option<HandedInForm>,
    /// What for.
    pub purpose: Option<Purpose>,
    /// The language of letters.
    pub language: Language,
    /// The form of copies.
    pub format: Option<Format>,
    /// What is asked for.
    pub scope: Scope,
    /// Another road than the proposed one, with the reason.
    pub other_road: Option<(Road, String)>,
    /// A second person must look.
    pub sensitive: bool,
    /// For a public-benefit claim or appeal (C6).
    pub benefit_claim: bool,
    /// The day its proof was there.
    pub benefit_proof_on: Option<NaiveDate>,
    /// A deadline others set: name and day.
    pub deadline: Option<(String, NaiveDate)>,
    /// Another priority than the proposed one.
    pub other_priority: Option<Priority>,
    /// A note for whoever checks it.
    pub note: Option<String>,
    /// Papers that came with it.
    pub papers: Vec<WithPaper>,
    /// What was decided about likely duplicates: outer id of the other request, and the choice (B17).
    pub duplicates: Vec<(String, DuplicateChoice)>,
}

/// What came on one way on one day, and what became of it (B11).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counted {
    /// How much came.
    pub arrived: i64,
    /// Logged as requests of their own.
    pub logged: i64,
    /// Added to requests that were there.
    pub added: i64,
    /// Put aside, with a reason.
    pub aside: i64,
}

impl Counted {
    /// What is not accounted for.
    pub const fn open(&self) -> i64 {
        self.arrived - self.logged - self.added - self.aside
    }

    /// Both together.
    #[must_use]
    pub const fn and(&self, other: &Self) -> Self {
        Self {
            arrived: self.arrived + other.arrived,
            logged: self.logged + other.logged,
            added: self.added + other.added,
            aside: self.aside + other.aside,
        }
    }
}

impl Intake {
    /// The patient as far as matching needs it. Telephone and address are the
    /// patient's own only when the patient asks.
    pub fn typed_patient(&self) -> TypedPatient {
        use crate::requests::model::RequesterClass;
        let own = self.requester.class == RequesterClass::Patient;
        TypedPatient {
            name: Some(self.patient_name.clone()),
            other_names: Vec::new(),
            born_on: self.born_on,
            mrn: self.mrn.clone(),
            phone: self.requester.phone.clone().filter(|_| own),
            address: self.requester.address.clone().filter(|_| own),
        }
    }
}
