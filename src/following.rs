//! What follows the facts of the house: the look at what a proposed change moves, and the stored dates of open requests
//! after a change is in force. Both go page by page and note how far they came, so that a stop in the middle loses nothing;
//! where several machines share the database, one does it.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use chrono::TimeDelta;

use crate::app::{App, Who};
use crate::db::{new_public_id, take_lease};
use crate::facilities::model::Following;
use crate::facilities::store as facts;
use crate::house::commands::{because, look_on};
use crate::house::store::next_to_look_at;
use crate::requests::commands::{Because, list_moves, reindex};
use crate::requests::model::RequestId;
use crate::requests::store::count_open;

/// How often it looks whether there is something to follow.
const ROUND: Duration = Duration::from_secs(1);
/// How long one machine may follow without a sign of life before another takes over.
const LEASE: TimeDelta = TimeDelta::minutes(1);
/// Requests whose dates are stored in one change.
const AT_ONCE: usize = 50;

/// The running follower; dropping it ends its thread between two pages.
pub struct Follower {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Follower {
    /// Starts it.
    ///
    /// # Errors
    /// When the machine gives no thread or no randomness.
    pub fn start(app: App) -> anyhow::Result<Self> {
        let (stop, stopped) = channel();
        let holder = new_public_id()?;
        let thread = std::thread::Builder::new()
            .name("following".to_owned())
            .spawn(move || run(&app, &holder, &stopped))?;
        Ok(Self {
            stop: Some(stop),
            thread: Some(thread),
        })
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("following ended badly");
        }
    }
}

fn run(app: &App, holder: &str, stopped: &Receiver<()>) {
    let stops = || !matches!(stopped.try_recv(), Err(TryRecvError::Empty));
    loop {
        if let Err(error) = round_until(app, holder, &stops) {
            tracing::warn!(%error, "the facts of the house will be followed in the next round");
        }
        if !matches!(stopped.recv_timeout(ROUND), Err(RecvTimeoutError::Timeout)) {
            return;
        }
    }
}

/// One round: everything that waits to be followed or looked at.
///
/// # Errors
/// What could not be done now; the next round goes on.
pub fn round(app: &App) -> anyhow::Result<()> {
    round_until(app, "one round", &|| false)
}

fn round_until(app: &App, holder: &str, stops: &dyn Fn() -> bool) -> anyhow::Result<()> {
    while !stops() && (follow_on(app, holder)? || look(app, holder)?) {}
    Ok(())
}

/// Takes or keeps the right to follow.
fn holds(app: &App, holder: &str) -> anyhow::Result<bool> {
    let holder = holder.to_owned();
    Ok(app.keep_house_now(move |tx| take_lease(tx, "following", &holder, LEASE))?)
}

/// The next page of a look. What a change moves is seen only against dates that have followed every change before it.
fn look(app: &App, holder: &str) -> anyhow::Result<bool> {
    if app.read_now(next_to_look_at)?.is_none() {
        return Ok(false);
    }
    let state = app.read_now(facts::get_state)?;
    Ok(!state.is_behind() && holds(app, holder)? && look_on(&app.refreshed()?)?)
}

/// Computes the stored dates of the next page of open requests anew, if a fact or a holiday has changed. Answers whether
/// there was something to follow.
fn follow_on(app: &App, holder: &str) -> anyhow::Result<bool> {
    let state = app.read_now(facts::get_state)?;
    if !state.is_behind() || !holds(app, holder)? {
        return Ok(false);
    }
    let app = app.refreshed()?;
    let so_far = begun(&app, state.following)?;
    let (facilities, now) = (app.facilities.clone(), app.now());
    let page = app.read_now(|read| list_moves(read, &facilities, None, now, so_far.after))?;
    let Some(last) = page.last else {
        app.keep_house_now(move |tx| facts::note_indexed(tx, so_far.version))?;
        return Ok(true);
    };
    let why = app.read_now(|read| because(read, &facilities, state.indexed))?;
    let ids: Vec<RequestId> = page.moves.iter().map(|one| one.id).collect();
    let moved = store_dates(&app, &ids, &why)?;
    let reached = Following {
        after: last,
        seen: so_far.seen + page.seen,
        moved: so_far.moved + moved,
        ..so_far
    };
    app.keep_house_now(move |tx| facts::note_following(tx, reached))?;
    Ok(true)
}

/// How far these facts have been followed; nothing yet, when other facts were followed last.
fn begun(app: &App, last: Following) -> anyhow::Result<Following> {
    let version = app.facilities.version();
    if last.version == version {
        return Ok(last);
    }
    let of = app.read_now(|read| count_open(read, None))?;
    let fresh = Following {
        version,
        of,
        ..Following::default()
    };
    app.keep_house_now(move |tx| facts::note_following(tx, fresh))?;
    Ok(fresh)
}

fn store_dates(app: &App, ids: &[RequestId], why: &Because) -> anyhow::Result<i64> {
    let mut moved = 0;
    for ids in ids.chunks(AT_ONCE) {
        let (facilities, ids, why) = (app.facilities.clone(), ids.to_vec(), why.clone());
        moved += app.write_now(Who::Desk, "requests.reindexed", move |tx| {
            reindex(tx, &facilities, &ids, &why)
        })??;
    }
    Ok(moved)
}
