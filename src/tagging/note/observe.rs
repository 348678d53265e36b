//! What is seen of each word of a note: a list of hashed observations, by a table of templates.

use super::names::LeadingNames;
use super::note_words;
use super::sentence::Sentences;
use crate::tagging::antiquity::antiquity;
use crate::tagging::context::Contexts;
use crate::tagging::features::both_halves;
use crate::tagging::hash::{finish, mix, seeds};
use crate::tagging::word::{Case, Word};
use crate::tagging::{Boundary, boundaries};
use crate::text::{Flat, MarkKind, Span};

attributes! {
    // The word.
    Folded Prefix3 Suffix2 Suffix3 Shape Case Number Opening Ending Cues Quote Bracket Emphasis Names Link Heard Known Placed Letters Ancient SinceAncient
    // Its stretch between two marks of punctuation, and those beside it.
    Chunk ChunkBefore ChunkAfter ChunkCues CuesBefore CuesAfter ChunkNames ChunkMarkup MarkupBefore MarkupAfter ChunkEnding
    // Its run of lower-case words, and its sentence with those beside it.
    Run Met Evidence Longest Lower First Length InSentence LeftInSentence
    EvidenceBefore LongestBefore LowerBefore EvidenceAfter LongestAfter LowerAfter
    // The note.
    FromStart FromEnd SentenceNumber NoteLength NoteEvidence NoteLongest NoteRepeats Manner Seen Ahead
}

use WordAttribute::*;

