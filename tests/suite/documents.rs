//! Papers: what is taken in, why something is not, and what a paper is called (T65, T67, A34).

use roi_desk::documents::model::{
    Description, DescriptionError, MAX_FILE_BYTES, NotAccepted, Note, TooMuch,
};
use roi_desk::documents::rules::{check_together, display_name, download_header, look_at};
use roi_desk::words::PaperKind;

use crate::papers;

fn kind_of(file: &[u8]) -> Result<PaperKind, NotAccepted> {
    look_at(file).map(|looked| looked.kind)
}

fn joined(first: &[u8], second: &[u8]) -> Vec<u8> {
    [first, second].concat()
}

#[test]
fn t65_honest_papers_are_known_by_their_content() {
    let cases = [
        (papers::pdf(&["one", "two"]), PaperKind::Pdf, None),
        (papers::jpeg(40, 30), PaperKind::Jpeg, Some(1)),
        (papers::png(40, 30), PaperKind::Png, Some(1)),
        (papers::fax_tiff(), PaperKind::Tiff, Some(2)),
        (papers::colour_tiff(3), PaperKind::Tiff, Some(3)),
    ];
    for (file, kind, pages) in cases {
        let looked = look_at(&file).expect("an honest paper is taken");
        assert_eq!(
            (looked.kind, looked.pages, looked.notes),
            (kind, pages, vec![])
        );
    }
}

#[test]
fn t65_a_paper_may_end_in_blanks_and_a_phone_photo_in_a_second_picture() {
    assert_eq!(
        kind_of(&joined(&papers::pdf(&["a"]), b"\r\n\r\n\0\0")),
        Ok(PaperKind::Pdf)
    );
    assert_eq!(
        kind_of(&joined(&papers::png(4, 4), b"\n")),
        Ok(PaperKind::Png)
    );
    assert_eq!(
        kind_of(&joined(&papers::jpeg(4, 4), &papers::jpeg(2, 2))),
        Ok(PaperKind::Jpeg)
    );
}

#[test]
fn t65_other_files_are_refused_with_what_to_do() {
    let cases: [(&[u8], NotAccepted); 21] = [
        (b"", NotAccepted::Empty),
        (b"hello", NotAccepted::Unknown),
        (b"<!DOCTYPE html><html><body>hi", NotAccepted::WebPage),
        (b"  \n<HTML><script>alert(1)</script>", NotAccepted::WebPage),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            NotAccepted::Drawing,
        ),
        (
            b"\xef\xbb\xbf<?xml version='1.0'?><svg/>",
            NotAccepted::Drawing,
        ),
        (b"PK\x03\x04\x14\0\0\0", NotAccepted::Archive),
        (b"PK\x05\x06\0\0\0\0", NotAccepted::Archive),
        (b"Rar!\x1a\x07", NotAccepted::Archive),
        (b"7z\xbc\xaf\x27\x1c", NotAccepted::Archive),
        (
            b"PK\x03\x04\x14\0\0\0[Content_Types].xml",
            NotAccepted::OfficeDocument,
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", NotAccepted::OfficeDocument),
        (b"{\\rtf1 hello}", NotAccepted::OfficeDocument),
        (b"\0\0\0\x18ftypheic", NotAccepted::PhonePhoto),
        (b"GIF89a", NotAccepted::OtherPicture),
        (b"RIFF\0\0\0\0WEBPVP8 ", NotAccepted::OtherPicture),
        (b"BM\0\0", NotAccepted::OtherPicture),
        (b"II\x2b\0\x08\0\0\0", NotAccepted::OtherPicture),
        (b"MZ\x90\0", NotAccepted::Program),
        (b"\x7fELF\x02", NotAccepted::Program),
        (b"#!/bin/sh\n", NotAccepted::Program),
    ];
    for (file, expected) in cases {
        assert_eq!(
            look_at(file),
            Err(expected),
            "{}",
            String::from_utf8_lossy(file)
        );
        assert!(
            expected.to_string().ends_with('.'),
            "{expected} is a sentence"
        );
    }
}

