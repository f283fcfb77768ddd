//! Specially protected information, typed by hand from the rule sheet 1.8, 1.9, 1.11: what each kind asks for by state, road
//! and recipient, and what the check page, the gate and the covers make of it.

use diesel::prelude::*;
use reqwest::StatusCode;
use roi_desk::authorizations::model::{
    Answer, Answers, CheckContext, CheckId, Demand, Destination, Fate, Flag, PaperAnswers,
};
use roi_desk::authorizations::rules::{checklist, protected, table};
use roi_desk::db::schema::patients;
use roi_desk::disclosures::rules::statements;
use roi_desk::facilities::model::StateLaw::{self, California, NewYork};
use roi_desk::notices::model::Statement;
use roi_desk::requests::model::{CheckResult, RequesterClass, Road, Stage};

use crate::check::{SIGNED, answer, day, insurer, log, own_copy, standing};
use crate::release::{letters, ready_with, release_with};
use crate::support::{Client, Page, on_both_databases};

/// What a kind asks for, in one word: nothing, a check's id, "ask" (else the part stays), "must" (else all stops), "stays".
fn word(demand: Demand) -> &'static str {
    match demand {
        Demand::Nothing => "nothing",
        Demand::Check(id) => id.as_str(),
        Demand::Ask(_) => "ask",
        Demand::Must(_) => "must",
        Demand::Stays => "stays",
    }
}

const PA: Road = Road::PatientAccess;
const PR: Road = Road::PersonalRepresentative;
const TPD: Road = Road::ThirdPartyDirective;
const AUTH: Road = Road::Authorization;
const ATT: Road = Road::Attorney;
const COC: Road = Road::ContinuityOfCare;
const PAY: Road = Road::Payer;
const DIS: Road = Road::DisabilityAgency;
const GOV: Road = Road::Government;
const SUB: Road = Road::Subpoena;
const WC: Road = Road::WorkersCompensation;
const RES: Road = Road::Research;
const FORM: Road = Road::MedicalForm;
const PRX: Road = Road::PortalProxy;

const PATIENT: RequesterClass = RequesterClass::Patient;
const PARENT: RequesterClass = RequesterClass::Representative;
const DOCTOR: RequesterClass = RequesterClass::Provider;
const INSURER: RequesterClass = RequesterClass::Insurer;
const LAWYER: RequesterClass = RequesterClass::Attorney;
const EMPLOYER: RequesterClass = RequesterClass::Employer;

