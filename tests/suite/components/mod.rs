//! The component library: markup of every example, contrast of the tokens, whole pages at full size.

mod contrast;
mod markup;
mod pages;
mod statics;
