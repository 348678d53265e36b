//! References whose titles stand in the quotation marks of East Asia, with units after or before every number:
//! 山田太郎「日本の歴史」『史学雑誌』第10巻第2号、1999年、45–67頁; 王明：《中国史》，北京：中华书局，1999年，第45页; 김철수, 『한국의 역사』, 서울: 민음사, 1999, 45쪽.

use super::super::Part;
use super::Formal;
use crate::csl::ItemType;

/// Marks of a title that stands by itself, or that holds another.
const WHOLE: &[(char, char)] = &[('『', '』'), ('《', '》'), ('≪', '≫')];

/// Marks of a title that may be that of a part.
const PARTIAL: &[(char, char)] = &[('「', '」'), ('〈', '〉'), ('“', '”')];

/// A title between its marks.
#[derive(Debug, Clone, Copy)]
struct Quoted {
    /// Where the opening mark stands.
    start: usize,
    /// Where the words begin and end.
    inside: (usize, usize),
    /// After the closing mark.
    end: usize,
    /// The mark is one of those that a whole work has.
    is_whole: bool,
}

/// Reads a reference with titles in such marks.
pub(super) fn read(text: &str) -> Option<Formal> {
    if !text.contains(is_east_asian) {
        return None;
    }
    let title = quoted(text, 0)?;
    let container = quoted(text, title.end).filter(|container| is_held(text, &title, container));
    let mut formal = Formal::default();
    head(text, title.start, &mut formal)?;
    formal.push(Part::Title, title.inside.0, title.inside.1);
    let mut after = title.end;
    let mut is_edited = false;
    if let Some(container) = container {
        is_edited = editors(text, title.end, container.start, &mut formal);
        formal.push(Part::ContainerTitle, container.inside.0, container.inside.1);
        after = container.end;
    }
    tail(text, after, container.is_some(), &mut formal);
    let has = |part: Part| formal.stretches.iter().any(|stretch| stretch.part == part);
    let is_periodical = container.is_some() && !is_edited && !has(Part::Publisher);
    let is_dated = has(Part::Date);
    for stretch in formal.stretches.iter_mut().filter(|stretch| is_periodical && stretch.part == Part::ContainerTitle) {
        stretch.part = Part::Journal;
    }
    formal.kind = match (container.is_some(), is_periodical) {
        (false, _) => Some(ItemType::Book).filter(|_| title.is_whole),
        (true, true) => Some(ItemType::ArticleJournal),
        (true, false) => Some(ItemType::Chapter),
    };
    formal.stretches.sort_by_key(|stretch| stretch.span.start);
    let is_sentence = formal.stretches.iter().filter(|stretch| stretch.part == Part::Note).count() > 2;
    (is_dated && !is_sentence && (container.is_some() || title.is_whole)).then_some(formal)
}

fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// The first title in marks from a byte on.
fn quoted(text: &str, from: usize) -> Option<Quoted> {
    let rest = text.get(from..)?;
    let opens = |c: char| WHOLE.iter().chain(PARTIAL).any(|&(open, _)| open == c);
    let at = rest.find(opens)?;
    let open = rest[at..].chars().next()?;
    let is_whole = WHOLE.iter().any(|&(mark, _)| mark == open);
    let close = WHOLE.iter().chain(PARTIAL).find(|&&(mark, _)| mark == open)?.1;
    let start = from + at;
    let inner = start + open.len_utf8();
    let end = closing(&text[inner..], open, close)? + inner;
    Some(Quoted { start, inside: (inner, end), end: end + close.len_utf8(), is_whole })
}

/// Where the mark that closes a title stands; titles inside it may have the same marks.
fn closing(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return Some(at),
            }
        }
    }
    None
}

/// True if the second title is that of what holds the first: little stands between them, and no number.
fn is_held(text: &str, title: &Quoted, container: &Quoted) -> bool {
    let between = &text[title.end..container.start];
    (container.is_whole || !title.is_whole)
        && between.chars().count() < 40
        && !between.contains(|c: char| c.is_ascii_digit())
}

/// Takes the authors before the first title, with a year if one stands there. `None` if they look like a sentence.
fn head(text: &str, end: usize, formal: &mut Formal) -> Option<()> {
    let mut until = end;
    if let Some((start, stop)) = year(text, 0, end) {
        formal.push(Part::Date, start, stop);
        until = start;
    }
    let names = text[..until].trim_end_matches(|c: char| !c.is_alphanumeric());
    let start = names.len() - names.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    let bare = without_role(names);
    if !names.contains(char::is_alphanumeric) && !text[..end].trim().is_empty()
        || names.chars().count() > 60
        || names.contains(['。', '!', '?'])
    {
        return None;
    }
    let is_editor = bare.1;
    formal.push(if is_editor { Part::Editor } else { Part::Author }, start, bare.0.trim_end().len());
    Some(())
}

