//! Saying how things stand: word, shape and colour together, never colour alone (A7).

use askama::Template;

use super::leaf;

/// How good or bad news it is. Every tone has its own shape beside its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// A fact.
    #[default]
    Plain,
    /// Worth knowing.
    Info,
    /// Done, well.
    Good,
    /// Soon, look at it.
    Warn,
    /// Late, refused, wrong.
    Bad,
}

impl Tone {
    /// The class of its colours and shape; empty for plain.
    pub fn class(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Info => "info",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }
}

/// A short status: one or two words.
#[derive(Template, Debug, Clone)]
#[template(path = "components/tag.html", whitespace = "minimize")]
pub struct Tag {
    text: String,
    tone: Tone,
}
leaf!(Tag);

impl Tag {
    /// A status in a tone.
    pub fn new(text: impl Into<String>, tone: Tone) -> Self {
        Self {
            text: text.into(),
            tone,
        }
    }

    /// A plain fact: the stage, the road.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::new(text, Tone::Plain)
    }

    /// The words on it.
    pub fn says(&self) -> &str {
        &self.text
    }
}

/// How many days are left: "Overdue 1 day", "Today", "2 days", "9 days".
#[derive(Template, Debug, Clone, Copy, PartialEq, Eq)]
#[template(path = "components/due_badge.html", whitespace = "minimize")]
pub struct DueBadge {
    days_left: i64,
}
leaf!(DueBadge);

impl DueBadge {
    /// `days_left` counts days from the facility's today to the date; negative when it is over.
    pub fn new(days_left: i64) -> Self {
        Self { days_left }
    }

    /// The same from two dates.
    pub fn between(today: chrono::NaiveDate, due_on: chrono::NaiveDate) -> Self {
        Self::new(due_on.signed_duration_since(today).num_days())
    }

    fn class(self) -> &'static str {
        match self.days_left {
            ..=-1 => " late",
            0 => " now",
            1 | 2 => " soon",
            3.. => "",
        }
    }

    fn plural(self) -> &'static str {
        if self.days_left.abs() == 1 { "" } else { "s" }
    }
}

/// A sentence or two that must be seen: what follows, what is missing, why not.
#[derive(Template, Debug, Clone)]
#[template(path = "components/note.html", whitespace = "minimize")]
pub struct Note {
    tone: Tone,
    strong: Option<String>,
    text: String,
    link: Option<(String, String)>,
}
leaf!(Note);

impl Note {
    /// A note in a tone.
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self {
            tone,
            strong: None,
            text: text.into(),
            link: None,
        }
    }

    /// Words before the text, in bold: "Dates of service are missing."
    #[must_use]
    pub fn strong(mut self, words: impl Into<String>) -> Self {
        self.strong = Some(words.into());
        self
    }

    /// A link after the text.
    #[must_use]
    pub fn link(mut self, href: impl Into<String>, label: impl Into<String>) -> Self {
        self.link = Some((href.into(), label.into()));
        self
    }
}

/// A list with nothing in it says so and says what to do.
#[derive(Template, Debug, Clone)]
#[template(path = "components/empty.html", whitespace = "minimize")]
pub struct Empty {
    text: String,
    advice: Option<String>,
    link: Option<(String, String)>,
}
leaf!(Empty);

impl Empty {
    /// "No requests wait for a requester."
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            advice: None,
            link: None,
        }
    }

    /// What to do: "When a letter goes out, its request comes here."
    #[must_use]
    pub fn advice(mut self, advice: impl Into<String>) -> Self {
        self.advice = Some(advice.into());
        self
    }

    /// Where to do it.
    #[must_use]
    pub fn link(mut self, href: impl Into<String>, label: impl Into<String>) -> Self {
        self.link = Some((href.into(), label.into()));
        self
    }
}

/// Where a request stands on its one line of stages.
#[derive(Template, Debug, Clone)]
#[template(path = "components/steps.html", whitespace = "minimize")]
pub struct Steps {
    label: String,
    names: Vec<String>,
    current: usize,
}
leaf!(Steps);

impl Steps {
    /// The names of the stages and which one it is at, counted from 0. `label` names the line: "Stages".
    pub fn new<S: Into<String>>(
        label: impl Into<String>,
        names: impl IntoIterator<Item = S>,
        current: usize,
    ) -> Self {
        Self {
            label: label.into(),
            names: names.into_iter().map(Into::into).collect(),
            current,
        }
    }
}
