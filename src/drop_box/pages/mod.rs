//! The pages of the drop box: its sessions, one session with its items, and what prints from it.

mod begin;
mod item;
mod list;
mod log;
mod print;
mod session;
mod shown;
mod standing;
mod task;

pub use begin::{begin_session, new_session};
pub use item::{
    attach_item, correct_item, mark_mistake, set_aside, show_aside, show_attachment, show_item,
    show_mistake,
};
pub use list::list_sessions;
pub use log::{log_request, show_request_form};
pub use print::{show_custody, show_separators};
pub use session::{close_session, confirm_count, log_item, show_session};
pub use standing::{StandingLine, standing_lines};
pub use task::{
    change_second, correct_count, end_as_mistake, show_count, show_second, show_session_mistake,
};

use chrono::NaiveDateTime;

use super::model::{Emptying, Item, Session};
use super::store;
use crate::app::Seen;
use crate::audit;
use crate::db::{Read, Subject};
use crate::error::AppError;
use crate::web::visit::Visit;
use crate::words::dates;

/// The address of a session.
fn address(emptying: &Emptying) -> String {
    ["/drop-box/", &emptying.public_id].concat()
}

/// The evidence that a page showed a session and the requests its items became (T38).
fn evidence(session: &Session) -> Seen {
    let requests = session.items.iter().filter_map(|item| item.request_id);
    Seen {
        subject: Subject {
            detail: Some(format!("drop box {}", session.emptying.id)),
            ..Subject::default()
        },
        listed: Some(audit::pack_listed(requests.map(|id| id.0))),
    }
}

/// The session of this address at one of the person's sites.
fn find(visit: &Visit) -> Result<impl FnOnce(&mut Read<'_>) -> Finding + use<>, AppError> {
    let public_id: String = visit.path("emptying")?;
    let sites = visit.actor.sites.clone();
    Ok(move |read: &mut Read<'_>| Ok(store::get_session(read, &public_id, &sites)?))
}

type Finding = Result<Session, AppError>;

/// The session of this address, shown with its evidence.
async fn seen(visit: &Visit) -> Finding {
    let find = find(visit)?;
    visit
        .show(move |read| {
            let session = find(read)?;
            let evidence = evidence(&session);
            Ok((session, evidence))
        })
        .await
}

/// The session and item of this address, shown with their evidence.
async fn seen_item(visit: &Visit) -> Result<(Session, Item), AppError> {
    let (find, item) = (find(visit)?, visit.path::<String>("item")?);
    visit
        .show(move |read| {
            let session = find(read)?;
            let item = store::find_item(&session, &item)?.clone();
            let evidence = evidence(&session);
            Ok(((session, item), evidence))
        })
        .await
}

/// An instant in local time of the session's site, as people say it.
fn moment(visit: &Visit, emptying: &Emptying, at: NaiveDateTime) -> String {
    let facilities = &visit.app.facilities;
    let today = facilities.today(&emptying.site, visit.now());
    dates::moment(facilities.local(&emptying.site, at), today)
}

/// Where a box stands, in words; its key where the facts of the site no longer name it.
fn place_of(visit: &Visit, emptying: &Emptying) -> String {
    let facilities = &visit.app.facilities;
    let on = facilities.today(&emptying.site, emptying.emptied_at);
    let boxes = facilities.drop_boxes(&emptying.site, on);
    let found = boxes.iter().find(|(key, _)| *key == emptying.box_key);
    let place = found.map_or(emptying.box_key.as_str(), |(_, found)| &found.location);
    [&facilities.site_name(&emptying.site, on), ", ", place].concat()
}
