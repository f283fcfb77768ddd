//! The evening count (B11): leave out any one item of any way of arriving, and the count names it; a day is signed for
//! once nothing is open, or with the reason why not.

use chrono::TimeDelta;
use reqwest::StatusCode;
use roi_desk::staff::model::Role;

use crate::drop_box::support::{
    FORM, NOT_OURS, begin, confirm, item, log as log_item, send, two_clerks,
};
use crate::intake::{AT_THE_WINDOW, OWN_COPY};
use crate::portal::{my_city_of_hope, own_copy};
use crate::support::{Client, on_both_databases};

const MONDAY: &str = "/evening/2026-06-08";

/// What the page says is not accounted for.
async fn open(client: &Client) -> Vec<String> {
    let page = client.get(MONDAY).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.words());
    page.find("section[aria-labelledby=open] li")
}

/// The row of a way: arrived, logged, added, put aside, open.
async fn way(client: &Client, name: &str) -> Vec<i64> {
    let page = client.get(MONDAY).await;
    let names = page.find("section[aria-labelledby=ways] tbody th");
    let cells = page.find("section[aria-labelledby=ways] tbody td");
    let place = names.iter().position(|one| one == name);
    let place = place.unwrap_or_else(|| panic!("no row {name}: {}", page.words()));
    let row = &cells[place * 5..place * 5 + 5];
    row.iter()
        .map(|cell| cell.parse().expect("a number"))
        .collect()
}

async fn sign(client: &Client, why: &str) -> StatusCode {
    let sent = send(client, MONDAY, "/2026-06-08", &[("why", why)]).await;
    if sent.status == StatusCode::UNPROCESSABLE_ENTITY {
        assert!(sent.words().contains("B11"), "{}", sent.words());
    }
    sent.status
}

#[test]
fn what_is_logged_as_it_comes_counts_itself_and_a_green_zero_is_signed_for() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let walk_in = [OWN_COPY, AT_THE_WINDOW].concat();
        let sent = clerk.fill("/log/walk-in", &walk_in).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
        assert_eq!(way(&clerk, "Walk-in").await, [1, 1, 0, 0, 0]);
        assert!(open(&clerk).await.is_empty());
        assert!(clerk.get(MONDAY).await.words().contains("Nothing is lost"));
        assert_eq!(sign(&clerk, "").await, StatusCode::SEE_OTHER);
        let printed = clerk.get(&[MONDAY, "/print"].concat()).await.words();
        assert!(printed.contains("0 Nothing is lost"), "{printed}");
        assert!(printed.contains("Signed for by"), "{printed}");
        // Another site's day is its own.
        let hss = desk.person(Role::Clerk, "hss").await;
        assert!(hss.get(MONDAY).await.words().contains("Nothing arrived"));
    });
}

#[test]
fn an_envelope_that_was_counted_and_not_logged_or_not_settled_is_named() {
    on_both_databases(async |desk| {
        let two = two_clerks(&desk).await;
        let session = begin(&two, "2").await;
        log_item(&two.first, &session, FORM).await;
        assert!(
            open(&two.first)
                .await
                .iter()
                .any(|says| says.contains("2 envelopes counted, 1 logged"))
        );
        log_item(&two.first, &session, NOT_OURS).await;
        confirm(&two.second, &session, "2").await;
        let found = open(&two.first).await;
        assert!(
            found.iter().any(|says| says.contains("2 items to settle")),
            "{found:?}"
        );
        assert_eq!(way(&two.first, "Drop box").await, [2, 0, 0, 0, 2]);
        for place in [1, 2] {
            let item = item(&two.first, &session, place).await;
            let aside = [
                ("went_to", "Cashier"),
                ("why", "It is a payment of a bill."),
            ];
            send(&two.first, &[&item, "/aside"].concat(), "/aside", &aside).await;
        }
        let found = open(&two.first).await;
        assert!(
            found.iter().any(|says| says.contains("is not closed")),
            "{found:?}"
        );
        send(&two.first, &session, "/closing", &[]).await;
        assert!(open(&two.first).await.is_empty());
        assert_eq!(way(&two.first, "Drop box").await, [2, 0, 0, 2, 0]);
    });
}

