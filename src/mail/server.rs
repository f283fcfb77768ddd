//! The one mail server this desk hands its messages to.

use std::io;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::path::PathBuf;
use std::time::Duration;

use lettre::transport::smtp::client::{Certificate, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use secrecy::SecretString;

crate::text_enum! {
    /// How the connection is protected (T25).
    pub enum Tls: "mail connection" {
        /// STARTTLS, and nothing is sent if the server does not offer it.
        StartTls = "starttls", "STARTTLS, required";
        /// TLS from the first byte, usually port 465.
        Implicit = "implicit", "TLS from the start";
        /// No TLS; only to this same machine.
        PlainLoopback = "plain_loopback", "Unencrypted, this machine only";
    }
}

/// The settings of the mail server cannot be used; a sentence for the administrator.
#[derive(Debug, thiserror::Error)]
pub enum ServerRefused {
    /// Mail in clear would leave this machine.
    #[error(
        "mail without TLS is allowed only to this machine (127.0.0.1, ::1 or localhost), not to {0}"
    )]
    PlainBeyondLoopback(String),
    /// The host is empty or not a name or address.
    #[error("\"{0}\" is not the name of a mail server")]
    Host(String),
    /// The name this desk greets with is not a domain name.
    #[error("\"{0}\" is not a name to greet a mail server with")]
    HelloName(String),
    /// The file of extra certificate authorities cannot be read.
    #[error("the certificate file {path} cannot be read: {source}")]
    CertificateFile {
        /// Where it should be.
        path: PathBuf,
        /// The error of the disk.
        source: io::Error,
    },
    /// The file of extra certificate authorities holds no certificate.
    #[error("the certificate file {0} holds no usable certificate")]
    Certificate(PathBuf),
    /// TLS could not be set up.
    #[error("TLS cannot be set up: {0}")]
    Tls(String),
}

/// How long each wait may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// For the connection and each answer before the final dot.
    pub answer: Duration,
    /// For the answer to the final dot: a shorter wait makes duplicates (T23).
    pub after_dot: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            answer: Duration::from_mins(1),
            after_dot: Duration::from_mins(10),
        }
    }
}

/// Name and password for the mail server.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// The account.
    pub user: String,
    /// Its password.
    pub password: SecretString,
}

/// The settings as the configuration gives them.
#[derive(Debug, Clone)]
pub struct ServerSettings {
    /// Name or address of the server; under TLS its certificate must be for this name.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Protection.
    pub tls: Tls,
    /// Account, if the server wants one.
    pub credentials: Option<Credentials>,
    /// PEM file of certificate authorities trusted besides the system's.
    pub extra_ca_file: Option<PathBuf>,
    /// The name this desk greets with; its host name if absent.
    pub hello_name: Option<String>,
    /// Waits.
    pub timeouts: Timeouts,
}

/// A mail server whose settings were checked.
pub struct Server {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) tls: Tls,
    pub(super) parameters: Option<TlsParameters>,
    pub(super) credentials: Option<Credentials>,
    pub(super) hello: ClientId,
    pub(super) timeouts: Timeouts,
}

impl Server {
    /// Checks the settings and loads the certificates once.
    ///
    /// # Errors
    /// `ServerRefused`, a sentence for the administrator; nothing falls back to less protection.
    pub fn new(settings: ServerSettings) -> Result<Self, ServerRefused> {
        let host = settings.host.trim().to_owned();
        if !is_host(&host) {
            return Err(ServerRefused::Host(host));
        }
        if settings.tls == Tls::PlainLoopback && !is_loopback_name(&host) {
            return Err(ServerRefused::PlainBeyondLoopback(host));
        }
        let hello = match settings.hello_name {
            None => ClientId::default(),
            Some(name) if is_name(&name) => ClientId::Domain(name),
            Some(name) => return Err(ServerRefused::HelloName(name)),
        };
        let parameters = match settings.tls {
            Tls::PlainLoopback => None,
            Tls::StartTls | Tls::Implicit => Some(tls_parameters(&host, settings.extra_ca_file)?),
        };
        Ok(Self {
            host,
            port: settings.port,
            tls: settings.tls,
            parameters,
            credentials: settings.credentials,
            hello,
            timeouts: settings.timeouts,
        })
    }

    /// Where to connect: at most three addresses, and on a plain connection only this machine's own, whatever the name
    /// resolves to.
    pub(super) fn addresses(&self) -> io::Result<Vec<SocketAddr>> {
        let resolved = (self.host.as_str(), self.port).to_socket_addrs()?;
        let allowed =
            resolved.filter(|address| self.tls != Tls::PlainLoopback || address.ip().is_loopback());
        Ok(allowed.take(3).collect())
    }
}

fn tls_parameters(
    host: &str,
    extra_ca_file: Option<PathBuf>,
) -> Result<TlsParameters, ServerRefused> {
    let mut builder = TlsParameters::builder(host.to_owned());
    if let Some(path) = extra_ca_file {
        let pem = match std::fs::read(&path) {
            Ok(pem) => pem,
            Err(source) => return Err(ServerRefused::CertificateFile { path, source }),
        };
        let holds_one = pem.windows(PEM_MARK.len()).any(|window| window == PEM_MARK);
        match Certificate::from_pem(&pem) {
            Ok(certificate) if holds_one => builder = builder.add_root_certificate(certificate),
            _ => return Err(ServerRefused::Certificate(path)),
        }
    }
    builder
        .build_rustls()
        .map_err(|error| ServerRefused::Tls(error.to_string()))
}

const PEM_MARK: &[u8] = b"-----BEGIN CERTIFICATE-----";

pub(super) fn is_loopback_name(host: &str) -> bool {
    host == "localhost"
        || host
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

pub(super) fn is_host(host: &str) -> bool {
    host.parse::<IpAddr>().is_ok() || is_name(host)
}

fn is_name(name: &str) -> bool {
    let label = |part: &str| {
        let signs = part
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        !part.is_empty()
            && part.len() <= 63
            && signs
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    name.len() <= 253 && name.split('.').all(label)
}
