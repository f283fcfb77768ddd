//! One conversation with the mail server about one message.
//!
//! The caller is told each phase before it begins and can stop the conversation there. Before `HandingOver` returns, the
//! caller must have committed that the hand-over begins: only then is the message sent, so that a crash at any later
//! moment leaves a row that says the message may have been accepted (T20, T21).

use std::cell::Cell;
use std::error::Error as _;
use std::io;
use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials as LettreCredentials, Mechanism};
use lettre::transport::smtp::client::SmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::response::{Response, Severity};
use secrecy::ExposeSecret;

use super::address::Address;
use super::message::Message;
use super::server::{Server, Tls};

/// What is about to happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// The connection is made, encrypted and signed in to.
    Connecting,
    /// Sender and recipient are named.
    Addressing,
    /// The message is sent and ended with the final dot: from here it may be accepted. Commit before returning `Ok`.
    HandingOver,
}

/// The caller wants no more of this conversation; the message was not handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// Why, as a sentence.
    pub reason: String,
}

/// What may be concluded. Exactly one of four.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// The server took responsibility for the message.
    Sent {
        /// Its answer.
        reply: String,
    },
    /// The message was certainly not accepted, and may be tried again without making a duplicate.
    Deferred {
        /// Why, as a sentence.
        reason: String,
        /// Waiting will not mend it: the server's certificate, its TLS or our account is wrong (T25). Tell an administrator.
        alarm: bool,
    },
    /// The server refused this message for good.
    Failed {
        /// Why, as a sentence.
        reason: String,
    },
    /// The final dot was begun and no definite answer came: the message may have been accepted. Never sent again by
    /// itself; a person decides.
    Uncertain {
        /// What was seen, as a sentence.
        reason: String,
    },
}

/// Hands one message to the server. Blocks for at most about eleven minutes before the final dot and ten after it.
///
/// A 4xx, a refused or broken connection, a TLS or sign-in failure or a time-out before the dot is `Deferred`; a 5xx to
/// this message's own commands is `Failed`; whatever is lost once the dot was begun is `Uncertain`.
pub fn deliver(
    server: &Server,
    message: &Message,
    on_phase: &mut impl FnMut(Phase) -> Result<(), Stop>,
) -> Delivery {
    match converse(server, message, on_phase) {
        Ok(reply) => Delivery::Sent { reply },
        Err(ended) => ended,
    }
}

fn converse(
    server: &Server,
    message: &Message,
    on_phase: &mut impl FnMut(Phase) -> Result<(), Stop>,
) -> Result<String, Delivery> {
    let mut announce = |phase| on_phase(phase).map_err(|stop| deferred(stop.reason));
    announce(Phase::Connecting)?;
    let mut line = connect(server)?;
    announce(Phase::Addressing)?;
    if let Err(refused) = address(&mut line, message) {
        part(&mut line, server);
        return Err(refused);
    }
    // Stopping here just drops the line: without the final dot the server keeps nothing.
    announce(Phase::HandingOver)?;
    let reply = hand_over(&mut line, server, &message.to_wire())?;
    part(&mut line, server);
    Ok(reply)
}

fn connect(server: &Server) -> Result<SmtpConnection, Delivery> {
    let addresses = server.addresses().map_err(|error| {
        deferred(format!(
            "The mail server {} was not found: {error}.",
            server.host
        ))
    })?;
    let implicit = server
        .parameters
        .as_ref()
        .filter(|_| server.tls == Tls::Implicit);
    let wait = Some(server.timeouts.answer);
    let mut line =
        SmtpConnection::connect(addresses.as_slice(), wait, &server.hello, implicit, None)
            .map_err(|error| {
                before_dot(
                    "The mail server could not be reached",
                    &error,
                    is_tls_trouble(&error),
                )
            })?;
    if let Some(parameters) = server
        .parameters
        .as_ref()
        .filter(|_| server.tls == Tls::StartTls)
    {
        line.starttls(parameters, &server.hello).map_err(|error| {
            // Waiting mends a slow or busy server, not one without TLS or with the wrong certificate.
            let alarm = !error.is_timeout() && !error.is_transient();
            before_dot(
                "A protected connection to the mail server could not be made",
                &error,
                alarm,
            )
        })?;
    }
    if server.tls != Tls::PlainLoopback && !line.is_encrypted() {
        return Err(Delivery::Deferred {
            reason: "The connection to the mail server is not encrypted.".to_owned(),
            alarm: true,
        });
    }
    sign_in(&mut line, server)?;
    Ok(line)
}

fn sign_in(line: &mut SmtpConnection, server: &Server) -> Result<(), Delivery> {
    let Some(credentials) = &server.credentials else {
        return Ok(());
    };
    let known = LettreCredentials::new(
        credentials.user.clone(),
        credentials.password.expose_secret().to_owned(),
    );
    match line.auth(&[Mechanism::Plain, Mechanism::Login], &known) {
        Ok(_) => Ok(()),
        Err(error) => {
            let alarm = error.is_permanent() || error.is_client();
            Err(before_dot(
                "The mail server did not accept our account",
                &error,
                alarm,
            ))
        }
    }
}

