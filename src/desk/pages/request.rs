//! The page of one request: the same thing always in the same place (design 6).

use askama::Template;
use chrono::{NaiveDate, NaiveDateTime};

use super::dates::{self, ShownClock};
use super::offers;
use crate::app::Seen;
use crate::db::Subject;
use crate::desk::store::{self, Link, Whole};
use crate::error::AppError;
use crate::facilities::Facilities;
use crate::facilities::model::RecordType;
use crate::requests::commands::OpenRequest;
use crate::requests::model::{CheckResult, Event, FactKind, Recipient, Stage, WhoseMove};
use crate::requests::rules::clocks::clocks;
use crate::requests::rules::held;
use crate::requests::store::{StoredEvent, StoredFact, list_move_changes};
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};
use crate::words::dates as words;

#[derive(Template)]
#[template(path = "desk/request.html")]
struct RequestPage {
    chrome: Chrome,
    reference: String,
    path: String,
    closed: bool,
    road: Tag,
    status: Tag,
    left: DueBadge,
    due: String,
    facts: Facts,
    steps: Steps,
    next: NextStep,
    more: Vec<Action>,
    scope: Vec<ScopeRow>,
    as_written: Option<Name>,
    asked: Facts,
    recipients: Vec<RecipientRow>,
    check: Tag,
    check_says: String,
    open_facts: Vec<Note>,
    links: Vec<LinkRow>,
    notes: Vec<NoteRow>,
    clocks: Vec<ShownClock>,
    refusals: Vec<Note>,
    time: String,
    shares: Vec<(String, String)>,
    timeline: Timeline,
}

struct ScopeRow {
    what: String,
    dates: String,
    place: String,
}

struct RecipientRow {
    name: Name,
    class: &'static str,
    how: &'static str,
    address: Name,
    copy: bool,
    gaps: Vec<String>,
}

struct LinkRow {
    href: String,
    reference: String,
    how: &'static str,
    stage: String,
}

struct NoteRow {
    at: String,
    by: String,
    text: Name,
}

/// Shows one request.
pub async fn show_request(visit: Visit) -> Answer {
    let public_id = visit.path::<String>("request")?;
    let (facilities, sites) = (visit.app.facilities.clone(), visit.actor.sites.clone());
    let whole = visit
        .show(move |read| {
            let whole = store::load(read, &facilities, &public_id, &sites)?;
            let seen = seen_of(&whole.open);
            Ok((whole, seen))
        })
        .await?;
    visit.page(&page(&visit, &whole)?)
}

/// The evidence that a request was shown.
pub fn seen_of(open: &OpenRequest) -> Seen {
    Seen {
        subject: Subject {
            request_id: Some(open.request.id.0),
            patient_id: open.request.asked.patient.id,
            detail: None,
        },
        listed: None,
    }
}

fn page(visit: &Visit, whole: &Whole) -> Result<RequestPage, AppError> {
    let (open, request) = (&whole.open, &whole.open.request);
    let asked = &request.asked;
    let facilities = &visit.app.facilities;
    let now = visit.now();
    let today = open.terms.calendar.local_date(now);
    let ledger = clocks(&open.clock_facts(), &open.terms.calendar, today);
    let reference = request.reference.to_string();
    let history = held::held(
        request.logged_at,
        &list_move_changes(&whole.events),
        request.closed_at.unwrap_or(now),
    );
    let chrome = visit.chrome(["Request – ", &reference].concat());
    let (next, more) = offers::next_step(&visit.actor, open, &chrome.csrf, &visit.key()?);
    Ok(RequestPage {
        chrome,
        path: ["/requests/", &request.public_id].concat(),
        closed: request.stage == Stage::Closed,
        road: Tag::new(asked.road.label(), Tone::Info),
        status: Tag::plain(status_words(whole)),
        left: DueBadge::between(today, request.due_on),
        due: due_words(whole, today),
        facts: header(visit, whole, today),
        steps: Steps::new(
            "Stages",
            Stage::ALL.iter().map(|stage| stage.label()),
            Stage::ALL
                .iter()
                .position(|s| *s == request.stage)
                .unwrap_or(0),
        ),
        next,
        more,
        scope: scope(facilities, whole),
        as_written: (!asked.scope.as_written.is_empty())
            .then(|| Name::new(&asked.scope.as_written)),
        asked: asked_for(whole),
        recipients: asked.recipients.iter().map(recipient).collect(),
        check: Tag::new(
            request.progress.check.label(),
            check_tone(request.progress.check),
        ),
        check_says: clarification(whole, today),
        open_facts: open
            .facts
            .iter()
            .filter_map(|fact| open_fact(fact, today))
            .collect(),
        links: whole.links.iter().map(link).collect(),
        notes: notes(whole, today),
        clocks: dates::clocks(&ledger, today),
        refusals: ledger
            .refusals
            .iter()
            .map(|r| Note::new(Tone::Warn, [&r.text, " (", r.rule, ")"].concat()))
            .collect(),
        time: [
            "We held it ",
            &words::span(history.by_us()),
            ", others ",
            &words::span(history.by_others()),
            ", age ",
            &words::span(history.age),
            ".",
        ]
        .concat(),
        shares: history
            .shares()
            .map(|(side, length)| (side.label().to_owned(), words::span(length)))
            .collect(),
        timeline: timeline(whole),
        reference,
    })
}

