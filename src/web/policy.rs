//! What every route must say about itself before it can be served (T35).

use crate::staff::model::Permission;

/// Who may come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// Anybody: sign-in, static files, health.
    Anyone,
    /// Somebody whose password was right and whose one-time code is still asked for.
    HalfSignedIn,
    /// A signed-in person with this permission at the acting site.
    Staff(Permission),
    /// A patient portal with its token; it may reach what it sent itself, and nothing else.
    Portal,
}

/// What kind of patient data a route handles; anything but `None` leaves an audit row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PatientData {
    /// None at all.
    None,
    /// A list of requests.
    List,
    /// One request or one patient.
    One,
}

/// Which count a route is held against (T29, T70).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limiter {
    /// None: static files and health.
    None,
    /// Page views and changes: 300 a minute for a person, unless the settings say otherwise.
    Person,
    /// Guessing: the shared count of every credential path.
    Credential,
}

/// How a route is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Shows; changes nothing but audit, session and limiter rows (T62).
    Get,
    /// Changes; carries a CSRF token, and a submission key where it stores something.
    Post,
}

/// One route's policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// How it is called.
    pub verb: Verb,
    /// Its path pattern.
    pub path: &'static str,
    /// Who may come in.
    pub door: Door,
    /// What it handles.
    pub data: PatientData,
    /// Which count it is held against.
    pub limiter: Limiter,
    /// Whether it keeps the session alive; background requests never do (T33).
    pub activity: bool,
    /// Whether the person must have proved lately who they are (ASVS 7.5.3); see [`crate::staff::rules::proof`].
    pub asks_code: bool,
    /// The event its audit rows name.
    pub event: &'static str,
    /// The page whose form posts here, with the same placeholders: where typed text goes back to after a re-login.
    pub form: &'static str,
}

impl Policy {
    /// Whether handling it always leaves evidence.
    pub const fn is_witnessed(&self) -> bool {
        !matches!(self.data, PatientData::None) || matches!(self.verb, Verb::Post)
    }
}
