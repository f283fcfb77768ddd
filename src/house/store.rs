//! Proposed changes and what they move.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::model::{ChangeState, HouseChange, Look, Moved};
use crate::db::schema::{house_change_moves, house_changes, requests};
use crate::db::{Read, StoreError, Tx};
use crate::facilities::model::Change;
use crate::requests::commands::Move;
use crate::requests::store::name_of;

#[derive(Queryable, Selectable)]
#[diesel(table_name = house_changes)]
struct ChangeRow {
    id: i64,
    public_id: String,
    organization: String,
    change: String,
    reason: String,
    state: String,
    proposed_at: NaiveDateTime,
    decided_by: Option<i64>,
    decided_at: Option<NaiveDateTime>,
    facts_version: i64,
    looked_after: i64,
    seen: i64,
    seen_of: i64,
    version: i64,
}

impl ChangeRow {
    fn change(
        self,
        proposed_by: String,
        decided_by: Option<String>,
    ) -> Result<HouseChange, StoreError> {
        let unreadable = |e: &dyn std::fmt::Display| StoreError::Failed(e.to_string());
        Ok(HouseChange {
            id: self.id,
            public_id: self.public_id,
            organization: self.organization,
            change: serde_json::from_str(&self.change).map_err(|e| unreadable(&e))?,
            reason: self.reason,
            state: ChangeState::parse(&self.state).map_err(|e| unreadable(&e))?,
            proposed_by,
            proposed_at: self.proposed_at,
            decided: self.decided_at.map(|at| (decided_by, at)),
            facts_version: self.facts_version,
            look: Look {
                after: self.looked_after,
                seen: self.seen,
                of: self.seen_of,
            },
            version: self.version,
        })
    }
}

fn complete(
    read: &mut Read<'_>,
    (row, proposed_by): (ChangeRow, i64),
) -> Result<HouseChange, StoreError> {
    let proposed_by = name_of(read, proposed_by)?;
    let decided_by = row.decided_by.map(|who| name_of(read, who)).transpose()?;
    row.change(proposed_by, decided_by)
}

/// A proposal to be stored.
#[derive(Debug, Clone)]
pub struct NewChange<'a> {
    /// Its outer id.
    pub public_id: &'a str,
    /// Whose facts.
    pub organization: &'a str,
    /// What changes.
    pub change: &'a Change,
    /// Why.
    pub reason: &'a str,
    /// Who proposes it.
    pub by: i64,
    /// The version of the facts it is looked at under.
    pub facts_version: i64,
    /// How many requests are open.
    pub of: i64,
}

/// Stores a proposal that is to be looked at.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_change(tx: &mut Tx<'_>, new: &NewChange<'_>) -> Result<(), StoreError> {
    let change =
        serde_json::to_string(new.change).map_err(|e| StoreError::Failed(e.to_string()))?;
    let now = tx.now();
    tx.execute(diesel::insert_into(house_changes::table).values((
        house_changes::public_id.eq(new.public_id),
        house_changes::organization.eq(new.organization),
        house_changes::change.eq(change),
        house_changes::reason.eq(new.reason),
        house_changes::state.eq(ChangeState::Looking.as_str()),
        house_changes::proposed_by.eq(new.by),
        house_changes::proposed_at.eq(now),
        house_changes::facts_version.eq(new.facts_version),
        house_changes::looked_after.eq(0),
        house_changes::seen.eq(0),
        house_changes::seen_of.eq(new.of),
        house_changes::version.eq(1),
    )))?;
    Ok(())
}

/// One change of an organization by its outer id.
///
/// # Errors
/// `NotFound`.
pub fn get_change(
    read: &mut Read<'_>,
    organization: &str,
    public_id: &str,
) -> Result<HouseChange, StoreError> {
    let found = read.find(
        house_changes::table
            .filter(house_changes::organization.eq(organization))
            .filter(house_changes::public_id.eq(public_id))
            .select((ChangeRow::as_select(), house_changes::proposed_by)),
    )?;
    complete(read, found.ok_or(StoreError::NotFound)?)
}

/// The newest changes of an organization, newest first.
///
/// # Errors
/// When the database cannot be read.
pub fn list_changes(
    read: &mut Read<'_>,
    organization: &str,
    most: i64,
) -> Result<Vec<HouseChange>, StoreError> {
    let rows: Vec<(ChangeRow, i64)> = read.list(
        house_changes::table
            .filter(house_changes::organization.eq(organization))
            .order(house_changes::id.desc())
            .limit(most)
            .select((ChangeRow::as_select(), house_changes::proposed_by)),
    )?;
    rows.into_iter().map(|row| complete(read, row)).collect()
}

/// The oldest change whose look is not finished.
///
/// # Errors
/// When the database cannot be read.
pub fn next_to_look_at(read: &mut Read<'_>) -> Result<Option<HouseChange>, StoreError> {
    let found = read.find(
        house_changes::table
            .filter(house_changes::state.eq(ChangeState::Looking.as_str()))
            .order(house_changes::id)
            .limit(1)
            .select((ChangeRow::as_select(), house_changes::proposed_by)),
    )?;
    found.map(|row| complete(read, row)).transpose()
}

/// The changes put in force after a version of the facts, oldest first, each with who decided.
///
/// # Errors
/// When the database cannot be read.
pub fn list_in_force_since(
    read: &mut Read<'_>,
    facts_version: i64,
) -> Result<Vec<(HouseChange, Option<i64>)>, StoreError> {
    let rows: Vec<(ChangeRow, i64)> = read.list(
        house_changes::table
            .filter(house_changes::state.eq(ChangeState::InForce.as_str()))
            .filter(house_changes::facts_version.gt(facts_version))
            .order(house_changes::facts_version)
            .select((ChangeRow::as_select(), house_changes::proposed_by)),
    )?;
    rows.into_iter()
        .map(|row| {
            let by = row.0.decided_by;
            Ok((complete(read, row)?, by))
        })
        .collect()
}

