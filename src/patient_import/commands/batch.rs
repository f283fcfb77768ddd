//! What becomes of some rows: weighed against the index, and written.

use std::collections::{BTreeMap, BTreeSet};

use crate::db::{Read, StoreError, Tx};
use crate::error::CommandError;
use crate::patient_import::model::{Counts, Difference, Fault, Row, Wrote, bare};
use crate::patient_import::rules::{all_of, names_to_add, settle};
use crate::patient_import::store::{self, Last};
use crate::patients::commands::{Told, add_told, change_told};
use crate::patients::model::{Entry, Former, FormerKind, Mrn, PatientId, PersonName};
use crate::patients::rules::names::fold_name;
use crate::patients::store as index;

/// How the history names the source.
const SOURCE: &str = "From the import of the hospital's index.";

/// A row with what becomes of it.
#[derive(Debug)]
pub struct Weighed {
    row: Row,
    step: Step,
    differences: Vec<Difference>,
}

#[derive(Debug)]
enum Step {
    /// The same row as the last time.
    Same,
    /// Nobody of the index has this record number.
    Add,
    /// The entry says all of it, or what differs is the desk's.
    Agrees(PatientId, Wrote),
    /// The entry is changed.
    Change(Box<(Entry, Told, Wrote)>),
    /// It cannot be told whose row it is.
    Refused(Fault),
}

/// What came of some rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Taken {
    /// Counted.
    pub counts: Counts,
    /// Where the desk's own word stays.
    pub differences: Vec<Difference>,
    /// Rows that could not be taken.
    pub faults: Vec<Fault>,
}

/// Weighs rows of different record numbers against the index of an organization. Nothing is written.
///
/// # Errors
/// When the database cannot be read.
pub fn weigh(
    read: &mut Read<'_>,
    organization: &str,
    rows: Vec<Row>,
) -> Result<Vec<Weighed>, StoreError> {
    let numbers: Vec<&str> = rows.iter().map(|row| bare(&row.mrn)).collect();
    let last = store::list_last(read, organization, &numbers)?;
    let (same, new): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| {
        let last = last.get(bare(&row.mrn));
        last.is_some_and(|last| last.digest == row.digest)
    });
    let known = Known::of(read, organization, &new, &last)?;
    let same = same.into_iter().map(|row| Weighed {
        row,
        step: Step::Same,
        differences: Vec::new(),
    });
    let new = new.into_iter().map(|row| {
        let before = last.get(bare(&row.mrn));
        known.weigh(row, before)
    });
    Ok(same.chain(new).collect())
}

/// What the index knows that rows are weighed against.
struct Known {
    entries: Vec<Entry>,
    names: BTreeMap<PatientId, Vec<(PersonName, bool)>>,
    former: Vec<(PatientId, Former)>,
    /// Names and birth dates of people without a record number.
    unnumbered: BTreeSet<(String, chrono::NaiveDate)>,
}

impl Known {
    fn of(
        read: &mut Read<'_>,
        organization: &str,
        rows: &[Row],
        last: &BTreeMap<String, Last>,
    ) -> Result<Self, StoreError> {
        let numbers: Vec<&Mrn> = rows.iter().map(|row| &row.mrn).collect();
        let mut entries = index::list_holders(read, organization, &numbers)?;
        // An entry whose record number was changed at the desk is still the one of its row.
        let held: BTreeSet<i64> = entries.iter().map(|entry| entry.id.0).collect();
        let others: Vec<i64> = rows
            .iter()
            .filter_map(|row| last.get(bare(&row.mrn)))
            .map(|last| last.patient.0)
            .filter(|id| !held.contains(id))
            .collect();
        if !others.is_empty() {
            entries.extend(index::list_of_ids(read, &others)?);
        }
        let ids: Vec<i64> = entries.iter().map(|entry| entry.id.0).collect();
        let (names, former) = if ids.is_empty() {
            (BTreeMap::new(), Vec::new())
        } else {
            (
                index::list_every_name(read, &ids)?,
                index::list_former(read, &ids)?,
            )
        };
        let written: Vec<&PersonName> = rows.iter().map(|row| &row.says.name).collect();
        let unnumbered = index::list_unnumbered(read, organization, &written)?;
        Ok(Self {
            entries,
            names,
            former,
            unnumbered: unnumbered.into_iter().collect(),
        })
    }

    /// Whose row it is: the entry of the last time, the one with this record number, or the only one that has it but for
    /// leading zeros.
    fn entry_of(&self, row: &Row, before: Option<&Last>) -> Result<Option<&Entry>, Fault> {
        let holds = |entry: &&Entry, exactly: bool| match &entry.says.mrn {
            Some(mrn) if exactly => *mrn == row.mrn,
            Some(mrn) => mrn.same_as(&row.mrn),
            None => false,
        };
        let by_last = |last: &Last| self.entries.iter().find(|one| one.id == last.patient);
        if let Some(entry) = before.and_then(by_last) {
            return Ok(Some(entry));
        }
        if let Some(entry) = self.entries.iter().find(|entry| holds(entry, true)) {
            return Ok(Some(entry));
        }
        let mut alike = self.entries.iter().filter(|entry| holds(entry, false));
        match (alike.next(), alike.next()) {
            (Some(_), Some(_)) => Err(Fault {
                line: row.line,
                field: "mrn".to_owned(),
                says: "Two entries of the index have this record number but for leading zeros. Look at both there and merge them, or correct one.".to_owned(),
            }),
            (one, _) => Ok(one),
        }
    }

