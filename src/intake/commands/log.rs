//! Logging what was typed.

use chrono::NaiveDate;

use super::look::{Findings, look};
use crate::db::{Tx, new_public_id};
use crate::documents::commands::{attach, tell_papers};
use crate::error::CommandError;
use crate::facilities::rules::{MailboxFit, mailbox_fit};
use crate::facilities::{Facilities, Terms};
use crate::form_state::FieldError;
use crate::intake::model::{AtChannel, BlankForm, IdentitySeen, Intake, WhichPatient};
use crate::intake::rules::{Decided, decide, new_request};
use crate::patients::commands::create_patient;
use crate::patients::model::PatientId;
use crate::patients::store::NewPatient;
use crate::requesters::commands::reached_as_in_book;
use crate::requests::commands::{Logged, OpenRequest, log_request, open, record};
use crate::requests::model::{Event, LinkKind, RequestId, RequesterClass};
use crate::requests::rules::duplicates::DuplicateChoice;
use crate::requests::rules::identity::{CallerSaid, caller_verified};
use crate::requests::store::insert_link;
use crate::transfers::commands::begin;

/// Who logs, and with which form.
#[derive(Debug, Clone)]
pub struct LogBy {
    /// The person.
    pub staff_id: i64,
    /// The sites of the person: duplicates are looked for there only.
    pub sites: Vec<String>,
    /// The form's submission key, under which its papers wait.
    pub key: String,
}

/// How logging ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// A new request.
    Logged(Logged),
    /// It was the same request: its papers were added to that one, by outer id.
    SameAs(String),
}

/// Logs a typed request: decides its dates and road, settles who the patient is and whether it is a duplicate, stores it
/// with its papers and everything that was said at the channel.
///
/// # Errors
/// `CommandError::Fields` when a patient or a likely duplicate must be chosen first, or a paper is gone; otherwise when it
/// cannot be stored.
pub fn log(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    by: &LogBy,
    intake: Intake,
) -> Result<Ending, CommandError> {
    let terms = terms_of(tx, facilities, &intake)?;
    let today = terms.calendar.local_date(tx.now());
    let decided = decided(&intake, &terms, today)?;
    let findings = look(tx, &terms, &by.sites, &intake, &decided)?;
    refuse_unanswered(&intake, &findings)?;
    if let Some((same, _)) = answer(&intake, &findings, DuplicateChoice::Same) {
        return add_to(tx, facilities, by, &intake, same);
    }
    let second = answer(&intake, &findings, DuplicateChoice::SecondCopy);
    let (patient, created) = patient_of(tx, &terms, &intake, &findings)?;
    let part = part_seen(&intake);
    let intake = as_in_book(intake, &findings);
    let (at_channel, note, with) = (
        intake.at_channel.clone(),
        intake.note.clone(),
        intake.papers.clone(),
    );
    let public_id = new_public_id()?;
    let new = new_request(intake, decided, patient);
    let (logged, mut request) = log_request(tx, facilities, by.staff_id, public_id, new)?;
    attach(tx, &by.key, by.staff_id, &with, None, logged.id)?;
    if let (Some(patient), true) = (patient, created) {
        let event = Event::PatientMatched {
            patient: patient.0,
            by: vec!["added to the index when it was logged".to_owned()],
            replaces: None,
            created: true,
        };
        record(tx, &mut request, Some(by.staff_id), &event)?;
    }
    if let Some((other, id)) = second {
        link(tx, facilities, by, &mut request, other, id)?;
    }
    if let AtChannel::CommunitySite { place } = &at_channel {
        begin(tx, facilities, by.staff_id, &request.request, place)?;
    }
    let mut said = said_at(&at_channel, facilities, &request);
    said.extend(part);
    said.extend(note.map(|text| Event::NoteAdded { text }));
    for event in said {
        record(tx, &mut request, Some(by.staff_id), &event)?;
    }
    Ok(Ending::Logged(logged))
}

fn terms_of(tx: &Tx<'_>, facilities: &Facilities, intake: &Intake) -> Result<Terms, CommandError> {
    let today = facilities.today(&intake.site, tx.now());
    facilities
        .terms(&intake.site, today)
        .ok_or_else(|| CommandError::refused("S4", "This site is not one of the hospital's sites."))
}

