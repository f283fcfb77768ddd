//! The outbox: which e-mail goes next, who has it, and what became of it (trust 2.2, T19–T23). Every move is a
//! conditional update, so that two workers never hold one message.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;

use crate::db::schema::{notices, outbox, requests};
use crate::db::{Read, StoreError, Tx, one_of};
use crate::mail::{CLAIM_MINUTES, MailState};
use crate::notices::model::{NoticeKind, OutboxRow};
use crate::requests::model::{Reference, RequestId};

const QUEUED: &str = "queued";
const CLAIMED: &str = "claimed";
const HANDING_OVER: &str = "handing_over";
const DEFERRED: &str = "deferred";
const FAILED: &str = "failed";
const UNCERTAIN: &str = "uncertain";

/// A message a worker holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// Inner id of the row.
    pub id: i64,
    /// The word of its message id, the same at every try (T20).
    pub public_id: String,
    /// The notice it carries.
    pub notice_id: i64,
    /// Of which request.
    pub request_id: RequestId,
    /// To which address.
    pub to_address: String,
    /// Whether nobody pressed send.
    pub generated: bool,
    /// When it was first to go (UTC).
    pub queued_at: NaiveDateTime,
    /// Tries before this one.
    pub attempts: i64,
}

/// How a try ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// The state it gets.
    pub state: MailState,
    /// When it is tried next, if it is.
    pub next_at: NaiveDateTime,
    /// What was said, as a sentence.
    pub said: String,
    /// Whether waiting will not mend it.
    pub alarm: bool,
}

/// Queues an e-mail in the transaction of the decision it tells (T19).
///
/// # Errors
/// When it cannot be stored.
pub fn insert_outbox(
    tx: &mut Tx<'_>,
    public_id: &str,
    notice_id: i64,
    request: (RequestId, &str),
    to_address: &str,
    generated: bool,
) -> Result<(), StoreError> {
    let now = tx.now();
    let (request_id, site) = request;
    tx.execute(diesel::insert_into(outbox::table).values((
        outbox::public_id.eq(public_id),
        outbox::notice_id.eq(notice_id),
        outbox::request_id.eq(request_id.0),
        outbox::site.eq(site),
        outbox::to_address.eq(to_address),
        outbox::generated.eq(generated),
        outbox::state.eq(QUEUED),
        outbox::state_at.eq(now),
        outbox::queued_at.eq(now),
        outbox::next_at.eq(now),
        outbox::attempts.eq(0_i64),
        outbox::alarm.eq(false),
    )))?;
    Ok(())
}

/// The ids of messages whose turn has come, longest waiting first.
///
/// # Errors
/// When the database cannot be read.
pub fn list_due(
    read: &mut Read<'_>,
    now: NaiveDateTime,
    at_most: i64,
) -> Result<Vec<i64>, StoreError> {
    read.list(
        outbox::table
            .filter(outbox::state.eq_any([QUEUED, DEFERRED]))
            .filter(outbox::next_at.le(now))
            .order((outbox::next_at, outbox::id))
            .limit(at_most)
            .select(outbox::id),
    )
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = outbox)]
struct ClaimedRow {
    id: i64,
    public_id: String,
    notice_id: i64,
    request_id: i64,
    to_address: String,
    generated: bool,
    queued_at: NaiveDateTime,
    attempts: i64,
}

impl From<ClaimedRow> for Claimed {
    fn from(row: ClaimedRow) -> Self {
        Self {
            id: row.id,
            public_id: row.public_id,
            notice_id: row.notice_id,
            request_id: RequestId(row.request_id),
            to_address: row.to_address,
            generated: row.generated,
            queued_at: row.queued_at,
            attempts: row.attempts,
        }
    }
}

