//! Why electronic records are denied, held back, late or given in another manner (rule sheet 1.10, 45 CFR 171).

use chrono::NaiveDate;
use reqwest::StatusCode;
use roi_desk::disclosures::model::{
    BlockingException, Withholding, WithholdingGround, WithholdingHow,
};
use roi_desk::disclosures::rules::blocking::{
    Electronic, citation, ground_of, records_due, section, wants,
};
use roi_desk::disclosures::store::list_withholdings;
use roi_desk::facilities::model::StateLaw;
use roi_desk::requests::commands::Step;
use roi_desk::requests::model::{Delivery, Disposition, Event, Format, NewRequest};
use roi_desk::staff::model::Role;

use crate::check::{day, events, log, own_copy, standing};
use crate::release::step;
use crate::support::{Client, Desk, Page, on_both_databases};

/// 1.10, typed from the rule sheet.
const SECTIONS: &[(&str, &str)] = &[
    ("preventing_harm", "45 CFR 171.201"),
    ("privacy", "45 CFR 171.202"),
    ("security", "45 CFR 171.203"),
    ("infeasibility", "45 CFR 171.204"),
    ("performance", "45 CFR 171.205"),
    ("protecting_care_access", "45 CFR 171.206"),
    ("manner", "45 CFR 171.301"),
    ("fees", "45 CFR 171.302"),
    ("licensing", "45 CFR 171.303"),
    ("tefca_manner", "45 CFR 171.403"),
];

fn on(text: &str) -> NaiveDate {
    day(text)
}

fn record(ground: &str) -> Withholding {
    Withholding {
        how: WithholdingHow::InPart,
        ground: ground.to_owned(),
        facts: "The licensed reviewer found a danger to life.".to_owned(),
        what: "One progress note".to_owned(),
        offered: Some("A copy on paper".to_owned()),
        until_on: None,
        decided_on: on("2026-06-05"),
        decided_by: "Privacy officer".to_owned(),
    }
}

/// What is missing, by the name of the fact.
fn missing(record: &Withholding) -> Vec<&'static str> {
    ground_of(record, on("2026-06-04"))
        .expect_err("something is missing")
        .into_iter()
        .map(|(fact, _)| fact)
        .collect()
}

#[test]
fn electronic_records_wait_only_under_an_exception_with_its_facts() {
    let known: Vec<(&str, &str)> = BlockingException::ALL
        .iter()
        .map(|exception| (exception.as_str(), section(*exception)))
        .collect();
    assert_eq!(known, SECTIONS);
    let law = ["hipaa_denial", "hipaa_no_permission", "state_law"];
    for word in SECTIONS.iter().map(|(word, _)| *word).chain(law) {
        let ground = ground_of(&record(word), on("2026-06-04")).expect(word);
        assert_eq!(ground.as_str(), word);
        assert!(wants(ground).ends_with('.'));
        for state in StateLaw::ALL {
            assert!(!citation(ground, *state).is_empty());
        }
    }
    for word in ["policy", "wait_for_doctor", "habit", ""] {
        assert_eq!(missing(&record(word)), ["ground"], "{word}");
    }
    let early = Withholding {
        decided_on: on("2024-12-16"),
        ..record("protecting_care_access")
    };
    let refused = ground_of(&early, on("2024-12-01")).expect_err("it began on 17 December 2024");
    assert_eq!(refused.len(), 1);
    let empty = Withholding {
        facts: "too short".to_owned(),
        what: " ".to_owned(),
        decided_by: String::new(),
        decided_on: on("2026-06-03"),
        ..record("policy")
    };
    assert_eq!(
        missing(&empty),
        ["ground", "facts", "what", "decided_by", "decided_on"]
    );
}

#[test]
fn another_manner_names_what_was_offered_and_a_delay_its_end() {
    let without = |how, ground| Withholding {
        how,
        offered: None,
        ..record(ground)
    };
    assert_eq!(
        missing(&without(WithholdingHow::OtherManner, "infeasibility")),
        ["offered"]
    );
    assert_eq!(
        missing(&without(WithholdingHow::InPart, "manner")),
        ["offered"]
    );
    let delayed = without(WithholdingHow::Delayed, "performance");
    assert_eq!(missing(&delayed), ["until_on"]);
    let backwards = Withholding {
        until_on: Some(on("2026-06-04")),
        ..delayed.clone()
    };
    assert_eq!(missing(&backwards), ["until_on"]);
    let said = Withholding {
        until_on: Some(on("2026-06-09")),
        ..delayed
    };
    assert_eq!(
        ground_of(&said, on("2026-06-04")).map(WithholdingGround::as_str),
        Ok("performance")
    );
}

