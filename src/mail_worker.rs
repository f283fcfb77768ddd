//! The mail worker: takes messages from the outbox and hands each to the mail server once (trust 2.2, T19–T23).
//!
//! A message is claimed by a conditional update, `handing_over` is committed before the final dot, and the outcome is
//! stored with its event in one transaction. Whatever is lost in between becomes uncertain and is shown to a person;
//! nothing is sent again by itself. Beside it run the reminders and, where several machines share a database, the sealer.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::Thread;
use std::time::Duration;

use chrono::TimeDelta;

use crate::app::{App, Who};
use crate::audit;
use crate::clarifications::{commands as clarifications, store as clarification_store};
use crate::config::{Config, SmtpSecurity};
use crate::db::{DatabaseUrl, StoreError, new_public_id, take_lease};
use crate::mail::{
    Address, AutoSubmitted, Credentials, Delivery, HeaderText, MailState, Mailbox, Message,
    MessageId, Phase, Server, ServerSettings, Stop, Timeouts, Tls, backoff, deliver, gives_up,
    spoken_outcome, write_as_file,
};
use crate::notices::commands;
use crate::notices::model::{SentNotice, Words};
use crate::notices::store::{self, Claimed, Finished};

/// Conversations at once, so that one slow mailbox keeps nobody else waiting (T23).
const SENDERS: usize = 8;
/// How often each looks.
const LOOK: Duration = Duration::from_secs(1);
/// How many looks of the clerk of claims lie between two rounds of reminders.
const REMIND_EVERY: u32 = 60;
/// Messages looked at in one round.
const ROUND: i64 = 100;
/// How long a machine may seal before another takes over.
const SEAL_LEASE: TimeDelta = TimeDelta::seconds(30);
/// How long a stop waits for the conversations under way; the web server took its part of the 35 seconds before (T16).
const PARTING: Duration = Duration::from_secs(12);
/// When a message that waits as a file is looked at again.
const FILE_LOOK: TimeDelta = TimeDelta::hours(1);

/// The running worker; dropping it lets the conversations under way end and stops it.
pub struct MailWorker {
    post: Arc<Post>,
    shift: Arc<Shift>,
    threads: Vec<Thread>,
}

/// Whether the worker is to stop, and how many of its threads are still at work.
#[derive(Default)]
struct Shift {
    ends: AtomicBool,
    at_work: Mutex<usize>,
    somebody_left: Condvar,
}

/// One thread's presence; it leaves also when it ends badly.
struct Presence(Arc<Shift>);

/// What one worker needs: the desk, the server if there is one, its name on claims, and when to stop.
struct Post {
    app: App,
    server: Option<Server>,
    holder: String,
    shift: Arc<Shift>,
}

impl MailWorker {
    /// Starts it.
    ///
    /// # Errors
    /// When the settings of the mail server cannot be used, or the machine gives no thread.
    pub fn start(app: &App) -> anyhow::Result<Self> {
        let post = Arc::new(Post::open(app)?);
        let mut worker = Self {
            shift: post.shift.clone(),
            post: post.clone(),
            threads: Vec::new(),
        };
        for _ in 0..SENDERS {
            let post = post.clone();
            worker.spawn("mail", move |_| post.send_due().map(|_| ()))?;
        }
        let clerk = post.clone();
        worker.spawn("mail-claims", move |look| {
            clerk.give_back_claims()?;
            if look % REMIND_EVERY == 0 {
                clerk.remind()?;
            }
            Ok(())
        })?;
        if post.shares_its_database() {
            worker.spawn("seal", move |_| post.seal())?;
        }
        Ok(worker)
    }

    fn spawn(
        &mut self,
        name: &str,
        work: impl Fn(u32) -> anyhow::Result<()> + Send + 'static,
    ) -> std::io::Result<()> {
        let presence = Shift::join(&self.shift);
        let thread = std::thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || {
                let mut look = 0;
                while !presence.0.is_over() {
                    if let Err(error) = work(look) {
                        tracing::warn!(%error, "the mail worker will try again");
                    }
                    look = look.wrapping_add(1);
                    std::thread::park_timeout(LOOK);
                }
            })?;
        self.threads.push(thread.thread().clone());
        Ok(())
    }
}

impl Drop for MailWorker {
    fn drop(&mut self) {
        self.shift.ends.store(true, Ordering::SeqCst);
        for thread in &self.threads {
            thread.unpark();
        }
        // A conversation may wait ten minutes for its answer. What outlasts the parting is left as it is: its claim runs
        // out and it becomes uncertain, for a person to see (T21).
        let late = self.shift.wait_for_all(PARTING);
        if late > 0 {
            tracing::warn!(late, "conversations with the mail server were left open");
        }
        // The last evidence would wait for the next start, and grow suspect (T40).
        if self.post.shares_its_database()
            && let Err(error) = self.post.seal()
        {
            tracing::warn!(%error, "the last evidence waits for a seal");
        }
    }
}

