//! The two databases: the same schema, the settings that carry durability, a write door that loses nothing it promised.

use std::collections::BTreeMap;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use roi_desk::app::Who;
use roi_desk::db::{
    AnyConnection, DatabaseUrl, Purpose, StoreError, migrate, open, prove_sqlite_settings,
};
use roi_desk::error::CommandError;

use crate::support::{Backend, TestDatabase, on_both_databases};

fn fresh(backend: Backend) -> (tempfile::TempDir, DatabaseUrl) {
    let folder = tempfile::tempdir().expect("a folder");
    let url = TestDatabase::fresh(backend, folder.path()).url;
    (folder, url)
}

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    place: String,
    #[diesel(sql_type = Text)]
    nullable: String,
}

fn columns(conn: &mut AnyConnection, question: &str) -> BTreeMap<String, bool> {
    let rows: Vec<Column> = diesel::sql_query(question)
        .load(conn)
        .expect("the catalogue answers");
    rows.into_iter()
        .map(|c| (c.place, c.nullable == "yes"))
        .collect()
}

#[test]
fn both_databases_have_the_same_tables_columns_and_nullability() {
    let (_keep, sqlite) = fresh(Backend::Sqlite);
    let (_keep_too, postgres) = fresh(Backend::Postgres);
    let mut sqlite = open(&sqlite, Purpose::Reading).expect("SQLite opens");
    let mut postgres = open(&postgres, Purpose::Reading).expect("PostgreSQL opens");
    let of_sqlite = columns(
        &mut sqlite,
        "SELECT m.name || '.' || c.name AS place, CASE WHEN c.\"notnull\" = 0 AND c.pk = 0 THEN 'yes' ELSE 'no' END AS nullable \
         FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' \
         AND m.name NOT LIKE 'request_words%' AND m.name <> '__diesel_schema_migrations'",
    );
    let of_postgres = columns(
        &mut postgres,
        "SELECT table_name || '.' || column_name AS place, CASE is_nullable WHEN 'YES' THEN 'yes' ELSE 'no' END AS nullable \
         FROM information_schema.columns WHERE table_schema = current_schema() AND table_name <> 'request_words' \
         AND table_name <> '__diesel_schema_migrations'",
    );
    assert!(of_sqlite.len() > 100, "the catalogue lists the schema");
    assert_eq!(of_sqlite, of_postgres);
}

#[test]
fn every_connection_proves_the_settings_that_carry_durability_t4() {
    let (_keep, url) = fresh(Backend::Sqlite);
    for purpose in [Purpose::Reading, Purpose::Writing] {
        let mut conn = open(&url, purpose).expect("it opens");
        prove_sqlite_settings(&mut conn).expect("the settings hold");
        conn.batch_execute("PRAGMA synchronous=NORMAL")
            .expect("a setting is lost");
        let refused = prove_sqlite_settings(&mut conn).expect_err("a lost setting is noticed");
        assert!(refused.to_string().contains("synchronous"), "{refused}");
    }
}

#[test]
fn a_reader_cannot_write_whatever_it_is_asked() {
    let (_keep, url) = fresh(Backend::Sqlite);
    let mut conn = open(&url, Purpose::Reading).expect("it opens");
    let refused = conn
        .batch_execute("DELETE FROM staff")
        .expect_err("readers only read");
    assert!(refused.to_string().contains("readonly"), "{refused}");
}

#[test]
fn migrations_go_back_and_forth_and_a_newer_schema_is_refused_t71() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let (_keep, url) = fresh(backend);
        migrate::revert_all(&url).expect("every migration goes back");
        assert!(!migrate::migrate(&url).expect("and forth").is_empty());
        assert!(
            migrate::migrate(&url)
                .expect("nothing is left to do")
                .is_empty()
        );
        let mut conn = open(&url, Purpose::Writing).expect("it opens");
        conn.batch_execute("INSERT INTO __diesel_schema_migrations (version) VALUES ('9999')")
            .expect("a later release ran");
        let refused = migrate::migrate(&url).expect_err("an older binary does not touch it");
        assert!(refused.to_string().contains("newer"), "{refused}");
    }
}

#[test]
fn an_unknown_database_address_is_refused_with_a_sentence() {
    for text in ["desk.db", "mysql://x/y", "sqlite:", ""] {
        let refused = DatabaseUrl::parse(text).expect_err(text);
        assert!(refused.contains("sqlite:"), "{refused}");
    }
}

#[test]
fn a_refused_change_leaves_its_evidence_and_nothing_else() {
    on_both_databases(async |desk| {
        let before = desk.audit_events().await;
        let refused = desk
            .app
            .write(Who::Desk, "test.refused", |tx| {
                roi_desk::db::search::next_reference_number(tx, 2026)?;
                Err::<(), _>(CommandError::refused("R10", "No."))
            })
            .await
            .expect("the evidence is stored");
        assert!(matches!(refused, Err(CommandError::Refused(_))));
        let number = desk
            .app
            .write(Who::Desk, "test.done", |tx| {
                Ok(roi_desk::db::search::next_reference_number(tx, 2026)?)
            })
            .await
            .expect("stored")
            .expect("accepted");
        assert_eq!(number, 1, "the refused change took no number");
        let added = desk.audit_events().await.split_off(before.len());
        assert_eq!(
            added,
            [
                ("test.refused".to_owned(), "denied".to_owned()),
                ("test.done".to_owned(), "done".to_owned())
            ]
        );
    });
}

#[test]
fn a_change_that_panics_is_undone_and_the_next_is_stored() {
    on_both_databases(async |desk| {
        let lost = desk
            .app
            .keep_house(|tx| {
                roi_desk::db::search::next_reference_number(tx, 2026)?;
                assert_eq!(tx.statements(), 0, "a fault in a command");
                Ok::<(), StoreError>(())
            })
            .await;
        assert!(lost.is_err(), "the caller is told it was not stored");
        let number = desk
            .app
            .keep_house(|tx| roi_desk::db::search::next_reference_number(tx, 2026))
            .await;
        assert_eq!(number, Ok(1));
    });
}

#[test]
fn many_callers_at_once_are_all_stored_once_t8() {
    on_both_databases(async |desk| {
        let changes = (0..200).map(|_| {
            desk.app
                .keep_house(|tx| roi_desk::db::search::next_reference_number(tx, 2026))
        });
        let mut numbers: Vec<i64> = futures_util::future::join_all(changes)
            .await
            .into_iter()
            .map(|stored| stored.expect("every caller is stored"))
            .collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=200).collect::<Vec<_>>());
    });
}
