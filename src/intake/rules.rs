//! What follows from a typed request: the date of receipt, the road, the priority, the first due date.

use chrono::NaiveDate;

use crate::facilities::Terms;
use crate::facilities::model::ExternalClock;
use crate::intake::model::{AtChannel, HandedInForm, Intake, PaperShows};
use crate::patients::model::{Mrn, PatientId, PersonName};
use crate::requests::model::{
    ClockInputs, Format, NewRequest, PatientAsWritten, Priority, Purpose, Request, RequesterClass,
    Road,
};
use crate::requests::rules::clocks::{FormKind, Ledger, clocks};
use crate::requests::rules::duplicates::Outline;
use crate::requests::rules::priority::{self, PriorityFacts};
use crate::requests::rules::received::{Received, received_on};
use crate::requests::rules::roads::{self, Asked, Proposed};

/// Everything that was decided about a typed request, with the reasons.
#[derive(Debug, Clone)]
pub struct Decided {
    /// When it counts as received (R2, R3), and why.
    pub received: Received,
    /// The road proposed (rule sheet 1.2).
    pub proposed: Proposed,
    /// The road it is on.
    pub road: Road,
    /// Why that road.
    pub road_why: String,
    /// Its priority.
    pub priority: Priority,
    /// Why that priority.
    pub priority_why: String,
    /// What the clocks need besides.
    pub clock_inputs: ClockInputs,
    /// Its deadlines as of today.
    pub ledger: Ledger,
}

/// Decides a typed request under the terms of its site; `today` is the site's local date.
///
/// # Errors
/// The sentence why no date of receipt can be found (R3), for the field of the arrival.
pub fn decide(intake: &Intake, terms: &Terms, today: NaiveDate) -> Result<Decided, String> {
    let received = received_on(&intake.arrival)?;
    let proposed = propose_road(intake);
    let (road, road_why) = match &intake.other_road {
        Some((road, reason)) if *road != proposed.road => (*road, reason.clone()),
        _ => (proposed.road, proposed.why.to_owned()),
    };
    let clock_inputs = clock_inputs(intake, received.on);
    let ledger = ledger(intake, terms, road, &clock_inputs, received.on, today);
    let (priority, priority_why) = priority_of(intake, road, &ledger);
    Ok(Decided {
        received,
        proposed,
        road,
        road_why,
        priority,
        priority_why,
        clock_inputs,
        ledger,
    })
}

/// The road the papers speak for (rule sheet 1.2, S36–S46).
pub fn propose_road(intake: &Intake) -> Proposed {
    let shows = |what| intake.paper_shows.contains(&what);
    roads::propose(&Asked {
        requester: intake.requester.class,
        recipient_is_self: intake.recipient_is_requester,
        form: intake.form_given,
        purpose: intake.purpose.unwrap_or(Purpose::NotStated),
        wants: intake.wants.clone(),
        signed: shows(PaperShows::Signature),
        names_recipient_and_place: shows(PaperShows::RecipientAndPlace),
        electronic_copy_of_ehr: shows(PaperShows::ElectronicCopy),
    })
}

fn clock_inputs(intake: &Intake, received_on: NaiveDate) -> ClockInputs {
    let electronic = intake.paper_shows.contains(&PaperShows::ElectronicCopy)
        || intake.format == Some(Format::Electronic);
    ClockInputs {
        // S29: a call starts a request, but is not a written one.
        oral_only: matches!(intake.at_channel, AtChannel::Phone { .. }),
        benefit_claim: intake.benefit_claim,
        benefit_proof_on: intake.benefit_proof_on,
        ehr_electronic_copy: electronic,
        external_deadlines: intake.deadline.iter().cloned().collect(),
        ..form_inputs(intake.medical_form.as_ref(), received_on)
    }
}

/// R13: the packet is complete on the day of receipt when the patient's part was looked through and nothing is missing.
fn form_inputs(form: Option<&HandedInForm>, received_on: NaiveDate) -> ClockInputs {
    let Some(form) = form else {
        return ClockInputs::default();
    };
    let starts = |clock: ExternalClock| {
        let of_this = match clock {
            ExternalClock::StateDisability => form.kind == FormKind::EddSdiInitial,
            ExternalClock::PaidFamilyLeave => form.kind == FormKind::EddPaidFamilyLeave,
            ExternalClock::FamilyMedicalLeave => matches!(
                form.kind,
                FormKind::Fmla | FormKind::HealthProviderCertificate
            ),
        };
        form.began_on.filter(|_| of_this)
    };
    let complete = form.missing.as_ref().is_some_and(Vec::is_empty);
    ClockInputs {
        form: Some(form.kind),
        part_missing: form.missing.clone().unwrap_or_else(Vec::new),
        complete_on: complete.then_some(received_on),
        disability_began_on: starts(ExternalClock::StateDisability),
        leave_began_on: starts(ExternalClock::PaidFamilyLeave),
        employer_asked_on: starts(ExternalClock::FamilyMedicalLeave),
        ..ClockInputs::default()
    }
}

