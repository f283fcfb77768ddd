//! What staff and the mail worker do with notices: write one beside its decision, and decide about mail that did not go.

use chrono::NaiveDate;

use super::forms::LOOK;
use super::model::{
    Chosen, Due, MailDecision, N01, Notice, NoticeKind, NoticeWay, SentNotice, Words,
};
use super::rules;
use super::store::{self, Claimed, Finished};
use crate::db::{Read, StoreError, Tx, new_public_id};
use crate::error::CommandError;
use crate::facilities::Facilities;
use crate::mail::{Address, MailState, may_follow};
use crate::patients::rules::reaching;
use crate::requesters::commands::{self as book, Destination};
use crate::requesters::model::{AddressKind, LookedHow, RequesterId};
use crate::requesters::rules::look_again;
use crate::requests::commands::{self as requests, By, OpenRequest};
use crate::requests::model::{ContactWay, Event, RequestId};
use crate::requests::rules::clocks;
use crate::words::{Language, LetterLanguage};

/// How a notice is to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sending {
    /// Outer id of the notice.
    pub notice_id: String,
    /// Outer id of the e-mail, the word of its message id.
    pub mail_id: String,
    /// In which language.
    pub language: LetterLanguage,
    /// By e-mail, or as a letter to print.
    pub way: NoticeWay,
    /// Where an e-mail goes.
    pub email: Option<String>,
    /// How the address was looked at again, where the address book asks for it (B19).
    pub look: Option<LookedHow>,
}

impl Sending {
    /// One chosen on a page, with fresh outer ids.
    ///
    /// # Errors
    /// When the machine has no randomness.
    pub fn fresh(chosen: Chosen) -> Result<Self, StoreError> {
        Ok(Self {
            notice_id: new_public_id()?,
            mail_id: new_public_id()?,
            language: chosen.language,
            way: chosen.way,
            email: chosen.email,
            look: chosen.look,
        })
    }

    /// The language in the words of the timeline.
    pub const fn language(&self) -> Language {
        match self.language {
            LetterLanguage::English => Language::English,
            LetterLanguage::Spanish => Language::Spanish,
        }
    }
}

/// Writes a notice in the transaction of the decision it tells, and queues it when it is an e-mail (T19); one by nobody is
/// marked as sent by the desk itself. Answers its inner id. The event that tells of it follows with `record`.
///
/// # Errors
/// A field error when the e-mail address cannot be sent to (T24), the patient asked to be reached elsewhere (B20), or the
/// address book asks for a second look at where it goes (B19).
pub fn write(
    tx: &mut Tx<'_>,
    open: &OpenRequest,
    by: By,
    notice: &Notice,
    sending: &Sending,
    written_on: NaiveDate,
) -> Result<i64, CommandError> {
    let words = rules::render(notice, sending.language, sending.way);
    let sent = SentNotice {
        id: 0,
        public_id: sending.notice_id.clone(),
        request_id: open.request.id,
        kind: notice.kind(),
        language: sending.language,
        words,
        written_on,
    };
    let id = store::insert_notice(tx, &sent, by)?;
    if sending.way == NoticeWay::Email {
        let typed = sending.email.as_deref().unwrap_or("");
        let address =
            Address::parse(typed).map_err(|e| CommandError::field("email", e.to_string()))?;
        if let Some(elsewhere) = open.request.elsewhere() {
            reaching::may_email(elsewhere, &address.to_string())
                .map_err(|sentence| CommandError::field("email", sentence))?;
        }
        let to = (AddressKind::Email, address.to_string());
        look_first(tx, open, by, &to, sending.look)?;
        queue(tx, open, &sending.mail_id, id, &address, by.is_none())?;
    } else if let Some(lines) = posted_to(open, notice.kind()) {
        look_first(tx, open, by, &(AddressKind::Mail, lines), sending.look)?;
    }
    Ok(id)
}

/// Where a letter is posted to; none for a cover, which goes with its packet, and where a patient is reached another way, of
/// which the book knows nothing.
fn posted_to(open: &OpenRequest, kind: NoticeKind) -> Option<String> {
    if kind == NoticeKind::N08 || open.request.elsewhere().is_some() {
        return None;
    }
    open.request.asked.requester.address.clone()
}

/// The gate of every letter: nothing goes to an address that is new, changed or was bad before a person looked at it once more
/// (B19, A40). The look stands on the timeline.
fn look_first(
    tx: &mut Tx<'_>,
    open: &OpenRequest,
    by: By,
    to: &(AddressKind, String),
    look: Option<LookedHow>,
) -> Result<(), CommandError> {
    let destination = destination(open, to);
    let asked = |why: &str| CommandError::field(LOOK, look_again(to.0, why));
    let Some(person) = by else {
        return match book::needs_look(tx, destination)? {
            Some(why) => Err(asked(&why)),
            None => Ok(()),
        };
    };
    let today = open.terms.calendar.local_date(tx.now());
    match book::may_send(tx, destination, (person, today), look)? {
        Ok(None) => Ok(()),
        Ok(Some(text)) => requests::tell(tx, open, by, &Event::NoteAdded { text }),
        Err(why) => Err(asked(&why)),
    }
}

