//! "Try a rule": one question to one rule, its answer in words and as it is. Nothing is stored.

use askama::Template;

use crate::error::AppError;
use crate::form_state::{FormState, Reader};
use crate::rule_bench::examples::{EXAMPLES, Example};
use crate::rule_bench::readable::{self, Section};
use crate::rule_bench::{facility_facts, run};
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};

/// The longest question, in characters.
const LONGEST: usize = 20_000;

#[derive(Template)]
#[template(path = "rule_bench/bench.html", whitespace = "minimize")]
struct BenchPage {
    chrome: Chrome,
    example: &'static Example,
    examples: &'static [Example],
    tag: FormTag,
    form: FormState,
    answer: Option<Answered>,
}

/// An answer as it is, and as it is read.
struct Answered {
    raw: String,
    sections: Vec<Section>,
}

/// The form with a question to begin with.
pub async fn show_bench(visit: Visit) -> Answer {
    let example = example(&visit)?;
    let kept = visit.draft().await?;
    let form = kept.unwrap_or_else(|| FormState::empty().with("question", example.question));
    visit.page(&page(&visit, example, form, None))
}

/// Asks the rule; what it cannot read is said beside the question, which stays as it was typed.
pub async fn ask_rule(visit: Visit) -> Answer {
    let example = example(&visit)?;
    let form = visit.form.clone();
    let mut reader = Reader::new(form.clone());
    let question = reader.required_lines("question", "a question", LONGEST);
    let question = match reader.finish(|| question) {
        Ok(question) => question,
        Err(refused) => return visit.refused(&page(&visit, example, refused, None)),
    };
    let facilities = visit.app.facilities.clone();
    let answered = run(example.rule, &question, &|code, on| {
        facility_facts(&facilities, code, on)
    });
    match answered {
        Ok(raw) => {
            let answer = Answered {
                sections: readable::sections(&raw),
                raw,
            };
            visit.page(&page(&visit, example, form, Some(answer)))
        }
        Err(sentence) => {
            let refused = form.refused("question", sentence);
            visit.refused(&page(&visit, example, refused, None))
        }
    }
}

fn example(visit: &Visit) -> Result<&'static Example, AppError> {
    let rule: String = visit.path("rule")?;
    EXAMPLES
        .iter()
        .find(|example| example.rule == rule)
        .ok_or(AppError::NotFound)
}

fn page(
    visit: &Visit,
    example: &'static Example,
    form: FormState,
    answer: Option<Answered>,
) -> BenchPage {
    let mut chrome = visit.chrome(["Try a rule: ", example.label].concat());
    chrome.error = form.is_refused();
    BenchPage {
        chrome,
        example,
        examples: EXAMPLES,
        tag: FormTag::new(["/rule-bench/", example.rule].concat(), visit.csrf()),
        form,
        answer,
    }
}

impl BenchPage {
    fn question(&self) -> TextArea {
        self.form
            .lines("question", "The question, as JSON")
            .hint("Dates like 2026-06-04; facilities duarte, irvine, community, hss. No names, no numbers of patients.")
            .rows(16)
    }
}
