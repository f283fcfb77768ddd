//! How long the hospital keeps records, and the desk its papers (rule sheet 1.15, C26).

use chrono::{Months, NaiveDate};

use crate::calendar::in_words;
use crate::facilities::model::StateLaw;

/// How long a hospital keeps records in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// The state.
    pub state: StateLaw,
    /// Years after the last service.
    pub years: u32,
    /// A minor's records at least until the birthday of this age.
    pub minor_until_age: u32,
    /// Years after a death; none where the law names no time of its own for it.
    pub years_after_death: Option<u32>,
    /// The rule in words.
    pub says: &'static str,
    /// The law.
    pub citation: &'static str,
    /// What it rests on: the tags of the rule sheet.
    pub evidence: &'static str,
}

const CALIFORNIA: Retention = Retention {
    state: StateLaw::California,
    years: 7,
    minor_until_age: 19,
    years_after_death: None,
    says: "7 years after the last service; a minor's at least until the age of 19.",
    citation: "22 CCR 70751",
    evidence: "[V43]",
};

const NEW_YORK: Retention = Retention {
    state: StateLaw::NewYork,
    years: 6,
    minor_until_age: 21,
    years_after_death: Some(6),
    says: "6 years after the last service; a minor's until the age of 21; 6 years after a death.",
    citation: "10 NYCRR 405.10",
    evidence: "[V43]",
};

/// How long a hospital of this state keeps records.
pub const fn retention(state: StateLaw) -> &'static Retention {
    match state {
        StateLaw::California => &CALIFORNIA,
        StateLaw::NewYork => &NEW_YORK,
    }
}

/// The last day the record of a service must be kept, the longest of all times that apply. Whoever was a minor on the day
/// of the service has the minor's time; without a birth date nobody is taken for one.
pub fn kept_until(
    rule: &Retention,
    served_on: NaiveDate,
    born_on: Option<NaiveDate>,
    died_on: Option<NaiveDate>,
) -> NaiveDate {
    let after = |on: NaiveDate, years: u32| {
        on.checked_add_months(Months::new(12 * years))
            .unwrap_or(NaiveDate::MAX)
    };
    let minor = born_on
        .filter(|born| served_on < after(*born, 18))
        .map(|born| after(born, rule.minor_until_age));
    let death = died_on
        .zip(rule.years_after_death)
        .map(|(died, years)| after(died, years));
    [Some(after(served_on, rule.years)), minor, death]
        .into_iter()
        .flatten()
        .max()
        .unwrap_or(NaiveDate::MAX)
}

/// The service day before which a grown patient's record may lawfully be gone by now.
pub fn lawfully_gone_before(rule: &Retention, today: NaiveDate) -> NaiveDate {
    today
        .checked_sub_months(Months::new(12 * rule.years))
        .unwrap_or(NaiveDate::MIN)
}

/// What is said to whoever found nothing: how long records are kept here, and from when they may lawfully be gone.
pub fn told(state: StateLaw, today: NaiveDate) -> String {
    let rule = retention(state);
    format!(
        "Records are kept {} What was done before {} may lawfully be gone, save for who was a minor then ({}).",
        rule.says,
        in_words(lawfully_gone_before(rule, today)),
        rule.citation
    )
}
