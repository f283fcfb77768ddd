//! The check page: every row for this road, state and flags, the dates of the paper beside them, and what came out.

use askama::Template;
use chrono::NaiveDate;

use super::protected::{MarkedKind, kinds, questions, shares};
use crate::authorizations::model::{
    Answer as Given, CheckContext, CheckId, ChecklistItem, Escalation, Failed, Flag as Known,
    Outcome, PaperAnswers, StoredCheck,
};
use crate::authorizations::rules::protected;
use crate::authorizations::{commands, forms, rules, store};
use crate::calendar::spoken;
use crate::clarifications::model::Weight;
use crate::clarifications::store as clarifications;
use crate::documents::pages::viewer_of;
use crate::documents::store::{self as documents, Paper};
use crate::error::AppError;
use crate::facilities::model::StateLaw;
use crate::form_state::FormState;
use crate::requests::commands::{OpenRequest, open};
use crate::requests::model::FactKind;
use crate::requests::model::RequestVersion;
use crate::web::chrome::Chrome;
use crate::web::components::{
    Action, Answer as Choice, Button, Checkboxes, Facts, FormFields, FormTag, NextStep, Note,
    ScanPages, Segmented, Tone, Width,
};
use crate::web::visit::{Answer, Done, Visit};
use crate::words::dates;

struct Failure {
    code: &'static str,
    severity: &'static str,
    clerk: &'static str,
    why: String,
    rule: &'static str,
}

#[derive(Template)]
#[template(path = "authorizations/check.html")]
struct CheckPage {
    chrome: Chrome,
    tag: FormTag,
    form: FormState,
    state: StateLaw,
    reference: String,
    back: String,
    facts: Facts,
    rows: Vec<Segmented>,
    /// What is protected and marked, with what it asks for.
    kinds: Vec<MarkedKind>,
    /// What each recipient may get for workers' compensation.
    shares: Vec<Note>,
    /// The questions about it that no check asks.
    questions: Vec<Segmented>,
    papers: Vec<ScanPages>,
    result: Option<Note>,
    failures: Vec<Failure>,
    withheld: Option<&'static str>,
    holds: Vec<String>,
    next: Option<NextStep>,
}

impl CheckPage {
    fn flags(&self) -> Checkboxes {
        let known = Known::ALL.iter().filter(|flag| self.offers(**flag));
        self.form
            .checkboxes("flags", "What is known of the request and the paper")
            .choices(known.map(|flag| (flag.as_str(), flag.label())))
            .hint("Rows that depend on these appear once the check is saved with them, or with \"Show the rows\".")
    }

    /// The flags that mean something under the facility's law, and whatever is marked already.
    fn offers(&self, flag: Known) -> bool {
        protected::is_known_in(flag, self.state) || self.form.has("flags", flag.as_str())
    }
}

/// What the page is drawn from.
struct Found {
    open: OpenRequest,
    /// The flags of a first check.
    known: Vec<Known>,
    last: Option<StoredCheck>,
    papers: Vec<Paper>,
    waiting: Option<String>,
    /// Whether the newest check asks the requester for anything that is needed.
    asks: bool,
}

async fn find(visit: &Visit) -> Result<Found, AppError> {
    let public_id: String = visit.path("request")?;
    let (facilities, sites) = (visit.app.facilities.clone(), visit.actor.sites.clone());
    let now = visit.now();
    visit
        .show(move |read| {
            let open = open(read, &facilities, &public_id, &sites, None)?;
            let today = open.terms.calendar.local_date(now);
            let last = store::find_last_check(read, open.request.id)?;
            let waiting = clarifications::list_clarifications(read, open.request.id)?
                .into_iter()
                .find(|letter| letter.settled_at.is_none())
                .map(|letter| letter.public_id);
            let asks = commands::gaps_of(read, &open)?
                .is_some_and(|gaps| gaps.iter().any(|gap| gap.weight == Weight::Needed));
            let papers = documents::list_of_request(read, open.request.id)?;
            let known = commands::known_flags(read, &open, today)?;
            let seen = open.seen();
            Ok((
                Found {
                    open,
                    known,
                    last,
                    papers,
                    asks,
                    waiting,
                },
                seen,
            ))
        })
        .await
}

