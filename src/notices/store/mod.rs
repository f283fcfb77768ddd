//! Notices and the outbox in the database.

mod notices;
mod outbox;
mod returned;
mod waiting;

pub use notices::{find_notice, get_notice, insert_notice, list_notices};
pub use outbox::{
    Claimed, Finished, address_of, any_expired, begin_hand_over, claim, count_to_see, expire,
    find_outbox, finish, insert_outbox, list_due, list_to_see, notice_of, put_back, requeue,
    settle, state_of, try_now,
};
pub use returned::{find_mail, set_returned};
pub use waiting::oldest_waiting;
