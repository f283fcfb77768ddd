//! One request of the demonstration and what became of it.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use super::names::{ASKERS, FAMILY, GIVEN};
use super::people::{DemoPerson, act};
use crate::app::App;
use crate::authorizations;
use crate::authorizations::model::{Answer, Answers, PaperAnswers, ProtectedAnswers};
use crate::authorizations::rules::checklist;
use crate::clarifications::commands::Ask;
use crate::clock::Clock;
use crate::db::{Tx, new_public_id};
use crate::disclosures::commands::record_release;
use crate::disclosures::model::{Release, ReleasedPart};
use crate::disclosures::rules::usual_basis;
use crate::error::CommandError;
use crate::facilities::Facilities;
use crate::notices::commands::Sending;
use crate::notices::model::{Chosen, NoticeWay};
use crate::patients::commands::create_patient;
use crate::patients::model::{Mrn, PersonName};
use crate::patients::store::NewPatient;
use crate::requests::commands::{
    AddNote, MoveOn, OpenRequest, Step, Withdraw, add_note, log_request, move_on, open_by_id, take,
    withdraw,
};
use crate::requests::model::{
    Channel, ClockInputs, ContactWay, DateRange, Delivery, Disposition, Format, NewRequest,
    PatientAsWritten, Purpose, Recipient, RequesterAsWritten, RequesterClass, Road, Scope, Stage,
    Want,
};
use crate::requests::rules::received::{Arrival, received_on};
use crate::requests::rules::roads;
use crate::requests::store::list_recipients;
use crate::staff::model::{Actor, Role};
use crate::words::{Language, LetterLanguage};

/// A small generator, so that every demonstration is alike.
pub struct Random(u64);

impl Random {
    /// One that always gives the same row of numbers for a seed.
    pub const fn seeded(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number under `limit`.
    pub fn below(&mut self, limit: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u32::try_from(self.0 >> 40).unwrap_or(0) % limit.max(1)
    }

    fn one_of<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(u32::try_from(of.len()).unwrap_or(1)) as usize]
    }
}

/// Road and who asks on it, weighted by how often each stands here.
const ASKED: [(Road, RequesterClass); 16] = [
    (Road::PatientAccess, RequesterClass::Patient),
    (Road::PatientAccess, RequesterClass::Patient),
    (Road::PatientAccess, RequesterClass::Patient),
    (Road::PatientAccess, RequesterClass::Patient),
    (Road::PersonalRepresentative, RequesterClass::Representative),
    (Road::Authorization, RequesterClass::Insurer),
    (Road::Attorney, RequesterClass::Attorney),
    (Road::Attorney, RequesterClass::Attorney),
    (Road::ContinuityOfCare, RequesterClass::Provider),
    (Road::ContinuityOfCare, RequesterClass::Provider),
    (Road::Payer, RequesterClass::Insurer),
    (Road::DisabilityAgency, RequesterClass::BenefitAgency),
    (Road::MedicalForm, RequesterClass::Patient),
    (Road::MedicalForm, RequesterClass::Patient),
    (Road::Amendment, RequesterClass::Patient),
    (Road::Accounting, RequesterClass::Patient),
];

const SITES: [&str; 6] = ["duarte", "duarte", "duarte", "irvine", "hss", "hss"];
const CHANNELS: [Channel; 7] = [
    Channel::WalkIn,
    Channel::Fax,
    Channel::Fax,
    Channel::Mail,
    Channel::Email,
    Channel::Portal,
    Channel::Phone,
];

/// Of fifty-three, the one that is picked up: some of them nobody has come for.
const PICKED_UP: u32 = 6;

