//! Rows of the patient index.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::schema::{patient_names, patients};
use crate::db::{Read, StoreError, Tx};
use crate::patients::model::{
    KnownPatient, Mrn, OtherName, OtherNameKind, PatientId, PatientMarks, PersonName, TypedPatient,
};
use crate::patients::rules::{fold, names::fold_name};

/// A patient as the index has them, for choosing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexedPatient {
    /// What matching needs.
    pub known: KnownPatient,
    /// The outer id.
    pub public_id: String,
    /// Postal address, if one is held.
    pub address: Option<String>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = patients)]
struct Row {
    id: i64,
    public_id: String,
    mrn: Option<String>,
    family_name: String,
    given_names: String,
    born_on: Option<NaiveDate>,
    phone: Option<String>,
    address: Option<String>,
}

/// How many rows one way of looking may bring.
const FOUND: i64 = 40;
/// Other names looked at.
const OTHER_NAMES: i64 = 200;

/// Patients of an organization who share something with what was typed: the beginning of the name, another name, the
/// birth date, the record number. At most 160.
///
/// # Errors
/// When the database cannot be read.
pub fn list_possible(
    read: &mut Read<'_>,
    organization: &str,
    typed: &TypedPatient,
) -> Result<Vec<IndexedPatient>, StoreError> {
    let mut rows: Vec<Row> = Vec::new();
    if let Some(name) = &typed.name {
        rows.extend(by_name(read, organization, name)?);
    }
    let ours = patients::table
        .filter(patients::organization.eq(organization))
        .filter(patients::merged_into.is_null());
    if let Some(born_on) = typed.born_on {
        rows.extend(
            read.list::<Row, _>(
                ours.filter(patients::born_on.eq(born_on))
                    .order(patients::id)
                    .limit(FOUND)
                    .select(Row::as_select()),
            )?,
        );
    }
    if let Some(mrn) = &typed.mrn {
        rows.extend(
            read.list::<Row, _>(
                ours.filter(patients::mrn.eq(mrn.as_str()))
                    .select(Row::as_select()),
            )?,
        );
    }
    rows.sort_by_key(|row| row.id);
    rows.dedup_by_key(|row| row.id);
    with_other_names(read, rows)
}

/// Names in use and other names that begin as the typed one does: the family name and the first given letter.
fn by_name(
    read: &mut Read<'_>,
    organization: &str,
    name: &PersonName,
) -> Result<Vec<Row>, StoreError> {
    let mut from = fold(&name.family);
    if let Some(initial) = fold(&name.given).chars().next() {
        from.push(' ');
        from.push(initial);
    }
    let to = [from.as_str(), "\u{10ffff}"].concat();
    let mut rows: Vec<Row> = read.list(
        patients::table
            .filter(patients::organization.eq(organization))
            .filter(patients::merged_into.is_null())
            .filter(patients::folded_name.ge(from.clone()))
            .filter(patients::folded_name.le(to.clone()))
            .order(patients::folded_name)
            .limit(FOUND)
            .select(Row::as_select()),
    )?;
    // The names first, then their patients: joined, the embedded database would read every patient.
    let others: Vec<i64> = read.list(
        patient_names::table
            .filter(patient_names::organization.eq(organization))
            .filter(patient_names::folded_name.ge(from))
            .filter(patient_names::folded_name.le(to))
            .order(patient_names::folded_name)
            .limit(OTHER_NAMES)
            .select(patient_names::patient_id),
    )?;
    if !others.is_empty() {
        rows.extend(
            read.list::<Row, _>(
                patients::table
                    .filter(patients::id.eq_any(others))
                    .filter(patients::organization.eq(organization))
                    .filter(patients::merged_into.is_null())
                    .order(patients::id)
                    .limit(FOUND)
                    .select(Row::as_select()),
            )?,
        );
    }
    Ok(rows)
}

fn with_other_names(
    read: &mut Read<'_>,
    rows: Vec<Row>,
) -> Result<Vec<IndexedPatient>, StoreError> {
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let others: Vec<(i64, String)> = if ids.is_empty() {
        Vec::new()
    } else {
        read.list(
            patient_names::table
                .filter(patient_names::patient_id.eq_any(ids))
                .order(patient_names::id)
                .select((patient_names::patient_id, patient_names::name)),
        )?
    };
    rows.into_iter()
        .map(|row| {
            let names = others.iter().filter(|(id, _)| *id == row.id);
            let other_names = names.map(|(_, name)| other_name(name)).collect::<Vec<_>>();
            row.known(other_names)
        })
        .collect()
}

