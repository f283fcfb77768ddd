//! The key file: made once, read at start, never overwritten (T43, T45).

use std::fmt::Write as _;
use std::io::{Read, Write as _};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretBox};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, Zeroizing};

use super::durable::{keep_new, sync_directory};

crate::text_enum! {
    /// What a key is for; one key never serves two purposes.
    pub enum KeyPurpose: "key purpose" {
        /// Wraps the key of each stored file.
        Files = "files", "Stored files";
        /// Seals drafts and uploads that wait in them.
        Drafts = "drafts", "Drafts";
        /// Seals what staff sign in with, for example one-time-code secrets.
        StaffSecrets = "staff_secrets", "Sign-in secrets";
        /// Protects the session cookie.
        Sessions = "sessions", "Session cookies";
        /// Signs each audit row.
        Audit = "audit", "Audit rows";
        /// Signs the heads of the audit log.
        Heads = "heads", "Audit heads";
    }
}

/// The key file cannot be used; the sentence says what to do.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Encrypted data exists but its key file does not.
    #[error(
        "the key file {0} is missing but data encrypted with it exists: put the key file back (nothing was changed)"
    )]
    Missing(PathBuf),
    /// A new key file would replace one that exists.
    #[error("the key file {0} exists already and is never overwritten")]
    Exists(PathBuf),
    /// Others on this machine may read it.
    #[error("the key file {path} may be read by others (mode {mode:03o}): run chmod 600 on it")]
    TooOpen {
        /// Where it lies.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// It is not a key file of this product. The reason never repeats what the file holds.
    #[error("the key file {path} is not understood: {reason}")]
    Malformed {
        /// Where it lies.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The disk refused.
    #[error("the key file {path} cannot be read or written: {source}")]
    Disk {
        /// Where it lies or should lie.
        path: PathBuf,
        /// The error of the disk.
        source: std::io::Error,
    },
    /// The system gave no random bytes.
    #[error("the system gave no random bytes")]
    NoRandom,
}

/// Something sealed cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// It was sealed with a key this key file does not hold (retired, or another key file).
    #[error("it was sealed with the key \"{0}\", which the key file does not hold")]
    UnknownKey(String),
    /// It was changed, or belongs somewhere else.
    #[error("it is not as it was sealed, or belongs somewhere else")]
    Altered,
    /// The system gave no random bytes.
    #[error("the system gave no random bytes")]
    NoRandom,
}

struct Key {
    id: String,
    purpose: KeyPurpose,
    secret: SecretBox<[u8; 32]>,
}

/// The keys of one installation. Of each purpose the last in the file is current; earlier ones still open old data.
pub struct Keys {
    keys: Vec<Key>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    format: u32,
    keys: Vec<KeyEntry>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyEntry {
    id: String,
    purpose: KeyPurpose,
    secret: String,
}

impl Drop for KeyEntry {
    fn drop(&mut self) {
        self.secret.zeroize();
    }
}

impl Keys {
    /// Reads the key file, or makes one when there is none and no data depends on one.
    ///
    /// # Errors
    /// `Missing` when `data_exists` and the file does not; otherwise as `load` and `create`.
    pub fn load_or_create(path: &Path, data_exists: bool) -> Result<Self, KeyError> {
        if path.try_exists().map_err(|source| disk(path, source))? {
            return Self::load(path);
        }
        if data_exists {
            return Err(KeyError::Missing(path.to_owned()));
        }
        Self::create(path)
    }

    /// Makes a key file with one random key for each purpose, mode 0600, durable before this returns.
    ///
    /// # Errors
    /// `Exists` when there is a file already: it is left as it is.
    pub fn create(path: &Path) -> Result<Self, KeyError> {
        let keys = KeyPurpose::ALL
            .iter()
            .map(|purpose| Key::random(*purpose))
            .collect::<Result<Vec<_>, _>>()?;
        let keys = Self { keys };
        let temporary = keys.write_beside(path)?;
        keep_new(temporary, path).map_err(|source| match source.kind() {
            std::io::ErrorKind::AlreadyExists => KeyError::Exists(path.to_owned()),
            _ => disk(path, source),
        })?;
        Ok(keys)
    }

