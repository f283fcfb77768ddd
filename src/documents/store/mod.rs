//! Rows of papers. A paper belongs to a request, or waits under the key of the form it was sent with.

mod same;

pub use same::{SameContent, find_same};

use std::collections::HashSet;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::schema::{drafts, papers, tray_items, tray_papers};
use crate::db::{Read, StoreError, Tx};
use crate::documents::model::{Description, DisplayName, Note, PaperRole, WithPaper};
use crate::documents::rules::display_name;
use crate::files::FileId;
use crate::requests::model::RequestId;
use crate::words::PaperKind;

/// A paper that has been looked at and may be kept.
#[derive(Debug, Clone)]
pub struct NewPaper {
    /// Outer id.
    pub public_id: String,
    /// What it is by its content.
    pub kind: PaperKind,
    /// The name it is shown and downloaded under.
    pub name: DisplayName,
    /// What it shows, as typed.
    pub description: Option<Description>,
    /// What staff should know before they open it.
    pub notes: Vec<Note>,
    /// Length.
    pub bytes: u64,
    /// SHA-256 of its content.
    pub sha256: [u8; 32],
    /// Its name on disk.
    pub file: FileId,
    /// Its own key, wrapped.
    pub wrapped_key: String,
    /// The site it was stored for.
    pub site: String,
    /// How many pages, if it can be told.
    pub pages: Option<u16>,
}

/// Where a paper is kept.
#[derive(Debug, Clone, Copy)]
pub enum Home<'a> {
    /// With a request.
    Request(RequestId),
    /// Under the submission key of a form that is not carried out yet.
    Form(&'a str),
}

/// One paper as stored.
#[derive(Debug, Clone)]
pub struct Paper {
    /// Inner id.
    pub id: i64,
    /// Outer id.
    pub public_id: String,
    /// What it is.
    pub kind: PaperKind,
    /// Its name.
    pub name: DisplayName,
    /// What it shows; empty only while it waits for the description.
    pub description: String,
    /// What staff should know.
    pub notes: Vec<Note>,
    /// Length in bytes.
    pub bytes: u64,
    /// SHA-256 of its content.
    pub sha256: Vec<u8>,
    /// Its name on disk.
    pub file: FileId,
    /// Its own key, wrapped.
    pub wrapped_key: String,
    /// The site it was stored for.
    pub site: String,
    /// How many pages, if it can be told.
    pub pages: Option<u16>,
    /// When it came (UTC).
    pub uploaded_at: NaiveDateTime,
    /// What it is for its request, where that was said.
    pub role: Option<PaperRole>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = papers)]
struct Row {
    id: i64,
    public_id: String,
    kind: String,
    display_name: String,
    description: Option<String>,
    notes: String,
    bytes: i64,
    sha256: Vec<u8>,
    file_id: String,
    wrapped_key: String,
    site: String,
    pages: Option<i64>,
    uploaded_at: NaiveDateTime,
    role: Option<String>,
}

fn unreadable(what: impl std::fmt::Display) -> StoreError {
    StoreError::Failed(format!("a stored paper is unreadable: {what}"))
}

impl Row {
    fn paper(self) -> Result<Paper, StoreError> {
        let kind = PaperKind::parse(&self.kind).map_err(unreadable)?;
        let notes = self.notes.split(',').filter(|word| !word.is_empty());
        Ok(Paper {
            id: self.id,
            public_id: self.public_id,
            kind,
            name: display_name(&self.display_name, kind),
            description: self.description.unwrap_or_else(String::new),
            notes: notes
                .map(Note::parse)
                .collect::<Result<_, _>>()
                .map_err(unreadable)?,
            bytes: u64::try_from(self.bytes).map_err(unreadable)?,
            sha256: self.sha256,
            file: FileId::parse(&self.file_id).map_err(unreadable)?,
            wrapped_key: self.wrapped_key,
            site: self.site,
            pages: self
                .pages
                .map(u16::try_from)
                .transpose()
                .map_err(unreadable)?,
            uploaded_at: self.uploaded_at,
            role: self
                .role
                .as_deref()
                .map(PaperRole::parse)
                .transpose()
                .map_err(unreadable)?,
        })
    }
}

/// Keeps a paper; answers its inner id.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_paper(
    tx: &mut Tx<'_>,
    by: i64,
    home: Home<'_>,
    new: &NewPaper,
) -> Result<i64, StoreError> {
    let (request, key) = match home {
        Home::Request(id) => (Some(id.0), None),
        Home::Form(key) => (None, Some(key)),
    };
    let notes: Vec<&str> = new.notes.iter().map(|note| note.as_str()).collect();
    let now = tx.now();
    tx.returning(
        diesel::insert_into(papers::table)
            .values((
                papers::public_id.eq(&new.public_id),
                papers::request_id.eq(request),
                papers::draft_key.eq(key),
                papers::kind.eq(new.kind.as_str()),
                papers::display_name.eq(new.name.as_str()),
                papers::description.eq(new.description.as_ref().map(Description::as_str)),
                papers::notes.eq(notes.join(",")),
                papers::bytes.eq(i64::try_from(new.bytes).map_err(unreadable)?),
                papers::sha256.eq(new.sha256.to_vec()),
                papers::file_id.eq(new.file.as_str()),
                papers::wrapped_key.eq(&new.wrapped_key),
                papers::site.eq(&new.site),
                papers::pages.eq(new.pages.map(i64::from)),
                papers::uploaded_by.eq(by),
                papers::uploaded_at.eq(now),
            ))
            .returning(papers::id),
    )
}

