//! Verifying the evidence from the desk: on a thread of its own, page by page, while everybody works on.

use super::store;
use crate::app::App;
use crate::audit::{self, Verification};
use crate::db::{StoreError, Tx};
use crate::error::CommandError;
use crate::staff::model::Actor;

/// Begins a verification; answers its number. One runs at a time (T40).
///
/// # Errors
/// Refused while another one runs.
pub fn begin_verification(tx: &mut Tx<'_>, actor: &Actor) -> Result<i64, CommandError> {
    let now = tx.now();
    if let Some(last) = store::find_verification(tx)?
        && last.is_running(now)
    {
        return Err(CommandError::refused(
            "T40",
            "A verification is running already. Its result stands on this page when it is done.",
        ));
    }
    let rows = store::count_rows(tx)?;
    let id = store::insert_verification(tx, actor.staff_id, rows)?;
    tx.subject.detail = Some(format!("verification {id}"));
    Ok(id)
}

/// Reads on until everything was seen, noting how far it came (T40, T41). Blocks: call it on a thread of its own.
///
/// # Errors
/// When the database or the head kept outside it cannot be read; the verification then stands as interrupted.
pub fn run_verification(app: &App, id: i64) -> anyhow::Result<()> {
    let head = audit::kept_head(&app.data_folder())?;
    let key = app.audit_key().clone();
    let mut verification = Verification::new(head);
    loop {
        let now = app.now();
        let done = app.read_now::<_, StoreError>(|read| verification.step(read, &key, now))?;
        let report = verification.report();
        let rows = i64::try_from(report.rows)?;
        let seen = (rows, report.seals);
        let flaw = report.flaw.as_ref().map(ToString::to_string);
        let ended = done.then_some(flaw);
        app.keep_house_now(move |tx| {
            let ended = ended.as_ref().map(Option::as_deref);
            store::note_progress(tx, id, seen, ended)
        })?;
        if done {
            return Ok(());
        }
    }
}
