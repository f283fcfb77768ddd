//! How the evidence is drawn.

use askama::Template;
use chrono::NaiveDateTime;

use super::{Found, address};
use crate::evidence::forms;
use crate::evidence::model::{About, Ended, Filter, Line, Sight, Verified, in_words};
use crate::form_state::FormState;
use crate::staff::model::Permission;
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::Visit;

/// One row as it is drawn.
struct Row {
    number: i64,
    at: String,
    who: String,
    who_href: Option<String>,
    site: String,
    what: String,
    about: Option<(String, String)>,
    ended: Tag,
    detail: String,
}

/// One person who opened what is asked about.
struct Saw {
    who: String,
    href: String,
    times: i64,
    last: String,
}

#[derive(Template)]
#[template(path = "evidence/audit.html")]
pub(super) struct AuditPage {
    chrome: Chrome,
    said: String,
    about: Option<String>,
    ways: Vec<(String, String, bool)>,
    rows: Vec<Row>,
    viewers: Vec<Saw>,
    pager: Pager,
    tag: FormTag,
    pub(super) form: FormState,
    people: Vec<(String, String)>,
    events: Vec<(String, String)>,
    chain: Chain,
}

/// How the chain of the evidence stands.
struct Chain {
    sealed: String,
    note: Note,
    running: bool,
    tag: FormTag,
}

/// The page of what was found.
pub(super) fn page(
    visit: &Visit,
    filter: &Filter,
    form: FormState,
    found: Found,
    sites: &[String],
) -> AuditPage {
    let mut chrome = visit.chrome("Audit");
    chrome.error = form.is_refused();
    let with = |change: &dyn Fn(&mut Filter)| {
        let mut other = filter.clone();
        change(&mut other);
        address(&other)
    };
    let rows: Vec<Row> = found
        .lines
        .iter()
        .map(|line| row(visit, line, filter))
        .collect();
    let shown = rows.len();
    let oldest = found.lines.last().map(|line| line.id);
    let next = oldest.filter(|_| found.more).map(|id| {
        let query = forms::query(filter);
        let sign = if query.is_empty() { "" } else { "&" };
        ["/audit?", &query, sign, "before=", &id.to_string()].concat()
    });
    let first = visit.query("before").is_some().then(|| address(filter));
    let count = match shown {
        1 => "1 row".to_owned(),
        count => [&count.to_string(), " rows"].concat(),
    };
    let mut events = visit.events();
    events.sort_unstable();
    AuditPage {
        said: [&count, ", newest first"].concat(),
        pager: Pager::new([&count, " shown"].concat())
            .previous(first)
            .next(next),
        ways: ways(filter, found.about.as_ref(), &with),
        about: found.about.as_ref().map(|about| heading(filter, about)),
        viewers: found
            .viewers
            .iter()
            .map(|one| Saw {
                who: one.who.clone(),
                href: with(&|other: &mut Filter| other.person = Some(one.person.clone())),
                times: one.times,
                last: local(visit, one.last),
            })
            .collect(),
        rows,
        tag: FormTag::new("/audit/questions", &chrome.csrf),
        form: typed_again(form, filter),
        people: if sites.is_empty() {
            Vec::new()
        } else {
            found.people.clone()
        },
        events: events
            .into_iter()
            .map(|event| (event.to_owned(), in_words(event)))
            .collect(),
        chain: chain(visit, &chrome, &found),
        chrome,
    }
}

/// The form holds what the address asks, as far as it is not about a request or a patient.
fn typed_again(form: FormState, filter: &Filter) -> FormState {
    if !form.pairs().is_empty() {
        return form;
    }
    let mut form = form;
    for (name, day) in [("from", filter.from), ("to", filter.to)] {
        if let Some(day) = day {
            form = form.with_date(name, day);
        }
    }
    form.with("person", filter.person.clone().unwrap_or_default())
        .with("event", filter.event.clone().unwrap_or_default())
        .with("outcome", filter.outcome.map_or("", |word| word.as_str()))
}

fn heading(filter: &Filter, about: &About) -> String {
    let references = about.references.join(", ");
    match (&filter.patient, about.references.len()) {
        (None, _) => references,
        (Some(_), 0) => "One patient without a request".to_owned(),
        (Some(_), _) => ["The patient of ", &references].concat(),
    }
}

/// Makes the address of a filter that differs in something.
type Otherwise<'a> = &'a dyn Fn(&dyn Fn(&mut Filter)) -> String;

/// The ways to look further: opened or listed, the request's patient, everything.
fn ways(
    filter: &Filter,
    about: Option<&About>,
    with: Otherwise<'_>,
) -> Vec<(String, String, bool)> {
    let Some(about) = about else {
        return Vec::new();
    };
    let listed = filter.sight == Some(Sight::Listed);
    let mut ways = vec![
        (
            Sight::Opened.label().to_owned(),
            with(&|other| other.sight = None),
            !listed,
        ),
        (
            Sight::Listed.label().to_owned(),
            with(&|other| other.sight = Some(Sight::Listed)),
            listed,
        ),
    ];
    if let (None, Some(patient)) = (&filter.patient, &about.patient_id) {
        let of_patient = with(&|other| {
            other.request = None;
            other.patient = Some(patient.clone());
        });
        ways.push(("Who saw this patient".to_owned(), of_patient, false));
    }
    ways.push(("Everything".to_owned(), "/audit".to_owned(), false));
    ways
}

