use super::{Context, Findings, Fix, Judged, Needs, Preset, Reads, Rule, Safety, Severity, fixes};
use crate::analysis::Analysis;
use crate::citation::Kind;
use crate::lint::Finding;
use crate::lint::against::{NoteVersions, UnchangedCitation};
use crate::resolve::SourceId;

pub(super) static RULE: Rule = Rule {
    id: "antecedent-changed",
    severity: Severity::Warning,
    summary: "an edit changed what a short form stands for",
    fix: Some(Safety::Unsafe),
    needs: Needs::Previous,
    reads: Reads::Sources,
    preset: Preset::Blog,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/antecedent-changed.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(previous) = context.previous else { return };
    let versions = NoteVersions::new(previous, context.analysis);
    for kept in versions.citations() {
        let (old, new) = (&previous.citations[kept.old], &context.analysis.citations[kept.new]);
        if matches!(old.kind, Kind::Full | Kind::None) || old.kind != new.kind {
            continue;
        }
        let Some(was) = previous.resolutions[kept.old].source else { continue };
        let now = versions.source_now(was);
        let is = context.analysis.resolutions[kept.new].source;
        // A source outside the notes that is not found again is not a source that is gone.
        if is == now || (now.is_none() && !matches!(was, SourceId::Citation(_))) {
            continue;
        }
        findings.push(finding(context, findings, &versions, &kept, was, now));
    }
}

/// `was` is what the citation stood for, `now` the same source in this version.
fn finding(
    context: &Context<'_>,
    findings: &Findings<'_>,
    versions: &NoteVersions<'_>,
    kept: &UnchangedCitation,
    was: SourceId,
    now: Option<SourceId>,
) -> Finding {
    let citation = &context.analysis.citations[kept.new];
    let stood_for = name(versions.old, was);
    let message = match context.analysis.resolutions[kept.new].source {
        Some(is) => format!("this stood for {stood_for} and now stands for {}", context.describe(is)),
        None => format!("this stood for {stood_for} and now stands for nothing certain"),
    };
    let finding = findings.at(citation.span, message).note("a note was put in, moved or taken out before it");
    match now {
        Some(source) => {
            let fix = restored(versions, kept, source);
            context.with_source(finding, source).maybe_fix(fix).help("name the source that is meant")
        }
        None => finding.help("give the source in full: it is not given any more"),
    }
}

/// A source of the earlier version as its readers knew it.
fn name(old: &Analysis, source: SourceId) -> String {
    let settings = crate::lint::Settings::default();
    Context::new(old, None, &settings).describe(source)
}

/// The fix that gives the citation its old meaning again: the number of a note where it goes by one, else the short form.
fn restored(versions: &NoteVersions<'_>, kept: &UnchangedCitation, source: SourceId) -> Option<Fix> {
    let citation = &versions.new.citations[kept.new];
    match citation.kind {
        Kind::Crossref => {
            let label = versions.old.citations.get(kept.old)?.short.note_label.as_deref()?;
            let named = *versions.old.notes_labelled(label).first()?;
            let note = versions.note_now(named)?;
            fixes::point_to(versions.new, kept.new, note).map(|fix| fix.meaning(kept.new, source))
        }
        Kind::Short => fixes::add_title(versions.new, kept.new, source),
        _ => fixes::spell_out(versions.new, kept.new, source, fixes::repeated_page(versions.old, kept.old)),
    }
}
