//! The facts in the tables: brought in once whoever starts, shown on the pages, followed by the rules, kept as the house
//! wrote them.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use roi_desk::app::{App, Who};
use roi_desk::calendar::Holiday;
use roi_desk::clock::Clock;
use roi_desk::db::schema::{facility_facts, holidays, requests};
use roi_desk::db::{AnyConnection, Database, Purpose, Sealer, StoreError, Tx, open};
use roi_desk::facilities::model::{
    Fact, FactValue, Phone, PhoneNumber, Program, Promise, StoredFact,
};
use roi_desk::facilities::{commands, store};
use roi_desk::requests::model::{ClockInputs, NewRequest, Road, Want};
use roi_desk::{following, proofs, startup};

use super::{day, site};
use crate::desk::{logged, own_copy};
use crate::support::{Backend, Desk, TestDatabase, on_both_databases};

/// The day the desk of a test stands at.
fn today() -> NaiveDate {
    day("2026-06-08")
}

fn program() -> Program {
    Program::load().expect("the program's facts")
}

fn rows(app: &App) -> Vec<StoredFact> {
    app.read_now(store::list_facts).expect("the table is read")
}

fn by_hand(desk: &Desk) -> AnyConnection {
    open(&desk.app.config.database, Purpose::Writing).expect("it opens")
}

/// Brings in a release whose facts were changed.
async fn upgrade(desk: &Desk, change: impl FnOnce(&mut Program)) {
    let mut newer = program();
    change(&mut newer);
    let newer = Arc::new(newer);
    desk.app
        .write(Who::Desk, "facts.brought_in", move |tx| {
            Ok(commands::bring_in(tx, &newer, today())?)
        })
        .await
        .expect("stored")
        .expect("accepted");
}

/// A copy of a profile whose facts are changed.
fn change_fact(program: &mut Program, key: &str, change: impl Fn(&mut Fact)) {
    let profile = &mut program.profiles[0];
    let mut facts = profile.facts().to_vec();
    facts
        .iter_mut()
        .filter(|fact| fact.key.as_str() == key)
        .for_each(change);
    *profile = roi_desk::facilities::model::Profile::from_facts(
        "newer.toml",
        facts,
        profile.elsewhere().to_vec(),
    )
    .expect("a whole profile");
}

fn other_number(fact: &mut Fact) {
    if let FactValue::Phone(phone) = &mut fact.value {
        phone.number = PhoneNumber::parse("626-555-0188").expect("a number");
    }
}

fn number_on(app: &App, on: &str) -> String {
    let app = app.refreshed().expect("the tables are read");
    let (profile, _) = app.facilities.of_site("duarte").expect("Duarte");
    let phone = profile.get::<Phone>("central", day(on)).expect("the line");
    phone.value.number.to_string()
}

/// What a page of the house would write: the program's row ends yesterday, the house's own begins today.
fn house_changes_central(conn: &mut AnyConnection, value: &str) {
    let central = facility_facts::table
        .filter(facility_facts::kind.eq("phone"))
        .filter(facility_facts::code.eq("central"));
    diesel::update(central)
        .set(facility_facts::valid_to.eq(day("2026-06-07")))
        .execute(conn)
        .expect("the old row ends");
    diesel::insert_into(facility_facts::table)
        .values((
            facility_facts::organization.eq("city_of_hope"),
            facility_facts::kind.eq("phone"),
            facility_facts::code.eq("central"),
            facility_facts::value.eq(value),
            facility_facts::source.eq("S18"),
            facility_facts::evidence.eq("stated"),
            facility_facts::valid_from.eq(today()),
            facility_facts::written_at.eq(noon()),
        ))
        .execute(conn)
        .expect("the new row begins");
}

fn noon() -> NaiveDateTime {
    today().and_hms_opt(12, 0, 0).expect("noon")
}

fn central_with(number: &str) -> String {
    let program = program();
    let (profile, on) = (&program.profiles[0], today());
    let mut phone = profile
        .get::<Phone>("central", on)
        .expect("it")
        .value
        .clone();
    phone.number = PhoneNumber::parse(number).expect("a number");
    serde_json::to_string(&phone).expect("JSON")
}

fn close_the_office(conn: &mut AnyConnection, on: &str) {
    diesel::insert_into(holidays::table)
        .values((
            holidays::organization.eq("city_of_hope"),
            holidays::held_on.eq(day(on)),
            holidays::name.eq("Day of the house"),
            holidays::office_closed.eq(true),
            holidays::legal_holiday.eq(true),
            holidays::written_at.eq(noon()),
        ))
        .execute(conn)
        .expect("a holiday of the house");
}

