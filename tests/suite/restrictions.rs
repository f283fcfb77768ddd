//! What was agreed with a patient is kept by whatever leaves or is written (1.8 `RESTRICT`, `CONFCOMM`, A41, B20; 45 CFR
//! 164.522).

use reqwest::StatusCode;
use roi_desk::disclosures::model::{Basis, RestrictionAnswer};
use roi_desk::disclosures::rules::restrictions::may_answer;
use roi_desk::patients::model::{Elsewhere, RestrictionKind};
use roi_desk::patients::rules::reaching::{lines, may_email, may_post};
use roi_desk::requests::model::{Delivery, Event, NewRequest, Recipient, RequesterClass, Stage};
use roi_desk::staff::model::Role;

use crate::check::{SIGNED, answer, events, insurer, log, own_copy, standing};
use crate::patient_index::{AMARA, AMARA_AGAIN, entered, merge, page_of};
use crate::release::{letters, release_with, step};
use crate::support::{Client, Desk, Page, on_both_databases};
use roi_desk::requests::commands::Step;

const HOME: &str = "12 Elm Street";
const BOX: &str = "PO Box 77\nPasadena, CA 91101";

/// Amara asks for her own copy by mail, and writes her home address.
fn by_mail() -> NewRequest {
    let mut new = own_copy();
    new.requester.class = RequesterClass::Patient;
    new.requester.name = "Okafor, Amara".into();
    new.requester.address = Some("12 Elm Street\nDuarte, CA 91010".into());
    new.recipients = vec![Recipient {
        name: "Okafor, Amara".into(),
        class: RequesterClass::Patient,
        delivery: Delivery::Mail,
        address: "12 Elm Street\nDuarte, CA 91010".into(),
        copy_by_rule: false,
    }];
    new
}

async fn recorded(client: &Client, patient: &str, noun: &str, typed: &[(&str, &str)]) -> Page {
    let since = [
        ("agreed_on-month", "6"),
        ("agreed_on-day", "1"),
        ("agreed_on-year", "2026"),
    ];
    let fields: Vec<(&str, &str)> = since.iter().chain(typed).copied().collect();
    let path = [&page_of(patient), noun].concat();
    let done = client.fill(&path, &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
    client.follow(&done).await
}

async fn reached_by(client: &Client, patient: &str, way: &str, text: &str) -> Page {
    recorded(
        client,
        patient,
        "/addresses",
        &[("way", way), ("text", text)],
    )
    .await
}

async fn restricted(client: &Client, patient: &str, kind: &str) -> Page {
    let typed = [
        ("kind", kind),
        ("what", "The visit of 3 March 2026"),
        ("withheld_from", "Blue Cross"),
        ("paper", "ROI-2026-000001, scan 2"),
    ];
    recorded(client, patient, "/restrictions", &typed).await
}

/// Logs it, checks it with these flags, brings it to be released.
async fn ready(desk: &Desk, client: &Client, new: NewRequest, flags: &[&str]) -> String {
    let request = log(desk, new).await;
    let mut typed = SIGNED.to_vec();
    typed.extend(flags.iter().map(|flag| ("flags", *flag)));
    if flags.contains(&"confcomm") {
        typed.push(("protected-confcomm", "yes"));
    }
    let saved = answer(client, &request, &typed).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.words());
    for (by, one) in [
        (1, Step::FinishVerifying),
        (1, Step::FinishGathering),
        (2, Step::PassReview),
    ] {
        step(desk, &request, by, one).await;
    }
    assert_eq!(standing(desk, &request).await.request.stage, Stage::Ready);
    request
}

#[test]
fn only_the_patient_is_the_patient_and_what_was_paid_in_full_goes_to_no_plan_164_522() {
    use RequesterClass as C;
    use RestrictionAnswer as A;
    use RestrictionKind as K;
    for (kind, answer, to, basis, holds) in [
        (
            K::Agreed,
            A::ToThePatient,
            vec![C::Patient],
            Basis::Individual,
            true,
        ),
        (
            K::Agreed,
            A::ToThePatient,
            vec![C::Patient, C::Insurer],
            Basis::Individual,
            false,
        ),
        (
            K::Agreed,
            A::PatientAgrees,
            vec![C::Insurer],
            Basis::Payment,
            true,
        ),
        (
            K::PaidInFull,
            A::PatientAgrees,
            vec![C::Insurer],
            Basis::Payment,
            false,
        ),
        (
            K::PaidInFull,
            A::PatientAgrees,
            vec![C::Insurer],
            Basis::Operations,
            false,
        ),
        (
            K::PaidInFull,
            A::PatientAgrees,
            vec![C::Insurer],
            Basis::Authorization,
            true,
        ),
        (
            K::PaidInFull,
            A::TakenOut,
            vec![C::Insurer],
            Basis::Payment,
            true,
        ),
        (
            K::PaidInFull,
            A::NotTouched,
            vec![C::Attorney],
            Basis::Authorization,
            true,
        ),
    ] {
        let judged = may_answer(kind, answer, &to, basis);
        assert_eq!(
            judged.is_ok(),
            holds,
            "{kind} {answer} {to:?} {basis}: {judged:?}"
        );
    }
}

