//! Events in words, for the timeline: what follows the name of who did it, as in "Dana Ortiz *checked the authorization: 3 gaps*".

mod counter;

use chrono::NaiveDate;

use super::events::Event;
use super::words::ContactWay;
use crate::calendar::spoken;
use crate::words::{Language, dates};

impl Event {
    /// The event in words, beginning with a verb in the past, without a full stop and without the patient's name.
    pub fn in_words(&self) -> String {
        self.tell_logging()
            .or_else(|| self.tell_counter())
            .or_else(|| self.tell_desk_work())
            .or_else(|| self.tell_checking())
            .or_else(|| self.tell_facts())
            .unwrap_or_else(|| self.tell_ending())
    }

    fn tell_logging(&self) -> Option<String> {
        Some(match self {
            Self::Logged {
                channel,
                road,
                received_on,
                why_received,
                documents,
            } => {
                let papers = if *documents == 0 {
                    String::new()
                } else {
                    format!(", {}", count(*documents, "document"))
                };
                let reason = because(why_received);
                format!(
                    "logged the request by {} as {}{papers}; received {}{reason}",
                    lower(channel.label()),
                    lower(road.label()),
                    dates::full(*received_on)
                )
            }
            Self::PatientMatched {
                by,
                replaces,
                created,
                ..
            } => {
                let how = if by.is_empty() {
                    String::new()
                } else {
                    format!(" by {}", by.join(", "))
                };
                match (replaces, created) {
                    (Some(_), _) => format!("changed the patient{how}"),
                    (None, true) => "entered a new patient".to_owned(),
                    (None, false) => format!("matched the patient{how}"),
                }
            }
            Self::RoadChanged { from, to, reason } => {
                format!(
                    "changed the road from {} to {}{}",
                    lower(from.label()),
                    lower(to.label()),
                    because(reason)
                )
            }
            Self::ScopeChanged { from, to, reason } => {
                format!(
                    "changed what is asked for from \"{from}\" to \"{to}\"{}",
                    because(reason)
                )
            }
            Self::RecipientsChanged {
                count: n,
                deliveries,
                reason,
            } => {
                let ways: Vec<String> = deliveries.iter().map(|way| lower(way.label())).collect();
                let by = if ways.is_empty() {
                    String::new()
                } else {
                    format!(" ({})", ways.join(", "))
                };
                format!("set {}{by}{}", count(*n, "recipient"), because(reason))
            }
            Self::DateRecorded {
                what,
                on,
                before,
                reason,
            } => {
                let was = before
                    .map(|day| format!(" instead of {}", dates::full(day)))
                    .unwrap_or_default();
                format!(
                    "recorded \"{}\": {}{was}{}",
                    what.label(),
                    dates::full(*on),
                    because(reason)
                )
            }
            Self::DocumentAdded {
                what,
                pages,
                channel,
                ..
            } => {
                format!(
                    "added {what}, {}, by {}",
                    count(*pages, "page"),
                    lower(channel.label())
                )
            }
            Self::SiteTransferred { from, to } => format!("moved it from {from} to {to}"),
            _ => return None,
        })
    }

    fn tell_desk_work(&self) -> Option<String> {
        Some(match self {
            Self::Assigned { taken: true, .. } => "took the request".to_owned(),
            Self::Assigned { to_name, .. } => format!("assigned it to {to_name}"),
            Self::HandedOver {
                to_name,
                from_name,
                reason,
                ..
            } => {
                format!(
                    "handed it over from {from_name} to {to_name}{}",
                    because(reason)
                )
            }
            Self::PutBack { from_name, reason } => format!(
                "put it back from {from_name} for anybody to take{}",
                because(reason)
            ),
            Self::RequesterNamed {
                in_book,
                own_reference,
            } => {
                let book = if *in_book {
                    "said who asks in the address book"
                } else {
                    "said that who asks is not in the address book"
                };
                match own_reference {
                    Some(own) => format!("{book}; their own reference is {own}"),
                    None => book.to_owned(),
                }
            }
            Self::PrioritySet { from, to, reason } => {
                format!(
                    "set the priority from {} to {}{}",
                    from.label(),
                    to.label(),
                    because(reason)
                )
            }
            Self::NoteAdded { text } => format!("noted: {text}"),
            Self::Linked { other, how } => format!("linked it with {other}: {}", how.label()),
            Self::Acknowledged {
                way,
                language,
                due_on,
            } => {
                format!(
                    "sent the acknowledgment {}, naming {}",
                    by_way(*way, *language),
                    dates::full(*due_on)
                )
            }
            Self::StatusGiven {
                way,
                caller_verified,
                told,
            } => {
                let who = if *caller_verified {
                    "a verified caller"
                } else {
                    "a caller who was not verified"
                };
                format!("answered {who} ({}): {told}", way.label())
            }
            Self::NoticeSent { notice, way } => format!("sent {notice} by {}", way.label()),
            Self::NoticeFailed { notice, way, why } => {
                format!("could not send {notice} by {}{}", way.label(), because(why))
            }
            Self::RuleOverridden { rule, reason } => {
                format!("set rule {rule} aside{}", because(reason))
            }
            _ => return None,
        })
    }

