//! When only the minimum necessary may leave (rule sheet 1.15; 45 CFR 164.502(b)).

use crate::disclosures::model::Basis;

/// The law of the minimum necessary.
pub const LAW: &str = "45 CFR 164.502(b), 164.514(d)";

/// Why the minimum necessary does not bind a disclosure; none where it does.
pub const fn exempt(basis: Basis) -> Option<&'static str> {
    match basis {
        Basis::Treatment => Some("Treatment by a provider."),
        Basis::Individual => Some("To the patient."),
        Basis::Authorization => Some("Under an authorization: what it names."),
        Basis::Subpoena | Basis::CourtOrder => Some("Required by law: what the paper names."),
        Basis::Payment
        | Basis::Operations
        | Basis::Incident
        | Basis::Directory
        | Basis::NationalSecurity
        | Basis::Correctional
        | Basis::LimitedDataSet
        | Basis::PublicHealth
        | Basis::Oversight
        | Basis::LawEnforcement
        | Basis::Coroner
        | Basis::WorkersCompensation
        | Basis::ResearchWaiver
        | Basis::Misdirected => None,
    }
}

/// Whether an entire record leaves only with the reason why all of it is needed (164.514(d)(5)).
pub const fn whole_needs_reason(basis: Basis, entire_record: bool) -> bool {
    entire_record && exempt(basis).is_none()
}