/// Takes a message for 15 minutes, if nobody else has; nothing otherwise.
///
/// # Errors
/// When it cannot be stored.
pub fn claim(tx: &mut Tx<'_>, id: i64, holder: &str) -> Result<Option<Claimed>, StoreError> {
    let now = tx.now();
    let taken = tx.execute(
        diesel::update(
            outbox::table
                .filter(outbox::id.eq(id))
                .filter(outbox::state.eq_any([QUEUED, DEFERRED]))
                .filter(outbox::next_at.le(now)),
        )
        .set((
            outbox::state.eq(CLAIMED),
            outbox::state_at.eq(now),
            outbox::claim.eq(holder),
            outbox::claimed_until.eq(now + TimeDelta::minutes(CLAIM_MINUTES)),
        )),
    )?;
    if taken != 1 {
        return Ok(None);
    }
    let row: ClaimedRow = tx.get(
        outbox::table
            .filter(outbox::id.eq(id))
            .select(ClaimedRow::as_select()),
    )?;
    Ok(Some(row.into()))
}

/// Notes, before the final dot, that the message may be accepted from now on; the claim begins anew.
///
/// # Errors
/// `Stale` when the claim ran out meanwhile: then the message must not be handed over.
pub fn begin_hand_over(tx: &mut Tx<'_>, id: i64, holder: &str) -> Result<(), StoreError> {
    let now = tx.now();
    tx.change_one(
        diesel::update(
            outbox::table
                .filter(outbox::id.eq(id))
                .filter(outbox::state.eq(CLAIMED))
                .filter(outbox::claim.eq(holder)),
        )
        .set((
            outbox::state.eq(HANDING_OVER),
            outbox::state_at.eq(now),
            outbox::claimed_until.eq(now + TimeDelta::minutes(CLAIM_MINUTES)),
        )),
    )
}

/// Notes how a try ended and gives the claim back.
///
/// # Errors
/// `Stale` when the claim was somebody else's by then; the outcome another recorded stands.
pub fn finish(
    tx: &mut Tx<'_>,
    id: i64,
    holder: &str,
    finished: &Finished,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.change_one(
        diesel::update(
            outbox::table
                .filter(outbox::id.eq(id))
                .filter(outbox::state.eq_any([CLAIMED, HANDING_OVER]))
                .filter(outbox::claim.eq(holder)),
        )
        .set((
            outbox::state.eq(finished.state.as_str()),
            outbox::state_at.eq(now),
            outbox::next_at.eq(finished.next_at),
            outbox::attempts.eq(outbox::attempts + 1),
            outbox::claim.eq(None::<String>),
            outbox::claimed_until.eq(None::<NaiveDateTime>),
            outbox::said.eq(&finished.said),
            outbox::alarm.eq(finished.alarm),
        )),
    )
}

/// Gives back what a worker held before any hand-over began: it can be sent without making a duplicate.
///
/// # Errors
/// When it cannot be stored.
pub fn put_back(tx: &mut Tx<'_>) -> Result<usize, StoreError> {
    let now = tx.now();
    tx.execute(
        diesel::update(
            outbox::table
                .filter(outbox::state.eq(CLAIMED))
                .filter(outbox::claimed_until.lt(now)),
        )
        .set((
            outbox::state.eq(QUEUED),
            outbox::state_at.eq(now),
            outbox::claim.eq(None::<String>),
            outbox::claimed_until.eq(None::<NaiveDateTime>),
        )),
    )
}

