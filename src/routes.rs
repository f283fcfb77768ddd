//! Every route of the desk, once: how it is called, who may come in, what it handles, what its evidence is called.

use actix_web::web::ServiceConfig;

use crate::accounts::pages as accounts;
use crate::directory::pages as directory;
use crate::staff::model::Permission;
use crate::web::keeping::PapersKeeper;
use crate::web::policy::{Door, Limiter, PatientData, Policy, Verb};
use crate::web::{gate, pages as web_pages, portal_gate};
use crate::{
    address_book, dashboards, desk, documents, downtime, drop_box, evening, evidence, health,
    house, intake, patient_import, patient_index, pick_ups, portal, queues, rule_bench, scans,
    transfers, trays,
};
use crate::{authorizations, clarifications, notices};

/// Writes the route table: the policies, and the one function that serves them.
macro_rules! routes {
    (
        anyone { $($gverb:ident $gpath:literal => $ghandler:path, $gdoor:ident, limit $glimit:ident, event $gevent:literal;)* }
        portals { $($pverb:ident $ppath:literal => $phandler:path, data $pdata:ident, event $pevent:literal;)* }
        staff { $($verb:ident $path:literal => $handler:path, may $permission:ident, data $data:ident, $activity:ident, event $event:literal $(, form $form:literal)? $(, asks $proof:ident)? $(, takes $credential:ident)?;)* }
    ) => {
        /// Every route's policy, in the order of the table.
        pub static POLICIES: &[Policy] = &[
            $(Policy { verb: Verb::$gverb, path: $gpath, door: Door::$gdoor, data: PatientData::None, limiter: Limiter::$glimit, activity: false, asks_code: false, event: $gevent, form: $gpath },)*
            $(Policy { verb: Verb::$pverb, path: $ppath, door: Door::Portal, data: PatientData::$pdata, limiter: Limiter::Person, activity: false, asks_code: false, event: $pevent, form: $ppath },)*
            $(Policy { verb: Verb::$verb, path: $path, door: Door::Staff(Permission::$permission), data: PatientData::$data, limiter: routes!(@limiter $($credential)?), activity: routes!(@ $activity), asks_code: routes!(@asks $($proof)?), event: $event, form: routes!(@form $path $($form)?) },)*
        ];

        /// Serves the table; there is no other way in.
        pub fn serve(config: &mut ServiceConfig) {
            config.app_data(PapersKeeper(documents::pages::keep_sent));
            config.app_data(POLICIES);
            let mut policies = POLICIES.iter();
            $(config.route($gpath, gate::guest_route(policies.next().expect("one policy a route"), $ghandler));)*
            $(config.route($ppath, portal_gate::portal_route(policies.next().expect("one policy a route"), $phandler));)*
            $(config.route($path, gate::staff_route(policies.next().expect("one policy a route"), $handler));)*
        }
    };
    (@ active) => { true };
    (@ background) => { false };
    (@asks) => { false };
    (@asks code) => { true };
    (@limiter) => { Limiter::Person };
    (@limiter credential) => { Limiter::Credential };
    (@form $path:literal) => { $path };
    (@form $path:literal $form:literal) => { $form };
}

