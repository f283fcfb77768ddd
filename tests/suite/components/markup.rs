//! Every example of the library keeps the rules of accessible markup (A1, A5, A15–A20, A31, A35, invariant 6).

use std::collections::BTreeSet;

use askama::Template;
use roi_desk::web::components::examples::{self, Gallery};
use roi_desk::web::components::{DueBadge, ErrorSummary, Name, Tone};
use scraper::{ElementRef, Html, Selector};

use super::pages::chrome;

fn select<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).expect("a selector"))
        .collect()
}

fn gallery() -> Html {
    Html::parse_document(
        &Gallery::new(chrome("Components"))
            .render()
            .expect("the gallery renders"),
    )
}

fn text(element: ElementRef) -> String {
    element.text().collect::<String>().trim().to_owned()
}

/// The rules every page must keep; the pages at full size are held to them too.
pub fn assert_accessible(page: &Html, what: &str) {
    let mut ids = BTreeSet::new();
    for element in select(page, "[id]") {
        let id = element.attr("id").expect("selected by id");
        assert!(ids.insert(id), "{what}: id {id} stands twice");
    }
    for attribute in ["for", "aria-describedby", "aria-labelledby", "form", "list"] {
        for element in select(page, &format!("[{attribute}]")) {
            for id in element
                .attr(attribute)
                .expect("selected by attribute")
                .split(' ')
            {
                assert!(
                    ids.contains(id),
                    "{what}: {attribute} names {id}, which does not exist"
                );
            }
        }
    }
    for control in select(page, "input:not([type=hidden]), select, textarea") {
        let id = control.attr("id").unwrap_or_default();
        let labelled = select(page, "label").into_iter().any(|label| {
            !text(label).is_empty()
                && (label.attr("for") == Some(id)
                    || label.descendants().any(|node| node.id() == control.id()))
        });
        let row_box =
            control.attr("type") == Some("checkbox") && control.attr("aria-label").is_some();
        assert!(
            labelled || row_box,
            "{what}: {} has no visible label",
            control.html()
        );
        assert!(
            control.attr("placeholder").is_none(),
            "{what}: a placeholder is no label"
        );
    }
    for group in select(page, "fieldset") {
        assert!(
            group
                .select(&Selector::parse("legend").expect("a selector"))
                .next()
                .is_some(),
            "{what}: no legend"
        );
    }
    for form in select(page, "form[method=post]") {
        assert!(
            form.attr("novalidate").is_some() || form.children().count() <= 4,
            "{what}: {}",
            form.html()
        );
        let token = Selector::parse("input[name=csrf]").expect("a selector");
        assert_eq!(
            form.select(&token).count(),
            1,
            "{what}: a posting form carries one token"
        );
    }
    for table in select(page, "table") {
        for rule in ["caption", "thead th[scope=col]"] {
            assert!(
                table
                    .select(&Selector::parse(rule).expect("a selector"))
                    .next()
                    .is_some(),
                "{what}: table without {rule}"
            );
        }
    }
    for forbidden in [
        "[style]",
        "style",
        "script:not([src])",
        "[tabindex]:not([tabindex='0'], [tabindex='-1'])",
    ] {
        assert!(select(page, forbidden).is_empty(), "{what}: {forbidden}");
    }
    for element in select(page, "*") {
        let handler = element
            .value()
            .attrs()
            .find(|(name, _)| name.starts_with("on"));
        assert!(handler.is_none(), "{what}: {handler:?}");
    }
    assert_eq!(select(page, "h1").len(), 1, "{what}: one h1");
    assert_eq!(select(page, "main").len(), 1, "{what}: one main");
    assert!(
        select(page, "html[lang]").len() == 1,
        "{what}: the page names its language"
    );
    let first_link = select(page, "body a")
        .first()
        .and_then(|link| link.attr("href"));
    assert_eq!(
        first_link,
        Some("#main"),
        "{what}: the skip link comes first"
    );
}

