//! When to try again, when to stop, and which state may follow which (T20, T21, T22).

use chrono::{NaiveDateTime, TimeDelta};

use super::deliver::Delivery;
use super::model::MailState;

/// Minutes a worker may hold a message; taken anew when the hand-over begins.
pub const CLAIM_MINUTES: i64 = 15;

/// Days after which an undelivered message is given up (T22, after Postfix `maximal_queue_lifetime`).
pub const GIVE_UP_DAYS: i64 = 5;

const SHORTEST_SECONDS: i64 = 300;
const LONGEST_SECONDS: i64 = 4000;

/// How long to wait after the `attempt`th failed attempt (the first is 1): 300 seconds, doubling to at most 4,000,
/// moved by `jitter_percent` so that messages do not all return at once (T22). Jitter beyond 20 either way counts as 20.
pub fn backoff(attempt: u32, jitter_percent: i32) -> TimeDelta {
    let doublings = attempt.saturating_sub(1).min(4);
    let seconds = (SHORTEST_SECONDS << doublings).min(LONGEST_SECONDS);
    let jitter = i64::from(jitter_percent.clamp(-20, 20));
    TimeDelta::seconds(seconds + seconds * jitter / 100)
}

/// Whether a message first queued at `queued_at` is given up at `now` instead of being tried again (T22).
pub fn gives_up(queued_at: NaiveDateTime, now: NaiveDateTime) -> bool {
    now - queued_at >= TimeDelta::days(GIVE_UP_DAYS)
}

/// Whether `next` may follow `state`. A message whose hand-over began goes back to the queue only by a definite answer
/// of the server or a person's decision, never because a claim ran out (T20).
pub const fn may_follow(state: MailState, next: MailState) -> bool {
    use MailState::{Claimed, Deferred, Failed, HandingOver, Queued, Sent, Uncertain};
    match state {
        Queued => matches!(next, Claimed),
        // Back to the queue: the worker stopped before the hand-over.
        Claimed => matches!(next, HandingOver | Queued | Deferred | Failed),
        HandingOver => matches!(next, Sent | Deferred | Failed | Uncertain),
        Deferred => matches!(next, Claimed | Failed),
        // A person presses "send again" after a failure, or finds out what became of an uncertain one.
        Failed => matches!(next, Queued),
        Uncertain => matches!(next, Sent | Queued | Failed),
        // A report came back that it did not arrive after all (RFC 3464).
        Sent => matches!(next, Failed),
    }
}

impl Delivery {
    /// The state a message gets after this outcome.
    pub const fn state(&self) -> MailState {
        match self {
            Self::Sent { .. } => MailState::Sent,
            Self::Deferred { .. } => MailState::Deferred,
            Self::Failed { .. } => MailState::Failed,
            Self::Uncertain { .. } => MailState::Uncertain,
        }
    }
}

/// The outcome as one sentence for the person who looks after the message.
pub fn spoken_outcome(delivery: &Delivery) -> String {
    match delivery {
        Delivery::Sent { reply } => format!("The mail server accepted the message: {reply}"),
        Delivery::Deferred { reason, .. } => {
            format!("Not sent yet, it will be tried again. {reason}")
        }
        Delivery::Failed { reason } => format!("Not sent and not tried again. {reason}"),
        Delivery::Uncertain { reason } => {
            format!("It may or may not have arrived and is not sent again by itself. {reason}")
        }
    }
}
