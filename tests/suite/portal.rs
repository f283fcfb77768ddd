//! What a patient portal sends and asks (S9, S111–S113, R2, B11, T13, T29, T36): real HTTP, with and without its token.

use std::process::Command;

use reqwest::{Method, StatusCode};
use roi_desk::accounts::commands::admit_portal;
use roi_desk::app::Who;
use roi_desk::config::Settings;
use roi_desk::patients::model::Mrn;
use roi_desk::requests::commands::{Withdraw, open, withdraw};
use roi_desk::requests::model::{Channel, ContactWay, Event, Road};
use roi_desk::staff::model::{Actor, Role};
use serde_json::{Value, json};

use crate::check::{events, standing};
use crate::papers::pdf;
use crate::release::indexed;
use crate::support::{Backend, Desk, on_both_databases};

const REQUESTS: &str = "/api/portal/v1/requests";

/// A portal with its token.
pub struct Portal {
    http: reqwest::Client,
    base: String,
    token: String,
}

/// What the desk answered a portal.
#[derive(Debug)]
pub struct Answered {
    status: StatusCode,
    kind: String,
    body: Value,
}

impl Answered {
    /// The sentence about one value.
    fn about(&self, pointer: &str) -> String {
        let slips = self.body["errors"].as_array().cloned().unwrap_or_default();
        let of = slips.iter().find(|slip| slip["pointer"] == pointer);
        of.and_then(|slip| slip["detail"].as_str())
            .unwrap_or_else(|| panic!("nothing about {pointer}: {}", self.body))
            .to_owned()
    }
}

impl Portal {
    async fn admitted(desk: &Desk, login: &str, name: &str, site: &str) -> Self {
        let token = admit_portal(&desk.app, login, name, site)
            .await
            .expect("the portal is admitted");
        Self::with(desk, token)
    }

    fn with(desk: &Desk, token: String) -> Self {
        Self {
            http: reqwest::Client::new(),
            base: format!("http://{}", desk.address),
            token,
        }
    }

    fn call(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.http
            .request(method, [&self.base, path].concat())
            .bearer_auth(&self.token)
    }

    async fn answer(call: reqwest::RequestBuilder) -> Answered {
        let response = call.send().await.expect("the desk answers");
        let kind = response.headers()["content-type"].to_str().expect("text");
        let (status, kind) = (response.status(), kind.to_owned());
        let body = response.json().await.expect("JSON");
        Answered { status, kind, body }
    }

    async fn get(&self, path: &str) -> Answered {
        Self::answer(self.call(Method::GET, path)).await
    }

    pub async fn send(&self, path: &str, key: &str, body: &Value) -> Answered {
        let call = self.call(Method::POST, path).header("Idempotency-Key", key);
        Self::answer(call.json(body)).await
    }

    async fn paper(&self, bytes: Vec<u8>) -> Answered {
        let call = self.call(Method::POST, "/api/portal/v1/documents");
        Self::answer(call.body(bytes)).await
    }
}

pub async fn my_city_of_hope(desk: &Desk) -> Portal {
    Portal::admitted(desk, "my-city-of-hope", "MyCityofHope", "duarte").await
}

/// The desk's clock stands on Monday 8 June 2026, 10:42 in Duarte.
pub fn own_copy(message: &str) -> Value {
    json!({
        "message": message,
        "submitted_at": "2026-06-07T23:50:00-07:00",
        "signed_in_as": "patient",
        "patient": {"family_name": "Portalname", "given_names": "Canary", "born_on": "1951-07-30", "mrn": "4417702"},
        "contact": {"phone": "626-555-0142", "email": "canary@example.org"},
        "wants": ["copy"],
        "records": {"types": ["LAB"], "dates": [{"from": "2026-01-01", "to": "2026-05-31"}]},
        "format": "electronic",
        "deliver": {"how": "portal"},
        "note": "Before my visit on the 20th, please.",
    })
}

fn id(answered: &Answered) -> String {
    answered.body["id"].as_str().expect("an id").to_owned()
}

