use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::citation::Kind;
use crate::csl::{DateVariable, Item, TextVariable};
use crate::resolve::{Reason, Resolution, Work};

pub(super) static RULE: Rule = Rule {
    id: "short-ambiguous",
    severity: Severity::Warning,
    summary: "a short form that fits several sources",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Sources,
    preset: Preset::Strict,
    judged: Judged::new(0, 6, 18),
    page: include_str!("../../../docs/rules/short-ambiguous.md"),
    check,
};

/// Old books cite without imprint: "the History, by Hutchinson", "Hutchinson's History". Works that nothing tells apart but the way they
/// are called may well be one.
fn are_mentions(context: &Context<'_>, resolution: &Resolution) -> bool {
    let works = resolution.candidates.iter().map(|&id| context.work(id));
    let is_told = |work: Option<&Work>| work.is_none_or(|work| is_told_apart(&work.item));
    resolution.candidates.len() > 1 && works.filter(|work| is_told(*work)).count() < 2
}

/// Whether a record says where or when a work appeared.
fn is_told_apart(item: &Item) -> bool {
    let variables = [TextVariable::Publisher, TextVariable::PublisherPlace, TextVariable::ContainerTitle, TextVariable::Url];
    item.date(DateVariable::Issued).is_some() || variables.iter().any(|variable| item.text(*variable).is_some())
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (_, citation, resolution) in context.citations() {
        let has_name = !citation.short.names.is_empty() || citation.short.title.is_some();
        let is_short = matches!(citation.kind, Kind::Short) || has_name && !matches!(citation.kind, Kind::Full | Kind::None);
        if is_short && resolution.reason == Some(Reason::Ambiguous) && !are_mentions(context, resolution) {
            let count = resolution.candidates.len();
            let message = if count > 1 { format!("this fits {count} sources") } else { "this fits several sources".to_owned() };
            let finding = context.with_candidates(findings.at(citation.span, message), resolution);
            findings.push(finding.help("add a word of the title, or the first name"));
        }
    }
}
