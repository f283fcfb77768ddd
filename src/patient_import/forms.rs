//! A line of the file ⇄ a row of the index: the columns by their names, each cell read as the desk's own forms read it.

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::model::{Fault, Row};
use crate::form_state::{FormState, Reader};
use crate::patients::model::{Mrn, OtherName, OtherNameKind, Particulars, PersonName};

/// Every column the file may have, in the order of the README; `mrn` and `family` must be there.
pub const COLUMNS: [&str; 15] = [
    "mrn",
    "family",
    "given",
    "born_on",
    "died_on",
    "phone",
    "email",
    "address",
    "former_names",
    "birth_names",
    "aliases",
    "preferred_names",
    "former_phones",
    "former_addresses",
    // A file of rejected rows, corrected, is taken as it is.
    WHY,
];
/// The column a file of rejected rows has besides.
pub const WHY: &str = "rejected_because";
/// Columns of other names, each with why the name exists.
const NAMES: [(&str, OtherNameKind); 4] = [
    ("former_names", OtherNameKind::Former),
    ("birth_names", OtherNameKind::Maiden),
    ("aliases", OtherNameKind::Alias),
    ("preferred_names", OtherNameKind::Preferred),
];
/// Stands between several values of one cell.
const SEVERAL: char = '|';
/// Values of one cell that are read.
const MOST: usize = 20;
/// The longest row in bytes; a longer one has a quotation mark that is never closed.
const LONGEST: usize = 32_768;

/// The columns of a file, as its first line names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header(Vec<&'static str>);

impl Header {
    /// Reads the first line.
    ///
    /// # Errors
    /// A sentence that says what to do: a column that is not known, stands twice, or is missing.
    pub fn read<'c>(cells: impl IntoIterator<Item = &'c [u8]>) -> Result<Self, String> {
        let mut columns: Vec<&'static str> = Vec::new();
        for (cell, number) in cells.into_iter().zip(1..) {
            let said = std::str::from_utf8(cell)
                .unwrap_or("")
                .trim()
                .to_lowercase();
            let Some(column) = COLUMNS.into_iter().find(|known| *known == said) else {
                return Err(format!(
                    "Column {number} of the first line is not known. The columns are: {}. Leave others out.",
                    COLUMNS[..COLUMNS.len() - 1].join(", ")
                ));
            };
            if columns.contains(&column) {
                return Err(format!("The column {column} stands twice. Leave one out."));
            }
            columns.push(column);
        }
        match ["mrn", "family"]
            .into_iter()
            .find(|one| !columns.contains(one))
        {
            Some(missing) => Err(format!(
                "The first line has no column {missing}. It names the columns, separated by commas, for example: mrn,family,given,born_on."
            )),
            None => Ok(Self(columns)),
        }
    }

    /// The columns in the order of the file.
    pub fn columns(&self) -> &[&'static str] {
        &self.0
    }

    /// Reads a row.
    ///
    /// # Errors
    /// Every fault of the row with its column and what to do; nothing of what stands in it.
    pub fn row(&self, line: u64, cells: &[&[u8]], today: NaiveDate) -> Result<Row, Vec<Fault>> {
        let fault = |field: &str, says: &str| {
            vec![Fault {
                line,
                field: field.to_owned(),
                says: says.to_owned(),
            }]
        };
        if cells.iter().map(|cell| cell.len()).sum::<usize>() > LONGEST {
            return Err(fault(
                "row",
                "The row has more than 32,768 characters. Look for a quotation mark that is not closed.",
            ));
        }
        if cells.len() != self.0.len() {
            let says = format!(
                "The row has {} cells and the first line {}. Put a cell that holds a comma into quotation marks.",
                cells.len(),
                self.0.len()
            );
            return Err(fault("row", &says));
        }
        let mut typed: Vec<(&'static str, String)> = Vec::new();
        for (column, cell) in self.0.iter().zip(cells) {
            let Ok(text) = std::str::from_utf8(cell) else {
                return Err(fault(
                    column,
                    "The cell is not UTF-8. Save the file as UTF-8.",
                ));
            };
            if *column != WHY {
                typed.push((column, text.trim().to_owned()));
            }
        }
        read(line, typed, today)
    }
}

