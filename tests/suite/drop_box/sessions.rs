//! Beginning a session, agreeing on the count, closing it.

use reqwest::StatusCode;
use roi_desk::staff::model::Role;

use super::support::*;
use crate::matrix::newest_person;
use crate::support::on_both_databases;

const SET_ASIDE: &[(&str, &str)] = &[
    ("went_to", "Cashier"),
    ("why", "A payment for the hospital's bill."),
];

#[test]
fn a_session_ends_only_when_every_envelope_is_logged_and_settled_and_both_agree_b3() {
    on_both_databases(async |desk| {
        let two = two_clerks(&desk).await;
        let session = begin(&two, "2").await;
        log(&two.first, &session, FORM).await;
        let page = two.first.get(&session).await;
        for missing in [
            "2 envelopes were counted and 1 item was logged: 1 to log.",
            "Item 1 is not settled",
            "Test Forms specialist has not confirmed the count of 2 envelopes.",
        ] {
            assert!(
                page.words().contains(missing),
                "{missing}: {}",
                page.words()
            );
        }
        assert!(
            page.attributes("form[action$='/closing']", "action")
                .is_empty(),
            "what is not allowed is not offered"
        );
        let (_, mut fields) = form(&page, "/items", &[]);
        let closing = [&session, "/closing"].concat();
        let refused = two.first.post(&closing, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.words().contains("1 to log"), "{}", refused.words());

        log(&two.first, &session, NOT_OURS).await;
        for place in [1, 2] {
            let aside = [&item(&two.first, &session, place).await, "/aside"].concat();
            let sent = two.first.fill(&aside, SET_ASIDE).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
        }
        assert_eq!(
            confirm(&two.second, &session, "2").await.status,
            StatusCode::SEE_OTHER
        );
        let ready = two.first.get(&session).await;
        assert!(
            ready.words().contains("Nothing is missing"),
            "{}",
            ready.words()
        );
        // T11: what was seen before is stale.
        fields.retain(|(name, _)| name != "key");
        fields.push(("key".to_owned(), "another-key-of-this-form".to_owned()));
        let stale = two.first.post(&closing, &fields).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.words());
        let (action, fields) = form(&ready, "/closing", &[]);
        for _ in 0..2 {
            let closed = two.first.post(&action, &fields).await;
            assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.words());
        }
        let page = two.first.get(&session).await;
        assert!(page.words().contains("Closed"), "{}", page.words());
        assert!(
            page.attributes("main form", "action").is_empty(),
            "nothing can be changed"
        );
        let closings = page.words().matches("closed the session").count();
        assert_eq!(closings, 1, "T13: sent twice, closed once");
    });
}

#[test]
fn the_second_person_is_another_colleague_of_the_site_b3() {
    on_both_databases(async |desk| {
        let two = two_clerks(&desk).await;
        desk.person(Role::Clerk, "irvine").await;
        let (_, elsewhere) = newest_person(&desk);
        desk.person(Role::Reviewer, "duarte").await;
        let (_, reviewer) = newest_person(&desk);
        let page = two.first.get("/drop-box/new").await;
        let offered = page.attributes("select[name=second] option", "value");
        assert_eq!(
            offered,
            ["", &two.second_id],
            "only the colleague is offered"
        );
        for (who, sentence) in [
            (&two.first_id, "The second person is somebody else"),
            (
                &elsewhere,
                "Choose a colleague who logs requests at this site.",
            ),
            (
                &reviewer,
                "Choose a colleague who logs requests at this site.",
            ),
            (&String::new(), "Choose the second person."),
        ] {
            let sent = two.first.submit(&page, &begun(who, "3")).await;
            assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{who}");
            assert!(
                sent.words().contains(sentence),
                "{sentence}: {}",
                sent.words()
            );
            let typed = sent.attributes("input[name=envelopes]", "value");
            assert_eq!(typed, ["3"], "A21: everything typed stays");
        }
    });
}