fn local(visit: &Visit, at: NaiveDateTime) -> String {
    visit
        .app
        .facilities
        .local(&visit.actor.acting_site, at)
        .format("%-d %b %Y, %H:%M:%S")
        .to_string()
}

fn row(visit: &Visit, line: &Line, filter: &Filter) -> Row {
    let facilities = &visit.app.facilities;
    let opens = visit.actor.may(Permission::ReadRequests);
    let about = |(id, reference): &(String, String)| {
        let mut other = filter.clone();
        other.patient = None;
        other.request = Some(id.clone());
        // Whoever may not read requests is led to what the evidence says of them.
        let href = if opens {
            ["/requests/", id].concat()
        } else {
            address(&other)
        };
        (reference.clone(), href)
    };
    let who_href = line.person.as_ref().map(|person| {
        let mut other = filter.clone();
        other.person = Some(person.clone());
        address(&other)
    });
    Row {
        number: line.id,
        at: local(visit, line.at),
        who: line
            .who
            .clone()
            .unwrap_or_else(|| "Nobody signed in, or the desk itself".to_owned()),
        who_href,
        site: line.site.as_ref().map_or_else(String::new, |site| {
            facilities.site_name(site, facilities.today(site, visit.now()))
        }),
        what: in_words(&line.event),
        about: line.request.as_ref().map(about),
        ended: match line.outcome.as_str() {
            "done" => Tag::plain("Done"),
            "denied" => Tag::new("Denied", Tone::Bad),
            _ => Tag::new("Failed", Tone::Warn),
        },
        detail: line.detail.clone().unwrap_or_default(),
    }
}

fn chain(visit: &Visit, chrome: &Chrome, found: &Found) -> Chain {
    let running = found
        .verified
        .as_ref()
        .is_some_and(|one| one.is_running(visit.now()));
    let sealed = found.seal.map_or_else(
        || "No seal was set yet.".to_owned(),
        |(number, at)| {
            let waiting = match found.waiting {
                0 => String::new(),
                waiting => format!(" {waiting} newer rows wait for theirs."),
            };
            format!(
                "The last seal is number {number}, of {}.{waiting}",
                local(visit, at)
            )
        },
    );
    Chain {
        sealed,
        note: verdict(visit, found.verified.as_ref()),
        running,
        tag: FormTag::new("/audit/verifications", &chrome.csrf)
            .key(visit.key().unwrap_or_else(|_| String::new()))
            .inline(),
    }
}

fn verdict(visit: &Visit, verified: Option<&Verified>) -> Note {
    let Some(one) = verified else {
        return Note::new(
            Tone::Info,
            "Nobody has verified the chain on this page yet.",
        );
    };
    let when = [&local(visit, one.started_at), ", by ", &one.who].concat();
    match (&one.flaw, one.finished_at) {
        (Some(flaw), _) => Note::new(Tone::Bad, [flaw, " Found ", &when, "."].concat())
            .strong("The evidence is not whole."),
        (None, Some(_)) => Note::new(
            Tone::Good,
            format!(
                "{} rows under {} seals, verified {when}.",
                one.rows_seen, one.seals_seen
            ),
        )
        .strong("The evidence is whole."),
        (None, None) if one.is_running(visit.now()) => Note::new(
            Tone::Info,
            format!(
                "{} of {} rows read ({} %), begun {when}.",
                one.rows_seen,
                one.rows_all,
                one.percent()
            ),
        )
        .strong("A verification runs.")
        .link("/audit", "Look again"),
        (None, None) => Note::new(
            Tone::Warn,
            format!(
                "The verification of {when} broke off after {} rows.",
                one.rows_seen
            ),
        )
        .strong("Verify again."),
    }
}

impl AuditPage {
    fn reference(&self) -> TextInput {
        self.form
            .text("reference", "Reference of a request")
            .optional()
    }

    fn mrn(&self) -> TextInput {
        self.form
            .text("mrn", "Record number of a patient")
            .hint("Shows who saw this patient.")
            .optional()
    }

    fn person(&self) -> Select {
        self.form
            .select("person", "Person")
            .prompt("Anybody")
            .options(self.people.clone())
            .optional()
    }

    fn event(&self) -> Select {
        self.form
            .select("event", "Event")
            .prompt("Any event")
            .options(self.events.clone())
            .optional()
    }

    fn outcome(&self) -> Select {
        self.form
            .select("outcome", "How it ended")
            .prompt("Any way")
            .options(Ended::offered())
            .optional()
    }

    fn from(&self) -> DateInput {
        self.form.date("from", "From day").optional()
    }

    fn to(&self) -> DateInput {
        self.form.date("to", "To day").optional()
    }
}
