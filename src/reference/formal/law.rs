//! Decisions of courts: "Roe v. Wade, 410 U.S. 113, 153 (1973)", "Lane v Harrow [1932] AC 562 (HL)", "R v Reed [2017] UKSC 5, [12]",
//! "BVerfGE 7, 198 (205)", "BGH NJW 1997, 1702", "Cass. civ. 1re, 12 mai 2010, n° 09-12345".

use super::super::Part;
use super::Formal;
use super::dated;
use super::decision::{PLACES, is_named_as_case};
use super::scan::{ScannedWord, scan};
use crate::csl::ItemType;
use crate::reference::word::{is_in, plain};

/// Reporters and series of law reports, without stops and blanks, in small letters; facts as the courts and the profession use them. Sorted.
#[rustfmt::skip]
const REPORTERS: &[&str] = &[
    "a2d", "a3d", "ac", "ajda", "aller", "alljr", "alr", "appcas", "br", "cal", "cal2d", "cal3d", "cal4th", "cal5th", "calapp", "calapp4th", "calrptr",
    "calrptr2d", "calrptr3d", "ch", "chd", "clr", "cmlr", "cmnd", "conn", "crappr", "dlr", "dlr4th", "ecr", "ehrr", "eurhrrep", "f2d", "f3d", "f4th",
    "fam", "fedappx", "fedcl", "flr", "frd", "fsupp", "fsupp2d", "fsupp3d", "ga", "icr", "ill", "ill2d", "irlr", "kb", "led", "led2d", "lloydsrep",
    "lr", "lrqb", "lt", "mass", "md", "mich", "misc2d", "mj", "ne", "ne2d", "ne3d", "nj", "nw", "nw2d", "ny", "ny2d", "ny3d", "nys2d", "nys3d", "nzlr",
    "ohiost", "or3d", "p2d", "p3d", "pa", "qb", "qbd", "sc", "sclr", "scr", "sct", "se2d", "slt", "so2d", "so3d", "sw2d", "sw3d", "tlr", "us", "va",
    "wash2d", "wis2d", "wl", "wlr", "wwr",
];

/// German courts, as they begin a citation; [`is_german_court`] adds those with a place ("OLG Köln"). Sorted.
const COURTS: &[&str] = &[
    "ag", "bag", "bayoblg", "bfh", "bgh", "bsg", "bverfg", "bverwg", "egmr", "eugh", "kg", "lag", "lg", "olg", "ovg",
    "rg", "sg", "vg", "vgh",
];

/// German collections of decisions. Sorted.
const COLLECTIONS: &[&str] =
    &["bage", "bfhe", "bghst", "bghz", "bsge", "bverfge", "bverfgk", "bverwge", "rfhe", "rgst", "rgz"];

/// French courts, by their first word. Sorted.
const FRENCH_COURTS: &[&str] =
    &["ca", "cass", "ce", "cedh", "civ", "cjce", "cjue", "com", "cons", "crim", "soc", "ta", "tgi", "trib"];

/// Reads a decision.
pub(super) fn read(text: &str) -> Option<Formal> {
    let words = scan(text);
    collection(&words)
        .or_else(|| german(&words))
        .or_else(|| french(text, &words))
        .or_else(|| reported(text, &words))
        .or_else(|| at_page(text, &words))
        .or_else(|| dated::read(text))
}

/// "BVerfGE 7, 198 (205)."
fn collection(words: &[ScannedWord]) -> Option<Formal> {
    let (name, rest) = words.split_first()?;
    let [volume, page, pin @ ..] = rest else { return None };
    let fits = is_in(COLLECTIONS, &plain(name.text)) && volume.is_number(4) && page.begins_with_digit();
    if !fits || pin.iter().any(|word| !word.begins_with_digit() && !is_follow(word.text)) {
        return None;
    }
    let mut formal = Formal::of(ItemType::LegalCase);
    formal.push(Part::Journal, name.start, name.end());
    formal.push(Part::Volume, volume.start, volume.end());
    formal.push(Part::Pages, page.start, page.end());
    if let (Some(first), Some(last)) = (pin.first(), pin.last()) {
        formal.push(Part::Locator, first.start, last.end());
    }
    Some(formal)
}

