//! What is done with an item: logged, added, moved, set aside, followed up.

use diesel::prelude::*;
use reqwest::StatusCode;
use roi_desk::app::Who;
use roi_desk::db::schema::{papers as request_papers, requests, tray_history};
use roi_desk::db::{Purpose, new_public_id, open};
use roi_desk::requests::commands::{open as open_request, record};
use roi_desk::requests::model::{ContactWay, Event};
use roi_desk::staff::model::Role;
use roi_desk::trays::commands::arrive;
use roi_desk::trays::model::{ArrivalKind, Says, Tray};
use roi_desk::trays::store::{NewItem, NewPaperOf};

use super::support::*;
use crate::check::{events, insurer, log};
use crate::intake::ASKED;
use crate::papers::pdf;
use crate::support::{Desk, monday_morning, on_both_databases};

/// A message with one paper in a tray, as a reader stores it.
async fn message(desk: &Desk, tray: Tray, says: Says) {
    let id = new_public_id().expect("randomness");
    let bytes = pdf(&["An authorization"]);
    let app = desk.app.clone();
    let paper = std::thread::scope(|scope| {
        let keep = || {
            let stored = app.files.put(bytes.as_slice(), "duarte", 1_000_000);
            let arrived = roi_desk::documents::commands::Arrived {
                file_name: "authorization.pdf".to_owned(),
                stored: stored.expect("it is kept"),
                site: "duarte".to_owned(),
                description: None,
            };
            roi_desk::documents::commands::examine(&app.files, &app.previewer, arrived)
        };
        scope
            .spawn(keep)
            .join()
            .expect("it is well")
            .expect("a paper")
    });
    let new = NewItem {
        public_id: id.clone(),
        key: id,
        site: "duarte".to_owned(),
        tray,
        source: "himsroi@coh.org".to_owned(),
        uid: None,
        kind: ArrivalKind::Message,
        arrived_at: monday_morning() - chrono::TimeDelta::hours(1),
        says,
        noticed: None,
        sha256: [7; 32],
        bytes: 10,
        original: None,
        papers: vec![NewPaperOf {
            public_id: new_public_id().expect("randomness"),
            is_message: false,
            name: "authorization.pdf".to_owned(),
            description: "Enclosed: authorization.pdf".to_owned(),
            bytes: paper.bytes,
            paper: Ok(paper),
        }],
    };
    let facilities = desk.app.facilities.clone();
    desk.app
        .write(Who::Desk, "trays.arrived", move |tx| {
            arrive(tx, &facilities, &new, None, None)
        })
        .await
        .expect("it is stored")
        .expect("it is accepted");
}

fn about(subject: &str) -> Says {
    Says {
        sender: Some("cora@example.org".to_owned()),
        sender_name: Some("Cora Canary".to_owned()),
        subject: Some(subject.to_owned()),
        body: Some("Please send my records.".to_owned()),
        ..Says::default()
    }
}

fn papers_of_requests(desk: &Desk) -> Vec<(String, Option<String>, Option<String>)> {
    let mut conn = open(&desk.app.config.database, Purpose::Reading).expect("it opens");
    request_papers::table
        .order(request_papers::id)
        .select((
            request_papers::display_name,
            request_papers::description,
            request_papers::role,
        ))
        .load(&mut conn)
        .expect("papers")
}

fn reference_of(desk: &Desk, public_id: &str) -> String {
    let mut conn = open(&desk.app.config.database, Purpose::Reading).expect("it opens");
    requests::table
        .filter(requests::public_id.eq(public_id))
        .select(requests::reference)
        .first(&mut conn)
        .expect("it is logged")
}

