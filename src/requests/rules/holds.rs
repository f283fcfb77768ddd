//! Who lifts a hold.

use crate::requests::model::HoldGround;
use crate::words::Refusal;

/// An open hold and somebody who wants to lift it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifting {
    /// Why nothing may leave.
    pub ground: HoldGround,
    /// Who placed it.
    pub placed_by: i64,
    /// Who wants to lift it.
    pub actor: i64,
    /// Whether this person may lift holds at all.
    pub lifts: bool,
    /// Whether this person decides for the privacy office.
    pub decides_privacy: bool,
}

/// Whether a hold may be lifted by this person. Lifting takes two people: who placed it does not (T47). What the privacy
/// office has to see is lifted there (A36); everything else by a supervisor too (A41).
///
/// # Errors
/// The sentence why not.
pub fn may_lift(lifting: Lifting) -> Result<(), Refusal> {
    if lifting.ground == HoldGround::Privacy && !lifting.decides_privacy {
        return Err(Refusal::new(
            "A36",
            "The privacy officer lifts this hold, once the privacy office has seen the request.",
        ));
    }
    if !lifting.lifts {
        return Err(Refusal::new(
            "A41",
            "A supervisor or the privacy officer lifts a hold.",
        ));
    }
    if lifting.placed_by == lifting.actor {
        return Err(Refusal::new(
            "T47",
            "Whoever placed a hold does not lift it: another supervisor or the privacy officer does.",
        ));
    }
    Ok(())
}
