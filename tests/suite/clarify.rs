//! The one letter and its answers (R9, R17, B9, T51).

use reqwest::StatusCode;
use roi_desk::requests::model::{
    Event, FactKind, NewRequest, RequesterAsWritten, ShownStatus, WhoseMove,
};
use roi_desk::staff::model::Role;

use crate::check::{SIGNED, answer, day, events, insurer, log, own_copy, standing};
use crate::support::{Client, Desk, Page, on_both_databases};

/// Sends the clarification of a request by this way.
pub async fn send(client: &Client, request: &str, typed: &[(&str, &str)]) -> Page {
    let path = format!("/requests/{request}/clarifications/new");
    let typed: Vec<(&str, &str)> = typed.iter().chain(&[("then", "send")]).copied().collect();
    client.fill(&path, &typed).await
}

/// The e-mails in the outbox: state, address, subject, body.
pub fn outbox(desk: &Desk) -> Vec<(String, String, String, String)> {
    use diesel::prelude::*;
    use roi_desk::db::schema::{notices, outbox};
    let mut conn = roi_desk::db::open(&desk.app.config.database, roi_desk::db::Purpose::Reading)
        .expect("it opens");
    outbox::table
        .inner_join(notices::table)
        .order(outbox::id)
        .select((
            outbox::state,
            outbox::to_address,
            notices::subject,
            notices::body,
        ))
        .load(&mut conn)
        .expect("the outbox can be read")
}

fn with<'a>(answers: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    SIGNED.iter().chain(answers).copied().collect()
}

const GAPS: [(&str, &str); 3] = [("A03", "no"), ("A06", "no"), ("A11", "no")];

#[test]
fn one_letter_holds_every_gap_and_its_email_holds_nobody_and_nothing_of_the_patient() {
    // R17, T51, T19.
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let request = log(&desk, insurer()).await;
        answer(&specialist, &request, &with(&GAPS)).await;
        let shown = specialist
            .get(&format!("/requests/{request}/clarifications/new"))
            .await;
        let previewed = shown.find("article.letter").join(" ");
        let sent = send(&specialist, &request, &[]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
        let mail = outbox(&desk);
        assert_eq!(mail.len(), 1);
        let (state, to, subject, body) = &mail[0];
        assert_eq!(
            (state.as_str(), to.as_str()),
            ("queued", "claims@insurer.example.org")
        );
        for asked in ["which kinds of records", "sign"] {
            assert!(body.contains(asked), "{asked}: {body}");
        }
        let items = body
            .lines()
            .filter(|line| line.starts_with("- Please") || line.starts_with("- "))
            .count();
        assert!(items >= 3, "{body}");
        for canary in ["Canary", "1951", "2207714", "91101", "626-555"] {
            assert!(
                !subject.contains(canary) && !body.contains(canary),
                "{canary}: {body}"
            );
        }
        for line in body.lines().filter(|line| !line.trim().is_empty()) {
            let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(
                previewed.contains(&words),
                "the preview showed: {words}\n{previewed}"
            );
        }
        let told = events(&desk, &request).await;
        let Some(Event::ClarificationSent { items, .. }) = told.last() else {
            panic!("{told:?}");
        };
        assert_eq!(items, &["A03", "A06", "A11"]);
    });
}

#[test]
fn asking_moves_no_date_and_only_says_whose_move_it_is() {
    // R9, R14, B4.
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let request = log(&desk, own_copy()).await;
        let before = standing(&desk, &request).await.request;
        answer(&specialist, &request, &[("A04", "no")]).await;
        let sent = send(&specialist, &request, &[]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
        let after = standing(&desk, &request).await;
        assert_eq!(
            (
                after.request.due_on,
                after.request.work_by,
                &after.request.due_rule
            ),
            (before.due_on, before.work_by, &before.due_rule)
        );
        assert_eq!(after.request.shown, ShownStatus::Clarifying);
        assert_eq!(after.request.whose_move, WhoseMove::Requester);
        assert_eq!(
            after.request.asked.clock_inputs.asked_requester_on,
            Some(day("2026-06-08"))
        );
        let body = &outbox(&desk)[0].3;
        assert!(body.contains("keeps running while we wait"), "{body}");
        desk.at(crate::check::instant("2026-09-01T17:00:00"));
        let later = standing(&desk, &request).await;
        assert!(
            later.facts().is_open(FactKind::Clarification),
            "time closes nothing"
        );
    });
}

