//! Two emptyings of the drop box: one that is closed, one that goes on.

use chrono::{Datelike, Days, NaiveDateTime, TimeDelta, Weekday};

use super::people::{DemoPerson, act};
use super::requests::{Random, new_request};
use crate::app::App;
use crate::clock::Clock;
use crate::db::{Tx, new_public_id};
use crate::drop_box::commands::{
    Aside, Attach, Begin, SettledAs, aside, attach, begin, close, confirm, log_item,
    settle_as_logged,
};
use crate::drop_box::model::{AsFound, ItemKind, Session};
use crate::drop_box::store::{get_session, list_hands};
use crate::error::CommandError;
use crate::requests::commands::log_request;
use crate::requests::model::{Channel, NewRequest};
use crate::words::Reference;

const SITE: &str = "duarte";
const BOX: &str = "duarte_box";

/// What the envelopes hold: kind and patient as written.
const CLOSED: [(ItemKind, &str); 3] = [
    (ItemKind::Authorization, "Farrow, Noemi"),
    (ItemKind::Letter, "Farrow, Noemi"),
    (ItemKind::NotOurs, ""),
];
const OPEN: [(ItemKind, &str); 2] = [
    (ItemKind::RequestForm, "Haddad, Emre"),
    (ItemKind::MedicalForm, "Lund, Greta"),
];

/// Empties the box twice: on the last working day, settled and closed, and a while ago, still open.
pub(super) fn empty_twice(
    app: &App,
    clock: &Clock,
    staff: &[DemoPerson],
    now: NaiveDateTime,
    random: &mut Random,
) -> anyhow::Result<()> {
    let named = |login: &str| staff.iter().find(|person| person.login == login);
    let (Some(sam), Some(omar)) = (named("sam.lee"), named("omar.diaz")) else {
        return Ok(());
    };
    let today = app.facilities.local(SITE, now).date();
    let (last, before) = (workday(today, 1), workday(today, 2));
    let at = |day: chrono::NaiveDate, hour, minute| {
        day.and_hms_opt(hour, minute, 0)
            .ok_or_else(|| anyhow::anyhow!("no such time"))
    };
    let emptied = at(last, 8, 5)?;
    let instant = app
        .facilities
        .terms(SITE, last)
        .and_then(|terms| terms.calendar.instant(emptied))
        .ok_or_else(|| anyhow::anyhow!("the site has no calendar"))?;
    clock.move_to(instant + TimeDelta::minutes(10));
    let first = Emptied {
        by: sam,
        with: omar,
        at: emptied,
        before: Some(at(before, 8, 10)?),
        envelopes: 3,
    };
    let closed = first.logged(app, &CLOSED)?;
    clock.move_to(instant + TimeDelta::minutes(40));
    settle(app, sam, &closed, instant, random)?;
    first.closed(app, &closed)?;
    let earlier = now - TimeDelta::minutes(50);
    clock.move_to(earlier + TimeDelta::minutes(10));
    let second = Emptied {
        by: omar,
        with: sam,
        at: app.facilities.local(SITE, earlier),
        before: None,
        envelopes: 3,
    };
    second.logged(app, &OPEN)?;
    Ok(())
}

/// The working day this many before a day.
fn workday(from: chrono::NaiveDate, back: u32) -> chrono::NaiveDate {
    let mut day = from;
    for _ in 0..back {
        day = day - Days::new(1);
        while matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            day = day - Days::new(1);
        }
    }
    day
}

/// One emptying: who, when, how many.
struct Emptied<'a> {
    by: &'a DemoPerson,
    with: &'a DemoPerson,
    at: NaiveDateTime,
    before: Option<NaiveDateTime>,
    envelopes: i64,
}

