//! Requests on every road, with the dates that belong to it and now and then one that does not.

use chrono::NaiveDate;
use proptest::prelude::RngExt;
use proptest::test_runner::TestRng;
use roi_desk::requests::model::Road;
use roi_desk::requests::rules::clocks::FormKind;
use serde_json::{Map, Value, json};

use super::{FACILITIES, after, day, near, one_in, pick, put};

pub fn due(random: &mut TestRng) -> Value {
    // Half of the questions are on the roads that have clocks.
    let clocks = [
        Road::PatientAccess,
        Road::Subpoena,
        Road::MedicalForm,
        Road::Accounting,
        Road::Attorney,
    ];
    let road = if one_in(random, 2) {
        pick(random, &clocks)
    } else {
        pick(random, Road::ALL)
    };
    let received = day(random);
    let mut question = Map::new();
    put(&mut question, "facility", pick(random, FACILITIES));
    put(&mut question, "road", road);
    put(&mut question, "received_on", received);
    // What does not belong to the road is given now and then too.
    let likely = |random: &mut TestRng, belongs: bool| one_in(random, if belongs { 2 } else { 30 });
    let access = matches!(road, Road::PatientAccess | Road::PersonalRepresentative);
    if access || one_in(random, 30) {
        put(&mut question, "wants", wants(random));
    }
    if likely(random, access) {
        put(&mut question, "benefit_claim", !one_in(random, 6));
        if one_in(random, 2) {
            put(
                &mut question,
                "benefit_proof_on",
                near(random, received, -5, 25),
            );
        }
    }
    for (name, belongs) in [
        ("summary_long", access),
        ("before_suit", road == Road::Attorney),
        ("ehr_electronic_copy", road == Road::ThirdPartyDirective),
        ("oral_only", false),
    ] {
        if likely(random, belongs) {
            put(&mut question, name, !one_in(random, 4));
        }
    }
    let signed = matches!(
        road,
        Road::Authorization | Road::Attorney | Road::DisabilityAgency
    );
    let form = road == Road::MedicalForm;
    for (name, belongs) in [
        ("authorization_valid_on", signed),
        ("complete_on", form),
        ("ready_to_pay_on", access),
        ("today", true),
    ] {
        if likely(random, belongs) {
            put(&mut question, name, after(random, received, 20));
        }
    }
    let copies = access || road == Road::ThirdPartyDirective;
    for (name, belongs) in [
        ("fee_paid_on", copies),
        ("disability_began_on", form),
        ("leave_began_on", form),
        ("employer_asked_on", form),
        ("employer_returned_on", form),
        ("oral_hold_on", road == Road::Accounting),
    ] {
        if likely(random, belongs) {
            put(&mut question, name, near(random, received, -30, 30));
        }
    }
    if form && !one_in(random, 4) {
        let common = [
            FormKind::EddSdiInitial,
            FormKind::EddPaidFamilyLeave,
            FormKind::Fmla,
            FormKind::HealthProviderCertificate,
        ];
        let kind = if one_in(random, 2) {
            pick(random, &common)
        } else {
            pick(random, FormKind::ALL)
        };
        put(&mut question, "form", kind);
    }
    if one_in(random, 4) {
        let deadlines = (0..random.random_range(1..3)).map(
            |n| json!({"name": format!("deadline {n}"), "on": near(random, received, -10, 60)}),
        );
        put(
            &mut question,
            "external_deadlines",
            deadlines.collect::<Vec<_>>(),
        );
    }
    if one_in(random, 4) {
        let sent = after(random, received, 70);
        put(
            &mut question,
            "extension",
            json!({"sent_on": sent, "completion_on": after(random, sent, 60)}),
        );
    }
    if (road == Road::Subpoena && !one_in(random, 10)) || one_in(random, 30) {
        put(&mut question, "subpoena", subpoena(random, received));
    }
    question.into()
}

fn wants(random: &mut TestRng) -> Value {
    let mut wants: Vec<&str> = ["copy", "inspect", "summary"]
        .into_iter()
        .filter(|_| one_in(random, 2))
        .collect();
    if wants.is_empty() && !one_in(random, 20) {
        wants.push("copy");
    }
    wants.into()
}

fn subpoena(random: &mut TestRng, received: NaiveDate) -> Value {
    let issued = near(random, received, -20, 0);
    let mut subpoena = Map::new();
    put(
        &mut subpoena,
        "kind",
        pick(random, &["civil", "civil", "criminal"]),
    );
    put(&mut subpoena, "issued_on", issued);
    for (name, most) in [
        ("consumer_served_on", 15),
        ("custodian_served_on", 25),
        ("production_on", 50),
    ] {
        put(&mut subpoena, name, after(random, issued, most));
    }
    if one_in(random, 4) {
        put(&mut subpoena, "objection_on", after(random, issued, 40));
    }
    if !one_in(random, 4) {
        put(&mut subpoena, "assurance", !one_in(random, 4));
    }
    subpoena.into()
}
