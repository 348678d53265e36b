use super::house::{Ibid, house};
use super::{Context, Findings, Fix, Judged, Needs, Preset, Reads, Rule, Safety, Severity};
use crate::citation::{Citation, Kind};
use crate::text::{Edit, Flat, MarkKind, Span};

pub(super) static RULE: Rule = Rule {
    id: "ibid-form",
    severity: Severity::Info,
    summary: "“ibid.” is not written as the style writes it",
    fix: Some(Safety::Safe),
    needs: Needs::Style,
    reads: Reads::Sources,
    preset: Preset::Blog,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/ibid-form.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(house) = house(context) else { return };
    for citation in context.analysis.citations.iter().filter(|citation| citation.kind == Kind::Ibid) {
        let Some(slip) = slip(context, citation, house.ibid) else { continue };
        let (written, wanted) = (context.text(slip.span).trim_end(), slip.wanted.trim_end());
        let message = format!("{} writes “{wanted}” here, not “{written}”", house.name);
        let fix = Fix::safe(format!("write “{wanted}”"), vec![Edit::replace(slip.span, slip.wanted.as_str())]);
        findings.push(findings.at(slip.span, message).fix(fix).help(format!("write “{wanted}”")));
    }
}

/// An "ibid." as it should be written, and where.
struct IbidSlip {
    span: Span,
    wanted: String,
}

fn slip(context: &Context<'_>, citation: &Citation, ibid: Ibid) -> Option<IbidSlip> {
    let Ibid::Written { start, inside, before_page } = ibid else { return None };
    let body = &context.document().notes.get(citation.note)?.body;
    let word = word_of(body, citation)?;
    let is_first = body.text[..word.start].trim().is_empty();
    let wanted = if is_first { start } else { inside };
    let between = before_page_of(body, citation, word);
    // A full stop that ends the note is not the word's.
    let ends_note = body.text[word.end..].trim().is_empty();
    let is_right = word.of(&body.text) == wanted || ends_note && word.of(&body.text).trim_end_matches('.') == wanted;
    let is_spaced = between.is_none_or(|span| span.of(&body.text).replace('\u{a0}', " ") == before_page);
    if is_right && is_spaced && !is_italic(body, word) {
        return None;
    }
    let stop = if ends_note && word.of(&body.text).ends_with('.') && !wanted.ends_with('.') { "." } else { "" };
    let flat = Span::new(word.start, between.map_or(word.end, |between| between.end));
    let wanted = [wanted, stop, if between.is_some() { before_page } else { "" }].concat();
    Some(IbidSlip { span: body.source(flat), wanted })
}

/// Where "ibid." stands, in whatever case, with its full stop.
fn word_of(body: &Flat, citation: &Citation) -> Option<Span> {
    let word = citation.short.word.as_deref()?;
    let start = citation.flat.start + body.text.get(citation.flat.start..)?.find(word)?;
    let end = start + word.len();
    let stop = usize::from(!word.ends_with('.') && body.text[end..].starts_with('.'));
    (word.to_lowercase().trim_end_matches('.') == "ibid").then(|| Span::new(start, end + stop))
}

/// The comma and the space between the word and a page, where nothing else stands there.
fn before_page_of(body: &Flat, citation: &Citation, word: Span) -> Option<Span> {
    let place = citation.locator.as_ref()?.flat;
    let between = body.text.get(word.end..place.start)?;
    between.trim_matches([',', ' ', '\u{a0}']).is_empty().then(|| Span::new(word.end, place.start))
}

/// Whether the word, and not the whole note with it, is in italics.
fn is_italic(body: &Flat, word: Span) -> bool {
    let letters = Span::new(word.start, word.start + word.of(&body.text).trim_end_matches('.').len());
    let mut italics = body.marks.iter().filter(|mark| mark.kind == MarkKind::Emphasis);
    italics.any(|mark| mark.span.covers(letters) && word.covers(mark.span))
}
