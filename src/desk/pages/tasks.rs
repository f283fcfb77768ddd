//! What can be done with a request on a page of its own.

use chrono::NaiveDate;

use super::task::{self, Given, Sheet, Task};
use crate::form_state::FormState;
use crate::requests::commands::{
    self, AddNote, ChangeRoad, Forward, GrantExtension, LinkRequest, MarkDuplicate, MarkInError,
    MoveOn, RecordDate, SetPriority, Step, Withdraw,
};
use crate::requests::forms::{self, HoldChange, Ownership};
use crate::requests::model::{
    ClockDate, ContactWay, FactKind, LinkKind, Priority, Road, WhoseMove,
};
use crate::requests::rules::actions::{Action as Doing, judge};
use crate::requests::rules::clocks::{ClockRule, EXTENSION_DAYS, clocks};
use crate::staff::model::Permission;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};
use crate::words::dates;

/// The two handlers of each task.
macro_rules! handlers {
    ($($show:ident, $send:ident => $task:ident;)*) => {$(
        #[doc = "Shows the page of this task."]
        pub async fn $show(visit: Visit) -> Answer {
            task::show(visit, &$task).await
        }

        #[doc = "Carries this task out."]
        pub async fn $send(visit: Visit) -> Answer {
            task::send(visit, &$task).await
        }
    )*};
}

handlers! {
    show_assignment, assign_request => ASSIGNMENT;
    show_priority, set_priority => PRIORITY;
    new_note, add_note => NOTE;
    new_link, link_request => LINK;
    show_withdrawal, withdraw_request => WITHDRAWAL;
    show_forwarding, forward_request => FORWARDING;
    show_duplicate, mark_duplicate => DUPLICATE;
    show_error, mark_in_error => ERROR;
    show_hold, change_hold => HOLD;
    show_extension, grant_extension => EXTENSION;
    show_road, change_road => ROAD;
    show_dates, record_date => DATES;
    show_stage, move_on => STAGE;
}

static ASSIGNMENT: Task<Ownership> = Task {
    noun: "assignment",
    title: "Assign or hand over",
    say: "The request has a new owner.",
    guarded: true,
    sheet: assignment,
    read: forms::ownership,
    run: |tx, open, actor, command| match command {
        Ownership::Give(assign) => commands::assign(tx, open, actor, assign),
        Ownership::PutBack(put_back) => commands::put_back(tx, open, actor, put_back),
    },
};

fn assignment(form: &FormState, given: &Given) -> Sheet {
    let owner = given.open.request.owner_id;
    let now = given.colleagues.iter().find(|one| Some(one.id) == owner);
    let note = match (owner, now) {
        (None, _) => "No one owns it.".to_owned(),
        (Some(_), Some(one)) => [&one.name, " owns it. A handover says why."].concat(),
        (Some(_), None) => "Somebody who no longer works here owns it.".to_owned(),
    };
    let others = given
        .colleagues
        .iter()
        .filter(|one| Some(one.id) != owner)
        .map(|one| (one.public_id.as_str(), one.name.as_str()));
    let nobody = owner.map(|_| (forms::NOBODY, "No one: put it back for anybody to take"));
    let to = form
        .select("to", "To")
        .prompt("Choose a colleague")
        .options(others)
        .options(nobody)
        .width(Width::Half);
    let reason = form.lines("reason", "Reason").rows(3);
    let reason = if owner.is_none() {
        reason.optional()
    } else {
        reason
    };
    Sheet::new(Button::primary("Give it to them"))
        .note(Tone::Info, note)
        .field(to)
        .field(reason)
}

static PRIORITY: Task<SetPriority> = Task {
    noun: "priority",
    title: "Set the priority",
    say: "The priority is set.",
    guarded: true,
    sheet: |form, given| {
        let now = given.open.request.asked.priority;
        let to = form
            .radios("to", "Priority")
            .choices(Priority::ALL.iter().map(|p| (p.as_str(), p.label())))
            .stacked();
        Sheet::new(Button::primary("Set the priority"))
            .note(Tone::Info, ["It is ", now.label(), "."].concat())
            .field(to)
            .field(reason(form))
    },
    read: forms::priority,
    run: commands::set_priority,
};

static NOTE: Task<AddNote> = Task {
    noun: "notes",
    title: "Add a note",
    say: "The note is on the timeline.",
    guarded: false,
    sheet: |form, _| {
        Sheet::new(Button::primary("Add the note"))
            .note(
                Tone::Info,
                "A note is never edited or deleted; a correction is a further note.",
            )
            .field(form.lines("text", "Note").rows(6))
    },
    read: forms::note,
    run: commands::add_note,
};

static LINK: Task<LinkRequest> = Task {
    noun: "links",
    title: "Link with another request",
    say: "The requests are linked.",
    guarded: false,
    sheet: |form, _| {
        Sheet::new(Button::primary("Link them"))
            .field(other(form, "other"))
            .field(
                form.select("how", "How they hang together")
                    .prompt("Choose")
                    .options(LinkKind::ALL.iter().map(|k| (k.as_str(), k.label())))
                    .width(Width::Half),
            )
    },
    read: forms::link,
    run: commands::link_request,
};

