//! Requests an arrival may belong to, found by what it says.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::schema::{outbox, requests};
use crate::db::{AnyConnection, Read, StoreError, one_of, search};
use crate::requests::model::Stage;
use crate::trays::rules::{Known, Words};

type Db = <AnyConnection as Connection>::Backend;

/// How many requests each sign may lead to, the newest first.
const EACH: i64 = 20;

#[derive(Queryable, Selectable)]
#[diesel(table_name = requests)]
struct Row {
    id: i64,
    public_id: String,
    reference: String,
    patient_as_written: String,
    patient_born_on: Option<NaiveDate>,
    patient_mrn: Option<String>,
    requester_name: String,
    requester_email: Option<String>,
    stage: String,
}

/// Requests of these sites that share a sign with the words of an arrival.
///
/// # Errors
/// When the database cannot be read.
pub fn list_known(
    read: &mut Read<'_>,
    sites: &[String],
    words: &Words,
    names: &[String],
) -> Result<Vec<Known>, StoreError> {
    let answered: Vec<i64> = read.list(
        outbox::table
            .filter(outbox::public_id.eq_any(&words.answers))
            .select(outbox::request_id),
    )?;
    let mut ids: BTreeSet<i64> = answered.iter().copied().collect();
    let all = || requests::table.into_boxed::<Db>();
    let references: Vec<String> = words.references.iter().map(ToString::to_string).collect();
    ids.extend(newest(
        read,
        sites,
        all().filter(requests::reference.eq_any(references)),
    )?);
    if let Some(sender) = &words.sender {
        let same = all().filter(requests::requester_email.eq(sender.clone()));
        ids.extend(newest(read, sites, same)?);
    }
    let dates = all().filter(requests::patient_born_on.eq_any(words.dates.clone()));
    ids.extend(newest(read, sites, dates)?);
    let numbers = all().filter(requests::patient_mrn.eq_any(words.numbers.clone()));
    ids.extend(newest(read, sites, numbers)?);
    for name in names {
        let parts: Vec<String> = name.split(' ').map(str::to_owned).collect();
        ids.extend(search::find_requests(read, &parts, EACH)?);
    }
    let rows: Vec<Row> = read.list(
        requests::table
            .filter(requests::id.eq_any(ids))
            .filter(one_of(requests::site, sites))
            .select(Row::as_select()),
    )?;
    Ok(rows.into_iter().map(|row| known(row, &answered)).collect())
}

fn known(row: Row, answered: &[i64]) -> Known {
    Known {
        id: row.id,
        public_id: row.public_id,
        reference: row.reference,
        patient: row.patient_as_written,
        born_on: row.patient_born_on,
        mrn: row.patient_mrn,
        requester: row.requester_name,
        email: row.requester_email,
        closed: row.stage == Stage::Closed.as_str(),
        answered: answered.contains(&row.id),
    }
}

fn newest(
    read: &mut Read<'_>,
    sites: &[String],
    sharing: requests::BoxedQuery<'static, Db>,
) -> Result<Vec<i64>, StoreError> {
    read.list(
        sharing
            .filter(requests::site.eq_any(sites.to_vec()))
            .order(requests::id.desc())
            .limit(EACH)
            .select(requests::id),
    )
}
