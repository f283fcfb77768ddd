//! The pick-up desk: what was released to be picked up waits until it is handed over and signed for (3.5, 1.15, B23).

use chrono::TimeDelta;
use diesel::prelude::*;
use reqwest::StatusCode;
use roi_desk::db::schema::{papers, pick_ups, request_facts};
use roi_desk::db::{AnyConnection, Purpose, open};
use roi_desk::facilities::model::{Profile, SiteCode};
use roi_desk::pick_ups::rules::unclaimed;
use roi_desk::requests::model::Delivery;
use roi_desk::staff::model::Role;

use crate::check::{day, insurer};
use crate::release::{ready_with, release_with};
use crate::support::{Client, Desk, Page, on_both_databases};

/// A request that was released to be picked up; answers its outer id.
async fn released(desk: &Desk) -> String {
    let client = desk.specialist().await;
    desk.supervisor().await;
    let mut new = insurer();
    new.recipients[0].delivery = Delivery::PickUp;
    let request = ready_with(desk, &client, new, &[]).await;
    let done = release_with(&client, &request, &[("description", "Notes of 2024")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
    request
}

const BY_HAND: &[(&str, &str)] = &[
    ("collector", "Ann Cole"),
    ("relation", "patient"),
    ("identity", "passport"),
    ("pages", "40"),
    ("signed", "typed"),
    ("witness", "Dana Ortiz"),
    ("act", "hand"),
];

fn but<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut typed: Vec<(&str, &str)> = BY_HAND.to_vec();
    typed.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    typed.extend_from_slice(more);
    typed
}

fn connection(desk: &Desk) -> AnyConnection {
    open(&desk.app.config.database, Purpose::Reading).expect("it opens")
}

fn handed_over(desk: &Desk) -> i64 {
    let mut conn = connection(desk);
    pick_ups::table
        .count()
        .get_result(&mut conn)
        .expect("counted")
}

async fn hand(client: &Client, request: &str, typed: &[(&str, &str)]) -> Page {
    let path = ["/requests/", request, "/pick-up"].concat();
    client.fill(&path, typed).await
}

#[test]
fn what_is_released_for_pick_up_waits_on_a_list_that_names_nobody_until_it_is_signed_for() {
    on_both_databases(async |desk| {
        let request = released(&desk).await;
        let clerk = desk.clerk().await;
        let list = clerk.get("/pick-ups").await;
        let path = ["/requests/", &request, "/pick-up"].concat();
        assert_eq!(
            list.attributes("tbody th a", "href"),
            std::slice::from_ref(&path)
        );
        for name in ["Cole", "Canary", "1951"] {
            assert!(!list.text.contains(name), "B23: {name}");
        }
        let today = clerk.get("/").await.words();
        assert!(
            today.contains("1 part at the counter to be picked up."),
            "{today}"
        );
        let about = clerk.get(&["/requests/", &request].concat()).await;
        assert_eq!(
            about.attributes("main a.btn.go.big", "href"),
            std::slice::from_ref(&path)
        );
        let page = clerk.get(&path).await;
        assert_eq!(
            page.attributes("input[name=pages]", "value"),
            ["40"],
            "as released"
        );
        let done = clerk.submit(&page, BY_HAND).await;
        assert_eq!(
            done.location.as_deref(),
            Some("/pick-ups"),
            "{}",
            done.words()
        );
        let list = clerk.follow(&done).await;
        assert!(
            list.words().contains("Nothing waits to be picked up."),
            "{}",
            list.words()
        );
        assert_eq!(handed_over(&desk), 1);
        let words = clerk.get(&["/requests/", &request].concat()).await.words();
        assert!(
            words.contains("handed over 40 pages to the patient (identity: passport;"),
            "{words}"
        );
        let waiting: i64 = request_facts::table
            .filter(request_facts::kind.eq("pick_up"))
            .filter(request_facts::closed_at.is_null())
            .count()
            .get_result(&mut connection(&desk))
            .expect("counted");
        assert_eq!(waiting, 0, "the pick-up is closed with it");
        // The same form again, and somebody else's at the same time: nothing leaves twice.
        let again = clerk.submit(&page, BY_HAND).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "T13");
        let late = hand_late(&clerk, &page).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            late.words().contains("Nothing of this request waits"),
            "{}",
            late.words()
        );
        assert_eq!(handed_over(&desk), 1);
    });
}

/// The same page sent under a key of its own.
async fn hand_late(client: &Client, page: &Page) -> Page {
    client
        .submit(page, &but(&[("key", "another-key-another-key-another-k")]))
        .await
}

