//! The facts a clock needs and what the ledger says.

mod answer;
mod facts;
mod kinds;

pub use answer::{Clock, Hold, Ledger, Promise, Stopped};
pub use facts::{
    ClockFacts, Extension, ExternalDeadline, Objection, Promises, Stop, SubpoenaFacts,
};
pub use kinds::{ClockRule, FormKind, StopKind, SubpoenaKind};
