//! Repeats: the same recipient, for one purpose, on one basis (164.528(b)(3)).

use chrono::NaiveDate;

use super::entries::entry;
use crate::accountings::model::{Disclosed, Entry, Repeats};
use crate::calendar::{in_words, plural};
use crate::disclosures::model::Basis;

/// The disclosures listed one by one, and those listed as repeats; each by its first day.
pub(super) fn gather(mut listed: Vec<&Disclosed>) -> (Vec<Entry>, Vec<Repeats>) {
    listed.sort_by_key(|disclosed| disclosed.on);
    let mut groups: Vec<Vec<&Disclosed>> = Vec::new();
    for disclosed in listed {
        match groups.iter_mut().find(|group| repeats(group[0], disclosed)) {
            Some(group) => group.push(disclosed),
            None => groups.push(vec![disclosed]),
        }
    }
    let (mut included, mut summarized) = (Vec::new(), Vec::new());
    for group in groups {
        match group.as_slice() {
            [alone] => included.push(entry(alone)),
            [first, .., last] => summarized.push(Repeats {
                first: entry(first),
                ids: group.iter().map(|disclosed| disclosed.id.clone()).collect(),
                last_on: last.on,
                frequency: frequency(group.len(), first.on, last.on),
            }),
            [] => {}
        }
    }
    (included, summarized)
}

/// What went to nobody known, for no purpose known, or astray is always listed by itself.
fn repeats(first: &Disclosed, other: &Disclosed) -> bool {
    first.basis == other.basis
        && first.basis != Basis::Misdirected
        && same(&first.recipient, &other.recipient)
        && same(&first.purpose, &other.purpose)
        && protocol(first) == protocol(other)
}

fn same(one: &str, other: &str) -> bool {
    let plain = |text: &str| {
        text.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase()
    };
    let (one, other) = (plain(one), plain(other));
    !one.is_empty() && one == other
}

fn protocol(disclosed: &Disclosed) -> Option<&str> {
    disclosed.study.as_ref()?.protocol.as_deref()
}

fn frequency(count: usize, first: NaiveDate, last: NaiveDate) -> String {
    let times = plural(i64::try_from(count).unwrap_or(i64::MAX), "disclosure");
    format!("{times}, from {} to {}.", in_words(first), in_words(last))
}
