//! Checks: what is wrong with the notes of a document, and how to mend it.
//!
//! One rule is one file in `rules/`, one page in `docs/rules/` (its help text and its test) and one line in [`RULES`].

mod against;
mod baseline;
pub mod catalogue;
mod diagnostic;
mod fix;
pub mod fixes;
mod preset;
mod rule;
mod rules;
mod settings;
mod suppress;

pub use baseline::{Baseline, KnownFinding, fingerprints};
pub use diagnostic::{Finding, Fix, Malformed, Related, Safety, Severity};
#[cfg(feature = "render")]
pub(crate) use fix::line_end;
pub use fix::{Applied, Mended, Refused, attempt, mend};
pub use preset::{Judged, Preset};
pub(crate) use rule::short_name;
pub use rule::{Context, Findings, Needs, Reads, Rule};
pub use rules::{RULES, is_house, rule};
pub use settings::{Settings, UnknownSetting, rule_advice, rules_named};
pub use suppress::{Suppression, suppressions};

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
    let mut list = silence(list, &context);
    list.sort_by(|a, b| (a.span, a.rule, &a.message).cmp(&(b.span, b.rule, &b.message)));
    list
}

/// Takes out the findings that comments in the document silence, and puts in one for every comment that silences nothing.
fn silence(list: Vec<Finding>, context: &Context<'_>) -> Vec<Finding> {
    let suppressions = suppressions(context.document());
    if suppressions.is_empty() {
        return list;
    }
    let silence = suppress::Silence::of(&suppressions);
    let used = silence.used(&list);
    let mut left: Vec<Finding> = list.into_iter().filter(|finding| !silence.covers(finding)).collect();
    let idle = suppressions.iter().zip(used).filter(|(_, used)| !used).map(|(suppression, _)| suppression);
    left.extend(idle.filter_map(|suppression| unused(suppression, context.settings)));
    left
}

/// A comment that silences nothing; `None` where its rules do not run, or are none (which the rule itself says).
fn unused(suppression: &Suppression, settings: &Settings) -> Option<Finding> {
    let rule = &rules::SUPPRESSION_UNUSED;
    let (_, severity) = settings.rules.iter().find(|(running, _)| running.id == rule.id)?;
    let names = suppression.rules.join(", ");
    let known = !suppression.rules.is_empty() && suppression.rules.iter().all(|name| settings.runs(name));
    let finding = Finding::new(rule.id, *severity, suppression.span, format!("{names} finds nothing here to ignore"));
    known.then(|| finding.help("take the comment out"))
}

/// Whether a rule has what it needs, and something to look at.
fn is_fed(rule: &Rule, context: &Context<'_>) -> bool {
    let document = context.document();
    let cites = !document.notes.is_empty() || !document.bibliography.is_empty();
    let is_met = match rule.needs {
        Needs::Nothing => true,
        Needs::Style => context.settings.style.is_some(),
        Needs::Previous => context.previous.is_some(),
    };
    is_met && (cites || rule.reads == Reads::Document)
}
