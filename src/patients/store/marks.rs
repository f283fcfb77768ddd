//! Restrictions and other addresses, and the columns of the index that follow from those that are open.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::entries::ids_of_person;
use super::unreadable;
use crate::db::schema::{patient_addresses as a, patient_restrictions as r, patients};
use crate::db::{Read, StoreError, Tx};
use crate::patients::model::{
    Entry, Kept, MarkEnd, OtherAddress, PatientId, ReachWay, Restriction, RestrictionKind,
};

type End = (Option<NaiveDate>, Option<String>);

fn ended((on, why): End) -> Option<MarkEnd> {
    on.zip(why).map(|(on, why)| MarkEnd { on, why })
}

type RestrictionTuple = (
    (i64, String, i64, String, String, String),
    (NaiveDate, Option<String>, NaiveDateTime),
    End,
);

/// The restrictions recorded under these entries, those that hold first, then the newest.
///
/// # Errors
/// When the database cannot be read.
pub fn list_restrictions(
    read: &mut Read<'_>,
    entries: &[i64],
) -> Result<Vec<Kept<Restriction>>, StoreError> {
    let rows: Vec<RestrictionTuple> = read.list(
        r::table
            .filter(r::patient_id.eq_any(entries))
            .order((r::ended_at.is_not_null(), r::id.desc()))
            .select((
                (
                    r::id,
                    r::public_id,
                    r::patient_id,
                    r::kind,
                    r::what,
                    r::withheld_from,
                ),
                (r::agreed_on, r::paper, r::recorded_at),
                (r::ended_on, r::ended_why),
            )),
    )?;
    rows.into_iter()
        .map(|(first, (agreed_on, paper, recorded_at), end)| {
            let (id, public_id, of, kind, what, withheld_from) = first;
            Ok(Kept {
                id,
                public_id,
                of: PatientId(of),
                agreed: Restriction {
                    kind: RestrictionKind::parse(&kind).map_err(unreadable)?,
                    what,
                    withheld_from,
                    agreed_on,
                    paper,
                },
                recorded_at,
                ended: ended(end),
            })
        })
        .collect()
}

/// The restrictions of a person that hold, by any of the person's entries; none while nobody is matched.
///
/// # Errors
/// When the database cannot be read.
pub fn list_open_restrictions(
    read: &mut Read<'_>,
    patient: Option<i64>,
) -> Result<Vec<Kept<Restriction>>, StoreError> {
    let Some(patient) = patient else {
        return Ok(Vec::new());
    };
    let ids = ids_of_person(read, patient)?;
    let mut all = list_restrictions(read, &ids)?;
    all.retain(Kept::is_open);
    Ok(all)
}

type AddressTuple = (
    (i64, String, i64, String, String),
    (NaiveDate, Option<String>, NaiveDateTime),
    End,
);

/// The other addresses recorded under these entries, those that hold first, then the newest.
///
/// # Errors
/// When the database cannot be read.
pub fn list_addresses(
    read: &mut Read<'_>,
    entries: &[i64],
) -> Result<Vec<Kept<OtherAddress>>, StoreError> {
    let rows: Vec<AddressTuple> = read.list(
        a::table
            .filter(a::patient_id.eq_any(entries))
            .order((a::ended_at.is_not_null(), a::id.desc()))
            .select((
                (a::id, a::public_id, a::patient_id, a::way, a::text),
                (a::agreed_on, a::paper, a::recorded_at),
                (a::ended_on, a::ended_why),
            )),
    )?;
    rows.into_iter()
        .map(|(first, (agreed_on, paper, recorded_at), end)| {
            let (id, public_id, of, way, text) = first;
            Ok(Kept {
                id,
                public_id,
                of: PatientId(of),
                agreed: OtherAddress {
                    way: ReachWay::parse(&way).map_err(unreadable)?,
                    text,
                    agreed_on,
                    paper,
                },
                recorded_at,
                ended: ended(end),
            })
        })
        .collect()
}

/// Records a restriction under an entry.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_restriction(
    tx: &mut Tx<'_>,
    entry: &Entry,
    public_id: &str,
    agreed: &Restriction,
    by: i64,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(diesel::insert_into(r::table).values((
        r::public_id.eq(public_id),
        r::patient_id.eq(entry.id.0),
        r::kind.eq(agreed.kind.as_str()),
        r::what.eq(&agreed.what),
        r::withheld_from.eq(&agreed.withheld_from),
        r::agreed_on.eq(agreed.agreed_on),
        r::paper.eq(agreed.paper.as_deref()),
        r::recorded_by.eq(by),
        r::recorded_at.eq(now),
    )))?;
    Ok(())
}

/// Records another address under an entry.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_address(
    tx: &mut Tx<'_>,
    entry: &Entry,
    public_id: &str,
    agreed: &OtherAddress,
    by: i64,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(diesel::insert_into(a::table).values((
        a::public_id.eq(public_id),
        a::patient_id.eq(entry.id.0),
        a::way.eq(agreed.way.as_str()),
        a::text.eq(&agreed.text),
        a::agreed_on.eq(agreed.agreed_on),
        a::paper.eq(agreed.paper.as_deref()),
        a::recorded_by.eq(by),
        a::recorded_at.eq(now),
    )))?;
    Ok(())
}

/// Writes the end of a restriction beside it.
///
/// # Errors
/// `Stale` when it ended already.
pub fn end_restriction(tx: &mut Tx<'_>, id: i64, end: &MarkEnd, by: i64) -> Result<(), StoreError> {
    let now = tx.now();
    tx.change_one(
        diesel::update(r::table.filter(r::id.eq(id)).filter(r::ended_at.is_null())).set((
            r::ended_on.eq(Some(end.on)),
            r::ended_why.eq(Some(&*end.why)),
            r::ended_by.eq(Some(by)),
            r::ended_at.eq(Some(now)),
        )),
    )
}

/// Writes the end of another address beside it.
///
/// # Errors
/// `Stale` when it ended already.
pub fn end_address(tx: &mut Tx<'_>, id: i64, end: &MarkEnd, by: i64) -> Result<(), StoreError> {
    let now = tx.now();
    tx.change_one(
        diesel::update(a::table.filter(a::id.eq(id)).filter(a::ended_at.is_null())).set((
            a::ended_on.eq(Some(end.on)),
            a::ended_why.eq(Some(&*end.why)),
            a::ended_by.eq(Some(by)),
            a::ended_at.eq(Some(now)),
        )),
    )
}

/// Writes into every entry of a person what is open for any of them: whatever is asked of one entry answers for the person.
///
/// # Errors
/// When it cannot be stored.
pub fn rewrite_marks(tx: &mut Tx<'_>, of: PatientId) -> Result<(), StoreError> {
    let ids = ids_of_person(tx, of.0)?;
    let restricted = list_restrictions(tx, &ids)?.iter().any(Kept::is_open);
    let open: Vec<OtherAddress> = list_addresses(tx, &ids)?
        .into_iter()
        .filter(Kept::is_open)
        .map(|one| one.agreed)
        .collect();
    // The newest of a kind holds.
    let newest = |way: ReachWay| open.iter().find(|one| one.way == way).map(|one| &*one.text);
    tx.execute(
        diesel::update(patients::table.filter(patients::id.eq_any(ids))).set((
            patients::restricted.eq(restricted),
            patients::confidential_address.eq(newest(ReachWay::Mail)),
            patients::confidential_email.eq(newest(ReachWay::Email)),
            patients::confidential_phone.eq(newest(ReachWay::Phone)),
        )),
    )?;
    Ok(())
}
