//! N09: nothing was found; what was searched, and who may hold it.

use super::parts::{call_us, end, heading, letterhead, paragraph};
use crate::notices::model::{FullLetter, N09, NoticeKind, PlainEmail};
use crate::words::{FixedText, LetterLanguage};

const SUBJECT: FixedText = FixedText::new(
    "The answer to your request {reference}",
    "La respuesta a su solicitud {reference}",
);
const LETTER_SUBJECT: FixedText = FixedText::new(
    "We found no records for your request",
    "No encontramos registros para su solicitud",
);
const FOUND_NONE: FixedText = FixedText::new(
    "We searched for what you asked for under the reference {reference} and found nothing at {site}. The request is closed.",
    "Buscamos lo que pidió con la referencia {reference} y no encontramos nada en {site}. La solicitud queda cerrada.",
);
const ASK_WHERE: FixedText = FixedText::new(
    "Call us if you want to know what was searched and who may hold it, or if you can tell us more.",
    "Llámenos si quiere saber qué se buscó y quién puede tenerlo, o si puede darnos más datos.",
);
const SEARCHED: FixedText = FixedText::new("What we searched", "Qué buscamos");
const ELSEWHERE: FixedText = FixedText::new("Who may hold them", "Quién puede tenerlos");
const TELL_MORE: FixedText = FixedText::new(
    "If you know of another name, date of birth or date of care, tell us and we will search again at no cost to you.",
    "Si conoce otro nombre, fecha de nacimiento o fecha de atención, avísenos y buscaremos otra vez sin costo para usted.",
);

/// Nothing found, by e-mail.
pub fn email(n: &N09, language: LetterLanguage) -> PlainEmail {
    end(PlainEmail::new(language, &n.desk.fields, SUBJECT)
        .say(FOUND_NONE)
        .say(ASK_WHERE))
}

/// Nothing found, in full.
pub fn letter(n: &N09, language: LetterLanguage) -> FullLetter {
    let mut letter = letterhead(
        NoticeKind::N09,
        &n.desk,
        &n.names.addressee,
        n.written_on,
        LETTER_SUBJECT,
        language,
    );
    let (patient, site) = (&n.names.patient, n.desk.fields.site.as_str());
    letter.blocks.push(paragraph(match language {
        LetterLanguage::English => {
            format!(
                "We searched for the records of {patient} that were asked for. {site} holds none."
            )
        }
        LetterLanguage::Spanish => {
            format!("Buscamos los registros de {patient} que se pidieron. {site} no tiene ninguno.")
        }
    }));
    letter.blocks.push(heading(SEARCHED, language));
    letter.blocks.push(paragraph(n.searched.as_str()));
    if let Some(held_by) = &n.held_by {
        letter.blocks.push(heading(ELSEWHERE, language));
        letter.blocks.push(paragraph(held_by.as_str()));
    }
    letter
        .blocks
        .push(paragraph(TELL_MORE.in_language(language)));
    letter.blocks.push(paragraph(call_us(&n.desk, language)));
    letter
}
