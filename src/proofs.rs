//! What the command line can prove about a database: that the evidence is whole, and that every derived value is what the
//! rules make of the facts.

use crate::app::App;
use crate::audit;
use crate::db::StoreError;
use crate::requests::commands::{Drift, list_drift};

/// How a proof ended: what was seen, and whether it holds.
pub struct Proof {
    /// For the person at the console; ids and counts, no patient data.
    pub said: String,
    /// Whether it holds.
    pub holds: bool,
}

/// Verifies every audit row, seal and the head kept elsewhere (T40, T41).
///
/// # Errors
/// When the database or the head file cannot be read.
pub fn verify_audit(app: &App) -> anyhow::Result<Proof> {
    let head = audit::kept_head(&app.data_folder())?;
    let (key, now) = (app.audit_key().clone(), app.now());
    let report =
        app.read_now::<_, StoreError>(|read| audit::verify(read, &key, head.as_ref(), now))?;
    let holds = report.flaw.is_none();
    let said = match &report.flaw {
        None => format!(
            "The evidence is whole: {} rows under {} seals.",
            report.rows, report.seals
        ),
        Some(flaw) => flaw.to_string(),
    };
    Ok(Proof { said, holds })
}

/// Recomputes every open request's index and compares it with what is stored (design 2.2).
///
/// # Errors
/// When the database cannot be read.
pub fn check(app: &App) -> anyhow::Result<Proof> {
    let now = app.now();
    let mut after = 0;
    let mut seen = 0_u64;
    let mut drifted: Vec<Drift> = Vec::new();
    loop {
        let facilities = app.facilities.clone();
        let page =
            app.read_now::<_, StoreError>(|read| list_drift(read, &facilities, now, after))?;
        let Some(last) = page.last else { break };
        after = last;
        seen += page.seen;
        drifted.extend(page.drifted);
    }
    let holds = drifted.is_empty();
    let said = if holds {
        format!("Every derived value is what the rules make of the facts: {seen} open requests.")
    } else {
        let lines: Vec<String> = drifted.iter().map(ToString::to_string).collect();
        format!(
            "{} of {seen} open requests drifted:\n{}",
            drifted.len(),
            lines.join("\n")
        )
    };
    Ok(Proof { said, holds })
}
