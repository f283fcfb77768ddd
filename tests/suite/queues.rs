//! The work lists: keyset pages, filters, statement budgets, search (T36, T49, T50, A1–A8).

use std::collections::BTreeSet;

use chrono::TimeDelta;
use reqwest::StatusCode;
use roi_desk::db::StoreError;
use roi_desk::queues::model::{Filters, Place, Slice, WorkList};
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
            since: (None, None),
        };
        let mut spent = Vec::new();
        for count in [1, 60] {
            many(&desk, count).await;
            spent.push(
                desk.app
                    .read_now(|read| {
                        let first = store::list_page(read, &slice, None)?;
                        let row = first.rows.last().expect("a row");
                        let before = read.statements();
                        let place = Place {
                            work_by: row.work_by,
                            public_id: row.public_id.clone(),
                            behind: true,
                        };
                        store::list_page(read, &slice, Some(&place))?;
                        store::count(read, &slice)?;
                        store::list_colleagues(read, &slice.sites)?;
                        store::count_lists(read, &desk.app.glance, slice.staff_id, slice.today)?;
                        Ok::<_, StoreError>(read.statements() - before)
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

#[test]
fn the_number_beside_each_list_is_how_many_stand_on_it() {
    on_both_databases(async |desk| {
        let supervisor = desk.supervisor().await;
        many(&desk, 9).await;
        let mut late = own_copy();
        late.received_on = day(2026, 4, 6);
        let late = logged(&desk, late).await;
        let taken = supervisor
            .fill(
                &["/requests/", &late, "/hold"].concat(),
                &[
                    ("ground", "restriction"),
                    ("waiting_on", "requester"),
                    ("reason", "Asked for a copy."),
                ],
            )
            .await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.words());
        desk.person(roi_desk::staff::model::Role::Supervisor, "hss")
            .await;
        let mut elsewhere = own_copy();
        elsewhere.site = "hss".to_owned();
        logged(&desk, elsewhere).await;
        let today = supervisor.get("/").await;
        let hrefs = today.attributes("nav[aria-label=Main] a[href^='/lists/']", "href");
        assert_eq!(hrefs.len(), 10);
        let mut seen = 0;
        for href in hrefs {
            let css = ["nav[aria-label=Main] a[href='", &href, "'] span"].concat();
            let list = supervisor.get(&href).await;
            let number = list.find(&css);
            assert_eq!(number, today.find(&css), "the same on every page");
            let listed = rows(&list).len();
            assert_eq!(number, [listed.to_string()], "{href}");
            seen += listed;
        }
        assert!(seen >= 22, "{seen}: unassigned, new, waiting and overdue");
        let shown = supervisor.get(&["/requests/", &late].concat()).await;
        let overdue = "nav[aria-label=Main] a[href='/lists/overdue'] .hot";
        assert_eq!(shown.find(overdue), ["1"], "and it is bad news");
    });
}

#[test]
fn waiting_ages_by_the_days_of_the_facility_and_each_opens_its_list() {
    on_both_databases(async |desk| {
        let mut ids = Vec::new();
        for _ in 0..2 {
            let supervisor = desk.supervisor().await;
            let id = logged(&desk, own_copy()).await;
            let placed = supervisor
                .fill(
                    &["/requests/", &id, "/hold"].concat(),
                    &[
                        ("ground", "restriction"),
                        ("waiting_on", "requester"),
                        ("reason", "Asked for a copy."),
                    ],
                )
                .await;
            assert_eq!(placed.status, StatusCode::SEE_OTHER, "{}", placed.words());
            ids.push(id);
            desk.later(TimeDelta::days(1));
        }
        let (older, newer) = (&ids[0], &ids[1]);
        // Days after the older one began to wait, and the list each then stands on.
        for (days, of_older, of_newer) in [
            (7, "0-7", "0-7"),
            (8, "8-14", "0-7"),
            (15, "15-30", "8-14"),
            (16, "15-30", "15-30"),
            (31, "31", "15-30"),
            (32, "31", "31"),
        ] {
            let at = crate::support::monday_morning() + TimeDelta::days(days);
            // The last minute of the local day counts like its first.
            for hours in [-10, 13] {
                desk.at(at + TimeDelta::hours(hours));
                let supervisor = desk.supervisor().await;
                for (id, waits) in [(older, of_older), (newer, of_newer)] {
                    let href = ["/lists/waiting?waits=", waits].concat();
                    let list = supervisor.get(&href).await;
                    assert!(rows(&list).contains(id), "{days} days: {href}");
                }
                let today = supervisor.get("/").await;
                let shown: usize = today
                    .find("#waiting ~ * b, .card:has(#waiting) .meters b")
                    .iter()
                    .filter_map(|number| number.parse::<usize>().ok())
                    .sum();
                assert_eq!(shown, 2, "each is counted once: {}", today.words());
            }
        }
    });
}

/// The checkbox of a request on a list.
fn pick(page: &Page, id: &str) -> String {
    let boxes = page.attributes("input[name=row]", "value");
    let found = boxes.into_iter().find(|value| value.starts_with(id));
    found.expect("the request has a checkbox")
}

/// Checks requests on the list of everything and goes to the page of the change.
async fn check(person: &Client, list: &Page, ids: &[&String]) -> Page {
    let picks: Vec<String> = ids.iter().map(|id| pick(list, id)).collect();
    let typed: Vec<(&str, &str)> = picks.iter().map(|value| ("row", value.as_str())).collect();
    let sent = person.submit(list, &typed).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
    person.follow(&sent).await
}

/// What a page of a change says about a request: its cells.
fn cells(page: &Page, id: &str) -> Vec<String> {
    let html = page.html();
    let select = |css: &str| scraper::Selector::parse(css).expect("a selector");
    let row = html
        .select(&select("tbody tr"))
        .find(|row| row.html().contains(id))
        .expect("the request stands on the page");
    row.select(&select("td"))
        .map(|cell| cell.text().collect::<String>().trim().to_owned())
        .collect()
}

/// The colleague of a select by name.
fn colleague(page: &Page, name: &str) -> String {
    let html = page.html();
    let options = scraper::Selector::parse("select[name=to] option").expect("a selector");
    html.select(&options)
        .find(|option| option.text().collect::<String>() == name)
        .and_then(|option| option.attr("value"))
        .expect("the colleague is offered")
        .to_owned()
}

#[test]
fn many_are_given_at_once_each_row_says_what_happened_and_it_is_undone_as_one_b31() {
    on_both_databases(async |desk| {
        let (supervisor, specialist) = (desk.supervisor().await, desk.specialist().await);
        let mut ids = Vec::new();
        for _ in 0..3 {
            ids.push(logged(&desk, own_copy()).await);
        }
        let (free, owned, changed) = (&ids[0], &ids[1], &ids[2]);
        let list = specialist.get("/lists/all").await;
        let to = colleague(&list, "Test Specialist");
        let batch = check(&specialist, &list, &[owned]).await;
        let took = specialist
            .submit(&batch, &[("to", &to), ("then", "run")])
            .await;
        assert_eq!(cells(&specialist.follow(&took).await, owned)[4], "Done");

        let list = supervisor.get("/lists/all").await;
        let batch = check(&supervisor, &list, &[free, owned, changed]).await;
        assert!(batch.words().contains("nothing has changed yet"));
        let noted = specialist
            .fill(
                &["/requests/", changed, "/notes"].concat(),
                &[("text", "The requester called.")],
            )
            .await;
        assert_eq!(noted.status, StatusCode::SEE_OTHER);
        let boss = colleague(&batch, "Test Supervisor");
        let looked = supervisor
            .submit(&batch, &[("to", &boss), ("then", "look")])
            .await;
        let preview = supervisor.follow(&looked).await;
        assert_eq!(cells(&preview, free)[4], "Can be done");
        assert_eq!(cells(&preview, owned)[5], "Say why it is handed over.");
        assert_eq!(cells(&preview, changed)[4], "Cannot");
        let mine = supervisor.get("/lists/mine").await;
        assert!(rows(&mine).is_empty(), "a look changes nothing");

        let typed = [
            ("to", boss.as_str()),
            ("reason", "Dana is on leave."),
            ("then", "run"),
        ];
        let ran = supervisor.submit(&preview, &typed).await;
        let again = supervisor.submit(&preview, &typed).await;
        assert_eq!(again.location, ran.location, "sent twice, done once (T13)");
        let result = supervisor.follow(&ran).await;
        assert!(result.words().contains("2 of 3 done"), "{}", result.words());
        assert_eq!(
            cells(&result, owned)[2..5],
            ["Test Specialist", "Test Supervisor", "Done"]
        );
        assert_eq!(cells(&result, changed)[4], "Changed meanwhile");
        assert!(cells(&result, changed)[5].contains("Look at it again"));
        let told = supervisor.get(&["/requests/", owned].concat()).await;
        assert!(
            told.words().contains("Dana is on leave"),
            "{}",
            told.words()
        );

        // Something happens to one of them; undoing leaves that one and gives the other back.
        let note = supervisor
            .fill(
                &["/requests/", free, "/notes"].concat(),
                &[("text", "Begun.")],
            )
            .await;
        assert_eq!(note.status, StatusCode::SEE_OTHER);
        let undone = supervisor.submit(&result, &[]).await;
        let result = supervisor.follow(&undone).await;
        assert_eq!(cells(&result, owned)[3..5], ["Test Specialist", "Undone"]);
        assert_eq!(cells(&result, free)[4], "Not undone");
        assert!(
            result.find("form[action$='/undo']").is_empty(),
            "it is undone once"
        );
    });
}

#[test]
fn who_assigns_nothing_takes_what_is_free_and_hands_over_their_own_and_nobody_sees_anothers_change()
{
    on_both_databases(async |desk| {
        let supervisor = desk.supervisor().await;
        let specialist = desk.specialist().await;
        let (free, other) = (
            logged(&desk, own_copy()).await,
            logged(&desk, own_copy()).await,
        );
        let list = supervisor.get("/lists/all").await;
        let batch = check(&supervisor, &list, &[&other]).await;
        let boss = colleague(&batch, "Test Supervisor");
        supervisor
            .submit(&batch, &[("to", &boss), ("then", "run")])
            .await;
        let list = specialist.get("/lists/all").await;
        let me = colleague(&list, "Test Specialist");
        let batch = check(&specialist, &list, &[&free, &other]).await;
        let typed = [
            ("to", me.as_str()),
            ("reason", "I know it."),
            ("then", "run"),
        ];
        let ran = specialist.submit(&batch, &typed).await;
        let result = specialist.follow(&ran).await;
        assert_eq!(cells(&result, &free)[4], "Done");
        assert_eq!(cells(&result, &other)[4], "Not done");
        assert!(cells(&result, &other)[5].contains("a supervisor assigns any"));
        let location = ran.location.expect("it leads on");
        let stranger = supervisor.get(&location).await;
        assert_eq!(stranger.status, StatusCode::NOT_FOUND, "each their own");
        let clerk = desk.clerk().await;
        let list = clerk.get("/lists/all").await;
        assert!(list.attributes("input[name=row]", "value").is_empty());
        let nothing = specialist
            .submit(&specialist.get("/lists/all").await, &[])
            .await;
        assert!(
            nothing.words().contains("check at least one"),
            "{}",
            nothing.words()
        );
    });
}
