//! Who works here: the list, one person, an invitation (T26, T32).

use askama::Template;

use super::credential::fresh_token;
use super::resets::{Standing, standing};
use crate::accounts::forms;
use crate::error::AppError;
use crate::form_state::FormState;
use crate::staff::commands::{self, Invitation};
use crate::staff::model::{Actor, Colleague, Lost, Role};
use crate::staff::store;
use crate::web::chrome::Chrome;
use crate::web::components::{
    Button, Checkboxes, Facts, FormFields, FormTag, Name, Radios, Select, Tag, Tone, Width,
};
use crate::web::visit::{Answer, Done, Visit};

struct Row {
    href: String,
    name: Name,
    login: String,
    roles: String,
    state: Tag,
}

#[derive(Template)]
#[template(path = "accounts/staff.html")]
struct StaffPage {
    chrome: Chrome,
    rows: Vec<Row>,
    said: String,
}

/// Everybody with a role at one of the administrator's sites.
pub async fn staff(visit: Visit) -> Answer {
    let people = visit.read(|read| Ok(store::colleagues(read)?)).await?;
    let rows: Vec<Row> = people
        .iter()
        .filter(|person| commands::is_near(&visit.actor, person))
        .map(|person| Row {
            href: ["/staff/", &person.public_id].concat(),
            name: Name::new(&person.name),
            login: person.login.clone(),
            roles: roles_of(&visit, person),
            state: state_of(person),
        })
        .collect();
    let said = match rows.len() {
        1 => "1 person".to_owned(),
        count => [&count.to_string(), " people"].concat(),
    };
    visit.page(&StaffPage {
        chrome: visit.chrome("Staff"),
        rows,
        said,
    })
}

fn roles_of(visit: &Visit, person: &Colleague) -> String {
    let facilities = &visit.app.facilities;
    let words: Vec<String> = person
        .roles
        .iter()
        .map(|(site, role)| {
            let site = facilities.site_name(site, facilities.today(site, visit.now()));
            [role.label(), ", ", &site].concat()
        })
        .collect();
    words.join("; ")
}

fn state_of(person: &Colleague) -> Tag {
    match (person.disabled_at, person.confirmed) {
        (Some(_), _) => Tag::new("Disabled", Tone::Bad),
        (None, _) if person.is_portal => Tag::plain("Portal"),
        (None, false) => Tag::new("Invited", Tone::Warn),
        (None, true) => Tag::plain("Active"),
    }
}

#[derive(Template)]
#[template(path = "accounts/colleague.html")]
pub(super) struct ColleaguePage {
    chrome: Chrome,
    name: Name,
    facts: Facts,
    state: Tag,
    form: FormState,
    roles_tag: FormTag,
    account_tag: FormTag,
    reset: Option<Standing>,
    ask_tag: FormTag,
    confirm_tag: FormTag,
    withdraw_tag: FormTag,
    here: Vec<Role>,
    disabled: bool,
    is_self: bool,
    is_portal: bool,
}

impl ColleaguePage {
    pub(super) async fn of(
        visit: &Visit,
        person: &Colleague,
        form: FormState,
    ) -> Result<Self, AppError> {
        let reset = standing(visit, person.id).await?;
        let mut chrome = visit.chrome("Staff member");
        chrome.error = form.is_refused();
        let page = ["/staff/", &person.public_id].concat();
        let action = if person.disabled_at.is_some() {
            "/enable"
        } else {
            "/disable"
        };
        let tag = |what: &str| -> Result<FormTag, AppError> {
            Ok(FormTag::new([&page, what].concat(), &chrome.csrf)
                .key(visit.key()?)
                .version(person.version))
        };
        Ok(Self {
            name: Name::new(&person.name),
            facts: Facts::new()
                .fact("Username", &person.login)
                .fact("Roles", &roles_of(visit, person)),
            state: state_of(person),
            roles_tag: tag("/roles")?,
            account_tag: tag(action)?.inline(),
            ask_tag: tag("/reset")?,
            confirm_tag: tag("/reset/confirm")?.inline(),
            withdraw_tag: tag("/reset/withdraw")?.inline(),
            reset,
            here: person
                .roles
                .iter()
                .filter(|(site, _)| *site == visit.actor.acting_site)
                .map(|(_, role)| *role)
                .collect(),
            disabled: person.disabled_at.is_some(),
            is_self: person.id == visit.actor.staff_id,
            is_portal: person.is_portal,
            chrome,
            form,
        })
    }

    fn lost(&self) -> Radios {
        Radios::new("lost", "What was lost")
            .choices(Lost::offered())
            .chosen(self.form.value("lost"))
            .error(self.form.error("lost"))
    }

