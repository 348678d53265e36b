//! Statutes and their sections: "Human Rights Act 1998, s 15(1)(b)", "Clean Water Act of 1977, 33 U.S.C. § 1251", "42 U.S.C. § 1983
//! (2006)", "§ 823 Abs. 1 BGB", "Art. 5 GG".

use super::super::Part;
use super::Formal;
use super::scan::{ScannedWord, scan};
use crate::csl::ItemType;
use crate::reference::word::{is_in, plain};

/// Words that the name of a statute ends in, before its year. Sorted.
const NOUNS: &[&str] = &["act", "code", "measure", "order", "ordinance", "regulations", "rules", "statute"];

/// Words before a part of a statute. Sorted.
const PINS: &[&str] = &[
    "abs", "al", "art", "article", "articles", "artikel", "arts", "c", "cap", "ch", "cl", "para", "paras", "part",
    "pt", "reg", "regs", "s", "satz", "sch", "schedule", "sec", "section", "sections", "ss", "tit", "title",
];

/// Reads a statute.
pub(super) fn read(text: &str) -> Option<Formal> {
    let words = scan(text);
    section_first(&words)
        .or_else(|| codified(text, &words))
        .or_else(|| named(text, &words))
        .or_else(|| regnal(text, &words))
}

/// "21 & 22 Vict. c. 104", alone or after the name of the statute: the years of a reign and a chapter.
fn regnal(text: &str, words: &[ScannedWord]) -> Option<Formal> {
    let reign = words.iter().position(|word| is_reign(*word))?;
    let is_year = |word: &&ScannedWord| word.is_number(2) || matches!(word.text, "&" | "and");
    let years = words.get(..reign)?.iter().rev().take_while(is_year).count();
    let first = words.get(reign.checked_sub(years)?).filter(|first| first.is_number(2))?;
    let name = text.get(..first.start)?.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '('));
    let is_statute = name.is_empty() || name.split_whitespace().any(|word| is_in(NOUNS, &plain(word)));
    let mut formal = Formal::of(ItemType::Legislation);
    formal.push(Part::Title, words.first()?.start, name.len());
    after_year(text, words.get(reign - years..)?, &mut formal)?;
    is_statute.then_some(formal)
}

/// True for the name of a king or queen as statutes shorten it.
fn is_reign(word: ScannedWord) -> bool {
    matches!(word.core(), "Vict" | "Geo" | "Will" | "Eliz" | "Edw" | "Hen" | "Car" | "Ann" | "Anne" | "Jac" | "Ric")
}

/// "§ 823 Abs. 1 BGB", "Art. 5 GG": the place stands before the code.
fn section_first(words: &[ScannedWord]) -> Option<Formal> {
    let first = words.first()?;
    let is_sign =
        first.text.starts_with('§') || matches!(plain(first.text).as_str(), "art" | "arts" | "artikel" | "article");
    let last = words.last().filter(|_| is_sign && words.len() < 12)?;
    let letters = last.core().chars().filter(|c| c.is_alphabetic()).count();
    let is_code = letters > 1
        && last.core().chars().filter(|c| c.is_uppercase()).count() > 1
        && !last.core().contains(|c: char| c.is_ascii_digit());
    let between = words.get(1..words.len() - 1)?;
    let is_place = |word: &ScannedWord| {
        word.text.contains(|c: char| c.is_ascii_digit())
            || word.text.chars().count() < 5 && !word.core().chars().all(char::is_uppercase)
            || is_in(PINS, &plain(word.text))
    };
    let has_number =
        words.iter().any(|word| word.begins_with_digit() || word.text.contains(|c: char| c.is_ascii_digit()));
    if !is_code || !has_number || !between.iter().all(is_place) {
        return None;
    }
    let mut formal = Formal::of(ItemType::Legislation);
    let end = words.get(words.len() - 2)?.end();
    formal.push(Part::Locator, first.start, end);
    formal.push(Part::Title, last.start, last.end());
    Some(formal)
}

