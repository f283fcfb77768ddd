//! The drawing process: every paper becomes a picture or "could not preview", and nothing else happens (T64, T66).

use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use image::{DynamicImage, GenericImageView as _, ImageFormat};
use proptest::test_runner::{RngAlgorithm, TestRng};
use roi_desk::preview::sandbox::{self, SandboxError, SeccompAction};
use roi_desk::preview::{
    CouldNotPreview, MAX_HEIGHT, MAX_PAPER_BYTES, MAX_WIDTH, Png, Previewer, Reason,
};
use roi_desk::words::PaperKind;

use crate::papers::{self, Leaf};

fn previewer() -> Previewer {
    Previewer::new(PathBuf::from(env!("CARGO_BIN_EXE_roi-desk")))
}

fn decoded(png: Png) -> DynamicImage {
    image::load_from_memory_with_format(&png.into_bytes(), ImageFormat::Png)
        .expect("the picture is a PNG")
}

fn drawn(paper: &[u8], kind: PaperKind, page: u16, width: u16) -> DynamicImage {
    decoded(
        previewer()
            .render(paper, kind, page, width)
            .expect("an honest paper is drawn"),
    )
}

fn refused(paper: &[u8], kind: PaperKind, page: u16) -> Reason {
    previewer()
        .render(paper, kind, page, 300)
        .expect_err("it cannot be drawn")
        .reason
}

/// Brightness, 0 to 255, at a place given in hundredths of the picture.
fn brightness(picture: &DynamicImage, across: u32, down: u32) -> u8 {
    let (x, y) = (
        picture.width() * across / 100,
        picture.height() * down / 100,
    );
    DynamicImage::from(picture.view(x, y, 1, 1).to_image())
        .into_luma8()
        .get_pixel(0, 0)
        .0[0]
}

/// The bar of `papers::picture` and of the faxes is black, the middle of the page white.
fn shows_the_bar(picture: &DynamicImage) -> bool {
    brightness(picture, 50, 19) < 40
        && brightness(picture, 50, 50) > 215
        && brightness(picture, 50, 5) > 215
}

#[test]
fn t66_the_pages_of_every_kind_become_pictures() {
    let jpeg = drawn(&papers::jpeg(900, 600), PaperKind::Jpeg, 1, 300);
    assert_eq!(jpeg.dimensions(), (300, 200));
    let png = drawn(&papers::png(900, 600), PaperKind::Png, 1, 300);
    assert_eq!(png.dimensions(), (300, 200));
    let scan = papers::colour_tiff(2);
    let colour = drawn(&scan, PaperKind::Tiff, 2, 300);
    assert_eq!(
        colour.dimensions(),
        (60, 40),
        "a small page is not enlarged"
    );
    let fax = drawn(&papers::fax_tiff(), PaperKind::Tiff, 2, 200);
    assert_eq!(fax.dimensions(), (200, 150));
    for picture in [&jpeg, &png, &colour, &fax] {
        assert!(shows_the_bar(picture));
    }
    assert!(
        colour.color().has_color() && !fax.color().has_color(),
        "a page without colour is stored in greys"
    );
}

#[test]
fn t66_the_text_of_each_pdf_page_is_drawn_where_it_stands() {
    let paper = papers::pdf(&["First", "Second page, with far more text"]);
    assert_eq!(previewer().pages(&paper, PaperKind::Pdf), Ok(2));
    let dark = |page| {
        let picture = drawn(&paper, PaperKind::Pdf, page, 612).into_luma8();
        assert_eq!(picture.dimensions(), (612, 792));
        let inked = |from: u32, to: u32| {
            picture
                .enumerate_pixels()
                .filter(|(_, y, dot)| (from..to).contains(y) && dot.0[0] < 128)
                .count()
        };
        assert_eq!(inked(0, 50) + inked(120, 792), 0, "ink only on the line");
        inked(50, 120)
    };
    let (first, second) = (dark(1), dark(2));
    assert!(
        first > 200 && second > 3 * first,
        "{first} and {second} dark dots"
    );
}

