//! Words people read and say: references with their check digit, money, dates, languages, record numbers, addresses.

use chrono::{NaiveDate, TimeDelta};
use roi_desk::words::{BadReference, Cents, Language, Reference, dates};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}

/// Digits of `ROI-yyyy-nnnnnn-c`, and the text that has them.
fn digits_of(text: &str) -> Vec<u8> {
    text.bytes().filter(u8::is_ascii_digit).collect()
}

fn text_of(digits: &[u8]) -> String {
    let text = std::str::from_utf8(digits).expect("digits");
    format!("ROI-{}-{}-{}", &text[..4], &text[4..10], &text[10..])
}

#[test]
fn every_single_wrong_digit_and_every_swap_of_neighbours_in_a_reference_is_caught() {
    for number in (1..=999_999).step_by(997).chain([4217, 999_999, 100_000]) {
        let said = Reference::new(2026, number).expect("in range").to_string();
        let right = digits_of(&said);
        for at in 0..right.len() {
            for digit in b'0'..=b'9' {
                let mut wrong = right.clone();
                wrong[at] = digit;
                if wrong != right {
                    assert!(
                        Reference::parse(&text_of(&wrong)).is_err(),
                        "{said} heard as {}",
                        text_of(&wrong)
                    );
                }
            }
        }
        for at in 0..right.len() - 1 {
            let mut wrong = right.clone();
            wrong.swap(at, at + 1);
            if wrong != right {
                assert!(
                    Reference::parse(&text_of(&wrong)).is_err(),
                    "{said} heard as {}",
                    text_of(&wrong)
                );
            }
        }
    }
}

#[test]
fn the_check_table_itself_catches_every_pair_of_neighbours_from_every_position() {
    // Ten thousand numbers run through every interim digit with every pair behind it.
    for number in 10_000..20_000 {
        let one = Reference::new(2026, number).expect("in range");
        let (tens, ones) = (number / 10 % 10, number % 10);
        let swapped = number - tens * 10 - ones + ones * 10 + tens;
        if swapped != number {
            let other = Reference::new(2026, swapped).expect("in range");
            assert_ne!(one.check_digit(), other.check_digit(), "{one} and {other}");
        }
    }
}

#[test]
fn a_reference_is_read_however_it_is_typed() {
    let wanted = Reference::new(2026, 4217).expect("in range");
    assert_eq!(wanted.to_string(), Reference::EXAMPLE);
    for typed in [
        "ROI-2026-004217-5",
        "roi-2026-004217-5",
        "  Roi 2026 004217 5 ",
        "ROI20260042175",
        "20260042175",
        "2026-4217-5",
        "roi 2026 4217 5",
        "2026 004217 5",
        "ROI–2026–004217–5",
        "roi2026-004217-5",
        "2026/004217/5",
        "2026 004 217 5",
    ] {
        assert_eq!(Reference::parse(typed), Ok(wanted), "{typed}");
    }
}

#[test]
fn what_is_no_reference_is_refused_with_a_sentence() {
    assert_eq!(
        Reference::parse("ROI-2026-004217-6"),
        Err(BadReference::CheckDigit)
    );
    assert_eq!(
        Reference::parse("ROI-2062-004217-5"),
        Err(BadReference::CheckDigit)
    );
    for typed in [
        "",
        "ROI",
        "004217",
        "ROI-2026-004217",
        "Okafor",
        "2026-00x217-5",
        "ROI-2026-004217-K",
        "+20260042175",
    ] {
        assert_eq!(Reference::parse(typed), Err(BadReference::Shape), "{typed}");
    }
    assert_eq!(Reference::new(1999, 1), Err(BadReference::Range));
    assert_eq!(Reference::new(2026, 0), Err(BadReference::Range));
    assert!(Reference::parse("ROI-1812-004217-5").is_err());
    assert!(Reference::parse("2026 99999999999999999999 1").is_err());
}

proptest::proptest! {
    #[test]
    fn any_reference_reads_back_as_itself(year in 2000_i32..=2099, number in 1_u32..=99_999_999) {
        let reference = Reference::new(year, number).expect("in range");
        proptest::prop_assert_eq!(Reference::parse(&reference.to_string()), Ok(reference));
        let bare: String = reference.to_string().replace("ROI", "").replace('-', "");
        proptest::prop_assert_eq!(Reference::parse(&bare), Ok(reference));
    }

    #[test]
    fn parsing_any_text_never_panics(text in "\\PC{0,40}") {
        let _ = Reference::parse(&text).is_ok();
        let _ = Cents::parse(&text).is_ok();
        let _ = dates::parse(&text).is_ok();
        let _ = roi_desk::patients::rules::fold(&text);
        let _ = roi_desk::patients::rules::sound(&text);
    }

    #[test]
    fn any_amount_reads_back_as_itself(cents in 0_i64..10_000_000_000) {
        proptest::prop_assert_eq!(Cents::parse(&Cents(cents).to_string()), Ok(Cents(cents)));
    }
}

