//! A01–A09, A11–A20, A22, A23: the federal elements and defects of an authorization (45 CFR 164.508).

use crate::authorizations::model::{Check, CheckId, Escalation, Flag, Severity};
use crate::authorizations::rules::table::notation::{ALL_SIGNED, EVERY_AND_ACCESS, SIGNED};
use crate::clarifications::model::AnswerBy::{SignedPaper, Word, Writing};
use crate::requests::model::Road;

const ACCESS: &[Road] = &[Road::PatientAccess, Road::PersonalRepresentative];

pub(super) const A01: Check = Check::new(
    CheckId::A01,
    "Is the request on the right road, that is, not really the patient asking for their own record?",
    "45 CFR 164.524; rule sheet 1.2",
)
.hint("City of Hope's authorization form used for the patient's own copy is an access request. Answer yes if the request is where it belongs.")
.severity(Severity::Route)
.inside("Nothing to ask for: move the request to the access road.")
.clerk("This is the patient's own access. Change the road; the defects of an authorization do not count there.");

pub(super) const A02: Check = Check::new(CheckId::A02, "Can the patient be matched with two identifiers?", "45 CFR 164.514(h)")
    .hint("Name and birth date, or name and record number. Look for other names used here.")
    .on(EVERY_AND_ACCESS)
    .severity(Severity::Clarify)
    .always_answered_on(EVERY_AND_ACCESS)
    .asks(
        Word,
        "We could not find the patient with certainty. Please give the full name used here, the date of birth, any other names used, and the record number if known.",
        "No pudimos identificar al paciente con certeza. Indique el nombre completo usado aquí, la fecha de nacimiento, otros nombres usados y el número de expediente si lo conoce.",
    )
    .clerk("Do not pick the nearest match. Ask for a second identifier.");

pub(super) const A03: Check = Check::new(
    CheckId::A03,
    "Is the information described specifically and meaningfully?",
    "45 CFR 164.508(c)(1)(i)",
)
.hint("Kinds of records and dates of service. \"Entire record\" is a description if it is meant.")
.on(&[Road::Authorization, Road::Attorney, Road::DisabilityAgency, Road::Research, Road::InboundRecords])
.always_answered_on(&[Road::Authorization, Road::Attorney, Road::DisabilityAgency, Road::Research, Road::InboundRecords])
.asks(
    SignedPaper,
    "Please say which kinds of records and which dates are to be released, or write \"entire record\" if that is meant.",
    "Indique qué tipos de documentos y de qué fechas se deben divulgar, o escriba \"expediente completo\" si eso es lo que desea.",
)
.clerk("We may release only what was asked for and authorized (S5).");

pub(super) const A04: Check = Check::new(
    CheckId::A04,
    "Does the access request say what is wanted: kinds of records and dates?",
    "City of Hope page, line 9 (S6); R9",
)
.hint("If it gives no direction, help the person to choose. It is never refused for this, and its clock runs on.")
.on(ACCESS)
.severity(Severity::Clarify)
.always_answered_on(ACCESS)
.asks(
    Word,
    "Please choose which records you would like, for which dates, in which format, and how you want to get them. If you are not sure, we can send a summary set of the most useful records.",
    "Elija qué documentos desea, de qué fechas, en qué formato y cómo quiere recibirlos. Si no está seguro, podemos enviarle un conjunto resumido con los documentos más útiles.",
)
.clerk("Offer the default abstract. Release what is clear; ask only about the rest.");

pub(super) const A05: Check = Check::new(
    CheckId::A05,
    "Does it name who may release: this hospital, or a class it belongs to?",
    "45 CFR 164.508(c)(1)(ii)",
)
.hint("\"Any hospital that treated me\" is a class and is enough.")
.on(&[Road::Authorization, Road::Attorney, Road::DisabilityAgency, Road::InboundRecords])
.always_answered_on(&[Road::Authorization, Road::Attorney, Road::DisabilityAgency, Road::InboundRecords])
.asks(
    SignedPaper,
    "Please have the authorization name who may release the information: our hospital, or a group it belongs to.",
    "La autorización debe indicar quién puede divulgar la información: nuestro hospital o un grupo al que pertenezca.",
)
.clerk("The paper does not name us.");