    fn weigh(&self, row: Row, before: Option<&Last>) -> Weighed {
        let (step, differences) = match self.entry_of(&row, before) {
            Err(fault) => (Step::Refused(fault), Vec::new()),
            Ok(None) => (Step::Add, self.look_alike(&row)),
            Ok(Some(entry)) => self.against(&row, entry, before),
        };
        Weighed {
            row,
            step,
            differences,
        }
    }

    /// Somebody without a record number who has this name and birth date may be the same person; people decide that.
    fn look_alike(&self, row: &Row) -> Vec<Difference> {
        let born_on = row.says.born_on;
        let alike =
            born_on.filter(|on| self.unnumbered.contains(&(fold_name(&row.says.name), *on)));
        let one = alike.map(|_| Difference {
            line: row.line,
            field: "mrn",
            file_says: row.mrn.to_string(),
            desk_says: "an entry without a record number has this name and birth date; look at both and merge them if they are one person".to_owned(),
        });
        one.into_iter().collect()
    }

    fn against(&self, row: &Row, entry: &Entry, before: Option<&Last>) -> (Step, Vec<Difference>) {
        let wrote = before.map_or_else(Wrote::default, |last| last.wrote.clone());
        let settled = settle(row, &entry.says, &wrote);
        let mut differences = settled.differences;
        let mrn = entry.says.mrn.as_ref();
        if mrn.is_none_or(|mrn| !mrn.same_as(&row.mrn)) {
            differences.push(Difference {
                line: row.line,
                field: "mrn",
                file_says: row.mrn.to_string(),
                desk_says: mrn.map_or_else(String::new, ToString::to_string),
            });
        }
        let none = Vec::new();
        let known = self.names.get(&entry.id).unwrap_or(&none);
        let (missing, withdrawn) = names_to_add(row, &settled.says.name, known);
        differences.extend(withdrawn.into_iter().map(|other| Difference {
            line: row.line,
            field: "other names",
            file_says: other.name.family_first(),
            desk_says: "withdrawn".to_owned(),
        }));
        let told = Told {
            names: missing.into_iter().cloned().collect(),
            former_phones: self.unknown(entry, FormerKind::Phone, &row.former_phones),
            former_addresses: self.unknown(entry, FormerKind::Address, &row.former_addresses),
            says: settled.says,
            source: SOURCE.to_owned(),
            by: None,
        };
        let nothing = told.says == entry.says
            && told.names.is_empty()
            && told.former_phones.is_empty()
            && told.former_addresses.is_empty();
        let step = if nothing {
            Step::Agrees(entry.id, settled.wrote)
        } else {
            Step::Change(Box::new((entry.clone(), told, settled.wrote)))
        };
        (step, differences)
    }

    /// The values of before that the entry does not have, now or before.
    fn unknown(&self, entry: &Entry, kind: FormerKind, values: &[String]) -> Vec<String> {
        let now = match kind {
            FormerKind::Phone => entry.says.phone.as_ref(),
            FormerKind::Address => entry.says.address.as_ref(),
            FormerKind::Email => entry.says.email.as_ref(),
        };
        let former = |value: &String| {
            self.former
                .iter()
                .any(|(of, one)| *of == entry.id && one.kind == kind && one.text == *value)
        };
        let missing = values
            .iter()
            .filter(|value| now != Some(*value) && !former(value));
        missing.cloned().collect()
    }
}

/// What came of weighed rows, whether they are written or not.
pub fn sum(weighed: &[Weighed]) -> Taken {
    let mut taken = Taken::default();
    for one in weighed {
        let counts = &mut taken.counts;
        match &one.step {
            Step::Same | Step::Agrees(..) => counts.unchanged += 1,
            Step::Add => counts.added += 1,
            Step::Change(_) => counts.changed += 1,
            Step::Refused(fault) => {
                counts.rejected += 1;
                taken.faults.push(fault.clone());
            }
        }
        taken.differences.extend(one.differences.iter().cloned());
    }
    taken.counts.differences = i64::try_from(taken.differences.len()).unwrap_or(i64::MAX);
    taken
}

/// Takes rows of different record numbers into the index of an organization, with what is known of them by now.
///
/// # Errors
/// `Stale` when an entry was changed meanwhile: the same rows can be taken again.
pub fn take(
    tx: &mut Tx<'_>,
    import: i64,
    organization: &str,
    rows: Vec<Row>,
) -> Result<Taken, CommandError> {
    let weighed = weigh(tx, organization, rows)?;
    let taken = sum(&weighed);
    for one in weighed {
        write(tx, import, organization, one)?;
    }
    Ok(taken)
}

fn write(
    tx: &mut Tx<'_>,
    import: i64,
    organization: &str,
    weighed: Weighed,
) -> Result<(), CommandError> {
    let Weighed { row, step, .. } = weighed;
    let (patient, wrote) = match step {
        Step::Same | Step::Refused(_) => return Ok(()),
        Step::Agrees(patient, wrote) => (patient, wrote),
        Step::Change(change) => {
            let (entry, told, wrote) = *change;
            change_told(tx, &entry, &told)?;
            (entry.id, wrote)
        }
        Step::Add => {
            let told = Told {
                says: row.says.clone(),
                names: row.names.clone(),
                former_phones: row.former_phones.clone(),
                former_addresses: row.former_addresses.clone(),
                source: SOURCE.to_owned(),
                by: None,
            };
            (add_told(tx, organization, &told)?, all_of(&row))
        }
    };
    let last = Last {
        patient,
        digest: row.digest.clone(),
        wrote,
    };
    Ok(store::keep_last(
        tx,
        import,
        organization,
        bare(&row.mrn),
        &last,
    )?)
}
