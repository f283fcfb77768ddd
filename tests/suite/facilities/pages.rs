//! What the hospitals' pages print, typed again by hand from the pages and compared with the profiles.

use std::collections::BTreeSet;

use roi_desk::facilities::model::{
    DropBox, Fax, Form, Mailbox, MedicalForm, Office, Phone, PortalDate, PostalAddress, Profile,
    Promise, RecordType, Site,
};
use roi_desk::words::Language;

use super::{city_of_hope, june, profiles, site, special_surgery};

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn numbers(profile: &Profile) -> BTreeSet<String> {
    let phones = profile
        .all::<Phone>(june())
        .map(|row| row.value.number.digits().to_owned());
    let faxes = profile
        .all::<Fax>(june())
        .map(|row| row.value.number.digits().to_owned());
    phones.chain(faxes).collect()
}

#[test]
fn the_telephone_and_fax_numbers_are_those_of_the_pages() {
    let coh = ["626-218-2446", "949-671-4275", "626-218-8443"];
    assert_eq!(numbers(&city_of_hope()), coh.map(digits).into());
    // The last one stands in a notice of the hospital, not on its page (S131).
    let hss = [
        "212.774.7364",
        "212.606.1254",
        "844.269.4509",
        "212.774.7500",
    ];
    assert_eq!(numbers(&special_surgery()), hss.map(digits).into());
}

#[test]
fn the_mailboxes_are_those_of_the_page() {
    let coh = city_of_hope();
    let boxes: Vec<&str> = coh
        .all::<Mailbox>(june())
        .map(|row| row.value.address.as_str())
        .collect();
    assert_eq!(boxes, ["himsroi@coh.org", "dl-himsmedicalforms@coh.org"]);
    assert_eq!(
        special_surgery().all::<Mailbox>(june()).count(),
        0,
        "S117: fax only"
    );
}

#[test]
fn the_addresses_are_those_of_the_pages() {
    let coh = city_of_hope();
    let mail = coh
        .get::<PostalAddress>("mail", june())
        .expect("the address for mail")
        .value
        .lines();
    let want = [
        "Health Information Management Services (ROI)",
        "City of Hope",
        "1500 East Duarte Road",
        "Duarte, CA 91010",
    ];
    assert_eq!(mail, want, "S32, S59");
    let irvine = coh
        .get::<PostalAddress>("irvine_visit", june())
        .expect("the address in Irvine")
        .value
        .lines();
    assert_eq!(
        irvine[1..],
        ["1000 FivePoint".to_owned(), "Irvine, CA 92618".to_owned()],
        "S22"
    );
    assert_eq!(
        special_surgery().all::<PostalAddress>(june()).count(),
        0,
        "S117: no address is stated"
    );
}

