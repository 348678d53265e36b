use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::citation::Kind;
use crate::csl::{Item, NameVariable};

pub(super) static RULE: Rule = Rule {
    id: "idem-author",
    severity: Severity::Warning,
    summary: "“idem”, “ders.” does not fit the number of authors before it",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Sources,
    preset: Preset::Scholarly,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/idem-author.md"),
    check,
};

/// Words that stand for the author of the work before, and how many people they stand for. "Dies." may be one woman or
/// several people, so it never misses.
static WORDS: &[(&str, GrammaticalNumber)] = &[
    ("ders.", GrammaticalNumber::One),
    ("derselbe", GrammaticalNumber::One),
    ("idem", GrammaticalNumber::One),
    ("eadem", GrammaticalNumber::One),
    ("ead.", GrammaticalNumber::One),
    ("id.", GrammaticalNumber::One),
    ("dieselben", GrammaticalNumber::Several),
    ("iidem", GrammaticalNumber::Several),
    ("eaedem", GrammaticalNumber::Several),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum GrammaticalNumber {
    One,
    Several,
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (at, citation, resolution) in context.citations() {
        if !matches!(citation.kind, Kind::Full | Kind::Short) {
            continue;
        }
        let text = citation.flat.of(&context.document().notes[citation.note].body.text);
        let Some((word, number)) = word_of(text) else { continue };
        let before = context.source_before(at).filter(|source| Some(*source) != resolution.source);
        let authors = before.and_then(|source| context.work(source)).map_or(0, |work| authors(&work.item));
        let misses = match number {
            GrammaticalNumber::One => authors > 1,
            GrammaticalNumber::Several => authors == 1,
        };
        let Some(source) = before.filter(|_| misses) else { continue };
        let people = if authors == 1 { "one author".to_owned() } else { format!("{authors} authors") };
        let finding = findings.at(citation.span, format!("“{word}” does not fit the work before it, which has {people}"));
        let finding = context.with_source(finding, source);
        findings.push(finding.note("the word stands for the author just named").help("write the name"));
    }
}

/// The word that a citation begins with in place of an author.
fn word_of(text: &str) -> Option<(&str, GrammaticalNumber)> {
    let first = text.split([' ', ',', ':']).next()?;
    let lower = first.to_lowercase();
    WORDS.iter().find(|(word, _)| *word == lower).map(|(_, number)| (first, *number))
}

fn authors(item: &Item) -> usize {
    item.names(NameVariable::Author).len()
}
