//! Papers, letters and what left, on the page of a request.

use chrono::NaiveDate;

use super::sections::local;
use crate::desk::store::{SentLetter, Whole};
use crate::disclosures::model::Disclosure;
use crate::documents::model::PaperRole;
use crate::documents::store::Paper;
use crate::web::components::Name;
use crate::words::dates as words;

pub struct PaperRow {
    pub href: String,
    pub name: Name,
    pub role: Option<&'static str>,
    pub description: Name,
    pub kind: &'static str,
    pub pages: String,
    pub notes: Vec<&'static str>,
}

pub struct LetterRow {
    pub href: String,
    pub kind: &'static str,
    pub way: &'static str,
    pub at: String,
}

pub struct DisclosureRow {
    pub on: String,
    pub recipient: Name,
    pub what: Name,
    pub basis: &'static str,
    pub accountable: String,
    pub how: &'static str,
    pub pages: String,
}

/// A paper with the way to its pages, where its original is offered, too.
pub fn paper(path: &str, paper: &Paper) -> PaperRow {
    let href = [path, "/papers/", &paper.public_id, "/pages"].concat();
    PaperRow {
        href,
        name: Name::new(paper.name.as_str()),
        role: paper.role.map(PaperRole::label),
        description: Name::new(&paper.description),
        kind: paper.kind.label(),
        pages: paper.pages.map_or_else(String::new, |n| n.to_string()),
        notes: paper.notes.iter().map(|note| note.label()).collect(),
    }
}

/// A letter or message that went out.
pub fn letter(path: &str, whole: &Whole, letter: &SentLetter, today: NaiveDate) -> LetterRow {
    LetterRow {
        href: [path, "/notices/", &letter.public_id].concat(),
        kind: letter.kind.label(),
        way: letter.way.label(),
        at: words::moment(local(whole, letter.at), today),
    }
}

/// One line of what left.
pub fn disclosure(line: &Disclosure, today: NaiveDate) -> DisclosureRow {
    let (accountable, rule) = &line.accountable;
    let said = if *accountable {
        "accountable, "
    } else {
        "not accountable, "
    };
    DisclosureRow {
        on: words::short(line.on, today),
        recipient: Name::new(&line.recipient),
        what: Name::new(&line.description),
        basis: line.basis.label(),
        accountable: [said, rule].concat(),
        how: line.delivery.label(),
        pages: line.pages.to_string(),
    }
}
