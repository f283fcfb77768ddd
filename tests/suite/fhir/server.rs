//! A small FHIR server on this machine that answers as a test says.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::{Arc, Mutex};

use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::support::{Backend, Desk};
use crate::trays::support::write_secret;

/// What the server was asked.
#[derive(Debug, Clone)]
pub struct Question {
    /// Method and address, as they came.
    pub line: String,
    /// Header lines, lower case.
    pub headers: String,
    /// The path without the base.
    pub path: String,
    /// The search, wherever it stood, decoded.
    pub search: Vec<(String, String)>,
}

impl Question {
    /// Every value of a search parameter.
    pub fn values(&self, name: &str) -> Vec<&str> {
        let named = self.search.iter().filter(|(known, _)| known == name);
        named.map(|(_, value)| value.as_str()).collect()
    }
}

/// How it answers.
pub enum Reply {
    /// A resource.
    Json(Value),
    /// A status with a body of a kind.
    Other(u16, &'static str, String),
    /// Never: the connection stays open until the other side gives up.
    Nothing,
}

type Answers = dyn Fn(&Question, &str) -> Reply + Send + Sync;

/// The server; its thread ends with the test.
pub struct Fhir {
    base: String,
    pub asked: Arc<Mutex<Vec<Question>>>,
    pub arrivals: mpsc::UnboundedReceiver<()>,
}

impl Fhir {
    /// Serves; the answers get the question and the base address.
    pub fn serve(answers: impl Fn(&Question, &str) -> Reply + Send + Sync + 'static) -> Self {
        Self::serve_over(None, answers)
    }

    /// The same over TLS, with this certificate for `localhost`.
    pub fn serve_over(
        tls: Option<Arc<ServerConfig>>,
        answers: impl Fn(&Question, &str) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("it has one");
        let asked: Arc<Mutex<Vec<Question>>> = Arc::default();
        let answers: Arc<Answers> = Arc::new(answers);
        let (arrived, arrivals) = mpsc::unbounded_channel();
        let base = match &tls {
            Some(_) => format!("https://localhost:{}/r4", address.port()),
            None => format!("http://{address}/r4"),
        };
        let (kept, here) = (asked.clone(), base.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answers, kept, arrived) = (answers.clone(), kept.clone(), arrived.clone());
                let (tls, here) = (tls.clone(), [&here, "/"].concat());
                std::thread::spawn(move || {
                    let answer = |question: &Question| {
                        kept.lock().expect("one at a time").push(question.clone());
                        let reply = answers(question, &here);
                        let _ = arrived.send(());
                        reply
                    };
                    match tls.map(ServerConnection::new) {
                        None => converse(stream, answer),
                        Some(begun) => {
                            converse(
                                StreamOwned::new(begun.expect("a conversation"), stream),
                                answer,
                            );
                        }
                    }
                });
            }
        });
        Self {
            base,
            asked,
            arrivals,
        }
    }

    /// The base address.
    pub fn base(&self) -> String {
        self.base.clone()
    }

    /// Everything it was asked so far.
    pub fn questions(&self) -> Vec<Question> {
        self.asked.lock().expect("one at a time").clone()
    }
}

/// One question and its answer.
fn converse(mut stream: impl Read + Write, answer: impl Fn(&Question) -> Reply) {
    if let Some(question) = read(&mut stream) {
        let reply = answer(&question);
        say(stream, reply);
    }
}

fn read(stream: &mut impl Read) -> Option<Question> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut headers = String::new();
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        if header.trim().is_empty() {
            break;
        }
        headers.push_str(&header.to_lowercase());
    }
    let length = headers
        .lines()
        .find_map(|one| one.strip_prefix("content-length:"));
    let length: usize = length
        .and_then(|text| text.trim().parse().ok())
        .unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let target = line.split(' ').nth(1)?.to_owned();
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let mut search: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    search.extend(url::form_urlencoded::parse(&body).into_owned());
    let path = path.strip_prefix("/r4/")?.to_owned();
    Some(Question {
        line: line.trim().to_owned(),
        headers,
        path,
        search,
    })
}