/// By hand from the rule sheet: kind, state, road, recipient, what it asks for.
const TYPED: &[(Flag, StateLaw, Road, RequesterClass, &str)] = &[
    // PSYNOTE: no access right, never in the portal, an authorization of its own; a plain subpoena is not enough (1.13).
    (Flag::Psynote, California, PA, PATIENT, "stays"),
    (Flag::Psynote, NewYork, PR, PARENT, "stays"),
    (Flag::Psynote, California, TPD, LAWYER, "stays"),
    (Flag::Psynote, NewYork, PRX, PARENT, "stays"),
    (Flag::Psynote, California, AUTH, INSURER, "A21"),
    (
        Flag::Psynote,
        NewYork,
        RES,
        RequesterClass::Researcher,
        "A21",
    ),
    (Flag::Psynote, NewYork, COC, DOCTOR, "ask"),
    (Flag::Psynote, California, PAY, INSURER, "ask"),
    (Flag::Psynote, California, SUB, LAWYER, "ask"),
    // CA_HIV: specific to the disclosure; provider to provider for care, not to health plans.
    (Flag::CaHiv, California, PA, PATIENT, "nothing"),
    (Flag::CaHiv, California, AUTH, INSURER, "A28"),
    (Flag::CaHiv, California, SUB, LAWYER, "A28"),
    (Flag::CaHiv, California, COC, DOCTOR, "nothing"),
    (Flag::CaHiv, California, COC, INSURER, "ask"),
    (Flag::CaHiv, California, PAY, INSURER, "ask"),
    (Flag::CaHiv, California, WC, EMPLOYER, "ask"),
    (Flag::CaHiv, California, AUTH, PATIENT, "nothing"),
    // NY_HIV: approved form; not needed to patient or representative.
    (Flag::NyHiv, NewYork, PA, PATIENT, "nothing"),
    (Flag::NyHiv, NewYork, PR, PARENT, "nothing"),
    (Flag::NyHiv, NewYork, AUTH, LAWYER, "A29"),
    (Flag::NyHiv, NewYork, SUB, LAWYER, "A29"),
    (Flag::NyHiv, NewYork, GOV, RequesterClass::Government, "ask"),
    (Flag::NyHiv, NewYork, PAY, INSURER, "ask"),
    (
        Flag::NyHiv,
        NewYork,
        DIS,
        RequesterClass::BenefitAgency,
        "ask",
    ),
    (Flag::NyHiv, NewYork, COC, DOCTOR, "nothing"),
    // PART2 and CA_SUD: a consent for everybody but the patient, care and payment too (1.9).
    (Flag::Part2, NewYork, PA, PATIENT, "nothing"),
    (Flag::Part2, NewYork, AUTH, INSURER, "A31"),
    (Flag::Part2, California, SUB, LAWYER, "A31"),
    (Flag::Part2, California, COC, DOCTOR, "ask"),
    (Flag::Part2, NewYork, PAY, INSURER, "ask"),
    (Flag::Part2, NewYork, WC, INSURER, "ask"),
    (Flag::CaSud, California, ATT, LAWYER, "A31"),
    (Flag::CaSud, California, COC, DOCTOR, "ask"),
    // CA_LPS: authorization and the provider's approval.
    (Flag::CaLps, California, PA, PATIENT, "nothing"),
    (Flag::CaLps, California, AUTH, INSURER, "ask"),
    (Flag::CaLps, California, COC, DOCTOR, "ask"),
    (Flag::CaLps, California, SUB, LAWYER, "ask"),
    // CA_OUTPSY: the requester's statement without an authorization, not for diagnosis and treatment.
    (Flag::CaOutpsy, California, AUTH, INSURER, "nothing"),
    (Flag::CaOutpsy, California, COC, DOCTOR, "nothing"),
    (Flag::CaOutpsy, California, PAY, INSURER, "ask"),
    (Flag::CaOutpsy, California, WC, INSURER, "ask"),
    // GEN: explicit mention on AUTH and ATT in both states; New York wants the specific consent always.
    (Flag::Gen, California, ATT, LAWYER, "A32"),
    (Flag::Gen, NewYork, AUTH, INSURER, "A32"),
    (Flag::Gen, California, PA, PATIENT, "nothing"),
    (Flag::Gen, California, COC, DOCTOR, "nothing"),
    (Flag::Gen, NewYork, COC, DOCTOR, "ask"),
    (Flag::Gen, California, PAY, INSURER, "ask"),
    // MINOR_CONSENT: the minor signs, the parent is barred.
    (Flag::MinorConsent, California, PA, PATIENT, "nothing"),
    (Flag::MinorConsent, California, PR, PARENT, "ask"),
    (Flag::MinorConsent, NewYork, PR, PARENT, "ask"),
    (Flag::MinorConsent, California, AUTH, INSURER, "A27"),
    (Flag::MinorConsent, California, PRX, PARENT, "A27"),
    (Flag::MinorConsent, NewYork, AUTH, INSURER, "ask"),
    (Flag::MinorConsent, California, COC, DOCTOR, "nothing"),
    // SENSITIVE_CA: the privacy officer sees it, save for the patient's own copy.
    (Flag::SensitiveCa, California, PA, PATIENT, "nothing"),
    (Flag::SensitiveCa, California, AUTH, INSURER, "A36"),
    (Flag::SensitiveCa, California, SUB, LAWYER, "A36"),
    (Flag::SensitiveCa, California, COC, DOCTOR, "A36"),
    // RESTRICT: never to the health plan for payment. CONFCOMM: honoured.
    (Flag::Restrict, California, PAY, INSURER, "stays"),
    (Flag::Restrict, NewYork, COC, DOCTOR, "A41"),
    (Flag::Restrict, NewYork, PA, PATIENT, "nothing"),
    (Flag::Confcomm, California, PA, PATIENT, "must"),
    (Flag::Confcomm, NewYork, FORM, EMPLOYER, "A41"),
];

