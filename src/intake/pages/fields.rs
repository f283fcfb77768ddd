//! The fields of the form that are more than one line of the template.

use super::page::FormPage;
use crate::facilities::model::Work;
use crate::facilities::rules::{AtTheDoor, DoorCheck};
use crate::intake::forms::NOT_IN_BOOK;
use crate::intake::model::{IdentitySeen, PaperShows};
use crate::requests::model::{Channel, FormGiven, Priority, RequesterClass, Road};
use crate::requests::pages::{
    asked_fields, delivery, medical_form, part_checklist, recipient_class, record_types,
};
use crate::requests::rules::clocks::FormKind;
use crate::requests::rules::duplicates::DuplicateChoice;
use crate::requests::rules::identity::CallerSaid;
use crate::web::components::*;
use crate::words::Language;

impl FormPage {
    /// Whether one of these fields holds something or was refused: then what is closed at first stands open.
    pub(super) fn touched(&self, fields: &[&str]) -> bool {
        fields.iter().any(|field| {
            let first_box = [field, "-month"].concat();
            self.form.error(field).is_some()
                || !self.form.value(field).is_empty()
                || !self.form.value(&first_box).is_empty()
        })
    }

    pub(super) fn is(&self, channel: &str) -> bool {
        self.channel.as_str() == channel
    }

    pub(super) fn takes_work(&self) -> bool {
        matches!(self.channel, Channel::Fax | Channel::Email)
    }

    pub(super) fn who(&self) -> Radios {
        self.form
            .radios("who", "Who is at the window")
            .choices(AtTheDoor::offered())
    }

    pub(super) fn door(&self) -> Radios {
        let found = DoorCheck::ALL
            .iter()
            .filter(|door| **door != DoorCheck::NotChecked)
            .map(|door| (door.as_str(), door.label()));
        self.form
            .radios("door", "Appointment today")
            .hint("Look in the schedule. Without an appointment, read the other ways; a supervisor may log it with a reason.")
            .choices(found)
    }

    pub(super) fn identity(&self) -> Select {
        self.form
            .select("identity", "Identity document seen")
            .hint("Only its kind; never write down its number.")
            .prompt("Choose")
            .options(IdentitySeen::offered())
            .width(Width::Quarter)
    }

    /// The blank forms that can be handed out, each in the languages it exists in.
    pub(super) fn handed_out(&self) -> Select {
        self.form
            .select("handed_out", "Blank form handed out")
            .hint("None of the person’s languages? Offer an interpreter.")
            .prompt("None")
            .options(self.blanks.clone())
            .optional()
            .width(Width::Half)
    }

    /// Which medical form it is.
    pub(super) fn medical_form(&self) -> Select {
        medical_form(&self.form)
            .hint("Only for a medical or disability form.")
            .optional()
            .width(Width::Quarter)
    }

    /// The patient's part of the chosen medical form.
    pub(super) fn part(&self) -> Option<Checkboxes> {
        let kind = FormKind::parse(self.form.value("medical_form")).ok()?;
        Some(part_checklist(&self.form, kind).optional())
    }

    /// The day the outside clock of the chosen medical form starts (C21–C23).
    pub(super) fn begins(&self) -> Option<DateInput> {
        let label = match FormKind::parse(self.form.value("medical_form")).ok()? {
            FormKind::EddSdiInitial => "First day of the disability",
            FormKind::EddPaidFamilyLeave => "First day of the leave",
            FormKind::Fmla | FormKind::HealthProviderCertificate => "Day the employer asked",
            _ => return None,
        };
        let date = self.form.date("began_on", label).optional();
        Some(date.width(Width::Half))
    }

    pub(super) fn caller_said(&self) -> Checkboxes {
        self.form
            .checkboxes("caller_said", "What the caller said that the record holds")
            .hint("Date of birth, home address and one thing more verify a caller. The call starts the request all the same; write down none of it.")
            .choices(CallerSaid::offered())
    }

    pub(super) fn work(&self) -> Radios {
        let legend = if self.is("fax") {
            "This line takes both kinds of work. Which is this?"
        } else {
            "Which kind of work is it?"
        };
        self.form.radios("work", legend).choices(Work::offered())
    }

    /// The practice site that received it: one of those the hospital has named, or its name as people say it (S28).
    pub(super) fn practice(&self) -> TextInput {
        self.form
            .text("practice", "Practice site that received it")
            .hint("Its name, as on the slip or the stamp.")
            .suggestions(self.practices.iter().map(String::as_str))
            .width(Width::Half)
    }

    pub(super) fn mailbox(&self) -> Select {
        let boxes = self.mailboxes.iter().map(|one| (one.clone(), one.clone()));
        self.form
            .select("mailbox", "Mailbox it reached first")
            .hint("In the wrong box it is moved, never refused; it was received the day it reached the first box.")
            .prompt("Choose")
            .options(boxes)
            .options([("other", "Another mailbox of the hospital")])
            .width(Width::Quarter)
    }

