//! Brings a database to the schema of this binary. Newer schemas are refused (T71).

use std::collections::BTreeSet;

use diesel::migration::{Migration, MigrationSource};
use diesel::sql_types::Text;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::kept::written;
use super::{AnyConnection, DatabaseUrl, Purpose, Read, StoreError, connection};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
#[cfg(feature = "postgres")]
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// Runs every migration that has not run; answers their names.
///
/// # Errors
/// When a migration fails, or the database is newer than this binary.
pub fn migrate(url: &DatabaseUrl) -> Result<Vec<String>, StoreError> {
    let mut conn = connection::open(url, Purpose::Writing)?;
    match &mut conn {
        AnyConnection::Sqlite(c) => run(c, SQLITE),
        #[cfg(feature = "postgres")]
        AnyConnection::Postgres(c) => run(c, POSTGRES),
    }
}

/// Takes every migration back, last first; only tests and a restore use it.
///
/// # Errors
/// When a step back fails.
pub fn revert_all(url: &DatabaseUrl) -> Result<(), StoreError> {
    let mut conn = connection::open(url, Purpose::Writing)?;
    let reverted = match &mut conn {
        AnyConnection::Sqlite(c) => c.revert_all_migrations(SQLITE).map(|_| ()),
        #[cfg(feature = "postgres")]
        AnyConnection::Postgres(c) => c.revert_all_migrations(POSTGRES).map(|_| ()),
    };
    reverted.map_err(|e| StoreError::Failed(e.to_string()))
}

/// Whether exactly the migrations ran that this binary knows (T17). Both trees have the same names.
///
/// # Errors
/// When the database cannot be read.
pub fn is_current(read: &mut Read<'_>) -> Result<bool, StoreError> {
    let known: Vec<Box<dyn Migration<diesel::sqlite::Sqlite>>> = SQLITE
        .migrations()
        .map_err(|e| StoreError::Failed(e.to_string()))?;
    let known: BTreeSet<String> = known
        .iter()
        .map(|m| m.name().version().to_string())
        .collect();
    let ran: Vec<String> = read.list(written::<Text>(
        "SELECT version FROM __diesel_schema_migrations",
    ))?;
    Ok(ran.into_iter().collect::<BTreeSet<_>>() == known)
}

fn run<C, DB>(conn: &mut C, source: EmbeddedMigrations) -> Result<Vec<String>, StoreError>
where
    DB: diesel::backend::Backend,
    C: MigrationHarness<DB>,
    EmbeddedMigrations: MigrationSource<DB>,
{
    let failed = |e: Box<dyn std::error::Error + Send + Sync>| StoreError::Failed(e.to_string());
    let known: Vec<Box<dyn Migration<DB>>> = source.migrations().map_err(failed)?;
    let newest = known.iter().map(|m| m.name().version().to_string()).max();
    let applied = conn.applied_migrations().map_err(failed)?;
    if let Some(ahead) = applied
        .iter()
        .map(ToString::to_string)
        .find(|a| Some(a) > newest.as_ref())
    {
        return Err(StoreError::Failed(format!(
            "the database is newer (migration {ahead}) than this binary; start the newer binary instead"
        )));
    }
    let ran = conn.run_pending_migrations(source).map_err(failed)?;
    Ok(ran.iter().map(ToString::to_string).collect())
}
