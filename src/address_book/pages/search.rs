//! The list of the book, and what is found in it. What is looked for is posted and sealed, because a requester may be a
//! patient (T50).

use askama::Template;

use super::{address, organization};
use crate::address_book::forms;
use crate::app::Seen;
use crate::db::{Read, StoreError, Subject};
use crate::form_state::FormState;
use crate::queues::pages::{keep_words, words_of};
use crate::queues::store::find_search;
use crate::requesters::model::{Entry, KeptAddress, Npi};
use crate::requesters::rules::{Standing, standing};
use crate::requesters::store::{self, Sought};
use crate::staff::model::Permission;
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};

/// Entries on a page.
const PAGE: i64 = 50;

#[derive(Template)]
#[template(path = "address_book/list.html")]
struct ListPage {
    chrome: Chrome,
    said: String,
    tag: FormTag,
    form: FormState,
    /// What was looked for; none for the whole book.
    looked_for: Option<Name>,
    rows: Vec<Line>,
    pager: Option<Pager>,
    may_change: bool,
}

struct Line {
    href: String,
    name: Name,
    class: &'static str,
    npi: String,
    addresses: Vec<String>,
    state: Tag,
}

/// A page of the book: the entries with their addresses, and whether more follow.
struct Found {
    entries: Vec<(Entry, Vec<KeptAddress>)>,
    more: bool,
}

/// Shows the book of the hospital in the order of names.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_requesters(visit: Visit) -> Answer {
    let form = visit.draft().await?.unwrap_or_else(FormState::empty);
    let (organization, page) = (organization(&visit)?, page_of(&visit));
    let found = visit
        .show(move |read| {
            let found = look(read, &organization, &Sought::default(), page)?;
            Ok((found, evidence()))
        })
        .await?;
    visit.page(&drawn(&visit, form, None, "/requesters", &found))
}

/// Takes what is looked for and leads to what is found.
///
/// # Errors
/// When the search cannot be kept.
pub async fn find_requesters(visit: Visit) -> Answer {
    let text = words_of(visit.form.value("sought"));
    if forms::sought(&text).is_none() {
        let form = visit.form.clone().refused(
            "sought",
            "Enter a name, an NPI, a fax or telephone number, or an e-mail address.",
        );
        let nothing = Found {
            entries: Vec::new(),
            more: false,
        };
        return visit.refused(&drawn(&visit, form, None, "/requesters", &nothing));
    }
    let id = keep_words(&visit, &text).await?;
    Ok(visit.go(&["/searches/", &id, "/requesters"].concat()))
}

/// Shows which entries a search found.
///
/// # Errors
/// `NotFound` for anybody else's search.
pub async fn show_found(visit: Visit) -> Answer {
    let id = visit.path::<String>("search")?;
    let (keys, staff_id) = (visit.app.keys.clone(), visit.actor.staff_id);
    let (organization, page, search) = (organization(&visit)?, page_of(&visit), id.clone());
    let (text, found) = visit
        .show(move |read| {
            let text = find_search(read, &keys, &search, staff_id)?;
            let found = match forms::sought(&text) {
                Some(sought) => look(read, &organization, &sought, page)?,
                None => Found {
                    entries: Vec::new(),
                    more: false,
                },
            };
            Ok(((text, found), evidence()))
        })
        .await?;
    let form = FormState::empty().with("sought", text.clone());
    let base = ["/searches/", &id, "/requesters"].concat();
    visit.page(&drawn(&visit, form, Some(&text), &base, &found))
}

fn evidence() -> Seen {
    Seen {
        subject: Subject {
            detail: Some("requesters listed".to_owned()),
            ..Subject::default()
        },
        listed: None,
    }
}

/// The number of the page asked for, from 1.
fn page_of(visit: &Visit) -> i64 {
    let asked = visit.query("page").and_then(|text| text.parse().ok());
    asked.unwrap_or(1).clamp(1, 10_000)
}

fn look(
    read: &mut Read<'_>,
    organization: &str,
    sought: &Sought,
    page: i64,
) -> Result<Found, StoreError> {
    let from = (page - 1) * PAGE;
    let mut entries = store::list_entries(read, organization, sought, from, PAGE + 1)?;
    let shown = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = entries.len() > shown;
    entries.truncate(shown);
    let ids: Vec<_> = entries.iter().map(|entry| entry.id).collect();
    let addresses = store::list_addresses(read, &ids)?;
    let with_addresses = |entry: Entry| {
        let used = |one: &&KeptAddress| one.of == entry.id && one.withdrawn.is_none();
        let own = addresses.iter().filter(used).cloned().collect();
        (entry, own)
    };
    Ok(Found {
        entries: entries.into_iter().map(with_addresses).collect(),
        more,
    })
}

fn drawn(
    visit: &Visit,
    form: FormState,
    looked_for: Option<&str>,
    base: &str,
    found: &Found,
) -> ListPage {
    let mut chrome = visit.chrome("Requesters");
    chrome.error = form.is_refused();
    let page = page_of(visit);
    let at = |page: i64| format!("{base}?page={page}");
    let pager = (found.more || page > 1).then(|| {
        Pager::new(format!("Page {page}, {PAGE} entries on a page"))
            .previous((page > 1).then(|| at(page - 1)))
            .next(found.more.then(|| at(page + 1)))
    });
    let said = match (form.is_refused(), looked_for) {
        (true, _) => "Nothing was looked for",
        (false, Some(_)) => "What was found, by name",
        (false, None) => "Who asks and receives, by name",
    };
    ListPage {
        said: said.to_owned(),
        tag: FormTag::new("/requesters", &chrome.csrf),
        looked_for: looked_for.map(Name::new),
        rows: found.entries.iter().map(line).collect(),
        pager,
        may_change: visit.actor.may(Permission::ChangeRequesters),
        form,
        chrome,
    }
}

fn line((entry, addresses): &(Entry, Vec<KeptAddress>)) -> Line {
    let proved = |one: &&KeptAddress| standing(&one.address) == Standing::Proved;
    let good = addresses.iter().filter(proved).count();
    let state = match (good, addresses.len()) {
        (_, 0) => Tag::plain("No address"),
        (good, all) if good == all => Tag::new("Verified", Tone::Good),
        (good, all) => Tag::new(
            format!("{} of {all} need a second look", all - good),
            Tone::Warn,
        ),
    };
    Line {
        href: address(entry),
        name: Name::new(&entry.says.name),
        class: entry.says.class.label(),
        npi: entry
            .says
            .npi
            .as_ref()
            .map_or_else(String::new, Npi::to_string),
        addresses: addresses.iter().map(KeptAddress::in_a_line).collect(),
        state,
    }
}

impl ListPage {
    fn nobody(&self) -> Empty {
        match self.looked_for {
            Some(_) => Empty::new("Nobody in the address book is like this.")
                .advice("Try the first word of the name alone, or the fax number."),
            None => Empty::new("The address book is empty."),
        }
    }
}