#[test]
fn each_protected_kind_asks_for_what_the_rule_sheet_says() {
    for (flag, state, road, to, expected) in TYPED {
        let row = protected::protection(*flag, *state, *road, *to)
            .unwrap_or_else(|| panic!("{flag} {state} {road} {to} has no row"));
        assert_eq!(word(row.demand), *expected, "{flag} {state} {road} {to}");
    }
}

/// Kinds that only one state knows.
const ONE_STATE: &[(Flag, StateLaw)] = &[
    (Flag::CaHiv, California),
    (Flag::CaSud, California),
    (Flag::CaLps, California),
    (Flag::CaOutpsy, California),
    (Flag::SensitiveCa, California),
    (Flag::NyHiv, NewYork),
];

fn kinds() -> impl Iterator<Item = Flag> {
    Flag::ALL
        .iter()
        .copied()
        .filter(|flag| protected::is_protected(*flag))
}

#[test]
fn no_road_and_no_recipient_is_left_without_a_row_and_a_check_is_named_only_where_it_is_asked() {
    assert_eq!(kinds().count(), 12, "the flags of 1.8 without REPRO_HIPAA");
    for flag in kinds() {
        for state in [California, NewYork] {
            let known = ONE_STATE
                .iter()
                .all(|(of_one, only)| *of_one != flag || *only == state);
            assert_eq!(protected::is_known_in(flag, state), known, "{flag} {state}");
            for (road, to) in Road::ALL
                .iter()
                .flat_map(|road| RequesterClass::ALL.iter().map(move |to| (*road, *to)))
            {
                let row = protected::protection(flag, state, road, to);
                assert_eq!(row.is_some(), known, "{flag} {state} {road} {to}");
                let Some(row) = row else { continue };
                assert!(
                    row.says.ends_with('.') && !row.citation.is_empty() && !row.evidence.is_empty()
                );
                if let Demand::Check(id) = row.demand {
                    let context = context(state, road, &[flag]);
                    let asked = checklist(&context);
                    let item = asked.iter().find(|item| item.check.id == id);
                    assert!(
                        !item.expect("it is asked").may_not_apply,
                        "{flag} {road} {id:?}"
                    );
                }
            }
        }
    }
}

fn context(state: StateLaw, road: Road, flags: &[Flag]) -> CheckContext {
    CheckContext {
        road,
        state,
        law: roi_desk::facilities::model::LawSettings::default(),
        flags: flags.to_vec(),
        as_of: day("2026-06-08"),
        signed_on: None,
        expires_on: None,
        expires_event: None,
        born_on: None,
    }
}

#[test]
fn a_kind_asks_one_question_at_most_whoever_receives_it() {
    for flag in kinds() {
        for state in [California, NewYork] {
            for road in Road::ALL {
                let mut asked: Vec<&str> = RequesterClass::ALL
                    .iter()
                    .filter_map(|to| protected::protection(flag, state, *road, *to))
                    .filter_map(|row| match row.demand {
                        Demand::Ask(question) | Demand::Must(question) => Some(question),
                        _ => None,
                    })
                    .collect();
                asked.dedup();
                assert!(asked.len() <= 1, "{flag} {state} {road}: {asked:?}");
            }
        }
    }
}

fn paper(flags: &[Flag], answers: &[(CheckId, Answer)], kinds: &[(Flag, Answer)]) -> PaperAnswers {
    PaperAnswers {
        answers: answers.iter().copied().collect::<Answers>(),
        flags: flags.to_vec(),
        protected: kinds.iter().copied().collect(),
        ..PaperAnswers::default()
    }
}

fn fates(state: StateLaw, road: Road, to: &[RequesterClass], paper: &PaperAnswers) -> Vec<Fate> {
    let going = Destination {
        state,
        road,
        to: to.to_vec(),
    };
    let standings = protected::standings(&going, paper);
    standings.iter().map(|one| one.fate).collect()
}

