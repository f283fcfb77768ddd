//! What lies at a practice, what is on the way, and the log.

use askama::Template;
use chrono::{Days, NaiveDateTime};

use super::{evidence, moment, state};
use crate::app::Seen;
use crate::calendar::plural;
use crate::db::{Read, StoreError};
use crate::error::AppError;
use crate::facilities::Facilities;
use crate::form_state::FormState;
use crate::staff::model::{Actor, Permission};
use crate::transfers::model::{Standing, Transfer};
use crate::transfers::store::Shown;
use crate::transfers::{commands, forms, rules, store};
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Done, Visit};
use crate::words::dates;

/// Days the log goes back.
const LOG_DAYS: u64 = 60;
/// Rows of each list.
const MOST: i64 = 500;
/// The address of the page.
const HERE: &str = "/transfers";

#[derive(Template)]
#[template(path = "transfers/list.html")]
struct ListPage {
    chrome: Chrome,
    said: String,
    late: Option<Note>,
    promise: Option<String>,
    form: FormState,
    /// What this person may send on, and confirm.
    sending: Option<(FormTag, Checkboxes)>,
    arriving: Option<(FormTag, Checkboxes)>,
    printable: bool,
    open: Vec<Line>,
    log: Vec<Line>,
}

struct Line {
    reference: String,
    /// The request, where this person may see it.
    href: Option<String>,
    place: String,
    received: String,
    due: String,
    sent: String,
    arrived: String,
    state: Tag,
    /// Where it is kept at the practice instead.
    keep: Option<String>,
}

/// What Today says of transfers.
pub struct WaitingLine {
    /// The sentence.
    pub says: String,
}

/// A line for Today: what this site has to send on or waits for, and what of it is late (S27).
///
/// # Errors
/// When the database cannot be read.
pub fn waiting_line(
    read: &mut Read<'_>,
    facilities: &Facilities,
    actor: &Actor,
    now: NaiveDateTime,
) -> Result<Option<WaitingLine>, StoreError> {
    let site = std::slice::from_ref(&actor.acting_site);
    let open = store::list_transfers(read, site, Shown::Open, MOST)?;
    if open.is_empty() {
        return Ok(None);
    }
    Ok(Some(WaitingLine {
        says: standing_sentence(&open) + &late_sentence(facilities, &open, now),
    }))
}

fn standing_sentence(open: &[Transfer]) -> String {
    let count = |standing| {
        let found = open.iter().filter(|one| one.standing() == standing);
        i64::try_from(found.count()).unwrap_or(MOST)
    };
    let (there, travels) = (count(Standing::AtThePractice), count(Standing::OnTheWay));
    format!(
        "{} at the practice sites, {travels} on the way.",
        plural(there, "request")
    )
}

fn late_sentence(facilities: &Facilities, open: &[Transfer], now: NaiveDateTime) -> String {
    let late = open
        .iter()
        .filter(|one| rules::is_late(facilities, one, now));
    match late.count() {
        0 => String::new(),
        1 => " One is later than promised.".to_owned(),
        n => format!(" {n} are later than promised."),
    }
}

/// Lists the transfers of the person's sites.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_transfers(visit: Visit) -> Answer {
    let form = visit.draft().await?.unwrap_or_else(FormState::empty);
    visit.page(&page(&visit, form).await?)
}

/// Sends the ticked requests on.
///
/// # Errors
/// `Stale`; `NotFound`.
pub async fn send_transfers(visit: Visit) -> Answer {
    let command = match forms::send_on(visit.form.clone()) {
        Ok(command) => command,
        Err(form) => return visit.refused(&page(&visit, form).await?),
    };
    let (actor, sent) = (visit.actor.clone(), command.clone());
    let done = visit
        .submit(&command, move |tx| {
            commands::send_on(tx, &actor, &sent)?;
            Ok(Done::go(HERE).say("They are on their way. Print the list that travels with them."))
        })
        .await;
    answered(&visit, done).await
}

/// Confirms that the ticked requests are here.
///
/// # Errors
/// `Stale`; `NotFound`.
pub async fn confirm_arrivals(visit: Visit) -> Answer {
    let transfers = match forms::arrived(visit.form.clone()) {
        Ok(transfers) => transfers,
        Err(form) => return visit.refused(&page(&visit, form).await?),
    };
    let (actor, facilities) = (visit.actor.clone(), visit.app.facilities.clone());
    let sent = transfers.clone();
    let done = visit
        .submit(&transfers, move |tx| {
            commands::arrive(tx, &facilities, &actor, &sent)?;
            Ok(Done::go(HERE).say("They are here, and are requests of this site now."))
        })
        .await;
    answered(&visit, done).await
}

async fn answered(visit: &Visit, done: Answer) -> Answer {
    match done {
        Err(error) => {
            let form = visit.refused_form(error)?;
            visit.refused(&page(visit, form).await?)
        }
        done => done,
    }
}