#[test]
fn t65_the_name_and_the_mark_alone_make_no_paper() {
    assert_eq!(
        kind_of(b"%PDF-1.7\nhello"),
        Err(NotAccepted::CutShort(PaperKind::Pdf))
    );
    assert_eq!(
        kind_of(b"%PDF-1.7\nhello\n%%EOF"),
        Err(NotAccepted::Damaged(PaperKind::Pdf))
    );
    assert_eq!(
        kind_of(b"\xff\xd8\xff"),
        Err(NotAccepted::CutShort(PaperKind::Jpeg))
    );
    assert_eq!(
        kind_of(b"\xff\xd8\xff\xd9"),
        Err(NotAccepted::Damaged(PaperKind::Jpeg))
    );
    assert_eq!(
        kind_of(b"\x89PNG\r\n\x1a\nhello hello hello"),
        Err(NotAccepted::Damaged(PaperKind::Png))
    );
    assert_eq!(
        kind_of(b"II\x2a\0\0\0\0\0"),
        Err(NotAccepted::Damaged(PaperKind::Tiff))
    );
    assert_eq!(
        kind_of(b"MM\0\x2a\0\0\xff\xff"),
        Err(NotAccepted::CutShort(PaperKind::Tiff))
    );
}

#[test]
fn t65_a_paper_cut_short_is_refused_and_never_panics() {
    for file in [
        papers::pdf(&["a"]),
        papers::jpeg(16, 16),
        papers::png(16, 16),
        papers::fax_tiff(),
    ] {
        for end in 0..file.len() {
            let taken = look_at(&file[..end]);
            let lost = file.len() - end;
            assert!(
                taken.is_err() || lost <= 2,
                "{taken:?} with {lost} of {} bytes missing",
                file.len()
            );
        }
    }
}

#[test]
fn t65_two_kinds_in_one_file_are_refused() {
    let (pdf, jpeg, png, tiff) = (
        papers::pdf(&["a"]),
        papers::jpeg(9, 9),
        papers::png(9, 9),
        papers::fax_tiff(),
    );
    let mut with_comment = jpeg[..2].to_vec();
    with_comment.extend(b"\xff\xfe\0\x1b<script>alert(1)</script>");
    with_comment.extend(&jpeg[2..]);
    let mut script = b"\xff\xd8\xff\xe0/*".to_vec();
    script.resize(script.len() + 0x2f2a - 2, 0);
    script.extend(&jpeg[2..]);
    let cases = [
        ("PDF then ZIP", joined(&pdf, &papers::zip(pdf.len()))),
        ("JPEG then ZIP", joined(&jpeg, &papers::zip(jpeg.len()))),
        ("PNG then ZIP", joined(&png, &papers::zip(png.len()))),
        ("TIFF then ZIP", joined(&tiff, &papers::zip(tiff.len()))),
        (
            "ZIP inside a PDF's end",
            joined(&joined(&pdf, &papers::zip(pdf.len())), b"\n%%EOF\n"),
        ),
        ("JPEG then PDF", joined(&jpeg, &pdf)),
        ("TIFF then PDF", joined(&tiff, &pdf)),
        ("junk then PDF", joined(b"MIME-Version: 1.0\n", &pdf)),
        (
            "PDF then page",
            joined(&pdf, b"<html><script>alert(1)</script>"),
        ),
        ("PNG then page", joined(&png, b"<script>alert(1)</script>")),
        (
            "PDF that starts as a page",
            joined(b"%PDF-1.7\n<html><body>", &pdf),
        ),
        ("script in a JPEG comment", with_comment),
        ("JPEG that is a script", script),
    ];
    for (name, file) in cases {
        let taken = look_at(&file);
        assert!(
            matches!(taken, Err(NotAccepted::TwoInOne { .. })),
            "{name}: {taken:?}"
        );
    }
}

