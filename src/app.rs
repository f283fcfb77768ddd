//! The running desk: its database doors, clock, keys, files and configuration.
//!
//! Three doors lead to the data: [`App::read`] (no patient data), `Visit::show` (the audit row is durable before anything
//! is handed out) and [`App::write`] (one transaction with its audit row). There is no fourth.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::{NaiveDateTime, TimeZone};
use secrecy::ExposeSecret;

use crate::audit::{self, AuditKey, Entry, Outcome};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{self, Database, NotStored, Purpose, Read, Sealer, StoreError, Subject, Tx};
use crate::error::CommandError;
use crate::facilities::commands::{self, Standing};
use crate::facilities::model::{Profile, Program};
use crate::facilities::{Facilities, Known, store as facts};
use crate::fhir::Server;
use crate::files::{self, Files, KeyPurpose, Keys};
use crate::glance::Glance;
use crate::limits::Views;
use crate::preview::Previewer;
use crate::staff::commands::Passwords;
use crate::staff::model::Actor;

/// The running desk; cheap to clone. It carries the hospital's facts as they stood when it was taken, so that whatever is
/// begun with it ends with the same ones.
#[derive(Clone)]
pub struct App {
    parts: Arc<Parts>,
    /// The hospital's facts.
    pub facilities: Arc<Facilities>,
}

/// What the desk is made of.
pub struct Parts {
    /// Settings, parsed once.
    pub config: Config,
    /// What time it is.
    pub clock: Clock,
    /// The keys beside the data.
    pub keys: Arc<Keys>,
    /// Encrypted papers.
    pub files: Files,
    /// Draws the pages of papers where a hostile one can do no harm.
    pub previewer: Previewer,
    /// The newest facts this machine has read.
    pub known: Known,
    /// Pages a person may ask for in a minute.
    pub views: Views,
    /// Figures that are the same until something changes.
    pub glance: Arc<Glance>,
    /// The hospital's systems that may be asked.
    hospital: Vec<Server>,
    /// Where passwords are hashed and compared.
    pub passwords: Passwords,
    db: Database,
    audit_key: AuditKey,
}

impl std::ops::Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.parts
    }
}

/// Who acts, for the audit row of a change.
#[derive(Debug, Clone)]
pub enum Who {
    /// A signed-in person.
    Staff(Actor),
    /// Somebody not (yet) signed in.
    Stranger,
    /// The desk itself: a job.
    Desk,
}

impl Who {
    /// The person's id, if a person acts.
    pub const fn staff_id(&self) -> Option<i64> {
        match self {
            Self::Staff(actor) => Some(actor.staff_id),
            Self::Stranger | Self::Desk => None,
        }
    }

    fn site(&self) -> Option<String> {
        match self {
            Self::Staff(actor) => Some(actor.acting_site.clone()),
            Self::Stranger | Self::Desk => None,
        }
    }
}

/// The audit row of something that was seen or done.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// The request, the patient, details.
    pub subject: Subject,
    /// The requests a list showed.
    pub listed: Option<String>,
}

