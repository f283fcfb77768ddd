//! Changing what an entry says, and its other names.

use super::task::{self, Sheet, page};
use crate::error::AppError;
use crate::form_state::FormState;
use crate::patient_index::forms;
use crate::patient_index::model::Person;
use crate::patients::commands::{self, NameChange};
use crate::patients::model::OtherNameKind;
use crate::patients::model::PatientVersion;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};

fn entry(form: &FormState, person: &Person) -> Sheet {
    let typed = (form.value("family").trim(), form.value("given").trim());
    let name = &person.entry.says.name;
    let renamed = typed != (&*name.family, &*name.given) || form.error("name_change").is_some();
    let sheet = Sheet::new("/entry", "Change the entry", Button::primary("Save the change"))
        .note(
            Tone::Info,
            "What the entry said before stays in its history. A former address or telephone still finds the person.",
        )
        .field(form.text("family", "Family name").width(Width::Half))
        .field(form.text("given", "Given names").optional().width(Width::Half))
        .field(
            form.radios("name_change", "If the name changes")
                .hint(if renamed { "The name is another one now: choose what that means." } else { "Only for another name." })
                .choices(NameChange::offered())
                .stacked(),
        );
    sheet
        .field(form.date("born_on", "Date of birth").optional().width(Width::Half))
        .field(form.text("mrn", "Record number").optional().width(Width::Half))
        .field(
            form.text("phone", "Telephone")
                .kind(Kind::Phone)
                .optional()
                .width(Width::Half),
        )
        .field(
            form.text("email", "E-mail")
                .kind(Kind::Email)
                .optional()
                .width(Width::Half),
        )
        .field(form.lines("address", "Home address").rows(3).optional().width(Width::Half))
        .field(
            form.date("deceased_on", "Day of death")
                .hint("Only when it is recorded: from then on only those with authority for the estate ask.")
                .optional()
                .width(Width::Half),
        )
        .field(
            form.lines("why", "Reason")
                .hint("How it is known, for example: on the driver's licence seen today.")
                .rows(2),
        )
}

/// Shows what an entry says, to be changed.
///
/// # Errors
/// `NotFound` for an unknown person and another organization's alike.
pub async fn show_entry(visit: Visit) -> Answer {
    task::show(visit, entry, |person| forms::filled(&person.entry)).await
}

/// Changes what an entry says.
///
/// # Errors
/// `Stale`; `NotFound`.
pub async fn change_entry(visit: Visit) -> Answer {
    let facilities = &visit.app.facilities;
    let today = facilities.today(&visit.actor.acting_site, visit.now());
    let read = forms::entry(visit.form.clone(), today);
    task::send(
        visit,
        entry,
        "The entry is changed.",
        read,
        commands::change,
    )
    .await
}

fn new_name(form: &FormState, _: &Person) -> Sheet {
    Sheet::new("/names", "Add another name", Button::primary("Add the name"))
        .note(
            Tone::Info,
            "Records may be under it. It finds the person in every search, and duplicates are seen by it.",
        )
        .field(form.text("family", "Family name").width(Width::Half))
        .field(form.text("given", "Given names").optional().width(Width::Half))
        .field(
            form.radios("kind", "What kind of name it is")
                .choices(OtherNameKind::offered()),
        )
}

/// Shows where another name is added.
///
/// # Errors
/// `NotFound` for an unknown person and another organization's alike.
pub async fn show_new_name(visit: Visit) -> Answer {
    let begun =
        |person: &Person| FormState::empty().with("given", person.entry.says.name.given.clone());
    task::show(visit, new_name, begun).await
}

/// Adds another name.
///
/// # Errors
/// `Stale`; `NotFound`.
pub async fn add_name(visit: Visit) -> Answer {
    let read = forms::other_name(visit.form.clone());
    task::send(
        visit,
        new_name,
        "The name is added.",
        read,
        commands::add_name,
    )
    .await
}

fn withdrawal(form: &FormState, person: &Person, name: &str) -> Result<Sheet, AppError> {
    let kept = person.names.iter().find(|one| one.public_id == name);
    let kept = kept.ok_or(AppError::NotFound)?;
    let says = format!(
        "{} ({}). It finds nobody any more; it stays in the history.",
        kept.name.family_first(),
        kept.kind.label().to_lowercase()
    );
    let noun = ["/names/", name].concat();
    Ok(Sheet::new(
        noun,
        "Withdraw a name",
        Button::primary("Withdraw the name"),
    )
    .note(Tone::Info, says)
    .field(form.lines("why", "Reason").rows(2)))
}

/// Shows where another name is withdrawn.
///
/// # Errors
/// `NotFound` for an unknown name and another person's alike.
pub async fn show_name(visit: Visit) -> Answer {
    let form = visit.draft().await?.unwrap_or_else(FormState::empty);
    let (person, name) = named(&visit).await?;
    let sheet = withdrawal(&form, &person, &name)?;
    visit.page(&page(&visit, &person, form, sheet)?)
}

/// The person and the name of this address; a name that is not the person's is not found before anything is shown.
async fn named(visit: &Visit) -> Result<(Person, String), AppError> {
    let (find, name): (_, String) = (super::finder(visit)?, visit.path("other_name")?);
    let wanted = name.clone();
    let person = visit
        .show(move |read| {
            let person = find(read)?;
            if person.names.iter().all(|one| one.public_id != wanted) {
                return Err(AppError::NotFound);
            }
            let seen = super::evidence(&person);
            Ok((person, seen))
        })
        .await?;
    Ok((person, name))
}

/// Withdraws another name.
///
/// # Errors
/// `Stale`; `NotFound`.
pub async fn withdraw_name(visit: Visit) -> Answer {
    let name: String = visit.path("other_name")?;
    let command = match forms::withdrawal(visit.form.clone(), name.clone()) {
        Ok(command) => command,
        Err(form) => return withdrawal_again(&visit, form).await,
    };
    let (version, sent) = (PatientVersion(visit.version_seen()?), command.clone());
    let say = "The name is withdrawn.";
    let done = task::carry_out(
        &visit,
        (version, command),
        say,
        move |tx, actor, org, id| commands::withdraw(tx, actor, org, (id, version), &sent),
    );
    match done.await {
        Err(error) => {
            let form = visit.refused_form(error)?;
            withdrawal_again(&visit, form).await
        }
        done => done,
    }
}

async fn withdrawal_again(visit: &Visit, form: FormState) -> Answer {
    let (person, name) = named(visit).await?;
    let sheet = withdrawal(&form, &person, &name)?;
    visit.refused(&page(visit, &person, form, sheet)?)
}
