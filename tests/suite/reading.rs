//! What the locked-in child reads from a paper beside its pictures: faxes of other encoders, the words of a PDF, square codes,
//! and pages cut out of a batch (T64, T66, A34, B42).

use std::path::PathBuf;

use image::GenericImageView as _;
use roi_desk::documents::rules::look_at;
use roi_desk::preview::{MAX_TEXT_BYTES, Previewer, Reason};
use roi_desk::words::PaperKind;

use crate::papers::{self, Scanned, coded, lined, tiff_of};

const REFERENCE: &str = "ROI-2026-004217-5";

fn previewer() -> Previewer {
    Previewer::new(PathBuf::from(env!("CARGO_BIN_EXE_roi-desk")))
}

fn picture(paper: &[u8], kind: PaperKind, page: u16, width: u16) -> image::DynamicImage {
    let png = previewer().render(paper, kind, page, width);
    image::load_from_memory(&png.expect("it is drawn").into_bytes()).expect("a picture")
}

fn text(paper: &[u8], page: u16) -> String {
    previewer()
        .text(paper, PaperKind::Pdf, page)
        .expect("the words are read")
}

/// A PDF of one page with this content.
fn page_of(content: &str) -> Vec<u8> {
    papers::pdf_of(
        &[
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Count 1 /Kids [4 0 R] >>".to_owned(),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Resources << /Font << /F1 3 0 R >> >> >>".to_owned(),
            format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        ],
        "",
    )
}

#[test]
fn t66_faxes_of_another_encoder_are_drawn_dot_for_dot_in_group_3_of_one_and_two_dimensions_and_group_4()
 {
    let drawn = image::load_from_memory(include_bytes!("faxes/as_drawn.png"))
        .expect("a picture")
        .into_luma8();
    let faxes: [(&str, &[u8]); 6] = [
        ("runs alone", include_bytes!("faxes/runs.tif")),
        ("Group 3", include_bytes!("faxes/group_3.tif")),
        (
            "Group 3, aligned",
            include_bytes!("faxes/group_3_aligned.tif"),
        ),
        (
            "Group 3 in two dimensions",
            include_bytes!("faxes/group_3_two_dimensions.tif"),
        ),
        (
            "Group 3 in two dimensions, lowest bit first",
            include_bytes!("faxes/group_3_two_dimensions_reversed.tif"),
        ),
        ("Group 4", include_bytes!("faxes/group_4.tif")),
    ];
    for (name, fax) in faxes {
        assert!(look_at(fax).is_ok(), "{name} is taken in");
        let shown = picture(fax, PaperKind::Tiff, 1, 432).into_luma8();
        assert_eq!(shown.dimensions(), drawn.dimensions(), "{name}");
        let wrong = shown.pixels().zip(drawn.pixels()).filter(|(a, b)| a != b);
        assert_eq!(wrong.count(), 0, "{name}: every dot is where it was");
    }
}

#[test]
fn a34_the_words_of_a_pdf_page_are_read_line_by_line() {
    let paper = papers::pdf(&["first page", "second page"]);
    assert_eq!(text(&paper, 1), "first page");
    assert_eq!(text(&paper, 2), "second page");
    let lines = page_of(
        "BT /F1 12 Tf 60 700 Td (Authorization for) Tj 110 0 Td (release) Tj -110 -20 Td [(Sig) -20 (ned)] TJ ET",
    );
    assert_eq!(text(&lines, 1), "Authorization for release\nSigned");
}

#[test]
fn a34_the_hidden_words_under_a_recognized_scan_are_read_and_a_picture_has_none() {
    let hidden = page_of("BT 3 Tr /F1 12 Tf 60 700 Td (recognized) Tj ET");
    assert_eq!(text(&hidden, 1), "recognized");
    assert_eq!(text(&page_of("0 0 100 100 re f"), 1), "");
    let fax = papers::fax_tiff();
    assert_eq!(
        previewer().text(&fax, PaperKind::Tiff, 1),
        Ok(String::new())
    );
    assert_eq!(
        previewer()
            .text(&papers::pdf(&["a"]), PaperKind::Pdf, 2)
            .map_err(|why| why.reason),
        Err(Reason::NoSuchPage)
    );
}

