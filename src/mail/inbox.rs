//! The conversation with a mailbox (IMAP): what is in it, and its messages byte for byte. It is opened read-only, so nothing
//! there is marked, moved or deleted.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use async_imap::error::Error;
use async_imap::{Client, Session};
use chrono::{NaiveDate, NaiveDateTime};
use futures_util::TryStreamExt;
use secrecy::{ExposeSecret, SecretString};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto};

use super::server::{ServerRefused, Tls, is_host, is_loopback_name};

/// How long the server may take for one answer.
const PATIENCE: Duration = Duration::from_mins(1);
/// How long it may take for a whole message.
const MESSAGE_PATIENCE: Duration = Duration::from_mins(5);

/// A mailbox as the configuration names it.
#[derive(Debug, Clone)]
pub struct InboxSettings {
    /// Name or address of the server; under TLS its certificate must be for this name.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Protection.
    pub tls: Tls,
    /// The account.
    pub user: String,
    /// Its password.
    pub password: SecretString,
    /// PEM file of certificate authorities trusted besides the system's.
    pub extra_ca_file: Option<PathBuf>,
    /// The folder of the mailbox.
    pub folder: String,
}

/// A mailbox whose settings were checked.
pub struct InboxServer {
    settings: InboxSettings,
    connector: Option<TlsConnector>,
}

/// Why a mailbox, or one message of it, could not be read; a sentence for people.
#[derive(Debug, thiserror::Error)]
pub enum InboxError {
    /// The server cannot be reached, or the conversation broke off.
    #[error("The mail server does not answer: {0}.")]
    Unreachable(String),
    /// Its certificate is not the one of this name, or nobody trusted signed it.
    #[error("The mail server's certificate is not accepted: {0}.")]
    Certificate(String),
    /// It does not offer what the settings ask for.
    #[error(
        "The mail server does not offer an encrypted connection (STARTTLS), so nothing is read."
    )]
    NoTls,
    /// Name or password is wrong.
    #[error("The mail server does not accept the user or the password.")]
    Login,
    /// There is no such folder.
    #[error("The mail server cannot open the folder \"{0}\".")]
    Folder(String),
    /// What it answered about one message cannot be understood, or it refuses to hand it out.
    #[error("The mail server cannot hand out this message: {0}.")]
    Message(String),
}

/// What is told of a message before it is fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outline {
    /// Its length in bytes.
    pub bytes: u64,
    /// When it reached the mailbox (UTC), as the server knows it.
    pub arrived_at: Option<NaiveDateTime>,
}

trait Wire: AsyncRead + AsyncWrite + Unpin + Send + std::fmt::Debug {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send + std::fmt::Debug> Wire for T {}
type Line = Box<dyn Wire>;

/// An open mailbox.
pub struct Inbox {
    session: Session<Line>,
    /// The numbering of the mailbox: under another one every number is new.
    pub validity: i64,
    /// How many messages it holds.
    pub held: i64,
}

impl InboxServer {
    /// Checks the settings and loads the certificates once.
    ///
    /// # Errors
    /// `ServerRefused`, a sentence for the administrator; nothing falls back to less protection (T25).
    pub fn new(settings: InboxSettings) -> Result<Self, ServerRefused> {
        if !is_host(&settings.host) {
            return Err(ServerRefused::Host(settings.host));
        }
        if settings.tls == Tls::PlainLoopback && !is_loopback_name(&settings.host) {
            return Err(ServerRefused::PlainBeyondLoopback(settings.host));
        }
        let connector = match settings.tls {
            Tls::PlainLoopback => None,
            Tls::StartTls | Tls::Implicit => Some(connector(settings.extra_ca_file.as_ref())?),
        };
        Ok(Self {
            settings,
            connector,
        })
    }

