//! Psychotherapy notes, HIV, substance use programs, mental-health services, genetic results.

use super::notation::{CARE, OWN, PROVIDER, SELF, of};
use crate::authorizations::model::Demand::{Ask, Check, Nothing, Stays};
use crate::authorizations::model::{CheckId, Flag, Protection};
use crate::facilities::model::StateLaw::{California, NewYork};
use crate::notices::model::Statement;
use crate::requests::model::Road;

const NOTES: Protection = of(Flag::Psynote).law("45 CFR 164.508(a)(2), (b)(3)(ii)", "[V1]");

pub(super) const PSYNOTE: &[Protection] = &[
    of(Flag::Psynote)
        .on(&[
            Road::PatientAccess,
            Road::PersonalRepresentative,
            Road::ThirdPartyDirective,
        ])
        .demands(Stays)
        .says("Psychotherapy notes stay: there is no right of access to them. The letter of denial gives that ground.")
        .law("45 CFR 164.524(a)(1)(i)", "[V1]"),
    of(Flag::Psynote)
        .on(&[Road::PortalProxy])
        .demands(Stays)
        .says("Psychotherapy notes are never shown in the portal.")
        .law("45 CFR 164.508(a)(2); Special Surgery page, line 36", "[V1] [B:36]"),
    NOTES
        .demands(Check(CheckId::A21))
        .says("Psychotherapy notes go only on an authorization of their own, combined with none but another for such notes."),
    NOTES
        .demands(Ask(
            "Is there an authorization for the psychotherapy notes alone that names this recipient?",
        ))
        .says("Psychotherapy notes go only on an authorization of their own; care, payment or a plain subpoena is not enough."),
];

const CA_TEST: Protection = of(Flag::CaHiv).only_in(California);
const CA_TEST_LAW: &str = "Cal. H&S Code 120980";

pub(super) const CA_HIV: &[Protection] = &[
    CA_TEST
        .on(OWN)
        .demands(Nothing)
        .says("The patient has the patient's own HIV test result like the rest of the record.")
        .law("Cal. H&S Code 123110", "[V7]"),
    CA_TEST
        .to(SELF)
        .demands(Nothing)
        .says("The patient has the patient's own HIV test result like the rest of the record.")
        .law("Cal. H&S Code 123110", "[V7]"),
    CA_TEST
        .on(CARE)
        .to(PROVIDER)
        .demands(Nothing)
        .says("A provider who cares for the patient may have the HIV test result; a health plan may not.")
        .law("Cal. H&S Code 120985", "[V16]"),
    CA_TEST
        .demands(Check(CheckId::A28))
        .says("An HIV test result goes only on a written authorization for it, to this recipient, for this disclosure. A plain subpoena is not enough.")
        .law(CA_TEST_LAW, "[V16] [K]"),
    CA_TEST
        .demands(Ask(
            "Does a written authorization name the HIV test result, this recipient and this one disclosure?",
        ))
        .says("An HIV test result goes only on a written authorization for it, to this recipient, for this disclosure.")
        .law(CA_TEST_LAW, "[V16] [K]"),
];

const NY_INFORMATION: Protection = of(Flag::NyHiv).only_in(NewYork);
const NY_THIRD: Protection = NY_INFORMATION.with(Statement::NewYorkConfidential);
const NY_LAW: &str = "NY PHL 2782; 10 NYCRR 63.5";

pub(super) const NY_HIV: &[Protection] = &[
    NY_INFORMATION
        .on(OWN)
        .demands(Nothing)
        .says("The patient and the patient's representative need no form for HIV-related information.")
        .law(NY_LAW, "[V24] [V25]"),
    NY_INFORMATION
        .to(SELF)
        .demands(Nothing)
        .says("The patient and the patient's representative need no form for HIV-related information.")
        .law(NY_LAW, "[V24] [V25]"),
    NY_THIRD
        .on(CARE)
        .to(PROVIDER)
        .demands(Nothing)
        .says("A provider may have HIV-related information that care needs; the statement that it may not be passed on goes with it.")
        .law("NY PHL 2782(1)(d), (5)", "[K] [V24]"),
    NY_THIRD
        .on(&[Road::Payer])
        .demands(Ask(
            "Did the patient sign an authorization for this insurer? A general one is enough for an insurer.",
        ))
        .says("An insurer may have HIV-related information on a general authorization; the statement that it may not be passed on goes with it.")
        .law(NY_LAW, "[V24] [V25]"),
    NY_THIRD
        .demands(Check(CheckId::A29))
        .says("HIV-related information goes only on an approved form, or with its line initialled; for an insurer a general authorization is enough. The statement that it may not be passed on goes with it.")
        .law(NY_LAW, "[V24] [V25]"),
    NY_THIRD
        .demands(Ask(
            "Is there a form DOH-2557 or DOH-5032, an OCA-960 with the HIV line initialled, or an order under PHL 2785, for this recipient?",
        ))
        .says("HIV-related information goes only on an approved form or an order of the court. The statement that it may not be passed on goes with it.")
        .law("NY PHL 2782, 2785; 10 NYCRR 63.5", "[V24] [V25]"),
];

const PROGRAM: Protection = of(Flag::Part2).law("42 CFR 2.31, 2.32, 2.33", "[V28]");
const STATE_PROGRAM: Protection = of(Flag::CaSud)
    .only_in(California)
    .law("Cal. H&S Code 11845.5; as under 42 CFR part 2", "[K]");
const PROGRAM_OWN: &str = "The patient has the patient's own records of a substance use program.";
const PROGRAM_CHECK: &str = "Records of a substance use program go only on a consent with every element; notes of counselling and legal proceedings need consents of their own, and a subpoena alone is never enough. The statement and the consent go with them.";
const PROGRAM_CONSENT: &str = "Is there a consent that names what goes and this recipient (one consent may cover all treatment, payment and operations), or an order of the court made for such records?";
const PROGRAM_ASK: &str = "Records of a substance use program go only on a consent or an order of the court made for them, for care and payment too. The statement and the consent go with them.";

