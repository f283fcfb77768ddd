//! What each kind of file may and may not name.

use crate::tree::{Slip, Source, Tree, compiled, has_ending};

fn part_is(file: &Source, parts: &[&str]) -> bool {
    file.part().is_some_and(|part| parts.contains(&part))
}

fn area_is(file: &Source, areas: &[&str]) -> bool {
    file.area().is_some_and(|area| areas.contains(&area))
}

fn is_pure(file: &Source) -> bool {
    area_is(file, &["calendar", "words"])
        || (part_is(file, &["model", "rules", "workflow"]) && !area_is(file, &["db", "web"]))
}

pub fn diesel_only_in_stores(tree: &Tree) -> Vec<Slip> {
    let elsewhere = tree
        .src()
        .filter(|file| !area_is(file, &["db"]) && !part_is(file, &["store"]));
    elsewhere
        .flat_map(|file| {
            file.forbid(
                r"\bdiesel(_migrations)?\b",
                "only store.rs and db/ name diesel: make it a query function of the area's store",
            )
        })
        .collect()
}

pub fn actix_only_in_pages(tree: &Tree) -> Vec<Slip> {
    let app_level = ["startup", "routes", "main", "error", "web"];
    let mut slips = Vec::new();
    for file in tree.src() {
        if !area_is(file, &app_level) && !part_is(file, &["pages"]) {
            slips.extend(file.forbid(
                r"\bactix_\w+",
                "only pages.rs and web/ name actix: pass plain values",
            ));
        }
        if part_is(
            file,
            &["model", "rules", "workflow", "store", "commands", "forms"],
        ) && !area_is(file, &["web"])
        {
            slips.extend(file.forbid(
                r"\baskama\b",
                "templates belong to pages.rs and to the letters",
            ));
        }
    }
    slips
}

pub fn routes_stand_in_the_table(tree: &Tree) -> Vec<Slip> {
    let elsewhere = tree.src().filter(|file| !area_is(file, &["routes", "web"]));
    let pattern = r"\bweb::(resource|scope|route|service)\b|#\[(actix_web::)?(get|post|put|delete|patch|route)\(";
    elsewhere
        .flat_map(|file| {
            file.forbid(
                pattern,
                "every route stands once in the routes! table, with its permission",
            )
        })
        .collect()
}

pub fn pure_files_do_no_io(tree: &Tree) -> Vec<Slip> {
    let io = r"\bstd::(fs|io|net|env|process|thread|time)\b|\b(tokio|reqwest|lettre|tracing)::|\b\w+::now\(|\binclude_(str|bytes)!";
    let reach = r"\b(Tx|Connection|SqliteConnection|PgConnection|DbConnection)\b|\bcrate::(app|config|telemetry|clock|error|db|audit|jobs|files|mail|web|form_state|startup|routes)\b|\bcrate::\w+::(store|commands|pages|forms)\b";
    let mut slips = Vec::new();
    for file in tree.src().filter(|file| is_pure(file)) {
        slips.extend(file.forbid(io, "this file is pure: take what it needs as an argument"));
        slips.extend(file.forbid(reach, "this file is pure: it sees models and the calendar, no connection and nothing that has one"));
    }
    slips
}

pub fn one_caller_of_now(tree: &Tree) -> Vec<Slip> {
    let elsewhere = tree.src().filter(|file| file.path != "src/clock.rs");
    let pattern = r"\b(Utc|Local|SystemTime)::now\b|\bdsl::now\b|\bUtc::today\b";
    elsewhere
        .flat_map(|file| {
            file.forbid(
                pattern,
                "only clock.rs reads the clock: take today, or the instant, as an argument",
            )
        })
        .collect()
}

