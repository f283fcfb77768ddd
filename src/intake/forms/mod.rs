//! The form of a channel: strings in, one typed request out, or every error at once.

mod asked;
mod at_channel;
mod people;

use chrono::NaiveDateTime;

use crate::documents::forms::with_papers;
use crate::facilities::model::{Form, Profile, Setting, SiteCode};
use crate::facilities::{Catalogue, Facilities};
use crate::form_state::{FormState, Reader};
use crate::intake::model::{BlankForm, Intake, WhichPatient};
use crate::requests::model::Channel;
use crate::requests::rules::duplicates::DuplicateChoice;
use crate::words::Language;

pub use people::{NOT_IN_BOOK, OWN_REFERENCE, typed_patient};

/// What the form is read against.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The channel.
    pub channel: Channel,
    /// The acting site.
    pub site: &'a SiteCode,
    /// Its profile.
    pub profile: &'a Profile,
    /// Every fact.
    pub facilities: &'a Facilities,
    /// The site's local time now.
    pub local_now: NaiveDateTime,
    /// Whether the person may set a house rule aside (S11).
    pub may_override: bool,
}

impl Reading<'_> {
    /// The practice sites the hospital has named (a dated setting, S28); none until it does.
    pub fn practices(&self) -> Vec<String> {
        let named = self
            .profile
            .get::<Setting>("community_places", self.today());
        named.map_or_else(Vec::new, |row| row.value.values.clone())
    }

    /// The hospital's own forms that can be handed out, each in the languages it exists in: what is posted, and the form.
    pub fn blank_forms(&self) -> Vec<(String, BlankForm)> {
        let forms = self.profile.all::<Form>(self.today());
        let papers = forms.flat_map(|row| {
            let blank = |language: Option<Language>| {
                let code = language.map_or("", Language::as_str);
                let value = [row.fact.key.as_str(), ".", code].concat();
                let title = row.value.title.clone();
                (value, BlankForm { title, language })
            };
            match row.value.languages.as_slice() {
                [] => vec![blank(None)],
                languages => languages.iter().map(|one| blank(Some(*one))).collect(),
            }
        });
        papers.collect()
    }

    fn today(&self) -> chrono::NaiveDate {
        self.local_now.date()
    }

    /// What a request of the site can name.
    pub fn catalogue(&self) -> Catalogue {
        self.facilities
            .catalogue(&[self.site.as_str()], self.today())
    }
}

/// Reads the form of a channel.
///
/// # Errors
/// The form with one sentence a field.
pub fn read(form: FormState, with: &Reading<'_>) -> Result<Intake, FormState> {
    let mut r = Reader::new(form);
    let arrival = at_channel::arrival(&mut r, with);
    let at = at_channel::at_channel(&mut r, with);
    let patient = people::patient(&mut r, with);
    let who = people::which_patient(&mut r);
    let requester = people::requester(&mut r, patient.as_ref().map(|p| &p.name));
    let in_book = people::in_book(&r);
    let representative = people::representative(&mut r);
    let asked = asked::asked(&mut r, with);
    let recipients = people::recipients(&mut r, requester.as_ref());
    let papers = with_papers(&mut r);
    let duplicates = duplicates(&mut r);
    let note = r.optional_lines("note", "the note", 2_000);
    let is_requester = r.form().value("r1_who") != "other";
    r.finish(|| {
        let (arrival, arrived_at) = arrival?;
        let patient = patient?;
        let asked = asked?;
        Some(Intake {
            site: with.site.as_str().to_owned(),
            channel: with.channel,
            arrival,
            arrived_at,
            at_channel: at?,
            patient_name: patient.name,
            born_on: patient.born_on,
            mrn: patient.mrn,
            which_patient: who,
            requester: requester?,
            in_book,
            representative,
            recipients: recipients?,
            recipient_is_requester: is_requester,
            wants: asked.wants,
            form_given: asked.form_given,
            paper_shows: asked.paper_shows,
            medical_form: asked.medical_form,
            purpose: asked.purpose,
            language: asked.language,
            format: asked.format,
            scope: asked.scope,
            other_road: asked.other_road,
            sensitive: asked.sensitive,
            benefit_claim: asked.benefit_claim,
            benefit_proof_on: asked.benefit_proof_on,
            deadline: asked.deadline,
            other_priority: asked.other_priority,
            note,
            papers,
            duplicates,
        })
    })
}

/// The answers to likely duplicates, posted as `same-` and the other request's id.
fn duplicates(r: &mut Reader) -> Vec<(String, DuplicateChoice)> {
    let named: Vec<(String, String)> = r
        .form()
        .pairs()
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix("same-")?.to_owned(), value.clone())))
        .collect();
    let mut answers = Vec::new();
    for (id, value) in named {
        match DuplicateChoice::parse(&value) {
            Ok(choice) => answers.push((id, choice)),
            Err(_) => r.refuse(
                &["same-", &id].concat(),
                "Choose an answer from the list; what was sent is not on it.",
            ),
        }
    }
    answers
}

/// Reads who it is: an outer id of the index, `new`, `later`, or nothing yet.
fn which(value: &str) -> Option<WhichPatient> {
    match value {
        "" => None,
        "new" => Some(WhichPatient::New),
        "later" => Some(WhichPatient::Later),
        id => Some(WhichPatient::Known(id.to_owned())),
    }
}
