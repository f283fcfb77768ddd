//! The pages people open all day, each held to the whole list: axe with the extra rules, our own checks, both themes, 320 px.

use std::path::Path;

use crate::browser::Browser;
use crate::checks::Judged;
use crate::desk::Desk;

/// axe cannot see what lies behind the text of a picture: it stands on the page's own ground, whose contrast the suite computes.
const CHART: Judged = ("color-contrast", "the text of a chart");

async fn signed_in(desk: &Desk, role: &str) -> Browser {
    let browser = Browser::open().await;
    let person = desk.person(role);
    browser
        .sign_in(&desk.base, &person.name, &person.password)
        .await;
    browser
}

async fn open(browser: &Browser, desk: &Desk, path: &str) {
    browser.goto(&[&desk.base, path].concat()).await;
}

#[tokio::test]
async fn every_page_of_the_day_passes_the_whole_list() {
    let desk = Desk::demo(Path::new(env!("CARGO_BIN_EXE_roi-desk")));
    let mut found = strangers_pages(&desk).await;
    found.extend(clerks_pages(&desk).await);
    found.extend(specialists_pages(&desk).await);
    found.extend(supervisors_pages(&desk).await);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

async fn strangers_pages(desk: &Desk) -> Vec<String> {
    let mut found = Vec::new();
    let browser = Browser::open().await;
    open(&browser, desk, "/sign-in").await;
    found.extend(browser.findings("sign-in", &[], &[]).await);
    browser.close().await;
    found
}

async fn clerks_pages(desk: &Desk) -> Vec<String> {
    let mut found = Vec::new();
    let browser = signed_in(desk, "clerk").await;
    found.extend(browser.findings("today-clerk", &[], &[]).await);
    open(&browser, desk, "/log").await;
    found.extend(browser.findings("log", &[], &[]).await);
    open(&browser, desk, "/log/walk-in").await;
    found.extend(browser.findings("log-walk-in", &[], &[]).await);
    browser.shot("log-walk-in").await;
    browser.press("Log the request").await;
    browser.sees("There is a problem").await;
    found.extend(browser.findings("log-walk-in-refused", &[], &[]).await);
    browser.close().await;
    found
}

async fn specialists_pages(desk: &Desk) -> Vec<String> {
    let mut found = Vec::new();
    let browser = signed_in(desk, "specialist").await;
    open(&browser, desk, "/lists/all").await;
    found.extend(browser.findings("work-all", &[], &[]).await);
    browser.shot("work-all").await;
    let link = "return document.querySelector('tbody th a').getAttribute('href')";
    let first = browser.run(link, Vec::new()).await;
    open(
        &browser,
        desk,
        first.as_str().expect("a row opens a request"),
    )
    .await;
    browser.sees("Due dates").await;
    found.extend(browser.findings("request", &[], &[]).await);
    browser.shot("request").await;
    browser.close().await;
    found
}

async fn supervisors_pages(desk: &Desk) -> Vec<String> {
    let mut found = Vec::new();
    let browser = signed_in(desk, "supervisor").await;
    found.extend(browser.findings("today-supervisor", &[], &[CHART]).await);
    browser.shot("today-supervisor").await;
    open(&browser, desk, "/facilities").await;
    found.extend(browser.findings("facilities", &[], &[]).await);
    open(&browser, desk, "/outbox").await;
    found.extend(browser.findings("outbox", &[], &[]).await);
    browser.close().await;
    found
}
