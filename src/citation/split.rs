//! Cuts a note into citations: by the roles of its words, which the note reader has learnt, and by grammar where a note holds cite keys.

use super::again::with_lent_authors;
use super::edges::{after_lead, goes_on};
use super::extent::CitationTokens;
use super::name::name_at;
use super::pieces::pieces;
use super::read::{by_key, citation};
use super::revision::after_revision;
use super::short::{cross_at, lone_note_at, whole_at};
use super::signal::signal_at;
use super::token::{Token, TokenKind, Tokens};
use super::words::joins_names;
use super::{Citation, Polarity, keys, locator};
use crate::document::Note;
use crate::tagging::note::{LeadingNames, NoteRole, RoleToken, roles};

/// Returns the citations of a note, in their order. `index` is the note's place in the document, `language` an ISO 639-1 code, `names` what
/// the notes of the document begin with.
///
/// ```
/// use ibid::citation::{Kind, cut};
/// use ibid::document::read;
/// use ibid::tagging::note::LeadingNames;
/// use ibid::text::Source;
/// let post = Source::new("post.md", "A claim.[^1]\n\n[^1]: See Robinson, 167; cf. ibid., 170.\n");
/// let document = read(&[post], None);
/// let citations = cut(0, &document.notes[0], "en", &LeadingNames::default());
/// assert_eq!(citations.len(), 2);
/// assert_eq!(citations[0].locator.as_ref().unwrap().value, "167");
/// assert_eq!(citations[1].kind, Kind::Ibid);
/// ```
#[must_use]
pub fn cut(index: usize, note: &Note, language: &str, names: &LeadingNames) -> Vec<Citation> {
    let tokens = Tokens::of(&note.body);
    let keys = keys::keys(&tokens);
    let read: Vec<Citation> = if keys.is_empty() {
        let stretches = by_roles(&tokens, &roles(&note.body, names), language);
        let stretches = if stretches.is_empty() { lone_repetition(&tokens, language) } else { stretches };
        stretches.iter().filter_map(|stretch| citation(&tokens, note, stretch, language)).collect()
    } else {
        keys.into_iter().map(|key| by_key(&tokens, note, key)).collect()
    };
    let numbered = read.into_iter().zip(1..);
    let numbered = numbered.map(|(citation, number)| Citation { note: index, number, ..citation });
    with_lent_authors(&note.body, numbered.collect())
}

/// A note that is nothing but a word of repetition, with a place perhaps: "A.a.O.".
fn lone_repetition(tokens: &Tokens<'_>, language: &str) -> Vec<CitationTokens> {
    let last = tokens.len() - (0..tokens.len()).rev().take_while(|&at| tokens.is(at, '.')).count();
    let Some((_, end)) = whole_at(tokens, 0, language) else { return Vec::new() };
    let last = last.max(end);
    let alone = end == last || locator::is_place_only(tokens, end + usize::from(tokens.is(end, ',')), last);
    if alone { vec![CitationTokens::plain(0, last)] } else { Vec::new() }
}

/// The stretches of words that cite, each with the signal before it.
fn by_roles(tokens: &Tokens<'_>, words: &[RoleToken], language: &str) -> Vec<CitationTokens> {
    let mut stretches: Vec<CitationTokens> = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let end = if word.role.cites() { end_of(tokens.text, words, at) } else { at + 1 };
        let cited = word.role.cites().then(|| trimmed(tokens, words, at, end)).flatten();
        let cited = cited.and_then(|(start, until)| Some((after_revision(tokens, start, until)?, until)));
        if let Some((start, until)) = cited {
            let start = with_first_author(tokens, stretches.last().map_or(0, |before| before.end), start);
            let signal = signal_before(tokens, words, at, start);
            let signal = signal.or_else(|| signal_of_pointer(tokens, start, until, language));
            let start = after_lead(tokens, signal.map_or(start, |(_, after, _)| after), until);
            let aside = stretches.last().is_some_and(|before| stands_aside(tokens, before, start));
            let repeats = words[at..end].iter().any(|word| word.role == NoteRole::RepeatBegins);
            let whole =
                CitationTokens { start, end: until, signal, aside, repeats, certainty: certainty(words, at, end) };
            stretches.extend(pieces(tokens, whole, language));
        }
        at = end;
    }
    stretches.into_iter().fold(Vec::new(), |joined, next| with_next(tokens, joined, next))
}

