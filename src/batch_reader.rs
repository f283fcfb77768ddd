//! Looking through batches for cover sheets: page by page in the locked-in child, each page noted as soon as it was looked at,
//! so that a stop in the middle loses one page's work; where several machines share the database, one does it.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use chrono::TimeDelta;

use crate::app::App;
use crate::db::{StoreError, new_public_id, take_lease};
use crate::documents::model::MAX_FILE_BYTES;
use crate::preview::Reason;
use crate::scans::commands::note_page;
use crate::scans::store::{self, Batch};

/// How often it looks whether there is something to read.
const ROUND: Duration = Duration::from_secs(1);
/// How long one machine may read without a sign of life before another takes over.
const LEASE: TimeDelta = TimeDelta::minutes(1);

/// The running reader; dropping it ends its thread between two pages.
pub struct BatchReader {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl BatchReader {
    /// Starts it.
    ///
    /// # Errors
    /// When the machine gives no thread or no randomness.
    pub fn start(app: App) -> anyhow::Result<Self> {
        let (stop, stopped) = channel();
        let holder = new_public_id()?;
        let thread = std::thread::Builder::new()
            .name("batches".to_owned())
            .spawn(move || run(&app, &holder, &stopped))?;
        Ok(Self {
            stop: Some(stop),
            thread: Some(thread),
        })
    }
}

impl Drop for BatchReader {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("reading batches ended badly");
        }
    }
}

fn run(app: &App, holder: &str, stopped: &Receiver<()>) {
    let stops = || !matches!(stopped.try_recv(), Err(TryRecvError::Empty));
    loop {
        if let Err(error) = round_until(app, holder, &stops) {
            tracing::warn!(%error, "batches of scans will be read in the next round");
        }
        if !matches!(stopped.recv_timeout(ROUND), Err(RecvTimeoutError::Timeout)) {
            return;
        }
    }
}

/// One round: every page that waits to be looked at.
///
/// # Errors
/// What could not be done now; the next round goes on.
pub fn round(app: &App) -> anyhow::Result<()> {
    round_until(app, "one round", &|| false)
}

fn round_until(app: &App, holder: &str, stops: &dyn Fn() -> bool) -> anyhow::Result<()> {
    while !stops() {
        let Some(batch) = app.read_now::<_, StoreError>(store::next_unread)? else {
            return Ok(());
        };
        if !read_on(app, holder, &batch, stops)? {
            return Ok(());
        }
    }
    Ok(())
}

/// Looks at the pages of a batch that nobody has looked at. A page that cannot be drawn shows no code and stays with the part
/// it lies in. Answers false when another machine reads.
fn read_on(
    app: &App,
    holder: &str,
    batch: &Batch,
    stops: &dyn Fn() -> bool,
) -> anyhow::Result<bool> {
    let content = app
        .files
        .read(&batch.file, &batch.site, &batch.wrapped_key, MAX_FILE_BYTES)?;
    for page in batch.pages_read + 1..=batch.pages {
        let mine = holder.to_owned();
        if stops() || !app.keep_house_now(move |tx| take_lease(tx, "batches", &mine, LEASE))? {
            return Ok(false);
        }
        let codes = match app.previewer.codes(&content, batch.kind, page) {
            Ok(codes) => codes,
            Err(why) if matches!(why.reason, Reason::Busy | Reason::NotStarted) => {
                return Err(why.into());
            }
            Err(why) => {
                tracing::info!(page, %why, "a page of a batch could not be looked at for codes");
                Vec::new()
            }
        };
        let of = batch.clone();
        if !app.keep_house_now(move |tx| note_page(tx, &of, page, &codes))? {
            return Ok(false);
        }
    }
    Ok(true)
}
