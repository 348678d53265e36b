//! The place in a source: p. 167, S. 3 f., ch. 4, § 12.

mod cue;
mod run;

use run::{LocatorRun, RunPart, is_tail, parts};

use super::token::Tokens;
use crate::text::Span;
use crate::text::roman::is_numeral;

pub(crate) use cue::{LocatorCue, cue_at, is_range, is_undated, ordinal_at, page_cue_at, undated, unplaced};
pub(crate) use run::is_lettered_subdivision;

/// What a locator counts: CSL's locator terms.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum LocatorLabel {
    /// A page, also where nothing says so.
    #[default]
    Page,
    /// A chapter.
    Chapter,
    /// A paragraph.
    Paragraph,
    /// A section.
    Section,
    /// A volume.
    Volume,
    /// A note.
    Note,
    /// A line.
    Line,
    /// A verse.
    Verse,
    /// A folio.
    Folio,
    /// A column.
    Column,
    /// A figure.
    Figure,
    /// A book.
    Book,
    /// A part.
    Part,
    /// An issue.
    Issue,
    /// An article of a law.
    Article,
    /// Anything else.
    Other,
}

impl LocatorLabel {
    const ALL: [Self; 16] = [
        Self::Page,
        Self::Chapter,
        Self::Paragraph,
        Self::Section,
        Self::Volume,
        Self::Note,
        Self::Line,
        Self::Verse,
        Self::Folio,
        Self::Column,
        Self::Figure,
        Self::Book,
        Self::Part,
        Self::Issue,
        Self::Article,
        Self::Other,
    ];

    /// The label that CSL spells so.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self::by_name(name).unwrap_or(Self::Other)
    }

    pub(crate) fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|label| label.as_str() == name)
    }

    /// The label as CSL spells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Chapter => "chapter",
            Self::Paragraph => "paragraph",
            Self::Section => "section",
            Self::Volume => "volume",
            Self::Note => "note",
            Self::Line => "line",
            Self::Verse => "verse",
            Self::Folio => "folio",
            Self::Column => "column",
            Self::Figure => "figure",
            Self::Book => "book",
            Self::Part => "part",
            Self::Issue => "issue",
            Self::Article => "article-locator",
            Self::Other => "custom",
        }
    }
}

/// A place in a source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Locator {
    /// What it counts.
    pub label: LocatorLabel,
    /// All that is printed of it, less p., pp., S., at.
    pub value: String,
    /// All that is printed, where the volume of a named work stands with it: "vol. 1, p. 440". CSL counts such a volume to the work,
    /// so that `value` is the page alone.
    pub with_volume: Option<String>,
    /// Where it stands in the text of its note, cue word included.
    pub flat: Span,
}

impl Locator {
    /// The place as it is printed, the volume of the work included.
    #[must_use]
    pub fn printed(&self) -> &str {
        self.with_volume.as_deref().unwrap_or(&self.value)
    }
}

/// Whether the tokens from `start` up to `end` are nothing but a place: "IV. 118, 240", "also, pp. 443-44".
pub(crate) fn is_place_only(tokens: &Tokens<'_>, start: usize, end: usize) -> bool {
    let parts = parts(tokens, start, end);
    parts.contains(&RunPart::Number) && parts.iter().all(|part| *part != RunPart::Other)
}

/// A place that was read, with the token at which it begins.
#[derive(Debug, Clone)]
pub(crate) struct LocatorAt {
    pub(crate) locator: Locator,
    pub(crate) start: usize,
}

