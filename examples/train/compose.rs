//! Notes set together from real prose and known references, as writers set them together.

use std::path::Path;

use anyhow::{Context, Result};
use ibid::lexicon::{self, Class, Row};
use serde_json::Value;

use crate::labelled::Labelled;

/// A stretch of a note with the code of its kind (see [`crate::notes::roles`]); `?` where anything may be meant.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub(crate) code: char,
    pub(crate) text: String,
}

impl Piece {
    pub(crate) fn new(code: char, text: &str) -> Self {
        Self { code, text: text.to_owned() }
    }
}

/// Commentary of our own in many languages, one piece a line, none of which cites anything.
const COMMENTARY: &str = include_str!("notes/commentary.txt");

/// What notes are set together from.
pub(crate) struct Composer {
    random: u64,
    prose: Vec<String>,
    commentary: Vec<String>,
    references: Vec<String>,
    short: Vec<String>,
    signals: Vec<String>,
    repeats: Vec<String>,
}

impl Composer {
    pub(crate) fn new(data: &Path, linked_books: &[Vec<Labelled>]) -> Result<Self> {
        Ok(Self {
            random: 0x2545_f491_4f6c_dd1d,
            prose: prose(&data.join("notes/prose.jsonl"))?,
            commentary: COMMENTARY.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect(),
            references: references(data)?,
            short: linked_books.iter().map(|reference| short(reference)).filter(|text| text.len() > 8).collect(),
            signals: words(Class::Signal, &["supports", "compares", "contradicts", "relates"]),
            repeats: words(
                Class::ShortForm,
                &["same-work", "same-author", "earlier-place", "earlier-work-or-place", "earlier-work"],
            ),
        })
    }

    fn below(&mut self, count: usize) -> usize {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        (self.random >> 11) as usize % count.max(1)
    }

