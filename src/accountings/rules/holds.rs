//! Holding an entry back for an agency: as long as its written statement says, on its spoken word at most thirty days (C18).

use chrono::NaiveDate;

use super::Place;
use crate::accountings::model::{Asked, Disclosed, Withheld};
use crate::calendar::in_words;
use crate::requests::rules::clocks::ClockRule;

/// The hold that stands on a disclosure on the day it is judged. A written statement sets its own end; of several spoken
/// ones the first counts, for another word of mouth does not prolong it.
pub(super) fn standing(disclosed: &Disclosed, asked: &Asked, place: &Place) -> Option<Withheld> {
    let until = disclosed
        .written_hold_until
        .or_else(|| oral_end(disclosed, asked, place))?;
    let judged_on = asked.today.unwrap_or(asked.requested_on);
    (judged_on <= until).then(|| Withheld {
        id: disclosed.id.clone(),
        until,
        in_writing: disclosed.written_hold_until.is_some(),
    })
}

fn oral_end(disclosed: &Disclosed, asked: &Asked, place: &Place) -> Option<NaiveDate> {
    let said_on = asked
        .oral_holds
        .iter()
        .filter(|hold| hold.disclosure == disclosed.id)
        .map(|hold| hold.on)
        .min()?;
    Some(place.due(ClockRule::C18, asked, Some(said_on)))
}

/// What the desk must do about each hold.
pub(super) fn sentences(withheld: &[Withheld]) -> Vec<String> {
    let sentence = |hold: &Withheld| {
        let until = in_words(hold.until);
        if hold.in_writing {
            format!(
                "An agency's written statement holds {} back until {until}.",
                hold.id
            )
        } else {
            format!(
                "An agency's spoken word holds {} back until {until} at most, unless it writes by then (C18). Note who said so.",
                hold.id
            )
        }
    };
    withheld.iter().map(sentence).collect()
}
