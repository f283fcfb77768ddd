//! Beginning a session, agreeing on its count, ending it.

use chrono::NaiveDateTime;

use super::{about, envelopes, keep_line, line, opened};
use crate::db::{StoreError, Tx};
use crate::drop_box::model::{Emptying, Ending, Happened, HistoryLine, Person, Version};
use crate::drop_box::rules::{self, RULE};
use crate::drop_box::store::{self, NewEmptying};
use crate::error::CommandError;
use crate::facilities::{Facilities, Terms};
use crate::staff::model::Actor;

/// The box was emptied: both times in local time of the site, the second person, the count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begin {
    /// The key of the box among the facts of the site.
    pub box_key: String,
    /// When it was emptied.
    pub emptied: NaiveDateTime,
    /// When it was emptied before; only asked when no session of this box knows it.
    pub before: Option<NaiveDateTime>,
    /// The second person, by outer id.
    pub second: String,
    /// The envelopes counted.
    pub envelopes: i64,
}

/// Another count, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectCount {
    /// The envelopes there really are.
    pub envelopes: i64,
    /// Why the count was wrong.
    pub why: String,
}

/// Another second person, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherSecond {
    /// The colleague, by outer id.
    pub second: String,
    /// Why another was named.
    pub why: String,
}

/// Begins a session at the acting site. The previous emptying is that of the last session of the box; it is asked for only
/// the first time (R3). One session of a box is open at a time, so that every emptying has one before it.
///
/// # Errors
/// A refusal where the site has no such box (S26) or its last session is still open; a field's error for a time that
/// cannot be, a second person who is the same one or does not log requests at this site.
pub fn begin(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    actor: &Actor,
    public_id: &str,
    command: &Begin,
) -> Result<(), CommandError> {
    let site = &actor.acting_site;
    let terms = terms_here(tx, facilities, actor, &command.box_key)?;
    let standing = store::standing_of(tx, site, &command.box_key)?;
    if let Some(open) = standing.open {
        let text = format!(
            "Session {} of this box is still open. Finish it first: each emptying needs the one before it.",
            open.emptying.id
        );
        return Err(CommandError::refused(RULE, text));
    }
    let emptied_at = instant(&terms, "emptied", command.emptied)?;
    let previous_at = match standing.last_emptied_at {
        Some(known) => known,
        None => {
            let before = command.before.ok_or_else(|| {
                CommandError::field(
                    "before",
                    "Enter when the box was emptied before: no session of it is on record yet.",
                )
            })?;
            instant(&terms, "before", before)?
        }
    };
    if emptied_at > tx.now() {
        return Err(CommandError::field(
            "emptied",
            "The box cannot have been emptied after now. Check the day and the time.",
        ));
    }
    let previous = terms.calendar.local(previous_at);
    rules::received(previous, command.emptied, None)
        .map_err(|sentence| CommandError::field("emptied", sentence))?;
    let second = second_person(tx, site, &command.second, actor.staff_id)?;
    let new = NewEmptying {
        public_id,
        site,
        box_key: &command.box_key,
        previous_at,
        emptied_at,
        opened_by: actor.staff_id,
        second: second.id,
        envelopes: command.envelopes,
    };
    let id = store::insert_emptying(tx, &new).map_err(|error| match error {
        StoreError::Constraint { .. } => CommandError::refused(
            RULE,
            "A colleague began a session of this box a moment ago. Open it from the drop box page.",
        ),
        other => other.into(),
    })?;
    about(tx, id);
    let told = HistoryLine {
        became: Some(format!(
            "{}, with {}",
            envelopes(command.envelopes),
            second.name
        )),
        ..line(tx, actor, Happened::Opened)
    };
    keep_line(tx, actor, id, &told)
}

/// The terms of the acting site, if it has this box (S26).
fn terms_here(
    tx: &Tx<'_>,
    facilities: &Facilities,
    actor: &Actor,
    box_key: &str,
) -> Result<Terms, CommandError> {
    let site = &actor.acting_site;
    let today = facilities.today(site, tx.now());
    let boxes = facilities.drop_boxes(site, today);
    if !boxes.iter().any(|(key, _)| *key == box_key) {
        return Err(CommandError::refused(
            "S26",
            "This site has no such drop box. Choose the box again.",
        ));
    }
    facilities
        .terms(site, today)
        .ok_or_else(|| CommandError::refused("S4", "This site is not one of the hospital's sites."))
}

fn instant(
    terms: &Terms,
    field: &str,
    local: NaiveDateTime,
) -> Result<NaiveDateTime, CommandError> {
    terms.calendar.instant(local).ok_or_else(|| {
        CommandError::field(
            &[field, "-time"].concat(),
            "The clock jumped over this time. Write the time it shows afterwards.",
        )
    })
}

/// The second person: somebody else who logs requests at the site.
fn second_person(
    tx: &mut Tx<'_>,
    site: &str,
    public_id: &str,
    first: i64,
) -> Result<Person, CommandError> {
    let found = store::list_hands(tx, site)?
        .into_iter()
        .find(|(id, _)| id == public_id);
    match found {
        Some((_, person)) if person.id != first => Ok(person),
        Some(_) => Err(CommandError::field(
            "second",
            "The second person is somebody else: choose the colleague who was with you.",
        )),
        None => Err(CommandError::field(
            "second",
            "Choose a colleague who logs requests at this site.",
        )),
    }
}

