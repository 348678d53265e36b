//! Short forms: what stands for a source that was given before.

use std::sync::LazyLock;

use super::phrase::Phrases;
use super::token::{Token, Tokens};
use crate::document::points_at_label;
use crate::lexicon::{self, Class, Row, fold};

/// What a short form gives to go by. Everything may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShortForm {
    /// The word that makes it one, as it stands ("Ibid.", "a.a.O.").
    pub word: Option<String>,
    /// Family names or bodies.
    pub names: Vec<String>,
    /// Words of a title.
    pub title: Option<String>,
    /// A year, with its letter.
    pub year: Option<String>,
    /// The note it goes through.
    pub note_label: Option<String>,
    /// A cite key (`[@key]`, `\cite{key}`).
    pub key: Option<String>,
    /// Whether it points to the document itself ("see Appendix I", "infra, p. 20").
    pub own_text: bool,
    /// Whether its author is that of the citation just before: "ders., Die Mühle", "Id., Acque e potere".
    pub same_author: bool,
    /// Whether it is no more than a place, in a work that the text or the citation before names: "II, 6; p. 75".
    pub place_only: bool,
}

impl ShortForm {
    /// True if its word means this in the lexicon.
    pub(crate) fn means(&self, meaning: &str) -> bool {
        self.entries().any(|row| row.meaning == meaning)
    }

    /// True if its word is no Latin but a language's own, as "ebd." and "ivi" are.
    pub(crate) fn is_vernacular(&self) -> bool {
        let mut entries = self.entries().peekable();
        entries.peek().is_some() && entries.all(|row| row.language != "la")
    }

    /// True if its word is of this language.
    pub(crate) fn is_of(&self, language: &str) -> bool {
        self.entries().any(|row| row.language == language)
    }

    /// True if its word begins with one that means this in the lexicon, in Latin or in the language: the "supra" of "supra note 3".
    pub(crate) fn opens_with(&self, meaning: &str, language: &str) -> bool {
        let first = self.word.as_deref().and_then(|word| fold::words(word).into_iter().next()).unwrap_or_default();
        lexicon::entries(Class::ShortForm, &first).any(|row| row.meaning == meaning && row.language == language)
    }

    fn entries(&self) -> impl Iterator<Item = &'static Row> + use<> {
        lexicon::entries_of(Class::ShortForm, self.word.as_deref().unwrap_or_default())
    }
}

/// What a word of the table does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Use {
    /// The source just before: ibid.
    Ibid,
    /// Id. and its like.
    Idem,
    /// An earlier work of a named author: op. cit.
    Opcit,
    /// The same place in it: loc. cit.
    Loccit,
    /// After a title: cit.
    Cit,
    /// Before this place: supra.
    Supra,
    /// After this place: infra.
    Infra,
    /// What precedes the number of a note.
    Note,
    /// Names a short form used from here on: hereinafter.
    Alias,
    /// A part of the document itself: appendix.
    Own,
    /// The source just before, by a noun: the same collection.
    Same,
}

/// A word of the lexicon: what it does, and its language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ShortWord {
    pub(crate) usage: Use,
    language: &'static str,
}

static WORDS: LazyLock<Phrases<ShortWord>> = LazyLock::new(|| Phrases::of(Class::ShortForm, read_row));

fn read_row(row: &Row) -> Option<ShortWord> {
    let usage = match row.sense() {
        "same-work" => Use::Ibid,
        "same-author" => Use::Idem,
        "earlier-work" => Use::Opcit,
        "earlier-place" | "earlier-work-or-place" => Use::Loccit,
        "cited" => Use::Cit,
        "before" => Use::Supra,
        "after" => Use::Infra,
        "note-number" => Use::Note,
        "hereafter" => Use::Alias,
        "own-text" => Use::Own,
        "same-work-noun" => Use::Same,
        _ => return None,
    };
    Some(ShortWord { usage, language: row.language })
}

