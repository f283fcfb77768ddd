//! A requester in the address book (B19): who it is, with addresses and their proofs, and what happened to the entry.

mod address;
mod npi;

pub use address::{Address, AddressKind, BadAddress, LookedHow, Proof, ProofMethod};
pub use npi::{BadNpi, Listed, Npi};

use chrono::{NaiveDate, NaiveDateTime};

use crate::requests::model::{RequestId, RequesterClass};
use crate::text_enum;

/// The requester's row.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct RequesterId(pub i64);

/// How often an entry of the book was changed, its addresses included; every change carries the version it was decided on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequesterVersion(pub i64);

/// What an entry says of a requester.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Particulars {
    /// What they are (S2).
    pub class: RequesterClass,
    /// The name of the person or organization.
    pub name: String,
    /// The national provider identifier, if they are a provider who has one.
    pub npi: Option<Npi>,
    /// Anything colleagues should know: office hours, whom to ask for.
    pub notes: Option<String>,
}

/// One entry of the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Inner id.
    pub id: RequesterId,
    /// Outer id.
    pub public_id: String,
    /// The hospital whose book it stands in.
    pub organization: String,
    /// What it says.
    pub says: Particulars,
    /// Its version.
    pub version: RequesterVersion,
}

/// An address of an entry, in use or withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAddress {
    /// Inner id.
    pub id: i64,
    /// Outer id.
    pub public_id: String,
    /// Whose it is.
    pub of: RequesterId,
    /// The address with its newest proof.
    pub address: Address,
    /// Since when it is not used any more, and why.
    pub withdrawn: Option<(NaiveDate, String)>,
}

impl KeptAddress {
    /// The address with its kind, in one line.
    pub fn in_a_line(&self) -> String {
        self.address.kind.in_a_line(&self.address.text)
    }
}

text_enum! {
    /// What happened to an entry.
    pub enum RequesterEvent: "event of a requester" {
        Recorded = "recorded", "wrote the requester down";
        Changed = "changed", "changed the entry";
        AddressAdded = "address_added", "added an address";
        AddressChanged = "address_changed", "changed an address";
        AddressProved = "address_proved", "verified an address";
        AddressArrived = "address_arrived", "noted that something arrived";
        AddressBounced = "address_bounced", "something came back";
        AddressWithdrawn = "address_withdrawn", "withdrew an address";
    }
}

/// What happened, with what it was before, what it became and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// What.
    pub what: RequesterEvent,
    /// What it was before.
    pub was: Option<String>,
    /// What it became.
    pub became: Option<String>,
    /// Why.
    pub why: Option<String>,
}

impl Happened {
    /// Something without particulars.
    pub const fn new(what: RequesterEvent) -> Self {
        Self {
            what,
            was: None,
            became: None,
            why: None,
        }
    }
}

/// One line of the history of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryLine {
    /// When (UTC).
    pub at: NaiveDateTime,
    /// Who; nobody where the desk noted it by itself.
    pub by: Option<String>,
    /// What.
    pub happened: Happened,
}

/// A second look at an address before something went there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// For which request.
    pub request: RequestId,
    /// The entry the address belongs to, if it stands in the book.
    pub requester: Option<RequesterId>,
    /// What kind of address.
    pub kind: AddressKind,
    /// The address.
    pub text: String,
    /// The local date of the facility.
    pub looked_on: NaiveDate,
    /// Why the desk asked.
    pub why: String,
    /// How the person looked.
    pub how: LookedHow,
}
