//! A desk that reads folders and mailboxes when a test says so.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use chrono::{NaiveDateTime, TimeDelta};
use reqwest::StatusCode;
use roi_desk::arriving::Reader;
use roi_desk::db::schema::{tray_items, tray_papers};
use roi_desk::db::{Purpose, open};

use diesel::prelude::*;

use crate::support::{Backend, Client, Desk, Page};

/// Runs a test on both databases, with the folders and mailboxes of a file made for it.
pub fn on_both<F, Fut>(arrivals: impl Fn(&Path) -> String, test: F)
where
    F: Fn(Desk, PathBuf) -> Fut,
    Fut: Future<Output = ()>,
{
    for backend in [Backend::Sqlite, Backend::Postgres] {
        println!("on {backend:?}");
        let around = tempfile::tempdir().expect("a folder");
        let place = around.path().to_owned();
        let file = place.join("arrivals.toml");
        write_secret(&file, &arrivals(&place));
        actix_web::rt::System::new().block_on(async {
            let desk = Desk::start_with(backend, |settings| {
                settings.arrivals = Some(file.clone());
            })
            .await;
            test(desk.clone(), place.clone()).await;
            desk.finish().await;
        });
    }
}

/// Writes a file only its owner can read.
pub fn write_secret(path: &Path, text: &str) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::write(path, text).expect("written");
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).expect("its owner's");
}

/// Looks at every source once, aside: the desk's own threads are no web workers.
pub fn look(reader: &mut Reader) {
    std::thread::scope(|scope| {
        let looked = scope.spawn(|| reader.round()).join();
        looked
            .expect("the reader is well")
            .expect("the database answers");
    });
}

pub fn reader(desk: &Desk) -> Reader {
    Reader::open(&desk.app).expect("the settings are good")
}

/// Looks, lets time pass, and looks again: a file that has not changed between is whole.
pub fn look_twice(desk: &Desk, reader: &mut Reader) {
    look(reader);
    desk.later(TimeDelta::seconds(15));
    look(reader);
}

/// Sets when a file was last written.
pub fn written_at(path: &Path, at: NaiveDateTime) {
    let seconds = u64::try_from(at.and_utc().timestamp()).expect("after 1970");
    let moment = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
    let file = std::fs::File::options()
        .write(true)
        .open(path)
        .expect("it opens");
    file.set_modified(moment).expect("it is set");
}

/// Kind, subject, what was noticed and outcome of every item, in the order they were stored.
pub fn items(desk: &Desk) -> Vec<(String, Option<String>, Option<String>, Option<String>)> {
    let mut conn = open(&desk.app.config.database, Purpose::Reading).expect("it opens");
    tray_items::table
        .order(tray_items::id)
        .select((
            tray_items::kind,
            tray_items::subject,
            tray_items::said,
            tray_items::outcome,
        ))
        .load(&mut conn)
        .expect("items")
}

/// The subjects of every item, in the order they were stored.
pub fn subjects(desk: &Desk) -> Vec<String> {
    let found = items(desk).into_iter();
    found
        .map(|(_, subject, ..)| subject.unwrap_or_default())
        .collect()
}

/// Name and refusal of every paper, in order.
pub fn papers(desk: &Desk) -> Vec<(String, Option<String>)> {
    let mut conn = open(&desk.app.config.database, Purpose::Reading).expect("it opens");
    tray_papers::table
        .order(tray_papers::id)
        .select((tray_papers::name, tray_papers::refused))
        .load(&mut conn)
        .expect("papers")
}

/// The address of an item of a tray, by its place in the list.
pub async fn item(client: &Client, tray: &str, place: usize) -> String {
    let list = client.get(&["/trays/", tray].concat()).await;
    assert_eq!(list.status, StatusCode::OK, "{}", list.words());
    let links = list.attributes("tbody th a", "href");
    links
        .get(place)
        .unwrap_or_else(|| panic!("item {place} waits: {}", list.words()))
        .clone()
}

pub fn moved(page: &Page) {
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.words());
}

pub fn refused(page: &Page, sentence: &str) {
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        page.words()
    );
    assert!(
        page.words().contains(sentence),
        "{sentence}: {}",
        page.words()
    );
}

/// A folder for faxes and one for scanned post.
pub fn folders(place: &Path) -> String {
    for name in ["fax", "scans"] {
        std::fs::create_dir_all(place.join(name)).expect("a folder");
    }
    format!(
        "[[folder]]\nname = \"Fax line\"\nkind = \"fax\"\nsite = \"duarte\"\npath = \"{0}/fax\"\n\
         [[folder]]\nname = \"Scanner\"\nkind = \"scans\"\nsite = \"duarte\"\npath = \"{0}/scans\"\n",
        place.display()
    )
}

/// Puts a file into a watched folder.
pub fn drop_file(folder: &Path, name: &str, content: &[u8], at: NaiveDateTime) {
    let path = folder.join(name);
    std::fs::write(&path, content).expect("written");
    written_at(&path, at);
}

/// The names in a folder, in order; nothing where there is none.
pub fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort_unstable();
    names
}
