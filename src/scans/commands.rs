//! What staff can do with a batch: send it, correct where a part goes, join and split parts, file them.

use super::model::{Destination, Goes, Outcome, Part, Version};
use super::rules::{self, Says};
use super::store::{self, Batch, Said};
use crate::db::{Read, StoreError, Tx, new_public_id};
use crate::documents::commands::tell_papers;
use crate::documents::model::{Description, PaperRole, WithPaper};
use crate::documents::store::{self as papers, Home, NewPaper};
use crate::error::CommandError;
use crate::facilities::Facilities;
use crate::requests::commands::open;
use crate::requests::model::Channel;
use crate::staff::model::Actor;
use crate::words::{PaperKind, Reference};

/// Files sent as batches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendBatches {
    /// How their papers came.
    pub channel: Channel,
    /// Which, and what each is.
    pub papers: Vec<WithPaper>,
}

/// What is said of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectPart {
    /// Where it goes; none where its sheet decides.
    pub goes: Option<Goes>,
    /// The reference, for a request.
    pub reference: Option<Reference>,
    /// What it shows.
    pub description: Description,
    /// What it is for its request.
    pub role: Option<PaperRole>,
}

/// Takes waiting files as batches, each to be looked at for cover sheets; answers the outer id of the first.
///
/// # Errors
/// A field's error for a file that is not here any more, no PDF or TIFF, or whose pages cannot be told.
pub fn send(tx: &mut Tx<'_>, actor: &Actor, sent: &SendBatches) -> Result<String, CommandError> {
    let ids: Vec<String> = sent
        .papers
        .iter()
        .map(|one| one.public_id.clone())
        .collect();
    let waiting = papers::list_sent(tx, actor.staff_id, &ids)?;
    let mut first = None;
    for with in &sent.papers {
        let gone = || {
            CommandError::field(
                "papers",
                "One of the files is no longer here. Uncheck it and send it again.",
            )
        };
        let paper = waiting.iter().find(|one| one.public_id == with.public_id);
        let paper = paper.ok_or_else(gone)?;
        let many = matches!(paper.kind, PaperKind::Pdf | PaperKind::Tiff);
        if !many || paper.pages.is_none() {
            let text = format!(
                "{} cannot be cut: a batch is a PDF or TIFF that opens without a password. Add it to its request as a paper.",
                paper.name.as_str()
            );
            return Err(CommandError::field("papers", text));
        }
        let id = new_public_id()?;
        let said = (with.description.as_str(), actor.staff_id);
        match store::take_waiting(tx, paper, &id, sent.channel, said) {
            Err(StoreError::NotFound) => return Err(gone()),
            other => other?,
        };
        first.get_or_insert(id);
    }
    first.ok_or_else(|| CommandError::field("papers", "Choose the scan of the batch."))
}

/// Notes the codes of ours on the next page of a batch; after its last page the batch has its parts. Answers false when another
/// machine noted the page before.
///
/// # Errors
/// When it cannot be stored.
pub fn note_page(
    tx: &mut Tx<'_>,
    batch: &Batch,
    page: u16,
    codes: &[String],
) -> Result<bool, StoreError> {
    let ours: Vec<String> = codes
        .iter()
        .filter(|code| rules::sheet_of(code).is_some())
        .cloned()
        .collect();
    if !store::note_page(tx, batch, page, &ours)? {
        return Ok(false);
    }
    if page == batch.pages {
        let (pages, said) = store::codes_of(tx, batch)?;
        for cut in rules::cut(&pages) {
            store::insert_part(tx, batch.id, &cut, &rules::first_description(&said, &cut))?;
        }
    }
    Ok(true)
}

/// Where each of these parts would go, as far as this person's sites are concerned.
///
/// # Errors
/// When the database cannot be read.
pub fn destinations(
    read: &mut Read<'_>,
    parts: &[Part],
    sites: &[String],
) -> Result<Vec<Destination>, StoreError> {
    let says: Vec<Says> = parts.iter().map(rules::says).collect();
    let codes: Vec<_> = says
        .iter()
        .filter_map(|says| match says {
            Says::Item(code) => Some(*code),
            _ => None,
        })
        .collect();
    let items = store::items_of(read, &codes, sites)?;
    let of_items = items.iter().filter_map(|(_, item)| item.request);
    let named = says.iter().filter_map(|says| match says {
        Says::Request(reference) => Some(*reference),
        _ => None,
    });
    let references: Vec<Reference> = named.chain(of_items).collect();
    let requests = store::requests_of(read, &references, sites)?;
    let request = |reference: Reference| match requests.get(&reference) {
        Some((id, closed)) => Destination::Request {
            id: id.clone(),
            reference: reference.to_string(),
            closed: *closed,
        },
        None => Destination::New(format!(
            "No request at your sites has the reference {reference}."
        )),
    };
    Ok(says
        .into_iter()
        .map(|says| match says {
            Says::Request(reference) => request(reference),
            Says::Item(code) => match items.iter().find(|(known, _)| *known == code) {
                None => Destination::New(format!("No drop box at your sites has the item {code}.")),
                Some((_, item)) => match item.request {
                    Some(reference) => request(reference),
                    None => Destination::Item {
                        emptying: item.emptying.clone(),
                        item: item.item.clone(),
                        code: code.to_string(),
                    },
                },
            },
            Says::New(why) => Destination::New(why.to_owned()),
            Says::Out => Destination::Out,
            Says::Unsure(why) => Destination::Unsure(why.to_owned()),
        })
        .collect())
}

