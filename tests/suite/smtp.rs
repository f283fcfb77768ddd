//! T20 to T25: what is concluded from each thing a mail server can do, and how many messages it then holds.

use std::net::TcpListener;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use proptest::prelude::Rng;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use roi_desk::mail::{
    Credentials, Delivery, GIVE_UP_DAYS, MailState, Message, Phase, Server, ServerRefused,
    ServerSettings, Stop, Timeouts, Tls, backoff, deliver, gives_up, may_follow, spoken_outcome,
};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::mail_wire::{message, sent_on};
use crate::seeds;
use crate::smtp_server::{Act, Script, ScriptedServer};

const QUICK: Timeouts = Timeouts {
    answer: Duration::from_millis(150),
    after_dot: Duration::from_millis(150),
};

fn settings(port: u16) -> ServerSettings {
    ServerSettings {
        host: "127.0.0.1".to_owned(),
        port,
        tls: Tls::PlainLoopback,
        credentials: None,
        extra_ca_file: None,
        hello_name: Some("desk.hospital.example".to_owned()),
        timeouts: QUICK,
    }
}

fn plain_server(port: u16) -> Server {
    Server::new(settings(port)).expect("good settings")
}

fn hand_over(server: &Server, message: &Message) -> Delivery {
    deliver(server, message, &mut |_| Ok(()))
}

/// Delivers one message to a server that follows `script`; the outcome and how many messages the server then holds.
fn try_script(script: Script) -> (Delivery, usize) {
    let scripted = ScriptedServer::start(vec![script]);
    let delivery = hand_over(
        &plain_server(scripted.port),
        &message("m1", "Your request", "Hello\r\n.\r\nworld"),
    );
    (delivery, scripted.stored())
}

#[test]
fn an_accepted_message_is_sent_and_the_server_saw_exactly_its_bytes() {
    let scripted = ScriptedServer::start(vec![Script::GOOD]);
    let message = message("m1", "Your request", "Hello\n.\nworld\r\n.\r\nQUIT");
    let delivery = hand_over(&plain_server(scripted.port), &message);
    assert_eq!(
        delivery,
        Delivery::Sent {
            reply: "250 queued as 4711".to_owned()
        }
    );
    let seen = scripted.seen.lock().expect("the server is well");
    assert_eq!(seen.stored, [message.to_wire()], "T24: byte for byte");
    assert_eq!(
        seen.commands,
        [
            "EHLO desk.hospital.example",
            "MAIL FROM:<desk@hospital.example>",
            "RCPT TO:<requester@example.org>",
            "DATA",
            "QUIT"
        ]
    );
}

#[test]
fn hostile_bodies_add_no_command_and_no_byte_to_the_conversation() {
    let bodies = [
        "\n.\n",
        "\r.\r",
        "\r\n.\r\n",
        ".\r\nMAIL FROM:<thief@example.net>\r\n",
        "\0\u{2028}\n.\r\n",
        "a\r\n.\rQUIT\r\n",
        "..\r\n..",
        "\n\n.\n\nRCPT TO:<thief@example.net>\n",
        "=\r\n.\r\n",
        "",
    ];
    for body in bodies {
        for padding in [0, 1, 70, 16 * 1024 - 400, 16 * 1024] {
            let scripted = ScriptedServer::start(vec![Script::GOOD]);
            let text = format!("{}{body}", "x".repeat(padding));
            let message = message("m1", "Your request", &text);
            let delivery = hand_over(&plain_server(scripted.port), &message);
            assert_eq!(delivery.state(), MailState::Sent, "{delivery:?}");
            let seen = scripted.seen.lock().expect("the server is well");
            assert_eq!(seen.stored, [message.to_wire()], "{body:?} after {padding}");
            assert_eq!(seen.commands.len(), 5, "{:?}", seen.commands);
        }
    }
}

/// Puts an act at one step of a script.
type AtStep = fn(Script, Act) -> Script;