/// The row of a check, with what the dates already say.
fn row(form: &FormState, item: &ChecklistItem) -> Segmented {
    let code = item.check.id.as_str();
    let mut answers = vec![Choice::Yes, Choice::No, Choice::Part];
    if item.may_not_apply {
        answers.push(Choice::NotApplicable);
    }
    let hint = match &item.computed {
        Some(computed) => format!(
            "The dates say {}: {}",
            if computed.answer == Given::Fail {
                "no"
            } else {
                "yes"
            },
            spoken(&computed.why)
        ),
        None => item.check.hint.to_owned(),
    };
    let mut row = form
        .segmented(code, item.check.question)
        .code(code)
        .answers(&answers);
    if let (Some(computed), "") = (&item.computed, form.value(code)) {
        row = row.chosen(computed.answer.as_str());
    }
    if hint.is_empty() { row } else { row.hint(hint) }
}

fn facts(open: &OpenRequest, last: Option<&StoredCheck>) -> Facts {
    let request = &open.request;
    let facts = Facts::new()
        .fact("Patient", &request.asked.patient.name)
        .fact("Requester", &request.asked.requester.name)
        .fact("Road", request.asked.road.label())
        .fact("Law", open.terms.state.label())
        .fact("Due", &dates::full(request.due_on));
    match last {
        Some(check) => facts.fact(
            "Checked",
            &format!("{} by {}", dates::full(check.as_of), check.checked_by),
        ),
        None => facts,
    }
}

fn result_note(outcome: &Outcome) -> Note {
    let tone = if outcome.may_release() {
        Tone::Good
    } else {
        Tone::Warn
    };
    Note::new(tone, format!(" {}", outcome.reason)).strong(format!("{}.", outcome.result.label()))
}

fn failures(outcome: &Outcome) -> Vec<Failure> {
    let row = |failed: &Failed| Failure {
        code: failed.id.as_str(),
        severity: failed.severity.label(),
        clerk: rules::table::row(failed.id).clerk,
        why: failed.why.as_deref().map(spoken).unwrap_or_default(),
        rule: failed.rule,
    };
    outcome.failed.iter().map(row).collect()
}

fn next_step(found: &Found, outcome: &Outcome) -> NextStep {
    let base = format!("/requests/{}", found.open.request.public_id);
    let back = Action::link("Back to the request", &base);
    if outcome.may_release() {
        return NextStep::new(
            "go on to the records",
            "The papers are in order, wholly or for a part.",
        )
        .primary(Action::link("Open the request", base));
    }
    if let Some(waiting) = &found.waiting {
        let href = format!("{base}/clarifications/{waiting}");
        return NextStep::new(
            "wait for the answer",
            "The requester was asked. Record the answer when it comes; the clock keeps running.",
        )
        .primary(Action::link("Open the clarification", href))
        .other(back);
    }
    if !found.asks {
        return NextStep::new(
            "settle it in the house",
            "Nothing that failed can be asked of the requester. Settle it here and check again.",
        )
        .primary(Action::link("Open the request", base));
    }
    NextStep::new(
        "ask for what is missing",
        format!(
            "{} failed. One letter asks for all of it; the clock keeps running.",
            match outcome.failed.len() {
                1 => "1 check".to_owned(),
                n => format!("{n} checks"),
            }
        ),
    )
    .primary(Action::link(
        "Write the clarification",
        format!("{base}/clarifications/new"),
    ))
    .other(back)
}

