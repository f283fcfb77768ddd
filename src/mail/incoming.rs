//! What an incoming message says: who, what, its enclosures, whether a machine wrote it, and what a delivery report reports.
//! Everything in it may be hostile or broken; reading never fails half-way.

use std::panic::{AssertUnwindSafe, catch_unwind};

use mail_parser::{HeaderValue, Message, MessageParser, MimeHeaders, PartType};

/// The longest words of a message that are kept apart from it, in characters; the original has the rest.
const BODY: usize = 100_000;
/// The longest header that is kept, in characters.
const LINE: usize = 500;
/// The most enclosures of one message.
const ENCLOSED: usize = 50;
/// How deep messages are looked for in messages.
const DEPTH: usize = 4;
/// The most messages one answers that are followed.
const ANSWERS: usize = 50;

/// A file in a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosed {
    /// The name the sender gave it.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A delivery report (RFC 3464): which message of ours did not arrive, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Whether it is given up; a report of a delay is not.
    pub failed: bool,
    /// The ids of the messages it reports on.
    pub about: Vec<String>,
    /// What it says, as a sentence.
    pub said: String,
}

/// What a message says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Incoming {
    /// The sender's address.
    pub sender: Option<String>,
    /// The sender's name.
    pub sender_name: Option<String>,
    /// The subject.
    pub subject: Option<String>,
    /// The id of the message.
    pub message_id: Option<String>,
    /// The messages it answers.
    pub answers: Vec<String>,
    /// Its words.
    pub body: String,
    /// Its files.
    pub enclosed: Vec<Enclosed>,
    /// Enclosures that were too many to take.
    pub left_out: usize,
    /// Why it counts as written by a machine (RFC 3834); none when a person wrote it.
    pub automatic: Option<String>,
    /// What it reports, if it is a delivery report.
    pub report: Option<Report>,
}

/// Reads a whole message; none when it is no message at all.
pub fn read_message(raw: &[u8]) -> Option<Incoming> {
    // The parser is safe code; should it end badly on one message, the next is read all the same.
    catch_unwind(AssertUnwindSafe(|| {
        let message = MessageParser::default().parse(raw)?;
        if message.headers().is_empty() {
            return None;
        }
        Some(incoming(&message))
    }))
    .ok()
    .flatten()
}

/// Reads the head of a message whose rest was not fetched; none when it is no head.
pub fn read_head(raw: &[u8]) -> Option<Incoming> {
    let read = || {
        MessageParser::default()
            .parse_headers(raw)
            .map(|head| headed(&head))
    };
    catch_unwind(AssertUnwindSafe(read)).ok().flatten()
}

fn headed(message: &Message<'_>) -> Incoming {
    let from = message.from().or_else(|| message.sender());
    let from = from.and_then(|address| address.first());
    Incoming {
        sender: from.and_then(|one| one.address.as_deref()).and_then(line),
        sender_name: from.and_then(|one| one.name.as_deref()).and_then(line),
        subject: message.subject().and_then(line),
        message_id: message.message_id().and_then(line),
        answers: answers(message),
        automatic: automatic(message),
        ..Incoming::default()
    }
}

fn incoming(message: &Message<'_>) -> Incoming {
    let mut read = headed(message);
    add_parts(message, &mut read, 0);
    read.body = read.body.trim().chars().take(BODY).collect();
    read.report = report(message);
    read
}

/// The words and files of a message, and of the messages it holds.
fn add_parts(message: &Message<'_>, read: &mut Incoming, depth: usize) {
    for at in 0..message.text_body_count() {
        if let Some(text) = message.body_text(at) {
            if !read.body.is_empty() {
                read.body.push_str("\n\n");
            }
            read.body.push_str(&lines(&text));
        }
    }
    for part in message.attachments() {
        match &part.body {
            PartType::Message(inner) if depth < DEPTH => {
                let subject = inner.subject().and_then(line).unwrap_or_else(String::new);
                for piece in ["\n\nForwarded with it: ", &subject, "\n\n"] {
                    read.body.push_str(piece);
                }
                add_parts(inner, read, depth + 1);
            }
            _ if part.is_content_type("message", "delivery-status") => {}
            _ if part.is_content_type("text", "rfc822-headers") => {}
            _ if read.enclosed.len() == ENCLOSED => read.left_out += 1,
            _ => read.enclosed.push(Enclosed {
                name: part
                    .attachment_name()
                    .and_then(line)
                    .unwrap_or_else(|| "without a name".to_owned()),
                bytes: part.contents().to_vec(),
            }),
        }
    }
}

