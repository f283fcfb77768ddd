//! What is asked of the evidence and what it answers. It holds ids and references, never names of patients.

use chrono::{NaiveDate, NaiveDateTime};

use crate::text_enum;

text_enum! {
    /// How a patient or request came to somebody's eyes (T48: only opened counts).
    pub enum Sight: "sight" {
        Opened = "opened", "Opened or changed";
        Listed = "listed", "Shown in a list";
    }
}

text_enum! {
    /// How what was asked for ended.
    pub enum Ended: "outcome" {
        Done = "done", "Done";
        Denied = "denied", "Denied";
        Failed = "failed", "Failed";
    }
}

/// What an address asks for; everything is opaque or a word of the desk's own (T50).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Everything about one request, by outer id.
    pub request: Option<String>,
    /// Everything about one patient, by outer id.
    pub patient: Option<String>,
    /// Opened or listed, where a request or a patient is asked for.
    pub sight: Option<Sight>,
    /// What one person did, by outer id.
    pub person: Option<String>,
    /// From this local day on.
    pub from: Option<NaiveDate>,
    /// Up to and with this local day.
    pub to: Option<NaiveDate>,
    /// One event of the route table.
    pub event: Option<String>,
    /// How it ended.
    pub outcome: Option<Ended>,
}

/// A filter with its outer ids looked up: what the store is asked.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Sites whose people's acts are read where no request or patient is asked for.
    pub sites: Vec<String>,
    /// The requests and the patient it is about.
    pub about: Option<About>,
    /// One person.
    pub staff_id: Option<i64>,
    /// From this instant (UTC).
    pub from: Option<NaiveDateTime>,
    /// Before this instant (UTC).
    pub before: Option<NaiveDateTime>,
    /// One event.
    pub event: Option<String>,
    /// How it ended.
    pub outcome: Option<Ended>,
}

/// What a question is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// Every entry of the patient, merged ones included; none when no patient is asked for.
    pub patients: Vec<i64>,
    /// The request, or every request of the patient.
    pub requests: Vec<i64>,
    /// Their references, for the heading.
    pub references: Vec<String>,
    /// The patient of the request, by outer id, to ask about next.
    pub patient_id: Option<String>,
    /// Whether lists are asked for instead of what was opened.
    pub listed: bool,
}

/// One row of evidence as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number.
    pub id: i64,
    /// When (UTC).
    pub at: NaiveDateTime,
    /// Who; nobody for a stranger or the desk itself.
    pub who: Option<String>,
    /// The person's outer id.
    pub person: Option<String>,
    /// The site acted for.
    pub site: Option<String>,
    /// What, by the name of the route table.
    pub event: String,
    /// How it ended.
    pub outcome: String,
    /// The request: outer id and reference.
    pub request: Option<(String, String)>,
    /// A rule, a filter, a number: never what was typed.
    pub detail: Option<String>,
}

/// How often one person opened what is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    /// The person.
    pub who: String,
    /// The person's outer id.
    pub person: String,
    /// How often.
    pub times: i64,
    /// When last (UTC).
    pub last: NaiveDateTime,
}

/// A verification of the chain, under way or done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Its number.
    pub id: i64,
    /// Who asked.
    pub who: String,
    /// When (UTC).
    pub started_at: NaiveDateTime,
    /// When it was last heard of (UTC).
    pub updated_at: NaiveDateTime,
    /// Rows there were when it began.
    pub rows_all: i64,
    /// Rows read so far.
    pub rows_seen: i64,
    /// Seals followed so far.
    pub seals_seen: i64,
    /// When it was done (UTC).
    pub finished_at: Option<NaiveDateTime>,
    /// The first thing found wrong, in a sentence.
    pub flaw: Option<String>,
}

/// Minutes without a word after which a verification counts as interrupted.
pub const SILENCE: chrono::TimeDelta = chrono::TimeDelta::minutes(2);

impl Verified {
    /// Whether it still reads at `now`: not done, and heard of within two minutes.
    pub fn is_running(&self, now: NaiveDateTime) -> bool {
        self.finished_at.is_none() && now - self.updated_at < SILENCE
    }

    /// Hundredths of the rows read.
    pub fn percent(&self) -> i64 {
        (self.rows_seen * 100)
            .checked_div(self.rows_all)
            .map_or(100, |part| part.min(100))
    }
}

/// An event's name in words: `request.shown` is "Request shown".
pub fn in_words(event: &str) -> String {
    let mut words = event.replace(['.', '_'], " ");
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}
