//! Who a typed patient may be (A02: two identifiers, 164.514(h)). The desk proposes, a person decides.

use chrono::{Datelike, NaiveDate};

use crate::patients::model::{KnownPatient, PatientId, PersonName, TypedPatient};
use crate::patients::rules::names::{NameLikeness, best_likeness, fold};

const SAME_BIRTH_DATE: &str = "same birth date";

/// How far a candidate may be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Two identifiers agree exactly: enough for A02.
    TwoIdentifiers,
    /// One agrees and another nearly does: a person must look.
    Likely,
    /// One agrees and nothing speaks against it.
    Possible,
}

/// A known patient who may be the typed one, with every reason for and against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub patient: PatientId,
    /// How sure.
    pub strength: Strength,
    /// What agrees, in words, without repeating the data itself.
    pub agrees: Vec<&'static str>,
    /// What does not.
    pub differs: Vec<&'static str>,
}

/// How two birth dates compare, the closest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DateLikeness {
    /// The same day.
    Same,
    /// Month and day are swapped.
    MonthDaySwapped,
    /// One of year, month and day differs.
    OnePartDiffers,
    /// Different dates.
    Different,
}

/// Compares two birth dates as written (B17).
pub fn compare_dates(a: NaiveDate, b: NaiveDate) -> DateLikeness {
    if a == b {
        return DateLikeness::Same;
    }
    if a.year() == b.year() && a.month() == b.day() && a.day() == b.month() {
        return DateLikeness::MonthDaySwapped;
    }
    let same_parts = u8::from(a.year() == b.year())
        + u8::from(a.month() == b.month())
        + u8::from(a.day() == b.day());
    if same_parts == 2 {
        DateLikeness::OnePartDiffers
    } else {
        DateLikeness::Different
    }
}

/// Best likeness over the name in use and every other name, on both sides.
pub fn best_name(typed: &TypedPatient, known: &KnownPatient) -> Option<NameLikeness> {
    let theirs: Vec<&PersonName> = std::iter::once(&known.name)
        .chain(known.other_names.iter().map(|other| &other.name))
        .collect();
    best_likeness(typed.name.iter().chain(&typed.other_names), theirs)
}

/// Patients who may be meant, the surest first, then in the order given. Patients with nothing in common are left out, and so is one
/// whose birth date contradicts a name that is only alike.
pub fn candidates(typed: &TypedPatient, known: &[KnownPatient]) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = known.iter().filter_map(|one| judge(typed, one)).collect();
    found.sort_by_key(|candidate| (candidate.strength, candidate.differs.len()));
    found
}

impl Candidate {
    /// Whether a person must look at this candidate before somebody else is added. A birth date alone beside another name
    /// is shared by many and says nothing.
    pub fn is_worth_a_look(&self) -> bool {
        let only_birth_date = self.agrees == [SAME_BIRTH_DATE];
        !(self.strength == Strength::Possible && only_birth_date && !self.differs.is_empty())
    }
}

fn judge(typed: &TypedPatient, known: &KnownPatient) -> Option<Candidate> {
    let mut candidate = Candidate {
        patient: known.id,
        strength: Strength::Possible,
        agrees: Vec::new(),
        differs: Vec::new(),
    };
    let (mut exact, mut near) = (0, 0);
    let likeness = best_name(typed, known);
    match likeness {
        Some(likeness) => {
            candidate.agrees.push(likeness.words());
            let sure = matches!(likeness, NameLikeness::Same | NameLikeness::Reordered);
            *(if sure { &mut exact } else { &mut near }) += 1;
        }
        None if typed.name.is_some() => candidate.differs.push("another name"),
        None => {}
    }
    if let Some(likeness) = best_date(typed.born_on, known) {
        match likeness {
            DateLikeness::Same => {
                exact += 1;
                candidate.agrees.push(SAME_BIRTH_DATE);
            }
            DateLikeness::MonthDaySwapped => {
                near += 1;
                candidate
                    .agrees
                    .push("birth date with month and day swapped");
            }
            DateLikeness::OnePartDiffers => {
                near += 1;
                candidate.agrees.push("birth date that differs in one part");
            }
            DateLikeness::Different => candidate.differs.push("another birth date"),
        }
    }
    if let Some(mrn) = &typed.mrn {
        if known.mrns.iter().any(|held| held.same_as(mrn)) {
            exact += 1;
            candidate.agrees.push("same record number");
        } else if !known.mrns.is_empty() {
            candidate.differs.push("another record number");
        }
    }
    if shares_phone(typed, known) {
        // A telephone is shared in a household: it supports a match and is never one of the two identifiers.
        near += 1;
        candidate.agrees.push("same telephone");
    }
    candidate.strength = strength(exact, near, candidate.differs.len())?;
    // A household shares an address: beside a name that is alike it is worth saying, and proves nothing.
    if likeness.is_some() && shares_address(typed, known) {
        candidate.agrees.push("same address, present or former");
    }
    Some(candidate)
}

/// A contradiction always needs a person's eye, even beside two identifiers that agree.
fn strength(exact: usize, near: usize, differs: usize) -> Option<Strength> {
    match (exact, near, differs) {
        (2.., _, 0) => Some(Strength::TwoIdentifiers),
        (2.., _, _) | (1, 1.., _) | (0, 2.., 0) => Some(Strength::Likely),
        (1, 0, _) | (0, 1, 0) | (0, 2.., _) => Some(Strength::Possible),
        (0, _, _) => None,
    }
}

/// The closest likeness between the typed birth date and any the index holds of the person.
fn best_date(typed: Option<NaiveDate>, known: &KnownPatient) -> Option<DateLikeness> {
    let typed = typed?;
    known.births().map(|on| compare_dates(typed, on)).min()
}

fn shares_address(typed: &TypedPatient, known: &KnownPatient) -> bool {
    let wanted = typed.address.as_deref().map(fold);
    let Some(wanted) = wanted.filter(|text| !text.is_empty()) else {
        return false;
    };
    known.addresses.iter().any(|held| fold(held) == wanted)
}

fn shares_phone(typed: &TypedPatient, known: &KnownPatient) -> bool {
    let digits = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    let last_ten = |text: &str| {
        let all = digits(text);
        (all.len() >= 10).then(|| all[all.len() - 10..].to_owned())
    };
    let Some(wanted) = typed.phone.as_deref().and_then(last_ten) else {
        return false;
    };
    known
        .phones
        .iter()
        .any(|held| last_ten(held).as_ref() == Some(&wanted))
}
