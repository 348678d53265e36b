//! What tells one work from another: names, words of the title, years, pages.

use foldhash::HashSet;
use strsim::osa_distance;

use crate::citation::{Citation, WorkMention};
use crate::csl::{DateParts, DateVariable, ItemType, Name, NameVariable, TextVariable};
use crate::lexicon::{self, Class, fold};
use crate::reference::{Reference, pages};
use crate::text;

/// The signs of a work or of a short form.
#[derive(Debug, Clone, Default)]
pub(crate) struct Signs {
    /// The words of each name, as far as the look of the citation tells names.
    pub(crate) names: Vec<Vec<String>>,
    /// All words of names, the parser's too.
    pub(crate) name_words: HashSet<String>,
    /// The words of the title.
    pub(crate) title: Vec<String>,
    /// All words of the citation.
    pub(crate) words: Vec<String>,
    /// The year after the names, with its letter.
    pub(crate) year: Option<String>,
    /// The first and last printed page of the work.
    pub(crate) extent: Option<(u32, u32)>,
    /// The words of the name given for later use.
    pub(crate) alias: Vec<String>,
    /// The first letters of its bodies and of its title.
    pub(crate) acronyms: Vec<String>,
    /// Whether it says where or when it was published.
    pub(crate) imprint: bool,
    /// Whether it says where or by whom it was published.
    pub(crate) printed: bool,
    /// The initials of its first name.
    pub(crate) initials: Vec<String>,
    /// The given names of its first name, as words or initials.
    pub(crate) given: Vec<String>,
    /// Letters that stand alone in it and are no initials of its first name: "Hans. U. B.".
    pub(crate) letters: Vec<String>,
    /// What tells a piece of an archive or of a code: the numbers of its shelf mark; its volume, code and section.
    pub(crate) shelf: Vec<String>,
    /// Whether it gives a decision by the volume of the reports and the cited page alone: "527 U.S. at 604".
    pub(crate) at_page: bool,
    /// Whether a year stands in brackets.
    pub(crate) dated: bool,
    /// The addresses it gives.
    pub(crate) addresses: Vec<String>,
    /// Whether its title stands in quotation marks, as the titles of articles do.
    pub(crate) article: bool,
    /// The day or month it was written or published, as letters and newspapers give it.
    pub(crate) day: Option<DateParts>,
    /// The words of its main title, as the parser has it.
    pub(crate) headline: Vec<String>,
    /// Whether "in" leads to what holds it.
    pub(crate) contained: bool,
}

/// Whether the word tells something of a title.
pub(crate) fn is_telling(word: &str) -> bool {
    !lexicon::is(Class::Empty, word)
}

impl Signs {
    /// The signs of a citation, by its look and by what the parser read.
    pub(crate) fn of(citation: &Citation, text: &str, reference: &Reference) -> Self {
        let short = &citation.short;
        if let Some(key) = &short.key {
            return Self::of_key(key);
        }
        let mut signs = Self {
            names: short.names.iter().map(|name| name_parts(name)).filter(|words| !words.is_empty()).collect(),
            title: short.title.as_deref().map(fold::words).unwrap_or_default(),
            words: fold::words(without_place(citation, text)),
            year: short.year.as_ref().map(|year| year.to_lowercase()),
            alias: citation.alias.as_deref().map(fold::words).unwrap_or_default(),
            imprint: citation.imprint,
            dated: dated_in_brackets(text),
            initials: short.names.first().map(|name| initials(name)).unwrap_or_default(),
            given: short.names.first().map(|name| given(name, reference)).unwrap_or_default(),
            shelf: shelf(reference),
            at_page: reference.item.item_type == ItemType::LegalCase
                && reference.item.text(TextVariable::Page).is_none(),
            addresses: addresses(text),
            article: text.contains(['“', '"', '«', '„', '‘']) || text.contains(" '"),
            extent: reference.item.text(TextVariable::Page).and_then(pages::range),
            contained: leads_to_container(text),
            day: day(reference),
            printed: citation.imprint
                && [TextVariable::Publisher, TextVariable::PublisherPlace]
                    .iter()
                    .any(|&variable| reference.item.text(variable).is_some()),
            ..Self::default()
        };
        signs.letters = signs.lone_letters();
        signs.name_words = signs.names.iter().flatten().cloned().collect();
        signs.name_words.extend(attributed(text));
        signs.add_item(reference);
        signs.acronyms = acronyms(short.names.iter().map(String::as_str).chain(short.title.as_deref()));
        signs
    }

