//! What a request is made of: its stored words, identifiers, scope, recipients, facts and events.

mod clock_inputs;
mod events;
mod facts;
mod new_request;
mod progress;
mod recipients;
mod scope;
mod telling;
mod words;

pub use clock_inputs::{ClockInputs, SubpoenaInput};
pub use events::{BadEvent, Event, EventKind};
pub use facts::{Facts, OpenFact};
pub use new_request::{MatchedPatient, NewRequest, PatientAsWritten, Request, RequesterAsWritten};
pub use progress::Progress;
pub use recipients::{BadRecipient, Recipient};
pub use scope::{BadScope, DateRange, Scope};
pub use words::{
    AuthorizationEnd, Channel, CheckResult, ClockDate, ContactWay, Delivery, Disposition, FactKind,
    FormGiven, Format, HoldGround, LinkKind, Priority, Purpose, RequesterClass, Road, ShownStatus,
    Stage, Want, WhoseMove,
};

pub use crate::words::Reference;

/// The request's row. Outside, a request goes by 128 bits of random text; people say its `Reference`.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct RequestId(pub i64);

/// The row of one fact beside the stage.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct FactId(pub i64);

/// How often a request was changed; every change carries the version it was decided on.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct RequestVersion(pub i64);
