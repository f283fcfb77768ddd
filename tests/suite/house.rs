//! The calendar and the settings of a hospital, changed by its people: seen before it holds, followed once it does, and told
//! on every request it moved (B5, R6).

use diesel::prelude::*;
use reqwest::StatusCode;
use roi_desk::db::schema::{house_changes, request_events, requests};
use roi_desk::db::{AnyConnection, Purpose, open};
use roi_desk::facilities::model::Following;
use roi_desk::facilities::store;
use roi_desk::following;
use roi_desk::requests::model::{ClockInputs, NewRequest, Road, Want};
use roi_desk::staff::model::Role;

use crate::desk::{logged, own_copy};
use crate::support::{Client, Desk, Page, on_both_databases};

const CHANGES: &str = "/facilities/city_of_hope/changes";
const CALENDAR: &str = "/facilities/city_of_hope/calendar";

/// Wed 10 Jun 2026, an ordinary day, is closed by law and office.
const FOUNDERS_DAY: &[(&str, &str)] = &[
    ("on-month", "6"),
    ("on-day", "10"),
    ("on-year", "2026"),
    ("kind", "both"),
    ("name", "Founders’ day"),
    ("reason", "The board decided on 1 June"),
];

fn connection(desk: &Desk) -> AnyConnection {
    open(&desk.app.config.database, Purpose::Reading).expect("it opens")
}

async fn follow(desk: &Desk) {
    let app = desk.app.clone();
    actix_web::web::block(move || following::round(&app))
        .await
        .expect("it runs")
        .expect("it succeeds");
}

/// The patient wants to look at the record: five working days of the law (C4).
fn inspection() -> NewRequest {
    NewRequest {
        wants: vec![Want::Inspect],
        ..own_copy()
    }
}

fn due(desk: &Desk, id: &str) -> (String, i64) {
    let (due, version): (chrono::NaiveDate, i64) = requests::table
        .filter(requests::public_id.eq(id))
        .select((requests::due_on, requests::version))
        .first(&mut connection(desk))
        .expect("the request");
    (due.to_string(), version)
}

/// Sends one of the decisions of a change's page.
async fn decide(client: &Client, page: &Page, what: &str) -> Page {
    let field = |name: &str| {
        let css = ["main form[action$='", what, "'] input[name=", name, "]"].concat();
        (
            name.to_owned(),
            page.attributes(&css, "value").swap_remove(0),
        )
    };
    let action = page
        .attributes("main form", "action")
        .into_iter()
        .find(|action| action.ends_with(what))
        .unwrap_or_else(|| panic!("{what} is offered: {}", page.words()));
    client
        .post(&action, &[field("csrf"), field("key"), field("version")])
        .await
}

/// Proposes Founders' day and answers where its page is.
async fn proposed(client: &Client) -> String {
    let sent = client.fill(CALENDAR, FOUNDERS_DAY).await;
    sent.location
        .clone()
        .unwrap_or_else(|| panic!("it is proposed: {}", sent.words()))
}

#[test]
fn a_change_of_the_calendar_is_seen_before_it_holds_and_told_on_what_it_moved_b5_c4_r6() {
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let moves = logged(&desk, inspection()).await;
        let stays = logged(&desk, own_copy()).await;
        let officer = desk.person(Role::Administrator, "duarte").await;
        let here = proposed(&officer).await;

        let looking = officer.get(&here).await;
        assert!(looking.words().contains("Looked at 0 of 2 open requests"));
        assert_eq!(looking.find("progress").len(), 1);
        follow(&desk).await;
        let looked = officer.get(&here).await;
        let words = looked.words();
        assert!(
            words.contains("1 of 2 open requests move: 0 due earlier, 1 due later"),
            "{words}"
        );
        assert!(
            words.contains("Thu 11 Jun 2026 Fri 12 Jun 2026 1 day later"),
            "{words}"
        );
        assert!(!words.contains("Reyes"), "no name of a patient");
        assert_eq!(due(&desk, &moves).0, "2026-06-11", "nothing holds yet");

        let before = due(&desk, &moves);
        let done = decide(&officer, &looked, "/force").await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let list = specialist.get("/lists/all").await.words();
        assert!(list.contains("are being computed anew"), "{list}");
        let page = specialist.get(&["/requests/", &moves].concat()).await;
        assert!(
            page.words().contains("Fri 12 Jun 2026"),
            "the page is right at once"
        );
        follow(&desk).await;
        assert_eq!(due(&desk, &moves), ("2026-06-12".to_owned(), before.1));
        assert_eq!(due(&desk, &stays).1, 1);
        let list = specialist.get("/lists/all").await.words();
        assert!(!list.contains("are being computed anew"), "{list}");

        let told = specialist
            .get(&["/requests/", &moves].concat())
            .await
            .words();
        let sentence = "moved the due date from Thu 11 Jun 2026 to Fri 12 Jun 2026: Wed 10 Jun 2026: Founders’ day, office closed, a legal holiday (The board decided on 1 June)";
        assert!(told.contains(sentence), "{told}");
        assert!(
            told.contains("Test Administrator"),
            "who changed it: {told}"
        );
        let kinds: Vec<String> = request_events::table
            .inner_join(requests::table)
            .filter(requests::public_id.eq(&stays))
            .select(request_events::kind)
            .load(&mut connection(&desk))
            .expect("events");
        assert!(
            !kinds.contains(&"due_moved".to_owned()),
            "what stays is not told"
        );
        let list = officer.get(CHANGES).await.words();
        assert!(list.contains("In force"), "{list}");
        let state = desk.app.read_now(store::get_state).expect("the state");
        assert_eq!((state.following.seen, state.following.moved), (2, 1));
    });
}

