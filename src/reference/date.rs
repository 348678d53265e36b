//! Dates: years, days, ranges, seasons, and the words that stand for a date.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while_m_n, take_while1};
use nom::character::complete::{char, one_of};
use nom::combinator::{map_opt, not, opt, recognize, verify};
use nom::sequence::{delimited, preceded, terminated};
use nom::{IResult, Parser};

use super::month::{month_of, season_of};
use super::word::plain;
use crate::csl::{Date, DateParts};
use crate::lexicon::{self, Class};

/// What the words of a date say.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct DateReading {
    /// When it appeared.
    pub(super) issued: Option<Date>,
    /// When it first appeared, of a reprint.
    pub(super) original: Option<Date>,
    /// When it was read on the web.
    pub(super) accessed: Option<Date>,
    /// The letter after a year that tells works of one year apart.
    pub(super) suffix: Option<char>,
}

/// What a word says of the date beside it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum DateCue {
    Circa,
    Accessed,
    Original,
    Reprint,
}

/// What a word says of the date beside it.
pub(super) fn cue(word: &str) -> Option<DateCue> {
    cue_of(&plain(word))
}

/// The same for a word as [`plain`] gives it.
fn cue_of(plain: &str) -> Option<DateCue> {
    match lexicon::meaning(Class::Date, plain)? {
        "circa" => Some(DateCue::Circa),
        "accessed" => Some(DateCue::Accessed),
        "original" => Some(DateCue::Original),
        "reprint" => Some(DateCue::Reprint),
        _ => None,
    }
}

/// What a text says that stands for a date, in English: "im Druck" is "in press".
fn lack(text: &str) -> Option<&'static str> {
    match lexicon::meaning(Class::Undated, &plain(text))? {
        "no-date" => Some("n.d."),
        "in-press" => Some("in press"),
        "in-preparation" => Some("in preparation"),
        "forthcoming" => Some("forthcoming"),
        _ => None,
    }
}

/// True if a text says no more than that there is no date, or none yet.
pub(super) fn is_undated(text: &str) -> bool {
    lack(text).is_some()
}

/// True if a text says no more than that the work is not out.
pub(super) fn is_to_come(text: &str) -> bool {
    lack(text).is_some_and(|lack| lack != "n.d.")
}

/// Reads a stretch that was labelled as a date.
pub(super) fn read(text: &str) -> DateReading {
    reader_of(text).finish(text)
}

/// Reads the whole of a text as one date: "c. 1490", "1991–92", "12 März 2015". `None` if the date would not keep every word of it,
/// as with "[1796]" or "1998b".
#[cfg_attr(not(feature = "convert"), expect(dead_code, reason = "bibliographies alone give such dates"))]
pub(crate) fn read_whole(text: &str) -> Option<Date> {
    let reader = reader_of(text);
    let (strange, moments) = (reader.strange, reader.said.len());
    let reading = reader.finish(text);
    let plain = !strange && reading.original.is_none() && reading.accessed.is_none() && reading.suffix.is_none();
    reading.issued.filter(|date| plain && date.parts.len() == moments)
}

fn reader_of(text: &str) -> DateReader {
    let mut reader = DateReader::default();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = if let Ok((after, moment)) = moment(rest) {
            reader.moment(moment);
            after
        } else if c.is_ascii_digit() {
            let (after, number) = number(rest).unwrap_or(("", ""));
            reader.number(number);
            after
        } else if c.is_alphabetic() {
            let (after, word) = letters(rest).unwrap_or(("", rest));
            reader.word(&plain(word));
            after
        } else {
            reader.sign(c);
            rest.get(c.len_utf8()..).unwrap_or_default()
        };
    }
    reader
}

/// A year without more, for other readers: "1998" of "1998b".
pub(super) fn lone_year(text: &str) -> Option<i32> {
    let digits = text.trim_matches(|c: char| !c.is_ascii_digit());
    if digits.len() != 4 { None } else { digits.parse().ok().filter(|year| YEARS.contains(year)) }
}

/// What can be the year of a work.
pub(crate) const YEARS: std::ops::RangeInclusive<i32> = 1000..=2100;

