//! What may be asked for a copy: the schedule of the road, its cap with the law's name, and the guard that lets nothing
//! above it be saved (1.17, B39).

pub mod model;
pub mod rules;