#[test]
fn a_dropped_change_moves_nothing_and_cannot_be_taken_up_again() {
    on_both_databases(async |desk| {
        desk.specialist().await;
        let id = logged(&desk, inspection()).await;
        let officer = desk.person(Role::Administrator, "duarte").await;
        let here = proposed(&officer).await;
        follow(&desk).await;
        let looked = officer.get(&here).await;
        let dropped = decide(&officer, &looked, "/end").await;
        assert_eq!(dropped.status, StatusCode::SEE_OTHER);
        let late = decide(&officer, &looked, "/force").await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.words());
        follow(&desk).await;
        assert_eq!(due(&desk, &id).0, "2026-06-11");
        let page = officer.get(&here).await;
        assert!(
            page.words().contains("would have moved"),
            "{}",
            page.words()
        );
        assert!(
            page.find("main form").is_empty(),
            "nothing is left to decide"
        );
    });
}

#[test]
fn a_change_that_another_made_impossible_is_dropped_by_the_desk_with_its_evidence() {
    on_both_databases(async |desk| {
        desk.specialist().await;
        let officer = desk.person(Role::Administrator, "duarte").await;
        let (first, second) = (proposed(&officer).await, proposed(&officer).await);
        follow(&desk).await;
        let seen_second = officer.get(&second).await;
        let page = officer.get(&first).await;
        decide(&officer, &page, "/force").await;
        decide(&officer, &seen_second, "/force").await;
        follow(&desk).await;
        let words = officer.get(&second).await.words();
        assert!(
            words.contains("another change made it impossible"),
            "{words}"
        );
        let dropped = desk.audit_events().await;
        let dropped = dropped
            .iter()
            .filter(|(event, _)| event == "house.change_dropped");
        assert_eq!(dropped.count(), 1);
    });
}

#[test]
fn what_was_seen_under_other_facts_is_looked_at_again_before_it_holds() {
    on_both_databases(async |desk| {
        desk.specialist().await;
        let id = logged(&desk, inspection()).await;
        let officer = desk.person(Role::Administrator, "duarte").await;
        let here = proposed(&officer).await;
        follow(&desk).await;
        let looked = officer.get(&here).await;
        // Another administrator closes Tue 9 June first.
        let other = desk.person(Role::Administrator, "irvine").await;
        let mut tuesday = FOUNDERS_DAY.to_vec();
        tuesday[1] = ("on-day", "9");
        let second = other.fill(CALENDAR, &tuesday).await;
        let second = second.location.expect("proposed");
        follow(&desk).await;
        let page = other.get(&second).await;
        decide(&other, &page, "/force").await;
        follow(&desk).await;
        assert_eq!(due(&desk, &id).0, "2026-06-12");

        let answer = decide(&officer, &looked, "/force").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
        let again = officer.get(&here).await;
        assert!(again.words().contains("looks again"), "{}", again.words());
        assert_eq!(due(&desk, &id).0, "2026-06-12", "it does not hold yet");
        follow(&desk).await;
        let again = officer.get(&here).await;
        assert!(
            again
                .words()
                .contains("Fri 12 Jun 2026 Mon 15 Jun 2026 3 days later"),
            "{}",
            again.words()
        );
        decide(&officer, &again, "/force").await;
        follow(&desk).await;
        assert_eq!(due(&desk, &id).0, "2026-06-15");
    });
}

