//! Rows of recipients as they are typed (A06).

use super::REASON;
use crate::form_state::{FormState, Reader};
use crate::requests::commands::ChangeRecipients;
use crate::requests::model::{BadRecipient, Delivery, Recipient, RequesterClass};

/// The rows of the form that changes the recipients.
pub const ROWS: [&str; 6] = ["r1", "r2", "r3", "r4", "r5", "r6"];

/// Reads one row that must be there.
pub fn recipient(r: &mut Reader, row: &str) -> Option<Recipient> {
    let field = |name: &str| [row, "_", name].concat();
    let name = r.required_text(&field("name"), "the recipient's name", 200);
    let class = r.choice(
        &field("class"),
        "what the recipient is",
        RequesterClass::parse,
    );
    let delivery = r.choice(&field("delivery"), "how it is handed over", Delivery::parse);
    let address = r.optional_lines(&field("address"), "the address", 400);
    let recipient = Recipient {
        name: name?,
        class: class?,
        delivery: delivery?,
        address: address.unwrap_or_else(String::new),
        copy_by_rule: false,
    };
    refuse_gaps(r, row, &recipient);
    Some(recipient)
}

/// Reads rows of which each is whole or has no name.
pub fn recipients(r: &mut Reader, rows: &[&str]) -> Vec<Recipient> {
    let mut recipients = Vec::new();
    for row in rows {
        let name = [*row, "_name"].concat();
        if !r.form().value(&name).trim().is_empty() {
            recipients.extend(recipient(r, row));
        }
    }
    recipients
}

/// A recipient row must be whole or empty (A06).
pub fn refuse_gaps(r: &mut Reader, row: &str, recipient: &Recipient) {
    for gap in recipient.gaps() {
        use BadRecipient as B;
        let field = match gap {
            B::Name => "name",
            B::Address => "address",
            B::PlainEmail => "delivery",
        };
        let mut sentence = gap.to_string();
        if let Some(first) = sentence.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        sentence.push('.');
        r.refuse(&[row, "_", field].concat(), sentence);
    }
}

/// Reads the recipients as they are to be from now on, and why.
///
/// # Errors
/// The form with every error.
pub fn read_changed_recipients(form: FormState) -> Result<ChangeRecipients, FormState> {
    let mut reader = Reader::new(form);
    let recipients = recipients(&mut reader, &ROWS);
    if recipients.is_empty() && !reader.form().is_refused() {
        reader.refuse("r1_name", "Name at least one recipient.");
    }
    let reason = reader.required_lines("reason", "the reason", REASON);
    reader.finish(|| {
        Some(ChangeRecipients {
            recipients,
            reason: reason?,
        })
    })
}

/// The form as the request has it.
pub fn fill_recipients(recipients: &[Recipient]) -> FormState {
    let mut form = FormState::empty();
    for (row, recipient) in ROWS.iter().zip(recipients) {
        let field = |name: &str| [row, "_", name].concat();
        form = form
            .with(&field("name"), recipient.name.clone())
            .with(&field("class"), recipient.class.as_str())
            .with(&field("delivery"), recipient.delivery.as_str())
            .with(&field("address"), recipient.address.clone());
    }
    form
}
