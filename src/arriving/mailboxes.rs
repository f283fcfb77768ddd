//! A mailbox: every message once, in the order of its numbers. The original stays there, unmarked. A message and how far the
//! mailbox was read are stored in one transaction, so that a crash neither loses nor doubles it; one that cannot be read
//! becomes an item that says so, and reading goes on.

use anyhow::Context;
use sha2::{Digest, Sha256};
use tokio::runtime::Runtime;
use tokio::sync::watch;

use super::keeping;
use super::{Post, Round};
use crate::app::{App, Who};
use crate::config::{MailboxSource, SmtpSecurity, SourceName};
use crate::db::{StoreError, new_public_id};
use crate::documents::rules::text_paper;
use crate::mail::{
    Inbox, InboxError, InboxServer, InboxSettings, Incoming, Tls, read_head, read_message,
};
use crate::trays::commands::{Returned, arrive};
use crate::trays::model::{ArrivalKind, MOST_BYTES, Says, Tray};
use crate::trays::store::{self, NewItem, NewPaperOf, Reading};

/// How often a message that cannot be fetched is tried before it becomes an item of its own.
const TRIES: i64 = 3;

/// A mailbox and the conversation with it.
pub(super) struct MailboxReader {
    source: SourceName,
    mailbox: MailboxSource,
    tray: Tray,
    server: InboxServer,
}

/// The steps of one conversation.
struct Steps<'a> {
    runtime: Runtime,
    stop: &'a watch::Receiver<bool>,
}

/// One message of a mailbox.
struct Letter {
    validity: i64,
    number: u32,
    /// When it reached the mailbox (UTC); none where the server does not say.
    arrived_at: Option<chrono::NaiveDateTime>,
    bytes: u64,
    content: Content,
}

enum Content {
    Whole(Vec<u8>),
    /// Too large: only its head was fetched.
    Head(Vec<u8>),
    /// The server cannot hand it out: why.
    None(String),
}

impl Steps<'_> {
    /// One step; it ends at once when the desk stops.
    fn step<T>(&self, step: impl Future<Output = Result<T, InboxError>>) -> Result<T, InboxError> {
        let mut stop = self.stop.clone();
        self.runtime.block_on(async {
            tokio::select! {
                biased;
                _ = stop.wait_for(|stops| *stops) => {
                    Err(InboxError::Unreachable("the desk stops".to_owned()))
                }
                done = step => done,
            }
        })
    }
}

impl MailboxReader {
    pub(super) fn new(mailbox: MailboxSource, tray: Tray) -> anyhow::Result<Self> {
        let settings = InboxSettings {
            host: mailbox.host.clone(),
            port: mailbox.port,
            tls: match mailbox.security {
                SmtpSecurity::Tls => Tls::Implicit,
                SmtpSecurity::StartTls => Tls::StartTls,
                SmtpSecurity::Plain => Tls::PlainLoopback,
            },
            user: mailbox.user.clone(),
            password: mailbox.password.clone(),
            extra_ca_file: mailbox.ca_file.clone(),
            folder: mailbox.folder.clone(),
        };
        let server = InboxServer::new(settings)
            .with_context(|| format!("mailbox \"{}\" of --arrivals", mailbox.source.name))?;
        Ok(Self {
            source: mailbox.source.clone(),
            tray,
            server,
            mailbox,
        })
    }

    pub(super) fn name(&self) -> &SourceName {
        &self.source
    }

    /// Reads every message that is new.
    pub(super) fn round(&self, post: &Post<'_>) -> anyhow::Result<Round> {
        let steps = Steps {
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()?,
            stop: post.stop,
        };
        let mut inbox = steps.step(Inbox::open(&self.server))?;
        let held = inbox.held;
        let done = self.read(post, &steps, &mut inbox);
        steps.runtime.block_on(inbox.close());
        Ok(if done? {
            Round::Read(Some(held))
        } else {
            Round::Left
        })
    }

    /// Answers whether the end was reached.
    fn read(&self, post: &Post<'_>, steps: &Steps<'_>, inbox: &mut Inbox) -> anyhow::Result<bool> {
        let mut reading = self.reading(post.app)?;
        if reading.uid_validity != Some(inbox.validity) {
            // The mailbox was numbered anew: everything is looked at again, and what is known stays known.
            reading.uid_validity = Some(inbox.validity);
            reading.last_uid = 0;
        }
        let numbers = inbox.numbers_after(reading.last_uid, self.mailbox.since);
        for number in steps.step(numbers)? {
            if post.stops() || !post.holds(&self.source.name)? {
                return Ok(false);
            }
            let letter = match fetch(steps, inbox, number) {
                Ok(letter) => letter,
                Err(InboxError::Message(why)) => {
                    let why = self.stuck(post.app, &mut reading, number, why)?;
                    Letter {
                        validity: inbox.validity,
                        number,
                        arrived_at: None,
                        bytes: 0,
                        content: Content::None(why),
                    }
                }
                Err(other) => return Err(other.into()),
            };
            reading.last_uid = i64::from(number);
            reading.stuck_uid = None;
            reading.stuck_times = 0;
            self.keep(post.app, &letter, &reading)?;
        }
        Ok(true)
    }

