//! What was found, the day it counts as received, and what became of it.

use diesel::prelude::*;
use reqwest::StatusCode;
use roi_desk::db::schema::{audit_rows, drop_box_items, requests};
use roi_desk::db::{Purpose, open};

use super::support::*;
use crate::intake::ASKED;
use crate::support::{Desk, Page, on_both_databases};

/// Day of receipt and channel of every request, oldest first.
fn logged(desk: &Desk) -> Vec<(String, String)> {
    let mut conn = open(&desk.app.config.database, Purpose::Reading).expect("it opens");
    let rows: Vec<(chrono::NaiveDate, String)> = requests::table
        .order(requests::id)
        .select((requests::received_on, requests::channel))
        .load(&mut conn)
        .expect("requests");
    rows.into_iter()
        .map(|(on, channel)| (on.to_string(), channel))
        .collect()
}

fn outcomes(desk: &Desk) -> Vec<Option<String>> {
    let mut conn = open(&desk.app.config.database, Purpose::Reading).expect("it opens");
    drop_box_items::table
        .order(drop_box_items::id)
        .select(drop_box_items::outcome)
        .load(&mut conn)
        .expect("items")
}

fn refused(page: &Page, sentence: &str) {
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        page.words()
    );
    assert!(
        page.words().contains(sentence),
        "{sentence}: {}",
        page.words()
    );
}

#[test]
fn each_item_says_the_day_it_was_received_and_why_r3() {
    on_both_databases(async |desk| {
        let two = two_clerks(&desk).await;
        let session = begin(&two, "4").await;
        let of = |day: &'static str| {
            [
                ("kind", "request_form"),
                ("patient", "Canary, Cora"),
                ("appointment_on-month", "6"),
                ("appointment_on-day", day),
                ("appointment_on-year", "2026"),
            ]
        };
        log(&two.first, &session, &of("8")).await;
        log(&two.first, &session, &of("3")).await;
        log(&two.first, &session, &of("4")).await;
        log(
            &two.first,
            &session,
            &[("kind", "letter"), ("patient", "cannot be read")],
        )
        .await;
        let rows = two
            .first
            .get(&session)
            .await
            .find("section[aria-labelledby=items] tbody tr");
        for (row, day, why) in [
            (
                &rows[0],
                "Mon 8 Jun",
                "appointment on Mon 8 Jun 2026 lies in that time, so it counts as received on that day (R3)",
            ),
            (
                &rows[1],
                "Thu 4 Jun",
                "appointment on Wed 3 Jun 2026 lies outside that time, so the earliest possible day counts",
            ),
            (
                &rows[2],
                "Thu 4 Jun",
                "appointment on Thu 4 Jun 2026 lies in that time",
            ),
            (
                &rows[3],
                "Thu 4 Jun",
                "No appointment in that time is known, so the earliest possible day counts: Thu 4 Jun 2026 (R3)",
            ),
        ] {
            assert!(row.contains(day) && row.contains(why), "{why}: {row}");
        }
    });
}

#[test]
fn a_correction_of_an_item_moves_its_day_and_stays_in_the_history_r3() {
    on_both_databases(async |desk| {
        let two = two_clerks(&desk).await;
        let session = begin(&two, "1").await;
        log(&two.first, &session, FORM).await;
        let own = item(&two.first, &session, 1).await;
        let page = two.first.get(&own).await;
        assert_eq!(
            page.attributes("input[name=patient]", "value"),
            ["Canary, Cora"]
        );
        let none = [
            ("appointment_on-month", ""),
            ("appointment_on-day", ""),
            ("appointment_on-year", ""),
            ("patient", "Canary, Carl"),
        ];
        let done = two.first.submit(&page, &none).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let words = two.first.get(&session).await.words();
        assert!(
            words.contains("No appointment in that time is known"),
            "{words}"
        );
        assert!(
            words.contains("Canary, Carl instead of Authorization, Canary, Cora"),
            "{words}"
        );
        // T11: a colleague had the page open before.
        let (action, mut fields) = page.form(&[("patient", "Canary, Cleo")]);
        fields.retain(|(name, _)| name != "key");
        fields.push(("key".to_owned(), "the-key-of-a-colleague".to_owned()));
        let stale = two.second.get(&own).await.form(&[]).1;
        for (name, value) in stale.iter().filter(|(name, _)| name == "csrf") {
            fields.retain(|(known, _)| known != name);
            fields.push((name.clone(), value.clone()));
        }
        let late = two.second.post(&action, &fields).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.words());
    });
}