    /// The signs of a work that the running text names.
    pub(crate) fn of_mention(mention: &WorkMention) -> Self {
        let names: Vec<Vec<String>> =
            std::iter::once(name_parts(&mention.author)).filter(|words| !words.is_empty()).collect();
        let title = fold::words(&mention.title);
        let words = names.iter().flatten().chain(&title).cloned().collect();
        let name_words = names.iter().flatten().cloned().collect();
        Self { names, name_words, title, words, ..Self::default() }
    }

    /// The signs that a cite key gives: most are of a name, words of the title and a year ("able_mill_1999a", "AbleMill1999").
    fn of_key(key: &str) -> Self {
        let mut parts: Vec<String> = Vec::new();
        let mut last = ' ';
        for c in key.chars() {
            let begins = c.is_numeric() != last.is_numeric() || (c.is_uppercase() && last.is_lowercase());
            let grows = c.is_alphanumeric() && last.is_alphanumeric() && !begins;
            match parts.last_mut().filter(|_| grows) {
                Some(part) => part.push(c),
                None => parts.push(c.to_string()),
            }
            last = c;
        }
        let year = parts.iter().find(|part| is_year(part)).cloned();
        let mut words =
            parts.iter().flat_map(|part| fold::words(part)).filter(|word| word.chars().all(char::is_alphabetic));
        let names: Vec<Vec<String>> = words.next().map(|name| vec![name]).into_iter().collect();
        Self { names, title: words.filter(|word| word.chars().count() > 2).collect(), year, ..Self::default() }
    }

    fn add_item(&mut self, reference: &Reference) {
        let item = &reference.item;
        for role in [NameVariable::Author, NameVariable::Editor, NameVariable::ContainerAuthor] {
            for name in item.names(role) {
                self.name_words.extend(family_words(name));
            }
        }
        let title = item.text(TextVariable::Title).unwrap_or_default();
        self.headline = fold::words(title.split(':').next().unwrap_or_default());
        if self.headline.is_empty() {
            let edited = |word: &&String| !lexicon::is(Class::Edited, word);
            self.headline = self.title.iter().take_while(edited).cloned().collect();
        }
        if self.year.is_none() && self.imprint {
            self.year = item.year().map(|year| year.to_string());
        }
    }

    /// The letters that stand alone, but for the initials of its first name and Roman numerals.
    fn lone_letters(&self) -> Vec<String> {
        let alone = |word: &&String| word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
        let numeral = |word: &String| matches!(word.as_str(), "i" | "v" | "x");
        let letters = self.words.iter().filter(alone).filter(|word| !numeral(word) && !self.initials.contains(word));
        letters.cloned().collect()
    }

    /// Whether it says no more than names, title and numbers: a year among them is a part of the short form.
    pub(crate) fn is_bare(&self) -> bool {
        let known = |word: &String| self.title.contains(word) || self.names.iter().flatten().any(|name| name == word);
        let more = |word: &&String| word.chars().count() > 2 && word.chars().all(char::is_alphabetic) && !known(word);
        !self.words.iter().any(|word| more(&word))
    }

    /// Whether the work gives the same address.
    pub(crate) fn shares_address(&self, work: &Signs) -> bool {
        !self.addresses.is_empty() && self.addresses.iter().any(|address| work.addresses.contains(address))
    }

    /// Whether it gives its work as a part of another: "Able, Mills, in: Baker, Rivers, cit."
    pub(crate) fn is_contained(&self) -> bool {
        self.contained && !self.names.is_empty() && !self.title.is_empty()
    }

    /// Whether it is surely another piece than the work: of another shelf mark, or another edition. A work with a name for later use may be
    /// the whole archive, whose pieces have shelf marks of their own.
    pub(crate) fn is_other_piece(&self, work: &Signs) -> bool {
        let shelves = !self.shelf.is_empty() && !work.shelf.is_empty() && work.alias.is_empty();
        shelves && !self.has_shelf_of(work) || self.is_other_edition(work)
    }

    /// Whether both have one shelf mark. The short form of a decision gives no more than its volume: "527 U.S. at 604" for "527 U.S. 581".
    pub(crate) fn has_shelf_of(&self, work: &Signs) -> bool {
        let begins = self.at_page && work.shelf.starts_with(&self.shelf);
        !self.shelf.is_empty() && (self.shelf == work.shelf || begins)
    }

    /// Whether both say where they were published, and it was not in the same year.
    fn is_other_edition(&self, work: &Signs) -> bool {
        let years = self.year.as_ref().zip(work.year.as_ref());
        self.printed && work.printed && years.is_some_and(|(year, other)| year != other && !work.words.contains(year))
    }

    /// Whether it gives a name and a year and nothing else: its work stands in a list, here or elsewhere.
    pub(crate) fn is_author_date(&self) -> bool {
        /// Shorter words are the letters of a siglum: "H. J., 1868".
        const NAME: usize = 3;
        let named = self.names.iter().flatten().any(|word| word.chars().count() >= NAME);
        let dated = self.year.is_some() || self.words.last().is_some_and(|word| is_year(word));
        dated && self.title.is_empty() && named && self.is_bare()
    }

