//! The harness itself: on small pages of our own, each check is shown to pass a good page and to notice a bad one.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;

use thirtyfour::Key;

use crate::browser::{Browser, NARROW, Theme};
use crate::desk::{Desk, SignIn};

const STYLE: &str = "
body { margin: 0; font: 16px/1.5 sans-serif; color: #111; background: #fff }
a, button, input, select { min-height: 28px; font: inherit } a { display: inline-block }
:focus { outline: 3px solid #05c; outline-offset: 1px }
.skip:not(:focus) { position: absolute; left: -9999px }
.bare :focus { outline: none } .tiny { min-height: 0; width: 14px; height: 14px; padding: 0; border: 0 }
.wide { width: 900px } .pale { color: #bbb } .cover { position: fixed; inset: 0; background: #fff }
@media (prefers-color-scheme: dark) { .night { color: #222; background: #111 } }
.scroll { overflow-x: auto }";

const TABLE: &str = "<div class=\"scroll\" role=\"region\" aria-label=\"Requests\" tabindex=\"0\"><table><caption>Requests by due date</caption>
<thead><tr><th scope=\"col\">Request</th><th scope=\"col\">Due</th></tr></thead>
<tbody><tr><th scope=\"row\"><a href=\"/r/1\">ROI-2026-000017</a></th><td>9 June</td></tr></tbody></table></div>";

const FORM: &str = "<form method=\"post\" action=\"/log\" novalidate>
<p id=\"hint\">As on the card</p><label for=\"name\">Family name</label> <input id=\"name\" name=\"name\" aria-describedby=\"hint\">
<fieldset><legend>Delivery</legend><label><input type=\"radio\" name=\"by\" value=\"mail\" checked> Mail</label>
<label><input type=\"radio\" name=\"by\" value=\"fax\"> Fax</label></fieldset>
<label for=\"site\">Site</label> <select id=\"site\" name=\"site\"><option>Duarte</option><option>Irvine</option></select>
<button>Log the request</button></form>";

const ERROR: &str = "<div tabindex=\"-1\" autofocus id=\"summary\"><h2>There is a problem</h2><ul><li><a href=\"#name\">Enter a family name</a></li></ul></div>
<form method=\"post\" action=\"/log\" novalidate><label for=\"name\">Family name</label> <span id=\"why\">Enter a family name</span>
<input id=\"name\" name=\"name\" aria-invalid=\"true\" aria-describedby=\"why\"> <button>Log the request</button></form>";

const SIGN_IN: &str = "<form method=\"get\" action=\"/code\"><label for=\"u\">Username</label> <input id=\"u\" autocomplete=\"username\">
<label for=\"p\">Password</label> <input id=\"p\" type=\"password\" autocomplete=\"current-password\"> <button>Sign in</button></form>";

const CODE: &str = "<p>The code of this demo is 314159</p><form method=\"get\" action=\"/today\">
<label for=\"c\">One-time code</label> <input id=\"c\" name=\"code\" autocomplete=\"one-time-code\"> <button>Sign in</button></form>";

/// A whole page around what is in its main part.
fn page(title: &str, main: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>\
         <link rel=\"stylesheet\" href=\"/style.css\"></head><body><a class=\"skip\" href=\"#main\">Skip to the work</a>\
         <header><a href=\"/today\">Today</a></header><main id=\"main\" tabindex=\"-1\">{main}</main></body></html>"
    )
}

fn good(main: &str) -> String {
    page(
        "Log a request – ROI Desk",
        &format!("<h1>Log a request</h1>{main}"),
    )
}

/// A tiny server of fixed pages under a strict Content-Security-Policy. Ends with the test.
struct Sample {
    base: String,
}

impl Sample {
    fn serve(pages: &[(&str, String)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("its address"));
        let pages: HashMap<String, String> = pages
            .iter()
            .map(|(path, html)| ((*path).to_owned(), html.clone()))
            .collect();
        let pages = Arc::new(pages);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let pages = Arc::clone(&pages);
                std::thread::spawn(move || answer(&stream, &pages));
            }
        });
        Self { base }
    }

    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }
}

