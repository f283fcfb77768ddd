//! The register as lines and as JSON: `roi-desk rule list`.

use chrono::NaiveDate;
use serde::Serialize;

use super::{Family, Reading, Rule, Standing, rules, standings};
use crate::facilities::Facilities;
use crate::rule_bench::json;

/// The rules with ids, one line each: id, title, citation, evidence, setting; between them a tab.
pub fn as_text(facilities: &Facilities, on: NaiveDate) -> String {
    let standings = standings(facilities, on);
    listed()
        .map(|rule| {
            let setting = match rule.reading {
                Reading::Settled => "-".to_owned(),
                Reading::Decided(reading) => ["decided: ", reading].concat(),
                Reading::Setting(setting) => {
                    let values: Vec<String> = standings
                        .iter()
                        .filter(|standing| standing.setting == setting)
                        .map(|standing| format!("{} {}", standing.hospital, standing.value))
                        .collect();
                    [setting.as_str(), ": ", &values.join(", ")].concat()
                }
            };
            [rule.id, rule.title, rule.citation, rule.evidence, &setting].join("\t")
        })
        .collect::<Vec<_>>()
        .join("\n")
}

#[derive(Serialize)]
struct Line {
    id: &'static str,
    title: &'static str,
    says: &'static str,
    citation: &'static str,
    evidence: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reading: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    setting: Option<SettingLine>,
}

#[derive(Serialize)]
struct SettingLine {
    name: &'static str,
    values: Vec<ValueLine>,
}

#[derive(Serialize)]
struct ValueLine {
    hospital: String,
    value: String,
    since: NaiveDate,
    note: String,
}

#[derive(Serialize)]
struct Answer {
    rules: Vec<Line>,
}

/// The same as one JSON object.
///
/// # Errors
/// When it cannot be written.
pub fn as_json(facilities: &Facilities, on: NaiveDate) -> Result<String, String> {
    let standings = standings(facilities, on);
    json::write(&Answer {
        rules: listed().map(|rule| line(&rule, &standings)).collect(),
    })
}

/// The families whose rules have ids.
fn listed() -> impl Iterator<Item = Rule> {
    rules().into_iter().filter(|rule| {
        matches!(
            rule.family,
            Family::Computation | Family::Clocks | Family::Checks | Family::Notices
        )
    })
}

fn line(rule: &Rule, standings: &[Standing]) -> Line {
    let (reading, setting) = match rule.reading {
        Reading::Settled => (None, None),
        Reading::Decided(reading) => (Some(reading), None),
        Reading::Setting(setting) => (
            None,
            Some(SettingLine {
                name: setting.as_str(),
                values: standings
                    .iter()
                    .filter(|standing| standing.setting == setting)
                    .map(value)
                    .collect(),
            }),
        ),
    };
    Line {
        id: rule.id,
        title: rule.title,
        says: rule.says,
        citation: rule.citation,
        evidence: rule.evidence.split(' ').collect(),
        reading,
        setting,
    }
}

fn value(standing: &Standing) -> ValueLine {
    ValueLine {
        hospital: standing.hospital.clone(),
        value: standing.value.clone(),
        since: standing.since,
        note: standing.note.clone(),
    }
}
