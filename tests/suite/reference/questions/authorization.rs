//! Papers that are nearly in order.

use proptest::prelude::RngExt;
use proptest::test_runner::TestRng;
use roi_desk::authorizations::model::{CheckId, Flag};
use roi_desk::requests::model::Road;
use serde_json::{Map, Value};

use super::{FACILITIES, day, near, one_in, pick, put};

pub fn authorization(random: &mut TestRng) -> Value {
    let signed_roads = [Road::Authorization, Road::Attorney, Road::DisabilityAgency];
    let road = if one_in(random, 2) {
        pick(random, &signed_roads)
    } else {
        pick(random, Road::ALL)
    };
    let as_of = day(random);
    let mut question = Map::new();
    put(&mut question, "facility", pick(random, FACILITIES));
    put(&mut question, "road", road);
    put(&mut question, "as_of", as_of);
    if !one_in(random, 3) {
        put(&mut question, "signed_on", near(random, as_of, -400, 2));
    }
    match random.random_range(0..4) {
        0 | 1 => {
            let days = pick(random, &[0, 365, 366, 730]);
            let expires = near(random, as_of, days - 40, days + 40);
            put(&mut question, "expires_on", expires);
        }
        2 => {
            let events = [
                "End of the lawsuit",
                "none",
                "End of the study.",
                "never",
                "  ",
                "my death",
            ];
            put(&mut question, "expires_event", pick(random, &events));
        }
        _ => {}
    }
    // Failures must not drown each other.
    let failures = random.random_range(0..4_u32);
    let mut answers = Map::new();
    for check in CheckId::ALL {
        if !one_in(random, 5) {
            put(
                &mut answers,
                check.as_str(),
                pick(random, &["yes", "yes", "yes", "yes", "n/a"]),
            );
        }
    }
    for _ in 0..failures {
        put(
            &mut answers,
            pick(random, CheckId::ALL).as_str(),
            pick(random, &["no", "part"]),
        );
    }
    put(&mut question, "answers", answers);
    if one_in(random, 2) {
        let flags: Vec<&str> = Flag::ALL
            .iter()
            .filter(|_| one_in(random, 8))
            .map(|flag| flag.as_str())
            .collect();
        put(&mut question, "flags", flags);
    }
    question.into()
}
