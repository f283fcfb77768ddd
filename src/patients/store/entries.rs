//! Entries of the index.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::unreadable;
use crate::db::schema::{patient_names, patients};
use crate::db::{Read, StoreError, Tx};
use crate::patients::model::{
    Entry, Mrn, Particulars, PatientId, PatientMarks, PatientVersion, PersonName,
};
use crate::patients::rules::names::{fold_name, heard_whole};

#[derive(Queryable, Selectable)]
#[diesel(table_name = patients)]
struct Row {
    id: i64,
    public_id: String,
    organization: String,
    mrn: Option<String>,
    family_name: String,
    given_names: String,
    born_on: Option<NaiveDate>,
    phone: Option<String>,
    email: Option<String>,
    address: Option<String>,
    deceased_on: Option<NaiveDate>,
    merged_into: Option<i64>,
    version: i64,
}

impl Row {
    fn entry(self) -> Result<Entry, StoreError> {
        let mrn = self.mrn.as_deref().map(Mrn::parse).transpose();
        Ok(Entry {
            id: PatientId(self.id),
            public_id: self.public_id,
            organization: self.organization,
            says: Particulars {
                name: PersonName {
                    family: self.family_name,
                    given: self.given_names,
                },
                born_on: self.born_on,
                mrn: mrn.map_err(unreadable)?,
                phone: self.phone,
                email: self.email,
                address: self.address,
                deceased_on: self.deceased_on,
            },
            merged_into: self.merged_into.map(PatientId),
            version: PatientVersion(self.version),
        })
    }
}

/// The entry of an outer id in an organization, merged or not.
///
/// # Errors
/// When the database cannot be read.
pub fn find_entry(
    read: &mut Read<'_>,
    organization: &str,
    public_id: &str,
) -> Result<Option<Entry>, StoreError> {
    let row: Option<Row> = read.find(
        patients::table
            .filter(patients::organization.eq(organization))
            .filter(patients::public_id.eq(public_id))
            .select(Row::as_select()),
    )?;
    row.map(Row::entry).transpose()
}

/// The entry of an inner id.
///
/// # Errors
/// `NotFound`.
pub fn get_entry(read: &mut Read<'_>, id: PatientId) -> Result<Entry, StoreError> {
    let row: Row = read.get(
        patients::table
            .filter(patients::id.eq(id.0))
            .select(Row::as_select()),
    )?;
    row.entry()
}

/// The entries of these people, by id: those that stand for them and those merged into them.
///
/// # Errors
/// When the database cannot be read.
pub(super) fn list_entries(read: &mut Read<'_>, people: &[i64]) -> Result<Vec<Entry>, StoreError> {
    let rows: Vec<Row> = read.list(
        patients::table
            .filter(
                patients::id
                    .eq_any(people)
                    .or(patients::merged_into.eq_any(people)),
            )
            .order(patients::id)
            .select(Row::as_select()),
    )?;
    rows.into_iter().map(Row::entry).collect()
}

/// Every entry of a person, the one that stands for them first.
///
/// # Errors
/// When the database cannot be read.
pub fn list_of_person(read: &mut Read<'_>, person: PatientId) -> Result<Vec<Entry>, StoreError> {
    let mut entries = list_entries(read, &[person.0])?;
    entries.sort_by_key(|entry| (entry.merged_into.is_some(), entry.id));
    Ok(entries)
}

/// The inner ids of every entry of the person an entry belongs to, by id: what is asked about one of them is asked about
/// all (B17).
///
/// # Errors
/// When the database cannot be read.
pub fn ids_of_person(read: &mut Read<'_>, id: i64) -> Result<Vec<i64>, StoreError> {
    let into: Option<Option<i64>> = read.find(
        patients::table
            .filter(patients::id.eq(id))
            .select(patients::merged_into),
    )?;
    let person = into.flatten().unwrap_or(id);
    read.list(
        patients::table
            .filter(patients::id.eq(person).or(patients::merged_into.eq(person)))
            .order(patients::id)
            .select(patients::id),
    )
}

