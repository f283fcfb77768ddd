//! The file from its first line to its last.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, Write};
use std::path::PathBuf;

use anyhow::Context;
use chrono::NaiveDate;
use csv::{ByteRecord, Reader, ReaderBuilder, Terminator, Trim};
use sha2::{Digest, Sha256};

use super::batch::{self, Taken};
use super::report::{Report, counted};
use crate::app::{App, Who};
use crate::db::StoreError;
use crate::error::CommandError;
use crate::patient_import::forms::{Header, hex};
use crate::patient_import::model::{Counts, Fault, Row, bare};
use crate::patient_import::store;

/// Rows of one transaction: the desk goes on between two.
const ROWS: usize = 200;
/// Rows after which the terminal hears how far it is.
const HEARD: i64 = 5_000;
/// Times some rows are taken again when somebody changed one of their entries in that moment.
const AGAIN: usize = 5;

/// What is to be imported.
#[derive(Debug, Clone)]
pub struct Order {
    /// The file.
    pub file: PathBuf,
    /// A site of the hospital whose index it is; the only hospital there is when none is named.
    pub facility: Option<String>,
    /// Whether everything is looked at and nothing stored.
    pub dry_run: bool,
    /// Who runs it, as the machine knows them.
    pub by: String,
}

/// Imports a file and says on `out` what came of it: counts, line numbers and columns, nothing about anybody.
///
/// # Errors
/// A sentence that says what to do. What was taken by then stays; the same file can be imported again.
pub fn import(app: &App, order: &Order, out: &mut dyn Write) -> anyhow::Result<Counts> {
    let (organization, today) = whose(app, order.facility.as_deref())?;
    let cannot = || format!("{} cannot be read", order.file.display());
    let mut file = File::open(&order.file).with_context(cannot)?;
    let sha256 = hash(&mut file).with_context(cannot)?;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        // Lines are counted as an editor counts them, whichever system wrote the file.
        .terminator(Terminator::Any(b'\n'))
        .trim(Trim::All)
        .from_reader(BufReader::new(file));
    let mut record = ByteRecord::new();
    reader.read_byte_record(&mut record).with_context(cannot)?;
    let header = Header::read(record.iter()).map_err(anyhow::Error::msg)?;
    let id = if order.dry_run {
        None
    } else {
        Some(begin(app, &organization, &order.by, &sha256)?)
    };
    let mut run = Run {
        app,
        organization,
        id,
        report: Report::of(&order.file, header.columns()),
        header,
        today,
        seen: HashMap::new(),
    };
    run.all(&mut reader, out)?;
    let counts = run.report.counts;
    run.end(&sha256)?;
    run.report.say(order.dry_run, out)?;
    Ok(counts)
}

/// The organization of a site, and its day.
fn whose(app: &App, facility: Option<&str>) -> anyhow::Result<(String, NaiveDate)> {
    let facilities = &app.facilities;
    let sites = facilities
        .profiles()
        .iter()
        .flat_map(|one| one.site_codes());
    let sites: Vec<&str> = sites.collect();
    let known = |site: &str| {
        let today = facilities.today(site, app.now());
        let terms = facilities.terms(site, today)?;
        Some((terms.organization, today))
    };
    let found = match facility {
        Some(site) if sites.contains(&site) => known(site),
        None if facilities.profiles().len() == 1 => sites.first().and_then(|site| known(site)),
        _ => None,
    };
    found.with_context(|| {
        format!(
            "Say whose index it is: --facility with one of {}.",
            sites.join(", ")
        )
    })
}

fn hash(file: &mut File) -> io::Result<String> {
    let mut hash = Sha256::new();
    let mut piece = vec![0; 65_536];
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            break;
        }
        hash.update(&piece[..read]);
    }
    file.rewind()?;
    Ok(hex(&hash.finalize()))
}

fn begin(app: &App, organization: &str, by: &str, sha256: &str) -> anyhow::Result<i64> {
    let (organization, by, sha256) = (organization.to_owned(), by.to_owned(), sha256.to_owned());
    let begun = app.write_now(Who::Desk, "patients.import_begun", move |tx| {
        let id = store::insert_import(tx, &organization, &by, &sha256)?;
        tx.subject.detail = Some(format!("import {id} of file {sha256}"));
        Ok(id)
    });
    Ok(begun??)
}

/// A file on its way into the index.
struct Run<'a> {
    app: &'a App,
    organization: String,
    /// The import; none for a rehearsal.
    id: Option<i64>,
    header: Header,
    report: Report,
    today: NaiveDate,
    /// Record numbers met, each with its line and row.
    seen: HashMap<String, (u64, String)>,
}

