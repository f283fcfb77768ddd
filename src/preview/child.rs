//! What `roi-desk preview` runs: one paper in, the number of its pages or the picture of one page out.
//!
//! `preview pages KIND` prints the number; `preview page KIND NUMBER WIDTH` writes PNG. The exit code says why not.

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
    let (kind, task) = match args[..] {
        ["pages", kind] => (kind, Task::Count),
        ["page", kind, page, width] => {
            let (Ok(page), Ok(width)) = (page.parse(), width.parse()) else {
                return None;
            };
            (kind, Task::Draw { page, width })
        }
        _ => return None,
    };
    match (PaperKind::parse(kind), &task) {
        (Ok(_), Task::Draw { page: 0, .. }) | (Err(_), _) => None,
        (Ok(_), Task::Draw { width, .. }) if !(1..=MAX_WIDTH).contains(width) => None,
        (Ok(kind), _) => Some((kind, task)),
    }
}

fn run(kind: PaperKind, task: &Task) -> Result<(), Reason> {
    let paper = read_paper()?;
    let answer = match *task {
        Task::Count => pages::count(kind, paper)?.to_string().into_bytes(),
        Task::Draw { page, width } => pages::draw(kind, paper, page, width)?,
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