    /// Reads a key file.
    ///
    /// # Errors
    /// `Missing`, `TooOpen` when group or others have any right, `Malformed` when it is not a whole key file.
    pub fn load(path: &Path) -> Result<Self, KeyError> {
        let mut file = std::fs::File::open(path).map_err(|source| match source.kind() {
            std::io::ErrorKind::NotFound => KeyError::Missing(path.to_owned()),
            _ => disk(path, source),
        })?;
        let mode = file
            .metadata()
            .map_err(|source| disk(path, source))?
            .permissions()
            .mode()
            & 0o777;
        if mode & 0o077 != 0 {
            return Err(KeyError::TooOpen {
                path: path.to_owned(),
                mode,
            });
        }
        let mut text = Zeroizing::new(String::new());
        file.read_to_string(&mut text)
            .map_err(|source| disk(path, source))?;
        Self::parse(&text).map_err(|reason| KeyError::Malformed {
            path: path.to_owned(),
            reason,
        })
    }

    /// Adds a new current key for one purpose and rewrites the key file; older keys stay and still open old data.
    ///
    /// # Errors
    /// The error of the disk; the old key file is then still whole.
    pub fn rotate(&mut self, path: &Path, purpose: KeyPurpose) -> Result<(), KeyError> {
        self.keys.push(Key::random(purpose)?);
        let rewritten = self.rewrite(path);
        if rewritten.is_err() {
            self.keys.pop();
        }
        rewritten
    }

    /// Takes every key of a purpose but the current one out of the key file: what they sealed can no longer be opened.
    /// Returns how many were retired.
    ///
    /// # Errors
    /// The error of the disk; the old key file is then still whole, but this value no longer holds the retired keys.
    pub fn retire(&mut self, path: &Path, purpose: KeyPurpose) -> Result<usize, KeyError> {
        let current = self.current(purpose).id.clone();
        let before = self.keys.len();
        self.keys
            .retain(|key| key.purpose != purpose || key.id == current);
        self.rewrite(path)?;
        Ok(before - self.keys.len())
    }

    /// The current key of a purpose, for libraries that want the bytes themselves (the session cookie).
    pub fn secret(&self, purpose: KeyPurpose) -> &SecretBox<[u8; 32]> {
        &self.current(purpose).secret
    }

    /// The id of the current key of a purpose, to be stored beside what it signed.
    pub fn current_id(&self, purpose: KeyPurpose) -> &str {
        &self.current(purpose).id
    }

    /// HMAC-SHA-256 of `bytes` under the current key of a purpose.
    pub fn sign(&self, purpose: KeyPurpose, bytes: &[u8]) -> [u8; 32] {
        self.current(purpose).mac(bytes)
    }

    /// Whether `signature` is the HMAC of `bytes` under the named key of that purpose, in constant time.
    ///
    /// # Errors
    /// `UnknownKey` when the key file does not hold the key, `Altered` when the signature does not fit.
    pub fn verify(
        &self,
        purpose: KeyPurpose,
        id: &str,
        bytes: &[u8],
        signature: &[u8],
    ) -> Result<(), SealError> {
        let expected = self.named(purpose, id)?.mac(bytes);
        if bool::from(expected.ct_eq(signature)) {
            Ok(())
        } else {
            Err(SealError::Altered)
        }
    }

