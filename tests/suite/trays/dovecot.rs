//! A real Dovecot on loopback, with its own folder, users and certificate.

use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use chrono::NaiveDateTime;

use super::support::written_at;
use crate::smtp::Authority;

/// How long a test waits for the server.
const PATIENCE: Duration = Duration::from_secs(60);

/// The server and its mailboxes; dropping it ends it.
pub struct Dovecot {
    pub port: u16,
    pub tls_port: u16,
    pub authority: Authority,
    folder: tempfile::TempDir,
    child: Option<Child>,
    /// Who owns the mail: not root, whom Dovecot refuses.
    owner: u32,
    delivered: std::cell::Cell<u32>,
}

impl Dovecot {
    /// Starts one with these users; the password of each is `secret`.
    pub fn start(users: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        std::fs::set_permissions(root, std::fs::Permissions::from_mode(0o755)).expect("set");
        let me = std::fs::metadata(root).expect("its owner").uid();
        let owner = if me == 0 { 65_534 } else { me };
        for name in ["run", "state", "mail"] {
            std::fs::create_dir(root.join(name)).expect("a folder");
        }
        chown(root.join("mail"), Some(owner), None).expect("given");
        let lines: String = users
            .iter()
            .map(|user| [user, ":{plain}secret\n"].concat())
            .collect();
        std::fs::write(root.join("users"), lines).expect("written");
        let authority = Authority::new();
        let (certificate, key) = authority.files_for("localhost");
        std::fs::write(root.join("cert.pem"), certificate).expect("written");
        std::fs::write(root.join("key.pem"), key).expect("written");
        let (port, tls_port) = (free_port(), free_port());
        std::fs::write(
            root.join("dovecot.conf"),
            settings(root, me, owner, port, tls_port),
        )
        .expect("written");
        let mut dovecot = Self {
            port,
            tls_port,
            authority,
            folder,
            child: None,
            owner,
            delivered: std::cell::Cell::new(0),
        };
        for user in users {
            dovecot.make(user);
        }
        dovecot.come_back();
        dovecot
    }

    fn make(&self, user: &str) {
        for name in ["", "new", "cur", "tmp"] {
            let path = self.maildir(user).join(name);
            std::fs::create_dir_all(&path).expect("a folder");
            chown(&path, Some(self.owner), None).expect("given");
        }
    }

    fn maildir(&self, user: &str) -> PathBuf {
        self.folder.path().join("mail").join(user)
    }

    /// Starts it again after [`Dovecot::go_away`].
    pub fn come_back(&mut self) {
        let child = Command::new("/usr/sbin/dovecot")
            .args(["-F", "-c"])
            .arg(self.folder.path().join("dovecot.conf"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("Dovecot starts: install dovecot-imapd");
        self.child = Some(child);
        let begun = Instant::now();
        while !self.greets() {
            assert!(
                begun.elapsed() < PATIENCE,
                "Dovecot does not greet: {}",
                self.log()
            );
            std::thread::park_timeout(Duration::from_millis(20));
        }
    }

    fn greets(&self) -> bool {
        let Ok(stream) = TcpStream::connect(("127.0.0.1", self.port)) else {
            return false;
        };
        let mut line = String::new();
        let read = BufReader::new(stream).read_line(&mut line);
        read.is_ok() && line.starts_with("* OK")
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// Ends the server; its mailboxes stay.
    pub fn go_away(&mut self) {
        if let Some(mut child) = self.child.take() {
            let pid = rustix::process::Pid::from_child(&child);
            rustix::process::kill_process(pid, rustix::process::Signal::TERM).expect("it runs");
            child.wait().expect("it is ours");
        }
    }

    /// Delivers a message, as a mail server does: it is in the mailbox from this instant (UTC) on.
    pub fn deliver(&self, user: &str, raw: &[u8], at: NaiveDateTime) {
        let number = self.delivered.get() + 1;
        self.delivered.set(number);
        let box_ = self.maildir(user);
        let name = format!("{}.{number:04}.test", at.and_utc().timestamp());
        let (written, path) = (box_.join("tmp").join(&name), box_.join("new").join(&name));
        std::fs::write(&written, raw).expect("written");
        chown(&written, Some(self.owner), None).expect("given");
        written_at(&written, at);
        std::fs::rename(written, path).expect("delivered");
    }

    /// Numbers a mailbox anew, as after a restore: another validity, every message a new number.
    pub fn number_anew(&self, user: &str) {
        for entry in std::fs::read_dir(self.maildir(user)).expect("a mailbox") {
            let path = entry.expect("an entry").path();
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            if name.starts_with("dovecot.index") || name.starts_with("dovecot-uidlist") {
                std::fs::remove_file(path).expect("removed");
            }
        }
        let list = self.maildir(user).join("dovecot-uidlist");
        std::fs::write(&list, "3 V4000000000 N1\n").expect("written");
        chown(&list, Some(self.owner), None).expect("given");
    }

    /// Whether every message is as it was delivered: unread, and there.
    pub fn untouched(&self, user: &str) -> usize {
        let count = |name: &str| {
            let entries = std::fs::read_dir(self.maildir(user).join(name)).expect("a folder");
            entries
                .filter(|entry| {
                    let name = entry.as_ref().expect("an entry").file_name();
                    !name.to_string_lossy().contains(":2,S")
                })
                .count()
        };
        count("new") + count("cur")
    }
}

impl Drop for Dovecot {
    fn drop(&mut self) {
        self.go_away();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

fn settings(root: &Path, me: u32, owner: u32, port: u16, tls_port: u16) -> String {
    let at = root.display();
    // Its parts run as the users of the package where root starts it, else as whoever runs the tests.
    let users = if me == 0 {
        "default_login_user = dovenull\ndefault_internal_user = dovecot\ndefault_internal_group = dovecot\n".to_owned()
    } else {
        let name = |flag: &str| {
            let said = Command::new("id").args([flag, "-n"]).output().expect("id");
            String::from_utf8_lossy(&said.stdout).trim().to_owned()
        };
        let (user, group) = (name("-u"), name("-g"));
        format!(
            "default_login_user = {user}\ndefault_internal_user = {user}\ndefault_internal_group = {group}\n"
        )
    };
    format!(
        "protocols = imap\nlisten = 127.0.0.1\nbase_dir = {at}/run\nstate_dir = {at}/state\nlog_path = {at}/log\n\
         ssl = yes\nssl_cert = <{at}/cert.pem\nssl_key = <{at}/key.pem\ndisable_plaintext_auth = no\n{users}\
         mail_location = maildir:{at}/mail/%u\nfirst_valid_uid = 1\n\
         passdb {{\n  driver = passwd-file\n  args = {at}/users\n}}\n\
         userdb {{\n  driver = static\n  args = uid={owner} gid={owner} home={at}/mail/%u\n}}\n\
         service imap-login {{\n  chroot =\n  inet_listener imap {{\n    port = {port}\n  }}\n  inet_listener imaps {{\n    port = {tls_port}\n    ssl = yes\n  }}\n}}\n\
         service anvil {{\n  chroot =\n}}\nservice stats {{\n  chroot =\n}}\n"
    )
}
