//! The second look: before a letter, an e-mail or a packet goes to an address that is new, changed or was bad (B19, A40).

use diesel::prelude::*;
use reqwest::StatusCode;
use roi_desk::app::Who;
use roi_desk::db::schema::{outbox, requesters};
use roi_desk::db::{Purpose, open as connect};
use roi_desk::notices::commands::waits_for_look;
use roi_desk::requests::model::{Delivery, Event, NewRequest};

use super::{contact, verified, written};
use crate::check::{SIGNED, answer, events, insurer, log, standing};
use crate::clarify::send;
use crate::outbox::{tick, with_server};
use crate::release::{ready_with, release_with};
use crate::smtp_server::Script;
use crate::support::{Client, Desk, on_both_databases};

/// The insurer of the other tests, as the address book has it.
const INSURER: [(&str, &str); 4] = [
    ("name", "Canary Requestername"),
    ("class", "insurer"),
    ("fax", "626-555-0181"),
    ("email", "claims@insurer.example.org"),
];

/// The inner id of the entry of an address.
fn inner(desk: &Desk, requester: &str) -> i64 {
    let outer = requester.trim_start_matches("/requesters/");
    let mut conn = connect(&desk.app.config.database, Purpose::Reading).expect("it opens");
    requesters::table
        .filter(requesters::public_id.eq(outer))
        .select(requesters::id)
        .first(&mut conn)
        .expect("the entry is there")
}

/// A request of that entry, to be faxed to the number of the book; its letters would go by e-mail.
fn faxed(entry: i64) -> NewRequest {
    let mut new = insurer();
    new.requester.id = Some(entry);
    new.requester.address = None;
    new.recipients[0].delivery = Delivery::Fax;
    new.recipients[0].address = "(626) 555-0181".into();
    new
}

async fn ready(desk: &Desk, client: &Client, new: NewRequest) -> String {
    ready_with(desk, client, new, &[]).await
}

#[test]
fn a_packet_goes_to_a_verified_fax_at_once_and_a_changed_fax_asks_for_a_second_look_b19() {
    on_both_databases(async |desk| {
        let client = desk.specialist().await;
        desk.supervisor().await;
        let firm = written(&client, &INSURER).await;
        let fax = contact(&client, &firm, "Fax").await;
        verified(&client, &fax).await;
        let entry = inner(&desk, &firm);
        let request = ready(&desk, &client, faxed(entry)).await;
        let done = release_with(&client, &request, &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let page = client.get(&firm).await;
        assert!(
            page.words().contains("Last handed over: Mon 8 Jun 2026"),
            "handed over is not arrived: {}",
            page.words()
        );
        let changed = [
            ("text", "626-555-0199"),
            ("why", "Letter of today, in the papers."),
        ];
        client.fill(&fax, &changed).await;
        let request = ready(&desk, &client, faxed(entry)).await;
        let old = release_with(&client, &request, &[]).await;
        assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);
        let words = "The address book stopped using this address on Mon 8 Jun 2026: Changed to 626-555-0199.";
        assert!(old.words().contains(words), "{}", old.words());
        let row = old.attributes("textarea[name^=address-]", "name").remove(0);
        let new = [(row.as_str(), "626-555-0199")];
        let asked = release_with(&client, &request, &new).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in [
            "The address was changed on Mon 8 Jun 2026, after it was verified on",
            "Look at this fax number once more and say how",
            "How the address was looked at again",
        ] {
            assert!(asked.words().contains(words), "{words}: {}", asked.words());
        }
        let look = row.replace("address-", "look-");
        let looked = [new[0], (look.as_str(), "called_back")];
        let done = release_with(&client, &request, &looked).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let told = events(&desk, &request).await;
        let said = told.iter().any(|event| {
            matches!(event, Event::NoteAdded { text } if text.contains("looked at again: called back"))
        });
        assert!(said, "{told:?}");
        let page = client.get(&firm).await;
        let words = "Fax 626-555-0199: Called back on a number found independently";
        assert!(page.words().contains(words), "{}", page.words());
    });
}

