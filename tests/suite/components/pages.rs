//! Four whole pages made of the library, held to the page rules, to the size of a queue, and written to `target/look` for the eye.

use askama::Template;
use chrono::{Days, NaiveDate};
use roi_desk::form_state::FormState;
use roi_desk::web::chrome::{Chrome, Idle, NavGroup, NavItem};
use roi_desk::web::components::*;
use scraper::Html;

use super::markup::assert_accessible;

/// The surroundings of a page as a specialist sees them.
pub fn chrome(title: &str) -> Chrome {
    let list = |label: &str, href: &str, count: usize| NavItem::new(label, href).count(count);
    Chrome {
        staff_name: "Dana Ortiz".into(),
        role_label: "Specialist".into(),
        org_label: "City of Hope".into(),
        site_label: "Duarte".into(),
        csrf: "b7c1f0a2d94e4c1fb7c1f0a2d94e4c1f".into(),
        phone: "626-218-2446".into(),
        may_log: true,
        idle: Some(Idle {
            seconds: 900,
            warn_seconds: 120,
            keep_href: "/session".into(),
        }),
        nav: vec![
            NavGroup::new("").item(NavItem::new("Today", "/").current(title == "Today")),
            NavGroup::new("Work lists")
                .item(list("Mine", "/lists/mine", 37).current(title == "My work"))
                .item(list("New", "/lists/new", 12))
                .item(list("Verifying", "/lists/verifying", 31))
                .item(list("Waiting for requester", "/lists/waiting", 18))
                .item(list("With provider", "/lists/provider", 9))
                .item(list("Gathering", "/lists/gathering", 44))
                .item(list("Review", "/lists/review", 7))
                .item(list("Ready", "/lists/ready", 5))
                .item(list("Overdue", "/lists/overdue", 2).hot()),
            NavGroup::new("Front desk")
                .item(NavItem::new("Counter", "/counter").current(title == "Walk-in"))
                .item(NavItem::new("Drop box", "/drop-box"))
                .item(NavItem::new("Phone", "/phone"))
                .item(list("Pick-ups", "/pick-ups", 3))
                .item(list("Trays", "/trays", 6)),
            NavGroup::new("More")
                .item(list("Medical forms", "/forms", 22))
                .item(NavItem::new("Figures", "/figures"))
                .item(NavItem::new("Directory", "/requesters"))
                .item(NavItem::new("Facilities and rules", "/facilities")),
        ],
        ..Chrome::new(title)
    }
}

/// Renders, checks and leaves the page where a browser finds it.
fn keep(name: &str, page: &impl Template) -> String {
    let html = page.render().expect("the page renders");
    assert_accessible(&Html::parse_document(&html), name);
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("target/look");
    std::fs::create_dir_all(&folder).expect("a folder for the pages");
    let local =
        ["app.css", "print.css", "app.js", "icon.svg"]
            .iter()
            .fold(html.clone(), |page, file| {
                let path = root.join("static").join(file);
                page.replace(roi_desk::web::assets::asset(file), &path.to_string_lossy())
            });
    std::fs::write(folder.join(name).with_extension("html"), local).expect("the page is written");
    html
}

