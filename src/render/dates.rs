//! Ranges of dates. hayagriva prints only the start. This module adds the end after it, in the same form.
//!
//! By CSL 1.0.2 ("Date ranges") the largest part that differs is where the two ends meet, and larger parts stand once:
//! "May–July 2008", "May 1–4, 2008", "1 May 2008–3 June 2009".

use citationberg::TermForm;
use citationberg::taxonomy::OtherTerm;

use crate::csl::DateParts;

/// The two ends of a range.
pub(super) type DateRange = (DateParts, DateParts);

/// How a style's language names months and seasons, and what the style puts between two dates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Calendar {
    /// The twelve months, then the four seasons; each in full and short.
    names: Vec<[String; 2]>,
    delimiter: String,
    /// "n.d."
    no_date: Option<String>,
}

/// How records say in words that a work has no date, without blanks.
const UNDATED: &[&str] =
    &["n.d.", "n.d", "nodate", "o.j.", "s.d.", "s.a.", "s.f.", "z.j.", "[n.d.]", "[s.d.]", "[o.j.]"];

/// A part of a date, the smallest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum DatePart {
    Day,
    Month,
    Year,
}

/// A part of a date where it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Slot {
    start: usize,
    end: usize,
    unit: DatePart,
    form: DatePartForm,
}

/// How a part is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DatePartForm {
    /// A number of at least so many digits.
    Digits(usize),
    /// A number with the full stop of an ordinal: "1. Mai".
    Ordinal,
    /// The last two digits of a year.
    Short,
    /// A name: 0 in full, 1 short.
    Name(usize),
}

impl Calendar {
    pub(super) fn new(term: impl Fn(OtherTerm, TermForm) -> Option<String>, delimiter: Option<&str>) -> Self {
        let months = (0..12).filter_map(OtherTerm::month);
        let seasons = [OtherTerm::Season01, OtherTerm::Season02, OtherTerm::Season03, OtherTerm::Season04];
        let name = |name: OtherTerm| [TermForm::Long, TermForm::Short].map(|form| term(name, form).unwrap_or_default());
        Self {
            names: months.chain(seasons).map(name).collect(),
            delimiter: delimiter.unwrap_or("–").to_owned(),
            no_date: term(OtherTerm::NoDate, TermForm::Short),
        }
    }

    /// "n.d." in the style's language, where the words of a date say that in any.
    pub(super) fn undated(&self, words: &str) -> Option<String> {
        let plain: String = words.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
        self.no_date.clone().filter(|_| UNDATED.contains(&plain.as_str()))
    }

    /// The range, where its start was printed; `None` where what was printed is not this start, or where the end is
    /// no other in what the style prints.
    pub(super) fn range(&self, printed: &str, (start, end): &DateRange) -> Option<String> {
        let slots = self.slots(printed, start)?;
        let differs = |slot: &&Slot| self.text(**slot, start) != self.text(**slot, end);
        let largest = slots.iter().filter(differs).map(|slot| slot.unit).max()?;
        let meet: Vec<Slot> = slots.iter().filter(|slot| slot.unit <= largest).copied().collect();
        let (first, last) = (meet.first()?, meet.last()?);
        let mut text = format!("{}{}", &printed[..last.end], self.delimiter);
        let mut at = first.start;
        for slot in &meet {
            text.push_str(&printed[at..slot.start]);
            text.push_str(&self.text(*slot, end)?);
            at = slot.end;
        }
        Some(text + &printed[last.end..])
    }

    /// The parts of a printed date, in their order; `None` where it has numbers that are none of them.
    fn slots(&self, printed: &str, date: &DateParts) -> Option<Vec<Slot>> {
        let month = self.month(printed, date);
        // "2008-10-31": dates of numbers with hyphens have two digits for each.
        let is_iso = month.is_none() && printed.contains('-');
        let mut slots: Vec<Slot> = month.into_iter().collect();
        for (start, end) in digits(printed) {
            let digits = &printed[start..end];
            let free = |unit: DatePart| slots.iter().all(|slot| slot.unit != unit);
            let number: i32 = digits.parse().ok()?;
            let width = if is_iso || digits.starts_with('0') { 2 } else { 1 };
            let is = |part: Option<u8>| part.is_some_and(|part| i32::from(part) == number);
            let (unit, form) = if number == date.year && digits.len() > 2 {
                (DatePart::Year, DatePartForm::Digits(0))
            } else if is(date.day) && free(DatePart::Day) && !(is(date.month) && free(DatePart::Month)) {
                (
                    DatePart::Day,
                    if is_ordinal(printed, end) { DatePartForm::Ordinal } else { DatePartForm::Digits(width) },
                )
            } else if is(date.month) && !is(date.day) && free(DatePart::Month) {
                (DatePart::Month, DatePartForm::Digits(width))
            } else if number == date.year.rem_euclid(100) && digits.len() == 2 && free(DatePart::Year) {
                (DatePart::Year, DatePartForm::Short)
            } else {
                return None;
            };
            slots.push(Slot { start, end: end + usize::from(form == DatePartForm::Ordinal), unit, form });
        }
        slots.sort_by_key(|slot| slot.start);
        // "1er": the end would need another ending.
        let has_ending =
            |slot: &Slot| slot.unit == DatePart::Day && printed[slot.end..].starts_with(char::is_alphabetic);
        (!slots.iter().any(has_ending)).then_some(slots)
    }

