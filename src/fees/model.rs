//! What a fee follows from, and what it is.

use crate::facilities::model::{HouseFees, LawSettings, StateLaw};
use crate::requests::model::Road;
use crate::requests::rules::clocks::FormKind;
use crate::text_enum;
use crate::words::{Cents, Refusal};

text_enum! {
    /// In what form and by what way the copy is handed over (design, section 8).
    pub enum CopyBy: "delivery" {
        Electronic = "electronic", "Electronic copy";
        Paper = "paper", "Paper";
        Microfilm = "microfilm", "Microfilm";
        Media = "media", "Disc or drive";
        Inspection = "inspection", "Looked at on site";
        Fax = "fax", "Fax";
        Mail = "mail", "Paper, mailed";
    }
}

impl CopyBy {
    /// Whether the copy is electronic: never priced by the page (1.17). What is faxed uses no paper of ours.
    pub const fn is_electronic(self) -> bool {
        matches!(self, Self::Electronic | Self::Media | Self::Fax)
    }

    /// Whether something can be put in the mail at all.
    pub const fn can_be_mailed(self) -> bool {
        matches!(
            self,
            Self::Paper | Self::Microfilm | Self::Media | Self::Mail
        )
    }
}

text_enum! {
    /// How far it is known that the copy or form serves a public-benefit claim or appeal (1.5, 1.6).
    pub enum BenefitClaim: "benefit claim" {
        No = "no", "Not for a benefit claim";
        Stated = "stated", "For a benefit claim, proof not here yet";
        Proved = "proved", "For a benefit claim, with proof";
    }
}

/// Everything a fee follows from. What is not given is not assumed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeeFacts {
    /// Whose law binds the facility.
    pub state: StateLaw,
    /// What the house asks where no law names the amount.
    pub house: HouseFees,
    /// How the unsettled points of law are read; data from the facility's profile.
    pub law: LawSettings,
    /// The legal road.
    pub road: Road,
    /// The medical form asked for.
    pub form: Option<FormKind>,
    /// The form is for a school or child care.
    pub school_form: bool,
    /// In what form and by what way.
    pub delivery: CopyBy,
    /// Pages, those on microfilm not counted.
    pub pages: u32,
    /// Pages copied from microfilm.
    pub microfilm_pages: u32,
    /// Clerical time to locate the records and make them available, in minutes.
    pub clerical_minutes: u32,
    /// What the copying itself costs.
    pub costs: Costs,
    /// Whether it is for a public-benefit claim or appeal.
    pub benefit: BenefitClaim,
    /// Whether the record is looked at and not copied; none: as the delivery says.
    pub inspection: Option<bool>,
    /// An accounting was given within the twelve months before (1.4).
    pub earlier_accounting: bool,
    /// What somebody wants to ask.
    pub proposed: Option<Cents>,
}

impl FeeFacts {
    /// The facts of a copy of which nothing else is known.
    pub fn new(state: StateLaw, house: HouseFees, road: Road, delivery: CopyBy) -> Self {
        Self {
            state,
            house,
            law: LawSettings::default(),
            road,
            form: None,
            school_form: false,
            delivery,
            pages: 0,
            microfilm_pages: 0,
            clerical_minutes: 0,
            costs: Costs {
                labor: None,
                supplies: None,
                postage: None,
            },
            benefit: BenefitClaim::No,
            inspection: None,
            earlier_accounting: false,
            proposed: None,
        }
    }

    /// Whether the record is only looked at.
    pub fn is_inspection(&self) -> bool {
        self.inspection
            .unwrap_or(self.delivery == CopyBy::Inspection)
    }

    /// Paper pages and microfilm pages. What is handed over as microfilm is all microfilm, unless both are counted.
    pub const fn paper_and_film(&self) -> (u32, u32) {
        match self.delivery {
            CopyBy::Microfilm if self.microfilm_pages == 0 => (0, self.pages),
            _ => (self.pages, self.microfilm_pages),
        }
    }
}

/// What copying costs the hospital. None: not known; nothing: known to cost nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Costs {
    /// Labor for copying, not for searching or checking.
    pub labor: Option<Cents>,
    /// Paper, disc, drive.
    pub supplies: Option<Cents>,
    /// Postage.
    pub postage: Option<Cents>,
}

/// One line of the invoice: what for, how much, by which rule (N06).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeeLine {
    /// What for.
    pub text: String,
    /// How much; nothing for a line that explains.
    pub cents: Cents,
    /// The law, or the house.
    pub rule: &'static str,
}

/// What may be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fee {
    /// The lines; they sum to the total.
    pub lines: Vec<FeeLine>,
    /// The most these facts allow; the house may ask less.
    pub total: Cents,
    /// Above this nothing can be saved; none where no cap is known.
    pub cap: Option<Cents>,
    /// What was wanted and cannot be.
    pub refusals: Vec<Refusal>,
}
