//! A letter in full, as blocks that one print template can set.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::NoticeKind;
use crate::words::{LetterLanguage, Reference};

/// One block of a letter, in reading order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A heading inside the letter.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// A list; each item is a sentence or two.
    List(Vec<String>),
}

/// An address that may not be printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadAddress(&'static str);

/// The address a letter asks to be answered at, one line each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReturnAddress(Vec<String>);

impl ReturnAddress {
    /// Reads the lines of a return address.
    ///
    /// # Errors
    /// `BadAddress` when there is no line, or a line ends in the four-digit ZIP 9101 that City of Hope's page misprints;
    /// every letter prints 91010 (S33, rule sheet 1.18).
    pub fn parse(lines: &[&str]) -> Result<Self, BadAddress> {
        if lines.iter().all(|line| line.trim().is_empty()) {
            return Err(BadAddress("A return address has at least one line."));
        }
        let misprinted = |line: &&str| {
            line.split(|c: char| !c.is_ascii_digit())
                .any(|digits| digits == "9101")
        };
        if lines.iter().any(misprinted) {
            return Err(BadAddress(
                "9101 is a misprint of the ZIP code. The return address must print 91010.",
            ));
        }
        Ok(Self(
            lines.iter().map(|line| line.trim().to_owned()).collect(),
        ))
    }

    /// The lines, top to bottom.
    pub fn lines(&self) -> &[String] {
        &self.0
    }
}

/// A letter in full: for post, the portal or pick-up only, because it holds names (T51).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FullLetter {
    /// Which notice it is.
    pub kind: NoticeKind,
    /// The language it is written in.
    pub language: LetterLanguage,
    /// The site that writes, as printed at the head.
    pub site: String,
    /// Where to answer by post. HSS publishes no postal address, so it may be missing.
    pub return_address: Option<ReturnAddress>,
    /// To whom, one line each.
    pub addressee: Vec<String>,
    /// The day it is written.
    pub written_on: NaiveDate,
    /// The reference of the request.
    pub reference: Reference,
    /// What the letter is about.
    pub subject: String,
    /// The body.
    pub blocks: Vec<Block>,
}

impl FullLetter {
    /// Every word of the subject and body, for search and for the record of what was said.
    pub fn text(&self) -> String {
        let mut text = self.subject.clone();
        for block in &self.blocks {
            text.push('\n');
            match block {
                Block::Heading(words) | Block::Paragraph(words) => text.push_str(words),
                Block::List(items) => text.push_str(&items.join("\n")),
            }
        }
        text
    }
}
