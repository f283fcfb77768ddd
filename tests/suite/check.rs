//! The checklist on its page: answered whole, kept, and what it leads to (rule sheet section 2, R17, R19).

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use reqwest::StatusCode;
use roi_desk::app::Who;
use roi_desk::db::new_public_id;
use roi_desk::facilities::model::Channel;
use roi_desk::requests::commands::{OpenRequest, log_request, open};
use roi_desk::requests::model::{
    CheckResult, ClockInputs, Delivery, Event, NewRequest, PatientAsWritten, Priority, Purpose,
    Recipient, RequesterAsWritten, RequesterClass, Road, Scope, Stage,
};
use roi_desk::requests::store;
use roi_desk::words::Language;

use crate::support::{Client, Desk, Page, on_both_databases};

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date written in this file")
}

/// An instant (UTC) of a test.
pub fn instant(text: &str) -> NaiveDateTime {
    text.parse().expect("an instant written in this file")
}

/// A request as an insurer's letter brings it; the names are canaries that no e-mail may hold.
pub fn insurer() -> NewRequest {
    NewRequest {
        site: "duarte".into(),
        channel: Channel::Mail,
        arrived_at: instant("2026-06-04T17:00:00"),
        received_on: day("2026-06-04"),
        received_why: vec!["It came by mail on Thursday.".into()],
        road: Road::Authorization,
        road_why: "A third party asks with an authorization.".into(),
        patient: PatientAsWritten {
            id: None,
            name: "Canary Patientname".into(),
            born_on: Some(day("1951-07-30")),
            mrn: Some("2207714".into()),
        },
        requester: RequesterAsWritten {
            id: None,
            class: RequesterClass::Insurer,
            name: "Canary Requestername".into(),
            phone: Some("626-555-0100".into()),
            email: Some("claims@insurer.example.org".into()),
            address: Some("1 Canary Street\nPasadena, CA 91101".into()),
            reference: None,
        },
        representative: None,
        purpose: Some(Purpose::Insurance),
        language: Language::English,
        wants: Vec::new(),
        format: None,
        scope: Scope::default(),
        recipients: vec![Recipient {
            name: "Canary Requestername".into(),
            class: RequesterClass::Insurer,
            delivery: Delivery::Mail,
            address: "1 Canary Street, Pasadena, CA 91101".into(),
            copy_by_rule: false,
        }],
        clock_inputs: ClockInputs::default(),
        sensitive: false,
        priority: Priority::P3,
        documents: 1,
    }
}

/// A patient who asks for their own copy.
pub fn own_copy() -> NewRequest {
    NewRequest {
        road: Road::PatientAccess,
        wants: vec![roi_desk::requests::model::Want::Copy],
        ..insurer()
    }
}

/// Logs it; somebody must have an account already. Answers its outer id.
pub async fn log(desk: &Desk, new: NewRequest) -> String {
    let public_id = new_public_id().expect("randomness");
    let (facilities, outer) = (desk.app.facilities.clone(), public_id.clone());
    desk.app
        .write(Who::Desk, "request.logged", move |tx| {
            log_request(tx, &facilities, 1, outer, new).map(|_| ())
        })
        .await
        .expect("it is stored")
        .expect("it is accepted");
    public_id
}

/// The request as it stands.
pub async fn standing(desk: &Desk, public_id: &str) -> OpenRequest {
    let (facilities, outer) = (desk.app.facilities.clone(), public_id.to_owned());
    desk.app
        .read(move |read| open(read, &facilities, &outer, &["duarte".to_owned()], None))
        .await
        .expect("the request is there")
}

/// Everything on its timeline, oldest first.
pub async fn events(desk: &Desk, public_id: &str) -> Vec<Event> {
    let id = standing(desk, public_id).await.request.id;
    desk.app
        .read(move |read| store::list_events(read, id))
        .await
        .expect("the timeline can be read")
        .into_iter()
        .map(|stored| stored.event)
        .collect()
}

