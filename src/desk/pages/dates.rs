//! Every clock of a request with its days, for "Why this date" and "What if".

use chrono::NaiveDate;

use crate::calendar::{Day as CountedDay, spoken};
use crate::requests::rules::clocks::{Clock, Ledger as Clocks, Promise};
use crate::web::components::{Day, Ledger, LedgerItem, Tone};
use crate::words::dates;

/// One clock: its line of the ledger, and every day that was counted or skipped.
pub struct ShownClock {
    /// The line.
    pub line: Ledger,
    /// "Every day of C5".
    pub summary: String,
    /// The days.
    pub days: Vec<ShownDay>,
}

/// One day of a count.
pub struct ShownDay {
    /// The day.
    pub on: Day,
    /// "day 3", or why it was skipped.
    pub says: String,
}

/// The clocks, then the promises of the house; the controlling one first.
pub fn clocks(ledger: &Clocks, today: NaiveDate) -> Vec<ShownClock> {
    let mut shown: Vec<ShownClock> = Vec::new();
    let (first, rest): (Vec<&Clock>, Vec<&Clock>) =
        ledger.clocks.iter().partition(|clock| clock.controlling);
    shown.extend(first.into_iter().chain(rest).map(|clock| law(clock, today)));
    shown.extend(ledger.our_promise.iter().map(|p| promise(p, today, true)));
    shown.extend(ledger.house.iter().map(|p| promise(p, today, false)));
    shown
}

fn law(clock: &Clock, today: NaiveDate) -> ShownClock {
    let rule = clock.rule.as_str();
    let source = [rule, ", ", clock.citation].concat();
    let mut line = LedgerItem::new(
        clock.name.clone(),
        source,
        dates::short(clock.statutory_due, today),
    );
    line.tone = tone(clock.is_running(), clock.statutory_due, today);
    line.controlling = clock.controlling;
    line.why = clock.why.iter().map(|why| spoken(why)).collect();
    ShownClock {
        line: Ledger::new(vec![line]),
        summary: ["Every day of ", rule].concat(),
        days: days(&clock.days),
    }
}

fn promise(promise: &Promise, today: NaiveDate, decides: bool) -> ShownClock {
    let source = if decides || promise.rule == "promise" {
        "our promise, not law".to_owned()
    } else {
        [promise.rule, ", promise of the house"].concat()
    };
    let mut line = LedgerItem::new(promise.name, source, dates::short(promise.due_on, today));
    line.controlling = decides;
    line.why = promise.why.iter().map(|why| spoken(why)).collect();
    ShownClock {
        line: Ledger::new(vec![line]),
        summary: ["Every day of: ", promise.name].concat(),
        days: days(&promise.days),
    }
}

fn tone(running: bool, due_on: NaiveDate, today: NaiveDate) -> Tone {
    if running && due_on < today {
        Tone::Bad
    } else {
        Tone::Plain
    }
}

fn days(days: &[CountedDay]) -> Vec<ShownDay> {
    days.iter()
        .map(|day| ShownDay {
            on: Day::long(day.on),
            says: match (day.counted, &day.skipped_because) {
                (Some(number), _) => ["day ", &number.to_string()].concat(),
                (None, Some(why)) => ["not counted: ", why].concat(),
                (None, None) => "not counted".to_owned(),
            },
        })
        .collect()
}
