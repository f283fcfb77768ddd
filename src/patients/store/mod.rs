//! Rows of the patient index: whom a search may mean, entries, other names, merges, and what happened.

mod entries;
mod history;
mod index;
mod marks;
mod merges;
mod names;
mod numbers;

pub use entries::{
    NewPatient, VitalDates, change_entry, find_entry, find_marks, find_vital_dates, get_entry,
    hear_names, ids_of_person, insert_patient, list_of_person, list_with_mrn, touch_entry,
};
pub use history::{insert_former, insert_history, list_former, list_history};
pub use index::{
    IndexedPatient, find_by_public_id, list_of_phone, list_people, list_persons_of, list_possible,
};
pub use marks::{
    end_address, end_restriction, insert_address, insert_restriction, list_addresses,
    list_open_restrictions, list_restrictions, rewrite_marks,
};
pub use merges::{find_merge, insert_merge, list_merges, list_open_merges, point_to, set_undone};
pub use names::{find_name, insert_name, list_names, withdraw_name};
pub use numbers::{list_every_name, list_holders, list_of_ids, list_unnumbered};

use crate::db::StoreError;
use crate::patients::model::PersonName;

fn unreadable(what: impl std::fmt::Display) -> StoreError {
    StoreError::Failed(format!("a stored patient is unreadable: {what}"))
}

/// Other names are kept as one text, family name first.
fn name_of(text: &str) -> PersonName {
    let (family, given) = text.split_once(',').unwrap_or((text, ""));
    PersonName {
        family: family.trim().to_owned(),
        given: given.trim().to_owned(),
    }
}
