//! What leaves is checked for today and accounted for in the same transaction (B13, T53, rule sheet 1.4).

use diesel::prelude::*;
use reqwest::StatusCode;
use roi_desk::app::Who;
use roi_desk::db::schema::disclosures;
use roi_desk::db::{Purpose, open as connect};
use roi_desk::disclosures::model::Basis;
use roi_desk::disclosures::rules::accountable;
use roi_desk::patients::commands::create_patient;
use roi_desk::patients::model::PersonName;
use roi_desk::patients::store::NewPatient;
use roi_desk::requests::commands::{MoveOn, Step, move_on, open};
use roi_desk::requests::model::{Disposition, NewRequest, Stage};
use roi_desk::staff::model::{Actor, Role};

use crate::check::{SIGNED, answer, day, insurer, log, standing};
use crate::support::{Client, Desk, on_both_databases};

/// What an accounting leaves out, by hand from the rule sheet; everything else belongs in it.
#[test]
fn what_the_rule_names_is_left_out_of_an_accounting_and_nothing_else() {
    let left_out = [
        Basis::Treatment,
        Basis::Payment,
        Basis::Operations,
        Basis::Individual,
        Basis::Incident,
        Basis::Authorization,
        Basis::Directory,
        Basis::NationalSecurity,
        Basis::Correctional,
        Basis::LimitedDataSet,
    ];
    for basis in Basis::ALL {
        assert_eq!(accountable(*basis).0, !left_out.contains(basis), "{basis}");
    }
}

/// Logs a request whose patient is in the index.
async fn with_patient(desk: &Desk) -> String {
    let patient = NewPatient {
        name: PersonName::parse("Cole", "Ann").expect("a name"),
        born_on: Some(day("1951-07-30")),
        mrn: None,
        phone: None,
        email: None,
        address: None,
    };
    let id = desk
        .app
        .write(Who::Desk, "patient.added", move |tx| {
            create_patient(tx, "city_of_hope", &patient)
        })
        .await
        .expect("stored")
        .expect("accepted");
    let mut new: NewRequest = insurer();
    new.patient.id = Some(id.0);
    log(desk, new).await
}

/// Moves it on as one of two people, so that nobody reviews their own work.
async fn step(desk: &Desk, request: &str, staff_id: i64, step: Step) {
    let (facilities, request) = (desk.app.facilities.clone(), request.to_owned());
    let actor = Actor {
        staff_id,
        name: "Test".into(),
        acting_site: "duarte".into(),
        roles: vec![Role::Specialist],
        sites: vec!["duarte".into()],
        stepped_up_at: None,
    };
    desk.app
        .write(Who::Desk, "request.moved", move |tx| {
            let mut open = open(tx, &facilities, &request, &actor.sites, None)?;
            let command = MoveOn {
                step,
                pages: Some(40),
                reason: None,
            };
            move_on(tx, &mut open, &actor, &command)
        })
        .await
        .expect("stored")
        .expect("the step is allowed");
}

/// A request whose paper is valid until a day and which is ready to leave.
async fn ready(desk: &Desk, client: &Client, expires: [&str; 3]) -> String {
    let request = with_patient(desk).await;
    let dates = [
        ("expires_on-month", expires[0]),
        ("expires_on-day", expires[1]),
        ("expires_on-year", expires[2]),
    ];
    let typed: Vec<(&str, &str)> = SIGNED.iter().chain(&dates).copied().collect();
    let saved = answer(client, &request, &typed).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.words());
    step(desk, &request, 1, Step::FinishVerifying).await;
    step(desk, &request, 1, Step::FinishGathering).await;
    step(desk, &request, 2, Step::PassReview).await;
    assert_eq!(standing(desk, &request).await.request.stage, Stage::Ready);
    request
}

async fn release(client: &Client, request: &str) -> crate::support::Page {
    let path = ["/requests/", request, "/release"].concat();
    let page = client.get(&path).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.words());
    let pages = page.attributes("main input[name^=pages-]", "name");
    client.submit(&page, &[(pages[0].as_str(), "40")]).await
}

fn lines(desk: &Desk) -> Vec<(String, bool, i64)> {
    let mut conn = connect(&desk.app.config.database, Purpose::Reading).expect("it opens");
    disclosures::table
        .select((
            disclosures::recipient_name,
            disclosures::accountable,
            disclosures::pages,
        ))
        .load(&mut conn)
        .expect("the lines can be read")
}

#[test]
fn a_release_closes_the_request_and_writes_its_line_t53() {
    on_both_databases(async |desk| {
        let client = desk.specialist().await;
        desk.supervisor().await;
        let request = ready(&desk, &client, ["12", "31", "2026"]).await;
        let page = release(&client, &request).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.words());
        let stands = standing(&desk, &request).await.request;
        assert_eq!(
            (stands.stage, stands.disposition),
            (Stage::Closed, Some(Disposition::Released))
        );
        assert_eq!(
            lines(&desk),
            [("Canary Requestername".to_owned(), false, 40)]
        );
    });
}

#[test]
fn a_paper_that_ended_since_the_check_stops_the_release_a09_b13() {
    on_both_databases(async |desk| {
        let client = desk.specialist().await;
        desk.supervisor().await;
        let request = ready(&desk, &client, ["6", "9", "2026"]).await;
        desk.later(chrono::TimeDelta::days(2));
        let client = desk.specialist().await;
        let page = release(&client, &request).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.words().contains("The authorization ended"),
            "{}",
            page.words()
        );
        assert_eq!(standing(&desk, &request).await.request.stage, Stage::Ready);
        assert!(
            lines(&desk).is_empty(),
            "nothing was accounted for because nothing left"
        );
    });
}
