//! The one door to the embedded database: a thread that stores many callers' changes in one commit.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use chrono::NaiveDateTime;
use diesel::connection::SimpleConnection;

use super::database::{NotStored, Sealer};
use super::{AnyConnection, DatabaseUrl, Purpose, StoreError, Tx, connection};

/// What to do with what a job wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Keep it.
    Keep,
    /// Undo it; leave the evidence.
    Undo,
}

/// One caller's change.
pub trait Job: Send {
    /// When the caller asked.
    fn now(&self) -> NaiveDateTime;
    /// Does the work inside a savepoint.
    fn run(&mut self, tx: &mut Tx<'_>) -> Verdict;
    /// Writes what must remain when the work was undone.
    fn leave_evidence(&mut self, tx: &mut Tx<'_>) -> Result<(), StoreError>;
    /// Tells the caller how it ended.
    fn answer(self: Box<Self>, stored: Result<(), NotStored>);
}

/// Callers that may wait at once; beyond it they are told to come back.
const QUEUE: usize = 2_000;
/// Jobs in one commit.
const BATCH: usize = 64;
/// How long one commit may gather.
const GATHER: Duration = Duration::from_millis(20);
/// How old a waiting job may grow.
const OLDEST: Duration = Duration::from_secs(5);

struct Waiting {
    since: Instant,
    job: Box<dyn Job>,
}

#[derive(Default)]
struct Line {
    waiting: VecDeque<Waiting>,
    stopping: bool,
}

#[derive(Default)]
struct Shared {
    line: Mutex<Line>,
    arrived: Condvar,
}

impl Shared {
    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The queue to the writer thread.
#[derive(Clone)]
pub struct Writer {
    shared: Arc<Shared>,
    thread: Arc<Mutex<Option<JoinHandle<()>>>>,
}

impl Writer {
    /// Opens the writing connection and starts its thread.
    pub fn start(url: DatabaseUrl, sealer: Sealer) -> Result<Self, StoreError> {
        let mut conn = connection::open(&url, Purpose::Writing)?;
        let shared = Arc::new(Shared::default());
        let queue = shared.clone();
        let thread = std::thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || {
                let mut since_checkpoint = 0;
                while let Some(batch) = next_batch(&queue) {
                    since_checkpoint += batch.len();
                    let now = batch[0].now();
                    let (stored, late) = run_batch(&mut conn, batch, &sealer, now);
                    put_back(&queue, late);
                    if stored.is_err()
                        && let Ok(fresh) = connection::open(&url, Purpose::Writing)
                    {
                        conn = fresh;
                    }
                    since_checkpoint = checkpoint_when_quiet(&mut conn, &queue, since_checkpoint);
                }
            })
            .map_err(|e| StoreError::Failed(e.to_string()))?;
        Ok(Self {
            shared,
            thread: Arc::new(Mutex::new(Some(thread))),
        })
    }

    /// Joins the line.
    pub fn send(&self, job: Box<dyn Job>) -> Result<(), NotStored> {
        let mut line = self.shared.line();
        if line.stopping || line.waiting.len() >= QUEUE {
            return Err(NotStored(StoreError::Busy));
        }
        line.waiting.push_back(Waiting {
            since: Instant::now(),
            job,
        });
        self.shared.arrived.notify_one();
        Ok(())
    }

    /// Stores what waits, then ends the thread.
    pub fn stop(&self) {
        self.shared.line().stopping = true;
        self.shared.arrived.notify_all();
        let thread = self
            .thread
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(thread) = thread
            && thread.join().is_err()
        {
            tracing::error!("the writer thread ended badly");
        }
    }
}

/// Waits for work; answers nothing when the desk is stopping and the line is empty.
fn next_batch(shared: &Shared) -> Option<Vec<Box<dyn Job>>> {
    let mut line = shared.line();
    loop {
        let batch = take_batch(&mut line);
        if !batch.is_empty() {
            return Some(batch);
        }
        if line.stopping {
            return None;
        }
        line = shared
            .arrived
            .wait(line)
            .unwrap_or_else(PoisonError::into_inner);
    }
}

fn take_batch(line: &mut Line) -> Vec<Box<dyn Job>> {
    let mut batch = Vec::new();
    while batch.len() < BATCH {
        let Some(next) = line.waiting.pop_front() else {
            break;
        };
        if next.since.elapsed() > OLDEST {
            next.job.answer(Err(NotStored(StoreError::Busy)));
        } else {
            batch.push(next.job);
        }
    }
    batch
}

/// What did not fit into a commit goes to the head of the line.
fn put_back(shared: &Shared, late: Vec<Box<dyn Job>>) {
    let mut line = shared.line();
    for job in late.into_iter().rev() {
        line.waiting.push_front(Waiting {
            since: Instant::now(),
            job,
        });
    }
}

/// Stores a batch in one commit and answers every caller it held; hands back the jobs that did not fit.
/// An `Err` means the connection must be replaced.
pub fn run_batch(
    conn: &mut AnyConnection,
    mut batch: Vec<Box<dyn Job>>,
    sealer: &Sealer,
    now: NaiveDateTime,
) -> (Result<(), StoreError>, Vec<Box<dyn Job>>) {
    let mut late = Vec::new();
    let stored = store(conn, &mut batch, &mut late, sealer, now);
    let outcome = stored.clone().map_err(NotStored);
    for job in batch {
        job.answer(outcome.clone());
    }
    (stored, late)
}

fn store(
    conn: &mut AnyConnection,
    batch: &mut Vec<Box<dyn Job>>,
    late: &mut Vec<Box<dyn Job>>,
    sealer: &Sealer,
    now: NaiveDateTime,
) -> Result<(), StoreError> {
    let begin = if conn.is_sqlite() {
        "BEGIN IMMEDIATE"
    } else {
        "BEGIN"
    };
    conn.batch_execute(begin).map_err(StoreError::from_diesel)?;
    let inside = run_all(conn, batch, late).and_then(|()| sealer(&mut Tx::on(conn, now)));
    if let Err(error) = inside {
        roll_back(conn);
        return Err(error);
    }
    match conn
        .batch_execute("COMMIT")
        .map_err(StoreError::from_diesel)
    {
        Ok(()) => Ok(()),
        Err(error @ (StoreError::Busy | StoreError::Full)) => {
            roll_back(conn);
            Err(error)
        }
        Err(error) if conn.is_sqlite() => {
            // After a failed sync nobody knows what the disk holds; only a fresh start reads the truth (T6).
            tracing::error!(%error, "a commit failed; stopping rather than guessing");
            std::process::exit(74);
        }
        Err(error) => Err(error),
    }
}

fn run_all(
    conn: &mut AnyConnection,
    batch: &mut Vec<Box<dyn Job>>,
    late: &mut Vec<Box<dyn Job>>,
) -> Result<(), StoreError> {
    let started = Instant::now();
    let mut done = 0;
    for job in batch.iter_mut() {
        if done > 0 && started.elapsed() > GATHER {
            break;
        }
        run_one(conn, job.as_mut())?;
        done += 1;
    }
    *late = batch.split_off(done);
    Ok(())
}

fn run_one(conn: &mut AnyConnection, job: &mut dyn Job) -> Result<(), StoreError> {
    conn.batch_execute("SAVEPOINT job")
        .map_err(StoreError::from_diesel)?;
    let now = job.now();
    let verdict = {
        let mut tx = Tx::on(conn, now);
        let verdict = job.run(&mut tx);
        if tx.is_broken() {
            return Err(StoreError::Lost);
        }
        verdict
    };
    match verdict {
        Verdict::Keep => conn
            .batch_execute("RELEASE SAVEPOINT job")
            .map_err(StoreError::from_diesel),
        Verdict::Undo => {
            conn.batch_execute("ROLLBACK TO SAVEPOINT job; RELEASE SAVEPOINT job")
                .map_err(StoreError::from_diesel)?;
            job.leave_evidence(&mut Tx::on(conn, now))
        }
    }
}

fn roll_back(conn: &mut AnyConnection) {
    if let Err(error) = conn.batch_execute("ROLLBACK") {
        tracing::debug!(%error, "nothing to roll back");
    }
}

/// Jobs after which the log is moved while somebody waits, so that a busy day cannot make it grow without end: readers look
/// through all of it.
const LOG_JOBS: usize = 5_000;

/// Moves the log into the database: while nobody waits, or begun anew when it has grown too long. Beginning anew needs a
/// moment without a reader of the old one, and is put off when there is none within a tenth of a second.
fn checkpoint_when_quiet(conn: &mut AnyConnection, shared: &Shared, pending: usize) -> usize {
    let quiet = shared.line().waiting.is_empty();
    let moves: &[&str] = if pending >= LOG_JOBS {
        &[
            "PRAGMA busy_timeout=100; PRAGMA wal_checkpoint(RESTART)",
            "PRAGMA busy_timeout=5000",
        ]
    } else if quiet && pending >= 500 {
        &["PRAGMA wal_checkpoint(PASSIVE)"]
    } else {
        return pending;
    };
    for step in moves {
        if let Err(error) = conn.batch_execute(step) {
            tracing::warn!(%error, "checkpoint");
        }
    }
    0
}
