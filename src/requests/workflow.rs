//! The one transition table: which stage follows when something happens, or the sentence why it may not happen.
//!
//! Closed is the end of the line. What goes on a closed request is what does not change it: notes, papers, links, letters,
//! status calls, and handing over what was released to be picked up. Where something that was verified changes later, verifying starts again, so that nothing leaves on an old check.

use crate::requests::model::{Disposition, EventKind, FactKind, Facts, Stage};
use crate::words::Refusal;

type Next = Result<Stage, Refusal>;

/// The stage after an event of this kind, given the facts as they stand before it.
///
/// # Errors
/// `Refusal` when the event may not happen now.
pub fn next(stage: Stage, event: EventKind, facts: &Facts) -> Next {
    match event {
        EventKind::Logged => Err(Refusal::new("W-logged", "A request is logged once.")),
        EventKind::NoteAdded
        | EventKind::DocumentAdded
        | EventKind::Linked
        | EventKind::StatusGiven
        | EventKind::WithholdingRecorded
        | EventKind::NoticeSent
        | EventKind::NoticeFailed => Ok(stage),
        EventKind::Acknowledged
        | EventKind::DateRecorded
        | EventKind::Assigned
        | EventKind::HandedOver
        | EventKind::PutBack
        | EventKind::PrioritySet
        | EventKind::RequesterNamed
        | EventKind::RuleOverridden
        | EventKind::SiteTransferred
        | EventKind::ContactAttempted
        | EventKind::AuthorizationEnded
        | EventKind::PatientPartSeen
        | EventKind::FactOpened
        | EventKind::FactClosed
        | EventKind::DueMoved => while_open(stage),
        EventKind::PatientMatched
        | EventKind::RoadChanged
        | EventKind::ScopeChanged
        | EventKind::RecipientsChanged => verify_again(stage),
        EventKind::VerifyingStarted => only_in(
            stage,
            Stage::Received,
            Stage::Verifying,
            "Verifying has already begun.",
        ),
        EventKind::CheckPassed => begin_verifying(stage),
        EventKind::CheckFailed => verify_again(begin_verifying(stage)?),
        EventKind::ClarificationSent => first_letter(stage, facts),
        EventKind::SecondLetterSent => second_letter(stage, facts),
        EventKind::ReminderSent | EventKind::AnswerRecorded | EventKind::ClarificationSettled => {
            with_open(
                stage,
                facts,
                FactKind::Clarification,
                "No clarification is open.",
            )
        }
        EventKind::ExtensionGranted => extension(stage, facts),
        EventKind::HoldPlaced => hold(stage, facts),
        EventKind::HoldLifted => with_open(stage, facts, FactKind::LegalHold, "No hold is open."),
        EventKind::PickedUp | EventKind::PickUpReminded => picked_up(stage, facts),
        EventKind::Verified => verified(stage, facts),
        EventKind::RecordsGathered => gathered(stage, facts),
        EventKind::ReviewPassed => reviewed(stage, facts),
        EventKind::ReturnedToVerifying => back_to_verifying(stage),
        EventKind::ReturnedToGathering => back_to_gathering(stage),
        EventKind::ReleaseRecorded => release(stage, facts),
        EventKind::Denied | EventKind::AmendmentDenied => deny(stage, event, facts),
        EventKind::NoRecordsFound => no_records(stage, event, facts),
        EventKind::AmendmentAccepted | EventKind::AccountingSent | EventKind::FormDelivered => {
            family_ends(stage, event, facts)
        }
        EventKind::Forwarded
        | EventKind::Withdrawn
        | EventKind::MarkedDuplicate
        | EventKind::MarkedInError => {
            while_open(stage)?;
            possible_outcome(event, facts)?;
            Ok(Stage::Closed)
        }
    }
}

/// Whether an event of this kind makes the last outcome of the checklist worthless, because what was checked is no longer
/// what is asked: the check counts as not done until it is done again (B13).
pub const fn unsettles_check(event: EventKind) -> bool {
    matches!(
        event,
        EventKind::PatientMatched
            | EventKind::RoadChanged
            | EventKind::ScopeChanged
            | EventKind::RecipientsChanged
    )
}

/// Whether a move back makes the quality checks passed so far worthless: pages may come or go before review begins again.
pub fn unsettles_review(before: Stage, after: Stage) -> bool {
    matches!(before, Stage::Reviewing | Stage::Ready) && after < Stage::Reviewing
}

fn closed() -> Refusal {
    Refusal::new(
        "W-closed",
        "This request is closed. Log a new one and link it with this.",
    )
}