    async fn line(&self) -> Result<Client<Line>, InboxError> {
        let address = (self.settings.host.as_str(), self.settings.port);
        let mut found = tokio::net::lookup_host(address)
            .await
            .map_err(unreachable)?;
        // On a plain connection only this machine's own addresses, whatever the name resolves to.
        let plain = self.settings.tls == Tls::PlainLoopback;
        let place = found
            .find(|one| !plain || one.ip().is_loopback())
            .ok_or_else(|| InboxError::Unreachable("it has no address".to_owned()))?;
        let tcp = TcpStream::connect(place).await.map_err(unreachable)?;
        match (&self.connector, self.settings.tls) {
            (Some(connector), Tls::Implicit) => {
                let line = self.encrypted(connector, Box::new(tcp)).await?;
                greeted(line).await
            }
            (Some(connector), _) => {
                let mut client = greeted(Box::new(tcp)).await?;
                client
                    .run_command_and_check_ok("STARTTLS", None)
                    .await
                    .map_err(|error| match error {
                        Error::No(_) | Error::Bad(_) => InboxError::NoTls,
                        other => unreachable(other),
                    })?;
                // What a stranger may have slipped in before is dropped with the old line; no greeting follows.
                let line = self.encrypted(connector, client.into_inner()).await?;
                Ok(Client::new(line))
            }
            (None, _) => greeted(Box::new(tcp)).await,
        }
    }

    async fn encrypted(&self, connector: &TlsConnector, line: Line) -> Result<Line, InboxError> {
        let name = ServerName::try_from(self.settings.host.clone())
            .map_err(|e| InboxError::Certificate(e.to_string()))?;
        let tls = connector
            .connect(name, line)
            .await
            .map_err(|error| match error.kind() {
                io::ErrorKind::InvalidData => InboxError::Certificate(error.to_string()),
                _ => unreachable(error),
            })?;
        Ok(Box::new(tls))
    }
}

async fn greeted(line: Line) -> Result<Client<Line>, InboxError> {
    let mut client = Client::new(line);
    match client.read_response().await.map_err(unreachable)? {
        Some(_) => Ok(client),
        None => Err(InboxError::Unreachable(
            "it closed the connection".to_owned(),
        )),
    }
}

fn unreachable(error: impl std::fmt::Display) -> InboxError {
    InboxError::Unreachable(error.to_string())
}

/// Waits for one step of a conversation, not for ever.
async fn patiently<T>(
    patience: Duration,
    step: impl Future<Output = Result<T, InboxError>>,
) -> Result<T, InboxError> {
    match tokio::time::timeout(patience, step).await {
        Ok(done) => done,
        Err(_) => Err(InboxError::Unreachable("it took too long".to_owned())),
    }
}

/// What is wrong with one message, as opposed to the line.
fn of_message(error: Error) -> InboxError {
    match error {
        Error::Io(error) if error.kind() != io::ErrorKind::InvalidData => unreachable(error),
        Error::ConnectionLost => unreachable("the connection was lost"),
        other => InboxError::Message(other.to_string()),
    }
}

impl Inbox {
    /// Signs in and opens the folder read-only.
    ///
    /// # Errors
    /// `InboxError`, a sentence for the page of the trays.
    pub async fn open(server: &InboxServer) -> Result<Self, InboxError> {
        let settings = &server.settings;
        patiently(PATIENCE, async {
            let client = server.line().await?;
            let login = client.login(&settings.user, settings.password.expose_secret());
            let mut session = login.await.map_err(|(error, _)| match error {
                Error::No(_) | Error::Bad(_) | Error::Validate(_) => InboxError::Login,
                other => unreachable(other),
            })?;
            let opened = session.examine(&settings.folder).await;
            let opened = opened.map_err(|error| match error {
                Error::Io(_) | Error::ConnectionLost => unreachable(error),
                _ => InboxError::Folder(settings.folder.clone()),
            })?;
            Ok(Self {
                session,
                // A server without numbering of its own keeps it for ever.
                validity: i64::from(opened.uid_validity.unwrap_or(0)),
                held: i64::from(opened.exists),
            })
        })
        .await
    }

