//! A29: the colours of both themes, read from the style sheet itself, against the ratios of WCAG 2.2.

use std::collections::BTreeMap;

type Theme = BTreeMap<String, [f64; 3]>;

fn sheet() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/static/app.css"))
        .expect("the style sheet")
}

/// The colour tokens of a `:root { … }` block.
fn tokens(block: &str) -> Theme {
    block
        .split(';')
        .filter_map(|line| line.split_once(':'))
        .filter_map(|(name, value)| {
            let name = name
                .trim()
                .strip_prefix("--")
                .or_else(|| name.rsplit("--").next())?;
            let hex = value
                .trim()
                .strip_prefix('#')
                .filter(|hex| hex.len() == 6)?;
            let part =
                |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).expect("a hexadecimal colour");
            Some((
                name.to_owned(),
                [0, 2, 4].map(|at| f64::from(part(at)) / 255.0),
            ))
        })
        .collect()
}

fn themes() -> [(&'static str, Theme); 2] {
    let sheet = sheet();
    let blocks: Vec<&str> = sheet
        .split(":root {")
        .skip(1)
        .map(|rest| rest.split('}').next().expect("a block ends"))
        .collect();
    let light = tokens(blocks[0]);
    let mut dark = light.clone();
    dark.extend(tokens(blocks[1]));
    assert_eq!(
        light.len(),
        dark.len(),
        "the dark theme names a token the light one lacks"
    );
    [("light", light), ("dark", dark)]
}

fn luminance(colour: [f64; 3]) -> f64 {
    let [red, green, blue] = colour.map(|c| {
        if c <= 0.040_45 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn ratio(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn assert_ratio(name: &str, theme: &Theme, pairs: &[(&str, &[&str])], least: f64) {
    for (front, backs) in pairs {
        for back in *backs {
            let found = ratio(theme[*front], theme[*back]);
            assert!(
                found >= least,
                "{name}: {front} on {back} is {found:.2}, needs {least}"
            );
        }
    }
}

#[test]
fn text_has_four_and_a_half_to_one_on_every_surface_it_stands_on() {
    let surfaces: &[&str] = &["paper", "ground", "sunk", "hover", "accent-soft"];
    for (name, theme) in themes() {
        assert_ratio(
            name,
            &theme,
            &[
                (
                    "ink",
                    &[
                        "paper",
                        "ground",
                        "sunk",
                        "hover",
                        "accent-soft",
                        "bad-soft",
                        "warn-soft",
                        "good-soft",
                        "info-soft",
                        "plain-soft",
                    ],
                ),
                (
                    "ink-2",
                    &[
                        "paper",
                        "ground",
                        "sunk",
                        "hover",
                        "accent-soft",
                        "plain-soft",
                        "info-soft",
                        "warn-soft",
                    ],
                ),
                ("ink-3", surfaces),
                (
                    "accent",
                    &[
                        "paper",
                        "ground",
                        "sunk",
                        "hover",
                        "accent-soft",
                        "info-soft",
                        "warn-soft",
                        "bad-soft",
                        "good-soft",
                    ],
                ),
                ("accent-ink", &["accent"]),
                (
                    "bad",
                    &["paper", "ground", "hover", "bad-soft", "info-soft"],
                ),
                ("warn", &["paper", "ground", "warn-soft"]),
                ("good", &["paper", "ground", "good-soft", "info-soft"]),
                ("info", &["paper", "ground", "info-soft"]),
            ],
            4.5,
        );
    }
}

#[test]
fn edges_of_controls_focus_and_bars_have_three_to_one() {
    let surfaces: &[&str] = &["paper", "ground", "sunk", "hover"];
    for (name, theme) in themes() {
        assert_ratio(
            name,
            &theme,
            &[
                ("edge", surfaces),
                (
                    "focus",
                    &[
                        "paper",
                        "ground",
                        "sunk",
                        "hover",
                        "accent-soft",
                        "bad-soft",
                    ],
                ),
                ("accent", surfaces),
                ("bar-2", &["paper"]),
                ("bad", surfaces),
            ],
            3.0,
        );
    }
}

#[test]
fn the_ratio_of_black_and_white_is_twenty_one() {
    assert!((ratio([0.0; 3], [1.0; 3]) - 21.0).abs() < 1e-9);
}