struct Row {
    id: String,
    reference: String,
    due: DueBadge,
    day: String,
    patient: Name,
    ids: &'static str,
    wants: &'static str,
    detail: &'static str,
    requester: Name,
    stage: &'static str,
    whose: &'static str,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r##"{% extends "layouts/desk.html" %}
{% import "components/ui.html" as ui %}
{% block main %}
{% call ui::list_head("My work", "163 open requests, soonest work-by date first; 2 overdue") %}<a class="btn" href="/lists/next">Give me the next</a>{% endcall %}
<form class="bar" id="filter" method="get" data-live>{{ self.stages() }}{{ self.moves() }}{{ self.sites() }}{{ self.roads() }}<button class="btn">Filter</button><span class="acts"><span class="muted" role="status" data-selected>Nothing selected</span><button class="btn" form="bulk">Hand over…</button><a class="btn" href="/lists/mine/export">Export</a></span></form>
<form id="bulk" method="post" action="/lists/mine/bulk" novalidate><input type="hidden" name="csrf" value="{{ chrome.csrf }}"></form>
<div id="list">
{% call ui::table("My work, soonest work-by date first") %}<thead><tr><th scope="col"><input type="checkbox" aria-label="Select all on this page" data-all hidden><span class="vh">Select</span></th>{{ self.sort("reference", "Request") }}<th scope="col">Left</th>{{ self.sort("work_by", "Work by") }}<th scope="col">Patient</th><th scope="col">Detail</th><th scope="col">Requester</th><th scope="col">Stage · whose move</th></tr></thead><tbody>
{% for r in rows -%}
<tr><td><input type="checkbox" form="bulk" name="r" value="{{ r.id }}" aria-label="Select {{ r.reference }}"></td><th scope="row"><a href="/requests/{{ r.id }}">{{ r.reference }}<span>{{ r.wants }}</span></a></th><td>{{ r.due }}</td><td>{{ r.day }}</td><td>{{ r.patient }} <small>{{ r.ids }}</small></td><td>{{ r.detail }}</td><td>{{ r.requester }}</td><td>{{ r.stage }} <small>{{ r.whose }}</small></td></tr>
{% endfor -%}
</tbody>{% endcall %}
{{ pager }}
</div>
{% endblock %}"##
)]
struct QueuePage {
    chrome: Chrome,
    rows: Vec<Row>,
    pager: Pager,
}

impl QueuePage {
    fn filter(name: &str, label: &str, prompt: &str) -> Select {
        Select::new(name, label)
            .prompt(prompt)
            .options([("a", "First"), ("b", "Second")])
    }
    fn stages(&self) -> Select {
        Self::filter("stage", "Stage", "Any stage")
    }
    fn moves(&self) -> Select {
        Self::filter("move", "Whose move", "Anyone’s move")
    }
    fn sites(&self) -> Select {
        Self::filter("site", "Site", "All sites")
    }
    fn roads(&self) -> Select {
        Self::filter("road", "Road", "Any road")
    }
    fn sort(&self, value: &str, label: &str) -> SortHeader {
        SortHeader::new("filter", value, label)
            .sorted((value == "work_by").then_some(Sorted::Ascending))
    }
}

const PEOPLE: [(&str, &str); 12] = [
    ("Reyes, Marisol", "1968-03-14 · 4410927"),
    ("Park, Leo", "1979-11-02 · 3981120"),
    ("Cole, Ann", "1951-07-30 · 2207714"),
    ("Hill, Dwayne", "1986-01-19 · 5120083"),
    ("Osei, Nadia", "1990-05-08 · 4873310"),
    ("Adler, Ruth", "1947-12-24 · 1180245"),
    ("Nguyen, Minh", "1963-09-11 · 3341902"),
    ("Stone, Ida", "1939-02-02 · 0991287"),
    ("Greco, Paul", "1972-06-21 · 6650128"),
    ("Kim, Jae", "2010-08-15 · 7001934"),
    ("Baker, Tom", "1958-10-05 · 2894410"),
    ("Alvarez, Rosa", "1966-04-27 · 3902217"),
];
const WANTS: [(&str, &str, &str, &str, &str); 5] = [
    (
        "Own copy",
        "2 record types, 2024–2026",
        "Patient",
        "Verifying",
        "us",
    ),
    (
        "Inspection and copy",
        "Medi-Cal appeal",
        "Patient",
        "Gathering",
        "us",
    ),
    (
        "Attorney",
        "Entire record",
        "Baird & Lowe LLP",
        "Verifying",
        "requester",
    ),
    (
        "Medical form",
        "EDD disability, initial",
        "EDD",
        "Gathering",
        "provider",
    ),
    (
        "Continuity of care",
        "Oncology notes",
        "Valley Cancer Clinic",
        "Gathering",
        "us",
    ),
];