    fn tell_checking(&self) -> Option<String> {
        Some(match self {
            Self::VerifyingStarted => "began to verify".to_owned(),
            Self::CheckPassed {
                as_of,
                withheld_parts: 0,
            } => format!("checked the papers as of {}: in order", dates::full(*as_of)),
            Self::CheckPassed {
                as_of,
                withheld_parts,
            } => format!(
                "checked the papers as of {}: in order, {} withheld",
                dates::full(*as_of),
                count(*withheld_parts, "part")
            ),
            Self::CheckFailed {
                as_of,
                result,
                failed,
            } => format!(
                "checked the papers as of {}: {}, {} ({})",
                dates::full(*as_of),
                lower(result.label()),
                counted(failed, "gap"),
                failed.join(", ")
            ),
            Self::ClarificationSent {
                items,
                way,
                language,
                answer_by,
            } => format!(
                "asked for {} at once {}, answer by {}",
                counted(items, "missing item"),
                by_way(*way, *language),
                dates::full(*answer_by)
            ),
            Self::SecondLetterSent {
                items,
                way,
                language,
                answer_by,
                reason,
            } => format!(
                "asked again for {} {}, answer by {}{}",
                counted(items, "missing item"),
                by_way(*way, *language),
                dates::full(*answer_by),
                because(reason)
            ),
            Self::ContactAttempted { way, reached, said } => {
                let outcome = if *reached { "reached" } else { "did not reach" };
                format!(
                    "{outcome} the requester ({}){}",
                    way.label(),
                    after_colon(said)
                )
            }
            Self::ReminderSent { way, number } => {
                format!("sent reminder {number} by {}", way.label())
            }
            Self::AnswerRecorded {
                way,
                answered,
                still_open,
            } if still_open.is_empty() => {
                format!(
                    "recorded the answer ({}): {} answered, nothing open",
                    way.label(),
                    counted(answered, "item")
                )
            }
            Self::AnswerRecorded {
                way,
                answered,
                still_open,
            } => format!(
                "recorded an answer ({}): {} answered, {} still open ({})",
                way.label(),
                counted(answered, "item"),
                still_open.len(),
                still_open.join(", ")
            ),
            Self::AuthorizationEnded { how, on, way } => format!(
                "recorded that {} on {}, told by {}",
                lower(how.label()),
                dates::full(*on),
                way.label()
            ),
            Self::ClarificationSettled { reason } => {
                format!("settled the clarification{}", because(reason))
            }
            _ => return None,
        })
    }

    fn tell_facts(&self) -> Option<String> {
        Some(match self {
            Self::DueMoved {
                due_before,
                due_after,
                work_by_before,
                work_by_after,
                because,
            } => moved(
                (*due_before, *due_after),
                (*work_by_before, *work_by_after),
                because,
            ),
            Self::ExtensionGranted {
                from,
                to,
                sent_on,
                reason,
            } => format!(
                "extended the time from {} to {}, notice sent {}{}",
                dates::full(*from),
                dates::full(*to),
                dates::full(*sent_on),
                because(reason)
            ),
            Self::WithholdingRecorded {
                how,
                ground,
                until_on,
            } => {
                let until = until_on
                    .map(|day| format!(", until {}", dates::full(day)))
                    .unwrap_or_default();
                format!(
                    "recorded why electronic records were withheld ({}{until}): {ground}",
                    lower(how)
                )
            }
            Self::HoldPlaced { reason, .. } => format!("placed a hold{}", because(reason)),
            Self::HoldLifted { reason } => format!("lifted the hold{}", because(reason)),
            Self::FactOpened {
                fact,
                waiting_on,
                due_on,
                reason,
            } => {
                let by = due_on
                    .map(|day| format!(", by {}", dates::full(day)))
                    .unwrap_or_default();
                format!(
                    "opened \"{}\", now the move is {}{by}{}",
                    lower(fact.label()),
                    lower(waiting_on.label()),
                    because(reason)
                )
            }
            Self::FactClosed { fact, reason } => {
                format!("closed \"{}\"{}", lower(fact.label()), because(reason))
            }
            Self::Verified => "finished verifying; the records can be gathered".to_owned(),
            Self::RecordsGathered { pages } => {
                format!("finished gathering: {}", count(*pages, "page"))
            }
            Self::ReviewPassed { number } => format!("passed quality check {number}"),
            Self::ReturnedToVerifying { reason } => {
                format!("sent it back to verifying{}", because(reason))
            }
            Self::ReturnedToGathering { reason } => {
                format!("sent it back to gathering{}", because(reason))
            }
            _ => return None,
        })
    }

