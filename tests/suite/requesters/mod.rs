//! The address book with proof (B19): found, verified, changed, withdrawn, and the second look before something goes to an
//! address that is new, changed or was bad (A40).

mod directory;
mod intake;
mod looks;

use reqwest::StatusCode;
use roi_desk::requesters::model::{
    Address, AddressKind, BadNpi, KeptAddress, Npi, Proof, ProofMethod, RequesterEvent, RequesterId,
};
use roi_desk::requesters::rules::{Standing, judge};
use roi_desk::staff::model::Role;

use crate::check::day;
use crate::support::{Client, Page, on_both_databases};

/// A law firm as the book is first given it.
const FIRM: [(&str, &str); 5] = [
    ("name", "Café & Núñez LLP"),
    ("class", "attorney"),
    ("fax", "(212) 555-0142"),
    ("email", "records@firm.example.org"),
    ("notes", "Ask for Ms. Ward, mornings."),
];

/// Writes a requester down; answers where it stands.
pub async fn written(client: &Client, typed: &[(&str, &str)]) -> String {
    let done = client.fill("/requesters/new", typed).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
    done.location.expect("it leads to the requester")
}

/// The page of an address: "fax" for the first fax in use.
pub async fn contact(client: &Client, requester: &str, kind: &str) -> String {
    let page = client.get(requester).await;
    let proofs = page.attributes(
        "section[aria-labelledby=contacts] a[href$='/proof']",
        "href",
    );
    let named = page.find("section[aria-labelledby=contacts] a[href$='/proof']");
    let at = named
        .iter()
        .position(|link| link.contains(kind))
        .unwrap_or_else(|| panic!("no {kind}: {}", page.words()));
    proofs[at].trim_end_matches("/proof").to_owned()
}

/// Verifies an address, and notes that something arrived there.
pub async fn verified(client: &Client, contact: &str) {
    let called = [
        ("method", "called_back"),
        ("said", "Ms. Ward, on the number of the bar's directory"),
    ];
    let done = client.fill(&[contact, "/proof"].concat(), &called).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
    let told = [("why", "The fax machine reports all pages received.")];
    let done = client.fill(&[contact, "/arrival"].concat(), &told).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
}

/// What is typed, with one field typed otherwise.
fn but<'a>(all: &[(&'a str, &'a str)], other: (&'a str, &'a str)) -> Vec<(&'a str, &'a str)> {
    let rest = all.iter().copied().filter(|(name, _)| *name != other.0);
    rest.chain([other]).collect()
}

