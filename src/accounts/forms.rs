//! What is typed when signing in and when accounts are kept.

use zeroize::Zeroizing;

use crate::form_state::{FormState, Reader};
use crate::staff::model::{Lost, Role};
use crate::staff::rules::passwords;

/// Longest sign-in name as typed.
const LOGIN: usize = 100;

/// A sign-in as typed.
#[derive(Debug)]
pub struct SignIn {
    /// The sign-in name, normalized.
    pub login: String,
    /// The password, normalized.
    pub password: Zeroizing<String>,
}

/// Reads the sign-in form; nothing is said about which of the two is wrong.
pub fn sign_in(form: FormState) -> Result<SignIn, FormState> {
    let password = Zeroizing::new(passwords::normalized(form.value("password")));
    let login = passwords::login_of(form.value("username"));
    let mut reader = Reader::new(form);
    if login.is_empty() {
        reader.refuse("username", "Enter your username.");
    } else if login.chars().count() > LOGIN {
        reader.refuse("username", "A username has at most 100 characters.");
    }
    if password.is_empty() {
        reader.refuse("password", "Enter your password.");
    } else if password.chars().count() > passwords::LONGEST {
        reader.refuse("password", "A password has at most 1,000 characters.");
    }
    reader.finish(|| Some(SignIn { login, password }))
}

/// Reads the code box: a one-time code or a recovery code.
pub fn code(form: FormState) -> Result<String, FormState> {
    let mut reader = Reader::new(form);
    let code = reader.required_text("code", "the one-time code", 100);
    reader.finish(|| code)
}

/// The key of a kept form that the sign-in leads back to: nothing but letters of a key.
pub fn draft(text: &str) -> String {
    let fits = !text.is_empty()
        && text.len() <= 100
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if fits { text.to_owned() } else { String::new() }
}

/// A sign-in name somebody may be given: 2 to 40 of a to z, 0 to 9, dot, hyphen, underscore.
pub fn new_login(typed: &str) -> Result<String, &'static str> {
    let login = passwords::login_of(typed);
    let fits = (2..=40).contains(&login.len())
        && login
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b".-_".contains(&b));
    if fits {
        Ok(login)
    } else {
        Err("A username has 2 to 40 letters a to z, digits, dots, hyphens or underscores.")
    }
}

/// Somebody to be invited, as an administrator typed it.
#[derive(Debug)]
pub struct Invite {
    /// The sign-in name.
    pub login: String,
    /// The name colleagues will know.
    pub name: String,
    /// The role at the acting site.
    pub role: Role,
}

/// Reads the form for a new colleague.
pub fn invite(form: FormState) -> Result<Invite, FormState> {
    let typed = form.value("login").to_owned();
    let mut reader = Reader::new(form);
    let name = reader.required_text("name", "the person’s name", 100);
    let login = match new_login(&typed) {
        Ok(login) => Some(login),
        Err(why) => {
            reader.refuse("login", why);
            None
        }
    };
    let role = reader.choice("role", "a role", Role::parse);
    let invite = name
        .zip(login)
        .zip(role)
        .map(|((name, login), role)| Invite { login, name, role });
    reader.finish(|| invite)
}

/// Reads the version an administrator saw and the roles checked.
pub fn roles(form: FormState) -> Result<(i64, Vec<Role>), FormState> {
    let mut reader = Reader::new(form);
    let roles = reader.choices("roles", "the roles", Role::parse);
    let version = reader.form().value("version").parse::<i64>().unwrap_or(0);
    reader.finish(|| Some((version, roles)))
}

/// A console token and the password chosen with it, as typed.
#[derive(Debug)]
pub struct Welcome {
    /// The token.
    pub token: String,
    /// The password; whether it may be chosen is asked of the rules.
    pub password: Zeroizing<String>,
}

/// Reads the form of the first sign-in.
pub fn welcome(form: FormState) -> Result<Welcome, FormState> {
    let password = Zeroizing::new(form.value("password").to_owned());
    let mut reader = Reader::new(form);
    let token = reader.required_text("token", "the token you were handed", 200);
    if password.is_empty() {
        reader.refuse("password", "Choose a password.");
    }
    reader.finish(|| token.map(|token| Welcome { token, password }))
}

/// Reads a token alone.
pub fn token(form: FormState) -> Result<String, FormState> {
    let mut reader = Reader::new(form);
    let token = reader.required_text("token", "the token you were handed", 200);
    reader.finish(|| token)
}

/// Another password for oneself, as typed.
#[derive(Debug)]
pub struct NewPassword {
    /// The password now, normalized.
    pub old: Zeroizing<String>,
    /// The new one; whether it may be chosen is asked of the rules.
    pub new: Zeroizing<String>,
}

/// Reads the form for another password.
pub fn new_password(form: FormState) -> Result<NewPassword, FormState> {
    let old = Zeroizing::new(passwords::normalized(form.value("password")));
    let new = Zeroizing::new(form.value("password_new").to_owned());
    let again = Zeroizing::new(form.value("password_again").to_owned());
    let mut reader = Reader::new(form);
    if old.is_empty() {
        reader.refuse("password", "Enter your password.");
    } else if old.chars().count() > passwords::LONGEST {
        reader.refuse("password", "A password has at most 1,000 characters.");
    }
    if new.is_empty() {
        reader.refuse("password_new", "Choose a new password.");
    } else if passwords::normalized(&new) == *old {
        reader.refuse(
            "password_new",
            "This is the password you have. Choose another.",
        );
    } else if again != new {
        reader.refuse(
            "password_again",
            "The two are not alike. Type the new password once more.",
        );
    }
    reader.finish(|| Some(NewPassword { old, new }))
}

/// Reads what a colleague lost, and how the administrator made sure who asks.
pub fn reset(form: FormState) -> Result<(Lost, String), FormState> {
    let mut reader = Reader::new(form);
    let lost = reader.choice("lost", "what was lost", Lost::parse);
    let reason = reader.reason("reason", "how you made sure who asks", 15, 500);
    reader.finish(|| lost.zip(reason))
}
