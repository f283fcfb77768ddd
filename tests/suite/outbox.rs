//! Mail from the decision to the server: together with its decision, once, and never lost from sight (T19–T23).

use chrono::TimeDelta;
use reqwest::StatusCode;
use roi_desk::app::Who;
use roi_desk::error::CommandError;
use roi_desk::mail_worker;
use roi_desk::requests::commands::open;
use roi_desk::requests::model::Event;

use crate::check::{SIGNED, answer, events, insurer, log};
use crate::clarify::{outbox, send};
use crate::smtp_server::{Act, Script, ScriptedServer};
use crate::support::{Backend, Client, Desk};

/// Runs a test on both databases, with a mail server that follows these scripts.
pub fn with_server<F, Fut>(scripts: &[Script], test: F)
where
    F: Fn(Desk, std::rc::Rc<ScriptedServer>) -> Fut,
    Fut: Future<Output = ()>,
{
    for backend in [Backend::Sqlite, Backend::Postgres] {
        println!("on {backend:?}");
        let server = std::rc::Rc::new(ScriptedServer::start(scripts.to_vec()));
        actix_web::rt::System::new().block_on(async {
            let desk = Desk::start_with(backend, |settings| {
                settings.smtp_host = Some("127.0.0.1".into());
                settings.smtp_port = server.port;
                settings.smtp_security = "plain".into();
            })
            .await;
            test(desk.clone(), server.clone()).await;
            desk.finish().await;
        });
    }
}

/// Does everything the mail worker has to do now.
pub async fn tick(desk: &Desk) -> usize {
    let app = desk.app.clone();
    actix_web::web::block(move || mail_worker::tick(&app))
        .await
        .expect("the worker runs")
        .expect("nothing stands against it")
}

fn states(desk: &Desk) -> Vec<String> {
    outbox(desk).into_iter().map(|(state, ..)| state).collect()
}

/// A request whose clarification waits in the outbox.
async fn asked(desk: &Desk, specialist: &Client) -> String {
    let request = log(desk, insurer()).await;
    let no_signature: Vec<(&str, &str)> = SIGNED.iter().chain(&[("A11", "no")]).copied().collect();
    answer(specialist, &request, &no_signature).await;
    let sent = send(specialist, &request, &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
    request
}

#[test]
fn a_message_arrives_once_with_its_event_however_often_the_worker_looks() {
    // T19, T20.
    with_server(&[Script::GOOD], async |desk, server| {
        let specialist = desk.specialist().await;
        let request = asked(&desk, &specialist).await;
        assert_eq!(tick(&desk).await, 1);
        assert_eq!(states(&desk), ["sent"]);
        for _ in 0..3 {
            desk.later(TimeDelta::hours(6));
            assert_eq!(tick(&desk).await, 0);
        }
        assert_eq!(server.stored(), 1);
        let raw = server.seen.lock().expect("the server is well").stored[0].clone();
        let raw = String::from_utf8(raw).expect("mail is ASCII");
        assert!(raw.contains("To: claims@insurer.example.org"), "{raw}");
        assert!(!raw.contains("Canary"), "{raw}");
        let told = events(&desk, &request).await;
        assert!(
            matches!(told.last(), Some(Event::NoticeSent { .. })),
            "{told:?}"
        );
    });
}

#[test]
fn a_server_that_is_busy_only_delays() {
    // T22: 300 seconds give or take a fifth.
    let busy = Script {
        connect: Act::Say("421 come back later"),
        ..Script::GOOD
    };
    with_server(&[busy, Script::GOOD], async |desk, server| {
        let specialist = desk.specialist().await;
        asked(&desk, &specialist).await;
        assert_eq!(tick(&desk).await, 1);
        assert_eq!(states(&desk), ["deferred"]);
        desk.later(TimeDelta::seconds(200));
        assert_eq!(tick(&desk).await, 0, "not before its time");
        desk.later(TimeDelta::seconds(200));
        assert_eq!(tick(&desk).await, 1);
        assert_eq!(
            (states(&desk), server.stored()),
            (vec!["sent".to_owned()], 1)
        );
    });
}

#[test]
fn a_line_lost_after_the_dot_is_uncertain_is_seen_and_is_never_sent_again_by_itself() {
    // T20, T21.
    let lost = Script {
        dot: Act::KeepAndDrop,
        ..Script::GOOD
    };
    with_server(&[lost, Script::GOOD], async |desk, server| {
        let specialist = desk.specialist().await;
        let supervisor = desk.supervisor().await;
        let request = asked(&desk, &specialist).await;
        tick(&desk).await;
        assert_eq!(states(&desk), ["uncertain"]);
        for _ in 0..3 {
            desk.later(TimeDelta::minutes(10));
            assert_eq!(tick(&desk).await, 0);
        }
        assert_eq!(server.stored(), 1);
        let told = events(&desk, &request).await;
        assert!(
            matches!(told.last(), Some(Event::NoticeFailed { .. })),
            "{told:?}"
        );
        let supervisor = fresh(&desk, supervisor).await;
        let list = supervisor.get("/outbox").await;
        assert!(
            list.words().contains("May or may not have arrived"),
            "{}",
            list.words()
        );
        assert!(!list.words().contains("Canary"));
        let arrived = press(&supervisor, "arrived").await;
        assert_eq!(arrived.status, StatusCode::SEE_OTHER, "{}", arrived.words());
        assert_eq!(states(&desk), ["sent"]);
        let list = supervisor.follow(&arrived).await;
        assert!(
            list.words().contains("Every message has arrived"),
            "{}",
            list.words()
        );
        assert_eq!(tick(&desk).await, 0);
    });
}

/// The clock went on longer than a session lives.
async fn fresh(desk: &Desk, _: Client) -> Client {
    desk.supervisor().await
}

pub async fn press(client: &Client, decision: &str) -> crate::support::Page {
    let list = client.get("/outbox").await;
    let action = list
        .attributes(&format!("main form[action$=\"/{decision}\"]"), "action")
        .pop()
        .unwrap_or_else(|| panic!("{decision} is offered: {}", list.words()));
    let (_, fields) = list.form(&[]);
    client.post(&action, &fields).await
}

#[test]
fn a_refused_recipient_fails_for_good_until_a_person_sends_it_again() {
    let refused = Script {
        rcpt: Act::Say("550 nobody here"),
        ..Script::GOOD
    };
    with_server(&[refused, Script::GOOD], async |desk, server| {
        let specialist = desk.specialist().await;
        asked(&desk, &specialist).await;
        tick(&desk).await;
        assert_eq!(states(&desk), ["failed"]);
        desk.later(TimeDelta::hours(2));
        assert_eq!(tick(&desk).await, 0);
        let supervisor = desk.supervisor().await;
        let again = press(&supervisor, "send_again").await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.words());
        assert_eq!(tick(&desk).await, 1);
        assert_eq!(
            (states(&desk), server.stored()),
            (vec!["sent".to_owned()], 1)
        );
    });
}

