//! Nothing typed or uploaded is lost: by a session that ended, by a database that is away; and it is its owner's alone (T33,
//! A21, T67).

use chrono::TimeDelta;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use reqwest::StatusCode;
use roi_desk::db::schema::{papers, request_events};
use roi_desk::db::{Purpose, open};
use roi_desk::routes::POLICIES;
use roi_desk::staff::model::{Factor, Role};
use roi_desk::web::policy::{Door, Limiter, Verb};

use crate::check::{insurer, log};
use crate::intake::ASKED;
use crate::matrix::{address, newest_person, session, thing, world};
use crate::staff::{PASSWORD, account, code_now, sign_in, try_password};
use crate::support::{Backend, Desk, Page, on_both_databases};

#[test]
fn papers_sent_with_an_ended_session_wait_for_their_owner_t33_a21() {
    on_both_databases(async |desk| {
        account(&desk, "dana", &[("duarte", Role::Clerk)]).await;
        let dana = desk.stranger();
        sign_in(&desk, &dana, "dana").await;
        let form = dana.get("/log/mail").await;
        desk.later(TimeDelta::minutes(16));
        let (action, fields) = form.form(&[
            ("patient_family", "Okafor"),
            ("papers-says", "Signed authorization"),
        ]);
        let sent = dana
            .post_papers(
                &action,
                &fields,
                &[
                    (
                        "papers",
                        "../letter.pdf",
                        crate::papers::pdf(&["page one", "page two"]),
                    ),
                    ("papers_2", "page.html", b"<html>no paper</html>".to_vec()),
                ],
            )
            .await;
        let to = sent.location.clone().expect("to the sign-in");
        assert!(to.starts_with("/sign-in?ended=1&draft="), "{to}");
        let key = to.rsplit('=').next().expect("a key").to_owned();
        let back = ["/log/mail?draft=", &key].concat();
        let paper: String = papers::table
            .select(papers::public_id)
            .first(&mut open(&desk.app.config.database, Purpose::Reading).expect("it opens"))
            .expect("the good paper is kept");
        let image = ["/log/papers/", &key, "/", &paper, "/pages/2"].concat();
        // Nobody else sees any of it, signed in at the same desk or not.
        let other = desk.clerk().await;
        assert_eq!(other.get(&image).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            desk.stranger().get(&image).await.location.as_deref(),
            Some("/sign-in")
        );
        let page = other.get(&back).await;
        assert!(!page.text.contains("Okafor") && !page.text.contains(&paper));
        // The owner signs in again and finds the form as it was sent.
        let page = dana
            .fill(&to, &[("username", "dana"), ("password", PASSWORD)])
            .await;
        let code = code_now(&desk, "dana");
        let page = dana
            .fill(
                page.location.as_deref().expect("the code"),
                &[("code", &code)],
            )
            .await;
        assert_eq!(page.location.as_deref(), Some(back.as_str()));
        let page = dana.follow(&page).await;
        assert_eq!(
            page.attributes("input[name=patient_family]", "value"),
            ["Okafor"]
        );
        assert_eq!(
            page.attributes("input[name=papers-kept][checked]", "value"),
            [paper.as_str()]
        );
        let says = format!("input[name=says-{paper}]");
        assert_eq!(page.attributes(&says, "value"), ["Signed authorization"]);
        assert!(
            page.words()
                .contains("page.html was not taken. This is a web page."),
            "{}",
            page.words()
        );
        assert!(
            page.attributes("aside img", "src").contains(&image),
            "its pages stand beside"
        );
        assert_eq!(dana.get(&image).await.status, StatusCode::OK);
        // Sent again it is carried out once, with its paper.
        let typed = [
            ("patient_given", "Amara"),
            ("born_on-month", "3"),
            ("born_on-day", "14"),
            ("born_on-year", "1968"),
        ];
        let logged = dana.submit(&page, &[&typed, ASKED].concat()).await;
        assert_eq!(logged.status, StatusCode::SEE_OTHER, "{}", logged.words());
        let request = logged.location.expect("the request");
        let own = [&request, "/papers/", &paper].concat();
        assert_eq!(dana.get(&own).await.status, StatusCode::OK);
        assert_eq!(
            dana.get(&image).await.status,
            StatusCode::NOT_FOUND,
            "it waits no more"
        );
    });
}

/// The text fields of the form that posts to `action`, each with words of its own.
fn words_for(page: &Page, action: &str) -> Option<Vec<(String, String)>> {
    let html = page.html();
    let css = |text: &str| scraper::Selector::parse(text).expect("a selector");
    let form = html
        .select(&css(&format!("main form[action=\"{action}\"]")))
        .next()?;
    let mut fields = Vec::new();
    let mut typed = Vec::new();
    for field in form.select(&css("input[name], textarea[name]")) {
        let name = field.attr("name").expect("selected by name").to_owned();
        let kind = field.attr("type").unwrap_or("text");
        let is_part = ["-month", "-day", "-year", "-time"]
            .iter()
            .any(|part| name.ends_with(part));
        let is_text = field.value().name() == "textarea" || kind == "text";
        if is_text && !is_part {
            let words = format!("words of {name}");
            typed.push((name.clone(), words.clone()));
            fields.push((name, words));
        } else if kind == "hidden" {
            fields.push((name, field.attr("value").unwrap_or_default().to_owned()));
        }
    }
    (!typed.is_empty()).then(|| [typed, vec![(String::new(), String::new())], fields].concat())
}

