//! What is typed on the pages of the address book ⇄ its commands.

use chrono::NaiveDate;

use crate::form_state::{FormState, Reader};
use crate::patients::rules::fold;
use crate::requesters::commands::{
    AddAddress, Arrived, ChangeAddress, ChangeEntry, Prove, Record, Withdraw,
};
use crate::requesters::model::{
    AddressKind, Entry, Listed, Npi, Particulars, ProofMethod, RequesterVersion,
};
use crate::requesters::store::Sought;
use crate::requests::model::RequesterClass;

/// The longest reason.
const REASON: usize = 500;
/// The shortest reason that says why.
const WHY: usize = 10;
/// The longest address.
const ADDRESS: usize = 400;

/// The version the person saw; none when the form does not carry one.
pub fn version(form: &FormState) -> Option<RequesterVersion> {
    form.value("version").parse().ok().map(RequesterVersion)
}

/// Reads what somebody looks for: an e-mail address, a fax or telephone number, an NPI, or words of a name, each in the
/// beginning and without accents. Nothing when no part of it can be looked for.
pub fn sought(text: &str) -> Option<Sought> {
    let text = text.trim();
    if let Ok(npi) = Npi::parse(text) {
        return Some(Sought {
            npi: Some(npi.as_str().to_owned()),
            ..Sought::default()
        });
    }
    let kinds = [AddressKind::Email, AddressKind::Fax, AddressKind::Phone];
    let addresses: Vec<(AddressKind, String)> = kinds
        .into_iter()
        .filter(|kind| kind.tidy(text).is_ok())
        .map(|kind| (kind, kind.compared(text)))
        .collect();
    let words: Vec<String> = fold(text).split_whitespace().map(str::to_owned).collect();
    let any = !addresses.is_empty() || !words.is_empty();
    any.then_some(Sought {
        words,
        addresses,
        npi: None,
    })
}

fn particulars(r: &mut Reader) -> Option<Particulars> {
    let class = r.choice("class", "what the requester is", RequesterClass::parse);
    let name = r.required_text("name", "the name", 200);
    let npi = npi(r);
    let notes = r.optional_lines("notes", "the notes", 1_000);
    if let Some(name) = &name
        && fold(name).is_empty()
    {
        r.refuse("name", "Write the name in letters or digits.");
        return None;
    }
    Some(Particulars {
        class: class?,
        name: name?,
        npi,
        notes,
    })
}

fn npi(r: &mut Reader) -> Option<Npi> {
    let typed = r.optional_text("npi", "the NPI", 20)?;
    match Npi::parse(&typed) {
        Ok(npi) => Some(npi),
        Err(bad) => {
            r.refuse("npi", ["This cannot be: ", &bad.to_string(), "."].concat());
            None
        }
    }
}

/// The fields of a new requester's addresses, each with its kind.
pub const FIRST: [(&str, AddressKind); 4] = [
    ("fax", AddressKind::Fax),
    ("phone", AddressKind::Phone),
    ("email", AddressKind::Email),
    ("mail", AddressKind::Mail),
];

/// Reads a requester to be written down.
///
/// # Errors
/// The form with a sentence beside each field.
pub fn record(form: FormState) -> Result<Record, FormState> {
    let mut r = Reader::new(form);
    let says = particulars(&mut r);
    let mut addresses = Vec::new();
    for (field, kind) in FIRST {
        let typed = r.optional_lines(field, "the address", ADDRESS);
        if let Some(text) = typed.and_then(|typed| tidy(&mut r, field, kind, &typed)) {
            addresses.push((kind, text));
        }
    }
    let same_name_seen = r.flag("same_name_seen");
    r.finish(|| {
        Some(Record {
            says: says?,
            addresses,
            same_name_seen,
        })
    })
}

/// The form with what is empty filled in as the public directory has it.
pub fn listed(form: &FormState, listed: &Listed) -> FormState {
    let fills = [
        ("name", Some(listed.name.as_str())),
        ("class", Some(RequesterClass::Provider.as_str())),
        ("phone", listed.phone.as_deref()),
        ("fax", listed.fax.as_deref()),
        ("mail", listed.address.as_deref()),
    ];
    let empty = |name: &str| form.value(name).trim().is_empty();
    let kept = form.pairs().iter().filter(|(name, _)| {
        let filled = fills
            .iter()
            .any(|(field, text)| field == name && text.is_some());
        !(filled && empty(name))
    });
    let begun = FormState::from_pairs(kept.cloned().collect());
    fills
        .into_iter()
        .filter(|(name, _)| empty(name))
        .filter_map(|(name, text)| Some((name, text?)))
        .fold(begun, |form, (name, text)| form.with(name, text))
}

