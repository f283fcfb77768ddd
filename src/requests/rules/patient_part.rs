//! The patient's part of each medical form: what must be filled in before the ten days start (S56, R13), ticked with the
//! patient present so that nobody has to ask again (B6). One table; the page, the refusal and the timeline read it.

use super::clocks::FormKind;
use crate::text_enum;

text_enum! {
    /// One thing of the patient's part that can be seen on the paper.
    pub enum PartItem: "item of the patient's part" {
        PartFilled = "part_filled", "Every part marked for the patient is filled in";
        CaregiverPart = "caregiver_part", "Part A is filled in and signed by the caregiver";
        CareRecipientStatement = "care_recipient_statement", "The care recipient's statement with permission to disclose is signed";
        NameAndBirth = "name_and_birth", "The patient's name and birth date are on every page";
        Signed = "signed", "It is signed where the patient signs";
        Dated = "dated", "It is dated beside the signature";
        ProviderNamed = "provider_named", "The doctor or clinic that fills in the rest is named";
        DisabilityBegan = "disability_began", "The first day of the disability is filled in";
        LeaveBegan = "leave_began", "The first day of the leave is filled in";
        LeaveDates = "leave_dates", "From when to when the patient is or was away is filled in";
        EmployerAsked = "employer_asked", "The day the employer asked for it is known";
        EmployerNamed = "employer_named", "The employer is named, with an address or fax number";
        SchoolOrEmployerNamed = "school_or_employer_named", "The employer or school is named, with an address or fax number";
        RecipientNamed = "recipient_named", "Who gets it is named, with an address or fax number";
        Authorization = "authorization", "A signed authorization for whoever gets it is there";
        ClaimNumber = "claim_number", "The claim or policy number is filled in";
        ContinuationDate = "continuation_date", "The day by which the continuation is wanted is known";
        CourtDate = "court_date", "The court date and the juror's number are filled in";
        DentalDate = "dental_date", "The dentist and the day of the dental work are filled in";
        RetreatDate = "retreat_date", "The day of the retreat is filled in";
        TreatmentNamed = "treatment_named", "The medicine or treatment is named";
        ApplicantBox = "applicant_box", "The box for the kind of placard or plate is ticked";
        AccountHolder = "account_holder", "The account holder and the account number are filled in";
        AskedByWhom = "asked_by_whom", "It says who asks the questions, and what for";
    }
}

/// One line of a form's checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartRow {
    /// What is looked for.
    pub item: PartItem,
    /// What it rests on: lines of the rule sheet, with their tags.
    pub evidence: &'static str,
}

const fn row(item: PartItem, evidence: &'static str) -> PartRow {
    PartRow { item, evidence }
}

/// What every form needs: S56 asks for complete patient portions; who, when and by whom are the desk's own reading.
const FILLED: PartRow = row(PartItem::PartFilled, "S56 [A:62]");
const NAMED: PartRow = row(PartItem::NameAndBirth, "A02 [V1]");
const SIGNED: PartRow = row(PartItem::Signed, "S56 [A:62]");
const DATED: PartRow = row(PartItem::Dated, "S56 [D]");
const PROVIDER: PartRow = row(PartItem::ProviderNamed, "S53 [A:56] [D]");
const RECIPIENT: PartRow = row(PartItem::RecipientNamed, "S63 [A:87]");
const EMPLOYER: PartRow = row(PartItem::EmployerNamed, "S63 [A:87] [D]");
const PERMISSION: PartRow = row(PartItem::Authorization, "3.6 [K]");

