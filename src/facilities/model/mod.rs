//! What the hospital says about itself: every fact is a dated row with its source (S1–S131).

mod catalogue;
mod change;
mod codes;
mod contact;
mod fact;
mod fees;
mod hours;
mod integrity;
mod law;
mod places;
mod practice;
mod profile;
mod program;
mod stored;

pub use catalogue::{
    Certifier, CompletedBy, ExternalClock, Form, FormPurpose, FormUse, MedicalForm, RecipientRule,
    RecordType,
};
pub use change::{Change, HouseRows};
pub use codes::{
    Channel, CodeError, Evidence, FactKey, FactKind, HouseArea, OrganizationCode, SeedId, SiteCode,
    StateLaw, Work, Zone,
};
pub use contact::{
    ContactError, EmailAddress, Fax, Mailbox, Phone, PhoneNumber, PhonePurpose, PostalAddress, Zip,
    ZipError, parse_zip,
};
pub use fact::{Elsewhere, Fact, FactBody, FactError, FactValue};
pub use fees::{FeeFor, HouseFee, HouseFees};
pub use hours::{DeskHours, HoursError, HoursOf, OpenInterval};
pub use integrity::ProfileError;
pub use law::{
    AttorneyBenefitCopy, AttorneyDays, AttorneyStanding, Choices, ComputerBreach, CopyClockStart,
    CustodianNotice, Days, DeceasedRecords, DirectiveClock, DisabilityProgram, GeneticMention,
    HivPermission, LaterExpiry, LawSetting, LawSettings, PhoneStart, Prepayment, SchoolForms,
    StatusReading, SundayDiwali, WorkingWeek,
};
pub use places::{ChannelCondition, ChannelRule, DropBox, Office, Organization, Site};
pub use practice::{
    Alias, AliasOf, PortalDate, PortalMeaning, Promise, PromiseUnit, Reminder, ReminderBy,
    ReminderFor, Script, Setting,
};
pub use profile::{Profile, Row};
pub use program::{Program, YEARS};
pub use stored::{FactsState, Following, StoredFact, StoredHoliday, WrittenBy};
