//! Decisions that are cited by what the court gave and when: "ICC, Prosecutor v. Able, case no. ICC-01/12, Judgment, 27 September 2016".

use super::super::Part;
use super::Formal;
use super::decision::{PLACES, is_named_as_case};
use super::scan::{ScannedWord, fields, scan};
use crate::csl::ItemType;
use crate::reference::word::{is_in, plain};

/// Words for what a court gives, as they begin a field. Sorted.
const DECISIONS: &[&str] = &[
    "advisory",
    "arret",
    "award",
    "decision",
    "judgement",
    "judgment",
    "opinion",
    "order",
    "ruling",
    "sentenza",
    "urteil",
];

/// "ICC, Prosecutor v. Able, case no. ICC-01/12, Judgment, 27 September 2016, para. 12"; "ECtHR, Salt v. Austria, App. no. 1234/05, Judgment of
/// 3 May 2010": the fields of a decision between commas, told by the word for the decision and by a court, two parties or a number before it.
pub(super) fn read(text: &str) -> Option<Formal> {
    let fields = fields(text);
    let first = |field: &ScannedWord| plain(field.text.split_whitespace().next().unwrap_or_default());
    let is_plain =
        |field: &ScannedWord| !field.text.contains(|c: char| c.is_ascii_digit()) || day_at_end(field).is_some();
    let decision = fields.iter().position(|field| is_in(DECISIONS, &first(field)) && is_plain(field))?;
    let court = fields.first().filter(|field| is_court_name(field.text));
    let name = fields.get(usize::from(court.is_some())..decision)?;
    let (title, others) = name.split_first()?;
    let number = others.iter().find(|field| is_docket(field.text));
    let is_told = court.is_some() || is_named_as_case(title.text) || number.is_some();
    let date = fields.iter().skip(decision).take(2).find_map(day_at_end)?;
    if !is_told || !others.iter().all(|field| is_docket(field.text)) {
        return None;
    }
    let mut formal = Formal::of(ItemType::LegalCase);
    if let Some(court) = court {
        formal.push(Part::Publisher, court.start, court.end());
    }
    formal.push(Part::Title, title.start, title.end());
    if let Some(number) = number {
        formal.push(Part::Number, number.start, number.end());
    }
    formal.push(Part::Date, date.0, date.1);
    for field in fields.iter().skip(decision + 1).filter(|field| field.start > date.1) {
        let is_place = is_in(PLACES, &first(field)) || field.text.starts_with(['¶', '§']);
        formal.push(if is_place { Part::Locator } else { Part::Note }, field.start, field.end());
    }
    Some(formal)
}

/// True for the short name of a court, one word with several capitals: "ICJ", "ECtHR".
fn is_court_name(field: &str) -> bool {
    let capitals = field.chars().filter(|c| c.is_uppercase()).count();
    capitals > 1 && field.chars().all(char::is_alphabetic)
}

/// True for the number of a case: "case no. ICC-01/12", "App. no. 1234/05", "IT-95-5/18".
fn is_docket(field: &str) -> bool {
    let words: Vec<&str> = field.split_whitespace().collect();
    let counts = |word: &&str| matches!(plain(word).as_str(), "no" | "nos" | "nr" | "n");
    let has_digit = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    words.last().is_some_and(|last| has_digit(last) && (words.len() == 1 || words.iter().any(counts)))
}

/// The day, month and year at the end of a field: "27 September 2016", "Judgment of 3 May 2010".
fn day_at_end(field: &ScannedWord) -> Option<(usize, usize)> {
    let words = scan(field.text);
    words.last().filter(|word| word.is_year())?;
    let day = words.iter().rev().skip(1).take(2).find(|word| word.is_number(2))?;
    Some((field.start + day.start, field.end()))
}

#[cfg(test)]
mod tests {
    use super::super::tests::show;
    use super::*;

    #[test]
    fn decisions_are_read_field_by_field() {
        for (text, expected) in [
            (
                "ICC, Prosecutor v. Able, case no. ICC-01/12, Judgment, 27 September 2016, para. 12",
                "Publisher=ICC | Title=Prosecutor v. Able | Number=case no. ICC-01/12 | Date=27 September 2016 | Locator=para. 12",
            ),
            (
                "ICJ, Case Concerning the Channel, Judgment, 9 April 1949, ICJ Reports 1949, 4",
                "Publisher=ICJ | Title=Case Concerning the Channel | Date=9 April 1949 | Note=ICJ Reports 1949 | Note=4",
            ),
            (
                "ECtHR, Salt v. Austria, App. no. 1234/05, Judgment of 3 May 2010, § 44",
                "Publisher=ECtHR | Title=Salt v. Austria | Number=App. no. 1234/05 | Date=3 May 2010 | Locator=§ 44",
            ),
        ] {
            assert_eq!(show(text, read), expected, "{text}");
        }
    }

    #[test]
    fn books_with_a_word_of_courts_are_left_alone() {
        for text in [
            "Reed, Anna, Judgment, London, 1999",
            "Reed, Salt, Decision, and Doubt, Leeds 1999",
            "NATO, Order and Disorder, Brussels 1999",
            "UNESCO, Salt, Decision 12, Paris 1999, 4",
        ] {
            assert_eq!(show(text, read), "", "{text}");
        }
    }

    #[test]
    fn the_tables_are_sorted() {
        assert!(DECISIONS.is_sorted());
        assert!(PLACES.is_sorted());
    }
}
