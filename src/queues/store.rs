//! The lists in the database: by date and id, never by page number.

use chrono::{Days, NaiveDate, TimeDelta};
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::model::{COUNTED, Colleague, Count, Due, OwnerFilter, Place, Row, Slice, WorkList};
use crate::db::schema::{requests, saved_searches, staff, staff_roles};
use crate::db::{AnyConnection, Read, StoreError, Tx, search};
use crate::files::{KeyPurpose, Keys};
use crate::requests::model::{Priority, Road, ShownStatus, Stage, WhoseMove};

type Db = <AnyConnection as Connection>::Backend;
type Asked<'q> = requests::BoxedQuery<'q, Db>;

/// How many rows a page of a list shows.
pub const PAGE: usize = 50;

type Columns = (
    requests::id,
    requests::public_id,
    requests::reference,
    requests::road,
    requests::patient_as_written,
    requests::patient_born_on,
    requests::patient_mrn,
    requests::requester_name,
    requests::due_on,
    requests::work_by,
    requests::shown_status,
    requests::whose_move,
    requests::owner_id,
    requests::priority,
    requests::stage,
);

const COLUMNS: Columns = (
    requests::id,
    requests::public_id,
    requests::reference,
    requests::road,
    requests::patient_as_written,
    requests::patient_born_on,
    requests::patient_mrn,
    requests::requester_name,
    requests::due_on,
    requests::work_by,
    requests::shown_status,
    requests::whose_move,
    requests::owner_id,
    requests::priority,
    requests::stage,
);

type Tuple = (
    i64,
    String,
    String,
    String,
    String,
    Option<NaiveDate>,
    Option<String>,
    String,
    NaiveDate,
    NaiveDate,
    String,
    String,
    Option<i64>,
    String,
    String,
);

fn row(tuple: Tuple) -> Result<Row, StoreError> {
    let failed = |e: crate::words::UnknownWord| StoreError::Failed(e.to_string());
    let (
        id,
        public_id,
        reference,
        road,
        patient,
        born_on,
        mrn,
        requester,
        due_on,
        work_by,
        shown,
        whose_move,
        owner_id,
        priority,
        stage,
    ) = tuple;
    Ok(Row {
        id,
        public_id,
        reference,
        road: Road::parse(&road).map_err(failed)?,
        patient,
        born_on,
        mrn,
        requester,
        due_on,
        work_by,
        shown: ShownStatus::parse(&shown).map_err(failed)?,
        whose_move: WhoseMove::parse(&whose_move).map_err(failed)?,
        closed: stage == Stage::Closed.as_str(),
        owner_id,
        priority: Priority::parse(&priority).map_err(failed)?,
    })
}

/// The condition of the open-request indexes, as a literal so that both databases use them.
fn open(asked: Asked<'_>) -> Asked<'_> {
    asked.filter(diesel::dsl::sql::<Bool>("requests.stage <> 'closed'"))
}

fn narrowed(slice: &Slice) -> Asked<'_> {
    let asked = requests::table
        .into_boxed::<Db>()
        .filter(requests::site.eq_any(&slice.sites));
    let asked = if slice.list.holds_closed() {
        asked
    } else {
        open(asked)
    };
    filtered(listed(asked, slice), slice)
}