pub(super) const PART2: &[Protection] = &[
    PROGRAM.on(OWN).demands(Nothing).says(PROGRAM_OWN),
    PROGRAM.to(SELF).demands(Nothing).says(PROGRAM_OWN),
    PROGRAM
        .demands(Check(CheckId::A31))
        .with(Statement::Part2)
        .says(PROGRAM_CHECK),
    PROGRAM
        .demands(Ask(PROGRAM_CONSENT))
        .with(Statement::Part2)
        .says(PROGRAM_ASK),
];

pub(super) const CA_SUD: &[Protection] = &[
    STATE_PROGRAM.on(OWN).demands(Nothing).says(PROGRAM_OWN),
    STATE_PROGRAM.to(SELF).demands(Nothing).says(PROGRAM_OWN),
    STATE_PROGRAM
        .demands(Check(CheckId::A31))
        .with(Statement::Part2)
        .says(PROGRAM_CHECK),
    STATE_PROGRAM
        .demands(Ask(PROGRAM_CONSENT))
        .with(Statement::Part2)
        .says(PROGRAM_ASK),
];

const COUNTY: Protection = of(Flag::CaLps).only_in(California);
const COUNTY_OWN: &str = "The patient has these records like the rest; a licensed professional who sees a risk of harm writes down which, with the date.";

pub(super) const CA_LPS: &[Protection] = &[
    COUNTY
        .on(OWN)
        .demands(Nothing)
        .says(COUNTY_OWN)
        .law("Cal. H&S Code 123115", "[V10]"),
    COUNTY
        .to(SELF)
        .demands(Nothing)
        .says(COUNTY_OWN)
        .law("Cal. H&S Code 123115", "[V10]"),
    COUNTY
        .demands(Ask(
            "Did the patient authorize these records, and did the professional in charge of the patient approve it; or does an order of the court name them?",
        ))
        .says("Records of a unit under the Lanterman-Petris-Short Act go only with the patient's authorization and the approval of the professional in charge. Mark them only if the unit is one.")
        .law("Cal. W&I Code 5328", "[K]"),
];

const SESSIONS: Protection = of(Flag::CaOutpsy).only_in(California);
const SESSIONS_LAW: &str = "Cal. Civ. Code 56.104";

pub(super) const CA_OUTPSY: &[Protection] = &[
    SESSIONS
        .on(&[
            Road::PatientAccess,
            Road::PersonalRepresentative,
            Road::ThirdPartyDirective,
            Road::Authorization,
            Road::Attorney,
            Road::DisabilityAgency,
        ])
        .demands(Nothing)
        .says("The patient asks or has authorized it: nobody has to sign a statement for outpatient psychotherapy.")
        .law(SESSIONS_LAW, "[V50]"),
    SESSIONS
        .to(SELF)
        .demands(Nothing)
        .says("The patient asks or has authorized it: nobody has to sign a statement for outpatient psychotherapy.")
        .law(SESSIONS_LAW, "[V50]"),
    SESSIONS
        .on(CARE)
        .to(PROVIDER)
        .demands(Nothing)
        .says("For diagnosis and treatment nobody has to sign a statement for outpatient psychotherapy.")
        .law(SESSIONS_LAW, "[V50]"),
    SESSIONS
        .on(&[Road::Subpoena])
        .demands(Nothing)
        .says("A subpoena or order is a release the law demands; the statement for outpatient psychotherapy belongs to those it only permits.")
        .law("Cal. Civ. Code 56.10(b), 56.104", "[V13] [V50]"),
    SESSIONS
        .demands(Ask(
            "Is there the requester's signed statement to the provider and the patient: what is wanted, what for, for how long, and that it will be returned or destroyed?",
        ))
        .says("Who asks for outpatient psychotherapy without an authorization signs a statement to the provider and the patient first.")
        .law(SESSIONS_LAW, "[V50]"),
];

const GENES: Protection = of(Flag::Gen);
const GENES_CA: &str = "Cal. Civ. Code 56.17; policy of the house";
const GENES_NY: &str = "NY Civil Rights Law 79-l";

pub(super) const GEN: &[Protection] = &[
    GENES
        .on(OWN)
        .demands(Nothing)
        .says("The patient has the patient's own genetic results.")
        .law("45 CFR 164.524", "[V1]"),
    GENES
        .to(SELF)
        .demands(Nothing)
        .says("The patient has the patient's own genetic results.")
        .law("45 CFR 164.524", "[V1]"),
    GENES
        .only_in(California)
        .on(CARE)
        .to(PROVIDER)
        .demands(Nothing)
        .says("A provider who cares for the patient may have genetic results.")
        .law(GENES_CA, "[K] [D]"),
    GENES
        .only_in(NewYork)
        .demands(Check(CheckId::A32))
        .says("Genetic results go only if the paper names them.")
        .law(GENES_NY, "[K] [D]"),
    GENES
        .demands(Check(CheckId::A32))
        .says("Genetic results go only if the paper names them.")
        .law(GENES_CA, "[K] [D]"),
    GENES
        .only_in(NewYork)
        .demands(Ask("Does the patient's written consent name genetic results and this recipient?"))
        .says("Genetic results go only on the patient's written consent that names them, for care too.")
        .law(GENES_NY, "[K] [D]"),
    GENES
        .demands(Ask("Does the patient's written consent name genetic results and this recipient?"))
        .says("Genetic results go only on the patient's written consent that names them.")
        .law(GENES_CA, "[K] [D]"),
];
