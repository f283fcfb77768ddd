//! The files of the repository, each as written, without comments, and without comments and text.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::path::Path;

use regex::Regex;
use walkdir::WalkDir;

/// Folders at the top that hold work, not source.
const NOT_SOURCE: &[&str] = &["target", ".git", ".data"];

/// One broken rule at one place.
pub struct Slip {
    pub path: String,
    pub line: usize,
    pub text: String,
}

impl fmt::Display for Slip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.text)
    }
}

/// One file. All three texts have the same lines.
#[derive(Clone)]
pub struct Source {
    pub path: String,
    /// As written.
    pub text: String,
    /// Comments blanked.
    pub spoken: String,
    /// Comments and the insides of string literals blanked.
    pub code: String,
}

impl Source {
    fn new(path: &str, text: &str) -> Self {
        let (spoken, code) = if has_ending(path, "rs") {
            strip(text)
        } else {
            (text.to_owned(), text.to_owned())
        };
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
            spoken,
            code,
        }
    }

    /// The folder right under `src/`, or the module of a file that stands there alone.
    pub fn area(&self) -> Option<&str> {
        let rest = self.path.strip_prefix("src/")?;
        Some(
            rest.split('/')
                .next()
                .unwrap_or(rest)
                .trim_end_matches(".rs"),
        )
    }

    /// The part below the area: `rules` for `src/requests/rules.rs` and for `src/requests/rules/clocks.rs`.
    pub fn part(&self) -> Option<&str> {
        let mut steps = self.path.strip_prefix("src/")?.split('/').skip(1);
        Some(steps.next()?.trim_end_matches(".rs"))
    }

    pub fn is_rust(&self) -> bool {
        has_ending(&self.path, "rs")
    }

    pub fn slip(&self, offset: usize, text: impl Into<String>) -> Slip {
        let line = 1 + self
            .text
            .as_bytes()
            .iter()
            .take(offset)
            .filter(|byte| **byte == b'\n')
            .count();
        Slip {
            path: self.path.clone(),
            line,
            text: text.into(),
        }
    }

    /// A slip at every match of `pattern` in the code.
    pub fn forbid(&self, pattern: &str, advice: &str) -> Vec<Slip> {
        self.forbid_in(&self.code, pattern, advice)
    }

    /// A slip at every match of `pattern` in `text`, which is one of this file's three texts.
    pub fn forbid_in(&self, text: &str, pattern: &str, advice: &str) -> Vec<Slip> {
        compiled(pattern)
            .find_iter(text)
            .map(|found| {
                self.slip(
                    found.start(),
                    format!("`{}`: {advice}", found.as_str().trim()),
                )
            })
            .collect()
    }
}

thread_local! {
    static COMPILED: RefCell<HashMap<String, Regex>> = RefCell::default();
}

/// Each pattern is compiled once, not once a file, and with ASCII classes: the Unicode ones make an unoptimized search very slow.
pub fn compiled(pattern: &str) -> Regex {
    let ascii = [
        (r"\b", r"(?-u:\b)"),
        (r"\w", "[0-9A-Za-z_]"),
        (r"\s", r"[ \t\r\n]"),
        (r"\d", "[0-9]"),
    ];
    let make = || {
        let plain = ascii
            .iter()
            .fold(pattern.to_owned(), |text, (wide, plain)| {
                text.replace(wide, plain)
            });
        Regex::new(&plain).expect("a pattern of this test")
    };
    COMPILED.with_borrow_mut(|known| known.entry(pattern.to_owned()).or_insert_with(make).clone())
}

/// Every text file of the repository by path.
pub struct Tree {
    files: BTreeMap<String, Source>,
}

