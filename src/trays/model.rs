//! What arrived in a tray, its papers, and what became of it, as values.

use std::fmt;

use chrono::{NaiveDate, NaiveDateTime};

use crate::requests::model::{Channel, RequestId};
use crate::text_enum;

/// The largest arrival that is fetched, in bytes: 50 MiB, two of the largest papers as mail carries them (T65).
pub const MOST_BYTES: u64 = 50 * 1024 * 1024;

text_enum! {
    /// A tray of the desk (B28). One mailbox takes requests for records, one medical forms (S31, S57); a fax can be either (S58).
    pub enum Tray: "tray" {
        Records = "records", "Records mailbox";
        Forms = "forms", "Medical forms mailbox";
        Fax = "fax", "Fax";
        Scans = "scans", "Scanned post";
    }
}

text_enum! {
    /// What an arrival is, as far as the desk can tell without a person.
    pub enum ArrivalKind: "kind of arrival" {
        Message = "message", "Message";
        /// Out of office, or sent by a machine (RFC 3834).
        AutoReply = "auto_reply", "Automatic answer";
        /// A delivery report (RFC 3464).
        Bounce = "bounce", "Mail of ours came back";
        Document = "document", "Document";
        TooLarge = "too_large", "Too large to fetch";
        Unreadable = "unreadable", "Could not be read";
    }
}

text_enum! {
    /// What became of an item.
    pub enum Outcome: "outcome of an item of a tray" {
        NewRequest = "new_request", "Logged as a request";
        Added = "added", "Added to a request";
        SetAside = "set_aside", "Set aside";
    }
}

text_enum! {
    /// Whether somebody has decided what follows from mail on a closed request.
    pub enum FollowUp: "follow-up" {
        Open = "open", "To decide";
        Done = "done", "Decided";
    }
}

text_enum! {
    /// What happened to an item.
    pub enum Happened: "event of an item of a tray" {
        Arrived = "arrived", "took it in";
        Moved = "moved", "moved it to another tray";
        Settled = "settled", "settled it";
        FollowedUp = "followed_up", "said what follows";
    }
}

/// The inner id of an item. People say it as `IN-000012`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ItemId(pub i64);

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IN-{:06}", self.0)
    }
}

/// The version of an item a change was decided on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version(pub i64);

/// Where an item came from and when. Instants are UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Came {
    /// The tray it came into first.
    pub to: Tray,
    /// The channel it counts as.
    pub channel: Channel,
    /// The address of the mailbox, or the name of the folder.
    pub source: String,
    /// When it reached the mailbox or the folder.
    pub at: NaiveDateTime,
    /// The day it counts as received (R2): the first box counts, whichever it is moved to (S57).
    pub received_on: NaiveDate,
    /// Why that day, in sentences.
    pub received_why: Vec<String>,
}

/// What an arrival says of itself. Hostile text is possible in every field; nothing in it is trusted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Says {
    /// The sender's address.
    pub sender: Option<String>,
    /// The sender's name.
    pub sender_name: Option<String>,
    /// The subject, or the name of the file.
    pub subject: Option<String>,
    /// The id of the message.
    pub message_id: Option<String>,
    /// The messages it answers, by id.
    pub answers: Vec<String>,
    /// The words of the message.
    pub body: Option<String>,
}

/// What became of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// What became of it.
    pub outcome: Outcome,
    /// The request it became or was added to: outer id and reference.
    pub request: Option<(String, String)>,
    /// Why it was set aside.
    pub why: Option<String>,
    /// By whom; nobody when the desk did it.
    pub by: Option<String>,
    /// When (UTC).
    pub at: NaiveDateTime,
}

/// One item of a tray.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Inner id.
    pub id: ItemId,
    /// Outer id.
    pub public_id: String,
    /// The site it came to.
    pub site: String,
    /// The tray it is in now.
    pub tray: Tray,
    /// Where it came from and when.
    pub came: Came,
    /// What it is.
    pub kind: ArrivalKind,
    /// What it says of itself.
    pub says: Says,
    /// What the reader noticed: why it is automatic, what came back, why it could not be read.
    pub noticed: Option<String>,
    /// Its length in bytes.
    pub bytes: i64,
    /// Whether the original is kept here.
    pub has_original: bool,
    /// What became of it; none while it waits.
    pub settled: Option<Settled>,
    /// The request it belongs to, by inner id, for the evidence.
    pub request_id: Option<RequestId>,
    /// Whether something has to be decided because its request is closed.
    pub follow_up: Option<FollowUp>,
    /// Its version.
    pub version: Version,
}

/// One line of what happened to an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryLine {
    /// When (UTC).
    pub at: NaiveDateTime,
    /// Who; nobody for the desk itself.
    pub by: Option<String>,
    /// What.
    pub what: Happened,
    /// What it became.
    pub became: Option<String>,
    /// Why.
    pub why: Option<String>,
}

/// How many wait in a tray, and since when the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// The tray.
    pub tray: Tray,
    /// How many.
    pub count: i64,
    /// When the oldest of them arrived (UTC).
    pub since: Option<NaiveDateTime>,
}

/// A request that may be meant, and the words that speak for it (B28).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Its outer id.
    pub public_id: String,
    /// The number people say.
    pub reference: String,
    /// The patient as written.
    pub patient: String,
    /// Whether it is closed.
    pub closed: bool,
    /// How much speaks for it, 1 to 100.
    pub score: u32,
    /// What matched, in words.
    pub matched: Vec<String>,
}
