//! Fills a desk with the rows of the bench's generator, and signs a person in for the driver.
//!
//!     bench-load fill DATA FOLDER [DATABASE]     into an empty data folder, and a database if not desk.db in it
//!     bench-load sign-in DATA FOLDER [DATABASE]  prints the cookie of a signed-in supervisor; keeps a search for each term
//!
//! Every row goes through the desk's own commands, day by day, each with its event and its audit row, so that `roi-desk
//! check` and `roi-desk audit verify` hold. A request keeps its row number as its outer id. Of the generator's events the
//! first is the assignment where somebody owns the request, the one that sets a state is the change that leads there, the
//! others are notes; a finished request ends with the one event the workflow allows at once: forwarded, withdrawn, or
//! logged in error.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use roi_desk::app::{App, Who};
use roi_desk::audit::{self, Entry, Outcome};
use roi_desk::authorizations::commands::{context_of, known_flags, record_check};
use roi_desk::authorizations::model::{Answer, Answers, PaperAnswers, ProtectedAnswers};
use roi_desk::authorizations::rules::checklist;
use roi_desk::clock::Clock;
use roi_desk::config::{Config, Settings};
use roi_desk::db::{StoreError, Tx, new_public_id};
use roi_desk::error::CommandError;
use roi_desk::facilities::Facilities;
use roi_desk::patients::commands::create_patient;
use roi_desk::patients::model::{Mrn, PersonName};
use roi_desk::patients::store::NewPatient;
use roi_desk::queues::{commands as queues, store as searches};
use roi_desk::requests::commands::{
    AddNote, Forward, MarkInError, MoveOn, OpenRequest, PlaceHold, Step, Withdraw, add_note,
    forward, log_request, mark_in_error, move_on, open_by_id, place_hold, take, withdraw,
};
use roi_desk::requests::model::{
    Channel, ClockInputs, ContactWay, Delivery, Format, NewRequest, PatientAsWritten, Priority,
    Purpose, Recipient, RequestId, RequesterAsWritten, RequesterClass, Road, Scope, Want,
    WhoseMove,
};
use roi_desk::requests::rules::received::{Arrival, received_on};
use roi_desk::staff::commands::{add_staff, begin_session};
use roi_desk::staff::model::{Actor, Factor, NewStaff, Role};
use roi_desk::startup;
use roi_desk::web::cookie;
use roi_desk::words::Language;

const SITE: &str = "duarte";
/// Things done in one transaction: few, because each statement walks the journal of its savepoint.
const AT_ONCE: usize = 40;

/// One thing that happens to the request of a row number.
enum Item {
    Logged(Box<Row>),
    Changed {
        row: usize,
        by: usize,
        change: Change,
    },
}

/// A line of `requests.tsv`.
struct Row {
    number: usize,
    requester: usize,
    patient: String,
    created: NaiveDateTime,
    body: String,
}

enum Change {
    Taken,
    Stands(String),
    Noted(String),
}

/// What the loader knows of the rows it has stored.
struct Desk {
    facilities: std::sync::Arc<Facilities>,
    key: audit::AuditKey,
    staff: Vec<Actor>,
    requesters: Vec<(String, String)>,
    patients: HashMap<String, i64>,
    requests: Vec<RequestId>,
}

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (what, data, folder) = match args.as_slice() {
        [what, data, folder, ..] => (what.as_str(), Path::new(data), PathBuf::from(folder)),
        _ => bail!("bench-load fill|sign-in DATA FOLDER [DATABASE]"),
    };
    let settings = Settings {
        data: folder,
        database: args.get(3).cloned(),
        ..Settings::default()
    };
    let config = settings.check().map_err(anyhow::Error::msg)?;
    match what {
        "fill" => fill(config, data),
        "sign-in" => sign_in(config, data),
        other => bail!("{other}? bench-load fill|sign-in DATA FOLDER [DATABASE]"),
    }
}

