//! Whether a person of the hospital's system is the one who was typed. A server that ignores a part of a question answers
//! with others; nobody is shown, and no appointment believed, on its word alone.

use super::model::{HospitalPerson, Unclear};
use crate::patients::model::{KnownPatient, PatientId, TypedPatient};
use crate::patients::rules::{NameLikeness, compare, fold};

/// Whether a person may be the typed one: the record number, where one is typed; else the birth date, where one is, and the
/// beginning or likeness of the name.
pub fn fits(typed: &TypedPatient, person: &HospitalPerson) -> bool {
    if let Some(mrn) = &typed.mrn {
        return person.says.mrn.as_ref().is_some_and(|one| one.same_as(mrn));
    }
    if typed.born_on.is_some() && person.says.born_on != typed.born_on {
        return false;
    }
    typed.name.as_ref().is_none_or(|name| {
        let others = person.names.iter().map(|other| &other.name);
        let mut theirs = std::iter::once(&person.says.name).chain(others);
        let begins = fold(&name.family);
        theirs.any(|one| compare(name, one).is_some() || fold(&one.family).starts_with(&begins))
    })
}

/// The one person who is the typed one beyond doubt: by the record number, or by the same name and birth date.
///
/// # Errors
/// Why it cannot be told.
pub fn the_one<'p>(
    typed: &TypedPatient,
    people: &'p [HospitalPerson],
) -> Result<&'p HospitalPerson, Unclear> {
    let certain = |person: &&HospitalPerson| {
        let same = |likeness| {
            matches!(
                likeness,
                NameLikeness::Same | NameLikeness::Reordered | NameLikeness::Shortened
            )
        };
        let named = typed.name.as_ref().is_some_and(|name| {
            let others = person.names.iter().map(|other| &other.name);
            let mut theirs = std::iter::once(&person.says.name).chain(others);
            theirs.any(|one| compare(name, one).is_some_and(same))
        });
        fits(typed, person)
            && (typed.mrn.is_some()
                || (named && typed.born_on.is_some() && person.says.born_on == typed.born_on))
    };
    let mut found = people.iter().filter(certain);
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one),
        (Some(_), Some(_)) => Err(Unclear::Several),
        (None, _) => Err(Unclear::Nobody),
    }
}

/// The person as matching knows people.
pub fn known(person: &HospitalPerson) -> KnownPatient {
    let says = &person.says;
    KnownPatient {
        id: PatientId(0),
        name: says.name.clone(),
        other_names: person.names.clone(),
        born_on: says.born_on,
        other_births: Vec::new(),
        mrns: says.mrn.iter().cloned().collect(),
        phones: says.phone.iter().cloned().collect(),
        addresses: says.address.iter().cloned().collect(),
    }
}
