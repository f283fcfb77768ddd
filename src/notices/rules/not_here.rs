//! N09: nothing comes from here, because nothing was found or somebody else holds it; what was searched, and who may hold it.

use super::parts::{call_us, end, heading, letterhead, paragraph};
use crate::notices::model::{Block, FullLetter, N09, NotHere, NoticeKind, PlainEmail};
use crate::words::{FixedText, LetterLanguage};

const SUBJECT: FixedText = FixedText::new(
    "The answer to your request {reference}",
    "La respuesta a su solicitud {reference}",
);
const LETTER_SUBJECT: FixedText = FixedText::new(
    "We found no records for your request",
    "No encontramos registros para su solicitud",
);
const LETTER_SUBJECT_SENT_ON: FixedText = FixedText::new(
    "We sent your request on",
    "Enviamos su solicitud a otro lugar",
);
const SENT_ON: FixedText = FixedText::new(
    "What you asked for under the reference {reference} is not held at {site}. We sent your request on to whoever holds it. The request is closed here.",
    "Lo que pidió con la referencia {reference} no está en {site}. Enviamos su solicitud a quien lo tiene. Aquí la solicitud queda cerrada.",
);
const ASK_WHOM: FixedText = FixedText::new(
    "Call us if you want to know to whom it went.",
    "Llámenos si quiere saber a quién se envió.",
);
const HOLDS_THEM: FixedText = FixedText::new("Who holds them", "Quién los tiene");
const ASK_THERE: FixedText = FixedText::new(
    "Please ask there how it stands from now on.",
    "A partir de ahora, pregunte allí por su estado.",
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

/// That nothing comes from here, by e-mail.
pub fn email(n: &N09, language: LetterLanguage) -> PlainEmail {
    let (said, ask) = match n.why {
        NotHere::NothingFound { .. } => (FOUND_NONE, ASK_WHERE),
        NotHere::SentOn { .. } => (SENT_ON, ASK_WHOM),
    };
    end(PlainEmail::new(language, &n.desk.fields, SUBJECT)
        .say(said)
        .say(ask))
}

/// That nothing comes from here, in full.
pub fn letter(n: &N09, language: LetterLanguage) -> FullLetter {
    let (subject, said) = match &n.why {
        NotHere::NothingFound { searched, held_by } => (
            LETTER_SUBJECT,
            nothing_found(n, searched, held_by.as_deref(), language),
        ),
        NotHere::SentOn { to } => (LETTER_SUBJECT_SENT_ON, sent_on(n, to, language)),
    };
    let mut letter = letterhead(
        NoticeKind::N09,
        &n.desk,
        &n.names.addressee,
        n.written_on,
        subject,
        language,
    );
    letter.blocks = said;
    letter.blocks.push(paragraph(call_us(&n.desk, language)));
    letter
}

fn nothing_found(
    n: &N09,
    searched: &str,
    held_by: Option<&str>,
    language: LetterLanguage,
) -> Vec<Block> {
    let (patient, site) = (&n.names.patient, n.desk.fields.site.as_str());
    let mut said = vec![paragraph(match language {
        LetterLanguage::English => {
            format!(
                "We searched for the records of {patient} that were asked for. {site} holds none."
            )
        }
        LetterLanguage::Spanish => {
            format!("Buscamos los registros de {patient} que se pidieron. {site} no tiene ninguno.")
        }
    })];
    said.push(heading(SEARCHED, language));
    said.push(paragraph(searched));
    if let Some(held_by) = held_by {
        said.push(heading(ELSEWHERE, language));
        said.push(paragraph(held_by));
    }
    said.push(paragraph(TELL_MORE.in_language(language)));
    said
}

fn sent_on(n: &N09, to: &str, language: LetterLanguage) -> Vec<Block> {
    let (patient, site) = (&n.names.patient, n.desk.fields.site.as_str());
    let about = match language {
        LetterLanguage::English => format!(
            "The records of {patient} that were asked for are not held at {site}. We sent your request on to the place below and closed it here."
        ),
        LetterLanguage::Spanish => format!(
            "Los registros de {patient} que se pidieron no están en {site}. Enviamos su solicitud al lugar indicado y aquí queda cerrada."
        ),
    };
    vec![
        paragraph(about),
        heading(HOLDS_THEM, language),
        paragraph(to),
        paragraph(ASK_THERE.in_language(language)),
    ]
}
