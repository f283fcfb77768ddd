//! Papers made for tests, honest and hostile. Nothing is imported.

use std::io::Cursor;

use fax::encoder::Encoder;
use fax::maps::{EOL, black, white};
use fax::{BitWriter as _, Color, VecWriter};
use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, Rgb, RgbImage};
use tiff::encoder::{TiffEncoder, colortype};

/// A page with a black bar across its upper half and a red corner below.
pub fn picture(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| match (x, y) {
        (_, y) if y > height / 8 && y < height / 4 => Rgb([0, 0, 0]),
        (x, y) if x < width / 4 && y > height * 3 / 4 => Rgb([200, 0, 0]),
        _ => Rgb([255, 255, 255]),
    })
}

pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut file = Vec::new();
    JpegEncoder::new(&mut file)
        .encode_image(&picture(width, height))
        .expect("a JPEG is written");
    file
}

pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture(width, height)
        .write_to(&mut file, ImageFormat::Png)
        .expect("a PNG is written");
    file.into_inner()
}

/// A PDF with one line of text on each page.
pub fn pdf(lines: &[&str]) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        String::new(),
    ];
    objects.push("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned());
    let mut kids = Vec::new();
    for line in lines {
        let content = format!("BT /F1 40 Tf 60 700 Td ({line}) Tj ET");
        objects.push(format!(
            "<< /Length {} >>\nstream\n{content}\nendstream",
            content.len()
        ));
        let content_at = objects.len();
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {content_at} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        ));
        kids.push(format!("{} 0 R", objects.len()));
    }
    objects[1] = format!(
        "<< /Type /Pages /Count {} /Kids [{}] >>",
        kids.len(),
        kids.join(" ")
    );
    pdf_of(&objects, "")
}

/// A PDF of these objects, the first its catalogue, with a correct table; `trailer` adds entries.
pub fn pdf_of(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut parts = vec!["%PDF-1.7\n".to_owned()];
    let mut length = parts[0].len();
    let mut rows = String::new();
    for (number, object) in (1..).zip(objects) {
        rows.push_str(&[&length_as_place(length), " 00000 n \n"].concat());
        parts.push(format!("{number} 0 obj\n{object}\nendobj\n"));
        length += parts.last().map_or(0, String::len);
    }
    let size = objects.len() + 1;
    parts.push(format!("xref\n0 {size}\n0000000000 65535 f \n{rows}"));
    parts.push(format!(
        "trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\n"
    ));
    parts.push(format!("startxref\n{length}\n%%EOF\n"));
    parts.concat().into_bytes()
}

fn length_as_place(length: usize) -> String {
    format!("{length:010}")
}

/// A PDF whose page is an array in an array, many thousand deep: about 21 KB.
pub fn nested_pdf() -> Vec<u8> {
    let deep = format!("{}{}", "[".repeat(10_500), "]".repeat(10_500));
    pdf_of(&["<< /Type /Catalog /Pages 2 0 R >>".to_owned(), deep], "")
}

/// One page of a hand-made TIFF with one strip.
#[derive(Clone)]
pub struct Leaf {
    pub width: u16,
    pub height: u16,
    pub compression: u16,
    pub data: Vec<u8>,
    /// More entries: tag, number of two bytes.
    pub more: Vec<(u16, u16)>,
    /// Dots per inch across and down.
    pub dots: (u32, u32),
}

