//! Descriptions by the Russian and Ukrainian standards: "Петров А. А. Заглавие / А. А. Петров ; под ред. И. И. Иванова // Журнал. — 2005. —
//! Т. 3, № 4. — С. 12–24", "Иванов И. И. История. — М. : Наука, 2001. — 320 с.", with and without the dashes.

use super::super::Part;
use super::Formal;
use super::scan::{ScannedWord, scan};

/// Reads a description in Cyrillic.
pub(super) fn read(text: &str) -> Option<Formal> {
    if !is_cyrillic(text) {
        return None;
    }
    let words = scan(text);
    let authors = authors(&words);
    let mut formal = Formal::default();
    if let Some(last) = authors.checked_sub(1) {
        formal.push(Part::Author, words[0].start, words[last].end());
    }
    let imprint = imprint(&words, authors);
    let slashes = words.iter().position(|word| word.text == "//");
    let year = words.iter().rposition(|word| word.is_year() && !word.text.starts_with('/'))?;
    let marks = [slashes, imprint.as_ref().map(|imprint| imprint.from)];
    let slash = words.iter().position(|word| word.text == "/");
    let dash = words.iter().skip(authors).position(|word| is_dash(word)).map(|at| at + authors);
    let end = marks.into_iter().chain([slash, dash, numbers_from(&words, authors)]).flatten().min().unwrap_or(year);
    if end <= authors || slashes.is_none() && imprint.is_none() && (dash.is_none() || authors == 0) {
        return None;
    }
    formal.push(Part::Title, words[authors].start, words[end - 1].end());
    let mut at = end;
    while at < words.len() {
        at = match &imprint {
            Some(imprint) if imprint.from == at => imprint.take(&words, &mut formal),
            _ => step(text, &words, at, imprint.as_ref(), &mut formal),
        };
    }
    Some(formal)
}

fn is_cyrillic(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let cyrillic = text.chars().filter(|c| matches!(c, '\u{400}'..='\u{52f}')).count();
    cyrillic * 2 > letters
}

fn is_dash(word: &ScannedWord) -> bool {
    matches!(word.text, "—" | "–" | "-" | "−")
}

/// "И.", "И.И.", "Ю.М.,".
fn is_initials(word: &str) -> bool {
    let word = word.trim_end_matches([',', ';']);
    let letters = || word.chars().filter(|c| c.is_alphabetic());
    let is_capitals = letters().all(char::is_uppercase);
    // "Дж.", "Ю.М."
    word.ends_with('.')
        && word.starts_with(char::is_uppercase)
        && (1..=2 + usize::from(is_capitals)).contains(&letters().count())
}

fn is_name(word: &str) -> bool {
    let word = word.trim_end_matches([',', ';']);
    let word = word.strip_suffix('.').unwrap_or(word);
    word.starts_with(char::is_uppercase)
        && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\''))
        && word.chars().count() > 1
}

/// How many words at the head name the authors: "Иванов И. И.", "Иванов И.И., Петрова А.", "И. И. Иванов", "Иванов, Иван."
fn authors(words: &[ScannedWord]) -> usize {
    let mut at = 0;
    loop {
        let start = at;
        let initials = |from: usize| {
            words.get(from..).unwrap_or_default().iter().take_while(|word| is_initials(word.text)).count()
        };
        if words.get(at).is_some_and(|word| is_name(word.text) && !is_initials(word.text)) {
            let count = initials(at + 1);
            let is_given =
                |word: &&ScannedWord| words[at].text.ends_with(',') && word.text.ends_with('.') && is_name(word.text);
            let given = words.get(at + 1).filter(is_given);
            if count == 0 && given.is_none() {
                return start;
            }
            at += 1 + count.max(1);
        } else {
            let count = initials(at);
            if count == 0 || !words.get(at + count).is_some_and(|word| is_name(word.text)) {
                return start;
            }
            at += count + 1;
        }
        let goes_on = words.get(at - 1).is_some_and(|word| word.text.ends_with([',', ';']));
        let and = words.get(at).is_some_and(|word| matches!(word.text, "и" | "і" | "та" | "й"));
        if and {
            at += 1;
        } else if !goes_on {
            let others = words
                .get(at..at + 2)
                .is_some_and(|two| matches!(two[0].text, "и" | "[и" | "та") && two[1].text.starts_with("др"));
            return at + 2 * usize::from(others);
        }
    }
}

/// Place, publisher and year: "М. : Наука, 2001", "СПб., 1999".
struct Imprint {
    from: usize,
    colon: Option<usize>,
    year: usize,
}

