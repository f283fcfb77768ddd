//! One clarification for every gap (R17), which stops no clock (R9), is never closed by time, and is not sent piece by
//! piece (B9).

use chrono::NaiveDate;
use roi_desk::clarifications::model::{
    AnswerBy, ClarificationContext, Gap, ItemAnswer, SentItem, Standing, Weight,
};
use roi_desk::clarifications::rules::{
    answer_by, answer_clock, compose, may_close, reminders_due, schedule, second_letter, standing,
    still_open,
};
use roi_desk::facilities::Facilities;
use roi_desk::facilities::model::ReminderBy;
use roi_desk::notices::model::{AnswerClock, Notice};
use roi_desk::notices::rules::{render_email, render_letter};
use roi_desk::requests::model::Road;
use roi_desk::words::{FixedText, LetterLanguage};

use crate::notices::{desk, names};

const SIGN: FixedText = FixedText::new("Please sign.", "Firme, por favor.");
const DATE: FixedText = FixedText::new("Please date.", "Feche, por favor.");

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date written in this file")
}

fn gap(check: &str, ask: FixedText) -> Gap {
    Gap {
        source_check: check.into(),
        ask,
        answer_by: AnswerBy::SignedPaper,
        weight: Weight::Needed,
        detail: None,
        visible_at_first: true,
    }
}

fn context(road: Road) -> ClarificationContext {
    ClarificationContext {
        road,
        statutory_due: Some(day("2026-06-30")),
        answer_by: day("2026-06-24"),
        written_on: day("2026-06-15"),
        desk: desk(),
        names: names(),
        channels: Vec::new(),
        form: None,
    }
}

#[test]
fn one_letter_asks_for_every_gap_at_once() {
    // R17.
    let gaps = [gap("A11", SIGN), gap("A12", DATE)];
    let letter = compose(&gaps, &context(Road::Authorization)).expect("there is something to ask");
    let notice = Notice::N02(letter);
    for (language, words) in [
        (LetterLanguage::English, ["Please sign.", "Please date."]),
        (LetterLanguage::Spanish, ["Firme,", "Feche,"]),
    ] {
        let (email, full) = (
            render_email(&notice, language),
            render_letter(&notice, language).text(),
        );
        assert!(
            words
                .iter()
                .all(|w| email.body().contains(w) && full.contains(w))
        );
        assert!(
            !full.contains("A11") && !email.body().contains("A11"),
            "our numbers mean nothing to a requester"
        );
    }
}

#[test]
fn gaps_in_the_same_words_are_asked_once_so_that_their_number_tells_nothing() {
    let gaps = [gap("A21", SIGN), gap("A28", SIGN), gap("A31", SIGN)];
    let letter = compose(&gaps, &context(Road::Authorization)).expect("there is something to ask");
    assert_eq!(letter.needed.len(), 1);
}

#[test]
fn without_a_gap_that_must_be_closed_there_is_no_letter() {
    assert!(compose(&[], &context(Road::Authorization)).is_err());
    let helpful = Gap {
        weight: Weight::Helpful,
        ..gap("A42", SIGN)
    };
    assert!(
        compose(
            std::slice::from_ref(&helpful),
            &context(Road::Authorization)
        )
        .is_err()
    );
    let letter = compose(&[helpful, gap("A11", DATE)], &context(Road::Authorization))
        .expect("one is needed");
    assert_eq!((letter.needed.len(), letter.helpful.len()), (1, 1));
}

#[test]
fn the_letter_says_the_clock_runs_on_only_where_it_does() {
    // R9, R14 for access, amendment and accounting; R19 elsewhere.
    let due = day("2026-06-30");
    for road in Road::ALL {
        let runs = matches!(
            road.as_str(),
            "patient_access"
                | "personal_representative"
                | "third_party_directive"
                | "amendment"
                | "accounting"
        );
        // R19: authorization, attorney, benefit agency and subpoena.
        let waits = matches!(
            road.as_str(),
            "authorization" | "attorney" | "disability_agency" | "subpoena"
        );
        let without = if waits {
            AnswerClock::StartsWithValidPaper
        } else {
            AnswerClock::NoneRuns
        };
        let expected = if runs {
            AnswerClock::KeepsRunning(due)
        } else {
            without
        };
        assert_eq!(answer_clock(*road, Some(due)), expected, "{road:?}");
        assert_eq!(answer_clock(*road, None), without, "{road:?}");
    }
    let letter =
        compose(&[gap("A11", SIGN)], &context(Road::Subpoena)).expect("there is something to ask");
    let email = render_email(&Notice::N02(letter), LetterLanguage::English);
    assert!(email.body().contains("No legal time limit has started"));
    assert!(!email.body().contains("keeps running"));
}