#[test]
fn nothing_leaves_without_identity_authority_signature_and_something_handed_over() {
    on_both_databases(async |desk| {
        let request = released(&desk).await;
        let clerk = desk.clerk().await;
        let faults: &[(&[(&str, &str)], &str)] = &[
            (
                &[("identity", "not_seen")],
                "Ask for the date of birth, or see a document.",
            ),
            (&[("relation", "representative")], "Write what shows it:"),
            (&[("pages", "")], "Enter how many pages or which media"),
            (&[("witness", "")], "A typed name needs a witness."),
            (
                &[("signed", "on_paper")],
                "Draw the signature, or choose the scan",
            ),
            (&[("collector", "")], "Enter the name of who collects it"),
            (&[("relation", "neighbour'--")], "not on it"),
        ];
        for (typed, sentence) in faults {
            let page = hand(&clerk, &request, &but(typed)).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{sentence}");
            assert!(
                page.words().contains(sentence),
                "{sentence}: {}",
                page.words()
            );
            let kept = page.attributes("input[name=media]", "value");
            assert_eq!(kept, [""], "the form is there again");
            let witness = typed.iter().find(|(name, _)| *name == "witness");
            let wanted = witness.map_or("Dana Ortiz", |(_, value)| value);
            assert_eq!(page.attributes("input[name=witness]", "value"), [wanted]);
        }
        assert_eq!(handed_over(&desk), 0);
        // Nobody is sent away for want of a document (1.15).
        let said = [
            ("identity", "not_seen"),
            ("said", "birth_date"),
            ("said", "home_address"),
            ("said", "other_held"),
        ];
        let done = hand(&clerk, &request, &but(&said)).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
    });
}