impl App {
    /// Opens the desk over a migrated database.
    ///
    /// # Errors
    /// When the key file, the folders or the database cannot be used; the sentence says what to do.
    pub fn open(config: Config, clock: Clock) -> anyhow::Result<Self> {
        let data_exists = holds_data(&config)?;
        let keys = Arc::new(Keys::load_or_create(&config.key_file(), data_exists)?);
        let audit_key = AuditKey::new(*keys.secret(KeyPurpose::Audit).expose_secret());
        let files = Files::at(config.files_folder(), keys.clone())?;
        let sealing_key = audit_key.clone();
        let sealer: Sealer = Arc::new(move |tx: &mut Tx<'_>| {
            // On PostgreSQL one machine holds the lease and seals; see `startup`.
            if tx.is_sqlite() {
                audit::seal_waiting(tx, &sealing_key).map(|_| ())
            } else {
                Ok(())
            }
        });
        let db = Database::open(&config.database, sealer)?;
        let facilities = Arc::new(Facilities::load()?);
        let hospital = config.hospital.iter().cloned().map(Server::new);
        let hospital: Result<Vec<Server>, String> = hospital.collect();
        let app = Self::of(Parts {
            previewer: Previewer::new(config.program.clone()),
            views: Views::allowing(config.views_a_minute),
            glance: Arc::default(),
            hospital: hospital.map_err(anyhow::Error::msg)?,
            config,
            clock,
            keys,
            files,
            known: Known::new(facilities),
            passwords: Passwords::default(),
            db,
            audit_key,
        });
        app.prove_folder()?;
        app.bring_in_facts()
    }

    fn of(parts: Parts) -> Self {
        let facilities = parts.known.newest();
        Self {
            parts: Arc::new(parts),
            facilities,
        }
    }

    /// Proves that the folder of papers is the one of this database, or marks both as one at the first start.
    fn prove_folder(&self) -> anyhow::Result<()> {
        let folder = self.files.root().to_owned();
        let here = files::read_marker(&folder)?;
        let kept = self.read_now::<_, StoreError>(db::find_marker)?;
        let kept = match kept {
            Some(kept) => kept,
            None => {
                let word = files::put_marker(&folder, &db::new_public_id()?)?;
                let write = || self.keep_house_now(move |tx| db::keep_marker(tx, &word));
                aside(write)??;
                self.read_now::<_, StoreError>(db::find_marker)?
                    .unwrap_or_else(String::new)
            }
        };
        let here = here.or(files::read_marker(&folder)?);
        if here.as_deref() == Some(kept.as_str()) {
            return Ok(());
        }
        anyhow::bail!(
            "{} is not the folder of papers of this database. Every machine needs the same data folder: mount it, or correct --data.",
            folder.display()
        )
    }

    /// Brings the program's facts into the tables, if they are not there, and takes the facts from the tables.
    fn bring_in_facts(self) -> anyhow::Result<Self> {
        let program = Program::load()?;
        let zone = program.profiles.iter().flat_map(Profile::zones).next();
        let today = zone.map_or(self.now().date(), |zone| local_date(zone, self.now()));
        match self.read_now(|read| commands::standing(read, &program, today))? {
            // The first rows belong to the making of the database, as its tables do.
            Standing::Empty => {
                aside(|| self.keep_house_now(move |tx| commands::bring_in(tx, &program, today)))??;
            }
            Standing::Behind => aside(|| {
                self.write_now(Who::Desk, "facts.brought_in", move |tx| {
                    Ok(commands::bring_in(tx, &program, today)?)
                })
            })???,
            Standing::Current => {}
        }
        let facilities = self
            .parts
            .known
            .take(self.read_now(commands::read_facilities)?);
        Ok(Self { facilities, ..self })
    }

    /// The desk with the facts of this version of the tables, which are read if they have moved. Facts that cannot be used
    /// leave the former ones in force; `/readyz` says so.
    pub async fn with_facts(&self, version: i64) -> Self {
        let facilities = if self.known.is_behind(version) {
            let read = self.db.read(commands::read_facilities).await;
            self.taken(version, read)
        } else {
            self.known.newest()
        };
        Self {
            parts: self.parts.clone(),
            facilities,
        }
    }

    /// As [`App::with_facts`] with the version of this moment, on the calling thread: for the desk's own threads.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn refreshed(&self) -> Result<Self, StoreError> {
        let version = self.read_now(facts::get_state)?.version;
        let facilities = if self.known.is_behind(version) {
            self.taken(version, self.read_now(commands::read_facilities))
        } else {
            self.known.newest()
        };
        Ok(Self {
            parts: self.parts.clone(),
            facilities,
        })
    }

    fn taken(&self, version: i64, read: Result<Facilities, StoreError>) -> Arc<Facilities> {
        match read {
            Ok(facilities) => self.known.take(facilities),
            Err(StoreError::Failed(reason)) => {
                tracing::error!(
                    reason,
                    "the facts of the house cannot be used; the former ones hold"
                );
                self.known.refuse(version)
            }
            Err(error) => {
                tracing::warn!(%error, "the facts of the house could not be read now");
                self.known.newest()
            }
        }
    }

    /// The instant, UTC.
    pub fn now(&self) -> NaiveDateTime {
        self.clock.now()
    }

    /// The folder of the desk's data.
    pub fn data_folder(&self) -> PathBuf {
        self.config.data.clone()
    }

    /// The hospital's system a site asks, if it asks one.
    pub fn hospital_of(&self, site: &str) -> Option<&Server> {
        let asks = |one: &&Server| one.sites().iter().any(|known| known == site);
        self.hospital.iter().find(asks)
    }

    /// Every system of the hospital that may be asked.
    pub fn hospital_systems(&self) -> &[Server] {
        &self.hospital
    }

    /// The key that proves the evidence.
    pub fn audit_key(&self) -> &AuditKey {
        &self.audit_key
    }

    /// Answers a question that shows no patient data.
    ///
    /// # Errors
    /// What the question answers.
    pub async fn read<T, E>(
        &self,
        question: impl FnOnce(&mut Read<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.db.read(question).await
    }

    /// As [`App::read`], on the calling thread: for the command line and jobs.
    ///
    /// # Errors
    /// What the question answers.
    pub fn read_now<T, E: From<StoreError>>(
        &self,
        question: impl FnOnce(&mut Read<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.db.read_now(question)
    }

    /// Does one thing for somebody: the change, its event, its notice and its audit row in one transaction. A refusal
    /// undoes the change and leaves the audit row of the denial.
    ///
    /// # Errors
    /// The outer error: nothing was stored, not even the evidence. The inner: the command's own refusal.
    pub async fn write<T: Send + 'static>(
        &self,
        who: Who,
        event: &'static str,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, CommandError> + Send + 'static,
    ) -> Result<Result<T, CommandError>, NotStored> {
        let now = self.now();
        let (with_evidence, denied) = self.witnessed(now, who, event, work);
        let stored = self.db.write(now, with_evidence, denied).await;
        self.glance.changed();
        stored
    }

    /// The work with its audit row, and the row a refusal leaves.
    fn witnessed<T: 'static>(
        &self,
        now: NaiveDateTime,
        who: Who,
        event: &'static str,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, CommandError> + Send + 'static,
    ) -> (Work<T>, Evidence) {
        let (key, evidence_key) = (self.audit_key.clone(), self.audit_key.clone());
        let denied_by = who.clone();
        let with_evidence = move |tx: &mut Tx<'_>| {
            let done = work(tx)?;
            let seen = Seen {
                subject: std::mem::take(&mut tx.subject),
                listed: None,
            };
            audit::append(tx, &key, &entry(now, &who, event, Outcome::Done, seen))?;
            Ok(done)
        };
        let denied = move |tx: &mut Tx<'_>, error: &CommandError| {
            let mut seen = Seen::default();
            seen.subject.detail = Some(denial(error));
            audit::append(
                tx,
                &evidence_key,
                &entry(now, &denied_by, event, Outcome::Denied, seen),
            )
        };
        (Box::new(with_evidence), Box::new(denied))
    }

    /// As [`App::write`], on the calling thread, which must not be a web worker's.
    ///
    /// # Errors
    /// As `write`.
    pub fn write_now<T: Send + 'static>(
        &self,
        who: Who,
        event: &'static str,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, CommandError> + Send + 'static,
    ) -> Result<Result<T, CommandError>, NotStored> {
        let now = self.now();
        let (with_evidence, denied) = self.witnessed(now, who, event, work);
        let stored = self.db.write_now(now, with_evidence, denied);
        self.glance.changed();
        stored
    }

    /// Stores only evidence (and whatever `beside` keeps with it): something was seen, or refused at the door.
    ///
    /// # Errors
    /// When it could not be stored; then nothing may be shown.
    pub async fn witness(
        &self,
        who: Who,
        event: &'static str,
        outcome: Outcome,
        seen: Seen,
        beside: impl FnOnce(&mut Tx<'_>) -> Result<(), StoreError> + Send + 'static,
    ) -> Result<(), NotStored> {
        let now = self.now();
        let key = self.audit_key.clone();
        self.db
            .write(
                now,
                move |tx| {
                    beside(tx)?;
                    audit::append(tx, &key, &entry(now, &who, event, outcome, seen))
                },
                |_, _: &StoreError| Ok(()),
            )
            .await?
            .map_err(NotStored)
    }

    /// Changes rows that are no business of the audit trail: sessions, limiters, leases, the queue.
    ///
    /// # Errors
    /// When it was not stored.
    pub async fn keep_house<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, NotStored> {
        self.db
            .write(self.now(), work, |_, _: &StoreError| Ok(()))
            .await?
            .map_err(NotStored)
    }

    /// As [`App::keep_house`], on the calling thread, which must not be a web worker's.
    ///
    /// # Errors
    /// When it was not stored.
    pub fn keep_house_now<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, NotStored> {
        self.db
            .write_now(self.now(), work, |_, _: &StoreError| Ok(()))?
            .map_err(NotStored)
    }

    /// Stores what waits and stops the write door (T16).
    pub fn close(&self) {
        self.db.close();
    }
}

