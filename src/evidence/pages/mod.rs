//! The page of the evidence: what is asked of it, and the chain verified on a thread of its own.

mod page;

use chrono::{Days, NaiveDate, NaiveDateTime};

use self::page::page;
use super::model::{About, Asked, Filter, Line, Sight, Verified, Viewer};
use super::{commands, forms, store};
use crate::app::Seen;
use crate::db::{Read, StoreError, Subject};
use crate::error::AppError;
use crate::form_state::FormState;
use crate::staff::model::Colleague;
use crate::staff::store::colleagues;
use crate::web::visit::{Answer, Done, Visit};

/// What one look at the evidence found.
struct Found {
    about: Option<About>,
    lines: Vec<Line>,
    more: bool,
    viewers: Vec<Viewer>,
    people: Vec<(String, String)>,
    seal: Option<(i64, NaiveDateTime)>,
    waiting: i64,
    verified: Option<Verified>,
}

/// The evidence, newest first, as the address asks.
pub async fn show_audit(visit: Visit) -> Answer {
    let unknown = |_| AppError::BadRequest("the address names a filter that does not exist");
    let filter = forms::filter(|name| visit.query(name)).map_err(unknown)?;
    draw(&visit, filter, FormState::empty()).await
}

/// Looks up what was typed and leads to the address that shows it: no name and no number of a patient stands in it (T50).
pub async fn ask_audit(visit: Visit) -> Answer {
    let typed = match forms::typed(visit.form.clone()) {
        Ok(typed) => typed,
        Err(form) => return draw(&visit, Filter::default(), form).await,
    };
    let (sites, organization) = (visit.actor.sites.clone(), organization(&visit)?);
    let mut filter = typed.filter;
    let (reference, mrn) = (typed.reference, typed.mrn);
    let asked = (reference.is_some(), mrn.is_some());
    let (request, patient) = visit
        .read(move |read| {
            let request = match reference {
                Some(reference) => store::find_request(read, &reference.to_string(), &sites)?
                    .map(|(public_id, _)| public_id),
                None => None,
            };
            let patient = match mrn {
                Some(mrn) => store::find_by_mrn(read, mrn.as_str(), &organization)?,
                None => None,
            };
            Ok((request, patient))
        })
        .await?;
    let form = visit.form.clone();
    if asked.0 && request.is_none() {
        let form = form.refused("reference", "No request of your sites has this reference.");
        return draw(&visit, Filter::default(), form).await;
    }
    if asked.1 && patient.is_none() {
        let form = form.refused("mrn", "No patient in the index has this record number.");
        return draw(&visit, Filter::default(), form).await;
    }
    filter.request = request;
    filter.patient = patient;
    Ok(visit.go(&address(&filter)))
}

/// Begins a verification of the whole chain, on a thread of its own.
pub async fn verify_audit(visit: Visit) -> Answer {
    let (actor, app) = (visit.actor.clone(), visit.app.clone());
    let begun = std::sync::Arc::new(std::sync::OnceLock::new());
    let number = begun.clone();
    let answer = visit
        .submit(&"verify", move |tx| {
            let id = commands::begin_verification(tx, &actor)?;
            // The same form sent again begins nothing a second time.
            number.get_or_init(|| id);
            Ok(Done::go("/audit").say("The verification runs. Everybody can work on meanwhile."))
        })
        .await?;
    if let Some(id) = begun.get().copied() {
        std::thread::Builder::new()
            .name("verification".to_owned())
            .spawn(move || {
                if let Err(error) = commands::run_verification(&app, id) {
                    tracing::error!(%error, "a verification of the evidence broke off");
                }
            })
            .map_err(|e| AppError::Fault(e.to_string()))?;
    }
    Ok(answer)
}

fn organization(visit: &Visit) -> Result<String, AppError> {
    let site = &visit.actor.acting_site;
    let facilities = &visit.app.facilities;
    let today = facilities.today(site, visit.now());
    facilities
        .terms(site, today)
        .map(|terms| terms.organization)
        .ok_or(AppError::NotFound)
}

fn address(filter: &Filter) -> String {
    match forms::query(filter) {
        query if query.is_empty() => "/audit".to_owned(),
        query => ["/audit?", &query].concat(),
    }
}

async fn draw(visit: &Visit, filter: Filter, form: FormState) -> Answer {
    let before: Option<i64> = visit
        .query("before")
        .map(|text| text.parse().map_err(|_| AppError::NotFound))
        .transpose()?;
    let organization = organization(visit)?;
    let (sites, asked, now_sites) = (
        visit.actor.sites.clone(),
        asked(visit, &filter),
        visit.actor.sites.clone(),
    );
    let wanted = filter.clone();
    let found = visit
        .show(move |read| {
            let found = look(read, &wanted, asked, (&sites, &organization), before)?;
            let seen = Seen {
                subject: Subject {
                    request_id: None,
                    patient_id: None,
                    detail: Some(forms::query(&wanted)).filter(|text| !text.is_empty()),
                },
                listed: None,
            };
            Ok((found, seen))
        })
        .await?;
    let page = page(visit, &filter, form, found, &now_sites);
    if page.form.is_refused() {
        visit.refused(&page)
    } else {
        visit.page(&page)
    }
}

fn asked(visit: &Visit, filter: &Filter) -> Asked {
    let begins = |day: NaiveDate| {
        let terms = visit.app.facilities.terms(&visit.actor.acting_site, day)?;
        terms.calendar.instant(day.and_hms_opt(0, 0, 0)?)
    };
    Asked {
        sites: visit.actor.sites.clone(),
        about: None,
        staff_id: None,
        from: filter.from.and_then(begins),
        before: filter
            .to
            .and_then(|day| day.checked_add_days(Days::new(1)))
            .and_then(begins),
        event: filter.event.clone(),
        outcome: filter.outcome,
    }
}

fn look(
    read: &mut Read<'_>,
    filter: &Filter,
    mut asked: Asked,
    (sites, organization): (&[String], &str),
    before: Option<i64>,
) -> Result<Found, AppError> {
    let everybody = colleagues(read)?;
    if let Some(person) = &filter.person {
        let one = everybody.iter().find(|one| one.public_id == *person);
        asked.staff_id = Some(one.ok_or(StoreError::NotFound)?.id);
    }
    let mut about = match (&filter.patient, &filter.request) {
        (Some(patient), _) => {
            Some(store::find_patient(read, patient, organization)?.ok_or(StoreError::NotFound)?)
        }
        (None, Some(request)) => Some(
            store::find_request(read, request, sites)?
                .ok_or(StoreError::NotFound)?
                .1,
        ),
        (None, None) => None,
    };
    if let Some(about) = &mut about {
        about.listed = filter.sight == Some(Sight::Listed);
    }
    asked.about.clone_from(&about);
    let (lines, more) = store::list_lines(read, &asked, before)?;
    let viewers = match &about {
        Some(about) if !about.listed => store::list_viewers(read, about)?,
        _ => Vec::new(),
    };
    let near = |one: &&Colleague| {
        sites.contains(&one.home_site) || one.roles.iter().any(|(site, _)| sites.contains(site))
    };
    Ok(Found {
        people: everybody
            .iter()
            .filter(near)
            .map(|one| (one.public_id.clone(), one.name.clone()))
            .collect(),
        about,
        lines,
        more,
        viewers,
        seal: store::find_last_seal(read)?,
        waiting: store::count_unsealed(read)?,
        verified: store::find_verification(read)?,
    })
}
