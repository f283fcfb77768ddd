//! The forms of a release and a denial.

use chrono::NaiveDate;

use super::model::{
    Basis, Denial, DenialGround, Release, ReleasedPart, RestrictionAnswer, Withheld, Withholding,
    WithholdingHow,
};
use super::rules::usual_basis;
use crate::facilities::Catalogue;
use crate::form_state::{FormState, Reader};
use crate::notices::forms::{LOOK, chosen, look};
use crate::requests::model::{Delivery, Recipient, Request, RequesterClass};
use crate::words::LetterLanguage;

/// Most pages one recipient can be sent; the largest chart documented has about 7,000.
const MOST_PAGES: i64 = 50_000;

/// The name of a recipient's field.
pub fn recipient_field(field: &str, row: i64) -> String {
    [field, "-", &row.to_string()].concat()
}

/// Reads a release. Whether its recipients are on the request is for the command to say.
///
/// # Errors
/// The form with a sentence beside each field.
pub fn release(form: FormState) -> Result<Release, FormState> {
    let mut reader = Reader::new(form);
    let released_on = reader.date("released_on", "the day it left");
    let description = reader.required_text("description", "what was sent", 500);
    let purpose = reader.required_text("purpose", "what it is for", 200);
    let basis = reader.choice("basis", "why it may leave", Basis::parse);
    let parts = read_parts(&mut reader);
    let tell = chosen(&mut reader);
    let restrictions = read_restrictions(&mut reader);
    let whole_why = reader.optional_lines("whole_why", "why the entire record is needed", 500);
    let whole = reader.choice("whole", "whether everything left", |word| match word {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(()),
    });
    let withheld = match whole {
        Some(false) => read_withheld(&mut reader).map(Some),
        _ => Some(None),
    };
    reader.finish(|| {
        Some(Release {
            released_on: released_on?,
            description: description?,
            purpose: purpose?,
            basis: basis?,
            parts: parts?,
            whole_why,
            withheld: withheld?,
            restrictions,
            tell: tell?,
        })
    })
}

/// The rows of recipients the form names, in their order.
fn rows(form: &FormState) -> Vec<i64> {
    form.pairs()
        .iter()
        .filter_map(|(name, _)| name.strip_prefix("pages-")?.parse().ok())
        .collect()
}

fn read_parts(reader: &mut Reader) -> Option<Vec<ReleasedPart>> {
    let mut parts = Vec::new();
    let mut complete = true;
    for row in rows(reader.form()) {
        let name = |field: &str| recipient_field(field, row);
        if !reader.flag(&name("sent")) {
            continue;
        }
        let delivery = reader.choice(&name("delivery"), "how it was handed over", Delivery::parse);
        let address = reader.optional_lines(&name("address"), "where it was sent", 300);
        let pages = reader.count(&name("pages"), "the number of pages", 0..=MOST_PAGES);
        let look = look(reader, &name(LOOK));
        match (delivery, pages) {
            (Some(delivery), Some(pages)) => parts.push(ReleasedPart {
                recipient: row,
                delivery,
                address: address.unwrap_or_else(String::new),
                pages: u32::try_from(pages).unwrap_or(u32::MAX),
                look,
            }),
            _ => complete = false,
        }
    }
    if complete && parts.is_empty() {
        reader.refuse("", "Choose at least one recipient that was sent something.");
        return None;
    }
    complete.then_some(parts)
}

/// The answers to the restrictions the form names; what is missing is for the command to say.
fn read_restrictions(reader: &mut Reader) -> Vec<(String, RestrictionAnswer)> {
    let fields: Vec<String> = reader
        .form()
        .pairs()
        .iter()
        .filter(|(name, value)| name.starts_with("restriction-") && !value.is_empty())
        .map(|(name, _)| name.clone())
        .collect();
    let mut answers = Vec::new();
    for field in fields {
        let answer = reader.choice(
            &field,
            "the answer to this restriction",
            RestrictionAnswer::parse,
        );
        if let (Some(answer), Some(id)) = (answer, field.strip_prefix("restriction-")) {
            answers.push((id.to_owned(), answer));
        }
    }
    answers
}

