//! One change: how far the look at open requests has come, what moves, and the decision.

use askama::Template;

use super::list::tag;
use super::{list_href, may_change, own_hospital};
use crate::db::{Read, StoreError, Tx};
use crate::error::{AppError, CommandError};
use crate::facilities::model::FactsState;
use crate::facilities::{Facilities, store as facts_store};
use crate::house::commands::{self, Decision, words};
use crate::house::model::{ChangeState, HouseChange, Moved};
use crate::house::store;
use crate::staff::model::{Actor, Permission};
use crate::web::chrome::Chrome;
use crate::web::components::{Button, Day, Facts, FormTag, Tag};
use crate::web::visit::{Answer, Done, Visit};
use crate::words::dates;

/// How many moved requests are shown one by one.
const SHOWN: i64 = 200;

#[derive(Template)]
#[template(path = "house/change.html", whitespace = "minimize")]
struct ChangePage {
    chrome: Chrome,
    title: String,
    back: String,
    state: Tag,
    facts: Facts,
    /// Said while the desk looks or follows; the page then looks again by itself.
    progress: Option<Progress>,
    said: String,
    moved: Vec<Line>,
    more: i64,
    force: Option<FormTag>,
    drop: Option<FormTag>,
}

/// A long work under way.
struct Progress {
    said: String,
    seen: i64,
    of: i64,
}

struct Line {
    reference: String,
    href: Option<String>,
    site: String,
    rule: String,
    due: (Day, Day),
    work_by: (Day, Day),
    days: String,
}

struct Found {
    change: HouseChange,
    state: FactsState,
    count: i64,
    earlier: i64,
    later: i64,
    moved: Vec<Moved>,
}

fn find(read: &mut Read<'_>, organization: &str, public_id: &str) -> Result<Found, StoreError> {
    let change = store::get_change(read, organization, public_id)?;
    let (count, moved) = store::list_moved(read, change.id, SHOWN)?;
    let (earlier, later) = store::count_directions(read, change.id)?;
    Ok(Found {
        state: facts_store::get_state(read)?,
        change,
        count,
        earlier,
        later,
        moved,
    })
}

/// One change and what it moves.
pub async fn show_change(visit: Visit) -> Answer {
    let public_id: String = visit.path("change")?;
    let organization = own_hospital(&visit)?.code().as_str().to_owned();
    let found = visit
        .read(move |read| Ok(find(read, &organization, &public_id)?))
        .await?;
    let page = page(&visit, found)?;
    visit.page(&page)
}

fn page(visit: &Visit, found: Found) -> Result<ChangePage, AppError> {
    let profile = own_hospital(visit)?;
    let change = &found.change;
    let facilities = &visit.app.facilities;
    let chrome = visit.chrome("Change of the calendar or a setting");
    let back = list_href(profile);
    let here = [&back, "/", &change.public_id].concat();
    let open = matches!(change.state, ChangeState::Looking | ChangeState::Looked);
    let decide = |what: &str| -> Result<FormTag, AppError> {
        Ok(FormTag::new([&here, what].concat(), &chrome.csrf)
            .key(visit.key()?)
            .version(change.version)
            .inline())
    };
    let may = may_change(visit, profile);
    let looked = change.state == ChangeState::Looked;
    Ok(ChangePage {
        title: words(facilities, &change.organization, &change.change),
        state: tag(change.state),
        facts: facts(visit, change),
        progress: progress(&found),
        said: said(&found),
        moved: found.moved.iter().map(|one| line(visit, one)).collect(),
        more: found.count - i64::try_from(found.moved.len()).unwrap_or(found.count),
        force: (may && looked).then(|| decide("/force")).transpose()?,
        drop: (may && open).then(|| decide("/end")).transpose()?,
        back,
        chrome,
    })
}

fn facts(visit: &Visit, change: &HouseChange) -> Facts {
    let (facilities, site) = (&visit.app.facilities, &visit.actor.acting_site);
    let today = facilities.today(site, visit.now());
    let moment = |at| dates::moment(facilities.local(site, at), today);
    let facts = Facts::new().fact("Why", &change.reason).fact(
        "Proposed",
        &[&change.proposed_by, ", ", &moment(change.proposed_at)].concat(),
    );
    match &change.decided {
        Some((Some(by), at)) => facts.fact("Decided", &[by, ", ", &moment(*at)].concat()),
        Some((None, at)) => facts.fact(
            "Dropped by the desk",
            &["another change made it impossible, ", &moment(*at)].concat(),
        ),
        None => facts,
    }
}

