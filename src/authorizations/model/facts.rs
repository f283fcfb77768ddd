//! What the checks are asked about, and what they say.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Answer, Ask, Check, CheckId, Escalation, Flag, Part, Severity, Verdict};
use crate::facilities::model::{DeceasedRecords, LawSettings, StateLaw};
use crate::requests::model::Road;

/// The answers given so far. A check without an answer is not assessed.
pub type Answers = BTreeMap<CheckId, Answer>;

/// The request and its paper, as far as the checks need them. What is not known is not assumed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckContext {
    /// The legal road.
    pub road: Road,
    /// The state of the facility.
    pub state: StateLaw,
    /// How the unsettled points of law are read; data from the facility's profile.
    pub law: LawSettings,
    /// What is known besides.
    pub flags: Vec<Flag>,
    /// The local date for which the paper is judged: today, or the day of release.
    pub as_of: NaiveDate,
    /// The date beside the signature.
    pub signed_on: Option<NaiveDate>,
    /// The last day the paper is good for.
    pub expires_on: Option<NaiveDate>,
    /// The event that ends it, as written.
    pub expires_event: Option<String>,
    /// The patient's birth date.
    pub born_on: Option<NaiveDate>,
}

impl CheckContext {
    /// Whether this is known.
    pub fn has(&self, flag: Flag) -> bool {
        self.flags.contains(&flag)
    }

    /// Whether one of these is known.
    pub fn has_any(&self, flags: &[Flag]) -> bool {
        flags.iter().any(|flag| self.has(*flag))
    }
}

/// An answer that follows from dates alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Computed {
    /// The check.
    pub id: CheckId,
    /// What the dates say.
    pub answer: Answer,
    /// Why, as a sentence.
    pub why: String,
}

/// A check that is asked on this request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChecklistItem {
    /// The row.
    pub check: &'static Check,
    /// What a failure does here.
    pub severity: Severity,
    /// Whether "does not apply" is offered.
    pub may_not_apply: bool,
    /// Whether "in part" satisfies it here (A28, A38).
    pub part_is_enough: bool,
    /// What the dates already say.
    pub computed: Option<Computed>,
}

/// A check that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// The check.
    pub id: CheckId,
    /// What that does.
    pub severity: Severity,
    /// The part it withholds, if only a part. For staff only.
    pub part: Option<Part>,
    /// The rule behind it.
    pub rule: &'static str,
    /// What it asks for.
    pub ask: Ask,
    /// Why, when dates say so.
    pub why: Option<String>,
}

/// What the checks together say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The verdict over what was assessed.
    pub result: Verdict,
    /// The rule the verdict follows from, as a sentence.
    pub reason: &'static str,
    /// Everything that failed, in the order of the table.
    pub failed: Vec<Failed>,
    /// Checks that are not asked here, and those answered "does not apply".
    pub not_applicable: Vec<CheckId>,
    /// Parts that must stay. For staff only.
    pub withheld_parts: Vec<Part>,
    /// Protected kinds that stay though no check asks about them (1.8). For staff only.
    pub protected_stay: Vec<Flag>,
    /// Whether a permission that no check asks about is missing for one of them.
    pub permission_missing: bool,
    /// Checks that are asked here and have no usable answer yet.
    pub unanswered: Vec<CheckId>,
    /// Who in the house must act first, and for which check.
    pub holds: Vec<(CheckId, Escalation)>,
    /// Failed checks that hold nothing up.
    pub warnings: Vec<CheckId>,
}

impl Outcome {
    /// Whether every check has an answer, so that the verdict can be relied on.
    pub fn is_complete(&self) -> bool {
        self.unanswered.is_empty()
    }

    /// Whether a release may stand on it: complete, valid at least in part, nobody to be asked first.
    pub fn may_release(&self) -> bool {
        self.is_complete()
            && self.holds.is_empty()
            && matches!(self.result, Verdict::Valid | Verdict::ValidInPart)
    }
}

/// Who signed, as the check on the day of release needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signer {
    /// The patient.
    Patient,
    /// A parent or guardian, because the patient was a minor.
    ParentOrGuardian,
    /// An agent, guardian or conservator of a living adult.
    AgentOfLivingPatient,
    /// Executor, administrator, beneficiary or distributee of a patient who has died.
    ForDeceasedPatient,
}

/// A hold that is open on the request, with the sentence that tells staff why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenHold {
    /// Why it was placed.
    pub reason: String,
}

/// What must be known of a paper on the day of release (B13).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseFacts {
    /// The last day the paper is good for.
    pub expires_on: Option<NaiveDate>,
    /// The day the ending event is known to have happened.
    pub event_happened_on: Option<NaiveDate>,
    /// The day the revocation reached the hospital.
    pub revoked_on: Option<NaiveDate>,
    /// The patient's birth date.
    pub born_on: Option<NaiveDate>,
    /// The day the patient died.
    pub died_on: Option<NaiveDate>,
    /// Who signed.
    pub signer: Signer,
    /// The day the representative's authority ended.
    pub authority_ended_on: Option<NaiveDate>,
    /// Holds that are open.
    pub open_holds: Vec<OpenHold>,
    /// Whether California's protection of a patient's records ends with time (1.12).
    pub deceased_records: DeceasedRecords,
}

/// Why nothing may leave today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// The check or promise behind it.
    pub rule: &'static str,
    /// The sentence for staff.
    pub text: String,
}
