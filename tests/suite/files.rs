//! T43 to T45, T2, T5, T7: stored files are encrypted, whole or refused, and their keys rotate.

use std::io::{Cursor, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::Rng;
use roi_desk::files::{
    DiskLow, FRAME_BYTES, FileId, Files, FilesError, FrameReader, FrameWriter, KeyError,
    KeyPurpose, Keys, RESERVE_BYTES, SealError, Stored, free_bytes, hold_reserve, release_reserve,
    room_for_upload,
};
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use crate::seeds;

const LIMIT: u64 = 32 * 1024 * 1024;
const CANARY: &[u8] = b"CANARY-5f2c9d-Rosalind-Achterberg";

struct Desk {
    folder: tempfile::TempDir,
    keys: Arc<Keys>,
    files: Files,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let keys = Arc::new(Keys::create(&folder.path().join("keys.toml")).expect("keys"));
        let files = Files::at(folder.path().join("files"), Arc::clone(&keys)).expect("files");
        Self {
            folder,
            keys,
            files,
        }
    }

    fn put(&self, bytes: &[u8], site: &str) -> Stored {
        self.files
            .put(Cursor::new(bytes), site, LIMIT)
            .expect("stored")
    }

    fn path_of(&self, id: &FileId) -> PathBuf {
        self.folder
            .path()
            .join("files")
            .join(&id.as_str()[..2])
            .join(id.as_str())
    }

    fn key_path(&self) -> PathBuf {
        self.folder.path().join("keys.toml")
    }
}

fn some_bytes(count: usize) -> Vec<u8> {
    (0..count)
        .map(|at| u8::try_from((at * 31 + at / 251) % 256).expect("a byte"))
        .collect()
}

#[test]
fn what_was_put_comes_back_at_every_size_around_a_frame() {
    let desk = Desk::new();
    for size in [
        0,
        1,
        FRAME_BYTES - 1,
        FRAME_BYTES,
        FRAME_BYTES + 1,
        2 * FRAME_BYTES,
        1024 * 1024,
    ] {
        let bytes = some_bytes(size);
        let stored = desk.put(&bytes, "duarte");
        assert_eq!(stored.bytes, size as u64);
        assert_eq!(stored.sha256, <[u8; 32]>::from(Sha256::digest(&bytes)));
        let back = desk
            .files
            .read(&stored.id, "duarte", &stored.wrapped_key, LIMIT)
            .expect("readable");
        assert!(*back == bytes, "{size} bytes come back");
        assert_eq!(FileId::parse(stored.id.as_str()).expect("an id"), stored.id);
    }
}

#[test]
fn a_file_that_arrives_in_odd_pieces_is_the_same_file() {
    let desk = Desk::new();
    let bytes = some_bytes(3 * FRAME_BYTES + 77);
    let mut writer = desk.files.writer("irvine", LIMIT).expect("a writer");
    for piece in bytes.chunks(4_099) {
        writer.push(piece).expect("taken");
    }
    let stored = writer.finish().expect("stored");
    let back = desk
        .files
        .read(&stored.id, "irvine", &stored.wrapped_key, LIMIT)
        .expect("readable");
    assert!(*back == bytes);
}

/// An upload whose connection breaks.
struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::ErrorKind::ConnectionReset.into())
    }
}

#[test]
fn a_file_over_the_limit_is_refused_and_nothing_of_it_stays() {
    let desk = Desk::new();
    let refused = desk
        .files
        .put(Cursor::new(some_bytes(1001)), "duarte", 1000);
    assert!(matches!(refused, Err(FilesError::TooLarge { limit: 1000 })));
    assert!(
        desk.files
            .put(Cursor::new(some_bytes(1000)), "duarte", 1000)
            .is_ok()
    );
    assert!(matches!(
        desk.files.put(Broken, "duarte", 1000),
        Err(FilesError::Source(_))
    ));
    assert_eq!(files_below(&desk.folder.path().join("files")).len(), 1);
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("an entry"));
    entries
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect()
}