#[test]
fn the_tables_hold_what_the_program_brings_and_a_second_start_changes_nothing() {
    on_both_databases(async |desk| {
        let program = program();
        for profile in &program.profiles {
            let (read, _) = desk
                .app
                .facilities
                .of_site(profile.site_codes().first().expect("a site"))
                .expect("the organization is in the tables");
            assert_eq!(read.facts(), profile.facts());
        }
        let state = desk.app.read_now(store::get_state).expect("the state");
        assert_eq!(state.version, state.indexed, "nothing waits to be followed");
        let (facts, events) = (rows(&desk.app), desk.audit_events().await);
        let again = startup::open(desk.app.config.clone(), Clock::standing_at(noon()));
        let again = again.expect("a second machine starts");
        assert_eq!(rows(&again), facts);
        assert_eq!(again.read_now(store::get_state).expect("it"), state);
        assert_eq!(desk.audit_events().await, events, "nothing was written");
        again.close();
    });
}

#[test]
fn machines_that_start_at_once_bring_the_facts_in_once() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let folder = tempfile::tempdir().expect("a folder");
        let url = TestDatabase::fresh(backend, folder.path()).url;
        let machines: Vec<_> = (0..6)
            .map(|_| {
                let url = url.clone();
                std::thread::spawn(move || {
                    let sealer: Sealer = Arc::new(|_: &mut Tx<'_>| Ok(()));
                    let db = Database::open(&url, sealer).expect("it opens");
                    let program = program();
                    let brought = db.write_now(
                        noon(),
                        move |tx| commands::bring_in(tx, &program, today()),
                        |_, _: &StoreError| Ok(()),
                    );
                    brought.expect("stored").expect("accepted");
                    db.close();
                })
            })
            .collect();
        for machine in machines {
            machine.join().expect("a machine starts");
        }
        let mut conn = open(&url, Purpose::Reading).expect("it opens");
        let (facts, days): (i64, i64) = (
            facility_facts::table
                .count()
                .get_result(&mut conn)
                .expect("a count"),
            holidays::table
                .count()
                .get_result(&mut conn)
                .expect("a count"),
        );
        let program = program();
        let brought: usize = program.profiles.iter().map(|p| p.facts().len()).sum();
        let computed: usize = program.holidays.values().map(Vec::len).sum();
        assert_eq!(usize::try_from(facts), Ok(brought), "{backend:?}");
        assert_eq!(usize::try_from(days), Ok(computed), "{backend:?}");
    }
}

#[test]
fn a_row_changed_in_the_table_shows_on_every_page_at_the_next_request() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let before = clerk.get("/facilities/city_of_hope").await;
        assert_eq!(before.find("footer a[href^=tel]"), ["626-218-2446"]);
        assert!(!before.words().contains("626-555-0177"));
        house_changes_central(&mut by_hand(&desk), &central_with("626-555-0177"));
        let after = clerk.get("/facilities/city_of_hope").await;
        assert_eq!(after.find("footer a[href^=tel]"), ["626-555-0177"]);
        let words = after.words();
        assert!(words.contains("626-555-0177") && words.contains("626-218-2446"));
        assert!(words.contains("2026-06-07"), "the day the old row ended");
    });
}

#[test]
fn rows_that_cannot_be_used_leave_the_former_facts_in_force() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        house_changes_central(&mut by_hand(&desk), "{\"number\":\"none\"}");
        let page = clerk.get("/facilities/city_of_hope").await;
        assert_eq!(page.find("footer a[href^=tel]"), ["626-218-2446"]);
        assert!(desk.app.known.is_refused());
        let refused = startup::open(desk.app.config.clone(), Clock::standing_at(noon()));
        let refused = refused.err().expect("a start with them is refused");
        assert!(refused.to_string().contains("a stored fact is unreadable"));
    });
}

