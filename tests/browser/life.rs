//! The whole life of a request, as the people of the desk live it: logged, checked, clarified, answered, released. In a real
//! browser, with a real mail server, on both databases.

use chrono::{Datelike, TimeDelta};
use roi_desk::clock::Clock;
use roi_desk::db::DatabaseUrl;

use crate::browser::Browser;
use crate::databases::{Backend, TestDatabase};
use crate::desk::Desk;
use crate::sink::Sink;

const ATTORNEY: &str = "records@hollis.example.org";
/// What no e-mail and no title may hold (T51, A5).
const PRIVATE: [&str; 3] = ["Marlow", "Edda", "5550101"];

#[tokio::test]
async fn a_request_lives_its_whole_life_on_the_embedded_database() {
    live(Backend::Sqlite, Script::On).await;
}

#[tokio::test]
async fn a_request_lives_its_whole_life_on_postgresql_with_script_off() {
    live(Backend::Postgres, Script::Off).await;
}

/// Whether the pages' own script runs (A12).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    On,
    Off,
}

/// Somebody of the desk in their own browser.
async fn come_in(desk: &Desk, role: &str, script: Script) -> Browser {
    let browser = desk.sign_in(role).await;
    if script == Script::Off {
        browser.script_off().await;
    }
    browser
}

async fn live(backend: Backend, script: Script) {
    let folder = tempfile::tempdir().expect("a folder");
    let database = match TestDatabase::fresh(backend, folder.path()).url {
        DatabaseUrl::Sqlite(path) => format!("sqlite:{}", path.display()),
        DatabaseUrl::Postgres(url) => url,
    };
    let sink = &Sink::start();
    let port = sink.port.to_string();
    let desk = Desk::demo_with(&["--database", &database, "--smtp-port", &port]);
    let clerk = come_in(&desk, "clerk", script).await;
    let specialist = come_in(&desk, "specialist", script).await;
    let reference = log_a_fax(&clerk, script).await;
    acknowledge(&clerk, sink, &reference).await;
    find(&specialist, &reference).await;
    check_with_two_gaps(&specialist).await;
    ask_once(&specialist, sink, &reference).await;
    find(&clerk, &reference).await;
    record_the_answer(&clerk).await;
    find(&specialist, &reference).await;
    check_again_and_gather(&specialist).await;
    let reviewer = come_in(&desk, "reviewer", script).await;
    find(&reviewer, &reference).await;
    reviewer.press("Pass the quality check").await;
    reviewer.sees("The quality check is passed").await;
    find(&specialist, &reference).await;
    release(&specialist).await;
    let supervisor = come_in(&desk, "supervisor", script).await;
    find(&supervisor, &reference).await;
    everything_is_told(&supervisor).await;
    // axe itself needs script.
    if script == Script::On {
        supervisor.accept("request-closed", &PRIVATE, &[]).await;
        supervisor.shot("request-closed").await;
    }
    for letter in sink.kept() {
        for word in PRIVATE {
            assert!(!letter.contains(word), "{word} left in clear:\n{letter}");
        }
    }
    for browser in [clerk, specialist, reviewer, supervisor] {
        browser.close().await;
    }
}

/// The clerk logs a law office's fax with its scan; the desk says who moves and when it is due.
async fn log_a_fax(clerk: &Browser, script: Script) -> String {
    clerk.follow("Log a request").await;
    clerk.follow("Fax").await;
    clerk.choose("Request for records").await;
    clerk.fill("Family name", "Marlow").await;
    clerk.fill("Given names", "Edda").await;
    clerk
        .fill_date("Date of birth", ["4", "9", "1961"].map(str::to_owned))
        .await;
    clerk.fill("MRN", "5550101").await;
    clerk.select("Who asks", "Attorney").await;
    clerk.fill("Requester’s name", "Hollis and Crane LLP").await;
    clerk.fill("E-mail", ATTORNEY).await;
    clerk.fill("Phone", "626-555-0142").await;
    clerk.choose("The requester").await;
    clerk.select("How the recipient gets it", "Mail").await;
    let address = "12 Grove Street, Pasadena, CA 91101";
    clerk.fill("Address, number or account", address).await;
    let paper = "Authorization form, to release";
    clerk.select("The paper it came on", paper).await;
    clerk.choose("Copies").await;
    clerk.choose("Discharge summary").await;
    clerk.choose("Lab reports").await;
    clerk.choose("All dates of service").await;
    clerk.select("What it is for", "Legal").await;
    let folder = tempfile::tempdir().expect("a folder");
    let scan = folder.path().join("authorization.png");
    let page =
        image::GrayImage::from_fn(850, 1100, |_, y| image::Luma([u8::from(y % 40 > 3) * 255]));
    page.save(&scan).expect("a scan");
    let slot = clerk.field("Paper 1").await;
    slot.send_keys(scan.to_str().expect("a path"))
        .await
        .expect("a file chosen");
    // With script a file is taken as soon as it is chosen, and stands there by its name.
    let says = match script {
        Script::On => {
            clerk.sees("1 of 1 file is here.").await;
            "What authorization.png is"
        }
        Script::Off => "What paper 1 is",
    };
    clerk.fill(says, "Authorization, one page").await;
    clerk.press("Log the request").await;
    clerk.leaves("/log/fax").await;
    clerk.sees("Why this date").await;
    clerk.sees("Ours").await;
    clerk.sees("authorization.png").await;
    let heading = clerk.find("heading", "ROI-").await;
    heading.text().await.expect("a reference")
}