    fn pick<'s, T: ?Sized>(&mut self, list: &[&'s T]) -> &'s T {
        list[self.below(list.len())]
    }

    /// True in `percent` of a hundred cases.
    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// A note of one of the common shapes.
    pub(crate) fn note(&mut self) -> Vec<Piece> {
        match self.below(106) {
            100.. => self.remark(),
            0..6 => self.law(),
            6..26 => self.commentary(3),
            26..55 => self.citations(),
            55..72 => {
                let mut note = self.citations();
                if self.chance(25) {
                    note.extend([Piece::new('.', " "), self.addition()]);
                    return note;
                }
                note.extend(self.link(&[". ", ". ", ". ", " — ", "; ", ", "]));
                note.extend(self.commentary(2));
                note
            }
            72..88 => {
                let mut note = self.commentary(2);
                note.push(Piece::new('.', self.pick(&[" ", " ", " ", " (", "; "])));
                note.extend(self.citations());
                note
            }
            _ => self.quoted(),
        }
    }

    fn link(&mut self, texts: &[&'static str]) -> Option<Piece> {
        Some(Piece::new('.', self.pick(texts)))
    }

    /// What writers add to a citation: who translated, who set the italics.
    fn addition(&mut self) -> Piece {
        let text = self.pick(&ADDITIONS);
        Piece::new('p', &format!("{text}."))
    }

    /// A note of a few words that cite nothing: "A third remark."
    fn remark(&mut self) -> Vec<Piece> {
        let index = self.below(self.commentary.len());
        let count = 1 + self.below(5);
        let words: Vec<&str> = self.commentary[index].split(' ').take(count).collect();
        let words = words.join(" ");
        let words = words.trim_end_matches(['.', ',', ';', ':', '*', '“', '(', '—']);
        vec![Piece::new('p', &format!("{words}."))]
    }

    /// One to three sentences that cite nothing.
    fn commentary(&mut self, most: usize) -> Vec<Piece> {
        let count = 1 + self.below(most);
        let mut pieces = Vec::new();
        for number in 0..count {
            let own = self.chance(45);
            let index = self.below(if own { self.commentary.len() } else { self.prose.len() });
            let sentence = if own { self.commentary[index].clone() } else { self.prose[index].clone() };
            let sentence = if self.chance(8) { self.person(&sentence) } else { self.decorated(&sentence) };
            pieces.push(Piece::new('p', &if number == 0 { sentence } else { format!(" {sentence}") }));
        }
        pieces
    }

    /// The sentence with what is likely to be taken for part of a reference: italics, a link, life dates, a year.
    fn decorated(&mut self, sentence: &str) -> String {
        let mut words: Vec<String> = sentence.split(' ').map(str::to_owned).collect();
        if words.len() < 4 || sentence.contains(['[', '*', '<']) {
            return sentence.to_owned();
        }
        let at = self.below(words.len() - 2);
        let to = (at + self.below(4)).min(words.len() - 2);
        let year = 1100 + self.below(920);
        match self.below(100) {
            0..8 => self.wrap(&mut words, at, to, "*", "*"),
            8..14 => self.wrap(&mut words, at, to, "[", "](https://example.org/a)"),
            14..18 => words[at].push_str(&format!(" ({year}–{})", year + 20 + self.below(60))),
            18..22 => words[at].push_str(&format!(" ({year})")),
            22..25 => {
                let marks = self.pick(&["“ ”", "« »", "„ “", "\" \"", "‘ ’"]);
                let (open, close) = marks.split_once(' ').unwrap_or_default();
                self.wrap(&mut words, at, to, open, close);
            }
            25..28 => words[at].push_str(&format!(" {}", 1 + self.below(400))),
            _ => {}
        }
        words.join(" ")
    }

    /// A sentence on somebody with the dates of his life, as encyclopedias give them.
    fn person(&mut self, sentence: &str) -> String {
        let first = self.pick(&["Ann ", "Karl ", "Jean-Pierre ", "Maria ", "Fr. ", "Giovanni ", "Petrus ", "", ""]);
        let name = self.name();
        let (born, age) = (300 + self.below(1650), 20 + self.below(70));
        let places = ["Leeds", "Bretten", "Athen", "Torino", "Lyon", "Lisboa", "Gent", "Kraków", "Lund", "Córdoba"];
        let (here, there) = (self.pick(&places), self.pick(&places));
        let (day, month) =
            (1 + self.below(28), self.pick(&["Mai", "June", "mars", "agosto", "März", "10.", "Feb.", "septiembre"]));
        let died = born + age;
        let dates = match self.below(9) {
            0 => format!("* {born} in {here}; † {died} in {there}"),
            1 => format!("* {day}. {month} {born} in {here}; † {}. {month} {died} in {there}", 29 - day),
            2 => format!("{born}–{died}"),
            3 => format!("{here}, {born} – {there}, {died}"),
            4 => format!("* um {born}; † {died}"),
            5 => format!("b. {born}"),
            6 => format!("né en {born} à {here}, mort en {died}"),
            7 => format!("ca. {born}-{died}"),
            _ => format!("born {born}, died {died}"),
        };
        let lower: String =
            sentence.chars().take(1).flat_map(char::to_lowercase).chain(sentence.chars().skip(1)).collect();
        match self.below(3) {
            0 => format!("{first}{name} ({dates})."),
            1 => format!("{first}{name} ({dates}); {lower}"),
            _ => format!("{first}{name} ({dates}), {lower}"),
        }
    }

    fn wrap(&mut self, words: &mut [String], from: usize, to: usize, open: &str, close: &str) {
        let inside = words[to].trim_end_matches(['.', ',', ';', ':', '!', '?']).len();
        words[to].insert_str(inside, close);
        words[from].insert_str(0, open);
    }

    /// One to four citations, with signals and what joins them.
    fn citations(&mut self) -> Vec<Piece> {
        let count = [1, 1, 1, 2, 2, 3, 4][self.below(7)];
        let mut pieces = Vec::new();
        for number in 0..count {
            if number > 0 {
                let joins = ["; ", "; ", "; ", "; ", ". ", ". ", ", ", " – "];
                pieces.extend(self.link(&joins));
                if self.chance(15) {
                    pieces.extend(
                        self.link(&["and ", "und ", "et ", "e ", "y ", "en ", "och ", "og ", "i ", "a ", "и ", "& "]),
                    );
                }
            }
            if self.chance(if number == 0 { 30 } else { 15 }) {
                pieces.push(self.signal());
            }
            pieces.push(self.citation());
        }
        if self.chance(85) {
            pieces.push(Piece::new('.', "."));
        }
        pieces
    }

    fn signal(&mut self) -> Piece {
        let index = self.below(self.signals.len());
        let mut text = self.signals[index].clone();
        if self.chance(60) {
            let first: String = text.chars().take(1).flat_map(char::to_uppercase).collect();
            text = first + text.chars().skip(1).collect::<String>().as_str();
        }
        if text.chars().count() < 4 && self.chance(70) {
            text.push('.');
        }
        Piece::new('s', &(text + self.pick(&[" ", " ", " ", ": "])))
    }

    fn citation(&mut self) -> Piece {
        match self.below(100) {
            0..34 => self.one_of_references(),
            34..44 => self.author_title_page(),
            44..70 => {
                let index = self.below(self.short.len());
                Piece::new('w', &self.short[index].clone())
            }
            70..80 => self.author_and_page(),
            80..85 => self.author_and_year(),
            85..87 => self.own_part(),
            _ => self.repeat(),
        }
    }

    fn one_of_references(&mut self) -> Piece {
        let index = self.below(self.references.len());
        let mut text = self.references[index].clone();
        if self.chance(35) {
            let page = self.page();
            text = format!("{text}, {page}");
        }
        Piece::new('w', &text)
    }

    /// A family name of the references with a page: "Robinson, 167".
    fn author_and_page(&mut self) -> Piece {
        let name = self.name();
        let between = self.pick(&[", ", ", ", ", ", " ", ", vol. 2, ", " II, ", ", t. III, "]);
        let page = self.page();
        Piece::new('w', &format!("{name}{between}{page}"))
    }

    /// One or two family names with a year, perhaps with a page: "Robinson, 2009", "Robinson and Dahl 2009a, 14".
    fn author_and_year(&mut self) -> Piece {
        let mut names = self.name();
        match self.below(8) {
            0 => {
                names +=
                    &format!("{}{}", self.pick(&[" and ", " & ", " und ", " et ", " e ", " y ", "/"]), self.name());
            }
            1 => names += self.pick(&[" et al.", " et al.", " u. a.", " e.a."]),
            _ => {}
        }
        let letter = if self.chance(12) { self.pick(&["a", "b"]) } else { "" };
        let year = format!("{}{letter}", 1880 + self.below(146));
        // No year in brackets: it would look like the head of a reference in full.
        let text = if self.chance(45) { format!("{names}, {year}") } else { format!("{names} {year}") };
        let page =
            if self.chance(45) { format!("{}{}", self.pick(&[", ", ", ", ": "]), self.page()) } else { String::new() };
        Piece::new('w', &(text + &page))
    }

    /// An author with a shortened title and a page: "Robinson, *Gay Men*, 167".
    fn author_title_page(&mut self) -> Piece {
        let name = self.name();
        let index = self.below(self.references.len());
        let title = self.references[index].split('*').nth(1).unwrap_or_default().to_owned();
        if self.chance(20) {
            let first = self.pick(&["Patrick ", "Ann ", "Jean ", "Karl ", "L. ", "Maria "]);
            let (stop, page) = (self.pick(&[". ", ". ", ", ", ": "]), if self.chance(40) { ". 166" } else { "" });
            return Piece::new('w', &format!("{first}{name}{stop}{title}{page}"));
        }
        let words = 1 + self.below(4);
        let title = title.split(' ').take(words).collect::<Vec<_>>().join(" ");
        let title = title.trim_end_matches([',', '.', ':', ';', ' ']);
        if title.chars().count() < 4 {
            return self.author_and_page();
        }
        let title = match self.below(5) {
            0 => format!("“{title}”"),
            1 => title.to_owned(),
            _ => format!("*{title}*"),
        };
        let first = self.pick(&["", "", "", "Ann ", "J. ", "Karl "]);
        let page = if self.chance(85) { format!(", {}", self.page()) } else { String::new() };
        Piece::new('w', &format!("{first}{name}, {title}{page}"))
    }

    fn page(&mut self) -> String {
        let cue = self.pick(&[
            "", "", "p. ", "pp. ", "S. ", "pag. ", "pág. ", "blz. ", "s. ", "str. ", "с. ", "at ", "f. ", "col. ",
            "n. ", "§ ",
        ]);
        let number = 1 + self.below(620);
        let further = |random: usize| {
            format!("; {} {}", ["II,", "V.", "vol. 3,", "Bd. 2, S.", "t. IV, p."][random % 5], random % 300 + 2)
        };
        let random = self.random as usize >> 12;
        let tail = match self.below(10) {
            8 if random.is_multiple_of(2) => further(random),
            0 => format!("–{}", number + 1 + self.below(30)),
            1 => self.pick(&["f.", " ff.", " sq.", " ss.", " e segg.", " et suiv.", "-9"]).to_owned(),
            2 => format!(", {}", number + 5 + self.below(40)),
            _ => String::new(),
        };
        format!("{cue}{number}{tail}")
    }

    fn repeat(&mut self) -> Piece {
        let index = self.below(self.repeats.len());
        let mut word = self.repeats[index].clone();
        if self.chance(60) {
            word = word
                .split(' ')
                .map(|part| if part.len() < 5 { format!("{part}.") } else { part.to_owned() })
                .collect::<Vec<_>>()
                .join(" ");
        }
        if self.chance(70) {
            word = word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect();
        }
        if self.chance(4) {
            word = word.to_uppercase();
        }
        if self.chance(25) {
            word = format!("*{word}*");
        }
        if self.chance(70) {
            word = format!("{word}{}{}", self.pick(&[", ", " "]), self.page());
        }
        Piece::new('i', &word)
    }

    /// A note in the manner of law reviews: "Id. at 301 (“…”); *see also* Able, *supra* note 14, at 12 (explaining that …)."
    fn law(&mut self) -> Vec<Piece> {
        let mut pieces = if self.chance(30) { self.commentary(2) } else { Vec::new() };
        for number in 0..1 + self.below(3) {
            if !pieces.is_empty() {
                pieces.push(Piece::new('.', if number == 0 { " " } else { self.pick(&["; ", "; ", ". ", ". "]) }));
            }
            if self.chance(45) {
                pieces.push(Piece::new('s', self.pick(&LAW_SIGNALS)));
            }
            pieces.push(if self.chance(70) { self.law_short() } else { self.one_of_references() });
            if self.chance(45) {
                pieces.extend(self.parenthesis());
            }
        }
        pieces.push(Piece::new('.', "."));
        if self.chance(25) {
            pieces.push(Piece::new('.', " "));
            pieces.extend(self.commentary(2));
        }
        pieces
    }

    fn law_short(&mut self) -> Piece {
        let number = 1 + self.below(200);
        let page = 1 + self.below(1400);
        let name = match self.below(6) {
            0 => format!("{} & {}", self.name(), self.name()),
            1 => format!("{} {} {}", self.name(), self.pick(&["of", "on", "for", "&"]), self.name()),
            2 => format!(
                "{} {}",
                self.name(),
                self.pick(&["Report", "Memorandum", "Act", "Hearing", "Letter", "Brief", "II"])
            ),
            3 => format!("{} {}", self.name(), self.name()),
            _ => self.name(),
        };
        let (id, supra, note) = (
            self.pick(&["Id.", "Id.", "*Id.*", "*Id*", "<i>Id.</i>", "id.", "*ID.*"]),
            self.pick(&["supra", "*supra*", "above"]),
            self.pick(&["note", "n.", "n"]),
        );
        match self.below(9) {
            0 => Piece::new('i', id),
            8 => self.own_part(),
            1 => Piece::new('i', &format!("{id} at {page}")),
            2 => Piece::new('i', &format!("{id} at {page}-{}", page + 3)),
            3 => Piece::new('i', &format!("{id} § {page}")),
            4 => Piece::new('i', &format!("{supra} {note} {number}")),
            5 => Piece::new('i', &format!("{name}, {supra} {note} {number}, at {page}")),
            6 => Piece::new('i', &format!("{name} ({note} {number}) {page}")),
            _ => Piece::new('i', &format!("{name}, {supra} {note} {number}")),
        }
    }

    /// A part of the document itself: "infra Part II.B", "Appendix A", "oben S. 12".
    fn own_part(&mut self) -> Piece {
        let lead = self.pick(&OWN_LEADS);
        let part = self.pick(&OWN_PARTS);
        let number = match self.below(4) {
            0 => self.pick(&["A", "B", "I", "II", "III.C", "IV"]).to_owned(),
            _ => (1 + self.below(300)).to_string(),
        };
        Piece::new('i', format!("{lead} {part} {number}").trim())
    }

    /// A family name at the head of a reference.
    fn name(&mut self) -> String {
        for _ in 0..20 {
            let index = self.below(self.references.len());
            let word = self.references[index].split([' ', ',']).next().unwrap_or_default();
            let letters = word.chars().count() > 2 && word.chars().all(char::is_alphabetic);
            if letters && word.chars().next().is_some_and(char::is_uppercase) {
                return word.to_owned();
            }
        }
        "Robinson".to_owned()
    }

    /// What a citation is cited for, in brackets: commentary, a quotation, or another citation.
    fn parenthesis(&mut self) -> Vec<Piece> {
        let index = self.below(self.prose.len());
        let sentence = self.prose[index].trim_end_matches('.').to_owned();
        let lower =
            sentence.chars().take(1).flat_map(char::to_lowercase).chain(sentence.chars().skip(1)).collect::<String>();
        let mut pieces = vec![Piece::new('.', " (")];
        match self.below(10) {
            0..4 => pieces.push(Piece::new('q', &format!("“{lower}.”"))),
            4..8 => pieces.push(Piece::new(
                'p',
                &format!(
                    "{}{lower}",
                    self.pick(&[
                        "explaining that ",
                        "noting ",
                        "finding that ",
                        "discussing ",
                        "describing how ",
                        "collecting cases",
                        "emphasis added",
                        "holding that "
                    ])
                ),
            )),
            _ => {
                pieces.push(Piece::new('s', self.pick(&["citing ", "quoting ", "*quoting* ", "see "])));
                pieces.push(self.citation());
            }
        }
        pieces.push(Piece::new('.', ")"));
        pieces
    }

    /// A quotation with the citation before or after it.
    fn quoted(&mut self) -> Vec<Piece> {
        let index = self.below(self.prose.len());
        let sentence = self.prose[index].replace(['“', '”', '«', '»', '"'], "");
        let marks = self.pick(&["“ ”", "« »", "„ “", "\" \"", "‘ ’"]);
        let (open, close) = marks.split_once(' ').unwrap_or_default();
        let quotation = Piece::new('q', &format!("{open}{}{close}", sentence.trim_end_matches('.')));
        let mut note = if self.chance(40) { self.commentary(1) } else { Vec::new() };
        if !note.is_empty() {
            note.push(Piece::new('.', " "));
        }
        if self.chance(60) {
            note.push(quotation);
            note.push(Piece::new('.', self.pick(&[" ", ". ", ", ", " (", ": ", " — "])));
            note.extend(self.citations());
        } else {
            let citation = self.citation();
            note.extend([citation, Piece::new('.', self.pick(&[": ", ". "])), quotation]);
        }
        note
    }
}

