//! The one list of rules. To add a rule: a file here, a page in `docs/rules/`, a line below.

use super::rule::{Context, Findings, Needs, Rule};
#[allow(unused_imports, reason = "rules bring in what they need of these")]
use super::{Fix, Safety, Severity};

macro_rules! rules {
    ($($name:ident,)*) => {
        $(mod $name;)*

        /// Every rule, in the order of their ids.
        pub static RULES: &[&Rule] = &[$(&$name::RULE,)*];
    };
}

rules! {
    marker_undefined,
    note_unused,
    suppression_unused,
}

pub(super) use suppression_unused::RULE as SUPPRESSION_UNUSED;

/// The rule of that id.
#[must_use]
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id).copied()
}
