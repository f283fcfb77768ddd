//! Every route × role × whose thing it is (T36), made from the route table: a new route is covered the day it is written.
//! Another site's things, another request's parts and what is not there answer the same page, and leave the row of a denial.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use reqwest::StatusCode;
use roi_desk::app::Who;
use roi_desk::db::schema::{audit_rows, outbox, papers, request_events, requests, sessions, staff};
use roi_desk::db::{AnyConnection, Purpose, new_public_id, open};
use roi_desk::documents::rules::display_name;
use roi_desk::documents::store::{Home, NewPaper, insert_paper};
use roi_desk::requests::model::RequestId;
use roi_desk::routes::POLICIES;
use roi_desk::staff::commands::begin_session;
use roi_desk::staff::model::{Actor, Factor, Role};
use roi_desk::staff::rules::may;
use roi_desk::web::cookie;
use roi_desk::web::policy::{Door, Policy, Verb};
use roi_desk::words::PaperKind;

use crate::check::{SIGNED, answer, insurer, log};
use crate::clarify::send;
use crate::support::{Client, Desk, Page, on_both_databases};

/// Names of things in paths, by placeholder.
pub type Things = BTreeMap<&'static str, String>;

/// Placeholders that choose among the desk's own words; they name nobody's thing.
const CHOICES: &[(&str, &str)] = &[
    // A hospital's own: the tests of the house ask for another one's.
    ("change", "nothing-is-here-0000000000"),
    ("channel", "mail"),
    ("day", "2026-06-08"),
    ("decision", "settled"),
    ("family", "clocks"),
    ("hospital", "city_of_hope"),
    ("list", "mine"),
    ("name", "app.css"),
    ("page", "1"),
    ("promise", "status_wait"),
    ("rule", "due"),
    ("setting", "attorney_days"),
    ("tray", "records"),
];

fn connection(desk: &Desk) -> AnyConnection {
    open(&desk.app.config.database, Purpose::Reading).expect("it opens")
}

fn placeholders(path: &str) -> Vec<&str> {
    path.split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
        .collect()
}

fn is_choice(name: &str) -> bool {
    CHOICES.iter().any(|(choice, _)| *choice == name)
}

/// The placeholders of a path that name somebody's thing.
fn things_of(policy: &Policy) -> Vec<&'static str> {
    placeholders(policy.path)
        .into_iter()
        .filter(|name| !is_choice(name))
        .collect()
}

/// A path with its placeholders filled in.
pub fn address(policy: &Policy, named: impl Fn(&str) -> String) -> String {
    policy
        .path
        .split('/')
        .map(
            |part| match part.strip_prefix('{').and_then(|p| p.strip_suffix('}')) {
                None => part.to_owned(),
                Some(name) => CHOICES
                    .iter()
                    .find(|(choice, _)| *choice == name)
                    .map_or_else(|| named(name), |(_, word)| (*word).to_owned()),
            },
        )
        .collect::<Vec<_>>()
        .join("/")
}

pub fn newest_person(desk: &Desk) -> (i64, String) {
    staff::table
        .order(staff::id.desc())
        .select((staff::id, staff::public_id))
        .first(&mut connection(desk))
        .expect("somebody works here")
}

/// Keeps a small paper and answers its outer id.
async fn keep_paper(desk: &Desk, by: i64, site: &str, home: Result<RequestId, String>) -> String {
    let bytes = crate::papers::png(8, 8);
    let stored = desk
        .app
        .files
        .put(bytes.as_slice(), site, 1_000_000)
        .expect("the paper is kept");
    let paper = NewPaper {
        public_id: new_public_id().expect("randomness"),
        kind: PaperKind::Png,
        name: display_name("scan.png", PaperKind::Png),
        description: None,
        notes: Vec::new(),
        bytes: stored.bytes,
        sha256: stored.sha256,
        file: stored.id,
        wrapped_key: stored.wrapped_key,
        site: site.to_owned(),
        pages: Some(1),
    };
    let id = paper.public_id.clone();
    desk.app
        .keep_house(move |tx| {
            let home = match &home {
                Ok(request) => Home::Request(*request),
                Err(key) => Home::Form(key),
            };
            insert_paper(tx, by, home, &paper)
        })
        .await
        .expect("its row is kept");
    id
}