fn read(
    line: u64,
    mut typed: Vec<(&'static str, String)>,
    today: NaiveDate,
) -> Result<Row, Vec<Fault>> {
    // The order of the columns and the ones left empty make no other row.
    typed.retain(|(_, text)| !text.is_empty());
    typed.sort_unstable();
    let digest = digest(&typed);
    let form = typed
        .iter()
        .fold(FormState::empty(), |form, (column, text)| {
            // A whole date is read from the first of the three boxes of a form.
            let first = match *column {
                "born_on" | "died_on" => [column, "-month"].concat(),
                other => other.to_owned(),
            };
            form.with(&first, text.as_str())
        });
    let mut r = Reader::new(form);
    let mrn = mrn(&mut r);
    let says = particulars(&mut r, today);
    let names = names(&mut r);
    let former_phones = former(&mut r, "former_phones", |r| {
        r.phone("one", "the telephone number")
    });
    let former_addresses = former(&mut r, "former_addresses", |r| {
        r.optional_lines("one", "the address", 400)
    });
    r.finish(|| {
        let mrn = mrn?;
        let says = says?;
        Some(Row {
            line,
            says: Particulars {
                mrn: Some(mrn.clone()),
                ..says
            },
            mrn,
            names,
            former_phones,
            former_addresses,
            digest,
        })
    })
    .map_err(|refused| faults(line, &refused))
}

fn faults(line: u64, refused: &FormState) -> Vec<Fault> {
    let faults = refused.errors().iter().map(|error| Fault {
        line,
        field: error.field.clone(),
        says: error.text.clone(),
    });
    faults.collect()
}

fn digest(typed: &[(&str, String)]) -> String {
    let mut hash = Sha256::new();
    for (column, text) in typed {
        for part in [column.as_bytes(), text.as_bytes()] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
    }
    hex(&hash.finalize())
}

/// Bytes as people compare them.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
    ];
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|half| DIGITS[usize::from(half)])
        .collect()
}

fn mrn(r: &mut Reader) -> Option<Mrn> {
    let typed = r.required_text("mrn", "the record number", 40)?;
    let mrn = Mrn::parse(&typed);
    if mrn.is_err() {
        r.refuse(
            "mrn",
            "A record number has 3 to 20 letters and digits, at least one of them a digit.",
        );
    }
    mrn.ok()
}

fn particulars(r: &mut Reader, today: NaiveDate) -> Option<Particulars> {
    let family = r.required_text("family", "the family name", 100);
    let given = r.optional_text("given", "the given names", 100);
    let name = PersonName::parse(
        family.as_deref().unwrap_or(""),
        given.as_deref().unwrap_or(""),
    );
    if family.is_some() && name.is_err() {
        r.refuse("family", "Write at least the family name, in letters.");
    }
    let born_on = r.optional_past_date("born_on", "the date of birth", today);
    let deceased_on = r.optional_past_date("died_on", "the day of death", today);
    if let (Some(born), Some(died)) = (born_on, deceased_on)
        && died < born
    {
        r.refuse("died_on", "This day is before the birth. Check both.");
    }
    let phone = r.phone("phone", "the telephone number");
    let email = r.email("email", "the e-mail address");
    let address = r.optional_lines("address", "the postal address", 400);
    Some(Particulars {
        name: name.ok()?,
        born_on,
        mrn: None,
        phone,
        email,
        address,
        deceased_on,
    })
}

/// The values of a cell that may hold several.
fn several(r: &mut Reader, column: &str) -> Vec<String> {
    let values: Vec<String> = r
        .form()
        .value(column)
        .split(SEVERAL)
        .map(|one| one.trim().to_owned())
        .filter(|one| !one.is_empty())
        .collect();
    if values.len() > MOST {
        r.refuse(
            column,
            "The cell holds more than 20 values. Leave the oldest out.",
        );
    }
    values.into_iter().take(MOST).collect()
}

fn names(r: &mut Reader) -> Vec<OtherName> {
    let mut names = Vec::new();
    for (column, kind) in NAMES {
        for text in several(r, column) {
            let (family, given) = text.split_once(',').unwrap_or((&text, ""));
            let name = PersonName::parse(family, given);
            match name.ok().filter(|_| !text.chars().any(char::is_control)) {
                Some(name) => names.push(OtherName { name, kind }),
                None => r.refuse(
                    column,
                    "Write each name as family name, comma, given names, at most 100 characters each, with | between two names.",
                ),
            }
        }
    }
    names
}

fn former(
    r: &mut Reader,
    column: &str,
    read: impl Fn(&mut Reader) -> Option<String>,
) -> Vec<String> {
    let mut values = Vec::new();
    for text in several(r, column) {
        let mut one = Reader::new(FormState::empty().with("one", text));
        match read(&mut one) {
            Some(value) => values.push(value),
            None => {
                let says = one
                    .form()
                    .error("one")
                    .unwrap_or("Leave the empty value out.");
                let says = says.to_owned();
                r.refuse(column, says);
            }
        }
    }
    values
}
