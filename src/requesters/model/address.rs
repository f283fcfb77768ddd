//! An address of a requester, and the proof that it really is theirs (B19).

use chrono::NaiveDate;

use crate::patients::rules::fold;
use crate::requests::model::Delivery;
use crate::text_enum;

text_enum! {
    /// Where something can be sent to.
    pub enum AddressKind: "kind of address" {
        Mail = "mail", "Postal address";
        Fax = "fax", "Fax";
        Email = "email", "E-mail";
        Phone = "phone", "Telephone";
        Portal = "portal", "Portal account";
    }
}

text_enum! {
    /// How an address was shown to belong to the requester.
    pub enum ProofMethod: "way of proof" {
        CalledBack = "called_back", "Called back on a number found independently";
        Letterhead = "letterhead", "On the requester's letterhead";
        Badge = "badge", "Badge or credential seen";
        PhotoId = "photo_id", "Photo identification seen";
        Directory = "directory", "Found in a public directory";
        TestMessage = "test_message", "Test message answered";
        PortalSignIn = "portal_sign_in", "Signed in to the portal";
        OnTheAuthorization = "on_the_authorization", "Written on the signed authorization";
    }
}

/// When and how an address was verified, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// How.
    pub method: ProofMethod,
    /// When.
    pub proved_on: NaiveDate,
    /// What the address was then: a proof holds for that text alone.
    pub text: String,
    /// The staff member's name.
    pub by: String,
}

/// One address with what is known about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// What kind.
    pub kind: AddressKind,
    /// Tidied text: digits for telephone and fax, lower-case domain for e-mail, lines for mail.
    pub text: String,
    /// When it was last written or changed.
    pub changed_on: NaiveDate,
    /// The newest proof, if any.
    pub proof: Option<Proof>,
    /// When something sent there last came back.
    pub bounced_on: Option<NaiveDate>,
    /// When something was last handed over for it: taken by the mail server, faxed, posted. That is not an arrival.
    pub handed_over_on: Option<NaiveDate>,
    /// When something sent there last arrived, as a person knows it.
    pub arrived_on: Option<NaiveDate>,
}

text_enum! {
    /// How somebody looked again at an address before something went there.
    pub enum LookedHow: "way of looking again" {
        CalledBack = "called_back", "Called back on a number found independently";
        OnTheAuthorization = "on_the_authorization", "Compared with the signed authorization";
        OnTheRequest = "on_the_request", "Compared with the written request";
        Colleague = "colleague", "A colleague compared it, too";
    }
}

/// Text that cannot be sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadAddress {
    /// Nothing there.
    #[error("write the address")]
    Missing,
    /// Not a North American number.
    #[error("a telephone or fax number has ten digits, like 212-555-0142")]
    Phone,
    /// Not name, at-sign, domain.
    #[error("an e-mail address looks like name@example.org")]
    Email,
    /// Control characters, which have no place in any address and could forge a header.
    #[error("an address holds no control characters")]
    Control,
}

impl AddressKind {
    /// The kind of address a way of delivery goes to; none where the recipient comes in person.
    pub const fn of(delivery: Delivery) -> Option<Self> {
        match delivery {
            Delivery::Portal => Some(Self::Portal),
            Delivery::SecureEmail | Delivery::PlainEmail => Some(Self::Email),
            Delivery::Fax => Some(Self::Fax),
            Delivery::Mail | Delivery::Courier => Some(Self::Mail),
            Delivery::PickUp | Delivery::Inspection => None,
        }
    }

    /// An address of this kind, in one line.
    pub fn in_a_line(self, text: &str) -> String {
        [self.label(), " ", &text.replace('\n', ", ")].concat()
    }

    /// The text as it is compared, however it was typed: postal lines folded, everything else tidied and in lower case.
    pub fn compared(self, text: &str) -> String {
        let tidied = self.tidy(text).unwrap_or_else(|_| text.trim().to_owned());
        match self {
            Self::Mail => fold(&tidied),
            Self::Fax | Self::Email | Self::Phone | Self::Portal => tidied.to_lowercase(),
        }
    }

    /// Tidies what was typed into what is stored and compared.
    ///
    /// # Errors
    /// `BadAddress` with the sentence for the field.
    pub fn tidy(self, text: &str) -> Result<String, BadAddress> {
        let text = text.trim();
        if text.is_empty() {
            return Err(BadAddress::Missing);
        }
        let line_break_allowed = self == Self::Mail;
        if text
            .chars()
            .any(|c| c.is_control() && !(line_break_allowed && "\r\n".contains(c)))
        {
            return Err(BadAddress::Control);
        }
        match self {
            Self::Phone | Self::Fax => tidy_phone(text).ok_or(BadAddress::Phone),
            Self::Email => tidy_email(text).ok_or(BadAddress::Email),
            Self::Mail => Ok(tidy_lines(text)),
            Self::Portal => Ok(text.to_owned()),
        }
    }
}

/// `212-555-0142` from ten digits written anyhow, with or without the leading 1.
fn tidy_phone(text: &str) -> Option<String> {
    let allowed = |c: char| c.is_ascii_digit() || c.is_whitespace() || "()-.+/".contains(c);
    if !text.chars().all(allowed) {
        return None;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let ten = match digits.len() {
        10 => digits.as_str(),
        11 => digits.strip_prefix('1')?,
        _ => return None,
    };
    Some(format!("{}-{}-{}", &ten[..3], &ten[3..6], &ten[6..]))
}

fn tidy_email(text: &str) -> Option<String> {
    let (name, domain) = text.rsplit_once('@')?;
    let plain = |part: &str| {
        !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || "<>,;:\"@".contains(c))
    };
    let labels_filled = domain.contains('.') && domain.split('.').all(|label| !label.is_empty());
    (plain(name) && plain(domain) && labels_filled)
        .then(|| format!("{name}@{}", domain.to_lowercase()))
}

fn tidy_lines(text: &str) -> String {
    text.lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}
