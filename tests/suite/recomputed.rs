//! The index of a request is what its facts make of it, whatever the order they became known in (design 2.2), and
//! `roi-desk check` finds every value that is not.

use chrono::{Days, NaiveDate};
use diesel::prelude::*;
use proptest::prelude::RngExt;
use proptest::test_runner::TestRng;
use roi_desk::app::Who;
use roi_desk::db::schema::requests;
use roi_desk::db::{Purpose, Tx, new_public_id};
use roi_desk::error::CommandError;
use roi_desk::facilities::Facilities;
use roi_desk::proofs;
use roi_desk::requests::commands::{
    AddNote, GrantExtension, OpenRequest, PlaceHold, RecordDate, SetPriority, add_note,
    grant_extension, log_request, open_by_id, place_hold, record_date, set_priority, take,
};
use roi_desk::requests::model::{
    ClockDate, ClockInputs, HoldGround, NewRequest, Priority, Request, Road, Want, WhoseMove,
};
use roi_desk::staff::model::{Actor, Role};

use crate::check::{day, insurer, log, own_copy};
use crate::seeds;
use crate::support::on_both_databases;

/// Requests in one run, half of them on each database, each lived through in two orders; `ROI_TEST_LIVES` asks for more.
const LIVES: usize = 1_000;
/// How many of them one transaction holds.
const TOGETHER: usize = 25;

/// Something that becomes known or is done; which comes first is of no matter to the law.
#[derive(Debug, Clone)]
enum Happening {
    Date(ClockDate, NaiveDate),
    Extension(NaiveDate, NaiveDate),
    Note,
    Priority,
    Taken,
    Hold,
}

/// A request and what happens to it.
#[derive(Debug, Clone)]
struct Life {
    new: NewRequest,
    happenings: Vec<Happening>,
}

fn somewhere(random: &mut TestRng, from: NaiveDate, days: u64) -> NaiveDate {
    from + Days::new(random.random_range(0..=days))
}

fn pick<T: Copy>(random: &mut TestRng, from: &[T]) -> T {
    from[random.random_range(0..from.len())]
}

/// The desk's clock stands on 8 June 2026.
fn life(random: &mut TestRng) -> Life {
    let roads = [
        Road::PatientAccess,
        Road::MedicalForm,
        Road::Attorney,
        Road::Amendment,
        Road::Accounting,
        Road::Payer,
    ];
    let road = pick(random, &roads);
    let received_on = somewhere(random, day("2026-05-11"), 27);
    let wants = match road {
        Road::PatientAccess => pick(random, &[&[Want::Copy][..], &[Want::Copy, Want::Inspect]]),
        _ => &[],
    };
    let new = NewRequest {
        road,
        received_on,
        wants: wants.to_vec(),
        clock_inputs: ClockInputs {
            before_suit: road == Road::Attorney,
            ..ClockInputs::default()
        },
        ..insurer()
    };
    let mut happenings = possible(random, road, received_on);
    happenings.retain(|_| random.random_range(0..2) > 0);
    Life { new, happenings }
}

fn possible(random: &mut TestRng, road: Road, received_on: NaiveDate) -> Vec<Happening> {
    let date = |random: &mut TestRng, what: ClockDate| {
        Happening::Date(what, somewhere(random, received_on, 30))
    };
    let mut happenings = vec![
        Happening::Note,
        Happening::Priority,
        Happening::Taken,
        Happening::Hold,
        date(random, ClockDate::ExternalDeadline),
    ];
    match road {
        Road::PatientAccess => happenings.extend([
            date(random, ClockDate::BenefitProof),
            date(random, ClockDate::FeePaid),
            date(random, ClockDate::ReadyToPay),
        ]),
        Road::Attorney => happenings.push(date(random, ClockDate::AuthorizationValid)),
        Road::MedicalForm => {
            let asked = somewhere(random, received_on, 10);
            happenings.extend([
                Happening::Date(ClockDate::EmployerAsked, asked),
                Happening::Date(ClockDate::EmployerReturned, somewhere(random, asked, 10)),
                date(random, ClockDate::PacketComplete),
                date(random, ClockDate::DisabilityBegan),
                date(random, ClockDate::LeaveBegan),
            ]);
        }
        _ => {}
    }
    let original = match road {
        Road::PatientAccess => Some(30),
        Road::Amendment | Road::Accounting => Some(60),
        _ => None,
    };
    if let Some(days) = original {
        let sent_on = somewhere(random, received_on, 0).max(day("2026-06-07"));
        let due = received_on + Days::new(days);
        let to = due + Days::new(random.random_range(1..=30));
        happenings.push(Happening::Extension(sent_on, to));
    }
    happenings
}

