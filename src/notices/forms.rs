//! Forms about notices: how one goes out, what was understood, and what becomes of mail.

use super::model::{Chosen, MailDecision, NoticeWay};
use crate::form_state::{FormState, Reader};
use crate::mail::Address;
use crate::requesters::model::LookedHow;
use crate::words::LetterLanguage;

/// The field of the second look at the address a notice goes to.
pub const LOOK: &str = "look";

/// Reads how an address was looked at again, if somebody said so (B19).
pub fn look(reader: &mut Reader, field: &str) -> Option<LookedHow> {
    reader.optional_choice(
        field,
        "how the address was looked at again",
        LookedHow::parse,
    )
}

/// Reads way, language and address; an e-mail needs an address that can be sent to (T24).
pub fn chosen(reader: &mut Reader) -> Option<Chosen> {
    let language = reader.choice("language", "a language", LetterLanguage::parse);
    let way = reader.choice("way", "how it goes", NoticeWay::parse);
    let typed = reader.form().value("email").trim().to_owned();
    let mut email = None;
    if way == Some(NoticeWay::Email) {
        match Address::parse(&typed) {
            Ok(address) => email = Some(address.to_string()),
            Err(refused) => reader.refuse("email", refused.to_string()),
        }
    }
    let look = look(reader, LOOK);
    Some(Chosen {
        language: language?,
        way: way?,
        email,
        look,
    })
}

/// What the acknowledgment form asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcknowledgmentForm {
    /// How it goes.
    pub chosen: Chosen,
    /// What was understood, in the specialist's words.
    pub understood: String,
}

/// Reads the acknowledgment form.
///
/// # Errors
/// The form with a sentence a field.
pub fn acknowledgment(form: FormState) -> Result<AcknowledgmentForm, FormState> {
    let mut reader = Reader::new(form);
    let how = chosen(&mut reader);
    let understood = reader.required_lines("understood", "what was understood", 1_000);
    reader.finish(|| {
        Some(AcknowledgmentForm {
            chosen: how?,
            understood: understood?,
        })
    })
}

/// Reads the decision about a message.
///
/// # Errors
/// The form with its error.
pub fn decision(form: FormState) -> Result<MailDecision, FormState> {
    let mut reader = Reader::new(form);
    let decision = reader.choice("decision", "what to do", MailDecision::parse);
    reader.finish(|| decision)
}
