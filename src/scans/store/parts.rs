//! The parts of batches.

use diesel::prelude::*;

use super::unreadable;
use crate::db::schema::{requests, scan_parts as p};
use crate::db::{Read, StoreError, Tx, new_public_id};
use crate::documents::model::PaperRole;
use crate::requests::model::RequestId;
use crate::scans::model::{BatchId, Goes, Outcome, Part, Settled, Version};
use crate::scans::rules::Cut;
use crate::words::Reference;

#[derive(Queryable, Selectable)]
#[diesel(table_name = p)]
struct PartRow {
    id: i64,
    public_id: String,
    first_page: i64,
    last_page: i64,
    codes: String,
    goes: Option<String>,
    reference: Option<String>,
    description: String,
    role: Option<String>,
    outcome: Option<String>,
    version: i64,
}

impl PartRow {
    fn part(self, request: Option<(String, String)>) -> Result<Part, StoreError> {
        let outcome = self.outcome.as_deref().map(Outcome::parse).transpose();
        let settled = outcome
            .map_err(unreadable)?
            .map(|outcome| Settled { outcome, request });
        let goes = self.goes.as_deref().map(Goes::parse).transpose();
        let reference = self.reference.as_deref().map(Reference::parse).transpose();
        let role = self.role.as_deref().map(PaperRole::parse).transpose();
        Ok(Part {
            id: self.id,
            public_id: self.public_id,
            first: u16::try_from(self.first_page).map_err(unreadable)?,
            last: u16::try_from(self.last_page).map_err(unreadable)?,
            codes: serde_json::from_str(&self.codes).map_err(unreadable)?,
            goes: goes.map_err(unreadable)?,
            reference: reference.map_err(unreadable)?,
            description: self.description,
            role: role.map_err(unreadable)?,
            settled,
            version: Version(self.version),
        })
    }
}

/// The parts of a batch in the order of their pages; those that were joined with another are no parts any more.
///
/// # Errors
/// When the database cannot be read.
pub fn list_parts(read: &mut Read<'_>, batch: BatchId) -> Result<Vec<Part>, StoreError> {
    let rows: Vec<(PartRow, Option<String>, Option<String>)> = read.list(
        p::table
            .left_join(requests::table)
            .filter(p::batch_id.eq(batch.0))
            .filter(
                p::outcome
                    .is_null()
                    .or(p::outcome.ne(Outcome::Joined.as_str())),
            )
            .order(p::first_page)
            .select((
                PartRow::as_select(),
                requests::public_id.nullable(),
                requests::reference.nullable(),
            )),
    )?;
    rows.into_iter()
        .map(|(row, id, reference)| row.part(id.zip(reference)))
        .collect()
}

/// The part of an outer id within these.
///
/// # Errors
/// `NotFound` for another batch's.
pub fn find_part<'a>(parts: &'a [Part], public_id: &str) -> Result<&'a Part, StoreError> {
    let found = parts.iter().find(|part| part.public_id == public_id);
    found.ok_or(StoreError::NotFound)
}

/// Stores a new part.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_part(
    tx: &mut Tx<'_>,
    batch: BatchId,
    cut: &Cut,
    description: &str,
) -> Result<(), StoreError> {
    tx.execute(diesel::insert_into(p::table).values((
        p::public_id.eq(new_public_id()?),
        p::batch_id.eq(batch.0),
        p::first_page.eq(i64::from(cut.first)),
        p::last_page.eq(i64::from(cut.last)),
        p::codes.eq(serde_json::to_string(&cut.codes).map_err(unreadable)?),
        p::description.eq(description),
    )))?;
    Ok(())
}

/// What a person says of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said<'a> {
    /// Where it goes; none where its sheet decides.
    pub goes: Option<Goes>,
    /// The reference, for a request.
    pub reference: Option<Reference>,
    /// What it shows.
    pub description: &'a str,
    /// What it is for its request.
    pub role: Option<PaperRole>,
}

/// Writes what a person says of a part nothing became of yet.
///
/// # Errors
/// `Stale` when somebody changed or settled it meanwhile.
pub fn correct_part(tx: &mut Tx<'_>, part: &Part, said: &Said<'_>) -> Result<(), StoreError> {
    tx.change_one(
        diesel::update(
            p::table
                .filter(p::id.eq(part.id))
                .filter(p::version.eq(part.version.0))
                .filter(p::outcome.is_null()),
        )
        .set((
            p::goes.eq(said.goes.map(Goes::as_str)),
            p::reference.eq(said.reference.map(|reference| reference.to_string())),
            p::description.eq(said.description),
            p::role.eq(said.role.map(PaperRole::as_str)),
            p::version.eq(part.version.0 + 1),
        )),
    )
}

/// Gives a part another last page.
///
/// # Errors
/// As [`correct_part`].
pub fn set_last_page(tx: &mut Tx<'_>, part: &Part, last: u16) -> Result<(), StoreError> {
    tx.change_one(
        diesel::update(
            p::table
                .filter(p::id.eq(part.id))
                .filter(p::version.eq(part.version.0))
                .filter(p::outcome.is_null()),
        )
        .set((
            p::last_page.eq(i64::from(last)),
            p::version.eq(part.version.0 + 1),
        )),
    )
}

/// Says what became of a part: once, whoever comes first.
///
/// # Errors
/// `Stale` when somebody changed or settled it meanwhile.
pub fn settle_part(
    tx: &mut Tx<'_>,
    part: &Part,
    outcome: Outcome,
    request: Option<RequestId>,
    by: i64,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.change_one(
        diesel::update(
            p::table
                .filter(p::id.eq(part.id))
                .filter(p::version.eq(part.version.0))
                .filter(p::outcome.is_null()),
        )
        .set((
            p::outcome.eq(Some(outcome.as_str())),
            p::request_id.eq(request.map(|id| id.0)),
            p::settled_by.eq(Some(by)),
            p::settled_at.eq(Some(now)),
            p::version.eq(part.version.0 + 1),
        )),
    )
}