fn progress(found: &Found) -> Option<Progress> {
    let (change, state) = (&found.change, &found.state);
    match change.state {
        ChangeState::Looking => Some(Progress {
            said: format!(
                "Looked at {} of {} open requests.",
                change.look.seen, change.look.of
            ),
            seen: change.look.seen,
            of: change.look.of,
        }),
        ChangeState::InForce if state.indexed < change.facts_version => {
            // Before its first page the follower still speaks of the facts before.
            let begun = state.following.version >= change.facts_version;
            let seen = if begun { state.following.seen } else { 0 };
            Some(Progress {
                said: format!(
                    "In force. The dates of open requests are being computed anew: {seen} of {} looked at.",
                    state.following.of.max(seen)
                ),
                seen,
                of: state.following.of,
            })
        }
        _ => None,
    }
}

/// What the look found, in one sentence.
fn said(found: &Found) -> String {
    let change = &found.change;
    let will = match change.state {
        ChangeState::Looking => return "What moves is shown as it is found.".to_owned(),
        ChangeState::Looked => "move",
        ChangeState::InForce => "moved when it was looked at",
        ChangeState::Dropped => "would have moved",
    };
    if found.count == 0 {
        return format!("None of {} open requests {will}.", change.look.seen);
    }
    let stays = found.count - found.earlier - found.later;
    let only = match stays {
        0 => String::new(),
        count => format!(", {count} only in the day to work by"),
    };
    format!(
        "{} of {} open requests {will}: {} due earlier, {} due later{only}.",
        found.count, change.look.seen, found.earlier, found.later
    )
}

fn line(visit: &Visit, moved: &Moved) -> Line {
    let facilities = &visit.app.facilities;
    let today = facilities.today(&moved.site, visit.now());
    let readable =
        visit.actor.may(Permission::ReadRequests) && visit.actor.sites.contains(&moved.site);
    let days = (moved.due.1 - moved.due.0).num_days();
    Line {
        reference: moved.reference.clone(),
        href: readable.then(|| ["/requests/", &moved.public_id].concat()),
        site: facilities.site_name(&moved.site, today),
        rule: moved.due_rule.clone(),
        due: (Day::long(moved.due.0), Day::long(moved.due.1)),
        work_by: (Day::long(moved.work_by.0), Day::long(moved.work_by.1)),
        days: match days {
            0 => "same day".to_owned(),
            1 => "1 day later".to_owned(),
            -1 => "1 day earlier".to_owned(),
            later if later > 0 => format!("{later} days later"),
            earlier => format!("{} days earlier", -earlier),
        },
    }
}

/// Puts a change in force, or looks at it again when other facts changed since.
pub async fn put_in_force(visit: Visit) -> Answer {
    decide(visit, |tx, facilities, actor, which| {
        let decision = commands::put_in_force(tx, facilities, actor, which)?;
        Ok(match decision {
            Decision::InForce => "The change is in force. The dates of open requests follow.",
            Decision::LookedAtAgain => {
                "Other facts changed meanwhile: the desk looks again at what this change moves."
            }
        })
    })
    .await
}

/// Drops a change that is not in force.
pub async fn drop_change(visit: Visit) -> Answer {
    decide(visit, |tx, facilities, actor, which| {
        commands::drop_change(tx, facilities, actor, which)?;
        Ok("The change was dropped. Nothing moved.")
    })
    .await
}

/// Does one thing with a change (organization, outer id, version seen) and answers what to say.
type Decide =
    fn(&mut Tx<'_>, &Facilities, &Actor, (&str, &str, i64)) -> Result<&'static str, CommandError>;

async fn decide(visit: Visit, run: Decide) -> Answer {
    let public_id: String = visit.path("change")?;
    let profile = own_hospital(&visit)?;
    let organization = profile.code().as_str().to_owned();
    let version = visit.version_seen()?;
    let go_to = [&list_href(profile), "/", &public_id].concat();
    let (facilities, actor) = (visit.app.facilities.clone(), visit.actor.clone());
    visit
        .submit(&(public_id.clone(), version), move |tx| {
            let which = (organization.as_str(), public_id.as_str(), version);
            let say = run(tx, &facilities, &actor, which)?;
            Ok(Done::go(go_to).say(say))
        })
        .await
}
