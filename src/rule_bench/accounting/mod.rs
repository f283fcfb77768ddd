//! `rule accounting`: which disclosures are listed, told as repeats, left out, held back; the fee and the due day.

mod answer;

use serde::{Deserialize, Serialize};

use super::facility::{Facilities, find};
use super::json::{self, Count, Object, On};
use crate::accountings::model::{Asked, Disclosed, OralHold, Study};
use crate::accountings::rules::{Place, account, contradictions};
use crate::disclosures::model::Basis;
use crate::fees::model::{CopyBy, FeeFacts};
use crate::requests::model::Road;
use answer::{Ids, answer, fee};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    facility: String,
    requested_on: On,
    from: Option<On>,
    to: Option<On>,
    previous_accounting_on: Option<On>,
    disclosures: Vec<Object<Line>>,
    oral_holds: Option<Vec<Object<Hold>>>,
    today: Option<On>,
}

/// A disclosure. The last five are the study's, for research under a waiver.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    id: Id,
    on: On,
    recipient: String,
    purpose: String,
    basis: Basis,
    address: Option<String>,
    description: Option<String>,
    request_copy: Option<bool>,
    pages: Option<Count>,
    written_hold_until: Option<On>,
    people: Option<Count>,
    protocol: Option<String>,
    protocol_about: Option<String>,
    sponsor: Option<String>,
    researcher: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Hold {
    disclosure: Id,
    on: On,
}

/// A name in the log: a text or a whole number, answered as it was given.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(untagged, expecting = "an id is a text or a whole number")]
enum Id {
    Number(u64),
    Text(String),
}

impl Id {
    fn name(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

pub(super) fn run(stdin: &str, facilities: Facilities) -> Result<String, String> {
    let question: Question = json::read(stdin)?;
    let found = find(&question.facility, question.requested_on.0, facilities)?;
    let ids: Ids = question
        .disclosures
        .iter()
        .map(|Object(line)| (line.id.name(), line.id.clone()))
        .collect();
    let asked = asked(question);
    let contradictions = contradictions(&asked);
    if !contradictions.is_empty() {
        return Err(contradictions.join(" "));
    }
    let place = Place {
        state: found.state,
        promises: found.promises,
        calendar: &found.calendar,
    };
    let accounting = account(&asked, &place);
    let facts = FeeFacts {
        earlier_accounting: !accounting.free,
        ..FeeFacts::new(found.state, found.fees, Road::Accounting, CopyBy::Paper)
    };
    let fee = fee(&facts)?;
    json::write(&answer(&accounting, &ids, fee))
}

fn asked(question: Question) -> Asked {
    let on = |on: Option<On>| on.map(|on| on.0);
    let holds = question.oral_holds.into_iter().flatten();
    Asked {
        requested_on: question.requested_on.0,
        from: on(question.from),
        to: on(question.to),
        previous_accounting_on: on(question.previous_accounting_on),
        disclosures: question
            .disclosures
            .into_iter()
            .map(|Object(line)| disclosed(line))
            .collect(),
        oral_holds: holds
            .map(|Object(hold)| OralHold {
                disclosure: hold.disclosure.name(),
                on: hold.on.0,
            })
            .collect(),
        today: on(question.today),
    }
}

fn disclosed(line: Line) -> Disclosed {
    let study = Study {
        people: line.people.map(|people| people.0),
        protocol: line.protocol,
        about: line.protocol_about,
        sponsor: line.sponsor,
        researcher: line.researcher,
    };
    Disclosed {
        id: line.id.name(),
        on: line.on.0,
        recipient: line.recipient,
        address: line.address,
        description: line.description,
        purpose: line.purpose,
        request_copy: line.request_copy.unwrap_or(false),
        pages: line.pages.map(|pages| pages.0),
        basis: line.basis,
        study: (study != Study::default()).then_some(study),
        written_hold_until: line.written_hold_until.map(|on| on.0),
    }
}
