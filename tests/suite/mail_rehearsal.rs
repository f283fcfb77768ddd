//! The mail worker as the real program, killed at every step of a conversation: no automatic duplicate, no silent loss, what
//! is uncertain waits for a person (T19–T23, T25); and the seals of two machines that share a database (T40).

use std::collections::BTreeMap;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use diesel::prelude::*;
use futures_util::future::join_all;
use proptest::prelude::RngExt;
use reqwest::StatusCode;
use roi_desk::clock::Clock;
use roi_desk::db::schema::{audit_unsealed, outbox};
use roi_desk::db::{AnyConnection, Purpose, open};
use roi_desk::requests::model::Event;

use crate::check::{events, insurer, log};
use crate::outbox::tick;
use crate::seeds;
use crate::smtp::{Authority, Sink};
use crate::smtp_server::{Act, Script, ScriptedServer};
use crate::support::{Backend, Client, Desk, Program, on_both_databases, prove};

/// How long a test waits for something that must happen.
const PATIENCE: Duration = Duration::from_secs(120);
/// Longer than a worker may hold a message without a word (trust 2.2).
const CLAIM: TimeDelta = TimeDelta::minutes(16);

/// The settings with which the program sends to a server on this machine, in clear.
fn plain(port: u16) -> Vec<(&'static str, String)> {
    vec![
        ("ROI_DESK_SMTP_HOST", "127.0.0.1".to_owned()),
        ("ROI_DESK_SMTP_PORT", port.to_string()),
        ("ROI_DESK_SMTP_SECURITY", "plain".to_owned()),
    ]
}