fn fill(config: Config, data: &Path) -> anyhow::Result<()> {
    let owners = owners(data)?;
    let first = owners.first_day;
    let clock = Clock::standing_at(first.and_time(NaiveTime::MIN));
    let app = startup::open(config, clock.clone())?;
    let mut desk = Desk {
        facilities: app.facilities.clone(),
        key: app.audit_key().clone(),
        staff: hire(&app, data)?,
        requesters: lines(data, "requesters.tsv")?
            .map(|line| (line[1].clone(), line[2].clone()))
            .collect(),
        patients: HashMap::new(),
        requests: vec![RequestId(0); owners.of.len() + 1],
    };
    let mut events = lines(data, "events.tsv")?.peekable();
    let mut waiting: BTreeMap<NaiveDate, Vec<Item>> = BTreeMap::new();
    for line in lines(data, "requests.tsv")? {
        let row = row(&line)?;
        let (number, day) = (row.number, row.created.date());
        waiting
            .entry(day)
            .or_default()
            .push(Item::Logged(Box::new(row)));
        let mut nth = 0;
        while let Some(event) = events.next_if(|e| e[1] == line[0]) {
            let at = instant(&event[5])?.date().max(day);
            let change = change(&event, nth == 0 && owners.of[number - 1].is_some());
            let by = match (&change, owners.of[number - 1]) {
                (Change::Taken, Some(owner)) => owner,
                _ => event[2].parse()?,
            };
            let item = Item::Changed {
                row: number,
                by,
                change,
            };
            waiting.entry(at).or_default().push(item);
            nth += 1;
        }
        // The generator's days run forward but for the hours of a day.
        let done = day - Days::new(2);
        while waiting
            .first_key_value()
            .is_some_and(|(day, _)| *day < done)
        {
            desk = next_day(&app, &clock, desk, &mut waiting)?;
        }
    }
    while !waiting.is_empty() {
        desk = next_day(&app, &clock, desk, &mut waiting)?;
    }
    clock.move_to(Clock::System.now());
    while app.read_now::<_, StoreError>(audit::any_unsealed)? {
        let key = app.audit_key().clone();
        app.keep_house_now(move |tx| audit::seal_waiting(tx, &key))?;
    }
    app.close();
    println!(
        "{} requests, {} patients",
        owners.of.len(),
        desk.patients.len()
    );
    Ok(())
}

/// Who owns each request in the end, and the first day of all.
struct Owners {
    of: Vec<Option<usize>>,
    first_day: NaiveDate,
}

fn owners(data: &Path) -> anyhow::Result<Owners> {
    let mut owners = Owners {
        of: Vec::new(),
        first_day: NaiveDate::MAX,
    };
    for line in lines(data, "requests.tsv")? {
        owners.of.push(line[5].parse().ok().filter(|id| *id > 0));
        owners.first_day = owners.first_day.min(instant(&line[7])?.date());
    }
    Ok(owners)
}

fn lines(data: &Path, name: &str) -> anyhow::Result<impl Iterator<Item = Vec<String>>> {
    use std::io::BufRead;
    let path = data.join(name);
    let file = std::fs::File::open(&path).with_context(|| path.display().to_string())?;
    let lines = std::io::BufReader::new(file).lines();
    Ok(lines
        .map_while(Result::ok)
        .map(|line| line.split('\t').map(str::to_owned).collect()))
}

