//! Which request an arrival may belong to, by the words that match (B28). A suggestion is never carried out by itself: what
//! stands in a message is not proved to be true.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::patients::rules::fold;
use crate::trays::model::{Says, Suggestion};
use crate::words::Reference;

/// How much of a message is looked at, in characters.
const LOOKED_AT: usize = 20_000;
/// How many references, dates and numbers of one message are followed.
const FOLLOWED: usize = 20;
/// The least score that is shown: a birth date alone is too little.
const LEAST: u32 = 20;
/// How many are shown.
const SHOWN: usize = 5;

/// What an arrival says that a request can be found by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// References with a right check digit.
    pub references: Vec<Reference>,
    /// The messages it answers: the words before the at sign of their ids.
    pub answers: Vec<String>,
    /// The sender's address in lower case.
    pub sender: Option<String>,
    /// The sender's name, folded.
    pub sender_name: String,
    /// Dates.
    pub dates: Vec<NaiveDate>,
    /// What could be a record number.
    pub numbers: Vec<String>,
    /// All of it folded, a blank at either end.
    text: String,
}

/// A request as far as comparing needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Inner id, for the evidence.
    pub id: i64,
    /// Outer id.
    pub public_id: String,
    /// The number people say.
    pub reference: String,
    /// The patient as written.
    pub patient: String,
    /// The patient's birth date.
    pub born_on: Option<NaiveDate>,
    /// The patient's record number.
    pub mrn: Option<String>,
    /// Who asks.
    pub requester: String,
    /// Where the requester reads mail.
    pub email: Option<String>,
    /// Whether it is closed.
    pub closed: bool,
    /// Whether the arrival answers a letter of this request.
    pub answered: bool,
}

/// The words of an arrival: its subject, its text and the names of its papers.
pub fn words_of(says: &Says, papers: &[&str]) -> Words {
    let parts = [says.subject.as_deref(), says.body.as_deref()];
    let all: Vec<&str> = parts
        .into_iter()
        .flatten()
        .chain(papers.iter().copied())
        .collect();
    let text: String = all.join("\n").chars().take(LOOKED_AT).collect();
    Words {
        references: references(&text),
        answers: says
            .answers
            .iter()
            .filter_map(|id| Some(id.split_once('@')?.0.to_owned()))
            .take(FOLLOWED)
            .collect(),
        sender: says.sender.as_ref().map(|one| one.to_lowercase()),
        sender_name: fold(says.sender_name.as_deref().unwrap_or("")),
        dates: dates(&text),
        numbers: numbers(&text),
        text: [" ", &fold(&text), " "].concat(),
    }
}

/// References of the desk in a text, each once: `ROI` and what follows it, with a check digit that fits.
fn references(text: &str) -> Vec<Reference> {
    let upper = text.to_uppercase();
    let mut found = BTreeSet::new();
    for (at, _) in upper.match_indices("ROI").take(FOLLOWED) {
        let rest = &upper[at + 3..];
        let number: String = rest
            .chars()
            .take(24)
            .take_while(|c| c.is_ascii_digit() || " -–—.#/_".contains(*c))
            .collect();
        let parts: Vec<&str> = number
            .split(|c: char| !c.is_ascii_digit())
            .filter(|part| !part.is_empty())
            .take(3)
            .collect();
        found.extend(Reference::parse(&parts.join("-")));
    }
    found.into_iter().collect()
}

/// Dates as people here write them, month first, or as machines do.
fn dates(text: &str) -> Vec<NaiveDate> {
    let pieces = text.split(|c: char| !(c.is_ascii_digit() || "-/.".contains(c)));
    let mut found = BTreeSet::new();
    for piece in pieces.filter(|piece| (6..=11).contains(&piece.len())) {
        let parts: Vec<&str> = piece
            .trim_matches(['.', '-', '/'])
            .split(['-', '/', '.'])
            .collect();
        let numbers: Vec<u32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
        let date = match (parts.as_slice(), numbers.as_slice()) {
            ([year, ..], [y, m, d]) if year.len() == 4 => date(*y, *m, *d),
            ([_, _, year], [m, d, y]) if year.len() == 4 => date(*y, *m, *d),
            _ => None,
        };
        found.extend(date);
        if found.len() == FOLLOWED {
            break;
        }
    }
    found.into_iter().collect()
}

fn date(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// What could be a record number: five signs or more with a digit among them.
fn numbers(text: &str) -> Vec<String> {
    let pieces = text.split(|c: char| !c.is_ascii_alphanumeric());
    let found: BTreeSet<String> = pieces
        .filter(|piece| (5..=20).contains(&piece.len()))
        .filter(|piece| piece.bytes().any(|b| b.is_ascii_digit()))
        .map(str::to_uppercase)
        .take(FOLLOWED)
        .collect();
    found.into_iter().collect()
}

impl Words {
    /// Whether every word of a name stands in it.
    fn names(&self, name: &str) -> bool {
        let folded = fold(name);
        let words: Vec<&str> = folded.split(' ').filter(|word| word.len() > 1).collect();
        words.len() > 1
            && words
                .iter()
                .all(|word| self.text.contains(&[" ", word, " "].concat()))
    }
}

/// The requests that may be meant by inner id, the likeliest first, each with what matched (B28). Of two with the same score an open one
/// comes first.
pub fn suggest(words: &Words, known: &[Known]) -> Vec<(i64, Suggestion)> {
    let compared = known.iter().map(|one| (one.id, compare(words, one)));
    let mut found: Vec<(i64, Suggestion)> = compared.collect();
    found.retain(|(_, one)| one.score >= LEAST);
    found.sort_by(|(_, a), (_, b)| {
        b.score
            .cmp(&a.score)
            .then(a.closed.cmp(&b.closed))
            .then(b.reference.cmp(&a.reference))
    });
    found.truncate(SHOWN);
    found
}

fn compare(words: &Words, known: &Known) -> Suggestion {
    let email = known.email.as_ref().map(|one| one.to_lowercase());
    let same_mrn = |mrn: &String| words.numbers.iter().any(|n| n == mrn);
    let same_reference = |r: &Reference| r.to_string() == known.reference;
    let signs: [(bool, u32, String); 7] = [
        (known.answered, 60, "it answers a letter of ours".to_owned()),
        (
            words.references.iter().any(same_reference),
            60,
            ["the reference ", &known.reference].concat(),
        ),
        (
            known.mrn.as_ref().is_some_and(same_mrn),
            25,
            "the record number".to_owned(),
        ),
        (
            email.is_some() && email == words.sender,
            25,
            "the requester’s e-mail address".to_owned(),
        ),
        (
            words.names(&known.patient),
            20,
            "the patient’s name".to_owned(),
        ),
        (
            known.born_on.is_some_and(|on| words.dates.contains(&on)),
            15,
            "the date of birth".to_owned(),
        ),
        (
            words.names(&known.requester) || same_name(&words.sender_name, &known.requester),
            10,
            "the requester’s name".to_owned(),
        ),
    ];
    let matched = signs.into_iter().filter(|(holds, ..)| *holds);
    let (scores, said): (Vec<u32>, Vec<String>) =
        matched.map(|(_, score, said)| (score, said)).unzip();
    Suggestion {
        public_id: known.public_id.clone(),
        reference: known.reference.clone(),
        patient: known.patient.clone(),
        closed: known.closed,
        score: scores.iter().sum::<u32>().min(100),
        matched: said,
    }
}

fn same_name(sender: &str, requester: &str) -> bool {
    let sorted = |text: &str| {
        let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
        words.sort_unstable();
        words
    };
    !sender.is_empty() && sorted(sender) == sorted(&fold(requester))
}
