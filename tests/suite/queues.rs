//! The work lists: keyset pages, filters, statement budgets, search (T36, T49, T50, A1–A8).

use std::collections::BTreeSet;

use chrono::TimeDelta;
use reqwest::StatusCode;
use roi_desk::db::StoreError;
use roi_desk::queues::model::{Filters, Slice, WorkList};
use roi_desk::queues::store;

use crate::desk::{day, logged, own_copy};
use crate::support::{Client, Desk, Page, on_both_databases};

/// Requests received on different days, several on the same one.
async fn many(desk: &Desk, count: u32) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for n in 0..count {
        let mut new = own_copy();
        new.received_on = day(2026, 6, 1 + (n * 7) % 8);
        ids.insert(logged(desk, new).await);
    }
    ids
}

fn rows(page: &Page) -> Vec<String> {
    page.attributes("tbody th a", "href")
        .into_iter()
        .map(|href| href.trim_start_matches("/requests/").to_owned())
        .collect()
}

async fn walk(person: &Client, first: &str, link: &str) -> Vec<String> {
    let mut seen = Vec::new();
    let mut page = person.get(first).await;
    loop {
        assert_eq!(page.status, StatusCode::OK, "{}", page.words());
        seen.extend(rows(&page));
        match page.attributes(link, "href").first() {
            Some(next) => page = person.get(next).await,
            None => return seen,
        }
    }
}

#[test]
fn pages_by_key_show_every_request_once_forward_and_backward() {
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let ids = many(&desk, 123).await;
        let seen = walk(&specialist, "/lists/all", "nav.pager a[rel=next]").await;
        assert_eq!(seen.len(), 123, "no row twice");
        assert_eq!(
            seen.iter().cloned().collect::<BTreeSet<_>>(),
            ids,
            "none lost"
        );
        let page = specialist.get("/lists/all").await;
        assert!(
            page.words()
                .contains("123 open requests, soonest work-by date first")
        );
        let mut last = specialist.get("/lists/all").await;
        while let Some(next) = last.attributes("nav.pager a[rel=next]", "href").first() {
            last = specialist.get(next).await;
        }
        let mut back = rows(&last);
        while let Some(previous) = last.attributes("nav.pager a[rel=prev]", "href").first() {
            last = specialist.get(previous).await;
            let mut before = rows(&last);
            before.extend(back);
            back = before;
        }
        assert_eq!(back, seen, "backward is forward, read from the end");
    });
}

#[test]
fn rows_that_come_and_go_between_pages_take_no_other_row_with_them() {
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let ids = many(&desk, 70).await;
        let first = specialist.get("/lists/all").await;
        let shown = rows(&first);
        let last = shown.last().expect("a full page").clone();
        // The last row shown is closed, and an earlier one is logged meanwhile.
        let closed = specialist
            .fill(
                &["/requests/", &last, "/withdrawal"].concat(),
                &[("way", "phone"), ("reason", "Not needed any more.")],
            )
            .await;
        assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.words());
        let mut early = own_copy();
        early.received_on = day(2026, 5, 4);
        logged(&desk, early).await;
        let next = first.attributes("nav.pager a[rel=next]", "href")[0].clone();
        let mut seen: BTreeSet<String> = shown.into_iter().collect();
        for row in rows(&specialist.get(&next).await) {
            assert!(seen.insert(row), "no row is repeated");
        }
        assert_eq!(seen, ids, "and none is lost");
    });
}

#[test]
fn a_list_costs_the_same_few_statements_for_one_row_and_for_fifty() {
    on_both_databases(async |desk| {
        let _ = desk.specialist().await;
        let slice = Slice {
            list: WorkList::All,
            filters: Filters::default(),
            sites: vec!["duarte".to_owned()],
            staff_id: 1,
            today: day(2026, 6, 8),
            day: None,
        };
        let mut spent = Vec::new();
        for count in [1, 60] {
            many(&desk, count).await;
            spent.push(
                desk.app
                    .read_now(|read| {
                        store::list_page(read, &slice, None)?;
                        store::count(read, &slice)?;
                        store::list_colleagues(read, &slice.sites)?;
                        Ok::<_, StoreError>(read.statements())
                    })
                    .expect("it is read"),
            );
        }
        assert_eq!(spent[0], spent[1]);
        assert!(spent[0] <= 6, "{spent:?}");
    });
}

#[test]
fn each_list_holds_what_its_name_says() {
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let id = logged(&desk, own_copy()).await;
        let held = |list: &'static str| {
            let (specialist, id) = (&specialist, id.clone());
            async move {
                let page = specialist.get(&["/lists/", list].concat()).await;
                assert_eq!(page.status, StatusCode::OK, "{list}: {}", page.words());
                rows(&page).contains(&id)
            }
        };
        for (list, there) in [
            ("mine", false),
            ("unassigned", true),
            ("new", true),
            ("verifying", false),
            ("waiting", false),
            ("gathering", false),
            ("review", false),
            ("ready", false),
            ("overdue", false),
            ("all", true),
            ("logged?on=2026-06-08", true),
            ("completed?on=2026-06-08", false),
            (
                "all?stage=received&road=patient_access&channel=mail&move=us&owner=nobody",
                true,
            ),
            ("all?road=attorney", false),
            ("all?due=today", false),
        ] {
            assert_eq!(held(list).await, there, "{list}");
        }
        desk.later(TimeDelta::days(60));
        let late = desk.specialist().await;
        let page = late.get("/lists/overdue").await;
        assert!(rows(&page).contains(&id));
        assert!(page.words().contains("; 1 overdue"), "{}", page.words());
        for unknown in ["/lists/nothing", "/lists/all?stage=sideways"] {
            assert!(
                late.get(unknown).await.status.is_client_error(),
                "{unknown}"
            );
        }
    });
}