#[test]
fn reminders_come_on_the_days_of_the_profile_until_everything_is_answered() {
    // S6: three, six and ten working days after the letter; 19 June 2026 is a holiday of the office.
    let facilities = Facilities::load().expect("the profiles load");
    let terms = facilities
        .terms("duarte", day("2026-06-08"))
        .expect("a site");
    let steps = schedule(&facilities, "duarte", day("2026-06-08"), &terms.calendar);
    let days: Vec<String> = steps.iter().map(|s| s.due_on.to_string()).collect();
    assert_eq!(days[..2], ["2026-06-11", "2026-06-16"]);
    assert_eq!(
        steps.iter().map(|s| s.by).collect::<Vec<_>>(),
        [ReminderBy::SameWay, ReminderBy::Phone, ReminderBy::Letter]
    );
    let due = |today: &str, answered| reminders_due(&steps, day(today), answered).len();
    assert_eq!(due("2026-06-10", false), 0);
    assert_eq!(due("2026-06-11", false), 1);
    assert_eq!(due("2026-07-01", false), 3);
    assert_eq!(due("2026-07-01", true), 0);
}

#[test]
fn an_answer_is_asked_for_three_working_days_before_the_day_to_work_by_and_never_for_today() {
    let terms = Facilities::load()
        .expect("the profiles load")
        .terms("duarte", day("2026-06-08"))
        .expect("a site");
    let by =
        |work_by: &str| answer_by(day(work_by), day("2026-06-08"), &terms.calendar).to_string();
    // Thursday 25 June: Wednesday, Tuesday, Monday before it.
    assert_eq!(by("2026-06-25"), "2026-06-22");
    assert_eq!(by("2026-06-09"), "2026-06-09");
    assert_eq!(by("2026-06-01"), "2026-06-09");
}

#[test]
fn asking_later_for_what_was_visible_at_first_needs_a_supervisors_reason() {
    // B9.
    let (first, both) = (["A11".to_owned()], [gap("A11", SIGN), gap("A12", DATE)]);
    let refused = second_letter(&first, &both, None).expect_err("A12 was visible");
    assert_eq!(refused.rule, "B9");
    assert!(refused.text.contains("A12"));
    assert!(second_letter(&first, &both, Some("  too short   ")).is_err());
    let reason = "The second page was behind the first.";
    let allowed = second_letter(&first, &both, Some(reason)).expect("a reason was given");
    assert_eq!(
        (allowed.missed_before, allowed.reason.as_deref()),
        (vec!["A12".to_owned()], Some(reason))
    );
}

#[test]
fn asking_again_for_the_same_or_for_something_new_needs_no_reason() {
    let first = ["A11".to_owned()];
    let expired_since = Gap {
        visible_at_first: false,
        ..gap("A09", DATE)
    };
    let letter = second_letter(&first, &[gap("A11", SIGN), expired_since], None)
        .expect("nothing had been missed");
    assert_eq!((letter.gaps.len(), letter.reason), (2, None));
    assert!(second_letter(&first, &[], None).is_err(), "nothing is open");
}

#[test]
fn a_clarification_stands_open_until_every_item_was_answered_or_withdrawn_by_a_person() {
    let item = |check: &str, answer| SentItem {
        id: 1,
        source_check: check.into(),
        asked: SIGN.en.into(),
        answer_by: AnswerBy::SignedPaper,
        weight: Weight::Needed,
        answer,
        answered_way: None,
        note: None,
    };
    let mut items = vec![
        item("A11", ItemAnswer::Answered),
        item("A12", ItemAnswer::StillOpen),
        item("A07", ItemAnswer::Withdrawn),
    ];
    assert_eq!(standing(&items), Standing::Waiting { open: 1 });
    assert_eq!(still_open(&items)[0].source_check, "A12");
    assert_eq!(may_close(&items).expect_err("A12 is open").rule, "R14");
    items[1].answer = ItemAnswer::Answered;
    assert_eq!(standing(&items), Standing::ReadyToRecheck);
    assert_eq!(may_close(&items), Ok(()));
}
