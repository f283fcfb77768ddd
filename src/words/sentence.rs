//! Phrases as they begin and as they stand alone.

/// The same words with a capital first letter, to begin a sentence.
pub fn capitalized(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// A phrase as a sentence of its own.
pub fn sentence(phrase: &str) -> String {
    [&capitalized(phrase), "."].concat()
}