/// An emptying of a box at a site with one item, as its rows: outer ids. Sites without a box have one here, too, so that
/// every site has something to be kept from the others.
async fn emptying(desk: &Desk, by: i64, site: &'static str) -> (String, String) {
    use roi_desk::drop_box::model::{AsFound, ItemKind};
    use roi_desk::drop_box::rules::received;
    use roi_desk::drop_box::store::{NewEmptying, get_session, insert_emptying, insert_item};
    desk.person(Role::Clerk, site).await;
    let (second, _) = newest_person(desk);
    let ids = [(); 2].map(|()| new_public_id().expect("randomness"));
    let (emptying, item) = (ids[0].clone(), ids[1].clone());
    let at = desk.app.now();
    desk.app
        .keep_house(move |tx| {
            let new = NewEmptying {
                public_id: &emptying,
                site,
                box_key: &["box of ", &emptying].concat(),
                previous_at: at,
                emptied_at: at,
                opened_by: by,
                second,
                envelopes: 1,
            };
            insert_emptying(tx, &new)?;
            let session = get_session(tx, &emptying, &[site.to_owned()])?;
            let found = AsFound {
                kind: ItemKind::Letter,
                patient: Some("Canary, Cora".to_owned()),
                appointment_on: None,
                condition: None,
            };
            let received = received(at, at, None).expect("the times fit");
            insert_item(tx, &session, &item, &found, &received, by)
        })
        .await
        .expect("it is stored");
    let [emptying, item] = ids;
    (emptying, item)
}

/// A person of the index a site looks into, with another name and an entry merged into it: outer ids. The index belongs to
/// the hospital: at another site of one, the thing of another is that of another hospital.
async fn indexed_person(desk: &Desk, by: i64, site: &'static str) -> [String; 5] {
    use roi_desk::patients::commands::{AddName, MergePatients, add_name, create_patient, merge};
    use roi_desk::patients::commands::{reach_elsewhere, restrict};
    use roi_desk::patients::model::{OtherAddress, ReachWay, Restriction, RestrictionKind};
    use roi_desk::patients::model::{OtherName, OtherNameKind, PatientVersion, PersonName};
    use roi_desk::patients::store::{
        NewPatient, get_entry, list_addresses, list_merges, list_names, list_restrictions,
    };
    let organization = if site == "duarte" {
        "city_of_hope"
    } else {
        "hss"
    };
    let actor = Actor {
        staff_id: by,
        name: "Test".into(),
        acting_site: site.into(),
        roles: vec![Role::Specialist],
        sites: vec![site.into()],
        stepped_up_at: None,
    };
    desk.app
        .write(Who::Desk, "patient.added", move |tx| {
            let canary = |given: &str| NewPatient {
                name: PersonName::parse("Canary", given).expect("a name"),
                born_on: None,
                mrn: None,
                phone: None,
                email: None,
                address: None,
            };
            let person = create_patient(tx, organization, &canary("Cora"))?;
            let second = create_patient(tx, organization, &canary("Clara"))?;
            let (entry, merged) = (get_entry(tx, person)?, get_entry(tx, second)?);
            let other = OtherName {
                name: PersonName::parse("Finch", "Cora").expect("a name"),
                kind: OtherNameKind::Maiden,
            };
            let seen = (entry.public_id.as_str(), entry.version);
            add_name(tx, &actor, organization, seen, &AddName { other })?;
            let both = MergePatients {
                merged: (merged.public_id, merged.version),
                survivor: (entry.public_id.clone(), PatientVersion(entry.version.0 + 1)),
                doubts_seen: true,
                why: "Both are Cora Canary.".into(),
            };
            merge(tx, &actor, organization, &both)?;
            let day = NaiveDate::default();
            let agreed = Restriction {
                kind: RestrictionKind::Agreed,
                what: "The visit of March".into(),
                withheld_from: "Her sister".into(),
                agreed_on: day,
                paper: None,
            };
            let now = get_entry(tx, person)?.version;
            restrict(tx, &actor, organization, (&entry.public_id, now), &agreed)?;
            let elsewhere = OtherAddress {
                way: ReachWay::Phone,
                text: "626-555-0100".into(),
                agreed_on: day,
                paper: None,
            };
            let now = get_entry(tx, person)?.version;
            reach_elsewhere(
                tx,
                &actor,
                organization,
                (&entry.public_id, now),
                &elsewhere,
            )?;
            let restriction = list_restrictions(tx, &[person.0])?.remove(0).public_id;
            let address = list_addresses(tx, &[person.0])?.remove(0).public_id;
            let name = list_names(tx, &[person.0])?.remove(0).public_id;
            let merge = list_merges(tx, &[person.0])?.remove(0).public_id;
            Ok([entry.public_id, name, merge, restriction, address])
        })
        .await
        .expect("stored")
        .expect("accepted")
}