/// Reads the place at the end of the tokens from `start` up to `end`, as a short form has it: all numbers there belong to it.
pub(crate) fn at_end(tokens: &Tokens<'_>, start: usize, end: usize) -> Option<LocatorAt> {
    let parts = parts(tokens, start, end);
    let run = parts.iter().rev().take_while(|part| **part != RunPart::Other).count();
    let first = end - run;
    let part = |index: usize| parts.get(index - start).copied().unwrap_or(RunPart::Other);
    let begins = |index: &usize| match part(*index) {
        RunPart::Cue => *index == start || part(index - 1) != RunPart::Cue && !counts_nothing(tokens, *index),
        RunPart::Number => begins_bare(tokens, *index, start),
        _ => false,
    };
    let end = without_year(tokens, first, end);
    // A bracket that closes before the last number holds nothing of the place: "(Policy Brief No. 31), p. 12".
    let last = (first..end).rev().find(|&index| part(index) == RunPart::Number || tokens.word(index) == "passim")?;
    let outside = |index: &usize| depth(tokens, *index) <= depth(tokens, last);
    let mut starts = (first..end).filter(begins).filter(outside);
    let mut from = starts.next()?;
    let cue = (from..end).find(|&index| part(index) == RunPart::Cue);
    let dated = |until: usize| (from..until).any(|index| is_year(tokens, index));
    let page = |cue: usize| cue_at(tokens, cue).is_some_and(|(_, cue)| cue.label == LocatorLabel::Page);
    if let Some(cue) = cue.filter(|&cue| dated(cue) && (page(cue) || !after_short_word(tokens, start))) {
        from = cue;
    } else if is_year(tokens, from)
        && part(from) == RunPart::Number
        && !after_title(tokens, start, from)
        && !after_short_word(tokens, start)
    {
        from = starts.next()?;
    }
    let numbered = (from..end).any(|index| part(index) == RunPart::Number || tokens.word(index) == "passim");
    let last = (from..end).rev().find(|&index| part(index) == RunPart::Number);
    let of_work = |cue| {
        cue_at(tokens, cue).is_some_and(|(_, cue)| matches!(cue.label, LocatorLabel::Volume | LocatorLabel::Issue))
    };
    let least = from + if cue.is_some_and(of_work) { 3 } else { 0 };
    let date = cue.is_none_or(of_work) && last.is_some_and(|last| last > least && is_year(tokens, last));
    (numbered && !date).then(|| locator_at(tokens, from, last_of(tokens, from, end)))
}

/// True if a comma follows the cue word at `index`, which is then the last word of a title: "Die Fußnote, S. 44".
fn counts_nothing(tokens: &Tokens<'_>, index: usize) -> bool {
    cue_at(tokens, index).is_some_and(|(after, _)| tokens.is(after, ','))
}

/// The end of a place without the year of publication after its pages: "v. 12, n. 3, p. 101-120, 1999".
fn without_year(tokens: &Tokens<'_>, first: usize, end: usize) -> usize {
    let last = end.saturating_sub(1);
    let year = is_year(tokens, last) && last > first && tokens.is(last - 1, ',');
    let paged = (first..last).any(|index| page_cue_at(tokens, index).is_some());
    let range = year && paged && last > first + 3 && is_range(tokens, last - 4, last - 2) && !is_year(tokens, last - 4);
    if range { last - 1 } else { end }
}

fn depth(tokens: &Tokens<'_>, index: usize) -> u8 {
    tokens.get(index).map_or(0, |token| token.depth)
}

/// Whether a number without a cue can begin a place: after a mark, an italic or quoted title, or (where allowed) a name.
fn begins_bare(tokens: &Tokens<'_>, index: usize, start: usize) -> bool {
    let (Some(token), Some(before)) = (tokens.get(index), index.checked_sub(1).and_then(|i| tokens.get(i))) else {
        return index == start;
    };
    let title_ends =
        (before.quoted && !token.quoted) || (before.emphasis.is_some() && token.emphasis != before.emphasis);
    let mark = [',', ';', ':', ')', '('].iter().any(|&sign| before.is(sign)) || (before.is('.') && token.spaced);
    index == start || (token.spaced || before.is('(')) && (mark || title_ends)
}

/// Whether a short form's word ends before `start`: laws are cited by year after it, "Ibid., 1763, ch. 28".
fn after_short_word(tokens: &Tokens<'_>, start: usize) -> bool {
    let word = |back: usize| start.checked_sub(back).map_or("", |at| tokens.word(at));
    [word(1), word(2)].iter().any(|word| super::words::repeats(word))
}

/// True if the number at `index` follows a title in quotation marks or italics, with at most a comma between. A quotation after two commas
/// or more is taken for the name of a series, which a year follows: "*The Mill*, London, Dale, “Data Science”, 2020".
fn after_title(tokens: &Tokens<'_>, start: usize, index: usize) -> bool {
    let before = |at: usize| index.checked_sub(at).and_then(|at| tokens.get(at));
    let here = tokens.get(index);
    let ends = |token: Option<&super::token::Token>| {
        token.is_some_and(|token| {
            token.quoted || (token.emphasis.is_some() && here.is_some_and(|here| here.emphasis != token.emphasis))
        })
    };
    let opening =
        (0..index).rev().skip(1).find(|&at| !tokens.get(at).is_some_and(|token| token.quoted || token.is(',')));
    let commas = |end: usize| (start..end).filter(|&at| tokens.is(at, ',') && depth(tokens, at) == 0).count();
    if opening.is_some_and(|at| tokens.word(at) == "in" || tokens.is(at, ':') || commas(at) > 1) {
        return false;
    }
    ends(before(1)) || (before(1).is_some_and(|token| token.is(',')) && ends(before(2)))
}

