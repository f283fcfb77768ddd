//! Identity, authority, the minimum necessary and how long records are kept, by hand from the rule sheet 1.15.

use reqwest::StatusCode;
use roi_desk::disclosures::model::Basis;
use roi_desk::disclosures::rules::minimum::{exempt, whole_needs_reason};
use roi_desk::facilities::model::{Channel, StateLaw};
use roi_desk::requests::commands::Step;
use roi_desk::requests::model::{Event, Road};
use roi_desk::requests::rules::identity::{CallerSaid, by_channel, caller_verified, proofs};
use roi_desk::requests::rules::retention::{kept_until, lawfully_gone_before, retention, told};

use crate::check::{day, events, insurer, log};
use crate::release::{ready_with, release_with, step};
use crate::support::on_both_databases;

#[test]
fn a_caller_is_verified_by_birth_date_address_and_one_thing_more() {
    use CallerSaid::{BirthDate, HomeAddress, LastFour, OtherHeld};
    for said in [
        vec![BirthDate, HomeAddress, LastFour],
        vec![OtherHeld, HomeAddress, BirthDate],
    ] {
        assert!(caller_verified(&said).is_ok(), "{said:?}");
    }
    for (said, next) in [
        (vec![], "date of birth"),
        (vec![BirthDate], "home address"),
        (vec![BirthDate, HomeAddress], "last four digits"),
        (vec![HomeAddress, LastFour, OtherHeld], "date of birth"),
    ] {
        let refused = caller_verified(&said).expect_err("not yet");
        assert!(refused.text.contains(next), "{said:?}: {}", refused.text);
        assert!(refused.text.contains("starts the request all the same"));
    }
}

#[test]
fn every_channel_has_a_proof_and_none_demands_one_document() {
    for channel in Channel::ALL {
        let proof = by_channel(*channel);
        assert!(proof.says.ends_with('.'), "{channel}");
    }
    for (channel, words) in [
        (Channel::WalkIn, "nobody is sent away"),
        (Channel::Phone, "last four digits"),
        (Channel::Mail, "signature"),
        (Channel::Fax, "signature"),
    ] {
        let says = by_channel(channel).says.to_lowercase();
        assert!(says.contains(words), "{channel}: {says}");
    }
    let all: Vec<&str> = proofs().map(|proof| proof.says).collect();
    for words in [
        "badge",
        "Letters testamentary",
        "Power of attorney",
        "Birth certificate",
        "order of the court",
    ] {
        assert!(all.iter().any(|says| says.contains(words)), "{words}");
    }
}

#[test]
fn the_minimum_necessary_binds_everybody_the_law_does_not_except() {
    // Treatment, the individual, an authorization, required by law.
    let excepted = [
        Basis::Treatment,
        Basis::Individual,
        Basis::Authorization,
        Basis::Subpoena,
        Basis::CourtOrder,
    ];
    for basis in Basis::ALL {
        assert_eq!(
            exempt(*basis).is_some(),
            excepted.contains(basis),
            "{basis}"
        );
        assert_eq!(whole_needs_reason(*basis, true), !excepted.contains(basis));
        assert!(!whole_needs_reason(*basis, false));
    }
}

#[test]
fn records_are_kept_as_long_as_the_state_says() {
    let cases = [
        // California: 7 years; minors to at least 19.
        (StateLaw::California, "2019-06-08", None, None, "2026-06-08"),
        (
            StateLaw::California,
            "2019-06-08",
            Some("2015-01-10"),
            None,
            "2034-01-10",
        ),
        (
            StateLaw::California,
            "2031-06-08",
            Some("2015-01-10"),
            None,
            "2038-06-08",
        ),
        (
            StateLaw::California,
            "2019-06-08",
            Some("1951-07-30"),
            Some("2024-05-01"),
            "2026-06-08",
        ),
        // New York: 6 years; minors to 21; 6 years after a death.
        (StateLaw::NewYork, "2019-06-08", None, None, "2025-06-08"),
        (
            StateLaw::NewYork,
            "2019-06-08",
            Some("2015-01-10"),
            None,
            "2036-01-10",
        ),
        (
            StateLaw::NewYork,
            "2019-06-08",
            Some("1951-07-30"),
            Some("2024-05-01"),
            "2030-05-01",
        ),
        (StateLaw::NewYork, "2024-02-29", None, None, "2030-02-28"),
    ];
    for (state, served, born, died, until) in cases {
        let found = kept_until(retention(state), day(served), born.map(day), died.map(day));
        assert_eq!(found, day(until), "{state} {served} {born:?} {died:?}");
    }
    let before = lawfully_gone_before(retention(StateLaw::California), day("2026-06-08"));
    assert_eq!(before, day("2019-06-08"));
    let said = told(StateLaw::NewYork, day("2026-06-08"));
    assert!(
        said.contains("2020-06-08") && said.contains("6 years"),
        "{said}"
    );
}

#[test]
fn an_entire_record_leaves_for_payment_only_with_the_reason_and_what_was_not_found_names_how_long_it_is_kept()
 {
    on_both_databases(async |desk| {
        let client = desk.specialist().await;
        desk.supervisor().await;
        let mut new = insurer();
        new.road = Road::Payer;
        new.scope.entire_record = true;
        let request = ready_with(&desk, &client, new, &[]).await;
        let refused = release_with(&client, &request, &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.words().contains("Only the minimum necessary"),
            "{}",
            refused.words()
        );
        let why = [("whole_why", "The payer audits the whole stay.")];
        let done = release_with(&client, &request, &why).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let noted = |event: &Event| matches!(event, Event::NoteAdded { text } if text.contains("audits the whole stay"));
        assert!(events(&desk, &request).await.iter().any(noted));
        let other = log(&desk, insurer()).await;
        step(&desk, &other, 1, Step::StartVerifying).await;
        let page = client.get(&format!("/requests/{other}/no-records")).await;
        assert!(
            page.words().contains("7 years after the last service"),
            "{}",
            page.words()
        );
        let phone = client.get("/log/phone").await;
        assert_eq!(
            phone.attributes("input[name=caller_said]", "value").len(),
            4
        );
        let counter = client.get("/log/walk-in").await;
        for words in ["nobody is sent away", "Passport", "Birth certificate"] {
            assert!(
                counter.words().contains(words),
                "{words}: {}",
                counter.words()
            );
        }
    });
}
