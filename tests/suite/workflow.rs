//! The transition table, seen whole, and the rules in it that matter most; the events of a request's life.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use chrono::NaiveDate;
use proptest::prelude::*;
use roi_desk::requests::model::{
    AuthorizationEnd, Channel, CheckResult, ClockDate, ContactWay, Delivery, Disposition, Event,
    EventKind, FactKind, Facts, LinkKind, OpenFact, Priority, Reference, Road, Stage, WhoseMove,
};
use roi_desk::requests::rules::clocks::FormKind;
use roi_desk::requests::rules::patient_part::PartItem;
use roi_desk::requests::rules::{actions, roads};
use roi_desk::requests::workflow::{next, unsettles_check, unsettles_review};
use roi_desk::words::Language;

/// A request of which nothing is known yet.
pub fn bare(road: Road) -> Facts {
    let row = roads::row(road);
    Facts {
        road,
        outcomes: row.outcomes,
        extension_possible: row.extension,
        patient_matched: false,
        recipients_complete: false,
        pick_up: false,
        check: CheckResult::NotChecked,
        open: Vec::new(),
        letters_sent: 0,
        extended: false,
        sensitive: false,
        quality_checks: 0,
        acknowledged: false,
        assigned: false,
        disposition: None,
    }
}

/// A request of which everything is in order.
pub fn in_order(road: Road) -> Facts {
    Facts {
        patient_matched: true,
        recipients_complete: true,
        check: CheckResult::Valid,
        quality_checks: 1,
        acknowledged: true,
        assigned: true,
        ..bare(road)
    }
}

pub fn open(kind: FactKind, waiting_on: WhoseMove) -> OpenFact {
    OpenFact {
        kind,
        waiting_on,
        due_on: None,
    }
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).expect("a day")
}

fn key_facts() -> Vec<(&'static str, Facts)> {
    let access = || in_order(Road::PatientAccess);
    let with = |kind, side| Facts {
        open: vec![open(kind, side)],
        ..access()
    };
    vec![
        ("nothing known yet", bare(Road::PatientAccess)),
        ("everything in order", access()),
        (
            "valid in part",
            Facts {
                check: CheckResult::ValidInPart,
                ..access()
            },
        ),
        (
            "authorization invalid",
            Facts {
                check: CheckResult::Invalid,
                ..in_order(Road::Authorization)
            },
        ),
        (
            "patient unknown",
            Facts {
                patient_matched: false,
                ..access()
            },
        ),
        (
            "clarification open",
            Facts {
                check: CheckResult::NeedsClarification,
                letters_sent: 1,
                ..with(FactKind::Clarification, WhoseMove::Requester)
            },
        ),
        (
            "legal hold open",
            with(FactKind::LegalHold, WhoseMove::Court),
        ),
        (
            "record pull open",
            with(FactKind::RecordPull, WhoseMove::Department),
        ),
        (
            "quality finding open",
            with(FactKind::QualityFinding, WhoseMove::Us),
        ),
        (
            "sensitive, one check",
            Facts {
                sensitive: true,
                ..access()
            },
        ),
        (
            "sensitive, two checks",
            Facts {
                sensitive: true,
                quality_checks: 2,
                ..access()
            },
        ),
        (
            "no complete recipient",
            Facts {
                recipients_complete: false,
                ..access()
            },
        ),
        (
            "extended",
            Facts {
                extended: true,
                ..access()
            },
        ),
        ("medical form in order", in_order(Road::MedicalForm)),
        ("amendment in order", in_order(Road::Amendment)),
        ("accounting in order", in_order(Road::Accounting)),
    ]
}

