//! `rule received`: the date of receipt (R1–R3) and whether the desk was open.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::facility::{Facilities, FacilityFacts, find};
use super::json::{self, At, On};
use crate::requests::model::Channel;
use crate::requests::rules::received::{Arrival, received_on};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    facility: String,
    channel: Channel,
    arrived_at: At,
    deposited_at: Option<At>,
    box_previous_emptied_at: Option<At>,
    box_emptied_at: Option<At>,
    appointment_on: Option<On>,
    site_received_on: Option<On>,
}

#[derive(Serialize)]
struct Answer {
    received_on: NaiveDate,
    desk_open: Option<bool>,
    why: Vec<String>,
}

pub(super) fn run(stdin: &str, facilities: Facilities) -> Result<String, String> {
    let question: Question = json::read(stdin)?;
    let facts = find(&question.facility, question.arrived_at.0.date(), facilities)?;
    if question.channel == Channel::DropBox && !facts.drop_box {
        return Err(format!(
            "The facility \"{}\" has no drop box.",
            question.facility
        ));
    }
    let arrival = Arrival {
        channel: question.channel,
        arrived_at: question.arrived_at.0,
        deposited_at: question.deposited_at.map(|at| at.0),
        box_previous_emptied_at: question.box_previous_emptied_at.map(|at| at.0),
        box_emptied_at: question.box_emptied_at.map(|at| at.0),
        appointment_on: question.appointment_on.map(|on| on.0),
        site_received_on: question.site_received_on.map(|on| on.0),
    };
    refuse_times_that_never_were(&arrival, &facts)?;
    let received = received_on(&arrival)?;
    let judged_at = arrival.deposited_at.unwrap_or(arrival.arrived_at);
    json::write(&Answer {
        received_on: received.on,
        desk_open: (facts.desk_open)(judged_at),
        why: received.why,
    })
}

/// In spring the clock jumps over an hour; a time in it is a slip.
fn refuse_times_that_never_were(arrival: &Arrival, facts: &FacilityFacts) -> Result<(), String> {
    let times: [Option<NaiveDateTime>; 4] = [
        Some(arrival.arrived_at),
        arrival.deposited_at,
        arrival.box_previous_emptied_at,
        arrival.box_emptied_at,
    ];
    match times
        .into_iter()
        .flatten()
        .find(|at| facts.calendar.instant(*at).is_none())
    {
        Some(at) => Err(format!(
            "The local time {at} never was: the clock was put forward over it."
        )),
        None => Ok(()),
    }
}
