//! A real mail server that keeps what it is given: Postfix's smtp-sink.

use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{MetadataExt, chown};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The user every Debian machine has for what should own nothing.
const NOBODY: u32 = 65534;
/// How long it may take to start, or a letter to arrive.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Sink {
    pub port: u16,
    process: Child,
    folder: tempfile::TempDir,
}

impl Drop for Sink {
    fn drop(&mut self) {
        // Nothing can be done about a server that is gone already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Sink {
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let free = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = free.local_addr().expect("an address").port();
        drop(free);
        let mut command = Command::new("/usr/sbin/smtp-sink");
        if std::fs::metadata(folder.path()).expect("there").uid() == 0 {
            // It refuses to run as root.
            chown(folder.path(), Some(NOBODY), None).expect("its own folder");
            command.args(["-u", "nobody"]);
        }
        let process = command
            .arg("-d")
            .arg(folder.path().join("mail"))
            .arg(format!("127.0.0.1:{port}"))
            .arg("20")
            .stdout(Stdio::null())
            .spawn()
            .expect("smtp-sink of Debian's package postfix must be installed");
        let until = Instant::now() + PATIENCE;
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < until, "smtp-sink does not listen");
            std::thread::park_timeout(Duration::from_millis(20));
        }
        Self {
            port,
            process,
            folder,
        }
    }

    /// Waits for the mail to this address that holds these words, whole as it came.
    pub fn mail(&self, to: &str, words: &str) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            let found = self
                .kept()
                .into_iter()
                .find(|mail| mail.contains(to) && mail.contains(words) && mail.ends_with("\n\n"));
            if let Some(mail) = found {
                return mail;
            }
            assert!(
                Instant::now() < until,
                "no mail to {to} with \"{words}\" came: {:?}",
                self.kept()
            );
            std::thread::park_timeout(Duration::from_millis(50));
        }
    }

    /// Everything that came so far.
    pub fn kept(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).expect("a folder");
        entries
            // The file of a broken-off message may be gone again.
            .filter_map(|entry| std::fs::read_to_string(entry.expect("an entry").path()).ok())
            .collect()
    }
}
