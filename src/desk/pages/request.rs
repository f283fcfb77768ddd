//! The page of one request: the same thing always in the same place (design 6).

use askama::Template;
use chrono::NaiveDate;

use super::dates::{self, ShownClock};
use super::offers;
use super::papers::{self, DisclosureRow, LetterRow, PaperRow};
use super::sections::*;
use super::withholding::{WithholdingRow, still_to_record, withholdings};
use crate::desk::rules::slip::is_at_the_window;
use crate::desk::store::{self, Whole};
use crate::error::AppError;
use crate::facilities::Facilities;
use crate::queues::pages::counted;
use crate::requests::commands::offered;
use crate::requests::model::{Request, Stage};
use crate::requests::rules::actions::Action as Doing;
use crate::requests::rules::clocks::clocks;
use crate::requests::rules::held;
use crate::requests::store::list_move_changes;
use crate::staff::model::Permission;
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
    offered: Vec<Doing>,
    scope: Vec<ScopeRow>,
    as_written: Option<Name>,
    asked: Facts,
    recipients: Vec<RecipientRow>,
    check: Tag,
    check_says: String,
    letter: Option<String>,
    may_work: bool,
    open_facts: Vec<Note>,
    papers: Vec<PaperRow>,
    letters: Vec<LetterRow>,
    disclosures: Vec<DisclosureRow>,
    withholdings: Vec<WithholdingRow>,
    links: Vec<LinkRow>,
    notes: Vec<NoteRow>,
    clocks: Vec<ShownClock>,
    refusals: Vec<Note>,
    time: String,
    shares: Vec<(String, String)>,
    timeline: Timeline,
}

/// Shows one request.
pub async fn show_request(visit: Visit) -> Answer {
    let public_id = visit.path::<String>("request")?;
    let (app, actor) = (visit.app.clone(), visit.actor.clone());
    let today = app.facilities.today(&actor.acting_site, visit.now());
    let whole = visit
        .show(move |read| {
            let (facilities, glance) = (&app.facilities, &app.glance);
            let whole = store::load(read, facilities, glance, &public_id, &actor, today)?;
            let seen = whole.open.seen();
            Ok((whole, seen))
        })
        .await?;
    visit.page(&page(&visit, &whole)?)
}

/// The line of stages with the one where it stands.
fn steps(at: Stage) -> Steps {
    let index = Stage::ALL.iter().position(|stage| *stage == at);
    Steps::new(
        "Stages",
        Stage::ALL.iter().map(|stage| stage.label()),
        index.unwrap_or(0),
    )
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
    let chrome = counted(chrome, &whole.counts);
    let path = ["/requests/", &request.public_id].concat();
    let waiting = whole
        .clarifications
        .iter()
        .rev()
        .find(|one| one.settled_at.is_none());
    let waiting = waiting.map(|one| one.public_id.as_str());
    let key = visit.key()?;
    let at_window = is_at_the_window(asked.channel, request.logged_at, now);
    let (next, more) =
        offers::next_step(&visit.actor, open, waiting, &chrome.csrf, &key, at_window);
    Ok(RequestPage {
        chrome,
        closed: request.stage == Stage::Closed,
        road: Tag::new(asked.road.label(), Tone::Info),
        status: Tag::plain(status_words(whole)),
        left: DueBadge::between(today, request.due_on),
        due: due_words(whole, today),
        facts: header(visit, whole, today),
        steps: steps(request.stage),
        next,
        more,
        offered: offered(&visit.actor, open),
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
        open_facts: open_facts(facilities, whole, today),
        papers: whole
            .papers
            .iter()
            .map(|p| papers::paper(&path, p))
            .collect(),
        letters: whole
            .letters
            .iter()
            .rev()
            .map(|l| papers::letter(&path, whole, l, today))
            .collect(),
        disclosures: whole
            .disclosures
            .iter()
            .map(|line| papers::disclosure(line, today))
            .collect(),
        withholdings: withholdings(whole),
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
        letter: whole
            .clarifications
            .last()
            .map(|one| [&path, "/clarifications/", &one.public_id].concat()),
        may_work: visit.actor.may(Permission::WorkRequests),
        path,
        reference,
    })
}

/// What is open beside the stage, what waits for a person, what ended, and what is still to be recorded.
fn open_facts(facilities: &Facilities, whole: &Whole, today: NaiveDate) -> Vec<Note> {
    let open = whole.open.facts.iter();
    open.filter_map(|fact| open_fact(fact, today))
        .chain(reminders(facilities, whole, today))
        .chain(whole.endings.iter().map(|one| ending(one, today)))
        .chain(patient_part(whole))
        .chain(still_to_record(whole))
        .chain(agreed(&whole.open.request))
        .collect()
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

/// The page of the patient in the index.
fn person(request: &Request) -> Option<String> {
    let matched = request.matched.as_ref()?;
    Some(["/patients/", &matched.public_id].concat())
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
        .leading_to(person(request))
        .fact_with(
            "Requester",
            &asked.requester.name,
            asked.requester.class.label(),
        )
        .leading_to(
            whole
                .in_book
                .as_ref()
                .map(|id| ["/requesters/", id].concat()),
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
        .fact(
            "Priority",
            asked.priority.label().get(..2).unwrap_or_default(),
        )
}

impl RequestPage {
    /// An address below this request's.
    fn below(&self, noun: &str) -> String {
        [&self.path, "/", noun].concat()
    }

    /// The words of a link that does this; empty where it is not offered.
    fn offer(&self, action: &str, words: &'static str) -> &'static str {
        let offered = self.offered.iter().any(|doing| doing.as_str() == action);
        if offered { words } else { "" }
    }
}
