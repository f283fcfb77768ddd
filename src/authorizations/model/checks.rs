//! The checks by id, and the facts that decide which of them are asked.

use crate::text_enum;

text_enum! {
    /// A check of the rule sheet's section 2, with a short title.
    pub enum CheckId: "check" {
        A01 = "A01", "Right road";
        A02 = "A02", "Patient matched";
        A03 = "A03", "Information described";
        A04 = "A04", "Choice of records";
        A05 = "A05", "Discloser named";
        A06 = "A06", "Recipient named";
        A07 = "A07", "Purpose";
        A08 = "A08", "Expiry present";
        A09 = "A09", "Not expired";
        A10 = "A10", "One year or less";
        A11 = "A11", "Signed";
        A12 = "A12", "Dated";
        A13 = "A13", "Signer";
        A14 = "A14", "Proof of authority";
        A15 = "A15", "Right to revoke";
        A16 = "A16", "Conditioning statement";
        A17 = "A17", "Redisclosure statement";
        A18 = "A18", "Plain language";
        A19 = "A19", "Not revoked";
        A20 = "A20", "Stands alone";
        A21 = "A21", "Notes kept apart";
        A22 = "A22", "Freely signed";
        A23 = "A23", "Nothing false";
        A24 = "A24", "Type size";
        A25 = "A25", "Own signature";
        A26 = "A26", "Limits and copy";
        A27 = "A27", "Minor's own part";
        A28 = "A28", "HIV test result";
        A29 = "A29", "HIV-related information";
        A30 = "A30", "Initialled lines";
        A31 = "A31", "Part 2 consent";
        A32 = "A32", "Genetic results";
        A33 = "A33", "Directive complete";
        A34 = "A34", "Other provider named";
        A35 = "A35", "Immigration enforcement";
        A36 = "A36", "Out-of-state request";
        A37 = "A37", "Limited to the claim";
        A38 = "A38", "Attorney's standing";
        A39 = "A39", "Subpoena package";
        A40 = "A40", "Destination verified";
        A41 = "A41", "Restriction or other address";
        A42 = "A42", "Current form";
        A43 = "A43", "Copy to the signer";
    }
}

text_enum! {
    /// Something known about the request or the paper that a check depends on. The protected kinds carry the words of
    /// rule sheet 1.8; a check that a flag speaks for cannot be answered "does not apply".
    pub enum Flag: "flag" {
        /// The patient is under 18 (1.11); authority must be proved (A14).
        Minor = "minor", "Minor patient";
        /// The patient has died (1.12); authority must be proved (A14).
        Deceased = "deceased", "Deceased patient";
        /// Someone signs for the patient; authority must be proved (A14).
        Representative = "representative", "Signed by a representative";
        /// Asked by word of mouth only, at the counter or by phone: there is no paper to be signed and dated (A11, A12).
        Oral = "oral", "Asked by word of mouth";
        /// The authorization is for research: "none" and "end of the study" are expiries (A08).
        Research = "research", "Research authorization";
        /// The authorization is for an approved clinical trial: California's one-year limit does not bind it (A10).
        ClinicalTrial = "clinical_trial", "Approved clinical trial";
        /// The signer asked in writing for a specific later date: California's one-year limit gives way to it (A10).
        LaterDateRequested = "later_date_requested", "Later expiry asked for by the signer";
        /// The hospital itself asked for the authorization, so the signer must get a copy (A43).
        HospitalSought = "hospital_sought", "Authorization sought by the hospital";
        /// Psychotherapy notes are in scope (A21).
        Psynote = "psynote", "Psychotherapy notes";
        /// An HIV test result is in scope, California (A28).
        CaHiv = "ca_hiv", "HIV test result (California)";
        /// HIV-related information is in scope, New York (A29).
        NyHiv = "ny_hiv", "HIV-related information (New York)";
        /// Records of a federally assisted substance use program are in scope (A31).
        Part2 = "part2", "Part 2 records";
        /// Records of a California-licensed substance use program are in scope; treated like Part 2 (A31).
        CaSud = "ca_sud", "Substance use program (California)";
        /// Records of California county mental-health services are in scope. The table of protections asks about them.
        CaLps = "ca_lps", "Mental-health services (California, LPS)";
        /// Outpatient psychotherapy is asked for by a third party, California. The table of protections asks about it.
        CaOutpsy = "ca_outpsy", "Outpatient psychotherapy (California)";
        /// Genetic test results are in scope (A32).
        Gen = "gen", "Genetic results";
        /// A service the minor consented to alone is in scope (A27).
        MinorConsent = "minor_consent", "Minor-consent service";
        /// Abortion, contraception or gender care is in scope, California (A36).
        SensitiveCa = "sensitive_ca", "Sensitive services (California)";
        /// The request comes from another state (A36).
        OutOfState = "out_of_state", "From another state";
        /// The purpose may be immigration enforcement (A35).
        Immigration = "immigration", "Immigration enforcement";
        /// An agreed restriction stands on the record (A41).
        Restrict = "restrict", "Restriction";
        /// The patient asked to be reached in another way or place (A41).
        Confcomm = "confcomm", "Confidential communication";
    }
}

text_enum! {
    /// The part of the records that a failure "for that part" withholds. For staff only: no word of it reaches a requester.
    pub enum Part: "part" {
        PsychotherapyNotes = "psychotherapy_notes", "Psychotherapy notes";
        MinorConsentServices = "minor_consent_services", "Services the minor consented to";
        HivTestResult = "hiv_test_result", "HIV test results";
        HivRelated = "hiv_related", "HIV-related information";
        LinesNotInitialled = "lines_not_initialled", "What the lines without initials cover";
        SubstanceUseProgram = "substance_use_program", "Substance use program records";
    }
}

text_enum! {
    /// How a check was answered. "Yes" means satisfied, whatever the wording of its question.
    pub enum Answer: "answer" {
        Pass = "yes", "Satisfied";
        Fail = "no", "Not satisfied";
        /// Filled in or true in part only. An element not filled out completely is a defect (45 CFR 164.508(b)(2)(ii)).
        Part = "part", "In part";
        NotApplicable = "n/a", "Does not apply";
    }
}

text_enum! {
    /// Who in the house must see a failure before anything goes on.
    pub enum Escalation: "escalation" {
        Supervisor = "supervisor", "Supervisor";
        Manager = "manager", "Manager";
        PrivacyOffice = "privacy_office", "Privacy office";
    }
}

text_enum! {
    /// What the checks together say about the paper.
    pub enum Verdict: "result" {
        Valid = "valid", "Valid";
        ValidInPart = "valid_in_part", "Valid in part";
        NeedsClarification = "needs_clarification", "Needs clarification";
        Invalid = "invalid", "Invalid";
    }
}
