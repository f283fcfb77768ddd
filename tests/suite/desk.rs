//! The page of one request and what is done from it (T11, T36, T49, T50, B4, R9–R11).

use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;
use reqwest::StatusCode;
use roi_desk::app::Who;
use roi_desk::calendar::spoken;
use roi_desk::db::schema::{requests, staff};
use roi_desk::db::{Purpose, open};
use roi_desk::requests::commands::log_request;
use roi_desk::requests::model::{
    Channel, ClockInputs, DateRange, Delivery, Format, NewRequest, PatientAsWritten, Priority,
    Purpose as WhatFor, Recipient, RequesterAsWritten, RequesterClass, Road, Scope, Want,
};
use roi_desk::requests::rules::clocks::clocks;
use roi_desk::staff::model::Role;
use roi_desk::words::Language;

use crate::support::{Desk, on_both_databases};

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a real day")
}

/// A patient's own request at Duarte, mailed on Thursday 4 June 2026.
pub fn own_copy() -> NewRequest {
    NewRequest {
        site: "duarte".to_owned(),
        channel: Channel::Mail,
        arrived_at: day(2026, 6, 4).and_hms_opt(17, 0, 0).expect("a time"),
        received_on: day(2026, 6, 4),
        received_why: vec!["It came by mail on Thu 4 Jun 2026.".to_owned()],
        road: Road::PatientAccess,
        road_why: "The patient asks for the own copy.".to_owned(),
        patient: PatientAsWritten {
            id: None,
            name: "Reyes, Marisol".to_owned(),
            born_on: Some(day(1968, 3, 14)),
            mrn: Some("4410927".to_owned()),
        },
        requester: RequesterAsWritten {
            id: None,
            class: RequesterClass::Patient,
            name: "Marisol Reyes".to_owned(),
            phone: Some("626-555-0142".to_owned()),
            email: None,
            address: None,
            reference: None,
        },
        representative: None,
        purpose: Some(WhatFor::OwnUse),
        language: Language::English,
        wants: vec![Want::Copy],
        format: Some(Format::Electronic),
        scope: Scope {
            entire_record: true,
            ranges: vec![DateRange::ALL],
            ..Scope::default()
        },
        recipients: vec![Recipient {
            name: "Marisol Reyes".to_owned(),
            class: RequesterClass::Patient,
            delivery: Delivery::Mail,
            address: "1 Elm Street, Duarte CA 91010".to_owned(),
            copy_by_rule: false,
        }],
        clock_inputs: ClockInputs::default(),
        sensitive: false,
        priority: Priority::P2,
        documents: 0,
    }
}

/// Logs a request as the newest member of staff; answers its outer id.
pub async fn logged(desk: &Desk, new: NewRequest) -> String {
    let mut conn = open(&desk.app.config.database, Purpose::Reading).expect("it opens");
    let by: i64 = staff::table
        .select(staff::id)
        .order(staff::id.desc())
        .first(&mut conn)
        .expect("somebody works here");
    let facilities = desk.app.facilities.clone();
    let public_id = roi_desk::web::cookie::new_token().expect("randomness");
    desk.app
        .write(Who::Desk, "request.logged", move |tx| {
            log_request(tx, &facilities, by, public_id, new).map(|(logged, _)| logged.public_id)
        })
        .await
        .expect("the database stores it")
        .expect("it is logged")
}

fn at(public_id: &str, noun: &str) -> String {
    ["/requests/", public_id, "/", noun].concat()
}

fn version(desk: &Desk, public_id: &str) -> i64 {
    let mut conn = open(&desk.app.config.database, Purpose::Reading).expect("it opens");
    requests::table
        .filter(requests::public_id.eq(public_id))
        .select(requests::version)
        .first(&mut conn)
        .expect("the request")
}

#[test]
fn the_page_of_a_request_tells_the_same_dates_and_sentences_as_the_rules_b8() {
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let id = logged(&desk, own_copy()).await;
        let page = specialist.get(&["/requests/", &id].concat()).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.words());
        let words = page.words();
        let terms = desk
            .app
            .facilities
            .terms("duarte", day(2026, 6, 4))
            .expect("Duarte has terms");
        let facts = own_copy().clock_inputs.facts(
            &terms,
            Road::PatientAccess,
            day(2026, 6, 4),
            &[Want::Copy],
        );
        let ledger = clocks(&facts, &terms.calendar, day(2026, 6, 8));
        assert!(ledger.clocks.len() > 1, "C1 and C5 run");
        for clock in &ledger.clocks {
            for sentence in &clock.why {
                let sentence = spoken(sentence);
                let sentence = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(words.contains(&sentence), "{sentence} in {words}");
            }
            let days = clock.days.len();
            assert!(words.contains(&format!("day {days}")), "every day is shown");
        }
        assert!(words.contains("Mail") && words.contains("Reyes, Marisol"));
        assert!(words.contains("We held it"), "both clocks are shown (B4)");
        assert!(
            !page.find("title")[0].contains("Reyes"),
            "no name in a title"
        );
    });
}

