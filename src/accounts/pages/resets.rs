//! A colleague's lost second factor or password: one administrator asks, another confirms and hands over a token (T31).

use askama::Template;

use super::colleagues::{ColleaguePage, load};
use super::credential::fresh_token;
use crate::accounts::forms;
use crate::error::AppError;
use crate::staff::commands;
use crate::staff::model::Lost;
use crate::web::chrome::Chrome;
use crate::web::visit::{Answer, Done, Visit};

/// Asks for a reset; another administrator confirms it.
pub async fn ask_reset(visit: Visit) -> Answer {
    let public_id: String = visit.path("staff")?;
    let (lost, reason) = match forms::reset(visit.form.clone()) {
        Ok(read) => read,
        Err(form) => {
            let person = load(&visit).await?;
            return visit.refused(&ColleaguePage::of(&visit, &person, form).await?);
        }
    };
    let (actor, reset_id) = (visit.actor.clone(), visit.new_id()?);
    let back = ["/staff/", &public_id].concat();
    visit
        .submit(&(public_id.clone(), lost, reason.clone()), move |tx| {
            commands::ask_reset(tx, &actor, &public_id, (lost, &reason), &reset_id)?;
            Ok(Done::go(back).say("Asked. Another administrator confirms it on this page."))
        })
        .await
}

#[derive(Template)]
#[template(path = "accounts/reset.html")]
struct ResetPage {
    chrome: Chrome,
    back: String,
    token: String,
    lost: Lost,
}

/// Confirms what another administrator asked for, and shows the token, once.
pub async fn confirm_reset(visit: Visit) -> Answer {
    let public_id: String = visit.path("staff")?;
    let seen = visit.form.value("reset").to_owned();
    let (token, token_hash) = fresh_token()?;
    let actor = visit.actor.clone();
    let back = ["/staff/", &public_id].concat();
    let lost = visit
        .write(move |tx| commands::confirm_reset(tx, &actor, &public_id, &seen, &token_hash))
        .await?;
    visit.page(&ResetPage {
        chrome: visit.chrome("Reset confirmed"),
        back,
        token,
        lost,
    })
}

/// Withdraws a reset that is not needed any more.
pub async fn withdraw_reset(visit: Visit) -> Answer {
    let public_id: String = visit.path("staff")?;
    let seen = visit.form.value("reset").to_owned();
    let actor = visit.actor.clone();
    let back = ["/staff/", &public_id].concat();
    visit
        .submit(&(public_id.clone(), seen.clone()), move |tx| {
            commands::withdraw_reset(tx, &actor, &public_id, &seen)?;
            Ok(Done::go(back).say("The reset is withdrawn."))
        })
        .await
}

/// Whether it was the second factor, for the words of the page.
impl ResetPage {
    fn is_second_factor(&self) -> bool {
        self.lost == Lost::SecondFactor
    }
}

/// Where a lost password or second factor stands, as an administrator sees it.
pub struct Standing {
    /// The form's name for the reset that is shown.
    pub reset: String,
    /// What was lost, who asked, when, and how they made sure.
    pub said: String,
    /// Whether this administrator may confirm it; else why not, or until when the token can be used.
    pub confirms: Result<(), String>,
}

/// What a colleague's page says about the reset that stands, if one does.
pub async fn standing(visit: &Visit, staff_id: i64) -> Result<Option<Standing>, AppError> {
    use crate::staff::rules::resets;
    use crate::staff::store;
    let (now, by) = (visit.now(), visit.actor.staff_id);
    let found = visit
        .read(move |read| {
            let Some(reset) = store::find_reset(read, staff_id)?.filter(|r| resets::stands(r, now))
            else {
                return Ok(None);
            };
            let people = store::colleagues(read)?;
            let name = |id: i64| {
                people
                    .iter()
                    .find(|one| one.id == id)
                    .map_or_else(String::new, |one| one.name.clone())
            };
            let names = (name(reset.asked_by), reset.confirmed_by.map(name));
            Ok(Some((reset, names)))
        })
        .await?;
    let Some((reset, (asked, confirmed))) = found else {
        return Ok(None);
    };
    let local = |at| {
        let local = visit.app.facilities.local(&visit.actor.acting_site, at);
        local.format("%-d %b, %H:%M").to_string()
    };
    let confirms = match (&confirmed, reset.token_until) {
        (Some(name), Some(until)) => Err(format!(
            "{name} confirmed it. The token can be used until {}.",
            local(until)
        )),
        _ => resets::may_confirm(&reset, by, now).map_err(|no| no.text),
    };
    Ok(Some(Standing {
        said: format!(
            "Lost: {}. {asked} asked on {} and made sure of the person so: {}",
            reset.lost.label().to_lowercase(),
            local(reset.asked_at),
            reset.reason
        ),
        reset: reset.public_id,
        confirms,
    }))
}
