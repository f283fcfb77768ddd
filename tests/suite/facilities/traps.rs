//! The pages' traps, each handled and not copied.

use std::collections::BTreeSet;

use roi_desk::facilities::model::{
    Alias, Certifier, EmailAddress, Evidence, ExternalClock, FactKind, Form, FormUse, MedicalForm,
    Phone, PhoneNumber, PhonePurpose, PostalAddress, RecipientRule, RecordType, Reminder,
    ReminderFor, Work, ZipError, parse_zip,
};
use roi_desk::facilities::rules::{
    FaxKind, MailboxFit, PortalSplit, VisitRange, fax_kind, mailbox_fit, portal_split,
};

use super::{city_of_hope, day, june, profiles, special_surgery};

#[test]
fn the_misprinted_zip_is_refused_with_the_right_one() {
    let refused = parse_zip("9101");
    assert_eq!(refused, Err(ZipError::DuarteMisprint), "S33");
    assert!(ZipError::DuarteMisprint.to_string().contains("use 91010"));
    for good in ["91010", " 92618 ", "10021", "91010-3000"] {
        assert_eq!(parse_zip(good).expect("a ZIP code").as_str(), good.trim());
    }
    assert_eq!(
        parse_zip("910103000").expect("nine digits").as_str(),
        "91010-3000"
    );
    for bad in [
        "",
        "9102",
        "910100",
        "9101O",
        "91010-",
        "91010-30",
        "９１０１０",
        "91010 3000",
        "-91010",
    ] {
        assert_eq!(parse_zip(bad), Err(ZipError::NotAZip), "{bad}");
    }
}

#[test]
fn every_duarte_address_prints_91010() {
    let coh = city_of_hope();
    let duarte: Vec<String> = coh
        .all::<PostalAddress>(june())
        .filter(|row| row.value.city == "Duarte")
        .filter_map(|row| row.value.lines().pop())
        .collect();
    assert_eq!(
        duarte,
        ["Duarte, CA 91010", "Duarte, CA 91010"],
        "S33, rule sheet 1.18"
    );
    for fact in coh.facts() {
        let stored = fact.value.to_json().expect("JSON").to_string();
        let stray = stored.replace("91010", "");
        assert!(
            !stray.contains("9101"),
            "{} {}",
            fact.kind().as_str(),
            fact.key
        );
    }
}

#[test]
fn one_fax_number_for_two_kinds_of_work_must_be_asked() {
    let coh = fax_kind(
        &city_of_hope(),
        &PhoneNumber::parse("(626) 218 8443").expect("a number"),
        june(),
    );
    let FaxKind::MustBeAsked { choices, sentence } = coh else {
        panic!("S58: {coh:?}")
    };
    assert_eq!(choices, [Work::Records, Work::MedicalForms]);
    assert_eq!(
        sentence,
        "626-218-8443 takes requests for records and medical forms. Which is this?"
    );
    let hss = fax_kind(
        &special_surgery(),
        &PhoneNumber::parse("212.774.7364").expect("a number"),
        june(),
    );
    assert_eq!(hss, FaxKind::Known(Work::Records), "S115");
    let stray = fax_kind(
        &special_surgery(),
        &PhoneNumber::parse("212-555-0100").expect("a number"),
        june(),
    );
    assert_eq!(stray, FaxKind::UnknownLine);
}

#[test]
fn mail_in_the_wrong_box_is_moved_and_keeps_its_day() {
    let coh = city_of_hope();
    let records = EmailAddress::parse("HIMSROI@coh.org").expect("an address");
    let forms = EmailAddress::parse("dl-himsmedicalforms@coh.org").expect("an address");
    assert_eq!(
        mailbox_fit(&coh, &records, Work::Records, june()),
        MailboxFit::Right
    );
    assert_eq!(
        mailbox_fit(&coh, &forms, Work::MedicalForms, june()),
        MailboxFit::Right
    );
    for (arrived, work, meant) in [
        (&records, Work::MedicalForms, &forms),
        (&forms, Work::Records, &records),
    ] {
        let MailboxFit::MoveTo { to, sentence } = mailbox_fit(&coh, arrived, work, june()) else {
            panic!("S57")
        };
        assert_eq!(to, *meant);
        assert!(
            sentence.contains("Move it") && sentence.contains(arrived.as_str()),
            "{sentence}"
        );
    }
    let stray = mailbox_fit(&special_surgery(), &records, Work::Records, june());
    assert_eq!(
        stray,
        MailboxFit::AcceptHere,
        "S117: nothing that arrives is refused"
    );
}

