//! What is typed on the pages of the index ⇄ its commands.

use chrono::NaiveDate;

use crate::form_state::{FormState, Reader};
use crate::patients::commands::{
    AddName, ChangeEntry, EndMark, MergePatients, NameChange, UndoMerge, WithdrawName,
};
use crate::patients::model::{
    Entry, MarkEnd, Mrn, OtherAddress, OtherName, OtherNameKind, Particulars, PatientVersion,
    PersonName, ReachWay, Restriction, RestrictionKind, TypedPatient,
};
use crate::words::dates;

/// The longest reason.
const REASON: usize = 500;
/// The shortest reason that says why.
const WHY: usize = 10;

/// The version of the other entry of a merge.
pub fn other_version(form: &FormState) -> Option<PatientVersion> {
    form.value("other-version").parse().ok().map(PatientVersion)
}

/// Reads what somebody looks for in the index: a name in either order, a birth date, a record number, a telephone number,
/// in one line. Nothing when no part of it can be looked for.
pub fn sought(text: &str) -> Option<TypedPatient> {
    let mut typed = TypedPatient::default();
    let numeric = |c: char| c.is_ascii_digit() || " -().+/".contains(c);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if !digits.is_empty() && text.chars().all(numeric) && dates::parse(text.trim()).is_err() {
        let ten = digits.strip_prefix('1').filter(|rest| rest.len() == 10);
        let ten = ten.unwrap_or(&digits);
        if ten.len() == 10 {
            typed.phone = Some([&ten[..3], &ten[3..6], &ten[6..]].join("-"));
        }
        typed.mrn = Mrn::parse(&digits).ok();
        return Some(typed).filter(|typed| typed.mrn.is_some());
    }
    let mut words: Vec<&str> = Vec::new();
    for part in text.split_whitespace() {
        if let Ok(on) = dates::parse(part.trim_end_matches(',')) {
            typed.born_on = Some(on);
        } else if part.contains(|c: char| c.is_ascii_digit()) {
            typed.mrn = typed.mrn.or_else(|| Mrn::parse(part).ok());
        } else {
            words.push(part);
        }
    }
    typed.name = named(&words.join(" "));
    let any = typed.name.is_some() || typed.born_on.is_some() || typed.mrn.is_some();
    any.then_some(typed)
}

/// "Okafor, Amara" and "Amara Okafor"; the search tries both orders.
fn named(text: &str) -> Option<PersonName> {
    let (family, given) = match text.split_once(',') {
        Some(parts) => parts,
        None => match text.rsplit_once(' ') {
            Some((given, family)) => (family, given),
            None => (text, ""),
        },
    };
    PersonName::parse(family, given).ok()
}

/// Reads what an entry says from now on.
///
/// # Errors
/// The form with a sentence beside each field.
pub fn entry(form: FormState, today: NaiveDate) -> Result<ChangeEntry, FormState> {
    let mut r = Reader::new(form);
    let name = name(&mut r, "the family name");
    let born_on = r.optional_past_date("born_on", "the date of birth", today);
    let deceased_on = r.optional_past_date("deceased_on", "the day of death", today);
    if let (Some(born), Some(died)) = (born_on, deceased_on)
        && died < born
    {
        r.refuse("deceased_on", "This day is before the birth. Check both.");
    }
    let mrn = mrn(&mut r);
    let phone = r.phone("phone", "the telephone number");
    let email = r.email("email", "the e-mail address");
    let address = r.optional_lines("address", "the postal address", 400);
    let name_change = r.optional_choice("name_change", "what the change means", NameChange::parse);
    let why = r.reason("why", "the reason", WHY, REASON);
    r.finish(|| {
        Some(ChangeEntry {
            says: Particulars {
                name: name?,
                born_on,
                mrn,
                phone,
                email,
                address,
                deceased_on,
            },
            name_change,
            why: why?,
        })
    })
}

fn name(r: &mut Reader, what: &str) -> Option<PersonName> {
    let family = r.required_text("family", what, 100);
    let given = r.optional_text("given", "the given names", 100);
    let name = PersonName::parse(&family?, given.as_deref().unwrap_or(""));
    if name.is_err() {
        r.refuse("family", "Write at least the family name, in letters.");
    }
    name.ok()
}

fn mrn(r: &mut Reader) -> Option<Mrn> {
    let typed = r.optional_text("mrn", "the record number", 40)?;
    let mrn = Mrn::parse(&typed);
    if mrn.is_err() {
        r.refuse(
            "mrn",
            "A record number has 3 to 20 letters and digits, at least one of them a digit.",
        );
    }
    mrn.ok()
}

/// The form as it begins: what the entry says.
pub fn filled(entry: &Entry) -> FormState {
    let says = &entry.says;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut form = FormState::empty()
        .with("family", says.name.family.clone())
        .with("given", says.name.given.clone())
        .with(
            "mrn",
            says.mrn
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
        )
        .with("phone", text(&says.phone))
        .with("email", text(&says.email))
        .with("address", text(&says.address));
    for (field, on) in [("born_on", says.born_on), ("deceased_on", says.deceased_on)] {
        if let Some(on) = on {
            form = form.with_date(field, on);
        }
    }
    form
}