fn shuffled(random: &mut TestRng, happenings: &[Happening]) -> Vec<Happening> {
    let mut left = happenings.to_vec();
    let mut order = Vec::new();
    while !left.is_empty() {
        order.push(left.swap_remove(random.random_range(0..left.len())));
    }
    order
}

fn supervisor() -> Actor {
    Actor {
        staff_id: 1,
        name: "Test Supervisor".to_owned(),
        acting_site: "duarte".to_owned(),
        roles: vec![Role::Supervisor, Role::Specialist],
        sites: vec!["duarte".to_owned()],
        stepped_up_at: None,
    }
}

fn happen(tx: &mut Tx<'_>, open: &mut OpenRequest, what: &Happening) -> Result<(), CommandError> {
    let actor = supervisor();
    let reason = "A reason that is long enough.".to_owned();
    match what {
        Happening::Date(what, on) => {
            let name = (*what == ClockDate::ExternalDeadline).then(|| "Court".to_owned());
            let (what, on) = (*what, *on);
            let command = RecordDate {
                what,
                name,
                on,
                reason,
            };
            record_date(tx, open, &actor, &command)
        }
        Happening::Extension(sent_on, completion_on) => {
            let (sent_on, completion_on) = (*sent_on, *completion_on);
            let command = GrantExtension {
                sent_on,
                completion_on,
                reason,
            };
            grant_extension(tx, open, &actor, &command)
        }
        Happening::Note => add_note(tx, open, &actor, &AddNote { text: reason }),
        Happening::Priority => {
            let to = Priority::P0;
            set_priority(tx, open, &actor, &SetPriority { to, reason })
        }
        Happening::Taken => take(tx, open, &actor),
        Happening::Hold => {
            let (ground, waiting_on) = (HoldGround::Legal, WhoseMove::Court);
            let command = PlaceHold {
                ground,
                reason,
                waiting_on,
            };
            place_hold(tx, open, &actor, &command)
        }
    }
}

/// The same facts, all known when it is logged.
fn known_at_once(life: &Life) -> NewRequest {
    let mut new = life.new.clone();
    let inputs = &mut new.clock_inputs;
    for happening in &life.happenings {
        match happening {
            Happening::Date(what, on) => match what {
                ClockDate::ExternalDeadline => {
                    inputs.external_deadlines.push(("Court".to_owned(), *on));
                }
                ClockDate::BenefitProof => {
                    inputs.benefit_claim = true;
                    inputs.benefit_proof_on = Some(*on);
                }
                ClockDate::AuthorizationValid => inputs.authorization_valid_on = Some(*on),
                ClockDate::FeePaid => inputs.fee_paid_on = Some(*on),
                ClockDate::ReadyToPay => inputs.ready_to_pay_on = Some(*on),
                ClockDate::PacketComplete => inputs.complete_on = Some(*on),
                ClockDate::DisabilityBegan => inputs.disability_began_on = Some(*on),
                ClockDate::LeaveBegan => inputs.leave_began_on = Some(*on),
                ClockDate::EmployerAsked => inputs.employer_asked_on = Some(*on),
                ClockDate::EmployerReturned => inputs.employer_returned_on = Some(*on),
                ClockDate::ReceivedOn => unreachable!("every clock hangs on it"),
            },
            Happening::Extension(sent_on, to) => inputs.extensions.push((*sent_on, *to)),
            _ => {}
        }
    }
    new
}

fn begin(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    new: NewRequest,
) -> Result<OpenRequest, CommandError> {
    let public_id = new_public_id().expect("randomness");
    log_request(tx, facilities, 1, public_id, new).map(|(_, open)| open)
}

/// Lives through it, in one sitting or each change on the request as the database has it; answers it as it is stored.
fn lived(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    new: &NewRequest,
    order: &[Happening],
    one_sitting: bool,
) -> Result<Request, CommandError> {
    let mut open = begin(tx, facilities, new.clone())?;
    let id = open.request.id;
    for happening in order {
        happen(tx, &mut open, happening)?;
        if !one_sitting {
            open = open_by_id(tx, facilities, id)?;
        }
    }
    Ok(open_by_id(tx, facilities, id)?.request)
}

