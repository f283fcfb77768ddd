//! How a rule says no.

/// A rule refuses: which rule, and a sentence that says what to do instead.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, thiserror::Error)]
#[error("{text}")]
pub struct Refusal {
    /// The rule's id in the rule sheet, or the name of the house rule.
    pub rule: &'static str,
    /// A sentence for the person who asked; it holds no patient data.
    pub text: String,
}

impl Refusal {
    /// A refusal by `rule`.
    pub fn new(rule: &'static str, text: impl Into<String>) -> Self {
        Self {
            rule,
            text: text.into(),
        }
    }

    /// The sentence and the rule it stands on, as a form shows it.
    pub fn with_rule(&self) -> String {
        format!("{} ({})", self.text, self.rule)
    }
}
