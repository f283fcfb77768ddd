//! What an amendment is decided on, the letters about it, and what stands beside the record afterwards.

use crate::disclosures::model::DenialGround;
use crate::facilities::model::StateLaw;
use crate::text_enum;

text_enum! {
    /// The only four grounds on which an amendment may be denied (164.526(a)(2)).
    pub enum AmendmentGround: "ground" {
        NotCreatedHere = "not_created_here", "Not created here";
        NotInRecordSet = "not_in_record_set", "Not in the designated record set";
        NotOpenToAccess = "not_open_to_access", "Not open to access under 164.524";
        AccurateAndComplete = "accurate_and_complete", "Accurate and complete";
    }
}

/// How the request came (164.526(b)(1)).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AmendmentRequest {
    /// Patients were told in advance that it takes writing and a reason.
    pub rule_announced: bool,
    /// It came in writing.
    pub in_writing: bool,
    /// It gives a reason.
    pub gives_reason: bool,
}

/// What is known about the disputed information. What is not given is not known, and nothing unknown supports a denial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AmendmentFacts {
    /// Whether this hospital created it.
    pub created_here: Option<bool>,
    /// The patient gives a reasonable basis to believe that whoever created it can no longer act on a request.
    pub originator_gone: bool,
    /// Whether it is in the designated record set.
    pub in_record_set: Option<bool>,
    /// The ground that closes it to the patient's access, where one does.
    pub closed_to_access: Option<DenialGround>,
    /// Whether somebody looked and found it accurate and complete.
    pub accurate_and_complete: Option<bool>,
    /// Another covered entity told us that it amended the same information.
    pub amended_elsewhere: bool,
}

/// A letter that accepts (N10).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Acceptance {
    /// It says that the amendment is accepted.
    pub says_accepted: bool,
    /// The records it affects.
    pub records: Vec<String>,
    /// How the amendment is appended or linked to them.
    pub linked_how: Option<String>,
    /// It asks the patient whom to tell.
    pub asks_whom_to_tell: bool,
    /// It asks the patient to agree that they are told.
    pub asks_agreement: bool,
    /// It says that those known to rely on the information are told too.
    pub tells_who_relies: bool,
}

text_enum! {
    /// What an acceptance letter must hold.
    pub enum AcceptancePart: "part of an acceptance" {
        Accepted = "accepted", "That the amendment is accepted";
        Records = "records", "Which records it affects";
        Link = "link", "How it is appended or linked to them";
        WhomToTell = "whom_to_tell", "The question whom to tell";
        Agreement = "agreement", "The question whether we may tell them";
        WhoRelies = "who_relies", "That those known to rely on it are told";
    }
}

/// A letter that denies (N11).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AmendmentDenial {
    /// On which ground.
    pub ground: Option<AmendmentGround>,
    /// Why, in plain words.
    pub plain_words: Option<String>,
    /// It says that the patient may file a statement of disagreement.
    pub statement_right: bool,
    /// How to file it.
    pub how_to_file: Option<String>,
    /// It says that without a statement the patient may have the request and the denial travel with later disclosures.
    pub travel_right: bool,
    /// Name or title of whom to complain to at the hospital.
    pub complain_to: Option<String>,
    /// That person's telephone.
    pub complaint_phone: Option<String>,
    /// It says how to complain to the federal government (HHS).
    pub hhs_route: bool,
}

text_enum! {
    /// What a denial letter must hold (164.526(d)(1)).
    pub enum DenialPart: "part of a denial" {
        Ground = "ground", "Which of the four grounds";
        PlainWords = "plain_words", "The basis in plain words";
        StatementRight = "statement_right", "The right to a statement of disagreement";
        HowToFile = "how_to_file", "How to file the statement";
        TravelRight = "travel_right", "The right to have request and denial travel with later disclosures";
        ComplainTo = "complain_to", "Whom to complain to here, by name or title";
        ComplaintPhone = "complaint_phone", "That person's telephone";
        HhsRoute = "hhs_route", "How to complain to HHS";
    }
}

/// The patient's own words about one item of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemStatement {
    /// Which item.
    pub item: String,
    /// The words.
    pub text: String,
}

/// A California addendum (H&S 123111, C8).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addendum {
    /// The patient inspected the record.
    pub inspected: bool,
    /// It says that it is to be part of the record.
    pub says_part_of_record: bool,
    /// What it says, item by item.
    pub items: Vec<ItemStatement>,
}

/// A New York statement (PHL 18(8)).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FactualStatement {
    /// Whoever gives it is a qualified person.
    pub by_qualified_person: bool,
    /// It is in writing.
    pub in_writing: bool,
    /// It is about a matter of fact, not a provider's observation, inference or conclusion.
    pub on_facts: bool,
}

/// What stands beside one item of the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beside {
    /// Whose law binds the facility.
    pub state: StateLaw,
    /// An accepted amendment is linked to it.
    pub amended: bool,
    /// A denied one, and what followed.
    pub denied: Option<Dispute>,
    /// A California addendum is attached to it.
    pub addendum: bool,
    /// A New York statement is attached to it.
    pub factual_statement: bool,
}

/// What followed a denial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dispute {
    /// The patient filed a statement of disagreement.
    pub statement: bool,
    /// The hospital answered it with a rebuttal; the patient has a copy (N12).
    pub rebuttal: bool,
    /// The patient asked that request and denial travel.
    pub asked_to_travel: bool,
}

text_enum! {
    /// What goes with a later disclosure of the item.
    pub enum Travels: "attachment" {
        Amendment = "amendment", "The amendment";
        Request = "request", "The request for an amendment";
        Denial = "denial", "The denial";
        Statement = "statement", "The statement of disagreement";
        Rebuttal = "rebuttal", "The rebuttal";
        Addendum = "addendum", "The addendum";
        FactualStatement = "factual_statement", "The statement on the facts";
    }
}
