//! The writer's own library: which of its entries a cited work is, what they add to it, and where the two differ.
//!
//! A work is matched by identifier, or by title and names and year. Where that leaves a doubt there is no match.

use std::collections::BTreeMap;

use super::{Bibliography, BibliographyFormat, ConvertOptions};
use crate::csl::{DateVariable, Item, ItemType, Name, NameVariable, TextVariable};

/// The key of `custom` under which readers keep the comment above an entry.
const COMMENT: &str = "comment";

/// Identifiers that no two works share.
const IDENTIFIERS: &[TextVariable] = &[TextVariable::Doi, TextVariable::Isbn, TextVariable::Pmid];

/// A title must have this many words for its first part alone (before the colon) to stand for it.
const WORDS_OF_A_TITLE: usize = 3;

/// A library, ready to look works up in.
#[derive(Debug)]
pub struct Library<'l> {
    entries: &'l [Item],
    by_identifier: BTreeMap<String, Vec<usize>>,
    by_title: BTreeMap<String, Vec<usize>>,
}

/// A variable that a note and the library give otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The CSL variable.
    pub variable: &'static str,
    /// What the note says. It stays.
    pub note: String,
    /// What the library says.
    pub library: String,
}

impl<'l> Library<'l> {
    /// Sorts the entries by what they can be found by.
    #[must_use]
    pub fn new(entries: &'l [Item]) -> Self {
        let mut library = Self { entries, by_identifier: BTreeMap::new(), by_title: BTreeMap::new() };
        for (index, entry) in entries.iter().enumerate() {
            for identifier in identifiers(entry) {
                library.by_identifier.entry(identifier).or_default().push(index);
            }
            library.by_title.entry(main_title(entry)).or_default().push(index);
        }
        library
    }

    /// The one entry that the work is; `None` if there is none, or more than one could be it.
    #[must_use]
    pub fn find(&self, work: &Item) -> Option<&'l Item> {
        let known: Vec<usize> =
            identifiers(work).iter().filter_map(|id| self.by_identifier.get(id)).flatten().copied().collect();
        if let [first, rest @ ..] = &known[..] {
            return self.entries.get(*first).filter(|_| rest.iter().all(|other| other == first));
        }
        let title = main_title(work);
        let candidates = self.by_title.get(&title).filter(|_| !title.is_empty())?;
        let mut fitting =
            candidates.iter().filter_map(|&index| self.entries.get(index)).filter(|entry| is_same(work, entry));
        fitting.next().filter(|_| fitting.next().is_none())
    }
}

/// Identifiers in one spelling, with the variable before them.
fn identifiers(item: &Item) -> Vec<String> {
    let values = IDENTIFIERS.iter().filter_map(|variable| Some((variable, item.text(*variable)?)));
    // A chapter has the ISBN of its book.
    let of_the_work = |variable| item.item_type != ItemType::Chapter || variable != TextVariable::Isbn;
    let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    values
        .filter(|(variable, _)| of_the_work(**variable))
        .map(|(variable, text)| format!("{variable}:{}", plain(text)))
        .collect()
}

