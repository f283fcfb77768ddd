//! What leaves, what is denied, and that an authorization ended: tasks like the others, with the letters they send shown
//! exactly as they will go.

use askama::Template;
use chrono::NaiveDate;

use super::task::{self, Beside, Given, Leaving, Sheet, Task, Writes};
use crate::authorizations::commands::record_ending;
use crate::authorizations::forms as authorizations;
use crate::authorizations::model::Ending;
use crate::db::Read;
use crate::disclosures::commands::{
    deny, kinds_that_stay, letters_of_denial, letters_of_release, open_restrictions,
    record_release, restriction_field, stays_words, stops_today,
};
use crate::disclosures::forms::{self, first_release, recipient_field};
use crate::disclosures::model::{Basis, Denial, Release, RestrictionAnswer};
use crate::disclosures::rules::{grounds, needs_finding};
use crate::error::{AppError, CommandError};
use crate::facilities::Facilities;
use crate::facilities::model::StateLaw;
use crate::form_state::FormState;
use crate::intake::commands::look_again;
use crate::notices::forms::LOOK;
use crate::notices::model::NoticeWay;
use crate::notices::pages::{look_field, sending_defaults};
use crate::patients::commands::in_a_line;
use crate::patients::model::{Kept, Restriction};
use crate::requests::commands::OpenRequest;
use crate::requests::model::{AuthorizationEnd, ContactWay, Delivery, Recipient, Road};
use crate::requests::rules::roads;
use crate::requests::store::list_recipients;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};
use crate::words::LetterLanguage;

static RELEASE: Task<Release, Writes<Release>> = Task {
    noun: "release",
    title: "Record the release",
    say: "The release is recorded and the request is closed. What goes with it is ready to print under Letters.",
    guarded: true,
    sheet: release,
    read: |form, _| forms::release(form),
    run: |tx, facilities, open, actor, release| {
        record_release(tx, facilities, open, actor.staff_id, release)
    },
};

static DENIAL: Task<Denial, Writes<Denial>> = Task {
    noun: "denial",
    title: "Deny in writing",
    say: "The denial is recorded and the request is closed. Its letter is ready to print under Letters.",
    guarded: true,
    sheet: denial,
    read: |form, _| forms::denial(form),
    run: |tx, facilities, open, actor, denial| deny(tx, facilities, open, actor.staff_id, denial),
};

static ENDING: Task<Ending> = Task {
    noun: "ending",
    title: "Record a revocation",
    say: "It is recorded. Nothing leaves on what ended.",
    guarded: true,
    sheet: ending,
    read: |form, _| authorizations::ending(form),
    run: record_ending,
};

/// What leaves, to whom, before it is recorded.
pub async fn show_release(visit: Visit) -> Answer {
    task::show(visit, &RELEASE).await
}

/// Records what left, with the letters that go with it; or shows them first.
pub async fn record_what_left(visit: Visit) -> Answer {
    task::send_letters(visit, &RELEASE).await
}

/// A denial in writing, before it goes.
pub async fn show_denial(visit: Visit) -> Answer {
    task::show(visit, &DENIAL).await
}

/// Denies in writing; or shows the letter first.
pub async fn deny_request(visit: Visit) -> Answer {
    task::send_letters(visit, &DENIAL).await
}

/// That an authorization ended, before it is recorded.
pub async fn show_ending(visit: Visit) -> Answer {
    task::show(visit, &ENDING).await
}

/// Records that an authorization ended.
pub async fn end_authorization(visit: Visit) -> Answer {
    task::send(visit, &ENDING).await
}

/// What the page of a release shows, and its form as it begins.
pub(super) fn leaving(
    read: &mut Read<'_>,
    facilities: &Facilities,
    open: &OpenRequest,
    form: FormState,
    today: NaiveDate,
) -> Result<(Leaving, FormState), AppError> {
    let recipients = list_recipients(read, open.request.id)?;
    let form = if form.pairs().is_empty() {
        let told = sending_defaults(&open.request);
        let asked = &open.request.asked;
        let catalogue = facilities.catalogue(&[&asked.site], asked.received_on);
        first_release(told, &open.request, &recipients, &catalogue, today)
    } else {
        form
    };
    let letters = match forms::release(form.clone()) {
        Ok(typed) => match letters_of_release(read, facilities, open, &typed, today) {
            Ok(letters) => letters,
            Err(CommandError::Refused(_) | CommandError::Fields(_)) => Vec::new(),
            Err(other) => return Err(other.into()),
        },
        Err(_) => Vec::new(),
    };
    let stops = stops_today(read, open, today)?;
    let to: Vec<_> = recipients.iter().map(|(_, one)| one.class).collect();
    let stays = kinds_that_stay(read, open, &to)?;
    let leaving = Leaving {
        recipients,
        stops,
        stays: stays.iter().map(stays_words).collect(),
        same: same_again(read, open)?,
        restrictions: open_restrictions(read, open)?,
        letters,
    };
    Ok((leaving, form))
}

