//! Everything the page of a person shows, from one snapshot.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::{LeftLine, Person, RequestLine};
use crate::db::schema::{disclosures, requests};
use crate::db::{Read, StoreError, one_of};
use crate::disclosures::model::Basis;
use crate::patients::model::PatientId;
use crate::patients::store;
use crate::requests::model::{Delivery, Disposition, RequestId, Road, ShownStatus};

/// Requests of one person a page shows; the largest number documented for one person at one desk is under a hundred.
const SHOWN: i64 = 200;

fn unreadable(what: impl std::fmt::Display) -> StoreError {
    StoreError::Failed(format!("a stored request is unreadable: {what}"))
}

/// The person an entry of an organization belongs to, with the requests at these sites. A merged entry leads to the
/// person it was merged into.
///
/// # Errors
/// `NotFound` for an unknown entry and another organization's alike.
pub fn load(
    read: &mut Read<'_>,
    organization: &str,
    sites: &[String],
    public_id: &str,
) -> Result<Person, StoreError> {
    let found = store::find_entry(read, organization, public_id)?.ok_or(StoreError::NotFound)?;
    let mut entries = store::list_of_person(read, found.person())?;
    if entries.is_empty() {
        return Err(StoreError::NotFound);
    }
    let entry = entries.remove(0);
    let ids: Vec<i64> = std::iter::once(&entry)
        .chain(&entries)
        .map(|one| one.id.0)
        .collect();
    let all: i64 = read.get(
        requests::table
            .filter(requests::patient_id.eq_any(&ids))
            .count(),
    )?;
    let requests = list_requests(read, &ids, sites)?;
    let here = i64::try_from(requests.len()).unwrap_or(i64::MAX);
    Ok(Person {
        names: store::list_names(read, &ids)?,
        former: store::list_former(read, &ids)?,
        restrictions: store::list_restrictions(read, &ids)?,
        addresses: store::list_addresses(read, &ids)?,
        merges: store::list_merges(read, &ids)?,
        left: list_left(read, &ids, sites)?,
        history: store::list_history(read, &ids)?,
        elsewhere: if here < SHOWN { all - here } else { 0 },
        requests,
        merged: entries,
        entry,
    })
}

type Tuple = (
    (i64, String, String, Option<i64>, String),
    (String, NaiveDate, String, Option<String>, String),
);

/// The requests about these entries at these sites, the newest first.
///
/// # Errors
/// When the database cannot be read.
pub fn list_requests(
    read: &mut Read<'_>,
    ids: &[i64],
    sites: &[String],
) -> Result<Vec<RequestLine>, StoreError> {
    let rows: Vec<Tuple> = read.list(
        requests::table
            .filter(requests::patient_id.eq_any(ids))
            .filter(one_of(requests::site, sites))
            .order(requests::id.desc())
            .limit(SHOWN)
            .select((
                (
                    requests::id,
                    requests::public_id,
                    requests::reference,
                    requests::patient_id,
                    requests::road,
                ),
                (
                    requests::requester_name,
                    requests::received_on,
                    requests::shown_status,
                    requests::disposition,
                    requests::site,
                ),
            )),
    )?;
    rows.into_iter().map(line).collect()
}

fn line(row: Tuple) -> Result<RequestLine, StoreError> {
    let ((id, public_id, reference, under, road), (requester, received_on, shown, ended, site)) =
        row;
    let status = match ended {
        Some(ended) => {
            let ended = Disposition::parse(&ended).map_err(unreadable)?;
            ["Closed: ", ended.label()].concat()
        }
        None => {
            let shown = ShownStatus::parse(&shown).map_err(unreadable)?;
            shown.label().to_owned()
        }
    };
    Ok(RequestLine {
        id: RequestId(id),
        public_id,
        reference,
        under: PatientId(under.unwrap_or(0)),
        road: Road::parse(&road).map_err(unreadable)?,
        requester,
        received_on,
        status,
        site,
    })
}

type Left = (NaiveDate, String, String, String, String, String);

/// What left about these entries on requests of these sites, the newest first (T53).
fn list_left(
    read: &mut Read<'_>,
    ids: &[i64],
    sites: &[String],
) -> Result<Vec<LeftLine>, StoreError> {
    let rows: Vec<Left> = read.list(
        disclosures::table
            .inner_join(requests::table)
            .filter(disclosures::patient_id.eq_any(ids))
            .filter(one_of(requests::site, sites))
            .order(disclosures::id.desc())
            .limit(SHOWN)
            .select((
                disclosures::disclosed_on,
                disclosures::recipient_name,
                disclosures::description,
                disclosures::basis,
                disclosures::delivery,
                requests::reference,
            )),
    )?;
    rows.into_iter()
        .map(|(on, recipient, description, basis, delivery, reference)| {
            Ok(LeftLine {
                on,
                recipient,
                description,
                basis: Basis::parse(&basis).map_err(unreadable)?,
                delivery: Delivery::parse(&delivery).map_err(unreadable)?,
                reference,
            })
        })
        .collect()
}
