//! The program is killed in the middle of two hundred intakes: what was acknowledged is there, what is there is whole, and
//! what was not acknowledged is made once when it is sent again (T1, T2, T13).

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use diesel::prelude::*;
use futures_util::future::join_all;
use futures_util::stream::{FuturesUnordered, StreamExt};
use proptest::prelude::RngExt;
use reqwest::StatusCode;
use roi_desk::clock::Clock;
use roi_desk::db::schema::{
    audit_rows, drafts, patients, request_events, request_recipients, requests,
};
use roi_desk::db::{Read, StoreError, search};
use roi_desk::web::cookie;

use crate::intake::{ASKED, AT_THE_WINDOW};
use crate::seeds;
use crate::support::{Client, Desk, Page, Program, on_both_databases, prove};

/// Intakes at once.
const POSTS: usize = 200;
/// Clerks who send them.
const CLERKS: usize = 8;
/// Kills of one run; `ROI_TEST_KILLS` asks for more.
const KILLS: u32 = 2;
/// How long a post that was told to come back is sent again.
const PATIENCE: Duration = Duration::from_secs(120);

/// One filled form: whose it is, where it goes, what was typed, the name it is searched by.
struct Intake {
    clerk: usize,
    path: String,
    fields: Vec<(String, String)>,
    family: String,
}

/// A name of its own for each intake: letters only, none that sounds like another.
fn family(number: usize) -> String {
    let letter = |place: u32| {
        let index = number / 12_usize.pow(place) % 12;
        char::from(b"bdjklmnprstx"[index])
    };
    format!("{}o{}i{}u", letter(2), letter(1), letter(0))
}

/// A walk-in of a patient nobody resembles.
fn walk_in(page: &Page, clerk: usize, number: usize) -> Intake {
    let family = family(number);
    let (year, month, day) = (
        (1930 + number % 70).to_string(),
        (1 + number / 70 % 12).to_string(),
        (1 + number % 28).to_string(),
    );
    let key = cookie::new_token().expect("randomness");
    let typed = [
        ("key", key.as_str()),
        ("patient_family", &family),
        ("patient_given", "Test"),
        ("born_on-month", &month),
        ("born_on-day", &day),
        ("born_on-year", &year),
    ];
    let (path, fields) = page.form(&[&typed, ASKED, AT_THE_WINDOW].concat());
    Intake {
        clerk,
        path,
        fields,
        family,
    }
}

/// The address of the request, if the desk acknowledged it.
fn acknowledged(answer: Result<Page, reqwest::Error>) -> Option<String> {
    let page = answer.ok()?;
    match page.status {
        StatusCode::SEE_OTHER => page.location,
        StatusCode::SERVICE_UNAVAILABLE => None,
        other => panic!("{other}: {}", page.words()),
    }
}

/// Sends everything at once and kills the program when `enough` are acknowledged; answers what was, by place.
async fn send_and_kill(
    program: Program,
    clerks: &[Client],
    intakes: &[Intake],
    enough: usize,
) -> BTreeMap<usize, String> {
    let mut under_way: FuturesUnordered<_> = intakes
        .iter()
        .enumerate()
        .map(|(place, intake)| async move {
            let sent = clerks[intake.clerk].try_post(&intake.path, &intake.fields);
            (place, acknowledged(sent.await))
        })
        .collect();
    let mut program = Some(program);
    let mut done = BTreeMap::new();
    while let Some((place, address)) = under_way.next().await {
        done.extend(address.map(|address| (place, address)));
        if done.len() >= enough
            && let Some(program) = program.take()
        {
            program.kill();
        }
    }
    done
}

/// Sends one until it is acknowledged; a desk that is busy is asked again.
async fn send(clerks: &[Client], intake: &Intake) -> String {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        let sent = clerks[intake.clerk].try_post(&intake.path, &intake.fields);
        if let Some(address) = acknowledged(sent.await) {
            return address;
        }
    }
    panic!("{} was not taken for {PATIENCE:?}", intake.family);
}

