//! An answer of a rule as a person reads it: facts, lists and tables in the order of the answer.

use serde_json::{Map, Value};

use crate::calendar::spoken;
use crate::directory::rules::in_words;
use crate::words::{capitalized, dates};

/// One part of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Section {
    /// A single value.
    Fact(String, String),
    /// Sentences or words one below the other.
    List(String, Vec<String>),
    /// Like things, one row each: the names of the columns, the rows, and the sentences that belong to each row.
    Table(String, Vec<String>, Vec<Row>),
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub cells: Vec<String>,
    pub sentences: Vec<String>,
}

/// The parts of an answer; none when it is no JSON object.
pub(super) fn sections(answer: &str) -> Vec<Section> {
    let Ok(Value::Object(fields)) = serde_json::from_str(answer) else {
        return Vec::new();
    };
    fields
        .into_iter()
        .map(|(name, value)| section(&name, value))
        .collect()
}

fn section(name: &str, value: Value) -> Section {
    let label = label(name);
    match value {
        Value::Array(items) if items.iter().any(Value::is_object) => table(label, items),
        Value::Array(items) => Section::List(label, items.iter().map(word).collect()),
        other => Section::Fact(label, word(&other)),
    }
}

fn table(label: String, items: Vec<Value>) -> Section {
    let rows: Vec<Map<String, Value>> = items
        .into_iter()
        .filter_map(|item| match item {
            Value::Object(fields) => Some(fields),
            _ => None,
        })
        .collect();
    let mut columns: Vec<&str> = Vec::new();
    for name in rows.iter().flat_map(Map::keys) {
        if !columns.contains(&name.as_str()) && name != "why" {
            columns.push(name);
        }
    }
    let read = |row: &Map<String, Value>| Row {
        cells: columns
            .iter()
            .map(|name| row.get(*name).map_or_else(String::new, word))
            .collect(),
        sentences: row
            .get("why")
            .and_then(Value::as_array)
            .map_or_else(Vec::new, |why| why.iter().map(word).collect()),
    };
    let read = rows.iter().map(read).collect();
    let columns = columns.iter().map(|name| self::label(name)).collect();
    Section::Table(label, columns, read)
}

/// `statutory_due` becomes "Statutory due"; an id stays as it is.
fn label(name: &str) -> String {
    capitalized(&name.replace('_', " "))
}

/// A value in words: dates as people write them, sentences without their ISO forms, nothing as "none".
fn word(value: &Value) -> String {
    match value {
        Value::String(text) => match dates::parse(text) {
            Ok(day) => dates::full(day),
            Err(_) if text.contains(' ') => spoken(text),
            Err(_) => text.replace('_', " "),
        },
        Value::Null => "none".to_owned(),
        Value::Array(items) => items.iter().map(word).collect::<Vec<_>>().join(", "),
        other => in_words(other),
    }
}
