//! Reading forms: every error at once, every typed character kept, hostile text refused in a sentence (T60, A20, A21).

use chrono::{NaiveDate, NaiveTime};
use roi_desk::form_state::{FormState, Reader};

fn posted(pairs: &[(&str, &str)]) -> FormState {
    FormState::from_pairs(
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
    )
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}

#[test]
fn every_error_is_named_at_once_and_everything_typed_is_kept() {
    let form = posted(&[
        ("name", "  "),
        ("born-month", "2"),
        ("born-day", "30"),
        ("born-year", "1986"),
        ("note", "<b>kept</b>"),
    ]);
    let mut reader = Reader::new(form);
    let name = reader.required_text("name", "the patient's name", 80);
    let born = reader.date("born", "the date of birth");
    let form = reader
        .finish(|| Some((name?, born?)))
        .expect_err("two fields are wrong");
    let sentences: Vec<&str> = form.errors().iter().map(|e| e.text.as_str()).collect();
    assert_eq!(
        sentences,
        [
            "Enter the patient's name.",
            "The date of birth is not a day of the calendar. Check month, day and year, in that order."
        ]
    );
    assert_eq!(form.value("note"), "<b>kept</b>");
    assert_eq!(form.value("born-day"), "30");
}

#[test]
fn dates_are_read_from_three_boxes_or_one_pasted_text() {
    let table = [
        ("1", "19", "1986", Some(day(1986, 1, 19))),
        (" 01 ", "19", "1986", Some(day(1986, 1, 19))),
        ("1986-01-19", "", "", Some(day(1986, 1, 19))),
        ("1/19/1986", "", "", Some(day(1986, 1, 19))),
        ("01-19-1986", "", "", Some(day(1986, 1, 19))),
        ("01191986", "", "", Some(day(1986, 1, 19))),
        ("2", "29", "2024", Some(day(2024, 2, 29))),
        ("2", "29", "2023", None),
        ("19", "1", "1986", None),
        ("1", "19", "86", None),
        ("1", "19", "9999", None),
        ("1", "", "1986", None),
        ("1", "+9", "1986", None),
        ("1", "١٩", "1986", None),
        ("99999999999999999999", "1", "1986", None),
        ("1/2/3/4", "", "", None),
    ];
    for (month, date, year, expected) in table {
        let mut reader = Reader::new(posted(&[
            ("d-month", month),
            ("d-day", date),
            ("d-year", year),
        ]));
        assert_eq!(
            reader.date("d", "the date"),
            expected,
            "{month} {date} {year}"
        );
        assert_eq!(
            reader.form().is_refused(),
            expected.is_none(),
            "{month} {date} {year}"
        );
    }
}

#[test]
fn an_optional_date_may_be_empty_but_not_half() {
    let mut reader = Reader::new(posted(&[]));
    assert_eq!(reader.optional_date("d", "the date"), None);
    assert!(!reader.form().is_refused());
    let mut reader = Reader::new(posted(&[("d-year", "2026")]));
    assert_eq!(reader.optional_date("d", "the date"), None);
    assert_eq!(
        reader.form().error("d"),
        Some("The date needs a month and a day.")
    );
}

#[test]
fn a_date_after_today_is_refused_where_it_must_be_past() {
    let today = day(2026, 6, 8);
    let mut reader = Reader::new(FormState::empty().with_date("d", today));
    assert_eq!(
        reader.past_date("d", "the date of birth", today),
        Some(today)
    );
    let mut reader = Reader::new(FormState::empty().with_date("d", day(2026, 6, 9)));
    assert_eq!(reader.past_date("d", "the date of birth", today), None);
    assert_eq!(
        reader.form().error("d"),
        Some("The date of birth cannot be after today, Mon 8 Jun 2026. Check the year.")
    );
}

#[test]
fn times_are_read_as_people_write_them() {
    let at = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0);
    let table = [
        ("13:30", at(13, 30)),
        ("1:30 pm", at(13, 30)),
        ("1:30 P.M.", at(13, 30)),
        ("1330", at(13, 30)),
        ("930", at(9, 30)),
        ("9", at(9, 0)),
        ("12 am", at(0, 0)),
        ("12:15pm", at(12, 15)),
        ("0:05", at(0, 5)),
        ("24:00", None),
        ("13 pm", None),
        ("0 am", None),
        ("1:5", None),
        ("noon", None),
        ("é30", None),
        ("12:60", None),
    ];
    for (typed, expected) in table {
        let mut reader = Reader::new(posted(&[("t", typed)]));
        assert_eq!(reader.local_time("t", "the time"), expected, "{typed}");
        assert_eq!(reader.form().is_refused(), expected.is_none(), "{typed}");
    }
}