fn in_stage(asked: Asked<'_>, stage: Stage) -> Asked<'_> {
    asked.filter(requests::stage.eq(stage.as_str()))
}

fn listed<'q>(asked: Asked<'q>, slice: &'q Slice) -> Asked<'q> {
    match slice.list {
        WorkList::Mine => asked.filter(requests::owner_id.eq(slice.staff_id)),
        WorkList::Unassigned => asked.filter(requests::owner_id.is_null()),
        WorkList::New => in_stage(asked, Stage::Received),
        WorkList::Verifying => in_stage(asked, Stage::Verifying),
        WorkList::Waiting => asked.filter(requests::whose_move.eq(WhoseMove::Requester.as_str())),
        WorkList::Gathering => in_stage(asked, Stage::Gathering),
        WorkList::Review => in_stage(asked, Stage::Reviewing),
        WorkList::Ready => in_stage(asked, Stage::Ready),
        WorkList::DueSoon => due(asked, Due::Three, slice.today),
        WorkList::Overdue => due(asked, Due::Late, slice.today),
        WorkList::All => asked,
        WorkList::Logged => match slice.day {
            Some((from, to)) => asked
                .filter(requests::logged_at.ge(from))
                .filter(requests::logged_at.lt(to)),
            None => asked.filter(requests::id.lt(0)),
        },
        WorkList::Completed => match slice.day {
            Some((from, to)) => asked
                .filter(requests::closed_at.ge(from))
                .filter(requests::closed_at.lt(to)),
            None => asked.filter(requests::id.lt(0)),
        },
    }
}

fn due(asked: Asked<'_>, span: Due, today: NaiveDate) -> Asked<'_> {
    match span.days() {
        None => asked.filter(requests::due_on.lt(today)),
        Some(days) => asked
            .filter(requests::due_on.ge(today))
            .filter(requests::due_on.le(today + Days::new(days))),
    }
}

fn filtered<'q>(mut asked: Asked<'q>, slice: &'q Slice) -> Asked<'q> {
    let filters = &slice.filters;
    if let Some(stage) = filters.stage {
        asked = in_stage(asked, stage);
    }
    if let Some(side) = filters.whose_move {
        asked = asked.filter(requests::whose_move.eq(side.as_str()));
    }
    if let Some(site) = &filters.site {
        asked = asked.filter(requests::site.eq(site));
    }
    if let Some(road) = filters.road {
        asked = asked.filter(requests::road.eq(road.as_str()));
    }
    if let Some(channel) = filters.channel {
        asked = asked.filter(requests::channel.eq(channel.as_str()));
    }
    if let Some(span) = filters.due {
        asked = due(asked, span, slice.today);
    }
    match &filters.owner {
        None => asked,
        Some(OwnerFilter::Nobody) => asked.filter(requests::owner_id.is_null()),
        Some(OwnerFilter::Person(id)) => asked.filter(
            requests::owner_id.eq_any(
                staff::table
                    .filter(staff::public_id.eq(id))
                    .select(staff::id.nullable()),
            ),
        ),
    }
}

/// One page of a list: at most [`PAGE`] rows, and whether more follow in the direction asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The rows, soonest date first.
    pub rows: Vec<Row>,
    /// Whether rows stand before these.
    pub before: bool,
    /// Whether rows stand behind these.
    pub behind: bool,
}

/// A page of a list, soonest date first, the older request first where dates are equal.
///
/// # Errors
/// When the database cannot be read.
pub fn list_page(
    read: &mut Read<'_>,
    slice: &Slice,
    place: Option<&Place>,
) -> Result<Page, StoreError> {
    let asked = narrowed(slice);
    let found = match place {
        None => None,
        Some(place) => read
            .find(
                requests::table
                    .filter(requests::public_id.eq(&place.public_id))
                    .select(requests::id),
            )?
            .map(|id: i64| (place, id)),
    };
    let forward = found.is_none_or(|(place, _)| place.behind);
    let asked = match found {
        None => asked,
        Some((place, id)) if place.behind => asked.filter(
            requests::work_by
                .gt(place.work_by)
                .or(requests::work_by.eq(place.work_by).and(requests::id.gt(id))),
        ),
        Some((place, id)) => asked.filter(
            requests::work_by
                .lt(place.work_by)
                .or(requests::work_by.eq(place.work_by).and(requests::id.lt(id))),
        ),
    };
    let asked = if forward {
        asked.order((requests::work_by.asc(), requests::id.asc()))
    } else {
        asked.order((requests::work_by.desc(), requests::id.desc()))
    };
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let tuples: Vec<Tuple> = read.list(asked.select(COLUMNS).limit(limit))?;
    let mut rows = tuples.into_iter().map(row).collect::<Result<Vec<_>, _>>()?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    if !forward {
        rows.reverse();
    }
    Ok(Page {
        rows,
        before: if forward { found.is_some() } else { more },
        behind: if forward { more } else { true },
    })
}

/// How many stand on a list, counted up to the cap.
///
/// # Errors
/// When the database cannot be read.
pub fn count(read: &mut Read<'_>, slice: &Slice) -> Result<Count, StoreError> {
    let limit = i64::try_from(COUNTED + 1).unwrap_or(i64::MAX);
    let dates: Vec<NaiveDate> = read.list(
        narrowed(slice)
            .order((requests::work_by.asc(), requests::id.asc()))
            .select(requests::due_on)
            .limit(limit),
    )?;
    Ok(Count {
        all: dates.len(),
        late: dates
            .iter()
            .filter(|due_on| **due_on < slice.today && !slice.list.holds_closed())
            .count(),
    })
}

/// Everybody with a role at one of these sites, by name.
///
/// # Errors
/// When the database cannot be read.
pub fn list_colleagues(
    read: &mut Read<'_>,
    sites: &[String],
) -> Result<Vec<Colleague>, StoreError> {
    let rows: Vec<(i64, String, String)> = read.list(
        staff::table
            .filter(
                staff::id.eq_any(
                    staff_roles::table
                        .filter(staff_roles::site.eq_any(sites))
                        .select(staff_roles::staff_id),
                ),
            )
            .order((staff::name.asc(), staff::id.asc()))
            .select((staff::id, staff::public_id, staff::name)),
    )?;
    Ok(rows
        .into_iter()
        .map(|(id, public_id, name)| Colleague {
            id,
            public_id,
            name,
        })
        .collect())
}

/// How long a search keeps its address: as long as the longest session.
const SEARCH_KEPT: TimeDelta = TimeDelta::hours(12);

/// How many of the newest requests a search looks at before it asks for more words.
const LOOKED_AT: i64 = 500;

fn context<'a>(id: &'a str, staff: &'a str) -> [&'a str; 3] {
    ["search", id, staff]
}

