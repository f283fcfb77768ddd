//! The legal road of a request: the table of roads, and which road is proposed (rule sheet 0, 1.2, 3.4; S36–S47).

use std::collections::BTreeSet;

use roi_desk::requests::model::{
    Disposition, FormGiven, Priority, Purpose, RequesterClass, Road, Want,
};
use roi_desk::requests::rules::priority::{PriorityFacts, escalated, propose as propose_priority};
use roi_desk::requests::rules::roads::{Asked, Needs, Proposed, propose, row};

/// A patient who asks for copies of their own record in their own words.
fn asked() -> Asked {
    Asked {
        requester: RequesterClass::Patient,
        recipient_is_self: true,
        form: FormGiven::Letter,
        purpose: Purpose::NotStated,
        wants: vec![Want::Copy],
        signed: true,
        names_recipient_and_place: false,
        electronic_copy_of_ehr: false,
    }
}

fn by(requester: RequesterClass, purpose: Purpose) -> Proposed {
    propose(&Asked {
        requester,
        purpose,
        recipient_is_self: true,
        form: FormGiven::OtherAuthorization,
        ..asked()
    })
}

#[test]
fn the_codes_of_the_rule_sheet_each_stand_for_one_road() {
    let codes: Vec<&str> = Road::ALL.iter().map(|road| row(*road).code).collect();
    assert_eq!(
        codes,
        [
            "PA", "PR", "TPD", "AUTH", "ATT", "COC", "PAY", "DIS", "GOV", "SUB", "WC", "RES",
            "FORM", "AMD", "ACC", "INB", "PRX"
        ]
    );
    for road in Road::ALL {
        assert_eq!(row(*road).road, *road);
        let outcomes = row(*road).outcomes;
        assert_eq!(
            outcomes.iter().collect::<BTreeSet<_>>().len(),
            outcomes.len()
        );
        for always in [
            Disposition::Withdrawn,
            Disposition::Duplicate,
            Disposition::LoggedInError,
        ] {
            assert!(
                outcomes.contains(&always),
                "{road} can always end as {always}"
            );
        }
    }
}

#[test]
fn each_road_runs_the_clocks_of_the_master_table_and_no_other() {
    type Clocks = &'static [&'static str];
    // Hand table from 1.0 and 1.2: road, everywhere, City of Hope, HSS. R16 gives a directive C1 and C5 only.
    let table: [(Road, Clocks, Clocks, Clocks); 9] = [
        (
            Road::PatientAccess,
            &["C1"],
            &["C4", "C5", "C6", "C7"],
            &["C11", "C12"],
        ),
        (
            Road::PersonalRepresentative,
            &["C1"],
            &["C4", "C5", "C6", "C7"],
            &["C11", "C12"],
        ),
        (Road::ThirdPartyDirective, &["C1"], &["C5"], &[]),
        (Road::Attorney, &[], &["C9"], &[]),
        (Road::Subpoena, &[], &["C10"], &["C13"]),
        (Road::MedicalForm, &["C21", "C22", "C23"], &["C24"], &[]),
        (Road::Amendment, &["C2"], &["C8"], &[]),
        (Road::Accounting, &["C3"], &[], &[]),
        (Road::Authorization, &[], &[], &[]),
    ];
    for (road, everywhere, california, new_york) in table {
        let row = row(road);
        assert_eq!(
            (row.clocks, row.california, row.new_york),
            (everywhere, california, new_york),
            "{road}"
        );
    }
    for road in Road::ALL {
        let extendable = row(*road)
            .clocks
            .iter()
            .any(|clock| ["C1", "C2", "C3"].contains(clock));
        assert_eq!(row(*road).extension, extendable, "R10, R11: {road}");
    }
}

#[test]
fn only_the_roads_of_others_need_an_authorization() {
    let needing: Vec<&str> = Road::ALL
        .iter()
        .filter(|road| row(**road).authorization_required())
        .map(|road| row(*road).code)
        .collect();
    assert_eq!(needing, ["AUTH", "ATT", "DIS", "INB"]);
    assert_eq!(row(Road::Research).needs, Needs::AuthorizationOrWaiver);
    let access: Vec<&str> = Road::ALL
        .iter()
        .filter(|road| row(**road).is_access)
        .map(|road| row(*road).code)
        .collect();
    assert_eq!(access, ["PA", "PR", "TPD"]);
    // R19
    let silent: Vec<&str> = Road::ALL
        .iter()
        .filter(|road| row(**road).defect_starts_no_clock)
        .map(|road| row(*road).code)
        .collect();
    assert_eq!(silent, ["AUTH", "ATT", "DIS", "SUB"]);
}

