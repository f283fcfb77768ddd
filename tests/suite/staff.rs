//! People: passwords, one-time codes, throttling without an oracle, sessions that end, removal that bites (T26–T34, A24).

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use reqwest::StatusCode;
use roi_desk::app::Who;
use roi_desk::files::KeyPurpose;
use roi_desk::routes::POLICIES;
use roi_desk::staff::commands::{add_staff, hash_now};
use roi_desk::staff::model::{NewStaff, Role, Tries};
use roi_desk::staff::rules::{one_time, passwords, recovery, throttle};
use roi_desk::web::policy::{Door, Limiter, Policy, Verb};

use crate::support::{Client, Desk, Page, on_both_databases};

pub const PASSWORD: &str = "gravel teapot umbrella violin";
const SECRET: [u8; 20] = *b"12345678901234567890";

fn noon() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 6, 8)
        .and_then(|d| d.and_hms_opt(12, 0, 0))
        .expect("a real instant")
}

// ---- Rules ----------------------------------------------------------------------------------------------------------

#[test]
fn the_wait_after_each_failure_is_the_table_of_t29() {
    let table = [
        (0, 0),
        (1, 0),
        (4, 0),
        (5, 1),
        (6, 2),
        (7, 4),
        (8, 8),
        (9, 16),
        (10, 32),
        (11, 64),
        (12, 128),
        (13, 256),
        (14, 512),
        (15, 900),
        (16, 900),
        (99, 900),
        (i64::MAX, 900),
    ];
    for (failures, seconds) in table {
        assert_eq!(
            throttle::wait_after(failures),
            TimeDelta::seconds(seconds),
            "after {failures}"
        );
    }
}

#[test]
fn five_tries_are_free_and_none_is_heard_after_a_hundred() {
    let mut now = noon();
    let mut tries: Option<Tries> = None;
    for free in 1..=5 {
        tries = throttle::another_try(tries, now);
        assert_eq!(tries.map(|t| t.failures), Some(free), "no waiting between");
    }
    assert_eq!(throttle::another_try(tries, now), None, "the sixth waits");
    let mut heard = 5;
    for _ in 0..200 {
        now += TimeDelta::minutes(15);
        if let Some(next) = throttle::another_try(tries, now) {
            tries = Some(next);
            heard += 1;
        }
    }
    assert_eq!(heard, 100, "63B: at most 100 failures in a row");
}

#[test]
fn an_address_has_a_hundred_tries_in_a_minute() {
    let now = noon();
    let mut tries = None;
    for _ in 0..100 {
        tries = throttle::from_address(tries, now);
        assert!(tries.is_some());
    }
    assert_eq!(
        throttle::from_address(tries, now + TimeDelta::seconds(59)),
        None
    );
    let next = throttle::from_address(tries, now + TimeDelta::seconds(60));
    assert_eq!(
        next.map(|t| t.failures),
        Some(1),
        "the next minute starts over"
    );
}

#[test]
fn a_password_is_judged_by_length_and_by_who_guesses_it_first_t27() {
    let own = ["dana.ortiz", "Dana Ortiz"];
    let emoji: String = (0..64)
        .map(|n| char::from_u32(0x1F600 + n).expect("an emoji"))
        .collect();
    let long: String = (0..1_000)
        .map(|n| char::from(b'a' + u8::try_from(n * n % 25).expect("a letter")))
        .collect();
    let taken = [
        PASSWORD,
        "               gravel teapot",
        "kx7wq9vz2mp4rt8",
        "пять зелёных чайников",
        "e\u{301}te\u{301} gravel teapot vite",
        emoji.as_str(),
        long.as_str(),
    ];
    for password in taken {
        assert!(
            passwords::check(password, &own).is_ok(),
            "{password} is taken"
        );
    }
    let longer = [long.as_str(), "x"].concat();
    let refused = [
        "",
        "gravel teapot!",
        "aaaaaaaaaaaaaaaaaaaa",
        "abababababababababab",
        "123456789012345678",
        "qwertyuiopasdfghjkl",
        "passwordpassword",
        "Password12345678!",
        "P@ssw0rdP@ssw0rd1",
        "Welcome2CityOfHope!",
        "cityofhopecityofhope",
        "HospitalDuarte2026",
        "danaortizdanaortiz",
        "Dana.Ortiz.Welcome.2026",
        "correcthorsebatterystaple",
        longer.as_str(),
    ];
    for password in refused {
        assert!(
            passwords::check(password, &own).is_err(),
            "{password} is refused"
        );
    }
    // The same letters typed on another keyboard are the same password.
    assert_eq!(
        passwords::check("ﬁve gravel teapots", &own),
        passwords::check("five gravel teapots", &own)
    );
}

