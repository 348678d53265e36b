//! What the tagger sees of each word: a list of hashed observations, by a table of templates.

use super::context::{Contexts, WordContext};
use super::hash::{SEED, finish, mix, seeds};
use super::outlook::{Outlook, outlooks};
use super::token::words;
use super::word::{ENDINGS, Ending, OPENINGS, Word};
use crate::text::{Flat, Span};

attributes! {
    Folded Raw Prefix2 Prefix3 Suffix2 Suffix3 Shape Case Number Opening Ending Cues
    Quote Bracket Emphasis SinceStop Sentence InChunk Seen Ahead FromStart FromEnd LeftInChunk Names
    // The same for all words of a chunk.
    Chunk ChunkBefore ChunkAfter AfterAfter ChunkCues CuesBefore CuesAfter ChunkFirst
    ChunkEnding EndingBefore ChunkNumber ChunkNames NamesBefore NamesAfter SeenBefore AheadAfter ChunkMarkup MarkupBefore MarkupAfter
    // The reference as a whole, seen from the chunk.
    Look Next LooksSeen LooksAhead Whole Run
}

use WordAttribute::*;

templates! {
    /// What is looked at together: attributes of the word itself and of its neighbours (by their distance).
    word_hashes[WORD_FEATURES] from 0;
    // The words.
    [(Folded, 0)]
    [(Folded, -1)]
    [(Folded, -2)]
    [(Folded, 1)]
    [(Folded, 2)]
    [(Folded, -1) (Folded, 0)]
    [(Folded, 0) (Folded, 1)]
    [(Raw, 0)]
    [(Folded, 0) (Case, 0) (Ending, -1)]
    [(Prefix2, 0)]
    [(Prefix3, 0)]
    [(Suffix2, 0)]
    [(Suffix3, 0)]
    // Their shapes.
    [(Shape, 0)]
    [(Shape, -1) (Shape, 0)]
    [(Shape, 0) (Shape, 1)]
    [(Case, -1) (Case, 0) (Case, 1) (Case, 2)]
    // Punctuation.
    [(Ending, 0)]
    [(Ending, -1) (Opening, 0)]
    [(Ending, -2) (Ending, -1) (Opening, 0)]
    [(Ending, -1) (Case, 0) (Ending, 0) (Case, 1)]
    [(Ending, -1) (Case, 0) (Number, 0) (Ending, 0)]
    // Words that announce something.
    [(Cues, 0)]
    [(Cues, -1)]
    [(Cues, 1)]
    [(Cues, 2)]
    [(Cues, -1) (Cues, 0)]
    [(Cues, 0) (Cues, 1)]
    [(Cues, -2) (Cues, -1) (Cues, 0)]
    [(Cues, 0) (Bracket, 0)]
    [(Cues, 0) (Case, 0) (Ending, -1)]
    [(Cues, -1) (Case, 0) (Ending, 0)]
    // Numbers.
    [(Number, 0)]
    [(Number, -1) (Number, 0)]
    [(Number, 0) (Number, 1)]
    [(Number, 0) (Ending, 0) (Ending, -1)]
    [(Number, 0) (Bracket, 0) (Seen, 0)]
    [(Number, 0) (FromEnd, 0) (Ending, -1)]
    [(Number, -2) (Number, -1) (Number, 0) (Number, 1)]
    // Quotation marks, brackets, italics.
    [(Quote, 0) (Emphasis, 0)]
    [(Quote, 0) (Shape, 0)]
    [(Quote, 1) (Quote, 0) (Quote, -1)]
    [(Quote, 0) (Seen, 0)]
    [(Bracket, 0) (Shape, 0)]
    [(Emphasis, -1) (Emphasis, 0) (Emphasis, 1)]
    [(Emphasis, 0) (Seen, 0)]
    // Names.
    [(Names, 0) (Case, 0)]
    [(Names, -1) (Names, 0)]
    [(Names, 0) (Ending, 0) (Ending, -1)]
    // The place in the reference.
    [(FromStart, 0) (Case, 0) (Ending, 0)]
    [(FromEnd, 0) (Number, 0)]
    [(FromStart, 0) (FromEnd, 0)]
    [(SinceStop, 0) (Sentence, 0)]
    [(Seen, 0) (Ahead, 0)]
    [(Seen, 0) (Case, 0) (Ending, -1)]
    [(Ahead, 0) (Case, 0) (Ending, 0)]
    // The place in the stretch between two stops.
    [(Chunk, 0) (InChunk, 0)]
    [(ChunkCues, 0) (InChunk, 0)]
    [(ChunkEnding, 0) (LeftInChunk, 0)]
}