#[test]
fn a_letter_on_paper_is_printed_in_its_language_with_names_and_the_right_zip() {
    // S33, A32.
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let request = log(&desk, insurer()).await;
        answer(&specialist, &request, &with(&GAPS)).await;
        let sent = send(
            &specialist,
            &request,
            &[("way", "letter"), ("language", "es")],
        )
        .await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
        let letter = specialist.follow(&sent).await;
        assert_eq!(letter.attributes("article.letter", "lang"), ["es"]);
        for words in [
            "Canary Patientname",
            "Canary Requestername",
            "1 Canary Street",
            "91010",
        ] {
            assert!(
                letter.words().contains(words),
                "{words}: {}",
                letter.words()
            );
        }
        assert!(outbox(&desk).is_empty(), "paper is no e-mail");
    });
}

#[test]
fn an_address_that_cannot_be_sent_to_is_refused_and_nothing_is_kept() {
    // T24.
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let new = insurer();
        let requester = RequesterAsWritten {
            email: None,
            ..new.requester.clone()
        };
        let request = log(&desk, NewRequest { requester, ..new }).await;
        answer(&specialist, &request, &with(&GAPS)).await;
        let typed = [("way", "email"), ("email", "two@at@example.org")];
        let sent = send(&specialist, &request, &typed).await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(sent.words().contains("exactly one @"), "{}", sent.words());
        assert!(outbox(&desk).is_empty());
        let open = standing(&desk, &request).await;
        assert!(!open.facts().is_open(FactKind::Clarification));
    });
}

#[test]
fn a_second_letter_for_what_was_visible_needs_a_supervisor_and_a_reason() {
    // B9.
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let supervisor = desk.supervisor().await;
        let request = log(&desk, insurer()).await;
        answer(&specialist, &request, &with(&[("A11", "no")])).await;
        send(&specialist, &request, &[]).await;
        answer(
            &specialist,
            &request,
            &with(&[("A11", "no"), ("A06", "no")]),
        )
        .await;
        let reason = "The second page was stuck behind the first.";
        let refused = send(&specialist, &request, &[("reason", reason)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.words().contains("A06"), "{}", refused.words());
        let short = send(&supervisor, &request, &[("reason", "too short")]).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(outbox(&desk).len(), 1, "nothing went");
        let sent = send(&supervisor, &request, &[("reason", reason)]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
        let told = events(&desk, &request).await;
        let Some(Event::SecondLetterSent {
            items,
            reason: said,
            ..
        }) = told.last()
        else {
            panic!("{told:?}");
        };
        assert_eq!((items.len(), said.as_str()), (2, reason));
        let open = standing(&desk, &request).await.facts().open;
        assert_eq!(open.len(), 1, "one clarification waits: {open:?}");
    });
}

