//! Matching the patient of the index with a request.

use super::task::{self, Beside, Given, Sheet, Task};
use crate::desk::commands::{SettlePatient, settle_patient};
use crate::desk::forms;
use crate::form_state::FormState;
use crate::patients::commands::find_candidates;
use crate::patients::rules::{Candidate, Strength};
use crate::patients::store::IndexedPatient;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};
use crate::words::dates;

static PATIENT: Task<SettlePatient> = Task {
    noun: "patient",
    title: "Match the patient",
    say: "The patient is matched.",
    guarded: true,
    sheet,
    read: |form, _| forms::patient(form),
    run: settle_patient,
};

/// Shows who the patient may be.
pub async fn show_patient(visit: Visit) -> Answer {
    task::show(visit, &PATIENT).await
}

/// Matches the patient, or looks again with what was typed.
pub async fn match_patient(visit: Visit) -> Answer {
    if visit.form.value("then") == "look" {
        task::look_again(visit, &PATIENT).await
    } else {
        task::send(visit, &PATIENT).await
    }
}

fn sheet(form: &FormState, given: &Given) -> Sheet {
    let found = match &given.beside {
        Beside::Candidates(found) => found.as_slice(),
        Beside::Nothing | Beside::Requesters(_) | Beside::Leaving(_) | Beside::Waiting(_) => &[],
    };
    let choices = found.iter().fold(
        form.radios("patient", "Who it is").stacked(),
        |radios, (candidate, row)| {
            radios.choice_with_hint(&row.public_id, label(row), hint(candidate))
        },
    );
    let choices = choices.choice_with_hint(
        forms::NEW,
        "Nobody of these: enter a new patient",
        "Needs the birth date or the record number.",
    );
    Sheet::new(Button::primary("Match the patient"))
        .other(Button::normal("Look again").sends("then", "look"))
        .note(
            Tone::Info,
            "A patient is matched by two identifiers that agree: name, birth date, record number (A02). Verifying starts again when the patient changes.",
        )
        .field(form.text("family", "Family name").width(Width::Half))
        .field(form.text("given", "Given names").optional().width(Width::Half))
        .field(form.date("born_on", "Date of birth").optional())
        .field(form.text("mrn", "Record number").optional().width(Width::Half))
        .field(choices)
}

fn label(row: &IndexedPatient) -> String {
    let known = &row.known;
    let born = known.born_on.map_or_else(
        || "birth date not known".to_owned(),
        |on| ["born ", &dates::full(on)].concat(),
    );
    let mrn = known
        .mrns
        .first()
        .map_or_else(String::new, |mrn| [", MRN ", mrn.as_str()].concat());
    [&known.name.family_first(), ", ", &born, &mrn].concat()
}

fn hint(candidate: &Candidate) -> String {
    let sure = if candidate.strength == Strength::TwoIdentifiers {
        "Two identifiers agree: "
    } else {
        "Not enough yet: "
    };
    let differs = if candidate.differs.is_empty() {
        String::new()
    } else {
        ["; differs: ", &candidate.differs.join(", ")].concat()
    };
    [sure, &candidate.agrees.join(", "), &differs, "."].concat()
}

/// Who of the index the patient may be, by what is typed.
pub fn candidates(
    read: &mut crate::db::Read<'_>,
    organization: &str,
    form: &FormState,
) -> Result<Vec<(Candidate, IndexedPatient)>, crate::db::StoreError> {
    match forms::looked_for(form) {
        Some(sought) => find_candidates(read, organization, &sought.typed()),
        None => Ok(Vec::new()),
    }
}