#[test]
fn only_the_one_who_did_not_count_confirms_and_finds_the_same_b3() {
    on_both_databases(async |desk| {
        let two = two_clerks(&desk).await;
        let session = begin(&two, "3").await;
        let page = two.first.get(&session).await;
        let confirmation = [&session, "/confirmation"].concat();
        let (_, fields) = form(&page, "/items", &[("counted", "3")]);
        let refused = two.first.post(&confirmation, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused
                .words()
                .contains("Only Test Forms specialist can confirm this count"),
            "{}",
            refused.words()
        );
        let differs = confirm(&two.second, &session, "4").await;
        assert_eq!(differs.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            differs
                .words()
                .contains("You counted 4, the session says 3."),
            "{}",
            differs.words()
        );
        let third = desk.clerk().await;
        assert!(
            third
                .get(&session)
                .await
                .attributes("form[action$='/confirmation']", "action")
                .is_empty(),
            "nobody else is asked"
        );
        let today = two.second.get("/").await;
        assert!(
            today.words().contains("Confirm the count"),
            "{}",
            today.words()
        );
        assert_eq!(
            confirm(&two.second, &session, "3").await.status,
            StatusCode::SEE_OTHER
        );
        assert!(
            two.first
                .get(&session)
                .await
                .words()
                .contains("confirmed by Test Forms specialist")
        );
    });
}

#[test]
fn a_miscount_is_corrected_with_a_reason_that_stays_and_is_confirmed_anew_b3() {
    on_both_databases(async |desk| {
        let two = two_clerks(&desk).await;
        let session = begin(&two, "3").await;
        confirm(&two.second, &session, "3").await;
        let count = [&session, "/count"].concat();
        let short = two
            .first
            .fill(&count, &[("envelopes", "2"), ("why", "oops")])
            .await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            short.words().contains("at least 10 characters"),
            "{}",
            short.words()
        );
        let third = desk.clerk().await;
        let other = third
            .fill(
                &count,
                &[("envelopes", "2"), ("why", "Two stuck together.")],
            )
            .await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            other
                .words()
                .contains("who emptied the box, can correct its count")
        );
        // The second person corrects: now the first confirms.
        let done = two
            .second
            .fill(
                &count,
                &[("envelopes", "2"), ("why", "Two stuck together.")],
            )
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let page = two.first.get(&session).await;
        let words = page.words();
        assert!(
            words.contains("2 envelopes instead of 3 envelopes"),
            "{words}"
        );
        assert!(words.contains("Two stuck together."), "{words}");
        assert!(
            words.contains("has not confirmed the count of 2 envelopes"),
            "{words}"
        );
        assert_eq!(
            confirm(&two.first, &session, "2").await.status,
            StatusCode::SEE_OTHER
        );
    });
}

