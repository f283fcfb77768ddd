//! What prints: separator sheets that a scanner reads, and the custody list.

use std::collections::BTreeMap;

use reqwest::StatusCode;

use super::support::*;
use crate::support::on_both_databases;

/// Bars of five digits' worth each, wide ones as `1`: how Code 39 is built, read the other way round than it is drawn.
fn letter(widths: &[usize]) -> char {
    let narrow = *widths.iter().min().expect("nine of them");
    let wide: Vec<bool> = widths.iter().map(|width| *width > narrow).collect();
    let bars: String = (0..9)
        .step_by(2)
        .map(|at| if wide[at] { '1' } else { '0' })
        .collect();
    let spaces: String = (1..9)
        .step_by(2)
        .map(|at| if wide[at] { '1' } else { '0' })
        .collect();
    let digits = BTreeMap::from([
        ("10001", 0),
        ("01001", 1),
        ("11000", 2),
        ("00101", 3),
        ("10100", 4),
        ("01100", 5),
        ("00011", 6),
        ("10010", 7),
        ("01010", 8),
        ("00110", 9),
    ]);
    let row = match &*spaces {
        "0100" => "1234567890",
        "0010" => "ABCDEFGHIJ",
        "0001" => "KLMNOPQRST",
        "1000" => "UVWXYZ-. *",
        other => panic!("no letter has the spaces {other}"),
    };
    row.chars().nth(digits[&*bars]).expect("ten in a row")
}

/// What a scanner reads in the path of a bar code.
fn read(path: &str) -> String {
    let bars: Vec<(usize, usize)> = path
        .split('M')
        .skip(1)
        .map(|bar| {
            let (x, rest) = bar.split_once(" 0h").expect("a bar begins at the top");
            let (width, _) = rest.split_once('v').expect("and goes down");
            (
                x.parse().expect("a number"),
                width.parse().expect("a number"),
            )
        })
        .collect();
    let mut widths = Vec::new();
    for (at, (x, width)) in bars.iter().enumerate() {
        widths.push(*width);
        if let Some((next, _)) = bars.get(at + 1) {
            widths.push(next - x - width);
        }
    }
    widths.chunks(10).map(|ten| letter(&ten[..9])).collect()
}

#[test]
fn separator_sheets_are_numbered_and_their_code_names_session_and_item_alone_b3() {
    on_both_databases(async |desk| {
        let two = two_clerks(&desk).await;
        let session = begin(&two, "3").await;
        log(&two.first, &session, FORM).await;
        let page = two.first.get(&[&session, "/separators"].concat()).await;
        assert_eq!(page.status, StatusCode::OK);
        let id = two.first.get(&session).await.find("h1")[0].replace("Drop-box session ", "");
        let codes: Vec<String> = page
            .attributes(".separator .barcode path", "d")
            .iter()
            .map(|path| read(path))
            .collect();
        let expected: Vec<String> = (1..=3).map(|place| format!("*{id}-00{place}*")).collect();
        assert_eq!(codes, expected, "a sheet for each envelope counted");
        assert!(page.words().contains("2 of 3"), "{}", page.words());
        assert!(!page.text.contains("Canary"), "no patient data on a sheet");
    });
}

#[test]
fn the_custody_list_holds_both_times_both_people_the_count_and_where_each_item_went_b3() {
    on_both_databases(async |desk| {
        let two = two_clerks(&desk).await;
        let session = begin(&two, "2").await;
        log(&two.first, &session, FORM).await;
        log(&two.first, &session, NOT_OURS).await;
        let aside = [&item(&two.first, &session, 2).await, "/aside"].concat();
        two.first
            .fill(
                &aside,
                &[
                    ("went_to", "Cashier"),
                    ("why", "A payment for the hospital's bill."),
                ],
            )
            .await;
        confirm(&two.second, &session, "2").await;
        let page = two.first.get(&[&session, "/custody"].concat()).await;
        let words = page.words();
        for held in [
            "City of Hope",
            "Emptied Mon 8 Jun 2026 08:05",
            "Before that Thu 4 Jun 2026 16:10",
            "First person Test Clerk",
            "Second person Test Forms specialist",
            "Envelopes counted 2 confirmed by Test Forms specialist",
            "Authorization Canary, Cora Fri 5 Jun 2026",
            "so it counts as received on that day (R3)",
            "Not settled yet",
            "Does not belong to the desk none written Thu 4 Jun 2026",
            "Set aside: Cashier A payment for the hospital's bill. open",
        ] {
            assert!(words.contains(held), "{held}: {words}");
        }
        let sheets = page.attributes("link[rel=stylesheet]", "href");
        assert!(
            sheets.iter().any(|href| href.contains("print")),
            "it is a paper"
        );
    });
}
