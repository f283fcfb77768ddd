//! One session: what is missing, logging the next envelope, confirming the count, every item and what became of it.

use askama::Template;

use super::shown::{Row, corrections, facts, row, timeline};
use super::{address, evidence, find, list};
use crate::calendar::plural;
use crate::db::Tx;
use crate::drop_box::model::Version;
use crate::drop_box::model::{Emptying, HistoryLine, ItemKind, Session};
use crate::drop_box::{commands, forms, rules, store};
use crate::error::{AppError, CommandError};
use crate::form_state::FormState;
use crate::staff::model::{Actor, Permission};
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::cookie;
use crate::web::visit::{Answer, Done, Visit};

#[derive(Template)]
#[template(path = "drop_box/session.html")]
struct SessionPage {
    chrome: Chrome,
    id: String,
    state: Tag,
    base: String,
    facts: Facts,
    form: FormState,
    open: bool,
    missing: Vec<String>,
    /// What this person may do now.
    log: Option<(FormTag, String)>,
    /// Every envelope that was counted is logged: one more is not expected.
    spare: bool,
    confirm: Option<(FormTag, String)>,
    close: Option<FormTag>,
    corrections: Vec<(String, &'static str)>,
    said: String,
    rows: Vec<Row>,
    history: Timeline,
}

/// Which form of the page was sent: it goes on under its own key (T13).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sent {
    Nothing,
    Item,
    Count,
    Closing,
}

/// Shows a session.
///
/// # Errors
/// `NotFound` for an unknown session and another site's alike.
pub async fn show_session(visit: Visit) -> Answer {
    let (form, sent) = match visit.draft().await? {
        Some(kept) if kept.posted("counted") => (kept, Sent::Count),
        Some(kept) => (kept, Sent::Item),
        None => (FormState::empty(), Sent::Nothing),
    };
    visit.page(&page(&visit, form, sent).await?)
}

/// Logs the next item, or shows the page again with everything typed.
///
/// # Errors
/// `NotFound`.
pub async fn log_item(visit: Visit) -> Answer {
    let found = match forms::found(visit.form.clone()) {
        Ok(found) => found,
        Err(form) => return visit.refused(&page(&visit, form, Sent::Item).await?),
    };
    let (facilities, item) = (visit.app.facilities.clone(), visit.new_id()?);
    let sent = found.clone();
    let answer = carry_out(&visit, &found, "#log", "Logged.", move |tx, actor, id| {
        commands::log_item(tx, &facilities, actor, id, &item, &sent)
    });
    again_if_refused(&visit, answer.await, Sent::Item).await
}

/// Confirms the count, or shows the page again.
///
/// # Errors
/// `Stale` when the session was changed since; `NotFound`.
pub async fn confirm_count(visit: Visit) -> Answer {
    let counted = match forms::counted(visit.form.clone()) {
        Ok(counted) => counted,
        Err(form) => return visit.refused(&page(&visit, form, Sent::Count).await?),
    };
    let version = Version(visit.version_seen()?);
    let say = "The count is confirmed.";
    let answer = carry_out(&visit, (version, counted), "", say, move |tx, actor, id| {
        commands::confirm(tx, actor, id, version, counted)
    });
    again_if_refused(&visit, answer.await, Sent::Count).await
}

/// Closes a session, or says exactly what is missing.
///
/// # Errors
/// `Stale` when the session was changed since; `NotFound`.
pub async fn close_session(visit: Visit) -> Answer {
    let version = Version(visit.version_seen()?);
    let say = "The session is closed.";
    let answer = carry_out(&visit, version, "", say, move |tx, actor, id| {
        commands::close(tx, actor, id, version)
    });
    again_if_refused(&visit, answer.await, Sent::Closing).await
}

