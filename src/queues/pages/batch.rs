//! Requests given another owner together: what would become of each and why some cannot, then what became of each (B31).

use std::sync::Arc;

use askama::Template;

use super::counts::counted;
use super::lines::{Line, lines, owner_name};
use super::list::new_owner;
use crate::app::Seen;
use crate::audit;
use crate::db::Subject;
use crate::error::AppError;
use crate::form_state::FormState;
use crate::queues::model::{Batch, BatchRow, Colleague, ListCounts, NewOwner, Outcome};
use crate::queues::{commands, forms, store};
use crate::requests::rules::ownership::{Giving, may_give};
use crate::requests::store::list_workers;
use crate::staff::model::Permission;
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Done, Visit};

#[derive(Template)]
#[template(path = "queues/batch.html")]
struct BatchPage {
    chrome: Chrome,
    said: String,
    back: String,
    form: FormState,
    give: Option<(FormTag, Select, TextArea)>,
    undo: Option<FormTag>,
    rows: Vec<BatchLine>,
}

/// One request of the batch: the row of its list, and what is or was done with it.
struct BatchLine {
    line: Line,
    before: String,
    after: String,
    state: Tag,
    why: String,
}

/// Everything the page shows, from one snapshot.
struct Found {
    batch: Batch,
    rows: Vec<BatchRow>,
    colleagues: Vec<Colleague>,
    /// The sites of the new owner, where it is a person who works there.
    works_at: Vec<String>,
    counts: Arc<ListCounts>,
}

/// Freezes what was checked on a list, and goes to its page.
pub async fn create_batch(visit: Visit) -> Answer {
    let (chosen, to) = forms::chosen(&visit.form);
    let came_from = forms::came_from(&visit.form);
    let (id, actor) = (visit.new_id()?, visit.actor.clone());
    let command = (chosen.clone(), to.clone(), came_from.clone());
    visit
        .submit(&command, move |tx| {
            commands::choose(tx, &actor, &id, &came_from, &chosen, to.as_ref())?;
            Ok(Done::go(["/batches/", &id].concat()))
        })
        .await
}

/// Shows what would become of each request, or what became of it.
pub async fn show_batch(visit: Visit) -> Answer {
    let found = find(&visit).await?;
    let form = match visit.draft().await? {
        Some(kept) => kept,
        None => stored(&found.batch),
    };
    visit.page(&page(&visit, &found, form)?)
}

/// Looks at what would become of each, or carries it out.
pub async fn run_batch(visit: Visit) -> Answer {
    let public_id = visit.path::<String>("batch")?;
    let give = match forms::give(visit.form.clone()) {
        Ok(give) => give,
        Err(form) => {
            let found = find(&visit).await?;
            return visit.refused(&page(&visit, &found, form)?);
        }
    };
    let runs = visit.form.has("then", "run");
    let (actor, facilities) = (visit.actor.clone(), visit.app.facilities.clone());
    let command = (public_id.clone(), runs, give.clone());
    visit
        .submit(&command, move |tx| {
            if runs {
                commands::run(tx, &facilities, &actor, &public_id, &give)?;
            } else {
                commands::set_owner(tx, &actor, &public_id, &give)?;
            }
            Ok(Done::go(["/batches/", &public_id].concat()))
        })
        .await
}

/// Gives every request back to who owned it before.
pub async fn undo_batch(visit: Visit) -> Answer {
    let public_id = visit.path::<String>("batch")?;
    let (actor, facilities) = (visit.actor.clone(), visit.app.facilities.clone());
    visit
        .submit(&public_id.clone(), move |tx| {
            commands::undo(tx, &facilities, &actor, &public_id)?;
            Ok(Done::go(["/batches/", &public_id].concat()))
        })
        .await
}

async fn find(visit: &Visit) -> Result<Found, AppError> {
    let public_id = visit.path::<String>("batch")?;
    let (staff_id, sites) = (visit.actor.staff_id, visit.actor.sites.clone());
    let site = &visit.actor.acting_site;
    let today = visit.app.facilities.today(site, visit.now());
    let glance = visit.app.glance.clone();
    visit
        .show(move |read| {
            let batch = store::get_batch(read, &public_id, staff_id)?;
            let rows = store::list_batch_rows(read, batch.id, &sites)?;
            let mut works_at = Vec::new();
            if let Some(NewOwner::Person(id)) = &batch.owner {
                for site in &sites {
                    let workers = list_workers(read, site)?;
                    if workers.iter().any(|one| one.public_id == *id) {
                        works_at.push(site.clone());
                    }
                }
            }
            let seen = Seen {
                subject: Subject {
                    detail: Some(["batch ", &public_id].concat()),
                    ..Subject::default()
                },
                listed: Some(audit::pack_listed(rows.iter().map(|one| one.row.id))),
            };
            let found = Found {
                colleagues: store::list_colleagues(read, &sites)?,
                counts: store::count_lists(read, &glance, staff_id, today)?,
                batch,
                rows,
                works_at,
            };
            Ok((found, seen))
        })
        .await
}

/// The form as it was last sent.
fn stored(batch: &Batch) -> FormState {
    let to = batch.owner.as_ref().map_or("", NewOwner::as_str);
    FormState::empty()
        .with("to", to)
        .with("reason", batch.reason.clone().unwrap_or_default())
}

