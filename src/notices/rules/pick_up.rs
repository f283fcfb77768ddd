//! N07: the copies are ready; where, when, what to bring, who may collect.

use super::parts::{call_us, end, heading, letterhead, paragraph};
use crate::notices::model::{Block, FullLetter, N07, NoticeKind, PlainEmail, SiteFact};
use crate::words::{FixedText, LetterLanguage};

const SUBJECT: FixedText = FixedText::new(
    "Request {reference} is ready for pick-up",
    "La solicitud {reference} está lista para recoger",
);
const LETTER_SUBJECT: FixedText = FixedText::new(
    "Your copies are ready for pick-up",
    "Sus copias están listas para recoger",
);
const READY: FixedText = FixedText::new(
    "What you asked for under the reference {reference} is ready for pick-up at {site}.",
    "Lo que pidió con la referencia {reference} está listo para recoger en {site}.",
);
const WHERE: FixedText = FixedText::new("Where: {place}", "Dónde: {place}");
const OPEN: FixedText = FixedText::new("Open: {place}", "Horario: {place}");
const BRING: FixedText = FixedText::new(
    "Please bring a photo identification, or another proof of who you are. If you have none, call us before you come.",
    "Traiga una identificación con foto u otra prueba de quién es usted. Si no tiene, llámenos antes de venir.",
);
const WHO: FixedText = FixedText::new(
    "Only the people named on the request may collect. To add someone, call us before they come.",
    "Solo pueden recoger las personas nombradas en la solicitud. Para agregar a alguien, llámenos antes.",
);
const WHERE_AND_WHEN: FixedText = FixedText::new("Where and when", "Dónde y cuándo");
const MAY_COLLECT: FixedText = FixedText::new("Who may collect", "Quién puede recoger");

/// Ready for pick-up, by e-mail.
pub fn email(n: &N07, language: LetterLanguage) -> PlainEmail {
    let hours = n
        .hours
        .iter()
        .map(|line| (OPEN, line.in_language(language)));
    let place = n.place.in_language(language);
    end(PlainEmail::new(language, &n.desk.fields, SUBJECT)
        .say(READY)
        .list_with_places(std::iter::once((WHERE, place)).chain(hours))
        .say(BRING)
        .say(WHO))
}

/// Ready for pick-up, in full.
pub fn letter(n: &N07, language: LetterLanguage) -> FullLetter {
    let mut letter = letterhead(
        NoticeKind::N07,
        &n.desk,
        &n.names.addressee,
        n.written_on,
        LETTER_SUBJECT,
        language,
    );
    let patient = &n.names.patient;
    letter.blocks.push(paragraph(match language {
        LetterLanguage::English => {
            format!("The copies from the records of {patient} are ready for pick-up.")
        }
        LetterLanguage::Spanish => {
            format!("Las copias del expediente de {patient} están listas para recoger.")
        }
    }));
    letter.blocks.push(heading(WHERE_AND_WHEN, language));
    let place = |text: FixedText, fact: &SiteFact| {
        text.in_language(language).replace("{place}", fact.as_str())
    };
    let mut lines = vec![place(WHERE, n.place.in_language(language))];
    let open = n.hours.iter();
    lines.extend(open.map(|hours| place(OPEN, hours.in_language(language))));
    letter.blocks.push(Block::List(lines));
    letter.blocks.push(paragraph(BRING.in_language(language)));
    letter.blocks.push(heading(MAY_COLLECT, language));
    letter.blocks.push(Block::List(n.collectors.clone()));
    letter.blocks.push(paragraph(WHO.in_language(language)));
    letter.blocks.push(paragraph(call_us(&n.desk, language)));
    letter
}