static WITHDRAWAL: Task<Withdraw> = Task {
    noun: "withdrawal",
    title: "Record a withdrawal",
    say: "The request is closed as withdrawn.",
    guarded: true,
    sheet: |form, _| {
        Sheet::new(Button::danger("Close as withdrawn"))
            .note(Tone::Warn, "This closes the request. Only the requester can take it back; silence is no withdrawal.")
            .field(
                form.select("way", "How the requester said so")
                    .prompt("Choose")
                    .options(ContactWay::ALL.iter().map(|w| (w.as_str(), w.label())))
                    .width(Width::Half),
            )
            .field(form.lines("reason", "What the requester said").rows(3))
    },
    read: forms::withdrawal,
    run: commands::withdraw,
};

static FORWARDING: Task<Forward> = Task {
    noun: "forwarding",
    title: "Forward",
    say: "The request is closed as forwarded.",
    guarded: true,
    sheet: |form, _| {
        Sheet::new(Button::danger("Close as forwarded"))
            .note(
                Tone::Warn,
                "This closes the request here. The requester is told who holds the records.",
            )
            .field(form.text("to", "Who holds the records").width(Width::Half))
            .field(reason(form))
    },
    read: forms::forwarding,
    run: commands::forward,
};

static DUPLICATE: Task<MarkDuplicate> = Task {
    noun: "duplicate",
    title: "Mark as a duplicate",
    say: "The request is closed as a duplicate and linked with the other.",
    guarded: true,
    sheet: |form, _| {
        Sheet::new(Button::danger("Close as a duplicate"))
            .note(Tone::Warn, "This closes the request; the other goes on. The earlier date of receipt counts: correct it there if this one came first.")
            .field(other(form, "of"))
    },
    read: forms::duplicate,
    run: commands::mark_duplicate,
};

static ERROR: Task<MarkInError> = Task {
    noun: "error",
    title: "Mark as logged in error",
    say: "The request is closed as logged in error.",
    guarded: true,
    sheet: |form, _| {
        Sheet::new(Button::danger("Close as logged in error"))
            .note(
                Tone::Warn,
                "This closes the request. Nothing is deleted; its number is not used again.",
            )
            .field(reason(form).hint("At least 15 characters."))
    },
    read: forms::error,
    run: commands::mark_in_error,
};

static HOLD: Task<HoldChange> = Task {
    noun: "hold",
    title: "Hold",
    say: "The hold is changed.",
    guarded: true,
    sheet: |form, given| {
        if given.open.facts().is_open(FactKind::LegalHold) {
            return Sheet::new(Button::primary("Lift the hold"))
                .note(
                    Tone::Info,
                    "A hold is open. When it is lifted, the request can leave again.",
                )
                .field(reason(form));
        }
        Sheet::new(Button::primary("Place the hold"))
            .note(
                Tone::Warn,
                "Nothing leaves while a hold is open. It stops no clock of the law.",
            )
            .field(
                form.select("waiting_on", "Who has to act for it to end")
                    .prompt("Choose")
                    .options(WhoseMove::ALL.iter().map(|m| (m.as_str(), m.label())))
                    .width(Width::Half),
            )
            .field(reason(form))
    },
    read: forms::hold,
    run: |tx, open, actor, command| match command {
        HoldChange::Place(place) => commands::place_hold(tx, open, actor, place),
        HoldChange::Lift(lift) => commands::lift_hold(tx, open, actor, lift),
    },
};

static EXTENSION: Task<GrantExtension> = Task {
    noun: "extension",
    title: "Extend the time",
    say: "The time is extended; the notice and its reason are on the timeline.",
    guarded: true,
    sheet: extension,
    read: forms::extension,
    run: commands::grant_extension,
};

fn extension(form: &FormState, given: &Given) -> Sheet {
    let open = &given.open;
    let ledger = clocks(&open.clock_facts(), &open.terms.calendar, given.today);
    let federal = [ClockRule::C1, ClockRule::C2, ClockRule::C3];
    let clock = federal.into_iter().find_map(|rule| ledger.clock(rule));
    let says = clock.map_or_else(
        || {
            "No clock of this request can be extended: only C1, C2 and C3 can, once (R10, R11)."
                .to_owned()
        },
        |clock| {
            let latest = latest(clock.original_due).map_or_else(String::new, dates::full);
            [
                clock.rule.as_str(),
                " is due ",
                &dates::full(clock.original_due),
                ". The notice must be sent by then, with the reason and a day no later than ",
                &latest,
                ". It moves no clock of the state (R10, R11).",
            ]
            .concat()
        },
    );
    Sheet::new(Button::primary("Extend the time"))
        .note(
            if clock.is_some() {
                Tone::Info
            } else {
                Tone::Warn
            },
            says,
        )
        .field(form.date("sent_on", "Notice sent on"))
        .field(form.date("completion_on", "It promises the answer by"))
        .field(reason(form).hint("As the notice gives it."))
}

fn latest(original_due: NaiveDate) -> Option<NaiveDate> {
    original_due.checked_add_days(chrono::Days::new(EXTENSION_DAYS))
}

