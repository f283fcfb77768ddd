//! Words as a paper: a plain PDF in one typeface, so that what came as text is looked at, kept and printed like any paper.

/// Signs on a line.
const COLUMNS: usize = 92;
/// Lines on a page.
const LINES: usize = 62;
/// The most pages; what is longer is read in the original.
const PAGES: usize = 50;

/// A PDF of these words, letter size. Letters outside Western Europe stand as `?`; the original has them.
pub fn text_paper(text: &str) -> Vec<u8> {
    let mut lines = wrapped(text);
    let most = PAGES * LINES;
    if lines.len() > most {
        lines.truncate(most - 1);
        lines.push("The rest stands in the original.".to_owned());
    }
    let pages: Vec<&[String]> = lines.chunks(LINES).collect();
    Pdf::of(&pages)
}

fn wrapped(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for line in text.lines() {
        let line = line.replace('\t', "    ");
        let mut rest: Vec<char> = line.trim_end().chars().collect();
        while rest.len() > COLUMNS {
            let at = rest[..COLUMNS]
                .iter()
                .rposition(|c| *c == ' ')
                .filter(|at| *at > COLUMNS / 2)
                .unwrap_or(COLUMNS);
            lines.push(rest[..at].iter().collect());
            rest.drain(..at);
            if rest.first() == Some(&' ') {
                rest.remove(0);
            }
        }
        lines.push(rest.into_iter().collect());
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// The objects of a PDF with their places.
struct Pdf {
    bytes: Vec<u8>,
    places: Vec<usize>,
}

impl Pdf {
    fn of(pages: &[&[String]]) -> Vec<u8> {
        let mut pdf = Self {
            bytes: b"%PDF-1.4\n".to_vec(),
            places: Vec::new(),
        };
        // 1 catalog, 2 pages, 3 typeface, then a page and its words by turns.
        let kids: Vec<String> = (0..pages.len())
            .map(|n| format!("{} 0 R", 4 + 2 * n))
            .collect();
        pdf.object("<< /Type /Catalog /Pages 2 0 R >>");
        pdf.object(&format!(
            "<< /Type /Pages /Kids [{}] /Count {} >>",
            kids.join(" "),
            pages.len()
        ));
        pdf.object(
            "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
        );
        for (n, lines) in pages.iter().enumerate() {
            pdf.object(&format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
                5 + 2 * n
            ));
            let words = hexadecimal(&content(lines));
            pdf.object(&format!(
                "<< /Length {} /Filter /ASCIIHexDecode >>\nstream\n{words}\nendstream",
                words.len()
            ));
        }
        pdf.end()
    }

    fn object(&mut self, body: &str) {
        self.places.push(self.bytes.len());
        let number = self.places.len();
        self.bytes
            .extend_from_slice(format!("{number} 0 obj\n{body}\nendobj\n").as_bytes());
    }

    fn end(mut self) -> Vec<u8> {
        let start = self.bytes.len();
        let count = self.places.len() + 1;
        let places: Vec<String> = self
            .places
            .iter()
            .map(|place| format!("{place:010} 00000 n \n"))
            .collect();
        let places = places.concat();
        let table = format!(
            "xref\n0 {count}\n0000000000 65535 f \n{places}trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
        );
        self.bytes.extend_from_slice(table.as_bytes());
        self.bytes
    }
}

/// The drawing of a page: each line as a string of bytes in hexadecimal digits, so that no sign of it is a sign of the PDF.
fn content(lines: &[String]) -> Vec<u8> {
    let mut drawn = String::from("BT /F1 9.5 Tf 11.4 TL 40 748 Td\n");
    for line in lines {
        let bytes: Vec<u8> = line.chars().map(win_ansi).collect();
        for piece in ["<", hexadecimal(&bytes).trim_end_matches('>'), "> Tj T*\n"] {
            drawn.push_str(piece);
        }
    }
    drawn.push_str("ET");
    drawn.into_bytes()
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digits = bytes.iter().map(|byte| format!("{byte:02x}"));
    digits.chain([">".to_owned()]).collect()
}

/// The byte of a letter in Windows' Western alphabet, which the typeface of every reader knows.
fn win_ansi(letter: char) -> u8 {
    match letter {
        '€' => 0x80,
        '‚' => 0x82,
        '„' => 0x84,
        '…' => 0x85,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '•' => 0x95,
        '–' => 0x96,
        '—' => 0x97,
        '™' => 0x99,
        '\u{20}'..='\u{7e}' | '\u{a0}'..='\u{ff}' => {
            u8::try_from(u32::from(letter)).unwrap_or(b'?')
        }
        _ => b'?',
    }
}