#[test]
fn before_the_dot_every_trouble_defers_and_only_a_refusal_of_the_message_fails() {
    use MailState::{Deferred, Failed};
    let good = Script::GOOD;
    let steps: [(&str, AtStep, MailState); 5] = [
        (
            "connect",
            |script, act| Script {
                connect: act,
                ..script
            },
            Deferred,
        ),
        (
            "EHLO",
            |script, act| Script {
                ehlo: act,
                ..script
            },
            Deferred,
        ),
        (
            "MAIL",
            |script, act| Script {
                mail: act,
                ..script
            },
            Failed,
        ),
        (
            "RCPT",
            |script, act| Script {
                rcpt: act,
                ..script
            },
            Failed,
        ),
        (
            "DATA",
            |script, act| Script {
                data: act,
                ..script
            },
            Failed,
        ),
    ];
    for (step, with, after_5xx) in steps {
        let table = [
            (Act::Say("450 4.2.1 try later"), Deferred),
            (Act::Say("421 4.3.2 closing"), Deferred),
            (Act::Say("554 5.7.1 no"), after_5xx),
            (Act::Say("550 5.1.1 no such user"), after_5xx),
            (Act::Say("530 5.7.0 sign in first"), Deferred),
            (Act::Say("nonsense"), Deferred),
            (Act::Drop, Deferred),
            (Act::Hang, Deferred),
        ];
        for (act, expected) in table {
            let (delivery, stored) = try_script(with(good, act));
            assert_eq!(delivery.state(), expected, "{step} {act:?}: {delivery:?}");
            assert_eq!(stored, 0, "{step} {act:?}");
        }
    }
}

#[test]
fn after_the_dot_only_a_definite_answer_counts_and_silence_is_uncertain() {
    use MailState::{Deferred, Failed, Sent, Uncertain};
    let table = [
        (Act::Go, Sent, 1),
        (Act::Say("251 will forward"), Sent, 1),
        (Act::Say("451 4.3.0 try later"), Deferred, 0),
        (Act::Say("421 4.3.2 closing"), Deferred, 0),
        (Act::Say("552 5.3.4 too large"), Failed, 0),
        (Act::Say("354 go on"), Uncertain, 0),
        (Act::Say("nonsense"), Uncertain, 0),
        (Act::Drop, Uncertain, 0),
        (Act::Hang, Uncertain, 0),
        (Act::KeepAndDrop, Uncertain, 1),
        (Act::KeepAndHang, Uncertain, 1),
    ];
    for (act, expected, held) in table {
        let (delivery, stored) = try_script(Script {
            dot: act,
            ..Script::GOOD
        });
        assert_eq!(delivery.state(), expected, "{act:?}: {delivery:?}");
        assert_eq!(stored, held, "{act:?}");
        assert!(!spoken_outcome(&delivery).is_empty());
    }
}

#[test]
fn a_data_answer_other_than_354_defers_because_answers_and_commands_no_longer_match() {
    let (delivery, stored) = try_script(Script {
        data: Act::Say("250 queued"),
        ..Script::GOOD
    });
    assert_eq!(
        (delivery.state(), stored),
        (MailState::Deferred, 0),
        "{delivery:?}"
    );
}

#[test]
fn a_connection_lost_while_the_message_is_still_being_sent_only_defers() {
    let scripted = ScriptedServer::start(vec![Script {
        drop_in_data: true,
        ..Script::GOOD
    }]);
    let large = message(
        "m1",
        "Your request",
        &"A line of the letter.\n".repeat(200_000),
    );
    let delivery = hand_over(&plain_server(scripted.port), &large);
    assert_eq!(delivery.state(), MailState::Deferred, "{delivery:?}");
    assert_eq!(scripted.stored(), 0);
}

