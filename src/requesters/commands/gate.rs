//! The second look: the one question everything asks that sends something to an address (B19, A40, 45 CFR 164.530(c)).

use chrono::NaiveDate;

use super::happened;
use crate::db::{Read, StoreError, Tx};
use crate::requesters::model::{AddressKind, Look, LookedHow, RequesterEvent, RequesterId};
use crate::requesters::rules::{Standing, judge, look_holds};
use crate::requesters::store;
use crate::requests::model::RequestId;

/// Where something is about to go.
#[derive(Debug, Clone, Copy)]
pub struct Destination<'a> {
    /// For which request.
    pub request: RequestId,
    /// The hospital whose address book is asked.
    pub organization: &'a str,
    /// The entry of the book it goes to; none for somebody who is not in it.
    pub requester: Option<RequesterId>,
    /// What kind of address.
    pub kind: AddressKind,
    /// The address, as typed.
    pub text: &'a str,
}

/// Why a person must look at an address again before something goes there; none where nothing speaks against it, or somebody
/// looked for this request and nothing happened to the address since.
///
/// # Errors
/// When the database cannot be read.
pub fn needs_look(read: &mut Read<'_>, to: Destination<'_>) -> Result<Option<String>, StoreError> {
    if to.text.trim().is_empty() {
        return Ok(None);
    }
    let known = store::find_at(read, to.organization, to.kind, to.text)?;
    let Standing::NeedsSecondLook(why) = judge(&known, to.requester) else {
        return Ok(None);
    };
    let looked_on = store::find_last_look(read, to.request, to.kind, to.text)?;
    let answered = looked_on.is_some_and(|on| look_holds(&known, on));
    Ok((!answered).then_some(why))
}

/// Lets something go to an address, or asks for the second look: then `Err` says why. Where a person looked, the look is kept
/// with who and how, and the answer is the sentence for the timeline.
///
/// # Errors
/// When the look cannot be stored.
pub fn may_send(
    tx: &mut Tx<'_>,
    to: Destination<'_>,
    (by, today): (i64, NaiveDate),
    look: Option<LookedHow>,
) -> Result<Result<Option<String>, String>, StoreError> {
    let Some(why) = needs_look(tx, to)? else {
        return Ok(Ok(None));
    };
    let Some(how) = look else {
        return Ok(Err(why));
    };
    let known = store::find_at(tx, to.organization, to.kind, to.text)?;
    let requester = to.requester.or(known.first().map(|one| one.of));
    let told = format!(
        "{} Before it went, the address was looked at again: {}.",
        why,
        how.label().to_lowercase()
    );
    let look = Look {
        request: to.request,
        requester,
        kind: to.kind,
        text: to.text.to_owned(),
        looked_on: today,
        why,
        how,
    };
    store::insert_look(tx, by, &look)?;
    Ok(Ok(Some(told)))
}

/// Notes that something was handed over for an address: the mail server took it, it was faxed or posted. Whether it arrived is
/// for a person to know.
///
/// # Errors
/// When it cannot be stored.
pub fn handed_over(
    tx: &mut Tx<'_>,
    organization: &str,
    (kind, text): (AddressKind, &str),
    on: NaiveDate,
) -> Result<(), StoreError> {
    let mut known = store::find_at(tx, organization, kind, text)?;
    known.retain(|one| one.withdrawn.is_none());
    if known.is_empty() {
        return Ok(());
    }
    store::set_handed_over(tx, &known, on)
}

/// Notes that something came back from an address, with its line in the history of every entry that has it.
///
/// # Errors
/// When it cannot be stored.
pub fn came_back(
    tx: &mut Tx<'_>,
    organization: &str,
    (kind, text): (AddressKind, &str),
    on: NaiveDate,
    said: &str,
) -> Result<(), StoreError> {
    for address in store::find_at(tx, organization, kind, text)? {
        store::set_bounced(tx, &address, on)?;
        let mut line = happened(
            RequesterEvent::AddressBounced,
            None,
            Some(address.in_a_line()),
        );
        line.why = Some(said.to_owned());
        store::insert_history(tx, address.of, None, &line)?;
    }
    Ok(())
}
