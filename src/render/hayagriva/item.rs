//! Hands a record over to hayagriva, with what it does not know of made plain or marked.

use std::collections::BTreeMap;

use citationberg::json::{self, DateValue, LiteralName, NameItem, NameValue, Value, VecDate, VecDateRange};

use super::patch::Uses;
use crate::csl::{Date, DateParts, Item, Name, TextVariable, bare_doi};
use crate::language;
use crate::render::dates::DateRange;
use crate::render::mark::{self, STAND_IN};
use crate::render::range::{self, LocatorShape};
use crate::render::typeset::{typeset, value};

/// A record as hayagriva takes it, with what has to be put in afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::render) struct Handed {
    pub(in crate::render) item: json::Item,
    /// Dates in words, each for a year that stands for it: see [`STAND_IN`].
    pub(in crate::render) dates: Vec<String>,
    /// Ranges of dates, of which the start is handed over.
    pub(in crate::render) ranges: Vec<DateRange>,
    /// The pages of the work, as they were typed.
    pub(in crate::render) pages: Option<String>,
    /// Its number, as it was typed.
    pub(in crate::render) number: Option<String>,
    /// Whether its titles may be set in English title case; `None` where the record names no language.
    pub(in crate::render) english: Option<bool>,
}

/// The key of the place of a record. hayagriva compares records by value, and keys in their order: under the empty key stands a number, so
/// that the first comparison tells two records apart, and looks at nothing outside of their maps.
const PLACE: &str = "";

/// The record of the item at a place, for a style that asks as `uses` says.
pub(in crate::render) fn hand_over(place: usize, item: &Item, uses: &Uses) -> Handed {
    let mut values = BTreeMap::new();
    let string = |text: &str| Value::String(text.to_owned());
    values.insert(PLACE.to_owned(), Value::Number(i64::try_from(place).unwrap_or(i64::MAX)));
    values.insert("id".to_owned(), string(&item.id));
    values.insert("citation-label".to_owned(), string(&item.id));
    values.insert("type".to_owned(), string(item.item_type.as_str()));
    for (variable, text) in item.texts() {
        values.insert(key(variable).to_owned(), Value::String(text_value(variable, &guarded(item, variable, text))));
    }
    stand_ins(item, &mut values);
    for (variable, names) in item.all_names() {
        let names: Vec<_> = names.iter().filter_map(|one| name(one, uses.initials.as_deref())).collect();
        if !names.is_empty() {
            values.insert(variable.as_str().to_owned(), Value::Names(names));
        }
    }
    let mut dates = Vec::new();
    for (variable, value) in item.dates() {
        if let Some(value) = date(value, &mut dates) {
            values.insert(variable.as_str().to_owned(), value);
        }
    }
    for (original, shadow) in &uses.shadows {
        let answer = values.contains_key(original).then(|| string("1"));
        values.remove(shadow);
        answer.into_iter().for_each(|answer| drop(values.insert(shadow.clone(), answer)));
    }
    let [pages, number] = [TextVariable::Page, TextVariable::Number].map(|v| item.text(v).map(str::to_owned));
    let english = item.text(TextVariable::Language).map(|language| language.to_ascii_lowercase().starts_with("en"));
    let ranges = item.dates().filter_map(|(_, date)| <[_; 2]>::try_from(date.parts.clone()).ok());
    let ranges = ranges.map(|[start, end]| (start, end)).filter(|(start, end)| start < end).collect();
    Handed { item: json::Item(values), dates, ranges, pages, number, english }
}

/// Gives a record that names no language the one its title is in, or else that of the document it was read off: words
/// of other languages than English are not set in title case.
pub fn presume_language(item: &mut Item, document: &str) {
    if item.text(TextVariable::Language).is_none() {
        let told = item.text(TextVariable::Title).and_then(language::of_title);
        item.set(TextVariable::Language, told.unwrap_or(document));
    }
}