/// An entry of the address book a site looks into, with an address: outer ids. The book belongs to the hospital, as the index
/// does.
async fn requester(desk: &Desk, by: i64, site: &'static str) -> [String; 2] {
    use roi_desk::requesters::commands::{Record, record};
    use roi_desk::requesters::model::{AddressKind, Particulars};
    use roi_desk::requesters::store::{find_entry, list_addresses};
    use roi_desk::requests::model::RequesterClass;
    let organization = if site == "duarte" {
        "city_of_hope"
    } else {
        "hss"
    };
    let actor = Actor {
        staff_id: by,
        name: "Test".into(),
        acting_site: site.into(),
        roles: vec![Role::Clerk],
        sites: vec![site.into()],
        stepped_up_at: None,
    };
    let command = Record {
        says: Particulars {
            class: RequesterClass::Attorney,
            name: format!("Canary Law of {site}"),
            npi: None,
            notes: None,
        },
        addresses: vec![(AddressKind::Fax, "212-555-0142".into())],
        same_name_seen: true,
    };
    desk.app
        .write(Who::Desk, "requester.recorded", move |tx| {
            let id = new_public_id()?;
            record(
                tx,
                &actor,
                organization,
                &id,
                NaiveDate::default(),
                &command,
            )?;
            let entry = find_entry(tx, organization, &id)?.expect("it is there");
            let address = list_addresses(tx, &[entry.id])?.remove(0).public_id;
            Ok([id, address])
        })
        .await
        .expect("stored")
        .expect("accepted")
}

/// A batch of scans at a site with one part that waits: outer ids.
async fn batch_of_scans(desk: &Desk, by: i64, site: &'static str) -> (String, String) {
    use roi_desk::documents::store::list_sent;
    use roi_desk::facilities::model::Channel;
    use roi_desk::scans::commands::note_page;
    use roi_desk::scans::store::{get_batch, list_parts, take_waiting};
    let bytes = crate::papers::pdf(&["a part"]);
    let stored = desk
        .app
        .files
        .put(bytes.as_slice(), site, 1_000_000)
        .expect("the batch is kept");
    let ids = [(); 2].map(|()| new_public_id().expect("randomness"));
    let paper = NewPaper {
        public_id: ids[0].clone(),
        kind: PaperKind::Pdf,
        name: display_name("batch.pdf", PaperKind::Pdf),
        description: None,
        notes: Vec::new(),
        bytes: stored.bytes,
        sha256: stored.sha256,
        file: stored.id,
        wrapped_key: stored.wrapped_key,
        site: site.to_owned(),
        pages: Some(1),
    };
    let [waiting, batch] = ids;
    desk.app
        .keep_house(move |tx| {
            insert_paper(tx, by, Home::Form("a form"), &paper)?;
            let sent = list_sent(tx, by, &[waiting])?;
            take_waiting(tx, &sent[0], &batch, Channel::Mail, ("a batch", by))?;
            let kept = get_batch(tx, &batch, &[site.to_owned()])?;
            note_page(tx, &kept, 1, &[])?;
            let part = list_parts(tx, kept.id)?.swap_remove(0);
            Ok((batch, part.public_id))
        })
        .await
        .expect("it is stored")
}

