//! `rule authorization`: judges the answers to A01–A43 for a facility, a road and a day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::authorizations::model::{Answer, CheckContext, CheckId, Failed, Flag, Part, Verdict};
use crate::authorizations::rules::outcome;
use crate::facilities::model::StateLaw;
use crate::requests::model::Road;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    facility: String,
    road: Road,
    as_of: NaiveDate,
    signed_on: Option<NaiveDate>,
    expires_on: Option<NaiveDate>,
    expires_event: Option<String>,
    answers: BTreeMap<CheckId, Answer>,
    #[serde(default)]
    flags: Vec<Flag>,
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

/// Reads one JSON object and answers with one. `state_of` gives the state of a facility's code.
///
/// # Errors
/// A sentence, when the input cannot be read or holds an unknown field, facility or word.
pub fn run(stdin: &str, state_of: &dyn Fn(&str) -> Option<StateLaw>) -> Result<String, String> {
    let input: Input =
        serde_json::from_str(stdin).map_err(|e| format!("The input cannot be read: {e}."))?;
    let state = state_of(&input.facility)
        .ok_or_else(|| format!("\"{}\" is not a known facility.", input.facility))?;
    let context = CheckContext {
        road: input.road,
        state,
        flags: input.flags,
        as_of: input.as_of,
        signed_on: input.signed_on,
        expires_on: input.expires_on,
        expires_event: input.expires_event,
        born_on: None,
    };
    let judged = outcome(&context, &input.answers);
    let output = Output {
        result: judged.result,
        failed: judged.failed.iter().map(written).collect(),
        not_applicable: judged.not_applicable,
    };
    serde_json::to_string(&output).map_err(|e| format!("The answer cannot be written: {e}."))
}

fn written(failed: &Failed) -> FailedOut {
    FailedOut {
        id: failed.id,
        severity: failed.severity.code(),
        part: failed.part,
        ask: failed.ask.text.en,
    }
}
