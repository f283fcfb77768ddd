//! What an accounting follows from, and what it holds.

use chrono::NaiveDate;

use crate::disclosures::model::Basis;
use crate::text_enum;

/// One disclosure as the log has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosed {
    /// Its name in the log.
    pub id: String,
    /// The day it left.
    pub on: NaiveDate,
    /// Who received it; blank where nobody knows.
    pub recipient: String,
    /// Where, if known.
    pub address: Option<String>,
    /// What, in a few words.
    pub description: Option<String>,
    /// What for; blank where a copy of the written request stands in for it.
    pub purpose: String,
    /// A copy of the written request goes with the accounting in place of the purpose.
    pub request_copy: bool,
    /// How many pages.
    pub pages: Option<u32>,
    /// Why the law let it leave.
    pub basis: Basis,
    /// The study, for research under a waiver.
    pub study: Option<Study>,
    /// The last day of a hold that an agency asked for in writing (164.528(a)(2)(i)).
    pub written_hold_until: Option<NaiveDate>,
}

/// The study behind a disclosure for research under a waiver (164.528(b)(4)).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Study {
    /// How many people's records went to it.
    pub people: Option<u32>,
    /// Its protocol or name.
    pub protocol: Option<String>,
    /// What it is about, in plain words.
    pub about: Option<String>,
    /// Its sponsor, with address and telephone.
    pub sponsor: Option<String>,
    /// Its researcher, with address and telephone.
    pub researcher: Option<String>,
}

/// An agency's word, by mouth, to hold a disclosure back (C18).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OralHold {
    /// Which disclosure.
    pub disclosure: String,
    /// The day the agency said so.
    pub on: NaiveDate,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The day the request was received.
    pub requested_on: NaiveDate,
    /// From which day; none: as far back as the law goes.
    pub from: Option<NaiveDate>,
    /// Until which day; none: the day of the request.
    pub to: Option<NaiveDate>,
    /// The day of the last accounting before this one.
    pub previous_accounting_on: Option<NaiveDate>,
    /// Everything the log holds of this patient.
    pub disclosures: Vec<Disclosed>,
    /// What agencies asked by word of mouth.
    pub oral_holds: Vec<OralHold>,
    /// The day the holds are judged on; none: the day of the request.
    pub today: Option<NaiveDate>,
}

/// The days an accounting covers, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

text_enum! {
    /// What an entry must hold (164.528(b)(2)), and of a study besides (164.528(b)(4)).
    pub enum EntryPart: "part of an entry" {
        Recipient = "recipient", "Name of the recipient";
        Address = "address", "Address of the recipient, if known";
        Description = "description", "Brief description of what was disclosed";
        Purpose = "purpose", "Brief purpose, or a copy of the written request";
        Protocol = "protocol", "Name of the protocol or study";
        About = "protocol_about", "Description of the study in plain words";
        Sponsor = "sponsor", "Sponsor with address and telephone";
        Researcher = "researcher", "Researcher with address and telephone";
    }
}

/// A disclosure listed by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub disclosed: Disclosed,
    /// What the entry still lacks; the accounting is not complete before.
    pub missing: Vec<EntryPart>,
    /// For a study of fifty people or more: the statement that goes with it.
    pub study_statement: Option<&'static str>,
}

/// Repeats to one recipient for one purpose: the first in full, then number, frequency and last day (164.528(b)(3)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeats {
    /// The first, in full.
    pub first: Entry,
    /// All of them in order of their days, the first included.
    pub ids: Vec<String>,
    /// The day of the last.
    pub last_on: NaiveDate,
    /// How many and how often, in words.
    pub frequency: String,
}

/// A disclosure that is not listed, and by which rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excluded {
    /// Which.
    pub id: String,
    /// By which rule.
    pub rule: &'static str,
}

/// A disclosure held back for an agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withheld {
    /// Which.
    pub id: String,
    /// The last day of the hold.
    pub until: NaiveDate,
    /// Whether it rests on a written statement.
    pub in_writing: bool,
}

/// The accounting: every disclosure stands in exactly one of the four lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accounting {
    /// The days it covers.
    pub window: Window,
    /// Listed one by one, by day.
    pub included: Vec<Entry>,
    /// Listed as repeats, by first day.
    pub summarized: Vec<Repeats>,
    /// Not listed.
    pub excluded: Vec<Excluded>,
    /// Held back for now.
    pub withheld: Vec<Withheld>,
    /// Whether it is free: the first in any twelve months (1.4).
    pub free: bool,
    /// The day it is due (C3).
    pub due: NaiveDate,
    /// What the requester or the desk must be told, in sentences.
    pub why: Vec<String>,
}
