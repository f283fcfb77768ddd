//! Whether the hospital offers a channel, and what to say when it does not. Nothing that has arrived is refused: a
//! channel that is not listed is accepted with the same received-on rule (S65, S117).

use chrono::NaiveDate;

use super::hours::DeskState;
use crate::facilities::model::{
    Channel, ChannelCondition, ChannelRule, DropBox, Fax, Mailbox, Phone, PhonePurpose,
    PostalAddress, Profile, Script, SeedId, Setting, SiteCode, Work,
};
use crate::text_enum;

text_enum! {
    /// How a channel stands for a piece of work at a site.
    pub enum Standing: "standing of a channel" {
        Listed = "listed", "Offered";
        NotListed = "not_listed", "Not listed, accepted when it arrives";
        CheckAppointment = "check_appointment", "Check the appointment first";
        SoftBlock = "soft_block", "Not today; a supervisor may override with a reason";
        Absent = "absent", "There is none here";
    }
}

text_enum! {
    /// What the appointment check at the door found (S11, R18).
    pub enum DoorCheck: "appointment check" {
        NotChecked = "not_checked", "Not checked yet";
        PatientAppointment = "patient_appointment", "The patient has an appointment today";
        InspectionSlot = "inspection_slot", "A records-inspection slot is booked today";
        NoAppointment = "no_appointment", "No appointment today";
    }
}

text_enum! {
    /// Who stands at the window (R18).
    pub enum AtTheDoor: "person at the door" {
        Patient = "patient", "The patient";
        Representative = "representative", "The patient's representative";
        SomeoneElse = "someone_else", "Someone else";
    }
}

/// How a channel stands, in words, with other ways where there are any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelAnswer {
    /// How it stands.
    pub standing: Standing,
    /// What to tell the person, or the clerk.
    pub sentence: String,
    /// Other ways, one sentence each, that need nobody to come in person.
    pub alternatives: Vec<String>,
    /// The rules and rows the answer rests on.
    pub rules: Vec<String>,
}

/// How a channel stands for a kind of work at a site on a day. A drop box exists only where the profile has one (S26);
/// medical forms are handed in at Duarte only (S60); whatever else arrives is accepted (S65, S117).
pub fn channel_standing(
    profile: &Profile,
    site: &SiteCode,
    channel: Channel,
    work: Work,
    on: NaiveDate,
) -> ChannelAnswer {
    if channel == Channel::DropBox && profile.at_site::<DropBox>(site, on).next().is_none() {
        return no_drop_box(profile, site, work, on);
    }
    let listed = profile
        .at_site::<ChannelRule>(site, on)
        .find(|row| row.value.channel == channel && row.value.work.contains(&work));
    match listed {
        Some(row) => {
            let mut rules = ids(&row.fact.source);
            if row.value.condition == ChannelCondition::AppointmentDay {
                rules.push("R18".to_owned());
            }
            ChannelAnswer {
                standing: Standing::Listed,
                sentence: how_to(profile, row.value, on),
                alternatives: Vec::new(),
                rules,
            }
        }
        None => not_listed(profile, site, channel, work, on),
    }
}

fn not_listed(
    profile: &Profile,
    site: &SiteCode,
    channel: Channel,
    work: Work,
    on: NaiveDate,
) -> ChannelAnswer {
    let what = match work {
        Work::Records => "Requests for records",
        Work::MedicalForms => "Medical forms",
    };
    let rule = if work == Work::MedicalForms {
        "S65"
    } else {
        "S117"
    };
    ChannelAnswer {
        standing: Standing::NotListed,
        sentence: format!(
            "{what} are not listed for this channel here ({}). Log it all the same: the day it arrived is the day it was received.",
            channel.label()
        ),
        alternatives: alternatives(profile, site, work, on),
        rules: vec![rule.to_owned(), "R2".to_owned()],
    }
}

fn no_drop_box(profile: &Profile, site: &SiteCode, work: Work, on: NaiveDate) -> ChannelAnswer {
    let name = profile
        .site(site, on)
        .map_or(site.as_str(), |site| site.name.as_str());
    let said = profile.get::<Setting>(&format!("{site}_drop_box"), on);
    ChannelAnswer {
        standing: Standing::Absent,
        sentence: format!(
            "There is no drop box on file for {name}. Choose the channel by which it really came."
        ),
        alternatives: alternatives(profile, site, work, on),
        rules: said.map(|row| ids(&row.fact.source)).unwrap_or_default(),
    }
}

/// The number, mailbox, address or place of a channel as it is on file that day; none where it has none of its own.
pub fn reached_at(profile: &Profile, rule: &ChannelRule, on: NaiveDate) -> Option<String> {
    let key = rule.via.as_ref()?.as_str();
    match rule.channel {
        Channel::Phone => profile
            .get::<Phone>(key, on)
            .map(|row| row.value.number.to_string()),
        Channel::Fax => profile
            .get::<Fax>(key, on)
            .map(|row| row.value.number.to_string()),
        Channel::Email => profile
            .get::<Mailbox>(key, on)
            .map(|row| row.value.address.to_string()),
        Channel::Mail => profile
            .get::<PostalAddress>(key, on)
            .map(|row| row.value.lines().join(", ")),
        Channel::DropBox => profile
            .get::<DropBox>(key, on)
            .map(|row| row.value.location.clone()),
        Channel::Portal | Channel::WalkIn | Channel::CommunitySite => None,
    }
}

