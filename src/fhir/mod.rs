//! Questions to a system of the hospital over HL7 FHIR R4: who is it, and is there an appointment. Only read, never written;
//! what comes back is looked at with suspicion, in a bounded time and size, from the same place only.

mod model;
mod resources;
mod search;
mod server;

pub use model::{Booked, NameUse, Named, Person, PersonQuery, Why};
pub use server::Server;