/// A day, month, season or year as printed; the year may come from a neighbour.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Moment {
    year: Option<i32>,
    month: Option<u8>,
    day: Option<u8>,
    season: Option<u8>,
    suffix: Option<char>,
}

impl Moment {
    fn parts(self) -> Option<DateParts> {
        let month = self.month;
        self.year.map(|year| DateParts { year, month, day: month.and(self.day) })
    }

    fn is_partial(self) -> bool {
        self.year.is_none()
    }
}

/// A moment with what was said beside it.
#[derive(Debug, Clone, Copy)]
struct Said {
    moment: Moment,
    cue: Option<DateCue>,
    /// Whether it stands in square brackets.
    bracketed: bool,
    /// Whether a dash joins it to the moment before.
    joined: bool,
    /// Whether a slash does.
    slashed: bool,
}

#[derive(Default)]
struct DateReader {
    said: Vec<Said>,
    cue: Option<DateCue>,
    circa: bool,
    bracketed: bool,
    /// The signs since the last moment.
    between: String,
    /// True if a word or sign was met that says nothing a date could keep.
    strange: bool,
    /// True if the last moment opens a bracket: "(1818; …".
    opens: bool,
    /// A number that is the first day of a range if a dash and a day follow: the "9" of "9–15 July".
    day: Option<u8>,
}

impl DateReader {
    /// Takes a number that is no date by itself: the "18" of "1914–18", the "00" of "1999/00", the days of "9–15 July" and "July 9–15".
    fn number(&mut self, digits: &str) {
        let day = digits.parse().ok().filter(|day| digits.len() <= 2 && (1..=31).contains(day));
        let begun = self.said.last().map(|said| said.moment).filter(|first| first.day.is_some() && first.day < day);
        if let Some(first) = begun.filter(|first| first.year.is_none() && is_dash(self.between.trim())) {
            return self.moment(Moment { month: first.month, day, ..Moment::default() });
        }
        let start = self.said.last().and_then(|said| said.moment.year).filter(|_| digits.len() == 2);
        let year = start.and_then(|start| match digits {
            "00" if start % 100 == 99 => Some(start + 1),
            _ => Some(start / 100 * 100 + digits.parse::<i32>().ok()?),
        });
        match year.filter(|year| start < Some(*year)) {
            Some(year) => self.moment(Moment { year: Some(year), ..Moment::default() }),
            None => {
                self.day = day.filter(|_| !self.strange && self.between.trim().is_empty());
                self.strange = true;
                self.between.push('n');
            }
        }
    }

    /// The first day of a range that the moment ends, if no more than a dash stands between: "9–15 July", "9./10. Mai".
    fn first_day(&mut self, moment: Moment) -> Option<Moment> {
        let day = self.day.take().filter(|day| Some(*day) < moment.day)?;
        let between = self.between.trim().strip_prefix('n')?.trim_start_matches('.').trim();
        (is_dash(between) || between == "/").then_some(Moment { day: Some(day), ..moment })
    }

    fn moment(&mut self, moment: Moment) {
        if let Some(first) = self.first_day(moment) {
            (self.strange, self.between) = (false, String::new());
            self.moment(first);
            self.between.push('-');
        }
        let between = self.between.trim();
        let joined = !self.said.is_empty() && is_dash(between);
        let slashed = !self.said.is_empty() && between == "/";
        self.opens = between.ends_with('(');
        self.said.push(Said { moment, cue: self.cue, bracketed: self.bracketed, joined, slashed });
        self.between.clear();
        if self.cue != Some(DateCue::Accessed) {
            self.cue = None;
        }
    }

    fn word(&mut self, word: &str) {
        match cue_of(word) {
            Some(DateCue::Circa) => self.circa = true,
            Some(cue) => self.cue = Some(cue),
            None => self.strange = true,
        }
        self.between.push('w');
    }

    fn sign(&mut self, c: char) {
        match c {
            '[' => self.bracketed = true,
            ']' => self.bracketed = false,
            ';' if self.opens && self.between.is_empty() => {
                self.said.last_mut().into_iter().for_each(|said| said.cue = Some(DateCue::Original));
            }
            _ => {}
        }
        self.strange |= !(c.is_whitespace() || ".,/-–—".contains(c));
        self.between.push(c);
    }

