//! Every rate once, in words, read off the schedules that price (1.17): for whoever wants to see what may be charged.

use std::sync::LazyLock;

use super::itemized::Prices;
use super::pages::{self, PageRates};
use super::schedule::{Schedule, schedule};
use super::{law, patient, payment};
use crate::facilities::model::HouseFees;
use crate::facilities::model::StateLaw::{self, California, NewYork};
use crate::fees::model::{BenefitClaim, CopyBy, FeeFacts};
use crate::requests::model::Road;

/// What may be charged for one kind of copy or work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    /// For what, and where.
    pub title: &'static str,
    /// How much, in words.
    pub says: String,
    /// The law, or the house.
    pub citation: String,
    /// What it rests on: the tags of the rule sheet.
    pub evidence: &'static str,
}

/// A kind of copy or work, with the facts its schedule is found by.
type Asked = (&'static str, &'static str, FeeFacts);

static RATES: LazyLock<Vec<Rate>> = LazyLock::new(|| {
    let mut rates: Vec<Rate> = asked().into_iter().map(rate).collect();
    rates.push(Rate {
        title: "Payment before delivery",
        says: payment::SAYS.to_owned(),
        citation: payment::CITATION.to_owned(),
        evidence: "[V51] [U]",
    });
    rates
});

/// Every rate, in the order of the rule sheet.
pub fn rates() -> &'static [Rate] {
    &RATES
}

fn facts(state: StateLaw, road: Road, by: CopyBy) -> FeeFacts {
    FeeFacts::new(state, HouseFees::default(), road, by)
}

fn asked() -> Vec<Asked> {
    let own = Road::PatientAccess;
    let proved = |state, road| FeeFacts {
        benefit: BenefitClaim::Proved,
        ..facts(state, road, CopyBy::Paper)
    };
    let later_accounting = FeeFacts {
        earlier_accounting: true,
        ..facts(California, Road::Accounting, CopyBy::Paper)
    };
    let on_paper = |state, road| facts(state, road, CopyBy::Paper);
    vec![
        (
            "The patient's own electronic copy",
            "[V6]",
            facts(California, own, CopyBy::Electronic),
        ),
        (
            "The patient's own paper copy, California",
            "[V6] [V7]",
            on_paper(California, own),
        ),
        (
            "The patient's own paper copy, New York",
            "[V6] [V22]",
            on_paper(NewYork, own),
        ),
        (
            "Looking at the record",
            "[V6]",
            facts(California, own, CopyBy::Inspection),
        ),
        (
            "A copy for a benefit claim or appeal, California",
            "[V7]",
            proved(California, own),
        ),
        (
            "A copy for a benefit claim or appeal, New York",
            "[V22]",
            proved(NewYork, own),
        ),
        (
            "An attorney before suit, California",
            "[V18]",
            on_paper(California, Road::Attorney),
        ),
        (
            "The attorney of a qualified person, New York",
            "[V22] [V27]",
            on_paper(NewYork, Road::Attorney),
        ),
        (
            "A civil subpoena, California",
            "[V19]",
            on_paper(California, Road::Subpoena),
        ),
        (
            "A subpoena, New York",
            "[V21]",
            on_paper(NewYork, Road::Subpoena),
        ),
        (
            "A copy sent where the patient directs",
            "[V5]",
            on_paper(California, Road::ThirdPartyDirective),
        ),
        (
            "A third party with an authorization",
            "[V27]",
            on_paper(NewYork, Road::Authorization),
        ),
        (
            "Continuity of care",
            "[K]",
            on_paper(California, Road::ContinuityOfCare),
        ),
        (
            "The first accounting of disclosures",
            "[V1]",
            on_paper(California, Road::Accounting),
        ),
        (
            "A further accounting of disclosures",
            "[V1]",
            later_accounting,
        ),
        (
            "A form for a public benefit, California",
            "[V8]",
            proved(California, Road::MedicalForm),
        ),
    ]
}

fn rate((title, evidence, facts): Asked) -> Rate {
    let (says, citation) = match schedule(&facts) {
        Schedule::Free { rule, why } | Schedule::AtCost { rule, why } => {
            (why.to_owned(), rule.to_owned())
        }
        Schedule::Patient if facts.delivery.is_electronic() => electronic(),
        Schedule::Patient => own_paper(pages::rates(facts.state)),
        Schedule::QualifiedPerson => qualified(pages::rates(facts.state)),
        Schedule::Itemized(prices) => itemized(prices),
        Schedule::House(..) => house(),
        Schedule::NoCap(_) if facts.road == Road::ContinuityOfCare => house(),
        Schedule::NoCap(why) => (
            why.to_owned(),
            "What was agreed, or the contract".to_owned(),
        ),
    };
    Rate {
        title,
        says,
        citation,
        evidence,
    }
}

fn electronic() -> (String, String) {
    let says = format!(
        "What copying costs, or a flat fee of at most {}, which is an option and no cap; nothing by the page, nothing for searching or retrieving.",
        patient::FLAT
    );
    (says, law::ACCESS.to_owned())
}

fn own_paper(rates: &PageRates) -> (String, String) {
    let film = rates
        .microfilm
        .map_or_else(String::new, |film| format!(", {film} from microfilm"));
    let says = format!(
        "The lower of what copying costs and {} a page{film}, with postage if mailed.",
        rates.paper
    );
    (says, [rates.rule, "; ", law::ACCESS].concat())
}

fn qualified(rates: &PageRates) -> (String, String) {
    let says = format!("At most {} a page, and not above cost.", rates.paper);
    (says, rates.rule.to_owned())
}

fn itemized(prices: &Prices) -> (String, String) {
    let says = format!(
        "{} a page, {} from microfilm, clerical work in quarter hours of {}, postage.",
        prices.page, prices.microfilm_page, prices.quarter_hour
    );
    (says, prices.rule.to_owned())
}

fn house() -> (String, String) {
    (
        "What the house asks, a dated fact of its own; never law.".to_owned(),
        "Policy of the house".to_owned(),
    )
}