#[test]
fn a_patient_who_asked_to_be_reached_another_way_is_never_written_to_at_home() {
    let nowhere = Elsewhere::default();
    assert!(may_post(&nowhere, HOME).is_ok() && may_email(&nowhere, "a@example.org").is_ok());
    let boxed = Elsewhere {
        mail: Some(BOX.into()),
        ..Elsewhere::default()
    };
    assert!(may_post(&boxed, "po box 77, Pasadena CA 91101").is_ok());
    assert!(may_post(&boxed, HOME).is_err() && may_post(&boxed, "").is_err());
    assert!(may_email(&boxed, "a@example.org").is_err());
    assert_eq!(lines(&boxed), ["PO Box 77", "Pasadena, CA 91101"]);
    let called = Elsewhere {
        phone: Some("626-555-0100".into()),
        ..Elsewhere::default()
    };
    assert!(may_post(&called, HOME).is_err());
    assert!(lines(&called)[0].contains("Do not post"));
    let mailed = Elsewhere {
        email: Some("a@example.org".into()),
        ..Elsewhere::default()
    };
    assert!(
        may_email(&mailed, "A@Example.org").is_ok() && may_email(&mailed, "b@example.org").is_err()
    );
}

#[test]
fn a_letter_never_uses_the_home_address_when_an_alternate_is_on_file_b20() {
    on_both_databases(async |desk| {
        let client = desk.specialist().await;
        desk.supervisor().await;
        let (amara, outer) = entered(&desk, AMARA).await;
        let mut new = by_mail();
        new.patient.id = Some(amara);
        let request = ready(&desk, &client, new.clone(), &["confcomm"]).await;
        let page = reached_by(&client, &outer, "mail", BOX).await;
        for words in [
            "PO Box 77, Pasadena, CA 91101",
            "Never write to the home address",
        ] {
            assert!(page.words().contains(words), "{words}: {}", page.words());
        }
        let page = client.get(&["/requests/", &request].concat()).await;
        assert!(
            page.words().contains("asked to be reached another way"),
            "{}",
            page.words()
        );
        assert!(
            page.text.contains(&page_of(&outer)),
            "the request leads to the person"
        );
        // The acknowledgment, as it is shown before and as it is printed.
        let path = format!("/requests/{request}/acknowledgments/new");
        let shown = client
            .fill(&path, &[("way", "letter"), ("then", "preview")])
            .await;
        let sent = client
            .fill(&path, &[("way", "letter"), ("then", "send")])
            .await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
        // The release: the agreed address is offered, the home address is refused.
        let form = client.get(&format!("/requests/{request}/release")).await;
        let field = form
            .attributes("textarea[name^=address-]", "name")
            .swap_remove(0);
        assert!(form.find("textarea[name^=address-]")[0].contains("PO Box 77"));
        let home = [(field.as_str(), "12 Elm Street\nDuarte, CA 91010")];
        let refused = release_with(&client, &request, &home).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused
                .words()
                .contains("asked to be written to at another address"),
            "{}",
            refused.words()
        );
        assert!(
            refused.find("textarea[name^=address-]")[0].contains("12 Elm"),
            "what was typed stays"
        );
        let done = release_with(&client, &request, &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let written = letters(&desk, &client, &request).await;
        assert!(written.len() >= 2, "{written:?}");
        for words in written
            .iter()
            .map(|(_, words)| words.as_str())
            .chain([shown.words().as_str()])
        {
            assert!(!words.contains(HOME), "{words}");
            assert!(words.contains("PO Box 77"), "{words}");
        }
    });
}

