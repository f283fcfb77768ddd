//! Earlier requests that may be the same one.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::schema::requests;
use crate::db::{AnyConnection, Read, StoreError, search};
use crate::patients::model::{Mrn, PatientId, PersonName};
use crate::patients::rules::fold;
use crate::patients::store::{ids_of_person, list_persons_of};
use crate::requests::model::{RequestId, Road, Scope, Stage};
use crate::requests::rules::duplicates::{Known, Outline};

type Db = <AnyConnection as Connection>::Backend;

/// An earlier request, as far as comparing and showing it needs.
#[derive(Debug, Clone)]
pub struct Earlier {
    /// What is compared.
    pub known: Known,
    /// The outer id.
    pub public_id: String,
    /// The one people say.
    pub reference: String,
    /// The patient as written.
    pub patient: String,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = requests)]
struct Row {
    id: i64,
    public_id: String,
    reference: String,
    patient_id: Option<i64>,
    patient_as_written: String,
    patient_born_on: Option<NaiveDate>,
    patient_mrn: Option<String>,
    requester_class: String,
    requester_name: String,
    requester_address: Option<String>,
    requester_id: Option<i64>,
    requester_reference: Option<String>,
    road: String,
    scope: String,
    received_on: NaiveDate,
    stage: String,
}

/// How many earlier requests are compared.
const COMPARED: i64 = 100;

/// Requests of these sites, of all years, that share the patient, the birth date, the record number, the requester's own
/// reference or the words of the name with `new`; the newest first.
///
/// # Errors
/// When the database cannot be read.
pub fn list_earlier(
    read: &mut Read<'_>,
    sites: &[String],
    new: &Outline,
    words: &[String],
) -> Result<Vec<Earlier>, StoreError> {
    let mut ids = search::find_requests(read, words, COMPARED)?;
    let all = || requests::table.into_boxed::<Db>();
    if let Some(patient) = new.patient {
        // Merged entries are the same person; their requests stay where they were logged.
        let entries = ids_of_person(read, patient.0)?;
        let same = all().filter(requests::patient_id.eq_any(entries));
        ids.extend(list_newest(read, sites, same)?);
    }
    if let Some(born_on) = new.born_on {
        let same = all().filter(requests::patient_born_on.eq(born_on));
        ids.extend(list_newest(read, sites, same)?);
    }
    if let Some(mrn) = new.mrns.first() {
        let same = all().filter(requests::patient_mrn.eq(mrn.as_str()));
        ids.extend(list_newest(read, sites, same)?);
    }
    let own_reference = fold(&new.requester_reference);
    if !own_reference.is_empty() {
        let same = all().filter(requests::requester_reference_compared.eq(own_reference));
        ids.extend(list_newest(read, sites, same)?);
    }
    let rows: Vec<Row> = read.list(
        requests::table
            .filter(requests::id.eq_any(ids))
            .filter(requests::site.eq_any(sites))
            .order(requests::id.desc())
            .limit(COMPARED)
            .select(Row::as_select()),
    )?;
    let mut earlier: Vec<Earlier> = rows
        .into_iter()
        .map(Row::earlier)
        .collect::<Result<_, _>>()?;
    add_index(read, &mut earlier)?;
    Ok(earlier)
}

/// What the index knows of the patients of earlier requests: the entry that stands for each person, former and other names,
/// former addresses, record numbers (B17).
fn add_index(read: &mut Read<'_>, earlier: &mut [Earlier]) -> Result<(), StoreError> {
    let patients = earlier.iter().filter_map(|one| one.known.outline.patient);
    let ids: Vec<i64> = patients.map(|patient| patient.0).collect();
    let people = list_persons_of(read, &ids)?;
    for one in earlier {
        let outline = &mut one.known.outline;
        let found = outline
            .patient
            .and_then(|patient| people.iter().find(|(entry, _)| *entry == patient));
        if let Some((_, person)) = found {
            let known = &person.known;
            outline.patient = Some(known.id);
            outline.names.push(known.name.clone());
            let others = known.other_names.iter();
            outline.names.extend(others.map(|other| other.name.clone()));
            outline.addresses.extend(known.addresses.iter().cloned());
            outline.mrns.extend(known.mrns.iter().cloned());
        }
    }
    Ok(())
}

/// The newest of the requests that share one thing. Each thing is asked for alone, from its own index: asked for together,
/// the embedded database would read every request.
fn list_newest(
    read: &mut Read<'_>,
    sites: &[String],
    same: requests::BoxedQuery<'_, Db>,
) -> Result<Vec<i64>, StoreError> {
    read.list(
        same.filter(requests::site.eq_any(sites))
            .order(requests::id.desc())
            .limit(COMPARED)
            .select(requests::id),
    )
}

fn unreadable(what: impl std::fmt::Display) -> StoreError {
    StoreError::Failed(format!("a stored request is unreadable: {what}"))
}

impl Row {
    fn earlier(self) -> Result<Earlier, StoreError> {
        let (family, given) = self
            .patient_as_written
            .split_once(',')
            .unwrap_or((&self.patient_as_written, ""));
        let name = PersonName {
            family: family.trim().to_owned(),
            given: given.trim().to_owned(),
        };
        let mrn = self.patient_mrn.as_deref().map(Mrn::parse).transpose();
        let own = self.requester_class == "patient";
        let scope: Scope = serde_json::from_str(&self.scope).map_err(unreadable)?;
        Ok(Earlier {
            known: Known {
                request: RequestId(self.id),
                stage: Stage::parse(&self.stage).map_err(unreadable)?,
                outline: Outline {
                    patient: self.patient_id.map(PatientId),
                    names: vec![name],
                    born_on: self.patient_born_on,
                    mrns: mrn.map_err(unreadable)?.into_iter().collect(),
                    addresses: self.requester_address.into_iter().filter(|_| own).collect(),
                    requester_entry: self.requester_id,
                    requester: self.requester_name,
                    requester_reference: self.requester_reference.unwrap_or_else(String::new),
                    road: Road::parse(&self.road).map_err(unreadable)?,
                    scope,
                    received_on: self.received_on,
                },
            },
            public_id: self.public_id,
            reference: self.reference,
            patient: self.patient_as_written,
        })
    }
}
