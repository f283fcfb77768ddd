//! Who may be told what on the telephone (1.15, N20, R12), before a word of it is read out.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use crate::requests::rules::identity::{CallerSaid, caller_verified};
use crate::text_enum;

text_enum! {
    /// Who calls.
    pub enum Caller: "caller" {
        Patient = "patient", "The patient";
        Representative = "representative", "The patient's representative";
        Requester = "requester", "Somebody else who sent the request";
        AnybodyElse = "anybody_else", "Anybody else";
    }
}

text_enum! {
    /// What may be told.
    pub enum MayBeTold: "what may be told" {
        HowItStands = "how_it_stands", "How it stands, whose move it is and when it is due";
        Nothing = "nothing", "Nothing about the request, nor that there is one";
    }
}

/// What may be told, and why, as a sentence for whoever answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answerable {
    /// What.
    pub what: MayBeTold,
    /// Why, or what to ask next.
    pub why: String,
}

/// Who may be told what. A caller about the patient's own records says the birth date, the home address and one thing more
/// (45 CFR 164.514(h), [V40]); whoever sent the request names its number and something else the request holds. Nothing of
/// the records themselves is ever told, and anybody else learns not even that there is a request (N20).
pub fn may_be_told(caller: Caller, said: &[CallerSaid]) -> Answerable {
    let yes = |why: &str| Answerable {
        what: MayBeTold::HowItStands,
        why: why.to_owned(),
    };
    let no = |why: String| Answerable {
        what: MayBeTold::Nothing,
        why,
    };
    match caller {
        Caller::Patient | Caller::Representative => match caller_verified(said) {
            Ok(()) => yes("The caller is verified."),
            Err(refusal) => no(refusal.text),
        },
        Caller::Requester if said.contains(&CallerSaid::OtherHeld) => {
            yes("The caller knows what only the request holds.")
        }
        Caller::Requester => no(
            "Ask for the number of the request and something else it holds, for example the telephone or the address on it."
                .to_owned(),
        ),
        Caller::AnybodyElse => no(
            "Say how anybody can ask for records; neither yes nor no to whether there is a request."
                .to_owned(),
        ),
    }
}

/// Within how many days a further call is a repeated one.
pub const REPEATED_WITHIN: TimeDelta = TimeDelta::days(14);

/// How many of these calls came within the last days (B10), so that who calls again is noticed.
pub fn repeated(calls: &[NaiveDateTime], now: NaiveDateTime) -> usize {
    let recent = calls.iter().filter(|at| now - **at <= REPEATED_WITHIN);
    recent.count()
}

/// Whether the wait the house asks for is not over yet (R12); whoever calls earlier is answered all the same.
pub fn is_early(status_ok_from: Option<NaiveDate>, today: NaiveDate) -> bool {
    status_ok_from.is_some_and(|from| today < from)
}
