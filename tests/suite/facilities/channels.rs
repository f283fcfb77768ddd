//! Which channels a site offers, and who may be served at the window.

use roi_desk::facilities::model::{Channel, Work};
use roi_desk::facilities::rules::{
    AtTheDoor, ChannelAnswer, DeskState, DoorCheck, Standing, alternatives, channel_standing,
    walk_in,
};

use super::{city_of_hope, june, site, special_surgery};

/// Sites of City of Hope against channels, in the order of `Channel::ALL`: L listed, n not listed, - there is none.
const STANDING: &[(&str, Work, &str)] = &[
    ("duarte", Work::Records, "LLLLLLLn"),
    ("irvine", Work::Records, "LL-LLLLn"),
    ("community", Work::Records, "Ln-LLLLL"),
    ("duarte", Work::MedicalForms, "nLLnLLLn"),
    ("irvine", Work::MedicalForms, "nn-nLLLn"),
    ("community", Work::MedicalForms, "nn-nLLLn"),
];

fn sign(standing: Standing) -> char {
    match standing {
        Standing::Listed => 'L',
        Standing::NotListed => 'n',
        Standing::Absent => '-',
        Standing::CheckAppointment | Standing::SoftBlock => '?',
    }
}

#[test]
fn each_site_offers_the_channels_the_pages_list() {
    let coh = city_of_hope();
    for (code, work, want) in STANDING {
        let row: String = Channel::ALL
            .iter()
            .map(|channel| {
                sign(channel_standing(&coh, &site(code), *channel, *work, june()).standing)
            })
            .collect();
        assert_eq!(row, *want, "{code} {work}");
    }
    let hss = special_surgery();
    let row: String = Channel::ALL
        .iter()
        .map(|channel| {
            sign(channel_standing(&hss, &site("hss"), *channel, Work::Records, june()).standing)
        })
        .collect();
    assert_eq!(row, "nn-nLnnn", "S115, S117: fax only, the rest accepted");
}

#[test]
fn there_is_no_drop_box_in_irvine() {
    let answer = channel_standing(
        &city_of_hope(),
        &site("irvine"),
        Channel::DropBox,
        Work::Records,
        june(),
    );
    assert_eq!(answer.standing, Standing::Absent);
    assert_eq!(answer.rules, ["S26"]);
    assert!(
        answer
            .sentence
            .starts_with("There is no drop box on file for Orange County campus"),
        "{}",
        answer.sentence
    );
}

#[test]
fn a_medical_form_handed_in_at_irvine_is_accepted_with_the_same_received_on_rule() {
    let answer = channel_standing(
        &city_of_hope(),
        &site("irvine"),
        Channel::WalkIn,
        Work::MedicalForms,
        june(),
    );
    assert_eq!(answer.standing, Standing::NotListed);
    assert_eq!(answer.rules, ["S65", "R2"]);
    assert!(answer.sentence.contains("Log it all the same"));
    assert!(
        answer
            .alternatives
            .iter()
            .any(|way| way.contains("dl-himsmedicalforms@coh.org"))
    );
}

#[test]
fn special_surgery_accepts_what_arrives_by_mail_and_cannot_insist_on_fax() {
    let answer = channel_standing(
        &special_surgery(),
        &site("hss"),
        Channel::Mail,
        Work::Records,
        june(),
    );
    assert_eq!(
        (answer.standing, answer.rules[0].as_str()),
        (Standing::NotListed, "S117")
    );
    assert_eq!(
        answer.alternatives,
        [
            "Fax the completed form to 212-774-7364.",
            "Call 212-606-1254."
        ]
    );
}

fn at_the_door(code: &str, who: AtTheDoor, door: DoorCheck, desk: DeskState) -> ChannelAnswer {
    walk_in(&city_of_hope(), &site(code), who, door, desk, june())
}

#[test]
fn the_appointment_of_the_day_admits_the_patient_and_the_representative_and_no_one_else() {
    use AtTheDoor::{Patient, Representative, SomeoneElse};
    use DoorCheck::{InspectionSlot, NoAppointment, NotChecked, PatientAppointment};
    use Standing::{CheckAppointment, Listed, SoftBlock};
    let table = [
        (Patient, PatientAppointment, Listed),
        (Representative, PatientAppointment, Listed),
        (SomeoneElse, PatientAppointment, SoftBlock),
        (Patient, InspectionSlot, Listed),
        (Representative, InspectionSlot, Listed),
        (SomeoneElse, InspectionSlot, SoftBlock),
        (Patient, NoAppointment, SoftBlock),
        (Representative, NoAppointment, SoftBlock),
        (SomeoneElse, NoAppointment, SoftBlock),
        (Patient, NotChecked, CheckAppointment),
        (Representative, NotChecked, CheckAppointment),
        (SomeoneElse, NotChecked, CheckAppointment),
    ];
    for code in ["duarte", "irvine", "community"] {
        for (who, door, want) in table {
            let answer = at_the_door(code, who, door, DeskState::Open);
            assert_eq!(answer.standing, want, "S11, S28, R18: {code} {who} {door}");
        }
    }
}

#[test]
fn a_blocked_walk_in_hears_every_other_way() {
    let answer = at_the_door(
        "irvine",
        AtTheDoor::Patient,
        DoorCheck::NoAppointment,
        DeskState::Open,
    );
    assert_eq!(
        answer.alternatives,
        [
            "Ask for the records in the MyCityofHope portal.",
            "Fax the completed form to 626-218-8443.",
            "E-mail the completed form to himsroi@coh.org.",
            "Mail the completed form to Health Information Management Services (ROI), City of Hope, 1500 East Duarte Road, Duarte, CA 91010.",
            "Call 626-218-2446.",
        ],
        "S12"
    );
    assert!(
        answer
            .sentence
            .contains("You do not need to come in person")
    );
    assert_eq!(answer.rules, ["S11", "S12", "R18"]);
}

#[test]
fn in_closed_hours_the_drop_box_comes_first_where_there_is_one() {
    let duarte = at_the_door(
        "duarte",
        AtTheDoor::Patient,
        DoorCheck::PatientAppointment,
        DeskState::Lunch,
    );
    assert!(
        duarte.alternatives[0].starts_with("Drop the completed form in the drop box"),
        "S19"
    );
    let irvine = at_the_door(
        "irvine",
        AtTheDoor::Patient,
        DoorCheck::PatientAppointment,
        DeskState::Lunch,
    );
    assert!(
        irvine
            .alternatives
            .iter()
            .all(|way| !way.contains("drop box")),
        "S26"
    );
}

#[test]
fn special_surgery_states_no_appointment_rule() {
    let hss = special_surgery();
    let answer = walk_in(
        &hss,
        &site("hss"),
        AtTheDoor::Patient,
        DoorCheck::NoAppointment,
        DeskState::Open,
        june(),
    );
    assert_eq!(
        answer.standing,
        Standing::NotListed,
        "S117: accepted when it arrives"
    );
}

#[test]
fn ways_for_medical_forms_name_their_own_mailbox_and_no_portal() {
    let ways = alternatives(&city_of_hope(), &site("duarte"), Work::MedicalForms, june());
    assert_eq!(ways[0], "Fax the medical form to 626-218-8443.");
    assert_eq!(
        ways[1],
        "E-mail the medical form to dl-himsmedicalforms@coh.org."
    );
    assert!(ways.iter().all(|way| !way.contains("portal")), "S65");
}
