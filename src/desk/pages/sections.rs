//! The sections of the page of a request, in the order of the work.

use chrono::{NaiveDate, NaiveDateTime};

use crate::authorizations::model::Ending;
use crate::clarifications::commands::due_by_hand;
use crate::clarifications::pages::reminder_words;
use crate::desk::store::{Link, Whole};
use crate::facilities::Facilities;
use crate::patients::model::PatientFlag;
use crate::requests::model::{
    CheckResult, DateRange, Event, FactKind, Recipient, Request, Stage, WhoseMove,
};
use crate::requests::rules::patient_part::spoken;
use crate::requests::store::{StoredEvent, StoredFact};
use crate::web::components::*;
use crate::words::dates as words;

pub struct ScopeRow {
    pub what: String,
    pub dates: String,
    pub place: String,
}

pub struct RecipientRow {
    pub name: Name,
    pub class: &'static str,
    pub how: &'static str,
    pub address: Name,
    pub copy: bool,
    pub gaps: Vec<String>,
}

pub struct LinkRow {
    pub href: String,
    pub reference: String,
    pub how: &'static str,
    pub stage: String,
}

pub struct NoteRow {
    pub at: String,
    pub by: String,
    pub text: Name,
}

pub fn scope(facilities: &Facilities, whole: &Whole) -> Vec<ScopeRow> {
    let asked = &whole.open.request.asked;
    let catalogue = facilities.catalogue(&[&asked.site], asked.received_on);
    let scope = &asked.scope;
    let dates = if scope.ranges.is_empty() {
        "no dates named".to_owned()
    } else {
        let ranges: Vec<String> = scope.ranges.iter().map(DateRange::in_words).collect();
        ranges.join(" and ")
    };
    let place = if scope.facilities.is_empty() {
        "all facilities".to_owned()
    } else {
        let names: Vec<String> = scope.facilities.iter().map(|c| catalogue.name(c)).collect();
        names.join(", ")
    };
    let row = |what: String| ScopeRow {
        what,
        dates: dates.clone(),
        place: place.clone(),
    };
    if scope.entire_record {
        vec![row("The entire record".to_owned())]
    } else {
        scope
            .record_types
            .iter()
            .map(|code| row(catalogue.name(code)))
            .collect()
    }
}

pub fn asked_for(whole: &Whole) -> Facts {
    let asked = &whole.open.request.asked;
    let wants: Vec<&str> = asked.wants.iter().map(|want| want.label()).collect();
    let wants = if wants.is_empty() {
        "not said".to_owned()
    } else {
        wants.join(", ")
    };
    let facts = Facts::new()
        .fact("Wants", &wants)
        .fact(
            "Form",
            asked.format.map_or("not said", |format| format.label()),
        )
        .fact(
            "Purpose",
            asked.purpose.map_or("not said", |purpose| purpose.label()),
        )
        .fact_with("Road", asked.road.label(), asked.road_why.clone());
    let facts = match &asked.requester.reference {
        Some(own) => facts.fact("Their own reference", own),
        None => facts,
    };
    match &asked.representative {
        Some(representative) => facts.fact("Representative", representative),
        None => facts,
    }
}

pub fn recipient(recipient: &Recipient) -> RecipientRow {
    RecipientRow {
        name: Name::new(&recipient.name),
        class: recipient.class.label(),
        how: recipient.delivery.label(),
        address: Name::new(&recipient.address),
        copy: recipient.copy_by_rule,
        gaps: recipient
            .gaps()
            .into_iter()
            .map(|gap| gap.to_string())
            .collect(),
    }
}

pub const fn check_tone(check: CheckResult) -> Tone {
    match check {
        CheckResult::NotChecked => Tone::Plain,
        CheckResult::Valid => Tone::Good,
        CheckResult::ValidInPart | CheckResult::NeedsClarification => Tone::Warn,
        CheckResult::Invalid => Tone::Bad,
    }
}

/// What was asked of the requester and by when; it stops no clock (R9).
pub fn clarification(whole: &Whole, today: NaiveDate) -> String {
    let request = &whole.open.request;
    let waiting = whole
        .open
        .facts
        .iter()
        .any(|fact| fact.kind == FactKind::Clarification && fact.closed.is_none());
    let letters = match request.progress.letters_sent {
        0 => return "No letter has asked the requester for anything.".to_owned(),
        1 => "1 letter sent".to_owned(),
        n => [&n.to_string(), " letters sent"].concat(),
    };
    let answer = match (waiting, request.progress.answer_by) {
        (true, Some(by)) => ["; an answer is asked for by ", &words::short(by, today)].concat(),
        (true, None) => "; the answer is open".to_owned(),
        (false, _) => "; nothing is open".to_owned(),
    };
    [&letters, answer.as_str(), ". Asking stops no clock."].concat()
}