#[test]
fn no_plaintext_and_no_name_is_on_the_disk_and_others_may_read_nothing() {
    let desk = Desk::new();
    let bytes = CANARY.repeat(5_000);
    let stored = desk.put(&bytes, "site-canary");
    let paths = files_below(desk.folder.path());
    assert_eq!(paths.len(), 2, "T43: the key file and the blob");
    for path in paths {
        let raw = std::fs::read(&path).expect("readable");
        for token in [CANARY, b"site-canary", stored.wrapped_key.as_bytes()] {
            assert!(
                !raw.windows(token.len()).any(|window| window == token),
                "T43: {}",
                path.display()
            );
        }
        assert_eq!(
            std::fs::metadata(&path)
                .expect("there")
                .permissions()
                .mode()
                & 0o777,
            0o600
        );
    }
    let folder = std::fs::metadata(desk.folder.path().join("files")).expect("there");
    assert_eq!(folder.permissions().mode() & 0o777, 0o700);
    let two = (desk.put(b"same", "duarte"), desk.put(b"same", "duarte"));
    let raw = |stored: &Stored| std::fs::read(desk.path_of(&stored.id)).expect("readable");
    assert_ne!(raw(&two.0), raw(&two.1), "equal files do not look equal");
}

/// T44: 10,000 mutations of sealed frames; each is an error, and no byte of the bad frame or any later one came out.
#[test]
fn ten_thousand_changed_cut_swapped_or_reordered_files_are_refused() {
    const SEALED: usize = FRAME_BYTES + 16;
    const MARK: usize = 8;
    let seed = seeds::seed();
    let mut rng = seeds::rng(seed);
    let mut below = |limit: usize| usize::try_from(rng.next_u64() % limit as u64).expect("small");
    let key = [7_u8; 32];
    let small: Vec<(Vec<u8>, Vec<u8>)> = (0..200)
        .map(|size| (some_bytes(size), sealed(&some_bytes(size), &key)))
        .collect();
    let plain = some_bytes(3 * FRAME_BYTES + 500);
    let large = sealed(&plain, &key);
    let foreign = {
        let mut writer =
            FrameWriter::new(Vec::new(), &key, "another file", "duarte").expect("a writer");
        writer.write_all(&plain).expect("written");
        writer.finish().expect("sealed")
    };
    for round in 0..10_000 {
        let (mut raw, original) = if round % 25 == 0 {
            (large.clone(), &plain)
        } else {
            let (original, raw) = &small[below(small.len())];
            (raw.clone(), original)
        };
        let is_large = raw.len() > SEALED;
        // The first frame that is no longer as it was written.
        let bad_frame = match round / 25 % 5 {
            1 if is_large => {
                let keep = below(4);
                raw.truncate(MARK + keep * SEALED);
                keep.saturating_sub(1)
            }
            2 if is_large => {
                let (one, other) = (below(3), below(2));
                let other = if other >= one { other + 1 } else { other };
                let moved = raw[MARK + other * SEALED..][..SEALED].to_vec();
                raw.copy_within(
                    MARK + one * SEALED..MARK + (one + 1) * SEALED,
                    MARK + other * SEALED,
                );
                raw[MARK + one * SEALED..][..SEALED].copy_from_slice(&moved);
                one.min(other)
            }
            3 if is_large => {
                let at = below(3);
                raw[MARK + at * SEALED..][..SEALED]
                    .copy_from_slice(&foreign[MARK + at * SEALED..][..SEALED]);
                at
            }
            4 if is_large => {
                let at = below(3);
                raw.drain(MARK + at * SEALED..MARK + (at + 1) * SEALED);
                at
            }
            _ => match below(3) {
                0 => {
                    let at = below(raw.len());
                    raw[at] ^= 1 << below(8);
                    at.saturating_sub(MARK) / SEALED
                }
                1 => {
                    let length = below(raw.len());
                    raw.truncate(length);
                    length.saturating_sub(MARK + 1) / SEALED
                }
                _ => {
                    let last = (raw.len() - MARK - 1) / SEALED;
                    raw.extend((0..=below(40)).map(|_| 0xa5));
                    last
                }
            },
        };
        let mut out = Vec::new();
        let mut reader = FrameReader::new(raw.as_slice(), &key, "a file", "duarte");
        let error = reader
            .read_to_end(&mut out)
            .expect_err("a mutation is refused");
        assert_eq!(
            error.kind(),
            std::io::ErrorKind::InvalidData,
            "seed {seed} round {round}"
        );
        assert!(
            out.len() <= bad_frame * FRAME_BYTES,
            "seed {seed} round {round}: a byte of the bad frame came out"
        );
        assert!(original.starts_with(&out), "seed {seed} round {round}");
        assert!(reader.read(&mut [0_u8; 8]).is_err(), "it stays refused");
    }
}

