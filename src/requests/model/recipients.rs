//! Who receives, by which way, and what that way needs.

use super::words::{Delivery, RequesterClass};

/// One of the recipients of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// Name of the person or organization, as it will stand on the cover.
    pub name: String,
    /// What they are.
    pub class: RequesterClass,
    /// How they get it.
    pub delivery: Delivery,
    /// Where to: number, e-mail address, postal lines or portal account; empty where the way needs none.
    pub address: String,
    /// Owed a copy by rule, without being who asked (S64: the patient always gets a copy of a medical form).
    pub copy_by_rule: bool,
}

/// Why a recipient cannot be sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadRecipient {
    /// No name (A06).
    #[error("name the recipient")]
    Name,
    /// The way of delivery needs an address (A06).
    #[error("write where to send it")]
    Address,
    /// Only the patient can choose the risk of plain e-mail.
    #[error(
        "plain e-mail is only for the patient or the representative, who choose it knowing the risk"
    )]
    PlainEmail,
}

impl Delivery {
    /// Whether this way needs an address of its own. The counter and the reading table do not.
    pub const fn needs_address(self) -> bool {
        match self {
            Self::Portal
            | Self::SecureEmail
            | Self::PlainEmail
            | Self::Fax
            | Self::Mail
            | Self::Courier => true,
            Self::PickUp | Self::Inspection => false,
        }
    }

    /// Whether the recipient comes in person, so that identity is seen and signed for.
    pub const fn in_person(self) -> bool {
        matches!(self, Self::PickUp | Self::Inspection)
    }
}

impl Recipient {
    /// Says every way in which this recipient is incomplete (A06); an empty answer means complete.
    pub fn gaps(&self) -> Vec<BadRecipient> {
        let is_self = matches!(
            self.class,
            RequesterClass::Patient | RequesterClass::Representative
        );
        let checks = [
            (self.name.trim().is_empty(), BadRecipient::Name),
            (
                self.delivery.needs_address() && self.address.trim().is_empty(),
                BadRecipient::Address,
            ),
            (
                self.delivery == Delivery::PlainEmail && !is_self,
                BadRecipient::PlainEmail,
            ),
        ];
        checks
            .into_iter()
            .filter_map(|(failed, gap)| failed.then_some(gap))
            .collect()
    }
}