/// Other names are kept as one text, family name first.
fn other_name(text: &str) -> OtherName {
    let (family, given) = text.split_once(',').unwrap_or((text, ""));
    OtherName {
        name: PersonName {
            family: family.trim().to_owned(),
            given: given.trim().to_owned(),
        },
        kind: OtherNameKind::Alias,
    }
}

impl Row {
    fn known(self, other_names: Vec<OtherName>) -> Result<IndexedPatient, StoreError> {
        let mrn = self.mrn.as_deref().map(Mrn::parse).transpose();
        let mrn = mrn.map_err(|e| StoreError::Failed(e.to_string()))?;
        Ok(IndexedPatient {
            known: KnownPatient {
                id: PatientId(self.id),
                name: PersonName {
                    family: self.family_name,
                    given: self.given_names,
                },
                other_names,
                born_on: self.born_on,
                mrns: mrn.into_iter().collect(),
                phones: self.phone.into_iter().collect(),
            },
            public_id: self.public_id,
            address: self.address,
        })
    }
}

/// The patient of an outer id in an organization.
///
/// # Errors
/// When the database cannot be read.
pub fn find_by_public_id(
    read: &mut Read<'_>,
    organization: &str,
    public_id: &str,
) -> Result<Option<IndexedPatient>, StoreError> {
    let row: Option<Row> = read.find(
        patients::table
            .filter(patients::organization.eq(organization))
            .filter(patients::public_id.eq(public_id))
            .filter(patients::merged_into.is_null())
            .select(Row::as_select()),
    )?;
    Ok(with_other_names(read, row.into_iter().collect())?.pop())
}

/// A patient who is not in the index yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPatient {
    /// The name in use.
    pub name: PersonName,
    /// Birth date.
    pub born_on: Option<NaiveDate>,
    /// Record number.
    pub mrn: Option<Mrn>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Postal address.
    pub address: Option<String>,
}

/// Stores a new patient; answers the row's id.
///
/// # Errors
/// A unique constraint when the record number is held already.
pub fn insert_patient(
    tx: &mut Tx<'_>,
    organization: &str,
    public_id: &str,
    new: &NewPatient,
) -> Result<PatientId, StoreError> {
    let now = tx.now();
    tx.returning(
        diesel::insert_into(patients::table)
            .values((
                patients::public_id.eq(public_id),
                patients::organization.eq(organization),
                patients::mrn.eq(new.mrn.as_ref().map(Mrn::as_str)),
                patients::family_name.eq(&new.name.family),
                patients::given_names.eq(&new.name.given),
                patients::folded_name.eq(fold_name(&new.name)),
                patients::born_on.eq(new.born_on),
                patients::phone.eq(new.phone.as_deref()),
                patients::email.eq(new.email.as_deref()),
                patients::address.eq(new.address.as_deref()),
                patients::restricted.eq(false),
                patients::created_at.eq(now),
            ))
            .returning(patients::id),
    )
    .map(PatientId)
}

/// Birth and death, where they are known.
pub type VitalDates = (Option<NaiveDate>, Option<NaiveDate>);

/// Birth and death of a patient, for the check on the day of release (B13).
///
/// # Errors
/// When the database cannot be read.
pub fn find_vital_dates(read: &mut Read<'_>, id: i64) -> Result<Option<VitalDates>, StoreError> {
    read.find(
        patients::table
            .filter(patients::id.eq(id))
            .select((patients::born_on, patients::deceased_on)),
    )
}

/// What the index holds of a patient that every release must answer; nothing while the patient is not matched.
///
/// # Errors
/// When the database cannot be read.
pub fn find_marks(read: &mut Read<'_>, id: Option<i64>) -> Result<PatientMarks, StoreError> {
    let Some(id) = id else {
        return Ok(PatientMarks::default());
    };
    let row: Option<(bool, Option<String>)> = read.find(
        patients::table
            .filter(patients::id.eq(id))
            .select((patients::restricted, patients::confidential_address)),
    )?;
    Ok(
        row.map_or_else(PatientMarks::default, |(restricted, elsewhere)| {
            PatientMarks {
                restricted,
                reached_elsewhere: elsewhere.is_some(),
            }
        }),
    )
}
