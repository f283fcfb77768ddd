//! The hospital's own index from a CSV file: good rows go in, bad ones are named by line and field, a row that is there
//! already changes nothing, and what a person of the desk wrote stays (B17, T7, T38).

use std::path::{Path, PathBuf};

use diesel::prelude::*;
use reqwest::StatusCode;
use roi_desk::app::Who;
use roi_desk::db::schema::{audit_rows, patient_former, patient_history, patient_names, patients};
use roi_desk::db::schema::{patient_import_rows, patient_imports};
use roi_desk::patient_import::commands::{Order, import};
use roi_desk::patient_import::model::Counts;
use roi_desk::patient_import::store::insert_import;
use roi_desk::patients::commands::{ChangeEntry, NameChange, change};
use roi_desk::patients::model::Particulars;
use roi_desk::patients::model::PatientId;
use roi_desk::patients::store::{find_entry, get_entry};
use roi_desk::staff::model::{Actor, Role};

use crate::matrix::newest_person;
use crate::patient_index::{AMARA, AMARA_AGAIN, Somebody, connection, entered, look, page_of};
use crate::support::{Desk, on_both_databases, run};

const HEADER: &str = "mrn,family,given,born_on,died_on,phone,email,address,former_names,birth_names,aliases,preferred_names,former_phones,former_addresses\n";
const THREE: &str = "5120038,Okafor,Amara,1968-03-14,,626-555-0142,,\"12 Elm Street\nDuarte, CA 91010\",\"Obi, Amara\",,,,626-555-0100,\n\
    5120041,Jensen,Ole,03/02/1950,,,ole@example.org,,,,,,,\"1 Old Road, Azusa, CA\"\n\
    5120042,O'Neil,Ana María,1990-12-01,2020-01-05,,,,,\"Ruiz, Ana | Ruiz, Anita\",,,,\n";

fn written(desk: &Desk, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
    let path = desk.folder().join(name);
    std::fs::write(&path, text).expect("the file is written");
    path
}

fn beside(path: &Path, what: &str) -> Option<String> {
    std::fs::read_to_string([&path.to_string_lossy(), what].concat()).ok()
}

/// Imports a file in the test's own process; answers the counts and what the terminal showed.
fn imported(desk: &Desk, path: &Path, dry_run: bool) -> (Counts, String) {
    let order = Order {
        file: path.to_owned(),
        facility: Some("duarte".to_owned()),
        dry_run,
        by: "operator".to_owned(),
    };
    let mut said = Vec::new();
    let app = desk.app.clone();
    let counts = std::thread::scope(|scope| {
        let ran = scope.spawn(|| import(&app, &order, &mut said));
        ran.join().expect("it ends").expect("it is imported")
    });
    (counts, String::from_utf8(said).expect("text"))
}

fn counts(added: i64, changed: i64, unchanged: i64, rejected: i64, differences: i64) -> Counts {
    Counts {
        added,
        changed,
        unchanged,
        rejected,
        differences,
    }
}

fn entry_of(desk: &Desk, mrn: &str) -> (i64, String) {
    patients::table
        .filter(patients::mrn.eq(mrn))
        .select((patients::id, patients::public_id))
        .first(&mut connection(desk))
        .expect("the entry is there")
}

async fn says(desk: &Desk, id: i64) -> Particulars {
    let entry = desk
        .app
        .read(move |read| get_entry(read, PatientId(id)))
        .await;
    entry.expect("the entry is there").says
}

/// Changes an entry at the desk.
async fn at_the_desk(desk: &Desk, id: i64, edit: impl FnOnce(&mut Particulars)) {
    desk.person(Role::Specialist, "duarte").await;
    let (staff_id, _) = newest_person(desk);
    let actor = Actor {
        staff_id,
        name: "Test".into(),
        acting_site: "duarte".into(),
        roles: vec![Role::Specialist],
        sites: vec!["duarte".into()],
        stepped_up_at: None,
    };
    let entry = desk
        .app
        .read(move |read| get_entry(read, PatientId(id)))
        .await
        .expect("the entry is there");
    let mut says = entry.says.clone();
    edit(&mut says);
    let command = ChangeEntry {
        says,
        name_change: Some(NameChange::Corrected),
        why: "Seen on the driver's licence today.".into(),
    };
    desk.app
        .write(Who::Staff(actor.clone()), "patient.changed", move |tx| {
            let now = find_entry(tx, "city_of_hope", &entry.public_id)?.expect("it is there");
            let seen = (&*entry.public_id, now.version);
            change(tx, &actor, "city_of_hope", seen, &command)
        })
        .await
        .expect("stored")
        .expect("accepted");
}