static ROAD: Task<ChangeRoad> = Task {
    noun: "road",
    title: "Change the road",
    say: "The road is changed; dates and checks follow it.",
    guarded: true,
    sheet: |form, given| {
        let now = given.open.request.asked.road;
        Sheet::new(Button::primary("Change the road"))
            .note(
                Tone::Info,
                [
                    "It is on the road “",
                    now.label(),
                    "”: ",
                    &given.open.request.asked.road_why,
                ]
                .concat(),
            )
            .note(
                Tone::Warn,
                "Another road has other clocks and checks. What was checked is checked again.",
            )
            .field(
                form.select("to", "Road")
                    .prompt("Choose a road")
                    .options(
                        Road::ALL
                            .iter()
                            .filter(|r| **r != now)
                            .map(|r| (r.as_str(), r.label())),
                    )
                    .width(Width::Half),
            )
            .field(reason(form).hint("At least 15 characters."))
    },
    read: forms::road,
    run: commands::change_road,
};

static DATES: Task<RecordDate> = Task {
    noun: "dates",
    title: "Record a date",
    say: "The date is recorded; the due dates follow it.",
    guarded: true,
    sheet: |form, given| {
        let corrects = given.actor.may(Permission::OverrideRules);
        let offered = ClockDate::ALL
            .iter()
            .filter(|what| corrects || **what != ClockDate::ReceivedOn)
            .map(|what| (what.as_str(), what.label()));
        Sheet::new(Button::primary("Record the date"))
            .field(
                form.select("what", "Which date")
                    .prompt("Choose")
                    .options(offered)
                    .width(Width::Half),
            )
            .field(
                form.text("name", "What the deadline is and who set it")
                    .hint("Only for a deadline set by others: employer, EDD, court.")
                    .optional()
                    .width(Width::Half),
            )
            .field(form.date("on", "Date"))
            .field(form.lines("reason", "How it is known").rows(3))
    },
    read: forms::date,
    run: commands::record_date,
};

static STAGE: Task<MoveOn> = Task {
    noun: "stage",
    title: "Move it on or back",
    say: "The request is in another stage.",
    guarded: true,
    sheet: |form, given| {
        let facts = given.open.facts();
        let may = |step: &&Step| judge(doing(**step), given.open.request.stage, &facts).is_ok();
        let steps = Step::ALL
            .iter()
            .filter(|step| **step != Step::PassReview)
            .filter(may)
            .map(|step| (step.as_str(), step.label()));
        Sheet::new(Button::primary("Do it"))
            .field(form.radios("step", "Step").choices(steps).stacked())
            .field(
                form.text("pages", "Pages that came in")
                    .kind(Kind::Digits)
                    .hint("Needed to send it to review.")
                    .optional()
                    .width(Width::Quarter),
            )
            .field(
                form.lines("reason", "Reason")
                    .hint("Needed for a step back.")
                    .optional()
                    .rows(3),
            )
    },
    read: forms::step,
    run: |tx, open, actor, command| match command.step {
        Step::PassReview => Err(crate::error::CommandError::refused(
            "W-review",
            "The quality check is passed on the page of the request, by a reviewer.",
        )),
        _ => commands::move_on(tx, open, actor, command),
    },
};

const fn doing(step: Step) -> Doing {
    match step {
        Step::StartVerifying => Doing::StartVerifying,
        Step::FinishVerifying => Doing::FinishVerifying,
        Step::FinishGathering => Doing::FinishGathering,
        Step::PassReview => Doing::PassReview,
        Step::ReturnToVerifying => Doing::ReturnToVerifying,
        Step::ReturnToGathering => Doing::ReturnToGathering,
    }
}

fn reason(form: &FormState) -> TextArea {
    form.lines("reason", "Reason").rows(3)
}

fn other(form: &FormState, name: &str) -> TextInput {
    form.text(name, "Reference of the other request")
        .hint("For example ROI-2026-004217-5.")
        .width(Width::Half)
}

/// Takes a request nobody owns.
pub async fn take_request(visit: Visit) -> Answer {
    task::at_once(visit, "take", "The request is yours.", commands::take).await
}

/// Begins to verify.
pub async fn start_verifying(visit: Visit) -> Answer {
    task::at_once(
        visit,
        "start verifying",
        "Verifying has begun.",
        |tx, open, actor| commands::move_on(tx, open, actor, &plain(Step::StartVerifying)),
    )
    .await
}

/// Goes on to the records.
pub async fn finish_verifying(visit: Visit) -> Answer {
    task::at_once(
        visit,
        "finish verifying",
        "The records can be gathered.",
        |tx, open, actor| commands::move_on(tx, open, actor, &plain(Step::FinishVerifying)),
    )
    .await
}

/// Passes one quality check.
pub async fn pass_review(visit: Visit) -> Answer {
    task::at_once(
        visit,
        "pass review",
        "The quality check is passed.",
        |tx, open, actor| commands::move_on(tx, open, actor, &plain(Step::PassReview)),
    )
    .await
}

const fn plain(step: Step) -> MoveOn {
    MoveOn {
        step,
        pages: None,
        reason: None,
    }
}
