//! What the program gives to the server.

use anyhow::Result;

use crate::render::Style;

/// What the server is given by the program that starts it.
#[derive(Clone, Copy)]
pub(crate) struct Host {
    /// Finds the style of a name, or of a path.
    pub(crate) style: fn(&str) -> Result<Style>,
}
