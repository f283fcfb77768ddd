//! Whether an address may be used without a second look (B19, A40).

use chrono::NaiveDate;

use crate::requesters::model::{Address, AddressKind, KeptAddress, RequesterId};
use crate::words::dates;

/// What the desk thinks of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Proved since it last changed, nothing came back since.
    Proved,
    /// A person must look before anything goes there; the sentence says why.
    NeedsSecondLook(String),
}

/// Judges an address. The order is what worries most: never proved, changed after its proof, came back, new. A proof holds
/// for the text it was given for: an address that was changed on the day it was proved is not proved any more.
pub fn standing(address: &Address) -> Standing {
    let look = |sentence: String| Standing::NeedsSecondLook(sentence);
    let Some(proof) = &address.proof else {
        return look("This address was never verified.".to_owned());
    };
    if proof.proved_on < address.changed_on || proof.text != address.text {
        return look(format!(
            "The address was changed on {}, after it was verified on {}.",
            dates::full(address.changed_on),
            dates::full(proof.proved_on)
        ));
    }
    let newest_good = address
        .arrived_on
        .map_or(proof.proved_on, |on| on.max(proof.proved_on));
    if let Some(bounced_on) = address.bounced_on.filter(|on| *on >= newest_good) {
        return look(format!(
            "The last item sent there came back on {}.",
            dates::full(bounced_on)
        ));
    }
    if address.arrived_on.is_none_or(|on| on < address.changed_on) {
        return look(format!(
            "The address is new since {} and nothing has arrived there yet.",
            dates::full(address.changed_on)
        ));
    }
    Standing::Proved
}

/// Judges an address something is about to go to, by every row of the book that has it. For a requester of the book, only
/// the requester's own rows count, and an address that is not among them is new. For anybody else the best of the rows
/// counts; the book says nothing about an address it does not know, unless it was withdrawn as a wrong one (A40).
pub fn judge(known: &[KeptAddress], requester: Option<RequesterId>) -> Standing {
    let ours = |one: &&KeptAddress| requester.is_none_or(|id| one.of == id);
    let (withdrawn, used): (Vec<_>, Vec<_>) = known
        .iter()
        .filter(ours)
        .partition(|one| one.withdrawn.is_some());
    let judged: Vec<Standing> = used.iter().map(|one| standing(&one.address)).collect();
    if judged.contains(&Standing::Proved) {
        return Standing::Proved;
    }
    if let Some(first) = judged.into_iter().next() {
        return first;
    }
    let ended = withdrawn.iter().find_map(|one| one.withdrawn.as_ref());
    match (ended, requester) {
        (Some((on, why)), _) => Standing::NeedsSecondLook(withdrawn_words(*on, why)),
        (None, Some(_)) => Standing::NeedsSecondLook(
            "This address is not in the address book of this requester.".to_owned(),
        ),
        (None, None) => Standing::Proved,
    }
}

/// Whether a look that was made for a request still answers: nothing came back and nothing was withdrawn on that day or since.
pub fn look_holds(known: &[KeptAddress], looked_on: NaiveDate) -> bool {
    known.iter().all(|one| {
        let withdrawn_on = one.withdrawn.as_ref().map(|(on, _)| *on);
        let worried = withdrawn_on.max(one.address.bounced_on);
        worried.is_none_or(|on| on < looked_on)
    })
}

fn withdrawn_words(on: NaiveDate, why: &str) -> String {
    format!(
        "The address book stopped using this address on {}: {why}",
        dates::full(on)
    )
}

/// What the person is asked who sends something to an address that needs a second look.
pub fn look_again(kind: AddressKind, why: &str) -> String {
    let what = match kind {
        AddressKind::Mail => "this postal address",
        AddressKind::Fax => "this fax number",
        AddressKind::Email => "this e-mail address",
        AddressKind::Phone => "this telephone number",
        AddressKind::Portal => "this portal account",
    };
    format!("{why} Look at {what} once more and say how, or send it another way.")
}
