//! A notice as it went out, to print.

use askama::Template;

use super::Preview;
use super::shared::letter_of;
use crate::notices::model::Words;
use crate::notices::store;
use crate::requests::commands::open;
use crate::web::chrome::Chrome;
use crate::web::components::Letter;
use crate::web::visit::{Answer, Visit};

#[derive(Template)]
#[template(path = "notices/printed.html")]
struct PrintedPage {
    chrome: Chrome,
    letter: Option<Letter>,
    email: Option<Preview>,
    back_href: String,
}

/// `GET /requests/{request}/notices/{notice}`
///
/// # Errors
/// Not found; or what the database says.
pub async fn show_notice(visit: Visit) -> Answer {
    let (request, notice): (String, String) = (visit.path("request")?, visit.path("notice")?);
    let (facilities, sites) = (visit.app.facilities.clone(), visit.actor.sites.clone());
    let back_href = format!("/requests/{request}");
    let (reference, sent) = visit
        .show(move |read| {
            let found = open(read, &facilities, &request, &sites, None)?;
            let sent = store::find_notice(read, found.request.id, &notice)?;
            Ok(((found.request.reference, sent), found.seen()))
        })
        .await?;
    let mut chrome = visit.chrome(format!("{} – {reference}", sent.kind.label()));
    chrome.lang = sent.language.as_str().to_owned();
    let (letter, email) = match &sent.words {
        Words::Letter(letter) => (Some(letter_of(letter)), None),
        words @ Words::Email { .. } => (None, Some(Preview::new(words, sent.language, ""))),
    };
    visit.page(&PrintedPage {
        chrome,
        letter,
        email,
        back_href,
    })
}
