//! Where each row of the seed inventory lives. The list is written by hand from the rule sheet, not from the profiles.

use std::collections::BTreeSet;

use roi_desk::facilities::model::{Profile, SeedId};

use super::profiles;

/// Row, then its homes: `kind key` for a fact, `-> area` for behaviour elsewhere.
const HOMES: &[(&str, &[&str])] = &[
    ("S1", &["-> requests"]),
    ("S2", &["-> requests"]),
    (
        "S3",
        &[
            "organization city_of_hope",
            "setting hipaa_access_days",
            "setting attorney_days",
            "setting infeasibility_days",
        ],
    ),
    ("S4", &["organization city_of_hope"]),
    ("S5", &["record_type entire", "-> disclosures"]),
    ("S6", &["reminder clarification_1", "-> clarifications"]),
    ("S7", &["site duarte", "site community"]),
    ("S8", &["site irvine", "setting irvine_custodian"]),
    ("S9", &["channel portal"]),
    ("S10", &["script portal_enrolment"]),
    (
        "S11",
        &[
            "channel duarte_walk_in",
            "channel irvine_walk_in",
            "channel community_walk_in",
        ],
    ),
    ("S12", &["script walk_in_alternatives"]),
    ("S13", &["site duarte", "address duarte_visit"]),
    ("S14", &["office duarte_1221b"]),
    ("S15", &["office duarte_1221b"]),
    ("S16", &["desk_hours duarte_window"]),
    ("S17", &["desk_hours duarte_window"]),
    ("S18", &["phone central"]),
    ("S19", &["channel duarte_drop_box", "drop_box duarte_box"]),
    ("S20", &["desk_hours duarte_window", "-> intake"]),
    ("S21", &["drop_box duarte_box"]),
    ("S22", &["site irvine", "address irvine_visit"]),
    ("S23", &["office irvine_radiology"]),
    ("S24", &["desk_hours irvine_window"]),
    ("S25", &["phone irvine_desk"]),
    ("S26", &["setting irvine_drop_box"]),
    (
        "S27",
        &[
            "channel community_walk_in",
            "promise community_transfer",
            "-> intake",
        ],
    ),
    ("S28", &["site community", "setting community_places"]),
    ("S29", &["channel phone"]),
    ("S30", &["fax central", "channel fax_records"]),
    ("S31", &["mailbox records", "channel email_records"]),
    ("S32", &["address mail", "channel mail_records"]),
    ("S33", &["address mail", "setting zip_correction"]),
    (
        "S34",
        &["form authorization", "form amendment", "form accounting"],
    ),
    ("S35", &["form information_sheet"]),
    ("S36", &["form authorization"]),
    ("S37", &["form authorization", "-> requests"]),
    ("S38", &["form authorization", "-> requests"]),
    ("S39", &["form authorization", "-> inbound_records"]),
    ("S40", &["form authorization"]),
    ("S41", &["form authorization"]),
    ("S42", &["form amendment", "-> amendments"]),
    ("S43", &["form portal_proxy", "-> proxies"]),
    ("S44", &["channel portal", "form portal_proxy"]),
    ("S45", &["form child_portal", "-> proxies"]),
    ("S46", &["form accounting", "-> accountings"]),
    ("S47", &["-> accountings"]),
    ("S48", &["-> accountings"]),
    ("S49", &["phone central", "script status_wait"]),
    ("S50", &["promise status_wait", "setting status_reading"]),
    (
        "S51",
        &["channel fax_medical_forms", "script medical_forms_route"],
    ),
    ("S52", &["-> intake"]),
    ("S53", &["reminder provider_1", "reminder provider_2"]),
    ("S54", &["promise medical_forms"]),
    ("S55", &["form financial_brochure"]),
    ("S56", &["-> medical_forms"]),
    ("S57", &["mailbox medical_forms"]),
    ("S58", &["fax central"]),
    ("S59", &["address mail", "channel mail_medical_forms"]),
    ("S60", &["site duarte", "channel duarte_walk_in"]),
    ("S61", &["drop_box duarte_box"]),
    ("S62", &["-> medical_forms"]),
    ("S63", &["-> medical_forms"]),
    ("S64", &["-> medical_forms"]),
    ("S65", &["setting unlisted_channels"]),
    ("S66", &["medical_form edd_sdi_initial"]),
    ("S67", &["medical_form edd_sdi_continuation"]),
    ("S68", &["medical_form edd_paid_family_leave"]),
    ("S69", &["medical_form employer_paid_family_leave"]),
    ("S70", &["medical_form fmla"]),
    ("S71", &["medical_form ssa_neoplastic_disease"]),
    ("S72", &["medical_form health_provider_certificate"]),
    ("S73", &["medical_form attending_physician_statement"]),
    ("S74", &["medical_form restriction_limitation"]),
    ("S75", &["medical_form treatment_authorization"]),
    ("S76", &["medical_form home_health_orders"]),
    ("S77", &["medical_form return_to_work"]),
    ("S78", &["medical_form jury_duty"]),
    ("S79", &["medical_form dental_clearance"]),
    ("S80", &["medical_form dmv_placard"]),
    ("S81", &["medical_form homeland_security"]),
    ("S82", &["medical_form insurance_claim"]),
    ("S83", &["medical_form utility_assistance"]),
    ("S84", &["medical_form questionnaire"]),
    ("S85", &["medical_form lls_retreat"]),
    ("S86", &["medical_form bcctp"]),
    ("S87", &["medical_form medi_cal"]),
    ("S88", &["medical_form other"]),
    (
        "S89",
        &[
            "fee medical_form",
            "fee care_copies",
            "fee amendment",
            "fee inbound_records",
            "fee attorney_benefit_copy",
            "-> fees",
        ],
    ),
    ("S90", &["setting accepted_identity"]),
    (
        "S91",
        &["reminder pick_up_1", "reminder pick_up_2", "-> intake"],
    ),
    (
        "S92",
        &["setting rush_service", "promise stat_care", "-> requests"],
    ),
    ("S93", &["-> notices"]),
    ("S94", &["-> calendar"]),
    ("S95", &["setting incoming_email", "-> notices"]),
    (
        "S96",
        &[
            "alias hims",
            "alias hims_medical_records",
            "alias hims_correspondence",
            "alias hims_roi",
            "alias roi_team",
        ],
    ),
    ("S100", &["organization special_surgery", "site hss"]),
    ("S101", &["-> requests", "setting hipaa_access_days"]),
    ("S102", &["record_type billing"]),
    ("S103", &["record_type discharge"]),
    ("S104", &["record_type laboratory"]),
    ("S105", &["record_type operative"]),
    ("S106", &["record_type physician_office", "-> notices"]),
    ("S107", &["record_type radiology_images"]),
    ("S108", &["record_type radiology_reports"]),
    ("S109", &["record_type rehabilitation"]),
    ("S110", &["record_type other"]),
    (
        "S111",
        &["portal_date visits", "script portal_self_service"],
    ),
    ("S112", &["form patient_request"]),
    ("S113", &["portal_date visits"]),
    (
        "S114",
        &[
            "form patient_request",
            "form representative_request",
            "setting form_links",
        ],
    ),
    ("S115", &["fax records", "channel fax"]),
    ("S116", &["phone records", "desk_hours phone_line"]),
    (
        "S117",
        &["setting unlisted_channels", "setting postal_address"],
    ),
    ("S118", &["portal_date results"]),
    ("S119", &["portal_date results"]),
    ("S120", &["script images_in_portal"]),
    (
        "S121",
        &["script immediate_results", "setting infeasibility_days"],
    ),
    ("S122", &["portal_date results", "-> records"]),
    ("S123", &["portal_date results", "-> records"]),
    ("S124", &["-> records"]),
    ("S125", &["script results_first"]),
    (
        "S126",
        &["form amendment", "script wrong_note", "-> amendments"],
    ),
    ("S127", &["phone activation"]),
    ("S128", &["script portal_activation"]),
    ("S129", &["-> nowhere"]),
    ("S130", &["setting more_sites"]),
    (
        "S131",
        &["phone privacy_officer", "setting privacy_officer"],
    ),
];

