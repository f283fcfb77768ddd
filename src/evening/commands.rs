//! Counting a day, and signing for it.

use chrono::{Days, NaiveDate, NaiveDateTime};

use super::model::{Difference, Evening, Way};
use super::{rules, store};
use crate::calendar::plural;
use crate::db::{Read, StoreError, Tx};
use crate::error::CommandError;
use crate::facilities::Facilities;
use crate::intake::model::Counted;
use crate::staff::model::Actor;
use crate::staff::store::{Portal, list_portals};
use crate::words::dates;
use crate::{downtime, drop_box, portal, scans, transfers, trays};

/// A day at a site, as instants (UTC): from the first to before the other.
#[derive(Debug, Clone)]
struct Day<'a> {
    site: &'a str,
    on: NaiveDate,
    from: NaiveDateTime,
    until: NaiveDateTime,
}

/// Counts a day at a site: every way of arriving, and everything that is not accounted for.
///
/// # Errors
/// `NotFound` for a site or day without a calendar; when the database cannot be read.
pub fn count(
    read: &mut Read<'_>,
    facilities: &Facilities,
    site: &str,
    on: NaiveDate,
) -> Result<Evening, StoreError> {
    let terms = facilities.terms(site, on).ok_or(StoreError::NotFound)?;
    let midnight = |day: Option<NaiveDate>| {
        let local = day?.and_hms_opt(0, 0, 0)?;
        terms.calendar.instant(local)
    };
    let (Some(from), Some(until)) = (
        midnight(Some(on)),
        midnight(on.checked_add_days(Days::new(1))),
    ) else {
        return Err(StoreError::NotFound);
    };
    let day = Day {
        site,
        on,
        from,
        until,
    };
    let mut evening = Evening {
        site: site.to_owned(),
        day: on,
        ways: Vec::new(),
        differences: Vec::new(),
    };
    logged_directly(read, &day, &mut evening)?;
    trays(read, &day, &mut evening)?;
    boxes(read, &day, &mut evening)?;
    portals(read, &day, &mut evening)?;
    sheets(read, &day, &mut evening)?;
    batches(read, &day, &mut evening)?;
    transfers(read, facilities, &day, &mut evening)?;
    Ok(evening)
}

/// What a person logs as it comes: window, telephone, mail and whatever else was typed in. It is logged when it is counted,
/// unless a form was begun and left.
fn logged_directly(
    read: &mut Read<'_>,
    day: &Day<'_>,
    evening: &mut Evening,
) -> Result<(), StoreError> {
    for (channel, logged) in store::count_logged(read, day.site, day.from, day.until)? {
        evening.ways.push(Way {
            name: channel.label().to_owned(),
            counted: Counted {
                arrived: logged,
                logged,
                ..Counted::default()
            },
        });
    }
    for by in store::list_left(read, day.site, day.from, day.until)? {
        evening.differences.push(Difference {
            says: format!(
                "A form of intake that {by} typed could not be stored and was not sent again. It waits for {by} at the next sign-in, for a day."
            ),
            href: None,
        });
    }
    Ok(())
}

/// Mailboxes and watched folders: what came to each tray that day, and a source that cannot be read.
fn trays(read: &mut Read<'_>, day: &Day<'_>, evening: &mut Evening) -> Result<(), StoreError> {
    for (tray, counted) in trays::store::count_of_day(read, day.site, day.from, day.until)? {
        evening.ways.push(Way {
            name: tray.label().to_owned(),
            counted,
        });
        if counted.open() > 0 {
            evening.differences.push(Difference {
                says: format!(
                    "{}: {} of this day to settle.",
                    tray.label(),
                    plural(counted.open(), "item")
                ),
                href: Some(["/trays/", tray.as_str()].concat()),
            });
        }
    }
    let failing = trays::store::list_readings(read)?
        .into_iter()
        .filter(|one| {
            one.site == day.site && one.failing_since.is_some_and(|since| since < day.until)
        });
    for reading in failing {
        evening.differences.push(Difference {
            says: format!(
                "{} cannot be read now; what came there is not here.",
                reading.source
            ),
            href: Some("/trays".to_owned()),
        });
    }
    Ok(())
}

fn boxes(read: &mut Read<'_>, day: &Day<'_>, evening: &mut Evening) -> Result<(), StoreError> {
    let sessions = drop_box::store::list_of_day(read, day.site, day.from, day.until)?;
    let mut counted = Counted::default();
    for session in &sessions {
        counted = counted.and(&session.counted());
        let emptying = &session.emptying;
        let missing = emptying.envelopes - session.logged();
        let unsettled = i64::try_from(session.unsettled()).unwrap_or(i64::MAX);
        let mut say = |says: String| {
            evening.differences.push(Difference {
                says,
                href: Some(["/drop-box/", &emptying.public_id].concat()),
            });
        };
        if missing != 0 {
            say(format!(
                "Drop-box session {}: {} counted, {} logged.",
                emptying.id,
                plural(emptying.envelopes, "envelope"),
                session.logged()
            ));
        }
        if unsettled != 0 {
            say(format!(
                "Drop-box session {}: {} to settle.",
                emptying.id,
                plural(unsettled, "item")
            ));
        }
        if emptying.is_open() && missing == 0 && unsettled == 0 {
            say(format!("Drop-box session {} is not closed.", emptying.id));
        }
    }
    if !sessions.is_empty() {
        evening.ways.push(Way {
            name: "Drop box".to_owned(),
            counted,
        });
    }
    Ok(())
}

