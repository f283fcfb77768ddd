//! What the page of a person shows beside the entry.

use chrono::NaiveDate;

use crate::disclosures::model::Basis;
use crate::patients::model::{
    Entry, Former, HistoryLine, Kept, KeptName, Merge, OtherAddress, PatientId, Restriction,
};
use crate::requests::model::{Delivery, RequestId, Road};

/// A person of the index with everything known and asked about them, merged entries included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The entry that stands for the person.
    pub entry: Entry,
    /// The entries merged into it.
    pub merged: Vec<Entry>,
    /// Other names, of every entry.
    pub names: Vec<KeptName>,
    /// What the entries said before.
    pub former: Vec<(PatientId, Former)>,
    /// Restrictions, those that hold first.
    pub restrictions: Vec<Kept<Restriction>>,
    /// Other addresses, those that hold first.
    pub addresses: Vec<Kept<OtherAddress>>,
    /// Merges, the newest first, undone ones included.
    pub merges: Vec<Merge>,
    /// Requests about the person at the sites of whoever looks, the newest first.
    pub requests: Vec<RequestLine>,
    /// Requests about the person at other sites.
    pub elsewhere: i64,
    /// What left about the person on those requests, the newest first.
    pub left: Vec<LeftLine>,
    /// What happened to the entries, the newest first.
    pub history: Vec<HistoryLine>,
}

impl Person {
    /// The inner ids of every entry.
    pub fn ids(&self) -> Vec<i64> {
        std::iter::once(&self.entry)
            .chain(&self.merged)
            .map(|entry| entry.id.0)
            .collect()
    }
}

/// A request about a person, in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestLine {
    /// Inner id.
    pub id: RequestId,
    /// Outer id.
    pub public_id: String,
    /// What people say.
    pub reference: String,
    /// The entry it was logged under.
    pub under: PatientId,
    /// The road.
    pub road: Road,
    /// Who asks.
    pub requester: String,
    /// When it arrived.
    pub received_on: NaiveDate,
    /// The status people read; how it ended once it is closed.
    pub status: String,
    /// The site.
    pub site: String,
}

/// What left, in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftLine {
    /// When.
    pub on: NaiveDate,
    /// To whom.
    pub recipient: String,
    /// What.
    pub description: String,
    /// Why it might leave.
    pub basis: Basis,
    /// How.
    pub delivery: Delivery,
    /// The reference of its request.
    pub reference: String,
}
