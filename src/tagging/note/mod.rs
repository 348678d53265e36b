//! Reads a whole note: which words are commentary, quotation, signal or separator, and where each citation begins and ends.
//!
//! A linear-chain conditional random field with eight states over the words of the note. It sees more than one reference: the sentence a
//! word stands in, and the names that other notes of the document begin with. What a word means inside its citation is the business of
//! [`crate::tagging::tag`], which reads each citation for itself.

mod chain;
mod names;
mod observe;
mod role;
mod sentence;
mod weights;

pub use chain::{RoleSums, RoleTransitions, Scores, Steps, TABLES, best_path};
pub use names::LeadingNames;
pub use observe::{NOTE_FEATURES, NoteObservations};
pub use role::{NoteRole, ROLES};
pub use weights::{NoteModel, write_note_model};

use crate::tagging::words;
use crate::text::{Flat, Span};

/// Cuts a note into words: at white space, and after an em dash that joins two of them, as before the source of a quotation.
///
/// ```
/// use ibid::tagging::note::note_words;
/// let text = "“We wait.”—Robinson, 3";
/// let words: Vec<&str> = note_words(text).iter().map(|span| span.of(text)).collect();
/// assert_eq!(words, ["“We", "wait.”—", "Robinson,", "3"]);
/// ```
#[must_use]
pub fn note_words(text: &str) -> Vec<Span> {
    words(text).into_iter().flat_map(|span| at_dashes(text, span)).collect()
}

fn at_dashes(text: &str, span: Span) -> Vec<Span> {
    let word = span.of(text);
    let joins = |at: &usize| word[*at..].chars().next().is_some_and(char::is_alphabetic);
    let dashes = word.match_indices('—').map(|(at, dash)| at + dash.len()).filter(joins);
    let mut start = span.start;
    let mut pieces = Vec::new();
    for end in dashes.chain([word.len()]) {
        pieces.push(Span::new(start, span.start + end));
        start = span.start + end;
    }
    pieces
}

/// A word of a note with its role.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RoleToken {
    /// Where the word stands in the flat text.
    pub span: Span,
    /// What it does.
    pub role: NoteRole,
    /// The probability of the role, from 0 to 1; for the words of a citation, that they belong to one.
    pub confidence: f32,
    /// The probability that a citation begins with the word.
    pub begins: f32,
    /// The probability that a citation goes on with it.
    pub goes_on: f32,
}

/// Gives every word of a note its role. `names` are those that notes of the document begin with.
///
/// ```
/// use ibid::tagging::note::{LeadingNames, roles};
/// use ibid::text::Flat;
/// let note = Flat::verbatim("See Lucy Robinson, Gay Men and the Left (Manchester, 2007), 166.", 0);
/// assert_eq!(roles(&note, &LeadingNames::default()).len(), 11);
/// ```
#[must_use]
pub fn roles(text: &Flat, names: &LeadingNames) -> Vec<RoleToken> {
    NoteModel::current().roles(text, names)
}

impl NoteModel<'_> {
    /// Gives every word of a note its role, by these weights.
    #[must_use]
    pub fn roles(&self, text: &Flat, names: &LeadingNames) -> Vec<RoleToken> {
        let seen = NoteObservations::of(text, names);
        let scores = self.scores(&seen);
        let steps = self.transitions.steps(&seen.boundaries);
        let (path, sums) = (best_path(&scores, &steps), RoleSums::over(&scores, &steps, None));
        path.into_iter().enumerate().map(|(at, state)| token(&sums, at, seen.spans[at], NoteRole::ALL[state])).collect()
    }
}

fn token(sums: &RoleSums, at: usize, span: Span, role: NoteRole) -> RoleToken {
    let (begins, goes_on) = (sums.share(at, NoteRole::begins), sums.share(at, |role| role.cites() && !role.begins()));
    let confidence = if role.cites() { (begins + goes_on).min(1.0) } else { sums.share_of(at, role) };
    RoleToken { span, role, confidence, begins, goes_on }
}