fn homes_of(profiles: &[Profile], id: SeedId) -> BTreeSet<String> {
    let mut homes = BTreeSet::new();
    for profile in profiles {
        homes.extend(
            profile
                .from_source(id)
                .map(|fact| format!("{} {}", fact.kind().as_str(), fact.key)),
        );
        let elsewhere = profile.elsewhere().iter().filter(|row| row.id == id);
        homes.extend(elsewhere.map(|row| format!("-> {}", row.area.as_str())));
    }
    homes
}

#[test]
fn the_list_names_each_row_of_the_inventory_once_and_no_other() {
    let numbers = (1..=96).chain(100..=131);
    let wanted: Vec<String> = numbers.map(|number| format!("S{number}")).collect();
    let listed: Vec<&str> = HOMES.iter().map(|(id, _)| *id).collect();
    assert_eq!(listed, wanted);
    let known: Vec<String> = SeedId::all().map(|id| id.to_string()).collect();
    assert_eq!(known, wanted);
}

#[test]
fn every_row_of_the_inventory_lives_where_the_list_says() {
    let profiles = profiles();
    let mut lost = Vec::new();
    for (id, wanted) in HOMES {
        let homes = homes_of(&profiles, SeedId::parse(id).expect("a row of the list"));
        let missing = wanted.iter().filter(|home| !homes.contains(**home));
        lost.extend(missing.map(|home| format!("{id} is not in \"{home}\" but in {homes:?}")));
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

#[test]
fn behaviour_that_belongs_elsewhere_is_in_the_list_too() {
    for profile in profiles() {
        for row in profile.elsewhere() {
            let home = format!("-> {}", row.area.as_str());
            let listed = HOMES
                .iter()
                .find(|(id, _)| *id == row.id.to_string())
                .expect("a row of the list");
            assert!(
                listed.1.contains(&home.as_str()),
                "{} {home} is not in the list",
                row.id
            );
            assert!(row.why.len() > 15, "{} says why", row.id);
        }
    }
}

#[test]
fn the_three_numbers_that_do_not_exist_and_stray_ids_are_refused() {
    for id in [
        "S0", "S97", "S98", "S99", "S132", "S01", "16", "s16", "S16 ",
    ] {
        assert!(SeedId::parse(id).is_err(), "{id}");
    }
}

#[test]
fn a_hospital_never_cites_the_page_of_the_other() {
    for profile in profiles() {
        let own = |id: SeedId| {
            let number: u32 = id.to_string()[1..].parse().expect("a number");
            (number < 100) == (profile.code().as_str() == "city_of_hope")
        };
        for fact in profile.facts() {
            assert!(
                fact.source.iter().all(|id| own(*id)),
                "{} {}",
                fact.kind().as_str(),
                fact.key
            );
        }
        assert!(profile.elsewhere().iter().all(|row| own(row.id)));
    }
}
