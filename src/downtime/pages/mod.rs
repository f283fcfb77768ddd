//! The pages of downtime kits: the list, one kit with its sheets, what prints, and a sheet that is keyed back.

mod kit;
mod list;
mod print;
mod sheet;

pub use kit::{rest_is_blank, show_kit};
pub use list::{OutLine, list_kits, make_kit, out_line};
pub use print::print_kit;
pub use sheet::{log_sheet, put_away_sheet, show_sheet, show_sheet_form};

use super::commands::find_sheet;
use super::model::{Kit, Sheet};
use super::store;
use crate::app::Seen;
use crate::audit;
use crate::db::{Read, Subject};
use crate::error::AppError;
use crate::web::visit::Visit;

/// The address of a kit.
fn address(kit: &Kit) -> String {
    ["/downtime/", &kit.public_id].concat()
}

/// The evidence that a page showed a kit. Which requests its sheets became stands on it by reference alone.
fn evidence(kit: &Kit, listed: &[i64]) -> Seen {
    Seen {
        subject: Subject {
            detail: Some(format!("downtime kit {}", kit.numbers())),
            ..Subject::default()
        },
        listed: Some(audit::pack_listed(listed.iter().copied())),
    }
}

type Finding = Result<Kit, AppError>;

/// The kit of this address at one of the person's sites.
fn find(visit: &Visit) -> Result<impl FnOnce(&mut Read<'_>) -> Finding + use<>, AppError> {
    let public_id: String = visit.path("kit")?;
    let sites = visit.actor.sites.clone();
    Ok(move |read: &mut Read<'_>| Ok(store::get_kit(read, &public_id, &sites)?))
}

/// The kit of this address, shown with its evidence.
async fn seen(visit: &Visit) -> Finding {
    let find = find(visit)?;
    visit
        .show(move |read| {
            let kit = find(read)?;
            let evidence = evidence(&kit, &[]);
            Ok((kit, evidence))
        })
        .await
}

/// The kit and sheet of this address, shown with their evidence.
async fn seen_sheet(visit: &Visit) -> Result<(Kit, Sheet), AppError> {
    let (find, id) = (find(visit)?, visit.path::<String>("sheet")?);
    visit
        .show(move |read| {
            let kit = find(read)?;
            let sheet = find_sheet(&kit, &id)?.clone();
            let evidence = evidence(&kit, &[]);
            Ok(((kit, sheet), evidence))
        })
        .await
}