#[test]
fn money_is_written_in_dollars_and_cents_and_read_strictly() {
    assert_eq!(Cents(650).to_string(), "$6.50");
    assert_eq!(Cents(123_405).to_string(), "$1,234.05");
    assert_eq!(Cents(100_000_000).to_string(), "$1,000,000.00");
    assert_eq!(Cents(-300).to_string(), "-$3.00");
    for (typed, cents) in [
        ("7", 700),
        ("$6.5", 650),
        (" 12.50 ", 1250),
        ("1,234.05", 123_405),
        ("0", 0),
        ("0.25", 25),
    ] {
        assert_eq!(Cents::parse(typed), Ok(Cents(cents)), "{typed}");
    }
    for typed in [
        "",
        "$",
        "-5",
        "1.234",
        "12,34",
        "1e3",
        "5.",
        ".5",
        "1,2345",
        "12.5x",
        "99999999999999999999",
    ] {
        assert!(Cents::parse(typed).is_err(), "{typed}");
    }
    assert_eq!(Cents(25).times(40), Some(Cents(1000)));
    assert_eq!(Cents(i64::MAX).times(2), None);
    assert_eq!(Cents(i64::MAX).plus(Cents(1)), None);
}

#[test]
fn dates_read_as_the_desk_says_them() {
    let today = day(2026, 6, 1);
    assert_eq!(dates::full(day(2026, 6, 4)), "Thu 4 Jun 2026");
    assert_eq!(dates::short(day(2026, 6, 4), today), "Thu 4 Jun");
    assert_eq!(dates::short(day(2027, 1, 4), today), "Mon 4 Jan 2027");
    assert_eq!(
        dates::moment(
            day(2026, 6, 8).and_hms_opt(8, 12, 59).expect("a time"),
            today
        ),
        "Mon 8 Jun 08:12"
    );
    assert_eq!(dates::iso(day(2026, 6, 4)), "2026-06-04");
    let left = |d| dates::left(d, today);
    assert_eq!(left(day(2026, 6, 1)), "due today");
    assert_eq!(left(day(2026, 6, 2)), "1 day left");
    assert_eq!(left(day(2026, 6, 13)), "12 days left");
    assert_eq!(left(day(2026, 5, 31)), "1 day late");
    assert_eq!(left(day(2026, 5, 29)), "3 days late");
    assert_eq!(dates::relative(day(2026, 5, 31), today), "yesterday");
    assert_eq!(dates::relative(day(2026, 6, 4), today), "in 3 days");
    assert_eq!(dates::relative(day(2026, 5, 28), today), "4 days ago");
}

#[test]
fn spans_show_their_two_largest_units_and_are_never_rounded_up() {
    for (minutes, words) in [
        (0, "0 min"),
        (5, "5 min"),
        (59, "59 min"),
        (60, "1 h"),
        (250, "4 h 10 min"),
        (1680, "1 d 4 h"),
        (1499, "1 d"),
        (-5, "0 min"),
    ] {
        assert_eq!(dates::span(TimeDelta::minutes(minutes)), words);
    }
}

#[test]
fn typed_dates_are_month_first_or_iso_and_nothing_else() {
    for typed in ["06/04/2026", "6/4/2026", "2026-06-04", " 2026-6-4 "] {
        assert_eq!(dates::parse(typed), Ok(day(2026, 6, 4)), "{typed}");
    }
    for typed in [
        "",
        "06/04/26",
        "13/04/2026",
        "2026-02-29",
        "4 Jun 2026",
        "2026/06/04",
        "06-04-2026",
        "06/04/2026/1",
        "+6/4/2026",
        "0206-06-04",
    ] {
        assert!(dates::parse(typed).is_err(), "{typed}");
    }
}

#[test]
fn the_languages_of_the_hospital_are_english_spanish_and_chinese() {
    // S40: the authorization in English and Spanish; S55: the brochure in Chinese as well.
    let codes: Vec<&str> = Language::ALL
        .iter()
        .map(|language| language.as_str())
        .collect();
    assert_eq!(codes, ["en", "es", "zh"]);
    assert_eq!(Language::Spanish.own_name(), "Español");
    assert!(Language::parse("fr").is_err());
}
