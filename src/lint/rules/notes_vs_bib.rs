use std::collections::{BTreeSet, HashMap, HashSet};

use super::item::{is_full, is_sure};
use super::near::fold;
use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::citation::Kind;
use crate::csl::{Item, NameVariable, TextVariable};
use crate::resolve::{SourceId, Work};

pub(super) static RULE: Rule = Rule {
    id: "notes-vs-bib",
    severity: Severity::Warning,
    summary: "a work is cited and not listed, or listed and not cited",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Sources,
    preset: Preset::Strict,
    judged: Judged::new(3, 1, 18),
    page: include_str!("../../../docs/rules/notes-vs-bib.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let list = TitlesByName::of(context);
    let works = &context.analysis.works;
    let (listed, unlisted): (Vec<&Work>, Vec<&Work>) =
        works.iter().filter(|work| is_cited_in_full(context, work)).partition(|work| list.has(&work.item));
    let by_short_form = works.iter().filter(|work| matches!(work.id, SourceId::Entry(_)) && !work.cited_by.is_empty());
    let listed = listed.len() + by_short_form.count();
    // A list that has less than half of what is cited was never meant to have it all.
    if listed == 0 || unlisted.len() > listed {
        return;
    }
    for work in unlisted {
        let Some(place) = context.span_of(work.id) else { continue };
        let finding = findings.at(place, "this work is not in the list of works");
        findings.push(finding.help("add it to the list"));
    }
    not_cited(context, findings);
}

/// Works that are listed and not cited are often meant as further reading: one remark for all.
fn not_cited(context: &Context<'_>, findings: &mut Findings<'_>) {
    let works = &context.analysis.works;
    let by_short_form: HashSet<SourceId> =
        works.iter().filter(|work| !work.cited_by.is_empty()).map(|work| work.id).collect();
    let in_full = TitlesByName::from_items(works.iter().filter(|work| !work.cited_by.is_empty()).map(|work| &work.item));
    let entries = context.analysis.entries.iter().enumerate();
    let idle = entries.filter(|(at, entry)| {
        is_sure(&entry.item, entry.confidence)
            && !by_short_form.contains(&SourceId::Entry(*at))
            && !in_full.has(&entry.item)
    });
    let mut idle = idle.filter_map(|(at, _)| context.span_of(SourceId::Entry(at)));
    let Some(first) = idle.next() else { return };
    let message = match idle.count() {
        0 => "no note cites this work".to_owned(),
        more => format!("no note cites this work, nor {more} more of the list"),
    };
    findings.push(findings.remark(first, message).help("cite it, or call the list “Further reading”"));
}

/// The titles of works by the name of their first author or editor.
struct TitlesByName(HashMap<String, BTreeSet<String>>);

impl TitlesByName {
    fn of(context: &Context<'_>) -> Self {
        Self::from_items(context.analysis.entries.iter().map(|entry| &entry.item))
    }

    fn from_items<'i>(items: impl Iterator<Item = &'i Item>) -> Self {
        let mut list: HashMap<String, BTreeSet<String>> = HashMap::new();
        for item in items {
            if let (Some(name), Some(title)) = (name(item), title(item)) {
                list.entry(name).or_default().insert(title);
            }
        }
        Self(list)
    }

    /// Whether a work is there, under its whole title or a part of it.
    fn has(&self, item: &Item) -> bool {
        let (Some(name), Some(title)) = (name(item), title(item)) else { return false };
        let Some(titles) = self.0.get(&name) else { return false };
        let longer = || titles.range(title.clone()..).next().is_some_and(|other| other.starts_with(&title));
        let shorter = || title.char_indices().any(|(end, _)| titles.contains(&title[..end]));
        longer() || shorter()
    }
}

fn name(item: &Item) -> Option<String> {
    let roles = [NameVariable::Author, NameVariable::Editor];
    let first = roles.iter().find_map(|&role| item.names(role).first())?;
    Some(fold(&first.short()))
}

fn title(item: &Item) -> Option<String> {
    item.text(TextVariable::Title).map(fold)
}

/// Whether a work is given in full in a note, and sure enough to be called one.
fn is_cited_in_full(context: &Context<'_>, work: &Work) -> bool {
    let SourceId::Citation(at) = work.id else { return false };
    let citation = context.analysis.citations.get(at);
    citation.is_some_and(|citation| citation.kind == Kind::Full) && is_full(&work.item, work.confidence)
}