    fn reading(&self, app: &App) -> anyhow::Result<Reading> {
        let (name, site) = (&self.source.name, &self.source.site);
        let found = app.read_now::<_, StoreError>(|read| store::get_reading(read, name))?;
        Ok(found.unwrap_or_else(|| Reading::new(name, site, app.now())))
    }

    /// A message that could not be fetched is tried again in later rounds, a few times; then it is told as it is. Answers the
    /// sentence once the tries are over.
    fn stuck(
        &self,
        app: &App,
        reading: &mut Reading,
        number: u32,
        why: String,
    ) -> anyhow::Result<String> {
        let again = reading.stuck_uid == Some(i64::from(number));
        reading.stuck_times = if again { reading.stuck_times + 1 } else { 1 };
        reading.stuck_uid = Some(i64::from(number));
        if reading.stuck_times >= TRIES {
            return Ok(format!(
                "Message {number} of the mailbox was not handed out: {why}. Look for it in the mailbox itself."
            ));
        }
        let kept = reading.clone();
        app.keep_house_now(move |tx| store::keep_reading(tx, &kept))?;
        anyhow::bail!("Message {number} was not handed out: {why}.")
    }

    /// Stores a message with how far the mailbox was read. Should its own words keep it from being stored, it is stored as
    /// one that could not be read.
    fn keep(&self, app: &App, letter: &Letter, reading: &Reading) -> anyhow::Result<()> {
        let (new, returned) = self.item(app, letter)?;
        let stored = store_item(app, new, reading, returned);
        let Err(error) = stored else { return Ok(()) };
        if !error.is::<Unstorable>() {
            return Err(error);
        }
        tracing::error!(%error, "a message could not be stored as it is");
        let mut bare = self.bare(app, letter)?;
        bare.noticed =
            Some("It could not be stored with its words. Download it as it came.".to_owned());
        store_item(app, bare, reading, None)
    }

    fn item(&self, app: &App, letter: &Letter) -> anyhow::Result<(NewItem, Option<Returned>)> {
        let bare = self.bare(app, letter)?;
        let (raw, read) = match &letter.content {
            Content::Whole(raw) => (raw, read_message(raw)),
            Content::Head(head) => (head, read_head(head)),
            Content::None(_) => return Ok((bare, None)),
        };
        let Some(read) = read else {
            return Ok((bare, None));
        };
        let whole = matches!(letter.content, Content::Whole(_));
        let key = self.key(letter, read.message_id.as_deref(), raw);
        if self.is_known(app, &key)? {
            // Its papers need not be stored again.
            return Ok((NewItem { key, ..bare }, None));
        }
        let papers = if whole {
            self.papers(app, &read)?
        } else {
            Vec::new()
        };
        let (kind, noticed) = judged(&read, whole);
        let returned = returned(&read);
        let new = NewItem {
            key,
            kind,
            noticed,
            says: says(read),
            papers,
            ..bare
        };
        Ok((new, returned))
    }

    fn is_known(&self, app: &App, key: &str) -> anyhow::Result<bool> {
        let known = app.read_now::<_, StoreError>(|read| store::find_by_key(read, key))?;
        Ok(known.is_some())
    }

    fn key(&self, letter: &Letter, message_id: Option<&str>, raw: &[u8]) -> String {
        let size = letter.bytes.to_string();
        let of_size = if matches!(letter.content, Content::Head(_)) {
            size.as_str()
        } else {
            ""
        };
        keeping::key(&[&self.source.name, message_id.unwrap_or(""), of_size], raw)
    }

    /// The item of a message nothing is known about but that it is there.
    fn bare(&self, app: &App, letter: &Letter) -> anyhow::Result<NewItem> {
        let none = Vec::new();
        let (raw, original, why) = match &letter.content {
            Content::Whole(raw) => {
                let kept = keeping::original(app, &self.source.site, raw)?;
                (
                    raw,
                    Some(kept),
                    "It is no mail message that can be read. Download it as it came.".to_owned(),
                )
            }
            Content::Head(head) => (head, None, "It could not be read.".to_owned()),
            Content::None(why) => (&none, None, why.clone()),
        };
        let place = format!("{} {}", letter.validity, letter.number);
        let key = match letter.content {
            Content::None(_) => keeping::key(&[&self.source.name, "number", &place], raw),
            _ => self.key(letter, None, raw),
        };
        let now = app.now();
        Ok(NewItem {
            public_id: new_public_id()?,
            key,
            site: self.source.site.clone(),
            tray: self.tray,
            source: self.source.name.clone(),
            uid: Some((letter.validity, i64::from(letter.number))),
            kind: ArrivalKind::Unreadable,
            arrived_at: letter.arrived_at.map_or(now, |at| at.min(now)),
            says: Says::default(),
            noticed: Some(why),
            sha256: Sha256::digest(raw).into(),
            bytes: letter.bytes,
            original,
            papers: Vec::new(),
        })
    }

