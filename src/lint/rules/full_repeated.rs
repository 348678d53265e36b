use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};

use super::item::{is_online, is_sure};
use super::near::fold;
use super::{Context, Findings, Fix, Judged, Needs, Preset, Reads, Rule, Safety, Severity, fixes, journals};
use crate::citation::{Citation, Kind, Locator};
use crate::csl::{Item, TextVariable};
use crate::resolve::SourceId;
use crate::text::Edit;

pub(super) static RULE: Rule = Rule {
    id: "full-repeated",
    severity: Severity::Info,
    summary: "a source is given in full again",
    fix: Some(Safety::Unsafe),
    needs: Needs::Nothing,
    reads: Reads::Sources,
    preset: Preset::Scholarly,
    judged: Judged::new(10, 2, 9),
    page: include_str!("../../../docs/rules/full-repeated.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let manner = LazyCell::new(|| always_in_full(context));
    for (at, citation, resolution) in context.citations().filter(|(_, citation, _)| citation.kind == Kind::Full) {
        let Some(source @ SourceId::Citation(first)) = resolution.source else { continue };
        let Some(earlier) = context.analysis.citations.get(first).filter(|_| first < at) else { continue };
        let reference = context.analysis.references.get(at);
        if !reference.is_some_and(|found| is_sure(&found.item, found.confidence) && is_described(&found.item)) {
            continue;
        }
        if context.document().chapter_between(earlier.note, citation.note) || is_same_note(context, earlier, citation) {
            continue;
        }
        if !may_be_one_work(context, at, first) || manner.contains(&source) {
            continue;
        }
        let message = format!("this source was given in full in {}", context.note_name(earlier.note));
        let finding = context.with_source(findings.at(citation.span, message), source);
        let finding = finding.maybe_fix(shortened(context, at, first, source));
        findings.push(finding.help("cite it in short: name, short title, page"));
    }
}

/// The sources that are given in full again and again and never in short: the document's own manner.
fn always_in_full(context: &Context<'_>) -> HashSet<SourceId> {
    /// The first citation and three more.
    const OFTEN: usize = 4;
    let mut cited: HashMap<SourceId, (usize, bool)> = HashMap::new();
    for (_, citation, resolution) in context.citations() {
        if let Some(source) = resolution.source {
            let (count, full) = cited.entry(source).or_insert((0, true));
            *count += 1;
            *full &= citation.kind == Kind::Full;
        }
    }
    cited.into_iter().filter(|(_, (count, full))| *full && *count >= OFTEN).map(|(source, _)| source).collect()
}

/// True if a citation says when, by whom or where on the web its work came out; a short form with a chapter does not.
fn is_described(item: &Item) -> bool {
    item.year().is_some() || item.text(TextVariable::Publisher).is_some() || is_online(item)
}

/// True if two citations may be one work: one gives the title of the other or its beginning, and neither another year nor another journal.
/// Two articles in one book, or of one author in one year, are not one work.
fn may_be_one_work(context: &Context<'_>, at: usize, first: usize) -> bool {
    let item = |at: usize| context.analysis.references.get(at).map(|found| &found.item);
    let Some((item, earlier)) = item(at).zip(item(first)) else { return false };
    let both = |variable| item.text(variable).zip(earlier.text(variable));
    let is_of_title = both(TextVariable::Title).is_some_and(|(one, other)| {
        let (one, other) = (fold(one), fold(other));
        one.starts_with(&other) || other.starts_with(&one)
    });
    let is_of_year = item.year().zip(earlier.year()).is_none_or(|(one, other)| one == other);
    is_of_title && is_of_year && both(TextVariable::ContainerTitle).is_none_or(|(one, other)| !journals::are_two(one, other))
}

/// Equal notes are the business of note-identical.
fn is_same_note(context: &Context<'_>, earlier: &Citation, later: &Citation) -> bool {
    let text = |citation: &Citation| context.document().notes.get(citation.note).map(|note| note.body.text.trim());
    text(earlier) == text(later)
}

/// The short form in place of the citation at `at`. What the citation at `first` does not say (commentary after the page) must stay, so
/// that the fix is refused where it would go.
fn shortened(context: &Context<'_>, at: usize, first: usize, source: SourceId) -> Option<Fix> {
    let citation = context.analysis.citations.get(at)?;
    let reference = context.analysis.references.get(at)?;
    let locator = citation.locator.as_ref().or(reference.locator.as_ref());
    let form = context.analysis.short_form(source)?.with_place(locator.map(Locator::printed));
    let is_shorter = form.len() < citation.span.len();
    let edit = Edit::replace(citation.span, form.as_str());
    let replaced = fixes::said_before(context.analysis, at, first);
    is_shorter.then(|| Fix::needs_consent(format!("write “{form}”"), vec![edit]).replacing(replaced))
}