#[test]
fn a_record_is_due_for_each_thing_that_happened_to_electronic_records_and_for_paper_never() {
    let nothing = Electronic {
        format: Some(Format::Electronic),
        disposition: None,
        extended: false,
        deliveries: &[],
        recorded: &[],
    };
    assert!(records_due(&nothing).is_empty());
    let cases: [(Electronic<'_>, &[WithholdingHow]); 5] = [
        (
            Electronic {
                disposition: Some(Disposition::Denied),
                ..nothing
            },
            &[WithholdingHow::Denied],
        ),
        (
            Electronic {
                disposition: Some(Disposition::PartlyReleased),
                extended: true,
                ..nothing
            },
            &[WithholdingHow::InPart, WithholdingHow::Delayed],
        ),
        (
            Electronic {
                deliveries: &[Delivery::Mail],
                ..nothing
            },
            &[WithholdingHow::OtherManner],
        ),
        (
            Electronic {
                deliveries: &[Delivery::Mail, Delivery::Portal],
                ..nothing
            },
            &[],
        ),
        (
            Electronic {
                disposition: Some(Disposition::Denied),
                recorded: &[WithholdingHow::Denied],
                ..nothing
            },
            &[],
        ),
    ];
    for (known, due) in cases {
        assert_eq!(records_due(&known), due, "{known:?}");
        let paper = Electronic {
            format: Some(Format::Paper),
            ..known
        };
        assert!(records_due(&paper).is_empty());
    }
}

/// The patient's own electronic copy at a site.
fn electronic(site: &str) -> NewRequest {
    NewRequest {
        site: site.to_owned(),
        format: Some(Format::Electronic),
        ..own_copy()
    }
}

const TYPED: [(&str, &str); 7] = [
    ("how", "in_part"),
    (
        "facts",
        "Dr. Reed found on 5 June that this note endangers the patient.",
    ),
    ("what", "One progress note"),
    ("decided_on-month", "6"),
    ("decided_on-day", "8"),
    ("decided_on-year", "2026"),
    ("decided_by", "Privacy officer"),
];

async fn withhold(client: &Client, request: &str, typed: &[(&str, &str)]) -> Page {
    let path = format!("/requests/{request}/withholding");
    let usual = TYPED
        .iter()
        .filter(|(name, _)| typed.iter().all(|(other, _)| other != name));
    let typed: Vec<(&str, &str)> = usual.chain(typed).copied().collect();
    client.fill(&path, &typed).await
}

async fn stored(desk: &Desk, request: &str) -> usize {
    let id = standing(desk, request).await.request.id;
    desk.app
        .read(move |read| list_withholdings(read, id))
        .await
        .expect("they can be read")
        .len()
}

#[test]
fn a_policy_is_refused_with_its_sentence_and_an_exception_with_facts_is_on_the_request_and_its_timeline()
 {
    // California: an own electronic copy, a note held back to prevent harm.
    on_both_databases(async |desk| {
        let client = desk.specialist().await;
        let request = log(&desk, electronic("duarte")).await;
        let page = client
            .get(&format!("/requests/{request}/withholding"))
            .await;
        assert!(
            page.words()
                .contains("which licensed professional found it"),
            "the facts an exception wants are on the page: {}",
            page.words()
        );
        for word in ["policy", "wait_for_doctor"] {
            let refused = withhold(&client, &request, &[("ground", word)]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(
                refused
                    .words()
                    .contains("waiting for the doctor, is no exception"),
                "{}",
                refused.words()
            );
            let (_, fields) = refused.form(&[]);
            assert!(fields.contains(&("what".to_owned(), "One progress note".to_owned())));
        }
        assert_eq!(stored(&desk, &request).await, 0);
        let done = withhold(&client, &request, &[("ground", "preventing_harm")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        assert_eq!(stored(&desk, &request).await, 1);
        let told = events(&desk, &request).await;
        assert!(
            matches!(told.last(), Some(Event::WithholdingRecorded { ground, .. }) if ground == "Preventing harm"),
            "{told:?}"
        );
        let page = client.get(&format!("/requests/{request}")).await;
        for words in [
            "45 CFR 171.201",
            "Dr. Reed found on 5 June",
            "recorded why electronic records were withheld",
        ] {
            assert!(page.words().contains(words), "{words}: {}", page.words());
        }
        let evidence = desk.audit_events().await;
        let of_it: Vec<&str> = evidence
            .iter()
            .filter(|(event, _)| event == "withholding.recorded")
            .map(|(_, outcome)| outcome.as_str())
            .collect();
        assert_eq!(
            of_it.iter().filter(|outcome| **outcome == "denied").count(),
            2
        );
        assert_eq!(of_it.last(), Some(&"done"), "{evidence:?}");
    });
}

#[test]
fn a_denied_electronic_request_asks_for_its_ground_until_it_is_recorded_c20() {
    // New York: the state's own ground, and the written reasons of an infeasible request by C20.
    on_both_databases(async |desk| {
        let client = desk.person(Role::Specialist, "hss").await;
        let request = log(&desk, electronic("hss")).await;
        let page = client.get(&format!("/requests/{request}")).await;
        assert!(!page.words().contains("Why is not recorded"));
        let begun = client.submit(&page, &[]).await;
        assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.words());
        let path = format!("/requests/{request}/denial");
        let denied = client
            .fill(
                &path,
                &[("ground", "psychotherapy_notes"), ("then", "send")],
            )
            .await;
        assert_eq!(denied.status, StatusCode::SEE_OTHER, "{}", denied.words());
        let page = client.get(&format!("/requests/{request}")).await;
        assert!(
            page.words().contains("Why is not recorded"),
            "{}",
            page.words()
        );
        let typed = [("how", "denied"), ("ground", "state_law")];
        let done = withhold(&client, &request, &typed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let page = client.get(&format!("/requests/{request}")).await;
        assert!(
            !page.words().contains("Why is not recorded"),
            "{}",
            page.words()
        );
        assert!(page.words().contains("NY PHL 18(3)"), "{}", page.words());
        let done = withhold(&client, &request, &[("ground", "infeasibility")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let page = client.get(&format!("/requests/{request}")).await;
        assert!(
            page.words()
                .contains("reasons in writing by Thu 18 Jun 2026"),
            "{}",
            page.words()
        );
    });
}

#[test]
fn a_clerk_does_not_decide_what_is_withheld() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let request = log(&desk, electronic("duarte")).await;
        let path = format!("/requests/{request}/withholding");
        assert_eq!(clerk.get(&path).await.status, StatusCode::FORBIDDEN);
        step(&desk, &request, 1, Step::StartVerifying).await;
        assert_eq!(stored(&desk, &request).await, 0);
    });
}