#[test]
fn dates_of_service_split_at_the_first_day_of_the_portal() {
    let hss = special_surgery();
    let split = |from: &str, to: &str, complete| {
        let end = |text: &str| (!text.is_empty()).then(|| day(text));
        let visits = VisitRange::new(end(from), end(to)).expect("a range");
        portal_split(&hss, visits, complete, june()).split
    };
    assert_eq!(
        split("2015-01-01", "2016-01-31", false),
        PortalSplit::FormBefore,
        "S113"
    );
    assert_eq!(
        split("2016-02-01", "2016-02-01", false),
        PortalSplit::PortalShowsSome,
        "S111"
    );
    assert_eq!(
        split("2016-01-31", "2016-02-01", false),
        PortalSplit::FormCrosses,
        "S113"
    );
    assert_eq!(split("2015-06-01", "", false), PortalSplit::FormCrosses);
    assert_eq!(split("", "2020-01-01", false), PortalSplit::FormCrosses);
    assert_eq!(split("", "", false), PortalSplit::FormCrosses);
    assert_eq!(split("", "2016-01-31", true), PortalSplit::FormBefore);
    assert_eq!(split("2016-02-01", "", false), PortalSplit::PortalShowsSome);
    assert_eq!(
        split("2020-01-01", "2021-01-01", true),
        PortalSplit::FormComplete,
        "S112"
    );
    assert!(VisitRange::new(Some(day("2020-01-02")), Some(day("2020-01-01"))).is_err());
    let coh = portal_split(
        &city_of_hope(),
        VisitRange::new(None, None).expect("a range"),
        true,
        june(),
    );
    assert_eq!(coh.split, PortalSplit::NoCutOff);
}

#[test]
fn one_number_serves_three_purposes_and_status_is_central() {
    let coh = city_of_hope();
    let central = coh
        .get::<Phone>("central", june())
        .expect("the central number")
        .value;
    assert_eq!(
        central.purposes,
        [
            PhonePurpose::Desk,
            PhonePurpose::Initiate,
            PhonePurpose::Status
        ],
        "S18"
    );
    let status: Vec<String> = coh
        .all::<Phone>(june())
        .filter(|row| row.value.purposes.contains(&PhonePurpose::Status))
        .map(|row| row.fact.key.to_string())
        .collect();
    assert_eq!(status, ["central"], "S25, S49");
}

#[test]
fn the_authorization_form_has_three_uses_and_two_names() {
    let coh = city_of_hope();
    let form = coh
        .get::<Form>("authorization", june())
        .expect("the form")
        .value;
    assert_eq!(
        form.uses,
        [
            FormUse::OwnCopies,
            FormUse::ReleaseToOther,
            FormUse::ObtainFromOther
        ],
        "S36"
    );
    assert_eq!(
        form.aliases,
        ["Authorization to Release or Obtain Health Information/Medical Records"],
        "S41"
    );
    let proxy = coh
        .get::<Form>("portal_proxy", june())
        .expect("the form")
        .value;
    assert!(
        proxy.all_sign && proxy.completed_by.len() == 2 && !proxy.published,
        "S43"
    );
}

