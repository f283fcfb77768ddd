//! What a notice is: its kind, the fields it is filled with, and the two shapes it is sent in.

mod email;
mod fields;
mod kinds;
mod letter;
mod sent;

pub use email::{BadMergeField, DeskPhone, MergeFields, PlainEmail, SiteFact};
pub use fields::{
    AnswerChannel, AnswerClock, AskedItem, Complaints, Desk, Due, FormOffered, InBoth, N01, N02,
    N03, N04, N07, N08, N09, N20, Names, NotHere, Notice, ReviewRight, Statement,
};
pub use kinds::{NoticeKind, NoticeWay};
pub use letter::{BadAddress, Block, FullLetter, ReturnAddress};
pub use sent::{Chosen, MailDecision, OutboxRow, SentNotice, Words};