#[test]
fn every_form_with_words_is_shown_again_with_them_after_the_session_ended_t33_a21() {
    on_both_databases(async |desk| {
        let own = world(&desk, "duarte").await;
        let mut seen = Vec::new();
        for role in [Role::Supervisor, Role::Administrator] {
            desk.person(role, "duarte").await;
            let (staff_id, _) = newest_person(&desk);
            for policy in POLICIES.iter().filter(|p| {
                p.verb == Verb::Post
                    && p.limiter != Limiter::Credential
                    && matches!(p.door, Door::Staff(may) if roi_desk::staff::rules::may(role, may))
            }) {
                let client = session(&desk, staff_id, Factor::Full).await;
                let path = address(policy, |name| thing(&own, policy, name));
                let show = POLICIES
                    .iter()
                    .find(|p| p.path == policy.form && p.verb == Verb::Get)
                    .expect("a form has its page");
                let form_page = address(show, |name| thing(&own, policy, name));
                let page = client.get(&form_page).await;
                let Some(both) = words_for(&page, &path) else {
                    continue;
                };
                let at = both
                    .iter()
                    .position(|(n, _)| n.is_empty())
                    .expect("the mark");
                let (typed, fields) = (&both[..at], &both[at + 1..]);
                desk.later(TimeDelta::minutes(16));
                let sent = client.post(&path, fields).await;
                let to = sent
                    .location
                    .clone()
                    .unwrap_or_else(|| panic!("{path}: {}", sent.words()));
                let key = to
                    .strip_prefix("/sign-in?ended=1&draft=")
                    .unwrap_or_else(|| panic!("{path}: {to}"));
                let again = session(&desk, staff_id, Factor::Full).await;
                let page = again.get(&[&form_page, "?draft=", key].concat()).await;
                if let Some((_, key)) = fields.iter().find(|(name, _)| name == "key") {
                    let css = format!("form[action=\"{path}\"] input[name=key]");
                    assert_eq!(
                        page.attributes(&css, "value"),
                        [key.as_str()],
                        "{path}: T13"
                    );
                }
                for (name, words) in typed {
                    assert!(
                        page.text.contains(words.as_str()),
                        "{path}: {name} is lost: {} {}",
                        page.status,
                        page.words()
                    );
                }
                let stranger = desk.person(role, "duarte").await;
                let page = stranger.get(&[&form_page, "?draft=", key].concat()).await;
                assert!(
                    typed
                        .iter()
                        .all(|(_, words)| !page.text.contains(words.as_str())),
                    "{path}: it is its owner's alone"
                );
                seen.push(path);
            }
        }
        assert!(
            seen.len() >= 10,
            "{} forms were tried: {seen:?}",
            seen.len()
        );
    });
}

/// Holds the database so that nobody can write, until the answer is dropped.
fn hold(desk: &Desk) -> roi_desk::db::AnyConnection {
    let mut conn = open(&desk.app.config.database, Purpose::Writing).expect("it opens");
    let sql = match desk.backend {
        Backend::Sqlite => "BEGIN IMMEDIATE",
        Backend::Postgres => "BEGIN; LOCK TABLE audit_rows, drafts IN EXCLUSIVE MODE",
    };
    conn.batch_execute(sql).expect("it is held");
    conn
}

fn notes(desk: &Desk) -> i64 {
    request_events::table
        .filter(request_events::kind.eq("note_added"))
        .count()
        .get_result(&mut open(&desk.app.config.database, Purpose::Reading).expect("it opens"))
        .expect("counted")
}

#[test]
fn a_database_that_is_away_gives_a_page_with_everything_typed_and_one_button_t8_a21() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let request = log(&desk, insurer()).await;
        let path = ["/requests/", &request, "/notes"].concat();
        let form = clerk.get(&path).await;
        let words = "The caller asked twice & will come <again> on \"Friday\".";
        let mut held = hold(&desk);
        let away = clerk.submit(&form, &[("text", words)]).await;
        assert_eq!(
            away.status,
            StatusCode::SERVICE_UNAVAILABLE,
            "{}",
            away.words()
        );
        assert_eq!(away.header("retry-after"), Some("5"));
        assert!(
            away.words().contains("nothing was stored"),
            "{}",
            away.words()
        );
        assert!(away.words().contains("Send it again"));
        assert_eq!(away.attributes("main input[name=text]", "value"), [words]);
        held.batch_execute("ROLLBACK").expect("it is let go");
        drop(held);
        assert_eq!(notes(&desk), 0);
        let done = clerk.submit(&away, &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        assert_eq!(notes(&desk), 1);
        // The button pressed twice does it once (T13).
        let twice = clerk.submit(&away, &[]).await;
        assert_eq!(twice.location, done.location);
        assert_eq!(notes(&desk), 1);
    });
}