#[test]
fn an_item_becomes_a_request_with_its_papers_and_its_day_through_the_form_of_its_channel_r2() {
    on_both_databases(async |desk| {
        message(&desk, Tray::Records, about("My records")).await;
        let clerk = desk.clerk().await;
        let own = item(&clerk, "records", 0).await;
        let form = clerk.get(&[&own, "/request"].concat()).await;
        let words = form.words();
        assert!(words.contains("came to himsroi@coh.org"), "{words}");
        assert!(
            !words.contains("Day it arrived"),
            "it is on record: {words}"
        );
        assert!(
            words.contains("Download the original"),
            "beside the form: {words}"
        );
        assert_eq!(
            form.attributes("input[name=requester_email]", "value"),
            ["cora@example.org"]
        );
        let says = form
            .attributes("input[name^='says-']", "name")
            .swap_remove(0);
        let typed = [
            ASKED,
            &[
                ("patient_family", "Canary"),
                ("patient_given", "Cora"),
                ("act", "log"),
                (says.as_str(), "Signed authorization, one page"),
                // What is on record is not typed.
                ("arrived-day", "1"),
            ],
        ]
        .concat();
        let sent = clerk.submit(&form, &typed).await;
        moved(&sent);
        assert_eq!(
            papers_of_requests(&desk),
            [(
                "authorization.pdf".to_owned(),
                Some("Signed authorization, one page".to_owned()),
                None
            )]
        );
        let page = clerk.get(&own).await;
        assert!(
            page.words().contains("Logged as a request"),
            "{}",
            page.words()
        );
        let request = page
            .attributes("main a[href^='/requests/']", "href")
            .swap_remove(0);
        let shown = clerk.get(&request).await.words();
        assert!(
            shown.contains("Mon 8 Jun 2026") && shown.contains("came to himsroi@coh.org at 09:42"),
            "{shown}"
        );
        // T13: the same form again is the same answer; a colleague's is refused.
        let again = clerk.submit(&form, &typed).await;
        moved(&again);
        let colleague = desk.clerk().await;
        let late = colleague.get(&[&own, "/request"].concat()).await;
        assert_ne!(late.status, StatusCode::OK);
        assert!(
            late.words().contains("is settled already"),
            "{}",
            late.words()
        );
    });
}

#[test]
fn what_the_form_of_intake_refuses_keeps_the_item_waiting_and_everything_typed() {
    on_both_databases(async |desk| {
        message(&desk, Tray::Forms, about("Form")).await;
        let clerk = desk.clerk().await;
        let own = item(&clerk, "forms", 0).await;
        let form = clerk.get(&[&own, "/request"].concat()).await;
        assert_eq!(
            form.attributes("input[name=work][checked]", "value"),
            ["medical_forms"],
            "S57"
        );
        let says = form
            .attributes("input[name^='says-']", "name")
            .swap_remove(0);
        let typed = [
            ASKED,
            &[
                ("patient_family", "Canary"),
                ("act", "log"),
                (says.as_str(), "x"),
            ],
        ]
        .concat();
        let sent = clerk.submit(&form, &typed).await;
        refused(&sent, "Say a little more");
        assert_eq!(
            sent.attributes("input[name=patient_family]", "value"),
            ["Canary"]
        );
        assert!(items(&desk)[0].3.is_none(), "it waits");
    });
}

#[test]
fn an_item_is_added_to_the_suggested_request_and_the_timeline_says_where_it_came_from_b28() {
    on_both_databases(async |desk| {
        desk.clerk().await;
        let request = log(&desk, insurer()).await;
        let reference = reference_of(&desk, &request);
        message(&desk, Tray::Records, about(&["Re: ", &reference].concat())).await;
        let clerk = desk.clerk().await;
        let own = item(&clerk, "records", 0).await;
        let page = clerk.get(&own).await;
        let words = page.words();
        assert!(
            words.contains(&reference)
                && words.contains("Score 60 of 100")
                && words.contains("the reference"),
            "{words}"
        );
        let add = page
            .attributes("a[href*='/addition?to=']", "href")
            .swap_remove(0);
        let form = clerk.get(&add).await;
        assert_eq!(
            form.attributes("input[name=suggested][checked]", "value"),
            [reference.as_str()]
        );
        refused(&clerk.submit(&form, &[]).await, "what the papers are");
        let form = clerk.get(&add).await;
        moved(&clerk.submit(&form, &[("role", "answer")]).await);
        let roles: Vec<_> = papers_of_requests(&desk)
            .into_iter()
            .map(|(.., role)| role)
            .collect();
        assert_eq!(roles, [Some("answer".to_owned())]);
        let told = events(&desk, &request).await;
        assert!(
            told.iter().any(|event| matches!(event, Event::NoteAdded { text }
                if text.contains("IN-000001 came to himsroi@coh.org") && text.contains("cora@example.org"))),
            "{told:?}"
        );
        assert!(
            told.iter()
                .any(|event| matches!(event, Event::DocumentAdded { .. })),
            "{told:?}"
        );
    });
}

