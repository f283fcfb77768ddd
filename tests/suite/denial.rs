//! A denial in writing: grounds by road, what its letter must hold, what it does to the request (N04, R14, rule sheet 1.1).

use reqwest::StatusCode;
use roi_desk::disclosures::model::DenialGround;
use roi_desk::disclosures::rules::{grounds, may_give, plain_words, review};
use roi_desk::notices::model::{Complaints, DeskPhone, N04, Notice, ReviewRight};
use roi_desk::notices::rules::{render_email, render_letter};
use roi_desk::requests::commands::Step;
use roi_desk::requests::model::{Disposition, Event, NewRequest, Road, Stage};
use roi_desk::requests::rules::clocks::{ClockRule, clocks};
use roi_desk::words::LetterLanguage;

use crate::check::{day, events, log, own_copy, standing};
use crate::clarify::outbox;
use crate::notices::{desk as writing_desk, names};
use crate::release::{letters, step};
use crate::support::{Client, Desk, Page, on_both_databases};

/// By hand from 164.524(a)(2) and (a)(3): what may be reviewed, and what may not.
const REVIEWED: [DenialGround; 3] = [
    DenialGround::EndangersLife,
    DenialGround::HarmsAnother,
    DenialGround::RepresentativeHarms,
];
const NOT_REVIEWED: [DenialGround; 6] = [
    DenialGround::PsychotherapyNotes,
    DenialGround::Litigation,
    DenialGround::InmateSafety,
    DenialGround::ResearchInProgress,
    DenialGround::ConfidentialSource,
    DenialGround::NotDesignatedRecord,
];

#[test]
fn the_law_says_which_grounds_are_open_to_review() {
    for ground in DenialGround::ALL {
        let right = if REVIEWED.contains(ground) {
            ReviewRight::ByAnotherProfessional
        } else if NOT_REVIEWED.contains(ground) {
            ReviewRight::None
        } else {
            ReviewRight::NotAccess
        };
        assert_eq!(review(*ground), right, "{ground}");
    }
}

#[test]
fn a_defect_of_a_form_is_no_ground_against_the_patients_own_right() {
    // Rule sheet 1.2.
    for road in [
        Road::PatientAccess,
        Road::PersonalRepresentative,
        Road::ThirdPartyDirective,
    ] {
        assert!(
            may_give(DenialGround::DefectiveAuthorization, road).is_err(),
            "{road}"
        );
        assert!(grounds(road).all(|g| g != DenialGround::LegalProcess));
    }
    assert!(may_give(DenialGround::DefectiveAuthorization, Road::Authorization).is_ok());
    assert!(may_give(DenialGround::EndangersLife, Road::Authorization).is_err());
    assert!(may_give(DenialGround::RepresentativeHarms, Road::PatientAccess).is_err());
    assert!(
        may_give(
            DenialGround::RepresentativeHarms,
            Road::PersonalRepresentative
        )
        .is_ok()
    );
    assert!(may_give(DenialGround::LegalProcess, Road::Subpoena).is_ok());
    for road in Road::ALL {
        assert!(grounds(*road).next().is_some(), "{road} has a ground");
    }
}

fn letter(ground: DenialGround, in_part: bool, new_york: bool) -> Notice {
    Notice::N04(N04 {
        desk: writing_desk(),
        names: names(),
        written_on: day("2026-06-15"),
        ground: plain_words(ground),
        detail: Some("canary detail".into()),
        in_part,
        review: review(ground),
        new_york_appeal: new_york,
        complaints: Complaints {
            phone: DeskPhone::parse("212-774-7500").expect("a phone"),
        },
    })
}

#[test]
fn every_denial_says_its_ground_the_review_where_there_is_one_and_how_to_complain() {
    // 164.524(d)(2): plain language, the basis, the review and how to ask for it, the complaint to the hospital with title
    // and phone, and to HHS.
    for ground in DenialGround::ALL {
        for language in LetterLanguage::ALL {
            let words = render_letter(&letter(*ground, false, false), *language).text();
            assert!(!words.contains('{'), "every field is filled: {words}");
            for part in [
                plain_words(*ground).in_language(*language),
                "canary detail",
                "Privacy Officer",
                "212-774-7500",
                "Office for Civil Rights",
                "1-800-368-1019",
                "ROI-2026-004217-",
            ] {
                assert!(words.contains(part), "{part}: {words}");
            }
            let reviewed = match language {
                LetterLanguage::English => words.contains("right to a review. Tell us"),
                LetterLanguage::Spanish => words.contains("tiene derecho a una revisión"),
            };
            assert_eq!(reviewed, REVIEWED.contains(ground), "{ground}: {words}");
            let mail = render_email(&letter(*ground, false, false), *language);
            assert!(
                !mail
                    .body()
                    .contains(plain_words(*ground).in_language(*language)),
                "the ground is no matter for an e-mail (T51): {}",
                mail.body()
            );
        }
    }
    let appeal = render_letter(
        &letter(DenialGround::EndangersLife, false, true),
        LetterLanguage::English,
    );
    assert!(
        appeal
            .text()
            .contains("Medical Record Access Review Committee")
    );
}

