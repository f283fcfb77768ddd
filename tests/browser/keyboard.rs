//! Keys instead of the mouse, and the walk through all of a page's tab stops.

use std::sync::atomic::Ordering;

use serde::Deserialize;
use serde_json::json;
use thirtyfour::prelude::*;

use crate::browser::Browser;

/// Says what has the focus: its place in the page, its name, and whether it can be seen and where it is not covered.
const FOCUSED: &str = include_str!("focused.js");

/// No page has more stops than this; a walk that is longer is a trap.
const MOST_STOPS: usize = 400;

/// A date and time has seven boxes and a button; a field that keeps the focus longer is a trap.
const MOST_INNER_STOPS: usize = 12;

#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Stop {
    /// The element's number in reading order.
    pub place: usize,
    pub name: String,
    /// The focus can be seen: an outline, or a shadow.
    pub marked: bool,
    /// Another element lies over its middle.
    pub covered: bool,
}

impl Browser {
    /// Presses keys one after the other, wherever the focus is.
    pub async fn keys(&self, keys: impl IntoIterator<Item = Key>) {
        for key in keys {
            self.keys.fetch_add(1, Ordering::Relaxed);
            let pressed = self
                .driver
                .action_chain()
                .send_keys(char::from(key))
                .perform()
                .await;
            pressed.expect("a key pressed");
        }
    }

    /// Types text where the focus is; each letter is a key.
    pub async fn types(&self, text: &str) {
        self.keys.fetch_add(text.chars().count(), Ordering::Relaxed);
        self.driver
            .action_chain()
            .send_keys(text)
            .perform()
            .await
            .expect("text typed");
    }

    /// A key with another held down, such as Shift and Tab.
    pub async fn chord(&self, held: Key, key: Key) {
        self.keys.fetch_add(1, Ordering::Relaxed);
        let chord = self
            .driver
            .action_chain()
            .key_down(char::from(held.clone()))
            .send_keys(char::from(key))
            .key_up(char::from(held));
        chord.perform().await.expect("keys pressed");
    }

    /// Tabs until the thing with this name has the focus; gives the number of keys. More than `most` is a failure (A4).
    pub async fn tab_to(&self, name: &str, most: usize) -> usize {
        let mut met = Vec::new();
        for pressed in 1..=most {
            self.keys([Key::Tab]).await;
            let stop = self.focused().await;
            if stop
                .as_ref()
                .is_some_and(|stop| stop.name.starts_with(name))
            {
                return pressed;
            }
            met.push(stop.map_or_else(|| "(nothing)".to_owned(), |stop| stop.name));
        }
        panic!("\"{name}\" is not reached in {most} keys; met: {met:?}");
    }

    /// What has the focus, unless it is the page itself.
    pub async fn focused(&self) -> Option<Stop> {
        let stop = self.run(FOCUSED, vec![]).await;
        if stop.is_null() {
            None
        } else {
            Some(serde_json::from_value(stop).expect("a stop"))
        }
    }

    /// A9, A10, A11: every stop in reading order, forwards and backwards the same, marked, uncovered, none left out.
    pub async fn tab_order_problems(&self) -> Vec<String> {
        let forth = self.walk(false).await;
        let mut back = self.walk(true).await;
        back.reverse();
        let forth = from_the_top(forth);
        let back = from_the_top(back);
        let mut problems = Vec::new();
        for pair in forth
            .windows(2)
            .filter(|pair| pair[0].place >= pair[1].place)
        {
            problems.push(format!(
                "A11 the focus goes from \"{}\" back up to \"{}\"",
                pair[0].name, pair[1].name
            ));
        }
        let names = |stops: &[Stop]| {
            stops
                .iter()
                .map(|stop| stop.name.clone())
                .collect::<Vec<_>>()
        };
        if names(&forth) != names(&back) {
            problems.push(format!(
                "A11 backwards is another way: {:?} and {:?}",
                names(&forth),
                names(&back)
            ));
        }
        for stop in &forth {
            if !stop.marked {
                problems.push(format!("A10 the focus cannot be seen on \"{}\"", stop.name));
            }
            if stop.covered {
                problems.push(format!(
                    "A9 \"{}\" has the focus under something else",
                    stop.name
                ));
            }
        }
        let places: Vec<usize> = forth.iter().map(|stop| stop.place).collect();
        let missed = self
            .run(include_str!("missed.js"), vec![json!(places)])
            .await;
        problems.extend(
            crate::people::lines(&missed)
                .into_iter()
                .map(|name| format!("A11 Tab never reaches \"{name}\"")),
        );
        problems
    }

    /// The stops once round. A field with inner stops, such as a date, counts once.
    async fn walk(&self, backwards: bool) -> Vec<Stop> {
        self.run(
            "document.activeElement.blur(); window.scrollTo(0, 0)",
            vec![],
        )
        .await;
        let mut stops: Vec<Stop> = Vec::new();
        let mut stays = 0;
        while stops.len() < MOST_STOPS && stays < MOST_INNER_STOPS {
            if backwards {
                self.chord(Key::Shift, Key::Tab).await;
            } else {
                self.keys([Key::Tab]).await;
            }
            stays += 1;
            let Some(stop) = self.focused().await else {
                continue;
            };
            if stops.last().is_some_and(|last| last.place == stop.place) {
                continue;
            }
            if stops.first().is_some_and(|first| first.place == stop.place) {
                return stops;
            }
            stops.push(stop);
            stays = 0;
        }
        stops
    }
}

/// Turns the round so that it begins with the first stop of the page.
fn from_the_top(mut stops: Vec<Stop>) -> Vec<Stop> {
    let first = stops
        .iter()
        .enumerate()
        .min_by_key(|(_, stop)| stop.place)
        .map_or(0, |(at, _)| at);
    stops.rotate_left(first);
    stops
}
