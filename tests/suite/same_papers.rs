//! A paper that is here already is said to be, with the choice to leave it out or keep it all the same; and papers that come
//! many at once (B17, T65, T13).

use reqwest::StatusCode;
use roi_desk::staff::model::Role;

use crate::check::{log, own_copy};
use crate::papers;
use crate::support::{Client, Page, on_both_databases};

async fn send(client: &Client, request: &str, then: &str, files: &[(&str, &str, Vec<u8>)]) -> Page {
    let page = client.get(&format!("/requests/{request}/papers")).await;
    let typed = [
        ("papers-says", "Signed authorization"),
        ("role", "authorization"),
        ("channel", "mail"),
        ("then", then),
    ];
    let (action, fields) = page.form(&typed);
    client.post_papers(&action, &fields, files).await
}

fn scan() -> Vec<u8> {
    papers::pdf(&["signed on 3 June"])
}

#[test]
fn a_file_that_a_request_has_already_is_said_to_be_there_and_can_be_kept_or_left_out() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let (first, second) = (log(&desk, own_copy()).await, log(&desk, own_copy()).await);
        let added = send(&clerk, &first, "add", &[("papers", "a.pdf", scan())]).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.words());
        let reference = clerk.get(&format!("/requests/{first}")).await.find("h1")[0].clone();
        for request in [&first, &second] {
            let again = send(&clerk, request, "add", &[("papers", "b.pdf", scan())]).await;
            assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
            let said = again.find("#papers-error");
            assert!(
                said[0].contains(&format!("b.pdf is already with {reference}")),
                "{said:?}"
            );
            assert!(said[0].contains("Uncheck it to leave it out"), "{said:?}");
        }
        // Kept all the same.
        let again = send(&clerk, &second, "add", &[("papers", "b.pdf", scan())]).await;
        let kept = clerk.submit(&again, &[("then", "add")]).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.words());
        let rows = "section[aria-labelledby=papers] tbody tr";
        assert_eq!(
            clerk
                .get(&format!("/requests/{second}"))
                .await
                .find(rows)
                .len(),
            1
        );
        // Left out: nothing is left to add.
        let again = send(&clerk, &second, "add", &[("papers", "c.pdf", scan())]).await;
        let (action, fields) = again.form(&[("then", "add")]);
        let without: Vec<_> = fields
            .into_iter()
            .filter(|(name, _)| name != "papers-kept")
            .collect();
        let empty = clerk.post(&action, &without).await;
        assert!(
            empty.words().contains("Choose the scan of the paper"),
            "{}",
            empty.words()
        );
        assert_eq!(
            clerk
                .get(&format!("/requests/{second}"))
                .await
                .find(rows)
                .len(),
            1
        );
    });
}

#[test]
fn another_sites_or_anothers_waiting_paper_is_never_told_of() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let request = log(&desk, own_copy()).await;
        send(&clerk, &request, "add", &[("papers", "a.pdf", scan())]).await;
        let other = papers::pdf(&["waiting"]);
        send(
            &clerk,
            &request,
            "look",
            &[("papers", "w.pdf", other.clone())],
        )
        .await;
        let mut there = own_copy();
        there.site = "irvine".to_owned();
        let theirs = log(&desk, there).await;
        let irvine = desk.person(Role::Clerk, "irvine").await;
        for file in [scan(), other.clone()] {
            let sent = send(&irvine, &theirs, "look", &[("papers", "x.pdf", file)]).await;
            assert_eq!(sent.status, StatusCode::OK, "{}", sent.words());
            assert!(!sent.words().contains("the same file"), "{}", sent.words());
        }
        // One's own is told of.
        let mine = send(&clerk, &request, "look", &[("papers", "y.pdf", other)]).await;
        assert_eq!(mine.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            mine.words().contains("the same file as w.pdf"),
            "{}",
            mine.words()
        );
    });
}

#[test]
fn many_files_come_at_once_and_each_that_is_not_taken_has_its_sentence() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let request = log(&desk, own_copy()).await;
        let files = [
            ("papers", "one.pdf", papers::pdf(&["one"])),
            ("papers", "page.html", b"<!DOCTYPE html><html>".to_vec()),
            ("papers", "two.png", papers::png(40, 30)),
            ("papers", "office.doc", b"\xd0\xcf\x11\xe0\xa1\xb1".to_vec()),
            ("papers", "twin.png", papers::png(40, 30)),
        ];
        let sent = send(&clerk, &request, "add", &files).await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(sent.attributes("input[name=papers-kept]", "value").len(), 3);
        let said = sent.find("#papers-error")[0].clone();
        for sentence in [
            "page.html was not taken. This is a web page.",
            "office.doc was not taken. This is an office document.",
            "twin.png was sent with another file that is the same.",
        ] {
            assert!(said.contains(sentence), "{said}");
        }
        let added = clerk.submit(&sent, &[("then", "add")]).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.words());
        let page = clerk.get(&format!("/requests/{request}")).await;
        let rows = page.find("section[aria-labelledby=papers] tbody tr");
        assert_eq!(
            rows.len(),
            3,
            "each with the description typed for all: {rows:?}"
        );
        assert!(rows.iter().all(|row| row.contains("Signed authorization")));
    });
}

#[test]
fn the_same_form_sent_twice_with_its_file_is_carried_out_once_and_says_nothing_of_its_own_paper_t13()
 {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let request = log(&desk, own_copy()).await;
        let page = clerk.get(&format!("/requests/{request}/papers")).await;
        let typed = [
            ("papers-says", "Signed authorization"),
            ("role", "authorization"),
            ("channel", "mail"),
            ("then", "add"),
        ];
        let (action, fields) = page.form(&typed);
        let file = [("papers", "a.pdf", scan())];
        let once = clerk.post_papers(&action, &fields, &file).await;
        let twice = clerk.post_papers(&action, &fields, &file).await;
        assert_eq!(once.status, StatusCode::SEE_OTHER, "{}", once.words());
        assert_eq!((twice.status, twice.location), (once.status, once.location));
        let page = clerk.get(&format!("/requests/{request}")).await;
        assert_eq!(
            page.find("section[aria-labelledby=papers] tbody tr").len(),
            1
        );
    });
}

#[test]
fn papers_uploaded_on_the_way_into_a_request_ask_nothing_else_of_the_form_yet() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let page = clerk.get("/log/mail").await;
        assert_eq!(page.attributes("#papers", "data-upload-as"), ["look"]);
        let (action, fields) = page.form(&[("patient_family", "Canary"), ("act", "look")]);
        let sent = clerk
            .post_papers(&action, &fields, &[("papers", "a.pdf", scan())])
            .await;
        assert_eq!(sent.status, StatusCode::OK, "{}", sent.words());
        assert!(sent.find(".problem").is_empty());
        assert_eq!(sent.attributes(".page-of img", "alt").len(), 1);
        assert_eq!(sent.attributes("#patient_family", "value"), ["Canary"]);
    });
}
