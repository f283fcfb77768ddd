//! What a practice site receives and sends on (S27): the day it received it counts, both times stand in the log, and what
//! takes longer than one working day is said until somebody finds it.

use chrono::TimeDelta;
use reqwest::StatusCode;
use roi_desk::requests::model::RequestId;
use roi_desk::staff::model::Role;
use roi_desk::transfers::store::{NewTransfer, insert_transfer};

use crate::drop_box::support::send;
use crate::intake::OWN_COPY;
use crate::support::{Client, Desk, Page, on_both_databases};

const PAGE: &str = "/transfers";

/// Logs what the Pasadena practice received on a day of June 2026; answers the address of the request.
async fn received(client: &Client, day: &str) -> String {
    received_of(client, day, "Okafor").await
}

/// The same of a patient.
async fn received_of(client: &Client, day: &str, family: &str) -> String {
    let of_patient: Vec<_> = OWN_COPY
        .iter()
        .filter(|(name, _)| *name != "patient_family")
        .copied()
        .chain([("patient_family", family)])
        .collect();
    let typed = [
        of_patient.as_slice(),
        &[
            ("practice", "Pasadena practice"),
            ("site_received_on-month", "6"),
            ("site_received_on-day", day),
            ("site_received_on-year", "2026"),
        ],
    ]
    .concat();
    let sent = client.fill("/log/community-site", &typed).await;
    sent.location
        .unwrap_or_else(|| panic!("{}: {}", sent.status, sent.text))
}

/// The rows of a list of the page, cell by cell.
async fn rows(client: &Client, list: &str) -> Vec<Vec<String>> {
    let page = client.get(PAGE).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.words());
    let names = page.find(&format!("section[aria-labelledby={list}] tbody th"));
    let cells = page.find(&format!("section[aria-labelledby={list}] tbody td"));
    let rows = names.into_iter().zip(cells.chunks(6));
    rows.map(|(name, cells)| [&[name], cells].concat())
        .collect()
}

/// Ticks everything of a form and sends it.
async fn tick_all(client: &Client, field: &str, typed: &[(&str, &str)]) -> Page {
    let (ending, css) = match field {
        "send" => ("/sendings", "input[name=send]"),
        _ => ("/arrivals", "input[name=here]"),
    };
    let ids = client.get(PAGE).await.attributes(css, "value");
    let ticked = ids.iter().map(|id| (field, id.as_str()));
    let typed: Vec<_> = ticked.chain(typed.iter().copied()).collect();
    send(client, PAGE, ending, &typed).await
}

