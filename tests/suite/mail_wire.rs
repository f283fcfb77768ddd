//! T24: text cannot become SMTP commands or headers. What is read back from the wire by an independent reader equals
//! what was put in, and nothing else is there.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use chrono::{NaiveDate, NaiveDateTime};
use proptest::prelude::*;
use roi_desk::mail::{
    Address, AddressRefused, AutoSubmitted, HeaderText, Mailbox, Message, MessageId, TextRefused,
    write_as_file,
};

use crate::seeds;

const BREAKERS: &[&str] = &[
    "\r",
    "\n",
    "\r\n",
    "\0",
    "\u{2028}",
    "\u{2029}",
    "\u{85}",
    "\u{b}",
    "\n.\n",
    "\r.\r",
    "\r\n.\r\n",
    "\n.\r\n",
    ".",
    "..",
    "\r\nRCPT TO:<thief@example.net>\r\n",
    "\nBcc: thief@example.net",
    "\r\n\r\n<html>",
    "=?utf-8?B?QmNjOiB4?=",
    "=?utf-8?q?=0D=0ABcc:_x?=",
    "?=",
    "=?",
    "=",
    "=0D=0A",
    "=\r\n",
    "\t",
    " ",
    "  ",
    "From ",
    "\nFrom here on",
    "\"",
    "\\",
    ",",
    ";",
    ":",
    "<",
    ">",
    "<a@b.example>",
    "(",
    ")",
    "@",
    "ñ",
    "é",
    "名前",
    "🙂",
    "e\u{301}",
    "\u{202e}",
    "\u{200b}",
    "\u{feff}",
    "a",
    "Dear patient,",
    "\r\nQUIT\r\n",
    "\u{7f}",
    "\u{1b}[31m",
];

pub fn sent_on() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 3, 9)
        .expect("a date")
        .and_hms_opt(8, 5, 7)
        .expect("a time")
}

pub fn message(id: &str, subject: &str, body: &str) -> Message {
    let desk = Mailbox {
        name: Some(HeaderText::parse("Records desk").expect("a name")),
        address: Address::parse("desk@hospital.example").expect("an address"),
    };
    Message {
        from: desk,
        to: Address::parse("requester@example.org")
            .expect("an address")
            .into(),
        reply_to: None,
        subject: HeaderText::parse(subject).expect("a subject"),
        body: body.to_owned(),
        message_id: MessageId::new(id, "hospital.example").expect("an id"),
        written_at: sent_on(),
        auto_submitted: AutoSubmitted::No,
    }
}

/// A message as an independent reader sees it.
struct Read {
    headers: Vec<(String, String)>,
    body: String,
}

impl Read {
    fn header(&self, name: &str) -> &str {
        let mut found = self.headers.iter().filter(|(header, _)| header == name);
        let value = &found.next().unwrap_or_else(|| panic!("no {name}")).1;
        assert!(found.next().is_none(), "two {name}");
        value
    }

    fn names(&self) -> Vec<&str> {
        self.headers.iter().map(|(name, _)| name.as_str()).collect()
    }
}

fn read_back(wire: &[u8]) -> Read {
    let text = std::str::from_utf8(wire).expect("ASCII");
    let lines: Vec<&str> = text
        .strip_suffix("\r\n")
        .expect("the last line is ended")
        .split("\r\n")
        .collect();
    for line in &lines {
        assert!(
            line.bytes().all(|byte| (b' '..=b'~').contains(&byte)),
            "not printable: {line:?}"
        );
        assert!(line.len() <= 998, "too long: {line:?}");
        assert!(!line.starts_with('.'), "begins with a dot: {line:?}");
    }
    let end = lines
        .iter()
        .position(|line| line.is_empty())
        .expect("an empty line after the headers");
    let mut headers: Vec<(String, String)> = Vec::new();
    for line in &lines[..end] {
        if line.starts_with(' ') {
            headers
                .last_mut()
                .expect("a header to continue")
                .1
                .push_str(line);
        } else {
            let (name, value) = line.split_once(": ").expect("a header");
            headers.push((name.to_owned(), value.to_owned()));
        }
    }
    for line in &lines[end + 1..] {
        assert!(line.len() <= 76, "a body line is too long: {line:?}");
        assert!(
            !line.starts_with("From "),
            "a body line a mailbox would split at"
        );
    }
    Read {
        headers,
        body: decode_quoted_printable(&lines[end + 1..]),
    }
}