const EDD_INITIAL: &[PartRow] = &[
    FILLED,
    row(PartItem::DisabilityBegan, "C21 [V36]"),
    NAMED,
    SIGNED,
    DATED,
    PROVIDER,
];
const EDD_CONTINUATION: &[PartRow] = &[
    FILLED,
    row(PartItem::ClaimNumber, "S67 [D]"),
    row(PartItem::ContinuationDate, "S67 [D]"),
    NAMED,
    SIGNED,
    DATED,
    PROVIDER,
];
const EDD_FAMILY: &[PartRow] = &[
    row(PartItem::CaregiverPart, "S68 [V36]"),
    row(PartItem::CareRecipientStatement, "S68 [V36]"),
    row(PartItem::LeaveBegan, "C22 [V36]"),
    NAMED,
    DATED,
    PROVIDER,
];
const EMPLOYER_LEAVE: &[PartRow] = &[
    FILLED,
    row(PartItem::LeaveDates, "S69 [D]"),
    EMPLOYER,
    PERMISSION,
    NAMED,
    SIGNED,
    DATED,
    PROVIDER,
];
const FMLA: &[PartRow] = &[
    FILLED,
    row(PartItem::EmployerAsked, "C23 [V35]"),
    EMPLOYER,
    PERMISSION,
    NAMED,
    SIGNED,
    DATED,
    PROVIDER,
];
const FOR_EMPLOYER: &[PartRow] = &[FILLED, EMPLOYER, PERMISSION, NAMED, SIGNED, DATED, PROVIDER];
const RESTRICTION: &[PartRow] = &[
    FILLED,
    row(PartItem::SchoolOrEmployerNamed, "S74 [A:99]"),
    PERMISSION,
    NAMED,
    SIGNED,
    DATED,
    PROVIDER,
];
const INSURANCE: &[PartRow] = &[
    FILLED,
    row(PartItem::ClaimNumber, "S73 [D]"),
    RECIPIENT,
    NAMED,
    SIGNED,
    DATED,
    PROVIDER,
];
const TREATMENT: &[PartRow] = &[
    FILLED,
    row(PartItem::TreatmentNamed, "S75 [A:100]"),
    RECIPIENT,
    NAMED,
    PROVIDER,
];
const ORDERS: &[PartRow] = &[FILLED, RECIPIENT, NAMED, PROVIDER];
const JURY: &[PartRow] = &[
    FILLED,
    row(PartItem::CourtDate, "S78 [A:103]"),
    RECIPIENT,
    NAMED,
    PROVIDER,
];
const DENTAL: &[PartRow] = &[
    row(PartItem::DentalDate, "S79 [A:104] [D]"),
    RECIPIENT,
    NAMED,
    PROVIDER,
];
const PLACARD: &[PartRow] = &[
    FILLED,
    row(PartItem::ApplicantBox, "S80 [D]"),
    NAMED,
    SIGNED,
    DATED,
    PROVIDER,
];
const UTILITY: &[PartRow] = &[
    FILLED,
    row(PartItem::AccountHolder, "S83 [D]"),
    RECIPIENT,
    NAMED,
    SIGNED,
    DATED,
    PROVIDER,
];
const QUESTIONS: &[PartRow] = &[
    row(PartItem::AskedByWhom, "S84 [D]"),
    RECIPIENT,
    NAMED,
    PROVIDER,
];
const RETREAT: &[PartRow] = &[
    FILLED,
    row(PartItem::RetreatDate, "S85 [D]"),
    RECIPIENT,
    NAMED,
    SIGNED,
    DATED,
    PROVIDER,
];
const GENERAL: &[PartRow] = &[FILLED, RECIPIENT, NAMED, SIGNED, DATED, PROVIDER];

/// The checklist of a form, in the order it is looked at.
pub const fn checklist(form: FormKind) -> &'static [PartRow] {
    match form {
        FormKind::EddSdiInitial => EDD_INITIAL,
        FormKind::EddSdiContinuation => EDD_CONTINUATION,
        FormKind::EddPaidFamilyLeave => EDD_FAMILY,
        FormKind::EmployerPaidFamilyLeave => EMPLOYER_LEAVE,
        FormKind::Fmla | FormKind::HealthProviderCertificate => FMLA,
        FormKind::AttendingPhysicianStatement | FormKind::InsuranceClaim => INSURANCE,
        FormKind::RestrictionLimitation => RESTRICTION,
        FormKind::TreatmentAuthorization => TREATMENT,
        FormKind::HomeHealthOrders => ORDERS,
        FormKind::ReturnToWork => FOR_EMPLOYER,
        FormKind::JuryDuty => JURY,
        FormKind::DentalClearance => DENTAL,
        FormKind::DmvPlacard => PLACARD,
        FormKind::UtilityAssistance => UTILITY,
        FormKind::Questionnaire => QUESTIONS,
        FormKind::LlsRetreat => RETREAT,
        FormKind::SsaNeoplasticDisease
        | FormKind::HomelandSecurity
        | FormKind::Bcctp
        | FormKind::MediCal
        | FormKind::Other => GENERAL,
    }
}

/// What of the form's checklist was not seen, in its order. Items of another form count for nothing.
pub fn missing(form: FormKind, seen: &[PartItem]) -> Vec<PartItem> {
    let wanted = checklist(form).iter().map(|row| row.item);
    wanted.filter(|item| !seen.contains(item)).collect()
}

/// What is missing, as it is read to the patient: the labels, joined with semicolons.
pub fn spoken(missing: &[PartItem]) -> String {
    let labels: Vec<&str> = missing.iter().map(|item| item.label()).collect();
    labels.join("; ")
}
