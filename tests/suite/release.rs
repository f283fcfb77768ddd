//! What leaves is checked for today and accounted for in the same transaction (B13, T53, rule sheet 1.4).

use diesel::prelude::*;
use reqwest::StatusCode;
use roi_desk::app::Who;
use roi_desk::db::schema::disclosures;
use roi_desk::db::{Purpose, open as connect};
use roi_desk::disclosures::model::Basis;
use roi_desk::disclosures::rules::accountable;
use roi_desk::notices::model::NoticeWay;
use roi_desk::patients::commands::create_patient;
use roi_desk::patients::model::{Mrn, PersonName};
use roi_desk::patients::store::NewPatient;
use roi_desk::requests::commands::{MoveOn, Step, move_on, open};
use roi_desk::requests::model::{
    Delivery, Disposition, Event, NewRequest, Recipient, RequesterClass, Stage,
};
use roi_desk::staff::model::{Actor, Role};

use crate::check::{SIGNED, answer, day, events, insurer, log, own_copy, standing};
use crate::clarify::outbox;
use crate::support::{Client, Desk, Page, on_both_databases};

/// What an accounting leaves out, by hand from the rule sheet; everything else belongs in it.
#[test]
fn what_the_rule_names_is_left_out_of_an_accounting_and_nothing_else() {
    let left_out = [
        Basis::Treatment,
        Basis::Payment,
        Basis::Operations,
        Basis::Individual,
        Basis::Incident,
        Basis::Authorization,
        Basis::Directory,
        Basis::NationalSecurity,
        Basis::Correctional,
        Basis::LimitedDataSet,
    ];
    for basis in Basis::ALL {
        assert_eq!(accountable(*basis).0, !left_out.contains(basis), "{basis}");
    }
}

/// Enters a patient of City of Hope, born on 30 July 1951; answers the inner id.
pub async fn indexed(desk: &Desk, family: &str, given: &str, mrn: Option<Mrn>) -> i64 {
    let patient = NewPatient {
        name: PersonName::parse(family, given).expect("a name"),
        born_on: Some(day("1951-07-30")),
        mrn,
        phone: None,
        email: None,
        address: None,
    };
    desk.app
        .write(Who::Desk, "patient.added", move |tx| {
            create_patient(tx, "city_of_hope", &patient)
        })
        .await
        .expect("stored")
        .expect("accepted")
        .0
}

/// Logs a request whose patient is in the index.
async fn with_patient(desk: &Desk, mut new: NewRequest) -> String {
    new.patient.id = Some(indexed(desk, "Cole", "Ann", None).await);
    log(desk, new).await
}

/// Moves it on as one of two people, so that nobody reviews their own work.
pub async fn step(desk: &Desk, request: &str, staff_id: i64, step: Step) {
    let (facilities, request) = (desk.app.facilities.clone(), request.to_owned());
    let actor = Actor {
        staff_id,
        name: "Test".into(),
        acting_site: "duarte".into(),
        roles: vec![Role::Specialist],
        sites: vec!["duarte".into()],
        stepped_up_at: None,
    };
    desk.app
        .write(Who::Desk, "request.moved", move |tx| {
            let mut open = open(tx, &facilities, &request, &actor.sites, None)?;
            let command = MoveOn {
                step,
                pages: Some(40),
                reason: None,
            };
            move_on(tx, &mut open, &actor, &command)
        })
        .await
        .expect("stored")
        .expect("the step is allowed");
}

/// A request whose paper is valid until a day and which is ready to leave.
async fn ready(desk: &Desk, client: &Client, expires: [&str; 3]) -> String {
    let dates = [
        ("expires_on-month", expires[0]),
        ("expires_on-day", expires[1]),
        ("expires_on-year", expires[2]),
    ];
    ready_with(desk, client, insurer(), &dates).await
}

/// A request that was checked with these answers and is ready to leave.
pub async fn ready_with(
    desk: &Desk,
    client: &Client,
    new: NewRequest,
    answers: &[(&str, &str)],
) -> String {
    let request = with_patient(desk, new).await;
    let typed: Vec<(&str, &str)> = SIGNED.iter().chain(answers).copied().collect();
    let saved = answer(client, &request, &typed).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.words());
    step(desk, &request, 1, Step::FinishVerifying).await;
    step(desk, &request, 1, Step::FinishGathering).await;
    step(desk, &request, 2, Step::PassReview).await;
    assert_eq!(standing(desk, &request).await.request.stage, Stage::Ready);
    request
}

