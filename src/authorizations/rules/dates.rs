//! What dates alone say about a paper: A08, A09, A10, A12.

use chrono::{Months, NaiveDate};

use crate::authorizations::model::{Answer, CheckContext, CheckId, Computed, Flag};
use crate::calendar::in_words;
use crate::facilities::model::{LaterExpiry, StateLaw};

/// Expiries that never come. They count only on a research authorization (A08).
const NEVER: &[&str] = &[
    "none",
    "no expiration",
    "no expiry",
    "never",
    "does not expire",
    "indefinite",
    "end of study",
    "end of the study",
    "end of research",
    "end of the research",
    "end of the research study",
];

/// What the dates say, one entry for each check they decide. A date that is not known decides nothing.
pub fn computed(context: &CheckContext) -> Vec<Computed> {
    [
        expiry_present(context),
        not_expired(context),
        one_year(context),
        dated(context),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn said(id: CheckId, satisfied: bool, why: String) -> Computed {
    let answer = if satisfied {
        Answer::Pass
    } else {
        Answer::Fail
    };
    Computed { id, answer, why }
}

/// A08: a date or an event; "none" and "end of the study" only for research.
fn expiry_present(context: &CheckContext) -> Option<Computed> {
    if let Some(on) = context.expires_on {
        return Some(said(
            CheckId::A08,
            true,
            format!("It ends on {}.", in_words(on)),
        ));
    }
    let event = context
        .expires_event
        .as_deref()
        .map(str::trim)
        .filter(|event| !event.is_empty())?;
    let plain = event.trim_end_matches('.').to_lowercase();
    if NEVER.contains(&plain.as_str()) && !context.has(Flag::Research) {
        return Some(said(
            CheckId::A08,
            false,
            format!("\"{event}\" is an expiry only on a research authorization."),
        ));
    }
    Some(said(
        CheckId::A08,
        true,
        format!("It ends with an event: {event}."),
    ))
}

/// A09: the expiry date itself is the last good day. Whether an event has happened is for a person to say.
fn not_expired(context: &CheckContext) -> Option<Computed> {
    let (on, as_of) = (context.expires_on?, context.as_of);
    if on < as_of {
        Some(said(
            CheckId::A09,
            false,
            format!(
                "It ended on {}; it is judged for {}.",
                in_words(on),
                in_words(as_of)
            ),
        ))
    } else {
        Some(said(
            CheckId::A09,
            true,
            format!("It is good through {}.", in_words(on)),
        ))
    }
}

/// A10, California only: at most one year from signing, unless the signer asked for a specific later date or it is
/// for an approved clinical trial, as far as the house accepts these exceptions. Without a date of signing it fails only if it is too long even when signed today.
fn one_year(context: &CheckContext) -> Option<Computed> {
    if context.state != StateLaw::California {
        return None;
    }
    let read = context.law.later_expiry;
    if context.has(Flag::LaterDateRequested) && read == LaterExpiry::RequestOrTrial {
        return Some(said(
            CheckId::A10,
            true,
            "The signer asked for this specific later date.".to_owned(),
        ));
    }
    if context.has(Flag::ClinicalTrial) && read != LaterExpiry::Never {
        return Some(said(
            CheckId::A10,
            true,
            "It is for an approved clinical trial.".to_owned(),
        ));
    }
    let limit = one_year_after(context.signed_on.unwrap_or(context.as_of))?;
    match (context.signed_on, context.expires_on) {
        (_, Some(on)) if on > limit => Some(said(
            CheckId::A10,
            false,
            format!(
                "It ends on {}, later than {}.",
                in_words(on),
                in_words(limit)
            ),
        )),
        (Some(_), Some(on)) => Some(said(
            CheckId::A10,
            true,
            format!(
                "It ends on {}, not later than {}.",
                in_words(on),
                in_words(limit)
            ),
        )),
        (Some(signed), None) if context.as_of > limit => Some(said(
            CheckId::A10,
            false,
            format!(
                "It was signed on {}; its year ended on {}.",
                in_words(signed),
                in_words(limit)
            ),
        )),
        _ => None,
    }
}

/// The same day a year later; February 29 gives February 28.
fn one_year_after(on: NaiveDate) -> Option<NaiveDate> {
    on.checked_add_months(Months::new(12))
}

/// A12: not in the future, not before birth.
fn dated(context: &CheckContext) -> Option<Computed> {
    let signed = context.signed_on?;
    if signed > context.as_of {
        return Some(said(
            CheckId::A12,
            false,
            format!(
                "It is dated {}, which lies after {}.",
                in_words(signed),
                in_words(context.as_of)
            ),
        ));
    }
    match context.born_on {
        Some(born) if signed < born => Some(said(
            CheckId::A12,
            false,
            format!(
                "It is dated {}, before the patient was born.",
                in_words(signed)
            ),
        )),
        _ => Some(said(
            CheckId::A12,
            true,
            format!("It is dated {}.", in_words(signed)),
        )),
    }
}