async fn notes(desk: &Desk, request: &str) -> String {
    let told = events(desk, request).await;
    let notes = told.into_iter().filter_map(|event| match event {
        Event::NoteAdded { text } => Some(text),
        _ => None,
    });
    notes.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_request_of_the_portal_is_logged_on_the_day_it_was_sent_with_the_sign_in_as_proof() {
    on_both_databases(async |desk| {
        let portal = my_city_of_hope(&desk).await;
        let answered = portal.send(REQUESTS, "k-1", &own_copy("m-1")).await;
        assert_eq!(answered.status, StatusCode::CREATED, "{}", answered.body);
        // R2: sent at 23:50 on Sunday counts as Sunday, whenever it is read.
        assert_eq!(answered.body["received_on"], "2026-06-07");
        // C1, C5 and the house: the shortest clock of an own copy in California, 15 days (123110).
        assert_eq!(answered.body["due_on"], "2026-06-22");
        assert_eq!(answered.body["whose_move"], "us");
        let request = standing(&desk, &id(&answered)).await.request;
        assert_eq!(answered.body["reference"], request.reference.to_string());
        assert_eq!(request.asked.channel, Channel::Portal);
        assert_eq!(request.asked.road, Road::PatientAccess);
        assert_eq!(request.asked.scope.record_types, ["LAB"]);
        let said = notes(&desk, &id(&answered)).await;
        assert!(said.contains("signed in as the patient"), "{said}");
        assert!(said.contains("Before my visit on the 20th"), "{said}");
        let clerk = desk.clerk().await;
        let page = clerk.get(&["/requests/", &id(&answered)].concat()).await;
        assert!(page.words().contains("Canary Portalname") || page.words().contains("Portalname"));
    });
}

#[test]
fn the_same_message_sent_again_is_answered_the_same_and_stored_once_t13() {
    on_both_databases(async |desk| {
        let portal = my_city_of_hope(&desk).await;
        let first = portal.send(REQUESTS, "k-1", &own_copy("m-1")).await;
        let calls = (0..20).map(|_| {
            let call = portal.call(Method::POST, REQUESTS);
            let call = call.header("Idempotency-Key", "k-1").json(&own_copy("m-1"));
            actix_web::rt::spawn(Portal::answer(call))
        });
        for call in calls.collect::<Vec<_>>() {
            let again = call.await.expect("it is answered");
            assert_eq!(again.status, StatusCode::OK, "{}", again.body);
            assert_eq!(again.body, first.body);
        }
        let mut other = own_copy("m-1");
        other["note"] = json!("Something else.");
        let reused = portal.send(REQUESTS, "k-1", &other).await;
        assert_eq!(reused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let twice = portal.send(REQUESTS, "k-2", &own_copy("m-1")).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(twice.about("/message").contains("here already"));
        let clerk = desk.clerk().await;
        let list = clerk.get("/lists/new").await;
        assert_eq!(list.find("tbody tr").len(), 1, "{}", list.words());
    });
}

#[test]
fn twenty_calls_with_one_new_key_make_one_request_t13() {
    on_both_databases(async |desk| {
        let portal = my_city_of_hope(&desk).await;
        let calls = (0..20).map(|_| {
            let call = portal.call(Method::POST, REQUESTS);
            let call = call.header("Idempotency-Key", "k-1").json(&own_copy("m-1"));
            actix_web::rt::spawn(Portal::answer(call))
        });
        let mut made = Vec::new();
        for call in calls.collect::<Vec<_>>() {
            let answered = call.await.expect("it is answered");
            assert!(answered.status.is_success(), "{}", answered.body);
            made.push((answered.status, id(&answered)));
        }
        let new = made.iter().filter(|(s, _)| *s == StatusCode::CREATED);
        assert_eq!(new.count(), 1);
        made.dedup_by(|a, b| a.1 == b.1);
        assert_eq!(made.len(), 1, "one request");
    });
}

#[test]
fn a_patient_is_matched_only_where_two_identifiers_agree_and_nothing_differs_a02() {
    on_both_databases(async |desk| {
        let portal = my_city_of_hope(&desk).await;
        let mrn = Mrn::parse("4417702").expect("a record number");
        indexed(&desk, "Portalname", "Canary", Some(mrn)).await;
        let sure = portal.send(REQUESTS, "k-1", &own_copy("m-1")).await;
        let matched = standing(&desk, &id(&sure)).await.request.asked.patient.id;
        assert!(matched.is_some());
        // Another record number: a person decides.
        let mut other = own_copy("m-2");
        other["patient"]["mrn"] = json!("9917702");
        let unsure = portal.send(REQUESTS, "k-2", &other).await;
        let matched = standing(&desk, &id(&unsure)).await.request.asked.patient.id;
        assert_eq!(matched, None);
        // Somebody who is not in the index is not added to it by a program.
        let mut nobody = own_copy("m-3");
        nobody["patient"] =
            json!({"family_name": "Elsewhere", "born_on": "1931-11-02", "mrn": "777123"});
        let new = portal.send(REQUESTS, "k-3", &nobody).await;
        let matched = standing(&desk, &id(&new)).await.request.asked.patient.id;
        assert_eq!(matched, None);
    });
}

#[test]
fn a_likely_duplicate_is_logged_and_named_for_the_person_who_checks_b17() {
    on_both_databases(async |desk| {
        let portal = my_city_of_hope(&desk).await;
        let first = portal.send(REQUESTS, "k-1", &own_copy("m-1")).await;
        let second = portal.send(REQUESTS, "k-2", &own_copy("m-2")).await;
        assert_eq!(second.status, StatusCode::CREATED);
        let said = notes(&desk, &id(&second)).await;
        let reference = first.body["reference"].as_str().expect("a reference");
        assert!(said.contains(reference), "{said}");
        assert!(said.contains("may be the same request"), "{said}");
    });
}

#[test]
fn papers_come_first_and_belong_to_the_message_that_names_them() {
    on_both_databases(async |desk| {
        let portal = my_city_of_hope(&desk).await;
        let hss = Portal::admitted(&desk, "my-hss", "MyHSS", "hss").await;
        let paper = portal.paper(pdf(&["Signed authorization"])).await;
        assert_eq!(paper.status, StatusCode::CREATED, "{}", paper.body);
        assert_eq!(
            (&paper.body["kind"], &paper.body["pages"]),
            (&json!("pdf"), &json!(1))
        );
        let mut sent = own_copy("m-1");
        sent["documents"] = json!([{"id": id(&paper), "description": "Signed authorization"}]);
        let stolen = hss.send(REQUESTS, "k-1", &sent).await;
        assert_eq!(stolen.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(stolen.about("/documents").contains("no longer here"));
        let answered = portal.send(REQUESTS, "k-1", &sent).await;
        assert_eq!(answered.status, StatusCode::CREATED, "{}", answered.body);
        let clerk = desk.clerk().await;
        let page = clerk.get(&["/requests/", &id(&answered)].concat()).await;
        assert!(page.words().contains("Signed authorization"));
        let archive = portal.paper(b"PK\x03\x04rest".to_vec()).await;
        assert_eq!(archive.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(archive.about("").contains("archive"));
        assert!(portal.paper(Vec::new()).await.about("").contains("empty"));
    });
}

#[test]
fn everything_that_cannot_be_right_is_said_at_once_each_at_its_place() {
    on_both_databases(async |desk| {
        let portal = my_city_of_hope(&desk).await;
        let mut sent = own_copy("m-1");
        sent["submitted_at"] = json!("2026-06-09T10:00:00-07:00");
        sent["patient"]["mrn"] = json!("no digits");
        sent["patient"]["born_on"] = json!("2030-01-01");
        sent["contact"]["phone"] = json!("12");
        sent["records"]["types"] = json!(["everything"]);
        sent["records"]["dates"] = json!([{"from": "2026-05-31", "to": "2026-01-01"}]);
        sent["deliver"] = json!({"how": "fax"});
        sent["documents"] = json!([{"id": "x", "description": ""}]);
        let answered = portal.send(REQUESTS, "k-1", &sent).await;
        assert_eq!(answered.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answered.kind, "application/problem+json");
        for pointer in [
            "/submitted_at",
            "/patient/mrn",
            "/patient/born_on",
            "/contact/phone",
            "/records/types",
            "/records/dates/0",
            "/deliver/address",
            "/documents",
        ] {
            assert!(answered.about(pointer).ends_with('.'), "{pointer}");
        }
        sent = own_copy("m 1");
        let answered = portal.send(REQUESTS, "k-1", &sent).await;
        assert!(answered.about("/message").contains("visible characters"));
        let call = portal.call(Method::POST, REQUESTS).json(&own_copy("m-1"));
        let keyless = Portal::answer(call).await;
        assert!(keyless.about("").contains("Idempotency-Key"));
        let mut acting = own_copy("m-1");
        acting["signed_in_as"] = json!("representative");
        let answered = portal.send(REQUESTS, "k-1", &acting).await;
        assert!(
            answered
                .about("/representative")
                .contains("by what authority")
        );
        acting["authority"] = json!("mother");
        let unknown = portal.send(REQUESTS, "k-1", &acting).await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unknown.about("").contains("unknown field `authority`"));
        let call = portal.call(Method::POST, REQUESTS).body("{}");
        assert_eq!(Portal::answer(call).await.status, StatusCode::BAD_REQUEST);
        // Nothing of it was stored.
        let list = desk.clerk().await.get("/lists/new").await;
        assert_eq!(list.find("tbody tr").len(), 0);
    });
}

#[test]
fn a_clock_a_little_ahead_is_no_mistake_and_the_day_is_the_sites_r1() {
    on_both_databases(async |desk| {
        let portal = my_city_of_hope(&desk).await;
        let mut ahead = own_copy("m-1");
        ahead["submitted_at"] = json!("2026-06-08T17:45:00Z");
        let answered = portal.send(REQUESTS, "k-1", &ahead).await;
        assert_eq!(
            answered.body["received_on"], "2026-06-08",
            "{}",
            answered.body
        );
        let mut utc = own_copy("m-2");
        // Already the 8th in London, still the 7th in Duarte.
        utc["submitted_at"] = json!("2026-06-08T06:59:00Z");
        let answered = portal.send(REQUESTS, "k-2", &utc).await;
        assert_eq!(
            answered.body["received_on"], "2026-06-07",
            "{}",
            answered.body
        );
    });
}

#[test]
fn a_portal_reaches_what_it_sent_itself_and_nothing_else_t36() {
    on_both_databases(async |desk| {
        let portal = my_city_of_hope(&desk).await;
        let other = Portal::admitted(&desk, "another", "Another portal", "duarte").await;
        let sent = portal.send(REQUESTS, "k-1", &own_copy("m-1")).await;
        let own = [REQUESTS, "/", &id(&sent)].concat();
        let seen = portal.get(&own).await;
        assert_eq!((seen.status, &seen.body), (StatusCode::OK, &sent.body));
        assert!(
            !seen.body.to_string().contains("Portalname"),
            "no name goes back"
        );
        assert_eq!(other.get(&own).await.status, StatusCode::NOT_FOUND);
        let reply =
            json!({"message": "m-2", "submitted_at": "2026-06-08T09:00:00-07:00", "text": "More"});
        let foreign = other
            .send(&[&own, "/messages"].concat(), "k-1", &reply)
            .await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND);
        // A token opens no page, and a session no endpoint.
        let call = portal.call(Method::GET, "/").header("Accept", "text/html");
        let page = call.send().await.expect("an answer").text().await;
        assert!(page.expect("text").contains("Username"));
        let clerk = desk.clerk().await;
        assert_eq!(clerk.get(&own).await.status, StatusCode::UNAUTHORIZED);
        let denied = desk.audit_events().await;
        let denied = denied
            .iter()
            .filter(|(event, outcome)| event.starts_with("portal.") && outcome == "denied");
        assert_eq!(denied.count(), 2);
    });
}

#[test]
fn a_token_holds_until_another_is_given_or_the_account_is_disabled() {
    on_both_databases(async |desk| {
        let first = my_city_of_hope(&desk).await;
        let second = my_city_of_hope(&desk).await;
        let asked = "/api/portal/v1/guidance";
        assert_eq!(first.get(asked).await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(second.get(asked).await.status, StatusCode::OK);
        let admin = desk.person(Role::Administrator, "duarte").await;
        let staff = admin.get("/staff").await;
        let hrefs = staff.attributes("tbody a", "href");
        let names = staff.find("tbody a");
        let place = names.iter().position(|name| name.contains("MyCityofHope"));
        let href = &hrefs[place.expect("the portal is on the list")];
        let page = admin.get(href).await;
        assert!(page.words().contains("Nobody signs in with this account"));
        let (_, fields) = page.form(&[]);
        let fields: Vec<_> = fields.into_iter().collect();
        let disabled = admin.post(&[href, "/disable"].concat(), &fields).await;
        assert_eq!(
            disabled.status,
            StatusCode::SEE_OTHER,
            "{}",
            disabled.words()
        );
        assert_eq!(second.get(asked).await.status, StatusCode::UNAUTHORIZED);
    });
}

#[test]
fn guessing_tokens_is_counted_and_a_token_that_holds_still_works_t29() {
    on_both_databases(async |desk| {
        let portal = my_city_of_hope(&desk).await;
        let guess = Portal::with(&desk, "guessed".to_owned());
        let mut last = StatusCode::OK;
        for _ in 0..200 {
            last = guess.get("/api/portal/v1/guidance").await.status;
            if last == StatusCode::TOO_MANY_REQUESTS {
                break;
            }
            assert_eq!(last, StatusCode::UNAUTHORIZED);
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
        let held = portal.get("/api/portal/v1/guidance").await;
        assert_eq!(held.status, StatusCode::OK);
    });
}

#[test]
fn more_calls_than_a_minute_allows_are_told_to_wait_t70() {
    on_both_databases(async |desk| {
        let portal = my_city_of_hope(&desk).await;
        let allowed = desk.app.config.views_a_minute;
        let mut asked = 0;
        while portal.get("/api/portal/v1/guidance").await.status == StatusCode::OK {
            asked += 1;
            assert!(asked <= allowed);
        }
        assert_eq!(asked, allowed);
        let call = portal.call(Method::GET, "/api/portal/v1/guidance");
        let response = call.send().await.expect("an answer");
        assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
        assert!(response.headers().contains_key("retry-after"));
    });
}

#[test]
fn what_the_portal_shows_itself_depends_on_the_dates_of_service_s111_s112_s113() {
    on_both_databases(async |desk| {
        let hss = Portal::admitted(&desk, "my-hss", "MyHSS", "hss").await;
        for (query, split) in [
            ("?from=2016-02-01", "portal_shows_some"),
            ("?from=2016-02-01&complete=true", "form_complete"),
            ("?from=2015-01-01&to=2016-01-31", "form_before"),
            ("?from=2016-01-31&to=2016-02-01", "form_crosses"),
            ("", "form_crosses"),
        ] {
            let answered = hss.get(&["/api/portal/v1/guidance", query].concat()).await;
            assert_eq!(answered.body["split"], split, "{query}");
            assert_eq!(answered.body["first_day"], "2016-02-01");
        }
        let wrong = hss
            .get("/api/portal/v1/guidance?from=2020-01-02&to=2020-01-01")
            .await;
        assert!(wrong.about("?to").contains("before the first"));
        let codes = hss.get("/api/portal/v1/catalogue").await;
        let types = codes.body["record_types"].as_array().expect("codes");
        assert!(types.contains(&json!({"code": "LAB", "name": "Lab reports"})));
        // The same stands on the request, for who talks to the patient.
        let mut sent = own_copy("m-1");
        sent["submitted_at"] = json!("2026-06-08T09:00:00-04:00");
        sent["records"] = json!({"dates": [{"from": "2015-01-01", "to": "2016-01-31"}]});
        let answered = hss.send(REQUESTS, "k-1", &sent).await;
        assert_eq!(answered.status, StatusCode::CREATED, "{}", answered.body);
        let page = desk.person(Role::Specialist, "hss").await;
        let page = page.get(&["/requests/", &id(&answered)].concat()).await;
        assert!(
            page.words().contains("before 1 February 2016"),
            "{}",
            page.words()
        );
    });
}

#[test]
fn an_answer_sent_through_the_portal_reaches_the_request_even_when_it_is_closed() {
    on_both_databases(async |desk| {
        let portal = my_city_of_hope(&desk).await;
        let sent = portal.send(REQUESTS, "k-1", &own_copy("m-1")).await;
        let request = id(&sent);
        close(&desk, &request).await;
        let seen = portal.get(&[REQUESTS, "/", &request].concat()).await;
        assert_eq!(seen.body["closed_on"], "2026-06-08");
        assert_eq!(seen.body["due_on"], Value::Null);
        let paper = portal.paper(pdf(&["Power of attorney"])).await;
        let path = [REQUESTS, "/", &request, "/messages"].concat();
        let reply = json!({
            "message": "m-2", "submitted_at": "2026-06-08T09:00:00-07:00", "text": "Here it is.",
            "documents": [{"id": id(&paper), "description": "Power of attorney"}],
        });
        let answered = portal.send(&path, "k-2", &reply).await;
        assert_eq!(answered.status, StatusCode::CREATED, "{}", answered.body);
        assert_eq!(
            portal.send(&path, "k-2", &reply).await.status,
            StatusCode::OK
        );
        let told = events(&desk, &request).await;
        let papers = told
            .iter()
            .filter(|event| matches!(event, Event::DocumentAdded { what, .. } if what.contains("Power of attorney")));
        assert_eq!(papers.count(), 1);
        let said = notes(&desk, &request).await;
        assert_eq!(said.matches("Here it is.").count(), 1, "{said}");
        let empty = json!({"message": "m-3", "submitted_at": "2026-06-08T09:00:00-07:00"});
        let empty = portal.send(&path, "k-3", &empty).await;
        assert!(empty.about("/text").contains("neither"));
    });
}

async fn close(desk: &Desk, request: &str) {
    let (facilities, outer) = (desk.app.facilities.clone(), request.to_owned());
    let supervisor = Actor {
        staff_id: 1,
        name: "Test Supervisor".to_owned(),
        acting_site: "duarte".to_owned(),
        roles: vec![Role::Supervisor, Role::Specialist],
        sites: vec!["duarte".to_owned()],
        stepped_up_at: None,
    };
    desk.app
        .write(Who::Desk, "test.closed", move |tx| {
            let mut opened = open(tx, &facilities, &outer, &supervisor.sites, None)?;
            let command = Withdraw {
                way: ContactWay::Phone,
                reason: "The patient has them already.".to_owned(),
            };
            withdraw(tx, &mut opened, &supervisor, &command)
        })
        .await
        .expect("it is stored")
        .expect("it may be withdrawn");
}

#[test]
fn the_evening_comparison_names_what_never_arrived_and_what_was_not_named_b11() {
    on_both_databases(async |desk| {
        let portal = my_city_of_hope(&desk).await;
        for (key, message) in [("k-1", "m-1"), ("k-2", "m-2"), ("k-3", "m-3")] {
            let sent = portal.send(REQUESTS, key, &own_copy(message)).await;
            assert_eq!(sent.status, StatusCode::CREATED);
        }
        let day = "/api/portal/v1/days/2026-06-07";
        let all = json!({"messages": ["m-1", "m-2", "m-3"]});
        let equal = portal.send(day, "-", &all).await;
        assert_eq!(equal.body["missing"], json!([]));
        assert_eq!(equal.body["not_stated"], json!([]));
        let other = json!({"messages": ["m-3", "m-1", "m-9", "m-9"]});
        let differs = portal.send(day, "-", &other).await;
        assert_eq!(differs.body["missing"], json!(["m-9"]));
        assert_eq!(differs.body["not_stated"], json!(["m-2"]));
        let tomorrow = portal
            .send("/api/portal/v1/days/2026-06-09", "-", &all)
            .await;
        assert_eq!(tomorrow.status, StatusCode::UNPROCESSABLE_ENTITY);
        let none = portal
            .send("/api/portal/v1/days/yesterday", "-", &all)
            .await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
    });
}

/// Schemathesis reads the description, sends what it allows and what it forbids, and holds every answer against it.
#[test]
fn every_answer_is_one_the_description_names_whatever_is_sent() {
    const TOOL: &str = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/target/python/bin/schemathesis"
    );
    const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
        response_headers_conformance,response_schema_conformance,negative_data_rejection";
    for backend in [Backend::Sqlite, Backend::Postgres] {
        actix_web::rt::System::new().block_on(async {
            let much = |settings: &mut Settings| settings.views_a_minute = 100_000;
            let desk = Desk::start_with(backend, much).await;
            let portal = my_city_of_hope(&desk).await;
            let base = format!("http://{}/api/portal/v1", desk.address);
            let folder = desk.folder().to_owned();
            let said = actix_web::web::block(move || {
                Command::new(TOOL)
                    .current_dir(folder)
                    .args(["run", &[&base, "/openapi.json"].concat(), "--url", &base])
                    .args(["--max-examples", "20", "--phases", "coverage,fuzzing"])
                    .args(["--suppress-health-check", "all", "--checks", CHECKS])
                    .args(["--no-color", "-H"])
                    .arg(format!("Authorization: Bearer {}", portal.token))
                    .output()
                    .expect("schemathesis runs: tests/run installs it")
            });
            let said = said.await.expect("it ends");
            let text = String::from_utf8_lossy(&said.stdout);
            assert!(said.status.success(), "{text}");
            assert!(
                desk.audit_events().await.len() > 50,
                "the calls reached the desk"
            );
            desk.finish().await;
        });
    }
}

#[test]
fn what_is_described_is_what_is_served() {
    let described = roi_desk::portal::forms::openapi();
    let paths = described["paths"].as_object().expect("paths");
    let mut listed: Vec<String> = paths
        .iter()
        .flat_map(|(path, verbs)| {
            let verbs = verbs.as_object().expect("verbs").keys();
            verbs.map(move |verb| format!("{verb} /api/portal/v1{path}"))
        })
        .collect();
    listed.sort();
    let mut served: Vec<String> = roi_desk::routes::POLICIES
        .iter()
        .filter(|policy| policy.door == roi_desk::web::policy::Door::Portal)
        .map(|policy| format!("{:?} {}", policy.verb, policy.path).to_lowercase())
        .collect();
    served.sort();
    assert_eq!(listed, served);
}
