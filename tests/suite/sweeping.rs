//! What the desk forgets by itself, when, and what it never touches (T2, T13, T33, T50).

use std::time::Duration;

use chrono::TimeDelta;
use diesel::prelude::*;
use roi_desk::app::Who;
use roi_desk::db::schema::{console_tokens, drafts, papers, saved_searches, sessions};
use roi_desk::db::{AnyConnection, Purpose, new_public_id, open};
use roi_desk::documents::rules::display_name;
use roi_desk::documents::store::{Home, NewPaper, insert_paper};
use roi_desk::files::{FileId, Stored};
use roi_desk::housekeeping;
use roi_desk::staff::model::Role;
use roi_desk::words::PaperKind;

use crate::support::{Desk, on_both_databases};

const EVERY: std::ops::RangeInclusive<u8> = 0..=u8::MAX;

fn connection(desk: &Desk) -> AnyConnection {
    open(&desk.app.config.database, Purpose::Reading).expect("it opens")
}

async fn round(desk: &Desk) {
    let app = desk.app.clone();
    actix_web::web::block(move || housekeeping::round(&app))
        .await
        .expect("the thread ends well")
        .expect("the round is done");
}

async fn sweep(desk: &Desk) -> usize {
    let app = desk.app.clone();
    actix_web::web::block(move || housekeeping::sweep_files(&app, EVERY))
        .await
        .expect("the thread ends well")
        .expect("the folder is looked at")
}

fn put(desk: &Desk) -> Stored {
    desk.app
        .files
        .put(crate::papers::png(8, 8).as_slice(), "duarte", 1_000_000)
        .expect("kept")
}

fn path(desk: &Desk, id: &FileId) -> std::path::PathBuf {
    desk.folder()
        .join("files")
        .join(&id.as_str()[..2])
        .join(id.as_str())
}

/// Makes a stored file this many minutes old on the disk.
fn age(desk: &Desk, id: &FileId, minutes: u64) {
    let file = std::fs::File::options()
        .write(true)
        .open(path(desk, id))
        .expect("it is there");
    let written = file
        .metadata()
        .and_then(|of| of.modified())
        .expect("a time");
    let then = written - Duration::from_secs(minutes * 60);
    file.set_modified(then).expect("its time is set");
}

async fn row(desk: &Desk, stored: &Stored, key: &str) {
    let paper = NewPaper {
        public_id: new_public_id().expect("randomness"),
        kind: PaperKind::Png,
        name: display_name("scan.png", PaperKind::Png),
        description: None,
        notes: Vec::new(),
        bytes: stored.bytes,
        sha256: stored.sha256,
        file: stored.id.clone(),
        wrapped_key: stored.wrapped_key.clone(),
        site: "duarte".to_owned(),
        pages: Some(1),
    };
    let key = key.to_owned();
    desk.app
        .keep_house(move |tx| insert_paper(tx, 1, Home::Form(&key), &paper))
        .await
        .expect("kept");
}

#[test]
fn a_file_no_row_points_at_goes_after_ten_minutes_and_no_other_ever_t2() {
    on_both_databases(async |desk| {
        desk.clerk().await;
        assert_eq!(sweep(&desk).await, 0, "the empty folder is taken over");
        let (lost, fresh, known) = (put(&desk), put(&desk), put(&desk));
        row(&desk, &known, "a form's key").await;
        // A crash between the file and its row, an upload under way, a paper of somebody's form.
        age(&desk, &lost.id, 11);
        age(&desk, &fresh.id, 9);
        age(&desk, &known.id, 60 * 24 * 400);
        assert_eq!(sweep(&desk).await, 1);
        assert!(!path(&desk, &lost.id).exists());
        assert!(path(&desk, &fresh.id).exists(), "it may still get its row");
        assert!(path(&desk, &known.id).exists());
        assert_eq!(sweep(&desk).await, 0, "nothing is left to do");
        // The desk's own clock decides nothing: several machines write into one folder.
        desk.later(TimeDelta::days(400));
        assert_eq!(sweep(&desk).await, 0);
        assert!(path(&desk, &fresh.id).exists());
    });
}