/// An item of a tray at a site with one paper: outer ids.
async fn arrival(desk: &Desk, site: &'static str) -> (String, String) {
    use roi_desk::trays::commands::arrive;
    use roi_desk::trays::model::{ArrivalKind, Says, Tray};
    use roi_desk::trays::store::{NewItem, NewPaperOf, Original};
    let ids = [(); 2].map(|()| new_public_id().expect("randomness"));
    let png = crate::papers::png(8, 8);
    let [stored, kept] = [(); 2].map(|()| {
        let put = desk.app.files.put(png.as_slice(), site, 1_000_000);
        put.expect("the paper is kept")
    });
    let paper = NewPaper {
        public_id: ids[1].clone(),
        kind: PaperKind::Png,
        name: display_name("scan.png", PaperKind::Png),
        description: None,
        notes: Vec::new(),
        bytes: stored.bytes,
        sha256: stored.sha256,
        file: stored.id.clone(),
        wrapped_key: stored.wrapped_key.clone(),
        site: site.to_owned(),
        pages: Some(1),
    };
    let new = NewItem {
        public_id: ids[0].clone(),
        key: ids[0].clone(),
        site: site.to_owned(),
        tray: Tray::Records,
        source: "records@example.org".to_owned(),
        uid: None,
        kind: ArrivalKind::Message,
        arrived_at: desk.app.now(),
        says: Says {
            subject: Some("Canary, Cora".to_owned()),
            ..Says::default()
        },
        noticed: None,
        sha256: [0; 32],
        bytes: 1,
        original: Some(Original {
            file: kept.id,
            wrapped_key: kept.wrapped_key,
        }),
        papers: vec![NewPaperOf {
            public_id: ids[1].clone(),
            is_message: false,
            name: "scan.png".to_owned(),
            description: "A scan".to_owned(),
            bytes: 1,
            paper: Ok(paper),
        }],
    };
    let facilities = desk.app.facilities.clone();
    desk.app
        .write(Who::Desk, "trays.arrived", move |tx| {
            arrive(tx, &facilities, &new, None, None)
        })
        .await
        .expect("it is stored")
        .expect("it is accepted");
    let [item, paper] = ids;
    (item, paper)
}

/// One request at a site with everything that can hang on one, and its specialist's own things.
pub async fn world(desk: &Desk, site: &'static str) -> Things {
    let client = desk.person(Role::Specialist, site).await;
    let (by, person) = newest_person(desk);
    let mut new = insurer();
    new.site = site.to_owned();
    let request = log(desk, new).await;
    let no_signature: Vec<(&str, &str)> = SIGNED.iter().chain(&[("A11", "no")]).copied().collect();
    answer(&client, &request, &no_signature).await;
    let sent = send(&client, &request, &[]).await;
    let clarification = sent
        .location
        .as_deref()
        .and_then(|to| to.rsplit('/').next())
        .unwrap_or_else(|| panic!("the letter is sent: {}", sent.words()))
        .to_owned();
    let mut conn = connection(desk);
    let inner: i64 = requests::table
        .filter(requests::public_id.eq(&request))
        .select(requests::id)
        .first(&mut conn)
        .expect("it is logged");
    let (mail, notice): (String, String) = {
        use roi_desk::db::schema::notices;
        outbox::table
            .inner_join(notices::table)
            .filter(notices::request_id.eq(inner))
            .select((outbox::public_id, notices::public_id))
            .first(&mut conn)
            .expect("its letter waits")
    };
    let account = client.get("/account").await;
    let csrf = account
        .attributes("input[name=csrf]", "value")
        .swap_remove(0);
    let fields = [("csrf", csrf.as_str()), ("find", "Canary")]
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
    let searched = client.post("/searches", &fields).await;
    let search = searched
        .location
        .as_deref()
        .and_then(|to| to.rsplit('/').next())
        .unwrap_or_else(|| panic!("a search is made: {}", searched.words()))
        .to_owned();
    let list = client.get("/lists/all").await;
    let row = list.attributes("input[name=row]", "value").swap_remove(0);
    let chosen = client.submit(&list, &[("row", &row)]).await;
    let batch = chosen
        .location
        .as_deref()
        .and_then(|to| to.rsplit('/').next())
        .unwrap_or_else(|| panic!("a batch is chosen: {}", chosen.words()))
        .to_owned();
    let session = account.attributes("th[id^=s-]", "id")[0]
        .trim_start_matches("s-")
        .to_owned();
    let key = cookie::new_token().expect("randomness");
    let (emptying, item) = emptying(desk, by, site).await;
    let (kit, sheet) = crate::downtime::kit_of(desk, by, site).await;
    let [patient, other_name, merge, restriction, other_address] =
        indexed_person(desk, by, site).await;
    let [requester, contact] = requester(desk, by, site).await;
    let (scan, part) = batch_of_scans(desk, by, site).await;
    let (arrival, enclosure) = arrival(desk, site).await;
    let transfer = crate::transfers::transfer_of(desk, inner, site).await;
    Things::from([
        ("arrival", arrival),
        ("transfer", transfer),
        ("enclosure", enclosure),
        ("kit", kit),
        ("sheet", sheet),
        ("patient", patient),
        ("requester", requester),
        ("contact", contact),
        ("other_name", other_name),
        ("merge", merge),
        ("restriction", restriction),
        ("other_address", other_address),
        ("scan", scan),
        ("part", part),
        ("emptying", emptying),
        ("item", item),
        (
            "paper",
            keep_paper(desk, by, site, Ok(RequestId(inner))).await,
        ),
        (
            "waiting",
            keep_paper(desk, by, site, Err(key.clone())).await,
        ),
        ("key", key),
        ("batch", batch),
        ("request", request),
        ("clarification", clarification),
        ("notice", notice),
        ("mail", mail),
        ("search", search),
        ("session", session),
        ("staff", person),
    ])
}

