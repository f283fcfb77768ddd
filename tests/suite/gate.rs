//! The gate: deny by default, the strict headers, proof of every form, one audit row a call (T35–T38, T61, T62).

use reqwest::StatusCode;
use roi_desk::routes::POLICIES;
use roi_desk::staff::model::Role;
use roi_desk::web::policy::{Door, Verb};

use crate::support::{Page, on_both_databases};

/// A pattern as an address: every placeholder becomes something that is not there.
fn address(pattern: &str) -> String {
    pattern
        .split('/')
        .map(|part| {
            if part.starts_with('{') {
                "nowhere"
            } else {
                part
            }
        })
        .collect::<Vec<_>>()
        .join("/")
}

fn assert_strict(page: &Page, what: &str) {
    let csp = page
        .header("content-security-policy")
        .unwrap_or_else(|| panic!("{what} has a policy"));
    assert!(
        csp.contains("default-src 'none'") && !csp.contains("unsafe"),
        "{what}: {csp}"
    );
    assert_eq!(
        page.header("x-content-type-options"),
        Some("nosniff"),
        "{what}"
    );
    assert_eq!(
        page.header("referrer-policy"),
        Some("no-referrer"),
        "{what}"
    );
    assert!(page.header("server").is_none(), "{what} names no server");
}

#[test]
fn every_route_has_one_policy_with_an_event_of_its_own_words() {
    for (i, policy) in POLICIES.iter().enumerate() {
        assert!(
            policy.event.contains('.'),
            "{} names its event",
            policy.path
        );
        let twins = POLICIES
            .iter()
            .filter(|p| p.path == policy.path && p.verb == policy.verb)
            .count();
        assert_eq!(twins, 1, "{} stands once (row {i})", policy.path);
        let form = POLICIES
            .iter()
            .any(|p| p.path == policy.form && p.verb == Verb::Get);
        assert!(
            form || policy.verb == Verb::Get || policy.door == Door::Portal,
            "{}: its form's page {} is a route",
            policy.path,
            policy.form
        );
    }
}

#[test]
fn a_stranger_is_sent_to_the_sign_in_from_every_staff_route() {
    on_both_databases(async |desk| {
        let stranger = desk.stranger();
        for policy in POLICIES.iter().filter(|p| matches!(p.door, Door::Staff(_))) {
            let page = match policy.verb {
                Verb::Get => stranger.get(&address(policy.path)).await,
                Verb::Post => stranger.post(&address(policy.path), &[]).await,
            };
            assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", policy.path);
            assert_eq!(
                page.location.as_deref(),
                Some("/sign-in"),
                "{}",
                policy.path
            );
            assert_strict(&page, policy.path);
        }
    });
}

#[test]
fn what_no_route_serves_is_not_found_and_strict() {
    on_both_databases(async |desk| {
        for path in [
            "/nothing",
            "/requests/../../etc",
            "/static/none.css",
            "/.git/config",
        ] {
            let page = desk.stranger().get(path).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
            assert_strict(&page, path);
        }
    });
}

#[test]
fn every_role_meets_exactly_what_the_permission_table_says_t36() {
    on_both_databases(async |desk| {
        for role in Role::ALL {
            let person = desk.person(*role, "duarte").await;
            for policy in POLICIES {
                let Door::Staff(permission) = policy.door else {
                    continue;
                };
                if policy.verb == Verb::Post {
                    continue;
                }
                let page = person.get(&address(policy.path)).await;
                let may = roi_desk::staff::rules::may(*role, permission);
                assert_eq!(
                    page.status == StatusCode::FORBIDDEN,
                    !may,
                    "{role} at {}: {}",
                    policy.path,
                    page.status
                );
                assert!(
                    !page.status.is_server_error(),
                    "{role} at {}: {}",
                    policy.path,
                    page.words()
                );
                assert_eq!(
                    page.header("cache-control"),
                    Some("no-store"),
                    "{}",
                    policy.path
                );
                assert_strict(&page, policy.path);
            }
        }
    });
}

#[test]
fn a_form_without_its_proof_changes_nothing_t62() {
    on_both_databases(async |desk| {
        let supervisor = desk.supervisor().await;
        for policy in POLICIES
            .iter()
            .filter(|p| p.verb == Verb::Post && matches!(p.door, Door::Staff(_)))
        {
            let page = supervisor
                .post(
                    &address(policy.path),
                    &[("csrf".to_owned(), "forged".to_owned())],
                )
                .await;
            assert_eq!(page.status, StatusCode::BAD_REQUEST, "{}", policy.path);
        }
    });
}

#[test]
fn a_denial_leaves_exactly_one_audit_row_t38() {
    on_both_databases(async |desk| {
        let auditor = desk.person(Role::Auditor, "duarte").await;
        let before = desk.audit_events().await.len();
        let page = auditor.get("/requests/nowhere").await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        let added = desk.audit_events().await.split_off(before);
        assert_eq!(added, [("request.shown".to_owned(), "denied".to_owned())]);
    });
}

#[test]
fn every_part_of_a_page_is_shown_to_an_administrator_and_to_nobody_else() {
    on_both_databases(async |desk| {
        let administrator = desk.person(Role::Administrator, "duarte").await;
        let today = administrator.get("/").await;
        let links = today.attributes("nav a", "href");
        assert!(links.contains(&"/help/components".to_owned()), "{links:?}");
        let gallery = administrator.get("/help/components").await;
        let shown = gallery.find("section.example > h2");
        let examples = roi_desk::web::components::examples::all();
        assert_eq!(shown.len(), examples.len());
        for role in Role::ALL
            .iter()
            .filter(|role| **role != Role::Administrator)
        {
            let person = desk.person(*role, "duarte").await;
            let page = person.get("/help/components").await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{role}");
            let offered = person.get("/account").await.attributes("a", "href");
            assert!(!offered.contains(&"/help/components".to_owned()), "{role}");
        }
    });
}
