//! The stored words of a request: those of the rule sheet's section 0 and of the command line.

use crate::text_enum;

pub use crate::facilities::model::Channel;

text_enum! {
    /// The legal road of a request: which checks, clocks, fees and outcomes apply (rule sheet 1.2).
    pub enum Road: "road" {
        PatientAccess = "patient_access", "Own copy (access)";
        PersonalRepresentative = "personal_representative", "Representative's access";
        ThirdPartyDirective = "third_party_directive", "Patient directs to a third party";
        Authorization = "authorization", "Third party with authorization";
        Attorney = "attorney", "Attorney with authorization";
        ContinuityOfCare = "continuity_of_care", "Continuity of care";
        Payer = "payer", "Payer";
        DisabilityAgency = "disability_agency", "Disability or benefit agency";
        Government = "government", "Oversight or government";
        Subpoena = "subpoena", "Subpoena or court";
        WorkersCompensation = "workers_compensation", "Workers' compensation";
        Research = "research", "Research";
        MedicalForm = "medical_form", "Medical form";
        Amendment = "amendment", "Amendment";
        Accounting = "accounting", "Accounting of disclosures";
        InboundRecords = "inbound_records", "Records from elsewhere";
        PortalProxy = "portal_proxy", "Portal access for another";
    }
}

impl Road {
    /// Its label where there is little room: a column of a list.
    pub const fn in_short(self) -> &'static str {
        match self {
            Self::PatientAccess => "Own copy",
            Self::PersonalRepresentative => "Representative",
            Self::ThirdPartyDirective => "Directive",
            Self::Authorization => "Third party",
            Self::Attorney => "Attorney",
            Self::DisabilityAgency => "Benefit agency",
            Self::Government => "Government",
            Self::Subpoena => "Subpoena",
            Self::WorkersCompensation => "Workers’ comp.",
            Self::Accounting => "Accounting",
            Self::InboundRecords => "Inbound records",
            Self::PortalProxy => "Portal proxy",
            Self::ContinuityOfCare
            | Self::Payer
            | Self::Research
            | Self::MedicalForm
            | Self::Amendment => self.label(),
        }
    }
}

text_enum! {
    /// Why nothing may leave for now, which decides who lifts it.
    pub enum HoldGround: "ground of a hold" {
        Legal = "legal", "Court paper, litigation or objection";
        Privacy = "privacy", "Privacy office has to see it (A36)";
        Restriction = "restriction", "Restriction or confidential communication (A41)";
    }
}

text_enum! {
    /// The one short line a request moves along. Everything else is a fact beside it.
    pub enum Stage: "stage" {
        Received = "received", "Received";
        Verifying = "verifying", "Verifying";
        Gathering = "gathering", "Gathering";
        Reviewing = "reviewing", "Reviewing";
        Ready = "ready", "Ready";
        Closed = "closed", "Closed";
    }
}

text_enum! {
    /// How a closed request ended.
    pub enum Disposition: "disposition" {
        Released = "released", "Released";
        PartlyReleased = "partly_released", "Partly released";
        Denied = "denied", "Denied";
        NoRecords = "no_records", "No records";
        Forwarded = "forwarded", "Forwarded";
        Withdrawn = "withdrawn", "Withdrawn";
        Duplicate = "duplicate", "Duplicate";
        Amended = "amended", "Amended";
        AmendmentDenied = "amendment_denied", "Amendment denied";
        AccountingSent = "accounting_sent", "Accounting sent";
        FormDelivered = "form_delivered", "Form delivered";
        LoggedInError = "logged_in_error", "Logged in error";
    }
}

text_enum! {
    /// Who must act next (B4).
    pub enum WhoseMove: "move" {
        Us = "us", "Ours";
        Requester = "requester", "Requester's";
        Provider = "provider", "Provider's";
        Department = "department", "Another department's";
        Payer = "payer", "Payer's";
        Court = "court", "Court's";
    }
}

