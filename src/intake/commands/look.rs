//! What the desk already knows about a typed request. Nothing is stored.

use chrono::NaiveDate;

use crate::db::{Read, StoreError};
use crate::facilities::Terms;
use crate::intake::model::{Intake, WhichPatient};
use crate::intake::rules::{Decided, outline, outline_of};
use crate::intake::store::{self, Earlier};
use crate::patients::commands::find_candidates;
use crate::patients::model::TypedPatient;
use crate::patients::rules::{Candidate, fold};
use crate::patients::store::{IndexedPatient, find_by_public_id};
use crate::requesters::model::{Entry, KeptAddress};
use crate::requesters::store as book;
use crate::requests::model::{Request, RequesterClass};
use crate::requests::rules::duplicates::{AGAIN_FROM, Likely, Outline, likely_duplicates};

/// A patient of the index who may be meant.
#[derive(Debug, Clone)]
pub struct LikelyPatient {
    /// What agrees and what differs.
    pub candidate: Candidate,
    /// The patient.
    pub patient: IndexedPatient,
}

/// An earlier request that may be the same.
#[derive(Debug, Clone)]
pub struct LikelySame {
    /// What matched.
    pub likely: Likely,
    /// The request.
    pub earlier: Earlier,
}

/// An entry of the address book that may be who asks, with its addresses in use.
#[derive(Debug, Clone)]
pub struct LikelyRequester {
    /// The entry.
    pub entry: Entry,
    /// Its addresses.
    pub addresses: Vec<KeptAddress>,
}

/// What was found about a typed request.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// Patients who may be meant, the surest first.
    pub patients: Vec<LikelyPatient>,
    /// Earlier requests that may be the same, the likeliest first.
    pub same: Vec<LikelySame>,
    /// The patient chosen on the form, as the index has them.
    pub chosen: Option<IndexedPatient>,
    /// Entries of the address book that may be who asks.
    pub requesters: Vec<LikelyRequester>,
    /// The entry chosen on the form, as the book has it.
    pub in_book: Option<LikelyRequester>,
}

/// Patients who may be meant by what was typed so far (A02).
///
/// # Errors
/// When the database cannot be read.
pub fn look_for_patient(
    read: &mut Read<'_>,
    organization: &str,
    typed: &TypedPatient,
) -> Result<Vec<LikelyPatient>, StoreError> {
    let found = find_candidates(read, organization, typed)?;
    Ok(found
        .into_iter()
        .map(|(candidate, patient)| LikelyPatient { candidate, patient })
        .collect())
}

/// How many entries of the address book are offered.
const OFFERED: i64 = 6;

/// Entries of the address book that may be who asks: those whose name has every typed word, or else the first one. A patient
/// who asks is looked for in the index, not in the book.
///
/// # Errors
/// When the database cannot be read.
pub fn look_for_requester(
    read: &mut Read<'_>,
    organization: &str,
    name: &str,
) -> Result<Vec<LikelyRequester>, StoreError> {
    let folded = fold(name);
    let words: Vec<String> = folded.split_whitespace().map(str::to_owned).collect();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let by = |words: &[String]| book::Sought {
        words: words.to_vec(),
        ..book::Sought::default()
    };
    let mut found = book::list_entries(read, organization, &by(&words), 0, OFFERED)?;
    if found.is_empty() {
        found = book::list_entries(read, organization, &by(&words[..1]), 0, OFFERED)?;
    }
    found
        .into_iter()
        .map(|entry| likely_requester(read, entry))
        .collect()
}

/// An entry of the address book with its addresses in use.
///
/// # Errors
/// When the database cannot be read.
pub fn likely_requester(read: &mut Read<'_>, entry: Entry) -> Result<LikelyRequester, StoreError> {
    let mut addresses = book::list_addresses(read, &[entry.id])?;
    addresses.retain(|one| one.withdrawn.is_none());
    Ok(LikelyRequester { entry, addresses })
}

