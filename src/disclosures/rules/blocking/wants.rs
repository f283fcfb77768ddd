//! The facts each exception, or ground of the law, wants said (1.10).

use crate::disclosures::model::{BlockingException, LawfulGround, WithholdingGround};

/// The facts a ground wants said, in one sentence for whoever records it.
pub const fn wants(ground: WithholdingGround) -> &'static str {
    match ground {
        WithholdingGround::Exception(exception) => match exception {
            BlockingException::PreventingHarm => {
                "Which harm, to whom, and which licensed professional found it for this patient; or that the data are wrong or another's."
            }
            BlockingException::Privacy => {
                "Which condition of the law is not met, or that the patient asked for it to be kept back."
            }
            BlockingException::Security => {
                "Which risk to the records, and why nothing milder helps."
            }
            BlockingException::Infeasibility => {
                "Why it cannot be done: an event out of our hands, data that cannot be told apart, or what it would cost. Whoever asked has the reasons in writing within ten business days."
            }
            BlockingException::Performance => "Which system was down, from when until when.",
            BlockingException::ProtectingCareAccess => {
                "Why it is believed in good faith that giving it puts somebody at legal risk for lawful reproductive care."
            }
            BlockingException::Manner => {
                "Why it cannot be given in the manner that was asked, and the other manner that was offered."
            }
            BlockingException::Fees => "Which lawful fee is not agreed.",
            BlockingException::Licensing => "Which licence is being agreed, and since when.",
            BlockingException::TefcaManner => {
                "That whoever asked takes part in the network and gets it there."
            }
        },
        WithholdingGround::Law(LawfulGround::HipaaDenial) => {
            "Which ground the letter of denial gives, and who found it."
        }
        WithholdingGround::Law(LawfulGround::HipaaNoPermission) => {
            "Which permission is missing, and how it was asked for."
        }
        WithholdingGround::Law(LawfulGround::StateLaw) => {
            "Which section of the state's law, and what in this case it rests on."
        }
    }
}
