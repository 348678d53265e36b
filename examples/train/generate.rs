//! References written by patterns, so that the part of every word is known: the habits of seven languages, with real titles.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result};
use ibid::tagging::Part::{self, *};
use serde_json::Value;

use crate::example::Example;
use crate::footnotes::compose;
use crate::held::Held;
use crate::labelled::Labelled;

const VOCABULARY: &str = include_str!("vocabulary.txt");
const PATTERNS: &str = include_str!("patterns.txt");
const LANGUAGES: &[&str] = &["en", "de", "fr", "it", "es", "pt", "nl"];
/// Languages that are written in other scripts: their titles are in the vocabulary.
const OTHER_SCRIPTS: &[&str] = &["ru", "uk", "bg", "zh", "ja", "ko", "el", "he", "ar"];

/// What a code of two letters stands for: the part, and the kind of entry in the vocabulary that fills it in.
const KINDS: &[(&str, Part, &str)] = &[
    ("Gf", Genre, "filmgenre"),
    ("Gp", Genre, "podcastgenre"),
    ("Gt", Genre, "postgenre"),
    ("Lb", Publisher, "bench"),
    ("Lc", Title, "case"),
    ("Ld", Number, "docket"),
    ("Le", Number, "eucase"),
    ("Lf", Number, "ecli"),
    ("Li", Title, "bill"),
    ("Lk", Journal, "collection"),
    ("Ln", Publisher, "neutral"),
    ("Lo", Journal, "code"),
    ("Lp", Journal, "reports"),
    ("Lr", Journal, "reporter"),
    ("Ls", Title, "statute"),
    ("Lt", Publisher, "court"),
    ("Lx", Title, "act"),
    ("Xa", Archive, "archive"),
    ("Xb", Publisher, "standardbody"),
    ("Xc", ContainerTitle, "reference"),
    ("Xd", Genre, "datasetgenre"),
    ("Xe", Title, "treaty"),
    ("Xf", Number, "rfc"),
    ("Xg", Genre, "softgenre"),
    ("Xh", Author, "handle"),
    ("Xi", ContainerTitle, "site"),
    ("Xj", Genre, "interview"),
    ("Xk", Genre, "talk"),
    ("Xl", Number, "paperno"),
    ("Xm", Medium, "medium"),
    ("Xn", Publisher, "network"),
    ("Xo", Title, "software"),
    ("Xp", ContainerTitle, "platform"),
    ("Xq", Number, "patent"),
    ("Xr", Publisher, "repository"),
    ("Xs", Publisher, "studio"),
    ("Xt", Number, "standard"),
    ("Xu", Archive, "museum"),
    ("Xv", Edition, "version"),
    ("Xw", ContainerTitle, "show"),
    ("Xx", Number, "arxiv"),
    ("Xy", Archive, "accession"),
    ("Xz", Medium, "material"),
];

/// Words that tell a language, to sort titles by.
const TELLING: &[(&str, &str)] = &[
    ("en", " the of and in to for "),
    ("de", " der die und das des von im zur zum über für "),
    ("fr", " le la les des et du au aux dans sur "),
    ("it", " il lo gli della delle nel nella di e del alla "),
    ("es", " el los las y del en para por una "),
    ("pt", " o os as da do dos das em no na "),
    ("nl", " het de een van en voor naar over "),
];

/// A random choice that is the same in every run.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below the limit.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % limit.max(1)
    }

    /// Whether something of this likelihood happens.
    pub(crate) fn chance(&mut self, per_cent: usize) -> bool {
        self.below(100) < per_cent
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }
}

/// What patterns are filled with.
pub(crate) struct Generator {
    words: HashMap<(&'static str, &'static str), Vec<&'static str>>,
    titles: HashMap<&'static str, Vec<String>>,
    people: Vec<(String, String)>,
    random: Random,
}