/// Words in small letters without accents or punctuation.
fn plain(text: &str) -> String {
    let words = deunicode::deunicode(&super::markup::strip(text)).to_lowercase();
    let words = words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn title(item: &Item) -> &str {
    item.text(TextVariable::Title).unwrap_or_default()
}

/// The title up to its colon.
fn main_title(item: &Item) -> String {
    let title = title(item);
    plain(title.split([':', '?']).next().unwrap_or(title))
}

/// Whether title, names and year say that two records are of one work: the title and one other must agree, and none differ.
fn is_same(work: &Item, entry: &Item) -> bool {
    let whole = plain(title(work)) == plain(title(entry));
    let long_enough = main_title(work).split(' ').count() >= WORDS_OF_A_TITLE;
    let one_is_short = [work, entry].iter().any(|item| !title(item).contains([':', '?']));
    let names = agreement(family(work).as_ref(), family(entry).as_ref());
    let years = agreement(work.year().as_ref(), entry.year().as_ref());
    match (names, years) {
        (Some(false), _) | (_, Some(false)) => false,
        (Some(true), _) => whole || (one_is_short && long_enough),
        (None, Some(true)) => whole && long_enough,
        (None, None) => false,
    }
}

/// Whether two values agree; `None` where one is missing.
fn agreement<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> Option<bool> {
    Some(one? == other?)
}

/// The family name of the first author, else of the first editor.
fn family(item: &Item) -> Option<String> {
    let people = [NameVariable::Author, NameVariable::Editor].map(|variable| item.names(variable));
    let first = people.into_iter().find_map(<[Name]>::first)?;
    let name = first.family.as_deref().or(first.literal.as_deref())?;
    Some(plain(name)).filter(|name| !name.is_empty())
}

/// Fills the gaps of a work from its entry, whose key it takes; says what the two give otherwise.
pub fn fill(work: &mut Item, entry: &Item) -> Vec<Difference> {
    let mut differences = Vec::new();
    work.id.clone_from(&entry.id);
    if work.item_type == ItemType::Document {
        work.item_type = entry.item_type;
    }
    for (variable, value) in entry.texts() {
        match work.text(variable) {
            Some(own) if !is_shorter(own, value) => note_difference(&mut differences, variable.as_str(), own, value),
            _ => work.set(variable, value),
        }
    }
    for (variable, people) in entry.all_names() {
        let own = work.names(variable);
        if own.is_empty() || are_shorter(own, people) {
            work.set_names(variable, people.to_vec());
        } else {
            note_difference(&mut differences, variable.as_str(), &list(own), &list(people));
        }
    }
    for (variable, date) in entry.dates() {
        match work.date(variable).and_then(crate::csl::Date::start) {
            Some(own) if date.start().is_none_or(|theirs| theirs.year != own.year) => {
                let library = super::edtf::write(date).unwrap_or_default();
                note_difference(&mut differences, variable.as_str(), &super::edtf::write_parts(own), &library);
            }
            Some(own) if own.month.is_some() || variable != DateVariable::Issued => {}
            _ => work.set_date(variable, date.clone()),
        }
    }
    // What stands above an entry in its file may be about the file.
    for (key, value) in entry.custom.iter().filter(|(key, _)| *key != COMMENT) {
        work.custom.entry(key.clone()).or_insert_with(|| value.clone());
    }
    differences
}

fn note_difference(differences: &mut Vec<Difference>, variable: &'static str, note: &str, library: &str) {
    if plain(note) != plain(library) && variable != TextVariable::Note.as_str() {
        differences.push(Difference { variable, note: note.to_owned(), library: library.to_owned() });
    }
}

/// Whether a value says the same as a longer one, less of it: a title without its subtitle.
fn is_shorter(own: &str, longer: &str) -> bool {
    plain(longer).strip_prefix(&plain(own)).is_some_and(|rest| rest.starts_with(' '))
}

/// Whether people are the same with fewer letters: `L. Robinson` for `Lucy Robinson`.
fn are_shorter(own: &[Name], longer: &[Name]) -> bool {
    let initial = |name: &Name| name.given.as_deref().map_or(String::new(), plain).chars().next();
    own.len() == longer.len()
        && own.iter().zip(longer).all(|(own, longer)| {
            plain(&own.short()) == plain(&longer.short())
                && (own.given.is_none() || initial(own) == initial(longer))
                && own.given.as_ref().map_or(0, String::len) <= longer.given.as_ref().map_or(0, String::len)
        })
}

fn list(people: &[Name]) -> String {
    let names = people.iter().map(|name| match &name.given {
        Some(given) => format!("{given} {}", name.short()),
        None => name.short(),
    });
    names.collect::<Vec<_>>().join(", ")
}

/// The text of a library file with new works after those it has. `None` if the file would not then hold both.
#[must_use]
pub fn append(format: &BibliographyFormat, text: &str, works: &[Item], options: &ConvertOptions) -> Option<String> {
    let write = format.write?;
    let new = Bibliography::of(works.to_vec());
    let before = (format.read)(text);
    let appended = match format.name {
        "csl-json" if !before.items.is_empty() => {
            let inner = write(&new, options);
            let inner = inner.trim().trim_start_matches('[').trim_end_matches(']').trim();
            format!("{},\n{inner}\n]\n", text.trim_end().strip_suffix(']')?.trim_end())
        }
        "csl-json" | "csl-yaml" => {
            let items = before.items.iter().chain(works).cloned().collect();
            write(&Bibliography::of(items), options)
        }
        _ if text.trim().is_empty() => write(&new, options),
        _ => format!("{}\n\n{}", text.trim_end(), write(&new, options)),
    };
    let items: Vec<Item> = before.items.into_iter().chain(works.iter().cloned()).collect();
    let read = (format.read)(&appended).items;
    (read.len() == items.len() && read.iter().zip(&items).all(|(read, item)| read.id == item.id)).then_some(appended)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::named;

    fn items(bib: &str) -> Vec<Item> {
        (named("bibtex").unwrap().read)(bib).items
    }

    fn entries() -> Vec<Item> {
        items(
            "@book{robinson, author={Robinson, Lucy}, title={Gay Men and the Left in Post-War Britain: How the Personal Got Political}, year=2007, publisher={Manchester University Press}}
             @book{smith1, author={Smith, A.}, title={Collected Essays}, year=1990}
             @book{smith2, author={Smith, A.}, title={Collected Essays}, year=1995}
             @article{doi, author={Roe, R.}, title={Things}, doi={10.1/ABC}}
             @book{anon, title={A Short History of Barricades}, year=1871}",
        )
    }

    #[test]
    fn a_work_is_found_or_not_and_never_guessed() {
        let entries = entries();
        let library = Library::new(&entries);
        for (work, key) in [
            ("author={Robinson, L.}, title={Gay men and the left in post-war Britain}", Some("robinson")),
            ("author={Robinson, L.}, title={Gay Men and the Left in Post-War Britain}, year=2007", Some("robinson")),
            ("author={Robinson, L.}, title={Gay Men and the Left in Post-War Britain}, year=2011", None),
            ("author={Robbins, L.}, title={Gay Men and the Left in Post-War Britain}", None),
            ("title={Gay Men and the Left in Post-War Britain}", None),
            ("author={Smith, A.}, title={Collected Essays}", None),
            ("author={Smith, A.}, title={Collected Essays}, year=1995", Some("smith2")),
            ("title={Something else}, doi={10.1/abc}", Some("doi")),
            ("title={A short history of barricades}, year=1871", Some("anon")),
            ("title={A short history of barricades}", None),
            ("author={Roe, R.}", None),
        ] {
            let work = &items(&format!("@misc{{x, {work}}}"))[0];
            assert_eq!(library.find(work).map(|entry| entry.id.as_str()), key, "{work:?}");
        }
    }

    #[test]
    fn gaps_are_filled_and_what_differs_is_said() {
        let entries = entries();
        let mut work = items("@misc{x, author={Robinson, L.}, title={Gay Men and the Left in Post-War Britain}, year=2008, publisher={MUP}}").remove(0);
        let differences = fill(&mut work, &entries[0]);
        assert_eq!(work.id, "robinson");
        assert_eq!(work.names(NameVariable::Author)[0].given.as_deref(), Some("Lucy"));
        assert!(work.text(TextVariable::Title).unwrap().ends_with("Political"));
        let told: Vec<_> = differences.iter().map(|d| (d.variable, d.note.as_str(), d.library.as_str())).collect();
        assert_eq!(told, [("publisher", "MUP", "Manchester University Press"), ("issued", "2008", "2007")]);
        assert_eq!((work.year(), work.text(TextVariable::Publisher)), (Some(2008), Some("MUP")));
        let commented = items("% My books\n@book{r, author={Roe, R.}, title={Things}, shelf={B 12}}");
        fill(&mut work, &commented[0]);
        assert_eq!((work.custom.get("comment"), work.custom["shelf"].as_str()), (None, Some("B 12")));
    }

    #[test]
    fn new_works_come_after_the_old_in_every_format() {
        let (old, new) = (items("% mine\n@book{a, title={A}}"), items("@book{b, title={B}}"));
        for format in crate::convert::FORMATS.iter().filter(|format| format.write.is_some()) {
            let options = ConvertOptions::default();
            for old in [&old[..], &[]] {
                let text = format.write.unwrap()(&Bibliography::of(old.to_vec()), &options);
                let appended =
                    append(format, &text, &new, &options).unwrap_or_else(|| panic!("{}: {text}", format.name));
                assert_eq!((format.read)(&appended).items.len(), old.len() + 1, "{}: {appended}", format.name);
            }
        }
        let kept =
            append(named("bibtex").unwrap(), "% mine\n@book{a,title =\"A\"}\n", &new, &ConvertOptions::default())
                .unwrap();
        assert!(kept.starts_with("% mine\n@book{a,title =\"A\"}\n\n@book{b,"));
    }
}