#[test]
fn the_blocklist_holds_more_than_ten_thousand_passwords_t27() {
    let words = [
        "password", "welcome", "admin", "qwerty", "dragon", "monkey", "summer", "winter", "spring",
        "autumn", "football", "baseball", "master", "hello", "freedom", "hospital", "duarte",
        "medical", "records", "sunshine", "princess", "shadow", "charlie", "jordan", "michael",
    ];
    let tails = [
        "1", "123", "2026", "!", "!!", "2026!", "1234567", "#1", "007", ".", "99",
    ];
    let mut counted = std::collections::BTreeSet::new();
    for first in words {
        for second in words {
            for tail in tails {
                let upper = first[..1].to_uppercase() + &first[1..];
                for password in [
                    [first, second, tail].concat(),
                    [&upper, second, tail].concat(),
                    [first, "-", second, "-", second, tail].concat(),
                ] {
                    if password.len() >= 15 {
                        assert!(passwords::check(&password, &[]).is_err(), "{password}");
                        counted.insert(password);
                    }
                }
            }
        }
    }
    assert!(counted.len() > 10_000, "{} were tried", counted.len());
}

#[test]
fn one_time_codes_are_those_of_rfc_6238_and_each_is_good_once() {
    let at = |seconds: i64| {
        chrono::DateTime::from_timestamp(seconds, 0)
            .expect("an instant")
            .naive_utc()
    };
    // Appendix B of RFC 6238, SHA-1, the last six of eight digits.
    for (seconds, code) in [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
    ] {
        assert_eq!(
            one_time::code_at(&SECRET, "a", at(seconds)).as_deref(),
            Ok(code)
        );
        let step =
            |late: i64, last| one_time::step_of(&SECRET, "a", code, at(seconds + late), last);
        assert_eq!(step(0, None), Ok(Some(seconds / 30)));
        assert_eq!(step(30, None), Ok(Some(seconds / 30)), "one step late");
        assert_eq!(step(-30, None), Ok(Some(seconds / 30)), "one step early");
        assert_eq!(step(90, None), Ok(None), "three steps late");
        assert_eq!(step(0, Some(seconds / 30)), Ok(None), "used before");
    }
    let spaced = one_time::step_of(&SECRET, "a", " 287 082 ", at(59), None);
    assert_eq!(spaced, Ok(Some(1)), "blanks make no difference");
}

#[test]
fn a_recovery_code_holds_120_bits_and_is_read_as_people_type_it() {
    let code = recovery::code_of([0xFF; 15]);
    assert_eq!(code, "zzzz-zzzz-zzzz-zzzz-zzzz-zzzz");
    let code = recovery::code_of(*b"\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e");
    assert_eq!(code.len(), 29);
    assert!(recovery::looks_like_one(&code) && !recovery::looks_like_one("123 456"));
    let typed = code
        .to_uppercase()
        .replace('-', " ")
        .replace('0', "O")
        .replace('1', "l");
    assert_eq!(recovery::hash_of(&typed), recovery::hash_of(&code));
    assert_ne!(recovery::hash_of(&code[1..]), recovery::hash_of(&code));
}

// ---- Over HTTP ------------------------------------------------------------------------------------------------------

/// A person with a password and a second factor.
pub async fn account(desk: &Desk, login: &'static str, roles: &[(&str, Role)]) {
    let sealed = desk
        .app
        .keys
        .seal(KeyPurpose::StaffSecrets, &["one_time", login], &SECRET)
        .expect("sealed");
    let new = NewStaff {
        public_id: ["id-", login].concat(),
        login: login.to_owned(),
        name: ["Test ", login].concat(),
        password_hash: hash_now(PASSWORD).expect("hashed"),
        one_time_secret: Some(sealed),
        home_site: roles[0].0.to_owned(),
        roles: roles.iter().map(|(s, r)| ((*s).to_owned(), *r)).collect(),
    };
    desk.app
        .write(Who::Desk, "staff.added", move |tx| add_staff(tx, &new))
        .await
        .expect("stored")
        .expect("accepted");
}

