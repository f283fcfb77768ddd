//! Which clarifications wait, and the reminders of them that went out or were made.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::{Row, clarification};
use crate::clarifications::model::WaitingLetter;
use crate::db::schema::{
    clarification_reminders, clarification_reminders_made, clarifications, patients, requests,
};
use crate::db::{Read, StoreError, Tx};
use crate::requests::model::RequesterClass;

/// The ids of clarifications that wait, sent on or before a day, after an id: for the job that reminds.
///
/// # Errors
/// When the database cannot be read.
pub fn list_waiting(
    read: &mut Read<'_>,
    sent_before: NaiveDate,
    after: i64,
    at_most: i64,
) -> Result<Vec<i64>, StoreError> {
    read.list(
        clarifications::table
            .filter(clarifications::settled_at.is_null())
            .filter(clarifications::sent_on.lt(sent_before))
            .filter(clarifications::id.gt(after))
            .order(clarifications::id)
            .limit(at_most)
            .select(clarifications::id),
    )
}

/// The numbers of the reminders of a clarification that went out by themselves or that a person made.
///
/// # Errors
/// When the database cannot be read.
pub fn list_reminded(read: &mut Read<'_>, clarification: i64) -> Result<Vec<i64>, StoreError> {
    let made = list_all_reminded(read, &[clarification])?;
    Ok(made.into_iter().map(|(_, number)| number).collect())
}

/// Notes that a person made a reminder; a second one of the same number is refused by the table.
///
/// # Errors
/// A unique constraint when it was made already.
pub fn insert_reminder_made(
    tx: &mut Tx<'_>,
    clarification: i64,
    number: u32,
    contact: i64,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(
        diesel::insert_into(clarification_reminders_made::table).values((
            clarification_reminders_made::clarification_id.eq(clarification),
            clarification_reminders_made::number.eq(i64::from(number)),
            clarification_reminders_made::contact_id.eq(contact),
            clarification_reminders_made::made_at.eq(now),
        )),
    )?;
    Ok(())
}

/// The clarifications that wait at these sites, sent before a day, longest waiting first.
///
/// # Errors
/// When the database cannot be read.
pub fn list_waiting_at(
    read: &mut Read<'_>,
    sites: &[String],
    sent_before: NaiveDate,
    at_most: i64,
) -> Result<Vec<WaitingLetter>, StoreError> {
    type Text = Option<String>;
    type Of = (String, String, String, Text, String, Text, Text, Text);
    let rows: Vec<(Row, Of)> = read.list(
        clarifications::table
            .inner_join(requests::table.left_join(patients::table))
            .filter(clarifications::settled_at.is_null())
            .filter(clarifications::sent_on.lt(sent_before))
            .filter(requests::site.eq_any(sites))
            .filter(requests::closed_at.is_null())
            .order((clarifications::sent_on, clarifications::id))
            .limit(at_most)
            .select((
                Row::as_select(),
                (
                    requests::public_id,
                    requests::reference,
                    requests::site,
                    requests::requester_email,
                    requests::requester_class,
                    patients::confidential_address.nullable(),
                    patients::confidential_email.nullable(),
                    patients::confidential_phone.nullable(),
                ),
            )),
    )?;
    rows.into_iter()
        .map(
            |(row, (request, reference, site, email, class, mail, agreed, phone))| {
                let own = class == RequesterClass::Patient.as_str();
                let asked = mail.is_some() || agreed.is_some() || phone.is_some();
                let letter = clarification(row)?;
                Ok(WaitingLetter {
                    id: letter.id,
                    public_id: letter.public_id,
                    way: letter.way,
                    sent_on: letter.sent_on,
                    request,
                    reference,
                    site,
                    has_email: if own && asked {
                        Some(agreed.is_some())
                    } else {
                        email.is_some().then_some(true)
                    },
                })
            },
        )
        .collect()
}

/// The reminders of these clarifications that went out or were made: clarification and number.
///
/// # Errors
/// When the database cannot be read.
pub fn list_all_reminded(read: &mut Read<'_>, of: &[i64]) -> Result<Vec<(i64, i64)>, StoreError> {
    let mut made: Vec<(i64, i64)> = read.list(
        clarification_reminders::table
            .filter(clarification_reminders::clarification_id.eq_any(of))
            .select((
                clarification_reminders::clarification_id,
                clarification_reminders::number,
            )),
    )?;
    made.extend(
        read.list::<(i64, i64), _>(
            clarification_reminders_made::table
                .filter(clarification_reminders_made::clarification_id.eq_any(of))
                .select((
                    clarification_reminders_made::clarification_id,
                    clarification_reminders_made::number,
                )),
        )?,
    );
    Ok(made)
}

/// Notes that a reminder went out; a second one of the same number is refused by the table.
///
/// # Errors
/// A unique constraint when it went already.
pub fn insert_reminder(
    tx: &mut Tx<'_>,
    clarification: i64,
    number: u32,
    notice: i64,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(diesel::insert_into(clarification_reminders::table).values((
        clarification_reminders::clarification_id.eq(clarification),
        clarification_reminders::number.eq(i64::from(number)),
        clarification_reminders::notice_id.eq(notice),
        clarification_reminders::sent_at.eq(now),
    )))?;
    Ok(())
}
