//! Cover sheets and scanned batches: printed, scanned, cut at their codes, corrected, filed once (B42, B3, T13, T36).

use reqwest::StatusCode;
use roi_desk::batch_reader;
use roi_desk::drop_box::model::{EmptyingId, SheetCode};
use roi_desk::requests::model::{NewRequest, Stage};
use roi_desk::scans::model::Sheet;
use roi_desk::scans::rules::{Cut, cut, sheet_of};
use roi_desk::staff::model::Role;
use roi_desk::words::Reference;

use crate::check::{log, own_copy};
use crate::intake::ASKED;
use crate::papers::{Leaf, Scanned, coded, lined, tiff_of};
use crate::support::{Client, Desk, Page, on_both_databases};

const OURS: &str = "ROI-2026-004217-5";

fn codes(pages: &[&[&str]]) -> Vec<Vec<String>> {
    let page = |codes: &&[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
    pages.iter().map(page).collect()
}

fn parts(pages: &[&[&str]]) -> Vec<(u16, u16, usize)> {
    let of = |cut: Cut| (cut.first, cut.last, cut.codes.len());
    cut(&codes(pages)).into_iter().map(of).collect()
}

#[test]
fn a_code_is_ours_by_its_letters_and_believed_only_with_its_check_digit() {
    let reference = Reference::parse(OURS).expect("a reference");
    assert_eq!(sheet_of(OURS), Some(Sheet::Request(reference)));
    let item = SheetCode {
        emptying: EmptyingId(12),
        place: 3,
    };
    assert_eq!(sheet_of("BOX-000012-003"), Some(Sheet::Item(item)));
    assert_eq!(sheet_of("ROI-2026-004217-4"), Some(Sheet::Unreadable));
    assert_eq!(sheet_of("BOX-12"), Some(Sheet::Unreadable));
    for other in [
        "https://insurer.example.org/f?id=7",
        "2026-004217-5",
        "",
        "EDD2501",
    ] {
        assert_eq!(sheet_of(other), None, "{other}");
    }
}

#[test]
fn a_batch_is_cut_where_a_code_begins_and_not_at_blank_pages_or_the_same_code_again() {
    let (a, b) = (["ROI-2026-000001-1"], ["ROI-2026-000002-2"]);
    let none: [&str; 0] = [];
    assert_eq!(parts(&[]), []);
    assert_eq!(parts(&[&none, &none]), [(1, 2, 0)]);
    assert_eq!(
        parts(&[&none, &a, &none, &none, &b, &none]),
        [(1, 1, 0), (2, 4, 1), (5, 6, 1)]
    );
    assert_eq!(
        parts(&[&a, &a, &none, &a]),
        [(1, 4, 1)],
        "a form with its code on each page"
    );
    assert_eq!(parts(&[&a, &[a[0], b[0]]]), [(1, 1, 1), (2, 2, 2)]);
}

/// The reference of a request, as its page says it.
async fn reference(client: &Client, request: &str) -> String {
    client.get(&format!("/requests/{request}")).await.find("h1")[0].clone()
}

/// Sends a batch and has it looked through; answers its address.
async fn sent(desk: &Desk, client: &Client, leaves: &[Leaf]) -> String {
    let page = client.get("/scans").await;
    let typed = [
        ("channel", "mail"),
        ("papers-says", "Mail of 8 June"),
        ("then", "send"),
    ];
    let (action, fields) = page.form(&typed);
    let batch = tiff_of(leaves);
    let done = client
        .post_papers(&action, &fields, &[("papers", "batch.tif", batch)])
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
    let address = done.location.expect("the batch");
    let waits = client.get(&address).await;
    assert!(waits.words().contains("0 of"), "{}", waits.words());
    let app = desk.app.clone();
    actix_web::web::block(move || batch_reader::round(&app))
        .await
        .expect("a thread")
        .expect("it is looked through");
    address
}

fn sheet(text: &str) -> Leaf {
    coded(
        &[text],
        Scanned {
            turned: 1.5,
            soiled: 400,
        },
    )
}

/// The rows of the parts, as they read.
fn rows(page: &Page) -> Vec<String> {
    page.find("section[aria-labelledby=parts] tbody tr")
}

/// Sends the form of a page that goes to an address ending so.
async fn press(client: &Client, page: &Page, ending: &str, typed: &[(&str, &str)]) -> Page {
    let (action, fields) = crate::drop_box::form(page, ending, typed);
    client.post(&action, &fields).await
}

async fn papers_of(client: &Client, request: &str) -> Vec<String> {
    let page = client.get(&format!("/requests/{request}")).await;
    page.find("section[aria-labelledby=papers] tbody tr")
}

async fn closed(desk: &Desk, new: NewRequest) -> String {
    use diesel::prelude::*;
    use roi_desk::db::schema::requests;
    let id = log(desk, new).await;
    let asked = id.clone();
    desk.app
        .keep_house(move |tx| {
            let now = tx.now();
            tx.execute(
                diesel::update(requests::table.filter(requests::public_id.eq(asked))).set((
                    requests::stage.eq(Stage::Closed.as_str()),
                    requests::disposition.eq(Some("withdrawn")),
                    requests::closed_at.eq(Some(now)),
                )),
            )
        })
        .await
        .expect("it is closed");
    id
}

#[test]
fn a_cover_sheet_speaks_the_language_its_requester_is_written_to_in_s40() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let mut new = own_copy();
        new.language = roi_desk::words::Language::Spanish;
        let request = log(&desk, new).await;
        let sheet = clerk.get(&format!("/requests/{request}/cover-sheet")).await;
        assert_eq!(sheet.attributes("article.cover", "lang"), ["es"]);
        let words = sheet.words();
        for spanish in ["Hoja de portada", "Correo postal:", "Preguntas:"] {
            assert!(words.contains(spanish), "{spanish}: {words}");
        }
        assert!(!words.contains("Put this sheet"), "{words}");
    });
}

