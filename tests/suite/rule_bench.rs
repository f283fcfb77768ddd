//! `roi-desk rule received` and `rule due`: JSON in, JSON out.

use std::io::Write;
use std::process::{Command, Stdio};

use roi_desk::facilities::Facilities;
use roi_desk::rule_bench::{facility_facts, run};
use serde_json::{Value, json};

pub fn answer(rule: &str, stdin: &str) -> Result<String, String> {
    let facilities = Facilities::load().expect("the profiles");
    run(rule, stdin, &|code, on| {
        facility_facts(&facilities, code, on)
    })
}

pub fn ask(rule: &str, question: &Value) -> Result<Value, String> {
    answer(rule, &question.to_string()).map(|text| serde_json::from_str(&text).expect("JSON"))
}

#[test]
fn received_answers_the_date_the_door_and_the_reasons() {
    let answered = ask(
        "received",
        &json!({
            "facility": "duarte", "channel": "drop_box", "arrived_at": "2026-05-26T08:10:00",
            "deposited_at": "2026-05-22T14:00", "box_previous_emptied_at": "2026-05-21T15:30:00",
            "box_emptied_at": "2026-05-26T08:10:00", "appointment_on": "2026-05-22",
        }),
    )
    .expect("an answer");
    assert_eq!(answered["received_on"], "2026-05-22");
    assert_eq!(answered["desk_open"], false, "no window on Friday");
    assert!(
        answered["why"]
            .as_array()
            .is_some_and(|why| !why.is_empty())
    );
}

#[test]
fn the_desk_is_shut_at_noon_at_four_on_friday_and_on_a_closing_holiday_and_unknown_without_hours() {
    for (time, open) in [
        ("2026-06-04T07:59:00", false),
        ("2026-06-04T08:00:00", true),
        ("2026-06-04T11:59:00", true),
        ("2026-06-04T12:00:00", false),
        ("2026-06-04T13:00:00", true),
        ("2026-06-04T16:00:00", false),
        ("2026-06-05T10:00:00", false),
        ("2026-05-25T10:00:00", false),
    ] {
        let question = json!({"facility": "duarte", "channel": "walk_in", "arrived_at": time});
        assert_eq!(
            ask("received", &question).expect("an answer")["desk_open"],
            open,
            "{time}"
        );
    }
    let question = json!({"facility": "community", "channel": "community_site", "arrived_at": "2026-06-04T10:00:00"});
    assert_eq!(
        ask("received", &question).expect("an answer")["desk_open"],
        Value::Null
    );
}

#[test]
fn due_answers_clocks_house_promises_and_the_status_day() {
    let answered = ask(
        "due",
        &json!({"facility": "duarte", "road": "patient_access", "received_on": "2026-06-04", "wants": ["copy"]}),
    )
    .expect("an answer");
    let clocks = answered["clocks"].as_array().expect("clocks");
    assert_eq!(clocks.len(), 2);
    assert_eq!(clocks[0]["rule"], "C1");
    assert_eq!(clocks[0]["statutory_due"], "2026-07-04");
    // Saturday 4 July; the office keeps Friday the 3rd.
    assert_eq!(clocks[0]["work_by"], "2026-07-02");
    assert_eq!(clocks[0]["rolled_due"], "2026-07-06");
    assert_eq!(clocks[1]["rule"], "C5");
    assert_eq!(clocks[1]["controlling"], true);
    assert_eq!(answered["house"][0]["rule"], "C25");
    assert_eq!(answered["status_ok_from"], "2026-06-12");
    assert_eq!(answered["refusals"], json!([]));
    assert!(answered.get("earliest_production_on").is_none());
}

#[test]
fn due_puts_the_target_of_c12_beside_its_day_and_leaves_the_status_day_empty_where_none_is_named() {
    let answered = ask(
        "due",
        &json!({"facility": "hss", "road": "patient_access", "received_on": "2026-06-04", "wants": ["copy"]}),
    )
    .expect("an answer");
    assert_eq!(answered["clocks"][1]["target"], "2026-06-14");
    assert_eq!(answered["status_ok_from"], Value::Null);
    assert_eq!(answered["house"], json!([]));
}