    /// The numbers of the messages after `last`, in order; of those that reached the mailbox on or after a day, if one is
    /// given.
    ///
    /// # Errors
    /// `Unreachable`.
    pub async fn numbers_after(
        &mut self,
        last: i64,
        since: Option<NaiveDate>,
    ) -> Result<Vec<u32>, InboxError> {
        let first = u32::try_from(last + 1).unwrap_or(u32::MAX);
        let mut query = format!("UID {first}:*");
        if let Some(day) = since {
            query.push_str(&day.format(" SINCE %-d-%b-%Y").to_string());
        }
        patiently(PATIENCE, async {
            let found = self.session.uid_search(&query).await.map_err(unreachable)?;
            // A server answers the last message even when its number is smaller.
            let mut numbers: Vec<u32> = found.into_iter().filter(|n| *n >= first).collect();
            numbers.sort_unstable();
            Ok(numbers)
        })
        .await
    }

    /// What is told of a message before it is fetched; none when it is gone.
    ///
    /// # Errors
    /// `Message` when the answer cannot be understood; `Unreachable`.
    pub async fn outline(&mut self, number: u32) -> Result<Option<Outline>, InboxError> {
        let answers = self.fetched(number, "(UID RFC822.SIZE INTERNALDATE)", PATIENCE);
        let found = answers
            .await?
            .into_iter()
            .find(|one| one.uid == Some(number));
        Ok(found.map(|one| Outline {
            bytes: u64::from(one.size.unwrap_or(0)),
            arrived_at: one.internal_date().map(|at| at.naive_utc()),
        }))
    }

    /// A whole message, byte for byte, without marking it as read; none when it is gone.
    ///
    /// # Errors
    /// As [`Inbox::outline`].
    pub async fn message(&mut self, number: u32) -> Result<Option<Vec<u8>>, InboxError> {
        let answers = self.fetched(number, "(UID BODY.PEEK[])", MESSAGE_PATIENCE);
        let found = answers
            .await?
            .into_iter()
            .find(|one| one.uid == Some(number));
        Ok(found.and_then(|one| one.body().map(<[u8]>::to_vec)))
    }

    /// The head of a message that is too large to fetch.
    ///
    /// # Errors
    /// As [`Inbox::outline`].
    pub async fn head(&mut self, number: u32) -> Result<Option<Vec<u8>>, InboxError> {
        let answers = self.fetched(number, "(UID BODY.PEEK[HEADER])", PATIENCE);
        let found = answers
            .await?
            .into_iter()
            .find(|one| one.uid == Some(number));
        Ok(found.and_then(|one| one.header().map(<[u8]>::to_vec)))
    }

    async fn fetched(
        &mut self,
        number: u32,
        what: &str,
        patience: Duration,
    ) -> Result<Vec<async_imap::types::Fetch>, InboxError> {
        patiently(patience, async {
            let answers = self.session.uid_fetch(number.to_string(), what).await;
            let answers = answers.map_err(of_message)?;
            answers.try_collect().await.map_err(of_message)
        })
        .await
    }

    /// Says good-bye; whether the server still listens does not matter.
    pub async fn close(mut self) {
        let _ = tokio::time::timeout(Duration::from_secs(5), self.session.logout()).await;
    }
}

fn connector(extra_ca_file: Option<&PathBuf>) -> Result<TlsConnector, ServerRefused> {
    Ok(TlsConnector::from(Arc::new(tls_client(extra_ca_file)?)))
}

/// TLS as a client speaks it: the machine's own certificate authorities, and one of the hospital's where a file names it.
///
/// # Errors
/// When the file cannot be read or used.
pub fn tls_client(extra_ca_file: Option<&PathBuf>) -> Result<ClientConfig, ServerRefused> {
    let mut roots = RootCertStore::empty();
    // One that cannot be used is left out, as the machine's own programs do.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if let Some(path) = extra_ca_file {
        let pem = std::fs::read(path).map_err(|source| ServerRefused::CertificateFile {
            path: path.clone(),
            source,
        })?;
        let unusable = || ServerRefused::Certificate(path.clone());
        let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
        let found = found.map_err(|_| unusable())?;
        let (added, _) = roots.add_parsable_certificates(found);
        if added == 0 {
            return Err(unusable());
        }
    }
    let config = ClientConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|e| ServerRefused::Tls(e.to_string()))?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}
