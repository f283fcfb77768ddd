//! Where the form of a channel stands: alone, or for something whose arrival is known already.

use super::slug;
use crate::form_state::FormState;
use crate::requests::model::Channel;
use crate::requests::rules::received::Arrival;
use crate::web::components::ScanPages;

/// Where the form of a channel stands.
pub struct Setting {
    /// The channel.
    pub channel: Channel,
    /// Where the form is sent.
    pub action: String,
    /// The page beside it: its address and what its link says.
    pub beside: (String, &'static str),
    /// What is known about the arrival; none where the form asks.
    pub known: Option<Known>,
    /// Pages shown beside the form that go with it whatever is typed.
    pub shown: Vec<ScanPages>,
    /// Papers that are here already and go with the request: shown beside the form and described in it.
    pub papers: Vec<PaperHere>,
}

/// A paper that is here already.
pub struct PaperHere {
    /// Its outer id; its description is posted as `says-` and this.
    pub id: String,
    /// The name it came under.
    pub name: String,
    /// Its pages.
    pub viewer: ScanPages,
}

/// An arrival that is on record already, so that the form shows it and nobody types it again.
pub struct Known {
    /// How and when it came, in local time.
    pub arrival: Arrival,
    /// The mailbox it reached first, where it is mail.
    pub mailbox: Option<String>,
    /// Whether a person still says when it came, because what is on record is only when it was scanned.
    pub asks_when: bool,
    /// The same in sentences.
    pub says: Vec<String>,
    /// What it is an item of, for the title: no patient's name.
    pub title: String,
    /// The version of the item that was seen.
    pub version: i64,
}

impl Setting {
    /// The form of a channel alone.
    pub fn of(channel: Channel) -> Self {
        Self {
            channel,
            action: ["/log/", &slug(channel)].concat(),
            beside: ("/log".to_owned(), "Another channel"),
            known: None,
            shown: Vec::new(),
            papers: Vec::new(),
        }
    }

    /// Whether the form asks when it came.
    pub(super) fn asks_when(&self) -> bool {
        self.known.as_ref().is_none_or(|known| known.asks_when)
    }

    /// The channel, with what the item is of where that is on record.
    pub(super) fn title(&self) -> String {
        let channel = self.channel.label();
        match &self.known {
            Some(known) => [channel, ", ", &known.title].concat(),
            None => channel.to_owned(),
        }
    }

    /// The form as it was sent, with the arrival that is on record in place of anything sent in its fields.
    pub(super) fn filled(&self, form: FormState) -> FormState {
        let known = match &self.known {
            Some(known) if !known.asks_when => known,
            _ => return form,
        };
        let arrival = &known.arrival;
        let fields = [
            "arrived",
            "box_before",
            "box_emptied",
            "appointment_on",
            "mailbox",
        ];
        let of_arrival = |name: &str| {
            fields.iter().any(|field| {
                name.strip_prefix(field)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
            })
        };
        let pairs = form.pairs().iter();
        let others = pairs.filter(|(name, _)| !of_arrival(name)).cloned();
        let moments = [
            ("arrived", Some(arrival.arrived_at)),
            ("box_before", arrival.box_previous_emptied_at),
            ("box_emptied", arrival.box_emptied_at),
        ];
        let clean = FormState::from_pairs(others.collect()).with_errors_of(&form);
        let filled = moments
            .into_iter()
            .fold(clean, |form, (name, at)| match at {
                Some(at) => form
                    .with_date(name, at.date())
                    .with(&[name, "-time"].concat(), at.format("%H:%M").to_string()),
                None => form,
            });
        let filled = match &known.mailbox {
            Some(mailbox) => filled.with("mailbox", mailbox.as_str()),
            None => filled,
        };
        match arrival.appointment_on {
            Some(on) => filled.with_date("appointment_on", on),
            None => filled,
        }
    }
}
