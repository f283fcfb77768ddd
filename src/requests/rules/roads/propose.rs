//! Which road a request is likely to be on (rule sheet 1.2, S36–S46). A proposal: a person may choose another with a reason.

use crate::requests::model::{FormGiven, Purpose, RequesterClass, Road, Want};

/// What is known when the request is logged. What is not known is not assumed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Who asks.
    pub requester: RequesterClass,
    /// The one who asks is the one who receives.
    pub recipient_is_self: bool,
    /// On which paper.
    pub form: FormGiven,
    /// What for.
    pub purpose: Purpose,
    /// What is wanted; empty when nothing was said.
    pub wants: Vec<Want>,
    /// Signed by the patient or the representative.
    pub signed: bool,
    /// The writing names the recipient and where to send it.
    pub names_recipient_and_place: bool,
    /// An electronic copy of records kept in an electronic health record.
    pub electronic_copy_of_ehr: bool,
}

/// The road proposed, why, and by which rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proposed {
    /// The road.
    pub road: Road,
    /// The reason, in a sentence.
    pub why: &'static str,
    /// Where the rule stands in the rule sheet.
    pub rule: &'static str,
    /// Another road worth a thought, and when it would be the right one.
    pub consider: Option<(Road, &'static str)>,
}

const fn to(road: Road, rule: &'static str, why: &'static str) -> Proposed {
    Proposed {
        road,
        why,
        rule,
        consider: None,
    }
}

impl Proposed {
    const fn or(mut self, road: Road, when: &'static str) -> Self {
        self.consider = Some((road, when));
        self
    }
}

/// Proposes a road. The paper decides where it can only mean one thing, else who asks and who receives.
pub fn propose(asked: &Asked) -> Proposed {
    match asked.form {
        FormGiven::Amendment => to(
            Road::Amendment,
            "S42",
            "The amendment form asks to correct the record.",
        ),
        FormGiven::Accounting => to(
            Road::Accounting,
            "S46",
            "The accounting form asks who received the record.",
        ),
        FormGiven::ProxySharing => to(
            Road::PortalProxy,
            "S43",
            "The sharing form opens portal access for another person.",
        ),
        FormGiven::ChildPortal => to(
            Road::PortalProxy,
            "S45",
            "A parent or guardian asks for access to a child's portal.",
        ),
        FormGiven::MedicalForm => to(
            Road::MedicalForm,
            "S51",
            "A medical or disability form is completed by the hospital, through this desk.",
        ),
        FormGiven::LegalProcess => to(
            Road::Subpoena,
            "1.2",
            "A subpoena, warrant or court order follows the rules for legal process.",
        ),
        FormGiven::AuthorizationObtain => to(
            Road::InboundRecords,
            "S39",
            "The form asks this hospital to obtain records from another provider.",
        ),
        FormGiven::AuthorizationRelease
        | FormGiven::OtherAuthorization
        | FormGiven::Letter
        | FormGiven::NoPaper => by_requester(asked),
    }
}

fn by_requester(asked: &Asked) -> Proposed {
    match asked.requester {
        RequesterClass::Patient | RequesterClass::Representative if asked.recipient_is_self => {
            own_copy(asked)
        }
        RequesterClass::Patient | RequesterClass::Representative => for_another(asked),
        RequesterClass::Provider => provider(asked),
        RequesterClass::Attorney => to(
            Road::Attorney,
            "1.2",
            "An attorney asks with the patient's authorization, or with a power of attorney where that is needed.",
        ),
        RequesterClass::Insurer | RequesterClass::Employer
            if asked.purpose == Purpose::WorkersCompensation =>
        {
            to(
                Road::WorkersCompensation,
                "1.14",
                "It is for a workers' compensation claim, and only what that claim needs may go.",
            )
        }
        RequesterClass::Insurer => insurer(asked),
        RequesterClass::BenefitAgency => to(
            Road::DisabilityAgency,
            "S38",
            "A disability or benefit agency asks with the patient's authorization.",
        ),
        RequesterClass::Government => to(
            Road::Government,
            "1.2",
            "A public body asks by its own authority; badge, letterhead or written delegation is checked.",
        ),
        RequesterClass::Court => to(
            Road::Subpoena,
            "1.2",
            "A court asks; its order or process is checked.",
        ),
        RequesterClass::Researcher => to(
            Road::Research,
            "1.2",
            "Research needs the patient's authorization or a board's waiver of it.",
        ),
        RequesterClass::Employer
        | RequesterClass::School
        | RequesterClass::Family
        | RequesterClass::Other => to(
            Road::Authorization,
            "S38",
            "Someone other than the patient asks, so a valid authorization is needed.",
        ),
    }
}

