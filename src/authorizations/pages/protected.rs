//! What the check page shows of protected information and of workers' compensation, from their tables.

use crate::authorizations::commands;
use crate::authorizations::model::{Destination, Flag as Known, PaperAnswers, Standing};
use crate::authorizations::rules::protected;
use crate::authorizations::rules::workers_compensation::{self, Share};
use crate::form_state::FormState;
use crate::requests::model::{RequesterClass, Road};
use crate::web::components::{Answer as Choice, FormFields, Note, Segmented, Tone};

/// A protected kind that is marked, on its way to one class of recipient.
pub struct MarkedKind {
    pub name: &'static str,
    pub to: &'static str,
    pub says: &'static str,
    pub law: &'static str,
}

/// What each marked kind asks for before it goes to each class of recipient.
pub fn kinds(going: &Destination, flags: &[Known]) -> Vec<MarkedKind> {
    let paper = PaperAnswers {
        flags: flags.to_vec(),
        ..PaperAnswers::default()
    };
    let row = |one: Standing| MarkedKind {
        name: one.flag.label(),
        to: one.to.label(),
        says: one.row.says,
        law: one.row.citation,
    };
    let standings = protected::standings(going, &paper);
    standings.into_iter().map(row).collect()
}

/// On the road of workers' compensation, what each recipient may get (1.14).
pub fn shares(going: &Destination) -> Vec<Note> {
    if going.road != Road::WorkersCompensation {
        return Vec::new();
    }
    let note = |to: &RequesterClass| {
        let row = workers_compensation::row(going.state, *to);
        let tone = match row.share {
            Share::Nothing | Share::AnotherRoad(_) => Tone::Bad,
            _ => Tone::Info,
        };
        let says = [" ", row.says, " (", row.citation, ")"].concat();
        Note::new(tone, says).strong([to.label(), ":"].concat())
    };
    going.to.iter().map(note).collect()
}

pub fn questions(form: &FormState, going: &Destination, flags: &[Known]) -> Vec<Segmented> {
    let row = |(flag, question): (Known, &'static str)| {
        form.segmented(&commands::protected_field(flag), question)
            .answers(&[Choice::Yes, Choice::No])
            .hint("Without a yes it does not leave.")
    };
    protected::questions(going, flags)
        .into_iter()
        .map(row)
        .collect()
}
