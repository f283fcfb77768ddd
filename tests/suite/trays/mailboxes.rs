//! Mailboxes on a real Dovecot: every message once, whatever happens.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use roi_desk::arriving::Reader;
use roi_desk::db::schema::{notices, outbox, tray_items, tray_sources};
use roi_desk::db::{Purpose, open};
use roi_desk::requests::model::Event;

use super::dovecot::Dovecot;
use super::messages::bounce;
use super::support::*;
use crate::check::{SIGNED, answer, events, insurer, log};
use crate::clarify::send;
use crate::papers::pdf;
use crate::support::{Backend, Desk, monday_morning};

/// How a mailbox of the server is named in the settings.
fn mailbox(dovecot: &Dovecot, user: &str, kind: &str, security: &str) -> String {
    let (port, ca) = match security {
        "tls" => (dovecot.tls_port, true),
        "starttls" => (dovecot.port, true),
        _ => (dovecot.port, false),
    };
    let ca = if ca {
        format!("ca_file = \"{}\"\n", dovecot.authority.file().display())
    } else {
        String::new()
    };
    format!(
        "[[mailbox]]\naddress = \"{user}@coh.org\"\nkind = \"{kind}\"\nsite = \"duarte\"\nhost = \"localhost\"\n\
         port = {port}\nsecurity = \"{security}\"\nuser = \"{user}\"\npassword = \"secret\"\n{ca}"
    )
}

/// Runs a test on both databases, with a server and the records mailbox.
fn with_mailbox<F, Fut>(test: F)
where
    F: Fn(Desk, Dovecot) -> Fut,
    Fut: Future<Output = ()>,
{
    with(
        |dovecot| mailbox(dovecot, "records", "records", "tls"),
        test,
    );
}

fn with<F, Fut>(arrivals: impl Fn(&Dovecot) -> String, test: F)
where
    F: Fn(Desk, Dovecot) -> Fut,
    Fut: Future<Output = ()>,
{
    for backend in [Backend::Sqlite, Backend::Postgres] {
        println!("on {backend:?}");
        let dovecot = Dovecot::start(&["records", "forms"]);
        let around = tempfile::tempdir().expect("a folder");
        let file = around.path().join("arrivals.toml");
        write_secret(&file, &arrivals(&dovecot));
        actix_web::rt::System::new().block_on(async {
            let desk = Desk::start_with(backend, |settings| {
                settings.arrivals = Some(file.clone());
            })
            .await;
            test(desk.clone(), dovecot).await;
            desk.finish().await;
        });
    }
}

fn plain(subject: &str, id: &str) -> Vec<u8> {
    format!("From: Cora Canary <cora@example.org>\r\nSubject: {subject}\r\nMessage-ID: <{id}@example.org>\r\n\r\nPlease send my records.\r\n")
        .into_bytes()
}

fn with_file(subject: &str, name: &str, content: &[u8]) -> Vec<u8> {
    use base64::Engine;
    let coded = base64::prelude::BASE64_STANDARD.encode(content);
    let lines: Vec<&str> = coded
        .as_bytes()
        .chunks(76)
        .map(|line| std::str::from_utf8(line).expect("ASCII"))
        .collect();
    format!(
        "From: cora@example.org\r\nSubject: {subject}\r\nMessage-ID: <{name}@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nEnclosed.\r\n--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n--b--\r\n",
        lines.join("\r\n")
    )
    .into_bytes()
}

fn last_number(desk: &Desk) -> (Option<i64>, i64, Option<i64>) {
    let mut conn = open(&desk.app.config.database, Purpose::Reading).expect("it opens");
    tray_sources::table
        .select((
            tray_sources::uid_validity,
            tray_sources::last_uid,
            tray_sources::held,
        ))
        .first(&mut conn)
        .expect("it was read")
}

/// Forgets how far the mailbox was read, as a crash before that was stored would.
fn forget_how_far(desk: &Desk) {
    let mut conn = open(&desk.app.config.database, Purpose::Writing).expect("it opens");
    diesel::update(tray_sources::table)
        .set(tray_sources::last_uid.eq(0))
        .execute(&mut conn)
        .expect("forgotten");
}

fn next_look(desk: &Desk, reader: &mut Reader) {
    desk.later(TimeDelta::minutes(16));
    look(reader);
}

