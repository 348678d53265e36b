use std::collections::HashMap;

use super::item::is_sure;
use super::near::fold;
use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::csl::{NameVariable, TextVariable};
use crate::reference::Reference;

pub(super) static RULE: Rule = Rule {
    id: "bibliography-duplicate",
    severity: Severity::Warning,
    summary: "a work stands twice in the list of works",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Sources,
    preset: Preset::Scholarly,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/bibliography-duplicate.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let list = &context.document().bibliography;
    let mut first: HashMap<String, usize> = HashMap::new();
    for (at, entry) in context.analysis.entries.iter().enumerate() {
        let Some((signs, place)) = signs(entry).zip(list.get(at)) else { continue };
        let earlier = *first.entry(signs).or_insert(at);
        if earlier != at {
            let finding = findings
                .at(place.span, "this work is in the list already")
                .related(list[earlier].span, "the first entry");
            findings.push(finding.help("keep the entry that says more"));
        }
    }
}

/// What makes two entries the same work: everything that tells editions, volumes and reprints apart must be equal, too.
fn signs(entry: &Reference) -> Option<String> {
    const TELLING: [TextVariable; 6] = [
        TextVariable::Title,
        TextVariable::ContainerTitle,
        TextVariable::Volume,
        TextVariable::Issue,
        TextVariable::Edition,
        TextVariable::Page,
    ];
    let item = &entry.item;
    if !is_sure(item, entry.confidence) {
        return None;
    }
    let authors = item.names(NameVariable::Author).iter().map(|name| fold(&name.short()));
    let texts = TELLING.iter().map(|&variable| item.text(variable).map(fold).unwrap_or_default());
    let year = item.year().map_or(String::new(), |year| year.to_string());
    Some(authors.chain(texts).chain([year]).collect::<Vec<_>>().join("|"))
}
