//! One person: who it is, by which names, what was asked about them, what left, what happened to the entry.

use askama::Template;

use super::{address, day, seen};
use crate::calendar::plural;
use crate::patient_index::model::Person;
use crate::patients::commands::in_a_line;
use crate::patients::model::{
    Entry, HistoryLine, Kept, MarkEnd, Merge, Mrn, PatientFlag, PatientId,
};
use crate::staff::model::Permission;
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};
use crate::words::dates;

#[derive(Template)]
#[template(path = "patient_index/patient.html")]
struct PatientPage {
    chrome: Chrome,
    name: Name,
    base: String,
    facts: Facts,
    marks: Vec<Note>,
    may_change: bool,
    may_merge: bool,
    agreed: Vec<AgreedRow>,
    names: Vec<NameRow>,
    former: Vec<(String, Name)>,
    said: String,
    requests: Vec<RequestRow>,
    elsewhere: Option<String>,
    left: Vec<LeftRow>,
    merges: Vec<MergeRow>,
    history: Timeline,
}

struct NameRow {
    name: Name,
    kind: &'static str,
    /// Where it can be withdrawn; none for the name of a merged entry.
    href: Option<String>,
}

/// A restriction or another address, held or ended.
struct AgreedRow {
    says: Name,
    kind: &'static str,
    paper: Option<Name>,
    ended: Option<String>,
    /// Where it can be ended, and the words of the link.
    href: Option<(String, &'static str)>,
}

struct RequestRow {
    href: String,
    reference: String,
    road: &'static str,
    requester: Name,
    received: String,
    status: String,
    site: String,
    /// The merged entry it was logged under.
    under: Option<Name>,
}

struct LeftRow {
    on: String,
    recipient: Name,
    what: Name,
    basis: &'static str,
    how: &'static str,
    reference: String,
}

struct MergeRow {
    merged: Name,
    survivor: Name,
    when: String,
    why: Name,
    undone: Option<String>,
    href: Option<String>,
}

/// Shows a person; the address of a merged entry leads to the person it was merged into.
///
/// # Errors
/// `NotFound` for an unknown entry and another organization's alike.
pub async fn show_patient(visit: Visit) -> Answer {
    let asked: String = visit.path("patient")?;
    let person = seen(&visit).await?;
    if person.entry.public_id != asked {
        return Ok(visit.go(&address(&person.entry)));
    }
    visit.page(&page(&visit, &person))
}

fn page(visit: &Visit, person: &Person) -> PatientPage {
    let entry = &person.entry;
    let facilities = &visit.app.facilities;
    let site = &visit.actor.acting_site;
    let today = facilities.today(site, visit.now());
    let moment = |at| dates::moment(facilities.local(site, at), today);
    let base = address(entry);
    let may_change = visit.actor.may(Permission::ChangePatients);
    let may_merge = visit.actor.may(Permission::MergePatients);
    let requests: Vec<RequestRow> = person
        .requests
        .iter()
        .map(|one| RequestRow {
            href: ["/requests/", &one.public_id].concat(),
            reference: one.reference.clone(),
            road: one.road.label(),
            requester: Name::new(&one.requester),
            received: dates::full(one.received_on),
            status: one.status.clone(),
            site: facilities.site_name(&one.site, today),
            under: (one.under != entry.id).then(|| name_of(person, one.under)),
        })
        .collect();
    PatientPage {
        name: Name::new(&entry.says.name.family_first()),
        facts: facts(entry, person),
        marks: marks(person),
        agreed: agreed(person, &base, may_merge),
        names: names(person, &base, may_change),
        former: former(person),
        said: plural(
            person.requests.len().try_into().unwrap_or(i64::MAX),
            "request",
        ),
        requests,
        elsewhere: (person.elsewhere > 0).then(|| {
            let count = plural(person.elsewhere, "request");
            format!("{count} more at sites where you have no role.")
        }),
        left: left(person),
        merges: person
            .merges
            .iter()
            .map(|one| merge_row(person, one, &base, may_merge, &moment))
            .collect(),
        history: Timeline::new(
            person
                .history
                .iter()
                .map(|line| told(line, facilities.local(site, line.at)))
                .collect(),
        ),
        may_change,
        may_merge,
        base,
        chrome: visit.chrome("Patient"),
    }
}

impl PatientPage {
    /// An address below this person's.
    fn below(&self, noun: &str) -> String {
        [&self.base, "/", noun].concat()
    }