#[test]
fn what_was_typed_is_kept_for_the_form_whose_facts_changed_meanwhile_t11_t33() {
    on_both_databases(async |desk| {
        let clerk = desk.supervisor().await;
        let request = log(&desk, insurer()).await;
        let path = ["/requests/", &request, "/priority"].concat();
        let (mine, theirs) = (clerk.get(&path).await, clerk.get(&path).await);
        let typed = |why: &'static str| [("to", "p1"), ("reason", why)];
        let first = clerk
            .submit(&theirs, &typed("A court date was moved forward."))
            .await;
        assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.words());
        let mine = clerk
            .submit(&mine, &typed("The patient leaves the country soon."))
            .await;
        assert_eq!(mine.status, StatusCode::CONFLICT, "{}", mine.words());
        let open_page = mine
            .attributes("main a[href*=\"draft=\"]", "href")
            .pop()
            .expect("the page of the form, with what was typed");
        let page = clerk.get(&open_page).await;
        assert!(
            page.text.contains("The patient leaves the country soon."),
            "{}",
            page.words()
        );
    });
}

#[test]
fn a_right_password_after_the_end_leads_nowhere_with_another_persons_form() {
    on_both_databases(async |desk| {
        account(&desk, "dana", &[("duarte", Role::Clerk)]).await;
        let client = desk.stranger();
        let half = try_password(&client, "dana", PASSWORD).await;
        assert_eq!(half.location.as_deref(), Some("/sign-in/code"));
        let code = code_now(&desk, "dana");
        let page = client
            .fill("/sign-in/code?draft=a-key-of-nobody", &[("code", &code)])
            .await;
        assert_eq!(page.location.as_deref(), Some("/"));
    });
}

/// A PDF of one page this large, in points.
fn giant(side: &str) -> Vec<u8> {
    crate::papers::pdf_of(
        &[
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_owned(),
            format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {side} {side}] >>"),
        ],
        "",
    )
}

#[test]
fn a_paper_too_long_or_too_large_becomes_a_sentence_and_the_page_stands_t65_t66() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let form = clerk.get("/log/mail").await;
        let lines: Vec<String> = (0..10_000).map(|n| n.to_string()).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        for (name, bytes, said) in [
            (
                "long.pdf",
                crate::papers::pdf(&lines),
                "more than 500 pages",
            ),
            (
                "wide.png",
                crate::papers::png_bomb(60_000, 60_000),
                "more than 100 million pixels",
            ),
        ] {
            let (action, fields) =
                form.form(&[("act", "check"), ("papers-says", "A hostile file")]);
            let page = clerk
                .post_papers(&action, &fields, &[("papers", name, bytes)])
                .await;
            assert_eq!(
                page.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{name}: {}",
                page.words()
            );
            assert!(page.words().contains(said), "{name}: {}", page.words());
            assert!(
                page.attributes("input[name=papers-kept]", "value")
                    .is_empty(),
                "{name}"
            );
        }
        // A page without a sensible size cannot be drawn; the paper is kept, and its image is a sentence.
        for side in ["1e38", "0.0001"] {
            let (action, fields) = form.form(&[("act", "check"), ("papers-says", "An odd size")]);
            let page = clerk
                .post_papers(&action, &fields, &[("papers", "odd.pdf", giant(side))])
                .await;
            assert!(
                page.words().contains("Download the original"),
                "{side}: {}",
                page.words()
            );
            for image in page.attributes("aside img", "src") {
                let drawn = clerk.get(&image).await;
                assert_eq!(drawn.status, StatusCode::OK, "{side}");
                let is_picture = drawn.header("content-type") == Some("image/png");
                assert!(
                    is_picture || drawn.text.contains("Could not preview this page"),
                    "{side}: {}",
                    drawn.text
                );
            }
        }
        // A long but honest paper shows twenty pages at once and says how many there are.
        let (action, fields) = form.form(&[("act", "check"), ("papers-says", "A long record")]);
        let page = clerk
            .post_papers(
                &action,
                &fields,
                &[("papers", "record.pdf", crate::papers::pdf(&lines[..45]))],
            )
            .await;
        assert!(
            page.words().contains("Pages 1–20 of 45"),
            "{}",
            page.words()
        );
        assert_eq!(
            page.find("aside .leaf > details > summary"),
            ["Pages 21–40 of 45", "Pages 41–45 of 45"]
        );
        assert_eq!(page.find("aside figure").len(), 45);
        assert_eq!(
            page.find("aside .small li").len(),
            45,
            "and each has its small picture"
        );
        assert!(
            page.attributes("aside img", "loading")
                .iter()
                .all(|how| how == "lazy")
        );
    });
}
