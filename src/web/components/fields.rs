//! Fields of a form: one line, several lines, a list, a date, a file. Label, hint, error, control, in that order.

use std::borrow::Cow;

use askama::Template;
use chrono::{Datelike, NaiveDate};

use super::{Name, leaf};

/// How much of the form's row of twelve columns a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Width {
    #[default]
    Full,
    TwoThirds,
    Half,
    Third,
    Quarter,
}

impl Width {
    /// The class that spans the columns.
    pub fn class(self) -> &'static str {
        match self {
            Self::Full => "w12",
            Self::TwoThirds => "w8",
            Self::Half => "w6",
            Self::Third => "w4",
            Self::Quarter => "w3",
        }
    }
}

/// What every field has. The id of the (first) control is the field's name.
#[derive(Debug, Clone, Default)]
pub struct Field {
    pub name: String,
    pub label: String,
    pub hint: Option<String>,
    pub error: Option<String>,
    pub optional: bool,
    pub width: Width,
}

impl Field {
    pub(super) fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            ..Self::default()
        }
    }

    /// The ids of hint and error, joined for `aria-describedby` (A16, A20).
    pub fn described_by(&self) -> Option<String> {
        let mut ids = Vec::new();
        if self.hint.is_some() {
            ids.push([&self.name, "-hint"].concat());
        }
        if self.error.is_some() {
            ids.push([&self.name, "-error"].concat());
        }
        if ids.is_empty() {
            None
        } else {
            Some(ids.join(" "))
        }
    }
}

/// The builder methods every field shares.
macro_rules! field_builders {
    ($name:ident) => {
        impl $name {
            /// A sentence before the control: format, example, what it is for.
            #[must_use]
            pub fn hint(mut self, hint: impl Into<String>) -> Self {
                self.field.hint = Some(hint.into());
                self
            }

            /// What is wrong with it, as in the summary.
            #[must_use]
            pub fn error(mut self, error: Option<&str>) -> Self {
                self.field.error = error.map(str::to_owned);
                self
            }

            /// Adds "(optional)" to the label (A18).
            #[must_use]
            pub fn optional(mut self) -> Self {
                self.field.optional = true;
                self
            }

            /// How wide it stands in the form.
            #[must_use]
            pub fn width(mut self, width: $crate::web::components::Width) -> Self {
                self.field.width = width;
                self
            }
        }
    };
}
pub(super) use field_builders;

/// What a one-line field holds; decides keyboard and browser help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    #[default]
    Text,
    Email,
    Phone,
    Digits,
    Search,
    Password,
}

impl Kind {
    /// The type attribute.
    pub fn html(self) -> &'static str {
        match self {
            Self::Text | Self::Digits => "text",
            Self::Email => "email",
            Self::Phone => "tel",
            Self::Search => "search",
            Self::Password => "password",
        }
    }
}

/// A field of one line.
#[derive(Template, Debug, Clone)]
#[template(path = "components/text_input.html", whitespace = "minimize")]
pub struct TextInput {
    field: Field,
    value: String,
    kind: Kind,
    autocomplete: Option<Cow<'static, str>>,
    autofocus: bool,
    list: Vec<String>,
}
leaf!(TextInput);
field_builders!(TextInput);

impl TextInput {
    /// An empty field.
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            field: Field::new(name, label),
            value: String::new(),
            kind: Kind::Text,
            autocomplete: None,
            autofocus: false,
            list: Vec::new(),
        }
    }

    /// What stands in it.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// What it holds.
    #[must_use]
    pub fn kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    /// The browser's `autocomplete` word: `username`, `current-password`, `one-time-code` (A24). Without it, `off`.
    #[must_use]
    pub fn autocomplete(mut self, word: &'static str) -> Self {
        self.autocomplete = Some(Cow::Borrowed(word));
        self
    }

    /// The page opens with the cursor here. At most one per page, and not beside an error summary.
    #[must_use]
    pub fn autofocus(mut self) -> Self {
        self.autofocus = true;
        self
    }

    /// Words offered while typing; anything else may be typed too.
    #[must_use]
    pub fn suggestions<S: Into<String>>(mut self, words: impl IntoIterator<Item = S>) -> Self {
        self.list = words.into_iter().map(Into::into).collect();
        self
    }
}

/// A field of several lines.
#[derive(Template, Debug, Clone)]
#[template(path = "components/text_area.html", whitespace = "minimize")]
pub struct TextArea {
    field: Field,
    value: String,
    rows: u8,
}
leaf!(TextArea);
field_builders!(TextArea);

impl TextArea {
    /// An empty field of three lines.
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            field: Field::new(name, label),
            value: String::new(),
            rows: 3,
        }
    }

    /// What stands in it.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// How many lines are seen.
    #[must_use]
    pub fn rows(mut self, rows: u8) -> Self {
        self.rows = rows;
        self
    }
}

