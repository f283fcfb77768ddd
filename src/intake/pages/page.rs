//! The page of a channel's form.

use askama::Template;

use super::found::Found;
use super::setting::{Known, Setting};
use crate::documents::pages::{about, waiting_viewer};
use crate::documents::store::Paper;
use crate::facilities::model::{Mailbox, Script, Setting as HouseSetting, Work};
use crate::facilities::rules::{alternatives, channel_standing, desk_open};
use crate::form_state::FormState;
use crate::hospital::pages::is_offered;
use crate::intake::forms::Reading;
use crate::intake::model::BlankForm;
use crate::requests::model::Channel;
use crate::requests::rules::identity::{self, AUTHORITY, Proof, by_channel};
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::Visit;

/// The file fields of the form. Each has a description beside it, `-says`.
const SLOTS: [&str; 3] = ["papers", "papers_2", "papers_3"];

/// A paper that is already here.
pub struct KeptPaper {
    pub id: String,
    pub name: String,
    pub about: String,
}

/// The form of a channel with everything beside it.
#[derive(Template)]
#[template(path = "intake/form.html")]
pub struct FormPage {
    chrome: Chrome,
    tag: FormTag,
    pub(super) form: FormState,
    title: String,
    window: String,
    beside: (String, &'static str),
    /// What is known about its arrival, in sentences; none where the form asks.
    known: Option<Vec<String>>,
    /// Whether a person says when it came.
    asks_when: bool,
    /// Papers that are here already: outer id and name.
    here: Vec<(String, String)>,
    /// Whether this site empties a drop box in sessions.
    has_box: bool,
    pub(super) channel: Channel,
    how: String,
    ways: Vec<String>,
    /// Whether the site has a system of the hospital to ask.
    asks_hospital: bool,
    /// What proves identity here.
    proof: &'static Proof,
    /// The photo identities the house usually accepts (a dated setting); none where it names none.
    accepted: Vec<String>,
    pub(super) may_override: bool,
    pub(super) record_types: Vec<(String, String)>,
    pub(super) places: Vec<(String, String)>,
    pub(super) mailboxes: Vec<String>,
    /// The practice sites the hospital has named.
    pub(super) practices: Vec<String>,
    /// The blank forms that can be handed out: what is posted, and the words.
    pub(super) blanks: Vec<(String, String)>,
    pub(super) kept: Vec<KeptPaper>,
    viewers: Vec<ScanPages>,
    pub(super) found: Found,
}

/// The state of the window in a sentence, with the local time.
pub fn window(with: &Reading<'_>) -> String {
    let terms = with
        .facilities
        .terms(with.site.as_str(), with.local_now.date());
    let holiday = |on| {
        terms
            .as_ref()
            .and_then(|terms| terms.calendar.holiday_on(on))
            .filter(|day| day.office_closed)
            .map(|day| day.name.clone())
    };
    let desk = desk_open(with.profile, with.site, with.local_now, &holiday);
    let now = with.local_now.format("%a %-d %b, %H:%M").to_string();
    [&now, ". ", &desk.sentence].concat()
}

fn tag(setting: &Setting, csrf: String, key: String) -> FormTag {
    let tag = FormTag::new(&*setting.action, csrf)
        .key(key)
        .multipart()
        .guarded();
    match &setting.known {
        Some(Known { version, .. }) => tag.version(version),
        None => tag,
    }
}

impl FormPage {
    /// The page of this form.
    pub fn new(
        visit: &Visit,
        with: &Reading<'_>,
        setting: &Setting,
        form: FormState,
        key: String,
        papers: Vec<Paper>,
        found: Found,
    ) -> Self {
        let today = with.local_now.date();
        let title = setting.title();
        let mut chrome = visit.chrome(["Log a request: ", &title].concat());
        chrome.error = form.is_refused();
        let standing =
            channel_standing(with.profile, with.site, with.channel, Work::Records, today);
        let catalogue = with.catalogue();
        let here = setting.papers.iter().map(|paper| paper.viewer.clone());
        let waiting = papers
            .iter()
            .map(|paper| waiting_viewer(paper, &key, &form));
        let viewers = setting.shown.iter().cloned().chain(here).chain(waiting);
        Self {
            chrome,
            tag: tag(setting, visit.csrf(), key.clone()),
            title,
            window: window(with),
            beside: setting.beside.clone(),
            known: setting.known.as_ref().map(|known| known.says.clone()),
            asks_when: setting.asks_when(),
            here: setting
                .papers
                .iter()
                .map(|paper| (paper.id.clone(), paper.name.clone()))
                .collect(),
            has_box: !with
                .facilities
                .drop_boxes(with.site.as_str(), today)
                .is_empty(),
            channel: with.channel,
            how: standing.sentence,
            ways: ways(with),
            asks_hospital: is_offered(visit),
            proof: by_channel(with.channel),
            accepted: accepted(with),
            may_override: with.may_override,
            record_types: catalogue.record_types,
            places: catalogue.places,
            mailboxes: with
                .profile
                .all::<Mailbox>(today)
                .map(|row| row.value.address.to_string())
                .collect(),
            practices: with.practices(),
            blanks: blanks(with),
            viewers: viewers.collect(),
            kept: papers
                .iter()
                .map(|paper| KeptPaper {
                    id: paper.public_id.clone(),
                    name: paper.name.as_str().to_owned(),
                    about: about(paper),
                })
                .collect(),
            form,
            found,
        }
    }

