//! The slip a person takes home from the window (B12): number, square code, dates in words, hours and phone. Nobody's name.

use askama::Template;

use crate::desk::rules::slip::{self, Told};
use crate::error::AppError;
use crate::notices::rules::pick_up_place;
use crate::requests::commands::OpenRequest;
use crate::requests::pages::open_seen;
use crate::requests::rules::clocks::clocks;
use crate::web::chrome::Chrome;
use crate::web::components::{QrPicture, Slip};
use crate::web::visit::{Answer, Visit};
use crate::words::LetterLanguage;

#[derive(Template)]
#[template(path = "desk/slip.html")]
struct SlipPage {
    chrome: Chrome,
    back: String,
    may_log: bool,
    lang: &'static str,
    slip: Slip,
}

/// Shows the slip of a request, in the language of its letters.
///
/// # Errors
/// `NotFound` for an unknown request and for another site's alike.
pub async fn show_slip(visit: Visit) -> Answer {
    let open = open_seen(&visit).await?;
    let request = &open.request;
    let language = LetterLanguage::from(request.asked.language);
    let chrome = visit.chrome(["Slip – ", &request.reference.to_string()].concat());
    visit.page(&SlipPage {
        back: ["/requests/", &request.public_id].concat(),
        may_log: chrome.may_log,
        lang: language.as_str(),
        slip: slip(&visit, &open, language)?,
        chrome,
    })
}

fn slip(visit: &Visit, open: &OpenRequest, language: LetterLanguage) -> Result<Slip, AppError> {
    let (facilities, request) = (&visit.app.facilities, &open.request);
    let asked = &request.asked;
    let today = open.terms.calendar.local_date(visit.now());
    let ledger = clocks(&open.clock_facts(), &open.terms.calendar, today);
    let (place, hours) =
        pick_up_place(facilities, &asked.site, today).map_err(AppError::Refused)?;
    let told = Told {
        received_at: facilities.local(&asked.site, asked.arrived_at),
        due_on: request.due_on,
        promised: ledger.controlling().is_none(),
        status_from: ledger.status_ok_from,
        part_missing: asked.clock_inputs.part_missing.len(),
        phone: facilities.status_phone(&asked.site, today),
    };
    let reference = request.reference.to_string();
    let organization = facilities.organization_name(&asked.site, today);
    let slip = Slip::new(
        organization,
        place.in_language(language).as_str(),
        &reference,
    );
    let slip = match QrPicture::of(&reference) {
        Some(picture) => slip.qr(picture),
        None => slip,
    };
    let lines = slip::lines(&told, language).into_iter();
    let slip = lines.fold(slip, |slip, (term, value)| slip.line(term, value));
    let open_at = hours.iter().map(|line| line.in_language(language).as_str());
    let open_at: Vec<&str> = open_at.collect();
    let slip = slip.line(slip::HOURS.in_language(language), open_at.join("; "));
    let notes = slip::notes(&told, language).into_iter();
    Ok(notes.fold(slip, Slip::note))
}
