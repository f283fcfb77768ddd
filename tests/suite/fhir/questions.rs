//! What is asked in the search syntax of R4, and what of an answer is believed.

use std::time::Duration;

use chrono::{NaiveDate, NaiveDateTime};
use roi_desk::config::{HospitalSystem, Token};
use roi_desk::fhir::{NameUse, PersonQuery, Server, Why};
use serde_json::{Value, json};

use super::server::{Fhir, Reply, amara, appointment, bundle, hospital, other};
use crate::check::day;
use crate::smtp::Authority;

fn server(base: &str, change: impl FnOnce(&mut HospitalSystem)) -> Server {
    let mut system = HospitalSystem {
        name: "Epic".into(),
        sites: vec!["duarte".into()],
        base: format!("{base}/").parse().expect("an address"),
        token: Token::Given("s3cret".to_owned().into()),
        ca_file: None,
        patience: Duration::from_secs(1),
        mrn_system: None,
        posts: true,
    };
    change(&mut system);
    Server::new(system).expect("it is made ready")
}

fn by_name() -> PersonQuery {
    PersonQuery {
        family: Some("O'Neil, Jr.".into()),
        given: Some("Ana".into()),
        born_on: Some(day("1990-12-01")),
        mrn: None,
    }
}

fn noon(on: &str) -> NaiveDateTime {
    on.parse::<NaiveDate>()
        .ok()
        .and_then(|on| on.and_hms_opt(7, 0, 0))
        .expect("a day")
}

async fn people(server: &Server, query: &PersonQuery) -> Result<usize, Why> {
    server
        .in_time(server.find_people(query))
        .await
        .map(|people| people.len())
}

async fn answer(
    serve: impl Fn(&super::server::Question, &str) -> Reply + Send + Sync + 'static,
) -> Result<usize, Why> {
    let fhir = Fhir::serve(serve);
    people(&server(&fhir.base(), |_| {}), &by_name()).await
}

#[tokio::test]
async fn a_search_is_posted_with_its_values_escaped_and_no_name_stands_in_an_address_t50() {
    let fhir = hospital(vec![]);
    let posting = server(&fhir.base(), |_| {});
    people(&posting, &by_name()).await.expect("an answer");
    let getting = server(&fhir.base(), |system| system.posts = false);
    people(&getting, &by_name()).await.expect("an answer");
    let [posted, got] = <[_; 2]>::try_from(fhir.questions()).expect("two questions");
    assert_eq!(posted.line, "POST /r4/Patient/_search HTTP/1.1");
    assert!(
        got.line.starts_with("GET /r4/Patient?family=O"),
        "{}",
        got.line
    );
    for question in [posted, got] {
        assert_eq!(question.values("family"), ["O'Neil\\, Jr."]);
        assert_eq!(question.values("given"), ["Ana"]);
        assert_eq!(question.values("birthdate"), ["1990-12-01"]);
        for header in [
            "accept: application/fhir+json",
            "authorization: bearer s3cret",
            "prefer: handling=strict",
        ] {
            assert!(
                question.headers.contains(header),
                "{header}: {}",
                question.headers
            );
        }
    }
}

#[tokio::test]
async fn a_record_number_is_asked_for_as_an_identifier_of_its_system() {
    let fhir = hospital(vec![]);
    let query = PersonQuery {
        mrn: Some("5120038".into()),
        ..by_name()
    };
    people(&server(&fhir.base(), |_| {}), &query)
        .await
        .expect("an answer");
    let of_system = server(&fhir.base(), |system| {
        system.mrn_system = Some("urn:oid:1.2.3".into());
    });
    let found = of_system.find_people(&query).await.expect("an answer");
    assert_eq!(
        found[0].mrn.as_deref(),
        Some("E9911"),
        "the identifier of that system"
    );
    let asked = fhir.questions();
    assert_eq!(asked[0].values("identifier"), ["5120038"]);
    assert_eq!(asked[1].values("identifier"), ["urn:oid:1.2.3|5120038"]);
    assert!(asked.iter().all(|one| one.values("family").is_empty()));
}