fn answer(stream: &TcpStream, pages: &HashMap<String, String>) {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let Some(first) = lines.next() else { return };
    let target = first
        .split(' ')
        .nth(1)
        .unwrap_or("/")
        .split('?')
        .next()
        .unwrap_or("/");
    let (status, kind, body) = match (target, pages.get(target)) {
        ("/style.css", _) => ("200 OK", "text/css", STYLE),
        (_, Some(html)) => ("200 OK", "text/html; charset=utf-8", html.as_str()),
        (_, None) => ("404 Not Found", "text/plain", "nothing here"),
    };
    for _ in lines.by_ref().take_while(|line| !line.is_empty()) {}
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\
         Content-Security-Policy: default-src 'none'; style-src 'self'; form-action 'self'\r\n\r\n",
        body.len()
    );
    let mut out = stream;
    // A browser that went away wants no answer.
    let _ = out
        .write_all(head.as_bytes())
        .and_then(|()| out.write_all(body.as_bytes()));
}

#[tokio::test]
async fn a_good_page_passes_every_check_in_both_themes_and_at_320_px() {
    let error = page(
        "Error: Log a request – ROI Desk",
        &format!("{ERROR}<h1>Log a request</h1>"),
    );
    let sample = Sample::serve(&[
        ("/good", good(&format!("{TABLE}{FORM}"))),
        ("/error", error),
    ]);
    let browser = Browser::open().await;
    browser.goto(&sample.at("/good")).await;
    browser.accept("a good page", &["Cole"], &[]).await;
    browser.goto(&sample.at("/error")).await;
    let problems = browser.problems(&[]).await;
    assert!(problems.is_empty(), "{problems:?}");
    browser.close().await;
}

/// What a check must say of a page, and the page.
fn bad_pages() -> Vec<(&'static str, String)> {
    let error = |title: &str, main: &str| page(title, &format!("{main}<h1>Log a request</h1>"));
    let title = "Error: Log a request – ROI Desk";
    vec![
        (
            "A1 a table without caption",
            good(&TABLE.replace("<caption>Requests by due date</caption>", "")),
        ),
        (
            "A1 a table without column headers",
            good(&TABLE.replace("scope=\"col\"", "")),
        ),
        (
            "A1 rows without row header",
            good(&TABLE.replace("th scope=\"row\"", "td")),
        ),
        (
            "A5 two links",
            good("<a href=\"/r/1\">View</a> <a href=\"/r/2\">View</a>"),
        ),
        ("A5 a link without words", good("<a href=\"/r/1\"></a>")),
        ("A8 the page is", good("<p class=\"wide\">Wide</p>")),
        ("A11 tabindex 3", good("<button tabindex=\"3\">Go</button>")),
        (
            "A13 target of",
            good("<button class=\"tiny\" aria-label=\"Remove\"></button>"),
        ),
        (
            "A15 no visible label",
            good("<input placeholder=\"Family name\" aria-label=\"Family name\">"),
        ),
        (
            "A15 the placeholder repeats",
            good("<label for=\"x\">Fax</label><input id=\"x\" placeholder=\"Fax\">"),
        ),
        (
            "A16 aria-describedby",
            good(&FORM.replace("id=\"hint\"", "")),
        ),
        (
            "A17 the choices",
            good(&FORM.replace("<legend>Delivery</legend>", "")),
        ),
        (
            "A18 a form without novalidate",
            good(&FORM.replace(" novalidate", "")),
        ),
        ("A19 title", error("Log a request – ROI Desk", ERROR)),
        (
            "A19 no summary",
            error(title, &ERROR.replace("There is a problem", "Oh")),
        ),
        (
            "A19 the summary does not have the focus",
            error(title, &ERROR.replace(" autofocus", "")),
        ),
        (
            "A19 the summary is not first",
            error(title, &format!("<p>Hello</p>{ERROR}")),
        ),
        (
            "A19 the summary has no link",
            error(title, &ERROR.replace("href=\"#name\"", "href=\"#why\"")),
        ),
        (
            "A19 a link of the summary leads nowhere",
            error(title, &ERROR.replace("href=\"#name\"", "href=\"#no\"")),
        ),
        (
            "A20 not the same words",
            error(
                title,
                &ERROR.replace("id=\"why\">Enter a family name", "id=\"why\">Wrong"),
            ),
        ),
        ("A31 2 h1", good("<h1>Again</h1>")),
        ("A31 title", page("Log a request", "<h1>Log</h1>")),
        (
            "A31 the title holds \"Cole\"",
            page("Ann Cole – ROI Desk", "<h1>Log</h1>"),
        ),
        (
            "A31 the first stop is no skip link",
            good("").replace("href=\"#main\"", "href=\"/main\""),
        ),
        ("A35 id", good("<p id=\"main\">Twice</p>")),
    ]
}

