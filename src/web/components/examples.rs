//! Every component in every state, once. The gallery shows this list, the markup tests walk it.

use askama::Template;
use chrono::NaiveDate;

use super::{
    Action, Answer, BarChart, Barcode, Button, ChartRow, Checkboxes, Compare, DateInput, Day,
    DueBadge, Empty, ErrorSummary, Facts, FileUpload, Flag, FormTag, Kind, Ledger, LedgerItem,
    Letter, Matched, Meters, Name, NextStep, Note, Pager, Part, QrPicture, Radios, ScanPages,
    Segmented, Select, Slip, SortHeader, Sorted, Steps, Tag, TextArea, TextInput, Tiles, Timeline,
    TimelineItem, Tone, Width, leaf,
};
use crate::form_state::FieldError;
use crate::web::chrome::Chrome;

/// One component in one state.
pub struct Example {
    /// "Text input".
    pub component: &'static str,
    /// "with an error".
    pub state: &'static str,
    /// The component itself.
    pub part: Part,
}

/// The gallery page: all examples under headings.
#[derive(Template)]
#[template(path = "components/gallery.html", whitespace = "minimize")]
pub struct Gallery {
    /// What surrounds it.
    pub chrome: Chrome,
    /// What it shows.
    pub examples: Vec<Example>,
}
leaf!(Gallery);

impl Gallery {
    /// The gallery of every example.
    pub fn new(chrome: Chrome) -> Self {
        Self {
            chrome,
            examples: all(),
        }
    }
}

fn example(
    component: &'static str,
    state: &'static str,
    part: impl Template + Send + 'static,
) -> Example {
    Example {
        component,
        state,
        part: Part::new(part),
    }
}

