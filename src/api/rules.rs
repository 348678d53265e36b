//! The list of rules.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::VERSION;
use crate::lint::{RULES, Safety, Severity};

/// All rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Rules {
    /// The version of the format.
    pub version: u32,
    /// The rules, in the order in which they run.
    pub rules: Vec<Rule>,
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Rule {
    /// Its id.
    pub id: Cow<'static, str>,
    /// How bad its findings are, unless the settings say otherwise.
    pub severity: Severity,
    /// What it finds.
    pub summary: Cow<'static, str>,
    /// What its fixes may change; null where it has none.
    pub fix: Option<Safety>,
    /// When it runs, if not always.
    pub needs: Option<Cow<'static, str>>,
}

impl Rules {
    /// The rules there are.
    #[must_use]
    pub fn all() -> Self {
        Self { version: VERSION, rules: RULES.iter().map(|rule| Rule::of(rule)).collect() }
    }
}

impl Rule {
    fn of(rule: &crate::lint::Rule) -> Self {
        Self {
            id: rule.id.into(),
            severity: rule.severity,
            summary: rule.summary.into(),
            fix: rule.fix,
            needs: rule.needs.as_str().map(Cow::from),
        }
    }
}