#[test]
fn the_gallery_with_every_example_keeps_the_rules() {
    assert_accessible(&gallery(), "gallery");
}

#[test]
fn every_example_renders_something_and_names_itself_once() {
    let mut seen = BTreeSet::new();
    for example in examples::all() {
        assert!(
            seen.insert((example.component, example.state)),
            "{} {} twice",
            example.component,
            example.state
        );
        assert!(
            !example.part.to_string().trim().is_empty(),
            "{} {}",
            example.component,
            example.state
        );
    }
    assert!(seen.len() > 50);
}

#[test]
fn a_refused_field_says_its_sentence_beside_it_and_is_wired_to_it() {
    let page = gallery();
    let wrong = select(&page, ".wrong");
    assert!(wrong.len() >= 4);
    for sentence in wrong {
        let id = sentence.attr("id").expect("the sentence has an id");
        let wired = select(&page, "[aria-describedby]");
        let wired = wired.iter().filter(|e| {
            e.attr("aria-describedby")
                .is_some_and(|ids| ids.split(' ').any(|one| one == id))
        });
        assert!(wired.count() >= 1, "{id} is joined to nothing");
    }
}

#[test]
fn each_line_of_the_summary_leads_to_the_first_control_of_its_field() {
    let page = gallery();
    let links = select(&page, ".problem a");
    assert!(!links.is_empty());
    for link in links {
        let href = link.attr("href").expect("a link leads somewhere");
        let target = select(&page, href);
        assert!(
            matches!(target[0].value().name(), "input" | "select" | "textarea"),
            "{href}"
        );
        let beside = select(&page, &[href, "-error"].concat());
        assert_eq!(
            text(link),
            text(beside[0]),
            "the same sentence stands beside the field"
        );
    }
    assert_eq!(ErrorSummary::new(&[]).to_string().trim(), "");
}

#[test]
fn status_is_a_word_before_it_is_a_colour() {
    let table = [
        (-12, "Overdue 12 days"),
        (-1, "Overdue 1 day"),
        (0, "Today"),
        (1, "1 day"),
        (2, "2 days"),
        (9, "9 days"),
    ];
    for (days, words) in table {
        let page = Html::parse_fragment(&DueBadge::new(days).to_string());
        assert_eq!(text(page.root_element()), words);
    }
    assert_eq!(Tone::Plain.class(), "");
}

#[test]
fn hidden_characters_of_a_name_become_visible_and_markup_stays_text() {
    assert_eq!(Name::new("O’Neil").to_string().trim(), "<bdi>O’Neil</bdi>");
    let shown = Name::new("Reyes\u{202e}<script>\u{200b}").to_string();
    assert!(shown.contains("U+202E") && shown.contains("U+200B"));
    assert!(
        !shown.contains('\u{202e}') && !shown.contains('\u{200b}') && !shown.contains("<script")
    );
    let flood = Name::new(&["a", &"\u{301}".repeat(10_000), "b"].concat()).to_string();
    assert!(flood.contains("+9994 marks") && flood.len() < 200);
    assert!(Name::new("José").to_string().contains("José"));
}

#[test]
fn the_gallery_is_not_empty_of_any_component() {
    let shown: BTreeSet<_> = examples::all()
        .iter()
        .map(|example| example.component)
        .collect();
    for component in [
        "Text input",
        "Text area",
        "Select",
        "Date",
        "File upload",
        "Radios",
        "Checkboxes",
        "Flag",
        "Checklist row",
        "Button",
        "Action",
        "Next step",
        "Pager",
        "Table",
        "Tag",
        "Note",
        "Due badge",
        "Empty list",
        "Steps",
        "Name",
        "Day",
        "Facts",
        "Timeline",
        "Ledger",
        "Matched",
        "Compare",
        "Tiles",
        "Meters",
        "Bar chart",
        "Slip",
        "Letter",
        "Scanned pages",
        "Error summary",
    ] {
        assert!(shown.contains(component), "{component}");
    }
}
