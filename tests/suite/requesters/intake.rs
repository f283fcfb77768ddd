//! A requester chosen from the address book when a request is logged, and the requester's own reference (B17, B19).

use reqwest::StatusCode;
use roi_desk::requests::model::Event;

use super::{contact, verified, written};
use crate::check::{events, insurer, log, standing};
use crate::intake::OWN_COPY;
use crate::support::{Client, Page, on_both_databases};

/// A law firm asks, with its own file number.
fn firm_asks<'a>(besides: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let firm = [
        ("requester_class", "attorney"),
        ("requester_name", "Hale & Ward"),
        ("requester_address", "9 Court Street\nPasadena, CA 91101"),
        ("requester_reference", "HW-778/2026"),
    ];
    let named = |name: &str| besides.iter().chain(&firm).any(|(other, _)| *other == name);
    let rest = OWN_COPY.iter().copied().filter(|(name, _)| !named(name));
    let mut typed: Vec<(&str, &str)> = rest.collect();
    typed.extend(
        firm.into_iter()
            .filter(|(name, _)| !besides.iter().any(|(other, _)| other == name)),
    );
    typed.extend_from_slice(besides);
    typed
}

async fn sent(client: &Client, besides: &[(&str, &str)]) -> Page {
    client.fill("/log/mail", &firm_asks(besides)).await
}

/// Looks for requests by words, as the box above every page does.
async fn find(client: &Client, text: &str) -> Page {
    let page = client.get("/").await;
    let csrf = page.attributes("input[name=csrf]", "value").swap_remove(0);
    let fields = [("csrf", csrf.as_str()), ("find", text)]
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
    let sent = client.post("/searches", &fields).await;
    client.follow(&sent).await
}

#[test]
fn a_requester_is_chosen_from_the_book_and_what_was_not_typed_comes_from_there() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let entry = [
            ("name", "Hale & Ward LLP"),
            ("class", "attorney"),
            ("email", "records@hale.example.org"),
            ("fax", "212-555-0142"),
        ];
        let firm = written(&clerk, &entry).await;
        let fax = contact(&clerk, &firm, "Fax").await;
        verified(&clerk, &fax).await;
        let checked = sent(&clerk, &[("act", "check")]).await;
        assert_eq!(checked.status, StatusCode::OK, "{}", checked.words());
        for words in [
            "Hale & Ward LLP, attorney",
            "Fax 212-555-0142; E-mail records@hale.example.org (needs a second look)",
            "None of these",
        ] {
            assert!(
                checked.words().contains(words),
                "{words}: {}",
                checked.words()
            );
        }
        let id = firm.trim_start_matches("/requesters/");
        let gone = sent(&clerk, &[("act", "log"), ("in_book", "nobody")]).await;
        assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            gone.words().contains("no longer in the address book"),
            "{}",
            gone.words()
        );
        let logged = sent(&clerk, &[("act", "log"), ("in_book", id)]).await;
        assert_eq!(logged.status, StatusCode::SEE_OTHER, "{}", logged.words());
        let page = clerk.follow(&logged).await;
        assert!(
            page.words().contains("Their own reference HW-778/2026"),
            "{}",
            page.words()
        );
        assert!(
            page.attributes("a", "href").contains(&firm),
            "it leads to the book"
        );
        let entry = clerk.get(&firm).await;
        let rows = entry.find("section[aria-labelledby=requests] tbody td");
        assert_eq!(rows[0], "HW-778/2026");
    });
}

#[test]
fn a_one_off_requester_needs_no_entry_and_the_own_reference_finds_and_explains_b17() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let logged = sent(&clerk, &[("act", "log")]).await;
        assert_eq!(logged.status, StatusCode::SEE_OTHER, "{}", logged.words());
        let again = sent(
            &clerk,
            &[
                ("act", "check"),
                ("patient_family", "Okofar"),
                ("requester_reference", "hw 778 2026"),
            ],
        )
        .await;
        let words = "The requester's own reference is the same.";
        assert!(again.words().contains(words), "{}", again.words());
        let page = find(&clerk, "HW-778").await;
        assert!(page.words().contains("Okafor, Amara"), "{}", page.words());
        let long = "x".repeat(61);
        let refused = sent(&clerk, &[("act", "log"), ("requester_reference", &long)]).await;
        assert!(
            refused.words().contains("at most 60"),
            "{}",
            refused.words()
        );
    });
}

#[test]
fn who_asks_is_said_later_too_and_the_request_stays_where_it_stands() {
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let entry = [
            ("name", "Canary Claims Office"),
            ("class", "insurer"),
            ("fax", "626-555-0181"),
        ];
        let insurer_entry = written(&specialist, &entry).await;
        let request = log(&desk, insurer()).await;
        let page = ["/requests/", &request, "/requester"].concat();
        let shown = specialist.get(&page).await;
        assert!(
            shown
                .words()
                .contains("Canary Claims Office, insurer or payer"),
            "found by the first word of the name as written: {}",
            shown.words()
        );
        let looked = [
            ("then", "look"),
            ("sought", "zimmer"),
            ("requester_reference", "CL-9"),
        ];
        let again = specialist.submit(&shown, &looked).await;
        assert!(
            !again.words().contains("Canary Claims Office"),
            "{}",
            again.words()
        );
        assert!(again.text.contains("CL-9"), "everything typed stays");
        let id = insurer_entry.trim_start_matches("/requesters/");
        let typed = [
            ("then", "save"),
            ("in_book", id),
            ("requester_reference", "CL-9"),
        ];
        let done = specialist.submit(&shown, &typed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let told = events(&desk, &request).await;
        assert!(
            matches!(
                told.last(),
                Some(Event::RequesterNamed { in_book: true, .. })
            ),
            "{told:?}"
        );
        let asked = standing(&desk, &request).await.request.asked.requester;
        assert_eq!(
            asked.name, "Canary Requestername",
            "the name stays as written"
        );
        assert_eq!(asked.reference.as_deref(), Some("CL-9"));
        assert!(find(&specialist, "CL-9").await.words().contains("Canary"));
        let same = specialist.fill(&page, &[("then", "save")]).await;
        assert!(
            same.words().contains("It says all of this already"),
            "{}",
            same.words()
        );
        let none = [
            ("then", "save"),
            ("in_book", "none"),
            ("requester_reference", ""),
        ];
        let done = specialist.fill(&page, &none).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        assert_eq!(
            standing(&desk, &request).await.request.asked.requester.id,
            None
        );
    });
}
