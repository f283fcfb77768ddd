//! What is typed on the pages of a drop-box session ⇄ its commands.

use super::commands::{Aside, Attach, Begin, CorrectCount, OtherSecond};
use super::model::{AsFound, ItemKind, MOST_ENVELOPES};
use crate::form_state::{FormState, Reader};

/// The longest reason.
const REASON: usize = 500;
/// The shortest reason that says why.
const WHY: usize = 10;

/// Reads the beginning of a session; `asks_before` where no session of the box knows when it was emptied before.
///
/// # Errors
/// The form with every error.
pub fn begin(form: FormState, asks_before: bool) -> Result<Begin, FormState> {
    let mut r = Reader::new(form);
    let box_key = r.required_text("box", "the drop box", 64);
    let emptied = r.local_date_time("emptied", "the day the box was emptied");
    let before = if asks_before {
        r.local_date_time("before", "the day the box was emptied before")
    } else {
        None
    };
    let envelopes = envelopes(&mut r, "envelopes");
    let second = second(&mut r);
    if let (Some(before), Some(emptied)) = (before, emptied)
        && before > emptied
    {
        r.refuse(
            "before",
            "This is after the box was emptied now. Check both days and times.",
        );
    }
    r.finish(|| {
        Some(Begin {
            box_key: box_key?,
            emptied: emptied?,
            before,
            second: second?,
            envelopes: envelopes?,
        })
    })
}

/// The colleague chosen; the command looks who that is.
fn second(r: &mut Reader) -> Option<String> {
    r.choice("second", "the second person", |id| {
        Ok::<_, std::convert::Infallible>(id.to_owned())
    })
}

fn envelopes(r: &mut Reader, field: &str) -> Option<i64> {
    r.count(field, "the number of envelopes", 0..=MOST_ENVELOPES)
}

/// Reads how many envelopes the other person counted.
///
/// # Errors
/// The form with every error.
pub fn counted(form: FormState) -> Result<i64, FormState> {
    let mut r = Reader::new(form);
    let counted = envelopes(&mut r, "counted");
    r.finish(|| counted)
}

/// Reads another count.
///
/// # Errors
/// The form with every error.
pub fn correct_count(form: FormState) -> Result<CorrectCount, FormState> {
    let mut r = Reader::new(form);
    let envelopes = envelopes(&mut r, "envelopes");
    let why = r.reason("why", "the reason", WHY, REASON);
    r.finish(|| {
        Some(CorrectCount {
            envelopes: envelopes?,
            why: why?,
        })
    })
}

/// Reads another second person.
///
/// # Errors
/// The form with every error.
pub fn other_second(form: FormState) -> Result<OtherSecond, FormState> {
    let mut r = Reader::new(form);
    let second = second(&mut r);
    let why = r.reason("why", "the reason", WHY, REASON);
    r.finish(|| {
        Some(OtherSecond {
            second: second?,
            why: why?,
        })
    })
}

/// Reads a reason alone.
///
/// # Errors
/// The form with every error.
pub fn why(form: FormState) -> Result<String, FormState> {
    let mut r = Reader::new(form);
    let why = r.reason("why", "the reason", WHY, REASON);
    r.finish(|| why)
}

/// Reads what was found in an envelope. Only what does not belong to the desk may come without a name.
///
/// # Errors
/// The form with every error.
pub fn found(form: FormState) -> Result<AsFound, FormState> {
    let mut r = Reader::new(form);
    let kind = r.choice("kind", "what it is", ItemKind::parse);
    let patient = r.optional_text("patient", "the patient", 200);
    if patient.is_none() && kind.is_some_and(|kind| kind != ItemKind::NotOurs) {
        r.refuse(
            "patient",
            "Write the patient as the paper says, or that it cannot be read.",
        );
    }
    let appointment_on = r.optional_date("appointment_on", "the appointment");
    let condition = r.optional_text("condition", "the condition", 200);
    r.finish(|| {
        Some(AsFound {
            kind: kind?,
            patient,
            appointment_on,
            condition,
        })
    })
}

/// The form as it was sent when the item was logged, to be corrected.
pub fn fill(found: &AsFound) -> FormState {
    let form = FormState::empty()
        .with("kind", found.kind.as_str())
        .with("patient", found.patient.clone().unwrap_or_default())
        .with("condition", found.condition.clone().unwrap_or_default());
    match found.appointment_on {
        Some(on) => form.with_date("appointment_on", on),
        None => form,
    }
}

/// Reads the request an item is added to.
///
/// # Errors
/// The form with every error.
pub fn attach(form: FormState) -> Result<Attach, FormState> {
    let mut r = Reader::new(form);
    let to = r.reference("to", "the reference of the request");
    r.finish(|| Some(Attach { to: to? }))
}

/// Reads where an item went and why.
///
/// # Errors
/// The form with every error.
pub fn aside(form: FormState) -> Result<Aside, FormState> {
    let mut r = Reader::new(form);
    let went_to = r.required_text("went_to", "where it went", 120);
    let why = r.reason("why", "the reason", WHY, REASON);
    r.finish(|| {
        Some(Aside {
            went_to: went_to?,
            why: why?,
        })
    })
}
