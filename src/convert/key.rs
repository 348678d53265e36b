//! Keys by which a bibliography's entries are cited: author, year, word.

use std::collections::{BTreeMap, BTreeSet};

use crate::csl::{DateVariable, Item, NameVariable, TextVariable};

/// Words that no one remembers a title by, in the languages that put them first.
const SMALL_WORDS: &[&str] = &[
    "a", "an", "the", "on", "of", "in", "at", "to", "for", "from", "and", "or", "with", "by", "as", "is", "are", "how",
    "what", "why", "when", "some", "towards", "toward", // English
    "der", "die", "das", "des", "dem", "den", "ein", "eine", "einer", "zur", "zum", "zu", "von", "und", "im", "am",
    "über", "aus", "mit", "für", "auf", // German
    "le", "la", "les", "l", "un", "une", "des", "du", "de", "d", "et", "au", "aux", "sur", "pour", "dans", "en",
    "à", // French
    "il", "lo", "gli", "i", "uno", "una", "di", "del", "della", "dei", "delle", "nel", "nella", "per", "e", "da",
    "dal", "sul", "sulla", "ed", "all", "dall", "dell", "nell", "sull", "un", // Italian
    "el", "los", "las", "unos", "y", "o", "os", "as", "um", "uma", "do", "dos", "no", "na",
    "em", // Spanish, Portuguese
    "het", "een", "van", "och", "det", "och", "og", // Dutch, Scandinavian
];

/// A pattern that keys follow: parts in braces, and the text between them.
///
/// `{author}` is the first author's family name, `{authors}` up to three of them, `{year}` the year of publication,
/// `{word}` the first word of the title that means something, `{title}` the first three. A work without people has the first word of
/// its title, or the body that keeps or publishes it, in their place. A part that begins with a
/// capital (`{Author}`) keeps capitals. Where a work lacks a part, the text before it goes too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    pieces: Vec<KeyPiece>,
}

/// A part of a key, with the text that separates it from the part before.
#[derive(Debug, Clone, PartialEq, Eq)]
struct KeyPiece {
    before: String,
    part: KeyPart,
    capital: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum KeyPart {
    Author,
    Authors,
    Year,
    Word,
    Title,
    Nothing,
}

/// A pattern that cannot be followed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// A part that ibid does not know.
    #[error("key pattern: there is no part {{{0}}}; the parts are author, authors, year, word and title")]
    UnknownPart(String),
    /// A brace without its partner, or a pattern without any part.
    #[error("key pattern '{0}': write parts in braces, as in {{author}}-{{year}}-{{word}}")]
    Malformed(String),
    /// A character that has a meaning in a .bib file.
    #[error("key pattern: '{0}' cannot stand in a key")]
    Character(char),
}

impl Default for Pattern {
    fn default() -> Self {
        let piece = |before: &str, part| KeyPiece { before: before.into(), part, capital: false };
        Self { pieces: vec![piece("", KeyPart::Author), piece("-", KeyPart::Year), piece("-", KeyPart::Word)] }
    }
}

impl std::str::FromStr for Pattern {
    type Err = PatternError;

    fn from_str(pattern: &str) -> Result<Self, PatternError> {
        let malformed = || PatternError::Malformed(pattern.to_owned());
        let mut pieces = Vec::new();
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').ok_or_else(malformed)?;
            pieces.push(KeyPiece { before: plain(before)?, part: KeyPart::named(name)?, capital: starts_large(name) });
            rest = after;
        }
        if pieces.is_empty() || rest.contains('}') {
            return Err(malformed());
        }
        if !rest.is_empty() {
            pieces.push(KeyPiece { before: plain(rest)?, part: KeyPart::Nothing, capital: true });
        }
        Ok(Self { pieces })
    }
}

fn starts_large(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
}

fn plain(text: &str) -> Result<String, PatternError> {
    match text.chars().find(|&c| !c.is_alphanumeric() && !"-_:.+/".contains(c)) {
        Some(odd) => Err(PatternError::Character(odd)),
        None => Ok(text.to_owned()),
    }
}

impl KeyPart {
    fn named(name: &str) -> Result<Self, PatternError> {
        Ok(match name.to_lowercase().as_str() {
            "author" => Self::Author,
            "authors" => Self::Authors,
            "year" => Self::Year,
            "word" => Self::Word,
            "title" => Self::Title,
            _ => return Err(PatternError::UnknownPart(name.to_owned())),
        })
    }