fn is_follow(word: &str) -> bool {
    matches!(plain(word).as_str(), "f" | "ff")
}

/// "BGH NJW 1997, 1702, 1704"; "BVerfG, Urteil vom 15.12.1983, 1 BvR 209/83, NJW 1984, 419".
fn german(words: &[ScannedWord]) -> Option<Formal> {
    let first = words.first()?;
    if !is_in(COURTS, &plain(first.text)) || !first.core().contains(char::is_uppercase) {
        return None;
    }
    let mut formal = Formal::of(ItemType::LegalCase);
    let is_place = |word: &ScannedWord| {
        word.text.starts_with(char::is_uppercase) && word.core().contains(char::is_lowercase) && !is_decision(word.text)
    };
    let with_place = usize::from(!first.stops() && words.get(1).is_some_and(is_place));
    formal.push(Part::Publisher, first.start, words[with_place].end());
    let mut at = with_place + 1;
    if words.get(at).is_some_and(|word| is_decision(word.text)) {
        at = decided(words, at, &mut formal)?;
    }
    if at < words.len() {
        at = german_report(words, at, &mut formal)?;
    }
    (at > with_place + 1).then_some(formal)
}

/// "Urt. v.", "Urteil vom", "Beschluss".
fn is_decision(word: &str) -> bool {
    matches!(plain(word).as_str(), "urt" | "urteil" | "beschl" | "beschluss" | "beschluß" | "entscheidung")
}

/// Takes the kind of decision, its date and its number; gives the word after them.
fn decided(words: &[ScannedWord], from: usize, formal: &mut Formal) -> Option<usize> {
    let mut at = from + 1;
    if words.get(at).is_some_and(|word| matches!(plain(word.text).as_str(), "v" | "vom" | "von")) {
        at += 1;
    }
    let start = at;
    while words.get(at).is_some_and(|word| !word.is_year() && !ends_in_year(word.text)) && at < start + 3 {
        at += 1;
    }
    let date = words.get(at).filter(|word| word.is_year() || ends_in_year(word.text))?;
    formal.push(Part::Date, words[start].start, date.end());
    at += 1;
    while words.get(at).is_some_and(|word| matches!(word.text, "–" | "-" | "—" | "Az." | "Az" | "Rs.")) {
        at += 1;
    }
    let number = at;
    while words.get(at).is_some_and(|word| !word.core().contains('/')) && at < number + 4 {
        at += 1;
    }
    match words.get(at).filter(|word| word.core().contains(|c: char| c.is_ascii_digit()) && word.core().contains('/')) {
        Some(word) => {
            formal.push(Part::Number, words[number].start, word.end());
            let rest = words.get(at + 1..).unwrap_or_default();
            if let Some((cue, last)) = rest.first().zip(rest.last()).filter(|(cue, _)| is_in(PLACES, &plain(cue.text)))
            {
                formal.push(Part::Locator, cue.start, last.end());
                return Some(words.len());
            }
            let name = rest.first().filter(|word| !is_report(words, at + 1) && !word.begins_with_digit());
            if let (Some(name), Some(last)) = (name, words.last()) {
                // "C-131/12, Google Spain."
                formal.push(Part::Title, name.start, last.end());
                return Some(words.len());
            }
            Some(at + 1)
        }
        None => Some(number),
    }
}

fn ends_in_year(word: &str) -> bool {
    let core = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    let year = core.rsplit('.').next().unwrap_or_default();
    core.contains('.') && year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit())
}

/// True if a German report follows: a short name in capitals and a year.
fn is_report(words: &[ScannedWord], at: usize) -> bool {
    let is_name = words.get(at).is_some_and(|word| word.core().chars().filter(|c| c.is_uppercase()).count() > 1);
    let is_collection = words.get(at).is_some_and(|word| is_in(COLLECTIONS, &plain(word.text)));
    is_collection || is_name && words.get(at + 1).is_some_and(|word| word.is_year())
}