/// A drop-down list.
#[derive(Template, Debug, Clone)]
#[template(path = "components/select.html", whitespace = "minimize")]
pub struct Select {
    field: Field,
    prompt: Option<String>,
    chosen: String,
    options: Vec<(String, String)>,
    form: Option<String>,
}
leaf!(Select);
field_builders!(Select);

impl Select {
    /// A list without entries.
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            field: Field::new(name, label),
            prompt: None,
            chosen: String::new(),
            options: Vec::new(),
            form: None,
        }
    }

    /// The id of the form it belongs to, when it stands outside.
    #[must_use]
    pub fn form(mut self, id: impl Into<String>) -> Self {
        self.form = Some(id.into());
        self
    }

    /// The first entry, with an empty value: "Any road".
    #[must_use]
    pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
        self.prompt = Some(prompt.into());
        self
    }

    /// The entries: stored word and label. `ROADS.iter().map(|r| (r.as_str(), r.label()))`.
    #[must_use]
    pub fn options<V: Into<String>, L: Into<String>>(
        mut self,
        options: impl IntoIterator<Item = (V, L)>,
    ) -> Self {
        self.options.extend(
            options
                .into_iter()
                .map(|(value, label)| (value.into(), label.into())),
        );
        self
    }

    /// The entry shown.
    #[must_use]
    pub fn chosen(mut self, value: impl Into<String>) -> Self {
        self.chosen = value.into();
        self
    }

    fn is_chosen(&self, value: &str) -> bool {
        self.chosen == value
    }
}

/// Month, day, year: a fieldset of three numeric boxes (A17), posted as `name-month`, `name-day`, `name-year`.
/// A whole date may be pasted into the first.
#[derive(Template, Debug, Clone)]
#[template(path = "components/date_input.html", whitespace = "minimize")]
pub struct DateInput {
    field: Field,
    month: String,
    day: String,
    year: String,
}
leaf!(DateInput);
field_builders!(DateInput);

impl DateInput {
    /// Three empty boxes.
    pub fn new(name: impl Into<String>, legend: impl Into<String>) -> Self {
        Self {
            field: Field::new(name, legend),
            month: String::new(),
            day: String::new(),
            year: String::new(),
        }
    }

    /// What was typed into the boxes.
    #[must_use]
    pub fn typed(
        mut self,
        month: impl Into<String>,
        day: impl Into<String>,
        year: impl Into<String>,
    ) -> Self {
        (self.month, self.day, self.year) = (month.into(), day.into(), year.into());
        self
    }

    /// A date already known.
    #[must_use]
    pub fn date(self, date: NaiveDate) -> Self {
        self.typed(
            date.month().to_string(),
            date.day().to_string(),
            date.year().to_string(),
        )
    }
}

/// A file already received and kept through an error (A21).
#[derive(Debug, Clone)]
pub struct KeptFile {
    /// Its opaque id, posted back as `{name}-kept`.
    pub id: String,
    /// Its name as sent.
    pub name: Name,
    /// "2 pages, 140 kB".
    pub about: String,
}

/// A file upload, with the files it already holds.
#[derive(Template, Debug, Clone)]
#[template(path = "components/file_upload.html", whitespace = "minimize")]
pub struct FileUpload {
    field: Field,
    accept: String,
    multiple: bool,
    sent: Option<(String, String)>,
    kept: Vec<KeptFile>,
}
leaf!(FileUpload);
field_builders!(FileUpload);

impl FileUpload {
    /// One file: PDF, JPEG, PNG or TIFF.
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            field: Field::new(name, label),
            accept: ".pdf,.jpg,.jpeg,.png,.tif,.tiff".to_owned(),
            multiple: false,
            sent: None,
            kept: Vec::new(),
        }
    }

    /// Several files at once.
    #[must_use]
    pub fn multiple(mut self) -> Self {
        self.multiple = true;
        self
    }

    /// What is sent besides, when script takes each file as soon as it is chosen or dropped: the button that only looks.
    #[must_use]
    pub fn takes_at_once(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.sent = Some((name.into(), value.into()));
        self
    }

    /// Endings offered by the browser's dialog, comma between.
    #[must_use]
    pub fn accept(mut self, endings: impl Into<String>) -> Self {
        self.accept = endings.into();
        self
    }

    /// A file that is already here.
    #[must_use]
    pub fn kept(mut self, id: impl Into<String>, name: &str, about: impl Into<String>) -> Self {
        self.kept.push(KeptFile {
            id: id.into(),
            name: Name::new(name),
            about: about.into(),
        });
        self
    }
}
