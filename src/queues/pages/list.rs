//! The page of a work list.

use askama::Template;
use chrono::{Days, NaiveDate, NaiveDateTime};

use super::counts::counted;
use super::lines::{Line, lines};
use crate::app::Seen;
use crate::audit;
use crate::db::Subject;
use crate::error::AppError;
use crate::queues::forms;
use crate::queues::model::{
    Colleague, Count, Due, Filters, ListCounts, OwnerFilter, Place, Row, Slice, Waits, WorkList,
};
use crate::queues::store::{self, Page};
use crate::requests::model::{Channel, Road, Stage, WhoseMove};
use crate::staff::model::Permission;
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};

#[derive(Template)]
#[template(path = "queues/list.html")]
struct ListPage {
    chrome: Chrome,
    slice: Slice,
    said: String,
    rows: Vec<Line>,
    colleagues: Vec<Colleague>,
    sites: Vec<(String, String)>,
    pager: Pager,
    picks: bool,
    tag: FormTag,
}

/// Shows a work list.
pub async fn show_list(visit: Visit) -> Answer {
    let list = WorkList::parse(&visit.path::<String>("list")?).map_err(|_| AppError::NotFound)?;
    let unknown = |_| AppError::BadRequest("the address names a filter that does not exist");
    let filters = forms::filters(|name| visit.query(name)).map_err(unknown)?;
    let place = forms::place(|name| visit.query(name)).map_err(unknown)?;
    let slice = slice(&visit, list, filters);
    let asked = slice.clone();
    let glance = visit.app.glance.clone();
    let (page, count, colleagues, counts) = visit
        .show(move |read| {
            let page = store::list_page(read, &asked, place.as_ref())?;
            let counts = store::count_lists(read, &glance, asked.staff_id, asked.today)?;
            let known = counts.of(asked.list).filter(|_| asked.filters.is_empty());
            let count = match known {
                Some(count) => count,
                None => store::count(read, &asked)?,
            };
            let colleagues = store::list_colleagues(read, &asked.sites)?;
            let ids: Vec<i64> = page.rows.iter().map(|row| row.id).collect();
            let detail = [asked.list.as_str(), " ", &asked.filters.query()].concat();
            let seen = Seen {
                subject: Subject {
                    detail: Some(detail.trim_end().to_owned()),
                    ..Subject::default()
                },
                listed: Some(audit::pack_listed(ids)),
            };
            Ok(((page, count, colleagues, counts), seen))
        })
        .await?;
    visit.page(&list_page(
        &visit, slice, &page, count, colleagues, &counts,
    )?)
}

/// A list for this visit.
pub fn slice(visit: &Visit, list: WorkList, filters: Filters) -> Slice {
    let facilities = &visit.app.facilities;
    let site = &visit.actor.acting_site;
    let today = facilities.today(site, visit.now());
    let day = filters.on.and_then(|on| day_at(visit, on));
    let since = filters
        .waits
        .map_or((None, None), |waits| since(visit, waits, today));
    Slice {
        list,
        filters,
        sites: visit.actor.sites.clone(),
        staff_id: visit.actor.staff_id,
        today,
        day,
        since,
    }
}

/// The instants between which it became somebody's move who has had it for so many days.
fn since(
    visit: &Visit,
    waits: Waits,
    today: NaiveDate,
) -> (Option<NaiveDateTime>, Option<NaiveDateTime>) {
    let begins = |ago: u64| {
        let on = today.checked_sub_days(Days::new(ago))?;
        day_at(visit, on).map(|(from, _)| from)
    };
    let (fewest, most) = waits.days();
    let before = match fewest.checked_sub(1) {
        Some(younger) => begins(younger),
        None => None,
    };
    (most.and_then(begins), before)
}

/// The instants between which a local day lies at the acting site.
pub fn day_at(visit: &Visit, on: NaiveDate) -> Option<(NaiveDateTime, NaiveDateTime)> {
    let terms = visit.app.facilities.terms(&visit.actor.acting_site, on)?;
    let begins = |day: NaiveDate| terms.calendar.instant(day.and_hms_opt(0, 0, 0)?);
    Some((begins(on)?, begins(on.checked_add_days(Days::new(1))?)?))
}

fn list_page(
    visit: &Visit,
    slice: Slice,
    page: &Page,
    count: Count,
    colleagues: Vec<Colleague>,
    counts: &ListCounts,
) -> Result<ListPage, AppError> {
    let facilities = &visit.app.facilities;
    let sites = slice
        .sites
        .iter()
        .map(|site| (site.clone(), facilities.site_name(site, slice.today)))
        .collect();
    let rows = lines(&page.rows, slice.today, &colleagues);
    let chrome = counted(visit.chrome(slice.list.label()), counts);
    Ok(ListPage {
        picks: visit.actor.may(Permission::WorkRequests) && !slice.list.holds_closed(),
        tag: FormTag::new("/batches", &chrome.csrf)
            .key(visit.key()?)
            .id("checked")
            .inline(),
        chrome,
        said: said(&slice, count),
        pager: pager(&slice, page, count),
        rows,
        sites,
        colleagues,
        slice,
    })
}

