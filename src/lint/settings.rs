//! Which rules run, how severe they are, and what they go by.

use super::{RULES, Rule, Severity};

/// The rules that run, with what they go by.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The rules that run, in the order of the list, each with the severity of its findings.
    pub rules: Vec<(&'static Rule, Severity)>,
    /// The style the document is to follow, by name; rules of style are silent without it.
    pub style: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { rules: RULES.iter().map(|rule| (*rule, rule.severity)).collect(), style: None }
    }
}