#[test]
fn papers_of_another_database_are_never_swept() {
    on_both_databases(async |desk| {
        desk.clerk().await;
        // Another mark in the folder: somebody pointed the desk at the wrong one.
        let orphan = put(&desk);
        age(&desk, &orphan.id, 60);
        std::fs::write(desk.folder().join("files").join("marker"), "another\n").expect("written");
        assert_eq!(sweep(&desk).await, 0);
        assert!(path(&desk, &orphan.id).exists());
    });
}

fn count(desk: &Desk) -> [i64; 4] {
    let mut conn = connection(desk);
    [
        sessions::table
            .count()
            .get_result(&mut conn)
            .expect("counted"),
        console_tokens::table
            .count()
            .get_result(&mut conn)
            .expect("counted"),
        saved_searches::table
            .count()
            .get_result(&mut conn)
            .expect("counted"),
        papers::table
            .count()
            .get_result(&mut conn)
            .expect("counted"),
    ]
}

fn kept_forms(desk: &Desk) -> Vec<String> {
    drafts::table
        .order(drafts::key)
        .select(drafts::state)
        .load(&mut connection(desk))
        .expect("loaded")
}

#[test]
fn sessions_tokens_searches_forms_and_their_papers_go_when_their_time_is_over() {
    on_both_databases(async |desk| {
        let admin = desk.person(Role::Administrator, "duarte").await;
        let page = admin
            .fill(
                "/staff/new",
                &[("name", "Kim New"), ("login", "kim.new"), ("role", "clerk")],
            )
            .await;
        assert_eq!(page.status, reqwest::StatusCode::OK, "{}", page.words());
        let clerk = desk.clerk().await;
        let account = clerk.get("/account").await;
        let fields = [
            crate::staff::csrf(&account),
            ("find".to_owned(), "Reyes".to_owned()),
        ];
        clerk.post("/searches", &fields).await;
        // A form whose session has ended, with a paper.
        let form = clerk.get("/log/mail").await;
        desk.later(TimeDelta::minutes(16));
        let (action, fields) = form.form(&[("patient_family", "Okafor")]);
        let papers = [("papers", "letter.pdf", crate::papers::pdf(&["a letter"]))];
        let sent = clerk.post_papers(&action, &fields, &papers).await;
        assert!(
            sent.location
                .as_deref()
                .is_some_and(|to| to.contains("draft=")),
            "{:?}",
            sent.location
        );
        assert_eq!(count(&desk), [2, 1, 1, 1]);
        assert_eq!(kept_forms(&desk), ["kept"]);
        round(&desk).await;
        assert_eq!(count(&desk), [2, 1, 1, 1], "nothing is old yet");
        desk.later(TimeDelta::hours(12));
        round(&desk).await;
        assert_eq!(count(&desk), [2, 1, 0, 1], "searches go with their session");
        desk.later(TimeDelta::hours(12) - TimeDelta::minutes(1));
        round(&desk).await;
        assert_eq!(count(&desk), [2, 1, 0, 1]);
        assert_eq!(kept_forms(&desk), ["kept"], "T33: for 24 hours");
        desk.later(TimeDelta::minutes(2));
        round(&desk).await;
        assert_eq!(kept_forms(&desk), [""; 0]);
        assert_eq!(
            count(&desk),
            [2, 0, 0, 0],
            "its paper goes with it, the token a day after its end"
        );
        desk.later(TimeDelta::hours(12));
        round(&desk).await;
        assert_eq!(
            count(&desk)[0],
            0,
            "sessions 24 hours after their last possible end"
        );
        // What was done stays proved.
        assert!(!desk.audit_events().await.is_empty());
    });
}

#[test]
fn the_answer_of_a_carried_out_form_is_kept_for_48_hours_t13() {
    on_both_databases(async |desk| {
        desk.clerk().await;
        desk.app
            .write(Who::Desk, "test.done", |tx| {
                let claim = roi_desk::drafts::Claim {
                    key: "a-key".to_owned(),
                    staff_id: 1,
                    form: "/log/{channel}",
                    body_hash: vec![1],
                };
                roi_desk::drafts::claim(tx, &claim)?;
                roi_desk::drafts::answer(tx, &claim, "/requests/x")?;
                Ok(())
            })
            .await
            .expect("stored")
            .expect("accepted");
        desk.later(TimeDelta::hours(48));
        round(&desk).await;
        assert_eq!(kept_forms(&desk), ["answered"]);
        desk.later(TimeDelta::seconds(1));
        round(&desk).await;
        assert_eq!(kept_forms(&desk), [""; 0]);
    });
}
