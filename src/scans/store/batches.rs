//! Batches, and the codes found on their pages.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::unreadable;
use crate::db::schema::{scan_batches as b, scan_codes, scan_parts as p, staff};
use crate::db::{AnyConnection, Read, StoreError, Tx, one_of};
use crate::documents::model::DisplayName;
use crate::documents::rules::display_name;
use crate::documents::store::Paper;
use crate::files::FileId;
use crate::requests::model::Channel;
use crate::scans::model::BatchId;
use crate::words::PaperKind;

type Db = <AnyConnection as Connection>::Backend;

/// A batch as stored.
#[derive(Debug, Clone)]
pub struct Batch {
    /// Inner id.
    pub id: BatchId,
    /// Outer id.
    pub public_id: String,
    /// The site it was scanned at.
    pub site: String,
    /// How its papers came.
    pub channel: Channel,
    /// PDF or TIFF.
    pub kind: PaperKind,
    /// The name of the file.
    pub name: DisplayName,
    /// Its name on disk.
    pub file: FileId,
    /// Its own key, wrapped.
    pub wrapped_key: String,
    /// How many pages.
    pub pages: u16,
    /// How many of them were looked at for codes.
    pub pages_read: u16,
    /// Who sent it.
    pub uploaded_by: String,
    /// When (UTC).
    pub uploaded_at: NaiveDateTime,
}

impl Batch {
    /// Whether every page was looked at, so that there are parts.
    pub const fn is_read(&self) -> bool {
        self.pages_read >= self.pages
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = b)]
struct BatchRow {
    id: i64,
    public_id: String,
    site: String,
    channel: String,
    kind: String,
    display_name: String,
    file_id: String,
    wrapped_key: String,
    pages: i64,
    pages_read: i64,
    uploaded_at: NaiveDateTime,
}

impl BatchRow {
    fn batch(self, uploaded_by: String) -> Result<Batch, StoreError> {
        let kind = PaperKind::parse(&self.kind).map_err(unreadable)?;
        Ok(Batch {
            id: BatchId(self.id),
            public_id: self.public_id,
            site: self.site,
            channel: Channel::parse(&self.channel).map_err(unreadable)?,
            kind,
            name: display_name(&self.display_name, kind),
            file: FileId::parse(&self.file_id).map_err(unreadable)?,
            wrapped_key: self.wrapped_key,
            pages: u16::try_from(self.pages).map_err(unreadable)?,
            pages_read: u16::try_from(self.pages_read).map_err(unreadable)?,
            uploaded_by,
            uploaded_at: self.uploaded_at,
        })
    }
}

/// Takes a paper that waits under a form's key as a batch: the file stays where it is, its row moves here.
///
/// # Errors
/// `NotFound` when it does not wait under this key for this person.
pub fn take_waiting(
    tx: &mut Tx<'_>,
    paper: &Paper,
    public_id: &str,
    channel: Channel,
    (said, by): (&str, i64),
) -> Result<BatchId, StoreError> {
    crate::documents::store::release_waiting(tx, by, &paper.public_id)?;
    let now = tx.now();
    let pages = paper.pages.map_or(0, i64::from);
    let id = tx.returning(
        diesel::insert_into(b::table)
            .values((
                b::public_id.eq(public_id),
                b::site.eq(&paper.site),
                b::channel.eq(channel.as_str()),
                b::kind.eq(paper.kind.as_str()),
                b::display_name.eq(paper.name.as_str()),
                b::description.eq(said),
                b::file_id.eq(paper.file.as_str()),
                b::wrapped_key.eq(&paper.wrapped_key),
                b::pages.eq(pages),
                b::uploaded_by.eq(by),
                b::uploaded_at.eq(now),
            ))
            .returning(b::id),
    )?;
    Ok(BatchId(id))
}

/// The batches of a site, the newest first, at most `most`; those before one, if named. With how many of their parts wait.
///
/// # Errors
/// When the database cannot be read.
pub fn list_batches(
    read: &mut Read<'_>,
    site: &str,
    before: Option<i64>,
    most: i64,
) -> Result<Vec<(Batch, i64)>, StoreError> {
    let mut query = b::table
        .inner_join(staff::table)
        .filter(b::site.eq(site.to_owned()))
        .into_boxed::<Db>();
    if let Some(before) = before {
        query = query.filter(b::id.lt(before));
    }
    let rows: Vec<(BatchRow, String)> = read.list(
        query
            .order(b::id.desc())
            .limit(most)
            .select((BatchRow::as_select(), staff::name)),
    )?;
    with_waiting(read, rows)
}