pub(super) const A06: Check = Check::new(
    CheckId::A06,
    "Is the recipient named, with where to send it?",
    "45 CFR 164.508(c)(1)(iii)",
)
.hint("A person, an office or a class of persons, and an address, fax number or mailbox.")
.on(&[Road::Authorization, Road::Attorney, Road::DisabilityAgency, Road::ThirdPartyDirective])
.always_answered_on(&[Road::Authorization, Road::Attorney, Road::DisabilityAgency, Road::ThirdPartyDirective])
.asks(
    SignedPaper,
    "Please have the form name who is to receive the information, with the address, fax number or e-mail to send it to.",
    "El formulario debe indicar quién recibirá la información, con la dirección, el número de fax o el correo electrónico a donde enviarla.",
)
.clerk("Nothing may be sent to a recipient the signer did not name.");

pub(super) const A07: Check = Check::new(CheckId::A07, "Is the purpose stated?", "45 CFR 164.508(c)(1)(iv)")
    .hint("\"At the request of the individual\" is enough if the patient started it.")
    .on(SIGNED)
    .always_answered_on(SIGNED)
    .asks(
        SignedPaper,
        "Please have the form state the purpose. If the patient started the request, \"at my request\" is enough.",
        "El formulario debe indicar el propósito. Si el paciente inició la solicitud, basta con \"a petición mía\".",
    )
    .clerk("The purpose is missing.");

pub(super) const A08: Check = Check::new(
    CheckId::A08,
    "Is there an expiry date or event?",
    "45 CFR 164.508(c)(1)(v)",
)
.hint("\"None\" and \"end of the study\" are expiries only on a research authorization.")
.on(SIGNED)
.always_answered_on(SIGNED)
.asks(
    SignedPaper,
    "Please have the form state the date or event on which the authorization ends.",
    "El formulario debe indicar la fecha o el evento en que termina la autorización.",
)
.clerk("It does not say when it ends.");

pub(super) const A09: Check = Check::new(
    CheckId::A09,
    "Is it still in force: expiry not passed, event not known to have happened?",
    "45 CFR 164.508(b)(2)(i)",
)
.hint("Judged for the day of release, and checked again on that day (B13). The last day itself still counts.")
.on(SIGNED)
.always_answered_on(SIGNED)
.asks(
    SignedPaper,
    "The authorization has ended. Please have a new one signed.",
    "La autorización ha vencido. Obtenga una nueva autorización firmada.",
)
.clerk("It has expired. Nothing may leave on it.");

pub(super) const A11: Check = Check::new(CheckId::A11, "Is it signed?", "45 CFR 164.508(c)(1)(vi)")
    .hint("In ink, or electronically in a way that shows who signed.")
    .unless(&[Flag::Oral])
    .always_answered_on(ALL_SIGNED)
    .asks(
        SignedPaper,
        "The signature is missing. Please have the form signed and send it again.",
        "Falta la firma. El formulario debe estar firmado; envíelo de nuevo.",
    )
    .clerk("It is not signed.");

pub(super) const A12: Check = Check::new(
    CheckId::A12,
    "Is it dated, with a date that can be right: not in the future, not before the patient's birth?",
    "45 CFR 164.508(c)(1)(vi)",
)
.hint("A date later than today, or one before the patient was born, is not a date of signing.")
.unless(&[Flag::Oral])
.always_answered_on(ALL_SIGNED)
.asks(
    SignedPaper,
    "The date beside the signature is missing or cannot be right. Please have the form signed and dated again.",
    "La fecha junto a la firma falta o no puede ser correcta. El formulario debe firmarse y fecharse de nuevo.",
)
.clerk("The date of signing is missing or impossible.");

pub(super) const A13: Check = Check::new(
    CheckId::A13,
    "Did the patient sign, or a representative whose authority is described?",
    "45 CFR 164.508(c)(1)(vi)",
)
.hint("A representative must say in what relation they act: parent, agent, guardian, executor.")
.always_answered_on(ALL_SIGNED)
.answered_with(&[Flag::Representative, Flag::Deceased])
.asks(
    SignedPaper,
    "Please have the signer state their relationship to the patient and send proof of their authority to sign.",
    "La persona que firma debe indicar su relación con el paciente y enviar prueba de su autoridad para firmar.",
)
.clerk("It is not clear that the signer may sign for this patient.");

