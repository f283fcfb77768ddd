//! Who it is about, who asks, who receives.

use chrono::NaiveDate;

use super::{Reading, which};
use crate::form_state::{FormState, Reader};
use crate::intake::model::WhichPatient;
use crate::patients::model::{Mrn, PersonName, TypedPatient};
use crate::requests::forms::{self, recipient, refuse_gaps};
use crate::requests::model::{Delivery, Recipient, RequesterAsWritten, RequesterClass};

/// The answer that the requester is none of the entries of the address book that were offered.
pub const NOT_IN_BOOK: &str = "none";

/// The longest reference of a requester.
pub const OWN_REFERENCE: usize = 60;

/// The patient as typed.
pub struct Patient {
    pub name: PersonName,
    pub born_on: Option<NaiveDate>,
    pub mrn: Option<Mrn>,
}

/// Name, birth date, record number.
pub fn patient(r: &mut Reader, with: &Reading<'_>) -> Option<Patient> {
    let family = r.required_text("patient_family", "the patient's family name", 100);
    let given = r.optional_text("patient_given", "the patient's given names", 100);
    let born_on = r.optional_past_date("born_on", "the date of birth", with.today());
    let mrn = r
        .optional_text("mrn", "the record number", 40)
        .and_then(|typed| match Mrn::parse(&typed) {
            Ok(mrn) => Some(mrn),
            Err(_) => {
                r.refuse(
                    "mrn",
                    "A record number has 3 to 20 letters and digits, at least one of them a digit.",
                );
                None
            }
        });
    let family = family?;
    match PersonName::parse(&family, given.as_deref().unwrap_or("")) {
        Ok(name) => Some(Patient { name, born_on, mrn }),
        Err(_) => {
            r.refuse(
                "patient_family",
                "Write at least the family name, in letters.",
            );
            None
        }
    }
}

/// As much of the patient as can be read from a form that is refused, to look for candidates all the same.
pub fn typed_patient(form: &FormState, with: &Reading<'_>) -> Option<TypedPatient> {
    let mut r = Reader::new(FormState::from_pairs(form.pairs().to_vec()));
    let read = patient(&mut r, with)?;
    Some(TypedPatient {
        name: Some(read.name),
        other_names: Vec::new(),
        born_on: read.born_on,
        mrn: read.mrn,
        phone: None,
        address: None,
    })
}

/// Which patient of the index.
pub fn which_patient(r: &mut Reader) -> Option<WhichPatient> {
    which(r.form().value("patient"))
}

/// Who asks. The patient's own name need not be typed twice.
pub fn requester(r: &mut Reader, patient: Option<&PersonName>) -> Option<RequesterAsWritten> {
    let class = r.choice("requester_class", "who asks", RequesterClass::parse);
    let own = class == Some(RequesterClass::Patient);
    let typed = r.optional_text("requester_name", "the requester's name", 200);
    let name = typed.or_else(|| patient.filter(|_| own).map(ToString::to_string));
    if name.is_none() && !own {
        r.refuse("requester_name", "Enter the requester's name.");
    }
    let phone = r.phone("requester_phone", "the phone number");
    let email = r.email("requester_email", "the e-mail address");
    let address = r.optional_lines("requester_address", "the postal address", 400);
    let reference = r.optional_text("requester_reference", "their own reference", OWN_REFERENCE);
    Some(RequesterAsWritten {
        id: None,
        class: class?,
        name: name?,
        phone,
        email,
        address,
        reference,
    })
}

/// Which entry of the address book the requester is, by outer id; none where nobody chose one.
pub fn in_book(r: &Reader) -> Option<String> {
    let chosen = r.form().value("in_book");
    (!chosen.is_empty() && chosen != NOT_IN_BOOK).then(|| chosen.to_owned())
}

/// A representative says by what authority.
pub fn representative(r: &mut Reader) -> Option<String> {
    let authority = r.optional_text("representative", "the authority", 200);
    let needed = r.form().value("requester_class") == RequesterClass::Representative.as_str();
    if needed && authority.is_none() && r.form().error("representative").is_none() {
        r.refuse(
            "representative",
            "Write by what authority the representative acts, for example parent of a minor, health-care proxy.",
        );
    }
    authority
}

/// Up to three recipients; the first is the requester unless another is named (R: scope of A06).
pub fn recipients(
    r: &mut Reader,
    requester: Option<&RequesterAsWritten>,
) -> Option<Vec<Recipient>> {
    let first = if r.form().value("r1_who") == "other" {
        recipient(r, "r1")
    } else {
        to_requester(r, requester)
    };
    let complete = first.is_some();
    let mut recipients: Vec<Recipient> = first.into_iter().collect();
    recipients.extend(forms::recipients(r, &["r2", "r3"]));
    complete.then_some(recipients)
}

/// The requester as the first recipient, at the address typed or the requester's own.
fn to_requester(r: &mut Reader, requester: Option<&RequesterAsWritten>) -> Option<Recipient> {
    let delivery = r.choice("r1_delivery", "how it is handed over", Delivery::parse);
    let address = r.optional_lines("r1_address", "the address", 400);
    let (who, delivery) = requester.zip(delivery)?;
    let recipient = Recipient {
        name: who.name.clone(),
        class: who.class,
        delivery,
        address: address
            .or_else(|| own_address(who, delivery))
            .unwrap_or_else(String::new),
        copy_by_rule: false,
    };
    refuse_gaps(r, "r1", &recipient);
    Some(recipient)
}

/// The requester's own address for a way of delivery.
fn own_address(who: &RequesterAsWritten, delivery: Delivery) -> Option<String> {
    match delivery {
        Delivery::Mail | Delivery::Courier => who.address.clone(),
        Delivery::SecureEmail | Delivery::PlainEmail => who.email.clone(),
        Delivery::Portal => Some("the requester's own portal account".to_owned()),
        Delivery::Fax | Delivery::PickUp | Delivery::Inspection => None,
    }
}
