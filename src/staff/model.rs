//! People, roles and what an acting person carries through a request.

use crate::text_enum;

text_enum! {
    /// What a person is at a site (design: roles in every list are these).
    pub enum Role: "role" {
        Clerk = "clerk", "Clerk";
        Specialist = "specialist", "Specialist";
        FormsSpecialist = "forms_specialist", "Forms specialist";
        Reviewer = "reviewer", "Reviewer";
        Supervisor = "supervisor", "Supervisor";
        PrivacyOfficer = "privacy_officer", "Privacy officer";
        Administrator = "administrator", "Administrator";
        Auditor = "auditor", "Auditor";
    }
}

text_enum! {
    /// One thing staff may do. Every route names one; `rules::may` is the only table of who has which.
    pub enum Permission: "permission" {
        OwnAccount = "own_account", "Use one's own account";
        SeeFacilities = "see_facilities", "See the hospital's facts";
        LogRequests = "log_requests", "Log requests";
        ReadRequests = "read_requests", "Read requests";
        ChangePatients = "change_patients", "Change the patient index";
        MergePatients = "merge_patients", "Merge patients, import them, record restrictions";
        SeeImports = "see_imports", "See which imports of the patient index were done";
        ChangeRequesters = "change_requesters", "Change the address book";
        RecordAnswers = "record_answers", "Record contacts and answers";
        WorkRequests = "work_requests", "Check, clarify and gather";
        ReleaseRecords = "release_records", "Release records";
        ApproveReleases = "approve_releases", "Be the second person of a release";
        PlaceHolds = "place_holds", "Place a hold";
        LiftHolds = "lift_holds", "Lift a hold somebody else placed";
        DecidePrivacy = "decide_privacy", "Decide what the privacy office decides";
        AssignWork = "assign_work", "Assign work to others";
        OverrideRules = "override_rules", "Override a house rule with a reason";
        SeeFigures = "see_figures", "See the desk's figures";
        SeeOutbox = "see_outbox", "See mail that did not go";
        ManageStaff = "manage_staff", "Manage staff";
        SeeComponents = "see_components", "See the parts pages are made of";
        ChangeHouse = "change_house", "Change the hospital's calendar and settings";
        ReadAudit = "read_audit", "Read the audit trail";
    }
}

text_enum! {
    /// What a colleague can no longer prove themselves with.
    pub enum Lost: "lost" {
        SecondFactor = "second_factor", "The authenticator app, and the recovery codes";
        Password = "password", "The password";
    }
}

/// A reset of a colleague's lost credential: one administrator asks, another confirms (T31).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reset {
    /// The inner id.
    pub id: i64,
    /// The opaque name by which a form says which one was seen.
    pub public_id: String,
    /// Whose credential it is.
    pub staff_id: i64,
    /// What was lost.
    pub lost: Lost,
    /// How the first administrator made sure who asks.
    pub reason: String,
    /// The first administrator.
    pub asked_by: i64,
    /// When (UTC).
    pub asked_at: chrono::NaiveDateTime,
    /// The second administrator.
    pub confirmed_by: Option<i64>,
    /// Until when the token can be used (UTC).
    pub token_until: Option<chrono::NaiveDateTime>,
}

/// A signed-in person, as loaded with the session at the start of every request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The person.
    pub staff_id: i64,
    /// The name colleagues know.
    pub name: String,
    /// The site this person acts for now.
    pub acting_site: String,
    /// Roles at the acting site.
    pub roles: Vec<Role>,
    /// Every site where this person has a role.
    pub sites: Vec<String>,
    /// When the person last proved who they are for a dangerous act.
    pub stepped_up_at: Option<chrono::NaiveDateTime>,
}

impl Actor {
    /// Whether any role at the acting site carries `permission`.
    pub fn may(&self, permission: Permission) -> bool {
        self.roles
            .iter()
            .any(|role| super::rules::may(*role, permission))
    }
}

/// How far a sign-in has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Factor {
    /// The password was right; the one-time code is still asked for.
    Password,
    /// Both factors were right.
    Full,
}

impl Factor {
    /// The word that is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Full => "full",
        }
    }
}

/// A person to be given an account. There are no default accounts (T26).
#[derive(Debug, Clone)]
pub struct NewStaff {
    /// The opaque name in addresses.
    pub public_id: String,
    /// What the person signs in with; compared in lower case.
    pub login: String,
    /// The name colleagues know.
    pub name: String,
    /// The password's Argon2id hash in PHC form.
    pub password_hash: String,
    /// The one-time-code secret, sealed for this login; none until the person has confirmed one.
    pub one_time_secret: Option<Vec<u8>>,
    /// The site this person acts for after signing in.
    pub home_site: String,
    /// Roles, each at a site.
    pub roles: Vec<(String, Role)>,
}

/// What somebody proves who they are with, as stored.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// The person.
    pub staff_id: i64,
    /// What the person signs in with.
    pub login: String,
    /// The name colleagues know.
    pub name: String,
    /// The password's hash in PHC form; no such form as long as no password was chosen.
    pub password_hash: String,
    /// The sealed one-time-code secret.
    pub one_time_secret: Option<Vec<u8>>,
    /// Whether a code of that secret was ever right.
    pub confirmed: bool,
    /// The step of the last code that was used.
    pub last_step: Option<i64>,
    /// The site acted for after signing in: the home site, or the first one with a role.
    pub site: String,
    /// Whether the account was disabled.
    pub disabled: bool,
}

/// How often somebody tried in a row without success (T29).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tries {
    /// Tries since the last success.
    pub failures: i64,
    /// Until when no further one is heard.
    pub blocked_until: Option<chrono::NaiveDateTime>,
    /// The last one; for an address, when its minute began.
    pub last_at: chrono::NaiveDateTime,
}

/// Whose guess it is (T29). A browser that has signed in with this account before has a count of its own, so that a
/// stranger's guesses lock nobody out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The count it is held against: the known browser's, else the account's.
    pub subject: String,
    /// The account's count, which a success forgets too.
    pub account: String,
    /// The count of the address; none for a known browser.
    pub address: Option<String>,
}

/// One of a person's own sessions, as the person sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSession {
    /// The hash of its token.
    pub token_hash: Vec<u8>,
    /// When it began.
    pub created_at: chrono::NaiveDateTime,
    /// When it was last used.
    pub seen_at: chrono::NaiveDateTime,
    /// The site it acts for.
    pub site: String,
}

/// A person as the list of staff shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// The inner id.
    pub id: i64,
    /// The opaque name in addresses.
    pub public_id: String,
    /// What the person signs in with.
    pub login: String,
    /// The name colleagues know.
    pub name: String,
    /// The site the person belongs to.
    pub home_site: String,
    /// Whether the person has chosen a password and confirmed a second factor.
    pub confirmed: bool,
    /// When the account was disabled.
    pub disabled_at: Option<chrono::NaiveDateTime>,
    /// The version an administrator saw.
    pub version: i64,
    /// A patient portal's account, which nobody signs in with.
    pub is_portal: bool,
    /// Roles, each at a site.
    pub roles: Vec<(String, Role)>,
}