/// Whether an e-mail the desk would send by itself waits for a person to look at its address first (B19).
///
/// # Errors
/// When the database cannot be read.
pub fn waits_for_look(
    read: &mut Read<'_>,
    open: &OpenRequest,
    email: &str,
) -> Result<bool, StoreError> {
    let to = (AddressKind::Email, email.to_owned());
    Ok(book::needs_look(read, destination(open, &to))?.is_some())
}

/// An address of the requester, as the address book is asked about it.
fn destination<'a>(open: &'a OpenRequest, to: &'a (AddressKind, String)) -> Destination<'a> {
    Destination {
        request: open.request.id,
        organization: &open.request.organization,
        requester: open.request.asked.requester.id.map(RequesterId),
        kind: to.0,
        text: &to.1,
    }
}

fn queue(
    tx: &mut Tx<'_>,
    open: &OpenRequest,
    mail_id: &str,
    notice_id: i64,
    address: &Address,
    generated: bool,
) -> Result<(), CommandError> {
    let request = (open.request.id, open.request.asked.site.as_str());
    store::insert_outbox(
        tx,
        mail_id,
        notice_id,
        request,
        &address.to_string(),
        generated,
    )?;
    Ok(())
}

/// Sends the words of an e-mail again as a reminder that nobody pressed send for. Answers the new notice's inner id; none
/// where no person has looked at an address that needs it.
///
/// # Errors
/// When it cannot be stored.
pub fn write_again(
    tx: &mut Tx<'_>,
    open: &OpenRequest,
    before: i64,
    ids: (String, String),
    written_on: NaiveDate,
) -> Result<Option<i64>, CommandError> {
    let earlier = store::get_notice(tx, before)?;
    let Some(before) = store::address_of(tx, before)? else {
        return Ok(None);
    };
    let address = match open.request.elsewhere() {
        None => before,
        Some(elsewhere) => match &elsewhere.email {
            Some(agreed) => agreed.clone(),
            None => return Ok(None),
        },
    };
    let address = Address::parse(&address)
        .map_err(|e| StoreError::Failed(format!("a stored address is unreadable: {e}")))?;
    if waits_for_look(tx, open, &address.to_string())? {
        return Ok(None);
    }
    let (notice_id, mail_id) = ids;
    let again = SentNotice {
        public_id: notice_id,
        written_on,
        ..earlier
    };
    let id = store::insert_notice(tx, &again, None)?;
    queue(tx, open, &mail_id, id, &address, true)?;
    Ok(Some(id))
}

/// What the acknowledgment of a request says (N01): what was understood, the controlling date, when to ask (R12).
///
/// # Errors
/// A refusal when the facility's profile cannot fill it.
pub fn acknowledgment_of(
    facilities: &Facilities,
    open: &OpenRequest,
    understood: &str,
    today: NaiveDate,
) -> Result<N01, CommandError> {
    let ledger = clocks::clocks(&open.clock_facts(), &open.terms.calendar, today);
    let due = ledger
        .controlling()
        .map_or(Due::OurPromise(open.request.due_on), |clock| {
            Due::Law(clock.statutory_due)
        });
    Ok(N01 {
        desk: rules::desk_of(facilities, &open.request, today)?,
        names: rules::names_of(&open.request),
        written_on: today,
        understood: understood.to_owned(),
        due,
        status_ok_from: ledger.status_ok_from,
    })
}

/// Tells the requester that the request arrived, what was understood and when it is due (N01, R12).
///
/// # Errors
/// A refusal when it went out already or the request is closed.
pub fn acknowledge(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    by: i64,
    letter: N01,
    sending: &Sending,
) -> Result<(), CommandError> {
    if open.request.progress.acknowledged {
        return Err(CommandError::refused(
            "N01",
            "The acknowledgment has gone out.",
        ));
    }
    let (Due::Law(due_on) | Due::OurPromise(due_on)) = letter.due;
    let written_on = letter.written_on;
    write(
        tx,
        open,
        Some(by),
        &Notice::N01(letter),
        sending,
        written_on,
    )?;
    let event = Event::Acknowledged {
        way: sending.way.contact(),
        language: sending.language(),
        due_on,
    };
    requests::record(tx, open, Some(by), &event)
}

/// Records how a try to send ended, with its event on the timeline, in one transaction (T21).
///
/// # Errors
/// `Stale` when the claim was lost by then.
pub fn record_try(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    claimed: &Claimed,
    holder: &str,
    finished: &Finished,
) -> Result<(), CommandError> {
    store::finish(tx, claimed.id, holder, finished)?;
    if finished.state == MailState::Sent {
        let open = requests::open_by_id(tx, facilities, claimed.request_id)?;
        let today = open.terms.calendar.local_date(tx.now());
        let to = (AddressKind::Email, claimed.to_address.as_str());
        book::handed_over(tx, &open.request.organization, to, today)?;
    }
    tell_state(
        tx,
        facilities,
        claimed.request_id,
        claimed.notice_id,
        finished.state,
        &finished.said,
    )
}

