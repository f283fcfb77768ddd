//! Protected information, withholding, workers' compensation, identity and retention: rows of the rule sheet without ids of
//! their own (1.8, 1.10, 1.14, 1.15), read off the tables that decide.

use super::sections::row;
use super::{Family, Rule};
use crate::authorizations::rules::{protected as kinds, workers_compensation};
use crate::disclosures::model::{Basis, BlockingException, LawfulGround, WithholdingGround};
use crate::disclosures::rules::{blocking as exceptions, minimum};
use crate::facilities::model::StateLaw;
use crate::requests::rules::{identity, retention};

pub(super) fn protected() -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    for kind in kinds::protections() {
        let title = kind.flag.label();
        // The patient's own right stands in the table by road and by recipient; in words it is one rule.
        if rules
            .iter()
            .all(|rule| (rule.title, rule.says) != (title, kind.says))
        {
            rules.push(row(
                "1.8",
                Family::Protected,
                title,
                kind.says,
                kind.citation,
                kind.evidence,
            ));
        }
    }
    let (says, citation, evidence) = kinds::NO_ATTESTATION;
    let title = "Reproductive care (federal)";
    rules.push(row(
        "1.8",
        Family::Protected,
        title,
        says,
        citation,
        evidence,
    ));
    rules
}

pub(super) fn blocking() -> Vec<Rule> {
    let law_of_states = WithholdingGround::Law(LawfulGround::StateLaw);
    let mut rules: Vec<Rule> = WithholdingGround::all()
        .filter(|ground| *ground != law_of_states)
        .map(|ground| withholding(ground, StateLaw::California))
        .collect();
    rules.extend(
        StateLaw::ALL
            .iter()
            .map(|state| withholding(law_of_states, *state)),
    );
    rules.extend(exceptions::NO_EXCEPTIONS.iter().map(|(_, label)| {
        let says = "No exception: the records are given.";
        row("1.10", Family::Blocking, label, says, "45 CFR 171", "[D]")
    }));
    rules
}

fn withholding(ground: WithholdingGround, state: StateLaw) -> Rule {
    let evidence = match ground {
        WithholdingGround::Exception(BlockingException::TefcaManner) => "[V29] [K]",
        WithholdingGround::Exception(_) => "[V29]",
        WithholdingGround::Law(LawfulGround::StateLaw) => match state {
            StateLaw::California => "[V10] [V13]",
            StateLaw::NewYork => "[V22] [V23]",
        },
        WithholdingGround::Law(_) => "[V1]",
    };
    row(
        "1.10",
        Family::Blocking,
        ground.label(),
        exceptions::wants(ground),
        exceptions::citation(ground, state),
        evidence,
    )
}

pub(super) fn compensation() -> Vec<Rule> {
    workers_compensation::ROWS
        .iter()
        .map(|one| {
            row(
                "1.14",
                Family::Compensation,
                one.title,
                one.says,
                one.citation,
                one.evidence,
            )
        })
        .collect()
}

pub(super) fn proving() -> Vec<Rule> {
    // What is usually accepted is a dated fact of the house, shown beside the settings.
    let proofs = identity::proofs().map(|proof| {
        row(
            "1.15",
            Family::Proving,
            proof.title,
            proof.says,
            proof.citation,
            proof.evidence,
        )
    });
    let exempt = Basis::ALL.iter().filter_map(|basis| {
        let why = minimum::exempt(*basis)?;
        Some(row(
            "1.15",
            Family::Proving,
            minimum_title(*basis),
            why,
            minimum::LAW,
            "[V1]",
        ))
    });
    let kept = StateLaw::ALL.iter().map(|state| {
        let rule = retention::retention(*state);
        let title = match state {
            StateLaw::California => "How long records are kept, California",
            StateLaw::NewYork => "How long records are kept, New York",
        };
        row(
            "1.15",
            Family::Proving,
            title,
            rule.says,
            rule.citation,
            rule.evidence,
        )
    });
    proofs.chain(exempt).chain(kept).collect()
}

const fn minimum_title(basis: Basis) -> &'static str {
    match basis {
        Basis::Treatment => "Not bound to the minimum: treatment",
        Basis::Individual => "Not bound to the minimum: the patient",
        Basis::Authorization => "Not bound to the minimum: an authorization",
        Basis::Subpoena => "Not bound to the minimum: a subpoena",
        Basis::CourtOrder => "Not bound to the minimum: an order of the court",
        _ => "The minimum necessary",
    }
}
