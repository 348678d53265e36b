//! What the environment says of how long a test runs.

use std::str::FromStr;

/// The number that a variable of the environment gives, or the usual one.
pub(crate) fn from_environment<T: FromStr>(name: &str, otherwise: T) -> T {
    std::env::var(name).ok().and_then(|number| number.parse().ok()).unwrap_or(otherwise)
}
