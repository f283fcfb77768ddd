//! The notation the rows of protected information are written in, and the roads and recipients they name.

use crate::authorizations::model::{Demand, Flag, Protection};
use crate::facilities::model::StateLaw;
use crate::notices::model::Statement;
use crate::requests::model::{RequesterClass, Road};

/// The patient's own right to the record, by the patient or whoever stands for the patient.
pub const OWN: &[Road] = &[Road::PatientAccess, Road::PersonalRepresentative];

/// The patient and whoever stands for the patient.
pub const SELF: &[RequesterClass] = &[RequesterClass::Patient, RequesterClass::Representative];

/// To a provider, for care.
pub const CARE: &[Road] = &[Road::ContinuityOfCare];

/// A provider.
pub const PROVIDER: &[RequesterClass] = &[RequesterClass::Provider];

/// A row of this kind in both states, on every road, to anybody; without more it lets nothing go.
pub const fn of(flag: Flag) -> Protection {
    Protection {
        flag,
        state: None,
        roads: &[],
        to: &[],
        demand: Demand::Stays,
        statement: None,
        says: "",
        citation: "",
        evidence: "",
    }
}

impl Protection {
    /// In this state only.
    pub(super) const fn only_in(mut self, state: StateLaw) -> Self {
        self.state = Some(state);
        self
    }

    /// On these roads only.
    pub(super) const fn on(mut self, roads: &'static [Road]) -> Self {
        self.roads = roads;
        self
    }

    /// To these recipients only.
    pub(super) const fn to(mut self, to: &'static [RequesterClass]) -> Self {
        self.to = to;
        self
    }

    /// What must be there first.
    pub(super) const fn demands(mut self, demand: Demand) -> Self {
        self.demand = demand;
        self
    }

    /// The statement that goes with it.
    pub(super) const fn with(mut self, statement: Statement) -> Self {
        self.statement = Some(statement);
        self
    }

    /// What staff read.
    pub(super) const fn says(mut self, words: &'static str) -> Self {
        self.says = words;
        self
    }

    /// The law, and what it rests on.
    pub(super) const fn law(mut self, citation: &'static str, evidence: &'static str) -> Self {
        self.citation = citation;
        self.evidence = evidence;
        self
    }
}
