//! An emptying of a drop box, its items, and what happened to it, as values.

use std::fmt;

use chrono::{NaiveDate, NaiveDateTime};

use crate::intake::model::Counted;
use crate::requests::model::RequestId;
use crate::text_enum;

/// The most envelopes one emptying can hold: what two people can count and sign for.
pub const MOST_ENVELOPES: i64 = 500;

text_enum! {
    /// What was in an envelope.
    pub enum ItemKind: "kind of item" {
        RequestForm = "request_form", "Request form";
        Authorization = "authorization", "Authorization";
        MedicalForm = "medical_form", "Medical form";
        Letter = "letter", "Letter or other paper";
        NotOurs = "not_ours", "Does not belong to the desk";
    }
}

text_enum! {
    /// What became of an item.
    pub enum Outcome: "outcome of an item" {
        NewRequest = "new_request", "Logged as a request";
        Attached = "attached", "Added to an open request";
        SetAside = "set_aside", "Set aside";
        /// There is no such envelope: it does not count.
        Mistake = "mistake", "Logged by mistake";
    }
}

text_enum! {
    /// How a session ended.
    pub enum Ending: "ending of a session" {
        Closed = "closed", "Closed";
        /// The box was not emptied: the session says nothing about when it was.
        Mistake = "mistake", "Opened by mistake";
    }
}

text_enum! {
    /// What happened to a session.
    pub enum Happened: "event of a session" {
        Opened = "opened", "emptied the box and counted";
        Confirmed = "confirmed", "counted again and confirmed";
        CountCorrected = "count_corrected", "corrected the count";
        SecondChanged = "second_changed", "corrected who else emptied the box";
        ItemLogged = "item_logged", "logged";
        ItemCorrected = "item_corrected", "corrected";
        ItemSettled = "item_settled", "settled";
        Closed = "closed", "closed the session";
        Mistake = "mistake", "ended the session: it was opened by mistake";
    }
}

/// The inner id of an emptying. People and separator sheets say it as `BOX-000012`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct EmptyingId(pub i64);

impl fmt::Display for EmptyingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BOX-{:06}", self.0)
    }
}

/// The version of an emptying or of an item a change was decided on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version(pub i64);

/// A member of staff, as the papers of a session name them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Inner id.
    pub id: i64,
    /// The name colleagues know.
    pub name: String,
}

/// One emptying of a box. Instants are UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emptying {
    /// Inner id.
    pub id: EmptyingId,
    /// Outer id.
    pub public_id: String,
    /// The site of the box.
    pub site: String,
    /// The key of the box among the facts of the site.
    pub box_key: String,
    /// When the box was emptied before.
    pub previous_at: NaiveDateTime,
    /// When it was emptied this time.
    pub emptied_at: NaiveDateTime,
    /// Who emptied it and began the session.
    pub opened_by: Person,
    /// When the session was begun.
    pub opened_at: NaiveDateTime,
    /// The second person.
    pub second: Person,
    /// The envelopes counted.
    pub envelopes: i64,
    /// Which of the two set the count.
    pub counted_by: i64,
    /// When the other one confirmed it.
    pub confirmed_at: Option<NaiveDateTime>,
    /// How and when it ended.
    pub ended: Option<(Ending, NaiveDateTime)>,
    /// Its version.
    pub version: Version,
}

impl Emptying {
    /// Whether anything can still be changed.
    pub const fn is_open(&self) -> bool {
        self.ended.is_none()
    }

    /// Whether this person is one of the two who emptied the box.
    pub const fn is_of(&self, staff_id: i64) -> bool {
        self.opened_by.id == staff_id || self.second.id == staff_id
    }

    /// Who has to confirm the count: the one of the two who did not set it.
    pub const fn confirmer(&self) -> &Person {
        if self.counted_by == self.second.id {
            &self.opened_by
        } else {
            &self.second
        }
    }
}

/// What is typed about an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsFound {
    /// What it is.
    pub kind: ItemKind,
    /// The patient as written on it.
    pub patient: Option<String>,
    /// The day of the depositor's appointment, if one is written on it.
    pub appointment_on: Option<NaiveDate>,
    /// Anything about its condition: open, wet, pages loose.
    pub condition: Option<String>,
}

/// What became of an item, by whom and where it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// What became of it.
    pub outcome: Outcome,
    /// The request it became or was added to: outer id and reference.
    pub request: Option<(String, String)>,
    /// Where it was put, if it was set aside.
    pub went_to: Option<String>,
    /// Why it was set aside, or why it does not count.
    pub why: Option<String>,
}

/// One item of an emptying.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Inner id.
    pub id: i64,
    /// Outer id.
    pub public_id: String,
    /// Its number within the session, from 1.
    pub place: i64,
    /// What was found.
    pub found: AsFound,
    /// The day it counts as received (R3).
    pub received_on: NaiveDate,
    /// Why that day, in sentences.
    pub received_why: Vec<String>,
    /// What became of it; none while that is open.
    pub settled: Option<Settled>,
    /// The request it became, by inner id, for the evidence.
    pub request_id: Option<RequestId>,
    /// Its version.
    pub version: Version,
}

impl Item {
    /// Whether it stands for an envelope.
    pub fn counts(&self) -> bool {
        self.settled
            .as_ref()
            .is_none_or(|settled| settled.outcome != Outcome::Mistake)
    }
}

/// One line of what happened to a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryLine {
    /// When (UTC).
    pub at: NaiveDateTime,
    /// Who.
    pub by: String,
    /// What.
    pub what: Happened,
    /// The number of the item it is about.
    pub item: Option<i64>,
    /// What it was before.
    pub was: Option<String>,
    /// What it became.
    pub became: Option<String>,
    /// Why.
    pub why: Option<String>,
}

/// A session with everything its pages and rules need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The emptying.
    pub emptying: Emptying,
    /// Its items in their order.
    pub items: Vec<Item>,
}

impl Session {
    /// The envelopes counted, and what became of the items (B11).
    pub fn counted(&self) -> Counted {
        let of = |outcome: Outcome| {
            let items = self.items.iter().filter_map(|item| item.settled.as_ref());
            let count = items.filter(|settled| settled.outcome == outcome).count();
            i64::try_from(count).unwrap_or(i64::MAX)
        };
        Counted {
            arrived: self.emptying.envelopes,
            logged: of(Outcome::NewRequest),
            added: of(Outcome::Attached),
            aside: of(Outcome::SetAside),
        }
    }

    /// How many items stand for an envelope.
    pub fn logged(&self) -> i64 {
        let counted = self.items.iter().filter(|item| item.counts()).count();
        i64::try_from(counted).unwrap_or(i64::MAX)
    }

    /// How many items wait to be settled.
    pub fn unsettled(&self) -> usize {
        let open = |item: &&Item| item.settled.is_none();
        self.items.iter().filter(open).count()
    }
}

/// What the code on a separator sheet says: the session and the item's number, no patient data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SheetCode {
    /// The session.
    pub emptying: EmptyingId,
    /// The number of the item, from 1.
    pub place: i64,
}

impl fmt::Display for SheetCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:03}", self.emptying, self.place)
    }
}

impl SheetCode {
    /// Reads the code as it is printed; none for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        let (emptying, place) = text.strip_prefix("BOX-")?.split_once('-')?;
        let digits = |part: &str, fewest: usize| {
            let plain = part.len() >= fewest && part.bytes().all(|b| b.is_ascii_digit());
            plain.then(|| part.parse().ok()).flatten()
        };
        Some(Self {
            emptying: EmptyingId(digits(emptying, 6)?),
            place: digits(place, 3)?,
        })
    }
}
