//! Everything the page of a request shows, from one snapshot.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::authorizations::model::Ending;
use crate::authorizations::store::list_endings;
use crate::clarifications::model::Clarification;
use crate::clarifications::store::{list_clarifications, list_reminded};
use crate::db::schema::staff;
use crate::db::{Read, StoreError};
use crate::disclosures::model::{Disclosure, StoredWithholding};
use crate::disclosures::store::{list_disclosures, list_withholdings};
use crate::documents::store::{Paper, list_of_request};
use crate::facilities::Facilities;
use crate::glance::Glance;
use crate::notices::model::{NoticeKind, NoticeWay};
use crate::notices::store::list_notices;
use crate::queues::model::ListCounts;
use crate::queues::store::count_lists;
use crate::requesters::model::RequesterId;
use crate::requesters::store::get_entry;
use crate::requests::commands::{self, OpenRequest};
use crate::requests::model::LinkKind;
use crate::requests::store::{self, StoredEvent};
use crate::staff::model::Actor;

/// A request linked with this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its outer id.
    pub public_id: String,
    /// Its reference.
    pub reference: String,
    /// How they hang together.
    pub how: LinkKind,
    /// The word of its stage.
    pub stage: String,
}

/// A request with all that its page shows.
#[derive(Debug, Clone)]
pub struct Whole {
    /// The request, its facts and terms.
    pub open: OpenRequest,
    /// Its history, oldest first.
    pub events: Vec<StoredEvent>,
    /// Requests linked with it.
    pub links: Vec<Link>,
    /// Its owner's name.
    pub owner: Option<String>,
    /// The outer id of its requester's entry in the address book, if one was chosen.
    pub in_book: Option<String>,
    /// Its papers, oldest first.
    pub papers: Vec<Paper>,
    /// Its clarifications, oldest first.
    pub clarifications: Vec<Clarification>,
    /// What went out about it, oldest first.
    pub letters: Vec<SentLetter>,
    /// What left, oldest first.
    pub disclosures: Vec<Disclosure>,
    /// Why electronic records were withheld, oldest first.
    pub withholdings: Vec<StoredWithholding>,
    /// How many stand on each list.
    pub counts: Arc<ListCounts>,
    /// The reminders of the open clarification that were made.
    pub reminded: Vec<i64>,
    /// What ended of the authorization, in the order it was told.
    pub endings: Vec<Ending>,
}

/// A letter or message that went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentLetter {
    /// Its outer id.
    pub public_id: String,
    /// Its kind.
    pub kind: NoticeKind,
    /// How it went.
    pub way: NoticeWay,
    /// When (UTC).
    pub at: NaiveDateTime,
}

/// Loads a request of one of a person's sites with all that its page shows to them today.
///
/// # Errors
/// `NotFound` for an unknown request and for another site's alike.
pub fn load(
    read: &mut Read<'_>,
    facilities: &Facilities,
    glance: &Glance,
    public_id: &str,
    actor: &Actor,
    today: NaiveDate,
) -> Result<Whole, StoreError> {
    let open = commands::open(read, facilities, public_id, &actor.sites, None)?;
    let id = open.request.id;
    let events = store::list_events(read, id)?;
    let links = store::list_links(read, id)?
        .into_iter()
        .map(|(public_id, reference, how, stage)| Link {
            public_id,
            reference,
            how,
            stage,
        })
        .collect();
    let in_book = match open.request.asked.requester.id {
        None => None,
        Some(id) => Some(get_entry(read, RequesterId(id))?.public_id),
    };
    let owner = match open.request.owner_id {
        None => None,
        Some(owner) => read.find(staff::table.filter(staff::id.eq(owner)).select(staff::name))?,
    };
    let letters = list_notices(read, id)?
        .into_iter()
        .map(|(public_id, kind, way, at)| SentLetter {
            public_id,
            kind,
            way,
            at,
        })
        .collect();
    let clarifications = list_clarifications(read, id)?;
    let waiting = clarifications.iter().find(|one| one.settled_at.is_none());
    let reminded = match waiting {
        Some(one) => list_reminded(read, one.id)?,
        None => Vec::new(),
    };
    Ok(Whole {
        papers: list_of_request(read, id)?,
        reminded,
        clarifications,
        disclosures: list_disclosures(read, id)?,
        withholdings: list_withholdings(read, id)?,
        counts: count_lists(read, glance, actor.staff_id, today)?,
        endings: list_endings(read, id)?,
        open,
        events,
        links,
        owner,
        in_book,
        letters,
    })
}
