//! The second witness of the route table: what the framework itself says it serves, and what the desk answers to every
//! method (T35). The framework's list of methods is best-effort, so both are asked.

use reqwest::Method;
use roi_desk::routes::POLICIES;
use roi_desk::web::policy::Verb;

use crate::support::on_both_databases;

/// What the table says: path and method; HEAD goes with GET.
#[cfg(feature = "introspection")]
fn listed() -> std::collections::BTreeSet<(String, String)> {
    POLICIES
        .iter()
        .flat_map(|policy| {
            let methods: &[&str] = match policy.verb {
                Verb::Get => &["GET", "HEAD"],
                Verb::Post => &["POST"],
            };
            methods
                .iter()
                .map(|method| (policy.path.to_owned(), (*method).to_owned()))
        })
        .collect()
}

#[cfg(feature = "introspection")]
#[test]
fn the_framework_serves_exactly_what_the_route_table_lists_t35() {
    use actix_web::introspection::IntrospectionTree;
    use actix_web::{App, HttpRequest, HttpResponse, test, web};

    /// Tells what the framework recorded.
    async fn tell(req: HttpRequest) -> HttpResponse {
        let tree = req
            .app_data::<web::Data<IntrospectionTree>>()
            .expect("the framework keeps its list");
        HttpResponse::Ok().body(tree.report_as_json())
    }

    const WITNESS: &str = "/the-witness";
    let report = actix_web::rt::System::new().block_on(async {
        let app = App::new()
            .configure(roi_desk::startup::serve_everything)
            .route(WITNESS, web::get().to(tell));
        let service = test::init_service(app).await;
        let ask = test::TestRequest::get().uri(WITNESS).to_request();
        test::call_and_read_body(&service, ask).await
    });
    let rows: serde_json::Value = serde_json::from_slice(&report).expect("a report");
    let mut served = std::collections::BTreeSet::new();
    for row in rows.as_array().expect("a list") {
        let path = row["full_path"].as_str().expect("a path").to_owned();
        if path == WITNESS {
            continue;
        }
        let methods = row["methods"].as_array().expect("methods");
        assert!(
            !methods.is_empty() || path == "/",
            "{path} is served to any method: {row}"
        );
        for method in methods {
            served.insert((path.clone(), method.as_str().expect("a word").to_owned()));
        }
        assert_ne!(
            row["potentially_unreachable"], true,
            "{path} can be reached: {row}"
        );
    }
    assert_eq!(served, listed());
}

#[cfg(not(feature = "introspection"))]
#[test]
fn the_framework_serves_exactly_what_the_route_table_lists_t35() {
    panic!("run the suite with the feature `introspection`, as tests/run does");
}

#[test]
fn a_method_the_table_does_not_list_reaches_no_handler_t35() {
    on_both_databases(async |desk| {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("an HTTP client");
        let before = desk.audit_events().await.len();
        let mut paths: Vec<&str> = POLICIES.iter().map(|p| p.path).collect();
        paths.sort_unstable();
        paths.dedup();
        for path in paths {
            for method in [
                "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND",
            ] {
                let verb = match method {
                    "GET" | "HEAD" => Some(Verb::Get),
                    "POST" => Some(Verb::Post),
                    _ => None,
                };
                let is_listed = POLICIES
                    .iter()
                    .any(|p| p.path == path && Some(p.verb) == verb);
                if is_listed {
                    continue;
                }
                let address = format!("http://{}{}", desk.address, path.replace(['{', '}'], "x"));
                let method = Method::from_bytes(method.as_bytes()).expect("a method");
                let answer = http
                    .request(method.clone(), address)
                    .send()
                    .await
                    .expect("the desk answers");
                assert!(
                    matches!(answer.status().as_u16(), 400 | 404),
                    "{method} {path}: {}",
                    answer.status()
                );
                let policy = answer.headers().get("content-security-policy");
                assert!(policy.is_some(), "{method} {path} is strict, too");
            }
        }
        assert_eq!(desk.audit_events().await.len(), before, "nothing was done");
    });
}