#[test]
fn a_cover_sheet_brings_the_scan_back_to_its_request_and_names_no_patient_b42() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let request = log(&desk, own_copy()).await;
        let number = reference(&clerk, &request).await;
        let cover = clerk.get(&format!("/requests/{request}/cover-sheet")).await;
        assert_eq!(cover.status, StatusCode::OK);
        let words = cover.words();
        assert!(words.contains(&number), "{words}");
        assert!(!words.contains("Canary"), "no name: {words}");
        assert!(words.contains("Fax:"), "where it is sent: {words}");
        assert_eq!(cover.attributes("svg.qr", "role"), ["img"]);
        let batch = sent(&desk, &clerk, &[sheet(&number), lined(500), lined(900)]).await;
        let page = clerk.get(&batch).await;
        let row = rows(&page);
        assert_eq!(row.len(), 1);
        assert!(
            row[0].contains("Pages 1–3") && row[0].contains("To be filed"),
            "{row:?}"
        );
        let old = page.clone();
        let filed = press(&clerk, &page, "/filing", &[]).await;
        assert_eq!(filed.status, StatusCode::SEE_OTHER, "{}", filed.words());
        let papers = papers_of(&clerk, &request).await;
        assert_eq!(papers.len(), 1, "{papers:?}");
        assert!(
            papers[0].contains("Mail of 8 June, pages 1–3"),
            "{papers:?}"
        );
        let page = clerk.get(&format!("/requests/{request}")).await;
        assert!(
            page.words().contains("3 pages, by mail"),
            "its timeline says so"
        );
        // Pressed again by somebody who still sees the old page: nothing happens twice.
        press(&clerk, &old, "/filing", &[]).await;
        assert!(
            clerk
                .get(&batch)
                .await
                .words()
                .contains("Every part of this batch is settled")
        );
        assert_eq!(papers_of(&clerk, &request).await.len(), 1);
    });
}

