//! What an accounting costs: the first in any twelve months nothing, a further one its cost, told before (1.4, N15).

use chrono::{Months, NaiveDate};

use crate::accountings::model::Asked;
use crate::calendar::in_words;

/// Whether an accounting asked for on a day is free: none was given in the twelve months before. From the same day of the
/// next year on it is free again; 29 February becomes 28 February (as in R15).
pub fn is_free(previous_on: Option<NaiveDate>, requested_on: NaiveDate) -> bool {
    previous_on.is_none_or(|on| {
        let again = on.checked_add_months(Months::new(12));
        again.is_some_and(|again| requested_on >= again)
    })
}

/// What the requester must hear before a further accounting is made.
pub(super) fn sentences(asked: &Asked) -> Option<String> {
    let previous_on = asked.previous_accounting_on?;
    (!is_free(Some(previous_on), asked.requested_on)).then(|| {
        format!(
            "An accounting was given on {}, within twelve months: this one may cost what it costs. Tell the requester the fee before, with the chance to withdraw or change the request (N15).",
            in_words(previous_on)
        )
    })
}