/// Names without the word that says what they did, and whether it is that of an editor.
fn without_role(names: &str) -> (&str, bool) {
    const EDITORS: &[&str] = &["主编", "主編", "編著", "编著", "編", "编", " 편", "편저", "(編)", "(편)"];
    const AUTHORS: &[&str] = &["著", " 지음", " 저", "撰"];
    let cut = |roles: &[&str]| {
        roles.iter().find_map(|role| names.strip_suffix(role)).filter(|names| names.chars().count() > 1)
    };
    match (cut(EDITORS), cut(AUTHORS)) {
        (Some(names), _) => (names, true),
        (None, Some(names)) => (names, false),
        (None, None) => (names, false),
    }
}

/// "佐藤一郎編", "E 편,", "周敏主编：" between the titles; true if there is an editor.
fn editors(text: &str, from: usize, to: usize, formal: &mut Formal) -> bool {
    let between = text[from..to].trim_end_matches(|c: char| !c.is_alphanumeric());
    let start = from + between.len() - between.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    let names = text[start..from + between.len().max(start - from)]
        .trim_start_matches("载")
        .trim_start_matches("載")
        .trim_start_matches("收入");
    let start = from + between.len() - names.len();
    let (bare, is_editor) = without_role(names);
    formal.push(if is_editor { Part::Editor } else { Part::Note }, start, start + bare.len());
    is_editor
}

/// A year from one byte to another, with the sign after it.
fn year(text: &str, from: usize, to: usize) -> Option<(usize, usize)> {
    let is_start = |at: &usize| {
        let digits = |at: usize| text[at..to].bytes().take_while(u8::is_ascii_digit).count();
        !text[..*at].ends_with(|c: char| c.is_ascii_digit()) && digits(*at) == 4
    };
    let start = text[from..to].char_indices().map(|(at, _)| from + at).find(is_start)?;
    Some((start, start + 4))
}

/// Publisher, place, volume, issue, year and pages after the titles.
fn tail(text: &str, from: usize, is_part: bool, formal: &mut Formal) {
    let mut at = from;
    while let Some(c) = text[at..].chars().next() {
        let number = number_at(text, at);
        if let Some((end, part)) = number {
            let has = |part: Part| formal.stretches.iter().any(|stretch| stretch.part == part);
            let part = match part {
                Some(part) => part,
                None => {
                    bare_number(&text[at..end], text[..at].ends_with(['(', '（']), has(Part::Date), has(Part::Volume))
                }
            };
            let part = if part == Part::Pages && !is_part { Part::Locator } else { part };
            formal.push(if has(part) && part != Part::Date { Part::Note } else { part }, at, end);
            at = end;
        } else if c.is_alphabetic() {
            at = words(text, at, formal);
        } else {
            at += c.len_utf8();
        }
    }
}

/// A number at a byte, with 第 before it or a unit after it, and the part that the unit makes it.
fn number_at(text: &str, at: usize) -> Option<(usize, Option<Part>)> {
    let rest = &text[at..];
    let cue = ["第", "제", "頁", "页", "pp.", "p."].iter().find(|cue| rest.starts_with(**cue));
    let lead = cue.map_or(0, |cue| cue.len());
    let blanks = if cue.is_some() { rest[lead..].len() - rest[lead..].trim_start().len() } else { 0 };
    let lead = lead + blanks;
    let digits = rest[lead..]
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '–' | '—' | '~' | '～' | '〜' | '/')))
        .unwrap_or(rest.len() - lead);
    let is_number = rest[lead..].starts_with(|c: char| c.is_ascii_digit())
        && !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
    if !is_number {
        return None;
    }
    let end = at + lead + digits;
    let unit = text[end..].chars().next();
    let part = match unit {
        Some('年' | '년') => Some(Part::Date),
        Some('巻' | '卷' | '권' | '集' | '辑' | '輯' | '집' | '編') => Some(Part::Volume),
        Some('号' | '號' | '期' | '호') => Some(Part::Issue),
        Some('頁' | '页' | '쪽' | '면') => Some(Part::Pages),
        _ => None,
    };
    let cued = cue.filter(|cue| matches!(**cue, "頁" | "页" | "pp." | "p.")).map(|_| Part::Pages);
    let end = match (part, unit) {
        (Some(Part::Date), Some(unit)) => day_end(text, end + unit.len_utf8()),
        (Some(_), Some(unit)) => end + unit.len_utf8(),
        _ => end,
    };
    Some((end, part.or(cued)))
}

/// The end of a date that goes on with month and day: "1999年5月3日".
fn day_end(text: &str, from: usize) -> usize {
    let mut end = from;
    for unit in [['月', '월'], ['日', '일']] {
        let rest = text[end..].trim_start();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let Some(sign) = rest[digits..].chars().next().filter(|sign| digits > 0 && unit.contains(sign)) else { break };
        end = text.len() - rest.len() + digits + sign.len_utf8();
    }
    end
}