/// Likely patients and likely duplicates of a typed request, at these sites (B17).
///
/// # Errors
/// When the database cannot be read.
pub fn look(
    read: &mut Read<'_>,
    terms: &Terms,
    sites: &[String],
    intake: &Intake,
    decided: &Decided,
) -> Result<Findings, StoreError> {
    let patients = look_for_patient(read, &terms.organization, &intake.typed_patient())?;
    let chosen = match &intake.which_patient {
        Some(WhichPatient::Known(id)) => find_by_public_id(read, &terms.organization, id)?,
        _ => None,
    };
    let requesters = match intake.requester.class {
        RequesterClass::Patient => Vec::new(),
        _ => look_for_requester(read, &terms.organization, &intake.requester.name)?,
    };
    let in_book = match &intake.in_book {
        Some(id) => book::find_entry(read, &terms.organization, id)?
            .map(|entry| likely_requester(read, entry))
            .transpose()?,
        None => None,
    };
    let known = in_book.as_ref().map(|one| one.entry.id.0);
    let same = look_for_same(read, sites, intake, decided, (chosen.as_ref(), known))?;
    Ok(Findings {
        patients,
        same,
        chosen,
        requesters,
        in_book,
    })
}

fn look_for_same(
    read: &mut Read<'_>,
    sites: &[String],
    intake: &Intake,
    decided: &Decided,
    (chosen, in_book): (Option<&IndexedPatient>, Option<i64>),
) -> Result<Vec<LikelySame>, StoreError> {
    let patient = chosen.map(|row| row.known.id);
    let mut new = outline(intake, decided, patient);
    new.requester_entry = in_book;
    if let Some(chosen) = chosen {
        add_known(&mut new, chosen);
    }
    let name = [&*intake.patient_name.family, &*intake.patient_name.given].join(" ");
    let words: Vec<String> = fold(&name).split(' ').map(str::to_owned).collect();
    compare(read, sites, &new, &words)
}

/// What the index knows of the chosen patient: former and other names, former addresses, record numbers.
fn add_known(new: &mut Outline, chosen: &IndexedPatient) {
    let known = &chosen.known;
    new.names.push(known.name.clone());
    let others = known.other_names.iter();
    new.names.extend(others.map(|other| other.name.clone()));
    new.addresses.extend(known.addresses.iter().cloned());
    new.mrns.extend(known.mrns.iter().cloned());
}

/// Earlier requests that may be the same as one that is ready to leave, said once more before it does (B17): the person, the
/// requester and what is asked for agree.
///
/// # Errors
/// When the database cannot be read.
pub fn look_again(
    read: &mut Read<'_>,
    sites: &[String],
    request: &Request,
) -> Result<Vec<LikelySame>, StoreError> {
    let new = outline_of(request);
    let folded = fold(&request.asked.patient.name);
    let words: Vec<String> = folded.split(' ').map(str::to_owned).collect();
    let mut found = compare(read, sites, &new, &words)?;
    found.retain(|same| same.likely.request != request.id && same.likely.score >= AGAIN_FROM);
    Ok(found)
}

/// The likeliest of the earlier requests, each with its row.
fn compare(
    read: &mut Read<'_>,
    sites: &[String],
    new: &Outline,
    words: &[String],
) -> Result<Vec<LikelySame>, StoreError> {
    let earlier = store::list_earlier(read, sites, new, words)?;
    let known: Vec<_> = earlier.iter().map(|one| one.known.clone()).collect();
    let found = likely_duplicates(new, &known);
    let with_row = |likely: Likely| {
        let row = earlier
            .iter()
            .find(|one| one.known.request == likely.request)?;
        Some(LikelySame {
            likely,
            earlier: row.clone(),
        })
    };
    Ok(found.into_iter().filter_map(with_row).take(SHOWN).collect())
}

/// How many likely duplicates are shown and must be answered.
const SHOWN: usize = 5;

impl Findings {
    /// The first day any of the likely duplicates arrived, for the sentence above them.
    pub fn earliest(&self) -> Option<NaiveDate> {
        self.same
            .iter()
            .map(|one| one.earlier.known.outline.received_on)
            .min()
    }
}
