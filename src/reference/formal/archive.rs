//! Documents in archives: "The National Archives, Kew, MT 19/62, “Correspondence,” 1862", "Ann Hale to Bo Lund, April 4, 1925, Hale
//! Papers, box 2, folder 33, Newberry Library", "Landesarchiv Berlin, A Rep. 358-01, Nr. 1227, Bl. 3".

use super::super::Part;
use super::Formal;
use crate::csl::ItemType;
use crate::lexicon::{self, Class};
use crate::reference::month::month_of;
use crate::reference::word::{is_in, plain, words};
use crate::tagging::is_given_name;

/// Words that name who keeps documents, besides those that contain "archiv"; [`plain`], sorted.
const KEEPERS: &[&str] = &[
    "asv",
    "barch",
    "biblioteca",
    "bibliotheek",
    "bibliothek",
    "bibliotheque",
    "bl",
    "bnf",
    "collection",
    "collections",
    "fonds",
    "gstapk",
    "hhsta",
    "hsta",
    "library",
    "nachlass",
    "nara",
    "papers",
    "pro",
    "records",
    "sta",
    "staatsbibliothek",
    "tna",
    "universitatsbibliothek",
];

/// Cues of a leaf; [`plain`], sorted.
const LEAVES: &[&str] = &["bl", "c", "cc", "f", "ff", "fl", "fo", "fol", "folio", "fols", "p", "pp"];

/// Reads a document in an archive, or the archive and shelf mark alone.
pub(super) fn read(text: &str) -> Option<Formal> {
    let pieces = pieces(text);
    if is_by_author(&pieces) || pieces.iter().any(|piece| holds_sentences(piece.1)) {
        return None;
    }
    let keeper = pieces.iter().position(|piece| is_keeper(piece.1))?;
    let is_shelved = pieces.iter().any(|piece| is_shelf_mark(piece.1));
    let is_other = text.contains(['(', '/']) && text.contains("http") || text.contains(": ") && text.contains('(');
    if !is_shelved || is_other || pieces.len() > 12 {
        return None;
    }
    let first = (0..=keeper).find(|at| is_shelf_mark(pieces[*at].1) || *at == keeper)?;
    let quoted = pieces.iter().any(|piece| is_quoted(piece.1));
    let mut formal = Formal::of(ItemType::Manuscript);
    for (at, piece) in pieces.iter().enumerate() {
        let part = part_of(piece.1, at < first, quoted)?;
        let (start, end) = (piece.0, piece.0 + piece.1.len());
        match formal.stretches.last_mut() {
            Some(last) if last.part == part && matches!(part, Part::Archive | Part::Date) => last.span.end = end,
            _ => formal.push(part, start, end),
        }
    }
    let archives = formal.stretches.iter().filter(|stretch| stretch.part == Part::Archive).count();
    (archives == 1).then_some(formal)
}

/// The pieces between commas, those in quotation marks whole, with their places.
fn pieces(text: &str) -> Vec<(usize, &str)> {
    let mut pieces = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (at, c) in text.char_indices() {
        quoted = match c {
            '“' | '„' | '«' | '‘' => true,
            '”' | '»' => false,
            '"' => !quoted,
            _ => quoted,
        };
        let after = text[at..].chars().nth(1);
        let ends = match c {
            ',' => !quoted && after.is_none_or(char::is_whitespace),
            '.' => {
                !quoted
                    && after.is_some_and(char::is_whitespace)
                    && pieces.is_empty()
                    && !text[start..at].contains(' ')
                    && at - start > 5
            }
            '”' | '"' => !quoted,
            _ => false,
        };
        if ends {
            add(text, start, at + c.len_utf8(), &mut pieces);
            start = at + c.len_utf8();
        }
    }
    add(text, start, text.len(), &mut pieces);
    pieces
}

fn add<'t>(text: &'t str, start: usize, end: usize, pieces: &mut Vec<(usize, &'t str)>) {
    let piece = &text[start..end];
    let lead = piece.len() - piece.trim_start().len();
    if piece.contains(char::is_alphanumeric) {
        pieces.push((start + lead, piece.trim()));
    }
}

