//! What staff can do with a request. Every change ends in [`record`]: the one place that moves the stage, appends the
//! event, rewrites the stored index and bumps the version.

mod asked;
mod dates;
mod drift;
mod endings;
mod hold;
mod log;
mod offers;
mod open;
mod ownership;
mod patient_part;
mod record;
mod reindex;
mod remarks;
mod road;
mod status;
mod steps;
mod told;

pub use asked::{ChangeRecipients, ChangeScope, change_recipients, change_scope};
pub use dates::{GrantExtension, RecordDate, extendable, grant_extension, record_date};
pub use drift::{Difference, Drift, DriftPage, list_drift};
pub use endings::{
    Forward, MarkDuplicate, MarkInError, Withdraw, forward, mark_duplicate, mark_in_error, withdraw,
};
pub use hold::{LiftHold, PlaceHold, lift_hold, place_hold};
pub use log::{Logged, find_anew, log_request};
pub use offers::{offered, permission_of};
pub use open::{OpenRequest, open, open_by_id};
pub use ownership::{Assign, Colleague, PutBack, assign, give_back, put_back, take};
pub use patient_part::{SeePatientPart, see_patient_part};
pub use record::{By, close_fact, open_fact, record, tell};
pub use reindex::{Because, Dates, Move, Moves, list_moves, reindex};
pub use remarks::{AddNote, LinkRequest, SetPriority, add_note, link_request, set_priority};
pub use road::{ChangeRoad, MatchPatient, change_road, match_patient};
pub use status::{GiveStatus, give_status};
pub use steps::{MoveOn, Step, move_on};
