//! Why a page has no picture, in words for the person who wanted to see it.

/// Why a page could not be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// The paper opens only with a password.
    #[error("it is locked with a password")]
    Password,
    /// The content is broken or cut short.
    #[error("the file is damaged or incomplete")]
    Damaged,
    /// A variant this program does not draw, for example a layout of samples nobody scans with.
    #[error("it is stored in a way this program cannot draw")]
    Unsupported,
    /// More than 25 MiB, 100 million pixels or 500 pages.
    #[error("it is too large to draw")]
    TooLarge,
    /// The page asked for is not in the paper.
    #[error("it has no such page")]
    NoSuchPage,
    /// Drawing was ended at its time limit.
    #[error("drawing it took too long")]
    TookTooLong,
    /// The drawing process ended itself or was ended: a crash, no memory left, a forbidden action.
    #[error("drawing it failed")]
    Stopped,
    /// Other pages were being drawn for the whole time this one could wait.
    #[error("other pages are being drawn; try again in a moment")]
    Busy,
    /// The drawing process could not be started or could not lock itself in.
    #[error("the page drawing could not be started on this machine")]
    NotStarted,
}

/// A page that could not be shown. The original is untouched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Could not preview this page: {reason}. The original is kept and can be downloaded.")]
pub struct CouldNotPreview {
    /// Why.
    pub reason: Reason,
}

/// What the drawing process ends with, so that its parent learns the reason. Codes of the shell, of a usage error (2) and of
/// a panic (101) are left out.
const EXIT_CODES: [(Reason, u8); 6] = [
    (Reason::Password, 10),
    (Reason::Damaged, 11),
    (Reason::Unsupported, 12),
    (Reason::TooLarge, 13),
    (Reason::NoSuchPage, 14),
    (Reason::NotStarted, 15),
];

impl Reason {
    /// The exit code that stands for this reason; reasons only the parent can find have that of a failure.
    pub(super) fn exit_code(self) -> u8 {
        EXIT_CODES
            .iter()
            .find(|(reason, _)| *reason == self)
            .map_or(1, |(_, code)| *code)
    }

    /// The reason behind an exit code; none (a signal) or an unknown one means the process was stopped.
    pub(super) fn from_exit_code(code: Option<i32>) -> Self {
        EXIT_CODES
            .iter()
            .find(|(_, known)| Some(i32::from(*known)) == code)
            .map_or(Self::Stopped, |(reason, _)| *reason)
    }
}

impl From<Reason> for CouldNotPreview {
    fn from(reason: Reason) -> Self {
        Self { reason }
    }
}
