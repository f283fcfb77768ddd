//! Rows of requests as they are shown.

use chrono::NaiveDate;

use crate::queues::model::{Chosen, Colleague, Row};
use crate::web::components::{Day, DueBadge, Name};

/// A row as it is shown.
pub struct Line {
    /// Where it leads.
    pub href: String,
    /// The reference.
    pub reference: String,
    /// The road.
    pub road: &'static str,
    /// The days left to the controlling date; none on a closed request.
    pub left: Option<DueBadge>,
    /// The day to finish by.
    pub work_by: Day,
    /// The patient.
    pub patient: Name,
    /// Birth date and record number.
    pub ids: String,
    /// Who asks.
    pub requester: Name,
    /// The status.
    pub shown: &'static str,
    /// Whose move it is; empty on a closed request.
    pub whose_move: &'static str,
    /// The owner.
    pub owner: Option<Name>,
    /// The class of priority.
    pub priority: &'static str,
    /// What its checkbox posts.
    pub pick: String,
}

/// Rows as they are shown.
pub fn lines(rows: &[Row], today: NaiveDate, colleagues: &[Colleague]) -> Vec<Line> {
    rows.iter()
        .map(|row| line(row, today, colleagues))
        .collect()
}

fn line(row: &Row, today: NaiveDate, colleagues: &[Colleague]) -> Line {
    let born = row.born_on.map(|on| on.format("%Y-%m-%d").to_string());
    let ids: Vec<String> = born.into_iter().chain(row.mrn.clone()).collect();
    let owner = row.owner_id.map(|id| Name::new(owner_name(id, colleagues)));
    Line {
        href: ["/requests/", &row.public_id].concat(),
        reference: row.reference.clone(),
        road: row.road.in_short(),
        left: (!row.closed).then(|| DueBadge::between(today, row.due_on)),
        work_by: Day::near(row.work_by, today),
        patient: Name::new(&row.patient),
        ids: ids.join(" · "),
        requester: requester(row),
        shown: row.shown.label(),
        whose_move: if row.closed {
            ""
        } else {
            row.whose_move.label()
        },
        owner,
        priority: row.priority.label().get(..2).unwrap_or_default(),
        pick: Chosen::text(&row.public_id, row.version),
    }
}

/// Who asks; "Patient" where it is the patient, whose name stands beside it.
fn requester(row: &Row) -> Name {
    Name::new(if row.asks_for_self {
        "Patient"
    } else {
        &row.requester
    })
}

/// The name of an owner among the people of these sites.
pub fn owner_name(id: i64, colleagues: &[Colleague]) -> &str {
    let found = colleagues.iter().find(|one| one.id == id);
    found.map_or("somebody of another site", |one| one.name.as_str())
}