#[test]
fn sites_have_the_codes_of_the_command_line() {
    let codes: BTreeSet<String> = profiles()
        .iter()
        .flat_map(|p| {
            p.site_codes()
                .into_iter()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(
        codes,
        ["duarte", "irvine", "community", "hss"]
            .map(str::to_owned)
            .into()
    );
    let hss = Profile::of_site(&profiles(), &site("hss")).map(|p| p.code().to_string());
    assert_eq!(hss.as_deref(), Some("special_surgery"));
    assert!(
        Profile::of_site(&profiles(), &site("florida")).is_none(),
        "S130"
    );
}

#[test]
fn medical_forms_stand_in_the_order_and_with_the_titles_of_the_page() {
    let want = [
        ("edd_sdi_initial", "EDD - State Disability (Initial)"),
        (
            "edd_sdi_continuation",
            "EDD - State Disability (Continuation)",
        ),
        ("edd_paid_family_leave", "EDD - Paid Family Leave"),
        ("employer_paid_family_leave", "Employer - Paid Family Leave"),
        ("fmla", "Family and Medical Leave Act (FMLA)"),
        (
            "ssa_neoplastic_disease",
            "Social Security \"Neoplastic Disease\"",
        ),
        (
            "health_provider_certificate",
            "Medical Certificate of Health Care Provider for Employee's Serious Health Condition",
        ),
        (
            "attending_physician_statement",
            "Attending Physician Statements (For Insurance)",
        ),
        (
            "restriction_limitation",
            "Restriction and Limitation (Employer and School)",
        ),
        (
            "treatment_authorization",
            "Authorization (Pre-Authorization for Oral Chemotherapy and Pain Management Medications)",
        ),
        ("home_health_orders", "Home Health Orders"),
        ("return_to_work", "Return to Work"),
        ("jury_duty", "Jury Duty"),
        ("dental_clearance", "Medical Clearance (Dental Work)"),
        ("dmv_placard", "DMV Handicap"),
        ("homeland_security", "Homeland Security"),
        ("insurance_claim", "Insurance Claim Forms"),
        ("utility_assistance", "Financial Assistance with Utilities"),
        ("questionnaire", "Questionnaires"),
        (
            "lls_retreat",
            "The Leukemia & Lymphoma Society and Cancer-related Retreats",
        ),
        (
            "bcctp",
            "BCCTP (Breast & Cervical Cancer Treatment Program)",
        ),
        ("medi_cal", "Medi-Cal/Medi-Cal Exemptions Forms"),
        ("other", "Other"),
    ];
    let coh = city_of_hope();
    let have: Vec<(&str, &str)> = coh
        .all::<MedicalForm>(june())
        .map(|row| (row.fact.key.as_str(), row.value.title.as_str()))
        .collect();
    assert_eq!(have, want, "S66 to S88");
    assert_eq!(special_surgery().all::<MedicalForm>(june()).count(), 0);
}

#[test]
fn special_surgery_lists_its_eight_kinds_of_records_and_an_open_ninth() {
    let want = [
        ("BILL", "Billing statements"),
        ("DISCH", "Discharge summary"),
        ("LAB", "Lab reports"),
        ("OPR", "Operative reports"),
        ("PHYS", "Physician office records"),
        ("IMG", "Radiology and/or MRI images"),
        ("RAD", "Radiology and/or MRI reports"),
        ("REHAB", "Rehabilitation records"),
        ("OTHER", "Other, as described"),
    ];
    let hss = special_surgery();
    let have: Vec<(&str, &str)> = hss
        .all::<RecordType>(june())
        .map(|row| (row.value.code.as_str(), row.value.name.as_str()))
        .collect();
    assert_eq!(have, want, "S102 to S110");
}

#[test]
fn papers_exist_in_the_languages_the_page_names() {
    use Language::{Chinese, English, Spanish};
    let coh = city_of_hope();
    let languages = |key: &str| {
        coh.get::<Form>(key, june())
            .expect("a form")
            .value
            .languages
            .clone()
    };
    assert_eq!(languages("information_sheet"), [English], "S35");
    assert_eq!(languages("authorization"), [English, Spanish], "S40");
    assert_eq!(languages("amendment"), [English], "S42");
    assert_eq!(languages("accounting"), [English], "S46");
    assert_eq!(
        languages("financial_brochure"),
        [English, Spanish, Chinese],
        "S55"
    );
    for key in ["portal_proxy", "child_portal"] {
        assert!(
            languages(key).is_empty(),
            "{key}: the page names none (S43, S45)"
        );
    }
}

#[test]
fn a_paper_that_is_not_in_spanish_offers_help() {
    for row in city_of_hope().all::<Form>(june()) {
        let has_spanish = row.value.languages.contains(&Language::Spanish);
        assert!(
            has_spanish || row.value.language_help.is_some(),
            "{}",
            row.fact.key
        );
    }
}

#[test]
fn promises_are_those_of_the_page_and_special_surgery_states_none() {
    let promise = |profile: &Profile, key: &str| {
        profile
            .get::<Promise>(key, june())
            .map(|row| (row.value.count, row.value.clock.clone()))
    };
    let coh = city_of_hope();
    assert_eq!(
        promise(&coh, "medical_forms"),
        Some((10, Some("C24".to_owned())))
    );
    assert_eq!(
        promise(&coh, "status_wait"),
        Some((5, Some("C25".to_owned())))
    );
    for profile in profiles() {
        assert_eq!(
            promise(&profile, "first_answer"),
            Some((5, None)),
            "our promise, no clock of law (R19)"
        );
    }
    assert_eq!(promise(&special_surgery(), "status_wait"), None);
    assert_eq!(promise(&special_surgery(), "medical_forms"), None);
}

#[test]
fn the_portal_dates_are_those_of_the_page() {
    let hss = special_surgery();
    let on = |key: &str| {
        hss.get::<PortalDate>(key, june())
            .map(|row| row.value.on.to_string())
    };
    assert_eq!(on("visits").as_deref(), Some("2016-02-01"), "S111");
    assert_eq!(on("results").as_deref(), Some("2021-03-18"), "S118");
    assert_eq!(city_of_hope().all::<PortalDate>(june()).count(), 0);
}

#[test]
fn one_office_one_direction_and_one_box() {
    let coh = city_of_hope();
    let office = coh
        .get::<Office>("duarte_1221b", june())
        .expect("the office")
        .value;
    for part in [
        "Geri & Richard Brawerman Ambulatory Care Center",
        "1221B",
        "lab",
        "Social Work",
    ] {
        assert!(office.directions.contains(part), "S14, S15: {part}");
    }
    assert!(
        !office.directions.contains("6A")
            && office.retired_aliases.iter().any(|alias| alias == "6A")
    );
    assert_eq!(
        coh.all::<DropBox>(june()).count(),
        1,
        "S21: next to and outside are one box"
    );
    let handed_in: Vec<String> = coh
        .all::<Site>(june())
        .filter(|row| row.value.medical_forms)
        .map(|row| row.fact.key.to_string())
        .collect();
    assert_eq!(handed_in, ["duarte"], "S60");
}
