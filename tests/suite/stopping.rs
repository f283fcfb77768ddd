//! A stop in the middle of the work (T16): what has begun is answered and stored, nobody new is let in, and the program ends
//! well.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use diesel::prelude::*;
use futures_util::future::join_all;
use reqwest::StatusCode;
use roi_desk::audit;
use roi_desk::clock::Clock;
use roi_desk::db::StoreError;
use roi_desk::db::schema::{drafts, requests};
use roi_desk::web::cookie;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::intake::{ASKED, AT_THE_WINDOW};
use crate::support::{Client, Desk, Page, Program, on_both_databases, prove};

/// Intakes under way when the program is asked to stop.
const UNDER_WAY: usize = 50;
/// How long the program may take to stop (T16).
const WITHIN: Duration = Duration::from_secs(35);

/// A form as a browser has begun to send it: the program has taken the head, and waits for the body.
struct Begun {
    stream: tokio::net::TcpStream,
    body: String,
}

async fn begin(
    address: SocketAddr,
    cookie: &str,
    path: &str,
    fields: &[(String, String)],
) -> Begun {
    let body = serde_html_form::to_string(fields).expect("fields are text");
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nCookie: __Host-desk={cookie}\r\nExpect: 100-continue\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let mut stream = tokio::net::TcpStream::connect(address)
        .await
        .expect("the desk listens");
    stream.write_all(head.as_bytes()).await.expect("it is sent");
    let go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    let mut said = vec![0; go_on.len()];
    stream.read_exact(&mut said).await.expect("an answer");
    assert_eq!(String::from_utf8_lossy(&said), go_on);
    Begun { stream, body }
}

/// Sends the rest; answers the head of what came back.
async fn end(mut begun: Begun) -> String {
    let body = begun.body.as_bytes();
    begun.stream.write_all(body).await.expect("it is sent");
    let mut said = Vec::new();
    begun
        .stream
        .read_to_end(&mut said)
        .await
        .expect("a whole answer");
    let said = String::from_utf8_lossy(&said).into_owned();
    said.split("\r\n\r\n").next().unwrap_or_default().to_owned()
}

/// A walk-in with a key and a name of its own.
fn walk_in(page: &Page, number: usize) -> (String, Vec<(String, String)>) {
    let letter = |index: usize| char::from(b"bdjklmnprstx"[index % 12]);
    let family = format!("{}o{}i", letter(number / 12), letter(number));
    let key = cookie::new_token().expect("randomness");
    // Dates of which no two share a month and a day.
    let (year, month, day) = (
        (1930 + number).to_string(),
        (1 + number % 12).to_string(),
        (1 + number / 12).to_string(),
    );
    let typed = [
        ("key", key.as_str()),
        ("patient_family", &family),
        ("patient_given", "Test"),
        ("born_on-month", &month),
        ("born_on-day", &day),
        ("born_on-year", &year),
    ];
    page.form(&[&typed, ASKED, AT_THE_WINDOW].concat())
}

/// Returns once nobody new is let in.
fn wait_until_shut(address: SocketAddr, begun: Instant) {
    while TcpStream::connect(address).is_ok() {
        assert!(begun.elapsed() < WITHIN, "the door is still open");
        std::thread::yield_now();
    }
}

async fn acknowledged(desk: &Desk, program: Program, cookie: &str) -> Vec<String> {
    let page = Client::new(program.address, Some(cookie.to_owned()))
        .get("/log/walk-in")
        .await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.words());
    let forms: Vec<_> = (0..UNDER_WAY)
        .map(|number| walk_in(&page, number))
        .collect();
    let begun = forms
        .iter()
        .map(|(path, fields)| begin(program.address, cookie, path, fields));
    let begun = join_all(begun).await;
    assert_eq!(requests_of(desk).len(), 0, "nothing is stored yet");
    let asked_at = Instant::now();
    program.ask_to_stop();
    wait_until_shut(program.address, asked_at);
    let heads = join_all(begun.into_iter().map(end)).await;
    let ended = program.ended();
    assert!(ended.success(), "T16: it ends well: {ended}");
    let location = |head: &String| {
        assert!(head.starts_with("HTTP/1.1 303"), "{head}");
        let lines = head.lines();
        let mut found = lines.filter_map(|line| line.strip_prefix("location: /requests/"));
        found.next().expect("where the request is").to_owned()
    };
    heads.iter().map(location).collect()
}