#[tokio::test]
async fn a_patient_is_read_as_r4_writes_one_and_unknown_parts_are_let_be() {
    let fhir = hospital(vec![]);
    let found = server(&fhir.base(), |_| {})
        .find_people(&by_name())
        .await
        .expect("an answer");
    let amara = &found[0];
    let names: Vec<(NameUse, &str, &str)> = amara
        .names
        .iter()
        .map(|one| (one.kind, &*one.family, &*one.given))
        .collect();
    assert_eq!(
        names,
        [
            (NameUse::Current, "Okafor", "Amara N."),
            (NameUse::Maiden, "Obi", "Amara")
        ]
    );
    assert_eq!(amara.mrn.as_deref(), Some("5120038"));
    assert_eq!(amara.born_on, Some(day("1968-03-14")));
    assert_eq!(
        amara.address.as_deref(),
        Some("12 Elm Street\nDuarte CA 91010")
    );
    assert_eq!(
        (amara.phone.as_deref(), amara.died_on),
        (Some("(626) 555-0142"), None)
    );
}

#[tokio::test]
async fn pages_are_followed_at_the_same_place_and_nowhere_else() {
    let with_next = |next: String| {
        let mut page = bundle(&[amara()]);
        page["link"] = json!([{"relation": "next", "url": next}]);
        Reply::Json(page)
    };
    let two = answer(move |question, base| match question.path.as_str() {
        "Patient/_search" => with_next(format!("{base}page/2?token=x")),
        _ => Reply::Json(bundle(&[other()])),
    });
    assert_eq!(two.await, Ok(2));
    let elsewhere = Fhir::serve(|_, _| Reply::Json(bundle(&[])));
    let base = elsewhere.base();
    let away = answer(move |_, _| with_next([&base, "/page/2"].concat())).await;
    assert_eq!(away, Err(Why::Broken));
    assert!(
        elsewhere.questions().is_empty(),
        "the token goes to nobody else"
    );
    let endless = answer(move |_, base| with_next(format!("{base}page/again"))).await;
    assert_eq!(endless, Err(Why::Broken), "pages without an end");
}

#[tokio::test]
async fn ten_thousand_entries_and_an_endless_body_are_no_answer() {
    let many: Vec<Value> = (0..10_000).map(|_| other()).collect();
    let many = bundle(&many).to_string();
    let thousands =
        answer(move |_, _| Reply::Other(200, "application/fhir+json", many.clone())).await;
    assert_eq!(thousands, Err(Why::Broken));
    let long = format!(
        "{{\"resourceType\":\"Bundle\",\"x\":\"{}\"}}",
        "y".repeat(3 << 20)
    );
    let large = answer(move |_, _| Reply::Other(200, "application/fhir+json", long.clone())).await;
    assert_eq!(large, Err(Why::Broken));
}

#[tokio::test]
async fn what_is_no_answer_is_told_apart_and_never_taken_for_nobody() {
    let outcome = |severity: &str| json!({"resourceType": "OperationOutcome", "issue": [{"severity": severity, "code": "processing"}]});
    let fatal = outcome("fatal");
    let cases: Vec<(&str, Reply, Result<usize, Why>)> = vec![
        (
            "401",
            Reply::Other(401, "text/plain", String::new()),
            Err(Why::Refused),
        ),
        (
            "403",
            Reply::Other(403, "application/fhir+json", fatal.to_string()),
            Err(Why::Refused),
        ),
        (
            "400",
            Reply::Other(400, "application/fhir+json", fatal.to_string()),
            Err(Why::Broken),
        ),
        (
            "500",
            Reply::Other(500, "text/html", "<h1>Oops</h1>".into()),
            Err(Why::Busy),
        ),
        (
            "429",
            Reply::Other(429, "text/plain", String::new()),
            Err(Why::Busy),
        ),
        (
            "302",
            Reply::Other(302, "text/plain", String::new()),
            Err(Why::Broken),
        ),
        (
            "HTML",
            Reply::Other(200, "text/html", "<h1>Sign in</h1>".into()),
            Err(Why::Broken),
        ),
        (
            "HTML called JSON",
            Reply::Other(200, "application/json", "<h1>Sign in</h1>".into()),
            Err(Why::Broken),
        ),
        (
            "half",
            Reply::Other(
                200,
                "application/fhir+json",
                "{\"resourceType\":\"Bundle\"".into(),
            ),
            Err(Why::Broken),
        ),
        ("no bundle", Reply::Json(amara()), Err(Why::Broken)),
        (
            "outcome alone",
            Reply::Json(fatal.clone()),
            Err(Why::Broken),
        ),
        (
            "outcome inside",
            Reply::Json(bundle(&[amara(), fatal])),
            Err(Why::Broken),
        ),
        (
            "warning inside",
            Reply::Json(bundle(&[amara(), outcome("warning")])),
            Ok(1),
        ),
        (
            "other kinds",
            Reply::Json(bundle(&[
                json!({"resourceType": "Practitioner", "id": "x"}),
                amara(),
            ])),
            Ok(1),
        ),
        (
            "no entries",
            Reply::Json(json!({"resourceType": "Bundle", "type": "searchset", "total": 0})),
            Ok(0),
        ),
        (
            "wrong shape",
            Reply::Json(bundle(&[
                json!({"resourceType": "Patient", "id": "x", "name": "Okafor"}),
            ])),
            Err(Why::Broken),
        ),
        (
            "not in use",
            Reply::Json(bundle(&[
                json!({"resourceType": "Patient", "id": "x", "active": false, "name": [{"family": "Okafor"}]}),
            ])),
            Ok(0),
        ),
    ];
    for (case, reply, expected) in cases {
        let reply = std::sync::Mutex::new(Some(reply));
        let said =
            answer(move |_, _| reply.lock().expect("once").take().unwrap_or(Reply::Nothing)).await;
        assert_eq!(said, expected, "{case}");
    }
}