#[test]
fn each_message_lands_in_its_tray_once_with_the_day_it_reached_the_mailbox_and_stays_there_unread_r2()
 {
    with_mailbox(async |desk, dovecot| {
        let sunday_night = monday_morning() - TimeDelta::minutes(10 * 60 + 52);
        dovecot.deliver("records", &plain("First", "1"), sunday_night);
        dovecot.deliver(
            "records",
            &with_file("Second", "scan.pdf", &pdf(&["A page"])),
            monday_morning(),
        );
        let mut reader = reader(&desk);
        look(&mut reader);
        next_look(&desk, &mut reader);
        assert_eq!(subjects(&desk), ["First", "Second"]);
        assert_eq!(dovecot.untouched("records"), 2);
        let clerk = desk.clerk().await;
        let first = clerk.get(&item(&clerk, "records", 0).await).await.words();
        assert!(first.contains("23:50 on Sun 7 Jun 2026"), "R2: {first}");
        assert!(first.contains("Please send my records."), "{first}");
        let own = item(&clerk, "records", 1).await;
        let page = clerk.get(&own).await;
        let picture = page
            .attributes("img[src*='/pages/1']", "src")
            .swap_remove(0);
        assert_eq!(
            clerk.get(&picture).await.header("content-type"),
            Some("image/png")
        );
        let original = clerk.get(&[&own, "/original"].concat()).await;
        assert!(
            original.text.starts_with("From: cora@example.org\r\n"),
            "byte for byte"
        );
        let found: Vec<_> = papers(&desk)
            .into_iter()
            .map(|(name, refused)| (name, refused.is_none()))
            .collect();
        assert_eq!(
            found,
            [
                ("Message.pdf".to_owned(), true),
                ("Message.pdf".to_owned(), true),
                ("scan.pdf".to_owned(), true)
            ]
        );
    });
}

#[test]
fn a_crash_before_it_was_noted_how_far_the_mailbox_was_read_doubles_nothing() {
    with_mailbox(async |desk, dovecot| {
        dovecot.deliver("records", &plain("One", "1"), monday_morning());
        dovecot.deliver("records", &plain("Two", "2"), monday_morning());
        look(&mut reader(&desk));
        forget_how_far(&desk);
        dovecot.deliver("records", &plain("Three", "3"), monday_morning());
        desk.later(TimeDelta::minutes(16));
        look(&mut reader(&desk));
        assert_eq!(subjects(&desk), ["One", "Two", "Three"]);
        assert_eq!(last_number(&desk).1, 3);
    });
}

#[test]
fn a_mailbox_that_is_numbered_anew_is_read_again_and_gives_only_what_is_new() {
    with_mailbox(async |desk, dovecot| {
        for number in ["1", "2", "3"] {
            dovecot.deliver("records", &plain(number, number), monday_morning());
        }
        let mut reader = reader(&desk);
        look(&mut reader);
        let before = last_number(&desk).0;
        dovecot.number_anew("records");
        dovecot.deliver("records", &plain("4", "4"), monday_morning());
        next_look(&desk, &mut reader);
        let (validity, _, held) = last_number(&desk);
        assert_eq!(validity, Some(4_000_000_000));
        assert_ne!(validity, before);
        assert_eq!(held, Some(4));
        assert_eq!(subjects(&desk), ["1", "2", "3", "4"]);
    });
}

#[test]
fn the_same_message_in_two_mailboxes_is_two_arrivals_and_each_says_so_s57() {
    with(
        |dovecot| {
            mailbox(dovecot, "records", "records", "starttls")
                + &mailbox(dovecot, "forms", "forms", "plain")
        },
        async |desk, dovecot| {
            for user in ["records", "forms"] {
                dovecot.deliver(user, &plain("To both", "1"), monday_morning());
            }
            // The same bytes delivered twice to one box are one arrival.
            dovecot.deliver("forms", &plain("To both", "1"), monday_morning());
            look(&mut reader(&desk));
            assert_eq!(subjects(&desk), ["To both", "To both"]);
            let clerk = desk.clerk().await;
            for tray in ["records", "forms"] {
                let words = clerk.get(&item(&clerk, tray, 0).await).await.words();
                assert!(
                    words.contains("The same came in another item"),
                    "{tray}: {words}"
                );
            }
            let words = clerk.get("/trays").await.words();
            assert!(
                words.contains("records@coh.org Records mailbox Read"),
                "{words}"
            );
        },
    );
}

/// Sends the one letter of a request; answers the request and the word of the letter's message id.
async fn sent_letter(desk: &Desk) -> (String, String) {
    let specialist = desk.specialist().await;
    let request = log(desk, insurer()).await;
    let no_signature: Vec<(&str, &str)> = SIGNED.iter().chain(&[("A11", "no")]).copied().collect();
    answer(&specialist, &request, &no_signature).await;
    moved(&send(&specialist, &request, &[]).await);
    let mut conn = open(&desk.app.config.database, Purpose::Writing).expect("it opens");
    diesel::update(outbox::table)
        .set(outbox::state.eq("sent"))
        .execute(&mut conn)
        .expect("it was handed over");
    let word = outbox::table
        .inner_join(notices::table)
        .select(outbox::public_id)
        .first(&mut conn)
        .expect("its letter");
    (request, word)
}

