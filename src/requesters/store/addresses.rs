//! Addresses of the book, each with its newest proof.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::unreadable;
use crate::db::schema::{requester_addresses as a, requester_proofs as p, requesters as r, staff};
use crate::db::{Read, StoreError, Tx};
use crate::requesters::model::{
    Address, AddressKind, KeptAddress, Proof, ProofMethod, RequesterId,
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = a)]
struct Row {
    id: i64,
    public_id: String,
    requester_id: i64,
    kind: String,
    text: String,
    changed_on: NaiveDate,
    handed_over_on: Option<NaiveDate>,
    arrived_on: Option<NaiveDate>,
    bounced_on: Option<NaiveDate>,
    withdrawn_on: Option<NaiveDate>,
    withdrawn_why: Option<String>,
}

impl Row {
    fn kept(self, proof: Option<Proof>) -> Result<KeptAddress, StoreError> {
        Ok(KeptAddress {
            id: self.id,
            public_id: self.public_id,
            of: RequesterId(self.requester_id),
            address: Address {
                kind: AddressKind::parse(&self.kind).map_err(unreadable)?,
                text: self.text,
                changed_on: self.changed_on,
                proof,
                bounced_on: self.bounced_on,
                handed_over_on: self.handed_over_on,
                arrived_on: self.arrived_on,
            },
            withdrawn: self.withdrawn_on.zip(self.withdrawn_why),
        })
    }
}

fn with_proofs(read: &mut Read<'_>, rows: Vec<Row>) -> Result<Vec<KeptAddress>, StoreError> {
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let mut proofs = newest_proofs(read, &ids)?;
    rows.into_iter()
        .map(|row| {
            let proof = proofs.remove(&row.id);
            row.kept(proof)
        })
        .collect()
}

type ProofTuple = (i64, String, NaiveDate, String, String);

/// The newest proof of each of these addresses.
fn newest_proofs(
    read: &mut Read<'_>,
    addresses: &[i64],
) -> Result<BTreeMap<i64, Proof>, StoreError> {
    if addresses.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows: Vec<ProofTuple> = read.list(
        p::table
            .inner_join(staff::table)
            .filter(p::address_id.eq_any(addresses))
            .order((p::proved_on, p::id))
            .select((p::address_id, p::method, p::proved_on, p::text, staff::name)),
    )?;
    let proofs = rows.into_iter().map(|(id, method, proved_on, text, by)| {
        let method = ProofMethod::parse(&method).map_err(unreadable)?;
        let proof = Proof {
            method,
            proved_on,
            text,
            by,
        };
        // A later row of the same address takes the place of an earlier one.
        Ok((id, proof))
    });
    proofs.collect()
}

/// Every address of these requesters, those in use first, in the order they were added.
///
/// # Errors
/// When the database cannot be read.
pub fn list_addresses(
    read: &mut Read<'_>,
    requesters: &[RequesterId],
) -> Result<Vec<KeptAddress>, StoreError> {
    let ids: Vec<i64> = requesters.iter().map(|id| id.0).collect();
    let rows: Vec<Row> = read.list(
        a::table
            .filter(a::requester_id.eq_any(ids))
            .order((a::requester_id, a::id))
            .select(Row::as_select()),
    )?;
    let mut kept = with_proofs(read, rows)?;
    kept.sort_by_key(|one| one.withdrawn.is_some());
    Ok(kept)
}

/// An address in use of a requester, by its outer id.
///
/// # Errors
/// `NotFound` for another requester's and for one that was withdrawn.
pub fn get_address(
    read: &mut Read<'_>,
    requester: RequesterId,
    public_id: &str,
) -> Result<KeptAddress, StoreError> {
    let row: Row = read.get(
        a::table
            .filter(a::requester_id.eq(requester.0))
            .filter(a::public_id.eq(public_id))
            .filter(a::withdrawn_on.is_null())
            .select(Row::as_select()),
    )?;
    with_proofs(read, vec![row])?
        .pop()
        .ok_or(StoreError::NotFound)
}

/// Every row of the book of an organization that has this address, in use or withdrawn, the newest first.
///
/// # Errors
/// When the database cannot be read.
pub fn find_at(
    read: &mut Read<'_>,
    organization: &str,
    kind: AddressKind,
    text: &str,
) -> Result<Vec<KeptAddress>, StoreError> {
    let rows: Vec<Row> = read.list(
        a::table
            .inner_join(r::table)
            .filter(r::organization.eq(organization))
            .filter(a::kind.eq(kind.as_str()))
            .filter(a::compared.eq(kind.compared(text)))
            .order(a::id.desc())
            .select(Row::as_select()),
    )?;
    with_proofs(read, rows)
}