fn rows(today: NaiveDate) -> Vec<Row> {
    let left = |row: u64| {
        if row == 0 {
            -1
        } else {
            i64::try_from(row * row / 60 + row / 4).expect("a few days")
        }
    };
    let row = |n: u64| {
        let at = usize::try_from(n).expect("a small number");
        let (patient, ids) = PEOPLE[at % PEOPLE.len()];
        let (wants, detail, requester, stage, whose) = WANTS[at % WANTS.len()];
        let days = left(n);
        let due_on = if days < 0 {
            today - Days::new(1)
        } else {
            today + Days::new(days.unsigned_abs())
        };
        Row {
            id: format!("{:026x}", 0x1f2e_3d4c_5b6a_u64 * (n + 1)),
            reference: format!("ROI-2026-{:06}", 4217 + n * 13),
            due: DueBadge::between(today, due_on),
            day: Day::short(due_on).words(),
            patient: Name::new(patient),
            ids,
            wants,
            detail,
            requester: Name::new(requester),
            stage,
            whose,
        }
    };
    (0..50).map(row).collect()
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 8).expect("a Monday")
}

#[test]
fn a_queue_of_fifty_rows_stays_below_thirty_kilobytes() {
    let page = QueuePage {
        chrome: chrome("My work"),
        rows: rows(today()),
        pager: Pager::new("50 of 163 shown").next(Some("/lists/mine?after=7d2f".into())),
    };
    let html = keep("queue", &page);
    assert!(html.len() <= 30_000, "{} bytes", html.len());
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r##"{% extends "layouts/desk.html" %}
{% import "components/ui.html" as ui %}
{% block main %}
<div class="card"><div class="line"><h1>ROI-2026-004243</h1>{{ Tag::new("Attorney with authorization", Tone::Info) }}{{ Tag::plain("Verifying") }}<span class="acts">{{ Tag::new("Work by Tue 9 Jun, 1 day left", Tone::Warn) }}<a class="end" href="#due">Why this date</a></span></div>
{{ facts }}{{ steps }}</div>
{{ next }}
<div class="cols"><div>
{% call ui::form(tag) %}{% call ui::card_link("check", "Authorization check", "/papers/x", "Open scan, 2 pages") %}<p class="muted">Signed 10 May 2026, read beside the scan.</p>
{%- for row in checks %}{{ row }}{% endfor %}<p class="muted">13 more checks pass. <a href="?all=yes">Show all 19</a></p>
<div class="line">{{ Button::normal("Save the check") }}</div>{% endcall %}{% endcall %}
{% call ui::card_link("scope", "What they may have", "/requests/x/scope", "Change") %}{% call ui::table("What they may have") %}<thead><tr><th scope="col">Record type</th><th scope="col">Dates of service</th><th scope="col">Where</th><th scope="col">State</th></tr></thead><tbody><tr><th scope="row">Operative reports</th><td>2023-01-01 to 2026-05-31</td><td>Duarte</td><td>Not pulled</td></tr><tr><th scope="row">Radiology reports</th><td>2023-01-01 to 2026-05-31</td><td>Duarte, community sites</td><td>Not pulled</td></tr><tr><th scope="row">Billing statements</th><td>2025-01-01 to 2026-05-31</td><td>Billing office</td><td>Asked Fri 5 Jun</td></tr></tbody>{% endcall %}{% endcall %}
</div><aside aria-label="Dates and history">
{% call ui::card_link("due", "Due dates", "/requests/x/what-if", "What if") %}{{ ledger }}{% endcall %}
{% call ui::card("time", "Time") %}<p>We held it <b>1 d 4 h</b>, others <b>2 d 17 h</b>, age 3 d 21 h.</p>{% endcall %}
{% call ui::card("history", "Timeline") %}{{ timeline }}{% endcall %}
</aside></div>
{% endblock %}"##
)]
struct RequestPage {
    chrome: Chrome,
    tag: FormTag,
    facts: Facts,
    steps: Steps,
    next: NextStep,
    checks: Vec<Segmented>,
    ledger: Ledger,
    timeline: Timeline,
}

