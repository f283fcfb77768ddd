//! Notices N01, N02, N03, N04, N07, N08, N09, N20: what each must hold (rule sheet 1.18), and what no e-mail can hold (T51).

use chrono::NaiveDate;
use roi_desk::clarifications::model::AnswerBy;
use roi_desk::notices::model::{
    AnswerChannel, AnswerClock, AskedItem, Complaints, Desk, DeskPhone, Due, FormOffered,
    FullLetter, InBoth, MergeFields, N01, N02, N03, N04, N07, N08, N09, N20, Names, NotHere,
    Notice, NoticeKind, ReturnAddress, ReviewRight, SiteFact, Statement,
};
use roi_desk::notices::rules::{render_email, render_letter};
use roi_desk::requests::model::{Channel, Stage, WhoseMove};
use roi_desk::words::{FixedText, Language, LetterLanguage, Reference};

const CANARIES: &[&str] = &[
    "Canary Patient",
    "Canary Requester",
    "Canary Street",
    "canary scope",
    "Canary Collector",
    "canary detail",
    "canary reason",
    "canary search",
    "Canary Clinic",
];

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date written in this file")
}

fn fact(text: &str) -> SiteFact {
    SiteFact::published(text).expect("a fact written in this file")
}

fn both(text: &str) -> InBoth {
    InBoth {
        en: fact(text),
        es: fact(text),
    }
}

/// A desk like Duarte's.
pub fn desk() -> Desk {
    Desk {
        fields: MergeFields {
            reference: Reference::new(2026, 4217).expect("a reference"),
            desk_phone: DeskPhone::parse("626-218-2446").expect("a phone"),
            site: fact("City of Hope Duarte"),
        },
        return_address: ReturnAddress::parse(&[
            "City of Hope",
            "1500 East Duarte Road",
            "Duarte, CA 91010",
        ])
        .ok(),
    }
}

/// Names no e-mail may hold.
pub fn names() -> Names {
    Names {
        patient: "Canary Patient".into(),
        addressee: vec!["Canary Requester".into(), "1 Canary Street".into()],
    }
}

fn notices() -> Vec<Notice> {
    let written_on = day("2026-06-15");
    let item = AskedItem {
        ask: FixedText::new("Please sign.", "Firme, por favor."),
        how: AnswerBy::SignedPaper.sentence(),
        detail: Some("canary detail".into()),
    };
    vec![
        Notice::N01(N01 {
            desk: desk(),
            names: names(),
            written_on,
            understood: "canary scope.".into(),
            due: Due::Law(day("2026-06-30")),
            status_ok_from: Some(day("2026-06-23")),
        }),
        Notice::N02(N02 {
            desk: desk(),
            names: names(),
            written_on,
            needed: vec![item.clone()],
            helpful: vec![item],
            channels: vec![
                AnswerChannel {
                    channel: Channel::Fax,
                    place: fact("626-218-8443"),
                },
                AnswerChannel {
                    channel: Channel::Mail,
                    place: fact("1500 East Duarte Road, Duarte, CA 91010"),
                },
            ],
            clock: AnswerClock::KeepsRunning(day("2026-06-30")),
            answer_by: day("2026-06-24"),
            form: Some(FormOffered {
                name_en: fact("Authorization to Use and Disclose Protected Health Information"),
                name_es: fact("Autorización para usar y divulgar información médica protegida"),
                languages: vec![LetterLanguage::English, LetterLanguage::Spanish],
            }),
        }),
        Notice::N07(N07 {
            desk: desk(),
            names: names(),
            written_on,
            place: both("Office 1221B, near Social Work"),
            hours: vec![both("Monday to Thursday 8:00-16:00, closed 12:00-13:00")],
            collectors: vec!["Canary Collector".into()],
        }),
        Notice::N09(N09 {
            desk: desk(),
            names: names(),
            written_on,
            why: NotHere::NothingFound {
                searched: "canary search".into(),
                held_by: Some("Canary Clinic".into()),
            },
        }),
        Notice::N09(N09 {
            desk: desk(),
            names: names(),
            written_on,
            why: NotHere::SentOn {
                to: "Canary Clinic, 626-555-0100".into(),
            },
        }),
        Notice::N03(N03 {
            desk: desk(),
            names: names(),
            written_on,
            reason: "canary reason".into(),
            was_due: day("2026-07-04"),
            completion_on: day("2026-07-30"),
            complaints: Complaints {
                phone: DeskPhone::parse("212-774-7500").expect("a phone"),
            },
        }),
        Notice::N20(N20 {
            desk: desk(),
            verified: Some(names()),
            written_on,
            stage: Stage::Gathering,
            whose_move: WhoseMove::Us,
            due: Some(Due::OurPromise(day("2026-06-22"))),
        }),
        Notice::N04(N04 {
            desk: desk(),
            names: names(),
            written_on,
            ground: FixedText::new("The ground.", "El motivo."),
            detail: Some("canary detail".into()),
            in_part: true,
            review: ReviewRight::ByAnotherProfessional,
            new_york_appeal: true,
            complaints: Complaints {
                phone: DeskPhone::parse("212-774-7500").expect("a phone"),
            },
        }),
        Notice::N08(N08 {
            desk: desk(),
            patient: "Canary Patient".into(),
            addressee: vec!["Canary Requester".into(), "1 Canary Street".into()],
            written_on,
            contents: "canary scope".into(),
            pages: 1,
            part_withheld: true,
            statements: vec![
                Statement::Redisclosure,
                Statement::NewYorkConfidential,
                Statement::Part2,
            ],
        }),
    ]
}

