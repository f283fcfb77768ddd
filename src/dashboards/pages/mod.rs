//! Today, for each role what it looks at first.

mod front;

use askama::Template;
use chrono::{Datelike, Days, NaiveDate};

use self::front::{FrontLine, front_lines};
use super::model::{Figures, OwnerLine};
use super::store;
use crate::app::Seen;
use crate::audit;
use crate::clarifications::commands::list_due_by_hand;
use crate::clarifications::model::DueReminder;
use crate::clarifications::pages::reminder_words;
use crate::db::Subject;
use crate::error::AppError;
use crate::queues::model::{Due, Filters, ListCounts, Waits, WorkList};
use crate::queues::pages::{Line, counted, day_at, lines, slice};
use crate::queues::store as lists;
use crate::staff::model::Permission;
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};
use crate::words::dates;

/// How many days the chart shows, today included.
const CHART_DAYS: u64 = 14;
/// How many rows of a list stand on Today.
const TOP: usize = 12;

#[derive(Template)]
#[template(path = "dashboards/figures.html")]
struct FiguresPage {
    chrome: Chrome,
    said: String,
    tiles: Tiles,
    /// What waits at the front desk.
    front: Vec<FrontLine>,
    chart: BarChart,
    moves: Meters,
    stages: Meters,
    channels: Meters,
    sites: Meters,
    owners: Vec<OwnerLine>,
    ages: Meters,
    waiting: Vec<WaitingLine>,
}

struct WaitingLine {
    href: String,
    reference: String,
    waits: String,
}

#[derive(Template)]
#[template(path = "dashboards/work.html")]
struct WorkPage {
    chrome: Chrome,
    said: String,
    /// What waits at the front desk.
    front: Vec<FrontLine>,
    reminders: Vec<ReminderLine>,
    parts: Vec<WorkPart>,
    picks: bool,
}

/// A reminder that waits for a person.
struct ReminderLine {
    href: String,
    reference: String,
    says: String,
}

fn reminder_lines(due: &[DueReminder]) -> Vec<ReminderLine> {
    let line = |one: &DueReminder| ReminderLine {
        href: [
            "/requests/",
            &one.request,
            "/clarifications/",
            &one.clarification,
        ]
        .concat(),
        reference: one.reference.clone(),
        says: if one.held {
            let held = ". It did not go by itself: look at its address first.";
            reminder_words(&one.step) + held
        } else {
            reminder_words(&one.step)
        },
    };
    due.iter().take(TOP).map(line).collect()
}

/// The top of one list.
struct WorkPart {
    id: &'static str,
    title: String,
    caption: String,
    href: String,
    whole: String,
    rows: Vec<Line>,
    empty: Empty,
}

#[derive(Template)]
#[template(path = "dashboards/plain.html")]
struct PlainPage {
    chrome: Chrome,
    said: String,
}

/// Shows Today: figures to those who see figures, work to those who work requests, and no patient data to anybody else.
pub async fn show_today(visit: Visit) -> Answer {
    if visit.actor.may(Permission::SeeFigures) {
        show_figures(&visit).await
    } else if visit.actor.may(Permission::ReadRequests) {
        show_work(&visit).await
    } else {
        visit.page(&PlainPage {
            chrome: visit.chrome("Today"),
            said: moment(&visit),
        })
    }
}

fn today(visit: &Visit) -> NaiveDate {
    let facilities = &visit.app.facilities;
    facilities.today(&visit.actor.acting_site, visit.now())
}

fn moment(visit: &Visit) -> String {
    let local = visit
        .app
        .facilities
        .local(&visit.actor.acting_site, visit.now());
    dates::moment(local, local.date())
}

