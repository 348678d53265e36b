use super::item::{is_online, is_special, is_sure};
use super::{Context, Findings, Needs, Rule, Severity};
use crate::citation::Kind;
use crate::csl::{DateVariable, Item, ItemType, TextVariable};
use crate::resolve::SourceId;

pub(super) static RULE: Rule = Rule {
    id: "field-missing",
    severity: Severity::Warning,
    summary: "a source lacks what a reader needs to find it",
    fix: None,
    needs: Needs::Nothing,
    page: include_str!("../../../docs/rules/field-missing.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for work in &context.analysis.works {
        let SourceId::Citation(at) = work.id else { continue };
        let Some(citation) = context.analysis.citations.get(at).filter(|citation| citation.kind == Kind::Full) else { continue };
        let missing = missing(&work.item);
        if missing.is_empty() || !is_sure(&work.item, work.confidence) || is_online(&work.item) {
            continue;
        }
        let finding = findings.at(citation.span, format!("this source has no {}", missing.join(" and no ")));
        findings.push(finding.note("a reader needs it to find the source").help("add it to the first citation"));
    }
}

/// What a record of its kind should have and has not, in words.
fn missing(item: &Item) -> Vec<&'static str> {
    let has = |variable| item.text(variable).is_some();
    let has_publisher = has(TextVariable::Publisher) || has(TextVariable::PublisherPlace);
    let has_year = item.date(DateVariable::Issued).is_some();
    // In a journal the volume or the issue stands for the year, too.
    let has_volume = has(TextVariable::Volume) || has(TextVariable::Issue);
    let is_in_something = has(TextVariable::ContainerTitle);
    let is_article = matches!(item.item_type, ItemType::ArticleJournal);
    let mut missing = Vec::new();
    if is_special(item.item_type) {
        return missing;
    }
    if !has_publisher && !is_in_something && !matches!(item.item_type, ItemType::Thesis | ItemType::Report) {
        missing.push("publisher");
    }
    if !has_year && !(is_article && has_volume) {
        missing.push("year");
    }
    if is_article && !has_volume && !has(TextVariable::Page) {
        missing.push("volume or page");
    }
    missing
}
