//! Asked from the form of the window: is there an appointment today, and who is it.

use diesel::prelude::*;
use reqwest::StatusCode;
use roi_desk::db::schema::{patients, requests};

use super::pages::details;
use super::server::{Fhir, Reply, amara, appointment, bundle, hospital, on_both};
use crate::counter::at_the_window;
use crate::patient_index::{AMARA, connection, entered};
use crate::support::{Client, Page};

const TODAY: &str = "2026-06-08T14:30:00-07:00";

async fn ask(client: &Client, more: &[(&str, &str)]) -> Page {
    let typed: Vec<(&str, &str)> = at_the_window("Okafor", more)
        .into_iter()
        .filter(|(name, value)| *name != "door" || more.contains(&("door", value)))
        .collect();
    client.fill("/log/walk-in", &typed).await
}

#[test]
fn yes_is_said_with_time_place_source_and_the_moment_and_fills_in_the_answer_at_the_door_s11_r18() {
    on_both(
        || hospital(vec![appointment("booked", TODAY)]),
        async |desk, fhir| {
            let clerk = desk.clerk().await;
            let page = ask(
                &clerk,
                &[("act", "appointment"), ("note", "Speaks softly.")],
            )
            .await;
            assert_eq!(page.status, StatusCode::OK, "{}", page.words());
            let words = page.words();
            assert!(
                words.contains(
                    "Epic, asked at 10:42: yes, an appointment today: 14:30, Infusion Center."
                ),
                "{words}"
            );
            assert_eq!(
                page.attributes("input[name=door][checked]", "value"),
                ["patient_appointment"]
            );
            assert_eq!(
                page.find("textarea[name=note]"),
                ["Speaks softly."],
                "everything typed stays"
            );
            assert_eq!(
                fhir.questions()[1].values("date"),
                ["ge2026-06-08T07:00:00Z", "lt2026-06-09T07:00:00Z"],
                "the day of Duarte"
            );
            assert!(
                details(&desk).contains(
                    "asked for an appointment today about somebody not in the index: yes"
                )
            );
            let logged = clerk.submit(&page, &[("act", "log")]).await;
            assert_eq!(logged.status, StatusCode::SEE_OTHER, "{}", logged.words());
        },
    );
}

#[test]
fn no_is_said_and_the_clerk_answers_by_hand_s12() {
    on_both(
        || hospital(vec![]),
        async |desk, _| {
            let (id, outer) = entered(&desk, AMARA).await;
            let clerk = desk.clerk().await;
            let page = ask(&clerk, &[("act", "appointment"), ("patient", &outer)]).await;
            let words = page.words();
            assert!(
                words.contains("Epic, asked at 10:42: no appointment today is known there."),
                "{words}"
            );
            assert!(
                page.attributes("input[name=door][checked]", "value")
                    .is_empty()
            );
            let evidence = details(&desk);
            let about = format!(
                "Some({id}), Some(\"hospital's system asked for an appointment today: no\")"
            );
            assert!(
                evidence.contains(&about),
                "about whom, by the number of the index: {evidence}"
            );
            let slot = clerk
                .submit(&page, &[("act", "log"), ("door", "inspection_slot")])
                .await;
            assert_eq!(slot.status, StatusCode::SEE_OTHER, "{}", slot.words());
        },
    );
}

#[test]
fn could_not_ask_is_said_in_plain_words_and_holds_nobody_up() {
    type Serve = fn() -> Fhir;
    let cases: [(Serve, &str); 5] = [
        (
            || Fhir::serve(|_, _| Reply::Nothing),
            "it did not answer in time",
        ),
        (
            || Fhir::serve(|_, _| Reply::Other(401, "text/plain", String::new())),
            "it did not accept this desk",
        ),
        (
            || Fhir::serve(|_, _| Reply::Other(500, "text/plain", String::new())),
            "it is overloaded or has a fault",
        ),
        (
            || Fhir::serve(|_, _| Reply::Other(200, "text/html", "<p>Sign in</p>".into())),
            "its answer cannot be understood",
        ),
        (
            || {
                Fhir::serve(|_, _| {
                    Reply::Json(bundle(&[amara(), {
                        let mut twin = amara();
                        twin["id"] = "twin".into();
                        twin
                    }]))
                })
            },
            "more than one person fits",
        ),
    ];
    for (serve, why) in cases {
        on_both(serve, async |desk, _| {
            let clerk = desk.clerk().await;
            let page = ask(&clerk, &[("act", "appointment")]).await;
            let said = format!("could not ask: {why}. Look in the schedule by hand.");
            assert!(page.words().contains(&said), "{said}: {}", page.words());
            let logged = clerk
                .submit(&page, &[("act", "log"), ("door", "patient_appointment")])
                .await;
            assert_eq!(logged.status, StatusCode::SEE_OTHER, "{}", logged.words());
        });
    }
}

#[test]
fn at_the_window_nobody_else_is_named_and_a_chosen_person_is_taken_in_with_the_request_b23() {
    on_both(
        || hospital(vec![]),
        async |desk, _| {
            let clerk = desk.clerk().await;
            let page = ask(
                &clerk,
                &[
                    ("act", "hospital"),
                    ("door", "patient_appointment"),
                    ("mrn", ""),
                ],
            )
            .await;
            let words = page.words();
            assert!(
                words.contains("Person 1 of the hospital’s system, record number ending in 038"),
                "{words}"
            );
            for secret in [
                "5120038",
                "Obi",
                "Jensen",
                "626-555",
                "Elm Street Duarte CA 91010",
            ] {
                assert!(!words.contains(secret), "{secret}: {words}");
            }
            let chosen = "hospital-eAB3mDIBBcyUKviyzrxsnAw3";
            let logged = clerk
                .submit(&page, &[("act", "log"), ("patient", chosen)])
                .await;
            assert_eq!(logged.status, StatusCode::SEE_OTHER, "{}", logged.words());
            let (mrn, of): (Option<String>, i64) = patients::table
                .select((patients::mrn, patients::id))
                .first(&mut connection(&desk))
                .expect("she is in the index");
            assert_eq!(mrn.as_deref(), Some("5120038"));
            let about: Option<i64> = requests::table
                .select(requests::patient_id)
                .first(&mut connection(&desk))
                .expect("it is logged");
            assert_eq!(about, Some(of));
        },
    );
}

#[test]
fn a_chosen_person_who_cannot_be_asked_for_again_is_no_reason_to_lose_the_form() {
    on_both(
        || {
            Fhir::serve(|question, _| match &*question.path {
                "Patient/_search" => Reply::Json(bundle(&[amara()])),
                _ => Reply::Other(503, "text/plain", String::new()),
            })
        },
        async |desk, _| {
            let clerk = desk.clerk().await;
            let page = ask(
                &clerk,
                &[("act", "hospital"), ("door", "patient_appointment")],
            )
            .await;
            let chosen = "hospital-eAB3mDIBBcyUKviyzrxsnAw3";
            let refused = clerk
                .submit(&page, &[("act", "log"), ("patient", chosen)])
                .await;
            assert_eq!(
                refused.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{}",
                refused.words()
            );
            assert!(
                refused
                    .words()
                    .contains("Epic could not be asked again: it is overloaded"),
                "{}",
                refused.words()
            );
            let logged = clerk
                .submit(&refused, &[("act", "log"), ("patient", "new")])
                .await;
            assert_eq!(logged.status, StatusCode::SEE_OTHER, "{}", logged.words());
        },
    );
}
