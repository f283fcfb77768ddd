//! Finding a person: posted, sealed, and then at an address that says nothing (T50).

use askama::Template;

use super::asking::{self, Heard};
use super::{day, organization};
use crate::app::Seen;
use crate::audit;
use crate::db::{Read, StoreError, Subject};
use crate::error::{AppError, CommandError};
use crate::form_state::FormState;
use crate::hospital::pages::{self as hospital, is_offered, take_chosen};
use crate::patient_index::forms;
use crate::patients::model::{Mrn, TypedPatient};
use crate::patients::rules::{candidates, fold};
use crate::patients::store::{IndexedPatient, list_holders, list_of_phone, list_possible};
use crate::queues::pages::{keep_words, words_of};
use crate::queues::store::find_search;
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};

/// People on a page of results.
const SHOWN: usize = 50;

#[derive(Template)]
#[template(path = "patient_index/search.html")]
struct SearchPage {
    chrome: Chrome,
    said: String,
    tag: FormTag,
    form: FormState,
    /// Whether the site has a system of the hospital to ask.
    asks_hospital: bool,
    /// What was looked for and found; none before anything was.
    found: Option<Found>,
    /// What the hospital's own system answered.
    heard: Option<Heard>,
}

struct Found {
    text: Name,
    rows: Vec<Line>,
}

struct Line {
    href: String,
    name: Name,
    born: String,
    mrn: String,
    others: Name,
    matched: String,
}

/// A person found, with what matched.
type Match = (IndexedPatient, String);

/// Shows where a person is looked for.
///
/// # Errors
/// When it cannot be drawn.
pub async fn show_search(visit: Visit) -> Answer {
    let form = visit.draft().await?.unwrap_or_else(FormState::empty);
    let said = "By name, birth date, record number or telephone".to_owned();
    visit.page(&page(&visit, form, said, None))
}

fn page(visit: &Visit, form: FormState, said: String, found: Option<Found>) -> SearchPage {
    let mut chrome = visit.chrome("Patients");
    chrome.error = form.is_refused();
    SearchPage {
        said,
        tag: FormTag::new("/patients", &chrome.csrf),
        form,
        asks_hospital: is_offered(visit),
        found,
        heard: None,
        chrome,
    }
}

/// Takes what is looked for and leads to what is found.
///
/// # Errors
/// When the search cannot be kept.
pub async fn find_patients(visit: Visit) -> Answer {
    let text = words_of(visit.form.value("sought"));
    let Some(typed) = forms::sought(&text) else {
        let form = visit.form.clone().refused(
            "sought",
            "Enter a name, a birth date like 1968-03-14, a record number or a telephone number.",
        );
        let said = "Nothing was looked for".to_owned();
        return visit.refused(&page(&visit, form, said, None));
    };
    if visit.form.value("act") == "hospital" && is_offered(&visit) {
        return show_heard(&visit, &text, typed).await;
    }
    let id = keep_words(&visit, &text).await?;
    Ok(visit.go(&["/searches/", &id, "/patients"].concat()))
}

/// Shows whom a search found.
///
/// # Errors
/// `NotFound` for anybody else's search.
pub async fn show_found(visit: Visit) -> Answer {
    let id = visit.path::<String>("search")?;
    let (keys, staff_id, organization) = (
        visit.app.keys.clone(),
        visit.actor.staff_id,
        organization(&visit)?,
    );
    let (text, rows) = visit
        .show(move |read| {
            let text = find_search(read, &keys, &id, staff_id)?;
            let rows = match forms::sought(&text) {
                Some(typed) => matches(read, &organization, &typed)?,
                None => Vec::new(),
            };
            let shown = audit::pack_listed(rows.iter().map(|(row, _)| row.known.id.0));
            let seen = Seen {
                subject: Subject {
                    detail: Some(["patients found: ", &shown].concat()),
                    ..Subject::default()
                },
                listed: None,
            };
            Ok(((text, rows), seen))
        })
        .await?;
    let form = FormState::empty().with("sought", text.clone());
    let found = Found {
        text: Name::new(&text),
        rows: rows.iter().take(SHOWN).map(line).collect(),
    };
    visit.page(&page(&visit, form, said(rows.len()), Some(found)))
}

