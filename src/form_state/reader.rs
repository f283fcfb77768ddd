//! The reader: one call per field, a typed value back, every error collected.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::FormState;
use super::dates::{self, DateFault};
use super::text::{self, Lines, TextFault};
use crate::words::Reference;

/// The longest text that is read as a reference: one with spaces and dashes typed anyhow.
const LONGEST_REFERENCE: usize = 40;

/// Reads the fields of a form one after another and collects what is wrong, so that one answer names everything.
///
/// `what` is always the thing with its article, as it stands inside a sentence: "the patient's name", "a phone number".
/// A method that returns `None` for a required field has written down why.
#[derive(Debug)]
pub struct Reader {
    form: FormState,
}

impl Reader {
    /// Starts reading posted pairs.
    pub fn new(form: FormState) -> Self {
        Self { form }
    }

    /// The form as posted, for decisions on other fields.
    pub fn form(&self) -> &FormState {
        &self.form
    }

    /// Writes down an error found by comparing fields.
    pub fn refuse(&mut self, field: &str, text: impl Into<String>) {
        self.form.refuse(field, text);
    }

    /// One line that must be there.
    pub fn required_text(&mut self, name: &str, what: &str, max: usize) -> Option<String> {
        let text = self.text(name, what, max, Lines::One)?;
        if text.is_empty() {
            self.missing(name, "Enter", what)
        } else {
            Some(text)
        }
    }

    /// One line that may be empty.
    pub fn optional_text(&mut self, name: &str, what: &str, max: usize) -> Option<String> {
        self.text(name, what, max, Lines::One)
            .filter(|text| !text.is_empty())
    }

    /// Several lines that must be there.
    pub fn required_lines(&mut self, name: &str, what: &str, max: usize) -> Option<String> {
        let text = self.text(name, what, max, Lines::Many)?;
        if text.is_empty() {
            self.missing(name, "Enter", what)
        } else {
            Some(text)
        }
    }

    /// Several lines that may be empty.
    pub fn optional_lines(&mut self, name: &str, what: &str, max: usize) -> Option<String> {
        self.text(name, what, max, Lines::Many)
            .filter(|text| !text.is_empty())
    }

    /// A reason of at least `min` characters, as overrides ask for.
    pub fn reason(&mut self, name: &str, what: &str, min: usize, max: usize) -> Option<String> {
        let reason = self.required_lines(name, what, max)?;
        let length = reason.chars().count();
        if length >= min {
            return Some(reason);
        }
        let needed = text::counted(min, "character");
        self.form.refuse(
            name,
            [
                &text::sentence(what),
                " needs at least ",
                &needed,
                ": say why in a few words.",
            ]
            .concat(),
        );
        None
    }

    /// The reference of a request as a person reads it off a paper, check digit included.
    pub fn reference(&mut self, name: &str, what: &str) -> Option<Reference> {
        let typed = self.required_text(name, what, LONGEST_REFERENCE)?;
        match Reference::parse(&typed) {
            Ok(reference) => Some(reference),
            Err(error) => {
                self.form
                    .refuse(name, [&text::sentence(&error.to_string()), "."].concat());
                None
            }
        }
    }

