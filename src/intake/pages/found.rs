//! What the desk made of a typed request, in words for the page.

use chrono::NaiveDate;

use crate::calendar::spoken;
use crate::intake::commands::{Findings, LikelyPatient, LikelyRequester, LikelySame};
use crate::intake::rules::Decided;
use crate::patients::model::Mrn;
use crate::patients::rules::Candidate;
use crate::requesters::rules::{Standing, standing};
use crate::requests::model::RequesterClass;
use crate::web::components::Note;
use crate::words::dates;

/// A choice with what speaks for and against it.
pub struct Offered {
    /// What is posted.
    pub value: String,
    /// What it is.
    pub label: String,
    /// What agrees and what differs.
    pub matched: String,
}

/// An earlier request that may be the same.
pub struct Same {
    /// Its outer id.
    pub id: String,
    /// The one people say, with the patient as written.
    pub label: String,
    /// What matched, in sentences.
    pub matched: String,
}

/// What would be stored.
pub struct Outlook {
    /// The date of receipt and why.
    pub received: String,
    /// The road and why.
    pub road: String,
    /// Another road worth a thought.
    pub consider: Option<String>,
    /// The due date and why.
    pub due: String,
    /// From when the status line expects the question (R12).
    pub status: Option<String>,
    /// The priority and why.
    pub priority: String,
}

/// What the hospital's own system answered, for the page.
#[derive(Default)]
pub struct Heard {
    /// What was answered, by whom and when.
    pub note: Option<Note>,
    /// People there who are not in the index.
    pub people: Vec<Offered>,
    /// The answer to the question at the door, where it is yes and none is chosen.
    pub door: Option<&'static str>,
}

/// What was found, for the page.
#[derive(Default)]
pub struct Found {
    /// What the hospital's own system answered.
    pub heard: Heard,
    /// Patients of the index.
    pub patients: Vec<Offered>,
    /// Entries of the address book.
    pub requesters: Vec<Offered>,
    /// Earlier requests.
    pub same: Vec<Same>,
    /// What would be stored; none while the form cannot be read.
    pub outlook: Option<Outlook>,
}

impl Found {
    /// Puts the findings in words. A visitor can see the screen of the window: there nobody else is named (B23).
    pub fn new(
        findings: Findings,
        decided: Option<Decided>,
        today: NaiveDate,
        at_window: bool,
    ) -> Self {
        let patients = findings.patients.iter();
        let same_ones = findings.same.iter();
        Self {
            patients: if at_window {
                patients.zip(1..).map(unnamed).collect()
            } else {
                patients.map(offered).collect()
            },
            requesters: findings
                .requesters
                .iter()
                .filter(|one| !at_window || is_office(one.entry.says.class))
                .map(in_book)
                .collect(),
            same: if at_window {
                same_ones.map(same_unnamed).collect()
            } else {
                same_ones.map(same).collect()
            },
            outlook: decided.map(|decided| outlook(&decided, today)),
            heard: Heard::default(),
        }
    }
}

/// Whether an entry names no private person.
fn is_office(class: RequesterClass) -> bool {
    use RequesterClass as C;
    !matches!(class, C::Patient | C::Representative | C::Family)
}

/// An entry of the address book with where it is reached, and what of that needs a second look.
fn in_book(likely: &LikelyRequester) -> Offered {
    let says = &likely.entry.says;
    let reached = likely.addresses.iter().map(|one| {
        let text = one.in_a_line();
        match standing(&one.address) {
            Standing::Proved => text,
            Standing::NeedsSecondLook(_) => [&text, " (needs a second look)"].concat(),
        }
    });
    let reached: Vec<String> = reached.collect();
    Offered {
        value: likely.entry.public_id.clone(),
        label: [&says.name, ", ", &says.class.label().to_lowercase()].concat(),
        matched: reached.join("; "),
    }
}

/// A patient of the index without the name and the birth date: what agrees, and the end of the record number to ask for.
fn unnamed((likely, number): (&LikelyPatient, usize)) -> Offered {
    let mrn = likely.patient.known.mrns.first();
    let mrn = mrn.map_or_else(
        || "no record number".to_owned(),
        |mrn| ["record number ending in ", &end_of(mrn)].concat(),
    );
    Offered {
        value: likely.patient.public_id.clone(),
        label: format!("Person {number} of the index, {mrn}"),
        matched: in_words(&likely.candidate),
    }
}

/// The end of a record number, to ask for.
pub fn end_of(mrn: &Mrn) -> String {
    let digits: Vec<char> = mrn.as_str().chars().collect();
    digits.iter().skip(digits.len().saturating_sub(3)).collect()
}

fn same_unnamed(one: &LikelySame) -> Same {
    Same {
        id: one.earlier.public_id.clone(),
        label: one.earlier.reference.clone(),
        matched: one.likely.matched.join(" "),
    }
}

/// What agrees and what differs, without the data itself.
pub fn in_words(candidate: &Candidate) -> String {
    let mut matched = ["Agrees: ", &candidate.agrees.join(", "), "."].concat();
    if !candidate.differs.is_empty() {
        matched.push_str(&[" Differs: ", &candidate.differs.join(", "), "."].concat());
    }
    matched
}

fn offered(likely: &LikelyPatient) -> Offered {
    let known = &likely.patient.known;
    let born = known.born_on.map_or_else(
        || "birth date not known".to_owned(),
        |on| ["born ", &dates::full(on)].concat(),
    );
    let mrn = known
        .mrns
        .first()
        .map_or_else(String::new, |mrn| [", MRN ", mrn.as_str()].concat());
    Offered {
        value: likely.patient.public_id.clone(),
        label: [&known.name.family_first(), ", ", &born, &mrn].concat(),
        matched: in_words(&likely.candidate),
    }
}

fn same(one: &LikelySame) -> Same {
    Same {
        id: one.earlier.public_id.clone(),
        label: [&*one.earlier.reference, ", ", &one.earlier.patient].concat(),
        matched: one.likely.matched.join(" "),
    }
}

fn outlook(decided: &Decided, today: NaiveDate) -> Outlook {
    let ledger = &decided.ledger;
    let due = if let Some(clock) = ledger.controlling() {
        [
            "Due ",
            &dates::full(clock.statutory_due),
            " (",
            clock.rule.as_str(),
            "). ",
            &spoken(&clock.why.join(" ")),
        ]
        .concat()
    } else {
        let promise = ledger.our_promise.as_ref().or(ledger.house.first());
        let why = promise.map_or_else(String::new, |p| spoken(&p.why.join(" ")));
        let on = promise.map_or(ledger.work_by, |p| p.due_on);
        ["Our promise: ", &dates::full(on), ". ", &why].concat()
    };
    let consider = decided
        .proposed
        .consider
        .map(|(road, when)| ["Consider ", road.label(), " ", when, "."].concat());
    Outlook {
        received: [
            "Received ",
            &dates::short(decided.received.on, today),
            ". ",
            &spoken(&decided.received.why.join(" ")),
        ]
        .concat(),
        road: [
            decided.road.label(),
            ". ",
            &decided.road_why,
            " (",
            decided.proposed.rule,
            ")",
        ]
        .concat(),
        consider,
        due,
        status: ledger
            .status_ok_from
            .map(|on| ["Status from ", &dates::full(on), " (R12)."].concat()),
        priority: [decided.priority.label(), ". ", &decided.priority_why].concat(),
    }
}