/// S37: the paper does not matter. The authorization form used for one's own copy is access, and its defects are no barrier.
fn own_copy(asked: &Asked) -> Proposed {
    let on_authorization = matches!(
        asked.form,
        FormGiven::AuthorizationRelease | FormGiven::OtherAuthorization
    );
    if asked.requester == RequesterClass::Representative {
        let why = if on_authorization {
            "The representative asks for the patient's record for themselves: access, although the authorization form was used."
        } else {
            "The representative asks for the patient's record for themselves: access."
        };
        return to(Road::PersonalRepresentative, "S37", why);
    }
    let why = if on_authorization {
        "The patient asks for their own record: access, although the authorization form was used."
    } else {
        "The patient asks for their own record: access."
    };
    to(Road::PatientAccess, "S37", why)
}

/// The patient names somebody else. S38 where the authorization form was used; a directive where its conditions are all there.
fn for_another(asked: &Asked) -> Proposed {
    let only_copies = asked.wants.iter().all(|want| *want == Want::Copy);
    let directive = asked.signed
        && asked.names_recipient_and_place
        && asked.electronic_copy_of_ehr
        && only_copies;
    match asked.form {
        FormGiven::Letter if directive => to(
            Road::ThirdPartyDirective,
            "1.2",
            "A signed writing of the patient names the recipient and the place and asks for an electronic copy of the electronic record: the hospital must honour it.",
        ),
        FormGiven::AuthorizationRelease | FormGiven::OtherAuthorization if directive => to(
            Road::Authorization,
            "S38",
            "The patient used the authorization form to release to someone else.",
        )
        .or(
            Road::ThirdPartyDirective,
            "if the patient means it as a direction to send an electronic copy, which must be honoured in the access time",
        ),
        FormGiven::AuthorizationRelease | FormGiven::OtherAuthorization => to(
            Road::Authorization,
            "S38",
            "The patient used the authorization form to release to someone else.",
        ),
        _ => to(
            Road::Authorization,
            "1.2",
            "It goes to someone else, and the conditions of a directive (signed, person and place named, electronic copy of the electronic record) are not all there: a valid authorization is needed.",
        )
        .or(Road::ThirdPartyDirective, "once the missing conditions are there"),
    }
}

fn provider(asked: &Asked) -> Proposed {
    match asked.purpose {
        Purpose::ContinuityOfCare => to(
            Road::ContinuityOfCare,
            "1.2",
            "A provider asks in order to treat the patient: no authorization is needed.",
        ),
        Purpose::Payment => to(Road::Payer, "1.2", "A provider asks in order to be paid: no authorization is needed, only the minimum goes."),
        _ => to(
            Road::Authorization,
            "1.2",
            "A provider asks, and treatment is not given as the purpose, so a valid authorization is needed.",
        )
        .or(Road::ContinuityOfCare, "if it is to treat the patient"),
    }
}

fn insurer(asked: &Asked) -> Proposed {
    if asked.purpose == Purpose::Payment {
        return to(
            Road::Payer,
            "1.2",
            "A payer asks in order to pay a claim: no authorization is needed, only the minimum goes.",
        );
    }
    to(
        Road::Authorization,
        "S38",
        "An insurer asks, and payment is not given as the purpose, so a valid authorization is needed.",
    )
    .or(Road::Payer, "if it is to pay a claim for care")
}
