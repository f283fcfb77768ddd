//! The cover sheet of a request: its number as a square code, as bars and in large letters, and where papers are sent with it.
//! It holds no patient's name: it lies on the fax machine of whoever sends the papers.

use askama::Template;

use crate::error::AppError;
use crate::notices::rules::answer_channels;
use crate::requests::model::Channel;
use crate::requests::pages::open_seen;
use crate::web::chrome::Chrome;
use crate::web::components::{Barcode, QrPicture};
use crate::web::visit::{Answer, Visit};

/// The ways on which a sheet of paper travels.
const BY_PAPER: [Channel; 4] = [
    Channel::Fax,
    Channel::Mail,
    Channel::DropBox,
    Channel::WalkIn,
];

#[derive(Template)]
#[template(path = "scans/cover.html")]
struct CoverPage {
    chrome: Chrome,
    back: String,
    reference: String,
    square: QrPicture,
    bars: Barcode,
    hospital: String,
    phone: String,
    ways: Vec<(&'static str, String)>,
}

/// Shows the cover sheet of a request, to print.
///
/// # Errors
/// `NotFound` for an unknown request and another site's alike.
pub async fn show_cover_sheet(visit: Visit) -> Answer {
    let open = open_seen(&visit).await?;
    let request = &open.request;
    let (facilities, site) = (&visit.app.facilities, &request.asked.site);
    let today = facilities.today(site, visit.now());
    let reference = request.reference.to_string();
    let codes = QrPicture::of(&reference).zip(Barcode::new(&reference));
    let (square, bars) =
        codes.ok_or_else(|| AppError::Fault("a reference has no code".to_owned()))?;
    let class = request.asked.requester.class;
    visit.page(&CoverPage {
        chrome: visit.chrome(["Cover sheet – ", &reference].concat()),
        back: ["/requests/", &request.public_id].concat(),
        hospital: [
            facilities.organization_name(site, today),
            facilities.site_name(site, today),
        ]
        .join(", "),
        phone: facilities.status_phone(site, today),
        ways: answer_channels(facilities, site, class, today)
            .into_iter()
            .filter(|way| BY_PAPER.contains(&way.channel))
            .map(|way| (way.channel.label(), way.place.as_str().to_owned()))
            .collect(),
        reference,
        square,
        bars,
    })
}