fn decode_quoted_printable(lines: &[&str]) -> String {
    let mut bytes = Vec::new();
    for line in lines {
        assert_eq!(
            line.trim_end(),
            *line,
            "relays may strip the space at the end of {line:?}"
        );
        let (content, soft) = line
            .strip_suffix('=')
            .map_or((*line, false), |content| (content, true));
        let mut rest = content.as_bytes();
        while let Some((&byte, tail)) = rest.split_first() {
            if byte == b'=' {
                let digits = std::str::from_utf8(&tail[..2]).expect("two digits");
                bytes.push(u8::from_str_radix(digits, 16).expect("hex"));
                rest = &tail[2..];
            } else {
                bytes.push(byte);
                rest = tail;
            }
        }
        if !soft {
            bytes.push(b'\n');
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}

/// RFC 2047: encoded words side by side are one text; anything else is itself.
fn decode_header(value: &str) -> String {
    if !value.contains("=?") {
        return value.to_owned();
    }
    let words = value.split(' ').map(|word| {
        assert!(word.len() <= 75, "an encoded word is at most 75 characters");
        let inner = word
            .strip_prefix("=?utf-8?B?")
            .and_then(|rest| rest.strip_suffix("?="))
            .expect("only encoded words");
        String::from_utf8(BASE64_STANDARD.decode(inner).expect("base64"))
            .expect("whole characters in each word")
    });
    words.collect()
}

fn lines_of(body: &str) -> String {
    let unix = body.replace("\r\n", "\n").replace('\r', "\n");
    format!("{}\n", unix.strip_suffix('\n').unwrap_or(&unix))
}

fn hostile_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => proptest::sample::select(BREAKERS).prop_map(str::to_owned),
        3 => proptest::collection::vec(any::<char>(), 0..30).prop_map(String::from_iter),
        1 => (900_usize..1_100).prop_map(|length| "word ".repeat(length / 5)),
    ];
    proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

#[test]
fn five_thousand_hostile_texts_come_back_from_the_wire_unchanged_and_alone() {
    let mut runner = seeds::runner(5_000, seeds::seed());
    let cases = (hostile_text(), hostile_text(), hostile_text());
    runner
        .run(&cases, |(subject, name, body)| {
            let mut message = message("a1", "placeholder", &body);
            let mut names = vec!["Date", "From", "To", "Subject", "Message-ID"];
            names.extend(["MIME-Version", "Content-Type", "Content-Transfer-Encoding"]);
            // What a header refuses at entry is refused with a sentence; the rest must survive.
            match HeaderText::parse(&subject) {
                Ok(text) => message.subject = text,
                Err(refused) => prop_assert!(refused.to_string().starts_with("This text")),
            }
            if let Ok(text) = HeaderText::parse(&name) {
                message.to.name = Some(text);
            }
            let wire = message.to_wire();
            let read = read_back(&wire);
            prop_assert_eq!(read.names(), names);
            prop_assert_eq!(
                decode_header(read.header("Subject")),
                message.subject.as_str()
            );
            prop_assert_eq!(decode_mailbox(read.header("To")), shown(&message.to));
            prop_assert_eq!(decode_mailbox(read.header("From")), shown(&message.from));
            prop_assert_eq!(read.body, lines_of(&body));
            Ok(())
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
}

fn shown(mailbox: &Mailbox) -> (Option<String>, String) {
    (
        mailbox.name.as_ref().map(|name| name.as_str().to_owned()),
        mailbox.address.to_string(),
    )
}

fn decode_mailbox(value: &str) -> (Option<String>, String) {
    match value.split_once('<') {
        None => (None, value.to_owned()),
        Some((name, address)) => {
            let address = address.strip_suffix('>').expect("one address, closed");
            let name = name.trim_end_matches(' ');
            let quoted = name
                .strip_prefix('"')
                .and_then(|rest| rest.strip_suffix('"'));
            (
                Some(quoted.map_or_else(|| decode_header(name), str::to_owned)),
                address.to_owned(),
            )
        }
    }
}

#[test]
fn a_header_refuses_line_breaks_and_direction_marks_with_a_sentence() {
    for text in [
        "a\rb",
        "a\nb",
        "a\r\nBcc: x@y.example",
        "a\0b",
        "a\u{2028}b",
        "a\u{2029}b",
        "a\u{85}b",
        "a\u{202e}b",
    ] {
        assert_eq!(
            HeaderText::parse(text),
            Err(TextRefused::Control),
            "{text:?}"
        );
    }
    assert_eq!(HeaderText::parse("  "), Err(TextRefused::Empty));
    assert_eq!(
        HeaderText::parse(&"a".repeat(256)),
        Err(TextRefused::TooLong)
    );
    assert!(HeaderText::parse(&"ñ".repeat(255)).is_ok());
}

#[test]
fn an_address_is_one_plain_mailbox_or_a_sentence_says_why_not() {
    use AddressRefused::{At, Character, Domain, Empty, Local, Numbered, Quoted, TooLong};
    let long_local = format!("{}@example.org", "a".repeat(65));
    let long_label = format!("a@{}.org", "a".repeat(64));
    let long_all = format!("a@{}example.org", "a.".repeat(130));
    let refused = [
        ("", Empty),
        ("   ", Empty),
        ("name", At),
        ("a@b@example.org", At),
        ("a@@example.org", At),
        ("\"a b\"@example.org", Character),
        ("\"ab\"@example.org", Quoted),
        ("\"a@b\"@example.org", Quoted),
        ("a@[127.0.0.1]", Numbered),
        ("a@[IPv6:::1]", Numbered),
        ("a@127.0.0.1", Numbered),
        ("a@2130706433", Numbered),
        ("a@", Domain),
        ("@example.org", Local),
        (".a@example.org", Local),
        ("a.@example.org", Local),
        ("a..b@example.org", Local),
        ("a,b@example.org", Local),
        ("a<b>@example.org", Local),
        ("a(comment)@example.org", Local),
        ("a;b@example.org", Local),
        ("a@localhost", Domain),
        ("a@-example.org", Domain),
        ("a@example-.org", Domain),
        ("a@exa_mple.org", Domain),
        ("a@example..org", Domain),
        ("a@example.org.", Domain),
        ("a@example.org>", Domain),
        ("a b@example.org", Character),
        ("a@example.org\r\nRCPT TO:<thief@example.net>", Character),
        ("a@example.org\n", Character),
        ("a\0@example.org", Character),
        ("a\u{202e}@example.org", Character),
        ("a\u{2028}@example.org", Character),
        ("ñ@example.org", Character),
        ("a@exämple.org", Character),
        ("а@example.org", Character),
        (&long_local, TooLong),
        (&long_label, TooLong),
        (&long_all, TooLong),
    ];
    for (text, expected) in refused {
        assert_eq!(Address::parse(text), Err(expected), "{text:?}");
        assert!(expected.to_string().ends_with('.'), "a whole sentence");
    }
    for text in [
        "a@example.org",
        "first.last+tag@mail.example.org",
        "o'neil@example.org",
        "a@xn--exmple-cua.org",
    ] {
        assert_eq!(Address::parse(text).expect("accepted").to_string(), text);
    }
    assert_eq!(
        Address::parse("  A.B@EXAMPLE.Org ")
            .expect("accepted")
            .to_string(),
        "A.B@example.org"
    );
}

#[test]
fn every_address_that_is_accepted_is_harmless_on_a_command_line() {
    let mut runner = seeds::runner(5_000, seeds::seed());
    let part = prop_oneof![
        proptest::sample::select(BREAKERS).prop_map(str::to_owned),
        "[a-z0-9.@-]{0,12}"
    ];
    let text = proptest::collection::vec(part, 0..5).prop_map(|parts| parts.concat());
    runner
        .run(&text, |text| {
            if let Ok(address) = Address::parse(&text) {
                let shown = address.to_string();
                let plain = shown
                    .bytes()
                    .all(|byte| byte.is_ascii_graphic() && !b"<>()[],;:\\\"".contains(&byte));
                prop_assert!(plain, "{shown:?}");
                prop_assert_eq!(shown.matches('@').count(), 1);
                prop_assert!(
                    lettre::Address::new(address.local(), address.domain()).is_ok(),
                    "{shown:?}"
                );
            }
            Ok(())
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn a_message_carries_its_date_its_id_and_says_when_no_person_sent_it() {
    let mut message = message("0f1e2d", "Your request", "Hello");
    message.auto_submitted = AutoSubmitted::Generated;
    message.reply_to = Some(
        Address::parse("answers@hospital.example")
            .expect("an address")
            .into(),
    );
    let wire = message.to_wire();
    let read = read_back(&wire);
    assert_eq!(read.header("Date"), "Mon, 09 Mar 2026 08:05:07 +0000");
    assert_eq!(read.header("Message-ID"), "<0f1e2d@hospital.example>");
    assert_eq!(read.header("Auto-Submitted"), "auto-generated");
    assert_eq!(read.header("Reply-To"), "answers@hospital.example");
    assert_eq!(read.header("Subject"), "Your request");
    assert_eq!(
        wire,
        message.to_wire(),
        "the same bytes at every attempt (T20)"
    );
}

#[test]
fn a_message_id_is_a_plain_word_at_a_plain_domain() {
    for (word, domain) in [
        ("", "a.example"),
        ("a", ""),
        ("a>\r\nBcc: x", "a.example"),
        ("a b", "a.example"),
        ("../a", "b"),
    ] {
        assert_eq!(
            MessageId::new(word, domain),
            Err(TextRefused::MessageId),
            "{word:?} {domain:?}"
        );
    }
}

#[test]
fn without_a_server_a_message_waits_as_one_private_file_however_often_it_is_written() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let waiting = folder.path().join("mail");
    let first = message("0011", "Your request", "Hello");
    let path = write_as_file(&waiting, &first).expect("written");
    assert_eq!(
        write_as_file(&waiting, &first).expect("written again"),
        path
    );
    assert_eq!(std::fs::read(&path).expect("readable"), first.to_wire());
    assert_eq!(
        std::fs::metadata(&path)
            .expect("there")
            .permissions()
            .mode()
            & 0o777,
        0o600
    );
    assert_eq!(
        std::fs::read_dir(&waiting).expect("a folder").count(),
        1,
        "no temporary file is left"
    );

    let other = message("0011", "Your request", "Something else");
    let refused = write_as_file(&waiting, &other).expect_err("the id is taken");
    assert_eq!(refused.kind(), std::io::ErrorKind::AlreadyExists);
    assert_eq!(
        std::fs::read(&path).expect("readable"),
        first.to_wire(),
        "nothing was overwritten"
    );
}