pub fn open_fact(fact: &StoredFact, today: NaiveDate) -> Option<Note> {
    if fact.closed.is_some() || fact.kind == FactKind::Clarification {
        return None;
    }
    let due = fact
        .due_on
        .map(|on| [" Until ", &words::short(on, today), "."].concat())
        .unwrap_or_default();
    let side = if fact.waiting_on == WhoseMove::Us {
        String::new()
    } else {
        [" ", fact.waiting_on.label(), " move."].concat()
    };
    let tone = if fact.kind == FactKind::LegalHold {
        Tone::Bad
    } else {
        Tone::Info
    };
    let text = [fact.reason.as_str(), &side, &due].concat();
    Some(Note::new(tone, text.trim()).strong([fact.kind.label(), "."].concat()))
}

/// What was agreed with the patient and must be kept by whatever leaves or is written (B20).
pub fn agreed(request: &Request) -> Vec<Note> {
    let Some(matched) = &request.matched else {
        return Vec::new();
    };
    let raised = [
        (matched.restricted, PatientFlag::Restriction),
        (
            matched.elsewhere.is_asked(),
            PatientFlag::ConfidentialAddress,
        ),
    ];
    raised
        .into_iter()
        .filter(|(up, _)| *up)
        .map(|(_, flag)| {
            Note::new(Tone::Warn, flag.sentence()).strong([flag.label(), "."].concat())
        })
        .collect()
}

/// The reminders that wait for a person; asking again closes nothing (R14).
pub fn reminders(facilities: &Facilities, whole: &Whole, today: NaiveDate) -> Vec<Note> {
    let waiting = whole
        .clarifications
        .iter()
        .find(|one| one.settled_at.is_none());
    let due = waiting.map_or_else(Vec::new, |one| {
        due_by_hand(facilities, &whole.open, one, &whole.reminded, today)
    });
    due.iter()
        .map(|step| Note::new(Tone::Warn, [&reminder_words(step), "."].concat()))
        .collect()
}

/// What is missing of the patient's part of a medical form: asked once, and kept here for everybody (S56, B6).
pub fn patient_part(whole: &Whole) -> Option<Note> {
    let request = &whole.open.request;
    let missing = &request.asked.clock_inputs.part_missing;
    if missing.is_empty() || request.stage == Stage::Closed {
        return None;
    }
    let text = [
        " Not seen: ",
        &spoken(missing),
        ". The ten business days start when nothing is missing (R13).",
    ];
    let href = ["/requests/", &request.public_id, "/patient-part"].concat();
    let note = Note::new(Tone::Warn, text.concat()).strong("The patient's part is not complete.");
    Some(note.link(href, "Tick what came in"))
}

/// That the authorization, or the authority behind it, ended: nothing leaves on it (A19, B13).
pub fn ending(ending: &Ending, today: NaiveDate) -> Note {
    let says = [
        " On ",
        &words::short(ending.on, today),
        ", told by ",
        ending.way.label(),
        ": ",
        &ending.said_by,
        ". Nothing leaves on it; a paper signed later is checked anew.",
    ];
    Note::new(Tone::Bad, says.concat()).strong([ending.how.label(), "."].concat())
}

pub fn link(link: &Link) -> LinkRow {
    let stage = Stage::parse(&link.stage).map_or("", |stage| stage.label());
    LinkRow {
        href: ["/requests/", &link.public_id].concat(),
        reference: link.reference.clone(),
        how: link.how.label(),
        stage: stage.to_owned(),
    }
}

pub fn notes(whole: &Whole, today: NaiveDate) -> Vec<NoteRow> {
    let note = |event: &StoredEvent| match &event.event {
        Event::NoteAdded { text } => Some(NoteRow {
            at: words::moment(local(whole, event.at), today),
            by: event.by.clone().unwrap_or_else(|| "The desk".to_owned()),
            text: Name::new(text),
        }),
        _ => None,
    };
    whole.events.iter().rev().filter_map(note).collect()
}

pub fn timeline(whole: &Whole) -> Timeline {
    let items = whole.events.iter().rev().map(|event| {
        let item = TimelineItem::new(local(whole, event.at), event.event.in_words());
        item.by(event.by.clone().unwrap_or_else(|| "The desk".to_owned()))
    });
    Timeline::new(items.collect())
}

pub fn local(whole: &Whole, at: NaiveDateTime) -> NaiveDateTime {
    whole.open.terms.calendar.local(at)
}
