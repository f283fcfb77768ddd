//! Which request an item may belong to. Nothing is stored.

use crate::db::{Read, StoreError};
use crate::patients::rules::fold;
use crate::trays::model::{Item, Suggestion};
use crate::trays::rules::{suggest, words_of};
use crate::trays::store::{self, TrayPaper};

/// How many pairs of words of the subject are looked for as a name.
const PAIRS: usize = 8;

/// Requests of these sites an item may belong to, by inner id, the likeliest first (B28).
///
/// # Errors
/// When the database cannot be read.
pub fn look(
    read: &mut Read<'_>,
    sites: &[String],
    item: &Item,
    papers: &[TrayPaper],
) -> Result<Vec<(i64, Suggestion)>, StoreError> {
    let names: Vec<&str> = papers.iter().map(|paper| paper.name.as_str()).collect();
    let words = words_of(&item.says, &names);
    let known = store::list_known(
        read,
        sites,
        &words,
        &possible_names(item, &words.sender_name),
    )?;
    Ok(suggest(&words, &known))
}

/// What may be the name of a person: the sender's, and neighbouring words of the subject.
fn possible_names(item: &Item, sender: &str) -> Vec<String> {
    let subject = fold(item.says.subject.as_deref().unwrap_or(""));
    let words: Vec<&str> = subject
        .split(' ')
        .filter(|word| word.chars().count() > 2)
        .collect();
    let letters = |word: &str| word.chars().all(char::is_alphabetic);
    let pairs = words
        .windows(2)
        .filter(|pair| pair.iter().all(|word| letters(word)))
        .take(PAIRS)
        .map(|pair| pair.join(" "));
    let sender = (sender.contains(' ')).then(|| sender.to_owned());
    sender.into_iter().chain(pairs).collect()
}