/// Records the release of forty pages with this typed besides.
pub async fn release_with(client: &Client, request: &str, typed: &[(&str, &str)]) -> Page {
    let path = ["/requests/", request, "/release"].concat();
    let page = client.get(&path).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.words());
    let pages = page.attributes("main input[name^=pages-]", "name");
    let typed: Vec<(&str, &str)> = pages
        .iter()
        .map(|name| (name.as_str(), "40"))
        .chain(typed.iter().copied())
        .collect();
    client.submit(&page, &typed).await
}

async fn release(client: &Client, request: &str) -> Page {
    release_with(client, request, &[]).await
}

fn lines(desk: &Desk) -> Vec<(String, bool, i64)> {
    let mut conn = connect(&desk.app.config.database, Purpose::Reading).expect("it opens");
    disclosures::table
        .select((
            disclosures::recipient_name,
            disclosures::accountable,
            disclosures::pages,
        ))
        .load(&mut conn)
        .expect("the lines can be read")
}

#[test]
fn a_release_closes_the_request_and_writes_its_line_t53() {
    on_both_databases(async |desk| {
        let client = desk.specialist().await;
        desk.supervisor().await;
        let request = ready(&desk, &client, ["12", "31", "2026"]).await;
        let page = release(&client, &request).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.words());
        let stands = standing(&desk, &request).await.request;
        assert_eq!(
            (stands.stage, stands.disposition),
            (Stage::Closed, Some(Disposition::Released))
        );
        assert_eq!(
            lines(&desk),
            [("Canary Requestername".to_owned(), false, 40)]
        );
    });
}

#[test]
fn a_paper_that_ended_since_the_check_stops_the_release_a09_b13() {
    on_both_databases(async |desk| {
        let client = desk.specialist().await;
        desk.supervisor().await;
        let request = ready(&desk, &client, ["6", "9", "2026"]).await;
        desk.later(chrono::TimeDelta::days(2));
        let client = desk.specialist().await;
        let page = release(&client, &request).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.words().contains("The authorization ended"),
            "{}",
            page.words()
        );
        assert_eq!(standing(&desk, &request).await.request.stage, Stage::Ready);
        assert!(
            lines(&desk).is_empty(),
            "nothing was accounted for because nothing left"
        );
    });
}

/// The letters of a request that can be printed, as pages: kind with the words on paper.
pub async fn letters(desk: &Desk, client: &Client, request: &str) -> Vec<(String, String)> {
    let id = standing(desk, request).await.request.id;
    let sent = desk
        .app
        .read(move |read| roi_desk::notices::store::list_notices(read, id))
        .await
        .expect("the letters can be read");
    let mut letters = Vec::new();
    for (public_id, kind, way, _) in sent {
        if way == NoticeWay::Letter {
            let page = client
                .get(&format!("/requests/{request}/notices/{public_id}"))
                .await;
            letters.push((kind.as_str().to_owned(), page.words()));
        }
    }
    letters
}

#[test]
fn a_packet_goes_with_its_cover_that_lists_it_and_says_that_it_may_be_passed_on() {
    // N08, rule sheet 1.18: contents, pages, the statements that apply. S33: the right ZIP.
    on_both_databases(async |desk| {
        let client = desk.specialist().await;
        desk.supervisor().await;
        let request = ready(&desk, &client, ["12", "31", "2026"]).await;
        let typed = [("description", "Operative reports, 2024")];
        let shown = release_with(&client, &request, &[typed[0], ("then", "preview")]).await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.words());
        let previewed = shown.find("article.letter").join(" ");
        let done = release_with(&client, &request, &typed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let written = letters(&desk, &client, &request).await;
        let kinds: Vec<&str> = written.iter().map(|(kind, _)| kind.as_str()).collect();
        assert_eq!(kinds, ["N08"], "the packet itself tells the requester");
        for words in [
            "Operative reports, 2024: 40 pages",
            "1 Canary Street",
            "91010",
            "no longer be protected",
        ] {
            assert!(written[0].1.contains(words), "{words}: {}", written[0].1);
            assert!(
                previewed.contains(words),
                "shown before: {words}: {previewed}"
            );
        }
        let told = events(&desk, &request).await;
        assert!(
            matches!(told.last(), Some(Event::NoticeSent { notice, .. }) if notice.starts_with("N08")),
            "{told:?}"
        );
        let page = client.get(&["/requests/", &request].concat()).await;
        assert!(page.words().contains("Release cover"), "{}", page.words());
        assert!(outbox(&desk).is_empty());
    });
}