pub fn code_now(desk: &Desk, login: &str) -> String {
    one_time::code_at(&SECRET, login, desk.app.now()).expect("a code")
}

pub async fn try_password(client: &Client, login: &str, password: &str) -> Page {
    client
        .fill("/sign-in", &[("username", login), ("password", password)])
        .await
}

/// Signs in with both factors; answers where it leads.
pub async fn sign_in(desk: &Desk, client: &Client, login: &str) -> Page {
    let page = try_password(client, login, PASSWORD).await;
    assert_eq!(
        page.location.as_deref(),
        Some("/sign-in/code"),
        "{}",
        page.words()
    );
    let code = code_now(desk, login);
    client.fill("/sign-in/code", &[("code", &code)]).await
}

pub fn csrf(page: &Page) -> (String, String) {
    let token = page.attributes("input[name=csrf]", "value").swap_remove(0);
    ("csrf".to_owned(), token)
}

#[test]
fn a_person_signs_in_with_password_and_code_and_out_again() {
    on_both_databases(async |desk| {
        account(&desk, "dana", &[("duarte", Role::Administrator)]).await;
        let client = desk.stranger();
        let form = client.get("/sign-in").await;
        // A24: labels, autocomplete words, no puzzle.
        assert_eq!(form.find("main label"), ["Username", "Password"]);
        assert_eq!(
            form.attributes("main form input:not([type=hidden])", "autocomplete"),
            ["username", "current-password"]
        );
        assert_eq!(form.find("main form button"), ["Sign in"]);
        assert!(form.attributes("main input", "onpaste").is_empty());
        let early = client.get("/sign-in/code").await;
        assert_eq!(
            early.location.as_deref(),
            Some("/sign-in"),
            "the password comes first"
        );
        let half = try_password(&client, "  DANA ", PASSWORD).await;
        assert_eq!(half.location.as_deref(), Some("/sign-in/code"));
        // T31: no page answers somebody whose code is still asked for.
        let early = client.get("/account").await;
        assert_eq!(early.location.as_deref(), Some("/sign-in/code"));
        let code_form = client.get("/sign-in/code").await;
        assert_eq!(code_form.find("main label"), ["One-time code"]);
        assert_eq!(
            code_form.attributes("main form input:not([type=hidden])", "autocomplete"),
            ["one-time-code"]
        );
        assert!(
            !code_form.text.contains(&code_now(&desk, "dana")),
            "only a demonstration shows it"
        );
        let code = code_now(&desk, "dana");
        let full = client.submit(&code_form, &[("code", &code)]).await;
        assert_eq!(
            (full.status, full.location.as_deref()),
            (StatusCode::SEE_OTHER, Some("/"))
        );
        let account = client.get("/account").await;
        assert_eq!(account.status, StatusCode::OK);
        assert!(account.words().contains("dana"), "{}", account.words());
        let out = client.post("/sign-out", &[csrf(&account)]).await;
        assert_eq!(out.location.as_deref(), Some("/sign-in"));
        assert!(out.header("clear-site-data").is_some());
        assert_eq!(
            client.get("/account").await.location.as_deref(),
            Some("/sign-in")
        );
        let events = desk.audit_events().await;
        let said: Vec<(&str, &str)> = events
            .iter()
            .map(|(e, o)| (e.as_str(), o.as_str()))
            .collect();
        assert_eq!(
            said,
            [
                ("staff.added", "done"),
                ("sign_in.password", "done"),
                ("sign_in.code", "done"),
                ("session.ended", "done"),
            ]
        );
    });
}

