//! Every page a person can reach, each held to the whole list: axe with the extra rules, our own checks, both themes, 320 px.

use std::collections::{BTreeSet, VecDeque};

use regex::Regex;

use crate::browser::Browser;
use crate::checks::Judged;
use crate::desk::Desk;
use crate::people::lines;

/// axe cannot see what lies behind the text of a picture: it stands on the page's own ground, whose contrast the suite computes.
const CHART: Judged = ("color-contrast", "the text of a chart");
/// Where the links of a page lead within the desk.
const LINKS: &str = "return [...document.querySelectorAll('a[href]:not([download])')].filter(a => a.origin === location.origin).map(a => a.pathname)";
/// Shows every part of a page with made-up links.
const GALLERY: &str = "/help/components";
/// Where the first row of a list leads.
const FIRST_ROW: &str =
    "const a = document.querySelector('tbody th a'); return a ? [a.pathname] : []";
/// The lists that hold requests of every stage.
const STAGES: [&str; 6] = [
    "new",
    "verifying",
    "waiting",
    "gathering",
    "review",
    "ready",
];
/// Pages that differ with who looks.
const OWN: [&str; 2] = ["/", "/account"];

/// A clerk at a practice site, where what is sent on begins.
const AT_A_PRACTICE: &str = "ada.pike";

/// Who walks.
const ROLES: [&str; 8] = [
    "clerk",
    "specialist",
    "supervisor",
    "privacy_officer",
    "administrator",
    "auditor",
    "reviewer",
    "forms_specialist",
];

/// The pages judged so far and what was found.
struct Walk<'a> {
    desk: &'a Desk,
    /// Whether a page of this kind is this walk's to judge; two walks share the work.
    judges: fn(&str) -> bool,
    known: BTreeSet<String>,
    found: Vec<String>,
}

#[tokio::test]
async fn every_page_about_a_request_passes_the_whole_list() {
    let kinds = [
        "/requests/{}",
        "/requests/{}/check",
        "/requests/{}/cover-sheet",
        "/requests/{}/reminder",
        "/requests/{}/stage",
    ];
    walk(|kind| kind.starts_with("/requests/"), &kinds).await;
}

#[tokio::test]
async fn every_other_page_a_person_can_reach_passes_the_whole_list() {
    let kinds = [
        "/log/walk-in",
        "/pick-ups",
        "/phone",
        "/drop-box",
        "/drop-box/{}",
        "/drop-box/{}/custody",
        "/drop-box/{}/separators",
        "/drop-box/{}/items/{}/request",
        "/downtime",
        "/evening",
        "/evening/{}",
        "/transfers",
        "/transfers/print",
        "/transfers/{}/stay",
        "/downtime/{}",
        "/downtime/{}/print",
        "/downtime/{}/sheets/{}",
        "/scans",
        "/scans/{}",
        "/scans/{}/parts/{}",
        "/scans/{}/parts/{}/request",
        "/trays",
        "/trays/records",
        "/trays/records/{}",
        "/trays/records/{}/request",
        "/trays/records/{}/addition",
        "/trays/records/{}/move",
        "/trays/records/{}/aside",
        "/lists/{}",
        "/patient-imports",
        "/patients",
        "/patients/{}",
        "/patients/{}/entry",
        "/patients/{}/names",
        "/patients/{}/merge",
        "/patients/{}/restrictions",
        "/patients/{}/addresses",
        "/requesters",
        "/requesters/new",
        "/requesters/{}",
        "/requesters/{}/entry",
        "/requesters/{}/contacts",
        "/requesters/{}/contacts/{}",
        "/requesters/{}/contacts/{}/proof",
        "/requesters/{}/contacts/{}/arrival",
        "/requesters/{}/contacts/{}/withdrawal",
        "/facilities/{}",
        "/facilities/{}/changes",
        "/facilities/{}/calendar",
        "/facilities/{}/settings/{}",
        "/facilities/{}/promises/{}",
        "/rules",
        "/rules/{}",
        "/rule-bench/{}",
        "/audit",
        GALLERY,
    ];
    walk(|kind| !kind.starts_with("/requests/"), &kinds).await;
}

/// Walks as every role; these kinds of pages must be among those met.
async fn walk(judges: fn(&str) -> bool, kinds: &[&str]) {
    let desk = Desk::demo_with(&[]);
    let mut walk = Walk {
        desk: &desk,
        judges,
        known: BTreeSet::new(),
        found: Vec::new(),
    };
    walk.stranger().await;
    for role in ROLES {
        walk.reach(role).await;
    }
    walk.reach(AT_A_PRACTICE).await;
    assert!(walk.found.is_empty(), "{}", walk.found.join("\n"));
    for kind in kinds {
        assert!(walk.known.contains(*kind), "{kind}: {:?}", walk.known);
    }
}

