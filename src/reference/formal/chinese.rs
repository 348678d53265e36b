//! References by the Chinese standard GB/T 7714, in which a letter in square brackets says what the work is:
//! "王明. 中国史研究[M]. 北京: 中华书局, 1999: 45", "李强, 张伟. 宋代城市[J]. 历史研究, 2003(4): 12-25".

use super::super::Part;
use super::Formal;
use crate::csl::ItemType;

/// The letters of the standard, and the types they stand for.
const KINDS: &[(&str, ItemType)] = &[
    ("M", ItemType::Book),
    ("J", ItemType::ArticleJournal),
    ("D", ItemType::Thesis),
    ("C", ItemType::PaperConference),
    ("N", ItemType::ArticleNewspaper),
    ("R", ItemType::Report),
    ("S", ItemType::Standard),
    ("P", ItemType::Patent),
    ("G", ItemType::Collection),
    ("A", ItemType::Chapter),
    ("Z", ItemType::Document),
    ("EB", ItemType::Webpage),
    ("DB", ItemType::Dataset),
    ("DS", ItemType::Dataset),
    ("CP", ItemType::Software),
    ("CM", ItemType::Map),
];

/// Reads a reference that the standard's letter marks.
pub(super) fn read(text: &str) -> Option<Formal> {
    let (open, close, kind) = mark(text)?;
    let mut formal = Formal::of(kind);
    let start = head(text, open, &mut formal);
    formal.push(Part::Title, start, open);
    let rest = after(text, close);
    let (rest, held) = match text[rest..].strip_prefix("//") {
        Some(_) => (container(text, rest + 2, &mut formal), true),
        // The first edition of the standard: "歌谣[A]. 论集[C]. 北京: …".
        None if kind == ItemType::Chapter && mark(&text[rest..]).is_some() => {
            (container(text, rest, &mut formal), true)
        }
        None => (rest, false),
    };
    match kind {
        ItemType::ArticleJournal | ItemType::ArticleNewspaper => periodical(text, rest, &mut formal),
        _ => imprint(text, rest, held, &mut formal),
    }
    formal.stretches.sort_by_key(|stretch| stretch.span.start);
    Some(formal)
}

/// Where the letter in brackets stands: "[M]", "[J/OL]", and what it stands for.
fn mark(text: &str) -> Option<(usize, usize, ItemType)> {
    for (open, _) in text.match_indices(['[', '［']) {
        let inside = text[open..].trim_start_matches(['[', '［']);
        let from = text.len() - inside.len();
        let close = inside.char_indices().take(8).find(|(_, c)| matches!(c, ']' | '］'));
        let Some((length, _)) = close else { continue };
        let letters = inside[..length].split('/').next().unwrap_or_default().trim();
        if let Some((_, kind)) = KINDS.iter().find(|(letter, _)| *letter == letters) {
            let end = from + length;
            let close = end + text[end..].chars().next().map_or(0, char::len_utf8);
            return (open > 0).then_some((open, close, *kind));
        }
    }
    None
}

/// The byte after blanks and stops.
fn after(text: &str, at: usize) -> usize {
    text.len()
        - text[at..]
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '．' | '。' | ',' | '，'))
            .len()
}

/// Takes the authors, up to the first stop that ends no initial; gives where the title begins.
fn head(text: &str, end: usize, formal: &mut Formal) -> usize {
    let number = entry_number(text, formal);
    let is_initial = |at: usize| {
        let mut before = text[number..at].chars().rev();
        before.next().is_some_and(|c| c.is_ascii_uppercase())
            && before.next().is_none_or(|c| !c.is_alphabetic())
            && text[at..].starts_with(". ")
            && text[at + 2..].chars().nth(1).is_some_and(|c| c == '.')
    };
    let stop =
        text[number..end].match_indices(['.', '．', '。']).map(|(at, _)| at + number).find(|at| !is_initial(*at));
    match stop {
        Some(stop) => {
            formal.push(Part::Author, number, stop);
            dated(text, after(text, stop).min(end), end, formal)
        }
        None => number,
    }
}

/// The year after the authors, where the list is ordered by it: "PIERCE J E. 1963. Understanding"; gives where the title begins.
fn dated(text: &str, start: usize, end: usize, formal: &mut Formal) -> usize {
    let year = text[start..end].bytes().take_while(u8::is_ascii_digit).count();
    let stops = text[start + year..end].starts_with(['.', '．', '。', ',']);
    if year != 4 || !stops {
        return start;
    }
    formal.push(Part::Date, start, start + year);
    after(text, start + year).min(end)
}

