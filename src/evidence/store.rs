//! The evidence as it is read: newest first, by number, never by page.

use chrono::NaiveDateTime;
use diesel::dsl::{count_star, max};
use diesel::prelude::*;

use super::model::{About, Asked, Line, Verified, Viewer};
use crate::db::schema::{
    audit_rows, audit_seals, audit_unsealed, audit_verifications as verifications, patients,
    requests, staff,
};
use crate::db::{AnyConnection, Read, StoreError, Tx};
use crate::patients::store::ids_of_person;

type Db = <AnyConnection as Connection>::Backend;
type Rows<'q> = audit_rows::BoxedQuery<'q, Db>;

/// How many rows a page shows.
pub const PAGE: usize = 50;
/// Requests of one patient that lists are searched for at most.
const REQUESTS: i64 = 200;

type Tuple = (
    i64,
    NaiveDateTime,
    Option<i64>,
    Option<String>,
    String,
    String,
    Option<i64>,
    Option<String>,
);

/// The rows that answer a question, newest first, older than the row `before` if one is named; and whether more follow.
pub fn list_lines(
    read: &mut Read<'_>,
    asked: &Asked,
    before: Option<i64>,
) -> Result<(Vec<Line>, bool), StoreError> {
    let mut query = narrowed(asked);
    if let Some(before) = before {
        query = query.filter(audit_rows::id.lt(before));
    }
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut rows: Vec<Tuple> =
        read.list(query.order(audit_rows::id.desc()).limit(limit).select((
            audit_rows::id,
            audit_rows::at,
            audit_rows::staff_id,
            audit_rows::acting_site,
            audit_rows::event,
            audit_rows::outcome,
            audit_rows::request_id,
            audit_rows::detail,
        )))?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    Ok((named(read, rows)?, more))
}

fn narrowed(asked: &Asked) -> Rows<'_> {
    let mut query = audit_rows::table.into_boxed::<Db>();
    query = match &asked.about {
        Some(about) if about.listed => listed(query, &about.requests),
        Some(about) => opened(query, about),
        // What strangers and the desk itself did has no site; it is about nobody's request.
        None => query.filter(
            audit_rows::acting_site
                .eq_any(&asked.sites)
                .or(audit_rows::acting_site
                    .is_null()
                    .and(audit_rows::request_id.is_null())
                    .and(audit_rows::patient_id.is_null())),
        ),
    };
    if let Some(staff_id) = asked.staff_id {
        query = query.filter(audit_rows::staff_id.eq(staff_id));
    }
    if let Some(from) = asked.from {
        query = query.filter(audit_rows::at.ge(from));
    }
    if let Some(before) = asked.before {
        query = query.filter(audit_rows::at.lt(before));
    }
    if let Some(event) = &asked.event {
        query = query.filter(audit_rows::event.eq(event));
    }
    if let Some(outcome) = asked.outcome {
        query = query.filter(audit_rows::outcome.eq(outcome.as_str()));
    }
    query
}

fn opened<'q>(query: Rows<'q>, about: &'q About) -> Rows<'q> {
    if about.patients.is_empty() {
        return query.filter(audit_rows::request_id.eq_any(&about.requests));
    }
    query.filter(
        audit_rows::patient_id
            .eq_any(&about.patients)
            .or(audit_rows::request_id.eq_any(&about.requests)),
    )
}

/// Lists pack the ids they showed as `,1,2,3,`.
fn listed<'q>(query: Rows<'q>, requests: &[i64]) -> Rows<'q> {
    let pattern = |id: &i64| ["%,", &id.to_string(), ",%"].concat();
    let Some((first, others)) = requests.split_first() else {
        return query.filter(audit_rows::id.lt(0));
    };
    let mut any: Box<
        dyn BoxableExpression<
                audit_rows::table,
                Db,
                SqlType = diesel::sql_types::Nullable<diesel::sql_types::Bool>,
            >,
    > = Box::new(audit_rows::listed.like(pattern(first)));
    for id in others {
        any = Box::new(any.or(audit_rows::listed.like(pattern(id))));
    }
    query.filter(audit_rows::listed.is_not_null()).filter(any)
}

