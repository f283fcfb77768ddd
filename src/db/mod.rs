//! The database: one connection type over `SQLite` and `PostgreSQL`, a read door, a write door, the schema.
//!
//! Readers get a `Read` and can only SELECT. Changes happen in a `Tx`, which exists only inside `Database::write`.

mod connection;
mod database;
mod error;
mod ids;
mod kept;
mod lease;
mod marker;
pub mod migrate;
mod read;
pub mod search;
pub mod schema;
mod writer;

pub use connection::{AnyConnection, DatabaseUrl, Purpose, open, prove_sqlite_settings};
pub use database::{Database, NotStored, Sealer};
pub use error::StoreError;
pub use ids::new_public_id;
pub use kept::{Counted, DueBefore, OPEN_REQUESTS, Written, one_of, written};
pub use lease::take_lease;
pub use marker::{find_marker, keep_marker, prove_writable};
pub use read::{Read, Subject, Tx};

/// Writes one query body for both backends, where the shared query language has no word for it.
#[macro_export]
macro_rules! each_backend {
    ($conn:expr, |$c:ident| $body:expr) => {
        match $conn {
            #[cfg(feature = "postgres")]
            $crate::db::AnyConnection::Postgres($c) => $body,
            $crate::db::AnyConnection::Sqlite($c) => $body,
        }
    };
}