#[test]
fn hostile_text_is_refused_with_a_sentence_or_taken_as_text() {
    let flood = "e".to_owned() + "\u{301}".repeat(10_000).as_str();
    let long = "x".repeat(81);
    let table: [(&str, Option<&str>); 9] = [
        ("a\0b", None),
        ("a\u{7}b", None),
        ("two\nlines", None),
        (&flood, None),
        (&long, None),
        ("tab\there", Some("tab here")),
        ("e\u{301}", Some("\u{e9}")),
        ("'; DROP TABLE x; --", Some("'; DROP TABLE x; --")),
        ("Rey\u{202e}es", Some("Rey\u{202e}es")),
    ];
    for (typed, expected) in table {
        let mut reader = Reader::new(posted(&[("t", typed)]));
        let text = reader.required_text("t", "the name", 80);
        assert_eq!(text.as_deref(), expected, "{typed:.20?}");
        assert_eq!(reader.form().value("t"), typed);
        assert_eq!(reader.form().is_refused(), expected.is_none());
    }
}

#[test]
fn lines_keep_their_breaks_and_count_one_character_each() {
    let mut reader = Reader::new(posted(&[("t", "a\r\nb\n")]));
    assert_eq!(
        reader.required_lines("t", "the note", 3).as_deref(),
        Some("a\nb")
    );
}

#[test]
fn choices_take_only_words_of_the_list_each_once() {
    let parse = |word: &str| {
        ["copies", "inspect"]
            .into_iter()
            .find(|known| *known == word)
            .ok_or(())
    };
    let mut reader = Reader::new(posted(&[
        ("w", "inspect"),
        ("w", "copies"),
        ("w", "inspect"),
    ]));
    assert_eq!(
        reader.required_choices("w", "what is wanted", parse),
        ["inspect", "copies"]
    );
    let mut reader = Reader::new(posted(&[("w", "forged")]));
    assert_eq!(reader.choice("w", "what is wanted", parse), None);
    assert_eq!(
        reader.form().error("w"),
        Some("Choose what is wanted from the list; what was sent is not on it.")
    );
    let mut reader = Reader::new(posted(&[]));
    assert_eq!(reader.choice("w", "what is wanted", parse), None);
    assert_eq!(reader.form().error("w"), Some("Choose what is wanted."));
}

#[test]
fn phone_numbers_get_one_shape() {
    let table = [
        ("(626) 218-2446", Some("626-218-2446")),
        ("1 626.218.2446", Some("626-218-2446")),
        ("+1 626 218 2446 ext. 12", Some("626-218-2446 x12")),
        ("626-218-2446 x12", Some("626-218-2446 x12")),
        ("218-2446", None),
        ("626-218-2446 x", None),
        ("call me", None),
    ];
    for (typed, expected) in table {
        let mut reader = Reader::new(posted(&[("p", typed)]));
        assert_eq!(
            reader.phone("p", "the phone number").as_deref(),
            expected,
            "{typed}"
        );
        assert_eq!(reader.form().is_refused(), expected.is_none(), "{typed}");
    }
}

#[test]
fn email_addresses_need_one_at_sign_and_a_domain_and_cannot_carry_headers() {
    let table = [
        ("ann@example.org", true),
        ("ann.cole+roi@mail.example.org", true),
        ("ann@example", false),
        ("ann@@example.org", false),
        ("ann@example..org", false),
        ("ann@example.org, b@example.org", false),
        ("ann@example.org\r\nBcc: b@example.org", false),
        ("\"ann\" <ann@example.org>", false),
    ];
    for (typed, taken) in table {
        let mut reader = Reader::new(posted(&[("e", typed)]));
        assert_eq!(
            reader.email("e", "the e-mail address").is_some(),
            taken,
            "{typed}"
        );
        assert_eq!(reader.form().is_refused(), !taken, "{typed}");
    }
}

#[test]
fn counts_stay_within_their_bounds() {
    for (typed, expected) in [
        ("12", Some(12)),
        ("1,000", Some(1_000)),
        ("-1", None),
        ("1001", None),
        ("9e9", None),
    ] {
        let mut reader = Reader::new(posted(&[("n", typed)]));
        assert_eq!(
            reader.count("n", "the number of pages", 0..=1_000),
            expected,
            "{typed}"
        );
    }
}

#[test]
fn a_reason_needs_its_fifteen_characters() {
    let mut reader = Reader::new(posted(&[("why", "because")]));
    assert_eq!(reader.reason("why", "the reason", 15, 500), None);
    assert_eq!(
        reader.form().error("why"),
        Some("The reason needs at least 15 characters: say why in a few words.")
    );
}
