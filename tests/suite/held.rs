//! B4: two clocks, both shown; the time we held a request and the time others held it sum to its age.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use proptest::prelude::*;
use roi_desk::requests::model::WhoseMove;
use roi_desk::requests::rules::held::{MoveChange, held};

fn at(minute: i64) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 6, 1)
        .expect("a day")
        .and_hms_opt(8, 0, 0)
        .expect("a time")
        + TimeDelta::minutes(minute)
}

#[test]
fn a_request_without_any_change_was_ours_all_the_time() {
    let held = held(at(0), &[], at(100));
    assert_eq!(
        (held.by_us(), held.by_others()),
        (TimeDelta::minutes(100), TimeDelta::zero())
    );
    assert_eq!(held.shares().count(), 1);
}

#[test]
fn time_is_counted_for_whoever_had_the_move() {
    let changes = [
        MoveChange {
            at: at(10),
            to: WhoseMove::Requester,
        },
        MoveChange {
            at: at(40),
            to: WhoseMove::Us,
        },
        MoveChange {
            at: at(45),
            to: WhoseMove::Provider,
        },
        MoveChange {
            at: at(200),
            to: WhoseMove::Us,
        },
    ];
    let held = held(at(0), &changes, at(100));
    assert_eq!(held.by_us(), TimeDelta::minutes(15));
    assert_eq!(held.by(WhoseMove::Requester), TimeDelta::minutes(30));
    assert_eq!(held.by(WhoseMove::Provider), TimeDelta::minutes(55));
    assert_eq!(held.age, TimeDelta::minutes(100));
}

#[test]
fn pausing_and_taking_back_in_one_instant_changes_nothing() {
    let changes = [
        MoveChange {
            at: at(10),
            to: WhoseMove::Requester,
        },
        MoveChange {
            at: at(10),
            to: WhoseMove::Us,
        },
    ];
    assert_eq!(held(at(0), &changes, at(60)).by_others(), TimeDelta::zero());
}

#[test]
fn an_end_before_the_beginning_has_no_age() {
    assert_eq!(held(at(60), &[], at(0)).age, TimeDelta::zero());
}

/// The side that had the move in one minute, found naively.
fn side_in_minute(minute: i64, changes: &[(i64, WhoseMove)]) -> WhoseMove {
    let mut side = (i64::MIN, WhoseMove::Us);
    for change in changes {
        if change.0 <= minute && change.0 >= side.0 {
            side = *change;
        }
    }
    side.1
}

proptest! {
    #[test]
    fn ours_and_others_always_sum_to_the_age_and_agree_with_counting_minutes(
        end in 0_i64..400,
        changes in prop::collection::vec((-50_i64..450, 0_usize..6), 0..12),
    ) {
        let changes: Vec<(i64, WhoseMove)> =
            changes.into_iter().map(|(minute, side)| (minute, WhoseMove::ALL[side])).collect();
        let given: Vec<MoveChange> =
            changes.iter().map(|(minute, to)| MoveChange { at: at(*minute), to: *to }).collect();
        let result = held(at(0), &given, at(end));
        prop_assert_eq!(result.age, TimeDelta::minutes(end));
        prop_assert_eq!(result.by_us() + result.by_others(), result.age);
        for side in WhoseMove::ALL {
            let minutes = (0..end).filter(|minute| side_in_minute(*minute, &changes) == *side).count();
            let minutes = i64::try_from(minutes).expect("few");
            prop_assert_eq!(result.by(*side), TimeDelta::minutes(minutes), "{}", side);
        }
    }
}