fn tell_state(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    request: RequestId,
    notice_id: i64,
    state: MailState,
    said: &str,
) -> Result<(), CommandError> {
    let notice = store::get_notice(tx, notice_id)?.kind;
    let notice = format!("{} {}", notice.as_str(), notice.label());
    let way = ContactWay::Email;
    let event = match state {
        MailState::Sent => Event::NoticeSent { notice, way },
        MailState::Failed | MailState::Uncertain => Event::NoticeFailed {
            notice,
            way,
            why: said.to_owned(),
        },
        MailState::Queued | MailState::Claimed | MailState::HandingOver | MailState::Deferred => {
            return Ok(());
        }
    };
    let open = requests::open_by_id(tx, facilities, request)?;
    requests::tell(tx, &open, None, &event)
}

/// An e-mail that was handed over came back: it failed after all, a person sees it among the mail that did not go, and the
/// timeline of its request says so (T20). Answers the request with its reference; none for mail that is not ours, and
/// nothing changes for one that is not held to have arrived.
///
/// # Errors
/// When it cannot be stored.
pub fn came_back(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    mail: &str,
    said: &str,
) -> Result<Option<(RequestId, String)>, CommandError> {
    let Some((id, request, state)) = store::find_mail(tx, mail)? else {
        return Ok(None);
    };
    if matches!(state, MailState::Sent | MailState::Uncertain) {
        store::set_returned(tx, id, state, said)?;
        let notice = store::notice_of(tx, id)?;
        tell_state(tx, facilities, request, notice, MailState::Failed, said)?;
    }
    let open = requests::open_by_id(tx, facilities, request)?;
    let notice = store::notice_of(tx, id)?;
    if let Some(address) = store::address_of(tx, notice)? {
        let today = open.terms.calendar.local_date(tx.now());
        let from = (AddressKind::Email, address.as_str());
        book::came_back(tx, &open.request.organization, from, today, said)?;
    }
    Ok(Some((request, open.request.reference.to_string())))
}

/// Gives back claims that ran out: what was not yet handed over waits again, the rest becomes uncertain with its event,
/// so that a person sees it (T20, T21). Answers how many became uncertain.
///
/// # Errors
/// When it cannot be stored.
pub fn give_back_claims(tx: &mut Tx<'_>, facilities: &Facilities) -> Result<usize, CommandError> {
    store::put_back(tx)?;
    let lost = store::expire(tx)?;
    for (notice_id, request) in &lost {
        let said = "The desk stopped while it was being handed over.";
        tell_state(
            tx,
            facilities,
            *request,
            *notice_id,
            MailState::Uncertain,
            said,
        )?;
    }
    Ok(lost.len())
}

/// What a person decided about an e-mail that did not arrive for certain (T21, T22).
///
/// # Errors
/// A refusal when the decision does not fit its state; `Stale` when it moved on meanwhile.
pub fn decide(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    public_id: &str,
    sites: &[String],
    decision: MailDecision,
) -> Result<(), CommandError> {
    let (id, request, state) = store::find_outbox(tx, public_id, sites)?;
    tx.subject.request_id = Some(request.0);
    tx.subject.detail = Some(format!("mail {public_id}: {}", decision.as_str()));
    let not_now = || {
        CommandError::refused(
            "T20",
            "This message has moved on meanwhile; look at the list again.",
        )
    };
    match decision {
        MailDecision::TryNow if matches!(state, MailState::Queued | MailState::Deferred) => {
            store::try_now(tx, id, state)?;
        }
        MailDecision::Arrived if may_follow(state, MailState::Sent) => {
            if state != MailState::Uncertain {
                return Err(not_now());
            }
            store::settle(tx, id, state, MailState::Sent)?;
            let said = "A person found that it arrived.";
            let notice = store::notice_of(tx, id)?;
            tell_state(tx, facilities, request, notice, MailState::Sent, said)?;
        }
        MailDecision::SendAgain
            if matches!(state, MailState::Failed | MailState::Uncertain)
                && may_follow(state, MailState::Queued) =>
        {
            store::requeue(tx, id, state)?;
        }
        MailDecision::Settled
            if matches!(
                state,
                MailState::Failed | MailState::Uncertain | MailState::Deferred
            ) =>
        {
            store::settle(tx, id, state, MailState::Failed)?;
        }
        MailDecision::TryNow
        | MailDecision::Arrived
        | MailDecision::SendAgain
        | MailDecision::Settled => return Err(not_now()),
    }
    Ok(())
}

/// The words a page shows before they go: exactly what `write` would store.
pub fn preview(notice: &Notice, sending: &Sending) -> Words {
    rules::render(notice, sending.language, sending.way)
}