fn portals(read: &mut Read<'_>, day: &Day<'_>, evening: &mut Evening) -> Result<(), StoreError> {
    let there = |known: &Portal| {
        known.site == day.site
            && known.admitted_at < day.until
            && known.disabled_at.is_none_or(|at| at >= day.from)
    };
    for known in list_portals(read)?.into_iter().filter(there) {
        let counted = portal::store::count_of_day(read, known.id, day.on)?;
        evening.ways.push(Way {
            name: ["Portal ", &known.name].concat(),
            counted,
        });
        let says = match portal::store::last_said(read, known.id, day.on)? {
            None => Some(format!("{} has not said yet what it sent.", known.name)),
            Some(missing) if missing.is_empty() => None,
            Some(missing) => Some(format!(
                "{} sent {} that never arrived: {}. It is asked to send {} again.",
                known.name,
                plural(i64::try_from(missing.len()).unwrap_or(i64::MAX), "message"),
                missing.join(", "),
                if missing.len() == 1 { "it" } else { "them" },
            )),
        };
        let difference = says.map(|says| Difference { says, href: None });
        evening.differences.extend(difference);
    }
    Ok(())
}

fn sheets(read: &mut Read<'_>, day: &Day<'_>, evening: &mut Evening) -> Result<(), StoreError> {
    let kits = downtime::store::list_of_day(read, day.site, day.on)?;
    let mut counted = Counted::default();
    for kit in &kits {
        counted = counted.and(&kit.counted());
        let out: Vec<String> = kit.out().map(|sheet| sheet.number.to_string()).collect();
        if !out.is_empty() {
            evening.differences.push(Difference {
                says: format!("Downtime sheets not accounted for: {}.", out.join(", ")),
                href: Some(["/downtime/", &kit.public_id].concat()),
            });
        }
    }
    if !kits.is_empty() {
        evening.ways.push(Way {
            name: "Downtime sheets".to_owned(),
            counted,
        });
    }
    Ok(())
}

/// Scanned batches of the day with parts that wait. Their papers arrived by another way, which counts them.
fn batches(read: &mut Read<'_>, day: &Day<'_>, evening: &mut Evening) -> Result<(), StoreError> {
    for (batch, waiting) in scans::store::list_of_day(read, day.site, day.from, day.until)? {
        if batch.is_read() && waiting == 0 {
            continue;
        }
        evening.differences.push(Difference {
            says: if batch.is_read() {
                format!(
                    "Scanned batch {}: {} to file.",
                    batch.id,
                    plural(waiting, "part")
                )
            } else {
                format!("Scanned batch {} is not looked through yet.", batch.id)
            },
            href: Some(["/scans/", &batch.public_id].concat()),
        });
    }
    Ok(())
}

/// What a practice site received and should have reached the department by this day (S27).
fn transfers(
    read: &mut Read<'_>,
    facilities: &Facilities,
    day: &Day<'_>,
    evening: &mut Evening,
) -> Result<(), StoreError> {
    for one in transfers::commands::list_owed(read, facilities, day.site, day.on)? {
        evening.differences.push(Difference {
            says: format!(
                "{}, received by {} on {}, has not reached the department: {}.",
                one.reference,
                one.place,
                dates::full(one.received_on),
                match &one.carried {
                    Some(carried) => ["sent on by ", carried].concat(),
                    None => "nobody wrote down that it was sent on".to_owned(),
                }
            ),
            href: Some("/transfers".to_owned()),
        });
    }
    Ok(())
}

/// Signs for a day, with the figures as they stand now.
///
/// # Errors
/// The refusal of a day with differences and no reason; when it cannot be stored.
pub fn sign(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    actor: &Actor,
    on: NaiveDate,
    why: Option<&str>,
) -> Result<(), CommandError> {
    let site = &actor.acting_site;
    let evening = count(tx, facilities, site, on)?;
    rules::may_sign(&evening, facilities.today(site, tx.now()), why)?;
    tx.subject.detail = Some(format!(
        "{site} {on}: {} arrived, {} differences",
        evening.arrived(),
        evening.differences.len()
    ));
    Ok(store::insert_evening(tx, &evening, why, actor.staff_id)?)
}

/// The days before today that nobody signed for at a site, the newest first.
///
/// # Errors
/// When the database cannot be read.
pub fn owed(
    read: &mut Read<'_>,
    facilities: &Facilities,
    site: &str,
    today: NaiveDate,
) -> Result<Vec<NaiveDate>, StoreError> {
    let Some(terms) = facilities.terms(site, today) else {
        return Ok(Vec::new());
    };
    let (logged, first_signed) = store::began(read, site)?;
    let logged = logged.map(|at| terms.calendar.local_date(at));
    let Some(began) = logged.into_iter().chain(first_signed).min() else {
        return Ok(Vec::new());
    };
    let since = today - Days::new(rules::DAYS_BACK);
    let signed = store::list_signed(read, site, since)?;
    let signed: Vec<NaiveDate> = signed.iter().map(|one| one.day).collect();
    let works = |day| day >= began && terms.calendar.is_house_working_day(day);
    Ok(rules::owed(today, works, &signed))
}