#[test]
fn a_message_the_portal_sent_and_the_desk_has_not_is_named_until_it_comes() {
    on_both_databases(async |desk| {
        let portal = my_city_of_hope(&desk).await;
        let clerk = desk.clerk().await;
        let message = |id: &str| {
            let mut message = own_copy(id);
            message["submitted_at"] = serde_json::json!("2026-06-08T09:00:00-07:00");
            message
        };
        portal
            .send("/api/portal/v1/requests", "k-1", &message("m-1"))
            .await;
        let found = open(&clerk).await;
        assert!(
            found[0].contains("has not said yet what it sent"),
            "{found:?}"
        );
        let all = serde_json::json!({"messages": ["m-1", "m-2"]});
        portal
            .send("/api/portal/v1/days/2026-06-08", "-", &all)
            .await;
        let found = open(&clerk).await;
        assert!(
            found[0].contains("m-2") && !found[0].contains("m-1"),
            "{found:?}"
        );
        portal
            .send("/api/portal/v1/requests", "k-2", &message("m-2"))
            .await;
        assert!(open(&clerk).await.is_empty());
        assert_eq!(way(&clerk, "Portal MyCityofHope").await, [2, 2, 0, 0, 0]);
    });
}

#[test]
fn a_downtime_sheet_that_is_out_is_named_by_its_number() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let made = clerk.fill("/downtime", &[("sheets", "2")]).await;
        let kit = made.location.expect("the kit");
        let found = open(&clerk).await;
        assert!(found[0].contains("SHEET-000001, SHEET-000002"), "{found:?}");
        send(&clerk, &kit, "/blank", &[("blank", "2")]).await;
        assert!(open(&clerk).await.is_empty());
        assert_eq!(way(&clerk, "Downtime sheets").await, [0, 0, 0, 0, 0]);
    });
}

#[test]
fn a_day_with_differences_is_signed_for_only_with_the_reason_and_the_figures_stay_as_they_stood() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let made = clerk.fill("/downtime", &[("sheets", "1")]).await;
        let kit = made.location.expect("the kit");
        assert_eq!(sign(&clerk, "").await, StatusCode::UNPROCESSABLE_ENTITY);
        let short = send(&clerk, MONDAY, "/2026-06-08", &[("why", "later")]).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(short.text.contains("later"), "what was typed is kept");
        let why = "Omar looks for the sheet tomorrow morning.";
        assert_eq!(sign(&clerk, why).await, StatusCode::SEE_OTHER);
        send(&clerk, &kit, "/blank", &[("blank", "1")]).await;
        let days = clerk.get("/evening").await.words();
        assert!(
            days.contains("Signed with 1") && days.contains(why),
            "{days}"
        );
        assert_eq!(sign(&clerk, "").await, StatusCode::SEE_OTHER);
        assert!(clerk.get("/evening").await.words().contains("Nothing lost"));
    });
}

#[test]
fn a_working_day_that_nobody_signed_for_stands_on_today_and_a_day_to_come_is_not_there() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        sign(&clerk, "").await;
        desk.later(TimeDelta::hours(48));
        let clerk = desk.clerk().await;
        let today = clerk.get("/").await.words();
        assert!(today.contains("Nobody has signed yet"), "{today}");
        assert_eq!(
            clerk.get("/evening/2026-06-11").await.status,
            StatusCode::NOT_FOUND
        );
        assert_eq!(
            clerk.get("/evening/monday").await.status,
            StatusCode::NOT_FOUND
        );
        let days = clerk.get("/evening").await;
        let states = days.find("tbody tr").join("\n");
        assert!(states.contains("Nothing to sign"), "the weekend: {states}");
        let auditor = desk.person(Role::Auditor, "duarte").await;
        assert_eq!(auditor.get("/evening").await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn a_form_that_could_not_be_sent_and_was_left_is_named_by_who_typed_it() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let page = clerk.get("/log/mail").await;
        let (action, fields) = page.form(OWN_COPY);
        // The session runs out while the form is typed; what was typed is kept for its owner.
        desk.later(TimeDelta::minutes(20));
        let kept = clerk.post(&action, &fields).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER);
        let other = desk.clerk().await;
        let found = open(&other).await;
        assert!(found[0].contains("could not be stored"), "{found:?}");
        assert!(!found[0].contains("Okafor"), "no patient stands in it");
    });
}