templates! {
    /// What is looked at together: attributes of the word itself and of its neighbours (by their distance).
    hashes[COUNT] from 0;
    // The words.
    [(Folded, 0)] [(Folded, -1)] [(Folded, 1)] [(Folded, -2)] [(Folded, 2)]
    [(Folded, -1) (Folded, 0)] [(Folded, 0) (Folded, 1)]
    [(Folded, 0) (Ending, 0)] [(Folded, 0) (Case, 0) (Ending, -1)] [(Folded, -1) (Case, 0)] [(Folded, 0) (Case, 1)]
    [(Prefix3, 0)] [(Suffix2, 0)] [(Suffix3, 0)] [(Suffix3, 0) (Case, 0)] [(Suffix2, 0) (Run, 0)] [(Suffix3, 1)] [(Suffix3, -1)]
    // Their shapes.
    [(Shape, 0)] [(Shape, -1) (Shape, 0)] [(Shape, 0) (Shape, 1)]
    [(Case, -1) (Case, 0) (Case, 1) (Case, 2)] [(Case, -2) (Case, -1) (Case, 0) (Case, 1)]
    [(Case, 0) (Letters, 0) (Ending, 0)] [(Case, 0) (Ending, 0) (Case, 1) (Ending, 1)]
    [(Case, 0) (Ending, 0) (Number, 1)] [(Case, 0) (Ending, 0) (Cues, 1)]
    // Punctuation.
    [(Ending, 0)] [(Ending, -1)] [(Ending, -1) (Opening, 0)] [(Ending, -2) (Ending, -1) (Opening, 0)]
    [(Ending, -1) (Case, 0) (Ending, 0) (Case, 1)] [(Ending, -1) (Case, 0) (Number, 0) (Ending, 0)]
    [(Opening, 0) (Opening, 1) (Opening, 2)]
    // Words that announce something.
    [(Cues, 0)] [(Cues, -1)] [(Cues, 1)] [(Cues, 2)] [(Cues, -1) (Cues, 0)] [(Cues, 0) (Cues, 1)]
    [(Cues, 0) (Case, 0) (Ending, -1)] [(Cues, -1) (Case, 0) (Ending, 0)] [(Cues, 0) (Number, 1)] [(Cues, -1) (Number, 0) (Ending, 0)]
    // Numbers.
    [(Number, 0)] [(Number, -1) (Number, 0)] [(Number, 0) (Number, 1)] [(Number, 0) (Ending, 0) (Ending, -1)]
    [(Number, -1) (Ending, -1) (Case, 0)] [(Number, -1) (Ending, -1) (Case, 0) (Case, 1)] [(Number, 0) (Ending, 0) (Case, 1) (Case, 2)]
    // Quotation marks, brackets, italics, links.
    [(Quote, 0)] [(Quote, 0) (Emphasis, 0) (Link, 0)] [(Quote, 1) (Quote, 0) (Quote, -1)] [(Bracket, 0)] [(Bracket, 0) (Shape, 0)]
    [(Emphasis, -1) (Emphasis, 0) (Emphasis, 1)] [(Link, -1) (Link, 0) (Link, 1)] [(Quote, 0) (Met, 0)] [(Emphasis, 0) (Met, 0)]
    [(Link, 0) (Evidence, 0)]
    // Names.
    [(Names, 0) (Case, 0)] [(Names, 0) (Ending, 0) (Ending, -1)] [(Heard, 0) (Case, 0)] [(Heard, 0) (Ending, 0) (Number, 1)]
    [(Known, 0) (Case, 0)] [(Known, 0) (Ending, 0) (Number, 1)] [(Known, -1) (Known, 0) (Known, 1)] [(Known, 0) (Ending, -1) (Case, 1)]
    [(Heard, 0) (Ending, -1) (Case, 1)] [(Heard, -1) (Ending, -1) (Case, 0)] [(Heard, 0) (FromStart, 0)]
    [(Placed, 0) (Case, 0)] [(Placed, 0) (Number, 1) (Ending, 0)] [(Placed, -1) (Placed, 0) (Placed, 1)] [(Placed, 0) (Ending, -1) (Case, 1)]
    [(Number, -1) (Ending, -1) (Known, 0) (Case, 0)] [(Number, -1) (Ending, -1) (Heard, 0) (Case, 0)] [(Number, -1) (Ending, -1) (Placed, 0)]
    [(Met, 0) (Ending, -1) (Case, 0) (Heard, 0)] [(Met, 0) (Ending, -1) (Case, 0) (Placed, 0)] [(Met, 0) (Ending, -1) (Names, 0) (Case, 0)]
    [(Emphasis, -1) (Emphasis, 0) (Ending, -1)] [(Quote, -1) (Quote, 0) (Ending, -1)] [(Quote, -1) (Ending, -1) (Cues, 0)]
    [(Ending, -1) (Cues, 0) (Case, 1)] [(Bracket, 0) (Ending, -1) (Number, 0)] [(Bracket, 1) (Bracket, 0) (Names, 0) (Case, 0)]
    [(Ancient, 0)] [(Ancient, 0) (Ending, 0)] [(Ancient, 0) (Number, 1)] [(Ancient, -1) (Number, 0)] [(Ancient, 0) (Case, 1) (Ending, -1)]
    [(SinceAncient, 0) (Number, 0)] [(SinceAncient, 0) (Case, 0) (Ending, 0)] [(SinceAncient, 0) (Ending, -1) (Case, 0)]
    // The stretch between two marks of punctuation.
    [(Chunk, 0)] [(ChunkBefore, 0) (Chunk, 0)] [(Chunk, 0) (ChunkAfter, 0)] [(ChunkBefore, 0) (Chunk, 0) (ChunkAfter, 0)]
    [(ChunkCues, 0)] [(CuesBefore, 0)] [(CuesAfter, 0)] [(ChunkNames, 0) (Chunk, 0)]
    [(MarkupBefore, 0) (ChunkMarkup, 0) (MarkupAfter, 0)] [(ChunkMarkup, 0) (Chunk, 0) (ChunkEnding, 0)]
    // The run of lower-case words.
    [(Run, 0)] [(Run, 0) (Evidence, 0)] [(Run, -1) (Run, 0) (Run, 1)] [(Run, 1) (Case, 0) (Ending, -1)] [(Run, -1) (Case, 0)]
    [(Run, 0) (Quote, 0) (Emphasis, 0)] [(Run, 0) (Met, 0)]
    // The sentence.
    [(Evidence, 0)] [(Evidence, 0) (Longest, 0)] [(Longest, 0) (Lower, 0)] [(Longest, 0) (Lower, 0) (Length, 0)] [(Lower, 0) (Evidence, 0)]
    [(First, 0)] [(First, 0) (InSentence, 0)] [(First, 0) (Longest, 0)] [(Met, 0)] [(Met, 0) (Case, 0) (Ending, -1)]
    [(InSentence, 0) (Case, 0) (Ending, 0)] [(InSentence, 0) (Longest, 0)] [(LeftInSentence, 0) (Evidence, 0)] [(Met, 0) (Run, 0) (Longest, 0)]
    [(EvidenceBefore, 0) (Evidence, 0)] [(LongestBefore, 0) (Longest, 0) (LongestAfter, 0)] [(EvidenceAfter, 0) (Evidence, 0)]
    [(LowerBefore, 0) (Lower, 0) (LowerAfter, 0)] [(InSentence, 0) (EvidenceBefore, 0) (Longest, 0)]
    // The note.
    [(FromStart, 0) (Case, 0) (Ending, 0)] [(FromStart, 0) (FromEnd, 0)] [(FromEnd, 0) (Number, 0)] [(SentenceNumber, 0) (Evidence, 0)]
    [(NoteLength, 0) (NoteEvidence, 0)] [(NoteLength, 0) (NoteLongest, 0)] [(NoteEvidence, 0) (NoteLongest, 0)]
    [(NoteLength, 0) (Case, 0) (Ending, 0)] [(Seen, 0) (Case, 0) (Ending, -1)] [(Ahead, 0) (Case, 0) (Ending, 0)]
    [(Manner, 0)] [(Manner, 0) (NoteLength, 0)] [(Manner, 0) (Ending, -1) (Case, 0)] [(Manner, 0) (FromStart, 0) (Case, 0)]
    [(NoteRepeats, 0) (NoteLength, 0)] [(NoteRepeats, 0) (FromStart, 0) (Case, 0)] [(NoteRepeats, 0) (FromEnd, 0) (Case, 0)]
}

