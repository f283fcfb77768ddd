//! The twenty kinds of notice (rule sheet 1.18).

use crate::requests::model::ContactWay;
use crate::text_enum;

text_enum! {
    /// A kind of outgoing notice, by its id in the rule sheet.
    pub enum NoticeKind: "notice" {
        N01 = "N01", "Acknowledgment";
        N02 = "N02", "Clarification";
        N03 = "N03", "Extension";
        N04 = "N04", "Denial, whole or in part";
        N05 = "N05", "Outcome of a review";
        N06 = "N06", "Fee estimate or invoice";
        N07 = "N07", "Ready for pick-up";
        N08 = "N08", "Release cover";
        N09 = "N09", "No records, or held elsewhere";
        N10 = "N10", "Amendment accepted";
        N11 = "N11", "Amendment denied";
        N12 = "N12", "Copy of a rebuttal";
        N13 = "N13", "Accounting of disclosures";
        N14 = "N14", "Extension of an accounting";
        N15 = "N15", "Fee of an accounting";
        N16 = "N16", "Form packet incomplete";
        N17 = "N17", "Form packet completed";
        N18 = "N18", "Subpoena deficiency";
        N19 = "N19", "Breach letter";
        N20 = "N20", "Status reply";
    }
}

text_enum! {
    /// How a notice goes out.
    pub enum NoticeWay: "way of a notice" {
        Email = "email", "By e-mail";
        Letter = "letter", "As a letter to print";
    }
}

impl NoticeWay {
    /// The same in the words of the timeline.
    pub const fn contact(self) -> ContactWay {
        match self {
            Self::Email => ContactWay::Email,
            Self::Letter => ContactWay::Letter,
        }
    }
}
