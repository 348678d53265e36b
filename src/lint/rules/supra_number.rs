use super::near::fold;
use super::{Context, Findings, Fix, Judged, Needs, Preset, Reads, Rule, Safety, Severity, fixes};
use crate::citation::{Citation, Kind};
use crate::resolve::{Reason, Resolution, SourceId};

pub(super) static RULE: Rule = Rule {
    id: "supra-number",
    severity: Severity::Warning,
    summary: "“n. 12” points to a note that does not give the source",
    fix: Some(Safety::Unsafe),
    needs: Needs::Nothing,
    reads: Reads::Sources,
    preset: Preset::Strict,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/supra-number.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (at, citation, resolution) in context.citations().filter(|(_, citation, _)| citation.kind == Kind::Crossref) {
        let Some(label) = citation.short.note_label.as_deref() else { continue };
        let message = match resolution.reason {
            Some(Reason::ForwardReference) => format!("note {label} comes only later"),
            Some(Reason::AuthorMismatch) if is_remark(context, label, citation) => format!("note {label} gives no source"),
            Some(Reason::AuthorMismatch) if all_have_authors(context, label) => format!("note {label} gives another author's work"),
            // "See note 70" means all that the note says.
            Some(Reason::Ambiguous | Reason::PrecedingNoteMultiple) if names_one(citation) => format!("note {label} gives several sources"),
            _ => continue,
        };
        let mut finding = findings.at(citation.span, message);
        if let Some(note) = note_of(context, label) {
            finding = finding.related(context.note_place(&context.document().notes[note]), format!("note {label}"));
        }
        let others = resolution.candidates.iter().filter(|id| !context.is_in_note(**id, label));
        finding = others.take(2).fold(finding, |finding, &id| context.with_source(finding, id));
        let finding = finding.maybe_fix(corrected(context, at, resolution));
        findings.push(finding.help("numbers move when notes are put in or taken out: correct the number"));
    }
}

/// True if a citation through a note means one of its sources: it names an author or a title, or a place in the source.
fn names_one(citation: &Citation) -> bool {
    let short = &citation.short;
    !short.names.is_empty() || short.title.is_some() || citation.locator.is_some()
}

/// The number of the one note that gives the source in full, where the name beside the number tells which source is meant.
fn corrected(context: &Context<'_>, at: usize, resolution: &Resolution) -> Option<Fix> {
    let source = resolution.source.filter(|_| resolution.reason == Some(Reason::AuthorMismatch))?;
    let SourceId::Citation(first) = source else { return None };
    let note = context.analysis.citations.get(first)?.note;
    fixes::point_to(context.analysis, at, note).map(|fix| fix.meaning(at, source))
}

/// The first note of a number.
fn note_of(context: &Context<'_>, label: &str) -> Option<usize> {
    context.analysis.notes_labelled(label).first().copied()
}

/// Whether a note cites nothing and does not name the author either.
fn is_remark(context: &Context<'_>, label: &str, citation: &Citation) -> bool {
    let analysis = context.analysis;
    let Some(note) = note_of(context, label) else { return false };
    let cites = analysis.citations_of(note).any(|at| analysis.citations[at].kind != Kind::None);
    let text = fold(&analysis.document.notes[note].body.text);
    !cites && !citation.short.names.iter().any(|name| text.contains(&fold(name)))
}

/// Whether every work that a note gives has an author; of one without, it cannot be said whose it is.
fn all_have_authors(context: &Context<'_>, label: &str) -> bool {
    let analysis = context.analysis;
    let Some(note) = note_of(context, label) else { return false };
    let mut sources = analysis.citations_of(note).filter_map(|at| analysis.resolutions[at].source).peekable();
    sources.peek().is_some() && sources.all(|id| context.work(id).is_some_and(|work| super::item::is_full(&work.item, work.confidence)))
}
