//! Reads the mailboxes and watched folders of the settings into the trays (B28). Each source has a thread of its own, so that
//! a slow one keeps no other waiting; where several machines share the database, one reads a source at a time. What cannot be
//! read now is tried again, later each time, and the page of the trays says so.

mod folders;
mod keeping;
mod mailboxes;

use std::thread::JoinHandle;
use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::watch;

use self::folders::FolderReader;
use self::mailboxes::MailboxReader;
use crate::app::App;
use crate::config::SourceName;
use crate::db::{StoreError, new_public_id, take_lease};
use crate::trays::model::Tray;
use crate::trays::store::{self, Reading};

/// How often each source is looked at.
const ROUND: Duration = Duration::from_secs(15);
/// How long one machine may read a source without a sign of life before another takes over.
const LEASE: TimeDelta = TimeDelta::minutes(5);
/// How long after a failure a source is looked at again; doubled each time, up to the longest.
const AGAIN: TimeDelta = TimeDelta::seconds(30);
const LONGEST: TimeDelta = TimeDelta::minutes(15);
/// How often it is written down that a source was read and nothing was new.
const NOTED: TimeDelta = TimeDelta::minutes(1);

/// The running readers; dropping it ends their threads between two arrivals.
pub struct Arriving {
    stop: watch::Sender<bool>,
    threads: Vec<JoinHandle<()>>,
}

/// Every source, read when somebody says so.
pub struct Reader {
    app: App,
    holder: String,
    sources: Vec<Source>,
    stop: watch::Receiver<bool>,
    // Kept, so that nobody takes the reader for stopped.
    _stop: watch::Sender<bool>,
}

/// One mailbox or folder.
enum Source {
    Folder(FolderReader),
    Mailbox(Box<MailboxReader>),
}

/// What a source needs while it is read.
struct Post<'a> {
    app: &'a App,
    holder: &'a str,
    stop: &'a watch::Receiver<bool>,
}

/// How a round of a source ended.
enum Round {
    /// Read to the end; how many messages the source holds, where it can tell.
    Read(Option<i64>),
    /// Somebody else reads it, or the desk stops.
    Left,
}

impl Arriving {
    /// Starts reading every source of the settings.
    ///
    /// # Errors
    /// The sentence of a setting that cannot be used, or when the machine gives no thread.
    pub fn start(app: &App) -> anyhow::Result<Self> {
        let (stop, stopped) = watch::channel(false);
        let holder = new_public_id()?;
        let mut arriving = Self {
            stop,
            threads: Vec::new(),
        };
        for source in sources(app)? {
            let (app, holder, stopped) = (app.clone(), holder.clone(), stopped.clone());
            let thread = std::thread::Builder::new()
                .name("arriving".to_owned())
                .spawn(move || run(&app, &holder, source, stopped))?;
            arriving.threads.push(thread);
        }
        Ok(arriving)
    }
}

impl Drop for Arriving {
    fn drop(&mut self) {
        self.stop.send_replace(true);
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                tracing::error!("reading a mailbox or folder ended badly");
            }
        }
    }
}

fn run(app: &App, holder: &str, mut source: Source, mut stopped: watch::Receiver<bool>) {
    let waiting = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    let Ok(waiting) = waiting else {
        tracing::error!("a mailbox or folder is not read: the machine gives no timer");
        return;
    };
    while !*stopped.borrow() {
        let post = Post {
            app,
            holder,
            stop: &stopped.clone(),
        };
        if let Err(error) = look(&post, &mut source) {
            tracing::warn!(%error, "a mailbox or folder will be looked at again");
        }
        // Ends early when the desk stops.
        let _ = waiting.block_on(async { tokio::time::timeout(ROUND, stopped.changed()).await });
    }
}

impl Reader {
    /// A reader of every source of the settings.
    ///
    /// # Errors
    /// The sentence of a setting that cannot be used.
    pub fn open(app: &App) -> anyhow::Result<Self> {
        let (sender, stop) = watch::channel(false);
        Ok(Self {
            app: app.clone(),
            holder: new_public_id()?,
            sources: sources(app)?,
            stop,
            _stop: sender,
        })
    }

    /// Looks at every source whose time has come, on the calling thread. What a source cannot do is noted with it.
    ///
    /// # Errors
    /// When the database says no.
    pub fn round(&mut self) -> anyhow::Result<()> {
        let post = Post {
            app: &self.app,
            holder: &self.holder,
            stop: &self.stop,
        };
        for source in &mut self.sources {
            look(&post, source)?;
        }
        Ok(())
    }
}

