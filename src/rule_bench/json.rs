//! Reading one JSON object strictly, and writing one.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize};

/// The years a date may lie in; anything else is a slip of the pen.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2099;

/// Reads exactly one JSON object.
pub(super) fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    if !text.trim_start().starts_with('{') {
        return Err("One JSON object is expected.".to_owned());
    }
    serde_json::from_str(text).map_err(|error| format!("The JSON cannot be used: {error}."))
}

/// Writes one JSON object.
pub(super) fn write<T: Serialize>(value: &T) -> Result<String, String> {
    serde_json::to_string_pretty(value)
        .map_err(|error| format!("The answer cannot be written: {error}."))
}

/// A local date, written 2026-06-04.
#[derive(Debug, Clone, Copy)]
pub(super) struct On(pub NaiveDate);

impl<'de> Deserialize<'de> for On {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        date(&text).map(Self).map_err(D::Error::custom)
    }
}

/// A local date and time without a zone, written 2026-06-04T13:05 or 2026-06-04T13:05:00.
#[derive(Debug, Clone, Copy)]
pub(super) struct At(pub NaiveDateTime);

impl<'de> Deserialize<'de> for At {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        time(&text).map(Self).map_err(D::Error::custom)
    }
}

/// An object inside the object; a list in its place is not read as one.
#[derive(Debug, Clone)]
pub(super) struct Object<T>(pub T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = serde_json::Map::deserialize(deserializer)?;
        serde_json::from_value(fields.into())
            .map(Self)
            .map_err(D::Error::custom)
    }
}

fn date(text: &str) -> Result<NaiveDate, String> {
    Some(text)
        .filter(|text| text.len() == 10 && only(text, "-"))
        .and_then(|text| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())
        .filter(|on| YEARS.contains(&on.year()))
        .ok_or_else(|| format!("\"{text}\" is not a date; write it like 2026-06-04"))
}

/// Whether a text holds nothing but digits and these marks; the parser alone would let spaces and signs pass.
fn only(text: &str, marks: &str) -> bool {
    text.chars()
        .all(|c| c.is_ascii_digit() || marks.contains(c))
}

fn time(text: &str) -> Result<NaiveDateTime, String> {
    let wrong = || {
        format!(
            "\"{text}\" is not a local date and time; write it like 2026-06-04T13:05:00, without a zone"
        )
    };
    let (day, clock) = text.split_once('T').ok_or_else(wrong)?;
    let day = date(day).map_err(|_| wrong())?;
    let clock = ["%H:%M", "%H:%M:%S", "%H:%M:%S%.f"]
        .iter()
        .find_map(|format| NaiveTime::parse_from_str(clock, format).ok())
        .filter(|_| only(clock, ":."))
        .ok_or_else(wrong)?;
    Ok(day.and_time(clock))
}
