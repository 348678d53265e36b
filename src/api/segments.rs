//! The labelled words of one reference.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::document::flatten;
use crate::reference::segment;
use crate::text::Span;

/// The words of one reference, labelled: in order, covering the line but for white space between two of them.
///
/// ```
/// use ibid::api::Segments;
/// let segments = Segments::of("Robinson, 167.");
/// assert_eq!(serde_json::to_string(&segments).unwrap(), r#"{"segments":[["author","Robinson,"],["pages","167."]]}"#);
/// assert_eq!(serde_json::to_string(&Segments::of(" ")).unwrap(), "{}");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Segments<'t> {
    /// Label and words; left out where the line is blank.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub segments: Vec<(Cow<'t, str>, Cow<'t, str>)>,
}

impl<'t> Segments<'t> {
    /// Labels the words of a line as they are typed, markup included: each stretch runs to where the next begins.
    #[must_use]
    pub fn of(line: &'t str) -> Self {
        let text = flatten(line, 0);
        if text.text.trim().is_empty() {
            return Self::default();
        }
        let segments = segment(&text);
        let mut ends = segments.iter().skip(1).map(|next| text.source(next.span).start);
        let mut start = 0;
        let labelled = segments.iter().map(|segment| {
            let span = Span::new(start, ends.next().unwrap_or(line.len()).max(start));
            start = span.end;
            (segment.label.as_str().into(), span.of(line).trim().into())
        });
        Self { segments: labelled.collect() }
    }
}
