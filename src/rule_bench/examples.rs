//! The rules of the bench with a question each that a person can begin with. A further rule is a further row.

/// A rule that can be asked.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// Its name on the command line and in the address.
    pub rule: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// What it answers, in one sentence.
    pub answers: &'static str,
    /// A question without any patient's data.
    pub question: &'static str,
}

/// Every rule of the bench, in the order people meet them.
pub const EXAMPLES: &[Example] = &[
    Example {
        rule: "received",
        label: "Received",
        answers: "On which day something counts as received, and whether the desk was open (R1, R2, R3).",
        question: r#"{
  "facility": "duarte",
  "channel": "drop_box",
  "arrived_at": "2026-05-26T08:10:00",
  "box_previous_emptied_at": "2026-05-21T15:30:00",
  "box_emptied_at": "2026-05-26T08:10:00",
  "appointment_on": "2026-05-22"
}"#,
    },
    Example {
        rule: "due",
        label: "Due dates",
        answers: "Every clock of a request, which one controls, and why (C1 to C13, C18, C21 to C25).",
        question: r#"{
  "facility": "duarte",
  "road": "patient_access",
  "received_on": "2026-06-04",
  "wants": ["copy", "inspect"]
}"#,
    },
    Example {
        rule: "authorization",
        label: "Authorization",
        answers: "Whether a signed paper is valid, and what to ask for (A01 to A43).",
        question: r#"{
  "facility": "duarte",
  "road": "authorization",
  "as_of": "2026-06-04",
  "signed_on": "2026-05-20",
  "expires_on": "2026-12-31",
  "answers": {"A03": "yes", "A06": "no", "A11": "yes", "A12": "yes"}
}"#,
    },
    Example {
        rule: "breach",
        label: "Breach",
        answers: "Whether a misdirected release is presumed to be a breach, and who must be told by when (C14 to C17, C19).",
        question: r#"{
  "facility": "duarte",
  "occurred_on": "2026-06-02",
  "discovered_on": "2026-06-04",
  "recipient_kind": "law_firm",
  "viewed": true,
  "affected": 1
}"#,
    },
    Example {
        rule: "fee",
        label: "Fees",
        answers: "What may be asked for a copy, line by line, with the law's cap (1.17).",
        question: r#"{
  "facility": "hss",
  "road": "patient_access",
  "delivery": "paper",
  "pages": 40,
  "postage_cents": 420,
  "labor_cents": 1800
}"#,
    },
    Example {
        rule: "accounting",
        label: "Accounting of disclosures",
        answers: "What an accounting must list, what it may tell as repeats, leave out or hold back, and by when (1.4, C3, C18).",
        question: r#"{
  "facility": "duarte",
  "requested_on": "2026-06-04",
  "disclosures": [
    {"id": "a", "on": "2025-02-10", "recipient": "County health department", "purpose": "Reportable disease", "basis": "public_health"},
    {"id": "b", "on": "2025-03-03", "recipient": "Summit Health Plan", "purpose": "Payment", "basis": "payment"}
  ]
}"#,
    },
];
