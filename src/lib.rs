//! ibid reads footnotes: it pairs markers with notes, reads the references in them, and says what every "Ibid." stands for.

pub mod analysis;
pub mod citation;
pub mod csl;
pub mod document;
pub mod language;
pub mod reference;
pub mod resolve;
pub mod text;