fn requests_of(desk: &Desk) -> Vec<String> {
    let every = requests::table
        .order(requests::public_id)
        .select(requests::public_id);
    let app = &desk.app;
    app.read_now::<_, StoreError>(|read| read.list(every))
        .expect("the requests")
}

#[test]
fn a_stop_with_fifty_intakes_under_way_answers_and_stores_them_all_t16() {
    on_both_databases(async |desk| {
        desk.at(Clock::System.now());
        let cookie = desk.clerk().await.cookie().expect("a session");
        desk.finish().await;
        let program = Program::serve(&desk.app, &[]);
        let mut told = acknowledged(&desk, program, &cookie).await;
        told.sort_unstable();
        assert_eq!(requests_of(&desk), told, "all that was acknowledged, once");
        let app = &desk.app;
        let answered: Vec<String> = app
            .read_now::<_, StoreError>(|read| read.list(drafts::table.select(drafts::state)))
            .expect("the keys");
        assert_eq!(answered, vec!["answered"; UNDER_WAY], "T13: its key");
        println!("{}", prove(app, &["audit", "verify"]));
        println!("{}", prove(app, &["check"]));
        let again = Program::serve(&desk.app, &[]);
        let page = Client::new(again.address, Some(cookie))
            .get("/lists/new")
            .await;
        assert!(page.words().contains("50 "), "{}", page.words());
        again.stop();
    });
}

#[test]
fn a_stop_seals_the_evidence_and_keeps_its_head_outside_t40_t41() {
    on_both_databases(async |desk| {
        desk.at(Clock::System.now());
        let cookie = desk.clerk().await.cookie();
        desk.finish().await;
        let program = Program::serve(&desk.app, &[]);
        let clerk = Client::new(program.address, cookie);
        for _ in 0..3 {
            assert_eq!(clerk.get("/lists/new").await.status, StatusCode::OK);
        }
        program.stop();
        let waiting = desk
            .app
            .read_now::<_, StoreError>(audit::any_unsealed)
            .expect("they can be counted");
        assert!(!waiting, "no evidence waits for a seal");
        let head = audit::kept_head(&desk.app.data_folder()).expect("the file is read");
        let newest = desk
            .app
            .read_now::<_, StoreError>(audit::newest_head)
            .expect("the head is read");
        assert!(
            newest.is_some() && head == newest,
            "the second place has it"
        );
    });
}

#[test]
fn who_comes_while_the_desk_restarts_waits_at_its_socket_and_is_served_t16() {
    on_both_databases(async |desk| {
        desk.at(Clock::System.now());
        let cookie = desk.clerk().await.cookie();
        desk.finish().await;
        let socket = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = socket.local_addr().expect("it has one");
        let first = Program::serve_on(&desk.app, &socket);
        assert_eq!(first.address, address);
        let clerk = Client::new(address, cookie);
        assert_eq!(clerk.get("/lists/new").await.status, StatusCode::OK);
        first.stop();
        // Nobody serves now; the socket lets in who comes.
        let mut waiting = TcpStream::connect(address).expect("it is let in");
        let asked =
            format!("GET /healthz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        waiting.write_all(asked.as_bytes()).expect("it is sent");
        let second = Program::serve_on(&desk.app, &socket);
        let mut answer = String::new();
        waiting.read_to_string(&mut answer).expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        second.stop();
    });
}
