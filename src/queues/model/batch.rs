//! Requests chosen from a list to get another owner together (B31): frozen as they were seen, tried, carried out, undone.

use chrono::NaiveDateTime;

use super::Row;
use crate::requests::model::RequestVersion;
use crate::text_enum;

/// The word of an owner that is nobody.
const NOBODY: &str = "nobody";

/// Whose the chosen requests are to become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewOwner {
    /// A colleague's, by outer id.
    Person(String),
    /// Anybody's who takes them.
    Nobody,
}

impl NewOwner {
    /// The owner of a posted or stored word; none when nothing was chosen.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "" => None,
            NOBODY => Some(Self::Nobody),
            id => Some(Self::Person(id.to_owned())),
        }
    }

    /// The word that is posted and stored.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Person(id) => id,
            Self::Nobody => NOBODY,
        }
    }
}

text_enum! {
    /// What became of one request of a batch.
    pub enum Outcome: "outcome" {
        Done = "done", "Done";
        Refused = "refused", "Not done";
        Changed = "changed", "Changed meanwhile";
        Undone = "undone", "Undone";
        Kept = "kept", "Not undone";
    }
}

/// One request as it was checked on a list: its outer id, and the version that was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// The request.
    pub public_id: String,
    /// The version the person saw.
    pub version: RequestVersion,
}

impl Chosen {
    /// As it stands in a checkbox: the outer id, a tilde, the version.
    pub fn text(public_id: &str, version: RequestVersion) -> String {
        [public_id, "~", &version.0.to_string()].concat()
    }

    /// Reads what [`Chosen::text`] wrote; none for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (public_id, version) = text.split_once('~')?;
        Some(Self {
            public_id: public_id.to_owned(),
            version: RequestVersion(version.parse().ok()?),
        })
    }
}

/// Requests chosen together, and what is to become of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Inner id.
    pub id: i64,
    /// The one in addresses.
    pub public_id: String,
    /// The list they were chosen from, as its address.
    pub came_from: String,
    /// Whose they become, once it was said.
    pub owner: Option<NewOwner>,
    /// Why.
    pub reason: Option<String>,
    /// When it was carried out (UTC).
    pub ran_at: Option<NaiveDateTime>,
    /// When it was undone (UTC).
    pub undone_at: Option<NaiveDateTime>,
    /// How often the batch was changed.
    pub version: i64,
}

/// One request of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchRow {
    /// The request as it stands now.
    pub row: Row,
    /// Its site.
    pub site: String,
    /// The version that was shown when it was chosen.
    pub seen: RequestVersion,
    /// Its owner when it was chosen.
    pub owner_before: Option<i64>,
    /// What became of it, once the batch ran.
    pub outcome: Option<Outcome>,
    /// Why not, in a sentence.
    pub why: Option<String>,
    /// Its version after the batch changed it.
    pub done: Option<RequestVersion>,
}