#[test]
fn another_sites_request_looks_exactly_like_none_at_all_t36() {
    on_both_databases(async |desk| {
        let stranger = desk.person(Role::Specialist, "hss").await;
        let id = logged(&desk, own_copy()).await;
        for noun in ["", "/notes", "/assignment", "/extension", "/what-if"] {
            let there = stranger.get(&["/requests/", &id, noun].concat()).await;
            let missing = stranger
                .get(&["/requests/", "nothing-is-here", noun].concat())
                .await;
            assert_eq!(there.status, StatusCode::NOT_FOUND);
            assert_eq!(there.status, missing.status);
            // Only the token of the forms differs, as it does each time a page is drawn.
            let plain = |page: &crate::support::Page| {
                let token = page.attributes("input[name=csrf]", "value")[0].clone();
                page.text.replace(&token, "")
            };
            assert_eq!(plain(&there), plain(&missing), "the bytes are the same");
        }
    });
}

#[test]
fn a_request_costs_at_most_fourteen_statements() {
    on_both_databases(async |desk| {
        let _ = desk.specialist().await;
        let id = logged(&desk, own_copy()).await;
        let facilities = desk.app.facilities.clone();
        let actor = roi_desk::staff::model::Actor {
            staff_id: 1,
            name: "Test Specialist".to_owned(),
            acting_site: "duarte".to_owned(),
            roles: vec![Role::Specialist],
            sites: vec!["duarte".to_owned()],
            stepped_up_at: None,
        };
        let spent = desk
            .app
            .read_now(|read| {
                let today = day(2026, 6, 8);
                roi_desk::desk::store::load(
                    read,
                    &facilities,
                    &desk.app.glance,
                    &id,
                    &actor,
                    today,
                )?;
                Ok::<_, roi_desk::db::StoreError>(read.statements())
            })
            .expect("it is read");
        assert!(spent <= 14, "{spent} statements");
    });
}

#[test]
fn taking_a_request_twice_with_one_form_is_taking_it_once_t13() {
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let id = logged(&desk, own_copy()).await;
        let page = specialist.get(&["/requests/", &id].concat()).await;
        let html = page.html();
        let form = scraper::Selector::parse("form[action$='/owner']").expect("a selector");
        assert_eq!(
            html.select(&form).count(),
            1,
            "it is offered: {}",
            page.words()
        );
        let fields: Vec<(String, String)> = ["csrf", "key", "version"]
            .iter()
            .map(|name| {
                let css = ["form[action$='/owner'] input[name=", name, "]"].concat();
                (
                    (*name).to_owned(),
                    page.attributes(&css, "value")[0].clone(),
                )
            })
            .collect();
        let first = specialist.post(&at(&id, "owner"), &fields).await;
        assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.words());
        let after = version(&desk, &id);
        let second = specialist.post(&at(&id, "owner"), &fields).await;
        assert_eq!(second.location, first.location);
        assert_eq!(version(&desk, &id), after, "nothing happened twice");
        let shown = specialist.follow(&first).await;
        assert!(shown.words().contains("The request is yours."));
        assert!(shown.words().contains("took the request"));
    });
}

#[test]
fn of_two_people_who_change_a_request_one_wins_and_the_other_keeps_every_word_t11() {
    on_both_databases(async |desk| {
        let (one, other) = (desk.specialist().await, desk.specialist().await);
        let id = logged(&desk, own_copy()).await;
        let first = one.get(&at(&id, "priority")).await;
        let second = other.get(&at(&id, "priority")).await;
        let won = one
            .submit(&first, &[("to", "p1"), ("reason", "Visit on Friday.")])
            .await;
        assert_eq!(won.status, StatusCode::SEE_OTHER, "{}", won.words());
        let lost = other
            .submit(
                &second,
                &[("to", "p0"), ("reason", "In treatment right now.")],
            )
            .await;
        assert_eq!(lost.status, StatusCode::CONFLICT);
        assert!(
            lost.text.contains("In treatment right now."),
            "typed text stays"
        );
        let page = one.get(&["/requests/", &id].concat()).await;
        assert!(
            page.words().contains("P1 next visit"),
            "the winner's stands"
        );
    });
}

