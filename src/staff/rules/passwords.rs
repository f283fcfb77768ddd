//! What makes a password (T27): long enough, and not one that is guessed first. No rule about kinds of characters.

use unicode_normalization::UnicodeNormalization;

/// Fewest characters.
pub const SHORTEST: usize = 15;
/// Most characters; a passphrase of any sane length fits.
pub const LONGEST: usize = 1_000;

/// The form in which a password is hashed and compared: NFKC, so that the same letters typed on another keyboard match.
pub fn normalized(typed: &str) -> String {
    typed.nfkc().collect()
}

/// A sign-in name as stored: NFKC, lower case, no blanks around it.
pub fn login_of(typed: &str) -> String {
    typed.trim().nfkc().collect::<String>().to_lowercase()
}

/// Whether a password may be chosen: 15 to 1,000 characters after normalization, any Unicode, and not predictable: at most
/// two different words everybody guesses first (passwords known from breaches, the hospital's names) beside one's own, however
/// they are repeated, capitalized, spelled with digits or surrounded by digits and signs (T27).
///
/// # Errors
/// The sentence for the person.
pub fn check(typed: &str, own_words: &[&str]) -> Result<String, &'static str> {
    let password = normalized(typed);
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(
            "A password needs at least 15 characters. Four or five words are easy to remember.",
        );
    }
    if length > LONGEST {
        return Err("A password has at most 1,000 characters.");
    }
    if is_predictable(&password, own_words) {
        return Err(
            "This password is guessed early. Choose several words that do not belong together.",
        );
    }
    Ok(password)
}

fn is_predictable(password: &str, own_words: &[&str]) -> bool {
    let lower = password.to_lowercase();
    let distinct: std::collections::BTreeSet<char> = lower.chars().collect();
    if distinct.len() < 5 || is_a_run(&lower) {
        return true;
    }
    let own: Vec<String> = own_words
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .map(str::to_lowercase)
        .filter(|word| word.chars().count() >= 3)
        .collect();
    [letters(&lower, false), letters(&lower, true)]
        .iter()
        .any(|text| !text.is_empty() && is_made_of(text, &own))
}

/// The letters alone, with digits and signs either dropped or read as the letters they stand for.
fn letters(lower: &str, read_signs: bool) -> String {
    let core = lower.trim_matches(|c: char| !c.is_alphabetic());
    let core = if read_signs { core } else { lower };
    core.chars()
        .map(|c| match c {
            '0' if read_signs => 'o',
            '1' | '!' | '|' if read_signs => 'i',
            '3' if read_signs => 'e',
            '4' | '@' if read_signs => 'a',
            '5' | '$' if read_signs => 's',
            '7' if read_signs => 't',
            other => other,
        })
        .filter(|c| c.is_alphabetic())
        .collect()
}

/// Whether the text is nothing but the person's own words and at most two different words of the list, each as often as
/// one likes.
fn is_made_of(text: &str, own: &[String]) -> bool {
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    let inside: Vec<&str> = COMMON
        .split_whitespace()
        .chain(SITE.split_whitespace())
        .filter(|word| text.contains(word))
        .collect();
    let pairs = inside.iter().enumerate().any(|(place, first)| {
        inside[place..]
            .iter()
            .any(|second| consists_of(text, &[&own[..], &[first, second]].concat()))
    });
    pairs || consists_of(text, &own)
}

fn consists_of(text: &str, words: &[&str]) -> bool {
    let bytes = text.as_bytes();
    let mut reached = vec![false; bytes.len() + 1];
    reached[0] = true;
    for at in 0..bytes.len() {
        if !reached[at] {
            continue;
        }
        for word in words {
            if bytes[at..].starts_with(word.as_bytes()) {
                reached[at + word.len()] = true;
            }
        }
    }
    reached[bytes.len()]
}

/// Whether it is nothing but runs along the alphabet, the digits or a row of the keyboard: at least four fifths of its
/// characters follow their neighbour.
fn is_a_run(lower: &str) -> bool {
    const ROWS: [&str; 5] = [
        "abcdefghijklmnopqrstuvwxyz",
        "01234567890",
        "qwertyuiop",
        "asdfghjkl",
        "zxcvbnm",
    ];
    let letters: Vec<char> = lower.chars().filter(|c| c.is_alphanumeric()).collect();
    let follows = |pair: &[char]| {
        let forward: String = pair.iter().collect();
        let backward: String = pair.iter().rev().collect();
        pair[0] == pair[1]
            || ROWS
                .iter()
                .any(|row| row.contains(&forward) || row.contains(&backward))
    };
    let steps = letters.windows(2).filter(|pair| follows(pair)).count();
    letters.len() > 1 && steps * 5 >= (letters.len() - 1) * 4
}

/// Words of the hospitals and of the desk.
const SITE: &str = "cityofhope city hope duarte irvine special surgery hss hospital medical records record roi desk roidesk \
    release releaseofinformation information patient patients health himanagement hims cancer oncology clinic doctor nurse";

/// Words that stand at the head of every list of breached passwords, alone and in pairs.
const COMMON: &str = "password passwort passwd pass admin administrator root user guest login signin welcome letmein changeme \
    default secret test testing demo temp temporary master access system server computer internet network security secure \
    qwerty qwertyuiop asdf asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc abc abcd abcdef iloveyou love lovely loveyou lover \
    princess prince queen king angel baby babygirl babyboy honey sweet sweetheart sunshine summer winter spring autumn fall \
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september \
    october november december football baseball basketball soccer hockey tennis golf softball volleyball dragon monkey tiger \
    lion eagle shadow wolf bear horse dog cat puppy kitten fish bird snake spider butterfly dolphin superman batman spiderman \
    pokemon naruto starwars startrek matrix hello helloworld goodbye whatever trustno nothing something anything forever \
    freedom justice peace power magic lucky charlie michael jordan michelle jennifer jessica ashley amanda daniel david james \
    john robert william thomas joseph george richard matthew andrew joshua anthony nicole hannah samantha elizabeth maria \
    mary anna sarah laura linda lisa karen susan nancy barbara patricia taylor hunter harley buster ginger pepper cookie \
    chocolate banana apple orange cheese chicken coffee pizza cherry peanut purple yellow blue red green black white silver \
    golden diamond crystal flower rose lily daisy garden heaven jesus christ god church faith blessed bible america american \
    canada mexico california newyork london paris chicago boston dallas texas florida yankees lakers cowboys steelers patriots \
    family mother father mommy daddy sister brother friend friends bestfriend money dollar rich boss rockstar music guitar \
    piano metallica slipknot nirvana beatles eminem gangster player gamer minecraft fortnite roblox google facebook youtube \
    twitter instagram amazon apple microsoft windows android samsung iphone linkedin dropbox adobe photoshop mustang corvette \
    ferrari porsche mercedes toyota honda nissan chevrolet ranger truck pretty beautiful handsome crazy sexy hot cool awesome \
    killer death devil satan demon ninja samurai warrior soldier knight wizard merlin phoenix thunder storm lightning ocean \
    mountain river forest sunset midnight moonlight starlight rainbow star moon sun sky world earth universe galaxy alpha \
    omega delta bravo zulu tango foxtrot one two three four five six seven eight nine ten hundred thousand million the my our \
    this that is it its me you we i am a an and of to in for new old big little happy birthday christmas halloween \
    correcthorsebatterystaple maythefourcebewithyou maytheforcebewithyou onceuponatime tobeornottobe opensesame";