/// What writers say of a quotation, in the languages of the notes.
const ADDITIONS: [&str; 24] = [
    "Emphasis added",
    "Emphasis in original",
    "Italics mine",
    "My translation",
    "Translation by the author",
    "Original spelling",
    "Hervorhebung von mir",
    "Hervorhebung im Original",
    "Übersetzung von mir",
    "Alle Hervorhebungen im Original",
    "Nous soulignons",
    "C’est moi qui traduis",
    "Souligné dans l’original",
    "Corsivo mio",
    "Traduzione mia",
    "La cursiva es mía",
    "Traducción propia",
    "Tradução minha",
    "Grifo nosso",
    "Cursivering van mij",
    "Min kursivering",
    "Min oversættelse",
    "Podkreślenie moje",
    "Курсив мой",
];

/// Words before a part of the document itself.
const OWN_LEADS: [&str; 12] = [
    "infra",
    "supra",
    "above,",
    "below,",
    "oben",
    "unten",
    "ci-dessus,",
    "ci-dessous,",
    "sopra,",
    "más abajo,",
    "acima,",
    "zie boven,",
];

/// What parts of a document are called.
const OWN_PARTS: [&str; 18] = [
    "part", "Part", "section", "Appendix", "chapter", "note", "n.", "Anm.", "Fn.", "S.", "p.", "Kap.", "chap.", "cap.",
    "nota", "noot", "pág.", "przyp.",
];

