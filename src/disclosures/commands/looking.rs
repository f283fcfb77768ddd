//! The second look at each address a packet goes to (B19, A40).

use super::recipient_of;
use crate::db::Tx;
use crate::disclosures::forms::recipient_field;
use crate::disclosures::model::{Release, ReleasedPart};
use crate::error::CommandError;
use crate::form_state::FieldError;
use crate::notices::forms::LOOK;
use crate::requesters::commands::{Destination, handed_over, may_send};
use crate::requesters::model::{AddressKind, RequesterId};
use crate::requesters::rules::look_again;
use crate::requests::commands::OpenRequest;
use crate::requests::model::Recipient;

/// Lets every packet go, or asks for the second look at each address that is new, changed or was bad. Answers what the timeline
/// says of the looks that were made. A packet for the requester is held against the requester's own entry of the book.
///
/// # Errors
/// A field's error beside each address nobody looked at again.
pub(super) fn look_first(
    tx: &mut Tx<'_>,
    open: &OpenRequest,
    by: i64,
    recipients: &[(i64, Recipient)],
    release: &Release,
) -> Result<Vec<String>, CommandError> {
    let request = &open.request;
    let requester = &request.asked.requester;
    let today = open.terms.calendar.local_date(tx.now());
    let (mut told, mut refused) = (Vec::new(), Vec::new());
    for part in &release.parts {
        let Some(kind) = AddressKind::of(part.delivery) else {
            continue;
        };
        let to_requester = recipient_of(recipients, part)?.name == requester.name;
        let to = Destination {
            request: request.id,
            organization: &request.organization,
            requester: requester.id.filter(|_| to_requester).map(RequesterId),
            kind,
            text: &part.address,
        };
        match may_send(tx, to, (by, today), part.look)? {
            Ok(text) => told.extend(text),
            Err(why) => refused.push(asked(part, kind, &why)),
        }
    }
    if refused.is_empty() {
        Ok(told)
    } else {
        Err(CommandError::Fields(refused))
    }
}

fn asked(part: &ReleasedPart, kind: AddressKind, why: &str) -> FieldError {
    FieldError {
        field: recipient_field(LOOK, part.recipient),
        text: look_again(kind, why),
    }
}

/// Notes in the address book that something was handed over for each address, on the day it left.
///
/// # Errors
/// When it cannot be stored.
pub(super) fn hand_over(
    tx: &mut Tx<'_>,
    open: &OpenRequest,
    release: &Release,
) -> Result<(), CommandError> {
    for part in &release.parts {
        if let Some(kind) = AddressKind::of(part.delivery) {
            let to = (kind, part.address.as_str());
            handed_over(tx, &open.request.organization, to, release.released_on)?;
        }
    }
    Ok(())
}
