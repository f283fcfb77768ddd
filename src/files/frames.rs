//! The format of a stored file: a mark, then frames of 64 KiB, each sealed with AES-256-GCM (T43, T44).
//!
//! The nonce is the frame's number, which is safe because every file has a random key of its own. The associated data
//! names the format, the file, the site, the frame's number and whether it is the last, so a frame that was changed,
//! moved, repeated, cut off or taken from another file does not open.

use std::io::{self, Read, Write};

use aes_gcm::aead::{AeadInOut, KeyInit};
use aes_gcm::{Aes256Gcm, Nonce};
use zeroize::{Zeroize, Zeroizing};

/// Bytes of plaintext in every frame but the last.
pub const FRAME_BYTES: usize = 64 * 1024;

const TAG_BYTES: usize = 16;
const SEALED_FRAME_BYTES: usize = FRAME_BYTES + TAG_BYTES;
const MARK: &[u8; 8] = b"ROIFILE1";

/// What every frame of one file is bound to.
struct Binding {
    prefix: Vec<u8>,
}

impl Binding {
    fn new(file: &str, site: &str) -> Self {
        let mut prefix = MARK.to_vec();
        for part in [file, site] {
            prefix.extend_from_slice(&(part.len() as u64).to_be_bytes());
            prefix.extend_from_slice(part.as_bytes());
        }
        Self { prefix }
    }

    fn associated_data(&self, number: u64, last: bool) -> Vec<u8> {
        let mut data = self.prefix.clone();
        data.extend_from_slice(&number.to_be_bytes());
        data.push(u8::from(last));
        data
    }
}

fn nonce(number: u64) -> Nonce<aes_gcm::aead::consts::U12> {
    let mut bytes = [0_u8; 12];
    bytes[4..].copy_from_slice(&number.to_be_bytes());
    bytes.into()
}

/// Seals what is written to it, frame by frame; `finish` writes the last one.
pub struct FrameWriter<W: Write> {
    inner: W,
    cipher: Aes256Gcm,
    binding: Binding,
    number: u64,
    buffer: Zeroizing<Vec<u8>>,
}

impl<W: Write> FrameWriter<W> {
    /// Starts a file under a key that no other file has.
    pub fn new(mut inner: W, key: &[u8; 32], file: &str, site: &str) -> io::Result<Self> {
        inner.write_all(MARK)?;
        Ok(Self {
            inner,
            cipher: Aes256Gcm::new(key.into()),
            binding: Binding::new(file, site),
            number: 0,
            buffer: Zeroizing::new(Vec::with_capacity(SEALED_FRAME_BYTES)),
        })
    }

    /// Seals the last frame and hands back what lies under it.
    pub fn finish(mut self) -> io::Result<W> {
        self.seal_frame(true)?;
        self.inner.flush()?;
        Ok(self.inner)
    }

    fn seal_frame(&mut self, last: bool) -> io::Result<()> {
        let data = self.binding.associated_data(self.number, last);
        self.cipher
            .encrypt_in_place(&nonce(self.number), &data, &mut *self.buffer)
            .map_err(|_| io::Error::other("a frame could not be sealed"))?;
        self.inner.write_all(&self.buffer)?;
        self.buffer.clear();
        self.number += 1;
        Ok(())
    }
}

impl<W: Write> Write for FrameWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.is_empty() {
            return Ok(0);
        }
        // A full buffer is sealed only when more arrives: until then it may be the last frame.
        if self.buffer.len() == FRAME_BYTES {
            self.seal_frame(false)?;
        }
        let taken = bytes.len().min(FRAME_BYTES - self.buffer.len());
        self.buffer.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Opens a stored file frame by frame; a byte is handed out only after its whole frame was verified.
pub struct FrameReader<R: Read> {
    inner: R,
    cipher: Aes256Gcm,
    binding: Binding,
    number: u64,
    ahead: Vec<u8>,
    plain: Zeroizing<Vec<u8>>,
    given: usize,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Fresh,
    Open,
    Ended,
    Broken,
}

impl<R: Read> FrameReader<R> {
    /// Prepares to read the file `file` of `site`; nothing is read yet.
    pub fn new(inner: R, key: &[u8; 32], file: &str, site: &str) -> Self {
        Self {
            inner,
            cipher: Aes256Gcm::new(key.into()),
            binding: Binding::new(file, site),
            number: 0,
            ahead: Vec::new(),
            plain: Zeroizing::new(Vec::new()),
            given: 0,
            state: State::Fresh,
        }
    }

    fn next_frame(&mut self) -> io::Result<()> {
        if self.state == State::Fresh {
            let mut mark = [0_u8; MARK.len()];
            self.inner
                .read_exact(&mut mark)
                .map_err(|error| altered_if_short(&error))?;
            if &mark != MARK {
                return Err(altered());
            }
            self.ahead = self.read_chunk()?;
            self.state = State::Open;
        }
        let frame = std::mem::take(&mut self.ahead);
        self.ahead = self.read_chunk()?;
        let last = self.ahead.is_empty();
        self.open_frame(frame, last)?;
        if last {
            self.state = State::Ended;
        }
        Ok(())
    }

    fn open_frame(&mut self, mut frame: Vec<u8>, last: bool) -> io::Result<()> {
        let data = self.binding.associated_data(self.number, last);
        if self
            .cipher
            .decrypt_in_place(&nonce(self.number), &data, &mut frame)
            .is_err()
        {
            frame.zeroize();
            return Err(altered());
        }
        self.plain = Zeroizing::new(frame);
        self.given = 0;
        self.number += 1;
        Ok(())
    }

    fn read_chunk(&mut self) -> io::Result<Vec<u8>> {
        let mut chunk = Vec::with_capacity(SEALED_FRAME_BYTES);
        self.inner
            .by_ref()
            .take(SEALED_FRAME_BYTES as u64)
            .read_to_end(&mut chunk)?;
        Ok(chunk)
    }
}

impl<R: Read> Read for FrameReader<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        while self.given == self.plain.len() {
            match self.state {
                State::Ended => return Ok(0),
                State::Broken => return Err(altered()),
                State::Fresh | State::Open => {
                    if let Err(error) = self.next_frame() {
                        self.state = State::Broken;
                        self.plain.zeroize();
                        self.given = 0;
                        return Err(error);
                    }
                }
            }
        }
        let taken = out.len().min(self.plain.len() - self.given);
        out[..taken].copy_from_slice(&self.plain[self.given..self.given + taken]);
        self.given += taken;
        Ok(taken)
    }
}

fn altered() -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        "the stored file is not as it was written",
    )
}

fn altered_if_short(error: &io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => altered(),
        kind => io::Error::new(kind, "the stored file cannot be read"),
    }
}
