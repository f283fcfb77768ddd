//! Why the desk is not ready.

use chrono::TimeDelta;

use crate::text_enum;

text_enum! {
    /// A reason, as a code for the monitor; nothing else is said, and nothing about anybody (T17).
    pub enum Reason: "reason" {
        Database = "database", "The database does not answer";
        ReadOnly = "database_read_only", "The database takes no changes";
        Migrations = "migrations", "The schema is not the one of this program";
        DiskLow = "disk_low", "The disk is too full for a paper";
        KeyMissing = "key_missing", "The key file is gone or cannot be read";
        Files = "files", "The folder of papers is not the one of this database";
        Facts = "facts", "The facts of the house cannot be used";
        MailWaiting = "mail_waiting", "Mail has waited for more than a quarter of an hour";
        Arrivals = "arrivals", "A mailbox or folder has not been read for more than a quarter of an hour";
    }
}

/// How long a mailbox or folder may not be read (B28).
pub const ARRIVALS_MAY_WAIT: TimeDelta = TimeDelta::minutes(15);
/// How old the oldest waiting message may be (T17).
pub const MAIL_MAY_WAIT: TimeDelta = TimeDelta::minutes(15);
