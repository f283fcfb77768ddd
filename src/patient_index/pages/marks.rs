//! What was agreed with a patient: recorded, and ended by a new fact (B20).

use chrono::NaiveDate;

use super::task::{self, Run, Sheet, page};
use super::{evidence, finder};
use crate::error::AppError;
use crate::form_state::FormState;
use crate::patient_index::forms;
use crate::patient_index::model::Person;
use crate::patients::commands::{self, EndMark};
use crate::patients::model::PatientVersion;
use crate::patients::model::{ReachWay, RestrictionKind};
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};
use crate::words::dates;

fn restriction(form: &FormState, _: &Person) -> Sheet {
    Sheet::new("/restrictions", "Record a restriction", Button::primary("Record the restriction"))
        .note(
            Tone::Info,
            "From now on every release about this person answers it (45 CFR 164.522(a)). What was paid in full never goes to a health plan for payment or operations.",
        )
        .field(
            form.radios("kind", "Why it holds")
                .choices(RestrictionKind::offered())
                .stacked(),
        )
        .field(
            form.lines("what", "What must not leave")
                .hint("As agreed, for example: the visit of 3 March 2026 and its laboratory results.")
                .rows(2),
        )
        .field(
            form.text("withheld_from", "To whom it must not go")
                .hint("For example: Blue Cross; the patient's sister.")
                .width(Width::Half),
        )
        .field(form.date("agreed_on", "Since when").width(Width::Half))
        .field(paper(form))
}

fn paper(form: &FormState) -> TextInput {
    form.text("paper", "The paper it stands on")
        .hint("Where it lies, for example: ROI-2026-004217-5, scan 2.")
        .optional()
        .width(Width::Half)
}

fn address(form: &FormState, _: &Person) -> Sheet {
    Sheet::new("/addresses", "Record a confidential address", Button::primary("Record the address"))
        .note(
            Tone::Info,
            "Nothing for the patient goes to the home address any more. No reason is asked for (45 CFR 164.522(b)).",
        )
        .field(
            form.radios("way", "How the patient asked to be reached")
                .choices(ReachWay::offered())
                .stacked(),
        )
        .field(
            form.lines("text", "Where")
                .hint("The lines of the address, the e-mail address, or the telephone number.")
                .rows(3)
                .width(Width::Half),
        )
        .field(form.date("agreed_on", "Since when").width(Width::Half))
        .field(paper(form))
}

fn begun(_: &Person) -> FormState {
    FormState::empty()
}

/// Shows where a restriction is recorded.
///
/// # Errors
/// `NotFound` for an unknown person and another organization's alike.
pub async fn show_new_restriction(visit: Visit) -> Answer {
    task::show(visit, restriction, begun).await
}

/// Records a restriction.
///
/// # Errors
/// `Stale`; `NotFound`.
pub async fn add_restriction(visit: Visit) -> Answer {
    let read = forms::restriction(visit.form.clone(), today(&visit));
    let say = "The restriction is recorded. Every release answers it.";
    task::send(visit, restriction, say, read, commands::restrict).await
}

/// Shows where a confidential address is recorded.
///
/// # Errors
/// `NotFound` for an unknown person and another organization's alike.
pub async fn show_new_address(visit: Visit) -> Answer {
    task::show(visit, address, begun).await
}

/// Records a confidential address.
///
/// # Errors
/// `Stale`; `NotFound`.
pub async fn add_address(visit: Visit) -> Answer {
    let read = forms::other_address(visit.form.clone(), today(&visit));
    let say = "The address is recorded. Nothing for the patient goes to the home address.";
    task::send(visit, address, say, read, commands::reach_elsewhere).await
}

fn today(visit: &Visit) -> NaiveDate {
    let facilities = &visit.app.facilities;
    facilities.today(&visit.actor.acting_site, visit.now())
}

/// Which of the two is ended.
#[derive(Clone, Copy)]
struct Ending {
    /// The placeholder of its outer id.
    placeholder: &'static str,
    noun: &'static str,
    title: &'static str,
    button: &'static str,
    say: &'static str,
    /// What it says; none when it is not the person's or ended already.
    says: fn(&Person, &str) -> Option<String>,
    run: Run<EndMark>,
}

