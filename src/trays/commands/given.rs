//! The papers of an item go to a request, and its timeline says where they came from.

use crate::calendar::in_words;
use crate::db::{StoreError, Tx};
use crate::documents::commands::{attach, tell_papers};
use crate::documents::model::{Description, PaperRole, WithPaper};
use crate::documents::store::{Home, NewPaper, Paper, insert_paper};
use crate::error::CommandError;
use crate::facilities::Facilities;
use crate::requests::commands::{OpenRequest, record};
use crate::requests::model::{Event, Stage};
use crate::staff::model::Actor;
use crate::trays::commands::Described;
use crate::trays::model::Item;
use crate::trays::store;

/// The longest subject on a timeline, in characters.
const SUBJECT: usize = 200;

/// Gives every paper of an item to a request, with what the person says each is; the same file, so nothing is copied.
///
/// # Errors
/// When it cannot be stored.
pub(super) fn give(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    actor: &Actor,
    item: &Item,
    request: &mut OpenRequest,
    (described, role): (&[Described], Option<PaperRole>),
) -> Result<(), CommandError> {
    let mut given = Vec::new();
    for paper in store::list_papers(tx, item.id)? {
        let Ok(found) = paper.paper else { continue };
        let typed = described.iter().find(|one| one.paper == paper.public_id);
        let description = match typed {
            Some(one) => one.description.clone(),
            None => Description::parse(&paper.description).map_err(unreadable)?,
        };
        let new = new_paper(found, &description)?;
        insert_paper(tx, actor.staff_id, Home::Form(&item.public_id), &new)?;
        given.push(WithPaper {
            public_id: new.public_id,
            description,
        });
    }
    let (by, id) = (actor.staff_id, request.request.id);
    attach(tx, &item.public_id, by, &given, role, id)?;
    let event = Event::NoteAdded {
        text: told(facilities, item, request),
    };
    record(tx, request, Some(by), &event)?;
    tell_papers(tx, request, by, &given, role, item.came.channel)
}

fn new_paper(paper: Paper, description: &Description) -> Result<NewPaper, StoreError> {
    Ok(NewPaper {
        public_id: crate::db::new_public_id()?,
        kind: paper.kind,
        name: paper.name,
        description: Some(description.clone()),
        notes: paper.notes,
        bytes: paper.bytes,
        sha256: paper
            .sha256
            .try_into()
            .map_err(|_| unreadable("its hash"))?,
        file: paper.file,
        wrapped_key: paper.wrapped_key,
        site: paper.site,
        pages: paper.pages,
    })
}

fn unreadable(what: impl std::fmt::Display) -> StoreError {
    StoreError::Failed(format!("a paper of a tray is unreadable: {what}"))
}

/// Where it came from, for the timeline.
fn told(facilities: &Facilities, item: &Item, request: &OpenRequest) -> String {
    let came = &item.came;
    let at = facilities.local(&item.site, came.at);
    let mut said = format!(
        "{} came to {} at {} on {}",
        item.id,
        came.source,
        at.format("%H:%M"),
        in_words(at.date())
    );
    if let Some(sender) = &item.says.sender {
        said.push_str(&[", from ", sender].concat());
    }
    if let Some(subject) = &item.says.subject {
        let subject: String = subject.chars().take(SUBJECT).collect();
        said.push_str(&[": “", subject.trim(), "”"].concat());
    }
    said.push_str(". ");
    said.push_str(&came.received_why.join(" "));
    if request.request.stage == Stage::Closed {
        said.push_str(" This request is closed: what follows from it has to be decided.");
    }
    said
}