/// Makes uncertain what was being handed over when its claim ran out, and answers the notices (T20, T21).
///
/// # Errors
/// When it cannot be stored.
pub fn expire(tx: &mut Tx<'_>) -> Result<Vec<(i64, RequestId)>, StoreError> {
    let now = tx.now();
    let lost: Vec<(i64, i64, i64)> = tx.list(
        outbox::table
            .filter(outbox::state.eq(HANDING_OVER))
            .filter(outbox::claimed_until.lt(now))
            .select((outbox::id, outbox::notice_id, outbox::request_id)),
    )?;
    let mut expired = Vec::new();
    for (id, notice_id, request_id) in lost {
        let changed = tx.execute(
            diesel::update(
                outbox::table
                    .filter(outbox::id.eq(id))
                    .filter(outbox::state.eq(HANDING_OVER))
                    .filter(outbox::claimed_until.lt(now)),
            )
            .set((
                outbox::state.eq(UNCERTAIN),
                outbox::state_at.eq(now),
                outbox::claim.eq(None::<String>),
                outbox::claimed_until.eq(None::<NaiveDateTime>),
                outbox::said.eq(
                    "The desk stopped while the message was being handed over. It may or may not have arrived.",
                ),
            )),
        )?;
        if changed == 1 {
            expired.push((notice_id, RequestId(request_id)));
        }
    }
    Ok(expired)
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = outbox)]
struct Row {
    public_id: String,
    state: String,
    state_at: NaiveDateTime,
    queued_at: NaiveDateTime,
    next_at: NaiveDateTime,
    attempts: i64,
    to_address: String,
    said: Option<String>,
    alarm: bool,
}

/// Mail of these sites that has not arrived for certain: what needs a person first, then the oldest.
///
/// # Errors
/// When the database cannot be read.
pub fn list_to_see(
    read: &mut Read<'_>,
    sites: &[String],
    at_most: i64,
) -> Result<Vec<OutboxRow>, StoreError> {
    let rows: Vec<(Row, (String, String, String))> = read.list(
        outbox::table
            .inner_join(notices::table)
            .inner_join(requests::table.on(requests::id.eq(outbox::request_id)))
            .filter(one_of(outbox::site, sites))
            .filter(outbox::state.ne("sent"))
            .filter(outbox::settled_at.is_null())
            .order((outbox::state.desc(), outbox::id))
            .limit(at_most)
            .select((
                Row::as_select(),
                (notices::kind, requests::public_id, requests::reference),
            )),
    )?;
    rows.into_iter().map(outbox_row).collect()
}

fn outbox_row((row, of): (Row, (String, String, String))) -> Result<OutboxRow, StoreError> {
    let unreadable = |e: &dyn std::fmt::Display| StoreError::Failed(e.to_string());
    let (kind, request, reference) = of;
    Ok(OutboxRow {
        public_id: row.public_id,
        state: row.state,
        state_at: row.state_at,
        queued_at: row.queued_at,
        next_at: row.next_at,
        attempts: row.attempts,
        to_address: row.to_address,
        said: row.said,
        alarm: row.alarm,
        kind: NoticeKind::parse(&kind).map_err(|e| unreadable(&e))?,
        request,
        reference: Reference::parse(&reference).map_err(|e| unreadable(&e))?,
    })
}

/// How many messages of these sites failed or are uncertain and wait for a person.
///
/// # Errors
/// When the database cannot be read.
pub fn count_to_see(read: &mut Read<'_>, sites: &[String]) -> Result<i64, StoreError> {
    read.get(
        outbox::table
            .filter(one_of(outbox::site, sites))
            .filter(outbox::state.eq_any([FAILED, UNCERTAIN]))
            .filter(outbox::settled_at.is_null())
            .count(),
    )
}

/// The state of the e-mail of a notice, if it was one, and what the mail server said.
///
/// # Errors
/// When the database cannot be read.
pub fn state_of(
    read: &mut Read<'_>,
    notice_id: i64,
) -> Result<Option<(MailState, Option<String>)>, StoreError> {
    let found: Option<(String, Option<String>)> = read.find(
        outbox::table
            .filter(outbox::notice_id.eq(notice_id))
            .select((outbox::state, outbox::said)),
    )?;
    found
        .map(|(state, said)| {
            let state = MailState::parse(&state).map_err(|e| StoreError::Failed(e.to_string()))?;
            Ok((state, said))
        })
        .transpose()
}