fn imprint(words: &[ScannedWord], after: usize) -> Option<Imprint> {
    let slashes = words.iter().position(|word| word.text == "//").unwrap_or(after);
    let year = words.iter().enumerate().position(|(at, word)| {
        at > after.max(slashes) && word.is_year() && word.core() == word.text.trim_end_matches(['.', ',', ':', ';'])
    })?;
    let before = words.get(..year)?;
    let publisher_comma = before.last().filter(|word| word.text.ends_with(','))?;
    let colon = before
        .iter()
        .rposition(|word| word.text.ends_with(':') && !is_lead(word))
        .filter(|at| *at > after.max(slashes) && *at + 8 > year)
        .or_else(|| place_comma(words, after, year));
    let last = match colon {
        Some(colon) if words[colon].text == ":" => colon.checked_sub(1)?,
        Some(colon) => colon,
        // "М., 1999"
        None if is_place_mark(publisher_comma.text) || before.len() > after + 1 && ends_title(words[year - 2].text) => {
            year - 1
        }
        None => return None,
    };
    let mut from = last;
    while from > after + 1 && !ends_title(words[from - 1].text) && !is_dash(&words[from - 1]) && last - from < 3 {
        from -= 1;
    }
    (from > after).then_some(Imprint { from, colon, year })
}

/// The last word of the place in "София, Просвета, 2011", which follows a stop.
fn place_comma(words: &[ScannedWord], after: usize, year: usize) -> Option<usize> {
    let from = (after + 1..year).rfind(|at| ends_title(words[at - 1].text))?;
    let place = (from..year.min(from + 2)).find(|at| words[*at].text.ends_with(','))?;
    (is_name(words[from].text) && place + 1 < year).then_some(place)
}

/// "В:", "У:": what leads to the work that holds another.
fn is_lead(word: &ScannedWord) -> bool {
    matches!(word.text, "В:" | "У:" | "в:" | "у:")
}

/// "М.", "СПб.,", "К. ;": the places that the standards shorten.
fn is_place_mark(word: &str) -> bool {
    matches!(
        word.trim_end_matches([',', ':', ';']),
        "М." | "Л." | "СПб." | "Пг." | "К." | "С." | "Х." | "Н." | "Мн." | "Спб."
    )
}

/// True if a stop that ends a sentence ends the word, rather than that of a place or an initial.
fn ends_title(word: &str) -> bool {
    word.ends_with(['.', '!', '?', '»', '”', ']']) && !is_place_mark(word) && !is_initials(word)
}

impl Imprint {
    /// Takes place, publisher and year; gives the word after them.
    fn take(&self, words: &[ScannedWord], formal: &mut Formal) -> usize {
        let place_end = self.colon.map_or(self.year, |colon| if words[colon].text == ":" { colon } else { colon + 1 });
        formal.push(Part::Location, words[self.from].start, words[place_end - 1].end());
        if let Some(colon) = self.colon.filter(|colon| colon + 1 < self.year) {
            formal.push(Part::Publisher, words[colon + 1].start, words[self.year - 1].end());
        }
        formal.push(Part::Date, words[self.year].start, words[self.year].end());
        self.year + 1
    }
}

/// Where the numbers begin: an edition, a year alone, "№", "Т." or "С." with a number.
fn numbers_from(words: &[ScannedWord], after: usize) -> Option<usize> {
    (after + 1..words.len()).find(|&at| {
        unit(words, at).is_some() || is_edition(words, at) || words[at].is_year() && ends_title(words[at - 1].text)
    })
}

/// The part that a cue and its number are, and how many words they are: "№ 4", "Т. 3", "С. 12–24", "320 с.".
fn unit(words: &[ScannedWord], at: usize) -> Option<(Part, usize)> {
    let word = words.get(at)?;
    let next = words.get(at + 1);
    let numbered = next.is_some_and(|next| {
        next.begins_with_digit() || next.core().chars().all(|c| "IVXLC".contains(c)) && !next.core().is_empty()
    });
    match word.text.trim_end_matches(',') {
        "№" | "No" | "№№" | "бр." | "кн." | "Кн." if numbered => Some((Part::Issue, 2)),
        "Т." | "т." | "Том" | "Вып." | "вып." | "Вип." | "вип." | "Ч." | "ч." if numbered => {
            Some((Part::Volume, 2))
        }
        "С." | "с." | "C." | "c." | "стр." | "Стр." | "Сс." if numbered => Some((Part::Pages, 2)),
        sign if sign.starts_with('№') && sign.len() > 3 => Some((Part::Issue, 1)),
        _ if word.is_number(4)
            && next.is_some_and(|next| matches!(next.text, "с." | "с" | "c." | "стр." | "с.," | "с.:")) =>
        {
            Some((Part::Extent, 2))
        }
        _ => None,
    }
}