#[test]
fn an_extension_sent_late_is_refused_with_its_sentence_and_what_was_typed_r10() {
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let id = logged(&desk, own_copy()).await;
        desk.later(TimeDelta::days(40));
        let specialist = {
            drop(specialist);
            desk.specialist().await
        };
        let refused = specialist
            .fill(
                &at(&id, "extension"),
                &[
                    ("sent_on-month", "7"),
                    ("sent_on-day", "10"),
                    ("sent_on-year", "2026"),
                    ("completion_on-month", "7"),
                    ("completion_on-day", "30"),
                    ("completion_on-year", "2026"),
                    ("reason", "Old films are in the warehouse."),
                    ("notice", "before"),
                    ("then", "send"),
                ],
            )
            .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.words().contains("too late"), "{}", refused.words());
        assert!(refused.words().contains("R10"));
        assert!(refused.text.contains("Old films are in the warehouse."));
        assert!(refused.find("title")[0].starts_with("Error: "));
    });
}

#[test]
fn one_extension_is_granted_and_a_second_refused_and_the_state_clock_stays_r10_r11() {
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let id = logged(&desk, own_copy()).await;
        let typed = [
            ("sent_on-month", "6"),
            ("sent_on-day", "8"),
            ("sent_on-year", "2026"),
            ("completion_on-month", "7"),
            ("completion_on-day", "30"),
            ("completion_on-year", "2026"),
            ("reason", "Old films are in the warehouse."),
            ("notice", "before"),
            ("then", "send"),
        ];
        let granted = specialist.fill(&at(&id, "extension"), &typed).await;
        assert_eq!(granted.status, StatusCode::SEE_OTHER, "{}", granted.words());
        let page = specialist.follow(&granted).await;
        assert!(page.words().contains("Extended once, to Thu 30 Jul 2026"));
        assert!(
            page.words()
                .contains("does not move this day: it is the state's (R11)")
        );
        let second = specialist.fill(&at(&id, "extension"), &typed).await;
        assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(second.words().contains("a second extension is not allowed"));
    });
}

#[test]
fn an_extension_is_told_in_a_letter_that_is_shown_first_and_goes_on_paper_n03_r10() {
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let id = logged(&desk, own_copy()).await;
        let typed = [
            ("completion_on-month", "7"),
            ("completion_on-day", "30"),
            ("completion_on-year", "2026"),
            ("reason", "Old films are in the warehouse."),
            ("notice", "en"),
        ];
        let before = version(&desk, &id);
        let shown = specialist
            .fill(
                &at(&id, "extension"),
                &[&typed[..], &[("then", "preview")]].concat(),
            )
            .await;
        assert_eq!(shown.status, StatusCode::OK);
        assert!(shown.words().contains("July 30, 2026"), "{}", shown.words());
        assert_eq!(version(&desk, &id), before, "looking changes nothing");
        let granted = specialist.submit(&shown, &[("then", "send")]).await;
        assert_eq!(granted.status, StatusCode::SEE_OTHER, "{}", granted.words());
        let page = specialist.follow(&granted).await;
        assert!(page.words().contains("Extended once, to Thu 30 Jul 2026"));
        let letters = page.attributes("section[aria-labelledby=letters] a", "href");
        let letter = specialist.get(&letters[0]).await;
        for words in [
            "in the warehouse",
            "July 30, 2026",
            "Office for Civil Rights",
        ] {
            assert!(letter.text.contains(words), "{words} in the letter");
        }
        let mails = roi_desk::db::schema::outbox::table.count();
        let queued: i64 = desk
            .app
            .read_now::<_, roi_desk::db::StoreError>(|read| read.get(mails))
            .expect("it is counted");
        assert_eq!(queued, 0, "no e-mail may give the reason (T51)");
    });
}

#[test]
fn who_forwards_a_request_tells_the_requester_who_holds_the_records_n09_r14() {
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let id = logged(&desk, own_copy()).await;
        let typed = [
            ("to", "Valley Cancer Clinic, 626-555-0100"),
            ("reason", "Treated there before 1998."),
            ("way", "letter"),
            ("language", "en"),
            ("then", "send"),
        ];
        let sent = specialist.fill(&at(&id, "forwarding"), &typed).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
        let page = specialist.follow(&sent).await;
        let words = page.words();
        assert!(words.contains("Closed: Forwarded"), "{words}");
        assert!(
            words.contains("Stopped"),
            "the answer stops the clocks: {words}"
        );
        let letters = page.attributes("section[aria-labelledby=letters] a", "href");
        let letter = specialist.get(&letters[0]).await;
        assert!(letter.text.contains("Valley Cancer Clinic"));
        assert!(
            !letter.text.contains("Treated there"),
            "the reason stays inside"
        );
    });
}

