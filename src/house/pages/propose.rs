//! The forms that propose a change: a day of the calendar, a setting, a promise.

use askama::Template;
use chrono::NaiveDate;

use super::list::today;
use super::{list_href, own_hospital};
use crate::error::AppError;
use crate::facilities::model::{Choices, LawSetting, Profile, Promise, Setting};
use crate::form_state::FormState;
use crate::house::commands::{self, Propose, promise_label};
use crate::house::forms::{self, DAY_KINDS, Typed};
use crate::house::model::value_in_words;
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Done, Visit};

/// What a form changes.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    Day,
    Setting(String),
    Promise(String),
}

#[derive(Template)]
#[template(path = "house/propose.html", whitespace = "minimize")]
struct ProposePage {
    chrome: Chrome,
    title: String,
    back: String,
    tag: FormTag,
    form: FormState,
    facts: Facts,
    fields: Vec<Part>,
}

/// The form for a day of the calendar; the day may be named in the address.
pub async fn new_day(visit: Visit) -> Answer {
    begin(visit, Target::Day).await
}

/// Proposes a day of the calendar.
pub async fn propose_day(visit: Visit) -> Answer {
    send(visit, Target::Day).await
}

/// The form for a setting.
pub async fn new_setting(visit: Visit) -> Answer {
    let target = Target::Setting(visit.path("setting")?);
    begin(visit, target).await
}

/// Proposes another value of a setting.
pub async fn propose_setting(visit: Visit) -> Answer {
    let target = Target::Setting(visit.path("setting")?);
    send(visit, target).await
}

/// The form for a promise.
pub async fn new_promise(visit: Visit) -> Answer {
    let target = Target::Promise(visit.path("promise")?);
    begin(visit, target).await
}

/// Proposes another length of a promise.
pub async fn propose_promise(visit: Visit) -> Answer {
    let target = Target::Promise(visit.path("promise")?);
    send(visit, target).await
}

async fn begin(visit: Visit, target: Target) -> Answer {
    let kept = visit.draft().await?;
    let page = page(&visit, &target, kept)?;
    visit.page(&page)
}

async fn send(visit: Visit, target: Target) -> Answer {
    let form = visit.form.clone();
    let read = match &target {
        Target::Day => forms::day(form),
        Target::Setting(key) => forms::setting(key, form),
        Target::Promise(key) => forms::promise(key, form),
    };
    let Typed { change, reason } = match read {
        Ok(typed) => typed,
        Err(form) => return visit.refused(&page(&visit, &target, Some(form))?),
    };
    let profile = own_hospital(&visit)?;
    let new = Propose {
        public_id: visit.new_id()?,
        organization: profile.code().as_str().to_owned(),
        change,
        reason,
    };
    let go_to = [&list_href(profile), "/", &new.public_id].concat();
    let (facilities, actor) = (visit.app.facilities.clone(), visit.actor.clone());
    let sent = (
        new.organization.clone(),
        new.change.clone(),
        new.reason.clone(),
    );
    let answer = visit
        .submit(&sent, move |tx| {
            commands::propose(tx, &facilities, &actor, &new)?;
            Ok(Done::go(go_to))
        })
        .await;
    match answer {
        Err(error) => visit.refused(&page(&visit, &target, Some(visit.refused_form(error)?))?),
        done => done,
    }
}

/// The page of a form; empty boxes are filled with what holds now.
fn page(visit: &Visit, target: &Target, typed: Option<FormState>) -> Result<ProposePage, AppError> {
    let profile = own_hospital(visit)?;
    let today = today(visit, profile);
    let sheet = match target {
        Target::Day => Some(day_sheet(visit, profile, typed, today)),
        Target::Setting(key) => setting_sheet(profile, key, typed, today),
        Target::Promise(key) => promise_sheet(profile, key, typed, today),
    }
    .ok_or(AppError::NotFound)?;
    let mut chrome = visit.chrome(sheet.title.clone());
    chrome.error = sheet.form.is_refused();
    let hospital = ["/facilities/", profile.code().as_str()].concat();
    let action = match target {
        Target::Day => [&hospital, "/calendar"].concat(),
        Target::Setting(key) => [&hospital, "/settings/", key].concat(),
        Target::Promise(key) => [&hospital, "/promises/", key].concat(),
    };
    Ok(ProposePage {
        tag: FormTag::new(action, &chrome.csrf).key(visit.key()?),
        chrome,
        title: sheet.title,
        back: list_href(profile),
        form: sheet.form,
        facts: sheet.facts,
        fields: sheet.fields,
    })
}

/// What is particular to one target.
struct Sheet {
    title: String,
    form: FormState,
    facts: Facts,
    fields: Vec<Part>,
}

