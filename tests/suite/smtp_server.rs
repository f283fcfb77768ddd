//! A scripted mail server on loopback: it answers, refuses, hangs or drops at each step, and keeps what it accepted.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// What the server does at one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Answers as a good server does.
    Go,
    /// Answers with this line. At the final dot the message is kept only if the line begins with 2.
    Say(&'static str),
    /// Never answers.
    Hang,
    /// Closes the connection.
    Drop,
    /// At the final dot: keeps the message, then closes the connection without an answer.
    KeepAndDrop,
    /// At the final dot: keeps the message and never answers.
    KeepAndHang,
    /// Answers as a good server does, once the test lets it ([`ScriptedServer::let_go`]).
    Wait,
}

/// One conversation's script.
#[derive(Debug, Clone, Copy)]
pub struct Script {
    pub connect: Act,
    pub ehlo: Act,
    pub auth: Act,
    pub mail: Act,
    pub rcpt: Act,
    pub data: Act,
    /// Closes the connection right after 354.
    pub drop_in_data: bool,
    pub dot: Act,
    pub quit: Act,
    pub offers_starttls: bool,
}

impl Script {
    pub const GOOD: Self = Self {
        connect: Act::Go,
        ehlo: Act::Go,
        auth: Act::Go,
        mail: Act::Go,
        rcpt: Act::Go,
        data: Act::Go,
        drop_in_data: false,
        dot: Act::Go,
        quit: Act::Go,
        offers_starttls: false,
    };
}

/// What the server saw and kept.
#[derive(Default)]
pub struct Seen {
    /// Every command line, in order.
    pub commands: Vec<String>,
    /// The raw bytes of each message it took responsibility for, between 354 and the final dot.
    pub stored: Vec<Vec<u8>>,
    /// How many final dots came.
    pub dots: usize,
    let_go: bool,
}

/// How long a test waits for something that must happen.
const PATIENCE: Duration = Duration::from_secs(120);

/// A running server; each connection follows the next script, the last one for ever.
pub struct ScriptedServer {
    pub port: u16,
    pub seen: Arc<Mutex<Seen>>,
    changed: Arc<Condvar>,
    stopping: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl ScriptedServer {
    pub fn start(scripts: Vec<Script>) -> Self {
        Self::start_with(scripts, None, false)
    }

    /// A server with a certificate; `implicit` speaks TLS from the first byte.
    pub fn start_with(
        scripts: Vec<Script>,
        tls: Option<Arc<ServerConfig>>,
        implicit: bool,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let seen = Arc::new(Mutex::new(Seen::default()));
        let stopping = Arc::new(AtomicBool::new(false));
        let changed = Arc::new(Condvar::new());
        let (its_seen, its_stopping) = (Arc::clone(&seen), Arc::clone(&stopping));
        let its_changed = Arc::clone(&changed);
        let thread = std::thread::spawn(move || {
            let mut scripts = scripts.into_iter();
            let mut script = scripts.next().expect("at least one script");
            for stream in listener.incoming() {
                if its_stopping.load(Ordering::SeqCst) {
                    return;
                }
                let stream = stream.expect("a connection");
                stream.set_nodelay(true).expect("a socket");
                let mut talk = Talk {
                    script,
                    seen: &its_seen,
                    changed: &its_changed,
                    tls: tls.clone(),
                    line: Line::Plain(stream),
                };
                // A client that goes away in the middle is part of the game.
                let _ = talk.run(implicit);
                script = scripts.next().unwrap_or(script);
            }
        });
        Self {
            port,
            seen,
            changed,
            stopping,
            thread: Some(thread),
        }
    }

    pub fn stored(&self) -> usize {
        self.seen.lock().expect("the server is well").stored.len()
    }

    /// Waits until the server has seen something; fails the test when it never does.
    pub fn wait_until(&self, what: &str, happened: impl Fn(&Seen) -> bool) {
        let seen = self.seen.lock().expect("the server is well");
        let (seen, ended) = self
            .changed
            .wait_timeout_while(seen, PATIENCE, |seen| !happened(seen))
            .expect("the server is well");
        assert!(!ended.timed_out(), "{what}: {:?}", seen.commands);
    }

    /// Lets every step that waits go on, now and later.
    pub fn let_go(&self) {
        self.seen.lock().expect("the server is well").let_go = true;
        self.changed.notify_all();
    }
}

impl Drop for ScriptedServer {
    fn drop(&mut self) {
        self.stopping.store(true, Ordering::SeqCst);
        if let Ok(mut seen) = self.seen.lock() {
            seen.let_go = true;
            self.changed.notify_all();
        }
        let woken = TcpStream::connect(("127.0.0.1", self.port));
        if let (Ok(_), Some(thread)) = (woken, self.thread.take()) {
            let ended = thread.join();
            assert!(
                ended.is_ok() || std::thread::panicking(),
                "the scripted server panicked"
            );
        }
    }
}

enum Line {
    Plain(TcpStream),
    Tls(Box<StreamOwned<ServerConnection, TcpStream>>),
    Closed,
}

impl Line {
    fn get(&mut self) -> io::Result<&mut dyn ReadWrite> {
        match self {
            Self::Plain(stream) => Ok(stream),
            Self::Tls(stream) => Ok(stream),
            Self::Closed => Err(io::ErrorKind::NotConnected.into()),
        }
    }
}

trait ReadWrite: Read + Write {}
impl<T: Read + Write> ReadWrite for T {}

struct Talk<'a> {
    script: Script,
    seen: &'a Mutex<Seen>,
    changed: &'a Condvar,
    tls: Option<Arc<ServerConfig>>,
    line: Line,
}