#[test]
fn a_reply_without_a_number_is_threaded_by_the_letter_it_answers_b28() {
    with_mailbox(async |desk, dovecot| {
        let (request, word) = sent_letter(&desk).await;
        let reply = format!(
            "From: claims@insurer.example.org\r\nSubject: Re: your letter\r\nMessage-ID: <r1@example.org>\r\nIn-Reply-To: <{word}@example.org>\r\n\r\nHere it is.\r\n"
        );
        dovecot.deliver("records", reply.as_bytes(), monday_morning());
        look(&mut reader(&desk));
        let clerk = desk.clerk().await;
        let page = clerk.get(&item(&clerk, "records", 0).await).await;
        let words = page.words();
        assert!(
            words.contains("it answers a letter of ours")
                && words.contains("the requester’s e-mail address"),
            "{words}"
        );
        assert!(words.contains("Score 85 of 100"), "{words}");
        let likely = page
            .attributes("main a[href^='/requests/']", "href")
            .swap_remove(0);
        assert!(likely.ends_with(&request));
    });
}

#[test]
fn a_letter_of_ours_that_came_back_is_seen_among_the_mail_and_on_its_request() {
    with_mailbox(async |desk, dovecot| {
        let (request, word) = sent_letter(&desk).await;
        dovecot.deliver(
            "records",
            bounce(&word, "delayed").replace('\n', "\r\n").as_bytes(),
            monday_morning(),
        );
        dovecot.deliver(
            "records",
            bounce("a-strangers-mail", "failed")
                .replace('\n', "\r\n")
                .as_bytes(),
            monday_morning(),
        );
        let mut reader = reader(&desk);
        look(&mut reader);
        let waiting = items(&desk);
        assert!(
            waiting
                .iter()
                .all(|(kind, _, _, outcome)| kind == "bounce" && outcome.is_none()),
            "{waiting:?}"
        );
        let supervisor = desk.supervisor().await;
        assert!(
            !supervisor
                .get("/outbox")
                .await
                .words()
                .contains("claims@insurer")
        );
        dovecot.deliver(
            "records",
            bounce(&word, "failed").replace('\n', "\r\n").as_bytes(),
            monday_morning(),
        );
        next_look(&desk, &mut reader);
        assert_eq!(items(&desk)[2].3.as_deref(), Some("added"));
        let supervisor = desk.supervisor().await;
        let outbox = supervisor.get("/outbox").await.words();
        assert!(
            outbox.contains(
                "did not arrive to claims@insurer.example.org (smtp; 550 5.1.1 no such user)"
            ),
            "{outbox}"
        );
        let told = events(&desk, &request).await;
        assert!(
            told.iter().any(|event| matches!(event, Event::NoticeFailed { why, .. } if why.contains("550 5.1.1"))),
            "{told:?}"
        );
    });
}

#[test]
fn hostile_broken_and_huge_mail_never_stops_the_reader_t60_t65() {
    with_mailbox(async |desk, dovecot| {
        let at = monday_morning();
        let hostile = "From: \"\\\"><script>\" <x@example.org>\r\nSubject: =?utf-8?B?AAAA?= <script>alert(1)</script>\r\nMessage-ID: <'; DROP TABLE tray_items>\r\n\r\nNUL \0 here\r\n";
        let big = with_file("Too big a file", "big.pdf", &vec![b'x'; 26 * 1024 * 1024]);
        dovecot.deliver("records", b"\x00\xff\xfe no headers at all", at);
        dovecot.deliver("records", hostile.as_bytes(), at);
        dovecot.deliver(
            "records",
            b"Content-Type: multipart/mixed; boundary=\"\r\n\r\n--\r\n--\r\n",
            at,
        );
        dovecot.deliver("records", b"", at);
        dovecot.deliver("records", &big, at);
        dovecot.deliver(
            "records",
            &with_file("A program", "run.exe", b"MZ\x90 program"),
            at,
        );
        dovecot.deliver("records", b"Auto-Submitted: auto-replied\r\nSubject: Away\r\nFrom: a@example.org\r\n\r\nBack on Monday\r\n", at);
        dovecot.deliver("records", &plain("The last one", "9"), at);
        look(&mut reader(&desk));
        let found = items(&desk);
        assert_eq!(found.len(), 8, "{found:?}");
        assert_eq!(found[7].1.as_deref(), Some("The last one"));
        assert_eq!(found[6].0, "auto_reply");
        assert!(
            found.iter().any(|(kind, ..)| kind == "unreadable"),
            "{found:?}"
        );
        let refused: Vec<String> = papers(&desk)
            .into_iter()
            .filter_map(|(_, refused)| refused)
            .collect();
        assert!(
            refused.iter().any(|why| why.contains("larger than 25 MB")),
            "{refused:?}"
        );
        assert!(
            refused.iter().any(|why| why.contains("This is a program")),
            "{refused:?}"
        );
        let clerk = desk.clerk().await;
        for place in 0..8 {
            let own = item(&clerk, "records", place).await;
            let page = clerk.get(&own).await;
            assert_eq!(page.status, reqwest::StatusCode::OK, "{place}");
            assert!(page.find("main script").is_empty());
            let original = clerk.get(&[&own, "/original"].concat()).await;
            assert_eq!(
                original.status,
                reqwest::StatusCode::OK,
                "the original of each is kept"
            );
        }
    });
}