async fn show_figures(visit: &Visit) -> Answer {
    let today = today(visit);
    let first = today - Days::new(CHART_DAYS - 1);
    let (from, _) = day_at(visit, first)
        .ok_or_else(|| AppError::Fault("the acting site has no calendar".to_owned()))?;
    let (staff_id, sites) = (visit.actor.staff_id, visit.actor.sites.clone());
    let ages: Vec<_> = Waits::ALL
        .iter()
        .map(|waits| {
            let filters = Filters {
                waits: Some(*waits),
                ..Filters::default()
            };
            (*waits, slice(visit, WorkList::Waiting, filters))
        })
        .collect();
    let glance = visit.app.glance.clone();
    let (facilities, actor, now) = (
        visit.app.facilities.clone(),
        visit.actor.clone(),
        visit.now(),
    );
    let (figures, counts, front) = visit
        .show(move |read| {
            let figures = glance.figures(staff_id, today, || {
                let colleagues = lists::list_colleagues(read, &sites)?;
                store::figures(read, &sites, &colleagues, today, from, &ages)
            })?;
            let counts = lists::count_lists(read, &glance, staff_id, today)?;
            let front = front_lines(read, &facilities, &actor, now)?;
            Ok(((figures, counts, front), seen("figures", &[])))
        })
        .await?;
    visit.page(&figures_page(
        visit,
        &figures,
        &counts,
        front,
        (today, first),
    ))
}

fn seen(what: &str, ids: &[i64]) -> Seen {
    Seen {
        subject: Subject {
            detail: Some(what.to_owned()),
            ..Subject::default()
        },
        listed: Some(audit::pack_listed(ids.iter().copied())),
    }
}

fn figures_page(
    visit: &Visit,
    figures: &Figures,
    counts: &ListCounts,
    front: Vec<FrontLine>,
    (today, first): (NaiveDate, NaiveDate),
) -> FiguresPage {
    let open = figures.open();
    let facilities = &visit.app.facilities;
    let all = |name: &str, value: &str| ["/lists/all?", name, "=", value].concat();
    let tone = |span: Due| match span {
        Due::Late => Tone::Bad,
        Due::Today | Due::One => Tone::Warn,
        Due::Three | Due::Seven => Tone::Plain,
    };
    let tiles = Due::ALL.iter().fold(Tiles::new(), |tiles, span| {
        let href = all("due", span.as_str());
        tiles.tile(figures.due(*span, today), span.label(), href, tone(*span))
    });
    let nobody: i64 = figures
        .owners
        .iter()
        .filter(|line| line.public_id.is_none())
        .map(|line| line.open)
        .sum();
    FiguresPage {
        chrome: counted(visit.chrome("Today"), counts),
        said: [&moment(visit), " · ", &open.to_string(), " open"].concat(),
        front,
        tiles: tiles.tile(nobody, "No one owns", "/lists/unassigned", Tone::Plain),
        chart: chart(visit, figures, first),
        moves: figures.by_move.iter().fold(Meters::new(), |m, (side, n)| {
            m.meter_link(side.label(), *n, all("move", side.as_str()))
        }),
        stages: figures
            .by_stage
            .iter()
            .fold(Meters::new(), |m, (stage, n)| {
                m.meter_link(stage.label(), *n, all("stage", stage.as_str()))
            }),
        channels: figures
            .by_channel
            .iter()
            .fold(Meters::new(), |m, (channel, n)| {
                m.meter_link(channel.label(), *n, all("channel", channel.as_str()))
            }),
        sites: figures.by_site.iter().fold(Meters::new(), |m, (site, n)| {
            m.meter_link(facilities.site_name(site, today), *n, all("site", site))
        }),
        ages: figures.ages.iter().fold(Meters::new(), |m, (waits, n)| {
            let href = ["/lists/waiting?waits=", waits.as_str()].concat();
            m.meter_link(waits.label(), *n, href)
        }),
        waiting: figures
            .waiting
            .iter()
            .map(|one| WaitingLine {
                href: ["/requests/", &one.public_id].concat(),
                reference: one.reference.clone(),
                waits: dates::span(visit.now() - one.since),
            })
            .collect(),
        owners: figures.owners.clone(),
    }
}

