//! The server's side: starts the drawing process, feeds it, and is unharmed by whatever becomes of it (T66).

use std::io::{Read as _, Write as _};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions};

use super::{
    CouldNotPreview, MAX_CODE_CHARS, MAX_CODES, MAX_PAGES, MAX_PAPER_BYTES, MAX_TEXT_BYTES,
    MAX_WIDTH, Reason,
};
use crate::words::PaperKind;

/// How long one picture may take, and how long a caller waits for its turn.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many pages are drawn at once.
const AT_ONCE: usize = 2;
/// The most bytes a picture may have.
const MAX_ANSWER_BYTES: u64 = 32 * 1024 * 1024;

/// A picture in PNG, as the drawing process made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Png(Vec<u8>);

impl Png {
    /// The file's bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// Accepts only what begins and ends as PNG does.
    fn checked(bytes: Vec<u8>) -> Option<Self> {
        let is_png =
            bytes.starts_with(b"\x89PNG\r\n\x1a\n") && bytes.ends_with(b"IEND\xae\x42\x60\x82");
        is_png.then_some(Self(bytes))
    }
}

/// Draws pages by starting `exe preview …`. Blocks its thread: call it from the blocking pool. One for the whole server, so
/// that no more than two pages are drawn at once.
#[derive(Debug)]
pub struct Previewer {
    exe: PathBuf,
    patience: Duration,
    busy: Mutex<usize>,
    freed: Condvar,
}

impl Previewer {
    /// A previewer that starts this binary (usually `std::env::current_exe()`).
    pub fn new(exe: PathBuf) -> Self {
        Self {
            exe,
            patience: PATIENCE,
            busy: Mutex::new(0),
            freed: Condvar::new(),
        }
    }

    /// The same with another time limit than ten seconds.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// How many pages the paper has, 1 to 500.
    ///
    /// # Errors
    /// `CouldNotPreview` when it cannot be told.
    pub fn pages(&self, paper: &[u8], kind: PaperKind) -> Result<u16, CouldNotPreview> {
        let answer = self.ask(&["pages", kind.as_str()], paper)?;
        let number = std::str::from_utf8(&answer).map(str::parse);
        match number {
            Ok(Ok(pages @ 1..=MAX_PAGES)) => Ok(pages),
            _ => Err(Reason::Stopped.into()),
        }
    }

    /// The picture of one page (from 1), at most `width` pixels wide; `width` is held to 1 to 1,400.
    ///
    /// # Errors
    /// `CouldNotPreview` whatever goes wrong; the caller is never harmed.
    pub fn render(
        &self,
        paper: &[u8],
        kind: PaperKind,
        page: u16,
        width: u16,
    ) -> Result<Png, CouldNotPreview> {
        if page == 0 {
            return Err(Reason::NoSuchPage.into());
        }
        let width = width.clamp(1, MAX_WIDTH);
        let answer = self.ask(
            &["page", kind.as_str(), &page.to_string(), &width.to_string()],
            paper,
        )?;
        Png::checked(answer).ok_or(Reason::Stopped.into())
    }

    /// The words one page (from 1) carries, line by line, without hidden control characters; empty where it is a picture alone.
    ///
    /// # Errors
    /// `CouldNotPreview` whatever goes wrong.
    pub fn text(
        &self,
        paper: &[u8],
        kind: PaperKind,
        page: u16,
    ) -> Result<String, CouldNotPreview> {
        let answer = self.ask(&["text", kind.as_str(), &page.to_string()], paper)?;
        if answer.len() > MAX_TEXT_BYTES {
            return Err(Reason::Stopped.into());
        }
        let text = String::from_utf8(answer).map_err(|_| Reason::Stopped)?;
        let is_plain = |letter: &char| *letter == '\n' || !letter.is_control();
        Ok(text.chars().filter(is_plain).collect())
    }

