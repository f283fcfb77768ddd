//! What a portal may ask, in JSON.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{LINK, LOCATION};
use actix_web::web::block;
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::commands::{self, waiting_under};
use super::forms::{self, slips};
use super::model::{Message, MessageKind, Reply, SentThatDay, Standing, Submission};
use crate::documents::commands::{Arrived, NotKept, examine};
use crate::documents::store::{Home, insert_paper};
use crate::error::AppError;
use crate::facilities::model::SiteCode;
use crate::facilities::rules::{VisitRange, portal_split};
use crate::intake::forms::Reading;
use crate::requests::model::Channel;
use crate::web::guest::Guest;
use crate::web::portal_gate::Call;
use crate::web::visit::Answer;

/// Where the requests of portals stand.
const REQUESTS: &str = "/api/portal/v1/requests/";

/// The description of everything a portal may ask (`OpenAPI` 3.1).
pub async fn describe(_: Guest) -> Answer {
    Ok(HttpResponse::Ok().json(forms::openapi()))
}

fn site_of(call: &Call) -> Result<SiteCode, AppError> {
    SiteCode::parse(&call.actor.acting_site).map_err(|_| AppError::NotFound)
}

/// What a message is read against: the portal's site, now.
fn reading<'a>(call: &'a Call, site: &'a SiteCode) -> Result<Reading<'a>, AppError> {
    let facilities = &call.app.facilities;
    let (profile, _) = facilities
        .of_site(site.as_str())
        .ok_or(AppError::NotFound)?;
    Ok(Reading {
        channel: Channel::Portal,
        site,
        profile,
        facilities,
        local_now: facilities.local(site.as_str(), call.app.now()),
        may_override: false,
    })
}

/// What is kept of a message, so that it is taken once.
fn kept(
    call: &Call,
    id: &str,
    kind: MessageKind,
    said: &impl std::fmt::Debug,
    sent_on: NaiveDate,
) -> Result<Message, AppError> {
    Ok(Message {
        portal: call.portal,
        key: forms::ids(call.header("idempotency-key"), id)?,
        message: id.to_owned(),
        body_hash: Sha256::digest(format!("{said:?}").as_bytes()).to_vec(),
        kind,
        sent_on,
    })
}

/// Takes a request for records.
pub async fn log_request(mut call: Call) -> Answer {
    let sent: Submission = forms::parse(&call.message().await?)?;
    let site = site_of(&call)?;
    let (message, intake) = {
        let with = reading(&call, &site)?;
        let sent_on = forms::sent_at(sent.submitted_at, &with).date();
        let message = kept(&call, &sent.message, MessageKind::Request, &sent, sent_on)?;
        (message, forms::request(&sent, &with)?)
    };
    let (facilities, actor) = (call.app.facilities.clone(), call.actor.clone());
    let signed_in_as = sent.signed_in_as;
    let taken = call
        .write(move |tx| {
            commands::take_request(tx, &facilities, &actor, &message, signed_in_as, intake)
        })
        .await;
    let (request, new) = taken.map_err(with_pointers)?;
    let standing = standing(&call, &request).await?;
    let status = if new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok(HttpResponse::build(status)
        .insert_header((LOCATION, [REQUESTS, &request].concat()))
        .json(standing))
}

/// A command's refusal of a field, where the value stands in the message.
fn with_pointers(error: AppError) -> AppError {
    match error {
        AppError::Fields(form) => forms::pointed(form.errors()),
        other => other,
    }
}

async fn standing(call: &Call, request: &str) -> Result<Standing, AppError> {
    let (app, actor, portal) = (call.app.clone(), call.actor.clone(), call.portal);
    let today = app.facilities.today(&actor.acting_site, app.now());
    let request = request.to_owned();
    call.show(move |read| {
        commands::standing(read, &app.facilities, &actor, portal, &request, today)
    })
    .await
}

/// Where a request stands.
pub async fn show_request(call: Call) -> Answer {
    let request: String = call.path("request")?;
    Ok(HttpResponse::Ok().json(standing(&call, &request).await?))
}