/// The examples in the order the gallery shows them. Names of fields are unique over the whole list.
pub fn all() -> Vec<Example> {
    [
        fields(),
        choices(),
        actions(),
        status(),
        lists(),
        figures(),
        papers(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, day).expect("June has this day")
}

fn fields() -> Vec<Example> {
    let error = FieldError {
        field: "g_name_wrong".into(),
        text: "Enter the patient's name.".into(),
    };
    let whole = FieldError {
        field: String::new(),
        text: "This form was open too long. Send it again.".into(),
    };
    vec![
        example(
            "Error summary",
            "two errors",
            ErrorSummary::new(&[error, whole]),
        ),
        example(
            "Text input",
            "empty, optional",
            TextInput::new("g_mrn", "MRN").kind(Kind::Digits).optional(),
        ),
        example(
            "Text input",
            "with hint and value",
            TextInput::new("g_name", "Patient’s name")
                .hint("Family name first.")
                .value("Hill, Dwayne")
                .width(Width::Half),
        ),
        example(
            "Text input",
            "with an error",
            TextInput::new("g_name_wrong", "Patient’s name")
                .hint("Family name first.")
                .error(Some("Enter the patient's name.")),
        ),
        example(
            "Text input",
            "one-time code",
            TextInput::new("g_code", "Code from your app")
                .kind(Kind::Digits)
                .autocomplete("one-time-code"),
        ),
        example(
            "Text input",
            "with suggestions",
            TextInput::new("g_from", "Requester")
                .suggestions(["Baird & Lowe LLP", "Valley Cancer Clinic"]),
        ),
        example(
            "Text area",
            "with text",
            TextArea::new("g_note", "Note")
                .value("First line\nSecond <line>")
                .rows(4),
        ),
        example(
            "Select",
            "with an error",
            Select::new("g_road", "Road")
                .prompt("Choose a road")
                .options([
                    ("patient_access", "Patient access"),
                    ("attorney", "Attorney"),
                ])
                .chosen("attorney")
                .error(Some("Choose the road.")),
        ),
        example(
            "Date",
            "known",
            DateInput::new("g_born", "Date of birth")
                .date(day(9))
                .width(Width::Third),
        ),
        example(
            "Date",
            "with an error",
            DateInput::new("g_signed", "Signed on")
                .hint("As written on the form, for example 6 9 2026.")
                .typed("2", "30", "2026")
                .error(Some("The date is not a day of the calendar.")),
        ),
        example(
            "File upload",
            "one file kept",
            FileUpload::new("g_scan", "Scan or PDF")
                .hint("PDF, JPEG, PNG or TIFF, up to 50 MB.")
                .kept("f7a1", "authorization.pdf", "2 pages, 140 kB")
                .multiple(),
        ),
    ]
}

fn choices() -> Vec<Example> {
    let wants = [
        ("copies", "Copies"),
        ("inspect", "To look at the record"),
        ("correction", "A correction"),
    ];
    vec![
        example(
            "Radios",
            "one chosen",
            Radios::new("g_who", "Who is at the window")
                .choices([
                    ("patient", "The patient"),
                    ("representative", "Representative"),
                    ("other", "Someone else"),
                ])
                .chosen("patient"),
        ),
        example(
            "Radios",
            "stacked, with hints and an error",
            Radios::new("g_deliver", "How to send it")
                .choice_with_hint("portal", "Portal", "Free, usually the same day.")
                .choice_with_hint("mail", "Mail", "Signature on delivery.")
                .stacked()
                .error(Some("Choose how to send it.")),
        ),
        example(
            "Checkboxes",
            "two chosen",
            Checkboxes::new("g_wants", "Wants")
                .choices(wants)
                .chosen(["copies", "inspect"]),
        ),
        example(
            "Flag",
            "checked",
            Flag::new("g_seen", "Photo identity seen").checked(true),
        ),
        example(
            "Checklist row",
            "failed",
            Segmented::new("g_a10", "California: life of one year or less?")
                .code("A10")
                .hint("The letter asks for a new expiry date.")
                .chosen("no"),
        ),
        example(
            "Checklist row",
            "in part",
            Segmented::new("g_a28", "HIV test result specifically authorized?")
                .code("A28")
                .answers(&[Answer::Yes, Answer::No, Answer::Part, Answer::NotApplicable])
                .chosen("part"),
        ),
        example(
            "Checklist row",
            "unanswered, with an error",
            Segmented::new("g_a03", "Is the information described?")
                .code("A03")
                .error(Some("Answer check A03.")),
        ),
    ]
}

fn actions() -> Vec<Example> {
    let form = FormTag::new("/requests/x/take", "token")
        .key("k1")
        .version(3);
    vec![
        example(
            "Button",
            "primary",
            Button::primary("Log and print slip").sends("then", "print"),
        ),
        example("Button", "normal", Button::normal("Log only")),
        example("Button", "danger", Button::danger("Withdraw the request")),
        example(
            "Action",
            "link",
            Action::link("Morning sheet", "/today/sheet"),
        ),
        example("Action", "post", Action::post("Take it", form.clone())),
        example(
            "Next step",
            "with two actions",
            NextStep::new(
                "ask for what is missing",
                "3 of 19 checks fail. One letter names all three; the clock keeps running.",
            )
            .primary(Action::link(
                "Write the clarification",
                "/requests/x/clarifications/new",
            ))
            .other(Action::post("Hold for supervisor", form)),
        ),
        example(
            "Pager",
            "in the middle",
            Pager::new("50 of 163 shown")
                .previous(Some("?b=1".into()))
                .next(Some("?a=2".into())),
        ),
        example("Table", "sorted header", SortedTable::new()),
    ]
}

/// A table around sort headers, as a page writes it.
#[derive(Template)]
#[template(path = "components/sorted_table.html", whitespace = "minimize")]
struct SortedTable {
    reference: SortHeader,
    work_by: SortHeader,
    due: DueBadge,
}
leaf!(SortedTable);

impl SortedTable {
    fn new() -> Self {
        Self {
            reference: SortHeader::new("g_filter", "reference", "Reference"),
            work_by: SortHeader::new("g_filter", "work_by", "Work by")
                .sorted(Some(Sorted::Ascending)),
            due: DueBadge::new(2),
        }
    }
}

fn status() -> Vec<Example> {
    let tones = [Tone::Plain, Tone::Info, Tone::Good, Tone::Warn, Tone::Bad];
    let words = ["Verifying", "Attorney", "Valid", "Waiting", "Invalid"];
    let states = ["plain", "info", "good", "warn", "bad"];
    let mut examples = Vec::new();
    for ((tone, word), state) in tones.into_iter().zip(words).zip(states) {
        examples.push(example("Tag", state, Tag::new(word, tone)));
        examples.push(example(
            "Note",
            state,
            Note::new(tone, "The clock starts today either way.").strong("Dates are missing."),
        ));
    }
    for (days, state) in [
        (-12, "late"),
        (-1, "late by one"),
        (0, "today"),
        (1, "one day"),
        (2, "soon"),
        (9, "far"),
    ] {
        examples.push(example("Due badge", state, DueBadge::new(days)));
    }
    examples.push(example(
        "Empty list",
        "with advice",
        Empty::new("No request waits for a requester.")
            .advice("When a letter goes out, its request comes here.")
            .link("/lists/mine", "Go to my work"),
    ));
    let on_the_line = [
        "Received",
        "Verifying",
        "Gathering",
        "Reviewing",
        "Ready",
        "Closed",
    ];
    examples.push(example(
        "Steps",
        "at the third",
        Steps::new("Stages", on_the_line, 2),
    ));
    examples.push(example(
        "Name",
        "with hidden characters",
        Name::new("Reyes\u{202e}, \u{200b}Marisol"),
    ));
    examples.push(example("Day", "with year", Day::long(day(9))));
    examples
}

fn lists() -> Vec<Example> {
    let at = |d: u32, h: u32, m: u32| day(d).and_hms_opt(h, m, 0).expect("a time of day");
    vec![
        example(
            "Facts",
            "in a row",
            Facts::new()
                .fact_with("Patient", "Cole, Ann", "1951-07-30 · MRN 2207714")
                .fact_link("Requester", "Baird & Lowe LLP", "/requesters/x")
                .fact("Owner", "Dana Ortiz"),
        ),
        example(
            "Facts",
            "stacked",
            Facts::new()
                .stacked()
                .fact("Channel", "Mail")
                .fact("Received", "Thu 4 Jun"),
        ),
        example(
            "Timeline",
            "two events",
            Timeline::new(vec![
                TimelineItem::new(at(8, 8, 12), "checked the authorization: 3 gaps")
                    .by("Dana Ortiz")
                    .link("#check"),
                TimelineItem::new(at(4, 11, 15), "Logged from mail")
                    .detail("Two pages, one signature."),
            ]),
        ),
        example(
            "Ledger",
            "one controlling",
            Ledger::new(vec![
                LedgerItem::new("California attorney, 5 days", "C9", "Tue 9 Jun")
                    .why("Presented Thu 4 Jun.")
                    .controlling(),
                LedgerItem::new("House target", "setting", "Thu 18 Jun")
                    .why("10 working days after Thu 4 Jun."),
            ]),
        ),
        example(
            "Matched",
            "a likely duplicate",
            Matched::new(
                "Likely duplicate",
                "ROI-2026-004256",
                "/requests/x",
                "logged Thu 4 Jun by mail",
            )
            .same("patient")
            .near("name: Hill, Dwain")
            .differs("dates of service"),
        ),
        example(
            "Compare",
            "one field differs",
            Compare::new(
                "What changed while you typed",
                "You typed",
                "Saved by Sam Lee, 10:41",
            )
            .row("Purpose", "Insurance", "Legal")
            .row("Language", "English", "English"),
        ),
    ]
}

fn figures() -> Vec<Example> {
    vec![
        example(
            "Tiles",
            "three",
            Tiles::new()
                .tile(2, "Overdue", "/lists/overdue", Tone::Bad)
                .tile(7, "Work by today", "/lists/due-soon", Tone::Warn)
                .tile(0, "No one owns", "/lists/unassigned", Tone::Warn),
        ),
        example(
            "Meters",
            "with links",
            Meters::new()
                .meter_link("Ours", 99, "/lists/ours")
                .meter("Payer’s", 5)
                .unit(""),
        ),
        example(
            "Bar chart",
            "two series",
            BarChart::new(
                "g_chart",
                "Logged and completed by day",
                "Day",
                ["Logged", "Completed"],
            )
            .row(ChartRow::new("Mon 25", [0, 0]).note("closed"))
            .row(ChartRow::new("Tue 26", [61, 38]).links(["/lists/x", "/lists/y"]))
            .row(ChartRow::new("Wed 27", [48, 47])),
        ),
    ]
}

fn papers() -> Vec<Example> {
    vec![
        example(
            "Slip",
            "with code",
            Slip::new(
                "City of Hope",
                "HIMS Correspondence, Office 1221B",
                "ROI-2026-004256",
            )
            .line("Handed in", "Mon 8 Jun 2026, 10:42")
            .line("Call", "626-218-2446")
            .note("Status from Tue 16 Jun. Have this number ready.")
            .qr(QrPicture::of("ROI-2026-004256").expect("short")),
        ),
        example(
            "Bar code",
            "of a separator sheet",
            Barcode::new("BOX-000012-003").expect("capitals, digits and dashes"),
        ),
        example(
            "Letter",
            "in Spanish",
            Letter::new("es", "8 de junio de 2026", "Su solicitud ROI-2026-004243")
                .head(["City of Hope", "1500 East Duarte Road, Duarte, CA 91010"])
                .to(["Ann Cole", "12 Alder Street", "Monrovia, CA 91016"])
                .paragraph("Necesitamos lo siguiente:")
                .items(["Una nueva fecha de vencimiento.", "Su firma."])
                .signed(["Dana Ortiz", "626-218-2446"])
                .enclosed("Adjunto", ["Formulario de autorización"]),
        ),
        example(
            "Scanned pages",
            "two pages",
            ScanPages::new("g_scan_pages", "authorization.pdf", "/papers/x/original")
                .page("/papers/x/1.png", "Authorization, first page, signed")
                .page("/papers/x/2.png", "Authorization, second page")
                .with_text(),
        ),
    ]
}
