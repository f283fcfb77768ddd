//! The product with its demo data, started on a free port and ended with the test.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use regex::Regex;

use crate::browser::Browser;

/// One of the sign-ins a demo prints: a line of role, name and password.
#[derive(Clone, Debug, PartialEq)]
pub struct SignIn {
    pub role: String,
    pub name: String,
    pub password: String,
}

pub struct Desk {
    pub base: String,
    pub sign_ins: Vec<SignIn>,
    pub data: tempfile::TempDir,
    child: Child,
}

impl Drop for Desk {
    fn drop(&mut self) {
        // Nothing can be done about a product that is gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Desk {
    /// The demonstration with these words on its command line.
    pub fn demo_with(more: &[&str]) -> Self {
        Self::start(Path::new(env!("CARGO_BIN_EXE_roi-desk")), more)
    }

    /// Starts `PROGRAM demo --data NEW --listen 127.0.0.1:0` and reads what it prints until its address.
    pub fn start(program: &Path, more: &[&str]) -> Self {
        let data = tempfile::tempdir().expect("a folder for the data");
        let mut child = Command::new(program)
            .args(["demo", "--listen", "127.0.0.1:0", "--data"])
            .arg(data.path().join("desk"))
            .args(more)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}", program.display()));
        let output = BufReader::new(child.stdout.take().expect("its output"));
        let mut errors = child.stderr.take().expect("its errors");
        let heard = std::thread::spawn(move || {
            let mut text = String::new();
            errors
                .read_to_string(&mut text)
                .map_or_else(|error| error.to_string(), |_| text)
        });
        let mut said = String::new();
        let mut lines = output.lines();
        let base = loop {
            let Some(Ok(line)) = lines.next() else {
                let _ = child.kill();
                panic!(
                    "the product ended before it said its address:\n{said}{}",
                    heard.join().expect("its errors")
                );
            };
            said += &line;
            said.push('\n');
            if let Some(base) = address(&line) {
                break base;
            }
        };
        // Read on, so that the product never waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        Self {
            base,
            sign_ins: sign_ins(&said),
            data,
            child,
        }
    }

    /// The first sign-in of a role, or the one of this name.
    pub fn person(&self, who: &str) -> &SignIn {
        let mut people = self.sign_ins.iter();
        let found = people.find(|person| person.role == who || person.name == who);
        found.unwrap_or_else(|| panic!("the demo printed no {who}: {:?}", self.sign_ins))
    }
}

impl Desk {
    /// A browser in which the first person of this role is signed in.
    pub async fn sign_in(&self, role: &str) -> Browser {
        let browser = Browser::open().await;
        let person = self.person(role);
        browser
            .sign_in(&self.base, &person.name, &person.password)
            .await;
        browser
    }
}

fn address(line: &str) -> Option<String> {
    let address =
        Regex::new(r"http://(127\.0\.0\.1|localhost|\[::1\]):[1-9]\d*").expect("a pattern");
    address.find(line).map(|found| found.as_str().to_owned())
}

fn sign_ins(said: &str) -> Vec<SignIn> {
    let roles = "clerk|specialist|forms_specialist|reviewer|supervisor|privacy_officer|administrator|auditor";
    let line = Regex::new(&format!(r"(?m)^\s*({roles})\s+(\S+)\s+(\S+)\s*$")).expect("a pattern");
    let person = |found: regex::Captures| SignIn {
        role: found[1].to_owned(),
        name: found[2].to_owned(),
        password: found[3].to_owned(),
    };
    line.captures_iter(said).map(person).collect()
}
