//! The patient index on its pages: one person found by everything any entry says, changed with reason and history, merged
//! without moving anything and unmerged again (B17; T11, T13, T36, T38, T50).

use diesel::prelude::*;
use reqwest::StatusCode;
use roi_desk::app::Who;
use roi_desk::db::schema::{patients, requests};
use roi_desk::db::{AnyConnection, Purpose, open};
use roi_desk::patients::commands::create_patient;
use roi_desk::patients::model::{Mrn, PersonName};
use roi_desk::patients::store::NewPatient;
use roi_desk::staff::model::Role;

use crate::check::{day, log, own_copy};
use crate::support::{Client, Desk, Page, on_both_databases};

/// Somebody for the index of an organization.
#[derive(Clone)]
pub struct Somebody<'a> {
    pub family: &'a str,
    pub given: &'a str,
    pub born: &'a str,
    pub mrn: Option<&'a str>,
    pub phone: Option<&'a str>,
    pub address: Option<&'a str>,
}

/// Amara Okafor as the index has her.
pub const AMARA: Somebody<'_> = Somebody {
    family: "Okafor",
    given: "Amara",
    born: "1968-03-14",
    mrn: Some("5120038"),
    phone: Some("626-555-0142"),
    address: Some("12 Elm Street\nDuarte, CA 91010"),
};

/// The same person, written otherwise at another time.
pub const AMARA_AGAIN: Somebody<'_> = Somebody {
    family: "Okaphor",
    given: "Amara",
    born: "1968-03-14",
    mrn: None,
    phone: None,
    address: Some("9 Oak Avenue\nAzusa, CA 91702"),
};

/// Enters somebody; answers the inner and the outer id.
pub async fn entered(desk: &Desk, who: Somebody<'_>) -> (i64, String) {
    entered_at(desk, "city_of_hope", who).await
}

async fn entered_at(desk: &Desk, organization: &'static str, who: Somebody<'_>) -> (i64, String) {
    let text = |text: Option<&str>| text.map(str::to_owned);
    let new = NewPatient {
        name: PersonName::parse(who.family, who.given).expect("a name"),
        born_on: (!who.born.is_empty()).then(|| day(who.born)),
        mrn: who.mrn.map(|mrn| Mrn::parse(mrn).expect("a record number")),
        phone: text(who.phone),
        email: None,
        address: text(who.address),
    };
    let id = desk
        .app
        .write(Who::Desk, "patient.added", move |tx| {
            create_patient(tx, organization, &new)
        })
        .await
        .expect("stored")
        .expect("accepted")
        .0;
    let outer = patients::table
        .filter(patients::id.eq(id))
        .select(patients::public_id)
        .first(&mut connection(desk))
        .expect("the entry is there");
    (id, outer)
}

pub fn connection(desk: &Desk) -> AnyConnection {
    open(&desk.app.config.database, Purpose::Reading).expect("it opens")
}

pub fn page_of(id: &str) -> String {
    ["/patients/", id].concat()
}

/// Logs an own copy for this patient; answers its outer id.
pub async fn asked_for(desk: &Desk, patient: i64) -> String {
    let mut new = own_copy();
    new.patient.id = Some(patient);
    log(desk, new).await
}

pub async fn look(client: &Client, text: &str) -> Page {
    let sent = client.fill("/patients", &[("sought", text)]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
    let to = sent.location.clone().expect("it leads to what is found");
    assert!(
        to.starts_with("/searches/") && !to.contains("kafor"),
        "{to}"
    );
    client.follow(&sent).await
}

fn found(page: &Page) -> Vec<String> {
    page.find("#list tbody th")
}

#[test]
fn a_person_is_found_by_name_in_any_order_sound_date_number_and_telephone_and_no_name_stands_in_an_address_t50()
 {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        entered(&desk, AMARA).await;
        entered(
            &desk,
            Somebody {
                family: "Jensen",
                given: "Ole",
                born: "1991-12-01",
                mrn: None,
                phone: None,
                address: None,
            },
        )
        .await;
        for text in [
            "Okafor, Amara",
            "amara OKAFOR",
            "Okafor Amara",
            "Okaphor Amara",
            "Oka",
            "Okofar 1968-03-14",
            "1968-03-14",
            "Okafor 14/3/1968",
            "0005120038",
            "(626) 555-0142",
        ] {
            let page = look(&clerk, text).await;
            assert_eq!(found(&page), ["Okafor, Amara"], "{text}: {}", page.words());
        }
        let swapped = look(&clerk, "Okafor, Amara 1968-03-14").await;
        assert!(swapped.words().contains("same name, same birth date"));
        let nobody = look(&clerk, "Zimmer, Ada").await;
        assert!(nobody.words().contains("Nobody in the index is like this"));
        let nothing = clerk.fill("/patients", &[("sought", " , ")]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nothing.words().contains("Enter a name, a birth date like"));
    });
}