/// "2-е изд.", "3 вид."
fn is_edition(words: &[ScannedWord], at: usize) -> bool {
    let is_word = |word: &ScannedWord| matches!(word.core(), "изд" | "издание" | "вид" | "видання");
    words[at].begins_with_digit() && words.get(at + 1).is_some_and(is_word)
}

/// Takes the stretch that begins at a word after the title; gives the word after it.
fn step(text: &str, words: &[ScannedWord], at: usize, imprint: Option<&Imprint>, formal: &mut Formal) -> usize {
    let word = words[at];
    let has = |part: Part| formal.stretches.iter().any(|stretch| stretch.part == part);
    let stop = |from: usize| until(words, from, imprint);
    if is_dash(&word) {
        return at + 1;
    }
    if word.text == "//" {
        let end = stop(at + 1);
        let part = if imprint.is_some() { Part::ContainerTitle } else { Part::Journal };
        formal.push(part, words.get(at + 1).map_or(text.len(), |word| word.start), words[end - 1].end());
        return end.max(at + 1);
    }
    if word.text == "/" {
        let end = stop(at + 1);
        responsibility(text, words, at + 1, end, formal);
        return end.max(at + 1);
    }
    if is_lead(&word) {
        let end = stop(at + 1);
        formal.push(Part::ContainerTitle, word.start, words[end - 1].end());
        return end.max(at + 1);
    }
    if let Some(part) = bare(&word, has(Part::Journal), has(Part::Date)) {
        formal.push(part, word.start, word.end());
        return at + 1;
    }
    if let Some((part, count)) = unit(words, at) {
        let in_whole = part == Part::Pages && !has(Part::Journal) && !has(Part::ContainerTitle);
        let last = at + count - 1 + follow(words, at + count, part);
        formal.push(if in_whole { Part::Locator } else { part }, word.start, words[last].end());
        return last + 1;
    }
    if word.is_year() && !has(Part::Date) {
        formal.push(Part::Date, word.start, word.end());
        return at + 1;
    }
    if word.text.starts_with("http") || word.text.starts_with("www.") {
        formal.push(Part::Url, word.start, word.end());
        return at + 1;
    }
    if word.text.trim_start_matches('(') == "дата" {
        formal.push(Part::Accessed, word.start, text.len());
        return words.len();
    }
    if matches!(word.text, "URL:" | "URL" | "Режим" | "доступа:" | "доступу:") {
        return at + 1;
    }
    let end = stop(at + 1).max(at + 1);
    let is_edition = is_edition(words, at);
    let is_loose = !has(Part::Journal) && imprint.is_none() && !has(Part::Date) && is_dash(&words[at - 1]);
    let part = if is_edition {
        Part::Edition
    } else if is_loose {
        Part::Journal
    } else {
        Part::Note
    };
    formal.push(part, word.start, words[end - 1].end());
    end
}

/// What a number without a cue is in a journal: before the year its volume, after it the pages.
fn bare(word: &ScannedWord, in_journal: bool, dated: bool) -> Option<Part> {
    let pages = word.begins_with_digit() && word.core().contains(['-', '–']);
    match (in_journal, dated) {
        (true, false) if word.is_number(3) && word.text.ends_with(',') => Some(Part::Volume),
        (true, true) if pages => Some(Part::Pages),
        _ => None,
    }
}

/// How many more words go on with a number: "12, 14", "3, 4".
fn follow(words: &[ScannedWord], at: usize, part: Part) -> usize {
    let rest = words.get(at..).unwrap_or_default();
    let goes_on = |word: &&ScannedWord| part == Part::Pages && word.begins_with_digit();
    if words[at - 1].text.ends_with(',') { rest.iter().take_while(goes_on).count() } else { 0 }
}

/// The word at which a stretch of words ends: a dash, a slash, the imprint, a unit, or a year after a stop.
fn until(words: &[ScannedWord], from: usize, imprint: Option<&Imprint>) -> usize {
    let ends = |at: &usize| {
        let word = &words[*at];
        is_dash(word)
            || is_edition(words, *at)
            || matches!(word.text, "/" | "//")
            || imprint.is_some_and(|imprint| imprint.from == *at)
            || unit(words, *at).is_some()
            || word.is_year() && (ends_title(words[*at - 1].text) || words[*at - 1].text.ends_with(','))
            || word.is_number(3) && words[*at - 1].text.ends_with(',') && word.text.ends_with(',')
            || word.text.starts_with("http")
            || matches!(word.text, "URL:" | "URL" | "(дата")
    };
    (from..words.len()).find(ends).unwrap_or(words.len())
}