/// Adds an address to a requester.
///
/// # Errors
/// `Constraint` when the requester has it already.
pub fn add_address(
    tx: &mut Tx<'_>,
    requester: RequesterId,
    public_id: &str,
    (kind, text): (AddressKind, &str),
    on: NaiveDate,
) -> Result<(), StoreError> {
    tx.execute(diesel::insert_into(a::table).values((
        a::public_id.eq(public_id),
        a::requester_id.eq(requester.0),
        a::kind.eq(kind.as_str()),
        a::text.eq(text),
        a::compared.eq(kind.compared(text)),
        a::changed_on.eq(on),
    )))?;
    Ok(())
}

/// Keeps what an address was before it was changed, as a row that is not used any more: a letter to it is noticed (A40).
///
/// # Errors
/// When it cannot be stored.
pub fn insert_withdrawn(
    tx: &mut Tx<'_>,
    public_id: &str,
    was: &KeptAddress,
    on: NaiveDate,
    why: &str,
) -> Result<(), StoreError> {
    let address = &was.address;
    tx.execute(diesel::insert_into(a::table).values((
        (
            a::public_id.eq(public_id),
            a::requester_id.eq(was.of.0),
            a::kind.eq(address.kind.as_str()),
            a::text.eq(&address.text),
            a::compared.eq(address.kind.compared(&address.text)),
        ),
        (
            a::changed_on.eq(address.changed_on),
            a::handed_over_on.eq(address.handed_over_on),
            a::arrived_on.eq(address.arrived_on),
            a::bounced_on.eq(address.bounced_on),
            a::withdrawn_on.eq(on),
            a::withdrawn_why.eq(why),
        ),
    )))?;
    Ok(())
}

/// Writes an address otherwise from a day on.
///
/// # Errors
/// `Constraint` when the requester has that one already; `Stale` when it was withdrawn meanwhile.
pub fn change_text(
    tx: &mut Tx<'_>,
    was: &KeptAddress,
    text: &str,
    on: NaiveDate,
) -> Result<(), StoreError> {
    tx.change_one(diesel::update(in_use(was.id)).set((
        a::text.eq(text),
        a::compared.eq(was.address.kind.compared(text)),
        a::changed_on.eq(on),
    )))
}

/// Stops using an address; its row stays.
///
/// # Errors
/// `Stale` when it was withdrawn meanwhile.
pub fn withdraw(tx: &mut Tx<'_>, id: i64, on: NaiveDate, why: &str) -> Result<(), StoreError> {
    tx.change_one(
        diesel::update(in_use(id)).set((a::withdrawn_on.eq(on), a::withdrawn_why.eq(why))),
    )
}

/// Notes on which day something is known to have arrived.
///
/// # Errors
/// `Stale` when the address was withdrawn meanwhile.
pub fn set_arrived(tx: &mut Tx<'_>, id: i64, on: NaiveDate) -> Result<(), StoreError> {
    tx.change_one(diesel::update(in_use(id)).set(a::arrived_on.eq(on)))
}

#[diesel::dsl::auto_type(no_type_alias)]
fn in_use(id: i64) -> _ {
    a::table
        .filter(a::id.eq(id))
        .filter(a::withdrawn_on.is_null())
}

/// Notes that something was handed over for these addresses on a day.
///
/// # Errors
/// When it cannot be stored.
pub fn set_handed_over(
    tx: &mut Tx<'_>,
    addresses: &[KeptAddress],
    on: NaiveDate,
) -> Result<(), StoreError> {
    let ids: Vec<i64> = addresses.iter().map(|one| one.id).collect();
    let these = a::table.filter(a::id.eq_any(ids));
    tx.execute(diesel::update(these).set(a::handed_over_on.eq(on)))?;
    Ok(())
}

/// Notes that something came back from an address on a day.
///
/// # Errors
/// When it cannot be stored.
pub fn set_bounced(
    tx: &mut Tx<'_>,
    address: &KeptAddress,
    on: NaiveDate,
) -> Result<(), StoreError> {
    let this = a::table.filter(a::id.eq(address.id));
    tx.change_one(diesel::update(this).set(a::bounced_on.eq(on)))
}

/// Keeps the proof of an address as it is now.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_proof(
    tx: &mut Tx<'_>,
    address: &KeptAddress,
    by: i64,
    (method, proved_on): (ProofMethod, NaiveDate),
    said: Option<&str>,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(diesel::insert_into(p::table).values((
        p::address_id.eq(address.id),
        p::method.eq(method.as_str()),
        p::proved_on.eq(proved_on),
        p::text.eq(&address.address.text),
        p::said.eq(said),
        p::staff_id.eq(by),
        p::recorded_at.eq(now),
    )))?;
    Ok(())
}
