//! The answer of `ibid inspect` in its forms.

mod graph;
mod text;

pub use graph::{dot, mermaid};
pub use text::{by_note, by_source};
pub(super) use text::{cut, said, title_of};
