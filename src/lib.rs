//! ibid reads footnotes: it pairs markers with notes, reads the references in them, and says what every "Ibid." stands for.

pub mod analysis;
pub mod citation;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
pub mod convert;
pub mod csl;
pub mod document;
pub mod language;
pub mod link;
pub mod lint;
pub mod reference;
pub mod render;
pub mod report;
pub mod resolve;
pub mod restyle;
pub mod tagging;
pub mod text;
