//! The answer of `ibid inspect` in its forms.

mod graph;
mod text;

pub use graph::{dot, mermaid};
pub(super) use text::cut;
pub use text::{by_note, by_source};
#[cfg(feature = "render")]
pub(super) use text::{said, title_of};