async fn look(client: &Client, text: &str) -> Page {
    let sent = client.fill("/requesters", &[("sought", text)]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
    client.follow(&sent).await
}

#[test]
fn an_npi_is_one_only_with_its_check_digit() {
    // The example of the standard itself: 123456789 has the check digit 3.
    assert_eq!(
        Npi::parse("123 456-7893").expect("an NPI").as_str(),
        "1234567893"
    );
    assert_eq!(Npi::parse("1234567890"), Err(BadNpi::CheckDigit));
    assert_eq!(
        Npi::parse("1243567893"),
        Err(BadNpi::CheckDigit),
        "two digits swapped"
    );
    for text in ["", "123456789", "12345678931", "3234567893", "1234567a93"] {
        assert_eq!(Npi::parse(text), Err(BadNpi::Digits), "{text}");
    }
}

fn kept(of: i64, proved: bool, withdrawn: bool) -> KeptAddress {
    let text = "212-555-0142".to_owned();
    KeptAddress {
        id: of,
        public_id: String::new(),
        of: RequesterId(of),
        address: Address {
            kind: AddressKind::Fax,
            text: text.clone(),
            changed_on: day("2026-01-05"),
            proof: proved.then(|| Proof {
                method: ProofMethod::CalledBack,
                proved_on: day("2026-01-05"),
                text,
                by: "Dana Ortiz".to_owned(),
            }),
            bounced_on: None,
            handed_over_on: None,
            arrived_on: Some(day("2026-02-01")),
        },
        withdrawn: withdrawn.then(|| (day("2026-03-01"), "A wrong number.".to_owned())),
    }
}

#[test]
fn only_the_requesters_own_rows_speak_for_an_address_and_a_withdrawn_one_is_noticed_a40() {
    let firm = Some(RequesterId(1));
    let says = |known: &[KeptAddress], requester| match judge(known, requester) {
        Standing::Proved => String::new(),
        Standing::NeedsSecondLook(why) => why,
    };
    assert_eq!(says(&[kept(1, true, false)], firm), "");
    assert!(says(&[kept(2, true, false)], firm).contains("not in the address book"));
    assert!(says(&[], firm).contains("not in the address book"));
    assert!(says(&[kept(1, false, false)], firm).contains("never verified"));
    assert!(says(&[kept(1, true, true)], firm).contains("A wrong number."));
    // Somebody who is in no book: the book speaks only where it knows the address.
    assert_eq!(says(&[], None), "");
    assert_eq!(
        says(&[kept(1, false, false), kept(2, true, false)], None),
        ""
    );
    assert!(says(&[kept(1, true, true)], None).contains("A wrong number."));
}

#[test]
fn a_requester_is_found_by_any_word_without_accents_by_number_address_and_npi_t50() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let firm = written(&clerk, &FIRM).await;
        let clinic = [
            ("name", "Harbor Clinic"),
            ("class", "provider"),
            ("npi", "1234567893"),
            ("phone", "626-555-0177"),
        ];
        written(&clerk, &clinic).await;
        for (text, name) in [
            ("cafe", "Café & Núñez LLP"),
            ("NUNEZ", "Café & Núñez LLP"),
            ("llp caf", "Café & Núñez LLP"),
            ("+1 212 555 0142", "Café & Núñez LLP"),
            ("Records@FIRM.example.org", "Café & Núñez LLP"),
            ("1234567893", "Harbor Clinic"),
            ("626.555.0177", "Harbor Clinic"),
        ] {
            let page = look(&clerk, text).await;
            assert_eq!(
                page.find("#list tbody th"),
                [name],
                "{text}: {}",
                page.words()
            );
        }
        assert!(
            look(&clerk, "ez")
                .await
                .words()
                .contains("Nobody in the address book")
        );
        let all = clerk.get("/requesters").await;
        assert_eq!(
            all.find("#list tbody th"),
            ["Café & Núñez LLP", "Harbor Clinic"]
        );
        assert!(
            all.words().contains("2 of 2 need a second look"),
            "{}",
            all.words()
        );
        let nothing = clerk.fill("/requesters", &[("sought", " & ")]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = clerk.get(&firm).await;
        for words in [
            "never verified",
            "212-555-0142",
            "Ask for Ms. Ward",
            "Test Clerk",
        ] {
            assert!(page.words().contains(words), "{words}: {}", page.words());
        }
        assert!(
            !page.find("title")[0].contains("Núñez"),
            "no name in a title"
        );
    });
}

#[test]
fn the_book_is_listed_page_by_page() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        for number in 0..52 {
            let name = format!("Firm {number:02}");
            written(&clerk, &[("name", &name), ("class", "attorney")]).await;
        }
        let first = clerk.get("/requesters").await;
        assert_eq!(first.find("#list tbody th").len(), 50);
        let second = clerk.get("/requesters?page=2").await;
        assert_eq!(second.find("#list tbody th"), ["Firm 50", "Firm 51"]);
        assert!(
            second
                .attributes("a", "href")
                .contains(&"/requesters?page=1".to_owned())
        );
    });
}

