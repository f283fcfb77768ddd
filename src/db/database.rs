//! The database as the app sees it: `read` on pooled connections, `write` through one door.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDateTime;
use tokio::sync::{Semaphore, oneshot};

use super::writer::{Job, Verdict, Writer};
use super::{AnyConnection, DatabaseUrl, Purpose, Read, StoreError, Tx, connection};

/// Runs at the end of every batch of changes, in its transaction: the audit sealer.
pub type Sealer = Arc<dyn Fn(&mut Tx<'_>) -> Result<(), StoreError> + Send + Sync>;

/// Why a change was not stored. Nothing of it is in the database.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not stored: {0}")]
pub struct NotStored(pub StoreError);

/// A connection pool's maker.
struct Maker {
    url: DatabaseUrl,
    purpose: Purpose,
}

impl r2d2::ManageConnection for Maker {
    type Connection = AnyConnection;
    type Error = StoreError;

    fn connect(&self) -> Result<AnyConnection, StoreError> {
        connection::open(&self.url, self.purpose)
    }

    fn is_valid(&self, conn: &mut AnyConnection) -> Result<(), StoreError> {
        use diesel::connection::SimpleConnection;
        conn.batch_execute("SELECT 1")
            .map_err(StoreError::from_diesel)
    }

    fn has_broken(&self, conn: &mut AnyConnection) -> bool {
        use diesel::r2d2::R2D2Connection;
        conn.is_broken()
    }
}

/// The open database.
#[derive(Clone)]
pub struct Database {
    readers: r2d2::Pool<Maker>,
    /// As many as there are reading connections: who waits, waits without a thread.
    turns: Arc<Semaphore>,
    door: Door,
}

#[derive(Clone)]
enum Door {
    /// One writer thread, many changes in one commit.
    Queue(Writer),
    /// A pooled transaction each.
    #[cfg_attr(not(feature = "postgres"), allow(dead_code))]
    Pool(r2d2::Pool<Maker>, Sealer),
}

/// How many connections answer questions.
const READERS: u32 = 6;
/// How long a caller waits for a connection.
const PATIENCE: Duration = Duration::from_secs(5);

fn pool(url: &DatabaseUrl, purpose: Purpose, size: u32) -> Result<r2d2::Pool<Maker>, StoreError> {
    r2d2::Pool::builder()
        .max_size(size)
        .min_idle(Some(1))
        .connection_timeout(PATIENCE)
        // SQLite is a file: a check per use would only cost; PostgreSQL may have restarted (T9).
        .test_on_check_out(matches!(url, DatabaseUrl::Postgres(_)))
        .build(Maker {
            url: url.clone(),
            purpose,
        })
        .map_err(|e| StoreError::Failed(e.to_string()))
}

impl Database {
    /// Opens the database for serving.
    ///
    /// # Errors
    /// When it cannot be reached or its settings do not carry durability (T4).
    pub fn open(url: &DatabaseUrl, sealer: Sealer) -> Result<Self, StoreError> {
        let door = match url {
            DatabaseUrl::Sqlite(_) => Door::Queue(Writer::start(url.clone(), sealer)?),
            DatabaseUrl::Postgres(_) => Door::Pool(pool(url, Purpose::Writing, 8)?, sealer),
        };
        Ok(Self {
            readers: pool(url, Purpose::Reading, READERS)?,
            turns: Arc::new(Semaphore::new(READERS as usize)),
            door,
        })
    }

    /// Answers a question from one snapshot, on the calling thread.
    ///
    /// # Errors
    /// What the question answers, or `StoreError::Busy` when no connection came free in 5 s.
    pub fn read_now<T, E: From<StoreError>>(
        &self,
        question: impl FnOnce(&mut Read<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut conn = self.readers.get().map_err(|_| StoreError::Busy)?;
        conn.snapshot(question)
    }

    /// Answers a question from one snapshot, off the web worker.
    ///
    /// # Errors
    /// As `read_now`.
    pub async fn read<T, E>(
        &self,
        question: impl FnOnce(&mut Read<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let waited = tokio::time::timeout(PATIENCE, self.turns.clone().acquire_owned()).await;
        let Ok(Ok(turn)) = waited else {
            return Err(StoreError::Busy.into());
        };
        let this = self.clone();
        let asked = move || {
            let answer = this.read_now(question);
            drop(turn);
            answer
        };
        tokio::task::spawn_blocking(asked)
            .await
            .unwrap_or_else(|e| Err(StoreError::Failed(e.to_string()).into()))
    }

    /// Does `work` in one transaction and answers once it is durable. When `work` refuses, its changes are undone and
    /// `refused` leaves the evidence instead.
    ///
    /// # Errors
    /// `NotStored` when the database took neither the change nor the evidence.
    pub async fn write<T, E>(
        &self,
        now: NaiveDateTime,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        refused: impl FnOnce(&mut Tx<'_>, &E) -> Result<(), StoreError> + Send + 'static,
    ) -> Stored<T, E>
    where
        T: Send + 'static,
        E: Send + 'static,
    {
        let (job, told) = change(now, work, refused);
        match &self.door {
            Door::Queue(writer) => writer.send(job)?,
            Door::Pool(pool, sealer) => {
                let (pool, sealer) = (pool.clone(), sealer.clone());
                tokio::task::spawn_blocking(move || run_pooled(&pool, &sealer, job, now));
            }
        }
        told.await.unwrap_or(Err(NotStored(StoreError::Lost)))
    }

    /// As [`Database::write`], on the calling thread: for the desk's own threads and the command line.
    ///
    /// # Errors
    /// As `write`.
    pub fn write_now<T, E>(
        &self,
        now: NaiveDateTime,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        refused: impl FnOnce(&mut Tx<'_>, &E) -> Result<(), StoreError> + Send + 'static,
    ) -> Stored<T, E>
    where
        T: Send + 'static,
        E: Send + 'static,
    {
        let (job, told) = change(now, work, refused);
        match &self.door {
            Door::Queue(writer) => writer.send(job)?,
            Door::Pool(pool, sealer) => run_pooled(pool, sealer, job, now),
        }
        told.blocking_recv()
            .unwrap_or(Err(NotStored(StoreError::Lost)))
    }

    /// Waits until everything queued is stored, then stops the writer (T16).
    pub fn close(&self) {
        if let Door::Queue(writer) = &self.door {
            writer.stop();
        }
    }
}

/// How a change ended: stored or not, and if stored, whether the work was accepted.
type Stored<T, E> = Result<Result<T, E>, NotStored>;

fn change<W, R, T, E>(
    now: NaiveDateTime,
    work: W,
    refused: R,
) -> (Box<dyn Job>, oneshot::Receiver<Stored<T, E>>)
where
    W: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    R: FnOnce(&mut Tx<'_>, &E) -> Result<(), StoreError> + Send + 'static,
    T: Send + 'static,
    E: Send + 'static,
{
    let (answer, told) = oneshot::channel();
    let job = Change {
        now,
        work: Some(work),
        refused: Some(refused),
        result: None,
        answer: Some(answer),
    };
    (Box::new(job), told)
}

fn run_pooled(pool: &r2d2::Pool<Maker>, sealer: &Sealer, job: Box<dyn Job>, now: NaiveDateTime) {
    match pool.get() {
        Ok(mut conn) => drop(super::writer::run_batch(&mut conn, vec![job], sealer, now)),
        Err(_) => job.answer(Err(NotStored(StoreError::Busy))),
    }
}

/// One caller's change, waiting for its turn.
struct Change<W, R, T, E> {
    now: NaiveDateTime,
    work: Option<W>,
    refused: Option<R>,
    result: Option<Result<T, E>>,
    answer: Option<oneshot::Sender<Stored<T, E>>>,
}

impl<W, R, T, E> Job for Change<W, R, T, E>
where
    W: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send,
    R: FnOnce(&mut Tx<'_>, &E) -> Result<(), StoreError> + Send,
    T: Send,
    E: Send,
{
    fn now(&self) -> NaiveDateTime {
        self.now
    }

    fn run(&mut self, tx: &mut Tx<'_>) -> Verdict {
        let Some(work) = self.work.take() else {
            return Verdict::Undo;
        };
        match catch_unwind(AssertUnwindSafe(|| work(tx))) {
            Ok(result) => {
                let kept = result.is_ok();
                self.result = Some(result);
                if kept { Verdict::Keep } else { Verdict::Undo }
            }
            Err(_) => Verdict::Undo,
        }
    }

    fn leave_evidence(&mut self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        match (self.refused.take(), &self.result) {
            (Some(refused), Some(Err(error))) => refused(tx, error),
            _ => Ok(()),
        }
    }

    fn answer(mut self: Box<Self>, stored: Result<(), NotStored>) {
        let result = match (stored, self.result.take()) {
            (Ok(()), Some(result)) => Ok(result),
            (Ok(()), None) => Err(NotStored(StoreError::Failed(
                "the change panicked".to_owned(),
            ))),
            (Err(not), _) => Err(not),
        };
        if let Some(answer) = self.answer.take() {
            // A caller that went away has nobody to tell.
            drop(answer.send(result));
        }
    }
}
