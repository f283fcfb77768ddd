//! What was agreed with the patient, answered by a release: restrictions, and where the patient asked to be reached.

use super::recipient_of;
use crate::db::{Read, StoreError};
use crate::disclosures::model::{Release, RestrictionAnswer};
use crate::disclosures::rules::restrictions::may_answer;
use crate::error::CommandError;
use crate::form_state::FieldError;
use crate::patients::commands::in_a_line;
use crate::patients::model::{Kept, Restriction};
use crate::patients::rules::reaching;
use crate::patients::store::list_open_restrictions;
use crate::requests::commands::OpenRequest;
use crate::requests::model::{Delivery, Recipient, RequesterClass};

/// The restrictions a release of this request has to answer.
///
/// # Errors
/// When the database cannot be read.
pub fn open_restrictions(
    read: &mut Read<'_>,
    open: &OpenRequest,
) -> Result<Vec<Kept<Restriction>>, StoreError> {
    list_open_restrictions(read, open.request.asked.patient.id)
}

/// The name of the field that answers a restriction.
pub fn restriction_field(public_id: &str) -> String {
    ["restriction-", public_id].concat()
}

/// Answers every restriction that holds; the answers as notes for the timeline (A41, B20).
///
/// # Errors
/// A field's error beside each restriction without an answer that holds.
pub(super) fn answer_restrictions(
    read: &mut Read<'_>,
    open: &OpenRequest,
    recipients: &[(i64, Recipient)],
    release: &Release,
) -> Result<Vec<String>, CommandError> {
    let mut to: Vec<RequesterClass> = Vec::new();
    for part in &release.parts {
        to.push(recipient_of(recipients, part)?.class);
    }
    let (mut notes, mut missing) = (Vec::new(), Vec::new());
    for kept in open_restrictions(read, open)? {
        let answered = release
            .restrictions
            .iter()
            .find(|(id, _)| *id == kept.public_id);
        let judged = match answered {
            None => {
                Err("A restriction was agreed with this patient. Say how this release answers it.")
            }
            Some((_, answer)) => {
                may_answer(kept.agreed.kind, *answer, &to, release.basis).map(|()| *answer)
            }
        };
        match judged {
            Ok(answer) => notes.push(note(&kept.agreed, answer)),
            Err(text) => missing.push(FieldError {
                field: restriction_field(&kept.public_id),
                text: text.to_owned(),
            }),
        }
    }
    if missing.is_empty() {
        Ok(notes)
    } else {
        Err(CommandError::Fields(missing))
    }
}

fn note(agreed: &Restriction, answer: RestrictionAnswer) -> String {
    format!(
        "The restriction was answered at the release: {}. ({})",
        answer.label(),
        in_a_line(agreed)
    )
}

/// Nothing for a patient who asked to be reached another way goes home, and nothing for anybody is posted there (B20).
///
/// # Errors
/// A field's error beside each address nothing may go to.
pub(super) fn refuse_home(
    open: &OpenRequest,
    recipients: &[(i64, Recipient)],
    release: &Release,
) -> Result<(), CommandError> {
    let Some(matched) = &open.request.matched else {
        return Ok(());
    };
    let mut refused = Vec::new();
    for part in &release.parts {
        let own = recipient_of(recipients, part)?.class == RequesterClass::Patient;
        let post = matches!(part.delivery, Delivery::Mail | Delivery::Courier);
        let email = matches!(part.delivery, Delivery::SecureEmail | Delivery::PlainEmail);
        let judged = if own && post {
            reaching::may_post(&matched.elsewhere, &part.address)
        } else if own && email {
            reaching::may_email(&matched.elsewhere, &part.address)
        } else if post && open.request.is_home_to_avoid(&part.address) {
            Err(
                "The patient asked not to be reached at this address. Nothing is posted there."
                    .to_owned(),
            )
        } else {
            Ok(())
        };
        if let Err(text) = judged {
            refused.push(FieldError {
                field: format!("address-{}", part.recipient),
                text,
            });
        }
    }
    if refused.is_empty() {
        Ok(())
    } else {
        Err(CommandError::Fields(refused))
    }
}