/// A record that prints nothing: it separates two cites of one source where no other is at hand.
pub(in crate::render) fn nothing() -> json::Item {
    let string = |text: &str| Value::String(text.to_owned());
    json::Item(BTreeMap::from([(PLACE.to_owned(), Value::Number(-1)), ("type".to_owned(), string("document"))]))
}

/// The name hayagriva knows a variable by.
fn key(variable: TextVariable) -> &'static str {
    match variable {
        TextVariable::Part => "part-number",
        TextVariable::Supplement => "supplement-number",
        TextVariable::Printing => "printing-number",
        TextVariable::ShortTitle => "title-short",
        TextVariable::JournalAbbreviation => "container-title-short",
        other => other.as_str(),
    }
}

/// Old and new names of one variable stand in for each other.
fn stand_ins(item: &Item, values: &mut BTreeMap<String, Value>) {
    use TextVariable as V;
    for (variable, other) in [
        (V::TitleShort, V::ShortTitle),
        (V::ContainerTitleShort, V::JournalAbbreviation),
        (V::EventTitle, V::Event),
        (V::Event, V::EventTitle),
    ] {
        if let Some(text) = item.text(variable).or_else(|| item.text(other)) {
            values
                .insert(key(variable).to_owned(), Value::String(text_value(variable, &guarded(item, variable, text))));
        }
    }
}

/// Text is typeset and marked as one value; numbers and identifiers go as they are, for hayagriva reads them.
/// A title that is surely in a language other than English keeps its letters: that of a journal always, as a French one beside an English
/// article, others where the record names no language.
fn guarded(item: &Item, variable: TextVariable, text: &str) -> String {
    let names_language = item.text(TextVariable::Language).is_some();
    let is_open = match variable {
        TextVariable::ContainerTitle => true,
        TextVariable::Title | TextVariable::CollectionTitle => !names_language,
        _ => false,
    };
    let is_foreign = || language::surely_of_title(text).is_some_and(|language| language != "en");
    if is_open && is_foreign() { format!("<span class=\"nocase\">{text}</span>") } else { text.to_owned() }
}

fn text_value(variable: TextVariable, text: &str) -> String {
    use TextVariable as V;
    let text: String = text.chars().filter(|c| !mark::is_mark(*c)).collect();
    match variable {
        V::Doi => bare_doi(&text).to_owned(),
        V::Url | V::Isbn | V::Issn | V::Pmid | V::Pmcid | V::Language | V::CitationKey => text,
        V::Page | V::PageFirst => text,
        // What is printed is the number itself; it may be longer than hayagriva's numbers are.
        V::Number if range::is_numeric(&text) => LocatorShape::of(&text).stand_in().to_owned(),
        V::Number => numberless(&text),
        V::Volume
        | V::Issue
        | V::Edition
        | V::NumberOfPages
        | V::Section
        | V::Version
        | V::Part
        | V::NumberOfVolumes
        | V::ChapterNumber
        | V::CollectionNumber
        | V::Supplement
        | V::Printing => {
            if range::is_numeric(&text) {
                text
            } else {
                numberless(&text)
            }
        }
        _ => value(&text),
    }
}

/// A value that hayagriva will not read as a number: something follows that no number has.
fn numberless(text: &str) -> String {
    format!("{}{} {}", value(text), mark::JOIN, mark::NUMBERLESS)
}

fn name(name: &Name, initials: Option<&str>) -> Option<NameValue> {
    let text = |part: &Option<String>| part.as_deref().map(str::trim).filter(|s| !s.is_empty()).map(typeset);
    let literal = |literal: String| Some(NameValue::Literal(LiteralName { literal }));
    if name.is_others() {
        return literal(mark::OTHERS.to_string());
    }
    let Some(family) = text(&name.family) else {
        return literal(text(&name.literal).or_else(|| text(&name.given))?);
    };
    let particle = text(&name.non_dropping_particle);
    let article = particle.as_deref().filter(|particle| particle.ends_with('-'));
    Some(NameValue::Item(NameItem {
        family: family_name(&format!("{}{family}", article.unwrap_or_default())),
        given: text(&name.given).map(|given| given_name(&given, initials)),
        non_dropping_particle: particle.as_deref().filter(|_| article.is_none()).map(joined),
        // Without any particle hayagriva would look for one inside the family name.
        dropping_particle: Some(
            text(&name.dropping_particle).map_or_else(|| mark::UNSPACE.to_string(), |p| joined(&p)),
        ),
        suffix: text(&name.suffix),
        comma_suffix: name.comma_suffix,
    }))
}

