//! What is shown of a request: its status word, whose move it is, the next step.

use proptest::prelude::*;
use roi_desk::requests::model::{
    CheckResult, Disposition, FactKind, Facts, Road, ShownStatus, Stage, WhoseMove,
};
use roi_desk::requests::rules::actions::{Action, allowed, judge};
use roi_desk::requests::rules::status::{next_step, shown, whose_move};

use crate::workflow::{any_facts, bare, in_order, open};

fn with(kind: FactKind, side: WhoseMove) -> Facts {
    Facts {
        open: vec![open(kind, side)],
        ..in_order(Road::PatientAccess)
    }
}

#[test]
fn the_status_words_are_those_of_the_rule_sheet_and_ready() {
    // Rule sheet 3.1, in its order of the line; "ready" is ours for what does not wait at the counter.
    let sheet = "received logged triaged verifying clarifying retrieving sensitivity_review qc1 qc2 fee_pending ready_pickup \
                 released partially_released denied extended forwarded no_records withdrawn on_legal_hold closed";
    let mut wanted: Vec<&str> = sheet.split_whitespace().chain(["ready"]).collect();
    let mut ours: Vec<&str> = ShownStatus::ALL
        .iter()
        .map(|status| status.as_str())
        .collect();
    wanted.sort_unstable();
    ours.sort_unstable();
    assert_eq!(ours, wanted);
}

#[test]
#[allow(clippy::too_many_lines)] // a hand table
fn each_stage_shows_the_status_its_facts_call_for() {
    let order = || in_order(Road::PatientAccess);
    let new = || bare(Road::PatientAccess);
    let ended = |disposition| Facts {
        disposition: Some(disposition),
        ..order()
    };
    let table = [
        (Stage::Received, new(), ShownStatus::Received),
        (
            Stage::Received,
            Facts {
                acknowledged: true,
                ..new()
            },
            ShownStatus::Logged,
        ),
        (
            Stage::Received,
            Facts {
                assigned: true,
                ..new()
            },
            ShownStatus::Triaged,
        ),
        (Stage::Verifying, new(), ShownStatus::Verifying),
        (
            Stage::Verifying,
            with(FactKind::Clarification, WhoseMove::Requester),
            ShownStatus::Clarifying,
        ),
        (
            Stage::Gathering,
            with(FactKind::Clarification, WhoseMove::Requester),
            ShownStatus::Retrieving,
        ),
        (Stage::Gathering, order(), ShownStatus::Retrieving),
        (
            Stage::Gathering,
            Facts {
                extended: true,
                ..order()
            },
            ShownStatus::Extended,
        ),
        (
            Stage::Reviewing,
            Facts {
                quality_checks: 0,
                ..order()
            },
            ShownStatus::Qc1,
        ),
        (
            Stage::Reviewing,
            Facts {
                quality_checks: 0,
                sensitive: true,
                ..order()
            },
            ShownStatus::SensitivityReview,
        ),
        (
            Stage::Reviewing,
            Facts {
                sensitive: true,
                ..order()
            },
            ShownStatus::Qc2,
        ),
        (Stage::Ready, order(), ShownStatus::Ready),
        (
            Stage::Ready,
            Facts {
                extended: true,
                pick_up: true,
                ..order()
            },
            ShownStatus::ReadyPickup,
        ),
        (
            Stage::Ready,
            with(FactKind::Fee, WhoseMove::Payer),
            ShownStatus::FeePending,
        ),
        (
            Stage::Ready,
            with(FactKind::LegalHold, WhoseMove::Court),
            ShownStatus::OnLegalHold,
        ),
        (
            Stage::Closed,
            ended(Disposition::Released),
            ShownStatus::Released,
        ),
        (
            Stage::Closed,
            ended(Disposition::PartlyReleased),
            ShownStatus::PartiallyReleased,
        ),
        (
            Stage::Closed,
            ended(Disposition::Denied),
            ShownStatus::Denied,
        ),
        (
            Stage::Closed,
            ended(Disposition::AmendmentDenied),
            ShownStatus::Denied,
        ),
        (
            Stage::Closed,
            ended(Disposition::NoRecords),
            ShownStatus::NoRecords,
        ),
        (
            Stage::Closed,
            ended(Disposition::Forwarded),
            ShownStatus::Forwarded,
        ),
        (
            Stage::Closed,
            ended(Disposition::Withdrawn),
            ShownStatus::Withdrawn,
        ),
        (
            Stage::Closed,
            ended(Disposition::Duplicate),
            ShownStatus::Closed,
        ),
        (
            Stage::Closed,
            ended(Disposition::FormDelivered),
            ShownStatus::Closed,
        ),
    ];
    for (stage, facts, status) in &table {
        assert_eq!(shown(*stage, facts), *status, "{stage}: {facts:?}");
    }
    for status in ShownStatus::ALL {
        assert!(
            table.iter().any(|(.., shown)| shown == status),
            "{status} is never shown"
        );
    }
}