#[test]
fn a_requester_who_is_in_no_book_is_not_asked_about_unless_the_book_knows_the_address_as_wrong() {
    on_both_databases(async |desk| {
        let client = desk.specialist().await;
        desk.supervisor().await;
        let mut new = faxed(0);
        new.requester.id = None;
        let request = ready(&desk, &client, new.clone()).await;
        let done = release_with(&client, &request, &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let firm = written(&client, &INSURER).await;
        let fax = contact(&client, &firm, "Fax").await;
        let wrong = [("why", "A private household answers there.")];
        client.fill(&[&fax, "/withdrawal"].concat(), &wrong).await;
        let request = ready(&desk, &client, new).await;
        let asked = release_with(&client, &request, &[]).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
        let words = "A private household answers there.";
        assert!(asked.words().contains(words), "{}", asked.words());
    });
}

/// A request of the entry whose letter asks for a signature.
async fn to_ask(desk: &Desk, client: &Client, entry: i64) -> String {
    let request = log(desk, faxed(entry)).await;
    let no_signature: Vec<(&str, &str)> = SIGNED.iter().chain(&[("A11", "no")]).copied().collect();
    answer(client, &request, &no_signature).await;
    request
}

#[test]
fn an_e_mail_waits_for_the_second_look_its_hand_over_is_no_arrival_and_what_comes_back_is_kept_b19()
{
    with_server(&[Script::GOOD, Script::GOOD], async |desk, server| {
        let client = desk.specialist().await;
        let firm = written(&client, &INSURER).await;
        let entry = inner(&desk, &firm);
        let request = to_ask(&desk, &client, entry).await;
        let asked = send(&client, &request, &[]).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            asked.words().contains("never verified"),
            "{}",
            asked.words()
        );
        let sent = send(&client, &request, &[("look", "on_the_request")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
        assert_eq!(tick(&desk).await, 1);
        assert_eq!(server.stored(), 1);
        let page = client.get(&firm).await;
        for words in [
            "Verified: never. Last arrived: never. Last handed over: Mon 8 Jun 2026",
            "E-mail claims@insurer.example.org: Compared with the written request",
        ] {
            assert!(page.words().contains(words), "{words}: {}", page.words());
        }
        assert!(
            !waits(&desk, &request).await,
            "somebody looked for this request"
        );
        let email = contact(&client, &firm, "E-mail").await;
        verified(&client, &email).await;
        desk.later(chrono::TimeDelta::days(1));
        let client = desk.specialist().await;
        let again = to_ask(&desk, &client, entry).await;
        let sent = send(&client, &again, &[]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
        assert_eq!(tick(&desk).await, 1);
        come_back(&desk).await;
        let page = client.get(&firm).await;
        for words in [
            "The last item sent there came back on Tue 9 Jun 2026.",
            "The desk something came back",
            "No such mailbox.",
        ] {
            assert!(page.words().contains(words), "{words}: {}", page.words());
        }
        assert!(
            waits(&desk, &request).await,
            "what came back is looked at anew"
        );
        let third = to_ask(&desk, &client, entry).await;
        let asked = send(&client, &third, &[]).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(asked.words().contains("came back"), "{}", asked.words());
        desk.later(chrono::TimeDelta::days(10));
        let today = desk.specialist().await.get("/").await.words();
        let held = "It did not go by itself: look at its address first.";
        assert!(today.contains(held), "nobody is left waiting: {today}");
    });
}

/// Whether a reminder of the desk itself would wait for a person to look at its address first.
async fn waits(desk: &Desk, request: &str) -> bool {
    let open = standing(desk, request).await;
    desk.app
        .read(move |read| waits_for_look(read, &open, "claims@insurer.example.org"))
        .await
        .expect("the book can be read")
}

/// The report on the newest message: it did not arrive.
async fn come_back(desk: &Desk) {
    let mail: String = {
        let mut conn = connect(&desk.app.config.database, Purpose::Reading).expect("it opens");
        outbox::table
            .order(outbox::id.desc())
            .select(outbox::public_id)
            .first(&mut conn)
            .expect("mail")
    };
    let facilities = desk.app.facilities.clone();
    desk.app
        .write(Who::Desk, "mail.returned", move |tx| {
            roi_desk::notices::commands::came_back(tx, &facilities, &mail, "No such mailbox.")
        })
        .await
        .expect("stored")
        .expect("accepted");
}

#[test]
fn a_letter_on_paper_is_asked_about_like_an_e_mail() {
    on_both_databases(async |desk| {
        let client = desk.specialist().await;
        let with_mail: Vec<(&str, &str)> = INSURER
            .iter()
            .copied()
            .chain([("mail", "1 Canary Street\nPasadena, CA 91101")])
            .collect();
        let firm = written(&client, &with_mail).await;
        let mut new = faxed(inner(&desk, &firm));
        new.requester.address = Some("1 CANARY STREET, Pasadena CA 91101".into());
        let request = log(&desk, new).await;
        let no_signature: Vec<(&str, &str)> =
            SIGNED.iter().chain(&[("A11", "no")]).copied().collect();
        answer(&client, &request, &no_signature).await;
        let asked = send(&client, &request, &[("way", "letter")]).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
        let words = "Look at this postal address once more";
        assert!(asked.words().contains(words), "{}", asked.words());
        let looked = [("way", "letter"), ("look", "colleague")];
        let sent = send(&client, &request, &looked).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
    });
}
