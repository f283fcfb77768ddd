//! What waits for payment (1.17).

use crate::facilities::model::Prepayment;
use crate::requests::model::Road;

/// What is done about an unpaid fee, in words.
pub(super) const SAYS: &str =
    "Copies for third parties may wait for payment; for patients an unpaid fee stops no clock.";
/// What that was read from.
pub(super) const CITATION: &str = "1999 proposal of 45 CFR 164";

/// Whether the copy may be held back until it is paid. Third parties and subpoenas: yes. For the patient no rule stops the
/// clock for an unpaid fee, so an unpaid copy is shown as ready and awaiting payment, its clock running; unless the house
/// takes the notice that it is ready and waits for payment for an answer in time.
pub const fn may_hold_until_paid(road: Road, prepayment: Prepayment) -> bool {
    match road {
        Road::PatientAccess | Road::PersonalRepresentative => {
            matches!(prepayment, Prepayment::NoticeAnswers)
        }
        Road::Authorization
        | Road::Attorney
        | Road::Payer
        | Road::DisabilityAgency
        | Road::Government
        | Road::Subpoena
        | Road::WorkersCompensation
        | Road::Research => true,
        Road::ThirdPartyDirective
        | Road::ContinuityOfCare
        | Road::MedicalForm
        | Road::Amendment
        | Road::Accounting
        | Road::InboundRecords
        | Road::PortalProxy => false,
    }
}