fn matrix() -> String {
    let mut text = String::from(
        "The transition table, whole. Each row is an event, each column the stage it happens in;\n\
         the cell is the stage that follows, or the rule that refuses.\n",
    );
    for (name, facts) in key_facts() {
        write!(
            text,
            "\n== {name} ({})\n{:<24}",
            roads::row(facts.road).code,
            ""
        )
        .expect("a string");
        for stage in Stage::ALL {
            write!(text, "{:<11}", stage.as_str()).expect("a string");
        }
        text.truncate(text.trim_end().len());
        for event in EventKind::ALL {
            write!(text, "\n{:<24}", event.as_str()).expect("a string");
            for stage in Stage::ALL {
                let cell = match next(*stage, *event, &facts) {
                    Ok(after) if after == *stage => "=".to_owned(),
                    Ok(after) => after.as_str().to_owned(),
                    Err(refusal) => format!("-{}", refusal.rule),
                };
                write!(text, "{cell:<11}").expect("a string");
            }
            text.truncate(text.trim_end().len());
        }
        text.push('\n');
    }
    text
}

#[test]
fn the_whole_transition_table_is_as_committed() {
    // To accept a change that is meant: run once with UPDATE_SNAPSHOTS=1 and read the difference.
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/suite/snapshots/workflow.txt"
    );
    let now = matrix();
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(path, &now).expect("the snapshot can be written");
    }
    let committed = std::fs::read_to_string(path).expect("the snapshot is committed");
    let changed: Vec<String> = committed
        .lines()
        .zip(now.lines())
        .filter(|(before, after)| before != after)
        .map(|(before, after)| format!("- {before}\n+ {after}"))
        .collect();
    assert!(
        committed == now,
        "the table changed:\n{}",
        changed.join("\n")
    );
}

#[test]
fn closed_is_the_end_of_the_line() {
    for (name, facts) in key_facts() {
        for event in EventKind::ALL {
            if let Ok(after) = next(Stage::Closed, *event, &facts) {
                assert_eq!(after, Stage::Closed, "{name}: {event}");
                assert_eq!(
                    event.disposition(),
                    None,
                    "{name}: {event} would close it twice"
                );
            }
        }
    }
}

#[test]
fn nothing_is_released_unless_everything_is_shown_to_be_in_order() {
    // B7, B13, T53: every single lack stops a release.
    let ready = in_order(Road::PatientAccess);
    assert_eq!(
        next(Stage::Ready, EventKind::ReleaseRecorded, &ready),
        Ok(Stage::Closed)
    );
    let lacks = [
        (
            "A02",
            Facts {
                patient_matched: false,
                ..ready.clone()
            },
        ),
        (
            "S5",
            Facts {
                check: CheckResult::NotChecked,
                ..ready.clone()
            },
        ),
        (
            "S5",
            Facts {
                check: CheckResult::Invalid,
                ..ready.clone()
            },
        ),
        (
            "S5",
            Facts {
                check: CheckResult::NeedsClarification,
                ..ready.clone()
            },
        ),
        (
            "A06",
            Facts {
                recipients_complete: false,
                ..ready.clone()
            },
        ),
        (
            "A41",
            Facts {
                open: vec![open(FactKind::LegalHold, WhoseMove::Us)],
                ..ready.clone()
            },
        ),
        (
            "W-second",
            Facts {
                sensitive: true,
                ..ready.clone()
            },
        ),
        ("W-outcome", in_order(Road::Amendment)),
    ];
    for (rule, facts) in lacks {
        let refusal = next(Stage::Ready, EventKind::ReleaseRecorded, &facts).expect_err(rule);
        assert_eq!(refusal.rule, rule);
        assert!(refusal.text.ends_with('.'), "{}", refusal.text);
    }
    for stage in Stage::ALL.iter().filter(|stage| **stage != Stage::Ready) {
        assert!(
            next(*stage, EventKind::ReleaseRecorded, &ready).is_err(),
            "{stage}"
        );
    }
}

