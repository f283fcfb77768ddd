//! Merging two entries of one person: chosen, seen side by side, then merged; and taking it back.

use askama::Template;

use super::task::{self, Sheet, page};
use super::{day, evidence, finder};
use crate::db::{Read, StoreError};
use crate::error::AppError;
use crate::form_state::FormState;
use crate::patient_index::model::{Person, RequestLine};
use crate::patient_index::{forms, store};
use crate::patients::commands::{self, find_candidates};
use crate::patients::model::PatientVersion;
use crate::patients::model::{Mrn, TypedPatient};
use crate::patients::rules::{Candidate, changes, merging};
use crate::patients::store::{IndexedPatient, list_with_mrn};
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};
use crate::words::dates;

/// Everything the page of a merge shows.
struct Given {
    person: Person,
    /// Who of the index may be the same person.
    alike: Vec<(Candidate, IndexedPatient)>,
    /// The other entry, once it is chosen.
    other: Option<Box<Person>>,
}

/// What comes together, beside the comparison of the two.
#[derive(Template)]
#[template(path = "patient_index/together.html")]
struct Together {
    columns: Vec<Column>,
}

struct Column {
    id: &'static str,
    title: &'static str,
    name: Name,
    names: Vec<(Name, &'static str)>,
    requests: Vec<(String, String)>,
}

/// Shows who may be the same person.
///
/// # Errors
/// `NotFound` for an unknown person and another organization's alike.
pub async fn show_merge(visit: Visit) -> Answer {
    let form = visit.draft().await?.unwrap_or_else(FormState::empty);
    drawn(&visit, form).await
}

/// Shows both side by side, or merges them.
///
/// # Errors
/// `Stale` when either was changed since it was seen; `NotFound`.
pub async fn merge_patients(visit: Visit) -> Answer {
    if visit.form.has("then", "look") {
        let mut form = visit.form.clone();
        if form.value("other").is_empty() && form.value("mrn").trim().is_empty() {
            form.refuse(
                "mrn",
                "Choose an entry, or enter the record number of the other one.",
            );
            return again(&visit, form).await;
        }
        return drawn(&visit, form).await;
    }
    let this: String = visit.path("patient")?;
    let command = match forms::merge(visit.form.clone(), &this) {
        Ok(command) => command,
        Err(form) => return again(&visit, form).await,
    };
    visit.version_seen()?;
    let sent = command.clone();
    let say = "Both entries are one person now. It can be undone on this page.";
    let done = task::carry_out(&visit, command, say, move |tx, actor, org, _| {
        commands::merge(tx, actor, org, &sent)
    });
    match done.await {
        Err(error) => {
            let form = visit.refused_form(error)?;
            again(&visit, form).await
        }
        done => done,
    }
}

async fn drawn(visit: &Visit, mut form: FormState) -> Answer {
    let given = given(visit, &form).await?;
    if given.other.is_none() && !form.value("mrn").trim().is_empty() {
        form.refuse("mrn", "No other entry of the index has this record number.");
        let sheet = sheet(&form, &given);
        return visit.refused(&page(visit, &given.person, form, sheet)?);
    }
    let sheet = sheet(&form, &given);
    visit.page(&page(visit, &given.person, form, sheet)?)
}

async fn again(visit: &Visit, form: FormState) -> Answer {
    let given = given(visit, &form).await?;
    let sheet = sheet(&form, &given);
    visit.refused(&page(visit, &given.person, form, sheet)?)
}

async fn given(visit: &Visit, form: &FormState) -> Result<Given, AppError> {
    let (find, organization) = (finder(visit)?, super::organization(visit)?);
    let sites = visit.actor.sites.clone();
    let chosen = form.value("other").to_owned();
    let mrn = Mrn::parse(form.value("mrn")).ok();
    visit
        .show(move |read| {
            let person = find(read)?;
            let alike = alike(read, &organization, &person)?;
            let other = match (chosen.is_empty(), mrn) {
                (false, _) => Some(chosen),
                (true, Some(mrn)) => list_with_mrn(read, &organization, &mrn)?.pop(),
                (true, None) => None,
            };
            let other = match other {
                None => None,
                Some(id) => match store::load(read, &organization, &sites, &id) {
                    Ok(other) if other.entry.id != person.entry.id => Some(Box::new(other)),
                    Ok(_) | Err(StoreError::NotFound) => None,
                    Err(error) => return Err(error.into()),
                },
            };
            let mut seen = evidence(&person);
            if let Some(other) = &other {
                seen.subject.detail = Some(format!("beside entry {}", other.entry.id.0));
            }
            Ok((
                Given {
                    person,
                    alike,
                    other,
                },
                seen,
            ))
        })
        .await
}

/// Who of the index may be the same person, by everything the entry says.
fn alike(
    read: &mut Read<'_>,
    organization: &str,
    person: &Person,
) -> Result<Vec<(Candidate, IndexedPatient)>, StoreError> {
    let says = &person.entry.says;
    let typed = TypedPatient {
        name: Some(says.name.clone()),
        other_names: person.names.iter().map(|one| one.name.clone()).collect(),
        born_on: says.born_on,
        mrn: says.mrn.clone(),
        phone: says.phone.clone(),
        address: says.address.clone(),
    };
    let found = find_candidates(read, organization, &typed)?;
    Ok(found
        .into_iter()
        .filter(|(candidate, _)| candidate.patient != person.entry.id)
        .collect())
}

fn sheet(form: &FormState, given: &Given) -> Sheet {
    match &given.other {
        Some(other) => decide(form, &given.person, other),
        None => choose(form, given),
    }
}

const TITLE: &str = "Merge with another entry";

fn choose(form: &FormState, given: &Given) -> Sheet {
    let look = Button::primary("Show side by side").sends("then", "look");
    let mut sheet = Sheet::new("/merge", TITLE, look).note(
        Tone::Info,
        "Nothing is moved by a merge: requests and what left stay where they were recorded, every page shows them with one person, and it can be undone.",
    );
    if given.alike.is_empty() {
        sheet = sheet.note(Tone::Plain, "Nobody else in the index is like this person.");
    } else {
        let radios = form.radios("other", "Who may be the same person").stacked();
        let radios = given.alike.iter().fold(radios, |radios, (candidate, row)| {
            radios.choice_with_hint(&row.public_id, label(row), hint(candidate))
        });
        sheet = sheet.field(radios);
    }
    sheet.field(
        form.text("mrn", "Or the record number of the other entry")
            .optional()
            .width(Width::Half),
    )
}

fn label(row: &IndexedPatient) -> String {
    let known = &row.known;
    let mrn = known
        .mrns
        .first()
        .map_or_else(String::new, |mrn| [", MRN ", mrn.as_str()].concat());
    [
        &known.name.family_first(),
        ", born ",
        &day(known.born_on),
        &mrn,
    ]
    .concat()
}

fn hint(candidate: &Candidate) -> String {
    let mut said = ["Agrees: ", &candidate.agrees.join(", "), "."].concat();
    if !candidate.differs.is_empty() {
        said.push_str(&[" Differs: ", &candidate.differs.join(", "), "."].concat());
    }
    said
}

fn decide(form: &FormState, person: &Person, other: &Person) -> Sheet {
    let (this, that) = (&person.entry, &other.entry);
    let seen = forms::other_version(form).unwrap_or(that.version);
    let mut compared = Compare::new("Both entries side by side", "This entry", "The other entry");
    for (this, that) in changes::named(&this.says)
        .iter()
        .zip(&changes::named(&that.says))
    {
        compared = compared.row(this.0, &this.1, &that.1);
    }
    let doubts = merging::doubts(this, that);
    let mut sheet = Sheet::new(
        "/merge",
        TITLE,
        Button::primary("Merge the two").sends("then", "merge"),
    );
    for doubt in &doubts {
        sheet = sheet.note(Tone::Warn, doubt.clone());
    }
    sheet.before.push(Part::new(compared));
    sheet.before.push(Part::new(Together {
        columns: vec![
            column("this-entry", "With this entry", person),
            column("other-entry", "With the other entry", other),
        ],
    }));
    sheet.hidden = vec![
        ("other", that.public_id.clone()),
        ("other-version", seen.0.to_string()),
    ];
    let sheet = sheet.field(
        form.radios("survives", "Which entry stands for the person")
            .hint("Its name, birth date and contact are shown; the other's are kept as names and numbers that find the person.")
            .choice("this", "This entry")
            .choice("other", "The other entry"),
    );
    let sheet = if doubts.is_empty() {
        sheet
    } else {
        sheet.field(form.flag(
            "doubts_seen",
            "I read what speaks against it: both are one person",
        ))
    };
    sheet.field(
        form.lines("why", "How it was found that both are one person")
            .rows(2),
    )
}

fn column(id: &'static str, title: &'static str, person: &Person) -> Column {
    let kept = person.names.iter();
    let kept = kept.map(|one| (Name::new(&one.name.family_first()), one.kind.label()));
    let merged = person.merged.iter();
    let merged = merged.map(|one| (Name::new(&one.says.name.family_first()), "Merged entry"));
    Column {
        id,
        title,
        name: Name::new(&person.entry.says.name.family_first()),
        names: kept.chain(merged).collect(),
        requests: person.requests.iter().map(asked).collect(),
    }
}

fn asked(one: &RequestLine) -> (String, String) {
    let says = format!(
        "{}, received {}, {}",
        one.road.label(),
        dates::full(one.received_on),
        one.status
    );
    (one.reference.clone(), says)
}

fn undoing(form: &FormState, person: &Person, merge: &str) -> Result<Sheet, AppError> {
    let found = person
        .merges
        .iter()
        .find(|one| one.public_id == merge)
        .ok_or(AppError::NotFound)?;
    let noun = ["/merges/", merge].concat();
    let sheet = Sheet::new(noun, "Undo a merge", Button::primary("Undo the merge")).note(
        Tone::Info,
        "Both entries stand for themselves again, each with the requests and papers recorded under it. What was added to the person since the merge stays with the entry that stood for both: look whether a name or a mark belongs to the other.",
    );
    let sheet = match &found.undone {
        Some(end) => sheet.note(
            Tone::Warn,
            format!("{} undid it already: {}", end.by, end.why),
        ),
        None => sheet.note(
            Tone::Plain,
            format!("{} merged them: {}", found.by, found.why),
        ),
    };
    Ok(sheet.field(form.lines("why", "Why it was wrong").rows(2)))
}

/// Shows where a merge is undone.
///
/// # Errors
/// `NotFound` for an unknown merge and another person's alike.
pub async fn show_undo(visit: Visit) -> Answer {
    let form = visit.draft().await?.unwrap_or_else(FormState::empty);
    let (person, merge) = merged(&visit).await?;
    let sheet = undoing(&form, &person, &merge)?;
    visit.page(&page(&visit, &person, form, sheet)?)
}

/// The person and the merge of this address; a merge that is not the person's is not found before anything is shown.
async fn merged(visit: &Visit) -> Result<(Person, String), AppError> {
    let (find, merge): (_, String) = (finder(visit)?, visit.path("merge")?);
    let wanted = merge.clone();
    let person = visit
        .show(move |read| {
            let person = find(read)?;
            if person.merges.iter().all(|one| one.public_id != wanted) {
                return Err(AppError::NotFound);
            }
            let seen = evidence(&person);
            Ok((person, seen))
        })
        .await?;
    Ok((person, merge))
}

/// Undoes a merge.
///
/// # Errors
/// `Stale`; `NotFound`.
pub async fn undo_merge(visit: Visit) -> Answer {
    let merge: String = visit.path("merge")?;
    let command = match forms::undo(visit.form.clone(), merge) {
        Ok(command) => command,
        Err(form) => return undo_again(&visit, form).await,
    };
    let (version, sent) = (PatientVersion(visit.version_seen()?), command.clone());
    let say = "The merge is undone. Both entries stand for themselves.";
    let done = task::carry_out(
        &visit,
        (version, command),
        say,
        move |tx, actor, org, id| commands::undo(tx, actor, org, (id, version), &sent),
    );
    match done.await {
        Err(error) => {
            let form = visit.refused_form(error)?;
            undo_again(&visit, form).await
        }
        done => done,
    }
}

async fn undo_again(visit: &Visit, form: FormState) -> Answer {
    let (person, merge) = merged(visit).await?;
    let sheet = undoing(&form, &person, &merge)?;
    visit.refused(&page(visit, &person, form, sheet)?)
}
