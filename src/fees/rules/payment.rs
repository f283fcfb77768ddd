//! What waits for payment (1.17).

use crate::requests::model::Road;

/// Whether the copy may be held back until it is paid. Third parties and subpoenas: yes. For the patient no rule stops the
/// clock for an unpaid fee, so an unpaid copy is shown as ready and awaiting payment, its clock running.
pub const fn may_hold_until_paid(road: Road) -> bool {
    match road {
        Road::Authorization
        | Road::Attorney
        | Road::Payer
        | Road::DisabilityAgency
        | Road::Government
        | Road::Subpoena
        | Road::WorkersCompensation
        | Road::Research => true,
        Road::PatientAccess
        | Road::PersonalRepresentative
        | Road::ThirdPartyDirective
        | Road::ContinuityOfCare
        | Road::MedicalForm
        | Road::Amendment
        | Road::Accounting
        | Road::InboundRecords
        | Road::PortalProxy => false,
    }
}