#[test]
fn a_stop_while_the_dates_follow_goes_on_where_it_ended() {
    on_both_databases(async |desk| {
        desk.specialist().await;
        let (first, second) = (
            logged(&desk, inspection()).await,
            logged(&desk, inspection()).await,
        );
        let officer = desk.person(Role::Administrator, "duarte").await;
        let here = proposed(&officer).await;
        follow(&desk).await;
        let looked = officer.get(&here).await;
        decide(&officer, &looked, "/force").await;
        // The first page was done when the desk was stopped.
        let done: i64 = requests::table
            .filter(requests::public_id.eq(&first))
            .select(requests::id)
            .first(&mut connection(&desk))
            .expect("the request");
        let state = desk.app.read_now(store::get_state).expect("the state");
        let so_far = Following {
            version: state.version,
            after: done,
            seen: 1,
            of: 2,
            moved: 1,
        };
        desk.app
            .keep_house(move |tx| store::note_following(tx, so_far))
            .await
            .expect("kept");
        let page = officer.get(&here).await;
        assert!(
            page.words().contains("1 of 2 looked at"),
            "{}",
            page.words()
        );
        follow(&desk).await;
        assert_eq!(due(&desk, &first).0, "2026-06-11", "not looked at again");
        assert_eq!(due(&desk, &second).0, "2026-06-12");
        let state = desk.app.read_now(store::get_state).expect("the state");
        assert!(!state.is_behind());
        assert_eq!((state.following.seen, state.following.moved), (2, 2));
    });
}

/// A medical form handed in complete on 8 June: ten working days by the house's promise (C24).
fn medical_form() -> NewRequest {
    let on = "2026-06-08".parse().expect("a day");
    NewRequest {
        road: Road::MedicalForm,
        received_on: on,
        clock_inputs: ClockInputs {
            complete_on: Some(on),
            ..ClockInputs::default()
        },
        ..own_copy()
    }
}

fn from_8_june<'a>(value: &'a str, reason: &'a str) -> [(&'a str, &'a str); 5] {
    [
        ("values", value),
        ("from-month", "6"),
        ("from-day", "8"),
        ("from-year", "2026"),
        ("reason", reason),
    ]
}

#[test]
fn a_promise_and_a_reading_of_the_law_hold_from_their_day_c24_c1() {
    on_both_databases(async |desk| {
        desk.specialist().await;
        let form = logged(&desk, medical_form()).await;
        let older = logged(&desk, own_copy()).await;
        // Ten office days after 8 June, Juneteenth skipped.
        assert_eq!(due(&desk, &form).0, "2026-06-23");
        let officer = desk.person(Role::Administrator, "duarte").await;
        for (path, value) in [
            ("/facilities/city_of_hope/promises/medical_forms", "7"),
            ("/facilities/city_of_hope/settings/hipaa_access_days", "15"),
        ] {
            let typed = from_8_june(value, "Counsel wrote on 5 June");
            let sent = officer.fill(path, &typed).await;
            let here = sent
                .location
                .clone()
                .unwrap_or_else(|| panic!("{}", sent.words()));
            follow(&desk).await;
            let page = officer.get(&here).await;
            let done = decide(&officer, &page, "/force").await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
            follow(&desk).await;
        }
        assert_eq!(due(&desk, &form).0, "2026-06-17", "seven days after 8 June");
        assert_eq!(
            due(&desk, &older).0,
            "2026-06-19",
            "it keeps the terms of its day"
        );
        let list = officer.get(CHANGES).await.words();
        assert!(list.contains("Counsel wrote on 5 June"), "{list}");
    });
}