/// T7: a plain transaction that reads and then writes fails at once on SQLite, and loses updates on PostgreSQL.
pub fn transactions_only_in_db(tree: &Tree) -> Vec<Slip> {
    let mut slips = Vec::new();
    let mut escapes = Vec::new();
    for file in tree.src() {
        if !area_is(file, &["db"]) {
            slips.extend(file.forbid(r"\.(transaction|immediate_transaction|exclusive_transaction|build_transaction|begin_transaction)\s*(::<[^>]*>)?\(", "a transaction exists only inside App::write: take `&mut Tx`"));
        }
        let found = file.forbid(r"\beach_backend!", "written only under src/db/ and in store.rs, at most 12 times in all: stay with what both databases share");
        if area_is(file, &["db"]) || part_is(file, &["store"]) {
            escapes.extend(found);
        } else {
            slips.extend(found);
        }
    }
    slips.extend(escapes.into_iter().skip(12));
    slips
}

pub fn sql_is_written_not_built(tree: &Tree) -> Vec<Slip> {
    let call = compiled(r"\bsql_query\(\s*");
    let written = compiled(
        r#"^(r?#*"|include_str!|concat!|[A-Z][A-Z0-9_]*\b|(\w+::)+[A-Z][A-Z0-9_]*\b|\$\w+|\))"#,
    );
    let mut slips = Vec::new();
    for file in tree.src() {
        for found in call.find_iter(&file.code) {
            if !written.is_match(&file.code[found.end()..]) {
                slips.push(file.slip(found.start(), "`sql_query` of a text made at run time: write the text as a literal or a constant and bind the values"));
            }
        }
        if !area_is(file, &["db"]) {
            slips.extend(file.forbid(
                r"\bbatch_execute\(\s*&?format!|\bsql::<[^>]*>\(\s*&?format!",
                "SQL is a literal; values are bound",
            ));
        }
    }
    slips
}

pub fn nothing_unwraps(tree: &Tree) -> Vec<Slip> {
    let mut slips = Vec::new();
    for file in tree.src() {
        slips.extend(file.forbid(
            r"\.unwrap\(\)|\.unwrap_err\(\)",
            "return the error, or `expect` with the invariant that makes it impossible",
        ));
        slips.extend(file.forbid(
            r"\b(dbg|todo|unimplemented)!\(",
            "finish it or leave it out",
        ));
        if area_is(file, &["db"]) || part_is(file, &["store", "commands"]) {
            slips.extend(file.forbid(
                r"\.ok\(\)|\.unwrap_or_default\(\)",
                "a database result is never dropped or defaulted: return its error",
            ));
        }
    }
    slips
}

pub fn html_only_in_templates(tree: &Tree) -> Vec<Slip> {
    let pattern = r#"\b(format|write|writeln|concat|print|println)!\(\s*(?:[\w.&\s]+,\s*)?r?#*"[^"]*<[/!]?[a-z]+[ >/]|\bpush_str\(\s*r?#*"[^"]*<[/!]?[a-z]+[ >/]"#;
    tree.src()
        .flat_map(|file| {
            file.forbid_in(
                &file.spoken,
                pattern,
                "HTML comes only from a template: make a component",
            )
        })
        .collect()
}

pub fn templates_are_plain(tree: &Tree) -> Vec<Slip> {
    let rules = [
        (
            r"(?i)<style\b|\sstyle\s*=",
            "no inline style: give it a class in static/app.css",
        ),
        (
            r#"(?i)\son[a-z]+\s*=\s*["']|javascript:"#,
            "no inline handler: listen in static/app.js",
        ),
        (
            r"(?i)<script>|<script\s(?:[^>]*\s)?type\s*=[^>]*>|<script(?:\s+(?:defer|async|nonce\S*))*\s*>",
            "no inline script: static/app.js by its hashed name",
        ),
    ];
    let outside = [(
        r"\|\s*safe\b",
        "no `|safe` outside components: a component is a struct with its own template and HtmlSafe",
    )];
    let mut slips = Vec::new();
    for file in tree
        .under("templates/")
        .filter(|file| has_ending(&file.path, "html") || has_ending(&file.path, "svg"))
    {
        for (pattern, advice) in rules {
            slips.extend(file.forbid(pattern, advice));
        }
        if !file.path.starts_with("templates/components/") {
            for (pattern, advice) in outside {
                slips.extend(file.forbid(pattern, advice));
            }
            slips.extend(forms_of_their_own(file));
        }
    }
    slips
}

