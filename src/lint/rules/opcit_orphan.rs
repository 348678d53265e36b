use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::citation::Citation;
use crate::csl::NameVariable;
use crate::resolve::{Reason, Resolution};
use crate::text::Flat;

pub(super) static RULE: Rule = Rule {
    id: "opcit-orphan",
    severity: Severity::Warning,
    summary: "an “op. cit.” that leads to no one source",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Sources,
    preset: Preset::Scholarly,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/opcit-orphan.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (at, citation, resolution) in context.citations() {
        let is_orphan = match resolution.reason {
            None => context.source_before(at).is_some_and(|before| resolution.source.is_some_and(|source| source != before)),
            Some(Reason::PrecedingNoteMultiple) => !is_named_in_text(context, citation, resolution),
            // After a short form without a source it only repeats that one.
            reason => reason == Some(Reason::NoAntecedent) && context.is_first(at),
        };
        if !context.is_earlier_source_word(citation) || !is_bare(citation) || !is_orphan {
            continue;
        }
        let word = context.word(citation);
        let finding = findings.at(citation.span, format!("“{word}” does not say whose work it means"));
        let finding = context.with_candidates(finding, resolution);
        findings.push(finding.help("name the author, and if there are several works, the title"));
    }
}

/// True if the paragraph that a note belongs to names an author of one of the sources that its "op. cit." may mean: old books do so.
fn is_named_in_text(context: &Context<'_>, citation: &Citation, resolution: &Resolution) -> bool {
    let document = context.document();
    let Some(note) = document.notes.get(citation.note) else { return false };
    let markers = note.markers.iter().filter_map(|&marker| document.markers.get(marker));
    let paragraphs: Vec<&Flat> = markers.filter_map(|marker| document.paragraph_at(marker.span.start)).collect();
    let sources = resolution.source.iter().chain(&resolution.candidates).filter_map(|&source| context.work(source));
    let mut names = sources.flat_map(|work| work.item.names(NameVariable::Author)).filter_map(|name| name.family.as_deref());
    names.any(|name| paragraphs.iter().any(|paragraph| paragraph.text.contains(name)))
}

/// Whether a short form gives neither name nor title.
pub(super) fn is_bare(citation: &Citation) -> bool {
    citation.short.names.is_empty() && citation.short.title.is_none()
}