/// The names of people and the references of requests, each looked up once.
fn named(read: &mut Read<'_>, rows: Vec<Tuple>) -> Result<Vec<Line>, StoreError> {
    let people: Vec<i64> = rows.iter().filter_map(|row| row.2).collect();
    let about: Vec<i64> = rows.iter().filter_map(|row| row.6).collect();
    let people: Vec<(i64, String, String)> =
        read.list(staff::table.filter(staff::id.eq_any(people)).select((
            staff::id,
            staff::public_id,
            staff::name,
        )))?;
    let about: Vec<(i64, String, String)> =
        read.list(requests::table.filter(requests::id.eq_any(about)).select((
            requests::id,
            requests::public_id,
            requests::reference,
        )))?;
    Ok(rows
        .into_iter()
        .map(
            |(id, at, staff_id, site, event, outcome, request_id, detail)| {
                let person = people.iter().find(|one| Some(one.0) == staff_id);
                Line {
                    id,
                    at,
                    who: person.map(|one| one.2.clone()),
                    person: person.map(|one| one.1.clone()),
                    site,
                    event,
                    outcome,
                    request: about
                        .iter()
                        .find(|one| Some(one.0) == request_id)
                        .map(|one| (one.1.clone(), one.2.clone())),
                    detail,
                }
            },
        )
        .collect())
}

/// Who opened what is asked about, how often and when last; the most frequent first.
pub fn list_viewers(read: &mut Read<'_>, about: &About) -> Result<Vec<Viewer>, StoreError> {
    let rows: Vec<(Option<i64>, i64, Option<NaiveDateTime>)> = read.list(
        audit_rows::table
            .filter(
                audit_rows::patient_id
                    .eq_any(&about.patients)
                    .or(audit_rows::request_id.eq_any(&about.requests)),
            )
            .filter(audit_rows::staff_id.is_not_null())
            .filter(audit_rows::outcome.eq("done"))
            .group_by(audit_rows::staff_id)
            .select((audit_rows::staff_id, count_star(), max(audit_rows::at)))
            .order(count_star().desc())
            .limit(100),
    )?;
    let ids: Vec<i64> = rows.iter().filter_map(|row| row.0).collect();
    let people: Vec<(i64, String, String)> =
        read.list(staff::table.filter(staff::id.eq_any(ids)).select((
            staff::id,
            staff::public_id,
            staff::name,
        )))?;
    Ok(rows
        .into_iter()
        .filter_map(|(staff_id, times, last)| {
            let (_, person, who) = people.iter().find(|one| Some(one.0) == staff_id)?;
            Some(Viewer {
                who: who.clone(),
                person: person.clone(),
                times,
                last: last?,
            })
        })
        .collect())
}

/// A request of these sites by outer id or by reference, as something to ask about.
pub fn find_request(
    read: &mut Read<'_>,
    named: &str,
    sites: &[String],
) -> Result<Option<(String, About)>, StoreError> {
    let row: Option<(i64, String, String, Option<i64>)> = read.find(
        requests::table
            .filter(
                requests::public_id
                    .eq(named)
                    .or(requests::reference.eq(named)),
            )
            .filter(requests::site.eq_any(sites))
            .select((
                requests::id,
                requests::public_id,
                requests::reference,
                requests::patient_id,
            )),
    )?;
    let Some((id, public_id, reference, patient)) = row else {
        return Ok(None);
    };
    let patient_id = match patient {
        Some(patient) => read.find(
            patients::table
                .filter(patients::id.eq(patient))
                .select(patients::public_id),
        )?,
        None => None,
    };
    let about = About {
        patients: Vec::new(),
        requests: vec![id],
        references: vec![reference],
        patient_id,
        listed: false,
    };
    Ok(Some((public_id, about)))
}

