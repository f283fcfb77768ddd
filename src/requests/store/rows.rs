//! The row of a request.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl;
use diesel::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::db::schema::{patients, requests};
use crate::db::{Read, StoreError, Tx, one_of};
use crate::patients::model::Elsewhere;
use crate::patients::rules::fold;
use crate::requests::model::{
    Channel, Disposition, Format, MatchedPatient, NewRequest, PatientAsWritten, Priority, Purpose,
    Request, RequestId, RequestVersion, RequesterAsWritten, RequesterClass, Road, ShownStatus,
    Stage, Want, WhoseMove,
};
use crate::words::{Language, Reference, UnknownWord};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = requests)]
#[diesel(treat_none_as_null = true)]
struct Row {
    public_id: String,
    reference: String,
    organization: String,
    site: String,
    channel: String,
    received_on: NaiveDate,
    received_why: String,
    arrived_at: NaiveDateTime,
    logged_at: NaiveDateTime,
    logged_by: i64,
    road: String,
    road_why: String,
    patient_id: Option<i64>,
    patient_as_written: String,
    patient_born_on: Option<NaiveDate>,
    patient_mrn: Option<String>,
    requester_id: Option<i64>,
    requester_class: String,
    requester_name: String,
    requester_phone: Option<String>,
    requester_email: Option<String>,
    requester_address: Option<String>,
    representative: Option<String>,
    purpose: Option<String>,
    language: String,
    wants: String,
    record_format: Option<String>,
    scope: String,
    clock_inputs: String,
    progress: String,
    sensitive: bool,
    priority: String,
    stage: String,
    disposition: Option<String>,
    closed_at: Option<NaiveDateTime>,
    owner_id: Option<i64>,
    whose_move: String,
    whose_move_since: NaiveDateTime,
    shown_status: String,
    due_rule: String,
    due_on: NaiveDate,
    work_by: NaiveDate,
    version: i64,
    requester_reference: Option<String>,
    requester_reference_compared: Option<String>,
}

fn unreadable(what: impl std::fmt::Display) -> StoreError {
    StoreError::Failed(format!("a stored request is unreadable: {what}"))
}

fn json<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(unreadable)
}

fn of_json<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(unreadable)
}

fn word<T>(parsed: Result<T, UnknownWord>) -> Result<T, StoreError> {
    parsed.map_err(unreadable)
}

impl Row {
    fn of(request: &Request) -> Result<Self, StoreError> {
        let asked = &request.asked;
        let wants: Vec<&str> = asked.wants.iter().map(|want| want.as_str()).collect();
        Ok(Self {
            public_id: request.public_id.clone(),
            reference: request.reference.to_string(),
            organization: request.organization.clone(),
            site: asked.site.clone(),
            channel: asked.channel.as_str().to_owned(),
            received_on: asked.received_on,
            received_why: json(&asked.received_why)?,
            arrived_at: asked.arrived_at,
            logged_at: request.logged_at,
            logged_by: request.logged_by,
            road: asked.road.as_str().to_owned(),
            road_why: asked.road_why.clone(),
            patient_id: asked.patient.id,
            patient_as_written: asked.patient.name.clone(),
            patient_born_on: asked.patient.born_on,
            patient_mrn: asked.patient.mrn.clone(),
            requester_id: asked.requester.id,
            requester_class: asked.requester.class.as_str().to_owned(),
            requester_name: asked.requester.name.clone(),
            requester_phone: asked.requester.phone.clone(),
            requester_email: asked.requester.email.clone(),
            requester_address: asked.requester.address.clone(),
            representative: asked.representative.clone(),
            purpose: asked.purpose.map(|p| p.as_str().to_owned()),
            language: asked.language.as_str().to_owned(),
            wants: wants.join(","),
            record_format: asked.format.map(|f| f.as_str().to_owned()),
            scope: json(&asked.scope)?,
            clock_inputs: json(&asked.clock_inputs)?,
            progress: json(&request.progress)?,
            sensitive: asked.sensitive,
            priority: asked.priority.as_str().to_owned(),
            stage: request.stage.as_str().to_owned(),
            disposition: request.disposition.map(|d| d.as_str().to_owned()),
            closed_at: request.closed_at,
            owner_id: request.owner_id,
            whose_move: request.whose_move.as_str().to_owned(),
            whose_move_since: request.whose_move_since,
            shown_status: request.shown.as_str().to_owned(),
            due_rule: request.due_rule.clone(),
            due_on: request.due_on,
            work_by: request.work_by,
            version: request.version.0,
            requester_reference: asked.requester.reference.clone(),
            requester_reference_compared: asked.requester.reference.as_deref().map(fold),
        })
    }