#[test]
fn an_own_copy_on_the_authorization_form_is_access() {
    // S36, S37, S41; rule sheet 1.2, A01.
    for form in [
        FormGiven::AuthorizationRelease,
        FormGiven::OtherAuthorization,
        FormGiven::Letter,
        FormGiven::NoPaper,
    ] {
        let patient = propose(&Asked { form, ..asked() });
        assert_eq!(patient.road, Road::PatientAccess, "{form}");
        let representative = propose(&Asked {
            form,
            requester: RequesterClass::Representative,
            ..asked()
        });
        assert_eq!(representative.road, Road::PersonalRepresentative, "{form}");
    }
    let on_the_form = propose(&Asked {
        form: FormGiven::AuthorizationRelease,
        ..asked()
    });
    assert!(
        on_the_form
            .why
            .contains("although the authorization form was used")
    );
    assert_eq!(on_the_form.rule, "S37");
}

#[test]
fn a_directive_needs_every_one_of_its_conditions() {
    let directive = Asked {
        recipient_is_self: false,
        names_recipient_and_place: true,
        electronic_copy_of_ehr: true,
        ..asked()
    };
    assert_eq!(propose(&directive).road, Road::ThirdPartyDirective);
    let lacking = [
        Asked {
            signed: false,
            ..directive.clone()
        },
        Asked {
            names_recipient_and_place: false,
            ..directive.clone()
        },
        Asked {
            electronic_copy_of_ehr: false,
            ..directive.clone()
        },
        Asked {
            wants: vec![Want::Summary],
            ..directive.clone()
        },
        Asked {
            form: FormGiven::NoPaper,
            ..directive.clone()
        },
    ];
    for one in lacking {
        let proposed = propose(&one);
        assert_eq!(proposed.road, Road::Authorization, "{one:?}");
        assert_eq!(
            proposed.consider.map(|(road, _)| road),
            Some(Road::ThirdPartyDirective)
        );
    }
    // S38: the authorization form to someone else stays an authorization, and the other reading is named.
    let on_the_form = propose(&Asked {
        form: FormGiven::AuthorizationRelease,
        ..directive
    });
    assert_eq!(
        (on_the_form.road, on_the_form.rule),
        (Road::Authorization, "S38")
    );
    assert_eq!(
        on_the_form.consider.map(|(road, _)| road),
        Some(Road::ThirdPartyDirective)
    );
}

#[test]
fn a_paper_that_can_only_mean_one_thing_decides_whoever_asks() {
    // S39, S42, S43, S45, S46, S51; legal process 1.13.
    for requester in RequesterClass::ALL {
        for (form, road, rule) in [
            (FormGiven::AuthorizationObtain, Road::InboundRecords, "S39"),
            (FormGiven::Amendment, Road::Amendment, "S42"),
            (FormGiven::ProxySharing, Road::PortalProxy, "S43"),
            (FormGiven::ChildPortal, Road::PortalProxy, "S45"),
            (FormGiven::Accounting, Road::Accounting, "S46"),
            (FormGiven::MedicalForm, Road::MedicalForm, "S51"),
            (FormGiven::LegalProcess, Road::Subpoena, "1.2"),
        ] {
            let proposed = propose(&Asked {
                form,
                requester: *requester,
                ..asked()
            });
            assert_eq!(
                (proposed.road, proposed.rule),
                (road, rule),
                "{requester} with {form}"
            );
        }
    }
}