/// Logged and completed by day; each number opens the list of that day.
fn chart(visit: &Visit, figures: &Figures, first: NaiveDate) -> BarChart {
    let site = &visit.actor.acting_site;
    let facilities = &visit.app.facilities;
    let terms = facilities.terms(site, first);
    let count = |instants: &[chrono::NaiveDateTime], on: NaiveDate| {
        let on_day = instants
            .iter()
            .filter(|at| facilities.today(site, **at) == on);
        i64::try_from(on_day.count()).unwrap_or(i64::MAX)
    };
    let empty = BarChart::new(
        "flow",
        "Logged and completed by day, last two weeks",
        "Day",
        ["Logged", "Completed"],
    );
    first
        .iter_days()
        .take(usize::try_from(CHART_DAYS).unwrap_or(0))
        .fold(empty, |chart, on| {
            let (logged, completed) = (count(&figures.logged, on), count(&figures.completed, on));
            let day = dates::iso(on);
            let label = [on.format("%a ").to_string(), on.day().to_string()].concat();
            let row = ChartRow::new(label, [logged, completed]).links([
                ["/lists/logged?on=", &day].concat(),
                ["/lists/completed?on=", &day].concat(),
            ]);
            let closed = terms
                .as_ref()
                .is_some_and(|terms| !terms.calendar.is_house_working_day(on));
            chart.row(if closed && logged + completed == 0 {
                row.note("closed")
            } else {
                row
            })
        })
}

/// The lists that matter to this person, each with its top rows.
async fn show_work(visit: &Visit) -> Answer {
    let works = visit.actor.may(Permission::WorkRequests);
    let reviews = visit.actor.may(Permission::ApproveReleases);
    let chosen: Vec<WorkList> = [
        (works, WorkList::Mine),
        (reviews, WorkList::Review),
        (!reviews, WorkList::Unassigned),
        (!reviews && !works, WorkList::Ready),
    ]
    .into_iter()
    .filter(|(wanted, _)| *wanted)
    .map(|(_, list)| list)
    .collect();
    let slices: Vec<_> = chosen
        .iter()
        .map(|list| slice(visit, *list, Filters::default()))
        .collect();
    let (staff_id, sites) = (visit.actor.staff_id, visit.actor.sites.clone());
    let on = today(visit);
    let (facilities, now) = (visit.app.facilities.clone(), visit.now());
    let glance = visit.app.glance.clone();
    let actor = visit.actor.clone();
    let (front, pages, colleagues, counts, due) = visit
        .show(move |read| {
            let front = front_lines(read, &facilities, &actor, now)?;
            let due = list_due_by_hand(read, &facilities, &sites, now)?;
            let mut pages = Vec::new();
            for slice in &slices {
                let mut page = lists::list_page(read, slice, None)?;
                page.rows.truncate(TOP);
                pages.push(page.rows);
            }
            let colleagues = lists::list_colleagues(read, &sites)?;
            let counts = lists::count_lists(read, &glance, staff_id, on)?;
            let ids: Vec<i64> = pages.iter().flatten().map(|row| row.id).collect();
            Ok(((front, pages, colleagues, counts, due), seen("today", &ids)))
        })
        .await?;
    let parts = chosen
        .into_iter()
        .zip(pages)
        .map(|(list, rows)| WorkPart {
            id: list.as_str(),
            title: list.label().to_owned(),
            caption: [list.label(), ", soonest work-by date first"].concat(),
            href: ["/lists/", list.as_str()].concat(),
            whole: ["All of ", list.label()].concat(),
            rows: lines(&rows, on, &colleagues),
            empty: Empty::new("No request is on this list.").advice(list.advice()),
        })
        .collect();
    visit.page(&WorkPage {
        chrome: counted(visit.chrome("Today"), &counts),
        said: moment(visit),
        front,
        reminders: reminder_lines(&due),
        parts,
        picks: false,
    })
}

impl FiguresPage {
    /// The list of an owner's open requests, narrowed to a due span.
    fn owned(&self, line: &OwnerLine, due: &str) -> String {
        let owner = line.public_id.as_deref().unwrap_or("nobody");
        let base = ["/lists/all?owner=", owner].concat();
        if due.is_empty() {
            base
        } else {
            [&base, "&due=", due].concat()
        }
    }
}