#[test]
fn a_hold_is_lifted_by_another_person_and_a_privacy_hold_by_the_officer_r14_t47_a36_a41() {
    on_both_databases(async |desk| {
        let (specialist, supervisor, other, officer) = (
            desk.specialist().await,
            desk.supervisor().await,
            desk.supervisor().await,
            desk.person(Role::PrivacyOfficer, "duarte").await,
        );
        let id = logged(&desk, own_copy()).await;
        let due = |page: &crate::support::Page| page.find("header ~ * .due, main .due");
        let before = due(&specialist.get(&["/requests/", &id].concat()).await);
        let hold = |ground: &'static str| {
            [
                ("ground", ground),
                ("waiting_on", "court"),
                ("reason", "A motion to quash is filed."),
            ]
        };
        let placed = supervisor.fill(&at(&id, "hold"), &hold("legal")).await;
        assert_eq!(placed.status, StatusCode::SEE_OTHER, "{}", placed.words());
        let page = supervisor.follow(&placed).await;
        assert!(page.words().contains("On legal hold"), "{}", page.words());
        assert!(page.words().contains("A motion to quash is filed."));
        assert!(page.words().contains("Court's"));
        assert_eq!(due(&page), before, "no clock moved");
        assert!(
            page.attributes("a[href$='/hold/end']", "href").is_empty(),
            "it is not offered to who placed it"
        );
        let why = [("reason", "The motion was denied.")];
        let same = supervisor.fill(&at(&id, "hold/end"), &why).await;
        assert_eq!(same.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(same.words().contains("T47"), "{}", same.words());
        let nobody = specialist.get(&at(&id, "hold/end")).await;
        assert_eq!(nobody.status, StatusCode::FORBIDDEN);
        let lifted = other.fill(&at(&id, "hold/end"), &why).await;
        assert_eq!(lifted.status, StatusCode::SEE_OTHER, "{}", lifted.words());
        let page = other.follow(&lifted).await;
        assert!(!page.words().contains("On legal hold"), "{}", page.words());

        let placed = specialist.fill(&at(&id, "hold"), &hold("privacy")).await;
        assert_eq!(placed.status, StatusCode::SEE_OTHER, "{}", placed.words());
        let refused = other.fill(&at(&id, "hold/end"), &why).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.words().contains("privacy officer lifts this hold"));
        assert!(refused.text.contains("The motion was denied."), "kept");
        let page = officer.get(&["/requests/", &id].concat()).await;
        assert_eq!(page.attributes("a[href$='/hold/end']", "href").len(), 1);
        let lifted = officer.fill(&at(&id, "hold/end"), &why).await;
        assert_eq!(lifted.status, StatusCode::SEE_OTHER, "{}", lifted.words());
        let own = officer.fill(&at(&id, "hold"), &hold("privacy")).await;
        assert_eq!(own.status, StatusCode::SEE_OTHER, "{}", own.words());
    });
}

#[test]
fn a_supervisor_assigns_the_owner_hands_over_and_nobody_else_may() {
    on_both_databases(async |desk| {
        let (supervisor, specialist) = (desk.supervisor().await, desk.specialist().await);
        let id = logged(&desk, own_copy()).await;
        let page = supervisor.get(&at(&id, "assignment")).await;
        let to = page.attributes("select[name=to] option", "value");
        let choice = to
            .iter()
            .rfind(|v| !v.is_empty())
            .expect("a colleague, the supervisor last by name")
            .clone();
        let refused = specialist
            .fill(&at(&id, "assignment"), &[("to", &choice)])
            .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused
                .words()
                .contains("Only its owner hands a request over")
        );
        let given = supervisor.submit(&page, &[("to", &choice)]).await;
        assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.words());
        let back = supervisor
            .fill(
                &at(&id, "assignment"),
                &[("to", "nobody"), ("reason", "On leave.")],
            )
            .await;
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.words());
        let page = supervisor.follow(&back).await;
        assert!(page.words().contains("No one"), "{}", page.words());
        assert!(page.words().contains("On leave"));
    });
}