    /// The words of this part, in plain ASCII letters and digits. `named_after_title` says that the title's first word stands elsewhere
    /// in the key.
    fn words(self, item: &Item, named_after_title: bool) -> Vec<String> {
        let used = usize::from(named_after_title);
        match self {
            Self::Author => people_or_title(item, 1),
            Self::Authors => people_or_title(item, 3),
            Self::Year => year(item).map(|year| year.to_string().replace('-', "bc")).into_iter().collect(),
            Self::Word => title_words(item).skip(used).take(1).collect(),
            Self::Title => title_words(item).skip(used).take(3).collect(),
            Self::Nothing => Vec::new(),
        }
    }
}

fn year(item: &Item) -> Option<i32> {
    item.date(DateVariable::Issued)?.nearest_year()
}

impl Pattern {
    /// The key of one work, not yet told apart from others.
    #[must_use]
    pub fn key(&self, item: &Item) -> String {
        let mut key = String::new();
        let names_people = self.pieces.iter().any(|piece| matches!(piece.part, KeyPart::Author | KeyPart::Authors));
        let named_after_title = names_people && family_names(item, 1).is_empty();
        for piece in &self.pieces {
            let words = piece.part.words(item, named_after_title);
            if words.is_empty() && piece.part != KeyPart::Nothing {
                continue;
            }
            if !key.is_empty() {
                key.push_str(&piece.before);
            }
            key.push_str(&piece.join(&words));
        }
        if key.is_empty() { substitute(item) } else { key }
    }

    /// One key for each work, in order, each used once: a later work that would have the key of an earlier one gets `-b`, `-c`, ….
    #[must_use]
    pub fn assign(&self, items: &[Item]) -> Vec<String> {
        let mut taken = Taken::new();
        items.iter().map(|item| unique(&self.key(item), &mut taken)).collect()
    }
}

impl KeyPiece {
    fn join(&self, words: &[String]) -> String {
        if self.capital { words.iter().map(|word| capitalized(word)).collect() } else { words.join("-").to_lowercase() }
    }
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Keys for works that have none: author, year and word, in small letters, whatever is missing left out.
///
/// ```
/// use ibid::convert::key::assign;
/// use ibid::csl::{Item, ItemType, Name, NameVariable, TextVariable};
/// let mut item = Item::new("", ItemType::ArticleNewspaper);
/// item.push_name(NameVariable::Author, Name::person("Healy", "Patrick"));
/// item.set(TextVariable::Title, "An Unlikely Alliance");
/// assert_eq!(assign(&[item.clone(), item]), ["healy-unlikely", "healy-unlikely-b"]);
/// ```
#[must_use]
pub fn assign(items: &[Item]) -> Vec<String> {
    Pattern::default().assign(items)
}

/// Gives a key to every work without one, and tells apart works that share one.
pub fn complete(items: &mut [Item]) {
    complete_beside(items, &BTreeSet::new());
}

/// The same for works beside those of a library, as [`completed`] does it.
pub fn complete_beside(items: &mut [Item], library: &BTreeSet<&str>) {
    let keys = completed(items.iter(), library);
    items.iter_mut().zip(keys).for_each(|(item, key)| item.id = key);
}

/// One key for each work, in order: its own if it has one, told apart where several share one. A work without a key gets none that
/// the library uses, while one with a key of the library is that entry, and may be there twice.
#[must_use]
pub fn completed<'i>(items: impl Iterator<Item = &'i Item> + Clone, library: &BTreeSet<&str>) -> Vec<String> {
    let mut taken: Taken = library.iter().map(|key| (key.to_lowercase(), 0)).collect();
    // Keys that people gave are theirs: those without one come after.
    let given = |item: &Item| match item.id.as_str() {
        "" => String::new(),
        id if library.contains(id) => id.to_owned(),
        id => unique(id, &mut taken),
    };
    let mut keys: Vec<String> = items.clone().map(given).collect();
    for (key, item) in keys.iter_mut().zip(items).filter(|(key, _)| key.is_empty()) {
        *key = unique(&Pattern::default().key(item), &mut taken);
    }
    keys
}

/// Keys that are in use, in small letters, each with the last ending given to it.
pub type Taken = BTreeMap<String, u32>;

/// The key, or the key with the first ending that no other has. Two keys that differ in capitals alone are one to BibTeX.
pub fn unique(key: &str, taken: &mut Taken) -> String {
    let mut candidate = key.to_owned();
    let mut ending = taken.get(&key.to_lowercase()).copied().unwrap_or_default();
    while taken.contains_key(&candidate.to_lowercase()) {
        ending += 1;
        candidate = format!("{key}-{}", letters(ending));
    }
    taken.insert(candidate.to_lowercase(), 0);
    taken.insert(key.to_lowercase(), ending);
    candidate
}

/// 1 is b, 25 is z, 26 is ba: the endings of works that share a key.
fn letters(n: u32) -> String {
    let last = char::from(b'a' + u8::try_from(n % 26).unwrap_or_default());
    if n < 26 { last.to_string() } else { format!("{}{last}", letters(n / 26)) }
}