impl Shift {
    fn join(shift: &Arc<Self>) -> Presence {
        *shift.at_work.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        Presence(shift.clone())
    }

    fn is_over(&self) -> bool {
        self.ends.load(Ordering::SeqCst)
    }

    /// Waits until every thread has left; answers how many had not after `patience`.
    fn wait_for_all(&self, patience: Duration) -> usize {
        let at_work = self.at_work.lock().unwrap_or_else(PoisonError::into_inner);
        let (at_work, _) = self
            .somebody_left
            .wait_timeout_while(at_work, patience, |at_work| *at_work > 0)
            .unwrap_or_else(PoisonError::into_inner);
        *at_work
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        let shift = &self.0;
        *shift.at_work.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        shift.somebody_left.notify_all();
    }
}

/// Does everything that is due now, on the calling thread: claims that ran out, mail, reminders with their mail, seals.
/// Answers how many messages were tried.
///
/// # Errors
/// When the settings or the database say no.
pub fn tick(app: &App) -> anyhow::Result<usize> {
    let post = Post::open(app)?;
    post.give_back_claims()?;
    post.remind()?;
    let tried = post.send_due()?;
    if post.shares_its_database() {
        post.seal()?;
    }
    Ok(tried)
}

impl Post {
    fn open(app: &App) -> anyhow::Result<Self> {
        Ok(Self {
            app: app.clone(),
            server: server_of(&app.config)?,
            holder: new_public_id()?,
            shift: Arc::default(),
        })
    }

    fn shares_its_database(&self) -> bool {
        matches!(self.app.config.database, DatabaseUrl::Postgres(_))
    }

    fn give_back_claims(&self) -> anyhow::Result<()> {
        let now = self.app.now();
        let any = self
            .app
            .read_now::<_, StoreError>(move |read| store::any_expired(read, now))?;
        if any {
            let facilities = self.app.refreshed()?.facilities;
            self.app
                .write_now(Who::Desk, "mail.claims_expired", move |tx| {
                    commands::give_back_claims(tx, &facilities)
                })??;
        }
        Ok(())
    }

    /// Sends what is due, one after another, as long as there is something. Answers how many were tried.
    fn send_due(&self) -> anyhow::Result<usize> {
        let now = self.app.now();
        let due = self
            .app
            .read_now::<_, StoreError>(move |read| store::list_due(read, now, ROUND))?;
        let mut tried = 0;
        for id in due {
            if self.shift.is_over() {
                break;
            }
            let holder = self.holder.clone();
            let claimed = self
                .app
                .keep_house_now(move |tx| store::claim(tx, id, &holder))?;
            if let Some(claimed) = claimed {
                tried += 1;
                self.send(claimed)?;
            }
        }
        Ok(tried)
    }

    fn send(&self, claimed: Claimed) -> anyhow::Result<()> {
        let notice_id = claimed.notice_id;
        let notice = self
            .app
            .read_now::<_, StoreError>(move |read| store::get_notice(read, notice_id))?;
        let finished = match self.message(&claimed, notice) {
            Ok(message) => self.hand_over(&claimed, &message),
            Err(refused) => self.finished(
                &claimed,
                &Delivery::Failed {
                    reason: refused.to_string(),
                },
            ),
        };
        let (facilities, holder) = (self.app.known.newest(), self.holder.clone());
        self.app.write_now(Who::Desk, "mail.tried", move |tx| {
            commands::record_try(tx, &facilities, &claimed, &holder, &finished)
        })??;
        Ok(())
    }

    fn message(&self, claimed: &Claimed, notice: SentNotice) -> anyhow::Result<Message> {
        let Words::Email { subject, body } = notice.words else {
            anyhow::bail!("A letter on paper was queued as an e-mail.");
        };
        let from = Address::parse(&self.app.config.mail_from)?;
        Ok(Message {
            message_id: MessageId::new(&claimed.public_id, from.domain())?,
            from: Mailbox::from(from),
            to: Mailbox::from(Address::parse(&claimed.to_address)?),
            reply_to: None,
            subject: HeaderText::parse(&subject)?,
            body,
            written_at: claimed.queued_at,
            auto_submitted: if claimed.generated {
                AutoSubmitted::Generated
            } else {
                AutoSubmitted::No
            },
        })
    }

