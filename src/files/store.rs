//! Files on disk: put, open, remove, sweep.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, NaiveDateTime, Utc};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;
use zeroize::Zeroizing;

use super::durable::{keep_new, sync_directory};
use super::frames::{FrameReader, FrameWriter};
use super::keys::{KeyPurpose, Keys, SealError};

const ARRIVING: &str = "arriving";

/// The name of a stored file: 128 random bits as 32 hex digits. It is the only name on disk; people's names for a file
/// live in the database.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(String);

impl FileId {
    /// Reads an id.
    ///
    /// # Errors
    /// `NotAnId` unless it is exactly 32 lower-case hex digits: no other text can become a path.
    pub fn parse(text: &str) -> Result<Self, FilesError> {
        let hex = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f');
        if text.len() == 32 && text.bytes().all(hex) {
            Ok(Self(text.to_owned()))
        } else {
            Err(FilesError::NotAnId)
        }
    }

    /// The 32 hex digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn random() -> Result<Self, FilesError> {
        let mut bytes = [0_u8; 16];
        getrandom::fill(&mut bytes).map_err(|_| SealError::NoRandom)?;
        Ok(Self(format!("{:032x}", u128::from_be_bytes(bytes))))
    }
}

impl fmt::Display for FileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A stored file could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// The text is not the id of a file.
    #[error("this is not the id of a file")]
    NotAnId,
    /// More arrived than was allowed; nothing is kept.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// The largest size that would have been kept.
        limit: u64,
    },
    /// No blob of that id is on the disk.
    #[error("the stored file {0} is missing")]
    Missing(FileId),
    /// The key of the file does not open: changed, of another file or site, or its key was retired.
    #[error("the key of the stored file does not open: {0}")]
    Key(#[from] SealError),
    /// The blob was not as it was written (T44).
    #[error("the stored file {0} is not as it was written")]
    Altered(FileId),
    /// What was to be stored could not be read.
    #[error("the file could not be received: {0}")]
    Source(io::Error),
    /// The disk refused; the file counts as not stored.
    #[error("the disk refused: {0}")]
    Disk(io::Error),
}

/// A file that is on the disk and durable; these facts belong in its row, together with the site it was stored for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its name on disk.
    pub id: FileId,
    /// Its length in bytes before encryption.
    pub bytes: u64,
    /// SHA-256 of its bytes before encryption.
    pub sha256: [u8; 32],
    /// Its own key, wrapped; of no use without the key file.
    pub wrapped_key: String,
}

/// The folder of stored files.
#[derive(Clone)]
pub struct Files {
    root: PathBuf,
    keys: Arc<Keys>,
}

impl Files {
    /// Opens the folder, making it and its 256 shards (mode 0700) where they are missing.
    ///
    /// # Errors
    /// `Disk`.
    pub fn at(root: impl Into<PathBuf>, keys: Arc<Keys>) -> Result<Self, FilesError> {
        let files = Self {
            root: root.into(),
            keys,
        };
        files.make_folders().map_err(FilesError::Disk)?;
        Ok(files)
    }