#[test]
fn t66_words_without_end_are_cut_and_a_broken_file_harms_nobody() {
    let long = "(0123456789) Tj ".repeat(21_000);
    let words = text(&page_of(&format!("BT /F1 9 Tf 10 10 Td {long} ET")), 1);
    assert!(!words.is_empty() && words.len() <= MAX_TEXT_BYTES);
    let nested = previewer().text(&papers::nested_pdf(), PaperKind::Pdf, 1);
    assert!(nested.is_err(), "{nested:?}");
    let cut = previewer().part(&papers::nested_pdf(), PaperKind::Pdf, (1, 1));
    assert!(cut.is_err());
    let garbage = [b"%PDF-1.7\n".as_slice(), &[0xff; 400]].concat();
    assert!(previewer().codes(&garbage, PaperKind::Pdf, 1).is_err());
}

#[test]
fn b42_the_square_code_of_a_cover_sheet_is_read_off_a_fax_straight_crooked_upside_down_and_soiled()
{
    let ways = [
        ("straight", Scanned::default()),
        (
            "crooked",
            Scanned {
                turned: 3.0,
                ..Scanned::default()
            },
        ),
        (
            "upside down",
            Scanned {
                turned: 180.0,
                ..Scanned::default()
            },
        ),
        (
            "on its side",
            Scanned {
                turned: 90.0,
                ..Scanned::default()
            },
        ),
        (
            "soiled",
            Scanned {
                turned: -2.0,
                soiled: 150,
            },
        ),
    ];
    let leaves: Vec<_> = ways
        .iter()
        .map(|(_, way)| coded(&[REFERENCE], *way))
        .collect();
    let batch = tiff_of(&leaves);
    for (page, (name, _)) in (1..).zip(ways) {
        let codes = previewer().codes(&batch, PaperKind::Tiff, page);
        assert_eq!(codes, Ok(vec![REFERENCE.to_owned()]), "{name}");
    }
}

#[test]
fn b42_a_page_with_two_codes_tells_both_from_the_top_and_one_without_tells_none() {
    let batch = tiff_of(&[
        coded(&["BOX-000012-003", REFERENCE], Scanned::default()),
        lined(900),
    ]);
    let codes = |page| previewer().codes(&batch, PaperKind::Tiff, page);
    assert_eq!(
        codes(1),
        Ok(vec!["BOX-000012-003".to_owned(), REFERENCE.to_owned()])
    );
    assert_eq!(codes(2), Ok(Vec::new()));
}

#[test]
fn pages_cut_out_of_a_fax_are_a_file_of_their_own_dot_for_dot() {
    let batch = tiff_of(&[lined(100), lined(500), lined(900), lined(1300)]);
    let part = previewer()
        .part(&batch, PaperKind::Tiff, (2, 3))
        .expect("it is cut");
    assert_eq!(look_at(&part).map(|looked| looked.pages), Ok(Some(2)));
    for (own, whole) in [(1, 2), (2, 3)] {
        let own = picture(&part, PaperKind::Tiff, own, 1400);
        let whole = picture(&batch, PaperKind::Tiff, whole, 1400);
        assert!(own.pixels().eq(whole.pixels()));
    }
    let beyond = previewer().part(&batch, PaperKind::Tiff, (4, 5));
    assert_eq!(beyond.map_err(|why| why.reason), Err(Reason::NoSuchPage));
}

#[test]
fn pages_cut_out_of_a_pdf_hold_their_own_words_and_nothing_of_the_others() {
    let batch = papers::pdf(&["page of Lopez", "page of Canary", "page of Moss"]);
    let part = previewer()
        .part(&batch, PaperKind::Pdf, (2, 2))
        .expect("it is cut");
    assert!(look_at(&part).is_ok(), "the desk takes it");
    assert_eq!(previewer().pages(&part, PaperKind::Pdf), Ok(1));
    assert_eq!(text(&part, 1), "page of Canary");
    let raw = String::from_utf8_lossy(&part);
    assert!(!raw.contains("Lopez") && !raw.contains("Moss"));
    let own = picture(&part, PaperKind::Pdf, 1, 600);
    let whole = picture(&batch, PaperKind::Pdf, 2, 600);
    assert!(own.pixels().eq(whole.pixels()));
}