/// Earlier requests that may be the same, each with what matched: looked for once more before anything leaves (B17).
fn same_again(read: &mut Read<'_>, open: &OpenRequest) -> Result<Vec<String>, AppError> {
    let sites = [open.request.asked.site.clone()];
    let found = look_again(read, &sites, &open.request)?;
    let words = found.iter().map(|one| {
        let matched = one.likely.matched.join(" ");
        format!(
            "{} may be the same request. {matched}",
            one.earlier.reference
        )
    });
    Ok(words.collect())
}

fn release(form: &FormState, given: &Given) -> Sheet {
    let Beside::Leaving(leaving) = &given.beside else {
        return Sheet::new(Button::primary("Record the release"));
    };
    let asked = &given.open.request.asked;
    let catalogue = given
        .facilities
        .catalogue(&[&asked.site], asked.received_on);
    let scope = asked.scope.in_words(|code| catalogue.name(code));
    let says = format!("Asked for and authorized: {scope}. Nothing outside it may leave (S5).");
    let sheet = Sheet::new(Button::primary("Record the release").sends("then", "send"))
        .other(Button::normal("Show the letters").sends("then", "preview"));
    let sheet = leaving.stops.iter().fold(sheet, |sheet, stop| {
        sheet.note(Tone::Bad, format!("{} ({})", stop.text, stop.rule))
    });
    let sheet = leaving
        .stays
        .iter()
        .fold(sheet, |sheet, words| sheet.note(Tone::Warn, words.clone()));
    let bases = Basis::offered();
    let sheet = leaving
        .same
        .iter()
        .fold(sheet, |sheet, words| sheet.note(Tone::Warn, words.clone()));
    let sheet = sheet
        .note(Tone::Info, says)
        .field(
            form.text("description", "What was sent")
                .hint("Record types and dates of service, as they left. They stand on the cover."),
        )
        .field(form.text("purpose", "What it is for").width(Width::Half))
        .field(
            form.select("basis", "Why it may leave")
                .options(bases)
                .width(Width::Half),
        )
        .field(form.date("released_on", "The day it left"));
    let sheet = leaving
        .recipients
        .iter()
        .fold(sheet, |sheet, (row, recipient)| {
            sheet.field(RecipientFields::new(form, *row, recipient))
        });
    let sheet = restrictions(sheet, form, &leaving.restrictions);
    let sheet = whole_why(sheet, form, asked.scope.entire_record);
    let sheet = sheet.field(
        form.radios("whole", "Did everything that was asked for leave?")
            .choice("yes", "Yes, all of it")
            .choice("no", "No, a part was withheld"),
    );
    tell(withheld(sheet, form, asked.road), form).letters(&leaving.letters)
}

/// The answer to each restriction agreed with the patient.
fn restrictions(sheet: Sheet, form: &FormState, agreed: &[Kept<Restriction>]) -> Sheet {
    agreed.iter().fold(sheet, |sheet, kept| {
        let answers = RestrictionAnswer::ALL.iter();
        let question = [
            "How is the restriction answered: ",
            &in_a_line(&kept.agreed),
            "?",
        ]
        .concat();
        sheet.field(
            form.radios(&restriction_field(&kept.public_id), &question)
                .hint(kept.agreed.kind.label())
                .choices(answers.map(|one| (one.as_str(), one.label())))
                .stacked(),
        )
    })
}

/// Why all of it is needed, where the entire record was asked for.
fn whole_why(sheet: Sheet, form: &FormState, entire_record: bool) -> Sheet {
    if !entire_record {
        return sheet;
    }
    sheet.field(
        form.lines("whole_why", "Why the entire record is needed")
            .hint("Not for care, the patient, an authorization or legal process; everybody else gets the minimum necessary (164.502(b)).")
            .rows(2)
            .optional(),
    )
}

/// What is typed only when a part stays behind.
fn withheld(sheet: Sheet, form: &FormState, road: Road) -> Sheet {
    let sheet = sheet.field(
        form.lines("withheld_why", "If a part was withheld, why")
            .hint("For the desk, at least 15 characters. The cover says only that a part needs a further permission.")
            .rows(3)
            .optional(),
    );
    if !roads::row(road).is_access {
        return sheet;
    }
    denial_fields(sheet, form, road, true)
}