#[tokio::test]
async fn each_of_our_checks_notices_the_page_that_breaks_it() {
    let bad = bad_pages();
    let paths: Vec<String> = (0..bad.len()).map(|number| format!("/{number}")).collect();
    let pages: Vec<(&str, String)> = paths
        .iter()
        .map(String::as_str)
        .zip(bad.iter().map(|(_, html)| html.clone()))
        .collect();
    let sample = Sample::serve(&pages);
    let browser = Browser::open().await;
    browser.size(NARROW).await;
    for (path, (expected, html)) in paths.iter().zip(&bad) {
        browser.goto(&sample.at(path)).await;
        let problems = browser.problems(&["Cole"]).await;
        assert!(
            problems.iter().any(|line| line.starts_with(expected)),
            "\"{expected}\" not noticed, only {problems:?} in\n{html}"
        );
    }
    browser.close().await;
}

#[tokio::test]
async fn axe_runs_under_a_strict_policy_and_notices_what_its_defaults_do_not() {
    let sample = Sample::serve(&[
        (
            "/target",
            good(
                "<button class=\"tiny\" aria-label=\"A\"></button><button class=\"tiny\" aria-label=\"B\"></button>",
            ),
        ),
        ("/pale", good("<p class=\"pale\">Pale words</p>")),
        (
            "/night",
            good("<p class=\"night\">Dark on dark at night</p>"),
        ),
    ]);
    let browser = Browser::open().await;
    for (path, rule, theme) in [
        ("/target", "target-size", Theme::Light),
        ("/pale", "color-contrast", Theme::Light),
        ("/night", "color-contrast", Theme::Dark),
    ] {
        browser.goto(&sample.at(path)).await;
        let found = browser.axe(theme).await;
        let start = format!("axe {rule} ");
        assert!(
            found.violations.iter().any(|line| line.starts_with(&start)),
            "{path}: {found:?}"
        );
    }
    browser.goto(&sample.at("/night")).await;
    assert!(browser.axe(Theme::Light).await.violations.is_empty());
    browser.close().await;
}

#[tokio::test]
async fn the_walk_by_tab_notices_a_hidden_or_covered_focus_and_a_trap() {
    let trap = "<script>addEventListener('keydown', e => { if (e.target.id === 'trap') e.preventDefault() })</script>";
    let trapped = format!(
        "<!doctype html><title>Trap</title><a href=\"/a\">Today</a><button id=\"trap\">Log</button><a href=\"/b\">Out</a>{trap}"
    );
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("trap.html");
    std::fs::write(&file, trapped).expect("a page");
    let sample = Sample::serve(&[
        (
            "/bare",
            good("<div class=\"bare\"><button>Log</button></div>"),
        ),
        (
            "/cover",
            good("<button>Log</button><div class=\"cover\"></div>"),
        ),
        (
            "/choices",
            good(
                "<fieldset><legend>By</legend><label><input type=\"radio\" name=\"by\"> Mail</label><label><input type=\"radio\" name=\"by\"> Fax</label></fieldset><label>When <input type=\"date\"></label>",
            ),
        ),
    ]);
    let browser = Browser::open().await;
    let trap = format!("file://{}", file.display());
    for (url, expected) in [
        (sample.at("/bare"), "A10"),
        (sample.at("/cover"), "A9"),
        (trap, "A11 Tab never reaches"),
    ] {
        browser.goto(&url).await;
        let problems = browser.tab_order_problems().await;
        assert!(
            problems.iter().any(|line| line.starts_with(expected)),
            "{url}: {problems:?}"
        );
    }
    browser.goto(&sample.at("/choices")).await;
    let problems = browser.tab_order_problems().await;
    assert!(problems.is_empty(), "{problems:?}");
    browser.close().await;
}