/// Signals as law reviews print them.
const LAW_SIGNALS: [&str; 14] = [
    "See ",
    "*See* ",
    "*See, e.g.*, ",
    "See, e.g., ",
    "*See also* ",
    "see also ",
    "*Cf.* ",
    "Cf. ",
    "*But see* ",
    "*See generally* ",
    "*Accord* ",
    "see, for example, ",
    "Compare ",
    "*Contra* ",
];

/// The words of a class of the lexicon that have one of these meanings.
fn words(class: Class, meanings: &[&str]) -> Vec<String> {
    let is_meant = |row: &&Row| meanings.contains(&row.sense());
    lexicon::rows(class).filter(is_meant).flat_map(Row::words).map(str::to_owned).collect()
}

fn prose(path: &Path) -> Result<Vec<String>> {
    let lines = std::fs::read_to_string(path).context("no prose")?;
    let read = lines.lines().map(|line| {
        let line: Value = serde_json::from_str(line)?;
        let held = crate::notes::HELD_OUT.contains(&line["work"].as_str().unwrap_or_default());
        Ok((!held).then(|| line["text"].as_str().unwrap_or_default().to_owned()))
    });
    read.filter_map(Result::transpose).collect()
}

/// References of many styles, with their italics as Markdown.
fn references(data: &Path) -> Result<Vec<String>> {
    let text = crate::rendered::unpacked(&data.join("rendered/train-styles/html.txt.gz"))?;
    let lines = text.lines().map(|line| {
        let line = line.replace("<i>", "*").replace("</i>", "*").replace("<em>", "*").replace("</em>", "*");
        let plain = crate::html::Line::of(&line).text;
        plain.trim().trim_end_matches('.').to_owned()
    });
    Ok(lines.filter(|line| line.len() > 12).collect())
}

/// A reference of LinkedBooks as its footnote had it.
fn short(reference: &[Labelled]) -> String {
    let text: Vec<&str> = reference.iter().map(|(_, text)| text.as_str()).collect();
    text.join(" ").trim_end_matches(['.', ';', ',', ' ']).to_owned()
}
