//! The static files: embedded, named by their content, clean of what the content policy forbids (T61).

use roi_desk::web::assets::{self, CACHE_CONTROL, PREFIX};

#[test]
fn every_file_a_layout_names_is_served_under_a_name_that_changes_with_its_content() {
    for (name, kind) in [
        ("app.css", "text/css; charset=utf-8"),
        ("print.css", "text/css; charset=utf-8"),
        ("app.js", "text/javascript; charset=utf-8"),
        ("papers.js", "text/javascript; charset=utf-8"),
        ("icon.svg", "image/svg+xml"),
    ] {
        let url = assets::asset(name);
        let last = url.strip_prefix(PREFIX).expect("under the static prefix");
        let found = assets::find(last).expect("an address we wrote leads to its file");
        assert_eq!(found.content_type, kind);
        assert!(!found.bytes.is_empty());
        assert_ne!(last, name);
    }
    assert!(
        assets::find("app.css").is_none(),
        "the plain name is not cached for ever"
    );
    assert!(assets::find("../Cargo.toml").is_none());
    assert!(CACHE_CONTROL.contains("immutable"));
}

#[test]
fn the_scripts_write_no_markup_and_keep_nothing() {
    for name in ["app.js", "papers.js"] {
        let path = [env!("CARGO_MANIFEST_DIR"), "/static/", name].concat();
        let script = std::fs::read_to_string(path).expect("the script");
        for word in [
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "eval(",
            "localStorage",
            "sessionStorage",
            "document.write",
            "serviceWorker",
        ] {
            assert!(!script.contains(word), "{name}: {word}");
        }
        assert!(script.len() < 12_000, "{name} stays small");
    }
}