/// A change with its audit row.
type Work<T> = Box<dyn FnOnce(&mut Tx<'_>) -> Result<T, CommandError> + Send>;
/// The audit row a refusal leaves.
type Evidence = Box<dyn FnOnce(&mut Tx<'_>, &CommandError) -> Result<(), StoreError> + Send>;

/// Runs on a thread beside: the caller may stand in the web server's own, where nothing may wait.
fn aside<T: Send>(work: impl FnOnce() -> T + Send) -> anyhow::Result<T> {
    std::thread::scope(|scope| scope.spawn(work).join())
        .map_err(|_| anyhow::anyhow!("A change at the start ended badly."))
}

fn local_date(zone: chrono_tz::Tz, at: NaiveDateTime) -> chrono::NaiveDate {
    zone.from_utc_datetime(&at).date_naive()
}

/// Whether something exists that a lost key file would make unreadable or unprovable.
fn holds_data(config: &Config) -> anyhow::Result<bool> {
    let mut conn = db::open(&config.database, Purpose::Reading)?;
    Ok(conn.snapshot(audit::any_row)?)
}

fn entry(at: NaiveDateTime, who: &Who, event: &str, outcome: Outcome, seen: Seen) -> Entry {
    Entry {
        at,
        staff_id: who.staff_id(),
        acting_site: who.site(),
        event: event.to_owned(),
        outcome,
        request_id: seen.subject.request_id,
        patient_id: seen.subject.patient_id,
        listed: seen.listed,
        detail: seen.subject.detail,
    }
}

/// What a denial's audit row says: the rule or the fields, never what was typed.
fn denial(error: &CommandError) -> String {
    match error {
        CommandError::Refused(refusal) => format!("refused by {}", refusal.rule),
        CommandError::Fields(errors) => {
            let fields: Vec<&str> = errors.iter().map(|e| e.field.as_str()).collect();
            format!("fields {}", fields.join(","))
        }
        CommandError::KeyReused => "key reused".to_owned(),
        CommandError::Store(StoreError::Stale) => "stale".to_owned(),
        CommandError::Store(StoreError::NotFound) => "not found".to_owned(),
        CommandError::Store(_) => "database".to_owned(),
    }
}