/// Reads the cited place of a full citation, separated from the extent of its work: "Journal 9, no. 8 (2009): 1131" gives 1131,
/// "pp. 31–48, pp. 40–45" the second pages, "Reports 207, 223 (1990)" the second number.
pub(crate) fn after_extent(tokens: &Tokens<'_>, start: usize, end: usize) -> Option<LocatorAt> {
    let parts = parts(tokens, start, end);
    let run = parts.iter().rev().take_while(|part| **part != RunPart::Other).count();
    let run = LocatorRun { tokens, parts: &parts, start, first: end - run, end };
    run.cited().or_else(|| run.last_cue())
}

/// Whether the token is a year rather than a page: four digits from 1400 to 2099.
pub(crate) fn is_year(tokens: &Tokens<'_>, index: usize) -> bool {
    let text = tokens.str(index);
    text.len() == 4 && text.parse::<u16>().is_ok_and(|year| (1400..2100).contains(&year))
}

/// The place without the marks after it. A full stop stays after "ff." and the like, which it belongs to.
fn last_of(tokens: &Tokens<'_>, start: usize, mut end: usize) -> usize {
    while end > start + 1 {
        let last = end - 1;
        let closes = (tokens.is(last, ')') && !opens(tokens, start, last, '('))
            || (tokens.is(last, ']') && !opens(tokens, start, last, '['));
        let mark = [',', ';', '.', ':', '*', '†', '(', '['].iter().any(|&sign| tokens.is(last, sign));
        let stop = tokens.is(last, '.') && (is_tail(tokens.word(last - 1)) || is_numeral(tokens.str(last - 1)));
        if !(closes || mark && !stop) {
            break;
        }
        end -= 1;
    }
    end
}

fn opens(tokens: &Tokens<'_>, start: usize, end: usize, sign: char) -> bool {
    (start..end).any(|index| tokens.is(index, sign))
}

/// All of the tokens from `start` up to `end` as one place.
pub(crate) fn whole(tokens: &Tokens<'_>, start: usize, end: usize) -> LocatorAt {
    let end = last_of(tokens, start, end);
    let span = tokens.span(start, end);
    let label = locator_at(tokens, start, end).locator.label;
    LocatorAt {
        locator: Locator { label, value: span.of(tokens.text).to_owned(), with_volume: None, flat: span },
        start,
    }
}

/// The locator of the tokens from `start` up to `end`.
fn locator_at(tokens: &Tokens<'_>, start: usize, end: usize) -> LocatorAt {
    let cues: Vec<(usize, usize, LocatorCue)> =
        (start..end).filter_map(|index| cue_at(tokens, index).map(|(after, cue)| (index, after, cue))).collect();
    // "220n3" and "90 [ch. 14]" are pages, whatever else they say.
    let numbered = tokens.get(start).is_some_and(super::token::Token::is_number);
    let ordinal = ordinal_at(tokens, start).map(|(_, cue)| cue.label);
    let label = cues.first().filter(|_| !numbered).map_or(ordinal.unwrap_or_default(), |(_, _, cue)| cue.label);
    let dropped = cues.first().filter(|(index, _, cue)| {
        *index == start
            && !cue.keep
            && (cue.label == LocatorLabel::Page || cues.iter().all(|(_, _, other)| other.label == cue.label))
    });
    let from = dropped.map_or(start, |(_, after, _)| *after).min(end);
    let value = tokens.span(from, end).of(tokens.text).trim_start_matches(['[', '(']).to_owned();
    // The finest of several counts.
    let counts = |finer: LocatorLabel| cues.iter().any(|(_, _, cue)| cue.label == finer);
    let finer = [LocatorLabel::Page, LocatorLabel::Folio].into_iter().find(|&finer| counts(finer));
    let label = finer.filter(|_| dropped.is_none()).unwrap_or(label);
    LocatorAt { locator: Locator { label, value, with_volume: None, flat: tokens.span(start, end) }, start }
}

/// The place in a work that names or a title tell: a volume or issue that a cue word gives is then one of the work, not of the place.
/// "vol. 1, p. 440" and "p. 440, t. 1" give 440, but "I. 440" and "vol. 1" stay what they are.
pub(crate) fn in_named_work(tokens: &Tokens<'_>, found: LocatorAt) -> LocatorAt {
    let (start, end) = (found.start, tokens.at(found.locator.flat.end));
    let first = after_volumes(tokens, start, end);
    let is_volume = |index: &usize| {
        let volume = cue_at(tokens, *index).is_some_and(|(_, cue)| cue.label == LocatorLabel::Volume);
        volume && volume_at(tokens, *index, end).is_some()
    };
    let last = (first + 1..end).find(is_volume).unwrap_or(end);
    if (first, last) == (start, end) {
        return found;
    }
    let inner = locator_at(tokens, first, last_of(tokens, first, last));
    let whole = tokens.span(start, end).of(tokens.text);
    let with_volume = Some(if first > start { whole.to_owned() } else { found.locator.value });
    LocatorAt { locator: Locator { with_volume, flat: found.locator.flat, ..inner.locator }, start }
}