#[test]
fn what_cannot_be_a_change_is_said_beside_the_field_and_everything_typed_stays() {
    on_both_databases(async |desk| {
        let officer = desk.person(Role::Administrator, "duarte").await;
        let cases: &[(&str, &[(&str, &str)], &str)] = &[
            (
                CALENDAR,
                &[("on-year", "2126")],
                "Choose a day of the years 2024 to 2029",
            ),
            (CALENDAR, &[("on-month", "13")], "Check month, day and year"),
            (CALENDAR, &[("name", "")], "Enter what people call the day"),
            (CALENDAR, &[("kind", "")], "Choose what the day is"),
            (
                CALENDAR,
                &[("kind", "ordinary")],
                "already has the day like this",
            ),
            (CALENDAR, &[("reason", "no")], "at least 10 characters"),
        ];
        for (path, changed, sentence) in cases {
            let mut typed: Vec<(&str, &str)> = FOUNDERS_DAY.to_vec();
            typed.retain(|(name, _)| changed.iter().all(|(other, _)| other != name));
            typed.extend(*changed);
            let page = officer.fill(path, &typed).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{sentence}");
            let words = page.words();
            assert!(words.contains(sentence), "{sentence}: {words}");
            assert!(
                page.attributes("#on-day", "value") == ["10"],
                "what was typed stays"
            );
        }
        let days = "/facilities/city_of_hope/settings/hipaa_access_days";
        let forms = "/facilities/city_of_hope/promises/medical_forms";
        for (path, value, sentence) in [
            (days, "31", "not a number of days from 1 to 30"),
            (days, "soon", "not a number of days"),
            (forms, "10", "holds on that day already"),
            (forms, "0", "a whole number from 1 to 365"),
        ] {
            let typed = from_8_june(value, "Counsel wrote on 5 June");
            let page = officer.fill(path, &typed).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{value}");
            assert!(page.words().contains(sentence), "{value}: {}", page.words());
        }
        let none: i64 = house_changes::table
            .count()
            .get_result(&mut connection(&desk))
            .expect("the table");
        assert_eq!(none, 0, "nothing was proposed");
    });
}

#[test]
fn only_an_administrator_of_the_hospital_changes_its_calendar_t35_t36() {
    on_both_databases(async |desk| {
        let officer = desk.person(Role::Administrator, "duarte").await;
        let here = proposed(&officer).await;
        let other = desk.person(Role::Administrator, "hss").await;
        for path in [here.as_str(), CALENDAR] {
            assert_eq!(
                other.get(path).await.status,
                StatusCode::NOT_FOUND,
                "{path}"
            );
        }
        let elsewhere = here.replace("city_of_hope", "special_surgery");
        assert_eq!(other.get(&elsewhere).await.status, StatusCode::NOT_FOUND);
        let supervisor = desk.supervisor().await;
        for path in [here.as_str(), CALENDAR] {
            assert_eq!(supervisor.get(path).await.status, StatusCode::FORBIDDEN);
        }
        let seen = supervisor.get(CHANGES).await;
        assert_eq!(
            seen.status,
            StatusCode::OK,
            "everybody sees who changed what"
        );
        assert!(seen.words().contains("Founders’ day"), "{}", seen.words());
        assert!(seen.find("a[href$='calendar']").is_empty());
    });
}

#[test]
fn the_program_leaves_alone_what_the_house_has_changed() {
    on_both_databases(async |desk| {
        desk.specialist().await;
        let officer = desk.person(Role::Administrator, "duarte").await;
        // Thanksgiving Friday becomes an ordinary day; Friday 3 July, too, is opened.
        let ordinary = [
            ("on-month", "11"),
            ("on-day", "27"),
            ("on-year", "2026"),
            ("kind", "ordinary"),
            ("reason", "The office stays open this year"),
        ];
        let sent = officer.fill(CALENDAR, &ordinary).await;
        let here = sent
            .location
            .clone()
            .unwrap_or_else(|| panic!("{}", sent.words()));
        follow(&desk).await;
        let page = officer.get(&here).await;
        decide(&officer, &page, "/force").await;
        let rows = || desk.app.read_now(store::list_holidays).expect("the table");
        let kept = rows();
        let program = roi_desk::facilities::model::Program::load().expect("the program");
        let today = "2026-06-08".parse().expect("a day");
        let standing = desk
            .app
            .read_now(|read| roi_desk::facilities::commands::standing(read, &program, today))
            .expect("the tables");
        assert_eq!(standing, roi_desk::facilities::commands::Standing::Current);
        let app = desk.app.refreshed().expect("the facts");
        let terms = app.facilities.terms("duarte", today).expect("Duarte");
        let friday = "2026-11-27".parse().expect("a day");
        assert_eq!(terms.calendar.holiday_on(friday), None);
        assert_eq!(rows(), kept);
    });
}
