//! How a fact's value is read aloud.

use serde_json::Value;

/// A value in words: lists joined, fields named, nothing for what is empty.
pub fn in_words(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.replace('_', " "),
        Value::Array(items) => joined(items.iter().map(in_words), ", "),
        Value::Object(fields) => {
            joined(fields.iter().map(|(name, value)| named(name, value)), "; ")
        }
    }
}

fn named(name: &str, value: &Value) -> String {
    let said = in_words(value);
    if said.is_empty() {
        said
    } else {
        [&name.replace('_', " "), ": ", &said].concat()
    }
}

fn joined(parts: impl Iterator<Item = String>, between: &str) -> String {
    parts
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(between)
}
