//! A fact as a row: kind, key, site, value, sources, and the dates it holds.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::catalogue::{Form, MedicalForm, RecordType};
use super::codes::{Evidence, FactKey, FactKind, HouseArea, SeedId, SiteCode};
use super::contact::{Fax, Mailbox, Phone, PostalAddress};
use super::fees::HouseFee;
use super::hours::DeskHours;
use super::places::{ChannelRule, DropBox, Office, Organization, Site};
use super::practice::{Alias, PortalDate, Promise, Reminder, Script, Setting};

/// A value type that belongs to exactly one kind of fact.
pub trait FactBody: Sized {
    /// Its kind.
    const KIND: FactKind;
    /// The value, if it is of this kind.
    fn of(value: &FactValue) -> Option<&Self>;
}

macro_rules! fact_values {
    ($($kind:ident($body:ty);)+) => {
        /// The value of a fact, typed by its kind.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum FactValue { $(#[doc = "A value of this kind."] $kind(Box<$body>),)+ }

        impl FactValue {
            /// The kind of this value.
            pub const fn kind(&self) -> FactKind {
                match self { $(Self::$kind(_) => FactKind::$kind,)+ }
            }

            /// Reads the value of a stored row.
            ///
            /// # Errors
            /// When a field is missing, unknown or malformed.
            pub fn from_json(kind: FactKind, value: Value) -> Result<Self, serde_json::Error> {
                match kind {
                    $(FactKind::$kind => serde_json::from_value(value).map(|v| Self::$kind(Box::new(v))),)+
                }
            }

            /// The value as it is stored in a row.
            ///
            /// # Errors
            /// Only when the value cannot be written as JSON, which none of the kinds allows.
            pub fn to_json(&self) -> Result<Value, serde_json::Error> {
                match self { $(Self::$kind(body) => serde_json::to_value(body),)+ }
            }
        }

        $(impl From<$body> for FactValue {
            fn from(body: $body) -> Self {
                Self::$kind(Box::new(body))
            }
        })+

        $(impl FactBody for $body {
            const KIND: FactKind = FactKind::$kind;

            fn of(value: &FactValue) -> Option<&Self> {
                match value {
                    FactValue::$kind(body) => Some(body),
                    _ => None,
                }
            }
        })+
    };
}

fact_values! {
    Organization(Organization);
    Site(Site);
    Office(Office);
    DeskHours(DeskHours);
    Phone(Phone);
    Fax(Fax);
    Mailbox(Mailbox);
    Address(PostalAddress);
    DropBox(DropBox);
    Channel(ChannelRule);
    Form(Form);
    RecordType(RecordType);
    MedicalForm(MedicalForm);
    Promise(Promise);
    Fee(HouseFee);
    PortalDate(PortalDate);
    Alias(Alias);
    Script(Script);
    Reminder(Reminder);
    Setting(Setting);
}

/// Why a row is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FactError {
    /// A field is missing, unknown or malformed.
    #[error("{0}")]
    Unreadable(String),
    /// Every fact names the rows of the seed inventory it comes from.
    #[error("it names no source")]
    NoSource,
    /// A fact ends on or after the day it begins.
    #[error("it ends before it begins")]
    EndsBeforeItBegins,
    /// A setting says whether it is stated, assumed or unknown.
    #[error("a setting must say what it rests on (evidence)")]
    NoEvidence,
    /// Only channels with a number, address or box go by way of one.
    #[error("a channel that is a place goes by way of nothing (via)")]
    ViaNothing,
}

impl From<serde_json::Error> for FactError {
    fn from(error: serde_json::Error) -> Self {
        Self::Unreadable(error.to_string())
    }
}

/// The columns every row has, whatever its kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    key: FactKey,
    site: Option<SiteCode>,
    source: Vec<SeedId>,
    evidence: Option<Evidence>,
    note: Option<String>,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
}

const HEADER: [&str; 7] = [
    "key",
    "site",
    "source",
    "evidence",
    "note",
    "valid_from",
    "valid_to",
];

/// One dated fact about the hospital.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Its name within its kind.
    pub key: FactKey,
    /// The site it is about; none: the whole organization.
    pub site: Option<SiteCode>,
    /// The rows of the seed inventory it comes from.
    pub source: Vec<SeedId>,
    /// What it rests on.
    pub evidence: Evidence,
    /// What a reader must know about it, for example two descriptions that conflict.
    pub note: Option<String>,
    /// The first day the desk works with it; not a claim that the hospital began then.
    pub valid_from: NaiveDate,
    /// The last day, if it ended.
    pub valid_to: Option<NaiveDate>,
    /// What it says.
    pub value: FactValue,
}

impl Fact {
    /// Reads a row written flat: the common columns and the fields of its kind side by side.
    ///
    /// # Errors
    /// `FactError` when a field is missing, unknown or malformed, or the row names no source.
    pub fn parse(kind: FactKind, row: Map<String, Value>) -> Result<Self, FactError> {
        let (head, body): (Map<_, _>, Map<_, _>) = row
            .into_iter()
            .partition(|(name, _)| HEADER.contains(&name.as_str()));
        let head: Header = serde_json::from_value(Value::Object(head))?;
        let value = FactValue::from_json(kind, Value::Object(body))?;
        if head.source.is_empty() {
            return Err(FactError::NoSource);
        }
        if head.valid_to.is_some_and(|to| to < head.valid_from) {
            return Err(FactError::EndsBeforeItBegins);
        }
        if kind == FactKind::Setting && head.evidence.is_none() {
            return Err(FactError::NoEvidence);
        }
        if let FactValue::Channel(rule) = &value
            && rule.via.is_some()
            && rule.via_kind().is_none()
        {
            return Err(FactError::ViaNothing);
        }
        if let FactValue::DeskHours(hours) = &value {
            hours
                .check()
                .map_err(|error| FactError::Unreadable(error.to_string()))?;
        }
        Ok(Self {
            key: head.key,
            site: head.site,
            source: head.source,
            evidence: head.evidence.unwrap_or(Evidence::Stated),
            note: head.note,
            valid_from: head.valid_from,
            valid_to: head.valid_to,
            value,
        })
    }

    /// The kind of the fact.
    pub const fn kind(&self) -> FactKind {
        self.value.kind()
    }

    /// Whether the desk works with this row on a day; the last day counts.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|to| day <= to)
    }

    /// Whether two rows hold on a common day.
    pub fn overlaps(&self, other: &Self) -> bool {
        let begins_in_time = |a: &Self, b: &Self| b.valid_to.is_none_or(|to| a.valid_from <= to);
        begins_in_time(self, other) && begins_in_time(other, self)
    }
}

/// A row of the seed inventory that is behaviour, with the area that answers for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Elsewhere {
    /// The row.
    pub id: SeedId,
    /// The area of the house.
    pub area: HouseArea,
    /// What that area does about it.
    pub why: String,
}
