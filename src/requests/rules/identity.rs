//! What proves who somebody is and for whom they act (rule sheet 1.15). Identity and authority are verified where they are
//! not known (164.514(h)); no single document may be demanded, and asking must not keep anybody from the record.

use crate::facilities::model::Channel;
use crate::text_enum;
use crate::words::Refusal;

/// One way of proving identity or authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proof {
    /// For whom or where, in words.
    pub title: &'static str,
    /// What proves it.
    pub says: &'static str,
    /// The law, or the practice, it follows.
    pub citation: &'static str,
    /// What it rests on: the tags of the rule sheet.
    pub evidence: &'static str,
}

/// The law of verification.
pub const LAW: &str = "45 CFR 164.514(h)";

const WINDOW: Proof = Proof {
    title: "At the window",
    says: "A photo identity of the house's list, or somebody the staff knows. Without one, ask what a caller is asked; nobody is sent away for want of a document.",
    citation: LAW,
    evidence: "[V1] [V3] [K?]",
};

const TELEPHONE: Proof = Proof {
    title: "By telephone",
    says: "Date of birth, home address, and the last four digits of the social security number or something else the record holds.",
    citation: LAW,
    evidence: "[V40]",
};

const SIGNATURE: Proof = Proof {
    title: "By mail, fax or drop box",
    says: "The signature, compared with one on file; where there is none, a call back to a number the record holds.",
    citation: LAW,
    evidence: "[V1] [K?]",
};

const MAILBOX: Proof = Proof {
    title: "By e-mail",
    says: "A signed paper, its signature compared with one on file, or a call back to a number the record holds; the address alone proves nothing.",
    citation: LAW,
    evidence: "[V1] [D]",
};

const PORTAL: Proof = Proof {
    title: "By the portal",
    says: "The sign-in to the portal.",
    citation: LAW,
    evidence: "[V1] [D]",
};

const OFFICIAL: Proof = Proof {
    title: "A public official",
    says: "A badge, a letter on the agency's paper, or a written delegation; legal process is presumed to be authority.",
    citation: "45 CFR 164.514(h)(2)",
    evidence: "[V1]",
};

/// What proves identity on a channel.
pub const fn by_channel(channel: Channel) -> &'static Proof {
    match channel {
        Channel::WalkIn => &WINDOW,
        Channel::Phone => &TELEPHONE,
        Channel::Fax | Channel::Mail | Channel::DropBox | Channel::CommunitySite => &SIGNATURE,
        Channel::Email => &MAILBOX,
        Channel::Portal => &PORTAL,
    }
}

/// What proves that a representative may act (164.502(g), 1.12).
pub const AUTHORITY: &[Proof] = &[
    Proof {
        title: "A parent",
        says: "Birth certificate, or the custody order where there is one.",
        citation: "45 CFR 164.502(g)(3)",
        evidence: "[K]",
    },
    Proof {
        title: "An agent of a living adult",
        says: "Power of attorney or health-care proxy, in force, that reaches this.",
        citation: "45 CFR 164.502(g)(2)",
        evidence: "[K] [V1]",
    },
    Proof {
        title: "A guardian or conservator",
        says: "The order of the court.",
        citation: "45 CFR 164.502(g)(2)",
        evidence: "[K] [V1]",
    },
    Proof {
        title: "For a patient who has died",
        says: "Letters testamentary or of administration; in California, for a beneficiary, the death certificate with the pages of the will.",
        citation: "45 CFR 164.502(g)(4)",
        evidence: "[K] [V32]",
    },
];

/// Every way, channel by channel, then officials, then representatives.
pub fn proofs() -> impl Iterator<Item = &'static Proof> {
    [
        &WINDOW, &TELEPHONE, &SIGNATURE, &MAILBOX, &PORTAL, &OFFICIAL,
    ]
    .into_iter()
    .chain(AUTHORITY)
}

text_enum! {
    /// What a caller says that the record holds.
    pub enum CallerSaid: "thing a caller said" {
        BirthDate = "birth_date", "Date of birth";
        HomeAddress = "home_address", "Home address";
        LastFour = "last_four", "Last four digits of the social security number";
        OtherHeld = "other_held", "Something else the record holds";
    }
}

/// Whether a caller is verified: date of birth, home address, and one thing more.
///
/// # Errors
/// The sentence that says what to ask next. It is no refusal of the request: only nothing is told yet.
pub fn caller_verified(said: &[CallerSaid]) -> Result<(), Refusal> {
    let one_more = said.contains(&CallerSaid::LastFour) || said.contains(&CallerSaid::OtherHeld);
    let ask = |what: &str| {
        Err(Refusal::new(
            "164.514(h)",
            format!(
                "Ask for {what} before anything is told. The call starts the request all the same."
            ),
        ))
    };
    if !said.contains(&CallerSaid::BirthDate) {
        ask("the date of birth")
    } else if !said.contains(&CallerSaid::HomeAddress) {
        ask("the home address")
    } else if !one_more {
        ask(
            "the last four digits of the social security number, or something else the record holds",
        )
    } else {
        Ok(())
    }
}