/// A message of these sites by its outer id: inner id, request, state.
///
/// # Errors
/// `NotFound`.
pub fn find_outbox(
    read: &mut Read<'_>,
    public_id: &str,
    sites: &[String],
) -> Result<(i64, RequestId, MailState), StoreError> {
    let (id, request_id, state): (i64, i64, String) = read.get(
        outbox::table
            .filter(outbox::public_id.eq(public_id))
            .filter(one_of(outbox::site, sites))
            .select((outbox::id, outbox::request_id, outbox::state)),
    )?;
    let state = MailState::parse(&state).map_err(|e| StoreError::Failed(e.to_string()))?;
    Ok((id, RequestId(request_id), state))
}

/// What a person's decision changes of a message; what is not named stays.
#[derive(AsChangeset, Default)]
#[diesel(table_name = outbox)]
struct Decided {
    state: Option<&'static str>,
    state_at: Option<NaiveDateTime>,
    queued_at: Option<NaiveDateTime>,
    next_at: Option<NaiveDateTime>,
    alarm: Option<bool>,
    settled_at: Option<NaiveDateTime>,
}

/// Changes a message that is still in the state the person saw.
fn decide(tx: &mut Tx<'_>, id: i64, from: MailState, decided: &Decided) -> Result<(), StoreError> {
    tx.change_one(
        diesel::update(
            outbox::table
                .filter(outbox::id.eq(id))
                .filter(outbox::state.eq(from.as_str())),
        )
        .set(decided),
    )
}

/// Puts a message back into the queue for now, if it is still in the state the person saw.
///
/// # Errors
/// `Stale` when it moved on meanwhile.
pub fn requeue(tx: &mut Tx<'_>, id: i64, from: MailState) -> Result<(), StoreError> {
    let now = Some(tx.now());
    let again = Decided {
        state: Some(QUEUED),
        state_at: now,
        queued_at: now,
        next_at: now,
        alarm: Some(false),
        ..Decided::default()
    };
    decide(tx, id, from, &again)
}

/// Takes a message off the list: it arrived, or it was dealt with in another way. Its state word tells which.
///
/// # Errors
/// `Stale` when it moved on meanwhile.
pub fn settle(tx: &mut Tx<'_>, id: i64, from: MailState, to: MailState) -> Result<(), StoreError> {
    let now = Some(tx.now());
    let settled = Decided {
        state: Some(to.as_str()),
        state_at: now,
        settled_at: now,
        ..Decided::default()
    };
    decide(tx, id, from, &settled)
}

/// Lets a waiting message go with the next look of the worker.
///
/// # Errors
/// `Stale` when it moved on meanwhile.
pub fn try_now(tx: &mut Tx<'_>, id: i64, from: MailState) -> Result<(), StoreError> {
    let at_once = Decided {
        next_at: Some(tx.now()),
        ..Decided::default()
    };
    decide(tx, id, from, &at_once)
}

/// The notice a message carries.
///
/// # Errors
/// `NotFound`.
pub fn notice_of(read: &mut Read<'_>, id: i64) -> Result<i64, StoreError> {
    read.get(
        outbox::table
            .filter(outbox::id.eq(id))
            .select(outbox::notice_id),
    )
}

/// The address the e-mail of a notice went to; none for a letter.
///
/// # Errors
/// When the database cannot be read.
pub fn address_of(read: &mut Read<'_>, notice_id: i64) -> Result<Option<String>, StoreError> {
    read.find(
        outbox::table
            .filter(outbox::notice_id.eq(notice_id))
            .select(outbox::to_address),
    )
}

/// Whether a claim has run out.
///
/// # Errors
/// When the database cannot be read.
pub fn any_expired(read: &mut Read<'_>, now: NaiveDateTime) -> Result<bool, StoreError> {
    let first: Option<i64> = read.find(
        outbox::table
            .filter(outbox::state.eq_any([CLAIMED, HANDING_OVER]))
            .filter(outbox::claimed_until.lt(now))
            .select(outbox::id),
    )?;
    Ok(first.is_some())
}
