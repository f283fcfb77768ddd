//! Ids of the rule sheet named in code exist, and a test names them too.

use std::collections::BTreeSet;

use regex::Regex;

use crate::tree::{Slip, Tree, compiled, has_ending};

/// Which ids there are: letter, digits at least (checks and notices are written A03, N02), first, last.
///
/// R, C, A01–A43, N and S are rows of the rule sheet; T of the promises; A1–A36 of accessibility; B of what the peers taught.
const SERIES: &[(&str, usize, u32, u32)] = &[
    ("R", 1, 1, 20),
    ("C", 1, 1, 26),
    ("A", 2, 1, 43),
    ("A", 1, 1, 36),
    ("N", 2, 1, 20),
    ("S", 1, 1, 131),
    ("T", 1, 1, 72),
    ("B", 1, 1, 42),
];

/// Rows of the rule sheet that were never given out.
const NO_ROW: &[&str] = &["S97", "S98", "S99"];

fn exists(id: &str) -> bool {
    let (letter, digits) = id.split_at(1);
    let Ok(number) = digits.parse::<u32>() else {
        return false;
    };
    let known = |(known, width, first, last): &(&str, usize, u32, u32)| {
        *known == letter
            && format!("{number:0width$}") == digits
            && (*first..=*last).contains(&number)
    };
    SERIES.iter().any(known) && !NO_ROW.contains(&id)
}

/// A line may say of the missing rows that they do not exist.
fn said_not_to_exist(text: &str, offset: usize) -> bool {
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    text[start..]
        .lines()
        .next()
        .is_some_and(|line| line.contains("do not exist"))
}

fn pattern() -> Regex {
    compiled(r"\b[RCANSTB]\d{1,3}\b")
}

/// Every id named in code, templates and migrations is a row that exists.
pub fn ids_exist(tree: &Tree) -> Vec<Slip> {
    let mut slips = Vec::new();
    let told = |path: &str| {
        ["rs", "html", "toml", "sql"]
            .iter()
            .any(|ending| has_ending(path, ending))
    };
    for folder in ["src/", "templates/", "migrations/"] {
        for file in tree.under(folder).filter(|file| told(&file.path)) {
            for found in pattern().find_iter(&file.text).filter(|found| {
                !exists(found.as_str()) && !said_not_to_exist(&file.text, found.start())
            }) {
                slips.push(file.slip(found.start(), format!("`{}` is no row: look it up (R1–R20, C1–C26, A01–A43, N01–N20, S1–S131 without S97–S99, T1–T72)", found.as_str())));
            }
        }
    }
    slips
}

/// The ids that tests name, ranges such as R1–R7 included.
fn named_by_tests(tree: &Tree) -> BTreeSet<String> {
    let range = compiled(r"\b([RCANS])(\d{1,3})(?:–|-| to )[RCANS]?(\d{1,3})\b");
    // Names of tests are lower case: r9_the_clock_never_pauses.
    let in_name = compiled(r"(?:\b|_)([rcans]\d{1,3})(?:\b|_)");
    let mut named = BTreeSet::new();
    for file in tree
        .under("tests/suite/")
        .chain(tree.under("tests/browser/"))
        .filter(|file| file.path != LIST_OF_ALL)
    {
        named.extend(
            pattern()
                .find_iter(&file.text)
                .map(|id| id.as_str().to_owned()),
        );
        named.extend(
            in_name
                .captures_iter(&file.text)
                .map(|id| id[1].to_uppercase()),
        );
        for found in range.captures_iter(&file.text) {
            let width = found[2].len();
            let ends = (
                found[2].parse::<u32>().expect("digits"),
                found[3].parse::<u32>().expect("digits"),
            );
            named.extend((ends.0..=ends.1).map(|number| format!("{}{number:0width$}", &found[1])));
        }
    }
    named
}

/// The file that stands for the register, and the test that lists every id and so proves none.
const REGISTER: &str = "src/rule_bench/register/mod.rs";
const LIST_OF_ALL: &str = "tests/suite/register.rs";

/// Every R, C, A and N id of the register is named by a test beside the one that lists them all.
pub fn register_is_tested(tree: &Tree) -> Vec<Slip> {
    let Some(register) = tree.get(REGISTER) else {
        return Vec::new();
    };
    let named = named_by_tests(tree);
    SERIES
        .iter()
        .filter(|(letter, width, ..)| {
            ["R", "C", "N"].contains(letter) || (*letter == "A" && *width == 2)
        })
        .flat_map(|(letter, width, first, last)| {
            (*first..=*last).map(move |number| format!("{letter}{number:0width$}"))
        })
        .filter(|id| !named.contains(id))
        .map(|id| {
            register.slip(
                0,
                format!("the register holds `{id}` and no test names it: write one in tests/suite"),
            )
        })
        .collect()
}

/// Every R, C, A and N id in a decision, or on a transition, is named by a test (in its name or in a comment).
pub fn ids_are_tested(tree: &Tree) -> Vec<Slip> {
    let named = named_by_tests(tree);
    let mut told = BTreeSet::new();
    let mut slips = Vec::new();
    let decides = |path: &str| {
        path.contains("/rules.rs")
            || path.contains("/rules/")
            || path.ends_with("/workflow.rs")
            || path.starts_with("src/calendar/")
    };
    for file in tree.src().filter(|file| decides(&file.path)) {
        for found in pattern().find_iter(&file.text) {
            let id = found.as_str();
            let a_rule = ["R", "C", "N"].iter().any(|letter| id.starts_with(letter))
                || (id.starts_with('A') && id.len() == 3);
            if a_rule && exists(id) && !named.contains(id) && told.insert(id.to_owned()) {
                slips.push(file.slip(
                    found.start(),
                    format!(
                        "no test names `{id}`: write one in tests/suite whose name or comment does"
                    ),
                ));
            }
        }
    }
    slips
}
