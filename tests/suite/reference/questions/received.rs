//! Arrivals by every channel, half of them in a drop box.

use chrono::NaiveDate;
use proptest::test_runner::TestRng;
use roi_desk::requests::model::Channel;
use serde_json::{Map, Value};

use super::{FACILITIES, day, near, one_in, pick, put};

fn at(random: &mut TestRng, day: NaiveDate) -> String {
    let times = [
        "00:00", "02:30", "07:59", "08:00", "11:59:59", "12:00", "12:59", "13:00", "15:59",
        "16:00", "16:29", "16:30", "17:00", "21:30", "23:59",
    ];
    format!("{day}T{}", pick(random, &times))
}

pub fn received(random: &mut TestRng) -> Value {
    let channel = if one_in(random, 3) {
        Channel::DropBox
    } else {
        pick(random, Channel::ALL)
    };
    let boxed = channel == Channel::DropBox;
    let facility = if boxed && !one_in(random, 20) {
        "duarte"
    } else {
        pick(random, FACILITIES)
    };
    let emptied = day(random);
    let mut question = Map::new();
    put(&mut question, "facility", facility);
    put(&mut question, "channel", channel);
    let emptied_at = at(random, emptied);
    put(
        &mut question,
        "arrived_at",
        if one_in(random, 10) {
            at(random, emptied)
        } else {
            emptied_at.clone()
        },
    );
    if boxed || one_in(random, 50) {
        let before = near(random, emptied, -5, 0);
        put(&mut question, "box_previous_emptied_at", at(random, before));
        put(&mut question, "box_emptied_at", emptied_at);
        if one_in(random, 3) {
            let put_in = near(random, emptied, -4, 0);
            put(&mut question, "deposited_at", at(random, put_in));
        }
    }
    if one_in(random, 2) {
        put(
            &mut question,
            "appointment_on",
            near(random, emptied, -7, 2),
        );
    }
    if one_in(random, 4) {
        put(
            &mut question,
            "site_received_on",
            near(random, emptied, -7, 0),
        );
    }
    question.into()
}
