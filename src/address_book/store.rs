//! Everything the page of a requester shows, from one snapshot.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::{Named, Shown};
use crate::db::schema::requests as r;
use crate::db::{Read, StoreError, one_of};
use crate::requesters::model::RequesterId;
use crate::requesters::store;
use crate::requests::model::{Disposition, RequestId, ShownStatus};

/// Requests a page shows.
const MOST: i64 = 100;

fn unreadable(what: impl std::fmt::Display) -> StoreError {
    StoreError::Failed(format!("a stored request is unreadable: {what}"))
}

/// The requester of an outer id in the book of an organization, with the requests at these sites.
///
/// # Errors
/// `NotFound` for an unknown one and another hospital's alike.
pub fn load(
    read: &mut Read<'_>,
    organization: &str,
    sites: &[String],
    public_id: &str,
) -> Result<Shown, StoreError> {
    let entry = store::find_entry(read, organization, public_id)?.ok_or(StoreError::NotFound)?;
    Ok(Shown {
        addresses: store::list_addresses(read, &[entry.id])?,
        requests: list_named(read, entry.id, sites)?,
        looks: store::list_looks(read, entry.id)?,
        history: store::list_history(read, entry.id)?,
        entry,
    })
}

type Tuple = (
    (i64, String, String, Option<String>),
    (NaiveDate, String, Option<String>, String),
);

fn list_named(
    read: &mut Read<'_>,
    requester: RequesterId,
    sites: &[String],
) -> Result<Vec<Named>, StoreError> {
    let rows: Vec<Tuple> = read.list(
        r::table
            .filter(r::requester_id.eq(requester.0))
            .filter(one_of(r::site, sites))
            .order(r::id.desc())
            .limit(MOST)
            .select((
                (r::id, r::public_id, r::reference, r::requester_reference),
                (r::received_on, r::shown_status, r::disposition, r::site),
            )),
    )?;
    rows.into_iter().map(named).collect()
}

fn named(row: Tuple) -> Result<Named, StoreError> {
    let ((id, public_id, reference, own_reference), (received_on, shown, ended, site)) = row;
    let status = match ended {
        Some(ended) => Disposition::parse(&ended).map_err(unreadable)?.label(),
        None => ShownStatus::parse(&shown).map_err(unreadable)?.label(),
    };
    Ok(Named {
        id: RequestId(id),
        public_id,
        reference,
        own_reference,
        received_on,
        status: status.to_owned(),
        site,
    })
}
