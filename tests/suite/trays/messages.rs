//! What is read from a message, however broken or hostile it is.

use proptest::prelude::RngExt;
use roi_desk::mail::{read_head, read_message};

use crate::seeds;

fn read(text: &str) -> roi_desk::mail::Incoming {
    read_message(text.replace('\n', "\r\n").as_bytes()).expect("a message")
}

#[test]
fn sender_subject_words_and_files_are_read_whatever_they_are_coded_in() {
    let read = read(
        "From: =?utf-8?B?Tm/Dq21pIEZhcnJvdw==?= <noemi@example.org>\nSubject: =?iso-8859-1?Q?Mis_r=E9cords?=\nMessage-ID: <a.1@example.org>\nIn-Reply-To: <one@desk>\nReferences: <zero@desk> <one@desk>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n\n<p>Hello <b>there</b></p>\n--b\nContent-Type: application/pdf; name=\"x.pdf\"\nContent-Disposition: attachment; filename=\"../../etc/passwd.pdf\"\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n--b--\n",
    );
    assert_eq!(read.sender_name.as_deref(), Some("Noëmi Farrow"));
    assert_eq!(read.sender.as_deref(), Some("noemi@example.org"));
    assert_eq!(read.subject.as_deref(), Some("Mis récords"));
    assert_eq!(read.message_id.as_deref(), Some("a.1@example.org"));
    assert_eq!(read.answers, ["one@desk", "zero@desk"]);
    assert!(read.body.contains("Hello there"), "{}", read.body);
    assert_eq!(read.enclosed.len(), 1);
    assert_eq!(read.enclosed[0].bytes, b"%PDF-");
    assert_eq!((read.automatic, read.report), (None, None));
}

#[test]
fn a_forwarded_message_gives_its_words_and_files_too() {
    let read = read(
        "From: a@example.org\nSubject: Fwd\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: text/plain\n\nSee below\n--o\nContent-Type: message/rfc822\n\nFrom: b@example.org\nSubject: The first one\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=i\n\n--i\nContent-Type: text/plain\n\nInner words\n--i\nContent-Type: image/png\nContent-Disposition: attachment; filename=scan.png\n\nPNG\n--i--\n--o--\n",
    );
    assert!(
        read.body.contains("See below") && read.body.contains("Forwarded with it: The first one")
    );
    assert!(read.body.contains("Inner words"), "{}", read.body);
    assert_eq!(read.enclosed[0].name, "scan.png");
}

#[test]
fn out_of_office_and_machines_are_recognised_and_people_are_not() {
    for head in [
        "Auto-Submitted: auto-replied\nSubject: Re: letter",
        "X-Autoreply: yes\nSubject: x",
        "Precedence: auto_reply\nSubject: x",
        "Subject: Automatic reply: your request",
        "Subject: Out of Office until Monday",
    ] {
        let read = read(&format!("From: a@example.org\n{head}\n\nI am away.\n"));
        assert!(read.automatic.is_some(), "{head}");
    }
    for head in [
        "Auto-Submitted: no\nSubject: Re: letter",
        "Subject: I was out of office",
    ] {
        let read = read(&format!("From: a@example.org\n{head}\n\nHere I am.\n"));
        assert_eq!(read.automatic, None, "{head}");
    }
}

pub fn bounce(about: &str, action: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example.org\nSubject: Undelivered Mail\nMessage-ID: <bounce.{action}@mx.example.org>\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=r\n\n--r\nContent-Type: text/plain\n\nI am sorry.\n--r\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; claims@insurer.example.org\nAction: {action}\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user\n--r\nContent-Type: text/rfc822-headers\n\nMessage-ID: <{about}@example.org>\nSubject: Your request\n--r--\n"
    )
}

#[test]
fn a_delivery_report_names_the_letter_and_says_why_rfc_3464() {
    let report = read(&bounce("w0rd", "failed")).report.expect("a report");
    assert!(report.failed);
    assert_eq!(report.about, ["w0rd@example.org"]);
    assert_eq!(
        report.said,
        "The message did not arrive to claims@insurer.example.org (smtp; 550 5.1.1 no such user)."
    );
    let delayed = read(&bounce("w0rd", "delayed")).report.expect("a report");
    assert!(!delayed.failed, "a delay is no failure");
}

#[test]
fn no_bytes_whatever_keep_the_reader_from_going_on() {
    let good = bounce("w0rd", "failed").into_bytes();
    let mut rng = seeds::rng(seeds::seed());
    for _ in 0..500 {
        let mut bytes = good.clone();
        for _ in 0..rng.random_range(1..40) {
            let at = rng.random_range(0..bytes.len());
            match rng.random_range(0..3) {
                0 => bytes[at] = rng.random_range(0..=255),
                1 => bytes.truncate(at.max(1)),
                _ => bytes.insert(at, b'-'),
            }
        }
        if let Some(read) = read_message(&bytes) {
            let texts = [
                &read.subject,
                &read.sender,
                &read.sender_name,
                &read.message_id,
            ];
            for text in texts.into_iter().flatten() {
                assert!(!text.contains('\0') && !text.contains('\n'), "{text:?}");
            }
            assert!(!read.body.contains('\0'));
        }
        read_head(&bytes);
    }
    assert_eq!(read_message(b""), None);
    let nested = (0..5_000).fold(String::new(), |text, _| {
        text + "Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n"
    });
    read_message(nested.as_bytes());
    let long = format!(
        "Subject: {}\r\n\r\n{}",
        "x".repeat(1_000_000),
        "y\0".repeat(1_000_000)
    );
    let read = read_message(long.as_bytes()).expect("a message");
    assert!(read.subject.is_some_and(|subject| subject.len() == 500));
    assert!(read.body.len() <= 100_000 && !read.body.contains('\0'));
}