    fn make_folders(&self) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true).mode(0o700);
        builder.create(self.root.join(ARRIVING))?;
        for shard in 0..=u8::MAX {
            builder.create(self.root.join(format!("{shard:02x}")))?;
        }
        // The shards' own names must be durable before the first file relies on one.
        sync_directory(&self.root)
    }

    /// Stores all of `source` for a site and returns once it is durable (T5). At most `limit` bytes are taken.
    ///
    /// # Errors
    /// `TooLarge`, `Source` when reading fails, `Disk` when writing fails; nothing is kept in any of them.
    pub fn put(&self, mut source: impl Read, site: &str, limit: u64) -> Result<Stored, FilesError> {
        let mut writer = self.writer(site, limit)?;
        let mut buffer = Zeroizing::new(vec![0_u8; 64 * 1024]);
        loop {
            match source.read(&mut buffer) {
                Ok(0) => return writer.finish(),
                Ok(count) => writer.push(&buffer[..count])?,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(FilesError::Source(error)),
            }
        }
    }

    /// Starts a file that arrives in pieces; plaintext is never written. Dropping the writer keeps nothing.
    ///
    /// # Errors
    /// `Disk`, or `Key` when the system gives no random bytes.
    pub fn writer(&self, site: &str, limit: u64) -> Result<FileWriter, FilesError> {
        let id = FileId::random()?;
        let mut key = Zeroizing::new([0_u8; 32]);
        getrandom::fill(key.as_mut()).map_err(|_| SealError::NoRandom)?;
        let wrapped_key = self.wrap(&id, site, key.as_ref())?;
        let temporary = tempfile::Builder::new()
            .prefix("in-")
            .tempfile_in(self.root.join(ARRIVING))
            .map_err(FilesError::Disk)?;
        let path = self.path(&id);
        let frames =
            FrameWriter::new(temporary, &key, id.as_str(), site).map_err(FilesError::Disk)?;
        Ok(FileWriter {
            frames,
            path,
            id,
            wrapped_key,
            bytes: 0,
            limit,
            hash: Sha256::new(),
        })
    }

    /// Opens a stored file for reading. Bytes come out only after their frame was verified; a changed, cut, moved or
    /// foreign file is an error before any byte of the bad frame (T44).
    ///
    /// # Errors
    /// `Key` when id, site and wrapped key do not belong together, `Missing`, `Disk`.
    pub fn open(&self, id: &FileId, site: &str, wrapped_key: &str) -> Result<Opened, FilesError> {
        let key = self.unwrap(id, site, wrapped_key)?;
        let file = File::open(self.path(id)).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => FilesError::Missing(id.clone()),
            _ => FilesError::Disk(error),
        })?;
        Ok(FrameReader::new(
            BufReader::new(file),
            &key,
            id.as_str(),
            site,
        ))
    }

    /// Reads a whole stored file of at most `limit` bytes.
    ///
    /// # Errors
    /// As `open`; `Altered` when any frame is bad, `TooLarge` past the limit.
    pub fn read(
        &self,
        id: &FileId,
        site: &str,
        wrapped_key: &str,
        limit: u64,
    ) -> Result<Zeroizing<Vec<u8>>, FilesError> {
        let mut bytes = Zeroizing::new(Vec::new());
        let opened = self.open(id, site, wrapped_key)?;
        opened
            .take(limit.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|error| match error.kind() {
                io::ErrorKind::InvalidData => FilesError::Altered(id.clone()),
                _ => FilesError::Disk(error),
            })?;
        if bytes.len() as u64 > limit {
            return Err(FilesError::TooLarge { limit });
        }
        Ok(bytes)
    }

    /// Wraps a file's key anew under the current key-encryption key, after a rotation (T45). The file is not touched.
    ///
    /// # Errors
    /// `Key` when the old wrapping does not open.
    pub fn rewrap(&self, id: &FileId, site: &str, wrapped_key: &str) -> Result<String, FilesError> {
        let key = self.unwrap(id, site, wrapped_key)?;
        self.wrap(id, site, key.as_ref())
    }

    /// Removes a stored file; true when there was one.
    pub fn remove(&self, id: &FileId) -> io::Result<bool> {
        match fs::remove_file(self.path(id)) {
            Ok(()) => sync_directory(&self.shard(id)).map(|()| true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Stored files of one of the 256 shards that were last written before `older_than` (by the disk's own clock). Which of
    /// them no row knows is asked of the database afterwards: a row that came in between is then seen (T2).
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn in_shard(&self, shard: u8, older_than: NaiveDateTime) -> io::Result<Vec<FileId>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(self.root.join(format!("{shard:02x}")))? {
            let entry = entry?;
            let Some(Ok(id)) = entry.file_name().to_str().map(FileId::parse) else {
                continue;
            };
            if written_before(&entry, older_than)? {
                found.push(id);
            }
        }
        Ok(found)
    }

    /// What time it is where files are written: of several machines with one folder, none's own clock counts.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn clock_of_disk(&self) -> io::Result<NaiveDateTime> {
        let probe = NamedTempFile::new_in(self.root.join(ARRIVING))?;
        let written_at = probe.as_file().metadata()?.modified()?;
        Ok(DateTime::<Utc>::from(written_at).naive_utc())
    }

    /// Removes what an interrupted upload left before `older_than` (by the disk's own clock); returns how many.
    pub fn clear_interrupted(&self, older_than: NaiveDateTime) -> io::Result<usize> {
        let mut removed = 0;
        for entry in fs::read_dir(self.root.join(ARRIVING))? {
            let entry = entry?;
            if written_before(&entry, older_than)? {
                fs::remove_file(entry.path())?;
                removed += 1;
            }
        }
        Ok(removed)
    }

    /// The folder itself, to ask for its free space.
    pub fn root(&self) -> &Path {
        &self.root
    }

    fn wrap(&self, id: &FileId, site: &str, key: &[u8]) -> Result<String, FilesError> {
        let sealed = self
            .keys
            .seal(KeyPurpose::Files, &[id.as_str(), site], key)?;
        Ok(BASE64_URL_SAFE_NO_PAD.encode(sealed))
    }

    fn unwrap(
        &self,
        id: &FileId,
        site: &str,
        wrapped_key: &str,
    ) -> Result<Zeroizing<[u8; 32]>, FilesError> {
        let sealed = BASE64_URL_SAFE_NO_PAD
            .decode(wrapped_key)
            .map_err(|_| SealError::Altered)?;
        let key = self
            .keys
            .open(KeyPurpose::Files, &[id.as_str(), site], &sealed)?;
        let key = <[u8; 32]>::try_from(key.as_slice()).map_err(|_| SealError::Altered)?;
        Ok(Zeroizing::new(key))
    }

    fn shard(&self, id: &FileId) -> PathBuf {
        self.root.join(&id.as_str()[..2])
    }

    fn path(&self, id: &FileId) -> PathBuf {
        self.shard(id).join(id.as_str())
    }
}

/// A stored file being read.
pub type Opened = FrameReader<BufReader<File>>;

/// A file that arrives in pieces.
pub struct FileWriter {
    frames: FrameWriter<NamedTempFile>,
    path: PathBuf,
    id: FileId,
    wrapped_key: String,
    bytes: u64,
    limit: u64,
    hash: Sha256,
}

impl FileWriter {
    /// Takes the next piece.
    ///
    /// # Errors
    /// `TooLarge` past the limit, `Disk`.
    pub fn push(&mut self, piece: &[u8]) -> Result<(), FilesError> {
        let bytes = self.bytes.saturating_add(piece.len() as u64);
        if bytes > self.limit {
            return Err(FilesError::TooLarge { limit: self.limit });
        }
        self.frames.write_all(piece).map_err(FilesError::Disk)?;
        self.hash.update(piece);
        self.bytes = bytes;
        Ok(())
    }

    /// Ends the file and makes it durable: sync, rename, sync the folder (T5).
    ///
    /// # Errors
    /// `Disk`: the file then counts as not stored.
    pub fn finish(self) -> Result<Stored, FilesError> {
        let temporary = self.frames.finish().map_err(FilesError::Disk)?;
        keep_new(temporary, &self.path).map_err(FilesError::Disk)?;
        Ok(Stored {
            id: self.id,
            bytes: self.bytes,
            sha256: self.hash.finalize().into(),
            wrapped_key: self.wrapped_key,
        })
    }
}

fn written_before(entry: &fs::DirEntry, instant: NaiveDateTime) -> io::Result<bool> {
    let written_at = DateTime::<Utc>::from(entry.metadata()?.modified()?).naive_utc();
    Ok(written_at < instant)
}