    /// Where the name of the month or season stands.
    fn month(&self, printed: &str, date: &DateParts) -> Option<Slot> {
        let names = self.names_of(date)?.iter().enumerate();
        names.filter(|(_, name)| !name.is_empty()).find_map(|(form, name)| {
            let start = printed.find(name.as_str())?;
            Some(Slot { start, end: start + name.len(), unit: DatePart::Month, form: DatePartForm::Name(form) })
        })
    }

    fn names_of(&self, date: &DateParts) -> Option<&[String; 2]> {
        let place = match date.month? {
            month @ 1..=12 => month - 1,
            season @ 13..=16 => season - 1,
            season @ 21..=24 => season - 9,
            _ => return None,
        };
        self.names.get(usize::from(place))
    }

    /// What stands in a slot for a date.
    fn text(&self, slot: Slot, date: &DateParts) -> Option<String> {
        match (slot.unit, slot.form) {
            (_, DatePartForm::Name(form)) => self.names_of(date)?.get(form).cloned(),
            (_, DatePartForm::Ordinal) => date.day.map(|day| format!("{day}.")),
            (_, DatePartForm::Short) => Some(format!("{:02}", date.year.rem_euclid(100))),
            (DatePart::Year, DatePartForm::Digits(_)) => (date.year > 0).then(|| date.year.to_string()),
            (DatePart::Month, DatePartForm::Digits(width)) => date.month.map(|month| format!("{month:0width$}")),
            (DatePart::Day, DatePartForm::Digits(width)) => date.day.map(|day| format!("{day:0width$}")),
        }
    }
}

/// Whether the number that ends at `end` is an ordinal with a full stop.
fn is_ordinal(printed: &str, end: usize) -> bool {
    printed[end..].strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

/// Where numbers stand in a text.
fn digits(text: &str) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, _) in text.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        match found.last_mut() {
            Some(last) if last.1 == at => last.1 += 1,
            _ => found.push((at, at + 1)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar() -> Calendar {
        let name = |term: OtherTerm, form: TermForm| {
            let short = form == TermForm::Short;
            let name = match term {
                OtherTerm::Month01 => ["January", "Jan."],
                OtherTerm::Month05 => ["May", "May"],
                OtherTerm::Month07 => ["July", "July"],
                OtherTerm::Month10 => ["October", "Oct."],
                OtherTerm::Season01 => ["Spring", ""],
                OtherTerm::Season02 => ["Summer", ""],
                _ => return None,
            };
            Some(name[usize::from(short)].to_owned())
        };
        Calendar::new(name, None)
    }

    fn date(parts: &[i32]) -> DateParts {
        let small = |at: usize| parts.get(at).and_then(|part| u8::try_from(*part).ok());
        DateParts { year: parts[0], month: small(1), day: small(2) }
    }

    #[test]
    fn the_ends_meet_in_the_largest_part_that_differs() {
        for (printed, start, end, expected) in [
            ("1998", &[1998][..], &[1999][..], "1998–1999"),
            ("May 2008", &[2008, 5], &[2008, 7], "May–July 2008"),
            ("May 1, 2008", &[2008, 5, 1], &[2008, 5, 4], "May 1–4, 2008"),
            ("May 1, 2008", &[2008, 5, 1], &[2008, 7, 1], "May 1–July 1, 2008"),
            ("1 May 2008", &[2008, 5, 1], &[2008, 7, 3], "1 May–3 July 2008"),
            ("1. May 2008", &[2008, 5, 1], &[2008, 5, 4], "1.–4. May 2008"),
            ("1 May 2008", &[2008, 5, 1], &[2009, 7, 3], "1 May 2008–3 July 2009"),
            ("2008, Oct. 31", &[2008, 10, 31], &[2009, 1, 2], "2008, Oct. 31–2009, Jan. 2"),
            ("2008-05-31", &[2008, 5, 31], &[2008, 7, 2], "2008-05-31–07-02"),
            ("2008", &[2008, 5, 31], &[2009, 7, 2], "2008–2009"),
            ("Spring 2008", &[2008, 21], &[2008, 22], "Spring–Summer 2008"),
            ("(1998a)", &[1998], &[1999], "(1998–1999a)"),
        ] {
            let found = calendar().range(printed, &(date(start), date(end)));
            assert_eq!(found.as_deref(), Some(expected), "{printed}");
        }
    }

    #[test]
    fn other_dates_are_left_alone() {
        for (printed, start, end) in [
            ("2008", &[2008, 5][..], &[2008, 7][..]),
            ("April 2, 2019", &[2008, 5], &[2008, 7]),
            ("1er May 2008", &[2008, 5, 1], &[2008, 5, 4]),
            ("forthcoming", &[2008], &[2009]),
            ("", &[2008], &[2009]),
            ("05/05/2008", &[2008, 5, 5], &[2008, 7, 7]),
            ("May 1, 2008", &[2008, 5, 1], &[2009]),
        ] {
            assert_eq!(calendar().range(printed, &(date(start), date(end))), None, "{printed}");
        }
    }
}