    /// The words of a link of those who may change the index; empty for others.
    fn offer(&self, words: &'static str) -> &'static str {
        if self.may_change { words } else { "" }
    }
}

fn facts(entry: &Entry, person: &Person) -> Facts {
    let says = &entry.says;
    let none = || "none".to_owned();
    let text = |text: &Option<String>| text.clone().unwrap_or_else(none);
    let mrns: Vec<&str> = std::iter::once(entry)
        .chain(&person.merged)
        .filter_map(|one| one.says.mrn.as_ref().map(Mrn::as_str))
        .collect();
    let mrns = if mrns.is_empty() {
        none()
    } else {
        mrns.join(", ")
    };
    let facts = Facts::new()
        .fact("Born", &day(says.born_on))
        .fact("MRN", &mrns)
        .fact("Telephone", &text(&says.phone))
        .fact("E-mail", &text(&says.email))
        .fact("Home address", &text(&says.address).replace('\n', ", "));
    match says.deceased_on {
        Some(on) => facts.fact("Died", &dates::full(on)),
        None => facts,
    }
}

/// What must be answered before anything about this person leaves.
fn marks(person: &Person) -> Vec<Note> {
    let raised = [
        (
            person.entry.says.deceased_on.is_some(),
            PatientFlag::Deceased,
        ),
        (
            person.restrictions.iter().any(Kept::is_open),
            PatientFlag::Restriction,
        ),
        (
            person.addresses.iter().any(Kept::is_open),
            PatientFlag::ConfidentialAddress,
        ),
    ];
    raised
        .into_iter()
        .filter(|(up, _)| *up)
        .map(|(_, flag)| {
            Note::new(Tone::Warn, flag.sentence()).strong([flag.label(), "."].concat())
        })
        .collect()
}

fn agreed(person: &Person, base: &str, may: bool) -> Vec<AgreedRow> {
    let ended = |end: &Option<MarkEnd>| {
        end.as_ref()
            .map(|end| format!("Ended {}: {}", dates::full(end.on), end.why))
    };
    let restrictions = person.restrictions.iter().map(|one| AgreedRow {
        says: Name::new(&in_a_line(&one.agreed)),
        kind: one.agreed.kind.label(),
        paper: one.agreed.paper.as_deref().map(Name::new),
        ended: ended(&one.ended),
        href: (may && one.is_open()).then(|| {
            let href = [base, "/restrictions/", &one.public_id].concat();
            (href, "End this restriction")
        }),
    });
    let addresses = person.addresses.iter().map(|one| AgreedRow {
        says: Name::new(&format!(
            "{}; since {}",
            one.agreed.text.replace('\n', ", "),
            dates::full(one.agreed.agreed_on)
        )),
        kind: one.agreed.way.label(),
        paper: one.agreed.paper.as_deref().map(Name::new),
        ended: ended(&one.ended),
        href: (may && one.is_open()).then(|| {
            let href = [base, "/addresses/", &one.public_id].concat();
            (href, "End this address")
        }),
    });
    restrictions.chain(addresses).collect()
}

fn name_of(person: &Person, id: PatientId) -> Name {
    let mut all = std::iter::once(&person.entry).chain(&person.merged);
    let name = all.find(|entry| entry.id == id).map_or_else(
        || "another entry".to_owned(),
        |entry| entry.says.name.family_first(),
    );
    Name::new(&name)
}

fn names(person: &Person, base: &str, may_change: bool) -> Vec<NameRow> {
    let merged = person.merged.iter().map(|entry| NameRow {
        name: Name::new(&entry.says.name.family_first()),
        kind: "Name of a merged entry",
        href: None,
    });
    let kept = person.names.iter().map(|one| NameRow {
        name: Name::new(&one.name.family_first()),
        kind: one.kind.label(),
        href: may_change.then(|| [base, "/names/", &one.public_id].concat()),
    });
    kept.chain(merged).collect()
}

fn former(person: &Person) -> Vec<(String, Name)> {
    let merged = person.merged.iter().flat_map(|entry| {
        let says = &entry.says;
        [
            ("Address of a merged entry", &says.address),
            ("Telephone of a merged entry", &says.phone),
        ]
        .into_iter()
        .filter_map(|(label, text)| Some((label.to_owned(), text.clone()?)))
    });
    let kept = person.former.iter().map(|(_, one)| {
        let until = format!(
            "{}, until {}",
            one.kind.label(),
            dates::full(one.until_at.date())
        );
        (until, one.text.clone())
    });
    kept.chain(merged)
        .map(|(label, text)| (label, Name::new(&text.replace('\n', ", "))))
        .collect()
}

fn left(person: &Person) -> Vec<LeftRow> {
    let rows = person.left.iter();
    rows.map(|one| LeftRow {
        on: dates::full(one.on),
        recipient: Name::new(&one.recipient),
        what: Name::new(&one.description),
        basis: one.basis.label(),
        how: one.delivery.label(),
        reference: one.reference.clone(),
    })
    .collect()
}

fn merge_row(
    person: &Person,
    merge: &Merge,
    base: &str,
    may_merge: bool,
    moment: &impl Fn(chrono::NaiveDateTime) -> String,
) -> MergeRow {
    let open = merge.undone.is_none();
    MergeRow {
        merged: name_of(person, merge.merged),
        survivor: name_of(person, merge.survivor),
        when: [&moment(merge.at), ", ", &merge.by].concat(),
        why: Name::new(&merge.why),
        undone: merge
            .undone
            .as_ref()
            .map(|end| [&moment(end.at), ", ", &end.by, ": ", &end.why].concat()),
        href: (open && may_merge).then(|| [base, "/merges/", &merge.public_id].concat()),
    }
}

/// A line of history in words.
pub(super) fn told(line: &HistoryLine, at: chrono::NaiveDateTime) -> TimelineItem {
    let happened = &line.happened;
    let change = match (&happened.was, &happened.became) {
        (Some(was), Some(became)) => format!(": {was} → {became}"),
        (None, Some(text)) | (Some(text), None) => format!(": {text}"),
        (None, None) => String::new(),
    };
    let told = TimelineItem::new(at, [happened.what.label(), &change].concat());
    let told = match &line.by {
        Some(by) => told.by(by),
        None => told,
    };
    match &happened.why {
        Some(why) => told.detail(why),
        None => told,
    }
}
