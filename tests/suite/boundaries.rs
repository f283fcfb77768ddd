//! Days on which counting goes wrong, worked out by hand from the rule sheet (R4–R7, section 5).

use roi_desk::facilities::Facilities;
use roi_desk::rule_bench::{facility_facts, run};
use serde_json::{Value, json};

fn due(question: &Value) -> Value {
    let facilities = Facilities::load().expect("the profiles");
    let answer = run("due", &question.to_string(), &|code, on| {
        facility_facts(&facilities, code, on)
    });
    serde_json::from_str(&answer.expect("an answer")).expect("JSON")
}

fn access(facility: &str, wants: &str, received: &str) -> Value {
    json!({"facility": facility, "road": "patient_access", "received_on": received, "wants": [wants]})
}

/// Facility, what is wanted, received; the clock, `statutory_due`, `work_by`, `rolled_due`.
const DAYS: &str = "
# Thanksgiving week: Thursday is skipped; the Friday after it is shut at City of Hope and no holiday of the law.
duarte    inspect 2026-11-23  C4   2026-12-01 2026-12-01 2026-12-01
duarte    copy    2026-11-11  C5   2026-11-26 2026-11-25 2026-11-27
duarte    copy    2026-11-12  C5   2026-11-27 2026-11-25 2026-11-27
hss       inspect 2026-11-16  C11  2026-11-26 2026-11-25 2026-11-27
hss       inspect 2026-11-17  C11  2026-11-27 2026-11-27 2026-11-27
# Memorial Day.
irvine    inspect 2026-05-22  C4   2026-06-01 2026-06-01 2026-06-01
hss       inspect 2026-05-15  C11  2026-05-25 2026-05-22 2026-05-26
# Friday 3 July 2026: shut, but no holiday of the law, so the statute counts it and nobody works on it.
duarte    inspect 2026-07-01  C4   2026-07-08 2026-07-08 2026-07-08
community copy    2026-06-18  C5   2026-07-03 2026-07-02 2026-07-03
hss       copy    2026-06-19  C12  2026-07-03 2026-07-02 2026-07-03
# Sunday 4 July 2027 is kept on the Monday by both, Saturday 19 June 2027 only closes the office on the Friday.
duarte    inspect 2027-07-01  C4   2027-07-09 2027-07-09 2027-07-09
hss       copy    2027-06-20  C12  2027-07-04 2027-07-02 2027-07-06
duarte    inspect 2027-06-15  C4   2027-06-22 2027-06-22 2027-06-22
# Sunday 11 November 2029: Monday is a holiday of the law on which the office works.
duarte    copy    2029-10-27  C5   2029-11-11 2029-11-09 2029-11-13
hss       copy    2029-10-29  C12  2029-11-12 2029-11-12 2029-11-13
# Saturday 11 November 2028: California keeps the Friday, New York does not.
duarte    copy    2028-10-26  C5   2028-11-10 2028-11-10 2028-11-13
hss       copy    2028-10-27  C12  2028-11-10 2028-11-10 2028-11-10
# Holidays of one state's law on which the office works: they roll the day and stop no work.
duarte    copy    2026-03-16  C5   2026-03-31 2026-03-31 2026-04-01
hss       copy    2026-03-17  C12  2026-03-31 2026-03-31 2026-03-31
hss       copy    2026-10-20  C12  2026-11-03 2026-11-03 2026-11-04
duarte    copy    2026-10-19  C5   2026-11-03 2026-11-03 2026-11-03
# Leap day.
duarte    copy    2028-02-14  C5   2028-02-29 2028-02-29 2028-02-29
duarte    copy    2028-02-29  C5   2028-03-15 2028-03-15 2028-03-15
hss       inspect 2028-02-22  C11  2028-03-03 2028-03-03 2028-03-03
hss       inspect 2027-02-22  C11  2027-03-04 2027-03-04 2027-03-04
# Year end; in 2027 the Fridays before both holidays are shut and count.
duarte    summary 2026-12-21  C7   2027-01-06 2027-01-06 2027-01-06
duarte    inspect 2027-12-23  C4   2027-12-30 2027-12-30 2027-12-30
duarte    copy    2027-12-16  C5   2027-12-31 2027-12-30 2027-12-31
hss       copy    2027-12-18  C12  2028-01-01 2027-12-30 2028-01-03
# The change of clocks, in spring and in autumn.
hss       inspect 2026-03-05  C11  2026-03-15 2026-03-13 2026-03-16
duarte    inspect 2026-03-06  C4   2026-03-13 2026-03-13 2026-03-13
duarte    inspect 2026-10-30  C4   2026-11-06 2026-11-06 2026-11-06
";

#[test]
fn clocks_end_on_the_right_day_where_counting_goes_wrong_r4_to_r7() {
    let rows = DAYS
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    for row in rows {
        let words: Vec<&str> = row.split_whitespace().collect();
        let &[facility, wants, received, rule, ..] = words.as_slice() else {
            panic!("a row that is too short: {row}");
        };
        let answer = due(&access(facility, wants, received));
        let clocks = answer["clocks"].as_array().expect("clocks");
        let clock = clocks.iter().find(|clock| clock["rule"] == rule);
        let clock = clock.unwrap_or_else(|| panic!("no {rule}: {row}"));
        let ours = ["statutory_due", "work_by", "rolled_due"].map(|field| clock[field].clone());
        assert_eq!(ours, words[4..], "{row}");
    }
}

#[test]
fn the_houses_promises_skip_every_day_the_office_is_shut_c24_c25_r6_r12() {
    for (received, c24, c25, status) in [
        // Thursday and Friday of Thanksgiving.
        ("2026-11-23", "2026-12-09", "2026-12-02", "2026-12-03"),
        // Friday 3 July.
        ("2026-07-01", "2026-07-16", "2026-07-09", "2026-07-10"),
        // Memorial Day.
        ("2026-05-22", "2026-06-08", "2026-06-01", "2026-06-02"),
        // Friday 18 June 2027.
        ("2027-06-15", "2027-06-30", "2027-06-23", "2027-06-24"),
        // Fridays 24 and 31 December 2027.
        ("2027-12-23", "2028-01-10", "2028-01-03", "2028-01-04"),
        // Veterans Day is a working day.
        ("2026-11-06", "2026-11-20", "2026-11-13", "2026-11-16"),
    ] {
        let answer =
            due(&json!({"facility": "duarte", "road": "medical_form", "received_on": received}));
        let promise = |rule: &str| {
            let rows = answer["house"].as_array().expect("promises").iter();
            rows.clone()
                .find(|row| row["rule"] == rule)
                .expect("it is promised")["due"]
                .clone()
        };
        assert_eq!(promise("C24"), c24, "{received}");
        assert_eq!(promise("C25"), c25, "{received}");
        assert_eq!(answer["status_ok_from"], status, "{received}");
    }
}