fn read_withheld(reader: &mut Reader) -> Option<Withheld> {
    let why = reader.reason("withheld_why", "why not everything left", 15, 500);
    let denial = if reader.form().value("ground").is_empty() {
        Some(None)
    } else {
        read_denial(reader).map(Some)
    };
    Some(Withheld {
        why: why?,
        denial: denial?,
    })
}

fn read_denial(reader: &mut Reader) -> Option<Denial> {
    let ground = reader.choice("ground", "the ground of the denial", DenialGround::parse);
    let found_by = reader.optional_text("found_by", "who found it", 200);
    let detail = reader.optional_lines("detail", "the words about this case", 1_000);
    let language = reader.choice("language", "a language", LetterLanguage::parse);
    let look = look(reader, LOOK);
    Some(Denial {
        ground: ground?,
        found_by,
        detail,
        language: language?,
        look,
    })
}

/// Reads a denial.
///
/// # Errors
/// The form with a sentence beside each field.
pub fn denial(form: FormState) -> Result<Denial, FormState> {
    let mut reader = Reader::new(form);
    let denial = read_denial(&mut reader);
    reader.finish(|| denial)
}

/// Reads why electronic records are withheld. Whether the ground holds is for the command to say.
///
/// # Errors
/// The form with a sentence beside each field.
pub fn withholding(form: FormState) -> Result<Withholding, FormState> {
    let mut reader = Reader::new(form);
    let how = reader.choice("how", "what happened", WithholdingHow::parse);
    let ground = reader.required_text("ground", "the exception or ground", 40);
    let facts = reader.required_lines("facts", "the facts that make it apply", 2_000);
    let what = reader.required_text("what", "what is delayed or withheld", 500);
    let offered = reader.optional_lines("offered", "what was offered instead", 500);
    let until_on = reader.optional_date("until_on", "the day it is delayed to");
    let decided_on = reader.date("decided_on", "the day it was decided");
    let decided_by = reader.required_text("decided_by", "who decided it", 200);
    reader.finish(|| {
        Some(Withholding {
            how: how?,
            ground: ground?,
            facts: facts?,
            what: what?,
            offered,
            until_on,
            decided_on: decided_on?,
            decided_by: decided_by?,
        })
    })
}

/// What a new release begins with: everything that was asked for, to everybody named, with the requester told as usual.
pub fn first_release(
    told: FormState,
    request: &Request,
    recipients: &[(i64, Recipient)],
    catalogue: &Catalogue,
    today: NaiveDate,
) -> FormState {
    let asked = &request.asked;
    let purpose = asked.purpose.map_or("", |purpose| purpose.label());
    let description = asked.scope.in_words(|code| catalogue.name(code));
    let mut form = told
        .with_date("released_on", today)
        .with("description", description)
        .with("purpose", purpose)
        .with("basis", usual_basis(asked.road).as_str())
        .with("whole", "yes");
    for (row, recipient) in recipients {
        let name = |field: &str| recipient_field(field, *row);
        form = form
            .with(&name("sent"), "yes")
            .with(&name("delivery"), recipient.delivery.as_str())
            .with(&name("address"), usual_address(request, recipient));
    }
    form
}

/// Where something for a recipient goes, as the form begins: a patient who asked to be reached another way is not sent home
/// (B20).
fn usual_address(request: &Request, recipient: &Recipient) -> String {
    let elsewhere = request.matched.as_ref().map(|matched| &matched.elsewhere);
    let own = recipient.class == RequesterClass::Patient;
    let agreed = elsewhere
        .filter(|_| own)
        .and_then(|elsewhere| match recipient.delivery {
            Delivery::Mail | Delivery::Courier => elsewhere.mail.clone(),
            Delivery::SecureEmail | Delivery::PlainEmail => elsewhere.email.clone(),
            _ => None,
        });
    agreed.unwrap_or_else(|| recipient.address.clone())
}
