//! A21, A31–A43: protected kinds, single roads, and the house's own safeguards.

use crate::authorizations::model::{Check, CheckId, Escalation, Flag, Part, Severity};
use crate::authorizations::rules::table::notation::ALL_SIGNED;
use crate::clarifications::model::AnswerBy::{SignedPaper, Word, Writing};
use crate::facilities::model::StateLaw::California;
use crate::requests::model::Road;

pub(super) const A21: Check = Check::new(
    CheckId::A21,
    "If psychotherapy notes are in scope, do they have an authorization of their own?",
    "45 CFR 164.508(b)(3)(ii)",
)
.hint("It may be combined only with another for the same kind of notes. Enclose the separate form.")
.on(ALL_SIGNED)
.severity(Severity::FatalForPart(Part::PsychotherapyNotes))
.asks_further_permission()
.clerk("That part stays. Do not say to anyone what it is about.");

pub(super) const A31: Check = Check::new(
    CheckId::A31,
    "If Part 2 records are in scope, does the consent have every element, with notes and proceedings kept separate?",
    "42 CFR 2.31; rule sheet 1.9",
)
.hint("A subpoena alone is never enough. Enclose the Part 2 consent form.")
.on(&[Road::Authorization, Road::Attorney, Road::DisabilityAgency, Road::Research, Road::Subpoena])
.severity(Severity::FatalForPart(Part::SubstanceUseProgram))
.asks_further_permission()
.clerk("That part stays. Do not say to anyone what it is about.");

pub(super) const A32: Check = Check::new(
    CheckId::A32,
    "If genetic results are in scope, are they named?",
    "Rule sheet 1.8 GEN: Cal. Civ. Code 56.17, NY Civil Rights Law 79-l, house policy",
)
.hint("Our policy: they go only if the paper names them.")
.on(&[Road::Authorization, Road::Attorney])
.severity(Severity::Clarify)
.asks(
    SignedPaper,
    "Please have the form name each specially protected kind of information that is meant to be included.",
    "El formulario debe nombrar cada tipo de información con protección especial que se desea incluir.",
)
.clerk("Ask in the general words of the letter only.");

pub(super) const A33: Check = Check::new(
    CheckId::A33,
    "Is the directive written and signed, does it name person and place, and ask for an electronic copy of the electronic record?",
    "45 CFR 164.524(c)(3)(ii); Ciox v. Azar",
)
.hint("Paper, film or anything outside the electronic record needs an authorization instead.")
.on(&[Road::ThirdPartyDirective])
.severity(Severity::Clarify)
.always_answered_on(&[Road::ThirdPartyDirective])
.asks(
    SignedPaper,
    "Please send a signed note that names the person to send to and the place, and asks for an electronic copy. For paper or film copies, please have an authorization signed instead.",
    "Envíe una nota firmada que indique la persona y el lugar de envío y que pida una copia electrónica. Para copias en papel o película, obtenga en su lugar una autorización firmada.",
)
.clerk("Something is missing from the directive, or it needs an authorization.");

pub(super) const A34: Check = Check::new(
    CheckId::A34,
    "Does it name the other provider, and City of Hope or this hospital as recipient?",
    "City of Hope page, line 38 (S39)",
)
.hint("We ask another provider on the patient's behalf; they need its name, address and fax number.")
.on(&[Road::InboundRecords])
.severity(Severity::Clarify)
.always_answered_on(&[Road::InboundRecords])
.asks(
    Writing,
    "Please give the name, address and fax number of the provider whose records we are to ask for, and name our hospital as recipient.",
    "Indique el nombre, la dirección y el número de fax del proveedor cuyos documentos debemos pedir, y nombre a nuestro hospital como destinatario.",
)
.clerk("We do not know whom to ask.");

pub(super) const A35: Check = Check::new(
    CheckId::A35,
    "Is it free of an immigration-enforcement purpose, or is there a judicial warrant or court order?",
    "Cal. Civ. Code 56.10 (SB 81)",
)
.hint("Administrative papers do not suffice. Immigration status and place of birth are medical information.")
.on(&[Road::Government, Road::Subpoena])
.only_in(California)
.answered_with(&[Flag::Immigration])
.escalate(Escalation::Manager)
.asks(
    Writing,
    "For this purpose we may release only on a warrant or an order signed by a judge. Please send it.",
    "Para este propósito solo podemos divulgar con una orden o mandamiento firmado por un juez. Envíelo, por favor.",
)
.clerk("Give nothing and say nothing about the patient. Call the manager now.");

pub(super) const A36: Check = Check::new(
    CheckId::A36,
    "Is it clear that no request from another state touches abortion, contraception or gender care?",
    "Cal. AB 352; Civ. Code 56.108–56.110",
)
.hint("If it does, the privacy office decides before anything is answered.")
.only_in(California)
.severity(Severity::Hold)
.answered_with(&[Flag::OutOfState])
.escalate(Escalation::PrivacyOffice)
.inside("Nothing to ask for: the privacy office reviews it first.")
.clerk("On hold for the privacy office. Tell the requester only that it is being reviewed.");