    /// Whether it has anything that names a work.
    pub(crate) fn is_empty(&self) -> bool {
        self.names.is_empty() && self.title.is_empty()
    }
}

/// Whether a word is a year of four digits.
fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The words of the authors that follow a title: "History of the Colony, by Ann Able".
fn attributed(text: &str) -> Vec<String> {
    let by = |&(at, word): &(usize, &str)| lexicon::is(Class::By, word) && text[..at].ends_with(", ");
    let after = text::words(text).filter(by).map(|(at, word)| at + word.len());
    let capital = |word: &&str| word.starts_with(char::is_uppercase);
    let names =
        after.filter_map(|at| text.get(at..)).flat_map(|rest| rest.split_whitespace().take_while(capital).take(4));
    names.flat_map(fold::words).filter(|word| word.chars().count() > 1).collect()
}

/// The date of the record, if it is finer than a year.
fn day(reference: &Reference) -> Option<DateParts> {
    let issued = reference.item.date(DateVariable::Issued)?;
    issued.start().filter(|parts| parts.month.is_some())
}

/// Whether a mark and "in" stand in a text, as before the work that holds another.
fn leads_to_container(text: &str) -> bool {
    [", in ", ", in: ", ". In ", ". In: ", ", dans ", ", in *", ", en ", ", em "].iter().any(|lead| text.contains(lead))
}

/// Whether "(1998)" stands in a text.
fn dated_in_brackets(text: &str) -> bool {
    let inside = text.split('(').skip(1).filter_map(|part| part.split_once(')'));
    inside.flat_map(|(inside, _)| inside.split(|c: char| !c.is_alphanumeric())).any(is_year)
}

/// The text of a citation up to its place in the work.
fn without_place<'t>(citation: &Citation, text: &'t str) -> &'t str {
    let start = citation.locator.as_ref().map(|place| place.flat.start.saturating_sub(citation.flat.start));
    start.filter(|_| !citation.imprint).and_then(|start| text.get(..start)).unwrap_or(text)
}

/// The addresses of a text, without protocol and final marks.
fn addresses(text: &str) -> Vec<String> {
    let parts = text.split_whitespace().filter_map(|part| part.split_once("://"));
    parts.map(|(_, rest)| rest.trim_end_matches(['.', ',', ';', ')', '>', ']']).to_lowercase()).collect()
}

fn family_words(name: &Name) -> Vec<String> {
    [&name.family, &name.literal]
        .into_iter()
        .flatten()
        .flat_map(|part| fold::words(part))
        .filter(|word| is_telling(word))
        .collect()
}

/// The words of a name that tell it: initials do not.
fn name_parts(name: &str) -> Vec<String> {
    let words = fold::words(name);
    let long: Vec<String> = words.iter().filter(|word| word.chars().count() > 1 && is_telling(word)).cloned().collect();
    if long.is_empty() { words } else { long }
}

/// The letters of a name that stand alone: "E. H. Smith".
fn initials(name: &str) -> Vec<String> {
    fold::words(name).into_iter().filter(|word| word.chars().count() == 1).collect()
}

/// The given names of a name, as words or initials: all but the family name that the parser found, or else the last word.
fn given(name: &str, reference: &Reference) -> Vec<String> {
    let family: Vec<String> = reference.item.names(NameVariable::Author).first().map(family_words).unwrap_or_default();
    let mut words: Vec<String> = fold::words(name);
    let last = words.len().saturating_sub(1);
    if !words.iter().any(|word| family.contains(word)) {
        words.truncate(last);
    }
    words.retain(|word| !family.contains(word) && (word.chars().count() == 1 || is_telling(word)));
    words
}

/// What tells a piece: the numbers of its shelf mark; of a law the volume, code and section ("28 C.F.R. § 35.130"); of a decision its number,
/// or the volume of the reports and the first page. A subdivision of a section is a place in it.
fn shelf(reference: &Reference) -> Vec<String> {
    use TextVariable::{ArchiveLocation, ContainerTitle, Number, Page, Section, Volume};
    let item = &reference.item;
    let words = |variables: &[TextVariable]| -> Vec<String> {
        let known = variables.iter().filter(|variable| is_sure(reference, **variable));
        known.filter_map(|&variable| item.text(variable)).flat_map(|text| fold::words(without_bracket(text))).collect()
    };
    let numbers =
        |words: Vec<String>| words.into_iter().filter(|word| word.contains(|c: char| c.is_ascii_digit())).collect();
    match item.item_type {
        ItemType::Legislation if item.text(Section).is_some() => words(&[Volume, ContainerTitle, Section]),
        ItemType::LegalCase if item.text(Number).is_some() => numbers(words(&[Number])),
        ItemType::LegalCase if item.text(Volume).is_some() => words(&[Volume, ContainerTitle, Page]),
        _ => numbers(words(&[ArchiveLocation])),
    }
}

