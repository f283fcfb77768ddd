//! The kinds of paper the desk takes as a file.

use crate::text_enum;

text_enum! {
    /// What a paper is, judged by its content and never by its name (T65).
    pub enum PaperKind: "kind of paper" {
        Pdf = "pdf", "PDF";
        Jpeg = "jpeg", "JPEG picture";
        Png = "png", "PNG picture";
        Tiff = "tiff", "TIFF scan";
    }
}

impl PaperKind {
    /// The media type its download is served with.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Tiff => "image/tiff",
        }
    }

    /// The endings a file of this kind may carry, the usual one first, without the dot.
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Png => &["png"],
            Self::Tiff => &["tif", "tiff"],
        }
    }
}
