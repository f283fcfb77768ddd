//! What is typed to settle a patient, and for the letters that tell of more time, that nothing was found, or who else holds
//! the records ⇄ their commands.

use super::commands::{Extend, NoRecords, SendOn, SettlePatient, Told};
use crate::desk::rules::status_call::Caller;
use crate::form_state::{FormState, Reader};
use crate::intake::forms::{NOT_IN_BOOK, OWN_REFERENCE};
use crate::notices::forms::chosen;
use crate::notices::model::Chosen;
use crate::patients::model::{Mrn, PersonName};
use crate::requesters::commands::NameRequester;
use crate::requests::forms::REASON;
use crate::requests::model::{PatientAsWritten, RequesterAsWritten};
use crate::requests::rules::identity::CallerSaid;
use crate::words::LetterLanguage;

/// What is posted in place of a patient to enter a new one.
pub const NEW: &str = "new";

/// The form as it is first shown: what the paper says.
pub fn as_written(patient: &PatientAsWritten) -> FormState {
    let (family, given) = patient
        .name
        .split_once(',')
        .unwrap_or((patient.name.as_str(), ""));
    let form = FormState::empty()
        .with("family", family.trim())
        .with("given", given.trim())
        .with("mrn", patient.mrn.as_deref().unwrap_or_default());
    match patient.born_on {
        Some(on) => form.with_date("born_on", on),
        None => form,
    }
}

/// The form of who asks as it is first shown: the name as written, and what is said already. `in_book` is the outer id of the
/// entry that is named.
pub fn who_asks(asker: &RequesterAsWritten, in_book: Option<&str>) -> FormState {
    FormState::empty()
        .with("sought", asker.name.clone())
        .with("in_book", in_book.unwrap_or(""))
        .with(
            "requester_reference",
            asker.reference.as_deref().unwrap_or_default(),
        )
}

/// Reads who asks.
///
/// # Errors
/// The form with a sentence beside each field.
pub fn named(form: FormState) -> Result<NameRequester, FormState> {
    let mut reader = Reader::new(form);
    let entry = reader.form().value("in_book").to_owned();
    let own_reference =
        reader.optional_text("requester_reference", "their own reference", OWN_REFERENCE);
    reader.finish(|| {
        Some(NameRequester {
            entry: (!entry.is_empty() && entry != NOT_IN_BOOK).then_some(entry),
            own_reference,
        })
    })
}

/// Reads who the request is about.
///
/// # Errors
/// The form with every error.
pub fn patient(form: FormState) -> Result<SettlePatient, FormState> {
    let mut reader = Reader::new(form);
    let chosen = reader.choice("patient", "who it is", |id| {
        Ok::<_, std::convert::Infallible>(id.to_owned())
    });
    let (name, born_on, mrn) = identifiers(&mut reader);
    reader.finish(|| {
        Some(SettlePatient {
            chosen: chosen.filter(|id| id != NEW),
            name: name?,
            born_on,
            mrn,
        })
    })
}

/// As much as can be read, to look into the index; nobody is chosen yet.
pub fn looked_for(form: &FormState) -> Option<SettlePatient> {
    let mut reader = Reader::new(FormState::from_pairs(form.pairs().to_vec()));
    let (name, born_on, mrn) = identifiers(&mut reader);
    Some(SettlePatient {
        chosen: None,
        name: name?,
        born_on,
        mrn,
    })
}

fn identifiers(
    reader: &mut Reader,
) -> (Option<PersonName>, Option<chrono::NaiveDate>, Option<Mrn>) {
    let family = reader.required_text("family", "the family name", 100);
    let given = reader.optional_text("given", "the given names", 100);
    let born_on = reader.optional_date("born_on", "the date of birth");
    let typed = reader.optional_text("mrn", "the record number", 40);
    let mrn = typed.and_then(|typed| {
        let mrn = Mrn::parse(&typed).ok();
        if mrn.is_none() {
            reader.refuse(
                "mrn",
                "A record number has 3 to 20 letters and digits, at least one of them a digit.",
            );
        }
        mrn
    });
    let name = family.and_then(|family| {
        let name = PersonName::parse(&family, given.as_deref().unwrap_or_default()).ok();
        if name.is_none() {
            reader.refuse("family", "Write at least the family name, in letters.");
        }
        name
    });
    (name, born_on, mrn)
}

/// Reads what was searched, who may hold it, and how the letter goes.
///
/// # Errors
/// The form with every error.
pub fn no_records(form: FormState) -> Result<(NoRecords, Chosen), FormState> {
    let mut reader = Reader::new(form);
    let searched = reader.required_lines("searched", "what was searched", 1_000);
    let held_by = reader.optional_lines("held_by", "who may hold the records", 500);
    let how = chosen(&mut reader);
    reader.finish(|| {
        let found = NoRecords {
            searched: searched?,
            held_by,
        };
        Some((found, how?))
    })
}

/// Reads to whom a request is sent on, and how the requester is told.
///
/// # Errors
/// The form with every error.
pub fn sending_on(form: FormState) -> Result<(SendOn, Chosen), FormState> {
    let mut reader = Reader::new(form);
    let to = reader.required_lines("to", "who holds the records", 500);
    let reason = reader.required_lines("reason", "the reason", REASON);
    let how = chosen(&mut reader);
    reader.finish(|| {
        let sent = SendOn {
            to: to?,
            reason: reason?,
        };
        Some((sent, how?))
    })
}

/// What is posted for a notice that was sent before.
pub const BEFORE: &str = "before";

/// Reads an extension and its notice.
///
/// # Errors
/// The form with every error.
pub fn extension(form: FormState) -> Result<Extend, FormState> {
    let mut reader = Reader::new(form);
    let completion_on = reader.date("completion_on", "the day the notice promises");
    let reason = reader.required_lines("reason", "the reason", REASON);
    let told = if reader.form().has("notice", BEFORE) {
        reader
            .date("sent_on", "the day the notice was sent")
            .map(Told::Before)
    } else {
        reader
            .choice("notice", "how the requester is told", LetterLanguage::parse)
            .map(Told::Now)
    };
    reader.finish(|| {
        Some(Extend {
            completion_on: completion_on?,
            reason: reason?,
            told: told?,
        })
    })
}

/// A call that asks how a request stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusCall {
    /// Who calls.
    pub caller: Caller,
    /// What the caller said that the record or the request holds.
    pub said: Vec<CallerSaid>,
    /// What else was agreed.
    pub note: Option<String>,
}

/// Reads a status call.
///
/// # Errors
/// The form with every error.
pub fn status_call(form: FormState) -> Result<StatusCall, FormState> {
    let mut r = Reader::new(form);
    let caller = r.choice("caller", "who calls", Caller::parse);
    let said = r.choices("said", "what the caller said", CallerSaid::parse);
    let note = r.optional_text("note", "what else was agreed", 500);
    r.finish(|| {
        Some(StatusCall {
            caller: caller?,
            said,
            note,
        })
    })
}
