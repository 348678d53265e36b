use super::house::{Ibid, house};
use super::{Context, Findings, Fix, Needs, Rule, Safety, Severity};
use crate::citation::{Citation, Kind};
use crate::text::{Edit, Span};

pub(super) static RULE: Rule = Rule {
    id: "ibid-form",
    severity: Severity::Info,
    summary: "“ibid.” is not written as the style writes it",
    fix: Some(Safety::Safe),
    needs: Needs::Style,
    page: include_str!("../../../docs/rules/ibid-form.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(house) = house(context) else { return };
    let Ibid::Written { start, inside } = house.ibid else { return };
    for citation in context.analysis.citations.iter().filter(|citation| citation.kind == Kind::Ibid) {
        let Some((word, span)) = word_of(context, citation) else { continue };
        let is_ibid = word.to_lowercase().trim_end_matches('.') == "ibid";
        let at_start = context.document().notes.get(citation.note).is_some_and(|note| {
            note.body.text.get(..citation.flat.start).unwrap_or_default().trim().is_empty()
        });
        let wanted = if at_start { start } else { inside };
        // A full stop that ends the note is not the word's.
        let ends_note = context.text(Span::new(span.end, citation.span.end.max(span.end))).is_empty();
        if !is_ibid || word == wanted || ends_note && word.trim_end_matches('.') == wanted {
            continue;
        }
        let fix = Fix::safe(format!("write “{wanted}”"), vec![Edit::replace(span, wanted)]);
        let message = format!("{} writes “{wanted}” here, not “{word}”", house.name);
        findings.push(findings.at(span, message).fix(fix).help(format!("write “{wanted}”")));
    }
}

/// The word as it stands, with its place in the document.
fn word_of<'c>(context: &Context<'_>, citation: &'c Citation) -> Option<(&'c str, Span)> {
    let word = citation.short.word.as_deref()?;
    let body = &context.document().notes.get(citation.note)?.body;
    let at = citation.flat.start + citation.flat.of(&body.text).find(word)?;
    let span = body.source(Span::new(at, at + word.len()));
    (context.text(span) == word).then_some((word, span))
}