/// The frame of every page and the error pages write their few forms themselves, token included; all others are the component.
fn forms_of_their_own(file: &Source) -> Vec<Slip> {
    let form = compiled(r#"(?is)<form\b[^>]*\bmethod\s*=\s*["']?post.*?(</form>|\z)"#);
    let frame = ["templates/layouts/", "templates/errors/"]
        .iter()
        .any(|folder| file.path.starts_with(folder));
    let own = |form: &str| !(frame && form.contains("name=\"csrf\""));
    let found = form.find_iter(&file.text).filter(|form| own(form.as_str()));
    found
        .map(|form| {
            file.slip(
                form.start(),
                "a form that posts is the form component: token, submission key, version",
            )
        })
        .collect()
}

pub fn no_unfinished_marks(tree: &Tree) -> Vec<Slip> {
    let rules = [
        (r"\b(TO[D]O|FIX[M]E|X[X]X)\b", "finish it or leave it out"),
        (
            r"(?i)/wor[k]/(main|shared|h|\.)\b|/(far[m]|roo[t]|tm[p])/|suba[g]ent",
            "a path or a word of one machine has no place here",
        ),
        (
            r"regist[r]y\.npmjs|deb\.deb[i]an\.org|static\.crat[e]s|index\.crat[e]s|py[p]i\.org",
            "name no registry host",
        ),
    ];
    let mut slips = Vec::new();
    for file in tree.all().filter(|file| file.path != "Cargo.lock") {
        for (pattern, advice) in rules {
            slips.extend(file.forbid_in(&file.text, pattern, advice));
        }
    }
    slips
}

pub fn tests_live_in_tests(tree: &Tree) -> Vec<Slip> {
    tree.src()
        .flat_map(|file| {
            file.forbid(
                r"#\[(test|tokio::test|cfg\(test\))",
                "tests are in tests/suite/<area>.rs: one in src would not be run",
            )
        })
        .collect()
}

/// Every public item of a model, rule, workflow or command says in plain words what it decides.
pub fn public_items_say_their_rule(tree: &Tree) -> Vec<Slip> {
    let item =
        compiled(r"^\s*pub (?:(?:const |async )*fn|struct|enum|trait|type|const|static) (\$?\w+)");
    let mut slips = Vec::new();
    for file in tree.src().filter(|file| {
        part_is(file, &["model", "rules", "workflow", "commands"]) && !area_is(file, &["web", "db"])
    }) {
        let lines: Vec<&str> = file.text.lines().collect();
        let code: Vec<&str> = file.code.lines().collect();
        for (number, line) in code
            .iter()
            .enumerate()
            .filter(|(_, line)| item.is_match(line))
        {
            if !documented(&lines[..number]) {
                let name = &item.captures(line).expect("it matched")[1];
                let text = format!(
                    "`{name}` has no docstring: say the rule in plain words, units, errors, source id"
                );
                slips.push(Slip {
                    path: file.path.clone(),
                    line: number + 1,
                    text,
                });
            }
        }
    }
    slips
}

/// Walks up over attributes to the docstring.
fn documented(above: &[&str]) -> bool {
    for line in above.iter().rev().map(|line| line.trim()) {
        // A macro's item takes the docstring of its caller.
        if line.starts_with("///") || line.starts_with("#[doc") || line.starts_with("$(#[") {
            return true;
        }
        if line.is_empty() || line.ends_with('}') || line.ends_with(';') || line.ends_with('{') {
            return false;
        }
    }
    false
}