pub(super) const A14: Check = Check::new(
    CheckId::A14,
    "Is proof of the representative's authority on file and in force?",
    "45 CFR 164.514(h), 164.502(g); rule sheet 1.12, 1.15",
)
.hint("Letters from the court, power of attorney, guardianship or custody order, birth certificate. California deceased: death certificate with will pages or letters.")
.on(&[Road::PersonalRepresentative])
.or_with(&[Flag::Deceased, Flag::Minor, Flag::Representative])
.severity(Severity::Clarify)
.always_answered_on(&[Road::PersonalRepresentative])
.answered_with(&[Flag::Deceased, Flag::Representative])
.asks(
    Writing,
    "Please send a copy of the paper that shows the signer may act for the patient: for example letters from the court, a power of attorney, a court order, or a birth certificate.",
    "Envíe copia del documento que muestra que la persona que firma puede actuar por el paciente: por ejemplo, un nombramiento del tribunal, un poder notarial, una orden judicial o un acta de nacimiento.",
)
.clerk("Proof of authority is missing. Ask for it once; do not turn the person away.");

pub(super) const A15: Check = Check::new(
    CheckId::A15,
    "Does it state the right to revoke and how, or refer to the notice that does?",
    "45 CFR 164.508(c)(2)(i)",
)
.hint("A reference to the notice of privacy practices is enough if the notice says how.")
.on(SIGNED)
.always_answered_on(SIGNED)
.asks_compliant_form()
.clerk("The right to revoke is not stated.");

pub(super) const A16: Check = Check::new(
    CheckId::A16,
    "Does it say whether treatment or benefits may depend on signing?",
    "45 CFR 164.508(c)(2)(ii)",
)
.hint(
    "Either that nothing depends on signing, or what follows from refusing where that is allowed.",
)
.on(SIGNED)
.always_answered_on(SIGNED)
.asks_compliant_form()
.clerk("The conditioning statement is missing.");

pub(super) const A17: Check = Check::new(
    CheckId::A17,
    "Does it warn that the recipient may pass the information on?",
    "45 CFR 164.508(c)(2)(iii)",
)
.hint("The statement that redisclosure is possible and the law may then protect it no more.")
.on(SIGNED)
.always_answered_on(SIGNED)
.asks_compliant_form()
.clerk("The redisclosure statement is missing.");

pub(super) const A18: Check = Check::new(
    CheckId::A18,
    "Is it in plain language?",
    "45 CFR 164.508(c)(3)",
)
.hint("Could the signer have understood it?")
.on(SIGNED)
.severity(Severity::Warn)
.asks_compliant_form()
.clerk("Hard to understand. Offer our form; do not hold the request for it.");

pub(super) const A19: Check = Check::new(
    CheckId::A19,
    "Is it free of any known revocation?",
    "45 CFR 164.508(b)(2)(iii)",
)
.hint("Look at the patient's papers and at notes of every site.")
.on(SIGNED)
.always_answered_on(SIGNED)
.tells(
    "The authorization has been revoked, so we cannot release anything on it.",
    "La autorización fue revocada, por lo que no podemos divulgar nada con ella.",
)
.clerk("Revoked. Nothing may leave; tell the requester.");

pub(super) const A20: Check = Check::new(
    CheckId::A20,
    "Does it stand alone, not merged with another document?",
    "45 CFR 164.508(b)(3)",
)
.hint("Research authorizations may be combined with a consent to the study.")
.on(&[Road::Authorization])
.asks(
    SignedPaper,
    "The authorization is part of another document. Please have a separate authorization signed.",
    "La autorización forma parte de otro documento. Obtenga una autorización firmada por separado.",
)
.clerk("Merged with another document.");

pub(super) const A22: Check = Check::new(
    CheckId::A22,
    "Was it signed freely: no treatment or benefit was made to depend on it?",
    "45 CFR 164.508(b)(4)",
)
.hint("Exceptions are research treatment, enrolment in a health plan, and examinations made for a third party.")
.on(&[Road::Authorization])
.asks(
    SignedPaper,
    "The form makes care or benefits depend on signing. Please have an authorization signed that does not.",
    "El formulario condiciona la atención o los beneficios a la firma. Obtenga una autorización firmada que no lo haga.",
)
.clerk("Signing was made a condition.");

pub(super) const A23: Check = Check::new(
    CheckId::A23,
    "Is it free of anything known to be false: altered dates, forged signature, wrong birth date?",
    "45 CFR 164.508(b)(2)(v)",
)
.hint("Compare signature and birth date with the record. Do not accuse; show it to the supervisor.")
.escalate(Escalation::Supervisor)
.asks(
    SignedPaper,
    "Something on the form does not agree with our records. Please send a corrected original.",
    "Algo en el formulario no coincide con nuestros registros. Envíe un original corregido.",
)
.clerk("Show it to the supervisor before anything else is done.");