    /// The texts of the square codes on one page (from 1), from the top; printable ASCII of at most 100 characters each.
    ///
    /// # Errors
    /// `CouldNotPreview` whatever goes wrong.
    pub fn codes(
        &self,
        paper: &[u8],
        kind: PaperKind,
        page: u16,
    ) -> Result<Vec<String>, CouldNotPreview> {
        let answer = self.ask(&["codes", kind.as_str(), &page.to_string()], paper)?;
        let text = String::from_utf8(answer).map_err(|_| Reason::Stopped)?;
        let is_plain = |code: &&str| {
            (1..=MAX_CODE_CHARS).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_graphic())
        };
        let plain = text.lines().filter(is_plain).take(MAX_CODES);
        Ok(plain.map(str::to_owned).collect())
    }

    /// The pages `first` to `last` (from 1) as a paper of their own; what comes back is to be looked at like any paper that
    /// arrives.
    ///
    /// # Errors
    /// `CouldNotPreview` whatever goes wrong.
    pub fn part(
        &self,
        paper: &[u8],
        kind: PaperKind,
        (first, last): (u16, u16),
    ) -> Result<Vec<u8>, CouldNotPreview> {
        let (first, last) = (first.to_string(), last.to_string());
        self.ask(&["part", kind.as_str(), &first, &last], paper)
    }

    fn ask(&self, question: &[&str], paper: &[u8]) -> Result<Vec<u8>, CouldNotPreview> {
        if paper.len() > MAX_PAPER_BYTES {
            return Err(Reason::TooLarge.into());
        }
        let _turn = self.wait_for_turn()?;
        let child = self.start(question).map_err(|_| Reason::NotStarted)?;
        converse(child, paper, self.patience).map_err(CouldNotPreview::from)
    }

    fn start(&self, question: &[&str]) -> std::io::Result<Child> {
        Command::new(&self.exe)
            .arg("preview")
            .args(question)
            .env_clear()
            .current_dir("/")
            // A group of its own, so that ending it ends whatever it may have started.
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
    }

    fn wait_for_turn(&self) -> Result<Turn<'_>, CouldNotPreview> {
        let busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut busy, waited) = self
            .freed
            .wait_timeout_while(busy, self.patience, |busy| *busy >= AT_ONCE)
            .unwrap_or_else(PoisonError::into_inner);
        if waited.timed_out() {
            return Err(Reason::Busy.into());
        }
        *busy += 1;
        Ok(Turn { of: self })
    }
}

/// One of the two places; given back when dropped.
struct Turn<'a> {
    of: &'a Previewer,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *self.of.busy.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        self.of.freed.notify_one();
    }
}

/// Feeds the child, reads its answer and ends it, at the latest after `patience`.
fn converse(mut child: Child, paper: &[u8], patience: Duration) -> Result<Vec<u8>, Reason> {
    let stdin = child
        .stdin
        .take()
        .expect("the pipe was asked for at the start");
    let stdout = child
        .stdout
        .take()
        .expect("the pipe was asked for at the start");
    let pid = Pid::from_child(&child);
    let (ended, watch) = channel::<()>();
    let (answer, ended_by_watchdog) = std::thread::scope(|scope| {
        scope.spawn(move || feed(stdin, paper));
        let watchdog = scope.spawn(move || end_when_late(pid, &watch, patience));
        let answer = listen(stdout);
        // Waits for the end but leaves the process id taken, so that the watchdog cannot hit another process.
        let waited = rustix::process::waitid(
            WaitId::Pid(pid),
            WaitIdOptions::EXITED | WaitIdOptions::NOWAIT,
        );
        drop(ended);
        let late = watchdog.join();
        (answer.and_then(|answer| Ok(waited.map(|_| answer)?)), late)
    });
    let status = child.wait();
    if !matches!(ended_by_watchdog, Ok(false)) {
        return Err(Reason::TookTooLong);
    }
    match (status, answer) {
        (Ok(status), Ok(answer)) if status.success() => Ok(answer),
        (Ok(status), _) => Err(Reason::from_exit_code(status.code())),
        (Err(_), _) => Err(Reason::Stopped),
    }
}

/// Writes the paper. A child that stops reading has ended, and its exit code tells why.
fn feed(mut stdin: ChildStdin, paper: &[u8]) {
    if stdin.write_all(paper).is_err() {
        drop(stdin);
    }
}

fn listen(stdout: ChildStdout) -> std::io::Result<Vec<u8>> {
    let mut answer = Vec::new();
    stdout.take(MAX_ANSWER_BYTES).read_to_end(&mut answer)?;
    Ok(answer)
}

/// Ends the child and all it may have started when it is not done in time. True if that was needed.
fn end_when_late(pid: Pid, watch: &Receiver<()>, patience: Duration) -> bool {
    let is_late = watch.recv_timeout(patience) == Err(RecvTimeoutError::Timeout);
    if is_late {
        // An error means that it has just ended by itself.
        let _already_gone = rustix::process::kill_process_group(pid, Signal::KILL);
    }
    is_late
}