#[test]
fn a_message_too_large_to_fetch_is_an_item_that_says_so() {
    with_mailbox(async |desk, dovecot| {
        let mut huge = plain("Enormous", "1");
        huge.resize(51 * 1024 * 1024, b'x');
        dovecot.deliver("records", &huge, monday_morning());
        dovecot.deliver("records", &plain("After it", "2"), monday_morning());
        look(&mut reader(&desk));
        let found = items(&desk);
        assert_eq!(
            (found[0].0.as_str(), found[0].1.as_deref()),
            ("too_large", Some("Enormous"))
        );
        assert!(
            found[0]
                .2
                .as_deref()
                .is_some_and(|said| said.contains("larger than 50 MB"))
        );
        assert_eq!(found[1].1.as_deref(), Some("After it"));
    });
}

#[test]
fn a_server_that_is_away_is_seen_and_nothing_is_lost_when_it_is_back() {
    with_mailbox(async |desk, mut dovecot| {
        let mut reader = reader(&desk);
        dovecot.go_away();
        look(&mut reader);
        dovecot.deliver(
            "records",
            &plain("While it was away", "1"),
            monday_morning(),
        );
        let clerk = desk.clerk().await;
        let words = clerk.get("/trays/records").await.words();
        assert!(
            words.contains("Cannot be read") && words.contains("The mail server does not answer"),
            "{words}"
        );
        dovecot.come_back();
        next_look(&desk, &mut reader);
        assert_eq!(subjects(&desk), ["While it was away"]);
        let clerk = desk.clerk().await;
        let words = clerk.get("/trays/records").await.words();
        assert!(!words.contains("Cannot be read"), "{words}");
    });
}

#[test]
fn a_wrong_password_a_strange_certificate_and_a_missing_folder_each_say_what_is_wrong() {
    for (change, sentence) in [
        (
            ("password = \"secret\"", "password = \"wrong\""),
            "does not accept the user or the password",
        ),
        (
            ("host = \"localhost\"", "host = \"127.0.0.1\""),
            "certificate is not accepted",
        ),
        (
            (
                "user = \"records\"",
                "folder = \"Nowhere\"\nuser = \"records\"",
            ),
            "cannot open the folder \"Nowhere\"",
        ),
    ] {
        with(
            |dovecot| mailbox(dovecot, "records", "records", "tls").replace(change.0, change.1),
            async |desk, dovecot| {
                dovecot.deliver("records", &plain("Unread", "1"), monday_morning());
                look(&mut reader(&desk));
                let clerk = desk.clerk().await;
                let words = clerk.get("/trays").await.words();
                assert!(words.contains(sentence), "{sentence}: {words}");
                assert!(items(&desk).is_empty());
            },
        );
    }
}

#[test]
fn many_mailboxes_and_messages_are_read_in_order_each_once() {
    with(
        |dovecot| {
            mailbox(dovecot, "records", "records", "tls")
                + &mailbox(dovecot, "forms", "forms", "starttls")
        },
        async |desk, dovecot| {
            let mut asked: Vec<String> = Vec::new();
            for number in 0..40 {
                let user = if number % 3 == 0 { "forms" } else { "records" };
                let subject = format!("{user} {number:02}");
                let at: NaiveDateTime = monday_morning() - TimeDelta::minutes(40 - number);
                dovecot.deliver(user, &plain(&subject, &subject.replace(' ', ".")), at);
                asked.push(subject);
            }
            let mut reader = reader(&desk);
            look(&mut reader);
            next_look(&desk, &mut reader);
            let mut found = subjects(&desk);
            found.sort_unstable();
            asked.sort_unstable();
            assert_eq!(found, asked);
            let mut conn = open(&desk.app.config.database, Purpose::Reading).expect("it opens");
            let by_tray: Vec<(String, i64)> = tray_items::table
                .group_by(tray_items::came_to)
                .select((tray_items::came_to, diesel::dsl::count_star()))
                .order(tray_items::came_to)
                .load(&mut conn)
                .expect("counted");
            assert_eq!(
                by_tray,
                [("forms".to_owned(), 14), ("records".to_owned(), 26)],
                "B11: what came is told by source"
            );
        },
    );
}
