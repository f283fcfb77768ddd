//! The patient's part of a medical form, complete before it leaves the window (S56, R13, B6).

use diesel::prelude::*;
use reqwest::StatusCode;
use roi_desk::db::schema::requests;
use roi_desk::db::{Purpose, open};
use roi_desk::requests::model::ClockInputs;
use roi_desk::requests::rules::clocks::FormKind;
use roi_desk::requests::rules::patient_part::{PartItem, checklist, missing};

use super::at_the_window;
use crate::support::{Desk, Page, on_both_databases};

#[test]
fn every_medical_form_has_a_short_list_that_says_what_it_rests_on_s66_s88() {
    for form in FormKind::ALL {
        let rows = checklist(*form);
        assert!((4..=9).contains(&rows.len()), "{form}: {}", rows.len());
        for row in rows {
            assert!(row.evidence.contains('['), "{form}: {}", row.item);
        }
        let items: Vec<PartItem> = rows.iter().map(|row| row.item).collect();
        assert!(missing(*form, &items).is_empty());
        assert_eq!(missing(*form, &[]), items, "{form}");
        assert!(items.contains(&PartItem::ProviderNamed), "{form}: S53");
    }
    let sdi = missing(FormKind::EddSdiInitial, &[]);
    assert!(sdi.contains(&PartItem::DisabilityBegan), "C21 starts there");
    assert_eq!(
        missing(FormKind::JuryDuty, &[PartItem::DisabilityBegan]),
        missing(FormKind::JuryDuty, &[]),
        "an item of another form counts for nothing"
    );
}

/// A medical form at the window, with these items ticked.
fn form(kind: &'static str, part: &[PartItem]) -> Vec<(&'static str, &'static str)> {
    let mut typed = at_the_window(
        "Okafor",
        &[("form_given", "medical_form"), ("medical_form", kind)],
    );
    typed.extend(part.iter().map(|item| ("part", item.as_str())));
    typed
}

fn items(kind: FormKind) -> Vec<PartItem> {
    checklist(kind).iter().map(|row| row.item).collect()
}

fn inputs(desk: &Desk, logged: &Page) -> ClockInputs {
    let id = logged.location.as_deref().expect("a request");
    let id = id.strip_prefix("/requests/").expect("its address");
    let text: String = requests::table
        .filter(requests::public_id.eq(id))
        .select(requests::clock_inputs)
        .first(&mut open(&desk.app.config.database, Purpose::Reading).expect("it opens"))
        .expect("the request");
    serde_json::from_str(&text).expect("its inputs")
}

#[test]
fn what_is_missing_is_said_before_the_form_leaves_the_window() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let page = clerk
            .fill(
                "/log/walk-in",
                &at_the_window("Okafor", &[("form_given", "medical_form")]),
            )
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.words().contains("Choose which medical form it is"),
            "{}",
            page.words()
        );
        // Chosen: its list is there, and nothing typed is lost.
        let page = clerk
            .submit(&page, &[("medical_form", "edd_sdi_initial")])
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let offered = page.attributes("input[name=part]", "value");
        assert_eq!(offered.len(), checklist(FormKind::EddSdiInitial).len());
        assert_eq!(
            page.attributes("input[name=patient_family]", "value"),
            ["Okafor"]
        );
        assert!(
            page.words()
                .contains("Not seen yet: Every part marked for the patient is filled in;"),
            "{}",
            page.words()
        );
        let all: Vec<(&str, &str)> = offered.iter().map(|item| ("part", item.as_str())).collect();
        let began = [
            ("began_on-month", "5"),
            ("began_on-day", "20"),
            ("began_on-year", "2026"),
        ];
        let done = clerk
            .submit(&page, &[all.as_slice(), &began].concat())
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let inputs = inputs(&desk, &done);
        assert_eq!(inputs.form, Some(FormKind::EddSdiInitial));
        assert_eq!(
            inputs.complete_on.map(|on| on.to_string()).as_deref(),
            Some("2026-06-08"),
            "R13: complete when it was handed in"
        );
        assert_eq!(
            inputs
                .disability_began_on
                .map(|on| on.to_string())
                .as_deref(),
            Some("2026-05-20"),
            "C21"
        );
        let words = clerk.follow(&done).await.words();
        assert!(
            words.contains("saw the patient's part of EDD State Disability, initial complete"),
            "{words}"
        );
    });
}

