//! Delaying or withholding electronic records: which exceptions there are, what a record of one needs, when one is due, and
//! the day by which written reasons go out (1.10, C20).

mod due;
mod record;
mod wants;

pub use due::{Electronic, records_due};
pub use record::{NO_EXCEPTIONS, ground_of};
pub use wants::wants;

use chrono::NaiveDate;

use crate::calendar::Calendar;
use crate::disclosures::model::{BlockingException, LawfulGround, WithholdingGround};
use crate::facilities::model::StateLaw;
use crate::requests::rules::clocks::{Clock, ClockRule, Length, Started, count_clock, settle};

/// The law of C20.
pub const INFEASIBILITY: &str = "45 CFR 171.204(b)";

/// Where an exception stands, and since when.
pub const fn section(exception: BlockingException) -> &'static str {
    match exception {
        BlockingException::PreventingHarm => "45 CFR 171.201",
        BlockingException::Privacy => "45 CFR 171.202",
        BlockingException::Security => "45 CFR 171.203",
        BlockingException::Infeasibility => "45 CFR 171.204",
        BlockingException::Performance => "45 CFR 171.205",
        BlockingException::ProtectingCareAccess => "45 CFR 171.206",
        BlockingException::Manner => "45 CFR 171.301",
        BlockingException::Fees => "45 CFR 171.302",
        BlockingException::Licensing => "45 CFR 171.303",
        BlockingException::TefcaManner => "45 CFR 171.403",
    }
}

/// The first day an exception could be used; none where it is as old as the rule.
pub const fn since(exception: BlockingException) -> Option<NaiveDate> {
    match exception {
        BlockingException::ProtectingCareAccess => NaiveDate::from_ymd_opt(2024, 12, 17),
        _ => None,
    }
}

/// The law behind a ground.
pub const fn citation(ground: WithholdingGround, state: StateLaw) -> &'static str {
    match ground {
        WithholdingGround::Exception(exception) => section(exception),
        WithholdingGround::Law(LawfulGround::HipaaDenial) => "45 CFR 164.524(a)",
        WithholdingGround::Law(LawfulGround::HipaaNoPermission) => "45 CFR 164.502(a)",
        WithholdingGround::Law(LawfulGround::StateLaw) => match state {
            StateLaw::California => "Cal. H&S Code 123115; Civ. Code 56.10",
            StateLaw::NewYork => "NY PHL 18(3)",
        },
    }
}

/// C20: the day by which whoever asked has the written reasons why it is not feasible. `days` is the house's setting.
pub fn infeasibility(
    received_on: NaiveDate,
    days: u32,
    calendar: &Calendar,
    today: Option<NaiveDate>,
) -> Clock {
    let started = Started::new(
        received_on,
        Length::Working(days),
        "the day we received the request",
    );
    let mut clocks = [count_clock(
        ClockRule::C20,
        INFEASIBILITY,
        &started,
        calendar,
    )];
    settle(&mut clocks, None, calendar, today);
    let [clock] = clocks;
    clock
}