#[test]
fn answers_settle_item_by_item_and_the_papers_are_checked_again() {
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let request = log(&desk, insurer()).await;
        answer(
            &specialist,
            &request,
            &with(&[("A06", "no"), ("A11", "no")]),
        )
        .await;
        let sent = send(&specialist, &request, &[]).await;
        let page = specialist.follow(&sent).await;
        let clerk = desk.person(Role::Clerk, "duarte").await;
        let here = sent.location.clone().expect("a redirect");
        let seen = clerk.get(&here).await;
        let mut items = seen.attributes("input[type=radio][name^=item-]", "name");
        items.dedup();
        assert_eq!(items.len(), 2, "{}", page.words());
        let nothing = clerk.submit(&seen, &[("answer_way", "phone")]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        let first = [
            ("answer_way", "phone"),
            (items[0].as_str(), "answered"),
            ("note", "Send it to the Glendale office."),
        ];
        let noted = clerk.submit(&seen, &first).await;
        assert_eq!(noted.status, StatusCode::SEE_OTHER, "{}", noted.words());
        let open = standing(&desk, &request).await;
        assert!(open.facts().is_open(FactKind::Clarification));
        let seen = clerk.get(&here).await;
        assert!(seen.words().contains("Glendale"), "{}", seen.words());
        let last = [("answer_way", "fax"), (items[1].as_str(), "answered")];
        let done = clerk.submit(&seen, &last).await;
        // A clerk may not check papers and is not sent where no door opens.
        assert_eq!(done.location.as_deref(), Some(here.as_str()));
        let settled = clerk.follow(&done).await;
        assert_eq!(settled.status, StatusCode::OK, "{}", settled.words());
        let open = standing(&desk, &request).await;
        assert!(!open.facts().is_open(FactKind::Clarification));
        assert_eq!(open.request.whose_move, WhoseMove::Us);
        let told = events(&desk, &request).await;
        assert!(
            matches!(told.last(), Some(Event::ClarificationSettled { .. })),
            "{told:?}"
        );
        let saved = answer(&specialist, &request, &SIGNED).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.words());
        let open = standing(&desk, &request).await;
        // R19: the day the answer came that made it valid.
        assert_eq!(
            open.request.asked.clock_inputs.authorization_valid_on,
            Some(day("2026-06-08"))
        );
    });
}

#[test]
fn an_attempt_to_reach_the_requester_is_noted_with_what_was_said() {
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let request = log(&desk, insurer()).await;
        answer(&specialist, &request, &with(&GAPS)).await;
        let sent = send(&specialist, &request, &[]).await;
        let page = specialist.follow(&sent).await;
        let action = page
            .attributes("form[action$=attempts]", "action")
            .pop()
            .expect("the form of an attempt");
        let (_, fields) = page.form(&[
            ("way", "phone"),
            ("reached", "no"),
            ("said", "Left a message to call back."),
        ]);
        let noted = specialist.post(&action, &fields).await;
        assert_eq!(noted.status, StatusCode::SEE_OTHER, "{}", noted.words());
        let page = specialist.follow(&noted).await;
        assert!(
            page.words().contains("Left a message to call back."),
            "{}",
            page.words()
        );
    });
}

#[test]
fn the_acknowledgment_goes_once_and_its_email_holds_no_name() {
    // N01, R12, T51.
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let request = log(&desk, own_copy()).await;
        let path = format!("/requests/{request}/acknowledgments/new");
        let sent = clerk.fill(&path, &[("then", "send")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
        let mail = outbox(&desk);
        let open = standing(&desk, &request).await.request;
        assert!(mail[0].3.contains(&open.reference.to_string()));
        assert!(!mail[0].3.contains("Canary"));
        assert!(open.progress.acknowledged);
        let again = clerk.fill(&path, &[("then", "send")]).await;
        assert_ne!(again.status, StatusCode::SEE_OTHER);
        assert_eq!(outbox(&desk).len(), 1);
    });
}

/// The form of an attempt on the page of a clarification, with this typed.
fn attempt(page: &Page, typed: &[(&str, &str)]) -> (String, Vec<(String, String)>) {
    let action = page
        .attributes("form[action$=attempts]", "action")
        .pop()
        .expect("the form of an attempt");
    let (_, fields) = page.form(typed);
    (action, fields)
}

