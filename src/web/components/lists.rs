//! Lists of facts, events, clocks, and of what two records have in common.

use askama::Template;
use chrono::NaiveDateTime;

use super::{Name, Tone, leaf};

/// One named fact.
#[derive(Debug, Clone)]
pub struct Fact {
    pub term: String,
    pub value: Name,
    pub small: Option<String>,
    pub href: Option<String>,
}

/// Named facts side by side: the header of a request.
#[derive(Template, Debug, Clone, Default)]
#[template(path = "components/facts.html", whitespace = "minimize")]
pub struct Facts {
    facts: Vec<Fact>,
    stacked: bool,
}
leaf!(Facts);

impl Facts {
    /// No facts yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a fact.
    #[must_use]
    pub fn fact(mut self, term: impl Into<String>, value: &str) -> Self {
        self.facts.push(Fact {
            term: term.into(),
            value: Name::new(value),
            small: None,
            href: None,
        });
        self
    }

    /// Adds a fact with something smaller after it: birth date and MRN after the name.
    #[must_use]
    pub fn fact_with(
        mut self,
        term: impl Into<String>,
        value: &str,
        small: impl Into<String>,
    ) -> Self {
        self.facts.push(Fact {
            term: term.into(),
            value: Name::new(value),
            small: Some(small.into()),
            href: None,
        });
        self
    }

    /// Adds a fact that leads somewhere.
    #[must_use]
    pub fn fact_link(
        mut self,
        term: impl Into<String>,
        value: &str,
        href: impl Into<String>,
    ) -> Self {
        self.facts.push(Fact {
            term: term.into(),
            value: Name::new(value),
            small: None,
            href: Some(href.into()),
        });
        self
    }

    /// Leads from the last fact, if there is somewhere to lead to.
    #[must_use]
    pub fn leading_to(mut self, href: Option<String>) -> Self {
        if let Some(last) = self.facts.last_mut() {
            last.href = href;
        }
        self
    }

    /// One below the other, term beside value: for cards and review pages.
    #[must_use]
    pub fn stacked(mut self) -> Self {
        self.stacked = true;
        self
    }
}

/// One event.
#[derive(Debug, Clone)]
pub struct TimelineItem {
    /// The facility's local time.
    pub at: NaiveDateTime,
    pub who: Option<String>,
    pub text: String,
    pub detail: Option<String>,
    pub href: Option<String>,
}

/// The history of a request, newest first as given: when, who, what, in words.
#[derive(Template, Debug, Clone, Default)]
#[template(path = "components/timeline.html", whitespace = "minimize")]
pub struct Timeline {
    items: Vec<TimelineItem>,
}
leaf!(Timeline);

impl Timeline {
    /// The events in the order they are shown.
    pub fn new(items: Vec<TimelineItem>) -> Self {
        Self { items }
    }
}

impl TimelineItem {
    /// An event at a facility's local time: "checked the authorization: 3 gaps".
    pub fn new(at: NaiveDateTime, text: impl Into<String>) -> Self {
        Self {
            at,
            who: None,
            text: text.into(),
            detail: None,
            href: None,
        }
    }

    /// Who did it; stands before the text.
    #[must_use]
    pub fn by(mut self, who: impl Into<String>) -> Self {
        self.who = Some(who.into());
        self
    }

    /// A line below: the reason, the note.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Where what happened can be seen.
    #[must_use]
    pub fn link(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    fn shown(&self) -> String {
        self.at.format("%a %-d %b %H:%M").to_string()
    }

    fn machine(&self) -> String {
        self.at.format("%Y-%m-%dT%H:%M").to_string()
    }
}

/// One clock of the ledger.
#[derive(Debug, Clone, Default)]
pub struct LedgerItem {
    pub name: String,
    pub rule: String,
    pub date: String,
    pub why: Vec<String>,
    pub controlling: bool,
    pub tone: Tone,
}

/// Every clock with its date and its reasons in sentences; the controlling one is marked in words.
#[derive(Template, Debug, Clone, Default)]
#[template(path = "components/ledger.html", whitespace = "minimize")]
pub struct Ledger {
    items: Vec<LedgerItem>,
}
leaf!(Ledger);

impl Ledger {
    /// The clocks in the order they are shown.
    pub fn new(items: Vec<LedgerItem>) -> Self {
        Self { items }
    }
}

impl LedgerItem {
    /// "California attorney, 5 days", "C9", "Tue 9 Jun".
    pub fn new(name: impl Into<String>, rule: impl Into<String>, date: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            rule: rule.into(),
            date: date.into(),
            ..Self::default()
        }
    }

    /// One sentence that can be read to a caller.
    #[must_use]
    pub fn why(mut self, sentence: impl Into<String>) -> Self {
        self.why.push(sentence.into());
        self
    }

    /// The one that decides.
    #[must_use]
    pub fn controlling(mut self) -> Self {
        self.controlling = true;
        self
    }
}

/// How one thing compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Likeness {
    Same,
    Near,
    Differs,
}

/// What matched: a likely duplicate or a patient found, with what is the same, nearly the same and different (B17).
#[derive(Template, Debug, Clone)]
#[template(path = "components/matched.html", whitespace = "minimize")]
pub struct Matched {
    title: String,
    subject: Name,
    href: String,
    about: String,
    likenesses: Vec<(Likeness, String)>,
}
leaf!(Matched);

impl Matched {
    /// `title` "One match", `subject` the name or reference that is the link, `about` the line after it.
    pub fn new(
        title: impl Into<String>,
        subject: &str,
        href: impl Into<String>,
        about: impl Into<String>,
    ) -> Self {
        Self {
            title: title.into(),
            subject: Name::new(subject),
            href: href.into(),
            about: about.into(),
            likenesses: Vec::new(),
        }
    }

    /// "name", "birth date".
    #[must_use]
    pub fn same(mut self, what: impl Into<String>) -> Self {
        self.likenesses.push((Likeness::Same, what.into()));
        self
    }

    /// "name: Hill, Dwain".
    #[must_use]
    pub fn near(mut self, what: impl Into<String>) -> Self {
        self.likenesses.push((Likeness::Near, what.into()));
        self
    }

    /// "MRN: 5120038".
    #[must_use]
    pub fn differs(mut self, what: impl Into<String>) -> Self {
        self.likenesses.push((Likeness::Differs, what.into()));
        self
    }
}

/// Two versions side by side: mine and theirs after a stale save (T11), before and after a change.
#[derive(Template, Debug, Clone)]
#[template(path = "components/compare.html", whitespace = "minimize")]
pub struct Compare {
    caption: String,
    left: String,
    right: String,
    rows: Vec<(String, Name, Name, bool)>,
}
leaf!(Compare);

impl Compare {
    /// The caption and the two column names: "You typed", "Saved by Sam Lee at 10:41".
    pub fn new(
        caption: impl Into<String>,
        left: impl Into<String>,
        right: impl Into<String>,
    ) -> Self {
        Self {
            caption: caption.into(),
            left: left.into(),
            right: right.into(),
            rows: Vec::new(),
        }
    }

    /// One field with both values.
    #[must_use]
    pub fn row(mut self, label: impl Into<String>, left: &str, right: &str) -> Self {
        self.rows.push((
            label.into(),
            Name::new(left),
            Name::new(right),
            left != right,
        ));
        self
    }
}
