//! The accounting of disclosures: who received what, without the patient's own word, in the six years before (1.4, C3).

pub mod model;
pub mod rules;
