//! Names as keys: the same name written with other case, accents, punctuation or order is the same name; a name that
//! sounds alike or differs by a slip of the pen is a likely one (B17).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::patients::model::PersonName;

/// How alike two names are, the closest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameLikeness {
    /// The same but for case, accents, punctuation and spaces.
    Same,
    /// The same words in another order: given and family name swapped.
    Reordered,
    /// One of them holds all words of the other: a middle or second family name left out.
    Shortened,
    /// They sound alike.
    SoundsAlike,
    /// One or two letters differ, or neighbours are swapped.
    Typo,
}

impl NameLikeness {
    /// How the likeness is told to a person.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Same => "same name",
            Self::Reordered => "same name, given and family name swapped",
            Self::Shortened => "same name, one part left out",
            Self::SoundsAlike => "name that sounds alike",
            Self::Typo => "name that differs by a letter or two",
        }
    }
}

/// The key of a name: lower case, without accents and punctuation, words separated by one space.
/// Apostrophes join (`O'Brien` is `obrien`), hyphens separate. Letters of other scripts stay as they are.
pub fn fold(text: &str) -> String {
    let mut folded = String::new();
    for sign in text.nfkd().filter(|c| !is_combining_mark(*c)) {
        match sign {
            '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '.' => {}
            letter if letter.is_alphanumeric() => push_plain(letter, &mut folded),
            _ => folded.push(' '),
        }
    }
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters that do not fall apart into a base letter and a mark.
fn push_plain(letter: char, into: &mut String) {
    for lower in letter.to_lowercase() {
        match lower {
            'ß' => into.push_str("ss"),
            'æ' => into.push_str("ae"),
            'œ' => into.push_str("oe"),
            'ø' => into.push('o'),
            'ł' => into.push('l'),
            'đ' | 'ð' => into.push('d'),
            'þ' => into.push_str("th"),
            'ı' => into.push('i'),
            mark if is_combining_mark(mark) => {}
            other => into.push(other),
        }
    }
}

/// The key of a whole name, family name first.
pub fn fold_name(name: &PersonName) -> String {
    fold(&format!("{} {}", name.family, name.given))
}

/// How a name sounds, roughly, for English and Spanish ears: silent letters and vowels after the first sound go, letters
/// of one sound become one. `Stephens` and `Stevens`, `González` and `Gonsales`, `Vaca` and `Baca` agree.
/// The words keep their order. Words in other scripts stand for themselves.
pub fn sound(text: &str) -> String {
    let words: Vec<String> = fold(text).split(' ').map(sound_of_word).collect();
    words.join(" ")
}

fn sound_of_word(word: &str) -> String {
    const SAME_SOUND: [(&str, &str); 19] = [
        ("sch", "s"),
        ("tch", "x"),
        ("ph", "f"),
        ("ch", "x"),
        ("sh", "x"),
        ("ck", "k"),
        ("gh", "g"),
        ("kn", "n"),
        ("wr", "r"),
        ("qu", "k"),
        ("ce", "se"),
        ("ci", "si"),
        ("ge", "je"),
        ("gi", "ji"),
        ("th", "t"),
        ("ll", "l"),
        ("ñ", "n"),
        ("dg", "j"),
        ("dt", "t"),
    ];
    if !word.is_ascii() {
        return word.to_owned();
    }
    let respelled = SAME_SOUND
        .iter()
        .fold(word.to_owned(), |text, (from, to)| text.replace(from, to));
    let mut sounds = String::new();
    for letter in respelled.chars() {
        let heard = match letter {
            'c' | 'q' => 'k',
            'z' => 's',
            'v' | 'b' | 'f' => 'b',
            'h' => continue,
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'w' if !sounds.is_empty() => continue,
            'i' | 'y' | 'e' => 'i',
            other => other,
        };
        if !sounds.ends_with(heard) {
            sounds.push(heard);
        }
    }
    sounds
}

/// How every entry with this name begins in the order of folded names: the family name and the first given letter.
pub fn first_letters(name: &PersonName) -> String {
    begin(fold(&name.family), &fold(&name.given))
}

/// How every entry that may sound so begins in the order of sounds (B17); empty where there is nothing to hear.
pub fn heard(name: &PersonName) -> String {
    begin(sound(&name.family), &sound(&name.given))
}

/// How a whole name sounds, family name first, as the index keeps it.
pub fn heard_whole(name: &PersonName) -> String {
    let whole = [sound(&name.family), sound(&name.given)].join(" ");
    let whole = whole.trim();
    // A name without a sound of its own is not heard again and again.
    if whole.is_empty() { "-" } else { whole }.to_owned()
}

fn begin(mut family: String, given: &str) -> String {
    if !family.is_empty()
        && let Some(initial) = given.chars().next()
    {
        family.push(' ');
        family.push(initial);
    }
    family
}

/// How alike two names are, or nothing when they are not. The closest likeness wins.
pub fn compare(a: &PersonName, b: &PersonName) -> Option<NameLikeness> {
    let (a, b) = (fold_name(a), fold_name(b));
    if a.is_empty() || b.is_empty() {
        return None;
    }
    let joined = |text: &str| text.replace(' ', "");
    if joined(&a) == joined(&b) {
        return Some(NameLikeness::Same);
    }
    let (mut words_a, mut words_b): (Vec<&str>, Vec<&str>) =
        (a.split(' ').collect(), b.split(' ').collect());
    words_a.sort_unstable();
    words_b.sort_unstable();
    if words_a == words_b {
        return Some(NameLikeness::Reordered);
    }
    let holds =
        |long: &[&str], short: &[&str]| short.len() >= 2 && short.iter().all(|w| long.contains(w));
    if holds(&words_a, &words_b) || holds(&words_b, &words_a) {
        return Some(NameLikeness::Shortened);
    }
    // Given and family name may be swapped besides.
    let in_order = |words: &[&str]| {
        let mut sounds: Vec<String> = words.iter().map(|word| sound(word)).collect();
        sounds.sort_unstable();
        sounds
    };
    if sound(&a) == sound(&b) || in_order(&words_a) == in_order(&words_b) {
        return Some(NameLikeness::SoundsAlike);
    }
    let slipped = typo(&joined(&a), &joined(&b)) || typo(&words_a.concat(), &words_b.concat());
    slipped.then_some(NameLikeness::Typo)
}

/// The closest likeness between any name of one side and any of the other.
pub fn best_likeness<'a>(
    ours: impl IntoIterator<Item = &'a PersonName>,
    theirs: impl IntoIterator<Item = &'a PersonName> + Clone,
) -> Option<NameLikeness> {
    ours.into_iter()
        .flat_map(|name| {
            theirs
                .clone()
                .into_iter()
                .filter_map(move |other| compare(name, other))
        })
        .min()
}

/// One slip in a name of four to seven letters, two in a longer one; none in a shorter one, where every letter counts.
fn typo(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let allowed = match a.len().min(b.len()) {
        0..=3 => return false,
        4..=7 => 1,
        _ => 2,
    };
    a.len().abs_diff(b.len()) <= allowed && slips(&a, &b) <= allowed
}

/// Fewest slips (a letter wrong, missing, extra, or two neighbours swapped) that turn one text into the other.
pub fn slips(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, other) in b.iter().enumerate() {
            let changed = last[j] + usize::from(letter != other);
            let mut best = changed.min(last[j + 1] + 1).min(row[j] + 1);
            let swapped = i > 0 && j > 0 && *letter == b[j - 1] && a[i - 1] == *other;
            if swapped {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}