/// The thing a placeholder of this route names. A placeholder nobody knows fails the test: say whose thing it is.
pub fn thing(of: &Things, policy: &Policy, name: &str) -> String {
    let name = match name {
        "paper" if policy.path.starts_with("/log/") => "waiting",
        other => other,
    };
    of.get(name)
        .unwrap_or_else(|| panic!("{}: the matrix does not know {{{name}}} yet", policy.path))
        .clone()
}

/// A page without what differs each time it is drawn: the token of its forms.
fn bare(page: &Page) -> String {
    let mut text = page.text.clone();
    for token in page.attributes("input[name=csrf]", "value") {
        text = text.replace(&token, "");
    }
    text
}

/// The rows of evidence after the row `after`.
fn evidence_after(desk: &Desk, after: i64) -> Vec<(String, String)> {
    audit_rows::table
        .filter(audit_rows::id.gt(after))
        .order(audit_rows::id)
        .select((audit_rows::event, audit_rows::outcome))
        .load(&mut connection(desk))
        .expect("the evidence can be read")
}

fn last_evidence(desk: &Desk) -> i64 {
    audit_rows::table
        .order(audit_rows::id.desc())
        .select(audit_rows::id)
        .first(&mut connection(desk))
        .expect("there is evidence")
}

/// Everything a forged form could have changed at the other site.
fn untouched(
    desk: &Desk,
) -> (
    Vec<(i64, i64)>,
    i64,
    i64,
    i64,
    i64,
    Vec<String>,
    [Vec<i64>; 4],
) {
    use roi_desk::db::schema::{drop_box_emptyings, patients, requesters, tray_items};
    let mut conn = connection(desk);
    (
        requests::table
            .order(requests::id)
            .select((requests::id, requests::version))
            .load(&mut conn)
            .expect("requests"),
        request_events::table
            .count()
            .get_result(&mut conn)
            .expect("events"),
        papers::table.count().get_result(&mut conn).expect("papers"),
        staff::table
            .filter(staff::version.gt(1))
            .count()
            .get_result(&mut conn)
            .expect("people"),
        sessions::table
            .filter(sessions::ended_at.is_not_null())
            .count()
            .get_result(&mut conn)
            .expect("sessions"),
        outbox::table
            .order(outbox::id)
            .select(outbox::state)
            .load(&mut conn)
            .expect("mail"),
        [
            drop_box_emptyings::table
                .order(drop_box_emptyings::id)
                .select(drop_box_emptyings::version)
                .load(&mut conn)
                .expect("emptyings"),
            patients::table
                .order(patients::id)
                .select(patients::version)
                .load(&mut conn)
                .expect("people"),
            tray_items::table
                .order(tray_items::id)
                .select(tray_items::version)
                .load(&mut conn)
                .expect("items of trays"),
            requesters::table
                .order(requesters::id)
                .select(requesters::version)
                .load(&mut conn)
                .expect("the address book"),
        ],
    )
}

/// A person of a role, with the token of the person's forms.
async fn somebody(desk: &Desk, role: Role) -> (Client, String) {
    let client = desk.person(role, "duarte").await;
    let page = client.get("/account").await;
    let csrf = page.attributes("input[name=csrf]", "value").swap_remove(0);
    (client, csrf)
}

