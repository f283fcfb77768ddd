//! Whether it is a request, and on which grounds it may be denied (164.526(a)(2), (b)(1), (f)).

use crate::amendments::model::{AmendmentFacts, AmendmentGround, AmendmentRequest};
use crate::disclosures::model::DenialGround;
use crate::words::Refusal;

/// Whether it is a request that C2 runs on: writing and a reason may be asked for only where patients were told in
/// advance. What is not one yet is logged all the same.
///
/// # Errors
/// The `Refusal` with what to ask the patient for.
pub fn is_request(request: AmendmentRequest) -> Result<(), Refusal> {
    let no = |says: &str| Err(Refusal::new("164.526(b)(1)", says));
    match (request.in_writing, request.gives_reason) {
        _ if !request.rule_announced => Ok(()),
        (true, true) => Ok(()),
        (false, _) => no("Not in writing yet. Log it, send the form, and ask for the reason."),
        (true, false) => no("No reason is given yet. Log it and ask why the record should change."),
    }
}

/// The grounds the facts support, in the order of the law; none when the amendment has to be made.
pub fn grounds(facts: &AmendmentFacts) -> impl Iterator<Item = AmendmentGround> {
    let known = *facts;
    AmendmentGround::ALL
        .iter()
        .copied()
        .filter(move |ground| may_deny(*ground, &known).is_ok())
}

/// Whether the facts support a ground.
///
/// # Errors
/// The `Refusal` with what the ground needs.
pub fn may_deny(ground: AmendmentGround, facts: &AmendmentFacts) -> Result<(), Refusal> {
    if facts.amended_elsewhere {
        return Err(Refusal::new(
            "164.526(e)",
            "Another provider or plan told us of its amendment: ours must be made too.",
        ));
    }
    let no = |rule, says: &str| Err(Refusal::new(rule, says));
    match ground {
        AmendmentGround::NotCreatedHere if facts.created_here != Some(false) => no(
            "164.526(a)(2)(i)",
            "First find out that somebody else created it, and who.",
        ),
        AmendmentGround::NotCreatedHere if facts.originator_gone => no(
            "164.526(a)(2)(i)",
            "The patient gives good reason to believe that whoever created it can no longer act. Judge it as our own.",
        ),
        AmendmentGround::NotInRecordSet if facts.in_record_set != Some(false) => no(
            "164.526(a)(2)(ii)",
            "First find out that it is outside the designated record set. Anything used for decisions about the patient is in it.",
        ),
        AmendmentGround::NotOpenToAccess if !facts.closed_to_access.is_some_and(closes_access) => {
            no(
                "164.526(a)(2)(iii)",
                "Name the ground of 164.524 that closes it to the patient. Without one it is open.",
            )
        }
        AmendmentGround::AccurateAndComplete if facts.accurate_and_complete != Some(true) => no(
            "164.526(a)(2)(iv)",
            "First have somebody who knows the record find it accurate and complete.",
        ),
        _ => Ok(()),
    }
}

/// Grounds of 164.524 close the record; the rest are other reasons not to send a copy.
const fn closes_access(ground: DenialGround) -> bool {
    match ground {
        DenialGround::PsychotherapyNotes
        | DenialGround::Litigation
        | DenialGround::InmateSafety
        | DenialGround::ResearchInProgress
        | DenialGround::ConfidentialSource
        | DenialGround::EndangersLife
        | DenialGround::HarmsAnother
        | DenialGround::RepresentativeHarms => true,
        // Outside the record set is the second ground, not the third.
        DenialGround::NotDesignatedRecord
        | DenialGround::NoAuthority
        | DenialGround::DefectiveAuthorization
        | DenialGround::LegalProcess => false,
    }
}
