//! The laws a fee stands on, as its lines name them.

pub(super) const ACCESS: &str = "45 CFR 164.524(c)(4)";
pub(super) const ACCOUNTING: &str = "45 CFR 164.528(c)(2)";
pub(super) const CALIFORNIA_COPIES: &str = "Cal. Health & Safety Code 123110";
pub(super) const CALIFORNIA_BENEFIT: &str = "Cal. Health & Safety Code 123110(d)";
pub(super) const CALIFORNIA_FORMS: &str = "Cal. Health & Safety Code 123114";
pub(super) const ATTORNEY_BEFORE_SUIT: &str = "Cal. Evidence Code 1158";
pub(super) const CIVIL_SUBPOENA: &str = "Cal. Evidence Code 1563";
pub(super) const NEW_YORK_COPIES: &str = "N.Y. Public Health Law 18";
/// What the house asks of its own will; never law.
pub(super) const HOUSE: &str = "house";
/// No law of the rule sheet names an amount: what was agreed decides.
pub(super) const AGREEMENT: &str = "agreement";