text_enum! {
    /// The kinds of fact that stand beside the stage of a request.
    pub enum FactKind: "fact" {
        Clarification = "clarification", "Clarification";
        LegalHold = "legal_hold", "Legal hold";
        Extension = "extension", "Extension";
        Fee = "fee", "Fee";
        Assignment = "assignment", "Assignment";
        ProviderTask = "provider_task", "Provider task";
        RecordPull = "record_pull", "Record pull";
        QualityFinding = "quality_finding", "Quality finding";
        Forwarding = "forwarding", "Forwarding";
        PickUp = "pick_up", "Pick-up";
    }
}

text_enum! {
    /// Who asks (S2); mandatory when a request is logged.
    pub enum RequesterClass: "requester class" {
        Patient = "patient", "Patient";
        Representative = "representative", "Personal representative";
        Provider = "provider", "Health-care provider";
        Attorney = "attorney", "Attorney";
        Insurer = "insurer", "Insurer or payer";
        BenefitAgency = "benefit_agency", "Disability or benefit agency";
        Government = "government", "Government or oversight";
        Court = "court", "Court";
        Employer = "employer", "Employer";
        School = "school", "School";
        Researcher = "researcher", "Researcher";
        Family = "family", "Family or friend";
        Other = "other", "Other";
    }
}

text_enum! {
    /// What the requester wants done with the records on an access road (C1, C4, C5, C7, C11, C12).
    pub enum Want: "want" {
        Copy = "copy", "Copies";
        Inspect = "inspect", "To look at the record";
        Summary = "summary", "A summary";
    }
}

text_enum! {
    /// Priority classes of the rule sheet 3.4.
    pub enum Priority: "priority" {
        P0 = "p0", "P0 STAT care";
        P1 = "p1", "P1 next visit, court, 5 days or less";
        P2 = "p2", "P2 patient access, dated forms";
        P3 = "p3", "P3 attorney, insurer, disability";
        P4 = "p4", "P4 audit, bulk";
    }
}

text_enum! {
    /// The status shown to people: the words of the rule sheet 3.1, and "ready" for what leaves otherwise than over the counter.
    pub enum ShownStatus: "status" {
        Received = "received", "Received";
        Logged = "logged", "Logged";
        Triaged = "triaged", "Assigned";
        Verifying = "verifying", "Verifying";
        Clarifying = "clarifying", "Clarifying";
        Retrieving = "retrieving", "Gathering records";
        SensitivityReview = "sensitivity_review", "Sensitivity review";
        Qc1 = "qc1", "Quality check";
        Qc2 = "qc2", "Second quality check";
        FeePending = "fee_pending", "Fee pending";
        Ready = "ready", "Ready to send";
        ReadyPickup = "ready_pickup", "Ready for pick-up";
        Released = "released", "Released";
        PartiallyReleased = "partially_released", "Partly released";
        Denied = "denied", "Denied";
        Extended = "extended", "Extended";
        Forwarded = "forwarded", "Forwarded";
        NoRecords = "no_records", "No records";
        Withdrawn = "withdrawn", "Withdrawn";
        OnLegalHold = "on_legal_hold", "On legal hold";
        Closed = "closed", "Closed";
    }
}

text_enum! {
    /// Outcome of the authorization checklist, in the words of the command line (rule sheet section 2).
    pub enum CheckResult: "check result" {
        NotChecked = "not_checked", "Not checked yet";
        Valid = "valid", "Valid";
        ValidInPart = "valid_in_part", "Valid in part";
        NeedsClarification = "needs_clarification", "Needs clarification";
        Invalid = "invalid", "Invalid";
    }
}

text_enum! {
    /// How something is handed over to a recipient.
    pub enum Delivery: "delivery" {
        Portal = "portal", "Patient portal";
        SecureEmail = "secure_email", "Encrypted e-mail";
        /// Only after the risk was explained and the patient chose it (rule sheet 1.1, form and format).
        PlainEmail = "plain_email", "Plain e-mail, at the patient's choice";
        Fax = "fax", "Fax";
        Mail = "mail", "Mail";
        Courier = "courier", "Courier";
        PickUp = "pick_up", "Pick-up at the counter";
        Inspection = "inspection", "Looked at on site";
    }
}

