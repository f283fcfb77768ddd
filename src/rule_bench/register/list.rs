//! The register as lines and as JSON: `roi-desk rule list`.

use chrono::NaiveDate;
use serde::Serialize;

use super::{Rule, Standing, rules, standings};
use crate::facilities::Facilities;
use crate::facilities::model::LawSetting;
use crate::rule_bench::json;

/// The rules, one line each: id, title, citation, evidence, settings; between them a tab.
pub fn as_text(facilities: &Facilities, on: NaiveDate) -> String {
    let standings = standings(facilities, on);
    listed()
        .map(|rule| {
            let settings: Vec<String> = rule
                .settings()
                .into_iter()
                .map(|setting| in_a_line(setting, &standings))
                .collect();
            let settings = if settings.is_empty() {
                "-".to_owned()
            } else {
                settings.join("; ")
            };
            [rule.id, rule.title, rule.citation, rule.evidence, &settings].join("\t")
        })
        .collect::<Vec<_>>()
        .join("\n")
}

fn in_a_line(setting: LawSetting, standings: &[Standing]) -> String {
    let values: Vec<String> = of(setting, standings).map(Standing::in_a_line).collect();
    format!(
        "{} {}: {}",
        setting.as_str(),
        setting.tags(),
        values.join(", ")
    )
}

fn of(setting: LawSetting, standings: &[Standing]) -> impl Iterator<Item = &Standing> {
    standings
        .iter()
        .filter(move |standing| standing.setting == setting)
}

#[derive(Serialize)]
struct Line {
    id: &'static str,
    title: &'static str,
    says: &'static str,
    citation: &'static str,
    evidence: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    settings: Vec<SettingLine>,
}

#[derive(Serialize)]
struct SettingLine {
    name: &'static str,
    label: &'static str,
    evidence: Vec<&'static str>,
    values: Vec<ValueLine>,
}

#[derive(Serialize)]
struct ValueLine {
    hospital: String,
    value: String,
    says: String,
    since: NaiveDate,
    evidence: &'static str,
    note: String,
    ask: String,
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

/// The rules that have an id of their own, and every other one that follows a setting.
fn listed() -> impl Iterator<Item = Rule> {
    rules()
        .into_iter()
        .filter(|rule| rule.has_own_id() || !rule.settings().is_empty())
}

fn line(rule: &Rule, standings: &[Standing]) -> Line {
    let setting = |setting: LawSetting| SettingLine {
        name: setting.as_str(),
        label: setting.label(),
        evidence: setting.tags().split(' ').collect(),
        values: of(setting, standings).map(value).collect(),
    };
    Line {
        id: rule.id,
        title: rule.title,
        says: rule.says,
        citation: rule.citation,
        evidence: rule.evidence.split(' ').collect(),
        settings: rule.settings().into_iter().map(setting).collect(),
    }
}

fn value(standing: &Standing) -> ValueLine {
    ValueLine {
        hospital: standing.hospital.clone(),
        value: standing.value.clone(),
        says: standing.says.clone(),
        since: standing.since,
        evidence: standing.evidence.as_str(),
        note: standing.note.clone(),
        ask: standing.ask.clone(),
    }
}
