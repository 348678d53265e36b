//! Dates and page ranges as people print them, for formats that have nothing but a field of text: `c. 1490`, `1991–1992`, `[1796]`.

use super::edtf;
use crate::csl::{Date, DateParts};
use crate::reference::date;

/// The year of a date as it is printed: with "c." where it is not certain, both years of a range, words as they are.
pub(super) fn year(date: &Date) -> Option<String> {
    let circa = if date.circa { "c. " } else { "" };
    let year = |parts: &DateParts| edtf::write_parts(DateParts::year(parts.year));
    match &date.parts[..] {
        [one] => Some(format!("{circa}{}", year(one))),
        [from, to] if from.year == to.year => Some(format!("{circa}{}", year(from))),
        [from, to] => Some(format!("{circa}{}–{}", year(from), year(to))),
        _ => date.literal.clone().or_else(|| date.raw.clone()),
    }
}

/// Reads a date as printed: in numbers, EDTF, what [`year`] gives, or words that are all part of a date. Anything else stays as it is.
pub(super) fn read(text: &str) -> Date {
    read_alone(first_given(text)).unwrap_or_else(|| Date::literal(text))
}

/// The date of a text that holds one and nothing else.
fn read_alone(text: &str) -> Option<Date> {
    let readers = [read_numbers, edtf::read, read_year, date::read_whole, read_hyphenated];
    readers.iter().find_map(|read| read(text))
}

/// The date without what some programs write after it: a time of day ("2016/09/22 17:12:01"), or the same year again
/// ("2013-05-00 May 2013").
fn first_given(text: &str) -> &str {
    let Some((first, rest)) = text.split_once(' ') else { return text };
    let is_time = rest.contains(':') && rest.bytes().all(|byte| byte.is_ascii_digit() || b":.+-Z ".contains(&byte));
    let is_again = || {
        let dates = edtf::read(first).filter(|_| first.len() == ISO_DAY).zip(read_alone(rest));
        dates.is_some_and(|(date, again)| year(&date) == year(&again))
    };
    if is_time || is_again() { first } else { text }
}

/// The length of "2013-05-00".
const ISO_DAY: usize = 10;

/// Numbers alone, one of which can only be the year: "08 1995", "1995/08", "2016/09/22", "22-08-2000". "1904/05" is two years.
fn read_numbers(text: &str) -> Option<Date> {
    let pieces: Vec<&str> = text.split(['/', '.', '-', ' ']).collect();
    let is_number = |piece: &&str| !piece.is_empty() && piece.bytes().all(|byte| byte.is_ascii_digit());
    let is_year = |piece: &str| piece.len() == 4;
    let is_next = |year: &str, end: &str| year.parse::<u16>().ok().map(|year| (year + 1) % 100) == end.parse().ok();
    match pieces[..] {
        _ if !pieces.iter().all(is_number) => None,
        [month, year] if is_year(year) => with_month(year, month, ""),
        [year, month] if is_year(year) && !(text.contains('/') && is_next(year, month)) => with_month(year, month, ""),
        [year, month, day] if is_year(year) => with_month(year, month, day),
        [_, _, year] if is_year(year) => date::read_whole(&pieces.join(".")),
        _ => None,
    }
}

/// "30-Mar-2020", "Mar-2020".
fn read_hyphenated(text: &str) -> Option<Date> {
    let words = text.split('-').filter(|piece| piece.contains(char::is_alphabetic)).count();
    date::read_whole(&text.replace('-', " ")).filter(|_| words == 1)
}

fn read_year(text: &str) -> Option<Date> {
    let years = text.strip_prefix("c. ").unwrap_or(text);
    let is_year = |text: &str| matches!(text.len(), 3 | 4) && text.bytes().all(|byte| byte.is_ascii_digit());
    let date = edtf::read(&years.replace('–', "/")).filter(|_| years.split('–').all(is_year))?;
    Some(Date { circa: years.len() < text.len(), ..date })
}

/// The years of a first edition and of a reprint ("1814/1995"), where the two are too far apart for the span of one work.
pub(super) fn reprint(years: &str) -> Option<(Date, Date)> {
    const LONGEST_SPAN: i32 = 50;
    let (first, reprint) = years.split_once('/')?;
    let [first, reprint] = [read_year(first.trim())?, read_year(reprint.trim())?];
    let years_of = |date: &Date| date.start().map(|start| start.year);
    (years_of(&reprint)? - years_of(&first)? > LONGEST_SPAN).then_some((first, reprint))
}

/// A year with the month or season, and perhaps the day, that stand beside it in other fields, in numbers or in words. `None` if the year is
/// no single one, or the words are not all part of a date.
pub(super) fn with_month(year: &str, month: &str, day: &str) -> Option<Date> {
    let (of_year, of_month) = (read(year), month_of(month, day)?);
    let ([DateParts { year, month: None, .. }], None) = (&of_year.parts[..], &of_year.season) else { return None };
    let parts = of_month.parts.into_iter().map(|parts| DateParts { year: *year, ..parts }).collect();
    Some(Date { parts, circa: of_year.circa, ..of_month })
}

/// A month, and perhaps a day of it, in a year that stands for any.
fn month_of(month: &str, day: &str) -> Option<Date> {
    const LEAP_YEAR: i32 = 2000;
    let number = |text: &str| text.trim().trim_end_matches('.').parse::<u8>().ok();
    let date = match (number(month), number(day)) {
        (Some(month), _) if month > 12 => None,
        (Some(month), Some(day)) => edtf::read(&format!("{LEAP_YEAR}-{month:02}-{day:02}")),
        (Some(month), None) if day.is_empty() => edtf::read(&format!("{LEAP_YEAR}-{month:02}")),
        (Some(_), None) => None,
        (None, _) => date::read_whole(&format!("{day} {month} {LEAP_YEAR}")),
    };
    date.filter(is_part_of_a_year)
}

