//! The component library: what a page is made of. One list of examples (`examples`) feeds the gallery and the markup tests.
//!
//! A **leaf** is a struct with its own template that takes typed values; written in a page as `{{ leaf }}`, it is not escaped
//! again, and everything inside it was escaped once. A **wrapping macro** of `components/ui.html` stands around a body and names
//! only its arguments. There is no third kind, and no page marks a string as safe.
//!
//! ```ignore
//! #[derive(Template)]
//! #[template(path = "intake/walk_in.html", whitespace = "minimize")]
//! struct WalkInPage {
//!     chrome: Chrome,      // the layout reads this field
//!     tag: FormTag,        // token, submission key, version
//!     form: FormState,     // what was typed, what is wrong
//! }
//!
//! impl WalkInPage {
//!     fn wants(&self) -> Checkboxes {
//!         self.form.checkboxes("wants", "Wants").choices(Wants::offered())
//!     }
//! }
//! ```
//!
//! ```html
//! {% extends "layouts/desk.html" %}
//! {% import "components/ui.html" as ui %}
//! {% block main %}
//! {{ form.summary() }}
//! {% call ui::head("Walk-in", "Mon 8 Jun, 10:42") %}<a class="btn" href="/counter">Privacy screen</a>{% endcall %}
//! {% call ui::form(tag) %}
//! {{ form.text("patient_name", "Patient’s name").width(Width::Half) }}
//! {{ form.date("born_on", "Date of birth").width(Width::Quarter) }}
//! {{ form.text("mrn", "MRN, if known").kind(Kind::Digits).width(Width::Quarter) }}
//! {{ self.wants() }}
//! {% call ui::buttons() %}{{ Button::primary("Log and print slip") }}{% endcall %}
//! {% endcall %}
//! {% endblock %}
//! ```
//!
//! For the `{{ form.text(…) }}` lines the page's module says `use crate::web::components::*;` (the trait `FormFields` among them).
//! A field's name is the id of its first control, so a `FieldError` links to it.

mod actions;
mod barcode;
mod choices;
pub mod examples;
mod fields;
mod figures;
mod form;
mod lists;
mod paper;
mod scan;
mod status;
mod text;

pub use actions::{Action, Button, NextStep, Pager, SortHeader, Sorted, Strength};
pub use barcode::Barcode;
pub use choices::{Answer, Checkboxes, Choice, Flag, Radios, Segmented};
pub use fields::{
    DateInput, Field, FileUpload, KeptFile, Kind, Select, TextArea, TextInput, Width,
};
pub use figures::{BarChart, ChartRow, Meter, Meters, Tile, Tiles};
pub use form::{ErrorSummary, FormFields, FormTag};
pub use lists::{Compare, Fact, Facts, Ledger, LedgerItem, Matched, Timeline, TimelineItem};
pub use paper::{Letter, QrPicture, Slip};
pub use scan::ScanPages;
pub use status::{DueBadge, Empty, Note, Steps, Tag, Tone};
pub use text::{Day, Name};

/// Marks a template struct as a leaf: a page writes it as it is, because its own template has escaped everything in it.
macro_rules! leaf {
    ($name:ident) => {
        impl askama::filters::HtmlSafe for $name {}
    };
}
pub(crate) use leaf;

/// Any leaf or section template, when a page holds parts it does not know by type.
pub struct Part(Box<dyn askama::DynTemplate + Send>);
leaf!(Part);

impl Part {
    /// Takes a template whose file is HTML.
    pub fn new(template: impl askama::Template + Send + 'static) -> Self {
        Self(Box::new(template))
    }
}

impl std::fmt::Display for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.dyn_render_into(f).map_err(|_| std::fmt::Error)
    }
}

impl askama::FastWritable for Part {
    fn write_into(
        &self,
        dest: &mut dyn std::fmt::Write,
        values: &dyn askama::Values,
    ) -> askama::Result<()> {
        self.0.dyn_render_into_with_values(dest, values)
    }
}