#[test]
fn what_is_not_answered_stops_everything_and_another_states_flag_stays() {
    // B7: the gate fails closed.
    let marked = paper(&[Flag::CaLps], &[], &[]);
    assert_eq!(fates(California, AUTH, &[INSURER], &marked), [Fate::Stops]);
    let no = paper(&[Flag::CaLps], &[], &[(Flag::CaLps, Answer::Fail)]);
    assert_eq!(fates(California, AUTH, &[INSURER], &no), [Fate::Stays]);
    let yes = paper(&[Flag::CaLps], &[], &[(Flag::CaLps, Answer::Pass)]);
    assert_eq!(
        fates(California, AUTH, &[INSURER, PATIENT], &yes),
        [Fate::Goes, Fate::Goes]
    );
    let elsewhere = paper(&[Flag::NyHiv], &[], &[(Flag::NyHiv, Answer::Pass)]);
    assert_eq!(
        fates(California, AUTH, &[INSURER], &elsewhere),
        [Fate::Stays]
    );
    let wrong_address = paper(&[Flag::Confcomm], &[], &[(Flag::Confcomm, Answer::Fail)]);
    assert_eq!(
        fates(NewYork, PA, &[PATIENT], &wrong_address),
        [Fate::Stops]
    );
}

#[test]
fn the_statements_of_the_law_go_with_what_goes_and_with_nothing_else() {
    // 1.8 NY_HIV, 1.9.
    let hiv = paper(&[Flag::NyHiv], &[(CheckId::A29, Answer::Pass)], &[]);
    assert_eq!(
        statements(NewYork, AUTH, LAWYER, Some(&hiv)),
        [Statement::Redisclosure, Statement::NewYorkConfidential]
    );
    assert_eq!(
        statements(NewYork, COC, DOCTOR, Some(&hiv)),
        [Statement::NewYorkConfidential]
    );
    assert!(statements(NewYork, AUTH, PATIENT, Some(&hiv)).is_empty());
    let stays = paper(&[Flag::NyHiv], &[(CheckId::A29, Answer::Fail)], &[]);
    assert_eq!(
        statements(NewYork, AUTH, LAWYER, Some(&stays)),
        [Statement::Redisclosure]
    );
    for flag in [Flag::Part2, Flag::CaSud] {
        let both = paper(&[flag], &[], &[(flag, Answer::Pass)]);
        assert_eq!(
            statements(California, COC, DOCTOR, Some(&both)),
            [Statement::Part2],
            "a consented disclosure for care carries it too"
        );
    }
}

#[test]
fn nobody_is_asked_for_an_attestation_about_reproductive_care() {
    // 1.8 REPRO_HIPAA: vacated, so there is no step.
    let says = |text: &str| text.to_lowercase().contains("attest");
    assert!(table::CHECKS.iter().all(|check| !says(check.question)));
    assert!(
        protected::protections().all(|row| !says(row.says)),
        "no row asks for one"
    );
}

/// Opens the rows for what is typed and saves the check with every row answered yes but these.
async fn check_with(client: &Client, request: &str, typed: &[(&str, &str)]) -> Page {
    let path = format!("/requests/{request}/check");
    let page = client.get(&path).await;
    let rows: Vec<_> = typed.iter().copied().chain([("then", "rows")]).collect();
    let page = client.submit(&page, &rows).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.words());
    let answers: Vec<(String, String)> = page
        .attributes("fieldset.check input[type=radio]", "name")
        .into_iter()
        .map(|name| (name, "yes".to_owned()))
        .collect();
    let mut typed_last: Vec<(&str, &str)> = answers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| typed.iter().all(|(typed, _)| typed != name))
        .collect();
    typed_last.extend(typed);
    typed_last.push(("then", "save"));
    client.submit(&page, &typed_last).await
}

