//! The pages of intake: choosing the channel, and the form of each.

mod asking;
mod channels;
mod fields;
mod found;
mod page;
mod setting;

pub use channels::channels;
pub use setting::{Known, PaperHere, Setting};

use actix_web::http::StatusCode;
use chrono::NaiveDate;

use self::found::Found;
use self::page::FormPage;
use crate::accounts::pages::lock_screen;
use crate::app::Seen;
use crate::db::{Read, Subject, Tx};
use crate::documents::pages as papers;
use crate::documents::pages::receive;
use crate::error::{AppError, CommandError};
use crate::facilities::model::SiteCode;
use crate::form_state::FormState;
use crate::hospital::forms as hospital_forms;
use crate::hospital::pages::take_chosen;
use crate::intake::commands::{
    Ending, Findings, LogBy, log as log_intake, look, look_for_patient, look_for_requester,
};
use crate::intake::forms::{Reading, read, typed_patient};
use crate::intake::model::Intake;
use crate::intake::rules::decide;
use crate::requests::model::Channel;
use crate::staff::model::Permission;
use crate::web::visit::{Answer, Done, Visit, draw};

/// The channel in the address: `walk-in` for `walk_in`.
fn channel_of(visit: &Visit) -> Result<Channel, AppError> {
    let slug: String = visit.path("channel")?;
    Channel::parse(&slug.replace('-', "_")).map_err(|_| AppError::NotFound)
}

fn slug(channel: Channel) -> String {
    channel.as_str().replace('_', "-")
}

/// What the form of this visit is read against.
fn reading<'a>(
    visit: &'a Visit,
    channel: Channel,
    site: &'a SiteCode,
) -> Result<Reading<'a>, AppError> {
    let facilities = &visit.app.facilities;
    let (profile, _) = facilities
        .of_site(site.as_str())
        .ok_or(AppError::NotFound)?;
    Ok(Reading {
        channel,
        site,
        profile,
        facilities,
        local_now: facilities.local(site.as_str(), visit.now()),
        may_override: visit.actor.may(Permission::OverrideRules),
    })
}

fn site_of(visit: &Visit) -> Result<SiteCode, AppError> {
    SiteCode::parse(&visit.actor.acting_site).map_err(|_| AppError::NotFound)
}

/// The form of a channel, empty or as it was left.
pub async fn show(visit: Visit) -> Answer {
    let setting = Setting::of(channel_of(&visit)?);
    show_form(&visit, &setting, FormState::empty()).await
}

/// The form of a channel where it stands, empty but for what is known already, or as it was left.
///
/// # Errors
/// When the database cannot be read.
pub async fn show_form(visit: &Visit, setting: &Setting, begun: FormState) -> Answer {
    let site = site_of(visit)?;
    let draft = visit.draft().await?;
    let with = reading(visit, setting.channel, &site)?;
    let (form, key) = match draft {
        Some(form) => {
            let key = form.value("key").to_owned();
            (form, key)
        }
        None => (fresh(&with, begun), visit.key()?),
    };
    let kept = papers::carried(visit, &form).await?;
    let page = FormPage::new(visit, &with, setting, form, key, kept, Found::default());
    visit.page(&page)
}

/// A form that nobody has touched: it arrived now, unless something else is known.
fn fresh(with: &Reading<'_>, begun: FormState) -> FormState {
    let now = with.local_now;
    let today: NaiveDate = now.date();
    let begun = if begun.posted("arrived-time") {
        begun
    } else {
        begun
            .with_date("arrived", today)
            .with("arrived-time", now.format("%H:%M").to_string())
    };
    begun.with("language", "en").with("r1_who", "requester")
}

/// Logs what was typed, or shows what the desk makes of it.
pub async fn log(visit: Visit) -> Answer {
    let setting = Setting::of(channel_of(&visit)?);
    log_form(&visit, &setting, |_, ending| Ok(logged(ending))).await
}

/// Where a person goes after logging, and what the page says.
fn logged(ending: &Ending) -> Done {
    match ending {
        Ending::Logged(logged) => {
            Done::go(["/requests/", &logged.public_id].concat()).say("Request logged.")
        }
        Ending::SameAs(id) => Done::go(["/requests/", id].concat())
            .say("Not logged twice: it was added to this request."),
    }
}

/// Logs what was typed into a form where it stands, with what else belongs to it in the same transaction; or shows what
/// the desk makes of it.
///
/// # Errors
/// What `then` refuses; that nothing was stored.
pub async fn log_form(
    visit: &Visit,
    setting: &Setting,
    then: impl FnOnce(&mut Tx<'_>, &Ending) -> Result<Done, CommandError> + Send + 'static,
) -> Answer {
    let site = site_of(visit)?;
    let key = visit.key()?;
    let form = setting.filled(receive(visit, &key).await?);
    let at = Standing {
        with: reading(visit, setting.channel, &site)?,
        setting,
        key: key.clone(),
    };
    // Papers that were only uploaded: nothing else is asked of the form yet.
    if form.value("act") == "look" {
        return again(visit, &at, form, None).await;
    }
    if form.value("act") == "lock" {
        return lock_screen(visit, &form).await;
    }
    if ["hospital", "appointment"].contains(&form.value("act")) {
        return asked_again(visit, &at, form).await;
    }
    let form = match hospital_forms::chosen(&form, "patient") {
        Some(id) => match take_chosen(visit, &id, "patient").await {
            Ok(public_id) => form.replaced("patient", public_id),
            Err(AppError::Fields(errors)) => {
                return again(visit, &at, form.with_errors_of(&errors), None).await;
            }
            Err(other) => return Err(other),
        },
        None => form,
    };
    let only_check = form.value("act") == "check";
    match read(form.clone(), &at.with) {
        Err(refused) => again(visit, &at, refused, None).await,
        Ok(intake) if only_check => again(visit, &at, form, Some(intake)).await,
        Ok(intake) => match submit(visit, &at, intake.clone(), then).await {
            Err(AppError::NotStored(_)) => not_stored(visit, &at, form).await,
            Err(error) => again(visit, &at, error.on(form)?, Some(intake)).await,
            done => done,
        },
    }
}

/// A form that was sent: what it is read against, where it stands, its key.
struct Standing<'a> {
    with: Reading<'a>,
    setting: &'a Setting,
    key: String,
}

