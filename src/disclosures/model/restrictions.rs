//! How a release answers the restrictions agreed with its patient (1.8 `RESTRICT`, A41, B20).

use crate::text_enum;

text_enum! {
    /// What a release says to a restriction that holds.
    pub enum RestrictionAnswer: "answer to a restriction" {
        /// Nothing of it is among what leaves.
        NotTouched = "not_touched", "Nothing it covers leaves";
        /// It was taken out of what leaves.
        TakenOut = "taken_out", "What it covers was taken out";
        /// A restriction does not bind what goes to the patient (164.522(a)(1)(v)).
        ToThePatient = "to_the_patient", "It goes to the patient alone";
        /// The patient agreed to this disclosure in writing, which ends the restriction for it (164.522(a)(2)(i)).
        PatientAgrees = "patient_agrees", "The patient agreed to this disclosure in writing";
    }
}
