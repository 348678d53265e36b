//! Volumes, issues and numbers: "vol. 3, no. 2", "77 (3)", "34.2", "Jg. 4, H. 2", "3 vols".

use super::date::lone_year;
use super::word::{is_dash, plain};
use crate::lexicon::{self, Class};
use crate::text::roman;

/// What the numbers of a stretch are.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct VolumeReading {
    /// The volume, as printed.
    pub(super) volume: Option<String>,
    /// The issue.
    pub(super) issue: Option<String>,
    /// How many volumes there are.
    pub(super) volumes: Option<String>,
    /// A year among them.
    pub(super) year: Option<i32>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum VolumeUnit {
    Volume,
    Issue,
    Volumes,
}

/// What a word beside a number counts, as [`plain`] gives it; the "nᵒ" of French is a "no".
fn unit(plain: &str) -> Option<VolumeUnit> {
    match lexicon::meaning(Class::Numbering, &lexicon::fold::fold(plain))? {
        "volume" => Some(VolumeUnit::Volume),
        "volumes" => Some(VolumeUnit::Volumes),
        "issue" => Some(VolumeUnit::Issue),
        _ => None,
    }
}

/// Reads a stretch of volume and issue.
pub(super) fn read(text: &str) -> VolumeReading {
    if let Some(reading) = with_signs(text) {
        return reading;
    }
    let mut reader = VolumeReader::default();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = if c.is_alphabetic() {
            reader.word(rest)
        } else if c.is_ascii_digit() {
            reader.number(rest)
        } else {
            reader.sign(c)
        };
        rest = rest.get(length.max(1)..).unwrap_or_default();
    }
    reader.finish(text)
}

/// The number of a volume, and its title where a colon leads up to one: "t. 1 : La République".
pub(super) fn title_apart(text: &str) -> (&str, Option<&str>) {
    let is_title = |title: &str| {
        title.split_whitespace().any(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 3 && !is_unit(word))
    };
    match text.split_once(':') {
        Some((number, title)) if number.contains(char::is_alphanumeric) && is_title(title) => (number, Some(title)),
        _ => (text, None),
    }
}

fn is_unit(word: &str) -> bool {
    unit(&plain(word)).is_some()
}

/// Numbers with the signs of East Asia after them: "第10巻第2号", "제12권 제3호".
fn with_signs(text: &str) -> Option<VolumeReading> {
    let mut reading = VolumeReading::default();
    let mut number = String::new();
    for c in text.chars() {
        let field = match c {
            '巻' | '卷' | '권' | '集' | '辑' | '輯' | '집' | '編' => &mut reading.volume,
            '号' | '號' | '期' | '호' => &mut reading.issue,
            _ if c.is_ascii_digit() || (c == '/' || is_dash(c)) && !number.is_empty() => {
                number.push(c);
                continue;
            }
            _ => {
                number.clear();
                continue;
            }
        };
        if !number.is_empty() {
            *field = Some(std::mem::take(&mut number));
        }
    }
    (reading != VolumeReading::default()).then_some(reading)
}

/// The issue of a stretch that was labelled so: its value without cue and brackets.
pub(super) fn issue(text: &str) -> Option<String> {
    if let Some(issue) = with_signs(text).and_then(|reading| reading.issue) {
        return Some(issue);
    }
    let mut rest = trimmed(text);
    while let Some((first, after)) = rest.split_once(|c: char| c.is_whitespace() || matches!(c, '.' | '°' | 'º' | ':'))
    {
        // The "A" of "A.1" is no year.
        let is_letter = first.len() == 1 && !after.starts_with(' ') && first.starts_with(char::is_uppercase);
        if is_letter || unit(&plain(first)).is_none() {
            break;
        }
        rest = trimmed(after);
    }
    // "2/2009": an issue and its year.
    rest = rest.split_once('/').filter(|(_, year)| lone_year(year).is_some()).map_or(rest, |(number, _)| number);
    (!rest.is_empty()).then(|| rest.to_owned())
}

