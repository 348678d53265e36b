//! What a rule has to say: where, what, why, what to do about it, and perhaps a fix.

use serde::{Deserialize, Serialize};

use crate::resolve::SourceId;
use crate::text::{Edit, EditError, Span, sorted};

/// How bad a finding is. The order is that of the words: info is least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A remark. Never a reason for a failing exit.
    Info,
    /// Something a careful editor would ask about.
    Warning,
    /// A reader cannot find what a marker or a short form stands for.
    Error,
}

impl Severity {
    /// Every severity, least first.
    pub const ALL: [Severity; 3] = [Severity::Info, Severity::Warning, Severity::Error];

    /// The word for it in messages, JSON and settings.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity of that name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.as_str() == name)
    }
}

/// What a fix may change. The order is that of trust: unsafe is least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// It rests on a guess about what the writer meant; only applied when asked for.
    Unsafe,
    /// No marker gets another note, no short form another source, whatever the writer meant.
    Safe,
}

impl Safety {
    /// The word for it in messages and JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unsafe => "unsafe",
            Self::Safe => "safe",
        }
    }
}

/// A change that mends a finding. All its edits are made or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it may change.
    pub safety: Safety,
    /// What it does, in the imperative: "renumber the notes from 1 to 9".
    pub message: String,
    /// The edits, which do not overlap; places are bytes of the document's text.
    pub edits: Vec<Edit>,
    /// Citations, by their place in the document, that are to stand for another source than now. All others must keep
    /// theirs.
    pub meaning: Vec<(usize, SourceId)>,
    /// The stretches whose words may go: "Ibid." where a short form takes its place. All other words of the notes must stay.
    pub replaced: Vec<Span>,
}

impl Fix {
    /// A fix that changes no meaning.
    pub fn safe(message: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { safety: Safety::Safe, message: message.into(), edits, meaning: Vec::new(), replaced: Vec::new() }
    }

    /// A fix that rests on a guess.
    pub fn needs_consent(message: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { safety: Safety::Unsafe, ..Self::safe(message, edits) }
    }

    /// Declares that a citation is to stand for `source`, whatever it stands for now.
    #[must_use]
    pub fn meaning(mut self, citation: usize, source: SourceId) -> Self {
        self.meaning.push((citation, source));
        self
    }

    /// Declares that the words of a stretch may go.
    #[must_use]
    pub fn replacing(mut self, spans: impl IntoIterator<Item = Span>) -> Self {
        self.replaced.extend(spans);
        self
    }
}

/// A second place that explains a finding: the antecedent of a short form, the other note of the same number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Where, in the document's text.
    pub span: Span,
    /// What is there.
    pub message: String,
}

/// One thing that is wrong, or worth a remark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The id of the rule that found it.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Where, in the document's text.
    pub span: Span,
    /// What is wrong: one clause without a final stop.
    pub message: String,
    /// Why it matters here.
    pub note: Option<String>,
    /// What the writer can do.
    pub help: Option<String>,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// A change that mends it.
    pub fix: Option<Fix>,
}

/// A finding that no front end could show, or a fix that could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// A place that is not in the text, or cuts a character in two.
    #[error("{rule}: bytes {start} to {end} are no place in the text", start = span.start, end = span.end)]
    Place {
        /// The rule.
        rule: &'static str,
        /// The place.
        span: Span,
    },
    /// A finding without a message.
    #[error("{0}: a finding needs a message")]
    Silent(&'static str),
    /// A fix without edits, or whose edits cannot be made together.
    #[error("{rule}: the fix cannot be made: {}", error.as_ref().map_or("it has no edits".to_owned(), ToString::to_string))]
    Fix {
        /// The rule.
        rule: &'static str,
        /// What is wrong with its edits; `None` where there are none.
        error: Option<EditError>,
    },
}

impl Finding {
    /// A finding at `span` that says `message`.
    pub fn new(rule: &'static str, severity: Severity, span: Span, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { rule, severity, span, message, note: None, help: None, related: Vec::new(), fix: None }
    }

    /// Says why it matters.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// Says what the writer can do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Shows a second place.
    #[must_use]
    pub fn related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Related { span, message: message.into() });
        self
    }

    /// Offers a change.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// Offers a change, if there is one.
    #[must_use]
    pub fn maybe_fix(mut self, fix: Option<Fix>) -> Self {
        self.fix = fix.or(self.fix);
        self
    }

    /// The finding, if every place lies in `text` and its fix can be made there.
    ///
    /// # Errors
    /// When a place is not in the text, a message is missing, or the edits of the fix overlap.
    pub fn checked(self, text: &str) -> Result<Self, Malformed> {
        let rule = self.rule;
        if self.message.is_empty() || self.related.iter().any(|related| related.message.is_empty()) {
            return Err(Malformed::Silent(rule));
        }
        let places = std::iter::once(self.span).chain(self.related.iter().map(|related| related.span));
        for span in places {
            text.get(span.start..span.end).ok_or(Malformed::Place { rule, span })?;
        }
        match &self.fix {
            Some(fix) if fix.edits.is_empty() => Err(Malformed::Fix { rule, error: None }),
            Some(fix) => match sorted(text, &fix.edits) {
                Err(error) => Err(Malformed::Fix { rule, error: Some(error) }),
                Ok(_) => Ok(self),
            },
            None => Ok(self),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Café.[1]";

    fn finding(start: usize, end: usize) -> Finding {
        Finding::new("some-rule", Severity::Warning, Span { start, end }, "a message")
    }

    #[test]
    fn a_finding_inside_the_text_is_taken() {
        let whole = finding(6, 9).related(Span::new(0, 5), "the word").note("why").help("what to do");
        assert!(whole.checked(TEXT).is_ok());
        assert!(finding(9, 9).checked(TEXT).is_ok(), "the end of the text is a place");
    }

    #[test]
    fn a_malformed_finding_is_refused() {
        let place = |found: Finding| matches!(found.checked(TEXT), Err(Malformed::Place { .. }));
        assert!(place(finding(6, 10)), "past the end");
        assert!(place(finding(4, 6)), "inside a character");
        assert!(place(finding(7, 6)), "backwards");
        assert!(place(finding(6, 9).related(Span::new(4, 6), "x")));
        let silent = Finding::new("r", Severity::Info, Span::new(0, 1), "");
        assert_eq!(silent.checked(TEXT), Err(Malformed::Silent("r")));
    }

    #[test]
    fn a_fix_that_cannot_be_made_is_refused() {
        let edits = vec![Edit::delete(Span::new(6, 8)), Edit::delete(Span::new(7, 9))];
        let error = finding(6, 9).fix(Fix::safe("mend", edits)).checked(TEXT).unwrap_err();
        assert_eq!(error.to_string(), "some-rule: the fix cannot be made: two edits overlap at byte 7");
        let error = finding(6, 9).fix(Fix::needs_consent("mend", Vec::new())).checked(TEXT).unwrap_err();
        assert_eq!(error.to_string(), "some-rule: the fix cannot be made: it has no edits");
    }

    #[test]
    fn trust_and_severity_are_ordered() {
        assert!(Severity::Error > Severity::Warning && Severity::Warning > Severity::Info);
        assert!(Safety::Safe > Safety::Unsafe);
        assert_eq!(Severity::by_name("warning"), Some(Severity::Warning));
        assert_eq!(Severity::by_name("fatal"), None);
    }
}