/// How many observations there are of every word.
pub const NOTE_FEATURES: usize = COUNT;

/// The attributes of one word.
type WordAttributes = [u32; ATTRIBUTES];

/// The farthest neighbour that a template looks at.
const REACH: usize = 2;

/// What stands in the place of a neighbour where there is no word.
const NOTHING: WordAttributes = [u32::MAX; ATTRIBUTES];

/// Where the hash of each template begins.
const SEEDS: [u64; NOTE_FEATURES] = seeds();

/// What is seen of the words of one note.
#[derive(Debug, Default)]
pub struct NoteObservations {
    /// The words.
    pub spans: Vec<Span>,
    /// The boundary before each word.
    pub boundaries: Vec<Boundary>,
    /// The attributes of each word, with [`REACH`] rows of nothing before and after.
    rows: Vec<WordAttributes>,
}

impl NoteObservations {
    /// Looks at a note of a document whose notes begin with these names.
    #[must_use]
    pub fn of(text: &Flat, names: &LeadingNames) -> Self {
        let spans = note_words(&text.text);
        let mut buffer = String::new();
        let words: Vec<Word> = spans.iter().map(|span| Word::read(span.of(&text.text), &mut buffer)).collect();
        let contexts = Contexts::read(text, &spans, &words);
        let linked = linked(text, &spans);
        let sentences = Sentences::read(&words, &contexts.words, &linked);
        let note = Whole::of(&sentences, words.len(), names.repeated(&text.text, &spans));
        let since = since_ancient(&words);
        let view = View {
            words: &words,
            contexts: &contexts,
            linked: &linked,
            sentences: &sentences,
            names,
            note,
            since: &since,
        };
        let mut rows = vec![NOTHING; REACH];
        rows.extend((0..words.len()).map(|at| view.row(at)));
        rows.resize(rows.len() + REACH, NOTHING);
        Self { boundaries: boundaries(&words, &contexts), spans, rows }
    }

    /// The hashed features of a word.
    #[must_use]
    pub fn features(&self, at: usize) -> [u32; NOTE_FEATURES] {
        hashes(self.rows[at..].first_chunk().unwrap_or(&[NOTHING; 2 * REACH + 1]))
    }
}

/// Which words stand in a link.
fn linked(text: &Flat, spans: &[Span]) -> Vec<bool> {
    let mut links = text.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Link(_))).peekable();
    let mut end = 0;
    let inside = spans.iter().map(|span| {
        while let Some(link) = links.next_if(|link| link.span.start < span.end) {
            end = end.max(link.span.end);
        }
        end > span.start
    });
    inside.collect()
}

/// How many words ago, in steps, the last author of antiquity or book of Scripture was named; 0 where none was.
fn since_ancient(words: &[Word]) -> Vec<u32> {
    /// Farther off it has no say.
    const FAR: usize = 15;
    let mut last = None;
    let since = words.iter().enumerate().map(|(at, word)| {
        if ancient(word) != 0 {
            last = Some(at);
        }
        last.filter(|last| at - last <= FAR).map_or(0, |last| 1 + bucket(at - last))
    });
    since.collect()
}

fn ancient(word: &Word) -> u32 {
    if word.case == Case::Lower { 0 } else { antiquity(word.folded) }
}

/// What the whole note shows.
#[derive(Clone, Copy)]
struct Whole {
    length: u32,
    evidence: u32,
    longest: u32,
    repeats: u32,
}

impl Whole {
    fn of(sentences: &Sentences, words: usize, repeats: u32) -> Self {
        Self {
            repeats,
            length: bucket(words),
            evidence: sentences.list.iter().fold(0, |evidence, sentence| evidence | sentence.evidence),
            longest: sentences.list.iter().map(|sentence| sentence.longest_run).max().unwrap_or_default(),
        }
    }
}

/// All that is known of a note while its rows are written.
struct View<'a> {
    words: &'a [Word],
    contexts: &'a Contexts,
    linked: &'a [bool],
    sentences: &'a Sentences,
    names: &'a LeadingNames,
    note: Whole,
    since: &'a [u32],
}