#[test]
fn a_worker_that_stopped_while_handing_over_leaves_a_message_for_a_person() {
    // T20, T21: the claim runs out after 15 minutes.
    use roi_desk::notices::store;
    with_server(&[Script::GOOD], async |desk, server| {
        let specialist = desk.specialist().await;
        let request = asked(&desk, &specialist).await;
        desk.app
            .keep_house(|tx| {
                let now = tx.now();
                let id = store::list_due(tx, now, 1)?[0];
                store::claim(tx, id, "gone")?;
                store::begin_hand_over(tx, id, "gone")
            })
            .await
            .expect("it is stored");
        desk.later(TimeDelta::minutes(14));
        assert_eq!(
            (tick(&desk).await, states(&desk)),
            (0, vec!["handing_over".to_owned()])
        );
        desk.later(TimeDelta::minutes(2));
        assert_eq!(
            (tick(&desk).await, states(&desk)),
            (0, vec!["uncertain".to_owned()])
        );
        assert_eq!(server.stored(), 0);
        let told = events(&desk, &request).await;
        assert!(
            matches!(told.last(), Some(Event::NoticeFailed { .. })),
            "{told:?}"
        );
    });
}

#[test]
fn a_worker_that_stopped_before_the_hand_over_loses_nothing() {
    use roi_desk::notices::store;
    with_server(&[Script::GOOD], async |desk, server| {
        let specialist = desk.specialist().await;
        asked(&desk, &specialist).await;
        desk.app
            .keep_house(|tx| {
                let now = tx.now();
                let id = store::list_due(tx, now, 1)?[0];
                store::claim(tx, id, "gone").map(|_| ())
            })
            .await
            .expect("it is stored");
        assert_eq!(tick(&desk).await, 0, "it is somebody's");
        desk.later(TimeDelta::minutes(16));
        assert_eq!(tick(&desk).await, 1);
        assert_eq!(
            (states(&desk), server.stored()),
            (vec!["sent".to_owned()], 1)
        );
    });
}

#[test]
fn two_workers_never_take_the_same_message() {
    use roi_desk::notices::store;
    with_server(&[Script::GOOD], async |desk, _| {
        let specialist = desk.specialist().await;
        asked(&desk, &specialist).await;
        let claim = |holder: &'static str| {
            let app = desk.app.clone();
            async move {
                app.keep_house(move |tx| {
                    let now = tx.now();
                    let id = store::list_due(tx, now, 1)?;
                    match id.first() {
                        Some(id) => store::claim(tx, *id, holder),
                        None => Ok(None),
                    }
                })
                .await
                .expect("it is stored")
            }
        };
        let (one, other) = futures_util::future::join(claim("one"), claim("other")).await;
        assert_ne!(one.is_some(), other.is_some());
    });
}