#[test]
fn a_file_another_system_wrote_has_its_rows_named_by_the_lines_an_editor_shows() {
    on_both_databases(async |desk| {
        let text = "mrn,family\r\n5120038,Okafor\r\n\r\n,Nobody\r\n\r\n";
        let file = written(&desk, "index.csv", text);
        let (done, said) = imported(&desk, &file, false);
        assert_eq!(
            done,
            counts(1, 0, 0, 1, 0),
            "empty lines are no rows: {said}"
        );
        assert!(said.contains("line 4, mrn"), "{said}");
    });
}

#[test]
fn rows_of_the_hospitals_index_go_in_whole_and_their_people_are_found_by_everything_in_them() {
    on_both_databases(async |desk| {
        // A byte-order mark, as spreadsheets write it.
        let file = written(&desk, "index.csv", ["\u{feff}", HEADER, THREE].concat());
        let (first, said) = imported(&desk, &file, false);
        assert_eq!(first, counts(3, 0, 0, 0, 0), "{said}");
        let (amara, outer) = entry_of(&desk, "5120038");
        let says = says(&desk, amara).await;
        assert_eq!(
            says.address.as_deref(),
            Some("12 Elm Street\nDuarte, CA 91010"),
            "a cell may hold lines"
        );
        let clerk = desk.clerk().await;
        for sought in [
            "Okafor",
            "Obi, Amara",
            "5120038",
            "626-555-0100",
            "O'Neil, Ana",
            "Ruiz, Anita",
        ] {
            let page = look(&clerk, sought).await;
            assert_eq!(
                page.find("#list tbody th").len(),
                1,
                "{sought}: {}",
                page.words()
            );
        }
        let page = clerk.get(&page_of(&outer)).await;
        for shown in [
            "From the import of the hospital's index.",
            "Obi, Amara",
            "626-555-0100",
        ] {
            assert!(
                page.words().replace('’', "'").contains(shown),
                "{shown}: {}",
                page.words()
            );
        }
        let died: Option<chrono::NaiveDate> = patients::table
            .filter(patients::mrn.eq("5120042"))
            .select(patients::deceased_on)
            .first(&mut connection(&desk))
            .expect("she is there");
        assert!(died.is_some(), "a day of death comes in");
    });
}

#[test]
fn the_same_file_again_changes_nothing_and_a_changed_row_is_a_change_with_history() {
    on_both_databases(async |desk| {
        let file = written(&desk, "index.csv", [HEADER, THREE].concat());
        imported(&desk, &file, false);
        let (id, outer) = entry_of(&desk, "5120038");
        let lines = |desk: &Desk| -> i64 {
            patient_history::table
                .count()
                .get_result(&mut connection(desk))
                .expect("counted")
        };
        let before = lines(&desk);
        let (again, _) = imported(&desk, &file, false);
        assert_eq!(again, counts(0, 0, 3, 0, 0));
        assert_eq!(lines(&desk), before, "nothing happened to anybody");
        let moved = THREE
            .replace("626-555-0142", "626-555-0199")
            .replace("12 Elm Street", "9 Oak Avenue")
            .replace("Okafor,Amara", "Eze,Amara");
        let file = written(&desk, "later.csv", [HEADER, &moved].concat());
        let (later, said) = imported(&desk, &file, false);
        assert_eq!(later, counts(0, 1, 2, 0, 0), "{said}");
        let says = says(&desk, id).await;
        assert_eq!(
            (&*says.name.family, says.phone.as_deref()),
            ("Eze", Some("626-555-0199"))
        );
        let clerk = desk.clerk().await;
        let page = clerk.get(&page_of(&outer)).await.words();
        for kept in [
            "Okafor, Amara",
            "626-555-0142",
            "12 Elm Street",
            "Telephone: 626-555-0199",
        ] {
            assert!(page.contains(kept), "{kept}: {page}");
        }
        let held: i64 = patient_former::table
            .filter(patient_former::patient_id.eq(id))
            .count()
            .get_result(&mut connection(&desk))
            .expect("counted");
        assert_eq!(
            held, 3,
            "the number of before, the number replaced, the address replaced"
        );
        let (same, _) = imported(&desk, &file, false);
        assert_eq!(
            same,
            counts(0, 0, 3, 0, 0),
            "the changed row, again, changes nothing"
        );
    });
}