    /// The file fields.
    fn slots(&self) -> Vec<(FileUpload, TextInput)> {
        SLOTS
            .iter()
            .enumerate()
            .map(|(at, slot)| {
                let number = (at + 1).to_string();
                let mut file = self
                    .form
                    .file(slot, &["Paper ", &number].concat())
                    .multiple()
                    .takes_at_once("act", "look")
                    .optional()
                    .width(Width::Quarter);
                if at == 0 {
                    for paper in &self.kept {
                        file = file.kept(&*paper.id, &paper.name, &*paper.about);
                    }
                }
                let says = self
                    .form
                    .text(
                        &[slot, "-says"].concat(),
                        &["What paper ", &number, " is"].concat(),
                    )
                    .hint("For example: signed authorization, two pages.")
                    .width(Width::Quarter);
                (file, says)
            })
            .collect()
    }

    /// The descriptions of papers already here.
    fn says(&self) -> Vec<TextInput> {
        let kept = self.kept.iter().map(|paper| (&paper.id, &paper.name));
        let here = self.here.iter().map(|(id, name)| (id, name));
        here.chain(kept)
            .map(|(id, name)| {
                self.form
                    .text(&["says-", id].concat(), &["What ", name, " is"].concat())
            })
            .collect()
    }
}

/// The hospital's blank forms with their languages, in words.
fn blanks(with: &Reading<'_>) -> Vec<(String, String)> {
    let words = |blank: BlankForm| match blank.language {
        Some(language) => [&blank.title, " – ", language.label()].concat(),
        None => blank.title,
    };
    let forms = with.blank_forms().into_iter();
    forms.map(|(value, blank)| (value, words(blank))).collect()
}

/// The photo identities the house usually accepts (S90); no single one may be demanded.
fn accepted(with: &Reading<'_>) -> Vec<String> {
    let today = with.local_now.date();
    let setting = with.profile.get::<HouseSetting>("accepted_identity", today);
    setting.map_or_else(Vec::new, |row| row.value.values.clone())
}

/// S12: the ways that need nobody to come in person, read to who has no appointment.
fn ways(with: &Reading<'_>) -> Vec<String> {
    if with.channel != Channel::WalkIn {
        return Vec::new();
    }
    let today = with.local_now.date();
    let script = with.profile.get::<Script>("walk_in_alternatives", today);
    let mut lines = script.map_or_else(Vec::new, |row| row.value.lines.clone());
    lines.extend(alternatives(with.profile, with.site, Work::Records, today));
    lines
}
