//! Where things stand: the top level, the files of an area, the reading order, the two migration trees.

use std::collections::{BTreeMap, BTreeSet};

use crate::tree::{Slip, Source, Tree, compiled, has_ending};

/// A file longer than this is two ideas (house rule: about 300).
pub const LONGEST: usize = 500;
/// The list of tables is one idea however long it grows.
const SCHEMA: &str = "src/db/schema.rs";

const TOP_LEVEL: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "src",
    "templates",
    "static",
    "migrations",
    "diesel.toml",
    "tests",
    "README.md",
];

/// Areas of plumbing, whose files are named by what they do.
const PLUMBING: &[&str] = &[
    "words",
    "calendar",
    "db",
    "audit",
    "jobs",
    "files",
    "preview",
    "mail",
    "fhir",
    "form_state",
    "web",
    "preview",
    "rule_bench",
    "demo",
    "arriving",
    "telemetry",
    "startup",
    "config",
];

/// The files of every other area; each may be a folder of the same name.
const AREA_FILES: &[&str] = &[
    "mod", "model", "rules", "workflow", "store", "commands", "forms", "pages",
];

pub fn top_level(tree: &Tree) -> Vec<Slip> {
    let mut seen = BTreeMap::new();
    for file in tree.all() {
        seen.entry(file.path.split('/').next().expect("a first step"))
            .or_insert(file);
    }
    let allowed = |name: &str| TOP_LEVEL.contains(&name) || name.starts_with('.');
    seen.into_iter()
        .filter(|(name, _)| !allowed(name))
        .map(|(name, file)| {
            file.slip(
                0,
                format!(
                    "`{name}` has no place at the top: put it under {}",
                    TOP_LEVEL.join(", ")
                ),
            )
        })
        .collect()
}

pub fn allowed_files(tree: &Tree) -> Vec<Slip> {
    let mut slips = Vec::new();
    for file in tree.under("src/") {
        let steps: Vec<&str> = file.path.split('/').collect();
        if steps.len() < 3 || PLUMBING.contains(&steps[1]) {
            continue;
        }
        let part = file.part().expect("a file below an area");
        let profile =
            steps[1] == "facilities" && steps[2] == "profiles" && has_ending(&file.path, "toml");
        if !profile && (!file.is_rust() || !AREA_FILES.contains(&part)) {
            slips.push(file.slip(
                0,
                format!(
                    "an area holds only {}: put this in one of them, or in a folder of that name",
                    AREA_FILES.join(", ")
                ),
            ));
        }
    }
    slips
}

/// The modules of `lib.rs` in the order written.
fn order(tree: &Tree) -> Vec<String> {
    let Some(lib) = tree.get("src/lib.rs") else {
        return Vec::new();
    };
    let regex = compiled(r"(?m)^\s*(?:pub(?:\([a-z]+\))? )?mod (\w+);");
    regex
        .captures_iter(&lib.code)
        .map(|found| found[1].to_owned())
        .collect()
}

/// Exported macros stand at the crate's root but belong to the area that writes them.
fn macros(tree: &Tree) -> BTreeMap<String, String> {
    let regex = compiled(r"#\[macro_export\]\s*macro_rules!\s*(\w+)");
    let mut owners = BTreeMap::new();
    for file in tree.src() {
        for found in regex.captures_iter(&file.code) {
            owners.insert(
                found[1].to_owned(),
                file.area().expect("under src").to_owned(),
            );
        }
    }
    owners
}

/// An area may use only what stands above it in `lib.rs`.
pub fn reading_order(tree: &Tree) -> Vec<Slip> {
    let order = order(tree);
    let place = |name: &str| order.iter().position(|known| known == name);
    let macros = macros(tree);
    let mut slips = Vec::new();
    for file in tree.src() {
        let area = file.area().expect("under src");
        if area == "lib" || area == "main" {
            continue;
        }
        let Some(here) = place(area) else {
            slips.push(file.slip(0, format!("`{area}` is not in the module list of src/lib.rs: name it there, at its place in the reading order")));
            continue;
        };
        for (offset, used) in uses(file) {
            let owner = macros.get(&used).map_or(used.as_str(), String::as_str);
            match place(owner) {
                Some(there) if there <= here => {}
                Some(_) => slips.push(file.slip(offset, format!("`{area}` stands above `{used}` and may not use it: move the shared part up, or the caller down"))),
                None => slips.push(file.slip(offset, format!("`crate::{used}` is no area of src/lib.rs: name the area that owns it"))),
            }
        }
    }
    slips
}

/// The first steps after `crate::`, also those of `use crate::{a::X, b::Y}`.
fn uses(file: &Source) -> Vec<(usize, String)> {
    let step = compiled(r"\bcrate::\s*(\w+)");
    let group = compiled(r"\bcrate::\s*\{");
    let mut found: Vec<_> = step
        .captures_iter(&file.code)
        .map(|step| (step.get(0).expect("a match").start(), step[1].to_owned()))
        .collect();
    for open in group.find_iter(&file.code) {
        found.extend(
            group_heads(&file.code[open.end()..])
                .into_iter()
                .map(|head| (open.start(), head)),
        );
    }
    found
}

/// The first word of each member of an open `{` group.
fn group_heads(rest: &str) -> Vec<String> {
    let (mut depth, mut heads, mut head) = (0, Vec::new(), String::new());
    let mut reading = true;
    for letter in rest.chars() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                heads.push(std::mem::take(&mut head));
                reading = true;
            }
            ':' => reading = false,
            _ if reading && depth == 0 && (letter.is_alphanumeric() || letter == '_') => {
                head.push(letter);
            }
            _ => {}
        }
    }
    heads.push(head);
    heads.retain(|head| !head.is_empty());
    heads
}

pub fn migration_trees_match(tree: &Tree) -> Vec<Slip> {
    let names = |backend: &str| -> BTreeSet<String> {
        let folder = format!("migrations/{backend}/");
        tree.under(&folder)
            .map(|file| file.path[folder.len()..].to_owned())
            .collect()
    };
    let (sqlite, postgres) = (names("sqlite"), names("postgres"));
    let mut slips = Vec::new();
    for (backend, missing) in [
        ("postgres", sqlite.difference(&postgres)),
        ("sqlite", postgres.difference(&sqlite)),
    ] {
        let other = if backend == "postgres" {
            "sqlite"
        } else {
            "postgres"
        };
        for name in missing {
            let file = tree
                .get(&format!("migrations/{other}/{name}"))
                .expect("a file of the other tree");
            slips.push(file.slip(
                0,
                format!("migrations/{backend}/{name} is missing: both trees have the same files"),
            ));
        }
    }
    let form = compiled(r"^migrations/(sqlite|postgres)/\d{4}_[a-z0-9_]+/(up|down)\.sql$");
    for file in tree
        .under("migrations/")
        .filter(|file| !form.is_match(&file.path))
    {
        slips.push(file.slip(
            0,
            "a migration is migrations/<sqlite|postgres>/NNNN_name/{up,down}.sql",
        ));
    }
    slips
}

pub fn short_files(tree: &Tree) -> Vec<Slip> {
    let long = tree
        .src()
        .filter(|file| file.path != SCHEMA && file.text.lines().count() > LONGEST);
    long.map(|file| {
        file.slip(
            0,
            format!(
                "{} lines: make it a folder of the same name, split by idea",
                file.text.lines().count()
            ),
        )
    })
    .collect()
}
