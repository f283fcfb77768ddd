//! Proposing a change, looking at what it moves, putting it in force or dropping it.

use super::model::{ChangeState, HouseChange, Look, in_words};
use super::store::{self, NewChange};
use crate::app::{App, Who};
use crate::db::{Read, StoreError, Tx};
use crate::error::CommandError;
use crate::facilities::model::{Change, LawSetting, Promise, Setting};
use crate::facilities::{self, Facilities, commands as facts};
use crate::requests::commands::{Because, Moves, list_moves};
use crate::requests::store::count_open;
use crate::staff::model::Actor;

/// A proposal as it comes from the form.
#[derive(Debug, Clone)]
pub struct Propose {
    /// Its outer id.
    pub public_id: String,
    /// Whose facts.
    pub organization: String,
    /// What changes.
    pub change: Change,
    /// Why; for colleagues and for the timeline of what it moves.
    pub reason: String,
}

/// Proposes a change. It is checked against the facts as they are; nothing of the desk's work changes until it is put in
/// force (B5).
///
/// # Errors
/// The refusal of a change that cannot be made.
pub fn propose(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    actor: &Actor,
    new: &Propose,
) -> Result<(), CommandError> {
    facts::facilities_with(tx, &new.organization, &new.change)?;
    let facts_version = facilities::store::get_state(tx)?.version;
    let of = count_open(tx, Some(&sites_of(facilities, &new.organization)))?;
    store::insert_change(
        tx,
        &NewChange {
            public_id: &new.public_id,
            organization: &new.organization,
            change: &new.change,
            reason: &new.reason,
            by: actor.staff_id,
            facts_version,
            of,
        },
    )?;
    tx.subject.detail = Some(words(facilities, &new.organization, &new.change));
    Ok(())
}

/// What became of the wish to put a change in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It holds, and the dates of open requests follow.
    InForce,
    /// Other facts changed since the look: it is looked at again before anybody decides.
    LookedAtAgain,
}

/// Puts a change in force. What it moves must have been seen as it is: after another change of the facts it is looked at
/// anew instead.
///
/// # Errors
/// `Stale` when somebody decided first; a refusal when the look is not finished.
pub fn put_in_force(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    actor: &Actor,
    (organization, public_id, version): (&str, &str, i64),
) -> Result<Decision, CommandError> {
    let change = waiting(tx, organization, public_id, version)?;
    if change.state == ChangeState::Looking {
        return Err(CommandError::refused(
            "B5",
            "The desk is still looking at what this change moves: wait until it has seen every open request.",
        ));
    }
    facilities::store::hold_state(tx)?;
    let now = facilities::store::get_state(tx)?.version;
    tx.subject.detail = Some(words(facilities, organization, &change.change));
    if now != change.facts_version {
        let of = count_open(tx, Some(&sites_of(facilities, organization)))?;
        store::look_again(tx, &change, now, of)?;
        return Ok(Decision::LookedAtAgain);
    }
    let made = facts::change(tx, organization, &change.change)?;
    store::decide(
        tx,
        &change,
        ChangeState::InForce,
        made,
        Some(actor.staff_id),
    )?;
    Ok(Decision::InForce)
}

/// Drops a change that is not in force.
///
/// # Errors
/// `Stale` when somebody decided first.
pub fn drop_change(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    actor: &Actor,
    (organization, public_id, version): (&str, &str, i64),
) -> Result<(), CommandError> {
    let change = waiting(tx, organization, public_id, version)?;
    tx.subject.detail = Some(words(facilities, organization, &change.change));
    let at = change.facts_version;
    store::decide(tx, &change, ChangeState::Dropped, at, Some(actor.staff_id))?;
    Ok(())
}

fn waiting(
    tx: &mut Tx<'_>,
    organization: &str,
    public_id: &str,
    version: i64,
) -> Result<HouseChange, CommandError> {
    let change = store::get_change(tx, organization, public_id)?;
    let decided = matches!(change.state, ChangeState::InForce | ChangeState::Dropped);
    if decided || change.version != version {
        return Err(StoreError::Stale.into());
    }
    Ok(change)
}