#[test]
fn a_decision_that_is_undone_leaves_no_message() {
    // T19: the notice commits with its decision or not at all.
    with_server(&[Script::GOOD], async |desk, server| {
        let specialist = desk.specialist().await;
        let request = log(&desk, insurer()).await;
        let no_signature: Vec<(&str, &str)> =
            SIGNED.iter().chain(&[("A11", "no")]).copied().collect();
        answer(&specialist, &request, &no_signature).await;
        let page = specialist
            .get(&format!("/requests/{request}/clarifications/new"))
            .await;
        // Somebody else changes the request first.
        answer(&specialist, &request, &no_signature).await;
        let sent = specialist.submit(&page, &[("then", "send")]).await;
        assert_eq!(sent.status, StatusCode::CONFLICT, "{}", sent.words());
        let facilities = desk.app.facilities.clone();
        let undone = desk
            .app
            .write(Who::Desk, "test.undone", move |tx| {
                let found = open(tx, &facilities, &request, &["duarte".to_owned()], None)?;
                let request = (found.request.id, "duarte");
                let sent = roi_desk::notices::commands::Sending {
                    notice_id: "a".repeat(32),
                    mail_id: "b".repeat(32),
                    language: roi_desk::words::LetterLanguage::English,
                    way: roi_desk::notices::model::NoticeWay::Email,
                    email: Some("claims@insurer.example.org".into()),
                    look: None,
                };
                let letter = roi_desk::notices::commands::acknowledgment_of(
                    &facilities,
                    &found,
                    "Copies.",
                    crate::check::day("2026-06-08"),
                )?;
                let notice = roi_desk::notices::model::Notice::N01(letter);
                let today = crate::check::day("2026-06-08");
                roi_desk::notices::commands::write(tx, &found, Some(1), &notice, &sent, today)?;
                assert_eq!(request.1, "duarte");
                Err::<(), _>(CommandError::refused("T19", "Undone."))
            })
            .await
            .expect("the evidence is stored");
        assert!(undone.is_err());
        assert_eq!(
            (tick(&desk).await, states(&desk).len(), server.stored()),
            (0, 0, 0)
        );
    });
}

#[test]
fn without_a_server_mail_waits_as_files_and_every_page_that_sends_says_so() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        actix_web::rt::System::new().block_on(async {
            let desk = Desk::start(backend).await;
            let specialist = desk.specialist().await;
            let request = asked(&desk, &specialist).await;
            let said = "No mail server is configured";
            for path in ["clarifications/new", "acknowledgments/new"] {
                let page = specialist.get(&format!("/requests/{request}/{path}")).await;
                assert!(page.words().contains(said), "{path}: {}", page.words());
            }
            tick(&desk).await;
            let files = std::fs::read_dir(desk.folder().join("mail"))
                .expect("the folder is there")
                .count();
            assert_eq!((files, states(&desk)), (1, vec!["deferred".to_owned()]));
            let supervisor = desk.supervisor().await;
            let list = supervisor.get("/outbox").await;
            assert!(list.words().contains("waits as a file"), "{}", list.words());
            desk.finish().await;
        });
    }
}

#[test]
fn the_reminder_of_the_profile_goes_by_itself_once_on_its_day() {
    // S6: the first reminder goes the way the letter went, three working days after it.
    with_server(&[Script::GOOD], async |desk, server| {
        let specialist = desk.specialist().await;
        let request = asked(&desk, &specialist).await;
        tick(&desk).await;
        desk.later(TimeDelta::days(2));
        tick(&desk).await;
        assert_eq!(server.stored(), 1);
        desk.later(TimeDelta::days(1));
        tick(&desk).await;
        tick(&desk).await;
        assert_eq!(server.stored(), 2);
        let told = events(&desk, &request).await;
        let reminders = told
            .iter()
            .filter(|event| matches!(event, Event::ReminderSent { number: 1, .. }))
            .count();
        assert_eq!(reminders, 1, "{told:?}");
        let specialist = desk.specialist().await;
        let request_page = specialist.get(&format!("/requests/{request}")).await;
        assert_eq!(request_page.status, StatusCode::OK);
    });
}

#[test]
fn a_letter_on_paper_is_reminded_of_by_email_where_there_is_an_address_and_names_nothing() {
    // S6, T51: the way the letter went is paper; the requester gave an address.
    with_server(&[Script::GOOD], async |desk, server| {
        let specialist = desk.specialist().await;
        let request = log(&desk, insurer()).await;
        let unsigned: Vec<(&str, &str)> = SIGNED.iter().chain(&[("A11", "no")]).copied().collect();
        answer(&specialist, &request, &unsigned).await;
        let sent = send(&specialist, &request, &[("way", "letter")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
        assert_eq!(tick(&desk).await, 0, "paper is no mail");
        desk.later(TimeDelta::days(3));
        assert_eq!(tick(&desk).await, 1);
        assert_eq!(tick(&desk).await, 0, "once");
        assert_eq!(server.stored(), 1);
        let body = &outbox(&desk)[0].3;
        assert!(body.contains("waiting for something from you"), "{body}");
        assert!(!body.contains("Canary"), "{body}");
        let told = events(&desk, &request).await;
        assert!(
            told.iter()
                .any(|e| matches!(e, Event::ReminderSent { number: 1, .. })),
            "{told:?}"
        );
    });
}