/// Languages whose short forms are read in documents of every language: scholars quote each other's notes.
const EVERYWHERE: [&str; 6] = ["la", "en", "de", "fr", "it", "es"];

impl ShortWord {
    fn counts_in(&self, language: &str) -> bool {
        self.language == language || EVERYWHERE.contains(&self.language)
    }
}

/// The word of the table with this use at token `index`: the place after it.
pub(crate) fn word_of(tokens: &Tokens<'_>, index: usize, usage: Use, language: &str) -> Option<usize> {
    let mut fits = WORDS.all_at(tokens, index).filter(|(_, word)| word.usage == usage && word.counts_in(language));
    fits.next().map(|(end, _)| end).filter(|&end| !are_initials(tokens, index, end))
}

/// The short form that stands for a whole citation at token `index`: its use and the place after it.
pub(crate) fn whole_at(tokens: &Tokens<'_>, index: usize, language: &str) -> Option<(Use, usize)> {
    let whole = [Use::Ibid, Use::Idem, Use::Opcit, Use::Loccit, Use::Same];
    let mut fits = WORDS.all_at(tokens, index).filter(|(_, word)| word.counts_in(language));
    let (end, word) = fits.find(|(_, word)| whole.contains(&word.usage))?;
    if are_initials(tokens, index, end) {
        return None;
    }
    let certain = tokens.word(index).starts_with("ibid") || word.usage == Use::Opcit || word.usage == Use::Loccit;
    (certain || closes(tokens, end)).then_some((word.usage, end))
}

/// Whether the words are capital letters alone: "L. C." is somebody, "l. c." a place.
pub(crate) fn are_initials(tokens: &Tokens<'_>, start: usize, end: usize) -> bool {
    let mut words = (start..end).filter(|&i| tokens.get(i).is_some_and(Token::is_word));
    words.all(|i| tokens.str(i).chars().count() == 1 && tokens.capital(i))
}

/// Whether what stands at `index` can follow a short form: nothing, a mark, a number, the cue of a place. It keeps "Id" apart from
/// "id number" and "dies" from "dies ist".
fn closes(tokens: &Tokens<'_>, index: usize) -> bool {
    let Some(token) = tokens.get(index) else { return true };
    let mark = !token.is_word() || index.checked_sub(1).is_some_and(|last| tokens.is(last, '.'));
    mark || super::locator::cue_at(tokens, index).is_some()
}

/// A pointing at a note of the document, or at the document's own text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct CrossReference {
    /// The number of the note.
    pub(crate) label: Option<String>,
    /// The place after it.
    pub(crate) end: usize,
}

/// The cross-reference at token `index`: "supra note 3", "n 12 above", "infra, p. 20", "wie Anm. 5".
pub(crate) fn cross_at(tokens: &Tokens<'_>, index: usize, language: &str) -> Option<CrossReference> {
    let direction =
        |at| word_of(tokens, at, Use::Supra, language).or_else(|| word_of(tokens, at, Use::Infra, language));
    // "Above" and "oben" are common words; alone, only supra and infra point anywhere.
    let latin = |at: usize| matches!(tokens.word(at), "supra" | "supr" | "infra");
    let lead = if tokens.word(index) == "wie" { Some(index + 1) } else { None };
    let start = lead.unwrap_or(index);
    if let Some(after) = direction(start) {
        // An asterisk between them marks nothing: "Able,* supra* note 3".
        let next = after + (after..after + 2).take_while(|&at| tokens.is(at, ',') || tokens.is(at, '*')).count();
        return Some(match note_at(tokens, next, language) {
            Some((label, end)) => CrossReference { label: Some(label), end },
            None if latin(start) || points_at_page(tokens, next) => CrossReference { label: None, end: after },
            None => return None,
        });
    }
    let (label, end) = note_at(tokens, start, language)?;
    match direction(end) {
        Some(after) => Some(CrossReference { label: Some(label), end: after }),
        None => lead.map(|_| CrossReference { label: Some(label), end }),
    }
}