fn decided(intake: &Intake, terms: &Terms, today: NaiveDate) -> Result<Decided, CommandError> {
    decide(intake, terms, today).map_err(|sentence| CommandError::field("arrived", sentence))
}

/// A02, B17: who it is and whether it is the same are decided by a person, before anything is stored.
fn refuse_unanswered(intake: &Intake, findings: &Findings) -> Result<(), CommandError> {
    let mut errors = Vec::new();
    if intake.which_patient.is_none() && !findings.patients.is_empty() {
        errors.push(FieldError {
            field: "patient".to_owned(),
            text: "Somebody in the index may be this patient. Choose who it is.".to_owned(),
        });
    }
    let known = matches!(intake.which_patient, Some(WhichPatient::Known(_)));
    if known && findings.chosen.is_none() {
        errors.push(FieldError {
            field: "patient".to_owned(),
            text: "The chosen patient is no longer in the index. Choose again.".to_owned(),
        });
    }
    if intake.in_book.is_some() && findings.in_book.is_none() {
        errors.push(FieldError {
            field: "in_book".to_owned(),
            text: "The chosen requester is no longer in the address book. Choose again.".to_owned(),
        });
    }
    for same in &findings.same {
        let id = &same.earlier.public_id;
        if !intake.duplicates.iter().any(|(other, _)| other == id) {
            errors.push(FieldError {
                field: ["same-", id].concat(),
                text: format!(
                    "{} may be the same request. Say whether it is.",
                    same.earlier.reference
                ),
            });
        }
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(CommandError::Fields(errors))
    }
}

/// A requester of the address book is named by its entry, and what was not typed about where it is reached comes from there.
fn as_in_book(mut intake: Intake, findings: &Findings) -> Intake {
    let Some(found) = &findings.in_book else {
        return intake;
    };
    reached_as_in_book(&mut intake.requester, &found.entry, &found.addresses);
    intake
}

/// The first likely duplicate that was answered so: its outer and inner id.
fn answer<'a>(
    intake: &Intake,
    findings: &'a Findings,
    choice: DuplicateChoice,
) -> Option<(&'a str, RequestId)> {
    findings
        .same
        .iter()
        .find(|same| {
            intake
                .duplicates
                .iter()
                .any(|(id, chosen)| *id == same.earlier.public_id && *chosen == choice)
        })
        .map(|same| (same.earlier.public_id.as_str(), same.likely.request))
}

/// Nobody in the index shares anything and nothing was chosen: the patient is added if two identifiers are known.
fn patient_of(
    tx: &mut Tx<'_>,
    terms: &Terms,
    intake: &Intake,
    findings: &Findings,
) -> Result<(Option<PatientId>, bool), CommandError> {
    let two_identifiers = intake.born_on.is_some() || intake.mrn.is_some();
    match &intake.which_patient {
        Some(WhichPatient::Known(_)) => {
            Ok((findings.chosen.as_ref().map(|row| row.known.id), false))
        }
        Some(WhichPatient::Later) => Ok((None, false)),
        None if !two_identifiers => Ok((None, false)),
        Some(WhichPatient::New) | None => {
            let id = create_patient(tx, &terms.organization, &new_patient(intake))?;
            Ok((Some(id), true))
        }
    }
}

fn new_patient(intake: &Intake) -> NewPatient {
    let own = intake.requester.class == RequesterClass::Patient;
    let of_own = |text: &Option<String>| text.clone().filter(|_| own);
    NewPatient {
        name: intake.patient_name.clone(),
        born_on: intake.born_on,
        mrn: intake.mrn.clone(),
        phone: of_own(&intake.requester.phone),
        email: of_own(&intake.requester.email),
        address: of_own(&intake.requester.address),
    }
}

/// B17: the same request is not logged twice; what came with it goes to the one that is there.
fn add_to(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    by: &LogBy,
    intake: &Intake,
    public_id: &str,
) -> Result<Ending, CommandError> {
    let mut request = open(tx, facilities, public_id, &by.sites, None)?;
    attach(
        tx,
        &by.key,
        by.staff_id,
        &intake.papers,
        None,
        request.request.id,
    )?;
    let (papers, channel) = (&intake.papers, intake.channel);
    tell_papers(tx, &mut request, by.staff_id, papers, None, channel)?;
    let text = format!(
        "It came again by {} and was not logged twice.",
        intake.channel.label().to_lowercase()
    );
    record(
        tx,
        &mut request,
        Some(by.staff_id),
        &Event::NoteAdded { text },
    )?;
    Ok(Ending::SameAs(public_id.to_owned()))
}

