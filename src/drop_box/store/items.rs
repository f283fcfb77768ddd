//! The items of an emptying.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::emptyings::touch;
use super::unreadable;
use crate::db::schema::{drop_box_items as i, requests};
use crate::db::{Read, StoreError, Tx};
use crate::drop_box::model::{
    AsFound, Emptying, EmptyingId, Item, ItemKind, Outcome, Session, Settled, Version,
};
use crate::requests::model::RequestId;
use crate::requests::rules::received::Received;

#[derive(Queryable, Selectable)]
#[diesel(table_name = i)]
struct Row {
    id: i64,
    public_id: String,
    place: i64,
    kind: String,
    patient_as_written: Option<String>,
    appointment_on: Option<NaiveDate>,
    condition: Option<String>,
    received_on: NaiveDate,
    received_why: String,
    outcome: Option<String>,
    request_id: Option<i64>,
    went_to: Option<String>,
    why: Option<String>,
    version: i64,
}

impl Row {
    fn item(self, request: Option<(String, String)>) -> Result<Item, StoreError> {
        let outcome = self.outcome.as_deref().map(Outcome::parse).transpose();
        let settled = outcome.map_err(unreadable)?.map(|outcome| Settled {
            outcome,
            request,
            went_to: self.went_to,
            why: self.why,
        });
        Ok(Item {
            id: self.id,
            public_id: self.public_id,
            place: self.place,
            found: AsFound {
                kind: ItemKind::parse(&self.kind).map_err(unreadable)?,
                patient: self.patient_as_written,
                appointment_on: self.appointment_on,
                condition: self.condition,
            },
            received_on: self.received_on,
            received_why: serde_json::from_str(&self.received_why).map_err(unreadable)?,
            settled,
            request_id: self.request_id.map(RequestId),
            version: Version(self.version),
        })
    }
}

/// The items of an emptying in their order.
///
/// # Errors
/// When the database cannot be read.
pub(super) fn list_items(
    read: &mut Read<'_>,
    emptying: EmptyingId,
) -> Result<Vec<Item>, StoreError> {
    let rows: Vec<(Row, Option<String>, Option<String>)> = read.list(
        i::table
            .left_join(requests::table)
            .filter(i::emptying_id.eq(emptying.0))
            .order(i::place)
            .select((
                Row::as_select(),
                requests::public_id.nullable(),
                requests::reference.nullable(),
            )),
    )?;
    rows.into_iter()
        .map(|(row, id, reference)| row.item(id.zip(reference)))
        .collect()
}

/// The item of an outer id within a session.
///
/// # Errors
/// `NotFound` for another session's.
pub fn find_item<'a>(session: &'a Session, public_id: &str) -> Result<&'a Item, StoreError> {
    session
        .items
        .iter()
        .find(|item| item.public_id == public_id)
        .ok_or(StoreError::NotFound)
}

fn json(why: &[String]) -> Result<String, StoreError> {
    serde_json::to_string(why).map_err(unreadable)
}

/// Logs the next item of an emptying; answers its number.
///
/// # Errors
/// `Stale` when somebody changed the session meanwhile.
pub fn insert_item(
    tx: &mut Tx<'_>,
    session: &Session,
    public_id: &str,
    found: &AsFound,
    received: &Received,
    by: i64,
) -> Result<i64, StoreError> {
    touch(tx, &session.emptying)?;
    let (now, why) = (tx.now(), json(&received.why)?);
    let place = session.items.last().map_or(1, |last| last.place + 1);
    tx.execute(diesel::insert_into(i::table).values((
        i::public_id.eq(public_id),
        i::emptying_id.eq(session.emptying.id.0),
        i::place.eq(place),
        i::kind.eq(found.kind.as_str()),
        i::patient_as_written.eq(found.patient.as_deref()),
        i::appointment_on.eq(found.appointment_on),
        i::condition.eq(found.condition.as_deref()),
        i::received_on.eq(received.on),
        i::received_why.eq(why),
        i::logged_by.eq(by),
        i::logged_at.eq(now),
    )))?;
    Ok(place)
}

#[diesel::dsl::auto_type]
fn still(item: &Item) -> _ {
    let (id, version): (i64, i64) = (item.id, item.version.0);
    i::table.filter(i::id.eq(id)).filter(i::version.eq(version))
}

/// Writes anew what was found.
///
/// # Errors
/// `Stale` when somebody changed the session or the item meanwhile.
pub fn correct_item(
    tx: &mut Tx<'_>,
    emptying: &Emptying,
    item: &Item,
    found: &AsFound,
    received: &Received,
) -> Result<(), StoreError> {
    touch(tx, emptying)?;
    let why = json(&received.why)?;
    tx.change_one(diesel::update(still(item)).set((
        i::kind.eq(found.kind.as_str()),
        i::patient_as_written.eq(found.patient.as_deref()),
        i::appointment_on.eq(found.appointment_on),
        i::condition.eq(found.condition.as_deref()),
        i::received_on.eq(received.on),
        i::received_why.eq(why),
        i::version.eq(item.version.0 + 1),
    )))
}

/// Writes down what became of an item; `request` is the inner id of the request it became or was added to.
///
/// # Errors
/// `Stale` when somebody changed the session or the item meanwhile.
pub fn settle_item(
    tx: &mut Tx<'_>,
    emptying: &Emptying,
    item: &Item,
    settled: &Settled,
    request: Option<RequestId>,
    by: i64,
) -> Result<(), StoreError> {
    touch(tx, emptying)?;
    let now = tx.now();
    tx.change_one(diesel::update(still(item)).set((
        i::outcome.eq(Some(settled.outcome.as_str())),
        i::request_id.eq(request.map(|id| id.0)),
        i::went_to.eq(settled.went_to.as_deref()),
        i::why.eq(settled.why.as_deref()),
        i::settled_by.eq(Some(by)),
        i::settled_at.eq(Some(now)),
        i::version.eq(item.version.0 + 1),
    )))
}