#[test]
fn t65_the_test_file_of_virus_scanners_is_refused_wherever_it_stands() {
    let eicar = [
        r"X5O!P%@AP[4\PZX54(P^)7CC)7}$",
        "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
    ]
    .concat();
    assert_eq!(look_at(eicar.as_bytes()), Err(NotAccepted::Virus));
    let inside = papers::pdf(&[&eicar]);
    assert_eq!(look_at(&inside), Err(NotAccepted::Virus));
}

#[test]
fn t65_a_locked_or_active_pdf_is_taken_and_noted() {
    let catalogue = |more: &str| {
        vec![
            format!("<< /Type /Catalog /Pages 2 0 R {more} >>"),
            "<< /Kids [] >>".to_owned(),
        ]
    };
    let cases = [
        (
            papers::pdf_of(&catalogue(""), "/Encrypt 9 0 R"),
            vec![Note::Locked],
        ),
        (
            papers::pdf_of(&catalogue("/OpenAction << /S /JavaScript /JS (x) >>"), ""),
            vec![Note::Script],
        ),
        (
            papers::pdf_of(&catalogue("/OpenAction << /S /Launch /F (x) >>"), ""),
            vec![Note::Script],
        ),
        (
            papers::pdf_of(&catalogue("/Names << /EmbeddedFiles 3 0 R >>"), ""),
            vec![Note::Attachments],
        ),
        (
            papers::pdf_of(&catalogue("/EncryptMetadata false /JSX 1"), ""),
            vec![],
        ),
    ];
    for (file, notes) in cases {
        assert_eq!(look_at(&file).map(|looked| looked.notes), Ok(notes));
    }
}

#[test]
fn t65_sizes_pixels_and_pages_are_limited_on_the_byte() {
    let most = usize::try_from(MAX_FILE_BYTES).expect("fits");
    assert_eq!(look_at(&vec![b'x'; most]), Err(NotAccepted::Unknown));
    assert_eq!(look_at(&vec![b'x'; most + 1]), Err(NotAccepted::TooLarge));
    assert_eq!(
        kind_of(&papers::png_bomb(10_000, 10_000)),
        Ok(PaperKind::Png)
    );
    assert_eq!(
        kind_of(&papers::png_bomb(10_000, 10_001)),
        Err(NotAccepted::TooManyPixels)
    );
    assert_eq!(
        kind_of(&papers::png_bomb(u32::MAX, u32::MAX)),
        Err(NotAccepted::TooManyPixels)
    );
    assert_eq!(
        look_at(&papers::colour_tiff(500)).map(|looked| looked.pages),
        Ok(Some(500))
    );
    assert_eq!(
        look_at(&papers::colour_tiff(501)),
        Err(NotAccepted::TooManyPages)
    );
}

#[test]
fn t65_a_tiff_whose_pages_go_in_a_circle_is_refused() {
    let mut file = papers::fax_tiff();
    let first: [u8; 4] = file[4..8].try_into().expect("four bytes");
    let last = file.len() - 4;
    file[last..].copy_from_slice(&first);
    assert_eq!(kind_of(&file), Err(NotAccepted::Damaged(PaperKind::Tiff)));
}

#[test]
fn t65_twenty_files_and_100_mib_go_together_and_no_more() {
    const MIB: u64 = 1024 * 1024;
    assert_eq!(check_together(&[1; 20]), Ok(()));
    assert_eq!(check_together(&[1; 21]), Err(TooMuch::Files));
    assert_eq!(check_together(&[25 * MIB; 4]), Ok(()));
    assert_eq!(
        check_together(&[25 * MIB, 25 * MIB, 25 * MIB, 25 * MIB, 1]),
        Err(TooMuch::Bytes)
    );
    assert_eq!(check_together(&[u64::MAX, u64::MAX]), Err(TooMuch::Bytes));
}

