//! N04: what is denied, why in plain words, the right to a review, how to complain, and that the rest is given (164.524(d)).

use super::parts::{call_us, end, heading, how_to_complain, letterhead, paragraph};
use crate::notices::model::{FullLetter, N04, NoticeKind, PlainEmail, ReviewRight};
use crate::words::{FixedText, LetterLanguage};

const SUBJECT: FixedText = FixedText::new(
    "A decision about request {reference}",
    "Una decisión sobre la solicitud {reference}",
);
const BY_POST: FixedText = FixedText::new(
    "We have decided about all or a part of your request {reference}. The decision is in a letter that goes to you on paper; it gives the reason and says what you can do.",
    "Hemos tomado una decisión sobre toda su solicitud {reference} o una parte de ella. La decisión está en una carta que le enviamos en papel; da el motivo y dice qué puede hacer usted.",
);
const LETTER_SUBJECT: FixedText = FixedText::new(
    "We cannot give what was asked for",
    "No podemos entregar lo que se pidió",
);
const LETTER_SUBJECT_PART: FixedText = FixedText::new(
    "We cannot give a part of what was asked for",
    "No podemos entregar una parte de lo que se pidió",
);
const REASON: FixedText = FixedText::new("The reason", "El motivo");
const REST: FixedText = FixedText::new(
    "Everything else that was asked for is given to you. Only this part stays.",
    "Todo lo demás que se pidió se le entrega. Solo esta parte queda fuera.",
);
const REVIEW: FixedText = FixedText::new(
    "If you want the decision reviewed",
    "Si desea que se revise la decisión",
);
const REVIEW_HOW: FixedText = FixedText::new(
    "You have the right to a review. Tell us in writing or call {phone}, and give the reference {reference}. A licensed health care professional who took no part in the decision will review it. We will tell you in writing what that person decides, and we will follow it.",
    "Usted tiene derecho a una revisión. Pídala por escrito o llame al {phone} y dé la referencia {reference}. La hará un profesional de la salud con licencia que no participó en la decisión. Le comunicaremos por escrito lo que decida esa persona y lo cumpliremos.",
);
const NO_REVIEW: FixedText = FixedText::new(
    "The law gives no right to a review of a decision on this ground. You may still complain, as the next lines say.",
    "La ley no da derecho a revisar una decisión tomada por este motivo. De todos modos puede presentar una queja, como se indica a continuación.",
);
const SEND_AGAIN: FixedText = FixedText::new(
    "This does not keep anybody from asking again. A new request with the right papers may be sent at any time.",
    "Esto no impide que se vuelva a pedir. Puede enviarse en cualquier momento una solicitud nueva con los documentos correctos.",
);
const NEW_YORK: FixedText = FixedText::new(
    "In New York you may also appeal to a Medical Record Access Review Committee. The enclosed form of the Department of Health says how.",
    "En Nueva York también puede apelar ante un Comité de Revisión del Acceso a Expedientes Médicos. El formulario adjunto del Departamento de Salud explica cómo hacerlo.",
);
/// That there is a decision, by e-mail. The reason and the rights stand in the letter only (T51).
pub fn email(n: &N04, language: LetterLanguage) -> PlainEmail {
    end(PlainEmail::new(language, &n.desk.fields, SUBJECT).say(BY_POST))
}

/// The denial in full.
pub fn letter(n: &N04, language: LetterLanguage) -> FullLetter {
    let subject = if n.in_part {
        LETTER_SUBJECT_PART
    } else {
        LETTER_SUBJECT
    };
    let mut letter = letterhead(
        NoticeKind::N04,
        &n.desk,
        &n.names.addressee,
        n.written_on,
        subject,
        language,
    );
    let say = |text: FixedText| {
        text.in_language(language)
            .replace("{reference}", &n.desk.fields.reference.to_string())
            .replace("{phone}", n.desk.fields.desk_phone.as_str())
    };
    let blocks = &mut letter.blocks;
    blocks.push(paragraph(opening(n, language)));
    blocks.push(heading(REASON, language));
    blocks.push(paragraph(say(n.ground)));
    blocks.extend(n.detail.iter().map(|words| paragraph(words.clone())));
    if n.in_part {
        blocks.push(paragraph(say(REST)));
    }
    match n.review {
        ReviewRight::ByAnotherProfessional => {
            blocks.push(heading(REVIEW, language));
            blocks.push(paragraph(say(REVIEW_HOW)));
        }
        ReviewRight::None => blocks.push(paragraph(say(NO_REVIEW))),
        ReviewRight::NotAccess => blocks.push(paragraph(say(SEND_AGAIN))),
    }
    if n.new_york_appeal {
        blocks.push(paragraph(say(NEW_YORK)));
    }
    blocks.extend(how_to_complain(&n.desk, &n.complaints, language));
    blocks.push(paragraph(call_us(&n.desk, language)));
    letter
}

fn opening(n: &N04, language: LetterLanguage) -> String {
    let patient = &n.names.patient;
    match (language, n.in_part) {
        (LetterLanguage::English, false) => format!(
            "We have looked at your request about the records of {patient}. We cannot give what was asked for."
        ),
        (LetterLanguage::English, true) => format!(
            "We have looked at your request about the records of {patient}. We cannot give one part of what was asked for."
        ),
        (LetterLanguage::Spanish, false) => format!(
            "Revisamos su solicitud sobre el expediente de {patient}. No podemos entregar lo que se pidió."
        ),
        (LetterLanguage::Spanish, true) => format!(
            "Revisamos su solicitud sobre el expediente de {patient}. No podemos entregar una parte de lo que se pidió."
        ),
    }
}
