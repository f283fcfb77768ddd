//! The roads table: for each legal road its code, checks, clocks, what it needs in writing and how it can end
//! (rule sheet 0, 1.0, 1.2, 3.4). Everything that differs by road reads it here.

use crate::requests::model::{Disposition, Priority, Road, Stage, Want};

mod propose;

pub use propose::{Asked, Proposed, propose};

/// Which rows of the checklist apply (rule sheet section 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChecksFamily {
    /// Identity, authority and direction only; missing elements prompt help, never refusal.
    Access,
    /// A33: writing, signature, person and place, electronic copy.
    Directive,
    /// The elements and defects of an authorization.
    Authorization,
    /// Identity of the asker and the purpose; no authorization is needed.
    Permitted,
    /// A39: the package of a subpoena or order.
    LegalProcess,
    /// Completeness of a form, an amendment, an accounting or a proxy's papers.
    OwnForm,
}

/// What has to be there in writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// A request; a form must not become a barrier (rule sheet 1.1).
    Request,
    /// A directive signed by the patient.
    Directive,
    /// An authorization valid on the day of release.
    Authorization,
    /// An authorization, or a waiver of it by a board.
    AuthorizationOrWaiver,
    /// Nothing signed by the patient.
    NothingFromPatient,
    /// A subpoena, warrant or order with its proofs.
    LegalProcess,
}

/// One road.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoadRow {
    /// The road.
    pub road: Road,
    /// Its code in the rule sheet.
    pub code: &'static str,
    /// Checks that apply.
    pub checks: ChecksFamily,
    /// What has to be there in writing.
    pub needs: Needs,
    /// An exercise of the patient's own right to the record (164.524).
    pub is_access: bool,
    /// Clocks everywhere, by C number.
    pub clocks: &'static [&'static str],
    /// Clocks at City of Hope besides.
    pub california: &'static [&'static str],
    /// Clocks at HSS besides.
    pub new_york: &'static [&'static str],
    /// A clock of this road can be extended (R10: C1, C2, C3).
    pub extension: bool,
    /// A defective document starts no statutory clock (R19).
    pub defect_starts_no_clock: bool,
    /// Priority before anything special is known (3.4).
    pub priority: Priority,
    /// What is wanted when nothing is said.
    pub wants: &'static [Want],
    /// The stages, in order.
    pub line: &'static [Stage],
    /// The ways it can end.
    pub outcomes: &'static [Disposition],
}

/// The line of every road so far. A road that truly needs another says so in its row.
const LINE: &[Stage] = Stage::ALL;

const RELEASE: &[Disposition] = &[
    Disposition::Released,
    Disposition::PartlyReleased,
    Disposition::Denied,
    Disposition::NoRecords,
    Disposition::Forwarded,
    Disposition::Withdrawn,
    Disposition::Duplicate,
    Disposition::LoggedInError,
];
const FORM: &[Disposition] = &[
    Disposition::FormDelivered,
    Disposition::Denied,
    Disposition::Forwarded,
    Disposition::Withdrawn,
    Disposition::Duplicate,
    Disposition::LoggedInError,
];
const AMENDMENT: &[Disposition] = &[
    Disposition::Amended,
    Disposition::AmendmentDenied,
    Disposition::Forwarded,
    Disposition::Withdrawn,
    Disposition::Duplicate,
    Disposition::LoggedInError,
];
const ACCOUNTING: &[Disposition] = &[
    Disposition::AccountingSent,
    Disposition::Forwarded,
    Disposition::Withdrawn,
    Disposition::Duplicate,
    Disposition::LoggedInError,
];

/// What most roads share; each row says only what is its own.
const BASE: RoadRow = RoadRow {
    road: Road::Authorization,
    code: "AUTH",
    checks: ChecksFamily::Authorization,
    needs: Needs::Authorization,
    is_access: false,
    clocks: &[],
    california: &[],
    new_york: &[],
    extension: false,
    defect_starts_no_clock: false,
    priority: Priority::P3,
    wants: &[],
    line: LINE,
    outcomes: RELEASE,
};