#[test]
fn t67_names_are_made_safe_and_end_as_the_content_says() {
    let long = "é".repeat(200);
    let cases = [
        ("authorization.pdf", "authorization.pdf"),
        (
            "Authorization 1.2 (signed).PDF",
            "Authorization 1.2 (signed).pdf",
        ),
        ("../../etc/passwd", "passwd.pdf"),
        ("..", "document.pdf"),
        ("", "document.pdf"),
        (".pdf", "pdf.pdf"),
        (".htaccess", "htaccess.pdf"),
        (r"C:\Users\clerk\scan.pdf", "scan.pdf"),
        ("C:scan.pdf", "C_scan.pdf"),
        ("scan.pdf.exe", "scan.pdf.exe.pdf"),
        ("scan.pdf:stream", "scan.pdf_stream.pdf"),
        ("a\0b\x07.pdf", "ab.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie_ x=1.pdf"),
        ("scan \u{202e}fdp.exe", "scan fdp.exe.pdf"),
        ("in\u{200b}vis\u{feff}ible.pdf", "invisible.pdf"),
        ("NUL", "_NUL.pdf"),
        ("con.txt.pdf", "_con.txt.pdf"),
        ("lpt1.pdf", "_lpt1.pdf"),
        ("COM10.pdf", "COM10.pdf"),
        ("console.pdf", "console.pdf"),
        ("name. . .", "name.pdf"),
        ("<b>\"quoted\"|?*.pdf", "_b__quoted____.pdf"),
        ("Autorización médica.pdf", "Autorización médica.pdf"),
        ("同意書.pdf", "同意書.pdf"),
    ];
    for (given, expected) in cases {
        assert_eq!(
            display_name(given, PaperKind::Pdf).as_str(),
            expected,
            "{given:?}"
        );
    }
    let short = display_name(&long, PaperKind::Tiff);
    assert_eq!(short.as_str(), format!("{}.tif", "é".repeat(60)));
    assert_eq!(
        display_name("scan.jpeg", PaperKind::Jpeg).as_str(),
        "scan.jpg"
    );
}

#[test]
fn t67_a_download_header_holds_one_quoted_line_and_the_name_itself() {
    let header = |name: &str| download_header(&display_name(name, PaperKind::Pdf));
    assert_eq!(
        header("scan.pdf"),
        "attachment; filename=\"scan.pdf\"; filename*=UTF-8''scan.pdf"
    );
    assert_eq!(
        header("Autorización 50%.pdf"),
        "attachment; filename=\"Autorizaci_n 50_.pdf\"; filename*=UTF-8''Autorizaci%C3%B3n%2050%25.pdf"
    );
    for hostile in ["a\"; filename=\"b.exe", "a\r\nX: y", "a\\\"b", "é\0\"\n"] {
        let header = header(hostile);
        assert!(
            header.is_ascii() && !header.contains(['\r', '\n', '\\', '\0']),
            "{header}"
        );
        assert_eq!(header.matches('"').count(), 2, "{header}");
    }
}

#[test]
fn a34_every_paper_needs_a_typed_description() {
    let parsed = |typed: &str| Description::parse(typed).map(|words| words.as_str().to_owned());
    assert_eq!(
        parsed("  Signed   authorization,\ntwo pages "),
        Ok("Signed authorization, two pages".to_owned())
    );
    assert_eq!(parsed(" \t "), Err(DescriptionError::Missing));
    assert_eq!(parsed("ab"), Err(DescriptionError::TooShort));
    assert_eq!(parsed("ID!"), Ok("ID!".to_owned()));
    assert_eq!(parsed(&"é".repeat(200)), Ok("é".repeat(200)));
    assert_eq!(parsed(&"x".repeat(201)), Err(DescriptionError::TooLong));
    assert_eq!(parsed("hidden\u{7}bell"), Err(DescriptionError::Control));
}