async fn acknowledge(clerk: &Browser, sink: &Sink, reference: &str) {
    clerk.follow("Send the acknowledgment").await;
    clerk.press("Send the acknowledgment").await;
    let letter = sink.mail(ATTORNEY, reference);
    assert!(letter.contains("626-"), "no status phone:\n{letter}");
}

/// Whoever knows the reference finds the request from any page.
async fn find(browser: &Browser, reference: &str) {
    browser.fill("Find a request or person", reference).await;
    browser.press("Find").await;
    browser.leaves("/searches").await;
    browser.find("heading", reference).await;
}

async fn check_with_two_gaps(specialist: &Browser) {
    specialist.press("Take it").await;
    specialist.sees("Dana Ortiz").await;
    specialist.follow("Check the papers").await;
    specialist.sees("Checklist").await;
    specialist.choose_each("Yes").await;
    specialist.answer("A06", "No").await;
    specialist.answer("A11", "No").await;
    specialist
        .fill_date("Date beside the signature", signed())
        .await;
    specialist.press("Save the check").await;
    specialist.sees("2 checks failed").await;
}

/// One letter names every gap (R17) and moves no date (R9).
async fn ask_once(specialist: &Browser, sink: &Sink, reference: &str) {
    specialist.follow("Write the clarification").await;
    specialist.sees("Everything this one letter asks for").await;
    specialist.sees("Asking moves no date").await;
    specialist.press("Send the clarification").await;
    specialist.sees("2 of 2 still open").await;
    let letter = sink.mail(ATTORNEY, "signature is missing");
    assert!(letter.contains("name who is to receive"), "{letter}");
    assert!(letter.contains(reference), "{letter}");
}

async fn record_the_answer(clerk: &Browser) {
    clerk.follow("What was asked and answered").await;
    clerk.select("How it came", "fax").await;
    clerk.choose_each("Answered").await;
    clerk.press("Record the answer").await;
    clerk.sees("Everything is answered").await;
}

async fn check_again_and_gather(specialist: &Browser) {
    specialist.follow("Check the papers").await;
    specialist.sees("Checklist").await;
    specialist.choose_each("Yes").await;
    specialist.press("Save the check").await;
    specialist.sees("something may leave on this paper").await;
    specialist.follow("Open the request").await;
    specialist.press("Go on to the records").await;
    specialist.sees("The records can be gathered").await;
    specialist.follow("Send to review").await;
    specialist.choose("Send to review").await;
    specialist.fill("Pages that came in", "42").await;
    specialist.press("Do it").await;
    specialist.sees("Quality check").await;
    assert!(
        specialist
            .look("button", "Pass the quality check")
            .await
            .is_none(),
        "nobody passes their own work"
    );
}

async fn release(specialist: &Browser) {
    specialist.follow("Record the release").await;
    specialist
        .select("Why it may leave", "Under an authorization")
        .await;
    specialist.select("How", "Mail").await;
    specialist.fill("Pages", "42").await;
    specialist.press("Record the release").await;
    specialist.sees("What left").await;
    specialist.sees("Closed").await;
}

/// The timeline tells the whole of it, and what left is on the log with its basis.
async fn everything_is_told(supervisor: &Browser) {
    for words in [
        "Sam Lee logged the request by fax",
        "What left",
        "Under an authorization",
        "Hollis and Crane LLP",
        "Ruth Okafor",
        "Dana Ortiz",
    ] {
        supervisor.sees(words).await;
    }
}

/// Ten days ago: the date beside the signature, as month, day and year.
fn signed() -> [String; 3] {
    let day = Clock::System.now().date() - TimeDelta::days(10);
    [
        day.month().to_string(),
        day.day().to_string(),
        day.year().to_string(),
    ]
}