#[test]
fn a_changed_address_is_verified_anew_and_what_it_was_stays_in_the_book_b19() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let firm = written(&clerk, &FIRM).await;
        let fax = contact(&clerk, &firm, "Fax").await;
        verified(&clerk, &fax).await;
        let page = clerk.get(&firm).await;
        let words = "Called back on a number found independently (Test Clerk). Last arrived: Mon 8 Jun 2026";
        assert!(page.words().contains(words), "{}", page.words());
        let changed = [
            ("text", "212 555 0199"),
            ("why", "Letter of today, in the papers."),
        ];
        let done = clerk.fill(&fax, &changed).await;
        let page = clerk.follow(&done).await;
        for words in [
            "Fax 212-555-0199 Second look",
            "The address was changed on Mon 8 Jun 2026, after it was verified on Mon 8 Jun 2026.",
            "Fax 212-555-0142 until Mon 8 Jun 2026: Changed to 212-555-0199. Letter of today",
            "Fax 212-555-0142 → Fax 212-555-0199",
        ] {
            assert!(page.words().contains(words), "{words}: {}", page.words());
        }
        let gone = [("why", "The office has no fax any more.")];
        let done = clerk.fill(&[&fax, "/withdrawal"].concat(), &gone).await;
        let page = clerk.follow(&done).await;
        assert!(
            page.words().contains("Fax 212-555-0199 until"),
            "{}",
            page.words()
        );
        assert_eq!(clerk.get(&fax).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn what_cannot_be_right_in_the_book_gets_a_sentence_and_everything_typed_stays() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let firm = written(&clerk, &FIRM).await;
        for (typed, sentence) in [
            (("name", ""), "Enter the name"),
            (("name", "&&"), "letters or digits"),
            (("class", "clown"), "Choose what the requester is"),
            (("npi", "1234567890"), "the check digit of this NPI"),
            (("fax", "12"), "a telephone or fax number has ten digits"),
            (("email", "nobody"), "an e-mail address looks like"),
            (("name", "CAFE & NUNEZ, L.L.P."), "An entry of this name"),
        ] {
            let refused = clerk.fill("/requesters/new", &but(&FIRM, typed)).await;
            assert_eq!(
                refused.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{typed:?}"
            );
            assert!(
                refused.words().contains(sentence),
                "{sentence}: {}",
                refused.words()
            );
            assert!(refused.text.contains("Ask for Ms. Ward"), "{typed:?}");
        }
        let fax = contact(&clerk, &firm, "Fax").await;
        for (noun, typed, sentence) in [
            ("", ("text", "212-555-0142"), "has this address already"),
            (
                "",
                ("text", "nowhere"),
                "A telephone or fax number has ten digits",
            ),
            ("/proof", ("method", "called_back"), "with whom you spoke"),
            (
                "/proof",
                ("proved_on-year", "2031"),
                "cannot be after today",
            ),
            (
                "/proof",
                ("proved_on-year", "2025"),
                "says nothing about it",
            ),
            (
                "/arrival",
                ("arrived_on-year", "2025"),
                "says nothing about it",
            ),
            ("/withdrawal", ("why", "no"), "at least 10 characters"),
        ] {
            let all = [
                ("why", "A reason of some length."),
                ("method", "letterhead"),
            ];
            let refused = clerk.fill(&[&fax, noun].concat(), &but(&all, typed)).await;
            assert_eq!(
                refused.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{noun} {typed:?}"
            );
            assert!(
                refused.words().contains(sentence),
                "{sentence}: {}",
                refused.words()
            );
        }
        let twice = [("kind", "fax"), ("text", "212.555.0142")];
        let refused = clerk.fill(&[&firm, "/contacts"].concat(), &twice).await;
        assert!(
            refused.words().contains("has this address already"),
            "{}",
            refused.words()
        );
    });
}

#[test]
fn two_people_do_not_change_an_entry_over_each_other_and_who_may_not_change_it_only_reads_t11() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let firm = written(&clerk, &FIRM).await;
        let entry = [&firm, "/entry"].concat();
        let seen = clerk.get(&entry).await;
        let fax = contact(&clerk, &firm, "Fax").await;
        verified(&clerk, &fax).await;
        let late = clerk
            .submit(
                &seen,
                &[("name", "Café LLP"), ("why", "New letterhead of June.")],
            )
            .await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.words());
        let reviewer = desk.person(Role::Reviewer, "duarte").await;
        let page = reviewer.get(&firm).await;
        assert!(page.words().contains("212-555-0142"));
        assert!(
            !page.words().contains("Change the entry"),
            "{}",
            page.words()
        );
        assert_eq!(reviewer.get(&entry).await.status, StatusCode::FORBIDDEN);
        let other = desk.person(Role::Clerk, "hss").await;
        assert_eq!(other.get(&firm).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn every_event_of_the_book_can_be_read_back() {
    for event in RequesterEvent::ALL {
        assert_eq!(RequesterEvent::parse(event.as_str()), Ok(*event));
    }
}
