//! Settings, parsed once at start; what is not understood is refused.

mod arrivals;
mod fhir;

pub use arrivals::{Arrivals, FolderSource, MailboxSource, SourceName};
pub use fhir::{HospitalSystem, Token};

use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use clap::Args;
use secrecy::SecretString;

use crate::db::DatabaseUrl;
use crate::network::Network;

/// Settings of `roi-desk serve`, from flags or the environment.
#[derive(Debug, Clone, Args)]
pub struct Settings {
    /// The folder of the desk's data: key file, papers, the embedded database.
    #[arg(long, env = "ROI_DESK_DATA", default_value = ".data")]
    pub data: PathBuf,
    /// sqlite:PATH or postgres://…; by default desk.db in the data folder.
    #[arg(long, env = "ROI_DESK_DATABASE")]
    pub database: Option<String>,
    /// Where to listen. Plain HTTP is served on loopback only; put a TLS proxy before it.
    #[arg(long, env = "ROI_DESK_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Proxies whose word about a caller's address counts (X-Forwarded-For), as addresses or networks with commas between.
    #[arg(long, env = "ROI_DESK_TRUSTED_PROXIES", value_delimiter = ',')]
    pub trusted_proxies: Vec<String>,
    /// Who may ask /readyz, as addresses or networks with commas between.
    #[arg(
        long,
        env = "ROI_DESK_HEALTH_FROM",
        value_delimiter = ',',
        default_value = "127.0.0.0/8,::1"
    )]
    pub health_from: Vec<String>,
    /// Pages and changes one person may ask for in a minute; a bench raises it.
    #[arg(long, env = "ROI_DESK_VIEWS_A_MINUTE", default_value_t = 300)]
    pub views_a_minute: u32,
    /// Mail server host; without one, letters wait as files in the data folder.
    #[arg(long, env = "ROI_DESK_SMTP_HOST")]
    pub smtp_host: Option<String>,
    /// Mail server port.
    #[arg(long, env = "ROI_DESK_SMTP_PORT", default_value_t = 587)]
    pub smtp_port: u16,
    /// How the mail server is spoken to: `starttls`, `tls`, or `plain` (loopback only).
    #[arg(long, env = "ROI_DESK_SMTP_SECURITY", default_value = "starttls")]
    pub smtp_security: String,
    /// Mail server user.
    #[arg(long, env = "ROI_DESK_SMTP_USER")]
    pub smtp_user: Option<String>,
    /// Mail server password.
    #[arg(long, env = "ROI_DESK_SMTP_PASSWORD", hide_env_values = true)]
    pub smtp_password: Option<SecretString>,
    /// A file (PEM) with the hospital's own certificate authority, trusted for the mail server beside the public ones.
    #[arg(long, env = "ROI_DESK_SMTP_CA_FILE")]
    pub smtp_ca_file: Option<PathBuf>,
    /// The address mail is sent from.
    #[arg(
        long,
        env = "ROI_DESK_MAIL_FROM",
        default_value = "roi-desk@localhost.localdomain"
    )]
    pub mail_from: String,
    /// A file (TOML) that names the mailboxes and folders whose arrivals land in trays; none by default.
    #[arg(long, env = "ROI_DESK_ARRIVALS")]
    pub arrivals: Option<PathBuf>,
    /// A file (TOML) that names the hospital's systems the desk may ask over HL7 FHIR R4; none by default.
    #[arg(long, env = "ROI_DESK_FHIR")]
    pub fhir: Option<PathBuf>,
}

/// Settings after every check.
#[derive(Debug, Clone)]
pub struct Config {
    /// The data folder.
    pub data: PathBuf,
    /// The database.
    pub database: DatabaseUrl,
    /// The listening address, loopback.
    pub listen: SocketAddr,
    /// Proxies whose word about a caller's address counts; none by default (T29, T63).
    pub trusted_proxies: Vec<Network>,
    /// Who may ask whether the desk is ready (T17).
    pub health_from: Vec<Network>,
    /// Pages and changes one person may ask for in a minute (T70).
    pub views_a_minute: u32,
    /// The mail server, if one is configured.
    pub smtp: Option<Smtp>,
    /// The address mail is sent from.
    pub mail_from: String,
    /// The mailboxes and folders the desk reads.
    pub arrivals: Arrivals,
    /// The hospital's systems that may be asked.
    pub hospital: Vec<HospitalSystem>,
    /// Whether this is a demonstration with made-up people.
    pub demo: bool,
    /// The program itself, started again in a locked room to draw the pages of papers (T66).
    pub program: PathBuf,
}

