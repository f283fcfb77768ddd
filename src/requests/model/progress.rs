//! What the events of a request add up to, for the decisions: folded event by event, provable from the timeline.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::events::Event;
use super::words::CheckResult;

/// The sum of a request's events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// The newest outcome of the checklist.
    pub check: CheckResult,
    /// Clarification letters sent.
    pub letters_sent: u32,
    /// Persons who passed the quality check since the records were last gathered.
    pub quality_checks: u32,
    /// The acknowledgment went out.
    pub acknowledged: bool,
    /// An extension was granted (R10: one a request).
    pub extended: bool,
    /// The day the newest clarification asked for an answer by.
    pub answer_by: Option<NaiveDate>,
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            check: CheckResult::NotChecked,
            letters_sent: 0,
            quality_checks: 0,
            acknowledged: false,
            extended: false,
            answer_by: None,
        }
    }
}

impl Progress {
    /// The sum after one more event.
    #[must_use]
    pub fn after(mut self, event: &Event) -> Self {
        match event {
            Event::CheckPassed {
                withheld_parts: 0, ..
            } => self.check = CheckResult::Valid,
            Event::CheckPassed { .. } => self.check = CheckResult::ValidInPart,
            Event::CheckFailed { result, .. } => self.check = *result,
            Event::ClarificationSent { answer_by, .. }
            | Event::SecondLetterSent { answer_by, .. } => {
                self.letters_sent += 1;
                self.answer_by = Some(*answer_by);
            }
            Event::ClarificationSettled { .. } => self.answer_by = None,
            Event::ReviewPassed { .. } => self.quality_checks += 1,
            Event::RecordsGathered { .. } => self.quality_checks = 0,
            Event::Acknowledged { .. } => self.acknowledged = true,
            Event::ExtensionGranted { .. } => self.extended = true,
            _ => {}
        }
        self
    }
}