    fn finish(self, text: &str) -> DateReading {
        let (accessed, said): (Vec<Said>, Vec<Said>) = self.said.iter().partition(|s| s.cue == Some(DateCue::Accessed));
        let mut reading = DateReading { accessed: date(&accessed), ..DateReading::default() };
        let (original, issued) = reprint(&said);
        reading.original = date(&original);
        reading.issued = date(&issued);
        reading.suffix = issued.iter().find_map(|said| said.moment.suffix);
        if let Some(date) = &mut reading.issued {
            date.circa = self.circa;
        } else if reading.accessed.is_none() {
            reading.issued = undated(text);
        }
        reading
    }
}

/// True for the signs that join the ends of a range.
fn is_dash(sign: &str) -> bool {
    matches!(sign, "-" | "–" | "—" | "--")
}

/// Parts the date of a first edition from that of the reprint.
fn reprint(said: &[Said]) -> (Vec<Said>, Vec<Said>) {
    let full: Vec<&Said> = said.iter().filter(|s| s.moment.year.is_some() && !s.joined).collect();
    let [first, second, ..] = full.as_slice() else { return (Vec::new(), said.to_vec()) };
    let (a, b) = (first.moment.year, second.moment.year);
    let is_pair = first.bracketed != second.bracketed || second.slashed && b > a.map(|year| year + 1);
    let is_told = said.iter().any(|s| matches!(s.cue, Some(DateCue::Original | DateCue::Reprint)));
    if a == b || !(is_pair || is_told) {
        return (Vec::new(), said.to_vec());
    }
    let (earlier, later) = if a < b { (first, second) } else { (second, first) };
    (vec![**earlier], vec![**later])
}

/// One date out of what was said: a range, a year with the day that stands apart from it, or the first of several.
fn date(said: &[Said]) -> Option<Date> {
    let first = said.first()?;
    let mut start = first.moment;
    let end = said.get(1).filter(|second| second.joined || is_season_range(first, second));
    for other in said.iter().skip(1 + usize::from(end.is_some())) {
        complete(&mut start, other.moment);
    }
    if let Some(end) = end {
        start.year = start.year.or(end.moment.year);
    }
    let mut parts: Vec<DateParts> = start.parts().into_iter().collect();
    parts.extend(end.and_then(|end| end_parts(start, end.moment)));
    (!parts.is_empty()).then(|| Date {
        parts,
        season: start.season.map(|season| season.to_string()),
        ..Date::default()
    })
}

/// "1998/99": two years of one volume.
fn is_season_range(first: &Said, second: &Said) -> bool {
    let next = |year: i32| second.moment.year == Some(year + 1);
    second.slashed && first.moment.year.is_some_and(next)
}

/// Fills what a date lacks from another that was printed apart: "2009 … 5 October".
fn complete(date: &mut Moment, other: Moment) {
    let same_year = other.year.is_none() || date.year.is_none() || other.year == date.year;
    if same_year {
        date.year = date.year.or(other.year);
        if date.month.is_none() {
            (date.month, date.day) = (other.month, other.day);
        }
        date.season = date.season.or(other.season);
    }
}

/// The end of a range, with what it shares with the start.
fn end_parts(start: Moment, end: Moment) -> Option<DateParts> {
    let mut end = end;
    if end.is_partial() {
        end.year = start.year;
    }
    end.month = end.month.or(start.month.filter(|_| end.day.is_some()));
    end.parts().filter(|end| start.parts().is_some_and(|start| start < *end))
}

/// Words that stand for a date.
fn undated(text: &str) -> Option<Date> {
    lack(text).map(Date::literal)
}

fn number(text: &str) -> IResult<&str, &str> {
    take_while1(|c: char| c.is_ascii_digit()).parse(text)
}

fn letters(text: &str) -> IResult<&str, &str> {
    take_while1(|c: char| c.is_alphabetic() || c == '’').parse(text)
}

fn moment(text: &str) -> IResult<&str, Moment> {
    alt((numeric, signs, year_first, day_first, month_first, season_first, year_alone, month_alone)).parse(text)
}

