//! What an import says: line numbers and columns on the terminal, the rows themselves in files beside the one it came from.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use csv::{ByteRecord, Writer, WriterBuilder};

use crate::patient_import::forms::WHY;
use crate::patient_import::model::{Counts, Difference, Fault};

/// Lines the terminal names; the files have all.
const NAMED: usize = 20;

/// What is said of an import, collected while it runs.
pub struct Report {
    file: PathBuf,
    columns: Vec<&'static str>,
    rejected: Option<Writer<File>>,
    differing: Option<Writer<File>>,
    named_rejected: Vec<String>,
    named_differing: Vec<String>,
    /// What came of all rows so far.
    pub counts: Counts,
}

/// `FILE.rejected.csv`.
fn beside(file: &Path, what: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(what);
    PathBuf::from(name)
}

/// A new file that only its owner reads, as it is about patients.
fn private(path: &Path) -> io::Result<Writer<File>> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600);
    let mut writer = WriterBuilder::new();
    Ok(writer.flexible(true).from_writer(options.open(path)?))
}

impl Report {
    /// The report of a file with these columns.
    pub fn of(file: &Path, columns: &[&'static str]) -> Self {
        Self {
            file: file.to_owned(),
            columns: columns.iter().copied().filter(|one| *one != WHY).collect(),
            rejected: None,
            differing: None,
            named_rejected: Vec::new(),
            named_differing: Vec::new(),
            counts: Counts::default(),
        }
    }

    /// Puts a row that could not be taken into the file of rejected rows, with every reason.
    pub fn reject(
        &mut self,
        columns: &[&'static str],
        record: &ByteRecord,
        faults: &[Fault],
    ) -> io::Result<()> {
        let told = |fault: &Fault| format!("{}: {}", fault.field, fault.says);
        for fault in faults
            .iter()
            .take(NAMED.saturating_sub(self.named_rejected.len()))
        {
            self.named_rejected
                .push(format!("line {}, {}", fault.line, told(fault)));
        }
        if self.rejected.is_none() {
            let mut writer = private(&beside(&self.file, ".rejected.csv"))?;
            writer.write_record(self.columns.iter().copied().chain([WHY]))?;
            self.rejected = Some(writer);
        }
        let Some(writer) = &mut self.rejected else {
            return Ok(());
        };
        let why: Vec<String> = faults.iter().map(told).collect();
        // A row with too many or too few cells stays as it is; its reason stands behind the last.
        let fits = record.len() == columns.len();
        let mut out = ByteRecord::new();
        for (at, cell) in record.iter().enumerate() {
            if !fits || columns[at] != WHY {
                out.push_field(cell);
            }
        }
        while out.len() < self.columns.len() {
            out.push_field(b"");
        }
        out.push_field(why.join(" ").as_bytes());
        Ok(writer.write_byte_record(&out)?)
    }

    /// Names a difference, in the file with what both say.
    pub fn differ(&mut self, one: &Difference) -> io::Result<()> {
        if self.named_differing.len() < NAMED {
            self.named_differing
                .push(format!("line {}, {}", one.line, one.field));
        }
        if self.differing.is_none() {
            let mut writer = private(&beside(&self.file, ".differences.csv"))?;
            writer.write_record(["line", "field", "the_file_says", "the_desk_says"])?;
            self.differing = Some(writer);
        }
        if let Some(writer) = &mut self.differing {
            let line = one.line.to_string();
            writer.write_record([&*line, one.field, &one.file_says, &one.desk_says])?;
        }
        Ok(())
    }

    /// Says what came of it, without anything about anybody.
    pub fn say(mut self, dry_run: bool, out: &mut dyn Write) -> io::Result<()> {
        if let Some(writer) = &mut self.rejected {
            writer.flush()?;
        }
        if let Some(writer) = &mut self.differing {
            writer.flush()?;
        }
        writeln!(out, "{}", counted(self.counts))?;
        if dry_run {
            writeln!(out, "Nothing was stored: this was a rehearsal.")?;
        }
        if self.rejected.is_some() {
            writeln!(out, "Rejected:")?;
            let more = self.named_rejected.len() >= NAMED;
            name(out, &self.named_rejected, more)?;
            writeln!(
                out,
                "The rejected rows are in {}. Correct them there and import that file.",
                beside(&self.file, ".rejected.csv").display()
            )?;
        }
        if self.differing.is_some() {
            writeln!(
                out,
                "What the desk wrote stays where the file says otherwise:"
            )?;
            let more = self.counts.differences > i64::try_from(NAMED).unwrap_or(i64::MAX);
            name(out, &self.named_differing, more)?;
            writeln!(
                out,
                "What both say is in {}.",
                beside(&self.file, ".differences.csv").display()
            )?;
        }
        Ok(())
    }
}

fn name(out: &mut dyn Write, lines: &[String], more: bool) -> io::Result<()> {
    for line in lines {
        writeln!(out, "  {line}")?;
    }
    if more {
        writeln!(out, "  and more, in the file.")?;
    }
    Ok(())
}

/// Counts in a sentence.
pub fn counted(counts: Counts) -> String {
    format!(
        "{} rows: {} added, {} changed, {} unchanged, {} rejected; {} differences.",
        counts.rows(),
        counts.added,
        counts.changed,
        counts.unchanged,
        counts.rejected,
        counts.differences
    )
}