/// A text without the punctuation around it, brackets that stand inside it kept whole.
fn trimmed(text: &str) -> &str {
    let text =
        text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.' | '#' | '№' | '°' | 'º'));
    let (opened, closed) = (text.matches('(').count(), text.matches(')').count());
    let holds_all = text.starts_with('(') && text.ends_with(')');
    match opened.cmp(&closed) {
        std::cmp::Ordering::Less => text.strip_suffix(')').map_or(text, trimmed),
        std::cmp::Ordering::Greater => text.strip_prefix('(').map_or(text, trimmed),
        std::cmp::Ordering::Equal if holds_all => text.get(1..text.len() - 1).map_or(text, trimmed),
        std::cmp::Ordering::Equal => text,
    }
}

#[derive(Default)]
struct VolumeReader {
    found: VolumeReading,
    unit: Option<VolumeUnit>,
    /// The signs since the last value.
    between: String,
}

impl VolumeReader {
    /// Reads a word: a cue, a Roman numeral or something else.
    fn word(&mut self, rest: &str) -> usize {
        let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let word = rest.get(..end).unwrap_or_default();
        let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let is_cue_before_digit = letters.len() < word.len() && unit(&plain(letters)).is_some();
        let (word, end) = if is_cue_before_digit { (letters, letters.len()) } else { (word, end) };
        match unit(&plain(word)) {
            Some(VolumeUnit::Volumes) if self.found.volume.is_some() && self.unit.is_none() => {
                self.found.volumes = self.found.volume.take();
            }
            Some(unit) => self.unit = Some(unit),
            None if is_numeral(word) => self.value(word),
            None => {}
        }
        end
    }

    fn number(&mut self, rest: &str) -> usize {
        let end = number_end(rest);
        self.value(rest.get(..end).unwrap_or_default());
        end
    }

    fn sign(&mut self, c: char) -> usize {
        match c {
            '№' | '#' => self.unit = Some(VolumeUnit::Issue),
            '°' | 'º' => {}
            _ => self.between.push(c),
        }
        c.len_utf8()
    }

    fn value(&mut self, value: &str) {
        let bracketed = self.between.contains('(');
        self.between.clear();
        let unit = self.unit.take();
        let year = lone_year(value).filter(|_| unit.is_none() && (bracketed || self.found.volume.is_none()));
        match (unit, year) {
            (None, Some(year)) if self.found.year.is_none() => self.found.year = Some(year),
            (Some(VolumeUnit::Issue), _) => extend(&mut self.found.issue, value, ", "),
            (Some(VolumeUnit::Volumes | VolumeUnit::Volume), _) => extend(&mut self.found.volume, value, ", "),
            (None, _) if self.found.issue.is_some() && bracketed => {
                extend(&mut self.found.issue, &format!("({value})"), " ");
            }
            (None, _) if self.found.volume.is_none() => {
                let (volume, issue) = volume_and_issue(value).map_or((value, None), |(one, other)| (one, Some(other)));
                self.found.volume = Some(volume.to_owned());
                self.found.issue = self.found.issue.take().or(issue.map(str::to_owned));
            }
            (None, _) => extend(&mut self.found.issue, value, ", "),
        }
    }

    fn finish(mut self, text: &str) -> VolumeReading {
        if self.found.volume.is_none() && self.found.issue.is_none() && self.found.volumes.is_none() {
            // A lone year, or words: the stretch as it stands.
            let whole = without_unit(text.trim_matches(|c: char| !c.is_alphanumeric()));
            self.found =
                VolumeReading { volume: (!whole.is_empty()).then(|| whole.to_owned()), ..VolumeReading::default() };
        }
        self.found
    }
}

/// What stands after the word for a volume: "C81" of "vol. C81".
fn without_unit(text: &str) -> &str {
    let rest = text.split_once(' ').filter(|(first, _)| is_unit(first)).map(|(_, rest)| rest.trim());
    rest.filter(|rest| rest.contains(|c: char| c.is_ascii_digit())).unwrap_or(text)
}

/// The two numbers of "31/2"; none of "3/4", which is a volume of two numbers that follow each other.
fn volume_and_issue(value: &str) -> Option<(&str, &str)> {
    let (volume, issue) = value.split_once('/')?;
    let number = |text: &str| text.parse::<u32>().ok().filter(|number| *number < 1000);
    (number(volume)? + 1 != number(issue)?).then_some((volume, issue))
}