#[test]
fn a_drawn_signature_is_kept_with_the_papers_of_the_request() {
    on_both_databases(async |desk| {
        let request = released(&desk).await;
        let clerk = desk.clerk().await;
        let page = clerk
            .get(&["/requests/", &request, "/pick-up"].concat())
            .await;
        let typed = but(&[("signed", "on_paper"), ("witness", ""), ("collector", "")]);
        let (action, fields) = page.form(&typed);
        let signature = vec![("papers", "signature.png", crate::papers::png(560, 160))];
        let refused = clerk.post_papers(&action, &fields, &signature).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            refused
                .attributes("input[name=papers-kept][checked]", "value")
                .len(),
            1,
            "A21: the signature is not drawn twice"
        );
        let done = clerk.submit(&refused, &[("collector", "Ann Cole")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let described: Vec<Option<String>> = papers::table
            .filter(papers::request_id.is_not_null())
            .select(papers::description)
            .load(&mut connection(&desk))
            .expect("papers");
        assert_eq!(described, [Some("Signature at the pick-up".to_owned())]);
    });
}

#[test]
fn a_part_is_found_by_the_slip_or_by_two_identifiers_and_by_no_fewer() {
    on_both_databases(async |desk| {
        let request = released(&desk).await;
        let clerk = desk.clerk().await;
        let list = clerk.get("/pick-ups").await;
        let reference = list.find("tbody th a").swap_remove(0);
        let to = ["/requests/", &request, "/pick-up"].concat();
        let found = clerk.submit(&list, &[("number", &reference)]).await;
        assert_eq!(found.location.as_deref(), Some(to.as_str()));
        let born = [
            ("born_on-month", "7"),
            ("born_on-day", "30"),
            ("born_on-year", "1951"),
        ];
        let name = [("family", "canary patientname")];
        let found = clerk.submit(&list, &[&name[..], &born].concat()).await;
        assert_eq!(
            found.location.as_deref(),
            Some(to.as_str()),
            "{}",
            found.words()
        );
        let one = clerk.submit(&list, &name).await;
        assert_eq!(one.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            one.words()
                .contains("Enter the birth date with the family name.")
        );
        assert_eq!(
            one.attributes("input[name=family]", "value"),
            ["canary patientname"]
        );
        let other = [("family", "Cole' OR '1'='1")];
        let none = clerk.submit(&list, &[&other[..], &born].concat()).await;
        assert!(
            none.words().contains("Nothing waits under this name"),
            "{}",
            none.words()
        );
        let typo = clerk
            .submit(&list, &[("number", "ROI-2026-000001-X")])
            .await;
        assert_eq!(typo.status, StatusCode::UNPROCESSABLE_ENTITY);
        let irvine = desk.person(Role::Clerk, "irvine").await;
        assert!(
            irvine
                .get("/pick-ups")
                .await
                .words()
                .contains("Nothing waits")
        );
        assert_eq!(irvine.get(&to).await.status, StatusCode::NOT_FOUND);
        let reviewer = desk.person(Role::Reviewer, "duarte").await;
        assert_eq!(reviewer.get(&to).await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn unclaimed_for_fourteen_and_thirty_days_somebody_is_reminded() {
    let profiles = Profile::load_all().expect("profiles");
    let duarte = SiteCode::parse("duarte").expect("a code");
    let profile = profiles
        .iter()
        .find(|one| one.site(&duarte, day("2026-06-08")).is_some())
        .expect("Duarte's");
    let since = day("2026-06-08");
    let step =
        |days: i64| unclaimed(profile, since, since + TimeDelta::days(days)).map(|s| s.after);
    assert_eq!(
        [step(13), step(14), step(29), step(30), step(90)],
        [None, Some(14), Some(14), Some(30), Some(30)]
    );
    on_both_databases(async |desk| {
        released(&desk).await;
        for (days, says) in [
            (15, "15 days, unclaimed: remind the way the letter went"),
            (16, "31 days, unclaimed: write a letter"),
        ] {
            desk.later(TimeDelta::days(days));
            let clerk = desk.clerk().await;
            let list = clerk.get("/pick-ups").await.words();
            assert!(list.contains(says), "{list}");
        }
        let today = desk.clerk().await.get("/").await.words();
        assert!(
            today.contains("1 unclaimed, the oldest for 30 days or longer."),
            "{today}"
        );
    });
}

#[test]
fn a_reminder_stands_on_the_timeline_and_the_next_step_is_owed_again() {
    on_both_databases(async |desk| {
        let request = released(&desk).await;
        let path = ["/requests/", &request, "/reminder"].concat();
        desk.later(TimeDelta::days(15));
        let clerk = desk.clerk().await;
        let empty = clerk
            .fill(&path, &[("way", "phone"), ("then", "send")])
            .await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.words().contains("Enter what came of the call."));
        let by_letter = [("way", "letter"), ("then", "preview")];
        let looked = clerk.fill(&path, &by_letter).await;
        assert_eq!(looked.status, StatusCode::OK, "{}", looked.words());
        let shown = looked.words();
        assert!(
            shown.contains("Your copies are ready for pick-up"),
            "{shown}"
        );
        assert!(clerk.get("/pick-ups").await.words().contains("unclaimed"));
        let by_letter = [("way", "letter"), ("then", "send")];
        let sent = clerk.fill(&path, &by_letter).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
        let list = clerk.get("/pick-ups").await.words();
        assert!(!list.contains("unclaimed"), "{list}");
        assert!(list.contains("Tue 23 Jun"), "when: {list}");
        let page = clerk.get(&["/requests/", &request].concat()).await;
        assert!(page.words().contains("reminded the requester by letter"));
        let letters = page.find("a[href*='/notices/']");
        let invitations = letters.iter().filter(|one| one.contains("pick-up"));
        assert_eq!(
            invitations.count(),
            2,
            "the first and the reminder: {letters:?}"
        );
        desk.later(TimeDelta::days(16));
        let clerk = desk.clerk().await;
        let list = clerk.get("/pick-ups").await.words();
        assert!(
            list.contains("31 days, unclaimed: write a letter"),
            "{list}"
        );
        let call = [
            ("way", "phone"),
            ("said", "Left the number to call back."),
            ("then", "send"),
        ];
        assert_eq!(clerk.fill(&path, &call).await.status, StatusCode::SEE_OTHER);
        let today = clerk.get("/").await.words();
        assert!(!today.contains("unclaimed"), "{today}");
        let done = hand(&clerk, &request, BY_HAND).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let late = clerk.fill(&path, &call).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.words().contains("W-pick-up"), "{}", late.words());
    });
}

#[test]
fn while_the_window_is_closed_only_a_supervisor_hands_over_and_says_why() {
    on_both_databases(async |desk| {
        let request = released(&desk).await;
        // Lunch: 12:30 in Duarte.
        desk.at(day("2026-06-08").and_hms_opt(19, 30, 0).expect("a time"));
        let clerk = desk.clerk().await;
        let page = hand(&clerk, &request, BY_HAND).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "S16, S20");
        assert!(
            page.words().contains("The window is closed."),
            "{}",
            page.words()
        );
        let supervisor = desk.supervisor().await;
        let page = hand(&supervisor, &request, BY_HAND).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let why = [(
            "closed_hours_why",
            "The patient leaves for chemotherapy now.",
        )];
        let done = hand(&supervisor, &request, &but(&why)).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
    });
}