#[test]
fn it_is_only_anothers_move_while_they_keep_the_work_from_going_on() {
    let table = [
        (
            Stage::Verifying,
            with(FactKind::Clarification, WhoseMove::Requester),
            WhoseMove::Requester,
        ),
        // The part that needs no answer is being gathered: our move, whatever the letter waits for.
        (
            Stage::Gathering,
            with(FactKind::Clarification, WhoseMove::Requester),
            WhoseMove::Us,
        ),
        (
            Stage::Gathering,
            with(FactKind::ProviderTask, WhoseMove::Provider),
            WhoseMove::Provider,
        ),
        (
            Stage::Gathering,
            with(FactKind::RecordPull, WhoseMove::Department),
            WhoseMove::Department,
        ),
        (
            Stage::Ready,
            with(FactKind::Fee, WhoseMove::Payer),
            WhoseMove::Payer,
        ),
        (
            Stage::Gathering,
            with(FactKind::Fee, WhoseMove::Payer),
            WhoseMove::Us,
        ),
        (
            Stage::Reviewing,
            with(FactKind::LegalHold, WhoseMove::Court),
            WhoseMove::Court,
        ),
        (
            Stage::Gathering,
            with(FactKind::Extension, WhoseMove::Requester),
            WhoseMove::Us,
        ),
        (Stage::Received, bare(Road::Attorney), WhoseMove::Us),
    ];
    for (stage, facts, side) in table {
        assert_eq!(whose_move(stage, &facts), Some(side), "{stage}: {facts:?}");
    }
    let both = Facts {
        open: vec![
            open(FactKind::ProviderTask, WhoseMove::Provider),
            open(FactKind::RecordPull, WhoseMove::Us),
        ],
        ..in_order(Road::PatientAccess)
    };
    assert_eq!(
        whose_move(Stage::Gathering, &both),
        Some(WhoseMove::Us),
        "one task of ours is enough"
    );
    assert_eq!(whose_move(Stage::Closed, &both), None);
}

#[test]
fn the_next_step_leads_a_request_through_its_whole_life() {
    let primary = |stage, facts: &Facts| next_step(stage, facts).action;
    let mut facts = bare(Road::Authorization);
    assert_eq!(primary(Stage::Received, &facts), Some(Action::MatchPatient));
    facts.patient_matched = true;
    assert_eq!(primary(Stage::Received, &facts), Some(Action::Acknowledge));
    facts.acknowledged = true;
    assert_eq!(
        primary(Stage::Received, &facts),
        Some(Action::StartVerifying)
    );
    assert_eq!(primary(Stage::Verifying, &facts), Some(Action::Check));
    facts.check = CheckResult::Invalid;
    assert_eq!(
        primary(Stage::Verifying, &facts),
        Some(Action::AskForClarification)
    );
    facts.letters_sent = 1;
    facts.open = vec![open(FactKind::Clarification, WhoseMove::Requester)];
    assert_eq!(
        primary(Stage::Verifying, &facts),
        Some(Action::RecordAnswer)
    );
    facts.open.clear();
    assert_eq!(primary(Stage::Verifying, &facts), Some(Action::Check));
    facts.check = CheckResult::Valid;
    assert_eq!(
        primary(Stage::Verifying, &facts),
        Some(Action::FinishVerifying)
    );
    assert_eq!(
        primary(Stage::Gathering, &facts),
        Some(Action::FinishGathering)
    );
    assert_eq!(primary(Stage::Reviewing, &facts), Some(Action::PassReview));
    facts.quality_checks = 1;
    assert_eq!(
        primary(Stage::Ready, &facts),
        Some(Action::ChangeRecipients)
    );
    facts.recipients_complete = true;
    assert_eq!(primary(Stage::Ready, &facts), Some(Action::RecordRelease));
    assert_eq!(primary(Stage::Closed, &facts), None);
    for (road, last) in [
        (Road::MedicalForm, Action::DeliverForm),
        (Road::Amendment, Action::AcceptAmendment),
        (Road::Accounting, Action::SendAccounting),
    ] {
        assert_eq!(primary(Stage::Ready, &in_order(road)), Some(last), "{road}");
    }
}

proptest! {
    #[test]
    fn what_is_offered_is_what_would_be_allowed(facts in any_facts(), stage in 0_usize..6) {
        let stage = Stage::ALL[stage];
        let step = next_step(stage, &facts);
        let offered: Vec<Action> = step.action.into_iter().chain(step.others.iter().copied()).collect();
        for action in Action::ALL {
            prop_assert_eq!(offered.contains(action), judge(*action, stage, &facts).is_ok(), "{}", action);
        }
        prop_assert_eq!(offered.len(), allowed(stage, &facts).len());
        prop_assert!(stage == Stage::Closed || step.action.is_some(), "open work always has a next step: {}", step.sentence);
        prop_assert!(step.sentence.ends_with('.'));
    }

    #[test]
    fn an_open_request_is_always_somebodys_move(facts in any_facts(), stage in 0_usize..6) {
        let stage = Stage::ALL[stage];
        let side = whose_move(stage, &facts);
        prop_assert_eq!(side.is_none(), stage == Stage::Closed);
        if let Some(other) = side.filter(|side| *side != WhoseMove::Us) {
            prop_assert!(facts.open.iter().any(|fact| fact.waiting_on == other), "nobody waits on {}", other);
        }
    }
}