#[test]
fn the_proof_of_a_benefit_claim_came_with_the_request_unless_another_day_is_given() {
    let answered = ask(
        "due",
        &json!({"facility": "duarte", "road": "patient_access", "received_on": "2026-06-04", "wants": ["copy"], "benefit_claim": true}),
    )
    .expect("an answer");
    assert_eq!(answered["clocks"][1]["rule"], "C6");
    assert_eq!(answered["clocks"][1]["statutory_due"], "2026-07-04");
}

#[test]
fn a_refused_extension_names_its_rule_and_its_dates() {
    let answered = ask(
        "due",
        &json!({
            "facility": "hss", "road": "amendment", "received_on": "2026-06-04",
            "extension": {"sent_on": "2026-08-04", "completion_on": "2026-08-20"},
        }),
    )
    .expect("an answer");
    assert_eq!(answered["refusals"][0]["rule"], "R10");
    let text = answered["refusals"][0]["text"]
        .as_str()
        .expect("a sentence");
    assert!(
        text.contains("2026-08-04") && text.contains("Tue 4 Aug 2026"),
        "{text}"
    );
    assert_eq!(answered["clocks"][0]["statutory_due"], "2026-08-03");
}

#[test]
fn a_subpoena_answers_its_earliest_production_day_and_its_hold() {
    let answered = ask(
        "due",
        &json!({
            "facility": "duarte", "road": "subpoena", "received_on": "2026-06-08",
            "subpoena": {
                "kind": "civil", "issued_on": "2026-06-01", "consumer_served_on": "2026-06-02",
                "custodian_served_on": "2026-06-08", "production_on": "2026-06-25", "objection_on": "2026-06-15",
            },
        }),
    )
    .expect("an answer");
    assert_eq!(answered["earliest_production_on"], "2026-06-23");
    assert_eq!(answered["clocks"][0]["rule"], "C10");
    assert_eq!(answered["clocks"][0]["controlling"], false);
}