/// The papers of a request, in the order they came.
///
/// # Errors
/// When the database cannot be read.
pub fn list_of_request(read: &mut Read<'_>, request: RequestId) -> Result<Vec<Paper>, StoreError> {
    let rows: Vec<Row> = read.list(
        papers::table
            .filter(papers::request_id.eq(request.0))
            .order(papers::id)
            .select(Row::as_select()),
    )?;
    rows.into_iter().map(Row::paper).collect()
}

/// One paper of a request.
///
/// # Errors
/// `NotFound` when the request has no such paper.
pub fn get_of_request(
    read: &mut Read<'_>,
    request: RequestId,
    public_id: &str,
) -> Result<Paper, StoreError> {
    let row: Row = read.get(
        papers::table
            .filter(papers::request_id.eq(request.0))
            .filter(papers::public_id.eq(public_id))
            .select(Row::as_select()),
    )?;
    row.paper()
}

/// One paper that waits under a form's key, for the person who sent it.
///
/// # Errors
/// `NotFound` for another key or person.
pub fn get_waiting(
    read: &mut Read<'_>,
    key: &str,
    staff_id: i64,
    public_id: &str,
) -> Result<Paper, StoreError> {
    let row: Row = read.get(
        papers::table
            .filter(papers::public_id.eq(public_id))
            .filter(papers::draft_key.eq(key))
            .filter(papers::uploaded_by.eq(staff_id))
            .select(Row::as_select()),
    )?;
    row.paper()
}

/// Papers a person sent, by outer id, in the order they came: waiting ones and those that have found their request.
///
/// # Errors
/// When the database cannot be read.
pub fn list_sent(
    read: &mut Read<'_>,
    staff_id: i64,
    public_ids: &[String],
) -> Result<Vec<Paper>, StoreError> {
    if public_ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Row> = read.list(
        papers::table
            .filter(papers::public_id.eq_any(public_ids))
            .filter(papers::uploaded_by.eq(staff_id))
            .order(papers::id)
            .select(Row::as_select()),
    )?;
    rows.into_iter().map(Row::paper).collect()
}

/// Gives a waiting paper to its request, with its description and what it is for it.
///
/// # Errors
/// `NotFound` when it does not wait under this key for this person.
pub fn attach(
    tx: &mut Tx<'_>,
    key: &str,
    staff_id: i64,
    paper: &WithPaper,
    role: Option<PaperRole>,
    request: RequestId,
) -> Result<(), StoreError> {
    let changed = tx.execute(
        diesel::update(
            papers::table
                .filter(papers::public_id.eq(&paper.public_id))
                .filter(papers::draft_key.eq(key))
                .filter(papers::uploaded_by.eq(staff_id)),
        )
        .set((
            papers::request_id.eq(Some(request.0)),
            papers::draft_key.eq(None::<String>),
            papers::description.eq(paper.description.as_str()),
            papers::role.eq(role.map(PaperRole::as_str)),
        )),
    )?;
    if changed == 1 {
        Ok(())
    } else {
        Err(StoreError::NotFound)
    }
}

/// Lets go of a paper that waits for this person: its file goes on under another row, written in the same transaction.
///
/// # Errors
/// `NotFound` when no such paper waits for the person.
pub fn release_waiting(tx: &mut Tx<'_>, staff_id: i64, public_id: &str) -> Result<(), StoreError> {
    let gone = tx.execute(diesel::delete(
        papers::table
            .filter(papers::public_id.eq(public_id))
            .filter(papers::request_id.is_null())
            .filter(papers::uploaded_by.eq(staff_id)),
    ))?;
    if gone == 1 {
        Ok(())
    } else {
        Err(StoreError::NotFound)
    }
}

/// Says what a paper is for its request.
///
/// # Errors
/// When it cannot be stored.
pub fn set_role(tx: &mut Tx<'_>, paper: i64, role: PaperRole) -> Result<(), StoreError> {
    tx.change_one(
        diesel::update(papers::table.filter(papers::id.eq(paper)))
            .set(papers::role.eq(Some(role.as_str()))),
    )
}

/// Forgets papers that waited since before `older_than` (UTC) for a form that is not kept any more; their files become
/// orphans that the sweeper removes. Answers how many.
///
/// # Errors
/// When the database cannot be changed.
pub fn sweep_waiting(tx: &mut Tx<'_>, older_than: NaiveDateTime) -> Result<usize, StoreError> {
    let kept = drafts::table
        .filter(drafts::state.eq("kept"))
        .select(drafts::key.nullable());
    tx.execute(diesel::delete(
        papers::table
            .filter(papers::request_id.is_null())
            .filter(papers::uploaded_at.lt(older_than))
            .filter(papers::draft_key.ne_all(kept)),
    ))
}

/// Which of these stored files a row knows; the others are orphans (T2).
///
/// # Errors
/// When the database cannot be read.
pub fn known_files(read: &mut Read<'_>, asked: &[FileId]) -> Result<HashSet<FileId>, StoreError> {
    let asked: Vec<&str> = asked.iter().map(FileId::as_str).collect();
    let mut ids: Vec<String> = read.list(
        papers::table
            .filter(papers::file_id.eq_any(&asked))
            .select(papers::file_id),
    )?;
    // What waits in a tray, and the original it came in.
    let in_trays: Vec<Option<String>> = read.list(
        tray_papers::table
            .filter(tray_papers::file_id.eq_any(&asked))
            .select(tray_papers::file_id),
    )?;
    let originals: Vec<Option<String>> = read.list(
        tray_items::table
            .filter(tray_items::original_file.eq_any(&asked))
            .select(tray_items::original_file),
    )?;
    ids.extend(in_trays.into_iter().chain(originals).flatten());
    ids.iter()
        .map(|id| FileId::parse(id).map_err(unreadable))
        .collect()
}