#[test]
fn the_page_of_a_person_shows_every_request_and_leaves_who_saw_it_b17_t38() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let (amara, outer) = entered(&desk, AMARA).await;
        let request = asked_for(&desk, amara).await;
        asked_for(&desk, amara).await;
        let mut elsewhere = own_copy();
        elsewhere.site = "irvine".into();
        elsewhere.patient.id = Some(amara);
        let facilities = desk.app.facilities.clone();
        desk.app
            .write(Who::Desk, "request.logged", move |tx| {
                let id = roi_desk::db::new_public_id()?;
                roi_desk::requests::commands::log_request(tx, &facilities, 1, id, elsewhere)
                    .map(|_| ())
            })
            .await
            .expect("stored")
            .expect("accepted");
        let before = desk.audit_events().await.len();
        let page = clerk.get(&page_of(&outer)).await;
        assert_eq!(
            page.find("section[aria-labelledby=requests] tbody tr")
                .len(),
            2
        );
        for words in [
            "Okafor, Amara",
            "Thu 14 Mar 1968",
            "5120038",
            "626-555-0142",
            "12 Elm Street, Duarte",
            "1 request more at sites where you have no role",
        ] {
            assert!(page.words().contains(words), "{words}: {}", page.words());
        }
        assert!(page.text.contains(&["/requests/", &request].concat()));
        assert!(
            !page.find("title")[0].contains("Okafor"),
            "no name in a title"
        );
        let seen = desk.audit_events().await.split_off(before);
        assert_eq!(seen, [("patient.shown".to_owned(), "done".to_owned())]);
    });
}

#[test]
fn an_entry_is_changed_with_a_reason_keeps_what_it_said_and_is_found_by_it() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let (_, outer) = entered(&desk, AMARA).await;
        let path = [&page_of(&outer), "/entry"].concat();
        let changed = [
            ("family", "Bello"),
            ("name_change", "new"),
            ("phone", "(626) 555-0199"),
            ("address", "9 Oak Avenue\nAzusa, CA 91702"),
            ("why", "Marriage certificate seen at the window."),
        ];
        let done = clerk.fill(&path, &changed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let page = clerk.follow(&done).await;
        for words in [
            "Bello, Amara",
            "Okafor, Amara Former name",
            "626-555-0142 Former telephone, until",
            "12 Elm Street, Duarte, CA 91010 Former address",
            "Name: Okafor, Amara",
            "→ Name: Bello, Amara",
            "Marriage certificate seen",
            "Test Clerk",
        ] {
            assert!(page.words().contains(words), "{words}: {}", page.words());
        }
        for text in ["Okafor Amara", "Bello Amara", "626-555-0142"] {
            assert_eq!(found(&look(&clerk, text).await), ["Bello, Amara"], "{text}");
        }
    });
}