/// The family names of the work's authors, else of its editors, else of anyone who has a part in it.
fn family_names(item: &Item, most: usize) -> Vec<String> {
    let authors = [NameVariable::Author, NameVariable::Editor].map(|variable| item.names(variable));
    let any = item.all_names().map(|(_, names)| names);
    let names = authors.into_iter().chain(any).find(|names| !names.is_empty()).unwrap_or_default();
    let words = names.iter().take(most).map(|name| first_words(&name.short(), name.literal.is_some()));
    words.filter(|word| !word.is_empty()).collect()
}

/// The people who made the work, else the word that takes their place.
fn people_or_title(item: &Item, most: usize) -> Vec<String> {
    let people = family_names(item, most);
    let substitute = || Some(substitute(item)).filter(|word| !word.is_empty()).into_iter().collect();
    if people.is_empty() { substitute() } else { people }
}

/// What a work without people is called by, in this order.
const SUBSTITUTES: &[TextVariable] = &[
    TextVariable::Title,
    TextVariable::ContainerTitle,
    TextVariable::Archive,
    TextVariable::Authority,
    TextVariable::Publisher,
    TextVariable::EventTitle,
    TextVariable::Genre,
    TextVariable::Note,
];

/// A word for a work without people: of its title, of the body that keeps or publishes it, of its address, or its type.
fn substitute(item: &Item) -> String {
    let texts = SUBSTITUTES.iter().filter_map(|variable| item.text(*variable));
    let by_text = texts.filter_map(|text| meaningful(text).next()).next();
    let by_address = || item.text(TextVariable::Url).and_then(site);
    by_text.or_else(by_address).unwrap_or_else(|| item.item_type.as_str().replace('_', "-"))
}

/// The longest part of an address's host: `wikipedia` of `https://en.wikipedia.org/wiki/Footnote`.
fn site(url: &str) -> Option<String> {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest).split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let name = host.split('.').rev().max_by_key(|part| part.len())?;
    ascii(name).into_iter().next()
}

/// A family name as one word; of a body's long name the first word that means something.
fn first_words(name: &str, is_body: bool) -> String {
    let mut words = significant(name);
    if is_body { words.next().unwrap_or_default() } else { ascii(name).concat() }
}

/// The words of the title that mean something; all of them if none does.
fn title_words(item: &Item) -> impl Iterator<Item = String> {
    meaningful(item.text(TextVariable::Title).or_else(|| item.text(TextVariable::ContainerTitle)).unwrap_or_default())
}

fn meaningful(text: &str) -> impl Iterator<Item = String> {
    let text = super::markup::strip(text);
    let words: Vec<String> = significant(&text).collect();
    if words.is_empty() { ascii(&text) } else { words }.into_iter()
}

fn significant(text: &str) -> impl Iterator<Item = String> {
    // A contraction is one word ("Don't"), an article cut short is none ("L'Étoile").
    let is_joint = |c: char| matches!(c, '\'' | '’');
    let words = text.split(move |c: char| !c.is_alphanumeric() && !is_joint(c));
    let words = words.flat_map(move |word| match word.split_once(is_joint) {
        Some((article, _)) if SMALL_WORDS.contains(&article.to_lowercase().as_str()) => word.split(is_joint).collect(),
        _ => vec![word],
    });
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let says_nothing = move |word: &str| {
        word.chars().count() < 2 || is_number(word) || SMALL_WORDS.contains(&word.to_lowercase().as_str())
    };
    let words = words.filter(move |word| !says_nothing(word));
    words.flat_map(|word| ascii(word).into_iter().next())
}

