//! Who may give a request to whom.

use crate::words::Refusal;

/// The rule that a reason is missing; forms show it beside the reason.
pub const SAY_WHY: &str = "W-reason";
/// The rule that nothing would change; forms show it beside the new owner.
pub const SAME: &str = "W-same";

/// Somebody wants to give a request another owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Giving {
    /// Who wants it.
    pub actor: i64,
    /// Whether this person assigns work to others.
    pub assigns: bool,
    /// Who owns it now.
    pub owner: Option<i64>,
    /// Who is to own it; none to put it back for anybody to take.
    pub to: Option<i64>,
    /// Whether a reason was given.
    pub reason: bool,
}

/// Whether the owner may be changed like this. Anybody who works requests takes one that nobody owns; its owner and those
/// who assign work hand it over or put it back, and say why.
///
/// # Errors
/// The sentence why not.
pub fn may_give(giving: Giving) -> Result<(), Refusal> {
    let no = |text: &str| Err(Refusal::new("W-owner", text));
    let say_why = |text: &str| Err(Refusal::new(SAY_WHY, text));
    let owns = giving.owner == Some(giving.actor);
    let takes = giving.owner.is_none() && giving.to == Some(giving.actor);
    match (giving.owner, giving.to) {
        (None, None) => no("Nobody owns it yet; take it or assign it."),
        (Some(owner), Some(to)) if owner == to => Err(Refusal::new(
            SAME,
            if owns {
                "You own this request already."
            } else {
                "This colleague owns it already."
            },
        )),
        _ if !(owns || takes || giving.assigns) => {
            no("Only its owner hands a request over; a supervisor assigns any.")
        }
        (Some(_), Some(_)) if !giving.reason => say_why("Say why it is handed over."),
        (Some(_), None) if !giving.reason => say_why("Say why it is put back."),
        _ => Ok(()),
    }
}
