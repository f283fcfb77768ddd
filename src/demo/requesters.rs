//! The address book with something to see: a firm whose e-mail changed, a practice nobody called back, an insurer whose
//! mailbox is gone, and requests that name the firm.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use super::people::{DemoPerson, act};
use super::requests::{Random, new_request};
use crate::app::App;
use crate::clock::Clock;
use crate::db::{StoreError, Tx, new_public_id};
use crate::error::CommandError;
use crate::requesters::commands::{
    Arrived, ChangeAddress, Prove, Record, Which, arrived, came_back, change_address, handed_over,
    prove, record,
};
use crate::requesters::model::{AddressKind, Entry, Npi, Particulars, ProofMethod};
use crate::requesters::store::{find_entry, list_addresses};
use crate::requests::commands::log_request;
use crate::requests::model::{RequesterClass, Road};
use crate::staff::model::Actor;

const SITE: &str = "duarte";
const BOOK: &str = "city_of_hope";

/// Name, what they are, NPI and addresses.
type InBook = (
    &'static str,
    RequesterClass,
    Option<&'static str>,
    &'static [(AddressKind, &'static str)],
);

const ENTRIES: [InBook; 3] = [
    (
        "Hale & Ward LLP",
        RequesterClass::Attorney,
        None,
        &[
            (AddressKind::Fax, "626-555-0142"),
            (AddressKind::Email, "files@haleward.example.org"),
            (
                AddressKind::Mail,
                "400 Huntington Drive, Suite 210\nMonrovia, CA 91016",
            ),
        ],
    ),
    (
        "Foothill Oncology Group",
        RequesterClass::Provider,
        Some("1234567893"),
        &[
            (AddressKind::Fax, "626-555-0168"),
            (AddressKind::Phone, "626-555-0169"),
        ],
    ),
    (
        "Pacific Mutual Claims",
        RequesterClass::Insurer,
        None,
        &[(AddressKind::Email, "claims@pacificmutual.example.org")],
    ),
];

/// Writes the three down, verifies what was verified, and lets the firm ask.
pub(super) fn fill(
    app: &App,
    clock: &Clock,
    staff: &[DemoPerson],
    now: NaiveDateTime,
    random: &mut Random,
) -> anyhow::Result<()> {
    let Some(sam) = staff.iter().find(|person| person.login == "sam.lee") else {
        return Ok(());
    };
    let actor = sam.actor();
    let today = |at| app.facilities.today(SITE, at);
    clock.move_to(now - TimeDelta::days(30));
    let begun = today(now - TimeDelta::days(30));
    let mut ids = Vec::new();
    for (name, class, npi, addresses) in ENTRIES {
        let says = Particulars {
            class,
            name: name.to_owned(),
            npi: npi.map(Npi::parse).transpose()?,
            notes: None,
        };
        let addresses = addresses
            .iter()
            .map(|(kind, text)| (*kind, (*text).to_owned()));
        let command = Record {
            says,
            addresses: addresses.collect(),
            same_name_seen: false,
        };
        let (actor, id) = (actor.clone(), new_public_id()?);
        ids.push(id.clone());
        act(app, sam, "requester.recorded", move |tx| {
            record(tx, &actor, BOOK, &id, begun, &command)
        })?;
    }
    let (firm, insurer) = (ids[0].clone(), ids[2].clone());
    let (who, of_firm) = (actor.clone(), firm.clone());
    act(app, sam, "requester.address_proved", move |tx| {
        for kind in [AddressKind::Fax, AddressKind::Email] {
            verify(tx, &who, &of_firm, kind, begun)?;
        }
        verify(tx, &who, &insurer, AddressKind::Email, begun)
    })?;
    clock.move_to(now - TimeDelta::days(3));
    let later = today(now - TimeDelta::days(3));
    let (who, of_firm) = (actor.clone(), firm.clone());
    act(app, sam, "requester.address_changed", move |tx| {
        let command = ChangeAddress {
            text: "records@haleward.example.org".to_owned(),
            why: "Stands on their letterhead since this month.".to_owned(),
        };
        let which = which(tx, &of_firm, AddressKind::Email, later)?;
        change_address(tx, &who, &which, &command)?;
        let lost = (AddressKind::Email, "claims@pacificmutual.example.org");
        Ok(came_back(
            tx,
            BOOK,
            lost,
            later,
            "The mailbox does not exist.",
        )?)
    })?;
    let asked_at = now - TimeDelta::days(2);
    clock.move_to(asked_at + TimeDelta::minutes(20));
    let mut new = new_request(app, SITE, 11, asked_at, random)?;
    let (facilities, by, request) = (app.facilities.clone(), sam.staff_id, new_public_id()?);
    act(app, sam, "request.logged", move |tx| {
        let entry = entry(tx, &firm)?;
        let who = &mut new.requester;
        who.id = Some(entry.id.0);
        who.class = entry.says.class;
        who.name = entry.says.name;
        who.email = Some("records@haleward.example.org".to_owned());
        who.reference = Some("HW-2026-0778".to_owned());
        new.road = Road::Attorney;
        new.representative = None;
        log_request(tx, &facilities, by, request, new).map(|_| ())
    })
}

fn entry(tx: &mut Tx<'_>, public_id: &str) -> Result<Entry, StoreError> {
    find_entry(tx, BOOK, public_id)?.ok_or(StoreError::NotFound)
}

/// The first address of a kind, as the entry stands now.
fn which(
    tx: &mut Tx<'_>,
    requester: &str,
    kind: AddressKind,
    today: NaiveDate,
) -> Result<Which, StoreError> {
    let entry = entry(tx, requester)?;
    let addresses = list_addresses(tx, &[entry.id])?;
    let found = addresses.into_iter().find(|one| one.address.kind == kind);
    Ok(Which {
        organization: BOOK.to_owned(),
        requester: requester.to_owned(),
        address: found.ok_or(StoreError::NotFound)?.public_id,
        seen: entry.version,
        today,
    })
}

/// Calls back, and hears that what was sent arrived.
fn verify(
    tx: &mut Tx<'_>,
    actor: &Actor,
    requester: &str,
    kind: AddressKind,
    on: NaiveDate,
) -> Result<(), CommandError> {
    let called = Prove {
        method: ProofMethod::CalledBack,
        proved_on: on,
        said: Some("Their front desk, on the number of the public directory.".to_owned()),
    };
    let address = which(tx, requester, kind, on)?;
    prove(tx, actor, &address, &called)?;
    let entry = entry(tx, requester)?;
    let kept = list_addresses(tx, &[entry.id])?;
    let sent_to = kept.into_iter().find(|one| one.address.kind == kind);
    if let Some(one) = sent_to {
        handed_over(tx, BOOK, (kind, &one.address.text), on)?;
    }
    let heard = Arrived {
        arrived_on: on,
        why: "They called to say that it is there.".to_owned(),
    };
    let address = which(tx, requester, kind, on)?;
    arrived(tx, actor, &address, &heard)
}
