//! Models from elsewhere, for a program that does not hold them (built without the feature `models`), such as a page that fetches them
//! when it first reads a note.

use super::Model;
use super::note::NoteModel;

/// Bytes that are no model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these bytes are no model that this version of ibid reads")]
pub struct NoModel;

/// Reads notes or references with this model from now on, whichever it is for. The first that is loaded stays; what was read before keeps
/// what it said.
///
/// # Errors
/// When the bytes are no model, or one of another version.
///
/// ```
/// assert!(ibid::load_model(b"something else".to_vec()).is_err());
/// assert!(ibid::load_model(std::fs::read("src/tagging/note/model.bin").unwrap()).is_ok());
/// ```
pub fn load_model(bytes: Vec<u8>) -> Result<(), NoModel> {
    let bytes: &'static [u8] = bytes.leak();
    if NoteModel::load(bytes) || Model::load(bytes) { Ok(()) } else { Err(NoModel) }
}

/// True if both models are there. Without them every word of a note is commentary, and no reference has parts.
#[must_use]
pub fn has_models() -> bool {
    NoteModel::is_there() && Model::is_there()
}