#[test]
fn an_item_becomes_a_request_received_as_the_session_says_and_is_settled_with_it_r3_t13() {
    on_both_databases(async |desk| {
        let two = two_clerks(&desk).await;
        let session = begin(&two, "1").await;
        log(&two.first, &session, FORM).await;
        let path = [&item(&two.first, &session, 1).await, "/request"].concat();
        let page = two.first.get(&path).await;
        assert_eq!(
            page.attributes("input[name=patient_family]", "value"),
            ["Canary"]
        );
        assert_eq!(
            page.attributes("input[name=patient_given]", "value"),
            ["Cora"]
        );
        assert!(
            page.words()
                .contains("lies in that time, so it counts as received on that day (R3)")
        );
        assert!(
            page.attributes("input[name=arrived-time]", "name")
                .is_empty(),
            "nobody types it again"
        );
        let nothing = two.first.submit(&page, &[("patient_family", "")]).await;
        refused(&nothing, "Enter the patient's family name");
        assert_eq!(outcomes(&desk), [None], "a refused form settles nothing");
        // What is sent in place of the session's times is not taken.
        let mut typed = ASKED.to_vec();
        typed.extend([
            ("box_before-month", "1"),
            ("box_before-day", "2"),
            ("box_before-year", "2026"),
            ("appointment_on-month", "6"),
            ("appointment_on-day", "8"),
            ("appointment_on-year", "2026"),
        ]);
        let check = two
            .first
            .submit(&page, &[&*typed, &[("act", "check")]].concat())
            .await;
        assert_eq!(check.status, StatusCode::OK, "{}", check.words());
        assert!(
            check.words().contains("Received Fri 5 Jun"),
            "{}",
            check.words()
        );
        let (action, fields) = page.form(&typed);
        for _ in 0..2 {
            let done = two.first.post(&action, &fields).await;
            assert_eq!(address(&done), session, "back to the next envelope");
        }
        assert_eq!(
            logged(&desk),
            [("2026-06-05".to_owned(), "drop_box".to_owned())],
            "sent twice, logged once"
        );
        assert_eq!(outcomes(&desk), [Some("new_request".to_owned())]);
        let page = two.first.get(&session).await;
        assert!(
            page.words().contains("Logged as a request ROI-2026-"),
            "{}",
            page.words()
        );
        let request = page
            .attributes("tbody a[href^='/requests/']", "href")
            .swap_remove(0);
        let words = two.first.get(&request).await.words();
        assert!(
            words.contains("From the drop box: BOX-")
                && words.contains("emptied by Test Clerk and Test Forms specialist"),
            "{words}"
        );
        let again = two.first.get(&path).await;
        assert!(
            again.words().contains("Item 1 is settled already"),
            "{}",
            again.words()
        );
    });
}

#[test]
fn a_request_is_not_logged_from_an_item_that_was_changed_meanwhile_t11() {
    on_both_databases(async |desk| {
        let two = two_clerks(&desk).await;
        let session = begin(&two, "1").await;
        log(&two.first, &session, FORM).await;
        let own = item(&two.first, &session, 1).await;
        let page = two.first.get(&[&own, "/request"].concat()).await;
        two.second
            .fill(
                &[&own, "/aside"].concat(),
                &[("went_to", "Tray"), ("why", "The form is not signed.")],
            )
            .await;
        let late = two.first.submit(&page, ASKED).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.words());
        assert!(logged(&desk).is_empty(), "neither half is stored");
        assert_eq!(outcomes(&desk), [Some("set_aside".to_owned())]);
        // What was set aside can still become a request.
        let page = two.first.get(&[&own, "/request"].concat()).await;
        let done = two.first.submit(&page, ASKED).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        assert_eq!(outcomes(&desk), [Some("new_request".to_owned())]);
        let words = two.first.get(&session).await.words();
        assert!(
            words.contains("Set aside: Tray"),
            "the history keeps it: {words}"
        );
    });
}

