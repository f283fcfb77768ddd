//! The table of unsettled points. A further point is a further row, and a row in the profile of each hospital it matters to.

use super::{Choices, Days, StateLaw, Value};

const BOTH: &[StateLaw] = StateLaw::ALL;
const CALIFORNIA: &[StateLaw] = &[StateLaw::California];

law_settings! {
    /// C1: 30 days; a rule proposed in 2020 says 15 and is not final.
    HipaaAccessDays, hipaa_access_days: Days<30> = "hipaa_access_days", "Calendar days to answer an access request",
        &["C1"], BOTH, "[V1] [V46]",
        "The federal rule says 30 days. A rule proposed in 2020 says 15; it was still not final entering 2026.",
        {};

    /// C9: the statute says days, one commentary says business days.
    AttorneyDays, attorney_days: AttorneyDays = "attorney_days", "How an attorney's five days before suit are counted",
        &["C9"], CALIFORNIA, "[V18] [U]",
        "Evidence Code 1158 says five days; one secondary page says business days. Calendar days are the shorter time.",
        {
            Calendar = "calendar_days", "Calendar days, the shorter time";
            Working = "working_days", "Working days";
        };

    /// R12: the caller may ask after the last day of the wait, or on it.
    StatusReading, status_reading: StatusReading = "status_reading", "When a caller may ask how the request stands",
        &["R12", "C25"], CALIFORNIA, "[D] [U]",
        "\"Allow five working days\" can also mean that the caller may ask on the fifth.",
        {
            AfterTheWait = "after_the_wait", "The working day after the last day of the wait";
            OnTheLastDay = "on_the_last_day", "The last day of the wait";
        };

    /// C20: ten business days, from knowledge, not checked.
    InfeasibilityDays, infeasibility_days: Days<10> = "infeasibility_days", "Business days to say why something cannot be given electronically",
        &["C20"], BOTH, "[K] [V29]",
        "Ten business days are known from practice; the text of 45 CFR 171.204(b) was not checked.",
        {};
}
