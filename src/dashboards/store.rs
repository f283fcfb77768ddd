//! The figures of a day, each counted by the database.

use chrono::{Days, NaiveDate, NaiveDateTime};
use diesel::dsl::count_star;
use diesel::prelude::*;

use super::model::{Figures, OwnerLine, Waiting};
use crate::db::schema::requests;
use crate::db::{OPEN_REQUESTS, Read, StoreError, one_of};
use crate::queues::model::{Colleague, Slice, Waits};
use crate::queues::store::count_all;
use crate::requests::model::{Channel, Stage, WhoseMove};

/// How many of the longest waiting are named.
const NAMED: i64 = 5;

/// Counts open requests of these sites by a column.
macro_rules! counted {
    ($read:expr, $sites:expr, $column:expr) => {
        $read.list(
            requests::table
                .filter(one_of(requests::site, $sites))
                .filter(OPEN_REQUESTS)
                .group_by($column)
                .select(($column, count_star())),
        )
    };
}

/// Parsed words with their counts, in the order people meet them.
fn words<T: Ord + Copy>(
    rows: Vec<(String, i64)>,
    parse: impl Fn(&str) -> Result<T, crate::words::UnknownWord>,
) -> Result<Vec<(T, i64)>, StoreError> {
    let mut found = rows
        .into_iter()
        .map(|(word, count)| {
            let value = parse(&word).map_err(|e| StoreError::Failed(e.to_string()))?;
            Ok((value, count))
        })
        .collect::<Result<Vec<(T, i64)>, StoreError>>()?;
    found.sort_by_key(|(value, _)| *value);
    Ok(found)
}

/// Every figure of the day for these sites; the chart begins at `from` (UTC). The ages of what waits are counted by the
/// very lists they open.
///
/// # Errors
/// When the database cannot be read.
pub fn figures(
    read: &mut Read<'_>,
    sites: &[String],
    colleagues: &[Colleague],
    today: NaiveDate,
    from: NaiveDateTime,
    ages: &[(Waits, Slice)],
) -> Result<Figures, StoreError> {
    let by_due: Vec<(NaiveDate, i64)> = counted!(read, sites, requests::due_on)?;
    let by_stage: Vec<(String, i64)> = counted!(read, sites, requests::stage)?;
    let by_move: Vec<(String, i64)> = counted!(read, sites, requests::whose_move)?;
    let by_site: Vec<(String, i64)> = counted!(read, sites, requests::site)?;
    let by_channel: Vec<(String, i64)> = counted!(read, sites, requests::channel)?;
    let by_owner: Vec<(Option<i64>, NaiveDate, i64)> = read.list(
        requests::table
            .filter(one_of(requests::site, sites))
            .filter(OPEN_REQUESTS)
            // By date first: the index of dates holds the owner, the index of owners holds no date.
            .group_by((requests::due_on, requests::owner_id))
            .select((requests::owner_id, requests::due_on, count_star())),
    )?;
    let logged = read.list(
        requests::table
            .filter(one_of(requests::site, sites))
            .filter(requests::logged_at.ge(from))
            .select(requests::logged_at),
    )?;
    let completed: Vec<Option<NaiveDateTime>> = read.list(
        requests::table
            .filter(one_of(requests::site, sites))
            .filter(requests::closed_at.is_not_null())
            .filter(requests::closed_at.ge(from))
            .select(requests::closed_at),
    )?;
    let mut counted = Vec::new();
    for (waits, slice) in ages {
        counted.push((*waits, count_all(read, slice)?));
    }
    Ok(Figures {
        ages: counted,
        by_stage: words(by_stage, Stage::parse)?,
        by_move: words(by_move, WhoseMove::parse)?,
        by_channel: words(by_channel, Channel::parse)?,
        owners: owners(&by_owner, colleagues, today),
        waiting: list_waiting(read, sites)?,
        completed: completed.into_iter().flatten().collect(),
        by_due,
        by_site,
        logged,
    })
}

/// The requests that wait longest for their requester.
fn list_waiting(read: &mut Read<'_>, sites: &[String]) -> Result<Vec<Waiting>, StoreError> {
    let rows: Vec<(String, String, NaiveDateTime)> = read.list(
        requests::table
            .filter(one_of(requests::site, sites))
            .filter(OPEN_REQUESTS)
            .filter(requests::whose_move.eq(WhoseMove::Requester.as_str()))
            .order((requests::whose_move_since.asc(), requests::id.asc()))
            .limit(NAMED)
            .select((
                requests::public_id,
                requests::reference,
                requests::whose_move_since,
            )),
    )?;
    Ok(rows
        .into_iter()
        .map(|(public_id, reference, since)| Waiting {
            public_id,
            reference,
            since,
        })
        .collect())
}

fn owners(
    rows: &[(Option<i64>, NaiveDate, i64)],
    colleagues: &[Colleague],
    today: NaiveDate,
) -> Vec<OwnerLine> {
    let sum = |owner: Option<i64>, within: &dyn Fn(NaiveDate) -> bool| {
        rows.iter()
            .filter(|(who, on, _)| *who == owner && within(*on))
            .map(|(_, _, count)| count)
            .sum()
    };
    let line = |owner: Option<i64>, public_id: Option<String>, name: &str| OwnerLine {
        public_id,
        name: name.to_owned(),
        open: sum(owner, &|_| true),
        late: sum(owner, &|on| on < today),
        soon: sum(owner, &|on| on >= today && on <= today + Days::new(3)),
    };
    let mut lines: Vec<OwnerLine> = colleagues
        .iter()
        .map(|one| line(Some(one.id), Some(one.public_id.clone()), &one.name))
        .filter(|line| line.open > 0)
        .collect();
    lines.push(line(None, None, "No one"));
    lines
}
