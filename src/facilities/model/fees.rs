//! What the house asks where no law names the amount. Never law: a rule that uses it says so.

use serde::{Deserialize, Serialize};

use crate::text_enum;
use crate::words::Cents;

text_enum! {
    /// What a fee of the house is asked for (1.17, S89).
    pub enum FeeFor: "work the house sets a fee for" {
        MedicalForm = "medical_form", "Completing a medical form";
        ContinuityOfCare = "continuity_of_care", "Copies for somebody who treats the patient";
        Amendment = "amendment", "Work on an amendment";
        InboundRecords = "inbound_records", "Asking another provider for records";
        /// Whether such a patient keeps the free copy is unsettled (1.5).
        AttorneyBenefitCopy = "attorney_benefit_copy", "A copy for a public-benefit claim, asked for by the patient's own attorney";
    }
}

/// What the house asks for one kind of work, from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HouseFee {
    /// For what.
    pub fee_for: FeeFor,
    /// How many US cents, all in; nothing is free.
    pub cents: u32,
    /// The fee as a requester hears it.
    pub sentence: String,
}

/// The fees of a house as they hold on a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HouseFees(Vec<(FeeFor, Cents)>);

impl HouseFees {
    /// What the house asks for this; none where it has not said.
    pub fn of(&self, work: FeeFor) -> Option<Cents> {
        let row = self.0.iter().find(|(fee_for, _)| *fee_for == work);
        row.map(|(_, cents)| *cents)
    }
}

impl<'a> FromIterator<&'a HouseFee> for HouseFees {
    fn from_iter<I: IntoIterator<Item = &'a HouseFee>>(rows: I) -> Self {
        let fee = |row: &HouseFee| (row.fee_for, Cents(i64::from(row.cents)));
        Self(rows.into_iter().map(fee).collect())
    }
}