#[test]
fn what_a_person_of_the_desk_wrote_or_emptied_stays_and_the_report_names_it() {
    on_both_databases(async |desk| {
        let (desks_own, _) = entered(&desk, AMARA).await;
        let file = written(&desk, "index.csv", [HEADER, THREE].concat());
        let (first, _) = imported(&desk, &file, false);
        assert_eq!(
            first,
            counts(2, 1, 0, 0, 0),
            "Amara agrees; her other name and number are added"
        );
        let (ole, _) = entry_of(&desk, "5120041");
        at_the_desk(&desk, ole, |says| {
            says.phone = Some("626-555-7777".into());
            says.email = None;
        })
        .await;
        let moved = THREE.replace("626-555-0142", "626-555-0199").replace(
            "03/02/1950,,,ole@example.org",
            "03/02/1950,,626-555-8888,ole@example.com",
        );
        let file = written(&desk, "later.csv", [HEADER, &moved].concat());
        let (later, said) = imported(&desk, &file, false);
        assert_eq!(later, counts(0, 0, 3, 0, 3), "{said}");
        let kept = says(&desk, ole).await;
        assert_eq!(
            (kept.phone.as_deref(), kept.email),
            (Some("626-555-7777"), None)
        );
        let own = says(&desk, desks_own).await;
        assert_eq!(
            own.phone.as_deref(),
            Some("626-555-0142"),
            "entered at the desk"
        );
        for named in ["line 2, phone", "line 4, phone", "line 4, email"] {
            assert!(said.contains(named), "{named}: {said}");
        }
        let both = beside(&file, ".differences.csv").expect("the differences are beside the file");
        assert!(both.contains("4,phone,626-555-8888,626-555-7777"), "{both}");
        assert!(
            !said.contains("555") && !said.contains("example"),
            "no patient data on the terminal: {said}"
        );
    });
}

#[test]
fn bad_rows_are_named_by_line_and_field_put_beside_and_the_good_ones_go_in() {
    on_both_databases(async |desk| {
        let text = [
            "mrn,family,given,born_on,phone,former_names\n",
            "5120001,Abbot,Ann,1970-02-30,,\n",
            "5120002,Baker,Bo,1970-01-01,12,\n",
            ",Cole,Cy,1970-01-01,,\n",
            "5120004,,Di,2970-01-01,,\n",
            "5120005,Evans,Ed,1970-01-01,,\n",
            "5120005,Evans,Edgar,1970-01-01,,\n",
            "5120005,Evans,Ed,1970-01-01,,\n",
            "5120007,Fox,Fay,1970-01-01\n",
            "5120008,Gray,Gus,1970-01-01,,\",\"\n",
        ]
        .concat();
        let mut bytes = text.into_bytes();
        bytes.extend_from_slice(b"5120009,Ha\xe9,Hal,1970-01-01,,\n");
        let file = written(&desk, "index.csv", bytes);
        let (first, said) = imported(&desk, &file, false);
        assert_eq!(first, counts(1, 0, 1, 8, 0), "{said}");
        for (line, field, what) in [
            (2, "born_on", "not a day of the calendar"),
            (3, "phone", "with its area code"),
            (4, "mrn", "Enter the record number."),
            (5, "family", "Enter the family name."),
            (5, "born_on", ""),
            (7, "mrn", "stands in line 6 with other values"),
            (9, "row", "The row has 4 cells and the first line 6"),
            (10, "former_names", "family name, comma, given names"),
            (11, "family", "not UTF-8"),
        ] {
            let named = format!("line {line}, {field}: ");
            let told = said
                .lines()
                .find(|one| one.contains(&named) && one.contains(what));
            assert!(told.is_some(), "{named}{what}: {said}");
        }
        for secret in ["Abbot", "Baker", "5120001", "2970"] {
            assert!(
                !said.contains(secret),
                "no patient data on the terminal: {said}"
            );
        }
        // Corrected and taken as it is, reasons and all.
        let rejected =
            std::fs::read(file.with_file_name("index.csv.rejected.csv")).expect("beside");
        let rejected = String::from_utf8_lossy(&rejected).into_owned();
        assert!(
            rejected.starts_with("mrn,family,given,born_on,phone,former_names,rejected_because\n"),
            "{rejected}"
        );
        let lines: Vec<&str> = rejected.lines().take(2).collect();
        let corrected = lines.join("\n").replace("1970-02-30", "1970-02-28");
        let file = written(&desk, "corrected.csv", corrected);
        let (second, said) = imported(&desk, &file, false);
        assert_eq!(second, counts(1, 0, 0, 0, 0), "{said}");
    });
}