    fn request(self, id: i64, matched: Option<MatchedPatient>) -> Result<Request, StoreError> {
        let wants = self
            .wants
            .split(',')
            .filter(|w| !w.is_empty())
            .map(Want::parse)
            .collect::<Result<_, _>>();
        Ok(Request {
            id: RequestId(id),
            public_id: self.public_id,
            reference: Reference::parse(&self.reference).map_err(unreadable)?,
            organization: self.organization,
            matched,
            asked: NewRequest {
                site: self.site,
                channel: word(Channel::parse(&self.channel))?,
                arrived_at: self.arrived_at,
                received_on: self.received_on,
                received_why: of_json(&self.received_why)?,
                road: word(Road::parse(&self.road))?,
                road_why: self.road_why,
                patient: PatientAsWritten {
                    id: self.patient_id,
                    name: self.patient_as_written,
                    born_on: self.patient_born_on,
                    mrn: self.patient_mrn,
                },
                requester: RequesterAsWritten {
                    id: self.requester_id,
                    class: word(RequesterClass::parse(&self.requester_class))?,
                    name: self.requester_name,
                    phone: self.requester_phone,
                    email: self.requester_email,
                    address: self.requester_address,
                    reference: self.requester_reference,
                },
                representative: self.representative,
                purpose: word(self.purpose.as_deref().map(Purpose::parse).transpose())?,
                language: word(Language::parse(&self.language))?,
                wants: word(wants)?,
                format: word(self.record_format.as_deref().map(Format::parse).transpose())?,
                scope: of_json(&self.scope)?,
                recipients: Vec::new(),
                clock_inputs: of_json(&self.clock_inputs)?,
                sensitive: self.sensitive,
                priority: word(Priority::parse(&self.priority))?,
                documents: 0,
            },
            logged_at: self.logged_at,
            logged_by: self.logged_by,
            progress: of_json(&self.progress)?,
            stage: word(Stage::parse(&self.stage))?,
            disposition: word(
                self.disposition
                    .as_deref()
                    .map(Disposition::parse)
                    .transpose(),
            )?,
            closed_at: self.closed_at,
            owner_id: self.owner_id,
            whose_move: word(WhoseMove::parse(&self.whose_move))?,
            whose_move_since: self.whose_move_since,
            shown: word(ShownStatus::parse(&self.shown_status))?,
            due_rule: self.due_rule,
            due_on: self.due_on,
            work_by: self.work_by,
            version: RequestVersion(self.version),
        })
    }
}

/// The request of an outer id at one of these sites; its recipients are read apart.
///
/// # Errors
/// When the database cannot be read.
pub fn find_by_public_id(
    read: &mut Read<'_>,
    public_id: &str,
    sites: &[String],
) -> Result<Option<Request>, StoreError> {
    let found: Option<(i64, Row, MatchedRow)> = read.find(
        requests::table
            .left_join(patients::table)
            .filter(requests::public_id.eq(public_id))
            .filter(one_of(requests::site, sites))
            .select((requests::id, Row::as_select(), matched_columns())),
    )?;
    found
        .map(|(id, row, patient)| row.request(id, matched(patient)))
        .transpose()
}

/// The request of a reference at one of these sites.
///
/// # Errors
/// When the database cannot be read.
pub fn find_by_reference(
    read: &mut Read<'_>,
    reference: Reference,
    sites: &[String],
) -> Result<Option<Request>, StoreError> {
    let found: Option<(i64, Row, MatchedRow)> = read.find(
        requests::table
            .left_join(patients::table)
            .filter(requests::reference.eq(reference.to_string()))
            .filter(one_of(requests::site, sites))
            .select((requests::id, Row::as_select(), matched_columns())),
    )?;
    found
        .map(|(id, row, patient)| row.request(id, matched(patient)))
        .transpose()
}