#[test]
fn an_ending_is_final_and_what_closed_it_is_told() {
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let (id, kept) = (
            logged(&desk, own_copy()).await,
            logged(&desk, own_copy()).await,
        );
        let reference = specialist
            .get(&["/requests/", &kept].concat())
            .await
            .find("h1")[0]
            .clone();
        let closed = specialist
            .fill(&at(&id, "duplicate"), &[("of", &reference)])
            .await;
        assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.words());
        let page = specialist.follow(&closed).await;
        assert!(
            page.words().contains("Closed: Duplicate"),
            "{}",
            page.words()
        );
        assert!(page.words().contains(&reference), "it links to the other");
        let again = specialist
            .fill(
                &at(&id, "withdrawal"),
                &[("way", "phone"), ("reason", "Changed my mind.")],
            )
            .await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.words().contains("closed"), "{}", again.words());
    });
}

#[test]
fn a_deadline_set_by_others_moves_the_day_to_work_by() {
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let id = logged(&desk, own_copy()).await;
        let recorded = specialist
            .fill(
                &at(&id, "dates"),
                &[
                    ("what", "external_deadline"),
                    ("name", "Employer, return to work"),
                    ("on-month", "6"),
                    ("on-day", "10"),
                    ("on-year", "2026"),
                    ("reason", "The letter says so."),
                ],
            )
            .await;
        assert_eq!(
            recorded.status,
            StatusCode::SEE_OTHER,
            "{}",
            recorded.words()
        );
        let page = specialist.follow(&recorded).await;
        assert!(
            page.words().contains("Due Wed 10 Jun by EXT"),
            "{}",
            page.words()
        );
        assert!(page.words().contains("Employer, return to work"));
    });
}

#[test]
fn what_is_offered_is_what_would_be_allowed() {
    on_both_databases(async |desk| {
        let (clerk, reviewer) = (
            desk.clerk().await,
            desk.person(Role::Reviewer, "duarte").await,
        );
        let id = logged(&desk, own_copy()).await;
        for person in [&clerk, &reviewer] {
            let page = person.get(&["/requests/", &id].concat()).await;
            let mut offers = page.attributes("main a[href^='/requests/']", "href");
            offers.retain(|href| href.contains(&id));
            offers.retain(|href| !href.ends_with("/check") && !href.ends_with("/clarifications"));
            for href in offers {
                let shown = person.get(&href).await;
                assert_eq!(shown.status, StatusCode::OK, "{href}");
            }
        }
        let page = reviewer.get(&["/requests/", &id].concat()).await;
        assert!(!page.words().contains("Take it"), "{}", page.words());
    });
}

#[test]
fn what_if_shows_other_dates_and_stores_nothing_b8() {
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let id = logged(&desk, own_copy()).await;
        let before = version(&desk, &id);
        let plain = specialist.get(&at(&id, "what-if")).await;
        assert_eq!(plain.status, StatusCode::OK, "{}", plain.words());
        assert!(plain.words().contains("Nothing changes"));
        let asked = "what-if?asked=yes&road=patient_access&external_on-month=6&external_on-day=10&external_on-year=2026";
        let page = specialist.get(&at(&id, asked)).await;
        assert!(page.words().contains("EXT would start"), "{}", page.words());
        assert!(page.words().contains("EXT would control."));
        let half = specialist
            .get(&at(&id, "what-if?asked=yes&received_on-month=6"))
            .await;
        assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(version(&desk, &id), before);
    });
}

#[test]
fn a_form_with_gaps_names_each_and_keeps_the_rest_a19_a21() {
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let id = logged(&desk, own_copy()).await;
        let page = specialist
            .fill(
                &at(&id, "extension"),
                &[
                    ("reason", "Old films."),
                    ("notice", "before"),
                    ("sent_on-month", "6"),
                ],
            )
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("Old films."));
        assert!(page.words().contains("There is a problem"));
        assert!(
            page.words().contains("needs a day and a year"),
            "{}",
            page.words()
        );
    });
}

/// Adds a patient to the index of City of Hope; answers the outer id.
async fn indexed(desk: &Desk, family: &str, given: &str, mrn: &str) -> String {
    use roi_desk::db::schema::patients;
    use roi_desk::patients::model::{Mrn, PersonName};
    let new = roi_desk::patients::store::NewPatient {
        name: PersonName::parse(family, given).expect("a name"),
        born_on: Some(day(1968, 3, 14)),
        mrn: Some(Mrn::parse(mrn).expect("a record number")),
        phone: None,
        email: None,
        address: None,
    };
    let id = desk
        .app
        .write(Who::Desk, "test.patient", move |tx| {
            roi_desk::patients::commands::create_patient(tx, "city_of_hope", &new)
        })
        .await
        .expect("it is stored")
        .expect("it is new");
    let mut conn = open(&desk.app.config.database, Purpose::Reading).expect("it opens");
    patients::table
        .filter(patients::id.eq(id.0))
        .select(patients::public_id)
        .first(&mut conn)
        .expect("the patient")
}