templates! {
    /// What is the same for all words of a stretch between two stops, and so is looked up once for all of them.
    chunk_hashes[CHUNK_FEATURES] from WORD_FEATURES;
    [(Chunk, 0)]
    [(ChunkBefore, 0)]
    [(ChunkAfter, 0)]
    [(Chunk, 0) (ChunkBefore, 0)]
    [(Chunk, 0) (ChunkAfter, 0)]
    [(ChunkBefore, 0) (Chunk, 0) (ChunkAfter, 0)]
    [(Chunk, 0) (ChunkAfter, 0) (AfterAfter, 0)]
    [(Chunk, 0) (ChunkEnding, 0) (EndingBefore, 0)]
    [(ChunkNumber, 0) (Chunk, 0)]
    [(ChunkCues, 0)]
    [(CuesBefore, 0)]
    [(CuesAfter, 0)]
    [(ChunkCues, 0) (Chunk, 0)]
    [(CuesBefore, 0) (ChunkCues, 0)]
    [(ChunkCues, 0) (CuesAfter, 0)]
    [(ChunkCues, 0) (SeenBefore, 0)]
    [(ChunkFirst, 0)]
    [(ChunkNames, 0) (Chunk, 0)]
    [(NamesAfter, 0) (ChunkAfter, 0)]
    [(NamesBefore, 0) (ChunkBefore, 0)]
    [(ChunkNames, 0) (ChunkCues, 0) (SeenBefore, 0)]
    [(SeenBefore, 0) (Chunk, 0) (AheadAfter, 0)]
    [(ChunkMarkup, 0) (Chunk, 0)]
    [(MarkupBefore, 0) (ChunkMarkup, 0) (MarkupAfter, 0)]
    // The reference as a whole.
    [(Look, 0) (Next, 0)]
    [(Look, 0) (LooksAhead, 0)]
    [(Look, 0) (LooksSeen, 0)]
    [(Look, 0) (LooksSeen, 0) (LooksAhead, 0)]
    [(Whole, 0)]
    [(Look, 0) (Run, 0)]
    [(Run, 0) (LooksSeen, 0)]
}

/// How many observations there are of every word.
pub const FEATURES: usize = WORD_FEATURES + CHUNK_FEATURES;

/// Three classes of the boundary before a word, each with its own table of transitions: how the word before ends,
/// how the word begins, and what quotation marks and italics do there.
pub type Boundary = [u8; 3];

/// How many classes each part of a [`Boundary`] has.
pub const BOUNDARY_CLASSES: [usize; 3] = [ENDINGS, OPENINGS, 10];

/// The farthest neighbour that a template looks at.
const REACH: usize = 3;

/// What stands in the place of a neighbour where there is no word.
const NOTHING: [u32; ATTRIBUTES] = [u32::MAX; ATTRIBUTES];

/// What is seen of the words of one reference.
#[derive(Debug, Default)]
pub struct Observations {
    /// The words.
    pub spans: Vec<Span>,
    /// The boundary before each word.
    pub boundaries: Vec<Boundary>,
    /// The attributes of each word, with [`REACH`] rows of nothing before and after.
    rows: Vec<[u32; ATTRIBUTES]>,
    /// The chunk of each word.
    pub(super) chunks: Vec<usize>,
    /// What each word shows by itself.
    pub(super) words: Vec<Word>,
    /// What each word shows by its place.
    pub(super) contexts: Vec<WordContext>,
}

