//! N02: every gap at once, how to answer by every channel, what the clock does, until when an answer keeps it on time.

use super::parts::{call_us, dated, end, heading, letterhead, paragraph};
use crate::notices::model::{
    AnswerClock, AskedItem, Block, FormOffered, FullLetter, N02, NoticeKind, PlainEmail,
};
use crate::requests::model::Channel;
use crate::words::{FixedText, LetterLanguage};

const SUBJECT: FixedText = FixedText::new(
    "We need something from you for request {reference}",
    "Necesitamos algo de usted para la solicitud {reference}",
);
const LETTER_SUBJECT: FixedText = FixedText::new(
    "What we need from you to go on with a request for health information",
    "Lo que necesitamos de usted para continuar con una solicitud de información médica",
);
const OPENING: FixedText = FixedText::new(
    "{site} has your request {reference}. To go on, we need this from you. It is everything we need; please send it together.",
    "{site} tiene su solicitud {reference}. Para continuar, necesitamos lo siguiente. Es todo lo que falta; envíelo todo junto, por favor.",
);
const NEEDED: FixedText = FixedText::new("What we need", "Lo que necesitamos");
const HELPFUL: FixedText = FixedText::new(
    "This would also help, though we can go on without it:",
    "Esto también ayudaría, aunque podemos continuar sin ello:",
);
const HOW: FixedText = FixedText::new("How to answer", "Cómo responder");
const HOW_LINE: FixedText = FixedText::new(
    "You may answer in any of these ways. Please write the reference {reference} on what you send.",
    "Puede responder de cualquiera de estas maneras. Escriba la referencia {reference} en lo que envíe.",
);
const ANSWER_BY: FixedText = FixedText::new(
    "An answer by {date} keeps your request on time. We do not close it because we are waiting.",
    "Una respuesta a más tardar el {date} mantiene su solicitud a tiempo. No la cerramos por estar esperando.",
);
const KEEPS_RUNNING: FixedText = FixedText::new(
    "The legal time limit keeps running while we wait for you. It ends on {date}.",
    "El plazo legal sigue corriendo mientras esperamos su respuesta. Termina el {date}.",
);
const STARTS_LATER: FixedText = FixedText::new(
    "No legal time limit has started. It starts when a complete and valid document arrives.",
    "Todavía no corre ningún plazo legal. Empezará cuando llegue un documento completo y válido.",
);
const NONE_RUNS: FixedText = FixedText::new(
    "The law sets no time limit for this request. We go on as soon as your answer is here.",
    "La ley no fija un plazo para esta solicitud. Continuaremos en cuanto recibamos su respuesta.",
);
const FORM_BOTH: FixedText = FixedText::new(
    "Our form exists in English and Spanish. Ask us for it, or use the one we send.",
    "Nuestro formulario está disponible en inglés y en español. Pídanoslo o use el que le enviamos.",
);
const FORM_ENGLISH: FixedText = FixedText::new(
    "Our form exists in English only. We can go through it with you with a free interpreter.",
    "Nuestro formulario está disponible solo en inglés. Podemos repasarlo con usted con un intérprete gratuito.",
);
const FORM_SPANISH: FixedText = FixedText::new(
    "Our form exists in Spanish only. We can go through it with you with a free interpreter.",
    "Nuestro formulario está disponible solo en español. Podemos repasarlo con usted con un intérprete gratuito.",
);

/// The line of one channel; `{place}` is what the site publishes about it.
pub const fn channel_line(channel: Channel) -> FixedText {
    match channel {
        Channel::Portal => FixedText::new(
            "Patient portal: from your own account",
            "Portal del paciente: desde su propia cuenta",
        ),
        Channel::WalkIn => FixedText::new("In person: {place}", "En persona: {place}"),
        Channel::DropBox => FixedText::new("Drop box: {place}", "Buzón de entrega: {place}"),
        Channel::Phone => FixedText::new("Phone: {place}", "Teléfono: {place}"),
        Channel::Fax => FixedText::new("Fax: {place}", "Fax: {place}"),
        Channel::Email => FixedText::new("E-mail: {place}", "Correo electrónico: {place}"),
        Channel::Mail => FixedText::new("Mail: {place}", "Correo postal: {place}"),
        Channel::CommunitySite => {
            FixedText::new("Community site: {place}", "Centro comunitario: {place}")
        }
    }
}

