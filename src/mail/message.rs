//! A message in typed parts, and its bytes on the wire.

use std::fmt;

use chrono::NaiveDateTime;

use super::address::Address;
use super::encode;

/// Why a subject, a name or a message id is refused, as a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextRefused {
    /// Nothing but spaces.
    #[error("This text cannot be empty.")]
    Empty,
    /// More than 255 characters.
    #[error("This text is longer than 255 characters.")]
    TooLong,
    /// A line break, a control character or a mark that turns the direction of the text.
    #[error("This text can hold no line breaks and no hidden control characters.")]
    Control,
    /// A message id that is not a word at a domain.
    #[error("A message id is letters, digits, dots and hyphens, at a domain name.")]
    MessageId,
}

/// One line of text for a header: a subject or a display name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderText(String);

impl HeaderText {
    /// Reads a line; what it holds is shown to the reader exactly, whatever it looks like.
    ///
    /// # Errors
    /// `TextRefused` when empty, over 255 characters, or with a control or direction character (T24).
    pub fn parse(text: &str) -> Result<Self, TextRefused> {
        if text.trim().is_empty() {
            return Err(TextRefused::Empty);
        }
        if text.chars().any(is_control) {
            return Err(TextRefused::Control);
        }
        if text.chars().count() > 255 {
            return Err(TextRefused::TooLong);
        }
        Ok(Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_control(character: char) -> bool {
    let separator = matches!(character, '\u{2028}' | '\u{2029}');
    let turns_direction = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    character.is_control() || separator || turns_direction
}

/// An address with or without a name before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// The name shown to the reader.
    pub name: Option<HeaderText>,
    /// Where mail goes.
    pub address: Address,
}

impl Mailbox {
    fn to_header(&self) -> String {
        match &self.name {
            None => self.address.to_string(),
            Some(name) => format!(
                "{}\r\n <{}>",
                encode::display_name(name.as_str()),
                self.address
            ),
        }
    }
}

impl From<Address> for Mailbox {
    fn from(address: Address) -> Self {
        Self {
            name: None,
            address,
        }
    }
}

/// The id by which servers and people recognise one message; the same at every attempt (T20).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MessageId {
    word: String,
    domain: String,
}

impl MessageId {
    /// An id from a word of this desk (the outbox row's 128-bit id) and the domain of its sender.
    ///
    /// # Errors
    /// `TextRefused::MessageId` when either part is not letters, digits, dots and hyphens.
    pub fn new(word: &str, domain: &str) -> Result<Self, TextRefused> {
        let plain = |text: &str| {
            let signs = text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'));
            let dots = text.starts_with('.') || text.ends_with('.') || text.contains("..");
            !text.is_empty() && text.len() <= 100 && signs && !dots
        };
        if plain(word) && plain(domain) {
            Ok(Self {
                word: word.to_owned(),
                domain: domain.to_owned(),
            })
        } else {
            Err(TextRefused::MessageId)
        }
    }

    /// The word this desk gave it.
    pub fn word(&self) -> &str {
        &self.word
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}@{}>", self.word, self.domain)
    }
}

/// Whether a person or the desk's own rules sent it, so that answering machines do not answer it (RFC 3834).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AutoSubmitted {
    /// A person pressed send.
    No,
    /// A reminder or acknowledgment nobody pressed send for.
    Generated,
}

/// A message to one mailbox: one recipient each, so that one bad address blocks nobody (T23).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Who sends it; undeliverable mail comes back to this address.
    pub from: Mailbox,
    /// Who gets it.
    pub to: Mailbox,
    /// Where answers go, when not to the sender.
    pub reply_to: Option<Mailbox>,
    /// Its subject.
    pub subject: HeaderText,
    /// Its text, any text; CR LF, CR and LF all end a line.
    pub body: String,
    /// Its id, given by the caller and the same at every attempt.
    pub message_id: MessageId,
    /// When it was written (UTC).
    pub written_at: NaiveDateTime,
    /// Whether a person sent it.
    pub auto_submitted: AutoSubmitted,
}

impl Message {
    /// The whole message as it goes over the wire: printable ASCII, every line ended by CR LF and at most 998 long,
    /// no line that begins with a dot (T24).
    pub fn to_wire(&self) -> Vec<u8> {
        let mut headers = vec![
            (
                "Date",
                self.written_at
                    .format("%a, %d %b %Y %H:%M:%S +0000")
                    .to_string(),
            ),
            ("From", self.from.to_header()),
            ("To", self.to.to_header()),
        ];
        if let Some(reply_to) = &self.reply_to {
            headers.push(("Reply-To", reply_to.to_header()));
        }
        headers.push(("Subject", encode::header_text(self.subject.as_str())));
        headers.push(("Message-ID", self.message_id.to_string()));
        if self.auto_submitted == AutoSubmitted::Generated {
            headers.push(("Auto-Submitted", "auto-generated".to_owned()));
        }
        headers.push(("MIME-Version", "1.0".to_owned()));
        headers.push(("Content-Type", "text/plain; charset=utf-8".to_owned()));
        headers.push(("Content-Transfer-Encoding", "quoted-printable".to_owned()));

        let mut wire = String::new();
        for (name, value) in headers {
            wire.push_str(name);
            wire.push_str(": ");
            wire.push_str(&value);
            wire.push_str("\r\n");
        }
        wire.push_str("\r\n");
        wire.push_str(&encode::quoted_printable(&self.body));
        wire.into_bytes()
    }
}