#[test]
fn a_server_that_is_down_defers() {
    let port = TcpListener::bind("127.0.0.1:0")
        .expect("a port")
        .local_addr()
        .expect("an address")
        .port();
    let delivery = hand_over(&plain_server(port), &message("m1", "Your request", "Hello"));
    assert!(
        matches!(delivery, Delivery::Deferred { alarm: false, .. }),
        "{delivery:?}"
    );
}

#[test]
fn the_caller_is_told_before_the_hand_over_and_can_stop_at_every_phase() {
    let scripted = ScriptedServer::start(vec![Script::GOOD]);
    let server = plain_server(scripted.port);
    let mut phases = Vec::new();
    let delivery = deliver(
        &server,
        &message("m1", "Your request", "Hello"),
        &mut |phase| {
            assert_eq!(
                scripted.stored(),
                0,
                "nothing is accepted before {phase:?} is committed"
            );
            phases.push(phase);
            Ok(())
        },
    );
    assert_eq!(
        phases,
        [Phase::Connecting, Phase::Addressing, Phase::HandingOver]
    );
    assert_eq!((delivery.state(), scripted.stored()), (MailState::Sent, 1));

    for stop_at in [Phase::Connecting, Phase::Addressing, Phase::HandingOver] {
        let delivery = deliver(
            &server,
            &message("m2", "Your request", "Hello"),
            &mut |phase| {
                if phase == stop_at {
                    Err(Stop {
                        reason: "The claim was lost.".to_owned(),
                    })
                } else {
                    Ok(())
                }
            },
        );
        let expected = Delivery::Deferred {
            reason: "The claim was lost.".to_owned(),
            alarm: false,
        };
        assert_eq!(delivery, expected);
    }
    assert_eq!(
        deliver(
            &server,
            &message("m3", "Your request", "Hello"),
            &mut |_| Ok(())
        )
        .state(),
        MailState::Sent
    );
    assert_eq!(scripted.stored(), 2, "what was stopped was never accepted");
}

#[test]
fn a_wrong_password_defers_with_an_alarm_and_is_never_the_messages_fault() {
    for (act, expected, alarms) in [
        (Act::Go, MailState::Sent, false),
        (Act::Say("535 5.7.8 wrong"), MailState::Deferred, true),
        (Act::Say("454 4.7.0 later"), MailState::Deferred, false),
    ] {
        let scripted = ScriptedServer::start(vec![Script {
            auth: act,
            ..Script::GOOD
        }]);
        let credentials = Credentials {
            user: "desk".to_owned(),
            password: "correct horse".to_owned().into(),
        };
        let with_account = ServerSettings {
            credentials: Some(credentials),
            ..settings(scripted.port)
        };
        let server = Server::new(with_account).expect("good settings");
        let delivery = hand_over(&server, &message("m1", "Your request", "Hello"));
        assert_eq!(delivery.state(), expected, "{delivery:?}");
        assert_eq!(
            matches!(delivery, Delivery::Deferred { alarm: true, .. }),
            alarms
        );
        assert!(!format!("{delivery:?}").contains("horse"));
    }
}

