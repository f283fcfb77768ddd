//! A paper looked at: all its pages beside a form or on a page of their own, by keyboard, with the words it carries (A34, T66).

use reqwest::StatusCode;
use roi_desk::staff::model::Role;

use crate::check::{log, own_copy};
use crate::papers;
use crate::support::{Client, Desk, Page, on_both_databases};

/// The page where a paper is added, after this file was looked at there.
async fn looked_at(client: &Client, request: &str, name: &str, file: Vec<u8>) -> Page {
    let page = client.get(&format!("/requests/{request}/papers")).await;
    let (action, fields) = page.form(&[("then", "look")]);
    client
        .post_papers(&action, &fields, &[("papers", name, file)])
        .await
}

/// Gives a paper to a request; answers its address.
async fn with_paper(desk: &Desk, client: &Client, name: &str, file: Vec<u8>) -> String {
    let request = log(desk, own_copy()).await;
    let looked = looked_at(client, &request, name, file).await;
    let says = looked.attributes("input[name^='says-']", "name");
    let typed = [
        (says[0].as_str(), "Signed authorization"),
        ("role", "authorization"),
        ("channel", "mail"),
        ("then", "add"),
    ];
    let added = client.submit(&looked, &typed).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.words());
    let paper = looked.attributes("input[name=papers-kept]", "value");
    format!("/requests/{request}/papers/{}", paper[0])
}

#[test]
fn a34_every_page_of_a_paper_is_a_place_beside_the_form_and_looking_keeps_what_is_typed() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let request = log(&desk, own_copy()).await;
        let file = papers::pdf(&["one", "two", "three"]);
        let page = looked_at(&clerk, &request, "scan.pdf", file).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.words());
        let places = page.attributes(".small a", "href");
        assert_eq!(places.len(), 3, "a small picture for each page");
        for place in &places {
            assert_eq!(
                page.attributes(place, "tabindex"),
                ["-1"],
                "{place} is here"
            );
        }
        let links = page.attributes(".scan a:not([target])", "href");
        let stays = |href: &&String| href.starts_with('#') || href.starts_with("/log/papers/");
        assert!(links.iter().all(|href| stays(&href)), "{links:?}");
        assert!(
            page.attributes("form .scan, form [data-turn]", "class")
                .is_empty(),
            "turning and size are not sent with the form"
        );
        let turns = page.attributes("[data-turn]", "data-turn");
        assert_eq!(turns, ["0", "90", "180", "270"]);
        let names = page.attributes(".small a, .leaf, figcaption a", "aria-label");
        assert!(
            names.contains(&"Page 2 of scan.pdf".to_owned()),
            "{names:?}"
        );
        assert!(names.contains(&"Pages of scan.pdf".to_owned()), "{names:?}");
        let small = page.attributes(".small img", "src");
        let large = page.attributes(".page-of img", "src");
        let (small, large) = (clerk.get(&small[1]).await, clerk.get(&large[1]).await);
        assert_eq!(small.header("content-type"), Some("image/png"));
        assert_eq!(large.header("content-type"), Some("image/png"));
        assert!(
            small.text.len() < large.text.len() / 2,
            "a small picture is small"
        );
    });
}

#[test]
fn a34_a_paper_of_a_request_has_a_page_of_its_own_where_its_description_stands_for_each_picture() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let paper = with_paper(&desk, &clerk, "scan.pdf", papers::pdf(&["one", "two"])).await;
        let request = paper.split("/papers/").next().expect("its request");
        let whole = clerk.get(request).await;
        let to = whole.attributes("section[aria-labelledby=papers] tbody th a", "href");
        assert_eq!(to, [[&paper, "/pages"].concat()]);
        let look = clerk.get(&to[0]).await;
        assert_eq!(look.status, StatusCode::OK);
        assert_eq!(
            look.attributes(".page-of img", "alt"),
            ["Signed authorization", "Signed authorization"]
        );
        let original = clerk.get(&paper).await;
        assert!(
            original.header("content-disposition").is_some(),
            "the original is a download"
        );
        let events = desk.audit_events().await;
        assert!(events.contains(&("paper.looked_at".to_owned(), "done".to_owned())));
    });
}

#[test]
fn a34_the_words_of_a_page_are_plain_text_whatever_they_say_and_only_for_who_may_see_the_paper() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let hostile = "<script>alert\\(1\\)</script> <img src=x>";
        // In its first thousand bytes they would make the file a web page, which is not taken.
        let pages = ["one", "two", "three", "four", "five", hostile];
        let paper = with_paper(&desk, &clerk, "scan.pdf", papers::pdf(&pages)).await;
        let words = clerk.get(&[&paper, "/pages/6/text"].concat()).await;
        assert_eq!(words.status, StatusCode::OK);
        assert_eq!(
            words.find("[data-text] p"),
            ["<script>alert(1)</script> <img src=x>"]
        );
        assert!(words.attributes("main img, main script", "src").is_empty());
        let beyond = clerk.get(&[&paper, "/pages/9/text"].concat()).await;
        assert!(
            beyond.words().contains("no such page"),
            "{}",
            beyond.words()
        );
        let elsewhere = desk.person(Role::Clerk, "irvine").await;
        for end in ["/pages", "/pages/1/text"] {
            let theirs = elsewhere.get(&[&paper, end].concat()).await;
            assert_eq!(theirs.status, StatusCode::NOT_FOUND, "{end}");
        }
        let administrator = desk.person(Role::Administrator, "duarte").await;
        let words = administrator.get(&[&paper, "/pages/1/text"].concat()).await;
        assert_eq!(words.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn a34_a_fax_says_that_it_carries_no_words_and_its_description_stands_instead() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let paper = with_paper(&desk, &clerk, "fax.tif", papers::fax_tiff()).await;
        let look = clerk.get(&[&paper, "/pages"].concat()).await;
        assert!(look.attributes("[data-words]", "data-words").is_empty());
        let words = clerk.get(&[&paper, "/pages/2/text"].concat()).await;
        assert!(
            words
                .words()
                .contains("a picture alone. What it shows: Signed authorization"),
            "{}",
            words.words()
        );
    });
}
