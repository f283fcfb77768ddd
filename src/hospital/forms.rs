//! What was typed ⇄ what is asked, and a resource ⇄ a person as the index keeps them.

use crate::fhir::{NameUse, Person, PersonQuery};
use crate::form_state::{FormState, Reader};
use crate::hospital::model::HospitalPerson;
use crate::patients::model::{
    Mrn, OtherName, OtherNameKind, Particulars, PersonName, TypedPatient,
};

/// How the choice of a person of the hospital's system is posted: this and the id there.
const CHOSEN: &str = "hospital-";

/// What a choice of this person posts.
pub fn choice(id: &str) -> String {
    [CHOSEN, id].concat()
}

/// The person of the hospital's system that was chosen in a field, by the id there.
pub fn chosen(form: &FormState, field: &str) -> Option<String> {
    form.value(field).strip_prefix(CHOSEN).map(str::to_owned)
}

/// What is asked about a typed person; nothing where too little is typed to ask anybody about.
pub fn query(typed: &TypedPatient) -> Option<PersonQuery> {
    if let Some(mrn) = &typed.mrn {
        return Some(PersonQuery {
            mrn: Some(mrn.to_string()),
            ..PersonQuery::default()
        });
    }
    let name = typed.name.as_ref()?;
    let given = name.given.split_whitespace().next();
    // One letter, or a family name alone of two, would be answered with half the hospital.
    let enough = name.family.chars().count() > 2 || given.is_some() || typed.born_on.is_some();
    enough.then(|| PersonQuery {
        family: Some(name.family.clone()),
        given: given.map(str::to_owned),
        born_on: typed.born_on,
        mrn: None,
    })
}

/// A person as the index would keep them: what cannot be read as the desk's own forms read it is left out. None without a
/// name that can be kept.
pub fn person(found: Person) -> Option<HospitalPerson> {
    let named = |one: &crate::fhir::Named| PersonName::parse(&one.family, &one.given).ok();
    let mut names = found.names.iter();
    let name = named(names.next()?)?;
    let others = names.filter_map(|one| {
        let kind = match one.kind {
            NameUse::Current => OtherNameKind::Alias,
            NameUse::Maiden => OtherNameKind::Maiden,
            NameUse::Old => OtherNameKind::Former,
            NameUse::Nickname => OtherNameKind::Preferred,
        };
        Some(OtherName {
            name: named(one)?,
            kind,
        })
    });
    let others: Vec<OtherName> = others.filter(|one| one.name != name).collect();
    let text = |text: Option<String>| text.unwrap_or_else(String::new);
    let mut r = Reader::new(
        FormState::empty()
            .with("phone", text(found.phone))
            .with("email", text(found.email))
            .with("address", text(found.address)),
    );
    Some(HospitalPerson {
        says: Particulars {
            name,
            born_on: found.born_on,
            mrn: found.mrn.as_deref().and_then(|mrn| Mrn::parse(mrn).ok()),
            phone: r.phone("phone", "the telephone number"),
            email: r.email("email", "the e-mail address"),
            address: r.optional_lines("address", "the postal address", 400),
            deceased_on: found.died_on,
        },
        names: others,
        id: found.id,
    })
}