fn while_open(stage: Stage) -> Next {
    match stage {
        Stage::Received | Stage::Verifying | Stage::Gathering | Stage::Reviewing | Stage::Ready => {
            Ok(stage)
        }
        Stage::Closed => Err(closed()),
    }
}

fn only_in(stage: Stage, from: Stage, to: Stage, otherwise: &str) -> Next {
    while_open(stage)?;
    if stage == from {
        Ok(to)
    } else {
        Err(Refusal::new("W-stage", otherwise))
    }
}

/// Something that verifying rests on has changed.
fn verify_again(stage: Stage) -> Next {
    match stage {
        Stage::Received => Ok(Stage::Received),
        Stage::Verifying | Stage::Gathering | Stage::Reviewing | Stage::Ready => {
            Ok(Stage::Verifying)
        }
        Stage::Closed => Err(closed()),
    }
}

/// Whoever checks has begun to verify; later checks (B13) leave the stage alone.
fn begin_verifying(stage: Stage) -> Next {
    match stage {
        Stage::Received | Stage::Verifying => Ok(Stage::Verifying),
        Stage::Gathering | Stage::Reviewing | Stage::Ready => Ok(stage),
        Stage::Closed => Err(closed()),
    }
}

fn with_open(stage: Stage, facts: &Facts, kind: FactKind, otherwise: &str) -> Next {
    while_open(stage)?;
    if facts.is_open(kind) {
        Ok(stage)
    } else {
        Err(Refusal::new("W-fact", otherwise))
    }
}

fn first_letter(stage: Stage, facts: &Facts) -> Next {
    let after = begin_verifying(stage)?;
    if facts.letters_sent > 0 {
        return Err(Refusal::new(
            "R17",
            "The clarification letter has gone out; a further one is a second letter.",
        ));
    }
    Ok(after)
}

fn second_letter(stage: Stage, facts: &Facts) -> Next {
    let after = begin_verifying(stage)?;
    if facts.letters_sent == 0 {
        return Err(Refusal::new(
            "R17",
            "No clarification letter has gone out yet.",
        ));
    }
    Ok(after)
}

fn extension(stage: Stage, facts: &Facts) -> Next {
    while_open(stage)?;
    if !facts.extension_possible {
        return Err(Refusal::new(
            "R10",
            "This road has no clock that can be extended.",
        ));
    }
    if facts.extended {
        return Err(Refusal::new("R10", "The one extension has been used."));
    }
    Ok(stage)
}

fn hold(stage: Stage, facts: &Facts) -> Next {
    while_open(stage)?;
    if facts.is_open(FactKind::LegalHold) {
        return Err(Refusal::new("W-fact", "A hold is already open."));
    }
    Ok(stage)
}

fn verified(stage: Stage, facts: &Facts) -> Next {
    let after = only_in(
        stage,
        Stage::Verifying,
        Stage::Gathering,
        "Only a request that is being verified can be marked verified.",
    )?;
    check_stands(facts)?;
    Ok(after)
}

/// The patient is known by two identifiers and the checklist lets something leave.
fn check_stands(facts: &Facts) -> Result<(), Refusal> {
    if !facts.patient_matched {
        return Err(Refusal::new(
            "A02",
            "The patient is not matched with two identifiers.",
        ));
    }
    if !facts.check_allows_release() {
        return Err(Refusal::new(
            "S5",
            "The checklist does not allow a release, not even of a part. Settle the gaps first.",
        ));
    }
    Ok(())
}

fn gathered(stage: Stage, facts: &Facts) -> Next {
    let after = only_in(
        stage,
        Stage::Gathering,
        Stage::Reviewing,
        "Only a request whose records are being gathered can go to review.",
    )?;
    if facts.is_open(FactKind::RecordPull) {
        return Err(Refusal::new("W-fact", "A record pull is still open."));
    }
    if facts.is_open(FactKind::ProviderTask) {
        return Err(Refusal::new("W-fact", "A provider's task is still open."));
    }
    Ok(after)
}

/// The last quality check needed moves it on; one before leaves it in review. A request marked sensitive after its review
/// gets its second look while it is ready.
fn reviewed(stage: Stage, facts: &Facts) -> Next {
    let needed = facts.quality_checks_needed();
    let second_look = stage == Stage::Ready && facts.quality_checks < needed;
    let after = if second_look {
        Stage::Ready
    } else {
        let otherwise = "Only a request in review can pass review.";
        only_in(stage, Stage::Reviewing, Stage::Ready, otherwise)?
    };
    if facts.is_open(FactKind::QualityFinding) {
        return Err(Refusal::new("W-fact", "A quality finding is still open."));
    }
    let enough = facts.quality_checks + 1 >= needed;
    Ok(if enough { after } else { stage })
}