#[test]
fn an_email_goes_only_where_it_was_agreed_and_nobody_else_is_written_to_at_that_home() {
    on_both_databases(async |desk| {
        let client = desk.specialist().await;
        let (amara, outer) = entered(&desk, AMARA).await;
        reached_by(&client, &outer, "phone", "626-555-0100").await;
        let mut new = by_mail();
        new.patient.id = Some(amara);
        let request = log(&desk, new.clone()).await;
        let path = format!("/requests/{request}/acknowledgments/new");
        let form = client.get(&path).await;
        let chosen = form.attributes("input[name=way][checked]", "value");
        assert_eq!(
            chosen,
            ["letter"],
            "an address that was not agreed is not offered"
        );
        let email = [
            ("way", "email"),
            ("email", "amara@example.org"),
            ("then", "send"),
        ];
        let refused = client.submit(&form, &email).await;
        assert!(!refused.status.is_success() && refused.status != StatusCode::SEE_OTHER);
        assert!(
            refused.words().contains("no e-mail address was agreed"),
            "{}",
            refused.words()
        );
        let mut family = new;
        family.requester.class = RequesterClass::Family;
        family.requester.name = "Okafor, Ben".into();
        let request = log(&desk, family).await;
        let path = format!("/requests/{request}/acknowledgments/new");
        let shown = client
            .fill(&path, &[("way", "letter"), ("then", "preview")])
            .await;
        assert!(
            shown.words().contains("Do not post this letter"),
            "{}",
            shown.words()
        );
        assert!(!shown.find("article.letter").join(" ").contains(HOME));
    });
}