/// "NJW 2003, 1234, 1236", "BVerfGE 65, 1 (43)"; gives the word after it.
fn german_report(words: &[ScannedWord], at: usize, formal: &mut Formal) -> Option<usize> {
    let at = at + usize::from(words.get(at).is_some_and(|word| matches!(word.text, "=" | "–" | "-")));
    if !is_report(words, at) {
        return None;
    }
    let (name, count) = (words.get(at)?, words.get(at + 1)?);
    let is_dated = formal.stretches.iter().any(|stretch| stretch.part == Part::Date);
    formal.push(Part::Journal, name.start, name.end());
    formal.push(if count.is_year() && !is_dated { Part::Date } else { Part::Volume }, count.start, count.end());
    let page = words.get(at + 2).filter(|word| word.begins_with_digit())?;
    formal.push(Part::Pages, page.start, page.end());
    let pin = words.get(at + 3..).unwrap_or_default();
    let is_pin = |word: &ScannedWord| {
        word.begins_with_digit() || is_follow(word.text) || matches!(plain(word.text).as_str(), "rn" | "rdnr" | "rz")
    };
    let length = pin.iter().take_while(|word| is_pin(word)).count();
    if let Some(last) = length.checked_sub(1).and_then(|last| pin.get(last)) {
        formal.push(Part::Locator, pin[0].start, last.end());
    }
    (at + 3 + length == words.len()).then_some(words.len())
}

/// "Cass. civ. 1re, 12 mai 2010, n° 09-12345, Bull. civ. I, n° 112."
fn french(text: &str, words: &[ScannedWord]) -> Option<Formal> {
    let first = words.first()?;
    if !is_in(FRENCH_COURTS, &plain(first.text)) || !first.text.starts_with(char::is_uppercase) {
        return None;
    }
    let comma = words.iter().position(|word| word.text.ends_with(','))?;
    let mut at = comma + 1;
    // "CE, ass., 30 oct. 1998"
    while words.get(at).is_some_and(|word| !word.begins_with_digit()) && at < comma + 3 {
        at += 1;
    }
    let year = at + words.get(at..)?.iter().take(4).position(|word| word.is_year())?;
    let court = at.checked_sub(1).and_then(|last| words.get(last))?;
    let mut formal = Formal::of(ItemType::LegalCase);
    formal.push(Part::Publisher, first.start, court.end());
    formal.push(Part::Date, words[at].start, words[year].end());
    let number = words.iter().skip(year + 1).position(|word| is_number_sign(word.text)).map(|found| year + 1 + found);
    if number.is_none() {
        return party(text, words, year, formal);
    }
    let number = number?;
    let mark = words.get(number)?;
    let is_glued = mark.core().contains(|c: char| c.is_ascii_digit());
    let value = if is_glued { number } else { number + 1 };
    if let (Some(first), Some(last)) =
        (words.get(year + 1..number).and_then(<[ScannedWord]>::first), number.checked_sub(1))
    {
        formal.push(Part::Title, first.start, words[last].end());
    }
    formal.push(Part::Number, words.get(value)?.start, words[value].end());
    if let Some(rest) = words.get(value + 1) {
        formal.push(Part::Note, rest.start, text.len());
    }
    Some(formal)
}

/// "CE, 19 mai 1933, Benjamin, Rec. p. 541": the name of the case, and where it is reported.
fn party(text: &str, words: &[ScannedWord], year: usize, mut formal: Formal) -> Option<Formal> {
    let rest = words.get(year + 1..)?;
    let last = rest.iter().position(|word| word.text.ends_with([',', '.']))?;
    let report = rest.get(last + 1..)?;
    let is_reported = report
        .first()
        .is_some_and(|word| matches!(plain(word.text).as_str(), "rec" | "lebon" | "bull" | "d" | "gaz" | "jcp"));
    formal.push(Part::Title, rest[0].start, rest[last].end());
    let page = report.iter().position(|word| matches!(word.text, "p." | "p"));
    let name = page.map_or(report.len(), |page| page);
    if let (Some(first), Some(end)) = (report.first(), name.checked_sub(1).and_then(|end| report.get(end))) {
        formal.push(Part::Journal, first.start, end.end());
        formal.push(Part::Pages, report.get(name).map_or(text.len(), |word| word.start), text.len());
    }
    is_reported.then_some(formal)
}