#[test]
fn who_asks_and_what_for_decide_between_the_other_roads() {
    let table = [
        (
            RequesterClass::Provider,
            Purpose::ContinuityOfCare,
            Road::ContinuityOfCare,
        ),
        (RequesterClass::Provider, Purpose::Payment, Road::Payer),
        (
            RequesterClass::Provider,
            Purpose::NotStated,
            Road::Authorization,
        ),
        (RequesterClass::Attorney, Purpose::Legal, Road::Attorney),
        (RequesterClass::Insurer, Purpose::Payment, Road::Payer),
        (
            RequesterClass::Insurer,
            Purpose::Insurance,
            Road::Authorization,
        ),
        (
            RequesterClass::Insurer,
            Purpose::WorkersCompensation,
            Road::WorkersCompensation,
        ),
        (
            RequesterClass::Employer,
            Purpose::WorkersCompensation,
            Road::WorkersCompensation,
        ),
        (
            RequesterClass::Employer,
            Purpose::Employment,
            Road::Authorization,
        ),
        (
            RequesterClass::BenefitAgency,
            Purpose::Disability,
            Road::DisabilityAgency,
        ),
        (
            RequesterClass::Government,
            Purpose::Oversight,
            Road::Government,
        ),
        (RequesterClass::Court, Purpose::Legal, Road::Subpoena),
        (
            RequesterClass::Researcher,
            Purpose::Research,
            Road::Research,
        ),
        (RequesterClass::School, Purpose::School, Road::Authorization),
        (
            RequesterClass::Family,
            Purpose::NotStated,
            Road::Authorization,
        ),
        (RequesterClass::Other, Purpose::Other, Road::Authorization),
    ];
    for (requester, purpose, road) in table {
        assert_eq!(
            by(requester, purpose).road,
            road,
            "{requester} for {purpose}"
        );
    }
}

#[test]
fn no_third_party_is_ever_proposed_onto_an_access_road() {
    for requester in RequesterClass::ALL {
        let own = matches!(
            requester,
            RequesterClass::Patient | RequesterClass::Representative
        );
        for purpose in Purpose::ALL {
            for form in FormGiven::ALL {
                let proposed = propose(&Asked {
                    requester: *requester,
                    purpose: *purpose,
                    form: *form,
                    names_recipient_and_place: true,
                    electronic_copy_of_ehr: true,
                    ..asked()
                });
                assert!(
                    own || !row(proposed.road).is_access,
                    "{requester}, {purpose}, {form}: {proposed:?}"
                );
                assert!(proposed.why.ends_with('.'));
            }
        }
    }
}

#[test]
fn priority_follows_the_classes_of_the_rule_sheet() {
    // Rule sheet 3.4.
    let plain = |road| PriorityFacts {
        road,
        treated_now: false,
        next_visit: false,
        court_date: false,
        urgent_form: false,
        external_deadline: false,
        shortest_clock_days: None,
        bulk: false,
    };
    let class = |facts: &PriorityFacts| propose_priority(facts).priority;
    assert_eq!(class(&plain(Road::PatientAccess)), Priority::P2);
    assert_eq!(class(&plain(Road::Attorney)), Priority::P3);
    assert_eq!(class(&plain(Road::DisabilityAgency)), Priority::P3);
    assert_eq!(class(&plain(Road::ContinuityOfCare)), Priority::P1);
    assert_eq!(class(&plain(Road::Government)), Priority::P4);
    assert_eq!(
        class(&PriorityFacts {
            treated_now: true,
            bulk: true,
            ..plain(Road::Payer)
        }),
        Priority::P0
    );
    // C4 and C9 give five days.
    assert_eq!(
        class(&PriorityFacts {
            shortest_clock_days: Some(5),
            ..plain(Road::PatientAccess)
        }),
        Priority::P1
    );
    assert_eq!(
        class(&PriorityFacts {
            shortest_clock_days: Some(15),
            ..plain(Road::PatientAccess)
        }),
        Priority::P2
    );
    assert_eq!(
        class(&PriorityFacts {
            court_date: true,
            ..plain(Road::Subpoena)
        }),
        Priority::P1
    );
    assert_eq!(
        class(&PriorityFacts {
            external_deadline: true,
            ..plain(Road::MedicalForm)
        }),
        Priority::P2
    );
    assert_eq!(class(&plain(Road::MedicalForm)), Priority::P3);
    assert_eq!(
        class(&PriorityFacts {
            urgent_form: true,
            ..plain(Road::MedicalForm)
        }),
        Priority::P1
    ); // S75, S76
    assert_eq!(
        class(&PriorityFacts {
            bulk: true,
            ..plain(Road::Payer)
        }),
        Priority::P4
    );
}

#[test]
fn a_request_rises_one_class_at_two_working_days_and_not_at_three() {
    for (now, raised) in [
        (Priority::P4, Priority::P3),
        (Priority::P3, Priority::P2),
        (Priority::P2, Priority::P1),
        (Priority::P1, Priority::P0),
        (Priority::P0, Priority::P0),
    ] {
        assert_eq!(escalated(now, 3), now);
        for left in [2, 1, 0, -4] {
            assert_eq!(escalated(now, left), raised);
        }
    }
}
