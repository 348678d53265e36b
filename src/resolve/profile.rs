//! The dialects of short forms: what ebd., ivi and loc. cit. mean, and what breaks the chain.

/// A dialect, as a row of parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Its name, as `--profile` takes it.
    pub name: &'static str,
}

impl Profile {
    /// The dialect for a language when nothing else is known.
    #[must_use]
    pub fn for_language(_language: &str) -> Self {
        Self { name: "chicago-17" }
    }
}
