//! Disclosure lines and why something was withheld: appended, never changed.

mod withholdings;

pub use withholdings::{insert_withholding, list_withholdings};

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::db::schema::disclosures;
use crate::db::{Read, StoreError, Tx};
use crate::disclosures::model::{Basis, Disclosure};
use crate::disclosures::rules::accountable;
use crate::requests::model::{Delivery, RequestId};

/// The four facts and what stands beside them, for one recipient.
#[derive(Debug, Clone)]
pub struct NewDisclosure<'a> {
    /// The request it left on.
    pub request: RequestId,
    /// Whose records.
    pub patient_id: i64,
    /// The day.
    pub on: NaiveDate,
    /// Name of the recipient.
    pub recipient: &'a str,
    /// Address, or the way where there is none.
    pub address: &'a str,
    /// Brief description.
    pub description: &'a str,
    /// Brief purpose.
    pub purpose: &'a str,
    /// Why the law lets it leave.
    pub basis: Basis,
    /// How.
    pub delivery: Delivery,
    /// Pages.
    pub pages: u32,
    /// Who recorded it.
    pub by: i64,
}

/// Writes a line; whether it is accountable is decided here, from the basis.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_disclosure(tx: &mut Tx<'_>, line: &NewDisclosure<'_>) -> Result<(), StoreError> {
    let now = tx.now();
    let (is_accountable, rule) = accountable(line.basis);
    tx.execute(diesel::insert_into(disclosures::table).values((
        disclosures::request_id.eq(line.request.0),
        disclosures::patient_id.eq(line.patient_id),
        disclosures::disclosed_on.eq(line.on),
        disclosures::recipient_name.eq(line.recipient),
        disclosures::recipient_address.eq(line.address),
        disclosures::description.eq(line.description),
        disclosures::purpose.eq(line.purpose),
        disclosures::basis.eq(line.basis.as_str()),
        disclosures::accountable.eq(is_accountable),
        disclosures::accountable_rule.eq(rule),
        disclosures::delivery.eq(line.delivery.as_str()),
        disclosures::pages.eq(i64::from(line.pages)),
        disclosures::released_by.eq(line.by),
        disclosures::recorded_at.eq(now),
    )))?;
    Ok(())
}

type Line = (
    (NaiveDate, String, String, String, String),
    (bool, String, String, i64, NaiveDateTime),
);

/// The lines of a request, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub fn list_disclosures(
    read: &mut Read<'_>,
    request: RequestId,
) -> Result<Vec<Disclosure>, StoreError> {
    let rows: Vec<Line> = read.list(
        disclosures::table
            .filter(disclosures::request_id.eq(request.0))
            .order(disclosures::id)
            .select((
                (
                    disclosures::disclosed_on,
                    disclosures::recipient_name,
                    disclosures::description,
                    disclosures::purpose,
                    disclosures::basis,
                ),
                (
                    disclosures::accountable,
                    disclosures::accountable_rule,
                    disclosures::delivery,
                    disclosures::pages,
                    disclosures::recorded_at,
                ),
            )),
    )?;
    rows.into_iter().map(disclosure).collect()
}

fn disclosure(row: Line) -> Result<Disclosure, StoreError> {
    let (
        (on, recipient, description, purpose, basis),
        (is_accountable, rule, delivery, pages, recorded_at),
    ) = row;
    let failed = |e: crate::words::UnknownWord| StoreError::Failed(e.to_string());
    Ok(Disclosure {
        on,
        recipient,
        description,
        purpose,
        basis: Basis::parse(&basis).map_err(failed)?,
        accountable: (is_accountable, rule),
        delivery: Delivery::parse(&delivery).map_err(failed)?,
        pages,
        recorded_at,
    })
}
