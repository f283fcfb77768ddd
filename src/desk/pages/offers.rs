//! The next step of a request as links and buttons: only what this person may do and what has a page.

use crate::requests::commands::{OpenRequest, offered};
use crate::requests::model::Stage;
use crate::requests::rules::actions::Action as Doing;
use crate::requests::rules::status;
use crate::staff::model::Actor;
use crate::web::components::{Action, FormTag, NextStep};

/// Where an action is done.
enum Where {
    /// On a page of its own, by its address below the request.
    Page(&'static str),
    /// On the page of the open clarification.
    Clarification,
    /// At once, by posting to this noun.
    Post(&'static str),
}

const fn place(action: Doing) -> Option<Where> {
    Some(match action {
        Doing::StartVerifying => Where::Post("verifying"),
        Doing::FinishVerifying => Where::Post("gathering"),
        Doing::PassReview => Where::Post("reviews"),
        Doing::Take => Where::Post("owner"),
        Doing::MatchPatient => Where::Page("patient"),
        Doing::Acknowledge => Where::Page("acknowledgments/new"),
        Doing::Check => Where::Page("check"),
        Doing::AskForClarification | Doing::SendSecondLetter => Where::Page("clarifications/new"),
        Doing::RecordContact | Doing::RecordAnswer => Where::Clarification,
        Doing::RecordRelease => Where::Page("release"),
        Doing::HandOverPickUp => Where::Page("pick-up"),
        Doing::Deny => Where::Page("denial"),
        Doing::RecordWithholding => Where::Page("withholding"),
        Doing::RecordEnding => Where::Page("ending"),
        Doing::FinishGathering => Where::Page("stage?step=finish_gathering"),
        Doing::ReturnToVerifying => Where::Page("stage?step=return_to_verifying"),
        Doing::ReturnToGathering => Where::Page("stage?step=return_to_gathering"),
        Doing::Assign | Doing::HandOver => Where::Page("assignment"),
        Doing::SetPriority => Where::Page("priority"),
        Doing::AddNote => Where::Page("notes"),
        Doing::GiveStatus => Where::Page("status-call"),
        Doing::LinkRequest => Where::Page("links"),
        Doing::ChangeRoad => Where::Page("road"),
        Doing::ChangeScope => Where::Page("scope"),
        Doing::ChangeRecipients => Where::Page("recipients"),
        Doing::AddDocument => Where::Page("papers"),
        Doing::CloseNoRecords => Where::Page("no-records"),
        Doing::NameRequester => Where::Page("requester"),
        Doing::RecordDate => Where::Page("dates"),
        Doing::SeePatientPart => Where::Page("patient-part"),
        Doing::GrantExtension => Where::Page("extension"),
        Doing::PlaceHold => Where::Page("hold"),
        Doing::LiftHold => Where::Page("hold/end"),
        Doing::Forward => Where::Page("forwarding"),
        Doing::Withdraw => Where::Page("withdrawal"),
        Doing::MarkDuplicate => Where::Page("duplicate"),
        Doing::MarkInError => Where::Page("error"),
        // Putting back stands on the page of handing over; reminders and settling are the clarification's own.
        Doing::PutBack
        | Doing::SendReminder
        | Doing::SettleClarification
        | Doing::DeliverForm
        | Doing::AcceptAmendment
        | Doing::DenyAmendment
        | Doing::SendAccounting
        | Doing::OpenFact
        | Doing::CloseFact => return None,
    })
}

/// Why the slip comes first.
const AT_WINDOW: &str = "The person is still at the window: the slip has the number, the dates, the hours and the phone.";

/// What stands beside the primary button; the rest is below in "More".
const BESIDE: usize = 4;

/// The next step with its button and a few others, and everything else that can be done.
pub fn next_step(
    actor: &Actor,
    open: &OpenRequest,
    clarification: Option<&str>,
    csrf: &str,
    key: &str,
    at_window: bool,
) -> (NextStep, Vec<Action>) {
    let request = &open.request;
    let step = status::next_step(request.stage, &open.facts());
    let offered = offered(actor, open);
    let base = ["/requests/", &request.public_id, "/"].concat();
    let draw = |action: Doing| -> Option<Action> {
        Some(match place(action)? {
            Where::Page(noun) => Action::link(action.label(), [&base, noun].concat()),
            Where::Clarification => {
                let href = [&base, "clarifications/", clarification?].concat();
                Action::link(action.label(), href)
            }
            Where::Post(noun) => {
                let tag = FormTag::new([&base, noun].concat(), csrf)
                    .key([key, ".", noun].concat())
                    .version(request.version.0);
                Action::post(action.label(), tag)
            }
        })
    };
    let title = step.action.map_or("nothing more to do", Doing::label);
    let primary = step.action.filter(|action| offered.contains(action));
    let slip = Action::link("Print the slip", [&base, "slip"].concat());
    let mut next = if at_window {
        NextStep::new("print the slip", AT_WINDOW).primary(slip.clone())
    } else {
        NextStep::new(title.to_lowercase(), step.sentence)
    };
    if let Some(action) = primary.and_then(draw) {
        next = if at_window {
            next.other(action)
        } else {
            next.primary(action)
        };
    }
    let likely = [
        Doing::Take,
        Doing::StartVerifying,
        Doing::Check,
        Doing::AddNote,
    ];
    let beside: Vec<Doing> = offered
        .iter()
        .copied()
        .filter(|action| Some(*action) != primary && likely.contains(action))
        .take(BESIDE)
        .collect();
    for action in beside.iter().copied().filter_map(draw) {
        next = next.other(action);
    }
    let mut rest: Vec<Action> = offered
        .into_iter()
        .filter(|action| Some(*action) != primary && !beside.contains(action))
        .filter_map(draw)
        .collect();
    if !at_window && request.stage != Stage::Closed {
        rest.push(slip);
    }
    (next, rest)
}