#[test]
fn a_newer_release_ends_the_old_row_yesterday_and_begins_a_new_one_today() {
    on_both_databases(async |desk| {
        let first = desk.audit_events().await;
        assert_eq!(first, [], "the first rows come with the tables");
        upgrade(&desk, |newer| change_fact(newer, "central", other_number)).await;
        assert_eq!(number_on(&desk.app, "2026-06-07"), "626-218-2446");
        assert_eq!(number_on(&desk.app, "2026-06-08"), "626-555-0188");
        let kept = rows(&desk.app);
        upgrade(&desk, |newer| change_fact(newer, "central", other_number)).await;
        assert_eq!(rows(&desk.app), kept, "the same release again");
        upgrade(&desk, |_| {}).await;
        assert_eq!(number_on(&desk.app, "2026-06-07"), "626-218-2446");
        assert_eq!(number_on(&desk.app, "2026-06-08"), "626-218-2446");
        let central = rows(&desk.app)
            .into_iter()
            .filter(|row| row.fact.key.as_str() == "central");
        let withdrawn = central.filter(|row| row.withdrawn).count();
        assert_eq!(withdrawn, 1, "a row that never held is kept, marked");
    });
}

#[test]
fn what_the_house_wrote_no_release_overwrites() {
    on_both_databases(async |desk| {
        house_changes_central(&mut by_hand(&desk), &central_with("626-555-0177"));
        close_the_office(&mut by_hand(&desk), "2026-06-10");
        let kept = rows(&desk.app);
        upgrade(&desk, |newer| {
            change_fact(newer, "central", other_number);
            let computed = newer.holidays.get_mut("city_of_hope").expect("its days");
            computed.push(Holiday {
                on: day("2026-06-10"),
                name: "Day of the program".to_owned(),
                office_closed: false,
                legal_holiday: false,
            });
        })
        .await;
        assert_eq!(rows(&desk.app), kept);
        assert_eq!(number_on(&desk.app, "2026-06-08"), "626-555-0177");
        let app = desk.app.refreshed().expect("the tables are read");
        let terms = app.facilities.terms("duarte", today()).expect("Duarte");
        let row = terms.calendar.holiday_on(day("2026-06-10")).expect("a row");
        assert_eq!(row.name, "Day of the house");
        // A single word changed in place is the house's as well.
        diesel::update(facility_facts::table.filter(facility_facts::code.eq("status_wait")))
            .set(facility_facts::note.eq("Confirmed by the manager."))
            .execute(&mut by_hand(&desk))
            .expect("a note in the house");
        let kept = rows(&desk.app);
        upgrade(&desk, |newer| {
            change_fact(newer, "status_wait", |fact| fact.note = None);
        })
        .await;
        assert_eq!(rows(&desk.app), kept);
    });
}

/// The patient wants to look at the record: five working days (C4).
fn inspection() -> NewRequest {
    NewRequest {
        wants: vec![Want::Inspect],
        ..own_copy()
    }
}

fn stored_due(desk: &Desk, id: &str) -> (NaiveDate, i64) {
    requests::table
        .filter(requests::public_id.eq(id))
        .select((requests::due_on, requests::version))
        .first(&mut by_hand(desk))
        .expect("the request")
}

async fn follow(desk: &Desk) {
    let app = desk.app.clone();
    actix_web::web::block(move || following::round(&app))
        .await
        .expect("it runs")
        .expect("it succeeds");
}

async fn dates_hold(desk: &Desk) -> bool {
    let app = desk.app.refreshed().expect("the tables are read");
    let proof = actix_web::web::block(move || proofs::check(&app)).await;
    proof.expect("it runs").expect("it is computed").holds
}

#[test]
fn a_holiday_added_to_the_table_moves_a_due_date_and_the_lists_follow_c4_r6() {
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let id = logged(&desk, inspection()).await;
        let due = stored_due(&desk, &id);
        assert_eq!(due, (day("2026-06-11"), 1));
        close_the_office(&mut by_hand(&desk), "2026-06-10");
        let page = specialist.get(&["/requests/", &id].concat()).await;
        let words = page.words();
        assert!(words.contains("Fri 12 Jun 2026"), "{words}");
        assert!(!dates_hold(&desk).await, "the stored date waits");
        follow(&desk).await;
        assert_eq!(
            stored_due(&desk, &id),
            (day("2026-06-12"), due.1),
            "the stored date follows, and no open form grows stale"
        );
        assert!(dates_hold(&desk).await);
        let state = desk.app.read_now(store::get_state).expect("the state");
        assert_eq!(state.indexed, state.version);
        let events = desk.audit_events().await;
        let told = events
            .iter()
            .filter(|(event, _)| event == "requests.reindexed");
        assert_eq!(told.count(), 1);
        follow(&desk).await;
        assert_eq!(desk.audit_events().await, events, "once is enough");
    });
}

