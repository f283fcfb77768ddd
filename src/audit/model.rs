//! What one audit row says.

use chrono::NaiveDateTime;

use crate::text_enum;

text_enum! {
    /// How the request ended.
    pub enum Outcome: "outcome" {
        Done = "done", "Done";
        Denied = "denied", "Denied";
        Failed = "failed", "Failed";
    }
}

/// One row of evidence, before it is stored. It holds ids, never names or record contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When, UTC.
    pub at: NaiveDateTime,
    /// Who; nobody for a stranger or the desk's own jobs.
    pub staff_id: Option<i64>,
    /// The site the person acted for.
    pub acting_site: Option<String>,
    /// The event named by the route table, for example `request.opened`.
    pub event: String,
    /// How it ended.
    pub outcome: Outcome,
    /// The request it was about.
    pub request_id: Option<i64>,
    /// The patient whose record was opened.
    pub patient_id: Option<i64>,
    /// The request ids a list showed, as `,1,2,3,`; opened and listed are told apart (T48).
    pub listed: Option<String>,
    /// Anything else worth proving: a filter, a refusal's rule.
    pub detail: Option<String>,
}

impl Entry {
    /// The bytes that are signed: every field with its length in front, so that no two rows share them.
    pub fn canonical(&self) -> Vec<u8> {
        let number = |n: Option<i64>| n.map(|n| n.to_string());
        let fields = [
            Some(self.at.and_utc().timestamp_micros().to_string()),
            number(self.staff_id),
            self.acting_site.clone(),
            Some(self.event.clone()),
            Some(self.outcome.as_str().to_owned()),
            number(self.request_id),
            number(self.patient_id),
            self.listed.clone(),
            self.detail.clone(),
        ];
        let mut bytes = Vec::with_capacity(128);
        for field in fields {
            match field {
                None => bytes.push(b'-'),
                Some(text) => {
                    bytes.extend(text.len().to_string().bytes());
                    bytes.push(b':');
                    bytes.extend(text.bytes());
                }
            }
        }
        bytes
    }
}

/// Packs the request ids a list showed.
pub fn pack_listed(ids: impl IntoIterator<Item = i64>) -> String {
    let mut packed = String::from(",");
    for id in ids {
        packed.push_str(&id.to_string());
        packed.push(',');
    }
    packed
}
