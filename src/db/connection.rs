//! One connection type over both databases, and the settings every connection must prove (T4).

use std::path::{Path, PathBuf};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use super::{Read, StoreError};

/// A connection to whichever database the URL named.
#[derive(diesel::MultiConnection)]
pub enum AnyConnection {
    /// A PostgreSQL server shared by several machines.
    #[cfg(feature = "postgres")]
    Postgres(PgConnection),
    /// The embedded database of one machine.
    Sqlite(SqliteConnection),
}

/// Where the data lives, read from a URL; an unknown scheme is refused, never guessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// `sqlite:PATH`
    Sqlite(PathBuf),
    /// `postgres://…`
    Postgres(String),
}

impl DatabaseUrl {
    /// Reads a database URL.
    ///
    /// # Errors
    /// A sentence that says which schemes are known, or how to build with PostgreSQL.
    pub fn parse(text: &str) -> Result<Self, String> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() {
                return Err("The database URL names no file. Write it as sqlite:PATH, for example sqlite:/var/lib/roi-desk/desk.db.".to_owned());
            }
            return Ok(Self::Sqlite(PathBuf::from(path)));
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            if cfg!(feature = "postgres") {
                return Ok(Self::Postgres(text.to_owned()));
            }
            return Err("This binary was built without PostgreSQL. Build it with: cargo build --release --features postgres".to_owned());
        }
        Err("The database URL is not understood. Use sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME.".to_owned())
    }
}

/// What a connection is for: readers cannot write, whatever the code asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Answers questions only.
    Reading,
    /// The write path and migrations.
    Writing,
}

/// The oldest `SQLite` without the WAL-reset corruption race (trust 0.5).
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// Opens a connection and proves its settings.
///
/// # Errors
/// When the database cannot be reached or a setting that carries durability is off.
pub fn open(url: &DatabaseUrl, purpose: Purpose) -> Result<AnyConnection, StoreError> {
    match url {
        DatabaseUrl::Sqlite(path) => open_sqlite(path, purpose),
        #[cfg(feature = "postgres")]
        DatabaseUrl::Postgres(address) => open_postgres(address),
        #[cfg(not(feature = "postgres"))]
        DatabaseUrl::Postgres(_) => Err(StoreError::Failed("built without PostgreSQL".to_owned())),
    }
}

fn open_sqlite(path: &Path, purpose: Purpose) -> Result<AnyConnection, StoreError> {
    let mut sqlite = SqliteConnection::establish(&path.to_string_lossy())
        .map_err(|e| StoreError::Failed(e.to_string()))?;
    sqlite
        .batch_execute(
            "PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; \
             PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000;",
        )
        .map_err(StoreError::from_diesel)?;
    match purpose {
        Purpose::Reading => sqlite.batch_execute("PRAGMA query_only=ON;"),
        // Checkpoints run beside the write path, not on it.
        Purpose::Writing => sqlite.batch_execute("PRAGMA wal_autocheckpoint=0;"),
    }
    .map_err(StoreError::from_diesel)?;
    let mut conn = AnyConnection::Sqlite(sqlite);
    prove_sqlite_settings(&mut conn)?;
    Ok(conn)
}

#[derive(QueryableByName)]
struct SqliteSettings {
    #[diesel(sql_type = diesel::sql_types::Text)]
    journal: String,
    #[diesel(sql_type = diesel::sql_types::Text)]
    version: String,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    synchronous: i64,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    foreign_keys: i64,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    busy_timeout: i64,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    secure_delete: i64,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    trusted_schema: i64,
}

const SQLITE_SETTINGS: &str = "SELECT (SELECT journal_mode FROM pragma_journal_mode) AS journal, sqlite_version() AS version, \
    (SELECT synchronous FROM pragma_synchronous) AS synchronous, (SELECT foreign_keys FROM pragma_foreign_keys) AS foreign_keys, \
    (SELECT timeout FROM pragma_busy_timeout) AS busy_timeout, (SELECT secure_delete FROM pragma_secure_delete) AS secure_delete, \
    (SELECT trusted_schema FROM pragma_trusted_schema) AS trusted_schema";

/// Asks an `SQLite` connection for the settings that carry T1 and refuses it when one is off (T4).
///
/// # Errors
/// Names the first setting that is wrong.
pub fn prove_sqlite_settings(conn: &mut AnyConnection) -> Result<(), StoreError> {
    let is: SqliteSettings = diesel::sql_query(SQLITE_SETTINGS)
        .get_result(conn)
        .map_err(StoreError::from_diesel)?;
    let wrong = if is.journal != "wal" {
        Some("journal_mode is not wal")
    } else if is.synchronous != 2 {
        Some("synchronous is not FULL")
    } else if is.foreign_keys != 1 {
        Some("foreign_keys is off")
    } else if is.busy_timeout < 5000 {
        Some("busy_timeout is under 5000")
    } else if is.secure_delete != 1 {
        Some("secure_delete is off")
    } else if is.trusted_schema != 0 {
        Some("trusted_schema is on")
    } else if older(&is.version) {
        Some("SQLite is older than 3.51.3")
    } else {
        None
    };
    wrong.map_or(Ok(()), |what| {
        Err(StoreError::Failed(format!("refused the database: {what}")))
    })
}

fn older(version: &str) -> bool {
    let mut parts = version.split('.').map(|p| p.parse::<u32>().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    (next(), next(), next()) < OLDEST_SQLITE
}

#[cfg(feature = "postgres")]
#[derive(QueryableByName)]
struct PostgresSettings {
    #[diesel(sql_type = diesel::sql_types::Text)]
    fsync: String,
    #[diesel(sql_type = diesel::sql_types::Text)]
    synchronous_commit: String,
    #[diesel(sql_type = diesel::sql_types::Text)]
    full_page_writes: String,
}

#[cfg(feature = "postgres")]
fn open_postgres(address: &str) -> Result<AnyConnection, StoreError> {
    let pg = PgConnection::establish(address).map_err(|e| StoreError::Failed(e.to_string()))?;
    let mut conn = AnyConnection::Postgres(pg);
    conn.batch_execute("SET lock_timeout='5s'; SET statement_timeout='30s'; SET timezone='UTC';")
        .map_err(StoreError::from_diesel)?;
    let is: PostgresSettings = diesel::sql_query(
        "SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS synchronous_commit, \
         current_setting('full_page_writes') AS full_page_writes",
    )
    .get_result(&mut conn)
    .map_err(StoreError::from_diesel)?;
    if is.fsync != "on" || is.synchronous_commit == "off" || is.full_page_writes != "on" {
        return Err(StoreError::Failed(
            "refused the database: fsync, synchronous_commit and full_page_writes must be on"
                .to_owned(),
        ));
    }
    Ok(conn)
}

impl AnyConnection {
    /// Whether this is the embedded database.
    pub const fn is_sqlite(&self) -> bool {
        matches!(self, Self::Sqlite(_))
    }

    /// Runs `question` in one read-only snapshot.
    ///
    /// # Errors
    /// Whatever `question` answers, or that the snapshot could not be opened.
    pub fn snapshot<T, E: From<StoreError>>(
        &mut self,
        question: impl FnOnce(&mut Read<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let begin = if self.is_sqlite() {
            "BEGIN"
        } else {
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        };
        self.batch_execute(begin).map_err(StoreError::from_diesel)?;
        let answer = question(&mut Read::on(self));
        self.batch_execute("ROLLBACK")
            .map_err(StoreError::from_diesel)?;
        answer
    }
}
