//! The grounds of a denial: on which road each may be given, whether it is open to review, and its plain words (1.1, 1.2).

use crate::disclosures::model::DenialGround;
use crate::notices::model::ReviewRight;
use crate::requests::model::Road;
use crate::requests::rules::roads::{self, Needs};
use crate::words::{FixedText, Refusal};

/// The grounds that may be given on a road, in the order of the law.
pub fn grounds(road: Road) -> impl Iterator<Item = DenialGround> {
    DenialGround::ALL
        .iter()
        .copied()
        .filter(move |ground| may_give(*ground, road).is_ok())
}

/// Whether a ground may be given on a road. The patient's own right to the record ends only where 164.524(a) says so: a
/// defect of a form is no ground there (1.2). The grounds of 164.524 are none on any other road.
///
/// # Errors
/// The `Refusal` with the sentence.
pub fn may_give(ground: DenialGround, road: Road) -> Result<(), Refusal> {
    let row = roads::row(road);
    let no = |says: &str| Err(Refusal::new("164.524(a)", says));
    match ground {
        DenialGround::PsychotherapyNotes
        | DenialGround::Litigation
        | DenialGround::InmateSafety
        | DenialGround::ResearchInProgress
        | DenialGround::ConfidentialSource
        | DenialGround::EndangersLife
        | DenialGround::HarmsAnother
        | DenialGround::NotDesignatedRecord
            if !row.is_access =>
        {
            no("This ground is for the patient's own right to the record. Choose another.")
        }
        DenialGround::RepresentativeHarms if road != Road::PersonalRepresentative => {
            no("This ground is for a representative's request only. Choose another.")
        }
        DenialGround::NoAuthority if road == Road::PatientAccess => {
            no("The patient needs no authority. Choose another ground.")
        }
        DenialGround::DefectiveAuthorization if row.is_access => no(
            "A defect of a form is no ground to deny the patient's own right to the record. Choose another.",
        ),
        DenialGround::LegalProcess if row.needs != Needs::LegalProcess => {
            no("This ground is for subpoenas and orders only. Choose another.")
        }
        _ => Ok(()),
    }
}

/// Whether the ground is open to a review, and by whom (164.524(a)(2), (a)(3)).
pub const fn review(ground: DenialGround) -> ReviewRight {
    match ground {
        DenialGround::EndangersLife
        | DenialGround::HarmsAnother
        | DenialGround::RepresentativeHarms => ReviewRight::ByAnotherProfessional,
        DenialGround::PsychotherapyNotes
        | DenialGround::Litigation
        | DenialGround::InmateSafety
        | DenialGround::ResearchInProgress
        | DenialGround::ConfidentialSource
        | DenialGround::NotDesignatedRecord => ReviewRight::None,
        DenialGround::NoAuthority
        | DenialGround::DefectiveAuthorization
        | DenialGround::LegalProcess => ReviewRight::NotAccess,
    }
}

/// Whether a licensed professional must have found it: every ground open to review rests on one (164.524(a)(3)).
pub const fn needs_finding(ground: DenialGround) -> bool {
    matches!(review(ground), ReviewRight::ByAnotherProfessional)
}

/// The ground as the letter says it, in plain words (164.524(d)(2)(i)).
pub const fn plain_words(ground: DenialGround) -> FixedText {
    match ground {
        DenialGround::PsychotherapyNotes => FixedText::new(
            "Psychotherapy notes are kept apart from the medical record. The law gives no right to see or copy them.",
            "Las notas de psicoterapia se guardan aparte del expediente médico. La ley no da derecho a verlas ni a copiarlas.",
        ),
        DenialGround::Litigation => FixedText::new(
            "This information was put together for a lawsuit or another legal proceeding. The law gives no right to see or copy it.",
            "Esta información se reunió para una demanda u otro procedimiento legal. La ley no da derecho a verla ni a copiarla.",
        ),
        DenialGround::InmateSafety => FixedText::new(
            "A copy could put the health, safety or custody of a person in a correctional institution at risk.",
            "Una copia podría poner en riesgo la salud, la seguridad o la custodia de una persona en una institución correccional.",
        ),
        DenialGround::ResearchInProgress => FixedText::new(
            "When you joined the research study you agreed that these records stay closed while it goes on. Your right to see them comes back when the study ends.",
            "Al entrar en el estudio de investigación, usted aceptó que estos registros quedaran cerrados mientras dure. Su derecho a verlos vuelve cuando termine el estudio.",
        ),
        DenialGround::ConfidentialSource => FixedText::new(
            "Somebody who is not a health care provider gave this information and was promised confidentiality. A copy would show who that is.",
            "Esta información la dio, con promesa de confidencialidad, alguien que no es proveedor de atención médica. Una copia revelaría quién es.",
        ),
        DenialGround::EndangersLife => FixedText::new(
            "A licensed health care professional found that giving it is likely to endanger your life or safety, or that of another person.",
            "Un profesional de la salud con licencia determinó que entregarla probablemente pondría en peligro la vida o la seguridad de usted o de otra persona.",
        ),
        DenialGround::HarmsAnother => FixedText::new(
            "The information mentions another person. A licensed health care professional found that giving it is likely to cause that person substantial harm.",
            "La información menciona a otra persona. Un profesional de la salud con licencia determinó que entregarla probablemente causaría un daño considerable a esa persona.",
        ),
        DenialGround::RepresentativeHarms => FixedText::new(
            "A licensed health care professional found that giving it to the representative is likely to cause substantial harm to the patient or another person.",
            "Un profesional de la salud con licencia determinó que entregarla al representante probablemente causaría un daño considerable al paciente o a otra persona.",
        ),
        DenialGround::NoAuthority => FixedText::new(
            "We have no proof that the person who asked may act for the patient.",
            "No tenemos prueba de que la persona que hizo la solicitud pueda actuar en nombre del paciente.",
        ),
        DenialGround::NotDesignatedRecord => FixedText::new(
            "What was asked for does not belong to the records that the law opens to patients.",
            "Lo que se pidió no forma parte de los registros que la ley abre a los pacientes.",
        ),
        DenialGround::DefectiveAuthorization => FixedText::new(
            "The authorization we received does not hold everything the law requires, so nothing may be released on it.",
            "La autorización que recibimos no contiene todo lo que exige la ley, por lo que no se puede divulgar nada con ella.",
        ),
        DenialGround::LegalProcess => FixedText::new(
            "The legal papers we received are not enough for the law to let us release the records.",
            "Los documentos legales que recibimos no bastan para que la ley nos permita divulgar los registros.",
        ),
    }
}