impl Emptied<'_> {
    /// Begins the session and logs these envelopes.
    fn logged(
        &self,
        app: &App,
        found: &'static [(ItemKind, &'static str)],
    ) -> anyhow::Result<String> {
        let hands = app.read_now(|read| list_hands(read, SITE))?;
        let second = hands
            .into_iter()
            .find(|(_, person)| person.id == self.with.staff_id)
            .map(|(id, _)| id)
            .ok_or_else(|| anyhow::anyhow!("nobody to empty the box with"))?;
        let command = Begin {
            box_key: BOX.to_owned(),
            emptied: self.at,
            before: self.before,
            second,
            envelopes: self.envelopes,
        };
        let (facilities, actor, id) = (app.facilities.clone(), self.by.actor(), new_public_id()?);
        let begun = id.clone();
        act(app, self.by, "drop_box.opened", move |tx| {
            begin(tx, &facilities, &actor, &begun, &command)
        })?;
        for (kind, patient) in found {
            let found = AsFound {
                kind: *kind,
                patient: (!patient.is_empty()).then(|| (*patient).to_owned()),
                appointment_on: (*kind == ItemKind::Authorization).then(|| self.at.date()),
                condition: None,
            };
            let (facilities, actor) = (app.facilities.clone(), self.by.actor());
            let (session, item) = (id.clone(), new_public_id()?);
            act(app, self.by, "drop_box.item_logged", move |tx| {
                log_item(tx, &facilities, &actor, &session, &item, &found)
            })?;
        }
        Ok(id)
    }

    /// The second person confirms, the first closes.
    fn closed(&self, app: &App, id: &str) -> anyhow::Result<()> {
        let (actor, session) = (self.with.actor(), id.to_owned());
        act(app, self.with, "drop_box.confirmed", move |tx| {
            let found = get_session(tx, &session, &actor.sites)?.emptying;
            confirm(tx, &actor, &session, found.version, found.envelopes)
        })?;
        let (actor, session) = (self.by.actor(), id.to_owned());
        act(app, self.by, "drop_box.closed", move |tx| {
            let version = get_session(tx, &session, &actor.sites)?.emptying.version;
            close(tx, &actor, &session, version)
        })
    }
}

/// The first item becomes a request, the second is added to it, the third goes where it belongs.
fn settle(
    app: &App,
    by: &DemoPerson,
    id: &str,
    arrived_at: NaiveDateTime,
    random: &mut Random,
) -> anyhow::Result<()> {
    let found = app.read_now(|read| get_session(read, id, &[SITE.to_owned()]))?;
    let new = from_the_box(app, &found, arrived_at, random)?;
    let (actor, facilities) = (by.actor(), app.facilities.clone());
    let (request, session) = (new_public_id()?, id.to_owned());
    act(app, by, "drop_box.request_logged", move |tx| {
        let logged = log_request(tx, &facilities, actor.staff_id, request, new)?.0;
        let became = SettledAs::New(&logged.public_id);
        let item = &found.items[0];
        let which = (session.as_str(), item.public_id.as_str());
        settle_as_logged(tx, &facilities, &actor, which, item.version, became)?;
        add_and_put_aside(tx, &facilities, &actor, &found, logged.reference)
    })
}

fn add_and_put_aside(
    tx: &mut Tx<'_>,
    facilities: &crate::facilities::Facilities,
    actor: &crate::staff::model::Actor,
    found: &Session,
    to: Reference,
) -> Result<(), CommandError> {
    let session = found.emptying.public_id.as_str();
    let (letter, other) = (&found.items[1], &found.items[2]);
    let which = (session, letter.public_id.as_str());
    attach(tx, facilities, actor, which, letter.version, &Attach { to })?;
    let command = Aside {
        went_to: "Cashier".to_owned(),
        why: "A payment for the hospital's bill.".to_owned(),
    };
    let which = (session, other.public_id.as_str());
    aside(tx, actor, which, other.version, &command)
}

/// The request the first envelope holds.
fn from_the_box(
    app: &App,
    found: &Session,
    arrived_at: NaiveDateTime,
    random: &mut Random,
) -> anyhow::Result<NewRequest> {
    let item = &found.items[0];
    let mut new = new_request(app, SITE, 5, arrived_at, random)?;
    new.channel = Channel::DropBox;
    new.received_on = item.received_on;
    new.received_why = item.received_why.clone();
    if let Some(patient) = &item.found.patient {
        let own = new.requester.name == new.patient.name;
        if own {
            new.requester.name.clone_from(patient);
        }
        for recipient in new.recipients.iter_mut().filter(|_| own) {
            recipient.name.clone_from(patient);
        }
        new.patient.name.clone_from(patient);
    }
    Ok(new)
}