fn sealed(plain: &[u8], key: &[u8; 32]) -> Vec<u8> {
    let mut writer = FrameWriter::new(Vec::new(), key, "a file", "duarte").expect("a writer");
    writer.write_all(plain).expect("written");
    writer.finish().expect("sealed")
}

#[test]
fn a_blob_in_the_place_of_another_file_or_site_is_refused() {
    let desk = Desk::new();
    let (one, other) = (
        desk.put(b"letter one", "duarte"),
        desk.put(b"letter two", "duarte"),
    );
    let read = |id: &FileId, site: &str, key: &str| desk.files.read(id, site, key, LIMIT);
    assert!(read(&one.id, "duarte", &one.wrapped_key).is_ok());
    let refusals = [
        read(&one.id, "irvine", &one.wrapped_key),
        read(&one.id, "duarte", &other.wrapped_key),
        read(&other.id, "duarte", &one.wrapped_key),
        read(&one.id, "", &one.wrapped_key),
        read(&one.id, "duarte", ""),
        read(&one.id, "duarte", "not base64!"),
    ];
    for refused in refusals {
        assert!(
            matches!(refused, Err(FilesError::Key(SealError::Altered))),
            "T44: {refused:?}"
        );
    }
    std::fs::copy(desk.path_of(&other.id), desk.path_of(&one.id)).expect("swapped");
    assert!(
        matches!(
            read(&one.id, "duarte", &one.wrapped_key),
            Err(FilesError::Altered(_))
        ),
        "T44: swapped on disk"
    );
    std::fs::remove_file(desk.path_of(&one.id)).expect("removed");
    assert!(matches!(
        read(&one.id, "duarte", &one.wrapped_key),
        Err(FilesError::Missing(_))
    ));
}

#[test]
fn only_thirty_two_hex_digits_are_the_id_of_a_file() {
    for text in [
        "",
        "..",
        "../../etc/passwd",
        "0123456789abcdef0123456789abcdeF",
        "0123456789abcdef0123456789abcde",
        "0123456789abcdef/123456789abcdef",
        "0123456789abcdef0123456789abcdef0",
    ] {
        assert!(FileId::parse(text).is_err(), "T67: {text:?}");
    }
}

#[test]
fn a_rotated_key_reads_old_files_until_it_is_retired_and_rewrapped_files_read_on() {
    let desk = Desk::new();
    let kept = desk.put(b"rewrapped in time", "duarte");
    let left = desk.put(b"left behind", "duarte");
    let mut keys = Keys::load(&desk.key_path()).expect("keys");
    let before = keys.current_id(KeyPurpose::Files).to_owned();
    keys.rotate(&desk.key_path(), KeyPurpose::Files)
        .expect("rotated");
    assert_ne!(keys.current_id(KeyPurpose::Files), before, "T45");

    let reopened = || {
        Files::at(
            desk.folder.path().join("files"),
            Arc::new(Keys::load(&desk.key_path()).expect("keys")),
        )
    };
    let files = reopened().expect("files");
    let wrapped = files
        .rewrap(&kept.id, "duarte", &kept.wrapped_key)
        .expect("rewrapped");
    for key in [&kept.wrapped_key, &wrapped] {
        assert_eq!(
            **files
                .read(&kept.id, "duarte", key, LIMIT)
                .expect("readable"),
            *b"rewrapped in time"
        );
    }
    assert!(files.rewrap(&kept.id, "irvine", &kept.wrapped_key).is_err());

    assert_eq!(
        keys.retire(&desk.key_path(), KeyPurpose::Files)
            .expect("retired"),
        1
    );
    let files = reopened().expect("files");
    assert_eq!(
        **files
            .read(&kept.id, "duarte", &wrapped, LIMIT)
            .expect("readable"),
        *b"rewrapped in time"
    );
    let refused = files.read(&left.id, "duarte", &left.wrapped_key, LIMIT);
    assert!(
        matches!(refused, Err(FilesError::Key(SealError::UnknownKey(id))) if id == before),
        "T45: retired"
    );
}