impl Talk<'_> {
    fn run(&mut self, implicit: bool) -> io::Result<()> {
        if implicit {
            self.encrypt()?;
        }
        if !self.act(self.script.connect, "220 scripted.example ESMTP")? {
            return Ok(());
        }
        loop {
            let command = self.read_line()?;
            self.note(|seen| seen.commands.push(command.clone()));
            let word = command
                .split([' ', ':'])
                .next()
                .unwrap_or_default()
                .to_ascii_uppercase();
            let goes_on = match word.as_str() {
                "EHLO" => self.act(self.script.ehlo, self.greeting())?,
                "STARTTLS" => {
                    self.say("220 go ahead")?;
                    self.encrypt()?;
                    true
                }
                "AUTH" => self.act(self.script.auth, "235 welcome")?,
                "MAIL" => self.act(self.script.mail, "250 sender ok")?,
                "RCPT" => self.act(self.script.rcpt, "250 recipient ok")?,
                "DATA" => self.data()?,
                "QUIT" => {
                    self.act(self.script.quit, "221 bye")?;
                    false
                }
                _ => self.act(Act::Go, "502 not here")?,
            };
            if !goes_on {
                return Ok(());
            }
        }
    }

    fn greeting(&self) -> &'static str {
        let starttls = self.script.offers_starttls && matches!(self.line, Line::Plain(_));
        if starttls {
            "250-scripted.example\r\n250 STARTTLS"
        } else {
            "250-scripted.example\r\n250 AUTH PLAIN LOGIN"
        }
    }

    fn data(&mut self) -> io::Result<bool> {
        let goes_on = self.act(self.script.data, "354 go on")?;
        if self.script.data != Act::Go || !goes_on {
            return Ok(goes_on);
        }
        if self.script.drop_in_data {
            return Ok(false);
        }
        let raw = self.read_message()?;
        let kept = match self.script.dot {
            Act::Go | Act::KeepAndDrop | Act::KeepAndHang | Act::Wait => true,
            Act::Say(line) => line.starts_with('2'),
            Act::Hang | Act::Drop => false,
        };
        self.note(|seen| {
            seen.dots += 1;
            seen.stored.extend(kept.then_some(raw));
        });
        self.act(self.script.dot, "250 queued as 4711")
    }

    fn note(&self, what: impl FnOnce(&mut Seen)) {
        what(&mut self.seen.lock().expect("the test is well"));
        self.changed.notify_all();
    }

    /// True when the conversation goes on.
    fn act(&mut self, act: Act, good: &str) -> io::Result<bool> {
        match act {
            Act::Go => self.say(good).map(|()| true),
            Act::Say(line) => self.say(line).map(|()| !line.starts_with("421")),
            Act::Wait => {
                let seen = self.seen.lock().expect("the test is well");
                let waits = |seen: &mut Seen| !seen.let_go;
                drop(self.changed.wait_while(seen, waits));
                self.say(good).map(|()| true)
            }
            Act::Drop | Act::KeepAndDrop => Ok(false),
            Act::Hang | Act::KeepAndHang => {
                let mut rest = [0_u8; 1024];
                while self.line.get()?.read(&mut rest)? > 0 {}
                Ok(false)
            }
        }
    }

    fn say(&mut self, text: &str) -> io::Result<()> {
        let stream = self.line.get()?;
        stream.write_all(format!("{text}\r\n").as_bytes())?;
        stream.flush()
    }

    fn encrypt(&mut self) -> io::Result<()> {
        let config = self
            .tls
            .clone()
            .expect("a server with TLS has a certificate");
        let Line::Plain(stream) = std::mem::replace(&mut self.line, Line::Closed) else {
            return Ok(());
        };
        let connection = ServerConnection::new(config).map_err(io::Error::other)?;
        let mut tls = StreamOwned::new(connection, stream);
        tls.conn.complete_io(&mut tls.sock)?;
        self.line = Line::Tls(Box::new(tls));
        Ok(())
    }

    fn read_line(&mut self) -> io::Result<String> {
        let mut line = Vec::new();
        while !line.ends_with(b"\r\n") {
            let mut byte = [0_u8];
            self.line.get()?.read_exact(&mut byte)?;
            line.push(byte[0]);
        }
        line.truncate(line.len() - 2);
        String::from_utf8(line).map_err(io::Error::other)
    }

    fn read_message(&mut self) -> io::Result<Vec<u8>> {
        const END: &[u8] = b"\r\n.\r\n";
        let mut raw = Vec::new();
        let mut piece = [0_u8; 4096];
        while !raw.ends_with(END) {
            match self.line.get()?.read(&mut piece)? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                count => raw.extend_from_slice(&piece[..count]),
            }
        }
        raw.truncate(raw.len() - 3);
        Ok(raw)
    }
}