#[test]
fn every_name_of_the_department_leads_to_one_queue() {
    let coh = city_of_hope();
    let names: BTreeSet<&str> = coh
        .all::<Alias>(june())
        .map(|row| row.value.name.as_str())
        .collect();
    for name in [
        "HIMS",
        "HIMS/Medical Records",
        "HIMS Correspondence",
        "HIMS (ROI)",
        "ROI Team",
    ] {
        assert!(names.contains(name), "S96: {name}");
    }
    let queues: BTreeSet<String> = profiles()
        .iter()
        .filter_map(|p| p.organization(june()).map(|o| o.owner_queue.clone()))
        .collect();
    assert_eq!(queues.len(), 1);
}

#[test]
fn medical_forms_know_their_outside_clock_and_their_certifiers() {
    let coh = city_of_hope();
    let form = |key: &str| {
        coh.get::<MedicalForm>(key, june())
            .expect("a form type")
            .value
    };
    assert_eq!(
        form("edd_sdi_initial").external_clock,
        Some(ExternalClock::StateDisability),
        "S66"
    );
    let family_leave = form("edd_paid_family_leave");
    assert_eq!(
        family_leave.external_clock,
        Some(ExternalClock::PaidFamilyLeave),
        "S68"
    );
    assert!(
        family_leave.no_fax && family_leave.recipient == RecipientRule::Edd,
        "S68"
    );
    for key in ["fmla", "health_provider_certificate"] {
        assert_eq!(
            form(key).external_clock,
            Some(ExternalClock::FamilyMedicalLeave),
            "S70, S72"
        );
        assert!(form(key).authorization_needed && form(key).overlaps.len() == 1);
    }
    assert_eq!(
        form("homeland_security").certifiers,
        [Certifier::Physician, Certifier::Psychologist],
        "S81"
    );
    assert_eq!(
        form("jury_duty").external_date_asked.as_deref(),
        Some("Court date"),
        "S78"
    );
    let keys = |keep: fn(&MedicalForm) -> bool| -> Vec<String> {
        coh.all::<MedicalForm>(june())
            .filter(|row| keep(row.value))
            .map(|row| row.fact.key.to_string())
            .collect()
    };
    assert_eq!(
        keys(|f| f.public_benefit),
        ["ssa_neoplastic_disease", "bcctp", "medi_cal"],
        "S71, S86, S87"
    );
    assert_eq!(
        keys(|f| f.urgent),
        ["treatment_authorization", "home_health_orders"],
        "S75, S76"
    );
    assert_eq!(keys(|f| f.no_fax), ["edd_paid_family_leave"]);
}

#[test]
fn a_physician_s_office_is_asked_for_before_it_is_searched() {
    let hss = special_surgery();
    let row = hss
        .get::<RecordType>("physician_office", june())
        .expect("the type");
    assert!(
        row.value
            .ask
            .as_deref()
            .is_some_and(|ask| ask.contains("Which physician's office")),
        "S106"
    );
    assert!(
        hss.get::<RecordType>("radiology_images", june())
            .expect("the type")
            .value
            .media,
        "S107"
    );
}

#[test]
fn what_the_hospital_has_not_said_is_marked_so() {
    for profile in profiles() {
        for fact in profile.facts() {
            let name = format!("{} {}", fact.kind().as_str(), fact.key);
            if fact.kind() == FactKind::Reminder {
                assert_eq!(fact.evidence, Evidence::Assumed, "{name}");
            }
        }
    }
    let hss = special_surgery();
    let officer = hss
        .get::<Phone>("privacy_officer", june())
        .expect("the number");
    assert_eq!(officer.fact.evidence, Evidence::OtherPage, "S131");
    let types = city_of_hope();
    assert!(
        types
            .all::<RecordType>(june())
            .all(|row| row.fact.evidence == Evidence::Assumed)
    );
}

#[test]
fn reminders_of_a_clarification_come_in_order() {
    for profile in profiles() {
        let steps: Vec<(u32, u32)> = profile
            .all::<Reminder>(june())
            .filter(|row| row.value.reminder_for == ReminderFor::Clarification)
            .map(|row| (row.value.step, row.value.after))
            .collect();
        assert_eq!(steps, [(1, 3), (2, 6), (3, 10)]);
    }
}