fn sealing(error: &impl std::fmt::Display) -> StoreError {
    StoreError::Failed(["a search could not be kept: ", &error.to_string()].concat())
}

/// Seals what a person searches for, for that person only (T50).
///
/// # Errors
/// When the machine has no randomness.
pub fn seal_search(
    keys: &Keys,
    id: &str,
    staff_id: i64,
    text: &str,
) -> Result<Vec<u8>, StoreError> {
    let staff = staff_id.to_string();
    keys.seal(KeyPurpose::Drafts, &context(id, &staff), text.as_bytes())
        .map_err(|e| sealing(&e))
}

/// Keeps a sealed search under its address, and forgets those of ended sessions.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_search(
    tx: &mut Tx<'_>,
    id: &str,
    staff_id: i64,
    sealed: &[u8],
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(diesel::delete(
        saved_searches::table.filter(saved_searches::created_at.lt(now - SEARCH_KEPT)),
    ))?;
    tx.execute(diesel::insert_into(saved_searches::table).values((
        saved_searches::id.eq(id),
        saved_searches::staff_id.eq(staff_id),
        saved_searches::criteria.eq(sealed),
        saved_searches::created_at.eq(now),
    )))?;
    Ok(())
}

/// What its owner searched for under this address.
///
/// # Errors
/// `NotFound` for anybody else's address and for one that is too old.
pub fn find_search(
    read: &mut Read<'_>,
    keys: &Keys,
    id: &str,
    staff_id: i64,
) -> Result<String, StoreError> {
    let sealed: Vec<u8> = read.get(
        saved_searches::table
            .filter(saved_searches::id.eq(id))
            .filter(saved_searches::staff_id.eq(staff_id))
            .select(saved_searches::criteria),
    )?;
    let staff = staff_id.to_string();
    let plain = keys
        .open(KeyPurpose::Drafts, &context(id, &staff), &sealed)
        .map_err(|e| sealing(&e))?;
    String::from_utf8(plain.to_vec()).map_err(|e| sealing(&e))
}

/// The newest requests of these sites that hold every word, at most [`PAGE`], and whether there are more.
///
/// # Errors
/// When the database cannot be read.
pub fn list_found(
    read: &mut Read<'_>,
    words: &[String],
    sites: &[String],
) -> Result<(Vec<Row>, bool), StoreError> {
    let ids = search::find_requests(read, words, LOOKED_AT)?;
    if ids.is_empty() {
        return Ok((Vec::new(), false));
    }
    let full = i64::try_from(ids.len()).is_ok_and(|found| found == LOOKED_AT);
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let tuples: Vec<Tuple> = read.list(
        requests::table
            .filter(requests::id.eq_any(ids))
            .filter(requests::site.eq_any(sites))
            .order(requests::id.desc())
            .select(COLUMNS)
            .limit(limit),
    )?;
    let mut rows = tuples.into_iter().map(row).collect::<Result<Vec<_>, _>>()?;
    let more = full || rows.len() > PAGE;
    rows.truncate(PAGE);
    Ok((rows, more))
}
