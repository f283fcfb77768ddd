//! The pages of transfers between sites: what lies at a practice, what is on the way, the log with both times. They name
//! nobody: a request stands there by its number.

mod keep;
mod list;
mod print;

pub use keep::{keep_transfer, show_keep};
pub use list::{confirm_arrivals, list_transfers, send_transfers, waiting_line};
pub use print::print_list;

use super::model::{Standing, Transfer};
use super::rules;
use crate::app::Seen;
use crate::audit;
use crate::db::Subject;
use crate::facilities::Facilities;
use crate::web::components::{Tag, Tone};
use crate::words::dates;
use chrono::NaiveDateTime;

/// The evidence that a page showed transfers.
fn evidence(transfers: &[&Transfer]) -> Seen {
    Seen {
        subject: Subject {
            detail: Some("transfers".to_owned()),
            ..Subject::default()
        },
        listed: Some(audit::pack_listed(
            transfers.iter().map(|one| one.request.0),
        )),
    }
}

/// An instant in local time of the department, as people say it.
fn moment(
    facilities: &Facilities,
    transfer: &Transfer,
    at: NaiveDateTime,
    now: NaiveDateTime,
) -> String {
    let site = &transfer.to_site;
    let today = facilities.today(site, now);
    dates::moment(facilities.local(site, at), today)
}

/// Where a request is, and whether that is late.
fn state(facilities: &Facilities, transfer: &Transfer, now: NaiveDateTime) -> Tag {
    let late = rules::is_late(facilities, transfer, now);
    match (transfer.standing(), late) {
        (Standing::AtThePractice, true) => Tag::new("Late: at the practice", Tone::Bad),
        (Standing::AtThePractice, false) => Tag::new("At the practice", Tone::Info),
        (Standing::OnTheWay, true) => Tag::new("Late: on the way", Tone::Bad),
        (Standing::OnTheWay, false) => Tag::new("On the way", Tone::Info),
        (Standing::Arrived, true) => Tag::new("Arrived late", Tone::Warn),
        (Standing::Arrived, false) => Tag::new("Arrived", Tone::Good),
        (Standing::Stays, _) => Tag::plain("Stays there"),
        (Standing::Closed, _) => Tag::plain("Closed before"),
    }
}
