//! The words of a request. Stored words are those of the rule sheet's section 0 and of the command line.

use crate::text_enum;

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

text_enum! {
    /// How an item reached the hospital (S9–S32, S115).
    pub enum Channel: "channel" {
        Portal = "portal", "Portal";
        WalkIn = "walk_in", "Walk-in";
        DropBox = "drop_box", "Drop box";
        Phone = "phone", "Phone";
        Fax = "fax", "Fax";
        Email = "email", "E-mail";
        Mail = "mail", "Mail";
        CommunitySite = "community_site", "Community site";
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