fn page_of(
    visit: &Visit,
    found: &Found,
    form: FormState,
    context: &CheckContext,
) -> Result<CheckPage, AppError> {
    let request = &found.open.request;
    let mut chrome = visit.chrome(format!("Check – {}", request.reference));
    chrome.error = form.is_refused();
    let judged = found
        .last
        .as_ref()
        .map(|check| commands::judged(&found.open, &check.paper, check.as_of));
    let going = commands::destination_of(&found.open);
    let page = CheckPage {
        tag: FormTag::new(
            format!("/requests/{}/check", request.public_id),
            &chrome.csrf,
        )
        .key(visit.key()?)
        .version(request.version.0)
        .guarded(),
        state: found.open.terms.state,
        reference: request.reference.to_string(),
        back: format!("/requests/{}", request.public_id),
        facts: facts(&found.open, found.last.as_ref()),
        rows: rules::checklist(context)
            .iter()
            .map(|item| row(&form, item))
            .collect(),
        kinds: kinds(&going, &context.flags),
        shares: shares(&going),
        questions: questions(&form, &going, &context.flags),
        papers: found
            .papers
            .iter()
            .map(|paper| viewer_of(&request.public_id, paper))
            .collect(),
        result: judged.as_ref().map(result_note),
        failures: judged.as_ref().map(failures).unwrap_or_default(),
        withheld: judged
            .as_ref()
            .and_then(rules::withheld_words)
            .map(|words| words.en),
        holds: judged.as_ref().map(holds).unwrap_or_default(),
        next: judged.as_ref().map(|outcome| next_step(found, outcome)),
        chrome,
        form,
    };
    Ok(page)
}

fn holds(outcome: &Outcome) -> Vec<String> {
    let told = |(id, to): &(CheckId, Escalation)| {
        format!("{}: {} must see it first.", id.as_str(), to.label())
    };
    outcome.holds.iter().map(told).collect()
}

fn today(visit: &Visit, found: &Found) -> NaiveDate {
    found.open.terms.calendar.local_date(visit.now())
}

/// `GET /requests/{request}/check`
///
/// # Errors
/// Not found; or what the database says.
pub async fn show_check(visit: Visit) -> Answer {
    let found = find(&visit).await?;
    let today = today(&visit, &found);
    let paper = match &found.last {
        Some(check) => check.paper.clone(),
        None => first_look(&found),
    };
    let form = match visit.draft().await? {
        Some(form) => form,
        None => forms::filled(&paper),
    };
    let context = commands::context_of(&found.open, &paper, today);
    visit.page(&page_of(&visit, &found, form, &context)?)
}

/// `POST /requests/{request}/check`
///
/// # Errors
/// Not found, stale, or what the database says.
pub async fn create_check(visit: Visit) -> Answer {
    let paper = match forms::check(visit.form.clone()) {
        Ok(paper) => paper,
        Err(form) => return again(&visit, form, None).await,
    };
    if visit.form.has("then", "rows") {
        let found = find(&visit).await?;
        let context = commands::context_of(&found.open, &paper, today(&visit, &found));
        return visit.page(&page_of(&visit, &found, visit.form.clone(), &context)?);
    }
    match record(&visit, paper.clone()).await {
        Err(error) => {
            let form = visit.refused_form(error)?;
            again(&visit, form, Some(paper)).await
        }
        done => done,
    }
}

async fn record(visit: &Visit, paper: PaperAnswers) -> Answer {
    let public_id: String = visit.path("request")?;
    let version = RequestVersion(visit.version_seen()?);
    let (facilities, actor) = (visit.app.facilities.clone(), visit.actor.clone());
    let command = (public_id.clone(), paper.clone());
    visit
        .submit(&command, move |tx| {
            let mut open = open(tx, &facilities, &public_id, &actor.sites, Some(version))?;
            let outcome = commands::record_check(tx, &mut open, actor.staff_id, &paper)?;
            let asked = open.facts().is_open(FactKind::Clarification);
            let say = match (outcome.may_release(), asked) {
                (true, _) => "The check is saved: something may leave on this paper.",
                (false, false) => {
                    "The check is saved. Ask for everything that is missing in one letter."
                }
                (false, true) => "The check is saved. The requester was asked already.",
            };
            Ok(Done::go(format!("/requests/{public_id}/check")).say(say))
        })
        .await
}

/// The form again with everything typed, its rows by what could be read of the paper.
async fn again(visit: &Visit, form: FormState, paper: Option<PaperAnswers>) -> Answer {
    let found = find(visit).await?;
    let today = today(visit, &found);
    let paper = paper.unwrap_or_else(|| first_look(&found));
    let context = commands::context_of(&found.open, &paper, today);
    visit.refused(&page_of(visit, &found, form, &context)?)
}

/// A paper nobody has answered for yet.
fn first_look(found: &Found) -> PaperAnswers {
    PaperAnswers {
        flags: found.known.clone(),
        ..PaperAnswers::default()
    }
}