/// T20 and T21: a worker that follows the states makes at most one message of each, whatever the server does.
#[test]
fn a_thousand_sends_under_random_faults_make_no_duplicate_and_lose_nothing_silently() {
    const MESSAGES: usize = 400;
    let seed = seeds::seed();
    let mut rng = seeds::rng(seed);
    let faults = [
        Act::Go,
        Act::Go,
        Act::Go,
        Act::Say("451 later"),
        Act::Say("550 no"),
        Act::Drop,
    ];
    let dots = [
        Act::Go,
        Act::Go,
        Act::Say("451 later"),
        Act::Say("550 no"),
        Act::Drop,
        Act::KeepAndDrop,
    ];
    let mut pick = |from: &[Act]| from[rng.next_u32() as usize % from.len()];
    let scripts = (0..20_000).map(|_| Script {
        connect: pick(&faults),
        mail: pick(&faults),
        rcpt: pick(&faults),
        dot: pick(&dots),
        ..Script::GOOD
    });
    let scripted = ScriptedServer::start(scripts.collect());
    let server = plain_server(scripted.port);
    let mut sends = 0;
    for at in 0..MESSAGES {
        let id = format!("m{at}-");
        let message = message(&format!("{id}x"), "Your request", "Hello");
        let state = loop {
            sends += 1;
            let state = hand_over(&server, &message).state();
            if state != MailState::Deferred {
                break state;
            }
        };
        let needle = format!("<{id}x@");
        let server_saw = scripted.seen.lock().expect("the server is well");
        let copies = server_saw
            .stored
            .iter()
            .filter(|raw| String::from_utf8_lossy(raw).contains(&needle))
            .count();
        match state {
            MailState::Sent => assert_eq!(copies, 1, "seed {seed}"),
            MailState::Failed => assert_eq!(copies, 0, "seed {seed}"),
            _ => assert!(copies <= 1, "seed {seed}"),
        }
    }
    assert!(sends >= 1_000, "{sends} sends");
}

#[test]
fn the_wait_grows_from_300_to_4000_seconds_within_a_fifth_and_ends_after_five_days() {
    let by_hand = [
        (1, 300),
        (2, 600),
        (3, 1200),
        (4, 2400),
        (5, 4000),
        (6, 4000),
        (100, 4000),
        (u32::MAX, 4000),
    ];
    for (attempt, seconds) in by_hand {
        assert_eq!(
            backoff(attempt, 0),
            TimeDelta::seconds(seconds),
            "T22, attempt {attempt}"
        );
        assert_eq!(backoff(attempt, -20), TimeDelta::seconds(seconds * 8 / 10));
        assert_eq!(backoff(attempt, 20), TimeDelta::seconds(seconds * 12 / 10));
        assert_eq!(backoff(attempt, 1000), backoff(attempt, 20));
        assert_eq!(backoff(attempt, i32::MIN), backoff(attempt, -20));
    }
    assert_eq!(backoff(0, 0), TimeDelta::seconds(300));
    let queued_at = sent_on();
    assert!(!gives_up(
        queued_at,
        queued_at + TimeDelta::days(GIVE_UP_DAYS) - TimeDelta::seconds(1)
    ));
    assert!(gives_up(queued_at, queued_at + TimeDelta::days(5)));
}

#[test]
fn a_message_whose_hand_over_began_never_goes_back_to_the_queue_by_itself() {
    use MailState::{Claimed, Deferred, Failed, HandingOver, Queued, Sent, Uncertain};
    let allowed = [
        (Queued, vec![Claimed]),
        (Claimed, vec![Queued, HandingOver, Deferred, Failed]),
        (HandingOver, vec![Sent, Deferred, Failed, Uncertain]),
        (Sent, vec![Failed]),
        (Deferred, vec![Claimed, Failed]),
        (Failed, vec![Queued]),
        (Uncertain, vec![Queued, Sent, Failed]),
    ];
    assert_eq!(allowed.len(), MailState::ALL.len());
    for (state, next_states) in allowed {
        for next in MailState::ALL {
            assert_eq!(
                may_follow(state, *next),
                next_states.contains(next),
                "T20: {state} then {next}"
            );
        }
    }
}

#[test]
fn mail_in_clear_never_leaves_this_machine() {
    for host in [
        "mail.hospital.example",
        "192.0.2.1",
        "0.0.0.0",
        "::",
        "localhost.example.org",
        "128.0.0.1",
    ] {
        let refused = Server::new(ServerSettings {
            host: host.to_owned(),
            ..settings(25)
        })
        .err();
        assert!(
            matches!(refused, Some(ServerRefused::PlainBeyondLoopback(_))),
            "T25: {host}"
        );
    }
    for host in ["127.0.0.1", "::1", "localhost", "127.1.2.3"] {
        assert!(
            Server::new(ServerSettings {
                host: host.to_owned(),
                ..settings(25)
            })
            .is_ok(),
            "{host}"
        );
    }
    for host in ["", "a b", "a\r\nb", "-a", "a..b", "mail/"] {
        let refused = Server::new(ServerSettings {
            host: host.to_owned(),
            ..settings(25)
        })
        .err();
        assert!(matches!(refused, Some(ServerRefused::Host(_))), "{host:?}");
    }
    let refused = Server::new(ServerSettings {
        hello_name: Some("a\r\nMAIL".to_owned()),
        ..settings(25)
    })
    .err();
    assert!(matches!(refused, Some(ServerRefused::HelloName(_))));
}

