//! What the answers about a paper mean for what is protected.

use super::protection;
use crate::authorizations::model::{
    Answer, Demand, Destination, Fate, Flag, Outcome, PaperAnswers, Protection, Standing, Verdict,
};

/// What decides where the table says nothing of a flag that is up: the part stays.
const UNKNOWN: Protection = Protection {
    flag: Flag::Psynote,
    state: None,
    roads: &[],
    to: &[],
    demand: Demand::Stays,
    statement: None,
    says: "This kind of information belongs to another state's law: the part stays until somebody says which rule applies.",
    citation: "Rule of the desk",
    evidence: "[D]",
};

/// What becomes of every protected kind that is marked, recipient by recipient. What was not answered stops everything:
/// nothing leaves on a doubt (B7).
pub fn standings(going: &Destination, paper: &PaperAnswers) -> Vec<Standing> {
    let mut found = Vec::new();
    for flag in marked(paper) {
        for to in &going.to {
            let row = protection(flag, going.state, going.road, *to).unwrap_or(&UNKNOWN);
            let fate = fate(flag, row, paper);
            found.push(Standing {
                flag,
                to: *to,
                row,
                fate,
            });
        }
    }
    found
}

fn marked(paper: &PaperAnswers) -> impl Iterator<Item = Flag> {
    paper
        .flags
        .iter()
        .copied()
        .filter(|flag| super::is_protected(*flag))
}

fn fate(flag: Flag, row: &Protection, paper: &PaperAnswers) -> Fate {
    let answer = match row.demand {
        Demand::Nothing => return Fate::Goes,
        Demand::Stays => return Fate::Stays,
        Demand::Check(id) => paper.answers.get(&id),
        Demand::Ask(_) | Demand::Must(_) => paper.protected.get(&flag),
    };
    match (answer, row.demand) {
        (Some(Answer::Pass), _) => Fate::Goes,
        (Some(_), Demand::Must(_)) | (None, _) => Fate::Stops,
        (Some(_), _) => Fate::Stays,
    }
}

/// The questions staff answer about what is marked, once for each kind.
pub fn questions(going: &Destination, flags: &[Flag]) -> Vec<(Flag, &'static str)> {
    let mut asked: Vec<(Flag, &'static str)> = Vec::new();
    for flag in flags {
        let question = going.to.iter().find_map(|to| {
            match protection(*flag, going.state, going.road, *to)?.demand {
                Demand::Ask(question) | Demand::Must(question) => Some(question),
                Demand::Nothing | Demand::Check(_) | Demand::Stays => None,
            }
        });
        asked.extend(question.map(|question| (*flag, question)));
    }
    asked
}

/// The kinds whose question has no answer yet.
pub fn unanswered(going: &Destination, paper: &PaperAnswers) -> Vec<Flag> {
    questions(going, &paper.flags)
        .into_iter()
        .map(|(flag, _)| flag)
        .filter(|flag| !paper.protected.contains_key(flag))
        .collect()
}

/// The outcome of the checks with what is protected weighed in: what stays makes a valid paper valid in part, what stops
/// has to be settled first.
pub fn weighed(mut outcome: Outcome, standings: &[Standing]) -> Outcome {
    let of = |fate: Fate| standings.iter().filter(move |one| one.fate == fate);
    let no_check_asked = |one: &&Standing| !matches!(one.row.demand, Demand::Check(_));
    for stays in of(Fate::Stays).filter(no_check_asked) {
        if !outcome.protected_stay.contains(&stays.flag) {
            outcome.protected_stay.push(stays.flag);
        }
    }
    outcome.permission_missing =
        of(Fate::Stays).any(|one| matches!(one.row.demand, Demand::Ask(_)));
    let goes_on = matches!(outcome.result, Verdict::Valid | Verdict::ValidInPart);
    if goes_on && of(Fate::Stops).next().is_some() {
        outcome.result = Verdict::NeedsClarification;
        outcome.reason = "Protected information waits for what the law asks for first.";
    } else if outcome.result == Verdict::Valid && of(Fate::Stays).next().is_some() {
        outcome.result = Verdict::ValidInPart;
        outcome.reason = super::super::outcome::IN_PART;
    }
    outcome
}
