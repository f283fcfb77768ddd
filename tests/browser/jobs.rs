//! The jobs that are counted on every release, by keyboard alone, from the signed-in home page (design 1). What is held
//! to is the number of keys: at five keys a second, a practised typist's pace, the walk-in's budget is thirty seconds, the
//! mailed request's sixty, the status call's twenty. The seconds the browser took are printed, not judged.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::Instant;

use regex::Regex;
use thirtyfour::prelude::*;

use crate::browser::Browser;
use crate::desk::Desk;
use crate::people::PATIENCE;

/// Keys a second.
const PACE: usize = 5;

/// Counts the keys of a job, says them with the time, and holds them to the target in seconds.
async fn counted(browser: &Browser, job: &str, seconds: usize, work: impl Future<Output = ()>) {
    let (before, began) = (browser.pressed(), Instant::now());
    work.await;
    let keys = browser.pressed() - before;
    println!(
        "{job}: {keys} keys, {} s at {PACE} keys a second (target {seconds} s); the browser took {:.1} s",
        keys.div_ceil(PACE),
        began.elapsed().as_secs_f32()
    );
    assert!(
        keys <= seconds * PACE,
        "{job} takes {keys} keys; {seconds} s allow {}",
        seconds * PACE
    );
}

impl Browser {
    /// Leaves the navigation by the skip link.
    async fn skip(&self) {
        self.keys([Key::Tab, Key::Enter]).await;
    }

    /// Tabs to what has this name and types.
    async fn key_in(&self, name: &str, text: &str) {
        self.tab_to(name, 60).await;
        self.types(text).await;
    }

    /// Tabs to what has this name and presses Space: a box, a button, the first choice of a group.
    async fn mark(&self, name: &str) {
        self.tab_to(name, 60).await;
        self.types(" ").await;
    }

    /// Waits until the page has put the cursor where it begins.
    async fn waits_for_focus(&self, name: &str) {
        let until = Instant::now() + PATIENCE;
        while self
            .focused()
            .await
            .is_none_or(|stop| !stop.name.starts_with(name))
        {
            assert!(
                Instant::now() < until,
                "the page does not begin in \"{name}\""
            );
        }
    }

    /// Types month, day and year, box by box, from the box that has the focus next.
    async fn key_date(&self, [month, day, year]: [&str; 3]) {
        self.key_in("Month", month).await;
        self.keys([Key::Tab]).await;
        self.types(day).await;
        self.keys([Key::Tab]).await;
        self.types(year).await;
    }

    /// What everybody asks who wants their own record, from the patient on.
    async fn own_copy(&self, family: &str, given: &str) {
        self.key_in("Family name", family).await;
        self.key_in("Given names", given).await;
        self.key_date(["3", "14", "1968"]).await;
        self.key_in("Who asks", "Pat").await;
        self.key_in("Postal address", "12 Elm Street, Duarte").await;
        self.key_in("How the recipient gets it", "Mail").await;
        self.key_in("The paper it came on", "Auth").await;
        self.mark("Copies").await;
        self.mark("The entire record").await;
        self.mark("All dates of service").await;
    }

    /// Takes a scan by its name, as in the window that asks for a file: open it, type the name, Enter.
    async fn take_scan(&self, field: &str, scan: &Path) {
        self.tab_to(field, 60).await;
        let name = scan.file_name().and_then(|name| name.to_str());
        let keys = name.expect("a name").chars().count() + 2;
        self.keys.fetch_add(keys, Ordering::Relaxed);
        let path = scan.to_str().expect("a path");
        let slot = self.field(field).await;
        slot.send_keys(path).await.expect("a file chosen");
        self.sees("1 of 1 file is here.").await;
    }

    /// The number on the page of a request.
    async fn reference(&self) -> String {
        self.sees("ROI-").await;
        let number = Regex::new(r"ROI-\d{4}-\d{6}-\d").expect("a pattern");
        let text = self.text().await;
        let found = number.find(&text).expect("a number");
        found.as_str().to_owned()
    }
}

/// From the home page to the form of a channel.
async fn to_form(browser: &Browser, channel: &str) {
    browser.tab_to("Log a request", 8).await;
    browser.keys([Key::Enter]).await;
    browser.sees("How did it come in?").await;
    browser.skip().await;
    browser.tab_to(channel, 9).await;
    browser.keys([Key::Enter]).await;
    browser.sees("Log the request").await;
    browser.skip().await;
}

#[tokio::test]
async fn the_first_three_jobs_stay_within_their_keys() {
    let desk = Desk::demo_with(&[]);
    let browser = desk.sign_in("clerk").await;
    let home = format!("{}/", desk.base);
    browser.goto(&home).await;
    counted(&browser, "A walk-in with its slip", 30, async {
        to_form(&browser, "Walk-in").await;
        browser.mark("The patient").await;
        browser.mark("The patient has an appointment today").await;
        browser.key_in("Identity document seen", "Dri").await;
        browser.own_copy("Jobson", "Wren").await;
        browser.keys([Key::Enter]).await;
        browser.sees("Print the slip").await;
        browser.skip().await;
        browser.tab_to("Print the slip", 8).await;
        browser.keys([Key::Enter]).await;
        browser.sees("Printing takes only the paper below.").await;
        browser.tab_to("Print", 4).await;
    })
    .await;

    let folder = tempfile::tempdir().expect("a folder for the scan");
    let scan = folder.path().join("request.png");
    let page = image::GrayImage::from_pixel(850, 1100, image::Luma([200]));
    page.save(&scan).expect("a scan");
    browser.goto(&home).await;
    let mut reference = String::new();
    counted(&browser, "A mailed request with its scan", 60, async {
        to_form(&browser, "Mail").await;
        browser.own_copy("Posten", "Ida").await;
        browser.take_scan("Paper 1", &scan).await;
        browser.key_in("What request.png is", "signed form").await;
        browser.keys([Key::Enter]).await;
        reference = browser.reference().await;
    })
    .await;

    browser.goto(&home).await;
    counted(&browser, "A status call", 20, async {
        browser.tab_to("Telephone", 20).await;
        browser.keys([Key::Enter]).await;
        browser.sees("What the caller says").await;
        browser.waits_for_focus("What the caller says").await;
        browser.types(&reference).await;
        browser.keys([Key::Enter]).await;
        browser.sees("Who calls").await;
        browser.skip().await;
        browser.mark("The patient").await;
        browser.mark("Date of birth").await;
        browser.mark("Home address").await;
        browser.mark("Something else the record holds").await;
        // The next page begins in a field: Space acts when it is let go, Enter would be heard there again.
        browser.mark("Log the call").await;
        browser.sees("The call is on the timeline.").await;
    })
    .await;
}