async fn found(visit: &Visit) -> Result<(Vec<Transfer>, Vec<Transfer>), AppError> {
    let (sites, acting) = (visit.actor.sites.clone(), visit.actor.acting_site.clone());
    let today = visit.app.facilities.today(&acting, visit.now());
    visit
        .show(move |read| {
            let since = Shown::EndedSince(today - Days::new(LOG_DAYS));
            let open = store::list_transfers(read, &sites, Shown::Open, MOST)?;
            let log = store::list_transfers(read, &sites, since, MOST)?;
            let seen: Seen = evidence(&open.iter().chain(&log).collect::<Vec<_>>());
            Ok(((open, log), seen))
        })
        .await
}

async fn page(visit: &Visit, form: FormState) -> Result<ListPage, AppError> {
    let (open, log) = found(visit).await?;
    let (facilities, now) = (&visit.app.facilities, visit.now());
    let mut chrome = visit.chrome("Transfers between sites");
    chrome.error = form.is_refused();
    let key = visit.key_of(&form)?;
    let acts = visit.actor.may(Permission::LogRequests);
    let site = &visit.actor.acting_site;
    let to_send = open
        .iter()
        .filter(|one| acts && one.from_site == *site && rules::may_send(one).is_ok());
    let to_come = open.iter().filter(|one| acts && one.to_site == *site);
    let tag = |action: &str| FormTag::new([HERE, action].concat(), &chrome.csrf).key(key.clone());
    let choices = |these: Vec<&Transfer>| {
        let choice = |one: &Transfer| (one.public_id.clone(), named(visit, one));
        these.into_iter().map(choice).collect::<Vec<_>>()
    };
    let (to_send, to_come) = (choices(to_send.collect()), choices(to_come.collect()));
    let late = late_sentence(facilities, &open, now);
    let lines = |these: &[Transfer]| these.iter().map(|one| line(visit, one)).collect();
    Ok(ListPage {
        said: standing_sentence(&open),
        late: (!late.is_empty()).then(|| {
            let text = "Ask the practice, or whoever carries it. The clocks of the request have run since the practice received it.";
            Note::new(Tone::Bad, text).strong(late.trim())
        }),
        promise: promise(visit),
        sending: (!to_send.is_empty()).then(|| {
            let field = form.checkboxes("send", "Requests that are sent on");
            (tag("/sendings").guarded(), field.stacked().choices(to_send))
        }),
        arriving: (!to_come.is_empty()).then(|| {
            let field = form.checkboxes("here", "Requests that are here");
            (tag("/arrivals"), field.stacked().choices(to_come))
        }),
        printable: open.iter().any(|one| one.standing() == Standing::OnTheWay),
        open: lines(&open),
        log: lines(&log),
        chrome,
        form,
    })
}

/// The promise of the house, as it says it itself.
fn promise(visit: &Visit) -> Option<String> {
    use crate::facilities::model::Promise;
    let (profile, _) = visit.app.facilities.of_site(&visit.actor.acting_site)?;
    let today = visit
        .app
        .facilities
        .today(&visit.actor.acting_site, visit.now());
    let row = profile.get::<Promise>(rules::PROMISE, today)?;
    Some(row.value.sentence.clone())
}

/// A request as it is ticked: its number, where it is from, since when.
fn named(visit: &Visit, one: &Transfer) -> String {
    let today = visit.app.facilities.today(&one.to_site, visit.now());
    let travels = match (&one.carried, one.standing()) {
        (Some(carried), Standing::OnTheWay) => ["; sent on: ", carried].concat(),
        _ => String::new(),
    };
    let received = dates::short(one.received_on, today);
    [
        &one.reference,
        ", ",
        &one.place,
        ", received ",
        &received,
        &travels,
    ]
    .concat()
}

fn line(visit: &Visit, one: &Transfer) -> Line {
    let (facilities, now) = (&visit.app.facilities, visit.now());
    let today = facilities.today(&one.to_site, now);
    let mine = |site: &String| visit.actor.sites.contains(site);
    let holder = match one.standing() {
        Standing::Arrived => &one.to_site,
        _ => &one.from_site,
    };
    let step = |step: &crate::transfers::model::Step| {
        [&moment(facilities, one, step.at, now), ", ", &step.by].concat()
    };
    let due = rules::due_on(facilities, &one.from_site, one.received_on);
    let keeps = visit.actor.may(Permission::LogRequests)
        && visit.actor.acting_site == one.from_site
        && rules::may_send(one).is_ok();
    let not_noted = || match one.standing() {
        Standing::Arrived => "not written down".to_owned(),
        _ => String::new(),
    };
    let sent = one.sent.as_ref().map_or_else(not_noted, |sent| {
        let how = one.carried.as_deref().unwrap_or("");
        [&step(sent), ": ", how].concat()
    });
    let arrived = match &one.stays {
        Some((stays, why)) => [&step(stays), ": ", why].concat(),
        None => one.arrived.as_ref().map_or_else(String::new, step),
    };
    Line {
        href: mine(holder).then(|| ["/requests/", &one.request_public_id].concat()),
        reference: one.reference.clone(),
        place: one.place.clone(),
        received: dates::short(one.received_on, today),
        due: due.map_or_else(|| "–".to_owned(), |due| dates::short(due, today)),
        state: state(facilities, one, now),
        keep: keeps.then(|| [HERE, "/", &one.public_id, "/stay"].concat()),
        sent,
        arrived,
    }
}