fn status_words(whole: &Whole) -> String {
    let request = &whole.open.request;
    match request.disposition {
        Some(disposition) => ["Closed: ", disposition.label()].concat(),
        None => request.shown.label().to_owned(),
    }
}

/// "Due Tue 9 Jun by C5, work by Mon 8 Jun"; a promise is never called law.
fn due_words(whole: &Whole, today: NaiveDate) -> String {
    let request = &whole.open.request;
    let by = if request.due_rule == "our promise" {
        "our promise"
    } else {
        &request.due_rule
    };
    let due = words::short(request.due_on, today);
    let work_by = words::short(request.work_by, today);
    ["Due ", &due, " by ", by, "; work by ", &work_by].concat()
}

fn header(visit: &Visit, whole: &Whole, today: NaiveDate) -> Facts {
    let request = &whole.open.request;
    let asked = &request.asked;
    let born = asked.patient.born_on.map(words::iso);
    let mrn = asked.patient.mrn.as_ref().map(|mrn| ["MRN ", mrn].concat());
    let matched = asked
        .patient
        .id
        .is_none()
        .then(|| "not matched yet".to_owned());
    let ids: Vec<String> = [born, mrn, matched].into_iter().flatten().collect();
    let site = visit.app.facilities.site_name(&asked.site, today);
    let arrived = [
        &words::short(asked.received_on, today),
        ", ",
        &asked.channel.label().to_lowercase(),
    ]
    .concat();
    let since = words::moment(local(whole, request.whose_move_since), today);
    let facts = Facts::new()
        .fact_with("Patient", &asked.patient.name, ids.join(" · "))
        .fact_with(
            "Requester",
            &asked.requester.name,
            asked.requester.class.label(),
        )
        .fact_with("Received", &arrived, site);
    let facts = if request.stage == Stage::Closed {
        facts
    } else {
        facts.fact_with(
            "Whose move",
            request.whose_move.label(),
            ["since ", &since].concat(),
        )
    };
    facts
        .fact("Owner", whole.owner.as_deref().unwrap_or("No one"))
        .fact("Priority", asked.priority.label())
}

fn scope(facilities: &Facilities, whole: &Whole) -> Vec<ScopeRow> {
    let asked = &whole.open.request.asked;
    let profile = facilities.of_site(&asked.site).map(|(profile, _)| profile);
    let name = |code: &String| {
        let found = profile.and_then(|p| p.get::<RecordType>(code, asked.received_on));
        found.map_or_else(|| code.clone(), |row| row.value.name.clone())
    };
    let scope = &asked.scope;
    let dates = if scope.ranges.is_empty() {
        "no dates named".to_owned()
    } else {
        let ranges: Vec<String> = scope.ranges.iter().map(|range| range.in_words()).collect();
        ranges.join(" and ")
    };
    let place = if scope.facilities.is_empty() {
        "all facilities".to_owned()
    } else {
        let names: Vec<String> = scope
            .facilities
            .iter()
            .map(|site| facilities.site_name(site, asked.received_on))
            .collect();
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
            .map(|code| row(name(code)))
            .collect()
    }
}

fn asked_for(whole: &Whole) -> Facts {
    let asked = &whole.open.request.asked;
    let wants: Vec<&str> = asked.wants.iter().map(|want| want.label()).collect();
    let facts = Facts::new()
        .fact("Wants", &wants.join(", "))
        .fact(
            "Form",
            asked.format.map_or("not said", |format| format.label()),
        )
        .fact(
            "Purpose",
            asked.purpose.map_or("not said", |purpose| purpose.label()),
        )
        .fact_with("Road", asked.road.label(), asked.road_why.clone());
    match &asked.representative {
        Some(representative) => facts.fact("Representative", representative),
        None => facts,
    }
}

fn recipient(recipient: &Recipient) -> RecipientRow {
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

const fn check_tone(check: CheckResult) -> Tone {
    match check {
        CheckResult::NotChecked => Tone::Plain,
        CheckResult::Valid => Tone::Good,
        CheckResult::ValidInPart | CheckResult::NeedsClarification => Tone::Warn,
        CheckResult::Invalid => Tone::Bad,
    }
}

/// What was asked of the requester and by when; it stops no clock (R9).
fn clarification(whole: &Whole, today: NaiveDate) -> String {
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

fn open_fact(fact: &StoredFact, today: NaiveDate) -> Option<Note> {
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

fn link(link: &Link) -> LinkRow {
    let stage = Stage::parse(&link.stage).map_or("", |stage| stage.label());
    LinkRow {
        href: ["/requests/", &link.public_id].concat(),
        reference: link.reference.clone(),
        how: link.how.label(),
        stage: stage.to_owned(),
    }
}

fn notes(whole: &Whole, today: NaiveDate) -> Vec<NoteRow> {
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

fn timeline(whole: &Whole) -> Timeline {
    let items = whole.events.iter().rev().map(|event| {
        let item = TimelineItem::new(local(whole, event.at), event.event.in_words());
        item.by(event.by.clone().unwrap_or_else(|| "The desk".to_owned()))
    });
    Timeline::new(items.collect())
}

fn local(whole: &Whole, at: NaiveDateTime) -> NaiveDateTime {
    whole.open.terms.calendar.local(at)
}

impl RequestPage {
    /// An address below this request's.
    fn below(&self, noun: &str) -> String {
        [&self.path, "/", noun].concat()
    }
}
