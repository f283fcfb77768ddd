//! What the profile of a facility says about the desk that writes, and the ways to answer it.

use chrono::NaiveDate;

use crate::facilities::Facilities;
use crate::facilities::model::{
    ChannelCondition, ChannelRule, Form, FormPurpose, Phone, PhonePurpose, PostalAddress, Work,
};
use crate::facilities::rules::reached_at;
use crate::notices::model::{
    AnswerChannel, BadMergeField, Complaints, Desk, DeskPhone, FormOffered, MergeFields, Names,
    ReturnAddress, SiteFact,
};
use crate::patients::rules::reaching;
use crate::requests::model::{Channel, Request, RequesterClass};
use crate::words::{LetterLanguage, Refusal};

/// The desk that writes about a request: its phone, its site, and the return address with its right ZIP code (S33).
///
/// # Errors
/// `Refusal` T51 when the profile lacks what a notice must hold.
pub fn desk_of(facilities: &Facilities, request: &Request, on: NaiveDate) -> Result<Desk, Refusal> {
    let site = &request.asked.site;
    let name = format!(
        "{} {}",
        facilities.organization_name(site, on),
        facilities.site_name(site, on)
    );
    let fields = MergeFields {
        reference: request.reference,
        desk_phone: DeskPhone::parse(&facilities.status_phone(site, on)).map_err(lacking)?,
        site: SiteFact::published(&name).map_err(lacking)?,
    };
    Ok(Desk {
        fields,
        return_address: return_address(facilities, site, on)?,
    })
}

fn return_address(
    facilities: &Facilities,
    site: &str,
    on: NaiveDate,
) -> Result<Option<ReturnAddress>, Refusal> {
    let Some((profile, code)) = facilities.of_site(site) else {
        return Ok(None);
    };
    let posted = profile
        .at_site::<PostalAddress>(&code, on)
        .find(|row| row.value.work.contains(&Work::Records));
    let Some(row) = posted else {
        return Ok(None);
    };
    let lines = row.value.lines();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    ReturnAddress::parse(&lines)
        .map(Some)
        .map_err(|e| Refusal::new("S33", e.to_string()))
}

fn lacking(error: BadMergeField) -> Refusal {
    Refusal::new(
        "T51",
        format!("The facility's profile cannot fill a notice. {error}"),
    )
}

/// To whom a person complains: the privacy officer's number where the hospital gives one (S131), else the desk's.
///
/// # Errors
/// `Refusal` T51 when the profile has neither.
pub fn complaints_of(
    facilities: &Facilities,
    site: &str,
    on: NaiveDate,
) -> Result<Complaints, Refusal> {
    let published = facilities.of_site(site).and_then(|(profile, _)| {
        let mut phones = profile.all::<Phone>(on);
        phones.find(|row| row.value.purposes.contains(&PhonePurpose::PrivacyOfficer))
    });
    let number = published.map_or_else(
        || facilities.status_phone(site, on),
        |row| row.value.number.to_string(),
    );
    let phone = DeskPhone::parse(&number).map_err(lacking)?;
    Ok(Complaints { phone })
}

/// The names of a request, for full letters only (T51).
pub fn names_of(request: &Request) -> Names {
    let requester = &request.asked.requester;
    let mut addressee = vec![in_letters(&requester.name, requester.class)];
    addressee.extend(address_lines(request));
    Names {
        patient: in_letters(&request.asked.patient.name, RequesterClass::Patient),
        addressee,
    }
}

/// Where a letter to the requester goes. A patient who asked to be reached another way is never written to at home, nor is
/// anybody else at that address (`CONFCOMM`, B20).
fn address_lines(request: &Request) -> Vec<String> {
    if let Some(elsewhere) = request.elsewhere() {
        return reaching::lines(elsewhere);
    }
    let written = request.asked.requester.address.as_deref().unwrap_or("");
    if request.is_home_to_avoid(written) {
        return vec![
            "Do not post this letter: the patient asked not to be reached at this address."
                .to_owned(),
        ];
    }
    let lines = written.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A person as a letter names them: what the index keeps as "Keane, Carlo" is written "Carlo Keane". The name of an
/// office stays as it is.
pub fn in_letters(name: &str, class: RequesterClass) -> String {
    let person = matches!(
        class,
        RequesterClass::Patient | RequesterClass::Representative | RequesterClass::Family
    );
    match name.split_once(',') {
        Some((family, given)) if person && !given.trim().is_empty() => {
            [given.trim(), " ", family.trim()].concat()
        }
        _ => name.to_owned(),
    }
}

/// Every channel the facility lists for records, with its number or address: the ways to answer (N02). A walk-in only
/// on an appointment day is not offered as a way to answer, nor is a channel that only starts a request, save the phone;
/// the patients' portal is offered to those who can have an account of it (S9, S111).
pub fn answer_channels(
    facilities: &Facilities,
    site: &str,
    class: RequesterClass,
    on: NaiveDate,
) -> Vec<AnswerChannel> {
    let has_portal = matches!(
        class,
        RequesterClass::Patient | RequesterClass::Representative
    );
    let Some((profile, code)) = facilities.of_site(site) else {
        return Vec::new();
    };
    let mut ways: Vec<AnswerChannel> = Vec::new();
    for row in profile.at_site::<ChannelRule>(&code, on) {
        let rule = row.value;
        let open = rule.work.contains(&Work::Records)
            && match rule.condition {
                ChannelCondition::Always => true,
                ChannelCondition::PortalAccount => has_portal,
                _ => false,
            };
        if !open || ways.iter().any(|way| way.channel == rule.channel) {
            continue;
        }
        let place = reached_at(profile, rule, on);
        let place = place.unwrap_or_else(|| facilities.site_name(site, on));
        if let Ok(place) = SiteFact::published(&place) {
            ways.push(AnswerChannel {
                channel: rule.channel,
                place,
            });
        }
    }
    if ways.iter().all(|way| way.channel != Channel::Phone)
        && let Ok(place) = SiteFact::published(&facilities.status_phone(site, on))
    {
        ways.push(AnswerChannel {
            channel: Channel::Phone,
            place,
        });
    }
    ways
}

/// The hospital's authorization form with the languages it exists in (S40); none where it publishes none.
pub fn authorization_form(
    facilities: &Facilities,
    site: &str,
    on: NaiveDate,
) -> Option<FormOffered> {
    let (profile, code) = facilities.of_site(site)?;
    let form = profile
        .at_site::<Form>(&code, on)
        .map(|row| row.value)
        .find(|form| form.purpose == FormPurpose::Authorization && form.published)?;
    let title = SiteFact::published(&form.title).ok()?;
    let mut languages: Vec<LetterLanguage> = Vec::new();
    for language in &form.languages {
        let language = LetterLanguage::from(*language);
        if !languages.contains(&language) {
            languages.push(language);
        }
    }
    Some(FormOffered {
        name_en: title.clone(),
        name_es: title,
        languages,
    })
}