/// Logs one request and lets it live until now.
pub(super) fn live_one(
    app: &App,
    clock: &Clock,
    staff: &[DemoPerson],
    number: u32,
    arrived_at: NaiveDateTime,
    now: NaiveDateTime,
    random: &mut Random,
) -> anyhow::Result<()> {
    clock.move_to(arrived_at + TimeDelta::minutes(20));
    let site = random.one_of(&SITES);
    let at_site = |role: Role| staff.iter().find(|p| p.role == role && p.site == site);
    let (Some(clerk), Some(reviewer)) = (at_site(Role::Clerk), at_site(Role::Supervisor)) else {
        return Ok(());
    };
    let workers: Vec<&DemoPerson> = staff
        .iter()
        .filter(|p| p.role == Role::Specialist && p.site == site)
        .collect();
    let worker = random.one_of(&workers);
    let new = new_request(app, site, number, arrived_at, random)?;
    let released = roads::row(new.road)
        .outcomes
        .contains(&Disposition::Released);
    let facilities = app.facilities.clone();
    let organization = facilities
        .terms(site, arrived_at.date())
        .map_or_else(String::new, |terms| terms.organization);
    let (public_id, by) = (new_public_id()?, clerk.staff_id);
    let known = number % 17 != 5;
    let logged = act(app, clerk, "request.logged", move |tx| {
        let mut new = new;
        if known {
            new.patient.id = Some(index_patient(tx, &organization, &new)?);
        }
        Ok(log_request(tx, &facilities, by, public_id, new)?.0.id)
    })?;
    let mut at = arrived_at + TimeDelta::hours(3);
    let old = now - arrived_at > TimeDelta::days(9);
    let line = if old && !number.is_multiple_of(9) {
        ended(number, known && released)
    } else {
        life(known, random)
    };
    for chapter in line {
        at += TimeDelta::hours(2 + i64::from(random.below(20)));
        if at >= now {
            break;
        }
        clock.move_to(at);
        let facilities = app.facilities.clone();
        let person = if *chapter == Chapter::Reviewed {
            reviewer
        } else {
            worker
        };
        let (actor, keys) = (
            person.actor(),
            (new_public_id()?, new_public_id()?, new_public_id()?),
        );
        act(app, person, "request.worked", move |tx| {
            let mut open = open_by_id(tx, &facilities, logged)?;
            live_chapter(tx, &facilities, &mut open, &actor, *chapter, keys)
        })?;
    }
    Ok(())
}

/// What happens to a request in one sitting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Chapter {
    Taken,
    Noted,
    CheckedWell,
    CheckedWithGaps,
    Asked,
    Verified,
    Gathered,
    Reviewed,
    Released,
    Withdrawn,
}

/// What was logged more than a week and a half ago has mostly ended.
const fn ended(number: u32, can_be_released: bool) -> &'static [Chapter] {
    use Chapter as C;
    if !can_be_released || number % 7 == 3 {
        return &[C::Taken, C::Withdrawn];
    }
    &[
        C::Taken,
        C::CheckedWell,
        C::Verified,
        C::Gathered,
        C::Reviewed,
        C::Released,
    ]
}

fn life(known: bool, random: &mut Random) -> &'static [Chapter] {
    use Chapter as C;
    if !known {
        return &[C::Taken, C::Noted];
    }
    match random.below(10) {
        0 | 1 => &[],
        2 => &[C::Taken],
        3 | 4 => &[C::Taken, C::CheckedWithGaps, C::Asked],
        5 => &[C::Taken, C::CheckedWithGaps],
        6 => &[C::Taken, C::CheckedWell, C::Verified, C::Noted],
        7 => &[C::Taken, C::CheckedWell, C::Verified],
        8 => &[C::Taken, C::CheckedWell, C::Verified, C::Gathered],
        _ => &[
            C::Taken,
            C::CheckedWell,
            C::Verified,
            C::Gathered,
            C::Reviewed,
        ],
    }
}

