//! How guessing is slowed down: one arithmetic for every credential (T29).

use chrono::{NaiveDateTime, TimeDelta};

use crate::staff::model::Tries;

/// Tries that cost no waiting.
pub const FREE: i64 = 5;
/// Tries without a success after which no further one is heard.
pub const LAST: i64 = 100;
/// Tries one address may make in a minute, whoever it names.
pub const A_MINUTE: i64 = 100;
/// The longest wait between two tries.
const LONGEST: TimeDelta = TimeDelta::minutes(15);

/// How long after the `failures`th failure in a row the next try must wait: nothing before the fifth, then 1 second,
/// doubling up to 15 minutes (T29).
pub fn wait_after(failures: i64) -> TimeDelta {
    match failures - FREE {
        ..0 => TimeDelta::zero(),
        doublings @ 0..10 => TimeDelta::seconds(1 << doublings).min(LONGEST),
        _ => LONGEST,
    }
}

/// The count after one more try on an account, taken before the try is looked at so that tries made at the same time
/// count too. `None` when the try must not be heard: still waiting, or 100 failures in a row (T29).
pub fn another_try(before: Option<Tries>, now: NaiveDateTime) -> Option<Tries> {
    let failures = before.map_or(0, |tries| tries.failures);
    let waiting = before
        .and_then(|tries| tries.blocked_until)
        .is_some_and(|until| now < until);
    if waiting || failures >= LAST {
        return None;
    }
    let failures = failures + 1;
    let wait = wait_after(failures);
    Some(Tries {
        failures,
        blocked_until: (wait > TimeDelta::zero()).then(|| now + wait),
        last_at: now,
    })
}

/// The count of an address after one more try: 100 in a minute, whoever is named (T29). `last_at` is when the minute
/// began. `None` when the minute is full.
pub fn from_address(before: Option<Tries>, now: NaiveDateTime) -> Option<Tries> {
    let this_minute =
        before.filter(|tries| now >= tries.last_at && now - tries.last_at < TimeDelta::minutes(1));
    let (count, since) = this_minute.map_or((0, now), |tries| (tries.failures, tries.last_at));
    (count < A_MINUTE).then_some(Tries {
        failures: count + 1,
        blocked_until: None,
        last_at: since,
    })
}
