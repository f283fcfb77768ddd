//! Reading the evidence: who saw this patient, opened told from listed, the chain verified while everybody works (T40, T48,
//! T50), and a navigation that leads to pages that open.

use chrono::TimeDelta;
use diesel::connection::SimpleConnection;
use reqwest::StatusCode;
use roi_desk::audit::{self, Head};
use roi_desk::db::{Purpose, StoreError, open};
use roi_desk::evidence::commands::run_verification;
use roi_desk::evidence::store;
use roi_desk::patients::model::Mrn;
use roi_desk::staff::model::Role;

use crate::check::{insurer, log};
use crate::release::indexed;
use crate::support::{Backend, Client, Desk, Page, on_both_databases};

#[test]
fn every_entry_of_every_roles_navigation_opens() {
    on_both_databases(async |desk| {
        for role in Role::ALL {
            let person = desk.person(*role, "duarte").await;
            let today = person.get("/").await;
            let entries = today.attributes("nav a", "href");
            assert!(entries.len() >= 2, "{role}: {entries:?}");
            for href in entries.iter().filter(|href| href.starts_with('/')) {
                let page = person.get(href).await;
                assert_eq!(
                    page.status,
                    StatusCode::OK,
                    "{role} at {href}: {}",
                    page.words()
                );
                assert_eq!(page.find("h1").len(), 1, "{role} at {href}");
            }
        }
    });
}

/// Two requests of one patient and one of nobody known: their outer ids.
async fn requests(desk: &Desk) -> [String; 3] {
    let mrn = Mrn::parse("2207714").ok();
    let patient = indexed(desk, "Patientname", "Canary", mrn).await;
    let mut with = insurer();
    with.patient.id = Some(patient);
    [
        log(desk, with.clone()).await,
        log(desk, with).await,
        log(desk, insurer()).await,
    ]
}

async fn ask(client: &Client, typed: &[(&str, &str)]) -> Page {
    let page = client.get("/audit").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.words());
    let csrf = page.attributes("input[name=csrf]", "value").swap_remove(0);
    let fields: Vec<(String, String)> = [("csrf", csrf.as_str())]
        .iter()
        .chain(typed)
        .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
        .collect();
    client.post("/audit/questions", &fields).await
}

fn whats(page: &Page) -> Vec<String> {
    page.find("table tbody tr td:nth-child(4)")
}

#[test]
fn who_saw_this_patient_is_answered_opened_and_listed_apart_without_a_name_t48_t50() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let [first, second, other] = requests(&desk).await;
        for request in [&first, &first, &second, &other] {
            clerk.get(&["/requests/", request].concat()).await;
        }
        clerk.get("/lists/unassigned").await;
        let auditor = desk.person(Role::Auditor, "duarte").await;
        let asked = ask(&auditor, &[("mrn", "2207714")]).await;
        let to = asked
            .location
            .clone()
            .unwrap_or_else(|| panic!("{}", asked.words()));
        assert!(
            !to.contains("2207714") && to.starts_with("/audit?patient="),
            "{to}"
        );
        let page = auditor.follow(&asked).await;
        let shown = |page: &Page| {
            let whats = whats(page);
            whats.iter().filter(|what| *what == "Request shown").count()
        };
        assert_eq!(shown(&page), 3, "{}", page.words());
        let viewers = page.find("table tbody tr th a");
        assert_eq!(viewers, ["Test Clerk"]);
        assert_eq!(
            page.find("table tbody tr td:nth-child(2)")[0],
            "3",
            "three times"
        );
        for canary in ["Canary", "Patientname", "2207714", "1951"] {
            assert!(
                !page.text.contains(canary),
                "{canary} is not for an auditor"
            );
        }
        let listed = auditor.get(&[&to, "&sight=listed"].concat()).await;
        assert_eq!(whats(&listed), ["Work list shown"], "{}", listed.words());
        // By reference, one request alone; the way on to its patient is offered.
        let reference = page.find("table tbody tr td:nth-child(5) a").swap_remove(0);
        let asked = ask(&auditor, &[("reference", &reference.to_lowercase())]).await;
        let page = auditor.follow(&asked).await;
        assert!(
            (1..3).contains(&shown(&page)),
            "one of the two: {}",
            page.words()
        );
        assert!(page.words().contains("Who saw this patient"));
        // Reading the evidence is evidence.
        let events = desk.audit_events().await;
        assert_eq!(events.last().map(|e| e.0.as_str()), Some("audit.shown"));
        // Another hospital's officer finds neither.
        let far = desk.person(Role::PrivacyOfficer, "hss").await;
        assert_eq!(far.get(&to).await.status, StatusCode::NOT_FOUND);
        for typed in [("mrn", "2207714"), ("reference", reference.as_str())] {
            let refused = ask(&far, &[typed]).await;
            assert_eq!(
                refused.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{typed:?}"
            );
            assert!(refused.text.contains(typed.1), "what was typed is kept");
        }
        let of_far = far.get("/audit").await;
        assert!(
            !whats(&of_far)
                .iter()
                .any(|what| what.starts_with("Request"))
                && !of_far
                    .find("tbody td:nth-child(3) a")
                    .contains(&"Test Clerk".to_owned()),
            "{}",
            of_far.words()
        );
        // Nobody else reads it, administrators included.
        for role in [Role::Administrator, Role::Supervisor, Role::Clerk] {
            let person = desk.person(role, "duarte").await;
            assert_eq!(
                person.get("/audit").await.status,
                StatusCode::FORBIDDEN,
                "{role}"
            );
        }
    });
}