#[test]
fn what_cannot_be_right_gets_a_sentence_and_everything_typed_stays() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let (_, outer) = entered(&desk, AMARA).await;
        entered(
            &desk,
            Somebody {
                mrn: Some("777001"),
                ..AMARA_AGAIN
            },
        )
        .await;
        let path = [&page_of(&outer), "/entry"].concat();
        let long = "x".repeat(120);
        for (typed, sentence) in [
            (("family", ""), "Enter the family name"),
            (("family", "123"), "Write at least the family name"),
            (("family", long.as_str()), "at most 100"),
            (("mrn", "no digits"), "3 to 20 letters and digits"),
            (("mrn", "777001"), "Another entry has this record number"),
            (("born_on-year", "2031"), "cannot be after today"),
            (("phone", "12"), "area code"),
            (("email", "nobody"), "one @"),
            (("why", "short"), "at least 10 characters"),
            (("why", "Nothing changes here."), "says all of this already"),
        ] {
            let fields = [("why", "Read from the driver's licence."), typed];
            let fields = if typed.0 == "why" {
                &fields[1..]
            } else {
                &fields[..]
            };
            let page = clerk.fill(&path, fields).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed:?}");
            assert!(
                page.words().contains(sentence),
                "{typed:?}: {}",
                page.words()
            );
            let kept = page.form(&[]).1;
            assert!(
                kept.iter().any(|(n, v)| (n.as_str(), v.as_str()) == typed),
                "{typed:?} stays: {kept:?}"
            );
        }
        let renamed = [("family", "Bello"), ("why", "She said so at the window.")];
        let page = clerk.fill(&path, &renamed).await;
        assert!(
            page.words()
                .contains("Say whether the person has a new name")
        );
    });
}

#[test]
fn two_people_changing_one_entry_are_told_and_nothing_is_lost_t11() {
    on_both_databases(async |desk| {
        let (one, other) = (desk.clerk().await, desk.clerk().await);
        let (_, outer) = entered(&desk, AMARA).await;
        let path = [&page_of(&outer), "/entry"].concat();
        let (first, second) = (one.get(&path).await, other.get(&path).await);
        let typed = [
            ("phone", "626-555-0111"),
            ("why", "Called back on it today."),
        ];
        let done = one.submit(&first, &typed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let late = [
            ("phone", "626-555-0122"),
            ("why", "Called back on it today."),
        ];
        let stale = other.submit(&second, &late).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.words());
        let again = one.submit(&first, &typed).await;
        assert_eq!(
            again.location, done.location,
            "the same form twice is once (T13)"
        );
        let page = one.get(&page_of(&outer)).await;
        assert!(page.words().contains("626-555-0111"), "{}", page.words());
    });
}

#[test]
fn another_name_finds_the_person_until_it_is_withdrawn_with_a_reason() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let (_, outer) = entered(&desk, AMARA).await;
        let path = [&page_of(&outer), "/names"].concat();
        let hostile = "Ng\u{202e}o <b>\"';--";
        let typed = [("family", hostile), ("given", "Amara"), ("kind", "alias")];
        let done = clerk.fill(&path, &typed).await;
        let page = clerk.follow(&done).await;
        assert!(
            page.words().contains("U+202E") && page.words().contains("<b>"),
            "what is hidden is shown: {}",
            page.words()
        );
        let typed = [("family", "Bello"), ("given", "Amara"), ("kind", "maiden")];
        let done = clerk.fill(&path, &typed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let page = clerk.follow(&done).await;
        assert!(
            page.words().contains("Bello, Amara Name at birth"),
            "{}",
            page.words()
        );
        assert_eq!(found(&look(&clerk, "Bello Amara").await), ["Okafor, Amara"]);
        let twice = clerk.fill(&path, &typed).await;
        assert!(
            twice.words().contains("known by this name already"),
            "{}",
            twice.words()
        );
        let link = page
            .attributes("section[aria-labelledby=names] li a", "href")
            .swap_remove(1);
        let done = clerk
            .fill(&link, &[("why", "It was her sister's name.")])
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let page = clerk.follow(&done).await;
        assert!(
            page.words().contains("It was her sister's name."),
            "{}",
            page.words()
        );
        assert!(found(&look(&clerk, "Bello Amara").await).is_empty());
        assert_eq!(clerk.get(&link).await.status, StatusCode::NOT_FOUND);
    });
}

/// Shows both side by side and merges the other entry into the one of this page.
pub async fn merge(client: &Client, this: &str, other: &str, typed: &[(&str, &str)]) -> Page {
    let path = [&page_of(this), "/merge"].concat();
    let chosen = client.get(&path).await;
    let beside = client
        .submit(&chosen, &[("other", other), ("then", "look")])
        .await;
    assert_eq!(beside.status, StatusCode::OK, "{}", beside.words());
    let mut fields = vec![
        ("then", "merge"),
        ("survives", "this"),
        (
            "why",
            "The same address and the same mother on both papers.",
        ),
    ];
    fields.retain(|(name, _)| !typed.iter().any(|(other, _)| other == name));
    fields.extend(typed);
    client.submit(&beside, &fields).await
}