/// Stores what the look found on one page of requests, and how far it has come.
///
/// # Errors
/// `Stale` when the change was dropped or begun anew meanwhile.
pub fn note_look(
    tx: &mut Tx<'_>,
    change: &HouseChange,
    look: Look,
    moves: &[Move],
) -> Result<(), StoreError> {
    for one in moves {
        tx.execute(diesel::insert_into(house_change_moves::table).values((
            house_change_moves::change_id.eq(change.id),
            house_change_moves::request_id.eq(one.id.0),
            house_change_moves::due_before.eq(one.before.due_on),
            house_change_moves::due_after.eq(one.after.due_on),
            house_change_moves::work_by_before.eq(one.before.work_by),
            house_change_moves::work_by_after.eq(one.after.work_by),
            house_change_moves::due_rule.eq(&one.after.due_rule),
        )))?;
    }
    tx.change_one(diesel::update(looking(change)).set((
        house_changes::looked_after.eq(look.after),
        house_changes::seen.eq(look.seen),
    )))
}

/// Ends the look: the change waits for its decision.
///
/// # Errors
/// `Stale` when the change was dropped or begun anew meanwhile.
pub fn end_look(tx: &mut Tx<'_>, change: &HouseChange) -> Result<(), StoreError> {
    tx.change_one(
        diesel::update(looking(change)).set(house_changes::state.eq(ChangeState::Looked.as_str())),
    )
}

/// The row of a look, as long as nobody touched the change.
#[diesel::dsl::auto_type(no_type_alias)]
fn looking<'a>(change: &'a HouseChange) -> _ {
    let state: &'static str = "looking";
    let (id, version): (i64, i64) = (change.id, change.version);
    house_changes::table
        .filter(house_changes::id.eq(id))
        .filter(house_changes::version.eq(version))
        .filter(house_changes::state.eq(state))
}

/// Begins the look anew, under another version of the facts.
///
/// # Errors
/// `Stale` when somebody changed it first.
pub fn look_again(
    tx: &mut Tx<'_>,
    change: &HouseChange,
    facts_version: i64,
    of: i64,
) -> Result<(), StoreError> {
    tx.execute(diesel::delete(
        house_change_moves::table.filter(house_change_moves::change_id.eq(change.id)),
    ))?;
    tx.change_one(
        diesel::update(
            house_changes::table
                .filter(house_changes::id.eq(change.id))
                .filter(house_changes::version.eq(change.version)),
        )
        .set((
            house_changes::state.eq(ChangeState::Looking.as_str()),
            house_changes::facts_version.eq(facts_version),
            house_changes::looked_after.eq(0),
            house_changes::seen.eq(0),
            house_changes::seen_of.eq(of),
            house_changes::version.eq(change.version + 1),
        )),
    )
}

/// Stores the decision; nobody's, where the desk itself found the change impossible.
///
/// # Errors
/// `Stale` when somebody changed it first.
pub fn decide(
    tx: &mut Tx<'_>,
    change: &HouseChange,
    state: ChangeState,
    facts_version: i64,
    by: Option<i64>,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.change_one(
        diesel::update(
            house_changes::table
                .filter(house_changes::id.eq(change.id))
                .filter(house_changes::version.eq(change.version)),
        )
        .set((
            house_changes::state.eq(state.as_str()),
            house_changes::facts_version.eq(facts_version),
            house_changes::decided_by.eq(by),
            house_changes::decided_at.eq(now),
            house_changes::version.eq(change.version + 1),
        )),
    )
}

type MovedRow = (
    String,
    String,
    String,
    String,
    NaiveDate,
    NaiveDate,
    NaiveDate,
    NaiveDate,
);

/// The first requests a change moves, those due soonest first, and how many there are.
///
/// # Errors
/// When the database cannot be read.
pub fn list_moved(
    read: &mut Read<'_>,
    change: i64,
    most: i64,
) -> Result<(i64, Vec<Moved>), StoreError> {
    let of_change = house_change_moves::table.filter(house_change_moves::change_id.eq(change));
    let count: i64 = read.get(of_change.count())?;
    let rows: Vec<MovedRow> = read.list(
        of_change
            .inner_join(requests::table.on(requests::id.eq(house_change_moves::request_id)))
            .order((house_change_moves::due_after, requests::id))
            .limit(most)
            .select((
                requests::reference,
                requests::public_id,
                requests::site,
                house_change_moves::due_rule,
                house_change_moves::due_before,
                house_change_moves::due_after,
                house_change_moves::work_by_before,
                house_change_moves::work_by_after,
            )),
    )?;
    let moved = rows.into_iter().map(
        |(reference, public_id, site, due_rule, due_before, due_after, by_before, by_after)| {
            Moved {
                reference,
                public_id,
                site,
                due_rule,
                due: (due_before, due_after),
                work_by: (by_before, by_after),
            }
        },
    );
    Ok((count, moved.collect()))
}

/// How many of the moved requests are due earlier and how many later.
///
/// # Errors
/// When the database cannot be read.
pub fn count_directions(read: &mut Read<'_>, change: i64) -> Result<(i64, i64), StoreError> {
    let of_change = house_change_moves::table.filter(house_change_moves::change_id.eq(change));
    let earlier = of_change
        .filter(house_change_moves::due_after.lt(house_change_moves::due_before))
        .count();
    let later = of_change
        .filter(house_change_moves::due_after.gt(house_change_moves::due_before))
        .count();
    Ok((read.get(earlier)?, read.get(later)?))
}
