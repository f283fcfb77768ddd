//! The cover sheet of a request: its number as a square code, as bars and in large letters, and where papers are sent with it.
//! It stands in the language the requester is written to in, and holds no patient's name: it lies on the fax machine of
//! whoever sends the papers.

use askama::Template;

use crate::error::AppError;
use crate::notices::rules::{answer_channels, channel_line};
use crate::requests::model::Channel;
use crate::requests::pages::open_seen;
use crate::web::chrome::Chrome;
use crate::web::components::{Barcode, QrPicture};
use crate::web::visit::{Answer, Visit};
use crate::words::{FixedText, LetterLanguage};

/// The ways on which a sheet of paper travels.
const BY_PAPER: [Channel; 4] = [
    Channel::Fax,
    Channel::Mail,
    Channel::DropBox,
    Channel::WalkIn,
];

const TITLE: FixedText = FixedText::new("Cover sheet", "Hoja de portada");
const DEPARTMENT: FixedText =
    FixedText::new("release of information", "divulgación de información");
const ON_TOP: FixedText = FixedText::new(
    "Put this sheet on top of the papers for this request and send them together:",
    "Ponga esta hoja encima de los papeles de esta solicitud y envíelos juntos:",
);
const ONE_EACH: FixedText = FixedText::new(
    "It holds no patient’s name. One sheet for each request: papers of another request need their own.",
    "No contiene el nombre de ningún paciente. Una hoja para cada solicitud: los papeles de otra solicitud necesitan la suya.",
);
const QUESTIONS: FixedText = FixedText::new("Questions:", "Preguntas:");

#[derive(Template)]
#[template(path = "scans/cover.html")]
struct CoverPage {
    chrome: Chrome,
    back: String,
    language: LetterLanguage,
    lang: &'static str,
    reference: String,
    square: QrPicture,
    bars: Barcode,
    hospital: String,
    phone: String,
    ways: Vec<String>,
}

impl CoverPage {
    /// Words of the sheet in the language the requester is written to in.
    fn say(&self, text: FixedText) -> &'static str {
        text.in_language(self.language)
    }
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
    let language = LetterLanguage::from(request.asked.language);
    visit.page(&CoverPage {
        chrome: visit.chrome(["Cover sheet – ", &reference].concat()),
        back: ["/requests/", &request.public_id].concat(),
        lang: language.as_str(),
        language,
        hospital: [
            facilities.organization_name(site, today),
            facilities.site_name(site, today),
        ]
        .join(", "),
        phone: facilities.status_phone(site, today),
        ways: answer_channels(facilities, site, class, today)
            .into_iter()
            .filter(|way| BY_PAPER.contains(&way.channel))
            .map(|way| {
                let line = channel_line(way.channel).in_language(language);
                line.replace("{place}", way.place.as_str())
            })
            .collect(),
        reference,
        square,
        bars,
    })
}
