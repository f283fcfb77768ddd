//! The downtime kit (B27): its numbers never come twice, what was written without the desk is keyed back on the day it came
//! (R2), and a sheet that is missing is named until it is accounted for.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use reqwest::StatusCode;
use roi_desk::staff::model::Role;

use crate::check::{events, insurer, log, standing};
use crate::drop_box::support::{form, send};
use crate::intake::OWN_COPY;
use crate::support::{Client, Desk, Page, on_both_databases};

/// Makes a kit for Monday 8 June; answers its address.
async fn make(client: &Client, sheets: &str) -> String {
    let sent = client.fill("/downtime", &[("sheets", sheets)]).await;
    sent.location
        .unwrap_or_else(|| panic!("{}: {}", sent.status, sent.text))
}

/// The numbers on a kit's page.
fn numbers(page: &Page) -> Vec<String> {
    page.find("tbody th[scope=row]")
}

/// The addresses of the sheets that are out.
fn out(page: &Page) -> Vec<String> {
    page.attributes("tbody a[href*='/sheets/']", "href")
}

/// Sends the form of a sheet that holds no request.
async fn put_away(client: &Client, sheet: &str, typed: &[(&str, &str)]) -> Page {
    let id = sheet.rsplit('/').next().expect("an id");
    send(client, sheet, id, typed).await
}

#[test]
fn numbers_never_collide_whichever_site_prints_and_whoever_at_once_b27() {
    on_both_databases(async |desk| {
        let duarte = desk.clerk().await;
        let hss = desk.person(Role::Clerk, "hss").await;
        let kits = [
            (&duarte, make(&duarte, "20").await),
            (&hss, make(&hss, "7").await),
            (&duarte, make(&duarte, "20").await),
        ];
        let mut seen = BTreeSet::new();
        for (client, kit) in kits {
            let page = client.get(&kit).await;
            for number in numbers(&page) {
                assert!(seen.insert(number.clone()), "{number} comes twice");
            }
        }
        assert_eq!(seen.len(), 47);
        let twice = duarte.get("/downtime").await;
        let (_, fields) = twice.form(&[("sheets", "3")]);
        let first = duarte.post("/downtime", &fields).await;
        let again = duarte.post("/downtime", &fields).await;
        assert_eq!(
            first.location, again.location,
            "the same form makes one kit"
        );
    });
}

#[test]
fn the_kit_prints_the_open_requests_soonest_first_and_every_numbered_sheet() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let mut later = insurer();
        later.received_on = "2026-06-08".parse().expect("a day");
        later.patient.name = "Latecanary".to_owned();
        log(&desk, later).await;
        log(&desk, insurer()).await;
        let kit = make(&clerk, "3").await;
        let printed = clerk.get(&[&kit, "/print"].concat()).await;
        let words = printed.words();
        let (first, second) = (words.find("Canary Patientname"), words.find("Latecanary"));
        assert!(first < second && first.is_some(), "{words}");
        let sheets = printed.find(".downtime-sheet h2");
        assert_eq!(sheets, numbers(&clerk.get(&kit).await));
        assert_eq!(printed.find("svg.bars, .downtime-sheet svg").len(), 3);
        assert!(words.contains("Day and time it came"));
        let told = desk.audit_events().await;
        assert!(told.contains(&("downtime.kit_printed".to_owned(), "done".to_owned())));
        // The window of another site prints only its own.
        let hss = desk.person(Role::Clerk, "hss").await;
        let theirs = make(&hss, "1").await;
        let theirs = hss.get(&[&theirs, "/print"].concat()).await;
        assert!(!theirs.words().contains("Canary"));
        assert_eq!(
            hss.get(&[&kit, "/print"].concat()).await.status,
            StatusCode::NOT_FOUND
        );
    });
}

#[test]
fn a_sheet_is_keyed_back_on_the_day_it_came_and_names_its_number_on_the_timeline_r2() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let kit = make(&clerk, "2").await;
        // Back on Tuesday.
        desk.later(TimeDelta::hours(24));
        let clerk = desk.clerk().await;
        let sheet = out(&clerk.get(&kit).await).remove(0);
        let path = [&sheet, "/request/mail"].concat();
        let mut typed = OWN_COPY.to_vec();
        typed.extend([
            ("arrived-month", "6"),
            ("arrived-day", "8"),
            ("arrived-year", "2026"),
            ("arrived-time", "15:10"),
        ]);
        let sent = clerk.fill(&path, &typed).await;
        assert_eq!(sent.location.as_deref(), Some(&*kit), "{}", sent.words());
        let page = clerk.get(&kit).await;
        assert_eq!(out(&page).len(), 1);
        let request = page.attributes("tbody a[href^='/requests/']", "href");
        let request = request[0].trim_start_matches("/requests/").to_owned();
        let stored = standing(&desk, &request).await.request;
        assert_eq!(stored.asked.received_on.to_string(), "2026-06-08");
        let number = numbers(&page).remove(0);
        let told = format!("{:?}", events(&desk, &request).await);
        assert!(told.contains(&number), "{told}");
        // The same sheet is not keyed back twice, and the form says by whom it was.
        let again = clerk.get(&path).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.words().contains("accounted for already"));
    });
}