/// "2001-03-12", "12.03.2001", "12/3/2001".
fn numeric(text: &str) -> IResult<&str, Moment> {
    alt((iso, dotted)).parse(text)
}

fn iso(text: &str) -> IResult<&str, Moment> {
    let (rest, (year, month, day)) =
        (four_digits, preceded(char('-'), small(12)), opt(preceded(char('-'), small(31)))).parse(text)?;
    let (rest, ()) = no_digit(rest)?;
    Ok((rest, Moment { year: Some(year), month: Some(month), day, ..Moment::default() }))
}

fn dotted(text: &str) -> IResult<&str, Moment> {
    let separator = || terminated(one_of("./"), opt(space));
    let (rest, (first, _, second, _, year)) =
        (small(31), separator(), small(31), separator(), four_digits).parse(text)?;
    // Day first, unless only the other order makes a date.
    let (day, month) = if second > 12 { (second, first) } else { (first, second) };
    let (rest, ()) = no_digit(rest)?;
    Ok((rest, Moment { year: Some(year), month: (month <= 12).then_some(month), day: Some(day), ..Moment::default() }))
}

/// "1998年5月3日".
fn signs(text: &str) -> IResult<&str, Moment> {
    let month = opt(terminated(small(12), one_of("月월")));
    let day = opt(terminated(small(31), one_of("日일")));
    let (rest, (year, month, day)) =
        (terminated(four_digits, (opt(space), one_of("年년"), opt(space))), terminated(month, opt(space)), day)
            .parse(text)?;
    Ok((rest, Moment { year: Some(year), month, day, ..Moment::default() }))
}

/// "2008 May 3", "2009, October 5", "2009 Spring".
fn year_first(text: &str) -> IResult<&str, Moment> {
    let (rest, year) = year(text)?;
    let (rest, _) = opt(separator).parse(rest)?;
    let (rest, mut moment) = alt((day_month, month_day, season)).parse(rest)?;
    (moment.year, moment.suffix) = (year.year, year.suffix);
    Ok((rest, moment))
}

/// "5 October 2009", "3. Mai 1998", "1er mai 1998", "5 de mayo de 1998".
fn day_first(text: &str) -> IResult<&str, Moment> {
    with_year(text, day_month)
}

/// "October 5, 2009", "May 1998".
fn month_first(text: &str) -> IResult<&str, Moment> {
    with_year(text, month_day)
}

/// "Spring 2008".
fn season_first(text: &str) -> IResult<&str, Moment> {
    with_year(text, season)
}

fn with_year(text: &str, inner: fn(&str) -> IResult<&str, Moment>) -> IResult<&str, Moment> {
    let (rest, mut moment) = inner(text)?;
    let (rest, year) = opt(preceded(opt(separator), year)).parse(rest)?;
    if let Some(year) = year {
        (moment.year, moment.suffix) = (year.year, year.suffix);
    }
    Ok((rest, moment))
}

fn day_month(text: &str) -> IResult<&str, Moment> {
    let ordinal =
        opt(alt((tag("."), tag("er"), tag("º"), tag("°"), tag("ª"), tag("st"), tag("nd"), tag("rd"), tag("th"))));
    let of = opt(terminated(alt((tag("de"), tag("of"))), space));
    let (rest, (day, _, _, _, month)) = (small(31), ordinal, opt(space), of, month).parse(text)?;
    Ok((rest, Moment { month: Some(month), day: Some(day), ..Moment::default() }))
}

fn month_day(text: &str) -> IResult<&str, Moment> {
    let (rest, month) = month(text)?;
    let day = |text| {
        let (rest, day) =
            delimited(space, small(31), opt(alt((tag("st"), tag("nd"), tag("rd"), tag("th"))))).parse(text)?;
        let (rest, ()) = no_digit(rest)?;
        Ok((rest, day))
    };
    let (rest, day) = opt(day).parse(rest)?;
    Ok((rest, Moment { month: Some(month), day, ..Moment::default() }))
}

fn season(text: &str) -> IResult<&str, Moment> {
    let (rest, season) = map_opt(letters, season_of).parse(text)?;
    Ok((rest, Moment { season: Some(season), ..Moment::default() }))
}

