//! The patient's part of a medical form (S56, R13, B6).

use super::super::task::{Given, Sheet, Task};
use crate::form_state::FormState;
use crate::requests::commands::{self, SeePatientPart};
use crate::requests::forms;
use crate::requests::pages::{medical_form, part_checklist};
use crate::requests::rules::clocks::FormKind;
use crate::requests::rules::patient_part::{checklist, spoken};
use crate::web::components::*;

pub static PATIENT_PART: Task<SeePatientPart> = Task {
    noun: "patient-part",
    title: "The patient's part",
    say: "What is there of the patient's part is kept.",
    guarded: true,
    sheet,
    read: |form, _| forms::patient_part(form),
    run: commands::see_patient_part,
};

fn sheet(form: &FormState, given: &Given) -> Sheet {
    let inputs = &given.open.request.asked.clock_inputs;
    let form = &filled(form, given);
    let kind = FormKind::parse(form.value("medical_form")).ok();
    let save = match kind {
        Some(_) => Button::primary("Save what is there"),
        None => Button::primary("Show its list"),
    };
    let sheet = Sheet::new(save).field(medical_form(form).width(Width::Half));
    let sheet = match inputs.part_missing.as_slice() {
        [] => sheet.note(
            Tone::Info,
            "The ten business days start when nothing of the patient's part is missing (R13).",
        ),
        missing => sheet.note(
            Tone::Warn,
            ["Still missing: ", &spoken(missing), "."].concat(),
        ),
    };
    match kind {
        None => sheet,
        Some(kind) => sheet.field(part_checklist(form, kind)).field(
            form.date("came_on", "Day the last of it came")
                .hint("Only when nothing is missing: the ten days run from here.")
                .optional(),
        ),
    }
}

/// What is known of it, where nobody has typed anything yet.
fn filled(form: &FormState, given: &Given) -> FormState {
    let inputs = &given.open.request.asked.clock_inputs;
    let (false, Some(kind)) = (form.posted("medical_form"), inputs.form) else {
        return form.clone();
    };
    let known = form
        .clone()
        .with("medical_form", kind.as_str())
        .with_date("came_on", given.today);
    if inputs.part_missing.is_empty() {
        return known;
    }
    let there = checklist(kind).iter().map(|row| row.item);
    there
        .filter(|item| !inputs.part_missing.contains(item))
        .fold(known, |form, item| form.with("part", item.as_str()))
}
