//! The codes that facts are filed under.

use crate::text_enum;

text_enum! {
    /// How an item reached the hospital (S9–S32, S115).
    pub enum Channel: "channel" {
        Portal = "portal", "Portal";
        WalkIn = "walk_in", "Walk-in";
        DropBox = "drop_box", "Drop box";
        Phone = "phone", "Phone";
        Fax = "fax", "Fax";
        Email = "email", "E-mail";
        Mail = "mail", "Mail";
        CommunitySite = "community_site", "Community site";
    }
}

text_enum! {
    /// The kinds of fact a profile holds; one value type each.
    pub enum FactKind: "kind of fact" {
        Organization = "organization", "Organization";
        Site = "site", "Site";
        Office = "office", "Office";
        DeskHours = "desk_hours", "Desk hours";
        Phone = "phone", "Phone";
        Fax = "fax", "Fax";
        Mailbox = "mailbox", "Mailbox";
        Address = "address", "Postal address";
        DropBox = "drop_box", "Drop box";
        Channel = "channel", "Channel";
        Form = "form", "Form";
        RecordType = "record_type", "Record type";
        MedicalForm = "medical_form", "Medical form";
        Promise = "promise", "Promise";
        Fee = "fee", "Fee of the house";
        PortalDate = "portal_date", "Portal date";
        Alias = "alias", "Other name";
        Script = "script", "Script";
        Reminder = "reminder", "Reminder";
        Setting = "setting", "Setting";
    }
}

text_enum! {
    /// Where a fact comes from, so that an assumption is never read as the hospital's word.
    pub enum Evidence: "evidence" {
        Stated = "stated", "Stated on the hospital's page";
        OtherPage = "other_page", "From another page of the hospital, date unknown";
        Assumed = "assumed", "Assumed by the desk: confirm before use";
        NotStated = "not_stated", "The hospital does not say";
    }
}

text_enum! {
    /// The two kinds of work that share channels (S30, S58).
    pub enum Work: "kind of work" {
        Records = "records", "Request for records";
        MedicalForms = "medical_forms", "Medical form";
    }
}

text_enum! {
    /// Whose law stands beside the federal rules at a site (S3).
    pub enum StateLaw: "state" {
        California = "CA", "California";
        NewYork = "NY", "New York";
    }
}

text_enum! {
    /// The area of the house that answers for a row of the rule sheet which is behaviour and not a fact.
    pub enum HouseArea: "area" {
        Calendar = "calendar", "Calendars";
        Patients = "patients", "Patients";
        Requests = "requests", "Requests";
        Notices = "notices", "Notices";
        Clarifications = "clarifications", "Clarifications";
        Authorizations = "authorizations", "Authorizations";
        MedicalForms = "medical_forms", "Medical forms";
        Amendments = "amendments", "Amendments";
        Proxies = "proxies", "Portal access for another";
        InboundRecords = "inbound_records", "Records from elsewhere";
        Records = "records", "Records";
        Fees = "fees", "Fees";
        Disclosures = "disclosures", "Disclosures";
        Accountings = "accountings", "Accountings";
        Intake = "intake", "Intake";
        Desk = "desk", "The desk";
        Nowhere = "nowhere", "Nothing to do";
    }
}

/// A code, key or zone that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Codes are 2 to 60 small letters, digits and underscores, beginning with a letter.
    #[error(
        "\"{0}\" is not a code: use small letters, digits and underscores, beginning with a letter"
    )]
    NotACode(String),
    /// A row id is S and a number of the rule sheet's seed inventory.
    #[error("\"{0}\" is not a row of the seed inventory (S1 to S96, S100 to S131)")]
    NotASeedId(String),
    /// A zone is a name of the time zone database.
    #[error("\"{0}\" is not a time zone")]
    NotAZone(String),
}

fn is_code(text: &str) -> bool {
    let begins = text.starts_with(|c: char| c.is_ascii_lowercase());
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    begins && (2..=60).contains(&text.len()) && text.chars().all(allowed)
}

macro_rules! code {
    ($name:ident) => {
        impl $name {
            /// Reads a code.
            ///
            /// # Errors
            /// `CodeError::NotACode` when the text is not small letters, digits and underscores.
            pub fn parse(text: &str) -> Result<Self, CodeError> {
                if is_code(text) {
                    Ok(Self(text.to_owned()))
                } else {
                    Err(CodeError::NotACode(text.to_owned()))
                }
            }

            /// The stored word.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = CodeError;

            fn try_from(text: String) -> Result<Self, CodeError> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(code: $name) -> String {
                code.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

/// The code of an organization: `city_of_hope`, `special_surgery`. Holiday rows are filed under it.
#[derive(
    Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct OrganizationCode(String);

code!(OrganizationCode);

/// The code of a site: `duarte`, `irvine`, `community`, `hss`. A new site is a new row (S28, S130).
#[derive(
    Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct SiteCode(String);

code!(SiteCode);

/// The name of a fact within its kind; edits of the same fact keep the key.
#[derive(
    Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct FactKey(String);

code!(FactKey);

/// The id of a row of the seed inventory (rule sheet, section 4).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct SeedId(u8);

impl SeedId {
    /// Every row of the inventory in order: S1 to S96 and S100 to S131; the three numbers between do not exist.
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=96).chain(100..=131).map(Self)
    }

    /// Reads `S16`.
    ///
    /// # Errors
    /// `CodeError::NotASeedId` for anything that is not a row of the inventory.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        Self::all()
            .find(|id| id.to_string() == text)
            .ok_or_else(|| CodeError::NotASeedId(text.to_owned()))
    }
}

impl TryFrom<String> for SeedId {
    type Error = CodeError;

    fn try_from(text: String) -> Result<Self, CodeError> {
        Self::parse(&text)
    }
}

impl From<SeedId> for String {
    fn from(id: SeedId) -> String {
        id.to_string()
    }
}

impl std::fmt::Display for SeedId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "S{}", self.0)
    }
}

/// The time zone in which a site's dates are meant (R1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Zone(chrono_tz::Tz);

impl Zone {
    /// The zone for date arithmetic.
    pub const fn tz(self) -> chrono_tz::Tz {
        self.0
    }
}

impl TryFrom<String> for Zone {
    type Error = CodeError;

    fn try_from(text: String) -> Result<Self, CodeError> {
        text.parse()
            .map(Self)
            .map_err(|_| CodeError::NotAZone(text))
    }
}

impl From<Zone> for String {
    fn from(zone: Zone) -> String {
        zone.0.name().to_owned()
    }
}