#[test]
fn each_part_goes_where_its_code_says_and_what_is_unclear_waits_for_a_person_b42() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let (first, second) = (
            log(&desk, own_copy()).await,
            closed(&desk, own_copy()).await,
        );
        let mut there = own_copy();
        there.site = "hss".to_owned();
        let theirs = log(&desk, there).await;
        let elsewhere = desk.person(Role::Clerk, "hss").await;
        let (a, b) = (
            reference(&clerk, &first).await,
            reference(&clerk, &second).await,
        );
        let c = reference(&elsewhere, &theirs).await;
        let leaves = [
            lined(100),
            sheet(&a),
            lined(300),
            lined(0),
            sheet(&b),
            sheet(&c),
            sheet("ROI-2026-999999-0"),
            coded(&[&a, &b], Scanned::default()),
            sheet("BOX-000099-001"),
        ];
        let batch = sent(&desk, &clerk, &leaves).await;
        let page = clerk.get(&batch).await;
        let row = rows(&page);
        let says = [
            ("Page 1", "It has no cover sheet."),
            ("Pages 2–4", "To be filed"),
            ("Page 5", "This request is closed"),
            ("Page 6", "No request at your sites has the reference"),
            ("Page 7", "cannot be right"),
            ("Page 8", "more than one code"),
            (
                "Page 9",
                "No drop box at your sites has the item BOX-000099-001",
            ),
        ];
        assert_eq!(row.len(), says.len(), "{row:#?}");
        for (row, (pages, sentence)) in row.iter().zip(says) {
            assert!(row.starts_with(pages) && row.contains(sentence), "{row}");
        }
        let filed = press(&clerk, &page, "/filing", &[]).await;
        assert_eq!(filed.status, StatusCode::SEE_OTHER, "{}", filed.words());
        assert_eq!(papers_of(&clerk, &first).await.len(), 1);
        assert_eq!(
            papers_of(&clerk, &second).await.len(),
            1,
            "a closed request takes it too"
        );
        assert!(papers_of(&elsewhere, &theirs).await.is_empty());
        let page = clerk.get(&batch).await;
        assert!(
            page.words().contains("2 parts to be decided by somebody"),
            "{}",
            page.words()
        );
        assert!(
            page.find("form[action$='/filing']").is_empty(),
            "nothing is left to file"
        );
    });
}

#[test]
fn a_part_is_corrected_joined_split_or_left_out_before_it_is_filed() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let request = log(&desk, own_copy()).await;
        let number = reference(&clerk, &request).await;
        let batch = sent(
            &desk,
            &clerk,
            &[
                lined(100),
                lined(200),
                sheet("ROI-2026-999999-0"),
                lined(400),
            ],
        )
        .await;
        let links = async || {
            let page = clerk.get(&batch).await;
            page.attributes("section[aria-labelledby=parts] tbody th a", "href")
        };
        let link = links().await;
        assert_eq!(link.len(), 2);
        // A wrong reference has its sentence, and what was typed stays.
        let part = clerk.get(&link[1]).await;
        let typed = [
            ("goes", "request"),
            ("reference", "ROI-2026-004217-4"),
            ("description", "Two letters"),
        ];
        let refused = clerk.submit(&part, &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.words().contains("The check digit does not fit"),
            "{}",
            refused.words()
        );
        assert_eq!(refused.attributes("#description", "value"), ["Two letters"]);
        let done = clerk
            .submit(
                &refused,
                &[
                    ("goes", "request"),
                    ("reference", &number),
                    ("description", "Two letters"),
                    ("role", "letter"),
                ],
            )
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        // Split, and the second half left out.
        let part = clerk.get(&link[1]).await;
        let wrong = press(&clerk, &part, "/split", &[("at", "9")]).await;
        assert!(
            wrong.words().contains("Type a page from 4 to 4"),
            "{}",
            wrong.words()
        );
        let done = press(&clerk, &part, "/split", &[("at", "4")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let link = links().await;
        assert_eq!(link.len(), 3);
        let part = clerk.get(&link[2]).await;
        clerk.submit(&part, &[("goes", "out")]).await;
        // The first page is joined by nobody: there is none before it. The second split is joined again.
        let first = clerk.get(&link[0]).await;
        assert!(first.find("form[action$='/joining']").is_empty());
        let done = press(&clerk, &first, "/split", &[("at", "2")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let link = links().await;
        let part = clerk.get(&link[1]).await;
        let done = press(&clerk, &part, "/joining", &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        assert_eq!(links().await.len(), 3);
        let page = clerk.get(&batch).await;
        press(&clerk, &page, "/filing", &[]).await;
        let papers = papers_of(&clerk, &request).await;
        assert_eq!(papers.len(), 1);
        assert!(
            papers[0].contains("Letter of the requester: Two letters"),
            "{papers:?}"
        );
        let words = clerk.get(&batch).await.words();
        assert!(
            words.contains("Left out") && words.contains("Filed"),
            "{words}"
        );
        // Nothing can be changed any more.
        let settled = clerk.get(&links().await[1]).await;
        assert!(settled.find("main form").is_empty(), "{}", settled.words());
    });
}

#[test]
fn a_part_without_a_request_becomes_one_with_its_pages_in_one_transaction_t13() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let batch = sent(&desk, &clerk, &[lined(100), lined(200)]).await;
        let page = clerk.get(&batch).await;
        let next = page.attributes(
            "section[aria-labelledby=parts] tbody td a[href$='/request']",
            "href",
        );
        let form = clerk.get(&next[0]).await;
        assert_eq!(form.status, StatusCode::OK, "{}", form.words());
        assert_eq!(
            form.attributes(".page-of img", "src").len(),
            2,
            "its pages stand beside"
        );
        let who = [
            ("patient_family", "Canary"),
            ("patient_given", "Amara"),
            ("born_on-month", "3"),
            ("born_on-day", "14"),
            ("born_on-year", "1968"),
        ];
        let typed = [&who, ASKED].concat();
        let done = clerk.submit(&form, &typed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let twice = clerk.submit(&form, &typed).await;
        assert_eq!(twice.location, done.location, "sent twice, logged once");
        let page = clerk.get(&batch).await;
        let to = page.attributes(
            "section[aria-labelledby=parts] td a[href^='/requests/']",
            "href",
        );
        assert_eq!(to.len(), 1, "{}", page.words());
        let request = to[0].rsplit('/').next().expect("its id");
        assert_eq!(papers_of(&clerk, request).await.len(), 1);
    });
}