impl Generator {
    /// Takes titles and names from the records of the pool, and titles from labelled references, less those that are held back.
    pub(crate) fn new(pool: &Path, labelled: &[Vec<Labelled>], held: &Held) -> Result<Self> {
        let pool = std::fs::read_to_string(pool).context("no pool of records")?;
        let mut generator = Self {
            words: vocabulary(),
            titles: HashMap::new(),
            people: Vec::new(),
            random: Random::new(0x1234_5678_9abc_def1),
        };
        for line in pool.lines() {
            let record: Value = serde_json::from_str(line)?;
            let title = record["title"].as_str().unwrap_or_default();
            if held.holds(title) {
                continue;
            }
            generator.add_title(title);
            for name in record["author"].as_array().into_iter().flatten() {
                if let (Some(given), Some(family)) = (name["given"].as_str(), name["family"].as_str()) {
                    generator.people.push((given.to_owned(), family.to_owned()));
                }
            }
        }
        for (label, text) in labelled.iter().flatten() {
            if label == "title"
                && !held.holds(text)
                && !text.contains(['«', '“', '"'])
                && !text.contains("cit")
                && !text.contains(" in ")
            {
                generator.add_title(text);
            }
        }
        Ok(generator)
    }

    fn add_title(&mut self, title: &str) {
        let title = title.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '?' | '!' | ')'));
        let count = title.split(' ').count();
        let lower = format!(" {} ", title.to_lowercase());
        let score = |words: &str| words.split_whitespace().filter(|word| lower.contains(&format!(" {word} "))).count();
        let best = TELLING.iter().map(|(language, words)| (score(words), *language)).max_by_key(|(score, _)| *score);
        let fits = (2..16).contains(&count) && !title.contains(['{', '}', '*']);
        if let Some((_, language)) = best.filter(|(score, _)| fits && *score > 0) {
            self.titles.entry(language).or_default().push(title.to_owned());
        }
    }

    /// `each` references of every pattern.
    pub(crate) fn examples(&mut self, each: usize) -> Vec<Example> {
        let mut examples = Vec::new();
        for line in PATTERNS.lines() {
            let Some((language, pattern)) = line.split_once(" | ") else { continue };
            let mut languages = LANGUAGES.iter().chain(OTHER_SCRIPTS).copied();
            let Some(language) = languages.find(|known| *known == language) else { continue };
            for _ in 0..each {
                let parts = self.fill(language, pattern);
                examples.push(self.written(&parts));
            }
        }
        examples
    }

    /// `count` notes of two or three references that semicolons part.
    pub(crate) fn notes(&mut self, count: usize) -> Vec<Example> {
        let mut notes = Vec::with_capacity(count);
        for _ in 0..count {
            let language = LANGUAGES[self.random.below(LANGUAGES.len())];
            let parts = self.note(language);
            notes.push(self.written(&parts));
        }
        notes
    }

    fn note(&mut self, language: &'static str) -> Vec<(Part, String, bool)> {
        let patterns = PATTERNS.lines().filter_map(|line| line.strip_prefix(language)?.strip_prefix(" | "));
        let patterns: Vec<&str> = patterns.collect();
        let semicolon = if language == "fr" { " ;" } else { ";" };
        let mut parts: Vec<(Part, String, bool)> = Vec::new();
        for _ in 0..2 + self.random.below(2) {
            if let Some((_, last, _)) = parts.last_mut() {
                last.truncate(last.trim_end_matches(['.', ',', ':', ';']).len());
                last.push_str(semicolon);
            }
            let pattern = self.random.pick(&patterns).copied().unwrap_or_default();
            let begins = parts.len();
            parts.extend(self.fill(language, pattern));
            parts[begins].2 = true;
        }
        parts
    }

    /// One of the ways to write these parts: with italics, or without.
    fn written(&mut self, parts: &[(Part, String, bool)]) -> Example {
        let mut written = compose(parts);
        let take = self.random.below(written.len());
        written.swap_remove(take)
    }

    fn fill(&mut self, language: &'static str, pattern: &str) -> Vec<(Part, String, bool)> {
        let mut parts = Vec::new();
        for piece in pattern.split_inclusive('}') {
            let inner = piece.trim().trim_start_matches('{').trim_end_matches('}');
            let (part, text) = self.element(language, inner);
            parts.push((part, text, piece.starts_with(' ')));
        }
        parts
    }

    /// Fills in one part: its first code says what it is.
    fn element(&mut self, language: &'static str, inner: &str) -> (Part, String) {
        let told = inner.split_once('=').and_then(|(name, text)| Some((named(name)?, text)));
        let mut part = told.map(|(part, _)| part).or(inner.contains("/Y").then_some(Date));
        let mut text = String::new();
        let mut rest = told.map_or(inner, |(_, text)| text).trim_start_matches('!');
        while let Some(first) = rest.chars().next() {
            let run = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
            let (head, tail) = if run > 0 { rest.split_at(run) } else { rest.split_at(first.len_utf8()) };
            match part_of(head).filter(|_| !inner.starts_with('!')) {
                Some(found) => {
                    part = part.or(Some(found));
                    let value = self.value(language, head);
                    text.push_str(&value);
                }
                None => text.push_str(head),
            }
            rest = tail;
        }
        let literal = if inner.starts_with('[') || matches!(inner, "—" | "–") {
            Note
        } else if inner.contains("(Hg") {
            Editor
        } else {
            Backref
        };
        let text = text.replace("..", ".").replace("?,", "?").replace(",,", ",").replace("?.", "?");
        (part.unwrap_or(literal), text)
    }

    /// An entry of the vocabulary, an English one where the language has none of its kind; what stands in braces there is filled in turn.
    fn word(&mut self, language: &'static str, kind: &'static str) -> String {
        let words = self.words.get(&(language, kind)).or_else(|| self.words.get(&("en", kind)));
        let words = words.map(Vec::as_slice).unwrap_or_default();
        let mut entry = self.random.pick(words).copied().unwrap_or_default();
        let mut filled = String::new();
        while let Some((before, (kind, after))) =
            entry.split_once('{').and_then(|(b, rest)| Some((b, rest.split_once('}')?)))
        {
            filled.push_str(before);
            filled.push_str(&self.word(language, kind));
            entry = after;
        }
        filled + entry
    }

    fn value(&mut self, language: &'static str, code: &str) -> String {
        let number = |random: &mut Random, limit| 1 + random.below(limit);
        if let Some((_, _, kind)) = KINDS.iter().find(|(known, ..)| *known == code) {
            return self.word(language, kind);
        }
        match code {
            "Dr" | "Drf" | "Drfi" => self.people(language, &code[2..]),
            "Nr" => number(&mut self.random, 3000).to_string(),
            "Tt" => self.time_code(),
            "Month" => self.word("en", "month"),
            "Ao" | "Eo" => self.word(language, "organisation"),
            _ if code.starts_with(['A', 'E']) => self.people(language, &code[1..]),
            "Tr" => self.people(language, ""),
            "T" => self.title(language),
            "Ts" => self.short_title(language),
            "C" => self.title(language),
            "J" => self.word(language, "journal"),
            "Se" => self.short_title(language),
            "Sw" => self.word(language, "papers"),
            "La" => self.word(language, "law"),
            "U" => self.word(language, "publisher"),
            "O" => self.places(language),
            "Q" => self.word(language, "signal"),
            "B" => self.word(language, "backref"),
            "G" => self.word(language, "thesis"),
            "V" | "K" => number(&mut self.random, 130).to_string(),
            "I" => number(&mut self.random, 12).to_string(),
            "R" => roman(number(&mut self.random, 90)),
            "Y" => self.year(),
            "D" | "Z" => self.date(language),
            "P" => self.pages(),
            "Pf" => number(&mut self.random, 900).to_string(),
            "L" => self.cited(),
            "Lff" => format!("{}{}", number(&mut self.random, 500), if self.random.chance(50) { "ff" } else { " ff" }),
            "X" => number(&mut self.random, 600).to_string(),
            "N" => self.edition(language),
            "W" => self.address(),
            _ => String::new(),
        }
    }

    fn year(&mut self) -> String {
        let year = if self.random.chance(85) { 1930 + self.random.below(95) } else { 1500 + self.random.below(430) };
        match self.random.below(30) {
            0 => format!("{year}{}", ["a", "b"][self.random.below(2)]),
            1 => format!("{year}/{:02}", (year + 1) % 100),
            _ => year.to_string(),
        }
    }

    fn pages(&mut self) -> String {
        let start = 1 + self.random.below(700);
        let end = start + 1 + self.random.below(40);
        let dash = ["-", "–", "–", " - "][self.random.below(4)];
        let end = if self.random.chance(25) && start > 100 { end % 100 } else { end };
        format!("{start}{dash}{end}")
    }

    fn cited(&mut self) -> String {
        let page = 1 + self.random.below(500);
        match self.random.below(12) {
            0 => format!("{page}, {}", page + 2 + self.random.below(50)),
            1 => format!("{page}–{}", page + 1 + self.random.below(5)),
            2 => format!("{page}-{}", page + 1 + self.random.below(5)),
            3 => format!("{page}f"),
            4 => format!("{page} n. {}", 1 + self.random.below(40)),
            5 => roman(1 + self.random.below(30)).to_lowercase(),
            _ => page.to_string(),
        }
    }

    fn time_code(&mut self) -> String {
        let (minutes, seconds) = (1 + self.random.below(59), self.random.below(60));
        let hours = if self.random.chance(25) { format!("{}:", 1 + self.random.below(2)) } else { String::new() };
        format!("{hours}{minutes:02}:{seconds:02}")
    }

    fn date(&mut self, language: &'static str) -> String {
        let (day, month, year) = (1 + self.random.below(28), self.word(language, "month"), self.year());
        match (language, self.random.below(5)) {
            ("zh" | "ja", _) => format!("{year}年{}月{day}日", 1 + self.random.below(12)),
            ("ko", _) => format!("{year}년 {}월 {day}일", 1 + self.random.below(12)),
            ("ru" | "uk", 0 | 1) => format!("{day:02}.{:02}.{year}", 1 + self.random.below(12)),
            ("de", 0 | 1) => format!("{day}.{}.{year}", 1 + self.random.below(12)),
            ("de", _) => format!("{day}. {month} {year}"),
            ("en", 0) => format!("{month} {day}, {year}"),
            ("es" | "pt", 0..=2) => format!("{day} de {month} de {year}"),
            (_, 4) => format!("{month} {year}"),
            _ => format!("{day} {month} {year}"),
        }
    }

    fn edition(&mut self, language: &'static str) -> String {
        let number = 2 + self.random.below(6);
        match (language, number) {
            ("en", 2) => "2nd".to_owned(),
            ("en", 3) => "3rd".to_owned(),
            ("en", _) => format!("{number}th"),
            ("de", _) => format!("{number}."),
            ("ru" | "uk", _) => format!("{number}-е"),
            _ => number.to_string(),
        }
    }

    fn address(&mut self) -> String {
        let word = |generator: &mut Self| {
            generator.short_title("en").to_lowercase().replace(|c: char| !c.is_ascii_lowercase(), "-")
        };
        let (site, page) = (word(self), word(self));
        let scheme = ["http://www.", "https://", "http://", "www."][self.random.below(4)];
        let site = site.trim_matches('-').replace("--", "-");
        format!(
            "{scheme}{site}.{}/{}",
            ["org", "com", "de", "fr", "net", "co.uk"][self.random.below(6)],
            page.trim_matches('-')
        )
    }

    fn places(&mut self, language: &'static str) -> String {
        let place = self.word(language, "place");
        if OTHER_SCRIPTS.contains(&language) {
            return place;
        }
        match self.random.below(14) {
            0 => format!("{place}/{}", self.word(language, "place")),
            1 => format!("{place} – {}", self.word("en", "place")),
            2 => format!("{place}, {}", self.word("en", "place")),
            _ => place,
        }
    }

    fn any_title(&mut self, language: &'static str) -> String {
        if OTHER_SCRIPTS.contains(&language) {
            return self.word(language, "title");
        }
        let language = if self.random.chance(12) { "en" } else { language };
        let titles = self.titles.get(language).map(Vec::as_slice).unwrap_or_default();
        self.random.pick(titles).cloned().unwrap_or_default()
    }

    fn title(&mut self, language: &'static str) -> String {
        let mut title = self.any_title(language);
        if is_unspaced(language) {
            return title;
        }
        if language == "de" && self.random.chance(12) {
            title = format!("{title} im {}. Jahrhundert", 14 + self.random.below(7));
        }
        if title.split(' ').count() < 9 && self.random.chance(40) {
            let stop = if matches!(language, "en" | "nl") && self.random.chance(70) {
                ": "
            } else {
                [". ", ". ", ": ", " – "][self.random.below(4)]
            };
            title = format!("{title}{stop}{}", self.any_title(language));
        }
        if self.random.chance(8) {
            title = format!("{title}{}{}", [": ", ". ", ", "][self.random.below(3)], self.enumeration(language));
        }
        if self.random.chance(12) {
            let from = 1500 + self.random.below(480);
            title = format!(
                "{title}{}{from}{}{}",
                [" ", ", "][self.random.below(2)],
                ["-", "–"][self.random.below(2)],
                from + self.random.below(60)
            );
        }
        if self.random.chance(25) { title.replace(": ", ". ") } else { title }
    }

    /// "Causes, Events, Results", with or without an "and".
    fn enumeration(&mut self, language: &'static str) -> String {
        let mut words: Vec<String> = (0..3 + self.random.below(2)).map(|_| self.noun(language)).collect();
        let and = self.word(language, "and");
        let last = words.pop().unwrap_or_default();
        if self.random.chance(50) && and != "/" {
            format!("{} {and} {last}", words.join(", "))
        } else {
            format!("{}, {last}", words.join(", "))
        }
    }

    /// A word of some title that is written with a capital there, or the longest there is.
    fn noun(&mut self, language: &'static str) -> String {
        let title = self.any_title(language);
        let words = || title.split(' ').map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
        let noun = words().skip(1).find(|word| word.chars().count() > 4 && word.starts_with(char::is_uppercase));
        noun.or_else(|| words().max_by_key(|word| word.len())).unwrap_or_default().to_owned()
    }

    fn short_title(&mut self, language: &'static str) -> String {
        let title = self.any_title(language);
        let words: Vec<&str> =
            title.split([':', '.', ',']).next().unwrap_or_default().split(' ').take(1 + self.random.below(4)).collect();
        words.join(" ")
    }

    fn person(&mut self, language: &'static str) -> (String, String) {
        let is_ours = OTHER_SCRIPTS.contains(&language);
        let real = if !is_ours && self.random.chance(35) { self.random.pick(&self.people) } else { None };
        if let Some(person) = real {
            return person.clone();
        }
        let language =
            if !is_ours && self.random.chance(15) { LANGUAGES[self.random.below(LANGUAGES.len())] } else { language };
        let mut last = self.word(language, "last");
        if !is_unspaced(language) && self.random.chance(6) {
            last = format!("{last}-{}", self.word(language, "last"));
        }
        let mut first = self.word(language, "first");
        if language == "en" && self.random.chance(25) {
            first = format!(
                "{first} {}.",
                ["A", "B", "C", "D", "E", "F", "G", "H", "J", "M", "P", "W"][self.random.below(12)]
            );
        }
        (first, last)
    }

    /// Names in the form that the rest of a code asks for.
    fn people(&mut self, language: &'static str, form: &str) -> String {
        let count = [1, 1, 1, 1, 1, 1, 2, 2, 3, 4][self.random.below(10)];
        let slashes = form.starts_with('s');
        let form = form.trim_start_matches('s');
        let names: Vec<String> = (0..count)
            .map(|_| {
                let (given, family) = self.person(language);
                if is_unspaced(language) { family + &given } else { written(&(given, family), form) }
            })
            .collect();
        let and = self.word(language, "and");
        if is_unspaced(language) {
            return names.join(if and == "," { ", " } else { &and });
        }
        let apart = if and == "," || and == "،" {
            format!("{and} ")
        } else if and == "/" || slashes {
            ["/", " / "][self.random.below(2)].to_owned()
        } else {
            format!(" {and} ")
        };
        let etal = count > 2 && self.random.chance(25);
        match names.split_last() {
            Some((_, rest)) if etal => format!("{} {}", rest[0], if language == "de" { "u. a." } else { "et al." }),
            Some((last, rest)) if !rest.is_empty() => {
                let comma = if apart.contains('/') { apart.clone() } else { ", ".to_owned() };
                format!("{}{apart}{last}", rest.join(&comma))
            }
            _ => names.concat(),
        }
    }
}