/// How the requester is told.
fn tell(sheet: Sheet, form: &FormState) -> Sheet {
    sheet
        .field(
            form.radios("way", "How the requester is told")
                .hint("Covers and denials go on paper. This is for the invitation to collect, or the word that it is finished.")
                .choices(NoticeWay::offered()),
        )
        .field(language(form))
        .field(email(form))
        .field_if(look_field(form, LOOK))
}

pub(super) fn email(form: &FormState) -> TextInput {
    form.text("email", "E-mail address")
        .kind(Kind::Email)
        .hint("Only for an e-mail. It holds no name and no record type.")
        .optional()
        .width(Width::Half)
}

pub(super) fn language(form: &FormState) -> Radios {
    form.radios("language", "Language of the letter")
        .choices(LetterLanguage::offered())
}

fn denial_fields(sheet: Sheet, form: &FormState, road: Road, in_part: bool) -> Sheet {
    let ground = form
        .select("ground", "Ground of the denial")
        .prompt("Choose the ground the letter gives")
        .options(grounds(road).map(|g| (g.as_str(), g.label())));
    let ground = if in_part { ground.optional() } else { ground };
    let sheet = sheet.field(ground);
    let sheet = if grounds(road).any(needs_finding) {
        sheet.field(
            form.text("found_by", "Licensed professional who found it")
                .hint("Name and title. Only for a ground that is open to review; it does not stand in the letter.")
                .optional()
                .width(Width::Half),
        )
    } else {
        sheet
    };
    sheet.field(
        form.lines("detail", "About this case, in plain words for the letter")
            .hint("The letter already gives the ground, the right to a review and how to complain.")
            .rows(3)
            .optional(),
    )
}

fn denial(form: &FormState, given: &Given) -> Sheet {
    let open = &given.open;
    let road = open.request.asked.road;
    let letters = forms::denial(form.clone())
        .ok()
        .and_then(|typed| letters_of_denial(&given.facilities, open, &typed, given.today).ok());
    let sheet = Sheet::new(Button::danger("Send the denial and close").sends("then", "send"))
        .other(Button::normal("Show the letter").sends("then", "preview"))
        .note(
            Tone::Warn,
            "This closes the request; the letter is its answer and stops its clocks (R14). It goes on paper: an e-mail may not say what it must say.",
        );
    let new_york = roads::row(road).is_access && open.terms.state == StateLaw::NewYork;
    let sheet = if new_york {
        sheet.note(
            Tone::Info,
            "Enclose the completed denial form of the New York Department of Health (rule sheet 1.6).",
        )
    } else {
        sheet
    };
    denial_fields(sheet, form, road, false)
        .field(language(form))
        .field_if(look_field(form, LOOK))
        .letters(&letters.unwrap_or_default())
}

fn ending(form: &FormState, _: &Given) -> Sheet {
    let what = AuthorizationEnd::offered();
    let ways = ContactWay::offered();
    Sheet::new(Button::primary("Record it"))
        .note(
            Tone::Warn,
            "Nothing leaves on what ended, from that day on. A paper signed later is a new one: check it.",
        )
        .field(form.radios("how", "What ended").choices(what).stacked())
        .field(form.date("on", "The day it ended"))
        .field(
            form.select("way", "How we were told")
                .prompt("Choose")
                .options(ways)
                .width(Width::Half),
        )
        .field(form.text("said_by", "Who said so").width(Width::Half))
}

/// One recipient of a release.
#[derive(Template)]
#[template(path = "desk/recipient.html", whitespace = "minimize")]
struct RecipientFields {
    name: Name,
    sent: Flag,
    delivery: Select,
    address: TextArea,
    pages: TextInput,
    /// Asked once the address book wants it (B19).
    look: Option<Select>,
}

impl RecipientFields {
    fn new(form: &FormState, row: i64, recipient: &Recipient) -> Self {
        let name = |field: &str| recipient_field(field, row);
        let ways = Delivery::offered();
        Self {
            name: Name::new(&recipient.name),
            sent: form.flag(&name("sent"), "Sent to this recipient"),
            delivery: form
                .select(&name("delivery"), "How")
                .options(ways)
                .width(Width::Quarter),
            address: form
                .lines(&name("address"), "Where to")
                .rows(2)
                .optional()
                .width(Width::Half),
            pages: form
                .text(&name("pages"), "Pages")
                .kind(Kind::Digits)
                .width(Width::Quarter),
            look: look_field(form, &name(LOOK)),
        }
    }
}