/// Reads another name.
///
/// # Errors
/// The form with a sentence beside each field.
pub fn other_name(form: FormState) -> Result<AddName, FormState> {
    let mut r = Reader::new(form);
    let name = name(&mut r, "the family name of the other name");
    let kind = r.choice("kind", "what kind of name it is", OtherNameKind::parse);
    r.finish(|| {
        Some(AddName {
            other: OtherName {
                name: name?,
                kind: kind?,
            },
        })
    })
}

/// Reads why another name is withdrawn.
///
/// # Errors
/// The form with a sentence beside each field.
pub fn withdrawal(form: FormState, name: String) -> Result<WithdrawName, FormState> {
    let mut r = Reader::new(form);
    let why = r.reason("why", "the reason", WHY, REASON);
    r.finish(|| Some(WithdrawName { name, why: why? }))
}

/// Reads a merge of the entry of this address with another; which of the two stays is said by `survives`.
///
/// # Errors
/// The form with a sentence beside each field.
pub fn merge(form: FormState, this: &str) -> Result<MergePatients, FormState> {
    let mut r = Reader::new(form);
    let other = r.required_text("other", "the other entry", 64);
    let seen = r.form().version().map(PatientVersion);
    let other_seen = other_version(r.form());
    let this_survives = r.choice(
        "survives",
        "which entry stands for the person",
        |word| match word {
            "this" => Ok(true),
            "other" => Ok(false),
            _ => Err(()),
        },
    );
    let doubts_seen = r.flag("doubts_seen");
    let why = r.reason(
        "why",
        "how it was found that both are one person",
        WHY,
        REASON,
    );
    r.finish(|| {
        let (this, other) = ((this.to_owned(), seen?), (other?, other_seen?));
        let (merged, survivor) = if this_survives? {
            (other, this)
        } else {
            (this, other)
        };
        Some(MergePatients {
            merged,
            survivor,
            doubts_seen,
            why: why?,
        })
    })
}

/// Reads why a merge is undone.
///
/// # Errors
/// The form with a sentence beside each field.
pub fn undo(form: FormState, merge: String) -> Result<UndoMerge, FormState> {
    let mut r = Reader::new(form);
    let why = r.reason("why", "the reason", WHY, REASON);
    r.finish(|| Some(UndoMerge { merge, why: why? }))
}

/// Reads a restriction.
///
/// # Errors
/// The form with a sentence beside each field.
pub fn restriction(form: FormState, today: NaiveDate) -> Result<Restriction, FormState> {
    let mut r = Reader::new(form);
    let kind = r.choice("kind", "why it holds", RestrictionKind::parse);
    let what = r.required_lines("what", "what must not leave", 500);
    let withheld_from = r.required_text("withheld_from", "to whom it must not go", 200);
    let agreed_on = r.past_date("agreed_on", "the day it was agreed", today);
    let paper = r.optional_text("paper", "the paper", 200);
    r.finish(|| {
        Some(Restriction {
            kind: kind?,
            what: what?,
            withheld_from: withheld_from?,
            agreed_on: agreed_on?,
            paper,
        })
    })
}

/// Reads where the patient asked to be reached instead.
///
/// # Errors
/// The form with a sentence beside each field.
pub fn other_address(form: FormState, today: NaiveDate) -> Result<OtherAddress, FormState> {
    let mut r = Reader::new(form);
    let way = r.choice(
        "way",
        "how the patient asked to be reached",
        ReachWay::parse,
    );
    let text = match way {
        Some(ReachWay::Email) => required(&mut r, Reader::email, "the e-mail address"),
        Some(ReachWay::Phone) => required(&mut r, Reader::phone, "the telephone number"),
        Some(ReachWay::Mail) | None => r.required_lines("text", "the address", 400),
    };
    let agreed_on = r.past_date("agreed_on", "the day it was agreed", today);
    let paper = r.optional_text("paper", "the paper", 200);
    r.finish(|| {
        Some(OtherAddress {
            way: way?,
            text: text?,
            agreed_on: agreed_on?,
            paper,
        })
    })
}

/// An address of one means, which must be there.
fn required(
    r: &mut Reader,
    read: fn(&mut Reader, &str, &str) -> Option<String>,
    what: &str,
) -> Option<String> {
    let text = read(r, "text", what);
    if text.is_none() && r.form().error("text").is_none() {
        r.refuse("text", ["Enter ", what, "."].concat());
    }
    text
}

/// Reads the end of something agreed.
///
/// # Errors
/// The form with a sentence beside each field.
pub fn end_of_mark(form: FormState, mark: String, today: NaiveDate) -> Result<EndMark, FormState> {
    let mut r = Reader::new(form);
    let on = r.past_date("ended_on", "the day it ended", today);
    let why = r.reason("why", "the reason", WHY, REASON);
    r.finish(|| {
        let end = MarkEnd { on: on?, why: why? };
        Some(EndMark { mark, end })
    })
}