#[test]
fn t66_pages_are_counted_and_a_page_too_many_is_refused() {
    let cases = [
        (papers::pdf(&["1", "2", "3"]), PaperKind::Pdf, 3),
        (papers::jpeg(9, 9), PaperKind::Jpeg, 1),
        (papers::png(9, 9), PaperKind::Png, 1),
        (papers::fax_tiff(), PaperKind::Tiff, 2),
        (papers::colour_tiff(500), PaperKind::Tiff, 500),
    ];
    for (paper, kind, pages) in cases {
        assert_eq!(previewer().pages(&paper, kind), Ok(pages));
        assert_eq!(refused(&paper, kind, pages + 1), Reason::NoSuchPage);
        assert_eq!(refused(&paper, kind, 0), Reason::NoSuchPage);
    }
    assert_eq!(
        previewer().pages(&papers::colour_tiff(501), PaperKind::Tiff),
        Err(CouldNotPreview {
            reason: Reason::TooLarge
        })
    );
}

#[test]
fn t66_a_picture_is_never_wider_or_taller_than_agreed() {
    let wide = drawn(&papers::png(3000, 40), PaperKind::Png, 1, u16::MAX);
    assert_eq!(wide.width(), u32::from(MAX_WIDTH));
    let tall = drawn(&papers::png(20, 9000), PaperKind::Png, 1, MAX_WIDTH);
    assert_eq!(tall.height(), u32::from(MAX_HEIGHT));
    let page = |size: &str| {
        papers::pdf_of(
            &[
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            ]
            .map(str::to_owned)
            .into_iter()
            .chain([format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size}] >>"
            )])
            .collect::<Vec<_>>(),
            "",
        )
    };
    let strip = drawn(&page("10 14400"), PaperKind::Pdf, 1, MAX_WIDTH);
    assert!(strip.height() <= u32::from(MAX_HEIGHT));
    assert_eq!(
        drawn(&page("99999 99999"), PaperKind::Pdf, 1, 100).dimensions(),
        (100, 100)
    );
}

fn fax_leaf(compression: u16, data: Vec<u8>, more: &[(u16, u16)]) -> Leaf {
    let more = [&[(262, 0)], more].concat();
    Leaf {
        width: 400,
        height: 200,
        compression,
        data,
        more,
        dots: (204, 98),
    }
}

#[test]
fn t66_faxes_of_group_3_and_4_are_drawn_with_either_order_of_bits_in_their_true_shape() {
    let reversed = |data: Vec<u8>| data.into_iter().map(u8::reverse_bits).collect::<Vec<_>>();
    let (three, four) = (papers::group_3(400, 200), papers::group_4(400, 200));
    let leaves = [
        fax_leaf(3, three.clone(), &[]),
        fax_leaf(3, reversed(three), &[(266, 2)]),
        fax_leaf(4, four.clone(), &[]),
        fax_leaf(4, reversed(four), &[(266, 2)]),
    ];
    let paper = papers::tiff_of(&leaves);
    for page in 1..=4 {
        let picture = drawn(&paper, PaperKind::Tiff, page, 400);
        assert_eq!(
            picture.dimensions(),
            (400, 416),
            "204 × 98 dots per inch: twice as tall as its lines"
        );
        assert!(shows_the_bar(&picture), "page {page}");
    }
}

#[test]
fn t66_what_arrived_of_a_broken_fax_is_shown() {
    let mut data = papers::group_4(400, 200);
    data.truncate(data.len() / 2);
    data.extend([0; 40]);
    let picture = drawn(
        &papers::tiff_of(&[fax_leaf(4, data, &[])]),
        PaperKind::Tiff,
        1,
        400,
    );
    assert!(brightness(&picture, 50, 5) > 215);
    let nothing = papers::tiff_of(&[fax_leaf(4, vec![0; 40], &[])]);
    assert_eq!(refused(&nothing, PaperKind::Tiff, 1), Reason::Damaged);
}

#[test]
fn t66_a_scan_of_single_bits_is_drawn_and_turned_as_it_says() {
    // The left half is black: each row of 64 dots is four bytes of ones and four of zeros.
    let data: Vec<u8> = (0..64 * 8)
        .map(|byte| if byte % 8 < 4 { 0xff } else { 0 })
        .collect();
    let leaf = |more: &[(u16, u16)]| Leaf {
        width: 64,
        height: 64,
        compression: 1,
        data: data.clone(),
        more: more.to_vec(),
        dots: (200, 200),
    };
    let paper = papers::tiff_of(&[
        leaf(&[(262, 0)]),
        leaf(&[(262, 1)]),
        leaf(&[(262, 0), (274, 6)]),
    ]);
    let shown = |page| {
        let picture = drawn(&paper, PaperKind::Tiff, page, 64);
        [(10, 10), (90, 10), (10, 90)].map(|(across, down)| brightness(&picture, across, down))
    };
    assert_eq!(shown(1), [0, 255, 0]);
    assert_eq!(shown(2), [255, 0, 255]);
    assert_eq!(
        shown(3),
        [0, 0, 255],
        "turned by a quarter, the black half is on top"
    );
}

