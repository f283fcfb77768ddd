//! Whether the desk is ready, and who may ask (T17).

use std::path::PathBuf;

use chrono::TimeDelta;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use reqwest::StatusCode;
use roi_desk::clock::Clock;
use roi_desk::config::Settings;
use roi_desk::db::schema::outbox;
use roi_desk::db::{Purpose, open};
use roi_desk::health::model::Reason;
use roi_desk::startup;

use crate::check::{SIGNED, answer, insurer, log};
use crate::clarify::send;
use crate::support::{Backend, Desk, Page, on_both_databases};

async fn asked(desk: &Desk) -> Page {
    desk.stranger().get("/readyz").await
}

async fn assert_ready(desk: &Desk) {
    let page = asked(desk).await;
    assert_eq!(
        (page.status, page.text.as_str()),
        (StatusCode::OK, "ready\n")
    );
}

async fn assert_only(desk: &Desk, reason: Reason) {
    let page = asked(desk).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(page.text, [reason.as_str(), "\n"].concat());
}

fn execute(desk: &Desk, statement: &str) {
    let mut conn = open(&desk.app.config.database, Purpose::Writing).expect("it opens");
    conn.batch_execute(statement)
        .expect("a statement of a test");
}

#[test]
fn the_desk_is_alive_and_ready_t17() {
    on_both_databases(async |desk| {
        assert_eq!(desk.stranger().get("/healthz").await.text, "alive\n");
        assert_ready(&desk).await;
    });
}

#[test]
fn a_desk_whose_schema_is_not_its_programs_is_not_ready() {
    on_both_databases(async |desk| {
        execute(
            &desk,
            "INSERT INTO __diesel_schema_migrations (version) VALUES ('9999')",
        );
        assert_only(&desk, Reason::Migrations).await;
        execute(
            &desk,
            "DELETE FROM __diesel_schema_migrations WHERE version = '9999'",
        );
        assert_ready(&desk).await;
    });
}

#[test]
fn a_database_that_takes_no_changes_is_not_ready() {
    on_both_databases(async |desk| {
        // What a read-only database says to every change, said for the one row that is written to ask.
        let (refuse, allow) = match desk.backend {
            Backend::Sqlite => (
                "CREATE TRIGGER only_read BEFORE UPDATE ON leases BEGIN SELECT RAISE(ABORT, 'read only'); END",
                "DROP TRIGGER only_read",
            ),
            Backend::Postgres => (
                "CREATE TRIGGER only_read BEFORE UPDATE ON leases EXECUTE FUNCTION never_changed()",
                "DROP TRIGGER only_read ON leases",
            ),
        };
        execute(&desk, refuse);
        assert_only(&desk, Reason::ReadOnly).await;
        execute(&desk, allow);
        assert_ready(&desk).await;
    });
}

#[test]
fn a_missing_key_file_and_another_folder_of_papers_are_said() {
    on_both_databases(async |desk| {
        let away = |path: PathBuf| {
            let aside = path.with_extension("away");
            std::fs::rename(&path, &aside).expect("it is taken away");
            move || std::fs::rename(&aside, &path).expect("it is put back")
        };
        let back = away(desk.app.config.key_file());
        assert_only(&desk, Reason::KeyMissing).await;
        back();
        let marker = desk.app.files.root().join("marker");
        let back = away(marker.clone());
        assert_only(&desk, Reason::Files).await;
        std::fs::write(&marker, "another folder\n").expect("another word");
        assert_only(&desk, Reason::Files).await;
        back();
        assert_ready(&desk).await;
    });
}

#[test]
fn a_machine_with_another_folder_of_papers_does_not_start() {
    on_both_databases(async |desk| {
        let elsewhere = tempfile::tempdir().expect("another folder");
        let mut config = desk.app.config.clone();
        std::fs::copy(config.key_file(), elsewhere.path().join("keys.toml")).expect("the keys");
        config.data = elsewhere.path().to_owned();
        let refused = startup::open(config, Clock::System).err().expect("refused");
        let said = refused.to_string();
        assert!(
            said.contains("is not the folder of papers of this database"),
            "{said}"
        );
        let again = startup::open(desk.app.config.clone(), Clock::System);
        again.expect("the right folder is accepted").close();
    });
}

#[test]
fn mail_that_has_waited_more_than_a_quarter_of_an_hour_is_said_t17() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        actix_web::rt::System::new().block_on(async {
            let desk = Desk::start_with(backend, with_mail_server).await;
            letter_by_email(&desk).await;
            desk.later(TimeDelta::minutes(15));
            assert_ready(&desk).await;
            desk.later(TimeDelta::seconds(1));
            assert_only(&desk, Reason::MailWaiting).await;
            for state in ["claimed", "handing_over", "deferred"] {
                stands(&desk, state);
                assert_only(&desk, Reason::MailWaiting).await;
            }
            for state in ["sent", "failed", "uncertain"] {
                stands(&desk, state);
                assert_ready(&desk).await;
            }
            desk.finish().await;
        });
    }
}

/// A clarification waits in the outbox.
async fn letter_by_email(desk: &Desk) {
    let specialist = desk.specialist().await;
    let request = log(desk, insurer()).await;
    let no_signature: Vec<(&str, &str)> = SIGNED.iter().chain(&[("A11", "no")]).copied().collect();
    answer(&specialist, &request, &no_signature).await;
    let sent = send(&specialist, &request, &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
}

fn with_mail_server(settings: &mut Settings) {
    settings.smtp_host = Some("127.0.0.1".to_owned());
    settings.smtp_security = "plain".to_owned();
}

fn stands(desk: &Desk, state: &str) {
    let mut conn = open(&desk.app.config.database, Purpose::Writing).expect("it opens");
    diesel::update(outbox::table)
        .set(outbox::state.eq(state))
        .execute(&mut conn)
        .expect("a state");
}

#[test]
fn without_a_mail_server_mail_waits_as_files_by_choice() {
    on_both_databases(async |desk| {
        letter_by_email(&desk).await;
        desk.later(TimeDelta::hours(2));
        assert_ready(&desk).await;
    });
}

#[test]
fn only_the_addresses_of_the_settings_are_told_whether_the_desk_is_ready() {
    actix_web::rt::System::new().block_on(async {
        let desk = Desk::start_with(Backend::Sqlite, |settings| {
            settings.health_from = vec!["10.1.0.0/16".to_owned()];
            settings.trusted_proxies = vec!["127.0.0.1".to_owned()];
        })
        .await;
        let monitor = |address: &str| desk.stranger().through_proxy(address);
        assert_eq!(asked(&desk).await.status, StatusCode::NOT_FOUND);
        let other = monitor("10.2.0.9").get("/readyz").await;
        assert_eq!(other.status, StatusCode::NOT_FOUND);
        let known = monitor("10.1.0.9").get("/readyz").await;
        assert_eq!(
            (known.status, known.text.as_str()),
            (StatusCode::OK, "ready\n")
        );
        desk.finish().await;
    });
}