#[test]
fn an_item_is_added_to_an_open_request_whose_timeline_says_so() {
    on_both_databases(async |desk| {
        let two = two_clerks(&desk).await;
        let request = crate::check::log(&desk, crate::check::insurer()).await;
        let session = begin(&two, "1").await;
        log(
            &two.first,
            &session,
            &[
                ("kind", "letter"),
                ("patient", "Canary, Cora"),
                ("condition", "wet"),
            ],
        )
        .await;
        let path = [&item(&two.first, &session, 1).await, "/attachment"].concat();
        refused(
            &two.first.fill(&path, &[("to", "")]).await,
            "Enter the reference of the request",
        );
        refused(
            &two.first.fill(&path, &[("to", "ROI-2026-000001-9")]).await,
            "The check digit does not fit",
        );
        let shown = two.first.get(&["/requests/", &request].concat()).await;
        let reference = shown
            .words()
            .split_whitespace()
            .find(|word| word.starts_with("ROI-2026-"))
            .expect("its reference")
            .trim_end_matches(',')
            .to_owned();
        let done = two.first.fill(&path, &[("to", &reference)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        assert_eq!(outcomes(&desk), [Some("attached".to_owned())]);
        let words = two
            .first
            .get(&["/requests/", &request].concat())
            .await
            .words();
        assert!(
            words.contains("From the drop box: BOX-") && words.contains("Condition: wet."),
            "{words}"
        );
        assert!(two.first.get(&session).await.words().contains(&reference));
    });
}

#[test]
fn what_was_logged_by_mistake_does_not_count_and_stays_b3() {
    on_both_databases(async |desk| {
        let two = two_clerks(&desk).await;
        let session = begin(&two, "1").await;
        log(&two.first, &session, NOT_OURS).await;
        let page = two.first.get(&session).await;
        assert_eq!(
            page.find("#log ~ details summary"),
            ["Log one more than was counted"],
            "one more is not expected"
        );
        log(&two.first, &session, NOT_OURS).await;
        let words = two.first.get(&session).await.words();
        assert!(
            words.contains("1 envelope was counted and 2 items were logged: 1 too many."),
            "{words}"
        );
        let mistake = [&item(&two.first, &session, 2).await, "/mistake"].concat();
        let done = two
            .first
            .fill(&mistake, &[("why", "The button was pressed twice.")])
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let words = two.first.get(&session).await.words();
        assert!(words.contains("1 of 1 envelope logged"), "{words}");
        assert!(
            words.contains("Logged by mistake") && words.contains("pressed twice"),
            "{words}"
        );
    });
}

#[test]
fn an_envelope_sent_twice_is_logged_once_and_a_refused_one_keeps_what_was_typed_t13() {
    on_both_databases(async |desk| {
        let two = two_clerks(&desk).await;
        let session = begin(&two, "2").await;
        let page = two.first.get(&session).await;
        let (action, fields) = form(&page, "/items", FORM);
        for _ in 0..2 {
            assert_eq!(
                two.first.post(&action, &fields).await.status,
                StatusCode::SEE_OTHER
            );
        }
        assert_eq!(outcomes(&desk).len(), 1);
        let typed = [
            ("kind", "medical_form"),
            ("condition", "pages loose"),
            ("appointment_on-month", "13"),
        ];
        let page = send(&two.first, &session, "/items", &typed).await;
        refused(
            &page,
            "Write the patient as the paper says, or that it cannot be read.",
        );
        assert_eq!(
            page.attributes("input[name=condition]", "value"),
            ["pages loose"]
        );
        assert_eq!(
            page.attributes("option[value=medical_form][selected]", "value")
                .len(),
            1
        );
        assert!(page.find("title")[0].starts_with("Error: "));
        // The form goes on under its own key: corrected, it is logged once.
        let (action, fields) = form(
            &page,
            "/items",
            &[("kind", "medical_form"), ("patient", "Canary, Cora")],
        );
        assert_eq!(
            two.first.post(&action, &fields).await.status,
            StatusCode::SEE_OTHER
        );
        assert_eq!(outcomes(&desk).len(), 2);
    });
}

#[test]
fn no_address_and_no_title_of_a_session_holds_patient_data_t50() {
    on_both_databases(async |desk| {
        let two = two_clerks(&desk).await;
        let session = begin(&two, "1").await;
        log(&two.first, &session, FORM).await;
        let own = item(&two.first, &session, 1).await;
        let sent = two
            .first
            .fill(
                &[&own, "/aside"].concat(),
                &[("went_to", "Tray"), ("why", "The form is not signed.")],
            )
            .await;
        assert!(
            !sent
                .location
                .expect("a redirect")
                .to_lowercase()
                .contains("canary")
        );
        for part in ["", "/custody", "/separators", "/count"] {
            let page = two.first.get(&[&session, part].concat()).await;
            let mut places = page.attributes("a[href]", "href");
            places.extend(page.attributes("form[action]", "action"));
            places.extend(page.find("title"));
            for place in places {
                assert!(!place.to_lowercase().contains("canary"), "{part}: {place}");
            }
        }
        let mut conn = open(&desk.app.config.database, Purpose::Reading).expect("it opens");
        let details: Vec<Option<String>> = audit_rows::table
            .filter(audit_rows::event.like("drop_box.%"))
            .select(audit_rows::detail)
            .load(&mut conn)
            .expect("the evidence");
        assert!(details.len() >= 8, "every step leaves its row: {details:?}");
        for detail in details.into_iter().flatten() {
            assert!(!detail.contains("Canary"), "{detail}");
        }
    });
}

#[test]
fn the_words_that_are_stored_are_those_of_the_enums() {
    use roi_desk::drop_box::model::{Ending, Happened, ItemKind, Outcome};
    let list = |words: Vec<&str>| {
        let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
        format!("IN ({})", quoted.join(", "))
    };
    for tree in ["sqlite", "postgres"] {
        let path = format!(
            "{}/migrations/{tree}/0030_drop_box/up.sql",
            env!("CARGO_MANIFEST_DIR")
        );
        let sql = std::fs::read_to_string(path).expect("the migration");
        for words in [
            ItemKind::ALL.iter().map(|one| one.as_str()).collect(),
            Outcome::ALL.iter().map(|one| one.as_str()).collect(),
            Ending::ALL.iter().map(|one| one.as_str()).collect(),
            Happened::ALL.iter().map(|one| one.as_str()).collect(),
        ] {
            let check = list(words);
            assert!(sql.contains(&check), "{tree}: {check}");
        }
    }
}
