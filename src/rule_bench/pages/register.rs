//! The register as a page: what the families hold, what is not settled and how the house has set it, and every rule of a
//! family or of a search.

use askama::Template;
use chrono::NaiveDate;

use crate::error::AppError;
use crate::facilities::model::LawSetting;
use crate::rule_bench::register::{
    Family, HouseList, Rule, Standing, house_lists, in_words, rules, standings,
};
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};

#[derive(Template)]
#[template(path = "rule_bench/register.html", whitespace = "minimize")]
struct RegisterPage {
    chrome: Chrome,
    said: String,
    find: String,
    families: Vec<FamilyLine>,
    settings: Vec<Standing>,
    lists: Vec<HouseList>,
    found: Option<Vec<Group>>,
}

struct FamilyLine {
    family: Family,
    rules: usize,
    open: usize,
}

/// The rules of one family, or those of a search.
struct Group {
    family: Family,
    rows: Vec<Line>,
}

struct Line {
    rule: Rule,
    rests_on: String,
    readings: Vec<String>,
}

/// The families of rules and the settings of the law; with words to find, the rules that hold them.
pub async fn show_register(visit: Visit) -> Answer {
    let today = today(&visit);
    let standings = standings(&visit.app.facilities, today);
    let all = rules();
    let find = visit.query("words").unwrap_or_default();
    let find = find.trim().to_owned();
    let found = (!find.is_empty()).then(|| {
        let rows: Vec<Rule> = all
            .iter()
            .filter(|rule| rule.holds(&find))
            .copied()
            .collect();
        groups(&rows, &standings)
    });
    let said = found.as_ref().map_or_else(
        || {
            format!(
                "{} rules in {} families, in the order of the rule sheet",
                all.len(),
                Family::ALL.len()
            )
        },
        |groups| {
            let count: usize = groups.iter().map(|group| group.rows.len()).sum();
            format!("{count} of {} rules hold these words", all.len())
        },
    );
    visit.page(&RegisterPage {
        chrome: visit.chrome("Rules"),
        said,
        find,
        families: families(&all),
        settings: standings,
        lists: house_lists(&visit.app.facilities, today),
        found,
    })
}

#[derive(Template)]
#[template(path = "rule_bench/family.html", whitespace = "minimize")]
struct FamilyPage {
    chrome: Chrome,
    group: Group,
    others: &'static [Family],
}

/// Every rule of one family.
pub async fn show_family(visit: Visit) -> Answer {
    let word: String = visit.path("family")?;
    let family = Family::parse(&word).map_err(|_| AppError::NotFound)?;
    let standings = standings(&visit.app.facilities, today(&visit));
    let own: Vec<Rule> = rules()
        .into_iter()
        .filter(|rule| rule.family == family)
        .collect();
    visit.page(&FamilyPage {
        chrome: visit.chrome(["Rules: ", family.label()].concat()),
        group: Group {
            family,
            rows: own.iter().map(|rule| line(rule, &standings)).collect(),
        },
        others: Family::ALL,
    })
}

impl RegisterPage {
    fn words(&self) -> TextInput {
        TextInput::new("words", "Find in the rules")
            .kind(Kind::Search)
            .value(&self.find)
    }

    fn since(&self, row: &Standing) -> Day {
        Day::long(row.since)
    }

    fn listed_since(&self, row: &HouseList) -> Day {
        Day::long(row.since)
    }

    /// Which rules a setting belongs to.
    fn rules_of(&self, row: &Standing) -> String {
        row.setting.rules().join(", ")
    }

    /// What the rule sheet's reading rests on, in words.
    fn rests_on(&self, tags: &str) -> String {
        in_words(tags)
    }
}

fn today(visit: &Visit) -> NaiveDate {
    let site = &visit.actor.acting_site;
    visit.app.facilities.today(site, visit.now())
}

fn families(all: &[Rule]) -> Vec<FamilyLine> {
    let count = |family, open: bool| {
        all.iter()
            .filter(|rule| rule.family == family && (!open || !rule.settings().is_empty()))
            .count()
    };
    Family::ALL
        .iter()
        .map(|family| FamilyLine {
            family: *family,
            rules: count(*family, false),
            open: count(*family, true),
        })
        .collect()
}

fn groups(found: &[Rule], standings: &[Standing]) -> Vec<Group> {
    Family::ALL
        .iter()
        .map(|family| Group {
            family: *family,
            rows: found
                .iter()
                .filter(|rule| rule.family == *family)
                .map(|rule| line(rule, standings))
                .collect(),
        })
        .filter(|group| !group.rows.is_empty())
        .collect()
}

fn line(rule: &Rule, standings: &[Standing]) -> Line {
    let settings = rule.settings().into_iter();
    Line {
        rule: *rule,
        rests_on: in_words(rule.evidence),
        readings: settings.map(|one| reading(one, standings)).collect(),
    }
}

/// How the hospitals read a point, in words.
fn reading(setting: LawSetting, standings: &[Standing]) -> String {
    let values: Vec<String> = standings
        .iter()
        .filter(|standing| standing.setting == setting)
        .map(|standing| [&standing.hospital, ": ", &standing.says].concat())
        .collect();
    [setting.label(), " – ", &values.join("; ")].concat()
}