fn tidy(r: &mut Reader, field: &str, kind: AddressKind, typed: &str) -> Option<String> {
    match kind.tidy(typed) {
        Ok(text) => Some(text),
        Err(bad) => {
            r.refuse(field, ["This cannot be: ", &bad.to_string(), "."].concat());
            None
        }
    }
}

/// Reads what an entry says from now on.
///
/// # Errors
/// The form with a sentence beside each field.
pub fn change(form: FormState, _: NaiveDate) -> Result<ChangeEntry, FormState> {
    let mut r = Reader::new(form);
    let says = particulars(&mut r);
    let why = r.reason("why", "the reason", WHY, REASON);
    r.finish(|| {
        Some(ChangeEntry {
            says: says?,
            why: why?,
        })
    })
}

/// What the form of an entry begins with.
pub fn filled(entry: &Entry) -> FormState {
    let says = &entry.says;
    FormState::empty()
        .with("class", says.class.as_str())
        .with("name", says.name.clone())
        .with("npi", says.npi.as_ref().map_or("", Npi::as_str))
        .with("notes", says.notes.as_deref().unwrap_or(""))
}

/// Reads an address to be added.
///
/// # Errors
/// The form with a sentence beside each field.
pub fn address(form: FormState, _: NaiveDate) -> Result<AddAddress, FormState> {
    let mut r = Reader::new(form);
    let kind = r.choice("kind", "what kind of address it is", AddressKind::parse);
    let typed = r.required_lines("text", "the address", ADDRESS);
    let text = kind
        .zip(typed)
        .and_then(|(kind, typed)| tidy(&mut r, "text", kind, &typed));
    r.finish(|| {
        Some(AddAddress {
            kind: kind?,
            text: text?,
        })
    })
}

/// Reads an address as it is from now on.
///
/// # Errors
/// The form with a sentence beside each field.
pub fn changed_address(form: FormState, _: NaiveDate) -> Result<ChangeAddress, FormState> {
    let mut r = Reader::new(form);
    let text = r.required_lines("text", "the address", ADDRESS);
    let why = r.reason("why", "how it is known", WHY, REASON);
    r.finish(|| {
        Some(ChangeAddress {
            text: text?,
            why: why?,
        })
    })
}

/// Reads how an address was verified.
///
/// # Errors
/// The form with a sentence beside each field.
pub fn proof(form: FormState, today: NaiveDate) -> Result<Prove, FormState> {
    let mut r = Reader::new(form);
    let method = r.choice("method", "how it was verified", ProofMethod::parse);
    let proved_on = r.past_date("proved_on", "the day it was verified", today);
    let said = r.optional_lines("said", "who said so", REASON);
    if method == Some(ProofMethod::CalledBack) && said.is_none() && r.form().error("said").is_none()
    {
        r.refuse(
            "said",
            "Write with whom you spoke, and where you found the number.",
        );
    }
    r.finish(|| {
        Some(Prove {
            method: method?,
            proved_on: proved_on?,
            said,
        })
    })
}

/// Reads that something arrived.
///
/// # Errors
/// The form with a sentence beside each field.
pub fn arrival(form: FormState, today: NaiveDate) -> Result<Arrived, FormState> {
    let mut r = Reader::new(form);
    let arrived_on = r.past_date("arrived_on", "the day it arrived", today);
    let why = r.reason("why", "how it is known", WHY, REASON);
    r.finish(|| {
        Some(Arrived {
            arrived_on: arrived_on?,
            why: why?,
        })
    })
}

/// Reads why an address is not used any more.
///
/// # Errors
/// The form with a sentence beside each field.
pub fn withdrawal(form: FormState, _: NaiveDate) -> Result<Withdraw, FormState> {
    let mut r = Reader::new(form);
    let why = r.reason("why", "the reason", WHY, REASON);
    r.finish(|| Some(Withdraw { why: why? }))
}
