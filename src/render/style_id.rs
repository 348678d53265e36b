//! The ids of styles.

/// The last part of a style's id: its name for readers.
pub(super) fn last_part(id: &str) -> &str {
    id.trim_end_matches('/').rsplit('/').next().unwrap_or(id)
}