/// "А. А. Петров ; под ред. И. И. Иванова": who is responsible for what; authors named again say nothing new.
fn responsibility(text: &str, words: &[ScannedWord], from: usize, to: usize, formal: &mut Formal) {
    let Some((first, last)) = words.get(from).zip(to.checked_sub(1).and_then(|last| words.get(last))) else { return };
    let mut start = first.start;
    for piece in text[first.start..last.end()].split_inclusive(';') {
        let lower = piece.to_lowercase();
        let is_told = |cues: &[&str]| cues.iter().any(|cue| lower.contains(cue));
        let named = formal.stretches.iter().any(|stretch| stretch.part == Part::Author);
        if is_told(&["ред.", "сост.", "упоряд", "уклад", "редакц", "ред "]) {
            formal.push(Part::Editor, start, start + piece.len());
        } else if is_told(&["пер.", "перевод", "переклад"]) {
            formal.push(Part::Translator, start, start + piece.len());
        } else if !named && piece.split_whitespace().any(is_initials) {
            formal.push(Part::Author, start, start + piece.len());
        }
        start += piece.len();
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::show;
    use super::*;

    #[test]
    fn descriptions_are_read_with_and_without_dashes() {
        for (text, expected) in [
            (
                "Иванов И. И. История России. — М. : Наука, 2001. — 320 с.",
                "Author=Иванов И. И. | Title=История России. | Location=М. | Publisher=Наука, | Date=2001. | Extent=320 с.",
            ),
            (
                "Петров А. А. О чём молчат архивы // Вопросы истории. — 2005. — № 4. — С. 12–24.",
                "Author=Петров А. А. | Title=О чём молчат архивы | Journal=Вопросы истории. | Date=2005. | Issue=№ 4. | Pages=С. 12–24.",
            ),
            (
                "Соколова Е.В., Титов П. Хлеб и воля / Е. В. Соколова, П. Титов // Родина. 1999. Т. 3, № 2. С. 5–9.",
                "Author=Соколова Е.В., Титов П. | Title=Хлеб и воля | Journal=Родина. | Date=1999. | Volume=Т. 3, | Issue=№ 2. | Pages=С. 5–9.",
            ),
            (
                "Лотман Ю. М. Структура текста. М.: Искусство, 1970. С. 45.",
                "Author=Лотман Ю. М. | Title=Структура текста. | Location=М.: | Publisher=Искусство, | Date=1970. | Locator=С. 45.",
            ),
            (
                "Очерки быта / под ред. И. И. Зубова. — 2-е изд. — СПб. : Питер, 2010. — 210 с.",
                "Title=Очерки быта | Editor=под ред. И. И. Зубова. | Edition=2-е изд. | Location=СПб. | Publisher=Питер, | Date=2010. | Extent=210 с.",
            ),
            (
                "Гусев П. П. Письма // Быт и нравы : сб. ст. / под ред. А. Б. Орлова. М.: Мысль, 1988. С. 3–9.",
                "Author=Гусев П. П. | Title=Письма | ContainerTitle=Быт и нравы : сб. ст. | Editor=под ред. А. Б. Орлова. | Location=М.: | Publisher=Мысль, | Date=1988. | Pages=С. 3–9.",
            ),
            (
                "Мельник О. І. Хліб і сіль. Львів : Літопис, 2004. 120 с.",
                "Author=Мельник О. І. | Title=Хліб і сіль. | Location=Львів | Publisher=Літопис, | Date=2004. | Extent=120 с.",
            ),
            (
                "Ю. М. Гуревич. Дороги. Л., 1975. С. 12.",
                "Author=Ю. М. Гуревич. | Title=Дороги. | Location=Л., | Date=1975. | Locator=С. 12.",
            ),
        ] {
            assert_eq!(show(text, read), expected, "{text}");
        }
    }

    #[test]
    fn other_words_in_cyrillic_are_left_to_the_tagger() {
        for text in ["Иванов, История, 12", "Там же. С. 45.", "См. выше", "Reed A. Salt // Mind. 1999. № 2."]
        {
            assert_eq!(show(text, read), "", "{text}");
        }
    }
}