impl Observations {
    /// Looks at a reference.
    #[must_use]
    pub fn of(text: &Flat) -> Self {
        let spans = words(&text.text);
        let mut buffer = String::new();
        let read: Vec<Word> = spans.iter().map(|span| Word::read(span.of(&text.text), &mut buffer)).collect();
        let contexts = Contexts::read(text, &spans, &read);
        let mut rows = vec![NOTHING; REACH];
        let outlooks = outlooks(&contexts, &read);
        let outlook = |at: usize| outlooks.get(contexts.words[at].chunk).copied().unwrap_or_default();
        rows.extend((0..read.len()).map(|at| attributes(&read, &contexts, &outlook(at), at)));
        rows.resize(rows.len() + REACH, NOTHING);
        let boundaries = boundaries(&read, &contexts);
        let chunks = contexts.words.iter().map(|context| context.chunk).collect();
        Self { spans, boundaries, rows, chunks, words: read, contexts: contexts.words }
    }

    /// The hashed features of a word.
    #[must_use]
    pub fn features(&self, at: usize) -> [u32; FEATURES] {
        let (word, chunk) = (self.word_features(at), self.chunk_features(at));
        std::array::from_fn(|id| word.get(id).copied().unwrap_or_else(|| chunk[id - WORD_FEATURES]))
    }

    /// Those of the word for itself.
    pub(super) fn word_features(&self, at: usize) -> [u32; WORD_FEATURES] {
        word_hashes(self.around(at))
    }

    /// Those that it shares with its chunk.
    pub(super) fn chunk_features(&self, at: usize) -> [u32; CHUNK_FEATURES] {
        chunk_hashes(self.around(at))
    }

    /// The attributes of a word and of its neighbours.
    fn around(&self, at: usize) -> &[[u32; ATTRIBUTES]; 2 * REACH + 1] {
        self.rows[at..].first_chunk().unwrap_or(&[NOTHING; 2 * REACH + 1])
    }
}

/// Where the hash of each template begins.
const SEEDS: [u64; FEATURES] = seeds();

fn attributes(words: &[Word], contexts: &Contexts, outlook: &Outlook, at: usize) -> [u32; ATTRIBUTES] {
    let mut row = [0; ATTRIBUTES];
    let mut set = |attribute: WordAttribute, value: u32| row[attribute as usize] = value;
    let (word, context) = (&words[at], &contexts.words[at]);
    set(Folded, word.folded);
    set(Raw, word.raw);
    [Prefix2, Prefix3].into_iter().zip(word.prefixes).for_each(|(attribute, value)| set(attribute, value));
    [Suffix2, Suffix3].into_iter().zip(word.suffixes).for_each(|(attribute, value)| set(attribute, value));
    set(Shape, word.shape);
    set(Case, word.case as u32);
    set(Number, word.number as u32);
    set(Opening, word.opening as u32);
    set(Ending, word.ending as u32);
    set(Cues, both_halves(word.cues));
    set(Quote, context.quote as u32);
    set(Bracket, context.bracket as u32);
    set(Emphasis, context.emphasis as u32);
    set(SinceStop, bucket(context.since_stop as usize));
    set(Sentence, context.sentence.min(5));
    set(InChunk, context.in_chunk);
    set(Seen, context.seen);
    set(Ahead, context.ahead);
    set(FromStart, bucket(at));
    set(FromEnd, (words.len() - 1 - at).min(5) as u32);
    set(Names, word.names);
    set(LeftInChunk, bucket(contexts.in_chunk(at).1));
    set_chunk(contexts, at, &mut set);
    set_outlook(outlook, &mut set);
    row
}