#[test]
fn a_stop_in_the_middle_of_a_batch_loses_nothing_and_filing_goes_on_where_it_stopped() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let request = log(&desk, own_copy()).await;
        let other = log(&desk, own_copy()).await;
        let (a, b) = (
            reference(&clerk, &request).await,
            reference(&clerk, &other).await,
        );
        // Twelve parts: ten are filed at a time.
        let (one, two) = (sheet(&a), sheet(&b));
        let leaves: Vec<Leaf> = [one, two].into_iter().cycle().take(12).collect();
        let batch = sent(&desk, &clerk, &leaves).await;
        let page = clerk.get(&batch).await;
        assert_eq!(rows(&page).len(), 12);
        press(&clerk, &page, "/filing", &[]).await;
        assert_eq!(papers_of(&clerk, &request).await.len(), 5);
        let half = clerk.get(&batch).await;
        assert!(half.words().contains("File 2 parts"), "{}", half.words());
        press(&clerk, &half, "/filing", &[]).await;
        press(&clerk, &half, "/filing", &[]).await;
        assert_eq!(papers_of(&clerk, &request).await.len(), 6);
        assert_eq!(papers_of(&clerk, &other).await.len(), 6);
    });
}

#[test]
fn what_is_no_batch_is_refused_with_what_to_do_and_what_was_sent_is_kept() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let page = clerk.get("/scans").await;
        let typed = [
            ("channel", "fax"),
            ("papers-says", "Photographs"),
            ("then", "send"),
        ];
        let (action, fields) = page.form(&typed);
        let picture = crate::papers::png(40, 30);
        let refused = clerk
            .post_papers(&action, &fields, &[("papers", "photo.png", picture)])
            .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.words().contains("a batch is a PDF or TIFF"),
            "{}",
            refused.words()
        );
        assert_eq!(
            refused.attributes("input[name=papers-kept]", "value").len(),
            1
        );
        let broken = clerk
            .post_papers(
                &action,
                &fields,
                &[("papers", "broken.pdf", b"%PDF-1.7 broken".to_vec())],
            )
            .await;
        assert!(
            broken.words().contains("broken.pdf was not taken"),
            "{}",
            broken.words()
        );
        let empty = clerk.submit(&page, &typed).await;
        assert!(
            empty.words().contains("Choose the scan of the batch"),
            "{}",
            empty.words()
        );
    });
}
