//! The reader: one call per field, a typed value back, every error collected.

mod contact;
mod days;

use super::FormState;
use super::text::{self, Lines, TextFault};
use crate::words::capitalized;

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
                &capitalized(what),
                " needs at least ",
                &needed,
                ": say why in a few words.",
            ]
            .concat(),
        );
        None
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
        let subject = capitalized(what);
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
}
