//! What is done with accounts from outside a page.

use crate::accounts::forms;
use crate::app::{App, Who};
use crate::staff::commands::{self, Invitation, NewPortal};
use crate::staff::model::Role;
use crate::web::cookie;

/// Invites somebody from the command line, which is how the first administrator comes in: no account exists before (T26).
/// Answers the one-time token.
///
/// # Errors
/// A sentence that names what is wrong: the username, the name, the role, the site; or that nothing was stored.
pub async fn invite_from_console(
    app: &App,
    login: &str,
    name: &str,
    role: &str,
    site: &str,
) -> anyhow::Result<String> {
    let role = Role::parse(role)?;
    let login = checked(app, login, name, site)?;
    let token = cookie::new_token()?;
    let invited = Invitation {
        public_id: cookie::new_token()?,
        login,
        name: name.trim().to_owned(),
        role,
        site: site.to_owned(),
        token_hash: cookie::hash_of(&token),
    };
    app.write(Who::Desk, "staff.invited", move |tx| {
        commands::invite(tx, &invited)
    })
    .await??;
    Ok(token)
}

/// Lets a patient portal in from the command line, or gives it another token. Answers the token.
///
/// # Errors
/// A sentence that names what is wrong: the username, the name, the site; or that nothing was stored.
pub async fn admit_portal(
    app: &App,
    login: &str,
    name: &str,
    site: &str,
) -> anyhow::Result<String> {
    let login = checked(app, login, name, site)?;
    let token = cookie::new_token()?;
    let new = NewPortal {
        public_id: cookie::new_token()?,
        login,
        name: name.trim().to_owned(),
        site: site.to_owned(),
        token_hash: cookie::hash_of(&token),
    };
    app.write(Who::Desk, "portal.admitted", move |tx| {
        commands::admit_portal(tx, &new)
    })
    .await??;
    Ok(token)
}

/// The username, once it, the name and the site can be those of an account.
fn checked(app: &App, login: &str, name: &str, site: &str) -> anyhow::Result<String> {
    let login = forms::new_login(login).map_err(anyhow::Error::msg)?;
    if name.trim().is_empty() {
        anyhow::bail!("--name is empty: give the name colleagues know.");
    }
    if app.facilities.of_site(site).is_none() {
        let known: Vec<String> = app
            .facilities
            .profiles()
            .iter()
            .flat_map(|profile| profile.site_codes())
            .map(str::to_owned)
            .collect();
        anyhow::bail!(
            "--site {site} is not known. The sites are: {}.",
            known.join(", ")
        );
    }
    Ok(login)
}