#[test]
fn a_patient_is_matched_later_by_two_identifiers_and_by_no_fewer_a02() {
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let (right, wrong) = (
            indexed(&desk, "Reyes", "Marisol", "4410927").await,
            indexed(&desk, "Reyes", "Martin", "9900001").await,
        );
        let mut unknown = own_copy();
        unknown.patient.mrn = None;
        unknown.patient.born_on = None;
        let id = logged(&desk, unknown).await;
        let page = specialist.get(&at(&id, "patient")).await;
        assert!(page.words().contains("Not enough yet"), "{}", page.words());
        let refused = specialist.submit(&page, &[("patient", &right)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.words().contains("A02"), "{}", refused.words());
        let looked = specialist
            .submit(&page, &[("mrn", "4410927"), ("then", "look")])
            .await;
        assert_eq!(looked.status, StatusCode::OK, "{}", looked.words());
        assert!(
            looked.words().contains("Two identifiers agree"),
            "{}",
            looked.words()
        );
        let other = specialist.submit(&looked, &[("patient", &wrong)]).await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
        let twice = specialist.submit(&looked, &[("patient", "new")]).await;
        assert!(
            twice.words().contains("Choose that patient"),
            "{}",
            twice.words()
        );
        let matched = specialist.submit(&looked, &[("patient", &right)]).await;
        assert_eq!(matched.status, StatusCode::SEE_OTHER, "{}", matched.words());
        let shown = specialist.follow(&matched).await;
        assert!(
            !shown.words().contains("not matched yet"),
            "{}",
            shown.words()
        );
        assert!(shown.words().contains("MRN 4410927"));
    });
}

/// Checks the papers of an own copy, every check in order, so that the records can be gathered.
async fn verified(person: &crate::support::Client, id: &str) {
    let begun = person.get(&["/requests/", id].concat()).await;
    assert_eq!(begun.status, StatusCode::OK);
    let page = person.get(&at(id, "check")).await;
    let names = page.attributes("main form .seg input[value=yes]", "name");
    let typed: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "yes")).collect();
    let checked = person.submit(&page, &typed).await;
    assert_eq!(checked.status, StatusCode::SEE_OTHER, "{}", checked.words());
    let shown = person.get(&["/requests/", id].concat()).await;
    let html = shown.html();
    let form = scraper::Selector::parse("form[action$='/gathering']").expect("a selector");
    assert_eq!(html.select(&form).count(), 1, "{}", shown.words());
    let fields: Vec<(String, String)> = ["csrf", "key", "version"]
        .iter()
        .map(|name| {
            let css = ["form[action$='/gathering'] input[name=", name, "]"].concat();
            (
                (*name).to_owned(),
                shown.attributes(&css, "value")[0].clone(),
            )
        })
        .collect();
    let gathering = person.post(&at(id, "gathering"), &fields).await;
    assert_eq!(
        gathering.status,
        StatusCode::SEE_OTHER,
        "{}",
        gathering.words()
    );
}

/// A request whose patient is matched, with its records being gathered.
async fn gathering(desk: &Desk, person: &crate::support::Client) -> String {
    let patient = indexed(desk, "Reyes", "Marisol", "4410927").await;
    let id = logged(desk, own_copy()).await;
    let matched = person
        .fill(&at(&id, "patient"), &[("patient", &patient)])
        .await;
    assert_eq!(matched.status, StatusCode::SEE_OTHER, "{}", matched.words());
    verified(person, &id).await;
    id
}