#[test]
fn a_file_that_is_no_index_is_refused_with_a_sentence_before_anything_is_stored() {
    on_both_databases(async |desk| {
        for (text, sentence) in [
            ("", "has no column mrn"),
            ("mrn,given\n1,2\n", "has no column family"),
            (
                "mrn,family,shoe size\n",
                "Column 3 of the first line is not known.",
            ),
            ("mrn,family,mrn\n", "The column mrn stands twice."),
        ] {
            let file = written(&desk, "index.csv", text);
            let path = file.to_string_lossy();
            let (ended, said) = run(
                &desk.app,
                &[
                    "patients",
                    "import",
                    "--facility",
                    "duarte",
                    "--file",
                    &path,
                ],
            );
            assert_eq!(ended.code(), Some(1), "{said}");
            assert!(said.contains(sentence), "{sentence}: {said}");
        }
        let file = written(&desk, "index.csv", HEADER);
        let path = file.to_string_lossy();
        let (_, said) = run(&desk.app, &["patients", "import", "--file", &path]);
        assert!(said.contains("--facility with one of"), "{said}");
        let begun: i64 = patient_imports::table
            .count()
            .get_result(&mut connection(&desk))
            .expect("counted");
        assert_eq!(begun, 0);
    });
}

#[test]
fn a_rehearsal_says_the_same_and_stores_nothing_and_the_program_ends_with_two_when_rows_were_rejected()
 {
    on_both_databases(async |desk| {
        let text = [HEADER, THREE, "5120050,Hart,Ida,1970-13-01,,,,,,,,,,\n"].concat();
        let file = written(&desk, "index.csv", text);
        let path = file.to_string_lossy();
        let (rehearsed, said) = imported(&desk, &file, true);
        assert!(said.contains("Nothing was stored"), "{said}");
        let stored: i64 = patients::table
            .count()
            .get_result(&mut connection(&desk))
            .expect("counted");
        let begun: i64 = patient_imports::table
            .count()
            .get_result(&mut connection(&desk))
            .expect("counted");
        assert_eq!((stored, begun), (0, 0));
        let (ended, said) = run(
            &desk.app,
            &[
                "patients",
                "import",
                "--facility",
                "duarte",
                "--by",
                "op",
                "--file",
                &path,
            ],
        );
        assert_eq!(ended.code(), Some(2), "{said}");
        assert_eq!(rehearsed, counts(3, 0, 0, 1, 0));
        assert!(
            said.contains("4 rows: 3 added, 0 changed, 0 unchanged, 1 rejected; 0 differences."),
            "{said}"
        );
        for secret in ["Okafor", "Hart", "512", "1968"] {
            assert!(
                !said.contains(secret),
                "no patient data on the terminal or in the log: {said}"
            );
        }
    });
}

#[test]
fn leading_zeros_name_the_same_record_and_a_number_changed_at_the_desk_makes_no_second_entry() {
    on_both_databases(async |desk| {
        let (id, _) = entered(&desk, AMARA).await;
        entered(
            &desk,
            Somebody {
                born: "1950-03-02",
                family: "Jensen",
                given: "Ole",
                mrn: None,
                phone: None,
                address: None,
            },
        )
        .await;
        let file = written(
            &desk,
            "index.csv",
            "mrn,family,given,born_on\n0005120038,OKAFOR,AMARA,1968-03-14\n5120041,Jensen,Ole,1950-03-02\n",
        );
        let (first, said) = imported(&desk, &file, false);
        assert_eq!(
            first,
            counts(1, 0, 1, 0, 1),
            "case alone is no difference; Ole may be twice: {said}"
        );
        assert!(said.contains("line 3, mrn"), "{said}");
        let (ole, _) = entry_of(&desk, "5120041");
        at_the_desk(&desk, ole, |says| {
            says.mrn = roi_desk::patients::model::Mrn::parse("9990041").ok();
        })
        .await;
        let file = written(
            &desk,
            "later.csv",
            "mrn,family,given,born_on,phone\n5120038,Okafor,Amara,1968-03-14,\n5120041,Jensen,Ole,1950-03-02,626-555-0101\n",
        );
        let (later, said) = imported(&desk, &file, false);
        assert_eq!(
            (later.added, later.changed, later.differences),
            (0, 1, 1),
            "{said}"
        );
        assert_eq!(
            says(&desk, ole).await.phone.as_deref(),
            Some("626-555-0101")
        );
        assert_eq!(
            says(&desk, id).await.name.family,
            "Okafor",
            "the desk's writing stays"
        );
    });
}

