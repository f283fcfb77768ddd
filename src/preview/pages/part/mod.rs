//! Some pages of a paper as a paper of their own. Nothing of another page goes along: what lies beside the wanted pages in
//! the file may be somebody else's.

mod pdf;
mod tiff;

use crate::preview::Reason;
use crate::words::PaperKind;

/// The pages `first` to `last` (from 1) as a file of the same kind.
pub fn cut(kind: PaperKind, paper: &[u8], first: u16, last: u16) -> Result<Vec<u8>, Reason> {
    if first == 0 || last < first {
        return Err(Reason::NoSuchPage);
    }
    match kind {
        PaperKind::Pdf => pdf::cut(paper, first, last),
        PaperKind::Tiff => tiff::cut(paper, first, last),
        PaperKind::Jpeg | PaperKind::Png if last > 1 => Err(Reason::NoSuchPage),
        PaperKind::Jpeg | PaperKind::Png => Ok(paper.to_vec()),
    }
}
