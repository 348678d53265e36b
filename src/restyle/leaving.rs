//! What a style leaves out of a work that it prints: place and publisher, the extent of an article of which it prints the cited page, the
//! month of a numbered journal, and the names after those that it prints before "et al.".

use std::collections::HashMap;

use super::{SURE, words};
use crate::csl::{Item, Name, NameVariable, TextVariable};
use crate::reference::{Field, Reference};
use crate::text::bare_words;

/// Something that a style leaves out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LeftOut {
    /// As it stands in the post.
    pub(super) text: String,
    pub(super) words: Vec<String>,
}

/// When a field may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Condition {
    Always,
    /// If the citation names a place in the work.
    Placed,
    /// All but the year, if the work has a volume or an issue.
    Numbered,
}

/// What some styles print of a work and others leave out.
const FIELDS: &[(&str, Condition)] = &[
    ("publisher-place", Condition::Always),
    ("publisher", Condition::Always),
    ("page", Condition::Placed),
    ("issued", Condition::Numbered),
];

/// The names of which a style prints the first alone, if they are many.
const NAMES: &[(&str, NameVariable)] = &[("author", NameVariable::Author), ("editor", NameVariable::Editor)];

/// A citation before and after, without its markup.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rewriting<'a> {
    pub(super) reference: &'a Reference,
    pub(super) old: &'a str,
    pub(super) new: &'a str,
    /// True if the citation names a place in the work.
    pub(super) is_placed: bool,
}

impl<'a> Rewriting<'a> {
    /// What the style leaves out of the citation.
    pub(super) fn left_out(self) -> Vec<LeftOut> {
        let (said, printed) = (words::counts(self.old), words::counts(self.new));
        let fields = FIELDS.iter().filter(|(_, condition)| self.allows(*condition));
        let fields = fields.filter_map(|(variable, condition)| Some((self.field(variable)?, *condition)));
        let fields = fields.filter_map(|(field, condition)| self.unprinted(field, condition, &said, &printed));
        let names = NAMES.iter().filter(|(variable, _)| self.field(variable).is_some());
        fields.chain(names.flat_map(|(_, role)| unprinted_names(self.reference.item.names(*role), &printed))).collect()
    }

    fn allows(self, condition: Condition) -> bool {
        let item: &Item = &self.reference.item;
        match condition {
            Condition::Always => true,
            Condition::Placed => self.is_placed,
            Condition::Numbered => [TextVariable::Volume, TextVariable::Issue].iter().any(|v| item.text(*v).is_some()),
        }
    }

    fn field(self, variable: &str) -> Option<&'a Field> {
        self.reference.fields.iter().find(|field| field.variable == variable && field.confidence >= SURE)
    }

    /// What is not printed of a field: nothing of it, of pages those after the first, of a date all but the year.
    fn unprinted(
        self,
        field: &Field,
        condition: Condition,
        said: &HashMap<String, isize>,
        printed: &HashMap<String, isize>,
    ) -> Option<LeftOut> {
        let count = |counts: &HashMap<String, isize>, word: &str| counts.get(word).copied().unwrap_or_default();
        let text = field.span.of(self.old).trim_matches(|c: char| !c.is_alphanumeric());
        let own = words::counts(text);
        let mut gone = own.clone();
        gone.retain(|word, own| count(printed, word) <= count(said, word) - *own);
        let is_year = |word: &String| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        let is_allowed = match condition {
            Condition::Always => gone.len() == own.len(),
            Condition::Placed => true,
            Condition::Numbered => !gone.keys().any(is_year),
        };
        let text = if condition == Condition::Numbered {
            words::split(text).filter(|word| gone.contains_key(&word.to_lowercase())).collect::<Vec<_>>().join(" ")
        } else {
            text.to_owned()
        };
        (is_allowed && !gone.is_empty()).then(|| LeftOut { text, words: gone.into_keys().collect() })
    }
}

/// The names after those that are printed, if the first is and none of the later ones.
fn unprinted_names(names: &[Name], printed: &HashMap<String, isize>) -> Vec<LeftOut> {
    let is_printed = |name: &Name| {
        let family = name.family.as_ref().or(name.literal.as_ref());
        family.is_some_and(|family| bare_words(family).any(|word| printed.contains_key(&word)))
    };
    let named = names.iter().filter(|name| !name.is_others());
    let kept = named.clone().take_while(|name| is_printed(name)).count();
    let rest: Vec<&Name> = named.skip(kept).collect();
    if kept == 0 || rest.iter().any(|name| is_printed(name)) {
        return Vec::new();
    }
    rest.into_iter().map(|name| LeftOut { text: whole(name), words: bare_words(&whole(name)).collect() }).collect()
}

/// A name with all of its words.
fn whole(name: &Name) -> String {
    let pieces =
        [&name.given, &name.dropping_particle, &name.non_dropping_particle, &name.family, &name.suffix, &name.literal];
    pieces.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csl::ItemType;
    use crate::text::Span;

    const ARTICLE: &str =
        "Ann Able, Ben Baker and Carl Cole, “The Mill,” Northern History 12 (May 1999): 58–70, 61, York: Minster";

    fn article() -> Reference {
        let mut item = Item::new("1", ItemType::ArticleJournal);
        item.set(TextVariable::Volume, "12");
        let names =
            [("Able", "Ann"), ("Baker", "Ben"), ("Cole", "Carl")].map(|(family, given)| Name::person(family, given));
        item.set_names(NameVariable::Author, names.to_vec());
        let fields = [
            ("author", "Ann Able, Ben Baker and Carl Cole"),
            ("issued", "May 1999"),
            ("page", "58–70"),
            ("publisher-place", "York"),
            ("publisher", "Minster"),
        ];
        let field = |(variable, text): (&'static str, &str)| {
            let start = ARTICLE.find(text).unwrap();
            Field { variable, span: Span::new(start, start + text.len()), confidence: 0.9 }
        };
        Reference { item, fields: fields.map(field).to_vec(), ..Reference::default() }
    }

    #[test]
    fn what_is_left_out_is_named() {
        const HEAD: &str = "The Mill, Northern History, 12";
        for (new, is_placed, wanted) in [
            (ARTICLE.to_owned(), true, &[][..]),
            (format!("Able, Baker and Cole, {HEAD} (May 1999), 58–70, 61, York: Minster"), true, &[]),
            (
                format!("Able and others, {HEAD} (May 1999), 61, York: Minster"),
                true,
                &["58–70", "Ben Baker", "Carl Cole"],
            ),
            (format!("Able and others, {HEAD} (May 1999), 61"), false, &["York", "Minster", "Ben Baker", "Carl Cole"]),
            (format!("Able, Baker and Cole, {HEAD} (1999), 58–70, 61, York: Minster"), true, &["May"]),
            (format!("Able, Baker and Cole, {HEAD}, 58–70, 61, York: Minster"), true, &[]),
            (format!("{HEAD} (May 1999), 58–70, 61, York: Minster"), true, &[]),
            (format!("Able and Cole, {HEAD} (May 1999), 58–70, 61, York: Minster"), true, &[]),
        ] {
            let found = Rewriting { reference: &article(), old: ARTICLE, new: &new, is_placed }.left_out();
            let found: Vec<&str> = found.iter().map(|left| left.text.as_str()).collect();
            assert_eq!(found, wanted, "{new}");
        }
    }
}