fn ledger(
    intake: &Intake,
    terms: &Terms,
    road: Road,
    inputs: &ClockInputs,
    received_on: NaiveDate,
    today: NaiveDate,
) -> Ledger {
    let facts = inputs.facts(terms, road, received_on, &intake.wants);
    clocks(&facts, &terms.calendar, today)
}

fn priority_of(intake: &Intake, road: Road, ledger: &Ledger) -> (Priority, String) {
    if let Some(chosen) = intake.other_priority {
        return (chosen, "Chosen when it was logged.".to_owned());
    }
    let shortest = ledger
        .clocks
        .iter()
        .map(|clock| (clock.statutory_due - clock.start_on).num_days())
        .min();
    let proposed = priority::propose(&PriorityFacts {
        road,
        treated_now: false,
        next_visit: false,
        court_date: false,
        urgent_form: false,
        external_deadline: intake.deadline.is_some(),
        shortest_clock_days: shortest,
        bulk: false,
    });
    (proposed.priority, proposed.why.to_owned())
}

/// The request as it is logged.
pub fn new_request(intake: Intake, decided: Decided, patient: Option<PatientId>) -> NewRequest {
    let documents = u32::try_from(intake.papers.len()).unwrap_or(u32::MAX);
    NewRequest {
        site: intake.site,
        channel: intake.channel,
        arrived_at: intake.arrived_at,
        received_on: decided.received.on,
        received_why: decided.received.why,
        road: decided.road,
        road_why: decided.road_why,
        patient: PatientAsWritten {
            id: patient.map(|id| id.0),
            name: intake.patient_name.family_first(),
            born_on: intake.born_on,
            mrn: intake.mrn.map(|mrn| mrn.as_str().to_owned()),
        },
        requester: intake.requester,
        representative: intake.representative,
        purpose: intake.purpose,
        language: intake.language,
        wants: intake.wants,
        format: intake.format,
        scope: intake.scope,
        recipients: intake.recipients,
        clock_inputs: decided.clock_inputs,
        sensitive: intake.sensitive,
        priority: decided.priority,
        documents,
    }
}

/// The outline that is compared with earlier requests (B17).
pub fn outline(intake: &Intake, decided: &Decided, patient: Option<PatientId>) -> Outline {
    let own = intake.requester.class == RequesterClass::Patient;
    let address = intake.requester.address.iter().filter(|_| own).cloned();
    Outline {
        patient,
        names: vec![intake.patient_name.clone()],
        born_on: intake.born_on,
        mrns: intake.mrn.iter().cloned().collect(),
        addresses: address.collect(),
        requester_entry: intake.requester.id,
        requester: intake.requester.name.clone(),
        requester_reference: intake.requester.reference.clone().unwrap_or_default(),
        road: decided.road,
        scope: intake.scope.clone(),
        received_on: decided.received.on,
    }
}

/// The outline of a request that is logged already, as it is compared before its release.
pub fn outline_of(request: &Request) -> Outline {
    let asked = &request.asked;
    let own = asked.requester.class == RequesterClass::Patient;
    let (family, given) = asked
        .patient
        .name
        .split_once(',')
        .unwrap_or((&asked.patient.name, ""));
    let name = PersonName {
        family: family.trim().to_owned(),
        given: given.trim().to_owned(),
    };
    let mrn = asked.patient.mrn.as_deref();
    Outline {
        patient: asked.patient.id.map(PatientId),
        names: vec![name],
        born_on: asked.patient.born_on,
        mrns: mrn
            .and_then(|mrn| Mrn::parse(mrn).ok())
            .into_iter()
            .collect(),
        addresses: asked
            .requester
            .address
            .iter()
            .filter(|_| own)
            .cloned()
            .collect(),
        requester_entry: asked.requester.id,
        requester: asked.requester.name.clone(),
        requester_reference: asked.requester.reference.clone().unwrap_or_default(),
        road: asked.road,
        scope: asked.scope.clone(),
        received_on: asked.received_on,
    }
}