fn serve(desk: &Desk, settings: &[(&'static str, String)]) -> Program {
    let settings: Vec<(&str, &str)> = settings.iter().map(|(n, v)| (*n, v.as_str())).collect();
    Program::serve(&desk.app, &settings)
}

/// A desk of today on this database, whose own worker would send to the same server.
async fn desk_of_today(backend: Backend, port: u16) -> Desk {
    let desk = Desk::start_with(backend, |settings| {
        settings.smtp_host = Some("127.0.0.1".into());
        settings.smtp_port = port;
        settings.smtp_security = "plain".into();
    })
    .await;
    desk.at(Clock::System.now());
    desk
}

/// Runs a rehearsal on both databases.
fn rehearse<S, F, Fut>(start: impl Fn() -> S, port: impl Fn(&S) -> u16, rehearsal: F)
where
    F: Fn(Desk, std::rc::Rc<S>) -> Fut,
    Fut: Future<Output = ()>,
{
    for backend in [Backend::Sqlite, Backend::Postgres] {
        println!("on {backend:?}");
        let server = std::rc::Rc::new(start());
        actix_web::rt::System::new().block_on(async {
            let desk = desk_of_today(backend, port(&server)).await;
            rehearsal(desk.clone(), server.clone()).await;
            desk.finish().await;
        });
    }
}

/// Requests whose acknowledgment waits in the outbox.
async fn acknowledge(desk: &Desk, clerk: &Client, count: usize) -> Vec<String> {
    let mut requests = Vec::new();
    for _ in 0..count {
        let request = log(desk, insurer()).await;
        let path = format!("/requests/{request}/acknowledgments/new");
        let sent = clerk.fill(&path, &[("then", "send")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
        requests.push(request);
    }
    requests
}

fn database(desk: &Desk) -> AnyConnection {
    open(&desk.app.config.database, Purpose::Reading).expect("it opens")
}

/// Every message of the outbox: the word of its message id, its state.
fn messages(desk: &Desk) -> Vec<(String, String)> {
    outbox::table
        .order(outbox::id)
        .select((outbox::public_id, outbox::state))
        .load(&mut database(desk))
        .expect("the outbox can be read")
}

fn states(desk: &Desk) -> Vec<String> {
    messages(desk).into_iter().map(|(_, state)| state).collect()
}

/// Looks until something has happened; fails the test when it never does.
fn wait_until(what: &str, mut happened: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !happened() {
        assert!(begun.elapsed() < PATIENCE, "{what} did not happen");
        std::thread::park_timeout(Duration::from_millis(5));
    }
}

/// Where the server holds a conversation while the worker is killed, and what must come of it.
struct Moment {
    script: Script,
    /// What the server has seen by then: a command, or the final dot.
    seen: Option<&'static str>,
    /// What the message is once its claim has run out and the worker has looked again.
    then: &'static [&'static str],
    /// How many messages the server then holds.
    stored: usize,
}

fn moments() -> Vec<Moment> {
    let good = Script::GOOD;
    let hang = Act::Hang;
    let before_the_dot = [
        ("EHLO", Script { ehlo: hang, ..good }),
        ("MAIL", Script { mail: hang, ..good }),
        ("RCPT", Script { rcpt: hang, ..good }),
        ("DATA", Script { data: hang, ..good }),
    ];
    let mut moments: Vec<Moment> = before_the_dot
        .into_iter()
        .map(|(command, script)| Moment {
            script,
            seen: Some(command),
            then: &["sent"],
            stored: 1,
        })
        .collect();
    moments.extend([
        Moment {
            script: Script { dot: hang, ..good },
            seen: None,
            then: &["uncertain"],
            stored: 0,
        },
        Moment {
            script: Script {
                dot: Act::KeepAndHang,
                ..good
            },
            seen: None,
            then: &["uncertain"],
            stored: 1,
        },
        // The worker has read that the message was accepted and says goodbye, for two seconds at most, before it records.
        Moment {
            script: Script { quit: hang, ..good },
            seen: Some("QUIT"),
            then: &["uncertain", "sent"],
            stored: 1,
        },
    ]);
    moments
}

#[test]
fn a_worker_killed_at_any_step_makes_no_duplicate_and_loses_nothing_from_sight() {
    // T19, T20, T21.
    for moment in moments() {
        println!("{:?}", moment.script);
        rehearse(
            || ScriptedServer::start(vec![moment.script, Script::GOOD]),
            |server| server.port,
            async |desk, server| {
                let clerk = desk.clerk().await;
                let requests = acknowledge(&desk, &clerk, 1).await;
                let program = serve(&desk, &plain(server.port));
                match moment.seen {
                    Some(command) => server.wait_until(command, |seen| {
                        seen.commands.iter().any(|line| line.starts_with(command))
                    }),
                    None => server.wait_until("the final dot", |seen| seen.dots > 0),
                }
                program.kill();

                assert_eq!(tick(&desk).await, 0, "the claim is not over");
                desk.later(CLAIM);
                tick(&desk).await;
                let state = states(&desk).pop().expect("one message");
                assert!(moment.then.contains(&state.as_str()), "{state}");
                for _ in 0..3 {
                    desk.later(TimeDelta::hours(2));
                    assert_eq!(tick(&desk).await, 0, "T20: nothing goes again by itself");
                }
                assert_eq!(server.stored(), moment.stored);
                if state == "uncertain" {
                    assert_seen_by_a_person(&desk, &requests[0]).await;
                }
            },
        );
    }
}

/// T21: an uncertain message stands on its request's timeline and on the list a supervisor works through.
async fn assert_seen_by_a_person(desk: &Desk, request: &str) {
    let told = events(desk, request).await;
    assert!(
        matches!(told.last(), Some(Event::NoticeFailed { .. })),
        "{told:?}"
    );
    let list = desk.supervisor().await.get("/outbox").await;
    let words = list.words();
    assert!(words.contains("May or may not have arrived"), "{words}");
}

/// Ticks on later and later clocks until nothing waits any more, as the hours after the trouble would.
async fn settle(desk: &Desk) {
    desk.later(CLAIM);
    for _ in 0..40 {
        tick(desk).await;
        let waits = |state: &String| state != "sent" && state != "uncertain" && state != "failed";
        if !states(desk).iter().any(waits) {
            return;
        }
        desk.later(TimeDelta::minutes(90));
    }
    panic!("mail still waits: {:?}", states(desk));
}

/// T20, T21: for every row, how many copies the server holds must agree with what the desk says.
fn assert_honest(desk: &Desk, received: &[String]) {
    let mut ends: BTreeMap<String, usize> = BTreeMap::new();
    for (id, state) in messages(desk) {
        let holds = |mail: &&String| mail.contains(&["<", &id, "@"].concat());
        let copies = received.iter().filter(holds).count();
        match state.as_str() {
            "sent" => assert_eq!(copies, 1, "{id}"),
            "failed" => assert_eq!(copies, 0, "{id}"),
            "uncertain" => assert!(copies <= 1, "{id}: {copies}"),
            other => panic!("{id} is {other}"),
        }
        *ends.entry(state).or_default() += 1;
    }
    println!("{ends:?}");
}

#[test]
fn postfix_smtp_sink_holds_each_message_at_most_once_however_often_the_worker_is_killed() {
    // T20, T21, against a real server.
    const MAILS: usize = 30;
    rehearse(
        || Sink::start(&[]),
        |sink| sink.port,
        async |desk, sink| {
            let mut random = seeds::rng(seeds::seed());
            let clerk = desk.clerk().await;
            acknowledge(&desk, &clerk, MAILS).await;
            let mut held = 0;
            for _ in 0..4 {
                let program = serve(&desk, &plain(sink.port));
                let enough = held + random.random_range(1..6_usize);
                let idle = |desk: &Desk| !states(desk).contains(&"queued".to_owned());
                wait_until("a message", || sink.dumps().len() >= enough || idle(&desk));
                program.kill();
                held = sink.dumps().len();
            }
            settle(&desk).await;
            assert_honest(&desk, &sink.dumps());
        },
    );
}

#[test]
fn random_trouble_at_the_server_and_kills_of_the_worker_end_in_one_honest_word_a_message() {
    // T20, T21, T22, T23.
    const MAILS: usize = 30;
    let seed = seeds::seed();
    let scripts = || {
        let mut random = seeds::rng(seed);
        let mut pick = |from: &[Act]| from[random.random_range(0..from.len())];
        let step = [Act::Go, Act::Go, Act::Go, Act::Say("451 later"), Act::Drop];
        let dot = [
            Act::Go,
            Act::Go,
            Act::Say("451 later"),
            Act::Say("550 no"),
            Act::Drop,
            Act::KeepAndDrop,
        ];
        let mut scripts: Vec<Script> = (0..200)
            .map(|_| Script {
                connect: pick(&step),
                mail: pick(&step),
                rcpt: pick(&step),
                dot: pick(&dot),
                ..Script::GOOD
            })
            .collect();
        scripts.push(Script::GOOD);
        scripts
    };
    rehearse(
        || ScriptedServer::start(scripts()),
        |server| server.port,
        async |desk, server| {
            let mut random = seeds::rng(seed ^ 1);
            let clerk = desk.clerk().await;
            acknowledge(&desk, &clerk, MAILS).await;
            let mut dots = 0;
            for _ in 0..4 {
                let program = serve(&desk, &plain(server.port));
                let enough = dots + random.random_range(1..4_usize);
                let seen = || server.seen.lock().expect("the server is well").dots;
                let idle = |desk: &Desk| !states(desk).contains(&"queued".to_owned());
                wait_until("a dot", || seen() >= enough || idle(&desk));
                program.kill();
                dots = seen();
            }
            settle(&desk).await;
            let stored = server.seen.lock().expect("the server is well");
            let stored = stored.stored.iter();
            let received = stored.map(|raw| String::from_utf8_lossy(raw).into_owned());
            assert_honest(&desk, &received.collect::<Vec<_>>());
        },
    );
}

#[test]
fn a_desk_that_is_stopped_waits_for_the_conversation_under_way_and_records_its_end() {
    // T16, T21.
    let slow = Script {
        dot: Act::Wait,
        ..Script::GOOD
    };
    rehearse(
        || ScriptedServer::start(vec![slow]),
        |server| server.port,
        async |desk, server| {
            let clerk = desk.clerk().await;
            acknowledge(&desk, &clerk, 1).await;
            let program = serve(&desk, &plain(server.port));
            server.wait_until("the final dot", |seen| seen.dots > 0);
            program.ask_to_stop();
            wait_until("the end of the web server", || {
                TcpStream::connect(program.address).is_err()
            });
            assert_eq!(states(&desk), ["handing_over"], "it is still under way");
            server.let_go();
            assert!(program.ended().success(), "T16: it ends well");
            assert_eq!(states(&desk), ["sent"]);
        },
    );
}

#[test]
fn the_worker_trusts_the_hospitals_own_authority_when_it_is_named_and_nobody_unnamed() {
    // T25.
    let authority = Authority::new();
    let script = Script {
        offers_starttls: true,
        ..Script::GOOD
    };
    let certified = || Some(authority.server_for("localhost", false));
    rehearse(
        || ScriptedServer::start_with(vec![script], certified(), false),
        |server| server.port,
        async |desk, server| {
            let clerk = desk.clerk().await;
            acknowledge(&desk, &clerk, 1).await;
            let file = authority.file();
            let mut settings = vec![
                ("ROI_DESK_SMTP_HOST", "localhost".to_owned()),
                ("ROI_DESK_SMTP_PORT", server.port.to_string()),
            ];
            let program = serve(&desk, &settings);
            wait_until("the refusal", || states(&desk) == ["deferred"]);
            program.stop();
            assert_eq!(server.stored(), 0);
            let outbox = desk.supervisor().await.get("/outbox").await;
            let page = outbox.words();
            assert!(page.contains("certificate"), "{page}");

            let named = file.to_str().expect("a plain path").to_owned();
            settings.push(("ROI_DESK_SMTP_CA_FILE", named));
            press_try_now(&desk).await;
            let program = serve(&desk, &settings);
            wait_until("the delivery", || states(&desk) == ["sent"]);
            program.stop();
            assert_eq!(server.stored(), 1);
            let seen = server.seen.lock().expect("the server is well");
            let after_tls = seen.commands.iter().rposition(|line| line == "STARTTLS");
            let mail = seen.commands.iter().position(|l| l.starts_with("MAIL"));
            assert!(after_tls < mail, "{:?}", seen.commands);
        },
    );
}

/// A supervisor asks for the message to be tried now.
async fn press_try_now(desk: &Desk) {
    let pressed = crate::outbox::press(&desk.supervisor().await, "try_now").await;
    assert_eq!(pressed.status, StatusCode::SEE_OTHER, "{}", pressed.words());
}

#[test]
fn an_authority_for_no_server_or_for_a_plain_one_is_refused_with_a_sentence() {
    use roi_desk::config::Settings;
    let with = |host: Option<&str>, security: &str| Settings {
        smtp_host: host.map(str::to_owned),
        smtp_security: security.to_owned(),
        smtp_ca_file: Some("ca.pem".into()),
        ..Settings::default()
    };
    for (host, security) in [(None, "starttls"), (Some("localhost"), "plain")] {
        let refused = with(host, security).check().expect_err("it means nothing");
        assert!(refused.contains("--smtp-ca-file"), "{refused}");
    }
    with(Some("localhost"), "tls").check().expect("it is used");
}

#[test]
fn evidence_written_on_two_machines_is_sealed_into_one_chain_while_they_serve() {
    // T40, T41. The embedded database seals with each batch; PostgreSQL by whoever holds the lease.
    on_both_databases(async |desk| {
        desk.at(Clock::System.now());
        let cookie = desk.clerk().await.cookie();
        let machines = match desk.backend {
            Backend::Sqlite => vec![serve(&desk, &[])],
            Backend::Postgres => vec![serve(&desk, &[]), serve(&desk, &[])],
        };
        let browsers: Vec<Client> = machines
            .iter()
            .map(|machine| Client::new(machine.address, cookie.clone()))
            .collect();
        for _ in 0..5 {
            let looks = browsers.iter().map(|browser| browser.get("/lists/new"));
            for page in join_all(looks).await {
                assert_eq!(page.status, StatusCode::OK, "{}", page.words());
            }
        }
        let mut conn = database(&desk);
        wait_until("the last seal", || {
            let waiting = audit_unsealed::table.count().get_result::<i64>(&mut conn);
            waiting.expect("they can be counted") == 0
        });
        machines.into_iter().for_each(Program::stop);
        let shown = desk.audit_events().await;
        let lists = shown.iter().filter(|(event, _)| event == "work_list.shown");
        assert_eq!(lists.count(), 5 * browsers.len());
        println!("{}", prove(&desk.app, &["audit", "verify"]));
    });
}
