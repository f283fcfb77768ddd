//! What every page that sends something shares: the preview, the note about mail, the way and language.

use askama::Template;

use crate::form_state::FormState;
use crate::notices::model::{Block, FullLetter, NoticeWay, Words};
use crate::requesters::model::LookedHow;
use crate::requests::model::Request;
use crate::web::components::{FormFields, Letter, Note, Select, Tone, Width};
use crate::web::visit::Visit;
use crate::words::{FixedText, LetterLanguage};

/// The words of a notice as they will go, on a page.
#[derive(Template)]
#[template(path = "notices/preview.html")]
pub struct Preview {
    lang: &'static str,
    to: String,
    subject: String,
    paragraphs: Vec<String>,
    letter: Option<Letter>,
}
impl askama::filters::HtmlSafe for Preview {}

impl Preview {
    /// Shows these words.
    pub fn new(words: &Words, language: LetterLanguage, to: &str) -> Self {
        let mut shown = Self {
            lang: language.as_str(),
            to: to.to_owned(),
            subject: String::new(),
            paragraphs: Vec::new(),
            letter: None,
        };
        match words {
            Words::Email { subject, body } => {
                shown.subject.clone_from(subject);
                shown.paragraphs = body.split("\n\n").map(|p| p.trim().to_owned()).collect();
            }
            Words::Letter(letter) => shown.letter = Some(letter_of(letter)),
        }
        shown
    }
}

/// What stands between the date and the reference.
const REFERENCE: FixedText = FixedText::new(" · Reference ", " · Referencia ");

/// A stored letter as the print component sets it.
pub(super) fn letter_of(letter: &FullLetter) -> Letter {
    let language = letter.language;
    let mut head = vec![letter.site.clone()];
    if let Some(address) = &letter.return_address {
        head.extend(address.lines().iter().cloned());
    }
    let mut set = Letter::new(
        language.as_str(),
        [
            &language.date(letter.written_on),
            REFERENCE.in_language(language),
            &letter.reference.to_string(),
        ]
        .concat(),
        &letter.subject,
    )
    .head(head)
    .to(letter.addressee.iter().map(String::as_str));
    for block in &letter.blocks {
        set = match block {
            Block::Heading(text) => set.heading(text),
            Block::Paragraph(text) => set.paragraph(text),
            Block::List(items) => set.items(items.clone()),
        };
    }
    set.signed([letter.reference.to_string(), letter.site.clone()])
}

/// Says on every page that sends how e-mail leaves this desk; nothing when a server is configured.
pub fn email_note(visit: &Visit) -> Option<Note> {
    visit.app.config.smtp.is_none().then(|| {
        Note::new(
            Tone::Warn,
            "No mail server is configured. E-mail waits as files in the data folder and does not leave this machine.",
        )
    })
}

/// The field of the second look, once the address book asked for it (B19): empty before.
pub fn look_field(form: &FormState, field: &str) -> Option<Select> {
    let asked = form.error(field).is_some() || !form.value(field).is_empty();
    asked.then(|| {
        form.select(field, "How the address was looked at again")
            .prompt("Not yet")
            .options(LookedHow::offered())
            .optional()
            .width(Width::Half)
    })
}

/// What a new sending form begins with: e-mail where there is an address, in the requester's language.
pub fn sending_defaults(request: &Request) -> FormState {
    let asked = &request.asked;
    let email = request.email_of_requester();
    let way = if email.is_some() {
        NoticeWay::Email
    } else {
        NoticeWay::Letter
    };
    FormState::empty()
        .with("way", way.as_str())
        .with("language", LetterLanguage::from(asked.language).as_str())
        .with("email", email.unwrap_or_default())
}
