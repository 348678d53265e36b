use std::collections::HashMap;

use super::item::is_sure;
use super::near::fold;
use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::citation::Kind;
use crate::csl::{Name, NameVariable, TextVariable};
use crate::reference::Reference;
use crate::resolve::SourceId;

pub(super) static RULE: Rule = Rule {
    id: "name-inconsistent",
    severity: Severity::Warning,
    summary: "an author's name is spelled in two ways",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Sources,
    preset: Preset::Scholarly,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/name-inconsistent.md"),
    check,
};

/// A person, as one source names them.
struct Person<'a> {
    id: SourceId,
    name: &'a Name,
    title: &'a str,
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut known: HashMap<NameKey, Vec<Person<'_>>> = HashMap::new();
    for person in persons(context) {
        let Some(key) = NameKey::of(person.name) else { continue };
        let earlier = known.entry(key).or_default();
        if earlier.iter().any(|other| surname(other.name) == surname(person.name)) {
            continue;
        }
        // One work in two spellings is the business of source-inconsistent.
        let slip = earlier.iter().find(|other| is_slip(other.name, person.name) && fold(other.title) != fold(person.title));
        if let Some((place, other)) = context.span_of(person.id).zip(slip) {
            let message = format!("“{}” is written here, and “{}” in another source", person.name.short(), other.name.short());
            let finding = context.with_source(findings.at(place, message), other.id);
            findings.push(finding.help("see whether this is one person, and write the name in one way"));
        }
        if earlier.len() < MANY {
            earlier.push(person);
        }
    }
}

/// Names of so many spellings are not compared further.
const MANY: usize = 8;

/// The authors and editors that the full citations and the list of works name.
fn persons<'c>(context: &'c Context<'_>) -> impl Iterator<Item = Person<'c>> + 'c {
    let analysis = context.analysis;
    let cited = context.citations().filter(|(_, citation, _)| citation.kind == Kind::Full && citation.certainty >= SURE);
    let cited = cited.map(|(at, ..)| (SourceId::Citation(at), &analysis.references[at]));
    let listed = analysis.entries.iter().enumerate().map(|(at, entry)| (SourceId::Entry(at), entry));
    let sure = cited.chain(listed).filter(|(_, found)| is_sure(&found.item, found.confidence));
    sure.flat_map(|(id, found)| named(id, found))
}

/// So sure must it be that the words are one citation.
const SURE: f32 = 0.85;

fn named(id: SourceId, found: &Reference) -> impl Iterator<Item = Person<'_>> {
    let title = found.item.text(TextVariable::Title).unwrap_or_default();
    let roles = [NameVariable::Author, NameVariable::Editor];
    roles.into_iter().flat_map(|role| found.item.names(role)).map(move |name| Person { id, name, title })
}

/// What two spellings of a name have in common: the first name, and the first letter of the surname.
#[derive(PartialEq, Eq, Hash)]
struct NameKey {
    given: String,
    letter: char,
}

/// A first name of fewer letters is an initial or half of one: many people share it.
const GIVEN: usize = 4;

impl NameKey {
    fn of(name: &Name) -> Option<Self> {
        let given = fold(name.given.as_deref()?);
        let letter = surname(name).chars().next()?;
        (given.chars().count() >= GIVEN && given.chars().all(char::is_alphabetic)).then_some(Self { given, letter })
    }
}

/// The last word of a surname, without what may stand before it ("van", "Van").
fn surname(name: &Name) -> String {
    fold(name.family.as_deref().and_then(|family| family.split_whitespace().next_back()).unwrap_or_default())
}

/// Shorter surnames are too often one letter apart: the longer one has at least so many.
const LETTERS: usize = 5;

/// True if one letter of the surnames differs. An s, e or n more at the end makes another name ("Brown" and "Browne").
fn is_slip(one: &Name, other: &Name) -> bool {
    let (one, other) = (surname(one), surname(other));
    let is_long = one.chars().count().max(other.chars().count()) >= LETTERS;
    let are_words = [&one, &other].iter().all(|name| name.chars().all(char::is_alphabetic));
    let is_longer = one.starts_with(&other) || other.starts_with(&one);
    is_long && are_words && !is_longer && strsim::osa_distance(&one, &other) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(given: &str, family: &str) -> Name {
        Name { given: Some(given.to_owned()), family: Some(family.to_owned()), ..Name::default() }
    }

    #[test]
    fn one_letter_of_a_surname_is_a_slip() {
        for (one, other, is_slip_of) in [
            ("Dijck", "Dijk", true),
            ("Terranova", "Terranuova", true),
            ("Dijck", "Van Dijk", true),
            ("Škvorecký", "Skvorecky", false),
            ("Müller", "Muller", false),
            ("Brown", "Browne", false),
            ("Adorno", "Adorno", false),
            ("Weber", "Webb", false),
            ("Lee", "Lea", false),
        ] {
            assert_eq!(is_slip(&name("Josef", one), &name("Josef", other)), is_slip_of, "{one} {other}");
        }
    }

    #[test]
    fn initials_are_no_first_names() {
        for (given, is_key) in [("Josef", true), ("J. M.", false), ("Jo", false), ("Marie-Claire", true)] {
            assert_eq!(NameKey::of(&name(given, "Dijck")).is_some(), is_key, "{given}");
        }
    }
}
