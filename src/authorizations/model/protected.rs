//! What a specially protected kind of information asks for before it leaves (rule sheet 1.8, 1.9, 1.11).

use super::{CheckId, Flag};
use crate::facilities::model::StateLaw;
use crate::notices::model::Statement;
use crate::requests::model::{RequesterClass, Road};

/// What must be there before a protected kind of information goes to a recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Demand {
    /// Nothing but what the road asks for anyway.
    Nothing,
    /// A check of the list asks for the permission; while it is not satisfied, that part stays.
    Check(CheckId),
    /// Staff answer this question; unless the answer is yes, that part stays.
    Ask(&'static str),
    /// Staff answer this question; unless the answer is yes, nothing leaves at all.
    Must(&'static str),
    /// That part does not go to this recipient on this road.
    Stays,
}

/// One row of the table of protected information.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Protection {
    /// The kind of information.
    pub flag: Flag,
    /// In this state only; none: in both.
    pub state: Option<StateLaw>,
    /// On these roads only; none named: on every road.
    pub roads: &'static [Road],
    /// To these recipients only; none named: to anybody.
    pub to: &'static [RequesterClass],
    /// What must be there first.
    pub demand: Demand,
    /// The written statement that goes with it.
    pub statement: Option<Statement>,
    /// What staff read.
    pub says: &'static str,
    /// The law, or the policy of the house, behind it.
    pub citation: &'static str,
    /// What that rests on: the tags of the rule sheet.
    pub evidence: &'static str,
}

/// Where something goes: what the table is asked with, besides the kind of information.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    /// The state of the facility.
    pub state: StateLaw,
    /// The legal road.
    pub road: Road,
    /// Everybody who is to receive something, by class.
    pub to: Vec<RequesterClass>,
}

/// What becomes of a protected kind of information.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// What it asks for is there.
    Goes,
    /// That part stays; the rest may go.
    Stays,
    /// Nothing leaves before the question is answered with yes.
    Stops,
}

/// What becomes of one kind on its way to one class of recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The kind.
    pub flag: Flag,
    /// The class of recipient.
    pub to: RequesterClass,
    /// The row that decided.
    pub row: &'static Protection,
    /// What becomes of it.
    pub fate: Fate,
}
