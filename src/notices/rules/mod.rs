//! The words of each notice. Every function is pure: fields in, words out.

mod acknowledgment;
mod clarification;
mod cover;
mod denial;
mod desk;
mod extension;
mod opening;
mod not_here;
mod pick_up;
mod status_reply;

pub use clarification::channel_line;
pub use cover::PART_WITHHELD;
pub use desk::{answer_channels, authorization_form, complaints_of, desk_of, in_letters, names_of};
pub use opening::pick_up_place;
pub use status_reply::read_out;

use crate::notices::model::{FullLetter, Notice, NoticeWay, PlainEmail, Words};
use crate::words::LetterLanguage;

/// The e-mail of a notice: fixed sentences and the merge fields of T51, nothing else.
pub fn render_email(notice: &Notice, language: LetterLanguage) -> PlainEmail {
    match notice {
        Notice::N01(n) => acknowledgment::email(n, language),
        Notice::N02(n) => clarification::email(n, language),
        Notice::N03(n) => extension::email(n, language),
        Notice::N04(n) => denial::email(n, language),
        Notice::N07(n) => pick_up::email(n, language),
        Notice::N08(n) => cover::email(n, language),
        Notice::N09(n) => not_here::email(n, language),
        Notice::N20(n) => status_reply::email(n, language),
    }
}

/// The letter of a notice in full: for post, the portal or pick-up.
pub fn render_letter(notice: &Notice, language: LetterLanguage) -> FullLetter {
    match notice {
        Notice::N01(n) => acknowledgment::letter(n, language),
        Notice::N02(n) => clarification::letter(n, language),
        Notice::N03(n) => extension::letter(n, language),
        Notice::N04(n) => denial::letter(n, language),
        Notice::N07(n) => pick_up::letter(n, language),
        Notice::N08(n) => cover::letter(n, language),
        Notice::N09(n) => not_here::letter(n, language),
        Notice::N20(n) => status_reply::letter(n, language),
    }
}

/// The words of a notice for the way it goes: the e-mail of T51, or the letter in full.
pub fn render(notice: &Notice, language: LetterLanguage, way: NoticeWay) -> Words {
    match way {
        NoticeWay::Email => {
            let email = render_email(notice, language);
            Words::Email {
                subject: email.subject().to_owned(),
                body: email.body().to_owned(),
            }
        }
        NoticeWay::Letter => Words::Letter(Box::new(render_letter(notice, language))),
    }
}

mod parts {
    //! Sentences and pieces more than one notice uses.

    use chrono::NaiveDate;

    use crate::notices::model::{Block, Complaints, Desk, Due, FullLetter, NoticeKind, PlainEmail};
    use crate::words::{FixedText, LetterLanguage};

    /// How every e-mail ends: no details by e-mail, whom to call.
    pub const NO_DETAILS: FixedText = FixedText::new(
        "To protect privacy, this e-mail holds no details. For details call {phone}.",
        "Para proteger la privacidad, este correo no contiene detalles. Para más información, llame al {phone}.",
    );

    const SIGNED: FixedText = FixedText::new(
        "Release of Information, {site}",
        "Divulgación de información médica, {site}",
    );

    const DUE_BY_LAW: FixedText = FixedText::new(
        "The law gives us until {date} to answer. Asking you for something does not move that date.",
        "La ley nos da hasta el {date} para responder. Pedirle algo a usted no cambia esa fecha.",
    );

    const DUE_BY_PROMISE: FixedText = FixedText::new(
        "We promise you a first answer by {date}. This is our own promise, not a legal time limit.",
        "Le prometemos una primera respuesta a más tardar el {date}. Es una promesa nuestra, no un plazo legal.",
    );

    const COMPLAIN: FixedText =
        FixedText::new("If you want to complain", "Si desea presentar una queja");
    const COMPLAIN_HERE: FixedText = FixedText::new(
        "To the hospital: Privacy Officer, {site}, {complaints}.",
        "Al hospital: Oficial de Privacidad (Privacy Officer), {site}, {complaints}.",
    );
    const COMPLAIN_HHS: FixedText = FixedText::new(
        "To the government: U.S. Department of Health and Human Services, Office for Civil Rights, 200 Independence Avenue SW, Washington, DC 20201, 1-800-368-1019, www.hhs.gov/ocr/complaints.",
        "Al gobierno: Departamento de Salud y Servicios Humanos de los EE. UU., Oficina de Derechos Civiles (Office for Civil Rights), 200 Independence Avenue SW, Washington, DC 20201, 1-800-368-1019, www.hhs.gov/ocr/complaints.",
    );
    const NO_REVENGE: FixedText = FixedText::new(
        "Nobody will treat you worse because you ask for a review or complain.",
        "Nadie le tratará peor por pedir una revisión o presentar una queja.",
    );

    /// How to complain to the hospital and to the government (164.524(b)(2)(iii), (d)(2)(iii)).
    pub fn how_to_complain(
        desk: &Desk,
        complaints: &Complaints,
        language: LetterLanguage,
    ) -> [Block; 3] {
        let say = |text: FixedText| {
            text.in_language(language)
                .replace("{site}", desk.fields.site.as_str())
                .replace("{complaints}", complaints.phone.as_str())
        };
        [
            heading(COMPLAIN, language),
            Block::List(vec![say(COMPLAIN_HERE), say(COMPLAIN_HHS)]),
            paragraph(say(NO_REVENGE)),
        ]
    }

    /// The sentence about the due date.
    pub const fn due_sentence(due: Due) -> (FixedText, NaiveDate) {
        match due {
            Due::Law(on) => (DUE_BY_LAW, on),
            Due::OurPromise(on) => (DUE_BY_PROMISE, on),
        }
    }

    /// Ends an e-mail.
    pub fn end(email: PlainEmail) -> PlainEmail {
        email.say(NO_DETAILS).say(SIGNED)
    }

    /// The sentence with its date.
    pub fn dated(text: FixedText, on: NaiveDate, language: LetterLanguage) -> String {
        text.in_language(language)
            .replace("{date}", &language.date(on))
    }

    /// "Call us at …", with the reference.
    pub fn call_us(desk: &Desk, language: LetterLanguage) -> String {
        let phone = desk.fields.desk_phone.as_str();
        let reference = desk.fields.reference;
        match language {
            LetterLanguage::English => {
                format!("Questions? Call {phone} and give the reference {reference}.")
            }
            LetterLanguage::Spanish => {
                format!("¿Preguntas? Llame al {phone} y dé la referencia {reference}.")
            }
        }
    }

    /// A letter with its head filled in and no body yet.
    pub fn letterhead(
        kind: NoticeKind,
        desk: &Desk,
        addressee: &[String],
        written_on: NaiveDate,
        subject: FixedText,
        language: LetterLanguage,
    ) -> FullLetter {
        FullLetter {
            kind,
            language,
            site: desk.fields.site.as_str().to_owned(),
            return_address: desk.return_address.clone(),
            addressee: addressee.to_vec(),
            written_on,
            reference: desk.fields.reference,
            subject: subject.in_language(language).to_owned(),
            blocks: Vec::new(),
        }
    }

    /// A paragraph.
    pub fn paragraph(words: impl Into<String>) -> Block {
        Block::Paragraph(words.into())
    }

    /// A heading.
    pub fn heading(text: FixedText, language: LetterLanguage) -> Block {
        Block::Heading(text.in_language(language).to_owned())
    }
}