#[tokio::test]
async fn a_system_is_asked_over_tls_only_when_its_certificate_is_trusted_and_its_own() {
    let authority = Authority::new();
    let table = [
        (
            "trusted",
            authority.server_for("localhost", false),
            true,
            Ok(1),
        ),
        (
            "of nobody we know",
            authority.server_for("localhost", false),
            false,
            Err(Why::Unreachable),
        ),
        (
            "run out",
            authority.server_for("localhost", true),
            true,
            Err(Why::Unreachable),
        ),
        (
            "of another host",
            authority.server_for("elsewhere.example", false),
            true,
            Err(Why::Unreachable),
        ),
    ];
    for (what, certificate, trusts, expected) in table {
        let fhir = Fhir::serve_over(Some(certificate), |_, _| Reply::Json(bundle(&[amara()])));
        let asking = server(&fhir.base(), |system| {
            system.ca_file = trusts.then(|| authority.file());
        });
        assert_eq!(people(&asking, &by_name()).await, expected, "{what}");
        assert_eq!(
            fhir.questions().len(),
            usize::from(expected.is_ok()),
            "{what}: no name leaves before the certificate is right"
        );
    }
}

#[tokio::test]
async fn a_dead_system_keeps_nobody_longer_than_its_time_out() {
    let silent = Fhir::serve(|_, _| Reply::Nothing);
    let asking = server(&silent.base(), |_| {});
    assert_eq!(people(&asking, &by_name()).await, Err(Why::TimedOut));
    assert_eq!(asking.last(), Some(Err(Why::TimedOut)));
    let gone = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        listener.local_addr().expect("one")
    };
    let gone = server(&format!("http://{gone}/r4"), |_| {});
    assert_eq!(people(&gone, &by_name()).await, Err(Why::Unreachable));
}

#[tokio::test]
async fn only_standing_appointments_of_the_person_on_the_day_count() {
    let id = "eAB3mDIBBcyUKviyzrxsnAw3";
    let booked = |of: Vec<Value>| async move {
        let fhir = hospital(of);
        let server = server(&fhir.base(), |_| {});
        let found = server
            .find_appointments(id, noon("2026-06-08"), noon("2026-06-09"))
            .await;
        (found.map(|all| all.len()), fhir.questions())
    };
    let (one, asked) = booked(vec![appointment("booked", "2026-06-08T14:30:00-07:00")]).await;
    assert_eq!(one, Ok(1));
    assert_eq!(
        asked[0].values("patient"),
        ["Patient/eAB3mDIBBcyUKviyzrxsnAw3"]
    );
    assert_eq!(
        asked[0].values("date"),
        ["ge2026-06-08T07:00:00Z", "lt2026-06-09T07:00:00Z"]
    );
    for status in [
        "cancelled",
        "noshow",
        "entered-in-error",
        "proposed",
        "waitlist",
    ] {
        assert_eq!(
            booked(vec![appointment(status, "2026-06-08T14:30:00-07:00")])
                .await
                .0,
            Ok(0),
            "{status}"
        );
    }
    // A server that ignores the date, or the patient, is not believed.
    assert_eq!(
        booked(vec![appointment("booked", "2026-06-09T14:30:00-07:00")])
            .await
            .0,
        Ok(0)
    );
    let mut anothers = appointment("booked", "2026-06-08T14:30:00-07:00");
    anothers["participant"][1]["actor"]["reference"] = json!("Patient/other-1");
    assert_eq!(booked(vec![anothers]).await.0, Ok(0));
    let mut timeless = appointment("booked", "x");
    timeless["start"] = Value::Null;
    assert_eq!(
        booked(vec![timeless]).await.0,
        Err(Why::Broken),
        "it cannot be told whether it is today"
    );
}