/// Asks for a route as somebody who holds a well-made form would: valid token, fresh key, a version.
async fn ask(client: &Client, csrf: &str, policy: &Policy, path: &str) -> Page {
    match policy.verb {
        Verb::Get => client.get(path).await,
        Verb::Post => {
            let key = cookie::new_token().expect("randomness");
            let fields = [("csrf", csrf), ("key", &key), ("version", "1")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()));
            client.post(path, &fields).await
        }
    }
}

fn policies_with_things() -> impl Iterator<Item = (&'static Policy, Vec<&'static str>)> {
    POLICIES
        .iter()
        .filter(|policy| matches!(policy.door, Door::Staff(_)))
        .map(|policy| (policy, things_of(policy)))
        .filter(|(_, things)| !things.is_empty())
}

#[test]
fn nobody_reaches_another_sites_thing_by_any_route_and_it_looks_like_none_t36_t38() {
    on_both_databases(async |desk| {
        let other_site = world(&desk, "irvine").await;
        let other_hospital = world(&desk, "hss").await;
        let before = untouched(&desk);
        let missing = "nothing-is-here-0000000000";
        for role in Role::ALL {
            let (at_site, csrf_1) = somebody(&desk, *role).await;
            let (at_hospital, csrf_2) = somebody(&desk, *role).await;
            let (at_nothing, csrf_3) = somebody(&desk, *role).await;
            for (policy, _) in policies_with_things() {
                let Door::Staff(permission) = policy.door else {
                    continue;
                };
                let what = format!("{role}, {:?} {}", policy.verb, policy.path);
                let expected = if may(*role, permission) {
                    StatusCode::NOT_FOUND
                } else {
                    StatusCode::FORBIDDEN
                };
                let mut pages = Vec::new();
                let cases: [(&Client, &String, Box<dyn Fn(&str) -> String>); 3] = [
                    (
                        &at_site,
                        &csrf_1,
                        Box::new(|name| thing(&other_site, policy, name)),
                    ),
                    (
                        &at_hospital,
                        &csrf_2,
                        Box::new(|name| thing(&other_hospital, policy, name)),
                    ),
                    (&at_nothing, &csrf_3, Box::new(|_| missing.to_owned())),
                ];
                for (client, csrf, named) in cases {
                    let path = address(policy, named);
                    let last = last_evidence(&desk);
                    let page = ask(client, csrf, policy, &path).await;
                    assert_eq!(page.status, expected, "{what}: {}", page.words());
                    assert_eq!(
                        evidence_after(&desk, last),
                        [(policy.event.to_owned(), "denied".to_owned())],
                        "{what} leaves one row of a denial"
                    );
                    pages.push(bare(&page));
                }
                assert_eq!(pages[0], pages[2], "{what}: another site's looks like none");
                assert_eq!(
                    pages[1], pages[2],
                    "{what}: another hospital's looks like none"
                );
            }
        }
        assert_eq!(
            untouched(&desk),
            before,
            "nothing of the others was changed"
        );
    });
}

#[test]
fn a_part_of_one_request_is_not_reached_through_another_t36() {
    on_both_databases(async |desk| {
        let own = world(&desk, "duarte").await;
        let twin = world(&desk, "duarte").await;
        let foreign = world(&desk, "irvine").await;
        let before = untouched(&desk);
        let (client, csrf) = somebody(&desk, Role::Supervisor).await;
        let mut seen = 0;
        for (policy, things) in policies_with_things() {
            let Some((parent, parts)) = things.split_first().filter(|(_, parts)| !parts.is_empty())
            else {
                continue;
            };
            for others in [&twin, &foreign] {
                let path = address(policy, |name| {
                    let of = if name == *parent { &own } else { others };
                    thing(of, policy, name)
                });
                let last = last_evidence(&desk);
                let page = ask(&client, &csrf, policy, &path).await;
                let what = format!("{:?} {path}", policy.verb);
                assert_eq!(
                    page.status,
                    StatusCode::NOT_FOUND,
                    "{what}: {}",
                    page.words()
                );
                assert_eq!(
                    evidence_after(&desk, last),
                    [(policy.event.to_owned(), "denied".to_owned())],
                    "{what}"
                );
                seen += 1;
            }
            assert!(!parts.is_empty());
        }
        assert!(
            seen >= 10,
            "{seen} routes with parts of requests were tried"
        );
        assert_eq!(untouched(&desk), before, "nothing was changed");
    });
}

