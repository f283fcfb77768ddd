//! Faxes and scanned post from watched folders.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use roi_desk::db::schema::{leases, tray_items, tray_sources};
use roi_desk::db::{Purpose, open};
use roi_desk::housekeeping::sweep_files;

use super::support::*;
use crate::papers::{pdf, png};
use crate::support::{Desk, monday_morning};

fn received(desk: &Desk) -> Vec<(String, String)> {
    let mut conn = open(&desk.app.config.database, Purpose::Reading).expect("it opens");
    let rows: Vec<(NaiveDate, String)> = tray_items::table
        .order(tray_items::id)
        .select((tray_items::received_on, tray_items::channel))
        .load(&mut conn)
        .expect("items");
    rows.into_iter()
        .map(|(on, channel)| (on.to_string(), channel))
        .collect()
}

/// 23:50 of Sunday 7 June in Duarte.
fn sunday_night() -> NaiveDateTime {
    monday_morning() - TimeDelta::minutes(10 * 60 + 52)
}

#[test]
fn a_fax_waits_in_its_tray_with_the_day_it_reached_the_hospital_even_late_in_the_evening_r2_s58() {
    on_both(folders, async |desk, place| {
        drop_file(
            &place.join("fax"),
            "0001.pdf",
            &pdf(&["A fax"]),
            sunday_night(),
        );
        look_twice(&desk, &mut reader(&desk));
        assert_eq!(
            received(&desk),
            [("2026-06-07".to_owned(), "fax".to_owned())]
        );
        let clerk = desk.clerk().await;
        let page = clerk.get(&item(&clerk, "fax", 0).await).await;
        let words = page.words();
        assert!(words.contains("23:50 on Sun 7 Jun 2026"), "R2: {words}");
        let picture = page
            .attributes("img[src*='/pages/1']", "src")
            .swap_remove(0);
        assert_eq!(
            clerk.get(&picture).await.header("content-type"),
            Some("image/png")
        );
        let today = clerk.get("/").await.words();
        assert!(today.contains("Fax. 1 waits, the first since"), "{today}");
    });
}

#[test]
fn a_file_is_taken_only_when_it_has_not_changed_between_two_looks_and_moves_only_once_it_is_stored()
{
    on_both(folders, async |desk, place| {
        let (fax, mut reader) = (place.join("fax"), reader(&desk));
        let whole = pdf(&["One", "Two"]);
        drop_file(&fax, "slow.pdf", &whole[..200], monday_morning());
        look(&mut reader);
        desk.later(TimeDelta::seconds(15));
        drop_file(
            &fax,
            "slow.pdf",
            &whole,
            monday_morning() + TimeDelta::seconds(14),
        );
        look(&mut reader);
        assert!(items(&desk).is_empty(), "it grew meanwhile");
        desk.later(TimeDelta::seconds(5));
        look(&mut reader);
        assert!(items(&desk).is_empty(), "five seconds are too few");
        assert_eq!(names(&fax), ["slow.pdf"]);
        desk.later(TimeDelta::seconds(15));
        look(&mut reader);
        assert_eq!(subjects(&desk), ["slow.pdf"]);
        assert_eq!(names(&fax), ["done"]);
        assert!(names(&fax.join("done"))[0].ends_with("-slow.pdf"));
        look_twice(&desk, &mut reader);
        assert_eq!(items(&desk).len(), 1);
    });
}

#[test]
fn a_crash_between_storing_and_moving_neither_doubles_nor_loses_a_fax() {
    on_both(folders, async |desk, place| {
        let fax = place.join("fax");
        drop_file(&fax, "a.pdf", &pdf(&["A"]), monday_morning());
        look_twice(&desk, &mut reader(&desk));
        // As it was before the move: the same file lies there again.
        let done = names(&fax.join("done")).swap_remove(0);
        std::fs::rename(fax.join("done").join(done), fax.join("a.pdf")).expect("put back");
        desk.later(TimeDelta::minutes(10));
        look_twice(&desk, &mut reader(&desk));
        assert_eq!(items(&desk).len(), 1, "it is known");
        assert_eq!(names(&fax), ["done"], "and it goes where it belongs");
        // The same pages faxed once more are another arrival, which says that it is alike.
        desk.later(TimeDelta::minutes(10));
        drop_file(&fax, "b.pdf", &pdf(&["A"]), monday_morning());
        look_twice(&desk, &mut reader(&desk));
        let clerk = desk.clerk().await;
        let second = clerk.get(&item(&clerk, "fax", 1).await).await.words();
        assert!(
            second.contains("The same came in another item: IN-"),
            "{second}"
        );
    });
}