fn is_number_sign(word: &str) -> bool {
    word.starts_with("n°") || word.starts_with("nº") || matches!(word, "no" | "no.")
}

/// Decisions that a series reports, or that a neutral citation names.
fn reported(text: &str, words: &[ScannedWord]) -> Option<Formal> {
    let (from, first) = (1..words.len()).find_map(|at| Some((at, report_at(words, at)?)))?;
    let (title_start, number) = case_number(words);
    let title_end = words[from].start;
    let title =
        text.get(title_start..title_end)?.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '('));
    let named = is_named_as_case(title);
    if !(named && (first.is_known || first.is_shaped)) && !(first.is_known && first.is_bracketed && !title.is_empty()) {
        return None;
    }
    let mut formal = Formal::of(ItemType::LegalCase);
    if let Some((start, end)) = number {
        formal.push(Part::Number, start, end);
    }
    formal.push(Part::Title, title_start, title_start + title.len());
    let mut at = from;
    while let Some(report) = report_at(words, at) {
        let dated = formal.stretches.iter().any(|stretch| stretch.part == Part::Date);
        let placed = |part| formal.stretches.iter().any(|stretch| stretch.part == part);
        let parts: Vec<Placed> = report
            .parts
            .iter()
            .map(|&(part, start, end)| {
                let repeated = part == Part::Date && dated || part != Part::Date && placed(part);
                (if repeated { Part::Note } else { part }, start, end)
            })
            .collect();
        parts.into_iter().for_each(|(part, start, end)| formal.push(part, start, end));
        at = report.after;
    }
    rest(text, words, at, &mut formal);
    Some(formal)
}

/// The short form of a decision: "Reed, 527 U.S. at 604".
fn at_page(text: &str, words: &[ScannedWord]) -> Option<Formal> {
    let [.., at, page] = words else { return None };
    let before = words.get(..words.len() - 2).filter(|_| at.text == "at" && page.begins_with_digit())?;
    let is_volume = |word: &ScannedWord| word.is_number(4) && word.core() == word.text;
    let volume = before.iter().rposition(is_volume)?;
    let name = before.get(volume + 1..).filter(|name| !name.is_empty())?;
    let folded: String = name.iter().map(|word| plain(word.text)).collect();
    let mut formal = Formal::of(ItemType::LegalCase);
    let (start, title) = (words[0].start, text.get(..before[volume].start)?.trim_end_matches([',', ' ']));
    formal.push(Part::Title, start, title.len());
    formal.push(Part::Volume, before[volume].start, before[volume].end());
    formal.push(Part::Journal, name[0].start, name[name.len() - 1].end());
    formal.push(Part::Locator, at.start, page.end());
    is_in(REPORTERS, &folded).then_some(formal)
}

/// "Case C-131/12" before the name of a case: where the name begins, and the place of the number.
fn case_number(words: &[ScannedWord]) -> (usize, Option<(usize, usize)>) {
    let start = words.first().map_or(0, |word| word.start);
    let is_lead = words.first().is_some_and(|word| {
        matches!(plain(word.text).as_str(), "case" | "affaire" | "aff" | "rs" | "rechtssache" | "causa" | "asunto")
    });
    let Some(number) = words.get(1).filter(|word| is_lead && word.core().contains('/')) else { return (start, None) };
    // "C-402/05 P": an appeal.
    let suffix = words.get(2).filter(|word| matches!(word.text, "P" | "R" | "PPU" | "RENV") && words.len() > 3);
    let last = suffix.unwrap_or(number);
    match words.get(2 + usize::from(suffix.is_some())) {
        Some(name) => (name.start, Some((number.start, last.end()))),
        None => (start, None),
    }
}

/// A part, and where its words begin and end.
type Placed = (Part, usize, usize);

/// A report: where its parts stand, and what comes after it.
struct LawReport {
    parts: Vec<Placed>,
    after: usize,
    /// The series is in the table, or the mark is that of a neutral citation.
    is_known: bool,
    /// It looks like one: capitals and stops between two numbers.
    is_shaped: bool,
    /// A year in square brackets leads up to it.
    is_bracketed: bool,
}

