//! Dates and ranges of dates, as CSL-JSON has them.

use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// A year, perhaps with month (1 to 12) and day (1 to 31). Years before our era are negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateParts {
    /// The year.
    pub year: i32,
    /// The month, 1 to 12; CSL also allows 13 to 24 for seasons.
    pub month: Option<u8>,
    /// The day of the month, 1 to 31.
    pub day: Option<u8>,
}

/// A date, a range of dates, or words that stand for one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Date {
    /// None, one, or the two ends of a range.
    pub parts: Vec<DateParts>,
    /// A season: 1 (spring) to 4 (winter), or a word.
    pub season: Option<String>,
    /// "circa".
    pub circa: bool,
    /// A date that has no parts: "n.d.", "forthcoming", "in press".
    pub literal: Option<String>,
    /// A date as it was typed, not yet read.
    pub raw: Option<String>,
}

impl DateParts {
    /// A year alone.
    #[must_use]
    pub fn year(year: i32) -> Self {
        Self { year, month: None, day: None }
    }

    fn to_numbers(self) -> Vec<i32> {
        let tail = [self.month, self.month.and(self.day)];
        std::iter::once(self.year).chain(tail.into_iter().flatten().map(i32::from)).collect()
    }

    fn from_value(value: &Value) -> Option<Self> {
        let mut numbers = value.as_array()?.iter().map_while(number);
        let year = numbers.next()?;
        let mut small = || numbers.next().and_then(|n| u8::try_from(n).ok()).filter(|&n| n > 0);
        let month = small();
        Some(Self { year, month, day: month.and_then(|_| small()) })
    }
}

impl Date {
    /// A year alone.
    #[must_use]
    pub fn year(year: i32) -> Self {
        Self::from(DateParts::year(year))
    }

    /// Words that stand for a date: "n.d.", "forthcoming".
    #[must_use]
    pub fn literal(words: impl Into<String>) -> Self {
        Self { literal: Some(words.into()), ..Self::default() }
    }

    /// The first (or only) date.
    #[must_use]
    pub fn start(&self) -> Option<DateParts> {
        self.parts.first().copied()
    }

    /// The year of the first date; of a date in words the first number of four digits (1796 of `[1796]`).
    #[must_use]
    pub fn nearest_year(&self) -> Option<i32> {
        let words = self.literal.as_deref().or(self.raw.as_deref()).unwrap_or_default();
        let in_words = || words.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 4)?.parse().ok();
        self.start().map(|parts| parts.year).or_else(in_words)
    }

    fn from_value(value: &Value) -> Self {
        let text = |key: &str| value.get(key).and_then(plain);
        let parts = value.get("date-parts").and_then(Value::as_array);
        Self {
            parts: parts.into_iter().flatten().filter_map(DateParts::from_value).take(2).collect(),
            season: text("season"),
            circa: value.get("circa").and_then(plain).is_some_and(|c| !matches!(c.as_str(), "" | "0" | "false")),
            literal: text("literal"),
            raw: text("raw"),
        }
    }
}

impl From<DateParts> for Date {
    fn from(parts: DateParts) -> Self {
        Self { parts: vec![parts], ..Self::default() }
    }
}

fn number(value: &Value) -> Option<i32> {
    match value {
        Value::Number(number) => number.as_i64().and_then(|n| i32::try_from(n).ok()),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut map = out.serialize_map(None)?;
        if !self.parts.is_empty() {
            let parts: Vec<_> = self.parts.iter().map(|p| p.to_numbers()).collect();
            map.serialize_entry("date-parts", &parts)?;
        }
        for (key, words) in [("season", &self.season), ("literal", &self.literal), ("raw", &self.raw)] {
            if let Some(words) = words {
                map.serialize_entry(key, words)?;
            }
        }
        if self.circa {
            map.serialize_entry("circa", &true)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        Ok(Self::from_value(&Value::deserialize(input)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(json: &str) -> String {
        serde_json::to_string(&serde_json::from_str::<Date>(json).unwrap()).unwrap()
    }

    #[test]
    fn dates_are_written_as_they_were_read() {
        for json in [
            r#"{"date-parts":[[1998]]}"#,
            r#"{"date-parts":[[1998,5,3]]}"#,
            r#"{"date-parts":[[-44,3],[1,1,1]],"circa":true}"#,
            r#"{"season":"2","literal":"n.d."}"#,
        ] {
            assert_eq!(round(json), json);
        }
    }

    #[test]
    fn numbers_may_be_typed_as_text() {
        assert_eq!(round(r#"{"date-parts":[["1998","05"]]}"#), r#"{"date-parts":[[1998,5]]}"#);
    }

    #[test]
    fn a_part_that_is_no_number_ends_the_date() {
        assert_eq!(round(r#"{"date-parts":[[1998,"May"],[null]]}"#), r#"{"date-parts":[[1998]]}"#);
    }
}