#[test]
fn a_merge_is_seen_side_by_side_moves_nothing_and_every_reader_follows_it_b17() {
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let (amara, outer) = entered(&desk, AMARA).await;
        let (again, outer_again) = entered(&desk, AMARA_AGAIN).await;
        let first = asked_for(&desk, amara).await;
        let second = asked_for(&desk, again).await;
        let path = [&page_of(&outer), "/merge"].concat();
        let page = specialist.get(&path).await;
        assert!(
            page.words().contains("Okaphor, Amara") && page.words().contains("sounds alike"),
            "who is alike is offered: {}",
            page.words()
        );
        let looked = specialist
            .submit(&page, &[("other", &outer_again), ("then", "look")])
            .await;
        let reference = |request: &str| -> String {
            requests::table
                .filter(requests::public_id.eq(request))
                .select(requests::reference)
                .first(&mut connection(&desk))
                .expect("it is logged")
        };
        for words in [
            "9 Oak Avenue",
            "12 Elm Street",
            &reference(&first),
            &reference(&second),
        ] {
            assert!(
                looked.words().contains(words),
                "{words}: {}",
                looked.words()
            );
        }
        let done = merge(&specialist, &outer, &outer_again, &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let page = specialist.follow(&done).await;
        for words in [
            &reference(&first),
            &reference(&second),
            "under Okaphor, Amara",
            "Okaphor, Amara into Okafor, Amara",
            "9 Oak Avenue, Azusa, CA 91702 Address of a merged entry",
        ] {
            assert!(page.words().contains(words), "{words}: {}", page.words());
        }
        let under: Vec<Option<i64>> = requests::table
            .order(requests::id)
            .select(requests::patient_id)
            .load(&mut connection(&desk))
            .expect("requests");
        assert_eq!(under, [Some(amara), Some(again)], "no request was moved");
        let old = specialist.get(&page_of(&outer_again)).await;
        assert_eq!(
            old.location,
            Some(page_of(&outer)),
            "the old address leads on"
        );
        for text in ["Okaphor Amara", "Okafor Amara", "5120038"] {
            assert_eq!(
                found(&look(&specialist, text).await),
                ["Okafor, Amara"],
                "{text}"
            );
        }
        let auditor = desk.person(Role::Auditor, "duarte").await;
        let asked = auditor.get(&["/audit?patient=", &outer].concat()).await;
        assert!(
            asked.words().contains("2 requests") || asked.text.contains(&second),
            "{}",
            asked.words()
        );
    });
}

#[test]
fn a_merge_is_undone_with_a_reason_and_everything_stands_where_it_was_recorded() {
    on_both_databases(async |desk| {
        let supervisor = desk.supervisor().await;
        let (amara, outer) = entered(&desk, AMARA).await;
        let (again, outer_again) = entered(&desk, AMARA_AGAIN).await;
        let third = Somebody {
            family: "Okafor",
            given: "A.",
            born: "",
            mrn: Some("880044"),
            phone: None,
            address: None,
        };
        let (_, outer_third) = entered(&desk, third).await;
        asked_for(&desk, amara).await;
        asked_for(&desk, again).await;
        merge(&supervisor, &outer_again, &outer, &[]).await;
        let seen = [("doubts_seen", "yes")];
        let done = merge(&supervisor, &outer_third, &outer_again, &seen).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let page = supervisor.follow(&done).await;
        assert_eq!(
            page.find("section[aria-labelledby=requests] tbody tr")
                .len(),
            2
        );
        let undo = |page: &Page, of: &str| -> String {
            let html = page.html();
            let link =
                scraper::Selector::parse("section[aria-labelledby=merges] a").expect("a selector");
            html.select(&link)
                .find(|a| a.text().collect::<String>().ends_with(of))
                .and_then(|a| a.attr("href"))
                .unwrap_or_else(|| panic!("{of} can be undone: {}", page.words()))
                .to_owned()
        };
        let short = supervisor
            .fill(&undo(&page, "Okaphor, Amara"), &[("why", "no")])
            .await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        let done = supervisor
            .fill(
                &undo(&page, "Okaphor, Amara"),
                &[("why", "The third is another person.")],
            )
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let third = supervisor.get(&page_of(&outer_third)).await;
        assert!(
            third.words().contains("None at your sites"),
            "{}",
            third.words()
        );
        let two = supervisor.get(&page_of(&outer_again)).await;
        assert_eq!(
            two.find("section[aria-labelledby=requests] tbody tr").len(),
            2,
            "the merge before it holds: {}",
            two.words()
        );
        let done = supervisor
            .fill(
                &undo(&two, "Okafor, Amara"),
                &[("why", "Two people share the name.")],
            )
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        for outer in [&outer, &outer_again] {
            let page = supervisor.get(&page_of(outer)).await;
            assert_eq!(
                page.find("section[aria-labelledby=requests] tbody tr")
                    .len(),
                1
            );
            assert!(
                page.words().contains("Two people share the name."),
                "{}",
                page.words()
            );
        }
    });
}

