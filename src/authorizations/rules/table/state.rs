//! A10, A24–A30: what California and New York ask for besides (rule sheet 1.6–1.8, 1.11).

use crate::authorizations::model::{Check, CheckId, Part, Severity};
use crate::authorizations::rules::table::notation::SIGNED;
use crate::clarifications::model::AnswerBy::SignedPaper;
use crate::facilities::model::StateLaw::{California, NewYork};
use crate::requests::model::Road;

/// Roads on which another person's signature could open services a minor consented to alone.
const SIGNED_FOR_A_MINOR: &[Road] = &[
    Road::Authorization,
    Road::Attorney,
    Road::DisabilityAgency,
    Road::Research,
    Road::ThirdPartyDirective,
    Road::PortalProxy,
];

const TO_THIRD_PARTY: &[Road] = &[Road::Authorization, Road::Attorney, Road::Subpoena];

/// California's form rules are cured together, by the hospital's form.
const OUR_FORM_EN: &str = "The form used does not meet California's rules. Please have our authorization form signed; it exists in English and Spanish.";
const OUR_FORM_ES: &str = "El formulario usado no cumple las reglas de California. Obtenga la firma en nuestro formulario de autorización; existe en inglés y en español.";

pub(super) const A10: Check = Check::new(
    CheckId::A10,
    "Is it good for one year or less, or did the signer ask for a specific later date, or is it for an approved clinical trial?",
    "Cal. Civ. Code 56.11(b)(7) (AB 1697)",
)
.hint("Counted from the date of signing. Mark \"later expiry asked for\" or \"clinical trial\" on the request if it is so.")
.on(SIGNED)
.only_in(California)
.always_answered_on(SIGNED)
.asks(
    SignedPaper,
    "California limits an authorization to one year. Please have it signed with an earlier end, or send the signer's written request for the specific later date.",
    "California limita la autorización a un año. Obtenga una firmada con una fecha de término más cercana, o envíe la petición escrita del firmante para la fecha posterior específica.",
)
.clerk("Good for more than a year. California does not allow that without the signer's own request.");

pub(super) const A24: Check = Check::new(
    CheckId::A24,
    "Is it handwritten by the signer, or printed in 14-point type or larger?",
    "Cal. Civ. Code 56.11(b)(1)",
)
.hint("Hold it beside our form, which is in 14-point type.")
.on(SIGNED)
.only_in(California)
.always_answered_on(SIGNED)
.asks(SignedPaper, OUR_FORM_EN, OUR_FORM_ES)
.clerk("The print is smaller than California allows.");

pub(super) const A25: Check = Check::new(
    CheckId::A25,
    "Is its text clearly separate, with a signature that serves no other purpose?",
    "Cal. Civ. Code 56.11(b)(2)",
)
.hint("A signature at the foot of an admission form or an insurance claim is not enough.")
.on(SIGNED)
.only_in(California)
.always_answered_on(SIGNED)
.asks(SignedPaper, OUR_FORM_EN, OUR_FORM_ES)
.clerk("The signature serves something else too.");

pub(super) const A26: Check = Check::new(
    CheckId::A26,
    "Does it state the limits on the recipient's use, and the right to a copy?",
    "Cal. Civ. Code 56.11(b)",
)
.hint("Both must be printed on it.")
.on(SIGNED)
.only_in(California)
.always_answered_on(SIGNED)
.asks(SignedPaper, OUR_FORM_EN, OUR_FORM_ES)
.clerk("Limits on use or the right to a copy are not stated.");

pub(super) const A27: Check = Check::new(
    CheckId::A27,
    "If a service is in scope that the minor could consent to alone, did the minor sign?",
    "Cal. Civ. Code 56.11(b)(3); rule sheet 1.11",
)
.hint("Only flagged encounters are held back; never the whole record because a child is 12 or older. Enclose the minor's permission form.")
.on(SIGNED_FOR_A_MINOR)
.only_in(California)
.severity(Severity::FatalForPart(Part::MinorConsentServices))
.asks_further_permission()
.clerk("That part stays. Do not say to anyone what it is about.");

pub(super) const A28: Check = Check::new(
    CheckId::A28,
    "If an HIV test result is in scope, is it specifically authorized for this disclosure?",
    "Cal. H&S Code 120980",
)
.hint("To whom, and each disclosure separately; \"in part\" where it names the result but not this disclosure. Enclose the permission form with the boxes for protected kinds.")
.on(TO_THIRD_PARTY)
.only_in(California)
.severity(Severity::FatalForPart(Part::HivTestResult))
.asks_further_permission()
.clerk("That part stays. Do not say to anyone what it is about.");

pub(super) const A29: Check = Check::new(
    CheckId::A29,
    "If HIV-related information is in scope, is it on an approved form, or is its line initialled?",
    "NY PHL 2782; 10 NYCRR 63.5",
)
.hint("DOH-2557 or DOH-5032, or OCA-960 with the line initialled; for an insurer a general authorization is enough. Enclose the approved form.")
.on(TO_THIRD_PARTY)
.only_in(NewYork)
.severity(Severity::FatalForPart(Part::HivRelated))
.asks_further_permission()
.clerk("That part stays. Do not say to anyone what it is about.");

pub(super) const A30: Check = Check::new(
    CheckId::A30,
    "On form OCA-960, are the lines of item 9 initialled where they are wanted?",
    "OCA-960 item 9",
)
.hint("Three lines: alcohol or drug treatment, mental health, HIV. What has no initials stays.")
.on(&[Road::Attorney])
.only_in(NewYork)
.severity(Severity::FatalForPart(Part::LinesNotInitialled))
.asks(
    SignedPaper,
    "Please have the patient initial each line of item 9 of the form that is meant to be included, or confirm that a line without initials is to stay out.",
    "El paciente debe poner sus iniciales en cada línea del punto 9 del formulario que desea incluir, o confirmar que la línea sin iniciales queda fuera.",
)
.clerk("What the lines without initials cover stays. Do not say which.");