fn is_part_of_a_year(date: &Date) -> bool {
    let has_month = matches!(date.parts[..], [DateParts { month: Some(_), .. }]);
    !date.circa && (has_month || date.parts.len() == 1 && date.season.is_some())
}

/// A hyphen or a dash of any length.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// The two ends of a page range; `None` for one page, several ranges, or anything that a single dash does not split.
pub(super) fn range(pages: &str) -> Option<(&str, &str)> {
    let (first, last) = pages.split_once(is_dash)?;
    let last = last.trim_start_matches(is_dash);
    let is_end = |text: &str| !text.is_empty() && !text.contains(|c: char| is_dash(c) || c == ',' || c.is_whitespace());
    Some((first.trim(), last.trim())).filter(|(first, last)| is_end(first) && is_end(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_that_are_not_plain_are_printed_and_read_again() {
        for text in
            ["1796", "[1796]", "c. 1490", "1991–1992", "0987", "n.d.", "MDCCXC", "1998b", "Easter 1491", "[1796?]"]
        {
            assert_eq!(year(&read(text)).as_deref(), Some(text));
        }
        for (text, printed) in [
            ("1991-92", "1991–1992"),
            ("1991–92", "1991–1992"),
            ("ca. 1490", "c. 1490"),
            ("1850~", "c. 1850"),
            ("1998-05-03", "1998"),
        ] {
            assert_eq!(year(&read(text)).as_deref(), Some(printed), "{text}");
        }
    }

    #[test]
    fn days_and_months_are_read_in_the_order_that_the_year_shows() {
        for (text, expected) in [
            ("30-Mar-2020", "2020-03-30"),
            ("3-août-1998", "1998-08-03"),
            ("Okt-2011", "2011-10"),
            ("08 1995", "1995-08"),
            ("8/1995", "1995-08"),
            ("11.2003", "2003-11"),
            ("1995/08", "1995-08"),
            ("22.08.2000", "2000-08-22"),
            ("22-8-2000", "2000-08-22"),
            ("2016/09/22", "2016-09-22"),
            ("2016/09/22 17:12:01", "2016-09-22"),
            ("2016-06-06 15:26", "2016-06-06"),
            ("2013-00-00", "2013"),
            ("2013-05-00", "2013-05"),
            ("2013-05-XX", "2013-05"),
            ("2013-00-00 2013", "2013"),
            ("2013-05-00 May 2013", "2013-05"),
            ("1904/05", "1904/1905"),
            ("1999/00", "1999/2000"),
            ("1914-18", "1914/1918"),
        ] {
            assert_eq!(Some(read(text)), edtf::read(expected), "{text}");
        }
        for text in
            ["Mar-Apr-2020", "1998-13", "5 1 1998 2", "13 1995", "2013-00-00 2014", "12:30", "1998-00-05", "0000-00-00"]
        {
            assert_eq!(read(text), Date::literal(text), "{text}");
        }
    }

    #[test]
    fn a_date_that_is_repeated_without_end_is_none() {
        let text = "2013-05-00 ".repeat(10_000);
        assert_eq!(read(text.trim()), Date::literal(text.trim()));
    }

    #[test]
    fn years_far_apart_are_those_of_a_reprint() {
        for (years, expected) in [
            ("1814/1995", Some((1814, 1995))),
            ("1651 / 1996", Some((1651, 1996))),
            ("1914/1918", None),
            ("1904/05", None),
            ("1995/1814", None),
            ("1814–1995", None),
        ] {
            let expected = expected.map(|(first, reprint)| (Date::year(first), Date::year(reprint)));
            assert_eq!(reprint(years), expected, "{years}");
        }
    }

    #[test]
    fn months_stand_in_numbers_or_words() {
        for (month, day, expected) in [
            ("5", "", "1998-05"),
            ("05", "3", "1998-05-03"),
            ("may", "", "1998-05"),
            ("Mai", "3", "1998-05-03"),
            ("sept.", "", "1998-09"),
            ("10\u{a0}mar", "", "1998-03-10"),
            ("août", "", "1998-08"),
            ("Winter", "", "1998-24"),
        ] {
            assert_eq!(with_month("1998", month, day), edtf::read(expected), "{month} {day}");
        }
        assert_eq!(with_month("c. 987", "Oct.", ""), edtf::read("0987-10~"));
        assert_eq!(with_month("1991–92", "Oct.", ""), None);
        for (month, day) in [("13", ""), ("", ""), ("mar/apr", ""), ("Easter", ""), ("5", "32"), ("May 1997", "")] {
            let read = with_month("1998", month, day);
            assert!(read.is_none(), "{month} {day}: {read:?}");
        }
    }

    #[test]
    fn a_range_of_pages_is_split_at_any_dash() {
        for pages in ["12-34", "12–34", "12—34", "12−34", "12‐34", "12--34", "12 – 34"] {
            assert_eq!(range(pages), Some(("12", "34")), "{pages}");
        }
        for pages in ["12", "12, 15-18", "12-18, 20", "A-3-A-9", "-34", "12-", "1-2 and more", ""] {
            assert_eq!(range(pages), None, "{pages}");
        }
    }
}