    /// Encrypts a small value for the database. `context` says where it belongs (for example the draft's id and owner);
    /// the same context is needed to open it.
    ///
    /// # Errors
    /// `NoRandom`.
    pub fn seal(
        &self,
        purpose: KeyPurpose,
        context: &[&str],
        plain: &[u8],
    ) -> Result<Vec<u8>, SealError> {
        let key = self.current(purpose);
        let mut nonce = [0_u8; NONCE_BYTES];
        getrandom::fill(&mut nonce).map_err(|_| SealError::NoRandom)?;
        let data = sealed_data(key, context);
        let payload = Payload {
            msg: plain,
            aad: &data,
        };
        let sealed = key
            .cipher()
            .encrypt(&Nonce::from(nonce), payload)
            .map_err(|_| SealError::Altered)?;
        let mut out = vec![SEALED_FORMAT, key.id_bytes()];
        out.extend_from_slice(key.id.as_bytes());
        out.extend_from_slice(&nonce);
        out.extend_from_slice(&sealed);
        Ok(out)
    }

    /// Opens what `seal` made for the same purpose and context.
    ///
    /// # Errors
    /// `UnknownKey` when its key was retired or lies in another key file; `Altered` for anything else.
    pub fn open(
        &self,
        purpose: KeyPurpose,
        context: &[&str],
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let (id, rest) = split_key_id(sealed).ok_or(SealError::Altered)?;
        let key = self.named(purpose, id)?;
        let (nonce, sealed) = rest
            .split_first_chunk::<NONCE_BYTES>()
            .ok_or(SealError::Altered)?;
        let data = sealed_data(key, context);
        let payload = Payload {
            msg: sealed,
            aad: &data,
        };
        let plain = key
            .cipher()
            .decrypt(&Nonce::from(*nonce), payload)
            .map_err(|_| SealError::Altered)?;
        Ok(Zeroizing::new(plain))
    }

    /// Sixteen hex digits that tell key files apart without telling the keys (for backups and support).
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(b"roi-desk key file");
        for key in &self.keys {
            hash.update(key.secret.expose_secret());
        }
        hash.finalize()
            .iter()
            .take(8)
            .fold(String::new(), |mut text, byte| {
                let _ = write!(text, "{byte:02x}");
                text
            })
    }

    fn current(&self, purpose: KeyPurpose) -> &Key {
        self.keys
            .iter()
            .rfind(|key| key.purpose == purpose)
            .expect("a loaded key file has a key for every purpose")
    }

    fn named(&self, purpose: KeyPurpose, id: &str) -> Result<&Key, SealError> {
        self.keys
            .iter()
            .find(|key| key.purpose == purpose && key.id == id)
            .ok_or_else(|| SealError::UnknownKey(id.to_owned()))
    }

    fn parse(text: &str) -> Result<Self, String> {
        // A parser's own message would repeat the line, and with it the key.
        let file: KeyFile = toml::from_str(text).map_err(|_| "it is damaged".to_owned())?;
        if file.format != FORMAT {
            return Err(format!(
                "its format is {} and this program reads {FORMAT}",
                file.format
            ));
        }
        let keys = file
            .keys
            .iter()
            .map(Key::from_entry)
            .collect::<Result<Vec<_>, _>>()?;
        for (at, key) in keys.iter().enumerate() {
            if keys[..at].iter().any(|other| other.id == key.id) {
                return Err(format!("two keys are called {}", key.id));
            }
        }
        match KeyPurpose::ALL
            .iter()
            .find(|purpose| !keys.iter().any(|key| key.purpose == **purpose))
        {
            Some(purpose) => Err(format!("it has no key for {}", purpose.as_str())),
            None => Ok(Self { keys }),
        }
    }

    fn rewrite(&self, path: &Path) -> Result<(), KeyError> {
        let temporary = self.write_beside(path)?;
        temporary
            .as_file()
            .sync_all()
            .map_err(|source| disk(path, source))?;
        temporary
            .persist(path)
            .map_err(|refused| disk(path, refused.error))?;
        sync_directory(folder_of(path)).map_err(|source| disk(path, source))
    }

    fn write_beside(&self, path: &Path) -> Result<tempfile::NamedTempFile, KeyError> {
        // Temporary files are made with mode 0600.
        let mut temporary = tempfile::Builder::new()
            .prefix(".keys-")
            .tempfile_in(folder_of(path))
            .map_err(|source| disk(path, source))?;
        let text = self.to_text();
        temporary
            .write_all(text.as_bytes())
            .map_err(|source| disk(path, source))?;
        Ok(temporary)
    }

