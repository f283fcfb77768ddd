//! The hospital's copy of the public directory of provider identifiers (NPPES).

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::unreadable;
use crate::db::schema::npi_directory as d;
use crate::db::{AnyConnection, Read, StoreError, Tx};
use crate::patients::rules::fold;
use crate::requesters::model::{Listed, Npi};

type Db = <AnyConnection as Connection>::Backend;

/// A provider of the copy, with when it was last read from the file (UTC).
pub type Found = (Listed, NaiveDateTime);

type Tuple = (
    (
        String,
        String,
        Option<String>,
        Option<String>,
        Option<String>,
    ),
    NaiveDateTime,
);

type Columns = ((d::npi, d::name, d::address, d::phone, d::fax), d::read_at);

const COLUMNS: Columns = ((d::npi, d::name, d::address, d::phone, d::fax), d::read_at);

fn found(((npi, name, address, phone, fax), read_at): Tuple) -> Result<Found, StoreError> {
    let listed = Listed {
        npi: Npi::parse(&npi).map_err(unreadable)?,
        name,
        address,
        phone,
        fax,
    };
    Ok((listed, read_at))
}

/// The provider of an identifier.
///
/// # Errors
/// When the database cannot be read.
pub fn find_listed(read: &mut Read<'_>, npi: &Npi) -> Result<Option<Found>, StoreError> {
    let row: Option<Tuple> = read.find(d::table.filter(d::npi.eq(npi.as_str())).select(COLUMNS))?;
    row.map(found).transpose()
}

/// Providers whose name begins with these words, folded, by name.
///
/// # Errors
/// When the database cannot be read.
pub fn list_listed(read: &mut Read<'_>, name: &str, most: i64) -> Result<Vec<Listed>, StoreError> {
    let from = fold(name);
    if from.is_empty() {
        return Ok(Vec::new());
    }
    let to = [from.as_str(), "\u{10ffff}"].concat();
    let begins = d::table
        .filter(d::folded_name.ge(from))
        .filter(d::folded_name.le(to))
        .into_boxed::<Db>();
    let rows: Vec<Tuple> = read.list(
        begins
            .order((d::folded_name, d::npi))
            .limit(most)
            .select(COLUMNS),
    )?;
    rows.into_iter()
        .map(|row| found(row).map(|(listed, _)| listed))
        .collect()
}

/// Which of these identifiers the copy has.
///
/// # Errors
/// When the database cannot be read.
pub fn list_known(read: &mut Read<'_>, listed: &[Listed]) -> Result<Vec<String>, StoreError> {
    let npis: Vec<&str> = listed.iter().map(|one| one.npi.as_str()).collect();
    read.list(d::table.filter(d::npi.eq_any(npis)).select(d::npi))
}

/// Takes a provider into the copy, or writes it anew as the file has it.
///
/// # Errors
/// When it cannot be stored.
pub fn keep_listed(tx: &mut Tx<'_>, one: &Listed, known: bool) -> Result<(), StoreError> {
    let now = tx.now();
    let says = (
        d::name.eq(&one.name),
        d::folded_name.eq(fold(&one.name)),
        d::address.eq(one.address.as_deref()),
        d::phone.eq(one.phone.as_deref()),
        d::fax.eq(one.fax.as_deref()),
        d::read_at.eq(now),
    );
    if known {
        let row = d::table.filter(d::npi.eq(one.npi.as_str()));
        return tx.change_one(diesel::update(row).set(says));
    }
    let row = (d::npi.eq(one.npi.as_str()), says);
    tx.execute(diesel::insert_into(d::table).values(row))?;
    Ok(())
}

/// Takes providers out of the copy whose identifiers the directory ended. Answers how many were in it.
///
/// # Errors
/// When it cannot be stored.
pub fn drop_listed(tx: &mut Tx<'_>, ended: &[Npi]) -> Result<usize, StoreError> {
    let npis: Vec<&str> = ended.iter().map(Npi::as_str).collect();
    tx.execute(diesel::delete(d::table.filter(d::npi.eq_any(npis))))
}