/// A TIFF of these pages, lowest byte first.
pub fn tiff_of(leaves: &[Leaf]) -> Vec<u8> {
    let mut file = b"II\x2a\x00\x00\x00\x00\x00".to_vec();
    let mut link = 4;
    for leaf in leaves {
        let data_at = place(&mut file, &leaf.data);
        let across = place(
            &mut file,
            &[leaf.dots.0.to_le_bytes(), 1_u32.to_le_bytes()].concat(),
        );
        let down = place(
            &mut file,
            &[leaf.dots.1.to_le_bytes(), 1_u32.to_le_bytes()].concat(),
        );
        let length = u32::try_from(leaf.data.len()).expect("a small page");
        let mut entries = vec![
            (256, 3_u16, u32::from(leaf.width)),
            (257, 3, leaf.height.into()),
            (258, 3, 1),
            (259, 3, leaf.compression.into()),
            (273, 4, data_at),
            (277, 3, 1),
            (278, 3, leaf.height.into()),
            (279, 4, length),
            (282, 5, across),
            (283, 5, down),
        ];
        entries.extend(
            leaf.more
                .iter()
                .map(|(tag, value)| (*tag, 3, u32::from(*value))),
        );
        entries.sort_unstable();
        let mut directory = u16::try_from(entries.len())
            .expect("few entries")
            .to_le_bytes()
            .to_vec();
        for (tag, kind, value) in entries {
            directory.extend([tag.to_le_bytes(), kind.to_le_bytes()].concat());
            directory.extend([1_u32.to_le_bytes(), value.to_le_bytes()].concat());
        }
        directory.extend([0; 4]);
        let at = place(&mut file, &directory);
        file[link..link + 4].copy_from_slice(&at.to_le_bytes());
        link = file.len() - 4;
    }
    file
}

/// Appends at an even place and says where.
fn place(file: &mut Vec<u8>, part: &[u8]) -> u32 {
    if file.len() % 2 == 1 {
        file.push(0);
    }
    let at = u32::try_from(file.len()).expect("a small file");
    file.extend(part);
    at
}

/// The dots of a fax page: a black bar across the upper half.
fn has_ink(y: u16, height: u16) -> bool {
    y > height / 8 && y < height / 4
}

fn fax_line(width: u16, y: u16, height: u16) -> impl Iterator<Item = Color> {
    let bar = has_ink(y, height);
    (0..width).map(move |x| {
        if bar && x > width / 8 && x < width - width / 8 {
            Color::Black
        } else {
            Color::White
        }
    })
}

/// A page of dots in Group 4; `ink` tells which are black.
pub fn dots(width: u16, height: u16, ink: impl Fn(u16, u16) -> bool) -> Leaf {
    let mut encoder = Encoder::new(VecWriter::new());
    for y in 0..height {
        let colour = |x| {
            if ink(x, y) {
                Color::Black
            } else {
                Color::White
            }
        };
        encoder
            .encode_line((0..width).map(colour), width)
            .expect("writing to memory");
    }
    Leaf {
        width,
        height,
        compression: 4,
        data: encoder.finish().expect("writing to memory").finish(),
        more: vec![(262, 0)],
        dots: (200, 200),
    }
}

/// How a sheet with a square code came through a scanner.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scanned {
    /// Turned to the right by this many degrees.
    pub turned: f64,
    /// One dot in this many is flipped; none at 0.
    pub soiled: u32,
}

/// A letter page at 200 dots per inch, 1700 × 2200, with square codes of these texts one below the other, 300 dots wide each.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a place on a sheet of 1700 by 2200 dots"
)]
pub fn coded(texts: &[&str], scanned: Scanned) -> Leaf {
    use qrcodegen::{QrCode, QrCodeEcc};
    let codes: Vec<QrCode> = texts
        .iter()
        .map(|text| QrCode::encode_text(text, QrCodeEcc::Quartile).expect("a short text"))
        .collect();
    let (sine, cosine) = scanned.turned.to_radians().sin_cos();
    let on_sheet = |x: f64, y: f64| {
        (0_u32..).zip(&codes).any(|(place, code)| {
            let (x, y) = (x - 350.0, y - 350.0 - 600.0 * f64::from(place));
            let module = 300.0 / f64::from(code.size());
            let at = |from: f64| (from / module).floor();
            x >= 0.0 && y >= 0.0 && code.get_module(at(x) as i32, at(y) as i32)
        })
    };
    dots(1700, 2200, |x, y| {
        let (across, down) = (f64::from(x) - 850.0, f64::from(y) - 1100.0);
        let ink = on_sheet(
            850.0 + across * cosine + down * sine,
            1100.0 - across * sine + down * cosine,
        );
        // A cheap hash of the place, so that the dirt is the same in every run.
        let hash = (u32::from(x).wrapping_mul(0x9e37_79b1)
            ^ u32::from(y).wrapping_mul(0x85eb_ca6b))
        .wrapping_mul(0xc2b2_ae35)
            >> 8;
        ink != (scanned.soiled > 0 && hash % scanned.soiled == 0)
    })
}

