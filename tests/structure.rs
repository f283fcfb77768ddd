//! The invariants of the house (see `src/lib.rs`), read off the source.
//!
//! Every rule is a function from the tree of files to the slips it finds, so that each can be shown a bad file and proved to notice
//! it. A slip prints as `file:line: what is wrong; what to do`. Rules about files that do not exist yet pass and tighten by themselves.

#[path = "structure/ids.rs"]
mod ids;
#[path = "structure/invariants.rs"]
mod invariants;
#[path = "structure/layout.rs"]
mod layout;
#[path = "structure/tree.rs"]
mod tree;

use tree::{Slip, Tree};

/// A name that can be searched for, and the rule behind it.
type Rule = (&'static str, fn(&Tree) -> Vec<Slip>);

const RULES: &[Rule] = &[
    ("layout", layout::allowed_files),
    ("top_level", layout::top_level),
    ("reading_order", layout::reading_order),
    ("migrations", layout::migration_trees_match),
    ("length", layout::short_files),
    ("diesel", invariants::diesel_only_in_stores),
    ("actix", invariants::actix_only_in_pages),
    ("routes", invariants::routes_stand_in_the_table),
    ("pure", invariants::pure_files_do_no_io),
    ("clock", invariants::one_caller_of_now),
    ("transactions", invariants::transactions_only_in_db),
    ("sql", invariants::sql_is_written_not_built),
    ("panics", invariants::nothing_unwraps),
    ("html", invariants::html_only_in_templates),
    ("templates", invariants::templates_are_plain),
    ("words", invariants::no_unfinished_marks),
    ("tests_in_src", invariants::tests_live_in_tests),
    ("docstrings", invariants::public_items_say_their_rule),
    ("ids_exist", ids::ids_exist),
    ("ids_tested", ids::ids_are_tested),
    ("register_tested", ids::register_is_tested),
];

/// One bad file for each thing a rule must notice: rule, path, text.
const BAD: &[(&str, &str, &str)] = &[
    ("layout", "src/patients/helpers.rs", "//! Any.\n"),
    ("top_level", "notes.md", "x"),
    (
        "reading_order",
        "src/words/money.rs",
        "use crate::requests::model::Road;\n",
    ),
    (
        "reading_order",
        "src/words/money.rs",
        "use crate::nowhere::Road;\n",
    ),
    (
        "reading_order",
        "src/nowhere/mod.rs",
        "//! Not in the list.\n",
    ),
    (
        "migrations",
        "migrations/sqlite/0999_only_here/up.sql",
        "select 1;",
    ),
    (
        "diesel",
        "src/requests/commands.rs",
        "use diesel::prelude::*;\n",
    ),
    ("actix", "src/requests/forms.rs", "use actix_web::web;\n"),
    (
        "routes",
        "src/requests/pages.rs",
        "fn f() { web::resource(\"/x\"); }\n",
    ),
    (
        "pure",
        "src/requests/rules/clocks.rs",
        "fn f() { std::fs::read(\"x\"); }\n",
    ),
    ("pure", "src/requests/workflow.rs", "fn f(tx: &mut Tx) {}\n"),
    ("pure", "src/calendar/mod.rs", "use crate::db::Read;\n"),
    (
        "clock",
        "src/requests/commands.rs",
        "let t = chrono::Utc::now();\n",
    ),
    (
        "transactions",
        "src/requests/store.rs",
        "conn.transaction(|c| f(c));\n",
    ),
    (
        "sql",
        "src/requests/store.rs",
        "sql_query(format!(\"select {x}\"));\n",
    ),
    ("sql", "src/requests/store.rs", "sql_query(text);\n"),
    ("panics", "src/files/mod.rs", "let x = y.unwrap();\n"),
    (
        "panics",
        "src/requests/store.rs",
        "let x = rows.unwrap_or_default();\n",
    ),
    (
        "html",
        "src/web/components.rs",
        "let x = format!(\"<p>{y}</p>\");\n",
    ),
    ("templates", "templates/desk/page.html", "{{ x|safe }}"),
    (
        "templates",
        "templates/desk/page.html",
        "<p style=\"color:red\">",
    ),
    (
        "templates",
        "templates/desk/page.html",
        "<button onclick=\"go()\">",
    ),
    (
        "templates",
        "templates/desk/page.html",
        "<script>go()</script>",
    ),
    (
        "templates",
        "templates/desk/page.html",
        "<form method=\"post\" action=\"/x\">",
    ),
    (
        "tests_in_src",
        "src/words/money.rs",
        "#[cfg(test)]\nmod tests {}\n",
    ),
    ("docstrings", "src/requests/rules.rs", "pub fn due() {}\n"),
    (
        "docstrings",
        "src/requests/rules.rs",
        "/// Due.\npub fn a() {}\n\n#[must_use]\npub fn due() {}\n",
    ),
    ("ids_exist", "src/requests/rules.rs", "// R21 decides.\n"),
    ("ids_exist", "src/requests/rules.rs", "// S98 says so.\n"),
    ("ids_tested", "src/requests/rules.rs", "// See C26.\n"),
    (
        "register_tested",
        "src/rule_bench/register/mod.rs",
        "//! The register.\n",
    ),
];

fn run(name: &str, tree: &Tree) -> Vec<Slip> {
    let (_, rule) = RULES
        .iter()
        .find(|(rule, _)| *rule == name)
        .expect("a rule of the list");
    rule(tree)
}

fn report(slips: &[Slip]) -> String {
    let lines: Vec<String> = slips.iter().map(|slip| format!("  {slip}")).collect();
    lines.join("\n")
}

#[test]
fn the_house_keeps_its_invariants() {
    let tree = Tree::read();
    let mut failed = Vec::new();
    for (name, rule) in RULES.iter().filter(|(name, _)| *name != "ids_tested") {
        let slips = rule(&tree);
        if !slips.is_empty() {
            failed.push(format!("{name}:\n{}", report(&slips)));
        }
    }
    assert!(failed.is_empty(), "\n{}", failed.join("\n"));
}

#[test]
fn every_rule_a_decision_names_is_named_by_a_test() {
    let slips = run("ids_tested", &Tree::read());
    assert!(slips.is_empty(), "\n{}", report(&slips));
}

#[test]
fn every_invariant_notices_a_file_that_breaks_it() {
    for (name, path, text) in BAD {
        let tree = Tree::map().with(path, text);
        let slips = run(name, &tree);
        assert!(
            slips.iter().any(|slip| slip.path == *path),
            "rule {name} did not notice {path}:\n{text}\nit found:\n{}",
            report(&slips)
        );
    }
    let long = "\n".repeat(layout::LONGEST + 1);
    assert!(!run("length", &Tree::map().with("src/words/long.rs", &long)).is_empty());
    let unfinished = ["TO", "DO: later"].concat();
    assert!(
        !run(
            "words",
            &Tree::map().with("src/words/later.rs", &unfinished)
        )
        .is_empty()
    );
}

#[test]
fn words_in_comments_and_strings_are_not_code() {
    let text = "//! Say diesel and Utc::now() freely.\nlet x = \"actix_web .unwrap()\"; // .unwrap()\n/* std::fs */ let c = '\"'; let r = r#\"a \" .unwrap()\"#;\n";
    let tree = Tree::map().with("src/calendar/days.rs", text);
    for name in ["diesel", "actix", "pure", "clock", "panics"] {
        let slips = run(name, &tree);
        assert!(slips.is_empty(), "{name}:\n{}", report(&slips));
    }
}

#[test]
fn every_invariant_is_shown_a_bad_file() {
    for (name, _) in RULES {
        let shown = BAD.iter().any(|(rule, ..)| rule == name) || ["length", "words"].contains(name);
        assert!(shown, "rule {name} has no bad file in BAD");
    }
}
