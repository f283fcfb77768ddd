//! When a request counts as received (R1–R3).

use chrono::{NaiveDate, NaiveDateTime};

use crate::calendar::in_words;
use crate::requests::model::Channel;

/// How and when an item came in. All times are local times of the facility (R1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// The channel it came by.
    pub channel: Channel,
    /// When it reached the hospital, or the desk where an earlier place is known below.
    pub arrived_at: NaiveDateTime,
    /// When it was put into the drop box, if anybody knows. It is kept for the door log and never sets the date (R3).
    pub deposited_at: Option<NaiveDateTime>,
    /// When the box was last emptied before.
    pub box_previous_emptied_at: Option<NaiveDateTime>,
    /// When the box was emptied and the item found.
    pub box_emptied_at: Option<NaiveDateTime>,
    /// The depositor's scheduled appointment.
    pub appointment_on: Option<NaiveDate>,
    /// The date another site of the hospital received it, before it was sent on (S27, S52).
    pub site_received_on: Option<NaiveDate>,
}

impl Arrival {
    /// An item that came by a channel at a local time, nothing else being known.
    pub const fn new(channel: Channel, arrived_at: NaiveDateTime) -> Self {
        Self {
            channel,
            arrived_at,
            deposited_at: None,
            box_previous_emptied_at: None,
            box_emptied_at: None,
            appointment_on: None,
            site_received_on: None,
        }
    }
}

/// The date of receipt and how it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The local date every clock starts from.
    pub on: NaiveDate,
    /// The reasons, in sentences.
    pub why: Vec<String>,
}

/// The local date the item first reached any listed channel or site of the hospital (R2), for the drop box by R3.
///
/// # Errors
/// A sentence, when a drop-box item lacks an emptying time or when the times contradict each other.
pub fn received_on(arrival: &Arrival) -> Result<Received, String> {
    if arrival
        .deposited_at
        .is_some_and(|at| at > arrival.arrived_at)
    {
        return Err("The item cannot have been deposited after it arrived.".to_owned());
    }
    let reached = if arrival.channel == Channel::DropBox {
        from_drop_box(arrival)?
    } else {
        refuse_box_times(arrival)?;
        as_it_came(arrival)
    };
    let arrived_on = arrival.arrived_at.date();
    let Some(site_on) = arrival.site_received_on else {
        return Ok(reached);
    };
    if site_on > arrived_on {
        return Err(format!(
            "The site cannot have received the item on {}, after it arrived on {}.",
            in_words(site_on),
            in_words(arrived_on)
        ));
    }
    Ok(first_at_site(site_on, reached))
}

/// R2: a site of the hospital is the hospital; the earliest date wins.
fn first_at_site(site_on: NaiveDate, reached: Received) -> Received {
    if site_on > reached.on {
        return reached;
    }
    let mut why = vec![format!(
        "A site of the hospital received it on {}; that is the hospital's date, not the day it reached this desk (R2, S27).",
        in_words(site_on)
    )];
    if reached.on != site_on {
        why.push(format!("It reached this desk on {}.", in_words(reached.on)));
    }
    Received { on: site_on, why }
}

fn as_it_came(arrival: &Arrival) -> Received {
    let on = arrival.arrived_at.date();
    let day = in_words(on);
    let time = arrival.arrived_at.format("%H:%M");
    let sentence = match arrival.channel {
        Channel::Portal => {
            format!(
                "It came in by the portal at {time} on {day}, local time; that day counts, whenever it was opened (R2)."
            )
        }
        Channel::WalkIn => format!("It was handed in at {time} on {day}; that day counts (R2)."),
        Channel::DropBox => format!("It was found in the drop box on {day}."),
        Channel::Phone => format!(
            "The call came at {time} on {day}. A call only starts a request: it is logged on this day, but it is not a written request and starts no clock of its own, unless the house takes calls for requests (R2, S29)."
        ),
        Channel::Fax => format!(
            "The fax came in at {time} on {day}, local time; that day counts even late in the evening (R2)."
        ),
        Channel::Email => format!(
            "The e-mail came in at {time} on {day}, local time; that day counts even late in the evening (R2)."
        ),
        Channel::Mail => format!(
            "The letter reached the hospital on {day}; the postmark and the date beside the signature do not count (R2)."
        ),
        Channel::CommunitySite => format!(
            "The community site received it on {day}; that day counts, not the day it is sent on (R2, S27)."
        ),
    };
    Received {
        on,
        why: vec![sentence],
    }
}

/// R3: the appointment date if it lies on or between the two emptyings, otherwise the date of the previous emptying.
fn from_drop_box(arrival: &Arrival) -> Result<Received, String> {
    let (Some(previous_at), Some(emptied_at)) =
        (arrival.box_previous_emptied_at, arrival.box_emptied_at)
    else {
        return Err("A drop-box item needs both times: when the box was emptied before and when it was emptied now (R3).".to_owned());
    };
    check_box_times(arrival, previous_at, emptied_at)?;
    let (previous_on, emptied_on) = (previous_at.date(), emptied_at.date());
    let mut why = vec![format!(
        "The box was emptied at {} on {} and before that at {} on {}.",
        emptied_at.format("%H:%M"),
        in_words(emptied_on),
        previous_at.format("%H:%M"),
        in_words(previous_on)
    )];
    let appointment = arrival
        .appointment_on
        .filter(|on| (previous_on..=emptied_on).contains(on));
    let on = appointment.unwrap_or(previous_on);
    why.push(match (appointment, arrival.appointment_on) {
        (Some(kept), _) => format!(
            "The depositor's appointment on {} lies in that time, so it counts as received on that day (R3).",
            in_words(kept)
        ),
        (None, Some(outside)) => format!(
            "The appointment on {} lies outside that time, so the earliest possible day counts: {} (R3).",
            in_words(outside),
            in_words(previous_on)
        ),
        (None, None) => format!(
            "No appointment in that time is known, so the earliest possible day counts: {} (R3).",
            in_words(previous_on)
        ),
    });
    Ok(Received { on, why })
}

fn check_box_times(
    arrival: &Arrival,
    previous_at: NaiveDateTime,
    emptied_at: NaiveDateTime,
) -> Result<(), String> {
    if emptied_at < previous_at {
        return Err(
            "The box cannot have been emptied before the time it was previously emptied."
                .to_owned(),
        );
    }
    if let Some(deposited_at) = arrival.deposited_at
        && !(previous_at..=emptied_at).contains(&deposited_at)
    {
        return Err("The item cannot have been put into the box outside the time between the two emptyings.".to_owned());
    }
    if arrival.arrived_at < previous_at {
        return Err(
            "The item cannot have arrived before the box was previously emptied.".to_owned(),
        );
    }
    Ok(())
}

fn refuse_box_times(arrival: &Arrival) -> Result<(), String> {
    if arrival.box_previous_emptied_at.is_some() || arrival.box_emptied_at.is_some() {
        return Err(format!(
            "Emptying times belong to the drop box, not to the channel \"{}\".",
            arrival.channel.label()
        ));
    }
    Ok(())
}
