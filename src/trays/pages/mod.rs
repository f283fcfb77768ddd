//! The pages of the trays: what waits where, one tray, one item with its papers beside what can be done with it.

mod addition;
mod item;
mod list;
mod log;
mod papers;
mod shown;
mod standing;
mod task;
mod tray;

pub use addition::{add_item, show_addition};
pub use item::show_item;
pub use list::list_trays;
pub use log::{log_request, show_request_form};
pub use papers::{show_original, show_page, show_paper};
pub use standing::{TrayLine, waiting_lines};
pub use task::{follow_up, move_item, set_aside, show_aside, show_follow_up, show_move};
pub use tray::show_tray;

use chrono::NaiveDateTime;

use super::model::{Item, Tray};
use super::store::{self, TrayPaper};
use crate::app::Seen;
use crate::audit;
use crate::db::{Read, Subject};
use crate::error::AppError;
use crate::web::visit::Visit;
use crate::words::dates;

/// The address of an item.
fn address(item: &Item) -> String {
    ["/trays/", item.tray.as_str(), "/", &item.public_id].concat()
}

/// The tray of this address.
fn tray_of(visit: &Visit) -> Result<Tray, AppError> {
    let word: String = visit.path("tray")?;
    Tray::parse(&word).map_err(|_| AppError::NotFound)
}

/// The evidence that a page showed an item, and which requests beside it (T38).
fn evidence(item: &Item, others: &[i64]) -> Seen {
    let own = item.request_id.map(|id| id.0);
    Seen {
        subject: Subject {
            request_id: own,
            detail: Some(format!("tray item {}", item.id)),
            ..Subject::default()
        },
        listed: (!others.is_empty()).then(|| audit::pack_listed(others.iter().copied())),
    }
}

/// An item with its papers.
struct Whole {
    item: Item,
    papers: Vec<TrayPaper>,
}

type Finding = Result<Whole, AppError>;

/// The item of this address at one of the person's sites. An item that was moved is found under its old address too.
fn find(visit: &Visit) -> Result<impl FnOnce(&mut Read<'_>) -> Finding + use<>, AppError> {
    tray_of(visit)?;
    let public_id: String = visit.path("arrival")?;
    let sites = visit.actor.sites.clone();
    Ok(move |read: &mut Read<'_>| {
        let item = store::get_item(read, &public_id, &sites)?;
        let papers = store::list_papers(read, item.id)?;
        Ok(Whole { item, papers })
    })
}

/// The item of this address, shown with its evidence.
async fn seen(visit: &Visit) -> Finding {
    let find = find(visit)?;
    visit
        .show(move |read| {
            let whole = find(read)?;
            let evidence = evidence(&whole.item, &[]);
            Ok((whole, evidence))
        })
        .await
}

/// An instant in local time of the item's site, as people say it.
fn moment(visit: &Visit, site: &str, at: NaiveDateTime) -> String {
    let facilities = &visit.app.facilities;
    let today = facilities.today(site, visit.now());
    dates::moment(facilities.local(site, at), today)
}
