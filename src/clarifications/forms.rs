//! Forms of a clarification: an attempt to reach somebody, an answer.

use super::commands::{Answered, Attempt};
use super::model::ItemAnswer;
use crate::form_state::{FormState, Reader};
use crate::requests::model::ContactWay;

/// How the name of an item's field begins.
const ITEM: &str = "item-";

/// The name of an item's field.
pub fn item_field(id: i64) -> String {
    [ITEM, &id.to_string()].concat()
}

/// Reads an attempt, and which reminder it was.
///
/// # Errors
/// The form with a sentence a field.
pub fn contact(form: FormState) -> Result<Attempt, FormState> {
    let mut reader = Reader::new(form);
    let way = reader.choice("way", "how it was tried", ContactWay::parse);
    let reached = reader.choice("reached", "whether somebody was reached", yes_or_no);
    let said = reader.required_lines("said", "what was said", 1_000);
    let reminder = reader.optional_choice("reminder", "a reminder", str::parse::<u32>);
    reader.finish(|| {
        Some(Attempt {
            way: way?,
            reached: reached?,
            said: said?,
            reminder,
        })
    })
}

fn yes_or_no(word: &str) -> Result<bool, ()> {
    match word {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(()),
    }
}

/// Reads an answer to the items that stand on the form.
///
/// # Errors
/// The form with a sentence a field.
pub fn answer(form: FormState) -> Result<Answered, FormState> {
    let id_of = |(name, _): &(String, String)| name.strip_prefix(ITEM)?.parse::<i64>().ok();
    let items: Vec<i64> = form.pairs().iter().filter_map(id_of).collect();
    let mut reader = Reader::new(form);
    let way = reader.choice("answer_way", "how the answer came", ContactWay::parse);
    let note = reader.optional_lines("note", "the note", 1_000);
    let papers = reader.choices("papers", "the papers", |id| {
        Ok::<_, std::convert::Infallible>(id.to_owned())
    });
    let mut told = Vec::new();
    for id in items {
        let field = item_field(id);
        let answer = reader.optional_choice(&field, "how the item stands", ItemAnswer::parse);
        if let Some(answer) = answer {
            told.push((id, answer));
        }
    }
    reader.finish(|| {
        Some(Answered {
            way: way?,
            items: told,
            note,
            papers,
        })
    })
}
