//! The language server, through the built program, as an editor speaks to it.

mod asking;
mod changing;
mod editor;
mod latency;
mod life;
mod random;
mod texts;
mod transcript;
