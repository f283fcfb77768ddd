//! Every route of the desk, once: how it is called, who may come in, what it handles, what its evidence is called.

use actix_web::web::ServiceConfig;

use crate::accounts::pages as accounts;
use crate::directory::pages as directory;
use crate::staff::model::Permission;
use crate::web::policy::{Door, Limiter, PatientData, Policy, Verb};
use crate::web::{gate, pages as web_pages};
use crate::{desk, documents, intake, queues};

/// Writes the route table: the policies, and the one function that serves them.
macro_rules! routes {
    (
        anyone { $($gverb:ident $gpath:literal => $ghandler:path, $gdoor:ident, limit $glimit:ident, event $gevent:literal;)* }
        staff { $($verb:ident $path:literal => $handler:path, may $permission:ident, data $data:ident, $activity:ident, event $event:literal $(, form $form:literal)?;)* }
    ) => {
        /// Every route's policy, in the order of the table.
        pub static POLICIES: &[Policy] = &[
            $(Policy { verb: Verb::$gverb, path: $gpath, door: Door::$gdoor, data: PatientData::None, limiter: Limiter::$glimit, activity: false, event: $gevent, form: $gpath },)*
            $(Policy { verb: Verb::$verb, path: $path, door: Door::Staff(Permission::$permission), data: PatientData::$data, limiter: Limiter::Person, activity: routes!(@ $activity), event: $event, form: routes!(@form $path $($form)?) },)*
        ];

        /// Serves the table; there is no other way in.
        pub fn serve(config: &mut ServiceConfig) {
            let mut policies = POLICIES.iter();
            $(config.route($gpath, gate::guest_route(policies.next().expect("one policy a route"), $ghandler));)*
            $(config.route($path, gate::staff_route(policies.next().expect("one policy a route"), $handler));)*
        }
    };
    (@ active) => { true };
    (@ background) => { false };
    (@form $path:literal) => { $path };
    (@form $path:literal $form:literal) => { $form };
}

routes! {
    anyone {
        Get "/healthz" => web_pages::healthz, Anyone, limit None, event "health.alive";
        Get "/readyz" => web_pages::readyz, Anyone, limit None, event "health.ready";
        Get "/static/{name}" => web_pages::asset, Anyone, limit None, event "static.file";
        Get "/sign-in" => accounts::sign_in_form, Anyone, limit Credential, event "sign_in.form";
        Post "/sign-in" => accounts::sign_in, Anyone, limit Credential, event "sign_in.password";
        Get "/sign-in/code" => accounts::code_form, HalfSignedIn, limit Credential, event "sign_in.code_form";
        Post "/sign-in/code" => accounts::code, HalfSignedIn, limit Credential, event "sign_in.code";
        Get "/sign-in/welcome" => accounts::welcome_form, Anyone, limit Credential, event "welcome.form";
        Post "/sign-in/welcome" => accounts::welcome, Anyone, limit Credential, event "welcome.password";
        Get "/sign-in/enrol" => accounts::enrol_form, HalfSignedIn, limit Credential, event "welcome.code_form";
        Post "/sign-in/enrol" => accounts::enrol, HalfSignedIn, limit Credential, event "welcome.code";
    }
    staff {
        Get "/facilities" => directory::list_facilities, may SeeFacilities, data None, active, event "facilities.listed";
        Get "/facilities/{hospital}" => directory::show_hospital, may SeeFacilities, data None, active, event "facility.opened";
        Get "/work/{list}" => queues::pages::show_list, may ReadRequests, data List, active, event "work_list.shown";
        Get "/requests/{request}" => desk::pages::show_request, may ReadRequests, data One, active, event "request.shown";
        Get "/log" => intake::pages::channels, may LogRequests, data None, active, event "intake.opened";
        Get "/log/{channel}" => intake::pages::show, may LogRequests, data One, active, event "intake.form_shown";
        Post "/log/{channel}" => intake::pages::log, may LogRequests, data One, active, event "request.logged", form "/log/{channel}";
        Get "/log/papers/{key}/{paper}" => documents::pages::waiting_original, may LogRequests, data One, active, event "paper.downloaded";
        Get "/log/papers/{key}/{paper}/pages/{page}" => documents::pages::waiting_page, may LogRequests, data One, active, event "paper.page_shown";
        Get "/requests/{request}/papers/{paper}" => documents::pages::original, may ReadRequests, data One, active, event "paper.downloaded";
        Get "/requests/{request}/papers/{paper}/pages/{page}" => documents::pages::page, may ReadRequests, data One, active, event "paper.page_shown";
        Post "/session/keep" => web_pages::keep_session, may OwnAccount, data None, active, event "session.kept", form "/";
        Post "/sign-out" => accounts::sign_out, may OwnAccount, data None, background, event "session.ended", form "/";
        Get "/account" => accounts::account, may OwnAccount, data None, active, event "account.opened";
        Post "/account/sessions/{session}/end" => accounts::end_session, may OwnAccount, data None, active, event "session.ended", form "/account";
        Post "/account/sessions/end-others" => accounts::end_other_sessions, may OwnAccount, data None, active, event "session.ended", form "/account";
        Get "/account/site" => accounts::site_form, may OwnAccount, data None, active, event "account.site_form";
        Post "/account/site" => accounts::move_site, may OwnAccount, data None, active, event "account.site", form "/account/site";
        Get "/staff" => accounts::staff, may ManageStaff, data None, active, event "staff.listed";
        Get "/staff/new" => accounts::invite_form, may ManageStaff, data None, active, event "staff.form";
        Post "/staff/new" => accounts::invite, may ManageStaff, data None, active, event "staff.invited", form "/staff/new";
        Get "/staff/{staff}" => accounts::colleague, may ManageStaff, data None, active, event "staff.opened";
        Post "/staff/{staff}/roles" => accounts::roles, may ManageStaff, data None, active, event "staff.roles", form "/staff/{staff}";
        Post "/staff/{staff}/disable" => accounts::disable, may ManageStaff, data None, active, event "staff.disabled", form "/staff/{staff}";
        Post "/staff/{staff}/enable" => accounts::enable, may ManageStaff, data None, active, event "staff.enabled", form "/staff/{staff}";
    }
}
