//! Dates as BibLaTeX, CSL-YAML and hayagriva write them: ISO 8601 with the extensions of
//! [EDTF](https://www.loc.gov/standards/datetime/) for about (`1998~`), seasons (`1998-21`) and ranges (`1998/1999`).

use crate::csl::{Date, DateParts};

/// EDTF's number for spring; the others follow.
const SPRING: u8 = 21;

/// The date in EDTF, if EDTF has a way to say it.
pub(super) fn write(date: &Date) -> Option<String> {
    if date.literal.is_some() || date.raw.is_some() {
        return None;
    }
    let season = match &date.season {
        Some(season) => Some(season.parse::<u8>().ok().filter(|n| (1..=4).contains(n))? + SPRING - 1),
        None => None,
    };
    let about = if date.circa { "~" } else { "" };
    match date.parts[..] {
        [one] => Some(format!("{}{about}", write_parts(DateParts { month: season.or(one.month), ..one }))),
        [from, to] if season.is_none() => Some(format!("{}{about}/{}{about}", write_parts(from), write_parts(to))),
        _ => None,
    }
}

/// `1998-05-03`, `1998-05`, `1998`; years have four digits.
pub(super) fn write_parts(parts: DateParts) -> String {
    let sign = if parts.year < 0 { "-" } else { "" };
    let mut text = format!("{sign}{:04}", parts.year.unsigned_abs());
    for part in [parts.month, parts.month.and(parts.day)].into_iter().flatten() {
        text.push_str(&format!("-{part:02}"));
    }
    text
}

/// Reads EDTF; `None` for anything else.
pub(super) fn read(text: &str) -> Option<Date> {
    let text = text.trim();
    let circa = text.contains(['~', '%']);
    let plain: String = text.chars().filter(|c| !"~%?".contains(*c)).collect();
    let ends: Vec<&str> = plain.split('/').collect();
    let mut date = match ends[..] {
        // An open range is kept by its known end.
        [one] | [one, "" | ".."] => one_date(one)?,
        // "1995/08" and "1904/05" are not EDTF: a year has four digits.
        [from, to] if to.len() > 2 => Date { parts: vec![read_parts(from)?, read_parts(to)?], ..Date::default() },
        _ => return None,
    };
    date.circa = circa;
    Some(date)
}

fn one_date(text: &str) -> Option<Date> {
    let parts = read_parts(text)?;
    Some(match parts.month {
        Some(month @ 21..=24) => {
            Date { season: Some((month - SPRING + 1).to_string()), ..Date::from(DateParts { month: None, ..parts }) }
        }
        _ => Date::from(parts),
    })
}

/// The date without a day and month that are not known: `1998-05-XX`, or `1998-00-00` as databases write it.
fn known(text: &str) -> &str {
    without_unknown(without_unknown(text))
}

/// The same without its last part, if that is not known.
fn without_unknown(text: &str) -> &str {
    ["-XX", "-uu", "-00"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text)
}

fn read_parts(text: &str) -> Option<DateParts> {
    // A time of day, if there is one, is no part of a CSL date.
    let day = text.split('T').next().unwrap_or(text).trim();
    let text = known(day);
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let mut numbers = digits.split('-').map(|part| part.parse::<u16>().ok().filter(|_| !part.starts_with('+')));
    let year = i32::from(numbers.next()??) * sign;
    // "0000-00-00" is how databases write that there is no date.
    if year == 0 && text != day {
        return None;
    }
    let mut small = |most: u8| match numbers.next() {
        Some(number) => number.and_then(|n| u8::try_from(n).ok()).filter(|n| (1..=most).contains(n)).map(Some),
        None => Some(None),
    };
    let (month, day) = (small(24)?, small(31)?);
    let is_month = month.is_none_or(|month| matches!(month, 1..=12 | SPRING..));
    (is_month && digits.split('-').count() <= 3).then_some(DateParts { year, month, day })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_they_were_read() {
        for text in [
            "1998",
            "1998-05",
            "1998-05-03",
            "-0044-03-15",
            "1998/1999",
            "1998-05-03/1998-06-01",
            "1850~",
            "1998-22",
            "0987",
        ] {
            assert_eq!(write(&read(text).unwrap()).as_deref(), Some(text));
        }
        assert_eq!(read("1998-22").unwrap().season.as_deref(), Some("2"));
        assert_eq!(read("1998/"), Some(Date::year(1998)));
        assert_eq!(read("2019-03-01T12:00:00Z"), read("2019-03-01"));
        for (text, known) in [("2013-00-00", "2013"), ("1998-05-XX", "1998-05"), ("1998-uu-uu/1999", "1998/1999")] {
            assert_eq!(read(text), read(known), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "n.d.",
            "May 1998",
            "1998-25",
            "1998-05-32",
            "1998-",
            "1998-05-03-01",
            "1/2/3",
            "19a8",
            "99999",
            "1995/08",
            "1998-00-05",
            "0000-00-00",
            "-00",
            "1914-18",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(write(&Date::literal("n.d.")), None);
    }
}
