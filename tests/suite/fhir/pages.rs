//! Asked from the page of the index: beside the desk's own people, and taken in with source and date.

use diesel::prelude::*;
use reqwest::StatusCode;
use roi_desk::db::schema::audit_rows;

use super::server::{Fhir, Reply, amara, bundle, hospital, on_both};
use crate::patient_index::{AMARA, connection, entered};
use crate::support::{Client, Desk, Page, on_both_databases};

async fn ask(client: &Client, text: &str) -> Page {
    client
        .fill("/patients", &[("sought", text), ("act", "hospital")])
        .await
}

/// The details of every audit row.
pub fn details(desk: &Desk) -> String {
    let rows: Vec<(String, Option<i64>, Option<String>)> = audit_rows::table
        .order(audit_rows::id)
        .select((
            audit_rows::event,
            audit_rows::patient_id,
            audit_rows::detail,
        ))
        .load(&mut connection(desk))
        .expect("the evidence can be read");
    format!("{rows:?}")
}

#[test]
fn a_person_of_the_hospitals_system_is_found_beside_the_desks_own_and_taken_in_with_source_and_date()
 {
    on_both(
        || hospital(vec![]),
        async |desk, fhir| {
            let clerk = desk.clerk().await;
            let page = ask(&clerk, "Okafor, Amara 1968-03-14").await;
            assert_eq!(page.status, StatusCode::OK, "{}", page.words());
            let words = page.words();
            for shown in [
                "Epic, asked at 10:42: 1 person fits.",
                "Nobody in the index is like this.",
                "Okafor, Amara N.",
                "5120038",
            ] {
                assert!(words.contains(shown), "{shown}: {words}");
            }
            assert!(
                !words.contains("Jensen"),
                "whoever does not fit is not shown: {words}"
            );
            let asked = fhir.questions();
            assert_eq!(asked[0].values("family"), ["Okafor"]);
            let fields: Vec<(String, String)> = ["csrf", "key", "person"]
                .into_iter()
                .map(|name| {
                    let css = format!("form[action='/hospital-people'] input[name={name}]");
                    (name.to_owned(), page.attributes(&css, "value").remove(0))
                })
                .collect();
            let taken = clerk.post("/hospital-people", &fields).await;
            assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.words());
            let person = clerk.follow(&taken).await;
            for shown in [
                "Taken from Epic on Mon 8 Jun 2026, 10:42.",
                "626-555-0142",
                "Obi, Amara",
                "12 Elm Street",
            ] {
                assert!(
                    person.words().contains(shown),
                    "{shown}: {}",
                    person.words()
                );
            }
            // Again: the same person, not twice.
            let again = clerk.post("/hospital-people", &fields).await;
            assert_eq!(again.location, taken.location);
            let page = ask(&clerk, "5120038").await;
            assert_eq!(
                page.attributes("a[href^='/patients/'] span.vh", "class")
                    .len(),
                1,
                "{}",
                page.words()
            );
            assert!(
                page.attributes("form[action='/hospital-people']", "action")
                    .is_empty()
            );
            let evidence = details(&desk);
            assert!(
                evidence.contains(
                    "hospital's system asked for people about somebody not in the index: 1 people"
                ),
                "{evidence}"
            );
            assert!(
                evidence.contains("taken from the hospital's system"),
                "{evidence}"
            );
            assert!(
                !evidence.contains("kafor"),
                "no name in the evidence: {evidence}"
            );
        },
    );
}

#[test]
fn without_an_answer_the_page_says_so_in_plain_words_and_shows_the_desks_own_people_t17() {
    on_both(
        || Fhir::serve(|_, _| Reply::Nothing),
        async |desk, _| {
            entered(&desk, AMARA).await;
            let clerk = desk.clerk().await;
            let ready = desk.stranger().get("/readyz").await;
            assert_eq!(ready.text, "ready\nhospital_system not_asked\n");
            let page = ask(&clerk, "Okafor, Amara").await;
            assert_eq!(page.status, StatusCode::OK);
            let words = page.words();
            assert!(
                words.contains("could not ask: it did not answer in time. Go on by hand"),
                "{words}"
            );
            assert_eq!(page.find("#list tbody th").len(), 1, "{words}");
            let ready = desk.stranger().get("/readyz").await;
            assert_eq!(
                (ready.status, &*ready.text),
                (StatusCode::OK, "ready\nhospital_system timed_out\n")
            );
            assert!(details(&desk).contains("could not ask, timed_out"));
        },
    );
}

#[test]
fn many_questions_to_a_dead_system_keep_no_other_page_waiting() {
    on_both(
        || Fhir::serve(|_, _| Reply::Nothing),
        async |desk, mut fhir| {
            let clerk = desk.clerk().await;
            let page = clerk.get("/patients").await;
            let (action, fields) = page.form(&[("sought", "Okafor, Amara"), ("act", "hospital")]);
            let asks =
                futures_util::future::join_all((0..24).map(|_| clerk.post(&action, &fields)));
            let others = async {
                for _ in 0..24 {
                    fhir.arrivals.recv().await.expect("a question arrives");
                }
                // All of them wait now, and hold no connection to the database.
                let begun = std::time::Instant::now();
                let other = clerk.get("/lists/new").await;
                assert_eq!(other.status, StatusCode::OK);
                begun.elapsed()
            };
            let (asked, took) = futures_util::future::join(asks, others).await;
            assert!(asked.iter().all(|page| page.status == StatusCode::OK));
            assert!(took.as_millis() < 700, "the other page took {took:?}");
        },
    );
}

#[test]
fn where_no_system_is_named_nothing_of_it_is_shown() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        for path in ["/patients", "/log/walk-in", "/log/mail"] {
            let page = clerk.get(path).await;
            assert!(!page.text.contains("hospital’s system"), "{path}");
            assert!(
                !page.words().contains("Is there an appointment today?"),
                "{path}"
            );
        }
        let sent = clerk
            .fill("/patients", &[("person", "eAB3"), ("sought", "Okafor")])
            .await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        let page = clerk.get("/patients").await;
        let (_, fields) = page.form(&[("person", "eAB3")]);
        let taken = clerk.post("/hospital-people", &fields).await;
        assert_eq!(
            taken.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            taken.words()
        );
    });
    // Another site of the same house, which is named with none.
    on_both(
        || Fhir::serve(|_, _| Reply::Json(bundle(&[amara()]))),
        async |desk, fhir| {
            let elsewhere = desk
                .person(roi_desk::staff::model::Role::Clerk, "hss")
                .await;
            let page = ask(&elsewhere, "Okafor, Amara").await;
            assert_eq!(
                page.status,
                StatusCode::SEE_OTHER,
                "it is looked for in the index"
            );
            assert!(fhir.questions().is_empty());
        },
    );
}
