//! Who may do what: the permission table, in one place.

use crate::staff::model::{Permission, Role};

/// Whether `role` carries `permission` at its site. Deny by default: what is not written here is not allowed (T35).
pub const fn may(role: Role, permission: Permission) -> bool {
    use Permission as P;
    use Role as R;
    match permission {
        P::OwnAccount | P::SeeFacilities => true,
        P::LogRequests | P::RecordAnswers | P::ChangePatients | P::ChangeRequesters => {
            matches!(
                role,
                R::Clerk | R::Specialist | R::FormsSpecialist | R::Supervisor
            )
        }
        P::ReadRequests => matches!(
            role,
            R::Clerk
                | R::Specialist
                | R::FormsSpecialist
                | R::Reviewer
                | R::Supervisor
                | R::PrivacyOfficer
        ),
        P::WorkRequests => matches!(role, R::Specialist | R::FormsSpecialist | R::Supervisor),
        P::ReleaseRecords | P::MergePatients => matches!(role, R::Specialist | R::Supervisor),
        P::SeeImports => matches!(role, R::Supervisor | R::Administrator),
        P::ApproveReleases => matches!(role, R::Reviewer | R::Supervisor | R::PrivacyOfficer),
        P::PlaceHolds => matches!(
            role,
            R::Specialist | R::FormsSpecialist | R::Supervisor | R::PrivacyOfficer
        ),
        P::LiftHolds => matches!(role, R::Supervisor | R::PrivacyOfficer),
        P::DecidePrivacy => matches!(role, R::PrivacyOfficer),
        P::AssignWork | P::OverrideRules | P::SeeOutbox => matches!(role, R::Supervisor),
        P::SeeFigures => matches!(role, R::Supervisor | R::PrivacyOfficer),
        P::ManageStaff | P::SeeComponents | P::ChangeHouse => matches!(role, R::Administrator),
        P::ReadAudit => matches!(role, R::PrivacyOfficer | R::Auditor),
    }
}