/// How many, how they are sorted, how many are late (A3).
fn said(slice: &Slice, count: Count) -> String {
    let noun = if slice.list.holds_closed() {
        "request"
    } else {
        "open request"
    };
    let many = count.in_words(noun);
    let day = slice
        .filters
        .on
        .map(|on| [" of ", &Day::long(on).words()].concat())
        .unwrap_or_default();
    let late = match count.late {
        0 => String::new(),
        late => ["; ", &late.to_string(), " overdue"].concat(),
    };
    [&many, &day, ", soonest work-by date first", &late].concat()
}

fn pager(slice: &Slice, page: &Page, count: Count) -> Pager {
    let href = |name: &str, row: &Row| {
        let place = [name, "=", &Place::text(row.work_by, &row.public_id)].concat();
        let query = [slice.filters.query(), place];
        let query: Vec<&str> = query
            .iter()
            .map(String::as_str)
            .filter(|q| !q.is_empty())
            .collect();
        ["/lists/", slice.list.as_str(), "?", &query.join("&")].concat()
    };
    let shown = page.rows.len().to_string();
    Pager::new([&shown, " of ", &count.in_words("request"), " shown"].concat())
        .previous(
            page.rows
                .first()
                .filter(|_| page.before)
                .map(|row| href("before", row)),
        )
        .next(
            page.rows
                .last()
                .filter(|_| page.behind)
                .map(|row| href("after", row)),
        )
}

impl ListPage {
    fn title(&self) -> &'static str {
        self.slice.list.label()
    }

    fn caption(&self) -> String {
        [self.title(), ", soonest work-by date first"].concat()
    }

    fn empty(&self) -> Empty {
        Empty::new("No request is on this list.").advice(self.slice.list.advice())
    }

    fn stages(&self) -> Select {
        Select::new("stage", "Stage")
            .prompt("Any stage")
            .options(Stage::offered())
            .chosen(self.slice.filters.stage.map_or("", Stage::as_str))
    }

    fn moves(&self) -> Select {
        Select::new("move", "Whose move")
            .prompt("Anyone’s move")
            .options(WhoseMove::offered())
            .chosen(self.slice.filters.whose_move.map_or("", WhoseMove::as_str))
    }

    fn site(&self) -> Select {
        Select::new("site", "Site")
            .prompt("All my sites")
            .options(self.sites.clone())
            .chosen(self.slice.filters.site.clone().unwrap_or_default())
    }

    fn roads(&self) -> Select {
        Select::new("road", "Road")
            .prompt("Any road")
            .options(Road::offered())
            .chosen(self.slice.filters.road.map_or("", Road::as_str))
    }

    fn channels(&self) -> Select {
        Select::new("channel", "Channel")
            .prompt("Any channel")
            .options(Channel::offered())
            .chosen(self.slice.filters.channel.map_or("", Channel::as_str))
    }

    fn owners(&self) -> Select {
        let chosen = match &self.slice.filters.owner {
            None => "",
            Some(OwnerFilter::Nobody) => "nobody",
            Some(OwnerFilter::Person(id)) => id,
        };
        Select::new("owner", "Owner")
            .prompt("Any owner")
            .options([("nobody", "No one")])
            .options(
                self.colleagues
                    .iter()
                    .map(|one| (one.public_id.as_str(), one.name.as_str())),
            )
            .chosen(chosen)
    }

    /// Whose the checked requests are to become.
    fn new_owner(&self) -> Select {
        new_owner(&self.colleagues)
    }

    /// The address of this list as it is filtered, to come back to.
    fn came_from(&self) -> String {
        let base = ["/lists/", self.slice.list.as_str()].concat();
        match self.slice.filters.query() {
            query if query.is_empty() => base,
            query => [&base, "?", &query].concat(),
        }
    }

    fn waits(&self) -> Option<Select> {
        (self.slice.list == WorkList::Waiting).then(|| {
            Select::new("waits", "Waits")
                .prompt("Any time")
                .options(Waits::offered())
                .chosen(self.slice.filters.waits.map_or("", Waits::as_str))
        })
    }

    fn dues(&self) -> Select {
        Select::new("due", "Due")
            .prompt("Any due date")
            .options(Due::offered())
            .chosen(self.slice.filters.due.map_or("", Due::as_str))
    }

    /// The day of the lists that have one, kept while the rest is filtered.
    fn day(&self) -> Option<String> {
        self.slice
            .filters
            .on
            .map(|on| on.format("%Y-%m-%d").to_string())
    }
}

/// The people requests can be given to, and nobody.
pub(super) fn new_owner(colleagues: &[Colleague]) -> Select {
    Select::new("to", "Give the checked ones to")
        .prompt("Choose")
        .options(
            colleagues
                .iter()
                .filter(|one| one.works)
                .map(|one| (one.public_id.as_str(), one.name.as_str())),
        )
        .options([("nobody", "No one: put back")])
}