/// What a number without a unit is, by what is known already.
fn bare_number(number: &str, bracketed: bool, dated: bool, has_volume: bool) -> Part {
    let is_year = number.len() == 4 && ("1500".."2100").contains(&number);
    match (is_year && !dated, bracketed && has_volume, dated) {
        (true, ..) => Part::Date,
        (_, true, _) => Part::Issue,
        (_, _, true) => Part::Pages,
        _ if number.contains(['-', '–']) && has_volume => Part::Pages,
        _ => Part::Volume,
    }
}

/// Takes the words up to the next comma or number: a place before a colon, else a publisher.
fn words(text: &str, at: usize, formal: &mut Formal) -> usize {
    let stops = |c: char| matches!(c, ',' | '，' | '、' | '。' | ':' | '：' | ')' | '）' | '(' | '（' | ';' | '；');
    let rest = &text[at..];
    let comma = rest.find(stops).unwrap_or(rest.len());
    let digit = rest.find(|c: char| c.is_ascii_digit()).map_or(rest.len(), |digit| {
        if rest[..digit].ends_with(['第', '제']) { digit - '第'.len_utf8() } else { digit }
    });
    let end = at + comma.min(digit).max(rest.chars().next().map_or(1, char::len_utf8));
    let words = text[at..end].trim_end_matches('.');
    let has = |part: Part| formal.stretches.iter().any(|stretch| stretch.part == part);
    let is_place = text[end..].starts_with([':', '：']) && !has(Part::Location);
    let says_nothing = matches!(words.trim(), "版" | "年版" | "所収" | "参照" | "以下");
    let part = match words.trim() {
        _ if says_nothing => Part::Note,
        edition if edition.ends_with(['本', '版']) => Part::Edition,
        _ if is_place => Part::Location,
        _ if !has(Part::Publisher) => Part::Publisher,
        _ => Part::Note,
    };
    if !says_nothing {
        formal.push(part, at, at + words.trim_end().len());
    }
    end
}

#[cfg(test)]
mod tests {
    use super::super::tests::show;
    use super::*;

    #[test]
    fn titles_in_the_marks_of_east_asia_are_read_with_what_follows() {
        for (text, expected) in [
            (
                "山田太郎「日本の歴史」『史学雑誌』第10巻第2号、1999年、45–67頁。",
                "Author=山田太郎 | Title=日本の歴史 | Journal=史学雑誌 | Volume=第10巻 | Issue=第2号 | Date=1999年 | Pages=45–67頁",
            ),
            (
                "佐藤恵子『村と町』岩波書店、1985年、12頁。",
                "Author=佐藤恵子 | Title=村と町 | Publisher=岩波書店 | Date=1985年 | Locator=12頁",
            ),
            (
                "中村健「港町の女性」前田誠編『近世の都市』（東京：吉川弘文館、2001年）33-40頁",
                "Author=中村健 | Title=港町の女性 | Editor=前田誠 | ContainerTitle=近世の都市 | Location=東京 | Publisher=吉川弘文館 | Date=2001年 | Pages=33-40頁",
            ),
            (
                "王明：《中国史》，北京：中华书局，1999年，第45页。",
                "Author=王明 | Title=中国史 | Location=北京 | Publisher=中华书局 | Date=1999年 | Locator=第45页",
            ),
            (
                "李强：《宋代城市》，《历史研究》2003年第4期，第12-25页。",
                "Author=李强 | Title=宋代城市 | Journal=历史研究 | Date=2003年 | Issue=第4期 | Pages=第12-25页",
            ),
            (
                "김철수, 『한국의 역사』, 서울: 민음사, 1999, 45쪽.",
                "Author=김철수 | Title=한국의 역사 | Location=서울 | Publisher=민음사 | Date=1999 | Locator=45쪽",
            ),
            (
                "이영희, 「조선의 도시」, 『역사학보』 제12권 제3호, 2004, 5–20쪽.",
                "Author=이영희 | Title=조선의 도시 | Journal=역사학보 | Volume=제12권 | Issue=제3호 | Date=2004 | Pages=5–20쪽",
            ),
            ("박민수(2010). 『농촌의 변화』. 창비.", "Author=박민수 | Date=2010 | Title=농촌의 변화 | Publisher=창비"),
        ] {
            assert_eq!(show(text, read), expected, "{text}");
        }
    }

    #[test]
    fn other_references_are_left_to_the_tagger() {
        for text in [
            "王明. 中国史. 北京: 中华书局, 1999.",
            "“Salt” by Reed, 1999",
            "『村と町』を読む。それは1999年のことだった。「はい」",
        ] {
            assert_eq!(show(text, read), "", "{text}");
        }
    }
}