#[test]
fn what_is_unreadable_unknown_or_impossible_is_refused_with_a_sentence() {
    let due = |text: &str| answer("due", text).expect_err(text);
    let access = r#""facility":"duarte","road":"patient_access","wants":["copy"]"#;
    for question in [
        String::new(),
        "[]".to_owned(),
        r#"["duarte","payer","2026-06-04"]"#.to_owned(),
        r#"{"facility":"duarte"}"#.to_owned(),
        r#"{"facility":"nowhere","road":"payer","received_on":"2026-06-04"}"#.to_owned(),
        r#"{"facility":"duarte","road":"alley","received_on":"2026-06-04"}"#.to_owned(),
        r#"{"facility":"duarte","road":"payer","received_on":"2026-02-30"}"#.to_owned(),
        r#"{"facility":"duarte","road":"payer","received_on":"2026-6-4"}"#.to_owned(),
        r#"{"facility":"duarte","road":"payer","received_on":"0026-06-04"}"#.to_owned(),
        r#"{"facility":"duarte","road":"payer","received_on":"2026-06-04","colour":"red"}"#
            .to_owned(),
        r#"{"facility":"duarte","road":"payer","received_on":"2026-06-04"} {}"#.to_owned(),
        r#"{"facility":"duarte","road":"patient_access","received_on":"2026-06-04"}"#.to_owned(),
        format!(r#"{{{access},"received_on":"2026-06-04","today":"2026-06-03"}}"#),
        format!(r#"{{{access},"received_on":"2026-06-04","benefit_proof_on":"2026-06-05"}}"#),
        format!(
            r#"{{{access},"received_on":"2026-06-04","extension":["2026-06-10","2026-07-10"]}}"#
        ),
        r#"{"facility":"duarte","road":"payer","received_on":"2026-06- 4"}"#.to_owned(),
        format!(
            r#"{{{access},"received_on":"2026-06-04","extension":{{"sent_on":"2026-06-01","completion_on":"2026-07-10"}}}}"#
        ),
        format!(
            r#"{{{access},"received_on":"2026-06-04","external_deadlines":[{{"name":" ","on":"2026-06-20"}}]}}"#
        ),
    ] {
        assert!(due(&question).ends_with('.'), "{question}");
    }
    // Said twice, nobody could tell which is meant; a list is no object; a number is no word; a word is no number.
    for odd in [
        r#""received_on":"2026-06-04","received_on":"2026-06-04""#,
        r#""received_on":"2026-06-04","extension":{"sent_on":"2026-06-05","sent_on":"2026-06-06","completion_on":"2026-07-10"}"#,
        r#""received_on":"2026-06-04","external_deadlines":[{"name":"Court","on":"2026-06-20","on":"2026-06-21"}]"#,
        r#""received_on":"2026-06-04","external_deadlines":[["Court","2026-06-20"]]"#,
        r#""received_on":"2026-06-04","external_deadlines":{"name":"Court","on":"2026-06-20"}"#,
        r#""received_on":"2026-06-04","extension":null,"extension":null"#,
        r#""received_on":"2026-06-04","benefit_claim":"true""#,
        r#""received_on":"2026-06-04","benefit_claim":1"#,
        r#""received_on":20260604"#,
        r#""received_on":null"#,
        r#""received_on":["2026-06-04"]"#,
        r#""received_on":{"2026-06-04":null}"#,
        r#""received_on":"+026-06-04""#,
        r#""received_on":"２０２６-06-04""#,
    ] {
        assert!(due(&format!("{{{access},{odd}}}")).ends_with('.'), "{odd}");
    }
    assert!(answer("horoscope", "{}").is_err());
    let received = |value: Value| ask("received", &value).expect_err("refused");
    received(
        json!({"facility": "hss", "channel": "drop_box", "arrived_at": "2026-06-04T10:00:00"}),
    );
    received(
        json!({"facility": "duarte", "channel": "drop_box", "arrived_at": "2026-06-04T10:00:00"}),
    );
    received(
        json!({"facility": "duarte", "channel": "pigeon", "arrived_at": "2026-06-04T10:00:00"}),
    );
    received(json!({"facility": "duarte", "channel": "fax", "arrived_at": "2026-06-04T10:00:00Z"}));
    received(json!({"facility": "duarte", "channel": "fax", "arrived_at": "2026-06-04"}));
    received(json!({"facility": "duarte", "channel": "fax", "arrived_at": "2026-06-04T23:59:60"}));
    received(json!({"facility": "duarte", "channel": "fax", "arrived_at": "2026-03-08T02:30:00"}));
}

#[test]
fn an_unknown_word_is_answered_with_the_known_ones() {
    let refused = ask(
        "due",
        &json!({"facility": "duarte", "road": "patient_access", "received_on": "2026-06-04", "wants": ["fax"]}),
    )
    .expect_err("unknown");
    assert!(
        refused.contains("known are copy, inspect, summary"),
        "{refused}"
    );
}

/// Asks the program itself; answers its exit code and what it said on standard error.
fn at_the_console(stdin: &[u8]) -> (Option<i32>, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_roi-desk"))
        .args(["rule", "due"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut asking = program.stdin.take().expect("it was asked for");
    // It reads no further than a question can be long, so the rest may find nobody.
    asking.write_all(stdin).ok();
    drop(asking);
    let said = program.wait_with_output().expect("it ends");
    (
        said.status.code(),
        String::from_utf8(said.stderr).expect("text"),
    )
}

#[test]
fn the_program_answers_or_ends_with_2_and_one_sentence_whatever_it_is_given() {
    let good = br#"{"facility":"duarte","road":"payer","received_on":"2026-06-04"}"#;
    assert_eq!(at_the_console(good), (Some(0), String::new()));
    let endless = vec![b' '; 2 << 20];
    let nested = vec![b'['; 1 << 19];
    for bad in [
        &b""[..],
        b"\xff\xfe{}",
        b"{\"facility\":\"\xff\"}",
        &endless,
        &nested,
    ] {
        let (code, said) = at_the_console(bad);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.ends_with(".\n") && said.lines().count() == 1, "{said}");
    }
}