#[test]
fn a_key_file_is_made_once_is_private_and_is_never_overwritten() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("keys.toml");
    assert!(
        matches!(Keys::load_or_create(&path, true), Err(KeyError::Missing(_))),
        "T45: data without its keys"
    );
    assert!(!path.exists(), "T45: nothing was written");

    let made = Keys::load_or_create(&path, false).expect("made");
    let text = std::fs::read_to_string(&path).expect("readable");
    assert_eq!(
        std::fs::metadata(&path)
            .expect("there")
            .permissions()
            .mode()
            & 0o777,
        0o600
    );
    assert!(matches!(Keys::create(&path), Err(KeyError::Exists(_))));
    assert_eq!(
        Keys::load_or_create(&path, true)
            .expect("loaded")
            .fingerprint(),
        made.fingerprint()
    );
    assert_eq!(std::fs::read_to_string(&path).expect("readable"), text);
    assert_eq!(
        std::fs::read_dir(folder.path()).expect("a folder").count(),
        1,
        "no temporary file is left"
    );

    for mode in [0o640, 0o604, 0o660, 0o644, 0o777] {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).expect("changed");
        let refused = Keys::load(&path).err().expect("refused");
        assert!(matches!(refused, KeyError::TooOpen { .. }), "{mode:o}");
        assert!(refused.to_string().contains("chmod 600"));
    }
}

#[test]
fn a_damaged_key_file_is_refused_without_repeating_a_key() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("keys.toml");
    Keys::create(&path).expect("made");
    let whole = std::fs::read_to_string(&path).expect("readable");
    let secret = whole
        .lines()
        .find_map(|line| line.strip_prefix("secret = "))
        .expect("a secret")
        .trim_matches('"')
        .to_owned();
    let first_key = whole.split("[[keys]]").nth(1).expect("a key").to_owned();
    let damaged = [
        String::new(),
        whole.replace("format = 1", "format = 2"),
        whole[..whole.len() / 2].to_owned(),
        whole.replacen("secret = \"", "secret = \"*", 1),
        whole.replacen(&secret, &secret[..20], 1),
        whole.replacen("purpose = \"files\"", "purpose = \"drafts\"", 1),
        whole.replacen("purpose = ", "colour = ", 1),
        format!("{whole}\n[[keys]]{first_key}"),
        whole.replacen("secret = \"", "secret = ", 1),
    ];
    for text in damaged {
        std::fs::write(&path, &text).expect("written");
        let refused = Keys::load(&path)
            .err()
            .unwrap_or_else(|| panic!("refused: {text}"));
        assert!(matches!(refused, KeyError::Malformed { .. }));
        assert!(
            !format!("{refused} {refused:?}").contains(&secret[..16]),
            "a key must not reach a log"
        );
    }
}

#[test]
fn a_sealed_draft_opens_only_in_its_own_place_with_its_own_keys() {
    let desk = Desk::new();
    let draft = desk
        .keys
        .seal(KeyPurpose::Drafts, &["draft-1", "staff-7"], CANARY)
        .expect("sealed");
    assert!(!draft.windows(CANARY.len()).any(|window| window == CANARY));
    let open = |purpose, context: &[&str], sealed: &[u8]| desk.keys.open(purpose, context, sealed);
    assert_eq!(
        **open(KeyPurpose::Drafts, &["draft-1", "staff-7"], &draft).expect("opens"),
        *CANARY
    );
    assert!(open(KeyPurpose::Drafts, &["draft-2", "staff-7"], &draft).is_err());
    assert!(
        open(KeyPurpose::Drafts, &["draft-1s", "taff-7"], &draft).is_err(),
        "parts do not run together"
    );
    assert!(open(KeyPurpose::Drafts, &["draft-1"], &draft).is_err());
    assert!(open(KeyPurpose::StaffSecrets, &["draft-1", "staff-7"], &draft).is_err());
    assert!(
        Desk::new()
            .keys
            .open(KeyPurpose::Drafts, &["draft-1", "staff-7"], &draft)
            .is_err()
    );
    for at in 0..draft.len() {
        let mut changed = draft.clone();
        changed[at] ^= 0x20;
        assert!(
            open(KeyPurpose::Drafts, &["draft-1", "staff-7"], &changed).is_err(),
            "byte {at}"
        );
        assert!(
            open(KeyPurpose::Drafts, &["draft-1", "staff-7"], &draft[..at]).is_err(),
            "cut at {at}"
        );
    }
    let again = desk
        .keys
        .seal(KeyPurpose::Drafts, &["draft-1", "staff-7"], CANARY)
        .expect("sealed");
    assert_ne!(again, draft, "a nonce is never used twice");
}