#[test]
fn a_reminder_by_hand_is_due_on_today_and_the_request_until_a_person_ticks_it_off() {
    // S6, R9, R14: it closes nothing and moves no date.
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let mut new = own_copy();
        new.requester.email = None;
        let request = log(&desk, new).await;
        answer(&specialist, &request, &[("A04", "no")]).await;
        let sent = send(&specialist, &request, &[("way", "letter")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
        let before = standing(&desk, &request).await.request;
        assert!(!specialist.get("/").await.words().contains("Reminder 1"));
        desk.at(crate::check::instant("2026-06-11T17:00:00"));
        let specialist = desk.specialist().await;
        let due = "Reminder 1, due Thu 11 Jun 2026";
        let today = specialist.get("/").await;
        assert!(today.words().contains(due), "{}", today.words());
        let path = format!("/requests/{request}");
        let page = specialist.get(&path).await;
        assert!(page.words().contains(due), "{}", page.words());
        let here = today
            .attributes("section a", "href")
            .into_iter()
            .find(|href| href.contains("clarifications"))
            .expect("the reminder opens its clarification");
        let page = specialist.get(&here).await;
        let said = [
            ("way", "phone"),
            ("reached", "yes"),
            ("said", "They will send it on Friday."),
            ("reminder", "1"),
        ];
        let (action, fields) = attempt(&page, &said);
        let noted = specialist.post(&action, &fields).await;
        assert_eq!(noted.status, StatusCode::SEE_OTHER, "{}", noted.words());
        assert!(!specialist.get("/").await.words().contains(due));
        let page = specialist.get(&path).await;
        assert!(!page.words().contains(due), "{}", page.words());
        let after = standing(&desk, &request).await;
        assert!(after.facts().is_open(FactKind::Clarification));
        assert_eq!(after.request.due_on, before.due_on);
        let told = events(&desk, &request).await;
        assert!(
            told.iter()
                .any(|e| matches!(e, Event::ReminderSent { number: 1, .. })),
            "{told:?}"
        );
    });
}

/// A paper that came to a request, encrypted like every other.
async fn paper(desk: &Desk, request: &str) -> String {
    use roi_desk::documents::commands::{Arrived, examine};
    use roi_desk::documents::model::{Description, MAX_FILE_BYTES};
    use roi_desk::documents::store::{Home, insert_paper};
    let id = standing(desk, request).await.request.id;
    let stored = desk
        .app
        .files
        .put(
            &crate::papers::pdf(&["signed"])[..],
            "duarte",
            MAX_FILE_BYTES,
        )
        .expect("the paper is kept");
    let arrived = Arrived {
        file_name: "answer.pdf".into(),
        stored,
        site: "duarte".into(),
        description: Description::parse("The signed form").ok(),
    };
    let new = examine(&desk.app.files, &desk.app.previewer, arrived).expect("it is a paper");
    let public_id = new.public_id.clone();
    desk.app
        .keep_house(move |tx| insert_paper(tx, 1, Home::Request(id), &new))
        .await
        .expect("it is stored");
    public_id
}

#[test]
fn an_answer_names_the_paper_that_holds_it_and_the_item_shows_it() {
    // A34: its pages stand beside the form.
    on_both_databases(async |desk| {
        let specialist = desk.specialist().await;
        let request = log(&desk, insurer()).await;
        answer(
            &specialist,
            &request,
            &with(&[("A06", "no"), ("A11", "no")]),
        )
        .await;
        let sent = send(&specialist, &request, &[]).await;
        let here = sent.location.clone().expect("a redirect");
        let scan = paper(&desk, &request).await;
        let page = specialist.get(&here).await;
        let pages = page.attributes("img", "src");
        assert!(
            pages.iter().any(|src| src.contains(&scan)),
            "the paper is shown beside the answer: {pages:?}"
        );
        let mut items = page.attributes("input[type=radio][name^=item-]", "name");
        items.dedup();
        let typed = [
            ("answer_way", "fax"),
            (items[1].as_str(), "answered"),
            ("papers", scan.as_str()),
        ];
        let noted = specialist.submit(&page, &typed).await;
        assert_eq!(noted.status, StatusCode::SEE_OTHER, "{}", noted.words());
        let rows = specialist.get(&here).await;
        let links = rows.attributes("table a", "href");
        assert_eq!(links, [format!("/requests/{request}/papers/{scan}")]);
        let opened = specialist.get(&links[0]).await;
        assert_eq!(opened.status, StatusCode::OK);
        let other = log(&desk, insurer()).await;
        let foreign = paper(&desk, &other).await;
        let typed = [
            ("answer_way", "fax"),
            (items[0].as_str(), "answered"),
            ("papers", foreign.as_str()),
        ];
        let refused = specialist.submit(&rows, &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.words().contains("not with this request"),
            "{}",
            refused.words()
        );
    });
}
