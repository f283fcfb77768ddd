//! The public directory of provider identifiers, read from a local file, as a suggestion when a requester is written down (B19).

use reqwest::StatusCode;
use roi_desk::npi_directory::{Loaded, load};

use crate::support::{Desk, on_both_databases};

/// The columns the desk reads, among others and in another order.
const HEADER: &str = "\"NPI\",\"Entity Type Code\",\"Provider Organization Name (Legal Business Name)\",\"Provider Last Name (Legal Name)\",\"Provider First Name\",\"Provider Middle Name\",\"Provider First Line Business Mailing Address\",\"Provider First Line Business Practice Location Address\",\"Provider Second Line Business Practice Location Address\",\"Provider Business Practice Location Address City Name\",\"Provider Business Practice Location Address State Name\",\"Provider Business Practice Location Address Postal Code\",\"Provider Business Practice Location Address Telephone Number\",\"Provider Business Practice Location Address Fax Number\",\"NPI Deactivation Date\",\"NPI Reactivation Date\"";

const ROWS: [&str; 6] = [
    "\"1234567893\",\"2\",\"FOOTHILL ONCOLOGY GROUP, INC.\",\"\",\"\",\"\",\"PO BOX 1\",\"100 PINE ST\",\"STE 2\",\"MONROVIA\",\"CA\",\"910160001\",\"6265550169\",\"6265550168\",\"\",\"\"",
    "\"1000000012\",\"1\",\"\",\"NÚÑEZ\",\"ANA\",\"M\",\"\",\"7 OAK AVE\",\"\",\"AZUSA\",\"CA\",\"91702\",\"6265550170\",\"\",\"\",\"\"",
    "\"2000000028\",\"2\",\"HUDSON CLINIC\",\"\",\"\",\"\",\"\",\"1 EAST ST\",\"\",\"NEW YORK\",\"NY\",\"10021\",\"2125550100\",\"\",\"\",\"\"",
    "\"1234567890\",\"2\",\"WRONG DIGIT\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"CA\",\"\",\"\",\"\",\"\",\"\"",
    "\"1555000011\",\"1\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"01/05/2024\",\"\"",
    "\"1234567893\",\"2\",\"FOOTHILL ONCOLOGY GROUP, INC.\",\"\",\"\",\"\",\"PO BOX 1\",\"100 PINE ST\",\"STE 2\",\"MONROVIA\",\"CA\",\"910160001\",\"6265550169\",\"6265550168\",\"\",\"\"",
];

/// Reads these lines as a file; answers what came of it and everything that was said.
async fn read(desk: &Desk, lines: &[&str], states: &[&str]) -> Result<(Loaded, String), String> {
    let file = desk.folder().join("npidata.csv");
    std::fs::write(&file, lines.join("\n")).expect("the file is written");
    let states: Vec<String> = states.iter().map(|&state| state.to_owned()).collect();
    let app = desk.app.clone();
    actix_web::web::block(move || {
        let mut said = String::new();
        load(&app, &file, &states, |line| said.push_str(&line))
            .map(|loaded| (loaded, said))
            .map_err(|error| error.to_string())
    })
    .await
    .expect("the reader runs")
}

fn whole() -> Vec<&'static str> {
    [HEADER].into_iter().chain(ROWS).collect()
}

#[test]
fn the_directory_is_read_in_parts_names_what_it_cannot_read_and_may_be_read_again() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        let (loaded, said) = read(&desk, &whole(), &["CA"]).await.expect("it is read");
        let all = Loaded {
            seen: 6,
            kept: 3,
            ended: 1,
            elsewhere: 1,
            bad: 1,
        };
        assert_eq!(loaded, all);
        assert!(
            said.contains("Line 5 is left out: the check digit"),
            "{said}"
        );
        let (again, _) = read(&desk, &whole(), &["CA"]).await.expect("it is read");
        assert_eq!(again, all);
        let typed = [
            ("then", "look"),
            ("npi", "1234567893"),
            ("fax", "626-555-0111"),
        ];
        let page = clerk.fill("/requesters/new", &typed).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.words());
        assert!(
            page.words().contains("Standing there verifies nothing"),
            "{}",
            page.words()
        );
        assert_eq!(
            page.attributes("input[name=name]", "value"),
            ["FOOTHILL ONCOLOGY GROUP, INC."]
        );
        assert_eq!(
            page.attributes("input[name=phone]", "value"),
            ["626-555-0169"]
        );
        assert_eq!(
            page.attributes("input[name=fax]", "value"),
            ["626-555-0111"],
            "what is typed stays"
        );
        assert!(
            page.text.contains("MONROVIA, CA 91016-0001"),
            "{}",
            page.text
        );
        let like = [("then", "look"), ("name", "nunez")];
        let page = clerk.fill("/requesters/new", &like).await;
        assert!(
            page.words().contains("1000000012: NÚÑEZ, ANA M, 7 OAK AVE"),
            "{}",
            page.words()
        );
        let nobody = [("then", "look"), ("name", "hudson")];
        let page = clerk.fill("/requesters/new", &nobody).await;
        assert!(
            page.words().contains("Nobody like this"),
            "another state: {}",
            page.words()
        );
        let ended = "\"1234567893\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"06/01/2026\",\"\"";
        read(&desk, &[HEADER, ended], &[])
            .await
            .expect("it is read");
        let page = clerk.fill("/requesters/new", &typed).await;
        assert!(
            page.words().contains("Nobody like this"),
            "{}",
            page.words()
        );
    });
}

#[test]
fn a_file_that_is_not_the_directory_is_refused_with_a_sentence() {
    on_both_databases(async |desk| {
        let refused = read(&desk, &["\"NPI\",\"Name\"", "\"1234567893\",\"x\""], &[]).await;
        let sentence = refused.expect_err("it is not the directory");
        assert!(
            sentence.contains("has no column \"Provider Organization Name"),
            "{sentence}"
        );
    });
}