#[test]
fn the_evidence_is_filtered_by_person_day_event_and_end_and_paged_by_number() {
    on_both_databases(async |desk| {
        let officer = desk.person(Role::PrivacyOfficer, "duarte").await;
        let clerk = desk.clerk().await;
        let request = log(&desk, insurer()).await;
        let path = ["/requests/", &request].concat();
        for _ in 0..60 {
            clerk.get(&path).await;
        }
        clerk.get("/staff").await;
        desk.later(TimeDelta::days(1));
        let clerk = desk.clerk().await;
        clerk.get(&path).await;
        let officer_2 = desk.person(Role::PrivacyOfficer, "duarte").await;
        drop(officer);
        let first = officer_2.get("/audit?event=request.shown").await;
        assert_eq!(whats(&first).len(), 50, "{}", first.words());
        let next = first
            .attributes("a[href*=\"before=\"]", "href")
            .pop()
            .expect("more follow");
        let second = officer_2.get(&next).await;
        assert_eq!(whats(&second).len(), 11, "61 in all");
        let numbers = |page: &Page| -> Vec<i64> {
            page.find("table tbody tr th")
                .iter()
                .map(|text| text.parse().expect("a number"))
                .collect()
        };
        let both = [numbers(&first), numbers(&second)].concat();
        assert!(
            both.windows(2).all(|pair| pair[0] > pair[1]),
            "newest first: {both:?}"
        );
        let day = officer_2
            .get("/audit?event=request.shown&from=2026-06-09&to=2026-06-09")
            .await;
        assert_eq!(whats(&day).len(), 1, "{}", day.words());
        let denied = officer_2.get("/audit?outcome=denied").await;
        assert_eq!(whats(&denied), ["Staff listed"]);
        let who = denied.attributes("table tbody td:nth-child(3) a", "href")[0].clone();
        assert!(who.contains("person="), "{who}");
        assert_eq!(whats(&officer_2.get(&who).await), ["Staff listed"]);
        for bad in [
            "from=tomorrow",
            "outcome=perhaps",
            "before=x",
            "person=nobody",
        ] {
            let page = officer_2.get(&["/audit?", bad].concat()).await;
            assert!(page.status.is_client_error(), "{bad}: {}", page.status);
        }
        let typed = [
            ("from-month", "6"),
            ("from-day", "9"),
            ("from-year", "2026"),
        ];
        let asked = ask(&officer_2, &typed).await;
        assert_eq!(asked.location.as_deref(), Some("/audit?from=2026-06-09"));
        let backwards = [
            &typed[..],
            &[("to-month", "6"), ("to-day", "1"), ("to-year", "2026")],
        ]
        .concat();
        let refused = ask(&officer_2, &backwards).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

/// Starts a verification on the page and waits until it stands there as done.
async fn verified(desk: &Desk, client: &Client) -> Page {
    let page = client.get("/audit").await;
    let fields: Vec<(String, String)> = ["csrf", "key"]
        .iter()
        .map(|name| {
            let css = format!("form[action=\"/audit/verifications\"] input[name={name}]");
            (
                (*name).to_owned(),
                page.attributes(&css, "value").swap_remove(0),
            )
        })
        .collect();
    let begun = client.post("/audit/verifications", &fields).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.words());
    loop {
        let last = desk
            .app
            .read::<_, StoreError>(store::find_verification)
            .await
            .expect("read")
            .expect("it was begun");
        if last.finished_at.is_some() {
            return client.get("/audit").await;
        }
        actix_web::rt::task::yield_now().await;
    }
}

async fn sealed(desk: &Desk) {
    if desk.backend == Backend::Postgres {
        let key = desk.app.audit_key().clone();
        desk.app
            .keep_house(move |tx| audit::seal_waiting(tx, &key))
            .await
            .expect("sealed");
    }
}

#[test]
fn the_chain_is_verified_from_the_page_and_a_forged_row_is_named_t40() {
    on_both_databases(async |desk| {
        let officer = desk.person(Role::PrivacyOfficer, "duarte").await;
        officer.get("/lists/new").await;
        sealed(&desk).await;
        let page = verified(&desk, &officer).await;
        assert!(
            page.words().contains("The evidence is whole."),
            "{}",
            page.words()
        );
        let mut conn = open(&desk.app.config.database, Purpose::Writing).expect("it opens");
        let past_triggers = match desk.backend {
            Backend::Sqlite => "DROP TRIGGER audit_rows_keep;",
            Backend::Postgres => "ALTER TABLE audit_rows DISABLE TRIGGER USER;",
        };
        conn.batch_execute(past_triggers).expect("out of the way");
        conn.batch_execute("UPDATE audit_rows SET staff_id = 77 WHERE id = 2")
            .expect("forged");
        let page = verified(&desk, &officer).await;
        assert!(
            page.words().contains("The evidence is not whole.")
                && page.words().contains("Audit row 2 is not what was signed"),
            "{}",
            page.words()
        );
    });
}

#[test]
fn one_verification_runs_at_a_time_and_a_silent_one_counts_as_broken_off() {
    on_both_databases(async |desk| {
        let officer = desk.person(Role::PrivacyOfficer, "duarte").await;
        let id = desk
            .app
            .keep_house(|tx| store::insert_verification(tx, 1, 1_000))
            .await
            .expect("begun");
        let page = officer.get("/audit").await;
        assert!(
            page.words().contains("A verification runs."),
            "{}",
            page.words()
        );
        assert!(
            page.find("form[action=\"/audit/verifications\"]")
                .is_empty()
        );
        desk.later(TimeDelta::minutes(2));
        let page = officer.get("/audit").await;
        assert!(page.words().contains("broke off"), "{}", page.words());
        sealed(&desk).await;
        let app = desk.app.clone();
        actix_web::web::block(move || run_verification(&app, id))
            .await
            .expect("the thread ends well")
            .expect("it is read");
        let page = officer.get("/audit").await;
        assert!(
            page.words().contains("The evidence is whole."),
            "{}",
            page.words()
        );
    });
}

#[test]
fn a_verification_in_pages_finds_what_one_in_one_go_finds_t40_t41() {
    on_both_databases(async |desk| {
        desk.clerk().await;
        // More than one page of rows, written by many changes: many seals.
        let app = desk.app.clone();
        let many = actix_web::web::block(move || {
            let key = app.audit_key().clone();
            for _ in 0..6 {
                let signer = key.clone();
                app.keep_house_now(move |tx| {
                    let entry = audit::Entry {
                        at: tx.now(),
                        staff_id: None,
                        acting_site: None,
                        event: "test.done".to_owned(),
                        outcome: audit::Outcome::Done,
                        request_id: None,
                        patient_id: None,
                        listed: None,
                        detail: None,
                    };
                    (0..1_000).try_for_each(|_| audit::append(tx, &signer, &entry))
                })?;
                if !matches!(app.config.database, roi_desk::db::DatabaseUrl::Sqlite(_)) {
                    let sealer = key.clone();
                    app.keep_house_now(move |tx| audit::seal_waiting(tx, &sealer))?;
                }
            }
            Ok::<_, roi_desk::db::NotStored>(())
        });
        many.await.expect("the thread ends well").expect("stored");
        sealed(&desk).await;
        let (key, now) = (desk.app.audit_key().clone(), desk.app.now());
        let head: Option<Head> = desk
            .app
            .read_now::<_, StoreError>(audit::newest_head)
            .expect("read");
        let mut verification = audit::Verification::new(head);
        let mut pages = 0;
        while !desk
            .app
            .read_now::<_, StoreError>(|read| verification.step(read, &key, now))
            .expect("read")
        {
            pages += 1;
        }
        assert!(pages >= 1, "it was read in pages");
        let report = verification.report();
        assert_eq!(report.flaw, None);
        assert!(report.rows > 6_000, "{} rows", report.rows);
    });
}