/// A family name as hayagriva is to read it. In sorting, an article ("al-Tahan") does not count, nor does what joins the words of a name: else
/// "López de Molina, G." would come before "López, M.". So hidden, the first word of "Della Porta" is no particle either.
fn family_name(family: &str) -> String {
    let starts_small = |text: &str| text.starts_with(char::is_lowercase);
    if let Some((article, rest)) =
        family.split_once('-').filter(|(article, rest)| starts_small(article) && !starts_small(rest))
        && !article.contains(' ')
    {
        let hidden: String = article.chars().chain(['-']).map(mark::unsorted).collect();
        return hidden + rest;
    }
    let joint = |c: char| if matches!(c, ' ' | '-') { mark::unsorted(c) } else { c };
    if starts_small(family) { family.to_owned() } else { family.chars().map(joint).collect() }
}

/// A particle that ends in an apostrophe or hyphen stands close to the name: "d’Escrivan", "al-Biruni".
fn joined(particle: &str) -> String {
    let close = particle.ends_with(['’', '-', '\u{02BC}']);
    if close { format!("{particle}{}", mark::JOIN) } else { particle.to_owned() }
}

/// Splits initials that stand together ("J.A."), so that each is read as one; they are joined again where the name is
/// printed in full. Those that a hyphen joins ("J.-B.") stay together. `initials` is what a style puts after initials in full names.
fn given_name(given: &str, initials: Option<&str>) -> String {
    let mut out = String::with_capacity(given.len() + 8);
    let mut after_initial = false;
    for word in given.split_whitespace() {
        for (at, piece) in word.split_inclusive('.').enumerate() {
            let is_hyphened = at > 0 && piece.starts_with('-');
            let is_initial = is_initial(piece.trim_start_matches('-'));
            let together = if is_initial && after_initial { initials.map_or(at > 0, ends_close) } else { at > 0 };
            if !out.is_empty() && !is_hyphened {
                out.extend(together.then_some(mark::JOIN));
                out.push(' ');
            }
            match initials.filter(|_| is_initial) {
                Some(with) => out.push_str(&format!("{}{}", piece.trim_end_matches('.'), with.trim_end())),
                None => out.push_str(piece),
            }
            after_initial = is_initial;
        }
    }
    out
}

fn ends_close(with: &str) -> bool {
    !with.ends_with(char::is_whitespace)
}