fn holds(text: &str, wanted: &[&str]) {
    for words in wanted {
        assert!(text.contains(words), "{words:?} is missing in:\n{text}");
    }
}

fn letter_of(kind: NoticeKind, language: LetterLanguage) -> FullLetter {
    let notice = notices()
        .into_iter()
        .find(|n| n.kind() == kind)
        .expect("a notice of this kind");
    render_letter(&notice, language)
}

#[test]
fn no_email_holds_anything_typed_or_any_name() {
    // T51: a canary in every field that is not on the allow-list.
    for notice in notices() {
        for language in LetterLanguage::ALL {
            let email = render_email(&notice, *language);
            for canary in CANARIES {
                assert!(
                    !email.subject().contains(canary) && !email.body().contains(canary),
                    "{canary} in {:?}",
                    notice.kind()
                );
            }
            assert!(
                !email.body().contains('{'),
                "every field is filled: {}",
                email.body()
            );
            assert!(!email.subject().contains('\n'));
            holds(email.body(), &["626-218-2446"]);
            holds(email.subject(), &["ROI-2026-004217-"]);
        }
    }
}

#[test]
fn every_full_letter_fills_its_fields_and_prints_the_right_zip() {
    // S33.
    for notice in notices() {
        for language in LetterLanguage::ALL {
            let letter = render_letter(&notice, *language);
            assert!(
                !letter.text().contains('{'),
                "every field is filled: {}",
                letter.text()
            );
            holds(&letter.text(), &["Canary Patient", "ROI-2026-004217-"]);
            let address = letter.return_address.expect("Duarte has an address");
            assert!(address.lines().iter().any(|line| line.ends_with("91010")));
        }
    }
}

#[test]
fn a_return_address_with_the_misprinted_zip_is_refused() {
    assert!(ReturnAddress::parse(&["City of Hope", "Duarte, CA 9101"]).is_err());
    assert!(ReturnAddress::parse(&["City of Hope", "Duarte, CA 9101 "]).is_err());
    assert!(ReturnAddress::parse(&["Duarte, CA 91010-3000"]).is_ok());
    assert!(ReturnAddress::parse(&[" "]).is_err());
}

#[test]
fn n01_says_what_was_understood_when_it_is_due_and_from_when_to_ask() {
    // R12.
    holds(
        &letter_of(NoticeKind::N01, LetterLanguage::English).text(),
        &[
            "canary scope",
            "June 30, 2026",
            "June 23, 2026",
            "626-218-2446",
        ],
    );
    holds(
        &letter_of(NoticeKind::N01, LetterLanguage::Spanish).text(),
        &["30 de junio de 2026", "23 de junio de 2026"],
    );
}

#[test]
fn n02_names_the_gap_the_channels_the_clock_the_day_and_the_form_in_both_languages() {
    // R9: asking does not stop the clock. S40: the form exists in English and Spanish.
    let english = letter_of(NoticeKind::N02, LetterLanguage::English).text();
    holds(
        &english,
        &[
            "Please sign.",
            "canary detail",
            "Fax: 626-218-8443",
            "Mail: 1500",
            "keeps running",
            "June 30, 2026",
            "June 24, 2026",
            "English and Spanish",
        ],
    );
    let spanish = letter_of(NoticeKind::N02, LetterLanguage::Spanish).text();
    holds(
        &spanish,
        &[
            "Firme, por favor.",
            "sigue corriendo",
            "24 de junio de 2026",
            "Correo postal",
            "inglés y en español",
        ],
    );
    let notice = notices().remove(1);
    holds(
        render_email(&notice, LetterLanguage::English).body(),
        &[
            "Please sign.",
            "626-218-8443",
            "June 24, 2026",
            "keeps running",
        ],
    );
}