async fn send_on(client: &Client) {
    let sent = tick_all(client, "send", &[("carried", "courier bag 14")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
}

async fn confirm(client: &Client) {
    let sent = tick_all(client, "here", &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
}

async fn two_ends(desk: &Desk) -> (Client, Client) {
    (
        desk.person(Role::Clerk, "community").await,
        desk.clerk().await,
    )
}

/// The text of a card of a page.
async fn dates_of(client: &Client, request: &str) -> String {
    let page = client.get(request).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.words());
    page.find("section[aria-labelledby=clocks]").join(" ")
}

#[test]
fn what_a_practice_received_is_sent_on_and_arrives_with_both_times_s27() {
    on_both_databases(async |desk| {
        let (practice, department) = two_ends(&desk).await;
        let request = received(&practice, "8").await;
        let before = dates_of(&practice, &request).await;
        assert_eq!(
            department.get(&request).await.status,
            StatusCode::NOT_FOUND,
            "it is the practice's until it arrives"
        );
        let [waits] = rows(&department, "open").await.try_into().expect("one row");
        assert_eq!(waits[1], "Pasadena practice");
        assert_eq!((waits[4].as_str(), waits[5].as_str()), ("", ""));
        assert!(waits[6].starts_with("At the practice"), "{waits:?}");
        send_on(&practice).await;
        let [travels] = rows(&practice, "open").await.try_into().expect("one row");
        assert!(travels[4].contains("courier bag 14"), "{travels:?}");
        assert_eq!(travels[6], "On the way");
        let printed = practice.get("/transfers/print").await.words();
        assert!(printed.contains(&waits[0]), "{printed}");
        desk.later(TimeDelta::hours(3));
        let (practice, department) = two_ends(&desk).await;
        confirm(&department).await;
        assert!(rows(&department, "open").await.is_empty());
        let [ended] = rows(&practice, "log").await.try_into().expect("one row");
        assert!(ended[4].contains("courier bag 14"), "{ended:?}");
        assert!(!ended[5].is_empty(), "{ended:?}");
        assert_eq!(ended[6], "Arrived");
        assert_eq!(practice.get(&request).await.status, StatusCode::NOT_FOUND);
        let page = department.get(&request).await.words();
        assert!(page.contains("Community practice sites"), "{page}");
        assert_eq!(
            dates_of(&department, &request).await,
            before,
            "every date still begins with the day the practice received it (R2)"
        );
    });
}

#[test]
fn a_transfer_over_one_working_day_is_said_on_the_page_on_today_and_in_the_evening_s27() {
    on_both_databases(async |desk| {
        let (practice, department) = two_ends(&desk).await;
        // Friday; the next working day is Monday, which is today.
        received(&practice, "5").await;
        let late = async |client: &Client| rows(client, "open").await[0][6].contains("Late");
        assert_eq!(rows(&department, "open").await[0][3], "Mon 8 Jun");
        assert!(!late(&department).await, "Monday is in time");
        let evening = department.get("/evening/2026-06-08").await.words();
        assert!(
            evening.contains("received by Pasadena practice on"),
            "it should be here by the evening of the day: {evening}"
        );
        desk.later(TimeDelta::hours(24));
        let (practice, department) = two_ends(&desk).await;
        assert!(late(&department).await);
        assert!(late(&practice).await);
        let today = department.get("/").await.words();
        assert!(today.contains("One is later than promised"), "{today}");
        send_on(&practice).await;
        assert!(late(&department).await, "sent on is not arrived");
        confirm(&department).await;
        assert_eq!(rows(&department, "log").await[0][6], "Arrived late");
        let evening = department.get("/evening/2026-06-09").await.words();
        assert!(!evening.contains("Pasadena"), "{evening}");
        let today = department.get("/").await.words();
        assert!(!today.contains("Site transfers One"), "{today}");
    });
}

#[test]
fn a_paper_the_department_logs_itself_is_in_the_log_with_the_days_it_took() {
    on_both_databases(async |desk| {
        let department = desk.clerk().await;
        received(&department, "2").await;
        assert!(rows(&department, "open").await.is_empty());
        let [late] = rows(&department, "log").await.try_into().expect("one row");
        assert_eq!(late[4], "not written down");
        assert_eq!(late[6], "Arrived late");
        received_of(&department, "5", "Ferro").await;
        let log = rows(&department, "log").await;
        assert_eq!(log[0][6], "Arrived", "the newest first: {log:?}");
    });
}

#[test]
fn what_stays_at_the_practice_says_why_and_is_waited_for_no_more() {
    on_both_databases(async |desk| {
        let (practice, department) = two_ends(&desk).await;
        received(&practice, "5").await;
        let page = practice.get(PAGE).await;
        let keep = page.attributes("a[href$='/stay']", "href").remove(0);
        let refused = practice.fill(&keep, &[("why", "Done")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.words().contains("at least 10 characters"));
        assert_eq!(refused.find("textarea"), ["Done"], "nothing typed is lost");
        assert_eq!(
            department.get(&keep).await.status,
            StatusCode::NOT_FOUND,
            "the practice decides what stays"
        );
        let why = "The practice gave the copies at once.";
        let kept = practice.fill(&keep, &[("why", why)]).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.words());
        desk.later(TimeDelta::days(3));
        let (_, department) = two_ends(&desk).await;
        assert!(rows(&department, "open").await.is_empty());
        let log = rows(&department, "log").await;
        assert!(log[0][5].contains(why), "{log:?}");
        assert_eq!(log[0][6], "Stays there");
    });
}

#[test]
fn each_end_is_the_business_of_its_own_site_and_nothing_is_sent_or_taken_twice() {
    on_both_databases(async |desk| {
        let (practice, department) = two_ends(&desk).await;
        received(&practice, "8").await;
        let page = practice.get(PAGE).await;
        let id = page.attributes("input[name=send]", "value").remove(0);
        let csrf = department
            .get(PAGE)
            .await
            .attributes("input[name=csrf]", "value")
            .remove(0);
        let forged = [
            ("csrf", csrf.as_str()),
            ("key", "a-key-of-the-department"),
            ("send", id.as_str()),
            ("carried", "nobody"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
        let answer = department.post("/transfers/sendings", &forged).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "not its to send");
        let nothing = send(&practice, PAGE, "/sendings", &[("carried", "bag 3")]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            nothing.attributes("input[name=carried]", "value"),
            ["bag 3"],
            "what was typed is kept"
        );
        let (_, first) = crate::drop_box::support::form(
            &page,
            "/sendings",
            &[("send", &id), ("carried", "bag 3")],
        );
        let (_, second) = crate::drop_box::support::form(
            &practice.get(PAGE).await,
            "/sendings",
            &[("send", &id), ("carried", "bag 4")],
        );
        let sent = practice.post("/transfers/sendings", &first).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
        let again = practice.post("/transfers/sendings", &second).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            again.words().contains("was sent on already"),
            "{}",
            again.words()
        );
        let hss = desk.person(Role::Clerk, "hss").await;
        assert!(rows(&hss, "open").await.is_empty(), "another hospital's");
    });
}

#[test]
fn who_had_taken_it_at_the_practice_has_it_no_more_at_the_department() {
    on_both_databases(async |desk| {
        let (practice, department) = two_ends(&desk).await;
        let request = received(&practice, "8").await;
        let worker = desk.person(Role::Specialist, "community").await;
        let taken = send(&worker, &request, "/owner", &[]).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.words());
        confirm(&department).await;
        let page = desk.specialist().await.get(&request).await.words();
        assert!(
            page.contains("Unassigned") || page.contains("No one"),
            "{page}"
        );
    });
}

#[test]
fn a_hospital_without_practice_sites_has_no_transfers() {
    on_both_databases(async |desk| {
        let hss = desk.person(Role::Clerk, "hss").await;
        received(&hss, "8").await;
        assert!(rows(&hss, "open").await.is_empty());
        assert!(rows(&hss, "log").await.is_empty());
        let offered = hss.get("/").await.attributes("nav a", "href");
        assert!(!offered.contains(&PAGE.to_owned()), "{offered:?}");
        let duarte = desk
            .clerk()
            .await
            .get("/")
            .await
            .attributes("nav a", "href");
        assert!(duarte.contains(&PAGE.to_owned()), "{duarte:?}");
    });
}

/// A transfer of this request that lies at the site, by its outer id.
pub async fn transfer_of(desk: &Desk, request: i64, site: &'static str) -> String {
    let public_id = roi_desk::db::new_public_id().expect("randomness");
    let id = public_id.clone();
    desk.app
        .keep_house(move |tx| {
            let new = NewTransfer {
                public_id: &id,
                request: RequestId(request),
                ways: (site, "elsewhere"),
                place: "Pasadena practice",
                received_on: tx.now().date(),
                arrived: None,
            };
            insert_transfer(tx, &new)
        })
        .await
        .expect("it is stored");
    public_id
}
