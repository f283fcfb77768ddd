//! Why an incident is what it is, in sentences for the privacy officer.

use super::delay::{CALIFORNIA_WRITTEN_DAYS, ORAL_DAYS};
use super::notices::is_left_out_as_paper;
use crate::calendar::{in_words, kept_until};
use crate::facilities::model::StateLaw;
use crate::incidents::model::{Classification, DelayKind, Exclusion, Incident, RecipientKind};

pub(super) fn why(
    incident: &Incident,
    classification: Classification,
    exclusions: &[Exclusion],
) -> Vec<String> {
    let mut why = vec![format!(
        "{} received it; it happened on {} and was discovered on {}.",
        incident.recipient.label(),
        in_words(incident.occurred_on),
        in_words(incident.discovered_on)
    )];
    why.extend(exclusions.iter().map(|one| {
        format!(
            "{}: {} ({}).",
            one.law.label(),
            one.text.trim_end_matches('.'),
            one.rule
        )
    }));
    why.extend(unless_known(incident, exclusions));
    why.push(federal(classification, incident));
    why.extend(state(classification, incident));
    why.extend(dates(incident));
    why.extend(delay(incident, classification));
    why.push(
        "Whatever it is called, it belongs in the patient's accounting of disclosures, in the quality log and in the count of misdirected releases (1.16)."
            .to_owned(),
    );
    why
}

/// What an exclusion rests on and nobody has said.
fn unless_known(incident: &Incident, exclusions: &[Exclusion]) -> Option<String> {
    if exclusions.is_empty() {
        return None;
    }
    let open: Vec<&str> = [
        (incident.further_misused.is_none(), "misused"),
        (
            incident.viewed.is_none() && incident.retained == Some(false),
            "seen",
        ),
    ]
    .into_iter()
    .filter_map(|(unknown, word)| unknown.then_some(word))
    .collect();
    (!open.is_empty()).then(|| {
        format!(
            "Nobody has said whether it was {}; find out, for the exclusion falls if it was.",
            open.join(" or ")
        )
    })
}

fn federal(classification: Classification, incident: &Incident) -> String {
    if classification == Classification::NotABreach {
        let until = kept_until(incident.discovered_on, Some(incident.detected_on));
        return format!(
            "With that exclusion HIPAA does not call it a breach; keep the reasons at least until {} (C26).",
            in_words(until)
        );
    }
    let known = |fact: Option<bool>| match fact {
        Some(true) => "yes",
        Some(false) => "no",
        None => "not said",
    };
    format!(
        "HIPAA presumes a breach unless a documented assessment of four factors shows a low probability: what kind of information it was (a person judges), who got it ({}), whether it was seen ({}), and what was done about it (could the recipient keep it: {}; was it misused: {}).",
        incident.recipient.label().to_lowercase(),
        known(incident.viewed),
        known(incident.retained),
        known(incident.further_misused),
    )
}

fn state(classification: Classification, incident: &Incident) -> Option<String> {
    let text = match (incident.state, classification) {
        (StateLaw::California, Classification::FederalBreachOnly) => {
            "California does not count it: no report to the Department of Public Health, no 15 business days (C16)."
        }
        (StateLaw::California, Classification::PresumedBreach) => match incident.recipient {
            RecipientKind::CoveredEntity => {
                "California excepts a covered entity only if it went astray while care was being coordinated and was not misused; that is not so here or not said, so it is reported (C16)."
            }
            _ => "California excepts no recipient of this kind, so it is reported (C16).",
        },
        (StateLaw::NewYork, Classification::PresumedBreach) if is_left_out_as_paper(incident) => {
            "New York's law is about information on computers, and the house leaves out what was on paper or faxed: its 30 days are not counted (C17)."
        }
        (StateLaw::NewYork, Classification::PresumedBreach) => {
            "New York's law is about information on computers (C17): a paper or a fax sent wrong is normally outside it; a person decides which it was."
        }
        _ => return None,
    };
    Some(text.to_owned())
}

fn dates(incident: &Incident) -> Option<String> {
    (incident.detected_on < incident.discovered_on).then(|| {
        format!(
            "It was detected on {}, before the day given as its discovery; HIPAA counts from the first day anybody of the workforce knew, so look at that day again.",
            in_words(incident.detected_on)
        )
    })
}

fn delay(incident: &Incident, classification: Classification) -> Option<String> {
    let delay = incident.delay?;
    if classification == Classification::NotABreach {
        return Some(
            "There is nothing to be told, so the agency's delay holds nothing back.".to_owned(),
        );
    }
    Some(match delay.kind {
        DelayKind::Oral => format!(
            "An agency asked by word of mouth on {} that the notice wait: write down who, and wait at most {ORAL_DAYS} days unless it follows in writing (C19).",
            in_words(delay.on)
        ),
        DelayKind::Written if incident.state == StateLaw::California => format!(
            "An agency asked in writing on {} that the notice wait; California lets the patient's notice wait at most {CALIFORNIA_WRITTEN_DAYS} days.",
            in_words(delay.on)
        ),
        DelayKind::Written => format!(
            "An agency asked in writing on {} that the notice wait until the day it names.",
            in_words(delay.on)
        ),
    })
}
