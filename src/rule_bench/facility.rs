//! What the rules need to know about a facility.

use chrono::{NaiveDate, NaiveDateTime};

use crate::calendar::Calendar;
use crate::facilities;
use crate::facilities::model::{DropBox, HouseFees, LawSettings, Profile, SiteCode, StateLaw};
use crate::facilities::rules::{DeskState, desk_open};
use crate::requests::rules::clocks::Promises;

/// The facts of a facility on a day. They come from the facility's profile, never from here.
pub struct FacilityFacts<'a> {
    /// Whose access law binds it.
    pub state: StateLaw,
    /// Its zone and holidays.
    pub calendar: Calendar,
    /// Whether its desk is open at a local time; none where the site has no hours.
    pub desk_open: Box<dyn Fn(NaiveDateTime) -> Option<bool> + 'a>,
    /// Whether it has a drop box (S21, S26).
    pub drop_box: bool,
    /// What it promises beside the law (C24, C25, first answer).
    pub promises: Promises,
    /// What it asks where no law names the amount (1.17).
    pub fees: HouseFees,
    /// How the unsettled points of law are read.
    pub law: LawSettings,
}

/// Finds the facts of a facility by its code, as they hold on a day.
pub type Facilities<'a> = &'a dyn Fn(&str, NaiveDate) -> Option<FacilityFacts<'a>>;

/// The facts of a facility from the profiles that come with the program.
pub fn facility_facts<'a>(
    facilities: &'a facilities::Facilities,
    code: &str,
    on: NaiveDate,
) -> Option<FacilityFacts<'a>> {
    let (profile, code) = facilities.of_site(code)?;
    let site = profile.site(&code, on)?;
    let terms = facilities.terms(code.as_str(), on)?;
    let calendar = Calendar::clone(&terms.calendar);
    Some(FacilityFacts {
        state: site.state_law,
        drop_box: has_drop_box(profile, &code, on),
        promises: Promises::from(&terms),
        fees: terms.fees,
        law: terms.law,
        desk_open: desk(profile, code, calendar.clone()),
        calendar,
    })
}

/// A box belongs to the site it names; one of the whole organization would not say where it stands.
fn has_drop_box(profile: &Profile, code: &SiteCode, on: NaiveDate) -> bool {
    profile
        .at_site::<DropBox>(code, on)
        .any(|row| row.fact.site.as_ref() == Some(code))
}

fn desk(
    profile: &Profile,
    code: SiteCode,
    calendar: Calendar,
) -> Box<dyn Fn(NaiveDateTime) -> Option<bool> + '_> {
    Box::new(move |at| {
        let closed_for = |day| {
            let row = calendar.holiday_on(day)?;
            row.office_closed.then(|| row.name.clone())
        };
        match desk_open(profile, &code, at, &closed_for).state {
            DeskState::NoHours => None,
            state => Some(state == DeskState::Open),
        }
    })
}

pub(super) fn find<'a>(
    code: &str,
    on: NaiveDate,
    facilities: Facilities<'a>,
) -> Result<FacilityFacts<'a>, String> {
    facilities(code, on).ok_or_else(|| format!("There is no facility \"{code}\" on {on}."))
}
