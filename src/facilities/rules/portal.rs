//! The day a portal begins splits a request by dates of service (S111–S113).

use chrono::NaiveDate;

use crate::facilities::model::{PortalDate, PortalMeaning, Profile};
use crate::text_enum;

/// A range of dates of service that ends before it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("The last date of service is before the first.")]
pub struct RangeError;

/// Dates of service asked for; a missing end is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VisitRange {
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
}

impl VisitRange {
    /// Every date of service.
    pub const ALL: Self = Self {
        from: None,
        to: None,
    };

    /// A range of dates, both included.
    ///
    /// # Errors
    /// `RangeError` when it ends before it begins.
    pub fn new(from: Option<NaiveDate>, to: Option<NaiveDate>) -> Result<Self, RangeError> {
        match (from, to) {
            (Some(from), Some(to)) if to < from => Err(RangeError),
            _ => Ok(Self { from, to }),
        }
    }
}

text_enum! {
    /// What the portal's first day means for a range of dates of service.
    pub enum PortalSplit: "portal split" {
        NoCutOff = "no_cut_off", "The portal states no first day";
        PortalShowsSome = "portal_shows_some", "The portal shows selected parts";
        FormBefore = "form_before", "Before the portal: form required";
        FormCrosses = "form_crosses", "Across the portal's first day: form required";
        FormComplete = "form_complete", "Complete copy: form required";
    }
}

/// The split and what to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortalAnswer {
    /// The split.
    pub split: PortalSplit,
    /// What to tell the requester.
    pub sentence: String,
    /// The first day of the portal, where it states one.
    pub cut_off: Option<NaiveDate>,
    /// The rows the answer rests on.
    pub rules: Vec<String>,
}

/// What a requester can see in the portal and what needs the form (S111–S113): visits on or after the first day show
/// selected parts; a complete copy needs the form all the same; visits before it, and any range that crosses it or is
/// open to the past, need the form. The portal is an offer: nobody is made to use it (1.1).
pub fn portal_split(
    profile: &Profile,
    visits: VisitRange,
    complete_copy: bool,
    on: NaiveDate,
) -> PortalAnswer {
    let row = profile
        .all::<PortalDate>(on)
        .find(|row| row.value.meaning == PortalMeaning::VisitsFrom);
    let Some(row) = row else {
        return PortalAnswer {
            split: PortalSplit::NoCutOff,
            sentence: "The portal states no first day of visits. Take the request.".to_owned(),
            cut_off: None,
            rules: Vec::new(),
        };
    };
    let first = row.value.on;
    let (portal, day) = (&row.value.portal, first.format("%-d %B %Y"));
    let before = visits.to.is_some_and(|to| to < first);
    let after = visits.from.is_some_and(|from| from >= first);
    let (split, rules, sentence) = if before {
        (
            PortalSplit::FormBefore,
            ["S113"],
            format!("These visits are before {day}: a form is required."),
        )
    } else if !after {
        (
            PortalSplit::FormCrosses,
            ["S113"],
            format!("These dates cross {day}: one form for all of them."),
        )
    } else if complete_copy {
        (
            PortalSplit::FormComplete,
            ["S112"],
            format!("{portal} shows selected parts only: a complete copy needs the form."),
        )
    } else {
        (
            PortalSplit::PortalShowsSome,
            ["S111"],
            format!(
                "{portal} shows selected parts of visits since {day}. The form remains possible."
            ),
        )
    };
    PortalAnswer {
        split,
        sentence,
        cut_off: Some(first),
        rules: rules.map(str::to_owned).to_vec(),
    }
}
