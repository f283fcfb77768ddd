//! Choosing: radios, checkboxes, one box, and the dense rows of a checklist.

use askama::Template;

use super::fields::{Field, field_builders};
use super::leaf;

/// One thing to choose.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub hint: Option<String>,
}

/// One of a few, as labelled buttons that keep their native control.
#[derive(Template, Debug, Clone)]
#[template(path = "components/radios.html", whitespace = "minimize")]
pub struct Radios {
    field: Field,
    choices: Vec<Choice>,
    chosen: String,
    stacked: bool,
}
leaf!(Radios);
field_builders!(Radios);

/// Any of a few.
#[derive(Template, Debug, Clone)]
#[template(path = "components/checkboxes.html", whitespace = "minimize")]
pub struct Checkboxes {
    field: Field,
    choices: Vec<Choice>,
    chosen: Vec<String>,
    stacked: bool,
}
leaf!(Checkboxes);
field_builders!(Checkboxes);

/// The builder methods of both.
macro_rules! choice_builders {
    ($name:ident) => {
        impl $name {
            /// Adds one choice.
            #[must_use]
            pub fn choice(mut self, value: impl Into<String>, label: impl Into<String>) -> Self {
                self.choices.push(Choice {
                    value: value.into(),
                    label: label.into(),
                    hint: None,
                });
                self
            }

            /// Adds one choice with a sentence below it.
            #[must_use]
            pub fn choice_with_hint(
                mut self,
                value: impl Into<String>,
                label: impl Into<String>,
                hint: impl Into<String>,
            ) -> Self {
                self.choices.push(Choice {
                    value: value.into(),
                    label: label.into(),
                    hint: Some(hint.into()),
                });
                self
            }

            /// Adds choices: stored word and label.
            #[must_use]
            pub fn choices<V: Into<String>, L: Into<String>>(
                mut self,
                choices: impl IntoIterator<Item = (V, L)>,
            ) -> Self {
                let choices = choices.into_iter();
                self.choices.extend(choices.map(|(value, label)| Choice {
                    value: value.into(),
                    label: label.into(),
                    hint: None,
                }));
                self
            }

            /// One below the other, for long labels.
            #[must_use]
            pub fn stacked(mut self) -> Self {
                self.stacked = true;
                self
            }
        }
    };
}
choice_builders!(Radios);
choice_builders!(Checkboxes);

impl Radios {
    /// A group without choices.
    pub fn new(name: impl Into<String>, legend: impl Into<String>) -> Self {
        Self {
            field: Field::new(name, legend),
            choices: Vec::new(),
            chosen: String::new(),
            stacked: false,
        }
    }

    /// The one chosen.
    #[must_use]
    pub fn chosen(mut self, value: impl Into<String>) -> Self {
        self.chosen = value.into();
        self
    }

    fn is_chosen(&self, value: &str) -> bool {
        self.chosen == value
    }
}

impl Checkboxes {
    /// A group without choices.
    pub fn new(name: impl Into<String>, legend: impl Into<String>) -> Self {
        Self {
            field: Field::new(name, legend),
            choices: Vec::new(),
            chosen: Vec::new(),
            stacked: false,
        }
    }

    /// The ones chosen.
    #[must_use]
    pub fn chosen<S: Into<String>>(mut self, values: impl IntoIterator<Item = S>) -> Self {
        self.chosen = values.into_iter().map(Into::into).collect();
        self
    }

    fn is_chosen(&self, value: &str) -> bool {
        self.chosen.iter().any(|chosen| chosen == value)
    }
}

/// One box to check, posted as `yes`.
#[derive(Template, Debug, Clone)]
#[template(path = "components/flag.html", whitespace = "minimize")]
pub struct Flag {
    field: Field,
    checked: bool,
}
leaf!(Flag);
field_builders!(Flag);

impl Flag {
    /// An unchecked box.
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            field: Field::new(name, label),
            checked: false,
        }
    }

    /// Whether it is checked.
    #[must_use]
    pub fn checked(mut self, checked: bool) -> Self {
        self.checked = checked;
        self
    }
}

/// What an answer of a checklist means; decides its shape and colour once chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Yes,
    No,
    Part,
    NotApplicable,
}

impl Answer {
    /// The word that is posted, as the rule bench writes it.
    pub fn value(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Part => "part",
            Self::NotApplicable => "n/a",
        }
    }

    /// The word on the button.
    pub fn label(self) -> &'static str {
        match self {
            Self::Yes => "Yes",
            Self::No => "No",
            Self::Part => "Part",
            Self::NotApplicable => "n/a",
        }
    }

    /// What a screen reader adds where the word on the button is short.
    pub fn long(self) -> &'static str {
        match self {
            Self::NotApplicable => ", does not apply",
            Self::Part => " of it",
            Self::Yes | Self::No => "",
        }
    }

    /// The class of its shape and colour.
    pub fn class(self) -> &'static str {
        match self {
            Self::Yes => "y",
            Self::No => "n",
            Self::Part => "p",
            Self::NotApplicable => "a",
        }
    }
}

/// One dense row of a checklist: code, question, what follows from the answer, and the answers side by side.
#[derive(Template, Debug, Clone)]
#[template(path = "components/segmented.html", whitespace = "minimize")]
pub struct Segmented {
    field: Field,
    code: Option<String>,
    answers: Vec<Answer>,
    chosen: String,
}
leaf!(Segmented);
field_builders!(Segmented);

impl Segmented {
    /// A row answered yes, no or does not apply. The field's `hint` is the consequence: "The letter asks for a new date."
    pub fn new(name: impl Into<String>, question: impl Into<String>) -> Self {
        Self {
            field: Field::new(name, question),
            code: None,
            answers: vec![Answer::Yes, Answer::No, Answer::NotApplicable],
            chosen: String::new(),
        }
    }

    /// The id of the check: "A10".
    #[must_use]
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.code = Some(code.into());
        self
    }

    /// Other answers than the usual three.
    #[must_use]
    pub fn answers(mut self, answers: &[Answer]) -> Self {
        self.answers = answers.to_vec();
        self
    }

    /// The answer given: `yes`, `no`, `part`, `n/a`.
    #[must_use]
    pub fn chosen(mut self, value: impl Into<String>) -> Self {
        self.chosen = value.into();
        self
    }

    fn is_chosen(&self, answer: Answer) -> bool {
        self.chosen == answer.value()
    }
}