/// What the database holds of the requests logged so far, in one snapshot: by address, the words each is found by.
fn whole_requests(desk: &Desk, intakes: &[Intake]) -> BTreeMap<String, String> {
    let look = |read: &mut Read<'_>| {
        let rows: Vec<(i64, String, String)> = read.list(requests::table.select((
            requests::id,
            requests::public_id,
            requests::patient_as_written,
        )))?;
        for (id, public_id, _) in &rows {
            assert_whole(read, *id, public_id)?;
        }
        let people: Vec<i64> = read.list(patients::table.select(patients::id))?;
        assert_eq!(people.len(), rows.len(), "T2: no patient without a request");
        let keys: Vec<String> = read.list(drafts::table.select(drafts::key))?;
        assert_eq!(keys.len(), rows.len(), "T2: no key without a request");
        for intake in intakes {
            let found = search::find_requests(read, std::slice::from_ref(&intake.family), 10)?;
            let named = |written: &str| written.to_lowercase().contains(&intake.family);
            let meant = rows.iter().filter(|row| named(&row.2)).map(|row| row.0);
            assert_eq!(found, meant.collect::<Vec<_>>(), "T2: the search finds it");
        }
        Ok::<_, StoreError>(rows)
    };
    let rows = desk.app.read_now(look).expect("the database can be read");
    rows.into_iter()
        .map(|(_, public_id, written)| (["/requests/", &public_id].concat(), written))
        .collect()
}

/// T2: a request stands with its first event, its recipient, its audit row and its answered key.
fn assert_whole(read: &mut Read<'_>, id: i64, public_id: &str) -> Result<(), StoreError> {
    let events: Vec<String> = read.list(
        request_events::table
            .filter(request_events::request_id.eq(id))
            .order(request_events::id)
            .select(request_events::kind),
    )?;
    assert_eq!(events.first().map(String::as_str), Some("logged"), "T2");
    assert!(events.contains(&"patient_matched".to_owned()), "{events:?}");
    let recipients: Vec<i64> = read.list(
        request_recipients::table
            .filter(request_recipients::request_id.eq(id))
            .select(request_recipients::id),
    )?;
    assert_eq!(recipients.len(), 1, "T2: its recipient");
    let evidence: Vec<String> = read.list(
        audit_rows::table
            .filter(audit_rows::request_id.eq(id))
            .select(audit_rows::event),
    )?;
    assert_eq!(evidence, ["request.logged"], "T2, T38: its audit row");
    let answers: Vec<String> = read.list(
        drafts::table
            .filter(drafts::answer.eq(["/requests/", public_id].concat()))
            .select(drafts::state),
    )?;
    assert_eq!(answers, ["answered"], "T13: its key");
    Ok(())
}

fn kills() -> u32 {
    std::env::var("ROI_TEST_KILLS").map_or(KILLS, |text| {
        text.parse().expect("ROI_TEST_KILLS is a whole number")
    })
}

#[test]
fn a_kill_among_two_hundred_intakes_loses_nothing_acknowledged_and_leaves_nothing_half_done() {
    on_both_databases(async |desk| {
        desk.at(Clock::System.now());
        let mut cookies = Vec::new();
        for _ in 0..CLERKS {
            cookies.push(desk.clerk().await.cookie());
        }
        desk.finish().await;
        let serve = || {
            let program = Program::serve(&desk.app, &[]);
            let sign_in = |cookie: &Option<String>| Client::new(program.address, cookie.clone());
            let clerks: Vec<Client> = cookies.iter().map(sign_in).collect();
            (program, clerks)
        };
        let mut random = seeds::rng(seeds::seed());
        let mut every: Vec<Intake> = Vec::new();
        for round in 0..kills() {
            let (program, clerks) = serve();
            let pages = join_all(clerks.iter().map(|clerk| clerk.get("/log/walk-in"))).await;
            let intakes: Vec<Intake> = (0..POSTS)
                .map(|i| walk_in(&pages[i % CLERKS], i % CLERKS, every.len() + i))
                .collect();
            let enough = usize::try_from(random.random_range(0..POSTS as u64)).expect("small");
            println!("round {round}: killed once {enough} were acknowledged");
            let done = send_and_kill(program, &clerks, &intakes, enough).await;

            let (program, clerks) = serve();
            every.extend(intakes);
            let stored = whole_requests(&desk, &every);
            for address in done.values() {
                assert!(stored.contains_key(address), "T1: {address} was lost");
            }
            let this_round = &every[every.len() - POSTS..];
            let again = this_round.iter().map(|intake| send(&clerks, intake));
            let again = futures_util::stream::iter(again).buffered(CLERKS);
            let mut addresses: Vec<String> = again.collect().await;
            for (place, told) in &done {
                assert_eq!(addresses[*place], *told, "T13: the same answer");
            }
            addresses.sort_unstable();
            addresses.dedup();
            assert_eq!(addresses.len(), POSTS, "T13: each its own");
            let stored = whole_requests(&desk, &every);
            assert_eq!(stored.len(), every.len(), "T13: each once");
            program.stop();
            println!("{}", prove(&desk.app, &["check"]));
            println!("{}", prove(&desk.app, &["audit", "verify"]));
        }
    });
}