fn month_alone(text: &str) -> IResult<&str, Moment> {
    alt((day_month, month_day, season)).parse(text)
}

fn year_alone(text: &str) -> IResult<&str, Moment> {
    year(text)
}

/// A year, perhaps with its letter: "1998b". "1914–18" ends in a year of two digits.
fn year(text: &str) -> IResult<&str, Moment> {
    let (rest, year) = alt((four_digits, short_year)).parse(text)?;
    let (rest, ()) = no_digit(rest)?;
    let (rest, suffix) = opt(year_letter).parse(rest)?;
    let suffix = suffix.and_then(|letter: &str| letter.chars().next());
    Ok((rest, Moment { year: Some(year), suffix, ..Moment::default() }))
}

/// The letter after a year, if no word begins with it.
fn year_letter(text: &str) -> IResult<&str, &str> {
    let letter = take_while_m_n(1, 1, |c: char| c.is_ascii_lowercase());
    terminated(letter, not(take_while1(char::is_alphanumeric))).parse(text)
}

/// "’98": a year of our time or the last century.
fn short_year(text: &str) -> IResult<&str, i32> {
    let (rest, year) = preceded(one_of("’'"), digits(2, 2)).parse(text)?;
    Ok((rest, if year > 30 { 1900 + year } else { 2000 + year }))
}

fn four_digits(text: &str) -> IResult<&str, i32> {
    verify(digits(4, 4), |year| YEARS.contains(year)).parse(text)
}

/// A number from 1 to `most`, of one or two digits.
fn small(most: u8) -> impl Fn(&str) -> IResult<&str, u8> {
    move |text| {
        let (rest, number) = map_opt(digits(1, 2), |n| u8::try_from(n).ok()).parse(text)?;
        let (rest, number) = if (1..=most).contains(&number) { (rest, number) } else { return fail(text) };
        Ok((rest, number))
    }
}

fn fail<T>(text: &str) -> IResult<&str, T> {
    Err(nom::Err::Error(nom::error::Error::new(text, nom::error::ErrorKind::Verify)))
}

fn digits<'t>(least: usize, most: usize) -> impl Parser<&'t str, Output = i32, Error = nom::error::Error<&'t str>> {
    map_opt(take_while_m_n(least, most, |c: char| c.is_ascii_digit()), |digits: &str| digits.parse().ok())
}

fn no_digit(text: &str) -> IResult<&str, ()> {
    not(take_while_m_n(1, 1, |c: char| c.is_ascii_digit())).parse(text)
}

/// A month by its name or the beginning of it, with its stop.
fn month(text: &str) -> IResult<&str, u8> {
    terminated(map_opt(letters, month_of), opt(char('.'))).parse(text)
}

fn space(text: &str) -> IResult<&str, &str> {
    take_while1(char::is_whitespace).parse(text)
}

