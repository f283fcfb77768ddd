//! What `roi-desk preview` runs: one paper in, the number of its pages or what one page shows out.
//!
//! `preview pages KIND` prints the number; `preview page KIND NUMBER WIDTH` writes PNG; `preview text KIND NUMBER` the words
//! of a page; `preview codes KIND NUMBER` the texts of its square codes, one a line; `preview part KIND FIRST LAST` a paper of
//! these pages. The exit code says why not.

use std::io::{Read as _, Write as _};
use std::process::ExitCode;

use super::{MAX_PAPER_BYTES, MAX_WIDTH, Reason, pages, sandbox};
use crate::words::PaperKind;

/// The exit code of arguments that make no sense.
const USAGE: u8 = 2;

/// What was asked for.
enum Task {
    Count,
    Draw { page: u16, width: u16 },
    Read { page: u16 },
    Codes { page: u16 },
    Cut { first: u16, last: u16 },
}

/// Runs the drawing process; `args` are those after `preview`.
pub fn main(args: &[String]) -> ExitCode {
    let Some((kind, task)) = parse(args) else {
        return ExitCode::from(USAGE);
    };
    // A panic message may quote the paper; the exit code tells the parent enough.
    std::panic::set_hook(Box::new(|_| {}));
    if sandbox::enter().is_err() {
        return ExitCode::from(Reason::NotStarted.exit_code());
    }
    match run(kind, &task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => ExitCode::from(reason.exit_code()),
    }
}

fn parse(args: &[String]) -> Option<(PaperKind, Task)> {
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let number = |text: &str| text.parse::<u16>().ok().filter(|number| *number > 0);
    let (kind, task) = match args[..] {
        ["pages", kind] => (kind, Task::Count),
        ["page", kind, page, width] => {
            let width = number(width).filter(|width| *width <= MAX_WIDTH)?;
            let page = number(page)?;
            (kind, Task::Draw { page, width })
        }
        ["text", kind, page] => (
            kind,
            Task::Read {
                page: number(page)?,
            },
        ),
        ["codes", kind, page] => (
            kind,
            Task::Codes {
                page: number(page)?,
            },
        ),
        ["part", kind, first, last] => {
            let (first, last) = (number(first)?, number(last)?);
            (kind, Task::Cut { first, last })
        }
        _ => return None,
    };
    Some((PaperKind::parse(kind).ok()?, task))
}

fn run(kind: PaperKind, task: &Task) -> Result<(), Reason> {
    let paper = read_paper()?;
    let answer = match *task {
        Task::Count => pages::count(kind, paper)?.to_string().into_bytes(),
        Task::Draw { page, width } => pages::draw(kind, paper, page, width)?,
        Task::Read { page } => pages::read(kind, paper, page)?.into_bytes(),
        Task::Codes { page } => pages::codes(kind, paper, page)?.join("\n").into_bytes(),
        Task::Cut { first, last } => pages::cut(kind, &paper, first, last)?,
    };
    let mut out = std::io::stdout().lock();
    // A parent that no longer listens needs no reason.
    out.write_all(&answer)
        .and_then(|()| out.flush())
        .map_err(|_| Reason::Stopped)
}

/// The whole of standard input, if it is no more than a paper may hold.
fn read_paper() -> Result<Vec<u8>, Reason> {
    let mut paper = Vec::new();
    let most = MAX_PAPER_BYTES as u64 + 1;
    std::io::stdin()
        .lock()
        .take(most)
        .read_to_end(&mut paper)
        .map_err(|_| Reason::Damaged)?;
    if paper.len() > MAX_PAPER_BYTES {
        return Err(Reason::TooLarge);
    }
    Ok(paper)
}
