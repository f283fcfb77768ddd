//! People of the index with something to see: one who stood in it twice and was merged, with a former name, a restriction
//! and a confidential address.

use chrono::{NaiveDateTime, TimeDelta};

use super::people::{DemoPerson, act};
use super::requests::{Random, new_request};
use crate::app::App;
use crate::clock::Clock;
use crate::db::{StoreError, Tx, new_public_id};
use crate::error::CommandError;
use crate::patients::commands::{
    AddName, MergePatients, add_name, create_patient, merge, reach_elsewhere, restrict,
};
use crate::patients::model::{
    Entry, Mrn, OtherAddress, OtherName, OtherNameKind, PatientId, PersonName, ReachWay,
    Restriction, RestrictionKind,
};
use crate::patients::store::{NewPatient, get_entry};
use crate::requests::commands::log_request;
use crate::requests::model::RequesterClass;
use crate::staff::model::Role;

const SITE: &str = "duarte";
const INDEX: &str = "city_of_hope";

/// The two entries of one person: family name, record number, address.
const ENTRIES: [(&str, Option<&str>, &str); 2] = [
    (
        "Abernathy",
        Some("6610042"),
        "218 Larkspur Lane\nMonrovia, CA 91016",
    ),
    (
        "Abernathie",
        None,
        "77 Foothill Road, Apt 4\nArcadia, CA 91006",
    ),
];

/// Enters the person twice, asks under each, merges, and records what was agreed.
pub(super) fn merge_two(
    app: &App,
    clock: &Clock,
    staff: &[DemoPerson],
    now: NaiveDateTime,
    random: &mut Random,
) -> anyhow::Result<()> {
    let works = |person: &&DemoPerson| person.role == Role::Specialist && person.site == SITE;
    let Some(person) = staff.iter().find(works) else {
        return Ok(());
    };
    let mut entries = Vec::new();
    for (days, (family, mrn, address)) in [9_i64, 4].into_iter().zip(ENTRIES) {
        let arrived_at = now - TimeDelta::days(days);
        clock.move_to(arrived_at + TimeDelta::minutes(15));
        let patient = NewPatient {
            name: PersonName::parse(family, "Delia")?,
            born_on: chrono::NaiveDate::from_ymd_opt(1957, 11, 23),
            mrn: mrn.map(Mrn::parse).transpose()?,
            phone: Some("626-555-0163".to_owned()),
            email: None,
            address: Some(address.to_owned()),
        };
        let new = new_request(app, SITE, 5, arrived_at, random)?;
        let (facilities, by, request) = (app.facilities.clone(), person.staff_id, new_public_id()?);
        let id = act(app, person, "request.logged", move |tx| {
            let id = create_patient(tx, INDEX, &patient)?;
            let mut new = new;
            new.patient.id = Some(id.0);
            new.patient.name = patient.name.family_first();
            new.patient.born_on = patient.born_on;
            new.patient.mrn = patient.mrn.as_ref().map(ToString::to_string);
            if new.requester.class == RequesterClass::Patient {
                new.requester.name.clone_from(&new.patient.name);
                new.requester.address.clone_from(&patient.address);
            }
            log_request(tx, &facilities, by, request, new)?;
            Ok(id)
        })?;
        entries.push(id);
    }
    clock.move_to(now - TimeDelta::hours(20));
    let (actor, found) = (person.actor(), entries.clone());
    act(app, person, "patient.merged", move |tx| {
        let (survivor, merged) = (get_entry(tx, found[0])?, get_entry(tx, found[1])?);
        let command = MergePatients {
            merged: (merged.public_id, merged.version),
            survivor: (survivor.public_id, survivor.version),
            doubts_seen: true,
            why:
                "The same birth date and telephone; the patient confirmed both addresses by phone."
                    .to_owned(),
        };
        merge(tx, &actor, INDEX, &command)
    })?;
    let (actor, survivor) = (person.actor(), entries[0]);
    act(app, person, "patient.restricted", move |tx| {
        agree(tx, &actor, survivor)
    })
}

/// Another name, a restriction, a confidential address.
fn agree(
    tx: &mut Tx<'_>,
    actor: &crate::staff::model::Actor,
    person: PatientId,
) -> Result<(), CommandError> {
    let today = tx.now().date();
    let now = |tx: &mut Tx<'_>| -> Result<Entry, StoreError> { get_entry(tx, person) };
    let entry = now(tx)?;
    let other = OtherName {
        name: PersonName {
            family: "Quimby".to_owned(),
            given: "Delia".to_owned(),
        },
        kind: OtherNameKind::Maiden,
    };
    let seen = (entry.public_id.as_str(), entry.version);
    add_name(tx, actor, INDEX, seen, &AddName { other })?;
    let entry = now(tx)?;
    let restriction = Restriction {
        kind: RestrictionKind::PaidInFull,
        what: "The genetic counselling visit of this spring".to_owned(),
        withheld_from: "Her health plan".to_owned(),
        agreed_on: today,
        paper: Some("Form of the cashier, in the tray of the correspondence office".to_owned()),
    };
    let seen = (entry.public_id.as_str(), entry.version);
    restrict(tx, actor, INDEX, seen, &restriction)?;
    let entry = now(tx)?;
    let elsewhere = OtherAddress {
        way: ReachWay::Mail,
        text: "PO Box 1187\nSierra Madre, CA 91024".to_owned(),
        agreed_on: today,
        paper: None,
    };
    let seen = (entry.public_id.as_str(), entry.version);
    reach_elsewhere(tx, actor, INDEX, seen, &elsewhere)
}
