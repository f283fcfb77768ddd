//! What a person typed into a form, every error at once, and the way from typed text to typed values.
//!
//! `FormState` keeps the pairs exactly as they were posted, so that a form can be shown again with nothing lost (A21).
//! `Reader` turns them into values and collects one sentence per field that cannot be read. No HTTP, no HTML here.

mod dates;
mod reader;
mod text;

pub use reader::Reader;

/// One sentence about one field, which says what to do. The same sentence stands in the summary and beside the field (A20).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name, which is also the id of its first control. Empty when the error is about the whole form.
    pub field: String,
    /// The sentence, ending in a full stop.
    pub text: String,
}

/// The posted pairs of a form and what is wrong with them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormState {
    pairs: Vec<(String, String)>,
    errors: Vec<FieldError>,
}

impl FormState {
    /// A form nobody has touched.
    pub fn empty() -> Self {
        Self::default()
    }

    /// The pairs as posted, in their order, repeated names included.
    pub fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        Self {
            pairs,
            errors: Vec::new(),
        }
    }

    /// Fills in a value, for forms that are offered with something already in them. Chainable.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.pairs.push((name.to_owned(), value.into()));
        self
    }

    /// Puts a value in place of whatever was in a field. Chainable.
    #[must_use]
    pub fn replaced(mut self, name: &str, value: impl Into<String>) -> Self {
        self.pairs.retain(|(known, _)| known != name);
        self.with(name, value)
    }

    /// Fills in the three boxes of a date. Chainable.
    #[must_use]
    pub fn with_date(self, name: &str, date: chrono::NaiveDate) -> Self {
        self.with(&[name, "-month"].concat(), date.format("%m").to_string())
            .with(&[name, "-day"].concat(), date.format("%d").to_string())
            .with(&[name, "-year"].concat(), date.format("%Y").to_string())
    }

    /// The first value of this name as typed; empty when there is none.
    pub fn value(&self, name: &str) -> &str {
        self.pairs
            .iter()
            .find(|(n, _)| n == name)
            .map_or("", |(_, value)| value)
    }

    /// Every value of this name as typed, in order.
    pub fn values(&self, name: &str) -> Vec<&str> {
        self.pairs
            .iter()
            .filter(|(n, _)| n == name)
            .map(|(_, value)| value.as_str())
            .collect()
    }

    /// Whether this name was posted with this value: a checked box, a chosen option.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.pairs.iter().any(|(n, v)| n == name && v == value)
    }

    /// The version the person saw, which every guarded form carries (T11); none when the form carries none.
    pub fn version(&self) -> Option<i64> {
        self.value("version").parse().ok()
    }

    /// Whether anything was posted under this name.
    pub fn posted(&self, name: &str) -> bool {
        self.pairs.iter().any(|(n, _)| n == name)
    }

    /// The pairs as posted.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// Every error, in the order the fields were read.
    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    /// Whether anything is wrong.
    pub fn is_refused(&self) -> bool {
        !self.errors.is_empty()
    }

    /// The sentence for this field, if something is wrong with it.
    pub fn error(&self, field: &str) -> Option<&str> {
        self.errors
            .iter()
            .find(|e| e.field == field)
            .map(|e| e.text.as_str())
    }

    /// Adds what a rule found after the fields could be read. A second sentence for the same field is not added.
    pub fn refuse(&mut self, field: &str, text: impl Into<String>) {
        if field.is_empty() || self.error(field).is_none() {
            self.errors.push(FieldError {
                field: field.to_owned(),
                text: text.into(),
            });
        }
    }

    /// As `refuse`, chainable.
    #[must_use]
    pub fn refused(mut self, field: &str, text: impl Into<String>) -> Self {
        self.refuse(field, text);
        self
    }

    /// What was typed here, with what another reading of it found wrong. Chainable.
    #[must_use]
    pub fn with_errors_of(self, found: &Self) -> Self {
        found
            .errors()
            .iter()
            .fold(self, |form, e| form.refused(&e.field, &e.text))
    }
}