    fn tell_ending(&self) -> String {
        match self {
            Self::ReleaseRecorded {
                partly,
                pages,
                recipients,
                deliveries,
                reason,
            } => {
                let part = if *partly {
                    "part of the records"
                } else {
                    "the records"
                };
                let ways: Vec<String> = deliveries.iter().map(|way| lower(way.label())).collect();
                format!(
                    "released {part}: {} to {} ({}){}",
                    count(*pages, "page"),
                    count(*recipients, "recipient"),
                    ways.join(", "),
                    because(reason)
                )
            }
            Self::Denied { ground, sent_on } => format!(
                "denied it in writing on {}{}",
                dates::full(*sent_on),
                because(ground)
            ),
            Self::NoRecordsFound { searched } => format!("found no records; searched {searched}"),
            Self::Forwarded { to, reason } => format!("forwarded it to {to}{}", because(reason)),
            Self::Withdrawn { way, reason } => format!(
                "recorded that the requester withdrew it ({}){}",
                way.label(),
                because(reason)
            ),
            Self::MarkedDuplicate { of } => format!("closed it as a duplicate of {of}"),
            Self::MarkedInError { reason } => {
                format!("closed it as logged in error{}", because(reason))
            }
            Self::AmendmentAccepted { sent_on } => format!(
                "accepted the amendment, letter sent {}",
                dates::full(*sent_on)
            ),
            Self::AmendmentDenied { ground, sent_on } => {
                format!(
                    "denied the amendment, letter sent {}{}",
                    dates::full(*sent_on),
                    because(ground)
                )
            }
            Self::AccountingSent { entries, sent_on } => {
                format!(
                    "sent the accounting on {}: {}",
                    dates::full(*sent_on),
                    count(*entries, "disclosure")
                )
            }
            Self::FormDelivered {
                sent_on,
                copy_to_patient,
            } => {
                let copy = if *copy_to_patient {
                    ", copy to the patient"
                } else {
                    ""
                };
                format!(
                    "delivered the completed form on {}{copy}",
                    dates::full(*sent_on)
                )
            }
            other => lower(other.kind().label()),
        }
    }
}

/// What was due when, and is now; the day to work by only where the due day stays.
fn moved(due: (NaiveDate, NaiveDate), work_by: (NaiveDate, NaiveDate), why: &str) -> String {
    let (what, (from, to)) = if due.0 == due.1 {
        ("the day to work by", work_by)
    } else {
        ("the due date", due)
    };
    format!(
        "moved {what} from {} to {}{}",
        dates::full(from),
        dates::full(to),
        because(why)
    )
}

fn count(number: u32, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}

fn counted(items: &[String], what: &str) -> String {
    count(u32::try_from(items.len()).unwrap_or(u32::MAX), what)
}

/// `: reason`, or nothing when none was given.
fn because(reason: &str) -> String {
    after_colon(&spoken(reason))
}

fn after_colon(text: &str) -> String {
    let text = text.trim().trim_end_matches('.');
    if text.is_empty() {
        String::new()
    } else {
        format!(": {text}")
    }
}

fn by_way(way: ContactWay, language: Language) -> String {
    format!("by {} in {}", way.label(), language.label())
}

/// A label inside a sentence. Labels that begin with an abbreviation keep it.
fn lower(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if first.is_uppercase() && !second.is_uppercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => label.to_owned(),
    }
}
