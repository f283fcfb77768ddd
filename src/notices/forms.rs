//! Forms about notices: how one goes out, what was understood, and what becomes of mail.

use super::model::{Chosen, MailDecision, NoticeWay};
use crate::form_state::{FormState, Reader};
use crate::mail::Address;
use crate::words::LetterLanguage;

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
    Some(Chosen {
        language: language?,
        way: way?,
        email,
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