pub(super) const A37: Check = Check::new(
    CheckId::A37,
    "Is what goes to an employer or a workers' compensation party limited to the claim?",
    "45 CFR 164.512(l); Cal. Lab. Code 3762",
)
.hint("The claimed condition and work limits only; in New York an earlier injury to the same body part.")
.on(&[Road::WorkersCompensation, Road::MedicalForm])
.severity(Severity::Clarify)
.asks(
    Writing,
    "Please limit what is asked for to what the claim needs, and say which claim it is.",
    "Limite lo que se pide a lo que el reclamo necesita e indique de qué reclamo se trata.",
)
.clerk("More is asked for than the claim needs.");

pub(super) const A38: Check = Check::new(
    CheckId::A38,
    "Does the attorney stand on the right paper: California presentation before suit, New York power of attorney or qualified person?",
    "Cal. Evid. Code 1158; NY PHL 18(1)(g)",
)
.hint("New York: \"in part\" for the patient's authorization without a power of attorney that allows asking for records. A defence attorney holding the other side's authorization is not a qualified person in New York.")
.on(&[Road::Attorney])
.severity(Severity::Clarify)
.always_answered_on(&[Road::Attorney])
.asks(
    SignedPaper,
    "Please send the patient's authorization for the attorney, or the power of attorney that allows asking for records.",
    "Envíe la autorización del paciente para el abogado, o el poder notarial que permite pedir documentos médicos.",
)
.clerk("The attorney's standing is not shown.");

pub(super) const A39: Check = Check::new(
    CheckId::A39,
    "Is the subpoena package complete: proof of notice, authorization, or order?",
    "45 CFR 164.512(e); Cal. CCP 1985.3; NY CPLR 3122; rule sheet 1.13",
)
.hint("A subpoena that only names too early a date is not defective: its clock runs and N18 goes out (R19).")
.on(&[Road::Subpoena])
.always_answered_on(&[Road::Subpoena])
.asks(
    Writing,
    "Please send proof that the patient was notified, or the patient's authorization, or an order signed by a judge.",
    "Envíe prueba de que se notificó al paciente, o la autorización del paciente, o una orden firmada por un juez.",
)
.clerk("Not complete. Do not confirm that we hold records.");

pub(super) const A40: Check = Check::new(
    CheckId::A40,
    "Is the delivery address or fax number verified, and not a known wrong one?",
    "45 CFR 164.530(c)",
)
.hint("Read it back to the recipient, or compare it with the address book.")
.severity(Severity::Clarify)
.asks(
    Word,
    "Please confirm where to send it: the full address, fax number or e-mail.",
    "Confirme adónde debemos enviarlo: la dirección completa, el número de fax o el correo electrónico.",
)
.clerk("Call back on a number we already know. Send nothing yet.");

pub(super) const A41: Check = Check::new(
    CheckId::A41,
    "Is it free of conflict with a restriction or a confidential address?",
    "45 CFR 164.522",
)
.hint("A service paid in full by the patient must not go to the health plan; another address must be honoured.")
.severity(Severity::Hold)
.escalate(Escalation::Supervisor)
.inside("Nothing to ask for: the supervisor decides first.")
.clerk("On hold for the supervisor. Do not use another address or tell anyone why.");

pub(super) const A42: Check = Check::new(
    CheckId::A42,
    "Is the form the current one, in a language the signer reads?",
    "House rule (S40)",
)
.hint("An old version is accepted if it holds everything.")
.severity(Severity::Warn)
.asks(
    SignedPaper,
    "Next time please use our current form; we have it in English and Spanish.",
    "La próxima vez use nuestro formulario actual; lo tenemos en inglés y en español.",
)
.clerk("Hand out the current form. Do not hold the request for it.");

pub(super) const A43: Check = Check::new(
    CheckId::A43,
    "If the hospital asked for the authorization, has the signer a copy of it? In California: with instructions for more and digital copies?",
    "45 CFR 164.508(c)(4); Cal. Civ. Code 56.11 (AB 1697)",
)
.hint("California: described as a condition of validity since 2024. Enclose the instructions.")
.on(&[Road::Authorization])
.severity(Severity::Warn)
.stricter_in(California, Severity::Clarify)
.answered_with(&[Flag::HospitalSought])
.asks(
    Word,
    "Please confirm that the signer has a copy of the signed authorization. We provide instructions for getting more copies, digital ones too.",
    "Confirme que la persona que firmó tiene una copia de la autorización firmada. Le proporcionamos instrucciones para obtener más copias, también digitales.",
)
.clerk("See that the signer has a copy and the instructions.");