/// Outer ids of the entries of an organization with this record number.
///
/// # Errors
/// When the database cannot be read.
pub fn list_with_mrn(
    read: &mut Read<'_>,
    organization: &str,
    mrn: &Mrn,
) -> Result<Vec<String>, StoreError> {
    read.list(
        patients::table
            .filter(patients::organization.eq(organization))
            .filter(patients::mrn.eq(mrn.as_str()))
            .select(patients::public_id),
    )
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
                patients::sound.eq(heard_whole(&new.name)),
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

#[diesel::dsl::auto_type]
fn still(entry: &Entry) -> _ {
    let (id, version): (i64, i64) = (entry.id.0, entry.version.0);
    patients::table
        .filter(patients::id.eq(id))
        .filter(patients::version.eq(version))
}

/// Writes anew what an entry says.
///
/// # Errors
/// `Stale` when somebody changed it first; a unique constraint when the record number is held already.
pub fn change_entry(tx: &mut Tx<'_>, entry: &Entry, says: &Particulars) -> Result<(), StoreError> {
    tx.change_one(diesel::update(still(entry)).set((
        patients::mrn.eq(says.mrn.as_ref().map(Mrn::as_str)),
        patients::family_name.eq(&says.name.family),
        patients::given_names.eq(&says.name.given),
        patients::folded_name.eq(fold_name(&says.name)),
        patients::sound.eq(heard_whole(&says.name)),
        patients::born_on.eq(says.born_on),
        patients::phone.eq(says.phone.as_deref()),
        patients::email.eq(says.email.as_deref()),
        patients::address.eq(says.address.as_deref()),
        patients::deceased_on.eq(says.deceased_on),
        patients::version.eq(entry.version.0 + 1),
    )))
}

/// Raises the version of an entry whose names, merges or marks change.
///
/// # Errors
/// `Stale` when somebody changed it first.
pub fn touch_entry(tx: &mut Tx<'_>, entry: &Entry) -> Result<(), StoreError> {
    tx.change_one(diesel::update(still(entry)).set(patients::version.eq(entry.version.0 + 1)))
}

/// Birth and death, where they are known.
pub type VitalDates = (Option<NaiveDate>, Option<NaiveDate>);

/// Birth and death of a patient, for the check on the day of release (B13); after a merge, what any entry knows.
///
/// # Errors
/// When the database cannot be read.
pub fn find_vital_dates(read: &mut Read<'_>, id: i64) -> Result<Option<VitalDates>, StoreError> {
    let ids = ids_of_person(read, id)?;
    let rows: Vec<(Option<i64>, Option<NaiveDate>, Option<NaiveDate>)> = read.list(
        patients::table
            .filter(patients::id.eq_any(ids))
            .order(patients::id)
            .select((
                patients::merged_into,
                patients::born_on,
                patients::deceased_on,
            )),
    )?;
    let survivor = rows.iter().find(|(into, ..)| into.is_none());
    let born_on = survivor
        .and_then(|(_, born_on, _)| *born_on)
        .or_else(|| rows.iter().find_map(|(_, born_on, _)| *born_on));
    let died_on = rows.iter().find_map(|(.., died_on)| *died_on);
    Ok((!rows.is_empty()).then_some((born_on, died_on)))
}

/// What the index holds of a patient that every release must answer; nothing while the patient is not matched. Every entry
/// of a person carries the marks of all of them.
///
/// # Errors
/// When the database cannot be read.
pub fn find_marks(read: &mut Read<'_>, id: Option<i64>) -> Result<PatientMarks, StoreError> {
    let Some(id) = id else {
        return Ok(PatientMarks::default());
    };
    let row: Option<(bool, Elsewhere)> =
        read.find(patients::table.filter(patients::id.eq(id)).select((
            patients::restricted,
            (
                patients::confidential_address,
                patients::confidential_email,
                patients::confidential_phone,
            ),
        )))?;
    Ok(
        row.map_or_else(PatientMarks::default, |(restricted, elsewhere)| {
            let (mail, email, phone) = elsewhere;
            PatientMarks {
                restricted,
                reached_elsewhere: mail.is_some() || email.is_some() || phone.is_some(),
            }
        }),
    )
}

/// Address, e-mail and telephone that were agreed instead of the home address.
type Elsewhere = (Option<String>, Option<String>, Option<String>);

/// Writes down how names sound that were stored before sounds were kept, at most `most` of each kind; answers how many.
///
/// # Errors
/// When the database cannot be changed.
pub fn hear_names(tx: &mut Tx<'_>, most: i64) -> Result<usize, StoreError> {
    let entries: Vec<(i64, String, String)> = tx.list(
        patients::table
            .filter(patients::sound.eq(""))
            .order(patients::id)
            .limit(most)
            .select((patients::id, patients::family_name, patients::given_names)),
    )?;
    let others: Vec<(i64, String)> = tx.list(
        patient_names::table
            .filter(patient_names::sound.eq(""))
            .order(patient_names::id)
            .limit(most)
            .select((patient_names::id, patient_names::name)),
    )?;
    let heard = entries.len() + others.len();
    for (id, family, given) in entries {
        let sound = heard_whole(&PersonName { family, given });
        let entry = patients::table.filter(patients::id.eq(id));
        tx.execute(diesel::update(entry).set(patients::sound.eq(sound)))?;
    }
    for (id, name) in others {
        let sound = heard_whole(&super::name_of(&name));
        let other = patient_names::table.filter(patient_names::id.eq(id));
        tx.execute(diesel::update(other).set(patient_names::sound.eq(sound)))?;
    }
    Ok(heard)
}