#[test]
fn an_incomplete_packet_is_logged_and_is_complete_only_when_all_of_it_is_there() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let fmla = items(FormKind::Fmla);
        let mut typed = form("fmla", &fmla[..3]);
        typed.push(("part_incomplete", "yes"));
        let done = clerk.fill("/log/walk-in", &typed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        assert_eq!(inputs(&desk, &done).complete_on, None, "R13");
        let request = done.location.clone().expect("the request");
        let words = clerk.get(&request).await.words();
        assert!(
            words.contains("The patient's part is not complete."),
            "{words}"
        );
        assert!(
            words.contains("A signed authorization for whoever gets it is there"),
            "{words}"
        );
        let slip = clerk.get(&[&request, "/slip"].concat()).await.words();
        assert!(
            slip.contains("Your part of the form is not complete yet."),
            "{slip}"
        );
        // Nobody dates it complete while something is missing.
        let specialist = desk.specialist().await;
        let complete = [
            ("what", "packet_complete"),
            ("on-month", "6"),
            ("on-day", "8"),
            ("on-year", "2026"),
            ("reason", "it looks complete"),
        ];
        let page = specialist
            .fill(&[&request, "/dates"].concat(), &complete)
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.words()
                .contains("The packet is not complete. Still missing:"),
            "{}",
            page.words()
        );
        // The rest comes two days later.
        desk.later(chrono::TimeDelta::days(2));
        let clerk = desk.clerk().await;
        let part = [&request, "/patient-part"].concat();
        let page = clerk.get(&part).await;
        assert_eq!(
            page.attributes("input[name=part][checked]", "value").len(),
            3
        );
        let rest: Vec<(&str, &str)> = fmla.iter().map(|item| ("part", item.as_str())).collect();
        let early = [rest.as_slice(), &[("came_on-day", "7")]].concat();
        let refused = clerk.submit(&page, &early).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.words().contains("on the day of receipt or later"),
            "{}",
            refused.words()
        );
        assert_eq!(
            refused
                .attributes("input[name=part][checked]", "value")
                .len(),
            fmla.len(),
            "what was ticked stays"
        );
        let saved = clerk.submit(&page, &rest).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.words());
        let inputs = inputs(&desk, &done);
        assert_eq!(
            inputs.complete_on.map(|on| on.to_string()).as_deref(),
            Some("2026-06-10")
        );
        assert!(inputs.part_missing.is_empty());
        let again = clerk.fill(&part, &rest).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            again.words().contains("The packet is complete already"),
            "{}",
            again.words()
        );
    });
}

#[test]
fn words_that_are_on_no_list_are_refused_at_their_field() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let mut typed = form("fmla", &items(FormKind::Fmla));
        typed.push(("part", "' OR 1=1 --"));
        let page = clerk.fill("/log/walk-in", &typed).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = clerk
            .fill(
                "/log/walk-in",
                &at_the_window("Ito", &[("medical_form", "fmla")]),
            )
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.words().contains("This is for a medical form only"),
            "{}",
            page.words()
        );
        let own = clerk.fill("/log/walk-in", &at_the_window("Ito", &[])).await;
        let part = [
            own.location.as_deref().expect("the request"),
            "/patient-part",
        ]
        .concat();
        let page = clerk
            .fill(&part, &[("medical_form", "fmla"), ("part", "signed")])
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let words = page.words();
        assert!(
            words.contains("Only a medical form has a part the patient fills in"),
            "{words}"
        );
    });
}