#[test]
fn what_is_asked_for_changes_later_and_verifying_starts_again_s5_b13() {
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let id = gathering(&desk, &specialist).await;
        let form = specialist.get(&at(&id, "scope")).await;
        assert_eq!(
            form.attributes("input[name=entire_record][checked]", "value"),
            ["yes"],
            "the form begins as the request stands"
        );
        let (_, drawn) = form.form(&[]);
        assert!(drawn.contains(&("wants".to_owned(), "copy".to_owned())));
        let typed = [
            ("entire_record", ""),
            ("all_dates", ""),
            ("types", "BILL"),
            ("types", "LAB"),
            ("range1_from-month", "1"),
            ("range1_from-day", "1"),
            ("range1_from-year", "2025"),
            ("range1_to-month", "12"),
            ("range1_to-day", "31"),
            ("range1_to-year", "2024"),
            ("reason", "The patient called and narrowed it."),
        ];
        let refused = specialist.submit(&form, &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.words().contains("last date lies before the first"));
        assert_eq!(
            refused.attributes("input[name=types][checked]", "value"),
            ["BILL", "LAB"],
            "everything typed is kept"
        );
        assert!(refused.text.contains("narrowed it."));
        let mut right = typed;
        right[9] = ("range1_to-year", "2025");
        let older = specialist.get(&at(&id, "scope")).await;
        let changed = specialist.submit(&form, &right).await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.words());
        let page = specialist.follow(&changed).await;
        let words = page.words();
        assert!(words.contains("Billing statements"), "by name: {words}");
        assert!(!words.contains("BILL"), "never by code: {words}");
        assert!(words.contains("The entire record") && words.contains("narrowed it"));
        assert_eq!(
            page.find(".steps [aria-current]"),
            ["Verifying"],
            "what rested on it is verified again"
        );
        assert!(words.contains("Not checked"), "{words}");
        let late = specialist.submit(&older, &right).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "an older form is stale");
        let again = specialist
            .fill(&at(&id, "scope"), &[("reason", "Nothing is new.")])
            .await;
        assert!(
            again.words().contains("like this already"),
            "{}",
            again.words()
        );
        let foreign = specialist
            .fill(
                &at(&id, "scope"),
                &[("types", "EVERYTHING"), ("reason", "A forged code.")],
            )
            .await;
        assert_eq!(foreign.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn recipients_change_later_and_a_copy_owed_by_rule_stays_a06_s64() {
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let mut owed = own_copy();
        owed.recipients.push(Recipient {
            name: "Edie Cole".to_owned(),
            class: RequesterClass::Patient,
            delivery: Delivery::PickUp,
            address: String::new(),
            copy_by_rule: true,
        });
        let id = logged(&desk, owed).await;
        let form = specialist.get(&at(&id, "recipients")).await;
        let (_, drawn) = form.form(&[]);
        assert!(drawn.contains(&("r2_name".to_owned(), "Edie Cole".to_owned())));
        let gap = specialist
            .submit(
                &form,
                &[
                    ("r1_delivery", "fax"),
                    ("r1_address", ""),
                    ("reason", "They want it by fax."),
                ],
            )
            .await;
        assert_eq!(gap.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(gap.words().contains("Write where to send it."));
        let lost = specialist
            .submit(&form, &[("r2_name", ""), ("reason", "One is enough.")])
            .await;
        assert_eq!(lost.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(lost.words().contains("S64"), "{}", lost.words());
        let older = specialist.get(&at(&id, "recipients")).await;
        let changed = specialist
            .submit(
                &form,
                &[
                    ("r3_name", "Valley Cancer Clinic"),
                    ("r3_class", "provider"),
                    ("r3_delivery", "fax"),
                    ("r3_address", "626-555-0100"),
                    ("reason", "The patient named a second one."),
                ],
            )
            .await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.words());
        let page = specialist.follow(&changed).await;
        let words = page.words();
        assert!(words.contains("Valley Cancer Clinic") && words.contains("set 3 recipients"));
        assert!(words.contains("Edie Cole copy by rule"), "{words}");
        let late = specialist
            .submit(
                &older,
                &[("r1_delivery", "pick_up"), ("reason", "They come for it.")],
            )
            .await;
        assert_eq!(late.status, StatusCode::CONFLICT);
    });
}

