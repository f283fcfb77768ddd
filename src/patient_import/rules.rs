//! What a row of the hospital's index does to an entry. The file adds and corrects what it wrote itself; it never deletes,
//! and never overwrites what a person of the desk wrote.

use chrono::NaiveDate;

use super::model::{Difference, Row, Wrote};
use crate::patients::model::{OtherName, Particulars, PersonName};
use crate::patients::rules::{fold, names::fold_name};
use crate::words::dates;

/// What a row does to an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// What the entry says from now on.
    pub says: Particulars,
    /// What imports have written into it by then.
    pub wrote: Wrote,
    /// Where the desk's own word stays.
    pub differences: Vec<Difference>,
}

/// What becomes of one field.
enum Field {
    Stays,
    Written,
    Differs,
}

/// The file's word against the entry's: an empty cell says nothing; a blank that nobody emptied is filled in; a value is
/// replaced only if it is still the one an import wrote.
fn field<T: PartialEq>(
    file: Option<&T>,
    entry: Option<&T>,
    wrote: Option<&T>,
    same: impl Fn(&T, &T) -> bool,
) -> Field {
    match (file, entry) {
        (None, _) => Field::Stays,
        (Some(file), Some(entry)) if same(file, entry) => Field::Stays,
        (Some(_), entry) if entry == wrote => Field::Written,
        _ => Field::Differs,
    }
}

/// Settles what a row says with what an entry says, field by field.
pub fn settle(row: &Row, entry: &Particulars, wrote: &Wrote) -> Settled {
    let mut settled = Settled {
        says: entry.clone(),
        wrote: wrote.clone(),
        differences: Vec::new(),
    };
    settle_name(row, entry, wrote, &mut settled);
    let (says, into) = (&row.says, &mut settled);
    let day = |on: &NaiveDate| dates::iso(*on);
    let text = String::clone;
    let equal = |a: &String, b: &String| a == b;
    let alike = |a: &String, b: &String| fold(a) == fold(b);
    let on = |a: &NaiveDate, b: &NaiveDate| a == b;
    macro_rules! one {
        ($column:literal, $part:ident, $same:expr, $words:expr) => {
            match field(
                says.$part.as_ref(),
                entry.$part.as_ref(),
                wrote.$part.as_ref(),
                $same,
            ) {
                Field::Stays => {}
                Field::Written => {
                    into.says.$part.clone_from(&says.$part);
                    into.wrote.$part.clone_from(&says.$part);
                }
                Field::Differs => into.differences.push(Difference {
                    line: row.line,
                    field: $column,
                    file_says: says.$part.as_ref().map_or_else(String::new, $words),
                    desk_says: entry.$part.as_ref().map_or_else(String::new, $words),
                }),
            }
        };
    }
    one!("born_on", born_on, on, day);
    one!("died_on", deceased_on, on, day);
    one!("phone", phone, equal, text);
    one!("email", email, equal, text);
    one!("address", address, alike, text);
    settled
}

fn settle_name(row: &Row, entry: &Particulars, wrote: &Wrote, settled: &mut Settled) {
    let written = wrote.name.as_ref().map(|(family, given)| PersonName {
        family: family.clone(),
        given: given.clone(),
    });
    let alike = |a: &PersonName, b: &PersonName| fold_name(a) == fold_name(b);
    let name = &row.says.name;
    match field(Some(name), Some(&entry.name), written.as_ref(), alike) {
        Field::Stays => {}
        Field::Written => {
            settled.says.name = name.clone();
            settled.wrote.name = Some((name.family.clone(), name.given.clone()));
        }
        Field::Differs => settled.differences.push(Difference {
            line: row.line,
            field: "family",
            file_says: name.family_first(),
            desk_says: entry.name.family_first(),
        }),
    }
}

/// Everything a row says was written by the import: the entry of a person who was not in the index.
pub fn all_of(row: &Row) -> Wrote {
    let says = &row.says;
    Wrote {
        name: Some((says.name.family.clone(), says.name.given.clone())),
        born_on: says.born_on,
        deceased_on: says.deceased_on,
        phone: says.phone.clone(),
        email: says.email.clone(),
        address: says.address.clone(),
    }
}

/// The other names of a row an entry does not have yet, and those a person of the desk withdrew.
pub fn names_to_add<'r>(
    row: &'r Row,
    name: &PersonName,
    known: &[(PersonName, bool)],
) -> (Vec<&'r OtherName>, Vec<&'r OtherName>) {
    let mut missing = Vec::new();
    let mut withdrawn = Vec::new();
    for other in &row.names {
        let key = fold_name(&other.name);
        let mut held = known.iter().filter(|(one, _)| fold_name(one) == key);
        match held.clone().any(|(_, stands)| *stands) || fold_name(name) == key {
            true => {}
            false if held.next().is_some() => withdrawn.push(other),
            false => missing.push(other),
        }
    }
    (missing, withdrawn)
}
