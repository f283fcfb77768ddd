//! The papers a form carries along ⇄ their ids and descriptions.

use crate::documents::commands::AddPapers;
use crate::documents::model::{Description, PaperRole, WithPaper};
use crate::form_state::{FormState, Reader};
use crate::requests::model::Channel;

/// The papers the form carries along, each with its description (A34).
pub fn with_papers(r: &mut Reader) -> Vec<WithPaper> {
    let kept: Vec<String> = r
        .form()
        .values("papers-kept")
        .into_iter()
        .map(str::to_owned)
        .collect();
    let mut papers = Vec::new();
    for public_id in kept {
        let field = ["says-", &public_id].concat();
        match Description::parse(r.form().value(&field)) {
            Ok(description) => papers.push(WithPaper {
                public_id,
                description,
            }),
            Err(why) => r.refuse(&field, why.to_string()),
        }
    }
    papers
}

/// Reads what is added to an open request.
///
/// # Errors
/// The form with every error.
pub fn add_papers(form: FormState) -> Result<AddPapers, FormState> {
    let mut reader = Reader::new(form);
    let role = reader.choice("role", "what the paper is", PaperRole::parse);
    let channel = reader.choice("channel", "how it came", Channel::parse);
    let papers = with_papers(&mut reader);
    if papers.is_empty() && !reader.form().is_refused() {
        reader.refuse("papers", "Choose the scan of the paper.");
    }
    reader.finish(|| {
        Some(AddPapers {
            papers,
            role: role?,
            channel: channel?,
        })
    })
}
