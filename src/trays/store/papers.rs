//! The papers of an item.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::unreadable;
use crate::db::schema::tray_papers as p;
use crate::db::{Read, StoreError};
use crate::documents::model::Note;
use crate::documents::rules::display_name;
use crate::documents::store::Paper;
use crate::files::FileId;
use crate::trays::model::ItemId;
use crate::words::PaperKind;

/// One paper of an item: what can be looked at, or why it is no paper of the desk.
#[derive(Debug, Clone)]
pub struct TrayPaper {
    /// Outer id.
    pub public_id: String,
    /// Whether it is the message itself.
    pub is_message: bool,
    /// The name it came under.
    pub name: String,
    /// What it is.
    pub description: String,
    /// Its length in bytes.
    pub bytes: i64,
    /// The paper, or why it is none.
    pub paper: Result<Paper, String>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = p)]
struct Row {
    id: i64,
    public_id: String,
    is_message: bool,
    name: String,
    description: String,
    refused: Option<String>,
    kind: Option<String>,
    notes: String,
    bytes: i64,
    sha256: Option<Vec<u8>>,
    file_id: Option<String>,
    wrapped_key: Option<String>,
    site: String,
    pages: Option<i64>,
    uploaded_at: NaiveDateTime,
}

impl Row {
    fn paper(self) -> Result<TrayPaper, StoreError> {
        let paper = match (&self.kind, &self.file_id, &self.wrapped_key, &self.sha256) {
            (Some(kind), Some(file), Some(key), Some(sha256)) => {
                let kind = PaperKind::parse(kind).map_err(unreadable)?;
                let notes = self.notes.split(',').filter(|word| !word.is_empty());
                let pages = self.pages.map(u16::try_from).transpose();
                Ok(Paper {
                    id: self.id,
                    public_id: self.public_id.clone(),
                    kind,
                    name: display_name(&self.name, kind),
                    description: self.description.clone(),
                    notes: notes
                        .map(Note::parse)
                        .collect::<Result<_, _>>()
                        .map_err(unreadable)?,
                    bytes: u64::try_from(self.bytes).map_err(unreadable)?,
                    sha256: sha256.clone(),
                    file: FileId::parse(file).map_err(unreadable)?,
                    wrapped_key: key.clone(),
                    site: self.site.clone(),
                    pages: pages.map_err(unreadable)?,
                    uploaded_at: self.uploaded_at,
                    role: None,
                })
            }
            _ => Err(self.refused.unwrap_or_else(String::new)),
        };
        Ok(TrayPaper {
            public_id: self.public_id,
            is_message: self.is_message,
            name: self.name,
            description: self.description,
            bytes: self.bytes,
            paper,
        })
    }
}

/// The papers of an item in their order.
///
/// # Errors
/// When the database cannot be read.
pub fn list_papers(read: &mut Read<'_>, item: ItemId) -> Result<Vec<TrayPaper>, StoreError> {
    let rows: Vec<Row> = read.list(
        p::table
            .filter(p::item_id.eq(item.0))
            .order(p::place)
            .select(Row::as_select()),
    )?;
    rows.into_iter().map(Row::paper).collect()
}

/// One paper of an item that can be looked at.
///
/// # Errors
/// `NotFound` for another item's, and for one that was not accepted.
pub fn get_paper(read: &mut Read<'_>, item: ItemId, public_id: &str) -> Result<Paper, StoreError> {
    let row: Row = read.get(
        p::table
            .filter(p::item_id.eq(item.0))
            .filter(p::public_id.eq(public_id))
            .select(Row::as_select()),
    )?;
    row.paper()?.paper.map_err(|_| StoreError::NotFound)
}