#[test]
fn what_is_collected_is_announced_with_place_and_hours_and_no_word_of_what_it_is() {
    // N07, T51: nothing of the content and nobody's name in the mail.
    on_both_databases(async |desk| {
        let client = desk.specialist().await;
        desk.supervisor().await;
        let mut new = insurer();
        new.recipients[0].delivery = Delivery::PickUp;
        let request = ready_with(&desk, &client, new, &[]).await;
        let typed = [("description", "Canary oncology notes, 2024")];
        let done = release_with(&client, &request, &typed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let mail = outbox(&desk);
        assert_eq!(mail.len(), 1, "{mail:?}");
        let (_, to, subject, body) = &mail[0];
        assert_eq!(to, "claims@insurer.example.org");
        for words in [
            "1221B",
            "Monday to Thursday, 8:00 a.m. to 12:00 p.m. and 1:00 p.m. to 4:00 p.m.",
        ] {
            assert!(body.contains(words), "{words}: {body}");
        }
        for canary in ["Canary", "oncology", "2024", "Cole", "1951"] {
            assert!(
                !subject.contains(canary) && !body.contains(canary),
                "{canary}: {subject} {body}"
            );
        }
    });
}

#[test]
fn a_requester_who_gets_no_packet_is_told_that_it_is_finished() {
    // N20.
    on_both_databases(async |desk| {
        let client = desk.specialist().await;
        desk.supervisor().await;
        let mut new = insurer();
        new.recipients[0].name = "Dr. Other".into();
        let request = ready_with(&desk, &client, new, &[]).await;
        let done = release_with(&client, &request, &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let mail = outbox(&desk);
        assert_eq!(mail.len(), 1, "{mail:?}");
        assert!(mail[0].3.contains("is finished"), "{}", mail[0].3);
        assert!(!mail[0].3.contains("Canary"), "{}", mail[0].3);
    });
}

#[test]
fn a_part_the_check_withholds_must_be_said_and_the_cover_names_no_category() {
    // S5, A31, rule sheet 1.8: the same words whatever the part.
    on_both_databases(async |desk| {
        let client = desk.specialist().await;
        desk.supervisor().await;
        let answers = [("flags", "part2"), ("A31", "no")];
        let request = ready_with(&desk, &client, insurer(), &answers).await;
        let refused = release_with(&client, &request, &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.words().contains("withholds a part"),
            "{}",
            refused.words()
        );
        let why = "The consent for the program's records is missing.";
        let typed = [("whole", "no"), ("withheld_why", why)];
        let done = release_with(&client, &request, &typed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let stands = standing(&desk, &request).await.request;
        assert_eq!(stands.disposition, Some(Disposition::PartlyReleased));
        let written = letters(&desk, &client, &request).await;
        let cover = &written[0].1;
        assert!(cover.contains("needs a further permission"), "{cover}");
        for category in ["program", "substance", "Part 2", "42 CFR", "consent for"] {
            assert!(!cover.contains(category), "{category}: {cover}");
        }
    });
}

#[test]
fn records_that_may_not_be_passed_on_leave_with_the_statement_that_says_so() {
    // Rule sheet 1.9: one of the statements of 42 CFR 2.32 goes with them; none goes to the patient.
    on_both_databases(async |desk| {
        let client = desk.specialist().await;
        desk.supervisor().await;
        let mut new = insurer();
        new.recipients.push(Recipient {
            name: "Ann Cole".into(),
            class: RequesterClass::Patient,
            delivery: Delivery::Mail,
            address: "2 Elm Street".into(),
            copy_by_rule: false,
        });
        let request = ready_with(&desk, &client, new, &[("flags", "part2")]).await;
        let done = release_with(&client, &request, &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let written = letters(&desk, &client, &request).await;
        assert_eq!(written.len(), 2);
        assert!(written[0].1.contains("42 CFR part 2"), "{}", written[0].1);
        assert!(!written[1].1.contains("42 CFR"), "{}", written[1].1);
    });
}

#[test]
fn a_part_of_the_patients_own_record_is_denied_in_writing_with_its_ground() {
    // N04, 164.524(a)(3), (d).
    on_both_databases(async |desk| {
        let client = desk.specialist().await;
        desk.supervisor().await;
        let request = ready_with(&desk, &client, own_copy(), &[]).await;
        let why = [
            ("whole", "no"),
            ("withheld_why", "One note stays with the doctor."),
        ];
        let refused = release_with(&client, &request, &why).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.words().contains("Choose the ground"),
            "{}",
            refused.words()
        );
        let ground: Vec<_> = why
            .iter()
            .chain(&[("ground", "endangers_life")])
            .copied()
            .collect();
        let refused = release_with(&client, &request, &ground).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.words().contains("name and title"),
            "{}",
            refused.words()
        );
        assert!(lines(&desk).is_empty(), "nothing left");
        let found: Vec<_> = ground
            .iter()
            .chain(&[("found_by", "Lee Moss, MD")])
            .copied()
            .collect();
        let done = release_with(&client, &request, &found).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let written = letters(&desk, &client, &request).await;
        let denial = &written
            .iter()
            .find(|(kind, _)| kind == "N04")
            .expect("a denial")
            .1;
        for words in [
            "one part",
            "Everything else",
            "right to a review",
            "Office for Civil Rights",
        ] {
            assert!(denial.contains(words), "{words}: {denial}");
        }
        assert_eq!(lines(&desk).len(), 1);
    });
}

/// Writes down that something ended.
async fn end(client: &Client, request: &str, typed: &[(&str, &str)]) -> Page {
    let path = ["/requests/", request, "/ending"].concat();
    let said = [("way", "letter"), ("said_by", "Ann Cole")];
    let typed: Vec<(&str, &str)> = said.iter().chain(typed).copied().collect();
    client.fill(&path, &typed).await
}

const ON_MONDAY: [(&str, &str); 3] = [("on-month", "6"), ("on-day", "8"), ("on-year", "2026")];

fn on_monday(how: &str) -> Vec<(&str, &str)> {
    ON_MONDAY.iter().chain(&[("how", how)]).copied().collect()
}

#[test]
fn a_revocation_that_arrives_on_the_way_stops_the_packet_until_a_later_paper_is_checked() {
    // A19, B13.
    on_both_databases(async |desk| {
        let client = desk.specialist().await;
        let clerk = desk.clerk().await;
        let request = ready(&desk, &client, ["12", "31", "2026"]).await;
        let ended = end(&clerk, &request, &on_monday("revoked")).await;
        assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.words());
        let page = client.get(&["/requests/", &request].concat()).await;
        assert!(
            page.words().contains("The authorization was revoked"),
            "{}",
            page.words()
        );
        assert!(page.words().contains("Ann Cole"), "{}", page.words());
        let refused = release(&client, &request).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in ["was revoked on Mon 8 Jun 2026", "A19"] {
            assert!(
                refused.words().contains(words),
                "{words}: {}",
                refused.words()
            );
        }
        assert!(lines(&desk).is_empty());
        desk.later(chrono::TimeDelta::days(3));
        let client = desk.specialist().await;
        let signed = [
            ("signed_on-month", "6"),
            ("signed_on-day", "10"),
            ("signed_on-year", "2026"),
        ];
        let checked = answer(&client, &request, &signed).await;
        assert_eq!(checked.status, StatusCode::SEE_OTHER, "{}", checked.words());
        let done = release(&client, &request).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
    });
}

#[test]
fn an_authority_that_ended_stops_what_the_representative_signed_for_and_a_patients_own_paper_stands()
 {
    // A14, B13.
    on_both_databases(async |desk| {
        let client = desk.specialist().await;
        desk.supervisor().await;
        let signed_for = ready_with(
            &desk,
            &client,
            insurer(),
            &[("flags", "representative"), ("A14", "yes")],
        )
        .await;
        let own = ready_with(&desk, &client, insurer(), &[]).await;
        for request in [&signed_for, &own] {
            let ended = end(&client, request, &on_monday("authority_ended")).await;
            assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.words());
        }
        let refused = release(&client, &signed_for).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in ["authority ended on Mon 8 Jun 2026", "A14"] {
            assert!(
                refused.words().contains(words),
                "{words}: {}",
                refused.words()
            );
        }
        let done = release(&client, &own).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
    });
}

