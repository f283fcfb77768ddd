//! Every route of the desk, once: how it is called, who may come in, what it handles, what its evidence is called.

use actix_web::web::ServiceConfig;

use crate::directory::pages as directory;
use crate::staff::model::Permission;
use crate::web::policy::{Door, Limiter, PatientData, Policy, Verb};
use crate::web::{gate, pages as web_pages};
use crate::{desk, queues};

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
    }
    staff {
        Get "/facilities" => directory::list_facilities, may SeeFacilities, data None, active, event "facilities.listed";
        Get "/facilities/{hospital}" => directory::show_hospital, may SeeFacilities, data None, active, event "facility.opened";
        Get "/work/{list}" => queues::pages::show_list, may ReadRequests, data List, active, event "work_list.shown";
        Get "/requests/{request}" => desk::pages::show_request, may ReadRequests, data One, active, event "request.shown";
        Post "/session/keep" => web_pages::keep_session, may OwnAccount, data None, active, event "session.kept", form "/";
    }
}