#[test]
fn whatever_verifying_rests_on_sends_the_request_back_when_it_changes() {
    let facts = in_order(Road::Authorization);
    for event in [
        EventKind::PatientMatched,
        EventKind::RoadChanged,
        EventKind::ScopeChanged,
        EventKind::RecipientsChanged,
        EventKind::CheckFailed,
    ] {
        for stage in [Stage::Gathering, Stage::Reviewing, Stage::Ready] {
            assert_eq!(
                next(stage, event, &facts),
                Ok(Stage::Verifying),
                "{event} in {stage}"
            );
            let looked = unsettles_check(event) || event == EventKind::CheckFailed;
            assert!(looked, "{event} leaves the old check standing");
            assert_eq!(
                unsettles_review(stage, Stage::Verifying),
                stage != Stage::Gathering
            );
        }
    }
}

#[test]
fn the_first_letter_goes_once_and_a_further_one_is_a_second_letter() {
    // R17, B9, N02
    let fresh = bare(Road::Authorization);
    let asked = Facts {
        letters_sent: 1,
        ..fresh.clone()
    };
    assert_eq!(
        next(Stage::Received, EventKind::ClarificationSent, &fresh),
        Ok(Stage::Verifying)
    );
    assert_eq!(
        next(Stage::Verifying, EventKind::ClarificationSent, &asked).map_err(|r| r.rule),
        Err("R17")
    );
    assert_eq!(
        next(Stage::Verifying, EventKind::SecondLetterSent, &asked),
        Ok(Stage::Verifying)
    );
    assert!(next(Stage::Verifying, EventKind::SecondLetterSent, &fresh).is_err());
}

#[test]
fn one_extension_and_only_where_a_clock_can_be_extended() {
    // R10
    let event = EventKind::ExtensionGranted;
    assert!(next(Stage::Gathering, event, &in_order(Road::PatientAccess)).is_ok());
    let extended = Facts {
        extended: true,
        ..in_order(Road::PatientAccess)
    };
    assert_eq!(
        next(Stage::Gathering, event, &extended).map_err(|r| r.rule),
        Err("R10")
    );
    assert_eq!(
        next(Stage::Gathering, event, &in_order(Road::Attorney)).map_err(|r| r.rule),
        Err("R10")
    );
}

#[test]
fn a_sensitive_request_needs_two_persons_before_it_is_ready() {
    let first = Facts {
        sensitive: true,
        quality_checks: 0,
        ..in_order(Road::PatientAccess)
    };
    assert_eq!(
        next(Stage::Reviewing, EventKind::ReviewPassed, &first),
        Ok(Stage::Reviewing)
    );
    let second = Facts {
        quality_checks: 1,
        ..first
    };
    assert_eq!(
        next(Stage::Reviewing, EventKind::ReviewPassed, &second),
        Ok(Stage::Ready)
    );
}

