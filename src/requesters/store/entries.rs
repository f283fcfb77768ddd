//! Entries of the book.

use diesel::dsl::exists;
use diesel::prelude::*;

use super::unreadable;
use crate::db::schema::{requester_addresses as a, requesters as r};
use crate::db::{AnyConnection, Read, StoreError, Tx};
use crate::patients::rules::fold;
use crate::requesters::model::{
    AddressKind, Entry, Npi, Particulars, RequesterId, RequesterVersion,
};
use crate::requests::model::RequesterClass;

type Db = <AnyConnection as Connection>::Backend;

#[derive(Queryable, Selectable)]
#[diesel(table_name = r)]
struct Row {
    id: i64,
    public_id: String,
    organization: String,
    class: String,
    name: String,
    npi: Option<String>,
    notes: Option<String>,
    version: i64,
}

impl Row {
    fn entry(self) -> Result<Entry, StoreError> {
        let npi = self.npi.as_deref().map(Npi::parse).transpose();
        Ok(Entry {
            id: RequesterId(self.id),
            public_id: self.public_id,
            organization: self.organization,
            says: Particulars {
                class: RequesterClass::parse(&self.class).map_err(unreadable)?,
                name: self.name,
                npi: npi.map_err(unreadable)?,
                notes: self.notes,
            },
            version: RequesterVersion(self.version),
        })
    }
}

/// The entry of an outer id in the book of an organization.
///
/// # Errors
/// When the database cannot be read.
pub fn find_entry(
    read: &mut Read<'_>,
    organization: &str,
    public_id: &str,
) -> Result<Option<Entry>, StoreError> {
    let row: Option<Row> = read.find(
        r::table
            .filter(r::organization.eq(organization))
            .filter(r::public_id.eq(public_id))
            .select(Row::as_select()),
    )?;
    row.map(Row::entry).transpose()
}

/// The entry of an inner id.
///
/// # Errors
/// `NotFound`.
pub fn get_entry(read: &mut Read<'_>, id: RequesterId) -> Result<Entry, StoreError> {
    let row: Row = read.get(r::table.filter(r::id.eq(id.0)).select(Row::as_select()))?;
    row.entry()
}

/// What somebody looks for in the book.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sought {
    /// Folded words, each the beginning of a word of the name.
    pub words: Vec<String>,
    /// What was typed as an address of each kind it can be, as it is compared.
    pub addresses: Vec<(AddressKind, String)>,
    /// What was typed as a provider identifier.
    pub npi: Option<String>,
}

/// Entries of the book in the order of their names, `most` of them after the first `from`: those whose name has all the
/// words, or who have the address or the identifier; all of them where nothing is sought.
///
/// # Errors
/// When the database cannot be read.
pub fn list_entries(
    read: &mut Read<'_>,
    organization: &str,
    sought: &Sought,
    from: i64,
    most: i64,
) -> Result<Vec<Entry>, StoreError> {
    let mut found = r::table
        .filter(r::organization.eq(organization))
        .into_boxed::<Db>();
    if let Some(npi) = &sought.npi {
        found = found.filter(r::npi.eq(npi));
    } else if !sought.addresses.is_empty() {
        let (kinds, texts): (Vec<&str>, Vec<&String>) = sought
            .addresses
            .iter()
            .map(|(kind, text)| (kind.as_str(), text))
            .unzip();
        let of_it = a::table
            .filter(a::requester_id.eq(r::id))
            .filter(a::kind.eq_any(kinds))
            .filter(a::compared.eq_any(texts));
        found = found.filter(exists(of_it));
    } else {
        for word in &sought.words {
            // Folded words hold letters and digits only, so nothing typed is read as a pattern.
            let first = [word, "%"].concat();
            let later = ["% ", word, "%"].concat();
            found = found.filter(r::folded_name.like(first).or(r::folded_name.like(later)));
        }
    }
    let rows: Vec<Row> = read.list(
        found
            .order((r::folded_name, r::id))
            .offset(from)
            .limit(most)
            .select(Row::as_select()),
    )?;
    rows.into_iter().map(Row::entry).collect()
}

/// The entries of the book with this very name, folded.
///
/// # Errors
/// When the database cannot be read.
pub fn list_with_name(
    read: &mut Read<'_>,
    organization: &str,
    name: &str,
) -> Result<Vec<Entry>, StoreError> {
    let rows: Vec<Row> = read.list(
        r::table
            .filter(r::organization.eq(organization))
            .filter(r::folded_name.eq(fold(name)))
            .order(r::id)
            .limit(20)
            .select(Row::as_select()),
    )?;
    rows.into_iter().map(Row::entry).collect()
}

/// Stores a new entry; answers its inner id.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_entry(
    tx: &mut Tx<'_>,
    organization: &str,
    public_id: &str,
    by: i64,
    says: &Particulars,
) -> Result<RequesterId, StoreError> {
    let now = tx.now();
    tx.returning(
        diesel::insert_into(r::table)
            .values((
                r::public_id.eq(public_id),
                r::organization.eq(organization),
                r::class.eq(says.class.as_str()),
                r::name.eq(&says.name),
                r::folded_name.eq(fold(&says.name)),
                r::npi.eq(says.npi.as_ref().map(Npi::as_str)),
                r::notes.eq(says.notes.as_deref()),
                r::written_by.eq(by),
                r::written_at.eq(now),
            ))
            .returning(r::id),
    )
    .map(RequesterId)
}

/// Stores what an entry says from now on, if nobody changed it since it was seen.
///
/// # Errors
/// `Stale` when somebody did.
pub fn rewrite_entry(tx: &mut Tx<'_>, entry: &Entry, says: &Particulars) -> Result<(), StoreError> {
    let seen = r::table
        .filter(r::id.eq(entry.id.0))
        .filter(r::version.eq(entry.version.0));
    tx.change_one(diesel::update(seen).set((
        r::class.eq(says.class.as_str()),
        r::name.eq(&says.name),
        r::folded_name.eq(fold(&says.name)),
        r::npi.eq(says.npi.as_ref().map(Npi::as_str)),
        r::notes.eq(says.notes.as_deref()),
        r::version.eq(entry.version.0 + 1),
    )))
}

/// Counts a change of something an entry holds, if nobody changed it since it was seen.
///
/// # Errors
/// `Stale` when somebody did.
pub fn touch_entry(tx: &mut Tx<'_>, entry: &Entry) -> Result<(), StoreError> {
    let seen = r::table
        .filter(r::id.eq(entry.id.0))
        .filter(r::version.eq(entry.version.0));
    tx.change_one(diesel::update(seen).set(r::version.eq(entry.version.0 + 1)))
}