    /// One of a fixed set of words that must be chosen. `parse` is the enum's own.
    pub fn choice<T, E>(
        &mut self,
        name: &str,
        what: &str,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Option<T> {
        if self.form.value(name).trim().is_empty() {
            return self.missing(name, "Choose", what);
        }
        self.optional_choice(name, what, parse)
    }

    /// One of a fixed set of words, or nothing.
    pub fn optional_choice<T, E>(
        &mut self,
        name: &str,
        what: &str,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Option<T> {
        let typed = self.form.value(name).trim();
        if typed.is_empty() {
            return None;
        }
        if let Ok(value) = parse(typed) {
            return Some(value);
        }
        self.not_on_the_list(name, what)
    }

    /// Any number of a fixed set of words, each once, in the order posted.
    pub fn choices<T: PartialEq, E>(
        &mut self,
        name: &str,
        what: &str,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Vec<T> {
        let mut chosen = Vec::new();
        let mut unknown = false;
        for typed in self.form.values(name) {
            match parse(typed.trim()) {
                Ok(value) if !chosen.contains(&value) => chosen.push(value),
                Ok(_) => {}
                Err(_) => unknown |= !typed.trim().is_empty(),
            }
        }
        if unknown {
            let _: Option<T> = self.not_on_the_list(name, what);
        }
        chosen
    }

    /// As `choices`, at least one.
    pub fn required_choices<T: PartialEq, E>(
        &mut self,
        name: &str,
        what: &str,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Vec<T> {
        let chosen = self.choices(name, what, parse);
        if chosen.is_empty() {
            let _: Option<T> = self.missing(name, "Choose", what);
        }
        chosen
    }

    /// A checked box: `true` when anything was posted under the name.
    pub fn flag(&self, name: &str) -> bool {
        !self.form.value(name).is_empty()
    }

    /// A date that must be there: boxes `name-month`, `name-day`, `name-year`, or a whole date pasted into the first.
    pub fn date(&mut self, name: &str, what: &str) -> Option<NaiveDate> {
        match self.boxes(name) {
            Ok(date) => Some(date),
            Err(fault) => {
                self.date_refused(name, what, &fault);
                None
            }
        }
    }

    /// A date that may be left empty, but not half.
    pub fn optional_date(&mut self, name: &str, what: &str) -> Option<NaiveDate> {
        match self.boxes(name) {
            Ok(date) => Some(date),
            Err(DateFault::Empty) => None,
            Err(fault) => {
                self.date_refused(name, what, &fault);
                None
            }
        }
    }

    /// A date that must be there and not after `today`, the facility's own day.
    pub fn past_date(&mut self, name: &str, what: &str, today: NaiveDate) -> Option<NaiveDate> {
        let date = self.date(name, what)?;
        self.not_after(name, what, date, today)
    }

    /// A date not after `today`, or nothing.
    pub fn optional_past_date(
        &mut self,
        name: &str,
        what: &str,
        today: NaiveDate,
    ) -> Option<NaiveDate> {
        let date = self.optional_date(name, what)?;
        self.not_after(name, what, date, today)
    }

    /// A time of day that must be there, as people write it: 13:30, 1:30 pm, 1330.
    pub fn local_time(&mut self, name: &str, what: &str) -> Option<NaiveTime> {
        if self.form.value(name).trim().is_empty() {
            return self.missing(name, "Enter", what);
        }
        self.optional_local_time(name, what)
    }

    /// A time of day, or nothing.
    pub fn optional_local_time(&mut self, name: &str, what: &str) -> Option<NaiveTime> {
        let typed = self.form.value(name).trim();
        if typed.is_empty() {
            return None;
        }
        let time = dates::time(typed);
        if time.is_none() {
            self.form.refuse(
                name,
                [
                    "Write ",
                    what,
                    " as hours and minutes, for example 13:30 or 1:30 pm.",
                ]
                .concat(),
            );
        }
        time
    }

    /// A local date and time that must be there: the three boxes and `name-time`.
    pub fn local_date_time(&mut self, name: &str, what: &str) -> Option<NaiveDateTime> {
        let date = self.date(name, what);
        let time = self.local_time(&[name, "-time"].concat(), &["the time of ", what].concat());
        Some(date?.and_time(time?))
    }

    /// A whole number within bounds that must be there.
    pub fn count(
        &mut self,
        name: &str,
        what: &str,
        bounds: std::ops::RangeInclusive<i64>,
    ) -> Option<i64> {
        if self.form.value(name).trim().is_empty() {
            return self.missing(name, "Enter", what);
        }
        self.optional_count(name, what, bounds)
    }

    /// A whole number within bounds, or nothing. Commas between thousands are taken.
    pub fn optional_count(
        &mut self,
        name: &str,
        what: &str,
        bounds: std::ops::RangeInclusive<i64>,
    ) -> Option<i64> {
        let typed = self.form.value(name).trim().replace(',', "");
        if typed.is_empty() {
            return None;
        }
        match typed.parse::<i64>() {
            Ok(count) if bounds.contains(&count) => Some(count),
            _ => {
                let (low, high) = (bounds.start().to_string(), bounds.end().to_string());
                self.form.refuse(
                    name,
                    [
                        "Write ",
                        what,
                        " as a whole number from ",
                        &low,
                        " to ",
                        &high,
                        ".",
                    ]
                    .concat(),
                );
                None
            }
        }
    }

    /// An e-mail address, or nothing. Only its shape is looked at.
    pub fn email(&mut self, name: &str, what: &str) -> Option<String> {
        let address = self.optional_text(name, what, 254)?;
        if email_shape(&address) {
            return Some(address);
        }
        self.form.refuse(
            name,
            [
                "Write ",
                what,
                " with one @ and a domain, for example name@example.org.",
            ]
            .concat(),
        );
        None
    }

    /// A phone or fax number, or nothing: ten digits with any punctuation, a leading 1, an extension after "x". Kept as `626-218-2446 x12`.
    pub fn phone(&mut self, name: &str, what: &str) -> Option<String> {
        let typed = self.optional_text(name, what, 60)?;
        let number = phone_number(&typed);
        if number.is_none() {
            self.form.refuse(
                name,
                [
                    "Write ",
                    what,
                    " with its area code, for example 626-218-2446 or 626-218-2446 x12.",
                ]
                .concat(),
            );
        }
        number
    }

    /// The typed command, or the form with every error.
    ///
    /// # Errors
    /// The form, if any field was refused, or if `build` finds something missing that no field was refused for.
    pub fn finish<T>(mut self, build: impl FnOnce() -> Option<T>) -> Result<T, FormState> {
        if self.form.is_refused() {
            return Err(self.form);
        }
        match build() {
            Some(command) => Ok(command),
            None => {
                self.form.refuse(
                    "",
                    "Something on this form could not be read. Check each field and send it again.",
                );
                Err(self.form)
            }
        }
    }

    fn text(&mut self, name: &str, what: &str, max: usize, lines: Lines) -> Option<String> {
        let fault = match text::clean(self.form.value(name), max, lines) {
            Ok(text) => return Some(text),
            Err(fault) => fault,
        };
        let subject = text::sentence(what);
        let sentence = match fault {
            TextFault::Nul => [
                &subject,
                " holds a NUL character, which cannot be kept. Type it again.",
            ]
            .concat(),
            TextFault::Control(at) => [
                &subject,
                " holds a hidden control character at position ",
                &at.to_string(),
                ". Remove it, or type the text again.",
            ]
            .concat(),
            TextFault::TooLong(length) => {
                let (limit, length) = (text::counted(max, "character"), length.to_string());
                [
                    &subject,
                    " can have at most ",
                    &limit,
                    "; this has ",
                    &length,
                    ". Shorten it.",
                ]
                .concat()
            }
        };
        self.form.refuse(name, sentence);
        None
    }

    fn missing<T>(&mut self, name: &str, verb: &str, what: &str) -> Option<T> {
        self.form.refuse(name, [verb, " ", what, "."].concat());
        None
    }

    fn not_on_the_list<T>(&mut self, name: &str, what: &str) -> Option<T> {
        self.form.refuse(
            name,
            [
                "Choose ",
                what,
                " from the list; what was sent is not on it.",
            ]
            .concat(),
        );
        None
    }

    fn boxes(&self, name: &str) -> Result<NaiveDate, DateFault> {
        let part = |part: &str| self.form.value(&[name, "-", part].concat());
        dates::date(part("month"), part("day"), part("year"))
    }

    fn not_after(
        &mut self,
        name: &str,
        what: &str,
        date: NaiveDate,
        today: NaiveDate,
    ) -> Option<NaiveDate> {
        if date <= today {
            return Some(date);
        }
        let today = dates::in_words(today);
        self.form.refuse(
            name,
            [
                &text::sentence(what),
                " cannot be after today, ",
                &today,
                ". Check the year.",
            ]
            .concat(),
        );
        None
    }

    fn date_refused(&mut self, name: &str, what: &str, fault: &DateFault) {
        let subject = text::sentence(what);
        let sentence = match fault {
            DateFault::Empty => ["Enter ", what, "."].concat(),
            DateFault::Missing(parts) => {
                [&subject, " needs a ", &parts.join(" and a "), "."].concat()
            }
            DateFault::NotANumber(part) => {
                ["Write the ", part, " of ", what, " as a number."].concat()
            }
            DateFault::ShortYear => ["Write the year of ", what, " with four digits."].concat(),
            DateFault::YearOutOfRange => [
                "Check the year of ",
                what,
                ": it lies outside 1880 to 2200.",
            ]
            .concat(),
            DateFault::NoSuchDay => [
                &subject,
                " is not a day of the calendar. Check month, day and year, in that order.",
            ]
            .concat(),
        };
        self.form.refuse(name, sentence);
    }
}

fn email_shape(address: &str) -> bool {
    let Some((local, domain)) = address.split_once('@') else {
        return false;
    };
    let plain = |text: &str| {
        !text.is_empty()
            && !text.contains(|c: char| c.is_whitespace() || "@<>,;:\"()[]\\".contains(c))
    };
    let labels: Vec<&str> = domain.split('.').collect();
    plain(local)
        && plain(domain)
        && labels.len() > 1
        && labels.iter().all(|label| !label.is_empty())
}

fn phone_number(typed: &str) -> Option<String> {
    let lower = typed.to_lowercase();
    let (number, extension) = match lower.split_once('x') {
        Some((number, extension)) => (
            number.trim().trim_end_matches('e').to_owned(),
            Some(extension.trim_start_matches(['t', '.', ' ']).to_owned()),
        ),
        None => (lower, None),
    };
    if number.contains(|c: char| !c.is_ascii_digit() && !" ()-.+/".contains(c)) {
        return None;
    }
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let digits = match digits.len() {
        11 => digits.strip_prefix('1')?,
        10 => digits.as_str(),
        _ => return None,
    };
    let plain = [&digits[..3], "-", &digits[3..6], "-", &digits[6..]].concat();
    match extension {
        None => Some(plain),
        Some(ext)
            if !ext.is_empty() && ext.len() <= 8 && ext.bytes().all(|b| b.is_ascii_digit()) =>
        {
            Some([&plain, " x", &ext].concat())
        }
        Some(_) => None,
    }
}
