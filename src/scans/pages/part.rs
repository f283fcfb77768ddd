//! A part beside its pages: where it goes and what it shows, joined with the part before, or split.

use askama::Template;

use super::{address, seen_part, viewer};
use crate::db::Tx;
use crate::documents::model::PaperRole;
use crate::error::{AppError, CommandError};
use crate::form_state::FormState;
use crate::scans::model::{Destination, Goes, Part, Version};
use crate::scans::store::Batch;
use crate::scans::{commands, forms};
use crate::staff::model::Actor;
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Done, Visit};

#[derive(Template)]
#[template(path = "scans/part.html")]
struct PartPage {
    chrome: Chrome,
    title: String,
    said: String,
    back: String,
    tag: FormTag,
    form: FormState,
    sheet: Note,
    join: Option<FormTag>,
    split: Option<FormTag>,
    /// What became of it; then nothing can be changed any more.
    settled: Option<Note>,
    log: Option<String>,
    viewer: ScanPages,
}

/// Shows a part.
///
/// # Errors
/// `NotFound` for an unknown part and another site's alike.
pub async fn show_part(visit: Visit) -> Answer {
    let draft = visit.draft().await?;
    let given = seen_part(&visit).await?;
    let form = draft.unwrap_or_else(|| forms::fill(&given.1));
    visit.page(&page(&visit, &given, form)?)
}

/// Says where a part goes and what it shows.
///
/// # Errors
/// `Stale`; `NotFound`.
pub async fn correct_part(visit: Visit) -> Answer {
    let said = match forms::correct(visit.form.clone()) {
        Ok(said) => said,
        Err(form) => return again(&visit, form).await,
    };
    let sent = said.clone();
    let done = carry_out(
        &visit,
        said,
        "The part is corrected.",
        move |tx, actor, which, seen| commands::correct(tx, actor, which, seen, &sent),
    );
    answered(&visit, done.await).await
}

/// Gives the pages of a part to the part before it.
///
/// # Errors
/// `Stale`; `NotFound`.
pub async fn join_part(visit: Visit) -> Answer {
    let say = "The pages belong to the part before now.";
    let done = carry_out(&visit, "join", say, commands::join).await;
    answered(&visit, done).await
}

/// Begins a new part within a part.
///
/// # Errors
/// `Stale`; `NotFound`.
pub async fn split_part(visit: Visit) -> Answer {
    let at = match forms::split(visit.form.clone()) {
        Ok(at) => at,
        Err(form) => return again(&visit, form).await,
    };
    let say = "The part is split.";
    let done = carry_out(&visit, at, say, move |tx, actor, which, seen| {
        commands::split(tx, actor, which, seen, at)
    });
    answered(&visit, done.await).await
}

async fn carry_out<C: std::fmt::Debug>(
    visit: &Visit,
    command: C,
    say: &'static str,
    run: impl FnOnce(&mut Tx<'_>, &Actor, (&str, &str), Version) -> Result<(), CommandError>
    + Send
    + 'static,
) -> Answer {
    let (scan, id): (String, String) = (visit.path("scan")?, visit.path("part")?);
    let seen = Version(visit.version_seen()?);
    let actor = visit.actor.clone();
    let command = (scan.clone(), id.clone(), seen, command);
    visit
        .submit(&command, move |tx| {
            run(tx, &actor, (&scan, &id), seen)?;
            Ok(Done::go(["/scans/", &scan].concat()).say(say))
        })
        .await
}

/// The redirect, or the page again with what was refused.
async fn answered(visit: &Visit, done: Answer) -> Answer {
    match done {
        Err(error) => again(visit, visit.refused_form(error)?).await,
        other => other,
    }
}

/// The page with what was typed in one of its forms, the others as the part stands.
async fn again(visit: &Visit, form: FormState) -> Answer {
    let given = seen_part(visit).await?;
    let filled = forms::fill(&given.1);
    let missing = filled.pairs().iter().filter(|(name, _)| !form.posted(name));
    let form = missing.fold(form.clone(), |form, (name, value)| form.with(name, value));
    visit.refused(&page(visit, &given, form)?)
}

fn page(
    visit: &Visit,
    (batch, part, to): &(Batch, Part, Destination),
    form: FormState,
) -> Result<PartPage, AppError> {
    let back = address(batch);
    let own = [&back, "/parts/", &part.public_id].concat();
    let said = format!("{}, {}", batch.id, part.said());
    let mut chrome = visit.chrome(["Part of a batch – ", &said].concat());
    chrome.error = form.is_refused();
    let key = visit.key_of(&form)?;
    let version = form.version().unwrap_or(part.version.0);
    let tag = |noun: &str| {
        FormTag::new([&*own, noun].concat(), &chrome.csrf)
            .key(key.clone())
            .version(version)
    };
    let open = part.settled.is_none();
    Ok(PartPage {
        title: "Part of a batch".to_owned(),
        tag: tag("").guarded(),
        join: (open && part.first > 1).then(|| tag("/joining").inline()),
        split: (open && part.first < part.last).then(|| tag("/split")),
        settled: part
            .settled
            .as_ref()
            .map(|settled| Note::new(Tone::Info, format!("{}.", settled.outcome.label()))),
        log: (open && !matches!(to, Destination::Request { .. }))
            .then(|| [&own, "/request"].concat()),
        sheet: Note::new(Tone::Plain, sheet(part, to)),
        viewer: viewer(batch, part),
        said,
        back,
        form,
        chrome,
    })
}

/// What the sheet says and where the part would go.
fn sheet(part: &Part, to: &Destination) -> String {
    let codes = match part.codes.as_slice() {
        [] => "No code of ours stands on its first page.".to_owned(),
        codes => format!("On its first page stands {}.", codes.join(" and ")),
    };
    let goes = match to {
        Destination::Request { reference, .. } => format!("It goes to {reference}."),
        Destination::Item { code, .. } => format!("It goes where item {code} goes."),
        Destination::New(why) | Destination::Unsure(why) => why.clone(),
        Destination::Out => "It is left out.".to_owned(),
    };
    [codes, goes].join(" ")
}

impl PartPage {
    fn goes(&self) -> Radios {
        let sheet = (forms::BY_SHEET, "Where its cover sheet says");
        let ways = Goes::offered();
        self.form
            .radios("goes", "Where it goes")
            .choices(std::iter::once(sheet).chain(ways))
    }

    fn role(&self) -> Select {
        self.form
            .select("role", "What it is")
            .prompt("Not said")
            .options(PaperRole::offered())
            .optional()
            .width(Width::Half)
    }
}
