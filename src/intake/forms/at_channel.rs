//! When and how it came.

use chrono::NaiveDateTime;

use super::Reading;
use crate::facilities::model::{EmailAddress, Work};
use crate::facilities::rules::{
    AtTheDoor, DoorCheck, Standing, channel_standing, desk_open, walk_in,
};
use crate::form_state::Reader;
use crate::intake::model::{AtChannel, BlankForm, IdentitySeen};
use crate::requests::model::Channel;
use crate::requests::rules::identity::CallerSaid;
use crate::requests::rules::received::{Arrival, received_on};

/// The arrival in local time, and as an instant (UTC).
pub fn arrival(r: &mut Reader, with: &Reading<'_>) -> Option<(Arrival, NaiveDateTime)> {
    let arrived = r.local_date_time("arrived", "the day it arrived");
    let mut arrival = Arrival::new(with.channel, arrived.unwrap_or(with.local_now));
    if with.channel == Channel::DropBox {
        let previous = r.local_date_time("box_before", "the day the box was emptied before");
        let emptied = r.local_date_time("box_emptied", "the day the box was emptied now");
        arrival.appointment_on = r.optional_date("appointment_on", "the appointment");
        arrival.box_previous_emptied_at = previous;
        arrival.box_emptied_at = emptied;
        previous.zip(emptied)?;
    }
    if with.channel == Channel::CommunitySite {
        arrival.site_received_on = r.past_date(
            "site_received_on",
            "the day the community site received it",
            with.today(),
        );
        arrival.site_received_on?;
    }
    let arrived = arrived?;
    if arrived > with.local_now {
        r.refuse(
            "arrived",
            "It cannot have arrived after now. Check the day and the time.",
        );
    }
    let terms = with.facilities.terms(with.site.as_str(), with.today())?;
    let Some(instant) = terms.calendar.instant(arrived) else {
        r.refuse(
            "arrived-time",
            "The clock jumped over this time. Write the time it shows afterwards.",
        );
        return None;
    };
    if let Err(sentence) = received_on(&arrival) {
        let field = match with.channel {
            Channel::DropBox => "box_before",
            Channel::CommunitySite => "site_received_on",
            _ => "arrived",
        };
        r.refuse(field, sentence);
    }
    Some((arrival, instant))
}

/// What only this channel asks for.
pub fn at_channel(r: &mut Reader, with: &Reading<'_>) -> Option<AtChannel> {
    match with.channel {
        Channel::WalkIn => at_window(r, with),
        Channel::Phone => Some(AtChannel::Phone {
            forms_sent: r.optional_text("forms_sent", "the forms sent", 200),
            said: r.choices("caller_said", "what the caller said", CallerSaid::parse),
        }),
        Channel::Fax => Some(AtChannel::Fax {
            work: r.choice("work", "what the fax is", Work::parse)?,
        }),
        Channel::Email => {
            let work = r.choice("work", "what the e-mail is", Work::parse);
            let mailbox = r.required_text("mailbox", "the mailbox it reached", 200)?;
            Some(AtChannel::Email {
                mailbox: listed(with, &mailbox),
                work: work?,
            })
        }
        Channel::DropBox => {
            let answer = channel_standing(
                with.profile,
                with.site,
                with.channel,
                Work::Records,
                with.today(),
            );
            if answer.standing == Standing::Absent {
                r.refuse("", answer.sentence);
            }
            Some(AtChannel::Plain)
        }
        Channel::CommunitySite => Some(AtChannel::CommunitySite {
            place: r.required_text("practice", "the practice site", 120)?,
        }),
        Channel::Portal | Channel::Mail => Some(AtChannel::Plain),
    }
}

/// The listed mailbox of this text; none for any other.
fn listed(with: &Reading<'_>, typed: &str) -> Option<EmailAddress> {
    use crate::facilities::model::Mailbox;
    with.profile
        .all::<Mailbox>(with.today())
        .map(|row| row.value.address.clone())
        .find(|address| address.to_string() == typed)
}

/// S11: without an appointment a walk-in is served only when a supervisor says why.
fn at_window(r: &mut Reader, with: &Reading<'_>) -> Option<AtChannel> {
    let who = r.choice("who", "who is at the window", AtTheDoor::parse);
    let door = r.choice("door", "what the appointment check found", DoorCheck::parse);
    let identity = r.choice(
        "identity",
        "the identity document seen",
        IdentitySeen::parse,
    );
    let (who, door) = (who?, door?);
    let calendar = with
        .facilities
        .terms(with.site.as_str(), with.today())?
        .calendar;
    let holiday = |on| {
        calendar
            .holiday_on(on)
            .filter(|day| day.office_closed)
            .map(|day| day.name.clone())
    };
    let desk = desk_open(with.profile, with.site, with.local_now, &holiday).state;
    let handed_out = handed_out(r, with);
    let answer = walk_in(with.profile, with.site, who, door, desk, with.today());
    let mut override_reason = None;
    match answer.standing {
        Standing::CheckAppointment => r.refuse("door", answer.sentence),
        Standing::SoftBlock if with.may_override => {
            override_reason = r.reason("override_reason", "the reason", 10, 500);
        }
        Standing::SoftBlock => {
            let sentence = [
                &answer.sentence,
                " A supervisor can log it with a reason (S11).",
            ];
            r.refuse("door", sentence.concat());
        }
        Standing::Listed | Standing::NotListed | Standing::Absent => {}
    }
    Some(AtChannel::WalkIn {
        who,
        door,
        identity: identity?,
        override_reason,
        desk,
        handed_out,
    })
}

/// The blank form handed out, one of those the hospital has, in a language it has it in.
fn handed_out(r: &mut Reader, with: &Reading<'_>) -> Option<BlankForm> {
    let blanks = with.blank_forms();
    let known = |typed: &str| {
        let found = blanks.iter().find(|(value, _)| value == typed);
        found.map(|(_, blank)| blank.clone()).ok_or(())
    };
    r.optional_choice("handed_out", "the form handed out", known)
}
