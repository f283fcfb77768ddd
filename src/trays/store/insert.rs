//! What arrives is stored here, once.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::unreadable;
use crate::db::schema::{tray_items as i, tray_papers as p};
use crate::db::{Read, StoreError, Tx};
use crate::documents::store::NewPaper;
use crate::files::FileId;
use crate::requests::rules::received::Received;
use crate::trays::model::{ArrivalKind, Came, ItemId, Says, Tray};

/// The original of an arrival, encrypted on disk.
#[derive(Debug, Clone)]
pub struct Original {
    /// Its name on disk.
    pub file: FileId,
    /// Its own key, wrapped.
    pub wrapped_key: String,
}

/// One paper of an arrival: accepted, or listed with the sentence why not.
#[derive(Debug, Clone)]
pub struct NewPaperOf {
    /// Outer id.
    pub public_id: String,
    /// Whether it is the message itself.
    pub is_message: bool,
    /// The name it came under.
    pub name: String,
    /// What it is, until a person says more.
    pub description: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// The paper, or why it is none.
    pub paper: Result<NewPaper, String>,
}

/// An arrival as it is stored.
#[derive(Debug, Clone)]
pub struct NewItem {
    /// Outer id.
    pub public_id: String,
    /// What makes it this arrival and no other.
    pub key: String,
    /// The site it came to.
    pub site: String,
    /// The tray.
    pub tray: Tray,
    /// The address of the mailbox or the name of the folder.
    pub source: String,
    /// Its place in the mailbox: validity and number.
    pub uid: Option<(i64, i64)>,
    /// What it is.
    pub kind: ArrivalKind,
    /// When it reached the mailbox or the folder (UTC).
    pub arrived_at: NaiveDateTime,
    /// What it says of itself.
    pub says: Says,
    /// What the reader noticed.
    pub noticed: Option<String>,
    /// SHA-256 of its content.
    pub sha256: [u8; 32],
    /// Its length in bytes.
    pub bytes: u64,
    /// The original; none where it was not fetched.
    pub original: Option<Original>,
    /// Its papers in their order.
    pub papers: Vec<NewPaperOf>,
}

/// The item of an arrival that is here already.
///
/// # Errors
/// When the database cannot be read.
pub fn find_by_key(read: &mut Read<'_>, key: &str) -> Result<Option<ItemId>, StoreError> {
    let found: Option<i64> = read.find(i::table.filter(i::arrival_key.eq(key)).select(i::id))?;
    Ok(found.map(ItemId))
}

/// Stores an arrival with its papers; answers its inner id.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_item(
    tx: &mut Tx<'_>,
    new: &NewItem,
    came: &Came,
    received: &Received,
) -> Result<ItemId, StoreError> {
    let now = tx.now();
    let says = &new.says;
    let id: i64 = tx.returning(
        diesel::insert_into(i::table)
            .values((
                (
                    i::public_id.eq(&new.public_id),
                    i::arrival_key.eq(&new.key),
                    i::site.eq(&new.site),
                    i::tray.eq(new.tray.as_str()),
                    i::came_to.eq(came.to.as_str()),
                    i::channel.eq(came.channel.as_str()),
                    i::source.eq(&new.source),
                    i::uid_validity.eq(new.uid.map(|(validity, _)| validity)),
                    i::uid.eq(new.uid.map(|(_, uid)| uid)),
                    i::kind.eq(new.kind.as_str()),
                    i::arrived_at.eq(new.arrived_at),
                    i::read_at.eq(now),
                ),
                (
                    i::received_on.eq(received.on),
                    i::received_why.eq(json(&received.why)?),
                    i::sender.eq(says.sender.as_deref()),
                    i::sender_name.eq(says.sender_name.as_deref()),
                    i::subject.eq(says.subject.as_deref()),
                    i::message_id.eq(says.message_id.as_deref()),
                    i::answers.eq(json(&says.answers)?),
                    i::body.eq(says.body.as_deref()),
                    i::said.eq(new.noticed.as_deref()),
                    i::sha256.eq(new.sha256.to_vec()),
                    i::bytes.eq(length(new.bytes)?),
                ),
                (
                    i::original_file.eq(new.original.as_ref().map(|one| one.file.as_str())),
                    i::original_key.eq(new.original.as_ref().map(|one| one.wrapped_key.as_str())),
                ),
            ))
            .returning(i::id),
    )?;
    for (paper, place) in new.papers.iter().zip(1_i64..) {
        insert_paper(tx, id, place, &new.site, paper)?;
    }
    Ok(ItemId(id))
}

fn insert_paper(
    tx: &mut Tx<'_>,
    item: i64,
    place: i64,
    site: &str,
    new: &NewPaperOf,
) -> Result<(), StoreError> {
    let now = tx.now();
    let (paper, refused) = match &new.paper {
        Ok(paper) => (Some(paper), None),
        Err(sentence) => (None, Some(sentence.as_str())),
    };
    let notes: Vec<&str> = paper
        .iter()
        .flat_map(|paper| paper.notes.iter().map(|note| note.as_str()))
        .collect();
    tx.execute(diesel::insert_into(p::table).values((
        p::public_id.eq(&new.public_id),
        p::item_id.eq(item),
        p::place.eq(place),
        p::is_message.eq(new.is_message),
        p::name.eq(&new.name),
        p::description.eq(&new.description),
        p::refused.eq(refused),
        p::kind.eq(paper.map(|paper| paper.kind.as_str())),
        p::notes.eq(notes.join(",")),
        p::bytes.eq(length(new.bytes)?),
        p::sha256.eq(paper.map(|paper| paper.sha256.to_vec())),
        p::file_id.eq(paper.map(|paper| paper.file.as_str())),
        p::wrapped_key.eq(paper.map(|paper| paper.wrapped_key.as_str())),
        p::site.eq(site),
        p::pages.eq(paper.and_then(|paper| paper.pages).map(i64::from)),
        p::uploaded_at.eq(now),
    )))?;
    Ok(())
}

fn json(texts: &[String]) -> Result<String, StoreError> {
    serde_json::to_string(texts).map_err(unreadable)
}

fn length(bytes: u64) -> Result<i64, StoreError> {
    i64::try_from(bytes).map_err(unreadable)
}
