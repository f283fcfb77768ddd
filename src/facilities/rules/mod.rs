//! What follows from the facts: whether the desk is open, whether a channel is offered, where a stray item belongs.

mod changing;
mod channels;
mod hours;
mod lines;
mod loading;
mod portal;

pub use changing::{after, plan_change};
pub use channels::{
    AtTheDoor, ChannelAnswer, DoorCheck, Standing, alternatives, channel_standing, how_to,
    reached_at, walk_in,
};
pub use hours::{DeskAnswer, DeskState, desk_open, open_days};
pub use lines::{FaxKind, MailboxFit, fax_kind, mailbox_fit};
pub use loading::{FactStep, HolidayStep, Plan, plan_facts, plan_holidays};
pub use portal::{PortalAnswer, PortalSplit, RangeError, VisitRange, portal_split};
