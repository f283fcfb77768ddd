use crate::text_enum;

text_enum! {
    /// The clocks of the master table (rule sheet 1.0) in the order that breaks a tie (R8). Typed deadlines come last.
    pub enum ClockRule: "clock" {
        C1 = "C1", "Access: provide or deny in writing";
        C2 = "C2", "Amendment: act on it";
        C3 = "C3", "Accounting: provide it";
        C4 = "C4", "California: let the patient look at the record";
        C5 = "C5", "California: send copies";
        C6 = "C6", "California: free copies for a public-benefit claim";
        C7 = "C7", "California: summary in place of the record";
        C9 = "C9", "California: attorney before suit";
        C10 = "C10", "California: subpoena for records";
        C11 = "C11", "New York: let the person look at the record";
        C12 = "C12", "New York: send copies";
        C13 = "C13", "New York: object to a subpoena";
        C14 = "C14", "Breach: tell the people affected";
        C15 = "C15", "Breach: tell the Department of Health and Human Services";
        C16 = "C16", "California: report the breach and tell the patient";
        C17 = "C17", "New York: tell of a breach of computerized information";
        C18 = "C18", "Accounting: hold on an agency's oral word ends";
        C19 = "C19", "Breach: delay on an agency's oral word ends";
        C20 = "C20", "Information blocking: written reasons why it is not feasible";
        C21 = "C21", "EDD disability claim (DE 2501)";
        C22 = "C22", "EDD Paid Family Leave claim (DE 2501F)";
        C23 = "C23", "FMLA certification for the employer";
        Ext = "EXT", "Deadline set by somebody else";
    }
}

text_enum! {
    /// The medical forms of the seed, in its order (S66–S88).
    pub enum FormKind: "medical form" {
        EddSdiInitial = "edd_sdi_initial", "EDD State Disability, initial";
        EddSdiContinuation = "edd_sdi_continuation", "EDD State Disability, continuation";
        EddPaidFamilyLeave = "edd_paid_family_leave", "EDD Paid Family Leave";
        EmployerPaidFamilyLeave = "employer_paid_family_leave", "Employer Paid Family Leave";
        Fmla = "fmla", "FMLA";
        SsaNeoplasticDisease = "ssa_neoplastic_disease", "Social Security neoplastic disease";
        HealthProviderCertificate = "health_provider_certificate", "Health-care provider's certificate";
        AttendingPhysicianStatement = "attending_physician_statement", "Attending physician statement";
        RestrictionLimitation = "restriction_limitation", "Restriction or limitation";
        TreatmentAuthorization = "treatment_authorization", "Treatment authorization";
        HomeHealthOrders = "home_health_orders", "Home health orders";
        ReturnToWork = "return_to_work", "Return to work";
        JuryDuty = "jury_duty", "Jury duty";
        DentalClearance = "dental_clearance", "Medical clearance (dental)";
        DmvPlacard = "dmv_placard", "DMV placard";
        HomelandSecurity = "homeland_security", "Homeland Security";
        InsuranceClaim = "insurance_claim", "Insurance claim";
        UtilityAssistance = "utility_assistance", "Help with utilities";
        Questionnaire = "questionnaire", "Questionnaire";
        LlsRetreat = "lls_retreat", "Leukemia & Lymphoma Society or cancer retreat";
        Bcctp = "bcctp", "BCCTP";
        MediCal = "medi_cal", "Medi-Cal or exemption form";
        Other = "other", "Other form";
    }
}

text_enum! {
    /// Which court a subpoena comes from (C10).
    pub enum SubpoenaKind: "subpoena kind" {
        Civil = "civil", "Civil";
        Criminal = "criminal", "Criminal";
    }
}

text_enum! {
    /// What stops a clock (R14). Asking the requester something is not among them.
    pub enum StopKind: "stop" {
        Release = "release", "release of what was asked for";
        DenialLetter = "denial_letter", "denial letter";
        Withdrawal = "withdrawal", "recorded withdrawal";
        RequiredResponse = "required_response", "response the law requires";
        NoticeSent = "notice_sent", "notice sent";
    }
}