/// True for languages that write family and given name as one word.
fn is_unspaced(language: &str) -> bool {
    matches!(language, "zh" | "ja" | "ko")
}

fn written((given, family): &(String, String), form: &str) -> String {
    let initials = || {
        given
            .split([' ', '.'])
            .filter_map(|name| name.chars().next())
            .map(|initial| format!("{initial}."))
            .collect::<Vec<_>>()
            .join(" ")
    };
    match form {
        "i" => format!("{} {family}", initials()),
        "f" => format!("{family}, {given}"),
        "fi" => format!("{family}, {}", initials()),
        "c" => format!("{given} {}", family.to_uppercase()),
        "cf" => format!("{}, {given}", family.to_uppercase()),
        "l" => family.clone(),
        "n" => format!("{family} {given}"),
        _ => format!("{given} {family}"),
    }
}

/// The part of this name.
fn named(name: &str) -> Option<Part> {
    Part::ALL.iter().copied().find(|part| format!("{part:?}") == name)
}

fn part_of(code: &str) -> Option<Part> {
    if let Some((_, part, _)) = KINDS.iter().find(|(known, ..)| *known == code) {
        return Some(*part);
    }
    Some(match code {
        "Dr" | "Drf" | "Drfi" => Director,
        "Nr" => Number,
        "Tt" => Locator,
        "A" | "Ai" | "An" | "Af" | "Afi" | "Ac" | "Acf" | "Al" | "As" | "Asf" | "Ao" => Author,
        "E" | "Ei" | "Ef" | "El" | "Eo" | "Ec" | "Ecf" | "Es" | "Esf" => Editor,
        "Tr" => Translator,
        "T" | "Ts" | "La" => Title,
        "C" => ContainerTitle,
        "J" => Journal,
        "Se" | "Sw" => CollectionTitle,
        "V" | "R" => Volume,
        "I" => Issue,
        "Y" | "D" | "Month" => Date,
        "P" | "Pf" => Pages,
        "L" | "Lff" => Locator,
        "X" => Extent,
        "O" => Location,
        "U" => Publisher,
        "N" => Edition,
        "W" => Url,
        "Z" => Accessed,
        "Q" => Signal,
        "B" | "K" => Backref,
        "G" => Genre,
        _ => return None,
    })
}

fn roman(mut number: usize) -> String {
    let mut roman = String::new();
    for (value, letters) in
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    {
        while number >= value {
            number -= value;
            roman.push_str(letters);
        }
    }
    roman
}

fn vocabulary() -> HashMap<(&'static str, &'static str), Vec<&'static str>> {
    let lines = VOCABULARY.lines().filter(|line| !line.starts_with('#'));
    let lines =
        lines.filter_map(|line| line.split_once(": ")).filter_map(|(key, words)| Some((key.split_once(' ')?, words)));
    lines.map(|(key, words)| (key, words.split("; ").collect())).collect()
}
