//! The lists in the database: by date and id, never by page number.

use std::sync::Arc;

use chrono::{Days, NaiveDate};
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::db::schema::{requests, staff, staff_roles};
use crate::db::{
    AnyConnection, Counted, DueBefore, OPEN_REQUESTS, Read, StoreError, Written, one_of, written,
};
use crate::glance::Glance;
use crate::queues::model::{
    COUNTED, Colleague, Count, Due, ListCounts, OwnerFilter, Place, Row, Slice, WorkList,
};
use crate::requests::model::{
    Priority, RequestVersion, RequesterClass, Road, ShownStatus, Stage, WhoseMove,
};
use crate::staff::model::{Permission, Role};
use crate::staff::rules::may;

type Db = <AnyConnection as Connection>::Backend;
type Asked<'q> = requests::BoxedQuery<'q, Db>;

/// How many rows a page of a list shows.
pub const PAGE: usize = 50;

/// The columns a list shows.
#[derive(Queryable, Selectable)]
#[diesel(table_name = requests)]
pub(super) struct Listed {
    id: i64,
    public_id: String,
    reference: String,
    road: String,
    patient_as_written: String,
    patient_born_on: Option<NaiveDate>,
    patient_mrn: Option<String>,
    requester_name: String,
    requester_class: String,
    due_on: NaiveDate,
    work_by: NaiveDate,
    shown_status: String,
    whose_move: String,
    owner_id: Option<i64>,
    priority: String,
    stage: String,
    version: i64,
}

impl Listed {
    pub(super) fn row(self) -> Result<Row, StoreError> {
        let failed = |e: crate::words::UnknownWord| StoreError::Failed(e.to_string());
        Ok(Row {
            id: self.id,
            public_id: self.public_id,
            reference: self.reference,
            road: Road::parse(&self.road).map_err(failed)?,
            patient: self.patient_as_written,
            born_on: self.patient_born_on,
            mrn: self.patient_mrn,
            requester: self.requester_name,
            asks_for_self: self.requester_class == RequesterClass::Patient.as_str(),
            due_on: self.due_on,
            work_by: self.work_by,
            shown: ShownStatus::parse(&self.shown_status).map_err(failed)?,
            whose_move: WhoseMove::parse(&self.whose_move).map_err(failed)?,
            closed: self.stage == Stage::Closed.as_str(),
            owner_id: self.owner_id,
            priority: Priority::parse(&self.priority).map_err(failed)?,
            version: RequestVersion(self.version),
        })
    }
}