/// One line without control characters; none when nothing is left.
fn line(text: &str) -> Option<String> {
    let plain: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let joined = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = joined.chars().take(LINE).collect();
    (!cut.is_empty()).then_some(cut)
}

/// Several lines; of control characters only the ends of lines stay.
fn lines(text: &str) -> String {
    let ends = text.replace("\r\n", "\n").replace('\r', "\n");
    ends.chars()
        .take(BODY)
        .map(|c| if c.is_control() && c != '\n' { ' ' } else { c })
        .collect()
}

fn ids(value: &HeaderValue<'_>) -> Vec<String> {
    let texts = value.as_text_list().unwrap_or(&[]);
    texts.iter().filter_map(|one| line(one)).collect()
}

fn answers(message: &Message<'_>) -> Vec<String> {
    let mut found = ids(message.in_reply_to());
    for id in ids(message.references()).into_iter().rev() {
        if !found.contains(&id) {
            found.push(id);
        }
    }
    found.truncate(ANSWERS);
    found
}

/// Why a message counts as written by a machine: it says so itself, or its subject is that of an absence note.
fn automatic(message: &Message<'_>) -> Option<String> {
    let header = |name: &'static str| {
        let raw = message.header_raw(name)?;
        line(raw).map(|text| text.to_lowercase())
    };
    if let Some(word) = header("Auto-Submitted").filter(|word| word != "no") {
        return Some(format!(
            "It says that no person sent it (Auto-Submitted: {word})."
        ));
    }
    for name in ["X-Autoreply", "X-Autorespond", "X-Auto-Reply"] {
        if header(name).is_some() {
            return Some("It says that it is an automatic answer.".to_owned());
        }
    }
    if let Some(word) =
        header("Precedence").filter(|word| word == "auto_reply" || word == "auto-reply")
    {
        return Some(format!("It says that it is an automatic answer ({word})."));
    }
    let subject = message.subject()?.to_lowercase();
    let absent = [
        "automatic reply",
        "auto reply",
        "autoreply",
        "out of office",
        "out of the office",
        "respuesta automática",
        "fuera de la oficina",
    ];
    absent
        .iter()
        .any(|words| subject.trim_start().starts_with(words))
        .then(|| "Its subject is that of an absence note.".to_owned())
}

/// What a delivery report reports: `multipart/report` with a delivery status, and the message it is about (RFC 3464).
fn report(message: &Message<'_>) -> Option<Report> {
    let kind = message.content_type()?;
    let is_report = kind.ctype().eq_ignore_ascii_case("multipart")
        && kind
            .subtype()
            .is_some_and(|sub| sub.eq_ignore_ascii_case("report"));
    let delivery = kind
        .attribute("report-type")
        .is_some_and(|what| what.eq_ignore_ascii_case("delivery-status"));
    if !(is_report && delivery) {
        return None;
    }
    let (mut status, mut about) = (String::new(), Vec::new());
    for part in &message.parts {
        if part.is_content_type("message", "delivery-status") {
            status.push_str(&lines(&String::from_utf8_lossy(part.contents())));
        } else if part.is_content_type("text", "rfc822-headers") {
            about.extend(message_id_in(part.contents()));
        } else if let PartType::Message(inner) = &part.body {
            about.extend(inner.message_id().and_then(line));
        }
    }
    let field = |name: &str| {
        status.lines().find_map(|one| {
            let (field, value) = one.split_once(':')?;
            field
                .trim()
                .eq_ignore_ascii_case(name)
                .then(|| line(value))?
        })
    };
    let action = field("Action").map(|word| word.to_lowercase());
    let whom = field("Final-Recipient").or_else(|| field("Original-Recipient"));
    let why = field("Diagnostic-Code").or_else(|| field("Status"));
    let address = whom.map(|text| text.rsplit(';').next().unwrap_or("").trim().to_owned());
    Some(Report {
        failed: action.as_deref() == Some("failed"),
        about,
        said: said(action.as_deref(), address, why),
    })
}

fn message_id_in(head: &[u8]) -> Option<String> {
    let head = MessageParser::default().parse_headers(head)?;
    head.message_id().and_then(line)
}

fn said(action: Option<&str>, address: Option<String>, why: Option<String>) -> String {
    let to = address.map_or_else(String::new, |to| [" to ", &to].concat());
    let what = match action {
        Some("failed") => "The message did not arrive",
        Some("delayed") => "The message is delayed",
        Some("delivered" | "relayed" | "expanded") => "The message was delivered",
        _ => "A mail server reports about a message",
    };
    let why = why.map_or_else(String::new, |why| {
        let cut: String = why.chars().take(300).collect();
        format!(" ({})", cut.trim_end_matches('.'))
    });
    format!("{what}{to}{why}.")
}
