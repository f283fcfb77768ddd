//! Answering the telephone (B10): one search that leads to the card of a request, or to starting one.

use askama::Template;

use crate::app::Seen;
use crate::audit;
use crate::db::Subject;
use crate::form_state::FormState;
use crate::queues::forms::{Sought, sought};
use crate::queues::model::Row;
use crate::queues::pages::{Led, find};
use crate::queues::store;
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};
use crate::words::dates;

#[derive(Template)]
#[template(path = "desk/phone.html")]
struct PhonePage {
    chrome: Chrome,
    said: String,
    tag: FormTag,
    form: FormState,
    may_log: bool,
    found: Option<Vec<Line>>,
}

struct Line {
    href: String,
    reference: String,
    patient: Name,
    requester: Name,
    status: &'static str,
    born: String,
}

/// Shows the search.
pub async fn show_phone(visit: Visit) -> Answer {
    let form = visit.draft().await?.unwrap_or_else(FormState::empty);
    visit.page(&page(&visit, form, None))
}

/// Takes what the caller says: a whole number leads to its card, anything else to what was found.
///
/// # Errors
/// When the database does not answer.
pub async fn find_call(visit: Visit) -> Answer {
    let go_to = match find(&visit, visit.form.value("caller_says")).await? {
        Led::Nowhere => {
            let form = visit.form.clone().refused(
                "caller_says",
                "Enter the number of the request, the name with the birth date, or the telephone.",
            );
            return visit.refused(&page(&visit, form, None));
        }
        Led::Request(public_id) => card(&public_id),
        Led::Results(id) => ["/phone/", &id].concat(),
    };
    Ok(visit.go(&go_to))
}

/// Shows what was found; one request leads to its card at once.
///
/// # Errors
/// `NotFound` for anybody else's search and for one that is too old.
pub async fn show_calls(visit: Visit) -> Answer {
    let id = visit.path::<String>("search")?;
    let (keys, staff_id, sites) = (
        visit.app.keys.clone(),
        visit.actor.staff_id,
        visit.actor.sites.clone(),
    );
    let (text, rows) = visit
        .show(move |read| {
            let text = store::find_search(read, &keys, &id, staff_id)?;
            let (rows, _) = match sought(&text) {
                Sought::Words(words) => store::list_found(read, &words, &sites)?,
                Sought::Reference(_) | Sought::Nothing => (Vec::new(), false),
            };
            let seen = Seen {
                subject: Subject {
                    detail: Some("status call".to_owned()),
                    ..Subject::default()
                },
                listed: Some(audit::pack_listed(rows.iter().map(|row| row.id))),
            };
            Ok(((text, rows), seen))
        })
        .await?;
    if let [only] = rows.as_slice() {
        return Ok(visit.go(&card(&only.public_id)));
    }
    let form = FormState::empty().with("caller_says", text);
    visit.page(&page(&visit, form, Some(&rows)))
}

fn card(public_id: &str) -> String {
    ["/requests/", public_id, "/status-call"].concat()
}

fn page(visit: &Visit, form: FormState, rows: Option<&[Row]>) -> PhonePage {
    let mut chrome = visit.chrome("Telephone");
    chrome.error = form.is_refused();
    let said = match rows.map(<[Row]>::len) {
        None => "Find the request the caller asks about".to_owned(),
        Some(0) => "No request holds all of this".to_owned(),
        Some(n) => [&n.to_string(), " requests hold all of this, newest first"].concat(),
    };
    let line = |row: &Row| Line {
        href: card(&row.public_id),
        reference: row.reference.clone(),
        patient: Name::new(&row.patient),
        requester: Name::new(&row.requester),
        status: row.shown.label(),
        born: row.born_on.map_or_else(String::new, dates::iso),
    };
    PhonePage {
        tag: FormTag::new("/phone", &chrome.csrf),
        may_log: chrome.may_log,
        found: rows.map(|rows| rows.iter().map(line).collect()),
        said,
        chrome,
        form,
    }
}