#[test]
fn a_form_that_is_refused_keeps_what_was_typed_and_the_sheet_stays_out() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let kit = make(&clerk, "1").await;
        let sheet = out(&clerk.get(&kit).await).remove(0);
        let path = [&sheet, "/request/phone"].concat();
        let sent = clerk.fill(&path, &[("patient_family", "Canary")]).await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(sent.text.contains("value=\"Canary\""));
        assert_eq!(out(&clerk.get(&kit).await).len(), 1);
    });
}

#[test]
fn a_missing_sheet_is_named_until_it_is_accounted_for_b27() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let kit = make(&clerk, "4").await;
        assert!(
            !clerk.get("/").await.words().contains("Downtime."),
            "today it may be out"
        );
        desk.later(TimeDelta::hours(24));
        let clerk = desk.clerk().await;
        let today = clerk.get("/").await.words();
        assert!(today.contains("4 downtime sheets"), "{today}");
        // Three in the hand, four out: the difference is named.
        let counted = send(&clerk, &kit, "/blank", &[("blank", "3")]).await;
        assert_eq!(counted.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = clerk.get(&kit).await;
        for number in numbers(&page) {
            assert!(counted.words().contains(&number), "{}", counted.words());
        }
        let lost = out(&page).remove(1);
        let short = put_away(&clerk, &lost, &[("outcome", "spoiled"), ("why", "lost")]).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        let reason = "Torn in the printer; both halves are in the folder.";
        let put = put_away(&clerk, &lost, &[("outcome", "spoiled"), ("why", reason)]).await;
        assert_eq!(put.location.as_deref(), Some(&*kit), "{}", put.words());
        let rest = send(&clerk, &kit, "/blank", &[("blank", "3")]).await;
        assert_eq!(rest.status, StatusCode::SEE_OTHER, "{}", rest.words());
        let page = clerk.get(&kit).await;
        assert!(page.words().contains("All accounted for"));
        assert!(page.words().contains("both halves are in the folder"));
        assert!(!clerk.get("/").await.words().contains("downtime sheet"));
    });
}

#[test]
fn two_people_account_for_a_sheet_once_t11() {
    on_both_databases(async |desk| {
        let (one, two) = (desk.clerk().await, desk.specialist().await);
        let kit = make(&one, "1").await;
        let sheet = out(&one.get(&kit).await).remove(0);
        let seen = two.get(&sheet).await;
        let id = sheet.rsplit('/').next().expect("an id");
        let (action, fields) = form(&seen, id, &[("outcome", "blank")]);
        put_away(&one, &sheet, &[("outcome", "blank")]).await;
        let late = two.post(&action, &fields).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn a_kit_is_for_today_or_later_and_of_a_number_that_prints() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        for (field, typed) in [
            ("for-day", "7"),
            ("sheets", "61"),
            ("sheets", "0"),
            ("sheets", "ten"),
        ] {
            let sent = clerk.fill("/downtime", &[(field, typed)]).await;
            assert_eq!(
                sent.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{field} {typed}"
            );
            assert!(sent.text.contains("aria-invalid"), "{field} {typed}");
        }
        let auditor = desk.person(Role::Auditor, "duarte").await;
        assert_eq!(auditor.get("/downtime").await.status, StatusCode::FORBIDDEN);
    });
}

/// A kit with one sheet, as its rows: outer ids.
pub async fn kit_of(desk: &Desk, by: i64, site: &'static str) -> (String, String) {
    use roi_desk::downtime::store::{NewKit, insert_kit};
    let ids = [(); 2].map(|()| roi_desk::db::new_public_id().expect("randomness"));
    let new = NewKit {
        public_id: ids[0].clone(),
        site: site.to_owned(),
        for_day: desk.app.now().date(),
        sheets: vec![ids[1].clone()],
    };
    desk.app
        .keep_house(move |tx| insert_kit(tx, &new, by))
        .await
        .expect("it is stored");
    let [kit, sheet] = ids;
    (kit, sheet)
}