fn extend(field: &mut Option<String>, value: &str, joint: &str) {
    match field {
        Some(text) => {
            text.push_str(joint);
            text.push_str(value);
        }
        None => *field = Some(value.to_owned()),
    }
}

/// True for a Roman numeral in capitals, or a small one of more than one sign. "DVD" is none, and "CD" and "MIX" count no volumes.
fn is_numeral(word: &str) -> bool {
    let is_small = word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase());
    (is_small || word.chars().all(|c| c.is_ascii_uppercase())) && roman::value(word).is_some_and(|value| value < 400)
}

/// Where a number ends: "12", "1/2", "3–4", "12a", "S1".
fn number_end(text: &str) -> usize {
    let mut end = 0;
    let mut letters = 0;
    for (at, c) in text.char_indices() {
        let inner = (c == '/' || is_dash(c)) && next_is_digit(text, at + c.len_utf8());
        letters += usize::from(c.is_alphabetic());
        if !(c.is_alphanumeric() || inner) || letters > 2 {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

fn next_is_digit(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Row;

    fn show(text: &str) -> String {
        let found = read(text);
        let parts =
            [("v", found.volume), ("i", found.issue), ("of", found.volumes), ("y", found.year.map(|y| y.to_string()))];
        let parts = parts.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", value?)));
        parts.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn volumes_in_many_hands() {
        for (text, expected) in [
            ("76 (3),", "v=76 i=3"),
            ("vol. 60, no. 1,", "v=60 i=1"),
            ("122.3", "v=122 i=3"),
            ("30(2):", "v=30 i=2"),
            ("34, no. 10", "v=34 i=10"),
            ("vol. 14, no. 1/2", "v=14 i=1/2"),
            ("2000;355(9222):", "v=355 i=9222 y=2000"),
            ("(1996) 11", "v=11 y=1996"),
            ("9 (2009) 8", "v=9 i=8 y=2009"),
            ("Jg. 45, H. 3", "v=45 i=3"),
            ("t. III", "v=III"),
            ("XII, n. 3", "v=XII i=3"),
            ("n°51,", "i=51"),
            ("31/2", "v=31 i=2"),
            ("3/4", "v=3/4"),
            ("2003/4", "v=2003/4"),
            ("№ 4", "i=4"),
            ("No. 13 (1)", "i=13 (1)"),
            ("3 vols.", "of=3"),
            ("第10巻第2号", "v=10 i=2"),
            ("제12권 제3호", "v=12 i=3"),
            ("DVD", "v=DVD"),
            ("vol. 3, DVD", "v=3"),
            ("Т. 3,", "v=3"),
            ("Bd. 2", "v=2"),
            ("(2B)", "v=2B"),
            ("2011", "v=2011"),
            ("", ""),
        ] {
            assert_eq!(show(text), expected, "{text}");
        }
    }

    #[test]
    fn a_volume_gives_up_its_title() {
        for (text, expected) in [
            ("t. 1 : La République,", ("t. 1 ", Some(" La République,"))),
            ("Bd. 2: Von Salz", ("Bd. 2", Some(" Von Salz"))),
            ("vol. 3: no. 4", ("vol. 3: no. 4", None)),
            ("7: issue 2", ("7: issue 2", None)),
        ] {
            assert_eq!(title_apart(text), expected, "{text}");
        }
    }

    #[test]
    fn a_stretch_that_is_an_issue_has_no_volume() {
        for (text, expected) in [
            ("nᵒ 9999,", Some("9999")),
            ("nᵒ\u{a0}8,", Some("8")),
            ("Ausgabe 3/4", Some("3/4")),
            ("2/2009,", Some("2")),
            ("Sayı 12", Some("12")),
            ("(3)", Some("3")),
            ("no. 10", Some("10")),
            ("3/4", Some("3/4")),
            ("no. 13 (1),", Some("13 (1)")),
            ("(13 (1))", Some("13 (1)")),
            ("n° 4", Some("4")),
            ("A.1", Some("A.1")),
            (",", None),
        ] {
            assert_eq!(issue(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn every_row_of_the_lexicon_is_read() {
        assert!(lexicon::rows(Class::Numbering).flat_map(Row::words).all(|word| unit(&plain(word)).is_some()));
    }
}
