//! What the desk does by itself while it serves: it keeps the head of the evidence in a second place, and sweeps away what
//! has had its time (kept forms and keys after 48 hours, searches with their day, half-written files). When a fact of the house
//! has changed, it computes the stored dates of open requests anew.

use std::io::Write;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use chrono::TimeDelta;

use crate::app::{App, Who};
use crate::audit::{self, Head};
use crate::db::{StoreError, new_public_id, take_lease};
use crate::documents;
use crate::drafts;
use crate::facilities::store as facts;
use crate::requests::commands::{list_behind, reindex};
use crate::staff;

/// How often it looks.
const ROUND: Duration = Duration::from_secs(60);
/// How long a paper waits for a form that nobody sends again: as long as the form itself.
const WAITING: TimeDelta = TimeDelta::hours(48);
/// How old a half-written file must be before it goes.
const INTERRUPTED: TimeDelta = TimeDelta::minutes(10);
/// How long one machine may compute dates anew before another takes over.
const REINDEX_LEASE: TimeDelta = TimeDelta::minutes(10);
/// Requests whose dates are stored in one change.
const AT_ONCE: usize = 50;
/// How long guesses are counted when no further one is made.
const GUESSES: TimeDelta = TimeDelta::days(30);

/// The running housekeeper; dropping it ends its thread.
pub struct Housekeeper {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Housekeeper {
    /// Starts it.
    ///
    /// # Errors
    /// When the machine gives no thread.
    pub fn start(app: App) -> std::io::Result<Self> {
        let (stop, stopped) = channel();
        let thread = std::thread::Builder::new()
            .name("housekeeping".to_owned())
            .spawn(move || run(&app, &stopped))?;
        Ok(Self {
            stop: Some(stop),
            thread: Some(thread),
        })
    }
}

impl Drop for Housekeeper {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("housekeeping ended badly");
        }
    }
}

fn run(app: &App, stopped: &Receiver<()>) {
    let stops = || !matches!(stopped.try_recv(), Err(TryRecvError::Empty));
    loop {
        if let Err(error) = round_until(app, &stops) {
            tracing::warn!(%error, "housekeeping will try again");
        }
        if !matches!(stopped.recv_timeout(ROUND), Err(RecvTimeoutError::Timeout)) {
            return;
        }
    }
}

/// One round of everything.
///
/// # Errors
/// What could not be done now; the next round tries again.
pub fn round(app: &App) -> anyhow::Result<()> {
    round_until(app, &|| false)
}

fn round_until(app: &App, stops: &dyn Fn() -> bool) -> anyhow::Result<()> {
    keep_head(app)?;
    follow_facts(app, stops)?;
    let now = app.now();
    app.keep_house_now(move |tx| drafts::sweep(tx, now))?;
    app.keep_house_now(move |tx| documents::store::sweep_waiting(tx, now - WAITING))?;
    app.keep_house_now(move |tx| staff::store::sweep_tries(tx, now - GUESSES))?;
    app.files.clear_interrupted(now - INTERRUPTED)?;
    Ok(())
}

/// Computes the stored dates of open requests anew after a fact or a holiday has changed, 50 in one change. Where several
/// machines share the database, one does it. A stop in the middle leaves the rest to the next start.
fn follow_facts(app: &App, stops: &dyn Fn() -> bool) -> anyhow::Result<()> {
    let state = app.read_now(facts::get_state)?;
    if state.indexed == state.version {
        return Ok(());
    }
    let holder = new_public_id()?;
    if !app.keep_house_now(move |tx| take_lease(tx, "reindex", &holder, REINDEX_LEASE))? {
        return Ok(());
    }
    let app = app.refreshed()?;
    let mut after = 0;
    loop {
        let (facilities, now) = (app.facilities.clone(), app.now());
        let (last, behind) = app.read_now(|read| list_behind(read, &facilities, now, after))?;
        for ids in behind.chunks(AT_ONCE) {
            let (facilities, ids) = (facilities.clone(), ids.to_vec());
            app.write_now(Who::Desk, "requests.reindexed", move |tx| {
                reindex(tx, &facilities, &ids)
            })??;
        }
        let Some(last) = last else { break };
        after = last;
        if stops() {
            return Ok(());
        }
    }
    let version = app.facilities.version();
    app.keep_house_now(move |tx| facts::note_indexed(tx, version))?;
    Ok(())
}

/// Where the head of the evidence is kept besides the database.
pub fn head_file(app: &App) -> PathBuf {
    app.data_folder().join("audit-heads.log")
}

/// Writes the newest head to its second place, if it moved (T41).
///
/// # Errors
/// When the head cannot be read or the file not be written.
pub fn keep_head(app: &App) -> anyhow::Result<()> {
    let head: Option<Head> = app.read_now::<_, StoreError>(audit::newest_head)?;
    let Some(head) = head else { return Ok(()) };
    if last_head(app)?.as_ref() == Some(&head) {
        return Ok(());
    }
    let mut file = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(head_file(app))?;
    writeln!(file, "{head}")?;
    file.sync_data()?;
    Ok(())
}

/// The head kept last outside the database, for a verification to hold the chain against.
///
/// # Errors
/// When the file is there and cannot be read.
pub fn last_head(app: &App) -> anyhow::Result<Option<Head>> {
    let path = head_file(app);
    if !path.exists() {
        return Ok(None);
    }
    let text = std::fs::read_to_string(path)?;
    Ok(text.lines().next_back().and_then(|line| line.parse().ok()))
}
