//! `rule authorization`: judges the answers to A01–A43 for a facility, a road and a day.

use chrono::NaiveDate;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use super::json::{self, Each, On};
use crate::authorizations::model::{Answer, CheckContext, CheckId, Failed, Flag, Part, Verdict};
use crate::authorizations::rules::outcome;
use crate::facilities::model::{LawSettings, StateLaw};
use crate::requests::model::Road;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    facility: String,
    road: Road,
    as_of: On,
    signed_on: Option<On>,
    expires_on: Option<On>,
    expires_event: Option<String>,
    answers: Each<CheckId, Answer>,
    flags: Option<Vec<FlagWord>>,
}

/// A flag as we write it, or in the capitals of rule sheet 1.8.
struct FlagWord(Flag);

impl<'de> Deserialize<'de> for FlagWord {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        let small = word.to_lowercase();
        let ours = if word == word.to_uppercase() {
            &small
        } else {
            &word
        };
        Flag::parse(ours).map(Self).map_err(D::Error::custom)
    }
}

#[derive(Serialize)]
struct Output {
    result: Verdict,
    failed: Vec<FailedOut>,
    not_applicable: Vec<CheckId>,
}

#[derive(Serialize)]
struct FailedOut {
    id: CheckId,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<Part>,
    ask: &'static str,
}

/// Whose law binds a facility, and how the unsettled points of it are read on a day.
pub type LawOf<'a> = &'a dyn Fn(&str, NaiveDate) -> Option<(StateLaw, LawSettings)>;

/// Reads one JSON object and answers with one, by the law of the facility on the day the paper is judged for.
///
/// # Errors
/// A sentence, when the input cannot be read or holds an unknown field, facility or word.
pub fn run(stdin: &str, law_of: LawOf) -> Result<String, String> {
    let input: Input = json::read(stdin)?;
    let (state, law) = law_of(&input.facility, input.as_of.0)
        .ok_or_else(|| format!("\"{}\" is not a known facility.", input.facility))?;
    let context = CheckContext {
        road: input.road,
        state,
        law,
        flags: input
            .flags
            .into_iter()
            .flatten()
            .map(|word| word.0)
            .collect(),
        as_of: input.as_of.0,
        signed_on: input.signed_on.map(|on| on.0),
        expires_on: input.expires_on.map(|on| on.0),
        expires_event: input.expires_event,
        born_on: None,
    };
    let judged = outcome(&context, &input.answers.0);
    let output = Output {
        result: judged.result,
        failed: judged.failed.iter().map(written).collect(),
        not_applicable: judged.not_applicable,
    };
    json::write(&output)
}

fn written(failed: &Failed) -> FailedOut {
    FailedOut {
        id: failed.id,
        severity: failed.severity.code(),
        part: failed.part,
        ask: failed.ask.text.en,
    }
}
