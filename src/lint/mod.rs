//! Checks: what is wrong with the notes of a document, and how to mend it.
//!
//! One rule is one file in `rules/`, one page in `docs/rules/` (its help text and its test) and one line in [`RULES`].

mod diagnostic;
mod rule;
mod rules;
mod settings;

pub use diagnostic::{Finding, Fix, Malformed, Related, Safety, Severity};
pub use rule::{Context, Findings, Needs, Rule};
pub use rules::{RULES, rule};
pub use settings::Settings;

use crate::analysis::Analysis;

/// What is wrong with a document, by place. `previous` is an earlier version of it, where there is one.
///
/// ```
/// use ibid::analysis::{Analysis, Options};
/// use ibid::lint::{Settings, check};
/// use ibid::text::Source;
/// let post = Source::new("post.md", "A claim.[^2]\n");
/// let findings = check(&Analysis::of(&[post], &Options::default()), None, &Settings::default());
/// assert_eq!(findings[0].message, "there is no note 2");
/// ```
#[must_use]
pub fn check(analysis: &Analysis, previous: Option<&Analysis>, settings: &Settings) -> Vec<Finding> {
    let context = Context::new(analysis, previous, settings);
    let mut list = Vec::new();
    for &(rule, severity) in settings.rules.iter().filter(|(rule, _)| is_fed(rule, &context)) {
        (rule.check)(&context, &mut Findings::new(rule, severity, &analysis.document.text, &mut list));
    }
    list.sort_by_key(|finding| (finding.span, finding.rule));
    list
}

/// Whether a rule has what it needs.
fn is_fed(rule: &Rule, context: &Context<'_>) -> bool {
    match rule.needs {
        Needs::Nothing => true,
        Needs::Style => context.settings.style.is_some(),
        Needs::Previous => context.previous.is_some(),
    }
}
