//! Whether an address may be used without a second look (B19, A40).

use crate::requesters::model::Address;
use crate::words::dates;

/// What the desk thinks of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Proved since it last changed, nothing came back since.
    Proved,
    /// A person must look before anything goes there; the sentence says why.
    NeedsSecondLook(String),
}

/// Judges an address. The order is what worries most: never proved, changed after its proof, came back, new.
pub fn standing(address: &Address) -> Standing {
    let look = |sentence: String| Standing::NeedsSecondLook(sentence);
    let Some(proof) = &address.proof else {
        return look("This address was never verified.".to_owned());
    };
    if proof.proved_on < address.changed_on {
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