/// How to use a channel, with the number or address as it is on file that day.
pub fn how_to(profile: &Profile, rule: &ChannelRule, on: NaiveDate) -> String {
    reached_at(profile, rule, on).map_or_else(
        || rule.how.clone(),
        |target| format!("{} {target}.", rule.how),
    )
}

/// Whether a walk-in may be served (S11, S12, R18): on the day of the patient's appointment, which also admits the
/// representative acting for that patient; a booked records-inspection slot counts as an appointment. Otherwise a soft
/// block with the other ways, which a supervisor may override with a reason. Coming in person is never the only way.
pub fn walk_in(
    profile: &Profile,
    site: &SiteCode,
    who: AtTheDoor,
    door: DoorCheck,
    desk: DeskState,
    on: NaiveDate,
) -> ChannelAnswer {
    let bound = profile.at_site::<ChannelRule>(site, on).any(|row| {
        row.value.condition == ChannelCondition::AppointmentDay
            && matches!(row.value.channel, Channel::WalkIn | Channel::CommunitySite)
    });
    if !bound {
        return channel_standing(profile, site, Channel::WalkIn, Work::Records, on);
    }
    let admitted = match door {
        DoorCheck::NotChecked => return check_first(),
        DoorCheck::PatientAppointment | DoorCheck::InspectionSlot => who != AtTheDoor::SomeoneElse,
        DoorCheck::NoAppointment => false,
    };
    if !admitted {
        return soft_block(profile, site, who, door, on);
    }
    if desk.is_closed_hours() == Some(true) {
        return closed_window(profile, site, on);
    }
    let mut rules = vec!["S11".to_owned()];
    if who == AtTheDoor::Representative || door == DoorCheck::InspectionSlot {
        rules.push("R18".to_owned());
    }
    ChannelAnswer {
        standing: Standing::Listed,
        sentence: format!("{}: the walk-in can be served.", door.label()),
        alternatives: Vec::new(),
        rules,
    }
}

fn check_first() -> ChannelAnswer {
    ChannelAnswer {
        standing: Standing::CheckAppointment,
        sentence: "Check whether the patient has an appointment today. A booked records-inspection slot counts.".to_owned(),
        alternatives: Vec::new(),
        rules: vec!["S11".to_owned(), "R18".to_owned()],
    }
}

fn soft_block(
    profile: &Profile,
    site: &SiteCode,
    who: AtTheDoor,
    door: DoorCheck,
    on: NaiveDate,
) -> ChannelAnswer {
    let sentence = if door == DoorCheck::NoAppointment {
        let script = profile.get::<Script>("walk_in_alternatives", on);
        script
            .map(|row| row.value.lines.join(" "))
            .unwrap_or_default()
    } else {
        format!(
            "The patient's appointment admits the patient and the representative acting for the patient ({}).",
            who.label().to_lowercase()
        )
    };
    ChannelAnswer {
        standing: Standing::SoftBlock,
        sentence,
        alternatives: alternatives(profile, site, Work::Records, on),
        rules: vec!["S11".to_owned(), "S12".to_owned(), "R18".to_owned()],
    }
}

/// An appointment today, but the window is shut: the drop box where there is one (S19), else the other ways.
fn closed_window(profile: &Profile, site: &SiteCode, on: NaiveDate) -> ChannelAnswer {
    let boxes = profile.at_site::<DropBox>(site, on);
    let mut ways: Vec<String> = boxes
        .map(|row| {
            format!(
                "Drop the completed form in the drop box: {}.",
                row.value.location
            )
        })
        .collect();
    ways.extend(alternatives(profile, site, Work::Records, on));
    ChannelAnswer {
        standing: Standing::Listed,
        sentence: "The walk-in is allowed today, but the window is closed now.".to_owned(),
        alternatives: ways,
        rules: vec!["S11".to_owned(), "S19".to_owned(), "S20".to_owned()],
    }
}

/// The ways in which nobody has to come in person (S12): each listed channel of the site that sets no condition of
/// place, in the order of the channels, and the number to call.
pub fn alternatives(profile: &Profile, site: &SiteCode, work: Work, on: NaiveDate) -> Vec<String> {
    let remote = [Channel::Portal, Channel::Fax, Channel::Email, Channel::Mail];
    let listed = |channel: Channel| {
        profile
            .at_site::<ChannelRule>(site, on)
            .filter(move |row| row.value.channel == channel && row.value.work.contains(&work))
            .map(|row| how_to(profile, row.value, on))
    };
    let mut ways: Vec<String> = remote.into_iter().flat_map(listed).collect();
    let call = profile.at_site::<Phone>(site, on).find(|row| {
        let for_this = |purpose: &PhonePurpose| {
            matches!(purpose, PhonePurpose::Initiate | PhonePurpose::Questions)
        };
        row.value.purposes.iter().any(for_this)
    });
    ways.extend(call.map(|row| format!("Call {}.", row.value.number)));
    ways
}

fn ids(source: &[SeedId]) -> Vec<String> {
    source.iter().map(ToString::to_string).collect()
}
