//! Requests, their facts and events in the database.

mod facts;
mod events;
mod people;
mod rows;

pub use events::{StoredEvent, insert_event, list_events, list_move_changes};
pub use facts::{
    StoredFact, close_fact, insert_fact, insert_link, insert_recipients, list_facts, list_links,
    list_recipients, remove_recipients, set_fact_detail,
};
pub use people::{Colleague, list_doers, list_who_may, list_workers, name_of};
pub use rows::{
    count_open, find_by_public_id, find_by_reference, find_matched, get_request, insert_request,
    list_open_ids, update_request,
};
