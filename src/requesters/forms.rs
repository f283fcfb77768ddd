//! The file of the public directory (NPPES, "NPI data dissemination") ⇄ its providers, row by row.

use crate::requesters::model::{AddressKind, BadNpi, Listed, Npi};

/// The columns the desk reads, as the header of the file calls them.
const COLUMNS: [&str; 14] = [
    "NPI",
    "Provider Organization Name (Legal Business Name)",
    "Provider Last Name (Legal Name)",
    "Provider First Name",
    "Provider Middle Name",
    "Provider First Line Business Practice Location Address",
    "Provider Second Line Business Practice Location Address",
    "Provider Business Practice Location Address City Name",
    "Provider Business Practice Location Address State Name",
    "Provider Business Practice Location Address Postal Code",
    "Provider Business Practice Location Address Telephone Number",
    "Provider Business Practice Location Address Fax Number",
    "NPI Deactivation Date",
    "NPI Reactivation Date",
];

/// Where the columns stand in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header([usize; COLUMNS.len()]);

/// What a row of the file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// A provider, practising in a state.
    Listed(Listed, String),
    /// An identifier that is not in use any more.
    Ended(Npi),
}

/// Why a row cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadRow {
    /// Its identifier is none.
    #[error("{0}")]
    Npi(#[from] BadNpi),
    /// Nobody is named.
    #[error("the row names nobody")]
    Name,
}

impl Header {
    /// Finds the columns in the first line of the file.
    ///
    /// # Errors
    /// The sentence that names the first missing column.
    pub fn read<'a>(names: impl Iterator<Item = &'a str> + Clone) -> Result<Self, String> {
        let mut places = [0; COLUMNS.len()];
        for (place, wanted) in places.iter_mut().zip(COLUMNS) {
            let same = |name: &str| name.trim_start_matches('\u{feff}').trim() == wanted;
            *place = names.clone().position(same).ok_or_else(|| {
                format!(
                    "The file has no column \"{wanted}\": it is not the NPPES file of providers."
                )
            })?;
        }
        Ok(Self(places))
    }

    /// Reads a row; `field` answers the text at a place.
    ///
    /// # Errors
    /// `BadRow` when the check digit is wrong or nobody is named.
    pub fn row<'a>(&self, field: impl Fn(usize) -> &'a str) -> Result<Row, BadRow> {
        let [
            npi,
            organization,
            family,
            given,
            middle,
            first,
            second,
            city,
            state,
            zip,
            phone,
            fax,
            ended,
            again,
        ] = self.0.map(|place| field(place).trim());
        let npi = Npi::parse(npi)?;
        if !ended.is_empty() && again.is_empty() {
            return Ok(Row::Ended(npi));
        }
        let person = [family, &joined(&[given, middle], " ")];
        let name = if organization.is_empty() {
            joined(&person, ", ")
        } else {
            organization.to_owned()
        };
        if name.is_empty() {
            return Err(BadRow::Name);
        }
        let place = joined(&[state, &postal(zip)], " ");
        let lines = joined(&[first, second, &joined(&[city, &place], ", ")], "\n");
        let number = |text: &str| AddressKind::Phone.tidy(text).ok();
        let listed = Listed {
            npi,
            name,
            address: AddressKind::Mail.tidy(&lines).ok(),
            phone: number(phone),
            fax: number(fax),
        };
        Ok(Row::Listed(listed, state.to_uppercase()))
    }
}

/// The parts that say something, with this between them.
fn joined(parts: &[&str], between: &str) -> String {
    let said: Vec<&str> = parts
        .iter()
        .copied()
        .filter(|part| !part.is_empty())
        .collect();
    said.join(between)
}

/// A nine-digit code with its hyphen.
fn postal(zip: &str) -> String {
    match (zip.len(), zip.split_at_checked(5)) {
        (9, Some((five, four))) => [five, "-", four].concat(),
        _ => zip.to_owned(),
    }
}
