//! What is asked for, on which paper, and what hangs on it.

use chrono::NaiveDate;

use super::Reading;
use crate::form_state::Reader;
use crate::intake::model::{HandedInForm, PaperShows};
use crate::requests::forms::scope;
use crate::requests::model::{Channel, FormGiven, Format, Priority, Purpose, Road, Scope, Want};
use crate::requests::rules::clocks::FormKind;
use crate::requests::rules::patient_part::{PartItem, missing, spoken};
use crate::words::Language;

/// What is asked for.
pub struct Asked {
    pub wants: Vec<Want>,
    pub form_given: FormGiven,
    pub paper_shows: Vec<PaperShows>,
    pub medical_form: Option<HandedInForm>,
    pub purpose: Option<Purpose>,
    pub language: Language,
    pub format: Option<Format>,
    pub scope: Scope,
    pub other_road: Option<(Road, String)>,
    pub sensitive: bool,
    pub benefit_claim: bool,
    pub benefit_proof_on: Option<NaiveDate>,
    pub deadline: Option<(String, NaiveDate)>,
    pub other_priority: Option<Priority>,
}

/// Reads the second half of the form.
pub fn asked(r: &mut Reader, with: &Reading<'_>) -> Option<Asked> {
    let form_given = r.choice("form_given", "the paper it came on", FormGiven::parse);
    let paper_shows = r.choices("paper_shows", "what the paper shows", PaperShows::parse);
    let medical_form = medical_form(r, with, form_given);
    let wants = r.choices("wants", "what is wanted", Want::parse);
    let purpose = r.optional_choice("purpose", "the purpose", Purpose::parse);
    let language = r.choice("language", "the language of letters", Language::parse);
    let format = r.optional_choice("format", "the form of copies", Format::parse);
    let scope = scope(r, &with.catalogue());
    let other_road = road(r);
    let benefit_claim = r.flag("benefit_claim");
    let benefit_proof_on =
        r.optional_past_date("benefit_proof_on", "the day of the proof", with.today());
    if benefit_proof_on.is_some() && !benefit_claim {
        r.refuse(
            "benefit_claim",
            "A proof date belongs to a benefit claim: check the box, or clear the date.",
        );
    }
    let deadline = deadline(r);
    let other_priority = r.optional_choice("priority", "the priority", Priority::parse);
    Some(Asked {
        wants,
        form_given: form_given?,
        paper_shows,
        medical_form,
        purpose,
        language: language?,
        format,
        scope: scope?,
        other_road,
        sensitive: r.flag("sensitive"),
        benefit_claim,
        benefit_proof_on,
        deadline,
        other_priority,
    })
}

/// Which medical form, with the patient's part as it was ticked. At the window the patient is there to fill in what is
/// missing, so it is looked through before the person leaves; what comes otherwise is looked through when it is verified.
fn medical_form(
    r: &mut Reader,
    with: &Reading<'_>,
    given: Option<FormGiven>,
) -> Option<HandedInForm> {
    let kind = r.optional_choice("medical_form", "which medical form it is", FormKind::parse);
    let seen = r.choices("part", "what is there", PartItem::parse);
    let began_on = r.optional_past_date("began_on", "the day its clock starts", with.today());
    let at_window = with.channel == Channel::WalkIn;
    let is_form = given == Some(FormGiven::MedicalForm);
    let Some(kind) = kind else {
        if at_window && is_form {
            r.refuse(
                "medical_form",
                "Choose which medical form it is; the list of the patient's part follows.",
            );
        }
        return None;
    };
    if given.is_some() && !is_form {
        r.refuse(
            "medical_form",
            "This is for a medical form only: choose that as the paper it came on, or clear this.",
        );
    }
    let open = missing(kind, &seen);
    if at_window && !open.is_empty() && !r.flag("part_incomplete") {
        let text = [
            "Not seen yet: ",
            &spoken(&open),
            ". Have it filled in now, or tick that it is logged incomplete.",
        ];
        r.refuse("part", text.concat());
    }
    let looked = at_window || !seen.is_empty();
    Some(HandedInForm {
        kind,
        missing: looked.then_some(open),
        began_on,
    })
}

/// Another road than the proposed one needs a reason.
fn road(r: &mut Reader) -> Option<(Road, String)> {
    let road = r.optional_choice("road", "the road", Road::parse)?;
    let reason = r.reason("road_reason", "the reason for this road", 10, 500)?;
    Some((road, reason))
}

/// A deadline others set has a name and a day, or neither.
fn deadline(r: &mut Reader) -> Option<(String, NaiveDate)> {
    let name = r.optional_text("deadline_name", "who set the deadline", 100);
    let on = r.optional_date("deadline_on", "the deadline");
    match (&name, on) {
        (Some(_), None) if r.form().error("deadline_on").is_none() => {
            r.refuse("deadline_on", "Enter the day of the deadline.");
        }
        (None, Some(_)) => r.refuse("deadline_name", "Write who set the deadline."),
        _ => {}
    }
    name.zip(on)
}