/// A page with nothing but a line of this many black dots, so that pages can be told apart.
pub fn lined(dots_long: u16) -> Leaf {
    dots(1700, 2200, move |x, y| {
        y == 1100 && x > 100 && x <= 100 + dots_long
    })
}

pub fn group_4(width: u16, height: u16) -> Vec<u8> {
    let mut encoder = Encoder::new(VecWriter::new());
    for y in 0..height {
        encoder
            .encode_line(fax_line(width, y, height), width)
            .expect("writing to memory");
    }
    encoder.finish().expect("writing to memory").finish()
}

/// Group 3 in one dimension: each line is an end mark, then runs of white and black in turn.
pub fn group_3(width: u16, height: u16) -> Vec<u8> {
    let mut bits = VecWriter::new();
    for y in 0..height {
        bits.write(EOL).expect("writing to memory");
        let edge = width / 8 + 1;
        let runs = if has_ink(y, height) {
            vec![edge, width - edge - width / 8, width / 8]
        } else {
            vec![width]
        };
        for (turn, run) in runs.into_iter().enumerate() {
            let table = if turn % 2 == 0 {
                &white::ENTRIES
            } else {
                &black::ENTRIES
            };
            for part in [run / 64 * 64, run % 64] {
                if part >= 64 || part == run % 64 {
                    let (_, code) = table
                        .iter()
                        .find(|(length, _)| *length == part)
                        .expect("a code for the run");
                    bits.write(*code).expect("writing to memory");
                }
            }
        }
    }
    for _ in 0..6 {
        bits.write(EOL).expect("writing to memory");
    }
    bits.finish()
}

/// A fax of two pages in Group 4, in square dots.
pub fn fax_tiff() -> Vec<u8> {
    let leaf = || Leaf {
        width: 400,
        height: 300,
        compression: 4,
        data: group_4(400, 300),
        more: vec![(262, 0)],
        dots: (200, 200),
    };
    tiff_of(&[leaf(), leaf()])
}

/// A TIFF of colour pages, uncompressed.
pub fn colour_tiff(pages: usize) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut file).expect("a TIFF is begun");
    for _ in 0..pages {
        let page = picture(60, 40);
        encoder
            .write_image::<colortype::RGB8>(60, 40, page.as_raw())
            .expect("a page is written");
    }
    file.into_inner()
}

/// A PNG that claims `width` × `height` pixels and holds almost nothing.
pub fn png_bomb(width: u32, height: u32) -> Vec<u8> {
    let mut file = png(8, 8);
    file[16..20].copy_from_slice(&width.to_be_bytes());
    file[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc(&file[12..29]);
    file[29..33].copy_from_slice(&sum.to_be_bytes());
    file
}

/// The check sum of PNG and ZIP.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xedb8_8320 * (sum & 1))
        })
    })
}

/// The smallest archive: one empty entry and the directory that names it; `before` bytes stand in front.
pub fn zip(before: usize) -> Vec<u8> {
    let start = u32::try_from(before).expect("a small file").to_le_bytes();
    let mut entry = vec![0; 26];
    entry[22] = 1;
    let local = [b"PK\x03\x04".as_slice(), &entry, b"a"].concat();
    let mut named = vec![0; 42];
    named[24] = 1;
    named[38..].copy_from_slice(&start);
    let directory = [b"PK\x01\x02".as_slice(), &named, b"a"].concat();
    let mut end = vec![0; 18];
    end[4] = 1;
    end[6] = 1;
    end[8] = 47;
    end[12..16].copy_from_slice(
        &u32::try_from(before + local.len())
            .expect("a small file")
            .to_le_bytes(),
    );
    [local, directory, b"PK\x05\x06".to_vec(), end].concat()
}
