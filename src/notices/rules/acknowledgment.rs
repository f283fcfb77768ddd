//! N01: what arrived, what was understood, when it is due, when and where to ask (R12).

use super::parts::{call_us, dated, due_sentence, end, letterhead, paragraph};
use crate::notices::model::{FullLetter, N01, NoticeKind, PlainEmail};
use crate::words::{FixedText, LetterLanguage};

const SUBJECT: FixedText = FixedText::new(
    "We have your request {reference}",
    "Recibimos su solicitud {reference}",
);
const LETTER_SUBJECT: FixedText = FixedText::new(
    "We have your request for health information",
    "Recibimos su solicitud de información médica",
);
const RECEIVED: FixedText = FixedText::new(
    "{site} has received your request. Its reference is {reference}. Please keep it.",
    "{site} recibió su solicitud. Su referencia es {reference}. Consérvela, por favor.",
);
const STATUS: FixedText = FixedText::new(
    "To ask how it stands, call {phone}. It is most useful to call from {date} on; you may call earlier.",
    "Para preguntar por su estado, llame al {phone}. Es más útil llamar a partir del {date}; puede llamar antes.",
);
const STATUS_ANY_TIME: FixedText = FixedText::new(
    "To ask how it stands, call {phone}.",
    "Para preguntar por su estado, llame al {phone}.",
);
const LETTER_STATUS_FROM: FixedText = FixedText::new(
    "It is most useful to ask how it stands from {date} on; you may call earlier.",
    "Es más útil preguntar por su estado a partir del {date}; puede llamar antes.",
);

/// The acknowledgment by e-mail.
pub fn email(n: &N01, language: LetterLanguage) -> PlainEmail {
    let (due, on) = due_sentence(n.due);
    let email = PlainEmail::new(language, &n.desk.fields, SUBJECT)
        .say(RECEIVED)
        .say_with_date(due, on);
    end(match n.status_ok_from {
        Some(from) => email.say_with_date(STATUS, from),
        None => email.say(STATUS_ANY_TIME),
    })
}

/// The acknowledgment in full.
pub fn letter(n: &N01, language: LetterLanguage) -> FullLetter {
    let mut letter = letterhead(
        NoticeKind::N01,
        &n.desk,
        &n.names.addressee,
        n.written_on,
        LETTER_SUBJECT,
        language,
    );
    let (patient, understood) = (&n.names.patient, &n.understood);
    letter.blocks.push(paragraph(match language {
        LetterLanguage::English => {
            format!("We received your request about the records of {patient}.")
        }
        LetterLanguage::Spanish => {
            format!("Recibimos su solicitud sobre el expediente de {patient}.")
        }
    }));
    letter.blocks.push(paragraph(match language {
        LetterLanguage::English => {
            format!("This is what we understood: {understood} If it is not right, please tell us.")
        }
        LetterLanguage::Spanish => {
            format!("Esto es lo que entendimos: {understood} Si no es correcto, avísenos.")
        }
    }));
    let (due, on) = due_sentence(n.due);
    letter.blocks.push(paragraph(dated(due, on, language)));
    if let Some(from) = n.status_ok_from {
        letter
            .blocks
            .push(paragraph(dated(LETTER_STATUS_FROM, from, language)));
    }
    letter.blocks.push(paragraph(call_us(&n.desk, language)));
    letter
}