text_enum! {
    /// The form in which records are wanted (rule sheet 1.1: as requested if readily producible).
    pub enum Format: "format" {
        Electronic = "electronic", "Electronic";
        Paper = "paper", "Paper";
        Media = "media", "Disc or drive";
        Microfilm = "microfilm", "Microfilm";
    }
}

text_enum! {
    /// What the records are for, as the requester states it (A07).
    pub enum Purpose: "purpose" {
        OwnUse = "own_use", "Own use";
        AtPatientsRequest = "at_patients_request", "At the request of the patient";
        ContinuityOfCare = "continuity_of_care", "Continuity of care";
        Payment = "payment", "Payment of a claim";
        Insurance = "insurance", "Insurance";
        Disability = "disability", "Disability claim";
        PublicBenefit = "public_benefit", "Public benefit claim or appeal";
        Legal = "legal", "Legal";
        WorkersCompensation = "workers_compensation", "Workers' compensation";
        Employment = "employment", "Employment";
        School = "school", "School";
        Research = "research", "Research";
        Oversight = "oversight", "Audit or oversight";
        Other = "other", "Other, in words";
        NotStated = "not_stated", "Not stated";
    }
}

text_enum! {
    /// The paper the request came on (S35–S47).
    pub enum FormGiven: "form" {
        /// The hospital's form to use and disclose, titled Release or Obtain in places (S41).
        AuthorizationRelease = "authorization_release", "Authorization form, to release";
        AuthorizationObtain = "authorization_obtain", "Authorization form, to obtain from elsewhere";
        OtherAuthorization = "other_authorization", "Authorization on another form";
        Letter = "letter", "Letter or own words in writing";
        Amendment = "amendment", "Amendment form";
        Accounting = "accounting", "Accounting form";
        ProxySharing = "proxy_sharing", "Portal sharing form";
        ChildPortal = "child_portal", "Child's portal form";
        MedicalForm = "medical_form", "Medical or disability form";
        LegalProcess = "legal_process", "Subpoena, warrant or court order";
        NoPaper = "no_paper", "No paper yet";
    }
}

text_enum! {
    /// A date that starts or moves a clock (rule sheet 1.0, R13).
    pub enum ClockDate: "clock date" {
        ReceivedOn = "received_on", "Received";
        BenefitProof = "benefit_proof", "Proof of the benefit claim";
        AuthorizationValid = "authorization_valid", "Valid authorization presented";
        FeePaid = "fee_paid", "Fee for the copy paid";
        ReadyToPay = "ready_to_pay", "Told that the copy is ready and waits for payment";
        PacketComplete = "packet_complete", "Form packet complete";
        DisabilityBegan = "disability_began", "Disability began";
        LeaveBegan = "leave_began", "Leave began";
        EmployerAsked = "employer_asked", "Employer asked";
        EmployerReturned = "employer_returned", "Employer returned it";
        ExternalDeadline = "external_deadline", "Deadline set by others";
    }
}

text_enum! {
    /// How one request hangs together with another.
    pub enum LinkKind: "link" {
        SamePatient = "same_patient", "same patient";
        FollowsFrom = "follows_from", "follows from it";
        SecondCopy = "second_copy", "second copy of it";
        SameLetter = "same_letter", "came in the same letter";
    }
}

text_enum! {
    /// Ways a requester is reached or answers.
    pub enum ContactWay: "way of contact" {
        Phone = "phone", "telephone";
        Email = "email", "e-mail";
        Letter = "letter", "letter";
        Fax = "fax", "fax";
        Portal = "portal", "portal";
        InPerson = "in_person", "in person";
    }
}

text_enum! {
    /// How an authorization, or the authority it was signed on, ends before its day (A09, A14, A19, B13).
    pub enum AuthorizationEnd: "end of an authorization" {
        Revoked = "revoked", "The authorization was revoked";
        AuthorityEnded = "authority_ended", "The representative's authority ended";
        EventHappened = "event_happened", "The event that ends it happened";
    }
}
