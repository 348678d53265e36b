//! The answer of `ibid inspect` in its forms.

mod graph;
mod text;

pub use graph::{dot, mermaid};
pub(crate) use text::cut;
pub use text::{by_note, by_source};
#[cfg(feature = "render")]
pub(super) use text::{percent, said, title_of};