#[test]
fn a_name_chosen_wrongly_is_corrected_while_nobody_has_confirmed() {
    on_both_databases(async |desk| {
        let two = two_clerks(&desk).await;
        desk.person(Role::Specialist, "duarte").await;
        let (_, third) = newest_person(&desk);
        let session = begin(&two, "1").await;
        let second = [&session, "/second"].concat();
        let typed = [("second", &*third), ("why", "Chose the wrong line.")];
        let done = two.first.fill(&second, &typed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let words = two.first.get(&session).await.words();
        assert!(
            words.contains("Test Specialist instead of Test Forms specialist"),
            "{words}"
        );
        let own = [("second", &*two.first_id), ("why", "I was alone there.")];
        let refused = two.first.fill(&second, &own).await;
        assert_eq!(
            refused.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "still two people"
        );
    });
}

#[test]
fn the_previous_emptying_is_asked_once_and_each_emptying_needs_the_one_before_r3() {
    on_both_databases(async |desk| {
        let two = two_clerks(&desk).await;
        let list = two.first.get("/drop-box").await;
        assert!(
            list.words().contains("No emptying is on record yet."),
            "{}",
            list.words()
        );
        let wrong = [
            (("6", "9"), "08:05", "cannot have been emptied after now"),
            (
                ("6", "3"),
                "08:05",
                "This is after the box was emptied now.",
            ),
        ];
        for (day, time, sentence) in wrong {
            let mut fields = begun(&two.second_id, "0");
            fields.retain(|(name, _)| !name.starts_with("emptied"));
            fields.extend(moment("emptied", day, time));
            let refused = two.first.fill("/drop-box/new", &fields).await;
            assert!(
                refused.words().contains(sentence),
                "{sentence}: {}",
                refused.words()
            );
        }
        let first = begin(&two, "0").await;
        let again = two.first.get("/drop-box/new").await;
        assert_eq!(
            again.location.as_deref(),
            Some(&*first),
            "the open one is shown"
        );
        confirm(&two.second, &first, "0").await;
        let (action, fields) = form(&two.first.get(&first).await, "/closing", &[]);
        two.first.post(&action, &fields).await;

        let page = two.first.get("/drop-box/new").await;
        assert!(page.words().contains("Mon 8 Jun 08:05"), "{}", page.words());
        assert!(
            page.attributes("input[name=before-time]", "name")
                .is_empty(),
            "not asked again"
        );
        let mut fields = moment("emptied", ("6", "8"), "10:30");
        fields.extend([("second", &*two.second_id), ("envelopes", "1")]);
        let (action, form) = page.form(&fields);
        let mut at = Vec::new();
        for _ in 0..2 {
            at.push(address(&two.first.post(&action, &form).await));
        }
        assert_eq!(at[0], at[1], "T13: sent twice, begun once");
        let words = two.first.get(&at[0]).await.words();
        assert!(words.contains("Before that Mon 8 Jun 08:05"), "{words}");
        let today = two.first.get("/").await.words();
        assert!(
            today.contains("0 of 1 envelope logged")
                && today.contains("Last emptied Mon 8 Jun 10:30."),
            "{today}"
        );
    });
}

#[test]
fn a_session_opened_by_mistake_says_nothing_about_the_box() {
    on_both_databases(async |desk| {
        let two = two_clerks(&desk).await;
        let session = begin(&two, "4").await;
        let mistake = [&session, "/mistake"].concat();
        let done = two
            .first
            .fill(&mistake, &[("why", "The wrong time was typed.")])
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let list = two.first.get("/drop-box").await.words();
        assert!(
            list.contains("Opened by mistake") && list.contains("No emptying is on record yet."),
            "{list}"
        );
        let next = begin(&two, "1").await;
        log(&two.first, &next, NOT_OURS).await;
        let refused = two
            .first
            .fill(
                &[&next, "/mistake"].concat(),
                &[("why", "The wrong time was typed.")],
            )
            .await;
        assert!(
            refused.words().contains("so the box was emptied"),
            "{}",
            refused.words()
        );
    });
}

#[test]
fn a_site_without_a_box_has_no_sessions_s26() {
    on_both_databases(async |desk| {
        let kai = desk.person(Role::Clerk, "irvine").await;
        let page = kai.get("/drop-box").await;
        assert!(page.words().contains("drop box"), "S26: {}", page.words());
        assert!(
            page.attributes("main a[href^='/drop-box/new']", "href")
                .is_empty()
        );
        assert!(
            page.attributes("nav a[href='/drop-box']", "href")
                .is_empty()
        );
        assert_eq!(kai.get("/drop-box/new").await.status, StatusCode::NOT_FOUND);
        let duarte = desk.clerk().await.get("/").await;
        assert_eq!(
            duarte.attributes("nav a[href='/drop-box']", "href").len(),
            1,
            "S19, S21: one box"
        );
    });
}

#[test]
fn another_sites_clerk_sees_nothing_of_a_session_t36() {
    on_both_databases(async |desk| {
        let two = two_clerks(&desk).await;
        let session = begin(&two, "1").await;
        log(&two.first, &session, FORM).await;
        let item = item(&two.first, &session, 1).await;
        for site in ["irvine", "hss"] {
            let other = desk.person(Role::Clerk, site).await;
            for path in [
                session.clone(),
                [&session, "/custody"].concat(),
                [&session, "/separators"].concat(),
                [&item, "/request"].concat(),
            ] {
                let page = other.get(&path).await;
                assert_eq!(page.status, StatusCode::NOT_FOUND, "{site} {path}");
                assert!(!page.text.contains("Canary"), "{site} {path}");
            }
            assert!(!other.get("/drop-box").await.words().contains("BOX-0"));
        }
        let auditor = desk.person(Role::Auditor, "duarte").await;
        assert_eq!(auditor.get(&session).await.status, StatusCode::FORBIDDEN);
        let reviewer = desk.person(Role::Reviewer, "duarte").await;
        let looks = reviewer.get(&session).await;
        assert_eq!(looks.status, StatusCode::OK);
        assert!(
            looks.attributes("main form", "action").is_empty(),
            "who does not log only looks"
        );
    });
}