/// The attributes that all words of a chunk share.
fn set_chunk(contexts: &Contexts, at: usize, set: &mut impl FnMut(WordAttribute, u32)) {
    let [before, chunk, after, later] = [-1, 0, 1, 2].map(|by| contexts.chunk(at, by));
    set(ChunkBefore, before.kind);
    set(Chunk, chunk.kind);
    set(ChunkAfter, after.kind);
    set(AfterAfter, later.kind);
    set(CuesBefore, both_halves(before.cues));
    set(ChunkCues, both_halves(chunk.cues));
    set(CuesAfter, both_halves(after.cues));
    set(ChunkFirst, chunk.first);
    set(ChunkEnding, chunk.ending);
    set(EndingBefore, before.ending);
    set(ChunkNumber, contexts.words[at].chunk.min(6) as u32);
    set(NamesBefore, before.names);
    set(ChunkNames, chunk.names);
    set(NamesAfter, after.names);
    set(SeenBefore, chunk.seen);
    set(AheadAfter, chunk.ahead);
    set(MarkupBefore, before.markup);
    set(ChunkMarkup, chunk.markup);
    set(MarkupAfter, after.markup);
}

/// The attributes that say how the whole reference looks.
fn set_outlook(outlook: &Outlook, set: &mut impl FnMut(WordAttribute, u32)) {
    set(Look, outlook.look);
    set(Next, outlook.next);
    set(LooksSeen, outlook.seen);
    set(LooksAhead, outlook.ahead);
    set(Whole, outlook.whole);
    set(Run, outlook.run);
}

/// The kinds of a word in 32 bits.
pub(super) fn both_halves(cues: u64) -> u32 {
    finish(mix(mix(SEED, cues as u32), (cues >> 32) as u32))
}

fn bucket(count: usize) -> u32 {
    match count {
        0..=3 => count as u32,
        4..=5 => 4,
        6..=8 => 5,
        9..=14 => 6,
        _ => 7,
    }
}

/// The boundary before each word.
pub(super) fn boundaries(words: &[Word], contexts: &Contexts) -> Vec<Boundary> {
    (0..words.len()).map(|at| boundary(words, contexts, at)).collect()
}

fn boundary(words: &[Word], contexts: &Contexts, at: usize) -> Boundary {
    let before = at.checked_sub(1);
    let ending = before.map_or(Ending::Start, |before| words[before].ending);
    let (now, then) = (contexts.words[at], before.map(|before| contexts.words[before]).unwrap_or_default());
    let emphasis = u8::from(now.emphasis as u8 > 0) | u8::from(then.emphasis as u8 > 0) << 1;
    let quote = u8::from(now.quote as u8 > 0) | u8::from(then.quote as u8 > 0) << 1;
    let state = if emphasis > 0 { 4 + emphasis } else { quote };
    let seen = if state == 0 && now.seen & 1 > 0 { 8 } else { state };
    [ending as u8, words[at].opening as u8, seen]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boundaries_stay_within_their_classes() {
        let seen = Observations::of(&Flat::verbatim(
            "„Hüte“, in: Ders. (Hg.), Mützen, 2. Aufl. Köln 1999, S. 5ff. [http://x.org]",
            0,
        ));
        let fits = |boundary: &Boundary| {
            boundary.iter().zip(BOUNDARY_CLASSES).all(|(class, count)| usize::from(*class) < count)
        };
        assert!(seen.boundaries.iter().all(fits));
    }

    #[test]
    fn the_words_of_a_chunk_share_what_is_seen_of_it() {
        let seen = Observations::of(&Flat::verbatim("J. Wells, On Hats (Leeds: Stone, 1996), p. 4", 0));
        for (before, after) in (0..seen.spans.len()).zip(1..seen.spans.len()) {
            let same = seen.chunks[before] == seen.chunks[after];
            assert_eq!(seen.chunk_features(before) == seen.chunk_features(after), same, "words {before} and {after}");
        }
    }

    #[test]
    fn the_same_word_in_another_place_looks_different() {
        let seen = Observations::of(&Flat::verbatim("Hats, Hats", 0));
        assert_ne!(seen.features(0), seen.features(1));
    }
}
