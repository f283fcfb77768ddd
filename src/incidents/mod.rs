//! Incidents: something left for the wrong person. The triage of a possible breach (1.16) and its clocks (C14–C17, C19).
//! Pure so far: the day a clerk records an incident, its store and its pages come here.

pub mod model;
pub mod rules;
