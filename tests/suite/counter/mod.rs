//! The front desk: the window with its slip and the patient's part (domain 3.5, S11–S30, S56, S66–S88, R12, R13, R18;
//! peers B6, B12, B23).

mod part;
mod phone;
mod pick_up;
mod window;

use crate::intake::{ASKED, AT_THE_WINDOW};

/// A patient at the window, with an identity document and an appointment.
pub fn at_the_window<'a>(family: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let patient = [
        ("patient_family", family),
        ("patient_given", "Amara"),
        ("born_on-month", "3"),
        ("born_on-day", "14"),
        ("born_on-year", "1968"),
    ];
    let mut typed = [&patient, ASKED, AT_THE_WINDOW].concat();
    typed.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    typed.extend_from_slice(more);
    typed
}
