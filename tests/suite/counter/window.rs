//! The window: what is kept of a visit, the slip, and what a visitor can see on the screen.

use reqwest::StatusCode;
use roi_desk::staff::model::Role;

use super::at_the_window;
use crate::staff::{PASSWORD, account, code_now, sign_in};
use crate::support::on_both_databases;

#[test]
fn the_log_keeps_how_the_window_stood_and_the_blank_form_with_its_language() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let page = clerk.get("/log/walk-in").await;
        let blanks = page.attributes("select[name=handed_out] option", "value");
        assert!(
            blanks.contains(&"authorization.es".to_owned()),
            "S40: {blanks:?}"
        );
        assert!(
            blanks.contains(&"financial_brochure.zh".to_owned())
                && !blanks.contains(&"amendment.es".to_owned()),
            "S42, S55: only the languages a paper exists in"
        );
        let typed = at_the_window(
            "Okafor",
            &[
                ("who", "representative"),
                ("handed_out", "authorization.es"),
            ],
        );
        let done = clerk.submit(&page, &typed).await;
        let words = clerk.follow(&done).await.words();
        assert!(
            words.contains("At the window (open): The patient's representative."),
            "R18: {words}"
        );
        assert!(
            words.contains("– Spanish") || words.contains("(Spanish)"),
            "{words}"
        );
        let page = clerk
            .fill(
                "/log/walk-in",
                &at_the_window("Ito", &[("handed_out", "authorization.fr")]),
            )
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.words().contains("not on it"), "{}", page.words());
    });
}

#[test]
fn an_inspection_slot_admits_the_patient_and_nobody_else() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let slot = at_the_window(
            "Okafor",
            &[("door", "inspection_slot"), ("wants", "inspect")],
        );
        let done = clerk.fill("/log/walk-in", &slot).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "R18: {}", done.words());
        let other = at_the_window(
            "Ito",
            &[("door", "inspection_slot"), ("who", "someone_else")],
        );
        let page = clerk.fill("/log/walk-in", &other).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "R18");
    });
}

#[test]
fn after_logging_a_walk_in_the_slip_is_the_next_step_and_says_all_but_the_name() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let done = clerk
            .fill("/log/walk-in", &at_the_window("Okafor", &[]))
            .await;
        let page = clerk.follow(&done).await;
        let request = done.location.clone().expect("the request");
        let slip = [&request, "/slip"].concat();
        let first = page.attributes("main a.btn.go.big", "href");
        assert_eq!(
            first,
            std::slice::from_ref(&slip),
            "B12: the slip is the next step"
        );
        let page = clerk.get(&slip).await;
        assert_eq!(page.status, StatusCode::OK);
        let words = page.words();
        for said in [
            "ROI-2026-",
            "June 23, 2026",
            "Ask how it stands from June 16, 2026",
            "626-218-2446",
            "Monday to Thursday, 8:00 a.m. to 12:00 p.m. and 1:00 p.m. to 4:00 p.m.",
            "five working days",
        ] {
            assert!(words.contains(said), "{said}: {words}");
        }
        assert_eq!(
            page.find("main svg.qr").len(),
            1,
            "the number as a square code"
        );
        assert!(
            !page.text.contains("Okafor") && !page.text.contains("Amara"),
            "no name"
        );
        // Once the person has left, work goes on as ever; the slip can still be printed.
        desk.later(chrono::TimeDelta::minutes(20));
        let clerk = desk.clerk().await;
        let page = clerk.get(&request).await;
        assert_ne!(
            page.attributes("main a.btn.go.big", "href"),
            std::slice::from_ref(&slip)
        );
        assert!(page.attributes("main a", "href").contains(&slip));
        let spanish = clerk
            .fill(
                "/log/walk-in",
                &at_the_window("Vega", &[("language", "es")]),
            )
            .await;
        let slip = [spanish.location.as_deref().expect("the request"), "/slip"].concat();
        let page = clerk.get(&slip).await;
        assert!(
            page.words().contains("23 de junio de 2026"),
            "{}",
            page.words()
        );
        assert_eq!(page.attributes("main div[lang]", "lang"), ["es"]);
        let auditor = desk.person(Role::Auditor, "duarte").await;
        assert_eq!(auditor.get(&slip).await.status, StatusCode::FORBIDDEN);
        let irvine = desk.person(Role::Clerk, "irvine").await;
        assert_eq!(irvine.get(&slip).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn the_screen_of_the_window_names_no_other_patient() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        clerk
            .fill(
                "/log/walk-in",
                &at_the_window("Okafor", &[("mrn", "COH440099")]),
            )
            .await;
        // Somebody born on the same day whose name sounds alike stands there now.
        let typed = at_the_window("Okafour", &[]);
        let at_counter = clerk.fill("/log/walk-in", &typed).await;
        assert_eq!(at_counter.status, StatusCode::UNPROCESSABLE_ENTITY, "A02");
        let asked = at_counter.attributes("input[name=patient]", "value");
        assert!(
            asked.len() > 2,
            "somebody of the index is offered: {asked:?}"
        );
        assert!(
            at_counter.words().contains("record number ending in 099"),
            "{}",
            at_counter.words()
        );
        let without = at_counter.text.replace("Okafour", "");
        assert!(!without.contains("Okafor"), "B23: nobody else is named");
        assert!(!without.contains("COH440099"));
        // Away from the window the same form names whom it may be.
        let typed: Vec<_> = typed
            .into_iter()
            .filter(|(name, _)| !["who", "door", "identity"].contains(name))
            .collect();
        let by_mail = clerk.fill("/log/mail", &typed).await;
        assert!(by_mail.text.replace("Okafour", "").contains("Okafor"));
    });
}

#[test]
fn who_steps_away_locks_the_screen_and_finds_the_form_again() {
    on_both_databases(async |desk| {
        account(&desk, "dana", &[("duarte", Role::Clerk)]).await;
        let dana = desk.stranger();
        sign_in(&desk, &dana, "dana").await;
        let page = dana.get("/log/walk-in").await;
        let locked = dana
            .submit(&page, &[("patient_family", "Okafor"), ("act", "lock")])
            .await;
        let to = locked.location.clone().expect("to the sign-in");
        assert!(to.starts_with("/sign-in?locked=1&draft="), "{to}");
        assert!(!to.contains("Okafor"));
        assert_eq!(
            locked.header("clear-site-data"),
            Some("\"cache\", \"storage\""),
            "the browser forgets what it showed"
        );
        let gone = dana.get("/log/walk-in").await;
        assert_eq!(
            gone.status,
            StatusCode::SEE_OTHER,
            "nothing can be seen until then"
        );
        let page = dana.get(&to).await;
        assert!(
            page.words().contains("The screen is locked."),
            "{}",
            page.words()
        );
        let page = dana
            .submit(&page, &[("username", "dana"), ("password", PASSWORD)])
            .await;
        // A code is good once.
        desk.later(chrono::TimeDelta::minutes(1));
        let code = code_now(&desk, "dana");
        let to = page.location.clone().expect("the code");
        let page = dana.fill(&to, &[("code", &code)]).await;
        let page = dana.follow(&page).await;
        assert_eq!(
            page.attributes("input[name=patient_family]", "value"),
            ["Okafor"]
        );
    });
}