#[test]
fn a_list_shows_only_the_sites_a_person_works_at_t36() {
    on_both_databases(async |desk| {
        let stranger = desk
            .person(roi_desk::staff::model::Role::Supervisor, "hss")
            .await;
        logged(&desk, own_copy()).await;
        let page = stranger.get("/lists/all?site=duarte").await;
        assert!(rows(&page).is_empty());
        assert!(page.words().contains("No request is on this list."));
    });
}

async fn search(person: &Client, text: &str) -> Page {
    let today = person.get("/").await;
    let token = today.attributes("form.find input[name=csrf]", "value")[0].clone();
    let fields = [
        ("csrf".to_owned(), token),
        ("find".to_owned(), text.to_owned()),
    ];
    let sent = person.post("/searches", &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
    let location = sent.location.as_deref().expect("it leads on").to_owned();
    for word in text.split([' ', ',']).filter(|word| word.len() > 2) {
        assert!(!location.contains(word), "{location} says nothing (T50)");
    }
    person.follow(&sent).await
}

#[test]
fn search_finds_a_request_by_each_thing_people_know() {
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let id = logged(&desk, own_copy()).await;
        let mut other = own_copy();
        other.patient.name = "Cole, Ann".to_owned();
        other.patient.mrn = Some("2207714".to_owned());
        other.patient.born_on = Some(day(1951, 7, 30));
        other.requester.name = "Baird & Lowe LLP".to_owned();
        other.requester.phone = None;
        logged(&desk, other).await;
        for text in [
            "Reyes",
            "marisol reyes",
            "Reyes, Mar",
            "1968-03-14",
            "3/14/1968",
            "4410927",
            "626-555-0142",
            "(626) 555-0142",
            "reyes 03/14/1968",
        ] {
            let page = search(&specialist, text).await;
            assert_eq!(page.status, StatusCode::OK, "{text}");
            assert_eq!(
                rows(&page),
                std::slice::from_ref(&id),
                "{text}: {}",
                page.words()
            );
            assert!(!page.find("title")[0].contains("Reyes"));
        }
        let page = search(&specialist, "Baird").await;
        assert_eq!(rows(&page).len(), 1, "by requester");
        let page = search(&specialist, "nobody of this name").await;
        assert!(page.words().contains("No request found"));
        let shown = specialist.get(&["/requests/", &id].concat()).await;
        let reference = shown.find("h1")[0].clone();
        let page = search(&specialist, &reference).await;
        assert_eq!(
            page.find("h1"),
            [reference],
            "a whole reference opens its request"
        );
    });
}

#[test]
fn a_search_belongs_to_whoever_made_it_and_to_their_sites_t36() {
    on_both_databases(async |desk| {
        let (one, other) = (desk.specialist().await, desk.specialist().await);
        logged(&desk, own_copy()).await;
        let today = one.get("/").await;
        let token = today.attributes("form.find input[name=csrf]", "value")[0].clone();
        let fields = [
            ("csrf".to_owned(), token),
            ("find".to_owned(), "Reyes".to_owned()),
        ];
        let sent = one.post("/searches", &fields).await;
        let location = sent.location.expect("it leads on");
        assert_eq!(other.get(&location).await.status, StatusCode::NOT_FOUND);
        let elsewhere = desk
            .person(roi_desk::staff::model::Role::Clerk, "hss")
            .await;
        let page = search(&elsewhere, "Reyes").await;
        assert!(rows(&page).is_empty(), "{}", page.words());
    });
}

#[test]
fn every_figure_of_today_is_the_length_of_the_list_behind_it() {
    on_both_databases(async |desk| {
        let supervisor = desk.supervisor().await;
        many(&desk, 17).await;
        let mut fax = own_copy();
        fax.channel = roi_desk::requests::model::Channel::Fax;
        fax.received_on = day(2026, 5, 4);
        logged(&desk, fax).await;
        desk.later(TimeDelta::days(13));
        let supervisor = {
            drop(supervisor);
            desk.supervisor().await
        };
        let page = supervisor.get("/").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.words());
        let html = page.html();
        let select = |css: &str| scraper::Selector::parse(css).expect("a selector");
        let mut checked = 0;
        for (item, number) in [
            (".tiles li", "b"),
            (".meters li", "b"),
            (".chart tbody td", "a"),
            ("#owners ~ .scroll tbody td", "a"),
        ] {
            for item in html.select(&select(item)) {
                let Some(link) = item.select(&select("a[href]")).next() else {
                    continue;
                };
                let text = item.select(&select(number)).next().map_or_else(
                    || link.text().collect::<String>(),
                    |n| n.text().collect::<String>(),
                );
                let digits: String = text.chars().filter(char::is_ascii_digit).collect();
                let href = link.attr("href").expect("a link leads somewhere");
                let list = supervisor.get(href).await;
                assert_eq!(list.status, StatusCode::OK, "{href}");
                assert_eq!(rows(&list).len().to_string(), digits, "{href}");
                checked += 1;
            }
        }
        assert!(
            checked > 30,
            "{checked} figures were followed: {}",
            page.words()
        );
    });
}

#[test]
fn administrators_and_auditors_see_no_patient_data_on_today() {
    on_both_databases(async |desk| {
        use roi_desk::staff::model::Role;
        let _ = desk.specialist().await;
        logged(&desk, own_copy()).await;
        for role in Role::ALL {
            let person = desk.person(*role, "duarte").await;
            let page = person.get("/").await;
            assert_eq!(page.status, StatusCode::OK, "{role}");
            let sees = page.text.contains("Reyes");
            let may = matches!(role, Role::Clerk | Role::Specialist | Role::FormsSpecialist);
            assert_eq!(sees, may, "{role}: {}", page.words());
        }
    });
}