/// One event of every kind, in the order of `EventKind::ALL`.
#[allow(clippy::too_many_lines)] // a list
fn one_of_each() -> Vec<Event> {
    let why = || "the signature came later".to_owned();
    let other = Reference::new(2026, 17).expect("in range");
    let (phone, mail) = (ContactWay::Phone, ContactWay::Letter);
    vec![
        Event::Logged {
            channel: Channel::DropBox,
            road: Road::PatientAccess,
            received_on: day(6, 5),
            why_received: "the box was emptied on Mon 8 Jun 2026".to_owned(),
            documents: 2,
        },
        Event::PatientMatched {
            patient: 7,
            by: vec!["name".to_owned(), "birth date".to_owned()],
            replaces: None,
            created: false,
        },
        Event::RoadChanged {
            from: Road::Authorization,
            to: Road::PatientAccess,
            reason: why(),
        },
        Event::ScopeChanged {
            from: "Lab".to_owned(),
            to: "Lab, Radiology".to_owned(),
            reason: why(),
        },
        Event::RecipientsChanged {
            count: 2,
            deliveries: vec![Delivery::Fax, Delivery::PickUp],
            reason: why(),
        },
        Event::DateRecorded {
            what: ClockDate::BenefitProof,
            on: day(6, 9),
            before: Some(day(6, 8)),
            reason: why(),
        },
        Event::Assigned {
            to: 3,
            to_name: "Dana Ortiz".to_owned(),
            taken: false,
        },
        Event::HandedOver {
            to: 4,
            to_name: "Lee Park".to_owned(),
            from_name: "Dana Ortiz".to_owned(),
            reason: why(),
        },
        Event::PutBack {
            from_name: "Lee Park".to_owned(),
            reason: why(),
        },
        Event::PrioritySet {
            from: Priority::P3,
            to: Priority::P1,
            reason: why(),
        },
        Event::RequesterNamed {
            in_book: true,
            own_reference: Some("HW-778".to_owned()),
        },
        Event::NoteAdded {
            text: "caller prefers mornings".to_owned(),
        },
        Event::DocumentAdded {
            document: 9,
            what: "a signed authorization".to_owned(),
            pages: 1,
            channel: Channel::Fax,
        },
        Event::Linked {
            other,
            how: LinkKind::FollowsFrom,
        },
        Event::Acknowledged {
            way: mail,
            language: Language::Spanish,
            due_on: day(6, 20),
        },
        Event::StatusGiven {
            way: phone,
            caller_verified: true,
            told: "the records are being gathered".to_owned(),
        },
        Event::NoticeSent {
            notice: "N02".to_owned(),
            way: mail,
        },
        Event::NoticeFailed {
            notice: "N02".to_owned(),
            way: ContactWay::Email,
            why: "the mailbox is full".to_owned(),
        },
        Event::RuleOverridden {
            rule: "S11".to_owned(),
            reason: why(),
        },
        Event::SiteTransferred {
            from: "Irvine".to_owned(),
            to: "Duarte".to_owned(),
        },
        Event::VerifyingStarted,
        Event::CheckPassed {
            as_of: day(6, 9),
            withheld_parts: 1,
        },
        Event::CheckFailed {
            as_of: day(6, 9),
            result: CheckResult::Invalid,
            failed: vec!["A08".to_owned(), "A11".to_owned()],
        },
        Event::ClarificationSent {
            items: vec!["A08".to_owned()],
            way: mail,
            language: Language::English,
            answer_by: day(6, 15),
        },
        Event::SecondLetterSent {
            items: vec!["A12".to_owned(), "A13".to_owned()],
            way: mail,
            language: Language::English,
            answer_by: day(6, 22),
            reason: why(),
        },
        Event::ContactAttempted {
            way: phone,
            reached: false,
            said: "no answer".to_owned(),
        },
        Event::ReminderSent {
            way: mail,
            number: 1,
        },
        Event::AnswerRecorded {
            way: phone,
            answered: vec!["A08".to_owned()],
            still_open: vec!["A11".to_owned()],
        },
        Event::AuthorizationEnded {
            how: AuthorizationEnd::Revoked,
            on: day(6, 30),
            way: phone,
        },
        Event::WithholdingRecorded {
            how: "Given later than was asked".to_owned(),
            ground: "Performance of the IT".to_owned(),
            until_on: Some(day(7, 1)),
        },
        Event::ClarificationSettled { reason: why() },
        Event::ExtensionGranted {
            from: day(7, 4),
            to: day(8, 3),
            sent_on: day(7, 1),
            reason: "the chart is off site".to_owned(),
        },
        Event::HoldPlaced {
            reason: why(),
            waiting_on: WhoseMove::Court,
            ground: None,
        },
        Event::HoldLifted { reason: why() },
        Event::FactOpened {
            fact: FactKind::ProviderTask,
            waiting_on: WhoseMove::Provider,
            due_on: Some(day(6, 19)),
            reason: String::new(),
        },
        Event::FactClosed {
            fact: FactKind::ProviderTask,
            reason: why(),
        },
        Event::Verified,
        Event::RecordsGathered { pages: 40 },
        Event::ReviewPassed { number: 1 },
        Event::ReturnedToVerifying { reason: why() },
        Event::ReturnedToGathering { reason: why() },
        Event::ReleaseRecorded {
            partly: true,
            pages: 38,
            recipients: 1,
            deliveries: vec![Delivery::Mail],
            reason: why(),
        },
        Event::Denied {
            ground: "research in progress".to_owned(),
            sent_on: day(6, 18),
        },
        Event::NoRecordsFound {
            searched: "the electronic record and the film library".to_owned(),
        },
        Event::Forwarded {
            to: "the physician's own office".to_owned(),
            reason: why(),
        },
        Event::Withdrawn {
            way: phone,
            reason: why(),
        },
        Event::MarkedDuplicate { of: other },
        Event::MarkedInError { reason: why() },
        Event::AmendmentAccepted {
            sent_on: day(6, 18),
        },
        Event::AmendmentDenied {
            ground: "accurate and complete".to_owned(),
            sent_on: day(6, 18),
        },
        Event::AccountingSent {
            entries: 3,
            sent_on: day(6, 18),
        },
        Event::FormDelivered {
            sent_on: day(6, 18),
            copy_to_patient: true,
        },
        Event::PatientPartSeen {
            form: FormKind::Fmla,
            missing: vec![PartItem::Signed, PartItem::EmployerNamed],
        },
        Event::PickedUp {
            by: "The patient".to_owned(),
            shown: "Passport".to_owned(),
            pages: 12,
            media: Some("1 disc".to_owned()),
            signed: "The name is typed in front of a witness".to_owned(),
            closed_hours_why: None,
        },
        Event::PickUpReminded {
            way: ContactWay::Phone,
            said: Some("Left the number to call back.".to_owned()),
        },
        Event::DueMoved {
            due_before: day(6, 11),
            due_after: day(6, 12),
            work_by_before: day(6, 11),
            work_by_after: day(6, 12),
            because:
                "Wed 10 Jun 2026: Founders' day, office closed, a legal holiday (the board decided)"
                    .to_owned(),
        },
    ]
}

