//! Pictures of papers, made where a hostile paper can do no harm (T64, T66).
//!
//! A paper comes from a stranger, and what reads it may crash, hang, eat all memory or be taken over. So the server never
//! parses one: `Previewer` starts this same binary as `roi-desk preview`, which locks itself in (`sandbox`), reads the paper
//! from its standard input, draws one page and writes it as PNG to its standard output. Whatever goes wrong in there
//! becomes `CouldNotPreview`; the original is kept and can be downloaded.
//!
//! The same child reads the words a PDF carries, finds the square codes on a page and cuts pages out of a batch: each is
//! reading a stranger's file, too.

pub mod child;
mod pages;
mod parent;
mod reason;
pub mod sandbox;

pub use parent::{Png, Previewer};
pub use reason::{CouldNotPreview, Reason};

/// The largest paper that is read, in bytes: 25 MiB (T65).
pub const MAX_PAPER_BYTES: usize = 25 * 1024 * 1024;
/// The most pages a paper may have (T65).
pub const MAX_PAGES: u16 = 500;
/// The most pixels one page may have: 100 million (T65).
pub const MAX_PIXELS: u64 = 100_000_000;
/// The most words that are read from one page, in bytes.
pub const MAX_TEXT_BYTES: usize = 200_000;
/// The longest text of a square code that counts, in characters: far longer than any of ours.
pub const MAX_CODE_CHARS: usize = 100;
/// The most codes on one page that count.
pub const MAX_CODES: usize = 20;
/// The widest picture that is drawn, in pixels.
pub const MAX_WIDTH: u16 = 1_400;
/// The tallest picture that is drawn, in pixels: a page four times as tall as wide.
pub const MAX_HEIGHT: u16 = 4 * MAX_WIDTH;
