//! The date of receipt (R1–R3) by all channels.

use chrono::NaiveDateTime;
use roi_desk::requests::model::Channel;
use roi_desk::requests::rules::received::{Arrival, received_on};

use super::calendar::on;

fn at(text: &str) -> NaiveDateTime {
    text.parse().expect("a time")
}

/// The box at Duarte: emptied on the Thursday before Memorial Day and again on the Tuesday after it.
fn holiday_weekend_box() -> Arrival {
    Arrival {
        box_previous_emptied_at: Some(at("2026-05-21T15:30:00")),
        box_emptied_at: Some(at("2026-05-26T08:10:00")),
        ..Arrival::new(Channel::DropBox, at("2026-05-26T08:10:00"))
    }
}

#[test]
fn every_channel_but_the_box_counts_the_local_day_it_came_even_at_ten_to_midnight_r2() {
    for channel in Channel::ALL
        .iter()
        .filter(|channel| **channel != Channel::DropBox)
    {
        let received =
            received_on(&Arrival::new(*channel, at("2026-06-04T23:50:00"))).expect("a date");
        assert_eq!(received.on, on("2026-06-04"), "{channel}");
        assert!(
            received.why[0].contains("Thu 4 Jun 2026 (2026-06-04)"),
            "{channel}: {:?}",
            received.why
        );
        assert!(received.why[0].contains("R2"), "{channel}");
    }
}

#[test]
fn a_weekend_day_stays_the_day_of_receipt() {
    let received =
        received_on(&Arrival::new(Channel::Fax, at("2026-06-06T11:00:00"))).expect("a date");
    assert_eq!(received.on, on("2026-06-06"));
}

#[test]
fn a_call_says_that_it_starts_no_clock_of_its_own_s29() {
    let received =
        received_on(&Arrival::new(Channel::Phone, at("2026-06-04T09:00:00"))).expect("a date");
    assert!(received.why[0].contains("starts no clock of its own"));
}

#[test]
fn a_community_sites_date_counts_not_the_day_it_reached_the_desk_s27() {
    let sent_on = Arrival {
        site_received_on: Some(on("2026-06-02")),
        ..Arrival::new(Channel::CommunitySite, at("2026-06-04T10:00:00"))
    };
    let received = received_on(&sent_on).expect("a date");
    assert_eq!(received.on, on("2026-06-02"));
    assert!(
        received
            .why
            .iter()
            .any(|why| why.contains("reached this desk on Thu 4 Jun 2026"))
    );
}

#[test]
fn a_site_cannot_have_received_it_after_it_arrived() {
    let wrong = Arrival {
        site_received_on: Some(on("2026-06-05")),
        ..Arrival::new(Channel::CommunitySite, at("2026-06-04T10:00:00"))
    };
    assert!(
        received_on(&wrong)
            .expect_err("impossible")
            .contains("2026-06-05")
    );
}

#[test]
fn a_box_item_over_a_holiday_weekend_counts_from_the_friday_of_the_appointment_r3() {
    let item = Arrival {
        appointment_on: Some(on("2026-05-22")),
        ..holiday_weekend_box()
    };
    assert_eq!(received_on(&item).expect("a date").on, on("2026-05-22"));
}

#[test]
fn an_appointment_on_the_day_of_either_emptying_counts_r3() {
    for day in ["2026-05-21", "2026-05-26"] {
        let item = Arrival {
            appointment_on: Some(on(day)),
            ..holiday_weekend_box()
        };
        assert_eq!(received_on(&item).expect("a date").on, on(day));
    }
}

#[test]
fn without_an_appointment_in_that_time_the_previous_emptying_counts_r3() {
    for appointment_on in [None, Some(on("2026-05-20")), Some(on("2026-05-27"))] {
        let item = Arrival {
            appointment_on,
            ..holiday_weekend_box()
        };
        assert_eq!(
            received_on(&item).expect("a date").on,
            on("2026-05-21"),
            "{appointment_on:?}"
        );
    }
}

#[test]
fn a_known_time_of_deposit_does_not_set_the_date_r3() {
    let item = Arrival {
        deposited_at: Some(at("2026-05-25T09:00:00")),
        ..holiday_weekend_box()
    };
    assert_eq!(received_on(&item).expect("a date").on, on("2026-05-21"));
}

#[test]
fn a_box_item_needs_both_emptying_times_and_they_must_be_possible_r3() {
    let wrong = [
        Arrival {
            box_previous_emptied_at: None,
            ..holiday_weekend_box()
        },
        Arrival {
            box_emptied_at: None,
            ..holiday_weekend_box()
        },
        Arrival {
            box_emptied_at: Some(at("2026-05-20T08:00:00")),
            ..holiday_weekend_box()
        },
        Arrival {
            deposited_at: Some(at("2026-05-21T15:29:00")),
            ..holiday_weekend_box()
        },
        Arrival {
            deposited_at: Some(at("2026-05-26T08:11:00")),
            ..holiday_weekend_box()
        },
        Arrival {
            arrived_at: at("2026-05-21T15:00:00"),
            ..holiday_weekend_box()
        },
        Arrival {
            channel: Channel::Fax,
            ..holiday_weekend_box()
        },
    ];
    for item in wrong {
        assert!(received_on(&item).is_err(), "{item:?}");
    }
}

#[test]
fn nothing_was_deposited_after_it_arrived() {
    let arrival = Arrival {
        deposited_at: Some(at("2026-06-04T10:01:00")),
        ..Arrival::new(Channel::Mail, at("2026-06-04T10:00:00"))
    };
    assert!(
        received_on(&arrival)
            .expect_err("impossible")
            .ends_with('.')
    );
}