/// The place after volumes and issues at the head of a place, if a page or the like follows them.
fn after_volumes(tokens: &Tokens<'_>, start: usize, end: usize) -> usize {
    let mut at = start;
    while let Some(after) = volume_at(tokens, at, end) {
        let marks = (after..end).take_while(|&i| [',', '.', ':', ';', ')'].iter().any(|&sign| tokens.is(i, sign)));
        let next = after + marks.count();
        if next == after || next >= end {
            break;
        }
        at = next;
    }
    at
}

/// The place after the cue word of a volume or issue at `index` and its number, or after "2e deel".
fn volume_at(tokens: &Tokens<'_>, index: usize, end: usize) -> Option<usize> {
    let ordinal = ordinal_at(tokens, index).filter(|(after, cue)| cue.label == LocatorLabel::Volume && *after <= end);
    if let Some((after, _)) = ordinal {
        return Some(after);
    }
    let (number, cue) = cue_at(tokens, index)?;
    let counted = tokens.get(number).is_some_and(super::token::Token::is_number) || is_numeral(tokens.str(number));
    let of_work = matches!(cue.label, LocatorLabel::Volume | LocatorLabel::Issue);
    (of_work && counted && number < end).then_some(number + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::{self, Class};
    use crate::text::Flat;

    fn read(text: &str) -> Option<(String, &'static str)> {
        let flat = Flat::verbatim(text, 0);
        let tokens = Tokens::of(&flat);
        at_end(&tokens, 0, tokens.len()).map(|place| (place.locator.value, place.locator.label.as_str()))
    }

    #[test]
    fn every_row_of_the_lexicon_is_read() {
        assert!(lexicon::rows(Class::Locator).all(|row| cue::read_row(row).is_some()));
    }

    #[test]
    fn places_are_read_as_they_are_printed() {
        for (text, value, label) in [
            ("Able, “The Mill”, 1650", "1650", "page"),
            ("AGI, Contratación, leg. 5012, fol. 14r", "14r", "folio"),
            ("BNF, ms. 1234, f. 5v", "5v", "folio"),
            ("Able, 167", "167", "page"),
            ("Able, p. 167.", "167", "page"),
            ("Able, pp. 16-18, 43-71", "16-18, 43-71", "page"),
            ("Able, S. 3 f.", "3 f.", "page"),
            ("Able, The Mill, I. 290 ff.", "I. 290 ff.", "page"),
            ("Able, VII. 365, 367", "VII. 365, 367", "page"),
            ("Able, IX. 471; XII. 182", "IX. 471; XII. 182", "page"),
            ("Able, The Mill, Chap. 17, p. 253", "Chap. 17, p. 253", "page"),
            ("Able, chap. 7", "7", "chapter"),
            ("Able, § 12", "12", "section"),
            ("28 C.F.R. § 35.130(b)(1)", "35.130(b)(1)", "section"),
            ("29 U.S.C. § 794(d)", "794(d)", "section"),
            ("Able, The Mill, s 15(1)(b)(iv)", "15(1)(b)(iv)", "section"),
            ("Able, The Mill, 5(B)", "5(B)", "page"),
            ("Able, The Mill, s 15(1A)(b)", "15(1A)(b)", "section"),
            ("Able, The Mill, § 12182(b)(2)(A)(ii)", "12182(b)(2)(A)(ii)", "section"),
            ("Able, ¶ 49", "49", "paragraph"),
            ("Able, n. 15", "15", "note"),
            ("Able, p. xvi, No. 362", "xvi, No. 362", "page"),
            ("Able, 2001, p. 15", "15", "page"),
            ("Able, art. 117", "art. 117", "article-locator"),
            ("Able, The Mill (n.d.), p. 166", "166", "page"),
            ("Able, Die Mühle, o. J., S. 4", "4", "page"),
            ("Able, n. d", "d", "note"),
            ("Able, S. 149–186, hier S. 150", "149–186, hier S. 150", "page"),
            ("pp. 146 et seq.", "146 et seq.", "page"),
            ("at 1253–54", "1253–54", "page"),
            ("Able, Geschichte der Fußnote, S. 44 f.", "44 f.", "page"),
            ("Able, The Last Chapter, p. 44", "44", "page"),
            ("Able, The Long Line, 44", "44", "page"),
            ("Able, Le dernier chapitre, p. 44-45", "44-45", "page"),
            ("Able, chapter 3, p. 44", "chapter 3, p. 44", "page"),
            ("Able, 2e deel", "2e deel", "volume"),
            ("Able, 2de deel, blz. 7", "2de deel, blz. 7", "page"),
            ("Able, 1er vol., p. 7", "1er vol., p. 7", "page"),
            ("Able, 3. Bd., S. 7", "3. Bd., S. 7", "page"),
            ("Able, 2ª parte, p. 7", "2ª parte, p. 7", "page"),
            ("Able, blz. 7, 9 enz.", "7, 9 enz.", "page"),
            ("Able, The Mill, 12 f.", "12 f.", "page"),
            ("Able, pp. 7, 9 ecc.", "7, 9 ecc.", "page"),
        ] {
            assert_eq!(read(text), Some((value.to_owned(), label)), "{text}");
        }
    }

    #[test]
    fn the_volume_of_a_named_work_is_no_part_of_the_place() {
        for (text, value) in [
            ("Able, vol. 1, p. 7", "7"),
            ("Able, 2de deel, blz. 7", "7"),
            ("Able, 3. Bd., S. 7", "7"),
            ("Able, 1er vol., p. 7", "7"),
            ("Able, p. 7, t. 1", "7"),
            ("Able, I. 7", "I. 7"),
        ] {
            let flat = Flat::verbatim(text, 0);
            let tokens = Tokens::of(&flat);
            let found = at_end(&tokens, 0, tokens.len()).map(|place| in_named_work(&tokens, place).locator.value);
            assert_eq!(found.as_deref(), Some(value), "{text}");
        }
    }

    #[test]
    fn the_cited_page_is_separated_from_the_extent_of_the_work() {
        for (text, value) in [
            ("“Mills,” Review of Mills 9, no. 8 (2009): 113", Some("113")),
            ("“Mills,” Review of Mills 9, no. 8 (2009): chap. 7", Some("7")),
            ("Mills, in: Review 3 (2016), S. 149–186, hier S. 150–159", Some("150–159")),
            ("‘Mills’, Review, 87 (2017), pp. 1-67 (p. 36)", Some("36")),
            ("Mills, in «Review», fasc. 12, 2 2009, pp. 31–48, pp. 40–45", Some("40–45")),
            ("Mills, 18 Review of Mills 2530, 2532", Some("2532")),
            ("Mills, 18 Review of Mills 2530", None),
            ("The Mill 155", Some("155")),
            ("Mills. Review, 12(1), 95-108", None),
            ("The Mill, vol. 2, p. 440", Some("vol. 2, p. 440")),
            ("“Mills,” The Star, November 9, 2012, 14", Some("14")),
            ("The Mill, Bonn 2020, S. 25–27, übers. von Able", Some("25–27")),
            ("The Mill (London, 1830)", None),
            ("“Is the Mill Dead?,” The Star, March 14, 2016", None),
            ("“Is the Mill Dead?,” The Star, March 14, 2016, 3", Some("3")),
            ("“Is the Mill Dead?,” The Star 14, 2016", None),
            ("“Is the Mill Dead?,” The Star, July 9–15, 2014", None),
            ("“Is the Mill Dead?,” The Star, July 9–15, 2014, 3", Some("3")),
            ("Charter, Wrexford Record Office, WB/1/3", None),
            ("Letter, The National Archives, FO/371/56763, fol. 12", Some("12")),
        ] {
            let flat = Flat::verbatim(text, 0);
            let tokens = Tokens::of(&flat);
            let found = after_extent(&tokens, 0, tokens.len()).map(|place| place.locator.value);
            assert_eq!(found.as_deref(), value, "{text}");
        }
    }

    #[test]
    fn years_and_titles_are_no_places() {
        for text in [
            "Able, The Mill of 1650",
            "Able, 2001",
            "Able, The Mill (London 1830)",
            "September 8, 2016",
            "Able, The Mill (n.d.)",
            "Able, Le Moulin, s. d.",
            "Able, Il mulino, s.a.",
            "Able, Catch 22",
            "Able, The Mill, 2 vols.",
            "The Mill",
            "Able, Les moulins, Paris, Seuil, coll. « Data Science », 2020",
            "Able, The Mill, London, Dale, “Data Science”, 2020",
            "Able, “On Mills”, arXiv:1706.03762, 2017",
            "Able, “On Mills”, 2017, arXiv:1706.03762v5",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