    fn roles(&self) -> Checkboxes {
        // The other form of this page may have been the one that was sent.
        let chosen: Vec<&str> = if self.form.pairs().is_empty() || self.form.posted("lost") {
            self.here.iter().map(|role| role.as_str()).collect()
        } else {
            self.form.values("roles")
        };
        Checkboxes::new("roles", "Roles at this site")
            .choices(Role::offered())
            .chosen(chosen)
            .error(self.form.error("roles"))
    }
}

pub(super) async fn load(visit: &Visit) -> Result<Colleague, AppError> {
    let public_id: String = visit.path("staff")?;
    let actor = visit.actor.clone();
    visit
        .read(move |read| Ok(commands::near_colleague(read, &actor, &public_id)?))
        .await
}

/// One person: roles here, and whether the account works.
pub async fn colleague(visit: Visit) -> Answer {
    let person = load(&visit).await?;
    let kept = visit.draft().await?.unwrap_or_else(FormState::empty);
    visit.page(&ColleaguePage::of(&visit, &person, kept).await?)
}

/// Replaces a person's roles at the acting site; it bites at their next request.
pub async fn roles(visit: Visit) -> Answer {
    let public_id: String = visit.path("staff")?;
    let (version, roles) = match forms::roles(visit.form.clone()) {
        Ok(read) => read,
        Err(form) => {
            let person = load(&visit).await?;
            return visit.refused(&ColleaguePage::of(&visit, &person, form).await?);
        }
    };
    let actor = visit.actor.clone();
    let back = ["/staff/", &public_id].concat();
    visit
        .submit(&(public_id.clone(), version, roles.clone()), move |tx| {
            commands::set_roles(tx, &actor, &public_id, version, &roles)?;
            Ok(Done::go(back).say("The roles hold from the person’s next page on."))
        })
        .await
}

/// Disables an account; its sessions end now.
pub async fn disable(visit: Visit) -> Answer {
    switch(
        visit,
        true,
        "The account is disabled and its sessions have ended.",
    )
    .await
}

/// Enables an account again.
pub async fn enable(visit: Visit) -> Answer {
    switch(visit, false, "The account works again.").await
}

async fn switch(visit: Visit, disabled: bool, say: &'static str) -> Answer {
    let public_id: String = visit.path("staff")?;
    let version = visit.form.value("version").parse::<i64>().unwrap_or(0);
    let actor: Actor = visit.actor.clone();
    let back = ["/staff/", &public_id].concat();
    visit
        .submit(&(public_id.clone(), version, disabled), move |tx| {
            commands::end_account(tx, &actor, &public_id, version, disabled)?;
            Ok(Done::go(back).say(say))
        })
        .await
}

#[derive(Template)]
#[template(path = "accounts/invite.html")]
struct InvitePage {
    chrome: Chrome,
    tag: FormTag,
    form: FormState,
}

impl InvitePage {
    fn of(visit: &Visit, form: FormState) -> Self {
        let mut chrome = visit.chrome("New colleague");
        chrome.error = form.is_refused();
        Self {
            tag: FormTag::new("/staff/new", &chrome.csrf),
            chrome,
            form,
        }
    }

    fn role(&self) -> Select {
        self.form
            .select("role", "Role at this site")
            .prompt("Choose a role")
            .options(Role::offered())
    }
}

#[derive(Template)]
#[template(path = "accounts/invited.html")]
struct InvitedPage {
    chrome: Chrome,
    login: String,
    token: String,
}

/// The form for a new colleague.
pub async fn invite_form(visit: Visit) -> Answer {
    let form = visit.draft().await?.unwrap_or_else(FormState::empty);
    visit.page(&InvitePage::of(&visit, form))
}

/// Invites a colleague and shows the one-time token, once.
pub async fn invite(visit: Visit) -> Answer {
    let typed = match forms::invite(visit.form.clone()) {
        Ok(typed) => typed,
        Err(form) => return visit.refused(&InvitePage::of(&visit, form)),
    };
    let (token, token_hash) = fresh_token()?;
    let (public_id, _) = fresh_token()?;
    let invited = Invitation {
        public_id,
        login: typed.login.clone(),
        name: typed.name,
        role: typed.role,
        site: visit.actor.acting_site.clone(),
        token_hash,
    };
    let done = visit.write(move |tx| commands::invite(tx, &invited)).await;
    match done {
        Ok(()) => visit.page(&InvitedPage {
            chrome: visit.chrome("Invited"),
            login: typed.login,
            token,
        }),
        Err(AppError::Fields(found)) => {
            let form = found.errors().iter().fold(visit.form.clone(), |form, e| {
                form.refused(&e.field, e.text.clone())
            });
            visit.refused(&InvitePage::of(&visit, form))
        }
        Err(error) => Err(error),
    }
}
