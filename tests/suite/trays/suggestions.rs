//! Which request an arrival may belong to, and the words that matched (B28).

use chrono::NaiveDate;
use roi_desk::trays::model::Says;
use roi_desk::trays::rules::{Known, suggest, words_of};
use roi_desk::words::Reference;

fn reference(number: u32) -> String {
    Reference::new(2026, number)
        .expect("a reference")
        .to_string()
}

fn known(number: u32) -> Known {
    Known {
        id: i64::from(number),
        public_id: format!("id-{number}"),
        reference: reference(number),
        patient: "Farrow, Noemi".to_owned(),
        born_on: NaiveDate::from_ymd_opt(1951, 7, 30),
        mrn: Some("2207714".to_owned()),
        requester: "Emre Haddad".to_owned(),
        email: Some("Emre@Example.org".to_owned()),
        closed: false,
        answered: false,
    }
}

fn says(subject: &str, body: &str) -> Says {
    Says {
        subject: Some(subject.to_owned()),
        body: Some(body.to_owned()),
        ..Says::default()
    }
}

fn score(says: &Says, known: &Known) -> (u32, Vec<String>) {
    match suggest(&words_of(says, &[]), std::slice::from_ref(known)).pop() {
        Some((_, found)) => (found.score, found.matched),
        None => (0, Vec::new()),
    }
}

#[test]
fn a_reference_counts_however_it_is_written_and_only_with_its_check_digit() {
    let plain = reference(17);
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    for text in [
        plain.clone(),
        plain.to_lowercase(),
        format!("Re: [{plain}] 2 pages"),
        format!("roi {}", &plain[4..]),
        format!("ROI{digits}"),
        format!("see {plain}."),
    ] {
        let (score, matched) = score(&says(&text, ""), &known(17));
        assert_eq!((score, matched.len()), (60, 1), "{text}");
    }
    let check = plain.chars().last().and_then(|c| c.to_digit(10));
    let other = (check.expect("a check digit") + 1) % 10;
    let wrong = format!("{}{other}", &plain[..plain.len() - 1]);
    for text in [wrong.as_str(), "ROI", "ROI-2026", "heroin 2026 000017 1"] {
        assert_eq!(score(&says(text, ""), &known(17)).0, 0, "{text}");
    }
}

#[test]
fn each_sign_adds_to_the_score_and_is_named() {
    let mut all = says("Farrow Noemi", "born 7/30/1951, MRN 2207714");
    all.sender = Some("emre@example.org".to_owned());
    all.sender_name = Some("Haddad, Emre".to_owned());
    let (score, matched) = score(&all, &known(17));
    assert_eq!(score, 25 + 25 + 20 + 15 + 10);
    assert_eq!(
        matched,
        [
            "the record number",
            "the requester’s e-mail address",
            "the patient’s name",
            "the date of birth",
            "the requester’s name"
        ]
    );
}

#[test]
fn a_birth_date_alone_or_one_word_of_a_name_is_too_little() {
    for body in [
        "1951-07-30",
        "07/30/1951",
        "7.30.1951",
        "Noemi",
        "30/7/1951",
        "Farrows Noemis",
    ] {
        assert_eq!(score(&says("", body), &known(17)).0, 0, "{body}");
    }
    assert_eq!(score(&says("", "Noëmi FARROW"), &known(17)).0, 20);
}

#[test]
fn the_likeliest_comes_first_and_of_two_alike_the_open_one() {
    let text = says(&format!("{} Noemi Farrow", reference(2)), "");
    let mut closed = known(3);
    closed.closed = true;
    let found = suggest(&words_of(&text, &[]), &[closed, known(1), known(2)]);
    let ids: Vec<i64> = found.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids, [2, 1, 3]);
    let many: Vec<Known> = (1..20).map(known).collect();
    assert_eq!(suggest(&words_of(&text, &[]), &many).len(), 5);
}

#[test]
fn an_answer_to_our_letter_and_the_name_of_a_file_count_too() {
    let mut one = known(4);
    one.answered = true;
    assert_eq!(score(&says("hello", ""), &one).0, 60);
    let words = words_of(&says("", ""), &["Farrow Noemi authorization.pdf"]);
    assert_eq!(suggest(&words, &[known(4)]).len(), 1);
    let endless = "ROI-2026-000001-1 1/1/1999 A1B2C ".repeat(20_000);
    assert!(suggest(&words_of(&says(&endless, &endless), &[]), &[known(4)]).is_empty());
}
