//! Numbers: tiles, meters and a bar chart that has its numbers in a table.

use askama::Template;

use super::{Tone, leaf};

/// One number that opens the list behind it.
#[derive(Debug, Clone)]
pub struct Tile {
    pub value: i64,
    pub label: String,
    pub href: String,
    pub tone: Tone,
}

/// A row of numbers.
#[derive(Template, Debug, Clone, Default)]
#[template(path = "components/tiles.html", whitespace = "minimize")]
pub struct Tiles {
    tiles: Vec<Tile>,
}
leaf!(Tiles);

impl Tiles {
    /// No tiles yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a tile. The tone is dropped when the number is 0: nothing overdue is no bad news.
    #[must_use]
    pub fn tile(
        mut self,
        value: i64,
        label: impl Into<String>,
        href: impl Into<String>,
        tone: Tone,
    ) -> Self {
        let tone = if value == 0 { Tone::Plain } else { tone };
        self.tiles.push(Tile {
            value,
            label: label.into(),
            href: href.into(),
            tone,
        });
        self
    }
}

/// One bar with its number.
#[derive(Debug, Clone)]
pub struct Meter {
    pub label: String,
    pub value: i64,
    pub href: Option<String>,
    pub unit: String,
}

/// Bars below one another, all on one scale; the number stands beside each.
#[derive(Template, Debug, Clone, Default)]
#[template(path = "components/meters.html", whitespace = "minimize")]
pub struct Meters {
    meters: Vec<Meter>,
}
leaf!(Meters);

impl Meters {
    /// No bars yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a bar.
    #[must_use]
    pub fn meter(mut self, label: impl Into<String>, value: i64) -> Self {
        self.meters.push(Meter {
            label: label.into(),
            value,
            href: None,
            unit: String::new(),
        });
        self
    }

    /// Adds a bar that opens the list behind it.
    #[must_use]
    pub fn meter_link(
        mut self,
        label: impl Into<String>,
        value: i64,
        href: impl Into<String>,
    ) -> Self {
        self.meters.push(Meter {
            label: label.into(),
            value,
            href: Some(href.into()),
            unit: String::new(),
        });
        self
    }

    /// A unit after every number: " days".
    #[must_use]
    pub fn unit(mut self, unit: &str) -> Self {
        for meter in &mut self.meters {
            unit.clone_into(&mut meter.unit);
        }
        self
    }

    fn share(&self, value: i64) -> i64 {
        let most = self
            .meters
            .iter()
            .map(|meter| meter.value)
            .max()
            .unwrap_or(0);
        if most <= 0 {
            0
        } else {
            value.max(0) * 100 / most
        }
    }
}

/// One group of bars: a day, with a number per series.
#[derive(Debug, Clone)]
pub struct ChartRow {
    pub label: String,
    pub values: Vec<i64>,
    pub hrefs: Vec<Option<String>>,
    pub note: Option<String>,
}

impl ChartRow {
    /// "Mon 8" with its numbers, one per series.
    pub fn new(label: impl Into<String>, values: impl IntoIterator<Item = i64>) -> Self {
        let values: Vec<i64> = values.into_iter().collect();
        Self {
            label: label.into(),
            hrefs: vec![None; values.len()],
            values,
            note: None,
        }
    }

    /// Where the numbers lead, one per series; they stand in the table.
    #[must_use]
    pub fn links<S: Into<String>>(mut self, hrefs: impl IntoIterator<Item = S>) -> Self {
        self.hrefs = hrefs.into_iter().map(|href| Some(href.into())).collect();
        self.hrefs.resize(self.values.len(), None);
        self
    }

    /// What explains an empty group: "closed".
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    fn cells(&self) -> impl Iterator<Item = (&i64, &Option<String>)> {
        self.values.iter().zip(&self.hrefs)
    }
}

/// One rectangle of the drawing.
struct Bar {
    class: &'static str,
    x: usize,
    y: i64,
    height: i64,
}

/// One word of the drawing.
struct Word<'a> {
    x: usize,
    text: &'a str,
}

/// A line across the drawing.
struct Line {
    y: i64,
    value: i64,
}

const LEFT: usize = 32;
const GROUP: usize = 56;
const BAR: usize = 18;
const TOP: i64 = 12;
const FLOOR: i64 = 128;

/// Bars by day for one or two series, with the same numbers in a table below.
#[derive(Template, Debug, Clone)]
#[template(path = "components/bar_chart.html", whitespace = "minimize")]
pub struct BarChart {
    id: String,
    caption: String,
    first_column: String,
    series: Vec<String>,
    rows: Vec<ChartRow>,
}
leaf!(BarChart);

impl BarChart {
    /// A chart; `id` is unique on the page, `first_column` names what the groups are ("Day"), `series` are one or two names.
    pub fn new<S: Into<String>>(
        id: impl Into<String>,
        caption: impl Into<String>,
        first_column: impl Into<String>,
        series: impl IntoIterator<Item = S>,
    ) -> Self {
        Self {
            id: id.into(),
            caption: caption.into(),
            first_column: first_column.into(),
            series: series.into_iter().map(Into::into).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a group.
    #[must_use]
    pub fn row(mut self, row: ChartRow) -> Self {
        self.rows.push(row);
        self
    }

    /// A round number at or above every value.
    fn scale(&self) -> i64 {
        let most = self
            .rows
            .iter()
            .flat_map(|row| &row.values)
            .copied()
            .max()
            .unwrap_or(0)
            .max(1);
        let mut step = 1;
        while most > step * 10 {
            step *= 10;
        }
        let steps = [2, 4, 6, 8, 10];
        steps
            .iter()
            .map(|factor| factor * step)
            .find(|top| *top >= most)
            .unwrap_or(most)
    }

    fn width(&self) -> usize {
        LEFT + GROUP * self.rows.len()
    }

    fn lines(&self) -> [Line; 3] {
        let scale = self.scale();
        [scale, scale / 2, 0].map(|value| Line {
            y: FLOOR - value * (FLOOR - TOP) / scale,
            value,
        })
    }

    fn bars(&self) -> Vec<Bar> {
        let scale = self.scale();
        let mut bars = Vec::new();
        for (group, row) in self.rows.iter().enumerate() {
            for (series, value) in row.values.iter().take(2).enumerate() {
                let height = value.max(&0) * (FLOOR - TOP) / scale;
                let x = LEFT + group * GROUP + 8 + series * (BAR + 2);
                bars.push(Bar {
                    class: if series == 0 { "in" } else { "out" },
                    x,
                    y: FLOOR - height,
                    height,
                });
            }
        }
        bars
    }

    fn words(&self) -> Vec<Word<'_>> {
        let at = |group: usize| LEFT + group * GROUP + GROUP / 2;
        self.rows
            .iter()
            .enumerate()
            .map(|(group, row)| Word {
                x: at(group),
                text: &row.label,
            })
            .collect()
    }

    fn notes(&self) -> Vec<Word<'_>> {
        let at = |group: usize| LEFT + group * GROUP + GROUP / 2;
        let noted = self.rows.iter().enumerate();
        noted
            .filter_map(|(group, row)| row.note.as_deref().map(|text| Word { x: at(group), text }))
            .collect()
    }
}