/// Rows that wait for their transaction.
#[derive(Default)]
struct Waiting {
    rows: Vec<Row>,
    records: HashMap<u64, ByteRecord>,
    /// What came of rows that never reach the index.
    counts: Counts,
}

impl Run<'_> {
    fn all(
        &mut self,
        reader: &mut Reader<BufReader<File>>,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        let mut record = ByteRecord::new();
        let mut waiting = Waiting::default();
        let mut heard = HEARD;
        while reader
            .read_byte_record(&mut record)
            .context("The file cannot be read any further. What was taken stays; import it again")?
        {
            if record.iter().all(<[u8]>::is_empty) {
                continue;
            }
            self.look(&record, &mut waiting)?;
            if waiting.rows.len() >= ROWS {
                self.take(std::mem::take(&mut waiting))?;
                if self.report.counts.rows() >= heard {
                    heard += HEARD;
                    writeln!(out, "{}", counted(self.report.counts))?;
                }
            }
        }
        self.take(waiting)
    }

    /// Reads a row; it waits for its transaction, or is rejected.
    fn look(&mut self, record: &ByteRecord, waiting: &mut Waiting) -> anyhow::Result<()> {
        let line = record.position().map_or(0, csv::Position::line);
        let cells: Vec<&[u8]> = record.iter().collect();
        let row = self.header.row(line, &cells, self.today);
        let row = row.and_then(|row| match self.seen.get(bare(&row.mrn)) {
            Some((_, digest)) if *digest == row.digest => Ok(None),
            Some((first, _)) => Err(vec![Fault {
                line,
                field: "mrn".to_owned(),
                says: format!(
                    "This record number stands in line {first} with other values. Keep one of the two rows."
                ),
            }]),
            None => Ok(Some(row)),
        });
        match row {
            Ok(Some(row)) => {
                let met = (row.line, row.digest.clone());
                self.seen.insert(bare(&row.mrn).to_owned(), met);
                waiting.records.insert(line, record.clone());
                waiting.rows.push(row);
            }
            Ok(None) => waiting.counts.unchanged += 1,
            Err(faults) => {
                waiting.counts.rejected += 1;
                self.report.reject(self.header.columns(), record, &faults)?;
            }
        }
        Ok(())
    }

    /// Takes the rows that wait.
    fn take(&mut self, waiting: Waiting) -> anyhow::Result<()> {
        let Waiting {
            rows,
            records,
            counts,
        } = waiting;
        let taken = match self.id {
            None => self.rehearse(rows)?,
            Some(id) => self.store(id, &rows, counts)?,
        };
        for fault in &taken.faults {
            if let Some(record) = records.get(&fault.line) {
                let faults = std::slice::from_ref(fault);
                self.report.reject(self.header.columns(), record, faults)?;
            }
        }
        for one in &taken.differences {
            self.report.differ(one)?;
        }
        self.report.counts = self.report.counts.and(counts).and(taken.counts);
        Ok(())
    }

    fn rehearse(&self, rows: Vec<Row>) -> anyhow::Result<Taken> {
        let weighed = self
            .app
            .read_now(|read| batch::weigh(read, &self.organization, rows))?;
        Ok(batch::sum(&weighed))
    }

    fn store(&self, id: i64, rows: &[Row], apart: Counts) -> anyhow::Result<Taken> {
        let mut tries = AGAIN;
        loop {
            let (rows, organization) = (rows.to_vec(), self.organization.clone());
            let stored = self
                .app
                .write_now(Who::Desk, "patients.imported", move |tx| {
                    let taken = batch::take(tx, id, &organization, rows)?;
                    let counts = taken.counts.and(apart);
                    store::count_rows(tx, id, counts)?;
                    tx.subject.detail = Some(format!("import {id}: {}", counted(counts)));
                    Ok(taken)
                })
                .context(
                    "The database did not answer. What was taken stays; import the file again",
                )?;
            match stored {
                Err(CommandError::Store(StoreError::Stale)) if tries > 0 => tries -= 1,
                other => return Ok(other?),
            }
        }
    }

    fn end(&self, sha256: &str) -> anyhow::Result<()> {
        let Some(id) = self.id else {
            return Ok(());
        };
        let detail = format!(
            "import {id} of file {sha256}: {}",
            counted(self.report.counts)
        );
        let ended = self
            .app
            .write_now(Who::Desk, "patients.import_ended", move |tx| {
                store::end_import(tx, id)?;
                tx.subject.detail = Some(detail);
                Ok(())
            });
        Ok(ended??)
    }
}
