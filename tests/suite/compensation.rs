//! Workers' compensation: what each recipient may get, typed by hand from the rule sheet 1.14.

use reqwest::StatusCode;
use roi_desk::authorizations::rules::workers_compensation::{ROWS, Share, row, stops};
use roi_desk::facilities::model::StateLaw::{self, California, NewYork};
use roi_desk::requests::model::{NewRequest, RequesterClass, Road, Stage};

use crate::check::{insurer, standing};
use crate::release::{ready_with, release_with};
use crate::support::on_both_databases;

/// State, recipient, share.
const TYPED: &[(StateLaw, RequesterClass, Share)] = &[
    // Lab. Code 3762: the employer itself learns the claimed condition and the change of work only.
    (
        California,
        RequesterClass::Employer,
        Share::ClaimedCondition,
    ),
    (California, RequesterClass::Insurer, Share::NeededForClaim),
    (
        California,
        RequesterClass::Government,
        Share::NeededForClaim,
    ),
    // Parties may subpoena (4055.2).
    (
        California,
        RequesterClass::Attorney,
        Share::AnotherRoad(Road::Subpoena),
    ),
    // Reports to Board and carrier without authorization; prospective-employer use barred.
    (NewYork, RequesterClass::Government, Share::Reports),
    (NewYork, RequesterClass::Insurer, Share::Reports),
    (NewYork, RequesterClass::Employer, Share::Nothing),
    (
        NewYork,
        RequesterClass::Attorney,
        Share::AnotherRoad(Road::Subpoena),
    ),
    (California, RequesterClass::Patient, Share::Own),
    (NewYork, RequesterClass::Representative, Share::Own),
    (California, RequesterClass::Family, Share::Nothing),
    (NewYork, RequesterClass::School, Share::Nothing),
];

#[test]
fn each_recipient_gets_what_the_law_of_the_state_opens() {
    for (state, to, share) in TYPED {
        assert_eq!(row(*state, *to).share, *share, "{state} {to}");
    }
    let carrier = row(NewYork, RequesterClass::Insurer);
    assert!(carrier.says.contains("C-3.3") && carrier.says.contains("same body part"));
    assert!(ROWS.iter().all(|row| row.says.ends_with('.')));
}

#[test]
fn an_entire_record_is_more_than_a_claim_needs_save_for_the_patient() {
    // 164.512(l): minimum necessary applies.
    let carrier = [RequesterClass::Insurer];
    assert!(stops(California, &carrier, false).is_empty());
    assert_eq!(stops(California, &carrier, true).len(), 1);
    assert!(stops(California, &[RequesterClass::Patient], true).is_empty());
    assert_eq!(stops(NewYork, &[RequesterClass::Employer], true).len(), 2);
}

fn claim(to: RequesterClass, entire: bool) -> NewRequest {
    let mut new = insurer();
    new.road = Road::WorkersCompensation;
    new.recipients[0].class = to;
    new.scope.entire_record = entire;
    new
}

#[test]
fn a_claim_leaves_to_the_carrier_and_not_to_an_attorney_or_in_full_a37() {
    on_both_databases(async |desk| {
        let client = desk.specialist().await;
        desk.supervisor().await;
        for (new, words) in [
            (claim(RequesterClass::Attorney, false), "by subpoena"),
            (claim(RequesterClass::Insurer, true), "entire record"),
        ] {
            let request = ready_with(&desk, &client, new, &[]).await;
            let page = client.get(&format!("/requests/{request}/check")).await;
            assert!(page.words().contains("Labor Code"), "{}", page.words());
            let refused = release_with(&client, &request, &[]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(
                refused.words().contains(words),
                "{words}: {}",
                refused.words()
            );
            assert_eq!(standing(&desk, &request).await.request.stage, Stage::Ready);
        }
        let unlimited = [("A37", "n/a")];
        let request = ready_with(
            &desk,
            &client,
            claim(RequesterClass::Insurer, false),
            &unlimited,
        )
        .await;
        let refused = release_with(&client, &request, &[]).await;
        assert!(
            refused.words().contains("limited to the claim"),
            "{}",
            refused.words()
        );
        let request = ready_with(&desk, &client, claim(RequesterClass::Insurer, false), &[]).await;
        let done = release_with(&client, &request, &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
    });
}