/// "[12]" at the beginning of a list's entry.
fn entry_number(text: &str, formal: &mut Formal) -> usize {
    let end = text.strip_prefix('[').and_then(|rest| rest.find(']')).map(|at| at + 2);
    let Some(end) = end.filter(|end| text[1..end - 1].bytes().all(|byte| byte.is_ascii_digit())) else { return 0 };
    formal.push(Part::CitationNumber, 0, end);
    after(text, end)
}

/// "张三. 论文集[C]": who edited what holds the work, and its title; gives where the imprint begins.
fn container(text: &str, from: usize, formal: &mut Formal) -> usize {
    let from = after(text, from);
    let rest = &text[from..];
    let last = from + rest.trim_end_matches(['.', '．', '。', ' ']).len();
    let stops = rest.match_indices(['.', '．', '。']).map(|(at, _)| from + at);
    let stops: Vec<usize> = stops.filter(|at| *at < last).collect();
    match stops.as_slice() {
        [first, second, ..] if !text[from..*first].contains(['[', '［']) => {
            let editors_end = *first;
            formal.push(Part::Editor, from, editors_end);
            formal.push(
                Part::ContainerTitle,
                after(text, editors_end),
                without_mark(text, after(text, editors_end), *second),
            );
            after(text, *second)
        }
        [first, ..] => {
            formal.push(Part::ContainerTitle, from, without_mark(text, from, *first));
            after(text, *first)
        }
        [] => from,
    }
}

/// The end of a title without its "[C]".
fn without_mark(text: &str, from: usize, to: usize) -> usize {
    text[from..to].find(['[', '［']).map_or(to, |at| from + at)
}

/// "历史研究, 2003, 15(4): 12-25", "人民日报, 1998-12-25(10)".
fn periodical(text: &str, from: usize, formal: &mut Formal) {
    let name_end = text[from..].find([',', '，']).map_or(text.len(), |at| from + at);
    formal.push(Part::Journal, from, name_end);
    let mut numbers = 0;
    let mut bracketed = false;
    let mut colon = false;
    for (at, c) in text[name_end..].char_indices().map(|(at, c)| (name_end + at, c)) {
        match c {
            '(' | '（' => bracketed = true,
            ')' | '）' => bracketed = false,
            ':' | '：' => colon = true,
            _ => {}
        }
        let starts = c.is_ascii_digit()
            && !text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '–' | '—' | '/'));
        if !starts {
            continue;
        }
        let end = at
            + text[at..]
                .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '–' | '—' | '/' | '+')))
                .unwrap_or(text.len() - at);
        let newspaper = formal.kind == Some(ItemType::ArticleNewspaper);
        let part = match (numbers, bracketed, colon) {
            (0, ..) => Part::Date,
            (_, _, true) => Part::Pages,
            (_, true, _) if newspaper => Part::Pages,
            (_, true, _) => Part::Issue,
            _ => Part::Volume,
        };
        numbers += 1;
        formal.push(part, at, end);
    }
}

/// "2版. 北京: 中华书局, 1999: 45-47", "(2005-06-03)[2006-12-25]. http://…".
fn imprint(text: &str, from: usize, held: bool, formal: &mut Formal) {
    let address = text[from..].find("http").map(|at| from + at);
    let end = address.unwrap_or(text.len());
    if let Some(address) = address {
        let stop = text[address..].find(char::is_whitespace).map_or(text.len(), |at| address + at);
        formal.push(Part::Url, address, stop);
    }
    let mut at = from;
    if let Some(edition) =
        text[at..end].find('版').map(|found| at + found + '版'.len_utf8()).filter(|edition| edition - at < 20)
    {
        formal.push(Part::Edition, at, edition);
        at = after(text, edition);
    }
    if formal.stretches.iter().any(|stretch| stretch.part == Part::Date) {
        return undated_imprint(text, at, end, held, formal);
    }
    let colon = text[at..end].find([':', '：']).map(|found| at + found);
    let year = year_at(text, at, end);
    if let Some(colon) = colon.filter(|colon| year.is_none_or(|(start, _)| *colon < start)) {
        let publisher = colon + text[colon..].chars().next().map_or(0, char::len_utf8);
        formal.push(Part::Location, at, colon);
        formal.push(Part::Publisher, publisher, year.map_or(end, |(start, _)| start));
    } else if let Some((start, _)) = year {
        formal.push(Part::Publisher, at, start);
    }
    formal.stretches.retain(|stretch| stretch.span.of(text).contains(char::is_alphanumeric));
    let Some((start, stop)) = year else { return };
    formal.push(Part::Date, start, stop);
    let rest = &text[stop..end];
    if let Some(access) = rest.find('[').filter(|_| address.is_some()) {
        formal.push(Part::Accessed, stop + access, end);
    } else if let Some(colon) = rest.find([':', '：']).or_else(|| rest.find('.').filter(|_| held)) {
        formal.push(if held { Part::Pages } else { Part::Locator }, stop + colon + 1, end);
    }
    formal.stretches.retain(|stretch| {
        text.is_char_boundary(stretch.span.start) && stretch.span.of(text).contains(char::is_alphanumeric)
    });
}