#[test]
fn a_reference_that_is_none_or_another_sites_gets_a_sentence_beside_the_field_t36() {
    on_both_databases(async |desk| {
        desk.clerk().await;
        let mut elsewhere = insurer();
        elsewhere.site = "hss".into();
        let foreign = log(&desk, elsewhere).await;
        let foreign = reference_of(&desk, &foreign);
        message(&desk, Tray::Records, about(&["About ", &foreign].concat())).await;
        let clerk = desk.clerk().await;
        let own = item(&clerk, "records", 0).await;
        let page = clerk.get(&own).await.words();
        assert!(
            page.contains("Nothing in it matches a request here"),
            "T36: {page}"
        );
        let form = clerk.get(&[&own, "/addition"].concat()).await;
        for (typed, sentence) in [
            ("", "Write the reference of the request"),
            (
                "ROI-2026-000001",
                "A reference looks like ROI-2026-004217-5.",
            ),
            ("ROI-2026-000001-1", "check digit"),
            (
                foreign.as_str(),
                "No request at your sites has this reference.",
            ),
        ] {
            let sent = clerk
                .submit(&form, &[("to", typed), ("role", "letter")])
                .await;
            assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
            let lower = sent.words().to_lowercase();
            assert!(
                lower.contains(&sentence.to_lowercase()) || typed.is_empty(),
                "{typed}: {}",
                sent.words()
            );
        }
        assert!(items(&desk)[0].3.is_none(), "it waits");
    });
}

#[test]
fn mail_in_the_wrong_box_is_moved_and_keeps_its_day_s57() {
    on_both_databases(async |desk| {
        message(&desk, Tray::Records, about("A medical form")).await;
        let clerk = desk.clerk().await;
        let own = item(&clerk, "records", 0).await;
        refused(&clerk.fill(&[&own, "/move"].concat(), &[]).await, "tray");
        refused(
            &clerk
                .fill(&[&own, "/move"].concat(), &[("tray", "fax")])
                .await,
            "cannot be moved to",
        );
        moved(
            &clerk
                .fill(&[&own, "/move"].concat(), &[("tray", "forms")])
                .await,
        );
        let now = item(&clerk, "forms", 0).await;
        let words = clerk.get(&now).await.words();
        assert!(
            words.contains("First in Records mailbox")
                && words.contains("Received on Mon 8 Jun 2026"),
            "R2: {words}"
        );
        assert!(
            words.contains("moved it to another tray: Medical forms mailbox"),
            "{words}"
        );
        assert_eq!(
            clerk.get(&own).await.status,
            StatusCode::OK,
            "its old address still leads to it"
        );
    });
}

#[test]
fn what_is_set_aside_says_why_stays_and_can_be_taken_up_again() {
    on_both_databases(async |desk| {
        message(&desk, Tray::Records, about("An advertisement")).await;
        let clerk = desk.clerk().await;
        let own = item(&clerk, "records", 0).await;
        let aside = [&own, "/aside"].concat();
        refused(&clerk.fill(&aside, &[("why", "no")]).await, "reason");
        moved(
            &clerk
                .fill(&aside, &[("why", "An advertisement, no request.")])
                .await,
        );
        let list = clerk.get("/trays/records").await.words();
        assert!(
            list.contains("Nothing waits") && list.contains("An advertisement, no request."),
            "{list}"
        );
        assert!(!clerk.get(&aside).await.status.is_success());
        let again = clerk.get(&[&own, "/addition"].concat()).await;
        assert_eq!(again.status, StatusCode::OK, "it can be taken up again");
        let mut conn = open(&desk.app.config.database, Purpose::Reading).expect("it opens");
        let told: Vec<String> = tray_history::table
            .order(tray_history::id)
            .select(tray_history::what)
            .load(&mut conn)
            .expect("history");
        assert_eq!(told, ["arrived", "settled"]);
    });
}

