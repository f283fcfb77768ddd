//! The pages of the pick-up desk. A visitor can see its screen: lists name nobody, and the page of one part names one
//! patient (B23).

mod hand_over;
mod list;

pub use hand_over::{hand_over, show_hand_over};
pub use list::{PickUpLine, find_pick_up, list_pick_ups, standing_line};

use super::model::{Unclaimed, Waiting};
use crate::calendar::plural;
use crate::facilities::model::ReminderBy;
use crate::web::components::{Tag, Tone};
use chrono::NaiveDate;

/// How long a part has waited and whether somebody has to remind of it.
fn waits(part: &Waiting, step: Option<Unclaimed>, today: NaiveDate) -> Tag {
    let days = (today - part.since).num_days().max(0);
    let waited = match days {
        0 => "since today".to_owned(),
        days => plural(days, "day"),
    };
    match step {
        None => Tag::plain(waited),
        Some(step) => {
            let how = match step.by {
                ReminderBy::SameWay => "remind the way the letter went",
                ReminderBy::Phone => "call",
                ReminderBy::Letter => "write a letter",
                ReminderBy::Task => "remind",
            };
            let says = [&waited, ", unclaimed: ", how].concat();
            Tag::new(says, if step.step > 1 { Tone::Bad } else { Tone::Warn })
        }
    }
}