#[test]
fn every_event_is_stored_with_its_version_and_reads_back_as_itself() {
    let kinds: Vec<EventKind> = one_of_each().iter().map(Event::kind).collect();
    assert_eq!(kinds, EventKind::ALL, "one of each kind");
    for event in one_of_each() {
        let stored = event.to_json().expect("JSON");
        assert!(stored.starts_with("{\"v\":1,"), "{stored}");
        let value: serde_json::Value = serde_json::from_str(&stored).expect("JSON");
        assert_eq!(value["kind"], event.kind().as_str());
        assert_eq!(Event::from_json(&stored).expect("an event"), event);
    }
    assert!(Event::from_json("{\"v\":2,\"kind\":\"verified\"}").is_err());
    assert!(Event::from_json("{\"v\":1,\"kind\":\"vanished\"}").is_err());
    assert!(Event::from_json("{\"kind\":\"verified\"}").is_err());
}

#[test]
fn the_timeline_tells_every_event_in_words() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/suite/snapshots/timeline.txt"
    );
    let told: Vec<String> = one_of_each().iter().map(Event::in_words).collect();
    let now = told.iter().fold(String::new(), |text, line| {
        [text.as_str(), line, "\n"].concat()
    });
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(path, &now).expect("the snapshot can be written");
    }
    assert_eq!(
        now,
        std::fs::read_to_string(path).expect("the snapshot is committed")
    );
    assert_eq!(
        told.iter().collect::<BTreeSet<_>>().len(),
        told.len(),
        "no two read alike"
    );
    for (event, line) in one_of_each().iter().zip(&told) {
        assert_ne!(
            *line,
            event.kind().label().to_lowercase(),
            "told, not named"
        );
        assert!(!line.ends_with('.') && !line.contains("  "), "{line}");
    }
}