/// The words of a text in ASCII letters and digits: "Müller-Lüdenscheidt" gives `Muller`, `Ludenscheidt`.
fn ascii(text: &str) -> Vec<String> {
    // O'Brien and l'Étoile are written in one.
    let text = deunicode::deunicode(text).replace(['\'', '`'], "");
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csl::{Date, DateVariable, ItemType, Name};

    fn work(author: Name, year: Option<i32>, title: &str) -> Item {
        let mut item = Item::new("", ItemType::Book);
        item.push_name(NameVariable::Author, author);
        item.set(TextVariable::Title, title);
        if let Some(year) = year {
            item.set_date(DateVariable::Issued, Date::year(year));
        }
        item
    }

    #[test]
    fn keys_are_author_year_word() {
        let cases = [
            (Name::person("Robinson", "Lucy"), Some(2007), "Gay Men and the Left", "robinson-2007-gay"),
            (Name::person("O'Brien", "Flann"), Some(1939), "At Swim-Two-Birds", "obrien-1939-swim"),
            (Name::person("Müller-Lüdenscheidt", "K."), None, "Über die Ente", "mullerludenscheidt-ente"),
            (Name::literal("The Royal Society"), Some(1665), "The", "royal-1665-the"),
            (Name::person("Толстой", "Лев"), Some(1869), "Война и мир", "tolstoi-1869-voina"),
            (Name::default(), None, "", "book"),
            (Name::default(), Some(1919), "South", "south-1919"),
            (Name::person("Parsons", "Russ"), Some(2014), "Don’t Soak Your Beans", "parsons-2014-dont"),
            (Name::person("Pym", "Ann"), Some(1990), "'Who's Who' in Salt", "pym-1990-whos"),
            (Name::person("Morel", "H."), Some(2004), "L’Ombre portée", "morel-2004-ombre"),
            (Name::person("Volpe", "C."), Some(2004), "Dell'amore", "volpe-2004-amore"),
            (Name::person("Proust", "M."), Some(1987), "À la recherche du temps perdu", "proust-1987-recherche"),
            (Name::default(), Some(2001), "Directive 2001/29/EC", "directive-2001-ec"),
            (Name::person("Orwell", "George"), Some(1949), "1984", "orwell-1949-1984"),
            (Name::default(), Some(1935), "La Porte v. United States Radium Corp.", "porte-1935-united"),
            (Name::person("Tacitus", ""), Some(-44), "L'<i>Étoile</i>", "tacitus-bc44-etoile"),
        ];
        for (author, year, title, key) in cases {
            assert_eq!(Pattern::default().key(&work(author, year, title)), key);
        }
    }

    #[test]
    fn patterns_are_followed() {
        let item = work(Name::person("Robinson", "Lucy"), Some(2007), "Gay Men and the Left");
        for (pattern, key) in [
            ("{Author}{year}", "Robinson2007"),
            ("{author}:{year}", "robinson:2007"),
            ("x_{Author}_{Title}", "Robinson_GayMenLeft"),
            ("{authors}+{title}", "robinson+gay-men-left"),
        ] {
            assert_eq!(pattern.parse::<Pattern>().unwrap().key(&item), key, "{pattern}");
        }
        let undated = work(Name::person("Robinson", "Lucy"), None, "Gay");
        assert_eq!("{Author}:{year}:{word}".parse::<Pattern>().unwrap().key(&undated), "Robinson:gay");
    }

    #[test]
    fn a_work_without_people_or_title_is_called_by_what_it_has() {
        for (json, key) in [
            (r#"{"archive":"Landesarchiv Berlin","archive_location":"A Rep. 358"}"#, "landesarchiv"),
            (r#"{"URL":"https://en.wikipedia.org/wiki/Footnote"}"#, "wikipedia"),
            (r#"{"URL":"https://www.bbc.co.uk/news/1","issued":{"literal":"[1998]"}}"#, "bbc-1998"),
            (r#"{"publisher":"The Quay Press","issued":{"date-parts":[[1998]]}}"#, "quay-1998"),
            (r#"{"type":"legal_case"}"#, "legal-case"),
        ] {
            assert_eq!(Pattern::default().key(&serde_json::from_str(json).unwrap()), key, "{json}");
        }
        let title: Item = serde_json::from_str(r#"{"title":"Minutes of the Quay Board"}"#).unwrap();
        assert_eq!("{Title}".parse::<Pattern>().unwrap().key(&title), "MinutesQuayBoard");
    }

    #[test]
    fn patterns_that_cannot_be_followed_say_why() {
        for (pattern, error) in [
            ("author-year", PatternError::Malformed("author-year".into())),
            ("{author", PatternError::Malformed("{author".into())),
            ("{publisher}", PatternError::UnknownPart("publisher".into())),
            ("{author},{year}", PatternError::Character(',')),
        ] {
            assert_eq!(pattern.parse::<Pattern>(), Err(error));
        }
    }

    #[test]
    fn keys_are_unique_without_regard_to_capitals() {
        let mut items: Vec<Item> = (0..30).map(|_| work(Name::person("Doe", "J."), Some(1998), "Sums")).collect();
        items[3] = work(Name::person("DOE", "J."), Some(1998), "Sums");
        let keys = "{Author}".parse::<Pattern>().unwrap().assign(&items);
        assert_eq!((keys[0].as_str(), keys[1].as_str(), keys[3].as_str()), ("Doe", "Doe-b", "DOE-d"));
        assert_eq!((keys[25].as_str(), keys[26].as_str()), ("Doe-z", "Doe-ba"));
        let folded: BTreeSet<String> = keys.iter().map(|key| key.to_lowercase()).collect();
        assert_eq!(folded.len(), items.len());
    }
}