#[test]
fn a_name_withdrawn_at_the_desk_does_not_come_back() {
    on_both_databases(async |desk| {
        let file = written(&desk, "index.csv", [HEADER, THREE].concat());
        imported(&desk, &file, false);
        let (id, outer) = entry_of(&desk, "5120038");
        let name: String = patient_names::table
            .filter(patient_names::patient_id.eq(id))
            .select(patient_names::public_id)
            .first(&mut connection(&desk))
            .expect("she has one");
        let specialist = desk.specialist().await;
        let at = [&page_of(&outer), "/names/", &*name].concat();
        let done = specialist
            .fill(&at, &[("why", "That is somebody else's name.")])
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let file = written(
            &desk,
            "later.csv",
            [HEADER, &THREE.replace("626-555-0142", "626-555-0199")].concat(),
        );
        let (later, said) = imported(&desk, &file, false);
        assert_eq!(later, counts(0, 1, 2, 0, 1), "{said}");
        let page = specialist.get(&page_of(&outer)).await;
        let names = page.find("section[aria-labelledby=names] li");
        assert!(names.iter().all(|one| !one.contains("Obi")), "{names:?}");
    });
}

#[test]
fn an_import_that_was_cut_off_is_finished_by_importing_the_file_again() {
    on_both_databases(async |desk| {
        use std::fmt::Write;
        let mut text = HEADER.to_owned();
        for n in 0..450 {
            writeln!(
                text,
                "{},Family{n},Given,1970-01-01,,,,,,,,,,",
                7_000_000 + n
            )
            .expect("text");
        }
        // The disk ends in the middle of the file: what is read by then is in, whole batches only.
        let part: String = text
            .lines()
            .take(301)
            .flat_map(|line| [line, "\n"])
            .collect();
        let file = written(&desk, "index.csv", part);
        imported(&desk, &file, false);
        let file = written(&desk, "index.csv", text);
        let (second, said) = imported(&desk, &file, false);
        assert_eq!(second, counts(150, 0, 300, 0, 0), "{said}");
        let kept: i64 = patient_import_rows::table
            .count()
            .get_result(&mut connection(&desk))
            .expect("counted");
        assert_eq!(kept, 450);
    });
}

#[test]
fn supervisors_and_administrators_see_which_imports_were_done_and_nobody_in_them() {
    on_both_databases(async |desk| {
        let (twin, _) = entered(&desk, AMARA_AGAIN).await;
        let text = [HEADER, THREE, "5120050,Hart,Ida,1970-13-01,,,,,,,,,,\n"].concat();
        let file = written(&desk, "index.csv", text);
        let administrator = desk.person(Role::Administrator, "duarte").await;
        let none = administrator.get("/patient-imports").await;
        assert!(
            none.words().contains("Nothing was imported yet."),
            "{}",
            none.words()
        );
        imported(&desk, &file, false);
        for person in [desk.supervisor().await, administrator] {
            let page = person.get("/patient-imports").await;
            assert_eq!(page.status, StatusCode::OK);
            let cells = page.find("#list tbody td, tbody td");
            assert_eq!(cells[2..7], ["3", "0", "0", "1", "0"], "{cells:?}");
            assert!(page.words().contains("operator"), "{}", page.words());
            assert!(!page.words().contains("Okafor"), "{}", page.words());
        }
        let clerk = desk.clerk().await;
        assert_eq!(
            clerk.get("/patient-imports").await.status,
            StatusCode::FORBIDDEN
        );
        let elsewhere = desk.person(Role::Supervisor, "hss").await;
        let page = elsewhere.get("/patient-imports").await.words();
        assert!(
            page.contains("Nothing was imported yet."),
            "another hospital's index: {page}"
        );
        desk.app
            .write(Who::Desk, "patients.import_begun", |tx| {
                Ok(insert_import(tx, "city_of_hope", "operator", "00ff")?)
            })
            .await
            .expect("stored")
            .expect("accepted");
        let page = desk.supervisor().await.get("/patient-imports").await;
        let words = page.words();
        assert!(words.contains("Runs, or was cut off"), "{words}");
        // Evidence: one row for the whole import with counts and the file's hash.
        let rows: Vec<Option<String>> = audit_rows::table
            .filter(audit_rows::event.eq("patients.import_ended"))
            .select(audit_rows::detail)
            .load(&mut connection(&desk))
            .expect("the evidence can be read");
        let [Some(detail)] = rows.as_slice() else {
            panic!("{rows:?}")
        };
        assert!(
            detail.contains("4 rows: 3 added") && detail.contains("of file "),
            "{detail}"
        );
        assert!(twin > 0);
    });
}