routes! {
    anyone {
        Get "/healthz" => web_pages::healthz, Anyone, limit None, event "health.alive";
        Get "/readyz" => health::pages::readyz, Anyone, limit None, event "health.ready";
        Get "/help" => web_pages::help, Anyone, limit None, event "help.shown";
        Get "/api/portal/v1/openapi.json" => portal::pages::describe, Anyone, limit None, event "portal.described";
        Get "/static/{name}" => web_pages::asset, Anyone, limit None, event "static.file";
        Get "/sign-in" => accounts::sign_in_form, Anyone, limit Credential, event "sign_in.form";
        Post "/sign-in" => accounts::sign_in, Anyone, limit Credential, event "sign_in.password";
        Get "/sign-in/code" => accounts::code_form, HalfSignedIn, limit Credential, event "sign_in.code_form";
        Post "/sign-in/code" => accounts::code, HalfSignedIn, limit Credential, event "sign_in.code";
        Get "/sign-in/welcome" => accounts::welcome_form, Anyone, limit Credential, event "welcome.form";
        Post "/sign-in/welcome" => accounts::welcome, Anyone, limit Credential, event "welcome.password";
        Get "/sign-in/renew" => accounts::renew_form, HalfSignedIn, limit Credential, event "renew.form";
        Post "/sign-in/renew" => accounts::renew, HalfSignedIn, limit Credential, event "renew.token";
        Get "/sign-in/enrol" => accounts::enrol_form, HalfSignedIn, limit Credential, event "welcome.code_form";
        Post "/sign-in/enrol" => accounts::enrol, HalfSignedIn, limit Credential, event "welcome.code";
    }
    portals {
        Post "/api/portal/v1/requests" => portal::pages::log_request, data One, event "portal.request_sent";
        Get "/api/portal/v1/requests/{request}" => portal::pages::show_request, data One, event "portal.request_asked";
        Post "/api/portal/v1/requests/{request}/messages" => portal::pages::add_message, data One, event "portal.message_sent";
        Post "/api/portal/v1/documents" => portal::pages::add_document, data One, event "portal.paper_sent";
        Get "/api/portal/v1/catalogue" => portal::pages::show_catalogue, data None, event "portal.catalogue_asked";
        Get "/api/portal/v1/guidance" => portal::pages::show_guidance, data None, event "portal.guidance_asked";
        Post "/api/portal/v1/days/{day}" => portal::pages::compare_day, data None, event "portal.day_compared";
    }
    staff {
        Get "/facilities" => directory::list_facilities, may SeeFacilities, data None, active, event "facilities.listed";
        Get "/facilities/{hospital}" => directory::show_hospital, may SeeFacilities, data None, active, event "facility.opened";
        Get "/facilities/{hospital}/changes" => house::pages::list_changes, may SeeFacilities, data None, active, event "house.changes_listed";
        Get "/facilities/{hospital}/changes/{change}" => house::pages::show_change, may ChangeHouse, data None, active, event "house.change_shown";
        Post "/facilities/{hospital}/changes/{change}/force" => house::pages::put_in_force, may ChangeHouse, data None, active, event "house.changed", form "/facilities/{hospital}/changes/{change}", asks code;
        Post "/facilities/{hospital}/changes/{change}/end" => house::pages::drop_change, may ChangeHouse, data None, active, event "house.change_dropped", form "/facilities/{hospital}/changes/{change}";
        Get "/facilities/{hospital}/calendar" => house::pages::new_day, may ChangeHouse, data None, active, event "house.day_form";
        Post "/facilities/{hospital}/calendar" => house::pages::propose_day, may ChangeHouse, data None, active, event "house.day_proposed";
        Get "/facilities/{hospital}/settings/{setting}" => house::pages::new_setting, may ChangeHouse, data None, active, event "house.setting_form";
        Post "/facilities/{hospital}/settings/{setting}" => house::pages::propose_setting, may ChangeHouse, data None, active, event "house.setting_proposed";
        Get "/facilities/{hospital}/promises/{promise}" => house::pages::new_promise, may ChangeHouse, data None, active, event "house.promise_form";
        Post "/facilities/{hospital}/promises/{promise}" => house::pages::propose_promise, may ChangeHouse, data None, active, event "house.promise_proposed";
        Get "/rules" => rule_bench::pages::show_register, may SeeFacilities, data None, active, event "rules.shown";
        Get "/rules/{family}" => rule_bench::pages::show_family, may SeeFacilities, data None, active, event "rules.family_shown";
        Get "/rule-bench/{rule}" => rule_bench::pages::show_bench, may SeeFacilities, data None, active, event "rule.form_shown";
        Post "/rule-bench/{rule}" => rule_bench::pages::ask_rule, may SeeFacilities, data None, active, event "rule.asked";
        Get "/" => dashboards::pages::show_today, may OwnAccount, data List, active, event "today.shown";
        Get "/lists/{list}" => queues::pages::show_list, may ReadRequests, data List, active, event "work_list.shown";
        Post "/batches" => queues::pages::create_batch, may WorkRequests, data List, active, event "batch.chosen", form "/";
        Get "/batches/{batch}" => queues::pages::show_batch, may WorkRequests, data List, active, event "batch.shown";
        Post "/batches/{batch}/owner" => queues::pages::run_batch, may WorkRequests, data List, active, event "batch.given", form "/batches/{batch}";
        Post "/batches/{batch}/undo" => queues::pages::undo_batch, may WorkRequests, data List, active, event "batch.undone", form "/batches/{batch}";
        Post "/searches" => queues::pages::create_search, may ReadRequests, data List, active, event "search.made", form "/";
        Get "/searches/{search}" => queues::pages::show_search, may ReadRequests, data List, active, event "search.shown";
        Get "/patients" => patient_index::pages::show_search, may ReadRequests, data None, active, event "patients.search_shown";
        Post "/patients" => patient_index::pages::find_patients, may ReadRequests, data List, active, event "patients.sought";
        Post "/hospital-people" => patient_index::pages::take_person, may ChangePatients, data One, active, event "patient.taken_in", form "/patients";
        Get "/searches/{search}/patients" => patient_index::pages::show_found, may ReadRequests, data List, active, event "patients.found";
        Get "/patient-imports" => patient_import::pages::list_imports, may SeeImports, data None, active, event "patient_imports.listed";
        Get "/patients/{patient}" => patient_index::pages::show_patient, may ReadRequests, data One, active, event "patient.shown";
        Get "/patients/{patient}/entry" => patient_index::pages::show_entry, may ChangePatients, data One, active, event "patient.entry_shown";
        Post "/patients/{patient}/entry" => patient_index::pages::change_entry, may ChangePatients, data One, active, event "patient.changed";
        Get "/patients/{patient}/names" => patient_index::pages::show_new_name, may ChangePatients, data One, active, event "patient.name_form_shown";
        Post "/patients/{patient}/names" => patient_index::pages::add_name, may ChangePatients, data One, active, event "patient.name_added";
        Get "/patients/{patient}/names/{other_name}" => patient_index::pages::show_name, may ChangePatients, data One, active, event "patient.name_shown";
        Post "/patients/{patient}/names/{other_name}" => patient_index::pages::withdraw_name, may ChangePatients, data One, active, event "patient.name_withdrawn";
        Get "/patients/{patient}/merge" => patient_index::pages::show_merge, may MergePatients, data One, active, event "patient.merge_shown";
        Post "/patients/{patient}/merge" => patient_index::pages::merge_patients, may MergePatients, data One, active, event "patient.merged";
        Get "/patients/{patient}/merges/{merge}" => patient_index::pages::show_undo, may MergePatients, data One, active, event "patient.undo_shown";
        Post "/patients/{patient}/merges/{merge}" => patient_index::pages::undo_merge, may MergePatients, data One, active, event "patient.merge_undone";
        Get "/patients/{patient}/restrictions" => patient_index::pages::show_new_restriction, may MergePatients, data One, active, event "patient.restriction_form";
        Post "/patients/{patient}/restrictions" => patient_index::pages::add_restriction, may MergePatients, data One, active, event "patient.restricted";
        Get "/patients/{patient}/restrictions/{restriction}" => patient_index::pages::show_restriction, may MergePatients, data One, active, event "patient.restriction_shown";
        Post "/patients/{patient}/restrictions/{restriction}" => patient_index::pages::end_restriction, may MergePatients, data One, active, event "patient.restriction_ended";
        Get "/patients/{patient}/addresses" => patient_index::pages::show_new_address, may MergePatients, data One, active, event "patient.address_form";
        Post "/patients/{patient}/addresses" => patient_index::pages::add_address, may MergePatients, data One, active, event "patient.address_recorded";
        Get "/patients/{patient}/addresses/{other_address}" => patient_index::pages::show_address, may MergePatients, data One, active, event "patient.address_shown";
        Post "/patients/{patient}/addresses/{other_address}" => patient_index::pages::end_address, may MergePatients, data One, active, event "patient.address_ended";
        Get "/requesters" => address_book::pages::list_requesters, may ReadRequests, data List, active, event "requesters.listed";
        Post "/requesters" => address_book::pages::find_requesters, may ReadRequests, data List, active, event "requesters.sought";
        Get "/searches/{search}/requesters" => address_book::pages::show_found, may ReadRequests, data List, active, event "requesters.found";
        Get "/requesters/new" => address_book::pages::new_requester, may ChangeRequesters, data None, active, event "requester.form_shown";
        Post "/requesters/new" => address_book::pages::record_requester, may ChangeRequesters, data None, active, event "requester.recorded";
        Get "/requesters/{requester}" => address_book::pages::show_requester, may ReadRequests, data List, active, event "requester.shown";
        Get "/requesters/{requester}/entry" => address_book::pages::show_entry, may ChangeRequesters, data List, active, event "requester.changed_form";
        Post "/requesters/{requester}/entry" => address_book::pages::change_entry, may ChangeRequesters, data List, active, event "requester.changed";
        Get "/requesters/{requester}/contacts" => address_book::pages::show_new_address, may ChangeRequesters, data List, active, event "requester.address_added_form";
        Post "/requesters/{requester}/contacts" => address_book::pages::add_address, may ChangeRequesters, data List, active, event "requester.address_added";
        Get "/requesters/{requester}/contacts/{contact}" => address_book::pages::show_address, may ChangeRequesters, data List, active, event "requester.address_changed_form";
        Post "/requesters/{requester}/contacts/{contact}" => address_book::pages::change_address, may ChangeRequesters, data List, active, event "requester.address_changed";
        Get "/requesters/{requester}/contacts/{contact}/proof" => address_book::pages::show_proof, may ChangeRequesters, data List, active, event "requester.address_proved_form";
        Post "/requesters/{requester}/contacts/{contact}/proof" => address_book::pages::prove_address, may ChangeRequesters, data List, active, event "requester.address_proved";
        Get "/requesters/{requester}/contacts/{contact}/arrival" => address_book::pages::show_arrival, may ChangeRequesters, data List, active, event "requester.address_arrived_form";
        Post "/requesters/{requester}/contacts/{contact}/arrival" => address_book::pages::note_arrival, may ChangeRequesters, data List, active, event "requester.address_arrived";
        Get "/requesters/{requester}/contacts/{contact}/withdrawal" => address_book::pages::show_withdrawal, may ChangeRequesters, data List, active, event "requester.address_withdrawn_form";
        Post "/requesters/{requester}/contacts/{contact}/withdrawal" => address_book::pages::withdraw_address, may ChangeRequesters, data List, active, event "requester.address_withdrawn";
        Get "/requests/{request}" => desk::pages::show_request, may ReadRequests, data One, active, event "request.shown";
        Get "/log" => intake::pages::channels, may LogRequests, data None, active, event "intake.opened";
        Get "/log/{channel}" => intake::pages::show, may LogRequests, data One, active, event "intake.form_shown";
        Post "/log/{channel}" => intake::pages::log, may LogRequests, data One, active, event "request.logged", form "/log/{channel}";
        Get "/log/papers/{key}/{paper}" => documents::pages::waiting_original, may LogRequests, data One, active, event "paper.downloaded";
        Get "/log/papers/{key}/{paper}/pages/{page}/text" => documents::pages::waiting_text, may LogRequests, data One, active, event "paper.text_shown";
        Get "/log/papers/{key}/{paper}/pages/{page}" => documents::pages::waiting_page, may LogRequests, data One, active, event "paper.page_shown";
        Get "/drop-box" => drop_box::pages::list_sessions, may ReadRequests, data List, active, event "drop_box.listed";
        Get "/drop-box/new" => drop_box::pages::new_session, may LogRequests, data None, active, event "drop_box.begun";
        Post "/drop-box/new" => drop_box::pages::begin_session, may LogRequests, data None, active, event "drop_box.opened", form "/drop-box/new";
        Get "/drop-box/{emptying}" => drop_box::pages::show_session, may ReadRequests, data List, active, event "drop_box.shown";
        Post "/drop-box/{emptying}/items" => drop_box::pages::log_item, may LogRequests, data List, active, event "drop_box.item_logged", form "/drop-box/{emptying}";
        Post "/drop-box/{emptying}/confirmation" => drop_box::pages::confirm_count, may LogRequests, data List, active, event "drop_box.confirmed", form "/drop-box/{emptying}";
        Post "/drop-box/{emptying}/closing" => drop_box::pages::close_session, may LogRequests, data List, active, event "drop_box.closed", form "/drop-box/{emptying}";
        Get "/drop-box/{emptying}/count" => drop_box::pages::show_count, may LogRequests, data List, active, event "drop_box.count_shown";
        Post "/drop-box/{emptying}/count" => drop_box::pages::correct_count, may LogRequests, data List, active, event "drop_box.count_corrected";
        Get "/drop-box/{emptying}/second" => drop_box::pages::show_second, may LogRequests, data List, active, event "drop_box.second_shown";
        Post "/drop-box/{emptying}/second" => drop_box::pages::change_second, may LogRequests, data List, active, event "drop_box.second_changed";
        Get "/drop-box/{emptying}/mistake" => drop_box::pages::show_session_mistake, may LogRequests, data List, active, event "drop_box.mistake_shown";
        Post "/drop-box/{emptying}/mistake" => drop_box::pages::end_as_mistake, may LogRequests, data List, active, event "drop_box.mistake";
        Get "/drop-box/{emptying}/separators" => drop_box::pages::show_separators, may LogRequests, data List, active, event "drop_box.separators_printed";
        Get "/drop-box/{emptying}/custody" => drop_box::pages::show_custody, may ReadRequests, data List, active, event "drop_box.custody_printed";
        Get "/drop-box/{emptying}/items/{item}" => drop_box::pages::show_item, may LogRequests, data One, active, event "drop_box.item_shown";
        Post "/drop-box/{emptying}/items/{item}" => drop_box::pages::correct_item, may LogRequests, data One, active, event "drop_box.item_corrected";
        Get "/drop-box/{emptying}/items/{item}/request" => drop_box::pages::show_request_form, may LogRequests, data One, active, event "drop_box.request_begun";
        Post "/drop-box/{emptying}/items/{item}/request" => drop_box::pages::log_request, may LogRequests, data One, active, event "drop_box.request_logged";
        Get "/drop-box/{emptying}/items/{item}/attachment" => drop_box::pages::show_attachment, may LogRequests, data One, active, event "drop_box.attachment_shown";
        Post "/drop-box/{emptying}/items/{item}/attachment" => drop_box::pages::attach_item, may LogRequests, data One, active, event "drop_box.item_attached";
        Get "/drop-box/{emptying}/items/{item}/aside" => drop_box::pages::show_aside, may LogRequests, data One, active, event "drop_box.aside_shown";
        Post "/drop-box/{emptying}/items/{item}/aside" => drop_box::pages::set_aside, may LogRequests, data One, active, event "drop_box.item_set_aside";
        Get "/drop-box/{emptying}/items/{item}/mistake" => drop_box::pages::show_mistake, may LogRequests, data One, active, event "drop_box.item_mistake_shown";
        Post "/drop-box/{emptying}/items/{item}/mistake" => drop_box::pages::mark_mistake, may LogRequests, data One, active, event "drop_box.item_mistake";
        Get "/evening" => evening::pages::list_days, may ReadRequests, data None, active, event "evening.listed";
        Get "/evening/{day}" => evening::pages::show_day, may ReadRequests, data None, active, event "evening.shown";
        Post "/evening/{day}" => evening::pages::sign_day, may LogRequests, data None, active, event "evening.signed";
        Get "/evening/{day}/print" => evening::pages::print_day, may ReadRequests, data None, active, event "evening.printed";
        Get "/downtime" => downtime::pages::list_kits, may ReadRequests, data None, active, event "downtime.listed";
        Post "/downtime" => downtime::pages::make_kit, may LogRequests, data None, active, event "downtime.kit_made";
        Get "/downtime/{kit}" => downtime::pages::show_kit, may ReadRequests, data List, active, event "downtime.kit_shown";
        Get "/downtime/{kit}/print" => downtime::pages::print_kit, may LogRequests, data List, active, event "downtime.kit_printed";
        Post "/downtime/{kit}/blank" => downtime::pages::rest_is_blank, may LogRequests, data None, active, event "downtime.rest_blank", form "/downtime/{kit}";
        Get "/downtime/{kit}/sheets/{sheet}" => downtime::pages::show_sheet, may LogRequests, data List, active, event "downtime.sheet_shown";
        Post "/downtime/{kit}/sheets/{sheet}" => downtime::pages::put_away_sheet, may LogRequests, data List, active, event "downtime.sheet_put_away";
        Get "/downtime/{kit}/sheets/{sheet}/request/{channel}" => downtime::pages::show_sheet_form, may LogRequests, data One, active, event "downtime.request_begun";
        Post "/downtime/{kit}/sheets/{sheet}/request/{channel}" => downtime::pages::log_sheet, may LogRequests, data One, active, event "downtime.request_logged";
        Get "/scans" => scans::pages::list_batches, may LogRequests, data List, active, event "scan.listed";
        Post "/scans" => scans::pages::send_batches, may LogRequests, data List, active, event "scan.sent", form "/scans";
        Get "/scans/{scan}" => scans::pages::show_batch, may LogRequests, data List, active, event "scan.shown";
        Get "/scans/{scan}/original" => scans::pages::original, may LogRequests, data List, active, event "scan.downloaded";
        Get "/scans/{scan}/pages/{page}" => scans::pages::page, may LogRequests, data List, active, event "scan.page_shown";
        Post "/scans/{scan}/filing" => scans::pages::file_parts, may LogRequests, data List, active, event "scan.filed", form "/scans/{scan}";
        Get "/scans/{scan}/parts/{part}" => scans::pages::show_part, may LogRequests, data One, active, event "scan.part_shown";
        Post "/scans/{scan}/parts/{part}" => scans::pages::correct_part, may LogRequests, data One, active, event "scan.part_corrected";
        Post "/scans/{scan}/parts/{part}/joining" => scans::pages::join_part, may LogRequests, data One, active, event "scan.part_joined", form "/scans/{scan}/parts/{part}";
        Post "/scans/{scan}/parts/{part}/split" => scans::pages::split_part, may LogRequests, data One, active, event "scan.part_split", form "/scans/{scan}/parts/{part}";
        Get "/scans/{scan}/parts/{part}/request" => scans::pages::show_request_form, may LogRequests, data One, active, event "scan.request_begun";
        Post "/scans/{scan}/parts/{part}/request" => scans::pages::log_request, may LogRequests, data One, active, event "scan.request_logged";
        Get "/requests/{request}/cover-sheet" => scans::pages::show_cover_sheet, may ReadRequests, data One, active, event "cover_sheet.printed";
        Get "/trays" => trays::pages::list_trays, may ReadRequests, data List, active, event "trays.listed";
        Get "/trays/{tray}" => trays::pages::show_tray, may ReadRequests, data List, active, event "trays.opened";
        Get "/trays/{tray}/{arrival}" => trays::pages::show_item, may ReadRequests, data One, active, event "trays.item_shown";
        Get "/trays/{tray}/{arrival}/original" => trays::pages::show_original, may LogRequests, data One, active, event "trays.original_downloaded";
        Get "/trays/{tray}/{arrival}/papers/{enclosure}" => trays::pages::show_paper, may ReadRequests, data One, active, event "paper.downloaded";
        Get "/trays/{tray}/{arrival}/papers/{enclosure}/pages/{page}" => trays::pages::show_page, may ReadRequests, data One, active, event "paper.page_shown";
        Get "/trays/{tray}/{arrival}/request" => trays::pages::show_request_form, may LogRequests, data One, active, event "trays.request_begun";
        Post "/trays/{tray}/{arrival}/request" => trays::pages::log_request, may LogRequests, data One, active, event "trays.request_logged";
        Get "/trays/{tray}/{arrival}/addition" => trays::pages::show_addition, may LogRequests, data One, active, event "trays.addition_shown";
        Post "/trays/{tray}/{arrival}/addition" => trays::pages::add_item, may LogRequests, data One, active, event "trays.item_added";
        Get "/trays/{tray}/{arrival}/move" => trays::pages::show_move, may LogRequests, data One, active, event "trays.move_shown";
        Post "/trays/{tray}/{arrival}/move" => trays::pages::move_item, may LogRequests, data One, active, event "trays.item_moved";
        Get "/trays/{tray}/{arrival}/aside" => trays::pages::show_aside, may LogRequests, data One, active, event "trays.aside_shown";
        Post "/trays/{tray}/{arrival}/aside" => trays::pages::set_aside, may LogRequests, data One, active, event "trays.item_set_aside";
        Get "/trays/{tray}/{arrival}/follow-up" => trays::pages::show_follow_up, may LogRequests, data One, active, event "trays.follow_up_shown";
        Post "/trays/{tray}/{arrival}/follow-up" => trays::pages::follow_up, may LogRequests, data One, active, event "trays.followed_up";
        Get "/requests/{request}/papers/{paper}" => documents::pages::original, may ReadRequests, data One, active, event "paper.downloaded";
        Get "/requests/{request}/papers/{paper}/pages" => documents::pages::look, may ReadRequests, data One, active, event "paper.looked_at";
        Get "/requests/{request}/papers/{paper}/pages/{page}/text" => documents::pages::text, may ReadRequests, data One, active, event "paper.text_shown";
        Get "/requests/{request}/papers/{paper}/pages/{page}" => documents::pages::page, may ReadRequests, data One, active, event "paper.page_shown";
        Get "/requests/{request}/patient" => desk::pages::show_patient, may WorkRequests, data One, active, event "request.patient_shown";
        Post "/requests/{request}/patient" => desk::pages::match_patient, may WorkRequests, data One, active, event "request.patient_sent";
        Get "/requests/{request}/what-if" => desk::pages::show_what_if, may ReadRequests, data One, active, event "request.what_if_shown";
        Post "/requests/{request}/owner" => desk::pages::take_request, may WorkRequests, data One, active, event "request.taken", form "/requests/{request}";
        Post "/requests/{request}/verifying" => desk::pages::start_verifying, may WorkRequests, data One, active, event "request.verifying_started", form "/requests/{request}";
        Post "/requests/{request}/gathering" => desk::pages::finish_verifying, may WorkRequests, data One, active, event "request.verified", form "/requests/{request}";
        Post "/requests/{request}/reviews" => desk::pages::pass_review, may ApproveReleases, data One, active, event "request.review_passed", form "/requests/{request}";
        Get "/requests/{request}/assignment" => desk::pages::show_assignment, may WorkRequests, data One, active, event "request.assignment_shown";
        Post "/requests/{request}/assignment" => desk::pages::assign_request, may WorkRequests, data One, active, event "request.assignment_sent";
        Get "/requests/{request}/requester" => desk::pages::show_requester, may RecordAnswers, data One, active, event "request.requester_shown";
        Post "/requests/{request}/requester" => desk::pages::name_requester, may RecordAnswers, data One, active, event "request.requester_sent";
        Get "/requests/{request}/priority" => desk::pages::show_priority, may WorkRequests, data One, active, event "request.priority_shown";
        Post "/requests/{request}/priority" => desk::pages::set_priority, may WorkRequests, data One, active, event "request.priority_sent";
        Get "/requests/{request}/notes" => desk::pages::new_note, may RecordAnswers, data One, active, event "request.notes_shown";
        Post "/requests/{request}/notes" => desk::pages::add_note, may RecordAnswers, data One, active, event "request.notes_sent";
        Get "/requests/{request}/links" => desk::pages::new_link, may RecordAnswers, data One, active, event "request.links_shown";
        Post "/requests/{request}/links" => desk::pages::link_request, may RecordAnswers, data One, active, event "request.links_sent";
        Get "/requests/{request}/withdrawal" => desk::pages::show_withdrawal, may RecordAnswers, data One, active, event "request.withdrawal_shown";
        Post "/requests/{request}/withdrawal" => desk::pages::withdraw_request, may RecordAnswers, data One, active, event "request.withdrawal_sent";
        Get "/requests/{request}/forwarding" => desk::pages::show_forwarding, may WorkRequests, data One, active, event "request.forwarding_shown";
        Post "/requests/{request}/forwarding" => desk::pages::forward_request, may WorkRequests, data One, active, event "request.forwarding_sent";
        Get "/requests/{request}/duplicate" => desk::pages::show_duplicate, may WorkRequests, data One, active, event "request.duplicate_shown";
        Post "/requests/{request}/duplicate" => desk::pages::mark_duplicate, may WorkRequests, data One, active, event "request.duplicate_sent";
        Get "/requests/{request}/error" => desk::pages::show_error, may AssignWork, data One, active, event "request.error_shown";
        Post "/requests/{request}/error" => desk::pages::mark_in_error, may AssignWork, data One, active, event "request.error_sent";
        Get "/requests/{request}/hold" => desk::pages::show_hold, may PlaceHolds, data One, active, event "request.hold_shown";
        Post "/requests/{request}/hold" => desk::pages::place_hold, may PlaceHolds, data One, active, event "request.hold_placed";
        Get "/requests/{request}/hold/end" => desk::pages::show_hold_end, may LiftHolds, data One, active, event "request.hold_end_shown";
        Post "/requests/{request}/hold/end" => desk::pages::lift_hold, may LiftHolds, data One, active, event "request.hold_lifted";
        Get "/requests/{request}/extension" => desk::pages::show_extension, may WorkRequests, data One, active, event "request.extension_shown";
        Post "/requests/{request}/extension" => desk::pages::grant_extension, may WorkRequests, data One, active, event "request.extension_sent";
        Get "/requests/{request}/road" => desk::pages::show_road, may WorkRequests, data One, active, event "request.road_shown";
        Post "/requests/{request}/road" => desk::pages::change_road, may WorkRequests, data One, active, event "request.road_sent";
        Get "/requests/{request}/scope" => desk::pages::show_scope, may WorkRequests, data One, active, event "request.scope_shown";
        Post "/requests/{request}/scope" => desk::pages::change_scope, may WorkRequests, data One, active, event "request.scope_sent";
        Get "/requests/{request}/recipients" => desk::pages::show_recipients, may WorkRequests, data One, active, event "request.recipients_shown";
        Post "/requests/{request}/recipients" => desk::pages::change_recipients, may WorkRequests, data One, active, event "request.recipients_sent";
        Get "/requests/{request}/papers" => desk::pages::new_paper, may RecordAnswers, data One, active, event "paper.begun";
        Post "/requests/{request}/papers" => desk::pages::add_paper, may RecordAnswers, data One, active, event "paper.added", form "/requests/{request}/papers";
        Get "/requests/{request}/no-records" => desk::pages::show_no_records, may ReleaseRecords, data One, active, event "no_records.begun";
        Post "/requests/{request}/no-records" => desk::pages::close_without_records, may ReleaseRecords, data One, active, event "no_records.sent", form "/requests/{request}/no-records";
        Get "/requests/{request}/dates" => desk::pages::show_dates, may WorkRequests, data One, active, event "request.dates_shown";
        Post "/requests/{request}/dates" => desk::pages::record_date, may WorkRequests, data One, active, event "request.dates_sent";
        Get "/requests/{request}/patient-part" => desk::pages::show_patient_part, may RecordAnswers, data One, active, event "request.part_shown";
        Post "/requests/{request}/patient-part" => desk::pages::see_patient_part, may RecordAnswers, data One, active, event "request.part_sent";
        Get "/requests/{request}/slip" => desk::pages::show_slip, may ReadRequests, data One, active, event "request.slip_shown";
        Get "/pick-ups" => pick_ups::pages::list_pick_ups, may ReadRequests, data List, active, event "pick_ups.listed";
        Post "/pick-ups" => pick_ups::pages::find_pick_up, may ReadRequests, data List, active, event "pick_ups.searched", form "/pick-ups";
        Get "/requests/{request}/pick-up" => pick_ups::pages::show_hand_over, may LogRequests, data One, active, event "pick_up.shown";
        Post "/requests/{request}/pick-up" => pick_ups::pages::hand_over, may LogRequests, data One, active, event "pick_up.recorded";
        Get "/requests/{request}/reminder" => desk::pages::show_reminder, may LogRequests, data One, active, event "pick_up.reminder_shown";
        Post "/requests/{request}/reminder" => desk::pages::send_reminder, may LogRequests, data One, active, event "pick_up.reminded";
        Get "/transfers" => transfers::pages::list_transfers, may ReadRequests, data List, active, event "transfers.listed";
        Get "/transfers/print" => transfers::pages::print_list, may ReadRequests, data List, active, event "transfers.printed";
        Post "/transfers/sendings" => transfers::pages::send_transfers, may LogRequests, data List, active, event "transfers.sent_on", form "/transfers";
        Post "/transfers/arrivals" => transfers::pages::confirm_arrivals, may LogRequests, data List, active, event "transfers.arrived", form "/transfers";
        Get "/transfers/{transfer}/stay" => transfers::pages::show_keep, may LogRequests, data One, active, event "transfer.keep_shown";
        Post "/transfers/{transfer}/stay" => transfers::pages::keep_transfer, may LogRequests, data One, active, event "transfer.kept", form "/transfers/{transfer}/stay";
        Get "/phone" => desk::pages::show_phone, may RecordAnswers, data None, active, event "phone.begun";
        Post "/phone" => desk::pages::find_call, may RecordAnswers, data List, active, event "phone.searched", form "/phone";
        Get "/phone/{search}" => desk::pages::show_calls, may RecordAnswers, data List, active, event "phone.found";
        Get "/requests/{request}/status-call" => desk::pages::show_status_call, may RecordAnswers, data One, active, event "status_call.shown";
        Post "/requests/{request}/status-call" => desk::pages::answer_status_call, may RecordAnswers, data One, active, event "status_call.answered";
        Get "/requests/{request}/stage" => desk::pages::show_stage, may WorkRequests, data One, active, event "request.stage_shown";
        Post "/requests/{request}/stage" => desk::pages::move_on, may WorkRequests, data One, active, event "request.stage_sent";
        Get "/requests/{request}/release" => desk::pages::show_release, may ReleaseRecords, data One, active, event "release.shown";
        Post "/requests/{request}/release" => desk::pages::record_what_left, may ReleaseRecords, data One, active, event "release.recorded", form "/requests/{request}/release", asks code;
        Get "/requests/{request}/denial" => desk::pages::show_denial, may ReleaseRecords, data One, active, event "denial.shown";
        Post "/requests/{request}/denial" => desk::pages::deny_request, may ReleaseRecords, data One, active, event "denial.recorded", form "/requests/{request}/denial";
        Get "/requests/{request}/withholding" => desk::pages::show_withholding, may ReleaseRecords, data One, active, event "withholding.shown";
        Post "/requests/{request}/withholding" => desk::pages::withhold_records, may ReleaseRecords, data One, active, event "withholding.recorded";
        Get "/requests/{request}/ending" => desk::pages::show_ending, may RecordAnswers, data One, active, event "ending.shown";
        Post "/requests/{request}/ending" => desk::pages::end_authorization, may RecordAnswers, data One, active, event "ending.recorded";
        Get "/help/components" => web_pages::components, may SeeComponents, data None, active, event "components.shown";
        Post "/session/keep" => web_pages::keep_session, may OwnAccount, data None, active, event "session.kept", form "/";
        Post "/sign-out" => accounts::sign_out, may OwnAccount, data None, background, event "session.ended", form "/";
        Get "/account" => accounts::account, may OwnAccount, data None, active, event "account.opened";
        Post "/account/sessions/{session}/end" => accounts::end_session, may OwnAccount, data None, active, event "session.ended", form "/account";
        Post "/account/sessions/end-others" => accounts::end_other_sessions, may OwnAccount, data None, active, event "session.ended", form "/account";
        Get "/account/password" => accounts::password_form, may OwnAccount, data None, active, event "account.password_form";
        Post "/account/password" => accounts::change_password, may OwnAccount, data None, active, event "account.password", takes credential;
        Post "/account/recovery-codes" => accounts::renew_recovery_codes, may OwnAccount, data None, active, event "account.recovery_codes", form "/account", asks code;
        Get "/account/proof" => accounts::proof_form, may OwnAccount, data None, active, event "account.proof_form";
        Post "/account/proof" => accounts::proof, may OwnAccount, data None, active, event "account.proof", takes credential;
        Get "/account/site" => accounts::site_form, may OwnAccount, data None, active, event "account.site_form";
        Post "/account/site" => accounts::move_site, may OwnAccount, data None, active, event "account.site", form "/account/site";
        Get "/staff" => accounts::staff, may ManageStaff, data None, active, event "staff.listed";
        Get "/staff/new" => accounts::invite_form, may ManageStaff, data None, active, event "staff.form";
        Post "/staff/new" => accounts::invite, may ManageStaff, data None, active, event "staff.invited", form "/staff/new", asks code;
        Get "/staff/{staff}" => accounts::colleague, may ManageStaff, data None, active, event "staff.opened";
        Post "/staff/{staff}/roles" => accounts::roles, may ManageStaff, data None, active, event "staff.roles", form "/staff/{staff}", asks code;
        Post "/staff/{staff}/disable" => accounts::disable, may ManageStaff, data None, active, event "staff.disabled", form "/staff/{staff}";
        Post "/staff/{staff}/enable" => accounts::enable, may ManageStaff, data None, active, event "staff.enabled", form "/staff/{staff}";
        Post "/staff/{staff}/reset" => accounts::ask_reset, may ManageStaff, data None, active, event "staff.reset_asked", form "/staff/{staff}", asks code;
        Post "/staff/{staff}/reset/confirm" => accounts::confirm_reset, may ManageStaff, data None, active, event "staff.reset_confirmed", form "/staff/{staff}", asks code;
        Post "/staff/{staff}/reset/withdraw" => accounts::withdraw_reset, may ManageStaff, data None, active, event "staff.reset_withdrawn", form "/staff/{staff}";
        Get "/requests/{request}/check" => authorizations::pages::show_check, may WorkRequests, data One, active, event "check.opened";
        Post "/requests/{request}/check" => authorizations::pages::create_check, may WorkRequests, data One, active, event "check.recorded", form "/requests/{request}/check";
        Get "/requests/{request}/clarifications/new" => authorizations::pages::new_clarification, may WorkRequests, data One, active, event "clarification.begun";
        Post "/requests/{request}/clarifications" => authorizations::pages::create_clarification, may WorkRequests, data One, active, event "clarification.sent", form "/requests/{request}/clarifications/new";
        Get "/requests/{request}/clarifications/{clarification}" => clarifications::pages::show_clarification, may ReadRequests, data One, active, event "clarification.opened";
        Post "/requests/{request}/clarifications/{clarification}/attempts" => clarifications::pages::create_attempt, may RecordAnswers, data One, active, event "contact.recorded", form "/requests/{request}/clarifications/{clarification}";
        Post "/requests/{request}/clarifications/{clarification}/answers" => clarifications::pages::create_answer, may RecordAnswers, data One, active, event "answer.recorded", form "/requests/{request}/clarifications/{clarification}";
        Get "/requests/{request}/acknowledgments/new" => notices::pages::new_acknowledgment, may LogRequests, data One, active, event "acknowledgment.begun";
        Post "/requests/{request}/acknowledgments" => notices::pages::create_acknowledgment, may LogRequests, data One, active, event "acknowledgment.sent", form "/requests/{request}/acknowledgments/new";
        Get "/requests/{request}/notices/{notice}" => notices::pages::show_notice, may ReadRequests, data One, active, event "notice.opened";
        Get "/audit" => evidence::pages::show_audit, may ReadAudit, data List, active, event "audit.shown";
        Post "/audit/questions" => evidence::pages::ask_audit, may ReadAudit, data List, active, event "audit.asked", form "/audit";
        Post "/audit/verifications" => evidence::pages::verify_audit, may ReadAudit, data None, active, event "audit.verified", form "/audit";
        Get "/outbox" => notices::pages::list_outbox, may SeeOutbox, data None, active, event "outbox.opened";
        Post "/outbox/{mail}/{decision}" => notices::pages::decide_mail, may SeeOutbox, data One, active, event "mail.decided", form "/outbox";
    }
}
