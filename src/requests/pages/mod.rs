//! What every page of one request shares: opening it with its evidence, changing it once, the fields of what is asked for.

mod change;
mod fields;

pub use change::open_seen;
pub use fields::{
    RecipientFields, asked_fields, delivery, medical_form, part_checklist, recipient_class,
    record_types,
};