#[test]
fn mail_on_a_closed_request_is_added_and_somebody_has_to_say_what_follows() {
    on_both_databases(async |desk| {
        desk.clerk().await;
        let request = log(&desk, insurer()).await;
        let (facilities, id) = (desk.app.facilities.clone(), request.clone());
        desk.app
            .write(Who::Desk, "request.withdrawn", move |tx| {
                let mut open = open_request(tx, &facilities, &id, &["duarte".to_owned()], None)?;
                let event = Event::Withdrawn {
                    way: ContactWay::Phone,
                    reason: "Not needed any more.".to_owned(),
                };
                record(tx, &mut open, Some(1), &event)
            })
            .await
            .expect("it is stored")
            .expect("it is accepted");
        let reference = reference_of(&desk, &request);
        message(&desk, Tray::Records, about(&reference)).await;
        let clerk = desk.clerk().await;
        let own = item(&clerk, "records", 0).await;
        let words = clerk.get(&own).await.words();
        assert!(words.contains(", closed"), "{words}");
        let add = [&own, "/addition"].concat();
        moved(
            &clerk
                .fill(&add, &[("suggested", &reference), ("role", "letter")])
                .await,
        );
        let trays = clerk.get("/trays").await.words();
        assert!(
            trays.contains("Mail on closed requests") && trays.contains("IN-000001"),
            "{trays}"
        );
        let follow = [&own, "/follow-up"].concat();
        moved(
            &clerk
                .fill(&follow, &[("why", "A new request was logged by phone.")])
                .await,
        );
        let trays = clerk.get("/trays").await.words();
        assert!(!trays.contains("Mail on closed requests"), "{trays}");
        let words = clerk.get(&own).await.words();
        assert!(
            words.contains("A new request was logged by phone."),
            "{words}"
        );
    });
}

#[test]
fn a_change_on_what_somebody_else_changed_meanwhile_is_refused_t11() {
    on_both_databases(async |desk| {
        message(&desk, Tray::Records, about("Twice")).await;
        let (first, second) = (desk.clerk().await, desk.clerk().await);
        let own = item(&first, "records", 0).await;
        let open = second.get(&[&own, "/aside"].concat()).await;
        moved(
            &first
                .fill(&[&own, "/move"].concat(), &[("tray", "forms")])
                .await,
        );
        let late = second
            .submit(&open, &[("why", "It is nothing for us.")])
            .await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.words());
        assert!(items(&desk)[0].3.is_none());
    });
}

#[test]
fn who_only_reads_sees_the_item_and_can_do_nothing_with_it() {
    on_both_databases(async |desk| {
        message(&desk, Tray::Records, about("Only looked at")).await;
        let reader = desk.person(Role::PrivacyOfficer, "duarte").await;
        let own = item(&reader, "records", 0).await;
        let page = reader.get(&own).await;
        assert!(
            page.words().contains("Please send my records."),
            "{}",
            page.words()
        );
        assert!(page.attributes("a[href$='/aside']", "href").is_empty());
        for noun in ["request", "addition", "move", "aside", "original"] {
            let asked = reader.get(&[&own, "/", noun].concat()).await;
            assert_eq!(asked.status, StatusCode::FORBIDDEN, "{noun}");
        }
        let nobody = desk.person(Role::Administrator, "duarte").await;
        assert_eq!(nobody.get("/trays").await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn hostile_words_are_only_words_t60() {
    on_both_databases(async |desk| {
        let hostile = "<script>alert(1)</script> {{7*7}} \u{202e}gpj.exe '; DROP TABLE requests";
        let says = Says {
            sender: Some("\"><img src=x onerror=alert(1)>@example.org".to_owned()),
            sender_name: Some(hostile.to_owned()),
            body: Some(hostile.to_owned()),
            message_id: Some(hostile.to_owned()),
            answers: vec![hostile.to_owned()],
            subject: Some(hostile.to_owned()),
        };
        message(&desk, Tray::Records, says).await;
        let clerk = desk.clerk().await;
        let own = item(&clerk, "records", 0).await;
        for path in [
            "/trays",
            "/trays/records",
            &own,
            &[&own, "/request"].concat(),
            &[&own, "/addition"].concat(),
        ] {
            let page = clerk.get(path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert!(page.find("main script").is_empty(), "{path}");
            assert!(
                page.attributes("main img[src=x]", "src").is_empty(),
                "{path}"
            );
        }
        let words = clerk.get(&own).await.words();
        assert!(
            words.contains("<script>alert(1)</script> {{7*7}}"),
            "{words}"
        );
    });
}
