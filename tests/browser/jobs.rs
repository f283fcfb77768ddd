//! The jobs that are counted on every release, by keyboard alone, from the signed-in home page (design 1). What is held
//! to is the number of keys: at five keys a second, a practised typist's pace, the walk-in's budget is thirty seconds, the
//! mailed request's sixty, the status call's twenty. The seconds the browser took are printed, not judged.

use std::time::Instant;

use thirtyfour::prelude::*;

use crate::browser::Browser;
use crate::desk::Desk;

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
        self.keys([Key::Enter]).await;
    }
}

#[tokio::test]
async fn the_first_three_jobs_stay_within_their_keys() {
    let desk = Desk::demo_with(&[]);
    let browser = desk.sign_in("clerk").await;
    let home = format!("{}/", desk.base);
    browser.goto(&home).await;
    let mut slip = String::new();
    counted(&browser, "A walk-in with its slip", 30, async {
        browser.tab_to("Log a request", 8).await;
        browser.keys([Key::Enter]).await;
        browser.sees("How did it come in?").await;
        browser.skip().await;
        browser.tab_to("Walk-in", 6).await;
        browser.keys([Key::Enter]).await;
        browser.sees("Who is at the window").await;
        browser.skip().await;
        browser.mark("The patient").await;
        browser.mark("The patient has an appointment today").await;
        browser.key_in("Identity document seen", "Dri").await;
        browser.own_copy("Jobson", "Wren").await;
        browser.sees("ROI-").await;
        slip = browser.address().await;
    })
    .await;
    println!("the slip is at {slip}");
    let _ = home;
}