static RESTRICTION: Ending = Ending {
    placeholder: "restriction",
    noun: "/restrictions/",
    title: "End a restriction",
    button: "End the restriction",
    say: "The restriction is ended. What it was stays on the page.",
    says: |person, id| {
        let mut all = person.restrictions.iter();
        all.find(|one| one.public_id == id && one.is_open())
            .map(|one| commands::in_a_line(&one.agreed))
    },
    run: commands::end_restriction,
};

static ADDRESS: Ending = Ending {
    placeholder: "other_address",
    noun: "/addresses/",
    title: "End a confidential address",
    button: "End the address",
    say: "The address is ended. Look where the patient is reached now.",
    says: |person, id| {
        let mut all = person.addresses.iter();
        all.find(|one| one.public_id == id && one.is_open())
            .map(|one| {
                let text = one.agreed.text.replace('\n', ", ");
                let since = dates::full(one.agreed.agreed_on);
                format!("{}: {text}; since {since}", one.agreed.way.label())
            })
    },
    run: commands::end_elsewhere,
};

/// Shows where a restriction is ended.
///
/// # Errors
/// `NotFound` for another person's and one that ended.
pub async fn show_restriction(visit: Visit) -> Answer {
    show_end(visit, &RESTRICTION).await
}

/// Ends a restriction.
///
/// # Errors
/// `Stale`; `NotFound`.
pub async fn end_restriction(visit: Visit) -> Answer {
    end(visit, &RESTRICTION).await
}

/// Shows where a confidential address is ended.
///
/// # Errors
/// `NotFound` for another person's and one that ended.
pub async fn show_address(visit: Visit) -> Answer {
    show_end(visit, &ADDRESS).await
}

/// Ends a confidential address.
///
/// # Errors
/// `Stale`; `NotFound`.
pub async fn end_address(visit: Visit) -> Answer {
    end(visit, &ADDRESS).await
}

async fn show_end(visit: Visit, ending: &'static Ending) -> Answer {
    let form = visit.draft().await?.unwrap_or_else(FormState::empty);
    let (person, sheet) = drawn(&visit, ending, &form).await?;
    visit.page(&page(&visit, &person, form, sheet)?)
}

async fn drawn(
    visit: &Visit,
    ending: &'static Ending,
    form: &FormState,
) -> Result<(Person, Sheet), AppError> {
    let (find, mark): (_, String) = (finder(visit)?, visit.path(ending.placeholder)?);
    let wanted = mark.clone();
    let (person, says) = visit
        .show(move |read| {
            let person = find(read)?;
            let says = (ending.says)(&person, &wanted).ok_or(AppError::NotFound)?;
            let seen = evidence(&person);
            Ok(((person, says), seen))
        })
        .await?;
    let noun = [ending.noun, &mark].concat();
    let sheet = Sheet::new(noun, ending.title, Button::primary(ending.button))
        .note(Tone::Info, says)
        .field(
            form.date("ended_on", "From which day it no longer holds")
                .width(Width::Half),
        )
        .field(
            form.lines("why", "Why it ends")
                .hint("Who said so, and on which paper.")
                .rows(2),
        );
    Ok((person, sheet))
}

async fn end(visit: Visit, ending: &'static Ending) -> Answer {
    let mark: String = visit.path(ending.placeholder)?;
    let command = match forms::end_of_mark(visit.form.clone(), mark, today(&visit)) {
        Ok(command) => command,
        Err(form) => return end_again(&visit, ending, form).await,
    };
    let (version, sent) = (PatientVersion(visit.version_seen()?), command.clone());
    let done = task::carry_out(
        &visit,
        (version, command),
        ending.say,
        move |tx, actor, org, id| (ending.run)(tx, actor, org, (id, version), &sent),
    );
    match done.await {
        Err(error) => {
            let form = visit.refused_form(error)?;
            end_again(&visit, ending, form).await
        }
        done => done,
    }
}

async fn end_again(visit: &Visit, ending: &'static Ending, form: FormState) -> Answer {
    let (person, sheet) = drawn(visit, ending, &form).await?;
    visit.refused(&page(visit, &person, form, sheet)?)
}