/// Carries out a change of the session of this address, once, and goes back to its page.
pub(super) async fn carry_out(
    visit: &Visit,
    command: impl std::fmt::Debug,
    part: &'static str,
    say: &'static str,
    run: impl FnOnce(&mut Tx<'_>, &Actor, &str) -> Result<(), CommandError> + Send + 'static,
) -> Answer {
    let (id, actor): (String, _) = (visit.path("emptying")?, visit.actor.clone());
    let whole = (id.clone(), format!("{command:?}"));
    visit
        .submit(&whole, move |tx| {
            run(tx, &actor, &id)?;
            Ok(Done::go(["/drop-box/", &id, part].concat()).say(say))
        })
        .await
}

async fn again_if_refused(visit: &Visit, answer: Answer, sent: Sent) -> Answer {
    match answer {
        Err(error) => {
            let form = visit.refused_form(error)?;
            visit.refused(&page(visit, form, sent).await?)
        }
        done => done,
    }
}

async fn page(visit: &Visit, form: FormState, sent: Sent) -> Result<SessionPage, AppError> {
    let find = find(visit)?;
    let (session, history) = visit
        .show(move |read| {
            let session = find(read)?;
            let history = store::list_history(read, session.emptying.id)?;
            let seen = evidence(&session);
            Ok(((session, history), seen))
        })
        .await?;
    drawn(visit, &session, &history, form, sent)
}

fn drawn(
    visit: &Visit,
    session: &Session,
    history: &[HistoryLine],
    form: FormState,
    sent: Sent,
) -> Result<SessionPage, AppError> {
    let emptying = &session.emptying;
    let mut chrome = visit.chrome(format!("Drop-box session – {}", emptying.id));
    chrome.error = form.is_refused();
    let open = emptying.is_open();
    let acts = open && visit.actor.may(Permission::LogRequests);
    let missing = if open {
        rules::missing(session)
    } else {
        Vec::new()
    };
    let base = address(emptying);
    let tag = |noun: &str, own: Sent| -> Result<FormTag, AppError> {
        let key = if own == sent {
            visit.key()?
        } else {
            cookie::new_token().map_err(|e| AppError::Fault(e.to_string()))?
        };
        Ok(FormTag::new([&base, noun].concat(), &chrome.csrf)
            .key(key)
            .version(emptying.version.0))
    };
    let me = visit.actor.staff_id;
    let spare = session.logged() >= emptying.envelopes;
    let next = if spare {
        "Every envelope that was counted is logged".to_owned()
    } else {
        format!(
            "Envelope {} of {}",
            session.logged() + 1,
            emptying.envelopes
        )
    };
    let log = if acts {
        Some((tag("/items", Sent::Item)?.guarded(), next))
    } else {
        None
    };
    let confirm = if acts && rules::may_confirm(emptying, me).is_ok() {
        Some((tag("/confirmation", Sent::Count)?, counted_by(emptying)))
    } else {
        None
    };
    let close = if acts && missing.is_empty() {
        Some(tag("/closing", Sent::Closing)?.inline())
    } else {
        None
    };
    let items = session.items.iter();
    Ok(SessionPage {
        log,
        spare,
        confirm,
        close,
        corrections: if acts {
            corrections(session, me, &base)
        } else {
            Vec::new()
        },
        id: emptying.id.to_string(),
        state: list::state(emptying),
        facts: facts(visit, session),
        rows: items
            .map(|item| row(visit, session, item, acts, &base))
            .collect(),
        said: format!(
            "{} of {} logged, {} to settle",
            session.logged(),
            plural(emptying.envelopes, "envelope"),
            session.unsettled()
        ),
        history: timeline(visit, session, history),
        base,
        open,
        missing,
        form,
        chrome,
    })
}

/// Who counted what, for the person who is to count again.
fn counted_by(emptying: &Emptying) -> String {
    let by_first = emptying.counted_by == emptying.opened_by.id;
    let by = if by_first {
        &emptying.opened_by
    } else {
        &emptying.second
    };
    format!(
        "{} counted {}. Count again and write what you found.",
        by.name,
        plural(emptying.envelopes, "envelope")
    )
}

impl SessionPage {
    fn kind(&self) -> Select {
        kind(&self.form).width(Width::Quarter)
    }
}

/// What an item is.
pub(super) fn kind(form: &FormState) -> Select {
    form.select("kind", "What it is")
        .prompt("Choose")
        .options(ItemKind::offered())
}