/// A patient of an organization by outer id, with every request of theirs; entries merged with it are the same person.
pub fn find_patient(
    read: &mut Read<'_>,
    public_id: &str,
    organization: &str,
) -> Result<Option<About>, StoreError> {
    let found: Option<i64> = read.find(
        patients::table
            .filter(patients::public_id.eq(public_id))
            .filter(patients::organization.eq(organization))
            .select(patients::id),
    )?;
    let Some(patient) = found else {
        return Ok(None);
    };
    let patients = ids_of_person(read, patient)?;
    let rows: Vec<(i64, String)> = read.list(
        requests::table
            .filter(requests::patient_id.eq_any(&patients))
            .order(requests::id.desc())
            .limit(REQUESTS)
            .select((requests::id, requests::reference)),
    )?;
    Ok(Some(About {
        patients,
        requests: rows.iter().map(|row| row.0).collect(),
        references: rows.into_iter().map(|row| row.1).collect(),
        patient_id: Some(public_id.to_owned()),
        listed: false,
    }))
}

/// The outer id of the patient with this record number.
pub fn find_by_mrn(
    read: &mut Read<'_>,
    mrn: &str,
    organization: &str,
) -> Result<Option<String>, StoreError> {
    read.find(
        patients::table
            .filter(patients::mrn.eq(mrn))
            .filter(patients::organization.eq(organization))
            .select(patients::public_id),
    )
}

/// The last seal: its number and instant.
pub fn find_last_seal(read: &mut Read<'_>) -> Result<Option<(i64, NaiveDateTime)>, StoreError> {
    read.find(
        audit_seals::table
            .order(audit_seals::seq.desc())
            .limit(1)
            .select((audit_seals::seq, audit_seals::at)),
    )
}

/// How many rows wait for a seal, where several machines share the database.
pub fn count_unsealed(read: &mut Read<'_>) -> Result<i64, StoreError> {
    read.get(audit_unsealed::table.count())
}

/// How many rows of evidence there are, by their numbers.
pub fn count_rows(read: &mut Read<'_>) -> Result<i64, StoreError> {
    let last: Option<i64> = read.get(audit_rows::table.select(max(audit_rows::id)))?;
    Ok(last.unwrap_or(0))
}

/// The newest verification.
pub fn find_verification(read: &mut Read<'_>) -> Result<Option<Verified>, StoreError> {
    type Row = (
        i64,
        String,
        NaiveDateTime,
        NaiveDateTime,
        i64,
        i64,
        i64,
        Option<NaiveDateTime>,
        Option<String>,
    );
    let row: Option<Row> = read.find(
        verifications::table
            .inner_join(staff::table)
            .order(verifications::id.desc())
            .limit(1)
            .select((
                verifications::id,
                staff::name,
                verifications::started_at,
                verifications::updated_at,
                verifications::rows_all,
                verifications::rows_seen,
                verifications::seals_seen,
                verifications::finished_at,
                verifications::flaw,
            )),
    )?;
    Ok(row.map(
        |(id, who, started_at, updated_at, rows_all, rows_seen, seals_seen, finished_at, flaw)| {
            Verified {
                id,
                who,
                started_at,
                updated_at,
                rows_all,
                rows_seen,
                seals_seen,
                finished_at,
                flaw,
            }
        },
    ))
}

/// Begins a verification; answers its number.
pub fn insert_verification(tx: &mut Tx<'_>, by: i64, rows_all: i64) -> Result<i64, StoreError> {
    let now = tx.now();
    tx.returning(
        diesel::insert_into(verifications::table)
            .values((
                verifications::started_by.eq(by),
                verifications::started_at.eq(now),
                verifications::updated_at.eq(now),
                verifications::rows_all.eq(rows_all),
            ))
            .returning(verifications::id),
    )
}

/// Notes how far a verification came, and how it ended if it did.
pub fn note_progress(
    tx: &mut Tx<'_>,
    id: i64,
    (rows, seals): (i64, i64),
    ended: Option<Option<&str>>,
) -> Result<(), StoreError> {
    let now = tx.now();
    let row = verifications::table.filter(verifications::id.eq(id));
    tx.change_one(diesel::update(row).set((
        verifications::updated_at.eq(now),
        verifications::rows_seen.eq(rows),
        verifications::seals_seen.eq(seals),
        verifications::finished_at.eq(ended.is_some().then_some(now)),
        verifications::flaw.eq(ended.flatten()),
    )))
}