/// Whether "oben, S. 12" or "above, ch. 3" points at the document's own pages: nothing but the cue of a place follows.
fn points_at_page(tokens: &Tokens<'_>, index: usize) -> bool {
    super::locator::cue_at(tokens, index).is_some_and(|(number, _)| tokens.get(number).is_some_and(Token::is_number))
}

/// The place after the command at token `index` that points at a label of the document: `\ref{fn-salt}`.
pub(crate) fn label_at(tokens: &Tokens<'_>, index: usize) -> Option<usize> {
    if !tokens.is(index, '\\') || !points_at_label(tokens.word(index + 1)) {
        return None;
    }
    let open = index + 2 + usize::from(tokens.is(index + 2, '*'));
    tokens.closing_brace(open).map(|close| close + 1)
}

/// The note that "see note 8" or "vgl. Anm. 8" points at, where nothing goes on after its number: "note 7 of the edition" is another's.
pub(crate) fn lone_note_at(tokens: &Tokens<'_>, index: usize, language: &str) -> Option<CrossReference> {
    let article = usize::from(lexicon::is(Class::Article, tokens.word(index)));
    let (label, end) = note_at(tokens, index + article, language)?;
    let ends = tokens.get(end).is_none_or(|next| [',', ';', '.', ')', ']', ':'].iter().any(|&sign| next.is(sign)));
    ends.then_some(CrossReference { label: Some(label), end })
}

/// The cross-reference that fills the bracket opening at token `index`: "(n 12)", "(see note 7 above)", "(wie Anm. 5)". Its end is after the bracket.
pub(crate) fn bracketed_cross_at(tokens: &Tokens<'_>, index: usize, language: &str) -> Option<CrossReference> {
    if !tokens.is(index, '(') && !tokens.is(index, '[') {
        return None;
    }
    let close = tokens.after_bracket(index);
    let mut inside = index + 1;
    while inside < close && inside < index + 4 {
        if let Some((label, end)) = note_at(tokens, inside, language) {
            let end = word_of(tokens, end, Use::Supra, language).unwrap_or(end);
            return (end + 1 == close).then_some(CrossReference { label: Some(label), end: close });
        }
        inside += 1;
    }
    None
}

