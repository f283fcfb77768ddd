//! Reading one JSON object strictly, and writing one.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::words::Cents;

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

/// How many there are of something: a whole number, never negative.
#[derive(Debug, Clone, Copy)]
pub(super) struct Count(pub u32);

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = serde_json::Value::deserialize(deserializer)?;
        let count = number.as_u64().and_then(|count| u32::try_from(count).ok());
        count.map(Self).ok_or_else(|| {
            let most = u32::MAX;
            D::Error::custom(format!(
                "{number} is not a count; write a whole number from 0 to {most}"
            ))
        })
    }
}

/// An amount of money in whole cents, never negative.
#[derive(Debug, Clone, Copy)]
pub(super) struct Amount(pub Cents);

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = serde_json::Value::deserialize(deserializer)?;
        let cents = number.as_u64().and_then(|cents| i64::try_from(cents).ok());
        cents.map(|cents| Self(Cents(cents))).ok_or_else(|| {
            D::Error::custom(format!(
                "{number} is not an amount; write whole cents, 0 or more, without quotes"
            ))
        })
    }
}

/// An object inside the object; a list in its place is not read as one.
#[derive(Debug, Clone)]
pub(super) struct Object<T>(pub T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(OnlyAnObject(PhantomData))
    }
}

struct OnlyAnObject<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for OnlyAnObject<T> {
    type Value = Object<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Object)
    }
}

/// Words and what is said to each; what is said twice is refused, for nobody could tell which is meant.
#[derive(Debug)]
pub(super) struct Each<K, V>(pub BTreeMap<K, V>);

impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>> Deserialize<'de> for Each<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(SaidOnce(PhantomData))
    }
}

struct SaidOnce<K, V>(PhantomData<(K, V)>);

impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>> Visitor<'de> for SaidOnce<K, V> {
    type Value = Each<K, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut said = BTreeMap::new();
        while let Some((word, value)) = map.next_entry()? {
            if said.insert(word, value).is_some() {
                return Err(Error::custom("the same word is answered twice"));
            }
        }
        Ok(Each(said))
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
        // A leap second is read as more than a second's worth of nanoseconds; no clock on a wall shows it.
        .filter(|time| time.nanosecond() < 1_000_000_000)
        .ok_or_else(wrong)?;
    Ok(day.and_time(clock))
}
