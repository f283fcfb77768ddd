//! Choosing the channel.

use askama::Template;

use super::{reading, site_of, slug};
use crate::facilities::model::{Channel, Work};
use crate::facilities::rules::{Standing, channel_standing};
use crate::web::chrome::Chrome;
use crate::web::components::{Tag, Tone};
use crate::web::visit::{Answer, Visit};

/// One way in.
struct Way {
    href: String,
    label: &'static str,
    standing: Tag,
    how: String,
}

#[derive(Template)]
#[template(path = "intake/channels.html")]
struct ChannelsPage {
    chrome: Chrome,
    window: String,
    ways: Vec<Way>,
}

/// The eight channels, each with what the hospital says about it here.
pub async fn channels(visit: Visit) -> Answer {
    let site = site_of(&visit)?;
    let with = reading(&visit, Channel::WalkIn, &site)?;
    let today = with.local_now.date();
    let ways = Channel::ALL.iter().map(|channel| {
        let answer = channel_standing(with.profile, &site, *channel, Work::Records, today);
        let tone = match answer.standing {
            Standing::Listed => Tone::Good,
            Standing::Absent => Tone::Warn,
            Standing::NotListed | Standing::CheckAppointment | Standing::SoftBlock => Tone::Plain,
        };
        Way {
            href: ["/log/", &slug(*channel)].concat(),
            label: channel.label(),
            standing: Tag::new(answer.standing.label(), tone),
            how: answer.sentence,
        }
    });
    let page = ChannelsPage {
        chrome: visit.chrome("Log a request"),
        window: super::page::window(&with),
        ways: ways.collect(),
    };
    visit.page(&page)
}
