use std::cell::LazyCell;

use super::containers::Containers;
use super::item::{is_online, is_special, is_sure};
use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::citation::{Citation, Kind};
use crate::csl::{DateVariable, Item, NameVariable, TextVariable};
use crate::lexicon::{self, Class, fold};
use crate::resolve::{SourceId, Work};
use crate::text::{MarkKind, Span};

pub(super) static RULE: Rule = Rule {
    id: "field-missing",
    severity: Severity::Warning,
    summary: "a source has no year, or neither publisher nor year",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Sources,
    preset: Preset::Strict,
    judged: Judged::new(1, 8, 7),
    page: include_str!("../../../docs/rules/field-missing.md"),
    check,
};

/// So many sources that lack the same are a habit of the document: one finding speaks for all.
const HABIT: usize = 6;

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let containers = LazyCell::new(|| Containers::of(context));
    let works = context.analysis.works.iter();
    let lacking = works.filter_map(|work| lacking(context, work).filter(|_| !containers.date(&work.item)));
    let lacking: Vec<(Span, String)> = lacking.collect();
    let shown = if lacking.len() < HABIT { lacking.len() } else { 1 };
    for (place, message) in lacking.iter().take(shown) {
        let others = lacking.len() - shown;
        let message = if others > 0 { format!("{message}, and {others} others lack as much") } else { message.clone() };
        let finding = findings.at(*place, message);
        findings.push(finding.note("a reader needs it to find the source").help("add it to the first citation"));
    }
}

/// Where a work is given in full, and what it lacks.
fn lacking(context: &Context<'_>, work: &Work) -> Option<(Span, String)> {
    let SourceId::Citation(at) = work.id else { return None };
    let citation = context.analysis.citations.get(at).filter(|citation| citation.kind == Kind::Full)?;
    let missing = missing(&work.item);
    let is_found = is_online(&work.item) || is_linked(context, citation) || tells_year(context, citation) || is_ebook(context, citation);
    let is_wanted = !missing.is_empty() && is_sure(&work.item, work.confidence) && is_by_person(&work.item) && !is_found;
    is_wanted.then(|| (citation.span, format!("this source has no {}", missing.join(" and no "))))
}

/// Whether a citation stands, in whole or in part, in a link.
fn is_linked(context: &Context<'_>, citation: &Citation) -> bool {
    let body = context.document().notes.get(citation.note).map(|note| &note.body);
    let marks = body.into_iter().flat_map(|body| &body.marks);
    marks.filter(|mark| mark.span.overlaps(citation.flat)).any(|mark| matches!(mark.kind, MarkKind::Link(_)))
}

/// Whether the note says a year or an address after the beginning of a citation, whatever was made of it.
fn tells_year(context: &Context<'_>, citation: &Citation) -> bool {
    let text = context.document().notes.get(citation.note).map_or("", |note| note.body.text.as_str());
    let rest = text.get(citation.flat.start..).unwrap_or_default();
    let mut numbers = rest.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4);
    rest.contains("://") || numbers.any(|run| ("1400"..="2199").contains(&run))
}

/// True for the way in which readers of e-books cite, which gives no year: "Able, Ann. Salt (p. 55). Aire Press. Kindle Edition."
fn is_ebook(context: &Context<'_>, citation: &Citation) -> bool {
    fold::words(context.text(citation.span)).iter().any(|word| lexicon::is(Class::Ebook, word))
}

/// Whether a person by first and last name wrote or edited it. "Numer. Hom." is an ancient work, "Le Maryland" no name.
fn is_by_person(item: &Item) -> bool {
    let roles = [NameVariable::Author, NameVariable::Editor, NameVariable::Translator];
    let first = roles.iter().find_map(|&role| item.names(role).first());
    let given = first.filter(|name| name.family.is_some()).and_then(|name| name.given.as_deref());
    given.is_some_and(|given| !given.ends_with('.') || given.chars().filter(|c| c.is_alphabetic()).count() == 1 || given.contains(' '))
}

/// What a record should have and has not, in words. A year without a publisher is enough: many styles ask for no more
/// of old books, and none for newspapers.
fn missing(item: &Item) -> Vec<&'static str> {
    let has = |variable| item.text(variable).is_some();
    let has_publisher = has(TextVariable::Publisher) || has(TextVariable::PublisherPlace);
    // In a journal the volume or the issue stands for the year, too.
    let is_dated = item.date(DateVariable::Issued).is_some() || has(TextVariable::Volume) || has(TextVariable::Issue);
    if is_special(item.item_type) || is_dated {
        return Vec::new();
    }
    if has_publisher || has(TextVariable::ContainerTitle) { vec!["year"] } else { vec!["publisher", "year"] }
}