#[tokio::test]
async fn people_find_things_by_label_role_and_words() {
    let sample = Sample::serve(&[
        ("/form", good(FORM)),
        (
            "/log",
            good("<p role=\"status\">Logged</p><a href=\"/form\">Log another</a>"),
        ),
        (
            "/sign-in",
            page("Sign in – ROI Desk", &format!("<h1>Sign in</h1>{SIGN_IN}")),
        ),
        (
            "/code",
            page("Sign in – ROI Desk", &format!("<h1>Sign in</h1>{CODE}")),
        ),
        ("/today", page("Today – ROI Desk", "<h1>Today</h1>")),
    ]);
    let browser = Browser::open().await;
    browser.goto(&sample.at("/form")).await;
    browser.fill("Family name", "Cole").await;
    browser.choose("Fax").await;
    browser.select("Site", "Irvine").await;
    assert_eq!(
        browser
            .field("Site")
            .await
            .value()
            .await
            .expect("a value")
            .as_deref(),
        Some("Irvine")
    );
    assert!(
        browser
            .field("Fax")
            .await
            .is_selected()
            .await
            .expect("a state")
    );
    browser.press("Log the request").await;
    browser.sees("Logged").await;
    browser.find("status", "Logged").await;
    browser.follow("Log another").await;
    browser.find("heading", "Log a request").await;
    assert!(browser.look("button", "Delete").await.is_none());

    let before = browser.pressed();
    browser.goto(&sample.at("/form")).await;
    assert_eq!(browser.tab_to("Family name", 5).await, 3);
    browser.types("Ng").await;
    browser.keys([Key::Enter]).await;
    browser.sees("Logged").await;
    assert_eq!(browser.pressed() - before, 6);

    browser.sign_in(&sample.base, "dana", "secret").await;
    assert_eq!(browser.address().await, "/today?code=314159");
    assert_eq!(browser.title().await, "Today – ROI Desk");
    browser.close().await;
}

#[tokio::test]
async fn a_page_runs_no_script_once_script_is_off() {
    let html = "<!doctype html><title>Off</title><p id=\"p\">plain</p><script>document.getElementById('p').textContent = 'ran'</script>";
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("page.html");
    std::fs::write(&file, html).expect("a page");
    let browser = Browser::open().await;
    for expected in ["ran", "plain"] {
        browser.goto(&format!("file://{}", file.display())).await;
        let text = browser.text().await;
        assert!(text.contains(expected), "{text}");
        browser.script_off().await;
    }
    browser.close().await;
}

#[tokio::test]
async fn a_screenshot_is_kept_wide_and_narrow() {
    let sample = Sample::serve(&[("/good", good(TABLE))]);
    let browser = Browser::open().await;
    browser.goto(&sample.at("/good")).await;
    let kept = browser.shot("harness").await;
    for (path, width) in kept.iter().zip([1440, 390]) {
        let bytes = std::fs::read(path).expect("a picture");
        assert_eq!(
            u32::from_be_bytes(bytes[16..20].try_into().expect("a header")),
            width,
            "{}",
            path.display()
        );
    }
    browser.close().await;
}

fn program(text: &str) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("product");
    std::fs::write(&path, format!("#!/bin/sh\n{text}\n")).expect("a program");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).expect("a program");
    (folder, path)
}

#[test]
fn the_address_and_the_people_are_read_off_what_a_demo_prints() {
    let (_folder, path) = program(
        "echo \"$1 $2 $3 $4\"; echo '  clerk  sam.lee  abc-def'; echo 'ROI Desk: http://127.0.0.1:8080/'; exec sleep 60",
    );
    let desk = Desk::start(&path, &[]);
    assert_eq!(desk.base, "http://127.0.0.1:8080");
    assert!(desk.data.path().is_dir());
    assert_eq!(
        desk.person("clerk"),
        &SignIn {
            role: "clerk".into(),
            name: "sam.lee".into(),
            password: "abc-def".into()
        }
    );
}

#[test]
#[should_panic(expected = "no database here")]
fn a_product_that_ends_at_once_is_reported_with_its_own_words() {
    let (_folder, path) = program("echo 'no database here' >&2; exit 2");
    Desk::start(&path, &[]);
}