/// Confirms the count: the second person counted, too, and found the same.
///
/// # Errors
/// A refusal for anybody but the one who has to confirm; a field's error when the counts differ; `Stale`.
pub fn confirm(
    tx: &mut Tx<'_>,
    actor: &Actor,
    public_id: &str,
    version: Version,
    counted: i64,
) -> Result<(), CommandError> {
    let session = opened(tx, actor, public_id, Some(version))?;
    let emptying = &session.emptying;
    rules::may_confirm(emptying, actor.staff_id)?;
    if counted != emptying.envelopes {
        let text = format!(
            "You counted {}, the session says {}. Count together again; if the session is wrong, correct its count.",
            counted, emptying.envelopes
        );
        return Err(CommandError::field("counted", text));
    }
    store::set_confirmed(tx, emptying, actor.staff_id)?;
    let told = HistoryLine {
        became: Some(envelopes(counted)),
        ..line(tx, actor, Happened::Confirmed)
    };
    keep_line(tx, actor, emptying.id, &told)
}

/// Corrects the count, with the reason, which stays in the history. The other one of the two confirms it anew.
///
/// # Errors
/// A refusal for anybody but the two who emptied the box, or after the end; a field's error when it is that count already;
/// `Stale`.
pub fn correct_count(
    tx: &mut Tx<'_>,
    actor: &Actor,
    public_id: &str,
    version: Version,
    command: &CorrectCount,
) -> Result<(), CommandError> {
    let session = opened(tx, actor, public_id, Some(version))?;
    let emptying = &session.emptying;
    rules::may_count(emptying, actor.staff_id)?;
    if command.envelopes == emptying.envelopes {
        return Err(CommandError::field(
            "envelopes",
            "This is the count already. Write how many there really are.",
        ));
    }
    store::set_count(tx, emptying, command.envelopes, actor.staff_id)?;
    let told = HistoryLine {
        was: Some(envelopes(emptying.envelopes)),
        became: Some(envelopes(command.envelopes)),
        why: Some(command.why.clone()),
        ..line(tx, actor, Happened::CountCorrected)
    };
    keep_line(tx, actor, emptying.id, &told)
}

/// Says that another colleague was the second person, with the reason, which stays in the history.
///
/// # Errors
/// A refusal for anybody but who began the session, or once the second person has counted; a field's error when it is
/// nobody else; `Stale`.
pub fn change_second(
    tx: &mut Tx<'_>,
    actor: &Actor,
    public_id: &str,
    version: Version,
    command: &OtherSecond,
) -> Result<(), CommandError> {
    let session = opened(tx, actor, public_id, Some(version))?;
    let emptying: &Emptying = &session.emptying;
    rules::may_change_second(emptying, actor.staff_id)?;
    let second = second_person(tx, &emptying.site, &command.second, emptying.opened_by.id)?;
    if second.id == emptying.second.id {
        return Err(CommandError::field(
            "second",
            "This colleague is the second person already.",
        ));
    }
    store::set_second(tx, emptying, second.id)?;
    let told = HistoryLine {
        was: Some(emptying.second.name.clone()),
        became: Some(second.name),
        why: Some(command.why.clone()),
        ..line(tx, actor, Happened::SecondChanged)
    };
    keep_line(tx, actor, emptying.id, &told)
}

/// Closes a session: every envelope is logged and settled, and both people agree on the count (B3).
///
/// # Errors
/// A refusal that names everything that is missing; `Stale`.
pub fn close(
    tx: &mut Tx<'_>,
    actor: &Actor,
    public_id: &str,
    version: Version,
) -> Result<(), CommandError> {
    let session = opened(tx, actor, public_id, Some(version))?;
    rules::may_close(&session)?;
    let emptying = &session.emptying;
    store::set_ended(tx, emptying, Ending::Closed, actor.staff_id)?;
    let told = HistoryLine {
        became: Some(envelopes(emptying.envelopes)),
        ..line(tx, actor, Happened::Closed)
    };
    keep_line(tx, actor, emptying.id, &told)
}

/// Ends a session in which nothing was logged, because the box was not emptied; it then says nothing about the box.
///
/// # Errors
/// A refusal when something is logged in it; `Stale`.
pub fn end_as_mistake(
    tx: &mut Tx<'_>,
    actor: &Actor,
    public_id: &str,
    version: Version,
    why: &str,
) -> Result<(), CommandError> {
    let session = opened(tx, actor, public_id, Some(version))?;
    rules::may_end_as_mistake(&session)?;
    let emptying = &session.emptying;
    store::set_ended(tx, emptying, Ending::Mistake, actor.staff_id)?;
    let told = HistoryLine {
        why: Some(why.to_owned()),
        ..line(tx, actor, Happened::Mistake)
    };
    keep_line(tx, actor, emptying.id, &told)
}