fn report_at(words: &[ScannedWord], from: usize) -> Option<LawReport> {
    let mut parts = Vec::new();
    let mut at = from;
    let first = words.get(at)?;
    let encloses = |open: char| first.text.starts_with(open) && first.is_year();
    let (is_bracketed, is_round) = (encloses('['), encloses('('));
    let leads_neutral = first.is_year() && !first.stops();
    if is_bracketed || is_round || leads_neutral {
        parts.push((Part::Date, first.start, first.end()));
        at += 1;
    }
    if let Some(neutral) = neutral(words, at).filter(|_| is_bracketed || leads_neutral) {
        parts.extend(neutral.0);
        return Some(LawReport { parts, after: neutral.1, is_known: true, is_shaped: true, is_bracketed });
    }
    let volume = words.get(at).filter(|word| word.is_number(4) && word.core() == word.text);
    if let Some(volume) = volume {
        parts.push((Part::Volume, volume.start, volume.end()));
        at += 1;
    }
    let length = words.get(at..)?.iter().take(5).position(|word| {
        (word.begins_with_digit() || is_page(word.core()))
            && !word.text.starts_with('(')
            && !is_series_number(word.text)
    })?;
    let page = words.get(at + length).filter(|word| is_page(word.core()))?;
    let name = words.get(at..at + length).filter(|name| !name.is_empty())?;
    let folded: String = name.iter().map(|word| plain(word.text)).collect();
    let is_known = is_in(REPORTERS, &folded);
    let looks = |word: &ScannedWord| {
        is_series_number(word.text) || word.text.starts_with(|c: char| c.is_uppercase() || matches!(c, '(' | '&'))
    };
    let is_abbreviated = name.iter().any(|word| {
        word.text.contains('.') || word.core().chars().count() < 6 && word.core().chars().all(char::is_uppercase)
    });
    let is_shaped = is_abbreviated && name.iter().all(looks) && name.iter().all(|word| !word.stops());
    let is_led = volume.is_some() || is_bracketed;
    if !is_led || !(is_known || is_shaped) {
        return None;
    }
    parts.push((Part::Journal, name[0].start, name[length - 1].end()));
    parts.push((Part::Pages, page.start, page.end()));
    Some(LawReport { parts, after: at + length + 1, is_known, is_shaped, is_bracketed })
}

