//! N03: why the desk needs longer, by when it will answer, and how to complain (164.524(b)(2)(iii), R10).

use super::parts::{call_us, dated, end, heading, how_to_complain, letterhead, paragraph};
use crate::notices::model::{FullLetter, N03, NoticeKind, PlainEmail};
use crate::words::{FixedText, LetterLanguage};

const SUBJECT: FixedText = FixedText::new(
    "We need more time for request {reference}",
    "Necesitamos más tiempo para la solicitud {reference}",
);
const BY_POST: FixedText = FixedText::new(
    "We need more time for your request {reference}. A letter that goes to you on paper gives the reason and says by when we will answer.",
    "Necesitamos más tiempo para su solicitud {reference}. Una carta que le enviamos en papel da el motivo y dice cuándo responderemos.",
);
const LETTER_SUBJECT: FixedText = FixedText::new(
    "We need more time for your request",
    "Necesitamos más tiempo para su solicitud",
);
const WAS_DUE: FixedText = FixedText::new(
    "The law gives us until {date} to answer it. We cannot finish it by then.",
    "La ley nos da hasta el {date} para responderla. No podemos terminarla para entonces.",
);
const REASON: FixedText = FixedText::new("The reason", "El motivo");
const NEW_DAY: FixedText = FixedText::new(
    "When you will have our answer",
    "Cuándo tendrá nuestra respuesta",
);
const ANSWER_BY: FixedText = FixedText::new(
    "We will answer by {date}. We may take this longer time only once. You need not do anything.",
    "Responderemos a más tardar el {date}. Solo podemos tomar este plazo mayor una vez. Usted no tiene que hacer nada.",
);

/// That more time is needed, by e-mail. The reason and the day stand in the letter only (T51).
pub fn email(n: &N03, language: LetterLanguage) -> PlainEmail {
    end(PlainEmail::new(language, &n.desk.fields, SUBJECT).say(BY_POST))
}

/// The extension in full.
pub fn letter(n: &N03, language: LetterLanguage) -> FullLetter {
    let mut letter = letterhead(
        NoticeKind::N03,
        &n.desk,
        &n.names.addressee,
        n.written_on,
        LETTER_SUBJECT,
        language,
    );
    let patient = &n.names.patient;
    let about = match language {
        LetterLanguage::English => {
            format!("We are working on your request about the records of {patient}.")
        }
        LetterLanguage::Spanish => {
            format!("Estamos trabajando en su solicitud sobre el expediente de {patient}.")
        }
    };
    let was_due = dated(WAS_DUE, n.was_due, language);
    let blocks = &mut letter.blocks;
    blocks.push(paragraph([&about, " ", &was_due].concat()));
    blocks.push(heading(REASON, language));
    blocks.push(paragraph(n.reason.as_str()));
    blocks.push(heading(NEW_DAY, language));
    blocks.push(paragraph(dated(ANSWER_BY, n.completion_on, language)));
    blocks.extend(how_to_complain(&n.desk, &n.complaints, language));
    blocks.push(paragraph(call_us(&n.desk, language)));
    letter
}