fn narrowed(slice: &Slice) -> Asked<'_> {
    let asked = requests::table
        .into_boxed::<Db>()
        .filter(one_of(requests::site, &slice.sites));
    let asked = if slice.list.holds_closed() {
        asked
    } else {
        asked.filter(OPEN_REQUESTS)
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
    // The day to finish by is never after the controlling date: naming it lets the index end the search.
    match span.days() {
        None => asked
            .filter(requests::work_by.lt(today))
            .filter(requests::due_on.lt(today)),
        Some(days) => asked
            .filter(requests::work_by.le(today + Days::new(days)))
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
    if let Some(from) = slice.since.0 {
        asked = asked.filter(requests::whose_move_since.ge(from));
    }
    if let Some(before) = slice.since.1 {
        asked = asked.filter(requests::whose_move_since.lt(before));
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
    let listed: Vec<Listed> = read.list(asked.select(Listed::as_select()).limit(limit))?;
    let mut rows = listed
        .into_iter()
        .map(Listed::row)
        .collect::<Result<Vec<_>, _>>()?;
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
    let (all, late): (i64, i64) = read.get(Counted(
        narrowed(slice)
            .order((requests::work_by.asc(), requests::id.asc()))
            .select(DueBefore(slice.today))
            .limit(limit),
    ))?;
    let number = |n| usize::try_from(n).unwrap_or(0);
    let late = if slice.list.holds_closed() { 0 } else { late };
    Ok(Count {
        all: number(all),
        late: number(late),
    })
}

/// How many stand on a list, all of them.
///
/// # Errors
/// When the database cannot be read.
pub fn count_all(read: &mut Read<'_>, slice: &Slice) -> Result<i64, StoreError> {
    read.get(narrowed(slice).count())
}

/// How many stand on each list of the navigation, in one statement, unless it is known.
///
/// # Errors
/// When the database cannot be read.
pub fn count_lists(
    read: &mut Read<'_>,
    glance: &Glance,
    staff_id: i64,
    today: NaiveDate,
) -> Result<Arc<ListCounts>, StoreError> {
    glance.figures(staff_id, today, || {
        let counted: Vec<(i64, i64, i64)> = read.list(list_numbers(staff_id, today))?;
        let number = |n| usize::try_from(n).unwrap_or(0);
        let of_list = |(at, all, late): (i64, i64, i64)| {
            let list = COUNTED_LISTS.get(number(at))?;
            let count = Count {
                all: number(all),
                late: number(late),
            };
            Some((*list, count))
        };
        Ok(ListCounts(
            counted.into_iter().filter_map(of_list).collect(),
        ))
    })
}

/// The lists of the navigation, in the order they are counted.
const COUNTED_LISTS: [WorkList; 10] = [
    WorkList::Mine,
    WorkList::Unassigned,
    WorkList::New,
    WorkList::Verifying,
    WorkList::Waiting,
    WorkList::Gathering,
    WorkList::Review,
    WorkList::Ready,
    WorkList::DueSoon,
    WorkList::Overdue,
];

/// The numbers of the navigation, a row a list: open requests at the sites of a person and how many of them are late, each
/// counted from an index, the soonest first, and no further than the cap ([`COUNTED`] and one).
fn list_numbers(staff_id: i64, today: NaiveDate) -> Written<(BigInt, BigInt, BigInt)> {
    let soon = today + Days::new(Due::Three.days().unwrap_or(0));
    let mut asked = written("");
    for (at, list) in (0..).zip(COUNTED_LISTS) {
        asked = asked
            .sql(if at == 0 {
                "SELECT "
            } else {
                " UNION ALL SELECT "
            })
            .number(at)
            .sql(", count(*), count(*) FILTER (WHERE due_on < ")
            .day(today)
            .sql(") FROM (SELECT due_on FROM requests WHERE requests.stage <> 'closed' AND ");
        asked = match list {
            WorkList::Mine => asked.sql("owner_id = ").number(staff_id),
            WorkList::DueSoon => asked
                .sql("work_by <= ")
                .day(soon)
                .sql(" AND due_on >= ")
                .day(today)
                .sql(" AND due_on <= ")
                .day(soon),
            WorkList::Overdue => asked
                .sql("work_by < ")
                .day(today)
                .sql(" AND due_on < ")
                .day(today),
            other => asked.sql(standing(other)),
        };
        asked = asked
            .sql(" AND site IN (SELECT site FROM staff_roles WHERE staff_id = ")
            .number(staff_id)
            .sql(") ORDER BY work_by, id LIMIT 1001) AS counted");
    }
    asked
}

/// The condition of a list that needs no value.
const fn standing(list: WorkList) -> &'static str {
    match list {
        WorkList::Unassigned => "owner_id IS NULL",
        WorkList::New => "stage = 'received'",
        WorkList::Verifying => "stage = 'verifying'",
        WorkList::Waiting => "whose_move = 'requester'",
        WorkList::Gathering => "stage = 'gathering'",
        WorkList::Review => "stage = 'reviewing'",
        WorkList::Ready => "stage = 'ready'",
        _ => "1 = 0",
    }
}

/// Everybody with a role at one of these sites, by name.
///
/// # Errors
/// When the database cannot be read.
pub fn list_colleagues(
    read: &mut Read<'_>,
    sites: &[String],
) -> Result<Vec<Colleague>, StoreError> {
    let rows: Vec<(i64, String, String, Option<chrono::NaiveDateTime>, String)> = read.list(
        staff::table
            .inner_join(staff_roles::table.on(staff_roles::staff_id.eq(staff::id)))
            .filter(one_of(staff_roles::site, sites))
            .order((staff::name.asc(), staff::id.asc()))
            .select((
                staff::id,
                staff::public_id,
                staff::name,
                staff::disabled_at,
                staff_roles::role,
            )),
    )?;
    let mut colleagues: Vec<Colleague> = Vec::new();
    for (id, public_id, name, disabled_at, role) in rows {
        let role = Role::parse(&role).map_err(|e| StoreError::Failed(e.to_string()))?;
        let works = disabled_at.is_none() && may(role, Permission::WorkRequests);
        match colleagues.last_mut().filter(|one| one.id == id) {
            Some(known) => known.works |= works,
            None => colleagues.push(Colleague {
                id,
                public_id,
                name,
                works,
            }),
        }
    }
    Ok(colleagues)
}
