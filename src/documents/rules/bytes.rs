//! Searching in bytes.

/// Where `needle` first stands.
pub fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    starts(hay, needle[0]).find(|at| hay[*at..].starts_with(needle))
}

/// Where `needle` last stands.
pub fn find_last(hay: &[u8], needle: &[u8]) -> Option<usize> {
    (0..hay.len())
        .rev()
        .find(|at| hay[*at..].starts_with(needle))
}

/// Whether one of the tags (written from `<`, in small letters) stands in `hay`, in letters of any size.
pub fn has_tag(hay: &[u8], tags: &[&str]) -> bool {
    starts(hay, b'<').any(|at| {
        tags.iter().any(|tag| {
            hay.get(at..at + tag.len())
                .is_some_and(|found| found.eq_ignore_ascii_case(tag.as_bytes()))
        })
    })
}

/// Every place where `first` stands.
pub fn starts(hay: &[u8], first: u8) -> impl Iterator<Item = usize> + '_ {
    hay.iter()
        .enumerate()
        .filter(move |(_, byte)| **byte == first)
        .map(|(at, _)| at)
}

/// Whether nothing but blanks and zero bytes is left.
pub fn is_blank(rest: &[u8]) -> bool {
    rest.iter()
        .all(|byte| matches!(byte, 0 | b' ' | b'\t' | b'\r' | b'\n' | 0x0c | 0x1a))
}

/// The number of two bytes at `at`, highest byte first.
pub fn u16_be(bytes: &[u8], at: usize) -> Option<u16> {
    bytes
        .get(at..at.checked_add(2)?)?
        .try_into()
        .ok()
        .map(u16::from_be_bytes)
}

/// The number of four bytes at `at`, highest byte first.
pub fn u32_be(bytes: &[u8], at: usize) -> Option<u32> {
    bytes
        .get(at..at.checked_add(4)?)?
        .try_into()
        .ok()
        .map(u32::from_be_bytes)
}

/// The number of two bytes at `at`, lowest byte first.
pub fn u16_le(bytes: &[u8], at: usize) -> Option<u16> {
    u16_be(bytes, at).map(u16::swap_bytes)
}

/// The number of four bytes at `at`, lowest byte first.
pub fn u32_le(bytes: &[u8], at: usize) -> Option<u32> {
    u32_be(bytes, at).map(u32::swap_bytes)
}