#[test]
fn what_speaks_against_a_merge_must_be_read_and_one_entry_is_not_merged_with_itself_or_twice() {
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let (_, outer) = entered(&desk, AMARA).await;
        let other = Somebody {
            born: "1971-09-02",
            mrn: Some("990001"),
            ..AMARA
        };
        let (_, outer_other) = entered(&desk, other).await;
        let page = merge(&specialist, &outer, &outer_other, &[]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in [
            "The birth dates are different.",
            "Both have a record number, and the numbers differ.",
            "Something speaks against it",
        ] {
            assert!(page.words().contains(words), "{words}: {}", page.words());
        }
        let path = [&page_of(&outer), "/merge"].concat();
        let nobody = specialist
            .fill(&path, &[("mrn", "5120038"), ("then", "look")])
            .await;
        assert!(
            nobody.words().contains("No other entry of the index"),
            "{}",
            nobody.words()
        );
        let nothing = specialist.fill(&path, &[("then", "look")]).await;
        assert!(
            nothing.words().contains("Choose an entry"),
            "{}",
            nothing.words()
        );
        let by_number = specialist
            .fill(&path, &[("mrn", "990001"), ("then", "look")])
            .await;
        assert_eq!(by_number.status, StatusCode::OK);
        let seen = [("doubts_seen", "yes")];
        let typed = [
            ("then", "merge"),
            ("survives", "other"),
            ("why", "The birth date was a slip of the pen."),
            seen[0],
        ];
        let done = specialist.submit(&by_number, &typed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        assert_eq!(
            specialist.get(&page_of(&outer)).await.location,
            Some(page_of(&outer_other)),
            "the one chosen stands for the person"
        );
    });
}

#[test]
fn who_handles_no_patient_data_meets_no_person_and_only_some_merge() {
    on_both_databases(async |desk| {
        let (_, outer) = entered(&desk, AMARA).await;
        let elsewhere = Somebody { mrn: None, ..AMARA };
        let (_, of_hss) = entered_at(&desk, "hss", elsewhere).await;
        let merging = [&page_of(&outer), "/merge"].concat();
        for (role, sees, merges) in [
            (Role::Administrator, false, false),
            (Role::Auditor, false, false),
            (Role::Clerk, true, false),
            (Role::Reviewer, true, false),
            (Role::PrivacyOfficer, true, false),
            (Role::Specialist, true, true),
            (Role::Supervisor, true, true),
        ] {
            let person = desk.person(role, "duarte").await;
            let status = |allowed| {
                if allowed {
                    StatusCode::OK
                } else {
                    StatusCode::FORBIDDEN
                }
            };
            assert_eq!(person.get("/patients").await.status, status(sees), "{role}");
            let page = person.get(&page_of(&outer)).await;
            assert_eq!(page.status, status(sees), "{role}");
            assert_eq!(person.get(&merging).await.status, status(merges), "{role}");
            assert_eq!(
                page.text.contains("/merge\""),
                merges,
                "{role} is offered it"
            );
            let other = person.get(&page_of(&of_hss)).await.status;
            let none = if sees {
                StatusCode::NOT_FOUND
            } else {
                StatusCode::FORBIDDEN
            };
            assert_eq!(other, none, "{role}: another hospital's looks like none");
        }
    });
}