fn compare(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    life: &Life,
    orders: &[Vec<Happening>; 2],
) -> Result<(), CommandError> {
    let at_once = begin(tx, facilities, known_at_once(life))?.request;
    let mut shown = Vec::new();
    for (order, one_sitting) in orders.iter().zip([true, false]) {
        let stored = lived(tx, facilities, &life.new, order, one_sitting)?;
        assert_eq!(
            (stored.due_rule, stored.due_on, stored.work_by),
            (at_once.due_rule.clone(), at_once.due_on, at_once.work_by),
            "{order:?} of {life:?}"
        );
        shown.push((stored.shown, stored.whose_move));
    }
    assert_eq!(shown[0], shown[1], "{orders:?} of {life:?}");
    Ok(())
}

#[test]
fn the_stored_index_is_the_same_in_whatever_order_its_facts_became_known() {
    let seed = seeds::seed();
    let asked = seeds::asked("ROI_TEST_LIVES", LIVES);
    on_both_databases(async |desk| {
        desk.clerk().await;
        let mut random = seeds::rng(seed);
        for _ in 0..asked / 2 / TOGETHER {
            let lives: Vec<(Life, [Vec<Happening>; 2])> = (0..TOGETHER)
                .map(|_| {
                    let life = life(&mut random);
                    let orders = [(); 2].map(|()| shuffled(&mut random, &life.happenings));
                    (life, orders)
                })
                .collect();
            let facilities = desk.app.facilities.clone();
            desk.app
                .write(Who::Desk, "test.lived", move |tx| {
                    lives
                        .iter()
                        .try_for_each(|(life, orders)| compare(tx, &facilities, life, orders))
                })
                .await
                .expect("it is stored")
                .expect("nothing of it is refused");
        }
        let proof = proofs::check(&desk.app).expect("it can be read");
        assert!(proof.holds, "{}", proof.said);
        let open = asked / 2 / TOGETHER * TOGETHER * 3;
        assert!(
            proof.said.contains(&format!("{open} open requests")),
            "{}",
            proof.said
        );
    });
}

#[test]
fn check_names_every_value_that_is_not_what_the_facts_and_the_events_make_of_it() {
    on_both_databases(async |desk| {
        desk.clerk().await;
        let id = log(&desk, own_copy()).await;
        let row = requests::table.filter(requests::public_id.eq(&id));
        let mut conn =
            roi_desk::db::open(&desk.app.config.database, Purpose::Writing).expect("it opens");
        let (due_on, clock_inputs): (NaiveDate, String) = row
            .select((requests::due_on, requests::clock_inputs))
            .first(&mut conn)
            .expect("the request");
        assert!(proofs::check(&desk.app).expect("it can be read").holds);

        let found = |words: &[&str]| {
            let proof = proofs::check(&desk.app).expect("it can be read");
            assert!(!proof.holds);
            for word in words {
                assert!(proof.said.contains(word), "{word}: {}", proof.said);
            }
        };
        // A date moved in the index alone.
        diesel::update(row)
            .set(requests::due_on.eq(due_on + Days::new(5)))
            .execute(&mut conn)
            .expect("it is changed");
        found(&["1 of 1", "due is 2026-06-24, should be 2026-06-19"]);
        // The day of receipt moved, and every date with it: only the timeline still knows.
        diesel::update(row)
            .set((
                requests::due_on.eq(day("2026-06-23")),
                requests::work_by.eq(day("2026-06-23")),
                requests::received_on.eq(day("2026-06-08")),
            ))
            .execute(&mut conn)
            .expect("it is changed");
        found(&["Received is 2026-06-08, should be 2026-06-04"]);
        diesel::update(row)
            .set((
                requests::due_on.eq(due_on),
                requests::work_by.eq(day("2026-06-18")),
                requests::received_on.eq(day("2026-06-04")),
                requests::clock_inputs.eq(clock_inputs),
            ))
            .execute(&mut conn)
            .expect("it is changed back");
        assert!(proofs::check(&desk.app).expect("it can be read").holds);
    });
}