/// How the mail server is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpSecurity {
    /// Upgrade the connection, or do not send (T25).
    StartTls,
    /// TLS from the first byte.
    Tls,
    /// No encryption; only to loopback.
    Plain,
}

/// The mail server.
#[derive(Debug, Clone)]
pub struct Smtp {
    /// Host name, as its certificate says.
    pub host: String,
    /// Port.
    pub port: u16,
    /// How it is spoken to.
    pub security: SmtpSecurity,
    /// User and password, if it asks.
    pub login: Option<(String, SecretString)>,
    /// A certificate authority of the hospital's own, trusted beside the public ones (T25).
    pub ca_file: Option<PathBuf>,
}

impl Default for Settings {
    /// The settings of a desk nobody configured: what the command line's defaults say.
    fn default() -> Self {
        #[derive(clap::Parser)]
        struct Bare {
            #[command(flatten)]
            settings: Settings,
        }
        <Bare as clap::Parser>::parse_from(["roi-desk"]).settings
    }
}

impl Settings {
    /// Checks every setting.
    ///
    /// # Errors
    /// The sentence names the setting and what it takes.
    pub fn check(self) -> Result<Config, String> {
        let database = match &self.database {
            Some(text) => DatabaseUrl::parse(text)?,
            None => DatabaseUrl::Sqlite(self.data.join("desk.db")),
        };
        if !self.listen.ip().is_loopback() {
            return Err(format!(
                "--listen {} is not a loopback address. Plain HTTP is served on loopback only; let a TLS proxy on this machine forward to it.",
                self.listen
            ));
        }
        let smtp = self.smtp()?;
        let trusted_proxies = networks("--trusted-proxies", &self.trusted_proxies)?;
        let arrivals = match &self.arrivals {
            Some(path) => Arrivals::read(path)?,
            None => Arrivals::default(),
        };
        let hospital = match &self.fhir {
            Some(path) => fhir::read(path)?,
            None => Vec::new(),
        };
        let health_from = networks("--health-from", &self.health_from)?;
        Ok(Config {
            data: self.data,
            database,
            listen: self.listen,
            trusted_proxies,
            health_from,
            views_a_minute: self.views_a_minute,
            smtp,
            mail_from: self.mail_from,
            arrivals,
            hospital,
            demo: false,
            program: std::env::current_exe()
                .map_err(|e| format!("The program cannot find its own file: {e}."))?,
        })
    }

    fn smtp(&self) -> Result<Option<Smtp>, String> {
        let Some(host) = self.smtp_host.clone() else {
            return match self.smtp_ca_file {
                Some(_) => Err(
                    "--smtp-ca-file needs --smtp-host: there is no mail server to trust."
                        .to_owned(),
                ),
                None => Ok(None),
            };
        };
        let security = match self.smtp_security.as_str() {
            "starttls" => SmtpSecurity::StartTls,
            "tls" => SmtpSecurity::Tls,
            "plain" => SmtpSecurity::Plain,
            other => {
                return Err(format!(
                    "--smtp-security \"{other}\" is not known. Use starttls, tls or plain (loopback only)."
                ));
            }
        };
        if security == SmtpSecurity::Plain && self.smtp_ca_file.is_some() {
            return Err("--smtp-ca-file says whom to trust over TLS, and --smtp-security plain uses none. Leave one out.".to_owned());
        }
        let login = match (self.smtp_user.clone(), self.smtp_password.clone()) {
            (Some(user), Some(password)) => Some((user, password)),
            (None, None) => None,
            _ => return Err("Give both --smtp-user and --smtp-password, or neither.".to_owned()),
        };
        Ok(Some(Smtp {
            host,
            port: self.smtp_port,
            security,
            login,
            ca_file: self.smtp_ca_file.clone(),
        }))
    }
}

/// Whether a file of secrets can be read by anybody but its owner.
fn is_open_to_others(path: &Path) -> std::io::Result<bool> {
    Ok(std::fs::metadata(path)?.permissions().mode() & 0o077 != 0)
}

fn networks(setting: &str, texts: &[String]) -> Result<Vec<Network>, String> {
    let read = |text: &String| Network::parse(text).map_err(|said| [setting, ": ", &said].concat());
    texts.iter().map(read).collect()
}

impl Config {
    /// The key file, beside the data, never in the database.
    pub fn key_file(&self) -> PathBuf {
        self.data.join("keys.toml")
    }

    /// The folder of encrypted papers.
    pub fn files_folder(&self) -> PathBuf {
        self.data.join("files")
    }

    /// The folder where mail waits as files when no server is configured.
    pub fn mail_folder(&self) -> PathBuf {
        self.data.join("mail")
    }
}
