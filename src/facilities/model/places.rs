//! The organization, its sites and offices, and how things reach them.

use serde::{Deserialize, Serialize};

use super::codes::{Channel, FactKey, FactKind, StateLaw, Work, Zone};
use crate::text_enum;

/// The hospital as custodian of its records (S3, S4, S100).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organization {
    /// The name on letters.
    pub name: String,
    /// The name in lists.
    pub short_name: String,
    /// The department that answers for records.
    pub department: String,
    /// The one queue that owns everything the department is called by (S4, S96).
    pub owner_queue: String,
    /// Whose law stands beside the federal rules (S3).
    pub state_law: StateLaw,
}

/// A place where requests arrive. Its code is the key of the row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// The name people use.
    pub name: String,
    /// Its time zone (R1).
    pub zone: Zone,
    /// Whose law applies there (S3).
    pub state_law: StateLaw,
    /// Whether medical forms are handed in here (S60: only Duarte). One that arrives elsewhere is still accepted (S65).
    pub medical_forms: bool,
    /// Whether records of this site are searched by default (S7, S8).
    pub holds_records: bool,
    /// The site of the department that what is received here is sent on to; none where it stays (S27).
    #[serde(default)]
    pub sends_on_to: Option<String>,
    /// Names of the places under this code, where it stands for several (S28). Empty until the hospital names them.
    #[serde(default)]
    pub places: Vec<String>,
}

/// An office with its one canonical way to it (S14, S15, S23).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// Its name.
    pub name: String,
    /// Building, floor and room.
    pub room: String,
    /// How to find it, as read to a visitor and printed on slips.
    pub directions: String,
    /// Descriptions no longer given to anybody but still understood.
    #[serde(default)]
    pub retired_aliases: Vec<String>,
}

/// A drop box (S19, S21, S61). A site without such a row has none (S26).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DropBox {
    /// The office beside it.
    pub office: FactKey,
    /// Where it stands.
    pub location: String,
    /// What may be dropped.
    pub work: Vec<Work>,
    /// Other descriptions of the same box.
    #[serde(default)]
    pub aliases: Vec<String>,
}

text_enum! {
    /// Under what condition the hospital offers a channel.
    pub enum ChannelCondition: "condition of a channel" {
        Always = "always", "Any time";
        PortalAccount = "portal_account", "With a portal account";
        AppointmentDay = "appointment_day", "On the day of the patient's appointment";
        ClosedHoursOfAppointmentDay = "closed_hours_of_appointment_day", "In closed hours on the day of the appointment";
        InitiatesOnly = "initiates_only", "Starts a request; the forms follow";
    }
}

/// A channel the hospital lists for its work, and the condition it sets (S9–S34, S57–S61, S115–S117). A row without a
/// site holds for the whole organization. What arrives by a channel that is not listed is accepted all the same (S65).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChannelRule {
    /// The channel.
    pub channel: Channel,
    /// The work it is listed for.
    pub work: Vec<Work>,
    /// The condition the hospital sets.
    pub condition: ChannelCondition,
    /// The fax, mailbox, address, phone or drop box it goes to.
    #[serde(default)]
    pub via: Option<FactKey>,
    /// How to use it, as told to a requester: a whole sentence, or with `via` the words before the number or address.
    pub how: String,
}

impl ChannelRule {
    /// The kind of row `via` points to; none for channels that are a place.
    pub const fn via_kind(&self) -> Option<FactKind> {
        match self.channel {
            Channel::Phone => Some(FactKind::Phone),
            Channel::Fax => Some(FactKind::Fax),
            Channel::Email => Some(FactKind::Mailbox),
            Channel::Mail => Some(FactKind::Address),
            Channel::DropBox => Some(FactKind::DropBox),
            Channel::Portal | Channel::WalkIn | Channel::CommunitySite => None,
        }
    }
}