/// True for "Reed, Ann, 1959: …": a family name and a given name after it, as references begin, not descriptions of documents.
fn is_by_author(pieces: &[(usize, &str)]) -> bool {
    let [(_, family), (_, given), ..] = pieces else { return false };
    let is_name = |piece: &str| !piece.contains(|c: char| c.is_ascii_digit()) && piece.starts_with(char::is_uppercase);
    let (family, given) = (family.trim_end_matches(','), given.trim_end_matches(','));
    let begins_with_given =
        is_given_name(&plain(given.split(' ').next().unwrap_or_default())) || is_name_initial(given);
    !family.contains(' ') && is_name(family) && is_name(given) && begins_with_given
}

/// True if a piece begins with an initial: "G. N. (1997)".
fn is_name_initial(piece: &str) -> bool {
    let mut chars = piece.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next() == Some('.')
}

/// True if a sentence ends in a piece, as in references by other grammars: "Erbstadt. Kreis Hanau. Monographien 2". The stop of a short
/// form ("A Rep. 358") ends none.
fn holds_sentences(piece: &str) -> bool {
    let ends = |word: &str| {
        let is_long = |bare: &str| bare.chars().count() > 4 && bare.chars().all(char::is_alphabetic);
        word.strip_suffix('.').is_some_and(|bare| bare.ends_with(')') || is_long(bare))
    };
    let mut words = words(piece).map(|(_, word)| word).peekable();
    let mut found = false;
    while let Some(word) = words.next() {
        found |= ends(word) && words.peek().is_some_and(|next| next.starts_with(char::is_uppercase));
    }
    found && !is_quoted(piece)
}

fn is_quoted(piece: &str) -> bool {
    piece.starts_with(['“', '"', '„', '«', '‘'])
}

fn is_keeper(piece: &str) -> bool {
    let is_word = |word: &str, next: Option<&str>| {
        let plain = plain(word);
        is_in(KEEPERS, &plain) && word.starts_with(char::is_uppercase) && !next.is_some_and(tells_more)
            || plain.contains("archiv")
            || plain.contains("archief")
            || plain.contains("arquivo")
    };
    let mut all = words(piece).map(|(_, word)| word).peekable();
    let mut found = false;
    while let Some(word) = all.next() {
        found |= is_word(word, all.peek().copied());
    }
    !is_quoted(piece) && piece.starts_with(|c: char| c.is_uppercase()) && found || piece.ends_with("Record Office,")
}

/// True for the word after one that names a keeper, where it makes a title of the two: "Papers from the Salt Workshop". "Library of Congress"
/// is a keeper.
fn tells_more(next: &str) -> bool {
    const JOINTS: &[&str] = &["of", "at", "de", "di", "der", "des", "du", "della", "do", "da", "van", "und"];
    next.starts_with(char::is_lowercase) && !JOINTS.contains(&next)
}

/// "box 2", "MT 19/62", "A Rep. 358-01": letters and a number.
fn is_shelf_mark(piece: &str) -> bool {
    let has_digit = piece.contains(|c: char| c.is_ascii_digit());
    let begins = words(piece).next().map(|(_, word)| word).unwrap_or_default();
    let is_unit = words(piece).any(|(_, word)| lexicon::is(Class::Unit, &plain(word)));
    let is_mark = begins.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
        && piece.contains(char::is_alphabetic)
        && !is_date(piece);
    has_digit && !is_quoted(piece) && !is_leaf(piece) && (is_unit || is_mark)
}

fn is_leaf(piece: &str) -> bool {
    let mut words = words(piece);
    let cue = words.next().is_some_and(|(_, word)| {
        is_in(LEAVES, &plain(word)) && word.starts_with(|c: char| c.is_lowercase() || piece.starts_with("Bl"))
    });
    cue && words.next().is_some_and(|(_, word)| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// "April 4", "1925", "4 May 1914", "1862-1864", "12.3.1914".
fn is_date(piece: &str) -> bool {
    let fits = |word: &str| {
        let core = word.trim_matches(|c: char| !c.is_alphanumeric());
        month_of(&plain(core)).is_some()
            || core.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '–' | '.' | '/')) && !core.is_empty()
            || matches!(core, "de" | "c" | "ca" | "1er" | "undated" | "n.d")
    };
    let has_month_or_year = words(piece).any(|(_, word)| {
        let core = word.trim_matches(|c: char| !c.is_alphanumeric());
        month_of(&plain(core)).is_some()
            || core
                .get(..4)
                .is_some_and(|year| ("1000".."2100").contains(&year) && year.bytes().all(|c| c.is_ascii_digit()))
            || core.matches('.').count() == 2
    });
    has_month_or_year && words(piece).count() < 6 && words(piece).all(|(_, word)| fits(word))
}

