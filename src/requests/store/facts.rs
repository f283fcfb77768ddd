//! Facts beside the stage, recipients and links.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::db::schema::{request_facts, request_links, request_recipients, requests};
use crate::db::{Read, StoreError, Tx};
use crate::requests::model::{
    Delivery, FactId, FactKind, LinkKind, OpenFact, Recipient, RequestId, RequesterClass, WhoseMove,
};

/// A fact as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFact {
    /// Its id; other areas keep their detail under it.
    pub id: FactId,
    /// What kind.
    pub kind: FactKind,
    /// Who has to act for it to close.
    pub waiting_on: WhoseMove,
    /// Why it is there.
    pub reason: String,
    /// When an answer is needed.
    pub due_on: Option<NaiveDate>,
    /// When it began (UTC).
    pub opened_at: NaiveDateTime,
    /// Who opened it.
    pub opened_by: i64,
    /// A word its kind needs besides: the ground of a hold.
    pub detail: Option<String>,
    /// When it ended (UTC), and why.
    pub closed: Option<(NaiveDateTime, String)>,
}

impl StoredFact {
    /// The fact for the decisions, while it is open.
    pub fn open(&self) -> Option<OpenFact> {
        self.closed.is_none().then_some(OpenFact {
            kind: self.kind,
            waiting_on: self.waiting_on,
            due_on: self.due_on,
        })
    }
}

type FactTuple = (
    i64,
    String,
    Option<String>,
    String,
    Option<NaiveDate>,
    NaiveDateTime,
    i64,
    Option<String>,
    Option<NaiveDateTime>,
    Option<String>,
);

/// Every fact of a request, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub fn list_facts(read: &mut Read<'_>, request: RequestId) -> Result<Vec<StoredFact>, StoreError> {
    let rows: Vec<FactTuple> = read.list(
        request_facts::table
            .filter(request_facts::request_id.eq(request.0))
            .order(request_facts::id)
            .select((
                request_facts::id,
                request_facts::kind,
                request_facts::waiting_on,
                request_facts::reason,
                request_facts::due_on,
                request_facts::opened_at,
                request_facts::opened_by,
                request_facts::detail,
                request_facts::closed_at,
                request_facts::closed_why,
            )),
    )?;
    rows.into_iter().map(stored_fact).collect()
}

fn stored_fact(row: FactTuple) -> Result<StoredFact, StoreError> {
    let (id, kind, waiting_on, reason, due_on, opened_at, opened_by, detail, closed_at, closed_why) =
        row;
    let failed = |e: crate::words::UnknownWord| StoreError::Failed(e.to_string());
    Ok(StoredFact {
        id: FactId(id),
        kind: FactKind::parse(&kind).map_err(failed)?,
        waiting_on: waiting_on
            .map_or(Ok(WhoseMove::Us), |w| WhoseMove::parse(&w))
            .map_err(failed)?,
        reason,
        due_on,
        opened_at,
        opened_by,
        detail,
        closed: closed_at.map(|at| (at, closed_why.unwrap_or_else(String::new))),
    })
}

/// Stores a new open fact.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_fact(
    tx: &mut Tx<'_>,
    request: RequestId,
    by: i64,
    fact: OpenFact,
    reason: &str,
) -> Result<FactId, StoreError> {
    let now = tx.now();
    tx.returning(
        diesel::insert_into(request_facts::table)
            .values((
                request_facts::request_id.eq(request.0),
                request_facts::kind.eq(fact.kind.as_str()),
                request_facts::waiting_on.eq(fact.waiting_on.as_str()),
                request_facts::reason.eq(reason),
                request_facts::due_on.eq(fact.due_on),
                request_facts::opened_at.eq(now),
                request_facts::opened_by.eq(by),
            ))
            .returning(request_facts::id),
    )
    .map(FactId)
}

/// Keeps the word a fact needs besides its kind.
///
/// # Errors
/// `Stale` when there is no such fact.
pub fn set_fact_detail(tx: &mut Tx<'_>, fact: FactId, detail: &str) -> Result<(), StoreError> {
    tx.change_one(
        diesel::update(request_facts::table.filter(request_facts::id.eq(fact.0)))
            .set(request_facts::detail.eq(detail)),
    )
}

