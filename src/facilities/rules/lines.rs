//! One fax number for two kinds of work (S58), and mail in the wrong box (S57).

use chrono::NaiveDate;

use crate::facilities::model::{EmailAddress, Fax, Mailbox, PhoneNumber, Profile, Work};

/// What kind of work a fax is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaxKind {
    /// The line carries only this kind.
    Known(Work),
    /// The line carries several kinds: the person who opens the fax must say which it is.
    MustBeAsked {
        /// The kinds to choose from.
        choices: Vec<Work>,
        /// The question.
        sentence: String,
    },
    /// The line is not one of the hospital's: accepted, and the kind must be asked.
    UnknownLine,
}

/// What kind of work arrives on a fax line. City of Hope's number carries authorizations and medical forms alike, so the
/// kind is never guessed from the number (S30, S58).
pub fn fax_kind(profile: &Profile, line: &PhoneNumber, on: NaiveDate) -> FaxKind {
    let rows = profile
        .all::<Fax>(on)
        .filter(|row| row.value.number == *line);
    let mut choices: Vec<Work> = rows
        .flat_map(|row| row.value.work.iter().copied())
        .collect();
    choices.sort_unstable();
    choices.dedup();
    match choices.as_slice() {
        [] => FaxKind::UnknownLine,
        [only] => FaxKind::Known(*only),
        _ => FaxKind::MustBeAsked {
            sentence: format!(
                "{line} takes requests for records and medical forms. Which is this?"
            ),
            choices,
        },
    }
}

/// Whether an e-mail came to the mailbox meant for its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailboxFit {
    /// The right box.
    Right,
    /// Another box is meant for it: move it there, keep the day it arrived, refuse nothing (S57, R2).
    MoveTo {
        /// The right box.
        to: EmailAddress,
        /// What to say on the page.
        sentence: String,
    },
    /// No box is listed for this kind: accepted where it is (S65, S117).
    AcceptHere,
}

/// Whether an e-mail of a kind of work is in the right box. A message in the wrong box is moved, never refused, and is
/// received on the day it reached the first box (S57, R2).
pub fn mailbox_fit(
    profile: &Profile,
    arrived_at: &EmailAddress,
    work: Work,
    on: NaiveDate,
) -> MailboxFit {
    let meant: Vec<_> = profile
        .all::<Mailbox>(on)
        .filter(|row| row.value.work.contains(&work))
        .collect();
    if meant.iter().any(|row| row.value.address == *arrived_at) {
        return MailboxFit::Right;
    }
    match meant.first() {
        None => MailboxFit::AcceptHere,
        Some(row) => MailboxFit::MoveTo {
            to: row.value.address.clone(),
            sentence: format!(
                "{} belongs in {}. Move it; it was received the day it reached {arrived_at}.",
                work.label(),
                row.value.address
            ),
        },
    }
}