#[test]
fn a_recorded_payment_moves_the_15_days_where_the_house_counts_from_request_and_fee_c5() {
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let id = logged(&desk, own_copy()).await;
        assert_eq!(stored_due(&desk, &id).0, day("2026-06-19"));
        let house_reads = diesel::sql_query(
            "UPDATE facility_facts SET value = REPLACE(value, 'receipt', 'request_and_fee') WHERE code = 'copy_clock_start'",
        );
        house_reads.execute(&mut by_hand(&desk)).expect("it runs");
        let paid = specialist
            .fill(
                &["/requests/", &id, "/dates"].concat(),
                &[
                    ("what", "fee_paid"),
                    ("on-month", "6"),
                    ("on-day", "8"),
                    ("on-year", "2026"),
                    ("reason", "The cashier's receipt."),
                ],
            )
            .await;
        let page = specialist.follow(&paid).await.words();
        assert!(page.contains("Due Tue 23 Jun by C5"), "{page}");
        assert!(page.contains("both the request and the fee"), "{page}");
        assert_eq!(stored_due(&desk, &id).0, day("2026-06-23"));
        assert!(dates_hold(&desk).await);
    });
}

/// A medical form handed in complete: ten working days by the house's promise (C24).
fn medical_form(on: &str) -> NewRequest {
    NewRequest {
        road: Road::MedicalForm,
        received_on: day(on),
        clock_inputs: ClockInputs {
            complete_on: Some(day(on)),
            ..ClockInputs::default()
        },
        ..own_copy()
    }
}

fn seven_days(fact: &mut Fact) {
    if let FactValue::Promise(promise) = &mut fact.value {
        promise.count = 7;
    }
}

#[test]
fn a_request_keeps_the_promise_of_its_date_and_a_later_one_gets_the_new_c24() {
    on_both_databases(async |desk| {
        desk.specialist().await;
        let id = logged(&desk, medical_form("2026-06-04")).await;
        assert_eq!(stored_due(&desk, &id).0, day("2026-06-18"));
        upgrade(&desk, |newer| {
            change_fact(newer, "medical_forms", seven_days);
        })
        .await;
        follow(&desk).await;
        assert_eq!(stored_due(&desk, &id).0, day("2026-06-18"));
        let app = desk.app.refreshed().expect("the tables are read");
        let mut fresh = desk.clone();
        fresh.app = app.clone();
        let later = logged(&fresh, medical_form("2026-06-08")).await;
        assert_eq!(stored_due(&desk, &later).0, day("2026-06-17"));
        assert!(dates_hold(&desk).await);
        let days = |on: &str| {
            let terms = app.facilities.terms("duarte", day(on)).expect("Duarte");
            terms.forms_days
        };
        assert_eq!(
            (days("2026-06-07"), days("2026-06-08")),
            (Some(10), Some(7))
        );
        let (profile, _) = app.facilities.of_site("duarte").expect("Duarte");
        let duarte = site("duarte");
        let promises = profile.at_site::<Promise>(&duarte, today());
        let forms = promises.filter(|row| row.fact.key.as_str() == "medical_forms");
        assert_eq!(forms.count(), 1, "a day has one row");
    });
}

#[test]
fn every_change_of_either_table_moves_the_version_whoever_makes_it() {
    on_both_databases(async |desk| {
        let version = || {
            desk.app
                .read_now(store::get_state)
                .map(|state| state.version)
        };
        let mut last = version().expect("a version");
        for statement in [
            "UPDATE facility_facts SET note = 'x' WHERE code = 'central'",
            "DELETE FROM facility_facts WHERE code = 'status_wait'",
            "UPDATE holidays SET name = 'x' WHERE held_on = '2026-12-25'",
            "DELETE FROM holidays WHERE held_on = '2026-12-25'",
            "INSERT INTO holidays (organization, held_on, name, office_closed, legal_holiday, written_at) \
             VALUES ('city_of_hope', '2026-12-25', 'x', TRUE, TRUE, '2026-06-08 00:00:00')",
        ] {
            diesel::sql_query(statement)
                .execute(&mut by_hand(&desk))
                .expect(statement);
            let moved: Result<i64, StoreError> = version();
            let moved = moved.expect("a version");
            assert!(moved > last, "{statement}");
            last = moved;
        }
    });
}
