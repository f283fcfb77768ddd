//! What surrounds a signed-in page: navigation by permission, who acts where, the token of its forms.

use chrono::NaiveDate;

use super::chrome::{Chrome, Idle, NavGroup, NavItem};
use super::components::Tone;
use super::gate::IDLE;
use super::visit::Visit;
use crate::facilities::Facilities;
use crate::staff::model::Permission as P;

/// One entry of the navigation and who sees it.
#[derive(Clone, Copy)]
struct Entry(&'static str, &'static str, P);

const LISTS: &[Entry] = &[
    Entry("Mine", "/lists/mine", P::ReadRequests),
    Entry("Unassigned", "/lists/unassigned", P::ReadRequests),
    Entry("New", "/lists/new", P::ReadRequests),
    Entry("Verifying", "/lists/verifying", P::ReadRequests),
    Entry("Waiting for requester", "/lists/waiting", P::ReadRequests),
    Entry("Gathering", "/lists/gathering", P::ReadRequests),
    Entry("Review", "/lists/review", P::ReadRequests),
    Entry("Ready", "/lists/ready", P::ReadRequests),
    Entry("Due soon", "/lists/due-soon", P::ReadRequests),
    Entry("Overdue", "/lists/overdue", P::ReadRequests),
];

const PEOPLE: &[Entry] = &[
    Entry("Patients", "/patients", P::ReadRequests),
    Entry("Imports", "/patient-imports", P::SeeImports),
    Entry("Requesters", "/requesters", P::ReadRequests),
];

const FRONT: &[Entry] = &[
    Entry("Telephone", "/phone", P::RecordAnswers),
    Entry("Pick-ups", "/pick-ups", P::ReadRequests),
    Entry("Trays", "/trays", P::ReadRequests),
    Entry("Drop-box sessions", DROP_BOX, P::ReadRequests),
    Entry("Site transfers", TRANSFERS, P::ReadRequests),
    Entry("Scanned batches", "/scans", P::LogRequests),
    Entry("Downtime kits", "/downtime", P::ReadRequests),
    Entry("Evening count", "/evening", P::ReadRequests),
];

/// Offered where the site has a box (S26).
const DROP_BOX: &str = "/drop-box";

/// Offered where one end of a transfer is (S27).
const TRANSFERS: &str = "/transfers";

const MORE: &[Entry] = &[
    Entry("Letters and mail", "/outbox", P::SeeOutbox),
    Entry("Facilities", "/facilities", P::SeeFacilities),
    Entry("Rules", "/rules", P::SeeFacilities),
    Entry("Staff", "/staff", P::ManageStaff),
    Entry("Parts of a page", "/help/components", P::SeeComponents),
    Entry("Audit", "/audit", P::ReadAudit),
];

/// The surroundings of a page for this visit.
pub fn chrome(visit: &Visit, title: String) -> Chrome {
    let actor = &visit.actor;
    let path = visit.req.path();
    let facilities = &visit.app.facilities;
    let today = facilities.today(&actor.acting_site, visit.now());
    let front: Vec<Entry> = FRONT
        .iter()
        .filter(|entry| is_offered(facilities, &actor.acting_site, today, entry))
        .copied()
        .collect();
    let nav = vec![
        group("", &[Entry("Today", "/", P::OwnAccount)], visit, path),
        group("Work lists", LISTS, visit, path),
        group("Front desk", &front, visit, path),
        group("People", PEOPLE, visit, path),
        group("More", MORE, visit, path),
    ];
    Chrome {
        title,
        staff_name: actor.name.clone(),
        role_label: actor
            .roles
            .first()
            .map_or_else(String::new, |role| role.label().to_owned()),
        org_label: facilities.organization_name(&actor.acting_site, today),
        site_label: facilities.site_name(&actor.acting_site, today),
        sites_href: (actor.sites.len() > 1).then(|| "/account/site".to_owned()),
        csrf: visit.csrf(),
        nav: nav
            .into_iter()
            .filter(|group| !group.items.is_empty())
            .collect(),
        dates_behind: visit.dates_behind && actor.may(P::ReadRequests),
        flash: visit.flash.clone().map(|text| (Tone::Good, text)),
        phone: facilities.status_phone(&actor.acting_site, today),
        may_log: actor.may(P::LogRequests),
        idle: Some(Idle {
            seconds: u32::try_from(IDLE.num_seconds()).unwrap_or(900),
            warn_seconds: 120,
            keep_href: "/session/keep".to_owned(),
        }),
        ..Chrome::default()
    }
}

fn is_offered(facilities: &Facilities, site: &str, on: NaiveDate, entry: &Entry) -> bool {
    match entry.1 {
        DROP_BOX => !facilities.drop_boxes(site, on).is_empty(),
        TRANSFERS => {
            facilities.sends_on_to(site, on).is_some()
                || !facilities.practices_of(site, on).is_empty()
        }
        _ => true,
    }
}

fn group(label: &str, entries: &[Entry], visit: &Visit, path: &str) -> NavGroup {
    let items = entries
        .iter()
        .filter(|Entry(_, _, permission)| visit.actor.may(*permission))
        .map(|Entry(label, href, _)| NavItem::new(*label, *href).current(*href == path))
        .collect();
    NavGroup {
        label: label.to_owned(),
        items,
    }
}