#[test]
fn n03_gives_the_reason_both_days_and_how_to_complain_r10() {
    // 164.524(b)(2)(iii), rule sheet 1.18.
    holds(
        &letter_of(NoticeKind::N03, LetterLanguage::English).text(),
        &[
            "July 4, 2026",
            "canary reason",
            "July 30, 2026",
            "only once",
            "Privacy Officer",
            "212-774-7500",
            "Office for Civil Rights",
        ],
    );
    holds(
        &letter_of(NoticeKind::N03, LetterLanguage::Spanish).text(),
        &[
            "4 de julio de 2026",
            "30 de julio de 2026",
            "Oficina de Derechos Civiles",
        ],
    );
}

#[test]
fn n09_names_who_holds_what_is_not_here() {
    // 164.524(d)(3), rule sheet 1.18.
    let letters = notices().into_iter().filter_map(|notice| match notice {
        Notice::N09(n) => {
            let sent_on = matches!(n.why, NotHere::SentOn { .. });
            Some((sent_on, Notice::N09(n)))
        }
        _ => None,
    });
    for (sent_on, letter) in letters {
        let said = render_letter(&letter, LetterLanguage::English).text();
        holds(&said, &["Canary Clinic"]);
        assert_eq!(said.contains("canary search"), !sent_on);
        assert_eq!(said.contains("sent your request on"), sent_on);
    }
}

#[test]
fn n07_says_where_the_hours_with_lunch_what_to_bring_and_who_may_collect() {
    holds(
        &letter_of(NoticeKind::N07, LetterLanguage::English).text(),
        &[
            "1221B",
            "closed 12:00-13:00",
            "photo identification",
            "Canary Collector",
        ],
    );
}

#[test]
fn n20_names_nobody_to_a_caller_who_was_not_verified() {
    let Some(Notice::N20(status)) = notices()
        .into_iter()
        .find(|notice| matches!(notice, Notice::N20(_)))
    else {
        panic!("N20 is one of them")
    };
    let letter = render_letter(
        &Notice::N20(N20 {
            verified: None,
            ..status
        }),
        LetterLanguage::English,
    );
    assert!(!letter.text().contains("Canary") && letter.addressee.is_empty());
    holds(
        &letter.text(),
        &["gathering", "June 22, 2026", "not a legal time limit"],
    );
}

#[test]
fn a_promise_of_the_desk_is_never_called_law() {
    let Notice::N01(ack) = notices().remove(0) else {
        panic!("N01 stands first")
    };
    let promised = Notice::N01(N01 {
        due: Due::OurPromise(day("2026-06-22")),
        status_ok_from: None,
        ..ack
    });
    let email = render_email(&promised, LetterLanguage::English);
    holds(email.body(), &["We promise", "not a legal time limit"]);
    assert!(!email.body().contains("law gives us"));
}

#[test]
fn merge_fields_take_nothing_but_what_they_are() {
    assert!(DeskPhone::parse("call Jane 555").is_err());
    assert!(SiteFact::published("a\r\nb").is_err());
}

#[test]
fn a_reader_of_chinese_is_written_to_in_english() {
    // S40, S55: letters exist in English and Spanish.
    let written: Vec<LetterLanguage> = Language::ALL
        .iter()
        .map(|language| LetterLanguage::from(*language))
        .collect();
    assert_eq!(
        written,
        [
            LetterLanguage::English,
            LetterLanguage::Spanish,
            LetterLanguage::English
        ]
    );
}

#[test]
fn the_twenty_kinds_of_the_rule_sheet_exist() {
    let ids: Vec<&str> = NoticeKind::ALL.iter().map(|kind| kind.as_str()).collect();
    assert_eq!(
        ids,
        [
            "N01", "N02", "N03", "N04", "N05", "N06", "N07", "N08", "N09", "N10", "N11", "N12",
            "N13", "N14", "N15", "N16", "N17", "N18", "N19", "N20",
        ]
    );
}