const ACCESS: RoadRow = RoadRow {
    road: Road::PatientAccess,
    code: "PA",
    checks: ChecksFamily::Access,
    needs: Needs::Request,
    is_access: true,
    clocks: &["C1"],
    california: &["C4", "C5", "C6", "C7"],
    new_york: &["C11", "C12"],
    extension: true,
    priority: Priority::P2,
    wants: &[Want::Copy],
    ..BASE
};

/// The row of a road. One table; a new road does not compile until it has a row.
#[allow(clippy::too_many_lines)] // a table: one arm per road
pub const fn row(road: Road) -> RoadRow {
    match road {
        Road::PatientAccess => ACCESS,
        Road::PersonalRepresentative => RoadRow {
            road,
            code: "PR",
            ..ACCESS
        },
        // R16: an electronic copy of an EHR runs C1, and C5 as well in California; any other directive needs an authorization.
        Road::ThirdPartyDirective => RoadRow {
            road,
            code: "TPD",
            checks: ChecksFamily::Directive,
            needs: Needs::Directive,
            california: &["C5"],
            new_york: &[],
            ..ACCESS
        },
        Road::Authorization => RoadRow {
            defect_starts_no_clock: true,
            ..BASE
        },
        Road::Attorney => RoadRow {
            road,
            code: "ATT",
            california: &["C9"],
            defect_starts_no_clock: true,
            ..BASE
        },
        Road::ContinuityOfCare => RoadRow {
            road,
            code: "COC",
            checks: ChecksFamily::Permitted,
            needs: Needs::NothingFromPatient,
            priority: Priority::P1,
            ..BASE
        },
        Road::Payer => RoadRow {
            road,
            code: "PAY",
            checks: ChecksFamily::Permitted,
            needs: Needs::NothingFromPatient,
            ..BASE
        },
        Road::DisabilityAgency => RoadRow {
            road,
            code: "DIS",
            defect_starts_no_clock: true,
            ..BASE
        },
        Road::Government => RoadRow {
            road,
            code: "GOV",
            checks: ChecksFamily::Permitted,
            needs: Needs::NothingFromPatient,
            priority: Priority::P4,
            ..BASE
        },
        Road::Subpoena => RoadRow {
            road,
            code: "SUB",
            checks: ChecksFamily::LegalProcess,
            needs: Needs::LegalProcess,
            california: &["C10"],
            new_york: &["C13"],
            defect_starts_no_clock: true,
            ..BASE
        },
        Road::WorkersCompensation => RoadRow {
            road,
            code: "WC",
            checks: ChecksFamily::Permitted,
            needs: Needs::NothingFromPatient,
            ..BASE
        },
        Road::Research => RoadRow {
            road,
            code: "RES",
            needs: Needs::AuthorizationOrWaiver,
            priority: Priority::P4,
            ..BASE
        },
        Road::MedicalForm => RoadRow {
            road,
            code: "FORM",
            checks: ChecksFamily::OwnForm,
            needs: Needs::Request,
            clocks: &["C21", "C22", "C23"],
            california: &["C24"],
            outcomes: FORM,
            ..BASE
        },
        Road::Amendment => RoadRow {
            road,
            code: "AMD",
            checks: ChecksFamily::OwnForm,
            needs: Needs::Request,
            clocks: &["C2"],
            california: &["C8"],
            extension: true,
            priority: Priority::P2,
            outcomes: AMENDMENT,
            ..BASE
        },
        Road::Accounting => RoadRow {
            road,
            code: "ACC",
            checks: ChecksFamily::OwnForm,
            needs: Needs::Request,
            clocks: &["C3"],
            extension: true,
            priority: Priority::P2,
            outcomes: ACCOUNTING,
            ..BASE
        },
        Road::InboundRecords => RoadRow {
            road,
            code: "INB",
            ..BASE
        },
        Road::PortalProxy => RoadRow {
            road,
            code: "PRX",
            checks: ChecksFamily::OwnForm,
            needs: Needs::Request,
            ..BASE
        },
    }
}

impl RoadRow {
    /// Whether nothing may leave without an authorization valid on that day. A directive is not one, a waiver replaces one.
    pub const fn authorization_required(&self) -> bool {
        matches!(self.needs, Needs::Authorization)
    }
}
