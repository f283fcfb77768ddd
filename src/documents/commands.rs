//! What staff can do with papers.

use crate::db::{StoreError, Tx, new_public_id};
use crate::documents::model::{
    Description, Looked, MAX_FILE_BYTES, NotAccepted, PaperRole, WithPaper,
};
use crate::documents::rules::{display_name, look_at};
use crate::documents::store::{self, NewPaper};
use crate::error::CommandError;
use crate::files::{Files, FilesError, Stored};
use crate::preview::{CouldNotPreview, Previewer, Reason};
use crate::requests::commands::{OpenRequest, record};
use crate::requests::model::{Channel, Event, RequestId};

/// Why an uploaded paper is not kept.
#[derive(Debug, thiserror::Error)]
pub enum NotKept {
    /// It is not a paper the desk takes (T65); the sentence stands beside its field.
    #[error("{0}")]
    NotAccepted(NotAccepted),
    /// It could not be read back, or its row could not be prepared.
    #[error("an uploaded paper could not be looked at: {0}")]
    Fault(String),
}

impl From<FilesError> for NotKept {
    fn from(error: FilesError) -> Self {
        Self::Fault(error.to_string())
    }
}

impl From<StoreError> for NotKept {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.to_string())
    }
}

/// A paper as it arrived, already encrypted on disk.
#[derive(Debug, Clone)]
pub struct Arrived {
    /// The name the sender's machine gave it.
    pub file_name: String,
    /// Where it is kept.
    pub stored: Stored,
    /// The site it was stored for.
    pub site: String,
    /// What it shows, if that was typed.
    pub description: Option<Description>,
}

/// Looks at an uploaded paper by its content, counts its pages, and makes it ready to be kept. What is not taken is
/// removed from the disk at once. Blocks: call it from the blocking pool.
///
/// # Errors
/// `NotAccepted` with the sentence for the person (T65), or a fault of the disk.
pub fn examine(
    files: &Files,
    previewer: &Previewer,
    arrived: Arrived,
) -> Result<NewPaper, NotKept> {
    let stored = arrived.stored;
    let content = files.read(
        &stored.id,
        &arrived.site,
        &stored.wrapped_key,
        MAX_FILE_BYTES,
    )?;
    let looked = match look_at(&content) {
        Ok(looked) => looked,
        Err(why) => {
            files
                .remove(&stored.id)
                .map_err(|e| NotKept::Fault(e.to_string()))?;
            return Err(NotKept::NotAccepted(why));
        }
    };
    let pages = match count_pages(previewer, &content, &looked) {
        Ok(pages) => pages,
        Err(why) => {
            files
                .remove(&stored.id)
                .map_err(|e| NotKept::Fault(e.to_string()))?;
            return Err(NotKept::NotAccepted(why));
        }
    };
    Ok(NewPaper {
        public_id: new_public_id()?,
        kind: looked.kind,
        name: display_name(&arrived.file_name, looked.kind),
        description: arrived.description,
        notes: looked.notes,
        bytes: stored.bytes,
        sha256: stored.sha256,
        file: stored.id,
        wrapped_key: stored.wrapped_key,
        site: arrived.site,
        pages,
    })
}

/// How many pages. A paper that cannot be drawn is kept all the same, its original can be downloaded (T66); one with more
/// than 500 pages is not taken (T65).
fn count_pages(
    previewer: &Previewer,
    content: &[u8],
    looked: &Looked,
) -> Result<Option<u16>, NotAccepted> {
    match looked.pages.map(u16::try_from) {
        Some(Ok(pages)) => return Ok(Some(pages)),
        Some(Err(_)) => return Err(NotAccepted::TooManyPages),
        None => {}
    }
    match previewer.pages(content, looked.kind) {
        Ok(pages) => Ok(Some(pages)),
        Err(CouldNotPreview {
            reason: Reason::TooLarge,
        }) => Err(NotAccepted::TooManyPages),
        Err(_) => Ok(None),
    }
}

/// Papers that came after the request was logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddPapers {
    /// Which, and what each shows.
    pub papers: Vec<WithPaper>,
    /// What they are for the request.
    pub role: PaperRole,
    /// By which channel they came.
    pub channel: Channel,
}

/// Gives waiting papers to a request.
///
/// # Errors
/// A field's error when one of them is no longer here.
pub fn attach(
    tx: &mut Tx<'_>,
    key: &str,
    staff_id: i64,
    papers: &[WithPaper],
    role: Option<PaperRole>,
    request: RequestId,
) -> Result<(), CommandError> {
    for paper in papers {
        match store::attach(tx, key, staff_id, paper, role, request) {
            Err(StoreError::NotFound) => {
                return Err(CommandError::field(
                    "papers",
                    "One of the papers is no longer here. Uncheck it and upload it again.",
                ));
            }
            other => other?,
        }
    }
    Ok(())
}

/// Gives papers to a request that is there already, each with its event. A closed request takes them too: nothing that
/// arrives is lost.
///
/// # Errors
/// As [`attach`].
pub fn add_papers(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    staff_id: i64,
    key: &str,
    added: &AddPapers,
) -> Result<(), CommandError> {
    let (papers, role) = (&added.papers, Some(added.role));
    attach(tx, key, staff_id, papers, role, open.request.id)?;
    tell_papers(tx, open, staff_id, papers, role, added.channel)
}

/// An event for each paper that was given to a request.
///
/// # Errors
/// The workflow's refusal; when it cannot be stored.
pub fn tell_papers(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    staff_id: i64,
    papers: &[WithPaper],
    role: Option<PaperRole>,
    channel: Channel,
) -> Result<(), CommandError> {
    let ids: Vec<String> = papers.iter().map(|one| one.public_id.clone()).collect();
    for paper in store::list_sent(tx, staff_id, &ids)? {
        let what = match role {
            Some(role) => [role.label(), " (", &paper.description, ")"].concat(),
            None => paper.description,
        };
        let event = Event::DocumentAdded {
            document: paper.id,
            what,
            pages: paper.pages.map_or(0, u32::from),
            channel,
        };
        record(tx, open, Some(staff_id), &event)?;
    }
    Ok(())
}