#[tokio::test]
async fn a_request_passes_the_whole_list_in_every_stage() {
    let desk = Desk::demo_with(&[]);
    let browser = desk.sign_in("specialist").await;
    let mut found = Vec::new();
    for list in STAGES {
        browser.goto(&[&desk.base, "/lists/", list].concat()).await;
        let rows = lines(&browser.run(FIRST_ROW, Vec::new()).await);
        let Some(first) = rows.first() else {
            found.push(format!("the demonstration has nothing under {list}"));
            continue;
        };
        browser.goto(&[&desk.base, first.as_str()].concat()).await;
        browser.sees("Due dates").await;
        let name = format!("request-{list}");
        found.extend(browser.findings(&name, &[], &[]).await);
        browser.shot(&name).await;
    }
    browser.close().await;
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[tokio::test]
async fn a_refused_form_of_each_channel_passes_the_whole_list() {
    let desk = Desk::demo_with(&[]);
    let browser = desk.sign_in("clerk").await;
    let mut found = Vec::new();
    browser.goto(&[&desk.base, "/log"].concat()).await;
    let links = "return [...document.querySelectorAll('tbody th a')].map(a => a.pathname)";
    let channels = lines(&browser.run(links, Vec::new()).await);
    assert_eq!(channels.len(), 8, "{channels:?}");
    for channel in channels {
        browser.goto(&[&desk.base, channel.as_str()].concat()).await;
        browser.press("Log the request").await;
        browser.sees("There is a problem").await;
        let name = ["refused", &channel.replace('/', "-")].concat();
        found.extend(browser.findings(&name, &[], &[]).await);
        browser.shot(&name).await;
    }
    browser.close().await;
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[tokio::test]
async fn the_register_and_a_rule_that_is_tried_pass_the_whole_list() {
    let desk = Desk::demo_with(&[]);
    let browser = desk.sign_in("privacy_officer").await;
    let mut found = Vec::new();
    for (name, address) in [
        ("rules", "/rules"),
        ("rules-found", "/rules?words=breach"),
        ("rules-clocks", "/rules/clocks"),
        ("rules-checks", "/rules/checks"),
    ] {
        browser.goto(&[&desk.base, address].concat()).await;
        found.extend(browser.findings(name, &[], &[]).await);
        browser.shot(name).await;
    }
    for rule in ["received", "due", "authorization", "breach"] {
        let address = [&desk.base, "/rule-bench/", rule].concat();
        browser.goto(&address).await;
        browser.press("Ask the rule").await;
        browser.sees("The answer as JSON").await;
        let name = ["rule-answered-", rule].concat();
        found.extend(browser.findings(&name, &[], &[]).await);
        browser.shot(&name).await;
    }
    browser.fill("The question, as JSON", "{").await;
    browser.press("Ask the rule").await;
    browser.sees("There is a problem").await;
    found.extend(browser.findings("rule-refused", &[], &[]).await);
    browser.shot("rule-refused").await;
    browser.close().await;
    assert!(found.is_empty(), "{}", found.join("\n"));
}

impl Walk<'_> {
    async fn stranger(&mut self) {
        let browser = Browser::open().await;
        for path in ["/sign-in", "/sign-in/welcome"] {
            browser.goto(&[&self.desk.base, path].concat()).await;
            self.judge(&browser, "stranger", path).await;
        }
        browser.close().await;
    }

    /// Goes wherever the links of its pages lead a person of this role, and to a request of every stage; judges each kind of page
    /// once, and for every role what is its own.
    async fn reach(&mut self, role: &str) {
        let browser = self.desk.sign_in(role).await;
        let mut ahead = VecDeque::from(["/".to_owned()]);
        ahead.extend(self.one_of_each_stage(&browser).await);
        let staged: BTreeSet<String> = ahead.iter().skip(1).cloned().collect();
        let mut walked = BTreeSet::new();
        while let Some(path) = ahead.pop_front() {
            let kind = kind_of(&path);
            let place = if staged.contains(&path) { &path } else { &kind };
            if !walked.insert(place.clone()) {
                continue;
            }
            browser
                .goto(&[&self.desk.base, path.as_str()].concat())
                .await;
            let own = OWN.contains(&kind.as_str());
            if self.known.insert(kind.clone()) || own && place == &kind {
                self.judge(&browser, role, &kind).await;
            }
            if kind == GALLERY {
                continue;
            }
            ahead.extend(lines(&browser.run(LINKS, Vec::new()).await));
        }
        browser.close().await;
    }

    /// The first request of each list, where the person may see it.
    async fn one_of_each_stage(&self, browser: &Browser) -> Vec<String> {
        let mut first = Vec::new();
        for list in STAGES {
            browser
                .goto(&[&self.desk.base, "/lists/", list].concat())
                .await;
            first.extend(lines(&browser.run(FIRST_ROW, Vec::new()).await));
        }
        first
    }

    async fn judge(&mut self, browser: &Browser, role: &str, kind: &str) {
        if !(self.judges)(kind) {
            return;
        }
        let name = format!("{role} {kind}");
        let missing = browser.look("heading", "There is no such page").await;
        if missing.is_some() {
            self.found.push(format!("{name}: a link leads nowhere"));
        }
        let mut findings = browser.findings(&name, &[], &[CHART]).await;
        // The gallery shows fields with errors, and is no refused form itself.
        findings.retain(|found| kind != GALLERY || !found.contains(": A19 "));
        self.found.extend(findings);
        let file = name.replace(['/', ' ', '{', '}'], "-");
        browser.shot(file.trim_end_matches('-')).await;
    }
}

/// The path with every id left out: pages of one kind are alike.
fn kind_of(path: &str) -> String {
    let id =
        Regex::new(r"/(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9a-f]{32}|[0-9]+)\b").expect("a pattern");
    let path = id.replace_all(path, "/{}").into_owned();
    let named = Regex::new(r"^/(lists|facilities|searches|staff|rules|rule-bench)/[^/]+")
        .expect("a pattern");
    let path = named.replace(&path, "/$1/{}").into_owned();
    let value = Regex::new(r"/(settings|promises)/[^/]+").expect("a pattern");
    value.replace(&path, "/$1/{}").into_owned()
}
