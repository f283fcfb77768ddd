//! Why electronic records are denied, held back, late, or given in another manner than was asked (1.10).

use chrono::{NaiveDate, NaiveDateTime};

use crate::text_enum;

text_enum! {
    /// The exceptions of 45 CFR 171 under which electronic health information may be delayed or withheld (1.10).
    pub enum BlockingException: "exception" {
        PreventingHarm = "preventing_harm", "Preventing harm";
        Privacy = "privacy", "Privacy";
        Security = "security", "Security";
        Infeasibility = "infeasibility", "Infeasibility";
        Performance = "performance", "Performance of the IT";
        ProtectingCareAccess = "protecting_care_access", "Protecting access to care";
        Manner = "manner", "Manner";
        Fees = "fees", "Fees not agreed";
        Licensing = "licensing", "Licensing";
        TefcaManner = "tefca_manner", "TEFCA manner";
    }
}

text_enum! {
    /// Grounds outside 45 CFR 171 on which the law itself keeps electronic records back (1.10: a HIPAA or state ground).
    pub enum LawfulGround: "ground" {
        HipaaDenial = "hipaa_denial", "HIPAA: a ground to deny access";
        HipaaNoPermission = "hipaa_no_permission", "HIPAA: no valid permission to give it";
        StateLaw = "state_law", "A ground of the state's law";
    }
}

text_enum! {
    /// What happened to the electronic records that were asked for.
    pub enum WithholdingHow: "way of withholding" {
        Denied = "denied", "Denied";
        InPart = "in_part", "A part was withheld";
        Delayed = "delayed", "Given later than was asked";
        OtherManner = "other_manner", "Given in another manner than was asked";
    }
}

/// An exception, or a ground of HIPAA or of the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithholdingGround {
    /// One of 45 CFR 171.
    Exception(BlockingException),
    /// One of HIPAA or of the state.
    Law(LawfulGround),
}

impl WithholdingGround {
    /// Every ground, in the order people meet them.
    pub fn all() -> impl Iterator<Item = Self> {
        let exceptions = BlockingException::ALL.iter().copied();
        let laws = LawfulGround::ALL.iter().copied();
        exceptions.map(Self::Exception).chain(laws.map(Self::Law))
    }

    /// The ground of a stored or typed word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::all().find(|ground| ground.as_str() == word)
    }

    /// The word that is stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exception(exception) => exception.as_str(),
            Self::Law(law) => law.as_str(),
        }
    }

    /// The words a person reads.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Exception(exception) => exception.label(),
            Self::Law(law) => law.label(),
        }
    }
}

/// Why electronic records are delayed or withheld, as a person records it (1.10).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withholding {
    /// What happened.
    pub how: WithholdingHow,
    /// The exception or ground, in its word.
    pub ground: String,
    /// The facts that make it apply.
    pub facts: String,
    /// What is delayed or withheld.
    pub what: String,
    /// What was offered instead.
    pub offered: Option<String>,
    /// Until when it is delayed.
    pub until_on: Option<NaiveDate>,
    /// The day it was decided, local date of the facility.
    pub decided_on: NaiveDate,
    /// Who decided: a name or a title.
    pub decided_by: String,
}

/// A record of a withholding, never changed; a correction is a further one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredWithholding {
    /// What was recorded.
    pub record: Withholding,
    /// Its ground.
    pub ground: WithholdingGround,
    /// When (UTC).
    pub recorded_at: NaiveDateTime,
    /// By whom.
    pub recorded_by: String,
}