fn day_sheet(
    visit: &Visit,
    profile: &Profile,
    typed: Option<FormState>,
    today: NaiveDate,
) -> Sheet {
    let asked = visit.query("on").and_then(|text| text.parse().ok());
    let form = typed
        .unwrap_or_else(|| asked.map_or_else(FormState::empty, |on| known_day(visit, profile, on)));
    let fields = vec![
        Part::new(
            form.date("on", "Day")
                .hint("A day of the years 2024 to 2029."),
        ),
        Part::new(
            form.radios("kind", "What the day is")
                .choices(DAY_KINDS.iter().copied())
                .stacked(),
        ),
        Part::new(
            form.text("name", "What people call it")
                .hint("For example: Founders' day. Not needed for an ordinary day.")
                .width(Width::Half),
        ),
        reason(&form),
    ];
    Sheet {
        title: "Change a day of the calendar".to_owned(),
        facts: Facts::new().fact(
            "How days count",
            "A promise of the house skips every day the office is closed. A working day of the law is skipped only when it is a legal holiday and the office is closed (R6).",
        ).fact("Today", &crate::words::dates::full(today)),
        form,
        fields,
    }
}

/// The form as the calendar has the day now.
fn known_day(visit: &Visit, profile: &Profile, on: NaiveDate) -> FormState {
    let form = FormState::empty().with_date("on", on);
    let facilities = &visit.app.facilities;
    let terms = profile
        .site_codes()
        .into_iter()
        .find_map(|site| facilities.terms(site, on));
    let Some(terms) = terms else { return form };
    match terms.calendar.holiday_on(on) {
        Some(row) => form
            .with("kind", kind_of(row.office_closed, row.legal_holiday))
            .with("name", &row.name),
        None => form.with("kind", "ordinary"),
    }
}

const fn kind_of(office_closed: bool, legal_holiday: bool) -> &'static str {
    match (office_closed, legal_holiday) {
        (true, true) => "both",
        (true, false) => "closed",
        (false, true) => "legal",
        (false, false) => "ordinary",
    }
}

fn setting_sheet(
    profile: &Profile,
    key: &str,
    typed: Option<FormState>,
    today: NaiveDate,
) -> Option<Sheet> {
    let row = profile.get::<Setting>(key, today)?;
    let form = typed.unwrap_or_else(|| {
        FormState::empty()
            .with("values", row.value.values.join("\n"))
            .with_date("from", today)
    });
    let label = LawSetting::parse(key).map_or(row.value.label.as_str(), |known| known.label());
    let facts = Facts::new()
        .fact("Now", &value_in_words(key, &row.value.values))
        .fact("Since", &crate::words::dates::full(row.fact.valid_from))
        .fact("Rests on", row.fact.evidence.label())
        .fact("To know", row.fact.note.as_deref().unwrap_or_default())
        .fact("To ask", row.value.ask.as_deref().unwrap_or_default());
    let fields = vec![value_field(key, &form), from(&form), reason(&form)];
    Some(Sheet {
        title: ["Change: ", label].concat(),
        form,
        facts,
        fields,
    })
}

/// A setting of the law offers what the rules can work with; any other takes lines of text.
fn value_field(key: &str, form: &FormState) -> Part {
    match LawSetting::parse(key).map(LawSetting::choices) {
        Ok(Choices::OneOf(readings)) => Part::new(
            form.radios("values", "How the rules read it")
                .choices(readings.iter().copied())
                .stacked(),
        ),
        Ok(Choices::Days { least, most }) => Part::new(
            form.text("values", "Days")
                .hint(format!(
                    "{least} to {most}: it may shorten what the law allows, never lengthen it."
                ))
                .width(Width::Quarter),
        ),
        Err(_) => Part::new(form.lines("values", "Value").hint("One a line.").rows(3)),
    }
}

fn promise_sheet(
    profile: &Profile,
    key: &str,
    typed: Option<FormState>,
    today: NaiveDate,
) -> Option<Sheet> {
    let row = profile.get::<Promise>(key, today)?;
    let form = typed.unwrap_or_else(|| {
        FormState::empty()
            .with("values", row.value.count.to_string())
            .with_date("from", today)
    });
    let facts = Facts::new()
        .fact("Now", &row.value.sentence)
        .fact("Counted from", &row.value.counted_from)
        .fact("Since", &crate::words::dates::full(row.fact.valid_from))
        .fact("Rests on", row.fact.evidence.label());
    let unit = row.value.unit.label();
    let fields = vec![
        Part::new(form.text("values", unit).width(Width::Quarter)),
        from(&form),
        reason(&form),
    ];
    Some(Sheet {
        title: ["Change: ", &promise_label(key, row.value)].concat(),
        form,
        facts,
        fields,
    })
}

fn from(form: &FormState) -> Part {
    Part::new(
        form.date("from", "First day it holds")
            .hint("A request keeps the terms of the day it was received: an earlier day reaches back to open requests received since."),
    )
}

fn reason(form: &FormState) -> Part {
    Part::new(
        form.lines("reason", "Why")
            .hint("Stays with the change and on the timeline of every request it moves. No names of patients.")
            .rows(2),
    )
}