/// Adds a citation to those before it, or to the last of them if that one goes on with it.
fn with_next(tokens: &Tokens<'_>, mut joined: Vec<CitationTokens>, next: CitationTokens) -> Vec<CitationTokens> {
    match joined.last_mut().filter(|last| goes_on(tokens, last, &next)) {
        Some(last) => {
            last.end = next.end;
            last.repeats |= next.repeats;
            last.certainty = last.certainty.max(next.certainty);
        }
        None => joined.push(next),
    }
    joined
}

/// The start of a citation with the author before its first word, whom "and" joins to the next: a sentence that begins with a whole name and
/// "and" begins with the citation ("Maria Huber und Karl Lenz, *Brot*").
fn with_first_author(tokens: &Tokens<'_>, from: usize, start: usize) -> usize {
    /// A name of one word may be a noun, where nouns have capitals.
    const WHOLE: usize = 2;
    let joint =
        start.checked_sub(1).filter(|&at| at >= from + WHOLE && joins_names(tokens, at) && tokens.capital(start));
    // The stop of an initial ends no sentence: "W. E. B. Du Bois".
    let initial = |at: usize| {
        at >= 2 && tokens.is(at - 1, '.') && tokens.capital(at - 2) && tokens.str(at - 2).chars().count() == 1
    };
    let marked = |at: usize| ['.', ';', ':', '('].iter().any(|&sign| tokens.is(at - 1, sign));
    let begins = |&at: &usize| at == 0 || marked(at) && !initial(at);
    let first =
        |joint: usize| (from..=joint - WHOLE).filter(begins).find(|&at| name_at(tokens, at, joint) == Some(joint));
    joint.and_then(first).unwrap_or(start)
}

/// The word after the citation that begins at word `start`. A name that leads straight to a word of repetition is no citation of its own
/// ("Report, supra note 4"), and no citation ends in a colon or a slash ("Able, Salt, in: Baker / Cole").
fn end_of(text: &str, words: &[RoleToken], start: usize) -> usize {
    let mut begin = start;
    loop {
        let goes_on = |word: &&RoleToken| word.role.cites() && !word.role.begins();
        let end = begin + 1 + words[begin + 1..].iter().take_while(goes_on).count();
        let next = words.get(end).map(|word| word.role);
        let repeats = words[begin].role == NoteRole::WorkBegins && next == Some(NoteRole::RepeatBegins);
        let open = words[end - 1].span.of(text).ends_with([':', '/']) && next == Some(NoteRole::WorkBegins);
        let begins_after = words.get(end + 1).is_some_and(|word| word.role == NoteRole::WorkBegins);
        let slash = words.get(end).is_some_and(|word| word.span.of(text) == "/") && begins_after;
        let authors = next == Some(NoteRole::WorkBegins) && joins_authors(text, words, begin, end);
        if !(repeats || open || slash || authors) {
            return end;
        }
        begin = end + usize::from(slash);
    }
}

/// True if the words from `start` to `end` are one author of several, family name first: "Abel, Anna; Bauer, Bert: Die Mühle".
fn joins_authors(text: &str, words: &[RoleToken], start: usize, end: usize) -> bool {
    let ends = |at: usize, sign: char| words.get(at).is_some_and(|word| word.span.of(text).ends_with(sign));
    end == start + 2 && ends(start, ',') && ends(start + 1, ';') && ends(end, ',') && ends(end + 1, ':')
}

/// The probability that a citation begins at word `start` and ends before word `end`: that of its two edges and of the words between.
fn certainty(words: &[RoleToken], start: usize, end: usize) -> f32 {
    let inside = &words[start..end];
    let mean = inside.iter().map(|word| word.confidence).sum::<f32>() / inside.len() as f32;
    let edge = words.get(end).map_or(1.0, |word| 1.0 - word.goes_on);
    (words[start].begins * edge * mean).clamp(0.0, 1.0)
}

