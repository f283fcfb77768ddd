//! Which address counts as the caller's behind proxies (T29, T63).

use std::net::IpAddr;

use reqwest::StatusCode;
use roi_desk::config::Settings;
use roi_desk::network::{Network, caller, is_among};

use crate::support::{Backend, Desk};

fn address(text: &str) -> IpAddr {
    text.parse().expect("an address of a test")
}

fn networks(texts: &[&str]) -> Vec<Network> {
    texts
        .iter()
        .map(|text| Network::parse(text).expect("a network of a test"))
        .collect()
}

#[test]
fn a_network_holds_what_begins_with_the_same_bits() {
    let table = [
        ("10.1.0.0/16", "10.1.255.9", true),
        ("10.1.0.0/16", "10.2.0.1", false),
        ("10.1.2.3", "10.1.2.3", true),
        ("10.1.2.3", "10.1.2.4", false),
        ("10.1.2.3", "::ffff:10.1.2.3", true),
        ("0.0.0.0/0", "203.0.113.9", true),
        ("0.0.0.0/0", "::1", false),
        ("::/0", "2001:db8::1", true),
        ("fd00::/8", "fdff::1", true),
        ("fd00::/8", "fe80::1", false),
        ("::1", "::1", true),
        ("192.168.7.128/25", "192.168.7.127", false),
        ("192.168.7.128/25", "192.168.7.200", true),
    ];
    for (network, one, inside) in table {
        assert_eq!(
            is_among(&networks(&[network]), address(one)),
            inside,
            "{one} in {network}"
        );
    }
}

#[test]
fn what_is_no_network_is_refused_with_the_setting_named() {
    for text in [
        "proxy.example.org",
        "10.1.2",
        "10.1.2.3/33",
        "::1/129",
        "10.0.0.0/x",
        "",
    ] {
        let settings = Settings {
            trusted_proxies: vec![text.to_owned()],
            ..Settings::default()
        };
        let refused = settings.check().expect_err(text);
        assert!(
            refused.starts_with("--trusted-proxies: ") && refused.contains("10.1.0.0/16"),
            "{refused}"
        );
    }
    assert!(
        Settings::default()
            .check()
            .expect("it holds")
            .trusted_proxies
            .is_empty()
    );
}

#[test]
fn the_nearest_address_that_is_no_trusted_proxy_is_the_caller() {
    let two = ["127.0.0.1", "10.9.0.0/16"];
    let table: [(&str, &[&str], &[&str], &str); 9] = [
        ("127.0.0.1", &["198.51.100.7"], &[], "127.0.0.1"),
        ("127.0.0.1", &["198.51.100.7"], &two, "198.51.100.7"),
        (
            "127.0.0.1",
            &["1.1.1.1", "198.51.100.7"],
            &two,
            "198.51.100.7",
        ),
        (
            "127.0.0.1",
            &["198.51.100.7", "10.9.3.3"],
            &two,
            "198.51.100.7",
        ),
        ("203.0.113.5", &["198.51.100.7"], &two, "203.0.113.5"),
        ("127.0.0.1", &[], &two, "127.0.0.1"),
        ("127.0.0.1", &["198.51.100.7", "unknown"], &two, "127.0.0.1"),
        ("127.0.0.1", &["198.51.100.7:41233"], &two, "198.51.100.7"),
        ("127.0.0.1", &["[2001:db8::7]:443"], &two, "2001:db8::7"),
    ];
    for (peer, told, trusted, expected) in table {
        let found = caller(address(peer), told.iter().copied(), &networks(trusted));
        assert_eq!(
            found,
            address(expected),
            "{peer} told {told:?}, trusting {trusted:?}"
        );
    }
}

/// How many of seven guessed tokens are heard, each sent with another address in the line.
async fn guesses_heard(trusted: &[&str]) -> usize {
    let proxies = trusted.iter().map(|&text| text.to_owned()).collect();
    let desk = Desk::start_with(Backend::Sqlite, |settings| {
        settings.trusted_proxies = proxies;
    })
    .await;
    let mut heard = 0;
    for guess in 1..=7 {
        let browser = desk
            .stranger()
            .through_proxy(&format!("198.51.100.{guess}"));
        let guess = [
            ("token", "guess"),
            ("password", "cedar lantern quiet harbor"),
        ];
        let page = browser.fill("/sign-in/welcome", &guess).await;
        if page.status != StatusCode::TOO_MANY_REQUESTS {
            heard += 1;
        }
    }
    desk.finish().await;
    heard
}

#[test]
fn a_line_nobody_vouches_for_gives_no_fresh_count_t29() {
    actix_web::rt::System::new().block_on(async {
        assert_eq!(guesses_heard(&[]).await, 5, "all are one caller's");
        assert_eq!(guesses_heard(&["127.0.0.1"]).await, 7, "each has its own");
    });
}
