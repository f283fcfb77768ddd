//! What the desk does by itself while it serves: it keeps the head of the evidence in a second place, and sweeps away what
//! has had its time (what was typed after 24 hours, answered forms after 48, sessions, tokens and searches with their day, files that belong
//! to nobody).

use std::io::Write;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use chrono::TimeDelta;

use crate::app::App;
use crate::audit::{self, Head};
use crate::db::{StoreError, find_marker};
use crate::documents;
use crate::drafts;
use crate::files::read_marker;
use crate::patients;
use crate::queues;
use crate::scans;
use crate::staff;

/// How often it looks.
const ROUND: Duration = Duration::from_secs(60);
/// How long a paper waits for a form that nobody sends again: as long as the form itself (T33).
const WAITING: TimeDelta = TimeDelta::hours(24);
/// How old a file must be before it can count as left behind: far longer than any upload takes to get its row.
const YOUNG: TimeDelta = TimeDelta::minutes(10);
/// How long guesses are counted when no further one is made.
const GUESSES: TimeDelta = TimeDelta::days(30);
/// How long after its beginning a session is forgotten: it lives 12 hours at most (T33), and for 24 more a form that is
/// sent with it is kept for its owner.
const SESSIONS: TimeDelta = TimeDelta::hours(36);
/// How long a console token that ran out is remembered.
const TOKENS: TimeDelta = TimeDelta::hours(24);
/// Shards of the folder of papers looked at in one round: all 256 in ten.
const SHARDS: u8 = 26;
/// Names whose sound is written down in one round, of those stored before sounds were kept: the work over many rows is one
/// write for each so many.
const HEARD: i64 = 50;
/// Files asked about in one question.
const AT_ONCE: usize = 500;

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
    let mut next_shard = 0_u8;
    loop {
        if let Err(error) = round(app) {
            tracing::warn!(%error, "housekeeping will try again");
        }
        let shards: Vec<u8> = (0..SHARDS).map(|i| next_shard.wrapping_add(i)).collect();
        next_shard = next_shard.wrapping_add(SHARDS);
        if let Err(error) = sweep_files(app, shards) {
            tracing::warn!(%error, "files left behind will be looked for again");
        }
        if !matches!(stopped.recv_timeout(ROUND), Err(RecvTimeoutError::Timeout)) {
            return;
        }
    }
}

/// One round of everything but the folder of papers.
///
/// # Errors
/// What could not be done now; the next round tries again.
pub fn round(app: &App) -> anyhow::Result<()> {
    keep_head(app)?;
    let now = app.now();
    app.keep_house_now(move |tx| drafts::sweep(tx, now))?;
    app.keep_house_now(move |tx| documents::store::sweep_waiting(tx, now - WAITING))?;
    app.keep_house_now(move |tx| {
        staff::store::sweep_tries(tx, now - GUESSES)?;
        staff::store::sweep_console_tokens(tx, now - TOKENS)?;
        staff::store::sweep_sessions(tx, now - SESSIONS)?;
        queues::store::sweep_searches(tx)
    })?;
    app.keep_house_now(|tx| patients::store::hear_names(tx, HEARD))?;
    let disk = app.files.clock_of_disk()?;
    app.files.clear_interrupted(disk - YOUNG)?;
    Ok(())
}

/// Removes the files of these shards that no row points at, once they are ten minutes old: what a crash between file and
/// row left, and the papers of forms nobody sent again (T2). Answers how many.
///
/// # Errors
/// What could not be read or removed; the next round tries again.
pub fn sweep_files(app: &App, shards: impl IntoIterator<Item = u8>) -> anyhow::Result<usize> {
    let own = app.read_now::<_, StoreError>(find_marker)?;
    if own.is_none() || own != read_marker(app.files.root())? {
        tracing::error!(
            "the folder of papers belongs to another database; nothing in it is removed"
        );
        return Ok(0);
    }
    let before = app.files.clock_of_disk()? - YOUNG;
    let mut removed = 0;
    for shard in shards {
        for asked in app.files.in_shard(shard, before)?.chunks(AT_ONCE) {
            let known = app.read_now::<_, StoreError>(|read| {
                let mut known = documents::store::known_files(read, asked)?;
                known.extend(scans::store::known_files(read, asked)?);
                Ok(known)
            })?;
            for orphan in asked.iter().filter(|id| !known.contains(id)) {
                removed += usize::from(app.files.remove(orphan)?);
            }
        }
    }
    Ok(removed)
}

/// Writes the newest head to its second place, if it moved (T41).
///
/// # Errors
/// When the head cannot be read or the file not be written.
pub fn keep_head(app: &App) -> anyhow::Result<()> {
    let head: Option<Head> = app.read_now::<_, StoreError>(audit::newest_head)?;
    let Some(head) = head else { return Ok(()) };
    if audit::kept_head(&app.data_folder())?.as_ref() == Some(&head) {
        return Ok(());
    }
    let mut file = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(audit::head_file(&app.data_folder()))?;
    writeln!(file, "{head}")?;
    file.sync_data()?;
    Ok(())
}
