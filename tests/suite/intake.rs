//! Logging a request by every channel, on both databases, through the pages (domain R2, R3, S9–S65; trust T13, T43, T65–T67,
//! A21, A34).

use chrono::{NaiveDate, NaiveDateTime};
use futures_util::future::join_all;
use reqwest::StatusCode;
use roi_desk::staff::model::Role;

use crate::papers;
use crate::support::{Client, Desk, Page, on_both_databases};

/// What every channel's form needs besides its own fields: the patient asks for an own copy, by mail.
pub const OWN_COPY: &[(&str, &str)] = &[
    ("patient_family", "Okafor"),
    ("patient_given", "Amara"),
    ("born_on-month", "3"),
    ("born_on-day", "14"),
    ("born_on-year", "1968"),
    ASKED[0],
    ASKED[1],
    ASKED[2],
    ASKED[3],
    ASKED[4],
    ASKED[5],
    ASKED[6],
];

/// The same without the patient.
pub const ASKED: &[(&str, &str)] = &[
    ("requester_class", "patient"),
    ("requester_address", "12 Elm Street\nDuarte, CA 91010"),
    ("r1_delivery", "mail"),
    ("form_given", "authorization_release"),
    ("wants", "copy"),
    ("entire_record", "yes"),
    ("all_dates", "yes"),
];

/// What the counter's form asks for besides.
pub const AT_THE_WINDOW: &[(&str, &str)] = &[
    ("who", "patient"),
    ("door", "patient_appointment"),
    ("identity", "driver_licence"),
];

fn with<'a>(parts: &[&[(&'a str, &'a str)]]) -> Vec<(&'a str, &'a str)> {
    parts.concat()
}

fn walk_in() -> Vec<(&'static str, &'static str)> {
    with(&[OWN_COPY, AT_THE_WINDOW])
}

fn on(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}

fn at(day: NaiveDate, hour: u32, minute: u32) -> NaiveDateTime {
    day.and_hms_opt(hour, minute, 0).expect("a time of the day")
}

/// What is stored of a request, by its address.
struct Stored {
    received_on: NaiveDate,
    due_on: NaiveDate,
    work_by: NaiveDate,
    channel: String,
    road: String,
    patient_id: Option<i64>,
}

fn stored(desk: &Desk, page: &Page) -> Stored {
    use diesel::prelude::*;
    use roi_desk::db::schema::requests as r;
    let location = page
        .location
        .as_deref()
        .unwrap_or_else(|| panic!("{}: {}", page.status, page.words()));
    let id = location
        .strip_prefix("/requests/")
        .expect("a request's address")
        .to_owned();
    let mut conn = open(desk);
    let row: (NaiveDate, NaiveDate, NaiveDate, String, String, Option<i64>) = r::table
        .filter(r::public_id.eq(id))
        .select((
            r::received_on,
            r::due_on,
            r::work_by,
            r::channel,
            r::road,
            r::patient_id,
        ))
        .first(&mut conn)
        .expect("the request is stored");
    Stored {
        received_on: row.0,
        due_on: row.1,
        work_by: row.2,
        channel: row.3,
        road: row.4,
        patient_id: row.5,
    }
}

fn open(desk: &Desk) -> roi_desk::db::AnyConnection {
    roi_desk::db::open(&desk.app.config.database, roi_desk::db::Purpose::Reading).expect("it opens")
}

fn requests(desk: &Desk) -> i64 {
    use diesel::prelude::*;
    use roi_desk::db::schema::requests as r;
    r::table
        .count()
        .get_result(&mut open(desk))
        .expect("they can be counted")
}

/// The outer ids of the papers a page's form carries along.
fn carried(page: &Page) -> Vec<String> {
    page.attributes("input[name=papers-kept][checked]", "value")
}

async fn log(client: &Client, path: &str, typed: &[(&str, &str)]) -> Page {
    let page = client.fill(path, typed).await;
    assert_eq!(
        page.status,
        StatusCode::SEE_OTHER,
        "{path}: {}",
        page.words()
    );
    page
}