fn page(visit: &Visit, found: &Found, form: FormState) -> Result<BatchPage, AppError> {
    let batch = &found.batch;
    let base = ["/batches/", &batch.public_id].concat();
    let mut chrome = counted(visit.chrome("Give to another owner"), &found.counts);
    chrome.error = form.is_refused();
    let today = visit
        .app
        .facilities
        .today(&visit.actor.acting_site, visit.now());
    let shown = lines(
        &found
            .rows
            .iter()
            .map(|one| one.row.clone())
            .collect::<Vec<_>>(),
        today,
        &found.colleagues,
    );
    let rows: Vec<BatchLine> = found
        .rows
        .iter()
        .zip(shown)
        .map(|(row, line)| batch_line(visit, found, row, line))
        .collect();
    let tag = |noun: &str| -> Result<FormTag, AppError> {
        Ok(FormTag::new([&base, "/", noun].concat(), &chrome.csrf).key(visit.key()?))
    };
    let undone = found
        .rows
        .iter()
        .any(|row| row.outcome == Some(Outcome::Done));
    Ok(BatchPage {
        said: said(batch, &rows),
        back: batch.came_from.clone(),
        give: match batch.ran_at {
            Some(_) => None,
            None => Some((tag("owner")?, owner(&form, found), reason(&form))),
        },
        undo: match batch.ran_at {
            Some(_) if batch.undone_at.is_none() && undone => Some(tag("undo")?.inline()),
            _ => None,
        },
        rows,
        chrome,
        form,
    })
}

fn owner(form: &FormState, found: &Found) -> Select {
    new_owner(&found.colleagues)
        .chosen(form.value("to"))
        .error(form.error("to"))
        .width(Width::Half)
}

fn reason(form: &FormState) -> TextArea {
    form.lines("reason", "Reason")
        .hint("Needed for every request that has an owner now.")
        .optional()
        .rows(2)
}

/// How many, and what became of them.
fn said(batch: &Batch, rows: &[BatchLine]) -> String {
    let of = |outcome: &str| {
        rows.iter()
            .filter(|row| row.is(outcome))
            .count()
            .to_string()
    };
    match (batch.ran_at, batch.undone_at) {
        (None, _) => [&rows.len().to_string(), " checked; nothing has changed yet"].concat(),
        (Some(_), None) => [&of("Done"), " of ", &rows.len().to_string(), " done"].concat(),
        (Some(_), Some(_)) => [&of("Undone"), " undone"].concat(),
    }
}

fn batch_line(visit: &Visit, found: &Found, row: &BatchRow, line: Line) -> BatchLine {
    let name = |owner: Option<i64>| {
        let known = owner.map(|id| owner_name(id, &found.colleagues).to_owned());
        known.unwrap_or_else(|| "No one".to_owned())
    };
    let (state, why) = match row.outcome {
        Some(outcome) => (
            Tag::new(outcome.label(), tone(outcome)),
            row.why.clone().unwrap_or_default(),
        ),
        None => foreseen(visit, found, row),
    };
    let to = match &found.batch.owner {
        Some(NewOwner::Person(id)) => found.colleagues.iter().find(|one| one.public_id == *id),
        Some(NewOwner::Nobody) | None => None,
    };
    let after = match (&found.batch.owner, row.outcome) {
        (None, _) => String::new(),
        (_, Some(_)) => name(row.row.owner_id),
        (Some(_), None) => to.map_or_else(|| "No one".to_owned(), |one| one.name.clone()),
    };
    BatchLine {
        line,
        before: name(row.owner_before),
        after,
        state,
        why,
    }
}

const fn tone(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::Done => Tone::Good,
        Outcome::Undone => Tone::Info,
        Outcome::Refused | Outcome::Changed | Outcome::Kept => Tone::Warn,
    }
}

/// What would become of a request now, by the same rule that decides it.
fn foreseen(visit: &Visit, found: &Found, row: &BatchRow) -> (Tag, String) {
    let can = |text: &str| (Tag::new("Can be done", Tone::Good), text.to_owned());
    let cannot = |text: String| (Tag::new("Cannot", Tone::Warn), text);
    let batch = &found.batch;
    if row.row.version != row.seen {
        return cannot("Somebody changed it after it was chosen. Look at it again.".to_owned());
    }
    let to = match &batch.owner {
        None => return (Tag::plain("Choose an owner"), String::new()),
        Some(NewOwner::Nobody) => None,
        Some(NewOwner::Person(id)) => {
            let known = found.colleagues.iter().find(|one| one.public_id == *id);
            let works = known.filter(|_| found.works_at.contains(&row.site));
            match works {
                Some(one) => Some(one.id),
                None => {
                    return cannot("This colleague does not work requests at its site.".to_owned());
                }
            }
        }
    };
    let giving = Giving {
        actor: visit.actor.staff_id,
        assigns: visit.actor.may(Permission::AssignWork),
        owner: row.row.owner_id,
        to,
        reason: batch.reason.as_ref().is_some_and(|text| !text.is_empty()),
    };
    match may_give(giving) {
        Ok(()) => can(""),
        Err(refusal) => cannot(refusal.text),
    }
}

impl BatchLine {
    fn is(&self, label: &str) -> bool {
        self.state.says() == label
    }
}