/// Whom the index has and whom the hospital's own system, side by side. It is shown at once and kept nowhere: the answer of
/// a moment is asked for anew.
async fn show_heard(visit: &Visit, text: &str, typed: TypedPatient) -> Answer {
    let organization = organization(visit)?;
    let asked = asking::ask(visit, &typed).await;
    let (numbers, kind) = (asking::numbers(&asked), asking::kind(&asked));
    let (rows, held) = visit
        .show(move |read| {
            let rows = matches(read, &organization, &typed)?;
            let numbers: Vec<&Mrn> = numbers.iter().collect();
            let held = list_holders(read, &organization, &numbers)?;
            let ids = rows.iter().map(|(row, _)| row.known.id.0);
            let shown = audit::pack_listed(ids.chain(held.iter().map(|one| one.person().0)));
            let mut seen = hospital::evidence("people", None, &kind);
            if let Some(detail) = &mut seen.subject.detail {
                detail.push_str("; patients found: ");
                detail.push_str(&shown);
            }
            Ok(((rows, held), seen))
        })
        .await?;
    let found = Found {
        text: Name::new(text),
        rows: rows.iter().take(SHOWN).map(line).collect(),
    };
    let form = FormState::empty().with("sought", text);
    let mut page = page(visit, form, said(rows.len()), Some(found));
    page.heard = Some(asking::heard(visit, asked, &held)?);
    visit.page(&page)
}

/// Who is meant, the surest first, then whose name begins like this.
fn matches(
    read: &mut Read<'_>,
    organization: &str,
    typed: &TypedPatient,
) -> Result<Vec<Match>, StoreError> {
    let possible = list_possible(read, organization, typed)?;
    let known: Vec<_> = possible.iter().map(|one| one.known.clone()).collect();
    let sure = candidates(typed, &known);
    let mut found: Vec<Match> = Vec::new();
    for candidate in &sure {
        if let Some(row) = possible
            .iter()
            .find(|one| one.known.id == candidate.patient)
        {
            found.push((row.clone(), said_of(&candidate.agrees, &candidate.differs)));
        }
    }
    if let Some(phone) = &typed.phone {
        for caller in list_of_phone(read, organization, phone)? {
            if found.iter().all(|(row, _)| row.known.id != caller.known.id) {
                found.push((caller, "Same telephone, now or before.".to_owned()));
            }
        }
    }
    let begins = typed.name.as_ref().map(|name| fold(&name.family));
    let rest = possible.into_iter().filter(|row| {
        let names = std::iter::once(&row.known.name)
            .chain(row.known.other_names.iter().map(|other| &other.name));
        let mut folded = names.map(|name| fold(&name.family));
        sure.iter().all(|one| one.patient != row.known.id)
            && begins
                .as_ref()
                .is_some_and(|begin| folded.any(|name| name.starts_with(begin)))
    });
    found.extend(rest.map(|row| (row, "Name that begins like this.".to_owned())));
    Ok(found)
}

fn said_of(agrees: &[&str], differs: &[&str]) -> String {
    let mut said = ["Agrees: ", &agrees.join(", "), "."].concat();
    if !differs.is_empty() {
        said.push_str(&[" Differs: ", &differs.join(", "), "."].concat());
    }
    said
}

fn line((row, matched): &Match) -> Line {
    let known = &row.known;
    let mrns: Vec<&str> = known.mrns.iter().map(Mrn::as_str).collect();
    let others: Vec<String> = known
        .other_names
        .iter()
        .map(|other| other.name.family_first())
        .collect();
    Line {
        href: ["/patients/", &row.public_id].concat(),
        name: Name::new(&known.name.family_first()),
        born: day(known.born_on),
        mrn: mrns.join(", "),
        others: Name::new(&others.join("; ")),
        matched: matched.clone(),
    }
}

fn said(found: usize) -> String {
    match found {
        0 => "No person found".to_owned(),
        1 => "1 person found".to_owned(),
        n if n > SHOWN => format!("The likeliest {SHOWN} people; add a birth date or a word"),
        n => format!("{n} people found, the likeliest first"),
    }
}

/// Takes a person of the hospital's own system into the index and leads to them.
///
/// # Errors
/// When it cannot be stored.
pub async fn take_person(visit: Visit) -> Answer {
    let taken = match visit.form.value("person") {
        "" => Err(AppError::from(CommandError::field(
            "sought",
            "Ask the hospital’s system first, then take one of the people it names.",
        ))),
        id => take_chosen(&visit, id, "sought").await,
    };
    match taken {
        Ok(public_id) => Ok(visit.go(&["/patients/", &public_id].concat())),
        Err(AppError::Fields(errors)) => {
            let form = FormState::empty().with_errors_of(&errors);
            visit.refused(&page(&visit, form, "Nobody was taken".to_owned(), None))
        }
        Err(other) => Err(other),
    }
}

impl SearchPage {
    fn nobody(&self) -> Empty {
        Empty::new("Nobody in the index is like this.").advice(
            "Try the family name alone, another spelling, the birth date, or the record number.",
        )
    }
}
