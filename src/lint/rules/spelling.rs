//! Records that are one work in two spellings: in a note and in another, in a note and in the list of works.

use std::collections::HashMap;

use super::Context;
use super::item::is_sure;
use super::near::fold;
use crate::citation::Kind;
use crate::csl::{NameVariable, TextVariable};
use crate::resolve::SourceId;

/// A word that is spelled otherwise where the work is given again.
pub(super) struct SpellingSlip {
    /// Where it is given again.
    pub(super) id: SourceId,
    /// Where it is given first.
    pub(super) earlier: SourceId,
    /// The word as it stands here.
    pub(super) written: String,
    /// The word as it stands there.
    pub(super) given: String,
}

/// A record by what is compared.
struct Record {
    id: SourceId,
    author: String,
    title: String,
    year: Option<i32>,
}

impl Record {
    /// True if two records may be of one year: both say the same, or one says none.
    fn may_be_of_year(&self, other: &Self) -> bool {
        self.year.is_none() || other.year.is_none() || self.year == other.year
    }
}

/// The works that are given again with a letter of the title or of the author otherwise.
pub(super) fn slips(context: &Context<'_>) -> Vec<SpellingSlip> {
    let records: Vec<Record> = records(context).collect();
    let by_author = |record: &Record| fold(&record.author);
    let by_title = |record: &Record| fold(&record.title);
    let mut found = among(&records, by_author, |record| &record.title);
    found.extend(among(&records, by_title, |record| &record.author));
    found
}

/// The records of full citations and of the list of works.
fn records<'c>(context: &'c Context<'_>) -> impl Iterator<Item = Record> + 'c {
    let analysis = context.analysis;
    let cited = context.citations().filter(|(_, citation, _)| citation.kind == Kind::Full);
    let cited = cited.map(|(at, ..)| (SourceId::Citation(at), &analysis.references[at]));
    let listed = analysis.entries.iter().enumerate().map(|(at, entry)| (SourceId::Entry(at), entry));
    cited.chain(listed).filter(|(_, found)| is_sure(&found.item, found.confidence)).filter_map(|(id, found)| {
        let author = found.item.names(NameVariable::Author).first()?.family.clone()?;
        let title = found.item.text(TextVariable::Title)?.to_owned();
        Some(Record { id, author, title, year: found.item.year() })
    })
}

/// An author has few works in one document: more than these are not looked through for each other.
const MANY: usize = 16;

/// The records that differ by a letter from an earlier one with the same key. A title of one word is too little to go by.
fn among(records: &[Record], key: impl Fn(&Record) -> String, value: fn(&Record) -> &String) -> Vec<SpellingSlip> {
    let mut known: HashMap<String, Vec<&Record>> = HashMap::new();
    let mut found = Vec::new();
    for record in records.iter().filter(|record| record.title.split_whitespace().count() > 1) {
        let earlier = known.entry(key(record)).or_default();
        let of_year = earlier.iter().filter(|other| record.may_be_of_year(other));
        let mut slips = of_year.filter_map(|other| Some((other.id, slip(value(record), value(other))?)));
        let slip = slips.next();
        found.extend(slip.map(|(earlier, (written, given))| SpellingSlip {
            id: record.id,
            earlier,
            written: written.to_owned(),
            given: given.to_owned(),
        }));
        if earlier.len() < MANY {
            earlier.push(record);
        }
    }
    found
}

/// Shorter words are too often one letter apart.
const LETTERS: usize = 5;

/// The one word by a letter of which two texts differ, in both.
fn slip<'t>(text: &'t str, other: &'t str) -> Option<(&'t str, &'t str)> {
    let end = |text: &str| text.split_whitespace().count();
    let pairs = text.split_whitespace().zip(other.split_whitespace());
    let mut unlike = pairs.filter(|(one, two)| one != two && fold(one) != fold(two));
    let (one, two) = unlike.next().filter(|_| end(text) == end(other) && unlike.next().is_none())?;
    let (letters, others) = (fold(one), fold(two));
    let are_words =
        [&letters, &others].iter().all(|word| word.len() >= LETTERS && word.chars().all(char::is_alphabetic));
    (are_words && strsim::osa_distance(&letters, &others) == 1).then(|| (bare(one), bare(two)))
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_of_one_word_is_a_slip() {
        for (text, other, expected) in [
            ("Coal and Its Poeple", "Coal and Its People", Some(("Poeple", "People"))),
            ("Barns", "Barnes", Some(("Barns", "Barnes"))),
            ("Coal and Its People", "coal and its People:", None),
            ("Coal and Its People II", "Coal and Its People I", None),
            ("Report for 1991", "Report for 1992", None),
            ("Coal and Its People", "Coal and Its Towns", None),
            ("Coal and Its People", "Coal and Its People Anew", None),
            ("Caol and Its Poeple", "Coal and Its People", None),
        ] {
            assert_eq!(slip(text, other), expected, "{text}");
        }
    }
}