#[test]
fn what_is_no_paper_is_set_aside_visibly_with_the_reason_and_kept_as_it_came_t65() {
    on_both(folders, async |desk, place| {
        let fax = place.join("fax");
        drop_file(&fax, "0.pdf", b"", monday_morning());
        drop_file(&fax, "1.exe", b"MZ\x90\x00 a program", monday_morning());
        drop_file(&fax, "2.pdf", &pdf(&["Whole"]), monday_morning());
        drop_file(&fax, ".hidden.pdf", &pdf(&["Hidden"]), monday_morning());
        std::os::unix::fs::symlink(fax.join("2.pdf"), fax.join("link.pdf")).expect("a link");
        look_twice(&desk, &mut reader(&desk));
        let found = items(&desk);
        let kinds: Vec<&str> = found.iter().map(|(kind, ..)| kind.as_str()).collect();
        assert_eq!(kinds, ["unreadable", "unreadable", "document"]);
        assert!(
            found[0]
                .2
                .as_deref()
                .is_some_and(|said| said.contains("The file is empty"))
        );
        assert!(
            found[1]
                .2
                .as_deref()
                .is_some_and(|said| said.contains("This is a program"))
        );
        assert_eq!(names(&fax.join("refused")).len(), 2);
        assert_eq!(names(&fax), [".hidden.pdf", "done", "link.pdf", "refused"]);
        let clerk = desk.clerk().await;
        let own = item(&clerk, "fax", 1).await;
        let page = clerk.get(&own).await;
        assert!(
            page.words().contains("Could not be read"),
            "{}",
            page.words()
        );
        let original = clerk.get(&[&own, "/original"].concat()).await;
        assert!(original.text.contains("a program"), "T67: byte for byte");
        assert_eq!(
            original.header("content-type"),
            Some("application/octet-stream")
        );
        assert!(
            original
                .header("content-disposition")
                .is_some_and(|how| how.starts_with("attachment"))
        );
        // T2: what waits in a tray is nobody's orphan.
        desk.later(TimeDelta::hours(30));
        std::thread::scope(|scope| {
            scope
                .spawn(|| sweep_files(&desk.app, 0..=u8::MAX))
                .join()
                .expect("it is well")
                .expect("it sweeps");
        });
        assert_eq!(clerk_again(&desk, &own).await, 200);
    });
}

async fn clerk_again(desk: &Desk, own: &str) -> u16 {
    let clerk = desk.clerk().await;
    clerk
        .get(&[own, "/original"].concat())
        .await
        .status
        .as_u16()
}

#[test]
fn a_folder_that_is_away_is_seen_by_people_and_by_the_monitor_and_is_read_when_it_is_back() {
    on_both(folders, async |desk, place| {
        let (fax, mut reader) = (place.join("fax"), reader(&desk));
        std::fs::remove_dir(&fax).expect("it was empty");
        look(&mut reader);
        let clerk = desk.clerk().await;
        let words = clerk.get("/trays").await.words();
        assert!(
            words.contains("Fax line Fax Cannot be read Since") && words.contains("cannot be read"),
            "{words}"
        );
        desk.later(TimeDelta::minutes(1));
        look(&mut reader);
        desk.later(TimeDelta::minutes(16));
        let ready = desk.stranger().get("/readyz").await.text;
        assert!(ready.lines().any(|line| line == "arrivals"), "{ready}");
        std::fs::create_dir(&fax).expect("it is back");
        look(&mut reader);
        let clerk = desk.clerk().await;
        let words = clerk.get("/trays/fax").await.words();
        assert!(words.contains("Fax line Fax Read Last read"), "{words}");
        let ready = desk.stranger().get("/readyz").await.text;
        assert!(!ready.lines().any(|line| line == "arrivals"), "{ready}");
    });
}

#[test]
fn the_wait_after_failures_grows_and_stays_within_a_quarter_of_an_hour() {
    on_both(folders, async |desk, place| {
        std::fs::remove_dir(place.join("fax")).expect("it was empty");
        let mut reader = reader(&desk);
        let mut waits = Vec::new();
        for _ in 0..8 {
            look(&mut reader);
            let mut conn = open(&desk.app.config.database, Purpose::Reading).expect("it opens");
            let next: NaiveDateTime = tray_sources::table
                .filter(tray_sources::source.eq("Fax line"))
                .select(tray_sources::next_at)
                .first(&mut conn)
                .expect("it is on record");
            waits.push((next - desk.app.now()).num_seconds());
            desk.at(next);
        }
        assert_eq!(waits, [30, 60, 120, 240, 480, 900, 900, 900]);
    });
}

#[test]
fn of_two_machines_one_reads_a_folder_at_a_time() {
    on_both(folders, async |desk, place| {
        let (mut first, mut second) = (reader(&desk), reader(&desk));
        look(&mut first);
        look(&mut second);
        drop_file(&place.join("fax"), "a.pdf", &pdf(&["A"]), monday_morning());
        look(&mut second);
        desk.later(TimeDelta::seconds(15));
        look(&mut second);
        assert!(items(&desk).is_empty(), "the lease is the first one's");
        let mut conn = open(&desk.app.config.database, Purpose::Reading).expect("it opens");
        let held: i64 = leases::table
            .filter(leases::name.like("arrivals %"))
            .count()
            .get_result(&mut conn)
            .expect("leases");
        assert_eq!(held, 2, "one a source");
        desk.later(TimeDelta::minutes(6));
        look(&mut second);
        desk.later(TimeDelta::seconds(15));
        look(&mut second);
        assert_eq!(items(&desk).len(), 1, "the first gave no sign of life");
    });
}

#[test]
fn scanned_post_asks_for_the_day_the_letter_came() {
    on_both(folders, async |desk, place| {
        drop_file(
            &place.join("scans"),
            "page.png",
            &png(60, 80),
            monday_morning(),
        );
        look_twice(&desk, &mut reader(&desk));
        let clerk = desk.clerk().await;
        let own = item(&clerk, "scans", 0).await;
        let form = clerk.get(&[&own, "/request"].concat()).await;
        assert!(
            form.words().contains("not the day it was scanned"),
            "{}",
            form.words()
        );
        assert_eq!(form.attributes("input[name=arrived-day]", "value"), ["08"]);
    });
}