/// "Clean Water Act of 1977, 33 U.S.C. § 1251": a volume, a code and a section.
fn codified(text: &str, words: &[ScannedWord]) -> Option<Formal> {
    let is_code = |word: &ScannedWord| word.text.starts_with(char::is_uppercase) && !word.stops() && !is_reign(*word);
    let counts = |at: usize| {
        let after_code = at.checked_sub(1).is_some_and(|at| is_code(&words[at]) && words[at].text.contains('.'));
        words[at].text.starts_with('§') || after_code && is_in(PINS, &plain(words[at].text))
    };
    let section = (0..words.len()).find(|at| counts(*at))?;
    let length = words.get(..section)?.iter().rev().take_while(|word| is_code(word) && word.text.contains('.')).count();
    let name = section - length;
    let volume = words.get(name.checked_sub(1)?).filter(|word| word.is_number(3) && word.core() == word.text)?;
    if length == 0 {
        return None;
    }
    let mut formal = Formal::of(ItemType::Legislation);
    let title = text.get(..volume.start)?.trim_end_matches(|c: char| c.is_whitespace() || c == ',');
    let start = words.first()?.start;
    formal.push(Part::Title, start, title.len());
    if let Some(year) = words.get(..name - 1)?.last().filter(|year| year.is_year()) {
        formal.push(Part::Date, year.start, year.end());
        // "Act of 1977" is one name.
        formal.stretches.retain(|stretch| stretch.part != Part::Date || title.len() < year.start);
    }
    formal.push(Part::Volume, volume.start, volume.end());
    formal.push(Part::Journal, words[name].start, words[section - 1].end());
    let is_pin = |word: &&ScannedWord| !word.text.starts_with('(');
    let pin = words.get(section..)?.iter().take_while(is_pin).count();
    formal.push(Part::Locator, words[section].start, words[section + pin - 1].end());
    if let Some(year) = words.get(section + pin..)?.iter().find(|word| word.is_year()) {
        formal.push(Part::Date, year.start, year.end());
    }
    Some(formal)
}

/// "Human Rights Act 1998, s 15(1)(b)", "Factories Act 1833, 3 & 4 Will. 4, c. 103".
fn named(text: &str, words: &[ScannedWord]) -> Option<Formal> {
    let year = words.iter().position(|word| word.is_year())?;
    let before = words.get(..year)?;
    let linked = usize::from(before.last().is_some_and(|word| word.text == "of"));
    let name = before.get(..year - linked)?;
    let noun = name.iter().rev().find(|word| !word.text.starts_with('('))?;
    let is_name =
        |word: &ScannedWord| word.text.starts_with(|c: char| c.is_uppercase() || c == '(') || is_small_word(word.text);
    if name.len() < 2
        || name.len() > 14
        || !is_in(NOUNS, &plain(noun.text))
        || !name.iter().all(is_name)
        || has_author(name)
    {
        return None;
    }
    let year = words[year];
    let mut formal = Formal::of(ItemType::Legislation);
    let start = words[0].start;
    let end = if linked == 1 { year.end() } else { name.last()?.end() };
    formal.push(Part::Title, start, trimmed_end(text, end));
    formal.push(Part::Date, year.start, year.end());
    let rest = words.iter().skip_while(|word| word.start <= year.start).copied().collect::<Vec<_>>();
    after_year(text, &rest, &mut formal)?;
    Some(formal)
}

/// The year of "Act of 1977" belongs to the name, less the comma after it.
fn trimmed_end(text: &str, end: usize) -> usize {
    text.get(..end).map_or(end, |text| text.trim_end_matches([',', ';', '.']).len())
}

fn is_small_word(word: &str) -> bool {
    matches!(
        word,
        "of" | "and"
            | "the"
            | "for"
            | "to"
            | "in"
            | "on"
            | "etc"
            | "etc."
            | "&"
            | "(No"
            | "(no"
            | "2)"
            | "from"
            | "with"
            | "by"
    )
}

/// True if a comma separates what looks like an author from the rest: "Reed, A., The Housing Act 1985".
fn has_author(name: &[ScannedWord]) -> bool {
    let is_list = name.iter().any(|word| matches!(word.text, "and" | "&"));
    name.iter().any(|word| word.text.ends_with(',')) && !is_list
}

/// What follows the year: nothing, a jurisdiction, a chapter or a section. `None` where anything else follows.
fn after_year(text: &str, rest: &[ScannedWord], formal: &mut Formal) -> Option<()> {
    let mut at = 0;
    if let Some(word) =
        rest.first().filter(|word| word.text.starts_with('(') && word.core().chars().all(char::is_alphabetic))
    {
        formal.push(Part::Note, word.start, word.end());
        at = 1;
    }
    let Some(first) = rest.get(at) else { return Some(()) };
    if rest.iter().any(|word| is_reign(*word)) {
        return chapter(text, &rest[at..], formal);
    }
    let is_place = |word: &ScannedWord| {
        word.text.contains(|c: char| c.is_ascii_digit() || c == '(')
            || is_in(PINS, &plain(word.text))
            || matches!(word.text, "and" | "to" | "–" | "§" | "§§")
            || word.core().len() < 3
    };
    if !is_pin(first.text) || !rest[at..].iter().all(is_place) {
        return None;
    }
    formal.push(Part::Locator, first.start, text.trim_end().len());
    Some(())
}