#[test]
fn california_mental_health_records_wait_for_the_answer_and_stay_without_a_yes() {
    // 1.8 CA_LPS, B7.
    on_both_databases(async |desk| {
        let client = desk.specialist().await;
        desk.supervisor().await;
        let request = ready_with(&desk, &client, insurer(), &[]).await;
        let mut typed = SIGNED.to_vec();
        typed.push(("flags", "ca_lps"));
        let missing = answer(&client, &request, &typed).await;
        assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in [
            "nothing protected leaves on a doubt",
            "W&I Code 5328",
            "approve",
        ] {
            assert!(
                missing.words().contains(words),
                "{words}: {}",
                missing.words()
            );
        }
        typed.push(("protected-ca_lps", "no"));
        let saved = check_with(&client, &request, &typed).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.words());
        let stands = standing(&desk, &request).await.request;
        assert_eq!(stands.progress.check, CheckResult::ValidInPart);
        let letter = client
            .get(&format!("/requests/{request}/clarifications/new"))
            .await;
        assert!(
            letter.words().contains("needs a further permission"),
            "one letter asks for it too (R17): {}",
            letter.words()
        );
        let shown = client.get(&format!("/requests/{request}/release")).await;
        assert!(shown.words().contains("stays behind"), "{}", shown.words());
        let refused = release_with(&client, &request, &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let why = "The professional in charge has not approved it.";
        let done = release_with(&client, &request, &[("whole", "no"), ("withheld_why", why)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let cover = &letters(&desk, &client, &request).await[0].1;
        assert!(cover.contains("needs a further permission"), "{cover}");
        assert!(
            !cover.contains("ental"),
            "no category on the cover: {cover}"
        );
    });
}

#[test]
fn new_york_asks_for_its_own_kinds_and_a_notice_goes_to_the_doctor_with_them() {
    // 1.8 NY_HIV: at the New York hospital California's kinds are not offered.
    on_both_databases(async |desk| {
        let client = desk
            .person(roi_desk::staff::model::Role::Specialist, "hss")
            .await;
        let mut new = insurer();
        new.site = "hss".into();
        let request = log(&desk, new).await;
        let path = format!("/requests/{request}/check");
        let page = client.get(&path).await;
        let offered = page.attributes("input[name=flags]", "value");
        assert!(offered.iter().any(|flag| flag == "ny_hiv"), "{offered:?}");
        for flag in ["ca_hiv", "ca_lps", "ca_outpsy", "ca_sud", "sensitive_ca"] {
            assert!(offered.iter().all(|one| one != flag), "{offered:?}");
        }
        let typed = [("flags", "ny_hiv"), ("then", "rows")];
        let rows = client.submit(&page, &typed).await;
        for words in ["PHL 2782", "approved form", "may not be passed on"] {
            assert!(rows.words().contains(words), "{words}: {}", rows.words());
        }
        let mut typed = SIGNED.to_vec();
        typed.extend([
            ("flags", "minor_consent"),
            ("protected-minor_consent", "no"),
        ]);
        let saved = check_with(&client, &request, &typed).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.words());
        let page = client.follow(&saved).await;
        assert!(page.words().contains("Valid in part"), "{}", page.words());
    });
}

#[test]
fn a_restriction_of_the_index_must_be_seen_before_anything_leaves() {
    // A41, B20, 1.8 RESTRICT: it may have been agreed after the check.
    on_both_databases(async |desk| {
        let client = desk.specialist().await;
        desk.supervisor().await;
        let request = ready_with(&desk, &client, own_copy(), &[]).await;
        let mut conn =
            roi_desk::db::open(&desk.app.config.database, roi_desk::db::Purpose::Writing)
                .expect("it opens");
        diesel::update(patients::table)
            .set(patients::restricted.eq(true))
            .execute(&mut conn)
            .expect("the index can be written");
        drop(conn);
        let refused = release_with(&client, &request, &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.words().contains("restriction is agreed"),
            "{}",
            refused.words()
        );
        assert_eq!(standing(&desk, &request).await.request.stage, Stage::Ready);
        let other = log(&desk, standing(&desk, &request).await.request.asked).await;
        let page = client.get(&format!("/requests/{other}/check")).await;
        let marked = page.attributes("input[name=flags][checked]", "value");
        assert_eq!(marked, ["restrict"], "a first check begins with it");
    });
}