fn live_chapter(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    open: &mut OpenRequest,
    actor: &Actor,
    chapter: Chapter,
    keys: (String, String, String),
) -> Result<(), CommandError> {
    let step = |step| MoveOn {
        step,
        pages: Some(38),
        reason: None,
    };
    match chapter {
        Chapter::Taken => take(tx, open, actor),
        Chapter::Noted => {
            let text =
                "Called the number on the form; nobody answered. Will try again tomorrow morning."
                    .to_owned();
            add_note(tx, open, actor, &AddNote { text })
        }
        Chapter::CheckedWell => check(tx, open, actor, false),
        Chapter::CheckedWithGaps => check(tx, open, actor, true),
        Chapter::Asked => ask(tx, facilities, open, actor, keys),
        Chapter::Verified => move_on(tx, open, actor, &step(Step::FinishVerifying)),
        Chapter::Gathered => move_on(tx, open, actor, &step(Step::FinishGathering)),
        Chapter::Reviewed => move_on(tx, open, actor, &step(Step::PassReview)),
        Chapter::Released => release(tx, facilities, open, actor),
        Chapter::Withdrawn => withdraw(
            tx,
            open,
            actor,
            &Withdraw {
                way: ContactWay::Phone,
                reason: "The requester found the records in the portal.".to_owned(),
            },
        ),
    }
}

/// What is ready leaves by mail; what still needs a second person waits.
fn release(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    open: &mut OpenRequest,
    actor: &Actor,
) -> Result<(), CommandError> {
    if open.request.stage != Stage::Ready {
        return Ok(());
    }
    let recipients = list_recipients(tx, open.request.id)?;
    let parts = recipients
        .into_iter()
        .map(|(recipient, row)| ReleasedPart {
            recipient,
            delivery: row.delivery,
            address: row.address,
            pages: 38,
            look: None,
        })
        .collect();
    let asked = &open.request.asked;
    let catalogue = facilities.catalogue(&[&asked.site], asked.received_on);
    let released = Release {
        released_on: open.terms.calendar.local_date(tx.now()),
        description: asked.scope.in_words(|code| catalogue.name(code)),
        purpose: asked
            .purpose
            .map_or("Not stated", |purpose| purpose.label())
            .to_owned(),
        basis: usual_basis(asked.road),
        parts,
        whole_why: None,
        withheld: None,
        restrictions: Vec::new(),
        tell: Chosen::on_paper(LetterLanguage::from(asked.language)),
    };
    record_release(tx, facilities, open, actor.staff_id, &released)
}

/// Answers every check; with gaps, the first two that can be asked for fail.
fn check(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    gaps: bool,
) -> Result<(), CommandError> {
    let today = open.terms.calendar.local_date(tx.now());
    let mut paper = PaperAnswers {
        answers: Answers::new(),
        flags: authorizations::commands::known_flags(tx, open, today)?,
        protected: ProtectedAnswers::new(),
        signed_on: Some(open.request.asked.received_on - TimeDelta::days(3)),
        expires_on: Some(open.request.asked.received_on + TimeDelta::days(180)),
        expires_event: None,
    };
    let mut failing = if gaps { 2 } else { 0 };
    for item in checklist(&authorizations::commands::context_of(open, &paper, today)) {
        let can_fail = failing > 0
            && matches!(
                item.check.id.as_str(),
                "A02" | "A04" | "A06" | "A07" | "A14" | "A40"
            );
        failing -= i32::from(can_fail);
        paper.answers.insert(
            item.check.id,
            if can_fail { Answer::Fail } else { Answer::Pass },
        );
    }
    authorizations::commands::record_check(tx, open, actor.staff_id, &paper).map(|_| ())
}

fn ask(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    open: &mut OpenRequest,
    actor: &Actor,
    (public_id, notice_id, mail_id): (String, String, String),
) -> Result<(), CommandError> {
    let Some(gaps) = authorizations::commands::gaps_of(tx, open)?.filter(|gaps| !gaps.is_empty())
    else {
        return Ok(());
    };
    let sending = Sending {
        notice_id,
        mail_id,
        language: if open.request.asked.language == Language::Spanish {
            LetterLanguage::Spanish
        } else {
            LetterLanguage::English
        },
        way: NoticeWay::Letter,
        email: None,
        look: None,
    };
    let letter = Ask {
        public_id,
        gaps,
        sending,
        reason: None,
        may_override: false,
    };
    crate::clarifications::commands::ask(tx, facilities, open, actor.staff_id, &letter)
}