/// Whether a field was read with some confidence: a shelf mark that is only guessed tells no piece.
fn is_sure(reference: &Reference, variable: TextVariable) -> bool {
    const SURE: f32 = 0.6;
    let field = reference.fields.iter().find(|field| field.variable == variable.as_str());
    field.is_none_or(|field| field.confidence >= SURE)
}

/// What stands before the first bracket: "35.130(b)(1)".
fn without_bracket(text: &str) -> &str {
    text.split('(').next().unwrap_or(text)
}

/// The first letters of each of the texts, with and without the small words.
fn acronyms<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut found = Vec::new();
    for text in texts {
        let words = fold::words(text);
        let letters = |telling: bool| {
            words.iter().filter(|word| !telling || is_telling(word)).filter_map(|word| word.chars().next()).collect()
        };
        let (all, some): (String, String) = (letters(false), letters(true));
        found.extend([all, some].into_iter().filter(|letters: &String| letters.chars().count() > 1));
    }
    found.sort();
    found.dedup();
    found
}

impl Signs {
    /// Whether its title, or all its words where a title looks like names, is the whole main title of the work: "Emma" rather than "Emma
    /// and Her Sisters".
    pub(crate) fn is_headline(&self, work: &Signs) -> bool {
        fn telling(words: &[String]) -> impl Iterator<Item = &String> + Clone {
            words.iter().filter(|word| is_telling(word))
        }
        let (title, mut headline) = (telling(&self.title), telling(&work.headline).peekable());
        let all = self.names.iter().flat_map(|name| telling(name)).chain(title.clone());
        headline.peek().is_some() && (title.eq(headline.clone()) || all.eq(headline))
    }
}

/// Whether two words differ by a slip: one letter of five or more, two of nine or more, or two letters swapped.
pub(crate) fn alike(left: &str, right: &str) -> bool {
    // Numbers that differ are two.
    if left.starts_with(|c: char| c.is_ascii_digit()) {
        return left == right;
    }
    let (a, b) = (left.chars().count(), right.chars().count());
    let allowed = match a.min(b) {
        0..=3 => return left == right,
        4..=8 => 1,
        _ => 2,
    };
    let near = a.abs_diff(b) <= allowed && (allowed > 1 || ends_alike(left, right) + 2 >= a.max(b));
    near && osa_distance(left, right) <= allowed
}

/// How many letters two words have in common at both ends. One slip leaves all but one of them as they are, or two that are swapped.
fn ends_alike(left: &str, right: &str) -> usize {
    let head = left.chars().zip(right.chars()).take_while(|(a, b)| a == b).count();
    let tail = left.chars().rev().zip(right.chars().rev()).take_while(|(a, b)| a == b).count();
    head + tail
}

/// Whether one word is the other, cut short: "hist" for "history".
pub(crate) fn abbreviates(short: &str, long: &str) -> bool {
    short.len() >= 3 && short.len() < long.len() && long.starts_with(short)
}

impl Signs {
    /// Takes over what another mention of the work says of it. Gives back what of that is new.
    pub(crate) fn absorb(&mut self, other: &Signs) -> Signs {
        /// So many words tell a work; more mentions need not be read for more.
        const ENOUGH: usize = 80;
        let unknown = |word: &&String| self.words.len() < ENOUGH && !self.words.contains(word);
        let words: Vec<String> = other.words.iter().filter(unknown).cloned().collect();
        let name_words: HashSet<String> = other.name_words.difference(&self.name_words).cloned().collect();
        let alias = if self.alias.is_empty() { other.alias.clone() } else { Vec::new() };
        self.words.extend(words.iter().cloned());
        self.name_words.extend(name_words.iter().cloned());
        self.alias.extend(alias.iter().cloned());
        self.extent = self.extent.or(other.extent);
        Signs { words, name_words, alias, ..Signs::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_alike_and_names_of_others_are_not() {
        for (left, right) in [("marhsall", "marshall"), ("ausetn", "austen"), ("garcai", "garcia")] {
            assert!(alike(left, right), "{left} {right}");
        }
        for (left, right) in [("able", "cable"), ("abel", "aber"), ("baker", "abker")] {
            assert!(alike(left, right) && alike(right, left), "{left} {right}");
        }
        for (left, right) in [("smith", "jones"), ("lee", "lea"), ("meier", "mayer")] {
            assert!(!alike(left, right), "{left} {right}");
        }
    }
}