/// A certificate authority for one test.
pub struct Authority {
    params: CertificateParams,
    key: KeyPair,
    folder: tempfile::TempDir,
}

impl Authority {
    pub fn new() -> Self {
        let key = KeyPair::generate().expect("a key");
        let mut params = CertificateParams::new(Vec::new()).expect("parameters");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let folder = tempfile::tempdir().expect("a folder");
        let certificate = params.self_signed(&key).expect("a certificate");
        std::fs::write(folder.path().join("ca.pem"), pem(certificate.der())).expect("written");
        Self {
            params,
            key,
            folder,
        }
    }

    pub fn file(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// A certificate and its key as files of a server hold them (PEM).
    pub fn files_for(&self, name: &str) -> (String, String) {
        let key = KeyPair::generate().expect("a key");
        let params = CertificateParams::new(vec![name.to_owned()]).expect("parameters");
        let issuer = Issuer::from_params(&self.params, &self.key);
        let certificate = params.signed_by(&key, &issuer).expect("a certificate");
        let key = pem(&key.serialize_der()).replace("CERTIFICATE", "PRIVATE KEY");
        (pem(certificate.der()), key)
    }

    pub fn server_for(&self, name: &str, expired: bool) -> Arc<ServerConfig> {
        let key = KeyPair::generate().expect("a key");
        let mut params = CertificateParams::new(vec![name.to_owned()]).expect("parameters");
        if expired {
            params.not_before = date_time_ymd(2020, 1, 1);
            params.not_after = date_time_ymd(2021, 1, 1);
        }
        let issuer = Issuer::from_params(&self.params, &self.key);
        let certificate = params.signed_by(&key, &issuer).expect("a certificate");
        tls_config(certificate.der().clone(), &key)
    }
}

fn self_signed(name: &str) -> Arc<ServerConfig> {
    let key = KeyPair::generate().expect("a key");
    let params = CertificateParams::new(vec![name.to_owned()]).expect("parameters");
    let certificate = params.self_signed(&key).expect("a certificate");
    tls_config(certificate.der().clone(), &key)
}

fn tls_config(certificate: CertificateDer<'static>, key: &KeyPair) -> Arc<ServerConfig> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let key = PrivateKeyDer::try_from(key.serialize_der()).expect("a key");
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .expect("a certificate and its key");
    Arc::new(config)
}

fn pem(der: &[u8]) -> String {
    use base64::Engine;
    let text = base64::prelude::BASE64_STANDARD.encode(der);
    format!("-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n")
}

#[test]
fn mail_leaves_only_over_verified_tls_and_anything_else_defers_with_an_alarm() {
    let authority = Authority::new();
    let table = [
        ("good", authority.server_for("localhost", false), true),
        (
            "wrong name",
            authority.server_for("other.example", false),
            false,
        ),
        ("expired", authority.server_for("localhost", true), false),
        ("self-signed", self_signed("localhost"), false),
    ];
    for tls in [Tls::StartTls, Tls::Implicit] {
        for (what, config, accepted) in &table {
            let script = Script {
                offers_starttls: tls == Tls::StartTls,
                ..Script::GOOD
            };
            let scripted = ScriptedServer::start_with(
                vec![script],
                Some(Arc::clone(config)),
                tls == Tls::Implicit,
            );
            let server = tls_server(scripted.port, tls, Some(authority.file()));
            let delivery = hand_over(&server, &message("m1", "Your request", "Hello"));
            let seen = scripted.seen.lock().expect("the server is well");
            if *accepted {
                assert_eq!(
                    delivery.state(),
                    MailState::Sent,
                    "T25 {tls:?} {what}: {delivery:?}"
                );
                assert_eq!(seen.stored.len(), 1);
            } else {
                assert!(
                    matches!(delivery, Delivery::Deferred { alarm: true, .. }),
                    "T25 {tls:?} {what}: {delivery:?}"
                );
                assert_eq!(seen.stored.len(), 0);
                assert!(
                    !seen.commands.iter().any(|line| line.starts_with("MAIL")),
                    "T25: nothing of the message was said"
                );
            }
        }
    }
}

#[test]
fn a_server_whose_starttls_was_stripped_gets_nothing() {
    let authority = Authority::new();
    let scripted = ScriptedServer::start(vec![Script::GOOD]);
    let server = tls_server(scripted.port, Tls::StartTls, Some(authority.file()));
    let delivery = hand_over(&server, &message("m1", "Your request", "Hello"));
    assert!(
        matches!(delivery, Delivery::Deferred { alarm: true, .. }),
        "T25: {delivery:?}"
    );
    let seen = scripted.seen.lock().expect("the server is well");
    assert_eq!(
        seen.commands
            .iter()
            .filter(|line| line.starts_with("MAIL") || line.starts_with("AUTH"))
            .count(),
        0
    );
}

#[test]
fn without_the_extra_authority_its_server_is_not_trusted_and_a_bad_authority_file_is_refused() {
    let authority = Authority::new();
    let config = authority.server_for("localhost", false);
    let scripted = ScriptedServer::start_with(vec![Script::GOOD], Some(config), true);
    let delivery = hand_over(
        &tls_server(scripted.port, Tls::Implicit, None),
        &message("m1", "Your request", "Hello"),
    );
    assert!(
        matches!(delivery, Delivery::Deferred { alarm: true, .. }),
        "T25: {delivery:?}"
    );

    let empty = authority.folder.path().join("empty.pem");
    std::fs::write(&empty, "no certificate here").expect("written");
    let with = |file: PathBuf| {
        Server::new(ServerSettings {
            tls: Tls::Implicit,
            extra_ca_file: Some(file),
            ..settings(465)
        })
    };
    assert!(matches!(with(empty), Err(ServerRefused::Certificate(_))));
    let missing = authority.folder.path().join("missing.pem");
    assert!(matches!(
        with(missing),
        Err(ServerRefused::CertificateFile { .. })
    ));
}

fn tls_server(port: u16, tls: Tls, extra_ca_file: Option<PathBuf>) -> Server {
    let settings = ServerSettings {
        host: "localhost".to_owned(),
        tls,
        extra_ca_file,
        timeouts: Timeouts {
            answer: Duration::from_secs(10),
            after_dot: Duration::from_secs(10),
        },
        ..settings(port)
    };
    Server::new(settings).expect("good settings")
}

/// The user every Debian machine has for what should own nothing.
const NOBODY: u32 = 65534;

/// Postfix's own test server, receiving for real.
pub struct Sink {
    process: Child,
    pub port: u16,
    folder: tempfile::TempDir,
}

impl Sink {
    pub fn start(options: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let port = TcpListener::bind("127.0.0.1:0")
            .expect("a port")
            .local_addr()
            .expect("an address")
            .port();
        let mut command = Command::new("/usr/sbin/smtp-sink");
        if std::fs::metadata(folder.path()).expect("there").uid() == 0 {
            // It refuses to run as root.
            std::os::unix::fs::chown(folder.path(), Some(NOBODY), None).expect("its own folder");
            command.args(["-u", "nobody"]);
        }
        let process = command
            .args(options)
            .arg("-d")
            .arg(folder.path().join("mail"))
            .arg(format!("127.0.0.1:{port}"))
            .arg("100")
            .stdout(Stdio::null())
            .spawn()
            .expect("smtp-sink of Debian's package postfix must be installed");
        let mut sink = Self {
            process,
            port,
            folder,
        };
        sink.wait_until_it_listens();
        sink
    }