/// The cue and number of a note at token `index`: the number and the place after it.
pub(crate) fn note_at(tokens: &Tokens<'_>, index: usize, language: &str) -> Option<(String, usize)> {
    let number = word_of(tokens, index, Use::Note, language)?;
    tokens.get(number).filter(|token| token.is_number())?;
    let letter = tokens.get(number + 1).filter(|token| !token.spaced && token.is_word() && token.span.len() == 1);
    let end = number + 1 + usize::from(letter.is_some());
    Some((tokens.span(number, end).of(tokens.text).to_owned(), end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Flat;

    fn with<T>(text: &str, look: impl Fn(&Tokens<'_>) -> T) -> T {
        let flat = Flat::verbatim(text, 0);
        look(&Tokens::of(&flat))
    }

    #[test]
    fn every_row_of_the_lexicon_is_read() {
        assert!(lexicon::rows(Class::ShortForm).all(|row| read_row(row).is_some()));
    }

    #[test]
    fn words_are_read_in_every_spelling() {
        for (text, usage) in [
            ("Ibid.", Use::Ibid),
            ("ibíd., p. 3", Use::Ibid),
            ("IBIDEM", Use::Ibid),
            ("Ebd., S. 5", Use::Ibid),
            ("Ivi, p. 3", Use::Ibid),
            ("Id. at 15", Use::Idem),
            ("Ders., S. 5", Use::Idem),
            ("op.cit., p. 4", Use::Opcit),
            ("Op. cit. p. 4", Use::Opcit),
            ("a. a. O., S. 4", Use::Loccit),
            ("A.a.O.", Use::Loccit),
            ("l. c.", Use::Loccit),
            ("loc. cit.", Use::Loccit),
        ] {
            assert_eq!(with(text, |t| whole_at(t, 0, "en").map(|(usage, _)| usage)), Some(usage), "{text}");
        }
    }

    #[test]
    fn the_tables_alone_bring_a_language() {
        for (language, text, usage) in [
            ("sv", "Därst., s. 5", Use::Ibid),
            ("sv", "Anf. arb., s. 4", Use::Opcit),
            ("sv", "A. st.", Use::Loccit),
            ("da", "Smst., s. 5", Use::Ibid),
            ("da", "Anf. skr., s. 4", Use::Opcit),
            ("pl", "Tamże, s. 5", Use::Ibid),
            ("pl", "Dz. cyt., s. 4", Use::Opcit),
            ("pl", "Ciż, Sól", Use::Idem),
            ("cs", "Tamtéž, s. 5", Use::Ibid),
            ("cs", "Cit. d., s. 4", Use::Opcit),
            ("ru", "Там же. С. 5", Use::Ibid),
            ("ru", "Цит. соч. С. 4", Use::Opcit),
            ("ca", "Ibídem, p. 5", Use::Ibid),
            ("ca", "Ob. cit., p. 4", Use::Opcit),
        ] {
            assert_eq!(with(text, |t| whole_at(t, 0, language).map(|(usage, _)| usage)), Some(usage), "{text}");
        }
        for (language, text) in [("en", "Ciż, Sól"), ("en", "Цит. соч."), ("de", "Dens förslag"), ("ru", "Там жил он")]
        {
            assert_eq!(with(text, |t| whole_at(t, 0, language).map(|(usage, _)| usage)), None, "{text}");
        }
    }

    #[test]
    fn common_words_are_no_short_forms() {
        for text in
            ["Id cards were issued", "Dies ist umstritten", "Idem sonans", "The same", "Locality", "A. A. Milne"]
        {
            assert_eq!(with(text, |t| whole_at(t, 0, "de").map(|(usage, _)| usage)), None, "{text}");
        }
    }

    #[test]
    fn a_word_of_a_small_vocabulary_counts_only_in_its_language() {
        assert!(with("Tamże, s. 5", |t| whole_at(t, 0, "pl")).is_some());
        assert!(with("Isto, str. 5", |t| whole_at(t, 0, "en")).is_none());
    }

    #[test]
    fn a_label_is_pointed_at_by_a_command_for_it() {
        for text in ["\\ref{fn-salt}", "\\autoref{x}, 3", "\\cref*{x}"] {
            assert!(with(text, |t| label_at(t, 0)).is_some(), "{text}");
        }
        for text in ["\\href{https://mill.example}{Salt}", "\\ref x}", "\\ref{x", "ref{x}"] {
            assert_eq!(with(text, |t| label_at(t, 0)), None, "{text}");
        }
    }

    #[test]
    fn cross_references_give_their_note() {
        for (text, label) in
            [("supra note 12, at 5", "12"), ("supra, n. 12", "12"), ("note 7 above", "7"), ("wie Anm. 26a", "26a")]
        {
            let found = with(text, |t| cross_at(t, 0, "en")).and_then(|found| found.label);
            assert_eq!(found.as_deref(), Some(label), "{text}");
        }
        for (text, label) in
            [("(n 12)", "12"), ("(see note 7 above)", "7"), ("(wie Anm. 30)", "30"), ("(Siehe Fn2)", "2")]
        {
            let named = format!("Smith {text}");
            let found = with(&named, |t| bracketed_cross_at(t, 1, "en")).and_then(|found| found.label);
            assert_eq!(found.as_deref(), Some(label), "{text}");
        }
        assert_eq!(with("infra, p. 20", |t| cross_at(t, 0, "en")).map(|found| found.label), Some(None));
        assert_eq!(with("note 7 of the edition", |t| cross_at(t, 0, "en")), None);
        assert_eq!(with("Smith (see note 7 of the edition)", |t| bracketed_cross_at(t, 1, "en")), None);
    }
}
