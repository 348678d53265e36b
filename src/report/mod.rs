//! Findings and inspections for people, SARIF and GitHub. The JSON of ibid itself is in [`crate::api`].

pub mod concise;
pub mod github;
#[cfg(feature = "render")]
pub mod hover;
#[cfg(feature = "drawing")]
pub mod human;
pub mod inspect;
pub mod outline;
pub mod sarif;
pub mod statistics;