/// The tokens of the words from `start` to `end` without the punctuation around them, and without brackets whose partner stands outside.
fn trimmed(tokens: &Tokens<'_>, words: &[RoleToken], start: usize, end: usize) -> Option<(usize, usize)> {
    const AROUND: [char; 12] = [',', ';', ':', '.', '—', '–', '-', '/', '!', '?', '|', '·'];
    let (mut first, mut last) = (tokens.at(words[start].span.start), tokens.at(words[end - 1].span.end));
    let around = |index: usize| AROUND.iter().any(|&sign| tokens.is(index, sign));
    let opens = |index: usize| tokens.is(index, '(') || tokens.is(index, '[');
    let closes = |index: usize| tokens.is(index, ')') || tokens.is(index, ']');
    while first < last && (around(first) || closes(first) || (opens(first) && !closed_within(tokens, first, last))) {
        first += 1;
    }
    while last > first {
        let end = last - 1;
        if !(around(end) || opens(end) || (closes(end) && !opened_within(tokens, first, end))) {
            break;
        }
        last = end;
    }
    if first + 2 < last && opens(first) && tokens.after_bracket(first) == last {
        (first, last) = (first + 1, last - 1);
    }
    (first < last).then(|| without_outer_quotes(tokens, first, last))
}

/// True if the bracket that opens at `open` is closed before token `end`.
fn closed_within(tokens: &Tokens<'_>, open: usize, end: usize) -> bool {
    let depth = tokens.get(open).map_or(0, |token| token.depth);
    (open + 1..end).any(|at| {
        let closes = tokens.is(at, ')') || tokens.is(at, ']');
        closes && tokens.get(at).is_some_and(|token| token.depth == depth)
    })
}

/// True if the bracket that closes at `close` was opened at token `start` or later.
fn opened_within(tokens: &Tokens<'_>, start: usize, close: usize) -> bool {
    let depth = tokens.get(close).map_or(0, |token| token.depth);
    (start..close).rev().any(|at| {
        let opens = tokens.is(at, '(') || tokens.is(at, '[');
        opens && tokens.get(at).is_some_and(|token| token.depth == depth)
    })
}

/// A quotation mark at the end of a citation belongs to it only with its partner.
fn without_outer_quotes(tokens: &Tokens<'_>, start: usize, end: usize) -> (usize, usize) {
    let quoted = |index: usize| tokens.get(index).is_some_and(|token| token.quoted);
    let mark = |index: usize| {
        tokens.get(index).is_some_and(|token| matches!(token.kind, TokenKind::Sign('"' | '”' | '“' | '»' | '«')))
    };
    let inside = end - start > 2 && start > 0 && (start - 1..end).all(quoted) && mark(end - 1);
    (start, if inside { end - 1 } else { end })
}

/// The signal whose words stand right before word `at`; `start` is the first token of the citation.
fn signal_before(
    tokens: &Tokens<'_>,
    words: &[RoleToken],
    at: usize,
    start: usize,
) -> Option<(usize, usize, Polarity)> {
    let count = words[..at].iter().rev().take_while(|word| word.role == NoteRole::Signal).count();
    let from = tokens.at(words[at - count..at].first()?.span.start);
    let from = (from..start).find(|&index| tokens.get(index).is_some_and(Token::is_word))?;
    let known = (from..start).find_map(|index| signal_at(tokens, index)).and_then(|(_, signal)| signal.polarity);
    Some((from, start, known.unwrap_or(Polarity::Supports)))
}

/// The signal that was taken for the first words of a pointer at a note: "See note 1 above".
fn signal_of_pointer(
    tokens: &Tokens<'_>,
    start: usize,
    end: usize,
    language: &str,
) -> Option<(usize, usize, Polarity)> {
    let (after, signal) = signal_at(tokens, start).filter(|_| cross_at(tokens, start, language).is_none())?;
    let pointer = cross_at(tokens, after, language).or_else(|| lone_note_at(tokens, after, language))?;
    // The stop of the sentence may have been taken for that of an abbreviation.
    (pointer.end <= end + 1).then_some((start, after, signal.polarity.unwrap_or(Polarity::Supports)))
}