#[test]
fn t66_hostile_papers_become_an_image_or_could_not_preview() {
    let pdf = papers::pdf(&["a"]);
    let no_table = String::from_utf8(pdf.clone())
        .expect("text")
        .replace("startxref\n", "startxref\n9")
        .into_bytes();
    let locked = papers::pdf_of(
        &[
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Kids [] >>".to_owned(),
        ],
        "/ID [<00><00>] /Encrypt << /Filter /Standard /V 9 /R 9 >>",
    );
    let mut circle = papers::fax_tiff();
    let (first, last) = (circle[4..8].to_vec(), circle.len() - 4);
    circle[last..].copy_from_slice(&first);
    let huge_fax = papers::tiff_of(&[Leaf {
        width: u16::MAX,
        height: u16::MAX,
        ..fax_leaf(4, vec![1], &[])
    }]);
    let forms = form_bomb();
    let cases = [
        ("broken table", no_table, PaperKind::Pdf),
        ("unknown lock", locked, PaperKind::Pdf),
        (
            "21 KB of nested arrays",
            papers::nested_pdf(),
            PaperKind::Pdf,
        ),
        ("forms that draw forms", forms, PaperKind::Pdf),
        (
            "100 million pixels without data",
            papers::png_bomb(10_000, 10_000),
            PaperKind::Png,
        ),
        (
            "more pixels than there is memory",
            papers::png_bomb(u32::MAX / 2, u32::MAX / 2),
            PaperKind::Png,
        ),
        ("pages in a circle", circle, PaperKind::Tiff),
        ("huge fax", huge_fax, PaperKind::Tiff),
        ("wrong kind", papers::png(9, 9), PaperKind::Tiff),
        ("no bytes", Vec::new(), PaperKind::Jpeg),
        ("zeros", vec![0; 100_000], PaperKind::Pdf),
    ];
    for (name, paper, kind) in cases {
        match previewer().render(&paper, kind, 1, 300) {
            Ok(png) => assert!(decoded(png).width() <= 300, "{name}"),
            Err(problem) => {
                assert!(
                    !matches!(problem.reason, Reason::NotStarted | Reason::Busy),
                    "{name}: {problem}"
                );
                assert!(
                    problem
                        .to_string()
                        .ends_with("The original is kept and can be downloaded.")
                );
            }
        }
    }
}

/// Each of 12 forms draws the next one 12 times: more drawing than there is time.
fn form_bomb() -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R /Resources << /XObject << /X 4 0 R >> >> >>".to_owned(),
    ];
    for next in 5..17 {
        let content = "/X Do ".repeat(12);
        objects.push(format!(
            "<< /Type /XObject /Subtype /Form /BBox [0 0 99 99] /Resources << /XObject << /X {next} 0 R >> >> /Length {} >>\nstream\n{content}\nendstream",
            content.len()
        ));
    }
    objects.push("<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 12 >>\nstream\n0 0 9 9 re f\nendstream".to_owned());
    papers::pdf_of(&objects, "")
}

#[test]
fn t66_papers_cut_short_become_an_image_or_could_not_preview() {
    let whole = [
        (papers::pdf(&["a"]), PaperKind::Pdf),
        (papers::jpeg(64, 64), PaperKind::Jpeg),
        (papers::png(64, 64), PaperKind::Png),
        (papers::fax_tiff(), PaperKind::Tiff),
    ];
    for (paper, kind) in whole {
        for eighths in 1..8 {
            let cut = &paper[..paper.len() * eighths / 8];
            if let Err(problem) = previewer().render(cut, kind, 1, 100) {
                assert!(
                    matches!(problem.reason, Reason::Damaged | Reason::Stopped),
                    "{kind} {eighths}/8: {problem}"
                );
            }
        }
    }
}