    fn hand_over(&self, claimed: &Claimed, message: &Message) -> Finished {
        let Some(server) = &self.server else {
            return self.as_file(message);
        };
        let mut on_phase = |phase| match phase {
            Phase::Connecting | Phase::Addressing => Ok(()),
            Phase::HandingOver => {
                let (id, holder) = (claimed.id, self.holder.clone());
                self.app
                    .keep_house_now(move |tx| store::begin_hand_over(tx, id, &holder))
                    .map_err(|e| Stop {
                        reason: format!(
                            "The hand-over could not be noted, so it was not begun: {e}."
                        ),
                    })
            }
        };
        let delivery = deliver(server, message, &mut on_phase);
        self.finished(claimed, &delivery)
    }

    fn finished(&self, claimed: &Claimed, delivery: &Delivery) -> Finished {
        let now = self.app.now();
        let alarm = matches!(delivery, Delivery::Deferred { alarm: true, .. });
        if alarm {
            tracing::error!("mail cannot leave until the settings of the mail server are mended");
        }
        let attempt = u32::try_from(claimed.attempts + 1).unwrap_or(u32::MAX);
        let mut finished = Finished {
            state: delivery.state(),
            next_at: now + backoff(attempt, jitter(&claimed.public_id)),
            said: spoken_outcome(delivery),
            alarm,
        };
        if finished.state == MailState::Deferred && gives_up(claimed.queued_at, now) {
            finished.state = MailState::Failed;
            finished.said = format!("Given up after five days. {}", finished.said);
        }
        finished
    }

    fn as_file(&self, message: &Message) -> Finished {
        let said = match write_as_file(&self.app.config.mail_folder(), message) {
            Ok(_) => {
                "No mail server is configured; it waits as a file in the data folder.".to_owned()
            }
            Err(error) => {
                format!("No mail server is configured, and no file could be written: {error}.")
            }
        };
        Finished {
            state: MailState::Deferred,
            next_at: self.app.now() + FILE_LOOK,
            said,
            alarm: false,
        }
    }

    fn remind(&self) -> anyhow::Result<()> {
        let now = self.app.now();
        let mut after = 0;
        loop {
            let waiting = self.app.read_now::<_, StoreError>(move |read| {
                clarification_store::list_waiting(read, now.date(), after, ROUND)
            })?;
            let Some(last) = waiting.last().copied() else {
                return Ok(());
            };
            after = last;
            for id in waiting {
                self.remind_one(id)?;
            }
        }
    }

    fn remind_one(&self, id: i64) -> anyhow::Result<()> {
        let (facilities, now) = (self.app.refreshed()?.facilities, self.app.now());
        let due = self.app.read_now::<_, StoreError>(|read| {
            clarifications::is_reminder_due(read, &facilities, id, now)
        })?;
        if due {
            let ids = (new_public_id()?, new_public_id()?);
            self.app.write_now(Who::Desk, "reminder.sent", move |tx| {
                clarifications::remind(tx, &facilities, id, ids)
            })??;
        }
        Ok(())
    }

    /// Seals the waiting evidence, if the lease is ours (T40).
    fn seal(&self) -> anyhow::Result<()> {
        if !self.app.read_now::<_, StoreError>(audit::any_unsealed)? {
            return Ok(());
        }
        let (holder, key) = (self.holder.clone(), self.app.audit_key().clone());
        self.app.keep_house_now(move |tx| {
            if take_lease(tx, "seal", &holder, SEAL_LEASE)? {
                audit::seal_waiting(tx, &key)?;
            }
            Ok(())
        })?;
        Ok(())
    }
}

/// From -20 to 20 percent, the same for one message, so that messages do not all return at once (T22).
fn jitter(public_id: &str) -> i32 {
    let sum: i32 = public_id.bytes().map(i32::from).sum();
    sum % 41 - 20
}

/// The mail server of the settings.
///
/// # Errors
/// The sentence of a setting that cannot be used (T25).
fn server_of(config: &Config) -> anyhow::Result<Option<Server>> {
    let Some(smtp) = &config.smtp else {
        return Ok(None);
    };
    let settings = ServerSettings {
        host: smtp.host.clone(),
        port: smtp.port,
        tls: match smtp.security {
            SmtpSecurity::StartTls => Tls::StartTls,
            SmtpSecurity::Tls => Tls::Implicit,
            SmtpSecurity::Plain => Tls::PlainLoopback,
        },
        credentials: smtp
            .login
            .clone()
            .map(|(user, password)| Credentials { user, password }),
        extra_ca_file: smtp.ca_file.clone(),
        hello_name: None,
        timeouts: Timeouts::default(),
    };
    Ok(Some(Server::new(settings)?))
}