/// What is said about the languages a form exists in.
fn form_sentence(form: &FormOffered) -> FixedText {
    let english = form.languages.contains(&LetterLanguage::English);
    let spanish = form.languages.contains(&LetterLanguage::Spanish);
    match (english, spanish) {
        (true, true) => FORM_BOTH,
        (false, true) => FORM_SPANISH,
        _ => FORM_ENGLISH,
    }
}

/// The clarification by e-mail.
pub fn email(n: &N02, language: LetterLanguage) -> PlainEmail {
    let mut email = PlainEmail::new(language, &n.desk.fields, SUBJECT)
        .say(OPENING)
        .list(n.needed.iter().map(|item| [item.ask, item.how]));
    if !n.helpful.is_empty() {
        email = email
            .say(HELPFUL)
            .list(n.helpful.iter().map(|item| [item.ask, item.how]));
    }
    if let Some(form) = &n.form {
        email = email.say(form_sentence(form));
    }
    email = email.say(HOW_LINE).list_with_places(
        n.channels
            .iter()
            .map(|c| (channel_line(c.channel), &c.place)),
    );
    email = match n.clock {
        AnswerClock::KeepsRunning(until) => email.say_with_date(KEEPS_RUNNING, until),
        AnswerClock::StartsWithValidPaper => email.say(STARTS_LATER),
        AnswerClock::NoneRuns => email.say(NONE_RUNS),
    };
    end(email.say_with_date(ANSWER_BY, n.answer_by))
}

/// The clarification in full.
pub fn letter(n: &N02, language: LetterLanguage) -> FullLetter {
    let mut letter = letterhead(
        NoticeKind::N02,
        &n.desk,
        &n.names.addressee,
        n.written_on,
        LETTER_SUBJECT,
        language,
    );
    letter.blocks.push(paragraph(opening(n, language)));
    letter.blocks.push(heading(NEEDED, language));
    letter.blocks.push(items(&n.needed, language));
    if !n.helpful.is_empty() {
        letter.blocks.push(paragraph(HELPFUL.in_language(language)));
        letter.blocks.push(items(&n.helpful, language));
    }
    if let Some(form) = &n.form {
        letter.blocks.push(paragraph(form_words(form, language)));
    }
    letter.blocks.push(heading(HOW, language));
    let reference = n.desk.fields.reference.to_string();
    letter.blocks.push(paragraph(
        HOW_LINE
            .in_language(language)
            .replace("{reference}", &reference),
    ));
    letter.blocks.push(Block::List(
        n.channels
            .iter()
            .map(|c| {
                channel_line(c.channel)
                    .in_language(language)
                    .replace("{place}", c.place.as_str())
            })
            .collect(),
    ));
    letter.blocks.push(paragraph(match n.clock {
        AnswerClock::KeepsRunning(until) => dated(KEEPS_RUNNING, until, language),
        AnswerClock::StartsWithValidPaper => STARTS_LATER.in_language(language).to_owned(),
        AnswerClock::NoneRuns => NONE_RUNS.in_language(language).to_owned(),
    }));
    letter
        .blocks
        .push(paragraph(dated(ANSWER_BY, n.answer_by, language)));
    letter.blocks.push(paragraph(call_us(&n.desk, language)));
    letter
}

fn opening(n: &N02, language: LetterLanguage) -> String {
    let patient = &n.names.patient;
    match language {
        LetterLanguage::English => format!(
            "We are working on your request about the records of {patient}. To go on, we need what stands below. It is \
             everything we need; please send it together."
        ),
        LetterLanguage::Spanish => format!(
            "Estamos trabajando en su solicitud sobre el expediente de {patient}. Para continuar, necesitamos lo que \
             sigue. Es todo lo que falta; envíelo todo junto, por favor."
        ),
    }
}

fn items(asked: &[AskedItem], language: LetterLanguage) -> Block {
    let words = |item: &AskedItem| {
        let mut words = item.ask.in_language(language).to_owned();
        if let Some(detail) = &item.detail {
            words.push(' ');
            words.push_str(detail);
        }
        words.push(' ');
        words.push_str(item.how.in_language(language));
        words
    };
    Block::List(asked.iter().map(words).collect())
}

fn form_words(form: &FormOffered, language: LetterLanguage) -> String {
    let languages = form_sentence(form).in_language(language);
    let name = match language {
        LetterLanguage::English => form.name_en.as_str(),
        LetterLanguage::Spanish => form.name_es.as_str(),
    };
    match language {
        LetterLanguage::English => format!("The form is called \"{name}\". {languages}"),
        LetterLanguage::Spanish => format!("El formulario se llama «{name}». {languages}"),
    }
}
