//! Where a pick-up is and when its window is open, in both languages of letters (N07).

use chrono::{NaiveDate, NaiveTime, Weekday};

use crate::facilities::Facilities;
use crate::facilities::model::{DeskHours, HoursOf, Office, OpenInterval};
use crate::notices::model::{InBoth, SiteFact};
use crate::words::{FixedText, LetterLanguage, Refusal};

const BY_PHONE: FixedText = FixedText::new(
    "{site}. Call {phone} first, and we will agree on the place and the time.",
    "{site}. Llame primero al {phone} y acordaremos el lugar y la hora.",
);

/// The window where copies are collected with its hours, lunch left out. A site without a window names its phone and the
/// hours of that line: nobody is sent to a door that is not there (S117).
///
/// # Errors
/// `Refusal` N07 when the profile has neither.
pub fn pick_up_place(
    facilities: &Facilities,
    site: &str,
    on: NaiveDate,
) -> Result<(InBoth, Vec<InBoth>), Refusal> {
    let refused = || {
        let text = "The facility's profile says neither where nor when copies are collected.";
        Refusal::new("N07", text)
    };
    let (profile, code) = facilities.of_site(site).ok_or_else(refused)?;
    let rows: Vec<&DeskHours> = profile
        .at_site::<DeskHours>(&code, on)
        .map(|row| row.value)
        .collect();
    let window = rows.iter().find(|row| row.hours_of == HoursOf::Window);
    let office = window
        .and_then(|row| row.office.as_ref())
        .and_then(|key| profile.get::<Office>(key.as_str(), on));
    let place = match office {
        Some(row) => both(|_| {
            let office = row.value;
            [&office.name, ". ", &office.directions].concat()
        }),
        None => both(|language| {
            BY_PHONE
                .in_language(language)
                .replace("{site}", &facilities.site_name(site, on))
                .replace("{phone}", &facilities.status_phone(site, on))
        }),
    };
    let hours = window.or_else(|| rows.first()).ok_or_else(refused)?;
    let lines = weeks(hours).into_iter().map(|(days, open)| {
        both(|language| {
            let words: Vec<String> = open.iter().map(|one| stretch(*one, language)).collect();
            let and = FixedText::new(" and ", " y ").in_language(language);
            [&span(days, language), ", ", &words.join(and)].concat()
        })
    });
    let lines = lines.collect::<Option<Vec<_>>>().ok_or_else(refused)?;
    Ok((place.ok_or_else(refused)?, lines))
}

fn both(words: impl Fn(LetterLanguage) -> String) -> Option<InBoth> {
    Some(InBoth {
        en: SiteFact::published(&words(LetterLanguage::English)).ok()?,
        es: SiteFact::published(&words(LetterLanguage::Spanish)).ok()?,
    })
}

/// Days in a row with the same hours, together.
fn weeks(hours: &DeskHours) -> Vec<((Weekday, Weekday), &[OpenInterval])> {
    let mut found: Vec<((Weekday, Weekday), &[OpenInterval])> = Vec::new();
    for day in DeskHours::WEEK {
        let open = hours.day(day);
        match found.last_mut() {
            _ if open.is_empty() => {}
            Some(((_, last), same)) if *same == open && last.succ() == day => *last = day,
            _ => found.push(((day, day), open)),
        }
    }
    found
}

fn span((first, last): (Weekday, Weekday), language: LetterLanguage) -> String {
    let (first_word, last_word) = (
        weekday(first).in_language(language),
        weekday(last).in_language(language),
    );
    if first == last {
        return first_word.to_owned();
    }
    let to = FixedText::new(" to ", " a ").in_language(language);
    [first_word, to, last_word].concat()
}

const fn weekday(day: Weekday) -> FixedText {
    match day {
        Weekday::Mon => FixedText::new("Monday", "lunes"),
        Weekday::Tue => FixedText::new("Tuesday", "martes"),
        Weekday::Wed => FixedText::new("Wednesday", "miércoles"),
        Weekday::Thu => FixedText::new("Thursday", "jueves"),
        Weekday::Fri => FixedText::new("Friday", "viernes"),
        Weekday::Sat => FixedText::new("Saturday", "sábado"),
        Weekday::Sun => FixedText::new("Sunday", "domingo"),
    }
}

fn stretch(open: OpenInterval, language: LetterLanguage) -> String {
    let (from, to) = (clock(open.from(), language), clock(open.to(), language));
    match language {
        LetterLanguage::English => format!("{from} to {to}"),
        LetterLanguage::Spanish => format!("de {from} a {to}"),
    }
}

fn clock(at: NaiveTime, language: LetterLanguage) -> String {
    let morning = at < NaiveTime::MIN + chrono::TimeDelta::hours(12);
    let half = match (language, morning) {
        (LetterLanguage::English, true) => "a.m.",
        (LetterLanguage::English, false) => "p.m.",
        (LetterLanguage::Spanish, true) => "a. m.",
        (LetterLanguage::Spanish, false) => "p. m.",
    };
    format!("{} {half}", at.format("%-I:%M"))
}