/// A batch with its parts, and one of them as the person saw it.
fn opened(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (batch, part): (&str, &str),
    seen: Version,
) -> Result<(Batch, Vec<Part>, Part), CommandError> {
    let batch = store::get_batch(tx, batch, &actor.sites)?;
    let parts = store::list_parts(tx, batch.id)?;
    let part = store::find_part(&parts, part)?.clone();
    tx.subject.detail = Some(format!("{} {}", batch.id, part.said()));
    rules::may_change(&part)?;
    if part.version == seen {
        Ok((batch, parts, part))
    } else {
        Err(StoreError::Stale.into())
    }
}

/// Says where a part goes and what it shows.
///
/// # Errors
/// A field's error when no request of the person's sites has the reference; a refusal when it is settled; `Stale`; `NotFound`.
pub fn correct(
    tx: &mut Tx<'_>,
    actor: &Actor,
    which: (&str, &str),
    seen: Version,
    said: &CorrectPart,
) -> Result<(), CommandError> {
    let (_, _, part) = opened(tx, actor, which, seen)?;
    if let Some(reference) = said.reference
        && store::requests_of(tx, &[reference], &actor.sites)?.is_empty()
    {
        return Err(CommandError::field(
            "reference",
            "No request at your sites has this reference. Read it off the paper again.",
        ));
    }
    let said = Said {
        goes: said.goes,
        reference: said.reference,
        description: said.description.as_str(),
        role: said.role,
    };
    Ok(store::correct_part(tx, &part, &said)?)
}

/// Gives the pages of a part to the part before it.
///
/// # Errors
/// A refusal when there is none or it is settled; `Stale`; `NotFound`.
pub fn join(
    tx: &mut Tx<'_>,
    actor: &Actor,
    which: (&str, &str),
    seen: Version,
) -> Result<(), CommandError> {
    let (_, parts, part) = opened(tx, actor, which, seen)?;
    let before = rules::before(&parts, &part)?;
    store::set_last_page(tx, before, part.last)?;
    Ok(store::settle_part(
        tx,
        &part,
        Outcome::Joined,
        None,
        actor.staff_id,
    )?)
}

/// Begins a new part within a part.
///
/// # Errors
/// A field's error for a page outside the part; a refusal when it is settled; `Stale`; `NotFound`.
pub fn split(
    tx: &mut Tx<'_>,
    actor: &Actor,
    which: (&str, &str),
    seen: Version,
    at: u16,
) -> Result<(), CommandError> {
    let (batch, _, part) = opened(tx, actor, which, seen)?;
    rules::may_split(&part, at).map_err(|sentence| CommandError::field("at", sentence))?;
    store::set_last_page(tx, &part, at - 1)?;
    let cut = rules::Cut {
        first: at,
        last: part.last,
        codes: Vec::new(),
    };
    Ok(store::insert_part(tx, batch.id, &cut, &part.description)?)
}

/// Leaves a part out: it stays in the batch alone, which is kept.
///
/// # Errors
/// A refusal when it is settled; `Stale`; `NotFound`.
pub fn leave_out(
    tx: &mut Tx<'_>,
    actor: &Actor,
    which: (&str, &str),
    seen: Version,
) -> Result<(), CommandError> {
    let (_, _, part) = opened(tx, actor, which, seen)?;
    Ok(store::settle_part(
        tx,
        &part,
        Outcome::LeftOut,
        None,
        actor.staff_id,
    )?)
}

/// Files a part, which was cut out as `paper`, with a request: the paper, its event and what became of the part in one
/// transaction, so that it is filed once however often it is tried.
///
/// # Errors
/// A refusal when it is settled already; `Stale`; `NotFound`.
pub fn file(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    actor: &Actor,
    (which, seen): ((&str, &str), Version),
    (request, outcome): (&str, Outcome),
    paper: &NewPaper,
) -> Result<(), CommandError> {
    let (batch, _, part) = opened(tx, actor, which, seen)?;
    let mut open = open(tx, facilities, request, &actor.sites, None)?;
    let id = papers::insert_paper(tx, actor.staff_id, Home::Request(open.request.id), paper)?;
    if let Some(role) = part.role {
        papers::set_role(tx, id, role)?;
    }
    let description = Description::parse(&part.description)
        .map_err(|why| CommandError::field("description", why.to_string()))?;
    let with = [WithPaper {
        public_id: paper.public_id.clone(),
        description,
    }];
    store::settle_part(tx, &part, outcome, Some(open.request.id), actor.staff_id)?;
    tell_papers(
        tx,
        &mut open,
        actor.staff_id,
        &with,
        part.role,
        batch.channel,
    )?;
    tx.subject.request_id = Some(open.request.id.0);
    tx.subject.patient_id = open.request.asked.patient.id;
    Ok(())
}
