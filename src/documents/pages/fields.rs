//! The fields of every form that takes papers: the files, and what each shows.

use super::about;
use crate::documents::store::Paper;
use crate::form_state::FormState;
use crate::web::components::*;

/// The field of files, with those that are here already.
pub fn with_kept(file: FileUpload, kept: &[Paper]) -> FileUpload {
    kept.iter().fold(file, |file, paper| {
        file.kept(&*paper.public_id, paper.name.as_str(), about(paper))
    })
}

/// What the new paper shows, and what each that is already here shows, under the label this form gives it (A34).
pub fn says(
    form: &FormState,
    kept: &[Paper],
    new: TextInput,
    label: impl Fn(&str) -> String,
) -> Vec<TextInput> {
    let new = if kept.is_empty() { new } else { new.optional() };
    let known = kept.iter().map(|paper| {
        let field = ["says-", &paper.public_id].concat();
        form.text(&field, &label(paper.name.as_str()))
    });
    std::iter::once(new).chain(known).collect()
}