#[test]
fn every_path_that_takes_a_credential_is_limited_t29() {
    let doors: Vec<&Policy> = POLICIES
        .iter()
        // What guesses at a portal's token cost is a matter of every call, tested with the portals.
        .filter(|p| !matches!(p.door, Door::Staff(_) | Door::Portal) && p.verb == Verb::Post)
        .collect();
    assert!(doors.len() >= 4);
    for policy in doors {
        assert_eq!(policy.limiter, Limiter::Credential, "{}", policy.path);
    }
    on_both_databases(async |desk| {
        account(&desk, "dana", &[("duarte", Role::Clerk)]).await;
        let client = desk.stranger();
        for _ in 0..5 {
            client
                .fill(
                    "/sign-in/welcome",
                    &[("token", "guess"), ("password", PASSWORD)],
                )
                .await;
        }
        let page = client
            .fill(
                "/sign-in/welcome",
                &[("token", "guess"), ("password", PASSWORD)],
            )
            .await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
        let events = desk.audit_events().await;
        assert_eq!(events.len(), 7, "one row a try: {events:?}");
        assert!(events[1..].iter().all(|(_, outcome)| outcome == "denied"));
    });
}

/// A page without what differs from page to page by design: the token of its form and what was typed.
fn bare(page: &Page, login: &str) -> String {
    let mut text = page.text.replace(&["value=\"", login, "\""].concat(), "");
    for token in page.attributes("input[name=csrf]", "value") {
        text = text.replace(&token, "");
    }
    text
}