    fn to_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::from(HEADING));
        for key in &self.keys {
            let secret = Zeroizing::new(BASE64_STANDARD.encode(key.secret.expose_secret()));
            text.push_str("\n[[keys]]\nid = \"");
            text.push_str(&key.id);
            text.push_str("\"\npurpose = \"");
            text.push_str(key.purpose.as_str());
            text.push_str("\"\nsecret = \"");
            text.push_str(&secret);
            text.push_str("\"\n");
        }
        text
    }
}

const FORMAT: u32 = 1;
const SEALED_FORMAT: u8 = 1;
const NONCE_BYTES: usize = 12;
const HEADING: &str = "# The keys of this ROI Desk. Without this file its documents, drafts and sign-ins cannot be opened.\n\
    # Keep a copy apart from the backups of the data. Never edit it by hand.\nformat = 1\n";

impl Key {
    fn random(purpose: KeyPurpose) -> Result<Self, KeyError> {
        let mut name = [0_u8; 6];
        getrandom::fill(&mut name).map_err(|_| KeyError::NoRandom)?;
        let mut secret = SecretBox::new(Box::new([0_u8; 32]));
        getrandom::fill(secrecy::ExposeSecretMut::expose_secret_mut(&mut secret))
            .map_err(|_| KeyError::NoRandom)?;
        let id = name
            .iter()
            .fold(format!("{}-", purpose.as_str()), |mut id, byte| {
                let _ = write!(id, "{byte:02x}");
                id
            });
        Ok(Self {
            id,
            purpose,
            secret,
        })
    }

    fn from_entry(entry: &KeyEntry) -> Result<Self, String> {
        let plain_id = entry
            .id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        if entry.id.is_empty() || entry.id.len() > 60 || !plain_id {
            return Err("a key's id is not 1 to 60 letters, digits, - or _".to_owned());
        }
        let decoded = BASE64_STANDARD.decode(&entry.secret).map(Zeroizing::new);
        let bytes = decoded.map_err(|_| format!("the secret of {} is not base64", entry.id))?;
        let secret = <[u8; 32]>::try_from(bytes.as_slice())
            .map_err(|_| format!("the secret of {} is not 32 bytes long", entry.id))?;
        Ok(Self {
            id: entry.id.clone(),
            purpose: entry.purpose,
            secret: SecretBox::new(Box::new(secret)),
        })
    }

    fn cipher(&self) -> Aes256Gcm {
        Aes256Gcm::new(self.secret.expose_secret().into())
    }

    fn mac(&self, bytes: &[u8]) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.secret.expose_secret())
            .expect("any key length fits HMAC");
        mac.update(bytes);
        mac.finalize().into_bytes().into()
    }

    fn id_bytes(&self) -> u8 {
        u8::try_from(self.id.len()).expect("an id has at most 60 bytes")
    }
}

fn sealed_data(key: &Key, context: &[&str]) -> Vec<u8> {
    let mut data = b"roi-desk sealed".to_vec();
    for part in [key.purpose.as_str(), &key.id].iter().chain(context) {
        data.extend_from_slice(&(part.len() as u64).to_be_bytes());
        data.extend_from_slice(part.as_bytes());
    }
    data
}

fn split_key_id(sealed: &[u8]) -> Option<(&str, &[u8])> {
    let (&[format, length], rest) = sealed.split_first_chunk::<2>()?;
    if format != SEALED_FORMAT {
        return None;
    }
    let (id, rest) = rest.split_at_checked(usize::from(length))?;
    match std::str::from_utf8(id) {
        Ok(id) => Some((id, rest)),
        Err(_) => None,
    }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn disk(path: &Path, source: std::io::Error) -> KeyError {
    KeyError::Disk {
        path: path.to_owned(),
        source,
    }
}
