use foldhash::HashSet;

use super::item::is_full;
use super::mention::Mentions;
use super::near::{Misses, fold};
use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::citation::{Citation, Kind};
use crate::resolve::{Reason, Resolution};

pub(super) static RULE: Rule = Rule {
    id: "author-date-unlisted",
    severity: Severity::Warning,
    summary: "a name and a year that no source of the document has",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Sources,
    preset: Preset::Scholarly,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/author-date-unlisted.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut said = HashSet::default();
    for at in unlisted(context) {
        let citation = &context.analysis.citations[at];
        let key = (citation.short.names.first().map(|name| fold(name)), citation.short.year.as_deref());
        if said.insert(key) {
            let message = format!("no source in this document is “{}”", context.text(citation.span));
            findings.push(findings.at(citation.span, message).help("give the source in full, or correct the name or the year"));
        }
    }
}

/// The citations by author and year that no source has, by their places among all. Where sources are given in another file, none is
/// found here: only a document that gives the others is asked for one.
pub(super) fn unlisted(context: &Context<'_>) -> Vec<usize> {
    let all = context.analysis.citations.iter().zip(&context.analysis.resolutions).enumerate();
    let dated = all.map(|(at, (citation, to))| (at, citation, to)).filter(|(_, citation, _)| is_author_date(citation));
    let dated: Vec<(usize, &Citation, &Resolution)> = dated.filter(|(_, citation, _)| is_certain(context, citation)).collect();
    let (open, found): (Vec<_>, Vec<_>) = dated.into_iter().partition(|(_, _, to)| to.source.is_none());
    if open.is_empty() || found.len() + given(context) < open.len() * FOR_ONE {
        return Vec::new();
    }
    let (mentions, misses) = (Mentions::of(context), Misses::of(context));
    let is_open = |(at, citation, to): &(usize, &Citation, &Resolution)| {
        to.reason == Some(Reason::NoAntecedent) && !mentions.is_noted(citation) && misses.of_citation(*at).is_none()
    };
    open.into_iter().filter(is_open).map(|(at, ..)| at).collect()
}

/// So many sources that are given stand against each that is not.
const FOR_ONE: usize = 5;

/// The sources that the notes and the list of works give in full.
fn given(context: &Context<'_>) -> usize {
    let analysis = context.analysis;
    let cited = context.citations().filter(|(at, citation, _)| {
        citation.kind == Kind::Full && analysis.references.get(*at).is_some_and(|found| is_full(&found.item, found.confidence))
    });
    cited.count() + analysis.entries.iter().filter(|entry| is_full(&entry.item, entry.confidence)).count()
}

/// So sure must it be that the words are a citation.
const SURE: f32 = 0.85;

/// True if the words surely are a citation, or all that a note says.
fn is_certain(context: &Context<'_>, citation: &Citation) -> bool {
    let text = context.document().notes.get(citation.note).map_or("", |note| note.body.text.as_str());
    let begins = citation.signal.is_some() || text.get(..citation.flat.start).is_some_and(|before| before.trim().is_empty());
    let ends = text.get(citation.flat.end..).is_some_and(|after| after.trim_matches(['.', ' ', '\n']).is_empty());
    citation.certainty >= SURE || begins && ends
}

/// True for "Rushkoff, 2009" and "Chun and Keenan 2006, 12": names and a year, and nothing else.
fn is_author_date(citation: &Citation) -> bool {
    let short = &citation.short;
    let is_name = |name: &String| name.starts_with(char::is_uppercase) && !name.contains(|c: char| c.is_ascii_digit()) && name.split(' ').count() <= 3;
    let is_year = |year: &str| (1500..2100).contains(&year.trim_end_matches(char::is_alphabetic).parse().unwrap_or(0));
    citation.kind == Kind::Short
        && (short.title.is_none() && short.key.is_none() && short.note_label.is_none())
        && !short.names.is_empty()
        && short.names.iter().all(is_name)
        && short.year.as_deref().is_some_and(is_year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Analysis, Document, Options, Settings};

    const SOURCES: [&str; 5] = [
        "Ann Hutchinson, *The Mill* (Leeds: Quarry Press, 1999), 3.",
        "Maud Barnes, *Coal and Its People* (Leeds: Aire Press, 1991), 12.",
        "John Hale, *Winter of Lamps* (York: Minster, 1988), 40.",
        "Ida Dunn, “The Salt Road”, *Salt Review* 3 (1990): 12–30.",
        "Peter Frost, *A History of Slate* (Bangor: Quay, 2004), 7.",
    ];

    fn found(notes: &[&str]) -> usize {
        let analysis = Analysis::of_document(Document::from_notes(notes), &Options::default());
        let settings = Settings::of(Preset::Strict);
        crate::check(&analysis, None, &settings).iter().filter(|finding| finding.rule == RULE.id).count()
    }

    #[test]
    fn a_name_and_a_year_that_nothing_gives_is_found() {
        for (note, count) in [
            ("Rushkoff, 2009.", 1),
            ("Rushkoff, 2009, p. 14.", 1),
            ("See Rushkoff 2009, 14.", 1),
            ("Barnes 1991, 14.", 0),
            ("Hutchinson 1999.", 0),
            ("Rushkoff, *Life Inc.* (New York: Random House, 2009).", 0),
            ("In May 2009 the mill was closed.", 0),
        ] {
            assert_eq!(found(&[&SOURCES[..], &[note]].concat()), count, "{note}");
        }
    }

    #[test]
    fn sources_that_are_given_elsewhere_are_not_asked_for() {
        assert_eq!(found(&["Rushkoff 2009, 14.", "Barnes 1991, 14.", "Hale 1988."]), 0);
        assert_eq!(found(&[&SOURCES[..2], &["Rushkoff, 2009."]].concat()), 0);
    }
}