/// A request that is being verified.
async fn verifying(desk: &Desk, new: NewRequest) -> String {
    let request = log(desk, new).await;
    step(desk, &request, 1, Step::StartVerifying).await;
    request
}

async fn deny(client: &Client, request: &str, typed: &[(&str, &str)]) -> Page {
    let path = ["/requests/", request, "/denial"].concat();
    client.fill(&path, typed).await
}

fn disclosed(desk: &Desk) -> i64 {
    use diesel::prelude::*;
    use roi_desk::db::schema::disclosures;
    let mut conn = roi_desk::db::open(&desk.app.config.database, roi_desk::db::Purpose::Reading)
        .expect("it opens");
    disclosures::table
        .count()
        .get_result(&mut conn)
        .expect("the lines can be counted")
}

#[test]
fn a_denial_closes_the_request_stops_its_clocks_and_discloses_nothing() {
    // N04, R14.
    on_both_databases(async |desk| {
        let client = desk.specialist().await;
        let request = verifying(&desk, own_copy()).await;
        let shown = deny(
            &client,
            &request,
            &[("ground", "psychotherapy_notes"), ("then", "preview")],
        )
        .await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.words());
        assert!(
            shown.words().contains("gives no right to see or copy"),
            "{}",
            shown.words()
        );
        assert_eq!(
            standing(&desk, &request).await.request.stage,
            Stage::Verifying
        );
        let done = deny(&client, &request, &[("ground", "psychotherapy_notes")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let stands = standing(&desk, &request).await;
        assert_eq!(
            (stands.request.stage, stands.request.disposition),
            (Stage::Closed, Some(Disposition::Denied))
        );
        let today = day("2026-06-08");
        let ledger = clocks(&stands.clock_facts(), &stands.terms.calendar, today);
        for rule in [ClockRule::C1, ClockRule::C5] {
            let stopped = ledger.clock(rule).expect("the clock ran").stopped.as_ref();
            assert_eq!(stopped.map(|stop| stop.on), Some(today), "{rule}");
        }
        assert_eq!(disclosed(&desk), 0);
        let written = letters(&desk, &client, &request).await;
        assert_eq!(written.len(), 1);
        for words in [
            "Canary Patientname",
            "no right to a review",
            "626-218-2446",
            "91010",
        ] {
            assert!(written[0].1.contains(words), "{words}: {}", written[0].1);
        }
        assert!(outbox(&desk).is_empty(), "a denial goes on paper");
        let told = events(&desk, &request).await;
        assert!(
            told.iter().any(|e| matches!(e, Event::Denied { .. })),
            "{told:?}"
        );
    });
}

#[test]
fn a_ground_open_to_review_needs_the_professional_who_found_it_and_everything_typed_stays() {
    on_both_databases(async |desk| {
        let client = desk.specialist().await;
        let request = verifying(&desk, own_copy()).await;
        let typed = [
            ("ground", "endangers_life"),
            ("detail", "The note of 3 May stays."),
        ];
        let refused = deny(&client, &request, &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused
                .words()
                .contains("licensed professional must have found"),
            "{}",
            refused.words()
        );
        let (_, fields) = refused.form(&[]);
        assert!(
            fields.contains(&("ground".to_owned(), "endangers_life".to_owned())),
            "{fields:?}"
        );
        let done = client
            .submit(&refused, &[("found_by", "Lee Moss, MD")])
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let written = letters(&desk, &client, &request).await;
        assert!(
            written[0].1.contains("right to a review"),
            "{}",
            written[0].1
        );
        assert!(written[0].1.contains("The note of 3 May stays."));
        assert!(
            !written[0].1.contains("Lee Moss"),
            "the letter names no doctor"
        );
    });
}

#[test]
fn a_ground_that_does_not_fit_the_road_is_not_offered_and_refused_when_posted() {
    on_both_databases(async |desk| {
        let client = desk.specialist().await;
        let request = verifying(&desk, own_copy()).await;
        let path = ["/requests/", &request, "/denial"].concat();
        let offered = client
            .get(&path)
            .await
            .attributes("select[name=ground] option", "value");
        assert!(
            !offered.contains(&"defective_authorization".to_owned()),
            "{offered:?}"
        );
        let refused = deny(&client, &request, &[("ground", "defective_authorization")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.words().contains("no ground to deny"),
            "{}",
            refused.words()
        );
        assert_eq!(
            standing(&desk, &request).await.request.stage,
            Stage::Verifying
        );
    });
}
