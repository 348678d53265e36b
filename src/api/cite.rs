//! What `ibid cite` answers to one document.

use serde::{Deserialize, Serialize};

#[cfg(feature = "render")]
use crate::render::{OutputFormat, Renderer, Request};

/// The citations and the bibliography of one document, written in a style; or why they could not be.
///
/// ```
/// let answer: ibid::api::CiteAnswer = serde_json::from_str(r#"{"error":"there is no record x"}"#).unwrap();
/// assert_eq!(answer, ibid::api::CiteAnswer::Error { error: "there is no record x".into() });
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
#[non_exhaustive]
pub enum CiteAnswer {
    /// What was asked for.
    Written {
        /// The citations, in order.
        notes: Vec<String>,
        /// The lines of the bibliography, in the order of the style.
        bibliography: Vec<String>,
        /// What the renderer could not write; left out where there is nothing.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        errors: Vec<String>,
    },
    /// Nothing.
    Error {
        /// Why.
        error: String,
    },
}

#[cfg(feature = "render")]
impl CiteAnswer {
    /// Writes what a document asks for.
    #[must_use]
    pub fn of(renderer: &Renderer<'_>, request: &Request, format: OutputFormat) -> Self {
        match renderer.render(request, format) {
            Ok(rendered) => {
                let bibliography = rendered.bibliography.into_iter().map(|entry| entry.text).collect();
                let errors = rendered.errors.iter().map(ToString::to_string).collect();
                Self::Written { notes: rendered.notes, bibliography, errors }
            }
            Err(error) => Self::Error { error: error.to_string() },
        }
    }
}
