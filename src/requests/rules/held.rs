//! Two clocks, both shown (B4): how long we held a request and how long others did. They always sum to its age, so
//! nothing can be made to look on time by pausing it.

use chrono::{NaiveDateTime, TimeDelta};

use crate::requests::model::WhoseMove;

/// From this instant on it was this side's move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MoveChange {
    /// When, UTC.
    pub at: NaiveDateTime,
    /// Whose move it became.
    pub to: WhoseMove,
}

/// How the age of a request divides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// From the beginning to the end that was asked for; never negative.
    pub age: TimeDelta,
    /// Held by each side, in the order of `WhoseMove::ALL`; `age` is their sum.
    shares: Vec<(WhoseMove, TimeDelta)>,
}

impl Held {
    /// How long one side held it.
    pub fn by(&self, side: WhoseMove) -> TimeDelta {
        self.shares
            .iter()
            .filter(|(who, _)| *who == side)
            .map(|(_, length)| *length)
            .sum()
    }

    /// How long we held it.
    pub fn by_us(&self) -> TimeDelta {
        self.by(WhoseMove::Us)
    }

    /// How long all others held it together.
    pub fn by_others(&self) -> TimeDelta {
        self.age - self.by_us()
    }

    /// The sides that held it at all.
    pub fn shares(&self) -> impl Iterator<Item = (WhoseMove, TimeDelta)> {
        self.shares
            .iter()
            .copied()
            .filter(|(_, length)| *length > TimeDelta::zero())
    }
}

/// Divides the time from `began_at` until `until_at` (the close, or now). Until the first change it was our move.
/// Changes may come in any order; of several at one instant the last given counts; changes before the beginning count
/// from the beginning, changes after the end not at all.
pub fn held(began_at: NaiveDateTime, changes: &[MoveChange], until_at: NaiveDateTime) -> Held {
    let until_at = until_at.max(began_at);
    let mut changes: Vec<MoveChange> = changes
        .iter()
        .copied()
        .filter(|change| change.at < until_at)
        .collect();
    changes.sort_by_key(|change| change.at);
    let mut shares: Vec<(WhoseMove, TimeDelta)> = WhoseMove::ALL
        .iter()
        .map(|side| (*side, TimeDelta::zero()))
        .collect();
    let (mut side, mut since) = (WhoseMove::Us, began_at);
    let end = MoveChange {
        at: until_at,
        to: WhoseMove::Us,
    };
    for change in changes.into_iter().chain(std::iter::once(end)) {
        let at = change.at.max(began_at);
        for (who, length) in &mut shares {
            if *who == side {
                *length += at - since;
            }
        }
        (side, since) = (change.to, at);
    }
    Held {
        age: until_at - began_at,
        shares,
    }
}