fn link(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    by: &LogBy,
    request: &mut OpenRequest,
    other: &str,
    other_id: RequestId,
) -> Result<(), CommandError> {
    let reference = open(tx, facilities, other, &by.sites, None)?
        .request
        .reference;
    insert_link(
        tx,
        request.request.id,
        other_id,
        LinkKind::SecondCopy,
        by.staff_id,
    )?;
    let event = Event::Linked {
        other: reference,
        how: LinkKind::SecondCopy,
    };
    record(tx, request, Some(by.staff_id), &event)
}

/// Whether the caller was verified, and by what; what is missing is asked before anything is told (1.15).
fn caller(said: &[CallerSaid]) -> String {
    let by: Vec<String> = said.iter().map(|one| one.label().to_lowercase()).collect();
    match caller_verified(said) {
        Ok(()) => ["The caller was verified: ", &by.join(", "), "."].concat(),
        Err(refusal) => ["The caller is not verified. ", &refusal.text].concat(),
    }
}

/// Nobody is sent away without a document; what proves identity instead is written down for who goes on with it (1.15).
const fn unseen(identity: IdentitySeen) -> &'static str {
    match identity {
        IdentitySeen::NotSeen => {
            " Verify before anything leaves: date of birth, home address and one thing more the record holds."
        }
        _ => "",
    }
}

/// Which blank form went home with the person, in which language (3.5).
fn given(blank: &BlankForm) -> String {
    let language = blank
        .language
        .map_or("language not named", |one| one.label());
    format!(" Handed out: {} ({language}).", blank.title)
}

/// What of the patient's part is there, so that nobody asks again (B6).
fn part_seen(intake: &Intake) -> Option<Event> {
    let form = intake.medical_form.as_ref()?;
    let missing = form.missing.clone()?;
    Some(Event::PatientPartSeen {
        form: form.kind,
        missing,
    })
}

/// What was said at the channel, for the timeline.
fn said_at(at_channel: &AtChannel, facilities: &Facilities, request: &OpenRequest) -> Vec<Event> {
    let note = |text: String| Event::NoteAdded { text };
    match at_channel {
        AtChannel::Plain => Vec::new(),
        AtChannel::CommunitySite { place } => {
            vec![note(format!("Received by the practice site {place}."))]
        }
        AtChannel::WalkIn {
            who,
            door,
            identity,
            override_reason,
            desk,
            handed_out,
        } => {
            let overridden = override_reason.iter().map(|reason| Event::RuleOverridden {
                rule: "S11".to_owned(),
                reason: reason.clone(),
            });
            let window = note(format!(
                "At the window ({}): {}. {}. Identity: {}.{}{}",
                desk.label().to_lowercase(),
                who.label(),
                door.label(),
                identity.label(),
                unseen(*identity),
                handed_out.as_ref().map_or_else(String::new, given)
            ));
            overridden.chain([window]).collect()
        }
        AtChannel::Phone { forms_sent, said } => {
            let sent = forms_sent.as_ref().map_or_else(
                || "A call started it; no form was sent yet.".to_owned(),
                |sent| format!("A call started it. Forms sent: {sent}"),
            );
            vec![note(sent), note(caller(said))]
        }
        AtChannel::Fax { work } => vec![note(format!("The fax was sorted as: {}.", work.label()))],
        AtChannel::Email { mailbox, work } => {
            let asked = &request.request.asked;
            let sentence = match (mailbox, facilities.of_site(&asked.site)) {
                (Some(mailbox), Some((profile, _))) => {
                    match mailbox_fit(profile, mailbox, *work, asked.received_on) {
                        MailboxFit::MoveTo { sentence, .. } => Some(sentence),
                        MailboxFit::Right | MailboxFit::AcceptHere => None,
                    }
                }
                _ => Some(
                    "It reached a mailbox that is not listed; the day it came there counts (S65)."
                        .to_owned(),
                ),
            };
            sentence.map(note).into_iter().collect()
        }
    }
}