/// The request of an inner id, for jobs and for rows that already led here.
///
/// # Errors
/// `NotFound`.
pub fn get_request(read: &mut Read<'_>, id: RequestId) -> Result<Request, StoreError> {
    let (row, patient): (Row, MatchedRow) = read.get(
        requests::table
            .left_join(patients::table)
            .filter(requests::id.eq(id.0))
            .select((Row::as_select(), matched_columns())),
    )?;
    row.request(id.0, matched(patient))
}

type MatchedRow = (
    Option<String>,
    Option<String>,
    Option<bool>,
    Option<String>,
    Option<String>,
    Option<String>,
);

/// What a request needs of the entry it is matched with; read with the request itself.
type MatchedColumns = (
    dsl::Nullable<patients::public_id>,
    dsl::Nullable<patients::address>,
    dsl::Nullable<patients::restricted>,
    dsl::Nullable<patients::confidential_address>,
    dsl::Nullable<patients::confidential_email>,
    dsl::Nullable<patients::confidential_phone>,
);

fn matched_columns() -> MatchedColumns {
    (
        patients::public_id.nullable(),
        patients::address.nullable(),
        patients::restricted.nullable(),
        patients::confidential_address.nullable(),
        patients::confidential_email.nullable(),
        patients::confidential_phone.nullable(),
    )
}

fn matched(row: MatchedRow) -> Option<MatchedPatient> {
    let (public_id, home, restricted, mail, email, phone) = row;
    Some(MatchedPatient {
        public_id: public_id?,
        home,
        restricted: restricted?,
        elsewhere: Elsewhere { mail, email, phone },
    })
}

/// What a request needs of the entry it is matched with; nothing while it is not matched.
///
/// # Errors
/// When the database cannot be read.
pub fn find_matched(
    read: &mut Read<'_>,
    patient: Option<i64>,
) -> Result<Option<MatchedPatient>, StoreError> {
    let Some(patient) = patient else {
        return Ok(None);
    };
    let row: Option<MatchedRow> = read.find(
        patients::table
            .filter(patients::id.eq(patient))
            .select(matched_columns()),
    )?;
    Ok(row.and_then(matched))
}

/// Stores a new request; answers its inner id.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_request(tx: &mut Tx<'_>, request: &Request) -> Result<RequestId, StoreError> {
    let row = Row::of(request)?;
    tx.returning(
        diesel::insert_into(requests::table)
            .values(row)
            .returning(requests::id),
    )
    .map(RequestId)
}

/// Stores the request as it now stands, if nobody changed it since version `before`.
///
/// # Errors
/// `Stale` when somebody did.
pub fn update_request(
    tx: &mut Tx<'_>,
    request: &Request,
    before: RequestVersion,
) -> Result<(), StoreError> {
    let row = Row::of(request)?;
    tx.change_one(
        diesel::update(
            requests::table
                .filter(requests::id.eq(request.id.0))
                .filter(requests::version.eq(before.0)),
        )
        .set(row),
    )
}

/// Inner ids of open requests of these sites (of all, where none are named) after one, in order, a page at a time.
///
/// # Errors
/// When the database cannot be read.
pub fn list_open_ids(
    read: &mut Read<'_>,
    sites: Option<&[String]>,
    after: i64,
) -> Result<Vec<RequestId>, StoreError> {
    let mut open = requests::table
        .filter(requests::stage.ne(Stage::Closed.as_str()))
        .filter(requests::id.gt(after))
        .order(requests::id)
        .limit(200)
        .select(requests::id)
        .into_boxed();
    if let Some(sites) = sites {
        open = open.filter(requests::site.eq_any(sites));
    }
    let ids: Vec<i64> = read.list(open)?;
    Ok(ids.into_iter().map(RequestId).collect())
}

/// How many requests of these sites (of all, where none are named) are open.
///
/// # Errors
/// When the database cannot be read.
pub fn count_open(read: &mut Read<'_>, sites: Option<&[String]>) -> Result<i64, StoreError> {
    let mut open = requests::table
        .filter(requests::stage.ne(Stage::Closed.as_str()))
        .count()
        .into_boxed();
    if let Some(sites) = sites {
        open = open.filter(requests::site.eq_any(sites));
    }
    read.get(open)
}