impl Tree {
    pub fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut files = BTreeMap::new();
        let source = |entry: &walkdir::DirEntry| {
            entry.depth() != 1 || !NOT_SOURCE.iter().any(|name| entry.file_name() == *name)
        };
        for entry in WalkDir::new(root).into_iter().filter_entry(source) {
            let entry = entry.expect("a readable folder");
            if !entry.file_type().is_file() {
                continue;
            }
            let path = entry
                .path()
                .strip_prefix(root)
                .expect("below the root")
                .to_string_lossy()
                .into_owned();
            let bytes = std::fs::read(entry.path()).expect("a readable file");
            files.insert(
                path.clone(),
                Source::new(&path, &String::from_utf8(bytes).unwrap_or_default()),
            );
        }
        Self { files }
    }

    /// No more than the map of the house, for showing a rule one file.
    pub fn map() -> Self {
        let text =
            std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs"));
        let lib = Source::new("src/lib.rs", &text.expect("the map of the house"));
        Self {
            files: BTreeMap::from([(lib.path.clone(), lib)]),
        }
    }

    /// The same tree with one file put in place of what stood there.
    pub fn with(mut self, path: &str, text: &str) -> Self {
        self.files.insert(path.to_owned(), Source::new(path, text));
        self
    }

    pub fn all(&self) -> impl Iterator<Item = &Source> {
        self.files.values()
    }

    pub fn get(&self, path: &str) -> Option<&Source> {
        self.files.get(path)
    }

    pub fn under(&self, folder: &str) -> impl Iterator<Item = &Source> {
        self.all().filter(move |file| file.path.starts_with(folder))
    }

    /// The Rust files of the product.
    pub fn src(&self) -> impl Iterator<Item = &Source> {
        self.under("src/").filter(|file| file.is_rust())
    }
}

pub fn has_ending(path: &str, ending: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|found| found == ending)
}

/// Blanks comments, and comments with string insides; lines and offsets stay as they were.
fn strip(text: &str) -> (String, String) {
    let bytes = text.as_bytes();
    let (mut spoken, mut code) = (bytes.to_vec(), bytes.to_vec());
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let (length, kind) = token(rest, at.checked_sub(1).map(|before| bytes[before]));
        for place in at..(at + length).min(bytes.len()) {
            if bytes[place] != b'\n' {
                if kind == Kind::Comment {
                    spoken[place] = b' ';
                }
                let edge = place == at || place + 1 == at + length;
                if kind == Kind::Comment || (kind == Kind::Text && !edge) {
                    code[place] = b' ';
                }
            }
        }
        at += length;
    }
    (
        String::from_utf8_lossy(&spoken).into_owned(),
        String::from_utf8_lossy(&code).into_owned(),
    )
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Code,
    Comment,
    Text,
}

/// The length and kind of what starts here.
fn token(rest: &[u8], before: Option<u8>) -> (usize, Kind) {
    let in_word = before.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    match rest {
        [b'/', b'/', ..] => (until(rest, b"\n"), Kind::Comment),
        [b'/', b'*', ..] => (2 + until(&rest[2..], b"*/") + 2, Kind::Comment),
        [b'r', b'"' | b'#', ..] if !in_word => raw(rest),
        [b'"', ..] => (quoted(rest), Kind::Text),
        [b'\'', b'\\', ..] => (
            3 + until(rest.get(3..).unwrap_or_default(), b"'") + 1,
            Kind::Text,
        ),
        [b'\'', _, b'\'', ..] => (3, Kind::Text),
        _ => (1, Kind::Code),
    }
}

fn until(rest: &[u8], end: &[u8]) -> usize {
    rest.windows(end.len())
        .position(|window| window == end)
        .unwrap_or(rest.len())
}

fn raw(rest: &[u8]) -> (usize, Kind) {
    let hashes = rest[1..].iter().take_while(|byte| **byte == b'#').count();
    if rest.get(1 + hashes) != Some(&b'"') {
        return (1, Kind::Code);
    }
    let end = [b"\"".as_slice(), &vec![b'#'; hashes]].concat();
    let open = 2 + hashes;
    (open + until(&rest[open..], &end) + end.len(), Kind::Text)
}

fn quoted(rest: &[u8]) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != b'"' {
        at += if rest[at] == b'\\' { 2 } else { 1 };
    }
    at + 1
}
