//! Reads the public directory of provider identifiers from a local file into the desk's copy: in small parts, so that it can be
//! broken off and begun again at any time.

use std::path::Path;

use crate::app::App;
use crate::calendar::plural;
use crate::requesters::commands::keep_providers;
use crate::requesters::forms::{Header, Row};
use crate::requesters::model::{Listed, Npi};

/// Rows of one write.
const PART: usize = 50;
/// How often it is said how far it has come.
const SAID_EVERY: u64 = 10_000;
/// Bad rows that are named one by one.
const NAMED: u64 = 10;

/// How a file was read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Rows seen.
    pub seen: u64,
    /// Providers taken into the copy or written anew.
    pub kept: u64,
    /// Identifiers that are not in use any more.
    pub ended: u64,
    /// Rows of other states.
    pub elsewhere: u64,
    /// Rows whose check digit is wrong or that name nobody.
    pub bad: u64,
}

impl std::fmt::Display for Loaded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}: {} kept, {} of ended identifiers, {} of other states, {} unreadable",
            plural(i64::try_from(self.seen).unwrap_or(i64::MAX), "row"),
            self.kept,
            self.ended,
            self.elsewhere,
            self.bad
        )
    }
}

/// Reads the file; of these states only, where any are named. `say` is told how far it has come and which rows are bad. Read
/// again, the file changes nothing but what is new in it.
///
/// # Errors
/// A sentence when the file is not the directory's, breaks off, or nothing can be stored; what was kept by then stays.
pub fn load(
    app: &App,
    file: &Path,
    states: &[String],
    mut say: impl FnMut(String),
) -> anyhow::Result<Loaded> {
    let mut rows = csv::ReaderBuilder::new()
        .flexible(true)
        // Lines are counted as an editor counts them, whichever system wrote the file.
        .terminator(csv::Terminator::Any(b'\n'))
        .trim(csv::Trim::All)
        .from_path(file)
        .map_err(|e| anyhow::anyhow!("{} cannot be opened: {e}.", file.display()))?;
    let header = rows
        .headers()
        .map_err(|e| anyhow::anyhow!("{} cannot be read: {e}.", file.display()))?;
    let header = Header::read(header.iter()).map_err(anyhow::Error::msg)?;
    let mut loaded = Loaded::default();
    let (mut listed, mut ended) = (Vec::new(), Vec::new());
    for row in rows.records() {
        let row = row.map_err(|e| anyhow::anyhow!("{e}. {loaded} until then."))?;
        loaded.seen += 1;
        match header.row(|place| row.get(place).unwrap_or("")) {
            Ok(Row::Listed(one, state)) if states.is_empty() || states.contains(&state) => {
                listed.push(one);
            }
            Ok(Row::Listed(..)) => loaded.elsewhere += 1,
            Ok(Row::Ended(npi)) => ended.push(npi),
            Err(bad) => {
                loaded.bad += 1;
                if loaded.bad <= NAMED {
                    let line = row.position().map_or(0, csv::Position::line);
                    say(format!("Line {line} is left out: {bad}."));
                }
            }
        }
        if listed.len() + ended.len() >= PART {
            keep(app, &mut loaded, &mut listed, &mut ended)?;
        }
        if loaded.seen % SAID_EVERY == 0 {
            say(loaded.to_string());
        }
    }
    keep(app, &mut loaded, &mut listed, &mut ended)?;
    Ok(loaded)
}

/// Keeps a part of the file in one write.
fn keep(
    app: &App,
    loaded: &mut Loaded,
    listed: &mut Vec<Listed>,
    ended: &mut Vec<Npi>,
) -> anyhow::Result<()> {
    let part = (std::mem::take(listed), std::mem::take(ended));
    loaded.kept += part.0.len() as u64;
    loaded.ended += part.1.len() as u64;
    app.keep_house_now(move |tx| keep_providers(tx, &part.0, &part.1))?;
    Ok(())
}