    fn wait_until_it_listens(&mut self) {
        // A connection attempt that is refused returns at once, so wait on the process between attempts.
        for _ in 0..200 {
            if std::net::TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return;
            }
            let ended = self.process.try_wait().expect("a child process");
            assert!(ended.is_none(), "smtp-sink ended: {ended:?}");
            std::thread::park_timeout(Duration::from_millis(20));
        }
        panic!("smtp-sink does not listen");
    }

    /// What it kept. The sink takes the file of a broken-off message away again, perhaps between our listing and our reading.
    pub fn dumps(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).expect("a folder");
        let read = |path| match std::fs::read_to_string(path) {
            Ok(dump) => Some(dump),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => panic!("a dump: {error}"),
        };
        entries
            .filter_map(|entry| read(entry.expect("an entry").path()))
            .collect()
    }

    fn copies_of(&self, message: &Message) -> usize {
        let id = message.message_id.to_string();
        self.dumps()
            .iter()
            .filter(|dump| dump.contains(&id))
            .count()
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        if self.process.kill().is_ok() {
            let _ = self.process.wait();
        }
    }
}

fn sink_server(port: u16) -> Server {
    let patient = Timeouts {
        answer: Duration::from_secs(20),
        after_dot: Duration::from_secs(20),
    };
    Server::new(ServerSettings {
        timeouts: patient,
        ..settings(port)
    })
    .expect("good settings")
}

