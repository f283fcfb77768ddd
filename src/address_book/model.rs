//! Everything the page of a requester shows.

use chrono::{NaiveDate, NaiveDateTime};

use crate::requesters::model::{Entry, HistoryLine, KeptAddress, Look};
use crate::requests::model::RequestId;

/// One requester of the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The entry.
    pub entry: Entry,
    /// Its addresses, those in use first.
    pub addresses: Vec<KeptAddress>,
    /// The requests that named this requester at the person's sites, the newest first.
    pub requests: Vec<Named>,
    /// Second looks before something went to one of its addresses, each with when (UTC) and who.
    pub looks: Vec<(Look, NaiveDateTime, String)>,
    /// What happened to the entry, the newest first.
    pub history: Vec<HistoryLine>,
}

impl Shown {
    /// The address in use of an outer id.
    pub fn in_use(&self, public_id: &str) -> Option<&KeptAddress> {
        let used = |one: &&KeptAddress| one.public_id == public_id && one.withdrawn.is_none();
        self.addresses.iter().find(used)
    }
}

/// A request that named the requester.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Inner id, for the evidence.
    pub id: RequestId,
    /// Outer id.
    pub public_id: String,
    /// The one people say.
    pub reference: String,
    /// The requester's own reference.
    pub own_reference: Option<String>,
    /// The day of receipt.
    pub received_on: NaiveDate,
    /// Where it stands, in words.
    pub status: String,
    /// The site.
    pub site: String,
}