/// The sites of an organization.
fn sites_of(facilities: &Facilities, organization: &str) -> Vec<String> {
    facilities
        .profiles()
        .iter()
        .filter(|profile| profile.code().as_str() == organization)
        .flat_map(|profile| profile.site_codes())
        .map(str::to_owned)
        .collect()
}

/// The name of what a change touches.
pub fn label(facilities: &Facilities, organization: &str, change: &Change) -> String {
    let profile = facilities
        .profiles()
        .iter()
        .find(|profile| profile.code().as_str() == organization);
    let found = match (profile, change) {
        (_, Change::Day { .. } | Change::OrdinaryDay { .. }) => Some("Calendar".to_owned()),
        (Some(profile), Change::Setting { key, from, .. }) => match LawSetting::parse(key) {
            Ok(known) => Some(known.label().to_owned()),
            Err(_) => profile
                .get::<Setting>(key, *from)
                .map(|row| row.value.label.clone()),
        },
        (Some(profile), Change::Promise { key, from, .. }) => profile
            .get::<Promise>(key, *from)
            .map(|row| promise_label(key, row.value)),
        (None, _) => None,
    };
    found.unwrap_or_else(|| match change {
        Change::Setting { key, .. } | Change::Promise { key, .. } => key.replace('_', " "),
        Change::Day { .. } | Change::OrdinaryDay { .. } => String::new(),
    })
}

/// "Promise medical forms, office working days".
pub fn promise_label(key: &str, promise: &Promise) -> String {
    let unit = promise.unit.label();
    format!(
        "Promise \"{}\", {}",
        key.replace('_', " "),
        unit.to_lowercase()
    )
}

/// A change in words, with the name of what it touches.
pub fn words(facilities: &Facilities, organization: &str, change: &Change) -> String {
    in_words(change, &label(facilities, organization, change))
}

/// Looks at the next page of open requests for the oldest change that is to be looked at. Answers whether there was one.
/// A stop between two pages loses nothing: the next look goes on where this one ended.
///
/// # Errors
/// When the database cannot be read or written now; the next round tries again.
pub fn look_on(app: &App) -> anyhow::Result<bool> {
    let Some(change) = app.read_now(store::next_to_look_at)? else {
        return Ok(false);
    };
    let (facilities, now) = (app.facilities.clone(), app.now());
    let found = match app.read_now(|read| page_of(read, &facilities, &change, now)) {
        Err(CommandError::Refused(refusal)) => {
            // Another change made this one impossible.
            app.write_now(Who::Desk, "house.change_dropped", move |tx| {
                tx.subject.detail = Some(refusal.text);
                let at = change.facts_version;
                Ok(store::decide(tx, &change, ChangeState::Dropped, at, None)?)
            })??;
            return Ok(true);
        }
        found => found?,
    };
    let look = Look {
        after: found.last.unwrap_or(change.look.after),
        seen: change.look.seen + found.seen,
        of: change.look.of,
    };
    let ended = found.last.is_none();
    app.keep_house_now(move |tx| {
        if ended {
            store::end_look(tx, &change)
        } else {
            store::note_look(tx, &change, look, &found.moves)
        }
    })?;
    Ok(true)
}

fn page_of(
    read: &mut Read<'_>,
    facilities: &Facilities,
    change: &HouseChange,
    now: chrono::NaiveDateTime,
) -> Result<Moves, CommandError> {
    let sites = sites_of(facilities, &change.organization);
    let changed = facts::facilities_with(read, &change.organization, &change.change)?;
    Ok(list_moves(
        read,
        &changed,
        Some(&sites),
        now,
        change.look.after,
    )?)
}

/// Why dates move now: the changes put in force since a version of the facts, and who decided the last of them.
///
/// # Errors
/// When the database cannot be read.
pub fn because(
    read: &mut Read<'_>,
    facilities: &Facilities,
    indexed: i64,
) -> Result<Because, StoreError> {
    let changes = store::list_in_force_since(read, indexed)?;
    let words: Vec<String> = changes
        .iter()
        .map(|(change, _)| {
            let what = words(facilities, &change.organization, &change.change);
            format!("{what} ({})", change.reason)
        })
        .collect();
    Ok(match changes.last() {
        Some((_, by)) => Because {
            by: *by,
            words: words.join("; "),
        },
        None => Because {
            by: None,
            words: "the facts that come with the program changed".to_owned(),
        },
    })
}
