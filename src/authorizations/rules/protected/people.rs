//! What a minor consented to alone, services California shields from other states, restrictions and other addresses.

use super::notation::{CARE, OWN, PROVIDER, SELF, of};
use crate::authorizations::model::Demand::{Ask, Check, Must, Nothing, Stays};
use crate::authorizations::model::{CheckId, Flag, Protection};
use crate::facilities::model::StateLaw::{California, NewYork};
use crate::requests::model::{RequesterClass, Road};

const MINOR: Protection = of(Flag::MinorConsent);
const MINORS_CA: &str = "Cal. H&S Code 123105, 123115; Civ. Code 56.11; Family Code 6924-6929";
const MINORS_NY: &str = "NY PHL 17, 18";
const MINOR_SIGNED: &str =
    "Did the minor, who consented to these services alone, sign for this release?";

pub(super) const MINOR_CONSENT: &[Protection] = &[
    MINOR
        .to(&[RequesterClass::Patient])
        .demands(Nothing)
        .says("The minor has the records of what the minor consented to alone.")
        .law(MINORS_CA, "[V7] [V33]"),
    MINOR
        .on(CARE)
        .to(PROVIDER)
        .demands(Nothing)
        .says("A provider who cares for the minor may have these records.")
        .law("45 CFR 164.506(c)", "[V1]"),
    MINOR
        .only_in(California)
        .demands(Check(CheckId::A27))
        .says("What the minor consented to alone goes only on the minor's own signature. Hold back the flagged encounters only, never the whole record.")
        .law(MINORS_CA, "[V33]"),
    MINOR
        .only_in(NewYork)
        .demands(Ask(MINOR_SIGNED))
        .says("A parent may not have records of the minor's treatment for sexually transmitted disease or of an abortion. Hold back the flagged encounters only, never the whole record.")
        .law(MINORS_NY, "[V22] [V26] [K]"),
    MINOR
        .demands(Ask(MINOR_SIGNED))
        .says("A parent or anybody else has what the minor consented to alone only on the minor's signature. Hold back the flagged encounters only, never the whole record.")
        .law(MINORS_CA, "[V33]"),
];

const SHIELDED: Protection = of(Flag::SensitiveCa).only_in(California).law(
    "Cal. AB 352; Civ. Code 56.108, 56.109; H&S Code 123110",
    "[V15]",
);

pub(super) const SENSITIVE_CA: &[Protection] = &[
    SHIELDED
        .on(OWN)
        .demands(Nothing)
        .says("The patient has these records like the rest."),
    SHIELDED
        .demands(Check(CheckId::A36))
        .says("Abortion, contraception and gender care do not go to another state without authorization: the privacy officer sees it before anything leaves."),
];

const RESTRICTED: Protection = of(Flag::Restrict).law("45 CFR 164.522(a)", "[V1]");

pub(super) const RESTRICT: &[Protection] = &[
    RESTRICTED
        .on(OWN)
        .demands(Nothing)
        .says("A restriction does not bind what the patient asks for."),
    RESTRICTED
        .on(&[Road::Payer])
        .demands(Stays)
        .says("What was agreed to be kept back, or what the patient paid in full, does not go to a health plan."),
    RESTRICTED
        .to(SELF)
        .demands(Nothing)
        .says("A restriction does not bind what goes to the patient."),
    RESTRICTED
        .demands(Check(CheckId::A41))
        .says("A restriction was agreed with the patient: the supervisor sees it before anything leaves."),
];

const ELSEWHERE: Protection = of(Flag::Confcomm).law("45 CFR 164.522(b)", "[V1]");

pub(super) const CONFCOMM: &[Protection] = &[
    ELSEWHERE
        .on(OWN)
        .demands(Must("Does it go only to the address, or by the means, that the patient asked for?"))
        .says("The patient asked to be reached in another way or place. It is honoured, and nobody asks why."),
    ELSEWHERE
        .demands(Check(CheckId::A41))
        .says("The patient asked to be reached in another way or place: the supervisor sees it before anything leaves."),
];