#[test]
fn a_walk_in_is_logged_end_to_end() {
    on_both_databases(|desk| async move {
        let clerk = desk.clerk().await;
        let done = log(&clerk, "/log/walk-in", &walk_in()).await;
        let request = stored(&desk, &done);
        assert_eq!(request.channel, "walk_in");
        assert_eq!(
            request.received_on,
            on(2026, 6, 8),
            "R2: the day it was handed in"
        );
        assert_eq!(
            request.road, "patient_access",
            "1.2, S37: own copy on the authorization form is access"
        );
        assert_eq!(request.due_on, on(2026, 6, 23), "C5: copies in 15 days");
        assert!(
            request.patient_id.is_some(),
            "nobody matched, so the patient is in the index now"
        );
        let page = clerk.follow(&done).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.words().contains("Request logged."), "{}", page.words());
    });
}

#[test]
fn every_channel_is_offered_with_what_is_said_about_it() {
    on_both_databases(|desk| async move {
        let clerk = desk.clerk().await;
        let page = clerk.get("/log").await;
        assert_eq!(page.find("main tbody th a").len(), 8);
        assert!(
            page.words().contains("The window is open until 12:00."),
            "S16"
        );
        let unknown = clerk.get("/log/pigeon").await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn each_channel_computes_its_date_of_receipt() {
    on_both_databases(|desk| async move {
        let clerk = desk.clerk().await;
        // S9 portal, S29 phone, S32 mail: the day it came, whenever it is logged (R2).
        let thursday = [
            ("arrived-month", "6"),
            ("arrived-day", "4"),
            ("arrived-year", "2026"),
            ("arrived-time", "23:50"),
        ];
        let own: [(&str, &[(&str, &str)]); 6] = [
            ("/log/portal", &[("patient_family", "Adler")]),
            (
                "/log/phone",
                &[
                    ("patient_family", "Brandt"),
                    ("forms_sent", "Authorization form, by mail"),
                ],
            ),
            (
                "/log/fax",
                &[("patient_family", "Cole"), ("work", "records")],
            ),
            (
                "/log/email",
                &[
                    ("patient_family", "Diaz"),
                    ("work", "records"),
                    ("mailbox", "other"),
                ],
            ),
            ("/log/mail", &[("patient_family", "Evans")]),
            (
                "/log/community-site",
                &[
                    ("patient_family", "Ferro"),
                    ("practice", "Pasadena practice"),
                    ("site_received_on-month", "6"),
                    ("site_received_on-day", "2"),
                    ("site_received_on-year", "2026"),
                ],
            ),
        ];
        for (path, fields) in own {
            let typed: Vec<_> = OWN_COPY
                .iter()
                .filter(|(name, _)| *name != "patient_family")
                .chain(fields)
                .chain(&thursday)
                .copied()
                .collect();
            let done = log(&clerk, path, &typed).await;
            let expected = if path == "/log/community-site" {
                on(2026, 6, 2)
            } else {
                on(2026, 6, 4)
            };
            assert_eq!(
                stored(&desk, &done).received_on,
                expected,
                "{path} (R2, S27)"
            );
        }
    });
}

#[test]
fn a_fax_must_be_told_what_it_is() {
    on_both_databases(|desk| async move {
        let clerk = desk.clerk().await;
        let page = clerk.fill("/log/fax", OWN_COPY).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "S58");
        assert!(
            page.words().contains("Choose what the fax is."),
            "{}",
            page.words()
        );
    });
}

#[test]
fn a_friday_drop_box_item_over_the_memorial_day_weekend_has_its_three_dates() {
    on_both_databases(|desk| async move {
        // Tuesday after Memorial Day (Monday 25 May 2026), 08:30 in Duarte.
        desk.at(at(on(2026, 5, 26), 15, 30));
        let clerk = desk.clerk().await;
        let box_times = [
            ("box_before-month", "5"),
            ("box_before-day", "21"),
            ("box_before-year", "2026"),
            ("box_before-time", "15:50"),
            ("box_emptied-month", "5"),
            ("box_emptied-day", "26"),
            ("box_emptied-year", "2026"),
            ("box_emptied-time", "08:10"),
            ("appointment_on-month", "5"),
            ("appointment_on-day", "22"),
            ("appointment_on-year", "2026"),
        ];
        let typed = with(&[OWN_COPY, &box_times]);
        let checked = clerk
            .fill("/log/drop-box", &with(&[&typed, &[("act", "check")]]))
            .await;
        assert_eq!(checked.status, StatusCode::OK, "{}", checked.words());
        assert_eq!(requests(&desk), 0, "looking stores nothing");
        let words = checked.words();
        assert!(
            words.contains("counts as received on that day (R3)"),
            "{words}"
        );
        // R12: five working days (26, 27, 28, 29 May, 1 June), then the question is expected.
        assert!(words.contains("Status from Tue 2 Jun 2026"), "{words}");
        let done = clerk.submit(&checked, &typed).await;
        let request = stored(&desk, &done);
        assert_eq!(
            request.received_on,
            on(2026, 5, 22),
            "R3: the appointment's day"
        );
        assert_eq!(
            request.due_on,
            on(2026, 6, 6),
            "C5: fifteen days, never rolled (R7)"
        );
        assert_eq!(
            request.work_by,
            on(2026, 6, 5),
            "R7: the last open day before"
        );
    });
}

#[test]
fn without_an_appointment_only_a_supervisor_logs_a_walk_in_and_says_why() {
    on_both_databases(|desk| async move {
        let clerk = desk.clerk().await;
        let none = [
            ("who", "patient"),
            ("door", "no_appointment"),
            ("identity", "passport"),
        ];
        let page = clerk.fill("/log/walk-in", &with(&[OWN_COPY, &none])).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "S11, R18");
        assert!(
            page.words().contains("You do not need to come in person"),
            "S12"
        );
        let supervisor = desk.supervisor().await;
        let page = supervisor
            .fill("/log/walk-in", &with(&[OWN_COPY, &none]))
            .await;
        assert_eq!(
            page.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "a reason is asked for"
        );
        let why = [("override_reason", "Travelled three hours; form complete.")];
        log(&supervisor, "/log/walk-in", &with(&[OWN_COPY, &none, &why])).await;
    });
}

#[test]
fn an_error_keeps_every_field_and_the_papers() {
    on_both_databases(|desk| async move {
        let clerk = desk.clerk().await;
        let page = clerk.get("/log/walk-in").await;
        let bad = [
            ("r1_delivery", "fax"),
            ("as_written", "All of it, please"),
            ("papers-says", "Signed authorization"),
        ];
        let (path, fields) = page.form(
            &with(&[&walk_in(), &bad])
                .into_iter()
                .filter(|(n, v)| !(*n == "r1_delivery" && *v == "mail"))
                .collect::<Vec<_>>(),
        );
        let sent = [
            (
                "papers",
                "authorization.pdf",
                papers::pdf(&["Authorization"]),
            ),
            (
                "papers_2",
                "letter.docx",
                b"PK\x03\x04 an office file".to_vec(),
            ),
        ];
        let again = clerk.post_papers(&path, &fields, &sent).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        let words = again.words();
        assert!(words.contains("letter.docx was not taken."), "T65: {words}");
        assert!(words.contains("Write where to send it."), "A06: {words}");
        assert!(
            words.contains("authorization.pdf"),
            "A21: the good one stays"
        );
        let kept = carried(&again);
        assert_eq!(kept.len(), 1);
        let (_, drawn) = again.form(&[]);
        for (name, value) in fields
            .iter()
            .filter(|(n, v)| n != "csrf" && n != "papers-says" && !v.is_empty())
        {
            assert!(
                drawn.contains(&(name.clone(), value.clone())),
                "A21: {name} keeps {value}"
            );
        }
        assert!(
            drawn.contains(&(
                ["says-", &kept[0]].concat(),
                "Signed authorization".to_owned()
            )),
            "A34"
        );
        // The page of the waiting paper is a picture (T66), for its sender only.
        let image = again.attributes(".scan img", "src");
        assert_eq!(image.len(), 1);
        let picture = clerk.get(&image[0]).await;
        assert_eq!(picture.header("content-type"), Some("image/png"));
        let other = desk.clerk().await;
        assert_eq!(other.get(&image[0]).await.status, StatusCode::NOT_FOUND);
        // Corrected, it is logged with its paper.
        let done = clerk.submit(&again, &[("r1_delivery", "mail")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let twice = clerk.submit(&again, &[("r1_delivery", "mail")]).await;
        assert_eq!(twice.location, done.location, "T13: with papers, too");
        assert_eq!(requests(&desk), 1);
        let request = done.location.expect("a request");
        let original = clerk.get(&[&request, "/papers/", &kept[0]].concat()).await;
        assert_eq!(original.status, StatusCode::OK);
        let disposition = original.header("content-disposition").expect("T67");
        assert!(
            disposition.starts_with("attachment; filename=\"authorization.pdf\""),
            "{disposition}"
        );
        assert_eq!(original.header("x-content-type-options"), Some("nosniff"));
        assert!(
            original
                .header("content-security-policy")
                .expect("T67")
                .contains("sandbox")
        );
        let page = clerk
            .get(&[&request, "/papers/", &kept[0], "/pages/1"].concat())
            .await;
        assert_eq!(page.header("content-type"), Some("image/png"));
        // Another site and a missing one look the same (T36).
        let irvine = desk.person(Role::Clerk, "irvine").await;
        let theirs = irvine.get(&[&request, "/papers/", &kept[0]].concat()).await;
        let missing = irvine.get("/requests/0000/papers/0000").await;
        assert_eq!(
            (theirs.status, missing.status),
            (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND)
        );
        assert_eq!(theirs.words(), missing.words());
    });
}

#[test]
fn a_hundred_identical_posts_make_one_request() {
    on_both_databases(|desk| async move {
        let clerk = desk.clerk().await;
        let (path, fields) = clerk.get("/log/walk-in").await.form(&walk_in());
        let answers = join_all((0..100).map(|_| clerk.post(&path, &fields))).await;
        let first = answers[0].location.clone();
        assert!(first.is_some(), "{}", answers[0].words());
        for answer in &answers {
            assert_eq!(
                answer.status,
                StatusCode::SEE_OTHER,
                "T13: {}",
                answer.words()
            );
            assert_eq!(answer.location, first, "T13");
        }
        assert_eq!(requests(&desk), 1, "T13");
    });
}

#[test]
fn a_likely_duplicate_is_shown_with_what_matched_and_must_be_answered() {
    on_both_databases(|desk| async move {
        let clerk = desk.clerk().await;
        let first = log(&clerk, "/log/walk-in", &walk_in()).await;
        // The same person again by mail: who it is and whether it is the same are asked (A02, B17).
        let page = clerk.fill("/log/mail", OWN_COPY).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let words = page.words();
        assert!(words.contains("Choose who it is."), "{words}");
        assert!(
            words.contains("may be the same request. Say whether it is."),
            "{words}"
        );
        assert!(words.contains("The birth date is the same."), "{words}");
        let patient = page.attributes("input[name=patient]", "value");
        let same = page.attributes("input[name^=same-]", "name");
        let choose = |answer: &'static str| {
            vec![("patient", patient[0].as_str()), (same[0].as_str(), answer)]
        };
        let done = clerk.submit(&page, &choose("same")).await;
        assert_eq!(
            done.location, first.location,
            "the same request is not logged twice"
        );
        assert_eq!(requests(&desk), 1);
        let page = clerk.fill("/log/mail", OWN_COPY).await;
        let second = clerk.submit(&page, &choose("second_copy")).await;
        assert_ne!(second.location, first.location);
        assert_eq!(
            stored(&desk, &second).patient_id,
            stored(&desk, &first).patient_id
        );
        assert_eq!(requests(&desk), 2);
    });
}

#[test]
fn a_record_number_that_somebody_holds_is_asked_about_and_a_shared_birth_date_is_not() {
    on_both_databases(|desk| async move {
        let clerk = desk.clerk().await;
        log(
            &clerk,
            "/log/walk-in",
            &with(&[&walk_in(), &[("mrn", "4410927")]]),
        )
        .await;
        let named = |family: &'static str, mrn: &'static str| -> Vec<(&str, &str)> {
            OWN_COPY
                .iter()
                .filter(|(name, _)| *name != "patient_family")
                .copied()
                .chain([("patient_family", family), ("mrn", mrn)])
                .collect()
        };
        let page = clerk.fill("/log/mail", &named("Brandt", "4410927")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "A02");
        assert!(
            page.words().contains("same record number"),
            "{}",
            page.words()
        );
        let new = clerk
            .submit(
                &page,
                &[("patient", "new"), ("same-none", "different_person")],
            )
            .await;
        assert_eq!(
            new.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "the number belongs to somebody else"
        );
        log(&clerk, "/log/mail", &named("Cole", "5120083")).await;
    });
}

#[test]
fn mail_in_the_wrong_box_is_moved_and_keeps_its_day() {
    on_both_databases(|desk| async move {
        let clerk = desk.clerk().await;
        let typed = [
            ("work", "records"),
            ("mailbox", "dl-himsmedicalforms@coh.org"),
        ];
        let done = log(&clerk, "/log/email", &with(&[OWN_COPY, &typed])).await;
        assert_eq!(stored(&desk, &done).received_on, on(2026, 6, 8), "S57, R2");
        let page = clerk.follow(&done).await;
        assert!(
            page.words()
                .contains("Move it; it was received the day it reached"),
            "S57: {}",
            page.words()
        );
    });
}

#[test]
fn there_is_no_drop_box_at_irvine() {
    on_both_databases(|desk| async move {
        let clerk = desk.person(Role::Clerk, "irvine").await;
        let page = clerk.fill("/log/drop-box", OWN_COPY).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "S26");
        assert!(
            page.words().contains("There is no drop box on file"),
            "{}",
            page.words()
        );
        assert!(
            page.words()
                .contains("Enter the day the box was emptied before."),
            "R3"
        );
    });
}

#[test]
fn another_road_or_a_bad_scope_is_told_at_its_field() {
    on_both_databases(|desk| async move {
        let clerk = desk.clerk().await;
        let bad = [
            ("road", "attorney"),
            ("types", "BILL"),
            ("range1_from-month", "5"),
            ("range1_from-day", "1"),
            ("range1_from-year", "2026"),
            ("range1_to-month", "4"),
            ("range1_to-day", "1"),
            ("range1_to-year", "2026"),
            ("benefit_proof_on-month", "6"),
            ("benefit_proof_on-day", "1"),
            ("benefit_proof_on-year", "2026"),
            ("deadline_name", "EDD"),
        ];
        let page = clerk.fill("/log/walk-in", &with(&[&walk_in(), &bad])).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let words = page.words();
        for sentence in [
            "Enter the reason for this road.",
            "Choose either the entire record or single record types.",
            "The last date lies before the first. Check both.",
            "A proof date belongs to a benefit claim",
            "Enter the day of the deadline.",
        ] {
            assert!(words.contains(sentence), "{sentence} in {words}");
        }
        // With the claim and its proof named, the form can be read (C6).
        let claim = [("benefit_claim", "yes")];
        let page = clerk
            .submit(
                &clerk.get("/log/walk-in").await,
                &with(&[&walk_in(), &claim, &bad[8..11], &[("act", "check")]]),
            )
            .await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.words());
        assert!(page.words().contains("Nothing is stored yet."));
        assert_eq!(requests(&desk), 0);
    });
}