fn index_patient(
    tx: &mut Tx<'_>,
    organization: &str,
    new: &NewRequest,
) -> Result<i64, CommandError> {
    let (family, given) = new
        .patient
        .name
        .split_once(", ")
        .unwrap_or((new.patient.name.as_str(), "Ann"));
    let name =
        PersonName::parse(family, given).map_err(|e| CommandError::field("name", e.to_string()))?;
    let patient = NewPatient {
        name,
        born_on: new.patient.born_on,
        mrn: new
            .patient
            .mrn
            .as_deref()
            .and_then(|mrn| Mrn::parse(mrn).ok()),
        phone: new.requester.phone.clone(),
        email: None,
        address: None,
    };
    create_patient(tx, organization, &patient).map(|id| id.0)
}

pub(super) fn new_request(
    app: &App,
    site: &str,
    number: u32,
    arrived_at: NaiveDateTime,
    random: &mut Random,
) -> anyhow::Result<NewRequest> {
    let (road, class) = random.one_of(&ASKED);
    let channel = random.one_of(&CHANNELS);
    let name = [random.one_of(&FAMILY), ", ", random.one_of(&GIVEN)].concat();
    let (year, day) = (1940 + random.below(65), 1 + random.below(365));
    let born_on = NaiveDate::from_yo_opt(i32::try_from(year)?, day);
    let asker = if class == RequesterClass::Patient || class == RequesterClass::Representative {
        name.clone()
    } else {
        random.one_of(&ASKERS).to_owned()
    };
    let local = app.facilities.local(site, arrived_at);
    let received = received_on(&Arrival::new(channel, local)).map_err(anyhow::Error::msg)?;
    let row = roads::row(road);
    let spanish = random.below(6) == 0;
    Ok(NewRequest {
        site: site.to_owned(),
        channel,
        arrived_at,
        received_on: received.on,
        received_why: received.why,
        road,
        road_why: "Proposed from who asks and on which form.".to_owned(),
        patient: PatientAsWritten {
            id: None,
            name,
            born_on,
            mrn: Some((4_400_000 + number * 13).to_string()),
        },
        requester: RequesterAsWritten {
            id: None,
            class,
            name: asker.clone(),
            phone: Some(format!("626-555-{:04}", 100 + number)),
            email: None,
            address: Some(format!("{} Alder Street, Duarte, CA 91010", 100 + number)),
            reference: None,
        },
        representative: (class == RequesterClass::Representative)
            .then(|| "Daughter, health-care agent".to_owned()),
        purpose: Some(if class == RequesterClass::Patient {
            Purpose::OwnUse
        } else {
            Purpose::NotStated
        }),
        language: if spanish {
            Language::Spanish
        } else {
            Language::English
        },
        wants: if row.is_access {
            vec![Want::Copy]
        } else {
            row.wants.to_vec()
        },
        format: Some(Format::Paper),
        scope: scope(random),
        recipients: vec![Recipient {
            name: asker,
            class,
            delivery: if number % 53 == PICKED_UP {
                Delivery::PickUp
            } else {
                Delivery::Mail
            },
            address: format!("{} Alder Street, Duarte, CA 91010", 100 + number),
            copy_by_rule: false,
        }],
        clock_inputs: ClockInputs {
            before_suit: road == Road::Attorney,
            ..ClockInputs::default()
        },
        sensitive: number % 23 == 4,
        priority: row.priority,
        documents: 0,
    })
}

fn scope(random: &mut Random) -> Scope {
    let codes = ["DISCH", "LAB", "OPR", "RAD", "BILL"];
    Scope {
        entire_record: false,
        record_types: vec![random.one_of(&codes).to_owned()],
        ranges: vec![DateRange {
            from: NaiveDate::from_ymd_opt(2024, 1, 1),
            to: NaiveDate::from_ymd_opt(2026, 5, 31),
        }],
        facilities: Vec::new(),
        as_written: String::new(),
    }
}