#[test]
fn t66_a_thousand_mutants_leave_the_parent_unharmed() {
    let seed: [u8; 32] = std::array::from_fn(|place| u8::try_from(place * 7 % 256).unwrap_or(0));
    println!("seed {seed:?}");
    let mut dice = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let originals = [
        (papers::pdf(&["mutant"]), PaperKind::Pdf),
        (papers::jpeg(48, 48), PaperKind::Jpeg),
        (papers::png(48, 48), PaperKind::Png),
        (papers::fax_tiff(), PaperKind::Tiff),
        (papers::colour_tiff(1), PaperKind::Tiff),
    ];
    let mutants: Vec<_> = (0..1_000)
        .map(|turn| {
            (
                mutant(&originals[turn % 5].0, &mut dice),
                originals[turn % 5].1,
            )
        })
        .collect();
    let previewer = previewer();
    let (next, pictures) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some((paper, kind)) = mutants.get(next.fetch_add(1, Ordering::Relaxed)) {
                    match previewer.render(paper, *kind, 1, 100) {
                        Ok(png) => {
                            decoded(png);
                            pictures.fetch_add(1, Ordering::Relaxed);
                        }
                        Err(problem) => {
                            assert!(
                                !matches!(problem.reason, Reason::NotStarted | Reason::Busy),
                                "{problem}"
                            );
                        }
                    }
                }
            });
        }
    });
    let pictures = pictures.into_inner();
    println!("{pictures} of 1000 mutants still made a picture");
    assert!((1..1_000).contains(&pictures), "the mutants test both ways");
    previewer
        .render(&originals[0].0, PaperKind::Pdf, 1, 100)
        .expect("an honest paper is still drawn");
}

/// One to eight bytes changed, some bytes cut out or doubled.
fn mutant(original: &[u8], dice: &mut TestRng) -> Vec<u8> {
    use proptest::prelude::Rng as _;
    let mut paper = original.to_vec();
    let mut roll = |most: usize| usize::try_from(dice.next_u64() % most as u64).expect("fits");
    for _ in 0..=roll(8) {
        let at = roll(paper.len());
        paper[at] = u8::try_from(roll(256)).expect("a byte");
    }
    let (at, length) = (roll(paper.len()), roll(40));
    let piece = at..(at + length).min(paper.len());
    match roll(3) {
        0 => drop(paper.drain(piece)),
        1 => {
            let copy = paper[piece].to_vec();
            paper.splice(at..at, copy);
        }
        _ => {}
    }
    paper
}

#[test]
fn t66_too_many_bytes_are_refused_by_both_sides() {
    let paper = vec![0; MAX_PAPER_BYTES + 1];
    assert_eq!(refused(&paper, PaperKind::Pdf, 1), Reason::TooLarge);
    let mut child = Command::new(env!("CARGO_BIN_EXE_roi-desk"))
        .args(["preview", "pages", "pdf"])
        .stdin(Stdio::piped())
        .spawn()
        .expect("the child starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(&paper).expect("it reads as far as it must");
    drop(stdin);
    assert_eq!(child.wait().expect("it ends").code(), Some(13));
}

#[test]
fn t66_late_failing_talkative_and_missing_children_become_could_not_preview() {
    let paper = papers::pdf(&["a"]);
    let ask = |exe: &str, patience| {
        let previewer = Previewer::new(PathBuf::from(exe)).with_patience(patience);
        previewer
            .pages(&paper, PaperKind::Pdf)
            .expect_err("it cannot be told")
            .reason
    };
    let patient = Duration::from_mins(1);
    assert_eq!(ask("/bin/false", patient), Reason::Stopped);
    assert_eq!(
        ask("/bin/true", patient),
        Reason::Stopped,
        "no answer is no picture"
    );
    assert_eq!(
        ask("/bin/echo", patient),
        Reason::Stopped,
        "an answer that is no number"
    );
    assert_eq!(
        ask("/usr/bin/yes", patient),
        Reason::Stopped,
        "an answer without end"
    );
    assert_eq!(ask("/nonexistent/program", patient), Reason::NotStarted);
    assert_eq!(
        ask(env!("CARGO_BIN_EXE_roi-desk"), Duration::ZERO),
        Reason::TookTooLong
    );
}

#[test]
fn t66_many_at_once_wait_for_their_turn() {
    let (previewer, paper) = (
        previewer().with_patience(Duration::from_mins(1)),
        papers::png(200, 200),
    );
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                previewer
                    .render(&paper, PaperKind::Png, 1, 50)
                    .expect("its turn comes")
            });
        }
    });
}

#[test]
fn t66_bad_arguments_are_a_usage_error() {
    for args in [
        "",
        "pages",
        "pages gif",
        "page pdf 1",
        "page pdf 0 100",
        "page pdf 1 0",
        "page pdf 1 1401",
        "page pdf x 9",
        "draw pdf 1 9",
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_roi-desk"));
        let status = command
            .arg("preview")
            .args(args.split_whitespace())
            .stdin(Stdio::null())
            .status();
        assert_eq!(status.expect("it runs").code(), Some(2), "{args:?}");
    }
}