/// The database was away: the form again with everything typed and its papers, to be sent once more (A21).
async fn not_stored(visit: &Visit, at: &Standing<'_>, form: FormState) -> Answer {
    let kept = papers::carried(visit, &form).await?;
    let form = form.refused(
        "",
        "The database did not answer in time, so nothing was stored. Everything is still here: send it again.",
    );
    let (with, key) = (&at.with, at.key.clone());
    let page = FormPage::new(visit, with, at.setting, form, key, kept, Found::default());
    draw(&page, StatusCode::SERVICE_UNAVAILABLE)
}

async fn submit(
    visit: &Visit,
    at: &Standing<'_>,
    intake: Intake,
    then: impl FnOnce(&mut Tx<'_>, &Ending) -> Result<Done, CommandError> + Send + 'static,
) -> Answer {
    let facilities = visit.app.facilities.clone();
    let by = LogBy {
        staff_id: visit.actor.staff_id,
        sites: visit.actor.sites.clone(),
        key: at.key.clone(),
    };
    // Papers get a new id each time they are sent; what they are tells whether two forms are the same.
    let mut sent = intake.clone();
    let contents = papers::contents(visit, &intake.papers).await?;
    sent.papers.clear();
    let command = (at.setting.action.clone(), sent, contents);
    visit
        .submit(&command, move |tx| {
            let ending = log_intake(tx, &facilities, &by, intake)?;
            then(tx, &ending)
        })
        .await
}

/// The form again with everything typed, what is wrong, and what the desk knows about it.
async fn again(
    visit: &Visit,
    at: &Standing<'_>,
    form: FormState,
    intake: Option<Intake>,
) -> Answer {
    let found = look_again(visit, &at.with, &form, intake).await?;
    shown_again(visit, at, form, found).await
}

/// The form again with everything typed and what the hospital's own system answered.
async fn asked_again(visit: &Visit, at: &Standing<'_>, form: FormState) -> Answer {
    let heard = asking::ask(visit, &at.with, &form).await?;
    let mut found = look_again(visit, &at.with, &form, None).await?;
    let form = match heard.door.filter(|_| form.value("door").is_empty()) {
        Some(answer) => form.with("door", answer),
        None => form,
    };
    found.heard = heard;
    shown_again(visit, at, form, found).await
}

async fn shown_again(visit: &Visit, at: &Standing<'_>, form: FormState, found: Found) -> Answer {
    let kept = papers::carried(visit, &form).await?;
    let refused = form.is_refused();
    let (with, key) = (&at.with, at.key.clone());
    let page = FormPage::new(visit, with, at.setting, form, key, kept, found);
    if refused {
        visit.refused(&page)
    } else {
        visit.page(&page)
    }
}

async fn look_again(
    visit: &Visit,
    with: &Reading<'_>,
    form: &FormState,
    intake: Option<Intake>,
) -> Result<Found, AppError> {
    let today = with.local_now.date();
    let terms = with
        .facilities
        .terms(with.site.as_str(), today)
        .ok_or(AppError::NotFound)?;
    let decided = intake
        .as_ref()
        .and_then(|intake| decide(intake, &terms, today).ok());
    let typed = typed_patient(form, with);
    let sites = visit.actor.sites.clone();
    let known = decided.clone();
    let asker = match form.value("requester_class") {
        "patient" => String::new(),
        _ => form.value("requester_name").to_owned(),
    };
    let findings = visit
        .show(move |read: &mut Read<'_>| {
            let findings = match (&intake, &known) {
                (Some(intake), Some(decided)) => look(read, &terms, &sites, intake, decided)?,
                _ => Findings {
                    patients: match &typed {
                        Some(typed) => look_for_patient(read, &terms.organization, typed)?,
                        None => Vec::new(),
                    },
                    requesters: look_for_requester(read, &terms.organization, &asker)?,
                    ..Findings::default()
                },
            };
            let requests: Vec<i64> = findings
                .same
                .iter()
                .map(|one| one.likely.request.0)
                .collect();
            let seen = Seen {
                subject: Subject {
                    detail: Some(not_logged(&findings)),
                    ..Subject::default()
                },
                listed: (!requests.is_empty())
                    .then(|| crate::audit::pack_listed(requests.iter().copied())),
            };
            Ok((findings, seen))
        })
        .await?;
    let at_window = with.channel == Channel::WalkIn;
    Ok(Found::new(findings, decided, today, at_window))
}

/// What the evidence says of a form that was looked at and not logged: which patients it showed.
fn not_logged(findings: &Findings) -> String {
    let ids = findings
        .patients
        .iter()
        .map(|one| one.patient.known.id.0.to_string());
    let ids: Vec<String> = ids.collect();
    if ids.is_empty() {
        "not logged".to_owned()
    } else {
        ["not logged; patients ", &ids.join(",")].concat()
    }
}