/// What stands between the parts of a date: ", ", " de ", " of ".
fn separator(text: &str) -> IResult<&str, &str> {
    let of = alt((tag("de "), tag("del "), tag("of "), tag("г. ")));
    recognize((opt(one_of(",.")), take_while(char::is_whitespace), opt(of))).parse(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Row;

    #[test]
    fn a_whole_date_is_one_that_keeps_every_word() {
        for (text, json) in [
            ("c. 1490", r#"{"date-parts":[[1490]],"circa":true}"#),
            ("1991-92", r#"{"date-parts":[[1991],[1992]]}"#),
            ("1991–1992", r#"{"date-parts":[[1991],[1992]]}"#),
            ("october 2015", r#"{"date-parts":[[2015,10]]}"#),
            ("12 März 2015", r#"{"date-parts":[[2015,3,12]]}"#),
            ("Summer 1991", r#"{"date-parts":[[1991]],"season":"2"}"#),
        ] {
            assert_eq!(serde_json::to_string(&read_whole(text).unwrap()).unwrap(), json, "{text}");
        }
        for text in ["[1796]", "1998b", "1818 [1993]", "mar/apr 1971", "Easter 1491", "1796?", "read 1998", "n.d.", ""]
        {
            assert_eq!(read_whole(text), None, "{text}");
        }
    }

    /// A date as "1998-5-3/1998-6 ~ words".
    fn show(date: Option<&Date>) -> String {
        let Some(date) = date else { return String::new() };
        let part = |p: &DateParts| {
            let numbers = [Some(p.year), p.month.map(i32::from), p.day.map(i32::from)];
            numbers.iter().flatten().map(ToString::to_string).collect::<Vec<_>>().join("-")
        };
        let mut text = date.parts.iter().map(part).collect::<Vec<_>>().join("/");
        text.extend(date.season.iter().map(|season| format!(" season {season}")));
        text.extend(date.circa.then_some(" circa"));
        text.extend(date.literal.as_deref());
        text
    }

    #[test]
    fn dates_in_many_hands() {
        for (text, expected) in [
            ("1998.", "1998"),
            ("(2009, October 5).", "2009-10-5"),
            ("19 jul. 2017", "2017-7-19"),
            ("3. Mai 1998", "1998-5-3"),
            ("1er mai 1998", "1998-5-1"),
            ("5 de mayo de 1998", "1998-5-5"),
            ("(March 2006):", "2006-3"),
            ("May 31st, 2016", "2016-5-31"),
            ("2008 May", "2008-5"),
            ("2009 5 October", "2009-10-5"),
            ("12.03.2001", "2001-3-12"),
            ("03/25/2001", "2001-3-25"),
            ("2001-03-12", "2001-3-12"),
            ("1998年5月3日", "1998-5-3"),
            ("Spring 2008", "2008 season 1"),
            ("1936–1938", "1936/1938"),
            ("1914-18", "1914/1918"),
            ("1998/99", "1998/1999"),
            ("1997/1998", "1997/1998"),
            ("29 June–2 July 2004", "2004-6-29/2004-7-2"),
            ("July 9–15, 2014", "2014-7-9/2014-7-15"),
            ("9–15 July 2014", "2014-7-9/2014-7-15"),
            ("21./22. März 2019", "2019-3-21/2019-3-22"),
            ("3-9 de enero de 1931", "1931-1-3/1931-1-9"),
            ("12, 15 July 2014", "2014-7-15"),
            ("ca. 1850", "1850 circa"),
            ("[um 1796]", "1796 circa"),
            ("c. 1490", "1490 circa"),
            ("c.1490", "1490 circa"),
            ("[no date]", "n.d."),
            ("N.d.", "n.d."),
            ("1998b", "1998"),
            ("s.d.", "n.d."),
            ("o. J.", "n.d."),
            ("forthcoming", "forthcoming"),
            ("12345", ""),
            ("no date at all", ""),
        ] {
            assert_eq!(show(read(text).issued.as_ref()), expected, "{text}");
        }
    }

    #[test]
    fn the_first_edition_is_told_from_the_reprint() {
        for (text, original, issued) in [
            ("[1848] 1998", "1848", "1998"),
            ("1998 [1848]", "1848", "1998"),
            ("1848/1998", "1848", "1998"),
            ("1848; repr. 1998", "1848", "1998"),
            ("(1848; 1998)", "1848", "1998"),
            ("1998; (Original work published 1848)", "1848", "1998"),
            ("1998 (zuerst 1848)", "1848", "1998"),
            ("1998, 1999", "", "1998"),
        ] {
            let reading = read(text);
            assert_eq!(
                (show(reading.original.as_ref()), show(reading.issued.as_ref())),
                (original.into(), issued.into()),
                "{text}"
            );
        }
    }

    #[test]
    fn the_day_of_reading_is_not_that_of_publication() {
        let reading = read("2017 (accessed 18 June 2020)");
        assert_eq!(
            (show(reading.issued.as_ref()), show(reading.accessed.as_ref())),
            ("2017".into(), "2020-6-18".into())
        );
        let reading = read("Abgerufen am 3. März 2019");
        assert_eq!(
            (show(reading.issued.as_ref()), show(reading.accessed.as_ref())),
            (String::new(), "2019-3-3".into())
        );
    }

    #[test]
    fn every_row_of_the_lexicon_is_read() {
        assert!(lexicon::rows(Class::Date).flat_map(Row::words).all(|word| cue(word).is_some()));
        assert!(lexicon::rows(Class::Undated).flat_map(Row::words).all(is_undated));
    }
}
