//! Where something for a patient may go who asked to be reached another way: never to the home address (164.522(b), B20).

use crate::patients::model::Elsewhere;
use crate::patients::rules::names::fold;

/// The lines of an address for a letter to a patient who asked to be reached another way: the agreed address, or what to do
/// instead of posting it. Never the home address.
pub fn lines(elsewhere: &Elsewhere) -> Vec<String> {
    if let Some(mail) = &elsewhere.mail {
        let lines = mail.lines().map(str::trim);
        return lines
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect();
    }
    let instead = match (&elsewhere.email, &elsewhere.phone) {
        (Some(email), _) => ["Reach the patient by e-mail: ", email].concat(),
        (None, Some(phone)) => ["Reach the patient by telephone: ", phone].concat(),
        (None, None) => return Vec::new(),
    };
    vec!["Do not post this letter.".to_owned(), instead]
}

/// Whether something for the patient may be posted to an address.
///
/// # Errors
/// The sentence for the field when the patient asked to be reached at another address or by other means.
pub fn may_post(elsewhere: &Elsewhere, address: &str) -> Result<(), String> {
    if !elsewhere.is_asked() {
        return Ok(());
    }
    match &elsewhere.mail {
        Some(mail) if same(mail, address) => Ok(()),
        Some(mail) => Err(format!(
            "The patient asked to be written to at another address: {}. Nothing goes to any other.",
            mail.replace('\n', ", ")
        )),
        None => Err(
            "The patient asked to be reached by other means than post. Choose another way, or record an agreed address on the patient's page."
                .to_owned(),
        ),
    }
}

/// Whether an e-mail to the patient may go to an address.
///
/// # Errors
/// The sentence for the field when another address, or no e-mail at all, was agreed.
pub fn may_email(elsewhere: &Elsewhere, address: &str) -> Result<(), String> {
    if !elsewhere.is_asked() {
        return Ok(());
    }
    match &elsewhere.email {
        Some(email) if email.eq_ignore_ascii_case(address.trim()) => Ok(()),
        Some(email) => Err(format!(
            "The patient asked to be written to at another e-mail address: {email}. Nothing goes to any other."
        )),
        None => Err(
            "The patient asked to be reached another way, and no e-mail address was agreed. Send a letter, or record the address on the patient's page."
                .to_owned(),
        ),
    }
}

/// Whether two addresses are the same place, however they are written.
pub fn same(one: &str, other: &str) -> bool {
    let one = fold(one);
    !one.is_empty() && one == fold(other)
}