/// The sources of the settings.
fn sources(app: &App) -> anyhow::Result<Vec<Source>> {
    let mut sources = Vec::new();
    for mailbox in &app.config.arrivals.mailboxes {
        let tray = tray_of(app, &mailbox.source)?;
        let reader = MailboxReader::new(mailbox.clone(), tray)?;
        sources.push(Source::Mailbox(Box::new(reader)));
    }
    for folder in &app.config.arrivals.folders {
        let tray = tray_of(app, &folder.source)?;
        sources.push(Source::Folder(FolderReader::new(folder.clone(), tray)));
    }
    Ok(sources)
}

/// The tray of a source, whose site has to be one of the hospital's.
fn tray_of(app: &App, source: &SourceName) -> anyhow::Result<Tray> {
    if app.facilities.of_site(&source.site).is_none() {
        anyhow::bail!(
            "\"{}\" names the site \"{}\", which is none of the hospital's sites.",
            source.name,
            source.site
        );
    }
    Ok(Tray::parse(&source.tray)?)
}

/// Looks at a source, if its time has come and no other machine reads it, and notes how that ended.
fn look(post: &Post<'_>, source: &mut Source) -> anyhow::Result<()> {
    let name = source.name().clone();
    let (app, now) = (post.app, post.app.now());
    let before = app
        .read_now::<_, StoreError>(|read| store::get_reading(read, &name.name))?
        .unwrap_or_else(|| Reading::new(&name.name, &name.site, now));
    if before.next_at > now || !post.holds(&name.name)? {
        return Ok(());
    }
    match source.round(post) {
        Ok(Round::Left) => Ok(()),
        Ok(Round::Read(held)) => note_read(app, &name.name, before, held),
        Err(error) => note_failed(app, &name.name, before, &error.to_string()),
    }
}

/// How far a source was read by now, which a round may have moved.
fn reading(app: &App, name: &str, before: Reading) -> anyhow::Result<Reading> {
    let found = app.read_now::<_, StoreError>(|read| store::get_reading(read, name))?;
    Ok(found.unwrap_or(before))
}

fn note_read(app: &App, name: &str, before: Reading, held: Option<i64>) -> anyhow::Result<()> {
    let now = app.now();
    let reading = reading(app, name, before)?;
    let fresh = reading.read_at.is_some_and(|at| now - at < NOTED);
    if fresh && reading.failing_since.is_none() && reading.held == held {
        return Ok(());
    }
    let reading = Reading {
        held,
        read_at: Some(now),
        failing_since: None,
        failures: 0,
        next_at: now,
        said: None,
        ..reading
    };
    app.keep_house_now(move |tx| store::keep_reading(tx, &reading))?;
    Ok(())
}

fn note_failed(app: &App, name: &str, before: Reading, said: &str) -> anyhow::Result<()> {
    let now = app.now();
    let reading = reading(app, name, before)?;
    tracing::warn!(
        source = name,
        failures = reading.failures + 1,
        "a mailbox or folder cannot be read"
    );
    let doublings = i32::try_from(reading.failures.clamp(0, 10)).unwrap_or(10);
    let reading = Reading {
        failing_since: reading.failing_since.or(Some(now)),
        failures: reading.failures + 1,
        next_at: now + (AGAIN * (1 << doublings)).min(LONGEST),
        said: Some(said.to_owned()),
        ..reading
    };
    app.keep_house_now(move |tx| store::keep_reading(tx, &reading))?;
    Ok(())
}

impl Source {
    fn name(&self) -> &SourceName {
        match self {
            Self::Folder(folder) => folder.name(),
            Self::Mailbox(mailbox) => mailbox.name(),
        }
    }

    fn round(&mut self, post: &Post<'_>) -> anyhow::Result<Round> {
        match self {
            Self::Folder(folder) => folder.round(post),
            Self::Mailbox(mailbox) => mailbox.round(post),
        }
    }
}

impl Post<'_> {
    /// Takes or keeps the right to read a source.
    fn holds(&self, source: &str) -> anyhow::Result<bool> {
        let (lease, holder) = (["arrivals ", source].concat(), self.holder.to_owned());
        Ok(self
            .app
            .keep_house_now(move |tx| take_lease(tx, &lease, &holder, LEASE))?)
    }

    fn stops(&self) -> bool {
        *self.stop.borrow()
    }
}
