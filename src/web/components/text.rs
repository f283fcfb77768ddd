//! Text from outside, shown so that it cannot play tricks (T60), and dates.

use askama::Template;
use chrono::{Datelike, NaiveDate};
use unicode_normalization::char::is_combining_mark;

use super::leaf;

/// More marks than this on one letter are shown as a count: no written language needs them.
const MARKS_SHOWN: usize = 6;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Plain(String),
    Hidden(String),
}

/// A name, a file name, anything typed outside: inside `<bdi>`, hidden characters and floods of marks made visible.
#[derive(Template, Debug, Clone, PartialEq, Eq)]
#[template(path = "components/name.html", whitespace = "minimize")]
pub struct Name {
    pieces: Vec<Piece>,
}
leaf!(Name);

impl Name {
    /// The text as it will be shown. What is stored stays as it is.
    pub fn new(text: &str) -> Self {
        if !text.chars().any(|c| is_hidden(c) || is_combining_mark(c)) {
            return Self {
                pieces: vec![Piece::Plain(text.to_owned())],
            };
        }
        let mut shown = Self { pieces: Vec::new() };
        let mut marks = 0_usize;
        for letter in text.chars() {
            if is_combining_mark(letter) {
                marks += 1;
                if marks > MARKS_SHOWN {
                    continue;
                }
            } else {
                shown.flood(marks);
                marks = 0;
            }
            shown.push(letter);
        }
        shown.flood(marks);
        shown
    }

    fn push(&mut self, letter: char) {
        if is_hidden(letter) {
            let code = format!("U+{:04X}", u32::from(letter));
            self.pieces.push(Piece::Hidden(code));
        } else if let Some(Piece::Plain(text)) = self.pieces.last_mut() {
            text.push(letter);
        } else {
            self.pieces.push(Piece::Plain(letter.to_string()));
        }
    }

    fn flood(&mut self, marks: usize) {
        if marks > MARKS_SHOWN {
            self.pieces.push(Piece::Hidden(
                ["+", &(marks - MARKS_SHOWN).to_string(), " marks"].concat(),
            ));
        }
    }
}

/// Characters that have no shape of their own but change how others are read.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{fff0}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// A date in words for people with the exact date for machines: "Tue 9 Jun", with the year where it is not obvious.
#[derive(Template, Debug, Clone, Copy, PartialEq, Eq)]
#[template(path = "components/day.html", whitespace = "minimize")]
pub struct Day {
    date: NaiveDate,
    with_year: bool,
}
leaf!(Day);

impl Day {
    /// "Tue 9 Jun".
    pub fn short(date: NaiveDate) -> Self {
        Self {
            date,
            with_year: false,
        }
    }

    /// "Tue 9 Jun 2026".
    pub fn long(date: NaiveDate) -> Self {
        Self {
            date,
            with_year: true,
        }
    }

    /// "Tue 9 Jun" when the year is that of `today`, else with the year.
    pub fn near(date: NaiveDate, today: NaiveDate) -> Self {
        Self {
            date,
            with_year: date.year() != today.year(),
        }
    }

    /// The words alone, for sentences.
    pub fn words(self) -> String {
        self.date
            .format(if self.with_year {
                "%a %-d %b %Y"
            } else {
                "%a %-d %b"
            })
            .to_string()
    }
}