fn say(mut stream: impl Read + Write, reply: Reply) {
    let (status, kind, body) = match reply {
        Reply::Json(value) => (
            200,
            "application/fhir+json; charset=utf-8",
            value.to_string(),
        ),
        Reply::Other(status, kind, body) => (status, kind, body),
        Reply::Nothing => {
            let mut rest = Vec::new();
            let _ = stream.read_to_end(&mut rest);
            return;
        }
    };
    let head = format!(
        "HTTP/1.1 {status} X\r\ncontent-type: {kind}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    let _ = stream.write_all([head.as_bytes(), body.as_bytes()].concat().as_slice());
}

/// Amara Okafor as a hospital's system has her, with more than the desk asks for.
pub fn amara() -> Value {
    json!({
        "resourceType": "Patient",
        "id": "eAB3mDIBBcyUKviyzrxsnAw3",
        "meta": {"versionId": "7"},
        "extension": [{"url": "http://example.org/x", "valueCode": "F"}],
        "active": true,
        "identifier": [
            {"use": "usual", "type": {"text": "EPI"}, "system": "urn:oid:1.2.3", "value": "E9911"},
            {"use": "usual", "type": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "MR"}]}, "system": "urn:oid:1.2.840.114350", "value": "5120038"}
        ],
        "name": [
            {"use": "maiden", "family": "Obi", "given": ["Amara"]},
            {"use": "official", "text": "Amara N. Okafor", "family": "Okafor", "given": ["Amara", "N."]}
        ],
        "telecom": [{"system": "phone", "value": "(626) 555-0142", "use": "home"}, {"system": "email", "value": "amara@example.org"}],
        "gender": "female",
        "birthDate": "1968-03-14",
        "_birthDate": {"extension": []},
        "deceasedBoolean": false,
        "address": [{"use": "old", "line": ["1 Old Road"]}, {"use": "home", "line": ["12 Elm Street"], "city": "Duarte", "state": "CA", "postalCode": "91010", "country": "US"}],
        "photo": []
    })
}

/// Somebody else.
pub fn other() -> Value {
    json!({
        "resourceType": "Patient", "id": "other-1", "birthDate": "1950-03-02",
        "identifier": [{"type": {"coding": [{"code": "MR"}]}, "value": "777001"}],
        "name": [{"family": "Jensen", "given": ["Ole"]}]
    })
}

/// An appointment of Amara's.
pub fn appointment(status: &str, start: &str) -> Value {
    json!({
        "resourceType": "Appointment", "id": "a1", "status": status, "start": start,
        "participant": [
            {"actor": {"reference": "Practitioner/p1", "display": "Dr. Reyes"}, "status": "accepted"},
            {"actor": {"reference": "Patient/eAB3mDIBBcyUKviyzrxsnAw3", "display": "Amara Okafor"}, "status": "accepted"},
            {"actor": {"reference": "Location/l1", "display": "Infusion Center"}, "status": "accepted"}
        ]
    })
}

/// A bundle of what a search found.
pub fn bundle(resources: &[Value]) -> Value {
    let entries: Vec<Value> = resources
        .iter()
        .map(|one| json!({"fullUrl": "urn:x", "resource": one, "search": {"mode": "match"}}))
        .collect();
    json!({"resourceType": "Bundle", "type": "searchset", "total": entries.len(), "link": [{"relation": "self", "url": "http://x/"}], "entry": entries})
}

/// A hospital where Amara has these appointments, and everybody answers to a parameter it does not know.
pub fn hospital(appointments: Vec<Value>) -> Fhir {
    Fhir::serve(move |question, _| {
        match question.path.trim_end_matches("/_search") {
        "Patient" => Reply::Json(bundle(&[amara(), other()])),
        "Patient/eAB3mDIBBcyUKviyzrxsnAw3" => Reply::Json(amara()),
        "Appointment" => Reply::Json(bundle(&appointments)),
        _ => Reply::Other(404, "application/fhir+json", json!({"resourceType": "OperationOutcome", "issue": [{"severity": "error", "code": "not-found"}]}).to_string()),
    }
    })
}

/// The settings of a desk that asks this server.
pub fn settings(folder: &Path, base: &str) -> std::path::PathBuf {
    let token = folder.join("token");
    write_secret(&token, "s3cret\n");
    let file = folder.join("fhir.toml");
    let text = format!(
        "[[fhir]]\nname = \"Epic\"\nsites = [\"duarte\"]\nurl = \"{base}\"\ntoken_file = \"{}\"\ntimeout_seconds = 1\n",
        token.display()
    );
    std::fs::write(&file, text).expect("written");
    file
}

/// Runs a test on both databases with a desk that asks a server made for it.
pub fn on_both<F, Fut>(serve: impl Fn() -> Fhir, test: F)
where
    F: Fn(Desk, Fhir) -> Fut,
    Fut: Future<Output = ()>,
{
    for backend in [Backend::Sqlite, Backend::Postgres] {
        println!("on {backend:?}");
        let folder = tempfile::tempdir().expect("a folder");
        let fhir = serve();
        let file = settings(folder.path(), &fhir.base());
        actix_web::rt::System::new().block_on(async {
            let desk = Desk::start_with(backend, |settings| settings.fhir = Some(file)).await;
            test(desk.clone(), fhir).await;
            desk.finish().await;
        });
    }
}