#[test]
fn everything_of_ones_own_site_is_reached_so_that_a_closed_door_means_something() {
    on_both_databases(async |desk| {
        let own = world(&desk, "duarte").await;
        let (client, csrf) = somebody(&desk, Role::Supervisor).await;
        let personal = ["batch", "key", "search", "session"];
        for (policy, things) in policies_with_things() {
            let allowed = matches!(policy.door, Door::Staff(p) if may(Role::Supervisor, p));
            if !allowed || policy.verb == Verb::Post || things.iter().any(|t| personal.contains(t))
            {
                continue;
            }
            let path = address(policy, |name| thing(&own, policy, name));
            let page = ask(&client, &csrf, policy, &path).await;
            assert!(
                !matches!(page.status, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN)
                    && !page.status.is_server_error(),
                "{path}: {} {}",
                page.status,
                page.words()
            );
        }
    });
}

/// A browser whose session stands as far as `factor`, and its hash.
pub async fn session(desk: &Desk, staff_id: i64, factor: Factor) -> Client {
    let token = cookie::new_token().expect("randomness");
    let hash = cookie::hash_of(&token);
    desk.app
        .write(Who::Desk, "session.begun", move |tx| {
            begin_session(tx, hash, staff_id, factor, "duarte")?;
            Ok(())
        })
        .await
        .expect("stored")
        .expect("accepted");
    Client::new(desk.address, Some(cookie::sealed(&desk.app.keys, &token)))
}

#[test]
fn no_route_answers_a_session_that_is_half_ended_run_out_or_of_a_disabled_account_t31_t32_t33() {
    on_both_databases(async |desk| {
        desk.supervisor().await;
        let (supervisor, _) = newest_person(&desk);
        let half = session(&desk, supervisor, Factor::Password).await;
        let run_out = session(&desk, supervisor, Factor::Full).await;
        let ended = session(&desk, supervisor, Factor::Full).await;
        let account = ended.get("/account").await;
        let csrf = account
            .attributes("input[name=csrf]", "value")
            .swap_remove(0);
        ended.post("/sign-out", &[("csrf".to_owned(), csrf)]).await;
        let signed_out = desk.stranger();
        desk.later(chrono::TimeDelta::minutes(16));
        desk.person(Role::Supervisor, "duarte").await;
        let (gone, gone_id) = newest_person(&desk);
        let disabled = session(&desk, gone, Factor::Full).await;
        let admin = desk.person(Role::Administrator, "duarte").await;
        let page = admin.get(&["/staff/", &gone_id].concat()).await;
        let fields: Vec<(String, String)> = ["csrf", "key", "version"]
            .iter()
            .map(|name| {
                let css = format!("main input[name={name}]");
                (
                    (*name).to_owned(),
                    page.attributes(&css, "value").swap_remove(0),
                )
            })
            .collect();
        let done = admin
            .post(&["/staff/", &gone_id, "/disable"].concat(), &fields)
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let half_again = session(&desk, supervisor, Factor::Password).await;
        for (client, who, to) in [
            (&half, "half, run out", "/sign-in?ended=1"),
            (&half_again, "half", "/sign-in/code"),
            (&run_out, "run out", "/sign-in?ended=1"),
            (&ended, "ended", "/sign-in"),
            (&signed_out, "nobody", "/sign-in"),
            (&disabled, "disabled", "/sign-in?ended=1"),
        ] {
            for policy in POLICIES.iter().filter(|p| matches!(p.door, Door::Staff(_))) {
                let path = address(policy, |_| "nowhere".to_owned());
                let page = ask(client, "forged", policy, &path).await;
                let sent_away =
                    page.status == StatusCode::SEE_OTHER && page.location.as_deref() == Some(to);
                // An ended session's form without its proof is refused before it is kept.
                let refused = policy.verb == Verb::Post && page.status == StatusCode::BAD_REQUEST;
                assert!(
                    sent_away || refused,
                    "{who} at {:?} {}: {} {:?}",
                    policy.verb,
                    policy.path,
                    page.status,
                    page.location
                );
            }
        }
    });
}