#[test]
fn a_paper_that_comes_later_is_looked_at_first_and_then_belongs_to_the_request() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let id = logged(&desk, own_copy()).await;
        let path = at(&id, "papers");
        let page = clerk.get(&path).await;
        let (action, fields) = page.form(&[("role", "identity"), ("then", "look")]);
        let scan = crate::papers::pdf(&["Driver license"]);
        let looked = clerk
            .post_papers(&action, &fields, &[("papers", "license.pdf", scan)])
            .await;
        assert_eq!(looked.status, StatusCode::OK, "{}", looked.words());
        let image = looked.attributes(".leaf img", "src");
        assert_eq!(image.len(), 1, "its page is shown: {}", looked.words());
        assert_eq!(clerk.get(&image[0]).await.status, StatusCode::OK);
        let events = desk.audit_events().await.len();
        let gaps = clerk.submit(&looked, &[("then", "add")]).await;
        assert_eq!(gaps.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            gaps.words().contains("Choose how it came"),
            "{}",
            gaps.words()
        );
        assert_eq!(
            gaps.attributes("input[name=papers-kept]", "value").len(),
            1,
            "the paper is kept"
        );
        assert!(desk.audit_events().await.len() > events);
        let says = gaps.attributes("input[name^='says-']", "name");
        let typed = [
            (says[0].as_str(), "Driver license, front"),
            ("channel", "walk_in"),
            ("then", "add"),
        ];
        let added = clerk.submit(&gaps, &typed).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.words());
        let twice = clerk.submit(&gaps, &typed).await;
        assert_eq!(
            twice.location, added.location,
            "sent twice, added once (T13)"
        );
        let page = clerk.get(&["/requests/", &id].concat()).await;
        let words = page.words();
        assert!(
            words.contains("added Proof of identity (Driver license, front), 1 page, by walk-in"),
            "{words}"
        );
        assert_eq!(
            page.find("section[aria-labelledby=papers] tbody tr").len(),
            1,
            "{words}"
        );
        let look = page.attributes("section[aria-labelledby=papers] tbody th a", "href");
        let look = clerk.get(&look[0]).await;
        let original = look.attributes(".scan a.end", "href");
        let opened = clerk.get(&original[0]).await;
        assert_eq!(opened.status, StatusCode::OK);
        assert!(opened.header("content-disposition").is_some());
    });
}

#[test]
fn no_records_is_said_after_the_search_in_a_letter_that_closes_the_request_n09_r14() {
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let early = logged(&desk, own_copy()).await;
        let typed = [
            ("searched", "Chart, imaging and billing from 1990 on."),
            ("held_by", "Valley Cancer Clinic, 626-555-0100."),
            ("way", "letter"),
            ("language", "en"),
            ("then", "send"),
        ];
        let refused = specialist.fill(&at(&early, "no-records"), &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.words().contains("after the search"),
            "{}",
            refused.words()
        );
        assert!(refused.text.contains("Chart, imaging and billing"), "kept");

        let id = gathering(&desk, &specialist).await;
        let shown = specialist
            .fill(
                &at(&id, "no-records"),
                &[&typed[..4], &[("then", "preview")]].concat(),
            )
            .await;
        assert_eq!(shown.status, StatusCode::OK);
        assert!(
            shown.words().contains("Who may hold them"),
            "{}",
            shown.words()
        );
        let sent = specialist.submit(&shown, &[("then", "send")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
        let page = specialist.follow(&sent).await;
        let letters = page.attributes("section[aria-labelledby=letters] a", "href");
        assert_eq!(letters.len(), 1, "{}", page.words());
        let letter = specialist.get(&letters[0]).await;
        for words in [
            "Chart, imaging and billing",
            "Valley Cancer Clinic",
            "91010",
        ] {
            assert!(letter.text.contains(words), "{words} in the letter");
        }
        let words = page.words();
        assert!(words.contains("Closed: No records"), "{words}");
        assert!(
            words.contains("found no records; searched Chart"),
            "{words}"
        );
        assert!(
            words.contains("Stopped"),
            "the answer stops the clocks: {words}"
        );
    });
}

#[test]
fn a_form_that_is_carried_out_leaves_one_row_of_evidence_and_a_refused_one_two_t38() {
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let id = gathering(&desk, &specialist).await;
        for (noun, typed, event) in [
            (
                "notes",
                vec![("text", "Called back.")],
                "request.notes_sent",
            ),
            (
                "priority",
                vec![("to", "p1"), ("reason", "Visit on Friday.")],
                "request.priority_sent",
            ),
            ("check", vec![], "check.recorded"),
        ] {
            let page = specialist.get(&at(&id, noun)).await;
            let before = desk.audit_events().await.len();
            let sent = specialist.submit(&page, &typed).await;
            assert_eq!(
                sent.status,
                StatusCode::SEE_OTHER,
                "{noun}: {}",
                sent.words()
            );
            let added = desk.audit_events().await.split_off(before);
            assert_eq!(added, [(event.to_owned(), "done".to_owned())], "{noun}");
        }
        let page = specialist.get(&at(&id, "priority")).await;
        let before = desk.audit_events().await.len();
        let same = specialist
            .submit(&page, &[("to", "p1"), ("reason", "The same again.")])
            .await;
        assert_eq!(same.status, StatusCode::UNPROCESSABLE_ENTITY);
        let added = desk.audit_events().await.split_off(before);
        let outcomes: Vec<&str> = added.iter().map(|(_, outcome)| outcome.as_str()).collect();
        assert_eq!(
            outcomes,
            ["denied", "done"],
            "the refusal, then the page: {added:?}"
        );
    });
}
