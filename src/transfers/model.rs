//! A transfer between two sites of the hospital, as values.

use chrono::{NaiveDate, NaiveDateTime};

use crate::requests::model::RequestId;

/// The inner id of a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TransferId(pub i64);

/// Counts the changes of a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version(pub i64);

/// When something was done and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// When (UTC).
    pub at: NaiveDateTime,
    /// The name colleagues know.
    pub by: String,
}

/// One request that a practice site received for the department.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// The row.
    pub id: TransferId,
    /// The id in addresses.
    pub public_id: String,
    /// The request.
    pub request: RequestId,
    /// Its id in addresses.
    pub request_public_id: String,
    /// Its number.
    pub reference: String,
    /// The site that received it.
    pub from_site: String,
    /// The site of the department.
    pub to_site: String,
    /// Which practice it was, by name (S28).
    pub place: String,
    /// The day the practice received it: the day every clock begins with (R2).
    pub received_on: NaiveDate,
    /// Sent on by the practice; none while it lies there, and where nobody wrote it down.
    pub sent: Option<Step>,
    /// With whom or how it travels.
    pub carried: Option<String>,
    /// Here at the department.
    pub arrived: Option<Step>,
    /// Kept at the practice, with the reason.
    pub stays: Option<(Step, String)>,
    /// Whether the request was closed meanwhile.
    pub closed: bool,
    /// The version.
    pub version: Version,
}

/// Where a request between two sites is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It lies at the practice.
    AtThePractice,
    /// It was sent on and nobody has confirmed it.
    OnTheWay,
    /// It is at the department.
    Arrived,
    /// It stays at the practice: nothing is to be sent.
    Stays,
    /// The request was closed before it was sent.
    Closed,
}

impl Transfer {
    /// Where it is.
    pub const fn standing(&self) -> Standing {
        if self.arrived.is_some() {
            Standing::Arrived
        } else if self.stays.is_some() {
            Standing::Stays
        } else if self.closed {
            Standing::Closed
        } else if self.sent.is_some() {
            Standing::OnTheWay
        } else {
            Standing::AtThePractice
        }
    }

    /// Whether somebody waits for it.
    pub const fn is_open(&self) -> bool {
        matches!(
            self.standing(),
            Standing::AtThePractice | Standing::OnTheWay
        )
    }
}