/// The years of a reign, the chapter, and the section that is cited: "3 & 4 Will. 4, c. 103, s. 2".
fn chapter(text: &str, rest: &[ScannedWord], formal: &mut Formal) -> Option<()> {
    let is_cue = |word: &ScannedWord| matches!(plain(word.text).as_str(), "c" | "cap" | "ch");
    let is_chapter = |word: &ScannedWord| is_cue(word) || is_glued_pin(word.text) && word.text.starts_with('c');
    let at = rest.iter().position(is_chapter)?;
    let end = at + usize::from(is_cue(&rest[at]));
    let (first, chapter, number) = (rest.first()?, rest[at], rest.get(end)?);
    formal.push(Part::Volume, first.start, chapter.start);
    formal.push(Part::Number, chapter.start, number.end());
    if let Some(pin) = rest.get(end + 1) {
        formal.push(if is_pin(pin.text) { Part::Locator } else { Part::Note }, pin.start, text.trim_end().len());
    }
    Some(())
}

/// True if a word begins the cited place: "s", "§ 1251", "s.15".
fn is_pin(word: &str) -> bool {
    is_in(PINS, &plain(word)) || word.starts_with('§') || is_glued_pin(word)
}

/// "s.15", "s15(1)".
fn is_glued_pin(word: &str) -> bool {
    let cue: String = word.chars().take_while(|c| c.is_alphabetic()).collect();
    is_in(PINS, &plain(&cue)) && word.contains(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::super::tests::show;
    use super::*;

    #[test]
    fn statutes_are_read_with_their_sections() {
        for (text, expected) in [
            ("Human Rights Act 1998, s 15(1)(b).", "Title=Human Rights Act | Date=1998, | Locator=s 15(1)(b)."),
            ("Police and Criminal Evidence Act 1984", "Title=Police and Criminal Evidence Act | Date=1984"),
            (
                "Clean Water Act of 1977, 33 U.S.C. § 1251 et seq.",
                "Title=Clean Water Act of 1977 | Volume=33 | Journal=U.S.C. | Locator=§ 1251 et seq.",
            ),
            ("28 C.F.R. pt. 35, App. B", "Volume=28 | Journal=C.F.R. | Locator=pt. 35, App. B"),
            ("42 U.S.C. § 1983 (2006).", "Volume=42 | Journal=U.S.C. | Locator=§ 1983 | Date=(2006)."),
            (
                "Factories Act 1833, 3 & 4 Will. 4, c. 103.",
                "Title=Factories Act | Date=1833, | Volume=3 & 4 Will. 4, | Number=c. 103.",
            ),
            ("21 & 22 Vict. c. 104", "Volume=21 & 22 Vict. | Number=c. 104"),
            ("5 Geo. 4, c. 83, s. 4.", "Volume=5 Geo. 4, | Number=c. 83, | Locator=s. 4."),
            (
                "Metropolis Management Act, 18 & 19 Vict., c. 120, ss 2–4",
                "Title=Metropolis Management Act | Volume=18 & 19 Vict., | Number=c. 120, | Locator=ss 2–4",
            ),
            (
                "Salt Duties Act 1798 (38 Geo. III c.89)",
                "Title=Salt Duties Act | Date=1798 | Volume=(38 Geo. III | Number=c.89)",
            ),
            ("Fisheries Act 1991 (Cth), s 12", "Title=Fisheries Act | Date=1991 | Note=(Cth), | Locator=s 12"),
            ("§ 823 Abs. 1 BGB", "Locator=§ 823 Abs. 1 | Title=BGB"),
            ("Art. 5 Abs. 1 Satz 2 GG.", "Locator=Art. 5 Abs. 1 Satz 2 | Title=GG."),
        ] {
            assert_eq!(show(text, read), expected, "{text}");
        }
    }

    #[test]
    fn books_about_statutes_are_no_statutes() {
        for text in [
            "Reed, A., The Housing Act 1985 (London: Dale, 1986)",
            "The Housing Act 1985 Explained, London 1986",
            "§ 5 has no name here at all",
            "Ann Reed, Acts of Union (Leeds, 1999), s 4",
            "Housing Act 1985 and its critics, Mind 12",
            "Ann Reed, Salt, 2 Will. Coll. Rev. 44",
            "Letters of Geo. Reed, c. 1790",
            "Will Reed, Hats, ch. 4",
        ] {
            assert_eq!(show(text, read), "", "{text}");
        }
    }

    #[test]
    fn the_tables_are_sorted() {
        assert!(NOUNS.is_sorted());
        assert!(PINS.is_sorted(), "{:?}", PINS.windows(2).find(|pair| pair[0] > pair[1]));
    }
}
