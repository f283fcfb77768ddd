//! What surrounds every page: title, navigation, search, who is signed in, help in the same place (A25, A31).

use crate::web::assets;
use crate::web::components::Tone;

/// Everything a layout needs. A page struct holds one in a field named `chrome` and extends `layouts/desk.html`,
/// `layouts/plain.html` or `layouts/print.html`.
#[derive(Debug, Clone, Default)]
pub struct Chrome {
    /// The task and the reference, never a patient's name (A31, T50): "Check – ROI-2026-004243".
    pub title: String,
    /// Whether the page shows a refused form: its title then begins "Error: " (A19).
    pub error: bool,
    /// The language of the page; empty means English.
    pub lang: String,
    /// Who is signed in.
    pub staff_name: String,
    /// The role acted in: "Specialist".
    pub role_label: String,
    /// The organization: "City of Hope".
    pub org_label: String,
    /// The acting site: "Duarte".
    pub site_label: String,
    /// Where a person with several sites changes the acting site; none for people with one.
    pub sites_href: Option<String>,
    /// The token every posting form carries (T62).
    pub csrf: String,
    /// The navigation, in groups.
    pub nav: Vec<NavGroup>,
    /// Whether lists may still be sorted by dates from before a change of the calendar or a setting.
    pub dates_behind: bool,
    /// What just happened, once.
    pub flash: Option<(Tone, String)>,
    /// The desk's phone as people read it: "626-218-2446".
    pub phone: String,
    /// Whether "Log a request" is offered in the header.
    pub may_log: bool,
    /// How long a session lasts without activity, and how it is kept (A26).
    pub idle: Option<Idle>,
}

/// A group of the navigation. The first group has an empty label.
#[derive(Debug, Clone, Default)]
pub struct NavGroup {
    /// "Work lists".
    pub label: String,
    /// The entries in their order.
    pub items: Vec<NavItem>,
}

/// An entry of the navigation.
#[derive(Debug, Clone, Default)]
pub struct NavItem {
    /// "Waiting for requester".
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// How many stand behind it.
    pub count: Option<String>,
    /// Whether this is the page shown.
    pub current: bool,
    /// Whether the count is bad news.
    pub hot: bool,
}

/// The idle time-out and its warning.
#[derive(Debug, Clone)]
pub struct Idle {
    /// Seconds without activity after which the session ends.
    pub seconds: u32,
    /// Seconds before the end at which the person is asked; at least 120 (A26).
    pub warn_seconds: u32,
    /// Where the answer "stay" is posted.
    pub keep_href: String,
}

impl Chrome {
    /// A page with this title and nothing else around it yet.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            ..Self::default()
        }
    }

    /// The address of a static file.
    pub fn asset(&self, name: &str) -> &'static str {
        assets::asset(name)
    }

    /// The page's language tag.
    pub fn language(&self) -> &str {
        if self.lang.is_empty() {
            "en"
        } else {
            &self.lang
        }
    }

    /// The phone number as a `tel:` address: digits only, extension left out.
    pub fn phone_href(&self) -> String {
        let number = self.phone.split('x').next().unwrap_or_default();
        number.chars().filter(char::is_ascii_digit).fold(
            String::from("tel:+1"),
            |mut href, digit| {
                href.push(digit);
                href
            },
        )
    }
}

impl NavGroup {
    /// A group without entries.
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            items: Vec::new(),
        }
    }

    /// Adds an entry. Chainable.
    #[must_use]
    pub fn item(mut self, item: NavItem) -> Self {
        self.items.push(item);
        self
    }
}

impl NavItem {
    /// An entry without a count.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            href: href.into(),
            ..Self::default()
        }
    }

    /// How many stand behind it. Chainable.
    #[must_use]
    pub fn count(mut self, count: usize) -> Self {
        self.count = Some(count.to_string());
        self
    }

    /// The count is bad news. Chainable.
    #[must_use]
    pub fn hot(mut self) -> Self {
        self.hot = true;
        self
    }

    /// This is the page shown. Chainable.
    #[must_use]
    pub fn current(mut self, current: bool) -> Self {
        self.current = current;
        self
    }
}