#[test]
fn what_has_not_ended_yet_cannot_be_recorded_and_everything_typed_stays() {
    on_both_databases(async |desk| {
        let client = desk.specialist().await;
        let request = with_patient(&desk, insurer()).await;
        let typed = [
            ("on-month", "6"),
            ("on-day", "30"),
            ("on-year", "2026"),
            ("how", "event_happened"),
        ];
        let refused = end(&client, &request, &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.words().contains("has not come"),
            "{}",
            refused.words()
        );
        let (_, fields) = refused.form(&[]);
        assert!(fields.contains(&("said_by".to_owned(), "Ann Cole".to_owned())));
    });
}

#[test]
fn somebody_elses_change_refuses_a_release_that_was_decided_before_it() {
    on_both_databases(async |desk| {
        let client = desk.specialist().await;
        desk.supervisor().await;
        let request = ready(&desk, &client, ["12", "31", "2026"]).await;
        let page = client
            .get(&["/requests/", &request, "/release"].concat())
            .await;
        let ended = end(&client, &request, &on_monday("revoked")).await;
        assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.words());
        let pages = page.attributes("main input[name^=pages-]", "name");
        let stale = client.submit(&page, &[(pages[0].as_str(), "40")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.words());
        assert!(lines(&desk).is_empty());
    });
}