/// "J." or "J": one capital letter.
fn is_initial(piece: &str) -> bool {
    let mut letters = piece.trim_end_matches('.').chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

/// A date as far as hayagriva can take it: the first of a range (a second one makes it panic), words by a stand-in.
fn date(date: &Date, words: &mut Vec<String>) -> Option<Value> {
    let in_words = date.literal.as_ref().or(date.raw.as_ref()).filter(|_| date.parts.is_empty());
    if let Some(literal) = in_words {
        let year = STAND_IN.checked_add(i16::try_from(words.len()).ok()?)?;
        words.push(typeset(literal));
        return Some(date_value(vec![year], None, false));
    }
    let start = date.start()?;
    let year = i16::try_from(start.year).ok().filter(|year| *year < STAND_IN)?;
    // CSL-JSON's year -44 is 44 BC; hayagriva, which has a year 0, would print 45.
    let year = if year < 0 { year.checked_add(1)? } else { year };
    let (month, season) = month_and_season(start, date.season.as_deref());
    let month = month.map(i16::from);
    let day = month.and(start.day).filter(|day| (1..=31).contains(day)).map(i16::from);
    let parts = [Some(year), month, day].into_iter().map_while(|part| part).collect();
    Some(date_value(parts, season, date.circa))
}

/// The month (1 to 12), or the season: CSL also writes seasons as months from 13 or 21 on.
fn month_and_season(start: DateParts, season: Option<&str>) -> (Option<u8>, Option<String>) {
    match start.month {
        Some(month @ 1..=12) => (Some(month), None),
        Some(month @ (13..=16 | 21..=24)) => (None, Some(((month - 13) % 4 + 1).to_string())),
        _ => (None, season.map(str::to_owned)),
    }
}

fn date_value(parts: Vec<i16>, season: Option<String>, circa: bool) -> Value {
    Value::Date(DateValue::DateParts { date_parts: VecDateRange(vec![VecDate(parts)]), literal: None, season, circa })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csl::DateVariable;

    fn handed(json: &str) -> Handed {
        hand_over(0, &serde_json::from_str(json).unwrap(), &Uses::default())
    }

    fn parts(handed: &Handed, variable: DateVariable) -> Option<Vec<i16>> {
        match handed.item.0.get(variable.as_str())? {
            Value::Date(DateValue::DateParts { date_parts, .. }) => date_parts.0.first().map(|date| date.0.clone()),
            _ => None,
        }
    }

    #[test]
    fn a_range_of_dates_is_handed_over_by_its_start() {
        let handed = handed(r#"{"id":"a","type":"book","issued":{"date-parts":[[1998,5,3],[1999]]}}"#);
        assert_eq!(parts(&handed, DateVariable::Issued), Some(vec![1998, 5, 3]));
    }

    #[test]
    fn a_date_in_words_is_a_year_that_stands_for_it() {
        let handed = handed(r#"{"id":"a","type":"book","issued":{"literal":"forthcoming"},"accessed":{"raw":"May"}}"#);
        assert_eq!(parts(&handed, DateVariable::Issued), Some(vec![STAND_IN]));
        assert_eq!(handed.dates, ["forthcoming", "May"]);
    }

    #[test]
    fn odd_dates_make_no_trouble() {
        for (json, expected) in [
            (r#"[[-44,3,15]]"#, Some(vec![-43, 3, 15])),
            (r#"[[1998,21]]"#, Some(vec![1998])),
            (r#"[[1998,13,40]]"#, Some(vec![1998])),
            (r#"[[1998,99]]"#, Some(vec![1998])),
            (r#"[[99999]]"#, None),
            (r#"[]"#, None),
        ] {
            let item = format!(r#"{{"id":"a","type":"book","issued":{{"date-parts":{json}}}}}"#);
            assert_eq!(parts(&handed(&item), DateVariable::Issued), expected, "{json}");
        }
    }

    #[test]
    fn old_names_of_variables_are_understood() {
        let handed = handed(r#"{"id":"a","type":"book","shortTitle":"S","journalAbbreviation":"J","event":"E"}"#);
        for (key, value) in [("title-short", "S"), ("container-title-short", "J"), ("event-title", "E")] {
            assert_eq!(handed.item.0.get(key), Some(&Value::String(crate::render::typeset::value(value))));
        }
    }

    #[test]
    fn initials_are_split_and_joined_as_the_style_wants() {
        let shown = |given: &str, with| given_name(given, with).replace(mark::JOIN, "~");
        for (given, plain, none, dotted) in [
            ("J.A.", "J.~ A.", "J~ A", "J. A."),
            ("P. W. M.", "P. W. M.", "P~ W~ M", "P. W. M."),
            ("Clare A.", "Clare A.", "Clare A", "Clare A."),
            ("Jean-Pierre", "Jean-Pierre", "Jean-Pierre", "Jean-Pierre"),
            ("J.-B.", "J.-B.", "J-B", "J.-B."),
            ("Ch.-R.", "Ch.-R.", "Ch.-R", "Ch.-R."),
            ("Wm.", "Wm.", "Wm.", "Wm."),
        ] {
            assert_eq!(shown(given, None), plain);
            assert_eq!(shown(given, Some("")), none);
            assert_eq!(shown(given, Some(". ")), dotted);
        }
    }
}
