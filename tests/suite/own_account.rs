//! What people change about their own sign-in, the proof that is asked again, and colleagues who lost theirs (T27, T29, T31,
//! T34, ASVS 7.5.3).

use chrono::TimeDelta;
use diesel::prelude::*;
use reqwest::StatusCode;
use roi_desk::db::schema::{audit_rows, credential_resets};
use roi_desk::db::{Purpose, open};
use roi_desk::routes::POLICIES;
use roi_desk::staff::model::Role;
use roi_desk::staff::rules::proof;
use roi_desk::web::policy::{Door, Limiter};

use crate::staff::{PASSWORD, account, code_now, csrf, sign_in, try_password};
use crate::support::{Client, Desk, Page, on_both_databases};

const OTHER: &str = "lantern walnut copper bicycle";

/// Signs in anew, with the next code.
async fn again(desk: &Desk, login: &str) -> Client {
    desk.later(TimeDelta::seconds(60));
    let client = desk.stranger();
    let page = sign_in(desk, &client, login).await;
    assert_eq!(page.location.as_deref(), Some("/"), "{}", page.words());
    client
}

fn last_audit(desk: &Desk) -> (String, String, Option<String>) {
    let mut conn = open(&desk.app.config.database, Purpose::Reading).expect("it opens");
    audit_rows::table
        .order(audit_rows::id.desc())
        .select((audit_rows::event, audit_rows::outcome, audit_rows::detail))
        .first(&mut conn)
        .expect("there is evidence")
}

async fn change(client: &Client, old: &str, new: &str, once_more: &str) -> Page {
    let typed = [
        ("password", old),
        ("password_new", new),
        ("password_again", once_more),
    ];
    client.fill("/account/password", &typed).await
}

#[test]
fn ones_own_password_is_changed_with_the_old_one_and_other_sessions_end_t27_t34() {
    on_both_databases(async |desk| {
        account(&desk, "dana", &[("duarte", Role::Clerk)]).await;
        let elsewhere = again(&desk, "dana").await;
        let client = again(&desk, "dana").await;
        let (cookie_before, other_tab) = (client.cookie(), client.get("/account").await);
        let wrong = change(&client, OTHER, OTHER, OTHER).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        for (old, new, once_more, field) in [
            (PASSWORD, "short", "short", "password_new"),
            (PASSWORD, PASSWORD, PASSWORD, "password_new"),
            (PASSWORD, OTHER, "lantern walnut copper", "password_again"),
            (
                PASSWORD,
                "Welcome2CityOfHope!",
                "Welcome2CityOfHope!",
                "password_new",
            ),
            ("", OTHER, OTHER, "password"),
        ] {
            let page = change(&client, old, new, once_more).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
            assert!(
                !page.find(&format!("#{field}-error")).is_empty()
                    || page.text.contains(&format!("href=\"#{field}\"")),
                "the sentence stands at {field}: {}",
                page.words()
            );
            assert!(!page.text.contains(OTHER), "no password is shown again");
        }
        let done = change(&client, PASSWORD, OTHER, OTHER).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        assert_eq!(last_audit(&desk).0, "account.password");
        assert_ne!(client.cookie(), cookie_before, "T34: a new id");
        assert_eq!(client.follow(&done).await.status, StatusCode::OK);
        assert_eq!(
            elsewhere.get("/account").await.location.as_deref(),
            Some("/sign-in?ended=1"),
            "other sessions end"
        );
        // A form that was drawn before in another tab still belongs to this session.
        let kept = client.post("/session/keep", &[csrf(&other_tab)]).await;
        assert_ne!(kept.status, StatusCode::BAD_REQUEST, "{}", kept.words());
        let old = try_password(&desk.stranger(), "dana", PASSWORD).await;
        assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);
        let new = try_password(&desk.stranger(), "dana", OTHER).await;
        assert_eq!(new.location.as_deref(), Some("/sign-in/code"));
    });
}

