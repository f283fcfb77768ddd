//! The ledger of clocks: every deadline of a request, why it is that day, and what moves or stops it
//! (C1–C7, C9–C13, C18, C21–C25, EXT; R4–R14, R16, R19, R20).
//!
//! Another area that has clocks of its own counts them here ([`count_clock`], [`settle`]): there is no second counter.
//!
//! One table (`table.rs`) says which clock starts when; a further clock is a further row. The rest treats all alike.

mod checks;
mod extension;
mod ledger;
mod model;
mod promises;
mod sentences;
mod stops;
mod subpoena;
mod table;
mod what_if;

pub use checks::contradictions;
pub use extension::{is_extendable, latest_completion, may_extend, move_due};
pub use ledger::{clocks, count_clock, settle};
pub use model::{
    Clock, ClockFacts, ClockRule, Extension, ExternalDeadline, FormKind, Hold, Ledger, Objection,
    Promise, Promises, Stop, StopKind, Stopped, SubpoenaFacts, SubpoenaKind,
};
pub use subpoena::earliest_production_on;
pub use table::{Length, Started, citation};
pub use what_if::{WhatIf, compare, what_if};