fn instant(text: &str) -> anyhow::Result<NaiveDateTime> {
    Ok(NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S")?)
}

fn row(line: &[String]) -> anyhow::Result<Row> {
    Ok(Row {
        number: line[0].parse()?,
        requester: line[1].parse()?,
        patient: line[2].clone(),
        created: instant(&line[7])?,
        body: line[8].clone(),
    })
}

fn change(event: &[String], first_of_an_owned: bool) -> Change {
    match event[4].as_str() {
        "" if first_of_an_owned => Change::Taken,
        "" | "received" => Change::Noted(event[6].clone()),
        state => Change::Stands(state.to_owned()),
    }
}

/// The generator's staff, all at one site; each may do everything the bench does.
fn hire(app: &App, data: &Path) -> anyhow::Result<Vec<Actor>> {
    let mut staff = Vec::new();
    for line in lines(data, "staff.tsv")? {
        let roles = vec![Role::Specialist, Role::Supervisor];
        let new = NewStaff {
            public_id: new_public_id()?,
            login: line[1].clone(),
            name: line[2].clone(),
            password_hash: "no password signs in with this".to_owned(),
            one_time_secret: None,
            home_site: SITE.to_owned(),
            roles: roles.iter().map(|role| (SITE.to_owned(), *role)).collect(),
        };
        let staff_id = app.write_now(Who::Desk, "staff.added", move |tx| add_staff(tx, &new))??;
        staff.push(Actor {
            staff_id,
            name: line[2].clone(),
            acting_site: SITE.to_owned(),
            roles,
            sites: vec![SITE.to_owned()],
            stepped_up_at: None,
        });
    }
    Ok(staff)
}

/// Lives the earliest waiting day.
fn next_day(
    app: &App,
    clock: &Clock,
    mut desk: Desk,
    waiting: &mut BTreeMap<NaiveDate, Vec<Item>>,
) -> anyhow::Result<Desk> {
    let Some((day, items)) = waiting.pop_first() else {
        return Ok(desk);
    };
    // Ten in the morning at the desk; what is logged comes before what is changed.
    let mut at = day.and_time(NaiveTime::MIN) + TimeDelta::hours(18);
    let (logged, changed): (Vec<Item>, Vec<Item>) = items
        .into_iter()
        .partition(|item| matches!(item, Item::Logged(_)));
    let mut items = logged.into_iter().chain(changed).peekable();
    while items.peek().is_some() {
        let some: Vec<Item> = items.by_ref().take(AT_ONCE).collect();
        clock.move_to(at);
        at += TimeDelta::seconds(1);
        desk = app.write_now(Who::Desk, "bench.loaded", move |tx| {
            for item in some {
                desk.live(tx, item)?;
            }
            Ok(desk)
        })??;
    }
    Ok(desk)
}

impl Desk {
    fn live(&mut self, tx: &mut Tx<'_>, item: Item) -> Result<(), CommandError> {
        let (by, event) = match item {
            Item::Logged(row) => {
                self.log(tx, *row)?;
                (0, "request.logged")
            }
            Item::Changed { row, by, change } => {
                let mut open = open_by_id(tx, &self.facilities, self.requests[row])?;
                let actor = self.staff[by - 1].clone();
                changed(tx, &mut open, &actor, change)?;
                (by - 1, "request.worked")
            }
        };
        let subject = std::mem::take(&mut tx.subject);
        let entry = Entry {
            at: tx.now(),
            staff_id: Some(self.staff[by].staff_id),
            acting_site: Some(SITE.to_owned()),
            event: event.to_owned(),
            outcome: Outcome::Done,
            request_id: subject.request_id,
            patient_id: subject.patient_id,
            listed: None,
            detail: None,
        };
        Ok(audit::append(tx, &self.key, &entry)?)
    }

    fn log(&mut self, tx: &mut Tx<'_>, row: Row) -> Result<(), CommandError> {
        let (outer, number) = (row.number.to_string(), row.number);
        let patient = self.patient(tx, &row.patient)?;
        let new = self.new_request(row, patient)?;
        let by = self.staff[0].staff_id;
        let (logged, _) = log_request(tx, &self.facilities, by, outer, new)?;
        self.requests[number] = logged.id;
        Ok(())
    }

    /// One patient of the index for each name.
    fn patient(&mut self, tx: &mut Tx<'_>, name: &str) -> Result<i64, CommandError> {
        if let Some(id) = self.patients.get(name) {
            return Ok(*id);
        }
        let number = self.patients.len();
        let (family, given) = name.split_once(", ").unwrap_or((name, "Ann"));
        let unusable = |e: &dyn std::fmt::Display| CommandError::field("name", e.to_string());
        let patient = NewPatient {
            name: PersonName::parse(family, given).map_err(|e| unusable(&e))?,
            born_on: Some(born_on(number)),
            mrn: Some(Mrn::parse(&(1_000_000 + number).to_string()).map_err(|e| unusable(&e))?),
            phone: None,
            email: None,
            address: None,
        };
        let id = create_patient(tx, "city_of_hope", &patient)?.0;
        self.patients.insert(name.to_owned(), id);
        Ok(id)
    }

    fn new_request(&self, row: Row, patient: i64) -> Result<NewRequest, CommandError> {
        let (requester, email) = &self.requesters[row.requester - 1];
        let local = self.facilities.local(SITE, row.created);
        let received = received_on(&Arrival::new(Channel::Mail, local))
            .map_err(|sentence| CommandError::field("arrived", sentence))?;
        let address = format!("{} Alder Street, Duarte, CA 91010", 100 + row.requester);
        Ok(NewRequest {
            site: SITE.to_owned(),
            channel: Channel::Mail,
            arrived_at: row.created,
            received_on: received.on,
            received_why: received.why,
            road: Road::PersonalRepresentative,
            road_why: "Proposed from who asks and on which form.".to_owned(),
            patient: PatientAsWritten {
                id: Some(patient),
                name: row.patient,
                born_on: None,
                mrn: None,
            },
            requester: RequesterAsWritten {
                id: None,
                class: RequesterClass::Representative,
                name: requester.clone(),
                phone: None,
                email: Some(email.clone()),
                address: Some(address.clone()),
                reference: None,
            },
            representative: Some("Daughter, health-care agent".to_owned()),
            purpose: Some(Purpose::OwnUse),
            language: Language::English,
            wants: vec![Want::Copy],
            format: Some(Format::Paper),
            scope: Scope {
                entire_record: true,
                as_written: row.body,
                ..Scope::default()
            },
            recipients: vec![Recipient {
                name: requester.clone(),
                class: RequesterClass::Representative,
                delivery: Delivery::Mail,
                address,
                copy_by_rule: false,
            }],
            clock_inputs: ClockInputs::default(),
            sensitive: false,
            priority: Priority::P3,
            documents: 0,
        })
    }
}

/// Spread over seventy years.
fn born_on(number: usize) -> NaiveDate {
    let days = u64::try_from(number * 37 % 25_000).unwrap_or(0);
    NaiveDate::from_ymd_opt(1935, 1, 1).unwrap_or_default() + Days::new(days)
}

fn changed(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    change: Change,
) -> Result<(), CommandError> {
    match change {
        Change::Taken => take(tx, open, actor),
        Change::Noted(text) => add_note(tx, open, actor, &AddNote { text }),
        Change::Stands(state) => lead_to(tx, open, actor, &state),
    }
}

fn lead_to(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    state: &str,
) -> Result<(), CommandError> {
    let step = |step| MoveOn {
        step,
        pages: Some(38),
        reason: None,
    };
    match state {
        "validating" => move_on(tx, open, actor, &step(Step::StartVerifying)),
        "on_hold" => {
            let hold = PlaceHold {
                reason: "Counsel looks at it first.".to_owned(),
                ground: roi_desk::requests::model::HoldGround::Legal,
                waiting_on: WhoseMove::Department,
            };
            place_hold(tx, open, actor, &hold)
        }
        "retrieving" | "quality_check" => {
            check(tx, open, actor)?;
            move_on(tx, open, actor, &step(Step::FinishVerifying))?;
            if state == "quality_check" {
                move_on(tx, open, actor, &step(Step::FinishGathering))?;
            }
            Ok(())
        }
        "released" => {
            let sent_on = Forward {
                to: "The clinic that holds the records.".to_owned(),
                reason: "The records are not kept here.".to_owned(),
            };
            forward(tx, open, actor, &sent_on)
        }
        "withdrawn" => {
            let told = Withdraw {
                way: ContactWay::Phone,
                reason: "The requester found the records in the portal.".to_owned(),
            };
            withdraw(tx, open, actor, &told)
        }
        _ => {
            let reason = "It was meant for another hospital.".to_owned();
            mark_in_error(tx, open, actor, &MarkInError { reason })
        }
    }
}

/// Answers every check well.
fn check(tx: &mut Tx<'_>, open: &mut OpenRequest, actor: &Actor) -> Result<(), CommandError> {
    let today = open.terms.calendar.local_date(tx.now());
    let received = open.request.asked.received_on;
    let mut paper = PaperAnswers {
        answers: Answers::new(),
        flags: known_flags(tx, open, today)?,
        protected: ProtectedAnswers::new(),
        signed_on: Some(received - TimeDelta::days(3)),
        expires_on: Some(received + TimeDelta::days(180)),
        expires_event: None,
    };
    for item in checklist(&context_of(open, &paper, today)) {
        paper.answers.insert(item.check.id, Answer::Pass);
    }
    record_check(tx, open, actor.staff_id, &paper).map(|_| ())
}

/// Signs the supervisor in and keeps a search under each term's own name, so that the driver can ask for its page.
fn sign_in(config: Config, data: &Path) -> anyhow::Result<()> {
    let terms = std::fs::read_to_string(data.join("terms.txt"))?;
    let app = startup::open(config, Clock::System)?;
    let token = cookie::new_token()?;
    let hash = cookie::hash_of(&token);
    let keys = app.keys.clone();
    // The loader hired the supervisor first.
    let staff_id = 1;
    let searches: Vec<(String, Vec<u8>)> = terms
        .split_whitespace()
        .map(|term| {
            let sealed = searches::seal_search(&keys, term, staff_id, term)?;
            Ok((term.to_owned(), sealed))
        })
        .collect::<Result<_, StoreError>>()?;
    app.write_now(Who::Desk, "bench.signed_in", move |tx| {
        begin_session(tx, hash, staff_id, Factor::Full, SITE)?;
        for (term, sealed) in &searches {
            if searches::find_search(tx, &keys, term, staff_id).is_err() {
                queues::keep_search(tx, term, staff_id, sealed)?;
            }
        }
        Ok(())
    })??;
    println!("__Host-desk={}", cookie::sealed(&app.keys, &token));
    app.close();
    Ok(())
}