#[test]
fn unknown_disabled_uninvited_and_wrong_look_alike_and_cost_the_same_t30() {
    on_both_databases(async |desk| {
        account(&desk, "dana", &[("duarte", Role::Clerk)]).await;
        account(&desk, "lee", &[("duarte", Role::Clerk)]).await;
        let admin = desk.person(Role::Administrator, "duarte").await;
        let lee = admin.get("/staff/id-lee").await;
        let fields = vec![
            csrf(&lee),
            key_of(&lee),
            ("version".to_owned(), "1".to_owned()),
        ];
        let done = admin.post("/staff/id-lee/disable", &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let mut seen = Vec::new();
        for (login, password) in [
            ("dana", "not the password at all"),
            ("nobody", "not the password at all"),
            ("lee", "not the password at all"),
            ("lee", PASSWORD),
        ] {
            let before = desk.app.passwords.evaluated();
            let page = try_password(&desk.stranger(), login, password).await;
            let cost = desk.app.passwords.evaluated() - before;
            seen.push((page.status, cost, bare(&page, login)));
        }
        assert_eq!(seen[0].0, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(seen[0].1, 1, "one hash a try");
        for other in &seen[1..] {
            assert_eq!(other, &seen[0]);
        }
        // Waiting looks alike, too.
        let mut waiting = Vec::new();
        for login in ["dana", "nobody"] {
            for _ in 0..4 {
                try_password(&desk.stranger(), login, "not the password at all").await;
            }
            let before = desk.app.passwords.evaluated();
            let page = try_password(&desk.stranger(), login, PASSWORD).await;
            let cost = desk.app.passwords.evaluated() - before;
            waiting.push((page.status, cost, bare(&page, login)));
        }
        assert_eq!(waiting[0].0, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(waiting[0], waiting[1]);
    });
}

fn key_of(page: &Page) -> (String, String) {
    let key = page
        .attributes("main input[name=key]", "value")
        .swap_remove(0);
    ("key".to_owned(), key)
}

#[test]
fn guessing_codes_counts_like_guessing_passwords_and_a_right_password_does_not_start_over_t29() {
    on_both_databases(async |desk| {
        account(&desk, "dana", &[("duarte", Role::Clerk)]).await;
        let client = desk.stranger();
        let mut heard = 0;
        for _ in 0..6 {
            let half = try_password(&client, "dana", PASSWORD).await;
            if half.status != StatusCode::SEE_OTHER {
                break;
            }
            let page = client.fill("/sign-in/code", &[("code", "000000")]).await;
            if page.status == StatusCode::UNPROCESSABLE_ENTITY {
                heard += 1;
            }
        }
        assert_eq!(heard, 5, "right passwords neither count nor start over");
        let page = try_password(&client, "dana", PASSWORD).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
        desk.later(TimeDelta::seconds(16));
        let full = sign_in(&desk, &client, "dana").await;
        assert_eq!(
            full.location.as_deref(),
            Some("/"),
            "waiting helps the owner"
        );
    });
}

#[test]
fn a_used_code_and_a_used_recovery_code_are_worth_nothing_t31() {
    on_both_databases(async |desk| {
        account(&desk, "dana", &[("duarte", Role::Clerk)]).await;
        let code = code_now(&desk, "dana");
        let first = desk.stranger();
        assert_eq!(
            sign_in(&desk, &first, "dana").await.location.as_deref(),
            Some("/")
        );
        let second = desk.stranger();
        try_password(&second, "dana", PASSWORD).await;
        let replayed = second.fill("/sign-in/code", &[("code", &code)]).await;
        assert_eq!(replayed.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            second.get("/account").await.location.as_deref(),
            Some("/sign-in/code")
        );
        desk.later(TimeDelta::seconds(30));
        let fresh = code_now(&desk, "dana");
        let page = second.fill("/sign-in/code", &[("code", &fresh)]).await;
        assert_eq!(page.location.as_deref(), Some("/"), "the next one is good");
    });
}

#[test]
fn removal_bites_at_the_next_request_t32() {
    on_both_databases(async |desk| {
        account(&desk, "dana", &[("duarte", Role::Administrator)]).await;
        let dana = desk.stranger();
        sign_in(&desk, &dana, "dana").await;
        let admin = desk.person(Role::Administrator, "duarte").await;
        assert_eq!(dana.get("/staff").await.status, StatusCode::OK);
        let page = admin.get("/staff/id-dana").await;
        let done = admin.submit(&page, &[("roles", "clerk")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        assert_eq!(dana.get("/staff").await.status, StatusCode::FORBIDDEN);
        let stale = vec![
            csrf(&page),
            key_of(&admin.get("/staff/id-dana").await),
            ("version".to_owned(), "1".to_owned()),
        ];
        let refused = admin.post("/staff/id-dana/disable", &stale).await;
        assert_eq!(
            refused.status,
            StatusCode::CONFLICT,
            "the version of before"
        );
        let page = admin.get("/staff/id-dana").await;
        let now = vec![
            csrf(&page),
            key_of(&page),
            ("version".to_owned(), "2".to_owned()),
        ];
        assert_eq!(
            admin.post("/staff/id-dana/disable", &now).await.status,
            StatusCode::SEE_OTHER
        );
        assert_eq!(
            dana.get("/account").await.location.as_deref(),
            Some("/sign-in?ended=1")
        );
        let again = try_password(&dana, "dana", PASSWORD).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn nobody_disables_themselves_or_sees_people_of_other_sites_t36() {
    on_both_databases(async |desk| {
        account(&desk, "dana", &[("duarte", Role::Administrator)]).await;
        account(&desk, "far", &[("hss", Role::Clerk)]).await;
        let dana = desk.stranger();
        sign_in(&desk, &dana, "dana").await;
        let own = dana.get("/staff/id-dana").await;
        let fields = vec![
            csrf(&own),
            key_of(&own),
            ("version".to_owned(), "1".to_owned()),
        ];
        let page = dana.post("/staff/id-dana/disable", &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let list = dana.get("/staff").await.words();
        assert!(
            list.contains("Test dana") && !list.contains("Test far"),
            "{list}"
        );
        for path in ["/staff/id-far", "/staff/id-nobody"] {
            assert_eq!(dana.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn a_session_ends_after_fifteen_minutes_idle_and_twelve_hours_in_any_case_t33() {
    on_both_databases(async |desk| {
        account(&desk, "dana", &[("duarte", Role::Clerk)]).await;
        let client = desk.stranger();
        sign_in(&desk, &client, "dana").await;
        for _ in 0..51 {
            desk.later(TimeDelta::minutes(14));
            assert_eq!(client.get("/account").await.status, StatusCode::OK);
        }
        desk.later(TimeDelta::minutes(14));
        let page = client.get("/account").await;
        assert_eq!(
            page.location.as_deref(),
            Some("/sign-in?ended=1"),
            "12 hours"
        );
        let shown = client.get("/sign-in?ended=1").await.words();
        assert!(
            shown.contains("You were signed out after 15 minutes"),
            "{shown}"
        );
        sign_in(&desk, &client, "dana").await;
        desk.later(TimeDelta::minutes(14));
        assert_eq!(client.get("/account").await.status, StatusCode::OK);
        desk.later(TimeDelta::minutes(15) + TimeDelta::seconds(1));
        let page = client.get("/account").await;
        assert_eq!(
            page.location.as_deref(),
            Some("/sign-in?ended=1"),
            "15 minutes"
        );
    });
}

#[test]
fn what_was_typed_survives_the_new_sign_in_of_its_owner_only_t33() {
    on_both_databases(async |desk| {
        account(&desk, "dana", &[("duarte", Role::Administrator)]).await;
        account(&desk, "lee", &[("duarte", Role::Administrator)]).await;
        let dana = desk.stranger();
        sign_in(&desk, &dana, "dana").await;
        let form = dana.get("/staff/id-lee").await;
        desk.later(TimeDelta::minutes(16));
        let sent = dana.submit(&form, &[("roles", "auditor")]).await;
        let to = sent.location.clone().expect("to the sign-in");
        assert!(to.starts_with("/sign-in?ended=1&draft="), "{to}");
        let key = to.rsplit('=').next().expect("a key").to_owned();
        let back = ["/staff/id-lee?draft=", &key].concat();
        // Somebody else who signs in at this browser gets nothing of it.
        let other = desk.stranger();
        let page = other
            .fill(&to, &[("username", "lee"), ("password", PASSWORD)])
            .await;
        let page = other
            .fill(
                page.location.as_deref().expect("the code"),
                &[("code", &code_now(&desk, "lee"))],
            )
            .await;
        assert_eq!(page.location.as_deref(), Some("/"));
        assert_eq!(
            other
                .get(&back)
                .await
                .attributes("input[name=roles][checked]", "value"),
            ["administrator"]
        );
        let page = dana
            .fill(&to, &[("username", "dana"), ("password", PASSWORD)])
            .await;
        let code_page = page.location.expect("the code");
        assert_eq!(code_page, ["/sign-in/code?draft=", &key].concat());
        let page = dana
            .fill(&code_page, &[("code", &code_now(&desk, "dana"))])
            .await;
        assert_eq!(page.location.as_deref(), Some(back.as_str()));
        let page = dana.follow(&page).await;
        assert_eq!(
            page.attributes("input[name=roles][checked]", "value"),
            ["auditor"]
        );
    });
}

#[test]
fn a_draft_address_leads_nowhere_else_t63() {
    on_both_databases(async |desk| {
        account(&desk, "dana", &[("duarte", Role::Clerk)]).await;
        let client = desk.stranger();
        let page = client.get("/sign-in?draft=//evil.example").await;
        let page = client
            .submit(
                &page,
                &[
                    ("username", "dana"),
                    ("password", PASSWORD),
                    ("draft", "https://evil.example/"),
                ],
            )
            .await;
        assert_eq!(page.location.as_deref(), Some("/sign-in/code"));
        let page = client
            .fill(
                "/sign-in/code",
                &[
                    ("code", &code_now(&desk, "dana")),
                    ("draft", "//evil.example"),
                ],
            )
            .await;
        assert_eq!(page.location.as_deref(), Some("/"));
    });
}

#[test]
fn a_planted_session_id_is_dead_after_the_sign_in_t34() {
    on_both_databases(async |desk| {
        account(&desk, "dana", &[("duarte", Role::Clerk)]).await;
        let token = "planted-by-somebody-else";
        let cookie = roi_desk::web::cookie::sealed(&desk.app.keys, token);
        let victim = Client::new(desk.address, Some(cookie.clone()));
        let planter = Client::new(desk.address, Some(cookie));
        let full = sign_in(&desk, &victim, "dana").await;
        assert_eq!(full.location.as_deref(), Some("/"));
        assert_eq!(victim.get("/account").await.status, StatusCode::OK);
        assert_eq!(
            planter.get("/account").await.location.as_deref(),
            Some("/sign-in")
        );
        // The id between the two factors is dead, too.
        let half = desk.stranger();
        try_password(&half, "dana", PASSWORD).await;
        let kept = half.cookie();
        desk.later(TimeDelta::seconds(30));
        half.fill("/sign-in/code", &[("code", &code_now(&desk, "dana"))])
            .await;
        assert_eq!(half.get("/account").await.status, StatusCode::OK);
        let before = Client::new(desk.address, kept);
        assert_eq!(
            before.get("/account").await.location.as_deref(),
            Some("/sign-in?ended=1")
        );
    });
}

#[test]
fn own_sessions_are_listed_and_ended_t34() {
    on_both_databases(async |desk| {
        account(&desk, "dana", &[("duarte", Role::Clerk)]).await;
        let (one, two) = (desk.stranger(), desk.stranger());
        sign_in(&desk, &one, "dana").await;
        desk.later(TimeDelta::seconds(30));
        sign_in(&desk, &two, "dana").await;
        let page = two.get("/account").await;
        let ends = page.attributes("main form[action^=\"/account/sessions\"]", "action");
        assert_eq!(ends.len(), 2, "the other one, and all others: {ends:?}");
        let ended = two.post(&ends[0], &[csrf(&page)]).await;
        assert_eq!(ended.location.as_deref(), Some("/account"));
        assert_eq!(
            one.get("/account").await.location.as_deref(),
            Some("/sign-in?ended=1")
        );
        assert_eq!(two.get("/account").await.status, StatusCode::OK);
        let stranger = desk.clerk().await;
        let page = stranger.get("/account").await;
        assert_eq!(
            stranger.post(&ends[0], &[csrf(&page)]).await.status,
            StatusCode::NOT_FOUND
        );
    });
}

#[test]
fn acting_for_another_site_takes_a_new_id_and_only_own_sites_t34() {
    on_both_databases(async |desk| {
        account(
            &desk,
            "dana",
            &[("duarte", Role::Administrator), ("irvine", Role::Clerk)],
        )
        .await;
        let dana = desk.stranger();
        sign_in(&desk, &dana, "dana").await;
        let before = dana.cookie();
        let page = dana.fill("/account/site", &[("site", "hss")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = dana.fill("/account/site", &[("site", "irvine")]).await;
        assert_eq!(page.location.as_deref(), Some("/"), "{}", page.words());
        assert_eq!(
            dana.get("/staff").await.status,
            StatusCode::FORBIDDEN,
            "a clerk at Irvine"
        );
        let old = Client::new(desk.address, before);
        assert_eq!(
            old.get("/account").await.location.as_deref(),
            Some("/sign-in")
        );
    });
}

#[test]
fn the_first_administrator_comes_in_by_a_console_token_good_once_for_fifteen_minutes_t26() {
    on_both_databases(async |desk| {
        let invite = || {
            roi_desk::accounts::commands::invite_from_console(
                &desk.app,
                "ada",
                "Ada Brandt",
                "administrator",
                "duarte",
            )
        };
        let token = invite().await.expect("a token");
        let client = desk.stranger();
        let take = async |token: &str, password: &str| {
            client
                .fill(
                    "/sign-in/welcome",
                    &[("token", token), ("password", password)],
                )
                .await
        };
        // Before the password is chosen nobody signs in.
        let early = try_password(&client, "ada", "none chosen").await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        let short = take(&token, "short").await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        let own = take(&token, "ada brandt ada brandt").await;
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "her own name");
        let wrong = take("not-a-token", PASSWORD).await;
        assert!(
            wrong.words().contains("This token is not right"),
            "{}",
            wrong.words()
        );
        desk.later(TimeDelta::minutes(15));
        let old = token;
        let late = take(&old, PASSWORD).await;
        assert_eq!(
            late.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "15 minutes are over"
        );
        let token = invite().await.expect("another token");
        let page = take(&token, PASSWORD).await;
        assert_eq!(
            page.location.as_deref(),
            Some("/sign-in/enrol"),
            "{}",
            page.words()
        );
        let again = desk.stranger();
        let used = again
            .fill(
                "/sign-in/welcome",
                &[("token", &token), ("password", PASSWORD)],
            )
            .await;
        assert_eq!(
            bare(&used, &token),
            bare(&late, &old),
            "used and late look alike"
        );
        let enrol = client.get("/sign-in/enrol").await;
        let key = enrol.find("main code").swap_remove(0).replace(' ', "");
        let address = enrol.attributes("main a", "href").swap_remove(0);
        assert!(
            address.starts_with("otpauth://totp/ROI%20Desk:ada?secret="),
            "{address}"
        );
        assert!(address.contains(&key));
        let secret = base32(&key);
        let code = one_time::code_at(&secret, "ada", desk.app.now()).expect("a code");
        let wrong = client.fill("/sign-in/enrol", &[("code", "000000")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let shown = client.fill("/sign-in/enrol", &[("code", &code)]).await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.words());
        let codes = shown.find("main li code");
        assert_eq!(codes.len(), 10);
        assert_eq!(client.get("/staff").await.status, StatusCode::OK);
        // A recovery code stands in for the app, once.
        let lost = desk.stranger();
        try_password(&lost, "ada", PASSWORD).await;
        let page = lost
            .fill("/sign-in/code", &[("code", &codes[3].to_uppercase())])
            .await;
        assert_eq!(page.location.as_deref(), Some("/"));
        assert!(
            lost.get("/account")
                .await
                .words()
                .contains("not used yet: 9")
        );
        try_password(&lost, "ada", PASSWORD).await;
        let page = lost.fill("/sign-in/code", &[("code", &codes[3])]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        // Somebody who signs in already is not invited again.
        let taken = invite().await.expect_err("taken");
        assert!(!taken.to_string().is_empty());
    });
}

/// The code an app would show for the key of an enrolment page.
pub fn code_of_page(desk: &Desk, page: &Page, login: &str) -> String {
    let key = page.find("main dd code").swap_remove(0).replace(' ', "");
    one_time::code_at(&base32(&key), login, desk.app.now()).expect("a code")
}

fn base32(text: &str) -> Vec<u8> {
    let mut bits = 0_u64;
    let mut held = 0;
    let mut bytes = Vec::new();
    for letter in text.bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            _ => letter - b'2' + 26,
        };
        bits = (bits << 5) | u64::from(value);
        held += 5;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from((bits >> held) & 0xFF).expect("a byte"));
        }
    }
    bytes
}

#[test]
fn an_administrator_invites_a_colleague_t26() {
    on_both_databases(async |desk| {
        let admin = desk.person(Role::Administrator, "duarte").await;
        let wrong = admin
            .fill(
                "/staff/new",
                &[("name", ""), ("login", "No Blanks"), ("role", "king")],
            )
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(wrong.find("main .wrong").len(), 3, "{}", wrong.words());
        let page = admin
            .fill(
                "/staff/new",
                &[("name", "Sam Lee"), ("login", "sam.lee"), ("role", "clerk")],
            )
            .await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.words());
        let token = page.find("main code").swap_remove(0);
        assert_eq!(page.header("cache-control"), Some("no-store"));
        let sam = desk.stranger();
        let page = sam
            .fill(
                "/sign-in/welcome",
                &[("token", &token), ("password", PASSWORD)],
            )
            .await;
        assert_eq!(
            page.location.as_deref(),
            Some("/sign-in/enrol"),
            "{}",
            page.words()
        );
        assert!(admin.get("/staff").await.words().contains("Sam Lee"));
    });
}

#[test]
fn a_strangers_guesses_never_keep_the_owner_out_of_a_known_browser_t29() {
    on_both_databases(async |desk| {
        account(&desk, "dana", &[("duarte", Role::Clerk)]).await;
        let known = desk.stranger();
        sign_in(&desk, &known, "dana").await;
        let page = known.get("/account").await;
        known.post("/sign-out", &[csrf(&page)]).await;
        let form = desk.stranger().get("/sign-in").await;
        assert_eq!(form.status, StatusCode::OK);
        // A hundred failures in a row, and then many more that are not looked at.
        let attempt = roi_desk::staff::commands::attempt("dana", None, "192.0.2.7");
        let mut heard = 0;
        for _ in 0..300 {
            desk.later(TimeDelta::minutes(16));
            let attempt = attempt.clone();
            let looked_at = desk
                .app
                .keep_house(move |tx| roi_desk::staff::commands::may_try(tx, &attempt))
                .await
                .expect("counted");
            heard += u32::from(looked_at);
        }
        assert_eq!(heard, 100);
        let elsewhere = try_password(&desk.stranger(), "dana", PASSWORD).await;
        assert_eq!(elsewhere.status, StatusCode::TOO_MANY_REQUESTS);
        let full = sign_in(&desk, &known, "dana").await;
        assert_eq!(
            full.location.as_deref(),
            Some("/"),
            "the owner comes in at once"
        );
        // The mark is no key: alone it opens nothing, and another account's does not count.
        account(&desk, "lee", &[("duarte", Role::Clerk)]).await;
        for _ in 0..5 {
            try_password(&known, "lee", "not the password at all").await;
        }
        let page = try_password(&desk.stranger(), "lee", PASSWORD).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    });
}
