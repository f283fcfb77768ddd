//! The form tag with its hidden fields, the error summary, and the short way from a form's state to its fields.

use askama::Template;

use super::{
    Checkboxes, DateInput, FileUpload, Flag, Radios, Segmented, Select, TextArea, TextInput, leaf,
};
use crate::form_state::{FieldError, FormState};

/// A posting form: token, submission key, version. Written with `{% call ui::form(form) %}…{% endcall %}`.
#[derive(Debug, Clone)]
pub struct FormTag {
    pub action: String,
    pub csrf: String,
    pub key: Option<String>,
    pub version: Option<String>,
    pub id: Option<String>,
    pub multipart: bool,
    pub guarded: bool,
    pub grid: bool,
}

impl FormTag {
    /// A form that posts to `action`.
    pub fn new(action: impl Into<String>, csrf: impl Into<String>) -> Self {
        Self {
            action: action.into(),
            csrf: csrf.into(),
            key: None,
            version: None,
            id: None,
            multipart: false,
            guarded: false,
            grid: true,
        }
    }

    /// The submission key, which makes a double submit harmless (T13).
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// The version the person saw (T11).
    #[must_use]
    pub fn version(mut self, version: impl ToString) -> Self {
        self.version = Some(version.to_string());
        self
    }

    /// An id, for buttons that stand outside the form.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The form carries files.
    #[must_use]
    pub fn multipart(mut self) -> Self {
        self.multipart = true;
        self
    }

    /// Leaving with unsaved text asks first (with script).
    #[must_use]
    pub fn guarded(mut self) -> Self {
        self.guarded = true;
        self
    }

    /// Without the twelve-column grid: for a form of one button or a list.
    #[must_use]
    pub fn inline(mut self) -> Self {
        self.grid = false;
        self
    }
}

/// "There is a problem": first in main, focused, each line a link to its field (A19). Renders nothing without errors.
#[derive(Template, Debug, Clone, Default)]
#[template(path = "components/error_summary.html", whitespace = "minimize")]
pub struct ErrorSummary {
    errors: Vec<FieldError>,
}
leaf!(ErrorSummary);

impl ErrorSummary {
    /// The summary of these errors.
    pub fn new(errors: &[FieldError]) -> Self {
        Self {
            errors: errors.to_vec(),
        }
    }
}

/// Fields filled from a form's state: what was typed and what is wrong with it come along.
pub trait FormFields {
    /// The error summary of this form.
    fn summary(&self) -> ErrorSummary;
    /// A one-line field.
    fn text(&self, name: &str, label: &str) -> TextInput;
    /// A field of several lines.
    fn lines(&self, name: &str, label: &str) -> TextArea;
    /// A drop-down list.
    fn select(&self, name: &str, label: &str) -> Select;
    /// One of a few.
    fn radios(&self, name: &str, legend: &str) -> Radios;
    /// Any of a few.
    fn checkboxes(&self, name: &str, legend: &str) -> Checkboxes;
    /// One dense row of a checklist, answered yes, no, does not apply.
    fn segmented(&self, name: &str, question: &str) -> Segmented;
    /// One box to check, posted as `yes`.
    fn flag(&self, name: &str, label: &str) -> Flag;
    /// Month, day, year.
    fn date(&self, name: &str, legend: &str) -> DateInput;
    /// A file.
    fn file(&self, name: &str, label: &str) -> FileUpload;
}

impl FormFields for FormState {
    fn summary(&self) -> ErrorSummary {
        ErrorSummary::new(self.errors())
    }

    fn text(&self, name: &str, label: &str) -> TextInput {
        TextInput::new(name, label)
            .value(self.value(name))
            .error(self.error(name))
    }

    fn lines(&self, name: &str, label: &str) -> TextArea {
        TextArea::new(name, label)
            .value(self.value(name))
            .error(self.error(name))
    }

    fn select(&self, name: &str, label: &str) -> Select {
        Select::new(name, label)
            .chosen(self.value(name))
            .error(self.error(name))
    }

    fn radios(&self, name: &str, legend: &str) -> Radios {
        Radios::new(name, legend)
            .chosen(self.value(name))
            .error(self.error(name))
    }

    fn checkboxes(&self, name: &str, legend: &str) -> Checkboxes {
        Checkboxes::new(name, legend)
            .chosen(self.values(name))
            .error(self.error(name))
    }

    fn segmented(&self, name: &str, question: &str) -> Segmented {
        Segmented::new(name, question)
            .chosen(self.value(name))
            .error(self.error(name))
    }

    fn flag(&self, name: &str, label: &str) -> Flag {
        Flag::new(name, label)
            .checked(!self.value(name).is_empty())
            .error(self.error(name))
    }

    fn date(&self, name: &str, legend: &str) -> DateInput {
        let part = |part: &str| self.value(&[name, "-", part].concat()).to_owned();
        DateInput::new(name, legend)
            .typed(part("month"), part("day"), part("year"))
            .error(self.error(name))
    }

    fn file(&self, name: &str, label: &str) -> FileUpload {
        FileUpload::new(name, label).error(self.error(name))
    }
}