    pub(super) fn patient(&self) -> Radios {
        let radios = self
            .form
            .radios("patient", "Who this is in the index")
            .hint("Left open, a patient nobody matches is added when a birth date or record number is given.")
            .stacked();
        let offered = self.found.patients.iter().chain(&self.found.heard.people);
        let radios = offered.fold(radios, |radios, one| {
            radios.choice_with_hint(&*one.value, &*one.label, &*one.matched)
        });
        radios
            .choice("new", "Not in the index: add this patient")
            .choice("later", "Match later")
    }

    /// Who asks in the address book, once entries like the typed name were found; never needed.
    pub(super) fn in_book(&self) -> Option<Radios> {
        if self.found.requesters.is_empty() {
            return None;
        }
        let radios = self
            .form
            .radios("in_book", "Who asks, in the address book")
            .hint("What is left empty here about where they are reached is taken from the book.")
            .stacked();
        let radios = self.found.requesters.iter().fold(radios, |radios, one| {
            radios.choice_with_hint(&*one.value, &*one.label, &*one.matched)
        });
        Some(radios.choice(NOT_IN_BOOK, "None of these"))
    }

    pub(super) fn same(&self) -> Vec<Radios> {
        self.found
            .same
            .iter()
            .map(|one| {
                self.form
                    .radios(
                        &["same-", &one.id].concat(),
                        &["May be the same: ", &one.label].concat(),
                    )
                    .hint(&*one.matched)
                    .choices(DuplicateChoice::offered())
            })
            .collect()
    }

    pub(super) fn requester_class(&self) -> Select {
        self.form
            .select("requester_class", "Who asks")
            .prompt("Choose")
            .options(RequesterClass::offered())
            .width(Width::Quarter)
    }

    pub(super) fn first_recipient(&self) -> Radios {
        self.form
            .radios("r1_who", "Who receives it")
            .choices([("requester", "The requester"), ("other", "Somebody else")])
            .width(Width::Half)
    }

    pub(super) fn recipient_class(&self, row: &str) -> Select {
        let label = ["What the ", nth(row), "recipient is"].concat();
        recipient_class(&self.form, row, &label).width(Width::Quarter)
    }

    pub(super) fn delivery(&self, row: &str) -> Select {
        let label = ["How the ", nth(row), "recipient gets it"].concat();
        delivery(&self.form, row, &label).width(Width::Quarter)
    }

    /// What is wanted, in which form, what for.
    pub(super) fn asked(&self) -> (Checkboxes, Select, Select) {
        let (wants, format, purpose) = asked_fields(&self.form);
        (
            wants.width(Width::Half),
            format.width(Width::Quarter),
            purpose.width(Width::Quarter),
        )
    }

    pub(super) fn form_given(&self) -> Select {
        self.form
            .select("form_given", "The paper it came on")
            .prompt("Choose")
            .options(FormGiven::offered())
            .width(Width::Quarter)
    }

    pub(super) fn paper_shows(&self) -> Checkboxes {
        self.form
            .checkboxes("paper_shows", "What the paper shows")
            .optional()
            .choices(PaperShows::offered())
    }

    pub(super) fn language(&self) -> Select {
        let languages = Language::ALL
            .iter()
            .map(|one| (one.as_str(), one.own_name()));
        self.form
            .select("language", "Language of letters")
            .options(languages)
            .width(Width::Quarter)
    }

    /// Record types and facilities.
    pub(super) fn named(&self) -> (Checkboxes, Checkboxes) {
        let (types, places) = record_types(&self.form, &self.record_types, &self.places);
        (types, places.width(Width::Half))
    }

    pub(super) fn range(&self, row: &str, end: &str, label: &str) -> DateInput {
        self.form
            .date(&[row, "_", end].concat(), label)
            .optional()
            .width(Width::Quarter)
    }

    pub(super) fn road(&self) -> Select {
        let proposed = match &self.found.outlook {
            Some(outlook) => ["As proposed: ", &outlook.road].concat(),
            None => "As proposed by what is typed".to_owned(),
        };
        self.form
            .select("road", "Road")
            .prompt(proposed)
            .options(Road::offered())
            .optional()
            .width(Width::Half)
    }

    pub(super) fn priority(&self) -> Select {
        self.form
            .select("priority", "Priority")
            .prompt("As proposed")
            .options(Priority::offered())
            .optional()
            .width(Width::Quarter)
    }
}

/// Which recipient a row of the form is.
fn nth(row: &str) -> &'static str {
    match row {
        "r2" => "second ",
        "r3" => "third ",
        _ => "",
    }
}
