//! The status-call card: who may be told what, the same words as the letter's, and the call on the timeline (B10, 1.15, R12,
//! N20).

use chrono::TimeDelta;
use reqwest::StatusCode;
use roi_desk::desk::rules::status_call::{Caller, MayBeTold, is_early, may_be_told, repeated};
use roi_desk::requests::model::Event;
use roi_desk::requests::rules::identity::CallerSaid;
use roi_desk::staff::model::Role;

use crate::check::{day, events, insurer, log};
use crate::support::on_both_databases;

#[test]
fn a_caller_is_told_how_it_stands_only_after_the_identity_questions() {
    use CallerSaid::{BirthDate, HomeAddress, LastFour, OtherHeld};
    let three = [BirthDate, HomeAddress, LastFour];
    let told = |caller, said: &[CallerSaid]| may_be_told(caller, said).what;
    for caller in [Caller::Patient, Caller::Representative] {
        assert_eq!(told(caller, &three), MayBeTold::HowItStands, "{caller}");
        assert_eq!(
            told(caller, &three[..2]),
            MayBeTold::Nothing,
            "1.15: one thing more"
        );
        assert_eq!(told(caller, &[]), MayBeTold::Nothing);
    }
    assert_eq!(
        told(Caller::Requester, &[OtherHeld]),
        MayBeTold::HowItStands
    );
    assert_eq!(told(Caller::Requester, &[BirthDate]), MayBeTold::Nothing);
    assert_eq!(
        told(Caller::AnybodyElse, CallerSaid::ALL),
        MayBeTold::Nothing,
        "N20"
    );
    let next = may_be_told(Caller::Patient, &[BirthDate]).why;
    assert!(next.starts_with("Ask for the home address"), "{next}");
    assert!(is_early(Some(day("2026-06-16")), day("2026-06-15")), "R12");
    assert!(!is_early(Some(day("2026-06-16")), day("2026-06-16")));
    assert!(!is_early(None, day("2026-06-16")), "HSS asks for no wait");
    let at = |text: &str| day(text).and_hms_opt(9, 0, 0).expect("a time");
    let calls = [at("2026-05-01"), at("2026-06-01"), at("2026-06-05")];
    assert_eq!(repeated(&calls, at("2026-06-08")), 2);
}

#[test]
fn a_call_is_found_answered_and_kept_without_what_was_said() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let request = log(&desk, insurer()).await;
        let page = clerk.get("/phone").await;
        let empty = clerk.submit(&page, &[]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let card = ["/requests/", &request, "/status-call"].concat();
        for says in ["canary patientname 1951-07-30", "626-555-0100"] {
            let found = clerk.submit(&page, &[("caller_says", says)]).await;
            let to = found.location.clone().expect("a page of its own");
            assert!(!to.contains("canary") && !to.contains("626"), "{to}");
            let found = clerk.follow(&found).await;
            assert_eq!(found.location.as_deref(), Some(card.as_str()), "{says}");
        }
        let nobody = clerk
            .submit(&page, &[("caller_says", "Nobody 1900-01-01")])
            .await;
        let words = clerk.follow(&nobody).await.words();
        assert!(words.contains("Say neither yes nor no."), "{words}");
        let page = clerk.get(&card).await;
        for said in [
            "has arrived and is waiting to be looked at",
            "The next step is ours.",
            "Please allow five working days",
        ] {
            assert!(page.words().contains(said), "{said}: {}", page.words());
        }
        let look = [
            ("caller", "patient"),
            ("said", "birth_date"),
            ("act", "look"),
        ];
        let looked = clerk.submit(&page, &look).await;
        assert!(
            looked.words().contains("Ask for the home address"),
            "{}",
            looked.words()
        );
        let unknown = clerk.submit(&page, &[("caller", "")]).await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
        let three = [
            ("caller", "patient"),
            ("said", "birth_date"),
            ("said", "home_address"),
            ("said", "last_four"),
            ("note", "Calls again on Friday."),
            ("act", "log"),
        ];
        let done = clerk.submit(&page, &three).await;
        assert_eq!(done.location.as_deref(), Some("/phone"), "{}", done.words());
        let told = events(&desk, &request).await.pop().expect("an event");
        let Event::StatusGiven {
            caller_verified,
            told,
            ..
        } = told
        else {
            panic!("a status call: {told:?}");
        };
        assert!(caller_verified);
        assert_eq!(
            told,
            "the patient; asked: date of birth, home address, last four digits of the social security number; told how it stands, whose move it is and when it is due. Calls again on Friday."
        );
        // The next day the same person calls again, and a stranger.
        desk.later(TimeDelta::days(1));
        let clerk = desk.clerk().await;
        clerk
            .fill(&card, &[("caller", "anybody_else"), ("act", "log")])
            .await;
        let page = clerk.get(&card).await;
        assert!(
            page.words().contains("2 calls about it within two weeks"),
            "{}",
            page.words()
        );
        let last = events(&desk, &request).await.pop().expect("an event");
        assert!(
            matches!(
                last,
                Event::StatusGiven {
                    caller_verified: false,
                    ..
                }
            ),
            "{last:?}"
        );
        let reviewer = desk.person(Role::Reviewer, "duarte").await;
        assert_eq!(reviewer.get(&card).await.status, StatusCode::FORBIDDEN);
        assert_eq!(reviewer.get("/phone").await.status, StatusCode::FORBIDDEN);
        let irvine = desk.person(Role::Clerk, "irvine").await;
        assert_eq!(irvine.get(&card).await.status, StatusCode::NOT_FOUND);
    });
}