/// "Grenoble: Ellug: 615-637", where the year was given with the authors.
fn undated_imprint(text: &str, from: usize, end: usize, held: bool, formal: &mut Formal) {
    let colons: Vec<usize> = text[from..end].match_indices([':', '：']).map(|(at, _)| from + at).collect();
    let is_place = |colon: &usize| {
        text[*colon..end].chars().skip(1).find(|c| !c.is_whitespace()).is_some_and(|c| c.is_ascii_digit())
    };
    let pages = colons.last().copied().filter(is_place);
    let stop = pages.unwrap_or(end);
    let place = colons.first().copied().filter(|colon| *colon < stop);
    let width = |at: usize| text[at..].chars().next().map_or(0, char::len_utf8);
    if let Some(place) = place {
        formal.push(Part::Location, from, place);
    }
    formal.push(Part::Publisher, place.map_or(from, |place| place + width(place)), stop);
    if let Some(pages) = pages {
        formal.push(if held { Part::Pages } else { Part::Locator }, pages + width(pages), end);
    }
    formal.stretches.retain(|stretch| stretch.span.of(text).contains(char::is_alphanumeric));
}

/// The first year between two places, with the month and day that follow it.
fn year_at(text: &str, from: usize, to: usize) -> Option<(usize, usize)> {
    let digits = |at: usize| text[at..to].bytes().take_while(u8::is_ascii_digit).count();
    let starts = text[from..to].char_indices().map(|(at, _)| from + at);
    let year = starts.filter(|at| !text[..*at].ends_with(|c: char| c.is_ascii_digit())).find(|at| digits(*at) == 4)?;
    let length = text[year..to].find(|c: char| !(c.is_ascii_digit() || c == '-')).unwrap_or(to - year);
    Some((year, year + length))
}

#[cfg(test)]
mod tests {
    use super::super::tests::show;
    use super::*;

    #[test]
    fn the_letter_says_what_the_work_is() {
        for (text, expected) in [
            (
                "王明. 中国史研究[M]. 北京: 中华书局, 1999: 45.",
                "Author=王明 | Title=中国史研究 | Location=北京 | Publisher=中华书局, | Date=1999 | Locator=45.",
            ),
            (
                "REED A. 1963. Salt and tides[M]//Handbook of coasts. Leeds: Quarry Press: 17-47.",
                "Author=REED A | Date=1963 | Title=Salt and tides | ContainerTitle=Handbook of coasts | Location=Leeds | Publisher=Quarry Press | Pages=17-47.",
            ),
            (
                "李强, 张伟. 宋代城市[J]. 历史研究, 2003(4): 12-25.",
                "Author=李强, 张伟 | Title=宋代城市 | Journal=历史研究 | Date=2003 | Issue=4 | Pages=12-25",
            ),
            (
                "赵静.农村教育[J].教育研究,2010,31(2):5-9.",
                "Author=赵静 | Title=农村教育 | Journal=教育研究 | Date=2010 | Volume=31 | Issue=2 | Pages=5-9",
            ),
            (
                "陈海燕. 明清货币研究[D]. 上海: 复旦大学, 2008.",
                "Author=陈海燕 | Title=明清货币研究 | Location=上海 | Publisher=复旦大学, | Date=2008",
            ),
            (
                "[3] 孙平. 论文学[C]//周敏. 文学论集. 南京: 南京大学出版社, 1995: 33-40.",
                "CitationNumber=[3] | Author=孙平 | Title=论文学 | Editor=周敏 | ContainerTitle=文学论集 | Location=南京 | Publisher=南京大学出版社, | Date=1995 | Pages=33-40.",
            ),
            (
                "何军. 网络问题[EB/OL]. (2005-06-03)[2006-12-25]. http://example.org/a",
                "Author=何军 | Title=网络问题 | Date=2005-06-03 | Accessed=[2006-12-25]. | Url=http://example.org/a",
            ),
            (
                "丁文. 新城[N]. 人民日报, 1998-12-25(10).",
                "Author=丁文 | Title=新城 | Journal=人民日报 | Date=1998-12-25 | Pages=10",
            ),
        ] {
            assert_eq!(show(text, read), expected, "{text}");
        }
    }

    #[test]
    fn other_brackets_mark_nothing() {
        for text in ["Reed, Salt [Film], 1999", "[M] stands alone", "王明：《中国史》，北京，1999年。"] {
            assert_eq!(show(text, read), "", "{text}");
        }
    }
}