/// What a piece is: `None` where the grammar does not know it.
fn part_of(piece: &str, leads: bool, quoted: bool) -> Option<Part> {
    match () {
        () if is_quoted(piece) => Some(Part::Title),
        () if is_leaf(piece) => Some(Part::Locator),
        () if is_date(piece) => Some(Part::Date),
        () if !leads => Some(Part::Archive),
        () if is_letter(piece) || quoted => Some(Part::Author),
        () => Some(Part::Title),
    }
}

/// "Ann Hale to Bo Lund", "letter to Bo Lund".
fn is_letter(piece: &str) -> bool {
    let name = |word: &str| word.starts_with(char::is_uppercase);
    let all: Vec<&str> = words(piece).map(|(_, word)| word).collect();
    let joint = all.iter().position(|word| matches!(*word, "to" | "an" | "à"));
    joint.is_some_and(|at| {
        at > 0
            && all.len() < 12
            && all.get(at + 1).is_some_and(|word| name(word))
            && (name(all[at - 1]) || plain(all[at - 1]) == "letter")
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::show;
    use super::*;

    #[test]
    fn documents_in_archives_are_read() {
        for (text, expected) in [
            (
                "The National Archives, Kew, MT 19/62, \"Thames Embankment: Correspondence,\" 1862-1864.",
                "Archive=The National Archives, Kew, MT 19/62, | Title=\"Thames Embankment: Correspondence,\" | Date=1862-1864.",
            ),
            (
                "Ann Hale to Bo Lund, April 4, 1925, Ann Hale Papers, box 2, folder 33, Newberry Library, Chicago.",
                "Author=Ann Hale to Bo Lund, | Date=April 4, 1925, | Archive=Ann Hale Papers, box 2, folder 33, Newberry Library, Chicago.",
            ),
            ("Landesarchiv Berlin, A Rep. 358-01, Nr. 1227.", "Archive=Landesarchiv Berlin, A Rep. 358-01, Nr. 1227."),
            (
                "Hauptstaatsarchiv Stuttgart, A 602 Nr. 12, Bl. 3",
                "Archive=Hauptstaatsarchiv Stuttgart, A 602 Nr. 12, | Locator=Bl. 3",
            ),
            (
                "Box 12, Folder 3, Mill Company Records, Leeds City Archives.",
                "Archive=Box 12, Folder 3, Mill Company Records, Leeds City Archives.",
            ),
            (
                "Minutes of the Drainage Committee, 3 March 1891, Leeds City Archives, LC/DR/4.",
                "Title=Minutes of the Drainage Committee, | Date=3 March 1891, | Archive=Leeds City Archives, LC/DR/4.",
            ),
            (
                "Archivio di Stato di Torino, Lettere ministri, mazzo 14, c. 3r",
                "Archive=Archivio di Stato di Torino, Lettere ministri, mazzo 14, | Locator=c. 3r",
            ),
        ] {
            assert_eq!(show(text, read), expected, "{text}");
        }
    }

    #[test]
    fn books_about_archives_are_left_to_the_tagger() {
        for text in [
            "Ann Reed, The Archive and the Mill (London: Dale, 1999), 12",
            "Ann Reed, “Paper Trails,” Archivaria 12 (2001): 3–9",
            "British Library, Annual Report, London, 1999",
            "Library Journal 12 (1999), 3",
            "DAHL, A. Salt in Leeds. Dale University Working Papers in History. 1978, vol. 3, pp. 1–12.",
            "Dahl, B. (1970). Salzstadt. Kreis Hanau. Monographien 2. Hrsg. vom Landesarchiv, 7, 187–241.",
            "Thale B. D. 2005: Observations on salt, MILLS XV Papers from the 15th Annual Meeting of Millers, p. 97",
            "[4]. Dahl, A.-G. (1930). Rhythm and salt. Mill Notes and Records, 154, 610–643.",
            "Reed, Ann, 1959: 007a-b Letter from Dale to Reed, 24/1/1959, National Library of Wales.",
        ] {
            assert_eq!(show(text, read), "", "{text}");
        }
    }

    #[test]
    fn the_tables_are_sorted() {
        for table in [KEEPERS, LEAVES] {
            assert!(table.is_sorted(), "{:?}", table.windows(2).find(|pair| pair[0] > pair[1]));
        }
    }
}
