//! axe-core with the rules that dense staff screens need; its defaults alone find too little.

use std::path::PathBuf;
use std::sync::OnceLock;

use serde_json::{Value, json};

use crate::browser::{Browser, Theme};

const TAGS: &[&str] = &[
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
];

/// Off unless asked for, or experimental: switched on by name.
const EXTRA: &[&str] = &[
    "target-size",
    "td-has-header",
    "table-fake-caption",
    "label-content-name-mismatch",
    "focus-order-semantics",
    "p-as-heading",
];

const RUN: &str = "
    const done = arguments[arguments.length - 1];
    axe.run(document, arguments[0]).then(
        found => done({ violations: found.violations, incomplete: found.incomplete }),
        error => done({ error: String(error) }));
";

/// What axe found: broken for certain, and what a person must judge.
#[derive(Debug, Default)]
pub struct Findings {
    pub violations: Vec<String>,
    pub incomplete: Vec<String>,
}

fn script() -> &'static str {
    static SCRIPT: OnceLock<String> = OnceLock::new();
    SCRIPT.get_or_init(|| {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("target/npm/node_modules/axe-core/axe.min.js");
        std::fs::read_to_string(&path).unwrap_or_else(|error| {
            panic!(
                "{}: {error}; `tests/run browser` fetches axe-core",
                path.display()
            )
        })
    })
}

impl Browser {
    pub async fn axe(&self, theme: Theme) -> Findings {
        self.theme(theme).await;
        self.run(script(), vec![]).await;
        let rules: Value = EXTRA
            .iter()
            .map(|rule| ((*rule).to_owned(), json!({ "enabled": true })))
            .collect::<serde_json::Map<_, _>>()
            .into();
        let wish = json!({ "runOnly": { "type": "tag", "values": TAGS }, "rules": rules, "resultTypes": ["violations", "incomplete"] });
        let found = self
            .driver
            .execute_async(RUN, vec![wish])
            .await
            .expect("axe runs");
        let found = found.json();
        assert!(found["error"].is_null(), "axe: {}", found["error"]);
        self.theme(Theme::Light).await;
        Findings {
            violations: told(&found["violations"], theme),
            incomplete: told(&found["incomplete"], theme),
        }
    }
}

fn told(rules: &Value, theme: Theme) -> Vec<String> {
    let mut lines = Vec::new();
    for rule in rules.as_array().expect("a list of rules") {
        for node in rule["nodes"].as_array().expect("a list of nodes") {
            let html: String = node["html"]
                .as_str()
                .unwrap_or_default()
                .chars()
                .take(160)
                .collect();
            lines.push(format!(
                "axe {} ({theme:?}): {} at {} {html}",
                rule["id"].as_str().unwrap_or_default(),
                rule["help"],
                node["target"]
            ));
        }
    }
    lines
}