fn address(line: &mut SmtpConnection, message: &Message) -> Result<(), Delivery> {
    let from = envelope_address(&message.from.address)?;
    let to = envelope_address(&message.to.address)?;
    let said = line.command(Mail::new(Some(from), Vec::new()));
    expect_done(said, "The mail server did not accept our address")?;
    let said = line.command(Rcpt::new(to, Vec::new()));
    expect_done(said, "The mail server did not accept the recipient")?;
    // Anything but 354 would mean that answers and commands no longer match, as after an injected answer (T25).
    match line.command(Data) {
        Ok(response) if response.has_code(354) => Ok(()),
        Ok(response) => Err(deferred(format!(
            "The mail server answered DATA with \"{}\".",
            words(&response)
        ))),
        Err(error) => Err(refused(
            "The mail server did not accept the message",
            &error,
        )),
    }
}

fn envelope_address(address: &Address) -> Result<lettre::Address, Delivery> {
    lettre::Address::new(address.local(), address.domain()).map_err(|_| Delivery::Failed {
        reason: "The address cannot be sent to.".to_owned(),
    })
}

fn expect_done(said: Result<Response, Error>, what: &str) -> Result<(), Delivery> {
    match said {
        Ok(response) if is_done(&response) => Ok(()),
        Ok(response) => Err(deferred(format!("{what}: \"{}\".", words(&response)))),
        Err(error) => Err(refused(what, &error)),
    }
}

/// Sends the message and its final dot, and waits for the answer. The dot is written right after the last piece, so
/// asking for a piece beyond it marks the instant from which nothing is certain without an answer.
fn hand_over(line: &mut SmtpConnection, server: &Server, wire: &[u8]) -> Result<String, Delivery> {
    line.set_timeout(Some(server.timeouts.after_dot))
        .map_err(|error| {
            deferred(format!(
                "The connection to the mail server was lost: {error}."
            ))
        })?;
    // The final dot brings its own line break.
    let wire = wire.strip_suffix(b"\r\n").unwrap_or(wire);
    let dot_began = Cell::new(false);
    let end = std::iter::once_with(|| {
        dot_began.set(true);
        &[][..]
    });
    match line.message_iter(wire.chunks(16 * 1024).chain(end)) {
        Ok(response) if is_done(&response) => Ok(words(&response)),
        Ok(response) => Err(Delivery::Uncertain {
            reason: format!(
                "The mail server ended with an answer that means nothing: \"{}\".",
                words(&response)
            ),
        }),
        Err(error) if error.is_permanent() || error.is_transient() => Err(refused(
            "The mail server did not accept the message",
            &error,
        )),
        Err(error) if dot_began.get() => Err(Delivery::Uncertain {
            reason: format!(
                "The message was handed over but the answer was lost: {}.",
                spoken(&error)
            ),
        }),
        Err(error) => Err(before_dot(
            "The connection was lost before the message was complete",
            &error,
            false,
        )),
    }
}

/// Says goodbye; what the server answers changes nothing any more, so the wait is short.
fn part(line: &mut SmtpConnection, server: &Server) {
    let wait = server.timeouts.answer.min(Duration::from_secs(2));
    if line.set_timeout(Some(wait)).is_ok() {
        let _ = line.quit();
    }
}

/// A definite answer to one of the message's own commands. 530 asks for TLS or an account: our settings, not the message.
fn refused(what: &str, error: &Error) -> Delivery {
    match error.status().map(u16::from) {
        Some(530) => before_dot(what, error, true),
        Some(code) if code >= 500 => Delivery::Failed {
            reason: format!("{what}: {}.", spoken(error)),
        },
        _ => before_dot(what, error, false),
    }
}

fn before_dot(what: &str, error: &Error, alarm: bool) -> Delivery {
    Delivery::Deferred {
        reason: format!("{what}: {}.", spoken(error)),
        alarm,
    }
}

fn deferred(reason: String) -> Delivery {
    Delivery::Deferred {
        reason,
        alarm: false,
    }
}

fn is_done(response: &Response) -> bool {
    response.code().severity == Severity::PositiveCompletion
}

fn is_tls_trouble(error: &Error) -> bool {
    let mut source = error.source();
    while let Some(inner) = source {
        if inner
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::InvalidData)
        {
            return true;
        }
        source = inner.source();
    }
    error.is_tls()
}

fn words(response: &Response) -> String {
    let text = response.message().collect::<Vec<_>>().join(" ");
    one_line(&format!("{} {text}", response.code()))
}

fn spoken(error: &Error) -> String {
    let text = error
        .source()
        .map_or_else(|| error.to_string(), ToString::to_string);
    match error.status() {
        Some(code) => one_line(&format!("{code} {text}")),
        None => one_line(&text),
    }
}

/// What a server said, made safe to show and to store: one line, no control characters, at most 300 characters.
fn one_line(text: &str) -> String {
    let line = text.chars().map(|character| {
        if character.is_control() {
            ' '
        } else {
            character
        }
    });
    line.take(300)
        .collect::<String>()
        .trim()
        .trim_end_matches('.')
        .to_owned()
}