/// Answers every row of the check page with yes, save those named here.
pub async fn answer(client: &Client, request: &str, others: &[(&str, &str)]) -> Page {
    let path = format!("/requests/{request}/check");
    let page = client.get(&path).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.words());
    let mut answers: BTreeMap<String, String> = page
        .attributes("fieldset.check input[type=radio]", "name")
        .into_iter()
        .map(|name| (name, "yes".to_owned()))
        .collect();
    for (name, value) in others {
        answers.insert((*name).to_owned(), (*value).to_owned());
    }
    answers.insert("then".into(), "save".into());
    let typed: Vec<(&str, &str)> = answers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    client.submit(&page, &typed).await
}

/// A signed and dated paper without an end.
pub const SIGNED: [(&str, &str); 3] = [
    ("signed_on-month", "5"),
    ("signed_on-day", "10"),
    ("signed_on-year", "2026"),
];

fn with<'a>(answers: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    SIGNED.iter().chain(answers).copied().collect()
}

#[test]
fn a_check_with_open_rows_is_not_saved_and_keeps_what_was_answered() {
    // R17: one letter can ask for everything only when every row was looked at.
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let request = log(&desk, insurer()).await;
        let page = specialist.get(&format!("/requests/{request}/check")).await;
        let sent = specialist
            .submit(&page, &[("A11", "no"), ("A03", "yes"), ("then", "save")])
            .await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            sent.words().contains("A13: answer this check"),
            "{}",
            sent.words()
        );
        assert!(!sent.words().contains("A11: answer this check"));
        let (_, fields) = sent.form(&[]);
        assert!(fields.contains(&("A11".to_owned(), "no".to_owned())));
        let open = standing(&desk, &request).await;
        assert_eq!(open.request.stage, Stage::Received);
        assert_eq!(open.request.progress.check, CheckResult::NotChecked);
    });
}

#[test]
fn a_failed_check_begins_to_verify_names_each_failure_and_leads_to_the_letter() {
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let request = log(&desk, insurer()).await;
        let saved = answer(
            &specialist,
            &request,
            &with(&[("A11", "no"), ("A06", "part")]),
        )
        .await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.words());
        let open = standing(&desk, &request).await;
        assert_eq!(open.request.stage, Stage::Verifying);
        assert_eq!(open.request.progress.check, CheckResult::Invalid);
        let told = events(&desk, &request).await;
        assert!(matches!(told[1], Event::VerifyingStarted), "{told:?}");
        let Event::CheckFailed { failed, .. } = &told[2] else {
            panic!("{told:?}");
        };
        assert_eq!(failed, &["A06", "A11"]);
        let page = specialist.follow(&saved).await;
        for words in ["Invalid", "A06", "A11", "Write the clarification"] {
            assert!(page.words().contains(words), "{words}: {}", page.words());
        }
        assert!(page.words().contains("45 CFR 164.508"));
    });
}

#[test]
fn a_valid_paper_passes_and_starts_the_clock_that_waited_for_one() {
    // R19: on an authorization road nothing runs before a valid paper is there.
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let request = log(&desk, insurer()).await;
        let saved = answer(&specialist, &request, &SIGNED).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.words());
        let open = standing(&desk, &request).await;
        assert_eq!(open.request.progress.check, CheckResult::Valid);
        assert_eq!(
            open.request.asked.clock_inputs.authorization_valid_on,
            Some(day("2026-06-04"))
        );
    });
}

#[test]
fn an_expired_paper_fails_by_its_dates_whatever_was_answered() {
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let request = log(&desk, insurer()).await;
        let ended = [
            ("expires_on-month", "6"),
            ("expires_on-day", "1"),
            ("expires_on-year", "2026"),
        ];
        answer(&specialist, &request, &with(&ended)).await;
        let told = events(&desk, &request).await;
        let Some(Event::CheckFailed { failed, .. }) = told.last() else {
            panic!("{told:?}");
        };
        assert_eq!(failed, &["A09"]);
    });
}

#[test]
fn a_clerk_and_another_site_cannot_open_a_check() {
    on_both_databases(async |desk| {
        desk.specialist().await;
        let request = log(&desk, insurer()).await;
        let path = format!("/requests/{request}/check");
        let clerk = desk.clerk().await;
        assert_eq!(clerk.get(&path).await.status, StatusCode::FORBIDDEN);
        let elsewhere = desk
            .person(roi_desk::staff::model::Role::Specialist, "hss")
            .await;
        assert_eq!(elsewhere.get(&path).await.status, StatusCode::NOT_FOUND);
    });
}
