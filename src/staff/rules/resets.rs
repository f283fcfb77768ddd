//! Who may help a colleague who lost a password or a second factor: two administrators, and neither is the person (T31).

use chrono::{NaiveDateTime, TimeDelta};

use crate::staff::model::Reset;
use crate::words::Refusal;

/// How long the second administrator has to confirm.
pub const WAITS: TimeDelta = TimeDelta::hours(24);
/// How long the token that comes of it can be used (T34).
pub const TOKEN_LIFE: TimeDelta = TimeDelta::minutes(30);

/// Whether a reset still stands at `now`: it waits for its second administrator for 24 hours, then its token can be used
/// for 30 minutes. What has no end is taken as ended (T34).
pub fn stands(reset: &Reset, now: NaiveDateTime) -> bool {
    if reset.confirmed_by.is_some() {
        reset.token_until.is_some_and(|until| now < until)
    } else {
        now - reset.asked_at < WAITS
    }
}

/// Whether an administrator may be the second one of a reset (T31).
///
/// # Errors
/// The sentence of whoever asked, of the person, of a reset that was confirmed or ran out.
pub fn may_confirm(reset: &Reset, administrator: i64, now: NaiveDateTime) -> Result<(), Refusal> {
    let refused = |text: &str| Err(Refusal::new("T31", text));
    if administrator == reset.staff_id {
        return refused("Nobody confirms their own reset. Ask another administrator.");
    }
    if administrator == reset.asked_by {
        return refused("You asked for this reset. Another administrator confirms it.");
    }
    if reset.confirmed_by.is_some() {
        return refused("This reset was confirmed before; its token was shown then.");
    }
    if !stands(reset, now) {
        return refused("This reset is older than 24 hours. Ask for a new one.");
    }
    Ok(())
}
