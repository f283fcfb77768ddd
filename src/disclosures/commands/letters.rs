//! The letters a release or a denial is told by, each in the way and language it goes.

use chrono::NaiveDate;

use super::recipient_of;
use crate::authorizations::store::find_last_check;
use crate::db::Read;
use crate::disclosures::model::{Denial, Release, ReleasedPart};
use crate::disclosures::rules::{plain_words, review, statements};
use crate::error::CommandError;
use crate::facilities::Facilities;
use crate::facilities::model::StateLaw;
use crate::notices::model::{Chosen, N04, N07, N08, N20, Notice};
use crate::notices::rules::{complaints_of, desk_of, in_letters, names_of, pick_up_place};
use crate::requests::commands::OpenRequest;
use crate::requests::model::{Delivery, Recipient, Stage, WhoseMove};
use crate::requests::rules::roads;
use crate::requests::store::list_recipients;
use crate::words::LetterLanguage;

/// Every letter a release needs: a cover with each packet (N08), the invitation to collect it (N07) or, to a requester who
/// gets no packet, that the request is finished (N20), and the denial of a part where there is one (N04).
///
/// # Errors
/// A refusal when a recipient is not on the request or the profile cannot fill a letter.
pub fn letters_of_release(
    read: &mut Read<'_>,
    facilities: &Facilities,
    open: &OpenRequest,
    release: &Release,
    today: NaiveDate,
) -> Result<Vec<(Notice, Chosen)>, CommandError> {
    let recipients = list_recipients(read, open.request.id)?;
    let paper = find_last_check(read, open.request.id)?.map(|check| check.paper);
    let requester = &open.request.asked.requester.name;
    let mut letters = Vec::new();
    let mut collectors = Vec::new();
    let mut told = false;
    for part in &release.parts {
        let recipient = recipient_of(&recipients, part)?;
        let is_requester = recipient.name == *requester;
        match part.delivery {
            Delivery::Inspection => continue,
            Delivery::PickUp => collectors.push(recipient.name.clone()),
            _ => told |= is_requester,
        }
        let language = if is_requester {
            release.tell.language
        } else {
            LetterLanguage::English
        };
        let mut cover = cover(facilities, open, release, (recipient, part), today)?;
        cover.statements = statements(
            open.terms.state,
            open.request.asked.road,
            recipient.class,
            paper.as_ref(),
        );
        letters.push((Notice::N08(cover), Chosen::on_paper(language)));
    }
    if !collectors.is_empty() {
        let ready = ready(facilities, open, collectors, today)?;
        letters.push((Notice::N07(ready), release.tell.clone()));
    } else if !told {
        let finished = finished(facilities, open, today)?;
        letters.push((Notice::N20(finished), release.tell.clone()));
    }
    let withheld = release.withheld.as_ref();
    if let Some(denial) = withheld.and_then(|part| part.denial.as_ref()) {
        let letter = denied(facilities, open, denial, true, today)?;
        letters.push((Notice::N04(letter), posted(denial)));
    }
    Ok(letters)
}

fn cover(
    facilities: &Facilities,
    open: &OpenRequest,
    release: &Release,
    (recipient, part): (&Recipient, &ReleasedPart),
    today: NaiveDate,
) -> Result<N08, CommandError> {
    Ok(N08 {
        desk: desk_of(facilities, &open.request, today)?,
        patient: names_of(&open.request).patient,
        addressee: addressee(recipient, part),
        written_on: today,
        contents: release.description.clone(),
        pages: part.pages,
        part_withheld: release.withheld.is_some(),
        statements: Vec::new(),
    })
}

/// The letter of a denial of everything (N04). It goes on paper: an e-mail may not say what it must say (T51).
///
/// # Errors
/// A refusal when the profile cannot fill it.
pub fn letters_of_denial(
    facilities: &Facilities,
    open: &OpenRequest,
    denial: &Denial,
    today: NaiveDate,
) -> Result<Vec<(Notice, Chosen)>, CommandError> {
    let letter = denied(facilities, open, denial, false, today)?;
    Ok(vec![(Notice::N04(letter), posted(denial))])
}

/// On paper, with what was said about the address it is posted to.
fn posted(denial: &Denial) -> Chosen {
    Chosen {
        look: denial.look,
        ..Chosen::on_paper(denial.language)
    }
}

fn denied(
    facilities: &Facilities,
    open: &OpenRequest,
    denial: &Denial,
    in_part: bool,
    today: NaiveDate,
) -> Result<N04, CommandError> {
    let asked = &open.request.asked;
    let is_access = roads::row(asked.road).is_access;
    Ok(N04 {
        desk: desk_of(facilities, &open.request, today)?,
        names: names_of(&open.request),
        written_on: today,
        ground: plain_words(denial.ground),
        detail: denial.detail.clone(),
        in_part,
        review: review(denial.ground),
        new_york_appeal: is_access && open.terms.state == StateLaw::NewYork,
        complaints: complaints_of(facilities, &asked.site, today)?,
    })
}

/// The invitation to collect (N07).
///
/// # Errors
/// A refusal when the profile cannot fill it.
pub fn ready(
    facilities: &Facilities,
    open: &OpenRequest,
    collectors: Vec<String>,
    today: NaiveDate,
) -> Result<N07, CommandError> {
    let (place, hours) = pick_up_place(facilities, &open.request.asked.site, today)?;
    Ok(N07 {
        desk: desk_of(facilities, &open.request, today)?,
        names: names_of(&open.request),
        written_on: today,
        place,
        hours,
        collectors,
    })
}

fn finished(
    facilities: &Facilities,
    open: &OpenRequest,
    today: NaiveDate,
) -> Result<N20, CommandError> {
    Ok(N20 {
        desk: desk_of(facilities, &open.request, today)?,
        verified: Some(names_of(&open.request)),
        written_on: today,
        stage: Stage::Closed,
        whose_move: WhoseMove::Us,
        due: None,
    })
}

/// The recipient's lines: the name, and the address where it is a postal one.
fn addressee(recipient: &Recipient, part: &ReleasedPart) -> Vec<String> {
    let postal = matches!(part.delivery, Delivery::Mail | Delivery::Courier);
    let address = if postal { part.address.as_str() } else { "" };
    let lines = address.lines().map(str::trim);
    std::iter::once(in_letters(&recipient.name, recipient.class))
        .chain(lines.filter(|line| !line.is_empty()).map(str::to_owned))
        .collect()
}