/// The batches of a site between two instants, the oldest first, with how many of their parts wait.
///
/// # Errors
/// When the database cannot be read.
pub fn list_of_day(
    read: &mut Read<'_>,
    site: &str,
    from: NaiveDateTime,
    until: NaiveDateTime,
) -> Result<Vec<(Batch, i64)>, StoreError> {
    let rows: Vec<(BatchRow, String)> = read.list(
        b::table
            .inner_join(staff::table)
            .filter(b::site.eq(site))
            .filter(b::uploaded_at.ge(from))
            .filter(b::uploaded_at.lt(until))
            .order(b::id)
            .select((BatchRow::as_select(), staff::name)),
    )?;
    with_waiting(read, rows)
}

fn with_waiting(
    read: &mut Read<'_>,
    rows: Vec<(BatchRow, String)>,
) -> Result<Vec<(Batch, i64)>, StoreError> {
    let ids: Vec<i64> = rows.iter().map(|(row, _)| row.id).collect();
    let open: Vec<i64> = read.list(
        p::table
            .filter(p::batch_id.eq_any(ids))
            .filter(p::outcome.is_null())
            .select(p::batch_id),
    )?;
    rows.into_iter()
        .map(|(row, by)| {
            let waiting = open.iter().filter(|id| **id == row.id).count();
            Ok((row.batch(by)?, i64::try_from(waiting).map_err(unreadable)?))
        })
        .collect()
}

/// The batch of an outer id at one of these sites.
///
/// # Errors
/// `NotFound` for an unknown one and another site's alike.
pub fn get_batch(
    read: &mut Read<'_>,
    public_id: &str,
    sites: &[String],
) -> Result<Batch, StoreError> {
    let (row, by): (BatchRow, String) = read.get(
        b::table
            .inner_join(staff::table)
            .filter(b::public_id.eq(public_id.to_owned()))
            .filter(one_of(b::site, sites))
            .select((BatchRow::as_select(), staff::name)),
    )?;
    row.batch(by)
}

/// The oldest batch that still has pages to look at.
///
/// # Errors
/// When the database cannot be read.
pub fn next_unread(read: &mut Read<'_>) -> Result<Option<Batch>, StoreError> {
    let found: Option<(BatchRow, String)> = read.find(
        b::table
            .inner_join(staff::table)
            .filter(b::pages_read.lt(b::pages))
            .order(b::id)
            .limit(1)
            .select((BatchRow::as_select(), staff::name)),
    )?;
    found.map(|(row, by)| row.batch(by)).transpose()
}

/// Notes what stands on the next page of a batch. Answers false when somebody else noted it before.
///
/// # Errors
/// When it cannot be stored.
pub fn note_page(
    tx: &mut Tx<'_>,
    batch: &Batch,
    page: u16,
    codes: &[String],
) -> Result<bool, StoreError> {
    let changed = tx.execute(
        diesel::update(
            b::table
                .filter(b::id.eq(batch.id.0))
                .filter(b::pages_read.eq(i64::from(page) - 1)),
        )
        .set(b::pages_read.eq(i64::from(page))),
    )?;
    if changed == 0 {
        return Ok(false);
    }
    for (place, code) in (0_i64..).zip(codes) {
        tx.execute(diesel::insert_into(scan_codes::table).values((
            scan_codes::batch_id.eq(batch.id.0),
            scan_codes::page.eq(i64::from(page)),
            scan_codes::place.eq(place),
            scan_codes::code.eq(code),
        )))?;
    }
    Ok(true)
}

/// The codes of each page of a batch, and what it was said to be.
///
/// # Errors
/// When the database cannot be read.
pub fn codes_of(
    read: &mut Read<'_>,
    batch: &Batch,
) -> Result<(Vec<Vec<String>>, String), StoreError> {
    let rows: Vec<(i64, String)> = read.list(
        scan_codes::table
            .filter(scan_codes::batch_id.eq(batch.id.0))
            .order((scan_codes::page, scan_codes::place))
            .select((scan_codes::page, scan_codes::code)),
    )?;
    let said: String = read.get(b::table.filter(b::id.eq(batch.id.0)).select(b::description))?;
    let mut pages = vec![Vec::new(); usize::from(batch.pages)];
    for (page, code) in rows {
        let at = usize::try_from(page - 1).map_err(unreadable)?;
        pages
            .get_mut(at)
            .ok_or_else(|| unreadable(page))?
            .push(code);
    }
    Ok((pages, said))
}

/// Which of these stored files a batch holds; the others are no batch's (T2).
///
/// # Errors
/// When the database cannot be read.
pub fn known_files(read: &mut Read<'_>, asked: &[FileId]) -> Result<Vec<FileId>, StoreError> {
    let asked: Vec<&str> = asked.iter().map(FileId::as_str).collect();
    let ids: Vec<String> =
        read.list(b::table.filter(b::file_id.eq_any(asked)).select(b::file_id))?;
    ids.iter()
        .map(|id| FileId::parse(id).map_err(unreadable))
        .collect()
}
