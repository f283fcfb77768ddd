//! A fresh database for each test: a copy of a migrated file, or a schema of its own on the private cluster.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use diesel::connection::SimpleConnection;
use roi_desk::db::{DatabaseUrl, Purpose, migrate, new_public_id, open};

/// Which database a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// The embedded one.
    Sqlite,
    /// The private PostgreSQL cluster named by `ROI_DESK_TEST_POSTGRES`.
    Postgres,
}

/// A migrated, empty database.
pub struct TestDatabase {
    /// Where it is.
    pub url: DatabaseUrl,
}

impl TestDatabase {
    /// Makes one.
    pub fn fresh(backend: Backend, folder: &Path) -> Self {
        match backend {
            Backend::Sqlite => Self {
                url: DatabaseUrl::Sqlite(copy_of_template(folder)),
            },
            Backend::Postgres => Self {
                url: schema_of_its_own(),
            },
        }
    }
}

/// The migrated template, made once for the whole run.
fn copy_of_template(folder: &Path) -> PathBuf {
    static TEMPLATE: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, template) = TEMPLATE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder for the template");
        let path = folder.path().join("template.db");
        let url = DatabaseUrl::Sqlite(path.clone());
        migrate::migrate(&url).expect("migrations run on SQLite");
        let mut conn = open(&url, Purpose::Writing).expect("the template opens");
        conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)")
            .expect("the template is one file");
        (folder, path)
    });
    let path = folder.join("desk.db");
    std::fs::copy(template, &path).expect("a copy of the template");
    path
}

/// The address of the private cluster; `tests/run` starts it.
pub fn cluster() -> String {
    std::env::var("ROI_DESK_TEST_POSTGRES")
        .expect("ROI_DESK_TEST_POSTGRES names no PostgreSQL: run the tests with tests/run")
}

fn schema_of_its_own() -> DatabaseUrl {
    // A random name: a long-lived cluster has seen every process id before.
    let schema = ["t", &new_public_id().expect("randomness")].concat();
    let address = cluster();
    let url = DatabaseUrl::parse(&address).expect("the cluster's address is understood");
    let mut conn = open(&url, Purpose::Writing).expect("the cluster answers");
    conn.batch_execute(&["CREATE SCHEMA ", &schema].concat())
        .expect("a schema of its own");
    let mark = if address.contains('?') { "&" } else { "?" };
    let own = [&address, mark, "options=-csearch_path%3D", &schema].concat();
    let url = DatabaseUrl::parse(&own).expect("the address with a schema is understood");
    migrate::migrate(&url).expect("migrations run on PostgreSQL");
    url
}
