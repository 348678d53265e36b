//! What can be wrong with a style.

/// What can be wrong with a style.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StyleError {
    /// No style has this name.
    #[error("no style is called \"{name}\"{}; 'ibid styles' lists them, and a path to a .csl file works too", hint(.suggestion.as_deref()))]
    Unknown {
        /// The name that was asked for.
        name: String,
        /// The nearest name there is.
        suggestion: Option<String>,
    },
    /// The file is not XML.
    #[error("line {line}, column {column}: this is not well-formed XML: {message}")]
    Malformed {
        /// From 1.
        line: usize,
        /// In characters, from 1.
        column: usize,
        /// What the parser says.
        message: String,
    },
    /// The file is XML, but no CSL style.
    #[error("this is not a CSL 1.0 style{}: {message}", in_element(.element))]
    NotCsl {
        /// The path to the element, if it is known.
        element: String,
        /// What the parser says.
        message: String,
    },
    /// A macro that needs itself.
    #[error("the macro \"{name}\" calls itself, so that no citation would ever be finished")]
    Recursive {
        /// The macro.
        name: String,
    },
    /// Elements in elements without measure.
    #[error("the elements and macros of this style are nested too deep")]
    TooDeep,
    /// Macros that call each other so often that a citation would take hours.
    #[error("the macros of this style call each other so often that one citation would be too long")]
    TooLong,
    /// A dependent style whose parent ibid does not have.
    #[error("this style only points to another, \"{parent}\", which ibid does not have: give the path of that one")]
    NoParent {
        /// The id of the parent.
        parent: String,
    },
}

fn hint(suggestion: Option<&str>) -> String {
    suggestion.map(|name| format!(" (did you mean \"{name}\"?)")).unwrap_or_default()
}

fn in_element(element: &str) -> String {
    if element.is_empty() { String::new() } else { format!(" (at {element})") }
}