/// "457", and "I-6351" of the European reports.
fn is_page(core: &str) -> bool {
    let digits = core.strip_prefix("II-").or_else(|| core.strip_prefix("I-")).unwrap_or(core);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// "2d", "3d", "4th", "(4th)" in the name of a series.
fn is_series_number(word: &str) -> bool {
    let core = word.trim_matches(|c: char| !c.is_alphanumeric());
    let tail = core.trim_start_matches(|c: char| c.is_ascii_digit());
    tail.len() < core.len() && matches!(tail, "d" | "nd" | "rd" | "th" | "st")
}

/// "UKSC 5", "EWCA Civ 123", "SCC 14": the mark of a court and a number.
fn neutral(words: &[ScannedWord], at: usize) -> Option<(Vec<Placed>, usize)> {
    let court = words.get(at)?;
    if court.text.starts_with("ECLI:") || court.text.starts_with("EU:") {
        return Some((vec![(Part::Note, court.start, court.end())], at + 1));
    }
    let is_mark = court.text.len() > 2 && court.text.bytes().all(|byte| byte.is_ascii_uppercase());
    let second = words.get(at + 1).filter(|word| word.text.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let number = words.get(at + 1 + usize::from(second.is_some()))?;
    let is_known = is_in(REPORTERS, &plain(court.text));
    let fits = is_mark && !is_known && number.begins_with_digit() && number.is_number(5);
    let end = second.unwrap_or(court).end();
    fits.then(|| {
        (
            vec![(Part::Publisher, court.start, end), (Part::Number, number.start, number.end())],
            at + 2 + usize::from(second.is_some()),
        )
    })
}

/// What follows the last report: pages cited, paragraphs, the court and the year in brackets.
fn rest(text: &str, words: &[ScannedWord], mut at: usize, formal: &mut Formal) {
    let rest = words.get(at..).unwrap_or_default();
    let is_pin = |word: &&ScannedWord| {
        let is_cue = matches!(
            plain(word.text).as_str(),
            "at" | "para" | "paras" | "and" | "n" | "ff" | "seq" | "et" | "pp" | "p"
        );
        !word.text.starts_with('(') && (is_cue || word.begins_with_digit() || word.text.starts_with('¶'))
    };
    let pin = rest.iter().take_while(is_pin).count();
    if let Some(last) = pin.checked_sub(1).and_then(|last| rest.get(last)) {
        formal.push(Part::Locator, rest[0].start, last.end());
        at += pin;
    }
    let Some(open) = words.get(at) else { return };
    let tail = &text[open.start..];
    let close = tail.find(')').map_or(tail.len(), |close| close + 1);
    if tail.starts_with('(') {
        bracket(text, open.start, open.start + close, formal);
        tail_pin(text, open.start + close, formal);
    } else {
        formal.push(Part::Note, open.start, text.len());
    }
}

/// "(9th Cir. 1974)": the court and the year.
fn bracket(text: &str, start: usize, end: usize, formal: &mut Formal) {
    let inside = &text[start..end];
    let digits = |word: &ScannedWord| word.is_year();
    match scan(inside).into_iter().rev().find(digits) {
        Some(year) => {
            let court = inside[..year.start].contains(char::is_alphanumeric);
            formal.push(Part::Publisher, start, if court { start + year.start } else { start });
            let dated = formal.stretches.iter().any(|stretch| stretch.part == Part::Date);
            let from = if court { start + year.start } else { start };
            formal.push(if dated { Part::Note } else { Part::Date }, from, end);
        }
        None => formal.push(Part::Publisher, start, end),
    }
    formal.stretches.retain(|stretch| stretch.span.of(text).contains(char::is_alphanumeric));
}

/// "[12]" or "12" after the bracket; anything else is kept as a note.
fn tail_pin(text: &str, start: usize, formal: &mut Formal) {
    let rest = &text[start..];
    let is_pin = rest.contains(|c: char| c.is_ascii_digit())
        && rest
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '[' | ']' | '-' | '–' | ',' | '.'));
    if rest.contains(char::is_alphanumeric) {
        formal.push(if is_pin { Part::Locator } else { Part::Note }, start, text.len());
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::show;
    use super::*;

    #[test]
    fn decisions_are_read_in_the_forms_of_many_courts() {
        for (text, expected) in [
            (
                "Roe v. Wade, 410 U.S. 113, 153 (1973).",
                "Title=Roe v. Wade | Volume=410 | Journal=U.S. | Pages=113, | Locator=153 | Date=(1973)",
            ),
            (
                "Harlow v. Dent, 88 F. Supp. 2d 1104 (E.D. Tex. 1999).",
                "Title=Harlow v. Dent | Volume=88 | Journal=F. Supp. 2d | Pages=1104 | Publisher=(E.D. Tex. | Date=1999)",
            ),
            (
                "In re Salt Tax, 12 B.R. 44 (Bankr. D. Mass. 1981)",
                "Title=In re Salt Tax | Volume=12 | Journal=B.R. | Pages=44 | Publisher=(Bankr. D. Mass. | Date=1981)",
            ),
            (
                "Marsh v Powell [1951] 2 KB 343 (CA) 360",
                "Title=Marsh v Powell | Date=[1951] | Volume=2 | Journal=KB | Pages=343 | Publisher=(CA) | Locator=360",
            ),
            (
                "R (Okafor) v Lane [2014] UKSC 31, [2015] AC 77",
                "Title=R (Okafor) v Lane | Date=[2014] | Publisher=UKSC | Number=31, | Note=[2015] | Journal=AC | Pages=77",
            ),
            (
                "Reed v Hale [2001] EWCA Civ 44 [12]",
                "Title=Reed v Hale | Date=[2001] | Publisher=EWCA Civ | Number=44 | Locator=[12]",
            ),
            ("R v Tanner, 2007 SCC 14.", "Title=R v Tanner | Date=2007 | Publisher=SCC | Number=14."),
            (
                "Nolan v The Queen (1988) 164 CLR 15, 22.",
                "Title=Nolan v The Queen | Date=(1988) | Volume=164 | Journal=CLR | Pages=15, | Locator=22.",
            ),
            ("BVerfGE 65, 1 (43).", "Journal=BVerfGE | Volume=65, | Pages=1 | Locator=(43)."),
            ("BGHZ 12, 33 ff.", "Journal=BGHZ | Volume=12, | Pages=33 | Locator=ff."),
            ("BGH NJW 1997, 1702, 1704.", "Publisher=BGH | Journal=NJW | Date=1997, | Pages=1702, | Locator=1704."),
            ("OLG Köln, NJW-RR 2001, 12", "Publisher=OLG Köln, | Journal=NJW-RR | Date=2001, | Pages=12"),
            (
                "BVerfG, Urteil vom 15.12.1983, 1 BvR 209/83, NJW 1984, 419",
                "Publisher=BVerfG, | Date=15.12.1983, | Number=1 BvR 209/83, | Journal=NJW | Volume=1984, | Pages=419",
            ),
            (
                "EuGH, Urt. v. 13.5.2014, C-131/12, Google Spain.",
                "Publisher=EuGH, | Date=13.5.2014, | Number=C-131/12, | Title=Google Spain.",
            ),
            ("Reed, 527 U.S. at 604.", "Title=Reed | Volume=527 | Journal=U.S. | Locator=at 604."),
            (
                "BVerfG, Beschluss vom 27. April 2018 – 1 BvR 27/13, Rn. 3",
                "Publisher=BVerfG, | Date=27. April 2018 | Number=1 BvR 27/13, | Locator=Rn. 3",
            ),
            (
                "CE, 19 mai 1933, Benjamin, Rec. p. 541.",
                "Publisher=CE, | Date=19 mai 1933, | Title=Benjamin, | Journal=Rec. | Pages=p. 541.",
            ),
            (
                "Case C-402/05 P Salt SL v Mill [2008] ECR I-6351, para 281.",
                "Number=C-402/05 P | Title=Salt SL v Mill | Date=[2008] | Journal=ECR | Pages=I-6351, | Locator=para 281.",
            ),
            (
                "Case C-131/12 Salt SL v Mill [2014] ECLI:EU:C:2014:317, para 81.",
                "Number=C-131/12 | Title=Salt SL v Mill | Date=[2014] | Note=ECLI:EU:C:2014:317, | Locator=para 81.",
            ),
            (
                "Lane v. Hale, 5 U.S. (1 Cranch) 137 (1803).",
                "Title=Lane v. Hale | Volume=5 | Journal=U.S. (1 Cranch) | Pages=137 | Date=(1803)",
            ),
            (
                "Cass. soc., 10 juill. 2002, n° 00-45135.",
                "Publisher=Cass. soc., | Date=10 juill. 2002, | Number=00-45135.",
            ),
        ] {
            assert_eq!(show(text, read), expected, "{text}");
        }
    }

    #[test]
    fn other_references_are_left_to_the_tagger() {
        for text in [
            "J. Reed, Salt and Stone, 3 vols. (London, 1999), 12.",
            "Nora Pell, The Trouble with Trusts, 89 Yale L.J. 403, 412 (1973).",
            "Reed v. the world: a memoir (Leeds: Stone, 1999), 4",
            "KG Brown, Salt Roads (2001) 12 Mind 3",
            "Com. Reed, The Fleet, London, 1880",
            "Wells, J. 1996. Hats 5 (2): 123.",
            "Reed, Salt, 12 Mind at 44",
        ] {
            assert_eq!(show(text, read), "", "{text}");
        }
    }

    #[test]
    fn the_tables_are_sorted() {
        for table in [REPORTERS, COURTS, COLLECTIONS, FRENCH_COURTS] {
            assert!(table.is_sorted(), "{:?}", table.windows(2).find(|pair| pair[0] > pair[1]));
        }
    }
}