#[test]
fn an_event_ends_the_request_exactly_when_the_table_closes_it() {
    for event in one_of_each() {
        let closes = key_facts().iter().any(|(_, facts)| {
            Stage::ALL.iter().any(|stage| {
                *stage != Stage::Closed && next(*stage, event.kind(), facts) == Ok(Stage::Closed)
            })
        });
        assert_eq!(closes, event.disposition().is_some(), "{:?}", event.kind());
    }
    let endings: BTreeSet<Disposition> = one_of_each()
        .iter()
        .filter_map(Event::disposition)
        .collect();
    let missing: Vec<_> = Disposition::ALL
        .iter()
        .filter(|one| !endings.contains(one))
        .collect();
    assert_eq!(
        missing,
        [&Disposition::Released],
        "the sample release is a partial one"
    );
}

/// Facts put together at random.
pub fn any_facts() -> impl Strategy<Value = Facts> {
    let bools = prop::array::uniform8(any::<bool>());
    let open_facts = prop::collection::vec((0..FactKind::ALL.len(), 0..WhoseMove::ALL.len()), 0..4);
    let checks = [
        CheckResult::NotChecked,
        CheckResult::Valid,
        CheckResult::ValidInPart,
        CheckResult::NeedsClarification,
        CheckResult::Invalid,
    ];
    (
        0..Road::ALL.len(),
        bools,
        open_facts,
        prop::sample::select(checks.to_vec()),
        0_u32..3,
        0_u32..3,
    )
        .prop_map(
            |(road, bools, open_facts, check, letters_sent, quality_checks)| Facts {
                patient_matched: bools[0],
                recipients_complete: bools[1],
                pick_up: bools[2],
                extended: bools[3],
                sensitive: bools[4],
                acknowledged: bools[5],
                assigned: bools[6],
                check,
                letters_sent,
                quality_checks,
                open: open_facts
                    .iter()
                    .map(|(kind, side)| open(FactKind::ALL[*kind], WhoseMove::ALL[*side]))
                    .collect(),
                ..bare(Road::ALL[road])
            },
        )
}

proptest! {
    #[test]
    fn from_any_facts_a_request_can_always_be_moved_on_or_ended(facts in any_facts(), stage in 0_usize..5) {
        let stage = Stage::ALL[stage];
        prop_assert_eq!(next(stage, EventKind::Withdrawn, &facts), Ok(Stage::Closed));
        prop_assert!(!actions::allowed(stage, &facts).is_empty());
    }

    #[test]
    fn a_release_never_skips_identity_check_hold_or_second_person(facts in any_facts(), stage in 0_usize..6) {
        if next(Stage::ALL[stage], EventKind::ReleaseRecorded, &facts).is_ok() {
            prop_assert!(Stage::ALL[stage] == Stage::Ready && facts.patient_matched && facts.recipients_complete);
            prop_assert!(matches!(facts.check, CheckResult::Valid | CheckResult::ValidInPart));
            prop_assert!(facts.open.iter().all(|fact| fact.kind != FactKind::LegalHold));
            let needed = if facts.sensitive { 2 } else { 1 };
            prop_assert!(facts.quality_checks >= needed);
            prop_assert!(facts.outcomes.contains(&Disposition::Released));
        }
    }

    #[test]
    fn stages_never_skip_forward(facts in any_facts(), stage in 0_usize..5, event in 0..EventKind::ALL.len()) {
        let event = EventKind::ALL[event];
        if let Ok(after) = next(Stage::ALL[stage], event, &facts) {
            let reached = Stage::ALL.iter().position(|one| *one == after).expect("a stage");
            prop_assert!(after == Stage::Closed || reached <= stage + 1, "{} by {}", after, event);
            prop_assert_eq!(after == Stage::Closed, event.disposition().is_some());
        }
    }
}
