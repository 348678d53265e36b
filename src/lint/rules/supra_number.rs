use super::{Context, Findings, Needs, Rule, Severity};
use crate::citation::Kind;
use crate::resolve::Reason;

pub(super) static RULE: Rule = Rule {
    id: "supra-number",
    severity: Severity::Warning,
    summary: "“n. 12” points to a note that does not give the source",
    fix: None,
    needs: Needs::Nothing,
    page: include_str!("../../../docs/rules/supra-number.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let notes = &context.document().notes;
    for (_, citation, resolution) in context.citations().filter(|(_, citation, _)| citation.kind == Kind::Crossref) {
        let Some(label) = citation.short.note_label.as_deref() else { continue };
        let message = match resolution.reason {
            Some(Reason::ForwardReference) => format!("note {label} comes only later"),
            Some(Reason::AuthorMismatch) if all_have_authors(context, label) => format!("note {label} gives another author's work"),
            Some(Reason::Ambiguous | Reason::PrecedingNoteMultiple) => format!("note {label} gives several sources"),
            _ => continue,
        };
        let mut finding = findings.at(citation.span, message);
        if let Some(note) = notes.iter().find(|note| note.label == label) {
            finding = finding.related(context.note_place(note), format!("note {label}"));
        }
        let others = resolution.candidates.iter().filter(|id| !context.is_in_note(**id, label));
        finding = others.take(2).fold(finding, |finding, &id| context.with_source(finding, id));
        findings.push(finding.help("numbers move when notes are put in or taken out: correct the number"));
    }
}

/// Whether every work that a note gives has an author; of one without, it cannot be said whose it is.
fn all_have_authors(context: &Context<'_>, label: &str) -> bool {
    let analysis = context.analysis;
    let Some(note) = analysis.document.notes.iter().position(|note| note.label == label) else { return false };
    let mut sources = analysis.citations_of(note).filter_map(|at| analysis.resolutions[at].source).peekable();
    sources.peek().is_some() && sources.all(|id| context.work(id).is_some_and(|work| super::item::is_full(&work.item, work.confidence)))
}
