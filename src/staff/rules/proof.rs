//! The proof asked again before a dangerous act (ASVS 7.5.3: release, role change, a colleague's lost credentials).

use chrono::{NaiveDateTime, TimeDelta};

/// How long a proof counts. Short enough that a machine left alone releases nothing to the next person, long enough that
/// who releases all morning is not asked at every request.
pub const LASTS: TimeDelta = TimeDelta::minutes(30);

/// Whether a person has proved at `proved_at` who they are, recently enough at `now`; a proof from the future counts for
/// nothing (T14).
pub fn is_fresh(proved_at: Option<NaiveDateTime>, now: NaiveDateTime) -> bool {
    proved_at.is_some_and(|at| at <= now && now - at <= LASTS)
}
