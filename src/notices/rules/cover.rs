//! N08: the cover of what is released, with its contents, pages and the statements that travel with it (1.8, 1.9).

use super::parts::{call_us, end, heading, letterhead, paragraph};
use crate::notices::model::{Block, FullLetter, N08, NoticeKind, PlainEmail, Statement};
use crate::words::{FixedText, LetterLanguage};

const SUBJECT: FixedText = FixedText::new(
    "What was asked for under {reference} has been sent",
    "Se envió lo que se pidió con la referencia {reference}",
);
const SENT: FixedText = FixedText::new(
    "{site} has sent what was asked for under the reference {reference}.",
    "{site} envió lo que se pidió con la referencia {reference}.",
);
const LETTER_SUBJECT: FixedText = FixedText::new(
    "Copies of health information",
    "Copias de información médica",
);
const CONTENTS: FixedText = FixedText::new("What is enclosed", "Qué se adjunta");
const STATEMENTS: FixedText = FixedText::new(
    "What the law says about these copies",
    "Lo que dice la ley sobre estas copias",
);
const WRONG_PERSON: FixedText = FixedText::new(
    "If this reached you by mistake, do not read or copy it. Call us at once; we will tell you how to return it at no cost to you.",
    "Si recibió esto por error, no lo lea ni lo copie. Llámenos de inmediato; le diremos cómo devolverlo sin costo para usted.",
);
/// What is said to anyone outside when a part is withheld: the same words whatever the part (1.8).
pub const PART_WITHHELD: FixedText = FixedText::new(
    "A part of what was asked for needs a further permission and is not included.",
    "Una parte de lo que se pidió necesita un permiso adicional y no está incluida.",
);

const fn statement(which: Statement) -> FixedText {
    match which {
        Statement::Redisclosure => FixedText::new(
            "This information is released on a signed authorization. Whoever receives it may pass it on, and it may then no longer be protected by federal privacy law.",
            "Esta información se divulga con una autorización firmada. Quien la recibe podría transmitirla, y entonces es posible que la ley federal de privacidad ya no la proteja.",
        ),
        Statement::NewYorkConfidential => FixedText::new(
            "This information has been disclosed to you from confidential records which are protected by state law. State law prohibits you from making any further disclosure of this information without the specific written consent of the person to whom it pertains, or as otherwise permitted by law. Any unauthorized further disclosure in violation of state law may result in a fine or jail sentence or both. A general authorization for the release of medical or other information is not sufficient authorization for further disclosure.",
            "Esta información se le ha divulgado a partir de registros confidenciales protegidos por la ley estatal. La ley estatal le prohíbe volver a divulgarla sin el consentimiento específico y por escrito de la persona a quien se refiere, o según lo permita la ley. Toda divulgación no autorizada que infrinja la ley estatal puede castigarse con multa, cárcel o ambas. Una autorización general para divulgar información médica o de otro tipo no basta para volver a divulgarla.",
        ),
        Statement::Part2 => FixedText::new(
            "42 CFR part 2 prohibits unauthorized use or disclosure of these records. A copy of the consent is enclosed.",
            "La norma 42 CFR parte 2 prohíbe el uso o la divulgación no autorizados de estos registros. Se adjunta una copia del consentimiento.",
        ),
    }
}

/// That it was sent, by e-mail.
pub fn email(n: &N08, language: LetterLanguage) -> PlainEmail {
    end(PlainEmail::new(language, &n.desk.fields, SUBJECT).say(SENT))
}

/// The cover in full.
pub fn letter(n: &N08, language: LetterLanguage) -> FullLetter {
    let mut letter = letterhead(
        NoticeKind::N08,
        &n.desk,
        &n.addressee,
        n.written_on,
        LETTER_SUBJECT,
        language,
    );
    let (patient, contents) = (&n.patient, &n.contents);
    let (opening, pages) = match language {
        LetterLanguage::English => (
            format!("Enclosed are copies from the records of {patient}."),
            if n.pages == 1 {
                "1 page".to_owned()
            } else {
                format!("{} pages", n.pages)
            },
        ),
        LetterLanguage::Spanish => (
            format!("Se adjuntan copias del expediente de {patient}."),
            if n.pages == 1 {
                "1 página".to_owned()
            } else {
                format!("{} páginas", n.pages)
            },
        ),
    };
    let blocks = &mut letter.blocks;
    blocks.push(paragraph(opening));
    blocks.push(heading(CONTENTS, language));
    blocks.push(Block::List(vec![format!("{contents}: {pages}")]));
    if n.part_withheld {
        blocks.push(paragraph(PART_WITHHELD.in_language(language)));
    }
    if !n.statements.is_empty() {
        blocks.push(heading(STATEMENTS, language));
        let say = |which: &Statement| paragraph(statement(*which).in_language(language));
        blocks.extend(n.statements.iter().map(say));
    }
    blocks.push(paragraph(WRONG_PERSON.in_language(language)));
    blocks.push(paragraph(call_us(&n.desk, language)));
    letter
}
