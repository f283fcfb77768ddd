//! Pages of a TIFF: their directories and coded strips, copied as they are.

use crate::preview::Reason;

/// What says how a page is coded and drawn, in rising order; everything else (names, notes, thumbnails) stays behind.
const KEPT: [u16; 33] = [
    254, 256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 280, 281, 282, 283, 284, 292, 293,
    296, 301, 317, 320, 322, 323, 324, 325, 338, 339, 347, 530, 531, 532,
];
const COMPRESSION: u16 = 259;
/// JPEG as it was before its tables had a place of their own.
const OLD_JPEG: u32 = 6;
/// Where the strips or tiles lie, and the entry with their lengths.
const STRIPS: (u16, u16) = (273, 279);
const TILES: (u16, u16) = (324, 325);
/// Bytes of one value, by type.
const SIZES: [usize; 13] = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];
const LONG: u16 = 4;

/// One entry of a directory: tag, type, number of values, their bytes.
struct Entry {
    tag: u16,
    kind: u16,
    count: u32,
    bytes: Vec<u8>,
}

/// The wanted pages as a TIFF of the same order of bytes.
pub fn cut(paper: &[u8], first: u16, last: u16) -> Result<Vec<u8>, Reason> {
    let scan = Scan {
        paper,
        lowest_first: paper.first() == Some(&b'I'),
    };
    let mut out = paper.get(..4).ok_or(Reason::Damaged)?.to_vec();
    out.extend([0; 4]);
    let mut link = 4;
    let mut at = scan.long(4)?;
    for page in 1..=last {
        if at == 0 {
            return Err(Reason::NoSuchPage);
        }
        let (entries, next) = scan.directory(at as usize)?;
        if page >= first {
            link = scan.write(&mut out, link, entries)?;
        }
        at = next;
    }
    Ok(out)
}

struct Scan<'a> {
    paper: &'a [u8],
    lowest_first: bool,
}

impl Scan<'_> {
    fn bytes(&self, at: usize, length: usize) -> Result<&[u8], Reason> {
        let end = at.checked_add(length).ok_or(Reason::Damaged)?;
        self.paper.get(at..end).ok_or(Reason::Damaged)
    }

    fn short(&self, at: usize) -> Result<u16, Reason> {
        let bytes: [u8; 2] = self.bytes(at, 2)?.try_into().map_err(|_| Reason::Damaged)?;
        Ok(if self.lowest_first {
            u16::from_le_bytes(bytes)
        } else {
            u16::from_be_bytes(bytes)
        })
    }

    fn long(&self, at: usize) -> Result<u32, Reason> {
        self.number(self.bytes(at, 4)?)
    }

    /// A number of two or four bytes.
    fn number(&self, bytes: &[u8]) -> Result<u32, Reason> {
        let wide: [u8; 4] = match (bytes, self.lowest_first) {
            ([a, b], true) => [*a, *b, 0, 0],
            ([a, b], false) => [0, 0, *a, *b],
            _ => bytes.try_into().map_err(|_| Reason::Damaged)?,
        };
        Ok(if self.lowest_first {
            u32::from_le_bytes(wide)
        } else {
            u32::from_be_bytes(wide)
        })
    }

    fn put_short(&self, number: u16) -> [u8; 2] {
        if self.lowest_first {
            number.to_le_bytes()
        } else {
            number.to_be_bytes()
        }
    }

    fn put_long(&self, number: u32) -> [u8; 4] {
        if self.lowest_first {
            number.to_le_bytes()
        } else {
            number.to_be_bytes()
        }
    }

    /// The entries of a page that are kept, and where the next page's directory is.
    fn directory(&self, at: usize) -> Result<(Vec<Entry>, u32), Reason> {
        let count = usize::from(self.short(at)?);
        let mut entries = Vec::new();
        for place in (0..count).map(|entry| at + 2 + 12 * entry) {
            let (tag, kind, count) = (
                self.short(place)?,
                self.short(place + 2)?,
                self.long(place + 4)?,
            );
            if !KEPT.contains(&tag) {
                continue;
            }
            let size = SIZES.get(usize::from(kind)).ok_or(Reason::Unsupported)?;
            let length = size.checked_mul(count as usize).ok_or(Reason::Damaged)?;
            let from = if length <= 4 {
                place + 8
            } else {
                self.long(place + 8)? as usize
            };
            let bytes = self.bytes(from, length)?.to_vec();
            entries.push(Entry {
                tag,
                kind,
                count,
                bytes,
            });
        }
        entries.sort_by_key(|entry| entry.tag);
        Ok((entries, self.long(at + 2 + 12 * count)?))
    }

    /// The numbers of an entry.
    fn numbers(&self, entries: &[Entry], tag: u16) -> Result<Vec<u32>, Reason> {
        let Some(entry) = entries.iter().find(|entry| entry.tag == tag) else {
            return Ok(Vec::new());
        };
        let size = SIZES.get(usize::from(entry.kind)).copied();
        let size = size.filter(|size| matches!(size, 2 | 4));
        let size = size.ok_or(Reason::Unsupported)?;
        entry
            .bytes
            .chunks_exact(size)
            .map(|one| self.number(one))
            .collect()
    }

    /// Writes one page and links it; answers where the link to the page after it stands.
    fn write(
        &self,
        out: &mut Vec<u8>,
        link: usize,
        mut entries: Vec<Entry>,
    ) -> Result<usize, Reason> {
        if self.numbers(&entries, COMPRESSION)?.contains(&OLD_JPEG) {
            return Err(Reason::Unsupported);
        }
        for (places, lengths) in [STRIPS, TILES] {
            let (from, lengths) = (
                self.numbers(&entries, places)?,
                self.numbers(&entries, lengths)?,
            );
            let mut moved = Vec::new();
            for (from, length) in from.into_iter().zip(lengths) {
                let strip = self.bytes(from as usize, length as usize)?;
                moved.extend(self.put_long(append(out, strip)?));
            }
            if let Some(entry) = entries.iter_mut().find(|entry| entry.tag == places) {
                entry.kind = LONG;
                entry.count = u32::try_from(moved.len() / 4).map_err(|_| Reason::TooLarge)?;
                entry.bytes = moved;
            }
        }
        let count = u16::try_from(entries.len()).map_err(|_| Reason::Damaged)?;
        let mut directory = self.put_short(count).to_vec();
        for entry in &entries {
            directory.extend(self.put_short(entry.tag));
            directory.extend(self.put_short(entry.kind));
            directory.extend(self.put_long(entry.count));
            let mut value = entry.bytes.clone();
            if value.len() > 4 {
                value = self.put_long(append(out, &entry.bytes)?).to_vec();
            }
            value.resize(4, 0);
            directory.extend(value);
        }
        directory.extend([0; 4]);
        let at = append(out, &directory)?;
        out[link..link + 4].copy_from_slice(&self.put_long(at));
        Ok(out.len() - 4)
    }
}

/// Appends at an even place and says where.
fn append(out: &mut Vec<u8>, part: &[u8]) -> Result<u32, Reason> {
    if out.len() % 2 == 1 {
        out.push(0);
    }
    let at = u32::try_from(out.len()).map_err(|_| Reason::TooLarge)?;
    out.extend(part);
    Ok(at)
}
