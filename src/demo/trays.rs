//! What waits in the trays, so that a newcomer sees them without a mail server: invented people, nothing real.

use chrono::{Datelike, NaiveDateTime, TimeDelta};
use sha2::{Digest, Sha256};

use crate::app::{App, Who};
use crate::clock::Clock;
use crate::db::new_public_id;
use crate::documents::commands::{Arrived, examine};
use crate::documents::rules::text_paper;
use crate::requests::model::{Request, Stage};
use crate::requests::store::find_by_reference;
use crate::trays::commands::arrive;
use crate::trays::model::{ArrivalKind, Says, Tray};
use crate::trays::store::{NewItem, NewPaperOf};
use crate::words::Reference;

const SITE: &str = "duarte";
const RECORDS: &str = "himsroi@coh.org";
const FORMS: &str = "dl-himsmedicalforms@coh.org";
const FAX: &str = "Fax line 626-218-8443";

/// One arrival: tray, source, hours ago, sender, name, subject, words, and the file that came with it.
struct Letter {
    tray: Tray,
    source: &'static str,
    hours: i64,
    kind: ArrivalKind,
    sender: Option<(&'static str, &'static str)>,
    subject: &'static str,
    words: &'static str,
    file: Option<&'static str>,
    noticed: Option<&'static str>,
}

const LETTERS: [Letter; 7] = [
    Letter {
        tray: Tray::Records,
        source: RECORDS,
        hours: 20,
        kind: ArrivalKind::Message,
        sender: Some(("noemi.farrow@example.org", "Noemi Farrow")),
        subject: "Copy of my records",
        words: "Good morning,\n\nI need a copy of everything from my stay in March. The signed form is enclosed.\n\nNoemi Farrow\nborn 3/14/1968",
        file: Some("authorization-farrow.pdf"),
        noticed: None,
    },
    Letter {
        tray: Tray::Records,
        source: RECORDS,
        hours: 6,
        kind: ArrivalKind::Message,
        sender: Some(("greta.lund@example.org", "Greta Lund")),
        subject: "FMLA form for my employer",
        words: "Please have the doctor fill in the enclosed form for my employer.\n\nGreta Lund",
        file: Some("fmla-form.pdf"),
        noticed: None,
    },
    Letter {
        tray: Tray::Records,
        source: RECORDS,
        hours: 3,
        kind: ArrivalKind::AutoReply,
        sender: Some(("claims@insurer.example.org", "Claims Desk")),
        subject: "Automatic reply: About your request",
        words: "We have received your message and answer within five working days.",
        file: None,
        noticed: Some("It says that no person sent it (Auto-Submitted: auto-replied)."),
    },
    Letter {
        tray: Tray::Forms,
        source: FORMS,
        hours: 26,
        kind: ArrivalKind::Message,
        sender: Some(("emre.haddad@example.org", "Emre Haddad")),
        subject: "Disability form",
        words: "The form of my insurance is enclosed. It is due at the end of the month.\n\nEmre Haddad",
        file: Some("disability-form.pdf"),
        noticed: None,
    },
    Letter {
        tray: Tray::Forms,
        source: FORMS,
        hours: 2,
        kind: ArrivalKind::Message,
        sender: Some(("pia.stolt@example.org", "Pia Stolt")),
        subject: "Return to work",
        words: "My employer asks for the enclosed page.\n\nPia Stolt",
        file: Some("return-to-work.pdf"),
        noticed: None,
    },
    Letter {
        tray: Tray::Fax,
        source: FAX,
        hours: 14,
        kind: ArrivalKind::Document,
        sender: None,
        subject: "fax-0412.pdf",
        words: "",
        file: Some("fax-0412.pdf"),
        noticed: None,
    },
    Letter {
        tray: Tray::Fax,
        source: FAX,
        hours: 1,
        kind: ArrivalKind::Unreadable,
        sender: None,
        subject: "fax-0413.tif",
        words: "",
        file: None,
        noticed: Some("This TIFF scan is incomplete. Send it again, or scan the paper again."),
    },
];

/// Lets everything arrive, the oldest first, and an answer to an open request last.
pub(super) fn let_arrive(app: &App, clock: &Clock, now: NaiveDateTime) -> anyhow::Result<()> {
    for letter in &LETTERS {
        let says = Says {
            sender: letter.sender.map(|(address, _)| address.to_owned()),
            sender_name: letter.sender.map(|(_, name)| name.to_owned()),
            subject: Some(letter.subject.to_owned()),
            body: (!letter.words.is_empty()).then(|| letter.words.to_owned()),
            ..Says::default()
        };
        put(app, clock, now, letter, says)?;
    }
    let Some(open) = an_open_request(app, now)? else {
        return Ok(());
    };
    let answer = Letter {
        hours: 4,
        subject: "",
        words: "",
        file: Some("identity-card.pdf"),
        ..LETTERS[0]
    };
    let says = Says {
        sender: open.asked.requester.email.clone(),
        sender_name: Some(open.asked.requester.name.clone()),
        subject: Some(format!("Re: Your request {}", open.reference)),
        body: Some("Here is the page that was missing.".to_owned()),
        ..Says::default()
    };
    put(app, clock, now, &answer, says)
}

fn an_open_request(app: &App, now: NaiveDateTime) -> anyhow::Result<Option<Request>> {
    let sites = [SITE.to_owned()];
    for number in 1..400 {
        let reference = Reference::new(now.year(), number)?;
        let found = app.read_now(|read| find_by_reference(read, reference, &sites))?;
        if let Some(found) = found.filter(|found| found.stage != Stage::Closed) {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

fn put(
    app: &App,
    clock: &Clock,
    now: NaiveDateTime,
    letter: &Letter,
    says: Says,
) -> anyhow::Result<()> {
    let at = now - TimeDelta::hours(letter.hours);
    clock.move_to(at + TimeDelta::minutes(1));
    let papers: Vec<NewPaperOf> = letter
        .file
        .map(|name| paper(app, name, &says))
        .transpose()?
        .into_iter()
        .collect();
    let id = new_public_id()?;
    let new = NewItem {
        public_id: id.clone(),
        sha256: Sha256::digest(id.as_bytes()).into(),
        key: id,
        site: SITE.to_owned(),
        tray: letter.tray,
        source: letter.source.to_owned(),
        uid: None,
        kind: letter.kind,
        arrived_at: at,
        says,
        noticed: letter.noticed.map(str::to_owned),
        bytes: 4_000,
        original: None,
        papers,
    };
    let facilities = app.facilities.clone();
    app.write_now(Who::Desk, "trays.arrived", move |tx| {
        arrive(tx, &facilities, &new, None, None)
    })??;
    Ok(())
}

/// A page with the words of the letter, as the file it came with.
fn paper(app: &App, name: &str, says: &Says) -> anyhow::Result<NewPaperOf> {
    let subject = says.subject.as_deref().unwrap_or("");
    let words = format!("INVENTED PAPER OF THE DEMONSTRATION\n\n{name}\n\n{subject}\n");
    let content = text_paper(&words);
    let stored = app.files.put(content.as_slice(), SITE, 1_000_000)?;
    let arrived = Arrived {
        file_name: name.to_owned(),
        stored,
        site: SITE.to_owned(),
        description: None,
    };
    let paper = examine(&app.files, &app.previewer, arrived)?;
    Ok(NewPaperOf {
        public_id: new_public_id()?,
        is_message: false,
        name: name.to_owned(),
        description: ["Enclosed: ", name].concat(),
        bytes: paper.bytes,
        paper: Ok(paper),
    })
}