#[test]
fn the_page_of_a_request_shows_date_next_step_check_and_history() {
    let csrf = "b7c1f0a2d94e4c1fb7c1f0a2d94e4c1f";
    let at = |day: u32, hour: u32, minute: u32| {
        NaiveDate::from_ymd_opt(2026, 6, day)
            .and_then(|d| d.and_hms_opt(hour, minute, 0))
            .expect("a time in June")
    };
    let check = |code: &str, question: &str, answer: &str, hint: Option<&str>| {
        let row = Segmented::new(code, question).code(code).chosen(answer);
        if let Some(hint) = hint {
            row.hint(hint)
        } else {
            row
        }
    };
    let page = RequestPage {
        chrome: chrome("Check – ROI-2026-004243"),
        tag: FormTag::new("/requests/x/checks", csrf)
            .key("k1")
            .version(7)
            .inline(),
        facts: Facts::new()
            .fact_with("Patient", "Cole, Ann", "1951-07-30 · MRN 2207714")
            .fact_link("Requester", "Baird & Lowe LLP", "/requesters/x")
            .fact("Arrived", "Thu 4 Jun, mail")
            .fact("Whose move", "Ours, since today 08:12")
            .fact("Owner", "Dana Ortiz"),
        steps: Steps::new(
            "Stages",
            [
                "Received",
                "Verifying",
                "Gathering",
                "Reviewing",
                "Ready",
                "Closed",
            ],
            1,
        ),
        next: NextStep::new(
            "ask for what is missing",
            "3 of 19 checks fail. One letter names all three; the clock keeps running.",
        )
        .other(Action::post(
            "Hold for supervisor",
            FormTag::new("/requests/x/holds", csrf).key("k2").version(7),
        ))
        .primary(Action::link(
            "Write the clarification",
            "/requests/x/clarifications/new",
        )),
        checks: vec![
            check(
                "A03",
                "Is the information described specifically?",
                "yes",
                None,
            ),
            check(
                "A06",
                "Is the recipient named, with where to send?",
                "yes",
                None,
            ),
            check(
                "A10",
                "California: life of one year or less, or a later date asked for by the signer?",
                "no",
                Some(
                    "Expires 10 May 2028, two years after signing. Civil Code 56.11. The letter asks for a new expiry date.",
                ),
            ),
            check(
                "A24",
                "California: handwritten, or type of 14 points or larger?",
                "no",
                Some("The letter encloses the hospital’s form in English."),
            ),
            check(
                "A28",
                "HIV test result in scope and specifically authorized?",
                "n/a",
                None,
            ),
            check(
                "A38",
                "Attorney: presented before suit, or with power of attorney?",
                "",
                None,
            ),
        ],
        ledger: Ledger::new(vec![
            LedgerItem::new("California attorney, 5 days", "C9", "Tue 9 Jun")
                .controlling()
                .why("Presented Thu 4 Jun; day 5 is Tue 9 Jun.")
                .why("Work by the same day, the office is open."),
            LedgerItem::new("House target", "setting", "Thu 18 Jun")
                .why("10 working days after Thu 4 Jun."),
        ]),
        timeline: Timeline::new(vec![
            TimelineItem::new(at(8, 8, 12), "checked the authorization: 3 gaps").by("Dana Ortiz"),
            TimelineItem::new(
                at(5, 15, 40),
                "Second authorization arrived by fax, 2 pages",
            )
            .link("/papers/x"),
            TimelineItem::new(at(5, 9, 3), "Billing office asked for statements"),
            TimelineItem::new(
                at(4, 16, 20),
                "Acknowledged by letter, status from Fri 12 Jun",
            ),
            TimelineItem::new(at(4, 11, 15), "logged it from mail")
                .by("Sam Lee")
                .detail("Two pages, one signature."),
        ]),
    };
    let html = keep("request", &page);
    assert!(html.contains("<title>Check – ROI-2026-004243 – ROI Desk</title>"));
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r##"{% extends "layouts/desk.html" %}
{% import "components/ui.html" as ui %}
{% block main %}
{{ form.summary() }}
{% call ui::head("Walk-in", "HIMS Correspondence, Office 1221B · Mon 8 Jun, 10:42 · window open until 12:00") %}<a class="btn" href="/counter/screen">Privacy screen</a>{% endcall %}
<div class="card">{% call ui::form(tag) %}
{{ form.text("patient_name", "Patient’s name").hint("Family name first.").width(Width::Half) }}
{{ form.date("born_on", "Date of birth").width(Width::Quarter) }}
{{ form.text("mrn", "MRN").hint("From the wristband or portal.").kind(Kind::Digits).optional().width(Width::Quarter) }}
{{ matched }}
{{ self.who() }}
{{ self.wants() }}
{{ self.handed() }}
{{ Note::new(Tone::Warn, "Ask now, or the request starts with a letter. The clock starts today either way.").strong("Dates of service are missing.") }}
{{ form.file("scan", "Scan of the form").kept("f7", "authorization.pdf", "2 pages, 140 kB").optional().width(Width::Half) }}
{{ form.lines("note", "Note for whoever checks it").optional().width(Width::Half) }}
{% call ui::buttons() %}{{ Button::primary("Log and print slip").sends("then", "slip") }}{{ Button::normal("Log only") }}<span class="muted">Due Tue 23 Jun (copies, California 15 days). Status from Tue 16 Jun.</span>{% endcall %}
{% endcall %}</div>
{% endblock %}"##
)]
struct WalkInPage {
    chrome: Chrome,
    tag: FormTag,
    form: FormState,
    matched: Matched,
}