#[test]
fn signed_in_credential_forms_share_the_count_of_the_sign_in_t29() {
    let doors = POLICIES
        .iter()
        .filter(|p| matches!(p.door, Door::Staff(_)) && p.limiter == Limiter::Credential);
    assert_eq!(doors.count(), 2, "the password and the proof");
    on_both_databases(async |desk| {
        account(&desk, "dana", &[("duarte", Role::Clerk)]).await;
        let client = again(&desk, "dana").await;
        let mut heard = 0;
        for round in 0..6 {
            let page = if round % 2 == 0 {
                change(&client, "not the password at all", OTHER, OTHER).await
            } else {
                client.fill("/account/proof", &[("code", "000000")]).await
            };
            if page.status == StatusCode::UNPROCESSABLE_ENTITY {
                heard += 1;
            } else {
                assert_eq!(
                    page.status,
                    StatusCode::TOO_MANY_REQUESTS,
                    "{}",
                    page.words()
                );
            }
        }
        assert_eq!(heard, 5, "five are heard, whichever form they came by");
        let right = change(&client, PASSWORD, OTHER, OTHER).await;
        assert_eq!(right.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(last_audit(&desk).1, "denied");
    });
}

#[test]
fn new_recovery_codes_end_the_earlier_ones_t31() {
    on_both_databases(async |desk| {
        account(&desk, "dana", &[("duarte", Role::Clerk)]).await;
        let client = again(&desk, "dana").await;
        let mut made = Vec::new();
        for _ in 0..2 {
            let page = client.get("/account").await;
            let page = client.post("/account/recovery-codes", &[csrf(&page)]).await;
            assert_eq!(page.status, StatusCode::OK, "{}", page.words());
            made.push(page.find("ol li code"));
        }
        assert_eq!((made[0].len(), made[1].len()), (10, 10));
        let other = desk.stranger();
        try_password(&other, "dana", PASSWORD).await;
        let page = other.fill("/sign-in/code", &[("code", &made[0][0])]).await;
        assert_eq!(
            page.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "an earlier one"
        );
        let page = other.fill("/sign-in/code", &[("code", &made[1][0])]).await;
        assert_eq!(page.location.as_deref(), Some("/"), "one of the new");
    });
}

#[test]
fn a_dangerous_act_asks_for_a_code_again_and_keeps_what_was_typed() {
    let asked: Vec<&str> = POLICIES
        .iter()
        .filter(|p| p.asks_code)
        .map(|p| p.path)
        .collect();
    for path in [
        "/requests/{request}/release",
        "/staff/{staff}/roles",
        "/staff/new",
        "/staff/{staff}/reset",
        "/staff/{staff}/reset/confirm",
        "/account/recovery-codes",
    ] {
        assert!(asked.contains(&path), "ASVS 7.5.3: {path}");
    }
    on_both_databases(async |desk| {
        account(&desk, "dana", &[("duarte", Role::Administrator)]).await;
        account(&desk, "lee", &[("duarte", Role::Clerk)]).await;
        let client = again(&desk, "dana").await;
        for _ in 0..3 {
            desk.later(TimeDelta::minutes(12));
            client.get("/account").await;
        }
        let form = client.get("/staff/id-lee").await;
        let sent = client.submit(&form, &[("roles", "auditor")]).await;
        let to = sent.location.clone().expect("the proof is asked for");
        assert!(to.starts_with("/account/proof?draft="), "{to}");
        assert_eq!(
            last_audit(&desk),
            ("staff.roles".to_owned(), "denied".to_owned(), None)
        );
        let wrong = client.fill(&to, &[("code", "000000")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let before = client.cookie();
        let passed = client
            .submit(&wrong, &[("code", &code_now(&desk, "dana"))])
            .await;
        assert_eq!(passed.status, StatusCode::SEE_OTHER, "{}", passed.words());
        assert_ne!(client.cookie(), before, "T34: a new id");
        let page = client.follow(&passed).await;
        assert_eq!(
            page.attributes("input[name=roles][checked]", "value"),
            ["auditor"],
            "everything typed is there, and nothing was run by itself"
        );
        let sent = client.submit(&page, &[]).await;
        assert_eq!(
            sent.location.as_deref(),
            Some("/staff/id-lee"),
            "{}",
            sent.words()
        );
        let page = client.get("/staff/id-lee").await;
        assert_eq!(
            page.attributes("input[name=roles][checked]", "value"),
            ["auditor"]
        );
        // The same code proves nothing twice.
        for _ in 0..3 {
            desk.later(TimeDelta::minutes(11));
            client.get("/account").await;
        }
        let page = client.get("/staff/new").await;
        let typed = [("name", "Kim New"), ("login", "kim.new"), ("role", "clerk")];
        let sent = client.submit(&page, &typed).await;
        let to = sent.location.expect("asked again after 30 minutes");
        let code = code_now(&desk, "dana");
        let passed = client.fill(&to, &[("code", &code)]).await;
        let page = client.follow(&passed).await;
        assert_eq!(page.attributes("input[name=login]", "value"), ["kim.new"]);
        let twice = client.fill("/account/proof", &[("code", &code)]).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn a_proof_counts_for_thirty_minutes_and_never_from_the_future() {
    let now = crate::check::instant("2026-06-08T17:00:00");
    let ago = |seconds| Some(now - TimeDelta::seconds(seconds));
    for (proved_at, fresh) in [
        (None, false),
        (ago(0), true),
        (ago(1_800), true),
        (ago(1_801), false),
        (ago(-1), false),
    ] {
        assert_eq!(proof::is_fresh(proved_at, now), fresh, "{proved_at:?}");
    }
}

// ---- Lost credentials -----------------------------------------------------------------------------------------------

/// The form of a page whose action ends so, with what is typed into it.
async fn press(client: &Client, path: &str, ending: &str, typed: &[(&str, &str)]) -> Page {
    let page = client.get(path).await;
    let html = page.html();
    let css = format!("form[action$=\"{ending}\"]");
    let form = html
        .select(&scraper::Selector::parse(&css).expect("a selector"))
        .next()
        .unwrap_or_else(|| panic!("{ending} is offered: {}", page.words()));
    let action = form.attr("action").expect("an action").to_owned();
    let hidden = scraper::Selector::parse("input[type=hidden]").expect("a selector");
    let mut fields: Vec<(String, String)> = form
        .select(&hidden)
        .filter_map(|i| Some((i.attr("name")?.to_owned(), i.attr("value")?.to_owned())))
        .collect();
    fields.extend(
        typed
            .iter()
            .map(|(n, v)| ((*n).to_owned(), (*v).to_owned())),
    );
    client.post(&action, &fields).await
}

const LEE: &str = "/staff/id-lee";
const REASON: &str = "Came to the office with the staff badge.";

async fn ask(client: &Client, lost: &str) -> Page {
    press(client, LEE, "/reset", &[("lost", lost), ("reason", REASON)]).await
}

/// Two administrators who are signed in.
async fn administrators(desk: &Desk) -> (Client, Client) {
    account(desk, "ada", &[("duarte", Role::Administrator)]).await;
    account(desk, "bo", &[("duarte", Role::Administrator)]).await;
    (again(desk, "ada").await, again(desk, "bo").await)
}

fn open_resets(desk: &Desk) -> i64 {
    let mut conn = open(&desk.app.config.database, Purpose::Reading).expect("it opens");
    credential_resets::table
        .filter(credential_resets::ended_at.is_null())
        .count()
        .get_result(&mut conn)
        .expect("they can be counted")
}

/// Asked by one, confirmed by another: the token.
async fn token(ada: &Client, bo: &Client, lost: &str) -> String {
    let asked = ask(ada, lost).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.words());
    let shown = press(bo, LEE, "/reset/confirm", &[]).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.words());
    shown.find("main code").swap_remove(0)
}

#[test]
fn a_lost_second_factor_takes_two_administrators_and_the_persons_own_password_t31() {
    on_both_databases(async |desk| {
        account(&desk, "lee", &[("duarte", Role::Clerk)]).await;
        let (ada, bo) = administrators(&desk).await;
        let lee = again(&desk, "lee").await;
        ask(&ada, "second_factor").await;
        // One alone changes nothing, and cannot be the second.
        assert_eq!(lee.get("/account").await.status, StatusCode::OK);
        assert!(
            ada.get(LEE)
                .await
                .find("form[action$=\"/reset/confirm\"]")
                .is_empty(),
            "not offered to whoever asked"
        );
        let fields = reset_fields(&ada).await;
        let alone = ada.post(&[LEE, "/reset/confirm"].concat(), &fields).await;
        assert_eq!(
            alone.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            alone.words()
        );
        assert_eq!(
            last_audit(&desk),
            (
                "staff.reset_confirmed".to_owned(),
                "denied".to_owned(),
                Some("refused by T31".to_owned())
            )
        );
        let shown = press(&bo, LEE, "/reset/confirm", &[]).await;
        let token = shown.find("main code").swap_remove(0);
        assert_eq!(last_audit(&desk).0, "staff.reset_confirmed");
        // T32: the lost factor is worth nothing now, nor are sessions.
        assert_eq!(
            lee.get("/account").await.location.as_deref(),
            Some("/sign-in?ended=1")
        );
        let twice = press_or_post(&bo, &fields).await;
        assert!(twice.status.is_client_error(), "confirmed once only");
        // The token alone opens nothing; the password alone shows no secret.
        let thief = desk.stranger();
        let page = thief
            .fill(
                "/sign-in/welcome",
                &[("token", &token), ("password", OTHER)],
            )
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let knows_password = desk.stranger();
        let page = try_password(&knows_password, "lee", PASSWORD).await;
        assert_eq!(page.location.as_deref(), Some("/sign-in/renew"));
        for path in ["/sign-in/enrol", "/sign-in/code"] {
            let page = knows_password.get(path).await;
            assert_eq!(page.location.as_deref(), Some("/sign-in/renew"), "{path}");
        }
        let form = knows_password.get("/sign-in/renew").await;
        for path in ["/sign-in/enrol", "/sign-in/code"] {
            let old = code_now(&desk, "lee");
            let fields = [csrf(&form), ("code".to_owned(), old)];
            let page = knows_password.post(path, &fields).await;
            assert_ne!(page.location.as_deref(), Some("/"), "{path}");
        }
        let page = knows_password.submit(&form, &[("token", "guess")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        // Another person's password does not go with it.
        account(&desk, "max", &[("duarte", Role::Clerk)]).await;
        assert!(
            try_password(&desk.stranger(), "max", PASSWORD)
                .await
                .location
                .is_some()
        );
        // The person: password, token, new app, new recovery codes.
        let lee = desk.stranger();
        try_password(&lee, "lee", PASSWORD).await;
        let page = lee.fill("/sign-in/renew", &[("token", &token)]).await;
        assert_eq!(
            page.location.as_deref(),
            Some("/sign-in/enrol"),
            "{}",
            page.words()
        );
        let enrol = lee.get("/sign-in/enrol").await;
        let code = crate::staff::code_of_page(&desk, &enrol, "lee");
        // The token is used, and another session with the password does not inherit the open door.
        let late = desk.stranger();
        try_password(&late, "lee", PASSWORD).await;
        let page = late.fill("/sign-in/renew", &[("token", &token)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "once only");
        assert_eq!(
            late.get("/sign-in/enrol").await.location.as_deref(),
            Some("/sign-in/renew")
        );
        let page = lee.submit(&enrol, &[("code", &code)]).await;
        assert_eq!(page.find("ol li code").len(), 10, "{}", page.words());
        assert_eq!(lee.get("/account").await.status, StatusCode::OK);
        assert_eq!(open_resets(&desk), 0);
    });
}

async fn reset_fields(client: &Client) -> Vec<(String, String)> {
    let page = client.get(LEE).await;
    let first = |css: &str| page.attributes(css, "value").swap_remove(0);
    vec![
        ("csrf".to_owned(), first("input[name=csrf]")),
        ("key".to_owned(), first("main input[name=key]")),
        ("reset".to_owned(), first("main input[name=reset]")),
    ]
}

async fn press_or_post(client: &Client, fields: &[(String, String)]) -> Page {
    let own = client.get(LEE).await;
    let mut fields = fields.to_vec();
    fields[0] = csrf(&own);
    client
        .post(&[LEE, "/reset/confirm"].concat(), &fields)
        .await
}

#[test]
fn a_reset_has_no_way_around_the_second_administrator_t31_t47() {
    on_both_databases(async |desk| {
        account(&desk, "lee", &[("duarte", Role::Administrator)]).await;
        let (ada, bo) = administrators(&desk).await;
        let lee = again(&desk, "lee").await;
        // Never the person.
        let own = lee.get("/account").await;
        let fields = vec![
            csrf(&own),
            ("key".to_owned(), "k".repeat(43)),
            ("lost".to_owned(), "second_factor".to_owned()),
            ("reason".to_owned(), REASON.to_owned()),
        ];
        let page = lee.post("/staff/id-lee/reset", &fields).await;
        assert_eq!(
            page.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            page.words()
        );
        assert_eq!(open_resets(&desk), 0);
        ask(&ada, "second_factor").await;
        let seen = reset_fields(&ada).await;
        let page = press_or_post(&lee, &seen).await;
        assert_eq!(
            page.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            page.words()
        );
        // What was seen is what is confirmed: withdrawn and asked anew in between, it is another one.
        press(&ada, LEE, "/reset/withdraw", &[]).await;
        ask(&ada, "password").await;
        let page = press_or_post(&bo, &seen).await;
        assert_eq!(page.status, StatusCode::CONFLICT, "{}", page.words());
        // Who asked must still be an administrator when it is confirmed.
        let ada_page = bo.get("/staff/id-ada").await;
        let first = |css: &str| ada_page.attributes(css, "value").swap_remove(0);
        let fields = vec![
            csrf(&ada_page),
            ("key".to_owned(), first("main input[name=key]")),
            ("version".to_owned(), first("main input[name=version]")),
        ];
        let page = bo.post("/staff/id-ada/disable", &fields).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.words());
        let page = press(&bo, LEE, "/reset/confirm", &[]).await;
        assert_eq!(
            page.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            page.words()
        );
        assert_eq!(
            lee.get("/account").await.status,
            StatusCode::OK,
            "nothing changed"
        );
        // Other sites' administrators do not see the person.
        account(&desk, "far", &[("hss", Role::Administrator)]).await;
        let far = again(&desk, "far").await;
        assert_eq!(far.get(LEE).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn one_administrator_cannot_invite_somebody_whose_second_factor_was_taken_away_t31() {
    on_both_databases(async |desk| {
        account(&desk, "lee", &[("duarte", Role::Clerk)]).await;
        let (ada, bo) = administrators(&desk).await;
        token(&ada, &bo, "second_factor").await;
        let typed = [("name", "Test lee"), ("login", "lee"), ("role", "clerk")];
        let page = ada.fill("/staff/new", &typed).await;
        assert_eq!(
            page.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            page.words()
        );
    });
}

#[test]
fn tokens_of_a_reset_end_after_thirty_minutes_when_withdrawn_and_with_the_account_t34() {
    on_both_databases(async |desk| {
        account(&desk, "lee", &[("duarte", Role::Clerk)]).await;
        let (ada, bo) = administrators(&desk).await;
        let old = token(&ada, &bo, "second_factor").await;
        for _ in 0..2 {
            desk.later(TimeDelta::minutes(14));
            ada.get("/account").await;
            bo.get("/account").await;
        }
        desk.later(TimeDelta::minutes(2));
        let lee = desk.stranger();
        try_password(&lee, "lee", PASSWORD).await;
        let page = lee.fill("/sign-in/renew", &[("token", &old)]).await;
        assert_eq!(
            page.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "30 minutes are over"
        );
        let (ada, bo) = (again(&desk, "ada").await, again(&desk, "bo").await);
        let withdrawn = token(&ada, &bo, "second_factor").await;
        press(&ada, LEE, "/reset/withdraw", &[]).await;
        let lee = desk.stranger();
        try_password(&lee, "lee", PASSWORD).await;
        let page = lee.fill("/sign-in/renew", &[("token", &withdrawn)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "withdrawn");
        // An asked reset waits a day for its second administrator and no longer.
        ask(&ada, "second_factor").await;
        desk.later(TimeDelta::hours(24));
        let bo = again(&desk, "bo").await;
        let page = bo.get(LEE).await;
        assert!(page.find("form[action$=\"/reset/confirm\"]").is_empty());
        assert!(
            !page.find("form[action$=\"/reset\"]").is_empty(),
            "a new one can be asked for"
        );
    });
}

#[test]
fn a_forgotten_password_is_chosen_anew_and_the_code_is_still_asked_t34() {
    on_both_databases(async |desk| {
        account(&desk, "lee", &[("duarte", Role::Clerk)]).await;
        let (ada, bo) = administrators(&desk).await;
        let lee = again(&desk, "lee").await;
        let token = token(&ada, &bo, "password").await;
        assert_eq!(
            lee.get("/account").await.status,
            StatusCode::OK,
            "until it is used"
        );
        let at_the_desk = desk.stranger();
        let guessed = at_the_desk
            .fill(
                "/sign-in/welcome",
                &[("token", &token), ("password", "Test lee lee lee")],
            )
            .await;
        assert_eq!(
            guessed.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "the own name is guessed"
        );
        let page = at_the_desk
            .fill(
                "/sign-in/welcome",
                &[("token", &token), ("password", OTHER)],
            )
            .await;
        assert_eq!(
            page.location.as_deref(),
            Some("/sign-in/code"),
            "{}",
            page.words()
        );
        assert_eq!(
            lee.get("/account").await.location.as_deref(),
            Some("/sign-in?ended=1"),
            "its sessions end"
        );
        let page = at_the_desk.get("/").await;
        assert_eq!(
            page.location.as_deref(),
            Some("/sign-in/code"),
            "T31: not in yet"
        );
        desk.later(TimeDelta::seconds(60));
        let code = code_now(&desk, "lee");
        let page = at_the_desk.fill("/sign-in/code", &[("code", &code)]).await;
        assert_eq!(page.location.as_deref(), Some("/"), "{}", page.words());
        let twice = desk
            .stranger()
            .fill(
                "/sign-in/welcome",
                &[("token", &token), ("password", PASSWORD)],
            )
            .await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY, "once only");
    });
}