/// Takes more about a request that is here.
pub async fn add_message(mut call: Call) -> Answer {
    let request: String = call.path("request")?;
    let sent: Reply = forms::parse(&call.message().await?)?;
    let site = site_of(&call)?;
    let (message, addition) = {
        let with = reading(&call, &site)?;
        let sent_on = forms::sent_at(sent.submitted_at, &with).date();
        let said = (&request, &sent);
        let message = kept(&call, &sent.message, MessageKind::Answer, &said, sent_on)?;
        (message, forms::addition(&sent, &with)?)
    };
    let (facilities, actor) = (call.app.facilities.clone(), call.actor.clone());
    let about = request.clone();
    let added = call
        .write(move |tx| commands::add(tx, &facilities, &actor, &message, &about, addition))
        .await;
    let new = added.map_err(with_pointers)?;
    let status = if new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok(HttpResponse::build(status)
        .insert_header((LINK, ["<", REQUESTS, &request, ">; rel=\"up\""].concat()))
        .json(standing(&call, &request).await?))
}

#[derive(Serialize)]
struct Taken {
    id: String,
    kind: &'static str,
    bytes: u64,
    pages: Option<u16>,
}

/// Takes a paper, which waits two days for the message that names it.
pub async fn add_document(mut call: Call) -> Answer {
    let Some(stored) = call.paper().await? else {
        return Err(slips([(
            "",
            "The paper is empty. Send its bytes as the body.".to_owned(),
        )]));
    };
    let (app, site) = (call.app.clone(), call.actor.acting_site.clone());
    let arrived = Arrived {
        file_name: "paper from the portal".to_owned(),
        stored,
        site,
        description: None,
    };
    let looked = block(move || examine(&app.files, &app.previewer, arrived))
        .await
        .map_err(|e| AppError::Fault(e.to_string()))?;
    let paper = match looked {
        Ok(paper) => paper,
        Err(NotKept::NotAccepted(why)) => return Err(slips([("", why.to_string())])),
        Err(NotKept::Fault(text)) => return Err(AppError::Fault(text)),
    };
    let taken = Taken {
        id: paper.public_id.clone(),
        kind: paper.kind.as_str(),
        bytes: paper.bytes,
        pages: paper.pages,
    };
    let (staff_id, key) = (call.actor.staff_id, waiting_under(call.portal));
    call.write(move |tx| Ok(insert_paper(tx, staff_id, Home::Form(&key), &paper).map(|_| ())?))
        .await?;
    Ok(HttpResponse::Created().json(taken))
}

/// What the portal shows itself, and what needs the form, for dates of service (S111–S113).
pub async fn show_guidance(call: Call) -> Answer {
    let day = |name: &str| match call.query(name) {
        None => Ok(None),
        Some(text) => text.parse::<NaiveDate>().map(Some).map_err(|_| {
            slips([(
                ["?", name].concat(),
                "Write the day as 2026-06-09.".to_owned(),
            )])
        }),
    };
    let visits = VisitRange::new(day("from")?, day("to")?)
        .map_err(|_| slips([("?to", "The last day lies before the first.".to_owned())]))?;
    let complete = match call.query("complete").as_deref() {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => return Err(slips([("?complete", "Say true or false.".to_owned())])),
    };
    let site = site_of(&call)?;
    let with = reading(&call, &site)?;
    let answer = portal_split(with.profile, visits, complete, with.local_now.date());
    Ok(HttpResponse::Ok().json(json!({
        "split": answer.split,
        "sentence": answer.sentence,
        "first_day": answer.cut_off,
    })))
}

/// The codes a request can name: kinds of records, and places that hold them.
pub async fn show_catalogue(call: Call) -> Answer {
    let site = site_of(&call)?;
    let catalogue = reading(&call, &site)?.catalogue();
    let coded = |list: &[(String, String)]| {
        let one = |(code, name): &(String, String)| json!({ "code": code, "name": name });
        list.iter().map(one).collect::<Vec<_>>()
    };
    Ok(HttpResponse::Ok().json(json!({
        "record_types": coded(&catalogue.record_types),
        "facilities": coded(&catalogue.places),
    })))
}

/// Compares the messages the portal says it sent on a day with what is here (B11).
pub async fn compare_day(mut call: Call) -> Answer {
    let day: String = call.path("day")?;
    let day: NaiveDate = day.parse().map_err(|_| AppError::NotFound)?;
    let sent: SentThatDay = forms::parse(&call.message().await?)?;
    let today = call
        .app
        .facilities
        .today(&call.actor.acting_site, call.app.now());
    let stated = forms::sent_that_day(sent, day, today)?;
    let portal = call.portal;
    let compared = call
        .write(move |tx| commands::compare(tx, portal, day, &stated))
        .await?;
    Ok(HttpResponse::Ok().json(compared))
}
