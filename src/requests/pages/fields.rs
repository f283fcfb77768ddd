//! Fields that are the same where a request is logged and where it is changed.

use crate::form_state::FormState;
use crate::requests::model::{Delivery, Format, Purpose, RequesterClass, Want};
use crate::requests::rules::clocks::FormKind;
use crate::requests::rules::patient_part::checklist;
use crate::web::components::*;

/// Copies, inspection, a summary; their form; what for.
pub fn asked_fields(form: &FormState) -> (Checkboxes, Select, Select) {
    let wants = form.checkboxes("wants", "What is wanted");
    let format = form.select("format", "Form of copies").prompt("Not said");
    let purpose = form.select("purpose", "What it is for").prompt("Not said");
    (
        wants.choices(Want::offered()),
        format
            .options(Format::offered())
            .optional()
            .width(Width::Third),
        purpose
            .options(Purpose::offered())
            .optional()
            .width(Width::Third),
    )
}

/// Record types and facilities, as the catalogue offers them.
pub fn record_types(
    form: &FormState,
    types: &[(String, String)],
    places: &[(String, String)],
) -> (Checkboxes, Checkboxes) {
    let types = form
        .checkboxes("types", "Record types")
        .optional()
        .choices(types.to_vec());
    let places = form
        .checkboxes("places", "Facilities")
        .hint("None checked means all of them.")
        .optional()
        .choices(places.to_vec());
    (types, places)
}

/// Which medical form it is (S66–S88).
pub fn medical_form(form: &FormState) -> Select {
    form.select("medical_form", "Which medical form")
        .prompt("Choose")
        .options(FormKind::offered())
}

/// The patient's part of a medical form, to be ticked with the paper in hand (S56, B6).
pub fn part_checklist(form: &FormState, kind: FormKind) -> Checkboxes {
    let items = checklist(kind).iter().map(|row| row.item);
    form.checkboxes("part", &["The patient’s part: ", kind.label()].concat())
        .stacked()
        .choices(items.map(|item| (item.as_str(), item.label())))
}

/// What the recipient of a row is.
pub fn recipient_class(form: &FormState, row: &str, label: &str) -> Select {
    form.select(&[row, "_class"].concat(), label)
        .prompt("Choose")
        .options(RequesterClass::offered())
        .width(Width::Half)
}

/// How the recipient of a row gets it.
pub fn delivery(form: &FormState, row: &str, label: &str) -> Select {
    form.select(&[row, "_delivery"].concat(), label)
        .prompt("Choose")
        .options(Delivery::offered())
        .width(Width::Half)
}

/// One row of recipients.
pub struct RecipientFields {
    /// The name.
    pub name: TextInput,
    /// What it is.
    pub class: Select,
    /// How it is handed over.
    pub delivery: Select,
    /// Where to.
    pub address: TextArea,
}

impl RecipientFields {
    /// The fields of a row; `which` says which it is: "First", "Second".
    pub fn new(form: &FormState, row: &str, which: &str) -> Self {
        let label = |what: &str| [which, " recipient: ", what].concat();
        Self {
            name: form
                .text(&[row, "_name"].concat(), &label("name"))
                .optional()
                .width(Width::Half),
            class: recipient_class(form, row, &label("what it is")).optional(),
            delivery: delivery(form, row, &label("how it goes")).optional(),
            address: form
                .lines(&[row, "_address"].concat(), &label("address"))
                .rows(2)
                .optional()
                .width(Width::Half),
        }
    }
}
