//! Whether a line belongs in an accounting, and why the law lets something leave on each road.

use crate::disclosures::model::Basis;
use crate::requests::model::Road;

/// Whether a disclosure belongs in an accounting, with the rule (164.528(a)(1), rule sheet 1.4). Nine classes are left out;
/// everything else is accountable, what was sent wrongly included.
pub const fn accountable(basis: Basis) -> (bool, &'static str) {
    match basis {
        Basis::Treatment | Basis::Payment | Basis::Operations => {
            (false, "164.528(a)(1)(i) treatment, payment, operations")
        }
        Basis::Individual => (false, "164.528(a)(1)(ii) to the individual"),
        Basis::Incident => (false, "164.528(a)(1)(iii) incident to a permitted use"),
        Basis::Authorization => (false, "164.528(a)(1)(iv) under an authorization"),
        Basis::Directory => (
            false,
            "164.528(a)(1)(v) directory or persons involved in care",
        ),
        Basis::NationalSecurity => (false, "164.528(a)(1)(vi) national security"),
        Basis::Correctional => (false, "164.528(a)(1)(vii) correctional or custodial"),
        Basis::LimitedDataSet => (false, "164.528(a)(1)(viii) limited data set"),
        Basis::PublicHealth
        | Basis::Oversight
        | Basis::Subpoena
        | Basis::CourtOrder
        | Basis::LawEnforcement
        | Basis::Coroner
        | Basis::WorkersCompensation
        | Basis::ResearchWaiver
        | Basis::Misdirected => (true, "164.528(a)(1) accountable"),
    }
}

/// Why the law lets something leave on a road, before a person says otherwise (1.2, 1.4).
pub const fn usual_basis(road: Road) -> Basis {
    match road {
        Road::PatientAccess
        | Road::PersonalRepresentative
        | Road::ThirdPartyDirective
        | Road::Amendment
        | Road::Accounting
        | Road::PortalProxy => Basis::Individual,
        Road::Authorization
        | Road::Attorney
        | Road::DisabilityAgency
        | Road::MedicalForm
        | Road::Research => Basis::Authorization,
        Road::ContinuityOfCare | Road::InboundRecords => Basis::Treatment,
        Road::Payer => Basis::Payment,
        Road::Government => Basis::Oversight,
        Road::Subpoena => Basis::Subpoena,
        Road::WorkersCompensation => Basis::WorkersCompensation,
    }
}