/// Closes an open fact of a request.
///
/// # Errors
/// `Stale` when it is not open any more.
pub fn close_fact(
    tx: &mut Tx<'_>,
    request: RequestId,
    fact: FactId,
    by: i64,
    why: &str,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.change_one(
        diesel::update(
            request_facts::table
                .filter(request_facts::id.eq(fact.0))
                .filter(request_facts::request_id.eq(request.0))
                .filter(request_facts::closed_at.is_null()),
        )
        .set((
            request_facts::closed_at.eq(now),
            request_facts::closed_by.eq(by),
            request_facts::closed_why.eq(why),
        )),
    )
}

/// Adds recipients.
///
/// # Errors
/// When they cannot be stored.
pub fn insert_recipients(
    tx: &mut Tx<'_>,
    request: RequestId,
    recipients: &[Recipient],
) -> Result<(), StoreError> {
    for recipient in recipients {
        tx.execute(diesel::insert_into(request_recipients::table).values((
            request_recipients::request_id.eq(request.0),
            request_recipients::name.eq(&recipient.name),
            request_recipients::class.eq(recipient.class.as_str()),
            request_recipients::delivery.eq(recipient.delivery.as_str()),
            request_recipients::address.eq(&recipient.address),
            request_recipients::copy_by_rule.eq(recipient.copy_by_rule),
        )))?;
    }
    Ok(())
}

/// Takes every recipient off a request; the rows stay as history.
///
/// # Errors
/// When they cannot be changed.
pub fn remove_recipients(tx: &mut Tx<'_>, request: RequestId) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(
        diesel::update(
            request_recipients::table
                .filter(request_recipients::request_id.eq(request.0))
                .filter(request_recipients::removed_at.is_null()),
        )
        .set(request_recipients::removed_at.eq(now)),
    )?;
    Ok(())
}

type RecipientTuple = (i64, String, String, String, String, bool);

/// The recipients of a request with their row ids, in the order they were added.
///
/// # Errors
/// When the database cannot be read.
pub fn list_recipients(
    read: &mut Read<'_>,
    request: RequestId,
) -> Result<Vec<(i64, Recipient)>, StoreError> {
    let rows: Vec<RecipientTuple> = read.list(
        request_recipients::table
            .filter(request_recipients::request_id.eq(request.0))
            .filter(request_recipients::removed_at.is_null())
            .order(request_recipients::id)
            .select((
                request_recipients::id,
                request_recipients::name,
                request_recipients::class,
                request_recipients::delivery,
                request_recipients::address,
                request_recipients::copy_by_rule,
            )),
    )?;
    let failed = |e: crate::words::UnknownWord| StoreError::Failed(e.to_string());
    rows.into_iter()
        .map(|(id, name, class, delivery, address, copy_by_rule)| {
            let class = RequesterClass::parse(&class).map_err(failed)?;
            let delivery = Delivery::parse(&delivery).map_err(failed)?;
            Ok((
                id,
                Recipient {
                    name,
                    class,
                    delivery,
                    address,
                    copy_by_rule,
                },
            ))
        })
        .collect()
}

/// Links two requests, seen from both.
///
/// # Errors
/// A unique constraint when they are linked already.
pub fn insert_link(
    tx: &mut Tx<'_>,
    a: RequestId,
    b: RequestId,
    how: LinkKind,
    by: i64,
) -> Result<(), StoreError> {
    let now = tx.now();
    for (one, other) in [(a, b), (b, a)] {
        tx.execute(diesel::insert_into(request_links::table).values((
            request_links::request_id.eq(one.0),
            request_links::other_id.eq(other.0),
            request_links::how.eq(how.as_str()),
            request_links::linked_at.eq(now),
            request_links::linked_by.eq(by),
        )))?;
    }
    Ok(())
}

/// The requests linked to one: outer id, reference, kind of link, stage word.
///
/// # Errors
/// When the database cannot be read.
pub fn list_links(
    read: &mut Read<'_>,
    request: RequestId,
) -> Result<Vec<(String, String, LinkKind, String)>, StoreError> {
    let rows: Vec<(String, String, String, String)> = read.list(
        request_links::table
            .inner_join(requests::table.on(requests::id.eq(request_links::other_id)))
            .filter(request_links::request_id.eq(request.0))
            .order(request_links::other_id)
            .select((
                requests::public_id,
                requests::reference,
                request_links::how,
                requests::stage,
            )),
    )?;
    rows.into_iter()
        .map(|(public_id, reference, how, stage)| {
            let how = LinkKind::parse(&how).map_err(|e| StoreError::Failed(e.to_string()))?;
            Ok((public_id, reference, how, stage))
        })
        .collect()
}
