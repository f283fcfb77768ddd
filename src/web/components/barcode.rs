//! A bar code for separator sheets, in Code 39: read by every scanner and scanning program without being told how.

use askama::Template;

use super::leaf;

/// The letters of Code 39 and their nine bars and spaces, wide ones as `1`, beginning with a bar (ISO/IEC 16388).
const LETTERS: [(char, &str); 39] = [
    ('0', "000110100"),
    ('1', "100100001"),
    ('2', "001100001"),
    ('3', "101100000"),
    ('4', "000110001"),
    ('5', "100110000"),
    ('6', "001110000"),
    ('7', "000100101"),
    ('8', "100100100"),
    ('9', "001100100"),
    ('A', "100001001"),
    ('B', "001001001"),
    ('C', "101001000"),
    ('D', "000011001"),
    ('E', "100011000"),
    ('F', "001011000"),
    ('G', "000001101"),
    ('H', "100001100"),
    ('I', "001001100"),
    ('J', "000011100"),
    ('K', "100000011"),
    ('L', "001000011"),
    ('M', "101000010"),
    ('N', "000010011"),
    ('O', "100010010"),
    ('P', "001010010"),
    ('Q', "000000111"),
    ('R', "100000110"),
    ('S', "001000110"),
    ('T', "000010110"),
    ('U', "110000001"),
    ('V', "011000001"),
    ('W', "111000000"),
    ('X', "010010001"),
    ('Y', "110010000"),
    ('Z', "011010000"),
    ('-', "010000101"),
    ('.', "110000100"),
    ('*', "010010100"),
];

/// How many times as wide as a narrow bar a wide one is.
const WIDE: usize = 3;
/// The empty margin a scanner needs on each side, in narrow bars.
const QUIET: usize = 10;
/// How high the bars are, in narrow bars.
const HIGH: usize = 48;

/// A text as bars, with the same text below them.
#[derive(Template, Debug, Clone)]
#[template(path = "components/barcode.html", whitespace = "minimize")]
pub struct Barcode {
    text: String,
    width: usize,
    height: usize,
    path: String,
}
leaf!(Barcode);

impl Barcode {
    /// The bars of a text; none for a text with another letter than capitals, digits, dash and full stop.
    pub fn new(text: &str) -> Option<Self> {
        let mut at = QUIET;
        let mut path = String::new();
        for letter in ['*'].into_iter().chain(text.chars()).chain(['*']) {
            let (_, bars) = LETTERS.iter().find(|(known, _)| *known == letter)?;
            for (place, bar) in bars.bytes().enumerate() {
                let width = if bar == b'1' { WIDE } else { 1 };
                if place % 2 == 0 {
                    let (x, bar, high) = (at.to_string(), width.to_string(), HIGH.to_string());
                    let drawn = ["M", &x, " 0h", &bar, "v", &high, "h-", &bar, "z"];
                    path.extend(drawn);
                }
                at += width;
            }
            // The gap between two letters.
            at += 1;
        }
        let inside = text.chars().all(|letter| letter != '*');
        inside.then(|| Self {
            text: text.to_owned(),
            width: at - 1 + QUIET,
            height: HIGH,
            path,
        })
    }
}
