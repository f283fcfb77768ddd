//! The file that names the mailboxes and folders the desk reads: where each is, which tray it fills, for which site.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use secrecy::SecretString;
use serde::Deserialize;

use super::{SmtpSecurity, is_open_to_others};

/// What the desk reads by itself.
#[derive(Debug, Clone, Default)]
pub struct Arrivals {
    /// Mailboxes, by IMAP.
    pub mailboxes: Vec<MailboxSource>,
    /// Watched folders.
    pub folders: Vec<FolderSource>,
}

/// The name of a source on pages, with its tray and site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceName {
    /// The address of the mailbox or the name of the folder.
    pub name: String,
    /// The word of the tray it fills.
    pub tray: String,
    /// Its site.
    pub site: String,
}

/// A mailbox.
#[derive(Debug, Clone)]
pub struct MailboxSource {
    /// Name, tray, site.
    pub source: SourceName,
    /// Host name, as its certificate says.
    pub host: String,
    /// Port.
    pub port: u16,
    /// How it is spoken to.
    pub security: SmtpSecurity,
    /// User.
    pub user: String,
    /// Password.
    pub password: SecretString,
    /// A certificate authority of the hospital's own, trusted beside the public ones.
    pub ca_file: Option<PathBuf>,
    /// The folder of the mailbox.
    pub folder: String,
    /// Nothing older is read; for a mailbox that was in use before the desk.
    pub since: Option<NaiveDate>,
}

/// A watched folder.
#[derive(Debug, Clone)]
pub struct FolderSource {
    /// Name, tray, site.
    pub source: SourceName,
    /// Where files arrive.
    pub path: PathBuf,
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    mailbox: Vec<WrittenMailbox>,
    #[serde(default)]
    folder: Vec<WrittenFolder>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenMailbox {
    address: String,
    kind: String,
    site: String,
    host: String,
    port: Option<u16>,
    security: Option<String>,
    user: Option<String>,
    password: Option<String>,
    password_file: Option<PathBuf>,
    ca_file: Option<PathBuf>,
    folder: Option<String>,
    since: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenFolder {
    name: String,
    kind: String,
    site: String,
    path: PathBuf,
}

impl Arrivals {
    /// Reads the file.
    ///
    /// # Errors
    /// The sentence names the mailbox or folder and what it takes.
    pub fn read(path: &Path) -> Result<Self, String> {
        let at = |said: String| format!("--arrivals {}: {said}", path.display());
        let text = std::fs::read_to_string(path)
            .map_err(|e| at(format!("the file cannot be read: {e}.")))?;
        // The parser's own message would repeat the line, and a line may hold a password.
        let written: Written = toml::from_str(&text).map_err(|e| at(unreadable(&text, &e)))?;
        let secrets = written.mailbox.iter().any(|one| one.password.is_some());
        if secrets && is_open_to_others(path).map_err(|e| at(e.to_string()))? {
            return Err(at(
                "the file holds a password and others can read it. Give it to its owner alone (chmod 600), or name a password_file.".to_owned(),
            ));
        }
        let mailboxes: Result<Vec<_>, String> = written.mailbox.into_iter().map(mailbox).collect();
        let folders: Result<Vec<_>, String> = written.folder.into_iter().map(folder).collect();
        let read = Self {
            mailboxes: mailboxes.map_err(at)?,
            folders: folders.map_err(at)?,
        };
        read.refuse_twins().map_err(at)?;
        Ok(read)
    }

    /// Every source by its name.
    pub fn sources(&self) -> Vec<&SourceName> {
        let mailboxes = self.mailboxes.iter().map(|one| &one.source);
        let folders = self.folders.iter().map(|one| &one.source);
        mailboxes.chain(folders).collect()
    }

    /// Two sources of one name would be taken for one.
    fn refuse_twins(&self) -> Result<(), String> {
        let mut names: Vec<&str> = self.sources().iter().map(|one| one.name.as_str()).collect();
        names.sort_unstable();
        match names.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(format!(
                "\"{}\" is named twice. Each mailbox and folder needs a name of its own.",
                pair[0]
            )),
            None => Ok(()),
        }
    }
}

fn unreadable(text: &str, error: &toml::de::Error) -> String {
    let line = error.span().map_or(1, |span| {
        text[..span.start.min(text.len())].lines().count().max(1)
    });
    format!(
        "line {line} is not understood. It takes [[mailbox]] and [[folder]] tables as the README shows them."
    )
}

fn mailbox(written: WrittenMailbox) -> Result<MailboxSource, String> {
    let name = written.address.trim().to_lowercase();
    let said = |text: &str| format!("mailbox \"{name}\": {text}");
    if !name.contains('@') || name.chars().any(char::is_whitespace) {
        return Err(said("address is the mailbox's e-mail address."));
    }
    if !["records", "forms"].contains(&written.kind.as_str()) {
        return Err(said("kind is records or forms."));
    }
    let (security, usual) = match written.security.as_deref().unwrap_or("tls") {
        "tls" => (SmtpSecurity::Tls, 993),
        "starttls" => (SmtpSecurity::StartTls, 143),
        "plain" => (SmtpSecurity::Plain, 143),
        _ => return Err(said("security is tls, starttls, or plain (loopback only).")),
    };
    if security == SmtpSecurity::Plain && written.ca_file.is_some() {
        return Err(said(
            "ca_file says whom to trust over TLS, and plain uses none. Leave one out.",
        ));
    }
    let password = match (written.password, written.password_file) {
        (Some(password), None) => password,
        (None, Some(file)) => std::fs::read_to_string(&file)
            .map(|text| text.trim_end_matches(['\r', '\n']).to_owned())
            .map_err(|e| {
                said(&format!(
                    "password_file {} cannot be read: {e}.",
                    file.display()
                ))
            })?,
        _ => return Err(said("give password or password_file, one of the two.")),
    };
    let since = match written.since.as_deref().map(str::parse::<NaiveDate>) {
        Some(Err(_)) => return Err(said("since is a day as 2026-06-08.")),
        Some(Ok(day)) => Some(day),
        None => None,
    };
    Ok(MailboxSource {
        host: written.host,
        port: written.port.unwrap_or(usual),
        security,
        user: written.user.unwrap_or_else(|| name.clone()),
        password: SecretString::from(password),
        ca_file: written.ca_file,
        folder: written.folder.unwrap_or_else(|| "INBOX".to_owned()),
        since,
        source: SourceName {
            tray: written.kind,
            site: written.site,
            name,
        },
    })
}

fn folder(written: WrittenFolder) -> Result<FolderSource, String> {
    let name = written.name.trim().to_owned();
    let said = |text: &str| format!("folder \"{name}\": {text}");
    if name.is_empty() {
        return Err(said("name says what people call it."));
    }
    if !["fax", "scans"].contains(&written.kind.as_str()) {
        return Err(said("kind is fax or scans."));
    }
    if !written.path.is_absolute() {
        return Err(said("path begins at the root, as /srv/fax/in."));
    }
    Ok(FolderSource {
        path: written.path,
        source: SourceName {
            tray: written.kind,
            site: written.site,
            name,
        },
    })
}
