//! Doing things: links and one-button forms that look alike, the next step, sorting, paging.

use askama::Template;

use super::{FormTag, leaf};

/// How strongly an action is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Strength {
    /// One of several.
    #[default]
    Normal,
    /// The one most likely action; at least 44 px high, at most one in sight.
    Primary,
    /// Cannot be taken back.
    Danger,
    /// Hardly ever.
    Quiet,
}

impl Strength {
    /// The classes of the button.
    pub fn class(self) -> &'static str {
        match self {
            Self::Normal => "btn",
            Self::Primary => "btn go big",
            Self::Danger => "btn stop",
            Self::Quiet => "btn quiet",
        }
    }
}

/// The submit button of a form, with a name and value when a form has several.
#[derive(Template, Debug, Clone)]
#[template(path = "components/button.html", whitespace = "minimize")]
pub struct Button {
    label: String,
    strength: Strength,
    sent: Option<(String, String)>,
    form: Option<String>,
}
leaf!(Button);

impl Button {
    /// The primary button of a form.
    pub fn primary(label: impl Into<String>) -> Self {
        Self {
            strength: Strength::Primary,
            ..Self::normal(label)
        }
    }

    /// Another button.
    pub fn normal(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            strength: Strength::Normal,
            sent: None,
            form: None,
        }
    }

    /// A button for what cannot be taken back.
    pub fn danger(label: impl Into<String>) -> Self {
        Self {
            strength: Strength::Danger,
            ..Self::normal(label)
        }
    }

    /// What the button posts besides the fields: `("then", "print")`.
    #[must_use]
    pub fn sends(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.sent = Some((name.into(), value.into()));
        self
    }

    /// The id of the form it belongs to, when it stands outside.
    #[must_use]
    pub fn form(mut self, id: impl Into<String>) -> Self {
        self.form = Some(id.into());
        self
    }
}

/// One thing a person can do from here: a link to a page, or a form of one button.
#[derive(Template, Debug, Clone)]
#[template(path = "components/action.html", whitespace = "minimize")]
pub struct Action {
    label: String,
    strength: Strength,
    href: String,
    form: Option<FormTag>,
}
leaf!(Action);

impl Action {
    /// A link to the page where it is done.
    pub fn link(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            strength: Strength::Normal,
            href: href.into(),
            form: None,
        }
    }

    /// Done at once by posting this form.
    pub fn post(label: impl Into<String>, form: FormTag) -> Self {
        Self {
            label: label.into(),
            strength: Strength::Normal,
            href: String::new(),
            form: Some(form.inline()),
        }
    }

    /// How strongly it is offered.
    #[must_use]
    pub fn strength(mut self, strength: Strength) -> Self {
        self.strength = strength;
        self
    }

    /// The one most likely action.
    #[must_use]
    pub fn primary(self) -> Self {
        self.strength(Strength::Primary)
    }
}

/// The next step of a request: what and why in a sentence, one strong button, the others beside it.
#[derive(Template, Debug, Clone)]
#[template(path = "components/next_step.html", whitespace = "minimize")]
pub struct NextStep {
    title: String,
    why: String,
    primary: Option<Action>,
    others: Vec<Action>,
}
leaf!(NextStep);

impl NextStep {
    /// "Ask for what is missing", "3 of 19 checks fail. One letter names all three; the clock keeps running."
    pub fn new(title: impl Into<String>, why: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            why: why.into(),
            primary: None,
            others: Vec::new(),
        }
    }

    /// The one most likely action.
    #[must_use]
    pub fn primary(mut self, action: Action) -> Self {
        self.primary = Some(action.primary());
        self
    }

    /// Another one.
    #[must_use]
    pub fn other(mut self, action: Action) -> Self {
        self.others.push(action);
        self
    }
}

/// Which way a column is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sorted {
    Ascending,
    Descending,
}

impl Sorted {
    /// The word of `aria-sort`.
    pub fn aria(self) -> &'static str {
        match self {
            Self::Ascending => "ascending",
            Self::Descending => "descending",
        }
    }
}

/// A column header that sorts: a button of the list's filter form (A2).
#[derive(Template, Debug, Clone)]
#[template(path = "components/sort_header.html", whitespace = "minimize")]
pub struct SortHeader {
    label: String,
    form: String,
    value: String,
    sorted: Option<Sorted>,
}
leaf!(SortHeader);

impl SortHeader {
    /// A header that sends `sort=value` with the form of this id.
    pub fn new(
        form: impl Into<String>,
        value: impl Into<String>,
        label: impl Into<String>,
    ) -> Self {
        Self {
            label: label.into(),
            form: form.into(),
            value: value.into(),
            sorted: None,
        }
    }

    /// The one column the list is sorted by.
    #[must_use]
    pub fn sorted(mut self, sorted: Option<Sorted>) -> Self {
        self.sorted = sorted;
        self
    }
}

/// Previous and next page by key: never a page number, so that nothing is skipped while others work.
#[derive(Template, Debug, Clone, Default)]
#[template(path = "components/pager.html", whitespace = "minimize")]
pub struct Pager {
    said: String,
    previous: Option<String>,
    next: Option<String>,
}
leaf!(Pager);

impl Pager {
    /// "50 of 163 shown".
    pub fn new(said: impl Into<String>) -> Self {
        Self {
            said: said.into(),
            previous: None,
            next: None,
        }
    }

    /// Where the page before is, if there is one.
    #[must_use]
    pub fn previous(mut self, href: Option<String>) -> Self {
        self.previous = href;
        self
    }

    /// Where the page after is, if there is one.
    #[must_use]
    pub fn next(mut self, href: Option<String>) -> Self {
        self.next = href;
        self
    }
}