#[test]
fn t66_the_child_is_locked_in_before_it_reads_its_paper() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_roi-desk"))
        .args(["preview", "pages", "pdf"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("the child starts");
    let read = |name: &str| {
        std::fs::read_to_string(format!("/proc/{}/{name}", child.id())).expect("the child runs")
    };
    // It waits for its paper for ever, so it gets there; until then the test looks again.
    let mut status = read("status");
    while !status.contains("Seccomp:\t2") {
        std::thread::yield_now();
        status = read("status");
    }
    assert!(
        status.contains("NoNewPrivs:\t1") && status.contains("Threads:\t1"),
        "{status}"
    );
    let limits = read("limits");
    let limit = |name: &str| -> Vec<String> {
        let line = limits
            .lines()
            .find_map(|line| line.strip_prefix(name))
            .expect("a limit of this name");
        line.split_whitespace().take(2).map(str::to_owned).collect()
    };
    let expected = [
        ("Max address space", sandbox::MEMORY_BYTES),
        ("Max cpu time", sandbox::CPU_SECONDS),
        ("Max open files", 0),
        ("Max processes", 0),
        ("Max file size", 0),
        ("Max core file size", 0),
    ];
    for (name, most) in expected {
        assert_eq!(limit(name), [most.to_string(), most.to_string()], "{name}");
    }
    drop(child.stdin.take());
    assert_eq!(
        child.wait().expect("it ends").code(),
        Some(11),
        "no paper at all is a damaged one"
    );
}

/// Runs `deed` in a thread that locked itself with the child's own list, refusals as errors instead of the end.
fn locked_in<T: Send + 'static>(deed: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = std::thread::spawn(move || {
        sandbox::close_system_calls(SeccompAction::Errno(libc::EPERM.unsigned_abs()))?;
        Ok::<T, SandboxError>(deed())
    });
    thread
        .join()
        .expect("the thread ends")
        .expect("the lock holds")
}

#[test]
fn t64_t66_under_the_childs_list_nothing_can_be_opened_connected_or_started() {
    let here = env!("CARGO_MANIFEST_DIR");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("its address");
    let problems = locked_in(move || {
        let kind = |problem: std::io::Error| problem.kind();
        [
            (
                "read a file",
                File::open("/etc/passwd").map(drop).map_err(kind),
            ),
            (
                "write a file",
                File::create(format!("{here}/target/escaped"))
                    .map(drop)
                    .map_err(kind),
            ),
            (
                "remove a file",
                std::fs::remove_file(format!("{here}/target/escaped")).map_err(kind),
            ),
            (
                "list a folder",
                std::fs::read_dir("/").map(drop).map_err(kind),
            ),
            (
                "look at a file",
                std::fs::metadata("/etc/passwd").map(drop).map_err(kind),
            ),
            (
                "connect",
                TcpStream::connect(address).map(drop).map_err(kind),
            ),
            (
                "listen",
                TcpListener::bind("127.0.0.1:0").map(drop).map_err(kind),
            ),
            (
                "send",
                UdpSocket::bind("127.0.0.1:0").map(drop).map_err(kind),
            ),
            (
                "local socket",
                UnixStream::connect("/run/any.sock").map(drop).map_err(kind),
            ),
            (
                "start a program",
                Command::new("/bin/true").spawn().map(drop).map_err(kind),
            ),
            (
                "start a thread",
                std::thread::Builder::new()
                    .spawn(|| ())
                    .map(drop)
                    .map_err(kind),
            ),
        ]
    });
    for (deed, outcome) in problems {
        assert_eq!(outcome, Err(ErrorKind::PermissionDenied), "{deed}");
    }
}

#[test]
fn t66_landlock_alone_closes_every_file_where_the_kernel_has_it() {
    let thread = std::thread::spawn(|| {
        let is_enforced = sandbox::close_files_and_ports()?;
        Ok::<_, SandboxError>((is_enforced, File::open("/etc/passwd").map(drop)))
    });
    let (is_enforced, opened) = thread
        .join()
        .expect("the thread ends")
        .expect("the rules are accepted");
    println!("Landlock enforced: {is_enforced}");
    assert_eq!(opened.is_err(), is_enforced);
}
