//! N20: where a request stands. Names only for a caller who was verified.

use super::parts::{call_us, dated, due_sentence, end, letterhead, paragraph};
use crate::notices::model::{Due, FullLetter, N20, NoticeKind, PlainEmail};
use crate::requests::model::{Stage, WhoseMove};
use crate::words::{FixedText, LetterLanguage};

const SUBJECT: FixedText = FixedText::new(
    "How request {reference} stands",
    "Estado de la solicitud {reference}",
);
const LETTER_SUBJECT: FixedText =
    FixedText::new("How your request stands", "Estado de su solicitud");

/// The stage in words for the person who asked.
const fn stage_sentence(stage: Stage) -> FixedText {
    match stage {
        Stage::Received => FixedText::new(
            "Your request {reference} has arrived and is waiting to be looked at.",
            "Su solicitud {reference} llegó y espera ser revisada.",
        ),
        Stage::Verifying => FixedText::new(
            "We are checking the papers of your request {reference}.",
            "Estamos revisando los documentos de su solicitud {reference}.",
        ),
        Stage::Gathering => FixedText::new(
            "We are gathering what you asked for under {reference}.",
            "Estamos reuniendo lo que pidió con la referencia {reference}.",
        ),
        Stage::Reviewing => FixedText::new(
            "A second person is checking what will be sent for {reference}.",
            "Otra persona está revisando lo que se enviará para {reference}.",
        ),
        Stage::Ready => FixedText::new(
            "What you asked for under {reference} is ready and about to be handed over.",
            "Lo que pidió con la referencia {reference} está listo para la entrega.",
        ),
        Stage::Closed => FixedText::new(
            "Your request {reference} is finished.",
            "Su solicitud {reference} está terminada.",
        ),
    }
}

/// Who acts next, in words for the person who asked.
const fn move_sentence(whose: WhoseMove) -> FixedText {
    match whose {
        WhoseMove::Us => FixedText::new(
            "The next step is ours.",
            "El siguiente paso nos toca a nosotros.",
        ),
        WhoseMove::Requester => FixedText::new(
            "We are waiting for something from you. Please call {phone}.",
            "Esperamos algo de usted. Llame al {phone}, por favor.",
        ),
        WhoseMove::Provider => FixedText::new(
            "We are waiting for a provider and keep asking.",
            "Esperamos a un proveedor y seguimos insistiendo.",
        ),
        WhoseMove::Department => FixedText::new(
            "We are waiting for another office of the hospital and keep asking.",
            "Esperamos a otra oficina del hospital y seguimos insistiendo.",
        ),
        WhoseMove::Payer => FixedText::new(
            "We are waiting for a payment. Please call {phone}.",
            "Esperamos un pago. Llame al {phone}, por favor.",
        ),
        WhoseMove::Court => FixedText::new(
            "We are waiting for a court or for an objection to be settled.",
            "Esperamos a un tribunal o a que se resuelva una objeción.",
        ),
    }
}

/// The same words for the telephone: how it stands, whose move it is, when it is due. Nobody's name and nothing of the
/// records is in them.
pub fn read_out(
    (stage, whose_move): (Stage, WhoseMove),
    due: Option<Due>,
    (reference, phone): (&str, &str),
    language: LetterLanguage,
) -> Vec<String> {
    let merged = |text: FixedText| {
        text.in_language(language)
            .replace("{reference}", reference)
            .replace("{phone}", phone)
    };
    let mut lines = vec![merged(stage_sentence(stage))];
    if stage != Stage::Closed {
        lines.push(merged(move_sentence(whose_move)));
        lines.extend(due.map(|due| {
            let (sentence, on) = due_sentence(due);
            dated(sentence, on, language)
        }));
    }
    lines
}

/// The status by e-mail.
pub fn email(n: &N20, language: LetterLanguage) -> PlainEmail {
    let mut email = PlainEmail::new(language, &n.desk.fields, SUBJECT).say(stage_sentence(n.stage));
    if n.stage != Stage::Closed {
        email = email.say(move_sentence(n.whose_move));
    }
    if let Some(due) = n.due {
        let (sentence, on) = due_sentence(due);
        email = email.say_with_date(sentence, on);
    }
    end(email)
}

/// The status in full. Without a verified caller it holds no more than the e-mail.
pub fn letter(n: &N20, language: LetterLanguage) -> FullLetter {
    let addressee = n
        .verified
        .as_ref()
        .map_or(&[][..], |names| names.addressee.as_slice());
    let mut letter = letterhead(
        NoticeKind::N20,
        &n.desk,
        addressee,
        n.written_on,
        LETTER_SUBJECT,
        language,
    );
    if let Some(names) = &n.verified {
        let patient = &names.patient;
        letter.blocks.push(paragraph(match language {
            LetterLanguage::English => {
                format!("This is about your request for the records of {patient}.")
            }
            LetterLanguage::Spanish => {
                format!("Se trata de su solicitud sobre el expediente de {patient}.")
            }
        }));
    }
    let merged = |text: FixedText| {
        text.in_language(language)
            .replace("{reference}", &n.desk.fields.reference.to_string())
            .replace("{phone}", n.desk.fields.desk_phone.as_str())
    };
    letter
        .blocks
        .push(paragraph(merged(stage_sentence(n.stage))));
    if n.stage != Stage::Closed {
        letter
            .blocks
            .push(paragraph(merged(move_sentence(n.whose_move))));
    }
    if let Some(due) = n.due {
        let (sentence, on) = due_sentence(due);
        letter.blocks.push(paragraph(dated(sentence, on, language)));
    }
    letter.blocks.push(paragraph(call_us(&n.desk, language)));
    letter
}