impl WalkInPage {
    fn who(&self) -> Radios {
        let who = [
            ("patient", "The patient"),
            ("representative", "Representative"),
            ("other", "Someone else"),
        ];
        self.form.radios("who", "Who is at the window").choices(who)
    }
    fn wants(&self) -> Checkboxes {
        let wants = [
            ("copies", "Copies"),
            ("inspect", "To look at the record"),
            ("correction", "A correction"),
            ("form", "A form completed"),
            ("accounting", "List of disclosures"),
            ("proxy", "Portal access for someone"),
        ];
        self.form.checkboxes("wants", "Wants").choices(wants)
    }
    fn handed(&self) -> Checkboxes {
        let papers = [
            ("signed", "Signed"),
            ("dated", "Dated"),
            ("service_dates", "Dates of service filled"),
            ("identity", "Photo identity seen"),
        ];
        self.form
            .checkboxes("handed", "Handed in, complete")
            .hint("Check these with the person still here.")
            .choices(papers)
    }
}

#[test]
fn a_refused_walk_in_begins_its_title_with_error_and_keeps_every_choice() {
    let form = FormState::empty()
        .with("patient_name", "Hill, Dwayne")
        .with("born_on-month", "1")
        .with("born_on-day", "19")
        .with("handed", "signed")
        .with("handed", "dated")
        .with("wants", "copies")
        .refused("born_on", "The date of birth needs a year.")
        .refused("who", "Choose who is at the window.");
    let page = WalkInPage {
        chrome: Chrome {
            error: true,
            ..chrome("Walk-in")
        },
        tag: FormTag::new("/counter", "b7c1f0a2d94e4c1f")
            .key("k9")
            .multipart()
            .guarded(),
        form,
        matched: Matched::new(
            "One match",
            "Hill, Dwayne",
            "/patients/x",
            "born 19 Jan 1986, MRN 5120083; appointment today 13:30, Medical Oncology",
        )
        .same("name")
        .same("month and day of birth")
        .differs("address: Monrovia, was Azusa"),
    };
    let html = keep("walk_in", &page);
    assert!(html.contains("<title>Error: Walk-in – ROI Desk</title>"));
    assert_eq!(
        html.matches(" checked").count(),
        4,
        "three choices and the kept file"
    );
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r##"{% extends "layouts/desk.html" %}
{% import "components/ui.html" as ui %}
{% block main %}
{% call ui::head("Today", "Mon 8 Jun, 10:42 · all sites · 163 open") %}<a class="btn" href="/today/sheet">Morning sheet</a>{% endcall %}
{{ tiles }}
<div class="two"><section class="card" aria-label="Logged and completed">{{ chart }}<p class="muted">Backlog grew by 21 in ten working days.</p></section>
{% call ui::card("moves", "Whose move, and for how long") %}{{ moves }}<p class="muted">Waiting longest: <a href="/requests/x">ROI-2026-003871</a>, requester, 21 days.</p>{% endcall %}</div>
<div class="two">{% call ui::card("owners", "Owners") %}{% call ui::table("Open requests by owner") %}<thead><tr><th scope="col">Owner</th><th scope="col" class="num">Open</th><th scope="col" class="num">Due in 2 days</th><th scope="col" class="num">Overdue</th><th scope="col" class="num">Waiting for others</th><th scope="col" class="num">Done this week</th></tr></thead><tbody>
{% for (owner, open, soon, late, waiting, done) in owners %}<tr><th scope="row"><a href="/lists?owner={{ loop.index }}">{{ owner }}</a></th><td class="num">{{ open }}</td><td class="num">{{ soon }}</td><td class="num">{{ late }}</td><td class="num">{{ waiting }}</td><td class="num">{{ done }}</td></tr>{% endfor %}</tbody>{% endcall %}{% endcall %}
{% call ui::card("back", "Why requests come back") %}{{ reasons }}{% endcall %}</div>
{% endblock %}"##
)]
struct TodayPage {
    chrome: Chrome,
    tiles: Tiles,
    chart: BarChart,
    moves: Meters,
    owners: Vec<(&'static str, u32, u32, u32, u32, u32)>,
    reasons: Meters,
}

#[test]
fn today_opens_the_list_behind_every_number() {
    let days = [
        ("Mon 25", 0, 0),
        ("Tue 26", 61, 38),
        ("Wed 27", 48, 47),
        ("Thu 28", 44, 50),
        ("Fri 29", 39, 41),
        ("Mon 1", 72, 52),
        ("Tue 2", 51, 55),
        ("Wed 3", 46, 49),
        ("Thu 4", 43, 47),
        ("Fri 5", 40, 44),
    ];
    let chart = BarChart::new(
        "flow",
        "Logged and completed by day, last ten working days",
        "Day",
        ["Logged", "Completed"],
    );
    let page = TodayPage {
        chrome: Chrome {
            staff_name: "Priya Shah".into(),
            role_label: "Supervisor".into(),
            ..chrome("Today")
        },
        tiles: Tiles::new()
            .tile(2, "Overdue", "/lists/overdue", Tone::Bad)
            .tile(7, "Work by today", "/lists/today", Tone::Warn)
            .tile(11, "Work by tomorrow", "/lists/tomorrow", Tone::Warn)
            .tile(34, "In 3 days", "/lists/3", Tone::Plain)
            .tile(78, "In 7 days", "/lists/7", Tone::Plain)
            .tile(6, "No one owns", "/lists/unassigned", Tone::Plain),
        chart: days.into_iter().fold(chart, |chart, (day, logged, done)| {
            let row =
                ChartRow::new(day, [logged, done]).links(["/lists?logged", "/lists?completed"]);
            chart.row(if logged == 0 { row.note("closed") } else { row })
        }),
        moves: Meters::new()
            .meter_link("Ours", 99, "/lists?move=us")
            .meter_link("Requester’s", 18, "/lists?move=requester")
            .meter_link("Provider’s", 22, "/lists?move=provider")
            .meter_link("Another department’s", 19, "/lists?move=department")
            .meter_link("Payer’s", 5, "/lists?move=payer"),
        owners: vec![
            ("Dana Ortiz", 37, 5, 1, 11, 42),
            ("Sam Lee", 29, 4, 0, 9, 51),
            ("Ivy Brandt", 41, 8, 1, 14, 33),
            ("No one", 6, 1, 0, 0, 0),
        ],
        reasons: Meters::new()
            .meter("No dates of service", 31)
            .meter("Expiry missing", 21)
            .meter("No proof of authority", 14)
            .meter("Small type", 8),
    };
    let html = keep("today", &page);
    let parsed = Html::parse_document(&html);
    let numbers =
        scraper::Selector::parse(".tiles li, .chart tbody td, #moves + * li").expect("a selector");
    let link = scraper::Selector::parse("a[href]").expect("a selector");
    assert!(parsed.select(&numbers).count() > 30);
    assert!(
        parsed
            .select(&numbers)
            .all(|number| number.select(&link).count() == 1)
    );
}

#[test]
fn the_gallery_is_written_beside_them() {
    keep("gallery", &examples::Gallery::new(chrome("Components")));
}
