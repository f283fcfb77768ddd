//! Amendments: what may be denied and on what ground, what each letter holds, the patient's own words beside the record,
//! and what travels with it from then on (1.3, C2, C8).

pub mod model;
pub mod rules;