#[test]
fn a_restriction_that_holds_is_answered_at_the_release_and_an_end_is_a_new_fact_a41_b20() {
    on_both_databases(async |desk| {
        let client = desk.specialist().await;
        desk.supervisor().await;
        let (amara, outer) = entered(&desk, AMARA).await;
        let page = restricted(&client, &outer, "paid_in_full").await;
        for words in [
            "The visit of 3 March 2026; not to Blue Cross",
            "scan 2",
            "Restriction agreed",
        ] {
            assert!(page.words().contains(words), "{words}: {}", page.words());
        }
        let mut new = insurer();
        new.patient.id = Some(amara);
        let request = ready(&desk, &client, new.clone(), &["restrict"]).await;
        let form = client.get(&format!("/requests/{request}/release")).await;
        let field = form
            .attributes("input[name^=restriction-]", "name")
            .swap_remove(0);
        let unanswered = release_with(&client, &request, &[]).await;
        assert_eq!(unanswered.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            unanswered
                .words()
                .contains("Say how this release answers it"),
            "{}",
            unanswered.words()
        );
        for (answer, basis, sentence) in [
            ("patient_agrees", "payment", "goes to no health plan"),
            (
                "to_the_patient",
                "authorization",
                "Somebody else than the patient",
            ),
            ("forged", "authorization", "list"),
        ] {
            let typed = [(field.as_str(), answer), ("basis", basis)];
            let refused = release_with(&client, &request, &typed).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
            assert!(
                refused.words().contains(sentence),
                "{answer}: {}",
                refused.words()
            );
        }
        let done = release_with(&client, &request, &[(&field, "taken_out")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let told = events(&desk, &request).await;
        assert!(
            told.iter().any(|event| matches!(event, Event::NoteAdded { text } if text.contains("was taken out") && text.contains("Blue Cross"))),
            "{told:?}"
        );
        let page = client.get(&page_of(&outer)).await;
        let link = page
            .attributes("section[aria-labelledby=agreed] li a", "href")
            .swap_remove(0);
        let on = [
            ("ended_on-month", "6"),
            ("ended_on-day", "8"),
            ("ended_on-year", "2026"),
        ];
        let early = [
            ("ended_on-month", "5"),
            ("ended_on-day", "8"),
            ("ended_on-year", "2026"),
            ("why", "She wrote that it may end."),
        ];
        let refused = client.fill(&link, &early).await;
        assert!(
            refused.words().contains("it cannot end before"),
            "{}",
            refused.words()
        );
        let mut typed = on.to_vec();
        typed.push(("why", "She wrote that it may end."));
        let done = client.fill(&link, &typed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let page = client.follow(&done).await;
        for words in [
            "The visit of 3 March 2026",
            "Ended Mon 8 Jun 2026: She wrote",
            "Restriction ended",
        ] {
            assert!(page.words().contains(words), "{words}: {}", page.words());
        }
        assert_eq!(
            client.get(&link).await.status,
            StatusCode::NOT_FOUND,
            "it ended"
        );
        let request = ready(&desk, &client, new, &[]).await;
        let done = release_with(&client, &request, &[]).await;
        assert_eq!(
            done.status,
            StatusCode::SEE_OTHER,
            "nothing is asked any more: {}",
            done.words()
        );
    });
}

#[test]
fn what_was_agreed_with_one_entry_holds_for_the_person_and_stays_with_its_entry_when_a_merge_is_undone()
 {
    on_both_databases(async |desk| {
        let client = desk.specialist().await;
        let (_, outer) = entered(&desk, AMARA).await;
        let (again, outer_again) = entered(&desk, AMARA_AGAIN).await;
        restricted(&client, &outer, "agreed").await;
        let mut new = own_copy();
        new.patient.id = Some(again);
        let request = log(&desk, new).await;
        let marked = async || {
            let page = client.get(&["/requests/", &request].concat()).await;
            page.words().contains("agreed to a restriction")
        };
        assert!(!marked().await, "another person's so far");
        let merged = merge(&client, &outer_again, &outer, &[]).await;
        assert!(marked().await, "one person now");
        let page = client.follow(&merged).await;
        let link = page
            .attributes("section[aria-labelledby=merges] a", "href")
            .swap_remove(0);
        let done = client
            .fill(&link, &[("why", "Two people share the name.")])
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        assert!(!marked().await, "two people again");
        let page = client.get(&page_of(&outer)).await;
        assert!(
            page.words().contains("The visit of 3 March 2026"),
            "{}",
            page.words()
        );
    });
}

#[test]
fn what_cannot_be_right_is_told_at_its_field_and_only_some_record_it() {
    on_both_databases(async |desk| {
        let client = desk.specialist().await;
        let (_, outer) = entered(&desk, AMARA).await;
        let since = [
            ("agreed_on-month", "6"),
            ("agreed_on-day", "1"),
            ("agreed_on-year", "2026"),
        ];
        for (typed, sentence) in [
            (vec![("way", "email"), ("text", "nobody")], "one @"),
            (vec![("way", "phone"), ("text", "12")], "area code"),
            (vec![("way", "mail"), ("text", "")], "Enter the address"),
            (vec![("text", "12 Elm")], "Choose how the patient asked"),
            (
                vec![("way", "mail"), ("text", "x"), ("agreed_on-year", "2027")],
                "cannot be after today",
            ),
        ] {
            let fields: Vec<(&str, &str)> = since
                .iter()
                .filter(|(name, _)| typed.iter().all(|(other, _)| other != name))
                .chain(&typed)
                .copied()
                .collect();
            let path = [&page_of(&outer), "/addresses"].concat();
            let page = client.fill(&path, &fields).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed:?}");
            assert!(
                page.words().contains(sentence),
                "{typed:?}: {}",
                page.words()
            );
        }
        let clerk = desk.person(Role::Clerk, "duarte").await;
        let path = [&page_of(&outer), "/restrictions"].concat();
        assert_eq!(clerk.get(&path).await.status, StatusCode::FORBIDDEN);
        assert!(
            !clerk
                .get(&page_of(&outer))
                .await
                .text
                .contains("/restrictions\"")
        );
    });
}

#[test]
fn a_likely_duplicate_of_a_merged_person_is_said_at_intake_and_again_at_the_release_b17() {
    on_both_databases(async |desk| {
        let client = desk.specialist().await;
        desk.supervisor().await;
        let (amara, outer) = entered(&desk, AMARA).await;
        let (again, outer_again) = entered(&desk, AMARA_AGAIN).await;
        let (mut first, mut second) = (by_mail(), by_mail());
        first.patient.id = Some(again);
        first.patient.name = "Okaphor, Amara".into();
        second.patient.id = Some(amara);
        second.patient.name = "Okafor, Amara".into();
        for new in [&mut first, &mut second] {
            new.scope.entire_record = true;
        }
        log(&desk, first).await;
        let request = ready(&desk, &client, second, &[]).await;
        let says = async || {
            let form = client.get(&format!("/requests/{request}/release")).await;
            form.words()
        };
        let before = says().await;
        assert!(!before.contains("It is about the same patient"), "{before}");
        merge(&client, &outer, &outer_again, &[]).await;
        let after = says().await;
        for words in [
            "may be the same request",
            "It is about the same patient.",
            "The requester is the same.",
            "It is on the same road.",
        ] {
            assert!(after.contains(words), "{words}: {after}");
        }
    });
}