    /// The words of a message as a paper, and its files.
    fn papers(&self, app: &App, read: &Incoming) -> anyhow::Result<Vec<NewPaperOf>> {
        let site = &self.source.site;
        let mut papers = Vec::new();
        let written = text_paper(&as_a_letter(read));
        let name = ("Message.pdf", "The message itself");
        let mut message = keeping::paper(app, site, name, &written)?;
        message.is_message = true;
        papers.push(message);
        for file in &read.enclosed {
            let says = ["Enclosed: ", &file.name].concat();
            let says: String = says.chars().take(200).collect();
            papers.push(keeping::paper(app, site, (&file.name, &says), &file.bytes)?);
        }
        Ok(papers)
    }
}

/// A message with what is told of it.
fn fetch(steps: &Steps<'_>, inbox: &mut Inbox, number: u32) -> Result<Letter, InboxError> {
    let missing = || InboxError::Message("it is listed but not handed out".to_owned());
    let outline = steps.step(inbox.outline(number))?.ok_or_else(missing)?;
    let content = if outline.bytes > MOST_BYTES {
        Content::Head(steps.step(inbox.head(number))?.ok_or_else(missing)?)
    } else {
        Content::Whole(steps.step(inbox.message(number))?.ok_or_else(missing)?)
    };
    Ok(Letter {
        validity: inbox.validity,
        number,
        arrived_at: outline.arrived_at,
        bytes: outline.bytes,
        content,
    })
}

/// A message as a letter: who wrote it, what about, its words.
fn as_a_letter(read: &Incoming) -> String {
    let none = String::new();
    let name = read.sender_name.as_ref().unwrap_or(&none);
    let sender = read.sender.as_ref().unwrap_or(&none);
    let subject = read.subject.as_ref().unwrap_or(&none);
    let files: Vec<&str> = read
        .enclosed
        .iter()
        .map(|file| file.name.as_str())
        .collect();
    format!(
        "E-mail\n\nFrom:     {name} <{sender}>\nSubject:  {subject}\nEnclosed: {}\n\n{}",
        files.join(", "),
        read.body
    )
}

/// What it is, and what a person should know before they look.
fn judged(read: &Incoming, whole: bool) -> (ArrivalKind, Option<String>) {
    if !whole {
        let said = "It is larger than 50 MB and was not fetched. Open it in the mailbox itself.";
        return (ArrivalKind::TooLarge, Some(said.to_owned()));
    }
    if let Some(report) = &read.report {
        return (ArrivalKind::Bounce, Some(report.said.clone()));
    }
    if let Some(why) = &read.automatic {
        return (ArrivalKind::AutoReply, Some(why.clone()));
    }
    let left_out = (read.left_out > 0).then(|| {
        format!(
            "It has {} files more than are taken from one message. Download it as it came.",
            read.left_out
        )
    });
    (ArrivalKind::Message, left_out)
}

/// The letter of ours a report gives up, by the word of its id.
fn returned(read: &Incoming) -> Option<Returned> {
    let report = read.report.as_ref().filter(|report| report.failed)?;
    let word = report.about.iter().find_map(|id| id.split('@').next())?;
    Some(Returned {
        mail: word.to_owned(),
        said: report.said.clone(),
    })
}

fn says(read: Incoming) -> Says {
    Says {
        sender: read.sender,
        sender_name: read.sender_name,
        subject: read.subject,
        message_id: read.message_id,
        answers: read.answers,
        body: (!read.body.is_empty()).then_some(read.body),
    }
}

/// The words of an arrival keep it from being stored.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Unstorable(String);

fn store_item(
    app: &App,
    new: NewItem,
    reading: &Reading,
    returned: Option<Returned>,
) -> anyhow::Result<()> {
    let facilities = app.refreshed()?.facilities;
    let reading = reading.clone();
    let stored = app.write_now(Who::Desk, "trays.arrived", move |tx| {
        arrive(tx, &facilities, &new, Some(&reading), returned.as_ref())
    })?;
    match stored {
        Ok(_) => Ok(()),
        Err(error @ crate::error::CommandError::Store(StoreError::Failed(_))) => {
            Err(Unstorable(error.to_string()).into())
        }
        Err(error) => Err(error.into()),
    }
}