fn back_to_verifying(stage: Stage) -> Next {
    match stage {
        Stage::Gathering | Stage::Reviewing | Stage::Ready => Ok(Stage::Verifying),
        Stage::Received | Stage::Verifying => {
            Err(Refusal::new("W-stage", "Verifying is not finished yet."))
        }
        Stage::Closed => Err(closed()),
    }
}

fn back_to_gathering(stage: Stage) -> Next {
    match stage {
        Stage::Reviewing | Stage::Ready => Ok(Stage::Gathering),
        Stage::Received | Stage::Verifying | Stage::Gathering => {
            Err(Refusal::new("W-stage", "Gathering is not finished yet."))
        }
        Stage::Closed => Err(closed()),
    }
}

/// Fails closed: whatever is not shown to be in order stops the release (B7, B13).
fn release(stage: Stage, facts: &Facts) -> Next {
    let after = only_in(
        stage,
        Stage::Ready,
        Stage::Closed,
        "Only a request that is ready can be released.",
    )?;
    possible_outcome(EventKind::ReleaseRecorded, facts)?;
    check_stands(facts)?;
    nothing_stops_it(facts)?;
    Ok(after)
}

fn nothing_stops_it(facts: &Facts) -> Result<(), Refusal> {
    if facts.is_open(FactKind::LegalHold) {
        return Err(Refusal::new(
            "A41",
            "A hold is open; nothing leaves until it is lifted.",
        ));
    }
    if facts.is_open(FactKind::QualityFinding) {
        return Err(Refusal::new("W-fact", "A quality finding is still open."));
    }
    if !facts.recipients_complete {
        return Err(Refusal::new(
            "A06",
            "Every recipient needs a name and, unless they come in person, an address.",
        ));
    }
    if facts.quality_checks < facts.quality_checks_needed() {
        return Err(Refusal::new(
            "W-second",
            "A second person has to look at this request before it leaves.",
        ));
    }
    Ok(())
}

/// What was released waits at the counter after the request is closed.
fn picked_up(stage: Stage, facts: &Facts) -> Next {
    if facts.is_open(FactKind::PickUp) {
        Ok(stage)
    } else {
        Err(Refusal::new(
            "W-pick-up",
            "Nothing of this request waits at the counter.",
        ))
    }
}

/// A denial needs no complete papers, but somebody must have looked.
fn deny(stage: Stage, event: EventKind, facts: &Facts) -> Next {
    while_open(stage)?;
    possible_outcome(event, facts)?;
    match stage {
        Stage::Received => Err(Refusal::new("W-stage", "Begin to verify before denying.")),
        Stage::Verifying | Stage::Gathering | Stage::Reviewing | Stage::Ready => Ok(Stage::Closed),
        Stage::Closed => Err(closed()),
    }
}

/// "No records" is only true after a search (N09).
fn no_records(stage: Stage, event: EventKind, facts: &Facts) -> Next {
    while_open(stage)?;
    possible_outcome(event, facts)?;
    match stage {
        Stage::Gathering | Stage::Reviewing => Ok(Stage::Closed),
        Stage::Received | Stage::Verifying | Stage::Ready => Err(Refusal::new(
            "N09",
            "\"No records\" is said after the search, from gathering or review.",
        )),
        Stage::Closed => Err(closed()),
    }
}

/// Amendments, accountings and forms end from Ready, like a release.
fn family_ends(stage: Stage, event: EventKind, facts: &Facts) -> Next {
    while_open(stage)?;
    possible_outcome(event, facts)?;
    let after = only_in(
        stage,
        Stage::Ready,
        Stage::Closed,
        "Only a request that is ready can be finished.",
    )?;
    if !facts.patient_matched {
        return Err(Refusal::new(
            "A02",
            "The patient is not matched with two identifiers.",
        ));
    }
    nothing_stops_it(facts)?;
    Ok(after)
}

fn possible_outcome(event: EventKind, facts: &Facts) -> Result<(), Refusal> {
    let ends: Option<Disposition> = event.disposition();
    match ends {
        Some(outcome) if facts.outcomes.contains(&outcome) => Ok(()),
        _ => Err(Refusal::new(
            "W-outcome",
            format!(
                "A request on the road \"{}\" does not end like this.",
                facts.road.label()
            ),
        )),
    }
}