impl View<'_> {
    fn row(&self, at: usize) -> WordAttributes {
        let mut row = [0; ATTRIBUTES];
        let mut set = |attribute: WordAttribute, value: u32| row[attribute as usize] = value;
        self.set_word(at, &mut set);
        self.set_chunks(at, &mut set);
        self.set_sentences(at, &mut set);
        self.set_note(at, &mut set);
        row
    }

    fn set_word(&self, at: usize, set: &mut impl FnMut(WordAttribute, u32)) {
        let (word, context) = (&self.words[at], &self.contexts.words[at]);
        set(Folded, word.folded);
        set(Prefix3, word.prefixes[1]);
        set(Suffix2, word.suffixes[0]);
        set(Suffix3, word.suffixes[1]);
        set(Shape, word.shape);
        set(Case, word.case as u32);
        set(Number, word.number as u32);
        set(Opening, word.opening as u32);
        set(Ending, word.ending as u32);
        set(Cues, both_halves(word.cues));
        set(Quote, context.quote as u32);
        set(Bracket, context.bracket as u32);
        set(Emphasis, context.emphasis as u32);
        set(Names, word.names);
        set(Link, u32::from(self.linked[at]));
        set(Heard, self.names.heard(word.folded));
        set(Known, self.names.known(word.folded));
        set(Placed, self.names.placed(word.folded));
        set(Ancient, ancient(word));
        set(SinceAncient, self.since[at]);
        set(Letters, u32::from(word.letters).min(5));
    }

    fn set_chunks(&self, at: usize, set: &mut impl FnMut(WordAttribute, u32)) {
        let [before, chunk, after] = [-1, 0, 1].map(|by| self.contexts.chunk(at, by));
        let kinds = [(Chunk, chunk), (ChunkBefore, before), (ChunkAfter, after)];
        kinds.into_iter().for_each(|(attribute, chunk)| set(attribute, chunk.kind));
        let cues = [(ChunkCues, chunk), (CuesBefore, before), (CuesAfter, after)];
        cues.into_iter().for_each(|(attribute, chunk)| set(attribute, both_halves(chunk.cues)));
        let markup = [(ChunkMarkup, chunk), (MarkupBefore, before), (MarkupAfter, after)];
        markup.into_iter().for_each(|(attribute, chunk)| set(attribute, chunk.markup));
        set(ChunkNames, chunk.names);
        set(ChunkEnding, chunk.ending);
    }

    fn set_sentences(&self, at: usize, set: &mut impl FnMut(WordAttribute, u32)) {
        let [before, sentence, after] = [-1, 0, 1].map(|by| self.sentences.at(at, by));
        set(Run, self.sentences.runs[at]);
        set(Met, self.sentences.met[at]);
        set(First, sentence.first);
        set(Length, bucket(sentence.end - sentence.start));
        set(InSentence, bucket(at - sentence.start));
        set(LeftInSentence, bucket(sentence.end - 1 - at));
        let evidence = [(Evidence, sentence), (EvidenceBefore, before), (EvidenceAfter, after)];
        evidence.into_iter().for_each(|(attribute, sentence)| set(attribute, sentence.evidence));
        let longest = [(Longest, sentence), (LongestBefore, before), (LongestAfter, after)];
        longest.into_iter().for_each(|(attribute, sentence)| set(attribute, sentence.longest_run));
        let lower = [(Lower, sentence), (LowerBefore, before), (LowerAfter, after)];
        lower.into_iter().for_each(|(attribute, sentence)| set(attribute, sentence.lower));
    }

    fn set_note(&self, at: usize, set: &mut impl FnMut(WordAttribute, u32)) {
        let context = &self.contexts.words[at];
        set(FromStart, bucket(at));
        set(FromEnd, (self.words.len() - 1 - at).min(5) as u32);
        set(SentenceNumber, self.sentences.of_word[at].min(4) as u32);
        set(NoteLength, self.note.length);
        set(NoteEvidence, self.note.evidence);
        set(NoteLongest, self.note.longest);
        set(NoteRepeats, self.note.repeats);
        set(Manner, self.names.manner());
        set(Seen, context.seen);
        set(Ahead, context.ahead);
    }
}

fn bucket(count: usize) -> u32 {
    match count {
        0..=3 => count as u32,
        4..=5 => 4,
        6..=8 => 5,
        9..=14 => 6,
        15..=30 => 7,
        _ => 8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> NoteObservations {
        NoteObservations::of(&Flat::verbatim(text, 0), &LeadingNames::default())
    }

    #[test]
    fn every_word_has_all_features_and_a_boundary() {
        let note = seen("Vgl. Schäfer, a. a. O. S. 12. Der König war damals krank.");
        assert_eq!(note.spans.len(), note.boundaries.len());
        assert!((0..note.spans.len()).all(|at| note.features(at).iter().all(|feature| *feature != 0)));
    }

    #[test]
    fn the_same_word_looks_different_in_another_sentence() {
        let note = seen("Hats are worn by many people here. Hats, 3.");
        assert_ne!(note.features(0), note.features(7));
        assert!(seen("").spans.is_empty());
    }
}