#[test]
fn a_signature_fits_only_its_bytes_its_key_and_its_purpose() {
    let desk = Desk::new();
    let id = desk.keys.current_id(KeyPurpose::Audit).to_owned();
    let signature = desk.keys.sign(KeyPurpose::Audit, b"row 1");
    assert_eq!(
        desk.keys
            .verify(KeyPurpose::Audit, &id, b"row 1", &signature),
        Ok(())
    );
    assert_eq!(
        desk.keys
            .verify(KeyPurpose::Audit, &id, b"row 2", &signature),
        Err(SealError::Altered)
    );
    assert_eq!(
        desk.keys
            .verify(KeyPurpose::Audit, &id, b"row 1", &signature[..31]),
        Err(SealError::Altered)
    );
    assert_eq!(
        desk.keys
            .verify(KeyPurpose::Heads, &id, b"row 1", &signature),
        Err(SealError::UnknownKey(id))
    );
    assert_ne!(desk.keys.sign(KeyPurpose::Heads, b"row 1"), signature);
}

#[test]
fn the_sweeper_names_only_old_files_that_no_row_knows() {
    let desk = Desk::new();
    let (known, orphan) = (desk.put(b"known", "duarte"), desk.put(b"orphan", "duarte"));
    let written = std::fs::metadata(desk.path_of(&orphan.id))
        .expect("there")
        .modified()
        .expect("a time");
    let soon = DateTime::<Utc>::from(written).naive_utc() + TimeDelta::minutes(1);
    let earlier = soon - TimeDelta::hours(1);
    let all = |older_than| -> Vec<FileId> {
        (0..=u8::MAX)
            .flat_map(|shard| desk.files.in_shard(shard, older_than).expect("looked at"))
            .collect()
    };
    assert_eq!(all(earlier), [], "T2: a fresh file may still get its row");
    let mut both = vec![orphan.id.clone(), known.id.clone()];
    both.sort();
    assert_eq!(all(soon), both, "each stands in one shard");
    assert!(desk.files.remove(&orphan.id).expect("removed"));
    assert!(!desk.files.remove(&orphan.id).expect("gone already"));
    assert_eq!(all(soon), [known.id]);

    let arriving = desk.folder.path().join("files").join("arriving");
    std::fs::write(arriving.join("in-left-by-a-crash"), b"x").expect("written");
    assert_eq!(desk.files.clear_interrupted(earlier).expect("swept"), 0);
    assert_eq!(desk.files.clear_interrupted(soon).expect("swept"), 1);
    drop(desk.files.writer("duarte", LIMIT).expect("a writer"));
    assert_eq!(
        std::fs::read_dir(arriving).expect("a folder").count(),
        0,
        "a dropped upload leaves nothing"
    );
}

#[test]
fn an_upload_needs_one_and_a_half_times_the_largest_and_the_reserve_is_real_bytes() {
    use std::os::unix::fs::MetadataExt;
    let folder = tempfile::tempdir().expect("a folder");
    let free = free_bytes(folder.path()).expect("known");
    assert!(room_for_upload(folder.path(), 1).is_ok());
    let refused = room_for_upload(folder.path(), free);
    assert!(
        matches!(refused, Err(DiskLow::TooLittle { needed, .. }) if needed == free + free / 2),
        "T7"
    );

    hold_reserve(folder.path()).expect("held");
    hold_reserve(folder.path()).expect("held already");
    let reserve = std::fs::metadata(folder.path().join("reserve")).expect("there");
    assert_eq!(reserve.len(), RESERVE_BYTES);
    assert!(reserve.blocks() * 512 >= RESERVE_BYTES, "T7: not a hole");
    assert!(release_reserve(folder.path()).expect("released"));
    assert!(!release_reserve(folder.path()).expect("released already"));
}