/// True if a parenthesis that opens after the citation `before` holds the token `start`: "Able, 3 (citing Baker, 4)".
fn stands_aside(tokens: &Tokens<'_>, before: &CitationTokens, start: usize) -> bool {
    let outer = tokens.get(before.start).map_or(0, |token| token.depth);
    let deeper = tokens.get(start).is_some_and(|token| token.depth > outer);
    let joined = (before.end..start).all(|at| !(tokens.is(at, ';') || tokens.is(at, '.') && at == before.end));
    deeper && joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Flat;
    use crate::text::Span;

    fn token(text: &str, word: &str, role: NoteRole) -> RoleToken {
        let start = text.find(word).unwrap();
        let (begins, goes_on) = (f32::from(role.begins()), f32::from(role.cites() && !role.begins()));
        RoleToken { span: Span::new(start, start + word.len()), role, confidence: 1.0, begins, goes_on }
    }

    fn stretches(text: &str, words: &[(&str, NoteRole)]) -> Vec<String> {
        let flat = Flat::verbatim(text, 0);
        let tokens = Tokens::of(&flat);
        let words: Vec<RoleToken> = words.iter().map(|(word, role)| token(text, word, *role)).collect();
        by_roles(&tokens, &words, "en").iter().map(|s| tokens.span(s.start, s.end).of(text).to_owned()).collect()
    }

    #[test]
    fn punctuation_and_lone_brackets_around_a_citation_are_left_out() {
        use NoteRole::{Prose, Signal, WorkBegins as Begins, WorkGoesOn as GoesOn};
        type Words<'a> = &'a [(&'a str, NoteRole)];
        let cases: [(&str, Words<'_>, &str); 4] = [
            ("See Able, 3.", &[("See", Signal), ("Able,", Begins), ("3.", GoesOn)], "Able, 3"),
            ("Salt (Able, 3).", &[("Salt", Prose), ("(Able,", Begins), ("3).", GoesOn)], "Able, 3"),
            ("Able (Leeds, 1990).", &[("Able", Begins), ("(Leeds,", GoesOn), ("1990).", GoesOn)], "Able (Leeds, 1990)"),
            ("(Able) 3", &[("(Able)", Begins), ("3", GoesOn)], "(Able) 3"),
        ];
        for (text, words, expected) in cases {
            assert_eq!(stretches(text, words), [expected], "{text}");
        }
        assert!(stretches("Salt.", &[("Salt.", Prose)]).is_empty());
    }

    /// One stretch of words that all cite, the first of which begins the citation.
    fn one(text: &str) -> Vec<String> {
        let flat = Flat::verbatim(text, 0);
        let words = crate::tagging::note::note_words(text).into_iter().enumerate().map(|(at, span)| {
            let role = if at == 0 { NoteRole::WorkBegins } else { NoteRole::WorkGoesOn };
            RoleToken { span, role, confidence: 1.0, begins: 1.0, goes_on: 1.0 }
        });
        let tokens = Tokens::of(&flat);
        let found = by_roles(&tokens, &words.collect::<Vec<_>>(), "en");
        found.iter().map(|s| tokens.span(s.start, s.end).of(text).to_owned()).collect()
    }

    #[test]
    fn the_first_of_two_authors_belongs_to_the_citation() {
        use NoteRole::{Prose, WorkBegins as Begins, WorkGoesOn as GoesOn};
        let cite = |text: &str, lead: &[&str], rest: &[&str]| {
            let lead = lead.iter().map(|word| (*word, Prose));
            let rest = rest.iter().enumerate().map(|(at, word)| (*word, if at == 0 { Begins } else { GoesOn }));
            stretches(text, &lead.chain(rest).collect::<Vec<_>>()).concat()
        };
        let whole = "Maria Huber und Karl Lenz, Brot";
        assert_eq!(cite(whole, &["Maria", "Huber", "und"], &["Karl", "Lenz,", "Brot"]), whole);
        let led = "Neu: Ann Able and Carl Cole, Salt";
        assert_eq!(cite(led, &["Neu:", "Ann", "Able", "and"], &["Carl", "Cole,", "Salt"]), &led[5..]);
        let initials = "W. E. B. Du Bois and Carl Cole, Salt";
        let lead = ["W.", "E.", "B.", "Du", "Bois", "and"];
        assert_eq!(cite(initials, &lead, &["Carl", "Cole,", "Salt"]), initials);
        let led = "as W. E. B. Du Bois and Carl Cole, Salt";
        let rest = ["Carl", "Cole,", "Salt"];
        assert_eq!(cite(led, &[&["as"], &lead[..]].concat(), &rest), "Carl Cole, Salt", "half a name is none");
        for (text, lead) in
            [("Brot und Karl Lenz, 3", &["Brot", "und"][..]), ("so Brot und Karl Lenz, 3", &["so", "Brot", "und"])]
        {
            assert_eq!(cite(text, lead, &["Karl", "Lenz,", "3"]), "Karl Lenz, 3", "{text}");
        }
    }

    #[test]
    fn a_stop_after_a_page_splits_before_a_name_and_a_title() {
        assert_eq!(
            one("Able, “Salt” (Leeds, 1992), 5. Bob Baker, “Water” (York, 1996), 7"),
            ["Able, “Salt” (Leeds, 1992), 5", "Bob Baker, “Water” (York, 1996), 7"]
        );
        for whole in [
            "Able, “Salt” (Leeds, 1992), 5. See Baker",
            "Able, 1992. Baker, “Water”",
            "Able, “Salt”, 5. In Baker, “Water”",
            "Able, “Salt. 5. Baker, and Water”",
        ] {
            assert_eq!(one(whole), [whole]);
        }
    }

    #[test]
    fn a_semicolon_splits_only_where_two_citations_surely_meet() {
        assert_eq!(one("Able, Salt, 20; Baker, Mills, 1990, 4"), ["Able, Salt, 20", "Baker, Mills, 1990, 4"]);
        assert_eq!(one("Baker, Mills, 3; ibid., 4"), ["Baker, Mills, 3", "ibid., 4"]);
        assert_eq!(
            one("42 U.S.C. § 12210(b); 29 U.S.C. § 794; 28 C.F.R. pt. 35"),
            ["42 U.S.C. § 12210(b)", "29 U.S.C. § 794", "28 C.F.R. pt. 35"]
        );
        assert_eq!(one("§ 5 Abs. 2 StGB; § 7 GG"), ["§ 5 Abs. 2 StGB", "§ 7 GG"]);
        assert_eq!(one("Art. 5 Abs. 1 GG; Art. 41 OR"), ["Art. 5 Abs. 1 GG", "Art. 41 OR"]);
        assert_eq!(one("Art. 5 Abs. 1 GG; Art. 12"), ["Art. 5 Abs. 1 GG; Art. 12"]);
        assert_eq!(one("Able, “Salt”; and Baker, “Mills”"), ["Able, “Salt”", "Baker, “Mills”"]);
        assert_eq!(one("Huber, „Salz“; Lenz, „Brot“, S. 4"), ["Huber, „Salz“", "Lenz, „Brot“, S. 4"]);
        assert_eq!(one("Able, “Salt; or, Baker, and the Mill”"), ["Able, “Salt; or, Baker, and the Mill”"]);
        assert_eq!(one("Able, A.; Baker, “Mills”"), ["Able, A.; Baker, “Mills”"]);
        assert_eq!(
            one("Dale Archive, box 14; Baker Cole, op. cit., p. 9"),
            ["Dale Archive, box 14", "Baker Cole, op. cit., p. 9"]
        );
        for whole in [
            "Able, Salt II, 3; III, 5",
            "Able, Salt; Pepper, 1990",
            "Able, Salt, 3; and Mills, 1990",
            "Able, 3; Baker, 4",
            "42 U.S.C. § 12210; § 12211",
            "Able, Salt, 3; 4 Mills Rev. 7",
            "Able, Salt; Pepper, op. cit., 4",
        ] {
            assert_eq!(one(whole), [whole]);
        }
    }

    #[test]
    fn titles_after_many_words_are_split_in_linear_time() {
        let text =
            "Able, salt and ".to_owned() + &"a mill and ".repeat(40_000) + &"5. Baker, “Water”, 7. ".repeat(10_000);
        assert_eq!(one(&text).len(), 10_000);
    }

    #[test]
    fn a_note_of_nothing_but_beginnings_is_one_citation_however_long() {
        let text = "a: ".repeat(100_000);
        let flat = Flat::verbatim(text.clone(), 0);
        let words = crate::tagging::note::note_words(&text).into_iter();
        let role = NoteRole::WorkBegins;
        let words: Vec<RoleToken> =
            words.map(|span| RoleToken { span, role, confidence: 1.0, begins: 1.0, goes_on: 0.0 }).collect();
        assert_eq!(by_roles(&Tokens::of(&flat), &words, "en").len(), 1);
    }
}