#[test]
fn postfix_smtp_sink_receives_the_message_as_it_was_written() {
    let sink = Sink::start(&[]);
    let message = message(
        "sink1",
        "Su solicitud está lista",
        "Línea uno.\n.\nFrom here on\nthe end.",
    );
    let delivery = hand_over(&sink_server(sink.port), &message);
    assert_eq!(delivery.state(), MailState::Sent, "{delivery:?}");
    let dumps = sink.dumps();
    assert_eq!(sink.copies_of(&message), 1);
    let dump = dumps
        .iter()
        .find(|dump| dump.contains("<sink1@hospital.example>"))
        .expect("the dump");
    let wire = String::from_utf8(message.to_wire())
        .expect("ASCII")
        .replace("\r\n", "\n");
    assert!(
        dump.contains(wire.trim_end()),
        "sent:\n{wire}\nreceived:\n{dump}"
    );
}

#[test]
fn postfix_smtp_sink_faults_end_as_they_do_with_the_scripted_server() {
    let table: [(&[&str], MailState, usize); 9] = [
        (&["-r", "MAIL"], MailState::Deferred, 0),
        (&["-r", "RCPT"], MailState::Deferred, 0),
        (&["-r", "DATA"], MailState::Deferred, 0),
        (&["-r", "."], MailState::Deferred, 1),
        (&["-f", "RCPT"], MailState::Failed, 0),
        (&["-f", "."], MailState::Failed, 1),
        (&["-Q", "RCPT"], MailState::Deferred, 0),
        (&["-q", "DATA"], MailState::Deferred, 0),
        (&["-q", "."], MailState::Uncertain, 1),
    ];
    for (options, expected, dumped) in table {
        let sink = Sink::start(options);
        let message = message("sink2", "Your request", "Hello");
        let delivery = hand_over(&sink_server(sink.port), &message);
        assert_eq!(delivery.state(), expected, "T22 {options:?}: {delivery:?}");
        // The sink writes its dump before it answers the dot, also when the answer is a refusal.
        assert!(sink.copies_of(&message) <= dumped, "{options:?}");
    }
}
